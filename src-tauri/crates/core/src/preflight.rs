//! What is worth knowing before a run leaves counsel's hands. Nothing here blocks.

mod watch;

use serde::Serialize;

use crate::action::{ActionField, ActionStanding};
use crate::answer::{Answer, BasisKind, Field, Verdict};
use crate::date::Date;
use crate::evidence::{Linked, lacks_evidence};
use crate::overview::{GapAction, Overview, RunState};
use crate::pack::{Id, Item, Kind, Pack};
use crate::report::{CopyKind, Disposition, disposition};

pub use watch::{default_words, found_in};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// A reader would be misled, or the copy would speak against its owner.
    Error,
    /// A reader would trip over it.
    Warning,
    /// Worth a look.
    Hint,
}

/// What a finding is about: findings about one thing stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Topic {
    /// Nobody is named who directs the work.
    Directs,
    /// Words that executives' copies should not carry.
    Words,
    /// Not applicable, and no reason.
    Reason,
    /// An alternative measure that is not named.
    Measure,
    /// A decision without its business grounds.
    Grounds,
    /// An acceptance that has expired.
    Acceptance,
    /// No legend is chosen.
    Legend,
    /// A report date that the run's own dates contradict.
    ReportDate,
    /// The law was not checked, or a newer pack is at hand.
    Law,
    /// Items in scope that nobody answered.
    Unanswered,
    /// Answers taken over and not yet re-affirmed.
    Carried,
    /// An affirmative answer that rests on assumption.
    Assumption,
    /// A gap whose action nobody has.
    Owner,
    /// A gap whose action has no date.
    Due,
    /// A day to look at a decision again that has passed.
    Review,
    /// Something that is told as done on a day after the report date.
    Ahead,
    /// Evidence that has gone stale.
    Stale,
    /// Characters that no face of a report has.
    Characters,
    /// An answer that rests on a document which is not named.
    Evidence,
    /// A decision without who took it, or when.
    Decided,
    /// A question that a reviewer sent back.
    SentBack,
}

impl Topic {
    /// Returns what stands above the findings about it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Directs => "Who directs the work",
            Self::Words => "Words that executives’ copies should not carry",
            Self::Reason => "Not applicable, without a reason",
            Self::Measure => "Alternative measures that are not named",
            Self::Grounds => "Decisions without business grounds",
            Self::Acceptance => "Expired acceptances",
            Self::Legend => "The legend",
            Self::ReportDate => "The report date",
            Self::Law => "The law date",
            Self::Unanswered => "Unanswered, and in scope",
            Self::Carried => "Taken over and not yet re-affirmed",
            Self::Assumption => "In place on assumption alone",
            Self::Owner => "Gaps without an owner",
            Self::Due => "Gaps without a date",
            Self::Review => "Decisions whose day to look again has passed",
            Self::Ahead => "Told as done after the report date",
            Self::Stale => "Evidence that has gone stale",
            Self::Characters => "Characters that print as their numbers",
            Self::Evidence => "Documents that are not named as evidence",
            Self::Decided => "Decisions without who took them, or when",
            Self::SentBack => "Sent back for changes",
        }
    }

    /// Returns how much findings about it matter.
    pub fn level(self) -> Level {
        match self {
            Self::Directs
            | Self::Words
            | Self::Reason
            | Self::Measure
            | Self::Grounds
            | Self::Acceptance => Level::Error,
            Self::Legend
            | Self::ReportDate
            | Self::Law
            | Self::Unanswered
            | Self::Carried
            | Self::Assumption
            | Self::Owner
            | Self::Due
            | Self::Review
            | Self::Ahead
            | Self::Stale
            | Self::Characters
            | Self::SentBack => Level::Warning,
            Self::Evidence | Self::Decided => Level::Hint,
        }
    }
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
    /// The packs that are installed.
    Packs,
}

/// One thing worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it is about; how much it matters follows from that.
    pub topic: Topic,
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

/// What pre-flight asks about beside the run.
#[derive(Debug, Clone, Copy, Default)]
pub struct CopyFacts<'a> {
    /// Which copy it is; `None` looks at the run whatever becomes of it.
    pub copy: Option<CopyKind>,
    /// The legend chosen.
    pub legend: Option<&'a str>,
    /// Which counsel directs the work.
    pub directed_by: &'a str,
    /// What else the assessment says of itself on copies: the name of each, and what it says.
    pub details: &'a [(&'static str, &'a str)],
    /// Why the run amends the one before it, where it does.
    pub amends: Option<&'a str>,
    /// Words that executives' copies should not carry.
    pub words: &'a [String],
    /// Returns the characters of a text that no face of a report has; none is looked for without it.
    pub uncovered: Option<fn(&str) -> Vec<char>>,
    /// The days of the run against which the report date is held; `None` where the run has its report date,
    /// as a signed one has.
    pub days: Option<Days>,
    /// The newest pack at hand about the same text.
    pub newest: Option<&'a Pack>,
    /// Questions that were sent back and are not resolved: each with who sent it back.
    pub sent_back: &'a [(Id, String)],
}

/// Days of a run that its report date should not contradict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day on which the report is made.
    pub today: Date,
    /// The day on which the run was last changed.
    pub changed: Option<Date>,
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

/// Lists the findings for a copy of a run: by topic, what matters most first, each in the pack's order.
pub fn preflight(state: RunState<'_>, read: &Overview<'_>, copy: CopyFacts<'_>) -> Vec<Finding> {
    let mut found = of_the_copy(state, read, copy);
    let unanswered = Answer::default();
    let asked = state.pack.items.iter();
    for item in asked.filter(|item| read.scope.contains(&item.id)) {
        let answer = state.answers.get(&item.id).unwrap_or(&unanswered);
        found.extend(of_an_answer(item, answer, read.on));
        if state.carried.contains(&item.id) && answer.is_answered(item) {
            let text = format!("“{}” is taken over from the run before.", item.title);
            found.push(at_answer(Topic::Carried, item, asks(item), text));
        }
        found.extend(of_evidence(state, item, answer, read.on));
        // What was commented is counsel's, and stands at the question.
        let sent_back = copy.sent_back.iter().filter(|(about, _)| *about == item.id);
        found.extend(sent_back.map(|(_, by)| {
            let text = format!("“{}” was sent back by {by}.", item.title);
            at_answer(Topic::SentBack, item, asks(item), text)
        }));
        found.extend(watch::in_answer(item, answer, copy));
    }
    for entry in &read.gaps {
        found.extend(of_an_action(entry));
        found.extend(watch::in_action(entry, copy));
    }
    found.retain(|finding| concerns(copy.copy, state.pack, finding));
    found.sort_by_key(|finding| (finding.topic.level(), finding.topic));
    found
}

/// Whether a finding concerns a copy. Those that are made of decisions alone are not held up by what else is open:
/// the table of fields says what they print.
fn concerns(copy: Option<CopyKind>, pack: &Pack, finding: &Finding) -> bool {
    let Some(copy @ (CopyKind::Strategy | CopyKind::Minutes)) = copy else {
        return true;
    };
    match &finding.spot {
        Some(Spot::Answer { item, field }) => {
            let is_decision = pack
                .item(item)
                .is_some_and(|item| item.decision().is_some());
            let name = serde_json::to_value(field).unwrap_or_default();
            let name = name.as_str().unwrap_or_default();
            is_decision && disposition(copy, "Answer", name) != Disposition::Omit
        }
        Some(Spot::Action { .. } | Spot::Evidence { .. }) => false,
        Some(Spot::Details | Spot::Copy | Spot::Packs) | None => true,
    }
}

fn finding(topic: Topic, text: impl Into<String>, spot: Option<Spot>) -> Finding {
    let text = text.into();
    Finding { topic, text, spot }
}

fn at_answer(topic: Topic, item: &Item, field: Field, text: String) -> Finding {
    let item = item.id.clone();
    finding(topic, text, Some(Spot::Answer { item, field }))
}

/// The field that answers the question itself.
fn asks(item: &Item) -> Field {
    match &item.kind {
        Kind::Practice(_) => Field::Verdict,
        Kind::Decision(_) => Field::Choice,
        Kind::Fact(_) if item.options().is_empty() => Field::Value,
        Kind::Fact(_) => Field::Choice,
    }
}

fn of_the_copy(state: RunState<'_>, read: &Overview<'_>, copy: CopyFacts<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if copy.legend.is_none_or(|legend| legend.trim().is_empty()) {
        let text = "No legend is chosen; none will be printed.";
        found.push(finding(Topic::Legend, text, Some(Spot::Copy)));
    }
    if copy.directed_by.trim().is_empty() {
        let text = "Nobody is named as the counsel who directs this work.";
        found.push(finding(Topic::Directs, text, Some(Spot::Details)));
    }
    for (called, text) in copy.details {
        found.extend(watch::in_text(called, text, Some(&Spot::Details), copy));
    }
    if let Some(reason) = copy.amends {
        found.extend(watch::in_text(
            "The reason for the amendment",
            reason,
            None,
            copy,
        ));
    }
    if let Some(text) = copy
        .days
        .and_then(|days| contradicts(read.on, days, state.pack))
    {
        found.push(finding(Topic::ReportDate, text, Some(Spot::Copy)));
    }
    let newer = copy
        .newest
        .filter(|newest| newest.version > state.pack.version);
    if let Some(newest) = newer {
        let text = format!(
            "This run states the {} as of {}; {} {} is at hand and states it as of {}.",
            state.pack.states(),
            state.pack.law_date.long(),
            newest.id,
            newest.version,
            newest.law_date.long()
        );
        found.push(finding(Topic::Law, text, Some(Spot::Packs)));
    }
    if read.law.not_checked_since {
        let text = format!("{}.", read.law.line);
        found.push(finding(Topic::Law, text, Some(Spot::Packs)));
    }
    found
}

/// Says how a report date contradicts the days of the run. Everything is stated as it is today, whatever date
/// a report bears.
fn contradicts(on: Date, days: Days, pack: &Pack) -> Option<String> {
    let on_it = format!("The report date is {}", on.long());
    if on > days.today {
        return Some(format!("{on_it}, which is still to come."));
    }
    if on < pack.law_date {
        let law = pack.law_date.long();
        return Some(format!("{on_it}; the law is stated as of {law}."));
    }
    let changed = days.changed.filter(|changed| *changed > on)?;
    Some(format!(
        "{on_it}; the run was changed on {} and is reported with that.",
        changed.long()
    ))
}

fn of_an_answer(item: &Item, answer: &Answer, on: Date) -> Vec<Finding> {
    let title = &item.title;
    let lacks = missing(item, answer).into_iter().map(|lack| {
        let topic = match lack.field {
            Field::Reason => Topic::Reason,
            Field::Measure => Topic::Measure,
            Field::GroundsFor => Topic::Grounds,
            _ => Topic::Decided,
        };
        let text = format!("“{title}”: {}.", lack.says);
        at_answer(topic, item, lack.field, text)
    });
    let mut found: Vec<Finding> = lacks.collect();
    // A decision that is open is asked of the reader; it is no question that was passed over.
    if !answer.is_answered(item) && item.decision().is_none() {
        let text = format!("“{title}” is not answered; it is listed as not yet established.");
        found.push(at_answer(Topic::Unanswered, item, asks(item), text));
    }
    let passed = answer.review_on.filter(|review| *review < on);
    if let Some(review) = passed.filter(|_| item.decision().is_some()) {
        let text = format!("“{title}” was to be looked at again on {}.", review.long());
        found.push(at_answer(Topic::Review, item, Field::ReviewOn, text));
    }
    let told = [
        (Field::BasisOn, answer.basis_on, "seen, said or tested"),
        (Field::DecidedOn, answer.decided_on, "decided"),
    ];
    for (field, day, what) in told {
        if let Some(day) = day.filter(|day| *day > on) {
            let text = format!(
                "“{title}”: {what} on {}, after the report date.",
                day.long()
            );
            found.push(at_answer(Topic::Ahead, item, field, text));
        }
    }
    let affirmative = answer.verdict.is_some_and(Verdict::is_affirmative);
    if affirmative && matches!(answer.basis, None | Some(BasisKind::Assumed)) {
        let text = format!("“{title}” rests on assumption.");
        found.push(at_answer(Topic::Assumption, item, Field::Basis, text));
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
        Some(finding(Topic::Stale, text, at()))
    };
    let ahead = |linked: &Linked| {
        let seen = linked.evidence.seen_on.filter(|seen| *seen > on)?;
        let name = &linked.evidence.title;
        let text = format!(
            "“{title}”: the evidence “{name}” was seen on {}, after the report date.",
            seen.long()
        );
        Some(finding(Topic::Ahead, text, at()))
    };
    let mut found: Vec<Finding> = linked.iter().filter_map(stale).collect();
    found.extend(linked.iter().filter_map(ahead));
    if answer.basis == Some(BasisKind::Document) && lacks_evidence(item, answer, state.evidence) {
        let text = format!("“{title}” rests on a document, and no document is named as evidence.");
        found.push(finding(Topic::Evidence, text, at()));
    }
    found
}

fn of_an_action(entry: &GapAction<'_>) -> Vec<Finding> {
    let at = |topic, field, text| {
        let item = entry.gap.item.id.clone();
        finding(topic, text, Some(Spot::Action { item, field }))
    };
    let title = &entry.gap.item.title;
    let mut found = Vec::new();
    if entry.standing == ActionStanding::AcceptanceExpired {
        let text = format!("“{title}”: the acceptance has expired; the gap is open again.");
        found.push(at(Topic::Acceptance, ActionField::AcceptedUntil, text));
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
        found.push(at(Topic::Owner, ActionField::Owner, text));
    }
    if entry.action.due.is_none() {
        let text = format!("“{title}”: the action has no due date.");
        found.push(at(Topic::Due, ActionField::Due, text));
    }
    found
}
