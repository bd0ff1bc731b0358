//! Destroying on purpose: a whole assessment, or the one thing in it that must never have been there.
//!
//! An entry of kind `destruction` says what goes, by whom and why, and takes the bodies it names with
//! it (see `migrations/0007_destruction.sql`). Hashes, authors and moments stay, so the chains still
//! hold; what else a body held is kept in that entry and reads as before. Once that is on disk, the
//! file is made anew without the text and every backup is rewritten ([`clear`]); what is left of that
//! work is on record and taken up again whenever the data folder is opened.

mod clear;
mod earlier;
mod extent;
mod gather;
mod record;
mod target;

use std::collections::BTreeSet;

use proviso_core::date::Moment;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::assessment;
use crate::departing;
use crate::fault::{Fault, Stop, refuse};
use crate::hold;
use crate::log::{self, Link, Log, Named};
use crate::run::ReadError;
use crate::search;
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

pub use clear::NotReached;
pub(crate) use clear::Pending;
pub(crate) use earlier::{all_on_record, is_in, is_written_in, take_out};
pub use extent::{Elsewhere, Extent};
pub use record::{Certificate, Destruction, Expunged};
pub use target::{DetailsField, EvidencePart, Target};

/// Why something is destroyed.
#[derive(Debug, Clone, Copy)]
pub struct Why<'a> {
    /// The reason.
    pub reason: &'a str,
    /// Why it is done although the assessment is on hold.
    pub in_spite_of_hold: Option<&'a str>,
}

/// Why nothing was destroyed.
#[derive(Debug, Error)]
pub enum DestroyError {
    /// Nobody said why.
    #[error("Say why; the reason stays on record. Nothing was destroyed")]
    NoReason,
    /// The assessment is on hold.
    #[error(
        "This assessment is on hold ({reason}), so it is neither deleted nor destroyed. Release the hold first"
    )]
    Held {
        /// Why it is held.
        reason: String,
    },
    /// The assessment is on hold, and nobody said why this is done all the same.
    #[error(
        "This assessment is on hold ({reason}). To expunge all the same, say why; that goes on record beside the hold"
    )]
    HeldWithoutOverride {
        /// Why it is held.
        reason: String,
    },
    /// It was destroyed before.
    #[error("This assessment was destroyed already; nothing of it is left")]
    DestroyedAlready,
    /// No such text or file.
    #[error("Nothing is recorded there, in this run or in any other, so nothing was expunged")]
    NothingThere,
    /// It was not found, or could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<Fault> for DestroyError {
    fn from(fault: Fault) -> Self {
        Self::Read(fault.into())
    }
}

/// What is destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    /// A whole assessment.
    Assessment,
    /// One thing in it.
    Part(Target),
}

/// Where a destruction is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum In {
    DataFile,
    Backup,
}

fn known(conn: &Connection, id: &str) -> Result<Named, Stop<DestroyError>> {
    let named = assessment::known(conn, id).map_err(|stop| match stop {
        Stop::Sql(error) => Stop::Sql(error),
        Stop::Refused(why) => Stop::Refused(DestroyError::Read(why)),
    })?;
    if is_destroyed(conn, &named)? {
        return refuse(DestroyError::DestroyedAlready);
    }
    Ok(named)
}

fn is_destroyed(conn: &Connection, assessment: &Named) -> rusqlite::Result<bool> {
    conn.prepare_cached("SELECT state = 'destroyed' FROM assessment WHERE seq = ?1")?
        .query_row([assessment.seq], |row| row.get(0))
}

/// Refuses what a hold forbids.
fn respect_hold(
    conn: &Connection,
    assessment: &Named,
    what: &What,
    why: Why<'_>,
) -> Result<(), Stop<DestroyError>> {
    let Some(hold) = hold::current(conn, assessment.seq)? else {
        return Ok(());
    };
    let reason = hold.reason;
    match (what, why.in_spite_of_hold) {
        (What::Assessment, _) => refuse(DestroyError::Held { reason }),
        (What::Part(_), Some(said)) if !said.trim().is_empty() => Ok(()),
        (What::Part(_), _) => refuse(DestroyError::HeldWithoutOverride { reason }),
    }
}

/// What one destruction did in one file.
struct Done {
    entry: String,
}

/// Destroys in one transaction; `None` where there is nothing of it in this file.
fn apply(
    writing: &mut Writing<'_>,
    assessment: &Named,
    what: &What,
    why: Why<'_>,
    place: In,
) -> Result<Option<Done>, Stop<DestroyError>> {
    let done = match what {
        What::Assessment => all(writing, assessment, why, place)?,
        What::Part(target) => match part(writing, assessment, target, why, place)? {
            Some(done) => done,
            None => return Ok(None),
        },
    };
    // The words of what went are in the index until it is made again.
    search::rebuild(&writing.tx)?;
    Ok(Some(done))
}

/// What an entry says of why it was written.
fn said(what: &What, why: Why<'_>, place: In) -> Map<String, Value> {
    let mut said = Map::new();
    if let What::Part(target) = what {
        said.insert(String::from("target"), json!(target));
    }
    said.insert(String::from("reason"), json!(why.reason.trim()));
    if let Some(all_the_same) = why.in_spite_of_hold.filter(|said| !said.trim().is_empty()) {
        said.insert(String::from("override"), json!(all_the_same.trim()));
    }
    if place == In::Backup {
        said.insert(String::from("inBackup"), json!(true));
    }
    said
}

fn append(
    writing: &mut Writing<'_>,
    assessment: &Named,
    body: Map<String, Value>,
) -> rusqlite::Result<String> {
    let link = Link {
        assessment,
        run: None,
        item: None,
        item_hash: None,
        kind: "destruction",
        body,
    };
    Ok(writing.append(Log::Revision, link)?.id)
}

fn part(
    writing: &mut Writing<'_>,
    assessment: &Named,
    target: &Target,
    why: Why<'_>,
    place: In,
) -> Result<Option<Done>, Stop<DestroyError>> {
    let taken = gather::taken(&writing.tx, assessment, target)?;
    if taken.is_empty() {
        return Ok(None);
    }
    let what = What::Part(target.clone());
    let mut said = said(&what, why, place);
    let mut body = Map::new();
    let runs: Vec<&str> = taken
        .signed
        .iter()
        .map(|signed| signed.run.as_str())
        .collect();
    body.insert(String::from("gone"), json!(taken.gone));
    body.insert(String::from("signed"), json!(runs));
    body.insert(String::from("kept"), Value::Object(taken.kept));
    body.insert(String::from("snapshots"), Value::Object(taken.snapshots));
    body.insert(String::from("destruction"), Value::Object(said.clone()));
    gather::drop_drafts(&writing.tx, assessment, target, &taken.texts)?;
    let entry = append(writing, assessment, body)?;
    let files = gather::let_go(&writing.tx, assessment, &taken.files)?;
    mend_answered(&writing.tx, assessment)?;
    let numbers: Vec<u32> = taken.signed.iter().map(|signed| signed.number).collect();
    said.insert(String::from("states"), json!(taken.states));
    said.insert(String::from("drafts"), json!(taken.drafts));
    said.insert(String::from("signed"), json!(numbers));
    said.insert(String::from("files"), json!(files));
    put_on_record(writing, assessment, &entry, said, place)?;
    Ok(Some(Done { entry }))
}

/// An answer whose value went is no answer any more, where the run still takes changes.
fn mend_answered(conn: &Connection, assessment: &Named) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "UPDATE current_answer SET answered = 0
         WHERE answered = 1
           AND run IN (SELECT seq FROM run WHERE assessment = ?1
                       EXCEPT SELECT seq FROM closed_run)
           AND NOT EXISTS (
               SELECT 1 FROM answer_says
               WHERE answer_says.run = current_answer.run
                 AND answer_says.item_id = current_answer.item_id
                 AND coalesce(json_extract(says, '$.verdict'), json_extract(says, '$.choice'),
                              json_extract(says, '$.value')) IS NOT NULL)",
    )?
    .execute([assessment.seq])?;
    Ok(())
}

fn all(
    writing: &mut Writing<'_>,
    assessment: &Named,
    why: Why<'_>,
    place: In,
) -> Result<Done, Stop<DestroyError>> {
    let tx = &writing.tx;
    let files = files_of(tx, assessment)?;
    let (entries, signed) = counts(tx, assessment)?;
    let heads = json!({
        "revision": log::head(tx, Log::Revision, assessment)?,
        "action": log::head(tx, Log::Action, assessment)?,
    });
    for sql in [
        "DELETE FROM draft WHERE assessment = ?1",
        "DELETE FROM form_draft WHERE assessment = ?1",
        "DELETE FROM place WHERE run IN (SELECT seq FROM run WHERE assessment = ?1)",
        "DELETE FROM answer_digest WHERE run IN (SELECT seq FROM run WHERE assessment = ?1)",
        "DELETE FROM action_digest WHERE assessment = ?1",
    ] {
        tx.execute(sql, [assessment.seq])?;
    }
    let mut said = said(&What::Assessment, why, place);
    let mut body = Map::new();
    body.insert(String::from("all"), json!(true));
    body.insert(String::from("kept"), earlier(tx, assessment)?);
    body.insert(String::from("destruction"), Value::Object(said.clone()));
    let entry = append(writing, assessment, body)?;
    let files = gather::let_go(&writing.tx, assessment, &files)?;
    writing.tx.execute(
        "UPDATE assessment SET state = 'destroyed' WHERE seq = ?1",
        [assessment.seq],
    )?;
    said.insert(String::from("entries"), json!(entries));
    said.insert(String::from("signed"), json!(signed));
    said.insert(String::from("files"), json!(files));
    said.insert(String::from("heads"), heads);
    put_on_record(writing, assessment, &entry, said, place)?;
    Ok(Done { entry })
}

fn files_of(conn: &Connection, assessment: &Named) -> rusqlite::Result<BTreeSet<String>> {
    conn.prepare(
        "SELECT DISTINCT file_hash FROM evidence_link JOIN run ON run.seq = evidence_link.run
         WHERE run.assessment = ?1 AND file_hash IS NOT NULL",
    )?
    .query_map([assessment.seq], |row| row.get(0))?
    .collect()
}

/// The number of entries in both logs, and the numbers of the signed runs.
fn counts(conn: &Connection, assessment: &Named) -> rusqlite::Result<(u32, Vec<u32>)> {
    let entries = conn.query_row(
        "SELECT (SELECT count(*) FROM revision WHERE assessment = ?1)
              + (SELECT count(*) FROM action_entry WHERE assessment = ?1)",
        [assessment.seq],
        |row| row.get(0),
    )?;
    let signed = conn
        .prepare("SELECT number FROM run WHERE assessment = ?1 AND state = 'signed' ORDER BY seq")?
        .query_map([assessment.seq], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok((entries, signed))
}

/// What earlier destructions said of themselves, without what they kept of anything else.
fn earlier(conn: &Connection, assessment: &Named) -> rusqlite::Result<Value> {
    let mut kept = Map::new();
    let mut query = conn.prepare(
        "SELECT id, json_remove(body, '$.kept', '$.snapshots', '$.salt') FROM revision
         WHERE assessment = ?1 AND kind = 'destruction' AND body IS NOT NULL",
    )?;
    let mut rows = query.query([assessment.seq])?;
    while let Some(row) = rows.next()? {
        let (id, text): (String, String) = (row.get(0)?, row.get(1)?);
        let body = serde_json::from_str(&text)
            .map_err(|error| crate::fault::damaged(format!("a destruction entry: {error}")))?;
        kept.insert(id, body);
    }
    // What those kept of ones before them goes along.
    let mut query = conn.prepare(
        "SELECT id, body FROM kept_revision
         WHERE assessment = ?1 AND kind = 'destruction' AND destroyed_by IS NOT NULL
           AND body IS NOT NULL",
    )?;
    let mut rows = query.query([assessment.seq])?;
    while let Some(row) = rows.next()? {
        let (id, text): (String, String) = (row.get(0)?, row.get(1)?);
        let body = serde_json::from_str(&text)
            .map_err(|error| crate::fault::damaged(format!("a destruction entry: {error}")))?;
        kept.insert(id, body);
    }
    Ok(Value::Object(kept))
}

/// Says in the data folder's log what was destroyed, and what is still to be done for it.
fn put_on_record(
    writing: &mut Writing<'_>,
    assessment: &Named,
    entry: &str,
    mut said: Map<String, Value>,
    place: In,
) -> rusqlite::Result<()> {
    said.insert(String::from("entry"), json!(entry));
    said.insert(String::from("assessment"), json!(assessment.id));
    departing::forget(&writing.tx, &assessment.id)?;
    if place == In::DataFile {
        let pending = json!({
            "assessment": assessment.id,
            "target": said.get("target"),
            "reason": said["reason"],
            "override": said.get("override"),
            "author": writing.stamp.author,
            "at": writing.stamp.at.utc_text(),
            "offset": writing.stamp.at.offset_minutes,
        });
        writing.tx.execute(
            "INSERT INTO pending_destruction (entry, says) VALUES (?1, ?2)",
            params![entry, pending.to_string()],
        )?;
    }
    let mut body = Map::new();
    body.insert(String::from("destruction"), Value::Object(said));
    writing.append_to_folder("destruction", body)
}

impl Store {
    /// Expunges one thing from an assessment: from every entry, draft, snapshot and kept PDF, from
    /// the index of words, and from every backup that can be reached.
    ///
    /// # Errors
    /// Nothing is there, no reason was given, or a hold forbids it. Nothing was changed then.
    pub fn expunge(
        &mut self,
        assessment: &str,
        target: &Target,
        why: Why<'_>,
        stamp: &Stamp,
    ) -> Result<Certificate, DestroyError> {
        self.destroy(assessment, &What::Part(target.clone()), why, stamp)
    }

    /// Destroys an assessment. No backup is made; what every backup holds of it goes as well.
    ///
    /// # Errors
    /// It is destroyed already, no reason was given, or a hold forbids it. Nothing was changed then.
    pub fn destroy_assessment(
        &mut self,
        assessment: &str,
        reason: &str,
        stamp: &Stamp,
    ) -> Result<Certificate, DestroyError> {
        let why = Why {
            reason,
            in_spite_of_hold: None,
        };
        self.destroy(assessment, &What::Assessment, why, stamp)
    }

    fn destroy(
        &mut self,
        assessment: &str,
        what: &What,
        why: Why<'_>,
        stamp: &Stamp,
    ) -> Result<Certificate, DestroyError> {
        if why.reason.trim().is_empty() {
            return Err(DestroyError::NoReason);
        }
        let done = self.write(stamp, |writing| {
            let named = known(&writing.tx, assessment)?;
            respect_hold(&writing.tx, &named, what, why)?;
            match apply(writing, &named, what, why, In::DataFile)? {
                Some(done) => Ok(done),
                None => refuse(DestroyError::NothingThere),
            }
        })?;
        // It is on record and cannot fail any more. What of the clean-up does not succeed now stays on
        // the list, and the certificate says so.
        drop(self.finish_destructions(stamp.at));
        Ok(self.certificate(&done.entry)?)
    }

    /// Returns the kind of an entry, whether or not its text is there; `None` where there is none.
    pub fn kind_of_entry(
        &self,
        assessment: &str,
        entry: &str,
    ) -> Result<Option<String>, ReadError> {
        self.read(|conn| {
            let named = assessment::known(conn, assessment)?;
            Ok(conn
                .prepare_cached("SELECT kind FROM revision WHERE assessment = ?1 AND id = ?2")?
                .query_row(params![named.seq, entry], |row| row.get(0))
                .optional()?)
        })
    }

    /// Lists the backups that a destruction would rewrite.
    pub fn reachable_backups(&self) -> Vec<std::path::PathBuf> {
        clear::backups(&self.backup_place())
    }

    /// Takes up what is left to do for destructions: after each of them, and whenever the data folder
    /// is opened. `at` is the moment that goes on record.
    ///
    /// # Errors
    /// The data file could not be made anew; what is left to do stays on record.
    pub fn finish_destructions(&mut self, at: Moment) -> Result<(), Fault> {
        clear::finish(self, at)
    }
}

/// Where a copy of an assessment holds what was expunged from another.
#[derive(Debug)]
pub(crate) struct Held {
    /// Entries with a state of it.
    pub(crate) entries: BTreeSet<String>,
    /// Signed runs that show it.
    pub(crate) signed: Vec<String>,
    /// Copies of documents.
    pub(crate) files: BTreeSet<String>,
}

/// Finds where a target stands in an assessment. Nothing is changed.
pub(crate) fn still_holds(
    conn: &Connection,
    assessment: &Named,
    target: &Target,
) -> rusqlite::Result<Held> {
    let taken = gather::taken(conn, assessment, target)?;
    Ok(Held {
        signed: taken.signed.into_iter().map(|one| one.run).collect(),
        entries: taken.touched,
        files: taken.files,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
