//! Reading a `.proviso` file from disk: a plain file, and no more of it than such a file may have.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use proviso_store::{ContainerError, MAX_FILE_BYTES};

use crate::session::CarryError;

/// What a seal adds at most.
const MAX_SEALED_BYTES: usize = MAX_FILE_BYTES + MAX_FILE_BYTES / 1024;

/// Reads a whole file.
///
/// # Errors
/// It cannot be read, is no plain file, or is longer than any.
pub fn read_file(path: &Path) -> Result<Vec<u8>, CarryError> {
    let file = path.file_name().unwrap_or(path.as_os_str());
    let file = file.to_string_lossy().into_owned();
    let unreadable = |cause| CarryError::Unreadable {
        file: file.clone(),
        cause,
    };
    // Asked before the file is opened: opening a pipe waits for its other end.
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        let cause = io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file");
        return Err(unreadable(cause));
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_SEALED_BYTES).unwrap_or(u64::MAX);
    File::open(path)
        .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() > MAX_SEALED_BYTES {
        return Err(CarryError::NotWhole {
            file: file.clone(),
            cause: ContainerError::TooLarge,
        });
    }
    Ok(bytes)
}
