//! Assessments: one program being assessed, for whom and by whose order.

use std::collections::BTreeMap;

use proviso_core::canonical::Hash;
use proviso_core::date::{Date, Moment};
use proviso_core::profile::Profile;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Map;
use thiserror::Error;

use crate::action::{self, ActionChange};
use crate::answer::{self, Change, RecordError, Recorded};
use crate::body::{self, Body, Cause};
use crate::evidence;
use crate::fault::{Fault, Stop, damaged, refuse};
use crate::log::{self, Link, Log, Named, moment};
use crate::profile;
use crate::run::{self, NewRun, ReadError, Run};
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

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

/// The first run of a new assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstRun {
    /// Hash of the pack's file; the pack is installed already.
    pub pack: Hash,
    /// The day as of which the company is assessed.
    pub as_of: Date,
    /// The company's profile, where it was answered already.
    pub profile: Option<Profile>,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// The assessment.
    pub assessment: String,
    /// Its first run.
    pub run: String,
}

/// Why no assessment was made.
#[derive(Debug, Error)]
pub enum NewAssessmentError {
    /// The pack is not installed.
    #[error("The pack {hash} is not installed in this data folder. Bring its file in first")]
    UnknownPack {
        /// The hash that was given.
        hash: Hash,
    },
    /// The file could not be written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why no assessment was found.
#[derive(Debug, Error)]
pub enum FindError {
    /// Nothing has that name or id.
    #[error(
        "No assessment is named “{text}”, and no id begins with it. {}",
        there_are(known)
    )]
    Unknown {
        /// What was asked for.
        text: String,
        /// Names and ids of all assessments.
        known: Vec<String>,
    },
    /// Several have that name, or an id that begins with it.
    #[error(
        "“{text}” fits {} assessments: {}. Give the id, or enough of it to tell them apart",
        candidates.len(),
        candidates.join("; ")
    )]
    Ambiguous {
        /// What was asked for.
        text: String,
        /// Names and ids of those that fit.
        candidates: Vec<String>,
    },
    /// The file could not be read.
    #[error(transparent)]
    Fault(#[from] Fault),
}

fn there_are(known: &[String]) -> String {
    if known.is_empty() {
        String::from("This data folder has none yet")
    } else {
        format!("There are: {}", known.join("; "))
    }
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

fn change(
    writing: &mut Writing<'_>,
    assessment: &str,
    next: impl FnOnce(&Assessment) -> (Details, AssessmentState),
) -> Result<Option<Recorded>, Stop<ReadError>> {
    let assessment = known(&writing.tx, assessment)?;
    let Some(now) = one(&writing.tx, &assessment.id)? else {
        return refuse(ReadError::UnknownAssessment { id: assessment.id });
    };
    let (details, state) = next(&now);
    if details == now.details && state == now.state {
        return Ok(None);
    }
    let appended = writing.append(Log::Revision, link(&assessment, &details, state)?)?;
    writing
        .tx
        .prepare_cached("UPDATE assessment SET state = ?2, details_seq = ?3 WHERE seq = ?1")?
        .execute(params![assessment.seq, state.name(), appended.seq])?;
    Ok(Some(Recorded::new(appended, writing.stamp)))
}

/// Records details and state whatever holds now, as a merge and its undoing do.
pub(crate) fn record(
    writing: &mut Writing<'_>,
    assessment: &Named,
    details: &Details,
    state: AssessmentState,
) -> rusqlite::Result<()> {
    let appended = writing.append(Log::Revision, link(assessment, details, state)?)?;
    writing
        .tx
        .prepare_cached("UPDATE assessment SET state = ?2, details_seq = ?3 WHERE seq = ?1")?
        .execute(params![assessment.seq, state.name(), appended.seq])?;
    Ok(())
}

/// Makes an assessment that has no run yet.
fn begin(writing: &mut Writing<'_>, details: &Details) -> rusqlite::Result<Named> {
    let assessment = Named {
        seq: log::next_seq(&writing.tx, "assessment")?,
        id: writing.new_id(),
    };
    let made = writing.append(
        Log::Revision,
        link(&assessment, details, AssessmentState::Open)?,
    )?;
    writing
        .tx
        .prepare_cached(
            "INSERT INTO assessment (seq, id, state, created_seq, details_seq)
             VALUES (?1, ?2, 'open', ?3, ?3)",
        )?
        .execute(params![assessment.seq, assessment.id, made.seq])?;
    Ok(assessment)
}

/// Makes an assessment with its first run.
pub(crate) fn create(
    writing: &mut Writing<'_>,
    details: &Details,
    first: &FirstRun,
) -> Result<(Named, Named), Stop<NewAssessmentError>> {
    let assessment = begin(writing, details)?;
    let run = run::start(
        writing,
        &NewRun {
            assessment: &assessment,
            number: 1,
            pack_hash: &first.pack,
            as_of: first.as_of,
            predecessor: None,
            amends: None,
        },
    )?;
    let Some(run) = run else {
        return refuse(NewAssessmentError::UnknownPack {
            hash: first.pack.clone(),
        });
    };
    if let Some(profile) = &first.profile {
        profile::append(writing, &assessment, &run, profile)?;
    }
    Ok((assessment, run))
}

impl Store {
    /// Makes an assessment with its first run, in one transaction.
    pub fn create_assessment(
        &mut self,
        details: &Details,
        first: &FirstRun,
        stamp: &Stamp,
    ) -> Result<Created, NewAssessmentError> {
        self.write(stamp, |writing| {
            let (assessment, run) = create(writing, details, first)?;
            Ok(Created {
                assessment: assessment.id,
                run: run.id,
            })
        })
    }

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

    /// Finds an assessment by its id, by its exact name (upper and lower case are the same), or by
    /// the first four or more characters of its id.
    pub fn find_assessment(&self, text: &str) -> Result<Assessment, FindError> {
        let wanted = text.trim();
        self.read(|conn| {
            let list = all(conn)?;
            if let Some(found) = list.iter().find(|one| one.id == wanted) {
                return Ok(found.clone());
            }
            let lower = wanted.to_lowercase();
            let named = |one: &&Assessment| {
                let details = &one.details;
                !lower.is_empty()
                    && [details.name(), details.full_name(), details.matter.clone()]
                        .iter()
                        .any(|name| name.trim().to_lowercase() == lower)
            };
            let mut fitting: Vec<&Assessment> = list.iter().filter(named).collect();
            if fitting.is_empty() && wanted.len() >= 4 {
                fitting = list
                    .iter()
                    .filter(|one| one.id.starts_with(&lower))
                    .collect();
            }
            match fitting[..] {
                [one] => Ok(one.clone()),
                [] => refuse(FindError::Unknown {
                    text: wanted.to_owned(),
                    known: list.iter().map(label).collect(),
                }),
                _ => refuse(FindError::Ambiguous {
                    text: wanted.to_owned(),
                    candidates: fitting.into_iter().map(label).collect(),
                }),
            }
        })
    }

    /// Changes who, what and for whom; `None` where nothing changed.
    pub fn set_details(
        &mut self,
        assessment: &str,
        details: &Details,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, ReadError> {
        self.write(stamp, |writing| {
            change(writing, assessment, |now| (details.clone(), now.state))
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
            change(writing, assessment, |now| {
                let state = match (now.state, archived) {
                    (AssessmentState::Open, true) => AssessmentState::Archived,
                    (AssessmentState::Archived, false) => AssessmentState::Open,
                    (state, _) => state,
                };
                (now.details.clone(), state)
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
            change(writing, assessment, |now| {
                let state = match (now.state, deleted) {
                    (AssessmentState::Open | AssessmentState::Archived, true) => {
                        AssessmentState::Deleted
                    }
                    (AssessmentState::Deleted, false) => AssessmentState::Open,
                    (state, _) => state,
                };
                (now.details.clone(), state)
            })
        })
    }

    /// Makes a new assessment from the run `from`, in one transaction: with its pack and profile,
    /// with every answer of it as taken over and not yet re-affirmed, bound to the words that it
    /// was given under, with its evidence, and with what is done about each gap. The run itself is not changed.
    pub fn duplicate(
        &mut self,
        from: &str,
        details: &Details,
        as_of: Date,
        stamp: &Stamp,
    ) -> Result<Created, ReadError> {
        let run = self.run(from)?;
        let answers = self.answers(from)?;
        let actions = self.actions(&run.assessment)?;
        let profile = self.profile(from)?;
        let evidence = self.evidence(from)?;
        self.write(stamp, |writing| {
            let before = run::known(&writing.tx, from)?;
            let assessment = begin(writing, details)?;
            let new = NewRun {
                assessment: &assessment,
                number: 1,
                pack_hash: &run.pack.hash,
                as_of,
                predecessor: None,
                amends: None,
            };
            let Some(made) = run::start(writing, &new)? else {
                return refuse(ReadError::UnknownRun {
                    id: from.to_owned(),
                });
            };
            if let Some(profile) = &profile {
                profile::append(writing, &assessment, &made, profile)?;
            }
            let open = run::OpenRun {
                run: made,
                assessment,
            };
            for (item, stored) in &answers {
                let change = Change {
                    cause: Cause::Carried,
                    of: Some(&stored.revision),
                    ..Change::new(item, &stored.item_hash, &stored.answer)
                };
                answer::record(writing, &open, &change)?;
            }
            for item in evidence.keys() {
                evidence::take_over(writing, &before, item, &open, item)?;
            }
            for (item, stored) in &actions {
                let change = ActionChange {
                    cause: Cause::Carried,
                    of: Some(&stored.revision),
                    ..ActionChange::new(item, &stored.action)
                };
                action::record(writing, &open.assessment, &change)?;
            }
            Ok(Created {
                assessment: open.assessment.id,
                run: open.run.id,
            })
        })
    }
}

/// Whether what is in an assessment can be changed; a put-away one is read only.
pub(crate) fn is_open(conn: &Connection, assessment: &Named) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT state = 'open' FROM assessment WHERE seq = ?1")?
        .query_row([assessment.seq], |row| row.get(0))
}

fn label(assessment: &Assessment) -> String {
    let start: String = assessment.id.chars().take(8).collect();
    format!("{} ({start})", assessment.details.full_name())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
