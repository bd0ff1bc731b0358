//! Writing an assessment to one file.

use proviso_core::canonical::Hash;
use rusqlite::Connection;
use serde_json::{Map, Value};
use thiserror::Error;

use super::tables::{EVIDENCE, EVIDENCE_ROW, TABLES};
use crate::assessment;
use crate::container::{Carried, Entry, MAX_FILE_BYTES, Writer};
use crate::fault::{Fault, Stop, damaged, refuse};
use crate::log::{Log, Named};
use crate::run::ReadError;
use crate::store::Store;

/// Why an assessment was not written.
#[derive(Debug, Error)]
pub enum DepartureError {
    /// It could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Its evidence is too much for one file.
    #[error(
        "The assessment with its evidence is larger than {} MB, the most that a .proviso file holds. \
         Unlink large copies of documents, or make a backup instead",
        MAX_FILE_BYTES / (1024 * 1024)
    )]
    TooLarge,
    /// Whoever asked for it does not want it any more.
    #[error("It was stopped; nothing was written")]
    Stopped,
}

impl From<Fault> for DepartureError {
    fn from(fault: Fault) -> Self {
        Self::Read(fault.into())
    }
}

impl Store {
    /// Writes everything that belongs to an assessment: the bytes of a `.proviso` file that is not
    /// sealed. The same state gives the same bytes, in whatever data folder it is.
    pub fn whole_assessment(&self, id: &str) -> Result<Vec<u8>, DepartureError> {
        self.whole_assessment_watched(id, &|_, _| true)
    }

    /// The same, telling how many of how many copies of documents are in it; `going` answers whether
    /// to go on.
    pub fn whole_assessment_watched(
        &self,
        id: &str,
        going: &dyn Fn(usize, usize) -> bool,
    ) -> Result<Vec<u8>, DepartureError> {
        self.read(|conn| {
            let named = assessment::known(conn, id).map_err(|stop| match stop {
                Stop::Sql(error) => Stop::Sql(error),
                Stop::Refused(why) => Stop::Refused(DepartureError::from(why)),
            })?;
            write(conn, &named, going)
        })
    }
}

fn write(
    conn: &Connection,
    assessment: &Named,
    going: &dyn Fn(usize, usize) -> bool,
) -> Result<Vec<u8>, Stop<DepartureError>> {
    if !going(0, 1) {
        return refuse(DepartureError::Stopped);
    }
    let mut file = Writer::new();
    file.part("assessment", format!("{}\n", assessment.id).as_bytes());
    let mut packs = conn.prepare(
        "SELECT body FROM pack
         WHERE hash IN (SELECT pack_hash FROM run WHERE assessment = ?1) ORDER BY hash",
    )?;
    let mut rows = packs.query([assessment.seq])?;
    while let Some(row) = rows.next()? {
        file.part("pack", row.get_ref(0)?.as_blob().unwrap_or_default());
    }
    file.lines("revisions", &entries(conn, Log::Revision, assessment)?)?;
    file.lines("actions", &entries(conn, Log::Action, assessment)?)?;
    let mut lines = Vec::new();
    for table in &TABLES {
        let mut query = conn.prepare(table.read)?;
        let mut rows = query.query([assessment.seq])?;
        while let Some(row) = rows.next()? {
            lines.push(Carried {
                row: object(&row.get::<_, String>(0)?)?,
                table: table.name.to_owned(),
            });
        }
    }
    let mut evidence = conn.prepare(EVIDENCE)?;
    let mut rows = evidence.query([assessment.seq])?;
    let mut hashes = Vec::new();
    while let Some(row) = rows.next()? {
        let hash: String = row.get(0)?;
        let mut beside = Map::new();
        beside.insert(String::from("added"), Value::from(row.get::<_, String>(1)?));
        beside.insert(String::from("hash"), Value::from(hash.clone()));
        lines.push(Carried {
            row: beside,
            table: EVIDENCE_ROW.to_owned(),
        });
        hashes.push(Hash(hash));
    }
    file.lines("rows", &lines)?;
    let mut evidence = conn.prepare("SELECT body FROM evidence_file WHERE hash = ?1")?;
    let copies = hashes.len();
    for (at, hash) in hashes.into_iter().enumerate() {
        if !going(at, copies) {
            return refuse(DepartureError::Stopped);
        }
        let mut rows = evidence.query([&hash.0])?;
        while let Some(row) = rows.next()? {
            file.part("evidence", row.get_ref(0)?.as_blob().unwrap_or_default());
        }
        if file.len() > MAX_FILE_BYTES {
            return refuse(DepartureError::TooLarge);
        }
    }
    Ok(file.end())
}

fn object(text: &str) -> rusqlite::Result<Map<String, Value>> {
    let row: Map<String, Value> = serde_json::from_str(text)
        .map_err(|error| damaged(format!("a row cannot be read: {error}")))?;
    // Absent and NULL are the same.
    Ok(row
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .collect())
}

/// Reads all entries of one log, oldest first.
fn entries(conn: &Connection, log: Log, assessment: &Named) -> rusqlite::Result<Vec<Entry>> {
    let table = log.table();
    conn.prepare(&format!(
        "SELECT author, body, lower(hex(body_hash)), destroyed_by, lower(hex({table}.hash)),
                {table}.id, nullif(lower(hex(item_hash)), ''), item_id, kind,
                nullif(lower(hex(prev_hash)), ''), recorded_at, run.id,
                nullif(lower(hex(second_parent)), ''), utc_offset_minutes
         FROM {table} LEFT JOIN run ON run.seq = {table}.run
         WHERE {table}.assessment = ?1 ORDER BY {table}.seq"
    ))?
    .query_map([assessment.seq], |row| {
        Ok(Entry {
            author: row.get(0)?,
            body: row.get(1)?,
            body_hash: row.get(2)?,
            destroyed_by: row.get(3)?,
            hash: row.get(4)?,
            id: row.get(5)?,
            item_hash: row.get(6)?,
            item_id: row.get(7)?,
            kind: row.get(8)?,
            prev_hash: row.get(9)?,
            recorded_at: row.get(10)?,
            run_id: row.get(11)?,
            second_parent: row.get(12)?,
            utc_offset_minutes: row.get(13)?,
        })
    })?
    .collect()
}
