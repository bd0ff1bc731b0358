//! The data folder and the files in it, as the operating system sees them.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::{LOCK_FILE, OpenError};
use crate::system::system_says;

/// The lock of a data folder, for as long as this value lives.
///
/// It is given back in so many words. Left to the closing of the file, it would outlast this value
/// wherever a program is just being started on another thread: until the system has begun it, it holds
/// a copy of every open file, and of the lock with it.
pub(crate) struct FolderLock(File);

impl FolderLock {
    /// Takes over a file that is locked.
    pub(super) fn of(locked: File) -> Self {
        Self(locked)
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Where it cannot be given back, closing the file does it.
        drop(self.0.unlock());
    }
}

pub(super) fn make_folder(dir: &Path) -> Result<(), OpenError> {
    let unwritable = |error: &io::Error| OpenError::FolderUnwritable {
        path: dir.to_owned(),
        reason: system_says(error),
    };
    match fs::metadata(dir) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(OpenError::FolderIsFile {
            path: dir.to_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_private(dir).map_err(|error| match file_on_the_way(dir) {
                Some(path) => OpenError::FolderIsFile { path },
                None => unwritable(&error),
            })
        }
        Err(error) => Err(match file_on_the_way(dir) {
            Some(path) => OpenError::FolderIsFile { path },
            None => unwritable(&error),
        }),
    }
}

/// Makes a folder, and those above it, that only this user can look into.
pub(crate) fn make_private(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    sync_folder(dir.parent());
    Ok(())
}

/// Puts the names in a folder on disk. Where a system cannot, its journal does it in time.
pub(crate) fn sync_folder(folder: Option<&Path>) {
    #[cfg(unix)]
    if let Some(folder) = folder.and_then(|folder| File::open(folder).ok()) {
        drop(folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Opens a file for writing; one that is not there yet is made so that only this user can read it.
/// SQLite gives the files beside it the same permissions.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Returns the part of the path that is a file where a folder is needed.
fn file_on_the_way(dir: &Path) -> Option<PathBuf> {
    dir.ancestors()
        .find(|part| part.is_file())
        .map(Path::to_owned)
}

/// Returns whether there is no data file, or none with anything in it: neither in it nor in its log.
pub(crate) fn is_gone(path: &Path) -> bool {
    let holds = |path: &Path| fs::metadata(path).is_ok_and(|found| found.len() > 0);
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    !path.is_dir() && !holds(path) && !holds(Path::new(&log))
}

pub(crate) fn lock(dir: &Path) -> Result<FolderLock, OpenError> {
    let unwritable = |error: &io::Error| OpenError::FolderUnwritable {
        path: dir.to_owned(),
        reason: system_says(error),
    };
    let path = dir.join(LOCK_FILE);
    let file = private_file(&path).map_err(|error| unwritable(&error))?;
    match file.try_lock() {
        Ok(()) => Ok(FolderLock::of(file)),
        Err(TryLockError::WouldBlock) => Err(OpenError::AlreadyOpen {
            path: dir.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(unwritable(&error)),
    }
}
