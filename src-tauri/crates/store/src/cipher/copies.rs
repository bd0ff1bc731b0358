//! Copies that were made before the data file was encrypted: an encrypted one is made of each, and
//! the plain ones are removed once that is wanted.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::convert::{ConvertError, export, hold_against, new_of, overwrite};
use super::{Cipher, KeyError, KeyFile, is_plain, keys_of};
use crate::fault::{Fault, FaultKind};
use crate::open::{private_file, sync_folder};
use crate::store::Store;

/// A copy of the data file that anybody can read who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainCopy {
    /// Where.
    pub path: PathBuf,
    /// Whether an encrypted copy of the same state stands beside it.
    pub has_encrypted: bool,
}

impl Store {
    /// Lists the plain copies in the folder of backups, in the order of their names.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn plain_copies(&self) -> Result<Vec<PlainCopy>, Fault> {
        let folder = self.backup_place();
        let fault = |error: std::io::Error| Fault::disk(&folder, &error);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(fault(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(fault)?.path();
            if path.extension().is_some_and(|end| end == "db")
                && is_plain(&path).map_err(|error| Fault::disk(&path, &error))?
            {
                found.push(PlainCopy {
                    has_encrypted: encrypted_of(&path).exists(),
                    path,
                });
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    /// Makes an encrypted copy of each plain one that has none, holds it against the plain one, and
    /// returns how many were made. The plain ones stay.
    ///
    /// # Errors
    /// The data file is not encrypted, or a copy cannot be made; those made before it stand.
    pub fn encrypt_copies(&self) -> Result<usize, ConvertError> {
        let cipher = self.cipher.as_ref().ok_or(KeyError::NotEncrypted)?;
        let mut made = 0;
        for copy in self.plain_copies()? {
            if !copy.has_encrypted {
                encrypt_copy(&copy.path, cipher)?;
                made += 1;
            }
        }
        Ok(made)
    }

    /// Overwrites and removes each plain copy whose encrypted one opens, and returns how many.
    ///
    /// # Errors
    /// The data file is not encrypted, or a copy cannot be read or removed; those before it are gone.
    pub fn remove_plain_copies(&self) -> Result<usize, ConvertError> {
        let cipher = self.cipher.as_ref().ok_or(KeyError::NotEncrypted)?;
        let mut removed = 0;
        for copy in self.plain_copies()? {
            let fault = |error: std::io::Error| Fault::disk(&copy.path, &error);
            let encrypted = encrypted_of(&copy.path);
            if !copy.has_encrypted {
                continue;
            }
            // The key file beside it is what opens it later, so that one has to be of this key.
            if !KeyFile::read(&keys_of(&encrypted))?.is_of_key(&cipher.file) {
                continue;
            }
            sound(&encrypted, cipher)?;
            let file = File::options().write(true).open(&copy.path);
            file.and_then(|file| overwrite(&file)).map_err(fault)?;
            fs::remove_file(&copy.path).map_err(fault)?;
            sync_folder(copy.path.parent());
            removed += 1;
        }
        Ok(removed)
    }
}

/// Where the encrypted copy of a plain one stands.
fn encrypted_of(plain: &Path) -> PathBuf {
    let name = plain.file_stem().unwrap_or_default().to_string_lossy();
    plain.with_file_name(format!("{name}-encrypted.db"))
}

fn encrypt_copy(plain: &Path, cipher: &Cipher) -> Result<(), ConvertError> {
    let path = encrypted_of(plain);
    let new = new_of(&path);
    let fault = |error: std::io::Error| Fault::disk(&new, &error);
    private_file(&new)
        .and_then(|file| file.set_len(0))
        .map_err(fault)?;
    let made = export((plain, None), (&new, Some(cipher)))
        .map_err(ConvertError::from)
        .and_then(|()| hold_against((plain, None), (&new, Some(cipher))))
        .and_then(|()| Ok(sound(&new, cipher)?));
    if made.is_err() {
        drop(fs::remove_file(&new));
        return made;
    }
    File::open(&new)
        .and_then(|file| file.sync_all())
        .map_err(fault)?;
    cipher.file.write(&keys_of(&path))?;
    fs::rename(&new, &path).map_err(fault)?;
    sync_folder(path.parent());
    Ok(())
}

/// Refuses an encrypted copy of which a page does not fit its code.
fn sound(path: &Path, cipher: &Cipher) -> Result<(), Fault> {
    let fault = |error: rusqlite::Error| Fault::new(&error, path);
    let conn = Connection::open(path).map_err(fault)?;
    cipher.unlock(&conn).map_err(fault)?;
    let verdict: String = conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(fault)?;
    conn.close().map_err(|(_, error)| fault(error))?;
    if verdict == "ok" {
        return Ok(());
    }
    Err(Fault {
        path: path.to_owned(),
        kind: FaultKind::Damaged(verdict),
    })
}
