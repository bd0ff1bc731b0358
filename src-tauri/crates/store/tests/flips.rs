//! Flips single bits of a data file, anywhere in it: each is either found, or changes nothing that
//! Proviso reads.
//!
//! What is read is everything: each row of each table, the schema, each word of the index. It is
//! written out before and after. A flip in a free part of a page, or in a number that SQLite keeps
//! for itself, changes none of it; everything else has to be refused or named.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::fs;
use std::path::Path;

use common::{assessment, item_hash, moment, open, repetitions, say_loudly, stamp};
use proviso_core::action::Action;
use proviso_core::answer::{Answer, Field, Verdict};
use proviso_core::canonical::{Hash, hash_text, sha256};
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, KeptCopy};
use proviso_core::profile::Profile;
use proviso_store::{
    ActionChange, Change, DATA_FILE, Frozen, NewEvidence, Signatory, Signing, Store,
};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

/// A pack that can be read, so that the index of words has its questions too.
const READABLE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../assets/packs/acme-ai-policy/1.0.0.json"
);

/// Writes something into every table.
fn fill(store: &mut Store) {
    store
        .put_pack(&fs::read(READABLE).unwrap(), &stamp(0))
        .unwrap();
    for company in 0..3 {
        let made = assessment(store, &format!("Fictional Company {company}"));
        store
            .set_profile(&made.run, &Profile::default(), &stamp(3))
            .unwrap();
        for count in 0..40 {
            let item = format!("item-{count}");
            let hash = item_hash(&item);
            let answer = Answer {
                verdict: Some(Verdict::Partly),
                facts: Some(format!("Facts of {item} at company {company}. ").repeat(4)),
                ..Answer::default()
            };
            let change = Change::new(&item, &hash, &answer);
            store
                .record_answer(&made.run, &change, &stamp(10 + count))
                .unwrap();
        }
        for count in 0..10 {
            let item = format!("item-{count}");
            let action = Action {
                owner: Some(String::from("Chief Risk Officer")),
                ..Action::default()
            };
            let change = ActionChange::new(&item, &action);
            store
                .record_action(&made.assessment, &change, &stamp(60 + count))
                .unwrap();
            let text = format!("being typed in {item}");
            store
                .save_draft(&made.run, &item, Field::Analysis, &text, moment(80 + count))
                .unwrap();
            keep(store, &made.run, &item, count);
        }
        store.set_place(&made.run, "item-3").unwrap();
        let key = format!("later {company}");
        store
            .set_setting(&key, &serde_json::json!(["item-1", "item-2"]))
            .unwrap();
        if company == 0 {
            for count in 0..10 {
                let item = format!("item-{count}");
                store.drop_draft(&made.run, &item, Field::Analysis).unwrap();
            }
            sign(store, &made.run);
        }
    }
    let author = serde_json::json!({ "author": "Ada Counsel" });
    store
        .record_setting("settings", &author, &stamp(120))
        .unwrap();
}

fn keep(store: &mut Store, run: &str, item: &str, count: i64) {
    let document = format!("Document {count}. ").repeat(20);
    let evidence = Evidence {
        title: format!("Register {count}"),
        copy: Some(KeptCopy {
            hash: sha256(document.as_bytes()),
            name: String::from("register.txt"),
            bytes: document.len() as u64,
        }),
        ..Evidence::default()
    };
    let hash = item_hash(item);
    let new = NewEvidence {
        item,
        item_hash: &hash,
        evidence: &evidence,
        bytes: Some(document.as_bytes()),
    };
    store.add_evidence(run, &[new], &stamp(100)).unwrap();
}

fn sign(store: &mut Store, run: &str) {
    let (revision, action) = store.ends(run).unwrap();
    let frozen = Frozen {
        snapshot: r#"{"answers":{}}"#,
        pdf: &b"%PDF-1.7 as signed ".repeat(60),
        heads: (&revision, action.as_deref()),
    };
    let signing = Signing {
        legend: None,
        reviewer: None,
        signer: Signatory {
            name: String::from("M. Okafor"),
            role: String::from("General Counsel"),
        },
        statement: String::from("To my knowledge, on the bases stated."),
        on: Date::from_ymd(2026, 12, 6).unwrap(),
    };
    store.sign(run, &signing, &frozen, &stamp(110)).unwrap();
}

/// Writes out everything that is read of a file; an error is something else than before, too.
fn all(file: &Path) -> rusqlite::Result<Hash> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut text = String::new();
    for number in ["user_version", "application_id"] {
        let value: i64 = conn.pragma_query_value(None, number, |row| row.get(0))?;
        text.push_str(&value.to_string());
    }
    let schema: Vec<(String, Option<String>)> = conn
        .prepare("SELECT name, sql FROM sqlite_schema ORDER BY type, name")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    conn.execute_batch(
        "CREATE VIRTUAL TABLE temp.instance USING fts5vocab ('main', 'search_word', 'instance')",
    )?;
    let mut read = vec![String::from("temp.instance")];
    for (name, sql) in schema {
        let sql = sql.unwrap_or_default();
        // How the index of words keeps its words is its own; the words themselves are compared.
        if sql.starts_with("CREATE TABLE") && !name.starts_with("search_word") {
            read.push(name);
        }
        text.push_str(&sql);
    }
    for table in read {
        let mut query = conn.prepare(&format!("SELECT * FROM {table}"))?;
        let columns = query.column_count();
        let mut rows = query.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let mut line = String::new();
            for at in 0..columns {
                line.push_str(&match row.get_ref(at)? {
                    ValueRef::Null => String::from("~"),
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => sha256(bytes).0,
                    ValueRef::Integer(number) => number.to_string(),
                    ValueRef::Real(number) => number.to_string(),
                });
                line.push(' ');
            }
            lines.push(line);
        }
        lines.sort();
        text.push_str(&table);
        text.push_str(&lines.join("\n"));
    }
    Ok(hash_text("all", &text))
}

#[test]
fn a_flipped_bit_is_found_or_changes_nothing() {
    let template = tempfile::tempdir().unwrap();
    let mut store = open(template.path()).unwrap();
    fill(&mut store);
    assert_eq!(store.verify().unwrap(), [], "as written it holds");
    drop(store);
    let whole = fs::read(template.path().join(DATA_FILE)).unwrap();
    let before = all(&template.path().join(DATA_FILE)).unwrap();

    let bits = repetitions(4_000);
    let (mut refused, mut found, mut nothing) = (0, 0, 0);
    let mut missed = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(DATA_FILE);
    // Too small to be hit by chance: the edition of the index of words, by which it may be made again.
    let edition = whole.windows(7).position(|bytes| bytes == b"search2");
    let edition = (edition.unwrap() + 6) * 8;
    let drawn = (0..bits).map(|_| {
        let drawn = u128::from_be_bytes(common::sixteen());
        usize::try_from(drawn % (whole.len() as u128 * 8)).unwrap()
    });
    for bit in std::iter::once(edition).chain(drawn) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        for beside in ["proviso.db-wal", "proviso.db-shm", "proviso.db-journal"] {
            drop(fs::remove_file(folder.path().join(beside)));
        }
        fs::write(&file, &bytes).unwrap();
        match open(folder.path()) {
            Err(_) => refused += 1,
            Ok(store) => {
                let holds = store.verify().is_ok_and(|broken| broken.is_empty());
                drop(store);
                if !holds {
                    found += 1;
                } else if all(&file).is_ok_and(|after| after == before) {
                    nothing += 1;
                } else {
                    missed.push(bit);
                }
            }
        }
    }
    say_loudly(&format!(
        "{bits} bits of {} bytes flipped, one at a time: {refused} refused when opened, {found} found \
         by the check, {nothing} without effect, {} missed",
        whole.len(),
        missed.len()
    ));
    assert!(found > 0 && refused > 0, "bits fell on what matters");
    for bit in &missed {
        let (page, at) = (bit / 8 / 4_096 + 1, bit / 8 % 4_096);
        say_loudly(&format!("missed: byte {at} of page {page}"));
    }
    assert_eq!(
        missed, [0; 0],
        "each was found or changes nothing that is read"
    );
}
