//! Why coverage moved: both ends of the interval, split exactly into scope, questions and answers.
//!
//! Three things can differ between two runs: of whom it is asked (*scope*: the profile, and the
//! decisions and facts that conditions name), what is asked (*questions*: the pack), and what was
//! answered (*answers*: the verdicts). Each part is the mean, over the six orders in which the
//! three can be changed one after the other, of what changing it moves (the Shapley value). So no
//! order is preferred, the parts add up, and swapping the runs mirrors them. On the side whose pack
//! lacks an item the item is not asked, as if it were out of scope there: what a newer pack adds or
//! retires is the part of the questions. Items are the same where they have the same name.

use serde::Serialize;

use super::exact::Exact;
use crate::coverage::{Interval, Share, coverage_of};
use crate::overview::RunState;
use crate::scope::{Scope, scope};

/// One part of a movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part {
    /// In exact points of a percent.
    pub exact: Exact,
    /// As shown: whole points; the three parts add up to the difference of the shares shown.
    pub shown: i32,
}

/// How one end of the interval moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EndMovement {
    /// The share before, as printed.
    pub before: u32,
    /// The share after, as printed.
    pub after: u32,
    /// What the company's profile, and decisions and facts that conditions name, moved.
    pub scope: Part,
    /// What the pack moved.
    pub questions: Part,
    /// What the verdicts moved.
    pub answers: Part,
}

/// How coverage moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Movement {
    /// What the answers establish.
    pub low: EndMovement,
    /// What the answers do not rule out.
    pub high: EndMovement,
}

impl EndMovement {
    /// Returns the parts in the order in which they are shown: scope, questions, answers.
    pub fn parts(&self) -> [Part; 3] {
        [self.scope, self.questions, self.answers]
    }

    /// Returns the movement seen from the other run.
    pub(super) fn mirrored(self) -> Self {
        let mirror = |part: Part| Part {
            exact: part.exact.negated(),
            shown: -part.shown,
        };
        Self {
            before: self.after,
            after: self.before,
            scope: mirror(self.scope),
            questions: mirror(self.questions),
            answers: mirror(self.answers),
        }
    }
}

/// A value for each mixture of the two runs; bit 0 takes the scope of the second, bit 1 its
/// questions, bit 2 its answers.
type Mixtures = [Exact; 8];

const SCOPE: usize = 1;
const QUESTIONS: usize = 2;
const ANSWERS: usize = 4;

/// Splits the movement of coverage from `a` to `b`; `None` where one of them asks no practice, and
/// where weights add up to more than the exact arithmetic holds (more than 5,400 practices of full
/// weight).
pub(super) fn movement(
    a: RunState<'_>,
    b: RunState<'_>,
    scopes: (&Scope, &Scope),
) -> Option<Movement> {
    // Scope of one run over the questions of the other.
    let a_of_b = scope(b.pack, a.profile, a.answers);
    let b_of_a = scope(a.pack, b.profile, b.answers);
    let mut intervals = [Interval::default(); 8];
    for (mixture, interval) in intervals.iter_mut().enumerate() {
        let pack = if mixture & QUESTIONS == 0 {
            a.pack
        } else {
            b.pack
        };
        let answers = if mixture & ANSWERS == 0 {
            a.answers
        } else {
            b.answers
        };
        let scope = match (mixture & SCOPE == 0, mixture & QUESTIONS == 0) {
            (true, true) => scopes.0,
            (true, false) => &a_of_b,
            (false, true) => &b_of_a,
            (false, false) => scopes.1,
        };
        *interval = coverage_of(pack, scope, answers, |_| true);
    }
    let (before, after) = (intervals[0], intervals[7]);
    if before.of == 0 || after.of == 0 {
        return None;
    }
    let end = |share: fn(Interval) -> Share, of_nothing: i128| {
        let mut values = [Exact::ZERO; 8];
        for (value, interval) in values.iter_mut().zip(intervals) {
            let share = share(interval);
            // Of nothing asked nothing is known: 0 at the low end, everything at the high one.
            *value = if share.of == 0 {
                Exact::new(of_nothing, 1)?
            } else {
                Exact::new(100 * i128::from(share.part), i128::from(share.of))?
            };
        }
        parts(&values, share(before).percent()?, share(after).percent()?)
    };
    Some(Movement {
        low: end(Interval::low_share, 0)?,
        high: end(Interval::high_share, 100)?,
    })
}

/// The Shapley values of the three, and what is shown of them.
fn parts(values: &Mixtures, before: u32, after: u32) -> Option<EndMovement> {
    let [scope, questions, answers] = [
        shapley(values, SCOPE)?,
        shapley(values, QUESTIONS)?,
        shapley(values, ANSWERS)?,
    ];
    let total = i128::from(after) - i128::from(before);
    let shown = largest_remainder([scope, questions, answers], total)?;
    let part = |exact, shown: i128| {
        Some(Part {
            exact,
            shown: i32::try_from(shown).ok()?,
        })
    };
    Some(EndMovement {
        before,
        after,
        scope: part(scope, shown[0])?,
        questions: part(questions, shown[1])?,
        answers: part(answers, shown[2])?,
    })
}

/// The mean, over the six orders, of what changing `one` moves: two orders change it first, two
/// last, one after each of the others.
fn shapley(values: &Mixtures, one: usize) -> Option<Exact> {
    let mut sum = Exact::ZERO;
    for others in (0..8_usize).filter(|mixture| mixture & one == 0) {
        let orders = if others.count_ones() == 1 { 1 } else { 2 };
        let moved = values[others | one].minus(values[others])?;
        sum = sum.plus(moved.times(orders)?)?;
    }
    sum.over(6)
}

/// Rounds three parts to whole points that add up to `total`: each toward zero first, then, one
/// point at a time, the part that is furthest from its exact value.
///
/// Ties go to the first. Nothing here prefers a direction, so parts of the other sign come out with
/// the other sign.
fn largest_remainder(parts: [Exact; 3], total: i128) -> Option<[i128; 3]> {
    let mut shown = parts.map(Exact::whole);
    loop {
        let missing = total - shown.iter().sum::<i128>();
        if missing == 0 {
            return Some(shown);
        }
        let mut furthest: Option<(usize, Exact)> = None;
        for (at, part) in parts.iter().enumerate() {
            let rest = part
                .minus(Exact::new(shown[at], 1)?)?
                .times(missing.signum())?;
            let further = match furthest {
                None => true,
                Some((_, most)) => rest.minus(most)?.signum() > 0,
            };
            if further {
                furthest = Some((at, rest));
            }
        }
        let (at, _) = furthest?;
        shown[at] += missing.signum();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_movement_by_one_alone_is_its_own() {
        let hundredths = |n| Exact::new(n, 1).unwrap();
        // Only the answers move: 40 whatever the rest, 65 with the new answers.
        let values =
            std::array::from_fn(|mixture| hundredths(if mixture & ANSWERS == 0 { 40 } else { 65 }));
        let end = parts(&values, 40, 65).unwrap();
        assert_eq!(
            end.parts().map(|part| part.shown),
            [0, 0, 25],
            "what did not change moves nothing"
        );
    }

    proptest! {
        #[test]
        fn what_is_shown_adds_up_and_mirrors(n in prop::array::uniform3(-9000..9000_i128), slack in -2..=2_i128) {
            let parts = n.map(|n| Exact::new(n, 97).unwrap());
            let sum = parts[0].plus(parts[1]).unwrap().plus(parts[2]).unwrap();
            let total = sum.whole() + slack;
            let shown = largest_remainder(parts, total).unwrap();
            prop_assert_eq!(shown.iter().sum::<i128>(), total, "the parts add up");
            let back = largest_remainder(parts.map(Exact::negated), -total).unwrap();
            prop_assert_eq!(shown.map(|s| -s), back, "and mirror");
        }
    }
}
