//! Taking a whole merge back: everything it changed holds again as it did, in new entries. What came
//! stays in the record, beside it.

use proviso_core::answer::Answer;
use proviso_core::canonical::Hash;
use proviso_core::merge::{profile, state as state_of};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, json};

use super::apply::{details, evidence_of};
use super::plan::place;
use super::states::{About, Entry, State, blank, entries, state};
use super::{Merge, PastMerge, UndoMergeError};
use crate::action::{self, ActionChange};
use crate::answer;
use crate::assessment;
use crate::body::{Body, Cause};
use crate::evidence::{self, NextLink};
use crate::fault::{Stop, damaged, refuse};
use crate::log::{self, Link, Log, Named, moment};
use crate::profile as profiles;
use crate::run::{OpenRun, RunState};
use crate::store::Writing;

/// Reads the last merge of an assessment.
pub(super) fn last(
    conn: &Connection,
    assessment: &Named,
) -> rusqlite::Result<Option<(Merge, PastMerge)>> {
    let found = conn
        .prepare_cached(
            "SELECT body, author, recorded_at, utc_offset_minutes FROM folder_entry
             WHERE kind = 'merge' AND json_extract(body, '$.merge.assessment') = ?1
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([&assessment.id], |row| {
            let mut body: Body = row.get(0)?;
            let merge: Merge = body.take("merge")?;
            let author: String = row.get(1)?;
            Ok((merge, author, moment(row, 2)?))
        })
        .optional()?;
    let Some((merge, author, at)) = found else {
        return Ok(None);
    };
    let mut is_last = true;
    for log in Log::ALL {
        is_last &= log::head(conn, log, assessment)?.as_ref() == merge.after.get(&log);
    }
    let past = PastMerge {
        file: merge.file.clone(),
        author,
        at,
        can_be_undone: is_last && merge.closed.is_empty(),
    };
    Ok(Some((merge, past)))
}

pub(super) fn undo(
    writing: &mut Writing<'_>,
    assessment: &Named,
) -> Result<PastMerge, Stop<UndoMergeError>> {
    let Some((merge, past)) = last(&writing.tx, assessment)? else {
        return refuse(UndoMergeError::None);
    };
    if !merge.closed.is_empty() {
        return refuse(UndoMergeError::Closed);
    }
    if !past.can_be_undone {
        return refuse(UndoMergeError::WentOn);
    }
    // Newest first: the run before one that is thrown away takes changes again.
    let mut runs: Vec<(i64, String)> = Vec::new();
    for run in &merge.runs {
        if let Some(named) = place(&writing.tx, run)? {
            runs.push((named.seq, named.id));
        }
    }
    runs.sort_by_key(|(seq, _)| std::cmp::Reverse(depth(&writing.tx, *seq).unwrap_or(0)));
    for (seq, id) in runs {
        throw_away(writing, assessment, &Named { seq, id })?;
    }
    for log in Log::ALL {
        let entries = entries(&writing.tx, log, &assessment.id)?;
        let until = merge.before.get(&log);
        let until = entries.iter().find(|entry| Some(&entry.hash) == until);
        let until = until.map_or(0, |entry| entry.seq);
        let mut touched: Vec<&About> = entries
            .iter()
            .filter(|entry| entry.seq > until)
            .filter_map(|entry| entry.about.as_ref())
            .filter(|about| {
                about
                    .run()
                    .is_none_or(|run| !merge.runs.iter().any(|new| new == run))
            })
            .collect();
        touched.sort();
        touched.dedup();
        for about in touched {
            let is_it = |entry: &&Entry| entry.about.as_ref() == Some(about);
            let now = entries.iter().rfind(is_it);
            let was = entries
                .iter()
                .filter(is_it)
                .rfind(|entry| entry.seq <= until);
            if let Some(now) = now {
                restore(writing, assessment, about, was, now)?;
            }
        }
    }
    Ok(past)
}

/// Returns how many runs stand before one.
fn depth(conn: &Connection, run: i64) -> rusqlite::Result<i64> {
    conn.query_row(
        "WITH RECURSIVE before (seq) AS (
             SELECT predecessor FROM run WHERE seq = ?1
             UNION SELECT predecessor FROM run JOIN before USING (seq))
         SELECT count(*) FROM before",
        [run],
        |row| row.get(0),
    )
}

fn throw_away(writing: &mut Writing<'_>, assessment: &Named, run: &Named) -> rusqlite::Result<()> {
    let state: String = writing
        .tx
        .prepare_cached("SELECT state FROM run WHERE seq = ?1")?
        .query_row([run.seq], |row| row.get(0))?;
    if state != RunState::Draft.name() {
        return Ok(());
    }
    let mut body = Map::new();
    body.insert(String::from("state"), json!(RunState::Discarded.name()));
    let link = Link {
        assessment,
        run: Some(run),
        item: None,
        item_hash: None,
        kind: "runState",
        body,
    };
    writing.append(Log::Revision, link)?;
    writing
        .tx
        .prepare_cached("UPDATE run SET state = ?2 WHERE seq = ?1")?
        .execute(params![run.seq, RunState::Discarded.name()])?;
    Ok(())
}

fn restore(
    writing: &mut Writing<'_>,
    assessment: &Named,
    about: &About,
    was: Option<&Entry>,
    now: &Entry,
) -> Result<(), Stop<UndoMergeError>> {
    let unreadable = |error: proviso_core::merge::NoState| damaged(error.to_string());
    let read = |entry: Option<&Entry>| -> rusqlite::Result<Option<State>> {
        let read = entry.map(|entry| state(&writing.tx, about, &entry.id));
        Ok(read.transpose()?.flatten())
    };
    let (before, standing) = (read(was)?, read(Some(now))?);
    let hash = before.as_ref().or(standing.as_ref());
    let hash = hash.and_then(|state| state.item_hash.clone());
    let hash = hash.unwrap_or_default();
    let had = before.is_some();
    let state = before.map_or_else(|| blank(about), Ok)?;
    let of = now.id.as_str();
    // One step that can itself be undone, like bringing a state back from the history.
    let cause = (Cause::Restored, of);
    let open = match about.run() {
        None => None,
        Some(run) => place(&writing.tx, run)?.map(|run| OpenRun {
            run,
            assessment: assessment.clone(),
        }),
    };
    match (about, &open) {
        (About::Answer { item, .. }, Some(open)) => {
            let answer: Answer = state_of(&state.fields).map_err(unreadable)?;
            let hash = Hash(hash);
            answer::restore(writing, open, item, &hash, &answer, cause, state.stands_as)?;
        }
        (About::Profile { .. }, Some(open)) => {
            let profile = profile(&state.fields).map_err(unreadable)?;
            profiles::append_as(writing, assessment, &open.run, &profile, Some(cause))?;
        }
        (About::Evidence { item, link, .. }, Some(open)) => {
            // A link that was not here goes; what it said stays in the record.
            let fields = match (had, standing) {
                (false, Some(standing)) => standing.fields,
                _ => state.fields,
            };
            let (evidence, linked) = evidence_of(&fields)?;
            let next = NextLink {
                link: Some(link),
                item,
                item_hash: &hash,
                evidence: &evidence,
                linked: had && linked,
                cause: Cause::Restored,
                of: Some(of),
            };
            evidence::record(writing, open, &next)?;
        }
        (About::Action { item }, _) => {
            let action = state_of(&state.fields).map_err(unreadable)?;
            let change = ActionChange {
                cause: Cause::Restored,
                of: Some(of),
                ..ActionChange::new(item, &action)
            };
            action::record(writing, assessment, &change)?;
        }
        (About::Details, _) => {
            let (details, is) = details(&state.fields)?;
            assessment::record(writing, assessment, &details, is)?;
        }
        (_, None) => return refuse(UndoMergeError::WentOn),
    }
    Ok(())
}
