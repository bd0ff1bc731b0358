//! Which backups are kept, and where.

use super::*;

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
