//! Answers: what counsel recorded for one item in one run.
//!
//! An answer is a set of fields, each of which may be absent. It changes one field at a time:
//! [`Answer::with`] checks what was typed against the item and yields the next state, which the
//! store appends to the log as a revision. Nothing here edits in place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::date::Date;
use crate::pack::{Fact, FactValue, Item, Kind};

/// Longest text of any field, in bytes.
pub const MAX_TEXT_BYTES: usize = 200_000;

/// How a practice stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// What “in place” takes is there.
    InPlace,
    /// Some of it is there.
    Partly,
    /// It is not there.
    NotInPlace,
    /// Another measure serves the same end.
    Alternative,
    /// The item does not fit this company.
    NotApplicable,
    /// Counsel looked and cannot say yet.
    NotSure,
}

impl Verdict {
    /// All verdicts, in the order of their keys 1 to 6.
    pub const ALL: [Self; 6] = [
        Self::InPlace,
        Self::Partly,
        Self::NotInPlace,
        Self::Alternative,
        Self::NotApplicable,
        Self::NotSure,
    ];

    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::InPlace => "In place",
            Self::Partly => "Partly",
            Self::NotInPlace => "Not in place",
            Self::Alternative => "Alternative measure",
            Self::NotApplicable => "Not applicable",
            Self::NotSure => "Not sure",
        }
    }

    /// Returns whether the verdict says that the practice is there at least in part.
    pub fn is_affirmative(self) -> bool {
        matches!(self, Self::InPlace | Self::Partly | Self::Alternative)
    }
}

/// How counsel knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum BasisKind {
    /// A document was seen.
    Document,
    /// Someone was asked.
    Interview,
    /// It was tried out.
    Tested,
    /// It is assumed.
    Assumed,
}

impl BasisKind {
    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Document => "Document seen",
            Self::Interview => "Interview",
            Self::Tested => "Tested",
            Self::Assumed => "Assumed",
        }
    }
}

/// How sure counsel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Certainty {
    /// Would be surprised to be wrong.
    High,
    /// Likely right.
    Medium,
    /// A first view.
    Low,
}

impl Certainty {
    /// Returns the label shown to readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::High => "High",
            Self::Medium => "Medium",
            Self::Low => "Low",
        }
    }
}

/// The state of one answer. Absent fields are left out of the stored form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Answer {
    /// Practice: how it stands. Absent is unanswered, never “no”.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Decision: the option chosen. Fact that is a choice: the one that holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// Fact: the text, the ISO date or the whole number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Facts; they go into every copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<String>,
    /// Counsel's analysis; counsel's file only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub analysis: Option<String>,
    /// How counsel knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<BasisKind>,
    /// Which document, whom, which test.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis_detail: Option<String>,
    /// The day it was seen, said or tested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub basis_on: Option<Date>,
    /// How sure counsel is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Certainty>,
    /// Who owns the practice in the company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Why the item is not applicable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which measure serves instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    /// Flagged for review.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "ts", ts(optional, as = "Option<bool>"))]
    pub flag: bool,
    /// What counsel still has to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub todo: Option<String>,
    /// Decision: business grounds for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grounds_for: Option<String>,
    /// Decision: business grounds against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grounds_against: Option<String>,
    /// Decision: what is recommended to the reader of the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommendation: Option<String>,
    /// Decision: counsel's advice; counsel's file only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// Decision: who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Decision: when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub decided_on: Option<Date>,
    /// Decision: what should make the company look again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_trigger: Option<String>,
    /// Decision: the day on which to look again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub review_on: Option<Date>,
}

/// The current answers of a run, by item.
pub type Answers = std::collections::BTreeMap<crate::pack::Id, Answer>;

/// One field of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "each is the field of Answer with the same name"
)]
pub enum Field {
    Verdict,
    Choice,
    Value,
    Facts,
    Analysis,
    Basis,
    BasisDetail,
    BasisOn,
    Confidence,
    Owner,
    Reason,
    Measure,
    Flag,
    Todo,
    GroundsFor,
    GroundsAgainst,
    Recommendation,
    Advice,
    DecidedBy,
    DecidedOn,
    ReviewTrigger,
    ReviewOn,
}

/// What is wrong with what was given for a field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AnswerError {
    /// The field is not asked of this kind of item.
    #[error("“{title}” is not the kind of item that takes this field")]
    NotThisKind {
        /// The item's title.
        title: String,
    },
    /// The word is none of those that the field takes.
    #[error("“{given}” is none of the values that this field takes: {allowed}")]
    UnknownValue {
        /// What was given.
        given: String,
        /// What can be given.
        allowed: String,
    },
    /// The text is no date.
    #[error(transparent)]
    Date(#[from] crate::date::DateError),
    /// The text is no whole number.
    #[error("“{0}” is not a whole number; write digits alone, such as 12")]
    Number(String),
    /// The text is longer than a field can hold.
    #[error(
        "The text has {bytes} bytes; a field holds {MAX_TEXT_BYTES}. Shorten it, or keep the document as evidence"
    )]
    TooLong {
        /// Its length.
        bytes: usize,
    },
}

impl Field {
    /// Returns whether the field is a working note: it says nothing of the company, so that a change
    /// of it leaves an answer as it was given.
    pub fn is_note(self) -> bool {
        matches!(self, Self::Flag | Self::Todo)
    }

    /// All fields, in the order in which they are shown.
    pub const ALL: [Self; 22] = [
        Self::Verdict,
        Self::Choice,
        Self::Value,
        Self::Reason,
        Self::Measure,
        Self::Facts,
        Self::Analysis,
        Self::Basis,
        Self::BasisDetail,
        Self::BasisOn,
        Self::Confidence,
        Self::Owner,
        Self::GroundsFor,
        Self::GroundsAgainst,
        Self::Recommendation,
        Self::Advice,
        Self::DecidedBy,
        Self::DecidedOn,
        Self::ReviewTrigger,
        Self::ReviewOn,
        Self::Flag,
        Self::Todo,
    ];

    /// Returns the label shown beside the field.
    pub fn label(self) -> &'static str {
        match self {
            Self::Verdict => "Verdict",
            Self::Choice => "Choice",
            Self::Value => "Value",
            Self::Facts => "Facts",
            Self::Analysis => "Counsel's analysis",
            Self::Basis => "Basis",
            Self::BasisDetail => "Basis, in words",
            Self::BasisOn => "Seen, said or tested on",
            Self::Confidence => "Confidence",
            Self::Owner => "Owner",
            Self::Reason => "Why not applicable",
            Self::Measure => "Alternative measure",
            Self::Flag => "Flagged for review",
            Self::Todo => "To do",
            Self::GroundsFor => "Business grounds for",
            Self::GroundsAgainst => "Business grounds against",
            Self::Recommendation => "Recommendation to the reader",
            Self::Advice => "Counsel's advice",
            Self::DecidedBy => "Decided by",
            Self::DecidedOn => "Decided on",
            Self::ReviewTrigger => "Review trigger",
            Self::ReviewOn => "Look again on",
        }
    }

    /// Returns whether the field is typed as free text, and so is kept as a draft while typing.
    pub fn is_text(self) -> bool {
        !matches!(
            self,
            Self::Verdict | Self::Choice | Self::Basis | Self::Confidence | Self::Flag
        )
    }
}

impl Answer {
    /// Returns the answer with one field set to what was typed, or cleared when `given` is `None`
    /// or blank.
    ///
    /// Enumerations are given by their stored word (`inPlace`), the flag by `true`, dates in any
    /// form that [`Date::parse_typed`] reads.
    pub fn with(
        &self,
        item: &Item,
        field: Field,
        given: Option<&str>,
    ) -> Result<Self, AnswerError> {
        let mut next = self.clone();
        let given = given.map(clean).filter(|text| !text.trim().is_empty());
        if let Some(text) = &given
            && text.len() > MAX_TEXT_BYTES
        {
            return Err(AnswerError::TooLong { bytes: text.len() });
        }
        let refused = || AnswerError::NotThisKind {
            title: item.title.clone(),
        };
        match field {
            Field::Verdict => {
                item.practice().ok_or_else(refused)?;
                next.verdict = given.as_deref().map(word).transpose()?;
            }
            Field::Choice => {
                let options = item.options();
                if options.is_empty() {
                    return Err(refused());
                }
                if let Some(given) = &given
                    && !options.iter().any(|option| option.id == *given)
                {
                    let allowed: Vec<&str> = options.iter().map(|o| o.id.as_str()).collect();
                    return Err(AnswerError::UnknownValue {
                        given: given.clone(),
                        allowed: allowed.join(", "),
                    });
                }
                next.choice = given;
            }
            Field::Value => {
                let Kind::Fact(fact) = &item.kind else {
                    return Err(refused());
                };
                next.value = given
                    .as_deref()
                    .map(|text| typed(fact, text))
                    .transpose()?
                    .flatten();
            }
            Field::Basis => next.basis = given.as_deref().map(word).transpose()?,
            Field::Confidence => next.confidence = given.as_deref().map(word).transpose()?,
            Field::Flag => next.flag = given.as_deref() == Some("true"),
            Field::BasisOn => next.basis_on = date(given.as_deref())?,
            Field::DecidedOn => {
                item.decision().ok_or_else(refused)?;
                next.decided_on = date(given.as_deref())?;
            }
            Field::ReviewOn => {
                item.decision().ok_or_else(refused)?;
                next.review_on = date(given.as_deref())?;
            }
            Field::Facts => next.facts = given,
            Field::Analysis => next.analysis = given,
            Field::BasisDetail => next.basis_detail = given,
            Field::Owner => next.owner = given,
            Field::Reason => next.reason = given,
            Field::Measure => next.measure = given,
            Field::Todo => next.todo = given,
            Field::GroundsFor => next.grounds_for = given,
            Field::GroundsAgainst => next.grounds_against = given,
            Field::Recommendation => next.recommendation = given,
            Field::Advice => next.advice = given,
            Field::DecidedBy => next.decided_by = given,
            Field::ReviewTrigger => next.review_trigger = given,
        }
        Ok(next)
    }

    /// Returns one field as text in its stored form, or `None` where it is absent.
    pub fn get(&self, field: Field) -> Option<String> {
        match field {
            Field::Verdict => self.verdict.as_ref().map(stored),
            Field::Choice => self.choice.clone(),
            Field::Value => self.value.clone(),
            Field::Facts => self.facts.clone(),
            Field::Analysis => self.analysis.clone(),
            Field::Basis => self.basis.as_ref().map(stored),
            Field::BasisDetail => self.basis_detail.clone(),
            Field::BasisOn => self.basis_on.map(|date| date.to_string()),
            Field::Confidence => self.confidence.as_ref().map(stored),
            Field::Owner => self.owner.clone(),
            Field::Reason => self.reason.clone(),
            Field::Measure => self.measure.clone(),
            Field::Flag => self.flag.then(|| String::from("true")),
            Field::Todo => self.todo.clone(),
            Field::GroundsFor => self.grounds_for.clone(),
            Field::GroundsAgainst => self.grounds_against.clone(),
            Field::Recommendation => self.recommendation.clone(),
            Field::Advice => self.advice.clone(),
            Field::DecidedBy => self.decided_by.clone(),
            Field::DecidedOn => self.decided_on.map(|date| date.to_string()),
            Field::ReviewTrigger => self.review_trigger.clone(),
            Field::ReviewOn => self.review_on.map(|date| date.to_string()),
        }
    }

    /// Returns whether the question itself is answered: a verdict, a choice or a value.
    ///
    /// *Not sure* is an answer to the question; it is an open question all the same.
    pub fn is_answered(&self, item: &Item) -> bool {
        self.said().is_answer_to(item)
    }

    /// Returns whether it answers anything, whatever it is asked: a verdict, a choice or a value is there. Notes
    /// and texts alone answer nothing.
    pub fn is_given(&self) -> bool {
        self.verdict.is_some() || self.choice.is_some() || self.value.is_some()
    }

    /// Returns whether the answer rests on a document seen or a test.
    pub fn is_evidenced(&self) -> bool {
        matches!(self.basis, Some(BasisKind::Document | BasisKind::Tested))
    }
}

/// Plain text: line ends become `\n`; nothing else is changed or lost.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn word<T: for<'de> Deserialize<'de> + Serialize + Listed>(given: &str) -> Result<T, AnswerError> {
    serde_json::from_value(serde_json::Value::from(given.trim())).map_err(|_| {
        AnswerError::UnknownValue {
            given: given.to_owned(),
            allowed: T::words(),
        }
    })
}

fn stored<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

fn date(given: Option<&str>) -> Result<Option<Date>, AnswerError> {
    Ok(given.map(Date::parse_typed).transpose()?)
}

fn typed(fact: &Fact, text: &str) -> Result<Option<String>, AnswerError> {
    let text = text.trim();
    match &fact.value {
        FactValue::Text => Ok(Some(text.to_owned())),
        FactValue::Date => Ok(Some(Date::parse_typed(text)?.to_string())),
        FactValue::Number => {
            let digits = text.replace([',', ' '], "");
            let number: u64 = digits
                .parse()
                .map_err(|_| AnswerError::Number(text.to_owned()))?;
            Ok(Some(number.to_string()))
        }
        FactValue::Choice(options) => Err(AnswerError::UnknownValue {
            given: text.to_owned(),
            allowed: options
                .iter()
                .map(|o| o.id.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        }),
    }
}

/// Enumerations that can name their stored words, for the sentence that refuses another one.
trait Listed {
    fn words() -> String;
}

impl Listed for Verdict {
    fn words() -> String {
        Self::ALL.iter().map(stored).collect::<Vec<_>>().join(", ")
    }
}

impl Listed for BasisKind {
    fn words() -> String {
        String::from("document, interview, tested, assumed")
    }
}

impl Listed for Certainty {
    fn words() -> String {
        String::from("high, medium, low")
    }
}
