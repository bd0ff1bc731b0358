//! Runs: one pass each through one version of a pack.

use proviso_core::canonical::Hash;
use proviso_core::date::{Date, Moment};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use thiserror::Error;

use crate::answer::RecordError;
use crate::assessment;
use crate::fault::{Fault, Stop, damaged, refuse};
use crate::log::{self, Link, Log, Named, moment};
use crate::store::{Store, Writing};

mod find;

pub use find::FindRunError;

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RunState {
    /// Being answered.
    Draft,
    /// Signed: it never changes again.
    Signed,
    /// Thrown away.
    Discarded,
}

impl RunState {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signed => "signed",
            Self::Discarded => "discarded",
        }
    }

    pub(crate) fn read(text: &str) -> rusqlite::Result<Self> {
        match text {
            "draft" => Ok(Self::Draft),
            "signed" => Ok(Self::Signed),
            "discarded" => Ok(Self::Discarded),
            other => Err(damaged(format!("a run cannot be “{other}”"))),
        }
    }
}

/// Why a run takes no more changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Closed {
    /// It is signed.
    Signed,
    /// It was thrown away.
    Discarded,
    /// Another run follows it.
    Followed,
}

impl std::fmt::Display for Closed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Signed => "is signed",
            Self::Discarded => "was thrown away",
            Self::Followed => "is followed by another run",
        })
    }
}

/// The pack that a run asks from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackRef {
    /// Which text: `eo-14409`.
    pub id: String,
    /// Version of its content: `1.0.0`.
    pub version: String,
    /// Hash of the pack's file.
    pub hash: Hash,
    /// What people call the text.
    pub name: String,
    /// The day as of which the law is stated.
    pub law_date: Date,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Identifier.
    pub id: String,
    /// The assessment it belongs to.
    pub assessment: String,
    /// 1 for the first run of the assessment.
    pub number: u32,
    /// The pack it asks from.
    pub pack: PackRef,
    /// The day as of which the company is assessed.
    pub as_of: Date,
    /// The run that it follows.
    pub predecessor: Option<String>,
    /// The run that follows it.
    pub successor: Option<String>,
    /// How far it has come.
    pub state: RunState,
    /// When it was made.
    pub created_at: Moment,
    /// By whom.
    pub created_by: String,
    /// Items that have a verdict, a choice or a value, whether in scope or not.
    pub answered: u32,
    /// When its answers or its profile last changed.
    pub changed: Option<Moment>,
    /// Why it amends the signed run that it follows; `None` where it does not.
    pub amends: Option<String>,
}

impl Run {
    /// Returns why the run takes no more changes, or `None` where it does.
    pub fn closed(&self) -> Option<Closed> {
        closed(self.state, self.successor.is_some())
    }
}

fn closed(state: RunState, followed: bool) -> Option<Closed> {
    match state {
        RunState::Signed => Some(Closed::Signed),
        RunState::Discarded => Some(Closed::Discarded),
        RunState::Draft => followed.then_some(Closed::Followed),
    }
}

/// Why something was not read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// No such run.
    #[error("There is no run “{id}” in this data folder. Open it from the list of assessments")]
    UnknownRun {
        /// What was asked for.
        id: String,
    },
    /// No such assessment.
    #[error("There is no assessment “{id}” in this data folder. Open it from the list")]
    UnknownAssessment {
        /// What was asked for.
        id: String,
    },
    /// The file could not be read.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Returns the query for the runs that `which` selects; `among` bounds the answers that are counted.
fn query(among: &str, which: &str) -> String {
    format!(
        "WITH now AS (SELECT run, sum(answered) AS answered, max(seq) AS seq
                      FROM current_answer {among} GROUP BY run)
         SELECT run.id, assessment.id, run.number, run.pack_id, run.pack_version, run.pack_hash,
                pack.name, pack.law_date, run.as_of, previous.id, next.id, run.state,
                made.recorded_at, made.utc_offset_minutes, made.author,
                coalesce(now.answered, 0), last.recorded_at, last.utc_offset_minutes,
                json_extract(made.body, '$.run.amends')
         FROM run
         JOIN pack ON pack.hash = run.pack_hash
         JOIN revision AS made ON made.seq = run.created_seq
         JOIN assessment ON assessment.seq = run.assessment
         LEFT JOIN run AS previous ON previous.seq = run.predecessor
         LEFT JOIN run AS next ON next.predecessor = run.seq AND next.state <> 'discarded'
         LEFT JOIN now ON now.run = run.seq
         LEFT JOIN current_profile AS profile ON profile.run = run.seq
         LEFT JOIN revision AS last
             ON last.seq = max(coalesce(now.seq, 0), coalesce(profile.seq, 0))
         {which}"
    )
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Run> {
    let state: String = row.get(11)?;
    let last: Option<String> = row.get(16)?;
    Ok(Run {
        id: row.get(0)?,
        assessment: row.get(1)?,
        number: row.get(2)?,
        pack: PackRef {
            id: row.get(3)?,
            version: row.get(4)?,
            hash: Hash(row.get(5)?),
            name: row.get(6)?,
            law_date: date(row, 7)?,
        },
        as_of: date(row, 8)?,
        predecessor: row.get(9)?,
        successor: row.get(10)?,
        state: RunState::read(&state)?,
        created_at: moment(row, 12)?,
        created_by: row.get(14)?,
        answered: row.get(15)?,
        changed: last.map(|_| moment(row, 16)).transpose()?,
        amends: row.get(18)?,
    })
}

pub(crate) fn date(row: &Row<'_>, at: usize) -> rusqlite::Result<Date> {
    let text: String = row.get(at)?;
    text.parse()
        .map_err(|_| damaged(format!("“{text}” is no date")))
}

/// Returns all runs that were not thrown away, oldest first in each assessment.
pub(crate) fn all(conn: &Connection) -> rusqlite::Result<Vec<Run>> {
    let which = "WHERE run.state <> 'discarded' ORDER BY run.assessment, run.number";
    conn.prepare_cached(&query("", which))?
        .query_map([], from_row)?
        .collect()
}

pub(crate) fn one(conn: &Connection, id: &str) -> rusqlite::Result<Option<Run>> {
    let among = "WHERE run = (SELECT seq FROM run WHERE id = ?1)";
    conn.prepare_cached(&query(among, "WHERE run.id = ?1"))?
        .query_row([id], from_row)
        .optional()
}

pub(crate) fn of_assessment(conn: &Connection, assessment: &str) -> rusqlite::Result<Vec<Run>> {
    let among = "WHERE run IN (SELECT run.seq FROM run
        JOIN assessment ON assessment.seq = run.assessment WHERE assessment.id = ?1)";
    let which = "WHERE assessment.id = ?1 AND run.state <> 'discarded' ORDER BY run.number";
    conn.prepare_cached(&query(among, which))?
        .query_map([assessment], from_row)?
        .collect()
}

/// Returns where a run stands in the file; refuses one that is not there.
pub(crate) fn known(conn: &Connection, run: &str) -> Result<Named, Stop<ReadError>> {
    let seq = conn
        .prepare_cached("SELECT seq FROM run WHERE id = ?1")?
        .query_row([run], |row| row.get(0))
        .optional()?;
    let id = run.to_owned();
    match seq {
        Some(seq) => Ok(Named { seq, id }),
        None => refuse(ReadError::UnknownRun { id }),
    }
}

/// A run that takes changes.
#[derive(Debug)]
pub(crate) struct OpenRun {
    pub(crate) run: Named,
    pub(crate) assessment: Named,
}

/// Returns a run that takes changes; refuses any other.
pub(crate) fn open_for_change(conn: &Connection, run: &str) -> Result<OpenRun, Stop<RecordError>> {
    let found: Option<(OpenRun, u32, String, bool)> = conn
        .prepare_cached(
            "SELECT run.seq, assessment.seq, assessment.id, number, run.state, EXISTS (
                 SELECT 1 FROM run AS next WHERE next.predecessor = run.seq
                 AND next.state <> 'discarded')
             FROM run JOIN assessment ON assessment.seq = run.assessment WHERE run.id = ?1",
        )?
        .query_row([run], |row| {
            let open = OpenRun {
                run: Named {
                    seq: row.get(0)?,
                    id: run.to_owned(),
                },
                assessment: Named {
                    seq: row.get(1)?,
                    id: row.get(2)?,
                },
            };
            Ok((open, row.get(3)?, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    let Some((open, number, state, followed)) = found else {
        return refuse(RecordError::UnknownRun { id: run.to_owned() });
    };
    match closed(RunState::read(&state)?, followed) {
        Some(why) => refuse(RecordError::Closed { number, why }),
        None if !assessment::is_open(conn, &open.assessment)? => refuse(RecordError::PutAway),
        None => Ok(open),
    }
}

/// What a new run starts from.
#[derive(Debug)]
pub(crate) struct NewRun<'a> {
    pub(crate) assessment: &'a Named,
    pub(crate) number: u32,
    pub(crate) pack_hash: &'a Hash,
    pub(crate) as_of: Date,
    pub(crate) predecessor: Option<&'a Named>,
    pub(crate) amends: Option<&'a str>,
}

/// Makes a run and says so in the log; `None` where the pack is not installed.
pub(crate) fn start(
    writing: &mut Writing<'_>,
    new: &NewRun<'_>,
) -> rusqlite::Result<Option<Named>> {
    let pack: Option<(String, String)> = writing
        .tx
        .prepare_cached("SELECT pack_id, version FROM pack WHERE hash = ?1")?
        .query_row([&new.pack_hash.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((pack_id, pack_version)) = pack else {
        return Ok(None);
    };
    let run = Named {
        seq: log::next_seq(&writing.tx, "run")?,
        id: writing.new_id(),
    };
    let mut body = Map::new();
    let mut said = json!({
        "number": new.number,
        "pack": { "id": pack_id, "version": pack_version, "hash": new.pack_hash.0 },
        "asOf": new.as_of.to_string(),
        "predecessor": new.predecessor.map(|before| &before.id),
        "state": "draft",
    });
    // How far the actions had come when the run before took its last change.
    if let Some(actions) = log::head(&writing.tx, Log::Action, new.assessment)? {
        said["actions"] = json!(actions);
    }
    if let Some(reason) = new.amends {
        said["amends"] = json!(reason);
    }
    body.insert(String::from("run"), said);
    let made = writing.append(
        Log::Revision,
        Link {
            assessment: new.assessment,
            run: Some(&run),
            item: None,
            item_hash: None,
            kind: "run",
            body,
        },
    )?;
    writing
        .tx
        .prepare_cached(
            "INSERT INTO run (seq, id, assessment, number, pack_hash, pack_id, pack_version,
                 as_of, predecessor, created_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            run.seq,
            run.id,
            new.assessment.seq,
            new.number,
            new.pack_hash.0,
            pack_id,
            pack_version,
            new.as_of.to_string(),
            new.predecessor.map(|before| before.seq),
            made.seq,
        ])?;
    Ok(Some(run))
}

impl Store {
    /// Reads one run, thrown away or not.
    pub fn run(&self, id: &str) -> Result<Run, ReadError> {
        self.read(|conn| match one(conn, id)? {
            Some(run) => Ok(run),
            None => refuse(ReadError::UnknownRun { id: id.to_owned() }),
        })
    }

    /// Reads the runs of an assessment, oldest first, without those thrown away.
    pub fn runs(&self, assessment: &str) -> Result<Vec<Run>, ReadError> {
        self.read(|conn| {
            crate::assessment::known(conn, assessment)?;
            Ok(of_assessment(conn, assessment)?)
        })
    }
}
