//! Identifiers that are the same for the same state.

use proviso_core::canonical;
use proviso_core::report::Evidence;
use uuid::Uuid;

use crate::formats::{Answered, FormatError};

/// What all of them are made under.
const NAMESPACE: Uuid = Uuid::from_u128(0x8f6b_1f0e_5c0a_4d57_9a3e_6d1b_74c2_a911);

/// Makes identifiers under one state.
#[derive(Debug, Clone)]
pub(super) struct Ids {
    state: String,
    whole: String,
}

impl Ids {
    pub(super) fn new(model: Answered<'_>) -> Result<Self, FormatError> {
        let whole = match model {
            Answered::Executive(report) => serde_json::to_value(report),
            Answered::Counsel(counsel) => serde_json::to_value(counsel),
        };
        let whole = whole.map_err(|error| FormatError::Write(error.to_string()))?;
        Ok(Self {
            state: model.head().fingerprint.clone(),
            whole: canonical::hash_value("oscal", &whole).0,
        })
    }

    /// The identifier of something in this state.
    pub(super) fn of(&self, kind: &str, key: &str) -> String {
        made(&format!("{}\n{kind}\n{key}", self.state))
    }

    /// The identifier of something that outlives a state.
    pub(super) fn fixed(&self, kind: &str, key: &str) -> String {
        made(&format!("\n{kind}\n{key}"))
    }

    /// The identifier of a piece of evidence: what is said of it, and the hash of the copy where one is kept.
    pub(super) fn evidence(&self, file: &Evidence) -> String {
        let said = [
            Some(file.name.as_str()),
            Some(file.kind.as_str()),
            file.place.as_deref(),
            file.seen_on.as_deref(),
            file.stale_after.as_deref(),
            file.note.as_deref(),
            file.hash.as_deref(),
        ];
        let said = said.map(Option::unwrap_or_default).join("\n");
        self.of("evidence", &said)
    }

    /// The identifier of the file itself, which is another one for each copy.
    pub(super) fn file(&self, kind: &str) -> String {
        made(&format!("{}\n{kind}", self.whole))
    }
}

fn made(name: &str) -> String {
    Uuid::new_v5(&NAMESPACE, name.as_bytes()).to_string()
}
