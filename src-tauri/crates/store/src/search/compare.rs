//! Whether the index of words is the one that the packs and the logs give.
//!
//! The index is made again beside the file, in memory, and both are read word by word. A word that was
//! changed in the index alone would else go unfound, and nobody would know.

use rusqlite::{Connection, OptionalExtension as _, Statement, params};

use super::{Kind, Owner, around, each_answered, each_of_packs};

/// A word in one place of one document.
type Instance = (String, i64, String, i64);

/// Returns in words where the index differs first; `None` where it does not.
pub(crate) fn difference(conn: &Connection) -> rusqlite::Result<Option<String>> {
    let made = Connection::open_in_memory()?;
    made.execute_batch(
        "CREATE VIRTUAL TABLE word USING fts5 (
             title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
         CREATE VIRTUAL TABLE instance USING fts5vocab (word, instance);
         BEGIN",
    )?;
    let mut place = conn.prepare(
        "SELECT doc FROM search_document JOIN search_shelf ON search_shelf.seq = shelf
         WHERE (run = ?1 OR pack_hash = ?2 OR assessment = ?3) AND kind = ?4 AND place = ?5
           AND link = ?6",
    )?;
    let mut insert = made.prepare("INSERT INTO word (rowid, title, text) VALUES (?1, ?2, ?3)")?;
    let mut missing: Option<String> = None;
    let mut count: i64 = 0;
    let mut see = |owner: Owner<'_>,
                   kind: Kind,
                   at: (&str, &str),
                   texts: &super::Texts|
     -> rusqlite::Result<()> {
        if texts.is_empty() || missing.is_some() {
            return Ok(());
        }
        let (run, pack, assessment) = owner.columns();
        let doc: Option<i64> = place
            .query_row(
                params![run, pack, assessment, kind.name(), at.0, at.1],
                |row| row.get(0),
            )
            .optional()?;
        match doc {
            Some(doc) => {
                count += 1;
                insert.execute(params![doc, texts.title, texts.text])?;
            }
            None => missing = Some(format!("{} of {}", kind.name(), at.0)),
        }
        Ok(())
    };
    each_of_packs(conn, &mut see)?;
    each_answered(conn, None, &mut see)?;
    around::each(conn, None, &mut see)?;
    if missing.is_some() {
        return Ok(missing);
    }
    let kept: i64 = conn.query_row("SELECT count(*) FROM search_document", [], |row| row.get(0))?;
    if kept != count {
        return Ok(Some(format!("{kept} documents and not {count}")));
    }
    drop(insert);
    conn.execute_batch(
        "DROP TABLE IF EXISTS temp.search_instance;
         CREATE VIRTUAL TABLE temp.search_instance
         USING fts5vocab ('main', 'search_word', 'instance')",
    )?;
    let compared = compare(conn, &made);
    conn.execute_batch("DROP TABLE temp.search_instance")?;
    let Some(doc) = compared? else {
        return Ok(None);
    };
    let place: Option<String> = conn
        .query_row(
            "SELECT kind || ' of ' || place FROM search_document WHERE doc = ?1",
            [doc],
            |row| row.get(0),
        )
        .optional()?;
    Ok(Some(place.unwrap_or_else(|| format!("document {doc}"))))
}

/// Returns the document in which the two differ first.
fn compare(conn: &Connection, made: &Connection) -> rusqlite::Result<Option<i64>> {
    let mut here = conn.prepare("SELECT term, doc, col, offset FROM temp.search_instance")?;
    let mut there = made.prepare("SELECT term, doc, col, offset FROM instance")?;
    let (mut here, mut there) = (instances(&mut here)?, instances(&mut there)?);
    loop {
        match (here.next().transpose()?, there.next().transpose()?) {
            (None, None) => return Ok(None),
            (here, there) if here == there => {}
            (here, there) => return Ok(here.or(there).map(|(_, doc, _, _)| doc)),
        }
    }
}

fn instances<'a>(
    query: &'a mut Statement<'_>,
) -> rusqlite::Result<impl Iterator<Item = rusqlite::Result<Instance>> + 'a> {
    query.query_map([], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })
}
