//! Assessments and packs.

use proviso_core::profile::Profile;
use tauri::State;

use super::{Done, with};
use crate::window::Desk;
use crate::wire::{
    AssessmentDetails, AssessmentRow, Deleted, Finds, Made, NewAssessment, PackRow, ProfilePreview,
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

/// A new assessment made from the latest run of another one.
#[tauri::command(async)]
pub fn duplicate_assessment(desk: State<'_, Desk>, assessment: &str) -> Done<Made> {
    with(&desk, |session| session.duplicate_assessment(assessment))
}

/// Puts an assessment away, or brings it back.
#[tauri::command(async)]
pub fn archive_assessment(
    desk: State<'_, Desk>,
    assessment: &str,
    archived: bool,
) -> Done<Vec<AssessmentRow>> {
    with(&desk, |session| {
        session.archive_assessment(assessment, archived)
    })
}

/// Deletes an assessment whose name was typed.
#[tauri::command(async)]
pub fn delete_assessment(desk: State<'_, Desk>, assessment: &str, name: &str) -> Done<Deleted> {
    with(&desk, |session| session.delete_assessment(assessment, name))
}

/// Brings back an assessment that was deleted.
#[tauri::command(async)]
pub fn recover_assessment(desk: State<'_, Desk>, assessment: &str) -> Done<Vec<AssessmentRow>> {
    with(&desk, |session| session.recover_assessment(assessment))
}

/// Words anywhere.
#[tauri::command(async)]
pub fn find(desk: State<'_, Desk>, find: &str) -> Done<Finds> {
    with(&desk, |session| session.find(find))
}
