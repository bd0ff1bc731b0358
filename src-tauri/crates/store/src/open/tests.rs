//! Migrations behind a backup, and how every connection is set up.

use super::*;
use crate::testing::{options, with_assessment};
use std::fs;

/// The migrations that there are, and one more.
fn and(sql: &'static str) -> Vec<Migration> {
    let known = MIGRATIONS.iter().map(|step| Migration {
        number: step.number,
        sql: step.sql,
    });
    let number = u32::try_from(MIGRATIONS.len() + 1).unwrap();
    known.chain([Migration { number, sql }]).collect()
}

fn backups(dir: &Path) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(dir.join(backup::DEFAULT_PLACE)) else {
        return Vec::new();
    };
    found.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_store_can_be_handed_to_another_thread() {
    fn sendable<T: Send>() {}
    sendable::<Store>();
}

#[test]
fn a_migration_comes_after_a_backup_that_opens() {
    let (folder, store, made) = with_assessment();
    drop(store);
    let steps = and("CREATE TABLE added (a TEXT) STRICT;
         UPDATE meta SET value = '0.2.0' WHERE key = 'needs';");
    let store = Store::open_with(folder.path(), options(1_000), None, &steps).unwrap();
    assert_eq!(
        migrate::version(&store.conn).unwrap(),
        steps.last().unwrap().number,
        "the step has run"
    );
    drop(store);
    let copies = backups(folder.path());
    assert_eq!(copies.len(), 1, "one copy was made before it");
    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(&copies[0], elsewhere.path().join(DATA_FILE)).unwrap();
    let copy = Store::open(elsewhere.path(), options(2_000)).unwrap();
    assert_eq!(
        copy.assessment(&made.assessment).unwrap().runs[0].id,
        made.run,
        "the copy has the old schema and all content"
    );
    assert_eq!(copy.verify().unwrap(), [], "and holds");
    let newer = Store::open(folder.path(), options(3_000)).unwrap_err();
    assert!(
        newer
            .to_string()
            .contains("was written by Proviso 0.2.0 or later"),
        "the older program names the version that the step asked for: {newer}"
    );
}

#[test]
fn a_migration_that_fails_leaves_file_and_backup() {
    let (folder, store, made) = with_assessment();
    drop(store);
    let steps = and("DROP TABLE draft; CREATE TABLE added (");
    let refused = Store::open_with(folder.path(), options(1_000), None, &steps);
    assert!(refused.is_err(), "a step that cannot run is not skipped");
    let store = Store::open(folder.path(), options(2_000)).unwrap();
    assert!(
        store.drafts(&made.run).unwrap().is_empty(),
        "the table that the step dropped is back"
    );
    assert_eq!(backups(folder.path()).len(), 1, "and the copy is kept");
}

#[test]
fn without_a_backup_nothing_is_migrated() {
    let (folder, store, made) = with_assessment();
    drop(store);
    fs::write(folder.path().join(backup::DEFAULT_PLACE), "in the way").unwrap();
    let steps = and("DROP TABLE draft");
    let refused = Store::open_with(folder.path(), options(1_000), None, &steps).unwrap_err();
    assert!(
        matches!(refused, OpenError::NoBackup(_)),
        "the sentence says that no copy could be made: {refused}"
    );
    let store = Store::open(folder.path(), options(2_000)).unwrap();
    assert!(
        store.drafts(&made.run).unwrap().is_empty(),
        "the file is as it was"
    );
}

#[test]
fn every_commit_waits_for_the_disk() {
    let (_folder, store, _made) = with_assessment();
    let ask = |name: &str| -> String {
        store
            .conn
            .query_row(&format!("PRAGMA {name}"), [], |row| {
                row.get_ref(0).map(|value| match value {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str().unwrap().to_owned(),
                })
            })
            .unwrap()
    };
    for (name, value, why) in [
        (
            "journal_mode",
            "wal",
            "readers and the writer do not wait for each other",
        ),
        (
            "synchronous",
            "2",
            "FULL: a commit survives a loss of power",
        ),
        ("fullfsync", "1", "on macOS too"),
        ("foreign_keys", "1", "no row points at nothing"),
        (
            "recursive_triggers",
            "1",
            "REPLACE runs the triggers that forbid it",
        ),
        (
            "trusted_schema",
            "0",
            "a schema made by others runs no functions",
        ),
        (
            "cell_size_check",
            "1",
            "damage is found when a page is read",
        ),
        ("secure_delete", "1", "replaced drafts leave no text behind"),
        ("temp_store", "2", "nothing is written to temporary files"),
    ] {
        assert_eq!(ask(name), value, "{name}: {why}");
    }
}
