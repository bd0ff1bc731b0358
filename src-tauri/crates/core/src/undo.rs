//! Undo and redo, read off the append-only logs of a run.
//!
//! Nothing is ever removed: undoing appends a state like the one that held before, and says which
//! entry it undoes. So what can be undone or made again follows from the log alone, on every screen
//! and after every restart. Entries that one command recorded under one stamp are one step.
//!
//! What a run began with (answers that were carried over, its first profile) is no step. What was
//! destroyed on purpose, or brought together from another copy, is a wall: nothing before it can be
//! undone.

use std::collections::BTreeMap;

use crate::date::Moment;
use crate::pack::Id;

/// What an entry is a state of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The answer to an item.
    Answer(Id),
    /// A piece of evidence, by its link.
    Evidence(String),
    /// The profile of the run.
    Profile,
    /// The action about an item.
    Action(Id),
}

/// Why an entry was recorded, as far as undo goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Counsel changed something.
    Change,
    /// A change was undone; `of` names it.
    Undo,
    /// An undone change was made again; `of` names it.
    Redo,
    /// The run began with it.
    Begin,
    /// It cannot be undone, and nothing before it can.
    Wall,
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: String,
    /// What it is a state of.
    pub subject: Subject,
    /// Why it was recorded.
    pub did: Did,
    /// The entry that it undoes or makes again.
    pub of: Option<String>,
    /// In which step of the whole record it was recorded: a later one has a larger number, whatever the
    /// clock said. What was brought in with a file shares one.
    pub step: i64,
    /// When it was recorded: entries of one moment that stand together are one step.
    pub at: Moment,
}

/// What undo or redo brings one subject back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restore {
    /// The subject.
    pub subject: Subject,
    /// The change that is undone or made again.
    pub of: String,
    /// The entry whose state holds again; `None` where there was no state before.
    pub to: Option<String>,
}

/// Puts two logs into one, in the order in which they were recorded, and by time where they came in one
/// step; the order within each stays as it is.
pub fn merged(one: Vec<Entry>, other: Vec<Entry>) -> Vec<Entry> {
    let mut both = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    loop {
        let takes_other = match (one.peek(), other.peek()) {
            (_, None) => false,
            (None, Some(_)) => true,
            (Some(a), Some(b)) => (b.step, b.at.unix_millis) < (a.step, a.at.unix_millis),
        };
        match if takes_other {
            other.next()
        } else {
            one.next()
        } {
            Some(entry) => both.push(entry),
            None => return both,
        }
    }
}

/// Returns what undoing the last step brings back; empty where nothing can be undone. The log
/// stands oldest first.
pub fn undo(log: &[Entry]) -> Vec<Restore> {
    let steps = steps(log);
    let Some(step) = stacks(log, &steps).undo.pop() else {
        return Vec::new();
    };
    let step = &steps[step];
    let mut before: BTreeMap<&Subject, &Entry> = BTreeMap::new();
    for entry in &log[..step.start] {
        before.insert(&entry.subject, entry);
    }
    let restores = firsts(&log[step.clone()]).into_iter().map(|entry| Restore {
        subject: entry.subject.clone(),
        of: entry.id.clone(),
        to: before.get(&entry.subject).map(|entry| entry.id.clone()),
    });
    restores.collect()
}

/// Returns what making the last undone step again brings back; empty where nothing was undone last.
pub fn redo(log: &[Entry]) -> Vec<Restore> {
    let steps = steps(log);
    let Some(step) = stacks(log, &steps).redo.pop() else {
        return Vec::new();
    };
    let entries = &log[steps[step].clone()];
    let mut after: BTreeMap<&Subject, &Entry> = BTreeMap::new();
    for entry in entries {
        after.insert(&entry.subject, entry);
    }
    let restores = firsts(entries).into_iter().map(|entry| Restore {
        subject: entry.subject.clone(),
        of: entry.id.clone(),
        to: after.get(&entry.subject).map(|entry| entry.id.clone()),
    });
    restores.collect()
}

/// The first entry of each subject.
fn firsts(entries: &[Entry]) -> Vec<&Entry> {
    let mut firsts: Vec<&Entry> = Vec::new();
    for entry in entries {
        if !firsts.iter().any(|known| known.subject == entry.subject) {
            firsts.push(entry);
        }
    }
    firsts
}

/// Entries that stand together, were recorded at one moment and for one reason.
fn steps(log: &[Entry]) -> Vec<std::ops::Range<usize>> {
    let mut steps: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, entry) in log.iter().enumerate() {
        let last = at.checked_sub(1).map(|before| &log[before]);
        let joins = last.is_some_and(|last| last.at == entry.at && last.did == entry.did);
        match steps.last_mut() {
            Some(step) if joins => step.end = at + 1,
            _ => steps.push(at..at + 1),
        }
    }
    steps
}

/// Steps that can be undone, and steps that can be made again; the last is the next one.
#[derive(Default)]
struct Stacks {
    undo: Vec<usize>,
    redo: Vec<usize>,
}

fn stacks(log: &[Entry], steps: &[std::ops::Range<usize>]) -> Stacks {
    let mut stacks = Stacks::default();
    // Where each change stands, so that what names it finds its step.
    let mut step_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, step) in steps.iter().enumerate() {
        let entries = &log[step.clone()];
        let Some(first) = entries.first() else {
            continue;
        };
        let named = first.of.as_deref().and_then(|of| step_of.get(of)).copied();
        match first.did {
            Did::Change => {
                stacks.undo.push(at);
                stacks.redo.clear();
                for entry in entries {
                    step_of.insert(&entry.id, at);
                }
            }
            Did::Undo => moved(&mut stacks.undo, &mut stacks.redo, named),
            Did::Redo => moved(&mut stacks.redo, &mut stacks.undo, named),
            Did::Begin => {}
            Did::Wall => stacks = Stacks::default(),
        }
    }
    stacks
}

/// Takes a step from one stack to the other, where it is on it.
fn moved(from: &mut Vec<usize>, to: &mut Vec<usize>, step: Option<usize>) {
    if let Some(place) = step.and_then(|step| from.iter().rposition(|other| *other == step)) {
        to.push(from.remove(place));
    }
}
