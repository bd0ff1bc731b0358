//! What counsel still has to look at after running again, and what each response records.
//!
//! A carried answer is pending until a later revision settles it. The queue holds only answers whose
//! question changed, one by one; those whose wording did not change are listed per provision and may
//! be re-affirmed together. The state is not kept here: it is the plan, and which answers of the new
//! run are still merely carried.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Entry, Plan, tally};
use crate::answer::{Answer, Verdict};
use crate::pack::{ChangeKind, Id, Item};
use crate::scope::Standing;

/// What counsel says of an old answer under its new question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Response {
    /// Opens the question, to be answered anew; records nothing by itself.
    LookAgain,
    /// It stands as answered.
    Stands,
    /// It cannot be said yet.
    NotSure,
    /// Not now: it moves to the end of the queue.
    Later,
}

/// One answer to look at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Queued {
    /// The item.
    pub item: Id,
    /// Where it stands.
    pub provision: String,
    /// The strongest change since counsel last looked.
    pub strength: ChangeKind,
    /// The response offered first.
    pub primary: Response,
}

/// Answers whose wording did not change, to be re-affirmed together once they have been listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Batch {
    /// The provision.
    pub provision: String,
    /// Its items, in the pack's order.
    pub items: Vec<Id>,
}

/// What is left to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Queue {
    /// One by one: in the pack's order, those put off last.
    pub one_by_one: Vec<Queued>,
    /// Answers to look at again, settled or not.
    pub of: u32,
    /// Of these, settled.
    pub done: u32,
    /// Together, per provision in the pack's order.
    pub together: Vec<Batch>,
}

/// What a response records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The answer, now bound to the new text.
    pub answer: Answer,
    /// Whether it was left as it was, and so is a re-affirmation rather than a new answer.
    pub reaffirmed: bool,
}

/// Why a response was refused; nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ResponseError {
    /// There is no old answer to stand by, or it does not answer the question as it is asked now.
    #[error(
        "The old answer does not answer “{title}” as it is asked now, so it cannot stand. Look again, and answer the question"
    )]
    NoAnswer {
        /// The item's title.
        title: String,
    },
    /// The option chosen is no longer offered.
    #[error(
        "“{title}” no longer offers the option that was chosen ({option}). Look again, and choose one of those offered"
    )]
    OptionGone {
        /// The item's title.
        title: String,
        /// The option.
        option: String,
    },
}

impl Queue {
    /// Returns the progress as printed: `14 of 23`.
    pub fn progress(&self) -> String {
        format!("{} of {}", self.done, self.of)
    }
}

/// Works out what is left of a plan.
///
/// `carried` names the items of the new run whose answer is still merely taken over; `later` those
/// that counsel put off. A merged item that begins blank is settled once `answered` names it.
pub fn queue(
    plan: &Plan,
    carried: &BTreeSet<Id>,
    answered: &BTreeSet<Id>,
    later: &BTreeSet<Id>,
) -> Queue {
    let mut queue = Queue::default();
    let mut put_off = Vec::new();
    for entry in &plan.entries {
        if entry.needs_counsel() {
            queue.of += 1;
            let pending = match entry.start() {
                Some(_) => carried.contains(&entry.item),
                None => !answered.contains(&entry.item),
            };
            if !pending {
                queue.done += 1;
            } else if later.contains(&entry.item) {
                put_off.push(queued(entry));
            } else {
                queue.one_by_one.push(queued(entry));
            }
        } else if may_be_together(entry) && carried.contains(&entry.item) {
            let at = queue
                .together
                .iter()
                .position(|b| b.provision == entry.provision);
            match at {
                Some(at) => queue.together[at].items.push(entry.item.clone()),
                None => queue.together.push(Batch {
                    provision: entry.provision.clone(),
                    items: vec![entry.item.clone()],
                }),
            }
        }
    }
    queue.one_by_one.append(&mut put_off);
    debug_assert_eq!(
        queue.of,
        queue.done + tally(queue.one_by_one.len()),
        "each is either settled or in the queue"
    );
    queue
}

fn queued(entry: &Entry) -> Queued {
    let primary = if entry.strength >= ChangeKind::Substantive {
        Response::LookAgain
    } else {
        Response::Stands
    };
    Queued {
        item: entry.item.clone(),
        provision: entry.provision.clone(),
        strength: entry.strength,
        primary,
    }
}

/// Returns whether the answer may be re-affirmed together with others of its provision: it answers
/// the question, whose wording did not change, and the item is not out of scope.
fn may_be_together(entry: &Entry) -> bool {
    entry.is_carried() && !matches!(entry.standing, Standing::Out { .. })
}

/// Returns what a response to `item` records; `None` where it records nothing.
///
/// *Not sure* keeps everything that was written and withdraws what answered the question: the
/// verdict becomes *not sure*, a choice or a value is cleared and stays in the history.
///
/// # Errors
/// Where an answer is to stand that does not answer the question as it is asked now.
pub fn respond(
    item: &Item,
    answer: &Answer,
    response: Response,
) -> Result<Option<Settled>, ResponseError> {
    match response {
        Response::LookAgain | Response::Later => Ok(None),
        Response::Stands => {
            if !answer.is_answered(item) {
                return Err(ResponseError::NoAnswer {
                    title: item.title.clone(),
                });
            }
            let options = item.options();
            let gone = answer.choice.as_ref().filter(|choice| {
                !options.is_empty() && !options.iter().any(|option| option.id == **choice)
            });
            match gone {
                Some(option) => Err(ResponseError::OptionGone {
                    title: item.title.clone(),
                    option: option.clone(),
                }),
                None => Ok(Some(Settled {
                    answer: answer.clone(),
                    reaffirmed: true,
                })),
            }
        }
        Response::NotSure => {
            let mut answer = answer.clone();
            answer.verdict = item.practice().map(|_| Verdict::NotSure);
            answer.choice = None;
            answer.value = None;
            Ok(Some(Settled {
                answer,
                reaffirmed: false,
            }))
        }
    }
}
