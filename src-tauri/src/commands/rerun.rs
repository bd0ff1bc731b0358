//! Running again: the plan, the run that follows, and looking at its answers.

use std::collections::BTreeSet;

use proviso_core::canonical::Hash;
use proviso_core::profile::Profile;
use proviso_core::rerun::Response;
use tauri::State;

use super::{Done, with};
use crate::window::Desk;
use crate::wire::{AtticRow, LookView, Made, MovedView, PlanView};

/// What a newer version would mean for a run, in one sentence.
#[tauri::command(async)]
pub fn newer_line(desk: State<'_, Desk>, run: &str) -> Done<Option<String>> {
    with(&desk, |session| session.newer_line(run))
}

/// What a run that follows would begin with; nothing is created.
#[tauri::command(async)]
pub fn plan_run(
    desk: State<'_, Desk>,
    run: &str,
    pack: &str,
    profile: Option<Profile>,
) -> Done<PlanView> {
    let pack = Hash(pack.to_owned());
    with(&desk, |session| {
        session.plan_view(run, &pack, profile.as_ref())
    })
}

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

/// What moved between a run and the one before it; nothing for a first run.
#[tauri::command(async)]
pub fn moved(desk: State<'_, Desk>, run: &str) -> Done<Option<MovedView>> {
    with(&desk, |session| session.moved(run))
}

/// One answer to look at again, in full.
#[tauri::command(async)]
pub fn look_at(desk: State<'_, Desk>, run: &str, item: &str) -> Done<LookView> {
    with(&desk, |session| session.look_at(run, item))
}

/// Takes what counsel says of an old answer.
#[tauri::command(async)]
pub fn respond(
    desk: State<'_, Desk>,
    run: &str,
    item: &str,
    response: Response,
) -> Done<MovedView> {
    with(&desk, |session| session.respond(run, item, response))
}

/// Re-affirms answers whose wording did not change.
#[tauri::command(async)]
pub fn stand_together(
    desk: State<'_, Desk>,
    run: &str,
    items: BTreeSet<String>,
) -> Done<MovedView> {
    with(&desk, |session| session.stand_together(run, &items))
}

/// What is no longer asked, with everything that was recorded of it.
#[tauri::command(async)]
pub fn attic(desk: State<'_, Desk>, run: &str) -> Done<Vec<AtticRow>> {
    with(&desk, |session| session.attic(run))
}
