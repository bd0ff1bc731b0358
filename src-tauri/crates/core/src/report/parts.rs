//! The parts of an item in counsel's file: what was asked, what was recorded, what is to be done.

use super::ReportInput;
use super::plan::standing_in_words;
use super::words::capitalized;
use crate::answer::{Answer, Verdict};
use crate::date::Date;
use crate::overview::GapAction;
use crate::pack::{Item, Kind, Pack};

/// Collects parts that have words.
struct Parts(Vec<(String, String)>);

impl Parts {
    fn add(&mut self, label: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.0.push((label.to_owned(), text));
        }
    }

    fn given(&mut self, label: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.add(label, text.as_str());
        }
    }

    fn day(&mut self, label: &str, day: Option<Date>) {
        if let Some(day) = day {
            self.add(label, day.long());
        }
    }
}

/// The words that an answer is given under: the question first, then what the answers to it mean.
pub(super) fn wording_parts(item: &Item) -> Vec<(String, String)> {
    let mut parts = Parts(vec![(String::from("Question"), item.question.clone())]);
    match &item.kind {
        Kind::Practice(practice) => {
            parts.add("In place means", practice.in_place.as_str());
            parts.add("Partly looks like", practice.partly.as_str());
        }
        Kind::Decision(_) | Kind::Fact(_) => {
            let options = item.options().iter();
            let options = options.map(|option| format!("{}: {}", option.label, option.meaning));
            parts.add("Options", options.collect::<Vec<_>>().join("\n"));
        }
    }
    parts.0
}

/// What the question rests on, and why it is asked.
pub(super) fn context_parts(pack: &Pack, item: &Item) -> Vec<(String, String)> {
    let mut parts = Parts(Vec::new());
    parts.add("Why it matters", item.why.as_str());
    if let Some(practice) = item.practice() {
        let reason = &practice.weight_reason;
        parts.add("Weight", format!("{}. {reason}", practice.weight));
    }
    parts.given("Take care", item.caution.as_ref());
    let sources = item.sources.iter().filter_map(|entry| {
        let source = pack.sources.get(&entry.source)?;
        let at = entry.at.as_deref().map(|at| format!(", {at}"));
        Some(format!(
            "{}{} ({})",
            source.title,
            at.unwrap_or_default(),
            source.confidence.label()
        ))
    });
    parts.add("Sources", sources.collect::<Vec<_>>().join("; "));
    parts.0
}

/// Returns what was recorded beside the answer itself, counsel's own words among it: label and text.
pub fn answer_parts(item: &Item, answer: &Answer) -> Vec<(String, String)> {
    let mut parts = Parts(Vec::new());
    parts.given("Facts", answer.facts.as_ref());
    match answer.verdict {
        Some(Verdict::Alternative) => parts.given("Measure instead", answer.measure.as_ref()),
        Some(Verdict::NotApplicable) => parts.given("Why not", answer.reason.as_ref()),
        _ => {
            parts.given("Measure (not in use)", answer.measure.as_ref());
            parts.given("Reason (not in use)", answer.reason.as_ref());
        }
    }
    parts.given("Counsel’s analysis", answer.analysis.as_ref());
    if item.decision().is_some() {
        parts.given("Recommendation", answer.recommendation.as_ref());
        parts.given("Counsel’s advice", answer.advice.as_ref());
        parts.given("Business grounds for", answer.grounds_for.as_ref());
        parts.given("Business grounds against", answer.grounds_against.as_ref());
        parts.given("Decided by", answer.decided_by.as_ref());
        parts.day("Decided on", answer.decided_on);
        parts.given("Look again when", answer.review_trigger.as_ref());
        parts.day("Look again on", answer.review_on);
    }
    if let Some(basis) = answer.basis {
        parts.add("Basis", basis.label());
    }
    parts.given("Basis, in words", answer.basis_detail.as_ref());
    parts.day("Seen, said or tested on", answer.basis_on);
    if let Some(certainty) = answer.confidence {
        parts.add("How sure", certainty.label());
    }
    parts.given("Owner", answer.owner.as_ref());
    parts.given("Still to do", answer.todo.as_ref());
    if answer.flag {
        parts.add("Flagged", "for review");
    }
    parts.0
}

/// What is to be done about a gap, with its acceptance; an action without a gap is shown too.
pub(super) fn action_parts(
    input: &ReportInput<'_>,
    item: &Item,
    gap: Option<&GapAction<'_>>,
) -> Vec<(String, String)> {
    let mut parts = Parts(Vec::new());
    let recorded = input.state.actions.get(&item.id);
    if let Some(gap) = gap {
        parts.add("Action", gap.what());
        parts.add("Priority", capitalized(&gap.gap.reason()));
        parts.add("Status", standing_in_words(gap));
    } else if let Some(action) = recorded {
        let what = action.what.as_ref().unwrap_or(&item.action);
        parts.add("Action, no longer asked for", what.as_str());
        parts.add("Status", action.status.label());
    }
    if let Some(action) = recorded {
        parts.given("Action’s owner", action.owner.as_ref());
        parts.day("Due", action.due);
        if let Some(effort) = action.effort {
            parts.add("Effort", effort.label());
        }
        parts.given("Note", action.note.as_ref());
        parts.given("Accepted by", action.accepted_by.as_ref());
        parts.given("Accepted because", action.accepted_why.as_ref());
        parts.day("Accepted until", action.accepted_until);
    }
    parts.0
}
