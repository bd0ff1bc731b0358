//! What counsel keeps around the answers: interviews, and the matter log.
//!
//! Both are kept for the assessment, not for a run, and are printed in counsel's file alone. The matter log is
//! append-only: an entry that was wrong is followed by one that corrects it, and both stay.

use serde::{Deserialize, Serialize};

use crate::date::{Date, Moment};
use crate::pack::Id;

/// A conversation with somebody who knows the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Interview {
    /// Who was interviewed.
    pub whom: String,
    /// Role in the company; may be empty.
    pub role: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub on: Option<Date>,
    /// Who else was present; may be empty.
    pub present: String,
    /// Counsel's notes; counsel's file only.
    pub notes: String,
    /// The items that were talked about.
    pub items: Vec<Id>,
}

/// What an entry of the matter log is, with what belongs to its kind. Texts may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", tag = "kind", deny_unknown_fields)]
pub enum MatterKind {
    /// A memo to file.
    Memo,
    /// A contact with the Government.
    #[serde(rename_all = "camelCase")]
    Contact {
        /// With which office, and whom there.
        who: String,
        /// What was sent or said.
        sent: String,
        /// What was withheld, and why.
        withheld: String,
        /// On what terms.
        terms: String,
    },
    /// A question referred to outside counsel.
    #[serde(rename_all = "camelCase")]
    Referral {
        /// To whom.
        to: String,
        /// The question.
        question: String,
        /// The answer, once it came.
        answer: String,
        /// When it came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
        answered_on: Option<Date>,
        /// What was decided on it.
        decided: String,
    },
}

impl MatterKind {
    /// Returns what such an entry is called.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Memo => "Memo to file",
            Self::Contact { .. } => "Contact with the Government",
            Self::Referral { .. } => "Question to outside counsel",
        }
    }
}

/// An entry of the matter log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MatterEntry {
    /// The day it is about.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub on: Date,
    /// A few words for lists.
    pub title: String,
    /// The text; for a memo the memo itself, else what is to be added.
    pub text: String,
    /// What it is.
    pub what: MatterKind,
    /// The items that it is about.
    pub items: Vec<Id>,
    /// The entry that it corrects or carries on, by identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
}

/// Something kept, with who recorded it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    /// 32 hexadecimal digits.
    pub id: String,
    /// Who recorded it, as named in settings.
    pub author: String,
    /// When.
    pub recorded_at: Moment,
    /// What.
    pub says: T,
}

/// Everything kept around the answers of an assessment, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Interviews as they stand now.
    pub interviews: Vec<Kept<Interview>>,
    /// The matter log.
    pub log: Vec<Kept<MatterEntry>>,
}
