//! Backups and going back to them, on small data folders.

mod since;

use proviso_core::answer::Verdict;

use super::*;
use crate::testing::{
    assessment, behind_our_back, empty, item_hash, moment, options, stamp, verdict, with_assessment,
};
use crate::{Change, DATA_FILE, OpenError};

fn answer(store: &mut Store, run: &str, item: &str, second: i64) {
    let hash = item_hash(item);
    let answer = verdict(Verdict::InPlace);
    store
        .record_answer(run, &Change::new(item, &hash, &answer), &stamp(second))
        .unwrap();
}

fn names(store: &Store) -> Vec<String> {
    store
        .backups()
        .into_iter()
        .map(|backup| backup.name)
        .collect()
}

#[test]
fn a_name_says_what_a_backup_is_of_and_when_it_was_made() {
    let (_folder, store, _made) = with_assessment();
    let kinds = [
        BackupKind::Rolling,
        BackupKind::Asked,
        BackupKind::Migration(20),
        BackupKind::Deletion,
        BackupKind::Import,
        BackupKind::Rerun,
        BackupKind::Restore,
    ];
    for kind in kinds {
        store.back_up(kind, moment(5)).unwrap();
    }
    store.back_up(BackupKind::Asked, moment(5)).unwrap();
    let listed = store.backups();
    assert_eq!(
        listed.len(),
        8,
        "two of one millisecond have names of their own"
    );
    for backup in &listed {
        assert_eq!(
            backup.at.unix_millis,
            moment(5).unix_millis,
            "{}",
            backup.name
        );
        assert!(kinds.contains(&backup.kind), "{} is read back", backup.name);
        assert_eq!(
            store.check_backup(&backup.path),
            Ok(None),
            "{} opens and holds",
            backup.name
        );
        assert!(backup.bytes > 10_000, "its size is that of the file");
    }
    fs::write(store.backup_place().join("notes.db"), "mine").unwrap();
    fs::write(store.backup_place().join("proviso-x-2026.db"), "mine").unwrap();
    assert_eq!(store.backups().len(), 8, "files of others are not listed");
}

#[cfg(unix)]
#[test]
fn a_backup_can_be_read_by_its_user_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, store, _made) = with_assessment();
    let made = store.back_up(BackupKind::Asked, moment(5)).unwrap();
    let mode = fs::metadata(made.path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "it holds what the data file holds");
}

#[test]
fn a_file_whose_record_does_not_hold_makes_no_backup() {
    let (folder, store, _made) = with_assessment();
    let good = store.back_up(BackupKind::Rolling, moment(5)).unwrap();
    drop(store);
    behind_our_back(folder.path())
        .execute_batch(
            "DROP TRIGGER assessment_keeps_its_identity;
             UPDATE assessment SET state = 'archived'",
        )
        .unwrap();
    let store = Store::open(folder.path(), options(1_000)).unwrap();
    let refused = store.back_up(BackupKind::Rolling, moment(6)).unwrap_err();
    assert!(
        matches!(refused, BackupError::Broken { .. }),
        "a copy of a changed record is no backup: {refused}"
    );
    assert_eq!(
        names(&store),
        std::slice::from_ref(&good.name),
        "and none is left behind"
    );
    assert_eq!(
        store.last_good_backup().unwrap(),
        good,
        "the one from before is offered"
    );
}

#[test]
fn the_schedule_asks_once_an_hour_and_not_before_a_change() {
    let (_folder, store, _made) = with_assessment();
    let job = store.due_backup(moment(0)).unwrap().unwrap();
    assert_eq!(
        job.run().unwrap().kind,
        BackupKind::Rolling,
        "the first is due at once"
    );
    assert!(
        store.due_backup(moment(3_599)).unwrap().is_none(),
        "within the hour nothing is due"
    );
    assert!(
        store.due_backup(moment(3_600)).unwrap().is_some(),
        "an hour later it is"
    );
    assert!(
        store.due_backup(moment(-10)).unwrap().is_some(),
        "a clock that went back does not put the next one off"
    );
}

#[test]
fn a_job_copies_beside_work_that_goes_on() {
    let (_folder, mut store, made) = with_assessment();
    let job = store.due_backup(moment(0)).unwrap().unwrap();
    let copying = std::thread::spawn(move || job.run().unwrap());
    for second in 0..50 {
        answer(
            &mut store,
            &made.run,
            &format!("item-{second}"),
            10 + second,
        );
    }
    let copied = copying.join().unwrap();
    assert_eq!(
        store.check_backup(&copied.path),
        Ok(None),
        "the copy is one state, and it holds"
    );
}

fn rolling(at: &[i64]) -> Vec<Backup> {
    at.iter()
        .map(|hours| Backup {
            name: format!("{hours}"),
            path: PathBuf::new(),
            kind: BackupKind::Rolling,
            at: Moment {
                unix_millis: hours * 3_600_000,
                offset_minutes: 0,
            },
            bytes: 0,
        })
        .collect()
}

#[test]
fn of_each_hour_day_and_week_one_is_kept() {
    // Every hour of 60 days, newest first.
    let hours: Vec<i64> = (0..60 * 24).rev().collect();
    let listed = rolling(&hours);
    let settings = BackupSettings {
        hours: 5,
        days: 4,
        weeks: 3,
        ..BackupSettings::default()
    };
    let gone: Vec<&str> = keep::superfluous(&listed, &settings, 0)
        .into_iter()
        .map(|backup| backup.name.as_str())
        .collect();
    let kept: Vec<i64> = hours
        .iter()
        .copied()
        .filter(|at| !gone.contains(&at.to_string().as_str()))
        .collect();
    // Day 59 ends with hour 1439; 1970 began on a Thursday, so day 59 is a Sunday and ends its week.
    let days = [59, 58, 57, 56].map(|day| day * 24 + 23);
    let weeks = [59, 52, 45].map(|day| day * 24 + 23);
    let mut expected: Vec<i64> = (1435..1440).chain(days).chain(weeks).collect();
    expected.sort_unstable();
    expected.dedup();
    expected.reverse();
    assert_eq!(
        kept, expected,
        "the last of each span, as many spans as were set"
    );
}

#[test]
fn a_machine_that_was_off_keeps_what_it_had() {
    let listed = rolling(&[5_000, 200, 100, 3]);
    let gone = keep::superfluous(&listed, &BackupSettings::default(), 0);
    assert!(
        gone.is_empty(),
        "spans without a backup are not counted: {gone:?}"
    );
}

#[test]
fn copies_from_before_something_have_a_count_of_their_own() {
    let (_folder, mut store, _made) = with_assessment();
    store
        .set_backup_settings(
            &BackupSettings {
                hours: 1,
                days: 0,
                weeks: 0,
                before: 2,
                place: None,
            },
            &stamp(0),
        )
        .unwrap();
    for second in 0..3 {
        store.back_up(BackupKind::Deletion, moment(second)).unwrap();
        store.back_up(BackupKind::Import, moment(second)).unwrap();
        store.back_up(BackupKind::Asked, moment(second)).unwrap();
    }
    for second in 10..14 {
        store.back_up(BackupKind::Rolling, moment(second)).unwrap();
    }
    let count = |kind| store.backups().iter().filter(|b| b.kind == kind).count();
    assert_eq!(count(BackupKind::Deletion), 2, "its own count");
    assert_eq!(count(BackupKind::Import), 2, "its own count");
    assert_eq!(count(BackupKind::Rolling), 1, "one an hour");
    assert_eq!(count(BackupKind::Asked), 3, "what was asked for stays");
}

#[test]
fn another_place_is_used_noted_and_shared_with_nobody() {
    let (folder, mut store, _made) = with_assessment();
    let elsewhere = tempfile::tempdir().unwrap();
    let settings = BackupSettings {
        place: Some(elsewhere.path().to_owned()),
        ..BackupSettings::default()
    };
    store.set_backup_settings(&settings, &stamp(0)).unwrap();
    let made = store.back_up(BackupKind::Asked, moment(1)).unwrap();
    assert!(made.path.starts_with(elsewhere.path()), "it is there");
    assert_ne!(
        made.path.parent(),
        Some(elsewhere.path()),
        "in a folder of this data folder's own"
    );
    assert_eq!(
        noted_place(folder.path()),
        store.backup_place(),
        "the place is known without the data file"
    );
    let (_other, mut second, _made) = with_assessment();
    second.set_backup_settings(&settings, &stamp(0)).unwrap();
    drop(second);
    store
        .set_backup_settings(&BackupSettings::default(), &stamp(0))
        .unwrap();
    assert_eq!(
        noted_place(folder.path()),
        folder.path().join(DEFAULT_PLACE),
        "and forgotten with the setting"
    );
    let unreachable = BackupSettings {
        place: Some(folder.path().join(DATA_FILE)),
        ..BackupSettings::default()
    };
    store
        .set_backup_settings(&unreachable, &stamp(0))
        .unwrap_err();
    assert_eq!(
        store.backup_settings().unwrap(),
        BackupSettings::default(),
        "a place that takes nothing is refused"
    );
}

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
fn a_backup_is_rewritten_as_a_whole_or_left() {
    let (_folder, mut store, made) = with_assessment();
    store
        .save_draft(
            &made.run,
            "agents",
            proviso_core::answer::Field::Facts,
            "canary-text",
            moment(3),
        )
        .unwrap();
    let backup = store.back_up(BackupKind::Asked, moment(4)).unwrap();
    let holds = |text: &[u8]| {
        let bytes = fs::read(&backup.path).unwrap();
        bytes.windows(text.len()).any(|window| window == text)
    };
    assert!(holds(b"canary-text"), "it is in the backup");
    let refused = store
        .rewrite_backup(&backup.path, |conn| {
            conn.execute_batch(
            "DROP TRIGGER assessment_keeps_its_identity; UPDATE assessment SET state = 'deleted'",
        )
        })
        .unwrap_err();
    assert!(matches!(refused, BackupError::Broken { .. }), "{refused}");
    assert!(holds(b"canary-text"), "a refused change leaves the file");
    store
        .rewrite_backup(&backup.path, |conn| conn.execute_batch("DELETE FROM draft"))
        .unwrap();
    assert!(
        !holds(b"canary-text"),
        "no page of the new file has the text"
    );
    assert_eq!(
        store.check_backup(&backup.path),
        Ok(None),
        "and it passed its check"
    );
    assert_eq!(store.backups().len(), 1, "nothing is left beside it");
}

#[test]
fn an_empty_data_folder_can_be_backed_up_too() {
    let (_folder, store) = empty();
    let made = store.back_up(BackupKind::Asked, moment(1)).unwrap();
    assert_eq!(
        store.check_backup(&made.path),
        Ok(None),
        "nothing in it is nothing wrong"
    );
}

#[test]
fn a_locked_file_is_copied_locked_and_goes_back_to_plain_and_locked_copies() {
    use crate::cipher::{NewLock, RecoveryCode, Secret, decrypt, encrypt, keys_of};
    const FIRST: Secret<'_> = Secret::Passphrase("correct horse battery");
    let (folder, mut store, made) = with_assessment();
    answer(&mut store, &made.run, "inventory", 5);
    let plain = store.back_up(BackupKind::Asked, moment(6)).unwrap();
    drop(store);
    let code = RecoveryCode::new(&mut *options(77).entropy);
    let lock = |passphrase| NewLock {
        passphrase,
        code: &code,
    };
    let to = lock("correct horse battery");
    encrypt(folder.path(), options(100), to, &stamp(7), &mut |_| ()).unwrap();
    let mut store = Store::unlock(folder.path(), options(200), FIRST).unwrap();
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
    drop(store);

    decrypt(folder.path(), options(300), FIRST, &stamp(12), &mut |_| ()).unwrap();
    let mut store = Store::open(folder.path(), options(400)).unwrap();
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
    use crate::cipher::{NewLock, RecoveryCode, Secret, encrypt};
    const WORDS: Secret<'_> = Secret::Passphrase("correct horse battery");
    let (folder, store, made) = with_assessment();
    drop(store);
    let code = RecoveryCode::new(&mut *options(77).entropy);
    let to = NewLock {
        passphrase: "correct horse battery",
        code: &code,
    };
    encrypt(folder.path(), options(100), to, &stamp(7), &mut |_| ()).unwrap();
    let store = Store::unlock(folder.path(), options(200), WORDS).unwrap();
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
