//! Writing a file so that it is whole or absent: temporary file, sync, read back, rename.

use std::fs::File;
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
    let written = write_and_check(&temporary, bytes, look);
    let kept = written.and_then(|()| {
        std::fs::rename(&temporary, path).map_err(|cause| ExportError::Refused {
            path: path.to_owned(),
            cause,
        })
    });
    if kept.is_err() {
        drop(std::fs::remove_file(&temporary));
    }
    kept.map_err(|error| name_the_target(error, path))?;
    Ok(canonical::sha256(bytes))
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
