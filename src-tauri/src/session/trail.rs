//! The trail of an answer: a run that follows carries answers, and each was given in some run before
//! it, under the words of then.
//!
//! Runs and answers along the trail are read once, however many answers are followed along it.

use std::collections::BTreeMap;

use proviso_core::evidence::Linked;
use proviso_core::pack::{Id, Item, item_texts};
use proviso_core::report::{answer_in_words, answer_parts};
use proviso_core::rerun::{Entry, Plan};
use proviso_store::{Cause, StoredAnswer};

use super::moved::link;
use super::{Loaded, Planned, Session, SessionError};
use crate::wire::OldAnswer;

/// A run, and the runs before it as far back as answers were carried.
pub(super) struct Trail<'a> {
    /// Newest first; never empty.
    steps: Vec<Step<'a>>,
}

struct Step<'a> {
    run: &'a Loaded,
    stored: BTreeMap<Id, StoredAnswer>,
    /// The plan by which the run came from the one at the next step.
    came: Option<&'a Plan>,
}

/// An answer where counsel gave it, under the words that counsel saw.
pub(super) struct Given<'a> {
    pub(super) run: &'a Loaded,
    pub(super) item: &'a Item,
    pub(super) stored: &'a StoredAnswer,
}

impl Session {
    /// Reads the trail that ends at `run`, which came by `came`.
    pub(super) fn trail<'a>(
        &self,
        run: &'a Loaded,
        came: Option<&'a Planned>,
    ) -> Result<Trail<'a>, SessionError> {
        let mut steps = Vec::new();
        let (mut run, mut came) = (run, came);
        loop {
            steps.push(Step {
                run,
                stored: self.store.answers(&run.run.id)?,
                came: came.map(|came| &came.plan),
            });
            let Some(before) = came else {
                return Ok(Trail { steps });
            };
            (run, came) = (&before.before, before.earlier.as_deref());
        }
    }
}

impl Trail<'_> {
    /// Returns what is stored for an item in the run at which the trail ends.
    pub(super) fn stored(&self, item: &str) -> Option<&StoredAnswer> {
        self.steps.first()?.stored.get(item)
    }

    /// Returns the answer to an item where counsel gave it, in the run at which the trail ends or in
    /// one before.
    pub(super) fn given(&self, item: &str) -> Option<Given<'_>> {
        let mut item = item;
        for step in &self.steps {
            let stored = step.stored.get(item)?;
            let origin = step
                .came
                .filter(|_| stored.cause == Cause::Carried)
                .and_then(|came| came.entry(item))
                .and_then(Entry::start);
            match origin {
                Some(origin) => item = &origin.item,
                None => {
                    return Some(Given {
                        run: step.run,
                        item: step.run.pack.item(item)?,
                        stored,
                    });
                }
            }
        }
        None
    }
}

impl Given<'_> {
    /// Returns the answer in full, with its words held against those asked `now`.
    pub(super) fn view(&self, now: Option<&Item>) -> OldAnswer {
        let Self { run, item, stored } = self;
        let evidence = run.evidence.get(&item.id);
        OldAnswer {
            run: link(&run.run),
            item: item.id.clone(),
            title: item.title.clone(),
            question: item.question.clone(),
            texts: now.map_or_else(Vec::new, |now| item_texts(item, now)),
            given: stored.recorded_at.local_date().long(),
            author: stored.author.clone(),
            answer: answer_in_words(item, &stored.answer).1,
            recorded: answer_parts(item, &stored.answer),
            evidence: evidence.into_iter().flatten().map(evidence_line).collect(),
        }
    }
}

fn evidence_line(linked: &Linked) -> String {
    let evidence = &linked.evidence;
    let mut line = evidence.title.clone();
    if let Some(place) = &evidence.place {
        line.push_str(", held at ");
        line.push_str(place);
    }
    if let Some(seen) = evidence.seen_on {
        line.push_str(", seen ");
        line.push_str(&seen.long());
    }
    if let Some(copy) = &evidence.copy {
        line.push_str("; copy kept: ");
        line.push_str(&copy.name);
    }
    line
}
