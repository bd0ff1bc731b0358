//! Files on their way out: kept from just before they get their names until their copy is on record, so
//! that a program that ends between the two finds at the next opening what left it without a record.
//!
//! They stand among the settings, where each is replaced and taken out in place; the entry of the copy
//! takes it out in its own transaction.

use std::path::PathBuf;

use proviso_core::canonical::Hash;
use proviso_core::date::Moment;
use proviso_core::request::{Form, Request};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::copy::ExportedCopy;
use crate::detached::DetachedSignature;
use crate::fault::Fault;
use crate::setting::put;
use crate::stamp::Stamp;
use crate::store::Store;

/// Where they stand.
const KEY: &str = "departing";

/// A file that gets its name next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NamedFile {
    /// Where, from the root of the drive.
    pub path: PathBuf,
    /// SHA-256 of its bytes.
    pub sha256: Hash,
}

/// A request that goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sending {
    /// What it asks.
    pub says: Request,
    /// In which form.
    pub form: Form,
}

/// A copy that is whole on disk under another name, and what goes on record once it has its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Departing {
    /// The file of the copy, and with it the signature beside it where there is one.
    pub files: Vec<NamedFile>,
    /// The process that writes them; their names until then carry it.
    pub process: u32,
    /// The copy.
    pub copy: ExportedCopy,
    /// The signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<DetachedSignature>,
    /// The request that it is, where that goes out for the first time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Sending>,
    /// Who writes it.
    pub author: String,
    /// When, in milliseconds since 1970.
    pub unix_millis: i64,
    /// The local clock's distance from it in minutes.
    pub utc_offset_minutes: i16,
}

impl Departing {
    /// Returns who writes it, and when.
    pub fn stamp(&self) -> Stamp {
        Stamp {
            author: self.author.clone(),
            at: Moment {
                unix_millis: self.unix_millis,
                offset_minutes: self.utc_offset_minutes,
            },
        }
    }
}

/// What this version cannot read was not written by it, and is none of its files.
fn standing(conn: &Connection) -> rusqlite::Result<Vec<Departing>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([KEY], |row| row.get(0))
        .optional()?;
    Ok(text
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default())
}

fn keep(conn: &Connection, departing: &[Departing]) -> rusqlite::Result<()> {
    let value = match departing {
        [] => serde_json::Value::Null,
        some => json!(some),
    };
    put(conn, KEY, &value)
}

/// Takes out what comes on record now.
pub(crate) fn arrived(conn: &Connection, copy: &ExportedCopy) -> rusqlite::Result<()> {
    without(conn, |one| one.copy == *copy)
}

/// Takes out what leaves of an assessment that is destroyed, or of which something is expunged.
pub(crate) fn forget(conn: &Connection, assessment: &str) -> rusqlite::Result<()> {
    without(conn, |one| one.copy.assessment == assessment)
}

fn without(conn: &Connection, is_out: impl Fn(&Departing) -> bool) -> rusqlite::Result<()> {
    let mut departing = standing(conn)?;
    let before = departing.len();
    departing.retain(|one| !is_out(one));
    match departing.len() == before {
        true => Ok(()),
        false => keep(conn, &departing),
    }
}

impl Store {
    /// Keeps what is on its way out, in place of what was on its way to the same file.
    pub fn begin_departure(&mut self, departing: &Departing) -> Result<(), Fault> {
        let path = |one: &Departing| one.files.first().map(|file| file.path.clone());
        self.note(|conn| {
            let mut all = standing(conn)?;
            all.retain(|one| path(one) != path(departing));
            all.push(departing.clone());
            Ok(keep(conn, &all)?)
        })
    }

    /// Lets go of what was on its way out and did not leave.
    pub fn drop_departure(&mut self, departing: &Departing) -> Result<(), Fault> {
        self.note(|conn| Ok(arrived(conn, &departing.copy)?))
    }

    /// Returns what was on its way out when the program ended, oldest first.
    pub fn departing(&self) -> Result<Vec<Departing>, Fault> {
        self.read(|conn| Ok(standing(conn)?))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use proviso_core::canonical::sha256;
    use proviso_core::date::Date;

    use super::*;
    use crate::testing::{options, stamp, with_assessment};

    fn departing(made: &crate::Created, path: &str, bytes: &[u8]) -> Departing {
        Departing {
            files: vec![NamedFile {
                path: PathBuf::from(path),
                sha256: sha256(bytes),
            }],
            process: 7,
            copy: ExportedCopy {
                assessment: made.assessment.clone(),
                run: made.run.clone(),
                run_number: 1,
                copy: String::from("counsel"),
                format: String::from("pdf"),
                on: Date::parse_typed("December 11, 2026").unwrap(),
                legend: None,
                recipient: None,
                number: None,
                items: None,
                file: String::from("gap.pdf"),
                bytes: bytes.len() as u64,
                sha256: sha256(bytes),
                fingerprint: sha256(b"state"),
            },
            signature: None,
            request: None,
            author: String::from("Ada Counsel"),
            unix_millis: 1_000,
            utc_offset_minutes: -300,
        }
    }

    #[test]
    fn what_is_on_its_way_out_goes_with_its_assessment() {
        let (_folder, mut store, made) = with_assessment();
        store
            .begin_departure(&departing(&made, "/a/gap.pdf", b"first"))
            .unwrap();
        store
            .destroy_assessment(&made.assessment, "It was entered by mistake", &stamp(20))
            .unwrap();
        assert_eq!(store.departing().unwrap(), [], "nothing of it stays");
        assert_eq!(store.verify().unwrap(), [], "and everything holds");
    }

    #[test]
    fn what_is_on_its_way_out_stands_until_its_copy_is_on_record() {
        let (folder, mut store, made) = with_assessment();
        let first = departing(&made, "/a/gap.pdf", b"first");
        let other = departing(&made, "/b/gap.pdf", b"other");
        store.begin_departure(&first).unwrap();
        store.begin_departure(&other).unwrap();
        drop(store);
        let mut store = Store::open(folder.path(), options(1_000)).unwrap();
        assert_eq!(
            store.departing().unwrap(),
            [first.clone(), other.clone()],
            "both are known after the program ended"
        );
        let again = departing(&made, "/a/gap.pdf", b"again");
        store.begin_departure(&again).unwrap();
        assert_eq!(
            store.departing().unwrap(),
            [other.clone(), again.clone()],
            "a file that is written once more is on its way once"
        );
        store.record_export(&other.copy, &stamp(20)).unwrap();
        assert_eq!(
            store.departing().unwrap(),
            std::slice::from_ref(&again),
            "what came on record is no longer on its way"
        );
        store.drop_departure(&again).unwrap();
        assert_eq!(store.departing().unwrap(), [], "nor is what did not leave");
        assert_eq!(
            store.setting(KEY).unwrap(),
            None,
            "and no path stays in the data file"
        );
        assert_eq!(store.verify().unwrap(), [], "and everything holds");
    }
}
