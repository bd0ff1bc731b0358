//! Packs: what is installed, a file that is looked at, and the keys that are trusted.

use proviso_core::pack::{ItemDiff, ProvisionDiff, TextDiff};
use serde::Serialize;

use super::PackRow;

/// A pack of the data folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct InstalledPack {
    /// What it is.
    pub pack: PackRow,
    /// Where it came from and who stands for it.
    pub origin: PackOriginView,
    /// The day it was installed, as printed.
    pub installed: String,
    /// Who installed it.
    pub by: String,
    /// Runs that ask from it.
    pub runs: u32,
    /// Whether it can be removed: it was brought in, and no run asks from it.
    pub removable: bool,
}

/// Where a pack came from and who stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PackOriginView {
    /// The program carries it.
    Program,
    /// An earlier version of the program carried it.
    EarlierProgram,
    /// It was brought in by file, with a signature that held.
    Signed {
        /// Name of the file.
        file: String,
        /// The key's ID.
        key_id: String,
        /// The key's fingerprint, in groups.
        fingerprint: String,
        /// Whether the key is still trusted.
        trusted: bool,
    },
    /// It was brought in by file while unsigned packs were allowed.
    Unsigned {
        /// Name of the file.
        file: String,
    },
}

/// What came of the dialog in which a pack's file is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PackChoice {
    /// The dialog was closed without a choice.
    Cancelled,
    /// A pack to look at.
    Chosen {
        /// The pack.
        candidate: Box<PackCandidate>,
    },
}

/// A pack that was read from a file and is not installed yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PackCandidate {
    /// Name of the file, without its folder.
    pub file: String,
    /// What it is.
    pub pack: PackRow,
    /// What is in it: a label and how many.
    pub contents: Vec<(String, u32)>,
    /// How many problems the check found.
    pub problem_count: u32,
    /// The first of them.
    pub problems: Vec<ProblemView>,
    /// Who stands for it.
    pub signature: SignatureView,
    /// How it stands to what is installed.
    pub standing: CandidateStanding,
    /// What it changes against the newest earlier version that is installed.
    pub memo: Option<MemoView>,
    /// Why it is not taken as it stands; `null` where it is.
    pub refusal: Option<String>,
}

/// One problem that the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ProblemView {
    /// JSON pointer of the place.
    pub pointer: String,
    /// What is wrong.
    pub problem: String,
    /// How to mend it.
    pub mend: String,
}

/// Who stands for a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(tag = "is", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SignatureView {
    /// There is no signature beside the file.
    Unsigned {
        /// Whether unsigned packs are allowed.
        allowed: bool,
    },
    /// The signature cannot be read, or does not fit the file.
    Broken {
        /// Why, in one or two sentences.
        why: String,
    },
    /// The key is not here, so nothing can be said about the signature.
    UnknownKey {
        /// The ID that the signature names.
        key_id: String,
    },
    /// The signature holds, and nobody has trusted the key yet.
    Untrusted {
        /// The key's ID.
        key_id: String,
        /// The key's fingerprint, in groups.
        fingerprint: String,
        /// What the signer wrote into the signature.
        comment: String,
    },
    /// The signature holds, and the key is trusted.
    Trusted {
        /// The key's ID.
        key_id: String,
        /// The key's fingerprint, in groups.
        fingerprint: String,
        /// What the signer wrote into the signature.
        comment: String,
    },
}

/// How a candidate stands to what is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum CandidateStanding {
    /// No pack has its id and version.
    New,
    /// The very same file is installed.
    Installed,
    /// Its id and version are installed with other content.
    OtherContent,
}

/// What a version changes, in the order in which a reader wants to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MemoView {
    /// The earlier version: `eo-14409 1.1.0`.
    pub from: String,
    /// Law dates of both, as printed.
    pub law_dates: (String, String),
    /// Items that are the same.
    pub same: u32,
    /// Events that it adds and that moved a question.
    pub events: Vec<MemoEvent>,
    /// What else happened.
    pub other_events: Vec<MemoEvent>,
    /// Provisions whose status changed.
    pub provisions: Vec<ProvisionDiff>,
    /// Facts about the company that are asked anew, in other words, or no longer.
    pub profile: Vec<TextDiff>,
    /// Items that changed, by kind of change.
    pub sections: Vec<MemoSection>,
    /// Dates that it adds or moves.
    pub dates: Vec<MemoDate>,
}

/// An event that a version adds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MemoEvent {
    /// When, as printed.
    pub date: String,
    /// Its title.
    pub title: String,
    /// How well it is known.
    pub confidence: String,
    /// What happened.
    pub what: String,
    /// Why it matters.
    pub matters: String,
}

/// Items of one kind of change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MemoSection {
    /// What heads them.
    pub heading: String,
    /// The items.
    pub items: Vec<ItemDiff>,
}

/// A date that a version adds or moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MemoDate {
    /// When, as printed.
    pub date: String,
    /// What happens then.
    pub what: String,
    /// Whom it binds.
    pub whom: String,
    /// How well it is known.
    pub confidence: String,
}

/// A key whose packs are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TrustedKey {
    /// The key's ID, as minisign prints it.
    pub key_id: String,
    /// Its fingerprint, in groups.
    pub fingerprint: String,
    /// Since when counsel trusts it, as printed; `null` for the publisher's, which the program carries.
    pub since: Option<String>,
    /// Who trusted it; `null` where no name was given yet.
    pub by: Option<String>,
}
