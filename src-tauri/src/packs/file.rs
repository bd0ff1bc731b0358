//! A pack's file with what lies beside it: the signature, and the key it was made with.
//!
//! Nothing is read beyond its bound, and nothing but plain files: a device or a pipe never ends.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use proviso_core::pack::{MAX_KEY_BYTES, MAX_PACK_BYTES, MAX_SIGNATURE_BYTES};
use proviso_store::system_says;
use thiserror::Error;

/// The name under which minisign writes a public key.
const KEY_FILE: &str = "minisign.pub";

/// Why a file was not read.
#[derive(Debug, Error)]
pub enum FileError {
    /// The system refused.
    #[error("{file} cannot be read: {}", system_says(.cause))]
    Refused {
        /// Its name.
        file: String,
        /// What the system said.
        cause: io::Error,
    },
    /// A folder, a device, a pipe.
    #[error("{0} is no plain file. Choose the pack's .json file")]
    NotAFile(String),
    /// Longer than any file of its kind.
    #[error("{file} has more than {limit} bytes, the most that such a file may have")]
    TooLarge {
        /// Its name.
        file: String,
        /// The bound.
        limit: usize,
    },
}

/// The bytes of a pack, of the signature beside it and of the key beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFile {
    /// The file's name, without its folder.
    pub name: String,
    /// The pack.
    pub bytes: Vec<u8>,
    /// `FILE.minisig`, where it exists.
    pub signature: Option<Vec<u8>>,
    /// `FILE.pub`, else `minisign.pub` in the same folder, where one exists.
    pub key: Option<Vec<u8>>,
}

impl PackFile {
    /// Reads a pack's file and what lies beside it.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        let bytes = read(path, MAX_PACK_BYTES)?;
        let bytes = bytes.ok_or_else(|| FileError::Refused {
            file: name(path),
            cause: io::ErrorKind::NotFound.into(),
        })?;
        let key = match read(&beside(path, ".pub"), MAX_KEY_BYTES)? {
            Some(key) => Some(key),
            None => read(&path.with_file_name(KEY_FILE), MAX_KEY_BYTES)?,
        };
        Ok(Self {
            name: name(path),
            bytes,
            signature: read(&beside(path, ".minisig"), MAX_SIGNATURE_BYTES)?,
            key,
        })
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(ending);
    PathBuf::from(name)
}

/// Reads a whole file of at most `limit` bytes; `None` where there is none.
fn read(path: &Path, limit: usize) -> Result<Option<Vec<u8>>, FileError> {
    let refused = |cause| FileError::Refused {
        file: name(path),
        cause,
    };
    // Asked before the file is opened: opening a pipe waits for its other end.
    match std::fs::metadata(path) {
        Ok(about) if about.is_file() => {}
        Ok(_) => return Err(FileError::NotAFile(name(path))),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(refused(cause)),
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(refused)?;
    if bytes.len() > limit {
        return Err(FileError::TooLarge {
            file: name(path),
            limit,
        });
    }
    Ok(Some(bytes))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beside_a_pack_is_read_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pack.json");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put("pack.json", "{}");
        let alone = PackFile::read(&path).unwrap();
        assert_eq!(
            (alone.signature, alone.key),
            (None, None),
            "nothing is there"
        );
        put("pack.json.minisig", "signature");
        put("minisign.pub", "the folder's key");
        let signed = PackFile::read(&path).unwrap();
        assert_eq!(
            signed.signature.as_deref(),
            Some(&b"signature"[..]),
            "FILE.minisig"
        );
        assert_eq!(
            signed.key.as_deref(),
            Some(&b"the folder's key"[..]),
            "minisign.pub"
        );
        put("pack.json.pub", "its own key");
        let own = PackFile::read(&path).unwrap();
        assert_eq!(
            own.key.as_deref(),
            Some(&b"its own key"[..]),
            "FILE.pub goes first"
        );
        assert_eq!(own.name, "pack.json", "the name has no folder");
    }

    #[test]
    fn nothing_is_read_beyond_its_bound() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pack.json");
        let absent = PackFile::read(&path).unwrap_err();
        assert!(matches!(absent, FileError::Refused { .. }), "{absent}");
        let not_a_file = PackFile::read(folder.path()).unwrap_err();
        assert!(matches!(not_a_file, FileError::NotAFile(_)), "{not_a_file}");
        std::fs::write(&path, "{}").unwrap();
        let signature = folder.path().join("pack.json.minisig");
        std::fs::write(&signature, vec![b'x'; MAX_SIGNATURE_BYTES + 1]).unwrap();
        let long = PackFile::read(&path).unwrap_err();
        assert!(
            matches!(&long, FileError::TooLarge { file, .. } if file == "pack.json.minisig"),
            "{long}"
        );
        let sparse = File::create(&path).unwrap();
        sparse.set_len(MAX_PACK_BYTES as u64 + 1).unwrap();
        let large = PackFile::read(&path).unwrap_err();
        assert!(matches!(large, FileError::TooLarge { .. }), "{large}");
    }
}
