//! Append-only logs: entries, each linked to the one before over the hash of its body.
//!
//! An entry's hash is [`hash_value`] of all its linked columns under the domain `revision`,
//! `action` or `folder`: every column but `seq` (its place in this one file) and `body` (which
//! `bodyHash` stands for, so that a body can be destroyed and the chain still holds), with
//! assessment and run by their identifiers and hashes in hexadecimal digits. The first
//! entry of a chain has no previous hash. After two copies are brought together an entry can have
//! a second parent, covered by its hash like the first.

use std::collections::{HashMap, HashSet};

use proviso_core::canonical::hash_value;
use proviso_core::date::Moment;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::body;
use crate::fault::damaged;
use crate::stamp::Stamp;

/// A log of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Log {
    /// Answers, profiles, runs, and the assessment's own details.
    Revision,
    /// What is done about its gaps.
    Action,
}

impl Log {
    pub(crate) const ALL: [Self; 2] = [Self::Revision, Self::Action];

    /// Returns the name under which it is hashed and recorded.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Revision => "revision",
            Self::Action => "action",
        }
    }

    /// Returns what people call its entries.
    pub(crate) fn table_in_words(self) -> &'static str {
        match self {
            Self::Revision => "revisions",
            Self::Action => "actions",
        }
    }

    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Revision => "revision",
            Self::Action => "action_entry",
        }
    }
}

/// How far a log of an assessment has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The assessment.
    pub assessment: String,
    /// Which of its logs.
    pub log: Log,
    /// The place of its last entry in this file.
    pub seq: i64,
    /// The hash of its last entry, which stands for everything before it.
    pub hash: String,
}

/// An assessment or a run: what names it, and where it stands in this file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named {
    pub(crate) seq: i64,
    pub(crate) id: String,
}

/// What a new entry says.
#[derive(Debug)]
pub(crate) struct Link<'a> {
    pub(crate) assessment: &'a Named,
    pub(crate) run: Option<&'a Named>,
    pub(crate) item: Option<&'a str>,
    pub(crate) item_hash: Option<&'a str>,
    pub(crate) kind: &'a str,
    pub(crate) body: Map<String, Value>,
}

/// What was appended.
#[derive(Debug)]
pub(crate) struct Appended {
    pub(crate) seq: i64,
    pub(crate) id: String,
    pub(crate) hash: String,
}

/// The columns of an entry that its hash covers.
#[derive(Debug, Clone)]
pub(crate) struct Linked {
    pub(crate) id: String,
    pub(crate) assessment: String,
    pub(crate) run: Option<String>,
    pub(crate) item_id: Option<String>,
    pub(crate) kind: String,
    pub(crate) prev_hash: Option<String>,
    pub(crate) second_parent: Option<String>,
    pub(crate) author: String,
    pub(crate) recorded_at: String,
    pub(crate) utc_offset_minutes: i64,
    pub(crate) item_hash: Option<String>,
    pub(crate) body_hash: String,
}

impl Linked {
    pub(crate) fn hash(&self, log: Log) -> String {
        let linked = json!({
            "id": self.id,
            "assessment": self.assessment,
            "runId": self.run,
            "itemId": self.item_id,
            "kind": self.kind,
            "prevHash": self.prev_hash,
            "secondParent": self.second_parent,
            "author": self.author,
            "recordedAt": self.recorded_at,
            "utcOffsetMinutes": self.utc_offset_minutes,
            "itemHash": self.item_hash,
            "bodyHash": self.body_hash,
        });
        hash_value(log.name(), &linked).0
    }
}

/// The columns of an entry of the data folder's log that its hash covers.
#[derive(Debug, Clone)]
pub(crate) struct FolderLinked {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) assessment: Option<String>,
    pub(crate) log: Option<String>,
    pub(crate) head: Option<String>,
    pub(crate) prev_hash: Option<String>,
    pub(crate) author: String,
    pub(crate) recorded_at: String,
    pub(crate) utc_offset_minutes: i64,
    pub(crate) body_hash: Option<String>,
}

impl FolderLinked {
    pub(crate) fn hash(&self) -> String {
        let linked = json!({
            "id": self.id,
            "kind": self.kind,
            "assessment": self.assessment,
            "log": self.log,
            "head": self.head,
            "prevHash": self.prev_hash,
            "author": self.author,
            "recordedAt": self.recorded_at,
            "utcOffsetMinutes": self.utc_offset_minutes,
            "bodyHash": self.body_hash,
        });
        hash_value("folder", &linked).0
    }
}

/// Returns the hash of the last entry of one log of an assessment.
pub(crate) fn head(
    conn: &Connection,
    log: Log,
    assessment: &Named,
) -> rusqlite::Result<Option<String>> {
    let table = log.table();
    conn.prepare_cached(&format!(
        "SELECT lower(hex(hash)) FROM {table} WHERE assessment = ?1 ORDER BY seq DESC LIMIT 1"
    ))?
    .query_row([assessment.seq], |row| row.get(0))
    .optional()
}

/// How the entries of a log follow each other, where two lines of them came together.
#[derive(Debug)]
pub(crate) struct Lineage {
    before: HashMap<i64, i64>,
    line: HashSet<i64>,
}

impl Lineage {
    pub(crate) fn read(conn: &Connection, log: Log, assessment: i64) -> rusqlite::Result<Self> {
        let table = log.table();
        let mut query = conn.prepare_cached(&format!(
            "SELECT seq, hash, prev_hash FROM {table} WHERE assessment = ?1 ORDER BY seq"
        ))?;
        let mut rows = query.query([assessment])?;
        let mut places: HashMap<Vec<u8>, i64> = HashMap::new();
        let (mut before, mut last) = (HashMap::new(), None);
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            let follows: Option<Vec<u8>> = row.get(2)?;
            if let Some(at) = follows.and_then(|hash| places.get(&hash).copied()) {
                before.insert(seq, at);
            }
            places.insert(row.get(1)?, seq);
            last = Some(seq);
        }
        let line = std::iter::successors(last, |at| before.get(at).copied()).collect();
        Ok(Self { before, line })
    }

    /// Whether an entry stands beside the line of first parents.
    pub(crate) fn is_aside(&self, seq: i64) -> bool {
        !self.line.contains(&seq)
    }

    /// Returns the nearest of some entries that an entry follows along first parents.
    pub(crate) fn follows(&self, seq: i64, among: &HashSet<i64>) -> Option<i64> {
        let mut back = std::iter::successors(self.before.get(&seq).copied(), |at| {
            self.before.get(at).copied()
        });
        back.find(|at| among.contains(at))
    }
}

/// Returns the place of the next row of a table whose rows are never deleted.
///
/// A new assessment and its first entry point at each other, so its place is known before it is
/// written.
pub(crate) fn next_seq(conn: &Connection, table: &'static str) -> rusqlite::Result<i64> {
    conn.prepare_cached(&format!("SELECT coalesce(max(seq), 0) + 1 FROM {table}"))?
        .query_row([], |row| row.get(0))
}

/// Appends an entry that follows its parents: the one before it, and the end of a line that it joins.
pub(crate) fn append(
    conn: &Connection,
    log: Log,
    id: &str,
    salt: [u8; 16],
    stamp: &Stamp,
    (before, second): (Option<String>, Option<String>),
    link: Link<'_>,
) -> rusqlite::Result<Appended> {
    let (text, body_hash) = body::seal(link.body, salt);
    let linked = Linked {
        id: id.to_owned(),
        assessment: link.assessment.id.clone(),
        run: link.run.map(|run| run.id.clone()),
        item_id: link.item.map(str::to_owned),
        kind: link.kind.to_owned(),
        prev_hash: before,
        second_parent: second,
        author: stamp.author.clone(),
        recorded_at: stamp.at.utc_text(),
        utc_offset_minutes: i64::from(stamp.at.offset_minutes),
        item_hash: link.item_hash.map(str::to_owned),
        body_hash: body_hash.0,
    };
    let hash = linked.hash(log);
    let table = log.table();
    conn.prepare_cached(&format!(
        "INSERT INTO {table} (id, assessment, run, item_id, kind, prev_hash, second_parent,
             hash, author, recorded_at, utc_offset_minutes, item_hash, body_hash, body)
         VALUES (?1, ?2, ?3, ?4, ?5, unhex(?6), unhex(?7), unhex(?8), ?9, ?10, ?11, unhex(?12),
             unhex(?13), ?14)"
    ))?
    .execute(params![
        linked.id,
        link.assessment.seq,
        link.run.map(|run| run.seq),
        linked.item_id,
        linked.kind,
        linked.prev_hash,
        linked.second_parent,
        hash,
        linked.author,
        linked.recorded_at,
        linked.utc_offset_minutes,
        linked.item_hash,
        linked.body_hash,
        text,
    ])?;
    Ok(Appended {
        seq: conn.last_insert_rowid(),
        id: linked.id,
        hash,
    })
}

/// Records in the data folder's log how far one log of an assessment has come.
pub(crate) fn record_head(
    conn: &Connection,
    id: &str,
    stamp: &Stamp,
    log: Log,
    assessment: &Named,
    head: &str,
) -> rusqlite::Result<()> {
    let entry = FolderLinked {
        assessment: Some(assessment.id.clone()),
        log: Some(log.name().to_owned()),
        head: Some(head.to_owned()),
        ..folder_entry(conn, id, "head", stamp)?
    };
    insert_into_folder(conn, &entry, Some(assessment), None)
}

/// Appends an entry with a body to the data folder's log.
pub(crate) fn append_to_folder(
    conn: &Connection,
    id: &str,
    kind: &str,
    salt: [u8; 16],
    stamp: &Stamp,
    body: Map<String, Value>,
) -> rusqlite::Result<()> {
    let (text, body_hash) = body::seal(body, salt);
    let entry = FolderLinked {
        body_hash: Some(body_hash.0),
        ..folder_entry(conn, id, kind, stamp)?
    };
    insert_into_folder(conn, &entry, None, Some(&text))
}

/// Appends an entry that another state of the data folder has: by the same identifier, of the same person
/// and moment, with the same body. What it follows is the end of this log.
pub(crate) fn carry_into_folder(
    conn: &Connection,
    entry: &FolderLinked,
    body: &str,
) -> rusqlite::Result<()> {
    let entry = FolderLinked {
        prev_hash: end_of_folder(conn)?,
        ..entry.clone()
    };
    insert_into_folder(conn, &entry, None, Some(body))
}

fn end_of_folder(conn: &Connection) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT lower(hex(hash)) FROM folder_entry ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| row.get(0))
        .optional()
}

fn folder_entry(
    conn: &Connection,
    id: &str,
    kind: &str,
    stamp: &Stamp,
) -> rusqlite::Result<FolderLinked> {
    Ok(FolderLinked {
        id: id.to_owned(),
        kind: kind.to_owned(),
        assessment: None,
        log: None,
        head: None,
        prev_hash: end_of_folder(conn)?,
        author: stamp.author.clone(),
        recorded_at: stamp.at.utc_text(),
        utc_offset_minutes: i64::from(stamp.at.offset_minutes),
        body_hash: None,
    })
}

fn insert_into_folder(
    conn: &Connection,
    entry: &FolderLinked,
    assessment: Option<&Named>,
    body: Option<&str>,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO folder_entry (id, kind, assessment, log, head, prev_hash, hash, author,
             recorded_at, utc_offset_minutes, body_hash, body)
         VALUES (?1, ?2, ?3, ?4, unhex(?5), unhex(?6), unhex(?7), ?8, ?9, ?10, unhex(?11), ?12)",
    )?
    .execute(params![
        entry.id,
        entry.kind,
        assessment.map(|assessment| assessment.seq),
        entry.log,
        entry.head,
        entry.prev_hash,
        entry.hash(),
        entry.author,
        entry.recorded_at,
        entry.utc_offset_minutes,
        entry.body_hash,
        body,
    ])?;
    Ok(())
}

/// Reads a moment from two neighboring columns, `recorded_at` and `utc_offset_minutes`.
pub(crate) fn moment(row: &Row<'_>, at: usize) -> rusqlite::Result<Moment> {
    let text: String = row.get(at)?;
    let offset: i16 = row.get(at + 1)?;
    Moment::from_utc_text(&text, offset).ok_or_else(|| damaged(format!("“{text}” is no moment")))
}
