//! What is worth knowing before a run leaves counsel's hands. Nothing here blocks.

use serde::Serialize;

use crate::action::{ActionField, ActionStanding};
use crate::answer::{Answer, BasisKind, Field, Verdict};
use crate::date::Date;
use crate::evidence::{Linked, lacks_evidence};
use crate::overview::{GapAction, Overview, RunState};
use crate::pack::{Id, Item, Kind};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// A reader would trip over it.
    Warning,
    /// Worth a look.
    Hint,
}

/// Where a finding can be mended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum Spot {
    /// A field of an answer.
    Answer {
        /// The item.
        item: Id,
        /// The field.
        field: Field,
    },
    /// A field of an action.
    Action {
        /// The item.
        item: Id,
        /// The field.
        field: ActionField,
    },
    /// The evidence under an answer.
    Evidence {
        /// The item.
        item: Id,
    },
    /// What the assessment says of itself: who asked, who directs, who may read it.
    Details,
    /// What is chosen for the copy.
    Copy,
    /// The list of open questions.
    Open,
}

/// One thing worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// The sentence.
    pub text: String,
    /// Where it can be mended; absent where nothing here can mend it.
    pub spot: Option<Spot>,
}

/// What an answer lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Lack {
    /// The field to fill.
    pub field: Field,
    /// What to do, in words: `name the alternative measure`.
    pub says: &'static str,
}

/// What a copy will carry that pre-flight asks about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CopyFacts<'a> {
    /// The legend chosen.
    pub legend: Option<&'a str>,
    /// Which counsel directs the work.
    pub directed_by: &'a str,
}

/// Returns what an answer still lacks; empty where it lacks nothing.
pub fn missing(item: &Item, answer: &Answer) -> Vec<Lack> {
    let mut missing = Vec::new();
    let mut lacks = |field, says| missing.push(Lack { field, says });
    if answer.verdict == Some(Verdict::NotApplicable) && answer.reason.is_none() {
        lacks(Field::Reason, "say why it is not applicable");
    }
    if answer.verdict == Some(Verdict::Alternative) && answer.measure.is_none() {
        lacks(Field::Measure, "name the alternative measure");
    }
    if matches!(item.kind, Kind::Decision(_)) && answer.choice.is_some() {
        if answer.grounds_for.is_none() && answer.grounds_against.is_none() {
            lacks(Field::GroundsFor, "record the business grounds");
        }
        if answer.decided_by.is_none() {
            lacks(Field::DecidedBy, "record who decided");
        }
        if answer.decided_on.is_none() {
            lacks(Field::DecidedOn, "record when it was decided");
        }
    }
    missing
}

/// Lists the findings for a copy of a run: warnings first, then in the pack's order.
pub fn preflight(state: RunState<'_>, read: &Overview<'_>, copy: CopyFacts<'_>) -> Vec<Finding> {
    let mut found = of_the_copy(read, copy);
    let asked = state.pack.items.iter();
    for item in asked.filter(|item| read.scope.contains(&item.id)) {
        if let Some(answer) = state.answers.get(&item.id) {
            found.extend(of_an_answer(item, answer));
            found.extend(of_evidence(state, item, answer, read.on));
        }
    }
    found.extend(read.gaps.iter().flat_map(of_an_action));
    found.sort_by_key(|finding| finding.level);
    found
}

fn finding(level: Level, text: impl Into<String>, spot: Option<Spot>) -> Finding {
    let text = text.into();
    Finding { level, text, spot }
}

fn of_the_copy(read: &Overview<'_>, copy: CopyFacts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if copy.legend.is_none_or(|legend| legend.trim().is_empty()) {
        let text = "No legend is chosen; none will be printed.";
        found.push(finding(Level::Warning, text, Some(Spot::Copy)));
    }
    if copy.directed_by.trim().is_empty() {
        let text = "Nobody is named as the counsel who directs this work.";
        found.push(finding(Level::Warning, text, Some(Spot::Details)));
    }
    if read.law.not_checked_since {
        found.push(finding(Level::Warning, format!("{}.", read.law.line), None));
    }
    if !read.open.is_empty() {
        let text = match read.open.len() {
            1 => String::from("1 question is not yet established; it is listed as open."),
            many => format!("{many} questions are not yet established; they are listed as open."),
        };
        found.push(finding(Level::Hint, text, Some(Spot::Open)));
    }
    found
}

fn of_an_answer(item: &Item, answer: &Answer) -> Vec<Finding> {
    let at = |field| {
        let item = item.id.clone();
        Some(Spot::Answer { item, field })
    };
    let title = &item.title;
    let lacks = missing(item, answer).into_iter().map(|lack| {
        let text = format!("“{title}”: {}.", lack.says);
        finding(Level::Warning, text, at(lack.field))
    });
    let mut found: Vec<Finding> = lacks.collect();
    let affirmative = answer.verdict.is_some_and(Verdict::is_affirmative);
    if affirmative && matches!(answer.basis, None | Some(BasisKind::Assumed)) {
        let text = format!("“{title}” rests on assumption.");
        found.push(finding(Level::Hint, text, at(Field::Basis)));
    }
    found
}

fn of_evidence(state: RunState<'_>, item: &Item, answer: &Answer, on: Date) -> Vec<Finding> {
    let title = &item.title;
    let at = || {
        let item = item.id.clone();
        Some(Spot::Evidence { item })
    };
    let linked = state.evidence.get(&item.id).map_or(&[][..], Vec::as_slice);
    let stale = |linked: &Linked| {
        let last = linked.evidence.stale_after.filter(|last| *last < on)?;
        let name = &linked.evidence.title;
        let text = format!(
            "“{title}”: the evidence “{name}” went stale after {}.",
            last.long()
        );
        Some(finding(Level::Warning, text, at()))
    };
    let mut found: Vec<Finding> = linked.iter().filter_map(stale).collect();
    if answer.basis == Some(BasisKind::Document) && lacks_evidence(item, answer, state.evidence) {
        let text = format!("“{title}” rests on a document, and no document is named as evidence.");
        found.push(finding(Level::Hint, text, at()));
    }
    found
}

fn of_an_action(entry: &GapAction<'_>) -> Vec<Finding> {
    let at = |field| {
        let item = entry.gap.item.id.clone();
        Some(Spot::Action { item, field })
    };
    let title = &entry.gap.item.title;
    let mut found = Vec::new();
    if entry.standing == ActionStanding::AcceptanceExpired {
        let text = format!("“{title}”: the acceptance has expired; the gap is open again.");
        found.push(finding(
            Level::Warning,
            text,
            at(ActionField::AcceptedUntil),
        ));
    }
    let is_settled = matches!(
        entry.standing,
        ActionStanding::Accepted | ActionStanding::CheckAgain
    );
    if is_settled {
        return found;
    }
    if entry.action.owner.is_none() {
        let text = format!("“{title}”: the action has no owner.");
        found.push(finding(Level::Hint, text, at(ActionField::Owner)));
    }
    if entry.action.due.is_none() {
        let text = format!("“{title}”: the action has no due date.");
        found.push(finding(Level::Hint, text, at(ActionField::Due)));
    }
    found
}
