//! Legal holds, and how long to keep an assessment: both entries of its log, with a reason.
//!
//! A hold stops deletion, destruction and expunging of its own assessment, and of no other; the
//! database itself refuses them (see `migrations/0007_destruction.sql`). Backups are thinned as ever:
//! the newest of them holds everything that older ones do, because nothing is overwritten. A date
//! until which to keep an assessment reminds, and does nothing by itself.

use std::collections::BTreeMap;

use proviso_core::date::{Date, Moment};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::{Map, json};
use thiserror::Error;

use crate::answer::Recorded;
use crate::assessment;
use crate::body::Body;
use crate::fault::{Fault, Stop, refuse};
use crate::log::{Link, Log, Named, moment};
use crate::run::ReadError;
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

/// A hold that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Why.
    pub reason: String,
    /// By whom it was set.
    pub author: String,
    /// When.
    pub since: Moment,
}

/// What is said about keeping an assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keeping {
    /// The hold, while there is one.
    pub hold: Option<Hold>,
    /// The last day through which it is to be kept.
    pub until: Option<Date>,
}

/// Why a hold or a date was not recorded.
#[derive(Debug, Error)]
pub enum HoldError {
    /// Nobody said why.
    #[error("Say why; the reason stays on record. Nothing was changed")]
    NoReason,
    /// There is no hold to release.
    #[error("This assessment is not on hold, so there is nothing to release")]
    NotHeld,
    /// It is on hold already.
    #[error("This assessment is on hold already ({reason})")]
    HeldAlready {
        /// Why.
        reason: String,
    },
    /// Nothing is left to keep.
    #[error("This assessment was destroyed; nothing of it is left to keep")]
    Destroyed,
    /// It was not found, or could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl From<Fault> for HoldError {
    fn from(fault: Fault) -> Self {
        Self::Read(fault.into())
    }
}

/// Reads the hold on an assessment; `None` where there is none.
pub(crate) fn current(conn: &Connection, assessment: i64) -> rusqlite::Result<Option<Hold>> {
    let last = conn
        .prepare_cached(
            "SELECT body, author, recorded_at, utc_offset_minutes FROM revision
             WHERE assessment = ?1 AND kind IN ('hold', 'retain', 'destruction') AND kind = 'hold'
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([assessment], |row| {
            let body: Option<Body> = row.get(0)?;
            Ok((body, row.get(1)?, moment(row, 2)?))
        })
        .optional()?;
    let Some((Some(mut body), author, since)) = last else {
        return Ok(None);
    };
    let said: serde_json::Value = body.take("hold")?;
    Ok((said["set"] == true).then(|| Hold {
        reason: said["reason"].as_str().unwrap_or_default().to_owned(),
        author,
        since,
    }))
}

/// Reads why each assessment is on hold that is.
pub(crate) fn all(conn: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    let held: Vec<(i64, String)> = conn
        .prepare("SELECT seq, id FROM assessment WHERE seq IN (SELECT assessment FROM held)")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut reasons = BTreeMap::new();
    for (seq, id) in held {
        if let Some(hold) = current(conn, seq)? {
            reasons.insert(id, hold.reason);
        }
    }
    Ok(reasons)
}

fn until(conn: &Connection, assessment: i64) -> rusqlite::Result<Option<Date>> {
    let body: Option<Option<Body>> = conn
        .prepare_cached(
            "SELECT body FROM revision
             WHERE assessment = ?1 AND kind IN ('hold', 'retain', 'destruction') AND kind = 'retain'
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([assessment], |row| row.get(0))
        .optional()?;
    let Some(mut body) = body.flatten() else {
        return Ok(None);
    };
    let said: serde_json::Value = body.take("retain")?;
    Ok(said["until"].as_str().and_then(|date| date.parse().ok()))
}

fn append(
    writing: &mut Writing<'_>,
    assessment: &Named,
    kind: &str,
    said: serde_json::Value,
) -> rusqlite::Result<Recorded> {
    let mut body = Map::new();
    body.insert(kind.to_owned(), said.clone());
    let link = Link {
        assessment,
        run: None,
        item: None,
        item_hash: None,
        kind,
        body,
    };
    let appended = writing.append(Log::Revision, link)?;
    let mut body = Map::new();
    let mut said = said;
    said["assessment"] = json!(assessment.id);
    // Why, in words, stands with the assessment and goes with it.
    if let Some(fields) = said.as_object_mut() {
        fields.remove("reason");
    }
    body.insert(kind.to_owned(), said);
    writing.append_to_folder(kind, body)?;
    Ok(Recorded::new(appended, writing.stamp))
}

fn named(conn: &Connection, id: &str) -> Result<Named, Stop<HoldError>> {
    let named = assessment::known(conn, id).map_err(|stop| match stop {
        Stop::Sql(error) => Stop::Sql(error),
        Stop::Refused(why) => Stop::Refused(HoldError::Read(why)),
    })?;
    let is_destroyed: bool = conn
        .prepare_cached("SELECT state = 'destroyed' FROM assessment WHERE seq = ?1")?
        .query_row(params![named.seq], |row| row.get(0))?;
    if is_destroyed {
        return refuse(HoldError::Destroyed);
    }
    Ok(named)
}

impl Store {
    /// Puts an assessment on hold, or releases it, in whatever state it is.
    ///
    /// # Errors
    /// No reason was given, or it is on hold already, or not.
    pub fn set_hold(
        &mut self,
        assessment: &str,
        set: bool,
        reason: &str,
        stamp: &Stamp,
    ) -> Result<Recorded, HoldError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(HoldError::NoReason);
        }
        self.write(stamp, |writing| {
            let named = named(&writing.tx, assessment)?;
            match (current(&writing.tx, named.seq)?, set) {
                (Some(hold), true) => {
                    let reason = hold.reason;
                    return refuse(HoldError::HeldAlready { reason });
                }
                (None, false) => return refuse(HoldError::NotHeld),
                _ => {}
            }
            let said = json!({ "set": set, "reason": reason });
            Ok(append(writing, &named, "hold", said)?)
        })
    }

    /// Records the last day through which an assessment is to be kept, or that there is none any
    /// more. It reminds, and does nothing by itself. Returns `None` where it is so already.
    ///
    /// # Errors
    /// No reason was given.
    pub fn set_retain_until(
        &mut self,
        assessment: &str,
        until: Option<Date>,
        reason: &str,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, HoldError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(HoldError::NoReason);
        }
        self.write(stamp, |writing| {
            let named = named(&writing.tx, assessment)?;
            if self::until(&writing.tx, named.seq)? == until {
                return Ok(None);
            }
            let said = json!({ "until": until.map(|date| date.to_string()), "reason": reason });
            Ok(Some(append(writing, &named, "retain", said)?))
        })
    }

    /// Reads what is said about keeping an assessment.
    pub fn keeping(&self, assessment: &str) -> Result<Keeping, ReadError> {
        self.read(|conn| {
            let named = assessment::known(conn, assessment)?;
            Ok(Keeping {
                hold: current(conn, named.seq)?,
                until: until(conn, named.seq)?,
            })
        })
    }

    /// Reads what is said about keeping any assessment, by assessment; those about which nothing was
    /// said are left out.
    pub fn all_keeping(&self) -> Result<BTreeMap<String, Keeping>, Fault> {
        self.read(|conn| {
            let mut query = conn.prepare_cached(
                "SELECT DISTINCT revision.assessment, assessment.id
                 FROM revision INDEXED BY revision_of_keeping
                 JOIN assessment ON assessment.seq = revision.assessment
                 WHERE kind IN ('hold', 'retain', 'destruction') AND kind <> 'destruction'
                   AND assessment.state <> 'destroyed'",
            )?;
            let said: Vec<(i64, String)> = query
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?;
            let mut all = BTreeMap::new();
            for (seq, id) in said {
                let keeping = Keeping {
                    hold: current(conn, seq)?,
                    until: until(conn, seq)?,
                };
                all.insert(id, keeping);
            }
            Ok(all)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
