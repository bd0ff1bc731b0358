//! Writing a file so that it is whole or absent: temporary file, sync, read back, rename. A file that is to
//! be on record and cannot be is taken away again; one that got its name when the program ended is found at
//! the next opening.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use proviso_core::canonical::{self, Hash};
use proviso_store::system_says;
use thiserror::Error;

mod ended;

pub use ended::{Ended, settle};

/// Why a file was not written. Nothing is left behind.
#[derive(Debug, Error)]
pub enum ExportError {
    /// Something stands at the place already.
    #[error("{0} exists already; choose another name, or add --force to replace it")]
    Exists(PathBuf),
    /// The name ends in no file.
    #[error("{0} does not name a file; give a folder and a file name")]
    NoName(PathBuf),
    /// The system refused.
    #[error(
        "{path} cannot be written: {}. Choose a folder that you can write to and that has room",
        system_says(.cause)
    )]
    Refused {
        /// Where.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file does not open as what it is.
    #[error("{path} was written, but does not open again: {problem}. Nothing was kept")]
    DoesNotOpen {
        /// Where.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// What was read back is not what was written.
    #[error(
        "{0} was written, but read back differently; the disk may be failing. Nothing was kept"
    )]
    Differs(PathBuf),
}

/// How far a file is that is to be on record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is whole on disk, and gets its name next.
    Whole,
    /// It has its name.
    Named,
}

/// Writes `bytes` to `path` by way of a temporary file in the same folder, reads them back, has them
/// looked at, and only then gives the file its name. Returns the SHA-256 of the file.
///
/// `look` is given the bytes as they were read back, and says what is wrong with them.
///
/// An existing file is replaced only where `replace` says so, and then in one step.
pub fn write_whole(
    path: &Path,
    bytes: &[u8],
    replace: bool,
    look: impl Fn(&[u8]) -> Result<(), String>,
) -> Result<Hash, ExportError> {
    let temporary = write_beside(path, bytes, replace, look)?;
    give_name(&temporary, path)?;
    sync_folder_of(path);
    Ok(canonical::sha256(bytes))
}

/// Writes `bytes` as [`write_whole`] does, and has them put on record, which is told of either [`Stage`].
/// Where that is refused the file is taken away again, and what it replaced stands there as before.
pub fn write_on_record<E: From<ExportError>>(
    path: &Path,
    bytes: &[u8],
    replace: bool,
    look: impl Fn(&[u8]) -> Result<(), String>,
    record: impl FnMut(Stage) -> Result<(), E>,
) -> Result<Hash, E> {
    let temporary = write_beside(path, bytes, replace, look)?;
    name_on_record(&[(&temporary, path)], record)?;
    Ok(canonical::sha256(bytes))
}

/// Writes two files that belong together, likewise: both and their record, or nothing of it.
pub fn write_both_on_record<E: From<ExportError>>(
    (path, bytes): (&Path, &[u8]),
    (other, more): (&Path, &[u8]),
    record: impl FnMut(Stage) -> Result<(), E>,
) -> Result<(), E> {
    let temporary = write_beside(path, bytes, true, |_| Ok(()))?;
    let beside = write_beside(other, more, true, |_| Ok(()))
        .inspect_err(|_| drop(fs::remove_file(&temporary)))?;
    name_on_record(&[(&temporary, path), (&beside, other)], record)
}

/// A file that was given its name, and what had the name before.
struct Named<'a> {
    path: &'a Path,
    before: Option<PathBuf>,
}

/// Gives written files their names and has them put on record. Where either is refused, nothing of them is
/// left, and what they replaced stands there as before.
fn name_on_record<E: From<ExportError>>(
    written: &[(&PathBuf, &Path)],
    mut record: impl FnMut(Stage) -> Result<(), E>,
) -> Result<(), E> {
    let mut named = Vec::new();
    let done = record(Stage::Whole)
        .and_then(|()| name_all(written, &mut named).map_err(E::from))
        .and_then(|()| record(Stage::Named));
    for one in named {
        // The refusal is what is told; a file that stays all the same is whole.
        match (&one.before, done.is_ok()) {
            (Some(before), true) => drop(fs::remove_file(before)),
            (Some(before), false) => drop(fs::rename(before, one.path)),
            (None, true) => {}
            (None, false) => drop(fs::remove_file(one.path)),
        }
        sync_folder_of(one.path);
    }
    for (temporary, _) in written {
        // Those that got no name.
        drop(fs::remove_file(temporary));
    }
    done
}

fn name_all<'a>(
    written: &[(&PathBuf, &'a Path)],
    named: &mut Vec<Named<'a>>,
) -> Result<(), ExportError> {
    for (temporary, path) in written {
        let mut before = None;
        if path.exists() {
            // A second name where the drive has such, else a second file.
            let at = before_of(temporary);
            let kept = fs::hard_link(path, &at).or_else(|_| fs::copy(path, &at).map(drop));
            if let Err(cause) = kept {
                drop(fs::remove_file(&at));
                let path = path.to_path_buf();
                return Err(ExportError::Refused { path, cause });
            }
            before = Some(at);
        }
        let given = give_name(temporary, path);
        if given.is_err()
            && let Some(before) = &before
        {
            drop(fs::remove_file(before));
        }
        given?;
        named.push(Named { path, before });
    }
    // On disk before it is on record.
    for (_, path) in written {
        sync_folder_of(path);
    }
    Ok(())
}

/// Puts the names in a file's folder on disk. Where a system cannot, its journal does it in time.
fn sync_folder_of(path: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder_of(path)) {
        drop(folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// Returns the folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    let folder = path.parent();
    folder
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Writes a temporary file in the folder of `path`, and returns where it is.
fn write_beside(
    path: &Path,
    bytes: &[u8],
    replace: bool,
    look: impl Fn(&[u8]) -> Result<(), String>,
) -> Result<PathBuf, ExportError> {
    let name = path
        .file_name()
        .ok_or_else(|| ExportError::NoName(path.to_owned()))?;
    if path.is_dir() {
        return Err(ExportError::NoName(path.to_owned()));
    }
    if !replace && path.exists() {
        return Err(ExportError::Exists(path.to_owned()));
    }
    let temporary = folder_of(path).join(temporary_name(name, std::process::id()));
    if let Err(error) = write_and_check(&temporary, bytes, look) {
        drop(fs::remove_file(&temporary));
        return Err(name_the_target(error, path));
    }
    Ok(temporary)
}

/// Returns the name of a file while it is written by a process.
fn temporary_name(name: &OsStr, process: u32) -> OsString {
    let mut temporary = name.to_owned();
    temporary.push(format!(".{process}.part"));
    temporary
}

/// Returns where what a file replaces stands until the file is on record.
fn before_of(temporary: &Path) -> PathBuf {
    temporary.with_extension("before")
}

fn give_name(temporary: &Path, path: &Path) -> Result<(), ExportError> {
    fs::rename(temporary, path).map_err(|cause| {
        drop(fs::remove_file(temporary));
        ExportError::Refused {
            path: path.to_owned(),
            cause,
        }
    })
}

fn write_and_check(
    path: &Path,
    bytes: &[u8],
    look: impl Fn(&[u8]) -> Result<(), String>,
) -> Result<(), ExportError> {
    let refused = |cause| ExportError::Refused {
        path: path.to_owned(),
        cause,
    };
    let mut file = File::create_new(path).map_err(refused)?;
    file.write_all(bytes).map_err(refused)?;
    file.sync_all().map_err(refused)?;
    drop(file);
    let mut read = Vec::with_capacity(bytes.len());
    File::open(path)
        .and_then(|mut file| file.read_to_end(&mut read))
        .map_err(refused)?;
    if read != bytes {
        return Err(ExportError::Differs(path.to_owned()));
    }
    look(&read).map_err(|problem| ExportError::DoesNotOpen {
        path: path.to_owned(),
        problem,
    })
}

/// People know the name they chose, not the temporary one.
fn name_the_target(error: ExportError, path: &Path) -> ExportError {
    match error {
        ExportError::Refused { cause, .. } => ExportError::Refused {
            path: path.to_owned(),
            cause,
        },
        ExportError::Differs(_) => ExportError::Differs(path.to_owned()),
        ExportError::DoesNotOpen { problem, .. } => ExportError::DoesNotOpen {
            path: path.to_owned(),
            problem,
        },
        other => other,
    }
}
