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
    let mut behind = Names::default();
    behind.gather(pack, condition, true);
    tried(pack, condition, &behind, true).or_else(|| {
        let mut alone = Names::default();
        alone.gather(pack, condition, false);
        tried(pack, condition, &alone, false)
    })
}

/// What a condition names, with how many values each can take: two for roles and traits, one for
/// each option and one for "open" for decisions and facts.
#[derive(Default)]
struct Names<'a> {
    values: BTreeMap<&'a str, usize>,
    parts: usize,
}

impl<'a> Names<'a> {
    /// Adds what `condition` names; with `behind`, also what has to be so before that can be: the
    /// roles of which a trait is asked, and the conditions of the items that it hangs on.
    fn gather(&mut self, pack: &'a Pack, condition: &'a Condition, behind: bool) {
        let mut open = vec![condition];
        while let Some(next) = open.pop() {
            next.walk(&mut |part| {
                self.parts += 1;
                match part {
                    Condition::Role(id) => {
                        self.values.insert(id, 2);
                    }
                    Condition::Trait(id) => {
                        self.values.insert(id, 2);
                        let entry = pack.traits.iter().find(|entry| entry.id == *id);
                        let roles = entry.map_or(&[][..], |entry| entry.roles.as_slice());
                        for role in roles.iter().filter(|_| behind) {
                            self.values.insert(role, 2);
                        }
                    }
                    Condition::Decision(hangs) => {
                        open.extend(self.choice(pack, &hangs.item, behind));
                    }
                    Condition::Fact(hangs) => {
                        open.extend(self.choice(pack, &hangs.item, behind));
                    }
                    _ => {}
                }
            });
        }
    }

    /// Adds an item with options, and returns its own condition where that is to be gathered.
    fn choice(&mut self, pack: &'a Pack, id: &'a Id, behind: bool) -> Option<&'a Condition> {
        let item = pack.item(id)?;
        let known = self.values.insert(id, item.options().len() + 1);
        item.applies.as_ref().filter(|_| behind && known.is_none())
    }
}

fn tried(
    pack: &Pack,
    condition: &Condition,
    names: &Names<'_>,
    behind: bool,
) -> Option<(bool, bool)> {
    let mut total = 1_usize;
    for values in names.values.values() {
        total = total
            .checked_mul(*values)
            .filter(|total| total.saturating_mul(names.parts) <= MAX_TRIED)?;
    }
    let (mut can_hold, mut can_fail) = (false, false);
    for mut nth in 0..total {
        let mut chosen = BTreeMap::new();
        for (name, values) in &names.values {
            chosen.insert(*name, nth % values);
            nth /= values;
        }
        let case = Case {
            pack,
            chosen: &chosen,
            behind,
        };
        if case.holds(condition, &mut Vec::new()) {
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

/// One combination of answers.
struct Case<'a> {
    pack: &'a Pack,
    /// The value of each name; 0 is no, or open.
    chosen: &'a BTreeMap<&'a str, usize>,
    /// Whether a trait is asked of its roles alone, and a choice is made only where its item is asked.
    behind: bool,
}

impl Case<'_> {
    fn value(&self, name: &str) -> usize {
        self.chosen.get(name).copied().unwrap_or(0)
    }

    fn holds<'p>(&'p self, condition: &'p Condition, path: &mut Vec<&'p str>) -> bool {
        match condition {
            Condition::Role(id) => self.value(id) == 1,
            Condition::Trait(id) => self.value(id) == 1 && self.is_asked_of_a_role(id),
            Condition::Decision(hangs) => self.is_chosen(&hangs.item, &hangs.is, path),
            Condition::Fact(hangs) => self.is_chosen(&hangs.item, &hangs.is, path),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part, path)),
            Condition::All(parts) => parts.iter().all(|part| self.holds(part, path)),
            Condition::Not(part) => !self.holds(part, path),
        }
    }

    fn is_asked_of_a_role(&self, id: &str) -> bool {
        let entry = self.pack.traits.iter().find(|entry| entry.id == id);
        let roles = entry.map_or(&[][..], |entry| entry.roles.as_slice());
        !self.behind || roles.is_empty() || roles.iter().any(|role| self.value(role) == 1)
    }

    fn is_chosen<'p>(&'p self, id: &'p str, is: &[Id], path: &mut Vec<&'p str>) -> bool {
        let (Some(item), Some(at)) = (self.pack.item(id), self.value(id).checked_sub(1)) else {
            return false;
        };
        let picked = item.options().get(at);
        if !picked.is_some_and(|picked| is.contains(&picked.id)) {
            return false;
        }
        let Some(condition) = item.applies.as_ref().filter(|_| self.behind) else {
            return true;
        };
        // A condition that runs in a circle is found on its own.
        if path.contains(&id) {
            return false;
        }
        path.push(id);
        let asked = self.holds(condition, path);
        path.pop();
        asked
    }
}
