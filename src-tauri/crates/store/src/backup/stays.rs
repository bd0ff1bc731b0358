//! What stays on record when an earlier state comes back: who got which copy, when, and with which bytes,
//! because the files stay with whoever has them; and what was destroyed, because no later step may bring it
//! back either.
//!
//! The entries go over as they are, behind what the earlier state has. One that does not hold what was
//! recorded stays behind: a new place in the chain would make it look as if it did.

use rusqlite::Connection;
use serde::Deserialize;

use crate::body;
use crate::copy::ExportedCopy;
use crate::departing;
use crate::destroy;
use crate::log::{FolderLinked, carry_into_folder};

/// An entry of the data folder’s log with its body.
#[derive(Debug)]
struct Entry {
    linked: FolderLinked,
    body: String,
}

/// Entries of copies that were written, of signatures beside them, of destructions and of what became of
/// backups after those; oldest first.
#[derive(Debug, Default)]
pub(super) struct Stays(Vec<Entry>);

impl Stays {
    /// The kinds of these entries, as SQL has them.
    pub(super) const KINDS: &str = "('export', 'signature', 'destruction', 'cleared')";

    /// Reads those that hold what was recorded.
    pub(super) fn read(now: &Connection) -> rusqlite::Result<Self> {
        let mut query = now.prepare(&format!(
            "SELECT id, kind, nullif(lower(hex(prev_hash)), ''), author, recorded_at,
                    utc_offset_minutes, lower(hex(body_hash)), body, lower(hex(hash))
             FROM folder_entry
             WHERE kind IN {} AND body IS NOT NULL ORDER BY seq",
            Self::KINDS
        ))?;
        let mut rows = query.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let linked = FolderLinked {
                id: row.get(0)?,
                kind: row.get(1)?,
                assessment: None,
                log: None,
                head: None,
                prev_hash: row.get(2)?,
                author: row.get(3)?,
                recorded_at: row.get(4)?,
                utc_offset_minutes: row.get(5)?,
                body_hash: Some(row.get(6)?),
            };
            let body: String = row.get(7)?;
            let holds = linked.hash() == row.get::<_, String>(8)?
                && linked.body_hash == Some(body::hash(&body).0);
            if holds {
                all.push(Entry { linked, body });
            }
        }
        Ok(Self(all))
    }

    /// Returns those that an earlier state lacks. Where a destruction was written into it, that is what
    /// speaks of it there.
    fn lacking<'a>(&'a self, then: &Connection) -> rusqlite::Result<Vec<&'a Entry>> {
        let mut known = then.prepare("SELECT 1 FROM folder_entry WHERE id = ?1")?;
        let mut lacking = Vec::new();
        for entry in &self.0 {
            let is_there = known.exists([&entry.linked.id])?
                || match entry.linked.kind.as_str() {
                    "destruction" => destroy::is_written_in(then, &entry.linked, &entry.body)?,
                    _ => false,
                };
            if !is_there {
                lacking.push(entry);
            }
        }
        Ok(lacking)
    }

    /// Returns how many copies were written that an earlier state does not know of.
    pub(super) fn copies_since(&self, then: &Connection) -> rusqlite::Result<u32> {
        let lacking = self.lacking(then)?.into_iter();
        let copies = lacking.filter(|entry| entry.linked.kind == "export");
        Ok(u32::try_from(copies.count()).unwrap_or(u32::MAX))
    }

    /// Puts on record in an earlier state what it lacks.
    pub(super) fn put_into(&self, then: &Connection) -> rusqlite::Result<()> {
        /// What says which copy it is.
        #[derive(Deserialize)]
        struct Says {
            export: ExportedCopy,
        }
        for entry in self.lacking(then)? {
            carry_into_folder(then, &entry.linked, &entry.body)?;
            // It may have been on its way out when the backup was made.
            if let Ok(says) = serde_json::from_str::<Says>(&entry.body) {
                departing::arrived(then, &says.export)?;
            }
        }
        Ok(())
    }
}
