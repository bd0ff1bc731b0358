//! One backup as a file: written beside its name and checked before it gets it, opened, checked
//! again, rewritten. Whatever opens or writes a copy comes through [`open`] and [`fill`].

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, Progress, StepResult};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, params};
use thiserror::Error;
use zeroize::Zeroizing;

use super::BackupError;
use super::restore::remove_with_beside;
use crate::cipher::{self, Cipher, KeyError, KeyFile, Secret, keys_of};
use crate::fault::{Fault, FaultKind};
use crate::migrate::{self, APPLICATION_ID, MIGRATIONS};
use crate::open::{THIS_VERSION, private_file, set_up, sync_folder};
use crate::pace::{Leg, Pace, looks_at};
use crate::tally;
use crate::verify::{self, BrokenLink};

/// Why a file is not read as a backup.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckError {
    /// There is none.
    #[error("There is no backup {}. Choose one that “proviso backup --list” names", path.display())]
    Missing {
        /// Where.
        path: PathBuf,
    },
    /// It is something else.
    #[error(
        "{} is no backup of a Proviso data file. Choose another file; an encrypted one needs its key \
         file, of the same name and ending in .keys, beside it",
        path.display()
    )]
    NotOurs {
        /// Where.
        path: PathBuf,
    },
    /// A later version wrote it.
    #[error(
        "{} was written by Proviso {needs} or later; this is Proviso {this}. Restore it with the \
         newer version",
        path.display()
    )]
    Newer {
        /// Where.
        path: PathBuf,
        /// The first version that reads it.
        needs: String,
        /// This version.
        this: &'static str,
    },
    /// It is encrypted with another key than the data file.
    #[error(
        "{} is encrypted with a key of its own. Give the passphrase or the recovery code of its day",
        path.display()
    )]
    Locked {
        /// Where.
        path: PathBuf,
    },
    /// It does not open with what was given, or its key file is missing.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It cannot be read, or not all of it.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// An open data file that is copied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) conn: &'a Connection,
    pub(crate) cipher: Option<&'a Cipher>,
    pub(crate) live: &'a Path,
}

/// What opens encrypted copies: the key of the data file, or what one was locked with in its day.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Opens<'a> {
    pub(crate) cipher: Option<&'a Cipher>,
    pub(crate) secret: Option<Secret<'a>>,
}

/// Returns what opens a copy; `None` where it is plain.
pub(super) fn cipher_of(path: &Path, opens: Opens<'_>) -> Result<Option<Cipher>, CheckError> {
    if !path.is_file() {
        return Err(CheckError::Missing {
            path: path.to_owned(),
        });
    }
    let is_encrypted = cipher::is_encrypted(path).map_err(|error| Fault::disk(path, &error))?;
    if !is_encrypted {
        return Ok(None);
    }
    let file = KeyFile::read(&keys_of(path))?;
    match opens.cipher {
        Some(own) if file.is_of_key(&own.file) => Ok(Some(own.clone())),
        _ => match opens.secret {
            Some(secret) => Ok(Some(Cipher::of(path, secret)?)),
            None => Err(CheckError::Locked {
                path: path.to_owned(),
            }),
        },
    }
}

/// Opens a copy. `access` says whether it is read alone.
pub(crate) fn open(
    path: &Path,
    cipher: Option<&Cipher>,
    access: OpenFlags,
) -> rusqlite::Result<Connection> {
    let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    if let Some(cipher) = cipher {
        cipher.unlock(&conn)?;
    }
    tally::functions(&conn)?;
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    Ok(conn)
}

/// Copies an open file into `part`, a file that only this user can read, and waits for the disk. The
/// copy is encrypted as the open file is, with `cipher`.
pub(crate) fn fill(
    conn: &Connection,
    cipher: Option<&Cipher>,
    part: &Path,
    leg: Leg<'_>,
) -> Result<(), Fault> {
    let fault = |error: rusqlite::Error| Fault::new(&error, part);
    // What an earlier attempt left there is not to be taken for the beginning of this one.
    remove_with_beside(part);
    private_file(part).map_err(|error| Fault::disk(part, &error))?;
    let mut target = open(part, cipher, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(fault)?;
    Backup::new(conn, &mut target)
        .and_then(|backup| copy(&backup, leg))
        .map_err(fault)?;
    // A copy is one file: without a log beside it, it can be moved and opened anywhere.
    target
        .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
        .map_err(fault)?;
    target.close().map_err(|(_, error)| fault(error))?;
    fs::File::open(part)
        .and_then(|file| file.sync_all())
        .map_err(|error| Fault::disk(part, &error))
}

/// Copies all pages, and says how many are done.
fn copy(backup: &Backup<'_, '_>, leg: Leg<'_>) -> rusqlite::Result<()> {
    let count = |pages: i32| u64::try_from(pages).unwrap_or(0);
    while backup.step(1_000)? != StepResult::Done {
        let Progress {
            remaining,
            pagecount,
        } = backup.progress();
        leg.at(count(pagecount - remaining), count(pagecount))?;
    }
    Ok(())
}

/// The name under which a file is written before it is whole.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    path.with_extension("part")
}

/// Gives what is whole its name, and puts the key file of an encrypted copy beside it first.
pub(crate) fn name(part: &Path, cipher: Option<&Cipher>, path: &Path) -> Result<(), Fault> {
    let keys = keys_of(path);
    let is_new = cipher.is_some() && !keys.exists();
    let named = cipher
        .map_or(Ok(()), |cipher| cipher.file.write(&keys))
        .and_then(|()| fs::rename(part, path).map_err(|error| Fault::disk(path, &error)));
    if named.is_err() && is_new {
        // A key file without its copy opens nothing.
        drop(fs::remove_file(&keys));
    }
    named?;
    sync_folder(path.parent());
    Ok(())
}

/// Does something to a file that is being written, and takes it away where that fails.
fn or_remove<T, E>(part: &Path, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let done = work();
    if done.is_err() {
        // What is half-written must not be taken for a backup; the first error is the one to tell.
        remove_with_beside(part);
    }
    done
}

/// Removes a copy, with its key file.
pub(super) fn remove(path: &Path) {
    if fs::remove_file(path).is_ok() {
        drop(fs::remove_file(keys_of(path)));
    }
}

/// Writes a copy beside its final name, checks it, and only then gives it the name.
pub(super) fn write(source: Source<'_>, path: &Path, leg: Leg<'_>) -> Result<(), BackupError> {
    let part = part_of(path);
    or_remove(&part, || {
        fill(source.conn, source.cipher, &part, leg.part(0, 40))?;
        match check_with(&part, source.cipher, leg.part(40, 100)).map_err(BackupError::Check)? {
            None => Ok(name(&part, source.cipher, path)?),
            Some(first) => Err(BackupError::Broken {
                path: source.live.to_owned(),
                first,
            }),
        }
    })
}

/// Writes a copy of a file whose record does not hold, as it is.
pub(super) fn write_unchecked(source: Source<'_>, path: &Path) -> Result<(), Fault> {
    let part = part_of(path);
    or_remove(&part, || {
        fill(source.conn, source.cipher, &part, Pace::unwatched().whole())?;
        name(&part, source.cipher, path)
    })
}

/// Opens a backup to be read at this version's schema: itself where it has that, else a copy in
/// memory that was brought to it. Its pages were looked at; whether its record holds is not known.
pub(super) fn read(path: &Path, cipher: Option<&Cipher>) -> Result<Connection, CheckError> {
    let fault = |error: rusqlite::Error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => CheckError::NotOurs {
            path: path.to_owned(),
        },
        _ => CheckError::Fault(Fault::new(&error, path)),
    };
    let conn = open(path, cipher, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fault)?;
    let application: i32 = conn
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(fault)?;
    let version = migrate::version(&conn).map_err(fault)?;
    if application != APPLICATION_ID || version == 0 {
        return Err(CheckError::NotOurs {
            path: path.to_owned(),
        });
    }
    let latest = MIGRATIONS.last().map_or(0, |last| last.number);
    if version > latest {
        return Err(CheckError::Newer {
            path: path.to_owned(),
            needs: migrate::needs(&conn),
            this: THIS_VERSION,
        });
    }
    let verdict: String = conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(fault)?;
    if verdict != "ok" {
        return Err(CheckError::Fault(Fault {
            path: path.to_owned(),
            kind: FaultKind::Damaged(verdict),
        }));
    }
    if version == latest {
        return Ok(conn);
    }
    drop(conn);
    in_memory(path, cipher, version).map_err(fault)
}

/// Copies an older file into memory and brings it to this version's schema. Memory is not encrypted,
/// so that content is copied and not pages.
fn in_memory(path: &Path, cipher: Option<&Cipher>, version: u32) -> rusqlite::Result<Connection> {
    let mut memory = Connection::open_in_memory()?;
    let key = cipher.map_or_else(Zeroizing::default, |cipher| cipher.key.raw());
    let name = ToSqlOutput::Borrowed(ValueRef::Text(path.as_os_str().as_encoded_bytes()));
    memory.execute("ATTACH ?1 AS old KEY ?2", params![name, key.as_str()])?;
    memory.query_row("SELECT sqlcipher_export('main', 'old')", [], |_| Ok(()))?;
    memory.execute_batch("DETACH old")?;
    memory.pragma_update(None, "user_version", version)?;
    memory.pragma_update(None, "application_id", APPLICATION_ID)?;
    set_up(&memory)?;
    migrate::run(&mut memory, &MIGRATIONS)?;
    Ok(memory)
}

/// Opens a copy, looks at its pages and walks its record; returns the first broken link.
pub(super) fn check_with(
    path: &Path,
    cipher: Option<&Cipher>,
    leg: Leg<'_>,
) -> Result<Option<BrokenLink>, CheckError> {
    let mut conn = read(path, cipher)?;
    leg.watch(&mut conn, looks_at(path))
        .map_err(|error| Fault::new(&error, path))?;
    let broken = verify::walk(&conn).map_err(|error| Fault::new(&error, path))?;
    Ok(broken.into_iter().next())
}

/// Rewrites one copy: `work` changes a second one, which is vacuumed, checked, and takes the first
/// one's name only then.
pub(super) fn rewrite(
    path: &Path,
    opens: Opens<'_>,
    work: impl FnOnce(&Connection) -> rusqlite::Result<()>,
) -> Result<(), BackupError> {
    let part = part_of(path);
    let fault = |error: rusqlite::Error| Fault::new(&error, path);
    let cipher = cipher_of(path, opens).map_err(BackupError::Check)?;
    let cipher = cipher.as_ref();
    or_remove(&part, || {
        let before = open(path, cipher, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(fault)?;
        let pace = Pace::unwatched();
        fill(&before, cipher, &part, pace.whole())?;
        drop(before);
        let conn = open(&part, cipher, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(fault)?;
        conn.pragma_update(None, "secure_delete", true)
            .and_then(|()| conn.pragma_update(None, "foreign_keys", true))
            .and_then(|()| conn.pragma_update(None, "recursive_triggers", true))
            .and_then(|()| work(&conn))
            .and_then(|()| conn.execute_batch("VACUUM"))
            .map_err(fault)?;
        conn.close().map_err(|(_, error)| fault(error))?;
        fs::File::open(&part)
            .and_then(|file| file.sync_all())
            .map_err(|error| Fault::disk(&part, &error))?;
        match check_with(&part, cipher, pace.whole()).map_err(BackupError::Check)? {
            // Its key file stands beside it already, as it was in its day.
            None => Ok(name(&part, None, path)?),
            Some(first) => Err(BackupError::Broken {
                path: path.to_owned(),
                first,
            }),
        }
    })
}
