//! Counsel's file: everything, with the wording as answered.
//!
//! Nothing is left out here, and nothing is masked: it is the one copy that holds counsel's analysis and
//! advice, what a statement rests on by name, and what is still to be done. What it shares with the other
//! copies it takes from them.

mod around;
mod entries;
mod evidence;
mod sums;

use std::collections::BTreeMap;

use serde::Serialize;

use super::board::{board_page, date};
use super::decision::taken;
use super::executive::{actions, head, method, open};
use super::heat::heat_map;
use super::plan::plan;
use super::scope::scope_section;
use super::words::{capitalized, sentence};
use super::{
    ActionEntry, BoardPage, DateEntry, DecisionTaken, Head, HeatMap, Method, OpenEntry, Plan,
    ReportInput, ScopeSection, Sign,
};
use crate::answer::{Answer, BasisKind};
use crate::canonical::Hash;
use crate::date::Date;
use crate::matter_log::Around;
use crate::overview::{Overview, RunState, overview};
use crate::pack::{Id, Item, Source};
use crate::preflight::Finding;
use crate::profile::TraitAnswer;
use crate::scope::Standing;

pub use around::{Conversation, LogEntry, RequestSent, ReturnedReply, Sought};
pub use evidence::{Evidence, evidence_list};

use around::Names;
use entries::Entries;

/// One state of an answer in its history, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Past {
    /// When: `June 12, 2026, 2:03:22 PM`.
    pub at: String,
    /// By whom.
    pub author: String,
    /// What changed against the state before, in words.
    pub changes: Vec<String>,
    /// Hash of the item's text that it was given under.
    pub under: String,
}

/// What an answer was given under, where that is not the item's text of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnsweredUnder {
    /// This text, from another version of the pack.
    Text(Box<Item>),
    /// A text of this hash, which no pack has that is at hand.
    Lost(Hash),
}

/// An item that this run no longer asks, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gone<'a> {
    /// The item, in the pack of the run that asked it last.
    pub item: &'a str,
    /// What became of it, in one sentence.
    pub because: &'a str,
    /// The declarations' sentences, oldest first.
    pub reasons: &'a [String],
}

/// A run before this one that asked items which the run after it does not.
#[derive(Debug, Clone)]
pub struct Shelf<'a> {
    /// The run, as it is kept.
    pub state: RunState<'a>,
    /// Its number within the assessment.
    pub number: u32,
    /// The history of its answers and their actions, newest first.
    pub history: &'a BTreeMap<Id, Vec<Past>>,
    /// Items whose answer was given under another text than that of its pack.
    pub answered: &'a BTreeMap<Id, AnsweredUnder>,
    /// What the run after it no longer asks.
    pub gone: Vec<Gone<'a>>,
}

/// What counsel's file is made from beside the run itself.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// The history of each answer and its action, newest first.
    pub history: &'a BTreeMap<Id, Vec<Past>>,
    /// Items whose answer was given under another text than today's.
    pub answered: &'a BTreeMap<Id, AnsweredUnder>,
    /// What pre-flight found and counsel left as it is.
    pub findings: &'a [Finding],
    /// What the runs before this one asked and no later one does, newest first.
    pub shelves: &'a [Shelf<'a>],
    /// Interviews and the matter log: of a signed run, as they stood when it was signed.
    pub around: &'a Around,
    /// Requests to the business, in the order in which they were sent, likewise.
    pub requests: &'a [RequestSent],
}

/// Counsel's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counsel {
    /// Title.
    pub title: String,
    /// What stands at its head and runs along its pages.
    pub head: Head,
    /// The board page, with which it opens.
    pub board: BoardPage,
    /// Why these items and not others.
    pub scope: ScopeSection,
    /// Roles and facts of the profile, with the answer to each.
    pub profile: Vec<(String, String)>,
    /// Provisions with their items, Section 4's under their own provision.
    pub sections: Vec<CounselSection>,
    /// Items that are not asked and hold an answer all the same.
    pub attic: Vec<CounselEntry>,
    /// Items that runs before this one asked and that are no longer asked, newest first.
    pub retired: Vec<Retired>,
    /// Items that are not asked: title, and why.
    pub left_out: Vec<(String, String)>,
    /// Practices in place by provision and theme, every provision in a row of its own.
    pub heat: HeatMap,
    /// Every gap's action, by priority.
    pub actions: Vec<ActionEntry>,
    /// The actions by owner and month.
    pub plan: Plan,
    /// What is not yet established.
    pub open: Vec<OpenEntry>,
    /// Decisions taken.
    pub taken: Vec<DecisionTaken>,
    /// Every date ahead.
    pub dates: Vec<DateEntry>,
    /// How to read the figures.
    pub method: Method,
    /// The sums behind each share.
    pub sums: Vec<Sum>,
    /// All evidence, by name.
    pub evidence: Vec<Evidence>,
    /// Interviews, in the order in which they were recorded.
    pub interviews: Vec<Conversation>,
    /// Requests to the business, in the order in which they were sent.
    pub requests: Vec<Sought>,
    /// The matter log, by the day that an entry is about; what follows an entry stands with it.
    pub matter_log: Vec<LogEntry>,
    /// Everything that is cited, with how far it can be relied on.
    pub sources: Vec<SourceEntry>,
    /// What pre-flight found and counsel left as it is, by topic.
    pub findings: Vec<FindingGroup>,
}

/// What pre-flight found about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FindingGroup {
    /// What it is about.
    pub heading: String,
    /// How many things were found.
    pub found: usize,
    /// The sentences; one may speak of several things.
    pub texts: Vec<String>,
}

/// A provision with its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CounselSection {
    /// `§ 3(b)(ii)`; empty beside the text.
    pub cite: String,
    /// Heading.
    pub heading: String,
    /// The words of the provision around it that lead to its own, where those are no sentence.
    pub lead_in: Option<String>,
    /// The operative words.
    pub words: Option<String>,
    /// Whom it speaks to and how, and where it stands.
    pub standing: Vec<String>,
    /// Items in scope.
    pub entries: Vec<CounselEntry>,
}

/// An item with all that is recorded of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CounselEntry {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// Instrument, addressee, force, state and consequence, in words.
    pub standing: String,
    /// The question, as answered.
    pub question: String,
    /// What the answers to it mean, as answered: each under its label.
    pub asked: Vec<(String, String)>,
    /// Question and meanings of today, where they moved since the answer was given.
    pub wording_now: Option<Vec<(String, String)>>,
    /// Weight, why it matters, care to take, sources.
    pub context: Vec<(String, String)>,
    /// Hash of the text that was answered, in short: `7f3a-19c2-e04b`.
    pub text_hash: String,
    /// Whether the answer was taken over and not yet re-affirmed.
    pub carried: bool,
    /// The shape beside it.
    pub sign: Sign,
    /// The answer in words.
    pub answer: String,
    /// How counsel knows: the kind of basis.
    pub basis_kind: Option<BasisKind>,
    /// The day it was seen, said or tested.
    pub basis_on: Option<Date>,
    /// What was recorded, counsel's own words among it: each under its label.
    pub recorded: Vec<(String, String)>,
    /// What is to be done, with its acceptance: each under its label.
    pub action: Vec<(String, String)>,
    /// Evidence attached to it.
    pub evidence: Vec<Evidence>,
    /// Its history, newest first.
    pub history: Vec<Past>,
}

/// An item that is no longer asked, as the run that asked it last has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Retired {
    /// The run: `Run 1 on 1.0.0, law as of June 2, 2026`.
    pub run: String,
    /// What became of it.
    pub because: String,
    /// Why, in the words of the packs, oldest first.
    pub reasons: Vec<String>,
    /// The item with all that is recorded of it.
    pub entry: CounselEntry,
}

/// How a share came about: weights by what they count as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sum {
    /// The theme.
    pub label: String,
    /// In place, or an alternative measure: counts in full.
    pub full: u32,
    /// Partly in place: counts half.
    pub half: u32,
    /// Not in place: counts nothing.
    pub none: u32,
    /// Not yet established: counts nothing at the low end and in full at the high end.
    pub open: u32,
    /// The sum in words: `Low: 12 + ½ × 4 = 14 of 26, 54 %. High: 14 + 6 = 20 of 26, 77 %.`
    pub words: String,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SourceEntry {
    /// Its key in the pack.
    pub key: String,
    /// Title, publisher and day.
    pub what: String,
    /// Its address, shown and never opened.
    pub url: Option<String>,
    /// How far statements that rest on it can be relied on.
    pub confidence: String,
    /// What the reader should know of it.
    pub note: Option<String>,
}

/// Makes counsel's file of a run.
pub fn counsel(input: &ReportInput<'_>, record: &Record<'_>) -> Counsel {
    let read = &overview(input.state, input.on);
    let pack = input.state.pack;
    let evidence = evidence_list(input.state.evidence, input.on);
    let entries = Entries::new(input, read, record, &evidence);
    let names = Names::new(input, record);
    let left_out = read
        .scope
        .0
        .iter()
        .filter_map(|(id, standing)| match standing {
            Standing::Out { because, .. } => {
                Some((pack.item(id)?.title.clone(), sentence(because)))
            }
            _ => None,
        });
    let attic = pack.items.iter().filter(|item| {
        let held = input.state.answers.get(&item.id);
        !read.scope.contains(&item.id) && held.is_some_and(|held| *held != Answer::default())
    });
    Counsel {
        title: format!("Counsel’s file: {}", pack.name),
        head: own_head(input, read),
        board: board_page(input, read),
        scope: scope_section(input, read),
        profile: profile(input),
        sections: entries.sections(read),
        attic: attic.map(|item| entries.entry(item)).collect(),
        retired: record
            .shelves
            .iter()
            .flat_map(|shelf| retired(input, record, shelf))
            .collect(),
        left_out: left_out.collect(),
        heat: heat_map(input, read, true),
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
        sums: sums::sums(input, read),
        evidence: evidence.clone(),
        interviews: around::interviews(&record.around.interviews, &names),
        requests: around::requests(record.requests, &names),
        matter_log: around::matter_log(&record.around.log, &names),
        sources: pack.sources.iter().map(source).collect(),
        findings: findings(record.findings),
    }
}

/// The head of this copy. The readers that an assessment names are those of its copies for others: this one holds
/// counsel's advice, and says that it is counsel's.
fn own_head(input: &ReportInput<'_>, read: &Overview<'_>) -> Head {
    let mut head = head(input, read);
    let given = |text: Option<&String>| text.is_some_and(|text| !text.trim().is_empty());
    let mut readers = match given(input.marks.recipient.as_ref()) {
        true => String::from("counsel, and by the recipient named on each page"),
        false => String::from("counsel alone"),
    };
    if given(Some(&input.matter.readers)) {
        readers.push_str("; the readers named for the assessment are those of its other copies");
    }
    head.matter.readers = readers;
    head
}

/// What stands on one shelf, item by item as its own run has it.
fn retired(input: &ReportInput<'_>, record: &Record<'_>, shelf: &Shelf<'_>) -> Vec<Retired> {
    let pack = shelf.state.pack;
    let input = &ReportInput {
        state: shelf.state,
        run_number: shelf.number,
        ..*input
    };
    let record = &Record {
        history: shelf.history,
        answered: shelf.answered,
        findings: &[],
        shelves: &[],
        around: record.around,
        requests: &[],
    };
    let read = &overview(shelf.state, input.on);
    let evidence = evidence_list(shelf.state.evidence, input.on);
    let entries = Entries::new(input, read, record, &evidence);
    let run = format!(
        "Run {} on {}, {} as of {}",
        shelf.number,
        pack.version,
        pack.states(),
        pack.law_date.long()
    );
    let gone = shelf.gone.iter().filter_map(|gone| {
        Some(Retired {
            run: run.clone(),
            because: gone.because.to_owned(),
            reasons: gone.reasons.to_vec(),
            entry: entries.entry(pack.item(gone.item)?),
        })
    });
    gone.collect()
}

fn findings(found: &[Finding]) -> Vec<FindingGroup> {
    let mut groups: Vec<FindingGroup> = Vec::new();
    for finding in found {
        let heading = finding.topic.heading();
        match groups.last_mut().filter(|group| group.heading == heading) {
            Some(group) => group.texts.push(finding.text.clone()),
            None => groups.push(FindingGroup {
                heading: heading.to_owned(),
                found: 0,
                texts: vec![finding.text.clone()],
            }),
        }
    }
    for group in &mut groups {
        group.found = group.texts.len();
        group.texts = said_once(std::mem::take(&mut group.texts));
    }
    groups
}

/// From so many sentences on that say the same of different items, what they say stands once.
const SAID_ONCE: usize = 3;

/// Sentences that differ in nothing but the item that they begin with are said once, with the items behind them.
fn said_once(texts: Vec<String>) -> Vec<String> {
    let parted = |text: &str| -> Option<(String, String)> {
        let (title, rest) = text.strip_prefix('“')?.split_once('”')?;
        Some((title.to_owned(), rest.to_owned()))
    };
    let mut said: Vec<(String, Vec<String>, Vec<String>)> = Vec::new();
    for text in texts {
        let (title, rest) = parted(&text).unwrap_or_else(|| (String::new(), text.clone()));
        match said.iter_mut().find(|(known, ..)| *known == rest) {
            Some((_, titles, whole)) => {
                titles.push(title);
                whole.push(text);
            }
            None => said.push((rest, vec![title], vec![text])),
        }
    }
    let told = said.into_iter().flat_map(|(rest, titles, whole)| {
        if whole.len() < SAID_ONCE {
            return whole;
        }
        let rest = rest.trim_end_matches('.');
        let said = match rest.strip_prefix(": ") {
            Some(phrase) => capitalized(phrase),
            None => format!("Each of these {}", rest.trim_start()),
        };
        vec![format!("{said}: {}.", titles.join("; "))]
    });
    told.collect()
}

fn profile(input: &ReportInput<'_>) -> Vec<(String, String)> {
    let pack = input.state.pack;
    let held = &input.state.profile.roles;
    let roles = pack.roles.iter().map(|role| {
        let answer = if held.contains(&role.id) { "Yes" } else { "No" };
        (role.label.clone(), answer.to_owned())
    });
    let traits = pack.traits.iter().map(|entry| {
        let answer = match input.state.profile.traits.get(&entry.id) {
            Some(TraitAnswer::Yes) => "Yes",
            Some(TraitAnswer::No) => "No",
            Some(TraitAnswer::NotSure) => "Not sure",
            None => "Not answered",
        };
        (entry.label.clone(), answer.to_owned())
    });
    roles.chain(traits).collect()
}

fn source((key, source): (&String, &Source)) -> SourceEntry {
    let mut what = format!(
        "{}. {}",
        source.title.trim_end_matches('.'),
        source.publisher
    );
    if let Some(day) = source.date {
        what.push_str(&format!(", {}", day.long()));
    }
    SourceEntry {
        key: key.clone(),
        what,
        url: source.url.clone(),
        confidence: source.confidence.label().to_owned(),
        note: source.note.clone(),
    }
}
