//! A run that follows another one: made with everything it takes over in one transaction, and
//! thrown away again as long as it is open.
//!
//! The run before it is not touched. That it takes no more changes follows from there being a
//! successor; throwing the successor away opens it again, unless it was signed.
//!
//! Each answer that is taken over is an entry of its own, though its text is not written again:
//! undo, merges, destruction and the history of an answer all name entries, and one that stood for
//! many could not be undone, merged or destroyed for one of them. Such an entry takes about 600
//! bytes (400 in the log, half of it hashes and identifiers; 75 in the indexes that keep those
//! unique; the rest in what holds now and its digest) and 130 to 500 more in the index of words.

use proviso_core::answer::Answer;
use proviso_core::canonical::Hash;
use proviso_core::date::Date;
use proviso_core::profile::Profile;
use rusqlite::params;
use serde_json::{Map, json};
use thiserror::Error;

use crate::action;
use crate::answer::{self, Change, Recorded};
use crate::assessment;
use crate::body::Cause;
use crate::draft;
use crate::evidence;
use crate::fault::{Fault, refuse};
use crate::log::{Link, Log, Named};
use crate::profile;
use crate::run::{self, Closed, NewRun, RunState};
use crate::stamp::Stamp;
use crate::store::Store;

/// One answer that a new run begins with.
#[derive(Debug, Clone, Copy)]
pub struct TakenOver<'a> {
    /// The item of the new run's pack.
    pub item: &'a str,
    /// Hash of the text under which it was given, which need not be the item's text now.
    pub bound_to: &'a Hash,
    /// The whole state.
    pub answer: &'a Answer,
    /// The entry of the run before that it is taken from.
    pub of: &'a str,
}

/// The run that is to follow.
#[derive(Debug, Clone, Copy)]
pub struct NextRun<'a> {
    /// Hash of the pack's file; the pack is installed already.
    pub pack: &'a Hash,
    /// The day as of which the company is assessed.
    pub as_of: Date,
    /// The company's profile.
    pub profile: &'a Profile,
    /// The answers that it begins with.
    pub answers: &'a [TakenOver<'a>],
    /// Items of the run before, each with an item of the new one under which it goes on: its
    /// evidence, what was being typed in it, and, under another name, its action go along.
    pub goes_on: &'a [(&'a str, &'a str)],
    /// Why it amends the run before, which is signed; `None` where it only follows.
    pub amends: Option<&'a str>,
}

/// Why no run was made.
#[derive(Debug, Error)]
pub enum FollowError {
    /// No such run.
    #[error("There is no run “{id}” in this data folder, so no run was made to follow it")]
    UnknownRun {
        /// What was given.
        id: String,
    },
    /// Another run follows it already.
    #[error(
        "Run {number} is followed by run {} already, and a run has one successor. Open that run, or throw it away first",
        number + 1
    )]
    Followed {
        /// The run's number.
        number: u32,
    },
    /// It was thrown away.
    #[error("Run {number} was thrown away, so nothing can follow it. Open the run before it")]
    Discarded {
        /// The run's number.
        number: u32,
    },
    /// The assessment is archived or deleted.
    #[error(
        "This assessment is put away, so no run was made. Bring it back in the list of assessments"
    )]
    PutAway,
    /// The pack is not installed.
    #[error("The pack {hash} is not installed in this data folder. Bring its file in first")]
    UnknownPack {
        /// The hash that was given.
        hash: Hash,
    },
    /// What is not signed is not amended.
    #[error("Run {number} is not signed, so there is nothing to amend. Change it as it is")]
    NotSigned {
        /// The run's number.
        number: u32,
    },
    /// The file could not be written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a run was not thrown away.
#[derive(Debug, Error)]
pub enum DiscardError {
    /// No such run.
    #[error("There is no run “{id}” in this data folder, so nothing was thrown away")]
    UnknownRun {
        /// What was given.
        id: String,
    },
    /// The first run of an assessment follows none.
    #[error(
        "Run {number} follows no other, so it is not thrown away alone. Archive the assessment"
    )]
    First {
        /// The run's number.
        number: u32,
    },
    /// The assessment is archived or deleted.
    #[error(
        "This assessment is put away, so run {number} was not thrown away. Bring it back in the list of assessments"
    )]
    PutAway {
        /// The run's number.
        number: u32,
    },
    /// The run takes no more changes.
    #[error("Run {number} {why}, so it cannot be thrown away. Nothing was changed")]
    Closed {
        /// The run's number.
        number: u32,
        /// Why.
        why: Closed,
    },
    /// The file could not be written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Makes the run that follows `before`, with its profile and everything it takes over, in one
    /// transaction. Returns its id.
    pub fn follow(
        &mut self,
        before: &str,
        next: &NextRun<'_>,
        stamp: &Stamp,
    ) -> Result<String, FollowError> {
        self.write(stamp, |writing| {
            let Some(run) = run::one(&writing.tx, before)? else {
                let id = before.to_owned();
                return refuse(FollowError::UnknownRun { id });
            };
            let number = run.number;
            if run.state == RunState::Discarded {
                return refuse(FollowError::Discarded { number });
            }
            if run.successor.is_some() {
                return refuse(FollowError::Followed { number });
            }
            if next.amends.is_some() && run.state != RunState::Signed {
                return refuse(FollowError::NotSigned { number });
            }
            let (assessment, predecessor) = places(&writing.tx, before, &run.assessment)?;
            if !assessment::is_open(&writing.tx, &assessment)? {
                return refuse(FollowError::PutAway);
            }
            let made = run::start(
                writing,
                &NewRun {
                    assessment: &assessment,
                    number: number + 1,
                    pack_hash: next.pack,
                    as_of: next.as_of,
                    predecessor: Some(&predecessor),
                    amends: next.amends,
                },
            )?;
            let Some(made) = made else {
                let hash = next.pack.clone();
                return refuse(FollowError::UnknownPack { hash });
            };
            profile::append(writing, &assessment, &made, next.profile)?;
            let open = run::OpenRun {
                run: made,
                assessment,
            };
            for taken in next.answers {
                let change = Change {
                    cause: Cause::Carried,
                    of: Some(taken.of),
                    ..Change::new(taken.item, taken.bound_to, taken.answer)
                };
                answer::record(writing, &open, &change)?;
            }
            for (from, to) in next.goes_on {
                evidence::take_over(writing, &predecessor, from, &open, to)?;
                action::take_over(writing, &open.assessment, from, to)?;
                draft::take_over(&writing.tx, &predecessor, from, &open.run, to)?;
            }
            Ok(open.run.id)
        })
    }

    /// Throws an open run away. Its entries stay in the log; the run before it is the last again,
    /// and takes changes unless it was signed.
    pub fn discard_run(&mut self, run: &str, stamp: &Stamp) -> Result<Recorded, DiscardError> {
        self.write(stamp, |writing| {
            let Some(found) = run::one(&writing.tx, run)? else {
                let id = run.to_owned();
                return refuse(DiscardError::UnknownRun { id });
            };
            let number = found.number;
            if let Some(why) = found.closed() {
                return refuse(DiscardError::Closed { number, why });
            }
            if found.predecessor.is_none() {
                return refuse(DiscardError::First { number });
            }
            let (assessment, run) = places(&writing.tx, run, &found.assessment)?;
            if !assessment::is_open(&writing.tx, &assessment)? {
                return refuse(DiscardError::PutAway { number });
            }
            let mut body = Map::new();
            body.insert(String::from("state"), json!(RunState::Discarded.name()));
            let link = Link {
                assessment: &assessment,
                run: Some(&run),
                item: None,
                item_hash: None,
                kind: "runState",
                body,
            };
            let appended = writing.append(Log::Revision, link)?;
            writing
                .tx
                .prepare_cached("UPDATE run SET state = ?2 WHERE seq = ?1")?
                .execute(params![run.seq, RunState::Discarded.name()])?;
            Ok(Recorded::new(appended, writing.stamp))
        })
    }
}

/// Returns where an assessment and one of its runs stand in the file.
fn places(
    conn: &rusqlite::Connection,
    run: &str,
    assessment: &str,
) -> rusqlite::Result<(Named, Named)> {
    let (run_seq, assessment_seq) = conn
        .prepare_cached("SELECT seq, assessment FROM run WHERE id = ?1")?
        .query_row([run], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let named = |seq, id: &str| Named {
        seq,
        id: id.to_owned(),
    };
    Ok((named(assessment_seq, assessment), named(run_seq, run)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
