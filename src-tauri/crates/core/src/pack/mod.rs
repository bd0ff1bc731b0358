//! A pack: an immutable, versioned file of content.
//!
//! A pack holds a legal text provision by provision, the facts about a company that decide what is
//! asked of it, the items asked, what happened to the law, the dates ahead, a glossary and a map
//! to control frameworks. It is the only place legal content comes from. Its file format is the
//! serialization of [`Pack`] (`assets/schema/pack.schema.json`); unknown fields are refused, so
//! that a misspelled field is never silently ignored. Packs are identified by id, version and the
//! SHA-256 of the file's bytes, and are kept for as long as a run used them.

mod bounds;
mod change;
mod check;
mod condition;
mod diff;
mod item;
mod law;
mod memo;
mod read;
mod redline;
mod signature;
mod structure;
pub(crate) mod words;

pub use bounds::{MAX_DEPTH, MAX_ENTRIES, MAX_PACK_BYTES, MAX_TEXT_BYTES, MAX_VALUES};
pub use change::{ChangeKind, ItemChange, ItemText, VersionChanges};
pub use check::{Finding, check, check_against};
pub use condition::{Condition, DecisionIs, FactIs};
pub use diff::{
    DiffError, ItemDiff, PackDiff, ProvisionDiff, TextDiff, diff, hashed_texts, item_texts,
    least_change,
};
pub use item::{
    Decision, DecisionOption, Fact, FactValue, FrameworkRef, Instrument, Item, ItemForce,
    ItemStatus, Kind, LegalState, Practice, Severity,
};
pub use law::{
    Addressee, Basis, Confidence, Deadline, Event, Framework, FrameworkEntry, LawDate, Note,
    Provision, ProvisionForce, ProvisionStatus, Source, SourceRef, Term,
};
pub use memo::{Section, happened, memo};
pub use read::{PackError, read};
pub use redline::{Span, SpanKind, redline};
pub use signature::{MAX_KEY_BYTES, MAX_SIGNATURE_BYTES, PublicKey, Signature, SignatureError};

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::date::Date;

/// A stable word that names something inside a pack, such as `access-window-calendar`.
///
/// Lower-case letters, digits and single hyphens; at most 64 characters; never a position.
pub type Id = String;

/// The one format number that this program writes; it reads no other.
pub const FORMAT: u32 = 1;

/// The provision under which items stand that no provision of the text carries.
pub const BESIDE: &str = "beside";

/// One version of a pack, complete by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pack {
    /// The format of the file: [`FORMAT`].
    pub format: u32,
    /// Which text the pack is about, the same in every version: `eo-14409`.
    pub id: Id,
    /// Semantic version of the content, `1.0.0`.
    #[schemars(with = "String")]
    pub version: semver::Version,
    /// What people call the text: `Executive Order 14409`.
    pub name: String,
    /// The text's full title, as its author gave it.
    pub title: String,
    /// How the text is cited, in Bluebook form.
    pub citation: String,
    /// The day on which the text was signed or adopted.
    pub adopted: Date,
    /// The law (or policy) is stated as of this day.
    pub law_date: Date,
    /// Where the words of the text were taken from; printed with every quotation of it at length.
    pub text_note: String,
    /// How far the research behind the pack reached; printed with the law date.
    pub research_note: String,
    /// Roles that a company can have; at least one must be chosen for anything to be asked.
    pub roles: Vec<Role>,
    /// Further facts about the company.
    pub traits: Vec<Trait>,
    /// What items are grouped by; coverage is shown by theme.
    pub themes: Vec<Theme>,
    /// The text, provision by provision, in its own order.
    pub provisions: Vec<Provision>,
    /// What is asked.
    pub items: Vec<Item>,
    /// What happened to the law up to the law date, oldest first.
    pub events: Vec<Event>,
    /// Dates that matter, each with whom it binds, soonest first.
    pub dates: Vec<LawDate>,
    /// Terms, each with the source of its definition.
    pub glossary: Vec<Term>,
    /// Control frameworks that items refer to.
    pub frameworks: Vec<Framework>,
    /// Sources by key.
    pub sources: BTreeMap<String, Source>,
    /// What this version changes against *all* earlier ones, newest first; empty in a first one.
    pub changes: Vec<VersionChanges>,
}

/// One role a company can have, such as adopter or financial institution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Role {
    /// Stable name.
    pub id: Id,
    /// Short label: `Frontier developer`.
    pub label: String,
    /// The question counsel answers with yes or no.
    pub question: String,
    /// What counts, with an example.
    pub help: String,
}

/// One further fact about the company that decides what is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trait {
    /// Stable name.
    pub id: Id,
    /// Short label: `AI agents in use`.
    pub label: String,
    /// The question counsel answers with yes, no or not sure.
    pub question: String,
    /// What counts, with an example.
    pub help: String,
    /// Roles for which the question makes sense; empty for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Id>,
}

/// A group of items that readers recognize: `Access terms and confidentiality`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Theme {
    /// Stable name.
    pub id: Id,
    /// Label in full.
    pub label: String,
    /// Label of at most 14 characters, for column heads.
    pub short: String,
}

impl Pack {
    /// Whether anything that is asked about comes from a public authority: an order, a statute, or what agencies
    /// and officials direct or state. A company's own policy is none of these, and is not called law.
    pub fn is_law(&self) -> bool {
        self.items.iter().any(|item| match item.instrument {
            Instrument::Order
            | Instrument::Statute
            | Instrument::AgencyDirective
            | Instrument::Guidance
            | Instrument::OfficialStatement => true,
            Instrument::ContractOrRule | Instrument::Commentary | Instrument::OurSuggestion => {
                false
            }
        })
    }

    /// What a pack states, in one word: `law`, or `text` where it is none.
    pub fn states(&self) -> &'static str {
        if self.is_law() { "law" } else { "text" }
    }

    /// Returns the item named `id`.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Returns the provision with the pinpoint `pin`.
    pub fn provision(&self, pin: &str) -> Option<&Provision> {
        self.provisions
            .iter()
            .find(|provision| provision.pin == pin)
    }

    /// Returns the words that lead to a provision whose own words are no sentence, with its mark: `… design a
    /// voluntary framework with AI developers through which developers would be able to: … (ii)`. They are those of
    /// the provision that it is a part of; `None` where its words stand by themselves.
    pub fn lead_in(&self, provision: &Provision) -> Option<String> {
        let begins_small = |text: &str| text.starts_with(char::is_lowercase);
        provision
            .text
            .as_deref()
            .filter(|text| begins_small(text))?;
        let parent = provision.parent()?;
        let mark = provision.pin.get(parent.len()..)?;
        let words = self.provision(parent)?.text.as_deref()?.trim_end();
        if !words.ends_with(':') {
            return None;
        }
        let before = if begins_small(words) { "… " } else { "" };
        // What comes between the words and a part that is not the first is left out.
        let between = match mark {
            "(a)" | "(i)" | "(1)" => "",
            _ => "… ",
        };
        Some(format!("{before}{words} {between}{mark}"))
    }

    /// Returns the theme named `id`.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == id)
    }

    /// Returns the role or trait label for `id`.
    pub fn profile_label(&self, id: &str) -> Option<&str> {
        let role = self
            .roles
            .iter()
            .find(|role| role.id == id)
            .map(|role| role.label.as_str());
        role.or_else(|| {
            self.traits
                .iter()
                .find(|t| t.id == id)
                .map(|t| t.label.as_str())
        })
    }
}
