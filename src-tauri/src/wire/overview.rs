//! The overview and the actions.

use serde::Serialize;

use proviso_core::action::{Action, ActionField, ActionStanding};
use proviso_core::gap::Priority;
use proviso_core::law_age::LawAge;
use proviso_core::overview::Progress;
use proviso_core::report::{ActionGroup, GroupBy, HeatLevel};

use super::{Labeled, RunStateView};

/// The overview of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OverviewView {
    /// The report date, as printed.
    pub on: String,
    /// Activity.
    pub progress: Progress,
    /// Coverage of all practices in scope.
    pub all: BarView,
    /// Coverage by theme.
    pub themes: Vec<BarView>,
    /// `38 %` of the affirmative weight rests on documents or tests; `none yet` where there is none.
    pub evidenced: String,
    /// The same for interviews.
    pub interviewed: String,
    /// The same for assumption.
    pub assumed: String,
    /// Decisions in scope.
    pub decisions: Vec<DecisionRow>,
    /// Dates ahead.
    pub dates: Vec<DateRow>,
    /// Open questions, in the pack's order.
    pub open: Vec<Labeled>,
    /// Practices in place by provision and theme.
    pub heat: HeatView,
    /// Open questions that narrow the interval most, widest first.
    pub next: Vec<NextRow>,
    /// Gaps by priority, overdue, accepted.
    pub actions: ActionCounts,
    /// Law date and its age.
    pub law: LawAge,
}

/// One bar of the chart of practices in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BarView {
    /// Theme; empty for all together.
    pub id: String,
    /// Label.
    pub label: String,
    /// Low end in thousandths of the whole, for drawing.
    pub low: u32,
    /// High end in thousandths of the whole, for drawing.
    pub high: u32,
    /// As printed: `46 to 71 %`.
    pub text: String,
    /// The items behind it, with weight and what each counts.
    pub items: Vec<BarItem>,
    /// The arithmetic in words.
    pub arithmetic: String,
}

/// The heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeatView {
    /// The themes that are asked about, in a word or two.
    pub themes: Vec<Labeled>,
    /// The provisions that ask for practices.
    pub rows: Vec<HeatRowView>,
}

/// A provision's row of the heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeatRowView {
    /// Pinpoint.
    pub pin: String,
    /// `§ 3(b)(ii)`; empty where the row is no provision.
    pub cite: String,
    /// Heading.
    pub heading: String,
    /// For each theme, the cell; absent where nothing is asked.
    pub cells: Vec<Option<HeatCellView>>,
}

/// A cell of the heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HeatCellView {
    /// How much of it is established, in four steps.
    pub level: HeatLevel,
    /// The step in words.
    pub level_label: String,
    /// Its share, its items and the arithmetic.
    pub bar: BarView,
}

/// One item behind a bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BarItem {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Verdict in words, `Unanswered` where there is none.
    pub verdict: String,
    /// 1, 2 or 3.
    pub weight: u8,
    /// What it counts, in words: `2 of 4 half-points`.
    pub counts: String,
}

/// A decision in scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DecisionRow {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// The option chosen; absent while open.
    pub chosen: Option<String>,
    /// When it was decided, as printed.
    pub decided_on: Option<String>,
    /// The items that wait on it.
    pub waiting: Vec<Labeled>,
}

/// A date ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DateRow {
    /// What falls on it.
    pub what: String,
    /// Date, as printed.
    pub date: String,
    /// `in 30 days`, `today`.
    pub left: String,
    /// Whom it binds, in words.
    pub whom: String,
    /// Whether it binds this company.
    pub binds_company: bool,
    /// How well it is attested.
    pub confidence: String,
}

/// A question worth answering next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct NextRow {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// By how much an answer would narrow the interval, in words.
    pub narrows: String,
}

/// Counts of gaps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ActionCounts {
    /// First priority.
    pub first: u32,
    /// Second priority.
    pub second: u32,
    /// Third priority.
    pub third: u32,
    /// Overdue.
    pub overdue: u32,
    /// Accepted, and the acceptance holds.
    pub accepted: u32,
    /// Acceptance expired.
    pub expired: u32,
}

/// A gap and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ActionRow {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// Pinpoint, as cited.
    pub cite: String,
    /// When to act.
    pub priority: Priority,
    /// Priority in words.
    pub priority_label: String,
    /// Why that priority.
    pub reason: String,
    /// What is missing, in words.
    pub shortfall: String,
    /// What to do: counsel's words, else the pack's.
    pub what: String,
    /// The pack's recommendation.
    pub recommended: String,
    /// Who usually owns it.
    pub owner_suggestion: String,
    /// What was recorded.
    pub action: Action,
    /// How it stands today.
    pub standing: ActionStanding,
    /// The standing in words: `Overdue since December 15, 2026`.
    pub standing_label: String,
    /// Questions about what was typed: a due date on a weekend or before today.
    pub questions: Vec<String>,
    /// Texts that are being typed and not yet recorded.
    pub drafts: Vec<ActionDraftView>,
}

/// The action list of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ActionsView {
    /// A row for each gap: by priority, then in the pack's order.
    pub rows: Vec<ActionRow>,
    /// The rows gathered in each way that there is.
    pub groupings: Vec<Grouping>,
    /// What depends on answers and actions as a whole.
    pub state: RunStateView,
    /// What is odd about what was given last; empty where nothing was.
    pub asks: Vec<String>,
}

/// One way to gather the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Grouping {
    /// By what.
    pub by: GroupBy,
    /// The groups.
    pub groups: Vec<ActionGroup>,
}

/// A text of an action that is being typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ActionDraftView {
    /// The field.
    pub field: ActionField,
    /// The text.
    pub text: String,
}
