//! Earlier states that come back, as from a backup that no clean-up reached: what was destroyed since is
//! taken out of them before they count.

use std::path::Path;

use proviso_core::date::Moment;
use rusqlite::{Connection, params};
use serde::Deserialize;

use super::clear::{Pending, apply_to, holds, make_anew};
use super::{Target, What, gather};
use crate::fault::{Fault, damaged};
use crate::log::{FolderLinked, Named, moment};
use crate::stamp::{Entropy, Stamp};

#[derive(Deserialize)]
struct Entry {
    destruction: Said,
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    entry: String,
    assessment: String,
    target: Option<Target>,
    reason: String,
    #[serde(rename = "override")]
    in_spite_of_hold: Option<String>,
}

fn pending(body: &str, stamp: Stamp) -> rusqlite::Result<Pending> {
    let Entry { destruction: said } = serde_json::from_str(body)
        .map_err(|error| damaged(format!("a destruction entry: {error}")))?;
    Ok(Pending {
        entry: said.entry,
        assessment: said.assessment,
        what: said.target.map_or(What::Assessment, What::Part),
        reason: said.reason,
        in_spite_of_hold: said.in_spite_of_hold,
        stamp,
        is_anew: true,
    })
}

/// Reads every destruction that is on record: what no earlier state may bring back.
pub(crate) fn all_on_record(conn: &Connection) -> rusqlite::Result<Vec<Pending>> {
    let mut query = conn.prepare(
        "SELECT body, author, recorded_at, utc_offset_minutes FROM folder_entry
         WHERE kind = 'destruction' ORDER BY seq",
    )?;
    let rows = query.query_map([], |row| {
        let stamp = Stamp {
            author: row.get(1)?,
            at: moment(row, 2)?,
        };
        pending(&row.get::<_, String>(0)?, stamp)
    })?;
    rows.collect()
}

/// Whether a state has an entry for a destruction: its own, or the one that was written of it when an
/// earlier state was cleaned, by the same person and as of the same moment; in the assessment’s log, or,
/// where there was nothing to take, in the data folder’s alone.
pub(super) fn knows(conn: &Connection, pending: &Pending) -> rusqlite::Result<bool> {
    let mut query = conn.prepare(
        "SELECT json_extract(body, '$.destruction.target') FROM kept_revision
         WHERE kind = 'destruction' AND (id = ?1 OR (recorded_at = ?2 AND author = ?3
             AND assessment = (SELECT seq FROM assessment WHERE id = ?4)))
         UNION ALL
         SELECT json_extract(body, '$.destruction.target') FROM folder_entry
         WHERE kind = 'destruction' AND (body ->> '$.destruction.entry' = ?1
             OR (recorded_at = ?2 AND author = ?3 AND body ->> '$.destruction.assessment' = ?4))",
    )?;
    let at = pending.stamp.at.utc_text();
    let author = &pending.stamp.author;
    let mut rows = query.query(params![pending.entry, at, author, pending.assessment])?;
    while let Some(row) = rows.next()? {
        let text: Option<String> = row.get(0)?;
        let target = text
            .map(|text| serde_json::from_str::<Target>(&text))
            .transpose()
            .map_err(|error| damaged(format!("what was destroyed cannot be read: {error}")))?;
        if target.map_or(What::Assessment, What::Part) == pending.what {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a state has an entry for the destruction that an entry of another data folder’s log speaks of.
pub(crate) fn is_written_in(
    conn: &Connection,
    entry: &FolderLinked,
    body: &str,
) -> rusqlite::Result<bool> {
    let offset = i16::try_from(entry.utc_offset_minutes).unwrap_or_default();
    let at = Moment::from_utc_text(&entry.recorded_at, offset)
        .ok_or_else(|| damaged(format!("“{}” is no moment", entry.recorded_at)))?;
    let author = entry.author.clone();
    knows(conn, &pending(body, Stamp { author, at })?)
}

/// Whether an earlier state still holds what was destroyed. One that was written after the destruction
/// has its entry: what stands there since was recorded knowing of it.
pub(crate) fn is_in(conn: &Connection, pending: &Pending) -> rusqlite::Result<bool> {
    if knows(conn, pending)? || !holds(conn, pending)? {
        return Ok(false);
    }
    let What::Part(target) = &pending.what else {
        return Ok(true);
    };
    let seq = conn.query_row(
        "SELECT seq FROM assessment WHERE id = ?1",
        [&pending.assessment],
        |row| row.get(0),
    )?;
    let named = Named {
        seq,
        id: pending.assessment.clone(),
    };
    Ok(!gather::taken(conn, &named, target)?.is_empty())
}

/// Takes out of an earlier state, before it counts, what was destroyed since, and writes its file anew.
///
/// # Errors
/// The state is on hold, or the disk takes no more: it must not count then.
pub(crate) fn take_out(
    conn: &mut Connection,
    path: &Path,
    all: &[Pending],
    entropy: &mut dyn Entropy,
) -> Result<(), Fault> {
    let mut any = false;
    for pending in all {
        if is_in(conn, pending).map_err(|error| Fault::new(&error, path))? {
            any |= apply_to(conn, path, pending, entropy)?;
        }
    }
    if any {
        make_anew(conn).map_err(|error| Fault::new(&error, path))?;
    }
    Ok(())
}
