//! What moved: a plan before anything is created, and what is left to look at in a run that follows.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::canonical::Hash;
use proviso_core::pack::{Id, Item};
use proviso_core::profile::Profile;
use proviso_core::report::{AnsweredUnder, answer_in_words};
use proviso_core::rerun::{Entry, Queue, Response, change_label, memo, queue, respond};
use proviso_store::{Cause, FollowError, Run, StoredAnswer};
use serde_json::json;

use super::assessments::read_only;
use super::trail::Given;
use super::{Loaded, Planned, Session, SessionError};
use crate::view::{Ends, law_memo, place, reasons};
use crate::wire::{
    BatchRow, BatchView, Counted, LookState, LookView, MovedView, NewerPack, Offer, PlanGroup,
    PlanView, QueueRow, RunLink,
};

/// The order of the keys.
const RESPONSES: [Response; 4] = [
    Response::LookAgain,
    Response::Stands,
    Response::NotSure,
    Response::Later,
];

/// A run that follows another one, with its plan and what is left of it.
pub(super) struct Moved {
    pub(super) run: Loaded,
    pub(super) came: Planned,
    pub(super) queue: Queue,
    later: BTreeSet<Id>,
}

impl Planned {
    pub(super) fn ends<'a>(&'a self, under: &'a BTreeMap<Id, AnsweredUnder>) -> Ends<'a> {
        Ends {
            old: &self.before.pack,
            new: &self.pack,
            under,
        }
    }
}

impl Session {
    /// Returns the version that is newer than a run's own, where the run can still be followed.
    pub(super) fn newer_pack(&self, run: &Run) -> Option<NewerPack> {
        if run.successor.is_some() {
            return None;
        }
        let (hash, pack) = self.newer(run)?;
        Some(NewerPack {
            pack: hash.0.clone(),
            version: pack.version.to_string(),
        })
    }

    /// Says in one sentence what a newer version would mean for a run; `None` where there is none.
    ///
    /// Where the run cannot be followed on it, the sentence says why.
    pub fn newer_line(&self, run: &str) -> Result<Option<String>, SessionError> {
        let found = self.store.run(run)?;
        let Some((hash, _)) = self.newer(&found).filter(|_| found.successor.is_none()) else {
            return Ok(None);
        };
        match self.plan(run, hash, None) {
            Ok(planned) => Ok(Some(planned.plan.line())),
            Err(SessionError::Plan(why)) => Ok(Some(why.to_string())),
            Err(other) => Err(other),
        }
    }

    /// Shows what a run that follows would begin with. Nothing is created.
    pub fn plan_view(
        &self,
        run: &str,
        pack: &Hash,
        profile: Option<&Profile>,
    ) -> Result<PlanView, SessionError> {
        let planned = self.plan(run, pack, profile)?;
        let before = &planned.before.run;
        let refusal = if let Some(why) = self.no_more_runs(&planned.before) {
            Some(why)
        } else if before.successor.is_some() {
            let number = before.number;
            Some(FollowError::Followed { number }.to_string())
        } else if planned.profile.roles.is_empty() {
            Some(SessionError::NoRole.to_string())
        } else {
            None
        };
        Ok(PlanView {
            before: link(before),
            pack: planned.hash.0.clone(),
            version: planned.plan.to.clone(),
            law_date: planned.plan.new_law_date.long(),
            line: planned.plan.line(),
            counts: planned.plan.counts(),
            sections: planned
                .ends(&self.answered_under(&planned.before))
                .sections(&planned.plan),
            memo: law_memo(memo(&planned.plan, &planned.before.pack, &planned.pack)),
            refusal,
            profile: planned.profile,
        })
    }

    /// Shows what moved between a run and the one before it, and what is left to look at; `None`
    /// for a first run.
    pub fn moved(&self, run: &str) -> Result<Option<MovedView>, SessionError> {
        let Some(moved) = self.look(run)? else {
            return Ok(None);
        };
        self.moved_view(&moved).map(Some)
    }

    pub(super) fn look(&self, run: &str) -> Result<Option<Moved>, SessionError> {
        let run = self.load(run)?;
        match self.came(&run)? {
            Some(came) => self.left_of(run, came).map(Some),
            None => Ok(None),
        }
    }

    /// Works out what is left to look at in a run that came by a plan.
    pub(super) fn left_of(&self, run: Loaded, came: Planned) -> Result<Moved, SessionError> {
        let later: BTreeSet<Id> = match self.store.setting(&put_off(&run.run.id))? {
            Some(kept) => serde_json::from_value(kept).unwrap_or_default(),
            None => BTreeSet::new(),
        };
        let answered = run.answers.keys().cloned().collect();
        let queue = queue(&came.plan, &run.carried, &answered, &later);
        Ok(Moved {
            run,
            came,
            queue,
            later,
        })
    }

    /// Puts an answer at the end of the queue.
    pub(super) fn put_off(&mut self, moved: &Moved, item: &str) -> Result<(), SessionError> {
        let mut later = moved.later.clone();
        later.insert(item.to_owned());
        let key = put_off(&moved.run.run.id);
        Ok(self.store.set_setting(&key, &json!(later))?)
    }

    pub(super) fn moved_view(&self, moved: &Moved) -> Result<MovedView, SessionError> {
        let Moved {
            run, came, queue, ..
        } = moved;
        let trail = self.trail(run, Some(came))?;
        let rows = came.plan.entries.iter().filter(|e| e.needs_counsel());
        let mut rows: Vec<QueueRow> = rows
            .map(|entry| {
                let state = moved.state(&entry.item);
                QueueRow {
                    item: entry.item.clone(),
                    title: entry.title.clone(),
                    place: place(&run.pack, &entry.provision),
                    change: change_label(entry.strength).to_owned(),
                    state,
                    said: said(state, trail.stored(&entry.item)),
                }
            })
            .collect();
        rows.sort_by_key(|row| row.state == LookState::Later);
        let mut together = Vec::new();
        for batch in &queue.together {
            let mut listed = Vec::new();
            for item in &batch.items {
                if let Some(given) = trail.given(item) {
                    listed.push(batch_row(run.item(item)?, &given));
                }
            }
            let provision = run.pack.provision(&batch.provision);
            together.push(BatchView {
                pin: batch.provision.clone(),
                place: place(&run.pack, &batch.provision),
                heading: provision.map_or_else(String::new, |known| known.heading.clone()),
                rows: listed,
            });
        }
        let unconfirmed: usize = together.iter().map(|batch| batch.rows.len()).sum();
        let under = self.answered_under(&came.before);
        let mut sections = came.ends(&under).sections(&came.plan);
        sections.retain(|section| section.group != PlanGroup::LookAgain);
        Ok(MovedView {
            before: link(&came.before.run),
            after: link(&run.run),
            read_only: read_only(run),
            progress: Counted {
                done: queue.done,
                of: queue.of,
            },
            progress_line: queue.progress(),
            next: queue.one_by_one.first().map(|next| next.item.clone()),
            queue: rows,
            together,
            unconfirmed: u32::try_from(unconfirmed).unwrap_or(u32::MAX),
            sections,
            memo: law_memo(memo(&came.plan, &came.before.pack, &run.pack)),
        })
    }

    /// Shows one answer to look at again with everything that counsel needs for it.
    pub fn look_at(&self, run: &str, item: &str) -> Result<LookView, SessionError> {
        let unknown = || SessionError::NothingToLookAt {
            item: item.to_owned(),
        };
        let moved = self.look(run)?.ok_or_else(unknown)?;
        let entry = moved.came.plan.entry(item).ok_or_else(unknown)?;
        if entry.origins.is_empty() {
            return Err(unknown());
        }
        let asked = moved.run.item(item)?;
        let before = self.trail(&moved.came.before, moved.came.earlier.as_deref())?;
        let old = entry.origins.iter();
        let old = old.filter_map(|origin| Some(before.given(&origin.item)?.view(Some(asked))));
        let old = old.collect();
        let state = moved.state(item);
        let stored = self.store.answers(&moved.run.run.id)?;
        Ok(LookView {
            item: asked.id.clone(),
            title: asked.title.clone(),
            place: place(&moved.run.pack, &asked.provision),
            instrument: asked.instrument.label().to_owned(),
            force: asked.force.label().to_owned(),
            change: change_label(entry.strength).to_owned(),
            state,
            said: said(state, stored.get(item)),
            question: asked.question.clone(),
            old,
            reasons: reasons(&moved.run.pack, &entry.reasons),
            offers: offers(&moved, entry, asked),
        })
    }
}

impl Moved {
    fn state(&self, item: &str) -> LookState {
        let pending = self.queue.one_by_one.iter().any(|q| q.item == item);
        match (pending, self.later.contains(item)) {
            (false, _) => LookState::Settled,
            (true, true) => LookState::Later,
            (true, false) => LookState::Pending,
        }
    }
}

fn batch_row(asked: &Item, given: &Given<'_>) -> BatchRow {
    BatchRow {
        item: asked.id.clone(),
        title: asked.title.clone(),
        answer: answer_in_words(given.item, &given.stored.answer).1,
        given: format!(
            "{}, {}",
            given.stored.recorded_at.local_date().long(),
            given.stored.author
        ),
    }
}

fn put_off(run: &str) -> String {
    format!("later.{run}")
}

fn said(state: LookState, stored: Option<&StoredAnswer>) -> Option<String> {
    match (state, stored?.cause) {
        (LookState::Pending, _) => None,
        (LookState::Later, _) => Some(String::from("Put off")),
        (LookState::Settled, Cause::Reaffirmed) => Some(String::from("Stands as answered")),
        (LookState::Settled, _) => Some(String::from("Answered anew")),
    }
}

fn offers(moved: &Moved, entry: &Entry, asked: &Item) -> Vec<Offer> {
    let answer = moved
        .run
        .answers
        .get(&asked.id)
        .cloned()
        .unwrap_or_default();
    let queued = moved.queue.one_by_one.iter().find(|q| q.item == entry.item);
    let offer = |response| Offer {
        response,
        primary: queued.map_or(Response::LookAgain, |queued| queued.primary) == response,
        refusal: respond(asked, &answer, response)
            .err()
            .map(|why| why.to_string()),
    };
    RESPONSES.into_iter().map(offer).collect()
}

/// Names a run.
pub(super) fn link(run: &Run) -> RunLink {
    RunLink {
        run: run.id.clone(),
        number: run.number,
        version: run.pack.version.clone(),
        law_date: run.pack.law_date.long(),
    }
}
