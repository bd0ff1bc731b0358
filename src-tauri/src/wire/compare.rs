//! Many runs: two of one assessment compared, all of one as a trend, units side by side, and all
//! assessments in one list.

use serde::Serialize;

use proviso_core::compare::MoveKind;
use proviso_core::law_age::LawAge;
use proviso_core::pack::{Span, TextDiff};
use proviso_core::report::{MovementRow, Waterfall};

/// One run of an assessment, to be chosen from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RunLabel {
    /// The run.
    pub run: String,
    /// Its number within the assessment.
    pub number: u32,
    /// `Run 2: 1.1.0, as of August 17, 2026`.
    pub label: String,
}

/// One of the two runs that are compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CompareSide {
    /// The run.
    pub run: String,
    /// Its number within the assessment.
    pub number: u32,
    /// What it is called in the tables: `Run 2`.
    pub name: String,
    /// Pack id and version: `eo-14409 1.1.0`.
    pub pack: String,
    /// Its law date, as printed.
    pub law_date: String,
    /// The day on which it is read, as printed: today, or the day on which another run followed it.
    pub on: String,
    /// Practices in place: `46 to 71 %`.
    pub coverage: String,
}

/// One part of a movement, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ExactPart {
    /// The cause, in words.
    pub label: String,
    /// At the low end, in points of a percent, as a fraction in lowest terms: `-5/2`.
    pub low: String,
    /// At the high end, likewise.
    pub high: String,
}

/// Why practices in place moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MovementView {
    /// The run before, each cause, the run after.
    pub rows: Vec<MovementRow>,
    /// The causes, exactly.
    pub exact: Vec<ExactPart>,
    /// The same as a chart at the low and at the high end.
    pub waterfalls: Vec<Waterfall>,
}

/// How many items made one kind of movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MoveCount {
    /// The kind.
    pub kind: MoveKind,
    /// In words.
    pub label: String,
    /// Items; an item counts under each of its kinds.
    pub items: u32,
}

/// The sign beside an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "each is the verdict or the standing of the same name"
)]
pub enum AnswerSign {
    InPlace,
    Partly,
    NotInPlace,
    Alternative,
    NotApplicable,
    NotSure,
    /// Decided, or known.
    Recorded,
    Unanswered,
    Waiting,
    /// Not asked.
    Out,
}

/// How an item stands in one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct StandView {
    /// The sign.
    pub sign: AnswerSign,
    /// Verdict, option or value, in words.
    pub says: String,
    /// Where it is a gap: how its action stands, in words.
    pub action: Option<String>,
}

/// A field of an answer that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FieldMove {
    /// The field, in words.
    pub label: String,
    /// What it said; absent where nothing stood there.
    pub before: Option<String>,
    /// What it says; absent where nothing stands there.
    pub after: Option<String>,
    /// Both, word by word, where both are texts.
    pub spans: Vec<Span>,
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemMoveView {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// `§ 3(b)(ii)`; empty where it stands beside the text.
    pub cite: String,
    /// The run in which the question can be opened.
    pub run: String,
    /// Kinds of movement, the one that matters most first.
    pub kinds: Vec<MoveKind>,
    /// The same, in words.
    pub labels: Vec<String>,
    /// How it stood; absent where the pack lacked it.
    pub before: Option<StandView>,
    /// How it stands; absent where the pack lacks it.
    pub after: Option<StandView>,
    /// Why it is asked now, or no longer, where that changed.
    pub because: Option<String>,
    /// Fields of the answer that differ, what was answered aside.
    pub fields: Vec<FieldMove>,
    /// Titles of evidence that is no longer linked as it was.
    pub evidence_gone: Vec<String>,
    /// Titles of evidence that is newly linked, or otherwise than before.
    pub evidence_new: Vec<String>,
    /// The words that are asked, where they differ.
    pub wording: Vec<TextDiff>,
}

/// Two runs of one assessment, compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CompareView {
    /// The assessment.
    pub assessment: String,
    /// Organization and unit.
    pub name: String,
    /// All runs of the assessment, oldest first.
    pub runs: Vec<RunLabel>,
    /// The first.
    pub before: CompareSide,
    /// The second.
    pub after: CompareSide,
    /// Why practices in place moved; absent where one of the runs asks no practice.
    pub movement: Option<MovementView>,
    /// Kinds of movement that there are, in the order in which they matter.
    pub kinds: Vec<MoveCount>,
    /// Items that moved: by the kind that matters most, then in the later version's order.
    pub items: Vec<ItemMoveView>,
}

/// One run of an assessment, as a line of its trend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TrendRow {
    /// The run.
    pub run: String,
    /// `Run 2`.
    pub name: String,
    /// The day on which it is read, as printed.
    pub on: String,
    /// Pack id and version.
    pub pack: String,
    /// Its law date, as printed.
    pub law_date: String,
    /// Practices in place.
    pub coverage: RangeView,
    /// Share that rests on a document seen or a test, as printed.
    pub evidenced: String,
    /// Share of the answers that are not merely carried, as printed.
    pub reaffirmed: String,
    /// Items in scope.
    pub in_scope: u32,
    /// Open questions.
    pub open: u32,
    /// Gaps, accepted ones aside, by priority: first, second, third.
    pub gaps: [u32; 3],
}

/// An interval, to be drawn and to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RangeView {
    /// Low end, in thousandths of the whole.
    pub low: u32,
    /// High end, in thousandths of the whole.
    pub high: u32,
    /// `46 to 71 %`, or `nothing asked`.
    pub text: String,
}

/// One assessment in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PortfolioLine {
    /// The assessment.
    pub assessment: String,
    /// Its latest run.
    pub run: String,
    /// That run's number.
    pub number: u32,
    /// Whether that run is signed.
    pub signed: bool,
    /// The company.
    pub organization: String,
    /// Unit or program within it.
    pub unit: String,
    /// Matter number or name.
    pub matter: String,
    /// What people call the text.
    pub text: String,
    /// The law date and its age.
    pub law: LawAge,
    /// Practices in place.
    pub coverage: RangeView,
    /// Actions still to be done, by the priority of their gaps: first, second, third.
    pub actions: [u32; 3],
    /// Of these, overdue.
    pub overdue: u32,
    /// Decisions still open.
    pub undecided: u32,
    /// Open questions.
    pub open: u32,
    /// How many assessments of its organization use the very same pack, itself among them.
    pub alike: u32,
}

/// All assessments, the latest run of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PortfolioView {
    /// The day on which they are read, as printed.
    pub on: String,
    /// By organization, then unit, then text.
    pub rows: Vec<PortfolioLine>,
}

/// One unit of a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnitView {
    /// Its name.
    pub name: String,
    /// Its latest run.
    pub run: String,
    /// Practices in place there.
    pub coverage: RangeView,
}

/// What one unit says of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnitCell {
    /// The sign.
    pub sign: AnswerSign,
    /// In words.
    pub says: String,
}

/// One item across the units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnitLine {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// `§ 3(b)(ii)`; empty where it stands beside the text.
    pub cite: String,
    /// Whether the units that are asked do not all say the same.
    pub differs: bool,
    /// One cell for each unit, in their order.
    pub cells: Vec<UnitCell>,
}

/// Units of one organization side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnitsView {
    /// The company.
    pub organization: String,
    /// What people call the text.
    pub text: String,
    /// The law date and its age.
    pub law: LawAge,
    /// The units that use this very pack.
    pub units: Vec<UnitView>,
    /// Items asked of at least one of them, in the pack's order.
    pub rows: Vec<UnitLine>,
    /// Units of the organization on another version, in words.
    pub elsewhere: Vec<String>,
}
