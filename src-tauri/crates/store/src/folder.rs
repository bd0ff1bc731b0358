//! Data folders on which SQLite's write-ahead log is not safe: network drives, whose locks and
//! shared memory cannot be relied on, and folders that another program synchronizes file by file.

use std::path::Path;

/// Returns a plain warning where the folder is on a network or synchronized drive.
///
/// Names of synchronized folders are recognized everywhere, network drives by the mount table on
/// Linux and by their `\\server\share` path on Windows.
pub fn folder_warning(folder: &Path) -> Option<String> {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    if let Some(service) = synchronized_by(&folder) {
        return Some(format!(
            "The data folder {} is synchronized by {service}. While Proviso is open, that can mix \
             two states of the file and damage it. Move the data folder to a drive of this \
             computer (--data DIR), and keep copies by backup instead",
            folder.display()
        ));
    }
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    let kind = network_drive(&folder, &mounts)?;
    Some(format!(
        "The data folder {} is on a network drive ({kind}). A lost connection can damage the file, \
         and two computers could open it at once. Move the data folder to a drive of this computer \
         (--data DIR), and keep copies by backup instead",
        folder.display()
    ))
}

fn synchronized_by(folder: &Path) -> Option<&'static str> {
    const SERVICES: [(&str, &str); 11] = [
        ("onedrive", "OneDrive"),
        ("dropbox", "Dropbox"),
        ("google drive", "Google Drive"),
        ("googledrive", "Google Drive"),
        ("icloud", "iCloud"),
        ("mobile documents", "iCloud"),
        ("box sync", "Box"),
        ("nextcloud", "Nextcloud"),
        ("owncloud", "ownCloud"),
        ("pclouddrive", "pCloud"),
        ("syncthing", "Syncthing"),
    ];
    let parts = folder.components().filter_map(|part| match part {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().to_lowercase()),
        _ => None,
    });
    // OneDrive adds the company's name, iCloud Drive and Google Drive an account: "OneDrive - Acme".
    parts.into_iter().find_map(|part| {
        SERVICES
            .iter()
            .find(|(folder, _)| {
                part.strip_prefix(folder)
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
                    || (*folder == "icloud" && part.starts_with("icloud"))
            })
            .map(|(_, service)| *service)
    })
}

/// Returns the kind of network drive that holds the folder, by the mount table's longest match.
fn network_drive(folder: &Path, mounts: &str) -> Option<String> {
    #[cfg(windows)]
    if let Some(std::path::Component::Prefix(prefix)) = folder.components().next()
        && matches!(
            prefix.kind(),
            std::path::Prefix::UNC(..) | std::path::Prefix::VerbatimUNC(..)
        )
    {
        return Some(String::from("a network share"));
    }
    let (_, kind) = mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            let place = words.nth(1)?;
            let kind = words.next()?;
            let place = place.replace("\\040", " ");
            folder.starts_with(&place).then_some((place.len(), kind))
        })
        .max_by_key(|(length, _)| *length)?;
    const NETWORK: [&str; 12] = [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "9p",
        "davfs",
        "glusterfs",
    ];
    // Of the drives served by a program, these are disks of this computer.
    const LOCAL_FUSE: [&str; 4] = [
        "fuseblk",
        "fuse.ntfs-3g",
        "fuse.exfat",
        "fuse.fuse-overlayfs",
    ];
    let remote =
        NETWORK.contains(&kind) || (kind.starts_with("fuse.") && !LOCAL_FUSE.contains(&kind));
    remote.then(|| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synchronized_folders_are_known_by_their_names() {
        for (folder, service) in [
            ("/home/a/OneDrive - Acme Corp/proviso", "OneDrive"),
            ("/home/a/Dropbox/proviso", "Dropbox"),
            ("/home/a/Google Drive/My Drive/p", "Google Drive"),
            (
                "/Users/a/Library/Mobile Documents/com~apple~CloudDocs/p",
                "iCloud",
            ),
            ("/Users/a/iCloudDrive/p", "iCloud"),
        ] {
            assert_eq!(
                synchronized_by(Path::new(folder)),
                Some(service),
                "{folder} is synchronized"
            );
        }
        for folder in [
            "/home/a/.local/share/proviso",
            "/home/a/Dropboxes/x",
            "/srv/boxing",
        ] {
            assert_eq!(
                synchronized_by(Path::new(folder)),
                None,
                "{folder} is a plain folder"
            );
        }
    }

    #[test]
    fn network_drives_are_known_by_the_longest_mount() {
        let mounts = "/dev/vda / ext4 rw 0 0\n\
                      nas:/x /mnt/nas nfs4 rw 0 0\n\
                      /dev/sdb /mnt/nas/local ext4 rw 0 0\n\
                      //s/x /mnt/My\\040Share cifs rw 0 0\n\
                      rclone /mnt/r fuse.rclone rw 0 0\n\
                      /dev/sdc /mnt/usb fuseblk rw 0 0\n";
        let kind = |folder: &str| network_drive(Path::new(folder), mounts);
        assert_eq!(
            kind("/mnt/nas/proviso").as_deref(),
            Some("nfs4"),
            "NFS is a network drive"
        );
        assert_eq!(
            kind("/mnt/nas/local/p"),
            None,
            "a disk mounted below it is not"
        );
        assert_eq!(
            kind("/mnt/My Share/p").as_deref(),
            Some("cifs"),
            "blanks are escaped"
        );
        assert_eq!(
            kind("/mnt/r/p").as_deref(),
            Some("fuse.rclone"),
            "a cloud drive"
        );
        assert_eq!(kind("/mnt/usb/p"), None, "a stick with NTFS is local");
        assert_eq!(
            kind("/mnt/nasty"),
            None,
            "names are compared by whole components"
        );
    }
}
