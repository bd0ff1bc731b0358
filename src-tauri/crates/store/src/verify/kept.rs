//! What is kept by its hash, and what lists and settings say of it: held against its bytes and the entries.

use std::collections::BTreeMap;

use proviso_core::canonical::{hash_text, sha256};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde_json::Value;

use super::{Breach, BrokenLink, Place};

pub(super) fn check(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    files(conn, broken)?;
    signed(conn, broken)?;
    packs(conn, broken)?;
    settings(conn, broken)
}

/// Holds packs and copies of documents against their hashes.
fn files(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    for (table, sql) in [
        ("pack", "SELECT hash, body FROM pack ORDER BY hash"),
        (
            "copy of evidence",
            "SELECT hash, body FROM evidence_file ORDER BY hash",
        ),
    ] {
        let mut query = conn.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let key: String = row.get(0)?;
            if sha256(bytes(row)?).0 != key {
                broken.push(BrokenLink {
                    place: Place::Row { table, key },
                    breach: Breach::BytesChanged,
                });
            }
        }
    }
    Ok(())
}

/// Holds what is listed of each pack against its own bytes and the entry by which it came.
fn packs(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    let mut arrived: BTreeMap<String, Option<(String, i64)>> = BTreeMap::new();
    let mut entries = conn.prepare(
        "SELECT kind, body ->> '$.pack.hash', recorded_at, utc_offset_minutes FROM folder_entry
         WHERE kind IN ('pack', 'packRemoved') AND body IS NOT NULL AND json_valid(body)
         ORDER BY seq",
    )?;
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        let kind: String = row.get(0)?;
        let came = (kind == "pack").then_some((row.get(2)?, row.get(3)?));
        arrived.insert(row.get(1)?, came);
    }
    let mut differ = |key: &str| {
        broken.push(BrokenLink {
            place: Place::Row {
                table: "pack",
                key: key.to_owned(),
            },
            breach: Breach::RowDiffers,
        });
    };
    let mut listed = conn.prepare(
        "SELECT hash, body, pack_id, version, name, law_date, installed_at, utc_offset_minutes
         FROM pack ORDER BY hash",
    )?;
    let mut rows = listed.query([])?;
    while let Some(row) = rows.next()? {
        let hash: String = row.get(0)?;
        let bytes = bytes(row)?;
        let came = arrived.remove(&hash);
        // Other bytes were said already.
        if sha256(bytes).0 != hash {
            continue;
        }
        let pack: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let told = ["id", "version", "name", "lawDate"].map(|name| pack[name].clone());
        let mut listed = [Value::Null, Value::Null, Value::Null, Value::Null];
        for (at, listed) in listed.iter_mut().enumerate() {
            *listed = Value::String(row.get(at + 2)?);
        }
        let when = (row.get(6)?, row.get(7)?);
        if told != listed || came.flatten() != Some(when) {
            differ(&hash);
        }
    }
    for (hash, came) in arrived {
        if came.is_some() {
            differ(&hash);
        }
    }
    Ok(())
}

/// Holds the settings that are on record against the last entry of each.
fn settings(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    let mut entries = conn.prepare(
        "SELECT body FROM folder_entry
         WHERE kind = 'setting' AND body IS NOT NULL AND json_valid(body) ORDER BY seq",
    )?;
    let mut recorded: BTreeMap<String, Value> = BTreeMap::new();
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        let body: Value = serde_json::from_str(&row.get::<_, String>(0)?).unwrap_or_default();
        let setting = &body["setting"];
        if let Some(key) = setting["key"].as_str() {
            recorded.insert(key.to_owned(), setting["value"].clone());
        }
    }
    for (key, value) in recorded {
        let text: Option<String> = conn
            .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
            .query_row([&key], |row| row.get(0))
            .optional()?;
        let now: Option<Value> = text.map(|text| serde_json::from_str(&text).unwrap_or_default());
        if now.unwrap_or_default() != value {
            broken.push(BrokenLink {
                place: Place::Row {
                    table: "setting",
                    key,
                },
                breach: Breach::RowDiffers,
            });
        }
    }
    Ok(())
}

/// Holds what was signed against its hashes, and what is gone of it against the entry that took it.
fn signed(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    let mut query = conn.prepare(
        "SELECT run.id FROM sign_off JOIN run ON run.seq = sign_off.run
         WHERE sign_off.destroyed_by IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM kept_revision AS entry
             WHERE entry.id = sign_off.destroyed_by AND entry.kind = 'destruction'
               AND entry.assessment = run.assessment
               AND (json_extract(entry.body, '$.all')
                    OR EXISTS (SELECT 1 FROM json_each(entry.body, '$.signed')
                               WHERE value = run.id)))
         ORDER BY run.seq",
    )?;
    let lost = query.query_map([], |row| row.get(0))?;
    for key in lost {
        broken.push(BrokenLink {
            place: Place::Row {
                table: "sign-off of run",
                key: key?,
            },
            breach: Breach::BodyMissing,
        });
    }
    let mut query = conn.prepare(
        "SELECT run.id, pdf, pdf_hash, snapshot, snapshot_hash FROM sign_off
         JOIN run ON run.seq = sign_off.run WHERE sign_off.destroyed_by IS NULL ORDER BY run.seq",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (pdf, snapshot): (String, String) = (row.get(2)?, row.get(4)?);
        let text: Option<String> = row.get(3)?;
        let holds = sha256(bytes(row)?).0 == pdf
            && text.is_some_and(|text| hash_text("snapshot", &text).0 == snapshot);
        if !holds {
            broken.push(BrokenLink {
                place: Place::Row {
                    table: "sign-off of run",
                    key: row.get(0)?,
                },
                breach: Breach::BytesChanged,
            });
        }
    }
    Ok(())
}

fn bytes<'a>(row: &'a Row<'_>) -> rusqlite::Result<&'a [u8]> {
    match row.get_ref(1)? {
        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => Ok(bytes),
        _ => Ok(&[]),
    }
}
