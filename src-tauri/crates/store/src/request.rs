//! Requests, what counsel notes on them, what comes back, and what became of each proposal.

use proviso_core::date::Moment;
use proviso_core::evidence::Evidence;
use proviso_core::pack::Id;
use proviso_core::request::{Form, Outcome, Request, Returned};
use rusqlite::OptionalExtension as _;
use serde::{Deserialize, Serialize};

use crate::answer::{self, Change, RecordError, Recorded};
use crate::around::{self, Entry};
use crate::assessment;
use crate::body::Cause;
use crate::copy::{self, ExportedCopy};
use crate::evidence::{self, NextLink};
use crate::fault::Fault;
use crate::form_draft;
use crate::run::{self, ReadError};
use crate::stamp::Stamp;
use crate::store::Store;

/// A request that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRequest {
    /// The entry that says so.
    pub entry: String,
    /// What was asked.
    pub request: Request,
    /// In which form it went out.
    pub form: Form,
    /// By whom it was recorded.
    pub author: String,
    /// When.
    pub recorded_at: Moment,
    /// What counsel noted on it since, oldest first.
    pub notes: Vec<RequestNote>,
}

impl SentRequest {
    /// Returns when the request was withdrawn, and why; `None` where it was not.
    pub fn withdrawn(&self) -> Option<(Moment, &str)> {
        let last = self.notes.iter().rev();
        let mut withdrawn = last.filter(|note| note.about == Noted::Withdrawn);
        withdrawn
            .next()
            .map(|note| (note.recorded_at, note.text.as_str()))
    }
}

/// What counsel notes on a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Noted {
    /// It is withdrawn.
    Withdrawn,
    /// The respondent was reminded.
    Reminded,
}

/// A note on a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestNote {
    /// What it notes.
    pub about: Noted,
    /// A reason, or anything else; may be empty.
    pub text: String,
    /// By whom.
    pub author: String,
    /// When.
    pub recorded_at: Moment,
}

/// A reply that was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedReturn {
    /// The entry that says so; names the return.
    pub entry: String,
    /// What is kept of it.
    pub returned: Returned,
    /// By whom it was received.
    pub author: String,
    /// When.
    pub recorded_at: Moment,
}

/// What becomes of a proposal.
#[derive(Debug, Clone, Copy)]
pub struct NewOutcome<'a> {
    /// The return, by its entry.
    pub returned: &'a str,
    /// The item.
    pub item: &'a str,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Why; blank where nobody says.
    pub reason: &'a str,
    /// The form whose draft is done with.
    pub form: Option<&'a str>,
}

/// What became of a proposal; of several entries the last one counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalOutcome {
    /// The entry that says so.
    pub entry: String,
    /// The return, by its entry.
    pub returned: String,
    /// The item.
    pub item: Id,
    /// What became of it.
    pub outcome: Outcome,
    /// Why; empty where nobody said.
    pub reason: String,
    /// By whom.
    pub author: String,
    /// When.
    pub recorded_at: Moment,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SentBody {
    form: Form,
    says: Request,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct NoteBody {
    request: String,
    about: Noted,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OutcomeBody {
    #[serde(rename = "return")]
    returned: String,
    item: Id,
    outcome: Outcome,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
}

fn outcome_body(new: &NewOutcome<'_>) -> OutcomeBody {
    OutcomeBody {
        returned: new.returned.to_owned(),
        item: new.item.to_owned(),
        outcome: new.outcome,
        reason: new.reason.trim().to_owned(),
    }
}

impl Store {
    /// Records a request as it was sent with the file that it went out as, and clears the draft of its
    /// form.
    pub fn record_request(
        &mut self,
        request: &Request,
        form: Form,
        file: &ExportedCopy,
        draft: Option<&str>,
        stamp: &Stamp,
    ) -> Result<Recorded, RecordError> {
        self.write(stamp, |writing| {
            let named = assessment::open_for_change(&writing.tx, &request.assessment)?;
            form_draft::clear(&writing.tx, &named, draft)?;
            copy::append(writing, file)?;
            let says = request.clone();
            Ok(around::append(
                writing,
                &named,
                "request",
                &SentBody { form, says },
            )?)
        })
    }

    /// Records a note on a request.
    pub fn note_on_request(
        &mut self,
        assessment: &str,
        request: &str,
        about: Noted,
        text: &str,
        stamp: &Stamp,
    ) -> Result<Recorded, RecordError> {
        self.write(stamp, |writing| {
            let named = assessment::open_for_change(&writing.tx, assessment)?;
            let note = NoteBody {
                request: request.to_owned(),
                about,
                text: text.trim().to_owned(),
            };
            Ok(around::append(writing, &named, "requestNote", &note)?)
        })
    }

    /// Records a reply that was received. It becomes no answer by that.
    pub fn record_return(
        &mut self,
        assessment: &str,
        returned: &Returned,
        stamp: &Stamp,
    ) -> Result<Recorded, RecordError> {
        self.write(stamp, |writing| {
            let named = assessment::open_for_change(&writing.tx, assessment)?;
            Ok(around::append(writing, &named, "return", returned)?)
        })
    }

    /// Records what counsel made of a proposal: the answer, the document that it names, and what became of
    /// it, all of them or none. Returns the state of the answer; `None` where it is the state that holds
    /// already.
    ///
    /// # Errors
    /// The run takes no more changes.
    pub fn accept_proposal(
        &mut self,
        run: &str,
        change: &Change<'_>,
        named: Option<&Evidence>,
        new: &NewOutcome<'_>,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, RecordError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run)?;
            let recorded = answer::record(writing, &open, change)?;
            if let Some(evidence) = named {
                let next = NextLink {
                    link: None,
                    item: change.item,
                    item_hash: &change.item_hash.0,
                    evidence,
                    linked: true,
                    cause: Cause::Answer,
                    of: None,
                };
                evidence::record(writing, &open, &next)?;
            }
            form_draft::clear(&writing.tx, &open.assessment, new.form)?;
            around::append(writing, &open.assessment, "proposal", &outcome_body(new))?;
            Ok(recorded)
        })
    }

    /// Records that a proposal is set aside. Nothing else changes, so that it can be done in whatever state
    /// the run is.
    pub fn set_aside_proposal(
        &mut self,
        assessment: &str,
        new: &NewOutcome<'_>,
        stamp: &Stamp,
    ) -> Result<Recorded, RecordError> {
        self.write(stamp, |writing| {
            let named = assessment::open_for_change(&writing.tx, assessment)?;
            form_draft::clear(&writing.tx, &named, new.form)?;
            Ok(around::append(
                writing,
                &named,
                "proposal",
                &outcome_body(new),
            )?)
        })
    }

    /// Reads the requests of an assessment, oldest first, each with what counsel noted on it.
    pub fn requests(&self, assessment: &str) -> Result<Vec<SentRequest>, ReadError> {
        self.read(|conn| {
            let named = assessment::known(conn, assessment)?;
            let sent: Vec<Entry<SentBody>> = around::all(conn, &named, "request")?;
            let notes: Vec<Entry<NoteBody>> = around::all(conn, &named, "requestNote")?;
            let requests = sent.into_iter().map(|sent| SentRequest {
                notes: notes
                    .iter()
                    .filter(|note| note.says.request == sent.says.says.id)
                    .map(|note| RequestNote {
                        about: note.says.about,
                        text: note.says.text.clone(),
                        author: note.author.clone(),
                        recorded_at: note.recorded_at,
                    })
                    .collect(),
                entry: sent.entry,
                request: sent.says.says,
                form: sent.says.form,
                author: sent.author,
                recorded_at: sent.recorded_at,
            });
            Ok(requests.collect())
        })
    }

    /// Returns the assessment in which a request was made; `None` where none of that identifier was made in
    /// this data folder, or its text was destroyed.
    pub fn assessment_of_request(&self, request: &str) -> Result<Option<String>, Fault> {
        self.read(|conn| {
            Ok(conn
                .prepare_cached(
                    "SELECT assessment.id FROM revision INDEXED BY revision_around
                     JOIN assessment ON assessment.seq = revision.assessment
                     WHERE kind = 'request' AND body IS NOT NULL
                       AND kind IN ('request', 'requestNote', 'return', 'proposal', 'interview', 'matter')
                       AND json_extract(body, '$.request.says.id') = ?1
                     LIMIT 1",
                )?
                .query_row([request], |row| row.get(0))
                .optional()?)
        })
    }

    /// Reads the replies that were received in an assessment, oldest first.
    pub fn returns(&self, assessment: &str) -> Result<Vec<ReceivedReturn>, ReadError> {
        self.read(|conn| {
            let named = assessment::known(conn, assessment)?;
            let all: Vec<Entry<Returned>> = around::all(conn, &named, "return")?;
            let returns = all.into_iter().map(|entry| ReceivedReturn {
                entry: entry.entry,
                returned: entry.says,
                author: entry.author,
                recorded_at: entry.recorded_at,
            });
            Ok(returns.collect())
        })
    }

    /// Reads what became of the proposals of an assessment, oldest first.
    pub fn proposals(&self, assessment: &str) -> Result<Vec<ProposalOutcome>, ReadError> {
        self.read(|conn| {
            let named = assessment::known(conn, assessment)?;
            let all: Vec<Entry<OutcomeBody>> = around::all(conn, &named, "proposal")?;
            let outcomes = all.into_iter().map(|entry| ProposalOutcome {
                entry: entry.entry,
                returned: entry.says.returned,
                item: entry.says.item,
                outcome: entry.says.outcome,
                reason: entry.says.reason,
                author: entry.author,
                recorded_at: entry.recorded_at,
            });
            Ok(outcomes.collect())
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
