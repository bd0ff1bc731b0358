//! Entries of an assessment's log that belong to no run: what counsel asks and what comes back, interviews
//! and the matter log (see `migrations/0008_business.sql`).
//!
//! They are recorded whatever state a run is in. Where two copies were brought together they are a union:
//! all of them are read, on whichever line they stand.

use proviso_core::date::Moment;
use rusqlite::Connection;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Map;

use crate::answer::Recorded;
use crate::body::{self, Body};
use crate::log::{Link, Log, Named, moment};
use crate::store::Writing;

/// An entry of one of these kinds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry<T> {
    pub(crate) entry: String,
    pub(crate) says: T,
    pub(crate) author: String,
    pub(crate) recorded_at: Moment,
}

/// Appends an entry that says one thing, under the name of its kind.
pub(crate) fn append<T: Serialize>(
    writing: &mut Writing<'_>,
    assessment: &Named,
    kind: &str,
    says: &T,
) -> rusqlite::Result<Recorded> {
    let mut fields = Map::new();
    body::field(&mut fields, kind, says)?;
    let link = Link {
        assessment,
        run: None,
        item: None,
        item_hash: None,
        kind,
        body: fields,
    };
    let appended = writing.append(Log::Revision, link)?;
    Ok(Recorded::new(appended, writing.stamp))
}

/// Reads all entries of a kind, oldest first; those whose text was destroyed are left out.
pub(crate) fn all<T: DeserializeOwned>(
    conn: &Connection,
    assessment: &Named,
    kind: &str,
) -> rusqlite::Result<Vec<Entry<T>>> {
    let mut query = conn.prepare_cached(
        "SELECT id, body, author, recorded_at, utc_offset_minutes FROM kept_revision
         WHERE assessment = ?1 AND kind = ?2
           AND kind IN ('request', 'requestNote', 'return', 'proposal', 'interview', 'matter')
         ORDER BY seq",
    )?;
    let mut rows = query.query((assessment.seq, kind))?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(mut body) = row.get::<_, Option<Body>>(1)? else {
            continue;
        };
        entries.push(Entry {
            entry: row.get(0)?,
            says: body.take(kind)?,
            author: row.get(2)?,
            recorded_at: moment(row, 3)?,
        });
    }
    Ok(entries)
}
