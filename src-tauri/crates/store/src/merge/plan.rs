//! What would come of bringing a copy together with what is here: worked out, and nothing written.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::date::Moment;
use proviso_core::merge::{Merged, Side, merge, merge_links};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;

use super::MergeError;
use super::destroyed;
use super::states::{About, Both, Entry, State, blank, named_by, state};
use crate::assessment;
use crate::carry::Arrival;
use crate::fault::{Stop, refuse};
use crate::log::{Log, Named};
use crate::run::{Closed, RunState};

/// How one log of the copy that comes is brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// It has nothing that is not here.
    Nothing,
    /// Here is nothing that it lacks: its entries go on where ours end.
    Forward,
    /// Both went on: a merge entry joins them.
    Join,
}

/// Who said something, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidBy {
    /// The name.
    pub author: String,
    /// When.
    pub at: Moment,
}

/// A field that both copies changed, and differently.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// What it is a field of.
    pub about: About,
    /// The field.
    pub field: String,
    /// What stood there when the copies parted.
    pub base: Option<Value>,
    /// What stands there here, and who said so.
    pub ours: (Option<Value>, SaidBy),
    /// What stands there in the copy that comes, and who said so.
    pub theirs: (Option<Value>, SaidBy),
}

/// A field that takes the value of the copy that comes: nobody changed it here.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// What it is a field of.
    pub about: About,
    /// The field.
    pub field: String,
    /// What stands there here.
    pub before: Option<Value>,
    /// What will stand there.
    pub after: Option<Value>,
    /// Who said so.
    pub by: SaidBy,
}

/// A run that comes along, or what becomes of one that is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunNews {
    /// Its number.
    pub number: u32,
    /// Whether it is not here yet.
    pub is_new: bool,
    /// How far it has come in the copy that comes.
    pub state: RunState,
}

/// What would come of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MergePlan {
    /// Entries that only the copy here has.
    pub ours: usize,
    /// Entries that only the copy that comes has.
    pub theirs: usize,
    /// Runs that come along or are closed by it.
    pub runs: Vec<RunNews>,
    /// Fields that take the other copy's value.
    pub brought: Vec<Brought>,
    /// Fields that both changed: each is to be settled.
    pub conflicts: Vec<Conflict>,
    /// Fields in which something was being typed in the other copy: it stays there.
    pub unrecorded: usize,
}

/// One thing that the other copy touched, as it comes out.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) about: About,
    /// Whether it is recorded anew; else the other copy's own entry holds.
    pub(super) is_recorded: bool,
    /// Its last entry in the copy that comes.
    pub(super) of: String,
    pub(super) merged: Merged,
    pub(super) ours: State,
    pub(super) theirs: State,
    pub(super) base: State,
}

impl Outcome {
    /// Returns the item's text under which the outcome stands: that of whoever changed it.
    pub(super) fn item_hash(&self) -> Option<&String> {
        let (base, ours, theirs) = (
            &self.base.item_hash,
            &self.ours.item_hash,
            &self.theirs.item_hash,
        );
        if ours == base { theirs } else { ours }
            .as_ref()
            .or(ours.as_ref())
            .or(theirs.as_ref())
    }
}

/// A run as its row says.
#[derive(Debug, Clone)]
pub(super) struct RunRow {
    pub(super) number: u32,
    pub(super) state: RunState,
    pub(super) followed: bool,
}

impl RunRow {
    pub(super) fn closed(&self) -> Option<Closed> {
        match self.state {
            RunState::Signed => Some(Closed::Signed),
            RunState::Discarded => Some(Closed::Discarded),
            RunState::Draft => self.followed.then_some(Closed::Followed),
        }
    }
}

pub(super) fn runs(
    conn: &Connection,
    assessment: &str,
) -> rusqlite::Result<BTreeMap<String, RunRow>> {
    conn.prepare_cached(
        "SELECT run.id, number, run.state, EXISTS (
             SELECT 1 FROM run AS next WHERE next.predecessor = run.seq AND next.state <> 'discarded')
         FROM run JOIN assessment ON assessment.seq = run.assessment WHERE assessment.id = ?1",
    )?
    .query_map([assessment], |row| {
        let state: String = row.get(2)?;
        Ok((
            row.get(0)?,
            RunRow {
                number: row.get(1)?,
                state: RunState::read(&state)?,
                followed: row.get(3)?,
            },
        ))
    })?
    .collect()
}

/// Everything that is worked out before anything is written.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) assessment: Named,
    pub(super) revisions: Both,
    pub(super) actions: Both,
    pub(super) ways: BTreeMap<Log, Way>,
    /// Runs of the other copy whose rows are taken as they are there: they are not here yet, or only the
    /// other copy changed them and they are closed there, or nothing was recorded here at all.
    pub(super) taken: BTreeSet<String>,
    pub(super) here: BTreeMap<String, RunRow>,
    pub(super) there: BTreeMap<String, RunRow>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) plan: MergePlan,
}

impl Work {
    pub(super) fn both(&self, log: Log) -> &Both {
        match log {
            Log::Revision => &self.revisions,
            Log::Action => &self.actions,
        }
    }
}

/// Works out what would come of it.
///
/// # Errors
/// The copies have nothing to bring together, or cannot be.
pub(super) fn work(here: &Connection, arrival: &Arrival) -> Result<Work, Stop<MergeError>> {
    let id = arrival.contents().assessment();
    let there_conn = &arrival.store().conn;
    let assessment = assessment::open_for_change(here, id).map_err(|stop| match stop {
        Stop::Sql(error) => Stop::Sql(error),
        Stop::Refused(why) => Stop::Refused(MergeError::Record(why)),
    })?;
    let revisions = Both::read(here, there_conn, Log::Revision, id)?;
    let actions = Both::read(here, there_conn, Log::Action, id)?;
    if revisions.common().next().is_none() {
        return refuse(MergeError::Strangers);
    }
    let way = |both: &Both| match (both.only_ours().next(), both.only_theirs().next()) {
        (_, None) => Way::Nothing,
        (None, Some(_)) => Way::Forward,
        (Some(_), Some(_)) => Way::Join,
    };
    let ways = BTreeMap::from([
        (Log::Revision, way(&revisions)),
        (Log::Action, way(&actions)),
    ]);
    if ways.values().all(|way| *way == Way::Nothing) {
        return refuse(MergeError::NothingNew);
    }
    let (runs_here, runs_there) = (runs(here, id)?, runs(there_conn, id)?);
    destroyed::refuse_what_was(&destroyed::Copies {
        here,
        there: there_conn,
        assessment: &assessment,
        logs: [(Log::Revision, &revisions), (Log::Action, &actions)],
        runs: &runs_here,
    })?;
    let taken = runs_taken(&revisions, &runs_here, &runs_there, ways[&Log::Revision])?;
    drafts_here(here, &assessment, &revisions, &actions)?;
    let mut work = Work {
        plan: MergePlan {
            ours: revisions.only_ours().count() + actions.only_ours().count(),
            theirs: revisions.only_theirs().count() + actions.only_theirs().count(),
            runs: news(&taken, &runs_here, &runs_there),
            brought: Vec::new(),
            conflicts: Vec::new(),
            unrecorded: unrecorded(there_conn, &runs_here)?,
        },
        assessment,
        revisions,
        actions,
        ways,
        taken,
        here: runs_here,
        there: runs_there,
        outcomes: Vec::new(),
    };
    for log in Log::ALL {
        let (outcomes, said) = outcomes(here, there_conn, &work, log)?;
        for (outcome, (ours, theirs)) in outcomes.iter().zip(said) {
            tell(&mut work.plan, outcome, &ours, &theirs);
        }
        work.outcomes.extend(outcomes);
    }
    Ok(work)
}

/// Returns the runs whose rows are taken as they are in the other copy; refuses what cannot be brought
/// together.
fn runs_taken(
    both: &Both,
    here: &BTreeMap<String, RunRow>,
    there: &BTreeMap<String, RunRow>,
    way: Way,
) -> Result<BTreeSet<String>, Stop<MergeError>> {
    let of = |entries: &mut dyn Iterator<Item = &Entry>| -> BTreeSet<String> {
        entries.filter_map(|entry| entry.run.clone()).collect()
    };
    let ours = of(&mut both.only_ours());
    let theirs = of(&mut both.only_theirs());
    let stands = |row: &&RunRow| row.state != RunState::Discarded;
    let made = |among: &BTreeMap<String, RunRow>, not_in: &BTreeMap<String, RunRow>| {
        let new = among.iter().filter(|(id, _)| !not_in.contains_key(*id));
        new.map(|(_, row)| row).find(stands).map(|row| row.number)
    };
    if let (Some(number), Some(_)) = (made(there, here), made(here, there)) {
        return refuse(MergeError::BothStarted { number });
    }
    let mut taken = BTreeSet::new();
    for (id, row) in there {
        let Some(known) = here.get(id) else {
            taken.insert(id.clone());
            continue;
        };
        let number = row.number;
        let (closed_here, closed_there) = (known.closed(), row.closed());
        match (ours.contains(id), theirs.contains(id)) {
            // It was closed here since, and the other copy went on.
            (_, true) if closed_here.is_some() => {
                let why = closed_here.unwrap_or(Closed::Signed);
                return refuse(MergeError::ClosedHere { number, why });
            }
            (true, _) if closed_there.is_some() && closed_here.is_none() => {
                let why = closed_there.unwrap_or(Closed::Signed);
                return refuse(MergeError::ClosedThere { number, why });
            }
            (false, true) if closed_there.is_some() || way == Way::Forward => {
                taken.insert(id.clone());
            }
            _ => {}
        }
    }
    Ok(taken)
}

/// Refuses where something is being typed here under what the other copy touched: it would be recorded
/// over what came.
fn drafts_here(
    here: &Connection,
    assessment: &Named,
    revisions: &Both,
    actions: &Both,
) -> Result<(), Stop<MergeError>> {
    let touched = revisions.only_theirs().chain(actions.only_theirs());
    let touched: BTreeSet<&str> = touched
        .filter_map(|entry| entry.about.as_ref()?.item())
        .collect();
    let mut query = here.prepare_cached("SELECT item_id FROM draft WHERE assessment = ?1")?;
    let mut rows = query.query([assessment.seq])?;
    while let Some(row) = rows.next()? {
        let item: String = row.get(0)?;
        if touched.contains(item.as_str()) {
            return refuse(MergeError::Draft { item });
        }
    }
    Ok(())
}

/// Counts what was being typed in the other copy, in runs that are here.
fn unrecorded(there: &Connection, here: &BTreeMap<String, RunRow>) -> rusqlite::Result<usize> {
    let mut query = there.prepare_cached(
        "SELECT run.id FROM draft LEFT JOIN run ON run.seq = draft.run WHERE text <> ''",
    )?;
    let runs: Vec<Option<String>> = query
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let known = |run: &Option<String>| run.as_ref().is_none_or(|run| here.contains_key(run));
    let forms: u32 = there.query_row(
        "SELECT count(*) FROM form_draft WHERE text <> ''",
        [],
        |row| row.get(0),
    )?;
    Ok(runs.iter().filter(|run| known(run)).count() + usize::try_from(forms).unwrap_or_default())
}

fn news(
    taken: &BTreeSet<String>,
    here: &BTreeMap<String, RunRow>,
    there: &BTreeMap<String, RunRow>,
) -> Vec<RunNews> {
    let mut news: Vec<RunNews> = taken
        .iter()
        .filter_map(|id| {
            let row = there.get(id)?;
            let known = here.get(id);
            let moved = known.is_none_or(|known| known.state != row.state);
            moved.then_some(RunNews {
                number: row.number,
                is_new: known.is_none(),
                state: row.state,
            })
        })
        .collect();
    news.sort_by_key(|run| run.number);
    news
}

type Said = (SaidBy, SaidBy);

/// Works out what becomes of everything in one log that the other copy touched in a run that is here.
fn outcomes(
    here: &Connection,
    there: &Connection,
    work: &Work,
    log: Log,
) -> Result<(Vec<Outcome>, Vec<Said>), Stop<MergeError>> {
    let both = work.both(log);
    let touched: BTreeSet<&About> = both
        .only_theirs()
        .filter_map(|entry| entry.about.as_ref())
        // A run that comes along is said to be new, and not field by field.
        .filter(|about| about.run().is_none_or(|run| work.here.contains_key(run)))
        .collect();
    let forward = work.ways[&log] == Way::Forward;
    let (mut outcomes, mut said) = (Vec::new(), Vec::new());
    for about in touched {
        let (ours, theirs, base) = both.last(about);
        let Some(last) = theirs else { continue };
        let read = |conn: &Connection, entry: Option<&Entry>| -> rusqlite::Result<State> {
            let read = entry
                .map(|entry| state(conn, about, &entry.id))
                .transpose()?;
            read.flatten().map_or_else(|| blank(about), Ok)
        };
        // The text may stand in an entry of an earlier run that was destroyed here.
        if let About::Answer { .. } = about
            && let Some(named) = named_by(there, &last.id)?
            && work
                .both(log)
                .ours
                .iter()
                .any(|entry| entry.id == named && !entry.has_body)
            && work
                .both(log)
                .theirs
                .iter()
                .any(|entry| entry.id == named && entry.has_body)
        {
            return refuse(MergeError::DestroyedHere { texts: 1 });
        }
        let base_state = read(here, base)?;
        let ours_state = read(here, ours)?;
        // What was destroyed in the other copy since says nothing that could be brought.
        let theirs_state = match last.has_body {
            true => read(there, Some(last))?,
            false => base_state.clone(),
        };
        let three = (&base_state.fields, &ours_state.fields, &theirs_state.fields);
        let merged = match about {
            About::Evidence { .. } => merge_links(three.0, three.1, three.2),
            _ => merge(three.0, three.1, three.2),
        };
        let by = |entry: &Entry| SaidBy {
            author: entry.author.clone(),
            at: entry.at,
        };
        said.push((by(ours.unwrap_or(last)), by(last)));
        let taken = about.run().is_some_and(|run| work.taken.contains(run));
        outcomes.push(Outcome {
            about: about.clone(),
            is_recorded: !forward && !taken,
            of: last.id.clone(),
            merged,
            ours: ours_state,
            theirs: theirs_state,
            base: base_state,
        });
    }
    Ok((outcomes, said))
}

/// Adds to a plan what becomes of one thing.
fn tell(plan: &mut MergePlan, outcome: &Outcome, ours: &SaidBy, theirs: &SaidBy) {
    for conflict in &outcome.merged.conflicts {
        plan.conflicts.push(Conflict {
            about: outcome.about.clone(),
            field: conflict.field.clone(),
            base: conflict.base.clone(),
            ours: (conflict.ours.clone(), ours.clone()),
            theirs: (conflict.theirs.clone(), theirs.clone()),
        });
    }
    let conflicts = |name: &str| outcome.merged.conflicts.iter().any(|c| c.field == name);
    let names: BTreeSet<&String> = outcome
        .merged
        .fields
        .keys()
        .chain(outcome.ours.fields.keys())
        .collect();
    for name in names {
        let (before, after) = (
            outcome.ours.fields.get(name),
            outcome.merged.fields.get(name),
        );
        if before != after && !conflicts(name) {
            plan.brought.push(Brought {
                about: outcome.about.clone(),
                field: name.clone(),
                before: before.cloned(),
                after: after.cloned(),
                by: theirs.clone(),
            });
        }
    }
}

/// What was chosen for each conflict.
pub type Choices = BTreeMap<(About, String), Side>;

/// Refuses choices about what does not conflict: they were made about another state.
pub(super) fn fits(plan: &MergePlan, choices: &Choices) -> Result<(), Stop<MergeError>> {
    let known: BTreeSet<(&About, &str)> = plan
        .conflicts
        .iter()
        .map(|conflict| (&conflict.about, conflict.field.as_str()))
        .collect();
    let strange = choices
        .keys()
        .any(|(about, field)| !known.contains(&(about, field.as_str())));
    if strange {
        return refuse(MergeError::Moved);
    }
    let left = plan
        .conflicts
        .iter()
        .filter(|c| !choices.contains_key(&(c.about.clone(), c.field.clone())));
    match left.count() {
        0 => Ok(()),
        left => refuse(MergeError::Unsettled { left }),
    }
}

/// Returns where a run of an assessment stands in the file.
pub(super) fn place(conn: &Connection, run: &str) -> rusqlite::Result<Option<Named>> {
    let seq = conn
        .prepare_cached("SELECT seq FROM run WHERE id = ?1")?
        .query_row(params![run], |row| row.get(0))
        .optional()?;
    Ok(seq.map(|seq| Named {
        seq,
        id: run.to_owned(),
    }))
}
