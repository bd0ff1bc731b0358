//! Evidence: references, copies by dialog or drop, and letting a copy out again.

use std::path::PathBuf;

use tauri::State;
use tauri::ipc::Channel;

use super::{Done, with};
use crate::document::DocumentFile;
use crate::export::write_on_record;
use crate::session::SessionError;
use crate::window::Desk;
use crate::wire::{CopySaved, DropNotice, EvidenceInput, EvidenceRecorded};

/// Links a reference to a document that is held elsewhere.
#[tauri::command(async)]
pub fn add_reference(
    desk: State<'_, Desk>,
    run: &str,
    item: &str,
    evidence: EvidenceInput,
) -> Done<EvidenceRecorded> {
    with(&desk, |session| session.add_reference(run, item, &evidence))
}

/// Asks for documents and keeps copies of them. The lock is not held while the dialog is open or
/// the files are read.
#[tauri::command(async)]
pub fn choose_copies(desk: State<'_, Desk>, run: &str, item: &str) -> Done<EvidenceRecorded> {
    let chosen = desk.picker.open_any();
    add(&desk, run, item, &chosen)
}

/// Keeps copies of what was dropped onto the window last.
#[tauri::command(async)]
pub fn take_dropped(desk: State<'_, Desk>, run: &str, item: &str) -> Done<EvidenceRecorded> {
    let dropped = desk.drops.take();
    add(&desk, run, item, &dropped)
}

fn add(desk: &Desk, run: &str, item: &str, paths: &[PathBuf]) -> Done<EvidenceRecorded> {
    let (mut files, mut refused) = (Vec::new(), Vec::new());
    for path in paths {
        match DocumentFile::read(path) {
            Ok(file) => files.push(file),
            Err(refusal) => refused.push(format!("{refusal}.")),
        }
    }
    with(desk, |session| {
        session.add_copies(run, item, &files, refused)
    })
}

/// Tells the page from now on when files are dragged over the window and dropped onto it.
#[tauri::command(async)]
pub fn watch_drops(desk: State<'_, Desk>, notices: Channel<DropNotice>) -> Done<()> {
    desk.drops.watch(notices);
    Ok(())
}

/// Records what counsel now says of a piece of evidence.
#[tauri::command(async)]
pub fn change_evidence(
    desk: State<'_, Desk>,
    run: &str,
    link: &str,
    evidence: EvidenceInput,
) -> Done<EvidenceRecorded> {
    with(&desk, |session| {
        session.change_evidence(run, link, &evidence)
    })
}

/// Takes a piece of evidence away from its answer.
#[tauri::command(async)]
pub fn unlink_evidence(desk: State<'_, Desk>, run: &str, link: &str) -> Done<EvidenceRecorded> {
    with(&desk, |session| session.unlink_evidence(run, link))
}

/// Asks where to save the copy that is kept, writes it and reads it back.
#[tauri::command(async)]
pub fn save_copy(desk: State<'_, Desk>, run: &str, link: &str) -> Done<CopySaved> {
    let file = with(&desk, |session| {
        session.may_leave()?;
        session.kept_copy(run, link)
    })?;
    let picked = desk
        .picker
        .save(&file.safe_name(), "Document", &file.ending());
    let Some(path) = picked else {
        return Ok(CopySaved::Cancelled);
    };
    // The dialog has asked before a file is replaced.
    let departing = with(&desk, |session| {
        session.document_departing(run, (&path, &file.bytes))
    })?;
    let record = |stage| with(&desk, |session| session.on_record(stage, &departing));
    write_on_record(&path, &file.bytes, true, |_| Ok(()), record)?;
    let name = path.file_name().unwrap_or_default();
    Ok(CopySaved::Written {
        file: name.to_string_lossy().into_owned(),
    })
}

/// Shows the copy that is kept in the program that the system opens it with.
#[tauri::command(async)]
pub fn open_copy(desk: State<'_, Desk>, run: &str, link: &str) -> Done<()> {
    let (file, folder) = with(&desk, |session| {
        Ok((session.kept_copy(run, link)?, session.folder().to_owned()))
    })?;
    let path = file.lay_out(&folder).map_err(SessionError::from)?;
    Ok(desk.opener.open(&path).map_err(SessionError::Reveal)?)
}
