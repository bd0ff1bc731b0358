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
    let (kept, minutes) = with(&desk, |session| {
        let kept = session.save_settings(&settings)?;
        Ok((kept, session.idle_minutes()))
    })?;
    desk.lock.lock_after(minutes);
    Ok(kept)
}

/// The About page.
#[tauri::command(async)]
pub fn about(desk: State<'_, Desk>) -> Done<About> {
    with(&desk, |session| Ok(session.about()))
}
