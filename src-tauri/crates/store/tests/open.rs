//! Opening a data folder: what is made, what is refused and in which words, and that what is
//! refused is left as it was.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use common::{assessment, details, item_hash, open, stamp};
use proviso_core::answer::{Answer, Verdict};
use proviso_core::search::Query;
use proviso_store::{Change, DATA_FILE, LOCK_FILE, OpenError, Store};
use rusqlite::Connection;

fn refused(folder: &Path) -> (OpenError, String) {
    let error = open(folder).unwrap_err();
    let sentence = error.to_string();
    assert!(
        sentence.contains(&folder.display().to_string()),
        "the sentence says where: {sentence}"
    );
    (error, sentence)
}

/// A folder with an assessment of 200 answers, closed.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).unwrap();
    let made = assessment(&mut store, "Fictional Freight, Inc.");
    for count in 0..200 {
        let answer = Answer {
            verdict: Some(Verdict::Partly),
            facts: Some("Some text. ".repeat(20)),
            ..Answer::default()
        };
        let item = format!("item-{count}");
        let hash = item_hash(&item);
        store
            .record_answer(
                &made.run,
                &Change::new(&item, &hash, &answer),
                &stamp(count),
            )
            .unwrap();
    }
    folder
}

#[test]
fn a_missing_folder_is_made_with_its_file_and_opens_again() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("data").join("proviso");
    let mut store = open(&inner).unwrap();
    let made = assessment(&mut store, "Fictional Freight, Inc.");
    assert_eq!(store.path(), inner.join(DATA_FILE), "the file has its name");
    drop(store);
    let left: Vec<String> = fs::read_dir(&inner)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != DATA_FILE && name != LOCK_FILE)
        .collect();
    assert!(
        left.is_empty(),
        "closing brings the log into the file: {left:?}"
    );
    let store = open(&inner).unwrap();
    let found = store.assessment(&made.assessment).unwrap();
    assert_eq!(
        found.details,
        details("Fictional Freight, Inc."),
        "what was written is read again"
    );
    assert_eq!(found.runs[0].id, made.run, "with its run");
}

#[test]
fn the_file_says_whose_it_is_and_how_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    drop(open(folder.path()).unwrap());
    let bytes = fs::read(folder.path().join(DATA_FILE)).unwrap();
    assert_eq!(
        &bytes[68..72],
        b"PRVS",
        "the application's number stands in the header"
    );
    assert_eq!(
        bytes[60..64],
        9_u32.to_be_bytes(),
        "with the number of the last migration"
    );
    let engine = open(folder.path()).unwrap().engine();
    assert!(
        engine.contains("SQLCipher"),
        "the engine can encrypt later: {engine}"
    );
}

#[cfg(unix)]
#[test]
fn what_is_made_can_be_read_by_its_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("data");
    let mut store = open(&folder).unwrap();
    assessment(&mut store, "Fictional Freight, Inc.");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700, "others cannot list the folder");
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "others cannot read {}", path.display());
    }
}

#[test]
fn a_second_instance_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path()).unwrap();
    let (error, sentence) = refused(folder.path());
    assert!(matches!(error, OpenError::AlreadyOpen { .. }), "{error:?}");
    assert!(
        sentence.contains("open in another Proviso window or command"),
        "it is told plainly: {sentence}"
    );
    drop(first);
    open(folder.path()).unwrap();
}

#[test]
fn a_file_where_the_folder_should_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data");
    fs::write(&file, "mine").unwrap();
    let (error, _) = refused(&file);
    assert!(matches!(error, OpenError::FolderIsFile { .. }), "{error:?}");
    let error = open(&file.join("below").join("it")).unwrap_err();
    assert!(
        matches!(&error, OpenError::FolderIsFile { path } if *path == file),
        "the file on the way is named: {error}"
    );
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "mine",
        "and is left as it was"
    );
}

#[test]
fn a_folder_where_a_file_should_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(DATA_FILE)).unwrap();
    let (error, _) = refused(folder.path());
    assert!(matches!(error, OpenError::FileIsFolder { .. }), "{error:?}");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join(LOCK_FILE)).unwrap();
    let (error, sentence) = refused(folder.path());
    assert!(
        matches!(error, OpenError::FolderUnwritable { .. }),
        "{error:?}"
    );
    assert!(
        sentence.contains("it is a folder and no file"),
        "{sentence}"
    );
}

#[test]
fn what_is_no_database_is_refused_and_left() {
    for content in [
        &b"short"[..],
        &[0_u8; 5_000],
        &b"PK\x03\x04 a text that is long enough to be taken for a header, but is none".repeat(50),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(DATA_FILE);
        fs::write(&file, content).unwrap();
        let (error, _) = refused(folder.path());
        assert!(matches!(error, OpenError::NotADatabase { .. }), "{error:?}");
        assert_eq!(fs::read(&file).unwrap(), content, "not a byte was changed");
    }
}

#[test]
fn an_empty_file_is_taken_as_new() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(DATA_FILE), b"").unwrap();
    let store = open(folder.path()).unwrap();
    assert!(
        store.list_assessments().unwrap().is_empty(),
        "a kill can leave one behind"
    );
}

#[test]
fn the_database_of_another_program_is_refused_and_left() {
    let ours = i32::from_be_bytes(*b"PRVS");
    for (application, journal) in [
        (0, "DELETE"),
        (0, "WAL"),
        (0x0F05_5112, "DELETE"),
        (ours, "DELETE"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(DATA_FILE);
        let conn = Connection::open(&file).unwrap();
        conn.execute_batch(&format!(
            "PRAGMA journal_mode = {journal}; PRAGMA application_id = {application};
             CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1);"
        ))
        .unwrap();
        drop(conn);
        let before = fs::read(&file).unwrap();
        let (error, _) = refused(folder.path());
        assert!(matches!(error, OpenError::Foreign { .. }), "{error:?}");
        assert_eq!(fs::read(&file).unwrap(), before, "not a byte was changed");
    }
}

/// A kill while the file is being made leaves a rollback journal that a reader cannot play back.
#[test]
fn a_file_whose_making_was_interrupted_opens() {
    let made = tempfile::tempdir().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let [file, journal] = ["proviso.db", "proviso.db-journal"].map(|name| made.path().join(name));
    let conn = Connection::open(&file).unwrap();
    conn.execute_batch(
        "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; CREATE TABLE a (b); DROP TABLE a;
         BEGIN; CREATE TABLE c (d);
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)
         INSERT INTO c SELECT randomblob(3000) FROM n;",
    )
    .unwrap();
    for from in [&file, &journal] {
        fs::copy(from, folder.path().join(from.file_name().unwrap())).unwrap();
    }
    assert!(
        fs::metadata(folder.path().join("proviso.db-journal"))
            .unwrap()
            .len()
            > 0,
        "the copy was taken in the middle of a change"
    );
    let store = open(folder.path()).unwrap();
    assert!(
        store.list_assessments().unwrap().is_empty(),
        "the half-made change is taken back"
    );
}

#[test]
fn a_newer_file_is_refused_with_the_version_it_needs_and_left() {
    let folder = filled();
    let file = folder.path().join(DATA_FILE);
    let conn = Connection::open(&file).unwrap();
    conn.execute_batch(
        "PRAGMA user_version = 99; UPDATE meta SET value = '3.2.0' WHERE key = 'needs';
         CREATE TABLE from_the_future (a);",
    )
    .unwrap();
    drop(conn);
    let before = fs::read(&file).unwrap();
    let (_, sentence) = refused(folder.path());
    assert!(
        sentence.contains(&format!(
            "was written by Proviso 3.2.0 or later; this is Proviso {}",
            env!("CARGO_PKG_VERSION")
        )),
        "both versions are named: {sentence}"
    );
    assert_eq!(fs::read(&file).unwrap(), before, "not a byte was changed");
}

#[test]
fn a_damaged_file_is_refused_with_where_backups_are() {
    // A page in the middle is overwritten, then half of the file is cut off.
    let overwrite = |file: &Path| {
        let mut open = fs::File::options().write(true).open(file).unwrap();
        open.seek(SeekFrom::Start(4_096 * 30)).unwrap();
        open.write_all(&[0xA5; 4_096]).unwrap();
    };
    let cut = |file: &Path| {
        let length = fs::metadata(file).unwrap().len();
        let open = fs::File::options().write(true).open(file).unwrap();
        open.set_len(length / 2).unwrap();
    };
    let damages: [&dyn Fn(&Path); 2] = [&overwrite, &cut];
    for damage in damages {
        let folder = filled();
        let file = folder.path().join(DATA_FILE);
        damage(&file);
        let before = fs::read(&file).unwrap();
        let (error, sentence) = refused(folder.path());
        assert!(matches!(error, OpenError::Damaged { .. }), "{error:?}");
        assert!(
            sentence.contains("backups"),
            "it says where to look: {sentence}"
        );
        assert_eq!(fs::read(&file).unwrap(), before, "not a byte was changed");
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/db")
}

/// Databases written by the versions that first had each schema. They are written once, with
/// `PROVISO_WRITE_FIXTURES=1`, when a schema is released, and never again.
#[test]
fn a_database_of_every_schema_opens_with_its_content() {
    if std::env::var_os("PROVISO_WRITE_FIXTURES").is_some() {
        fs::create_dir_all(fixtures()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fixture::write(&mut open(folder.path()).unwrap());
        let bytes = fs::read(folder.path().join(DATA_FILE)).unwrap();
        let schema = u32::from_be_bytes(bytes[60..64].try_into().unwrap());
        fs::write(fixtures().join(format!("v{schema}.db")), bytes).unwrap();
    }
    for name in [
        "v1.db", "v2.db", "v3.db", "v4.db", "v5.db", "v6.db", "v7.db", "v8.db",
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(fixtures().join(name), folder.path().join(DATA_FILE)).unwrap();
        let store = Store::open(folder.path(), common::options()).unwrap();
        assert_eq!(store.verify().unwrap(), [], "the chains of {name} hold");
        fixture::check(&store);
        if name == "v4.db" {
            fixture::check_signed(&store);
        }
        let found = store.find(&Query::read("risk"), 9).unwrap();
        assert_eq!(found.len(), 1, "what it says is found once it is opened");
    }
}

/// The content of the fixture: every kind of entry, and an answer with every field.
mod fixture {
    use super::*;
    use proviso_core::action::{Action, ActionStatus, Effort};
    use proviso_core::answer::{BasisKind, Certainty, Field};
    use proviso_core::date::Date;
    use proviso_core::profile::{Profile, TraitAnswer};
    use proviso_store::{ActionChange, AssessmentState, Details};
    use std::collections::{BTreeMap, BTreeSet};

    fn day(day: u32) -> Option<Date> {
        Date::from_ymd(2026, 12, day)
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn full_answer() -> Answer {
        Answer {
            verdict: Some(Verdict::Alternative),
            choice: some("participate"),
            value: some("12"),
            facts: some("Facts, “quoted”, on\ntwo lines"),
            analysis: some("Counsel's analysis"),
            basis: Some(BasisKind::Interview),
            basis_detail: some("Chief Information Security Officer"),
            basis_on: day(1),
            confidence: Some(Certainty::Medium),
            owner: some("Head of Risk"),
            reason: some("Why not applicable"),
            measure: some("Another measure"),
            flag: true,
            todo: some("Ask again"),
            grounds_for: some("For"),
            grounds_against: some("Against"),
            recommendation: some("Take part"),
            advice: some("Counsel's advice"),
            decided_by: some("The board"),
            decided_on: day(2),
            review_trigger: some("A change of the order"),
            review_on: day(3),
        }
    }

    fn action() -> Action {
        Action {
            what: some("Record it"),
            owner: some("Head of Risk"),
            due: day(4),
            effort: Some(Effort::Large),
            status: ActionStatus::Accepted,
            note: some("A note"),
            accepted_by: some("The board"),
            accepted_why: some("Cost"),
            accepted_until: day(5),
        }
    }

    fn profile() -> Profile {
        Profile {
            roles: BTreeSet::from([String::from("adopter")]),
            traits: BTreeMap::from([(String::from("agents"), TraitAnswer::NotSure)]),
        }
    }

    pub(super) fn write(store: &mut Store) {
        let made = assessment(store, "Fictional Freight, Inc.");
        store.set_profile(&made.run, &profile(), &stamp(3)).unwrap();
        let hash = item_hash("inventory");
        let first = Answer {
            verdict: Some(Verdict::NotSure),
            ..Answer::default()
        };
        for answer in [first, full_answer()] {
            store
                .record_answer(
                    &made.run,
                    &Change::new("inventory", &hash, &answer),
                    &stamp(4),
                )
                .unwrap();
        }
        store
            .record_action(
                &made.assessment,
                &ActionChange::new("inventory", &action()),
                &stamp(5),
            )
            .unwrap();
        store
            .save_draft(
                &made.run,
                "inventory",
                Field::Facts,
                "being typed",
                common::moment(6),
            )
            .unwrap();
        store.set_place(&made.run, "inventory").unwrap();
        store
            .set_setting("author", &serde_json::json!("Ada Counsel"))
            .unwrap();
        let other = assessment(store, "Other Fiction LLC");
        store
            .set_archived(&other.assessment, true, &stamp(7))
            .unwrap();
    }

    /// From schema 4 on: a run that is signed, with a copy of a document.
    pub(super) fn check_signed(store: &Store) {
        let third = store
            .find_assessment("Third Fiction Corp. / Lending")
            .unwrap();
        let run = &third.runs[0].id;
        let signing = store.signed(run).unwrap().unwrap().signing.unwrap();
        assert_eq!(signing.signer.name, "M. Okafor", "who signed");
        assert_eq!(
            store.signed_pdf(run).unwrap().as_deref(),
            Some(&b"%PDF-1.7 as signed"[..]),
            "what was signed"
        );
        let links = store.evidence(run).unwrap();
        let copy = links["inventory"][0].evidence.copy.clone().unwrap();
        assert_eq!(
            store.kept_copy(&copy.hash).unwrap().as_deref(),
            Some(&b"A document that is kept"[..]),
            "and the document under it"
        );
    }

    pub(super) fn check(store: &Store) {
        let found = store
            .find_assessment("fictional freight, inc. / lending")
            .unwrap();
        let run = &found.runs[0];
        assert_eq!(found.details, details("Fictional Freight, Inc."), "details");
        assert_eq!(run.pack.version, "1.0.0", "the pack of its run");
        assert_eq!(
            store.pack(&run.pack.hash).unwrap().as_deref(),
            Some(common::PACK),
            "and the pack's own bytes"
        );
        assert_eq!(store.profile(&run.id).unwrap(), Some(profile()), "profile");
        let answers = store.answers(&run.id).unwrap();
        assert_eq!(
            answers["inventory"].answer,
            full_answer(),
            "every field of an answer"
        );
        assert_eq!(
            answers["inventory"].item_hash,
            item_hash("inventory"),
            "its wording"
        );
        assert_eq!(
            store.history(&run.id, "inventory").unwrap().len(),
            2,
            "its history"
        );
        let actions = store.actions(&found.id).unwrap();
        assert_eq!(
            actions["inventory"].action,
            action(),
            "every field of an action"
        );
        assert_eq!(
            store.drafts(&run.id).unwrap()[0].text,
            "being typed",
            "a draft"
        );
        assert_eq!(
            store.place(&run.id).unwrap().as_deref(),
            Some("inventory"),
            "a place"
        );
        assert_eq!(
            store.setting("author").unwrap(),
            Some(serde_json::json!("Ada Counsel")),
            "a setting"
        );
        let other = store
            .find_assessment("Other Fiction LLC / Lending")
            .unwrap();
        let unchanged = Details {
            organization: String::from("Other Fiction LLC"),
            ..found.details
        };
        assert_eq!(other.details, unchanged, "the details of an archived one");
        assert_eq!(other.state, AssessmentState::Archived, "its state");
    }
}
