//! Evidence: what an answer rests on, by reference to where a document is held or as a copy kept.
//!
//! A reference says which document it was, where it is held, on which day it was seen, and from
//! when on it no longer proves anything. A copy is named by the SHA-256 of its bytes, so that it is
//! kept once however many answers it stands under; the bytes themselves are not the core's business.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::answer::{Answer, Verdict};
use crate::canonical::Hash;
use crate::date::{Date, DateError};
use crate::pack::{Id, Item};

/// The largest copy of a document that is kept, in bytes: 50 MB, as people count them.
pub const MAX_COPY_BYTES: u64 = 50_000_000;

/// Longest title, place or note, in bytes.
pub const MAX_EVIDENCE_TEXT_BYTES: usize = 4_000;

/// A piece of evidence under one answer. Absent fields are left out of the stored form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Evidence {
    /// Which document it is.
    pub title: String,
    /// Where it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The day on which it was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub seen_on: Option<Date>,
    /// The last day on which it still proves something.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "ts", ts(optional, type = "string"))]
    pub stale_after: Option<Date>,
    /// What counsel says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The copy that is kept, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy: Option<KeptCopy>,
}

/// A copy of a document that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct KeptCopy {
    /// SHA-256 of its bytes.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub hash: Hash,
    /// The file's name as it was when it was added.
    pub name: String,
    /// Its size in bytes.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub bytes: u64,
}

/// A piece of evidence with the link that ties it to an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Linked {
    /// Identifier of the link.
    pub id: String,
    /// What it is.
    pub evidence: Evidence,
    /// The day it was added.
    pub added_on: Date,
    /// By whom.
    pub added_by: String,
}

/// The evidence of a run that is linked now, by item, in the order in which it was added.
pub type Links = BTreeMap<Id, Vec<Linked>>;

/// No evidence at all.
pub const NO_LINKS: &Links = &BTreeMap::new();

/// What is typed about a piece of evidence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Typed<'a> {
    /// Which document it is.
    pub title: &'a str,
    /// Where it is held.
    pub place: &'a str,
    /// The day on which it was seen, in any form that [`Date::parse_typed`] reads.
    pub seen_on: &'a str,
    /// The last day on which it still proves something, likewise.
    pub stale_after: &'a str,
    /// What counsel says of it.
    pub note: &'a str,
}

/// What is wrong with what was typed about a piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvidenceError {
    /// Nobody could tell which document is meant.
    #[error("Give the document a title, so that a reader can tell which one is meant")]
    NoTitle,
    /// A date cannot be read.
    #[error("{field}: {error}")]
    Date {
        /// Which of the dates.
        field: &'static str,
        /// What is wrong with it.
        error: DateError,
    },
    /// It would be stale before it was seen.
    #[error(
        "“Stale after” ({}) is before the day on which it was seen ({}). Correct one of them",
        stale_after.long(),
        seen_on.long()
    )]
    StaleBeforeSeen {
        /// When it was seen.
        seen_on: Date,
        /// When it is stale.
        stale_after: Date,
    },
    /// A text is longer than it may be.
    #[error("{field} has {bytes} bytes; it can have {MAX_EVIDENCE_TEXT_BYTES}. Shorten it")]
    TooLong {
        /// Which of the texts.
        field: &'static str,
        /// Its length.
        bytes: usize,
    },
}

impl Evidence {
    /// Reads what was typed; the copy stays as it is.
    pub fn read(typed: Typed<'_>, copy: Option<KeptCopy>) -> Result<Self, EvidenceError> {
        let title = text("Title", typed.title)?.ok_or(EvidenceError::NoTitle)?;
        let evidence = Self {
            title,
            place: text("Where it is held", typed.place)?,
            seen_on: day("Seen on", typed.seen_on)?,
            stale_after: day("Stale after", typed.stale_after)?,
            note: text("Note", typed.note)?,
            copy,
        };
        if let (Some(seen_on), Some(stale_after)) = (evidence.seen_on, evidence.stale_after)
            && stale_after < seen_on
        {
            return Err(EvidenceError::StaleBeforeSeen {
                seen_on,
                stale_after,
            });
        }
        Ok(evidence)
    }

    /// Returns whether it proves nothing any more on the day `on`.
    pub fn is_stale(&self, on: Date) -> bool {
        self.stale_after.is_some_and(|last| last < on)
    }
}

/// Returns whether an answer says that a practice is there, and no evidence is linked to it.
pub fn lacks_evidence(item: &Item, answer: &Answer, links: &Links) -> bool {
    item.practice().is_some()
        && answer.verdict.is_some_and(Verdict::is_affirmative)
        && links.get(&item.id).is_none_or(Vec::is_empty)
}

/// Says in words what changed between two states of a piece of evidence.
pub fn evidence_changes(before: &Evidence, after: &Evidence) -> Vec<String> {
    let words = |evidence: &Evidence| {
        [
            ("Title", Some(evidence.title.clone())),
            ("Where it is held", evidence.place.clone()),
            ("Seen on", evidence.seen_on.map(Date::long)),
            ("Stale after", evidence.stale_after.map(Date::long)),
            ("Note", evidence.note.clone()),
        ]
    };
    let pairs = words(before).into_iter().zip(words(after));
    pairs
        .filter(|((_, old), (_, new))| old != new)
        .map(|((label, _), (_, new))| match new {
            Some(new) => format!("{label}: {new}"),
            None => format!("{label} cleared"),
        })
        .collect()
}

fn text(field: &'static str, given: &str) -> Result<Option<String>, EvidenceError> {
    let given = given.replace("\r\n", "\n").replace('\r', "\n");
    let given = given.trim();
    if given.len() > MAX_EVIDENCE_TEXT_BYTES {
        let bytes = given.len();
        return Err(EvidenceError::TooLong { field, bytes });
    }
    Ok((!given.is_empty()).then(|| given.to_owned()))
}

fn day(field: &'static str, given: &str) -> Result<Option<Date>, EvidenceError> {
    match given.trim() {
        "" => Ok(None),
        given => Date::parse_typed(given)
            .map(Some)
            .map_err(|error| EvidenceError::Date { field, error }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    fn typed<'a>(title: &'a str, seen_on: &'a str, stale_after: &'a str) -> Typed<'a> {
        Typed {
            title,
            seen_on,
            stale_after,
            ..Typed::default()
        }
    }

    #[test]
    fn what_was_typed_becomes_a_reference() {
        let read = Evidence::read(
            typed("  Template v3 ", "September 2, 2026", "2027-03-02"),
            None,
        );
        let read = read.unwrap();
        assert_eq!(read.title, "Template v3", "without the space around it");
        assert_eq!(
            read.seen_on,
            Date::from_ymd(2026, 9, 2),
            "dates are read as typed"
        );
        assert_eq!(read.place, None, "and what is blank is absent");
    }

    #[test]
    fn a_reference_without_a_title_or_with_dates_that_cross_is_refused() {
        assert_eq!(
            Evidence::read(typed(" ", "", ""), None),
            Err(EvidenceError::NoTitle),
            "nobody could tell which document is meant"
        );
        let crossed = Evidence::read(typed("Minutes", "2026-09-02", "2026-09-01"), None);
        assert!(
            matches!(crossed, Err(EvidenceError::StaleBeforeSeen { .. })),
            "it cannot be stale before it was seen"
        );
        let unread = Evidence::read(typed("Minutes", "soon", ""), None).unwrap_err();
        assert!(
            unread.to_string().starts_with("Seen on: "),
            "the sentence names the date that cannot be read: {unread}"
        );
    }

    #[test]
    fn evidence_is_stale_the_day_after_its_last_one() {
        let read = Evidence::read(typed("Minutes", "", "2026-09-02"), None).unwrap();
        assert!(
            !read.is_stale(Date::from_ymd(2026, 9, 2).unwrap()),
            "the last day counts"
        );
        assert!(
            read.is_stale(Date::from_ymd(2026, 9, 3).unwrap()),
            "the next does not"
        );
        let forever = Evidence::read(typed("Minutes", "", ""), None).unwrap();
        assert!(
            !forever.is_stale(Date::from_ymd(2100, 1, 1).unwrap()),
            "without a last day it does not go stale"
        );
    }
}
