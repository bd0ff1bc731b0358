//! Gaps: practices that are partly or not in place, each with a priority that anyone can re-do.

use serde::{Deserialize, Serialize};

use crate::answer::{Answers, Verdict};
use crate::coverage::{Share, coverage_of};
use crate::date::Date;
use crate::pack::{Item, LawDate, Pack, Severity};
use crate::profile::Profile;
use crate::scope::{Scope, binds};
use crate::sheet::{Asks, Says};

/// A date at most this many days after the report date is near.
pub const NEAR_DAYS: i64 = 60;

/// How much is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Shortfall {
    /// Not in place.
    Whole,
    /// Partly in place.
    Part,
}

impl Shortfall {
    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => "not in place",
            Self::Part => "partly in place",
        }
    }
}

/// When to act: first, second or third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Priority {
    /// Act first.
    First,
    /// Then these.
    Second,
    /// Then the rest.
    Third,
}

impl Priority {
    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "First",
            Self::Second => "Second",
            Self::Third => "Third",
        }
    }

    fn pulled_up(self) -> Self {
        match self {
            Self::First | Self::Second => Self::First,
            Self::Third => Self::Second,
        }
    }
}

/// The printed table: severity of the item by what is missing.
pub const PRIORITY_TABLE: [(Severity, Shortfall, Priority); 6] = [
    (Severity::High, Shortfall::Whole, Priority::First),
    (Severity::High, Shortfall::Part, Priority::Second),
    (Severity::Medium, Shortfall::Whole, Priority::Second),
    (Severity::Medium, Shortfall::Part, Priority::Third),
    (Severity::Low, Shortfall::Whole, Priority::Third),
    (Severity::Low, Shortfall::Part, Priority::Third),
];

/// Returns what the printed table says.
pub fn table_priority(severity: Severity, shortfall: Shortfall) -> Priority {
    let row = PRIORITY_TABLE
        .iter()
        .find(|row| row.0 == severity && row.1 == shortfall);
    row.map_or(Priority::Third, |row| row.2)
}

/// A gap, derived from an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap<'a> {
    /// The item.
    pub item: &'a Item,
    /// What is missing.
    pub shortfall: Shortfall,
    /// When to act.
    pub priority: Priority,
    /// The date that pulled the priority up, where one did.
    pub pulled_by: Option<&'a LawDate>,
}

impl Gap<'_> {
    /// Returns the priority's reason in words.
    pub fn reason(&self) -> String {
        let table = table_priority(self.item.severity, self.shortfall);
        self.pulled(format!(
            "{}: {}",
            self.in_table(),
            table.label().to_lowercase()
        ))
    }

    /// Returns what the priority rests on, for where the priority itself stands beside it.
    pub fn grounds(&self) -> String {
        self.pulled(self.in_table())
    }

    /// The line of the table that it is found in.
    fn in_table(&self) -> String {
        let (severity, shortfall) = (self.item.severity, self.shortfall);
        format!("consequence {}, {}", severity.label(), shortfall.label())
    }

    fn pulled(&self, base: String) -> String {
        match self.pulled_by {
            Some(date) => format!(
                "{base}; one step up, because {} binds this company on {}",
                date.what,
                date.date.long(),
            ),
            None => base,
        }
    }
}

/// Lists the gaps of a run on the report date `on`: by priority, then in the pack's order.
pub fn gaps<'a>(
    pack: &'a Pack,
    profile: &Profile,
    scope: &impl Asks,
    says: &impl Says,
    on: Date,
) -> Vec<Gap<'a>> {
    let near: Vec<&LawDate> = pack
        .dates
        .iter()
        .filter(|date| (0..=NEAR_DAYS).contains(&on.days_until(date.date)))
        .filter(|date| match &date.binds {
            Some(condition) => binds(pack, profile, says, condition),
            None => false,
        })
        .collect();
    let items = pack.items.iter().enumerate();
    let mut gaps: Vec<Gap<'a>> = items
        .filter(|(at, item)| item.practice().is_some() && scope.asks(*at, item))
        .filter_map(|(at, item)| {
            let shortfall = match says.said(at, item)?.verdict? {
                Verdict::NotInPlace => Shortfall::Whole,
                Verdict::Partly => Shortfall::Part,
                _ => return None,
            };
            let table = table_priority(item.severity, shortfall);
            let pulls = |date: &&&LawDate| date.items.contains(&item.id);
            let pulled_by = near
                .iter()
                .find(pulls)
                .copied()
                .filter(|_| table != Priority::First);
            let priority = if pulled_by.is_some() {
                table.pulled_up()
            } else {
                table
            };
            Some(Gap {
                item,
                shortfall,
                priority,
                pulled_by,
            })
        })
        .collect();
    gaps.sort_by_key(|gap| gap.priority);
    gaps
}

/// Lists the open questions of a run: practices and facts in scope that are unanswered or *not
/// sure*, in the pack's order. Open decisions are listed as decisions.
pub fn open_questions<'a>(pack: &'a Pack, scope: &impl Asks, says: &impl Says) -> Vec<&'a Item> {
    let items = pack.items.iter().enumerate();
    items
        .filter(|(at, item)| item.decision().is_none() && scope.asks(*at, item))
        .filter(|(at, item)| match says.said(*at, item) {
            None => true,
            Some(said) => !said.is_answer_to(item) || said.verdict == Some(Verdict::NotSure),
        })
        .map(|(_, item)| item)
        .collect()
}

/// An open question, and how much of the interval a verdict on it would close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Narrowing<'a> {
    /// The practice.
    pub item: &'a Item,
    /// By how much, of the whole that is asked; in half-points.
    pub by: Share,
}

/// Lists the practices that are not established, by how much of the interval a verdict closes: the
/// widest first, then by the consequence for the company, then in the pack's order.
///
/// Any verdict but *not sure* closes as much as is listed, save *not applicable*, which takes the
/// item out of the whole instead.
pub fn narrowing<'a>(pack: &'a Pack, scope: &Scope, answers: &Answers) -> Vec<Narrowing<'a>> {
    let of = coverage_of(pack, scope, answers, |_| true).of;
    let mut list: Vec<Narrowing<'a>> = open_questions(pack, scope, answers)
        .into_iter()
        .filter_map(|item| {
            let part = 2 * u32::from(item.practice()?.weight);
            let by = Share { part, of };
            Some(Narrowing { item, by })
        })
        .collect();
    list.sort_by_key(|one| std::cmp::Reverse((one.by.part, one.item.severity)));
    list
}
