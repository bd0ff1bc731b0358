//! What is kept around the answers, found by words: interviews as they stand now, and the matter log.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use proviso_core::matter_log::{Around, Interview, MatterEntry};
use proviso_core::search::{Texts, interview_texts, matter_texts};
use rusqlite::{Connection, OptionalExtension as _};

use super::{Find, FoundIn, Kind, Owner, See, put};
use crate::log::Named;
use crate::matter_log;

/// Indexes an interview in place of what it said before.
pub(crate) fn put_interview(
    conn: &Connection,
    assessment: &Named,
    id: &str,
    says: &Interview,
) -> rusqlite::Result<()> {
    let owner = Owner::Assessment(assessment.seq);
    put(
        conn,
        owner,
        Kind::Interview,
        (id, ""),
        &interview_texts(says),
    )
}

/// Indexes an entry of the matter log.
pub(crate) fn put_matter(
    conn: &Connection,
    assessment: &Named,
    id: &str,
    says: &MatterEntry,
) -> rusqlite::Result<()> {
    let owner = Owner::Assessment(assessment.seq);
    put(conn, owner, Kind::Matter, (id, ""), &matter_texts(says))
}

/// Indexes all of it of an assessment, or of every one, as when a whole one comes in from elsewhere.
pub(crate) fn put_all(conn: &Connection, assessment: Option<i64>) -> rusqlite::Result<()> {
    each(conn, assessment, &mut |owner, kind, at, texts| {
        put(conn, owner, kind, at, texts)
    })
}

/// Sees the texts of what is kept around the answers of an assessment, or of every one.
pub(super) fn each(
    conn: &Connection,
    assessment: Option<i64>,
    see: &mut See<'_>,
) -> rusqlite::Result<()> {
    let mut all =
        conn.prepare("SELECT seq, id FROM assessment WHERE ?1 IS NULL OR seq = ?1 ORDER BY seq")?;
    let mut rows = all.query([assessment])?;
    while let Some(row) = rows.next()? {
        let named = Named {
            seq: row.get(0)?,
            id: row.get(1)?,
        };
        let owner = Owner::Assessment(named.seq);
        let kept = matter_log::kept(conn, &named)?;
        for one in &kept.interviews {
            see(
                owner,
                Kind::Interview,
                (&one.id, ""),
                &interview_texts(&one.says),
            )?;
        }
        for one in &kept.log {
            see(owner, Kind::Matter, (&one.id, ""), &matter_texts(&one.says))?;
        }
    }
    Ok(())
}

/// Reads what stands at documents of assessments, in their order.
pub(super) fn at(conn: &Connection, docs: &[i64]) -> rusqlite::Result<Vec<Find>> {
    let mut place = conn.prepare_cached(
        "SELECT assessment.seq, assessment.id, kind, place
         FROM search_document
         JOIN search_shelf ON search_shelf.seq = search_document.shelf
         JOIN assessment ON assessment.seq = search_shelf.assessment
         WHERE doc = ?1",
    )?;
    let mut known: BTreeMap<i64, Around> = BTreeMap::new();
    let mut finds = Vec::new();
    for doc in docs {
        let read = place.query_row([doc], |row| {
            let named = Named {
                seq: row.get(0)?,
                id: row.get(1)?,
            };
            Ok((named, row.get(2)?, row.get(3)?))
        });
        let Some((named, kind, id)): Option<(Named, String, String)> = read.optional()? else {
            continue;
        };
        let kept = match known.entry(named.seq) {
            Entry::Occupied(kept) => kept.into_mut(),
            Entry::Vacant(free) => free.insert(matter_log::kept(conn, &named)?),
        };
        let Some((found_in, texts)) = texts(kept, &kind, &id) else {
            continue;
        };
        finds.push(Find::Around {
            assessment: named.id,
            found_in,
            id,
            title: texts.title,
            text: texts.text,
        });
    }
    Ok(finds)
}

fn texts(kept: &Around, kind: &str, id: &str) -> Option<(FoundIn, Texts)> {
    if kind == Kind::Interview.name() {
        let one = kept.interviews.iter().find(|one| one.id == id)?;
        return Some((FoundIn::Interview, interview_texts(&one.says)));
    }
    let one = kept.log.iter().find(|one| one.id == id)?;
    Some((FoundIn::Matter, matter_texts(&one.says)))
}
