//! The life of an assessment: duplicated, archived, deleted, brought back.

use proviso_store::{AssessmentState, BackupKind, Details};

use super::{Session, SessionError};
use crate::wire::{AssessmentRow, Deleted, Made};

impl Session {
    /// Makes a new assessment from the latest run of another one: with its profile, its answers as
    /// taken over and not yet re-affirmed, and what is done about each gap.
    pub fn duplicate_assessment(&mut self, assessment: &str) -> Result<Made, SessionError> {
        let stamp = self.stamp()?;
        let found = self.store.assessment(assessment)?;
        let latest = found.runs.iter().max_by_key(|run| run.number);
        let latest = latest.ok_or_else(|| SessionError::NoRun {
            name: found.details.name(),
        })?;
        let unit = found.details.unit.trim();
        let details = Details {
            unit: if unit.is_empty() {
                String::from("Copy")
            } else {
                format!("{unit} (copy)")
            },
            ..found.details.clone()
        };
        let made = self
            .store
            .duplicate(&latest.id, &details, self.today(), &stamp)?;
        Ok(Made {
            assessment: made.assessment,
            run: made.run,
        })
    }

    /// Puts an assessment away, or brings it back. Put away, it can be read and not changed.
    pub fn archive_assessment(
        &mut self,
        assessment: &str,
        archived: bool,
    ) -> Result<Vec<AssessmentRow>, SessionError> {
        let stamp = self.stamp()?;
        self.store.set_archived(assessment, archived, &stamp)?;
        self.assessments()
    }

    /// Deletes an assessment whose name was typed, after a backup of the data file. It can be
    /// recovered until it is destroyed.
    pub fn delete_assessment(
        &mut self,
        assessment: &str,
        name: &str,
    ) -> Result<Deleted, SessionError> {
        let stamp = self.stamp()?;
        let found = self.store.assessment(assessment)?;
        let wanted = found.details.name();
        if name.trim() != wanted.trim() {
            return Err(SessionError::NameDiffers { name: wanted });
        }
        if !matches!(
            found.state,
            AssessmentState::Open | AssessmentState::Archived
        ) {
            return Err(SessionError::DeletedAlready { name: wanted });
        }
        if let Some(reason) = self.hold_reason(assessment)? {
            return Err(SessionError::OnHold { reason });
        }
        let backup = self.store.back_up(BackupKind::Deletion, stamp.at)?;
        self.store.set_deleted(assessment, true, &stamp)?;
        Ok(Deleted {
            backup: backup.name,
            rows: self.assessments()?,
        })
    }

    /// Brings back an assessment that was deleted.
    pub fn recover_assessment(
        &mut self,
        assessment: &str,
    ) -> Result<Vec<AssessmentRow>, SessionError> {
        let stamp = self.stamp()?;
        self.store.set_deleted(assessment, false, &stamp)?;
        self.assessments()
    }
}
