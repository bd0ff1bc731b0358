//! A whole assessment destroyed, and what stands in the way of it.

use super::*;

#[test]
fn a_destroyed_assessment_is_in_no_byte_and_the_other_is_untouched() {
    let (folder, mut store, one, other) = folder();
    let theirs = dump(&store, &other.made.assessment);
    // One thing was expunged before; what that kept goes as well.
    store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Todo),
            why("First"),
            &stamp(90),
        )
        .unwrap();
    let done = store
        .destroy_assessment(&one.made.assessment, "Retention ended", &stamp(100))
        .unwrap();
    let mut words: Vec<String> = WORDS
        .iter()
        .map(|field| format!("one {}", name(field)))
        .collect();
    words.extend(
        ACTION_WORDS
            .iter()
            .map(|field| format!("one action {}", name(field))),
    );
    words.extend(
        [
            "organization",
            "unit",
            "purpose",
            "readers",
            "earlier facts",
            "beside",
            "file",
            "evidence title",
            "evidence place",
            "evidence note",
            "evidence name",
            "draft",
            "action draft",
        ]
        .map(|of| format!("one {of}")),
    );
    for of in &words {
        assert_eq!(
            holding(folder.path(), of),
            [""; 0],
            "no byte is left of: {of}"
        );
        let theirs = of.replace("one ", "other ");
        assert!(
            !holding(folder.path(), &theirs).is_empty(),
            "the other's is there: {theirs}"
        );
    }
    assert_eq!(
        dump(&store, &other.made.assessment),
        theirs,
        "byte for byte"
    );
    assert_eq!(store.verify().unwrap(), [], "the record holds");
    let destruction = done.destruction;
    assert_eq!(destruction.rewritten.len(), 2, "both backups");
    assert_eq!(destruction.signed, [1], "the signed run is named");
    assert_eq!(destruction.heads.len(), 2, "and the ends of its logs");
    assert!(destruction.entries > 10, "with their number");
    let found = store.assessment(&one.made.assessment).unwrap();
    assert_eq!(
        found.state,
        crate::AssessmentState::Destroyed,
        "it says so itself"
    );
    assert_eq!(found.details, Details::default(), "and nothing else");
    assert_eq!(
        store.expunged(&one.made.assessment).unwrap().len(),
        2,
        "what was destroyed before is still said, with its reason"
    );
    let again = store.destroy_assessment(&one.made.assessment, "Again", &stamp(101));
    assert!(
        matches!(again, Err(DestroyError::DestroyedAlready)),
        "{again:?}"
    );
    check_backups(folder.path(), 2);
    drop(store);
    let store = Store::open(folder.path(), options(5_000)).unwrap();
    assert_eq!(store.verify().unwrap(), [], "after opening it again too");
    assert_eq!(store.destructions().unwrap().len(), 2, "both are on record");
}

#[test]
fn the_database_takes_no_destruction_without_its_entry() {
    let (folder, mut store, one, other) = folder();
    let done = store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Advice),
            why("x"),
            &stamp(100),
        )
        .unwrap();
    drop(store);
    let conn = behind_our_back(folder.path());
    let entry = &done.destruction.entry;
    let refused = |conn: &Connection, sql: &str| match conn.execute_batch(sql) {
        Err(rusqlite::Error::SqliteFailure(code, Some(_)))
            if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER => {}
        told => panic!("no trigger answered, but {told:?}, to: {sql}"),
    };
    for table in ["revision", "action_entry"] {
        for by in ["'x'", &format!("'{entry}'")] {
            refused(
                &conn,
                &format!(
                    "UPDATE {table} SET body = NULL, destroyed_by = {by} WHERE body IS NOT NULL
                     AND kind <> 'destruction'"
                ),
            );
        }
    }
    refused(
        &conn,
        &format!(
            "UPDATE sign_off SET snapshot = NULL, pdf = NULL, destroyed_by = '{entry}'
                  WHERE pdf IS NOT NULL"
        ),
    );
    refused(&conn, "DELETE FROM evidence_file");
    refused(&conn, "UPDATE evidence_link SET file_hash = NULL");
    refused(&conn, "UPDATE folder_entry SET body = NULL");
    // An entry that names what belongs to another assessment takes nothing there.
    let body = "json_object('gone', (SELECT json_group_array(id) FROM revision), 'all', 0,
                    'destruction', json_object('reason', 'x'))";
    conn.execute_batch(&format!(
        "INSERT INTO revision (id, assessment, kind, prev_hash, hash, author, recorded_at,
             utc_offset_minutes, body_hash, body)
         SELECT printf('%032d', 7), assessment, 'destruction', hash, zeroblob(32), 'x',
             recorded_at, 0, body_hash, {body}
         FROM revision WHERE assessment = (SELECT seq FROM assessment WHERE id = '{}')
         ORDER BY seq DESC LIMIT 1",
        one.made.assessment
    ))
    .unwrap();
    let left = |id: &str| -> u32 {
        conn.query_row(
            "SELECT count(*) FROM revision JOIN assessment ON assessment.seq = revision.assessment
             WHERE assessment.id = ?1 AND body IS NULL",
            [id],
            |row| row.get(0),
        )
        .unwrap()
    };
    assert!(left(&one.made.assessment) > 0, "it took what it named here");
    assert_eq!(left(&other.made.assessment), 0, "and nothing there");
}

#[test]
fn nothing_is_destroyed_without_a_reason_or_where_nothing_is() {
    let (folder, mut store, one, _) = folder();
    let id = &one.made.assessment;
    let before = (store.heads().unwrap(), dump(&store, id));
    let target = field("inventory", Field::Advice);
    let refused = store.expunge(id, &target, why("  "), &stamp(100));
    assert!(
        matches!(refused, Err(DestroyError::NoReason)),
        "{refused:?}"
    );
    let refused = store.expunge(id, &field("nowhere", Field::Advice), why("x"), &stamp(100));
    assert!(
        matches!(refused, Err(DestroyError::NothingThere)),
        "{refused:?}"
    );
    let refused = store.destroy_assessment("none", "x", &stamp(100));
    assert!(matches!(refused, Err(DestroyError::Read(_))), "{refused:?}");
    assert_eq!(
        (store.heads().unwrap(), dump(&store, id)),
        before,
        "nothing was changed"
    );
    drop(folder);
}

#[test]
fn a_backup_that_cannot_be_read_is_named_and_tried_again_at_the_next_opening() {
    let (folder, mut store, one, _) = folder();
    let backups = folder.path().join("backups");
    let good = files(&backups)[0].clone();
    let bytes = fs::read(&good).unwrap();
    fs::write(&good, b"SQLite format 3\0 and then nothing of use").unwrap();
    // What a program that was killed left half-written.
    fs::write(backups.join("proviso-rolling-x.part"), word("one advice")).unwrap();
    let done = store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Advice),
            why("x"),
            &stamp(100),
        )
        .unwrap()
        .destruction;
    let name = good.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(done.not_reached.len(), 1, "one was not reached");
    assert_eq!(done.not_reached[0].name, name, "and is named");
    assert!(!done.finished, "that is left to do");
    fs::write(&good, bytes).unwrap();
    assert_eq!(
        holding(folder.path(), "one advice"),
        std::slice::from_ref(&name),
        "it alone still holds it"
    );
    drop(store);
    let store = Store::open(folder.path(), options(5_000)).unwrap();
    assert_eq!(
        holding(folder.path(), "one advice"),
        [""; 0],
        "until the folder is opened again"
    );
    let destruction = &store.destructions().unwrap()[0];
    assert!(destruction.finished, "then nothing is left to do");
    assert_eq!(destruction.not_reached, [], "and nothing is named");
    assert_eq!(destruction.rewritten.len(), 2, "both were rewritten");
    check_backups(folder.path(), 2);
}

#[test]
fn a_backup_of_an_older_schema_is_reached_too() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/db/v1.db");
    fs::copy(fixture, folder.path().join(DATA_FILE)).unwrap();
    let mut store = Store::open(folder.path(), options(5_000)).unwrap();
    let backup = files(&folder.path().join("backups"))[0].clone();
    let found = store.list_assessments().unwrap().remove(0);
    let before = fs::read(&backup).unwrap();
    let name = found.details.organization.clone();
    let holds = |bytes: &[u8]| {
        bytes
            .windows(name.len())
            .any(|window| window == name.as_bytes())
    };
    assert!(
        holds(&before),
        "the copy from before the migration names {name}"
    );
    let done = store
        .destroy_assessment(&found.id, "Retention ended", &stamp(100))
        .unwrap();
    assert_eq!(done.destruction.rewritten.len(), 1, "it was rewritten");
    assert!(!holds(&fs::read(&backup).unwrap()), "and names it no more");
    check_backups(folder.path(), 1);
}

#[test]
fn where_another_program_reads_the_file_it_is_done_and_the_rest_follows() {
    let (folder, mut store, one, _) = folder();
    let reader = behind_our_back(folder.path());
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM revision;")
        .unwrap();
    let done = store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Advice),
            why("x"),
            &stamp(100),
        )
        .unwrap()
        .destruction;
    assert!(
        !done.finished,
        "the log of the file cannot be emptied while it is read"
    );
    assert_eq!(
        store.answers(&one.made.run).unwrap()["inventory"]
            .answer
            .advice,
        None,
        "what was destroyed is gone from all that is read all the same"
    );
    drop(reader);
    drop(store);
    let store = Store::open(folder.path(), options(5_000)).unwrap();
    assert!(
        store.destructions().unwrap()[0].finished,
        "the next opening does the rest"
    );
    assert_eq!(
        holding(folder.path(), "one advice"),
        [""; 0],
        "and no byte is left"
    );
}
