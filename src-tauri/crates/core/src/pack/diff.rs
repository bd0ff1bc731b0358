//! What changed between two versions of a pack, as declared and as found.

use std::collections::BTreeSet;

use serde::Serialize;
use thiserror::Error;

use super::redline::{Span, SpanKind, redline};
use super::structure;
use super::{ChangeKind, Event, Fact, FactValue, Id, Item, Kind, LawDate, Pack};

/// Why two packs cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DiffError {
    /// They are about different texts.
    #[error("{old} and {new} are different packs; compare two versions of one")]
    OtherPack {
        /// Id of the first.
        old: String,
        /// Id of the second.
        new: String,
    },
    /// The second is not later than the first.
    #[error("{new} is not later than {old}; give the earlier version first")]
    NotLater {
        /// Version of the first.
        old: String,
        /// Version of the second.
        new: String,
    },
}

/// What changed between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PackDiff {
    /// The pack.
    pub pack: Id,
    /// The earlier version.
    pub from: String,
    /// The later version.
    pub to: String,
    /// Law dates of both, as printed.
    pub law_dates: (String, String),
    /// Events that the later version adds, oldest first.
    pub events: Vec<Event>,
    /// Dates that the later version adds, soonest first.
    pub dates: Vec<LawDate>,
    /// Provisions whose status changed.
    pub provisions: Vec<ProvisionDiff>,
    /// Roles and traits that are asked anew, in other words, or no longer, each under its label.
    pub profile: Vec<TextDiff>,
    /// Items that changed, in the later version's order; retired ones last.
    pub items: Vec<ItemDiff>,
    /// How many items are the same.
    pub same: usize,
}

/// A provision whose status changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProvisionDiff {
    /// As cited.
    pub cite: String,
    /// Its heading.
    pub heading: String,
    /// Its status, word by word.
    pub status: Vec<Span>,
}

/// An item that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ItemDiff {
    /// What kind of change: as declared, else as found.
    pub change: ChangeKind,
    /// Whether the later version declares it.
    pub declared: bool,
    /// The items before.
    pub from: Vec<Id>,
    /// The items after.
    pub to: Vec<Id>,
    /// Title, of the later version where it has the item.
    pub title: String,
    /// Where it stands.
    pub provision: String,
    /// Why, as declared.
    pub why: Option<String>,
    /// Titles of the events behind it, as declared.
    pub events: Vec<String>,
    /// Hashed texts that changed, word by word, then what changed around them; of an item that came
    /// or went, its question.
    pub texts: Vec<TextDiff>,
}

/// One text that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TextDiff {
    /// Which text: `Question`.
    pub label: String,
    /// Word by word.
    pub spans: Vec<Span>,
}

/// Compares two versions of one pack.
pub fn diff(old: &Pack, new: &Pack) -> Result<PackDiff, DiffError> {
    if old.id != new.id {
        return Err(DiffError::OtherPack {
            old: old.id.clone(),
            new: new.id.clone(),
        });
    }
    if new.version <= old.version {
        return Err(DiffError::NotLater {
            old: old.version.to_string(),
            new: new.version.to_string(),
        });
    }
    let items = match new
        .changes
        .iter()
        .find(|changes| changes.since == old.version)
    {
        Some(declared) => declared_items(old, new, declared),
        None => found_items(old, new),
    };
    let known: BTreeSet<&str> = old.events.iter().map(|event| event.id.as_str()).collect();
    let dated: BTreeSet<(&str, crate::date::Date)> = old
        .dates
        .iter()
        .map(|date| (date.id.as_str(), date.date))
        .collect();
    let (changed, same): (Vec<ItemDiff>, Vec<ItemDiff>) = items
        .into_iter()
        .partition(|item| item.change != ChangeKind::Same);
    Ok(PackDiff {
        pack: new.id.clone(),
        from: old.version.to_string(),
        to: new.version.to_string(),
        law_dates: (old.law_date.long(), new.law_date.long()),
        events: new
            .events
            .iter()
            .filter(|event| !known.contains(event.id.as_str()))
            .cloned()
            .collect(),
        dates: new
            .dates
            .iter()
            .filter(|date| !dated.contains(&(date.id.as_str(), date.date)))
            .cloned()
            .collect(),
        provisions: provisions(old, new),
        profile: structure::profile(old, new),
        items: changed,
        same: same.len(),
    })
}

/// Returns the least that a change of one item can be called, from the texts of both sides.
pub fn least_change(old: &Item, new: &Item) -> ChangeKind {
    let structure_differs = old.applies != new.applies
        || std::mem::discriminant(&old.kind) != std::mem::discriminant(&new.kind)
        || old.practice().map(|p| p.weight) != new.practice().map(|p| p.weight)
        || option_ids(old) != option_ids(new)
        || fact_type(old) != fact_type(new);
    if structure_differs {
        return ChangeKind::Substantive;
    }
    if old.same_text(new) {
        return if old.provision == new.provision {
            ChangeKind::Same
        } else {
            ChangeKind::Moved
        };
    }
    let (before, after) = (hashed_texts(old), hashed_texts(new));
    let mut pairs = before.iter().zip(&after);
    if before.len() == after.len() && pairs.all(|((_, a), (_, b))| letters(a).eq(letters(b))) {
        ChangeKind::Editorial
    } else {
        ChangeKind::Clarifying
    }
}

fn declared_items(old: &Pack, new: &Pack, declared: &super::VersionChanges) -> Vec<ItemDiff> {
    let ids = |texts: &[super::ItemText]| texts.iter().map(|text| text.item.clone()).collect();
    let entries = declared.items.iter().map(|change| {
        let before: Vec<&Item> = change
            .from
            .iter()
            .filter_map(|t| old.item(&t.item))
            .collect();
        let after: Vec<&Item> = change.to.iter().filter_map(|t| new.item(&t.item)).collect();
        let shown = after.first().or(before.first());
        ItemDiff {
            change: change.change,
            declared: true,
            from: ids(&change.from),
            to: ids(&change.to),
            title: shown.map(|item| item.title.clone()).unwrap_or_default(),
            provision: shown.map(|item| item.provision.clone()).unwrap_or_default(),
            why: change.why.clone(),
            events: change
                .events
                .iter()
                .filter_map(|id| new.events.iter().find(|event| event.id == *id))
                .map(|event| event.title.clone())
                .collect(),
            texts: match (&before[..], &after[..]) {
                ([before], [after]) => all_texts(before, after),
                _ => questions(&before, &after),
            },
        }
    });
    entries.collect()
}

fn found_items(old: &Pack, new: &Pack) -> Vec<ItemDiff> {
    let entry = |change, before: Option<&Item>, after: Option<&Item>| {
        let shown = after.or(before);
        ItemDiff {
            change,
            declared: false,
            from: before.iter().map(|item| item.id.clone()).collect(),
            to: after.iter().map(|item| item.id.clone()).collect(),
            title: shown.map(|item| item.title.clone()).unwrap_or_default(),
            provision: shown.map(|item| item.provision.clone()).unwrap_or_default(),
            why: None,
            events: Vec::new(),
            texts: match (before, after) {
                (Some(before), Some(after)) => all_texts(before, after),
                _ => questions(before.as_slice(), after.as_slice()),
            },
        }
    };
    let mut items: Vec<ItemDiff> = new
        .items
        .iter()
        .map(|after| match old.item(&after.id) {
            Some(before) => entry(least_change(before, after), Some(before), Some(after)),
            None => entry(ChangeKind::New, None, Some(after)),
        })
        .collect();
    let retired = old.items.iter().filter(|item| new.item(&item.id).is_none());
    items.extend(retired.map(|item| entry(ChangeKind::Retired, Some(item), None)));
    items
}

/// What is no longer asked and what is asked now, where one item did not simply follow another.
fn questions(before: &[&Item], after: &[&Item]) -> Vec<TextDiff> {
    let asked = |item: &&Item, kind| TextDiff {
        label: String::from("Question"),
        spans: vec![Span {
            kind,
            text: item.question.clone(),
        }],
    };
    let gone = before.iter().map(|item| asked(item, SpanKind::Removed));
    let come = after.iter().map(|item| asked(item, SpanKind::Added));
    gone.chain(come).collect()
}

fn all_texts(before: &Item, after: &Item) -> Vec<TextDiff> {
    let mut texts = item_texts(before, after);
    texts.extend(structure::around(before, after));
    texts
}

/// Returns the hashed texts that differ between two states of an item, word by word.
pub fn item_texts(before: &Item, after: &Item) -> Vec<TextDiff> {
    let (old, new) = (hashed_texts(before), hashed_texts(after));
    let mut diffs = Vec::new();
    for (label, text) in &new {
        let earlier = old
            .iter()
            .find(|(known, _)| known == label)
            .map_or("", |(_, t)| t.as_str());
        if earlier != text {
            diffs.push(TextDiff {
                label: label.clone(),
                spans: redline(earlier, text),
            });
        }
    }
    for (label, text) in &old {
        if !new.iter().any(|(known, _)| known == label) {
            diffs.push(TextDiff {
                label: label.clone(),
                spans: redline(text, ""),
            });
        }
    }
    diffs
}

/// The texts that the item's hash covers, each with the label under which people know it.
pub fn hashed_texts(item: &Item) -> Vec<(String, String)> {
    let mut texts = vec![(String::from("Question"), item.question.clone())];
    if let Some(practice) = item.practice() {
        texts.push((String::from("In place"), practice.in_place.clone()));
        texts.push((String::from("Partly"), practice.partly.clone()));
    }
    for option in item.options() {
        texts.push((
            format!("Option {}", option.id),
            format!("{}: {}", option.label, option.meaning),
        ));
    }
    texts
}

fn option_ids(item: &Item) -> Vec<&str> {
    item.options()
        .iter()
        .map(|option| option.id.as_str())
        .collect()
}

fn fact_type(item: &Item) -> Option<u8> {
    let Kind::Fact(Fact { value, .. }) = &item.kind else {
        return None;
    };
    Some(match value {
        FactValue::Text => 0,
        FactValue::Date => 1,
        FactValue::Number => 2,
        FactValue::Choice(_) => 3,
    })
}

/// A text without punctuation, case and spacing: what may change editorially.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
}

fn provisions(old: &Pack, new: &Pack) -> Vec<ProvisionDiff> {
    let in_words = |provision: &super::Provision| {
        format!(
            "{}: {} ({})",
            provision.status.state.label(),
            provision.status.note,
            provision.status.confidence.label()
        )
    };
    let changed = new.provisions.iter().filter_map(|after| {
        let before = old.provision(&after.pin)?;
        (before.status != after.status).then(|| ProvisionDiff {
            cite: after.cite(),
            heading: after.heading.clone(),
            status: redline(&in_words(before), &in_words(after)),
        })
    });
    changed
        .filter(|provision| provision.status.len() > 1)
        .collect()
}
