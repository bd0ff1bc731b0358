//! Signing a run, and the PDF that is kept with it.

use tauri::State;

use super::{Done, with};
use crate::export::write_whole;
use crate::session::SessionError;
use crate::window::Desk;
use crate::wire::{Departed, SignAsked, SignView};

/// What stands before a run is signed, or who signed it.
#[tauri::command(async)]
pub fn sign_view(desk: State<'_, Desk>, run: &str) -> Done<SignView> {
    with(&desk, |session| session.sign_view(run))
}

/// Signs a run: it takes nothing more.
#[tauri::command(async)]
pub fn sign_run(desk: State<'_, Desk>, run: &str, asked: SignAsked) -> Done<SignView> {
    with(&desk, |session| session.sign_run(run, &asked))
}

/// Asks where to save the PDF that was kept when a run was signed, and writes it.
#[tauri::command(async)]
pub fn save_signed_pdf(desk: State<'_, Desk>, run: &str) -> Done<Departed> {
    let (name, bytes) = with(&desk, |session| session.signed_pdf(run))?;
    let Some(path) = desk.picker.save(&name, "PDF", "pdf") else {
        return Ok(Departed::Cancelled);
    };
    // The dialog has asked before a file is replaced.
    let hash = write_whole(&path, &bytes, true, |_| Ok(())).map_err(SessionError::from)?;
    let file = path.file_name().unwrap_or_default();
    let file = file.to_string_lossy().into_owned();
    with(&desk, |session| {
        session.record_signed_copy(run, &file, &bytes)
    })?;
    if let Ok(mut exported) = desk.exported.lock() {
        *exported = Some(path);
    }
    Ok(Departed::Written {
        file,
        bytes: bytes.len() as u64,
        sha256: hash.0,
        is_sealed: false,
    })
}
