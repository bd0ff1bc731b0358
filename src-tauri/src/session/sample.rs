//! The worked example: fictional companies, answered as counsel would.

use std::collections::BTreeMap;

use proviso_core::action::Action;
use proviso_core::answer::Answer;
use proviso_core::date::Date;
use proviso_core::profile::Profile;
use proviso_store::{ActionChange, Change, FirstRun, Stamp};
use serde::Deserialize;

use super::assessments::stored_details;
use super::{Session, SessionError};
use crate::wire::{AssessmentDetails, AssessmentRow, Made, Settings};

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

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SampleRun {
    pack: String,
    version: String,
    as_of: Date,
    profile: Profile,
    answers: BTreeMap<String, Answer>,
    #[serde(default)]
    actions: BTreeMap<String, Action>,
}

fn read_sample() -> Result<Sample, SessionError> {
    serde_json::from_str(SAMPLE).map_err(|error| SessionError::Sample(error.to_string()))
}

impl Session {
    /// Writes the example into the data folder. Returns the assessments that were added: none where
    /// the example is there already.
    pub fn add_sample(&mut self) -> Result<Vec<AssessmentRow>, SessionError> {
        let sample = read_sample()?;
        let before = self.assessments()?;
        // What is changed last is listed first.
        for assessment in sample.assessments.iter().rev() {
            if before.iter().any(|row| row.details == assessment.details) {
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

    /// Makes sure that the example is in the data folder, and returns its first run.
    pub fn open_sample(&mut self) -> Result<Made, SessionError> {
        self.add_sample()?;
        let sample = read_sample()?;
        let first = sample.assessments.first();
        let rows = self.assessments()?;
        let row = rows
            .iter()
            .find(|row| first.is_some_and(|first| row.details == first.details));
        let run = row.and_then(|row| row.runs.first().map(|run| (row.id.clone(), run.id.clone())));
        let (assessment, run) =
            run.ok_or_else(|| SessionError::Sample(String::from("it holds no run")))?;
        Ok(Made { assessment, run })
    }

    fn add_sample_assessment(&mut self, sample: &SampleAssessment) -> Result<(), SessionError> {
        let Some(first) = sample.runs.first() else {
            return Ok(());
        };
        let hash = self
            .packs
            .iter()
            .find(|(_, pack)| pack.id == first.pack && pack.version.to_string() == first.version)
            .map(|(hash, _)| hash.clone())
            .ok_or_else(|| {
                SessionError::Sample(format!("no pack {} {}", first.pack, first.version))
            })?;
        let pack = self.pack(&hash)?;
        let stamp = Stamp {
            author: sample.author.clone(),
            at: self.clock.now(),
        };
        let made = self.make(
            &stored_details(&sample.details),
            &FirstRun {
                pack: hash,
                as_of: first.as_of,
                profile: Some(first.profile.clone()),
            },
            &stamp,
        )?;
        let mut hashes = Vec::new();
        for (id, answer) in &first.answers {
            let item = pack
                .item(id)
                .ok_or_else(|| SessionError::Sample(format!("the pack has no item “{id}”")))?;
            hashes.push((id, answer, item.text_hash()));
        }
        let changes: Vec<Change<'_>> = hashes
            .iter()
            .map(|(id, answer, hash)| Change::new(id, hash, answer))
            .collect();
        self.store.record_answers(&made.run, &changes, &stamp)?;
        let actions: Vec<ActionChange<'_>> = first
            .actions
            .iter()
            .map(|(id, action)| ActionChange::new(id, action))
            .collect();
        self.store
            .record_actions(&made.assessment, &actions, &stamp)?;
        Ok(())
    }
}
