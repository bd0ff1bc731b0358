//! Many runs: compared, as a trend, side by side, and all in one list.

use tauri::State;

use super::{Done, with};
use crate::window::Desk;
use crate::wire::{CompareView, PortfolioView, TrendRow, UnitsView};

/// A run compared with another one of its assessment.
#[tauri::command(async)]
pub fn compare(desk: State<'_, Desk>, run: &str, before: Option<&str>) -> Done<CompareView> {
    with(&desk, |session| session.compare(run, before))
}

/// All runs of a run's assessment.
#[tauri::command(async)]
pub fn trend(desk: State<'_, Desk>, run: &str) -> Done<Vec<TrendRow>> {
    with(&desk, |session| session.trend(run))
}

/// The units of an assessment's organization.
#[tauri::command(async)]
pub fn units(desk: State<'_, Desk>, assessment: &str) -> Done<UnitsView> {
    with(&desk, |session| session.units(assessment))
}

/// All assessments, the latest run of each.
#[tauri::command(async)]
pub fn portfolio(desk: State<'_, Desk>) -> Done<PortfolioView> {
    with(&desk, |session| session.portfolio())
}
