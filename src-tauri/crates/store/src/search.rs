//! What can be found by words: an index over what is asked and what was answered.
//!
//! The index is no part of what is kept: it points at the logs and the packs, holds no text, is
//! brought up to date in the same transaction as each change, and can be made again from nothing.
//! A destruction makes it again, so that no word of what was destroyed stays behind in it.

mod around;
mod compare;
mod everywhere;
mod find;

use proviso_core::answer::Answer;
use proviso_core::pack;
use proviso_core::search::{Texts, answer_texts, evidence_texts, item_texts, provision_texts};
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::answer::content;
use crate::body::Body;
use crate::fault::Fault;
use crate::store::Store;

pub(crate) use around::{put_all as put_around, put_interview, put_matter};
pub(crate) use compare::difference;
pub use find::{Find, FoundIn, RunFinds};

/// Documents of one shelf are numbered within this many bits.
const COUNT_BITS: u32 = 20;

/// Raised, with the schema, whenever other texts are indexed than before, so that the index is made again.
const EDITION: &str = "2";

/// The editions before it.
const EARLIER: [&str; 1] = ["1"];

/// Returns whether an index is of this edition or an earlier one. No program writes another one into a file
/// that this one opens.
pub(crate) fn is_known(edition: &str) -> bool {
    edition == EDITION || EARLIER.contains(&edition)
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Item,
    Provision,
    Answer,
    Evidence,
    Interview,
    Matter,
}

impl Kind {
    const ALL: [Self; 6] = [
        Self::Item,
        Self::Provision,
        Self::Answer,
        Self::Evidence,
        Self::Interview,
        Self::Matter,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Provision => "provision",
            Self::Answer => "answer",
            Self::Evidence => "evidence",
            Self::Interview => "interview",
            Self::Matter => "matter",
        }
    }

    fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Whose documents a shelf holds.
#[derive(Debug, Clone, Copy)]
enum Owner<'a> {
    Run(i64),
    Pack(&'a str),
    Assessment(i64),
}

impl<'a> Owner<'a> {
    /// Returns what stands in the three columns of a shelf.
    fn columns(self) -> (Option<i64>, Option<&'a str>, Option<i64>) {
        match self {
            Self::Run(run) => (Some(run), None, None),
            Self::Pack(pack) => (None, Some(pack), None),
            Self::Assessment(assessment) => (None, None, Some(assessment)),
        }
    }
}

fn shelf(conn: &Connection, owner: Owner<'_>) -> rusqlite::Result<i64> {
    let (run, pack, assessment) = owner.columns();
    let known = conn
        .prepare_cached(
            "SELECT seq FROM search_shelf WHERE run = ?1 OR pack_hash = ?2 OR assessment = ?3",
        )?
        .query_row(params![run, pack, assessment], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    conn.prepare_cached(
        "INSERT INTO search_shelf (run, pack_hash, assessment) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![run, pack, assessment])?;
    Ok(conn.last_insert_rowid())
}

/// The first and the last number that documents of a shelf can have.
fn span(shelf: i64) -> (i64, i64) {
    (shelf << COUNT_BITS, ((shelf + 1) << COUNT_BITS) - 1)
}

/// Indexes the texts of one place in place of those that stood there; none where there is no word.
fn put(
    conn: &Connection,
    owner: Owner<'_>,
    kind: Kind,
    (place, link): (&str, &str),
    texts: &Texts,
) -> rusqlite::Result<()> {
    let shelf = shelf(conn, owner)?;
    let known: Option<i64> = conn
        .prepare_cached(
            "SELECT doc FROM search_document
             WHERE shelf = ?1 AND kind = ?2 AND place = ?3 AND link = ?4",
        )?
        .query_row(params![shelf, kind.name(), place, link], |row| row.get(0))
        .optional()?;
    if let Some(known) = known {
        conn.prepare_cached("DELETE FROM search_word WHERE rowid = ?1")?
            .execute([known])?;
    }
    if texts.is_empty() {
        if let Some(known) = known {
            conn.prepare_cached("DELETE FROM search_document WHERE doc = ?1")?
                .execute([known])?;
        }
        return Ok(());
    }
    let doc = match known {
        Some(known) => known,
        None => {
            let (first, last) = span(shelf);
            conn.prepare_cached(
                "INSERT INTO search_document (doc, shelf, kind, place, link)
                 SELECT coalesce(max(doc), ?5) + 1, ?1, ?2, ?3, ?4 FROM search_document
                 WHERE doc BETWEEN ?5 AND ?6",
            )?
            .execute(params![shelf, kind.name(), place, link, first, last])?;
            conn.last_insert_rowid()
        }
    };
    conn.prepare_cached("INSERT INTO search_word (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![doc, texts.title, texts.text])?;
    Ok(())
}

/// Indexes an answer in place of the one that held before.
pub(crate) fn put_answer(
    conn: &Connection,
    run: i64,
    item: &str,
    before: Option<&Answer>,
    answer: &Answer,
) -> rusqlite::Result<()> {
    let texts = answer_texts(answer);
    if before.map(answer_texts).unwrap_or_default() == texts {
        return Ok(());
    }
    put(conn, Owner::Run(run), Kind::Answer, (item, ""), &texts)
}

/// Indexes a piece of evidence by its names in place of what stood there; takes it out with none, as
/// when it is unlinked.
pub(crate) fn put_evidence(
    conn: &Connection,
    run: i64,
    item: &str,
    link: &str,
    texts: &Texts,
) -> rusqlite::Result<()> {
    put(conn, Owner::Run(run), Kind::Evidence, (item, link), texts)
}

/// Takes each text of an index: whose it is, of which kind, in which place and under which link.
type See<'a> = dyn FnMut(Owner<'_>, Kind, (&str, &str), &Texts) -> rusqlite::Result<()> + 'a;

/// Sees the texts of a pack: what it asks, and what it is about. Of bytes that are no pack there are
/// none.
fn each_of_pack(hash: &str, bytes: &[u8], see: &mut See<'_>) -> rusqlite::Result<()> {
    let Ok((pack, _)) = pack::read(bytes) else {
        return Ok(());
    };
    let owner = Owner::Pack(hash);
    for item in &pack.items {
        see(owner, Kind::Item, (&item.id, ""), &item_texts(item))?;
    }
    for provision in &pack.provisions {
        let at = (provision.pin.as_str(), "");
        see(owner, Kind::Provision, at, &provision_texts(provision))?;
    }
    Ok(())
}

/// Sees the texts of every pack.
fn each_of_packs(conn: &Connection, see: &mut See<'_>) -> rusqlite::Result<()> {
    let mut packs = conn.prepare("SELECT hash, body FROM pack ORDER BY pack_id, version")?;
    let mut rows = packs.query([])?;
    while let Some(row) = rows.next()? {
        let (hash, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        each_of_pack(&hash, &bytes, see)?;
    }
    Ok(())
}

/// Indexes what a pack asks, and the text it is about.
pub(crate) fn put_pack(conn: &Connection, hash: &str, bytes: &[u8]) -> rusqlite::Result<()> {
    each_of_pack(hash, bytes, &mut |owner, kind, at, texts| {
        put(conn, owner, kind, at, texts)
    })
}

/// Takes a pack that is removed out of the index.
pub(crate) fn drop_pack(conn: &Connection, hash: &str) -> rusqlite::Result<()> {
    let shelf = shelf(conn, Owner::Pack(hash))?;
    let (first, last) = span(shelf);
    conn.execute(
        "DELETE FROM search_word WHERE rowid IN
             (SELECT doc FROM search_document WHERE doc BETWEEN ?1 AND ?2)",
        [first, last],
    )?;
    conn.execute(
        "DELETE FROM search_document WHERE doc BETWEEN ?1 AND ?2",
        [first, last],
    )?;
    conn.execute("DELETE FROM search_shelf WHERE seq = ?1", [shelf])?;
    Ok(())
}

/// Sees the texts of what holds in a run, or in every run.
fn each_answered(conn: &Connection, run: Option<i64>, see: &mut See<'_>) -> rusqlite::Result<()> {
    let mut answers = conn.prepare(
        "SELECT current_answer.run, current_answer.item_id, body
         FROM current_answer JOIN kept_revision AS revision ON revision.seq = current_answer.seq
         WHERE body IS NOT NULL AND (?1 IS NULL OR current_answer.run = ?1)
         ORDER BY current_answer.run, current_answer.item_id",
    )?;
    let mut rows = answers.query([run])?;
    while let Some(row) = rows.next()? {
        let (of, item): (i64, String) = (row.get(0)?, row.get(1)?);
        if let Some(content) = content::read(conn, row.get(2)?)? {
            let texts = answer_texts(&content.answer);
            see(Owner::Run(of), Kind::Answer, (&item, ""), &texts)?;
        }
    }
    let mut links = conn.prepare(
        "SELECT evidence_link.run, evidence_link.item_id, evidence_link.id, body
         FROM evidence_link JOIN kept_revision AS revision ON revision.seq = evidence_link.seq
         WHERE linked = 1 AND body IS NOT NULL AND (?1 IS NULL OR evidence_link.run = ?1)
         ORDER BY evidence_link.run, evidence_link.id",
    )?;
    let mut rows = links.query([run])?;
    while let Some(row) = rows.next()? {
        let (of, item, link): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let mut body: Body = row.get(3)?;
        let texts = evidence_texts(&body.take("evidence")?);
        see(Owner::Run(of), Kind::Evidence, (&item, &link), &texts)?;
    }
    Ok(())
}

/// Indexes what holds in a run, or in every run, as when a whole run comes in from elsewhere.
pub(crate) fn put_answered(conn: &Connection, run: Option<i64>) -> rusqlite::Result<()> {
    each_answered(conn, run, &mut |owner, kind, at, texts| {
        put(conn, owner, kind, at, texts)
    })
}

/// Makes the index again from the packs and from what holds now in every run. Words of what was
/// replaced or destroyed since it was made are gone from it afterwards.
pub(crate) fn rebuild(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(
        "INSERT INTO search_word (search_word) VALUES ('delete-all');
         DELETE FROM search_document;
         DELETE FROM search_shelf;",
    )?;
    each_of_packs(conn, &mut |owner, kind, at, texts| {
        put(conn, owner, kind, at, texts)
    })?;
    put_answered(conn, None)?;
    around::put_all(conn, None)?;
    conn.execute(
        "INSERT INTO meta (key, value) VALUES ('search', ?1)
         ON CONFLICT DO UPDATE SET value = excluded.value",
        [EDITION],
    )?;
    Ok(())
}

/// Makes the index where the file has none or an earlier one, as after a migration. What is said to be of an
/// edition that there is not is left to the check, which finds it.
pub(crate) fn make_if_stale(conn: &mut Connection) -> rusqlite::Result<()> {
    let there: bool = conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'search_word')",
        [],
        |row| row.get(0),
    )?;
    let edition: Option<String> = conn
        .query_row("SELECT value FROM meta WHERE key = 'search'", [], |row| {
            row.get(0)
        })
        .optional()?;
    let is_stale = edition.is_none_or(|edition| EARLIER.contains(&edition.as_str()));
    if !there || !is_stale {
        return Ok(());
    }
    let tx = conn.transaction()?;
    rebuild(&tx)?;
    tx.commit()
}

impl Store {
    /// Makes the index of words again from the packs and the logs.
    pub fn rebuild_search(&mut self) -> Result<(), Fault> {
        self.note(|conn| Ok(rebuild(conn)?))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
