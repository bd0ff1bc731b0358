//! Interviews, and the matter log.
//!
//! An interview has an identifier of its own; a later entry of the same one takes its place, and the earlier
//! states stay in the log. The matter log is append-only to readers as well: a correction is an entry that
//! names the one it follows.

use proviso_core::date::Moment;
use proviso_core::matter_log::{Around, Interview, Kept, MatterEntry};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::answer::RecordError;
use crate::around::{self, Entry};
use crate::assessment;
use crate::form_draft;
use crate::log::Named;
use crate::run::ReadError;
use crate::search;
use crate::stamp::Stamp;
use crate::store::Store;

/// An interview as it stands, or one of its earlier states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastInterview {
    /// The entry that says so.
    pub entry: String,
    /// The interview.
    pub id: String,
    /// What was recorded.
    pub says: Interview,
    /// By whom.
    pub author: String,
    /// When.
    pub recorded_at: Moment,
}

#[derive(Serialize, Deserialize)]
struct InterviewBody {
    id: String,
    says: Interview,
}

fn interviews(conn: &Connection, assessment: &Named) -> rusqlite::Result<Vec<PastInterview>> {
    let all: Vec<Entry<InterviewBody>> = around::all(conn, assessment, "interview")?;
    Ok(all
        .into_iter()
        .map(|entry| PastInterview {
            entry: entry.entry,
            id: entry.says.id,
            says: entry.says.says,
            author: entry.author,
            recorded_at: entry.recorded_at,
        })
        .collect())
}

/// Reads what is kept around the answers of an assessment, as [`Store::around`] does.
pub(crate) fn kept(conn: &Connection, assessment: &Named) -> rusqlite::Result<Around> {
    let mut now: Vec<Kept<Interview>> = Vec::new();
    for past in interviews(conn, assessment)? {
        let kept = Kept {
            id: past.id,
            author: past.author,
            recorded_at: past.recorded_at,
            says: past.says,
        };
        match now.iter_mut().find(|known| known.id == kept.id) {
            Some(known) => *known = kept,
            None => now.push(kept),
        }
    }
    let log: Vec<Entry<MatterEntry>> = around::all(conn, assessment, "matter")?;
    Ok(Around {
        interviews: now,
        log: log
            .into_iter()
            .map(|entry| Kept {
                id: entry.entry,
                author: entry.author,
                recorded_at: entry.recorded_at,
                says: entry.says,
            })
            .collect(),
    })
}

impl Store {
    /// Records an interview, or another state of the one that `id` names, and clears the draft of its form.
    /// Returns its identifier; nothing is recorded where it says what holds already.
    pub fn record_interview(
        &mut self,
        assessment: &str,
        id: Option<&str>,
        says: &Interview,
        draft: Option<&str>,
        stamp: &Stamp,
    ) -> Result<String, RecordError> {
        self.write(stamp, |writing| {
            let named = assessment::open_for_change(&writing.tx, assessment)?;
            form_draft::clear(&writing.tx, &named, draft)?;
            let id = match id {
                None => writing.new_id(),
                Some(id) => {
                    let all = interviews(&writing.tx, &named)?;
                    let last = all.iter().rev().find(|known| known.id == id);
                    if last.is_some_and(|last| last.says == *says) {
                        return Ok(id.to_owned());
                    }
                    id.to_owned()
                }
            };
            let body = InterviewBody {
                id: id.clone(),
                says: says.clone(),
            };
            around::append(writing, &named, "interview", &body)?;
            search::put_interview(&writing.tx, &named, &id, says)?;
            Ok(id)
        })
    }

    /// Appends an entry to the matter log, and clears the draft of its form. Returns its identifier.
    pub fn record_matter(
        &mut self,
        assessment: &str,
        says: &MatterEntry,
        draft: Option<&str>,
        stamp: &Stamp,
    ) -> Result<String, RecordError> {
        self.write(stamp, |writing| {
            let named = assessment::open_for_change(&writing.tx, assessment)?;
            form_draft::clear(&writing.tx, &named, draft)?;
            let entry = around::append(writing, &named, "matter", says)?.revision;
            search::put_matter(&writing.tx, &named, &entry, says)?;
            Ok(entry)
        })
    }

    /// Reads every state of every interview of an assessment, oldest first.
    pub fn interview_history(&self, assessment: &str) -> Result<Vec<PastInterview>, ReadError> {
        self.read(|conn| {
            let named = assessment::known(conn, assessment)?;
            Ok(interviews(conn, &named)?)
        })
    }

    /// Reads what is kept around the answers of an assessment: interviews as they stand now, in the order in
    /// which they were first recorded, and the matter log.
    pub fn around(&self, assessment: &str) -> Result<Around, ReadError> {
        self.read(|conn| {
            let named = assessment::known(conn, assessment)?;
            Ok(kept(conn, &named)?)
        })
    }
}
