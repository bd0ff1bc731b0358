//! Running again: making the run that follows, and throwing it away.

use proviso_core::canonical::Hash;
use proviso_core::profile::Profile;
use tauri::State;

use super::{Done, with};
use crate::window::Desk;
use crate::wire::Made;

/// Makes the run that follows, on a pack and with a profile.
#[tauri::command(async)]
pub fn follow_run(
    desk: State<'_, Desk>,
    run: &str,
    pack: &str,
    profile: Option<Profile>,
) -> Done<Made> {
    let pack = Hash(pack.to_owned());
    with(&desk, |session| {
        session.follow(run, &pack, profile.as_ref())
    })
}

/// Throws an open run away; answers with the run before it.
#[tauri::command(async)]
pub fn discard_run(desk: State<'_, Desk>, run: &str) -> Done<Made> {
    with(&desk, |session| session.discard_run(run))
}
