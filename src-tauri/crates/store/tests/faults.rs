//! What the disk does to us, caused for real: a folder that cannot be written, a drive that became
//! read-only, a disk that is full at every point of the work.
//!
//! Root may write anywhere, so the first runs as another user; the others need a small drive of
//! their own and run in a mount namespace, which ends with the process.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use common::{
    FOLDER, assessment, in_a_mount_namespace, item_hash, only, open, other_half, passed,
    say_loudly, stamp,
};
use proviso_core::answer::{Answer, Verdict};
use proviso_store::{
    Change, DATA_FILE, Fault, FaultKind, LOCK_FILE, OpenError, RecordError, Store,
};

/// Opens the folder in a process of a user that owns nothing here, by the other half of `test`.
fn as_another_user(test: &str, folder: &Path) {
    let id = Command::new("id").arg("-u").output().unwrap();
    // The test binary may lie where that user cannot look.
    let place = tempfile::tempdir().unwrap();
    open_up(place.path());
    let copy = place.path().join("test");
    // Copied by another program: a file that this one has open to write could not be run for as long as a
    // test on another thread is starting a program, which holds a copy of every open file until it runs.
    let copied = Command::new("cp")
        .arg(std::env::current_exe().unwrap())
        .arg(&copy)
        .status();
    assert!(copied.unwrap().success(), "the test binary is copied");
    open_up(&copy);
    // Whoever is not root cannot become another user, and need not: modes hold.
    let mut command = if id.stdout == b"0\n" {
        let mut command = Command::new("setpriv");
        command
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .arg(copy);
        command
    } else {
        Command::new(copy)
    };
    match command.args(only(test)).env(FOLDER, folder).output() {
        Ok(output) => passed(&output),
        Err(error) => say_loudly(&format!(
            "SKIPPED {test}: as root it needs setpriv ({error})"
        )),
    }
}

fn open_up(path: &Path) {
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    if let Some(folder) = other_half() {
        let error = open(&folder).unwrap_err();
        assert!(
            matches!(error, OpenError::FolderUnwritable { .. }),
            "{error:?}"
        );
        return;
    }
    let test = "a_folder_that_cannot_be_written_is_refused";
    let outer = tempfile::tempdir().unwrap();
    open_up(outer.path());
    let folder = outer.path().join("data");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    as_another_user(test, &folder);
    as_another_user(test, &folder.join("below"));
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_file_that_cannot_be_changed_is_refused() {
    if let Some(folder) = other_half() {
        let error = open(&folder).unwrap_err();
        assert!(matches!(error, OpenError::FileReadOnly { .. }), "{error:?}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    assessment(&mut open(folder.path()).unwrap(), "Fictional Freight, Inc.");
    fs::remove_file(folder.path().join(LOCK_FILE)).unwrap();
    let file = folder.path().join(DATA_FILE);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let before = fs::read(&file).unwrap();
    as_another_user("a_file_that_cannot_be_changed_is_refused", folder.path());
    assert_eq!(fs::read(&file).unwrap(), before, "and left as it was");
}

fn answer(length: usize) -> Answer {
    Answer {
        verdict: Some(Verdict::Partly),
        facts: Some("x".repeat(length)),
        ..Answer::default()
    }
}

/// Records answers of `length` bytes until the store refuses one; returns how many it took.
fn record_until_refused(store: &mut Store, run: &str, length: usize) -> (usize, Fault) {
    let answer = answer(length);
    for count in 0.. {
        let item = format!("item-{count}");
        let hash = item_hash(&item);
        let change = Change::new(&item, &hash, &answer);
        match store.record_answer(run, &change, &stamp(count)) {
            Ok(recorded) => assert!(recorded.is_some(), "each answer is a new one"),
            Err(RecordError::Fault(fault)) => return (usize::try_from(count).unwrap(), fault),
            Err(other) => panic!("{other}"),
        }
    }
    unreachable!("every disk is full in the end")
}

#[test]
fn a_full_disk_loses_nothing_that_was_acknowledged() {
    match other_half() {
        Some(folder) => fills_a_disk(&folder),
        None => in_a_mount_namespace(
            "a_full_disk_loses_nothing_that_was_acknowledged",
            "mount -t tmpfs -o size=4m none \"$PROVISO_TEST_FOLDER\"",
        ),
    }
}

fn fills_a_disk(folder: &Path) {
    let data = folder.join("data");
    for length in [10, 1_000, 60_000] {
        let ballast = folder.join("ballast");
        fs::write(&ballast, vec![1; 500_000]).unwrap();
        let mut store = open(&data).unwrap();
        let made = assessment(&mut store, &format!("Fictional Freight {length}"));
        let (count, fault) = record_until_refused(&mut store, &made.run, length);
        assert_eq!(
            fault.kind,
            FaultKind::Full,
            "the sentence is about the disk: {fault}"
        );
        assert!(count > 0, "some answers went in first");
        let whole = |store: &Store, when: &str| {
            assert_eq!(store.verify().unwrap(), [], "{when} every chain holds");
            let answers = store.answers(&made.run).unwrap();
            assert_eq!(
                answers.len(),
                count,
                "{when} each acknowledged answer is there"
            );
            assert!(
                answers
                    .values()
                    .all(|stored| stored.answer == answer(length)),
                "{when} each answer is whole"
            );
        };
        whole(&store, "on the full disk");
        let refused = store.save_draft(
            &made.run,
            "item-0",
            proviso_core::answer::Field::Facts,
            // More than the whole disk: what the log of the database holds already is written over.
            &"typed ".repeat(700_000),
            common::moment(1),
        );
        assert!(refused.is_err(), "a long draft does not fit either");
        drop(store);
        let again = open(&data);
        if let Ok(store) = &again {
            whole(store, "opened on the full disk");
        }
        drop(again);
        fs::remove_file(&ballast).unwrap();
        let mut store = open(&data).unwrap();
        whole(&store, "after space was made");
        let (item, hash, next) = ("after", item_hash("after"), answer(length));
        store
            .record_answer(&made.run, &Change::new(item, &hash, &next), &stamp(9_000))
            .unwrap();
        drop(store);
        fs::remove_dir_all(&data).unwrap();
    }
}

#[test]
fn a_disk_that_is_full_from_the_start_is_said() {
    match other_half() {
        Some(folder) => opens_on_a_full_disk(&folder),
        None => in_a_mount_namespace(
            "a_disk_that_is_full_from_the_start_is_said",
            "mount -t tmpfs -o size=1m none \"$PROVISO_TEST_FOLDER\"",
        ),
    }
}

fn opens_on_a_full_disk(folder: &Path) {
    let (mut refused, mut opened) = (0, 0);
    for pages in 0..256 {
        let ballast = folder.join("ballast");
        fs::write(&ballast, vec![1; (256 - pages) * 4_096]).ok();
        let data = folder.join(format!("data-{pages}"));
        match open(&data) {
            Ok(_) => opened += 1,
            Err(error) => {
                refused += 1;
                let sentence = error.to_string();
                assert!(
                    sentence.contains("full"),
                    "with {pages} pages left, the sentence is about the disk: {sentence}"
                );
                fs::remove_file(&ballast).unwrap();
                let store = open(&data).unwrap();
                assert_eq!(
                    store.verify().unwrap(),
                    [],
                    "with space it is made after all"
                );
            }
        }
        fs::remove_dir_all(&data).ok();
    }
    say_loudly(&format!(
        "opened with little space: {opened}, refused: {refused}"
    ));
    assert!(
        refused > 10 && opened > 10,
        "both happened: {refused}, {opened}"
    );
}

#[test]
fn a_drive_that_became_read_only_is_said() {
    match other_half() {
        Some(folder) => writes_to_a_drive_that_became_read_only(&folder),
        None => in_a_mount_namespace(
            "a_drive_that_became_read_only_is_said",
            "mount -t tmpfs none \"$PROVISO_TEST_FOLDER\"",
        ),
    }
}

fn writes_to_a_drive_that_became_read_only(folder: &Path) {
    let mut store = open(folder).unwrap();
    assessment(&mut store, "Fictional Freight, Inc.");
    drop(store);
    let remounted = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(folder)
        .status()
        .unwrap();
    assert!(remounted.success(), "the drive is read-only now");
    let error = open(folder).unwrap_err();
    assert!(
        matches!(&error, OpenError::FolderUnwritable { .. })
            && error.to_string().contains("the drive is read-only"),
        "it says so: {error}"
    );
    let mut store = Store::open_to_read(folder, common::options(), None).unwrap();
    assert!(store.only_reads(), "it can be read");
    assert_eq!(store.verify().unwrap(), [], "and its record holds");
    assert_eq!(
        store.checking().run().unwrap(),
        [],
        "beside the reading as well"
    );
    let found = store.list_assessments().unwrap();
    let run = found[0].runs[0].id.clone();
    let (_, fault) = record_until_refused(&mut store, &run, 10);
    assert_eq!(fault.kind, FaultKind::ReadOnly, "no change is taken");
}
