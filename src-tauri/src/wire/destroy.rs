//! Destroying on purpose, holds, and how long to keep an assessment.

use proviso_core::action::ActionField;
use proviso_core::answer::Field;
use serde::{Deserialize, Serialize};

use super::AssessmentRow;

/// What is expunged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "in", deny_unknown_fields)]
pub enum ExpungeTarget {
    /// A field of the answers to one item, in all runs.
    Answer {
        /// The item.
        item: String,
        /// Its field.
        field: Field,
    },
    /// A field of the action about one item.
    Action {
        /// The item.
        item: String,
        /// Its field.
        field: ActionField,
    },
    /// A piece of evidence, or a part of it.
    Evidence {
        /// Its link.
        link: String,
        /// What of it.
        part: DocumentPart,
    },
    /// A field of who, what and for whom.
    Details {
        /// Which.
        field: DetailsPart,
    },
    /// What a reviewer wrote when a run was sent back, at one question.
    Comment {
        /// The comment.
        comment: String,
    },
    /// What the signer of a run stated.
    Statement {
        /// The run.
        run: String,
    },
    /// One entry of what was asked, returned or noted around the answers; of an interview all of its states.
    Record {
        /// The entry.
        entry: String,
    },
}

/// A part of a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum DocumentPart {
    /// Everything: title, place, note and copy.
    All,
    /// The copy of the document, with its name; the reference stays.
    Copy,
    /// Where it is held.
    Place,
    /// What counsel says of it.
    Note,
}

/// A field of who, what and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each is a field of the assessment's details")]
pub enum DetailsPart {
    Organization,
    Unit,
    Matter,
    AskedBy,
    DirectedBy,
    Purpose,
    Readers,
}

/// Something of one item that can be expunged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ExpungeChoice {
    /// The assessment that it is in.
    pub assessment: String,
    /// What it is called.
    pub label: String,
    /// What it is.
    pub target: ExpungeTarget,
}

/// How far an expunging would reach: said before anything is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ExpungeExtent {
    /// What goes, called by its name.
    pub what: String,
    /// What will be done, in sentences.
    pub does: Vec<String>,
    /// What cannot be reached, in sentences.
    pub beyond: Vec<String>,
    /// Why the assessment is on hold; `null` where it is not.
    pub hold: Option<String>,
}

/// How far the destruction of an assessment would reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DestroyExtent {
    /// What will be done, in sentences.
    pub does: Vec<String>,
    /// What cannot be reached, in sentences.
    pub beyond: Vec<String>,
    /// Why the assessment is on hold; `null` where it is not.
    pub hold: Option<String>,
}

/// What is expunged, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExpungeAsked {
    /// What.
    pub target: ExpungeTarget,
    /// Why.
    pub reason: String,
    /// Why it is done although the assessment is on hold; blank where it is not.
    pub in_spite_of_hold: String,
}

/// What a destruction came to. It holds nothing of what was destroyed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CertificateView {
    /// The entry that says so; names the certificate in every call.
    pub entry: String,
    /// Its title.
    pub title: String,
    /// What it says, line by line.
    pub lines: Vec<String>,
    /// Whether nothing is left to do.
    pub finished: bool,
}

impl CertificateView {
    /// Returns it as the text of a file.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n\n", self.title);
        for line in &self.lines {
            text.push_str(line);
            text.push('\n');
        }
        text
    }
}

/// What the destruction of an assessment came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DestroyedView {
    /// Its certificate.
    pub certificate: CertificateView,
    /// The list as it stands then.
    pub rows: Vec<AssessmentRow>,
}

/// A hold that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct HoldView {
    /// Why.
    pub reason: String,
    /// By whom.
    pub author: String,
    /// Since when, as printed.
    pub since: String,
}

/// Until when an assessment is to be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct RetainView {
    /// The last day, as printed.
    pub until: String,
    /// What the list says of it today.
    pub says: String,
    /// Whether that day has passed.
    pub is_past: bool,
}
