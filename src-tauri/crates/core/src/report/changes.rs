//! The “what changed” copy: this run against the one before it.
//!
//! It says why practices in place moved (numbers for a waterfall, and the same in a table), what
//! happened to the law between the two law dates, and item by item what moved. Like the executive
//! copy it has no place for counsel's analysis, advice, notes to do or names of evidence: an item
//! of which only those changed is not in it.

use serde::Serialize;

use super::board::Movement;
use super::fields::{CopyKind, Disposition, disposition};
use super::waterfall::{Waterfall, movement_in_words, waterfalls};
use super::words::{answer_in_words, basis_in_words, because, cite, names_crime, sentence, theme};
use super::{Head, ReportInput, Sign, executive};
use crate::answer::{Answer, Field};
use crate::compare::{Comparison, ItemMove, MoveKind, Side, compare};
use crate::date::Date;
use crate::overview::{RunState, overview};
use crate::pack::{Item, Pack};
use crate::rerun::Memo;

/// The run before.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// What is known of it.
    pub state: RunState<'a>,
    /// Its number within the assessment.
    pub number: u32,
    /// Its own report date: the signing date of a signed run.
    pub on: Date,
}

/// What changed between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Changes {
    /// Title.
    pub title: String,
    /// What stands at its head and runs along its pages.
    pub head: Head,
    /// Which run it is compared with, in words.
    pub since: String,
    /// Why practices in place moved; absent where one of the runs asks no practice.
    pub moved: Option<Movement>,
    /// The same as two waterfalls, at the low and at the high end.
    pub waterfalls: Vec<Waterfall>,
    /// What happened to the law, oldest first; empty where the company moved alone.
    pub law: Vec<LawChange>,
    /// Items that moved, by kind; each is listed once, under the kind that matters most.
    pub groups: Vec<ChangeGroup>,
}

/// Something that happened to the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LawChange {
    /// The day, as printed.
    pub date: String,
    /// A few words.
    pub title: String,
    /// What happened.
    pub what: String,
    /// What it means for those who answered before.
    pub matters: String,
    /// How well it is attested.
    pub confidence: String,
    /// What it rests on.
    pub sources: Vec<String>,
}

/// Items that moved in the same way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeGroup {
    /// The kind of movement.
    pub heading: String,
    /// The items.
    pub entries: Vec<ChangeEntry>,
}

/// One item that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeEntry {
    /// Title.
    pub title: String,
    /// `§ 3(b)(ii)`, or the theme for items that stand under their theme.
    pub place: String,
    /// What else it did, in words.
    pub also: Vec<String>,
    /// The answer before; absent where it was not asked.
    pub before: Option<Said>,
    /// The answer now; absent where it is not asked.
    pub after: Option<Said>,
    /// Why it is asked now, or no longer, where that changed.
    pub because: Option<String>,
}

/// An answer, as this copy prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Said {
    /// The shape beside it.
    pub sign: Sign,
    /// Verdict, choice or value in words.
    pub answer: String,
    /// Facts.
    pub facts: Option<String>,
    /// The measure that serves instead, or why the item is not applicable.
    pub because: Option<String>,
    /// How counsel knows, in words.
    pub basis: Option<String>,
    /// Who owns it.
    pub owner: Option<String>,
}

/// Makes the copy: `input` is this run, `memo` what moved in the law where the packs differ.
pub fn changes(before: &Before<'_>, input: &ReportInput<'_>, memo: Option<&Memo>) -> Changes {
    let side = |state, on| Side { state, on };
    let comparison = compare(&side(before.state, before.on), &side(input.state, input.on));
    let read = overview(input.state, input.on);
    let names = (
        format!("Run {}", before.number),
        format!("Run {}", input.run_number),
    );
    Changes {
        title: format!("What changed: {}", input.state.pack.name),
        head: executive::head(input, &read),
        since: format!(
            "Compared with run {} of {} ({} {}, {} as of {}).",
            before.number,
            before.on.long(),
            before.state.pack.id,
            before.state.pack.version,
            before.state.pack.states(),
            before.state.pack.law_date.long()
        ),
        moved: movement_in_words(&comparison, &names.0, &names.1),
        waterfalls: waterfalls(&comparison, &names.0, &names.1),
        law: memo.map(law).unwrap_or_default(),
        groups: groups(before.state, input.state, &comparison),
    }
}

fn law(memo: &Memo) -> Vec<LawChange> {
    let one = |event: &crate::rerun::MemoEvent| LawChange {
        date: event.date.long(),
        title: event.title.clone(),
        what: event.what.clone(),
        matters: event.matters.clone(),
        confidence: event.confidence.label().to_owned(),
        sources: event.sources.clone(),
    };
    memo.events.iter().map(one).collect()
}

/// Whether this copy prints the field.
fn printed(field: Field) -> bool {
    let name = serde_json::to_value(field).unwrap_or_default();
    let name = name.as_str().unwrap_or_default();
    disposition(CopyKind::Changes, "Answer", name) != Disposition::Omit
}

fn groups(before: RunState<'_>, after: RunState<'_>, comparison: &Comparison) -> Vec<ChangeGroup> {
    let mut groups: Vec<ChangeGroup> = Vec::new();
    let placed: Vec<(MoveKind, Vec<MoveKind>, &ItemMove)> = comparison
        .items
        .iter()
        .filter_map(|moved| {
            let mut kinds = MoveKind::ORDER
                .into_iter()
                .filter(|kind| shows(before, after, moved, *kind));
            Some((kinds.next()?, kinds.collect(), moved))
        })
        .collect();
    for kind in MoveKind::ORDER {
        let here = placed.iter().filter(|(first, ..)| *first == kind);
        let entries: Vec<ChangeEntry> = here
            .map(|(_, also, moved)| entry(before, after, also, moved))
            .collect();
        if !entries.is_empty() {
            groups.push(ChangeGroup {
                heading: heading(kind).to_owned(),
                entries,
            });
        }
    }
    groups
}

/// Whether the item made this movement, as far as this copy may say so.
fn shows(before: RunState<'_>, after: RunState<'_>, moved: &ItemMove, kind: MoveKind) -> bool {
    let in_print = match kind {
        MoveKind::FieldsChanged => moved.fields.iter().any(|change| printed(change.field)),
        // Which documents are linked stays in counsel's file, and whether any is: here the basis alone counts.
        MoveKind::EvidenceChanged => false,
        MoveKind::EvidenceGone | MoveKind::EvidenceGained => {
            let evidenced = |state: RunState<'_>| {
                let answer = state.answers.get(&moved.item);
                answer.is_some_and(Answer::is_evidenced)
            };
            evidenced(before) != evidenced(after)
        }
        _ => true,
    };
    moved.kinds.contains(&kind) && in_print
}

/// What stands above the items that made this movement, and beside those that made it among others. Readers of this
/// copy are told what calls for action, as on the board page; counsel's screens keep the words of the comparison.
fn heading(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Better => "More in place",
        MoveKind::Worse => "Less in place",
        MoveKind::EvidenceGone => "Same verdict, no longer on a document or a test",
        MoveKind::EvidenceGained => "Same verdict, now on a document or a test",
        MoveKind::GapFound => "Calls for action; not established before",
        MoveKind::GapReopened => "Calls for action; did not before",
        MoveKind::GapClosed => "No longer calls for action",
        MoveKind::GapAccepted => "Accepted as it is for now",
        MoveKind::GapWithdrawn => "No longer asked, or no longer established",
        MoveKind::Overdue => "Action past its due date",
        MoveKind::NoLongerOverdue => "Action no longer past its due date",
        other => other.label(),
    }
}

fn entry(
    before: RunState<'_>,
    after: RunState<'_>,
    also: &[MoveKind],
    moved: &ItemMove,
) -> ChangeEntry {
    let (old, new) = (before.pack.item(&moved.item), after.pack.item(&moved.item));
    let stands = moved.stands.as_ref().or(moved.stood.as_ref());
    let asked = |standing: &Option<crate::scope::Standing>| {
        standing
            .as_ref()
            .is_some_and(crate::scope::Standing::is_in_scope)
    };
    let scope_moved = asked(&moved.stood) != asked(&moved.stands);
    ChangeEntry {
        title: moved.title.clone(),
        place: match (new, old) {
            (Some(item), _) => place(after.pack, item),
            (None, Some(item)) => place(before.pack, item),
            (None, None) => String::new(),
        },
        also: also.iter().map(|kind| heading(*kind).to_owned()).collect(),
        before: old
            .filter(|_| asked(&moved.stood))
            .map(|item| said(before, item)),
        after: new
            .filter(|_| asked(&moved.stands))
            .map(|item| said(after, item)),
        because: match new {
            None => Some(format!(
                "Not in version {} of the pack.",
                after.pack.version
            )),
            Some(_) => stands
                .filter(|_| scope_moved)
                .map(|standing| sentence(standing.because())),
        },
    }
}

fn place(pack: &Pack, item: &Item) -> String {
    if names_crime(pack, item) {
        theme(pack, item)
    } else {
        cite(pack, item)
    }
}

fn said(state: RunState<'_>, item: &Item) -> Said {
    let unanswered = Answer::default();
    let answer = state.answers.get(&item.id).unwrap_or(&unanswered);
    let (sign, words) = answer_in_words(item, answer);
    Said {
        sign,
        answer: words,
        facts: answer.facts.clone(),
        because: because(answer),
        basis: basis_in_words(answer),
        owner: answer.owner.clone(),
    }
}
