//! Looking at answers again: what counsel says of each, and what that records.

use std::collections::BTreeSet;

use proviso_core::pack::Id;
use proviso_core::rerun::{Response, Settled, respond};
use proviso_store::{Cause, Change, Stamp};

use super::moved::Moved;
use super::{Loaded, Session, SessionError};
use crate::wire::MovedView;

impl Session {
    /// Takes what counsel says of one old answer: it stands, it cannot be said yet, or not now.
    ///
    /// To look again records nothing: the question is answered anew where it stands.
    pub fn respond(
        &mut self,
        run: &str,
        item: &str,
        response: Response,
    ) -> Result<MovedView, SessionError> {
        let nothing = || SessionError::NothingToLookAt {
            item: item.to_owned(),
        };
        let moved = self.look(run)?.ok_or_else(nothing)?;
        let entry = moved.came.plan.entry(item).ok_or_else(nothing)?;
        if !entry.needs_counsel() {
            return Err(nothing());
        }
        match response {
            Response::Later => self.put_off(&moved, item)?,
            Response::LookAgain => {}
            said => {
                let stamp = self.stamp()?;
                let items = BTreeSet::from([item.to_owned()]);
                self.settle(&moved.run, &items, said, &stamp)?;
            }
        }
        self.moved_again(moved)
    }

    /// Records that several answers stand whose wording did not change: each is a revision of its
    /// own, and all are recorded or none.
    pub fn stand_together(
        &mut self,
        run: &str,
        items: &BTreeSet<Id>,
    ) -> Result<MovedView, SessionError> {
        let stamp = self.stamp()?;
        let nothing = |item: &str| SessionError::NothingToLookAt {
            item: item.to_owned(),
        };
        let moved = self.look(run)?.ok_or_else(|| nothing(run))?;
        let batches = &moved.queue.together;
        let listed: BTreeSet<&Id> = batches.iter().flat_map(|batch| &batch.items).collect();
        if let Some(other) = items.iter().find(|item| !listed.contains(item)) {
            let asked = moved.run.item(other)?;
            return Err(SessionError::OneByOne {
                title: asked.title.clone(),
            });
        }
        self.settle(&moved.run, items, Response::Stands, &stamp)?;
        self.moved_again(moved)
    }

    /// Shows what is left after something was said. What is said changes neither the run before nor
    /// what is asked of whom, so the plan stays what it was.
    fn moved_again(&self, moved: Moved) -> Result<MovedView, SessionError> {
        let Moved { run, came, .. } = moved;
        let run = self.load(&run.run.id)?;
        self.moved_view(&self.left_of(run, came)?)
    }

    /// Records what is said of each of `items`: all of it, or nothing.
    pub(super) fn settle(
        &mut self,
        loaded: &Loaded,
        items: &BTreeSet<Id>,
        said: Response,
        stamp: &Stamp,
    ) -> Result<(), SessionError> {
        let mut settled = Vec::new();
        for id in items {
            let asked = loaded.item(id)?;
            let answer = loaded.answers.get(id).cloned().unwrap_or_default();
            if let Some(done) = respond(asked, &answer, said)? {
                settled.push((id, asked.text_hash(), done));
            }
        }
        let stored = self.store.answers(&loaded.run.id)?;
        let changes: Vec<Change<'_>> = settled
            .iter()
            .map(|(id, hash, done)| Change {
                cause: cause(done),
                of: stored.get(*id).map(|stored| stored.revision.as_str()),
                ..Change::new(id, hash, &done.answer)
            })
            .collect();
        self.store.record_answers(&loaded.run.id, &changes, stamp)?;
        Ok(())
    }
}

fn cause(settled: &Settled) -> Cause {
    if settled.reaffirmed {
        Cause::Reaffirmed
    } else {
        Cause::Answer
    }
}
