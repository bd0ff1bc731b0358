//! What is to be done: each gap's action, and who has what to do in which month.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::words::theme;
use crate::action::{ActionStanding, ActionStatus};
use crate::date::Date;
use crate::gap::Priority;
use crate::overview::{GapAction, Overview};
use crate::pack::{Id, Pack};

/// The grid has no more months than this; what is due after them stands under `Later`.
const MONTHS: usize = 6;

/// The actions by owner and month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The columns of the grid: `Overdue`, the months in which something is due, `Later`, `No date`,
    /// `Accepted`; those that nothing falls under are left out.
    pub columns: Vec<String>,
    /// The owners by name, with `Not named` last.
    pub owners: Vec<OwnerPlan>,
    /// How many fall under each column.
    pub totals: Vec<usize>,
}

/// What one owner has to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerPlan {
    /// The owner, or `Not named`.
    pub owner: String,
    /// How many of the actions fall under each column of the plan.
    pub counts: Vec<usize>,
    /// The actions: overdue ones first, then by day, then those without one, then accepted ones.
    pub actions: Vec<ActionEntry>,
}

/// One action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionEntry {
    /// When to act.
    pub priority: Priority,
    /// What the priority rests on.
    pub reason: String,
    /// What to do.
    pub what: String,
    /// How.
    pub detail: Option<String>,
    /// The theme it stands under.
    pub theme: String,
    /// Who does it.
    pub owner: Option<String>,
    /// By when, as printed.
    pub due: String,
    /// The same for narrow columns, with `overdue` where it is; where the gap is accepted, until when.
    pub short_due: String,
    /// How it stands, in words.
    pub standing: String,
    /// Title of the item that it belongs to, under which the item's answer is found.
    pub item: String,
    /// The day by which, for formats that hold dates as dates.
    pub due_on: Option<Date>,
    /// The last day of an acceptance, where there is one or was, for the same.
    pub accepted_until: Option<Date>,
    /// How it stands on the report date.
    pub stands: ActionStanding,
    /// Whether work on it has begun.
    pub begun: bool,
}

/// One action as printed.
pub(super) fn action(pack: &Pack, entry: &GapAction<'_>) -> ActionEntry {
    let item = entry.gap.item;
    let due = |print: fn(Date) -> String| {
        let due = entry.action.due.map(print);
        due.unwrap_or_else(|| String::from("not set"))
    };
    let short_due = match (entry.standing, entry.action.accepted_until) {
        (ActionStanding::Accepted, Some(until)) => format!("accepted to {}", until.short()),
        (ActionStanding::Accepted, None) => String::from("accepted"),
        (ActionStanding::Overdue, _) => format!("{}, overdue", due(Date::short)),
        _ => due(Date::short),
    };
    ActionEntry {
        priority: entry.gap.priority,
        reason: entry.gap.grounds(),
        what: entry.what().to_owned(),
        detail: if entry.action.what.is_none() {
            item.action_detail.clone()
        } else {
            None
        },
        theme: theme(pack, item),
        owner: entry.action.owner.clone(),
        due: due(Date::long),
        short_due,
        standing: match entry.standing {
            // The day stands beside it.
            ActionStanding::Overdue => String::from("Overdue"),
            _ => standing_in_words(entry),
        },
        item: item.title.clone(),
        due_on: entry.action.due,
        accepted_until: entry.action.accepted_until.filter(|_| {
            let by = entry.standing;
            matches!(
                by,
                ActionStanding::Accepted | ActionStanding::AcceptanceExpired
            )
        }),
        stands: entry.standing,
        begun: entry.action.status == ActionStatus::InProgress,
    }
}

/// Returns how an action stands, in words: `Accepted until March 31, 2027`.
pub fn standing_in_words(entry: &GapAction<'_>) -> String {
    let until = entry.action.accepted_until.map(Date::long);
    match entry.standing {
        ActionStanding::Open => entry.action.status.label().to_owned(),
        ActionStanding::Overdue => match entry.action.due {
            Some(due) => format!("Overdue since {}", due.long()),
            None => String::from("Overdue"),
        },
        ActionStanding::CheckAgain => String::from("Done: check again"),
        ActionStanding::Accepted => {
            format!(
                "Accepted until {}",
                until.unwrap_or_else(|| String::from("no date"))
            )
        }
        ActionStanding::AcceptanceExpired => match until {
            Some(until) => format!("Open again: acceptance ended {until}"),
            None => String::from("Open: the acceptance has no last day"),
        },
    }
}

/// Where an action stands in the plan: what comes first is sorted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    Overdue,
    Month(i32, u32),
    Later,
    NoDate,
    Accepted,
}

impl Slot {
    fn of(entry: &GapAction<'_>) -> Self {
        match (entry.standing, entry.action.due) {
            (ActionStanding::Accepted, _) => Self::Accepted,
            (ActionStanding::Overdue, _) => Self::Overdue,
            (_, Some(due)) => {
                let (year, month, _) = due.ymd();
                Self::Month(year, month)
            }
            (_, None) => Self::NoDate,
        }
    }

    fn label(self) -> String {
        match self {
            Self::Overdue => String::from("Overdue"),
            Self::Month(year, month) => Date::from_ymd(year, month, 1)
                .map(Date::month_and_year)
                .unwrap_or_default(),
            Self::Later => String::from("Later"),
            Self::NoDate => String::from("No date"),
            Self::Accepted => String::from("Accepted"),
        }
    }
}

/// Who has what to do in which month.
pub(super) fn plan(pack: &Pack, read: &Overview<'_>) -> Plan {
    let mut slots: Vec<Slot> = read.gaps.iter().map(Slot::of).collect();
    slots.sort_unstable();
    slots.dedup();
    let months: Vec<Slot> = slots
        .iter()
        .copied()
        .filter(|slot| matches!(slot, Slot::Month(..)))
        .collect();
    let last = months.get(MONTHS - 1).copied();
    let column = |slot: Slot| match (slot, last) {
        (Slot::Month(..), Some(last)) if slot > last => Slot::Later,
        _ => slot,
    };
    let mut columns: Vec<Slot> = slots.into_iter().map(column).collect();
    columns.dedup();

    let mut owners: Vec<(Option<&str>, Vec<&GapAction<'_>>)> = Vec::new();
    for entry in &read.gaps {
        let owner = entry.action.owner.as_deref().map(str::trim);
        let owner = owner.filter(|owner| !owner.is_empty());
        match owners.iter_mut().find(|(known, _)| *known == owner) {
            Some((_, entries)) => entries.push(entry),
            None => owners.push((owner, vec![entry])),
        }
    }
    owners.sort_by_key(|(owner, _)| (owner.is_none(), owner.map(str::to_lowercase)));
    let owners = owners.into_iter().map(|(owner, mut entries)| {
        entries.sort_by_key(|entry| (Slot::of(entry), entry.action.due));
        let under = |wanted: &Slot| {
            let falls = entries
                .iter()
                .filter(|entry| column(Slot::of(entry)) == *wanted);
            falls.count()
        };
        OwnerPlan {
            owner: owner.unwrap_or("Not named").to_owned(),
            counts: columns.iter().map(under).collect(),
            actions: entries.iter().map(|entry| action(pack, entry)).collect(),
        }
    });
    let owners: Vec<OwnerPlan> = owners.collect();
    let totals = (0..columns.len()).map(|at| {
        let of_column = owners.iter().filter_map(|owner| owner.counts.get(at));
        of_column.sum()
    });
    Plan {
        totals: totals.collect(),
        columns: columns.into_iter().map(Slot::label).collect(),
        owners,
    }
}

/// What the rows of the action list can be gathered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum GroupBy {
    /// When to act.
    Priority,
    /// Who does it.
    Owner,
    /// The provision the item stands under.
    Provision,
    /// The month in which it is due, with what is overdue first and what is accepted last.
    Month,
}

impl GroupBy {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Priority, Self::Owner, Self::Provision, Self::Month];
}

/// Some of the gaps of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ActionGroup {
    /// What they have in common, in words.
    pub label: String,
    /// Their items, in the order of the list.
    pub items: Vec<Id>,
}

/// Gathers the gaps of a run; each is in one group. Owners are told apart without regard to case.
pub fn action_groups(pack: &Pack, read: &Overview<'_>, by: GroupBy) -> Vec<ActionGroup> {
    let mut groups: BTreeMap<GroupKey, ActionGroup> = BTreeMap::new();
    for entry in &read.gaps {
        let (key, label) = group_of(pack, entry, by);
        let group = groups.entry(key).or_insert_with(|| ActionGroup {
            label,
            items: Vec::new(),
        });
        group.items.push(entry.gap.item.id.clone());
    }
    groups.into_values().collect()
}

/// What groups are sorted by.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    Priority(Priority),
    /// Whether it is nobody, and the name in lower case.
    Owner(bool, String),
    /// Place in the pack.
    Provision(usize),
    Month(Slot),
}

fn group_of(pack: &Pack, entry: &GapAction<'_>, by: GroupBy) -> (GroupKey, String) {
    match by {
        GroupBy::Priority => {
            let priority = entry.gap.priority;
            let label = format!("{} priority", priority.label());
            (GroupKey::Priority(priority), label)
        }
        GroupBy::Owner => {
            let owner = entry.action.owner.as_deref().map(str::trim);
            let owner = owner.filter(|owner| !owner.is_empty());
            let key = GroupKey::Owner(owner.is_none(), owner.unwrap_or_default().to_lowercase());
            (key, owner.unwrap_or("Not named").to_owned())
        }
        GroupBy::Provision => {
            let pin = &entry.gap.item.provision;
            let place = pack.provisions.iter().position(|one| one.pin == *pin);
            let label = pack.provision(pin).map(|one| {
                let cite = one.cite();
                if cite == one.heading {
                    cite
                } else {
                    format!("{cite} {}", one.heading)
                }
            });
            let place = GroupKey::Provision(place.unwrap_or(usize::MAX));
            (place, label.unwrap_or_default())
        }
        GroupBy::Month => {
            let slot = Slot::of(entry);
            (GroupKey::Month(slot), slot.label())
        }
    }
}
