//! Destroying on purpose, holds, and how long to keep an assessment.

use tauri::State;

use super::{Done, with};
use crate::export::write_whole;
use crate::session::{SessionError, look_at_certificate};
use crate::window::Desk;
use crate::wire::{
    AssessmentRow, CertificateView, Departed, DestroyExtent, DestroyedView, ExpungeAsked,
    ExpungeChoice, ExpungeExtent, ExpungeTarget,
};

/// How far the destruction of an assessment would reach.
#[tauri::command(async)]
pub fn destroy_extent(desk: State<'_, Desk>, assessment: &str) -> Done<DestroyExtent> {
    with(&desk, |session| session.destroy_extent(assessment))
}

/// Destroys an assessment whose name was typed.
#[tauri::command(async)]
pub fn destroy_assessment(
    desk: State<'_, Desk>,
    assessment: &str,
    name: &str,
    reason: &str,
) -> Done<DestroyedView> {
    with(&desk, |session| {
        session.destroy_assessment(assessment, name, reason)
    })
}

/// What of one item can be expunged.
#[tauri::command(async)]
pub fn expunge_choices(desk: State<'_, Desk>, run: &str, item: &str) -> Done<Vec<ExpungeChoice>> {
    with(&desk, |session| session.expunge_choices(run, item))
}

/// How far an expunging would reach.
#[tauri::command(async)]
pub fn expunge_extent(
    desk: State<'_, Desk>,
    assessment: &str,
    target: ExpungeTarget,
) -> Done<ExpungeExtent> {
    with(&desk, |session| session.expunge_extent(assessment, &target))
}

/// Expunges one thing.
#[tauri::command(async)]
pub fn expunge(
    desk: State<'_, Desk>,
    assessment: &str,
    asked: ExpungeAsked,
) -> Done<CertificateView> {
    with(&desk, |session| session.expunge(assessment, &asked))
}

/// All destructions, newest first.
#[tauri::command(async)]
pub fn certificates(desk: State<'_, Desk>) -> Done<Vec<CertificateView>> {
    with(&desk, |session| session.certificates())
}

/// Asks where to save a certificate, and writes it. `name` is what the assessment was called.
#[tauri::command(async)]
pub fn save_certificate(desk: State<'_, Desk>, entry: &str, name: Option<&str>) -> Done<Departed> {
    let view = with(&desk, |session| session.certificate(entry, name))?;
    let called = format!("{}.pdf", view.title);
    let Some(path) = desk.picker.save(&called, "PDF", "pdf") else {
        return Ok(Departed::Cancelled);
    };
    let bytes = with(&desk, |session| {
        session.certificate_file(entry, name, &path)
    })?;
    // The dialog has asked before a file is replaced.
    let hash = write_whole(&path, &bytes, true, look_at_certificate).map_err(SessionError::from)?;
    let file = path.file_name().unwrap_or_default();
    Ok(Departed::Written {
        file: file.to_string_lossy().into_owned(),
        bytes: bytes.len() as u64,
        sha256: hash.0,
        is_sealed: false,
    })
}

/// Puts an assessment on hold, or releases it.
#[tauri::command(async)]
pub fn set_hold(
    desk: State<'_, Desk>,
    assessment: &str,
    set: bool,
    reason: &str,
) -> Done<Vec<AssessmentRow>> {
    with(&desk, |session| session.set_hold(assessment, set, reason))
}

/// Records until when an assessment is to be kept; blank takes the day back.
#[tauri::command(async)]
pub fn set_retain_until(
    desk: State<'_, Desk>,
    assessment: &str,
    until: &str,
    reason: &str,
) -> Done<Vec<AssessmentRow>> {
    with(&desk, |session| {
        session.set_retain_until(assessment, until, reason)
    })
}
