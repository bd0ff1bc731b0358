//! What became of each item between two versions of a pack, as declared, and how declarations of
//! several versions compose.
//!
//! A declaration is read as arrows from earlier items to later ones. Arrows compose; the strongest
//! change on the way wins, and what is split, merged, new or retired is read off the composed
//! arrows. So the declaration of 1.2.0 against 1.0.0 and the way by 1.1.0 say the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::PlanError;
use crate::canonical::Hash;
use crate::pack::{ChangeKind, Id, Item, ItemChange, Pack, VersionChanges, least_change};

/// Why an item changed, as one version declares it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// The version that declares it: `1.2.0`.
    pub version: String,
    /// The declaration's sentence.
    pub why: String,
    /// Events behind it, by their names in that version.
    pub events: Vec<Id>,
}

/// How one item of the later version came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The strongest change on the way.
    pub change: ChangeKind,
    /// The earlier items it comes from; none for a new one.
    pub from: Vec<Id>,
    /// Why, oldest first.
    pub reasons: Vec<Reason>,
}

/// What became of every item between two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    /// Every item of the later version.
    pub arrivals: BTreeMap<Id, Arrival>,
    /// Earlier items that nothing follows, each with why.
    pub retired: BTreeMap<Id, Vec<Reason>>,
}

/// Text hashes of a pack, worked out once.
pub(super) struct Texts<'a>(BTreeMap<&'a str, (&'a Item, Hash)>);

impl<'a> Texts<'a> {
    pub(super) fn of(pack: &'a Pack) -> Self {
        let one = |item: &'a Item| (item.id.as_str(), (item, item.text_hash()));
        Self(pack.items.iter().map(one).collect())
    }

    pub(super) fn item(&self, id: &str) -> Option<&'a Item> {
        self.0.get(id).map(|(item, _)| *item)
    }

    pub(super) fn hash(&self, id: &str) -> Option<&Hash> {
        self.0.get(id).map(|(_, hash)| hash)
    }
}

/// Returns the lineage of a pack's items to themselves.
pub(super) fn same(pack: &Pack) -> Lineage {
    let one = |item: &Item| {
        let arrival = Arrival {
            change: ChangeKind::Same,
            from: vec![item.id.clone()],
            reasons: Vec::new(),
        };
        (item.id.clone(), arrival)
    };
    Lineage {
        arrivals: pack.items.iter().map(one).collect(),
        retired: BTreeMap::new(),
    }
}

/// Works out what became of every item of `old` in `new`: from the declaration of `new` against
/// `old`, else by way of the fewest `between`.
pub fn lineage(old: &Pack, new: &Pack, between: &[&Pack]) -> Result<Lineage, PlanError> {
    let way = way(old, new, between).ok_or_else(|| PlanError::NotDeclared {
        pack: new.id.clone(),
        old: old.version.to_string(),
        new: new.version.to_string(),
    })?;
    let mut whole: Option<Lineage> = None;
    for pair in way.windows(2) {
        let [earlier, later] = pair else { continue };
        let step = step(earlier, later)?;
        whole = Some(match whole {
            None => step,
            Some(before) => compose(&before, &step),
        });
    }
    Ok(whole.unwrap_or_else(|| same(new)))
}

/// The shortest chain of packs from `old` to `new`, each declaring changes against the one before.
fn way<'a>(old: &'a Pack, new: &'a Pack, between: &[&'a Pack]) -> Option<Vec<&'a Pack>> {
    let mut reached = vec![vec![old]];
    let mut seen = BTreeSet::from([&old.version]);
    while !reached.is_empty() {
        let mut next = Vec::new();
        for way in reached {
            let last = *way.last()?;
            let declares = |pack: &&Pack| pack.changes.iter().any(|c| c.since == last.version);
            if declares(&new) {
                return Some([way, vec![new]].concat());
            }
            for pack in between.iter().copied().filter(declares) {
                let fits = pack.id == old.id && pack.version < new.version;
                if fits && seen.insert(&pack.version) {
                    next.push([way.clone(), vec![pack]].concat());
                }
            }
        }
        reached = next;
    }
    None
}

/// Reads one declaration, and checks it against the texts of both sides.
fn step(old: &Pack, new: &Pack) -> Result<Lineage, PlanError> {
    let declared = new.changes.iter().find(|c| c.since == old.version);
    let declared = declared.ok_or_else(|| PlanError::NotDeclared {
        pack: new.id.clone(),
        old: old.version.to_string(),
        new: new.version.to_string(),
    })?;
    let (before, after) = (Texts::of(old), Texts::of(new));
    let broken = |problem: String| PlanError::Broken {
        pack: new.id.clone(),
        old: old.version.to_string(),
        new: new.version.to_string(),
        problem,
    };
    let mut whole = Lineage::default();
    for change in &declared.items {
        fits(change, &before, &after).map_err(broken)?;
        let reasons = reason(new, change);
        for text in &change.to {
            let arrival = Arrival {
                change: change.change,
                from: change.from.iter().map(|text| text.item.clone()).collect(),
                reasons: reasons.clone(),
            };
            if whole.arrivals.insert(text.item.clone(), arrival).is_some() {
                return Err(broken(format!("it declares “{}” twice", text.item)));
            }
        }
        if change.to.is_empty() {
            for text in &change.from {
                whole.retired.insert(text.item.clone(), reasons.clone());
            }
        }
    }
    complete(&whole, declared, old, new).map_err(broken)?;
    normalize(&mut whole);
    Ok(whole)
}

fn reason(new: &Pack, change: &ItemChange) -> Vec<Reason> {
    let why = change.why.clone().unwrap_or_default();
    if change.change == ChangeKind::Same && why.is_empty() {
        return Vec::new();
    }
    vec![Reason {
        version: new.version.to_string(),
        why,
        events: change.events.clone(),
    }]
}

fn fits(change: &ItemChange, before: &Texts<'_>, after: &Texts<'_>) -> Result<(), String> {
    use ChangeKind::{Merged, New, Retired, Split};
    let shape = (change.from.len(), change.to.len());
    let shaped = match change.change {
        New => shape == (0, 1),
        Retired => shape == (1, 0),
        Split => shape.0 == 1 && shape.1 >= 2,
        Merged => shape.0 >= 2 && shape.1 == 1,
        _ => shape == (1, 1),
    };
    if !shaped {
        let named = change.to.first().or(change.from.first());
        let named = named.map_or("an item", |text| text.item.as_str());
        return Err(format!(
            "{} items before and {} after do not make the change declared for “{named}”",
            shape.0, shape.1
        ));
    }
    for (texts, side, known) in [
        (&change.from, "earlier", before),
        (&change.to, "later", after),
    ] {
        for text in texts {
            match known.hash(&text.item) {
                None => return Err(format!("the {side} version has no item “{}”", text.item)),
                Some(hash) if *hash != text.hash => {
                    return Err(format!(
                        "the hash of “{}” is not that of its text in the {side} version",
                        text.item
                    ));
                }
                Some(_) => {}
            }
        }
    }
    if let ([from], [to]) = (&change.from[..], &change.to[..])
        && let (Some(from), Some(to)) = (before.item(&from.item), after.item(&to.item))
    {
        let same = change.change == ChangeKind::Same && from == to;
        let least = if same {
            ChangeKind::Same
        } else {
            least_change(from, to)
        };
        if change.change < least {
            return Err(format!(
                "“{}” changed more than it says ({})",
                to.id,
                super::change_label(least)
            ));
        }
    }
    Ok(())
}

/// Checks that the declaration is silent on no item and contradicts itself on none.
fn complete(
    whole: &Lineage,
    declared: &VersionChanges,
    old: &Pack,
    new: &Pack,
) -> Result<(), String> {
    if let Some(item) = new
        .items
        .iter()
        .find(|item| !whole.arrivals.contains_key(&item.id))
    {
        return Err(format!("it is silent on “{}” of {}", item.id, new.version));
    }
    let left: BTreeSet<&str> = declared
        .items
        .iter()
        .flat_map(|change| &change.from)
        .map(|text| text.item.as_str())
        .collect();
    if let Some(item) = old
        .items
        .iter()
        .find(|item| !left.contains(item.id.as_str()))
    {
        return Err(format!("it is silent on “{}” of {}", item.id, old.version));
    }
    let followed = followed(whole);
    match whole
        .retired
        .keys()
        .find(|id| followed.contains_key(id.as_str()))
    {
        Some(item) => Err(format!(
            "it calls “{item}” retired and says what follows it"
        )),
        None => Ok(()),
    }
}

/// How many later items follow each earlier one.
fn followed(whole: &Lineage) -> BTreeMap<&str, usize> {
    let mut followed = BTreeMap::new();
    for arrival in whole.arrivals.values() {
        for from in &arrival.from {
            *followed.entry(from.as_str()).or_insert(0) += 1;
        }
    }
    followed
}

/// Names each arrival for what its arrows are: the name must not depend on the way they came.
fn normalize(whole: &mut Lineage) {
    let several: BTreeSet<Id> = followed(whole)
        .into_iter()
        .filter(|(_, times)| *times > 1)
        .map(|(id, _)| id.to_owned())
        .collect();
    for arrival in whole.arrivals.values_mut() {
        arrival.change = match &arrival.from[..] {
            [] => ChangeKind::New,
            [only] if several.contains(only) => ChangeKind::Split,
            // A part of a split whose other parts are gone: one question again, and another one.
            [_] => arrival.change.min(ChangeKind::Substantive),
            _ => ChangeKind::Merged,
        };
    }
}

/// Composes what became of the items in two steps.
pub fn compose(first: &Lineage, second: &Lineage) -> Lineage {
    let mut whole = Lineage::default();
    for (to, last) in &second.arrivals {
        let mut arrival = Arrival {
            change: last.change,
            from: Vec::new(),
            reasons: Vec::new(),
        };
        for middle in last.from.iter().filter_map(|id| first.arrivals.get(id)) {
            if !middle.from.is_empty() {
                arrival.change = arrival.change.max(middle.change);
            }
            for from in &middle.from {
                if !arrival.from.contains(from) {
                    arrival.from.push(from.clone());
                }
            }
            add(&mut arrival.reasons, &middle.reasons);
        }
        add(&mut arrival.reasons, &last.reasons);
        whole.arrivals.insert(to.clone(), arrival);
    }
    normalize(&mut whole);
    whole.retired = retired(first, second, &followed(&whole));
    whole
}

fn retired(
    first: &Lineage,
    second: &Lineage,
    followed: &BTreeMap<&str, usize>,
) -> BTreeMap<Id, Vec<Reason>> {
    let mut gone = first.retired.clone();
    for (middle, reasons) in &second.retired {
        let Some(arrival) = first.arrivals.get(middle) else {
            continue;
        };
        for from in &arrival.from {
            if !followed.contains_key(from.as_str()) {
                let all = gone.entry(from.clone()).or_default();
                add(all, &arrival.reasons);
                add(all, reasons);
            }
        }
    }
    gone
}

fn add(reasons: &mut Vec<Reason>, more: &[Reason]) {
    for reason in more {
        if !reasons.contains(reason) {
            reasons.push(reason.clone());
        }
    }
}
