//! The executive copy: facts, actions and open questions.

use super::board::{board_page, date};
use super::decision::taken;
use super::heat::heat_map;
use super::items::sections;
use super::plan::{action, plan};
use super::scope::scope_section;
use super::words::{capitalized, theme};
use super::{
    ActionEntry, Head, Method, OpenEntry, Report, ReportInput, STATEMENT, Signed, fingerprint,
};
use crate::answer::Verdict;
use crate::gap::PRIORITY_TABLE;
use crate::overview::{Overview, overview};
use crate::pack::Pack;

/// Makes the executive copy of a run.
pub fn executive(input: &ReportInput<'_>) -> Report {
    let read = &overview(input.state, input.on);
    let pack = input.state.pack;
    Report {
        title: format!("Gap analysis and action plan: {}", pack.name),
        head: head(input, read),
        board: board_page(input, read),
        scope: scope_section(input, read),
        sections: sections(input, read),
        heat: heat_map(input, read, false),
        actions: actions(pack, read),
        plan: plan(pack, read),
        open: open(input, read),
        taken: read
            .decisions
            .iter()
            .filter_map(|decision| taken(decision, input.on))
            .collect(),
        dates: read.dates.iter().map(date).collect(),
        method: method(pack),
    }
}

/// Every gap's action, by priority.
pub(super) fn actions(pack: &Pack, read: &Overview<'_>) -> Vec<ActionEntry> {
    read.gaps.iter().map(|entry| action(pack, entry)).collect()
}

/// What stands at the head of every copy of a run.
pub(super) fn head(input: &ReportInput<'_>, read: &Overview<'_>) -> Head {
    Head {
        matter: input.matter.clone(),
        marks: input.marks.clone(),
        run: format!("Run {}", input.run_number),
        draft: input.signed.is_none(),
        signed: input.signed.map(signed_by),
        amends: input
            .amends
            .map(|reason| amendment(input.run_number, reason)),
        on: input.on.long(),
        law: read.law.line.clone(),
        citation: input.state.pack.citation.clone(),
        statement: STATEMENT.to_owned(),
        fingerprint: fingerprint(input).short(),
    }
}

/// Says who signed a run and when, who reviewed it, and whether it still says all that was signed.
fn signed_by(signed: &Signed) -> String {
    let mut by = format!("{}, {}", signed.by, signed.on.long());
    if let Some(reviewer) = &signed.reviewer {
        by = format!("{by}; reviewed by {reviewer}");
    }
    if let Some(on) = signed.expunged {
        by = format!("{by}; expunged in part since, on {}", on.long());
    }
    by
}

/// Says which run the run of this number amends, and why: it follows it.
pub fn amendment(number: u32, reason: &str) -> String {
    let reason = reason.trim();
    let stop = if reason.ends_with(['.', '!', '?', '”']) {
        ""
    } else {
        "."
    };
    format!(
        "Amends run {}. Reason: {reason}{stop}",
        number.saturating_sub(1)
    )
}

/// What is not yet established.
pub(super) fn open(input: &ReportInput<'_>, read: &Overview<'_>) -> Vec<OpenEntry> {
    let open = read.open.iter().map(|item| OpenEntry {
        question: item.question.clone(),
        theme: theme(input.state.pack, item),
        ask: item.owner.clone(),
        state: match input
            .state
            .answers
            .get(&item.id)
            .and_then(|answer| answer.verdict)
        {
            Some(Verdict::NotSure) => String::from("Not sure"),
            _ => String::from("Unanswered"),
        },
    });
    open.collect()
}

/// How to read the figures.
pub(super) fn method(pack: &Pack) -> Method {
    let priorities = PRIORITY_TABLE
        .iter()
        .map(|(severity, shortfall, priority)| {
            (
                capitalized(severity.label()),
                capitalized(shortfall.label()),
                priority.label().to_owned(),
            )
        });
    Method {
        paragraphs: vec![
            String::from(
                "“Practices in place” is the share, by weight, of the practices asked of this \
                 company that are in place. Each practice weighs 1, 2 or 3. In place and an \
                 alternative measure count in full, partly counts half, not in place counts \
                 nothing. What is not yet established counts nothing at the low end and in full \
                 at the high end. What is not applicable, waits on a decision or is out of scope \
                 is not counted. Decisions and facts never enter it.",
            ),
            String::from(
                "It is a share of practices that the pack suggests, weighed by their consequence \
                 for the company. It does not measure conformity with any law, and most of what \
                 is asked rests on no duty.",
            ),
            String::from(
                "An action’s priority follows from the consequence for the company and from what \
                 is missing, by the table below; a date within 60 days of the report date that \
                 binds this company moves it up one step.",
            ),
        ],
        priorities: priorities.collect(),
        text_note: pack.text_note.clone(),
        research_note: pack.research_note.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;

    #[test]
    fn a_run_that_lost_something_after_it_was_signed_says_so() {
        let day = |day| Date::from_ymd(2026, 11, day).unwrap_or_else(|| unreachable!());
        let mut signed = Signed {
            by: String::from("M. Okafor, General Counsel"),
            on: day(23),
            reviewer: None,
            expunged: None,
        };
        assert_eq!(
            signed_by(&signed),
            "M. Okafor, General Counsel, November 23, 2026",
            "who and when"
        );
        signed.expunged = Some(day(28));
        assert!(
            signed_by(&signed).ends_with("; expunged in part since, on November 28, 2026"),
            "and that it is not all of it any more"
        );
    }
}
