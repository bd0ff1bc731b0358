//! Writing a file so that it is whole or absent: temporary file, sync, read back, rename. A file that is to
//! be on record and cannot be is taken away again.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use proviso_core::canonical::{self, Hash};
use proviso_store::system_says;
use thiserror::Error;

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
    Ok(canonical::sha256(bytes))
}

/// Writes `bytes` as [`write_whole`] does, and then has them put on record. Where that is refused the file
/// is taken away again, and what it replaced stands there as before.
pub fn write_on_record<E: From<ExportError>>(
    path: &Path,
    bytes: &[u8],
    replace: bool,
    look: impl Fn(&[u8]) -> Result<(), String>,
    record: impl FnOnce() -> Result<(), E>,
) -> Result<Hash, E> {
    let temporary = write_beside(path, bytes, replace, look)?;
    let before = temporary.with_extension("before");
    let replaces = path.exists();
    if replaces {
        // A second name where the drive has such, else a second file.
        let kept = fs::hard_link(path, &before).or_else(|_| fs::copy(path, &before).map(drop));
        if let Err(cause) = kept {
            drop(fs::remove_file(&before));
            drop(fs::remove_file(&temporary));
            let path = path.to_owned();
            return Err(ExportError::Refused { path, cause }.into());
        }
    }
    let done = give_name(&temporary, path).map_err(E::from).and_then(|()| {
        record().inspect_err(|_| {
            // The refusal is what is told; a file that stays all the same is whole.
            drop(match replaces {
                true => fs::rename(&before, path),
                false => fs::remove_file(path),
            });
        })
    });
    drop(fs::remove_file(&before));
    done.map(|()| canonical::sha256(bytes))
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
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut temporary = name.to_owned();
    temporary.push(format!(".{}.part", std::process::id()));
    let temporary = folder.unwrap_or(Path::new(".")).join(temporary);
    if let Err(error) = write_and_check(&temporary, bytes, look) {
        drop(fs::remove_file(&temporary));
        return Err(name_the_target(error, path));
    }
    Ok(temporary)
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
