//! Requests that are answered here for somebody else: the file as it came, and what is stated so far, one
//! row for each request, replaced in place. They belong to no assessment and to no log.

use proviso_core::date::Moment;
use rusqlite::{OptionalExtension as _, Row, params};
use serde_json::Value;

use crate::fault::{Fault, damaged};
use crate::log::moment;
use crate::store::Store;

/// A request that is answered here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answering {
    /// The request, by identifier.
    pub request: String,
    /// The bytes of its file.
    pub file: Vec<u8>,
    /// What is stated so far.
    pub says: Value,
    /// When that was changed last.
    pub updated_at: Moment,
}

const COLUMNS: &str = "updated_at, utc_offset_minutes, request, file, says";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Answering> {
    let says: String = row.get(4)?;
    Ok(Answering {
        request: row.get(2)?,
        file: row.get(3)?,
        says: serde_json::from_str(&says)
            .map_err(|error| damaged(format!("what is stated is no JSON: {error}")))?,
        updated_at: moment(row, 0)?,
    })
}

impl Store {
    /// Keeps a request that was opened here, or what is stated so far in answer to one, on disk before it
    /// returns.
    pub fn save_answering(&mut self, answering: &Answering) -> Result<(), Fault> {
        self.note(|conn| {
            conn.prepare_cached(
                "INSERT INTO answering (request, file, says, updated_at, utc_offset_minutes)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (request) DO UPDATE SET
                     file = excluded.file, says = excluded.says, updated_at = excluded.updated_at,
                     utc_offset_minutes = excluded.utc_offset_minutes",
            )?
            .execute(params![
                answering.request,
                answering.file,
                answering.says.to_string(),
                answering.updated_at.utc_text(),
                answering.updated_at.offset_minutes,
            ])?;
            Ok(())
        })
    }

    /// Reads one request that is answered here.
    pub fn answering_of(&self, request: &str) -> Result<Option<Answering>, Fault> {
        self.read(|conn| {
            Ok(conn
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM answering WHERE request = ?1"
                ))?
                .query_row([request], from_row)
                .optional()?)
        })
    }

    /// Reads the requests that are answered here, the one that was changed last first.
    pub fn answering(&self) -> Result<Vec<Answering>, Fault> {
        self.read(|conn| {
            let mut query = conn.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM answering ORDER BY updated_at DESC, request"
            ))?;
            let rows = query.query_map([], from_row)?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Removes a request that is answered here, with what is stated. Returns whether it was there.
    pub fn remove_answering(&mut self, request: &str) -> Result<bool, Fault> {
        self.note(|conn| {
            let removed = conn
                .prepare_cached("DELETE FROM answering WHERE request = ?1")?
                .execute([request])?;
            Ok(removed > 0)
        })
    }
}
