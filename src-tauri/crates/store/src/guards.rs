//! What the database itself refuses, whoever asks: tried with raw SQL from a connection that has
//! none of our settings.

use proviso_core::answer::Verdict;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::testing::{
    behind_our_back, follow, item_hash, moment, set_state, stamp, verdict, with_assessment,
};
use crate::{ActionChange, Change, Created, Store};

/// A store with an answer and an action in it.
fn written() -> (TempDir, Store, Created) {
    let (folder, mut store, made) = with_assessment();
    let hash = item_hash("inventory");
    let answer = verdict(Verdict::Partly);
    let change = Change::new("inventory", &hash, &answer);
    store.record_answer(&made.run, &change, &stamp(10)).unwrap();
    let action = proviso_core::action::Action {
        owner: Some(String::from("Chief Risk Officer")),
        ..Default::default()
    };
    store
        .record_action(
            &made.assessment,
            &ActionChange::new("inventory", &action),
            &stamp(11),
        )
        .unwrap();
    (folder, store, made)
}

/// Runs what must not run, and returns what the trigger that stopped it said.
fn refused(conn: &Connection, sql: &str) -> String {
    match conn.execute_batch(sql) {
        Err(rusqlite::Error::SqliteFailure(code, Some(told)))
            if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER =>
        {
            told
        }
        other => panic!("no trigger answered, but {other:?}, to: {sql}"),
    }
}

#[test]
fn logs_take_no_update_no_delete_and_no_replacement() {
    let (folder, store, _made) = written();
    drop(store);
    let conn = behind_our_back(folder.path());
    for table in ["revision", "action_entry", "folder_entry"] {
        let columns: Vec<String> = conn
            .prepare("SELECT name FROM pragma_table_info(?1)")
            .unwrap()
            .query_map([table], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        for column in &columns {
            let other = match column.as_str() {
                "seq" | "utc_offset_minutes" | "assessment" | "run" => "999",
                name if name.ends_with("hash") || name == "head" || name == "second_parent" => {
                    "x'00'"
                }
                _ => "'0'",
            };
            for value in [other, "NULL"] {
                if (column.as_str(), value) == ("seq", "NULL") {
                    // Not even a row without triggers takes that.
                    continue;
                }
                let told = refused(&conn, &format!("UPDATE {table} SET {column} = {value}"));
                assert!(
                    told.contains("never changes"),
                    "the trigger answers for {table}.{column} = {value}: {told}"
                );
            }
        }
        refused(&conn, &format!("DELETE FROM {table}"));
        refused(
            &conn,
            &format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"),
        );
        let others: Vec<&str> = columns
            .iter()
            .map(String::as_str)
            .filter(|c| *c != "seq")
            .collect();
        let others = others.join(", ");
        refused(
            &conn,
            &format!(
                "INSERT OR REPLACE INTO {table} ({others}) SELECT {others} FROM {table} WHERE seq = 1"
            ),
        );
    }
    drop(conn);
    let store = Store::open(folder.path(), crate::testing::options(1_000)).unwrap();
    assert_eq!(
        store.verify().unwrap(),
        [],
        "nothing of all that has left a trace"
    );
}

#[test]
fn an_entry_follows_one_of_its_own_chain() {
    let (folder, mut store, first) = written();
    let second = crate::testing::assessment(&mut store);
    drop(store);
    let conn = behind_our_back(folder.path());
    let insert = |assessment: &str, prev: &str| {
        format!(
            "INSERT INTO revision (id, assessment, kind, prev_hash, hash, author, recorded_at,
                 utc_offset_minutes, body_hash, body)
             SELECT printf('%032d', 7), seq, 'note', {prev}, zeroblob(32), 'x', 'x', 0,
                 zeroblob(32), '{{}}'
             FROM assessment WHERE id = '{assessment}'"
        )
    };
    let head = format!(
        "(SELECT hash FROM revision JOIN assessment ON assessment.seq = revision.assessment
          WHERE assessment.id = '{}' ORDER BY revision.seq DESC LIMIT 1)",
        first.assessment
    );
    for (assessment, prev, why) in [
        (
            &second.assessment,
            head.as_str(),
            "the head of another assessment",
        ),
        (&first.assessment, "NULL", "a second beginning"),
        (&first.assessment, "x'00'", "no entry at all"),
    ] {
        let told = refused(&conn, &insert(assessment, prev));
        assert!(told.contains("follows one of its own"), "{why}: {told}");
    }
    conn.execute_batch(&insert(&first.assessment, &head))
        .unwrap();
    let told = refused(
        &conn,
        "INSERT INTO folder_entry (id, kind, prev_hash, hash, author, recorded_at, utc_offset_minutes)
         SELECT printf('%032d', 7), 'note', prev_hash, zeroblob(32), 'x', 'x', 0
         FROM folder_entry WHERE seq = 2",
    );
    assert!(
        told.contains("follows the last one"),
        "the folder's chain never forks: {told}"
    );
}

#[test]
fn a_body_goes_only_with_a_destruction_entry_of_its_assessment() {
    let (folder, mut store, made) = written();
    let other = crate::testing::assessment(&mut store);
    let destroy = |store: &mut Store, assessment: &str, gone: &[String]| -> String {
        let mut body = serde_json::Map::new();
        body.insert(String::from("gone"), serde_json::json!(gone));
        store
            .write::<_, crate::Fault>(&stamp(20), |writing| {
                let assessment =
                    crate::assessment::open_for_change(&writing.tx, assessment).unwrap();
                let link = crate::log::Link {
                    assessment: &assessment,
                    run: None,
                    item: None,
                    item_hash: None,
                    kind: "destruction",
                    body: body.clone(),
                };
                Ok(writing.append(crate::Log::Revision, link)?.id)
            })
            .unwrap()
    };
    let answer = store.history(&made.run, "inventory").unwrap()[0]
        .revision
        .clone();
    let elsewhere = destroy(&mut store, &other.assessment, std::slice::from_ref(&answer));
    let empty = destroy(&mut store, &made.assessment, &[]);
    set_state(&store, &made.run, "signed");
    drop(store);
    let conn = behind_our_back(folder.path());
    let gone = |by: &str, also: &str| {
        format!(
            "UPDATE revision SET body = NULL, destroyed_by = '{by}'{also}
             WHERE kind = 'answer' AND body IS NOT NULL"
        )
    };
    refused(&conn, &gone(&elsewhere, ""));
    refused(&conn, &gone(&made.run, ""));
    refused(&conn, &gone(&empty, ""));
    refused(&conn, &gone(&empty, ", author = 'x'"));
    drop(conn);
    let mut store = Store::open(folder.path(), crate::testing::options(1_000)).unwrap();
    destroy(&mut store, &made.assessment, &[answer]);
    drop(store);
    let conn = behind_our_back(folder.path());
    refused(
        &conn,
        "UPDATE revision SET body = '{}', destroyed_by = NULL WHERE body IS NULL",
    );
    drop(conn);
    let store = Store::open(folder.path(), crate::testing::options(2_000)).unwrap();
    let broken = store.verify().unwrap();
    assert!(
        broken
            .iter()
            .all(|link| link.breach == crate::Breach::RowDiffers
                && matches!(link.place, crate::Place::Row { table: "run", .. })),
        "the chain holds without the text (the state set by hand apart): {broken:?}"
    );
    assert!(
        store.answers(&made.run).unwrap().is_empty(),
        "the answer is gone"
    );
    let history = store.history(&made.run, "inventory").unwrap();
    assert_eq!(history.len(), 1, "that there was one is not");
    assert_eq!(history[0].content, None, "and what it said is");
}

#[test]
fn a_signed_run_takes_nothing() {
    let (folder, mut store, made) = written();
    store
        .save_draft(
            &made.run,
            "agents",
            proviso_core::answer::Field::Facts,
            "x",
            moment(12),
        )
        .unwrap();
    set_state(&store, &made.run, "signed");
    drop(store);
    let conn = behind_our_back(folder.path());
    let run = seq_of(&conn, &made.run);
    for sql in changes(run) {
        refused(&conn, &sql);
    }
    refused(
        &conn,
        &format!("UPDATE run SET state = 'draft' WHERE seq = {run}"),
    );
}

#[test]
fn a_run_that_is_followed_takes_nothing() {
    let (folder, mut store, made) = written();
    store
        .save_draft(
            &made.run,
            "agents",
            proviso_core::answer::Field::Facts,
            "x",
            moment(12),
        )
        .unwrap();
    follow(&mut store, &made.run).unwrap();
    drop(store);
    let conn = behind_our_back(folder.path());
    for sql in changes(seq_of(&conn, &made.run)) {
        refused(&conn, &sql);
    }
}

fn seq_of(conn: &rusqlite::Connection, run: &str) -> i64 {
    conn.query_row("SELECT seq FROM run WHERE id = ?1", [run], |row| row.get(0))
        .unwrap()
}

/// Every way to change a run behind the program's back.
fn changes(run: i64) -> Vec<String> {
    let entry = |kind: &str| {
        format!(
            "INSERT INTO revision (id, assessment, run, item_id, kind, prev_hash, hash, author,
                 recorded_at, utc_offset_minutes, item_hash, body_hash, body)
             SELECT printf('%032d', 7), assessment, {run}, 'agents', '{kind}', hash,
                 zeroblob(32), author, recorded_at, 0, NULL, body_hash, body
             FROM revision ORDER BY seq DESC LIMIT 1"
        )
    };
    vec![
        entry("answer"),
        entry("profile"),
        entry("anything"),
        format!("UPDATE run SET as_of = '2020-01-01' WHERE seq = {run}"),
        format!("DELETE FROM run WHERE seq = {run}"),
        format!(
            "INSERT OR REPLACE INTO run SELECT seq, id, assessment, number, pack_hash, pack_id,
             pack_version, as_of, predecessor, 'draft', created_seq FROM run WHERE seq = {run}"
        ),
        String::from("UPDATE current_answer SET seq = 1"),
        String::from("DELETE FROM current_answer"),
        format!("INSERT OR REPLACE INTO current_answer VALUES ({run}, 'inventory', 1, 0)"),
        format!("INSERT INTO current_answer VALUES ({run}, 'agents', 1, 0)"),
        format!("INSERT INTO current_profile VALUES ({run}, 1)"),
        format!(
            "INSERT INTO draft SELECT 'answer', assessment, {run}, 'inventory', 'facts', '', ''
             FROM run WHERE seq = {run}"
        ),
        format!(
            "INSERT INTO evidence_link VALUES ('{:032}', {run}, 'agents', 1, NULL, 1)",
            7
        ),
        String::from("DELETE FROM assessment"),
        String::from("DELETE FROM pack"),
        String::from("UPDATE pack SET body = x'00'"),
        String::from("INSERT OR REPLACE INTO pack SELECT * FROM pack"),
    ]
}

#[test]
fn a_run_has_one_open_successor() {
    let (_folder, mut store, made) = written();
    let next = follow(&mut store, &made.run).unwrap();
    let told = follow(&mut store, &made.run).unwrap_err().to_string();
    assert!(
        told.contains("exists already") || told.contains("has a successor already"),
        "a second one is refused by the database: {told}"
    );
    assert_eq!(
        store.run(&made.run).unwrap().successor.as_deref(),
        Some(next.as_str()),
        "the first run knows what follows it"
    );
    set_state(&store, &next, "discarded");
    let after = follow(&mut store, &made.run).unwrap();
    let runs = store.runs(&made.assessment).unwrap();
    assert_eq!(
        runs.iter()
            .map(|run| (run.number, run.id.as_str()))
            .collect::<Vec<_>>(),
        [(1, made.run.as_str()), (2, after.as_str())],
        "the one thrown away is not listed, and its number is free again"
    );
}

#[test]
fn an_update_that_would_replace_a_row_is_refused_too() {
    let (folder, mut store, made) = written();
    let second = crate::testing::assessment(&mut store);
    drop(store);
    let conn = behind_our_back(folder.path());
    refused(
        &conn,
        &format!(
            "UPDATE OR REPLACE run SET id = '{}' WHERE id = '{}'",
            made.run, second.run
        ),
    );
    refused(
        &conn,
        &format!(
            "UPDATE OR REPLACE assessment SET id = '{}' WHERE id = '{}'",
            made.assessment, second.assessment
        ),
    );
}
