//! Packs: the bytes of every pack that was installed, kept for as long as a run uses them.

use proviso_core::canonical::{Hash, sha256};
use proviso_core::date::{Date, Moment};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Deserialize;
use serde_json::{Map, json};
use thiserror::Error;

use crate::fault::{Fault, damaged, refuse};
use crate::log::moment;
use crate::run::date;
use crate::stamp::Stamp;
use crate::store::Store;

/// A pack that is installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPack {
    /// Hash of its file.
    pub hash: Hash,
    /// Which text: `eo-14409`.
    pub id: String,
    /// Version of its content: `1.0.0`.
    pub version: String,
    /// What people call the text.
    pub name: String,
    /// The day as of which the law is stated.
    pub law_date: Date,
    /// When it was installed.
    pub installed_at: Moment,
}

/// Why a pack was not installed.
#[derive(Debug, Error)]
pub enum PackError {
    /// The bytes do not begin to be a pack.
    #[error("The file is no pack ({0}). Check it with: proviso pack check FILE")]
    NotAPack(String),
    /// The version is installed with other content.
    #[error(
        "{id} {version} is installed already, with other content ({}; this file is {}). A version \
         never changes: give the changed file a version of its own",
        installed.short(),
        given.short()
    )]
    OtherContent {
        /// Which text.
        id: String,
        /// Which version.
        version: String,
        /// Hash of the installed file.
        installed: Hash,
        /// Hash of the file that was given.
        given: Hash,
    },
    /// The file could not be written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What the store reads of a pack to list it; the core reads and checks the rest.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Title {
    id: String,
    version: String,
    name: String,
    law_date: Date,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<StoredPack> {
    Ok(StoredPack {
        hash: Hash(row.get(0)?),
        id: row.get(1)?,
        version: row.get(2)?,
        name: row.get(3)?,
        law_date: date(row, 4)?,
        installed_at: moment(row, 5)?,
    })
}

/// Returns the hashes of the installed packs with the same id and version.
fn same_version(conn: &Connection, title: &Title) -> rusqlite::Result<Vec<String>> {
    conn.prepare_cached("SELECT hash FROM pack WHERE pack_id = ?1 AND version = ?2")?
        .query_map([&title.id, &title.version], |row| row.get(0))?
        .collect()
}

impl Store {
    /// Installs a pack that the core has read and checked; one that is installed already stays as
    /// it is. Returns the hash of its bytes, which names it everywhere.
    pub fn put_pack(&mut self, bytes: &[u8], stamp: &Stamp) -> Result<Hash, PackError> {
        let title: Title = serde_json::from_slice(bytes)
            .map_err(|error| PackError::NotAPack(error.to_string()))?;
        let hash = sha256(bytes);
        self.write(stamp, |writing| {
            let installed = same_version(&writing.tx, &title)?;
            if installed.contains(&hash.0) {
                return Ok(hash);
            }
            if let Some(other) = installed.into_iter().next() {
                return refuse(PackError::OtherContent {
                    id: title.id,
                    version: title.version,
                    installed: Hash(other),
                    given: hash,
                });
            }
            writing
                .tx
                .prepare_cached(
                    "INSERT INTO pack (hash, pack_id, version, name, law_date, installed_at,
                         utc_offset_minutes, body)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    hash.0,
                    title.id,
                    title.version,
                    title.name,
                    title.law_date.to_string(),
                    stamp.at.utc_text(),
                    stamp.at.offset_minutes,
                    bytes,
                ])?;
            let mut body = Map::new();
            body.insert(
                String::from("pack"),
                json!({ "id": title.id, "version": title.version, "hash": hash.0 }),
            );
            writing.append_to_folder("pack", body)?;
            Ok(hash)
        })
    }

    /// Reads the bytes of a pack; `None` where it is not installed.
    pub fn pack(&self, hash: &Hash) -> Result<Option<Vec<u8>>, Fault> {
        self.read(|conn| {
            let bytes: Option<Vec<u8>> = conn
                .prepare_cached("SELECT body FROM pack WHERE hash = ?1")?
                .query_row([&hash.0], |row| row.get(0))
                .optional()?;
            if bytes.as_deref().is_some_and(|bytes| sha256(bytes) != *hash) {
                let what = format!("the pack {} is not what was installed", hash.short());
                return Err(damaged(what).into());
            }
            Ok(bytes)
        })
    }

    /// Reads what packs are installed, by text and then as they came.
    pub fn packs(&self) -> Result<Vec<StoredPack>, Fault> {
        self.read(|conn| {
            let mut query = conn.prepare_cached(
                "SELECT hash, pack_id, version, name, law_date, installed_at, utc_offset_minutes
                 FROM pack ORDER BY pack_id, installed_at, version",
            )?;
            let packs = query.query_map([], from_row)?;
            Ok(packs.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use crate::testing::{PACK, empty, moment, stamp};

    #[test]
    fn a_pack_is_installed_once_and_read_back_byte_for_byte() {
        let (_folder, mut store) = empty();
        let hash = store.put_pack(PACK, &stamp(1)).unwrap();
        let again = store.put_pack(PACK, &stamp(2)).unwrap();
        assert_eq!(hash, again, "the same bytes have the same name");
        let packs = store.packs().unwrap();
        assert_eq!(packs.len(), 1, "and are kept once");
        assert_eq!(packs[0].installed_at, moment(1), "as they first came");
        assert_eq!(packs[0].version, "1.0.0", "with their version");
        assert_eq!(
            store.pack(&hash).unwrap().as_deref(),
            Some(PACK),
            "every byte is kept"
        );
        assert_eq!(
            store.verify().unwrap(),
            [],
            "installing is in the folder's log"
        );
    }

    #[test]
    fn a_version_never_changes() {
        let (_folder, mut store) = empty();
        store.put_pack(PACK, &stamp(1)).unwrap();
        let mut other = PACK.to_vec();
        other.push(b'\n');
        let refused = store.put_pack(&other, &stamp(2)).unwrap_err().to_string();
        assert!(
            refused.starts_with("eo-test 1.0.0 is installed already, with other content"),
            "a single byte makes it another file: {refused}"
        );
        assert_eq!(store.packs().unwrap().len(), 1, "nothing was installed");
    }

    #[test]
    fn bytes_that_are_no_pack_are_refused() {
        let (_folder, mut store) = empty();
        for bytes in [&b""[..], b"{}", b"[1]", b"\xff\xfe"] {
            let refused = store.put_pack(bytes, &stamp(1)).unwrap_err();
            assert!(matches!(refused, PackError::NotAPack(_)), "{refused}");
        }
        assert_eq!(
            store.pack(&sha256(b"{}")).unwrap(),
            None,
            "what is not installed is not there"
        );
    }
}
