//! Walking the chains: does every entry hold what its hash says, and follow the one it names?

use crate::fault::Fault;
use crate::log::{Head, Log};
use crate::store::Store;

/// What is wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {}

/// One place where the record does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLink {
    /// The assessment.
    pub assessment: Option<String>,
}

impl Store {
    /// Walks all chains.
    pub fn verify(&self) -> Result<Vec<BrokenLink>, Fault> {
        Ok(Vec::new())
    }

    /// Reads how far each log of each assessment has come.
    pub fn heads(&self) -> Result<Vec<Head>, Fault> {
        self.read(|conn| {
            let mut heads = Vec::new();
            for log in Log::ALL {
                let table = log.table();
                let mut query = conn.prepare_cached(&format!(
                    "SELECT assessment, seq, hash FROM {table} AS last WHERE seq =
                     (SELECT max(seq) FROM {table} WHERE assessment = last.assessment)
                     ORDER BY assessment"
                ))?;
                let found = query.query_map([], |row| {
                    Ok(Head {
                        assessment: row.get(0)?,
                        log,
                        seq: row.get(1)?,
                        hash: row.get(2)?,
                    })
                })?;
                for head in found {
                    heads.push(head?);
                }
            }
            Ok(heads)
        })
    }
}
