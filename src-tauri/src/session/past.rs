//! What counsel's file prints beside the run itself: the history of each answer, and the texts under
//! which answers were given that today's pack words otherwise.

use std::collections::BTreeMap;

use proviso_core::action::{Action, moved};
use proviso_core::answer::Answer;
use proviso_core::canonical::Hash;
use proviso_core::changed::{FieldChange, changed};
use proviso_core::pack::{Id, Item};
use proviso_core::report::{AnsweredUnder, Past};
use proviso_store::{Cause, EvidenceState};

use super::history::evidence_change;
use super::{Loaded, Session, SessionError};

impl Session {
    /// Returns every state of each answer of a run and of its action, newest first.
    pub(super) fn past(&self, loaded: &Loaded) -> Result<BTreeMap<Id, Vec<Past>>, SessionError> {
        let mut past: BTreeMap<Id, Vec<(i64, Past)>> = BTreeMap::new();
        let mut said: BTreeMap<i64, Answer> = BTreeMap::new();
        let states = self.store.last_changes(&loaded.run.id, u32::MAX)?;
        for state in states.into_iter().rev() {
            let words = match (&state.content, loaded.pack.item(&state.item)) {
                (None, _) => {
                    // What came after it is told against what came before it.
                    let before = state.follows.and_then(|seq| said.get(&seq).cloned());
                    said.extend(before.map(|answer| (state.seq, answer)));
                    vec![String::from("Destroyed on purpose")]
                }
                (Some(content), item) => {
                    let mut words = cause(content.cause);
                    if state.aside {
                        words = vec![String::from("Recorded apart, in one of two copies")];
                    }
                    if let Some(item) = item {
                        let before = state.follows.and_then(|seq| said.get(&seq));
                        let changes = changed(item, before, &content.answer);
                        words.extend(changes.iter().map(FieldChange::in_words));
                    }
                    said.insert(state.seq, content.answer.clone());
                    words
                }
            };
            let entry = Past {
                at: state.recorded_at.long(),
                author: state.author,
                changes: words,
                under: state.item_hash.short(),
            };
            past.entry(state.item)
                .or_default()
                .push((state.recorded_at.unix_millis, entry));
        }
        let mut standing: BTreeMap<String, EvidenceState> = BTreeMap::new();
        let states = self.store.evidence_history(&loaded.run.id, None)?;
        for state in states.into_iter().rev() {
            let words = match state.content {
                None => vec![String::from("Evidence: destroyed on purpose")],
                Some(now) => {
                    let mut words = cause(now.cause);
                    let change = evidence_change(standing.get(&now.link), &now);
                    let what = change.after.or(change.before).unwrap_or_default();
                    words.push(format!("{}: {what}", change.label));
                    standing.insert(now.link.clone(), now);
                    words
                }
            };
            let entry = Past {
                at: state.recorded_at.long(),
                author: state.author,
                changes: words,
                under: state.item_hash.short(),
            };
            past.entry(state.item)
                .or_default()
                .push((state.recorded_at.unix_millis, entry));
        }
        for item in loaded.actions.keys() {
            let states = self.store.action_history(&loaded.assessment.id, item)?;
            let mut before = Action::default();
            for state in states.into_iter().rev() {
                let words = match &state.content {
                    None => vec![String::from("Action: destroyed on purpose")],
                    Some((action, why)) => {
                        let mut words = cause(*why);
                        let said = moved(&before, action).into_iter();
                        words.extend(said.map(|said| format!("Action: {said}")));
                        before = action.clone();
                        words
                    }
                };
                let entry = Past {
                    at: state.recorded_at.long(),
                    author: state.author,
                    changes: words,
                    under: String::new(),
                };
                let states = past.entry(item.clone()).or_default();
                states.push((state.recorded_at.unix_millis, entry));
            }
        }
        let newest_first = |mut states: Vec<(i64, Past)>| {
            states.sort_by_key(|(at, _)| *at);
            states.into_iter().rev().map(|(_, past)| past).collect()
        };
        Ok(past
            .into_iter()
            .map(|(item, states)| (item, newest_first(states)))
            .collect())
    }

    /// Returns the items whose answer was given under another text than today's, with that text.
    pub(super) fn answered_under(&self, loaded: &Loaded) -> BTreeMap<Id, AnsweredUnder> {
        let moved: BTreeMap<&Id, &Hash> = loaded
            .bound
            .iter()
            .filter(|(id, hash)| {
                let item = loaded.pack.item(id);
                item.is_some_and(|item| item.text_hash() != **hash)
            })
            .collect();
        if moved.is_empty() {
            return BTreeMap::new();
        }
        let packs = self.packs.values().filter(|pack| pack.id == loaded.pack.id);
        let texts: Vec<(Hash, &Item)> = packs
            .flat_map(|pack| pack.items.iter().map(|item| (item.text_hash(), item)))
            .collect();
        let text = |hash: &Hash| texts.iter().find(|(known, _)| known == hash);
        moved
            .into_iter()
            .map(|(id, hash)| {
                let under = match text(hash) {
                    Some((_, item)) => AnsweredUnder::Text(Box::new((*item).clone())),
                    None => AnsweredUnder::Lost(hash.clone()),
                };
                (id.clone(), under)
            })
            .collect()
    }
}

/// Why a state was recorded, where counsel did not simply answer.
fn cause(cause: Cause) -> Vec<String> {
    let words = match cause {
        Cause::Answer => return Vec::new(),
        Cause::Undo => "Undone",
        Cause::Redo => "Made again",
        Cause::Restored => "Restored",
        Cause::Carried => "Taken over from the run before",
        Cause::Reaffirmed => "Re-affirmed",
        Cause::Merged => "Brought together",
    };
    vec![words.to_owned()]
}
