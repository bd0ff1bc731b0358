//! Answers: recording one field, and keeping what is being typed.

use proviso_core::answer::Field;
use proviso_core::scope::scope;
use proviso_store::Change;

use super::{Session, SessionError};
use crate::view::{moves, recorded_state};
use crate::wire::{Recorded, ScopeMoveView};

impl Session {
    /// Records one field of an answer: checked, appended to the log, on disk before it returns.
    pub fn record_answer(
        &mut self,
        run: &str,
        item: &str,
        field: Field,
        value: Option<&str>,
    ) -> Result<Recorded, SessionError> {
        let stamp = self.stamp()?;
        let mut loaded = self.load(run)?;
        let asked = loaded.item(item)?;
        let before = loaded.answers.get(item).cloned().unwrap_or_default();
        let after = before.with(asked, field, value)?;
        let hash = asked.text_hash();
        let change = Change {
            drafts_done: &[field],
            notes_only: field.is_note(),
            ..Change::new(item, &hash, &after)
        };
        let recorded = self.store.record_answer(run, &change, &stamp)?;
        let scope_before = scope(&loaded.pack, &loaded.profile, &loaded.answers);
        loaded.answers.insert(item.to_owned(), after.clone());
        if !field.is_note() {
            loaded.carried.remove(item);
        }
        let read = loaded.read(self.today());
        let saved = recorded
            .map(|recorded| recorded.recorded_at)
            .or(loaded.changed);
        Ok(Recorded {
            item: item.to_owned(),
            state: recorded_state(
                &loaded.pack,
                &read,
                &loaded.answers,
                &loaded.carried,
                saved,
                &stamp.author,
            ),
            moves: moves(&loaded.pack, &scope_before, &read.scope, &loaded.answers),
            answer: after,
        })
    }

    /// Says what recording one field would move in or out of scope. Nothing is changed.
    pub fn preview_answer(
        &self,
        run: &str,
        item: &str,
        field: Field,
        value: Option<&str>,
    ) -> Result<Vec<ScopeMoveView>, SessionError> {
        let mut loaded = self.load(run)?;
        let asked = loaded.item(item)?;
        let before = loaded.answers.get(item).cloned().unwrap_or_default();
        let after = before.with(asked, field, value)?;
        let scope_before = scope(&loaded.pack, &loaded.profile, &loaded.answers);
        loaded.answers.insert(item.to_owned(), after);
        let scope_after = scope(&loaded.pack, &loaded.profile, &loaded.answers);
        Ok(moves(
            &loaded.pack,
            &scope_before,
            &scope_after,
            &loaded.answers,
        ))
    }

    /// Keeps what is being typed. Returns the clock time at which it was on disk.
    pub fn save_draft(
        &mut self,
        run: &str,
        item: &str,
        field: Field,
        text: &str,
    ) -> Result<String, SessionError> {
        let now = self.clock.now();
        self.store.save_draft(run, item, field, text, now)?;
        Ok(now.local_time())
    }
}
