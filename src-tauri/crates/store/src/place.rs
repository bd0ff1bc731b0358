//! Where counsel left each run.

use rusqlite::{OptionalExtension as _, params};

use crate::fault::Fault;
use crate::run::{self, ReadError};
use crate::store::Store;

impl Store {
    /// Reads the item that was open last in a run.
    pub fn place(&self, run: &str) -> Result<Option<String>, Fault> {
        self.read(|conn| {
            Ok(conn
                .prepare_cached(
                    "SELECT item_id FROM place JOIN run ON run.seq = place.run WHERE run.id = ?1",
                )?
                .query_row([run], |row| row.get(0))
                .optional()?)
        })
    }

    /// Keeps the item that is open in a run; a signed run has a place too.
    pub fn set_place(&mut self, run: &str, item: &str) -> Result<(), ReadError> {
        self.note(|conn| {
            let run = run::known(conn, run)?;
            conn.prepare_cached(
                "INSERT INTO place (run, item_id) VALUES (?1, ?2)
                 ON CONFLICT DO UPDATE SET item_id = excluded.item_id",
            )?
            .execute(params![run.seq, item])?;
            Ok(())
        })
    }
}
