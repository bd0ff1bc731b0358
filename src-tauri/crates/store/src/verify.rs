//! Walking the chains: does every entry hold what its hash says, follow the one it names, and
//! stand where the data folder's log says the assessment stood?
//!
//! A change to an entry breaks its hash; a new hash breaks the entry after it; new hashes to the
//! end of a chain break the data folder's log, which recorded the old ones. Whoever rewrites that
//! log as well, to its end, leaves no trace inside the file: only a fingerprint kept outside, such
//! as the one a report carries, can show that. Then the tables that point into the logs, and the
//! bytes that are kept by their hash, are held against them; then what no log covers against its tally,
//! the schema against what the migrations make, and the index of words against the texts.

mod chains;
mod kept;
mod schema;
mod tables;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;

use crate::cipher::Cipher;
use crate::fault::{Fault, FaultKind, damaged};
use crate::log::{Head, Log};
use crate::open::{reader, unchanging};
use crate::search;
use crate::store::{Closed, Store};
use crate::tally;

/// Where the record does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An entry of a log of an assessment.
    Entry {
        /// The assessment.
        assessment: String,
        /// Which of its logs.
        log: Log,
        /// Identifier of the entry.
        id: String,
        /// Its place in the file.
        seq: i64,
    },
    /// An entry of the data folder's log.
    Folder {
        /// Identifier of the entry.
        id: String,
        /// Its place in the file.
        seq: i64,
    },
    /// The file as SQLite sees it; with what it found.
    File(String),
    /// A table whose rows stand in no log.
    Table(&'static str),
    /// A row of another table.
    Row {
        /// The table.
        table: &'static str,
        /// What names the row.
        key: String,
    },
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Entry {
                assessment,
                log,
                id,
                seq,
            } => {
                let kind = match log {
                    Log::Revision => "revision",
                    Log::Action => "action entry",
                };
                write!(f, "{kind} {id} (number {seq}) of assessment {assessment}")
            }
            Self::Folder { id, seq } => {
                write!(f, "entry {id} (number {seq}) of the data folder's log")
            }
            Self::File(found) => write!(f, "the file itself ({found})"),
            Self::Table(called) => write!(f, "the table of {called}"),
            Self::Row { table, key } => write!(f, "{table} {key}"),
        }
    }
}

/// What is wrong there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    /// Who, when, what about, or what it follows was changed.
    EntryChanged,
    /// Its text was changed.
    BodyChanged,
    /// Its text is gone, and no destruction entry says so.
    BodyMissing,
    /// The entry that it follows is not there.
    ParentMissing,
    /// It stands beside the chain: nothing that came later follows it.
    Aside,
    /// It is not the last one that the data folder's log recorded.
    HeadUnrecorded,
    /// It records an entry that is not there.
    HeadMissing,
    /// It records an entry that came before one that was recorded earlier.
    HeadBackwards,
    /// Its answer stands in an entry that is missing, or holds none.
    AnswerMissing,
    /// It does not say what the log says.
    RowDiffers,
    /// The bytes are not those that were put in.
    BytesChanged,
    /// A row was changed, added or removed.
    TallyDiffers,
    /// It is not what the migrations make.
    OtherThanMade,
    /// It finds other words than there are.
    IndexDiffers,
    /// It cannot be read as it was written.
    Damaged,
}

impl std::fmt::Display for Breach {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::EntryChanged => "was changed after it was recorded",
            Self::BodyChanged => "holds other text than was recorded",
            Self::BodyMissing => "has lost its text, and no destruction was recorded",
            Self::ParentMissing => "follows an entry that is missing",
            Self::Aside => "is followed by nothing, although others came after it",
            Self::HeadUnrecorded => "is not the last one that the data folder's log knows",
            Self::HeadMissing => "records an entry that is missing",
            Self::HeadBackwards => "records an older entry than the one before it",
            Self::AnswerMissing => "names an entry for its answer that does not hold it",
            Self::RowDiffers => "does not say what the log says",
            Self::BytesChanged => "holds other bytes than were put in",
            Self::TallyDiffers => "does not add up to the rows that were put in",
            Self::OtherThanMade => "is not what Proviso makes it",
            Self::IndexDiffers => "does not find the words that are there",
            Self::Damaged => "is damaged",
        })
    }
}

/// One place where the record does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLink {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub breach: Breach,
}

impl std::fmt::Display for BrokenLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.place, self.breach)
    }
}

/// Walks the record of an open file, and everything that can be worked out again from it but the
/// index of words.
pub(crate) fn walk(conn: &Connection) -> rusqlite::Result<Vec<BrokenLink>> {
    let mut broken = Vec::new();
    match steps(conn, &mut broken) {
        // What was found tells more than that it could not be read to the end.
        Err(error) if broken.is_empty() => Err(error),
        _ => Ok(broken),
    }
}

fn steps(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    let logs = chains::walk_logs(conn, broken)?;
    chains::walk_folder(conn, &logs, broken)?;
    tables::check(conn, &logs, broken)?;
    kept::check(conn, broken)?;
    schema::check(conn, broken)?;
    broken.extend(
        tally::differing(conn)?
            .into_iter()
            .map(|called| BrokenLink {
                place: Place::Table(called),
                breach: Breach::TallyDiffers,
            }),
    );
    Ok(())
}

/// Reads the whole file: its pages and indexes, its record, its index of words. What cannot be read is
/// a broken link too; an error is a disk that does not answer.
pub(crate) fn whole(conn: &Connection) -> Result<Vec<BrokenLink>, FaultKind> {
    let found = pages(conn).and_then(|found| match found {
        Some(found) => Ok(vec![damaged_file(found)]),
        None => walk(conn).and_then(|broken| {
            if !broken.is_empty() {
                return Ok(broken);
            }
            let differs = search::difference(conn)?;
            Ok(differs
                .into_iter()
                .map(|key| BrokenLink {
                    place: Place::Row {
                        table: "the index of words,",
                        key,
                    },
                    breach: Breach::IndexDiffers,
                })
                .collect())
        }),
    });
    match found.map_err(|error| FaultKind::from(&error)) {
        Ok(found) => Ok(found),
        Err(FaultKind::Damaged(found) | FaultKind::Refused(found) | FaultKind::Other(found)) => {
            Ok(vec![damaged_file(found)])
        }
        Err(other) => Err(other),
    }
}

fn damaged_file(found: String) -> BrokenLink {
    BrokenLink {
        place: Place::File(found),
        breach: Breach::Damaged,
    }
}

/// Returns what SQLite finds first in pages and indexes.
fn pages(conn: &Connection) -> rusqlite::Result<Option<String>> {
    let verdict: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    Ok((verdict != "ok").then_some(verdict))
}

/// A check of the whole file, to be run on any thread while the store stays open.
#[derive(Debug)]
pub struct Checking {
    path: PathBuf,
    cipher: Option<Cipher>,
    closed: Closed,
    stopped: Arc<AtomicBool>,
}

/// Ends a check on another thread: it does not wait for its end.
#[derive(Debug, Clone)]
pub struct StopChecking(Arc<AtomicBool>);

impl StopChecking {
    /// Ends it at its next step.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Checking {
    /// Returns what ends this check.
    pub fn stopper(&self) -> StopChecking {
        StopChecking(Arc::clone(&self.stopped))
    }

    /// Checks the file from a connection of its own. Where it does not hold, the store takes no change
    /// from then on. Empty is good; otherwise the first entry is the first broken link.
    ///
    /// # Errors
    /// The disk does not answer, or the check was ended.
    pub fn run(self) -> Result<Vec<BrokenLink>, Fault> {
        let fault = |kind| Fault {
            path: self.path.clone(),
            kind,
        };
        let open = match self.closed.only_reads() {
            true => unchanging,
            false => reader,
        };
        let mut conn = open(&self.path, self.cipher.as_ref())
            .map_err(|error| fault(FaultKind::from(&error)))?;
        let stopped = Arc::clone(&self.stopped);
        conn.progress_handler(10_000, Some(move || stopped.load(Ordering::Relaxed)))
            .map_err(|error| fault(FaultKind::from(&error)))?;
        // One state of the file, whatever is written meanwhile.
        let tx = conn
            .unchecked_transaction()
            .map_err(|error| fault(FaultKind::from(&error)))?;
        let found = whole(&tx).map_err(fault)?;
        if self.stopped.load(Ordering::Relaxed) {
            return Err(fault(FaultKind::Other(String::from("the check was ended"))));
        }
        close_over(&self.closed, &found);
        Ok(found)
    }
}

fn close_over(closed: &Closed, found: &[BrokenLink]) {
    if let Some(first) = found.first() {
        closed.because(FaultKind::Tampered(first.to_string()));
    }
}

impl Store {
    /// Walks all chains and everything that points into them, and reads the rest of the file. Empty is
    /// good; otherwise the first entry is the first broken link.
    pub fn verify(&self) -> Result<Vec<BrokenLink>, Fault> {
        whole(&self.conn).map_err(|kind| Fault {
            path: self.path.clone(),
            kind,
        })
    }

    /// Checks the file as [`Store::verify`] does. Where it does not hold, no change is taken from then
    /// on.
    pub fn verify_before_changes(&self) -> Result<Vec<BrokenLink>, Fault> {
        let found = self.verify()?;
        close_over(&self.closed, &found);
        Ok(found)
    }

    /// Returns the same check for another thread.
    pub fn checking(&self) -> Checking {
        Checking {
            path: self.path.clone(),
            cipher: self.cipher.clone(),
            closed: self.closed.clone(),
            stopped: Arc::default(),
        }
    }

    /// Reads how far each log of each assessment has come.
    pub fn heads(&self) -> Result<Vec<Head>, Fault> {
        self.read(|conn| {
            let mut heads = Vec::new();
            for log in Log::ALL {
                let table = log.table();
                let mut query = conn.prepare_cached(&format!(
                    "SELECT assessment.id, max({table}.seq), lower(hex(hash))
                     FROM {table} JOIN assessment ON assessment.seq = {table}.assessment
                     GROUP BY assessment ORDER BY assessment.id"
                ))?;
                let found = query.query_map([], |row| {
                    Ok(Head {
                        assessment: row.get(0)?,
                        log,
                        seq: row.get(1)?,
                        hash: row.get(2)?,
                    })
                })?;
                for head in found {
                    heads.push(head?);
                }
            }
            Ok(heads)
        })
    }
}

fn log_named(name: &str) -> rusqlite::Result<Log> {
    Log::ALL
        .into_iter()
        .find(|log| log.name() == name)
        .ok_or_else(|| damaged(format!("there is no log “{name}”")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
