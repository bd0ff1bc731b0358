//! Which backups are kept: of those on the schedule one an hour, a day and a week; of those made
//! before something, the last of each kind; of those that were asked for, all.

use std::collections::BTreeMap;
use std::path::Path;

use proviso_core::date::Moment;

use super::{Backup, BackupKind, BackupSettings, file, list};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// Numbers the hour, the day or the week that a backup was made in.
type Span<'a> = &'a dyn Fn(&Backup) -> i64;

/// Returns those of `listed`, newest first, that the settings no longer keep. Hours, days and weeks
/// in which no backup was made are not counted, so that a machine that was off keeps what it had, and
/// one whose clock went back loses nothing by it. `offset` is the distance of the local clock from
/// UTC in minutes.
pub(super) fn superfluous<'a>(
    listed: &'a [Backup],
    settings: &BackupSettings,
    offset: i16,
) -> Vec<&'a Backup> {
    let local = |backup: &Backup| backup.at.unix_millis + i64::from(offset) * 60_000;
    // The day that 1970 began with was a Thursday; weeks begin on Monday.
    let spans: [(u32, Span<'_>); 3] = [
        (settings.hours, &|backup| local(backup).div_euclid(HOUR)),
        (settings.days, &|backup| local(backup).div_euclid(DAY)),
        (settings.weeks, &|backup| {
            (local(backup).div_euclid(DAY) + 3).div_euclid(7)
        }),
    ];
    let rolling: Vec<&Backup> = of(listed, |kind| kind == BackupKind::Rolling);
    let mut kept: Vec<&str> = Vec::new();
    for (count, span) in spans {
        let mut last: BTreeMap<i64, &Backup> = BTreeMap::new();
        for backup in &rolling {
            last.entry(span(backup)).or_insert(backup);
        }
        let newest = last.values().rev().take(count as usize);
        kept.extend(newest.map(|backup| backup.name.as_str()));
    }
    // The last one stays whatever was set.
    kept.extend(rolling.first().map(|backup| backup.name.as_str()));
    let mut gone: Vec<&Backup> = rolling;
    gone.retain(|backup| !kept.contains(&backup.name.as_str()));
    let kinds: [fn(BackupKind) -> bool; 7] = [
        |kind| matches!(kind, BackupKind::Migration(_)),
        |kind| kind == BackupKind::Deletion,
        |kind| kind == BackupKind::Import,
        |kind| kind == BackupKind::Rerun,
        |kind| kind == BackupKind::Restore,
        |kind| kind == BackupKind::Displaced,
        |kind| kind == BackupKind::Unsound,
    ];
    for is in kinds {
        let before = of(listed, is);
        gone.extend(before.into_iter().skip(settings.before.max(1) as usize));
    }
    gone
}

fn of(listed: &[Backup], is: impl Fn(BackupKind) -> bool) -> Vec<&Backup> {
    listed.iter().filter(|backup| is(backup.kind)).collect()
}

/// Removes what the settings no longer keep. A file that cannot be removed stays until the next time.
pub(super) fn thin(place: &Path, settings: &BackupSettings, now: Moment) {
    let listed = list(place);
    for backup in superfluous(&listed, settings, now.offset_minutes) {
        file::remove(&backup.path);
    }
}
