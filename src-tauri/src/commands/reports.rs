//! Reports: pre-flight, export, and showing the file.

use proviso_core::report::LEGENDS;
use proviso_report::PreviewPage;
use tauri::State;

use super::{Done, with};
use crate::export::write_on_record;
use crate::reveal::reveal;
use crate::session::{Asked, SessionError, produce_watched, show};
use crate::window::Desk;
use crate::wire::{CopyChoices, ExportOptions, ExportRow, Exported, PreflightFinding};
use crate::work::{WorkKind, WorkProgress};

/// Legends to pick from.
#[tauri::command(async)]
pub fn legends() -> Done<Vec<String>> {
    Ok(LEGENDS.iter().map(|legend| (*legend).to_owned()).collect())
}

/// What is worth knowing before an export.
#[tauri::command(async)]
pub fn preflight(
    desk: State<'_, Desk>,
    run: &str,
    options: ExportOptions,
) -> Done<Vec<PreflightFinding>> {
    with(&desk, |session| {
        let loaded = session.load_as_signed(run)?;
        let copy = session.copy(&loaded, Asked::from_options(&options)?)?;
        session.preflight(&loaded, &copy)
    })
}

/// The copies that a run can be made into, and in which formats.
#[tauri::command(async)]
pub fn copy_choices(desk: State<'_, Desk>, run: &str) -> Done<CopyChoices> {
    with(&desk, |session| {
        session.copy_choices(session.load_as_signed(run)?)
    })
}

/// One page of a copy as it will print. The lock is not held while it is laid out.
#[tauri::command(async)]
pub fn preview_copy(
    desk: State<'_, Desk>,
    run: &str,
    options: ExportOptions,
    page: u32,
) -> Done<PreviewPage> {
    let work = desk.works.begin(WorkKind::Preview);
    let material = with(&desk, |session| {
        let loaded = session.load_as_signed(run)?;
        let copy = session.copy(&loaded, Asked::from_options(&options)?)?;
        session.material(loaded, copy)
    })?;
    let page = usize::try_from(page).unwrap_or(1);
    Ok(show(&material, page, &|percent| work.goes_on(percent))?)
}

/// How far long work is; nothing where there is none. It waits for nothing, and runs at once: among the
/// commands that run beside each other it would have to wait for a thread until those are done that wait for
/// the work itself.
#[tauri::command]
pub fn work_progress(desk: State<'_, Desk>, kind: WorkKind) -> Done<Option<WorkProgress>> {
    Ok(desk.works.progress(kind))
}

/// Stops long work, likewise at once. What was written to a file already stays.
#[tauri::command]
pub fn stop_work(desk: State<'_, Desk>, kind: WorkKind) -> Done<()> {
    desk.works.stop(kind);
    Ok(())
}

/// Asks where to save, renders, writes, reads back. The lock is held while the run is read and not
/// while the dialog is open or the report is rendered.
#[tauri::command(async)]
pub fn export_report(desk: State<'_, Desk>, run: &str, options: ExportOptions) -> Done<Exported> {
    let material = with(&desk, |session| {
        session.may_leave()?;
        let loaded = session.load_as_signed(run)?;
        let copy = session.copy(&loaded, Asked::from_options(&options)?)?;
        session.material(loaded, copy)
    })?;
    let format = material.copy.format;
    let name = material.file_name();
    let Some(path) = desk.picker.save(&name, format.label(), format.extension()) else {
        return Ok(Exported::Cancelled);
    };
    let work = desk.works.begin(WorkKind::Export);
    let file = match produce_watched(&material, &|percent| work.goes_on(percent)) {
        Err(SessionError::Stopped) => return Ok(Exported::Cancelled),
        made => made?,
    };
    // The dialog has asked before a file is replaced.
    let entry = material.on_record(&path, &file.bytes);
    let departing = with(&desk, |session| session.departing(&path, entry))?;
    let hash = write_on_record(
        &path,
        &file.bytes,
        true,
        |read| file.look(read),
        |stage| with(&desk, |session| session.on_record(stage, &departing)),
    )?;
    let shown = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    if let Ok(mut exported) = desk.exported.lock() {
        *exported = Some(path);
    }
    Ok(Exported::Written {
        file: shown.unwrap_or_default(),
        pages: file
            .pages
            .map(|pages| u32::try_from(pages).unwrap_or(u32::MAX)),
        bytes: file.bytes.len() as u64,
        hash: hash.0,
        marked: file
            .substituted
            .iter()
            .map(|c| format!("U+{:04X}", u32::from(*c)))
            .collect(),
    })
}

/// The copies of a run that were written, newest first.
#[tauri::command(async)]
pub fn exports(desk: State<'_, Desk>, run: &str) -> Done<Vec<ExportRow>> {
    with(&desk, |session| session.exports_of(run))
}

/// Shows the file exported last in the system's file browser.
#[tauri::command(async)]
pub fn reveal_export(desk: State<'_, Desk>) -> Done<()> {
    let exported = desk
        .exported
        .lock()
        .map_err(|_| SessionError::Poisoned)?
        .clone();
    let path = exported.ok_or(SessionError::NothingExported)?;
    Ok(reveal(&path).map_err(SessionError::Reveal)?)
}
