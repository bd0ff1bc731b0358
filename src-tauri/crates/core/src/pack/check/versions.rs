//! Change declarations: that each is complete in itself and names this version's own texts.

use std::collections::BTreeSet;

use super::super::{ChangeKind, ItemChange, Pack, least_change};
use super::Findings;

pub(super) fn check(pack: &Pack, found: &mut Findings) {
    let mut versions = BTreeSet::new();
    for (at, changes) in pack.changes.iter().enumerate() {
        let here = format!("/changes/{at}");
        if changes.since >= pack.version {
            found.add(
                format!("{here}/since"),
                format!("{} is not earlier than {}", changes.since, pack.version),
                "Declare changes against earlier versions alone.",
            );
        }
        if !versions.insert(&changes.since) {
            found.add(
                format!("{here}/since"),
                format!("{} is declared twice", changes.since),
                "Keep one declaration for each version.",
            );
        }
        if changes.law_date > pack.law_date {
            found.add(
                format!("{here}/lawDate"),
                "the earlier version has a later law date",
                "Correct one of the dates.",
            );
        }
        let mut arrived = BTreeSet::new();
        for (nth, change) in changes.items.iter().enumerate() {
            one(pack, change, &format!("{here}/items/{nth}"), found);
            arrived.extend(change.to.iter().map(|text| text.item.as_str()));
        }
        for item in &pack.items {
            if !arrived.contains(item.id.as_str()) {
                found.add(
                    format!("{here}/items"),
                    format!("the declaration is silent on “{}”", item.id),
                    "Say what became of it, or that it is new.",
                );
            }
        }
    }
}

fn one(pack: &Pack, change: &ItemChange, here: &str, found: &mut Findings) {
    use ChangeKind::{
        Clarifying, Editorial, Merged, Moved, New, Retired, Same, Split, Substantive,
    };
    let shape = (change.from.len(), change.to.len());
    let fits = match change.change {
        Same | Editorial | Moved | Clarifying | Substantive => shape == (1, 1),
        New => shape == (0, 1),
        Retired => shape == (1, 0),
        Split => shape.0 == 1 && shape.1 >= 2,
        Merged => shape.0 >= 2 && shape.1 == 1,
    };
    if !fits {
        found.add(here, format!("{} items before and {} after do not make this kind of change", shape.0, shape.1), "Name one before and one after; none before for new, none after for retired; several after for split, before for merged.");
    }
    if change.change != Same && change.why.as_ref().is_none_or(|why| why.trim().is_empty()) {
        found.add(
            format!("{here}/why"),
            "the change gives no reason",
            "Say in one sentence why it changed.",
        );
    }
    for (at, event) in change.events.iter().enumerate() {
        if !pack.events.iter().any(|known| known.id == *event) {
            found.add(
                format!("{here}/events/{at}"),
                format!("there is no event “{event}”"),
                "Name an event of this pack.",
            );
        }
    }
    for (at, text) in change.to.iter().enumerate() {
        match pack.item(&text.item) {
            None => found.add(
                format!("{here}/to/{at}/item"),
                format!("there is no item “{}”", text.item),
                "Name an item of this pack.",
            ),
            Some(item) if item.text_hash() != text.hash => {
                found.add(
                    format!("{here}/to/{at}/hash"),
                    format!(
                        "the hash is not that of “{}” in this version: {}",
                        text.item,
                        item.text_hash()
                    ),
                    "Write the hash that is named here.",
                );
            }
            Some(_) => {}
        }
    }
    if let ([before], [after], Same) = (&change.from[..], &change.to[..], change.change)
        && before.hash != after.hash
    {
        found.add(
            here,
            format!(
                "“{}” is declared the same, and its text hash changed",
                after.item
            ),
            "Declare at least an editorial change.",
        );
    }
}

/// Compares the declarations against one earlier version with what its texts were.
pub(super) fn check_against(pack: &Pack, earlier: &Pack, found: &mut Findings) {
    if earlier.id != pack.id || earlier.version >= pack.version {
        return;
    }
    let declared = pack
        .changes
        .iter()
        .position(|changes| changes.since == earlier.version);
    let Some(at) = declared else {
        found.add(
            "/changes",
            format!("nothing is declared against {}", earlier.version),
            "Declare what became of each item of that version.",
        );
        return;
    };
    let here = format!("/changes/{at}/items");
    let mut left = BTreeSet::new();
    for (nth, change) in pack.changes[at].items.iter().enumerate() {
        left.extend(change.from.iter().map(|text| text.item.as_str()));
        for (place, text) in change.from.iter().enumerate() {
            let problem = match earlier.item(&text.item) {
                None => format!("{} has no item “{}”", earlier.version, text.item),
                Some(item) if item.text_hash() != text.hash => {
                    format!(
                        "the hash is not that of “{}” in {}",
                        text.item, earlier.version
                    )
                }
                Some(_) => continue,
            };
            found.add(
                format!("{here}/{nth}/from/{place}"),
                problem,
                "Name the item and the hash of that version.",
            );
        }
        understated(pack, earlier, change, &format!("{here}/{nth}"), found);
    }
    for item in &earlier.items {
        if !left.contains(item.id.as_str()) {
            found.add(
                here.clone(),
                format!(
                    "the declaration is silent on “{}” of {}",
                    item.id, earlier.version
                ),
                "Say what became of it, or that it is retired.",
            );
        }
    }
}

fn understated(pack: &Pack, earlier: &Pack, change: &ItemChange, here: &str, found: &mut Findings) {
    let ([before], [after]) = (&change.from[..], &change.to[..]) else {
        return;
    };
    let (Some(before), Some(after)) = (earlier.item(&before.item), pack.item(&after.item)) else {
        return;
    };
    let least = least_change(before, after);
    if change.change < least {
        found.add(
            format!("{here}/change"),
            format!(
                "“{}” changed more than the declaration says: at least {least:?}",
                after.id
            ),
            "Declare the change as what it is.",
        );
    }
}
