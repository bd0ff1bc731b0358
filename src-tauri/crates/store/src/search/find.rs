//! Looking things up in the index within one run, and what is said of what was found.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::canonical::Hash;
use proviso_core::pack::Id;
use proviso_core::search::Query;
use rusqlite::{Connection, params};

use super::{Kind, span};
use crate::run::{self, ReadError};
use crate::store::Store;

/// Where words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundIn {
    /// In the question.
    Question,
    /// In what was answered.
    Answer,
    /// In the title or the place of a piece of evidence.
    Evidence,
    /// In an interview.
    Interview,
    /// In the matter log.
    Matter,
}

/// What was found within one run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunFinds {
    /// Items in whose question, answer and evidence together every term was found, with where.
    pub items: BTreeMap<Id, BTreeSet<FoundIn>>,
    /// Pinpoints of the provisions in whose words every term was found.
    pub provisions: BTreeSet<String>,
}

/// A place anywhere in the data folder where every term was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Find {
    /// What was answered for an item, or the evidence under it.
    Answered {
        /// The run.
        run: String,
        /// The item.
        item: Id,
        /// In its answer, or in its evidence.
        found_in: FoundIn,
        /// The text in which it was found.
        text: String,
    },
    /// The question of an item.
    Asked {
        /// The pack.
        pack: Hash,
        /// The item.
        item: Id,
    },
    /// The words of a provision.
    Provision {
        /// The pack.
        pack: Hash,
        /// Its pinpoint.
        pin: String,
    },
    /// An interview, or an entry of the matter log.
    Around {
        /// The assessment.
        assessment: String,
        /// Which of the two.
        found_in: FoundIn,
        /// Its identifier.
        id: String,
        /// What it is called in a list.
        title: String,
        /// The text in which it was found.
        text: String,
    },
}

/// One term as FTS5 reads it: its words in a row, the last one as the beginning of a word.
pub(super) fn term(term: &str) -> String {
    format!("\"{}\" *", term.replace('"', " "))
}

fn within(conn: &Connection, shelf: i64, wanted: &str) -> rusqlite::Result<Vec<(String, String)>> {
    let (first, last) = span(shelf);
    conn.prepare_cached(
        "SELECT kind, place FROM search_word
         CROSS JOIN search_document ON search_document.doc = search_word.rowid
         WHERE search_word MATCH ?1 AND search_word.rowid BETWEEN ?2 AND ?3
         ORDER BY search_word.rowid",
    )?
    .query_map(params![wanted, first, last], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?
    .collect()
}

impl Store {
    /// Finds the items of a run in whose question, answer and evidence together every term stands,
    /// and the provisions in whose words it does. A query without a term finds nothing.
    pub fn find_in_run(&self, run: &str, query: &Query) -> Result<RunFinds, ReadError> {
        self.read(|conn| {
            let known = run::known(conn, run)?;
            let pack: String = conn
                .prepare_cached("SELECT pack_hash FROM run WHERE seq = ?1")?
                .query_row([known.seq], |row| row.get(0))?;
            let shelves: Vec<i64> = conn
                .prepare_cached("SELECT seq FROM search_shelf WHERE run = ?1 OR pack_hash = ?2")?
                .query_map(params![known.seq, pack], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let mut finds: Option<RunFinds> = None;
            for wanted in query.terms() {
                let mut of_term = RunFinds::default();
                for shelf in &shelves {
                    for (kind, place) in within(conn, *shelf, &term(wanted))? {
                        let found_in = match Kind::read(&kind) {
                            Some(Kind::Provision) => {
                                of_term.provisions.insert(place);
                                continue;
                            }
                            Some(Kind::Answer) => FoundIn::Answer,
                            Some(Kind::Evidence) => FoundIn::Evidence,
                            // They stand on the shelf of the assessment.
                            Some(Kind::Interview | Kind::Matter) => continue,
                            Some(Kind::Item) | None => FoundIn::Question,
                        };
                        of_term.items.entry(place).or_default().insert(found_in);
                    }
                }
                finds = Some(match finds {
                    None => of_term,
                    Some(before) => before.and(of_term),
                });
            }
            Ok(finds.unwrap_or_default())
        })
    }
}

impl RunFinds {
    fn and(self, other: Self) -> Self {
        let mut items = BTreeMap::new();
        for (item, mut places) in self.items {
            if let Some(more) = other.items.get(&item) {
                places.extend(more);
                items.insert(item, places);
            }
        }
        Self {
            items,
            provisions: &self.provisions & &other.provisions,
        }
    }
}
