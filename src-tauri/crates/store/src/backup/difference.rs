//! What going back to a backup would change, and what of the present state it leaves: a hold stays, what
//! was destroyed does not come back, and what left the program stays on record.

use std::collections::BTreeMap;

use proviso_core::date::Moment;
use rusqlite::Connection;

use crate::assessment::{self, AssessmentState};
use crate::destroy;
use crate::hold;
use crate::log::moment;
use crate::verify::BrokenLink;

use super::stays::Stays;

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
    /// Numbers of the runs that would not be there any more.
    pub runs_gone: Vec<u32>,
    /// Numbers of those that would be there again.
    pub runs_back: Vec<u32>,
}

/// An assessment that was destroyed, and stays so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DestroyedAssessment {
    /// Its identifier; nothing keeps its name.
    pub id: String,
    /// When, and by whom, where that is on record.
    pub done: Option<(Moment, String)>,
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
    /// Those of both states that were destroyed.
    pub destroyed: Vec<DestroyedAssessment>,
    /// How many would stay as they are.
    pub same: u32,
    /// Packs that would not be installed any more: `eo-14409 1.2.0`.
    pub packs_gone: Vec<String>,
    /// Entries of the data folder's own log (imports, settings) that the backup lacks.
    pub folder_entries_gone: u32,
    /// Copies that were written since, as the backup does not know of them. They stay on record.
    pub copies_since: u32,
    /// How many times something was destroyed since that the backup still holds. It does not come back.
    pub destroyed_since: u32,
    /// Names of the assessments that were put on hold since. They stay on hold.
    pub held_since: Vec<String>,
    /// Where the present record does not hold. That of the backup does, and takes its place.
    pub unsound: Vec<BrokenLink>,
}

impl Difference {
    /// Whether the backup holds what is there now.
    pub fn is_nothing(&self) -> bool {
        self.back.is_empty()
            && self.gone.is_empty()
            && self.changed.is_empty()
            && self.packs_gone.is_empty()
            && self.folder_entries_gone == 0
            && self.copies_since == 0
            && self.destroyed_since == 0
            && self.held_since.is_empty()
            && self.unsound.is_empty()
    }
}

/// An assessment in one state.
struct Standing {
    name: String,
    is_destroyed: bool,
    head: String,
    side: Side,
    /// Numbers of its runs, by their identifiers.
    runs: BTreeMap<String, u32>,
}

impl Standing {
    /// Returns the numbers of the runs that another state of it lacks.
    fn runs_beyond(&self, other: &Self) -> Vec<u32> {
        let runs = self.runs.iter();
        let beyond = runs.filter(|(id, _)| !other.runs.contains_key(*id));
        let mut numbers: Vec<u32> = beyond.map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers
    }
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
        let runs = conn
            .prepare_cached(
                "SELECT id, number FROM run
                 WHERE assessment = (SELECT seq FROM assessment WHERE id = ?1)",
            )?
            .query_map([&assessment.id], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let is_destroyed = assessment.state == AssessmentState::Destroyed;
        found.insert(
            assessment.id,
            Standing {
                name,
                is_destroyed,
                head,
                side,
                runs,
            },
        );
    }
    Ok(found)
}

/// Compares two states by how far their logs have come; `unsound` is where what stands in the present one
/// is not what was recorded, which their ends do not show.
pub(super) fn difference(
    now: &Connection,
    then: &Connection,
    unsound: Vec<BrokenLink>,
) -> rusqlite::Result<Difference> {
    let (mut here, there) = (standings(now)?, standings(then)?);
    let mut found = Difference {
        as_of: last_entry(then)?,
        back: Vec::new(),
        gone: Vec::new(),
        changed: Vec::new(),
        destroyed: Vec::new(),
        same: 0,
        packs_gone: Vec::new(),
        folder_entries_gone: 0,
        copies_since: 0,
        destroyed_since: 0,
        held_since: Vec::new(),
        unsound,
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
    found.copies_since = since.stays.copies_since(then)?;
    for (id, then) in there {
        match here.remove(&id) {
            None if then.is_destroyed => {}
            None => found.back.push(then.name),
            Some(now) if now.is_destroyed => found.destroyed.push(DestroyedAssessment {
                done: since.destroyed_when(&id),
                id,
            }),
            Some(now) if now.head == then.head => found.same += 1,
            Some(now) => found.changed.push(ChangedAssessment {
                runs_gone: now.runs_beyond(&then),
                runs_back: then.runs_beyond(&now),
                name: now.name,
                now: now.side,
                then: then.side,
            }),
        }
    }
    let gone = here.into_values().filter(|now| !now.is_destroyed);
    found.gone = gone.map(|now| now.name).collect();
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
        conn.prepare(&format!(
            "SELECT id FROM folder_entry WHERE kind NOT IN ('head', 'pack') AND kind NOT IN {}",
            Stays::KINDS
        ))?
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
    /// What stays on record.
    pub(super) stays: Stays,
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
            stays: Stays::read(now)?,
        })
    }

    /// Returns when an assessment was destroyed, and by whom.
    fn destroyed_when(&self, assessment: &str) -> Option<(Moment, String)> {
        let mut all = self.destroyed.iter();
        let found = all.find_map(|pending| pending.whole_of(assessment))?;
        Some((found.at, found.author.clone()))
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
