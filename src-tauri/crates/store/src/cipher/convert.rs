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
//! The old file stays open until the new one has its name, so whatever stops this before leaves the
//! store as it was, and open.
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
use crate::backup::restore::few;
use crate::fault::{Fault, FaultKind};
use crate::open::{self, OpenError, private_file, sync_folder};
use crate::pace::{CHECKED, OLD_CHECKED, Pace, Step, WRITTEN, Watch, share};
use crate::stamp::Stamp;
use crate::store::Store;
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

/// Why the data file stayed as it was.
#[derive(Debug, Error)]
pub enum ConvertError {
    /// The new file cannot be opened to be checked.
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
    /// Whoever asked for it does not want it any more.
    #[error("It was stopped; the data stays as it was")]
    Stopped,
    /// A file cannot be read or written.
    #[error("The data stays as it was. {0}")]
    Fault(#[from] Fault),
    /// The new file stands in its place and cannot be opened. The store holds nothing any more.
    #[error(
        "The data file was converted and nothing is lost, but it could not be opened again. {0}"
    )]
    Reopen(#[source] OpenError),
}

impl Store {
    /// Encrypts the data file. Nobody else may read it meanwhile.
    ///
    /// # Errors
    /// The file is as it was before and stays open, whatever stops this; with
    /// [`ConvertError::Reopen`] alone it is encrypted, and closed.
    pub fn encrypt(
        &mut self,
        lock: NewLock<'_>,
        stamp: &Stamp,
        watch: &Watch,
    ) -> Result<(), ConvertError> {
        if lock.passphrase.chars().count() < MIN_PASSPHRASE {
            return Err(KeyError::TooShort.into());
        }
        if self.cipher.is_some() {
            return Err(ConvertError::Already);
        }
        self.may_convert(stamp)?;
        let entropy = &mut *self.entropy;
        let key = DataKey::new(entropy);
        let file = KeyFile::new(&key, lock.passphrase, lock.code, entropy)?;
        let done = self.convert(Some(Cipher { key, file }), stamp, watch);
        if done.is_err() && self.cipher.is_none() {
            // The file is plain as before, so that it means nothing.
            drop(fs::remove_file(keys_of(&self.path)));
        }
        done
    }

    /// Makes the encrypted data file plain. Copies that were made while it was encrypted stay
    /// encrypted, with their key files.
    ///
    /// # Errors
    /// Likewise.
    pub fn decrypt(
        &mut self,
        secret: Secret<'_>,
        stamp: &Stamp,
        watch: &Watch,
    ) -> Result<(), ConvertError> {
        self.opens_with(secret)?;
        self.may_convert(stamp)?;
        self.convert(None, stamp, watch)
    }

    /// Refuses where the file is not ours to replace. One whose record does not hold may be converted: it
    /// stays so, and is said to be.
    fn may_convert(&mut self, stamp: &Stamp) -> Result<(), Fault> {
        match self.closed.reason() {
            None | Some(FaultKind::Tampered(_)) => self.stays_in_place(stamp.at),
            Some(_) => self.takes_changes(),
        }
    }

    fn convert(
        &mut self,
        to: Option<Cipher>,
        stamp: &Stamp,
        watch: &Watch,
    ) -> Result<(), ConvertError> {
        let new = new_of(&self.path);
        let ready = self
            .write_and_check(to.as_ref(), &new, stamp, watch)
            .and_then(|()| self.give_name(to.as_ref(), &new, watch));
        // Where it has the name already, nothing stands there any more.
        if ready.is_err() {
            remove_with_its_log(&new);
        }
        let plain = ready?;
        self.cipher = to;
        if self.cipher.is_some() {
            if let Some(plain) = plain {
                // It is a help where it helps; what counts, the change of the name, is done.
                drop(overwrite(&plain));
            }
        } else {
            // Beside a plain file it means nothing.
            drop(fs::remove_file(keys_of(&self.path)));
            sync_folder(self.path.parent());
        }
        watch(Step::Cleared);
        self.reopen(stamp.at).map_err(ConvertError::Reopen)
    }

    fn write_and_check(
        &mut self,
        to: Option<&Cipher>,
        new: &Path,
        stamp: &Stamp,
        watch: &Watch,
    ) -> Result<(), ConvertError> {
        remove_with_its_log(new);
        private_file(new).map_err(|error| Fault::disk(new, &error))?;
        let pace = Pace::new(watch);
        let whole = fs::metadata(&self.path).map_or(1, |found| found.len());
        let at = new.to_owned();
        let from = (self.path.as_path(), self.cipher.as_ref());
        export_watched(from, (new, to), &pace, move |_| {
            let part = fs::metadata(&at).map_or(0, |found| found.len());
            Step::On(share(part, whole, (0, WRITTEN)))
        })?;
        wanted(watch(Step::Written))?;
        // How long it will take is known once it was done: until then it comes ever closer.
        let written = pace.ticks();
        pace.watch(&mut self.conn, new, move |ticks| {
            let ticks = ticks.saturating_sub(written);
            Step::On(share(ticks, ticks + written, (WRITTEN, OLD_CHECKED)))
        })?;
        let found = self.verify();
        let found = pace.over(&mut self.conn, found)?;
        let checked = pace.ticks();
        hold_against((&self.path, self.cipher.as_ref()), (new, to))?;
        let entropy = few(&mut *self.entropy, 0);
        let mut fresh = Self::of(open::connect(new, to)?, new.to_owned(), entropy);
        pace.watch(&mut fresh.conn, new, move |ticks| {
            let once = checked.saturating_sub(written);
            let ticks = ticks.saturating_sub(checked);
            Step::On(share(ticks, once, (OLD_CHECKED, CHECKED)))
        })?;
        let fresh_found = fresh.verify();
        if pace.over(&mut fresh.conn, fresh_found)? != found {
            return Err(ConvertError::Differs(String::from(
                "the record does not verify as before",
            )));
        }
        fresh.write::<_, Fault>(stamp, |writing| {
            let is = if to.is_some() { "on" } else { "off" };
            let body = Map::from_iter([(String::from("encryption"), Value::from(is))]);
            Ok(writing.append_to_folder("encryption", body)?)
        })?;
        let Self { conn: written, .. } = fresh;
        close(written, new)?;
        File::open(new)
            .and_then(|file| file.sync_all())
            .map_err(|error| Fault::disk(new, &error))?;
        wanted(watch(Step::Checked))
    }

    /// Gives the new file the name. Returns the file that had it, where that was plain and can still be
    /// overwritten.
    fn give_name(
        &mut self,
        to: Option<&Cipher>,
        new: &Path,
        watch: &Watch,
    ) -> Result<Option<File>, ConvertError> {
        if let Some(cipher) = to {
            cipher.file.write(&keys_of(&self.path))?;
            watch(Step::KeysKept);
        }
        self.settle()?;
        watch(Step::Settled);
        // A file that is open stays without a name until it is closed; elsewhere it could not lose it.
        let plain = match to {
            Some(_) if cfg!(unix) => File::options().write(true).open(&self.path).ok(),
            _ => None,
        };
        #[cfg(not(unix))]
        self.let_go();
        if let Err(error) = fs::rename(new, &self.path) {
            let fault = Fault::disk(&self.path, &error);
            #[cfg(not(unix))]
            self.reopen(self.last).map_err(ConvertError::Reopen)?;
            return Err(fault.into());
        }
        #[cfg(unix)]
        self.let_go();
        sync_folder(self.path.parent());
        watch(Step::Swapped);
        Ok(plain)
    }

    /// Brings the log into the file, so that none is left that would be played back into another one.
    fn settle(&mut self) -> Result<(), Fault> {
        let busy: i64 = self
            .conn
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(|error| Fault::new(&error, &self.path))?;
        self.in_place.note(&self.path);
        let log = beside(&self.path, "-wal");
        match fs::metadata(&log) {
            _ if busy != 0 => Err(busy_with(&self.path)),
            Ok(found) if found.len() > 0 => Err(busy_with(&self.path)),
            _ => Ok(()),
        }
    }

    /// Closes the file: elsewhere than on Unix before another one takes its name.
    fn let_go(&mut self) {
        if let Ok(nothing) = Connection::open_in_memory() {
            drop(std::mem::replace(&mut self.conn, nothing));
        }
    }
}

/// Refuses to go on with what is not wanted any more.
fn wanted(is_wanted: bool) -> Result<(), ConvertError> {
    match is_wanted {
        true => Ok(()),
        false => Err(ConvertError::Stopped),
    }
}

/// Closes the only connection to a file, which takes its log into it.
fn close(conn: Connection, path: &Path) -> Result<(), Fault> {
    conn.close()
        .map_err(|(_, error)| Fault::new(&error, path))?;
    let log = beside(path, "-wal");
    match fs::metadata(&log) {
        Ok(found) if found.len() > 0 => Err(busy_with(path)),
        _ => Ok(()),
    }
}

fn busy_with(path: &Path) -> Fault {
    Fault {
        path: path.to_owned(),
        kind: FaultKind::Busy,
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
        fill(&conn)?;
        conn.close().map_err(|(_, error)| error)
    };
    work().map_err(|error| Fault::new(&error, to.0))
}

/// The same, saying how far it is.
fn export_watched(
    from: Keyed<'_>,
    to: Keyed<'_>,
    pace: &Pace,
    step: impl Fn(u64) -> Step + Send + 'static,
) -> Result<(), ConvertError> {
    let fault = |error: rusqlite::Error| Fault::new(&error, to.0);
    let mut conn = both(from, to).map_err(fault)?;
    pace.watch(&mut conn, to.0, step)?;
    let filled = fill(&conn).map_err(fault);
    pace.over(&mut conn, filled)?;
    conn.close().map_err(|(_, error)| fault(error).into())
}

/// Copies everything in the first of two open files into the other.
fn fill(conn: &Connection) -> rusqlite::Result<()> {
    conn.query_row("SELECT sqlcipher_export('fresh')", [], |_| Ok(()))?;
    for number in ["user_version", "application_id"] {
        let value: i64 = conn.pragma_query_value(None, number, |row| row.get(0))?;
        conn.execute_batch(&format!("PRAGMA fresh.{number} = {value}"))?;
    }
    conn.execute_batch("DETACH fresh")
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
