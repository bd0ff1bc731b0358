//! Taking an assessment from a file: first into an empty store of its own, where everything is read
//! back and held against the logs, then into the data folder, in one transaction.

use std::collections::BTreeMap;

use proviso_core::canonical::Hash;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, Value, json};
use thiserror::Error;

use super::standing::{Standing, standing};
use super::tables::{EVIDENCE_ROW, TABLES};
use crate::container::{Carried, Contents, Entry};
use crate::fault::{Fault, Stop, refuse};
use crate::log::{self, Log, Named};
use crate::pace::{Leg, Pace, Watch};
use crate::run::ReadError;
use crate::search;
use crate::stamp::{Entropy, Stamp};
use crate::store::{Store, Writing};
use crate::verify::{self, BrokenLink};
use crate::{Assessment, OpenError, PackError, PackOrigin, pack};

/// Why an assessment was not taken in. Nothing was changed.
#[derive(Debug, Error)]
pub enum ArrivalError {
    /// An entry does not hold what its hash says, or follows none.
    #[error(
        "{what}, so the file was changed after it was written. Ask for it again, and compare its \
         SHA-256 with the sender's"
    )]
    BrokenLink {
        /// Which, and how.
        what: String,
    },
    /// The database's own rules, or a value that none of our versions writes.
    #[error("The file does not hold a whole assessment ({0}). Ask for it again")]
    NotWhole(String),
    /// A pack in it is not the one that this folder has under that version.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// It is here already.
    #[error("{}", .0.sentence())]
    Here(Standing),
    /// Whoever asked for it does not want it any more.
    #[error("It was stopped; nothing was brought in")]
    Stopped,
    /// The store that it is looked at in cannot be made.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Reading was refused.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The data file could not be read or written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// An assessment that was looked at in full and not kept yet.
#[derive(Debug)]
pub struct Arrival {
    contents: Contents,
    scratch: Store,
    packs: Vec<Hash>,
}

impl Arrival {
    /// Puts what a file holds into an empty store in memory and reads everything back. The packs are
    /// kept as they come: whether each can be relied on is not asked here.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn look(
        contents: Contents,
        entropy: Box<dyn Entropy>,
        stamp: &Stamp,
    ) -> Result<Self, ArrivalError> {
        Self::look_at(contents, entropy, stamp, Pace::unwatched().whole())
    }

    /// The same, watched on the way.
    ///
    /// # Errors
    /// As [`Arrival::look`], and [`ArrivalError::Stopped`].
    pub fn look_watched(
        contents: Contents,
        entropy: Box<dyn Entropy>,
        stamp: &Stamp,
        watch: &Watch,
    ) -> Result<Self, ArrivalError> {
        let pace = Pace::new(watch);
        let looked = Self::look_at(contents, entropy, stamp, pace.whole());
        match pace.is_stopped() {
            true => Err(ArrivalError::Stopped),
            false => looked,
        }
    }

    fn look_at(
        contents: Contents,
        entropy: Box<dyn Entropy>,
        stamp: &Stamp,
        leg: Leg<'_>,
    ) -> Result<Self, ArrivalError> {
        let mut scratch = Store::in_memory(entropy)?;
        scratch.watch(leg, 3 * contents.looks())?;
        let packs = put(&mut scratch, &contents, "", stamp).map_err(as_the_file)?;
        let broken = scratch.read::<_, Fault>(|conn| Ok(verify::walk(conn)?))?;
        if let Some(first) = broken.first() {
            return Err(broken_link(first));
        }
        read_back(&scratch, contents.assessment()).map_err(|error| match error {
            ReadError::Fault(fault) => as_the_file(ArrivalError::Fault(fault)),
            other => ArrivalError::NotWhole(other.to_string()),
        })?;
        scratch.unwatch();
        Ok(Self {
            contents,
            scratch,
            packs,
        })
    }

    /// Returns the store that holds this one assessment, to be read like any other.
    pub fn store(&self) -> &Store {
        &self.scratch
    }

    /// Returns what the file holds.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Returns the assessment.
    pub fn assessment(&self) -> Result<Assessment, ReadError> {
        self.scratch.assessment(self.contents.assessment())
    }

    /// Returns the hashes of its packs, in the order of the file.
    pub fn packs(&self) -> &[Hash] {
        &self.packs
    }
}

impl Store {
    /// Returns how the assessment in a file stands to what is here.
    pub fn standing(&self, contents: &Contents) -> Result<Standing, Fault> {
        self.read(|conn| Ok(standing(conn, contents)?))
    }

    /// Takes an assessment in that is not here yet, with those of its packs that are not, in one
    /// transaction. `file` is the file's name, for the record.
    ///
    /// # Errors
    /// The assessment is here already, a pack is here with other content, or the data file took no
    /// change.
    pub fn take_in(
        &mut self,
        arrival: &Arrival,
        file: &str,
        stamp: &Stamp,
    ) -> Result<(), ArrivalError> {
        put(self, &arrival.contents, file, stamp)?;
        Ok(())
    }

    /// The same, watched on the way: what is stopped before it is on disk has not happened.
    ///
    /// # Errors
    /// As [`Store::take_in`], and [`ArrivalError::Stopped`].
    pub fn take_in_watched(
        &mut self,
        arrival: &Arrival,
        file: &str,
        stamp: &Stamp,
        watch: &Watch,
    ) -> Result<(), ArrivalError> {
        let pace = Pace::new(watch);
        let watched = self.watch(pace.whole(), arrival.contents.looks());
        let done = watched
            .map_err(ArrivalError::from)
            .and_then(|()| self.take_in(arrival, file, stamp));
        self.unwatch();
        match pace.is_stopped() {
            true => done.map_err(|_| ArrivalError::Stopped),
            false => done,
        }
    }
}

/// A refusal of the empty store is a fault of the file, and not of the disk.
fn as_the_file(error: ArrivalError) -> ArrivalError {
    use crate::fault::FaultKind;
    match error {
        ArrivalError::Fault(Fault {
            kind: FaultKind::Refused(what) | FaultKind::Damaged(what) | FaultKind::Other(what),
            ..
        }) => ArrivalError::NotWhole(what),
        other => other,
    }
}

fn broken_link(link: &BrokenLink) -> ArrivalError {
    ArrivalError::BrokenLink {
        what: capital(&link.to_string()),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn put(
    store: &mut Store,
    contents: &Contents,
    file: &str,
    stamp: &Stamp,
) -> Result<Vec<Hash>, ArrivalError> {
    store.write(stamp, |writing| {
        // Rows point at each other, and at runs, which are the last to be written.
        writing.tx.pragma_update(None, "defer_foreign_keys", true)?;
        let standing = standing(&writing.tx, contents)?;
        if standing != Standing::New {
            return refuse(ArrivalError::Here(standing));
        }
        let origin = PackOrigin {
            file: file.to_owned(),
            signed: None,
        };
        let mut packs = Vec::new();
        for bytes in contents.packs() {
            let hash = pack::install(writing, bytes, Some(&origin));
            packs.push(hash.map_err(|stop| match stop {
                Stop::Sql(error) => Stop::Sql(error),
                Stop::Refused(why) => Stop::Refused(ArrivalError::Pack(why)),
            })?);
        }
        let assessment = Named {
            seq: log::next_seq(&writing.tx, "assessment")?,
            id: contents.assessment.clone(),
        };
        let runs = places_of_runs(&writing.tx, contents)?;
        for (log, entries) in [
            (Log::Revision, &contents.revisions),
            (Log::Action, &contents.actions),
        ] {
            for (at, entry) in entries.iter().enumerate() {
                if !entry.holds(log, &assessment.id) {
                    return refuse(ArrivalError::BrokenLink {
                        what: format!(
                            "Entry {} ({}) of its {} does not hold what its hash says",
                            at + 1,
                            entry.id,
                            log.table_in_words()
                        ),
                    });
                }
                insert(&writing.tx, log, entry, &assessment, &runs)?;
            }
        }
        rows(&writing.tx, contents, &assessment, &runs)?;
        for run in runs.values() {
            search::put_answered(&writing.tx, Some(*run))?;
        }
        search::put_around(&writing.tx, Some(assessment.seq))?;
        for (log, entries) in [
            (Log::Revision, &contents.revisions),
            (Log::Action, &contents.actions),
        ] {
            if let Some(last) = entries.last() {
                writing.stands_at(log, &assessment, &last.hash);
            }
        }
        record(writing, contents, file)?;
        Ok(packs)
    })
}

/// Says in the data folder's log what came, and in which file.
fn record(writing: &mut Writing<'_>, contents: &Contents, file: &str) -> rusqlite::Result<()> {
    let mut body = Map::new();
    body.insert(
        String::from("import"),
        json!({
            "assessment": contents.assessment,
            "file": file,
            "sha256": contents.sha256().0,
            "entries": contents.revisions.len() + contents.actions.len(),
            "documents": contents.documents(),
        }),
    );
    writing.append_to_folder("import", body)
}

/// Returns the place that each run of the file will have.
fn places_of_runs(
    conn: &Connection,
    contents: &Contents,
) -> Result<BTreeMap<String, i64>, Stop<ArrivalError>> {
    let next = log::next_seq(conn, "run")?;
    let mut places = BTreeMap::new();
    let runs = contents.rows.iter().filter(|row| row.table == "run");
    for (next, row) in (next..).zip(runs) {
        let Some(id) = row.row.get("id").and_then(Value::as_str) else {
            return not_whole("a run has no identifier");
        };
        if places.insert(id.to_owned(), next).is_some() {
            return not_whole("a run stands in it twice");
        }
    }
    Ok(places)
}

fn not_whole<T>(what: &str) -> Result<T, Stop<ArrivalError>> {
    refuse(ArrivalError::NotWhole(what.to_owned()))
}

pub(crate) fn insert(
    conn: &Connection,
    log: Log,
    entry: &Entry,
    assessment: &Named,
    runs: &BTreeMap<String, i64>,
) -> Result<(), Stop<ArrivalError>> {
    let run = match &entry.run_id {
        None => None,
        Some(id) => match runs.get(id) {
            Some(seq) => Some(seq),
            None => return not_whole("an entry belongs to a run that is not in it"),
        },
    };
    let table = log.table();
    conn.prepare_cached(&format!(
        "INSERT INTO {table} (id, assessment, run, item_id, kind, prev_hash, second_parent, hash,
             author, recorded_at, utc_offset_minutes, item_hash, body_hash, body, destroyed_by)
         VALUES (?1, ?2, ?3, ?4, ?5, unhex(?6), unhex(?7), unhex(?8), ?9, ?10, ?11, unhex(?12),
             unhex(?13), ?14, ?15)"
    ))?
    .execute(params![
        entry.id,
        assessment.seq,
        run,
        entry.item_id,
        entry.kind,
        entry.prev_hash,
        entry.second_parent,
        entry.hash,
        entry.author,
        entry.recorded_at,
        entry.utc_offset_minutes,
        entry.item_hash,
        entry.body_hash,
        entry.body,
        entry.destroyed_by,
    ])?;
    Ok(())
}

fn rows(
    conn: &Connection,
    contents: &Contents,
    assessment: &Named,
    runs: &BTreeMap<String, i64>,
) -> Result<(), Stop<ArrivalError>> {
    let places = json!({ "seq": assessment.seq, "id": assessment.id, "runs": runs }).to_string();
    let known = |name: &str| name == EVIDENCE_ROW || TABLES.iter().any(|table| table.name == name);
    if let Some(other) = contents.rows.iter().find(|row| !known(&row.table)) {
        let what = format!("it has a table “{}” that is not known", short(&other.table));
        return not_whole(&what);
    }
    evidence(conn, contents)?;
    for table in &TABLES {
        let rows = contents.rows.iter();
        let rows: Vec<&Carried> = rows.filter(|row| row.table == table.name).collect();
        write_rows(conn, table.name, &rows, &places)?;
    }
    Ok(())
}

/// Writes rows that a table did not have, in their order.
pub(crate) fn write_rows(
    conn: &Connection,
    name: &str,
    rows: &[&Carried],
    places: &str,
) -> rusqlite::Result<()> {
    let Some(table) = TABLES.iter().find(|table| table.name == name) else {
        return Ok(());
    };
    let mut thrown_away: Vec<&str> = Vec::new();
    for row in rows {
        if name == "run" {
            close(conn, &mut thrown_away, text(row, "predecessor"))?;
        }
        let values = Value::Object(row.row.clone()).to_string();
        conn.prepare_cached(table.write)?
            .execute(params![values, places])?;
        if name == "run" && text(row, "state") == Some("discarded") {
            thrown_away.extend(text(row, "id"));
        }
    }
    close(conn, &mut thrown_away, None)
}

/// Says of runs that were thrown away that they were, from the last one back to `until`: the run that
/// comes next may follow that one, and no other.
fn close(
    conn: &Connection,
    thrown_away: &mut Vec<&str>,
    until: Option<&str>,
) -> rusqlite::Result<()> {
    while let Some(last) = thrown_away.last()
        && Some(*last) != until
    {
        conn.prepare_cached("UPDATE run SET state = 'discarded' WHERE id = ?1")?
            .execute([last])?;
        thrown_away.pop();
    }
    Ok(())
}

/// Keeps the copies of documents that are not here yet.
fn evidence(conn: &Connection, contents: &Contents) -> Result<(), Stop<ArrivalError>> {
    let bodies: BTreeMap<&str, &[u8]> = contents
        .evidence()
        .map(|(hash, body)| (hash.0.as_str(), body))
        .collect();
    let rows: Vec<&Carried> = contents
        .rows
        .iter()
        .filter(|row| row.table == EVIDENCE_ROW)
        .collect();
    if rows.len() != bodies.len() {
        return not_whole("its copies of documents and what it says of them differ");
    }
    for row in rows {
        let hash = text(row, "hash").unwrap_or_default();
        let Some(body) = bodies.get(hash) else {
            return not_whole("a copy of a document is missing");
        };
        let is_here = conn
            .prepare_cached("SELECT 1 FROM evidence_file WHERE hash = ?1")?
            .query_row([hash], |_| Ok(()))
            .optional()?;
        if is_here.is_some() {
            continue;
        }
        conn.prepare_cached(
            "INSERT INTO evidence_file (hash, size, added_at, body) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            hash,
            i64::try_from(body.len()).unwrap_or(i64::MAX),
            text(row, "added"),
            body
        ])?;
    }
    Ok(())
}

pub(crate) fn text<'a>(row: &'a Carried, name: &str) -> Option<&'a str> {
    row.row.get(name).and_then(Value::as_str)
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Reads everything there is, as the window would: what cannot be read here could not be read there.
fn read_back(store: &Store, assessment: &str) -> Result<(), ReadError> {
    let all = store.list_assessments()?;
    if all.len() != 1 {
        return Err(ReadError::UnknownAssessment {
            id: assessment.to_owned(),
        });
    }
    let known: Vec<String> = store.read::<_, Fault>(|conn| {
        Ok(conn
            .prepare("SELECT id FROM run ORDER BY seq")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    })?;
    for run in &known {
        store.run(run)?;
        store.answers(run)?;
        store.profile(run)?;
        store.drafts(run)?;
        store.place(run)?;
        store.last_changes(run, u32::MAX)?;
        store.evidence(run)?;
        store.evidence_history(run, None)?;
        store.comments(run)?;
    }
    store.actions(assessment)?;
    store.action_drafts(assessment)?;
    for item in items(store, "action_entry")? {
        store.action_history(assessment, &item)?;
    }
    Ok(())
}

/// Returns the items that a log knows.
fn items(store: &Store, table: &str) -> Result<Vec<String>, Fault> {
    store.read(|conn| {
        Ok(conn
            .prepare_cached(&format!(
                "SELECT DISTINCT item_id FROM {table} WHERE item_id IS NOT NULL"
            ))?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    })
}
