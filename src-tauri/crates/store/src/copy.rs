//! The log of copies: which copy of which run left the program, when, for whom, and with which
//! bytes. It stands in the data folder's log, outside the state that a fingerprint covers.

use proviso_core::canonical::Hash;
use proviso_core::date::{Date, Moment};
use serde::{Deserialize, Serialize};
use serde_json::Map;

use crate::body;
use crate::departing;
use crate::fault::{Fault, damaged};
use crate::log::moment;
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

/// The copy that is a request to the business.
pub const REQUEST: &str = "request";

/// The copy that is a document kept as evidence.
pub const DOCUMENT: &str = "document";

/// A copy that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedCopy {
    /// The assessment.
    pub assessment: String,
    /// The run.
    pub run: String,
    /// Its number within the assessment.
    pub run_number: u32,
    /// Which copy: `executive`, `board`, …; or [`REQUEST`], or [`DOCUMENT`].
    pub copy: String,
    /// Which format: `pdf`, `docx`, …
    pub format: String,
    /// The report date.
    pub on: Date,
    /// The legend on each page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legend: Option<String>,
    /// Who it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// Its number, as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// How many questions a request asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u32>,
    /// The name of the file, without its folder.
    pub file: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// Fingerprint of the state it shows.
    pub fingerprint: Hash,
}

/// A copy that was written, with who wrote it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastExport {
    /// The copy.
    pub copy: ExportedCopy,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub exported_at: Moment,
}

/// What this module reads of an entry.
#[derive(Deserialize)]
struct Entry {
    export: ExportedCopy,
}

/// Appends the entry of a copy, with what else is recorded in the same step; it is on its way out no
/// longer.
pub(crate) fn append(writing: &mut Writing<'_>, copy: &ExportedCopy) -> rusqlite::Result<()> {
    let mut body = Map::new();
    body::field(&mut body, "export", copy)?;
    departing::arrived(&writing.tx, copy)?;
    writing.append_to_folder("export", body)
}

impl Store {
    /// Records that a copy was written, after its file is whole on disk.
    pub fn record_export(&mut self, copy: &ExportedCopy, stamp: &Stamp) -> Result<(), Fault> {
        self.write(stamp, |writing| Ok(append(writing, copy)?))
    }

    /// Reads the copies that were written, newest first; those whose entry was destroyed are left
    /// out.
    pub fn exports(&self) -> Result<Vec<PastExport>, Fault> {
        self.read(|conn| {
            let mut query = conn.prepare_cached(
                "SELECT author, body, recorded_at, utc_offset_minutes FROM folder_entry
                 WHERE kind = 'export' AND body IS NOT NULL ORDER BY seq DESC",
            )?;
            let rows = query.query_map([], |row| {
                let body: String = row.get(1)?;
                let entry: Entry = serde_json::from_str(&body).map_err(|error| {
                    damaged(format!(
                        "the entry of an exported copy cannot be read: {error}"
                    ))
                })?;
                Ok(PastExport {
                    copy: entry.export,
                    author: row.get(0)?,
                    exported_at: moment(row, 2)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use proviso_core::canonical::sha256;

    use super::*;
    use crate::testing::{options, stamp, with_assessment};

    #[test]
    fn a_copy_is_on_record_with_its_bytes_and_outlives_a_restart() {
        let (folder, mut store, made) = with_assessment();
        let copy = ExportedCopy {
            assessment: made.assessment.clone(),
            run: made.run.clone(),
            run_number: 1,
            copy: String::from("executive"),
            format: String::from("pdf"),
            on: Date::parse_typed("December 11, 2026").unwrap(),
            legend: None,
            recipient: Some(String::from("Audit Committee")),
            number: Some(String::from("1 of 3")),
            items: None,
            file: String::from("gap.pdf"),
            bytes: 5,
            sha256: sha256(b"bytes"),
            fingerprint: sha256(b"state"),
        };
        store.record_export(&copy, &stamp(20)).unwrap();
        let second = ExportedCopy {
            number: Some(String::from("2 of 3")),
            ..copy.clone()
        };
        store.record_export(&second, &stamp(21)).unwrap();
        drop(store);
        let store = Store::open(folder.path(), options(1_000)).unwrap();
        let past = store.exports().unwrap();
        assert_eq!(
            past.iter().map(|past| &past.copy).collect::<Vec<_>>(),
            [&second, &copy],
            "newest first, each as it was recorded"
        );
        assert_eq!(past[0].author, "Ada Counsel", "with who wrote it");
        assert_eq!(store.verify().unwrap(), [], "and the chain holds");
    }
}
