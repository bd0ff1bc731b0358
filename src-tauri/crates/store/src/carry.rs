//! Carrying one assessment out of a data folder and into another: what goes with it from each table,
//! and how it is put in again so that the same file comes out of there.
//!
//! The logs are the assessment. Every other row is an index into them or belongs to the person at
//! work (drafts, the place where counsel left); both go along, and the indexes are held against the
//! logs after they were put in ([`Store::verify`]).

mod arrival;
mod departure;
mod standing;
mod tables;

use crate::Store;

pub(crate) use arrival::{insert, text, write_rows};

pub use arrival::{Arrival, ArrivalError};
pub use departure::DepartureError;
pub use standing::Standing;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;

impl Store {
    /// Returns the number of entries in both logs of an assessment.
    pub fn entries(&self, assessment: &str) -> Result<u32, crate::ReadError> {
        self.read(|conn| {
            let assessment = crate::assessment::known(conn, assessment)?;
            Ok(conn.query_row(
                "SELECT (SELECT count(*) FROM revision WHERE assessment = ?1)
                      + (SELECT count(*) FROM action_entry WHERE assessment = ?1)",
                [assessment.seq],
                |row| row.get(0),
            )?)
        })
    }
}
