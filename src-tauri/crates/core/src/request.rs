//! Requests: what counsel asks of somebody in the business, and what that person states.
//!
//! A request holds the words of some items and counsel's own cover note, and nothing else of the assessment: its
//! types have no field for an answer, an analysis, an advice, a note or another respondent, so that none of it can
//! reach a form. The three forms (on paper, in Word, as a file for Proviso) are made from this one model. What comes
//! back is [`Reply`]: statements, attributed and dated. A statement is a proposal; only counsel makes it an answer.

mod ask;
pub mod file;
mod findings;
mod proposal;
mod receive;
mod standing;

pub use ask::{AskError, Cover, MAX_NAME_BYTES, MAX_NOTE_BYTES, NOTICE, asked, asks, request_for};
pub use proposal::{Attributed, Outcome, Taken};
pub use receive::{
    Against, Arrived, Earlier, Finding, ReceiveError, Returned, Wording, receive, wording,
};
pub use standing::{RequestStanding, reminder, standing};

use serde::{Deserialize, Serialize};

pub use findings::{Findings, MAX_FINDINGS, quoted};

use crate::answer::{BasisKind, Verdict};
use crate::canonical::Hash;
use crate::date::Date;
use crate::pack::Id;

/// Who is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Respondent {
    /// Name as counsel typed it.
    pub name: String,
    /// Role in the company; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// Which pack the words are from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AskedFrom {
    /// Identifier, for instance `eo-14409`.
    pub id: Id,
    /// Version.
    pub version: String,
    /// Name.
    pub name: String,
    /// Hash of its file.
    pub hash: String,
    /// As of which day it states the law.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub law_date: Date,
}

/// What kind of statement is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "kind", deny_unknown_fields)]
pub enum Asks {
    /// Whether a practice is in place.
    #[serde(rename_all = "camelCase")]
    Practice {
        /// What “in place” takes.
        in_place: String,
        /// What “partly” takes, where the pack says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partly: Option<String>,
    },
    /// The business facts around a decision. The decision itself is never asked of a respondent.
    Grounds,
    /// A fact in words.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Number,
    /// One of some options, each an identifier and its label.
    Choice {
        /// The options, in the pack's order.
        options: Vec<(Id, String)>,
    },
}

/// One item as it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Asked {
    /// The item.
    pub item: Id,
    /// Hash of the item's text, to which a statement is bound.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub item_hash: Hash,
    /// Label of the theme that it stands under.
    pub theme: String,
    /// A few words.
    pub title: String,
    /// The question.
    pub question: String,
    /// What is asked for.
    pub asks: Asks,
    /// Why it matters to the company.
    pub why: String,
    /// Documents that would show it.
    pub evidence: Vec<String>,
}

/// A request, as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    /// 32 hexadecimal digits.
    pub id: String,
    /// The assessment, by identifier; its matter is not named.
    pub assessment: String,
    /// The run, by identifier.
    pub run: String,
    /// The pack.
    pub pack: AskedFrom,
    /// The company.
    pub organization: String,
    /// Unit or program; may be empty.
    pub unit: String,
    /// The counsel who asks, as named in settings.
    pub from: String,
    /// Who is asked.
    pub to: Respondent,
    /// The day of the request.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub sent_on: Date,
    /// The day by which an answer is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub due_on: Option<Date>,
    /// Counsel's cover note; may be empty.
    pub cover: String,
    /// Counsel's notice: why facts are collected, what to write, whom to ask.
    pub notice: String,
    /// What is asked, in the pack's order.
    pub items: Vec<Asked>,
}

/// In which form a request went out, and a reply came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Form {
    /// An interview sheet on paper; nothing comes back from it by file.
    Paper,
    /// A Word file with fields.
    Word,
    /// A file for Proviso.
    Proviso,
}

/// What a respondent states about one item. Everything can be left open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Stated {
    /// The item.
    pub item: Id,
    /// Hash of the text that was answered.
    #[cfg_attr(feature = "ts", ts(as = "String"))]
    pub item_hash: String,
    /// Practice: how it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Choice: the identifier of the option.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    /// Text, ISO date or whole number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The facts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<String>,
    /// How the respondent knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<BasisKind>,
    /// Documents that would show it, and where they are held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The day as of which it is stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub on: Option<Date>,
}

impl Stated {
    /// Returns whether nothing at all was stated.
    pub fn is_empty(&self) -> bool {
        let says = Self {
            item: String::new(),
            item_hash: String::new(),
            ..self.clone()
        };
        says == Self::default()
    }
}

/// What came back for a request, from whichever form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reply {
    /// The request that it answers.
    pub request: String,
    /// The assessment that the request named.
    pub assessment: String,
    /// Hash of the pack that the request named.
    pub pack_hash: String,
    /// Who answers, as written by that person.
    pub by: Respondent,
    /// The day of the reply, where one is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub on: Option<Date>,
    /// What is stated, in the order of the form; items about which nothing is stated are left out.
    pub answers: Vec<Stated>,
}
