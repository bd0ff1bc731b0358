//! What is kept around the answers, as counsel's file prints it: interviews, requests to the business, matter log.
//!
//! No other copy is handed any of it.

use serde::Serialize;

use super::Record;
use crate::date::{Date, Moment};
use crate::matter_log::{Interview, Kept, MatterEntry, MatterKind};
use crate::pack::{Id, Pack};
use crate::report::ReportInput;
use crate::request::Form;

/// A request to the business that was sent, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestSent {
    /// Who was asked: name, and role where one was given.
    pub whom: String,
    /// The day of the request.
    pub sent_on: Date,
    /// The day by which an answer was asked for.
    pub due_on: Option<Date>,
    /// In which form it went out.
    pub form: Form,
    /// What was asked, in the pack's order.
    pub items: Vec<Id>,
    /// The days on which the respondent was reminded.
    pub reminded: Vec<Date>,
    /// The day on which it was withdrawn, and why; the reason may be empty.
    pub withdrawn: Option<(Date, String)>,
    /// What came back, oldest first.
    pub returned: Vec<ReturnedReply>,
}

/// A reply that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedReply {
    /// The day on which it was taken in.
    pub on: Date,
    /// Who answered, as written by that person.
    pub by: String,
    /// For each item about which something was stated, what became of it in words: `accepted`, `accepted after
    /// editing`, `set aside: …`; empty while counsel has not looked at it.
    pub outcomes: Vec<(Id, String)>,
}

/// An interview, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Conversation {
    /// With whom: name, and role where one is given.
    pub whom: String,
    /// The day; absent where none is given.
    pub on: Option<String>,
    /// Who was present, what was talked about and what was noted: each under its label.
    pub parts: Vec<(String, String)>,
    /// When it was recorded, and by whom.
    pub recorded: String,
}

/// A request, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Sought {
    /// Of whom.
    pub whom: String,
    /// When it was sent, in which form, when an answer was due, and whether it was withdrawn.
    pub parts: Vec<(String, String)>,
    /// What came back, oldest first: when and from whom, and what became of it.
    pub returned: Vec<(String, String)>,
}

/// An entry of the matter log, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogEntry {
    /// The day it is about.
    pub on: String,
    /// What it is: `Memo to file`.
    pub kind: String,
    /// A few words.
    pub title: String,
    /// What it says: each under its label, the text first, under an empty one.
    pub parts: Vec<(String, String)>,
    /// When it was recorded, and by whom.
    pub recorded: String,
    /// The entries that correct it or carry it on, oldest first.
    pub followed: Vec<Self>,
}

/// Names items by their titles.
pub(super) struct Names<'a> {
    packs: Vec<&'a Pack>,
}

impl<'a> Names<'a> {
    /// The pack of the run first, then those of the runs before it.
    pub(super) fn new(input: &ReportInput<'a>, record: &Record<'a>) -> Self {
        let before = record.shelves.iter().map(|shelf| shelf.state.pack);
        Self {
            packs: std::iter::once(input.state.pack).chain(before).collect(),
        }
    }

    fn title(&self, item: &str) -> String {
        let found = self.packs.iter().find_map(|pack| pack.item(item));
        found.map_or_else(|| item.to_owned(), |item| item.title.clone())
    }

    fn titles(&self, items: &[Id]) -> String {
        let titles: Vec<String> = items.iter().map(|item| self.title(item)).collect();
        titles.join("; ")
    }
}

fn part(parts: &mut Vec<(String, String)>, label: &str, text: impl AsRef<str>) {
    let text = text.as_ref().trim();
    if !text.is_empty() {
        parts.push((label.to_owned(), text.to_owned()));
    }
}

fn recorded(at: Moment, by: &str) -> String {
    format!("Recorded {}, by {by}", at.long())
}

pub(super) fn interviews(kept: &[Kept<Interview>], names: &Names<'_>) -> Vec<Conversation> {
    let conversations = kept.iter().map(|kept| {
        let interview = &kept.says;
        let mut parts = Vec::new();
        part(&mut parts, "Present", &interview.present);
        part(&mut parts, "About", names.titles(&interview.items));
        part(&mut parts, "Notes", &interview.notes);
        let whom = match (interview.whom.trim(), interview.role.trim()) {
            (whom, "") => whom.to_owned(),
            (whom, role) => format!("{whom}, {role}"),
        };
        Conversation {
            whom,
            on: interview.on.map(Date::long),
            parts,
            recorded: recorded(kept.recorded_at, &kept.author),
        }
    });
    conversations.collect()
}

pub(super) fn requests(sent: &[RequestSent], names: &Names<'_>) -> Vec<Sought> {
    let sought = sent.iter().map(|request| {
        let mut parts = Vec::new();
        let sent = format!("{}: {}", request.sent_on.long(), request.form.label());
        part(&mut parts, "Sent", sent);
        let due = request.due_on.map(Date::long);
        part(
            &mut parts,
            "Answer asked for by",
            due.unwrap_or_else(|| String::from("no day was set")),
        );
        part(&mut parts, "About", names.titles(&request.items));
        let reminded: Vec<String> = request.reminded.iter().map(|day| day.long()).collect();
        part(&mut parts, "Reminded", reminded.join("; "));
        if let Some((on, why)) = &request.withdrawn {
            let why = match why.trim() {
                "" => on.long(),
                why => format!("{}: {why}", on.long()),
            };
            part(&mut parts, "Withdrawn", why);
        }
        Sought {
            whom: request.whom.clone(),
            parts,
            returned: request
                .returned
                .iter()
                .map(|reply| {
                    let when = format!("{}, {}", reply.on.long(), reply.by);
                    (when, became(reply, names))
                })
                .collect(),
        }
    });
    sought.collect()
}

/// What became of each statement of a reply, item by item.
fn became(reply: &ReturnedReply, names: &Names<'_>) -> String {
    if reply.outcomes.is_empty() {
        return String::from("Nothing was stated.");
    }
    let lines = reply.outcomes.iter().map(|(item, outcome)| {
        let outcome = match outcome.trim() {
            "" => "not yet looked at",
            outcome => outcome,
        };
        format!("{}: {outcome}", names.title(item))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The entries in their order, each with those that follow it, however far.
pub(super) fn matter_log(log: &[Kept<MatterEntry>], names: &Names<'_>) -> Vec<LogEntry> {
    // The entry at the beginning of each chain of corrections. An entry follows one that is older than itself, so
    // that looking backwards ends.
    let mut roots: Vec<usize> = Vec::with_capacity(log.len());
    for (at, kept) in log.iter().enumerate() {
        let follows = kept.says.follows.as_deref();
        let older = log.get(..at).unwrap_or_default();
        let leads = follows.and_then(|id| older.iter().position(|entry| entry.id == id));
        let root = leads.and_then(|leads| roots.get(leads).copied());
        roots.push(root.unwrap_or(at));
    }
    let mut entries: Vec<(usize, LogEntry)> = Vec::new();
    for (at, (kept, root)) in log.iter().zip(&roots).enumerate() {
        let printed = log_entry(kept, names);
        match entries.iter_mut().find(|(first, _)| first == root) {
            Some((_, first)) => first.followed.push(printed),
            None => entries.push((at, printed)),
        }
    }
    // By the day that they are about; those of one day in the order in which they were recorded.
    entries.sort_by_key(|(at, _)| (log.get(*at).map(|kept| kept.says.on), *at));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn log_entry(kept: &Kept<MatterEntry>, names: &Names<'_>) -> LogEntry {
    let entry = &kept.says;
    let mut parts = Vec::new();
    part(&mut parts, "", &entry.text);
    match &entry.what {
        MatterKind::Memo => {}
        MatterKind::Contact {
            who,
            sent,
            withheld,
            terms,
        } => {
            part(&mut parts, "With", who);
            part(&mut parts, "Sent or said", sent);
            part(&mut parts, "Withheld", withheld);
            part(&mut parts, "Terms", terms);
        }
        MatterKind::Referral {
            to,
            question,
            answer,
            answered_on,
            decided,
        } => {
            part(&mut parts, "To", to);
            part(&mut parts, "Question", question);
            part(&mut parts, "Answer", answer);
            part(
                &mut parts,
                "Answered on",
                answered_on.map(Date::long).unwrap_or_default(),
            );
            part(&mut parts, "Decided", decided);
        }
    }
    part(&mut parts, "About", names.titles(&entry.items));
    LogEntry {
        on: entry.on.long(),
        kind: entry.what.label().to_owned(),
        title: entry.title.clone(),
        parts,
        recorded: recorded(kept.recorded_at, &kept.author),
        followed: Vec::new(),
    }
}
