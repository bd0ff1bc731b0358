//! The report: which copy, what is worth knowing first, and what was written.

use proviso_core::preflight::{Level, Spot, Topic};
use serde::{Deserialize, Serialize};

use crate::session::{Format, Sheet, TableOf};

/// What to print on the copy that is exported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ExportOptions {
    /// Which copy: `board`, `executive`, `counsel`, `changes`, `strategy`, `minutes`, `decision:` with an item;
    /// absent for the executive copy.
    pub copy: Option<String>,
    /// In which format.
    pub format: Format,
    /// Which table, where the format is CSV.
    pub table: Option<TableOf>,
    /// On which paper, where the format has pages.
    pub paper: Sheet,
    /// The legend on each page; absent for none.
    pub legend: Option<String>,
    /// Who the copy is for.
    pub recipient: Option<String>,
    /// Copy number, as given: `3 of 5`.
    pub number: Option<String>,
    /// Report date as typed; absent for the signing date of a signed run, else today.
    pub on: Option<String>,
}

/// The copies that a run can be made into, beyond those that every run has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CopyChoices {
    /// Whether the run follows another, so that what changed can be said.
    pub follows: bool,
    /// The decisions that the run asks for: item and title.
    pub decisions: Vec<(String, String)>,
    /// The formats that are written of each kind of copy: `executive`, and the formats' names.
    pub formats: Vec<(String, Vec<Format>)>,
}

/// What is worth knowing before an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PreflightFinding {
    /// How much it matters; nothing blocks.
    pub level: Level,
    /// What it is about.
    pub topic: Topic,
    /// What stands above the findings about it.
    pub heading: String,
    /// The sentence.
    pub text: String,
    /// Where it can be mended.
    pub spot: Option<Spot>,
}

/// A copy that was written to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ExportRow {
    /// When, as printed.
    pub at: String,
    /// Who wrote it.
    pub author: String,
    /// Which copy; `request` and `document` are files that are no copy of a report.
    pub copy: String,
    /// Which format.
    pub format: String,
    /// The report date, as printed.
    pub on: String,
    /// The legend.
    pub legend: Option<String>,
    /// For whom.
    pub recipient: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// How many questions it asks, where it is a request.
    pub items: Option<u32>,
    /// Name of the file, without its folder.
    pub file: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Whether it shows the run as it stands now.
    pub is_current: bool,
}

/// What an export came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum Exported {
    /// The dialog was closed without a choice, or the work was stopped; nothing was written.
    Cancelled,
    /// The file was written, read back and checked.
    #[serde(rename_all = "camelCase")]
    Written {
        /// Its name, without the folder.
        file: String,
        /// Pages, where the format has pages that are counted.
        pages: Option<u32>,
        /// Bytes.
        #[cfg_attr(feature = "e2e", ts(type = "number"))]
        bytes: u64,
        /// SHA-256 of the file.
        hash: String,
        /// Characters that the fonts lack and that are printed as marks: `U+1F600`.
        marked: Vec<String>,
    },
}
