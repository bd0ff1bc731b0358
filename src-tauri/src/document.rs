//! Documents that are kept as evidence: read from a file that counsel chose or dropped, and let out
//! again.
//!
//! To be looked at, a copy is written read-only into a private folder inside the data folder, which
//! is emptied when the data folder is opened and closed: nothing is left lying about longer than the
//! program runs. Only files that a reader program shows are opened; whatever could run is only saved.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use proviso_core::evidence::MAX_COPY_BYTES;
use proviso_store::system_says;
use thiserror::Error;

/// The private folder, within the data folder.
const FOLDER: &str = "opened";

/// What a reader program shows and does not run.
const READ_ONLY_KINDS: [&str; 21] = [
    "pdf", "txt", "md", "csv", "tsv", "log", "rtf", "docx", "xlsx", "pptx", "odt", "ods", "odp",
    "png", "jpg", "jpeg", "gif", "tif", "tiff", "eml", "msg",
];

/// A document with the name it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFile {
    /// The file's name, without its folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Why a file is not taken as evidence, or a copy is not opened.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// It is a folder.
    #[error("“{name}” is a folder. Choose the documents in it one by one")]
    Folder {
        /// Its name.
        name: String,
    },
    /// There is nothing in it.
    #[error("“{name}” is empty, so there is nothing to keep")]
    Empty {
        /// Its name.
        name: String,
    },
    /// It is too large to be kept.
    #[error(
        "“{name}” has {} MB; a copy can have {} MB. Refer to where it is held instead",
        megabytes(*bytes),
        MAX_COPY_BYTES / 1_000_000
    )]
    TooLarge {
        /// Its name.
        name: String,
        /// Its size.
        bytes: u64,
    },
    /// It cannot be read.
    #[error("“{name}” cannot be read: {}", system_says(.cause))]
    Unreadable {
        /// Its name.
        name: String,
        /// What the system said.
        cause: io::Error,
    },
    /// It is of a kind that might run.
    #[error(
        "Files like “{name}” are not opened from here, because opening one could run it. Save the \
         copy instead"
    )]
    NotOpened {
        /// Its name.
        name: String,
    },
    /// It cannot be written or shown.
    #[error("“{name}” cannot be opened: {}. Save the copy instead", system_says(.cause))]
    NotShown {
        /// Its name.
        name: String,
        /// What the system said.
        cause: io::Error,
    },
}

/// Megabytes, rounded up to a tenth, so that what is just too large is not printed as the limit.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}

impl DocumentFile {
    /// Reads a document. A file that grows while it is read is not read past the limit.
    pub fn read(path: &Path) -> Result<Self, DocumentError> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy().into_owned();
        let known = name.clone();
        let unreadable = |cause| DocumentError::Unreadable { name: known, cause };
        let found = match std::fs::metadata(path) {
            Ok(found) => found,
            Err(cause) => return Err(unreadable(cause)),
        };
        if found.is_dir() {
            return Err(DocumentError::Folder { name });
        }
        if found.len() > MAX_COPY_BYTES {
            let bytes = found.len();
            return Err(DocumentError::TooLarge { name, bytes });
        }
        let mut bytes = Vec::new();
        let read =
            File::open(path).and_then(|file| file.take(MAX_COPY_BYTES + 1).read_to_end(&mut bytes));
        if let Err(cause) = read {
            return Err(unreadable(cause));
        }
        if bytes.len() as u64 > MAX_COPY_BYTES {
            let bytes = bytes.len() as u64;
            return Err(DocumentError::TooLarge { name, bytes });
        }
        if bytes.is_empty() {
            return Err(DocumentError::Empty { name });
        }
        Ok(Self { name, bytes })
    }

    /// Returns the name without anything that a file system refuses or reads as a folder.
    pub fn safe_name(&self) -> String {
        let kept = self.name.chars().map(|c| {
            let refused = c.is_control() || r#"/\:*?"<>|"#.contains(c);
            if refused { '_' } else { c }
        });
        let name: String = kept.collect();
        let name = name.trim_matches(['.', ' ']);
        if name.is_empty() {
            return String::from("copy");
        }
        name.to_owned()
    }

    /// Returns the ending of the name in small letters; empty where it has none.
    pub fn ending(&self) -> String {
        ending(&self.name)
    }

    /// Writes the document read-only into a private folder and returns where it is.
    pub fn lay_out(&self, data: &Path) -> Result<PathBuf, DocumentError> {
        if !opens(&self.name) {
            let name = self.name.clone();
            return Err(DocumentError::NotOpened { name });
        }
        self.write(data).map_err(|cause| DocumentError::NotShown {
            name: self.name.clone(),
            cause,
        })
    }

    fn write(&self, data: &Path) -> io::Result<PathBuf> {
        // A folder of its own, so that two documents of one name do not get into each other's way.
        let folder = data.join(FOLDER).join(uuid::Uuid::new_v4().to_string());
        make_private_folder(&data.join(FOLDER))?;
        make_private_folder(&folder)?;
        let path = folder.join(self.safe_name());
        let mut file = File::create_new(&path)?;
        file.write_all(&self.bytes)?;
        file.sync_all()?;
        let mut permissions = file.metadata()?.permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions)?;
        Ok(path)
    }
}

/// Returns whether a file of this name is opened from here.
pub fn opens(name: &str) -> bool {
    READ_ONLY_KINDS.contains(&ending(name).as_str())
}

fn ending(name: &str) -> String {
    let ending = Path::new(name).extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    match builder.create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// Removes what was laid out to be looked at. What another program still holds open is removed the
/// next time.
pub fn clear_opened(data: &Path) {
    let folder = data.join(FOLDER);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return;
    };
    for entry in entries.flatten() {
        let inside = std::fs::read_dir(entry.path());
        for file in inside.into_iter().flatten().flatten() {
            make_removable(&file.path());
        }
        drop(std::fs::remove_dir_all(entry.path()));
    }
    drop(std::fs::remove_dir(&folder));
}

/// Some systems keep a read-only file from being removed.
fn make_removable(path: &Path) {
    #[cfg(windows)]
    if let Ok(found) = std::fs::metadata(path) {
        let mut permissions = found.permissions();
        permissions.set_readonly(false);
        drop(std::fs::set_permissions(path, permissions));
    }
    #[cfg(not(windows))]
    let _ = path;
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    fn document(name: &str) -> DocumentFile {
        DocumentFile {
            name: name.to_owned(),
            bytes: b"minutes".to_vec(),
        }
    }

    #[test]
    fn what_is_no_document_is_refused_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let refusal = DocumentFile::read(folder.path()).unwrap_err();
        assert!(
            matches!(refusal, DocumentError::Folder { .. }),
            "a folder: {refusal}"
        );
        let empty = folder.path().join("empty.pdf");
        std::fs::write(&empty, b"").unwrap();
        let refusal = DocumentFile::read(&empty).unwrap_err();
        assert!(
            refusal.to_string().contains("empty.pdf"),
            "it is named: {refusal}"
        );
        let large = folder.path().join("recording.mov");
        let file = File::create(&large).unwrap();
        file.set_len(MAX_COPY_BYTES + 1).unwrap();
        let refusal = DocumentFile::read(&large).unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "“recording.mov” has 50.1 MB; a copy can have 50 MB. Refer to where it is held instead",
            "the limit, the size and the way out are said"
        );
        file.set_len(MAX_COPY_BYTES).unwrap();
        assert!(
            DocumentFile::read(&large).is_ok(),
            "the limit itself is taken"
        );
        let gone = DocumentFile::read(&folder.path().join("gone.pdf")).unwrap_err();
        assert!(
            matches!(gone, DocumentError::Unreadable { .. }),
            "a missing file: {gone}"
        );
    }

    #[test]
    fn a_copy_is_laid_out_read_only_and_nothing_stays_behind() {
        let data = tempfile::tempdir().unwrap();
        let one = document("minutes.pdf").lay_out(data.path()).unwrap();
        let other = document("minutes.pdf").lay_out(data.path()).unwrap();
        assert_ne!(
            one, other,
            "two documents of one name do not get into each other's way"
        );
        assert!(
            std::fs::metadata(&one).unwrap().permissions().readonly(),
            "so that nobody takes a changed copy for the one that is kept"
        );
        clear_opened(data.path());
        assert_eq!(
            std::fs::read_dir(data.path()).unwrap().count(),
            0,
            "not even the folder stays"
        );
        clear_opened(data.path());
    }

    #[test]
    fn what_could_run_is_not_opened() {
        let data = tempfile::tempdir().unwrap();
        for name in [
            "setup.exe",
            "minutes.pdf.bat",
            "page.html",
            "macro.docm",
            "run",
            "a.desktop",
        ] {
            let refusal = document(name).lay_out(data.path()).unwrap_err();
            assert!(
                matches!(refusal, DocumentError::NotOpened { .. }),
                "{name}: {refusal}"
            );
        }
        assert!(opens("Minutes.PDF"), "capitals do not matter");
        assert_eq!(
            std::fs::read_dir(data.path()).unwrap().count(),
            0,
            "and nothing was written"
        );
    }

    #[test]
    fn a_name_stays_inside_its_folder() {
        for (given, safe) in [
            ("../../etc/passwd.txt", "_.._etc_passwd.txt"),
            ("a:b*c?.pdf", "a_b_c_.pdf"),
            ("...", "copy"),
            ("Protokoll – März.pdf", "Protokoll – März.pdf"),
        ] {
            assert_eq!(document(given).safe_name(), safe, "of {given}");
        }
    }
}
