//! What is on record of destructions: who, when, why, what it took, and what was not reached.

use proviso_core::date::Moment;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Deserialize;

use super::clear::NotReached;
use super::target::Target;
use crate::copy::PastExport;
use crate::fault::{Fault, damaged};
use crate::log::moment;
use crate::run::{self, ReadError};
use crate::store::Store;

/// One destruction, as the data folder's log has it. It holds nothing of what was destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destruction {
    /// The entry that says so in the assessment's log.
    pub entry: String,
    /// The assessment.
    pub assessment: String,
    /// What was expunged from it; `None` where all of it was destroyed.
    pub target: Option<Target>,
    /// Why.
    pub reason: String,
    /// Why it was done although the assessment was on hold.
    pub in_spite_of_hold: Option<String>,
    /// By whom.
    pub author: String,
    /// When.
    pub at: Moment,
    /// Of an expunging: states of the target that went, drafts included.
    pub states: u32,
    /// Of an assessment: entries of its logs.
    pub entries: u32,
    /// Numbers of the signed runs that lost their snapshot and their PDF.
    pub signed: Vec<u32>,
    /// SHA-256 of the copies of documents that were removed.
    pub files: Vec<String>,
    /// Ends of the two logs before an assessment was destroyed.
    pub heads: Vec<String>,
    /// Names of the backups that were rewritten.
    pub rewritten: Vec<String>,
    /// Backups that were not.
    pub not_reached: Vec<NotReached>,
    /// Whether nothing is left to do.
    pub finished: bool,
}

/// A destruction with the copies that had left the program before it, which it cannot reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The destruction.
    pub destruction: Destruction,
    /// Copies of the assessment that were written to files.
    pub exports: Vec<PastExport>,
}

/// What a signed run lost after it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expunged {
    /// What.
    pub target: Option<Target>,
    /// Why.
    pub reason: String,
    /// By whom.
    pub author: String,
    /// When.
    pub at: Moment,
}

#[derive(Deserialize)]
struct Entry {
    destruction: Said,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Said {
    #[serde(default)]
    entry: String,
    #[serde(default)]
    assessment: String,
    target: Option<Target>,
    reason: String,
    #[serde(rename = "override")]
    in_spite_of_hold: Option<String>,
    #[serde(default)]
    states: u32,
    #[serde(default)]
    drafts: u32,
    #[serde(default)]
    entries: u32,
    #[serde(default)]
    signed: Vec<u32>,
    #[serde(default)]
    files: Vec<String>,
    heads: Option<Heads>,
    #[serde(default)]
    in_backup: bool,
}

#[derive(Deserialize)]
struct Heads {
    revision: Option<String>,
    action: Option<String>,
}

#[derive(Deserialize)]
struct ClearedEntry {
    cleared: Cleared,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cleared {
    rewritten: Vec<String>,
    not_reached: Vec<NotReached>,
}

fn unreadable(error: &serde_json::Error) -> rusqlite::Error {
    damaged(format!(
        "the entry of a destruction cannot be read: {error}"
    ))
}

fn cleared(conn: &Connection, entry: &str) -> rusqlite::Result<Option<Cleared>> {
    let body: Option<String> = conn
        .prepare_cached(
            "SELECT body FROM folder_entry
             WHERE kind = 'cleared' AND json_extract(body, '$.cleared.entry') = ?1
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([entry], |row| row.get(0))
        .optional()?;
    body.map(|body| {
        let entry: ClearedEntry =
            serde_json::from_str(&body).map_err(|error| unreadable(&error))?;
        Ok(entry.cleared)
    })
    .transpose()
}

/// Names of the backups that are known to be rewritten.
pub(super) fn rewritten(conn: &Connection, entry: &str) -> rusqlite::Result<Vec<String>> {
    Ok(cleared(conn, entry)?.map_or_else(Vec::new, |cleared| cleared.rewritten))
}

/// Backups that were on record as not reached; `None` where nothing is on record.
pub(super) fn not_reached(
    conn: &Connection,
    entry: &str,
) -> rusqlite::Result<Option<Vec<NotReached>>> {
    Ok(cleared(conn, entry)?.map(|cleared| cleared.not_reached))
}

fn all(conn: &Connection) -> rusqlite::Result<Vec<Destruction>> {
    let mut query = conn.prepare(
        "SELECT body, author, recorded_at, utc_offset_minutes FROM folder_entry
         WHERE kind = 'destruction' ORDER BY seq DESC",
    )?;
    let mut rows = query.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let body: String = row.get(0)?;
        let read: Entry = serde_json::from_str(&body).map_err(|error| unreadable(&error))?;
        let said = read.destruction;
        let cleared = cleared(conn, &said.entry)?;
        let is_pending: bool = conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM pending_destruction WHERE entry = ?1)")?
            .query_row([&said.entry], |row| row.get(0))?;
        let (rewritten, not_reached) = cleared.map_or_else(Default::default, |cleared| {
            (cleared.rewritten, cleared.not_reached)
        });
        let heads = said.heads.into_iter();
        found.push(Destruction {
            entry: said.entry,
            assessment: said.assessment,
            target: said.target,
            reason: said.reason,
            in_spite_of_hold: said.in_spite_of_hold,
            author: row.get(1)?,
            at: moment(row, 2)?,
            states: said.states + said.drafts,
            entries: said.entries,
            signed: said.signed,
            files: said.files,
            heads: heads
                .flat_map(|heads| [heads.revision, heads.action])
                .flatten()
                .collect(),
            rewritten,
            not_reached,
            finished: said.in_backup || !is_pending,
        });
    }
    Ok(found)
}

impl Store {
    /// Reads all destructions, newest first.
    pub fn destructions(&self) -> Result<Vec<Destruction>, Fault> {
        self.read(|conn| Ok(all(conn)?))
    }

    /// Reads one destruction, with the copies that it could not reach.
    ///
    /// # Errors
    /// None has that entry.
    pub fn certificate(&self, entry: &str) -> Result<Certificate, ReadError> {
        let found = self
            .destructions()?
            .into_iter()
            .find(|one| one.entry == entry);
        let Some(destruction) = found else {
            return Err(ReadError::UnknownAssessment {
                id: entry.to_owned(),
            });
        };
        let exports = self.exports()?;
        let exports = exports
            .into_iter()
            .filter(|past| past.copy.assessment == destruction.assessment)
            .collect();
        Ok(Certificate {
            destruction,
            exports,
        })
    }

    /// Reads what was expunged from an assessment, newest first, as its own log has it.
    pub fn expunged(&self, assessment: &str) -> Result<Vec<Expunged>, ReadError> {
        self.read(|conn| {
            let named = crate::assessment::known(conn, assessment)?;
            Ok(expunged(conn, named.seq, None)?)
        })
    }

    /// Reads what a signed run lost after it was signed: its snapshot and its PDF went with that.
    pub fn expunged_since_signed(&self, run: &str) -> Result<Vec<Expunged>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let assessment: i64 = conn
                .prepare_cached("SELECT assessment FROM run WHERE seq = ?1")?
                .query_row([run.seq], |row| row.get(0))?;
            Ok(expunged(conn, assessment, Some(&run.id))?)
        })
    }
}

fn expunged(
    conn: &Connection,
    assessment: i64,
    signed: Option<&str>,
) -> rusqlite::Result<Vec<Expunged>> {
    let mut query = conn.prepare_cached(
        "SELECT json_extract(body, '$.destruction'), author, recorded_at, utc_offset_minutes
         FROM kept_revision
         WHERE assessment = ?1 AND kind = 'destruction' AND body IS NOT NULL
           AND (?2 IS NULL OR EXISTS (SELECT 1 FROM json_each(body, '$.signed') WHERE value = ?2))
         ORDER BY seq DESC",
    )?;
    let rows = query.query_map(params![assessment, signed], |row| {
        let text: String = row.get(0)?;
        let said: Said = serde_json::from_str(&text).map_err(|error| unreadable(&error))?;
        Ok(Expunged {
            target: said.target,
            reason: said.reason,
            author: row.get(1)?,
            at: moment(row, 2)?,
        })
    })?;
    rows.collect()
}
