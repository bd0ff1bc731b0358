//! Backups, going back to one, and whether the data file holds.

use tauri::State;

use super::{Done, with};
use crate::window::Desk;
use crate::wire::{BackupCounts, BackupsView, RestoreView, Restored, Soundness};

/// The backups, newest first, and how they are kept.
#[tauri::command(async)]
pub fn backups(desk: State<'_, Desk>) -> Done<BackupsView> {
    with(&desk, |session| session.backups())
}

/// Makes a backup now.
#[tauri::command(async)]
pub fn back_up_now(desk: State<'_, Desk>) -> Done<BackupsView> {
    with(&desk, |session| {
        session.back_up_now()?;
        session.backups()
    })
}

/// Keeps how many backups are kept.
#[tauri::command(async)]
pub fn set_backup_counts(desk: State<'_, Desk>, counts: BackupCounts) -> Done<BackupsView> {
    with(&desk, |session| session.keep_backup_counts(counts))
}

/// Asks for a folder in which backups are kept from now on. The lock is not held while the dialog is
/// open.
#[tauri::command(async)]
pub fn choose_backup_place(desk: State<'_, Desk>) -> Done<Option<BackupsView>> {
    let Some(place) = desk.picker.folder() else {
        return Ok(None);
    };
    with(&desk, |session| {
        session.keep_backup_place(Some(place)).map(Some)
    })
}

/// Keeps backups within the data folder from now on.
#[tauri::command(async)]
pub fn reset_backup_place(desk: State<'_, Desk>) -> Done<BackupsView> {
    with(&desk, |session| session.keep_backup_place(None))
}

/// Says what going back to a backup would change.
#[tauri::command(async)]
pub fn look_at_backup(desk: State<'_, Desk>, name: &str) -> Done<RestoreView> {
    with(&desk, |session| {
        let file = session.listed_backup(name)?;
        session.look_at_backup(&file, None)
    })
}

/// Goes back to a backup; the present state is kept as one.
#[tauri::command(async)]
pub fn restore_backup(desk: State<'_, Desk>, name: &str) -> Done<Restored> {
    with(&desk, |session| {
        let file = session.listed_backup(name)?;
        session.restore(&file, None)
    })
}

/// Says whether the data file holds what was recorded, once that is known. The lock is not held while
/// the file is read.
#[tauri::command(async)]
pub fn soundness(desk: State<'_, Desk>) -> Done<Soundness> {
    if let Some(checked) = with(&desk, |session| Ok(session.checked()))? {
        checked.wait();
    }
    with(&desk, |session| session.soundness())
}
