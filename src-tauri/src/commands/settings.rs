//! Settings and what the program says of itself.

use tauri::State;

use super::{Done, with};
use crate::window::Desk;
use crate::wire::{About, Settings, Start};

/// What the page asks for first.
#[tauri::command(async)]
pub fn start(desk: State<'_, Desk>) -> Done<Start> {
    with(&desk, |session| session.start())
}

/// Keeps settings.
#[tauri::command(async)]
pub fn save_settings(desk: State<'_, Desk>, settings: Settings) -> Done<Settings> {
    with(&desk, |session| session.save_settings(&settings))
}

/// The About page.
#[tauri::command(async)]
pub fn about(desk: State<'_, Desk>) -> Done<About> {
    with(&desk, |session| Ok(session.about()))
}
