//! The worked example: fictional companies, answered as counsel would.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proviso_core::action::Action;
use proviso_core::answer::Answer;
use proviso_core::canonical::Hash;
use proviso_core::date::{Date, Moment};
use proviso_core::pack::Pack;
use proviso_core::profile::Profile;
use proviso_core::rerun::Response;
use proviso_store::{ActionChange, Change, FirstRun, Stamp};
use serde::Deserialize;

use super::assessments::stored_details;
use super::{Session, SessionError};
use crate::packs::small;
use crate::wire::{AssessmentDetails, AssessmentRow, AssessmentStanding, Made, Settings};

/// The example's file.
const SAMPLE: &str = include_str!("../../../assets/sample/northwind.json");

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Sample {
    assessments: Vec<SampleAssessment>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SampleAssessment {
    author: String,
    details: AssessmentDetails,
    runs: Vec<SampleRun>,
}

/// One run. A later one says only what happened in it: what was answered anew or for the first time,
/// what was re-affirmed, what was done about gaps. The rest goes on from the run before.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SampleRun {
    pack: String,
    version: String,
    /// The day as of which the company is assessed, on which everything in it is recorded.
    as_of: Date,
    /// Left out where it did not change.
    #[serde(default)]
    profile: Option<Profile>,
    #[serde(default)]
    answers: BTreeMap<String, Answer>,
    #[serde(default)]
    reaffirmed: BTreeSet<String>,
    #[serde(default)]
    actions: BTreeMap<String, Action>,
}

fn read_sample() -> Result<Sample, SessionError> {
    serde_json::from_str(SAMPLE).map_err(|error| SessionError::Sample(error.to_string()))
}

/// A deleted example is as good as none: another one is written.
fn is_there(row: &AssessmentRow) -> bool {
    row.state != AssessmentStanding::Deleted
}

impl Session {
    /// Writes the example into the data folder. Returns the assessments that were added: none where
    /// the example is there already.
    pub fn add_sample(&mut self) -> Result<Vec<AssessmentRow>, SessionError> {
        let sample = read_sample()?;
        let before = self.assessments()?;
        self.add_small_pack()?;
        // What is changed last is listed first.
        for assessment in sample.assessments.iter().rev() {
            if before
                .iter()
                .any(|row| is_there(row) && row.details == assessment.details)
            {
                continue;
            }
            self.add_sample_assessment(assessment)?;
        }
        let mut settings = self.settings()?;
        if settings.author.is_empty()
            && let Some(first) = sample.assessments.first()
        {
            settings = Settings {
                author: first.author.clone(),
                ..settings
            };
            self.save_settings(&settings)?;
        }
        let after = self.assessments()?;
        Ok(after
            .into_iter()
            .filter(|row| !before.iter().any(|old| old.id == row.id))
            .collect())
    }

    /// Installs the pack that the example uses beside the order's, where it is not there yet.
    fn add_small_pack(&mut self) -> Result<(), SessionError> {
        let small = small()?;
        let same = |pack: &Pack| pack.id == small.pack.id && pack.version == small.pack.version;
        if self.packs.values().any(|pack| same(pack)) {
            return Ok(());
        }
        let stamp = self.stamp_or_program()?;
        let hash = self.store.put_pack(small.bytes, &stamp)?;
        self.packs.insert(hash, Arc::new(small.pack));
        Ok(())
    }

    /// Makes sure that the example is in the data folder, and returns its latest run.
    pub fn open_sample(&mut self) -> Result<Made, SessionError> {
        self.add_sample()?;
        let sample = read_sample()?;
        let first = sample.assessments.first();
        let rows = self.assessments()?;
        let row = rows
            .iter()
            .find(|row| is_there(row) && first.is_some_and(|first| row.details == first.details));
        let run = row.and_then(|row| row.runs.first().map(|run| (row.id.clone(), run.id.clone())));
        let (assessment, run) =
            run.ok_or_else(|| SessionError::Sample(String::from("it holds no run")))?;
        Ok(Made { assessment, run })
    }

    fn add_sample_assessment(&mut self, sample: &SampleAssessment) -> Result<(), SessionError> {
        let mut last: Option<Made> = None;
        for run in &sample.runs {
            let stamp = Stamp {
                author: sample.author.clone(),
                at: afternoon(run.as_of)?,
            };
            let pack = self.sample_pack(run)?;
            let made = match last {
                None => self.make(
                    &stored_details(&sample.details),
                    &FirstRun {
                        pack,
                        as_of: run.as_of,
                        profile: run.profile.clone(),
                    },
                    &stamp,
                )?,
                Some(before) => {
                    let profile = run.profile.as_ref();
                    self.follow_as(
                        &before.run,
                        &pack,
                        profile,
                        (run.as_of, None),
                        &stamp,
                        false,
                    )?
                }
            };
            self.answer_sample(&made, run, &stamp)?;
            last = Some(made);
        }
        Ok(())
    }

    fn sample_pack(&self, run: &SampleRun) -> Result<Hash, SessionError> {
        let named = |pack: &Pack| pack.id == run.pack && pack.version.to_string() == run.version;
        let found = self.packs.iter().find(|(_, pack)| named(pack));
        found
            .map(|(hash, _)| hash.clone())
            .ok_or_else(|| SessionError::Sample(format!("no pack {} {}", run.pack, run.version)))
    }

    fn answer_sample(
        &mut self,
        made: &Made,
        run: &SampleRun,
        stamp: &Stamp,
    ) -> Result<(), SessionError> {
        let loaded = self.load(&made.run)?;
        self.settle(&loaded, &run.reaffirmed, Response::Stands, stamp)?;
        let mut hashes = Vec::new();
        for (id, answer) in &run.answers {
            hashes.push((id, answer, loaded.item(id)?.text_hash()));
        }
        let changes: Vec<Change<'_>> = hashes
            .iter()
            .map(|(id, answer, hash)| Change::new(id, hash, answer))
            .collect();
        self.store.record_answers(&made.run, &changes, stamp)?;
        let actions: Vec<ActionChange<'_>> = run
            .actions
            .iter()
            .map(|(id, action)| ActionChange::new(id, action))
            .collect();
        self.store
            .record_actions(&made.assessment, &actions, stamp)?;
        Ok(())
    }
}

/// Returns four in the afternoon, Eastern Daylight Time: the hour at which the example was recorded.
fn afternoon(day: Date) -> Result<Moment, SessionError> {
    let moment = Moment::from_utc_text(&format!("{day}T20:00:00.000Z"), -240);
    moment.ok_or_else(|| SessionError::Sample(format!("{day} is no day")))
}
