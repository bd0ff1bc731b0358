//! What stands in two copies: the entries of both, what each is a state of, and the states themselves as
//! fields.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::action::Action;
use proviso_core::date::Moment;
use proviso_core::merge::{Fields, LINKED, NoState, fields, profile_fields};
use proviso_core::pack::Id;
use rusqlite::{Connection, Row, params};
use serde_json::Value;

use crate::answer;
use crate::body::{ANSWER_IN, Body, Cause};
use crate::evidence::{self, Added};
use crate::fault::damaged;
use crate::log::{Log, moment};

/// What fields are merged of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The assessment's own details.
    Details,
    /// The profile of a run.
    Profile {
        /// The run.
        run: String,
    },
    /// The answer to an item.
    Answer {
        /// The run.
        run: String,
        /// The item.
        item: Id,
    },
    /// A piece of evidence.
    Evidence {
        /// The run.
        run: String,
        /// The item it stands under.
        item: Id,
        /// Its link.
        link: String,
    },
    /// What is done about a gap.
    Action {
        /// The item.
        item: Id,
    },
}

impl About {
    /// Returns the run that it belongs to.
    pub fn run(&self) -> Option<&str> {
        match self {
            Self::Profile { run } | Self::Answer { run, .. } | Self::Evidence { run, .. } => {
                Some(run)
            }
            Self::Details | Self::Action { .. } => None,
        }
    }

    /// Returns the item that it is about.
    pub fn item(&self) -> Option<&str> {
        match self {
            Self::Answer { item, .. } | Self::Evidence { item, .. } | Self::Action { item } => {
                Some(item)
            }
            Self::Details | Self::Profile { .. } => None,
        }
    }

    /// Returns the log in which its states stand.
    pub(super) fn log(&self) -> Log {
        match self {
            Self::Action { .. } => Log::Action,
            _ => Log::Revision,
        }
    }
}

/// One entry of a log, without what it says.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) seq: i64,
    pub(super) id: String,
    pub(super) hash: String,
    pub(super) run: Option<String>,
    pub(super) item: Option<String>,
    pub(super) has_body: bool,
    pub(super) author: String,
    pub(super) at: Moment,
    /// What it is a state of; `None` for entries that are no state, and where a destroyed text took
    /// along which piece of evidence it was.
    pub(super) about: Option<About>,
}

fn about(row: &Row<'_>) -> rusqlite::Result<Option<About>> {
    let kind: String = row.get(3)?;
    let (run, item): (Option<String>, Option<Id>) = (row.get(4)?, row.get(5)?);
    let link: Option<String> = row.get(6)?;
    Ok(match (kind.as_str(), run, item, link) {
        ("assessment", ..) => Some(About::Details),
        ("profile", Some(run), ..) => Some(About::Profile { run }),
        ("answer", Some(run), Some(item), _) => Some(About::Answer { run, item }),
        ("evidence", Some(run), Some(item), Some(link)) => {
            Some(About::Evidence { run, item, link })
        }
        ("action", _, Some(item), _) => Some(About::Action { item }),
        _ => None,
    })
}

/// Reads one log of an assessment in the order of the file: an entry comes after those it follows.
pub(super) fn entries(
    conn: &Connection,
    log: Log,
    assessment: &str,
) -> rusqlite::Result<Vec<Entry>> {
    let table = log.table();
    conn.prepare(&format!(
        "SELECT {table}.seq, {table}.id, lower(hex(hash)), kind, run.id, item_id,
                CASE kind WHEN 'evidence' THEN json_extract(body, '$.link') END,
                body IS NOT NULL, author, recorded_at, utc_offset_minutes
         FROM {table} JOIN assessment ON assessment.seq = {table}.assessment
         LEFT JOIN run ON run.seq = {table}.run
         WHERE assessment.id = ?1 ORDER BY {table}.seq"
    ))?
    .query_map([assessment], |row| {
        Ok(Entry {
            seq: row.get(0)?,
            id: row.get(1)?,
            hash: row.get(2)?,
            run: row.get(4)?,
            item: row.get(5)?,
            about: about(row)?,
            has_body: row.get(7)?,
            author: row.get(8)?,
            at: moment(row, 9)?,
        })
    })?
    .collect()
}

/// One log in both copies.
#[derive(Debug)]
pub(super) struct Both {
    pub(super) ours: Vec<Entry>,
    pub(super) theirs: Vec<Entry>,
    in_ours: BTreeSet<String>,
    in_theirs: BTreeSet<String>,
}

impl Both {
    pub(super) fn read(
        here: &Connection,
        there: &Connection,
        log: Log,
        assessment: &str,
    ) -> rusqlite::Result<Self> {
        let (ours, theirs) = (
            entries(here, log, assessment)?,
            entries(there, log, assessment)?,
        );
        let hashes = |entries: &[Entry]| entries.iter().map(|entry| entry.hash.clone()).collect();
        Ok(Self {
            in_ours: hashes(&ours),
            in_theirs: hashes(&theirs),
            ours,
            theirs,
        })
    }

    /// Entries that only the copy here has.
    pub(super) fn only_ours(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.ours.iter();
        entries.filter(|entry| !self.in_theirs.contains(&entry.hash))
    }

    /// Entries that only the copy that comes has.
    pub(super) fn only_theirs(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.theirs.iter();
        entries.filter(|entry| !self.in_ours.contains(&entry.hash))
    }

    /// Entries that both have, as they stand here.
    pub(super) fn common(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.ours.iter();
        entries.filter(|entry| self.in_theirs.contains(&entry.hash))
    }

    /// Returns the last state of something here, there, and when the copies parted.
    pub(super) fn last(&self, about: &About) -> (Option<&Entry>, Option<&Entry>, Option<&Entry>) {
        let is_it = |entry: &&Entry| entry.about.as_ref() == Some(about);
        (
            self.ours.iter().rfind(is_it),
            self.theirs.iter().rfind(is_it),
            self.common().filter(is_it).last(),
        )
    }
}

/// One state as fields, with what goes along with it.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) fields: Fields,
    pub(super) item_hash: Option<String>,
    pub(super) stands_as: Cause,
    pub(super) added: Option<Added>,
}

fn no_state(error: NoState) -> rusqlite::Error {
    damaged(error.to_string())
}

/// What holds where nothing was ever recorded.
pub(super) fn blank(about: &About) -> rusqlite::Result<State> {
    Ok(State {
        fields: match about {
            About::Action { .. } => fields(&Action::default()).map_err(no_state)?,
            _ => Fields::new(),
        },
        ..State::default()
    })
}

/// Reads a state by its entry; `None` where its text was destroyed.
pub(super) fn state(
    conn: &Connection,
    about: &About,
    entry: &str,
) -> rusqlite::Result<Option<State>> {
    let table = about.log().table();
    let (item_hash, body): (Option<String>, Option<Body>) = conn
        .prepare_cached(&format!(
            "SELECT nullif(lower(hex(item_hash)), ''), body FROM kept_{table} WHERE id = ?1"
        ))?
        .query_row(params![entry], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some(mut body) = body else {
        return Ok(None);
    };
    let mut state = State {
        item_hash,
        ..State::default()
    };
    match about {
        About::Details => {
            state.fields = body.take::<BTreeMap<String, Value>>("details")?;
            state
                .fields
                .insert(STATE.to_owned(), body.take::<Value>("state")?);
        }
        About::Profile { .. } => {
            state.fields = profile_fields(&body.take("profile")?).map_err(no_state)?;
        }
        About::Answer { .. } => {
            // A text that another entry holds is destroyed with it.
            let Some(content) = answer::content::read(conn, body)? else {
                return Ok(None);
            };
            state.fields = fields(&content.answer).map_err(no_state)?;
            state.stands_as = content.stands_as;
        }
        About::Evidence { .. } => {
            state.added = body.take_if_any("added")?;
            let said = evidence::state(body)?;
            state.fields = fields(&said.evidence).map_err(no_state)?;
            state
                .fields
                .insert(LINKED.to_owned(), Value::Bool(said.linked));
        }
        About::Action { .. } => {
            let action: Action = body.take("action")?;
            state.fields = fields(&action).map_err(no_state)?;
        }
    }
    Ok(Some(state))
}

/// Returns the entry in which the answer of an entry stands, where it is another one.
pub(super) fn named_by(conn: &Connection, entry: &str) -> rusqlite::Result<Option<String>> {
    let body: Option<Body> = conn
        .prepare_cached("SELECT body FROM kept_revision WHERE id = ?1")?
        .query_row([entry], |row| row.get(0))?;
    let named = body.map(|mut body| body.take_if_any(ANSWER_IN));
    Ok(named.transpose()?.flatten())
}

/// The field of the details that says whether the assessment is worked on.
pub const STATE: &str = "state";
