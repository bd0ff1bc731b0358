//! The report model: what a report says, before anybody decides how it looks.
//!
//! Every export renders this one model. Copies differ by what they contain, by construction: the
//! executive copy has no field for counsel's analysis, counsel's advice, notes to do or names of
//! evidence, so that none of it can slip through.

mod board;
mod book;
mod changes;
mod counsel;
mod decision;
mod executive;
mod fields;
mod fingerprint;
mod heat;
mod items;
mod limits;
mod minutes;
mod model;
mod parts;
mod plan;
mod review;
mod scope;
mod strategy;
mod waterfall;
mod words;

pub use board::{
    BOARD_STEPS, Bar, Board, BoardLimits, BoardPage, Bound, DateEntry, DecisionAsked, LeftOff,
    Movement, MovementRow, Offer, Rests, board, days_left,
};
pub use book::{Book, BookItem, BookSection, question_book};
pub use changes::{Before, ChangeEntry, ChangeGroup, Changes, LawChange, Said, changes};
pub use counsel::{
    AnsweredUnder, Conversation, Counsel, CounselEntry, CounselSection, Evidence, FindingGroup,
    Gone, LogEntry, Past, Record, RequestSent, Retired, ReturnedReply, Shelf, Sought, SourceEntry,
    Sum, counsel, evidence_list,
};
pub use decision::{DecisionRecord, DecisionTaken, RECORD_STEPS, decision_record};
pub use executive::{amendment, executive};
pub use fields::{
    CopyKind, Disposition, FieldRow, disposition, field_table, permitted, undeclared,
};
pub use fingerprint::fingerprint;
pub use heat::{HeatCell, HeatLevel, HeatMap, HeatRow, heat_map_of};
pub use minutes::{MINUTE_STEPS, MinuteEntry, MinuteLimits, MinuteList, Minutes, minutes};
pub use model::{Model, NoModel, UnknownCopy, Wanted, decisions, model};
pub use parts::answer_parts;
pub use plan::{
    ActionEntry, ActionGroup, GroupBy, OwnerPlan, Plan, action_groups, standing_in_words,
};
pub use strategy::{STRATEGY_STEPS, Stance, Stands, Strategy, StrategyLimits, strategy};
pub use waterfall::{Step, Waterfall, movement_in_words, waterfalls};
pub use words::answer_in_words;

use serde::Serialize;

use crate::answer::BasisKind;
use crate::date::Date;
use crate::overview::RunState;

/// What every report says of itself.
pub const STATEMENT: &str = "Proviso and its pack give no legal advice; this report is the work of \
    the counsel named on it. It is no certificate, and no agency has reviewed it.";

/// Legends that counsel can pick for a copy; own words are possible, and there is no default.
pub const LEGENDS: [&str; 5] = [
    "Privileged and confidential: attorney-client communication",
    "Privileged and confidential: prepared at the direction of counsel",
    "Privileged and confidential: attorney-client communication; attorney work product",
    "Confidential: for the named recipient",
    "Confidential",
];

/// Who, what and for whom: asked when an assessment is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Matter {
    /// The company.
    pub organization: String,
    /// Unit or program within it.
    pub unit: String,
    /// Matter number or name.
    pub matter: String,
    /// Who asked for the assessment.
    pub asked_by: String,
    /// Which counsel directs it.
    pub directed_by: String,
    /// For what purpose.
    pub purpose: String,
    /// Who may read it.
    pub readers: String,
}

/// What is printed on one copy and not on another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CopyMarks {
    /// The legend on each page.
    pub legend: Option<String>,
    /// Who the copy is for.
    pub recipient: Option<String>,
    /// Its number, as given.
    pub number: Option<String>,
}

/// Who signed a run, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Name and role, as printed: `M. Okafor, General Counsel`.
    pub by: String,
    /// The day.
    pub on: Date,
    /// Name and role of whoever reviewed it, where somebody did.
    pub reviewer: Option<String>,
    /// The day on which something was last expunged from it after it was signed.
    pub expunged: Option<Date>,
}

/// Everything that a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The run.
    pub state: RunState<'a>,
    /// Hash of the pack's file.
    pub pack_hash: &'a str,
    /// Who, what and for whom.
    pub matter: &'a Matter,
    /// The run's number within the assessment.
    pub run_number: u32,
    /// What is printed on this copy.
    pub marks: &'a CopyMarks,
    /// The report date.
    pub on: Date,
    /// Who signed the run; `None` while it is a draft, which every page then says.
    pub signed: Option<&'a Signed>,
    /// Why it amends the signed run before it; `None` where it does not.
    pub amends: Option<&'a str>,
    /// The run that it follows.
    pub before: Option<Before<'a>>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Title.
    pub title: String,
    /// What stands at its head and runs along its pages.
    pub head: Head,
    /// The board page, with which it opens.
    pub board: BoardPage,
    /// Why these items and not others.
    pub scope: ScopeSection,
    /// Provisions with the items under them.
    pub sections: Vec<Section>,
    /// Practices in place by provision and theme.
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
}

/// Head of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Head {
    /// Who, what and for whom.
    pub matter: Matter,
    /// Legend, recipient, number.
    pub marks: CopyMarks,
    /// `Run 1`.
    pub run: String,
    /// Whether the run is a draft, and the report so marked.
    pub draft: bool,
    /// Who signed it and when, and who reviewed it, as printed: `M. Okafor, General Counsel, November 23, 2026;
    /// reviewed by R. Vance, Deputy General Counsel`.
    pub signed: Option<String>,
    /// Which run it amends and why, as printed: `Amends run 1. Reason: …`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amends: Option<String>,
    /// The report date, as printed.
    pub on: String,
    /// The law date and its age.
    pub law: String,
    /// How the text is cited.
    pub citation: String,
    /// [`STATEMENT`].
    pub statement: String,
    /// Fingerprint of the state, as printed: `7f3a-19c2-e04b`.
    pub fingerprint: String,
}

/// Why these items and not others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeSection {
    /// Roles held.
    pub roles: Vec<String>,
    /// Traits that are so, and those counsel is not sure of.
    pub traits: Vec<String>,
    /// Items in scope, by kind, in words.
    pub asked: String,
    /// Items that wait: title, and what each waits on.
    pub waiting: Vec<(String, String)>,
    /// How many items are out of scope, by reason.
    pub out: Vec<(String, usize)>,
}

/// One provision, or one theme for items that stand under their theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Section {
    /// `§ 3(b)(ii)`; empty for a theme.
    pub cite: String,
    /// Heading.
    pub heading: String,
    /// The words of the provision around it that lead to its own, where those are no sentence.
    pub lead_in: Option<String>,
    /// The operative words, where they ask or offer something to private parties.
    pub words: Option<String>,
    /// Whom it speaks to and with what force.
    pub addressees: Vec<(String, String)>,
    /// Its deadline, where it has one.
    pub deadline: Option<String>,
    /// Where it stands.
    pub status: Option<String>,
    /// Items in scope.
    pub entries: Vec<Entry>,
}

/// Which shape stands beside an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Sign {
    /// In place.
    InPlace,
    /// Partly in place.
    Partly,
    /// Not in place.
    NotInPlace,
    /// Alternative measure.
    Alternative,
    /// Not applicable.
    NotApplicable,
    /// Not sure, or not yet answered.
    Open,
    /// Decided, or known.
    Settled,
}

/// One item with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Title.
    pub title: String,
    /// The question, as answered.
    pub question: String,
    /// Instrument, addressee and force, in words; absent for items that stand under their theme.
    pub standing: Option<String>,
    /// The shape beside it.
    pub sign: Sign,
    /// Verdict, choice or value in words; `Not yet established` where there is none.
    pub answer: String,
    /// Facts.
    pub facts: Option<String>,
    /// The measure that serves instead, or why the item is not applicable.
    pub because: Option<String>,
    /// How counsel knows, in words.
    pub basis: Option<String>,
    /// The kind of basis.
    pub basis_kind: Option<BasisKind>,
    /// The day it was seen, said or tested.
    pub basis_on: Option<Date>,
    /// Who owns it.
    pub owner: Option<String>,
    /// What is to be done, where there is a gap.
    pub action: Option<String>,
}

/// Something not yet established.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenEntry {
    /// The question.
    pub question: String,
    /// The theme it stands under.
    pub theme: String,
    /// Who usually knows.
    pub ask: String,
    /// `Unanswered` or `Not sure`.
    pub state: String,
}

/// How to read the figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Method {
    /// Paragraphs.
    pub paragraphs: Vec<String>,
    /// The priority table: consequence, shortfall, priority.
    pub priorities: Vec<(String, String, String)>,
    /// Where the words of the text were taken from.
    pub text_note: String,
    /// How far the research reached.
    pub research_note: String,
}
