//! Each kind of tampering, done with the triggers taken out of the way first, is found and named.

use super::*;
use crate::Change;
use crate::testing::{
    behind_our_back, details, item_hash, options, stamp, verdict, with_assessment,
};
use proviso_core::action::Action;
use proviso_core::answer::Verdict;
use tempfile::TempDir;

/// A store with two answers, one of them changed once, and an action; closed again.
fn written() -> TempDir {
    let (folder, mut store, made) = with_assessment();
    for (second, item, value) in [
        (10, "inventory", Verdict::Partly),
        (11, "agents", Verdict::NotInPlace),
        (12, "inventory", Verdict::InPlace),
    ] {
        let answer = verdict(value);
        let hash = item_hash(item);
        store
            .record_answer(
                &made.run,
                &Change::new(item, &hash, &answer),
                &stamp(second),
            )
            .unwrap();
    }
    let action = Action {
        owner: Some(String::from("Chief Risk Officer")),
        ..Action::default()
    };
    store
        .record_action(
            &made.assessment,
            &crate::ActionChange::new("agents", &action),
            &stamp(13),
        )
        .unwrap();
    assert_eq!(store.verify().unwrap(), [], "what was just written holds");
    folder
}

fn without_triggers(conn: &Connection) {
    let names: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for name in names {
        conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
}

/// Returns what `verify` says after `tampering` was run on the file.
fn after(tampering: &str) -> Vec<BrokenLink> {
    let folder = written();
    let conn = behind_our_back(folder.path());
    without_triggers(&conn);
    conn.execute_batch(tampering).unwrap();
    drop(conn);
    let store = Store::open(folder.path(), options(1_000)).unwrap();
    store.verify().unwrap()
}

fn breaches(broken: &[BrokenLink]) -> Vec<Breach> {
    broken.iter().map(|link| link.breach).collect()
}

#[test]
fn a_changed_text_is_found_where_it_stands() {
    let broken = after(
        r#"UPDATE revision SET body = replace(body, '"partly"', '"inPlace"') WHERE kind = 'answer'"#,
    );
    assert_eq!(
        breaches(&broken),
        [Breach::BodyChanged],
        "one body, one breach"
    );
    let sentence = broken[0].to_string();
    assert!(
        sentence.contains("revision") && sentence.ends_with("holds other text than was recorded"),
        "the sentence says where and what: {sentence}"
    );
}

#[test]
fn a_changed_column_is_found() {
    for column in [
        "author = 'Somebody Else'",
        "recorded_at = '2020-01-01T00:00:00.000Z'",
        "utc_offset_minutes = 0",
        "item_id = 'agents'",
        "kind = 'note'",
        "item_hash = NULL",
        "run = NULL",
    ] {
        let broken = after(&format!(
            "UPDATE revision SET {column} WHERE seq = (SELECT min(seq) FROM revision WHERE kind = 'answer')"
        ));
        assert_eq!(
            broken.first().map(|link| link.breach),
            Some(Breach::EntryChanged),
            "the hash covers {column}"
        );
    }
}

#[test]
fn a_removed_entry_is_missed_by_the_one_after_it_and_by_the_folder() {
    let broken = after(
        "DELETE FROM revision WHERE seq = (SELECT min(seq) FROM revision WHERE kind = 'answer')",
    );
    assert_eq!(
        breaches(&broken)[..2],
        [Breach::ParentMissing, Breach::HeadMissing],
        "the next entry names it, and so does the folder's log"
    );
}

#[test]
fn a_removed_last_entry_is_missed_by_the_folder() {
    let broken =
        after("DELETE FROM action_digest; DELETE FROM current_action; DELETE FROM action_entry");
    assert_eq!(
        breaches(&broken),
        [Breach::HeadMissing],
        "nothing in the log itself would show it"
    );
}

#[test]
fn a_text_that_is_gone_without_a_destruction_is_found() {
    let broken = after(
        "UPDATE action_entry SET body = NULL, destroyed_by = 'ffffffffffffffffffffffffffffffff'",
    );
    assert_eq!(
        breaches(&broken)[..1],
        [Breach::BodyMissing],
        "an id that names no destruction is none"
    );
    assert_eq!(
        breaches(&broken)[1..],
        [Breach::RowDiffers],
        "and what a list says of it is no longer borne out"
    );
}

#[test]
fn a_removed_end_of_the_folder_log_is_found() {
    let broken = after("DELETE FROM folder_entry WHERE seq = (SELECT max(seq) FROM folder_entry)");
    assert_eq!(
        breaches(&broken),
        [Breach::HeadUnrecorded],
        "the last action entry is recorded nowhere"
    );
    let broken =
        after("DELETE FROM folder_entry WHERE seq = (SELECT max(seq) - 1 FROM folder_entry)");
    assert!(
        breaches(&broken).contains(&Breach::ParentMissing),
        "an entry taken from the middle is missed by the next"
    );
}

#[test]
fn a_changed_folder_entry_is_found() {
    let broken = after("UPDATE folder_entry SET author = 'Somebody Else' WHERE seq = 2");
    assert_eq!(
        breaches(&broken),
        [Breach::EntryChanged],
        "its hash covers the author"
    );
    let broken = after(
        r#"UPDATE folder_entry SET body = replace(body, '1.0.0', '1.0.1') WHERE kind = 'pack'"#,
    );
    assert_eq!(
        breaches(&broken),
        [Breach::BodyChanged],
        "and the hash of its body"
    );
}

#[test]
fn an_index_that_points_elsewhere_is_found() {
    for (table, tampering) in [
        (
            "current answer",
            "UPDATE current_answer SET seq = (SELECT min(seq) FROM revision WHERE kind = 'answer')
             WHERE item_id = 'inventory'",
        ),
        (
            "current answer",
            "DELETE FROM current_answer WHERE item_id = 'agents'",
        ),
        (
            "current answer",
            "UPDATE current_answer SET answered = 0 WHERE item_id = 'agents'",
        ),
        (
            "current action",
            "UPDATE current_action SET item_id = 'inventory'",
        ),
        ("assessment", "UPDATE assessment SET state = 'deleted'"),
        ("run", "UPDATE run SET state = 'signed'"),
        ("run", "UPDATE run SET as_of = '2026-01-01'"),
    ] {
        let broken = after(tampering);
        assert!(
            !broken.is_empty() && broken.iter().all(|link| link.breach == Breach::RowDiffers),
            "only the row differs after: {tampering}"
        );
        assert!(
            matches!(&broken[0].place, Place::Row { table: named, .. } if *named == table),
            "{table} is named: {}",
            broken[0]
        );
    }
}

#[test]
fn changed_bytes_of_a_pack_are_found_and_not_read() {
    let folder = written();
    let conn = behind_our_back(folder.path());
    without_triggers(&conn);
    conn.execute_batch("UPDATE pack SET body = CAST('{}' AS BLOB)")
        .unwrap();
    drop(conn);
    let store = Store::open(folder.path(), options(1_000)).unwrap();
    assert_eq!(
        breaches(&store.verify().unwrap()),
        [Breach::BytesChanged],
        "the key is the hash of the bytes"
    );
    let hash = store.packs().unwrap()[0].hash.clone();
    let refused = store.pack(&hash).unwrap_err();
    assert!(
        refused.to_string().contains("is damaged"),
        "bytes with another hash are not handed out: {refused}"
    );
}

#[test]
fn heads_name_the_last_entry_of_each_log() {
    let (_folder, mut store, made) = with_assessment();
    let before = store.heads().unwrap();
    assert_eq!(before.len(), 1, "no action was recorded yet");
    store
        .set_details(
            &made.assessment,
            &crate::Details {
                unit: String::from("Cards"),
                ..details()
            },
            &stamp(20),
        )
        .unwrap();
    let after = store.heads().unwrap();
    assert_ne!(
        before[0].hash, after[0].hash,
        "a change of details moves the head"
    );
    assert_eq!(after[0].assessment, made.assessment, "of that assessment");
}
