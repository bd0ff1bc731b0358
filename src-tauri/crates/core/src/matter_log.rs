//! What counsel keeps around the answers: interviews, and the matter log.
//!
//! Both are kept for the assessment, not for a run, and are printed in counsel's file alone. The matter log is
//! append-only: an entry that was wrong is followed by one that corrects it, and both stay.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::answer::MAX_TEXT_BYTES;
use crate::date::{Date, Moment};
use crate::pack::Id;

/// A conversation with somebody who knows the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Interview {
    /// Who was interviewed.
    pub whom: String,
    /// Role in the company; may be empty.
    pub role: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub on: Option<Date>,
    /// Who else was present; may be empty.
    pub present: String,
    /// Counsel's notes; counsel's file only.
    pub notes: String,
    /// The items that were talked about.
    pub items: Vec<Id>,
}

/// What an entry of the matter log is, with what belongs to its kind. Texts may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", tag = "kind", deny_unknown_fields)]
pub enum MatterKind {
    /// A memo to file.
    Memo,
    /// A contact with the Government.
    #[serde(rename_all = "camelCase")]
    Contact {
        /// With which office, and whom there.
        who: String,
        /// What was sent or said.
        sent: String,
        /// What was withheld, and why.
        withheld: String,
        /// On what terms.
        terms: String,
    },
    /// A question referred to outside counsel.
    #[serde(rename_all = "camelCase")]
    Referral {
        /// To whom.
        to: String,
        /// The question.
        question: String,
        /// The answer, once it came.
        answer: String,
        /// When it came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
        answered_on: Option<Date>,
        /// What was decided on it.
        decided: String,
    },
}

impl MatterKind {
    /// Returns what such an entry is called.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Memo => "Memo to file",
            Self::Contact { .. } => "Contact with the Government",
            Self::Referral { .. } => "Question to outside counsel",
        }
    }
}

/// An entry of the matter log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MatterEntry {
    /// The day it is about.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub on: Date,
    /// A few words for lists.
    pub title: String,
    /// The text; for a memo the memo itself, else what is to be added.
    pub text: String,
    /// What it is.
    pub what: MatterKind,
    /// The items that it is about.
    pub items: Vec<Id>,
    /// The entry that it corrects or carries on, by identifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
}

/// What is wrong with what was typed of an interview or of the matter log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AroundError {
    /// Nobody was interviewed.
    #[error("Say who was interviewed, by name")]
    NoWhom,
    /// An entry cannot be told from others in a list.
    #[error("Give the entry a title, so that it can be found in the list")]
    NoTitle,
    /// An entry says nothing.
    #[error("Write what the entry is to say; a title alone is not enough")]
    NoText,
    /// An item is in none of the assessment's packs.
    #[error("No run of this assessment asks “{0}”")]
    UnknownItem(Id),
    /// A text is longer than it may be.
    #[error("{field} has {bytes} bytes; it can have {MAX_TEXT_BYTES}. Shorten it")]
    TooLong {
        /// Which.
        field: &'static str,
        /// Its length.
        bytes: usize,
    },
}

impl Interview {
    /// Returns it as it is kept: without blanks around its texts, each item once. `knows` says whether an
    /// item is in any pack of the assessment.
    ///
    /// # Errors
    /// Nobody was interviewed, an item is unknown, or a text is too long.
    pub fn checked(self, knows: impl Fn(&str) -> bool) -> Result<Self, AroundError> {
        let checked = Self {
            whom: line("The name", &self.whom)?,
            role: line("The role", &self.role)?,
            on: self.on,
            present: text("Who was present", &self.present)?,
            notes: text("The notes", &self.notes)?,
            items: each_once(self.items, knows)?,
        };
        if checked.whom.is_empty() {
            return Err(AroundError::NoWhom);
        }
        Ok(checked)
    }
}

impl MatterEntry {
    /// Returns it as it is kept, likewise.
    ///
    /// # Errors
    /// It has no title, or says nothing, an item is unknown, or a text is too long.
    pub fn checked(self, knows: impl Fn(&str) -> bool) -> Result<Self, AroundError> {
        let what = match self.what {
            MatterKind::Memo => MatterKind::Memo,
            MatterKind::Contact {
                who,
                sent,
                withheld,
                terms,
            } => MatterKind::Contact {
                who: text("The office", &who)?,
                sent: text("What was sent", &sent)?,
                withheld: text("What was withheld", &withheld)?,
                terms: text("The terms", &terms)?,
            },
            MatterKind::Referral {
                to,
                question,
                answer,
                answered_on,
                decided,
            } => MatterKind::Referral {
                to: text("To whom", &to)?,
                question: text("The question", &question)?,
                answer: text("The answer", &answer)?,
                answered_on,
                decided: text("What was decided", &decided)?,
            },
        };
        let checked = Self {
            on: self.on,
            title: line("The title", &self.title)?,
            text: text("The text", &self.text)?,
            what,
            items: each_once(self.items, knows)?,
            follows: self.follows,
        };
        let says_nothing = checked.text.is_empty()
            && match &checked.what {
                MatterKind::Memo => true,
                MatterKind::Contact {
                    who,
                    sent,
                    withheld,
                    terms,
                } => [who, sent, withheld, terms]
                    .iter()
                    .all(|text| text.is_empty()),
                MatterKind::Referral {
                    to,
                    question,
                    answer,
                    decided,
                    ..
                } => [to, question, answer, decided]
                    .iter()
                    .all(|text| text.is_empty()),
            };
        if checked.title.is_empty() {
            return Err(AroundError::NoTitle);
        }
        if says_nothing {
            return Err(AroundError::NoText);
        }
        Ok(checked)
    }
}

fn line(field: &'static str, given: &str) -> Result<String, AroundError> {
    text(
        field,
        &given.split_whitespace().collect::<Vec<_>>().join(" "),
    )
}

fn text(field: &'static str, given: &str) -> Result<String, AroundError> {
    let given = given.replace("\r\n", "\n").replace('\r', "\n");
    let given = given.trim();
    let bytes = given.len();
    if bytes > MAX_TEXT_BYTES {
        return Err(AroundError::TooLong { field, bytes });
    }
    Ok(given.to_owned())
}

fn each_once(items: Vec<Id>, knows: impl Fn(&str) -> bool) -> Result<Vec<Id>, AroundError> {
    let mut kept: Vec<Id> = Vec::with_capacity(items.len());
    for item in items {
        if !knows(&item) {
            return Err(AroundError::UnknownItem(item));
        }
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    Ok(kept)
}

/// Something kept, with who recorded it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept<T> {
    /// 32 hexadecimal digits.
    pub id: String,
    /// Who recorded it, as named in settings.
    pub author: String,
    /// When.
    pub recorded_at: Moment,
    /// What.
    pub says: T,
}

/// Everything kept around the answers of an assessment, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Interviews as they stand now.
    pub interviews: Vec<Kept<Interview>>,
    /// The matter log.
    pub log: Vec<Kept<MatterEntry>>,
}

impl Around {
    /// Returns what stood on record at a moment; `None` is now. `interviews` are all their states, oldest first, each
    /// under the identifier of its interview: of those that were recorded by then the last one counts. An interview
    /// stands in the order in which it was first recorded.
    pub fn at(
        interviews: impl IntoIterator<Item = Kept<Interview>>,
        log: impl IntoIterator<Item = Kept<MatterEntry>>,
        moment: Option<Moment>,
    ) -> Self {
        let by_then = |recorded: Moment| {
            moment.is_none_or(|moment| recorded.unix_millis <= moment.unix_millis)
        };
        let mut stood: Vec<Kept<Interview>> = Vec::new();
        for state in interviews {
            if !by_then(state.recorded_at) {
                continue;
            }
            match stood.iter_mut().find(|known| known.id == state.id) {
                Some(known) => *known = state,
                None => stood.push(state),
            }
        }
        let log = log.into_iter();
        Self {
            interviews: stood,
            log: log.filter(|entry| by_then(entry.recorded_at)).collect(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    fn kept<T>(id: &str, at: i64, says: T) -> Kept<T> {
        Kept {
            id: id.to_owned(),
            author: String::from("M. Okafor"),
            recorded_at: Moment {
                unix_millis: at,
                offset_minutes: 0,
            },
            says,
        }
    }

    fn interview(notes: &str) -> Interview {
        Interview {
            notes: notes.to_owned(),
            ..Interview::default()
        }
    }

    #[test]
    fn what_was_recorded_later_is_not_there_yet() {
        let states = || {
            [
                kept("a", 1, interview("first")),
                kept("b", 2, interview("other")),
                kept("a", 5, interview("changed")),
            ]
        };
        let memo = |at| {
            let entry = MatterEntry {
                on: Date::from_ymd(2026, 6, 12).unwrap(),
                title: String::from("Memo"),
                text: String::new(),
                what: MatterKind::Memo,
                items: Vec::new(),
                follows: None,
            };
            kept("memo", at, entry)
        };
        let moment = |unix_millis| {
            Some(Moment {
                unix_millis,
                // The clock of another place says the same moment otherwise.
                offset_minutes: 600,
            })
        };
        let notes = |around: &Around| {
            let notes = around.interviews.iter();
            notes
                .map(|kept| kept.says.notes.clone())
                .collect::<Vec<_>>()
        };
        let then = Around::at(states(), [memo(3), memo(6)], moment(4));
        assert_eq!(notes(&then), ["first", "other"], "as they stood then");
        assert_eq!(then.log.len(), 1, "the second memo was not written yet");
        let now = Around::at(states(), [memo(3), memo(6)], None);
        assert_eq!(
            notes(&now),
            ["changed", "other"],
            "as they stand now, in the order of their first record"
        );
        assert_eq!(now.log.len(), 2, "with everything since");
    }
}
