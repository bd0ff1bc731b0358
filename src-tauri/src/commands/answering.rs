//! The respondent's side: requests of somebody else that are answered here.

use tauri::State;

use super::business::save;
use super::{Done, with};
use crate::forms;
use crate::session::SessionError;
use crate::window::Desk;
use crate::wire::{
    AnsweringOpened, AnsweringRow, AnsweringView, Departed, RespondentView, StatedInput,
};

/// The requests that are answered here.
#[tauri::command(async)]
pub fn answering(desk: State<'_, Desk>) -> Done<Vec<AnsweringRow>> {
    with(&desk, |session| session.answering())
}

/// Asks for a request and keeps it, to be answered here. The lock is not held while the dialog is open.
#[tauri::command(async)]
pub fn open_request_file(desk: State<'_, Desk>) -> Done<AnsweringOpened> {
    let Some(path) = desk.picker.open("Proviso request", forms::REQUEST) else {
        return Ok(AnsweringOpened::Cancelled);
    };
    let bytes = forms::read_file(&path).map_err(SessionError::from)?;
    let answering = with(&desk, |session| session.open_request(bytes))?;
    Ok(AnsweringOpened::Opened {
        answering: Box::new(answering),
    })
}

/// One request that is answered here.
#[tauri::command(async)]
pub fn answering_view(desk: State<'_, Desk>, request: &str) -> Done<AnsweringView> {
    with(&desk, |session| session.answering_view(request))
}

/// Keeps who answers.
#[tauri::command(async)]
pub fn save_answering_by(
    desk: State<'_, Desk>,
    request: &str,
    by: RespondentView,
) -> Done<AnsweringView> {
    with(&desk, |session| session.save_answering_by(request, &by))
}

/// Keeps what is stated about one question.
#[tauri::command(async)]
pub fn save_statement(
    desk: State<'_, Desk>,
    request: &str,
    stated: StatedInput,
) -> Done<AnsweringView> {
    with(&desk, |session| session.save_statement(request, &stated))
}

/// Asks where to save the reply, and writes it.
#[tauri::command(async)]
pub fn save_reply(desk: State<'_, Desk>, request: &str) -> Done<Departed> {
    let (name, bytes) = with(&desk, |session| session.reply(request))?;
    let name = forms::safe_name(&name);
    // What is answered for somebody else belongs to no assessment here, and so does its file.
    save(
        &desk,
        (&name, "Proviso reply", forms::REPLY),
        &bytes,
        |_| Ok(None),
    )
}

/// Removes a request that is answered here.
#[tauri::command(async)]
pub fn remove_answering(desk: State<'_, Desk>, request: &str) -> Done<Vec<AnsweringRow>> {
    with(&desk, |session| session.remove_answering(request))
}
