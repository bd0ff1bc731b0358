//! Running again: what becomes of every answer when the law or the company has moved.
//!
//! [`plan()`] takes the run before and the pack and profile of the next one, and says item by item
//! what is carried over, what is to be looked at again, what is new and what goes to the attic. It
//! creates nothing: counsel sees the plan first. No answer is changed on the way, and none is lost:
//! each is in [`Plan::answers`] or in [`Plan::attic`], byte for byte, bound to the words it was
//! given under.

mod compose;
mod declared;
mod entry;
mod memo;
mod queue;

pub use compose::{Arrival, Lineage, Reason, compose, lineage};
pub use entry::{AtticEntry, AtticReason, Entry, Origin, ScopeChange, Treatment, wording};
pub use memo::{Memo, MemoEvent, MemoItem, event_sources, memo};
pub use queue::{Batch, Queue, Queued, Response, ResponseError, Settled, queue, respond};

use std::collections::BTreeMap;

use serde::Serialize;
use thiserror::Error;

use crate::answer::{Answer, Answers};
use crate::canonical::Hash;
use crate::date::Date;
use crate::pack::{ChangeKind, Id, Pack};
use crate::profile::Profile;
use crate::scope::{Standing, scope};

/// How an answer of the run before is held: under which words it was given, and what happened to
/// them since without counsel having looked again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Hash of the text under which it was given.
    pub bound_to: Hash,
    /// The strongest change since then that counsel has not yet looked at.
    pub unsettled: ChangeKind,
    /// Why it changed, oldest first.
    pub reasons: Vec<Reason>,
}

/// The run that is followed.
#[derive(Debug, Clone, Copy)]
pub struct Previous<'a> {
    /// Its pack.
    pub pack: &'a Pack,
    /// Its profile.
    pub profile: &'a Profile,
    /// Its answers.
    pub answers: &'a Answers,
    /// The answers that it carried itself and that were not re-affirmed, by item: what
    /// [`Plan::held`] of its own plan says of them. An answer that is not named here was given
    /// under the text of its pack.
    pub held: &'a BTreeMap<Id, Held>,
}

/// What the new run asks from, and of whom.
#[derive(Debug, Clone, Copy)]
pub struct Next<'a> {
    /// Its pack.
    pub pack: &'a Pack,
    /// Its profile.
    pub profile: &'a Profile,
}

/// Why there is no plan. Nothing was created.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    /// The packs are about different texts.
    #[error(
        "The run asks from {old}, and this pack is {new}: answers to one text do not answer another. Choose a later version of {old}, or begin a new assessment on {new}"
    )]
    OtherPack {
        /// Id of the run's pack.
        old: String,
        /// Id of the pack given.
        new: String,
    },
    /// The pack given is older than the run's.
    #[error(
        "The run asks from {pack} {old}, and {new} is older. Choose {old} again, where the company moved, or a later version"
    )]
    Older {
        /// The pack.
        pack: String,
        /// Version of the run's pack.
        old: String,
        /// Version of the pack given.
        new: String,
    },
    /// The same version, with other content.
    #[error(
        "Two packs call themselves {pack} {version} and differ. A version never changes: keep the one that the run was answered on, and ask the pack's author for a new version number"
    )]
    OtherContent {
        /// The pack.
        pack: String,
        /// Their version.
        version: String,
    },
    /// The pack given does not know the run's version.
    #[error(
        "{pack} {new} does not say what it changes against {old}, and no installed version between them does. Install the versions between them, or ask the pack's author for one whose history names {old}"
    )]
    NotDeclared {
        /// The pack.
        pack: String,
        /// Version of the run's pack.
        old: String,
        /// Version of the pack given.
        new: String,
    },
    /// A declaration that is not true of the texts.
    #[error(
        "What {pack} {new} declares against {old} cannot be relied on: {problem}. Check the pack with “proviso pack check”, and ask its author for a corrected version"
    )]
    Broken {
        /// The pack.
        pack: String,
        /// The earlier version.
        old: String,
        /// The version that declares.
        new: String,
        /// What is wrong.
        problem: String,
    },
}

/// An answer as the new run begins with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedAnswer<'a> {
    /// The item of the run before that it comes from.
    pub from: &'a Id,
    /// The answer, byte for byte.
    pub answer: &'a Answer,
    /// Hash of the text under which it was given: it stays bound to it until re-affirmed.
    pub bound_to: &'a Hash,
    /// Whether it is merely carried or has to be looked at again.
    pub treatment: Treatment,
}

/// What a new run would begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The pack.
    pub pack: Id,
    /// Version of the run before.
    pub from: String,
    /// Version of the new run; the same where the company moved and not the law.
    pub to: String,
    /// Law date of the run before.
    pub old_law_date: Date,
    /// Law date of the new run.
    pub new_law_date: Date,
    /// Every item of the new version, in its order.
    pub entries: Vec<Entry>,
    /// What the new version no longer asks, in the old version's order, with everything in it.
    pub attic: Vec<AtticEntry>,
}

/// How much of a plan is what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PlanCounts {
    /// Answers carried over.
    pub carried: u32,
    /// Answers to look at again, in scope or waiting.
    pub look_again: u32,
    /// New questions in scope.
    pub new: u32,
    /// Items in the attic.
    pub attic: u32,
    /// Of these, with an answer.
    pub attic_answered: u32,
    /// Items newly in scope, new questions aside.
    pub newly_in: u32,
    /// Items newly out of scope.
    pub newly_out: u32,
}

/// Works out what a run on `next` that follows `previous` would begin with.
///
/// The declarations of `next.pack` against the run's version are used where it has them; else
/// those of the versions `between`, of which the fewest are taken.
///
/// # Errors
/// Where the packs do not belong together or a declaration is not true of the texts; see
/// [`PlanError`].
pub fn plan(
    previous: &Previous<'_>,
    next: &Next<'_>,
    between: &[&Pack],
) -> Result<Plan, PlanError> {
    let (old, new) = (previous.pack, next.pack);
    if old.id != new.id {
        return Err(PlanError::OtherPack {
            old: old.id.clone(),
            new: new.id.clone(),
        });
    }
    if new.version < old.version {
        return Err(PlanError::Older {
            pack: old.id.clone(),
            old: old.version.to_string(),
            new: new.version.to_string(),
        });
    }
    let before = declared::Texts::of(old);
    let after = declared::Texts::after(new, &before);
    let lineage = if new.version == old.version {
        if new != old {
            return Err(PlanError::OtherContent {
                pack: old.id.clone(),
                version: old.version.to_string(),
            });
        }
        compose::same(new)
    } else {
        compose::lineage_of((old, &before), (new, &after), between)?
    };
    let mut plan = Plan {
        pack: new.id.clone(),
        from: old.version.to_string(),
        to: new.version.to_string(),
        old_law_date: old.law_date,
        new_law_date: new.law_date,
        entries: entry::entries(previous, next, &lineage, (&before, &after)),
        attic: entry::attic(previous, &lineage, &before),
    };
    let before = scope(old, previous.profile, previous.answers);
    let after = scope(new, next.profile, &plan.start());
    for entry in &mut plan.entries {
        entry.place(&before, &after);
    }
    Ok(plan)
}

impl Plan {
    /// Returns the answers of the new run, by item.
    pub fn answers(&self) -> BTreeMap<&Id, PlannedAnswer<'_>> {
        let carried = self.entries.iter().filter_map(|entry| {
            let origin = entry.start()?;
            let planned = PlannedAnswer {
                from: &origin.item,
                answer: origin.answer.as_ref()?,
                bound_to: &origin.bound_to,
                treatment: entry.treatment,
            };
            Some((&entry.item, planned))
        });
        carried.collect()
    }

    /// Returns the answers of the new run as coverage and reports read them.
    pub fn start(&self) -> Answers {
        let answers = self.answers().into_iter();
        answers
            .map(|(item, planned)| (item.clone(), planned.answer.clone()))
            .collect()
    }

    /// Returns how the answers of the new run are held: for the plan of the run after it, less those
    /// that counsel has re-affirmed or answered anew by then.
    pub fn held(&self) -> BTreeMap<Id, Held> {
        let carried = self.entries.iter().filter_map(|entry| {
            let origin = entry.start()?;
            let held = Held {
                bound_to: origin.bound_to.clone(),
                unsettled: entry.strength,
                reasons: entry.reasons.clone(),
            };
            Some((entry.item.clone(), held))
        });
        carried.collect()
    }

    /// Returns the entry of one item of the new version.
    pub fn entry(&self, item: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.item == item)
    }

    /// Counts what the plan holds.
    pub fn counts(&self) -> PlanCounts {
        let count = |chosen: &dyn Fn(&Entry) -> bool| {
            tally(self.entries.iter().filter(|entry| chosen(entry)).count())
        };
        PlanCounts {
            carried: count(&Entry::is_carried),
            look_again: count(&Entry::needs_counsel),
            new: count(&|e| e.treatment == Treatment::New && e.standing.is_in_scope()),
            attic: tally(self.attic.len()),
            attic_answered: tally(
                self.attic
                    .iter()
                    .filter(|a| a.answer.as_ref().is_some_and(Answer::is_given))
                    .count(),
            ),
            newly_in: count(&|e| e.scope_change == Some(ScopeChange::In)),
            newly_out: count(&|e| e.scope_change == Some(ScopeChange::Out)),
        }
    }

    /// Returns the line by which a run says that a newer pack exists.
    pub fn line(&self) -> String {
        let counts = self.counts();
        let mut parts = vec![items(counts.look_again, "to look at again")];
        if counts.new > 0 {
            parts.push(format!("{} new", counts.new));
        }
        if counts.attic > 0 {
            parts.push(format!("{} no longer asked", counts.attic));
        }
        if self.from == self.to {
            let (version, date) = (&self.to, self.new_law_date.long());
            if counts.newly_in > 0 {
                parts.push(format!("{} newly in scope", counts.newly_in));
            }
            if counts.newly_out > 0 {
                parts.push(format!("{} no longer in scope", counts.newly_out));
            }
            return format!(
                "Both runs ask from {version}, as of {date}: {}",
                parts.join(", ")
            );
        }
        format!(
            "The law date of this run is {}; {} is as of {}: {}",
            self.old_law_date.long(),
            self.to,
            self.new_law_date.long(),
            parts.join(", ")
        )
    }
}

/// Returns a change in the words shown to readers.
pub fn change_label(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Same => "unchanged",
        ChangeKind::Editorial => "punctuation alone",
        ChangeKind::Moved => "moved to another place",
        ChangeKind::Clarifying => "clearer words",
        ChangeKind::Substantive => "another question",
        ChangeKind::Split => "split into several",
        ChangeKind::Merged => "several brought together",
        ChangeKind::New => "new",
        ChangeKind::Retired => "no longer asked",
    }
}

pub(crate) fn tally(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn items(count: u32, what: &str) -> String {
    match count {
        0 => format!("nothing {what}"),
        1 => format!("1 item {what}"),
        more => format!("{more} items {what}"),
    }
}

/// Returns the standing that an item has where its pack does not name it.
fn unknown() -> Standing {
    Standing::Out {
        cause: crate::scope::OutCause::Choice,
        because: String::from("the version did not ask it"),
    }
}
