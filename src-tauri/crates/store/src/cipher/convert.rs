//! A plain data file made encrypted, and an encrypted one plain: into a new file, which is held
//! against the old one and then takes its name in one step.
//!
//! ```text
//! proviso.db.new    written, held against proviso.db, closed     (killed here: removed when opened)
//! proviso.keys      written, when the new file is encrypted      (killed here: the file is plain yet)
//! proviso.db        the new file takes the name                  (the moment of change)
//! proviso.keys      removed, when the new file is plain          (killed here: it means nothing)
//! ```
//!
//! Where the old file was plain, its bytes are overwritten before they are given back, as far as a
//! program can: a solid-state disk or a file system with snapshots may keep what was there.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, params};
use serde_json::{Map, Value};
use thiserror::Error;
use zeroize::Zeroizing;

use super::{Cipher, DataKey, KeyError, KeyFile, RecoveryCode, Secret, keys_of};
use crate::fault::{Fault, FaultKind};
use crate::in_place::InPlace;
use crate::open::{self, OpenError, OpenOptions, private_file, sync_folder};
use crate::stamp::Stamp;
use crate::store::{Closed, Store};
use crate::{DATA_FILE, MIN_PASSPHRASE};

/// What a data file is locked with.
#[derive(Clone, Copy)]
pub struct NewLock<'a> {
    /// The passphrase, of [`MIN_PASSPHRASE`] characters at least.
    pub passphrase: &'a str,
    /// The recovery code.
    pub code: &'a RecoveryCode,
}

impl std::fmt::Debug for NewLock<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewLock")
    }
}

/// How far a conversion has come: it is told after each step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The new file is written.
    Written,
    /// It holds what the old one holds.
    Checked,
    /// The key file stands.
    KeysKept,
    /// The old file is closed.
    Closed,
    /// The new file has the name.
    Swapped,
    /// What the old file held is overwritten, or its key file removed.
    Cleared,
}

/// Why the data file stayed as it was.
#[derive(Debug, Error)]
pub enum ConvertError {
    /// It cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The passphrase does not fit, or the key file cannot be written.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// It is encrypted already.
    #[error("The data is encrypted already. Its passphrase and recovery code can be changed")]
    Already,
    /// The new file differs from the old one.
    #[error(
        "The new file does not hold what the old one holds ({0}), so the old one was kept. The disk \
         may be failing: copy the data folder to another one"
    )]
    Differs(String),
    /// A file cannot be read or written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Encrypts the data file in `dir`, which nothing has open; makes it where there is none.
///
/// # Errors
/// The file is as it was before: whatever stops this, even the end of the program.
pub fn encrypt(
    dir: &Path,
    opened: OpenOptions,
    lock: NewLock<'_>,
    stamp: &Stamp,
    told: &mut dyn FnMut(Step),
) -> Result<(), ConvertError> {
    if lock.passphrase.chars().count() < MIN_PASSPHRASE {
        return Err(KeyError::TooShort.into());
    }
    let mut store = Store::open(dir, opened).map_err(|refusal| match refusal {
        OpenError::Locked { .. } => ConvertError::Already,
        other => other.into(),
    })?;
    let entropy = &mut *store.entropy;
    let key = DataKey::new(entropy);
    let file = KeyFile::new(&key, lock.passphrase, lock.code, entropy)?;
    let path = store.path.clone();
    let keys = file.clone();
    let before_swap = |told: &mut dyn FnMut(Step)| {
        keys.write(&keys_of(&path))?;
        told(Step::KeysKept);
        Ok(())
    };
    convert(store, Some(Cipher { key, file }), stamp, told, before_swap)
}

/// Makes the encrypted data file in `dir` plain. Copies that were made while it was encrypted stay
/// encrypted, with their key files.
///
/// # Errors
/// The file is as it was before, likewise.
pub fn decrypt(
    dir: &Path,
    opened: OpenOptions,
    secret: Secret<'_>,
    stamp: &Stamp,
    told: &mut dyn FnMut(Step),
) -> Result<(), ConvertError> {
    let store = Store::unlock(dir, opened, secret)?;
    if store.cipher.is_none() {
        return Err(KeyError::NotEncrypted.into());
    }
    convert(store, None, stamp, told, |_| Ok(()))
}

fn convert(
    store: Store,
    to: Option<Cipher>,
    stamp: &Stamp,
    told: &mut dyn FnMut(Step),
    before_swap: impl FnOnce(&mut dyn FnMut(Step)) -> Result<(), ConvertError>,
) -> Result<(), ConvertError> {
    let path = store.path.clone();
    let new = new_of(&path);
    let done = write_and_check(store, to.as_ref(), &new, stamp, told).and_then(|old| {
        before_swap(told)?;
        swap(old, &path, &new, to.is_some(), told)
    });
    if done.is_err() {
        remove_with_its_log(&new);
    }
    done
}

/// What is left of the old file once the new one is made.
struct Old {
    conn: Connection,
    /// Held to the end, so that no other process comes between.
    _lock: Option<File>,
}

fn write_and_check(
    store: Store,
    to: Option<&Cipher>,
    new: &Path,
    stamp: &Stamp,
    told: &mut dyn FnMut(Step),
) -> Result<Old, ConvertError> {
    private_file(new).map_err(|error| Fault::disk(new, &error))?;
    export((&store.path, store.cipher.as_ref()), (new, to))?;
    told(Step::Written);
    let found = store.verify()?;
    let Store {
        conn,
        path,
        entropy,
        cipher,
        closed: _,
        in_place: _,
        last,
        _lock,
    } = store;
    hold_against((&path, cipher.as_ref()), (new, to))?;
    let mut fresh = Store {
        conn: open::connect(new, to)?,
        path: new.to_owned(),
        entropy,
        cipher: to.cloned(),
        closed: Closed::default(),
        in_place: InPlace::default(),
        last,
        _lock: None,
    };
    if fresh.verify()? != found {
        return Err(ConvertError::Differs(String::from(
            "the record does not verify as before",
        )));
    }
    fresh.write::<_, Fault>(stamp, |writing| {
        let is = if to.is_some() { "on" } else { "off" };
        let body = Map::from_iter([(String::from("encryption"), Value::from(is))]);
        Ok(writing.append_to_folder("encryption", body)?)
    })?;
    let Store { conn: written, .. } = fresh;
    close(written, new)?;
    File::open(new)
        .and_then(|file| file.sync_all())
        .map_err(|error| Fault::disk(new, &error))?;
    told(Step::Checked);
    Ok(Old { conn, _lock })
}

/// Gives the new file the name.
fn swap(
    old: Old,
    path: &Path,
    new: &Path,
    encrypts: bool,
    told: &mut dyn FnMut(Step),
) -> Result<(), ConvertError> {
    let fault = |error: io::Error| Fault::disk(path, &error);
    let Old { conn, _lock } = old;
    // An open file stays, without a name, until it is closed; elsewhere it could not lose its name.
    #[cfg(unix)]
    let plain = encrypts.then(|| File::options().write(true).open(path));
    close(conn, path)?;
    told(Step::Closed);
    fs::rename(new, path).map_err(fault)?;
    sync_folder(path.parent());
    told(Step::Swapped);
    if encrypts {
        #[cfg(unix)]
        if let Some(plain) = plain {
            // It is a help where it helps; what counts, the change of the name, is done.
            drop(plain.and_then(|file| overwrite(&file)));
        }
    } else {
        match fs::remove_file(keys_of(path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(fault(error).into());
            }
            _ => sync_folder(path.parent()),
        }
    }
    told(Step::Cleared);
    Ok(())
}

/// Closes the only connection to a file, which takes its log into it.
fn close(conn: Connection, path: &Path) -> Result<(), Fault> {
    conn.close()
        .map_err(|(_, error)| Fault::new(&error, path))?;
    let log = beside(path, "-wal");
    match fs::metadata(&log) {
        Ok(found) if found.len() > 0 => Err(Fault {
            path: path.to_owned(),
            kind: FaultKind::Busy,
        }),
        _ => Ok(()),
    }
}

/// Overwrites a file with zeros, to the disk.
pub(super) fn overwrite(file: &File) -> io::Result<()> {
    const BLOCK: usize = 1 << 20;
    let mut left = file.metadata()?.len();
    let zeros = vec![0; BLOCK];
    let mut file = file;
    while left > 0 {
        let now = left.min(BLOCK as u64);
        file.write_all(&zeros[..usize::try_from(now).unwrap_or(BLOCK)])?;
        left -= now;
    }
    file.sync_all()
}

/// A database file, and its key where it is encrypted.
pub(crate) type Keyed<'a> = (&'a Path, Option<&'a Cipher>);

/// Copies everything in a file into an empty one that is encrypted in another way.
pub(crate) fn export(from: Keyed<'_>, to: Keyed<'_>) -> Result<(), Fault> {
    let work = || -> rusqlite::Result<()> {
        let conn = both(from, to)?;
        conn.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(()))?;
        for number in ["user_version", "application_id"] {
            let value: i64 = conn.pragma_query_value(None, number, |row| row.get(0))?;
            conn.execute_batch(&format!("PRAGMA fresh.{number} = {value}"))?;
        }
        conn.execute_batch("DETACH fresh")?;
        conn.close().map_err(|(_, error)| error)
    };
    work().map_err(|error| Fault::new(&error, to.0))
}

/// Opens one file, and another one beside it as `fresh`.
fn both(one: Keyed<'_>, other: Keyed<'_>) -> rusqlite::Result<Connection> {
    let conn = Connection::open(one.0)?;
    if let Some(cipher) = one.1 {
        cipher.unlock(&conn)?;
    }
    // An empty key is none: without the word, the other file would get the key of the first.
    let key = other
        .1
        .map_or_else(Zeroizing::default, |cipher| cipher.key.raw());
    // The path as it is, whatever its encoding.
    let path = ToSqlOutput::Borrowed(ValueRef::Text(other.0.as_os_str().as_encoded_bytes()));
    conn.execute("ATTACH ?1 AS fresh KEY ?2", params![path, key.as_str()])?;
    Ok(conn)
}

/// Refuses a new file that lacks a table, a trigger or a row of the old one.
pub(super) fn hold_against(old: Keyed<'_>, new: Keyed<'_>) -> Result<(), ConvertError> {
    let differs = |what: String| Err(ConvertError::Differs(what));
    let fault = |error: rusqlite::Error| Fault::new(&error, new.0);
    let conn = both(old, new).map_err(fault)?;
    let schema = |of: &str| -> rusqlite::Result<Vec<(String, String)>> {
        conn.prepare(&format!(
            "SELECT type || ' ' || name, coalesce(sql, '') FROM {of}.sqlite_schema
             WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1"
        ))?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
    };
    let (old_schema, new_schema) = (
        schema("main").map_err(fault)?,
        schema("fresh").map_err(fault)?,
    );
    if old_schema != new_schema {
        let missing = old_schema.iter().find(|one| !new_schema.contains(one));
        return differs(missing.map_or_else(
            || String::from("it has more than the old one"),
            |(name, _)| format!("{name} differs"),
        ));
    }
    for number in ["user_version", "application_id"] {
        let of = |of: &str| -> rusqlite::Result<i64> {
            conn.query_row(&format!("PRAGMA {of}.{number}"), [], |row| row.get(0))
        };
        if of("main").map_err(fault)? != of("fresh").map_err(fault)? {
            return differs(format!("{number} differs"));
        }
    }
    // Tables that are only a way of reading others have no rows of their own.
    for (name, sql) in old_schema {
        let Some(table) = name.strip_prefix("table ") else {
            continue;
        };
        if sql.to_ascii_uppercase().starts_with("CREATE VIRTUAL") {
            continue;
        }
        let table = table.replace('"', "\"\"");
        let count = |of: &str| -> rusqlite::Result<i64> {
            let sql = format!("SELECT count(*) FROM {of}.\"{table}\"");
            conn.query_row(&sql, [], |row| row.get(0))
        };
        let (old_rows, new_rows) = (
            count("main").map_err(fault)?,
            count("fresh").map_err(fault)?,
        );
        if old_rows != new_rows {
            return differs(format!("{table} has {new_rows} rows, not {old_rows}"));
        }
    }
    conn.close().map_err(|(_, error)| fault(error))?;
    Ok(())
}

/// Removes what a conversion that was stopped has left, which nothing else ever reads.
pub(crate) fn clear_up(dir: &Path) {
    let database = dir.join(DATA_FILE);
    remove_with_its_log(&new_of(&database));
    drop(fs::remove_file(beside(&keys_of(&database), ".new")));
}

fn remove_with_its_log(path: &Path) {
    drop(fs::remove_file(path));
    for end in ["-wal", "-shm", "-journal"] {
        drop(fs::remove_file(beside(path, end)));
    }
}

/// Where the new file is written.
pub(super) fn new_of(path: &Path) -> PathBuf {
    beside(path, ".new")
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
