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

/// Takes the triggers out of the way, and returns what makes them again.
fn without_triggers(conn: &Connection) -> String {
    let triggers: Vec<(String, String)> = conn
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut again = String::new();
    for (name, sql) in triggers {
        conn.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        again.push_str(&sql);
        again.push_str(";\n");
    }
    conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    again
}

/// Returns what `verify` says after `tampering` was run on the file.
fn after(tampering: &str) -> Vec<BrokenLink> {
    let folder = written();
    let conn = behind_our_back(folder.path());
    let again = without_triggers(&conn);
    conn.execute_batch(tampering).unwrap();
    conn.execute_batch(&again).unwrap();
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
        [Breach::HeadUnrecorded, Breach::TallyDiffers],
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
    let again = without_triggers(&conn);
    conn.execute_batch("UPDATE pack SET body = CAST('{}' AS BLOB)")
        .unwrap();
    conn.execute_batch(&again).unwrap();
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

#[test]
fn what_no_log_covers_is_held_against_its_tally() {
    for (called, tampering) in [
        ("settings", "UPDATE setting SET value = '{\"width\":1}'"),
        ("settings", "DELETE FROM setting WHERE key = 'window'"),
        ("settings", "INSERT INTO setting VALUES ('other', '1')"),
        ("drafts", "UPDATE draft SET text = 'other words'"),
        ("drafts", "DELETE FROM draft"),
        ("places in runs", "UPDATE place SET item_id = 'agents'"),
        ("places in runs", "DELETE FROM place"),
        ("settings", "DELETE FROM tally WHERE name = 'setting'"),
        (
            "drafts",
            "UPDATE tally SET count = count + 1 WHERE name = 'draft'",
        ),
        (
            "end of the data folder's log",
            "DELETE FROM folder_entry WHERE seq = (SELECT max(seq) FROM folder_entry)",
        ),
    ] {
        let folder = loose();
        let conn = behind_our_back(folder.path());
        let again = without_triggers(&conn);
        conn.execute_batch(tampering).unwrap();
        conn.execute_batch(&again).unwrap();
        drop(conn);
        let store = Store::open(folder.path(), options(1_000)).unwrap();
        let broken = store.verify().unwrap();
        assert_eq!(
            broken.last().map(|link| &link.place),
            Some(&Place::Table(called)),
            "{tampering} is missed in the sum: {broken:?}"
        );
    }
    let store = Store::open(loose().path(), options(1_000)).unwrap();
    assert_eq!(
        store.verify().unwrap(),
        [],
        "left alone, everything adds up"
    );
}

/// A closed store with something in each table that stands in no log, replaced and removed.
fn loose() -> TempDir {
    let (folder, mut store, made) = with_assessment();
    let moment = crate::testing::moment;
    let field = proviso_core::answer::Field::Facts;
    for (second, text) in [(10, "one"), (11, "two"), (12, "three")] {
        store
            .save_draft(&made.run, "inventory", field, text, moment(second))
            .unwrap();
        store
            .save_draft(&made.run, "agents", field, text, moment(second))
            .unwrap();
    }
    store.drop_draft(&made.run, "agents", field).unwrap();
    for item in ["agents", "inventory"] {
        store.set_place(&made.run, item).unwrap();
    }
    for width in [1_000, 1_200] {
        store
            .set_setting("window", &serde_json::json!({ "width": width }))
            .unwrap();
    }
    store
        .record_setting("author", &serde_json::json!("Ada Counsel"), &stamp(20))
        .unwrap();
    folder
}

#[test]
fn a_setting_that_matters_is_held_against_the_log() {
    let folder = loose();
    let store = Store::open(folder.path(), options(500)).unwrap();
    // A program that has the functions of the tally leaves no trace in it.
    store
        .conn
        .execute_batch("UPDATE setting SET value = '\"Somebody Else\"' WHERE key = 'author'")
        .unwrap();
    let broken = store.verify().unwrap();
    assert_eq!(
        breaches(&broken),
        [Breach::RowDiffers],
        "the log knows what was set"
    );
    assert_eq!(
        broken[0].to_string(),
        "setting author does not say what the log says",
        "and the setting is named"
    );
}

#[test]
fn a_pack_is_listed_as_its_own_bytes_and_the_log_say() {
    for tampering in [
        "UPDATE pack SET version = '1.0.1'",
        "UPDATE pack SET law_date = '2026-06-03'",
        "UPDATE pack SET installed_at = '2020-01-01T00:00:00.000Z'",
        "DELETE FROM run; DELETE FROM pack",
    ] {
        let broken = after(tampering);
        let found = broken.iter().any(|link| {
            link.breach == Breach::RowDiffers
                && matches!(link.place, Place::Row { table: "pack", .. })
        });
        assert!(found, "{tampering}: {broken:?}");
    }
}

#[test]
fn a_schema_that_is_not_ours_is_found() {
    for tampering in [
        "DROP TRIGGER revision_is_kept",
        "DROP VIEW closed_run; CREATE VIEW closed_run AS SELECT seq FROM run WHERE 0",
        "CREATE TABLE extra (a TEXT) STRICT",
        "DROP INDEX run_number",
        "UPDATE meta SET value = '9.9.9' WHERE key = 'needs'",
        "UPDATE meta SET value = '3' WHERE key = 'search'",
        "UPDATE meta SET key = 'sdarch' WHERE key = 'search'",
    ] {
        let folder = written();
        let conn = behind_our_back(folder.path());
        conn.execute_batch(tampering).unwrap();
        drop(conn);
        let store = Store::open(folder.path(), options(1_000)).unwrap();
        let broken = store.verify().unwrap();
        assert_eq!(
            broken.first().map(|link| link.breach),
            Some(Breach::OtherThanMade),
            "{tampering}"
        );
    }
}

#[test]
fn an_index_of_words_that_finds_something_else_is_found() {
    let (folder, mut store, made) = with_assessment();
    for (second, item) in [(10, "inventory"), (11, "agents")] {
        let answer = proviso_core::answer::Answer {
            facts: Some(format!("Words about {item}")),
            ..verdict(Verdict::Partly)
        };
        let hash = item_hash(item);
        store
            .record_answer(
                &made.run,
                &Change::new(item, &hash, &answer),
                &stamp(second),
            )
            .unwrap();
    }
    assert_eq!(
        store.verify().unwrap(),
        [],
        "as written it finds what is there"
    );
    for tampering in [
        "DELETE FROM search_word WHERE rowid = (SELECT max(doc) FROM search_document)",
        "UPDATE search_document SET place = 'other' WHERE kind = 'answer' AND place = 'agents'",
        "DELETE FROM search_document WHERE kind = 'answer' AND place = 'agents'",
    ] {
        store.rebuild_search().unwrap();
        store.conn.execute_batch(tampering).unwrap();
        assert_eq!(
            breaches(&store.verify().unwrap()),
            [Breach::IndexDiffers],
            "{tampering}"
        );
    }
    store.rebuild_search().unwrap();
    assert_eq!(store.verify().unwrap(), [], "made again, it does");
    drop(folder);
}

#[test]
fn a_file_that_does_not_hold_takes_no_change_and_can_be_read() {
    let folder = written();
    let conn = behind_our_back(folder.path());
    let again = without_triggers(&conn);
    conn.execute_batch("UPDATE assessment SET state = 'archived'")
        .unwrap();
    conn.execute_batch(&again).unwrap();
    drop(conn);
    let mut store = Store::open(folder.path(), options(1_000)).unwrap();
    let beside = store.checking();
    let found = std::thread::spawn(move || beside.run().unwrap())
        .join()
        .unwrap();
    assert_eq!(
        found,
        store.verify().unwrap(),
        "beside the work the same is found"
    );
    let refused = store.set_setting("x", &serde_json::json!(1)).unwrap_err();
    assert!(
        matches!(&refused.kind, crate::FaultKind::Tampered(first) if *first == found[0].to_string()),
        "no change is taken, and the first broken link is named: {refused}"
    );
    assert_eq!(
        store.list_assessments().unwrap().len(),
        1,
        "everything can be read"
    );
}
