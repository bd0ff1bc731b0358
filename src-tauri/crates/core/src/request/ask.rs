//! Making a request: which items can be asked, what a respondent is shown of each, and what counsel says
//! beside them.

use std::collections::BTreeSet;

use thiserror::Error;

use super::{Asked, AskedFrom, Asks, Request, Respondent};
use crate::date::Date;
use crate::pack::{Fact, FactValue, Id, Item, Kind, Pack};

/// Longest cover note or notice, in bytes.
pub const MAX_NOTE_BYTES: usize = 20_000;

/// Longest name or role, in bytes.
pub const MAX_NAME_BYTES: usize = 300;

/// Counsel's notice until counsel writes another one.
pub const NOTICE: &str = "Company counsel collects these facts in order to give legal advice to the \
company. Please write what you know as facts: what is there, since when, and where it can be seen. \
Opinions and conclusions of law are not asked for, and “I do not know” is a useful answer. Please put \
in no classified information, CUI, export-controlled data or details of unpatched vulnerabilities. \
Please do not forward this request or your answers, and do not copy them to others; if somebody else \
knows better, tell the counsel named above. Questions about it go to the same counsel.";

/// What a request says beside its items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cover {
    /// 32 hexadecimal digits that name the request.
    pub id: String,
    /// The assessment, by identifier.
    pub assessment: String,
    /// The run, by identifier.
    pub run: String,
    /// Hash of the pack's file.
    pub pack_hash: String,
    /// The company.
    pub organization: String,
    /// Unit or program.
    pub unit: String,
    /// The counsel who asks.
    pub from: String,
    /// Who is asked.
    pub to: Respondent,
    /// The day by which an answer is asked for.
    pub due_on: Option<Date>,
    /// The cover note.
    pub note: String,
    /// The notice.
    pub notice: String,
}

/// Why there is no request.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AskError {
    /// Nobody is asked.
    #[error("Say who is asked, by name")]
    NobodyAsked,
    /// Nothing is asked.
    #[error("Choose at least one question")]
    NothingAsked,
    /// The pack has no such item.
    #[error("The pack has no item “{0}”")]
    UnknownItem(Id),
    /// The answer would be due before it is asked for.
    #[error(
        "The request is made on {} and asks for an answer by {}. Choose a later date",
        sent.long(),
        due.long()
    )]
    DueBefore {
        /// The day of the request.
        sent: Date,
        /// The day by which an answer is asked for.
        due: Date,
    },
    /// A text is longer than it may be.
    #[error("{field} has {bytes} bytes; it can have {limit}. Shorten it")]
    TooLong {
        /// Which.
        field: &'static str,
        /// Its length.
        bytes: usize,
        /// What it can have.
        limit: usize,
    },
}

/// Returns what kind of statement is asked for about an item. Of a decision only the facts are.
pub fn asks(item: &Item) -> Asks {
    match &item.kind {
        Kind::Practice(practice) => Asks::Practice {
            in_place: practice.in_place.clone(),
            partly: Some(practice.partly.clone()).filter(|text| !text.trim().is_empty()),
        },
        Kind::Decision(_) => Asks::Grounds,
        Kind::Fact(Fact { value, .. }) => match value {
            FactValue::Text => Asks::Text,
            FactValue::Date => Asks::Date,
            FactValue::Number => Asks::Number,
            FactValue::Choice(options) => Asks::Choice {
                options: options
                    .iter()
                    .map(|option| (option.id.clone(), option.label.clone()))
                    .collect(),
            },
        },
    }
}

/// Returns what a respondent is shown of an item. The provision that it stands under is never shown, only
/// the theme.
pub fn asked(pack: &Pack, item: &Item) -> Asked {
    let theme = item.themes.first().and_then(|id| pack.theme(id));
    Asked {
        item: item.id.clone(),
        item_hash: item.text_hash(),
        theme: theme.map(|theme| theme.label.clone()).unwrap_or_default(),
        title: item.title.clone(),
        question: item.question.clone(),
        asks: asks(item),
        why: item.why.clone(),
        evidence: item.evidence.clone(),
    }
}

/// Makes a request on the day `on` for some items of a pack, in the pack's order, each once.
///
/// Nothing of an assessment goes in but its names: answers are not even passed here.
///
/// # Errors
/// Nobody or nothing is asked, an item is unknown, or a text or the date does not fit.
pub fn request_for(
    pack: &Pack,
    cover: &Cover,
    items: &[Id],
    on: Date,
) -> Result<Request, AskError> {
    let to = Respondent {
        name: line("The name", &cover.to.name)?,
        role: line("The role", &cover.to.role)?,
    };
    if to.name.is_empty() {
        return Err(AskError::NobodyAsked);
    }
    let wanted: BTreeSet<&str> = items.iter().map(String::as_str).collect();
    if let Some(unknown) = wanted.iter().find(|id| pack.item(id).is_none()) {
        return Err(AskError::UnknownItem((*unknown).to_owned()));
    }
    if wanted.is_empty() {
        return Err(AskError::NothingAsked);
    }
    if let Some(due) = cover.due_on.filter(|due| *due < on) {
        return Err(AskError::DueBefore { sent: on, due });
    }
    let chosen = pack
        .items
        .iter()
        .filter(|item| wanted.contains(item.id.as_str()));
    Ok(Request {
        id: cover.id.clone(),
        assessment: cover.assessment.clone(),
        run: cover.run.clone(),
        pack: AskedFrom {
            id: pack.id.clone(),
            version: pack.version.to_string(),
            name: pack.name.clone(),
            hash: cover.pack_hash.clone(),
            law_date: pack.law_date,
        },
        organization: cover.organization.clone(),
        unit: cover.unit.clone(),
        from: cover.from.clone(),
        to,
        sent_on: on,
        due_on: cover.due_on,
        cover: text("The cover note", &cover.note)?,
        notice: text("The notice", &cover.notice)?,
        items: chosen.map(|item| asked(pack, item)).collect(),
    })
}

fn line(field: &'static str, given: &str) -> Result<String, AskError> {
    let given = given.split_whitespace().collect::<Vec<_>>().join(" ");
    fits(field, given, MAX_NAME_BYTES)
}

fn text(field: &'static str, given: &str) -> Result<String, AskError> {
    let given = given.replace("\r\n", "\n").replace('\r', "\n");
    fits(field, given.trim().to_owned(), MAX_NOTE_BYTES)
}

fn fits(field: &'static str, given: String, limit: usize) -> Result<String, AskError> {
    let bytes = given.len();
    if bytes > limit {
        return Err(AskError::TooLong {
            field,
            bytes,
            limit,
        });
    }
    Ok(given)
}
