//! The open store, and the two ways into it: reading, and writing in one transaction.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use proviso_core::date::Moment;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::cipher::Cipher;
use crate::fault::{Fault, FaultKind, Stop};
use crate::in_place::InPlace;
use crate::log::{self, Appended, Link, Log, Named};
use crate::open::FolderLock;
use crate::pace::{Leg, unwatch};
use crate::stamp::{Entropy, Stamp, hex};

/// An open data folder. Dropping it closes the file and lets another process in.
pub struct Store {
    // Closed before the lock is released: fields are dropped in this order.
    pub(crate) conn: Connection,
    pub(crate) path: PathBuf,
    pub(crate) entropy: Box<dyn Entropy>,
    /// None where the file is plain.
    pub(crate) cipher: Option<Cipher>,
    /// Why no change is taken any more, once that is so. Shared with what checks the file beside the
    /// work.
    pub(crate) closed: Closed,
    /// The file as it was when it was last written; nothing where the store is in memory.
    pub(crate) in_place: InPlace,
    /// The last moment that was passed in.
    pub(crate) last: Moment,
    /// None where the store is in memory.
    pub(crate) _lock: Option<FolderLock>,
}

/// Why a store takes no change: nothing at first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Closed(Arc<Mutex<Option<FaultKind>>>);

impl Closed {
    /// Closes the store to changes; the first reason stays.
    pub(crate) fn because(&self, reason: FaultKind) {
        let mut closed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        closed.get_or_insert(reason);
    }

    /// Whether the folder was opened to be read alone.
    pub(crate) fn only_reads(&self) -> bool {
        self.reason() == Some(FaultKind::ReadOnly)
    }

    pub(crate) fn reason(&self) -> Option<FaultKind> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// One transaction that appends to the logs under one stamp.
pub(crate) struct Writing<'a> {
    pub(crate) tx: Transaction<'a>,
    pub(crate) stamp: &'a Stamp,
    entropy: &'a mut dyn Entropy,
    heads: BTreeMap<(Log, Named), String>,
}

impl Store {
    /// Returns where the data file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the version of the database engine: `SQLite 3.53.4, SQLCipher 4.19.0 community`.
    pub fn engine(&self) -> String {
        let cipher: Option<String> = self
            .conn
            .query_row("PRAGMA cipher_version", [], |row| row.get(0))
            .ok();
        match cipher {
            Some(cipher) => format!("SQLite {}, SQLCipher {cipher}", rusqlite::version()),
            None => format!("SQLite {}", rusqlite::version()),
        }
    }

    /// A store on an open connection, without a lock.
    pub(crate) fn of(conn: Connection, path: PathBuf, entropy: Box<dyn Entropy>) -> Self {
        Self {
            conn,
            path,
            entropy,
            cipher: None,
            closed: Closed::default(),
            in_place: InPlace::default(),
            last: Moment {
                unix_millis: 0,
                offset_minutes: 0,
            },
            _lock: None,
        }
    }

    /// Returns how many rows were changed since the file was opened.
    pub fn changes(&self) -> u64 {
        self.conn.total_changes()
    }

    /// Returns the latest moment that is on record; a clock that is behind it was set back.
    pub fn latest_moment(&self) -> Result<Option<Moment>, Fault> {
        self.read(|conn| {
            let mut query = conn.prepare_cached(
                "SELECT recorded_at, utc_offset_minutes FROM folder_entry
                 ORDER BY recorded_at DESC LIMIT 1",
            )?;
            let mut rows = query.query([])?;
            Ok(rows.next()?.map(|row| log::moment(row, 0)).transpose()?)
        })
    }

    /// Takes no change from now on, for this reason.
    pub(crate) fn close_to_changes(&self, reason: FaultKind) {
        self.closed.because(reason);
    }

    /// Refuses where no change is taken any more.
    ///
    /// # Errors
    /// The record does not hold, or an earlier state was restored and the folder not opened again.
    pub fn takes_changes(&self) -> Result<(), Fault> {
        match self.closed.reason() {
            None => Ok(()),
            Some(kind) => Err(Fault {
                path: self.path.clone(),
                kind,
            }),
        }
    }

    pub(crate) fn read<T, E: From<Fault>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, Stop<E>>,
    ) -> Result<T, E> {
        work(&self.conn).map_err(|stop| stop.at(&self.path))
    }

    /// Runs `work` in one transaction and records the new heads of the logs it appended to.
    pub(crate) fn write<T, E: From<Fault>>(
        &mut self,
        stamp: &Stamp,
        work: impl FnOnce(&mut Writing<'_>) -> Result<T, Stop<E>>,
    ) -> Result<T, E> {
        self.last = stamp.at;
        self.may_write()?;
        let Self {
            conn,
            path,
            entropy,
            ..
        } = self;
        let done = write_on(conn, path, &mut **entropy, stamp, work);
        self.in_place.note(&self.path);
        done
    }

    /// Has the engine watched while it works on this store, until [`Store::unwatch`].
    pub(crate) fn watch(&mut self, leg: Leg<'_>, likely: u64) -> Result<(), Fault> {
        let watched = leg.watch(&mut self.conn, likely);
        watched.map_err(|error| Fault::new(&error, &self.path))
    }

    pub(crate) fn unwatch(&mut self) {
        unwatch(&mut self.conn);
    }

    fn may_write(&mut self) -> Result<(), Fault> {
        self.takes_changes()?;
        self.stays_in_place(self.last)
    }

    /// Runs `work` in one transaction that appends to no log.
    pub(crate) fn note<T, E: From<Fault>>(
        &mut self,
        work: impl FnOnce(&Connection) -> Result<T, Stop<E>>,
    ) -> Result<T, E> {
        self.may_write()?;
        let done = note_on(&mut self.conn, &self.path, work);
        self.in_place.note(&self.path);
        done
    }
}

fn note_on<T, E: From<Fault>>(
    conn: &mut Connection,
    path: &Path,
    work: impl FnOnce(&Connection) -> Result<T, Stop<E>>,
) -> Result<T, E> {
    let in_words = |error| Stop::<E>::Sql(error).at(path);
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(in_words)?;
    let done = work(&tx).map_err(|stop| stop.at(path))?;
    tx.commit().map_err(in_words)?;
    Ok(done)
}

/// Runs `work` in one transaction on an open file, and records the new heads of the logs it appended
/// to.
pub(crate) fn write_on<T, E: From<Fault>>(
    conn: &mut Connection,
    path: &Path,
    entropy: &mut dyn Entropy,
    stamp: &Stamp,
    work: impl FnOnce(&mut Writing<'_>) -> Result<T, Stop<E>>,
) -> Result<T, E> {
    let in_words = |error| Stop::<E>::Sql(error).at(path);
    let tx = conn
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(in_words)?;
    let mut writing = Writing {
        tx,
        stamp,
        entropy,
        heads: BTreeMap::new(),
    };
    let done = work(&mut writing).map_err(|stop| stop.at(path))?;
    writing.record_heads().map_err(in_words)?;
    writing.tx.commit().map_err(in_words)?;
    Ok(done)
}

impl Writing<'_> {
    /// Returns a new identifier.
    pub(crate) fn new_id(&mut self) -> String {
        hex(self.entropy.sixteen())
    }

    /// Appends one entry to a log of an assessment.
    pub(crate) fn append(&mut self, log: Log, link: Link<'_>) -> rusqlite::Result<Appended> {
        let key = (log, link.assessment.clone());
        let before = match self.heads.get(&key) {
            Some(hash) => Some(hash.clone()),
            None => log::head(&self.tx, log, link.assessment)?,
        };
        let id = self.new_id();
        let salt = self.entropy.sixteen();
        let parents = (before, None);
        let appended = log::append(&self.tx, log, &id, salt, self.stamp, parents, link)?;
        self.heads.insert(key, appended.hash.clone());
        Ok(appended)
    }

    /// Appends the entry that joins a second line of entries to a log of an assessment.
    pub(crate) fn join(
        &mut self,
        log: Log,
        link: Link<'_>,
        second: &str,
    ) -> rusqlite::Result<Appended> {
        let key = (log, link.assessment.clone());
        let before = self.heads.get(&key).cloned();
        let id = self.new_id();
        let salt = self.entropy.sixteen();
        let parents = (before, Some(second.to_owned()));
        let appended = log::append(&self.tx, log, &id, salt, self.stamp, parents, link)?;
        self.heads.insert(key, appended.hash.clone());
        Ok(appended)
    }

    /// Returns where a log stands after what was written so far.
    pub(crate) fn end_of(&self, log: Log, assessment: &Named) -> rusqlite::Result<Option<String>> {
        match self.heads.get(&(log, assessment.clone())) {
            Some(hash) => Ok(Some(hash.clone())),
            None => log::head(&self.tx, log, assessment),
        }
    }

    /// Appends one entry that is not a head to the data folder's log.
    pub(crate) fn append_to_folder(
        &mut self,
        kind: &str,
        body: serde_json::Map<String, serde_json::Value>,
    ) -> rusqlite::Result<()> {
        let id = self.new_id();
        let salt = self.entropy.sixteen();
        log::append_to_folder(&self.tx, &id, kind, salt, self.stamp, body)
    }

    /// Says where a log stands that was taken in as it is.
    pub(crate) fn stands_at(&mut self, log: Log, assessment: &Named, head: &str) {
        self.heads
            .insert((log, assessment.clone()), head.to_owned());
    }

    fn record_heads(&mut self) -> rusqlite::Result<()> {
        for ((log, assessment), head) in std::mem::take(&mut self.heads) {
            let id = self.new_id();
            log::record_head(&self.tx, &id, self.stamp, log, &assessment, &head)?;
        }
        Ok(())
    }
}
