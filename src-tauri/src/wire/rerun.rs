//! Running again: what moved, what a run that follows would begin with, and what is to be looked at
//! again in it.

use serde::Serialize;

use proviso_core::pack::TextDiff;
use proviso_core::profile::Profile;
use proviso_core::rerun::{PlanCounts, Response};

use super::Counted;

/// A run, to be named in a sentence and gone to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RunLink {
    /// Identifier.
    pub run: String,
    /// 1 for the first run of the assessment.
    pub number: u32,
    /// Version of its pack: `1.1.0`.
    pub version: String,
    /// Its law date, as printed.
    pub law_date: String,
}

/// A version that is newer than a run's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct NewerPack {
    /// Hash of its pack.
    pub pack: String,
    /// Its version.
    pub version: String,
}

/// Something that happened to the law, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LawEvent {
    /// When, as printed.
    pub date: String,
    /// A few words.
    pub title: String,
    /// What happened.
    pub what: String,
    /// What it means for those who answered before.
    pub matters: String,
    /// How well it is attested.
    pub confidence: String,
    /// Each source: title, publisher and date.
    pub sources: Vec<String>,
}

/// The events between two law dates, each with what it reopens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LawMemo {
    /// Version and law date of the run before.
    pub from: (String, String),
    /// Version and law date of the run that follows.
    pub to: (String, String),
    /// Oldest first.
    pub events: Vec<LawMemoEvent>,
    /// Items that changed with no event behind them.
    pub other: Vec<LawMemoItem>,
}

/// One event of a memo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LawMemoEvent {
    /// The event.
    pub event: LawEvent,
    /// Items that changed because of it.
    pub reopens: Vec<LawMemoItem>,
    /// Items whose wording did not change and that it bears on.
    pub bears_on: Vec<LawMemoItem>,
}

/// One item of a memo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LawMemoItem {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// What became of it, in words.
    pub change: String,
    /// Why.
    pub why: Vec<String>,
}

/// Which part of a plan an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum PlanGroup {
    /// An answer is there, and its question changed.
    LookAgain,
    /// Not asked before.
    New,
    /// Asked differently, and not answered before.
    Reworded,
    /// Newly in scope.
    NewlyIn,
    /// Newly out of scope, or waiting.
    NewlyOut,
    /// No longer asked.
    Attic,
    /// The answer goes on as it is.
    Carried,
}

/// One part of a plan; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PlanSection {
    /// Which.
    pub group: PlanGroup,
    /// What heads it.
    pub heading: String,
    /// The items, in the pack's order.
    pub rows: Vec<PlanRow>,
}

/// What becomes of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PlanRow {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Where it stands: `§ 3(b)`.
    pub place: String,
    /// What changed, in words.
    pub change: String,
    /// The old answer in a few words; absent where there was none.
    pub answer: Option<String>,
    /// What else there is to say, one sentence each.
    pub notes: Vec<String>,
    /// Why it changed, oldest first.
    pub reasons: Vec<ReasonView>,
    /// The words that differ between the version before and this one.
    pub texts: Vec<TextDiff>,
}

/// Why an item changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReasonView {
    /// The version that says so.
    pub version: String,
    /// Its sentence.
    pub why: String,
    /// The events behind it.
    pub events: Vec<LawEvent>,
}

/// What a run that follows would begin with: shown before anything is created.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// The run before.
    pub before: RunLink,
    /// Hash of the pack of the run that follows.
    pub pack: String,
    /// Its version.
    pub version: String,
    /// Its law date, as printed.
    pub law_date: String,
    /// The profile it was planned with.
    pub profile: Profile,
    /// The whole in one sentence.
    pub line: String,
    /// How much is what.
    pub counts: PlanCounts,
    /// What becomes of each item.
    pub sections: Vec<PlanSection>,
    /// What happened to the law between the two.
    pub memo: LawMemo,
    /// Why no run can be made of it as things stand; absent where one can.
    pub refusal: Option<String>,
}

/// How far one answer has been looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum LookState {
    /// Not yet.
    Pending,
    /// Put off.
    Later,
    /// Done.
    Settled,
}

/// One answer to look at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct QueueRow {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub place: String,
    /// What changed since counsel last looked, in words.
    pub change: String,
    /// How far it has come.
    pub state: LookState,
    /// What was said of it: `Stands as answered`; absent while it is pending.
    pub said: Option<String>,
}

/// Answers whose wording did not change, to be re-affirmed together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BatchView {
    /// The provision's pinpoint.
    pub pin: String,
    /// Where they stand: `§ 3(b)`.
    pub place: String,
    /// The provision's heading.
    pub heading: String,
    /// The answers.
    pub rows: Vec<BatchRow>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BatchRow {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// The answer in a few words.
    pub answer: String,
    /// When it was given and by whom.
    pub given: String,
}

/// A run that follows another one: what moved between the two, and what is left to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MovedView {
    /// The run before.
    pub before: RunLink,
    /// This run.
    pub after: RunLink,
    /// Why it takes no more changes; absent while it does.
    pub read_only: Option<String>,
    /// How many of the answers to look at again are settled.
    pub progress: Counted,
    /// The same as printed: `14 of 23`.
    pub progress_line: String,
    /// Answers to look at again: in the pack's order, those put off last.
    pub queue: Vec<QueueRow>,
    /// The one that comes next; absent where all are settled.
    pub next: Option<String>,
    /// Answers whose wording did not change and that nobody re-affirmed yet, per provision.
    pub together: Vec<BatchView>,
    /// How many these are.
    pub unconfirmed: u32,
    /// What else became of the items.
    pub sections: Vec<PlanSection>,
    /// What happened to the law between the two.
    pub memo: LawMemo,
}

/// One thing counsel can say of an old answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// What.
    pub response: Response,
    /// Whether it is offered first.
    pub primary: bool,
    /// Why it cannot be said of this answer; absent where it can.
    pub refusal: Option<String>,
}

/// One old answer in full, with the words it was given under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OldAnswer {
    /// The run in which it was given.
    pub run: RunLink,
    /// The item as it was named then.
    pub item: String,
    /// Its title then.
    pub title: String,
    /// The question then.
    pub question: String,
    /// The words that differ, the question among them where it does.
    pub texts: Vec<TextDiff>,
    /// When it was given, as printed.
    pub given: String,
    /// By whom.
    pub author: String,
    /// The answer in a few words.
    pub answer: String,
    /// Everything that was recorded with it: label and text.
    pub recorded: Vec<(String, String)>,
    /// The evidence under it, one line each.
    pub evidence: Vec<String>,
}

/// One answer to look at again, with everything that counsel needs for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LookView {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub place: String,
    /// The instrument, in words.
    pub instrument: String,
    /// How strongly it speaks, in words.
    pub force: String,
    /// What changed since counsel last looked, in words.
    pub change: String,
    /// How far it has come.
    pub state: LookState,
    /// What was said of it.
    pub said: Option<String>,
    /// The question as it is asked now.
    pub question: String,
    /// The old answers: one, or several where items were brought together.
    pub old: Vec<OldAnswer>,
    /// Why it changed, oldest first.
    pub reasons: Vec<ReasonView>,
    /// What counsel can say, in the order of the keys.
    pub offers: Vec<Offer>,
}

/// An item that is no longer asked, with everything that was recorded of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AtticRow {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Where it stood.
    pub place: String,
    /// The last run that asked it.
    pub run: RunLink,
    /// The version that no longer asks it.
    pub gone_in: String,
    /// What became of it, in a sentence.
    pub because: String,
    /// Why, oldest first.
    pub reasons: Vec<ReasonView>,
    /// The question, as it was asked last.
    pub question: String,
    /// The answer with everything recorded; absent where there was none.
    pub answer: Option<OldAnswer>,
}
