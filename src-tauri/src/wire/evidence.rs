//! Evidence under an answer, and what the page is told of files dropped onto the window.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use proviso_core::answer::Answer;
use proviso_core::evidence::Evidence;
use proviso_core::profile::Profile;

use super::{RunStateView, ScopeMoveView};

/// A piece of evidence under an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EvidenceView {
    /// Identifier of the link.
    pub id: String,
    /// What it is.
    pub evidence: Evidence,
    /// `September 2, 2026, by M. Okafor`.
    pub added: String,
    /// Whether it has gone stale by today.
    pub is_stale: bool,
    /// Whether its copy is of a kind that is opened from here; others are only saved.
    pub opens: bool,
}

/// What is typed about a piece of evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EvidenceInput {
    /// Which document it is.
    pub title: String,
    /// Where it is held.
    pub place: String,
    /// The day on which it was seen, as typed.
    pub seen_on: String,
    /// The last day on which it still proves something, as typed.
    pub stale_after: String,
    /// What counsel says of it.
    pub note: String,
}

/// What one change of evidence did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EvidenceRecorded {
    /// The item.
    pub item: String,
    /// Its evidence as it is on disk now.
    pub evidence: Vec<EvidenceView>,
    /// The links that are new.
    pub added: Vec<String>,
    /// Files that were not taken, each with why.
    pub refused: Vec<String>,
    /// What depends on the answers.
    pub state: RunStateView,
}

/// What came of saving a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum CopySaved {
    /// The dialog was closed without a choice.
    Cancelled,
    /// The copy was written, read back and compared.
    Written {
        /// The name of the file; never its folder.
        file: String,
    },
}

/// What the page is told of files that are dragged over the window: that there are some, and how
/// many. Where they are stays with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum DropNotice {
    /// Files are over the window.
    Over,
    /// They left it again.
    Left,
    /// They were dropped.
    Dropped {
        /// How many.
        files: u32,
    },
}

/// What undo or redo did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Retraced {
    /// One sentence that says what was undone or made again, or that there was nothing.
    pub says: String,
    /// Whether anything was.
    pub changed: bool,
    /// The item it was about; absent where it was about several, or the profile.
    pub item: Option<String>,
    /// Items whose standing changed with it.
    pub moves: Vec<ScopeMoveView>,
    /// The answers as they are on disk now.
    pub answers: BTreeMap<String, Answer>,
    /// The evidence as it is on disk now, by item.
    pub evidence: BTreeMap<String, Vec<EvidenceView>>,
    /// The profile as it is on disk now.
    pub profile: Profile,
    /// What depends on the answers.
    pub state: RunStateView,
}
