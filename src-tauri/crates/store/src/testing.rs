//! A store in a folder of its own, with counted moments and identifiers, for the unit tests.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;
use std::sync::{Arc, Mutex};

use proviso_core::answer::{Answer, Verdict};
use proviso_core::canonical::{Hash, hash_text};
use proviso_core::date::{Date, Moment};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::log::Named;
use crate::run::{self, NewRun};
use crate::{Created, DATA_FILE, Details, Fault, FirstRun, OpenOptions, Stamp, Store};

/// A pack of which the store reads no more than its title.
pub(crate) const PACK: &[u8] =
    br#"{"id":"eo-test","version":"1.0.0","name":"Test Order","lawDate":"2026-06-02"}"#;

pub(crate) fn moment(second: i64) -> Moment {
    Moment {
        unix_millis: 1_795_000_000_000 + second * 1_000,
        offset_minutes: -300,
    }
}

pub(crate) fn stamp(second: i64) -> Stamp {
    Stamp {
        author: String::from("Ada Counsel"),
        at: moment(second),
    }
}

/// Returns options whose identifiers count up from `from`, spread as random ones would be.
pub(crate) fn options(from: u64) -> OpenOptions {
    let mut count = from;
    OpenOptions {
        now: moment(0),
        entropy: Box::new(move || {
            count += 1;
            let digits = hash_text("test", &count.to_string()).0;
            u128::from_str_radix(&digits[..32], 16)
                .unwrap()
                .to_be_bytes()
        }),
    }
}

pub(crate) fn details() -> Details {
    Details {
        organization: String::from("Fictional Freight, Inc."),
        unit: String::from("Lending"),
        matter: String::from("M-1"),
        ..Details::default()
    }
}

/// Opens a store in a new folder.
pub(crate) fn empty() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), options(0)).unwrap();
    (folder, store)
}

/// Opens a store in a new folder, with one assessment.
pub(crate) fn with_assessment() -> (TempDir, Store, Created) {
    let (folder, mut store) = empty();
    let made = assessment(&mut store);
    (folder, store, made)
}

pub(crate) fn assessment(store: &mut Store) -> Created {
    let pack = store.put_pack(PACK, &stamp(1)).unwrap();
    let first = FirstRun {
        pack,
        as_of: Date::from_ymd(2026, 11, 21).unwrap(),
        profile: None,
    };
    store
        .create_assessment(&details(), &first, &stamp(2))
        .unwrap()
}

/// Opens the data file as another program would: without our settings. It has our functions, so that
/// what is refused is refused by the rules of the file.
pub(crate) fn behind_our_back(folder: &Path) -> Connection {
    let conn = Connection::open(folder.join(DATA_FILE)).unwrap();
    crate::tally::functions(&conn).unwrap();
    conn
}

pub(crate) fn item_hash(item: &str) -> Hash {
    hash_text("item", item)
}

pub(crate) fn verdict(verdict: Verdict) -> Answer {
    Answer {
        verdict: Some(verdict),
        ..Answer::default()
    }
}

/// Starts a run that follows another one, on the same pack.
pub(crate) fn follow(store: &mut Store, run: &str) -> Result<String, Fault> {
    let before = store.run(run).unwrap();
    store.write(&stamp(50), |writing| {
        let named = |id: &str, table: &str| {
            let seq = format!("SELECT seq FROM {table} WHERE id = ?1");
            let seq = writing.tx.query_row(&seq, [id], |row| row.get(0));
            Named {
                seq: seq.unwrap(),
                id: id.to_owned(),
            }
        };
        let assessment = named(&before.assessment, "assessment");
        let predecessor = named(run, "run");
        let next = run::start(
            writing,
            &NewRun {
                assessment: &assessment,
                number: before.number + 1,
                pack_hash: &before.pack.hash,
                as_of: before.as_of,
                predecessor: Some(&predecessor),
                amends: None,
            },
        )?;
        Ok(next.unwrap().id)
    })
}

/// Gives a run another state, without the entry that a later version writes for it.
pub(crate) fn set_state(store: &Store, run: &str, state: &str) {
    store
        .conn
        .execute("UPDATE run SET state = ?2 WHERE id = ?1", [run, state])
        .unwrap();
}

/// Watches work that is stopped at its `stop`th look, and keeps what it was told.
pub(crate) fn stopping_at(stop: usize) -> (crate::Watch, Arc<Mutex<Vec<u8>>>) {
    let seen: Arc<Mutex<Vec<u8>>> = Arc::default();
    let told = Arc::clone(&seen);
    let watch: crate::Watch = Arc::new(move |step: crate::Step| {
        let mut told = told.lock().unwrap();
        told.push(step.percent());
        told.len() != stop
    });
    (watch, seen)
}

/// Does work that is watched over and over, stopped at ever later looks, until it comes to its end;
/// `is_stopped` says of a refusal that it is that, and `unchanged` looks after each. Returns what the last
/// one was told.
pub(crate) fn stopped_everywhere<T, E: std::fmt::Debug>(
    mut work: impl FnMut(&crate::Watch) -> Result<T, E>,
    is_stopped: impl Fn(&E) -> bool,
    mut unchanged: impl FnMut(usize),
) -> (T, Vec<u8>) {
    let mut stop = 1;
    loop {
        let (watch, seen) = stopping_at(stop);
        match work(&watch) {
            Ok(done) => {
                let seen = seen.lock().unwrap().clone();
                assert!(stop > 3, "it was stopped at several looks: {seen:?}");
                assert!(seen.is_sorted(), "it only comes further: {seen:?}");
                return (done, seen);
            }
            Err(refusal) => {
                assert!(is_stopped(&refusal), "at look {stop}: {refusal:?}");
                unchanged(stop);
            }
        }
        stop += stop / 6 + 1;
    }
}
