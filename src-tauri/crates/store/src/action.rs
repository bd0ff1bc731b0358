//! Actions: what is done about each gap, kept for the assessment and not for one run.

use std::collections::BTreeMap;

use proviso_core::action::{Action, ActionField};
use proviso_core::date::Moment;
use proviso_core::pack::Id;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Map;

use crate::answer::{RecordError, Recorded};
use crate::assessment;
use crate::body::{self, Body, Cause};
use crate::draft;
use crate::log::{Link, Log, Named, moment};
use crate::run::ReadError;
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

/// The next state of one action.
#[derive(Debug, Clone, Copy)]
pub struct ActionChange<'a> {
    /// The item whose gap it is about.
    pub item: &'a str,
    /// The whole state.
    pub action: &'a Action,
    /// Why it is recorded.
    pub cause: Cause,
    /// The entry that is undone, made again, restored or carried.
    pub of: Option<&'a str>,
    /// Fields whose drafts are done with.
    pub drafts_done: &'a [ActionField],
}

impl<'a> ActionChange<'a> {
    /// Returns a change that counsel made, with no draft to clear.
    pub fn new(item: &'a str, action: &'a Action) -> Self {
        Self {
            item,
            action,
            cause: Cause::Answer,
            of: None,
            drafts_done: &[],
        }
    }
}

/// The state of an action that holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAction {
    /// The state.
    pub action: Action,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// By whom.
    pub author: String,
    /// Identifier of the entry.
    pub revision: String,
}

/// One state of an action in its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAction {
    /// Identifier of the entry.
    pub revision: String,
    /// Its place in this file.
    pub seq: i64,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// By whom.
    pub author: String,
    /// What it said and why it was recorded, unless that was destroyed on purpose.
    pub content: Option<(Action, Cause)>,
}

pub(crate) fn current(
    conn: &Connection,
    assessment: &Named,
    item: &str,
) -> rusqlite::Result<Option<Action>> {
    let body: Option<Option<Body>> = conn
        .prepare_cached(
            "SELECT body FROM current_action JOIN kept_action_entry AS action_entry ON action_entry.seq = current_action.seq
             WHERE current_action.assessment = ?1 AND current_action.item_id = ?2",
        )?
        .query_row(params![assessment.seq, item], |row| row.get(0))
        .optional()?;
    body.flatten()
        .map(|mut body| body.take("action"))
        .transpose()
}

/// Reads the actions as they stood at an entry, by item. Along first parents: what another copy recorded
/// meanwhile may stand before it in the file.
pub(crate) fn as_of(
    conn: &Connection,
    entry: Option<i64>,
) -> rusqlite::Result<BTreeMap<Id, Action>> {
    let mut query = conn.prepare_cached(
        "WITH RECURSIVE line (seq, item_id, kind, prev_hash, back) AS (
             SELECT seq, item_id, kind, prev_hash, 0 FROM action_entry WHERE seq = ?1
             UNION ALL
             SELECT entry.seq, entry.item_id, entry.kind, entry.prev_hash, back + 1
             FROM line JOIN action_entry AS entry ON entry.hash = line.prev_hash)
         SELECT action_entry.item_id, body, min(back)
         FROM line JOIN kept_action_entry AS action_entry USING (seq)
         WHERE line.kind = 'action' GROUP BY line.item_id HAVING body IS NOT NULL",
    )?;
    let rows = query.query_map([entry], |row| {
        let mut body: Body = row.get(1)?;
        Ok((row.get(0)?, body.take("action")?))
    })?;
    rows.collect()
}

fn content(mut body: Body) -> rusqlite::Result<(Action, Cause)> {
    Ok((body.take("action")?, body.take("cause")?))
}

pub(crate) fn record(
    writing: &mut Writing<'_>,
    assessment: &Named,
    change: &ActionChange<'_>,
) -> rusqlite::Result<Option<Recorded>> {
    for field in change.drafts_done {
        draft::clear_action(&writing.tx, assessment, change.item, *field)?;
    }
    let now = current(&writing.tx, assessment, change.item)?;
    // A merge says anew what the other copy touched, so that the last entry is the one that holds.
    let retraces = matches!(change.cause, Cause::Undo | Cause::Redo | Cause::Merged);
    if now.unwrap_or_default() == *change.action && !retraces {
        return Ok(None);
    }
    let mut fields = Map::new();
    body::field(&mut fields, "action", change.action)?;
    body::field(&mut fields, "cause", &change.cause)?;
    if let Some(of) = change.of {
        body::field(&mut fields, "of", &of)?;
    }
    let appended = writing.append(
        Log::Action,
        Link {
            assessment,
            run: None,
            item: Some(change.item),
            item_hash: None,
            kind: "action",
            body: fields,
        },
    )?;
    writing
        .tx
        .prepare_cached(
            "INSERT INTO current_action (assessment, item_id, seq) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET seq = excluded.seq",
        )?
        .execute(params![assessment.seq, change.item, appended.seq])?;
    Ok(Some(Recorded::new(appended, writing.stamp)))
}

/// Takes an action along where its item goes on under another name, unless counsel gave that item
/// an action of its own.
pub(crate) fn take_over(
    writing: &mut Writing<'_>,
    assessment: &Named,
    from: &str,
    to: &str,
) -> rusqlite::Result<()> {
    if from == to {
        return Ok(());
    }
    let state = |item: &str| {
        writing
            .tx
            .prepare_cached(
                "SELECT id, body FROM current_action
                 JOIN kept_action_entry AS action_entry ON action_entry.seq = current_action.seq
                 WHERE current_action.assessment = ?1 AND current_action.item_id = ?2
                   AND body IS NOT NULL",
            )?
            .query_row(params![assessment.seq, item], |row| {
                let (action, cause) = content(row.get(1)?)?;
                Ok((row.get::<_, String>(0)?, action, cause))
            })
            .optional()
    };
    let Some((of, action, _)) = state(from)? else {
        return Ok(());
    };
    if state(to)?.is_some_and(|(.., cause)| cause != Cause::Carried) {
        return Ok(());
    }
    let change = ActionChange {
        cause: Cause::Carried,
        of: Some(&of),
        ..ActionChange::new(to, &action)
    };
    record(writing, assessment, &change)?;
    Ok(())
}

impl Store {
    /// Records the next state of one action; `None` where it is the state that holds already.
    ///
    /// A run that is signed does not stop it.
    pub fn record_action(
        &mut self,
        assessment: &str,
        change: &ActionChange<'_>,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, RecordError> {
        let recorded = self.record_actions(assessment, std::slice::from_ref(change), stamp)?;
        Ok(recorded.into_iter().next().flatten())
    }

    /// Records several changes in one transaction: all of them, or none.
    pub fn record_actions(
        &mut self,
        assessment: &str,
        changes: &[ActionChange<'_>],
        stamp: &Stamp,
    ) -> Result<Vec<Option<Recorded>>, RecordError> {
        self.write(stamp, |writing| {
            let assessment = assessment::open_for_change(&writing.tx, assessment)?;
            let mut recorded = Vec::with_capacity(changes.len());
            for change in changes {
                recorded.push(record(writing, &assessment, change)?);
            }
            Ok(recorded)
        })
    }

    /// Reads the actions of an assessment that hold now, by item; destroyed ones are left out.
    pub fn actions(&self, assessment: &str) -> Result<BTreeMap<Id, StoredAction>, ReadError> {
        self.read(|conn| {
            let assessment = assessment::known(conn, assessment)?;
            let mut query = conn.prepare_cached(
                "SELECT current_action.item_id, id, author, recorded_at, utc_offset_minutes, body
                 FROM current_action JOIN kept_action_entry AS action_entry ON action_entry.seq = current_action.seq
                 WHERE current_action.assessment = ?1 AND body IS NOT NULL",
            )?;
            let states = query.query_map([assessment.seq], |row| {
                let mut body: Body = row.get(5)?;
                let state = StoredAction {
                    action: body.take("action")?,
                    recorded_at: moment(row, 3)?,
                    author: row.get(2)?,
                    revision: row.get(1)?,
                };
                Ok((row.get(0)?, state))
            })?;
            Ok(states.collect::<Result<_, _>>()?)
        })
    }

    /// Reads the actions of a run's assessment as they stood when another run followed it, by
    /// item; `None` where no run follows it yet.
    ///
    /// A run that is followed takes no more answers, and its actions go on in the next one.
    pub fn actions_when_followed(
        &self,
        run: &str,
    ) -> Result<Option<BTreeMap<Id, Action>>, ReadError> {
        self.read(|conn| {
            let run = crate::run::known(conn, run)?;
            // An assessment without an entry yet has actions up to the entry before the first.
            let until: Option<Option<i64>> = conn
                .prepare_cached(
                    "SELECT (SELECT seq FROM action_entry
                             WHERE hash = unhex(json_extract(made.body, '$.run.actions')))
                     FROM run AS next JOIN revision AS made ON made.seq = next.created_seq
                     WHERE next.predecessor = ?1 AND next.state <> 'discarded'",
                )?
                .query_row([run.seq], |row| row.get(0))
                .optional()?;
            until.map(|until| Ok(as_of(conn, until)?)).transpose()
        })
    }

    /// Reads every state that the action about one item had, newest first.
    pub fn action_history(
        &self,
        assessment: &str,
        item: &str,
    ) -> Result<Vec<PastAction>, ReadError> {
        self.read(|conn| {
            let assessment = assessment::known(conn, assessment)?;
            let mut query = conn.prepare_cached(
                "SELECT id, seq, author, recorded_at, utc_offset_minutes, body FROM kept_action_entry
                 WHERE assessment = ?1 AND item_id = ?2 AND kind = 'action' ORDER BY seq DESC",
            )?;
            let states = query.query_map(params![assessment.seq, item], |row| {
                let body: Option<Body> = row.get(5)?;
                Ok(PastAction {
                    revision: row.get(0)?,
                    seq: row.get(1)?,
                    author: row.get(2)?,
                    recorded_at: moment(row, 3)?,
                    content: body.map(content).transpose()?,
                })
            })?;
            Ok(states.collect::<Result<_, rusqlite::Error>>()?)
        })
    }
}
