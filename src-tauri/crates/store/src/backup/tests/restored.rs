//! Going back to a backup: what it would change, what is refused, and a file that cannot be opened.

use super::*;

#[test]
fn restoring_says_what_it_would_change_and_does_that() {
    let (folder, mut store, first) = with_assessment();
    answer(&mut store, &first.run, "inventory", 10);
    let backup = store.back_up(BackupKind::Asked, moment(11)).unwrap();
    let same = store.difference(&backup.path, None).unwrap();
    assert!(same.is_nothing(), "nothing would change yet: {same:?}");
    assert_eq!(same.same, 1, "the one assessment stays");
    answer(&mut store, &first.run, "agents", 20);
    let second = assessment(&mut store);
    let found = store.difference(&backup.path, None).unwrap();
    assert_eq!(
        found.gone,
        ["Fictional Freight, Inc. / Lending"],
        "the new one would go"
    );
    assert!(found.back.is_empty(), "none would come back");
    assert_eq!(found.changed.len(), 1, "and one answer");
    let changed = &found.changed[0];
    assert_eq!(
        changed.now.entries,
        changed.then.entries + 1,
        "one entry fewer"
    );
    assert_eq!(
        (changed.now.last.unix_millis, changed.then.last.unix_millis),
        (moment(20).unix_millis, moment(10).unix_millis),
        "and an earlier last change"
    );

    let kept = store.restore(&backup.path, None, &stamp(30)).unwrap();
    assert_eq!(store.verify().unwrap(), [], "the restored record holds");
    assert_eq!(
        store.list_assessments().unwrap().len(),
        1,
        "the second is gone"
    );
    assert!(
        store.assessment(&second.assessment).is_err(),
        "by its id too"
    );
    assert_eq!(
        store.answers(&first.run).unwrap().len(),
        1,
        "with its answer"
    );
    assert_eq!(kept.kind, BackupKind::Restore, "the state before is kept");

    answer(&mut store, &first.run, "later", 35);
    store.restore(&kept.path, None, &stamp(40)).unwrap();
    assert_eq!(
        store.list_assessments().unwrap().len(),
        2,
        "going back to that undoes the restore"
    );
    assert_eq!(store.verify().unwrap(), [], "and holds");
    drop(store);
    let store = Store::open(folder.path(), options(12_000)).unwrap();
    assert!(
        !store.answers(&first.run).unwrap().contains_key("later"),
        "so it is after closing"
    );
}

#[test]
fn a_restore_that_is_stopped_on_its_way_has_not_happened() {
    let (folder, mut store, made) = with_assessment();
    answer(&mut store, &made.run, "inventory", 10);
    let backup = store.back_up(BackupKind::Asked, moment(11)).unwrap();
    answer(&mut store, &made.run, "agents", 20);
    let store = std::cell::RefCell::new(store);
    let (_, seen) = stopped_everywhere(
        |watch| {
            let mut store = store.borrow_mut();
            store.restore_watched(&backup.path, None, &stamp(30), watch)
        },
        |refusal| matches!(refusal, RestoreError::Stopped),
        |look| {
            let store = store.borrow();
            let answers = store.answers(&made.run).unwrap();
            assert_eq!(answers.len(), 2, "both answers stand after look {look}");
            for left in ["proviso.restore", "proviso.part"] {
                assert!(!folder.path().join(left).exists(), "{left} at look {look}");
            }
            let halves = std::fs::read_dir(store.backup_place()).unwrap();
            let half = halves
                .filter_map(Result::ok)
                .find(|entry| entry.path().extension() != Some("db".as_ref()));
            assert!(half.is_none(), "half a backup at look {look}: {half:?}");
        },
    );
    let told = (
        seen.iter().any(|percent| (20..50).contains(percent)),
        seen.last(),
    );
    assert_eq!(
        told,
        (true, Some(&100)),
        "how far it was is told, and when it is stopped no more: {seen:?}"
    );
    let store = store.into_inner();
    assert_eq!(
        store.answers(&made.run).unwrap().len(),
        1,
        "then it happened"
    );
    assert_eq!(store.verify().unwrap(), [], "and everything holds");
}

#[test]
fn the_settings_of_backups_stay_when_a_state_is_restored() {
    let (_folder, mut store, _made) = with_assessment();
    let backup = store.back_up(BackupKind::Asked, moment(1)).unwrap();
    let settings = BackupSettings {
        hours: 7,
        ..BackupSettings::default()
    };
    store.set_backup_settings(&settings, &stamp(0)).unwrap();
    store.restore(&backup.path, None, &stamp(2)).unwrap();
    assert_eq!(
        store.backup_settings().unwrap(),
        settings,
        "else the state that was kept would not be found"
    );
}

#[test]
fn what_is_no_backup_is_not_restored() {
    let (folder, mut store, made) = with_assessment();
    let place = store.backup_place();
    let backup = store.back_up(BackupKind::Asked, moment(1)).unwrap();
    let bytes = fs::read(&backup.path).unwrap();
    let other = place.join("other.db");
    let cases: [(&str, Vec<u8>); 3] = [
        ("is no backup", b"a letter".repeat(1_000)),
        ("is no backup", Vec::new()),
        ("", bytes[..bytes.len() / 2].to_vec()),
    ];
    for (told, content) in cases {
        fs::write(&other, content).unwrap();
        let refused = store
            .restore(&other, None, &stamp(3))
            .unwrap_err()
            .to_string();
        assert!(refused.contains(told), "the sentence says so: {refused}");
        assert!(refused.contains("other.db"), "and which: {refused}");
    }
    let missing = store
        .restore(&place.join("none.db"), None, &stamp(3))
        .unwrap_err();
    assert!(
        missing.to_string().contains("There is no backup"),
        "{missing}"
    );
    fs::copy(&backup.path, &other).unwrap();
    rusqlite::Connection::open(&other)
        .unwrap()
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    let newer = store
        .restore(&other, None, &stamp(3))
        .unwrap_err()
        .to_string();
    assert!(
        newer.contains("or later"),
        "a newer one names what it needs: {newer}"
    );
    fs::remove_file(&other).unwrap();
    assert_eq!(
        store.backups().len(),
        1,
        "no state was kept for a restore that is none"
    );
    answer(&mut store, &made.run, "inventory", 5);
    drop(store);
    assert!(
        Store::open(folder.path(), options(900))
            .unwrap()
            .answers(&made.run)
            .unwrap()
            .len()
            == 1,
        "and the store goes on"
    );
}

#[test]
fn a_file_that_cannot_be_opened_is_rescued_and_kept_as_it_was() {
    let (folder, store, made) = with_assessment();
    let backup = store.back_up(BackupKind::Rolling, moment(1)).unwrap();
    drop(store);
    let broken = b"not a database at all".repeat(300);
    fs::write(folder.path().join(DATA_FILE), &broken).unwrap();
    let refused = Store::open(folder.path(), options(500)).unwrap_err();
    assert!(
        matches!(refused, OpenError::NotADatabase { .. }),
        "{refused}"
    );
    let mut sixteen = options(700).entropy;
    let kept = rescue(folder.path(), &backup.path, None, &mut *sixteen, &stamp(9)).unwrap();
    assert_eq!(
        fs::read(&kept.path).unwrap(),
        broken,
        "the broken file is kept"
    );
    assert!(!kept.was_checked(), "and listed as what it is");
    let store = Store::open(folder.path(), options(800)).unwrap();
    assert_eq!(
        store.run(&made.run).unwrap().id,
        made.run,
        "the backup is there"
    );
    assert_eq!(
        store.last_good_backup().unwrap().name,
        backup.name,
        "the broken one is never offered"
    );
}

#[test]
fn a_locked_file_is_copied_locked_and_goes_back_to_plain_and_locked_copies() {
    use crate::cipher::{NewLock, RecoveryCode, Secret, keys_of};
    const FIRST: Secret<'_> = Secret::Passphrase("correct horse battery");
    let (folder, mut store, made) = with_assessment();
    answer(&mut store, &made.run, "inventory", 5);
    let plain = store.back_up(BackupKind::Asked, moment(6)).unwrap();
    let code = RecoveryCode::new(&mut *options(77).entropy);
    let goes_on: Watch = Arc::new(|_| true);
    let lock = |passphrase| NewLock {
        passphrase,
        code: &code,
    };
    let to = lock("correct horse battery");
    store.encrypt(to, &stamp(7), &goes_on).unwrap();
    answer(&mut store, &made.run, "agents", 8);
    let locked = store.back_up(BackupKind::Asked, moment(9)).unwrap();
    let job = store.due_backup(moment(9)).unwrap().unwrap();
    let beside = job.run().unwrap();
    for copy in [&locked, &beside] {
        let bytes = fs::read(&copy.path).unwrap();
        assert!(!bytes.starts_with(b"SQLite"), "{} is encrypted", copy.name);
        assert!(keys_of(&copy.path).is_file(), "with its key file");
        assert_eq!(store.check_backup(&copy.path), Ok(None), "and checked");
    }
    assert_eq!(store.backups().len(), 3, "key files are no backups");

    store.restore(&plain.path, None, &stamp(10)).unwrap();
    assert_eq!(
        store.answers(&made.run).unwrap().len(),
        1,
        "the plain state is back"
    );
    let bytes = fs::read(folder.path().join(DATA_FILE)).unwrap();
    assert!(!bytes.starts_with(b"SQLite"), "encrypted as the file was");
    store.restore(&locked.path, None, &stamp(11)).unwrap();
    assert_eq!(
        store.answers(&made.run).unwrap().len(),
        2,
        "and the other one"
    );
    assert_eq!(store.verify().unwrap(), [], "which holds");
    store
        .rewrite_backup(&locked.path, |conn| conn.execute_batch("DELETE FROM place"))
        .unwrap();
    assert_eq!(
        store.check_backup(&locked.path),
        Ok(None),
        "rewritten like to like"
    );

    store.decrypt(FIRST, &stamp(12), &goes_on).unwrap();
    let refused = store.restore(&locked.path, None, &stamp(13)).unwrap_err();
    assert!(
        matches!(refused, RestoreError::Check(CheckError::Locked { .. })),
        "what was locked asks for what locked it: {refused}"
    );
    let wrong = Secret::Passphrase("another passphrase");
    store
        .restore(&locked.path, Some(wrong), &stamp(13))
        .unwrap_err();
    store
        .restore(&locked.path, Some(Secret::Code(&code)), &stamp(14))
        .unwrap();
    assert_eq!(
        store.answers(&made.run).unwrap().len(),
        2,
        "its code opens it"
    );
    let bytes = fs::read(folder.path().join(DATA_FILE)).unwrap();
    assert!(bytes.starts_with(b"SQLite"), "plain as the file was");
}

#[test]
fn a_broken_locked_file_is_rescued_and_stays_locked() {
    use crate::cipher::{NewLock, RecoveryCode, Secret};
    const WORDS: Secret<'_> = Secret::Passphrase("correct horse battery");
    let (folder, mut store, made) = with_assessment();
    let code = RecoveryCode::new(&mut *options(77).entropy);
    let goes_on: Watch = Arc::new(|_| true);
    let to = NewLock {
        passphrase: "correct horse battery",
        code: &code,
    };
    store.encrypt(to, &stamp(7), &goes_on).unwrap();
    let backup = store.back_up(BackupKind::Asked, moment(9)).unwrap();
    drop(store);
    let live = folder.path().join(DATA_FILE);
    fs::write(&live, b"broken ".repeat(2_000)).unwrap();
    let mut sixteen = options(700).entropy;
    rescue(folder.path(), &backup.path, None, &mut *sixteen, &stamp(10)).unwrap_err();
    let last = last_good_of(folder.path(), Some(WORDS)).unwrap();
    assert_eq!(
        last.name, backup.name,
        "the passphrase finds the last good one"
    );
    rescue(
        folder.path(),
        &last.path,
        Some(WORDS),
        &mut *sixteen,
        &stamp(10),
    )
    .unwrap();
    Store::open(folder.path(), options(800)).unwrap_err();
    let store = Store::unlock(folder.path(), options(900), WORDS).unwrap();
    assert_eq!(
        store.run(&made.run).unwrap().id,
        made.run,
        "and it is there again"
    );
}
