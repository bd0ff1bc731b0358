//! Looking at answers again: what counsel says of each, and what that records.

use std::collections::BTreeSet;

use proviso_core::pack::Id;
use proviso_core::rerun::{Response, Settled, respond};
use proviso_store::{Cause, Change, Stamp};

use super::{Loaded, Session, SessionError};

impl Session {
    /// Records that the answers to `items` stand as they are: each is a revision of its own, and
    /// all are recorded or none.
    pub(super) fn stand(
        &mut self,
        loaded: &Loaded,
        items: &BTreeSet<Id>,
        stamp: &Stamp,
    ) -> Result<(), SessionError> {
        let mut settled = Vec::new();
        for id in items {
            if let Some(done) = self.settled(loaded, id, Response::Stands)? {
                settled.push((id, loaded.item(id)?.text_hash(), done));
            }
        }
        let carried = self.store.answers(&loaded.run.id)?;
        let changes: Vec<Change<'_>> = settled
            .iter()
            .map(|(id, hash, done)| Change {
                cause: cause(done),
                of: carried.get(*id).map(|stored| stored.revision.as_str()),
                ..Change::new(id, hash, &done.answer)
            })
            .collect();
        self.store.record_answers(&loaded.run.id, &changes, stamp)?;
        Ok(())
    }

    fn settled(
        &self,
        loaded: &Loaded,
        item: &str,
        response: Response,
    ) -> Result<Option<Settled>, SessionError> {
        let asked = loaded.item(item)?;
        let answer = loaded.answers.get(item).cloned().unwrap_or_default();
        Ok(respond(asked, &answer, response)?)
    }
}

fn cause(settled: &Settled) -> Cause {
    if settled.reaffirmed {
        Cause::Reaffirmed
    } else {
        Cause::Answer
    }
}
