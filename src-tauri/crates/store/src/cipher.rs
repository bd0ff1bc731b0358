//! Encryption of the data file by SQLCipher: a random data key, wrapped by a passphrase and by a
//! recovery code.
//!
//! Whether a data file is encrypted is read off the file itself: a plain one begins with SQLite's
//! own words. Its key file (see [`key_file`]) stands beside it and is written before the data file
//! becomes encrypted and removed after it has become plain, so that no moment is without the key.
//!
//! What is written is encrypted page by page with a code that authenticates it: the data file, its
//! log and every copy. The engine keeps no temporary file. Its own log, which names pages and no
//! content, is turned off.

mod convert;
mod copies;
mod key_file;
mod recovery;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use rusqlite::Connection;
use serde_json::{Map, Value};

pub use convert::{ConvertError, NewLock};
pub use copies::PlainCopy;
pub use key_file::{KEY_FILE, KeyError, Secret};
pub use recovery::{CodeError, RecoveryCode};

pub(crate) use convert::{clear_up, export};
pub(crate) use key_file::{DataKey, KeyFile};

use crate::fault::Fault;
use crate::open::{OpenError, is_gone};
use crate::stamp::Stamp;
use crate::store::Store;

/// The first bytes of a plain SQLite file.
const PLAIN: &[u8; 16] = b"SQLite format 3\0";

/// The key of an open, encrypted data file, and how it is wrapped.
#[derive(Debug, Clone)]
pub(crate) struct Cipher {
    pub(crate) key: DataKey,
    pub(crate) file: KeyFile,
}

impl Cipher {
    /// Reads the key file that belongs to a data file, and takes the key out.
    pub(crate) fn of(database: &Path, secret: Secret<'_>) -> Result<Self, KeyError> {
        let file = KeyFile::read(&keys_of(database))?;
        let key = file.unwrap_key(secret)?;
        Ok(Self { key, file })
    }

    /// Gives the key to a connection that was just opened.
    pub(crate) fn unlock(&self, conn: &Connection) -> rusqlite::Result<()> {
        let raw = self.key.raw();
        let mut text = zeroize::Zeroizing::new(String::with_capacity(160));
        // The engine would say on standard error which page does not fit its code.
        text.push_str("PRAGMA cipher_log_level = NONE; PRAGMA key = \"");
        text.push_str(&raw);
        text.push_str("\";");
        conn.execute_batch(&text)
    }
}

/// Returns where the key file of a data file or of a copy of one is.
pub(crate) fn keys_of(database: &Path) -> std::path::PathBuf {
    database.with_extension("keys")
}

/// Returns whether a data file is encrypted; one that is empty or not there is not.
pub(crate) fn is_encrypted(database: &Path) -> io::Result<bool> {
    let start = start_of(database)?;
    Ok(start.is_some_and(|start| start != *PLAIN) && keys_of(database).exists())
}

/// Returns whether a file is a plain SQLite file.
pub(crate) fn is_plain(database: &Path) -> io::Result<bool> {
    Ok(start_of(database)?.is_some_and(|start| start == *PLAIN))
}

/// Reads the first bytes of a file; none where it is not there or shorter.
fn start_of(path: &Path) -> io::Result<Option<[u8; PLAIN.len()]>> {
    let mut start = [0; PLAIN.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    match read {
        Ok(()) => Ok(Some(start)),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::UnexpectedEof
                    | io::ErrorKind::IsADirectory
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

impl Store {
    /// Returns whether the data folder in `dir` needs a passphrase or a recovery code to be opened.
    pub fn is_encrypted_at(dir: &Path) -> bool {
        is_encrypted(&dir.join(crate::DATA_FILE)).unwrap_or(false)
    }

    /// Returns whether the open data file is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.cipher.is_some()
    }

    /// Returns whether a passphrase or a recovery code opens this data file.
    ///
    /// # Errors
    /// It does not, or the data file is not encrypted.
    pub fn opens_with(&self, secret: Secret<'_>) -> Result<(), KeyError> {
        let cipher = self.cipher.as_ref().ok_or(KeyError::NotEncrypted)?;
        cipher.file.unwrap_key(secret).map(drop)
    }

    /// Sets another passphrase: the data key is wrapped anew and stays the same, so copies made until
    /// now open with the passphrase of their day.
    ///
    /// # Errors
    /// It is too short, or the key file cannot be written; the old one stands then.
    pub fn set_passphrase(&mut self, passphrase: &str) -> Result<(), KeyError> {
        let cipher = self.cipher.as_ref().ok_or(KeyError::NotEncrypted)?;
        let entropy = &mut *self.entropy;
        let file = cipher
            .file
            .with_passphrase(&cipher.key, passphrase, entropy)?;
        self.keep_keys(file)
    }

    /// Sets another recovery code, in the same way.
    ///
    /// # Errors
    /// The key file cannot be written; the old one stands then.
    pub fn set_recovery_code(&mut self, code: &RecoveryCode) -> Result<(), KeyError> {
        let cipher = self.cipher.as_ref().ok_or(KeyError::NotEncrypted)?;
        let file = cipher
            .file
            .with_code(&cipher.key, code, &mut *self.entropy)?;
        self.keep_keys(file)
    }

    /// Puts on record that the passphrase or the recovery code was changed, and by whom.
    ///
    /// # Errors
    /// The data file cannot be written; the change itself stands.
    pub fn record_keys_changed(&mut self, what: &str, stamp: &Stamp) -> Result<(), Fault> {
        self.write(stamp, |writing| {
            let body = Map::from_iter([(String::from("changed"), Value::from(what))]);
            Ok(writing.append_to_folder("encryption", body)?)
        })
    }

    fn keep_keys(&mut self, file: KeyFile) -> Result<(), KeyError> {
        file.write(&keys_of(&self.path))?;
        if let Some(cipher) = &mut self.cipher {
            cipher.file = file;
        }
        Ok(())
    }
}

/// Finds what opens the data file at `database`; `None` where it is plain.
pub(crate) fn find(
    database: &Path,
    secret: Option<Secret<'_>>,
) -> Result<Option<Cipher>, OpenError> {
    let encrypted =
        is_encrypted(database).map_err(|error| OpenError::Fault(Fault::disk(database, &error)))?;
    if !encrypted {
        // A key file without its data file: making an empty, plain one would hide what is missing.
        if is_gone(database) && keys_of(database).exists() {
            return Err(OpenError::FileMissing {
                path: database.to_owned(),
            });
        }
        return Ok(None);
    }
    let Some(secret) = secret else {
        return Err(OpenError::Locked {
            path: database.to_owned(),
        });
    };
    Ok(Some(Cipher::of(database, secret)?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
