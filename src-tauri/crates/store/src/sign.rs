//! Sign-off: a run is frozen with what it said, its PDF, who reviewed and who signed it, and how far
//! the log of actions had come.
//!
//! The entry that says so is in the chain; the database takes nothing more for the run after it. The
//! action log goes on, and a signed run is read with the actions as they stood.

use std::collections::BTreeMap;

use proviso_core::action::Action;
use proviso_core::canonical::{Hash, hash_text, sha256};
use proviso_core::date::{Date, Moment};
use proviso_core::pack::Id;
use rusqlite::{OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use thiserror::Error;

use crate::action;
use crate::answer::{RecordError, Recorded};
use crate::body::{self, Body};
use crate::fault::{Fault, Stop, refuse};
use crate::log::{self, Link, Log, moment};
use crate::run::{self, ReadError, RunState};
use crate::stamp::Stamp;
use crate::store::Store;

/// Somebody who stands for a run: name and role as they were typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signatory {
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
}

impl Signatory {
    /// Returns both as they are printed: `M. Okafor, General Counsel`.
    pub fn printed(&self) -> String {
        format!("{}, {}", self.name, self.role)
    }
}

/// What a signature says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signing {
    /// Who reviewed the run; `None` where nobody but the signer did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<Signatory>,
    /// Who signs it.
    pub signer: Signatory,
    /// What the signer states; empty once that was expunged.
    #[serde(default)]
    pub statement: String,
    /// The day of signing, which is the run's report date from then on.
    pub on: Date,
    /// The legend on each page of the kept PDF; `None` where none was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legend: Option<String>,
}

/// A signed run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedRun {
    /// What was signed; `None` once the entry was destroyed.
    pub signing: Option<Signing>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Under whose name in settings.
    pub author: String,
    /// Hash of the state as it was signed.
    pub snapshot: Hash,
    /// SHA-256 of the kept PDF.
    pub pdf: Hash,
    /// Whether the log of actions went on since.
    pub actions_since: u32,
}

/// Why a run was not signed. Nothing was changed.
#[derive(Debug, Error)]
pub enum SignError {
    /// The run takes no change.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Something was typed and not recorded.
    #[error(
        "Something was typed under “{item}” and is not recorded yet. Open that question and leave its \
         field, then sign"
    )]
    Draft {
        /// The item.
        item: String,
    },
    /// The run was changed since its snapshot was made.
    #[error("The run was changed while it was being signed. Look at it again, then sign")]
    Moved,
}

impl From<Fault> for SignError {
    fn from(fault: Fault) -> Self {
        Self::Record(fault.into())
    }
}

/// What is frozen.
#[derive(Debug, Clone, Copy)]
pub struct Frozen<'a> {
    /// The state as it is signed: a text that says all of it.
    pub snapshot: &'a str,
    /// Its PDF.
    pub pdf: &'a [u8],
    /// The ends of the logs that both were made from.
    pub heads: (&'a str, Option<&'a str>),
}

impl Store {
    /// Returns the ends of the two logs of a run's assessment: what a snapshot is made from.
    pub fn ends(&self, run: &str) -> Result<(String, Option<String>), RecordError> {
        self.read(|conn| {
            let open = run::open_for_change(conn, run)?;
            let revision = log::head(conn, Log::Revision, &open.assessment)?;
            let action = log::head(conn, Log::Action, &open.assessment)?;
            Ok((revision.unwrap_or_default(), action))
        })
    }

    /// Signs a run: from here on it takes nothing more.
    ///
    /// # Errors
    /// The run is closed, something typed in it is not recorded, or it moved since `frozen` was made.
    pub fn sign(
        &mut self,
        run: &str,
        signing: &Signing,
        frozen: &Frozen<'_>,
        stamp: &Stamp,
    ) -> Result<Recorded, SignError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run).map_err(|stop| match stop {
                Stop::Sql(error) => Stop::Sql(error),
                Stop::Refused(why) => Stop::Refused(SignError::Record(why)),
            })?;
            let draft: Option<String> = writing
                .tx
                .prepare_cached(
                    "SELECT item_id FROM draft WHERE run = ?1 ORDER BY item_id LIMIT 1",
                )?
                .query_row([open.run.seq], |row| row.get(0))
                .optional()?;
            if let Some(item) = draft {
                return refuse(SignError::Draft { item });
            }
            let heads = (
                log::head(&writing.tx, Log::Revision, &open.assessment)?.unwrap_or_default(),
                log::head(&writing.tx, Log::Action, &open.assessment)?,
            );
            if (heads.0.as_str(), heads.1.as_deref()) != frozen.heads {
                return refuse(SignError::Moved);
            }
            let (snapshot, pdf) = (hash_text("snapshot", frozen.snapshot), sha256(frozen.pdf));
            let mut body = Map::new();
            body.insert(String::from("state"), json!(RunState::Signed.name()));
            body::field(&mut body, "signing", signing)?;
            body.insert(
                String::from("signed"),
                json!({ "snapshot": snapshot.0, "pdf": pdf.0, "actions": heads.1 }),
            );
            let link = Link {
                assessment: &open.assessment,
                run: Some(&open.run),
                item: None,
                item_hash: None,
                kind: "runState",
                body,
            };
            let appended = writing.append(Log::Revision, link)?;
            writing
                .tx
                .prepare_cached(
                    "INSERT INTO sign_off (run, seq, action, snapshot_hash, snapshot, pdf_hash, pdf)
                     VALUES (?1, ?2, (SELECT seq FROM action_entry WHERE hash = unhex(?3)), ?4, ?5,
                         ?6, ?7)",
                )?
                .execute(params![
                    open.run.seq,
                    appended.seq,
                    heads.1,
                    snapshot.0,
                    frozen.snapshot,
                    pdf.0,
                    frozen.pdf,
                ])?;
            writing
                .tx
                .prepare_cached("UPDATE run SET state = ?2 WHERE seq = ?1")?
                .execute(params![open.run.seq, RunState::Signed.name()])?;
            Ok(Recorded::new(appended, writing.stamp))
        })
    }

    /// Reads who signed a run and what; `None` while nobody has.
    pub fn signed(&self, run: &str) -> Result<Option<SignedRun>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let signed = conn
                .prepare_cached(
                    "SELECT body, recorded_at, utc_offset_minutes, author, snapshot_hash, pdf_hash,
                         (WITH RECURSIVE known (seq, prev_hash, second_parent) AS (
                              SELECT seq, prev_hash, second_parent FROM action_entry
                              WHERE seq = sign_off.action
                              UNION
                              SELECT entry.seq, entry.prev_hash, entry.second_parent
                              FROM known JOIN action_entry AS entry
                                  ON entry.hash IN (known.prev_hash, known.second_parent))
                          SELECT count(*) FROM action_entry AS later
                          WHERE later.assessment = revision.assessment
                            AND later.seq NOT IN (SELECT seq FROM known))
                     FROM sign_off JOIN kept_revision AS revision ON revision.seq = sign_off.seq
                     WHERE sign_off.run = ?1",
                )?
                .query_row([run.seq], |row| {
                    let body: Option<Body> = row.get(0)?;
                    Ok(SignedRun {
                        signing: body
                            .map(|mut body| body.take_if_any("signing"))
                            .transpose()?
                            .flatten(),
                        recorded_at: moment(row, 1)?,
                        author: row.get(3)?,
                        snapshot: Hash(row.get(4)?),
                        pdf: Hash(row.get(5)?),
                        actions_since: row.get(6)?,
                    })
                })
                .optional()?;
            Ok(signed)
        })
    }

    /// Reads the PDF that is kept with a signed run; `None` where there is none, or its bytes are not
    /// those that were signed.
    pub fn signed_pdf(&self, run: &str) -> Result<Option<Vec<u8>>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let kept: Option<(Option<Vec<u8>>, String)> = conn
                .prepare_cached("SELECT pdf, pdf_hash FROM sign_off WHERE run = ?1")?
                .query_row([run.seq], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let bytes = kept.and_then(|(bytes, hash)| bytes.filter(|b| sha256(b).0 == hash));
            Ok(bytes)
        })
    }

    /// Reads the actions of a signed run's assessment as they stood when it was signed, by item.
    pub fn actions_as_signed(&self, run: &str) -> Result<BTreeMap<Id, Action>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let until: Option<Option<i64>> = conn
                .prepare_cached("SELECT action FROM sign_off WHERE run = ?1")?
                .query_row([run.seq], |row| row.get(0))
                .optional()?;
            Ok(action::as_of(conn, until.flatten())?)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
