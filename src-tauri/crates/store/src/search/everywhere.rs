//! Looking words up in the whole data folder.
//!
//! The index is read once for all that is asked of it: what the beginning of a word stands at is put together
//! from every word that begins so, and of a letter or two those are most of the words there are.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use proviso_core::canonical::Hash;
use proviso_core::evidence::Evidence;
use proviso_core::search::{Query, answer_texts, evidence_texts};
use rusqlite::{Connection, OptionalExtension as _};

use super::find::term;
use super::{COUNT_BITS, Find, FoundIn, Kind, around};
use crate::answer::content;
use crate::body::Body;
use crate::fault::Fault;
use crate::store::Store;

/// Whose documents a shelf holds that counts.
enum Of {
    Run,
    Assessment,
    Pack(String),
}

/// Documents in which every term stands.
#[derive(Default)]
struct Hits {
    /// Answers and evidence, those of the newest runs first.
    answered: Vec<i64>,
    /// Interviews and the matter log, the newest first.
    around: Vec<i64>,
    /// Questions and provisions in their order, by the shelf of the pack.
    asked: BTreeMap<Reverse<i64>, Vec<i64>>,
}

impl Store {
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
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.read(|conn| {
            let shelves = shelves(conn)?;
            let hits = hits(conn, &shelves, &all, limit)?;
            let mut finds = answered(conn, &hits.answered)?;
            finds.extend(around::at(conn, &hits.around)?);
            finds.extend(asked(conn, &shelves, hits.asked)?);
            Ok(finds)
        })
    }
}

/// Reads which shelves count: those of runs that were not thrown away, of assessments that were not deleted,
/// and of the packs that such runs ask.
fn shelves(conn: &Connection) -> rusqlite::Result<BTreeMap<i64, Of>> {
    conn.prepare_cached(
        "WITH counts AS (
             SELECT run.seq, run.pack_hash FROM run JOIN assessment ON assessment.seq = run.assessment
             WHERE run.state <> 'discarded' AND assessment.state IN ('open', 'archived'))
         SELECT seq, assessment IS NOT NULL, pack_hash FROM search_shelf
         WHERE run IN (SELECT seq FROM counts)
            OR pack_hash IN (SELECT pack_hash FROM counts)
            OR assessment IN (SELECT seq FROM assessment WHERE state IN ('open', 'archived'))",
    )?
    .query_map([], |row| {
        let of = match (row.get(1)?, row.get(2)?) {
            (_, Some(pack)) => Of::Pack(pack),
            (true, None) => Of::Assessment,
            (false, None) => Of::Run,
        };
        Ok((row.get(0)?, of))
    })?
    .collect()
}

/// Looks through the index, from what was put into it last to what was put into it first.
fn hits(
    conn: &Connection,
    shelves: &BTreeMap<i64, Of>,
    all: &str,
    limit: usize,
) -> rusqlite::Result<Hits> {
    let mut found = conn.prepare_cached(
        "SELECT rowid FROM search_word WHERE search_word MATCH ?1 ORDER BY rowid DESC",
    )?;
    let mut docs = found.query([all])?;
    let mut hits = Hits::default();
    while let Some(row) = docs.next()? {
        let doc: i64 = row.get(0)?;
        let shelf = doc >> COUNT_BITS;
        let of_kind = match shelves.get(&shelf) {
            None => continue,
            Some(Of::Run) => &mut hits.answered,
            Some(Of::Assessment) => &mut hits.around,
            Some(Of::Pack(_)) => {
                hits.asked.entry(Reverse(shelf)).or_default().push(doc);
                continue;
            }
        };
        if of_kind.len() < limit {
            of_kind.push(doc);
        }
    }
    for docs in hits.asked.values_mut() {
        docs.reverse();
        docs.truncate(limit);
    }
    Ok(hits)
}

/// Reads what stands at documents of runs, in their order.
fn answered(conn: &Connection, docs: &[i64]) -> rusqlite::Result<Vec<Find>> {
    let mut place = conn.prepare_cached(
        "SELECT run.id, search_document.kind, place, coalesce(answer.body, evidence.body)
         FROM search_document
         JOIN search_shelf ON search_shelf.seq = search_document.shelf
         JOIN run ON run.seq = search_shelf.run
         LEFT JOIN current_answer ON search_document.kind = 'answer'
             AND current_answer.run = run.seq AND current_answer.item_id = place
         LEFT JOIN kept_revision AS answer ON answer.seq = current_answer.seq
         LEFT JOIN evidence_link ON search_document.kind = 'evidence' AND evidence_link.id = link
         LEFT JOIN kept_revision AS evidence ON evidence.seq = evidence_link.seq
         WHERE doc = ?1",
    )?;
    let mut read = |doc: &i64| {
        place.query_row([doc], |row| {
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
        })
    };
    let found = docs.iter().map(|doc| read(doc).optional());
    found.filter_map(Result::transpose).collect()
}

/// Reads what stands at documents of packs, those of the pack that came last first.
fn asked(
    conn: &Connection,
    shelves: &BTreeMap<i64, Of>,
    docs: BTreeMap<Reverse<i64>, Vec<i64>>,
) -> rusqlite::Result<Vec<Find>> {
    let mut place =
        conn.prepare_cached("SELECT kind, place FROM search_document WHERE doc = ?1")?;
    let mut finds = Vec::new();
    for (Reverse(shelf), docs) in docs {
        let Some(Of::Pack(pack)) = shelves.get(&shelf) else {
            continue;
        };
        for doc in docs {
            let pack = Hash(pack.clone());
            let read = place.query_row([doc], |row| Ok((row.get(0)?, row.get(1)?)));
            let Some((kind, place)): Option<(String, String)> = read.optional()? else {
                continue;
            };
            finds.push(if kind == Kind::Provision.name() {
                Find::Provision { pack, pin: place }
            } else {
                Find::Asked { pack, item: place }
            });
        }
    }
    Ok(finds)
}
