//! Answers: what is recorded for each item of a run, and every state it had before.

pub(crate) mod content;

use std::collections::{BTreeMap, HashSet};

use proviso_core::answer::{Answer, Field};
use proviso_core::canonical::Hash;
use proviso_core::date::Moment;
use proviso_core::pack::Id;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::Map;
use thiserror::Error;

pub use content::PastContent;

use crate::body::{self, ANSWER_IN, Body, Cause};
use crate::draft;
use crate::fault::{Fault, Stop};
use crate::log::{Appended, Lineage, Link, Log, Named, moment};
use crate::run::{self, Closed, OpenRun, ReadError};
use crate::search;
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

/// What was written to a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Identifier of the entry.
    pub revision: String,
    /// Its place in this file.
    pub seq: i64,
    /// When.
    pub recorded_at: Moment,
}

impl Recorded {
    pub(crate) fn new(appended: Appended, stamp: &Stamp) -> Self {
        Self {
            revision: appended.id,
            seq: appended.seq,
            recorded_at: stamp.at,
        }
    }
}

/// The next state of one answer.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The item.
    pub item: &'a str,
    /// Hash of the item's text as it was answered.
    pub item_hash: &'a Hash,
    /// The whole state.
    pub answer: &'a Answer,
    /// Why it is recorded.
    pub cause: Cause,
    /// The entry that is undone, made again, restored or carried.
    pub of: Option<&'a str>,
    /// Fields whose drafts are done with: what was typed in them is part of the state.
    pub drafts_done: &'a [Field],
    /// Whether working notes alone change, the flag or what is to do: the answer stays carried or
    /// re-affirmed where it was, and bound to the words under which it was given.
    pub notes_only: bool,
}

impl<'a> Change<'a> {
    /// Returns a change that counsel made by answering, with no draft to clear.
    pub fn new(item: &'a str, item_hash: &'a Hash, answer: &'a Answer) -> Self {
        Self {
            item,
            item_hash,
            answer,
            cause: Cause::Answer,
            of: None,
            drafts_done: &[],
            notes_only: false,
        }
    }
}

/// The state of an answer that holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// The state.
    pub answer: Answer,
    /// Hash of the item's text as it was answered.
    pub item_hash: Hash,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// By whom.
    pub author: String,
    /// Why; a carried or re-affirmed state that an undo brought back, or of which only the notes
    /// changed, is carried or re-affirmed still.
    pub cause: Cause,
    /// Identifier of the entry.
    pub revision: String,
}

/// One state of an answer in its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAnswer {
    /// Identifier of the entry.
    pub revision: String,
    /// Its place in this file.
    pub seq: i64,
    /// The item.
    pub item: Id,
    /// Hash of the item's text as it was answered.
    pub item_hash: Hash,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// By whom.
    pub author: String,
    /// What it said, unless that was destroyed on purpose.
    pub content: Option<PastContent>,
    /// The place of the state that it changed.
    pub follows: Option<i64>,
    /// Whether it was recorded in one of two copies that came together later, and stands beside the line
    /// of what holds.
    pub aside: bool,
}

/// Why nothing was recorded.
#[derive(Debug, Error)]
pub enum RecordError {
    /// No such run.
    #[error("There is no run “{id}” in this data folder, so nothing was recorded")]
    UnknownRun {
        /// What was given.
        id: String,
    },
    /// No such assessment.
    #[error("There is no assessment “{id}” in this data folder, so nothing was recorded")]
    UnknownAssessment {
        /// What was given.
        id: String,
    },
    /// The run takes no more changes.
    #[error(
        "Run {number} {why} and takes no more changes. Open the run that follows it, or start one"
    )]
    Closed {
        /// The run's number.
        number: u32,
        /// Why.
        why: Closed,
    },
    /// The assessment is archived or deleted.
    #[error(
        "This assessment is put away and takes no changes. Bring it back in the list of assessments"
    )]
    PutAway,
    /// The file could not be written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The state that holds now, as far as it decides whether a change changes anything.
struct Now {
    seq: i64,
    answer: Option<Answer>,
    cause: Cause,
    item_hash: Option<String>,
}

/// What a state counts as that says the same again: carried or re-affirmed, where the first one is.
fn counted(stands_as: Cause) -> Option<Cause> {
    matches!(stands_as, Cause::Carried | Cause::Reaffirmed).then_some(stands_as)
}

fn now(conn: &Connection, run: &Named, item: &str) -> rusqlite::Result<Option<Now>> {
    conn.prepare_cached(
        "SELECT lower(hex(item_hash)), body, revision.seq
         FROM current_answer JOIN kept_revision AS revision ON revision.seq = current_answer.seq
         WHERE current_answer.run = ?1 AND current_answer.item_id = ?2",
    )?
    .query_row(params![run.seq, item], |row| {
        let content = content::read_if_any(conn, row.get(1)?)?;
        Ok(Now {
            seq: row.get(2)?,
            cause: content.as_ref().map_or(Cause::Answer, |c| c.stands_as),
            answer: content.map(|c| c.answer),
            item_hash: row.get(0)?,
        })
    })
    .optional()
}

/// Reads the answer that holds now.
pub(crate) fn current(
    conn: &Connection,
    run: &Named,
    item: &str,
) -> rusqlite::Result<Option<Answer>> {
    Ok(now(conn, run, item)?.and_then(|now| now.answer))
}

/// Returns whether the change would leave everything as it is.
///
/// The same state in answer to another text is a change, and so is the first re-affirmation of a
/// state that was carried over.
fn changes_nothing(now: Option<&Now>, change: &Change<'_>) -> bool {
    match now {
        None => change.cause == Cause::Answer && *change.answer == Answer::default(),
        Some(now) => {
            now.answer.as_ref() == Some(change.answer)
                && now.item_hash.as_deref() == Some(change.item_hash.0.as_str())
                && (change.cause != Cause::Reaffirmed || now.cause == Cause::Reaffirmed)
        }
    }
}

pub(crate) fn record(
    writing: &mut Writing<'_>,
    open: &OpenRun,
    change: &Change<'_>,
) -> rusqlite::Result<Option<Recorded>> {
    for field in change.drafts_done {
        draft::clear(&writing.tx, &open.run, change.item, *field)?;
    }
    let now = now(&writing.tx, &open.run, change.item)?;
    let bound_to = match &now {
        Some(now) if change.notes_only => now.item_hash.clone().map(Hash),
        _ => None,
    };
    let change = &Change {
        item_hash: bound_to.as_ref().unwrap_or(change.item_hash),
        ..*change
    };
    if changes_nothing(now.as_ref(), change) {
        return Ok(None);
    }
    let stays = now
        .filter(|_| change.notes_only)
        .and_then(|now| counted(now.cause));
    Ok(Some(append(writing, open, change, stays)?))
}

/// Records a state that undo or redo brings back, whatever holds now.
pub(crate) fn restore(
    writing: &mut Writing<'_>,
    open: &OpenRun,
    item: &str,
    item_hash: &Hash,
    answer: &Answer,
    (cause, of): (Cause, &str),
    stands_as: Cause,
) -> rusqlite::Result<Recorded> {
    let change = Change {
        cause,
        of: Some(of),
        ..Change::new(item, item_hash, answer)
    };
    append(writing, open, &change, counted(stands_as))
}

fn append(
    writing: &mut Writing<'_>,
    open: &OpenRun,
    change: &Change<'_>,
    stands_as: Option<Cause>,
) -> rusqlite::Result<Recorded> {
    let before = now(&writing.tx, &open.run, change.item)?;
    let holding = before.as_ref().map(|now| now.seq);
    let mut fields = Map::new();
    match content::repeated(&writing.tx, open.assessment.seq, change, holding)? {
        Some(entry) => body::field(&mut fields, ANSWER_IN, &entry)?,
        None => body::field(&mut fields, "answer", change.answer)?,
    }
    body::field(&mut fields, "cause", &change.cause)?;
    if let Some(of) = change.of {
        body::field(&mut fields, "of", &of)?;
    }
    if let Some(stands_as) = stands_as {
        body::field(&mut fields, "as", &stands_as)?;
    }
    let appended = writing.append(
        Log::Revision,
        Link {
            assessment: &open.assessment,
            run: Some(&open.run),
            item: Some(change.item),
            item_hash: Some(&change.item_hash.0),
            kind: "answer",
            body: fields,
        },
    )?;
    writing
        .tx
        .prepare_cached(
            "INSERT INTO current_answer (run, item_id, seq, answered) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT DO UPDATE SET seq = excluded.seq, answered = excluded.answered",
        )?
        .execute(params![
            open.run.seq,
            change.item,
            appended.seq,
            change.answer.is_given()
        ])?;
    let before = before.and_then(|now| now.answer);
    search::put_answer(
        &writing.tx,
        open.run.seq,
        change.item,
        before.as_ref(),
        change.answer,
    )?;
    Ok(Recorded::new(appended, writing.stamp))
}

fn past(conn: &Connection, row: &Row<'_>) -> rusqlite::Result<PastAnswer> {
    let body: Option<Body> = row.get(7)?;
    Ok(PastAnswer {
        revision: row.get(0)?,
        seq: row.get(1)?,
        item: row.get(2)?,
        item_hash: Hash(row.get(3)?),
        recorded_at: moment(row, 4)?,
        author: row.get(6)?,
        content: content::read_if_any(conn, body)?,
        follows: None,
        aside: false,
    })
}

/// Says of each state, newest first, which one of the same item it changed.
fn in_lines(conn: &Connection, run: &Named, states: &mut [PastAnswer]) -> rusqlite::Result<()> {
    let merged = |state: &PastAnswer| {
        let content = state.content.as_ref();
        content.is_some_and(|content| content.cause == Cause::Merged)
    };
    let mut items: BTreeMap<Id, HashSet<i64>> = BTreeMap::new();
    for state in states.iter() {
        items
            .entry(state.item.clone())
            .or_default()
            .insert(state.seq);
    }
    if states.iter().any(merged) {
        let assessment = conn
            .prepare_cached("SELECT assessment FROM run WHERE seq = ?1")?
            .query_row([run.seq], |row| row.get(0))?;
        let lineage = Lineage::read(conn, Log::Revision, assessment)?;
        for state in states {
            let same = items.get(&state.item);
            state.follows = same.and_then(|same| lineage.follows(state.seq, same));
            state.aside = lineage.is_aside(state.seq);
        }
        return Ok(());
    }
    let mut later: BTreeMap<Id, usize> = BTreeMap::new();
    for at in 0..states.len() {
        let (seq, item) = (states[at].seq, states[at].item.clone());
        if let Some(changed) = later.insert(item, at) {
            states[changed].follows = Some(seq);
        }
    }
    Ok(())
}

const PAST: &str =
    "SELECT id, seq, item_id, lower(hex(item_hash)), recorded_at, utc_offset_minutes, author, body
    FROM kept_revision";

impl Store {
    /// Records the next state of one answer, and clears the drafts that went into it; `None` where
    /// it is the state that holds already.
    pub fn record_answer(
        &mut self,
        run: &str,
        change: &Change<'_>,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, RecordError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run)?;
            Ok(record(writing, &open, change)?)
        })
    }

    /// Records several changes in one transaction: all of them, or none.
    pub fn record_answers(
        &mut self,
        run: &str,
        changes: &[Change<'_>],
        stamp: &Stamp,
    ) -> Result<Vec<Option<Recorded>>, RecordError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run)?;
            changes
                .iter()
                .map(|change| record(writing, &open, change).map_err(Stop::Sql))
                .collect()
        })
    }

    /// Reads the answers of a run that hold now, by item; destroyed ones are left out.
    pub fn answers(&self, run: &str) -> Result<BTreeMap<Id, StoredAnswer>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let mut query = conn.prepare_cached(
                "SELECT id, revision.seq, current_answer.item_id, lower(hex(item_hash)), recorded_at,
                        utc_offset_minutes, author, body
                 FROM current_answer JOIN kept_revision AS revision ON revision.seq = current_answer.seq
                 WHERE current_answer.run = ?1 AND body IS NOT NULL",
            )?;
            let mut answers = BTreeMap::new();
            for state in query.query_map([run.seq], |row| past(conn, row))? {
                let state = state?;
                if let Some(content) = state.content {
                    answers.insert(
                        state.item,
                        StoredAnswer {
                            answer: content.answer,
                            item_hash: state.item_hash,
                            recorded_at: state.recorded_at,
                            author: state.author,
                            cause: content.stands_as,
                            revision: state.revision,
                        },
                    );
                }
            }
            Ok(answers)
        })
    }

    /// Reads every state that the answer to one item had in this run, newest first.
    pub fn history(&self, run: &str, item: &str) -> Result<Vec<PastAnswer>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let mut query = conn.prepare_cached(&format!(
                "{PAST} WHERE run = ?1 AND item_id = ?2 AND kind = 'answer' ORDER BY seq DESC"
            ))?;
            let states = query.query_map(params![run.seq, item], |row| past(conn, row))?;
            let mut states: Vec<PastAnswer> = states.collect::<Result<_, _>>()?;
            in_lines(conn, &run, &mut states)?;
            Ok(states)
        })
    }

    /// Reads the last `limit` states recorded in this run whatever the item, newest first.
    pub fn last_changes(&self, run: &str, limit: u32) -> Result<Vec<PastAnswer>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let mut query = conn.prepare_cached(&format!(
                "{PAST} WHERE run = ?1 AND kind = 'answer' ORDER BY seq DESC LIMIT ?2"
            ))?;
            let states = query.query_map(params![run.seq, limit], |row| past(conn, row))?;
            let mut states: Vec<PastAnswer> = states.collect::<Result<_, _>>()?;
            in_lines(conn, &run, &mut states)?;
            Ok(states)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
