//! Walking the chains: does every entry hold what its hash says, follow the one it names, and
//! stand where the data folder's log says the assessment stood?
//!
//! A change to an entry breaks its hash; a new hash breaks the entry after it; new hashes to the
//! end of a chain break the data folder's log, which recorded the old ones. Whoever rewrites that
//! log as well, to its end, leaves no trace inside the file: only a fingerprint kept outside, such
//! as the one a report carries, can show that. Then the tables that point into the logs, and the
//! bytes that are kept by their hash, are held against them.

mod chains;
mod tables;

use rusqlite::Connection;

use crate::fault::{Fault, damaged};
use crate::log::{Head, Log};
use crate::store::Store;

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

/// Walks all chains of an open file and everything that points into them, in one state of it.
pub(crate) fn walk(conn: &Connection) -> rusqlite::Result<Vec<BrokenLink>> {
    let mut broken = Vec::new();
    let logs = chains::walk_logs(conn, &mut broken)?;
    chains::walk_folder(conn, &logs, &mut broken)?;
    tables::check(conn, &logs, &mut broken)?;
    Ok(broken)
}

impl Store {
    /// Walks all chains and everything that points into them. Empty is good; otherwise the first
    /// entry is the first broken link.
    pub fn verify(&self) -> Result<Vec<BrokenLink>, Fault> {
        self.read(|conn| Ok(walk(conn)?))
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
