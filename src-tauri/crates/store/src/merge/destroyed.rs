//! What was destroyed in one copy on purpose, and would come back from the other or stay behind in it:
//! such copies are not brought together before both have let it go.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use serde_json::Value;

use super::MergeError;
use super::plan::RunRow;
use super::states::{About, Both, Entry};
use crate::assessment;
use crate::destroy::{self, Target};
use crate::fault::{Stop, damaged, refuse};
use crate::log::{Log, Named};
use crate::run::RunState;

/// Two copies of an assessment, as they stand before they are brought together.
pub(super) struct Copies<'a> {
    pub(super) here: &'a Connection,
    pub(super) there: &'a Connection,
    pub(super) assessment: &'a Named,
    pub(super) logs: [(Log, &'a Both); 2],
    pub(super) runs: &'a BTreeMap<String, RunRow>,
}

/// Refuses where a text was destroyed on purpose in one copy and would come back from the other, or
/// stay behind in it unknown.
pub(super) fn refuse_what_was(copies: &Copies<'_>) -> Result<(), Stop<MergeError>> {
    for (log, both) in copies.logs {
        of_entries(both)?;
        of_what_was_kept(copies, log, both)?;
    }
    of_targets(copies)
}

/// Asks which entries have lost their text.
fn of_entries(both: &Both) -> Result<(), Stop<MergeError>> {
    let there: BTreeMap<&str, bool> = both
        .theirs
        .iter()
        .map(|entry| (entry.hash.as_str(), entry.has_body))
        .collect();
    let in_file = |entry: &Entry| there.get(entry.hash.as_str()).copied();
    let gone_there = both
        .common()
        .filter(|entry| entry.has_body && in_file(entry) == Some(false))
        .count();
    if gone_there > 0 {
        return refuse(MergeError::DestroyedThere { texts: gone_there });
    }
    let touched: BTreeSet<&About> = both
        .only_theirs()
        .filter(|entry| entry.has_body)
        .filter_map(|entry| entry.about.as_ref())
        .collect();
    // Which piece of evidence a destroyed text was of is not known any more; its item is.
    let items: BTreeSet<&str> = touched.iter().filter_map(|about| about.item()).collect();
    let gone_here = both
        .ours
        .iter()
        // Where it was destroyed in both, what was recorded since is about something else.
        .filter(|entry| !entry.has_body && in_file(entry) != Some(false))
        .filter(|entry| match (&entry.about, &entry.item) {
            (Some(about), _) => touched.contains(about),
            (None, Some(item)) => items.contains(item.as_str()),
            (None, None) => false,
        })
        .count();
    if gone_here > 0 {
        return refuse(MergeError::DestroyedHere { texts: gone_here });
    }
    Ok(())
}

/// Asks of entries that lost their text in both copies what a destruction kept of each: it may be one
/// field here and another there.
fn of_what_was_kept(copies: &Copies<'_>, log: Log, both: &Both) -> Result<(), Stop<MergeError>> {
    let gone: BTreeSet<&str> = both
        .theirs
        .iter()
        .filter(|entry| !entry.has_body)
        .map(|entry| entry.hash.as_str())
        .collect();
    let (mut only_here, mut only_there) = (0, 0);
    for entry in both
        .common()
        .filter(|entry| !entry.has_body && gone.contains(entry.hash.as_str()))
    {
        let here = kept(copies.here, log, &entry.id)?;
        let there = kept(copies.there, log, &entry.id)?;
        only_here += here.difference(&there).count();
        only_there += there.difference(&here).count();
    }
    if only_there > 0 {
        return refuse(MergeError::DestroyedHere { texts: only_there });
    }
    if only_here > 0 {
        return refuse(MergeError::DestroyedThere { texts: only_here });
    }
    Ok(())
}

/// Returns the places at which something is left of an entry.
fn kept(conn: &Connection, log: Log, entry: &str) -> rusqlite::Result<BTreeSet<String>> {
    let table = log.table();
    let body: Option<String> = conn
        .prepare_cached(&format!("SELECT body FROM kept_{table} WHERE id = ?1"))?
        .query_row([entry], |row| row.get(0))?;
    let mut places = BTreeSet::new();
    if let Some(body) = body {
        let body: Value = serde_json::from_str(&body)
            .map_err(|error| damaged(format!("what was kept of an entry is no JSON: {error}")))?;
        leaves(&body, "", &mut places);
    }
    Ok(places)
}

fn leaves(value: &Value, at: &str, places: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                leaves(value, &format!("{at}/{name}"), places);
            }
        }
        _ => {
            places.insert(at.to_owned());
        }
    }
}

/// Asks what was expunged in one copy alone, and holds the other against it: the text may have been
/// carried into later entries, into what was signed, or stand in a document that would come along.
fn of_targets(copies: &Copies<'_>) -> Result<(), Stop<MergeError>> {
    let theirs = assessment::known(copies.there, &copies.assessment.id).map_err(|_| {
        Stop::Sql(damaged(
            "the file does not hold the assessment that it names",
        ))
    })?;
    let gone_here = targets(copies.here, copies.assessment)?;
    let gone_there = targets(copies.there, &theirs)?;
    let come: BTreeSet<&str> = copies
        .logs
        .iter()
        .flat_map(|(_, both)| both.only_theirs())
        .map(|entry| entry.id.as_str())
        .collect();
    let is_signed = |run: &String| {
        let row = copies.runs.get(run);
        row.is_some_and(|row| row.state == RunState::Signed)
    };
    for (_, target) in gone_here
        .iter()
        .filter(|(text, _)| !gone_there.contains_key(*text))
    {
        let held = destroy::still_holds(copies.there, &theirs, target)?;
        let entries = held.entries.iter().filter(|id| come.contains(id.as_str()));
        let signed = held.signed.iter().filter(|run| !is_signed(run));
        let texts = entries.count() + signed.count() + held.files.len();
        if texts > 0 {
            return refuse(MergeError::DestroyedHere { texts });
        }
    }
    for (_, target) in gone_there
        .iter()
        .filter(|(text, _)| !gone_here.contains_key(*text))
    {
        let held = destroy::still_holds(copies.here, copies.assessment, target)?;
        let texts = held.entries.len() + held.signed.len() + held.files.len();
        if texts > 0 {
            return refuse(MergeError::DestroyedThere { texts });
        }
    }
    Ok(())
}

/// Reads what was expunged from a copy, by its text.
fn targets(
    conn: &Connection,
    assessment: &Named,
) -> Result<BTreeMap<String, Target>, rusqlite::Error> {
    let mut query = conn.prepare_cached(
        "SELECT DISTINCT json_extract(body, '$.destruction.target') FROM kept_revision
         WHERE assessment = ?1 AND kind = 'destruction'
           AND json_extract(body, '$.destruction.target') IS NOT NULL",
    )?;
    let mut rows = query.query(params![assessment.seq])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let text: String = row.get(0)?;
        let target = serde_json::from_str(&text)
            .map_err(|error| damaged(format!("what was destroyed cannot be read: {error}")))?;
        found.insert(text, target);
    }
    Ok(found)
}
