//! Bringing a copy of an assessment that went on elsewhere together with the one that is here.
//!
//! The other copy's entries come as they are, with the entries that they follow: a second line in the
//! chain. An entry of kind `merge` joins it to ours: it follows our last entry and has the other copy's
//! last one as its second parent, covered by its hash. After it, everything that the other copy touched is
//! recorded anew, so that what holds is the last entry along first parents, which is the last in the file
//! as well. Nothing is rewritten.
//!
//! Three cases need no entry of their own. Where here is nothing that the other copy lacks, its entries go
//! on where ours end. A run that was made there comes along with its own line. So does a run that was
//! closed there and not touched here. A run that was changed on one side and closed on the other cannot be
//! brought together, and neither can two runs that follow the same one.
//!
//! A text that was destroyed in one copy does not come back from the other: such copies are refused.

mod apply;
mod destroyed;
mod plan;
mod states;
mod undo;

use std::collections::BTreeMap;

use proviso_core::canonical::Hash;
use proviso_core::date::Moment;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::answer::RecordError;
use crate::assessment;
use crate::carry::{Arrival, ArrivalError};
use crate::fault::{Fault, Stop};
use crate::log::Log;
use crate::pace::{Leg, Pace, Watch};
use crate::run::{Closed, ReadError};
use crate::stamp::Stamp;
use crate::store::Store;

pub use plan::{Brought, Choices, Conflict, MergePlan, RunNews, SaidBy};
pub use states::About;

/// Why two copies were not brought together. Nothing was changed.
#[derive(Debug, Error)]
pub enum MergeError {
    /// There is nothing in the file that is not here.
    #[error(
        "This data folder has everything that the file holds. There is nothing to bring together"
    )]
    NothingNew,
    /// Whoever asked for it does not want it any more.
    #[error("It was stopped; nothing was brought together")]
    Stopped,
    /// The two have no entry in common.
    #[error(
        "The file holds an assessment of the same identifier with another beginning. It is no copy of the \
         one here; bring it into another data folder (--data DIR)"
    )]
    Strangers,
    /// A run was started in both copies.
    #[error(
        "Run {number} was started in both copies, and two runs cannot follow the same one. Throw one of \
         them away where it was started, then bring the copies together"
    )]
    BothStarted {
        /// Its number.
        number: u32,
    },
    /// A run was closed here, and the other copy went on in it.
    #[error(
        "Run {number} {why} here, and the file has changes to it. What is closed takes nothing more: bring \
         the file into another data folder (--data DIR), and record what is to stay in the run that follows"
    )]
    ClosedHere {
        /// Its number.
        number: u32,
        /// How it was closed.
        why: Closed,
    },
    /// A run was closed in the other copy, and it was changed here.
    #[error(
        "Run {number} {why} in the file, and it was changed here since the copies parted. What is closed \
         takes nothing more: bring the file into another data folder (--data DIR), and record what is to \
         stay in the run that follows"
    )]
    ClosedThere {
        /// Its number.
        number: u32,
        /// How it was closed.
        why: Closed,
    },
    /// A text was destroyed here on purpose, and the file holds a later one in its place.
    #[error(
        "{texts} texts that the file goes on with were destroyed here on purpose, and they do not come \
         back. Destroy them in the other copy too, then bring it in"
    )]
    DestroyedHere {
        /// How many.
        texts: usize,
    },
    /// Texts were destroyed in the other copy on purpose, and they are here.
    #[error(
        "{texts} texts were destroyed in the other copy on purpose, and they are still here. Destroy them \
         here first, then bring the file in"
    )]
    DestroyedThere {
        /// How many.
        texts: usize,
    },
    /// Something is being typed here under what the file changes.
    #[error(
        "Something was typed under “{item}” and is not recorded yet. Open that question and leave its \
         field, then bring the copies together"
    )]
    Draft {
        /// The item.
        item: String,
    },
    /// A conflict was not settled.
    #[error("{left} fields were changed in both copies. Choose for each which text stays")]
    Unsettled {
        /// How many.
        left: usize,
    },
    /// What is here changed since it was looked at.
    #[error("The assessment was changed since the file was looked at. Look at it again")]
    Moved,
    /// The assessment takes no change.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// What is in the file does not hold.
    #[error(transparent)]
    Arrival(#[from] ArrivalError),
    /// The data file could not be read or written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a merge was not taken back. Nothing was changed.
#[derive(Debug, Error)]
pub enum UndoMergeError {
    /// There was none.
    #[error("Nothing was brought together in this assessment")]
    None,
    /// Something was recorded since.
    #[error(
        "Work went on since the copies were brought together, so that cannot be taken back as a whole. \
         Earlier states are in the history of each question"
    )]
    WentOn,
    /// It closed a run.
    #[error(
        "A run that is signed or was thrown away came along, and that is not taken back. Restore the \
         backup from before it"
    )]
    Closed,
    /// The assessment takes no change.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The data file could not be read or written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What is kept of a merge in the data folder's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Merge {
    assessment: String,
    file: String,
    sha256: Hash,
    /// Where each log stood before.
    before: BTreeMap<Log, String>,
    /// And after.
    after: BTreeMap<Log, String>,
    /// Runs that came along.
    runs: Vec<String>,
    /// Runs that came signed or thrown away.
    closed: Vec<String>,
}

/// A merge that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastMerge {
    /// The file that came.
    pub file: String,
    /// Who brought it in.
    pub author: String,
    /// When.
    pub at: Moment,
    /// Whether it is the last thing that was recorded, and closed nothing.
    pub can_be_undone: bool,
}

impl Store {
    /// Works out what would come of bringing a copy together with what is here. Nothing is written.
    ///
    /// # Errors
    /// They cannot be brought together, or there is nothing to bring.
    pub fn merge_plan(&self, arrival: &Arrival) -> Result<MergePlan, MergeError> {
        self.read(|conn| Ok(plan::work(conn, arrival)?.plan))
    }

    /// Brings a copy together with what is here, in one transaction. `choices` settles every conflict of
    /// the plan; `file` is the file's name, for the record.
    ///
    /// # Errors
    /// A conflict is not settled, a choice is about none, or the copies cannot be brought together.
    pub fn merge(
        &mut self,
        arrival: &Arrival,
        choices: &Choices,
        file: &str,
        stamp: &Stamp,
    ) -> Result<MergePlan, MergeError> {
        self.merge_at(arrival, choices, file, stamp, Pace::unwatched().whole())
    }

    fn merge_at(
        &mut self,
        arrival: &Arrival,
        choices: &Choices,
        file: &str,
        stamp: &Stamp,
        leg: Leg<'_>,
    ) -> Result<MergePlan, MergeError> {
        self.write(stamp, |writing| {
            let work = plan::work(&writing.tx, arrival)?;
            plan::fits(&work.plan, choices)?;
            apply::apply(writing, arrival, &work, (choices, file), leg)?;
            Ok(work.plan)
        })
    }

    /// The same, watched on the way: what is stopped before it is on disk has not happened.
    ///
    /// # Errors
    /// As [`Store::merge`], and [`MergeError::Stopped`].
    pub fn merge_watched(
        &mut self,
        arrival: &Arrival,
        choices: &Choices,
        file: &str,
        stamp: &Stamp,
        watch: &Watch,
    ) -> Result<MergePlan, MergeError> {
        let pace = Pace::new(watch);
        let watched = self.watch(pace.whole(), arrival.contents().looks());
        let done = watched
            .map_err(MergeError::from)
            .and_then(|()| self.merge_at(arrival, choices, file, stamp, pace.whole()));
        self.unwatch();
        match pace.is_stopped() {
            true => done.map_err(|_| MergeError::Stopped),
            false => done,
        }
    }

    /// Reads the last merge of an assessment.
    pub fn last_merge(&self, assessment: &str) -> Result<Option<PastMerge>, ReadError> {
        self.read(|conn| {
            let assessment = assessment::known(conn, assessment)?;
            Ok(undo::last(conn, &assessment)?.map(|(_, past)| past))
        })
    }

    /// Takes the last merge of an assessment back as a whole, in one transaction: what it changed holds
    /// again as it did, and runs that came along are thrown away. Its entries stay in the record.
    ///
    /// # Errors
    /// There was none, work went on since, or it closed a run.
    pub fn undo_merge(
        &mut self,
        assessment: &str,
        stamp: &Stamp,
    ) -> Result<PastMerge, UndoMergeError> {
        self.write(stamp, |writing| {
            let assessment = assessment::open_for_change(&writing.tx, assessment).map_err(
                |stop| match stop {
                    Stop::Sql(error) => Stop::Sql(error),
                    Stop::Refused(why) => Stop::Refused(UndoMergeError::Record(why)),
                },
            )?;
            undo::undo(writing, &assessment)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
