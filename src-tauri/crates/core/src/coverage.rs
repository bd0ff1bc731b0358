//! Coverage: the share, by weight, of the practices in scope that are in place.
//!
//! It is an interval, because answers that are missing could come out either way. All arithmetic
//! is in whole half-points: *in place* and *alternative measure* count the full weight, *partly*
//! half of it, *not in place* nothing; *not sure* and *unanswered* count nothing at the low end and
//! everything at the high end; *not applicable*, waiting and out-of-scope items do not count at
//! all. Decisions and facts never enter it. For a fixed scope the interval holds the result of
//! every way of completing the answers, and answering never widens it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::answer::{Answer, Answers, Verdict};
use crate::pack::{Id, Item, Pack};
use crate::scope::Scope;
use crate::sheet::{Asks, Says, asked};

/// A part of a whole, both in half-points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Share {
    /// The part; at most `of`.
    pub part: u32,
    /// The whole.
    pub of: u32,
}

/// What the answers support: at least `low` and at most `high` half-points out of `of`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    /// Half-points that the answers establish.
    pub low: u32,
    /// Half-points that the answers do not rule out.
    pub high: u32,
    /// Half-points in all: twice the sum of the weights.
    pub of: u32,
}

impl Share {
    /// Returns the share as a percentage for print, or `None` of nothing.
    ///
    /// Rounded half up, except that 0 and 100 are printed only where they are exact.
    pub fn percent(self) -> Option<u32> {
        if self.of == 0 {
            return None;
        }
        let rounded = (200 * self.part + self.of) / (2 * self.of);
        Some(match rounded {
            0 if self.part > 0 => 1,
            100 if self.part < self.of => 99,
            other => other,
        })
    }
}

impl Interval {
    /// Returns the low end as a share.
    pub fn low_share(self) -> Share {
        Share {
            part: self.low,
            of: self.of,
        }
    }

    /// Returns the high end as a share.
    pub fn high_share(self) -> Share {
        Share {
            part: self.high,
            of: self.of,
        }
    }

    /// Returns the interval as printed: `46 to 71 %`, `72 %`, or `nothing asked`.
    pub fn text(self) -> String {
        match (self.low_share().percent(), self.high_share().percent()) {
            (Some(low), Some(high)) if low == high => format!("{low} %"),
            (Some(low), Some(high)) => format!("{low} to {high} %"),
            _ => String::from("nothing asked"),
        }
    }

    fn add(&mut self, weight: u8, verdict: Option<Verdict>) {
        let Some((low, high)) = half_points(verdict) else {
            return;
        };
        let weight = u32::from(weight);
        self.low += low * weight;
        self.high += high * weight;
        self.of += 2 * weight;
    }
}

/// Returns what a verdict counts per point of weight, in half-points at the low and the high end;
/// `None` where it leaves the whole.
pub fn half_points(verdict: Option<Verdict>) -> Option<(u32, u32)> {
    match verdict {
        Some(Verdict::InPlace | Verdict::Alternative) => Some((2, 2)),
        Some(Verdict::Partly) => Some((1, 1)),
        Some(Verdict::NotInPlace) => Some((0, 0)),
        Some(Verdict::NotSure) | None => Some((0, 2)),
        Some(Verdict::NotApplicable) => None,
    }
}

/// Coverage of one group of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupCoverage {
    /// The theme, or the provision's pinpoint.
    pub id: Id,
    /// The interval.
    pub interval: Interval,
}

/// Coverage of a run, with the two counts that a share must never hide.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// All practices in scope.
    pub all: Interval,
    /// By first theme, in the pack's order; themes that ask nothing are left out.
    pub by_theme: Vec<GroupCoverage>,
    /// Affirmative weight that rests on a document seen or a test, of all affirmative weight.
    pub evidenced: Share,
    /// Affirmative weight that rests on an interview, of all affirmative weight.
    pub interviewed: Share,
    /// Affirmative weight that is assumed, or gives no basis, of all affirmative weight.
    pub assumed: Share,
    /// Answered items that are not merely carried, of all answered items; counted, not weighed.
    pub reaffirmed: Share,
}

/// Works out the coverage of a run.
///
/// `carried` names the items whose answer was taken over and not yet re-affirmed.
pub fn coverage(pack: &Pack, scope: &Scope, answers: &Answers, carried: &BTreeSet<Id>) -> Coverage {
    let unanswered = Answer::default();
    let mut all = Coverage::default();
    let mut by_theme: Vec<GroupCoverage> = Vec::new();
    for theme in &pack.themes {
        by_theme.push(GroupCoverage {
            id: theme.id.clone(),
            interval: Interval::default(),
        });
    }
    for item in pack.items.iter().filter(|item| scope.contains(&item.id)) {
        let answer = answers.get(&item.id).unwrap_or(&unanswered);
        if answer.is_answered(item) {
            all.reaffirmed.of += 1;
            all.reaffirmed.part += u32::from(!carried.contains(&item.id));
        }
        let Some(practice) = item.practice() else {
            continue;
        };
        all.all.add(practice.weight, answer.verdict);
        let theme = by_theme
            .iter_mut()
            .find(|group| Some(&group.id) == item.themes.first());
        if let Some(group) = theme {
            group.interval.add(practice.weight, answer.verdict);
        }
        count_basis(&mut all, item, answer);
    }
    by_theme.retain(|group| group.interval.of > 0);
    Coverage { by_theme, ..all }
}

fn count_basis(all: &mut Coverage, item: &Item, answer: &Answer) {
    use crate::answer::BasisKind::{Assumed, Document, Interview, Tested};
    let (Some(practice), Some(verdict)) = (item.practice(), answer.verdict) else {
        return;
    };
    if !verdict.is_affirmative() {
        return;
    }
    let (counts, _) = half_points(Some(verdict)).unwrap_or_default();
    let weight = counts * u32::from(practice.weight);
    for share in [&mut all.evidenced, &mut all.interviewed, &mut all.assumed] {
        share.of += weight;
    }
    match answer.basis {
        Some(Document | Tested) => all.evidenced.part += weight,
        Some(Interview) => all.interviewed.part += weight,
        Some(Assumed) | None => all.assumed.part += weight,
    }
}

/// Coverage of the practices in scope that `chosen` picks.
pub fn coverage_of(
    pack: &Pack,
    scope: &impl Asks,
    says: &impl Says,
    chosen: impl Fn(&Item) -> bool,
) -> Interval {
    let mut interval = Interval::default();
    for (item, said) in asked(pack, scope, says).filter(|(item, _)| chosen(item)) {
        if let Some(practice) = item.practice() {
            interval.add(practice.weight, said.and_then(|said| said.verdict));
        }
    }
    interval
}
