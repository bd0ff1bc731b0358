//! What is worth knowing before a run leaves counsel's hands. Nothing here blocks.

use serde::Serialize;

use crate::action::ActionStanding;
use crate::answer::{Answer, BasisKind, Verdict};
use crate::overview::{Overview, RunState};
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

/// One thing worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// The sentence.
    pub text: String,
    /// The item it concerns.
    pub item: Option<Id>,
}

/// What a copy will carry that pre-flight asks about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CopyFacts<'a> {
    /// The legend chosen.
    pub legend: Option<&'a str>,
    /// Which counsel directs the work.
    pub directed_by: &'a str,
}

/// Returns what an answer still lacks, in words; empty where it lacks nothing.
pub fn missing(item: &Item, answer: &Answer) -> Vec<String> {
    let absent = |text: &Option<String>| text.is_none();
    let mut missing = Vec::new();
    if answer.verdict == Some(Verdict::NotApplicable) && absent(&answer.reason) {
        missing.push(String::from("say why it is not applicable"));
    }
    if answer.verdict == Some(Verdict::Alternative) && absent(&answer.measure) {
        missing.push(String::from("name the alternative measure"));
    }
    if matches!(item.kind, Kind::Decision(_)) && answer.choice.is_some() {
        if absent(&answer.grounds_for) && absent(&answer.grounds_against) {
            missing.push(String::from("record the business grounds"));
        }
        if absent(&answer.decided_by) || answer.decided_on.is_none() {
            missing.push(String::from("record who decided, and when"));
        }
    }
    missing
}

/// Lists the findings for a copy of a run: warnings first, then in the pack's order.
pub fn preflight(state: RunState<'_>, read: &Overview<'_>, copy: CopyFacts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut add = |level, text: String, item: Option<&Item>| {
        found.push(Finding {
            level,
            text,
            item: item.map(|item| item.id.clone()),
        });
    };
    if copy.legend.is_none_or(|legend| legend.trim().is_empty()) {
        add(
            Level::Warning,
            String::from("No legend is chosen; none will be printed."),
            None,
        );
    }
    if copy.directed_by.trim().is_empty() {
        add(
            Level::Warning,
            String::from("Nobody is named as the counsel who directs this work."),
            None,
        );
    }
    if read.law.not_checked_since {
        add(Level::Warning, format!("{}.", read.law.line), None);
    }
    if !read.open.is_empty() {
        let text = match read.open.len() {
            1 => String::from("1 question is not yet established; it is listed as open."),
            many => format!("{many} questions are not yet established; they are listed as open."),
        };
        add(Level::Hint, text, None);
    }
    for item in state
        .pack
        .items
        .iter()
        .filter(|item| read.scope.contains(&item.id))
    {
        let Some(answer) = state.answers.get(&item.id) else {
            continue;
        };
        for lacks in missing(item, answer) {
            add(
                Level::Warning,
                format!("“{}”: {lacks}.", item.title),
                Some(item),
            );
        }
        let affirmative = answer.verdict.is_some_and(Verdict::is_affirmative);
        if affirmative && matches!(answer.basis, None | Some(BasisKind::Assumed)) {
            add(
                Level::Hint,
                format!("“{}” rests on assumption.", item.title),
                Some(item),
            );
        }
    }
    for entry in &read.gaps {
        let title = &entry.gap.item.title;
        if entry.standing == ActionStanding::AcceptanceExpired {
            add(
                Level::Warning,
                format!("“{title}”: the acceptance has expired; the gap is open again."),
                Some(entry.gap.item),
            );
        }
        let needs_plan = !matches!(
            entry.standing,
            ActionStanding::Accepted | ActionStanding::CheckAgain
        );
        if needs_plan && (entry.action.owner.is_none() || entry.action.due.is_none()) {
            add(
                Level::Hint,
                format!("“{title}”: the action has no owner or no due date."),
                Some(entry.gap.item),
            );
        }
    }
    found.sort_by_key(|finding| finding.level);
    found
}
