//! Looking things up in the index: within one run, and in the whole data folder.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::canonical::Hash;
use proviso_core::evidence::Evidence;
use proviso_core::pack::Id;
use proviso_core::search::{Query, answer_texts, evidence_texts};
use rusqlite::{Connection, params};

use super::{Kind, around, span};
use crate::answer::content;
use crate::body::Body;
use crate::fault::Fault;
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
fn term(term: &str) -> String {
    format!("\"{}\" *", term.replace('"', " "))
}

fn within(
    conn: &Connection,
    shelf: i64,
    wanted: &str,
    limit: u32,
) -> rusqlite::Result<Vec<(String, String)>> {
    let (first, last) = span(shelf);
    conn.prepare_cached(
        "SELECT kind, place FROM search_word
         CROSS JOIN search_document ON search_document.doc = search_word.rowid
         WHERE search_word MATCH ?1 AND search_word.rowid BETWEEN ?2 AND ?3
         ORDER BY search_word.rowid LIMIT ?4",
    )?
    .query_map(params![wanted, first, last, limit], |row| {
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
                    for (kind, place) in within(conn, *shelf, &term(wanted), u32::MAX)? {
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

    /// Finds the places of the whole data folder in which every term stands: answers and evidence
    /// of the newest runs first, then interviews and the matter log, then questions and provisions of
    /// packs; at most `limit` of each.
    /// Assessments that were deleted, and runs that were thrown away, are left out.
    pub fn find(&self, query: &Query, limit: u32) -> Result<Vec<Find>, Fault> {
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let all: Vec<String> = query.terms().iter().map(|one| term(one)).collect();
        let all = all.join(" AND ");
        self.read(|conn| {
            let mut finds = answered(conn, &all, limit)?;
            finds.extend(around::found(conn, &all, limit)?);
            finds.extend(asked(conn, &all, limit)?);
            Ok(finds)
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

fn answered(conn: &Connection, all: &str, limit: u32) -> rusqlite::Result<Vec<Find>> {
    let mut query = conn.prepare_cached(
        "SELECT run.id, search_document.kind, place, coalesce(answer.body, evidence.body)
         FROM search_word
         CROSS JOIN search_document ON search_document.doc = search_word.rowid
         CROSS JOIN search_shelf ON search_shelf.seq = search_document.shelf
         CROSS JOIN run ON run.seq = search_shelf.run
         CROSS JOIN assessment ON assessment.seq = run.assessment
         LEFT JOIN current_answer ON search_document.kind = 'answer'
             AND current_answer.run = run.seq AND current_answer.item_id = place
         LEFT JOIN kept_revision AS answer ON answer.seq = current_answer.seq
         LEFT JOIN evidence_link ON search_document.kind = 'evidence' AND evidence_link.id = link
         LEFT JOIN kept_revision AS evidence ON evidence.seq = evidence_link.seq
         WHERE search_word MATCH ?1 AND run.state <> 'discarded'
           AND assessment.state IN ('open', 'archived')
         ORDER BY search_word.rowid DESC LIMIT ?2",
    )?;
    let rows = query.query_map(params![all, limit], |row| {
        let kind: String = row.get(1)?;
        let body: Option<String> = row.get(3)?;
        let (found_in, text) = match (kind.as_str(), body) {
            (_, None) => (FoundIn::Answer, String::new()),
            ("evidence", Some(body)) => {
                let evidence: Evidence = Body::read(&body)?.take("evidence")?;
                (FoundIn::Evidence, evidence_texts(&evidence).text)
            }
            (_, Some(body)) => {
                let content = content::read(conn, Body::read(&body)?)?;
                let text = content.map(|content| answer_texts(&content.answer).text);
                (FoundIn::Answer, text.unwrap_or_default())
            }
        };
        Ok(Find::Answered {
            run: row.get(0)?,
            item: row.get(2)?,
            found_in,
            text,
        })
    })?;
    rows.collect()
}

fn asked(conn: &Connection, all: &str, limit: u32) -> rusqlite::Result<Vec<Find>> {
    let mut shelves = conn.prepare_cached(
        "SELECT seq, pack_hash FROM search_shelf WHERE pack_hash IN (
             SELECT pack_hash FROM run JOIN assessment ON assessment.seq = run.assessment
             WHERE run.state <> 'discarded' AND assessment.state IN ('open', 'archived'))
         ORDER BY seq DESC",
    )?;
    let shelves: Vec<(i64, String)> = shelves
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut finds = Vec::new();
    for (shelf, pack) in shelves {
        for (kind, place) in within(conn, shelf, all, limit)? {
            let pack = Hash(pack.clone());
            finds.push(if kind == Kind::Provision.name() {
                Find::Provision { pack, pin: place }
            } else {
                Find::Asked { pack, item: place }
            });
        }
    }
    Ok(finds)
}
