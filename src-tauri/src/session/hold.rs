//! Holds, and how long to keep an assessment.

use proviso_core::date::Date;
use proviso_store::Keeping;

use super::{Session, SessionError};
use crate::wire::{AssessmentRow, HoldView, RetainView};

impl Session {
    /// Puts an assessment on hold, or releases it.
    pub fn set_hold(
        &mut self,
        assessment: &str,
        set: bool,
        reason: &str,
    ) -> Result<Vec<AssessmentRow>, SessionError> {
        let stamp = self.stamp()?;
        self.store.set_hold(assessment, set, reason, &stamp)?;
        self.assessments()
    }

    /// Records until when an assessment is to be kept, as typed; blank takes the day back.
    pub fn set_retain_until(
        &mut self,
        assessment: &str,
        until: &str,
        reason: &str,
    ) -> Result<Vec<AssessmentRow>, SessionError> {
        let stamp = self.stamp()?;
        let until = match until.trim() {
            "" => None,
            typed => Some(Date::parse_typed(typed)?),
        };
        self.store
            .set_retain_until(assessment, until, reason, &stamp)?;
        self.assessments()
    }

    /// Says what is on record about keeping an assessment.
    pub fn keeping(
        &self,
        assessment: &str,
    ) -> Result<(Option<HoldView>, Option<RetainView>), SessionError> {
        let keeping = self.store.keeping(assessment)?;
        Ok(keeping_view(Some(&keeping), self.today()))
    }
}

pub(super) fn keeping_view(
    keeping: Option<&Keeping>,
    today: Date,
) -> (Option<HoldView>, Option<RetainView>) {
    let Some(keeping) = keeping else {
        return (None, None);
    };
    let hold = keeping.hold.as_ref().map(|hold| HoldView {
        reason: hold.reason.clone(),
        author: hold.author.clone(),
        since: hold.since.local_date().long(),
    });
    let retain = keeping.until.map(|until| RetainView {
        until: until.long(),
        says: if until < today {
            format!(
                "To be kept until {}; that day has passed. Nothing is destroyed by itself.",
                until.long()
            )
        } else {
            format!("To be kept until {}.", until.long())
        },
        is_past: until < today,
    });
    (hold, retain)
}
