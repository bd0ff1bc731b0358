//! An assessment in a file: what it holds, and how it stands to the data folder.

use serde::Serialize;

/// What came of the dialog in which an assessment's file is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ArrivalChoice {
    /// The dialog was closed without a choice.
    Cancelled,
    /// The file waits for its passphrase.
    Sealed {
        /// Its name.
        file: String,
    },
    /// The file was looked at.
    Chosen {
        /// What it holds.
        arrival: Box<ArrivalView>,
    },
}

/// An assessment in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ArrivalView {
    /// Name of the file, without its folder.
    pub file: String,
    /// Whether it was sealed with a passphrase.
    pub is_sealed: bool,
    /// Organization and unit.
    pub name: String,
    /// The matter.
    pub matter: String,
    /// Its runs, oldest first.
    pub runs: Vec<ArrivalRun>,
    /// Entries of its logs.
    pub entries: u32,
    /// Copies of documents.
    pub documents: u32,
    /// Packs that are not installed here.
    pub packs: Vec<ArrivalPack>,
    /// How it stands to the data folder.
    pub standing: ArrivalStanding,
    /// The same in a sentence.
    pub told: String,
    /// SHA-256 of the file as it is without a seal.
    pub sha256: String,
}

/// A run in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ArrivalRun {
    /// Its number.
    pub number: u32,
    /// Id and version of its pack.
    pub pack: String,
    /// The law date, as printed.
    pub law: String,
    /// Items with an answer.
    pub answered: u32,
    /// “is open”, “is signed”, …
    pub state: String,
}

/// A pack that a file brings along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ArrivalPack {
    /// Id and version.
    pub label: String,
    /// What people call the text.
    pub name: String,
}

/// How an assessment in a file stands to the one in the data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ArrivalStanding {
    /// It is not there.
    New,
    /// Both hold the same.
    Same,
    /// The data folder has a later state.
    Older,
    /// The file has a later state.
    Newer,
    /// Work went on in both.
    Diverged,
}

/// What came of writing an assessment to a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Departed {
    /// The dialog was closed without a choice.
    Cancelled,
    /// The file is whole on disk.
    Written {
        /// Its name, without its folder.
        file: String,
        /// Its size in bytes.
        bytes: u64,
        /// Its SHA-256.
        sha256: String,
        /// Whether it is sealed.
        is_sealed: bool,
    },
}
