//! One line of a plan: an item of the new version with what it comes from, or an item that is gone.

use serde::Serialize;

use super::compose::{Lineage, Reason};
use super::declared::Texts;
use super::{Held, Next, Previous, unknown};
use crate::answer::Answer;
use crate::canonical::Hash;
use crate::pack::{ChangeKind, Id, Item, TextDiff, item_texts};
use crate::scope::{Scope, Standing};

/// What a plan does with an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Treatment {
    /// The answer still answers the question; it counts as not yet re-affirmed.
    Carried,
    /// The question changed: counsel looks at the answer again.
    Reaffirm,
    /// Not asked before.
    New,
}

/// Whether an item came into scope or left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ScopeChange {
    /// It is asked now, and was not.
    In,
    /// It is not asked now, and was.
    Out,
    /// It waits on a decision now, and did not.
    Waits,
}

/// An item of the version before, with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// The item.
    pub item: Id,
    /// Its answer, byte for byte; `None` where there was none.
    pub answer: Option<Answer>,
    /// Hash of the text under which it was given, or would have been.
    pub bound_to: Hash,
}

/// What becomes of one item of the new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// The item.
    pub item: Id,
    /// Where it stands in the new version.
    pub provision: String,
    /// Its title.
    pub title: String,
    /// What the new version changed against the version before.
    pub change: ChangeKind,
    /// The strongest change since counsel last looked: at least `change`.
    pub strength: ChangeKind,
    /// What is done with it.
    pub treatment: Treatment,
    /// The items it comes from; several for a merger, none for a new one.
    pub origins: Vec<Origin>,
    /// Why it changed, oldest first; empty where it did not.
    pub reasons: Vec<Reason>,
    /// Whether its hashed words are those under which its answer was given.
    pub same_words: bool,
    /// The option that was chosen and that the new version no longer offers.
    pub lost_option: Option<Id>,
    /// Where it stood before, and why; for a new item, that it was not asked.
    pub stood: Standing,
    /// Where it stands for the profile of the new run, and why.
    pub standing: Standing,
    /// Whether it came into scope or left it; `None` for new items.
    pub scope_change: Option<ScopeChange>,
}

/// Why an item is in the attic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AtticReason {
    /// The new version no longer asks it.
    Retired,
    /// It was brought together with others in these items; their old answers stand side by side.
    Merged(Vec<Id>),
    /// The run's own pack does not name it.
    Unknown,
}

/// What is kept of an item that the new version does not ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AtticEntry {
    /// The item.
    pub item: Id,
    /// Where it stood in the old version.
    pub provision: String,
    /// Its title there.
    pub title: String,
    /// Its answer, byte for byte; `None` where there was none.
    pub answer: Option<Answer>,
    /// Hash of the text under which it was given, or would have been.
    pub bound_to: Hash,
    /// Why it is here.
    pub because: AtticReason,
    /// The declarations' sentences, oldest first.
    pub reasons: Vec<Reason>,
}

impl Entry {
    /// Returns the old answer that the new run begins with, where there is one.
    ///
    /// A merged item begins with an answer only where its origins do not contradict each other:
    /// where two of them were answered differently it begins blank, and both stand beside it.
    pub fn start(&self) -> Option<&Origin> {
        let mut answered = self.origins.iter().filter(|origin| origin.answer.is_some());
        let first = answered.next()?;
        answered
            .all(|other| other.answer == first.answer)
            .then_some(first)
    }

    /// Returns whether counsel has an answer to look at again: one is there, its question changed,
    /// and the item is not out of scope.
    pub fn needs_counsel(&self) -> bool {
        self.treatment == Treatment::Reaffirm
            && self.is_answered()
            && !matches!(self.standing, Standing::Out { .. })
    }

    /// Returns whether an old answer answers the question. What was only written beside it goes on as well,
    /// and is nothing to look at again.
    pub fn is_answered(&self) -> bool {
        let mut answers = self.origins.iter().filter_map(|o| o.answer.as_ref());
        answers.any(Answer::is_given)
    }

    /// Returns whether the new run begins with an old answer as it was given.
    pub fn is_carried(&self) -> bool {
        let start = self.start().and_then(|origin| origin.answer.as_ref());
        self.treatment == Treatment::Carried && start.is_some_and(Answer::is_given)
    }

    /// Names where the item stood and stands.
    pub(super) fn place(&mut self, before: &Scope, after: &Scope) {
        let stood = |origin: &Origin| before.0.get(&origin.item);
        let asked = self.origins.iter().filter_map(stood);
        // Of several origins the one that was asked speaks for all.
        let first = self.origins.first().and_then(stood);
        let stood = asked.clone().find(|standing| standing.is_in_scope());
        if let Some(stood) = stood.or(first) {
            self.stood = stood.clone();
        }
        if let Some(standing) = after.0.get(&self.item) {
            self.standing = standing.clone();
        }
        if self.origins.is_empty() {
            return;
        }
        self.scope_change = match (&self.stood, &self.standing) {
            (Standing::InScope { .. }, Standing::InScope { .. })
            | (Standing::Waiting { .. }, Standing::Waiting { .. })
            | (Standing::Out { .. }, Standing::Out { .. }) => None,
            (_, Standing::InScope { .. }) => Some(ScopeChange::In),
            (_, Standing::Waiting { .. }) => Some(ScopeChange::Waits),
            (_, Standing::Out { .. }) => Some(ScopeChange::Out),
        };
    }
}

/// Returns the hashed texts that differ between the words answered and the words asked now.
pub fn wording(before: &Item, after: &Item) -> Vec<TextDiff> {
    item_texts(before, after)
}

fn origin(previous: &Previous<'_>, hashes: &Texts<'_>, id: &Id) -> Origin {
    let bound_to = match previous.held.get(id) {
        Some(held) => held.bound_to.clone(),
        None => hashes
            .hash(id)
            .cloned()
            .unwrap_or_else(|| Hash(String::new())),
    };
    Origin {
        item: id.clone(),
        answer: previous.answers.get(id).cloned(),
        bound_to,
    }
}

/// Lists every item of the new version with what it comes from; places are named afterwards.
pub(super) fn entries(
    previous: &Previous<'_>,
    next: &Next<'_>,
    lineage: &Lineage,
    (old, new): (&Texts<'_>, &Texts<'_>),
) -> Vec<Entry> {
    let entry = |item: &Item| {
        let arrival = lineage.arrivals.get(&item.id);
        let from = arrival.map_or(&[][..], |arrival| &arrival.from);
        let origins: Vec<Origin> = from.iter().map(|id| origin(previous, old, id)).collect();
        let change = arrival.map_or(ChangeKind::New, |arrival| arrival.change);
        let mut strength = change;
        let mut reasons: Vec<Reason> = Vec::new();
        for held in from.iter().filter_map(|id| previous.held.get(id)) {
            let Held { unsettled, .. } = held;
            strength = strength.max(*unsettled);
            reasons.extend(held.reasons.iter().cloned());
        }
        reasons.extend(arrival.iter().flat_map(|arrival| arrival.reasons.clone()));
        let treatment = match strength {
            ChangeKind::New => Treatment::New,
            ChangeKind::Same | ChangeKind::Editorial | ChangeKind::Moved => Treatment::Carried,
            _ => Treatment::Reaffirm,
        };
        Entry {
            item: item.id.clone(),
            provision: item.provision.clone(),
            title: item.title.clone(),
            change,
            strength,
            treatment,
            same_words: !origins.is_empty()
                && origins
                    .iter()
                    .all(|origin| Some(&origin.bound_to) == new.hash(&item.id)),
            lost_option: lost_option(item, &origins),
            origins,
            reasons,
            stood: unknown(),
            standing: unknown(),
            scope_change: None,
        }
    };
    next.pack.items.iter().map(entry).collect()
}

fn lost_option(item: &Item, origins: &[Origin]) -> Option<Id> {
    let chosen = origins
        .iter()
        .filter_map(|o| o.answer.as_ref()?.choice.as_ref());
    let mut lost = chosen.filter(|id| !item.options().iter().any(|option| option.id == **id));
    lost.next().cloned()
}

/// Lists what the new version does not ask, with its answers.
pub(super) fn attic(
    previous: &Previous<'_>,
    lineage: &Lineage,
    old: &Texts<'_>,
) -> Vec<AtticEntry> {
    let kept = |id: &Id, because, reasons| {
        let origin = origin(previous, old, id);
        let item = old.item(id);
        AtticEntry {
            item: origin.item,
            provision: item.map(|item| item.provision.clone()).unwrap_or_default(),
            title: item.map_or_else(|| id.clone(), |item| item.title.clone()),
            answer: origin.answer,
            bound_to: origin.bound_to,
            because,
            reasons,
        }
    };
    let mut attic = Vec::new();
    for item in &previous.pack.items {
        if let Some(reasons) = lineage.retired.get(&item.id) {
            attic.push(kept(&item.id, AtticReason::Retired, reasons.clone()));
            continue;
        }
        let merged = lineage.arrivals.iter().filter(|(_, arrival)| {
            arrival.change == ChangeKind::Merged && arrival.from.contains(&item.id)
        });
        let (into, arrivals): (Vec<&Id>, Vec<_>) = merged.unzip();
        if !into.is_empty() {
            let reasons = arrivals.iter().flat_map(|a| a.reasons.clone()).collect();
            let into = into.into_iter().cloned().collect();
            attic.push(kept(&item.id, AtticReason::Merged(into), reasons));
        }
    }
    for id in previous.answers.keys() {
        if old.item(id).is_none() {
            attic.push(kept(id, AtticReason::Unknown, Vec::new()));
        }
    }
    attic
}
