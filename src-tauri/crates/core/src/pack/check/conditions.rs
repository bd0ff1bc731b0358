//! Conditions: that they name what exists, do not run in circles, and can come out either way.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Condition, Id, Item, Kind, Pack};
use super::Findings;

/// Combinations of answers, times the parts of the condition, that are tried before the condition is
/// taken to be satisfiable. The widest of a full pack need some five hundred.
const MAX_TRIED: usize = 1 << 14;

pub(super) fn check(pack: &Pack, found: &mut Findings) {
    let items: BTreeMap<&str, &Item> = pack
        .items
        .iter()
        .map(|item| (item.id.as_str(), item))
        .collect();
    for (at, item) in pack.items.iter().enumerate() {
        let Some(condition) = &item.applies else {
            continue;
        };
        let here = format!("/items/{at}/applies");
        one(pack, condition, &here, found);
        if runs_in_circle(&items, item) {
            found.add(
                here,
                "the condition comes back to the item itself",
                "Break the circle: an item cannot decide whether it is asked.",
            );
        }
    }
    for (at, date) in pack.dates.iter().enumerate() {
        if let Some(condition) = &date.binds {
            one(pack, condition, &format!("/dates/{at}/binds"), found);
        }
    }
}

fn one(pack: &Pack, condition: &Condition, here: &str, found: &mut Findings) {
    let before = found.0.len();
    condition.walk(&mut |part| match part {
        Condition::Role(id) if !pack.roles.iter().any(|role| role.id == *id) => {
            found.add(
                here,
                format!("there is no role “{id}”"),
                "Name a role of this pack.",
            );
        }
        Condition::Trait(id) if !pack.traits.iter().any(|entry| entry.id == *id) => {
            found.add(
                here,
                format!("there is no trait “{id}”"),
                "Name a trait of this pack.",
            );
        }
        Condition::Decision(decision) => {
            choice(pack, &decision.item, &decision.is, true, here, found);
        }
        Condition::Fact(fact) => choice(pack, &fact.item, &fact.is, false, here, found),
        Condition::Any(parts) | Condition::All(parts) if parts.is_empty() => {
            found.add(
                here,
                "a list of conditions is empty",
                "Name at least one condition, or leave the list out.",
            );
        }
        _ => {}
    });
    if found.0.len() > before {
        return;
    }
    match outcomes(pack, condition) {
        Some((false, _)) => found.add(
            here,
            "no profile and no decision can meet the condition",
            "Remove the contradiction, or the item.",
        ),
        Some((true, false)) => found.add(
            here,
            "every profile meets the condition",
            "Leave it out: the item is asked of everybody.",
        ),
        _ => {}
    }
}

fn choice(pack: &Pack, item: &Id, is: &[Id], decision: bool, here: &str, found: &mut Findings) {
    let Some(named) = pack.item(item) else {
        found.add(
            here,
            format!("there is no item “{item}”"),
            "Name an item of this pack.",
        );
        return;
    };
    let fits = matches!(
        (&named.kind, decision),
        (Kind::Decision(_), true) | (Kind::Fact(_), false)
    );
    if !fits || named.options().is_empty() {
        found.add(
            here,
            format!(
                "“{item}” is not {} with options",
                if decision { "a decision" } else { "a fact" }
            ),
            "Name one that is.",
        );
        return;
    }
    if is.is_empty() {
        found.add(
            here,
            format!("no option of “{item}” is named"),
            "Name at least one option.",
        );
    }
    for option in is {
        if !named.options().iter().any(|known| known.id == *option) {
            found.add(
                here,
                format!("“{item}” has no option “{option}”"),
                "Name one of its options.",
            );
        }
    }
}

fn runs_in_circle(items: &BTreeMap<&str, &Item>, start: &Item) -> bool {
    let mut open: Vec<&str> = named_items(start);
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if id == start.id {
            return true;
        }
        if seen.insert(id)
            && let Some(item) = items.get(id)
        {
            open.extend(named_items(item));
        }
    }
    false
}

fn named_items(item: &Item) -> Vec<&str> {
    let mut named = Vec::new();
    if let Some(condition) = &item.applies {
        condition.walk(&mut |part| match part {
            Condition::Decision(decision) => named.push(decision.item.as_str()),
            Condition::Fact(fact) => named.push(fact.item.as_str()),
            _ => {}
        });
    }
    named
}

/// Tries every combination of what the condition names. Returns whether it can hold and whether it
/// can fail, or `None` where there are too many combinations to try.
fn outcomes(pack: &Pack, condition: &Condition) -> Option<(bool, bool)> {
    // Each name has as many values as it can take: two for roles and traits, one for each option
    // and one for "open" for decisions and facts.
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut parts = 0_usize;
    condition.walk(&mut |_| parts += 1);
    condition.walk(&mut |part| match part {
        Condition::Role(id) | Condition::Trait(id) => {
            names.insert(id, 2);
        }
        Condition::Decision(decision) => {
            names.insert(
                &decision.item,
                pack.item(&decision.item)
                    .map_or(1, |item| item.options().len() + 1),
            );
        }
        Condition::Fact(fact) => {
            names.insert(
                &fact.item,
                pack.item(&fact.item)
                    .map_or(1, |item| item.options().len() + 1),
            );
        }
        _ => {}
    });
    let mut total = 1_usize;
    for values in names.values() {
        total = total
            .checked_mul(*values)
            .filter(|total| total.saturating_mul(parts) <= MAX_TRIED)?;
    }
    let (mut can_hold, mut can_fail) = (false, false);
    for mut nth in 0..total {
        let mut chosen = BTreeMap::new();
        for (name, values) in &names {
            chosen.insert(*name, nth % values);
            nth /= values;
        }
        if holds(pack, condition, &chosen) {
            can_hold = true;
        } else {
            can_fail = true;
        }
        if can_hold && can_fail {
            break;
        }
    }
    Some((can_hold, can_fail))
}

fn holds(pack: &Pack, condition: &Condition, chosen: &BTreeMap<&str, usize>) -> bool {
    let value = |name: &str| chosen.get(name).copied().unwrap_or(0);
    let option = |item: &str, is: &[Id]| {
        let Some(at) = value(item).checked_sub(1) else {
            return false;
        };
        let picked = pack.item(item).and_then(|item| item.options().get(at));
        picked.is_some_and(|picked| is.contains(&picked.id))
    };
    match condition {
        Condition::Role(id) | Condition::Trait(id) => value(id) == 1,
        Condition::Decision(decision) => option(&decision.item, &decision.is),
        Condition::Fact(fact) => option(&fact.item, &fact.is),
        Condition::Any(parts) => parts.iter().any(|part| holds(pack, part, chosen)),
        Condition::All(parts) => parts.iter().all(|part| holds(pack, part, chosen)),
        Condition::Not(part) => !holds(pack, part, chosen),
    }
}
