//! Evidence: references under the answers of a run, and copies of documents, kept by their hash.
//!
//! Each state of a link is a revision of kind `evidence`; `evidence_link` points at the last one. A
//! link that is taken away stays, marked as such, with everything it said: it can be brought back,
//! and the history still shows it. A copy is stored once, whatever it is linked to and how often.

use proviso_core::canonical::{Hash, sha256};
use proviso_core::date::{Date, Moment};
use proviso_core::evidence::{Evidence, KeptCopy, Linked, Links};
use proviso_core::pack::Id;
use proviso_core::search::{Texts, evidence_texts};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use serde_json::Map;
use thiserror::Error;

use crate::answer::{RecordError, Recorded};
use crate::body::{self, Body, Cause};
use crate::fault::{Fault, Stop, refuse};
use crate::log::{Link, Log, Named, moment};
use crate::run::{self, OpenRun, ReadError};
use crate::search;
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

/// Evidence that is to be linked.
#[derive(Debug, Clone, Copy)]
pub struct NewEvidence<'a> {
    /// The item.
    pub item: &'a str,
    /// Hash of the item's text as it stands.
    pub item_hash: &'a Hash,
    /// What it is; a copy is named in it by the hash of `bytes`.
    pub evidence: &'a Evidence,
    /// The copy's bytes, where one is to be kept.
    pub bytes: Option<&'a [u8]>,
}

/// One state of a link in the history of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastEvidence {
    /// Identifier of the entry.
    pub revision: String,
    /// Its place in this file.
    pub seq: i64,
    /// The item it stands under.
    pub item: Id,
    /// Hash of the item's text at that time.
    pub item_hash: Hash,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// By whom.
    pub author: String,
    /// What it said, unless that was destroyed on purpose.
    pub content: Option<EvidenceState>,
}

/// What one state of a link said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceState {
    /// Identifier of the link.
    pub link: String,
    /// What it is.
    pub evidence: Evidence,
    /// Whether it is linked; else it was taken away.
    pub linked: bool,
    /// Why it was recorded.
    pub cause: Cause,
    /// The entry that was undone, made again, restored or carried.
    pub of: Option<String>,
}

/// Why a link was not changed.
#[derive(Debug, Error)]
pub enum LinkError {
    /// No such link.
    #[error("There is no evidence “{id}” in this run, so nothing was changed. Open the run again")]
    UnknownLink {
        /// What was given.
        id: String,
    },
    /// The run takes no change.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl From<Fault> for LinkError {
    fn from(fault: Fault) -> Self {
        Self::Record(fault.into())
    }
}

/// When a piece of evidence was first added, and by whom: it goes along into the next run.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Added {
    on: Date,
    by: String,
}

/// The next state of one link.
pub(crate) struct NextLink<'a> {
    /// The link; `None` makes a new one.
    pub(crate) link: Option<&'a str>,
    pub(crate) item: &'a str,
    pub(crate) item_hash: &'a str,
    pub(crate) evidence: &'a Evidence,
    pub(crate) linked: bool,
    pub(crate) cause: Cause,
    pub(crate) of: Option<&'a str>,
}

/// A link as it stands.
struct Now {
    item: Id,
    item_hash: String,
    evidence: Evidence,
    linked: bool,
}

fn open(conn: &Connection, run: &str) -> Result<OpenRun, Stop<LinkError>> {
    run::open_for_change(conn, run).map_err(|stop| match stop {
        Stop::Sql(error) => Stop::Sql(error),
        Stop::Refused(why) => Stop::Refused(why.into()),
    })
}

fn now(conn: &Connection, run: &Named, link: &str) -> Result<Now, Stop<LinkError>> {
    let found = conn
        .prepare_cached(
            "SELECT evidence_link.item_id, lower(hex(item_hash)), body, linked
             FROM evidence_link JOIN kept_revision AS revision ON revision.seq = evidence_link.seq
             WHERE evidence_link.id = ?1 AND evidence_link.run = ?2 AND body IS NOT NULL",
        )?
        .query_row(params![link, run.seq], |row| {
            let mut body: Body = row.get(2)?;
            Ok(Now {
                item: row.get(0)?,
                item_hash: row.get(1)?,
                evidence: body.take("evidence")?,
                linked: row.get(3)?,
            })
        })
        .optional()?;
    let id = link.to_owned();
    found.map_or_else(|| refuse(LinkError::UnknownLink { id }), Ok)
}

fn added(conn: &Connection, link: &str) -> rusqlite::Result<Option<Added>> {
    let body: Option<Option<Body>> = conn
        .prepare_cached(
            "SELECT body FROM evidence_link JOIN kept_revision AS revision ON revision.seq = evidence_link.seq
             WHERE evidence_link.id = ?1",
        )?
        .query_row([link], |row| row.get(0))
        .optional()?;
    body.flatten()
        .map(|mut body| body.take("added"))
        .transpose()
}

/// Appends the next state of a link and makes the table say so.
pub(crate) fn record(
    writing: &mut Writing<'_>,
    open: &OpenRun,
    next: &NextLink<'_>,
) -> rusqlite::Result<(String, Recorded)> {
    let known = next.link.map(|link| added(&writing.tx, link)).transpose()?;
    let added = known.flatten().unwrap_or_else(|| Added {
        on: writing.stamp.at.local_date(),
        by: writing.stamp.author.clone(),
    });
    append(writing, open, next, &added)
}

/// Appends the next state of a link that was first added by somebody else.
pub(crate) fn append(
    writing: &mut Writing<'_>,
    open: &OpenRun,
    next: &NextLink<'_>,
    added: &Added,
) -> rusqlite::Result<(String, Recorded)> {
    let link = next.link.map_or_else(|| writing.new_id(), str::to_owned);
    let mut fields = Map::new();
    body::field(&mut fields, "link", &link)?;
    body::field(&mut fields, "evidence", next.evidence)?;
    body::field(&mut fields, "linked", &next.linked)?;
    body::field(&mut fields, "added", added)?;
    body::field(&mut fields, "cause", &next.cause)?;
    if let Some(of) = next.of {
        body::field(&mut fields, "of", &of)?;
    }
    let appended = writing.append(
        Log::Revision,
        Link {
            assessment: &open.assessment,
            run: Some(&open.run),
            item: Some(next.item),
            item_hash: Some(next.item_hash),
            kind: "evidence",
            body: fields,
        },
    )?;
    let hash = next.evidence.copy.as_ref().map(|copy| &copy.hash.0);
    let changed = writing
        .tx
        .prepare_cached(
            "UPDATE evidence_link SET seq = ?2, file_hash = ?3, linked = ?4 WHERE id = ?1",
        )?
        .execute(params![link, appended.seq, hash, next.linked])?;
    if changed == 0 {
        writing
            .tx
            .prepare_cached(
                "INSERT INTO evidence_link (id, run, item_id, seq, file_hash, linked)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                link,
                open.run.seq,
                next.item,
                appended.seq,
                hash,
                next.linked
            ])?;
    }
    let texts = if next.linked {
        evidence_texts(next.evidence)
    } else {
        Texts::default()
    };
    search::put_evidence(&writing.tx, open.run.seq, next.item, &link, &texts)?;
    Ok((link, Recorded::new(appended, writing.stamp)))
}

fn keep(conn: &Connection, bytes: &[u8], hash: &Hash, stamp: &Stamp) -> rusqlite::Result<()> {
    let is_kept: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM evidence_file WHERE hash = ?1)")?
        .query_row([&hash.0], |row| row.get(0))?;
    if !is_kept {
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        conn.prepare_cached(
            "INSERT INTO evidence_file (hash, size, added_at, body) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![hash.0, size, stamp.at.utc_text(), bytes])?;
    }
    Ok(())
}

/// Returns the item that a link stands under, and what it says while it is linked.
pub(crate) fn standing(conn: &Connection, link: &str) -> rusqlite::Result<(Id, Option<Evidence>)> {
    conn.prepare_cached(
        "SELECT evidence_link.item_id, linked, body
         FROM evidence_link JOIN kept_revision AS revision ON revision.seq = evidence_link.seq
         WHERE evidence_link.id = ?1",
    )?
    .query_row([link], |row| {
        let linked: bool = row.get(1)?;
        let body: Option<Body> = row.get(2)?;
        let evidence = body
            .filter(|_| linked)
            .map(|mut body| body.take("evidence"));
        Ok((row.get(0)?, evidence.transpose()?))
    })
}

/// Takes the evidence of one item of the run before over to an item of the run that follows it.
///
/// The copies are not touched: both runs point at the same one.
pub(crate) fn take_over(
    writing: &mut Writing<'_>,
    before: &Named,
    item_before: &str,
    open: &OpenRun,
    item: &str,
) -> rusqlite::Result<()> {
    let taken: Vec<(String, String, Body)> = writing
        .tx
        .prepare_cached(
            "SELECT revision.id, lower(hex(item_hash)), body
             FROM evidence_link JOIN kept_revision AS revision ON revision.seq = evidence_link.seq
             WHERE evidence_link.run = ?1 AND evidence_link.item_id = ?2 AND linked = 1
               AND body IS NOT NULL
             ORDER BY evidence_link.rowid",
        )?
        .query_map(params![before.seq, item_before], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?
        .collect::<Result<_, _>>()?;
    for (revision, item_hash, mut body) in taken {
        let evidence: Evidence = body.take("evidence")?;
        let added: Added = body.take("added")?;
        // Two items that became one can carry the same copy; it is linked once.
        if let Some(copy) = &evidence.copy
            && has_copy(&writing.tx, open, item, copy)?
        {
            continue;
        }
        let next = NextLink {
            link: None,
            item,
            item_hash: &item_hash,
            evidence: &evidence,
            linked: true,
            cause: Cause::Carried,
            of: Some(&revision),
        };
        append(writing, open, &next, &added)?;
    }
    Ok(())
}

/// Returns whether a copy is linked to an item already.
fn has_copy(
    conn: &Connection,
    open: &OpenRun,
    item: &str,
    copy: &KeptCopy,
) -> rusqlite::Result<bool> {
    conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM evidence_link
         WHERE run = ?1 AND item_id = ?2 AND file_hash = ?3 AND linked = 1)",
    )?
    .query_row(params![open.run.seq, item, copy.hash.0], |row| row.get(0))
}

pub(crate) fn state(mut body: Body) -> rusqlite::Result<EvidenceState> {
    Ok(EvidenceState {
        link: body.take("link")?,
        evidence: body.take("evidence")?,
        linked: body.take("linked")?,
        cause: body.take("cause")?,
        of: body.take_if_any("of")?,
    })
}

impl Store {
    /// Links evidence to answers and keeps the copies, in one transaction. Returns the new links;
    /// `None` for a copy that is linked to that item already.
    pub fn add_evidence(
        &mut self,
        run: &str,
        new: &[NewEvidence<'_>],
        stamp: &Stamp,
    ) -> Result<Vec<Option<String>>, RecordError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run)?;
            let mut links = Vec::with_capacity(new.len());
            for new in new {
                if let (Some(bytes), Some(copy)) = (new.bytes, &new.evidence.copy) {
                    keep(&writing.tx, bytes, &copy.hash, writing.stamp)?;
                    if has_copy(&writing.tx, &open, new.item, copy)? {
                        links.push(None);
                        continue;
                    }
                }
                let next = NextLink {
                    link: None,
                    item: new.item,
                    item_hash: &new.item_hash.0,
                    evidence: new.evidence,
                    linked: true,
                    cause: Cause::Answer,
                    of: None,
                };
                links.push(Some(record(writing, &open, &next)?.0));
            }
            Ok(links)
        })
    }

    /// Records what counsel now says of a piece of evidence; `None` where it is what holds already.
    pub fn change_evidence(
        &mut self,
        run: &str,
        link: &str,
        evidence: &Evidence,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, LinkError> {
        self.write(stamp, |writing| {
            let open = open(&writing.tx, run)?;
            let now = now(&writing.tx, &open.run, link)?;
            if now.linked && now.evidence == *evidence {
                return Ok(None);
            }
            let next = NextLink {
                link: Some(link),
                item: &now.item,
                item_hash: &now.item_hash,
                evidence,
                linked: true,
                cause: Cause::Answer,
                of: None,
            };
            Ok(Some(record(writing, &open, &next)?.1))
        })
    }

    /// Takes a piece of evidence away from its answer. The history keeps it, with its copy.
    pub fn unlink_evidence(
        &mut self,
        run: &str,
        link: &str,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, LinkError> {
        self.write(stamp, |writing| {
            let open = open(&writing.tx, run)?;
            let now = now(&writing.tx, &open.run, link)?;
            if !now.linked {
                return Ok(None);
            }
            let next = NextLink {
                link: Some(link),
                item: &now.item,
                item_hash: &now.item_hash,
                evidence: &now.evidence,
                linked: false,
                cause: Cause::Answer,
                of: None,
            };
            Ok(Some(record(writing, &open, &next)?.1))
        })
    }

    /// Reads the evidence that is linked to the answers of a run, by item; what was destroyed is
    /// left out.
    pub fn evidence(&self, run: &str) -> Result<Links, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let mut query = conn.prepare_cached(
                "SELECT evidence_link.item_id, evidence_link.id, body
                 FROM evidence_link JOIN kept_revision AS revision ON revision.seq = evidence_link.seq
                 WHERE evidence_link.run = ?1 AND linked = 1 AND body IS NOT NULL
                 ORDER BY evidence_link.rowid",
            )?;
            let mut links = Links::new();
            let mut rows = query.query([run.seq])?;
            while let Some(row) = rows.next()? {
                let mut body: Body = row.get(2)?;
                let added: Added = body.take("added")?;
                let linked = Linked {
                    id: row.get(1)?,
                    evidence: body.take("evidence")?,
                    added_on: added.on,
                    added_by: added.by,
                };
                links.entry(row.get(0)?).or_default().push(linked);
            }
            Ok(links)
        })
    }

    /// Reads every state of the evidence in this run, newest first: under one item, or under all.
    pub fn evidence_history(
        &self,
        run: &str,
        item: Option<&str>,
    ) -> Result<Vec<PastEvidence>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let mut query = conn.prepare_cached(
                "SELECT id, seq, recorded_at, utc_offset_minutes, author, body, item_id,
                        lower(hex(item_hash))
                 FROM kept_revision
                 WHERE run = ?1 AND (?2 IS NULL OR item_id = ?2) AND kind = 'evidence'
                 ORDER BY seq DESC",
            )?;
            let states = query.query_map(params![run.seq, item], |row| {
                let body: Option<Body> = row.get(5)?;
                Ok(PastEvidence {
                    revision: row.get(0)?,
                    seq: row.get(1)?,
                    recorded_at: moment(row, 2)?,
                    author: row.get(4)?,
                    content: body.map(state).transpose()?,
                    item: row.get(6)?,
                    item_hash: Hash(row.get(7)?),
                })
            })?;
            Ok(states.collect::<Result<_, rusqlite::Error>>()?)
        })
    }

    /// Reads a copy that is kept; `None` where no copy has this hash, or its bytes are not those
    /// that were put in.
    pub fn kept_copy(&self, hash: &Hash) -> Result<Option<Vec<u8>>, Fault> {
        self.read(|conn| {
            let bytes: Option<Vec<u8>> = conn
                .prepare_cached("SELECT body FROM evidence_file WHERE hash = ?1")?
                .query_row([&hash.0], |row| row.get(0))
                .optional()?;
            Ok(bytes.filter(|bytes| sha256(bytes) == *hash))
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
