//! The chains themselves: entries, parents, heads.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, Row};

use super::{Breach, BrokenLink, Place, log_named};
use crate::body;
use crate::log::{FolderLinked, Linked, Log};

/// What the walk remembers of one entry.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) seq: i64,
    pub(super) id: String,
    pub(super) run: Option<String>,
    pub(super) item_id: Option<String>,
    pub(super) kind: String,
}

/// One log of one assessment, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub(super) entries: Vec<Seen>,
    by_hash: HashMap<String, usize>,
    tips: BTreeSet<usize>,
}

impl Chain {
    /// Returns the entries that decide what holds now: the last state of each thing in the order of the
    /// file. After a merge that is the last along first parents: whatever the other copy touched was
    /// recorded anew, or came with the line of a run that this copy did not touch.
    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Seen> {
        self.entries.iter().rev()
    }
}

pub(super) type Logs = BTreeMap<(Log, String), Chain>;

pub(super) fn walk_logs(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<Logs> {
    let mut logs = Logs::new();
    for log in Log::ALL {
        let table = log.table();
        let mut query = conn.prepare(&format!(
            "SELECT {table}.id, coalesce(assessment.id, ''), run.id, item_id, kind,
                    nullif(lower(hex(prev_hash)), ''), nullif(lower(hex(second_parent)), ''), author, recorded_at,
                    utc_offset_minutes, nullif(lower(hex(item_hash)), ''), lower(hex(body_hash)),
                    {table}.seq, lower(hex(hash)), body,
                    EXISTS (SELECT 1 FROM kept_revision AS entry
                            WHERE entry.id = {table}.destroyed_by AND entry.kind = 'destruction'
                              AND entry.assessment = {table}.assessment
                              AND (json_extract(entry.body, '$.all')
                                   OR EXISTS (SELECT 1 FROM json_each(entry.body, '$.gone')
                                              WHERE value = {table}.id)))
             FROM {table}
             LEFT JOIN assessment ON assessment.seq = {table}.assessment
             LEFT JOIN run ON run.seq = {table}.run
             ORDER BY {table}.seq"
        ))?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let linked = linked(row)?;
            let chain = logs.entry((log, linked.assessment.clone())).or_default();
            let mut found = |breach| {
                broken.push(BrokenLink {
                    place: Place::Entry {
                        assessment: linked.assessment.clone(),
                        log,
                        id: linked.id.clone(),
                        seq: row.get(12)?,
                    },
                    breach,
                });
                Ok::<_, rusqlite::Error>(())
            };
            let hash: String = row.get(13)?;
            if linked.hash(log) != hash {
                found(Breach::EntryChanged)?;
            }
            match row.get::<_, Option<String>>(14)? {
                Some(text) if body::hash(&text).0 != linked.body_hash => {
                    found(Breach::BodyChanged)?;
                }
                None if !row.get(15)? => found(Breach::BodyMissing)?,
                _ => {}
            }
            let parent = |hash: &Option<String>| {
                hash.as_ref()
                    .and_then(|hash| chain.by_hash.get(hash))
                    .copied()
            };
            let at = chain.entries.len();
            let mut first_parent = parent(&linked.prev_hash);
            let second_parent = parent(&linked.second_parent);
            let begins = at == 0 && linked.prev_hash.is_none();
            if (first_parent.is_none() && !begins)
                || (second_parent.is_none() && linked.second_parent.is_some())
            {
                found(Breach::ParentMissing)?;
                // Said once: the walk goes on as if the entry followed the one above it.
                first_parent = first_parent.or(at.checked_sub(1));
            }
            for parent in [first_parent, second_parent].into_iter().flatten() {
                chain.tips.remove(&parent);
            }
            chain.tips.insert(at);
            chain.by_hash.insert(hash, at);
            chain.entries.push(Seen {
                seq: row.get(12)?,
                id: linked.id,
                run: linked.run,
                item_id: linked.item_id,
                kind: linked.kind,
            });
        }
    }
    for ((log, assessment), chain) in &logs {
        let last = chain.entries.len() - 1;
        for at in chain.tips.iter().filter(|at| **at != last) {
            broken.push(at_entry(
                *log,
                assessment,
                &chain.entries[*at],
                Breach::Aside,
            ));
        }
    }
    Ok(logs)
}

fn at_entry(log: Log, assessment: &str, entry: &Seen, breach: Breach) -> BrokenLink {
    BrokenLink {
        place: Place::Entry {
            assessment: assessment.to_owned(),
            log,
            id: entry.id.clone(),
            seq: entry.seq,
        },
        breach,
    }
}

fn linked(row: &Row<'_>) -> rusqlite::Result<Linked> {
    Ok(Linked {
        id: row.get(0)?,
        assessment: row.get(1)?,
        run: row.get(2)?,
        item_id: row.get(3)?,
        kind: row.get(4)?,
        prev_hash: row.get(5)?,
        second_parent: row.get(6)?,
        author: row.get(7)?,
        recorded_at: row.get(8)?,
        utc_offset_minutes: row.get(9)?,
        item_hash: row.get(10)?,
        body_hash: row.get(11)?,
    })
}

pub(super) fn walk_folder(
    conn: &Connection,
    logs: &Logs,
    broken: &mut Vec<BrokenLink>,
) -> rusqlite::Result<()> {
    let mut query = conn.prepare(
        "SELECT folder_entry.id, kind, assessment.id, log, nullif(lower(hex(head)), ''),
                nullif(lower(hex(prev_hash)), ''), author, recorded_at, utc_offset_minutes,
                nullif(lower(hex(body_hash)), ''), folder_entry.seq, lower(hex(hash)), body,
                EXISTS (SELECT 1 FROM revision AS entry
                        WHERE entry.id = folder_entry.destroyed_by AND entry.kind = 'destruction')
         FROM folder_entry
         LEFT JOIN assessment ON assessment.seq = folder_entry.assessment
         ORDER BY folder_entry.seq",
    )?;
    let mut rows = query.query([])?;
    let mut before: Option<String> = None;
    let mut recorded: BTreeMap<(Log, String), usize> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let linked = folder_linked(row)?;
        let seq = row.get(10)?;
        let mut found = |breach| {
            broken.push(BrokenLink {
                place: Place::Folder {
                    id: linked.id.clone(),
                    seq,
                },
                breach,
            });
        };
        let hash: String = row.get(11)?;
        if linked.hash() != hash {
            found(Breach::EntryChanged);
        }
        let body: Option<String> = row.get(12)?;
        match (&linked.body_hash, body) {
            (Some(body_hash), Some(text)) if body::hash(&text).0 != *body_hash => {
                found(Breach::BodyChanged);
            }
            (Some(_), None) if !row.get(13)? => found(Breach::BodyMissing),
            _ => {}
        }
        if linked.prev_hash != before {
            found(Breach::ParentMissing);
        }
        before = Some(hash);
        let (Some(assessment), Some(log), Some(head)) =
            (&linked.assessment, &linked.log, &linked.head)
        else {
            continue;
        };
        let key = (log_named(log)?, assessment.clone());
        match logs.get(&key).and_then(|chain| chain.by_hash.get(head)) {
            None => found(Breach::HeadMissing),
            Some(at) => {
                if recorded
                    .insert(key, *at)
                    .is_some_and(|earlier| earlier >= *at)
                {
                    found(Breach::HeadBackwards);
                }
            }
        }
    }
    for (key, chain) in logs {
        if let Some(last) = chain.entries.last()
            && recorded.get(key) != Some(&(chain.entries.len() - 1))
        {
            broken.push(at_entry(key.0, &key.1, last, Breach::HeadUnrecorded));
        }
    }
    Ok(())
}

fn folder_linked(row: &Row<'_>) -> rusqlite::Result<FolderLinked> {
    Ok(FolderLinked {
        id: row.get(0)?,
        kind: row.get(1)?,
        assessment: row.get(2)?,
        log: row.get(3)?,
        head: row.get(4)?,
        prev_hash: row.get(5)?,
        author: row.get(6)?,
        recorded_at: row.get(7)?,
        utc_offset_minutes: row.get(8)?,
        body_hash: row.get(9)?,
    })
}
