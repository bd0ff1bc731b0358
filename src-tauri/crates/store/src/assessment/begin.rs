//! Making an assessment: with an empty first run, or from a run of another.

use proviso_core::canonical::Hash;
use proviso_core::date::Date;
use proviso_core::profile::Profile;
use rusqlite::params;
use thiserror::Error;

use super::{AssessmentState, Details, link};
use crate::action::{self, ActionChange};
use crate::answer::{self, Change};
use crate::body::Cause;
use crate::evidence;
use crate::fault::{Fault, Stop, refuse};
use crate::log::{self, Log, Named};
use crate::profile;
use crate::run::{self, NewRun, ReadError};
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

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
        let first = FirstRun {
            pack: run.pack.hash.clone(),
            as_of,
            profile: self.profile(from)?,
        };
        let evidence = self.evidence(from)?;
        self.write(stamp, |writing| {
            let before = run::known(&writing.tx, from)?;
            let (assessment, made) =
                create(writing, details, &first).map_err(|stop| match stop {
                    Stop::Sql(error) => Stop::Sql(error),
                    Stop::Refused(_) => Stop::Refused(ReadError::UnknownRun {
                        id: from.to_owned(),
                    }),
                })?;
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
