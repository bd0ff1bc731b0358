//! Backups and going back to them, on small data folders.

mod kept;
mod restored;
mod since;
mod stays;
mod unsound;

use std::sync::Arc;

use proviso_core::answer::Verdict;

use super::*;
use crate::testing::{
    assessment, behind_our_back, empty, item_hash, moment, options, stamp, stopped_everywhere,
    verdict, with_assessment,
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
