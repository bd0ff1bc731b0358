//! Bringing a copy of an assessment together with the one that is here.

use proviso_core::merge::Side;
use serde::{Deserialize, Serialize};

/// What would come of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MergeView {
    /// Name of the file, without its folder.
    pub file: String,
    /// Organization and unit.
    pub name: String,
    /// The assessment.
    pub assessment: String,
    /// How the two stand to each other, in a sentence.
    pub told: String,
    /// What becomes of runs, a sentence each.
    pub runs: Vec<String>,
    /// Fields that take the other copy's value.
    pub brought: Vec<BroughtView>,
    /// Fields that both changed.
    pub conflicts: Vec<ConflictView>,
    /// Fields in which something was being typed in the other copy: it stays there.
    pub unrecorded: u32,
    /// Packs that come along and that nobody has signed, by id and version.
    pub packs: Vec<String>,
    /// Why they cannot be brought together; absent where they can.
    pub refusal: Option<String>,
}

/// A field that takes the other copy's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct BroughtView {
    /// Which question, or what else.
    pub title: String,
    /// The field.
    pub field: String,
    /// What stands there here; absent where nothing does.
    pub before: Option<String>,
    /// What will stand there; absent where it is cleared.
    pub after: Option<String>,
    /// Who said so and when.
    pub by: String,
}

/// A field that both copies changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ConflictView {
    /// What names it.
    pub id: String,
    /// Which question, or what else.
    pub title: String,
    /// The field.
    pub field: String,
    /// What stood there when the copies parted.
    pub base: Option<String>,
    /// What stands there here.
    pub ours: Option<String>,
    /// Who said so and when.
    pub ours_by: String,
    /// What stands there in the file.
    pub theirs: Option<String>,
    /// Who said so and when.
    pub theirs_by: String,
}

/// Which text stays where both copies changed a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MergeChoice {
    /// The conflict.
    pub id: String,
    /// Whose text stays.
    pub takes: Side,
}

/// What was brought together, or can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MergedView {
    /// Organization and unit.
    pub name: String,
    /// The assessment.
    pub assessment: String,
    /// Its latest run.
    pub run: String,
    /// What was done, in a sentence.
    pub told: String,
    /// Whether it can be taken back as a whole.
    pub can_be_undone: bool,
}
