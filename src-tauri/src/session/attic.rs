//! The attic: what runs before this one asked and this one does not, to be read and to be printed.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::pack::Id;
use proviso_core::report::{AnsweredUnder, Gone, Past, Shelf};
use proviso_core::rerun::AtticEntry;

use super::moved::link;
use super::trail::Trail;
use super::{Loaded, Planned, Session, SessionError};
use crate::view::{became, place, reasons};
use crate::wire::AtticRow;

/// A run before this one with what the run after it no longer asks.
#[derive(Debug)]
pub struct Shelved {
    run: Loaded,
    history: BTreeMap<Id, Vec<Past>>,
    answered: BTreeMap<Id, AnsweredUnder>,
    gone: Vec<Kept>,
}

/// An item that is gone, and why.
#[derive(Debug)]
struct Kept {
    item: Id,
    because: String,
    reasons: Vec<String>,
}

impl Shelved {
    /// Returns what the core prints it from.
    pub fn shelf(&self) -> Shelf<'_> {
        let gone = self.gone.iter().map(|kept| Gone {
            item: &kept.item,
            because: &kept.because,
            reasons: &kept.reasons,
        });
        Shelf {
            state: self.run.state(),
            number: self.run.run.number,
            history: &self.history,
            answered: &self.answered,
            gone: gone.collect(),
        }
    }
}

impl Session {
    /// Lists what the runs before this one were asked and this one is not, newest first, with
    /// everything that was recorded.
    pub fn attic(&self, run: &str) -> Result<Vec<AtticRow>, SessionError> {
        let mut rows = Vec::new();
        let mut run = self.load(run)?;
        while let Some(came) = self.came(&run)? {
            let before = self.trail(&came.before, came.earlier.as_deref())?;
            let kept = came.plan.attic.iter();
            rows.extend(kept.map(|kept| attic_row(&came, &before, kept)));
            run = came.before;
        }
        Ok(rows)
    }

    /// Returns what counsel's file prints of the attic: the items of which something is recorded,
    /// by the run that asked them last, newest first.
    pub(super) fn shelves(&self, run: &Loaded) -> Result<Vec<Shelved>, SessionError> {
        let mut ways: Vec<Planned> = Vec::new();
        let mut next = self.came(run)?;
        while let Some(mut came) = next {
            next = self.came(&came.before)?;
            let before = &mut came.before;
            if before.signed.is_some() {
                before.actions = self.store.actions_as_signed(&before.run.id)?;
            } else if let Some(stood) = self.store.actions_when_followed(&before.run.id)? {
                before.actions = stood;
            }
            ways.push(came);
        }
        let mut histories = Vec::with_capacity(ways.len());
        for came in &ways {
            histories.push(self.past(&came.before)?);
        }
        let mut shelves = Vec::new();
        for at in 0..ways.len() {
            let Some((came, earlier)) = ways.get(at..).and_then(<[Planned]>::split_first) else {
                continue;
            };
            let mut history = BTreeMap::new();
            let mut gone = Vec::new();
            let kept = came.plan.attic.iter();
            for kept in kept.filter(|kept| is_recorded(&came.before, kept)) {
                let told = histories.get(at..).unwrap_or_default();
                history.insert(kept.item.clone(), whole(&kept.item, earlier, told));
                let why = kept.reasons.iter();
                gone.push(Kept {
                    item: kept.item.clone(),
                    because: became(&came.pack, kept),
                    reasons: why
                        .map(|reason| format!("{}: {}", reason.version, reason.why))
                        .collect(),
                });
            }
            if !gone.is_empty() {
                shelves.push((at, history, gone));
            }
        }
        let mut befores: BTreeMap<usize, Loaded> = ways
            .into_iter()
            .enumerate()
            .map(|(at, came)| (at, came.before))
            .collect();
        let shelves = shelves.into_iter().filter_map(|(at, history, gone)| {
            let run = befores.remove(&at)?;
            Some(Shelved {
                answered: self.answered_under(&run),
                run,
                history,
                gone,
            })
        });
        Ok(shelves.collect())
    }
}

fn attic_row(came: &Planned, before: &Trail<'_>, kept: &AtticEntry) -> AtticRow {
    let asked = came.before.pack.item(&kept.item);
    AtticRow {
        item: kept.item.clone(),
        title: kept.title.clone(),
        place: place(&came.before.pack, &kept.provision),
        run: link(&came.before.run),
        gone_in: came.plan.to.clone(),
        because: became(&came.pack, kept),
        reasons: reasons(&came.pack, &kept.reasons),
        question: asked.map_or_else(String::new, |item| item.question.clone()),
        answer: before.given(&kept.item).map(|given| given.view(None)),
    }
}

fn is_recorded(run: &Loaded, kept: &AtticEntry) -> bool {
    kept.answer.is_some()
        || run.actions.contains_key(&kept.item)
        || run.evidence.contains_key(&kept.item)
}

/// Returns everything that was recorded of an item up to the run that asked it last, newest first:
/// `told` has the histories of that run and of the ones before it, `earlier` how each came from the
/// one before.
fn whole(item: &Id, earlier: &[Planned], told: &[BTreeMap<Id, Vec<Past>>]) -> Vec<Past> {
    let mut names: BTreeSet<Id> = [item.clone()].into();
    let mut all: Vec<Past> = Vec::new();
    for (at, history) in told.iter().enumerate() {
        if let Some(came) = at.checked_sub(1).and_then(|at| earlier.get(at)) {
            let entries = names.iter().filter_map(|name| came.plan.entry(name));
            names = entries
                .flat_map(|entry| entry.origins.iter().map(|origin| origin.item.clone()))
                .collect();
        }
        for past in names.iter().filter_map(|name| history.get(name)).flatten() {
            // The log of actions is the assessment's: each run has it from the beginning.
            if !all.contains(past) {
                all.push(past.clone());
            }
        }
    }
    all
}
