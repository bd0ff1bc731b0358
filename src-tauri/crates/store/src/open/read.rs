//! Opening a data folder to be read alone: a copy on a read-only drive, a folder of somebody else.
//!
//! SQLite cannot read a file that has a log beside it where it cannot write, unless it is told that
//! nobody changes the file: so it is told, and nobody may have it open to write.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::files::FolderLock;
use super::{DATA_FILE, LOCK_FILE, OpenError, OpenOptions, THIS_VERSION, fault_of, for_reading};
use crate::cipher::{self, Cipher, Secret};
use crate::fault::FaultKind;
use crate::in_place::InPlace;
use crate::migrate::{self, APPLICATION_ID, MIGRATIONS};
use crate::store::{Closed, Store};

impl Store {
    /// Opens the data folder `dir` to be read. No change is taken, and nothing in it is touched.
    ///
    /// # Errors
    /// Somebody has it open to write, it was not closed in order, or it was written by another version.
    pub fn open_to_read(
        dir: &Path,
        opened: OpenOptions,
        secret: Option<Secret<'_>>,
    ) -> Result<Self, OpenError> {
        let lock = share(dir)?;
        let path = dir.join(DATA_FILE);
        if !path.is_file() {
            return Err(OpenError::FileMissing { path });
        }
        let mut log = path.clone().into_os_string();
        log.push("-wal");
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            return Err(OpenError::NotClosed { path });
        }
        let cipher = cipher::find(&path, secret)?;
        let conn = unchanging(&path, cipher.as_ref())
            .map_err(|error| fault_of(&error, &path, cipher.as_ref()))?;
        is_of_this_version(&conn, &path, cipher.as_ref())?;
        let closed = Closed::default();
        closed.because(FaultKind::ReadOnly);
        Ok(Self {
            conn,
            path,
            entropy: opened.entropy,
            cipher,
            closed,
            in_place: InPlace::default(),
            last: opened.now,
            _lock: lock,
        })
    }

    /// Returns whether the folder was opened to be read alone.
    pub fn only_reads(&self) -> bool {
        self.closed.only_reads()
    }
}

/// Makes sure that nobody has the folder open to write, where there is a file that would say so.
fn share(dir: &Path) -> Result<Option<FolderLock>, OpenError> {
    let Ok(file) = File::open(dir.join(LOCK_FILE)) else {
        return Ok(None);
    };
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Err(OpenError::AlreadyOpen {
            path: dir.to_owned(),
        }),
        // A drive that knows no locks is one that nobody writes to.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Some(FolderLock::of(file))),
    }
}

/// Opens a file that nobody changes.
pub(crate) fn unchanging(path: &Path, cipher: Option<&Cipher>) -> rusqlite::Result<Connection> {
    let access = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let conn = Connection::open_with_flags(address(path), access)?;
    if let Some(cipher) = cipher {
        cipher.unlock(&conn)?;
    }
    for_reading(&conn)?;
    Ok(conn)
}

/// Writes a path as the address that SQLite takes options in.
fn address(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    let mut address = String::from("file:");
    if cfg!(windows) {
        address.push('/');
    }
    for byte in whole.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            b'/' | b'.' | b'-' | b'_' | b':' => address.push(char::from(*byte)),
            byte if byte.is_ascii_alphanumeric() => address.push(char::from(*byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address.push_str("?immutable=1");
    address
}

fn is_of_this_version(
    conn: &Connection,
    path: &Path,
    cipher: Option<&Cipher>,
) -> Result<(), OpenError> {
    let in_words = |error: rusqlite::Error| fault_of(&error, path, cipher);
    let application: i32 = conn
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(in_words)?;
    let version = migrate::version(conn).map_err(in_words)?;
    let latest = MIGRATIONS.last().map_or(0, |last| last.number);
    let path = path.to_owned();
    if application != APPLICATION_ID || version == 0 {
        return Err(OpenError::Foreign { path });
    }
    if version > latest {
        return Err(OpenError::Newer {
            path,
            needs: migrate::needs(conn),
            this: THIS_VERSION,
        });
    }
    if version < latest {
        return Err(OpenError::Older { path });
    }
    Ok(())
}
