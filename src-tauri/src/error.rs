//! What a command says when it refuses: a stable code and a sentence.
//!
//! The window branches on the code and shows the sentence; it never reads meaning out of a text.

use serde::Serialize;

/// A refusal, as it crosses to the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CommandError {
    /// Stable name of the kind of refusal: `unknownRun`.
    pub code: String,
    /// What, where, and what to do, in one or two sentences.
    pub message: String,
}

impl CommandError {
    /// Makes a refusal.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
        }
    }
}
