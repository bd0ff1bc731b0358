//! The record: what left the program, and whether everything still holds what was recorded.

use std::path::Path;

use proviso_core::canonical::{Hash, sha256};
use proviso_core::date::Moment;
use proviso_core::report::{CopyKind, CopyMarks, ReportInput, Wanted, fingerprint};
use proviso_report::Claims;
use proviso_store::{
    AssessmentState, BrokenLink, DOCUMENT, ExportedCopy, Log, PastExport, REQUEST, ReadError,
};

use super::report::matter;
use super::{Format, Loaded, Material, Session, SessionError};
use crate::wire::ExportRow;

impl Loaded {
    /// Returns the fingerprint of the run as it stands: what a report of it carries.
    pub fn fingerprint(&self) -> Hash {
        fingerprint(&ReportInput {
            state: self.state(),
            pack_hash: &self.run.pack.hash.0,
            matter: &matter(&self.assessment.details),
            run_number: self.run.number,
            // Neither the marks of a copy nor its date are part of the state.
            marks: &CopyMarks::default(),
            on: self.run.as_of,
            signed: None,
            amends: None,
            before: None,
        })
    }
}

impl Material {
    /// Returns what is kept of a copy that was written to a file.
    pub fn on_record(&self, path: &Path, bytes: &[u8]) -> ExportedCopy {
        let name = path.file_name();
        let (copy, loaded) = (&self.copy, &self.run);
        ExportedCopy {
            assessment: loaded.assessment.id.clone(),
            run: loaded.run.id.clone(),
            run_number: loaded.run.number,
            copy: copy.wanted.to_string(),
            format: copy.format.name().to_owned(),
            on: copy.on,
            legend: copy.legend.clone(),
            recipient: copy.recipient.clone(),
            number: copy.number.clone(),
            items: None,
            file: name.unwrap_or_default().to_string_lossy().into_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
            fingerprint: loaded.fingerprint(),
        }
    }
}

impl Session {
    /// Returns what is kept of a file that is no copy of a report: what it is, and in which format.
    pub(super) fn other_copy(
        &self,
        loaded: &Loaded,
        (copy, format): (&str, &str),
        (path, bytes): (&Path, &[u8]),
    ) -> ExportedCopy {
        let name = path.file_name().unwrap_or_default();
        ExportedCopy {
            assessment: loaded.assessment.id.clone(),
            run: loaded.run.id.clone(),
            run_number: loaded.run.number,
            copy: copy.to_owned(),
            format: format.to_owned(),
            on: self.today(),
            legend: None,
            recipient: None,
            number: None,
            items: None,
            file: name.to_string_lossy().into_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
            fingerprint: loaded.fingerprint(),
        }
    }

    /// Walks the chains; empty is good.
    pub fn verify(&self) -> Result<Vec<BrokenLink>, SessionError> {
        Ok(self.store.verify()?)
    }

    /// Returns a line for each log of each assessment with the hash of its last entry: what can be
    /// written down outside, and held against the file later.
    pub fn heads(&self) -> Result<Vec<String>, SessionError> {
        let heads = self.store.heads()?;
        let lines = heads.into_iter().map(|head| {
            let log = match head.log {
                Log::Revision => "answers",
                Log::Action => "actions",
            };
            format!("{} {log} {}", head.assessment, head.hash)
        });
        Ok(lines.collect())
    }

    /// Returns the copies that were written, newest first.
    pub fn exports(&self) -> Result<Vec<PastExport>, SessionError> {
        Ok(self.store.exports()?)
    }

    /// Lists the copies of a run that were written, newest first.
    pub fn exports_of(&self, run: &str) -> Result<Vec<ExportRow>, SessionError> {
        let now = self.load_as_signed(run)?.fingerprint();
        let past = self.exports()?.into_iter();
        let rows = past.filter(|past| past.copy.run == run);
        let mut listed = Vec::new();
        for past in rows {
            let whole = match past.copy.format.as_str() {
                "proviso" => Some(self.state_of(&past.copy.assessment)?),
                _ => None,
            };
            listed.push(row(past, whole.as_ref().unwrap_or(&now)));
        }
        Ok(listed)
    }

    /// Lists the copies that were written of the state that a PDF says it shows, a line each, newest
    /// first.
    pub fn written_of(&self, said: &Claims) -> Result<Vec<String>, SessionError> {
        let of_state = self.exports()?.into_iter().filter(|past| {
            let state = format!("State {}", past.copy.fingerprint.short());
            let is_report = ![REQUEST, DOCUMENT].contains(&past.copy.copy.as_str());
            is_report && past.copy.format == Format::Pdf.name() && said.subject.contains(&state)
        });
        let mut lines = Vec::new();
        for past in of_state {
            let whose = self.whose(&past.copy)?;
            lines.push(format!(
                "Exported of that state: {} of {}, {} by {}, SHA-256 {}.",
                self.called_copy(&past.copy),
                whose.run(&past.copy),
                at(&past),
                past.author,
                past.copy.sha256
            ));
        }
        Ok(lines)
    }

    /// Says what an exported copy is, line by line.
    pub fn describe_export(&self, past: &PastExport) -> Result<Vec<String>, SessionError> {
        let copy = &past.copy;
        let whose = self.whose(copy)?;
        if let Some(what) = no_report(&whose, copy) {
            let mut lines = vec![what, format!("Exported {} by {}.", at(past), past.author)];
            lines.extend(copy.recipient.iter().map(|whom| format!("For {whom}.")));
            lines.push(format!(
                "The bytes are those that were exported: SHA-256 {}.",
                copy.sha256
            ));
            return Ok(lines);
        }
        let is_whole = copy.format == "proviso";
        let since = match &whose {
            Whose::Destroyed { .. } => "it was destroyed since",
            Whose::Gone { .. } => "it is not in this data folder now",
            Whose::Here(_) if is_whole => {
                match copy.fingerprint == self.state_of(&copy.assessment)? {
                    true => "as the assessment stands now",
                    false => "the assessment has changed since",
                }
            }
            Whose::Here(loaded) => match copy.fingerprint == loaded.fingerprint() {
                true => "as the run stands now",
                false => "the run has changed since",
            },
        };
        let what = if is_whole {
            format!("The whole assessment, up to {}.", whose.run(copy))
        } else {
            format!(
                "{} of {}, report date {}.",
                self.called_copy(copy),
                whose.run(copy),
                copy.on.long()
            )
        };
        let mut lines = vec![what, format!("Exported {} by {}.", at(past), past.author)];
        if let Some(recipient) = &copy.recipient {
            lines.push(format!("For {recipient}."));
        }
        if let Some(number) = &copy.number {
            lines.push(format!("Copy {number}."));
        }
        match &copy.legend {
            Some(legend) => lines.push(format!("Legend: {legend}.")),
            None if is_whole => {}
            None => lines.push(String::from("Without a legend.")),
        }
        lines.push(format!("State {}: {since}.", copy.fingerprint.short()));
        lines.push(format!(
            "The bytes are those that were exported: SHA-256 {}.",
            copy.sha256
        ));
        Ok(lines)
    }
}

/// What became of the run that a copy was written of.
enum Whose {
    /// It is here.
    Here(Box<Loaded>),
    /// Its assessment was destroyed; by whom and when, where that is on record.
    Destroyed { done: Option<(Moment, String)> },
    /// Neither is here any more, as after going back to a state from before it was made. What remains is
    /// the assessment, named, or nothing.
    Gone { name: Option<String> },
}

impl Whose {
    /// Names the run of a copy.
    fn run(&self, copy: &ExportedCopy) -> String {
        let number = copy.run_number;
        let id = copy.assessment.get(..8).unwrap_or(&copy.assessment);
        match self {
            Self::Here(loaded) => format!("{}, run {number}", loaded.assessment.details.name()),
            Self::Destroyed { done: None } => {
                format!("run {number} of the assessment {id}, which was destroyed")
            }
            Self::Destroyed {
                done: Some((at, author)),
            } => format!(
                "run {number} of the assessment {id}, which was destroyed on {}, by {author}",
                at.local_date().long()
            ),
            Self::Gone { name: Some(name) } => {
                format!("{name}, run {number}, which is not in this data folder now")
            }
            Self::Gone { name: None } => {
                format!("run {number} of the assessment {id}, which is not in this data folder now")
            }
        }
    }
}

impl Session {
    fn whose(&self, copy: &ExportedCopy) -> Result<Whose, SessionError> {
        let destructions = self.store.destructions()?;
        let mut of_it = destructions
            .into_iter()
            .filter(|one| one.target.is_none() && one.assessment == copy.assessment);
        let done = of_it.next().map(|one| (one.at, one.author));
        let found = match self.store.assessment(&copy.assessment) {
            Ok(found) if found.state == AssessmentState::Destroyed => None,
            Ok(found) => Some(found),
            Err(ReadError::UnknownAssessment { .. }) if done.is_some() => None,
            Err(ReadError::UnknownAssessment { .. }) => return Ok(Whose::Gone { name: None }),
            Err(other) => return Err(other.into()),
        };
        let Some(found) = found else {
            return Ok(Whose::Destroyed { done });
        };
        match found.runs.iter().any(|run| run.id == copy.run) {
            true => Ok(Whose::Here(Box::new(self.load_as_signed(&copy.run)?))),
            false => Ok(Whose::Gone {
                name: Some(found.details.name()),
            }),
        }
    }

    /// What people call a copy that was written: `Executive copy (Word)`, `Decision record on “Seat”`.
    fn called_copy(&self, copy: &ExportedCopy) -> String {
        let name = match copy.copy.parse::<Wanted>() {
            Ok(Wanted::Decision(item)) => {
                let title = self.title_of(&copy.assessment, &item);
                format!("{} on “{title}”", CopyKind::Decision.label())
            }
            Ok(wanted) => wanted.kind().label().to_owned(),
            Err(_) => copy.copy.clone(),
        };
        match Format::of_name(&copy.format) {
            Some(Format::Pdf) | None => name,
            Some(format) => format!("{name} ({})", format.label()),
        }
    }
}

/// Says what a file is that is no copy of a report; `None` of one that is.
fn no_report(whose: &Whose, copy: &ExportedCopy) -> Option<String> {
    let of = whose.run(copy);
    match copy.copy.as_str() {
        REQUEST => Some(match copy.items.unwrap_or(0) {
            1 => format!("A request to the business of {of}, with 1 question."),
            many => format!("A request to the business of {of}, with {many} questions."),
        }),
        DOCUMENT => Some(format!("A document kept as evidence in {of}.")),
        _ => None,
    }
}

fn row(past: PastExport, now: &Hash) -> ExportRow {
    ExportRow {
        at: at(&past),
        author: past.author,
        copy: past.copy.copy,
        format: past.copy.format,
        on: past.copy.on.long(),
        legend: past.copy.legend,
        recipient: past.copy.recipient,
        number: past.copy.number,
        items: past.copy.items,
        file: past.copy.file,
        sha256: past.copy.sha256.0,
        is_current: past.copy.fingerprint == *now,
    }
}

fn at(past: &PastExport) -> String {
    let moment = past.exported_at;
    moment.long()
}
