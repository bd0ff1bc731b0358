//! What going back to a backup would change, and what of the present state it leaves: a hold stays, and what
//! was destroyed does not come back.

use std::collections::BTreeMap;

use proviso_core::date::Moment;
use rusqlite::Connection;

use crate::assessment;
use crate::destroy;
use crate::hold;
use crate::log::moment;

/// What an assessment was last seen with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Entries of its logs.
    pub entries: u32,
    /// When the last one was recorded.
    pub last: Moment,
}

/// An assessment that is in both states, with another last change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAssessment {
    /// Its name, as it is now.
    pub name: String,
    /// As it is now.
    pub now: Side,
    /// As it was when the backup was made.
    pub then: Side,
}

/// What going back to a backup would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// When the last entry was recorded that the backup holds.
    pub as_of: Option<Moment>,
    /// Names of the assessments that would be there again.
    pub back: Vec<String>,
    /// Names of those that would not be there any more.
    pub gone: Vec<String>,
    /// Those that would be as they were.
    pub changed: Vec<ChangedAssessment>,
    /// How many would stay as they are.
    pub same: u32,
    /// Packs that would not be installed any more: `eo-14409 1.2.0`.
    pub packs_gone: Vec<String>,
    /// Entries of the data folder's own log (exports, imports, settings) that the backup lacks.
    pub folder_entries_gone: u32,
    /// How many times something was destroyed since that the backup still holds. It does not come back.
    pub destroyed_since: u32,
    /// Names of the assessments that were put on hold since. They stay on hold.
    pub held_since: Vec<String>,
}

impl Difference {
    /// Whether the backup holds what is there now.
    pub fn is_nothing(&self) -> bool {
        self.back.is_empty()
            && self.gone.is_empty()
            && self.changed.is_empty()
            && self.packs_gone.is_empty()
            && self.folder_entries_gone == 0
            && self.destroyed_since == 0
            && self.held_since.is_empty()
    }
}

/// An assessment in one state.
struct Standing {
    name: String,
    head: String,
    side: Side,
}

fn standings(conn: &Connection) -> rusqlite::Result<BTreeMap<String, Standing>> {
    let mut found = BTreeMap::new();
    for assessment in assessment::without_runs(conn)? {
        let mut head = String::new();
        let mut side = Side {
            entries: 0,
            last: assessment.created_at,
        };
        for table in ["revision", "action_entry"] {
            let mut query = conn.prepare_cached(&format!(
                "SELECT recorded_at, utc_offset_minutes, lower(hex(hash)),
                     count(*) OVER () FROM {table}
                 WHERE assessment = (SELECT seq FROM assessment WHERE id = ?1)
                 ORDER BY seq DESC LIMIT 1"
            ))?;
            let mut rows = query.query([&assessment.id])?;
            if let Some(row) = rows.next()? {
                let at = moment(row, 0)?;
                if at.unix_millis > side.last.unix_millis {
                    side.last = at;
                }
                head.push_str(&row.get::<_, String>(2)?);
                side.entries += row.get::<_, u32>(3)?;
            }
        }
        let name = match assessment.details.name() {
            name if name.is_empty() => {
                format!("({})", &assessment.id[..8.min(assessment.id.len())])
            }
            name => name,
        };
        found.insert(assessment.id, Standing { name, head, side });
    }
    Ok(found)
}

pub(super) fn difference(now: &Connection, then: &Connection) -> rusqlite::Result<Difference> {
    let (mut here, there) = (standings(now)?, standings(then)?);
    let mut found = Difference {
        as_of: last_entry(then)?,
        back: Vec::new(),
        gone: Vec::new(),
        changed: Vec::new(),
        same: 0,
        packs_gone: Vec::new(),
        folder_entries_gone: 0,
        destroyed_since: 0,
        held_since: Vec::new(),
    };
    let since = Since::read(now)?;
    for pending in &since.destroyed {
        found.destroyed_since += u32::from(destroy::is_in(then, pending)?);
    }
    for (id, _) in since.held_in(then)? {
        found
            .held_since
            .extend(there.get(&id).map(|then| then.name.clone()));
    }
    found.held_since.sort();
    for (id, then) in there {
        match here.remove(&id) {
            None => found.back.push(then.name),
            Some(now) if now.head == then.head => found.same += 1,
            Some(now) => found.changed.push(ChangedAssessment {
                name: now.name,
                now: now.side,
                then: then.side,
            }),
        }
    }
    found.gone = here.into_values().map(|now| now.name).collect();
    found.back.sort();
    found.gone.sort();
    found.changed.sort_by(|a, b| a.name.cmp(&b.name));
    let packs = |conn: &Connection| -> rusqlite::Result<Vec<String>> {
        conn.prepare("SELECT pack_id || ' ' || version FROM pack ORDER BY pack_id, version")?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    let kept = packs(then)?;
    found.packs_gone = packs(now)?;
    found.packs_gone.retain(|pack| !kept.contains(pack));
    let own = |conn: &Connection| -> rusqlite::Result<Vec<String>> {
        conn.prepare("SELECT id FROM folder_entry WHERE kind <> 'head' AND kind <> 'pack'")?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    let kept: std::collections::BTreeSet<String> = own(then)?.into_iter().collect();
    let gone = own(now)?.into_iter().filter(|id| !kept.contains(id));
    found.folder_entries_gone = u32::try_from(gone.count()).unwrap_or(u32::MAX);
    Ok(found)
}

fn last_entry(conn: &Connection) -> rusqlite::Result<Option<Moment>> {
    let mut query = conn.prepare(
        "SELECT recorded_at, utc_offset_minutes FROM folder_entry ORDER BY seq DESC LIMIT 1",
    )?;
    let mut rows = query.query([])?;
    rows.next()?.map(|row| moment(row, 0)).transpose()
}

/// What of the present state outlasts going back.
#[derive(Debug, Default)]
pub(super) struct Since {
    pub(super) destroyed: Vec<destroy::Pending>,
    /// What is left to do for destructions, as the data file has it.
    pub(super) unfinished: Vec<(String, String)>,
    /// Reasons of holds, by assessment.
    held: BTreeMap<String, String>,
}

impl Since {
    pub(super) fn read(now: &Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            destroyed: destroy::all_on_record(now)?,
            unfinished: now
                .prepare("SELECT entry, says FROM pending_destruction ORDER BY rowid")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<_, _>>()?,
            held: hold::all(now)?,
        })
    }

    /// Returns the holds that an earlier state lacks, with their reasons.
    pub(super) fn held_in(&self, then: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
        let mut lacks = Vec::new();
        for (id, reason) in &self.held {
            let stands: bool = then.query_row(
                "SELECT EXISTS (SELECT 1 FROM assessment WHERE id = ?1 AND state <> 'destroyed'
                     AND seq NOT IN (SELECT assessment FROM held))",
                [id],
                |row| row.get(0),
            )?;
            if stands {
                lacks.push((id.clone(), reason.clone()));
            }
        }
        Ok(lacks)
    }
}
