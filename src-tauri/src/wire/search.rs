//! What was found by words.

use std::collections::BTreeMap;

use proviso_core::search::Piece;
use serde::{Deserialize, Serialize};

use super::Labeled;

/// Where words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum FoundPlace {
    /// In the question.
    Question,
    /// In what was answered.
    Answer,
    /// In the name or the place of a piece of evidence.
    Evidence,
    /// In the words of the text itself.
    Text,
    /// In an interview.
    Interview,
    /// In the matter log.
    Matter,
}

/// What was found within one run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RunFinds {
    /// What was looked for.
    pub find: String,
    /// Items in which every word was found, with where.
    pub items: BTreeMap<String, Vec<FoundPlace>>,
    /// Provisions in whose words every word was found: pinpoint, and as cited with the heading.
    pub provisions: Vec<Labeled>,
}

/// What was found in all assessments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Finds {
    /// What was looked for.
    pub find: String,
    /// Assessments whose organization, unit or matter holds every word.
    pub assessments: Vec<String>,
    /// Places, answers and evidence of the newest runs first.
    pub rows: Vec<FindRow>,
    /// Whether there are more than are listed.
    pub has_more: bool,
}

/// One place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FindRow {
    /// The run to open it in.
    pub run: String,
    /// Its number.
    pub number: u32,
    /// The assessment, as listed.
    pub assessment: String,
    /// The item; absent for words of the text, and for what belongs to no item.
    pub item: Option<String>,
    /// The interview or the entry of the matter log.
    pub entry: Option<String>,
    /// The pinpoint of the provision; empty for an interview and the matter log.
    pub pin: String,
    /// Title of the item or the entry, the provision as cited, or who was interviewed.
    pub title: String,
    /// Where.
    pub place: FoundPlace,
    /// The words around it.
    pub excerpt: Vec<Piece>,
}
