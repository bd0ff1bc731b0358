//! Destroying an assessment on purpose: what is said before, and what is done.

mod certificate;
mod expunge;

pub use certificate::look as look_at_certificate;
pub use expunge::ACTION_TEXTS;

use proviso_core::report::{Disposition, Wanted, field_table};
use proviso_store::{AssessmentState, DestroyError, ExportedCopy, PastExport, Target};

use super::{Session, SessionError};
use crate::wire::{DestroyExtent, DestroyedView};

/// What no program can reach.
const OTHER_COPIES: &str = "Copies that others keep, backups of this computer made by other programs, \
     and what a disk keeps of overwritten files are not known to Proviso and are not reached.";

fn count(number: u32, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// Names runs by their numbers: `run 3`, `runs 3 and 4`.
pub(super) fn runs(numbers: &[u32]) -> String {
    let all: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match all.as_slice() {
        [one] => format!("run {one}"),
        [first @ .., last] => format!("runs {} and {last}", first.join(", ")),
        [] => String::new(),
    }
}

impl Session {
    /// Says how far the destruction of an assessment would reach.
    pub fn destroy_extent(&self, assessment: &str) -> Result<DestroyExtent, SessionError> {
        let found = self.store.assessment(assessment)?;
        if found.state == AssessmentState::Destroyed {
            return Err(DestroyError::DestroyedAlready.into());
        }
        let number = u32::try_from(found.runs.len()).unwrap_or(u32::MAX);
        let mut does = vec![format!(
            "Everything in {} goes: {} with all answers, their history, drafts, actions and comments, and \
             what was kept when a run was signed. Copies of documents go unless another assessment links \
             them.",
            found.details.name(),
            count(number, "run", "runs")
        )];
        does.push(String::from(
            "No backup is made. The data file is written anew without it, and this cannot be undone.",
        ));
        does.push(backups_said(self.backup_count()));
        does.push(String::from(
            "What stays is that it was there: hashes, moments and names of authors, the record of copies \
             that left the program, and the reason given here.",
        ));
        let mut beyond = self.left_the_program(assessment, None)?;
        beyond.push(OTHER_COPIES.to_owned());
        Ok(DestroyExtent {
            does,
            beyond,
            hold: self.hold_reason(assessment)?,
        })
    }

    /// Destroys an assessment whose name was typed.
    pub fn destroy_assessment(
        &mut self,
        assessment: &str,
        name: &str,
        reason: &str,
    ) -> Result<DestroyedView, SessionError> {
        let stamp = self.stamp()?;
        let found = self.store.assessment(assessment)?;
        let wanted = found.details.name();
        if name.trim() != wanted.trim() {
            return Err(SessionError::NameDiffers { name: wanted });
        }
        let done =
            self.alone(|session| session.store.destroy_assessment(assessment, reason, &stamp))?;
        Ok(DestroyedView {
            certificate: self.certificate_view(&done, Some(&wanted)),
            rows: self.assessments()?,
        })
    }

    /// Finds an assessment by its id, the first characters of it, or its name; returns id and name.
    pub fn assessment_named(&self, text: &str) -> Result<(String, String), SessionError> {
        let found = self.store.find_assessment(text)?;
        Ok((found.id, found.details.name()))
    }

    fn backup_count(&self) -> u32 {
        u32::try_from(self.store.reachable_backups().len()).unwrap_or(u32::MAX)
    }

    pub(super) fn hold_reason(&self, assessment: &str) -> Result<Option<String>, SessionError> {
        let keeping = self.store.keeping(assessment)?;
        Ok(keeping.hold.map(|hold| hold.reason))
    }

    /// Names the copies that were written to files: all of an assessment, or those that can hold what is
    /// expunged from it.
    fn left_the_program(
        &self,
        assessment: &str,
        target: Option<&Target>,
    ) -> Result<Vec<String>, SessionError> {
        let exports = self.store.exports()?;
        Ok(exports
            .iter()
            .filter(|past| past.copy.assessment == assessment && can_hold(&past.copy, target))
            .map(|past| format!("The file {}.", exported(past)))
            .collect())
    }
}

fn backups_said(backups: u32) -> String {
    match backups {
        0 => String::from("There are no backups to rewrite."),
        number => format!(
            "{} rewritten without it and checked.",
            count(number, "backup is", "backups are")
        ),
    }
}

/// Whether a copy that was written can hold what went: copies differ by what they contain, and what a copy
/// has no place for was never in it.
fn can_hold(copy: &ExportedCopy, target: Option<&Target>) -> bool {
    let (of, field) = match target {
        Some(Target::Answer { field, .. }) => ("Answer", serde_json::to_value(field)),
        Some(Target::Action { field, .. }) => ("Action", serde_json::to_value(field)),
        _ => return true,
    };
    let (Ok(wanted), Ok(field)) = (copy.copy.parse::<Wanted>(), field) else {
        return true;
    };
    let field = field.as_str().unwrap_or_default();
    let mut rows = field_table();
    let row = rows.find(|row| row.of == of && row.name == field);
    row.is_none_or(|row| row.on(wanted.kind()) != Disposition::Omit)
}

fn exported(past: &PastExport) -> String {
    let copy = &past.copy;
    let whom = copy
        .recipient
        .as_ref()
        .map_or_else(String::new, |recipient| format!(", for {recipient}"));
    format!(
        "{}, exported on {}{whom}, SHA-256 {}",
        copy.file,
        past.exported_at.local_date().long(),
        copy.sha256
    )
}
