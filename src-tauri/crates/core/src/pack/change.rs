//! What a version changes against an earlier one, declared item by item.
//!
//! A later version carries the declarations against every version before it, with the text hashes
//! of both sides, so that it alone tells how to come from any of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;
use crate::canonical::Hash;
use crate::date::Date;

/// All changes against one earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VersionChanges {
    /// The earlier version.
    #[schemars(with = "String")]
    pub since: semver::Version,
    /// Its law date.
    pub law_date: Date,
    /// One entry for each item of either version.
    pub items: Vec<ItemChange>,
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemChange {
    /// What kind of change.
    pub change: ChangeKind,
    /// The items before: none for a new one, several for a merger.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<ItemText>,
    /// The items after: none for a retired one, several for a split.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<ItemText>,
    /// Why, in one sentence; left out only for `same`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The events behind it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Id>,
}

/// An item with the hash of its text in that version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemText {
    /// The item.
    pub item: Id,
    /// Its text hash.
    pub hash: Hash,
}

/// How much an item changed. Later kinds are stronger where several versions compose.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// Nothing that is hashed, weighed or conditioned changed.
    Same,
    /// Punctuation, case or spacing alone.
    Editorial,
    /// It stands under another provision.
    Moved,
    /// Clearer words for the same question.
    Clarifying,
    /// Another question, kind, option, applicability or weight.
    Substantive,
    /// One item became several.
    Split,
    /// Several items became one.
    Merged,
    /// Not in the earlier version.
    New,
    /// Not in the later version.
    Retired,
}
