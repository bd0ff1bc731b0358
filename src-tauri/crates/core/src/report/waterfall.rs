//! Why practices in place moved: a waterfall at each end of the interval, and the table beside it.

use serde::Serialize;

use super::board::{Movement, MovementRow};
use crate::compare::{Comparison, EndMovement};

/// A waterfall at one end of the interval; all numbers are percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Waterfall {
    /// Which end: `Established` or `Not ruled out`.
    pub label: String,
    /// The run before, scope, questions, answers, this run.
    pub steps: [Step; 5],
}

/// One bar of a waterfall: it spans from `from` to `to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// What it stands for.
    pub label: String,
    /// Where it begins; 0 for a run.
    pub from: i32,
    /// Where it ends.
    pub to: i32,
    /// Whether it is a run and not a cause.
    pub total: bool,
}

/// Returns why practices in place moved, as a table: the run before, each cause, this run.
pub fn movement_in_words(comparison: &Comparison, before: &str, after: &str) -> Option<Movement> {
    let movement = comparison.movement?;
    let total = |label: &str, low: u32, high: u32| MovementRow {
        label: label.to_owned(),
        short: label.to_owned(),
        low: format!("{low} %"),
        high: format!("{high} %"),
        total: true,
    };
    let (low, high) = (movement.low, movement.high);
    let mut rows = vec![total(before, low.before, high.before)];
    for (label, (low, high)) in CAUSES.iter().zip(low.parts().iter().zip(high.parts())) {
        rows.push(MovementRow {
            label: (*label).to_owned(),
            short: label.split(':').next().unwrap_or(label).to_owned(),
            low: signed(low.shown),
            high: signed(high.shown),
            total: false,
        });
    }
    rows.push(total(after, low.after, high.after));
    Some(Movement {
        heading: format!("Since {}", comparison.before.on.long()),
        rows,
    })
}

/// What can move practices in place, in the order of [`EndMovement::parts`].
const CAUSES: [&str; 3] = [
    "Scope: of whom it is asked",
    "Questions: what is asked",
    "Answers: what was found",
];

fn signed(points: i32) -> String {
    match points {
        0 => String::from("0"),
        more if more > 0 => format!("+{more}"),
        // A minus sign, not a hyphen.
        less => format!("\u{2212}{}", less.unsigned_abs()),
    }
}

/// Returns the movement as two waterfalls, at the low and at the high end; none where one of the
/// runs asks no practice.
pub fn waterfalls(comparison: &Comparison, before: &str, after: &str) -> Vec<Waterfall> {
    let Some(movement) = comparison.movement else {
        return Vec::new();
    };
    let one = |label: &str, end: &EndMovement| {
        let whole = |label: &str, to: u32| Step {
            label: label.to_owned(),
            from: 0,
            to: i32::try_from(to).unwrap_or(100),
            total: true,
        };
        let first = whole(before, end.before);
        let mut at = first.to;
        let causes = [0, 1, 2].map(|cause| {
            let from = at;
            at += end.parts()[cause].shown;
            Step {
                label: CAUSES[cause].to_owned(),
                from,
                to: at,
                total: false,
            }
        });
        let [scope, questions, answers] = causes;
        let last = whole(after, end.after);
        Waterfall {
            label: label.to_owned(),
            steps: [first, scope, questions, answers, last],
        }
    };
    vec![
        one("Established", &movement.low),
        one("Not ruled out", &movement.high),
    ]
}
