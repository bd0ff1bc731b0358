//! Signing a run, sending it back, amending it, and the PDF that is kept with it.

use std::io::Read as _;
use std::path::Path;

use tauri::State;

use super::{Done, with};
use crate::detach::{self, DetachError, MAX_SECRET_KEY_BYTES};
use crate::export::{write_both_on_record, write_on_record};
use crate::session::SessionError;
use crate::window::Desk;
use crate::wire::{CommentInput, CommentView, Departed, Made, SignAsked, SignView, SignatoryView};
use crate::work::WorkKind;

/// What stands before a run is signed, or who signed it.
#[tauri::command(async)]
pub fn sign_view(desk: State<'_, Desk>, run: &str) -> Done<SignView> {
    with(&desk, |session| session.sign_view(run))
}

/// Signs a run: it takes nothing more.
#[tauri::command(async)]
pub fn sign_run(desk: State<'_, Desk>, run: &str, asked: SignAsked) -> Done<SignView> {
    let work = desk.works.begin(WorkKind::Export);
    let going = |percent| work.goes_on(percent);
    with(&desk, |session| session.sign_run(run, &asked, &going))
}

/// Asks where to save the PDF that was kept when a run was signed, and writes it.
#[tauri::command(async)]
pub fn save_signed_pdf(desk: State<'_, Desk>, run: &str) -> Done<Departed> {
    let (name, bytes) = with(&desk, |session| session.signed_pdf(run))?;
    let Some(path) = desk.picker.save(&name, "PDF", "pdf") else {
        return Ok(Departed::Cancelled);
    };
    // The dialog has asked before a file is replaced.
    let file = path.file_name().unwrap_or_default();
    let file = file.to_string_lossy().into_owned();
    let departing = with(&desk, |session| {
        session.signed_departing(run, &path, &bytes)
    })?;
    let record = |stage| with(&desk, |session| session.on_record(stage, &departing));
    let hash = write_on_record(&path, &bytes, true, |_| Ok(()), record)?;
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

/// Sends a run back for changes, with what is to change at each question.
#[tauri::command(async)]
pub fn send_back(
    desk: State<'_, Desk>,
    run: &str,
    by: SignatoryView,
    comments: Vec<CommentInput>,
) -> Done<SignView> {
    with(&desk, |session| session.send_back(run, &by, &comments))
}

/// Says that what a comment asked for is done.
#[tauri::command(async)]
pub fn resolve_comment(desk: State<'_, Desk>, run: &str, comment: &str) -> Done<Vec<CommentView>> {
    with(&desk, |session| session.resolve_comment(run, comment))
}

/// Makes the run that amends a signed one on the same pack, with the reason.
#[tauri::command(async)]
pub fn amend_run(desk: State<'_, Desk>, run: &str, reason: &str) -> Done<Made> {
    with(&desk, |session| session.amend_on_its_pack(run, reason))
}

/// Asks for a minisign secret key and for a place, and writes the kept PDF with a signature beside it.
/// The key is read for this and not kept.
#[tauri::command(async)]
pub fn sign_pdf_with_key(desk: State<'_, Desk>, run: &str, passphrase: &str) -> Done<Departed> {
    let ((name, bytes), comment) = with(&desk, |session| {
        Ok((session.signed_pdf(run)?, session.signature_comment(run)?))
    })?;
    let Some(key) = desk.picker.open("minisign secret key", "key") else {
        return Ok(Departed::Cancelled);
    };
    let secret = read_key(&key).map_err(SessionError::from)?;
    let of = file_name(&key);
    let detached =
        detach::sign((&of, &secret), passphrase, &bytes, &comment).map_err(SessionError::from)?;
    let Some(path) = desk.picker.save(&name, "PDF", "pdf") else {
        return Ok(Departed::Cancelled);
    };
    let file = file_name(&path);
    // The dialog has asked before a file is replaced.
    let departing = with(&desk, |session| {
        session.signature_departing(run, &path, &bytes, &detached)
    })?;
    let signature = detach::beside(&path);
    write_both_on_record(
        (&path, &bytes),
        (&signature, detached.text.as_bytes()),
        |stage| with(&desk, |session| session.on_record(stage, &departing)),
    )?;
    let hash = proviso_core::canonical::sha256(&bytes);
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

fn file_name(path: &Path) -> String {
    let name = path.file_name();
    name.unwrap_or_default().to_string_lossy().into_owned()
}

/// Reads a secret key, and no more of a larger file than tells that it is none.
fn read_key(path: &Path) -> Result<Vec<u8>, DetachError> {
    let mut secret = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(MAX_SECRET_KEY_BYTES + 1).read_to_end(&mut secret));
    let no_key = |why: String| DetachError::NotAKey {
        file: file_name(path),
        why,
    };
    read.map_err(|error| no_key(proviso_store::system_says(&error)))?;
    if secret.len() as u64 > MAX_SECRET_KEY_BYTES {
        return Err(no_key(String::from("it is too large")));
    }
    Ok(secret)
}
