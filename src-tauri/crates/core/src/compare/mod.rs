//! Two runs side by side: what differs, and why coverage moved.
//!
//! [`compare`] is pure. A run compared with itself is empty, and swapping the two mirrors the
//! result: every better is a worse, every part of the movement has the other sign.

mod exact;
mod movement;
mod split;
mod trend;

pub use exact::Exact;
pub use movement::{FieldChange, ItemMove, MoveKind};
pub use split::{EndMovement, Movement, Part};
pub use trend::{
    Cell, PortfolioRow, TrendPoint, Unit, UnitRow, Units, UnitsError, portfolio_row, trend_point,
    units,
};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::action::ActionStanding;
use crate::answer::Answer;
use crate::coverage::Interval;
use crate::date::Date;
use crate::overview::{Overview, RunState, overview};
use crate::pack::{Id, Item, Pack};

/// One of two runs.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// What is known of it.
    pub state: RunState<'a>,
    /// The day on which it is read.
    pub on: Date,
}

/// One of two runs, as a comparison names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SideSummary {
    /// Its pack.
    pub pack: Id,
    /// The pack's version.
    pub version: String,
    /// The day as of which the law is stated.
    pub law_date: Date,
    /// The day on which it is read.
    pub on: Date,
    /// Practices in place.
    pub coverage: Interval,
}

/// What differs between two runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The first.
    pub before: SideSummary,
    /// The second.
    pub after: SideSummary,
    /// Why coverage moved; `None` where one of them asks no practice.
    pub movement: Option<Movement>,
    /// Items that moved, in the later version's order, those it lacks last.
    pub items: Vec<ItemMove>,
}

/// Compares two runs.
pub fn compare(a: &Side<'_>, b: &Side<'_>) -> Comparison {
    let (before, after) = (overview(a.state, a.on), overview(b.state, b.on));
    let movement = split::movement(a.state, b.state, (&before.scope, &after.scope));
    let (one, other) = (Look::new(a, &before), Look::new(b, &after));
    let items = union(a.state.pack, b.state.pack);
    let items = items.into_iter().filter_map(|item| {
        movement::moved(&item.id, item, one.seen(&item.id), other.seen(&item.id))
    });
    Comparison {
        items: items.collect(),
        movement,
        before: summary(a, &before),
        after: summary(b, &after),
    }
}

impl Comparison {
    /// Returns whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let still = |end: &EndMovement| end.parts().iter().all(|part| part.exact.signum() == 0);
        self.items.is_empty()
            && self
                .movement
                .is_none_or(|movement| still(&movement.low) && still(&movement.high))
    }

    /// Returns the comparison seen from the other run.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self {
            before: self.after.clone(),
            after: self.before.clone(),
            movement: self.movement.map(|movement| Movement {
                low: movement.low.mirrored(),
                high: movement.high.mirrored(),
            }),
            items: self.items.iter().map(ItemMove::mirrored).collect(),
        }
    }

    /// Counts the items by kind of movement; an item counts under each of its kinds.
    pub fn counts(&self) -> BTreeMap<MoveKind, u32> {
        let mut counts = BTreeMap::new();
        for kind in self.items.iter().flat_map(|item| &item.kinds) {
            *counts.entry(*kind).or_insert(0) += 1;
        }
        counts
    }

    /// Returns the items that made one kind of movement.
    pub fn of_kind(&self, kind: MoveKind) -> impl Iterator<Item = &ItemMove> {
        self.items
            .iter()
            .filter(move |item| item.kinds.contains(&kind))
    }
}

fn summary(side: &Side<'_>, read: &Overview<'_>) -> SideSummary {
    let pack = side.state.pack;
    SideSummary {
        pack: pack.id.clone(),
        version: pack.version.to_string(),
        law_date: pack.law_date,
        on: side.on,
        coverage: read.coverage.all,
    }
}

/// Every item of either pack, in the order of the later one, so that swapping changes no order.
fn union<'a>(a: &'a Pack, b: &'a Pack) -> Vec<&'a Item> {
    let later_is_a = (&a.version, &a.id) > (&b.version, &b.id);
    let (later, earlier) = if later_is_a { (a, b) } else { (b, a) };
    let known: std::collections::BTreeSet<&str> =
        later.items.iter().map(|item| item.id.as_str()).collect();
    let gone = earlier
        .items
        .iter()
        .filter(|item| !known.contains(item.id.as_str()));
    later.items.iter().chain(gone).collect()
}

/// What a comparison looks up of one run.
struct Look<'a> {
    items: BTreeMap<&'a str, &'a Item>,
    gaps: BTreeMap<&'a str, ActionStanding>,
    side: &'a Side<'a>,
    read: &'a Overview<'a>,
}

impl<'a> Look<'a> {
    fn new(side: &'a Side<'a>, read: &'a Overview<'a>) -> Self {
        let items = side.state.pack.items.iter();
        let gaps = read.gaps.iter();
        Self {
            items: items.map(|item| (item.id.as_str(), item)).collect(),
            gaps: gaps
                .map(|gap| (gap.gap.item.id.as_str(), gap.standing))
                .collect(),
            side,
            read,
        }
    }

    fn seen(&self, id: &str) -> movement::Seen<'_> {
        static UNANSWERED: std::sync::LazyLock<Answer> = std::sync::LazyLock::new(Answer::default);
        movement::Seen {
            item: self.items.get(id).copied(),
            standing: self.read.scope.0.get(id),
            answer: self.side.state.answers.get(id).unwrap_or(&UNANSWERED),
            evidence: self.side.state.evidence.get(id).map_or(&[], Vec::as_slice),
            gap: self.gaps.get(id).copied(),
        }
    }
}
