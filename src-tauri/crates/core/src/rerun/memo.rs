//! What moved: the events between two law dates, each with its sources, its confidence and the
//! items it reopens.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Plan, Reason, Treatment, change_label, tally};
use crate::date::Date;
use crate::pack::{ChangeKind, Confidence, Event, Id, Pack};

/// The memo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Memo {
    /// What people call the text.
    pub name: String,
    /// Version and law date of the run before.
    pub from: (String, Date),
    /// Version and law date of the new run.
    pub to: (String, Date),
    /// Events that the new version adds, oldest first.
    pub events: Vec<MemoEvent>,
    /// Items that changed with no event behind them, in the new version's order.
    pub other: Vec<MemoItem>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemoEvent {
    /// Its name in the pack.
    pub id: Id,
    /// The day it happened.
    pub date: Date,
    /// A few words.
    pub title: String,
    /// What happened.
    pub what: String,
    /// What it means for those who answered before.
    pub matters: String,
    /// How well it is attested.
    pub confidence: Confidence,
    /// Each source: title, publisher and date.
    pub sources: Vec<String>,
    /// The items that changed because of it.
    pub reopens: Vec<MemoItem>,
    /// Items whose wording did not change and that it bears on.
    pub bears_on: Vec<MemoItem>,
}

/// One item of a memo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemoItem {
    /// The item.
    pub item: Id,
    /// Its title.
    pub title: String,
    /// What became of it.
    pub change: ChangeKind,
    /// The declarations' sentences.
    pub why: Vec<String>,
}

/// Writes the memo of a plan, whose new version is `new` and whose old one is `old`.
pub fn memo(plan: &Plan, old: &Pack, new: &Pack) -> Memo {
    let known = |event: &&Event| !old.events.iter().any(|earlier| earlier.id == event.id);
    let mut events: Vec<&Event> = new.events.iter().filter(known).collect();
    events.sort_by_key(|event| event.date);
    let changed = changed(plan);
    let of = |event: &Event| {
        let reopens: Vec<MemoItem> = changed
            .iter()
            .filter(|(_, reasons)| reasons.iter().any(|r| r.events.contains(&event.id)))
            .map(|(item, _)| item.clone())
            .collect();
        let bears_on = event
            .reopens
            .iter()
            .filter(|id| !reopens.iter().any(|item| item.item == **id))
            .filter_map(|id| plan.entry(id))
            .map(|entry| MemoItem {
                item: entry.item.clone(),
                title: entry.title.clone(),
                change: entry.strength,
                why: Vec::new(),
            });
        MemoEvent {
            id: event.id.clone(),
            date: event.date,
            title: event.title.clone(),
            what: event.what.clone(),
            matters: event.matters.clone(),
            confidence: event.confidence,
            sources: event_sources(new, event),
            bears_on: bears_on.collect(),
            reopens,
        }
    };
    let events: Vec<MemoEvent> = events.into_iter().map(of).collect();
    let told = |id: &Id| {
        events
            .iter()
            .any(|event| event.reopens.iter().any(|item| item.item == *id))
    };
    let other = changed.iter().map(|(item, _)| item.clone());
    let other = other.filter(|item| !told(&item.item)).collect();
    Memo {
        name: new.name.clone(),
        from: (plan.from.clone(), plan.old_law_date),
        to: (plan.to.clone(), plan.new_law_date),
        events,
        other,
    }
}

/// Items that are new, gone or to be looked at again, each with its reasons.
fn changed(plan: &Plan) -> Vec<(MemoItem, &[Reason])> {
    let item = |item: &Id, title: &str, change, reasons: &[Reason]| MemoItem {
        item: item.clone(),
        title: title.to_owned(),
        change,
        why: reasons.iter().map(|reason| reason.why.clone()).collect(),
    };
    let asked = plan
        .entries
        .iter()
        .filter(|entry| entry.treatment != Treatment::Carried)
        .map(|e| {
            (
                item(&e.item, &e.title, e.strength, &e.reasons),
                &e.reasons[..],
            )
        });
    let gone = plan.attic.iter().map(|kept| {
        let change = match kept.because {
            super::AtticReason::Merged(_) => ChangeKind::Merged,
            _ => ChangeKind::Retired,
        };
        (
            item(&kept.item, &kept.title, change, &kept.reasons),
            &kept.reasons[..],
        )
    });
    asked.chain(gone).collect()
}

/// Returns what an event rests on, one line for each source.
pub fn event_sources(pack: &Pack, event: &Event) -> Vec<String> {
    let known = event
        .sources
        .iter()
        .filter_map(|cited| Some((cited, pack.sources.get(&cited.source)?)));
    known
        .map(|(cited, source)| {
            let at = cited.at.as_ref().map(|at| format!(", {at}"));
            let date = source.date.map(|date| format!(" ({})", date.long()));
            format!(
                "{}{}, {}{}",
                source.title,
                at.unwrap_or_default(),
                source.publisher,
                date.unwrap_or_default()
            )
        })
        .collect()
}

impl Memo {
    /// Returns the memo as plain text.
    pub fn text(&self) -> String {
        let mut text = format!(
            "What moved: {}\n{} (as of {}) to {} (as of {})\n",
            self.name,
            self.from.0,
            self.from.1.long(),
            self.to.0,
            self.to.1.long()
        );
        let events = match tally(self.events.len()) {
            0 => String::from("No event is recorded between the two."),
            1 => String::from("1 event."),
            more => format!("{more} events."),
        };
        line(&mut text, &format!("{events}\n"));
        for event in &self.events {
            line(
                &mut text,
                &format!(
                    "{} [{}] {}",
                    event.date.long(),
                    event.confidence.label(),
                    event.title
                ),
            );
            line(&mut text, &format!("  {}", event.what));
            line(&mut text, &format!("  Why it matters: {}", event.matters));
            for source in &event.sources {
                line(&mut text, &format!("  Source: {source}"));
            }
            for item in &event.reopens {
                line(&mut text, &format!("  - {}", item.text()));
            }
            for item in &event.bears_on {
                line(&mut text, &format!("  - {} (bears on it)", item.title));
            }
            text.push('\n');
        }
        if !self.other.is_empty() {
            line(&mut text, "Changed with no new event behind it");
            for item in &self.other {
                line(&mut text, &format!("  - {}", item.text()));
            }
        }
        text
    }
}

impl MemoItem {
    fn text(&self) -> String {
        let mut text = format!("{} ({})", self.title, change_label(self.change));
        if !self.why.is_empty() {
            let _ = write!(text, ": {}", self.why.join(" "));
        }
        text
    }
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}
