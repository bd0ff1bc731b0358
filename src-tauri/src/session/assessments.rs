//! Assessments: listing them, making one, opening a run.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use proviso_core::canonical::Hash;
use proviso_core::law_age::law_age;
use proviso_core::overview::progress_alone;
use proviso_store::{Among, AssessmentState, Details, FirstRun, Run, RunState, Stamp};

use super::hold::keeping_view;
use super::moved::link;
use super::{Loaded, Session, SessionError};
use crate::view::{RunParts, run_view};
use crate::wire::{
    AssessmentDetails, AssessmentRow, AssessmentStanding, DraftView, Made, NewAssessment, RunLink,
    RunRow, RunView,
};

impl Session {
    /// Lists assessments with their runs: what was changed last comes first, and the newest run.
    pub fn assessments(&self) -> Result<Vec<AssessmentRow>, SessionError> {
        let mut rows = Vec::new();
        let mut counts = self.progress_of_all()?;
        let mut assessments = self.store.list_assessments()?;
        let keeping = self.store.all_keeping()?;
        assessments.sort_by_key(|assessment| {
            let changed = assessment.runs.iter().filter_map(|run| run.changed).max();
            Reverse(changed.unwrap_or(assessment.created_at))
        });
        for assessment in assessments {
            let state = match assessment.state {
                AssessmentState::Open => AssessmentStanding::Open,
                AssessmentState::Archived => AssessmentStanding::Archived,
                AssessmentState::Deleted => AssessmentStanding::Deleted,
                // Of what was destroyed nothing is left to list.
                AssessmentState::Destroyed => continue,
            };
            let mut runs = Vec::new();
            for run in &assessment.runs {
                let (answered, in_scope) = counts.remove(&run.id).unwrap_or_default();
                runs.push(self.run_row(run, answered, in_scope)?);
            }
            runs.sort_by_key(|run| Reverse(run.number));
            let (hold, retain) = keeping_view(keeping.get(&assessment.id), self.today());
            rows.push(AssessmentRow {
                hold,
                retain,
                id: assessment.id,
                name: assessment.details.name(),
                details: details(&assessment.details),
                state,
                runs,
            });
        }
        Ok(rows)
    }

    /// Counts, for each run, the items in scope that are answered and the items in scope.
    fn progress_of_all(&self) -> Result<BTreeMap<String, (u32, u32)>, SessionError> {
        let packs = self.packs_by_place();
        let counts = self.store.each_run(Among::All, |listed, gist| {
            let places = packs.get(&listed.pack)?;
            let said = places.sheet(gist.said());
            let counts = progress_alone(places.pack, &gist.profile, &said);
            Some((listed.run.clone(), counts))
        })?;
        Ok(counts.into_iter().flatten().collect())
    }

    fn run_row(&self, run: &Run, answered: u32, in_scope: u32) -> Result<RunRow, SessionError> {
        let pack = self.pack(&run.pack.hash)?;
        Ok(RunRow {
            id: run.id.clone(),
            number: run.number,
            pack_name: pack.name.clone(),
            read_only: run.closed().is_some(),
            signed: run.state == RunState::Signed,
            newer: self.newer_pack(run),
            answered,
            in_scope,
            changed: run.changed.map_or_else(String::new, |at| at.long()),
            law: law_age(&pack, self.today()),
        })
    }

    /// Makes an assessment with its first run.
    pub fn new_assessment(&mut self, new: &NewAssessment) -> Result<Made, SessionError> {
        let stamp = self.stamp()?;
        let hash = Hash(new.pack.clone());
        let pack = self.pack(&hash)?;
        if new.details.organization.trim().is_empty() {
            return Err(SessionError::NoOrganization);
        }
        if new.profile.roles.is_empty() {
            return Err(SessionError::NoRole);
        }
        if let Some(unknown) = new.profile.unknown_to(&pack).first() {
            return Err(SessionError::UnknownInProfile((*unknown).to_owned()));
        }
        let first = FirstRun {
            pack: hash,
            as_of: self.today(),
            profile: Some(new.profile.clone()),
        };
        self.make(&stored_details(&new.details), &first, &stamp)
    }

    /// Corrects who, what and for whom; the log keeps what stood there before.
    pub fn set_details(
        &mut self,
        assessment: &str,
        details: &AssessmentDetails,
    ) -> Result<Vec<AssessmentRow>, SessionError> {
        let stamp = self.stamp()?;
        if details.organization.trim().is_empty() {
            return Err(SessionError::NoOrganization);
        }
        self.store
            .set_details(assessment, &stored_details(details), &stamp)?;
        self.assessments()
    }

    pub(super) fn make(
        &mut self,
        details: &Details,
        first: &FirstRun,
        stamp: &Stamp,
    ) -> Result<Made, SessionError> {
        let created = self.store.create_assessment(details, first, stamp)?;
        Ok(Made {
            assessment: created.assessment,
            run: created.run,
        })
    }

    fn named(&self, run: &str) -> Result<RunLink, SessionError> {
        Ok(link(&self.store.run(run)?))
    }

    /// Says why nothing here can be changed, where the folder is open to be read alone.
    pub(super) fn only_reads_said(&self) -> Option<String> {
        let said = "This data folder cannot be written, so it is open to be read";
        self.store.only_reads().then(|| String::from(said))
    }

    /// Says why a run cannot be changed, and what a signed one lost since.
    fn read_only_said(&self, loaded: &Loaded) -> Result<Option<String>, SessionError> {
        if let Some(why) = self.only_reads_said() {
            return Ok(Some(why));
        }
        let mut said = read_only(loaded);
        if let Some(said) = &mut said {
            for lost in self.lost_since_signed(&loaded.run.id)? {
                said.push(' ');
                said.push_str(&lost);
            }
        }
        Ok(said)
    }

    /// Says why no run can follow one of an assessment, whatever the plan; `None` where one can.
    pub(super) fn no_more_runs(&self, loaded: &Loaded) -> Option<String> {
        let only_reads = self.only_reads_said();
        only_reads.or_else(|| put_away(loaded.assessment.state))
    }

    /// Opens a run for the run screen.
    pub fn open_run(&self, run: &str) -> Result<RunView, SessionError> {
        let loaded = self.load(run)?;
        let drafts = self.store.drafts(run)?;
        let parts = RunParts {
            run: &loaded.run.id,
            number: loaded.run.number,
            pack: &loaded.run.pack.hash.0,
            assessment: &loaded.assessment.id,
            details: details(&loaded.assessment.details),
            name: loaded.assessment.details.name(),
            read_only: self.read_only_said(&loaded)?,
            actions_closed: self.only_reads_said().or_else(|| actions_closed(&loaded)),
            before: loaded
                .run
                .predecessor
                .as_deref()
                .map(|id| self.named(id))
                .transpose()?,
            after: loaded
                .run
                .successor
                .as_deref()
                .map(|id| self.named(id))
                .transpose()?,
            newer: self.newer_pack(&loaded.run),
            carried: &loaded.carried,
            profile: &loaded.profile,
            answers: &loaded.answers,
            evidence: super::evidence::evidence_views(&loaded, self.today()),
            drafts: drafts
                .into_iter()
                .map(|draft| DraftView {
                    item: draft.item,
                    field: draft.field,
                    text: draft.text,
                })
                .collect(),
            place: self.store.place(run)?,
            comments: self.comments(&loaded)?,
            amends: loaded.amendment(),
            me: self.settings()?.author,
            saved: loaded.changed,
        };
        Ok(run_view(&loaded.pack, &loaded.read(self.today()), parts))
    }
}

/// Says why a run cannot be changed; `None` while it can.
pub(super) fn read_only(loaded: &Loaded) -> Option<String> {
    if let Some(why) = put_away(loaded.assessment.state) {
        return Some(why);
    }
    let why = loaded.run.closed()?;
    Some(format!(
        "Run {} {why} and takes no more changes.",
        loaded.run.number
    ))
}

/// Says why nothing of an assessment can be changed or followed; `None` where it is worked on.
fn put_away(state: AssessmentState) -> Option<String> {
    let why = match state {
        AssessmentState::Open => return None,
        AssessmentState::Archived => {
            "This assessment is archived: it can be read and exported, and takes no changes. Bring it back in the list of assessments."
        }
        AssessmentState::Deleted | AssessmentState::Destroyed => {
            "This assessment is deleted. Recover it in the list of assessments to change it."
        }
    };
    Some(String::from(why))
}

/// Says why what is done about the gaps of a run cannot be changed under it; `None` while it can.
///
/// Actions belong to the assessment: they go on after a run is signed, under the run that is the latest.
fn actions_closed(loaded: &Loaded) -> Option<String> {
    let Run {
        number,
        state,
        successor,
        ..
    } = &loaded.run;
    if loaded.assessment.state != AssessmentState::Open || *state == RunState::Discarded {
        return read_only(loaded);
    }
    successor.as_ref().map(|_| {
        format!(
            "Run {number} is followed by another run. What is done about its gaps goes on there."
        )
    })
}

pub(super) fn details(details: &Details) -> AssessmentDetails {
    AssessmentDetails {
        organization: details.organization.clone(),
        unit: details.unit.clone(),
        matter: details.matter.clone(),
        asked_by: details.asked_by.clone(),
        directed_by: details.directed_by.clone(),
        purpose: details.purpose.clone(),
        readers: details.readers.clone(),
    }
}

pub(super) fn stored_details(details: &AssessmentDetails) -> Details {
    let kept = |text: &String| text.trim().to_owned();
    Details {
        organization: kept(&details.organization),
        unit: kept(&details.unit),
        matter: kept(&details.matter),
        asked_by: kept(&details.asked_by),
        directed_by: kept(&details.directed_by),
        purpose: kept(&details.purpose),
        readers: kept(&details.readers),
    }
}
