//! Interviews, and the matter log.

use proviso_core::matter_log::MatterKind;
use serde::{Deserialize, Serialize};

/// A draft of a form, as the page saved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FormDraftView {
    /// Which form: `request`, `interview:<id>` (`interview:new`), `matter`, `proposal:<return>:<item>`.
    pub form: String,
    /// What is in it.
    pub text: String,
}

/// An item by its title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TitledItem {
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
}

/// An interview as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InterviewInput {
    /// Who was interviewed.
    pub whom: String,
    /// Role in the company; may be blank.
    pub role: String,
    /// When, as typed; may be blank.
    pub on: String,
    /// Who else was present; may be blank.
    pub present: String,
    /// Counsel's notes; may be blank.
    pub notes: String,
    /// The items that were talked about.
    pub items: Vec<String>,
}

/// An interview as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct InterviewView {
    /// Identifier.
    pub id: String,
    /// The entry of its last state, by which it can be expunged with all of its states.
    pub entry: String,
    /// Who was interviewed.
    pub whom: String,
    /// Role in the company; may be blank.
    pub role: String,
    /// When, as printed; blank where it is not said.
    pub on: String,
    /// Who else was present; may be blank.
    pub present: String,
    /// Counsel's notes; may be blank.
    pub notes: String,
    /// The items that were talked about.
    pub items: Vec<TitledItem>,
    /// When it was recorded last and by whom, as printed.
    pub recorded: String,
    /// How many states it had before.
    pub earlier: u32,
}

/// All interviews of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct InterviewsView {
    /// Interviews, the newest first.
    pub rows: Vec<InterviewView>,
    /// Drafts of their forms.
    pub drafts: Vec<FormDraftView>,
}

/// An entry of the matter log as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MatterInput {
    /// The day that it is about, as typed; blank for today.
    pub on: String,
    /// A few words for lists.
    pub title: String,
    /// The text.
    pub text: String,
    /// What it is; the day of an answer is given apart.
    pub what: MatterKind,
    /// A question to outside counsel: when its answer came, as typed; blank for none.
    #[serde(default)]
    pub answered_on: String,
    /// The items that it is about.
    pub items: Vec<String>,
    /// The entry that it corrects or carries on.
    pub follows: Option<String>,
}

/// An entry of the matter log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MatterView {
    /// The entry of the record.
    pub id: String,
    /// The day that it is about, as printed.
    pub on: String,
    /// A few words for lists.
    pub title: String,
    /// The text.
    pub text: String,
    /// What it is, in words: `Memo to file`.
    pub label: String,
    /// What it is, with what belongs to its kind.
    pub what: MatterKind,
    /// The items that it is about.
    pub items: Vec<TitledItem>,
    /// The entry that it corrects or carries on, where that is still there.
    pub follows: Option<String>,
    /// The entries that correct it or carry it on.
    pub followed_by: Vec<String>,
    /// When it was recorded and by whom, as printed.
    pub recorded: String,
}

/// The matter log of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MatterLogView {
    /// Entries, the newest first.
    pub rows: Vec<MatterView>,
    /// Drafts of its form.
    pub drafts: Vec<FormDraftView>,
}
