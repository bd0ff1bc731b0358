//! Reading one declaration of a pack, and holding it against the texts of both versions.

use std::collections::{BTreeMap, BTreeSet};

use super::PlanError;
use super::compose::{Arrival, Lineage, Reason, followed, normalize};
use crate::canonical::Hash;
use crate::pack::{ChangeKind, Item, ItemChange, Pack, VersionChanges, least_change};

/// Text hashes of a pack, worked out once.
pub(super) struct Texts<'a>(BTreeMap<&'a str, (&'a Item, Hash)>);

impl<'a> Texts<'a> {
    pub(super) fn of(pack: &'a Pack) -> Self {
        let one = |item: &'a Item| (item.id.as_str(), (item, item.text_hash()));
        Self(pack.items.iter().map(one).collect())
    }

    /// The same of a later version; hashes of words that did not change are taken over.
    pub(super) fn after(pack: &'a Pack, before: &Texts<'_>) -> Self {
        let one = |item: &'a Item| {
            let same = before.0.get(item.id.as_str());
            let same = same.filter(|(old, _)| old.same_text(item));
            let hash = same.map_or_else(|| item.text_hash(), |(_, hash)| hash.clone());
            (item.id.as_str(), (item, hash))
        };
        Self(pack.items.iter().map(one).collect())
    }

    pub(super) fn item(&self, id: &str) -> Option<&'a Item> {
        self.0.get(id).map(|(item, _)| *item)
    }

    pub(super) fn hash(&self, id: &str) -> Option<&Hash> {
        self.0.get(id).map(|(_, hash)| hash)
    }
}

/// Reads one declaration, and checks it against the texts of both sides.
pub(super) fn step(
    (old, before): (&Pack, &Texts<'_>),
    (new, after): (&Pack, &Texts<'_>),
) -> Result<Lineage, PlanError> {
    let declared = new.changes.iter().find(|c| c.since == old.version);
    let declared = declared.ok_or_else(|| PlanError::NotDeclared {
        pack: new.id.clone(),
        old: old.version.to_string(),
        new: new.version.to_string(),
    })?;
    let broken = |problem: String| PlanError::Broken {
        pack: new.id.clone(),
        old: old.version.to_string(),
        new: new.version.to_string(),
        problem,
    };
    let mut whole = Lineage::default();
    for change in &declared.items {
        fits(change, before, after).map_err(broken)?;
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
