//! What no log covers: settings, drafts, requests that are answered here, where counsel left each run, what
//! stands beside a copy of a document, and the end of the data folder's log.
//!
//! For each of these tables one row holds how many rows there are and the sum of their hashes, which
//! triggers keep in step with every change whoever makes it; the two functions in them are ours, so a
//! program that has them not cannot change these tables at all. A sum is the exclusive or of the rows'
//! SHA-256: a row that was changed, added or removed leaves another one. It costs one page in a commit
//! and a hash of the one row that was changed.

use proviso_core::canonical::sha256;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _};

/// The tables, each with the columns that a sum is over. The migration writes the same.
const TABLES: [(&str, &str, &str); 6] = [
    ("settings", "setting", "key, value"),
    (
        "drafts",
        "draft",
        "scope, assessment, run, item_id, field, text, updated_at",
    ),
    (
        "drafts of forms",
        "form_draft",
        "assessment, form, text, updated_at",
    ),
    (
        "requests that are answered here",
        "answering",
        "request, file, says, updated_at, utc_offset_minutes",
    ),
    ("places in runs", "place", "run, item_id"),
    (
        "copies of evidence",
        "evidence_file",
        "hash, size, added_at",
    ),
];

type Sum = [u8; 32];

/// Gives a connection the two functions; every connection that writes needs them.
pub(crate) fn functions(conn: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    conn.create_scalar_function("proviso_fold", -1, flags, |context| {
        let mut sum = [0; 32];
        if let ValueRef::Blob(before) = context.get_raw(0)
            && before.len() == sum.len()
        {
            sum.copy_from_slice(before);
        }
        fold(&mut sum, row(context, 1));
        Ok(sum.to_vec())
    })?;
    conn.create_aggregate_function("proviso_sum", -1, flags, OverRows)
}

/// Adds a row's hash to a sum; the same once more takes it out.
fn fold(sum: &mut Sum, row: Sum) {
    for (byte, of_row) in sum.iter_mut().zip(row) {
        *byte ^= of_row;
    }
}

/// Returns the hash of the values from `first` on: of the kind, length and bytes of each.
fn row(context: &Context<'_>, first: usize) -> Sum {
    let mut bytes = Vec::with_capacity(256);
    for at in first..context.len() {
        let number;
        let (kind, value): (u8, &[u8]) = match context.get_raw(at) {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(value) => {
                number = value.to_be_bytes();
                (1, &number)
            }
            ValueRef::Real(value) => {
                number = value.to_bits().to_be_bytes();
                (2, &number)
            }
            ValueRef::Text(value) => (3, value),
            ValueRef::Blob(value) => (4, value),
        };
        bytes.push(kind);
        bytes.extend((value.len() as u64).to_be_bytes());
        bytes.extend(value);
    }
    let mut sum = [0; 32];
    let digits = sha256(&bytes).0;
    for (byte, pair) in sum.iter_mut().zip(digits.as_bytes().chunks(2)) {
        let digit = |at: usize| {
            pair.get(at)
                .map_or(0, |c| char::from(*c).to_digit(16).unwrap_or(0))
        };
        *byte = u8::try_from(digit(0) * 16 + digit(1)).unwrap_or(0);
    }
    sum
}

#[derive(Debug)]
struct OverRows;

impl Aggregate<Sum, Vec<u8>> for OverRows {
    fn init(&self, _: &mut Context<'_>) -> rusqlite::Result<Sum> {
        Ok([0; 32])
    }

    fn step(&self, context: &mut Context<'_>, sum: &mut Sum) -> rusqlite::Result<()> {
        fold(sum, row(context, 0));
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, sum: Option<Sum>) -> rusqlite::Result<Vec<u8>> {
        Ok(sum.unwrap_or([0; 32]).to_vec())
    }
}

/// Returns what the tables are called that hold other rows than their sums say.
pub(crate) fn differing(conn: &Connection) -> rusqlite::Result<Vec<&'static str>> {
    let mut differing = Vec::new();
    for (called, table, columns) in TABLES {
        let found: (i64, Vec<u8>) = conn.query_row(
            &format!("SELECT count(*), proviso_sum('{table}', {columns}) FROM {table}"),
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if kept(conn, table)? != Some(found) {
            differing.push(called);
        }
    }
    let end: (i64, Vec<u8>) = conn.query_row(
        "SELECT count(*), coalesce(
             (SELECT hash FROM folder_entry ORDER BY seq DESC LIMIT 1), zeroblob(32))
         FROM folder_entry",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    if kept(conn, "folder_entry")? != Some(end) {
        differing.push("end of the data folder's log");
    }
    Ok(differing)
}

fn kept(conn: &Connection, name: &str) -> rusqlite::Result<Option<(i64, Vec<u8>)>> {
    conn.query_row(
        "SELECT count, sum FROM tally WHERE name = ?1",
        [name],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
    .optional()
}
