//! The schema itself: tables, views and triggers as the migrations leave them. A trigger that is gone
//! lets through what it forbade; a view that says something else is read as if it were true.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{Breach, BrokenLink, Place};
use crate::migrate::{self, MIGRATIONS};
use crate::search;

/// Statements by kind and name. Those of the tables that the search index keeps for itself are SQLite's own
/// words; a version that writes others is found by the databases kept of every schema.
type Schema = BTreeMap<String, Option<String>>;

fn schema(conn: &Connection) -> rusqlite::Result<Schema> {
    conn.prepare(
        // The kinds of the values as well: SQLite takes bytes for words there.
        "SELECT type || ' ' || name, tbl_name || ' ' || typeof(type) || typeof(name) || typeof(tbl_name)
                    || typeof(sql) || ' ' || coalesce(sql, '')
         FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

fn meta(conn: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    conn.prepare("SELECT key, value FROM meta")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

pub(super) fn check(conn: &Connection, broken: &mut Vec<BrokenLink>) -> rusqlite::Result<()> {
    let mut made = Connection::open_in_memory()?;
    migrate::run(&mut made, &MIGRATIONS)?;
    let (expected, found) = (schema(&made)?, schema(conn)?);
    let mut differ = |table: &'static str, key: &String| {
        broken.push(BrokenLink {
            place: Place::Row {
                table,
                key: key.clone(),
            },
            breach: Breach::OtherThanMade,
        });
    };
    let mut names: Vec<&String> = expected.keys().chain(found.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        if expected.get(name) != found.get(name) {
            differ("the database's own", name);
        }
    }
    let (expected, found) = (meta(&made)?, meta(conn)?);
    let mut keys: Vec<&String> = expected.keys().chain(found.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        // Which edition of the index there is, is said once it is made.
        let holds = match (key.as_str(), found.get(key)) {
            ("search", Some(edition)) => search::is_known(edition),
            (_, value) => value == expected.get(key),
        };
        if !holds {
            differ("what the file says of itself,", key);
        }
    }
    Ok(())
}
