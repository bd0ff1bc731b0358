//! Undo and redo: what the logs say was done last in a run, and the states that hold again.
//!
//! The core reads off the logs what comes back; here it is appended, in one transaction, as new
//! entries that name the ones they undo.

mod order;

use proviso_core::action::Action;
use proviso_core::answer::Answer;
use proviso_core::canonical::Hash;
use proviso_core::date::Moment;
use proviso_core::evidence::Evidence;
use proviso_core::pack::Id;
use proviso_core::profile::Profile;
use proviso_core::undo::{self, Did, Entry, Restore, Subject};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::action::{self, ActionChange};
use crate::answer::{self, RecordError, content};
use crate::assessment;
use crate::body::{Body, Cause};
use crate::evidence::{self, NextLink};
use crate::fault::{Stop, damaged, refuse};
use crate::log::{Log, Named, moment};
use crate::profile;
use crate::run::{self, Closed, OpenRun, Run};
use crate::stamp::Stamp;
use crate::store::{Store, Writing};
use order::Order;

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retrace {
    /// Take the last change back.
    Undo,
    /// Make the last undone change again.
    Redo,
}

impl Retrace {
    fn cause(self) -> Cause {
        match self {
            Self::Undo => Cause::Undo,
            Self::Redo => Cause::Redo,
        }
    }
}

/// One thing that holds again, with what held until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restored {
    /// An answer.
    Answer {
        /// The item.
        item: Id,
        /// Until now.
        was: Box<Answer>,
        /// From now on.
        is: Box<Answer>,
    },
    /// A piece of evidence; `None` where it is or was not linked.
    Evidence {
        /// The item.
        item: Id,
        /// Until now.
        was: Option<Box<Evidence>>,
        /// From now on.
        is: Option<Box<Evidence>>,
    },
    /// The profile.
    Profile,
    /// An action.
    Action {
        /// The item.
        item: Id,
        /// Until now.
        was: Box<Action>,
        /// From now on.
        is: Box<Action>,
    },
}

fn did(body: Option<&str>, cause: Option<&str>, begins: bool) -> Did {
    match (body, cause) {
        (None, _) | (_, Some("merged")) => Did::Wall,
        (_, Some("undo")) => Did::Undo,
        (_, Some("redo")) => Did::Redo,
        (_, Some("carried")) => Did::Begin,
        _ if begins => Did::Begin,
        _ => Did::Change,
    }
}

/// Reads one entry of either log: id, kind, item, moment (two columns), whether there is a body,
/// cause, of, link, place. `begins` is asked by step and moment.
fn entry(
    row: &Row<'_>,
    (log, order): (Log, &Order),
    begins: impl Fn(i64, Moment) -> bool,
) -> rusqlite::Result<Entry> {
    let step = order.of(log, row.get(9)?);
    let kind: String = row.get(1)?;
    let item: Option<Id> = row.get(2)?;
    let at = moment(row, 3)?;
    let body: Option<String> = row.get(5)?;
    let cause: Option<String> = row.get(6)?;
    let link: Option<String> = row.get(8)?;
    let subject = match (kind.as_str(), item, link) {
        ("answer", Some(item), _) => Subject::Answer(item),
        // The link of a text that was destroyed is not known any more; it is a wall either way.
        ("evidence", _, link) => Subject::Evidence(link.unwrap_or_default()),
        ("profile", _, _) => Subject::Profile,
        ("action", Some(item), _) => Subject::Action(item),
        (kind, _, _) => return Err(damaged(format!("an entry of kind {kind} names no item"))),
    };
    Ok(Entry {
        id: row.get(0)?,
        subject,
        did: did(body.as_deref(), cause.as_deref(), begins(step, at)),
        of: row.get(7)?,
        step,
        at,
    })
}

// The text of an answer can stand in another entry, and be destroyed there.
const COLUMNS: &str = "entry.id, entry.kind, entry.item_id, entry.recorded_at,
    entry.utc_offset_minutes,
    CASE WHEN entry.body IS NULL
           OR EXISTS (SELECT 1 FROM kept_revision AS named
                      WHERE named.id = json_extract(entry.body, '$.answerIn')
                        AND named.body IS NULL)
         THEN NULL ELSE 'there' END,
    json_extract(entry.body, '$.cause'), json_extract(entry.body, '$.of'),
    json_extract(entry.body, '$.link'), entry.seq";

/// Reads what can be undone and made again in a run: its own log, where it takes changes, and the
/// actions of its assessment since it was made.
fn log(conn: &Connection, run: &Run, places: &OpenRun) -> rusqlite::Result<Vec<Entry>> {
    let made = run.created_at.unix_millis;
    let order = Order::read(conn, &places.assessment)?;
    let mut own = Vec::new();
    if run.closed().is_none() {
        // What was recorded in the same moment as the run itself is what it began with. An earlier one
        // comes from a clock that was set back since.
        own = conn
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM kept_revision AS entry
                 WHERE run = ?1 AND kind IN ('answer', 'evidence', 'profile') ORDER BY seq"
            ))?
            .query_map([places.run.seq], |row| {
                entry(row, (Log::Revision, &order), |_, at| at.unix_millis == made)
            })?
            .collect::<Result<_, _>>()?;
    }
    let first: Option<i64> = conn
        .prepare_cached("SELECT min(seq) FROM revision WHERE run = ?1")?
        .query_row([places.run.seq], |row| row.get(0))?;
    let first = first.map_or(i64::MIN, |seq| order.of(Log::Revision, seq));
    let actions = conn
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM kept_action_entry AS entry
             WHERE assessment = ?1 AND kind = 'action' ORDER BY seq"
        ))?
        .query_map([places.assessment.seq], |row| {
            entry(row, (Log::Action, &order), |step, at| {
                (step, at.unix_millis) <= (first, made)
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(undo::merged(own, actions))
}

/// Returns a run in which something can be undone: one that takes changes, or the signed last one
/// of its assessment, whose actions go on. Of an assessment that is put away there is none.
fn retraceable(conn: &Connection, id: &str) -> Result<(Run, OpenRun), Stop<RecordError>> {
    let Some(run) = run::one(conn, id)? else {
        return refuse(RecordError::UnknownRun { id: id.to_owned() });
    };
    let number = run.number;
    match run.closed() {
        Some(why @ (Closed::Discarded | Closed::Followed)) => {
            return refuse(RecordError::Closed { number, why });
        }
        Some(Closed::Signed) if run.successor.is_some() => {
            let why = Closed::Followed;
            return refuse(RecordError::Closed { number, why });
        }
        _ => {}
    }
    let places = conn
        .prepare_cached(
            "SELECT run.seq, assessment.seq, assessment.id
             FROM run JOIN assessment ON assessment.seq = run.assessment WHERE run.id = ?1",
        )?
        .query_row([id], |row| {
            Ok(OpenRun {
                run: Named {
                    seq: row.get(0)?,
                    id: id.to_owned(),
                },
                assessment: Named {
                    seq: row.get(1)?,
                    id: row.get(2)?,
                },
            })
        })?;
    if !assessment::is_open(conn, &places.assessment)? {
        return refuse(RecordError::PutAway);
    }
    Ok((run, places))
}

fn body_of(conn: &Connection, table: &str, id: &str) -> rusqlite::Result<(Option<String>, Body)> {
    conn.prepare_cached(&format!(
        "SELECT lower(hex(item_hash)), body FROM {table} WHERE id = ?1"
    ))?
    .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn restore(
    writing: &mut Writing<'_>,
    places: &OpenRun,
    way: Retrace,
    what: &Restore,
) -> rusqlite::Result<Restored> {
    let cause = way.cause();
    let of = what.of.as_str();
    match &what.subject {
        Subject::Answer(item) => {
            let was = answer::current(&writing.tx, &places.run, item)?.unwrap_or_default();
            // An answer that was given for the first time goes back to none, under the same words.
            let (hash, body) = body_of(
                &writing.tx,
                "kept_revision",
                what.to.as_deref().unwrap_or(of),
            )?;
            let content = content::read(&writing.tx, body)?
                .ok_or_else(|| damaged("an answer that was destroyed cannot be brought back"))?;
            let hash = Hash(hash.unwrap_or_default());
            let (is, stands_as) = match what.to {
                Some(_) => (content.answer, content.stands_as),
                None => (Answer::default(), Cause::Answer),
            };
            answer::restore(writing, places, item, &hash, &is, (cause, of), stands_as)?;
            Ok(Restored::Answer {
                item: item.clone(),
                was: Box::new(was),
                is: Box::new(is),
            })
        }
        Subject::Evidence(link) => {
            let (item, was): (Id, Option<Evidence>) = evidence::standing(&writing.tx, link)?;
            let (hash, body) = body_of(
                &writing.tx,
                "kept_revision",
                what.to.as_deref().unwrap_or(of),
            )?;
            let state = evidence::state(body)?;
            let linked = what.to.is_some() && state.linked;
            let next = NextLink {
                link: Some(link),
                item: &item,
                item_hash: &hash.unwrap_or_default(),
                evidence: &state.evidence,
                linked,
                cause,
                of: Some(of),
            };
            evidence::record(writing, places, &next)?;
            Ok(Restored::Evidence {
                item,
                was: was.map(Box::new),
                is: linked.then(|| Box::new(state.evidence)),
            })
        }
        Subject::Profile => {
            let to = match &what.to {
                Some(to) => body_of(&writing.tx, "kept_revision", to)?
                    .1
                    .take("profile")?,
                None => Profile::default(),
            };
            profile::append_as(
                writing,
                &places.assessment,
                &places.run,
                &to,
                Some((cause, of)),
            )?;
            Ok(Restored::Profile)
        }
        Subject::Action(item) => {
            let was = action::current(&writing.tx, &places.assessment, item)?.unwrap_or_default();
            let is: Action = match &what.to {
                Some(to) => body_of(&writing.tx, "kept_action_entry", to)?
                    .1
                    .take("action")?,
                None => Action::default(),
            };
            let change = ActionChange {
                cause,
                of: Some(of),
                ..ActionChange::new(item, &is)
            };
            action::record(writing, &places.assessment, &change)?;
            Ok(Restored::Action {
                item: item.clone(),
                was: Box::new(was),
                is: Box::new(is),
            })
        }
    }
}

impl Store {
    /// Undoes the last change in a run, or makes the last undone one again, in one transaction.
    /// Returns what holds again; empty where there is nothing to undo or make again.
    ///
    /// Nothing is removed: what was undone stays in the log, and so does the undoing.
    pub fn retrace(
        &mut self,
        run: &str,
        way: Retrace,
        stamp: &Stamp,
    ) -> Result<Vec<Restored>, RecordError> {
        self.write(stamp, |writing| {
            let (run, places) = retraceable(&writing.tx, run)?;
            let log = log(&writing.tx, &run, &places)?;
            let restores = match way {
                Retrace::Undo => undo::undo(&log),
                Retrace::Redo => undo::redo(&log),
            };
            let mut restored = Vec::with_capacity(restores.len());
            for what in &restores {
                restored.push(restore(writing, &places, way, what)?);
            }
            Ok(restored)
        })
    }

    /// Brings one earlier state of an answer back, as a new state; `None` where no such state is
    /// known, or it was destroyed.
    pub fn restore_answer(
        &mut self,
        run: &str,
        item: &str,
        revision: &str,
        stamp: &Stamp,
    ) -> Result<Option<Answer>, RecordError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run)?;
            let found: Option<(String, Body)> = writing
                .tx
                .prepare_cached(
                    "SELECT lower(hex(item_hash)), body FROM kept_revision
                     WHERE id = ?1 AND run = ?2 AND item_id = ?3 AND kind = 'answer'
                       AND body IS NOT NULL",
                )?
                .query_row(params![revision, open.run.seq, item], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((hash, body)) = found else {
                return Ok(None);
            };
            let Some(content) = content::read(&writing.tx, body)? else {
                return Ok(None);
            };
            let hash = Hash(hash);
            let change = answer::Change {
                cause: Cause::Restored,
                of: Some(revision),
                ..answer::Change::new(item, &hash, &content.answer)
            };
            answer::record(writing, &open, &change)?;
            Ok(Some(content.answer))
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
