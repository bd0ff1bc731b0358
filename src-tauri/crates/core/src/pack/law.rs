//! The law in a pack: provisions, events, dates, terms and where each is taken from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Condition, Id, LegalState};
use crate::date::Date;

/// How well a statement is attested, in the words shown to readers.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Confidence {
    /// The text of the official instrument was read.
    Official,
    /// At least two independent secondary sources agree.
    Secondary,
    /// One source, or a digest of sources that were not opened; never stated as law.
    Reported,
    /// Our reading of the text; no source states it.
    OurReading,
    /// Standing public knowledge, not checked again for this pack.
    NotRechecked,
}

impl Confidence {
    /// Returns the label printed beside a statement.
    pub fn label(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Secondary => "secondary",
            Self::Reported => "reported",
            Self::OurReading => "our reading",
            Self::NotRechecked => "not re-checked",
        }
    }
}

/// Whether a source says a thing itself, or the thing is derived from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Basis {
    /// The source says it; the wording is the pack's own.
    Says,
    /// The pack derives it from the source.
    Derived,
}

/// A document that statements rest on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Source {
    /// Title, or a description in our words.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Address, `https://…`; shown, never opened. Left out where a source has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day it carries, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// How far statements that rest on it can be relied on.
    pub confidence: Confidence,
    /// What the reader should know about it, such as `original not opened`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One source of one statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SourceRef {
    /// Key into the pack's `sources`.
    pub source: String,
    /// Says or derived.
    pub basis: Basis,
    /// Where in the source, such as `§ 3(b)(ii)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

/// How a provision works on one addressee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ProvisionForce {
    /// Tells agencies what to do; binds nobody else.
    DirectsAgencies,
    /// Offers industry something it may take up or leave.
    VoluntaryForIndustry,
    /// Creates nothing new: law that exists already applies.
    ExistingLawApplies,
    /// Says how other words are to be read.
    RuleOfConstruction,
    /// Explains or sets policy; asks nothing.
    Context,
    /// Says that nobody can enforce the text.
    NoRightsCreated,
    /// Binds the addressee: a company's own policy, a contract, a statute.
    Binds,
}

impl ProvisionForce {
    /// Returns the label printed beside the addressee.
    pub fn label(self) -> &'static str {
        match self {
            Self::DirectsAgencies => "directs agencies",
            Self::VoluntaryForIndustry => "voluntary for industry",
            Self::ExistingLawApplies => "existing law applies",
            Self::RuleOfConstruction => "rule of construction",
            Self::Context => "context",
            Self::NoRightsCreated => "no rights created",
            Self::Binds => "binds",
        }
    }
}

/// Someone a provision speaks to, and with what force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Addressee {
    /// Who: `Secretary of the Treasury`, `AI developers`.
    pub who: String,
    /// With what force.
    pub force: ProvisionForce,
    /// How, in one sentence.
    pub how: String,
}

/// A period that a provision sets, and the day it ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Deadline {
    /// Days from the day the text was adopted.
    pub days: u32,
    /// The last day; must follow from `days`.
    pub date: Date,
    /// Whom the deadline binds.
    pub binds: String,
}

/// Where a provision stands at the law date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProvisionStatus {
    /// In force, awaiting action, …
    pub state: LegalState,
    /// What is known, in one or two sentences.
    pub note: String,
    /// How well that is attested.
    pub confidence: Confidence,
    /// What it rests on.
    pub sources: Vec<SourceRef>,
}

/// A plain-language note, such as what is disputed about a provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Note {
    /// A few words: `Before what?`.
    pub title: String,
    /// The note.
    pub text: String,
    /// How well it is attested.
    pub confidence: Confidence,
}

/// A pinpoint in the text, or the place for items that stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Provision {
    /// Pinpoint, `3(b)(ii)`; [`super::BESIDE`] for what stands beside the text.
    pub pin: String,
    /// Heading: the text's own where it has one, else ours.
    pub heading: String,
    /// The words that stand at this pinpoint itself, without those of its parts: a quotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whom it speaks to; empty only where it speaks to nobody.
    pub addressees: Vec<Addressee>,
    /// Whether it asks or offers anything to private parties.
    pub asks_private_parties: bool,
    /// The period it sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// Where it stands at the law date.
    pub status: ProvisionStatus,
    /// What is disputed or easily misread.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Reports that leave counsel's hands list the items under their theme and do not name this
    /// provision beside them (Section 4, on crime).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counsel_only: bool,
}

impl Provision {
    /// Returns how deep the pinpoint lies: `3` is 0, `3(b)` is 1, `3(b)(ii)` is 2.
    pub fn depth(&self) -> usize {
        self.pin.matches('(').count()
    }

    /// Returns the pinpoint of the provision that this one is a part of.
    pub fn parent(&self) -> Option<&str> {
        self.pin.rfind('(').map(|at| &self.pin[..at])
    }

    /// Returns `§ 3(b)(ii)`, or the heading where there is no pinpoint.
    pub fn cite(&self) -> String {
        if self.pin == super::BESIDE {
            self.heading.clone()
        } else {
            format!("§ {}", self.pin)
        }
    }
}

/// Something that happened to the law after the text was adopted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Event {
    /// Stable name.
    pub id: Id,
    /// The day it happened.
    pub date: Date,
    /// A few words.
    pub title: String,
    /// What happened, in one to four sentences.
    pub what: String,
    /// What it means for those who answered before.
    pub matters: String,
    /// How well it is attested.
    pub confidence: Confidence,
    /// What it rests on; never empty.
    pub sources: Vec<SourceRef>,
    /// Pinpoints it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<String>,
    /// Items it should reopen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reopens: Vec<Id>,
}

/// A date that matters, and whom it binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LawDate {
    /// Stable name.
    pub id: Id,
    /// The day.
    pub date: Date,
    /// What falls on it.
    pub what: String,
    /// Whom it binds, in words: `Secretary of the Treasury`.
    pub whom: String,
    /// The same in at most 28 characters, for narrow columns: `Treasury`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whom_short: Option<String>,
    /// The profiles it binds; left out where it binds no company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binds: Option<Condition>,
    /// The items it bears on; their gaps move up one step when it is near and binds the profile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Id>,
    /// The provision that sets it, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provision: Option<String>,
    /// How well it is attested.
    pub confidence: Confidence,
    /// What it rests on; never empty.
    pub sources: Vec<SourceRef>,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Term {
    /// The term.
    pub term: String,
    /// Other forms by which it occurs in texts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// What it means, or that the text leaves it undefined.
    pub meaning: String,
    /// Whether the text itself defines it.
    pub defined_in_text: bool,
    /// Where the definition comes from.
    pub sources: Vec<SourceRef>,
}

/// A control framework, its identifiers with short labels of our own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Framework {
    /// Stable name.
    pub id: Id,
    /// Name as its publisher gives it.
    pub name: String,
    /// Who publishes it.
    pub publisher: String,
    /// How far the map can be relied on: `Our suggestion; not from the publisher.`
    pub note: String,
    /// Identifiers used in the pack; empty where the framework is referred to by name only.
    pub entries: Vec<FrameworkEntry>,
}

/// One identifier of a framework.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FrameworkEntry {
    /// The publisher's identifier: `GOVERN 1.1`.
    pub id: String,
    /// A short label in our words.
    pub label: String,
}
