//! Backups, going back to one, and whether the data file holds.

use tauri::State;

use super::{Done, with};
use crate::session::opening;
use crate::window::Desk;
use crate::wire::{BackupCounts, BackupsView, RestoreView, Restored, Soundness};
use crate::work::WorkKind;

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

/// Asks for a file to go back to, which is in no list: one that was kept elsewhere. Returns whether one was
/// chosen. The lock is not held while the dialog is open.
#[tauri::command(async)]
pub fn choose_backup_file(desk: State<'_, Desk>) -> Done<bool> {
    let Some(file) = desk.picker.open("Proviso backup", "db") else {
        return Ok(false);
    };
    with(&desk, |session| {
        session.choose_backup(file);
        Ok(true)
    })
}

/// Says what going back to a backup of the list would change, or with no name to the file that was chosen.
/// `words` are the passphrase or the recovery code of its day, where it opens with no other.
#[tauri::command(async)]
pub fn look_at_backup(
    desk: State<'_, Desk>,
    name: Option<&str>,
    words: Option<&str>,
) -> Done<RestoreView> {
    with(&desk, |session| {
        let file = session.backup_to_go_back_to(name)?;
        opening(words, |secret| session.look_at_backup(&file, secret))
    })
}

/// Goes back to a backup; the present state is kept as one.
#[tauri::command(async)]
pub fn restore_backup(
    desk: State<'_, Desk>,
    name: Option<&str>,
    words: Option<&str>,
) -> Done<Restored> {
    with(&desk, |session| {
        // Begun once the session is there: who asks twice does not stop the first.
        let work = desk.works.begin(WorkKind::Restore);
        let file = session.backup_to_go_back_to(name)?;
        opening(words, |secret| {
            session.restore(&file, secret, &work.going())
        })
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
