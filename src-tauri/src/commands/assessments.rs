//! Assessments and packs.

use proviso_core::profile::Profile;
use tauri::State;

use super::{Done, with};
use crate::window::Desk;
use crate::wire::{
    AssessmentDetails, AssessmentRow, Made, NewAssessment, PackRow, ProfilePreview,
    ProfileQuestions,
};

/// Packs that a new assessment can use.
#[tauri::command(async)]
pub fn packs(desk: State<'_, Desk>) -> Done<Vec<PackRow>> {
    with(&desk, |session| Ok(session.packs()))
}

/// The questions of a pack's profile.
#[tauri::command(async)]
pub fn profile_questions(desk: State<'_, Desk>, pack: &str) -> Done<ProfileQuestions> {
    with(&desk, |session| session.profile_questions(pack))
}

/// What a profile would ask and move.
#[tauri::command(async)]
pub fn preview_profile(
    desk: State<'_, Desk>,
    pack: &str,
    profile: Profile,
    run: Option<&str>,
) -> Done<ProfilePreview> {
    with(&desk, |session| {
        session.preview_profile(pack, &profile, run)
    })
}

/// The list of assessments.
#[tauri::command(async)]
pub fn assessments(desk: State<'_, Desk>) -> Done<Vec<AssessmentRow>> {
    with(&desk, |session| session.assessments())
}

/// A new assessment with its first run.
#[tauri::command(async)]
pub fn new_assessment(desk: State<'_, Desk>, assessment: NewAssessment) -> Done<Made> {
    with(&desk, |session| session.new_assessment(&assessment))
}

/// The worked example.
#[tauri::command(async)]
pub fn open_sample(desk: State<'_, Desk>) -> Done<Made> {
    with(&desk, |session| session.open_sample())
}

/// Corrects who, what and for whom.
#[tauri::command(async)]
pub fn set_details(
    desk: State<'_, Desk>,
    assessment: &str,
    details: AssessmentDetails,
) -> Done<Vec<AssessmentRow>> {
    with(&desk, |session| session.set_details(assessment, &details))
}
