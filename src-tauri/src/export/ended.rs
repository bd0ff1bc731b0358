//! What became of files that a process was giving their names when it ended.

use std::fs;
use std::path::{Path, PathBuf};

use proviso_core::canonical::{Hash, sha256};
use proviso_store::{Departing, NamedFile};

use super::{before_of, folder_of, sync_folder_of, temporary_name};

/// How files stand whose process ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// So many of them, from the first, have their names: they left.
    Named(usize),
    /// The first has not: none of them left.
    NotNamed,
    /// Their folder is not there today, as on a drive that was taken out.
    OutOfReach,
}

/// Brings files to an end whose process ended while they got their names: where the first has its name the
/// others get theirs, and else none does. Nothing that the process had only begun is left in their folder.
pub fn settle(departing: &Departing) -> Ended {
    let files = &departing.files;
    let is_away = |file: &NamedFile| !folder_of(&file.path).is_dir();
    if files.iter().any(is_away) {
        return Ended::OutOfReach;
    }
    let mut named = 0;
    for (at, file) in files.iter().enumerate() {
        let temporary = temporary_of(file, departing.process);
        if named == at && at > 0 && has_bytes(&temporary, &file.sha256) {
            // Where that is refused the file has no name, and is counted so.
            drop(fs::rename(&temporary, &file.path));
        }
        // A file under its first name has not got its own; what stands there is what it would replace.
        if named == at && !temporary.exists() && has_bytes(&file.path, &file.sha256) {
            named += 1;
        }
        drop(fs::remove_file(&temporary));
        drop(fs::remove_file(before_of(&temporary)));
        sync_folder_of(&file.path);
    }
    match named {
        0 => Ended::NotNamed,
        some => Ended::Named(some),
    }
}

fn temporary_of(file: &NamedFile, process: u32) -> PathBuf {
    let name = file.path.file_name().unwrap_or_default();
    folder_of(&file.path).join(temporary_name(name, process))
}

fn has_bytes(path: &Path, hash: &Hash) -> bool {
    fs::read(path).is_ok_and(|bytes| sha256(&bytes) == *hash)
}
