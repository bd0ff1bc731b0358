//! Packs: the bytes of every pack that was installed, kept for as long as a run uses them.

use std::collections::BTreeMap;

use proviso_core::canonical::{Hash, sha256};
use proviso_core::date::{Date, Moment};
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use thiserror::Error;

use crate::body;
use crate::fault::{Fault, Stop, damaged, refuse};
use crate::log::moment;
use crate::run::date;
use crate::search;
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

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
    /// Who installed it.
    pub installed_by: String,
    /// Which file it was brought in by; `None` where the program carries it.
    pub origin: Option<PackOrigin>,
}

/// The file a pack was brought in by, as the data folder's log records it for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackOrigin {
    /// Name of the file, without its folder.
    pub file: String,
    /// The signature it was taken with; `None` where unsigned packs were allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<PackSignature>,
}

/// A signature that was found good when the pack was installed; both can be checked again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackSignature {
    /// The public key, one line.
    pub key: String,
    /// The signature's file.
    pub signature: String,
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

/// Why a pack was not removed.
#[derive(Debug, Error)]
pub enum RemoveError {
    /// It is not installed.
    #[error("The pack {} is not installed", .0.short())]
    NotInstalled(Hash),
    /// A run uses it.
    #[error(
        "{id} {version} stays: {runs} {} asked from it, and a run keeps its pack for as long as it \
         exists",
        if *.runs == 1 { "run has" } else { "runs have" }
    )]
    InUse {
        /// Which text.
        id: String,
        /// Which version.
        version: String,
        /// How many runs.
        runs: u32,
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
        installed_by: String::new(),
        origin: None,
    })
}

/// What the data folder's log says of the packs that were installed, by hash.
type Arrivals = BTreeMap<String, (String, Option<PackOrigin>)>;

/// What this module reads of an entry of the data folder's log.
#[derive(Deserialize)]
struct Arrival {
    pack: ArrivedPack,
    #[serde(default)]
    origin: Option<PackOrigin>,
}

#[derive(Deserialize)]
struct ArrivedPack {
    hash: String,
}

fn arrivals(conn: &Connection) -> rusqlite::Result<Arrivals> {
    let mut query = conn.prepare_cached(
        "SELECT author, body FROM folder_entry
         WHERE kind = 'pack' AND body IS NOT NULL ORDER BY seq",
    )?;
    let rows = query.query_map([], |row| {
        let body: String = row.get(1)?;
        let arrival: Arrival = serde_json::from_str(&body)
            .map_err(|error| damaged(format!("the entry of a pack cannot be read: {error}")))?;
        Ok((arrival.pack.hash, (row.get(0)?, arrival.origin)))
    })?;
    // A pack that was removed and brought in again is told by its last entry.
    rows.collect()
}

/// Returns the hashes of the installed packs with the same id and version.
fn same_version(conn: &Connection, title: &Title) -> rusqlite::Result<Vec<String>> {
    conn.prepare_cached("SELECT hash FROM pack WHERE pack_id = ?1 AND version = ?2")?
        .query_map([&title.id, &title.version], |row| row.get(0))?
        .collect()
}

/// Installs a pack within a transaction; one that is installed already stays as it is.
pub(crate) fn install(
    writing: &mut Writing<'_>,
    bytes: &[u8],
    origin: Option<&PackOrigin>,
) -> Result<Hash, Stop<PackError>> {
    let title: Title = match serde_json::from_slice(bytes) {
        Ok(title) => title,
        Err(error) => return refuse(PackError::NotAPack(error.to_string())),
    };
    let hash = sha256(bytes);
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
            writing.stamp.at.utc_text(),
            writing.stamp.at.offset_minutes,
            bytes,
        ])?;
    search::put_pack(&writing.tx, &hash.0, bytes)?;
    let mut body = Map::new();
    body.insert(
        String::from("pack"),
        json!({ "id": title.id, "version": title.version, "hash": hash.0 }),
    );
    if let Some(origin) = origin {
        body::field(&mut body, "origin", origin)?;
    }
    writing.append_to_folder("pack", body)?;
    Ok(hash)
}

impl Store {
    /// Installs a pack that the core has read and checked; one that is installed already stays as
    /// it is. Returns the hash of its bytes, which names it everywhere.
    pub fn put_pack(&mut self, bytes: &[u8], stamp: &Stamp) -> Result<Hash, PackError> {
        self.install_pack(bytes, None, stamp)
    }

    /// Installs a pack that somebody brought in by file, as [`Store::put_pack`] does, and records
    /// where it came from.
    pub fn bring_in_pack(
        &mut self,
        bytes: &[u8],
        origin: &PackOrigin,
        stamp: &Stamp,
    ) -> Result<Hash, PackError> {
        self.install_pack(bytes, Some(origin), stamp)
    }

    fn install_pack(
        &mut self,
        bytes: &[u8],
        origin: Option<&PackOrigin>,
        stamp: &Stamp,
    ) -> Result<Hash, PackError> {
        self.write(stamp, |writing| install(writing, bytes, origin))
    }

    /// Removes a pack that no run uses. That it was there stays in the data folder's log.
    pub fn remove_pack(&mut self, hash: &Hash, stamp: &Stamp) -> Result<(), RemoveError> {
        self.write(stamp, |writing| {
            let named: Option<(String, String)> = writing
                .tx
                .prepare_cached("SELECT pack_id, version FROM pack WHERE hash = ?1")?
                .query_row([&hash.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((id, version)) = named else {
                return refuse(RemoveError::NotInstalled(hash.clone()));
            };
            // Runs that were thrown away count too: what was answered in them is kept.
            let runs: u32 = writing
                .tx
                .prepare_cached("SELECT count(*) FROM run WHERE pack_hash = ?1")?
                .query_row([&hash.0], |row| row.get(0))?;
            if runs > 0 {
                return refuse(RemoveError::InUse { id, version, runs });
            }
            writing
                .tx
                .prepare_cached("DELETE FROM pack WHERE hash = ?1")?
                .execute([&hash.0])?;
            search::drop_pack(&writing.tx, &hash.0)?;
            let mut body = Map::new();
            body.insert(
                String::from("pack"),
                json!({ "id": id, "version": version, "hash": hash.0 }),
            );
            writing.append_to_folder("packRemoved", body)?;
            Ok(())
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
            let mut packs: Vec<StoredPack> = packs.collect::<Result<_, _>>()?;
            let mut arrivals = arrivals(conn)?;
            for pack in &mut packs {
                if let Some((author, origin)) = arrivals.remove(&pack.hash.0) {
                    pack.installed_by = author;
                    pack.origin = origin;
                }
            }
            Ok(packs)
        })
    }

    /// Reads the packs of each run that was followed on another one, as pairs of hashes: the run's
    /// own, and that of the run after it. Runs that were thrown away are left out.
    pub fn followed_packs(&self) -> Result<Vec<(Hash, Hash)>, Fault> {
        self.read(|conn| {
            let mut query = conn.prepare_cached(
                "SELECT DISTINCT before.pack_hash, run.pack_hash
                 FROM run JOIN run AS before ON before.seq = run.predecessor
                 WHERE run.state <> 'discarded' AND before.pack_hash <> run.pack_hash
                 ORDER BY 1, 2",
            )?;
            let rows = query.query_map([], |row| Ok((Hash(row.get(0)?), Hash(row.get(1)?))))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Counts the runs that use each pack, by the pack's hash, those thrown away included: what was
    /// answered in them is kept.
    pub fn runs_by_pack(&self) -> Result<BTreeMap<Hash, u32>, Fault> {
        self.read(|conn| {
            let mut query =
                conn.prepare_cached("SELECT pack_hash, count(*) FROM run GROUP BY pack_hash")?;
            let rows = query.query_map([], |row| Ok((Hash(row.get(0)?), row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use crate::testing::{PACK, empty, moment, options, stamp, with_assessment};

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
    fn where_a_pack_came_from_is_kept_in_the_log() {
        let (folder, mut store) = empty();
        let origin = PackOrigin {
            file: String::from("eo-test.json"),
            signed: Some(PackSignature {
                key: String::from("RWkey"),
                signature: String::from("a signature\n"),
            }),
        };
        let hash = store.bring_in_pack(PACK, &origin, &stamp(1)).unwrap();
        drop(store);
        let mut store = Store::open(folder.path(), options(1_000)).unwrap();
        let packs = store.packs().unwrap();
        assert_eq!(
            packs[0].origin.as_ref(),
            Some(&origin),
            "as it was recorded"
        );
        assert_eq!(packs[0].installed_by, "Ada Counsel", "and by whom");
        store.remove_pack(&hash, &stamp(2)).unwrap();
        assert_eq!(store.packs().unwrap(), [], "a pack that no run uses can go");
        let unknown = store.remove_pack(&hash, &stamp(3)).unwrap_err();
        assert!(matches!(unknown, RemoveError::NotInstalled(_)), "{unknown}");
        store.put_pack(PACK, &stamp(4)).unwrap();
        assert_eq!(
            store.packs().unwrap()[0].origin,
            None,
            "and one that comes again is told by how it came last"
        );
        assert_eq!(store.verify().unwrap(), [], "all of it is in the log");
    }

    #[test]
    fn a_pack_that_a_run_uses_stays() {
        let (_folder, mut store, made) = with_assessment();
        let hash = store.run(&made.run).unwrap().pack.hash;
        assert_eq!(
            store.runs_by_pack().unwrap().get(&hash),
            Some(&1),
            "one run uses it"
        );
        let refused = store.remove_pack(&hash, &stamp(9)).unwrap_err();
        assert!(
            matches!(refused, RemoveError::InUse { runs: 1, .. }),
            "{refused}"
        );
        assert!(
            refused
                .to_string()
                .starts_with("eo-test 1.0.0 stays: 1 run has asked"),
            "{refused}"
        );
        assert!(store.pack(&hash).unwrap().is_some(), "nothing was removed");
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
