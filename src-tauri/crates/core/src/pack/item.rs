//! Items: one thing asked, with its own instrument, addressee and force.
//!
//! # The item's text hash
//!
//! Every answer is bound to the exact words it was given under. The hash is
//! [`crate::canonical::hash_value`] in the domain `item` over an object that holds `question` and,
//! by kind,
//! - practice: `kind: "practice"`, `inPlace`, `partly`;
//! - decision: `kind: "decision"`, `options` (each with `id`, `label`, `meaning`, in their order);
//! - fact: `kind: "fact"`, `value` (the type, and for a choice its options).
//!
//! Identifier, title, help, sources, weight and applicability stay outside: an item may be renamed
//! or explained better without touching what was asked. Weight and applicability are compared on
//! their own, and a change of either is substantive.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Condition, Id, SourceRef};
use crate::canonical::{self, Hash};

/// What an item rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Instrument {
    /// The text of the pack itself.
    Order,
    /// A statute.
    Statute,
    /// A contract, or a rule of an agency.
    ContractOrRule,
    /// A memorandum, order or directive to agencies, which reaches a company through a contract.
    AgencyDirective,
    /// Letters, profiles and notices of an agency that ask nobody by force of law.
    Guidance,
    /// An official statement that cites no legal basis.
    OfficialStatement,
    /// What firms, press or standards bodies say.
    Commentary,
    /// Our suggestion.
    OurSuggestion,
}

impl Instrument {
    /// Returns the label shown with the item.
    pub fn label(self) -> &'static str {
        match self {
            Self::Order => "the order",
            Self::Statute => "statute",
            Self::ContractOrRule => "contract or agency rule",
            Self::AgencyDirective => "directive to agencies",
            Self::Guidance => "agency guidance, not binding",
            Self::OfficialStatement => "official statement, no legal basis cited",
            Self::Commentary => "commentary",
            Self::OurSuggestion => "our suggestion",
        }
    }
}

/// How strongly an item's instrument works on its addressee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ItemForce {
    /// Binds whoever it covers: a statute, a rule, a contract clause.
    Binds,
    /// An offer: to take up, or to leave.
    Offer,
    /// No duty of its own; law that exists already makes it prudent.
    ExistingLaw,
    /// No force: good practice.
    GoodPractice,
    /// Asked for in public without a legal basis.
    Asked,
}

impl ItemForce {
    /// Returns the label shown with the item.
    pub fn label(self) -> &'static str {
        match self {
            Self::Binds => "binds those it covers",
            Self::Offer => "an offer, voluntary",
            Self::ExistingLaw => "prudent under existing law",
            Self::GoodPractice => "good practice, no duty",
            Self::Asked => "asked for, no duty",
        }
    }
}

/// Whether what stands behind an item or provision is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum LegalState {
    /// In force.
    InForce,
    /// In force, and an agency has yet to act on it.
    AwaitingAction,
    /// Adopted, effective later.
    NotYetEffective,
    /// Proposed only.
    Proposed,
    /// Reported only; no official text was found.
    Reported,
    /// Done: what it asked for was carried out.
    Done,
    /// Expired, revoked or superseded.
    Ended,
    /// Nothing that could be in force or not: practice, commentary.
    NotLaw,
}

impl LegalState {
    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::InForce => "in force",
            Self::AwaitingAction => "in force, awaiting agency action",
            Self::NotYetEffective => "not yet effective",
            Self::Proposed => "proposed",
            Self::Reported => "reported only",
            Self::Done => "carried out",
            Self::Ended => "no longer in force",
            Self::NotLaw => "not law",
        }
    }
}

/// Whether the item's instrument is in force at the law date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ItemStatus {
    /// The state.
    pub state: LegalState,
    /// One sentence, where the state alone would mislead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional))]
    pub note: Option<String>,
}

/// How much it matters to the company if the item goes wrong; not the force of a duty.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// An inconvenience.
    Low,
    /// Costs money, time or standing.
    Medium,
    /// Could stop a product, lose a secret or bring a proceeding.
    High,
}

impl Severity {
    /// Returns the label shown with the item.
    pub fn label(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// One thing asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    /// Stable name.
    pub id: Id,
    /// Pinpoint under which it stands, or [`super::BESIDE`].
    pub provision: String,
    /// A few words for lists: `Release calendar has the window`.
    pub title: String,
    /// The one question asked.
    pub question: String,
    /// What kind of answer is asked for.
    pub kind: Kind,
    /// Themes; coverage counts the item under the first.
    pub themes: Vec<Id>,
    /// What it rests on.
    pub instrument: Instrument,
    /// Which one, where the label alone does not say: `Exec. Order No. 14409, § 3(b)(ii)`.
    pub instrument_name: String,
    /// Whom that instrument speaks to, in words.
    pub addressee: String,
    /// How strongly.
    pub force: ItemForce,
    /// Whether it is in force.
    pub status: ItemStatus,
    /// Why it matters to the company.
    pub why: String,
    /// What readers often get wrong, beside the text; a misreading is attributed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
    /// Documents that would show it.
    pub evidence: Vec<String>,
    /// What to do if it is missing, as something to do: `Add the access branch to the calendar`.
    pub action: String,
    /// How to do it, in one to three sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_detail: Option<String>,
    /// Who usually owns it.
    pub owner: String,
    /// The consequence for the company.
    pub severity: Severity,
    /// Which profiles it is asked of; left out where it is asked of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies: Option<Condition>,
    /// Words of the provision to mark beside the question; each occurs in the provision's text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// What it rests on; never empty.
    pub sources: Vec<SourceRef>,
    /// Events that bear on it, up to the law date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Id>,
    /// Controls it touches; our suggestion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frameworks: Vec<FrameworkRef>,
}

/// A control that an item touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FrameworkRef {
    /// The framework's id in the pack.
    pub framework: Id,
    /// The entry's id; left out where the framework is referred to by name only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
}

/// What kind of answer an item asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Is it in place?
    Practice(Practice),
    /// What was decided?
    Decision(Decision),
    /// What is so?
    Fact(Fact),
}

/// A practice: in place, partly, or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Practice {
    /// What “in place” takes.
    pub in_place: String,
    /// What “partly” looks like.
    pub partly: String,
    /// Weight in coverage: 1, 2 or 3.
    pub weight: u8,
    /// Why that weight.
    pub weight_reason: String,
}

/// A choice the text puts to a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Decision {
    /// Options that exist; two to six.
    pub options: Vec<DecisionOption>,
    /// Business grounds that speak for taking part.
    pub weigh_for: Vec<String>,
    /// Business grounds that speak against it.
    pub weigh_against: Vec<String>,
    /// Who should decide.
    pub decider: String,
    /// What to record.
    pub record: Vec<String>,
    /// What should make the company look again.
    pub review_trigger: String,
}

/// One option of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecisionOption {
    /// Stable name within the decision.
    pub id: Id,
    /// Short label: `Offer access on our terms`.
    pub label: String,
    /// What choosing it means.
    pub meaning: String,
}

/// A fact that a memo needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fact {
    /// What is typed.
    pub value: FactValue,
    /// An example or the unit.
    pub hint: String,
}

/// The type of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FactValue {
    /// Free text.
    Text,
    /// A calendar day.
    Date,
    /// A whole number, zero or more.
    Number,
    /// One of these.
    Choice(Vec<DecisionOption>),
}

impl Item {
    /// Returns the hash of the words that an answer is given under (see the module's text).
    pub fn text_hash(&self) -> Hash {
        let mut text = match &self.kind {
            Kind::Practice(practice) => json!({
                "kind": "practice", "inPlace": practice.in_place, "partly": practice.partly,
            }),
            Kind::Decision(decision) => json!({
                "kind": "decision", "options": options(&decision.options),
            }),
            Kind::Fact(fact) => json!({ "kind": "fact", "value": match &fact.value {
                FactValue::Text => json!("text"),
                FactValue::Date => json!("date"),
                FactValue::Number => json!("number"),
                FactValue::Choice(choices) => json!({ "choice": options(choices) }),
            }}),
        };
        text["question"] = Value::from(self.question.as_str());
        canonical::hash_value("item", &text)
    }

    /// Returns whether the words that are hashed are the same, without hashing them.
    pub fn same_text(&self, other: &Self) -> bool {
        self.question == other.question
            && match (&self.kind, &other.kind) {
                (Kind::Practice(one), Kind::Practice(two)) => {
                    one.in_place == two.in_place && one.partly == two.partly
                }
                (Kind::Decision(one), Kind::Decision(two)) => one.options == two.options,
                (Kind::Fact(one), Kind::Fact(two)) => one.value == two.value,
                _ => false,
            }
    }

    /// Returns the practice, where the item is one.
    pub fn practice(&self) -> Option<&Practice> {
        if let Kind::Practice(practice) = &self.kind {
            Some(practice)
        } else {
            None
        }
    }

    /// Returns the decision, where the item is one.
    pub fn decision(&self) -> Option<&Decision> {
        if let Kind::Decision(decision) = &self.kind {
            Some(decision)
        } else {
            None
        }
    }

    /// Returns the options of a decision or of a fact that is a choice; empty for others.
    pub fn options(&self) -> &[DecisionOption] {
        match &self.kind {
            Kind::Decision(decision) => &decision.options,
            Kind::Fact(Fact {
                value: FactValue::Choice(choices),
                ..
            }) => choices,
            _ => &[],
        }
    }
}

fn options(options: &[DecisionOption]) -> Vec<Value> {
    let one = |o: &DecisionOption| json!({ "id": o.id, "label": o.label, "meaning": o.meaning });
    options.iter().map(one).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use crate::pack::{Item, Pack, read};

    fn pack(version: &str) -> Pack {
        let path = format!(
            "{}/../../../assets/packs/eo-14409/{version}.json",
            env!("CARGO_MANIFEST_DIR")
        );
        read(&std::fs::read(path).unwrap()).unwrap().0
    }

    #[test]
    fn words_are_the_same_where_their_hashes_are() {
        let (old, new) = (pack("1.0.0"), pack("1.2.0"));
        let hashes: Vec<_> = new.items.iter().map(Item::text_hash).collect();
        let mut differ = 0;
        for before in &old.items {
            let hash = before.text_hash();
            for (after, other) in new.items.iter().zip(&hashes) {
                let same = hash == *other;
                assert_eq!(
                    before.same_text(after),
                    same,
                    "{} and {} compare as their hashes do",
                    before.id,
                    after.id
                );
                differ += usize::from(before.id == after.id && !same);
            }
        }
        assert!(differ > 0, "some questions were put in other words");
    }
}
