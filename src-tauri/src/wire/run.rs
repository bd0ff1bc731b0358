//! A run: what is asked, what was answered, and what changes with each answer.

use std::collections::BTreeMap;

use serde::Serialize;

use proviso_core::answer::{Answer, Field};
use proviso_core::law_age::LawAge;
use proviso_core::listing::List;
use proviso_core::overview::Progress;
use proviso_core::pack::{DecisionOption, ItemStatus, Note, Span};
use proviso_core::preflight::Lack;
use proviso_core::profile::Profile;
use proviso_core::scope::Standing;

use super::{AssessmentDetails, CommentView, EvidenceView, NewerPack, RunLink, ScopeMoveView};

/// Everything the run screen needs, in one call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RunView {
    /// The run.
    pub run: String,
    /// Its number within the assessment.
    pub number: u32,
    /// The assessment.
    pub assessment: String,
    /// Organization and unit.
    pub name: String,
    /// Who, what and for whom.
    pub details: AssessmentDetails,
    /// Hash of its pack.
    pub pack: String,
    /// What the pack is about.
    pub pack_name: String,
    /// How it is cited.
    pub citation: String,
    /// Where the words of the text were taken from.
    pub text_note: String,
    /// How far the research reached.
    pub research_note: String,
    /// Law date and its age.
    pub law: LawAge,
    /// Why the run cannot be changed; absent while it can.
    pub read_only: Option<String>,
    /// Why what is done about its gaps cannot be changed under it; absent while it can. Actions go on
    /// after a run is signed.
    pub actions_closed: Option<String>,
    /// The run before it.
    pub before: Option<RunLink>,
    /// The run that follows it.
    pub after: Option<RunLink>,
    /// The version that is newer than its own, where it can still be followed.
    pub newer: Option<NewerPack>,
    /// The company's profile.
    pub profile: Profile,
    /// Provisions in the order of the text.
    pub provisions: Vec<ProvisionView>,
    /// Themes.
    pub themes: Vec<ThemeView>,
    /// Roles that the pack knows.
    pub roles: Vec<Labeled>,
    /// Items in the pack's order.
    pub items: Vec<ItemView>,
    /// Glossary.
    pub glossary: Vec<TermView>,
    /// Current answers.
    pub answers: BTreeMap<String, Answer>,
    /// Evidence under them.
    pub evidence: BTreeMap<String, Vec<EvidenceView>>,
    /// Text that was being typed and not yet recorded, by item and field.
    pub drafts: Vec<DraftView>,
    /// The item that was open last.
    pub place: Option<String>,
    /// What it was sent back for, oldest first.
    pub comments: Vec<CommentView>,
    /// Which run it amends and why, as printed.
    pub amends: Option<String>,
    /// What depends on the answers.
    pub state: RunStateView,
}

/// What depends on the answers as a whole; sent again after each change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RunStateView {
    /// Where each item stands, and why.
    pub standings: BTreeMap<String, Standing>,
    /// Activity.
    pub progress: Progress,
    /// Answered and in scope, by pinpoint.
    pub by_provision: BTreeMap<String, Counted>,
    /// What answers still lack, by item.
    pub missing: BTreeMap<String, Vec<Lack>>,
    /// The lists that each item falls under today.
    pub lists: BTreeMap<String, Vec<List>>,
    /// Items whose answer was taken over and not yet re-affirmed.
    pub carried: Vec<String>,
    /// Clock time of the last change on disk: `2:03:22 PM`; empty where there is none.
    pub saved: String,
}

/// A count out of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Counted {
    /// How many.
    pub done: u32,
    /// Of how many.
    pub of: u32,
}

/// What one change did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Recorded {
    /// The item.
    pub item: String,
    /// Its answer as it is on disk now.
    pub answer: Answer,
    /// What depends on the answers.
    pub state: RunStateView,
    /// Items whose standing changed with it.
    pub moves: Vec<ScopeMoveView>,
}

/// A text that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DraftView {
    /// The item.
    pub item: String,
    /// The field.
    pub field: Field,
    /// The text.
    pub text: String,
}

/// A provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProvisionView {
    /// Pinpoint.
    pub pin: String,
    /// As cited: `§ 3(b)(ii)`.
    pub cite: String,
    /// Heading.
    pub heading: String,
    /// 0 for a section, 1 for a subsection, 2 below it.
    pub depth: u32,
    /// The words of the provision around it that lead to its own, where those are no sentence.
    pub lead_in: Option<String>,
    /// The words at this pinpoint; absent for what stands beside the text.
    pub text: Option<String>,
    /// Whom it speaks to, each with its own force.
    pub addressees: Vec<AddresseeView>,
    /// `July 2, 2026 (30 days), binds the Secretary of the Treasury`.
    pub deadline: Option<String>,
    /// State and note at the law date.
    pub status: String,
    /// How well the status is attested.
    pub status_confidence: String,
    /// Whether it asks or offers anything to private parties.
    pub asks_private_parties: bool,
    /// What is disputed or easily misread.
    pub notes: Vec<Note>,
}

/// An addressee with its force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct AddresseeView {
    /// Who.
    pub who: String,
    /// With what force.
    pub force: String,
    /// How.
    pub how: String,
}

/// Something with a stable name and a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Labeled {
    /// Stable name.
    pub id: String,
    /// Label.
    pub label: String,
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ThemeView {
    /// Stable name.
    pub id: String,
    /// Label.
    pub label: String,
    /// Label for narrow columns.
    pub short: String,
}

/// What kind of answer an item asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum KindView {
    /// Is it in place?
    #[serde(rename_all = "camelCase")]
    Practice {
        /// What “in place” takes.
        in_place: String,
        /// What “partly” looks like.
        partly: String,
        /// 1, 2 or 3.
        weight: u8,
        /// Why.
        weight_reason: String,
    },
    /// What was decided?
    #[serde(rename_all = "camelCase")]
    Decision {
        /// Options.
        options: Vec<DecisionOption>,
        /// What speaks for taking part.
        weigh_for: Vec<String>,
        /// What speaks against it.
        weigh_against: Vec<String>,
        /// Who should decide.
        decider: String,
        /// What to record.
        record: Vec<String>,
        /// What should make the company look again.
        review_trigger: String,
    },
    /// What is so?
    #[serde(rename_all = "camelCase")]
    Fact {
        /// `text`, `date`, `number` or `choice`.
        value: String,
        /// Options of a choice.
        options: Vec<DecisionOption>,
        /// An example or the unit.
        hint: String,
    },
}

/// An item as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemView {
    /// Stable name.
    pub id: String,
    /// Pinpoint.
    pub provision: String,
    /// Title for lists.
    pub title: String,
    /// The question.
    pub question: String,
    /// Kind of answer.
    pub kind: KindView,
    /// Theme ids; the first is the one coverage counts.
    pub themes: Vec<String>,
    /// Roles it is written for.
    pub roles: Vec<String>,
    /// Instrument, in words.
    pub instrument: String,
    /// Which one.
    pub instrument_name: String,
    /// Whom it speaks to.
    pub addressee: String,
    /// How strongly, in words.
    pub force: String,
    /// Whether it is in force.
    pub status: ItemStatus,
    /// The status in words.
    pub status_label: String,
    /// Consequence for the company, in words: `high`.
    pub severity: String,
    /// Why it matters.
    pub why: String,
    /// What readers often get wrong.
    pub caution: Option<String>,
    /// Typical evidence.
    pub evidence: Vec<String>,
    /// What to do if it is missing.
    pub action: String,
    /// How.
    pub action_detail: Option<String>,
    /// Who usually owns it.
    pub owner: String,
    /// Words of the provision to mark.
    pub marks: Vec<String>,
    /// Events since the text, up to the law date.
    pub events: Vec<EventView>,
    /// What it rests on.
    pub sources: Vec<SourceView>,
    /// Controls it touches, in words.
    pub frameworks: Vec<String>,
    /// Whether the notice on classified and controlled information stands beside the answer.
    pub sensitive: bool,
}

/// Something that happened to the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// Date, as printed.
    pub date: String,
    /// A few words.
    pub title: String,
    /// What happened.
    pub what: String,
    /// How well it is attested.
    pub confidence: String,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SourceView {
    /// Publisher and title.
    pub label: String,
    /// Address; shown, never opened.
    pub url: Option<String>,
    /// `says` or `derived`.
    pub basis: String,
    /// How well it is attested.
    pub confidence: String,
}

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TermView {
    /// The term.
    pub term: String,
    /// Other forms.
    pub also: Vec<String>,
    /// What it means.
    pub meaning: String,
    /// Whether the text defines it.
    pub defined_in_text: bool,
}

/// One state of an answer in its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RevisionView {
    /// Identifier.
    pub id: String,
    /// When, as printed: `November 21, 2026, 2:03:22 PM`.
    pub at: String,
    /// Who.
    pub author: String,
    /// Why it was recorded, in words; absent where counsel just answered.
    pub cause: Option<String>,
    /// What changed against the state before, field by field.
    pub changes: Vec<FieldChangeView>,
    /// Whether it is a state of the answer other than the present one, and can be brought back.
    pub restores: bool,
}

/// One field that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FieldChangeView {
    /// The field's label.
    pub label: String,
    /// What stood there, in words; absent where nothing did.
    pub before: Option<String>,
    /// What stands there now, in words; absent where it was cleared.
    pub after: Option<String>,
    /// Both word by word, where they are running text.
    pub spans: Vec<Span>,
}
