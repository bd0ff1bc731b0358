//! How far an expunging would reach, and where the same text stands besides: shown before it is decided.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use serde_json::{Value, json};

use super::{DestroyError, Target, gather, known};
use crate::fault::refuse;
use crate::log::Named;
use crate::store::Store;

/// Texts that are shorter than this, in bytes, are not looked for elsewhere: they stand everywhere.
pub(super) const WORTH_LOOKING_FOR: usize = 12;

/// How far an expunging would reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// States of the target, in revisions and action entries.
    pub states: u32,
    /// Drafts of it.
    pub drafts: u32,
    /// Numbers of the signed runs that lose the snapshot and the PDF kept with them.
    pub signed: Vec<u32>,
    /// Copies of documents that go.
    pub files: u32,
    /// Where the same text, or the same copy, stands besides: it stays there.
    pub elsewhere: Vec<Elsewhere>,
}

/// A place where what is expunged stands besides.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Elsewhere {
    /// The assessment.
    pub assessment: String,
    /// The item.
    pub item: Option<String>,
}

impl Store {
    /// Returns how far an expunging would reach. Nothing is changed.
    ///
    /// # Errors
    /// The assessment is unknown or destroyed, or nothing is recorded there.
    pub fn extent(&self, assessment: &str, target: &Target) -> Result<Extent, DestroyError> {
        self.read(|conn| {
            let named = known(conn, assessment)?;
            let taken = gather::taken(conn, &named, target)?;
            if taken.is_empty() {
                return refuse(DestroyError::NothingThere);
            }
            Ok(Extent {
                states: taken.states,
                drafts: taken.drafts,
                signed: taken.signed.iter().map(|signed| signed.number).collect(),
                files: u32::try_from(taken.files.len()).unwrap_or(u32::MAX),
                elsewhere: elsewhere(conn, &named, &taken)?,
            })
        })
    }
}

/// Finds where the texts and copies that go stand besides.
fn elsewhere(
    conn: &Connection,
    assessment: &Named,
    taken: &gather::Taken,
) -> rusqlite::Result<Vec<Elsewhere>> {
    let mut places = BTreeSet::new();
    let gone = json!(taken.gone).to_string();
    for text in taken
        .texts
        .iter()
        .filter(|text| text.len() >= WORTH_LOOKING_FOR)
    {
        let quoted = Value::from(text.as_str()).to_string();
        let inner = quoted.trim_matches('"');
        for table in ["revision", "action_entry"] {
            let mut query = conn.prepare_cached(&format!(
                "SELECT DISTINCT assessment.id, item_id FROM {table}
                 JOIN assessment ON assessment.seq = {table}.assessment
                 WHERE instr(body, ?1) > 0 AND {table}.kind <> 'destruction'
                   AND {table}.id NOT IN (SELECT value FROM json_each(?2))"
            ))?;
            let mut rows = query.query(params![inner, gone])?;
            while let Some(row) = rows.next()? {
                places.insert(Elsewhere {
                    assessment: row.get(0)?,
                    item: row.get(1)?,
                });
            }
        }
    }
    for hash in &taken.files {
        let mut query = conn.prepare_cached(
            "SELECT DISTINCT assessment.id, item_id FROM evidence_link
             JOIN run ON run.seq = evidence_link.run
             JOIN assessment ON assessment.seq = run.assessment
             WHERE file_hash = ?1 AND run.assessment <> ?2",
        )?;
        let mut rows = query.query(params![hash, assessment.seq])?;
        while let Some(row) = rows.next()? {
            places.insert(Elsewhere {
                assessment: row.get(0)?,
                item: row.get(1)?,
            });
        }
    }
    Ok(places.into_iter().collect())
}
