//! A run: its answers, its overview and its actions.

use proviso_core::action::ActionField;
use proviso_core::answer::Field;
use proviso_core::profile::Profile;
use proviso_store::Retrace;
use tauri::State;

use super::{Done, with};
use crate::window::Desk;
use crate::wire::{
    ActionsView, OverviewView, Recorded, Retraced, RevisionView, RunFinds, RunView, ScopeMoveView,
};

/// Everything the run screen needs.
#[tauri::command(async)]
pub fn open_run(desk: State<'_, Desk>, run: &str) -> Done<RunView> {
    with(&desk, |session| session.open_run(run))
}

/// Records one field of an answer.
#[tauri::command(async)]
pub fn record_answer(
    desk: State<'_, Desk>,
    run: &str,
    item: &str,
    field: Field,
    value: Option<&str>,
) -> Done<Recorded> {
    with(&desk, |session| {
        session.record_answer(run, item, field, value)
    })
}

/// Says what recording one field would move.
#[tauri::command(async)]
pub fn preview_answer(
    desk: State<'_, Desk>,
    run: &str,
    item: &str,
    field: Field,
    value: Option<&str>,
) -> Done<Vec<ScopeMoveView>> {
    with(&desk, |session| {
        session.preview_answer(run, item, field, value)
    })
}

/// Keeps what is being typed.
#[tauri::command(async)]
pub fn save_draft(
    desk: State<'_, Desk>,
    run: &str,
    item: &str,
    field: Field,
    text: &str,
) -> Done<String> {
    with(&desk, |session| session.save_draft(run, item, field, text))
}

/// Changes the profile.
#[tauri::command(async)]
pub fn set_profile(desk: State<'_, Desk>, run: &str, profile: Profile) -> Done<RunView> {
    with(&desk, |session| session.set_profile(run, &profile))
}

/// Remembers where counsel is.
#[tauri::command(async)]
pub fn set_place(desk: State<'_, Desk>, run: &str, item: &str) -> Done<()> {
    with(&desk, |session| session.set_place(run, item))
}

/// Every state of an answer, newest first.
#[tauri::command(async)]
pub fn history(desk: State<'_, Desk>, run: &str, item: &str) -> Done<Vec<RevisionView>> {
    with(&desk, |session| session.history(run, item))
}

/// Brings an earlier state of an answer back.
#[tauri::command(async)]
pub fn restore_answer(
    desk: State<'_, Desk>,
    run: &str,
    item: &str,
    revision: &str,
) -> Done<Recorded> {
    with(&desk, |session| session.restore_answer(run, item, revision))
}

/// Undoes the last change in a run.
#[tauri::command(async)]
pub fn undo(desk: State<'_, Desk>, run: &str) -> Done<Retraced> {
    with(&desk, |session| session.retrace(run, Retrace::Undo))
}

/// Makes the last undone change again.
#[tauri::command(async)]
pub fn redo(desk: State<'_, Desk>, run: &str) -> Done<Retraced> {
    with(&desk, |session| session.retrace(run, Retrace::Redo))
}

/// The overview.
#[tauri::command(async)]
pub fn overview(desk: State<'_, Desk>, run: &str) -> Done<OverviewView> {
    with(&desk, |session| session.overview(run))
}

/// The gaps and what is done about each.
#[tauri::command(async)]
pub fn actions(desk: State<'_, Desk>, run: &str) -> Done<ActionsView> {
    with(&desk, |session| session.actions(run))
}

/// Records one field of an action.
#[tauri::command(async)]
pub fn record_action(
    desk: State<'_, Desk>,
    run: &str,
    item: &str,
    field: ActionField,
    value: Option<&str>,
) -> Done<ActionsView> {
    with(&desk, |session| {
        session.record_action(run, item, field, value)
    })
}

/// Keeps what is being typed into an action.
#[tauri::command(async)]
pub fn save_action_draft(
    desk: State<'_, Desk>,
    run: &str,
    item: &str,
    field: ActionField,
    text: &str,
) -> Done<String> {
    with(&desk, |session| {
        session.save_action_draft(run, item, field, text)
    })
}

/// Records one field of several actions at once.
#[tauri::command(async)]
pub fn record_actions(
    desk: State<'_, Desk>,
    run: &str,
    items: Vec<String>,
    field: ActionField,
    value: Option<&str>,
) -> Done<ActionsView> {
    with(&desk, |session| {
        session.record_actions(run, &items, field, value)
    })
}

/// Words within a run.
#[tauri::command(async)]
pub fn find_in_run(desk: State<'_, Desk>, run: &str, find: &str) -> Done<RunFinds> {
    with(&desk, |session| session.find_in_run(run, find))
}
