//! Signing a run.

use serde::{Deserialize, Serialize};

use super::PreflightFinding;

/// Somebody who stands for a run, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignatoryView {
    /// The name.
    pub name: String,
    /// The role.
    pub role: String,
}

/// What is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignAsked {
    /// Who reviewed the run; absent or blank where nobody but the signer did.
    pub reviewer: Option<SignatoryView>,
    /// Who signs it.
    pub signer: SignatoryView,
    /// What the signer states.
    pub statement: String,
    /// The legend on each page of counsel's file that is kept; absent or blank where none is chosen.
    pub legend: Option<String>,
}

/// The screen on which a run is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SignView {
    /// What is worth knowing before; nothing blocks.
    pub findings: Vec<PreflightFinding>,
    /// The statement that is suggested.
    pub statement: String,
    /// The name in settings, suggested for the signer.
    pub name: String,
    /// The day of signing, as printed.
    pub today: String,
    /// Why the run cannot be signed; `null` where it can, or is.
    pub refusal: Option<String>,
    /// Who signed it; `null` while nobody has.
    pub signed: Option<SignedView>,
    /// What it was sent back for, oldest first.
    pub comments: Vec<CommentView>,
    /// Which run it amends and why, as printed.
    pub amends: Option<String>,
}

/// What is to change at one question, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CommentInput {
    /// The item.
    pub item: String,
    /// What is to change.
    pub text: String,
}

/// A comment with which a run was sent back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CommentView {
    /// Identifier.
    pub id: String,
    /// The item.
    pub item: String,
    /// Its title.
    pub title: String,
    /// What is to change.
    pub text: String,
    /// Name and role of whoever sent it back.
    pub by: String,
    /// When, as printed.
    pub at: String,
    /// Who resolved it and when, as printed; `null` while it is open.
    pub resolved: Option<String>,
}

/// A detached signature that was made over the kept PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DetachedView {
    /// The name of the signed file.
    pub file: String,
    /// When and under whose name, as printed.
    pub made: String,
    /// The key's fingerprint, in groups of eight digits.
    pub fingerprint: String,
    /// The public key, as one line.
    pub key: String,
}

/// A signed run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SignedView {
    /// Who reviewed it.
    pub reviewer: Option<SignatoryView>,
    /// Who signed it; `null` once that was destroyed.
    pub signer: Option<SignatoryView>,
    /// What they stated.
    pub statement: Option<String>,
    /// The legend on each page of the kept PDF; `null` where none was chosen.
    pub legend: Option<String>,
    /// When, as printed.
    pub at: String,
    /// Under whose name in settings it was recorded.
    pub author: String,
    /// Hash of the state as it was signed.
    pub snapshot: String,
    /// SHA-256 of the kept PDF.
    pub pdf: String,
    /// Entries of the log of actions since.
    pub actions_since: u32,
    /// What it lost since, in sentences. Where there is any, its snapshot and its PDF are gone.
    pub lost: Vec<String>,
    /// Detached signatures over the kept PDF, newest first.
    pub signatures: Vec<DetachedView>,
}
