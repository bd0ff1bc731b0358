//! Assessments: one program being assessed, for whom and by whose order.

mod begin;
mod find;

use std::collections::BTreeMap;

use proviso_core::date::Moment;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Map;

use crate::answer::{RecordError, Recorded};
use crate::body::{self, Body};
use crate::fault::{Fault, Stop, damaged, refuse};
use crate::log::{Appended, Link, Log, Named, moment};
use crate::run::{self, ReadError, Run};
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

pub(crate) use begin::create;
pub use begin::{Created, FirstRun, NewAssessmentError};
pub use find::FindError;

/// Who, what and for whom: asked when an assessment is made, because privilege depends on it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Details {
    /// The company.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub organization: String,
    /// Unit or program within it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Matter number or name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub matter: String,
    /// Who asked for the assessment.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub asked_by: String,
    /// Which counsel directs it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub directed_by: String,
    /// For what purpose.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// Who may read it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub readers: String,
}

impl Details {
    /// Returns how the assessment is listed: organization and unit, `Acme, Inc. / Lending`.
    pub fn name(&self) -> String {
        match (self.organization.trim(), self.unit.trim()) {
            (organization, "") => organization.to_owned(),
            ("", unit) => unit.to_owned(),
            (organization, unit) => format!("{organization} / {unit}"),
        }
    }

    fn full_name(&self) -> String {
        match self.matter.trim() {
            "" => self.name(),
            matter => format!("{} / {matter}", self.name()),
        }
    }
}

/// Whether an assessment is worked on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AssessmentState {
    /// In the list.
    #[default]
    Open,
    /// Put away; everything in it stays readable.
    Archived,
    /// Deleted, and still recoverable.
    Deleted,
    /// Its text was destroyed on purpose.
    Destroyed,
}

impl AssessmentState {
    fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Archived => "archived",
            Self::Deleted => "deleted",
            Self::Destroyed => "destroyed",
        }
    }

    fn read(text: &str) -> rusqlite::Result<Self> {
        [Self::Open, Self::Archived, Self::Deleted, Self::Destroyed]
            .into_iter()
            .find(|state| state.name() == text)
            .ok_or_else(|| damaged(format!("an assessment cannot be “{text}”")))
    }
}

/// One assessment and its runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Identifier.
    pub id: String,
    /// Who, what and for whom; blank once destroyed.
    pub details: Details,
    /// Whether it is worked on.
    pub state: AssessmentState,
    /// When it was made.
    pub created_at: Moment,
    /// By whom.
    pub created_by: String,
    /// Its runs, oldest first, without those thrown away.
    pub runs: Vec<Run>,
}

const COLUMNS: &str = "
    SELECT assessment.id, assessment.state, details.body,
           made.recorded_at, made.utc_offset_minutes, made.author
    FROM assessment
    JOIN kept_revision AS details ON details.seq = assessment.details_seq
    JOIN revision AS made ON made.seq = assessment.created_seq";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Assessment> {
    let state: String = row.get(1)?;
    let body: Option<Body> = row.get(2)?;
    Ok(Assessment {
        id: row.get(0)?,
        details: body
            .map(|mut body| body.take("details"))
            .transpose()?
            .unwrap_or_default(),
        state: AssessmentState::read(&state)?,
        created_at: moment(row, 3)?,
        created_by: row.get(5)?,
        runs: Vec::new(),
    })
}

fn one(conn: &Connection, id: &str) -> rusqlite::Result<Option<Assessment>> {
    let found = conn
        .prepare_cached(&format!("{COLUMNS} WHERE assessment.id = ?1"))?
        .query_row([id], from_row)
        .optional()?;
    let Some(mut found) = found else {
        return Ok(None);
    };
    found.runs = run::of_assessment(conn, id)?;
    Ok(Some(found))
}

/// Reads all assessments in two queries, however many there are.
fn all(conn: &Connection) -> rusqlite::Result<Vec<Assessment>> {
    let mut runs: BTreeMap<String, Vec<Run>> = BTreeMap::new();
    for run in run::all(conn)? {
        runs.entry(run.assessment.clone()).or_default().push(run);
    }
    let mut list = without_runs(conn)?;
    for assessment in &mut list {
        assessment.runs = runs.remove(&assessment.id).unwrap_or_default();
    }
    list.sort_by_cached_key(|assessment| {
        let changed = assessment.runs.iter().filter_map(|run| run.changed).max();
        std::cmp::Reverse((
            changed.unwrap_or(assessment.created_at),
            assessment.id.clone(),
        ))
    });
    Ok(list)
}

/// Reads all assessments, in the order in which they were made, and none of their runs.
pub(crate) fn without_runs(conn: &Connection) -> rusqlite::Result<Vec<Assessment>> {
    conn.prepare_cached(COLUMNS)?
        .query_map([], from_row)?
        .collect()
}

/// Returns where an assessment stands in the file; refuses one that is not there.
pub(crate) fn known(conn: &Connection, assessment: &str) -> Result<Named, Stop<ReadError>> {
    match named(conn, assessment)? {
        Some(named) => Ok(named),
        None => refuse(ReadError::UnknownAssessment {
            id: assessment.to_owned(),
        }),
    }
}

/// Returns where an assessment that is about to be changed stands; refuses one that is not there.
pub(crate) fn open_for_change(
    conn: &Connection,
    assessment: &str,
) -> Result<Named, Stop<RecordError>> {
    match named(conn, assessment)? {
        Some(named) if is_open(conn, &named)? => Ok(named),
        Some(_) => refuse(RecordError::PutAway),
        None => refuse(RecordError::UnknownAssessment {
            id: assessment.to_owned(),
        }),
    }
}

fn named(conn: &Connection, assessment: &str) -> rusqlite::Result<Option<Named>> {
    conn.prepare_cached("SELECT seq, id FROM assessment WHERE id = ?1")?
        .query_row([assessment], |row| {
            Ok(Named {
                seq: row.get(0)?,
                id: row.get(1)?,
            })
        })
        .optional()
}

fn link<'a>(
    assessment: &'a Named,
    details: &Details,
    state: AssessmentState,
) -> rusqlite::Result<Link<'a>> {
    let mut fields = Map::new();
    body::field(&mut fields, "details", details)?;
    body::field(&mut fields, "state", &state)?;
    Ok(Link {
        assessment,
        run: None,
        item: None,
        item_hash: None,
        kind: "assessment",
        body: fields,
    })
}

/// Changes the state; `None` where that changes nothing.
fn change(
    writing: &mut Writing<'_>,
    assessment: &str,
    next: impl FnOnce(AssessmentState) -> AssessmentState,
) -> Result<Option<Recorded>, Stop<ReadError>> {
    let assessment = known(&writing.tx, assessment)?;
    let Some(now) = one(&writing.tx, &assessment.id)? else {
        return refuse(ReadError::UnknownAssessment { id: assessment.id });
    };
    let state = next(now.state);
    if state == now.state {
        return Ok(None);
    }
    let appended = append(writing, &assessment, &now.details, state)?;
    Ok(Some(Recorded::new(appended, writing.stamp)))
}

fn append(
    writing: &mut Writing<'_>,
    assessment: &Named,
    details: &Details,
    state: AssessmentState,
) -> rusqlite::Result<Appended> {
    let appended = writing.append(Log::Revision, link(assessment, details, state)?)?;
    writing
        .tx
        .prepare_cached("UPDATE assessment SET state = ?2, details_seq = ?3 WHERE seq = ?1")?
        .execute(params![assessment.seq, state.name(), appended.seq])?;
    Ok(appended)
}

/// Records details and state whatever holds now, as a merge and its undoing do.
pub(crate) fn record(
    writing: &mut Writing<'_>,
    assessment: &Named,
    details: &Details,
    state: AssessmentState,
) -> rusqlite::Result<()> {
    append(writing, assessment, details, state).map(drop)
}

impl Store {
    /// Reads all assessments with their runs, those changed last first.
    pub fn list_assessments(&self) -> Result<Vec<Assessment>, Fault> {
        self.read(|conn| Ok(all(conn)?))
    }

    /// Reads one assessment.
    pub fn assessment(&self, id: &str) -> Result<Assessment, ReadError> {
        self.read(|conn| match one(conn, id)? {
            Some(assessment) => Ok(assessment),
            None => refuse(ReadError::UnknownAssessment { id: id.to_owned() }),
        })
    }

    /// Changes who, what and for whom; `None` where nothing changed. One that is put away is refused.
    pub fn set_details(
        &mut self,
        assessment: &str,
        details: &Details,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, RecordError> {
        self.write(stamp, |writing| {
            let assessment = open_for_change(&writing.tx, assessment)?;
            let now = one(&writing.tx, &assessment.id)?;
            if now.is_some_and(|now| now.details == *details) {
                return Ok(None);
            }
            let appended = append(writing, &assessment, details, AssessmentState::Open)?;
            Ok(Some(Recorded::new(appended, writing.stamp)))
        })
    }

    /// Puts an assessment away, or brings it back; `None` where nothing changed.
    pub fn set_archived(
        &mut self,
        assessment: &str,
        archived: bool,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, ReadError> {
        self.write(stamp, |writing| {
            change(writing, assessment, |now| match (now, archived) {
                (AssessmentState::Open, true) => AssessmentState::Archived,
                (AssessmentState::Archived, false) => AssessmentState::Open,
                (state, _) => state,
            })
        })
    }

    /// Deletes an assessment, or recovers it; `None` where nothing changed. Everything in it stays
    /// in the file until it is destroyed.
    pub fn set_deleted(
        &mut self,
        assessment: &str,
        deleted: bool,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, ReadError> {
        self.write(stamp, |writing| {
            change(writing, assessment, |now| match (now, deleted) {
                (AssessmentState::Open | AssessmentState::Archived, true) => {
                    AssessmentState::Deleted
                }
                (AssessmentState::Deleted, false) => AssessmentState::Open,
                (state, _) => state,
            })
        })
    }
}

/// Whether what is in an assessment can be changed; a put-away one is read only.
pub(crate) fn is_open(conn: &Connection, assessment: &Named) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT state = 'open' FROM assessment WHERE seq = ?1")?
        .query_row([assessment.seq], |row| row.get(0))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
