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
}
