//! Detached signatures that were made over files: which key, over which bytes. The secret key never
//! comes near the store; what is kept is what anyone needs who checks the signature later.

use proviso_core::canonical::Hash;
use proviso_core::date::Moment;
use serde::{Deserialize, Serialize};
use serde_json::Map;

use crate::body;
use crate::copy::{self, ExportedCopy};
use crate::fault::{Fault, damaged};
use crate::log::moment;
use crate::stamp::Stamp;
use crate::store::Store;

/// A signature beside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DetachedSignature {
    /// The run whose kept PDF was signed.
    pub run: String,
    /// The name of the signed file, without its folder.
    pub file: String,
    /// SHA-256 of the signed file.
    pub sha256: Hash,
    /// The public key, as one line.
    pub key: String,
    /// SHA-256 of the key's bytes, by which people know it.
    pub fingerprint: Hash,
}

/// A signature with who made it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastSignature {
    /// The signature.
    pub signature: DetachedSignature,
    /// Under whose name in settings.
    pub author: String,
    /// When.
    pub made_at: Moment,
}

/// What this module reads of an entry.
#[derive(Deserialize)]
struct Entry {
    signature: DetachedSignature,
}

impl Store {
    /// Records a copy that was written and the signature beside it, after both are whole on disk.
    pub fn record_signature(
        &mut self,
        copy: &ExportedCopy,
        signature: &DetachedSignature,
        stamp: &Stamp,
    ) -> Result<(), Fault> {
        self.write(stamp, |writing| {
            copy::append(writing, copy)?;
            let mut fields = Map::new();
            body::field(&mut fields, "signature", signature)?;
            writing.append_to_folder("signature", fields)?;
            Ok(())
        })
    }

    /// Reads the signatures that were made, newest first; those whose entry was destroyed are left out.
    pub fn signatures(&self) -> Result<Vec<PastSignature>, Fault> {
        self.read(|conn| {
            let mut query = conn.prepare_cached(
                "SELECT author, body, recorded_at, utc_offset_minutes FROM folder_entry
                 WHERE kind = 'signature' AND body IS NOT NULL ORDER BY seq DESC",
            )?;
            let rows = query.query_map([], |row| {
                let body: String = row.get(1)?;
                let entry: Entry = serde_json::from_str(&body).map_err(|error| {
                    damaged(format!("the entry of a signature cannot be read: {error}"))
                })?;
                Ok(PastSignature {
                    signature: entry.signature,
                    author: row.get(0)?,
                    made_at: moment(row, 2)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}
