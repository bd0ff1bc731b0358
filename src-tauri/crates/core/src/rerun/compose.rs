//! What became of each item between two versions of a pack, as declared, and how declarations of
//! several versions compose.
//!
//! A declaration is read as arrows from earlier items to later ones. Arrows compose; the strongest
//! change on the way wins, and what is split, merged, new or retired is read off the composed
//! arrows. So the declaration of 1.2.0 against 1.0.0 and the way by 1.1.0 say the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::PlanError;
use super::declared::{Texts, step};
use crate::pack::{ChangeKind, Id, Item, Pack};

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
    lineage_of((old, &Texts::of(old)), (new, &Texts::of(new)), between)
}

/// [`lineage`] where the hashes of both ends are known.
pub(super) fn lineage_of(
    (old, before): (&Pack, &Texts<'_>),
    (new, after): (&Pack, &Texts<'_>),
    between: &[&Pack],
) -> Result<Lineage, PlanError> {
    let way = way(old, new, between).ok_or_else(|| PlanError::NotDeclared {
        pack: new.id.clone(),
        old: old.version.to_string(),
        new: new.version.to_string(),
    })?;
    let inner: Vec<Texts<'_>> = way[1..way.len() - 1]
        .iter()
        .map(|pack| Texts::of(pack))
        .collect();
    let texts: Vec<&Texts<'_>> = std::iter::once(before)
        .chain(&inner)
        .chain(std::iter::once(after))
        .collect();
    let mut whole: Option<Lineage> = None;
    for (packs, texts) in way.windows(2).zip(texts.windows(2)) {
        let step = step((packs[0], texts[0]), (packs[1], texts[1]))?;
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

/// How many later items follow each earlier one.
pub(super) fn followed(whole: &Lineage) -> BTreeMap<&str, usize> {
    let mut followed = BTreeMap::new();
    for arrival in whole.arrivals.values() {
        for from in &arrival.from {
            *followed.entry(from.as_str()).or_insert(0) += 1;
        }
    }
    followed
}

/// Names each arrival for what its arrows are: the name must not depend on the way they came.
pub(super) fn normalize(whole: &mut Lineage) {
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
