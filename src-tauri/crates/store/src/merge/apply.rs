//! Writing what was worked out: the other copy's entries as they are, the entries that join its lines to
//! ours, and what holds from then on.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::answer::Answer;
use proviso_core::canonical::Hash;
use proviso_core::evidence::Evidence;
use proviso_core::merge::{Fields, LINKED, Side, profile, state};
use proviso_core::search::{Texts, evidence_texts};
use rusqlite::params;
use serde_json::{Map, Value, json};

use super::plan::{Choices, Outcome, Way, Work, place};
use super::states::{About, STATE};
use super::{Merge, MergeError};
use crate::action::{self, ActionChange};
use crate::assessment::{self, AssessmentState, Details};
use crate::body::{self, Cause};
use crate::carry::{Arrival, ArrivalError, insert, text, write_rows};
use crate::container::Carried;
use crate::evidence::{self, NextLink};
use crate::fault::{Stop, damaged, refuse};
use crate::log::{self, Link, Log, Named};
use crate::pace::Leg;
use crate::pack::{self, PackOrigin};
use crate::run::OpenRun;
use crate::search;
use crate::store::Writing;
use crate::{answer, profile as profiles};

/// Tables whose rows belong to a run, in the order in which they are written; `run` itself comes last.
const OF_A_RUN: [&str; 6] = [
    "current_answer",
    "current_profile",
    "evidence_link",
    "draft",
    "place",
    "sign_off",
];

pub(super) fn apply(
    writing: &mut Writing<'_>,
    arrival: &Arrival,
    work: &Work,
    (choices, file): (&Choices, &str),
    leg: Leg<'_>,
) -> Result<(), Stop<MergeError>> {
    // Rows point at each other, and at runs, which are the last to be written.
    writing.tx.pragma_update(None, "defer_foreign_keys", true)?;
    packs(writing, arrival, file)?;
    let places = places(writing, work)?;
    let mut before = BTreeMap::new();
    for log in Log::ALL {
        if let Some(head) = log::head(&writing.tx, log, &work.assessment)? {
            // Once the other copy's entries are in, the last one in the file is theirs.
            if work.ways[&log] == Way::Join {
                writing.stands_at(log, &work.assessment, &head);
            }
            before.insert(log, head);
        }
    }
    entries(writing, arrival, work, &places, leg.part(0, 60))?;
    for log in Log::ALL {
        join(writing, work, log, choices)?;
    }
    let (leg, outcomes) = (leg.part(60, 95), work.outcomes.len() as u64);
    let recorded = work.outcomes.iter().filter(|outcome| outcome.is_recorded);
    for (outcome, at) in recorded.zip(0..) {
        leg.at(at, outcomes)?;
        record(writing, work, outcome, choices, &places)?;
    }
    rows(writing, arrival, work, &places)?;
    documents(writing, arrival)?;
    index(writing, work, &places)?;
    let mut after = BTreeMap::new();
    for log in Log::ALL {
        if let Some(head) = writing.end_of(log, &work.assessment)? {
            after.insert(log, head);
        }
    }
    let new = work
        .taken
        .iter()
        .filter(|run| !work.here.contains_key(*run));
    let closed = work.taken.iter().filter(|run| {
        let (here, there) = (work.here.get(*run), work.there.get(*run));
        let there = there.map(|row| row.state);
        there.is_some_and(|state| state != crate::RunState::Draft)
            && here.map(|row| row.state) != there
    });
    let merge = Merge {
        assessment: work.assessment.id.clone(),
        file: file.to_owned(),
        sha256: arrival.contents().sha256(),
        before,
        after,
        runs: new.cloned().collect(),
        closed: closed.cloned().collect(),
    };
    let mut fields = Map::new();
    body::field(&mut fields, "merge", &merge)?;
    writing.append_to_folder("merge", fields)?;
    Ok(())
}

fn arrived<T>(done: Result<T, Stop<ArrivalError>>) -> Result<T, Stop<MergeError>> {
    done.map_err(|stop| match stop {
        Stop::Sql(error) => Stop::Sql(error),
        Stop::Refused(why) => Stop::Refused(MergeError::Arrival(why)),
    })
}

fn packs(writing: &mut Writing<'_>, arrival: &Arrival, file: &str) -> Result<(), Stop<MergeError>> {
    let origin = PackOrigin {
        file: file.to_owned(),
        signed: None,
    };
    for bytes in arrival.contents().packs() {
        pack::install(writing, bytes, Some(&origin)).map_err(|stop| match stop {
            Stop::Sql(error) => Stop::Sql(error),
            Stop::Refused(why) => Stop::Refused(MergeError::Arrival(ArrivalError::Pack(why))),
        })?;
    }
    Ok(())
}

/// Returns where each run stands in the file, those to come included.
fn places(writing: &Writing<'_>, work: &Work) -> Result<BTreeMap<String, i64>, Stop<MergeError>> {
    let mut places = BTreeMap::new();
    for run in work.here.keys() {
        if let Some(named) = place(&writing.tx, run)? {
            places.insert(named.id, named.seq);
        }
    }
    let mut next = log::next_seq(&writing.tx, "run")?;
    for run in work.there.keys() {
        if !places.contains_key(run) {
            places.insert(run.clone(), next);
            next += 1;
        }
    }
    Ok(places)
}

/// Puts in the entries that only the other copy has, as they are and in their order.
fn entries(
    writing: &Writing<'_>,
    arrival: &Arrival,
    work: &Work,
    places: &BTreeMap<String, i64>,
    leg: Leg<'_>,
) -> Result<(), Stop<MergeError>> {
    let contents = arrival.contents();
    let count = (contents.revisions.len() + contents.actions.len()) as u64;
    let mut done = 0;
    for (log, all) in [
        (Log::Revision, &contents.revisions),
        (Log::Action, &contents.actions),
    ] {
        let new: BTreeSet<&str> = work
            .both(log)
            .only_theirs()
            .map(|entry| entry.hash.as_str())
            .collect();
        for entry in all {
            done += 1;
            if !new.contains(entry.hash.as_str()) {
                continue;
            }
            leg.at(done, count)?;
            if !entry.holds(log, &work.assessment.id) {
                return refuse(MergeError::Arrival(ArrivalError::NotWhole(format!(
                    "entry {} does not hold what its hash says",
                    entry.id
                ))));
            }
            arrived(insert(&writing.tx, log, entry, &work.assessment, places))?;
        }
    }
    Ok(())
}

/// Joins the other copy's line of one log to ours, or goes on where it ends.
fn join(
    writing: &mut Writing<'_>,
    work: &Work,
    log: Log,
    choices: &Choices,
) -> Result<(), Stop<MergeError>> {
    let Some(last) = work.both(log).theirs.last() else {
        return Ok(());
    };
    match work.ways[&log] {
        Way::Nothing => {}
        Way::Forward => writing.stands_at(log, &work.assessment, &last.hash),
        Way::Join => {
            let chosen: Vec<Value> = choices
                .iter()
                .filter(|((about, _), _)| about.log() == log)
                .map(|((about, field), side)| {
                    json!({ "run": about.run(), "item": about.item(), "field": field, "took": side })
                })
                .collect();
            let mut body = Map::new();
            body.insert(String::from("merge"), json!({ "chosen": chosen }));
            let link = Link {
                assessment: &work.assessment,
                run: None,
                item: None,
                item_hash: None,
                kind: "merge",
                body,
            };
            writing.join(log, link, &last.hash)?;
        }
    }
    Ok(())
}

/// Returns the fields of an outcome with what was chosen.
fn settled(outcome: &Outcome, choices: &Choices) -> Result<Fields, Stop<MergeError>> {
    let choose = |field: &str| -> Option<Side> {
        choices
            .get(&(outcome.about.clone(), field.to_owned()))
            .copied()
    };
    match outcome.merged.settled(choose) {
        Ok(fields) => Ok(fields),
        Err(_) => refuse(MergeError::Unsettled { left: 1 }),
    }
}

fn unreadable(error: impl std::fmt::Display) -> rusqlite::Error {
    damaged(error.to_string())
}

/// Records one outcome along first parents.
fn record(
    writing: &mut Writing<'_>,
    work: &Work,
    outcome: &Outcome,
    choices: &Choices,
    places: &BTreeMap<String, i64>,
) -> Result<(), Stop<MergeError>> {
    let fields = settled(outcome, choices)?;
    let of = outcome.of.as_str();
    let run = outcome.about.run();
    let open = run.and_then(|id| {
        let seq = *places.get(id)?;
        Some(OpenRun {
            run: Named {
                seq,
                id: id.to_owned(),
            },
            assessment: work.assessment.clone(),
        })
    });
    let cause = (Cause::Merged, of);
    let hash = outcome.item_hash().cloned().unwrap_or_default();
    match (&outcome.about, &open) {
        (About::Answer { item, .. }, Some(open)) => {
            let answer: Answer = state(&fields).map_err(unreadable)?;
            // What is one side's state, word for word, counts as it counted there.
            let stands_as = if fields == outcome.theirs.fields {
                outcome.theirs.stands_as
            } else if fields == outcome.ours.fields {
                outcome.ours.stands_as
            } else {
                Cause::Answer
            };
            answer::restore(writing, open, item, &Hash(hash), &answer, cause, stands_as)?;
        }
        (About::Profile { .. }, Some(open)) => {
            let profile = profile(&fields).map_err(unreadable)?;
            let (assessment, run) = (&open.assessment, &open.run);
            profiles::append_as(writing, assessment, run, &profile, Some(cause))?;
        }
        (About::Evidence { item, link, .. }, Some(open)) => {
            link_of(writing, open, outcome, (item, link, &hash), &fields)?;
        }
        (About::Action { item }, _) => {
            let action = state(&fields).map_err(unreadable)?;
            let change = ActionChange {
                cause: Cause::Merged,
                of: Some(of),
                ..ActionChange::new(item, &action)
            };
            action::record(writing, &work.assessment, &change)?;
        }
        (About::Details, _) => {
            let (details, state) = details(&fields)?;
            assessment::record(writing, &work.assessment, &details, state)?;
        }
        (_, None) => return refuse(MergeError::Moved),
    }
    Ok(())
}

/// Reads details and state from their fields.
pub(super) fn details(fields: &Fields) -> rusqlite::Result<(Details, AssessmentState)> {
    let mut fields = fields.clone();
    let is = fields.remove(STATE).unwrap_or_default();
    let is = serde_json::from_value(is).map_err(unreadable)?;
    Ok((state(&fields).map_err(unreadable)?, is))
}

/// Reads a piece of evidence and whether it is linked from its fields.
pub(super) fn evidence_of(fields: &Fields) -> rusqlite::Result<(Evidence, bool)> {
    let mut fields = fields.clone();
    let linked = fields.remove(LINKED) == Some(Value::Bool(true));
    Ok((state(&fields).map_err(unreadable)?, linked))
}

fn link_of(
    writing: &mut Writing<'_>,
    open: &OpenRun,
    outcome: &Outcome,
    (item, link, hash): (&str, &str, &str),
    fields: &Fields,
) -> Result<(), Stop<MergeError>> {
    let elsewhere: bool = writing
        .tx
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM evidence_link WHERE id = ?1 AND run <> ?2)")?
        .query_row(params![link, open.run.seq], |row| row.get(0))?;
    if elsewhere {
        return refuse(MergeError::Arrival(ArrivalError::NotWhole(String::from(
            "a piece of evidence belongs to another run",
        ))));
    }
    let (evidence, linked) = evidence_of(fields)?;
    let next = NextLink {
        link: Some(link),
        item,
        item_hash: hash,
        evidence: &evidence,
        linked,
        cause: Cause::Merged,
        of: Some(&outcome.of),
    };
    match outcome
        .theirs
        .added
        .as_ref()
        .or(outcome.ours.added.as_ref())
    {
        Some(added) => evidence::append(writing, open, &next, added)?,
        None => evidence::record(writing, open, &next)?,
    };
    Ok(())
}

/// Takes the rows of runs that are as they are in the other copy, and of logs that only it went on with.
fn rows(
    writing: &Writing<'_>,
    arrival: &Arrival,
    work: &Work,
    places: &BTreeMap<String, i64>,
) -> Result<(), Stop<MergeError>> {
    let tx = &writing.tx;
    let named = json!({ "seq": work.assessment.seq, "id": work.assessment.id, "runs": places });
    let named = named.to_string();
    let all = &arrival.contents().rows;
    let of_table = |name: &'static str| all.iter().filter(move |row| row.table == name);
    for run in work.taken.iter().filter(|run| work.here.contains_key(*run)) {
        let seq = places.get(run);
        for table in ["current_answer", "current_profile"] {
            tx.execute(&format!("DELETE FROM {table} WHERE run = ?1"), [seq])?;
        }
    }
    for name in OF_A_RUN {
        let rows = of_table(name).filter(|row| {
            let run = text(row, "run").unwrap_or_default();
            // What is being typed here and where counsel left stay.
            work.taken.contains(run)
                && (!work.here.contains_key(run) || !matches!(name, "draft" | "place"))
        });
        let mut new: Vec<&Carried> = Vec::new();
        for row in rows {
            if name != "evidence_link" || !moved(writing, row, places)? {
                new.push(row);
            }
        }
        write_rows(tx, name, &new, &named)?;
    }
    for row in of_table("run") {
        let id = text(row, "id").unwrap_or_default();
        let is = text(row, "state").unwrap_or_default();
        if work.taken.contains(id) && work.here.contains_key(id) {
            tx.execute(
                "UPDATE run SET state = ?2 WHERE id = ?1 AND state <> ?2",
                params![id, is],
            )?;
        }
    }
    let new: Vec<&Carried> = of_table("run")
        .filter(|row| !work.here.contains_key(text(row, "id").unwrap_or_default()))
        .collect();
    write_rows(tx, "run", &new, &named)?;
    if work.ways[&Log::Revision] == Way::Forward {
        for row in of_table("assessment") {
            tx.execute(
                "UPDATE assessment SET state = ?2,
                     details_seq = (SELECT seq FROM revision WHERE id = ?3) WHERE seq = ?1",
                params![
                    work.assessment.seq,
                    text(row, "state"),
                    text(row, "details")
                ],
            )?;
        }
    }
    if work.ways[&Log::Action] == Way::Forward {
        tx.execute(
            "DELETE FROM current_action WHERE assessment = ?1",
            [work.assessment.seq],
        )?;
        let rows: Vec<&Carried> = of_table("current_action").collect();
        write_rows(tx, "current_action", &rows, &named)?;
    }
    Ok(())
}

/// Lets a link that is here point where it points in the other copy; `false` where it is not here. A link
/// of another run is none of its business.
fn moved(
    writing: &Writing<'_>,
    row: &Carried,
    places: &BTreeMap<String, i64>,
) -> rusqlite::Result<bool> {
    let linked = row.row.get("linked").and_then(Value::as_i64);
    let changed = writing
        .tx
        .prepare_cached(
            "UPDATE evidence_link SET seq = (SELECT seq FROM revision WHERE id = ?2), file_hash = ?3,
                 linked = ?4 WHERE id = ?1 AND run = ?5",
        )?
        .execute(params![
            text(row, "id"),
            text(row, "entry"),
            text(row, "file"),
            linked,
            text(row, "run").and_then(|run| places.get(run)),
        ])?;
    Ok(changed > 0)
}

/// Keeps the copies of documents that are linked now and not here: no other comes along.
fn documents(writing: &Writing<'_>, arrival: &Arrival) -> Result<(), Stop<MergeError>> {
    let missing: Vec<String> = writing
        .tx
        .prepare(
            "SELECT DISTINCT file_hash FROM evidence_link WHERE file_hash IS NOT NULL
             AND file_hash NOT IN (SELECT hash FROM evidence_file) ORDER BY file_hash",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let contents = arrival.contents();
    for hash in missing {
        let body = contents.evidence().find(|(known, _)| known.0 == hash);
        let Some((_, body)) = body else {
            return refuse(MergeError::Arrival(ArrivalError::NotWhole(String::from(
                "a copy of a document is missing",
            ))));
        };
        let rows = contents.rows.iter();
        let mut said = rows.filter(|row| text(row, "hash") == Some(&hash));
        let added = said.find_map(|row| text(row, "added"));
        writing
            .tx
            .prepare_cached(
                "INSERT INTO evidence_file (hash, size, added_at, body) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                hash,
                i64::try_from(body.len()).unwrap_or(i64::MAX),
                added,
                body
            ])?;
    }
    Ok(())
}

/// Indexes what holds now and was not recorded anew.
fn index(
    writing: &Writing<'_>,
    work: &Work,
    places: &BTreeMap<String, i64>,
) -> Result<(), Stop<MergeError>> {
    for outcome in work.outcomes.iter().filter(|outcome| !outcome.is_recorded) {
        let seq = outcome.about.run().and_then(|run| places.get(run));
        match (&outcome.about, seq) {
            (About::Answer { item, .. }, Some(run)) => {
                let before: Answer = state(&outcome.ours.fields).map_err(unreadable)?;
                let after: Answer = state(&outcome.merged.fields).map_err(unreadable)?;
                search::put_answer(&writing.tx, *run, item, Some(&before), &after)?;
            }
            (About::Evidence { item, link, .. }, Some(run)) => {
                let (evidence, linked) = evidence_of(&outcome.merged.fields)?;
                let texts = if linked {
                    evidence_texts(&evidence)
                } else {
                    Texts::default()
                };
                search::put_evidence(&writing.tx, *run, item, link, &texts)?;
            }
            _ => {}
        }
    }
    for run in work
        .taken
        .iter()
        .filter(|run| !work.here.contains_key(*run))
    {
        if let Some(seq) = places.get(run) {
            search::put_answered(&writing.tx, Some(*seq))?;
        }
    }
    // A union of both: what came along is read beside what was here.
    search::put_around(&writing.tx, Some(work.assessment.seq))?;
    Ok(())
}
