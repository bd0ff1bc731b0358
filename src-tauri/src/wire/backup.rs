//! Backups: the list, what going back would change, and whether the data file holds.

use serde::{Deserialize, Serialize};

/// How many backups are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BackupCounts {
    /// Of how many hours one is kept, counting hours with a backup alone: 1 to 1,000.
    pub hours: u32,
    /// Of how many days: 0 to 1,000.
    pub days: u32,
    /// Of how many weeks: 0 to 1,000.
    pub weeks: u32,
    /// How many of each kind that is made before something: 1 to 1,000.
    pub before: u32,
}

/// A backup in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BackupRow {
    /// Name of its file.
    pub name: String,
    /// When it was made, as printed.
    pub at: String,
    /// Its size, as printed.
    pub size: String,
    /// What it was made for.
    pub why: String,
    /// Whether its record held when it was written.
    pub is_checked: bool,
}

/// The backups, and how they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BackupsView {
    /// The folder they are kept in.
    pub place: String,
    /// Whether that folder was chosen.
    pub is_chosen: bool,
    /// How many are kept.
    pub counts: BackupCounts,
    /// The backups, newest first.
    pub rows: Vec<BackupRow>,
    /// Why the last one on the schedule was not made.
    pub failure: Option<String>,
}

/// An assessment that is in both states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChangedRow {
    /// Its name.
    pub name: String,
    /// How far its record has come now.
    pub now: String,
    /// How far it had come when the backup was made.
    pub then: String,
    /// Its runs that would not be there any more: “run 3”, “runs 3 and 4”.
    pub runs_gone: Option<String>,
    /// Its runs that would be there again, likewise.
    pub runs_back: Option<String>,
}

/// What going back to a backup would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RestoreView {
    /// Name of the backup's file.
    pub name: String,
    /// When it was made, as its row in the list says; `None` of a file that is not in the list.
    pub made: Option<String>,
    /// When its last entry was recorded, as printed.
    pub as_of: Option<String>,
    /// Where the present record does not hold, in a sentence: that of the backup takes its place. How many
    /// assessments would stay as they are is not known then.
    pub mends: Option<String>,
    /// Whether nothing would change.
    pub is_nothing: bool,
    /// Assessments that would be there again.
    pub back: Vec<String>,
    /// Assessments that would not be there any more.
    pub gone: Vec<String>,
    /// Assessments that would be as they were.
    pub changed: Vec<ChangedRow>,
    /// How many assessments would stay as they are.
    pub same: u32,
    /// Packs that would not be installed any more.
    pub packs_gone: Vec<String>,
    /// Entries of the data folder's own log that the backup lacks.
    pub folder_entries_gone: u32,
    /// What of the present state outlasts going back, in sentences.
    pub stays: Vec<String>,
}

/// A state that was gone back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// The backup that the state before was kept as.
    pub kept: BackupRow,
    /// What could not be installed in the restored state, why, and what to do.
    pub lacking: Option<String>,
}

/// Whether the data file holds what was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Soundness {
    /// Whether it does.
    pub holds: bool,
    /// The first broken link.
    pub told: Option<String>,
    /// The last good backup, checked just now.
    pub backup: Option<BackupRow>,
}
