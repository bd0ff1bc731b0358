//! Many runs: one assessment over time, units side by side, and all assessments in one list.

use serde::Serialize;
use thiserror::Error;

use crate::action::ActionStanding;
use crate::answer::{Answer, Answers};
use crate::coverage::{Interval, Share, coverage_of};
use crate::date::Date;
use crate::gap::{Priority, gaps, open_questions};
use crate::law_age::{LawAge, law_age};
use crate::overview::{Actions, RunState, overview};
use crate::pack::{Id, Item, Pack};
use crate::profile::Profile;
use crate::scope::{Scope, Standing, scope, scope_alone};
use crate::sheet::{Says, asked};

/// One run of an assessment, as a point in its trend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrendPoint {
    /// The day on which the run is read.
    pub on: Date,
    /// Version of its pack.
    pub version: String,
    /// Law date of its pack.
    pub law_date: Date,
    /// Practices in place.
    pub coverage: Interval,
    /// Affirmative weight that rests on a document seen or a test.
    pub evidenced: Share,
    /// Answers that are not merely carried.
    pub reaffirmed: Share,
    /// Items in scope.
    pub in_scope: u32,
    /// Open questions.
    pub open: u32,
    /// Gaps, accepted ones aside, by priority: first, second, third.
    pub gaps: [u32; 3],
}

/// Reads a run as a point in a trend, on the day `on`.
pub fn trend_point(state: RunState<'_>, on: Date) -> TrendPoint {
    let read = overview(state, on);
    TrendPoint {
        on,
        version: state.pack.version.to_string(),
        law_date: state.pack.law_date,
        coverage: read.coverage.all,
        evidenced: read.coverage.evidenced,
        reaffirmed: read.coverage.reaffirmed,
        in_scope: read.progress.in_scope,
        open: read.progress.open,
        gaps: by_priority(&read),
    }
}

/// One assessment in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PortfolioRow {
    /// What people call the text.
    pub text: String,
    /// Practices in place.
    pub coverage: Interval,
    /// Actions still to be done, by the priority of their gaps: first, second, third.
    pub actions: [u32; 3],
    /// Of these, overdue.
    pub overdue: u32,
    /// Decisions still open.
    pub undecided: u32,
    /// Open questions.
    pub open: u32,
    /// The law date and its age.
    pub law: LawAge,
}

/// Reads the latest run of an assessment as a row of the list of all, on the day `on`.
///
/// It says what [`overview`] says, and works out nothing that the row does not show: there can be a
/// thousand of them.
pub fn portfolio_row(
    pack: &Pack,
    profile: &Profile,
    says: &impl Says,
    done: &Actions,
    on: Date,
) -> PortfolioRow {
    let scope = scope_alone(pack, profile, says);
    let mut actions = [0; 3];
    let mut overdue = 0;
    for gap in gaps(pack, profile, &scope, says, on) {
        let action = done.get(&gap.item.id);
        let standing = action.map_or(ActionStanding::Open, |action| action.standing(on));
        overdue += u32::from(standing == ActionStanding::Overdue);
        if standing != ActionStanding::Accepted {
            actions[place(gap.priority)] += 1;
        }
    }
    let undecided = asked(pack, &scope, says).filter(|(item, said)| {
        item.decision().is_some() && said.is_none_or(|said| said.choice.is_none())
    });
    PortfolioRow {
        text: pack.name.clone(),
        coverage: coverage_of(pack, &scope, says, |_| true),
        actions,
        overdue,
        undecided: crate::rerun::tally(undecided.count()),
        open: crate::rerun::tally(open_questions(pack, &scope, says).len()),
        law: law_age(pack, on),
    }
}

fn place(priority: Priority) -> usize {
    match priority {
        Priority::First => 0,
        Priority::Second => 1,
        Priority::Third => 2,
    }
}

fn by_priority(read: &crate::overview::Overview<'_>) -> [u32; 3] {
    let mut counts = [0; 3];
    for gap in &read.gaps {
        if gap.standing != ActionStanding::Accepted {
            counts[place(gap.gap.priority)] += 1;
        }
    }
    counts
}

/// One unit of a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Practices in place there.
    pub coverage: Interval,
}

/// One item across the units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnitRow {
    /// The item.
    pub item: Id,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub provision: String,
    /// One cell for each unit, in their order.
    pub cells: Vec<Cell>,
    /// Whether the units that are asked do not all say the same.
    pub differs: bool,
}

/// What one unit says of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "is", content = "says")]
pub enum Cell {
    /// It is not asked there.
    NotAsked,
    /// It waits on a decision there.
    Waiting,
    /// It is asked and not answered.
    Open,
    /// It is answered: verdict, option or value, in words.
    Answered(String),
}

impl Cell {
    /// Returns what is said of the item there, in words.
    pub fn in_words(&self) -> &str {
        match self {
            Self::NotAsked => "Not asked",
            Self::Waiting => "Waits on a decision",
            Self::Open => "Not yet established",
            Self::Answered(says) => says,
        }
    }
}

/// Units side by side, item by item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Units {
    /// The units, in the order given.
    pub units: Vec<Unit>,
    /// Items asked of at least one of them, in the pack's order.
    pub rows: Vec<UnitRow>,
}

/// Why units are not shown side by side.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UnitsError {
    /// Two of them were asked other questions.
    #[error(
        "{one} is assessed on {first}, and {other} on {second}. Units stand side by side where the latest run of each uses the same version: run the one that is behind again"
    )]
    OtherPack {
        /// The first unit.
        one: String,
        /// Its pack and version.
        first: String,
        /// The unit that differs.
        other: String,
        /// Its pack and version.
        second: String,
    },
}

/// Sets units side by side: each with its name and its latest run.
///
/// # Errors
/// Where they do not all use the same version of one pack.
pub fn units(named: &[(&str, RunState<'_>)]) -> Result<Units, UnitsError> {
    let Some((one, first)) = named.first() else {
        return Ok(Units {
            units: Vec::new(),
            rows: Vec::new(),
        });
    };
    let pack = first.pack;
    for (other, state) in named {
        if state.pack.id != pack.id || state.pack.version != pack.version {
            return Err(UnitsError::OtherPack {
                one: (*one).to_owned(),
                first: format!("{} {}", pack.id, pack.version),
                other: (*other).to_owned(),
                second: format!("{} {}", state.pack.id, state.pack.version),
            });
        }
    }
    let scopes: Vec<Scope> = named
        .iter()
        .map(|(_, state)| scope(pack, state.profile, state.answers))
        .collect();
    let rows = pack.items.iter().filter_map(|item| {
        let cells: Vec<Cell> = named
            .iter()
            .zip(&scopes)
            .map(|((_, state), scope)| cell(item, scope, state.answers))
            .collect();
        let mut asked = cells.iter().filter(|cell| **cell != Cell::NotAsked);
        let first = asked.next()?;
        Some(UnitRow {
            item: item.id.clone(),
            title: item.title.clone(),
            provision: item.provision.clone(),
            differs: asked.any(|cell| cell != first),
            cells,
        })
    });
    let units = named
        .iter()
        .zip(&scopes)
        .map(|((name, state), scope)| Unit {
            name: (*name).to_owned(),
            coverage: coverage_of(pack, scope, state.answers, |_| true),
        });
    Ok(Units {
        units: units.collect(),
        rows: rows.collect(),
    })
}

fn cell(item: &Item, scope: &Scope, answers: &Answers) -> Cell {
    match scope.0.get(&item.id) {
        Some(Standing::InScope { .. }) => {}
        Some(Standing::Waiting { .. }) => return Cell::Waiting,
        Some(Standing::Out { .. }) | None => return Cell::NotAsked,
    }
    let said = |answer: &Answer| {
        if item.practice().is_some() {
            return answer.verdict.map(|verdict| verdict.label().to_owned());
        }
        let Some(choice) = &answer.choice else {
            return answer.value.clone();
        };
        let option = item.options().iter().find(|option| option.id == *choice);
        Some(option.map_or_else(|| choice.clone(), |option| option.label.clone()))
    };
    match answers.get(&item.id).and_then(said) {
        Some(said) => Cell::Answered(said),
        None => Cell::Open,
    }
}
