//! Settings and what the program says of itself.

use tauri::State;

use super::{Done, session};
use crate::window::Desk;
use crate::wire::{About, Settings, Start};

/// What the page asks for first.
#[tauri::command(async)]
pub fn start(desk: State<'_, Desk>) -> Done<Start> {
    Ok(session(&desk)?.start()?)
}

/// Keeps settings.
#[tauri::command(async)]
pub fn save_settings(desk: State<'_, Desk>, settings: Settings) -> Done<Settings> {
    Ok(session(&desk)?.save_settings(&settings)?)
}

/// The About page.
#[tauri::command(async)]
pub fn about(desk: State<'_, Desk>) -> Done<About> {
    Ok(session(&desk)?.about())
}
