//! Many assessments at once: made with everything in them in one transaction, so that a thousand
//! take as many waits for the disk as there are batches.

use crate::action::{self, ActionChange};
use crate::answer::{self, Change};
use crate::assessment::{self, Created, Details, FirstRun, NewAssessmentError};
use crate::run::OpenRun;
use crate::stamp::Stamp;
use crate::store::Store;

/// An assessment that is ready to be made.
#[derive(Debug, Clone, Copy)]
pub struct Ready<'a> {
    /// Who, what and for whom.
    pub details: &'a Details,
    /// Its first run.
    pub first: &'a FirstRun,
    /// The answers in it.
    pub answers: &'a [Change<'a>],
    /// What is done about its gaps.
    pub actions: &'a [ActionChange<'a>],
}

impl Store {
    /// Makes several assessments in one transaction: all of them, or none.
    pub fn create_assessments(
        &mut self,
        ready: &[Ready<'_>],
        stamp: &Stamp,
    ) -> Result<Vec<Created>, NewAssessmentError> {
        self.write(stamp, |writing| {
            let mut made = Vec::with_capacity(ready.len());
            for one in ready {
                let (assessment, run) = assessment::create(writing, one.details, one.first)?;
                let open = OpenRun { run, assessment };
                for change in one.answers {
                    answer::record(writing, &open, change)?;
                }
                for change in one.actions {
                    action::record(writing, &open.assessment, change)?;
                }
                made.push(Created {
                    assessment: open.assessment.id,
                    run: open.run.id,
                });
            }
            Ok(made)
        })
    }
}
