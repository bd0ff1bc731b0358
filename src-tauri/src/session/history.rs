//! The history of an answer, undo and redo, and bringing an earlier state back.

use proviso_core::action::moved;
use proviso_core::answer::Answer;
use proviso_core::changed::{FieldChange, changed};
use proviso_core::date::Moment;
use proviso_core::evidence::{Evidence, evidence_changes};
use proviso_core::pack::{Item, redline};
use proviso_core::scope::scope;
use proviso_store::{
    Cause, EvidenceState, PastAnswer, PastContent, PastEvidence, Restored, Retrace,
};

use super::evidence::evidence_views;
use super::{Loaded, Session, SessionError};
use crate::view::{moves, recorded_state};
use crate::wire::{FieldChangeView, Recorded, Retraced, RevisionView};

impl Session {
    /// Undoes the last change in a run, or makes the last undone one again. Nothing is removed: the
    /// log says what was undone, when and by whom.
    pub fn retrace(&mut self, run: &str, way: Retrace) -> Result<Retraced, SessionError> {
        let stamp = self.stamp()?;
        let before = self.load(run)?;
        let restored = self.store.retrace(run, way, &stamp)?;
        let loaded = self.load(run)?;
        let read = loaded.read(self.today());
        let scope_before = scope(&before.pack, &before.profile, &before.answers);
        let saved = (!restored.is_empty()).then_some(stamp.at);
        Ok(Retraced {
            says: says(&loaded, way, &restored),
            changed: !restored.is_empty(),
            item: the_item(&restored),
            moves: moves(&loaded.pack, &scope_before, &read.scope, &loaded.answers),
            evidence: evidence_views(&loaded, self.today()),
            profile: loaded.profile.clone(),
            state: recorded_state(
                &loaded.pack,
                &read,
                &loaded.answers,
                &loaded.carried,
                saved.or(loaded.changed),
                &stamp.author,
            ),
            answers: loaded.answers.clone(),
        })
    }

    /// Brings an earlier state of an answer back, as a new state.
    pub fn restore_answer(
        &mut self,
        run: &str,
        item: &str,
        revision: &str,
    ) -> Result<Recorded, SessionError> {
        let stamp = self.stamp()?;
        let before = self.load(run)?;
        before.item(item)?;
        let answer = self.store.restore_answer(run, item, revision, &stamp)?;
        let answer = answer.ok_or(SessionError::UnknownRevision)?;
        let loaded = self.load(run)?;
        let read = loaded.read(self.today());
        let scope_before = scope(&before.pack, &before.profile, &before.answers);
        Ok(Recorded {
            item: item.to_owned(),
            answer,
            state: recorded_state(
                &loaded.pack,
                &read,
                &loaded.answers,
                &loaded.carried,
                Some(stamp.at),
                &stamp.author,
            ),
            moves: moves(&loaded.pack, &scope_before, &read.scope, &loaded.answers),
        })
    }

    /// Lists every state of an answer and of its evidence, newest first, with what changed in each.
    pub fn history(&self, run: &str, item: &str) -> Result<Vec<RevisionView>, SessionError> {
        let loaded = self.load(run)?;
        let asked = loaded.item(item)?;
        let answers = self.store.history(run, item)?;
        let evidence = self.store.evidence_history(run, Some(item))?;
        let mut views: Vec<(i64, RevisionView)> = answer_states(asked, &answers);
        views.extend(evidence_states(&evidence));
        if let Some(amendment) = loaded.amendment() {
            // What the run began with says why there is a run.
            for (_, view) in &mut views {
                if view.cause.as_deref() == why(Cause::Carried) {
                    view.cause = Some(format!("Taken over from the run before. {amendment}"));
                }
            }
        }
        views.sort_by_key(|(seq, _)| std::cmp::Reverse(*seq));
        Ok(views.into_iter().map(|(_, view)| view).collect())
    }
}

fn answer_states(item: &Item, past: &[PastAnswer]) -> Vec<(i64, RevisionView)> {
    let mut views = Vec::new();
    let now = past.first().and_then(|now| now.content.as_ref());
    for entry in past {
        let view = match &entry.content {
            None => destroyed(&entry.revision, entry.recorded_at, &entry.author),
            Some(content) => {
                let earlier = before(past, entry).map(|content| &content.answer);
                RevisionView {
                    id: entry.revision.clone(),
                    at: entry.recorded_at.long(),
                    author: entry.author.clone(),
                    cause: if entry.aside {
                        Some(String::from("Recorded apart, in one of two copies"))
                    } else {
                        why(content.cause).map(str::to_owned)
                    },
                    changes: changed(item, earlier, &content.answer)
                        .into_iter()
                        .map(change_view)
                        .collect(),
                    restores: now.is_some_and(|now| now.answer != content.answer),
                }
            }
        };
        views.push((entry.seq, view));
    }
    views
}

/// Returns what the nearest state said that an entry followed and that is still there.
fn before<'a>(past: &'a [PastAnswer], entry: &PastAnswer) -> Option<&'a PastContent> {
    let at = |seq: Option<i64>| past.iter().find(|known| Some(known.seq) == seq);
    let mut back = std::iter::successors(at(entry.follows), |known| at(known.follows));
    back.find_map(|known| known.content.as_ref())
}

fn evidence_states(past: &[PastEvidence]) -> Vec<(i64, RevisionView)> {
    let mut views = Vec::new();
    for (at, entry) in past.iter().enumerate() {
        let view = match &entry.content {
            None => destroyed(&entry.revision, entry.recorded_at, &entry.author),
            Some(state) => {
                let same = |past: &&EvidenceState| past.link == state.link;
                let contents = past[at + 1..].iter();
                let mut contents = contents.filter_map(|past| past.content.as_ref());
                RevisionView {
                    id: entry.revision.clone(),
                    at: entry.recorded_at.long(),
                    author: entry.author.clone(),
                    cause: why(state.cause).map(str::to_owned),
                    changes: vec![change_view(evidence_change(contents.find(same), state))],
                    restores: false,
                }
            }
        };
        views.push((entry.seq, view));
    }
    views
}

/// Says what happened to a piece of evidence, as one change.
pub(super) fn evidence_change(before: Option<&EvidenceState>, now: &EvidenceState) -> FieldChange {
    let named = |evidence: &Evidence| match &evidence.copy {
        Some(copy) if copy.name != evidence.title => {
            format!("{} (copy kept: {})", evidence.title, copy.name)
        }
        Some(_) => format!("{} (copy kept)", evidence.title),
        None => evidence.title.clone(),
    };
    let before = before.filter(|before| before.linked);
    let (label, after) = match before {
        _ if !now.linked => ("Evidence taken away", None),
        None => ("Evidence added", Some(named(&now.evidence))),
        Some(before) => {
            let changes = evidence_changes(&before.evidence, &now.evidence).join("; ");
            (
                "Evidence changed",
                Some(format!("{}. {changes}", named(&now.evidence))),
            )
        }
    };
    FieldChange {
        label: label.to_owned(),
        before: (!now.linked).then(|| named(&now.evidence)),
        after,
        is_text: false,
    }
}

fn change_view(change: FieldChange) -> FieldChangeView {
    let spans = match (&change.before, &change.after) {
        (Some(before), Some(after)) if change.is_text => redline(before, after),
        _ => Vec::new(),
    };
    FieldChangeView {
        label: change.label,
        before: change.before,
        after: change.after,
        spans,
    }
}

fn destroyed(revision: &str, at: Moment, author: &str) -> RevisionView {
    RevisionView {
        id: revision.to_owned(),
        at: at.long(),
        author: author.to_owned(),
        cause: Some(String::from("What it said was destroyed on purpose.")),
        changes: Vec::new(),
        restores: false,
    }
}

fn why(cause: Cause) -> Option<&'static str> {
    match cause {
        Cause::Answer => None,
        Cause::Undo => Some("Undone"),
        Cause::Redo => Some("Made again"),
        Cause::Restored => Some("Brought back from the history"),
        Cause::Carried => Some("Taken over from the run before"),
        Cause::Reaffirmed => Some("Looked at again: still true"),
        Cause::Merged => Some("Brought together with another copy"),
    }
}

/// The one item that a step was about.
fn the_item(restored: &[Restored]) -> Option<String> {
    match restored {
        [
            Restored::Answer { item, .. }
            | Restored::Evidence { item, .. }
            | Restored::Action { item, .. },
        ] => Some(item.clone()),
        _ => None,
    }
}

/// Says in one sentence what was undone or made again.
fn says(loaded: &Loaded, way: Retrace, restored: &[Restored]) -> String {
    let (done, nothing) = match way {
        Retrace::Undo => ("Undone", "There is nothing to undo."),
        Retrace::Redo => ("Made again", "There is nothing to make again."),
    };
    let title = |item: &str| {
        let item = loaded.pack.item(item);
        item.map_or_else(String::new, |item| item.title.clone())
    };
    let what = match restored {
        [] => return nothing.to_owned(),
        [Restored::Profile] => String::from("the change of the profile"),
        [Restored::Answer { item, was, is }] => {
            let changes = match (way, loaded.pack.item(item)) {
                (_, None) => String::new(),
                (Retrace::Undo, Some(asked)) => in_words(asked, is, was),
                (Retrace::Redo, Some(asked)) => in_words(asked, was, is),
            };
            format!("“{}”: {changes}", title(item))
        }
        [Restored::Evidence { item, was, is }] => {
            let (before, after) = match way {
                Retrace::Undo => (is, was),
                Retrace::Redo => (was, is),
            };
            let change = match (before, after) {
                (None, Some(evidence)) => format!("evidence “{}” added", evidence.title),
                (Some(evidence), None) => format!("evidence “{}” taken away", evidence.title),
                (Some(evidence), Some(_)) => format!("evidence “{}” changed", evidence.title),
                (None, None) => String::from("evidence"),
            };
            format!("“{}”: {change}", title(item))
        }
        [Restored::Action { item, was, is }] => {
            let (before, after) = match way {
                Retrace::Undo => (is, was),
                Retrace::Redo => (was, is),
            };
            let changes = moved(before, after).join("; ");
            format!("the action on “{}”: {changes}", title(item))
        }
        several => format!("{} changes made together", several.len()),
    };
    format!("{done}: {what}.")
}

fn in_words(item: &Item, before: &Answer, after: &Answer) -> String {
    let changes = changed(item, Some(before), after);
    match changes.as_slice() {
        // The same words, looked at again.
        [] => String::from("looked at again"),
        changes => changes
            .iter()
            .map(FieldChange::in_words)
            .collect::<Vec<_>>()
            .join("; "),
    }
}
