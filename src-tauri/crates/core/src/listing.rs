//! Listing: the lists that a run's items fall under, by what is still to be done about each.
//!
//! Filters, their counts and what an export says of them all read this one function.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::action::ActionStanding;
use crate::answer::{Answer, Answers, BasisKind, Verdict};
use crate::overview::Overview;
use crate::pack::{Id, Item, Pack};
use crate::preflight::missing;
use crate::scope::Standing;

/// A list that an item can fall under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum List {
    /// Asked, and without a verdict, a choice or a value.
    Unanswered,
    /// Asked, and unanswered or *not sure*; open decisions among them.
    Open,
    /// Asked, and flagged for review.
    Flagged,
    /// Waits on a decision.
    Waiting,
    /// Asked, with this verdict.
    InPlace,
    /// Asked, with this verdict.
    Partly,
    /// Asked, with this verdict.
    NotInPlace,
    /// Asked, with this verdict.
    Alternative,
    /// Asked, with this verdict.
    NotSure,
    /// Asked, with this verdict.
    NotApplicable,
    /// Asked, answered, and something that the answer needs is not said.
    Incomplete,
    /// Asked, said to be in place at least in part, and resting on no document and no test.
    NoEvidence,
    /// Asked, said to be there at least in part, and no evidence is linked.
    Unevidenced,
    /// Some of its evidence has gone stale.
    Stale,
    /// Asked, answered, and resting on assumption, or on nothing that was stated.
    Assumed,
    /// Its action is past its due date, its acceptance has expired, or the decision was to be
    /// looked at again by a day that has passed.
    Overdue,
    /// Asked, and owned by the one who is answering: as its owner, or as owner of its action.
    Mine,
}

/// Returns, for each item that falls under any, the lists it falls under.
///
/// `me` is the name of the one who is answering, as given in settings; with a blank one nothing is
/// theirs. Names are compared without regard to case and to blanks at their ends.
pub fn listing(
    pack: &Pack,
    answers: &Answers,
    read: &Overview<'_>,
    me: &str,
) -> BTreeMap<Id, Vec<List>> {
    let mut lists: BTreeMap<Id, Vec<List>> = BTreeMap::new();
    let blank = Answer::default();
    for item in &pack.items {
        let answer = answers.get(&item.id).unwrap_or(&blank);
        let mut under = match read.scope.0.get(&item.id) {
            Some(Standing::InScope { .. }) => of_asked(item, answer),
            Some(Standing::Waiting { .. }) => vec![List::Waiting],
            _ => continue,
        };
        if !read.scope.contains(&item.id) {
            lists.insert(item.id.clone(), under);
            continue;
        }
        let among = |items: &[&Item]| items.iter().any(|one| one.id == item.id);
        if among(&read.unevidenced) {
            under.push(List::Unevidenced);
        }
        if among(&read.stale) {
            under.push(List::Stale);
        }
        let gap = read.gaps.iter().find(|entry| entry.gap.item.id == item.id);
        let late = gap.is_some_and(|entry| {
            matches!(
                entry.standing,
                ActionStanding::Overdue | ActionStanding::AcceptanceExpired
            )
        });
        let due_again =
            item.decision().is_some() && answer.review_on.is_some_and(|day| day < read.on);
        if late || due_again {
            under.push(List::Overdue);
        }
        let owners = [
            answer.owner.as_deref(),
            gap.and_then(|entry| entry.action.owner.as_deref()),
        ];
        if owners
            .into_iter()
            .flatten()
            .any(|owner| is_same_name(owner, me))
        {
            under.push(List::Mine);
        }
        if !under.is_empty() {
            lists.insert(item.id.clone(), under);
        }
    }
    lists
}

fn of_asked(item: &Item, answer: &Answer) -> Vec<List> {
    let mut under = Vec::new();
    let is_answered = answer.is_answered(item);
    if !is_answered {
        under.push(List::Unanswered);
    }
    if !is_answered || answer.verdict == Some(Verdict::NotSure) {
        under.push(List::Open);
    }
    if answer.flag {
        under.push(List::Flagged);
    }
    under.extend(answer.verdict.map(of_verdict));
    if !missing(item, answer).is_empty() {
        under.push(List::Incomplete);
    }
    let is_affirmed = answer.verdict.is_some_and(Verdict::is_affirmative);
    if is_affirmed && !answer.is_evidenced() {
        under.push(List::NoEvidence);
    }
    // An affirmative answer that states no basis counts as assumed, here as in the shares.
    if is_answered
        && (answer.basis == Some(BasisKind::Assumed) || (is_affirmed && answer.basis.is_none()))
    {
        under.push(List::Assumed);
    }
    under
}

fn of_verdict(verdict: Verdict) -> List {
    match verdict {
        Verdict::InPlace => List::InPlace,
        Verdict::Partly => List::Partly,
        Verdict::NotInPlace => List::NotInPlace,
        Verdict::Alternative => List::Alternative,
        Verdict::NotApplicable => List::NotApplicable,
        Verdict::NotSure => List::NotSure,
    }
}

fn is_same_name(one: &str, other: &str) -> bool {
    let other = other.trim();
    !other.is_empty() && one.trim().to_lowercase() == other.to_lowercase()
}
