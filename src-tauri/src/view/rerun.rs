//! What moved between two runs, as the window and the command line show it.

use std::collections::BTreeMap;

use proviso_core::date::Date;
use proviso_core::pack::{BESIDE, Event, Id, Item, Pack, TextDiff, item_texts};
use proviso_core::report::{AnsweredUnder, answer_in_words};
use proviso_core::rerun::{
    AtticEntry, AtticReason, Entry, Memo, MemoItem, Plan, Reason, ScopeChange, Treatment,
    change_label, event_sources,
};
use proviso_core::scope::Standing;

use crate::wire::{
    LawEvent, LawMemo, LawMemoEvent, LawMemoItem, PlanGroup, PlanRow, PlanSection, ReasonView,
};

/// Both ends of a plan, and the packs between them.
#[derive(Debug, Clone, Copy)]
pub struct Ends<'a> {
    /// The pack of the run before.
    pub old: &'a Pack,
    /// The pack of the run that follows.
    pub new: &'a Pack,
    /// The items of the run before whose answer was given under another text than its pack's.
    pub under: &'a BTreeMap<Id, AnsweredUnder>,
}

/// The parts of a plan under their headings, in the order in which a reader wants to know.
const PARTS: [(PlanGroup, &str); 7] = [
    (PlanGroup::LookAgain, "To look at again"),
    (PlanGroup::New, "New questions"),
    (
        PlanGroup::Reworded,
        "Asked differently, and not answered so far",
    ),
    (PlanGroup::NewlyIn, "Newly in scope"),
    (PlanGroup::NewlyOut, "No longer in scope"),
    (PlanGroup::Attic, "No longer asked"),
    (PlanGroup::Carried, "Carried over as answered"),
];

impl Ends<'_> {
    /// Sorts what a plan holds under headings; headings without an item are left out.
    pub fn sections(&self, plan: &Plan) -> Vec<PlanSection> {
        let sections = PARTS.iter().map(|(group, heading)| {
            let rows: Vec<PlanRow> = match group {
                PlanGroup::Attic => plan.attic.iter().map(|kept| self.kept(kept)).collect(),
                group => plan
                    .entries
                    .iter()
                    .filter(|entry| is_in(*group, entry))
                    .map(|entry| self.row(*group, entry))
                    .collect(),
            };
            PlanSection {
                group: *group,
                heading: (*heading).to_owned(),
                rows,
            }
        });
        sections
            .filter(|section| !section.rows.is_empty())
            .collect()
    }

    fn row(&self, group: PlanGroup, entry: &Entry) -> PlanRow {
        let now = self.new.item(&entry.item);
        let mut notes = Vec::new();
        let answered = entry.origins.iter().filter(|o| o.answer.is_some()).count();
        if answered > 1 && entry.start().is_none() {
            notes.push(format!(
                "{answered} old answers differ. They stand side by side, and this question begins without one"
            ));
        }
        if let Some(label) = self.lost(entry) {
            notes.push(format!("The option “{label}” is no longer offered"));
        }
        if let Some(change) = entry.scope_change {
            notes.push(match change {
                ScopeChange::In => format!("Now in scope: {}", entry.standing.because()),
                ScopeChange::Out => format!("No longer in scope: {}", entry.standing.because()),
                ScopeChange::Waits => format!("Now waits: {}", entry.standing.because()),
            });
        } else if group == PlanGroup::LookAgain
            && let Standing::Waiting { .. } = entry.standing
        {
            notes.push(format!("Waits: {}", entry.standing.because()));
        }
        PlanRow {
            item: entry.item.clone(),
            title: entry.title.clone(),
            place: place(self.new, &entry.provision),
            change: change_label(entry.strength).to_owned(),
            answer: self.old_words(entry),
            notes,
            reasons: reasons(self.new, &entry.reasons),
            texts: match (now, group) {
                (Some(now), PlanGroup::LookAgain | PlanGroup::Reworded) => self.texts(entry, now),
                _ => Vec::new(),
            },
        }
    }

    /// The words of the question that differ, against each item that it comes from: as it was answered.
    fn texts(&self, entry: &Entry, now: &Item) -> Vec<TextDiff> {
        let before = entry.origins.iter();
        let before = before.filter_map(|origin| match self.under.get(&origin.item) {
            Some(AnsweredUnder::Text(item)) => Some(item.as_ref()),
            _ => self.old.item(&origin.item),
        });
        before.flat_map(|before| item_texts(before, now)).collect()
    }

    fn old_words(&self, entry: &Entry) -> Option<String> {
        let words: Vec<String> = entry
            .origins
            .iter()
            .filter_map(|o| Some((self.old.item(&o.item)?, o.answer.as_ref()?)))
            .map(|(item, answer)| answer_in_words(item, answer).1)
            .collect();
        let same = words.windows(2).all(|pair| pair[0] == pair[1]);
        match &words[..] {
            [] => None,
            [first, ..] if same => Some(first.clone()),
            several => Some(several.join("; ")),
        }
    }

    fn lost(&self, entry: &Entry) -> Option<String> {
        let option = entry.lost_option.as_ref()?;
        let offered = entry.origins.iter().filter_map(|o| self.old.item(&o.item));
        let mut offered = offered.flat_map(Item::options);
        let label = offered.find(|known| known.id == *option);
        Some(label.map_or_else(|| option.clone(), |known| known.label.clone()))
    }

    fn kept(&self, kept: &AtticEntry) -> PlanRow {
        let item = self.old.item(&kept.item);
        let answer = item.zip(kept.answer.as_ref());
        PlanRow {
            item: kept.item.clone(),
            title: kept.title.clone(),
            place: place(self.old, &kept.provision),
            change: gone(kept).to_owned(),
            answer: answer.map(|(item, answer)| answer_in_words(item, answer).1),
            notes: vec![became(self.new, kept)],
            reasons: reasons(self.new, &kept.reasons),
            texts: Vec::new(),
        }
    }
}

fn is_in(group: PlanGroup, entry: &Entry) -> bool {
    let in_scope = entry.standing.is_in_scope();
    let answered = entry.is_answered();
    match group {
        PlanGroup::LookAgain => entry.needs_counsel(),
        PlanGroup::New => entry.treatment == Treatment::New && in_scope,
        PlanGroup::Reworded => entry.treatment == Treatment::Reaffirm && !answered && in_scope,
        PlanGroup::NewlyIn => entry.scope_change == Some(ScopeChange::In),
        PlanGroup::NewlyOut => matches!(
            entry.scope_change,
            Some(ScopeChange::Out | ScopeChange::Waits)
        ),
        PlanGroup::Carried => entry.is_carried(),
        PlanGroup::Attic => false,
    }
}

/// Returns what became of an item that is no longer asked, in two or three words.
fn gone(kept: &AtticEntry) -> &'static str {
    match kept.because {
        AtticReason::Retired => "no longer asked",
        AtticReason::Merged(_) => "brought together with others",
        AtticReason::Unknown => "not in the pack",
    }
}

/// Returns the same as a sentence.
pub fn became(new: &Pack, kept: &AtticEntry) -> String {
    match &kept.because {
        AtticReason::Retired => format!(
            "{} no longer asks this. What was recorded stays readable in the attic",
            new.version
        ),
        AtticReason::Merged(into) => {
            let titles: Vec<String> = into
                .iter()
                .map(|id| {
                    let title = new.item(id).map_or(id.as_str(), |item| &item.title);
                    format!("“{title}”")
                })
                .collect();
            format!(
                "It is asked together with others in {}",
                titles.join(" and ")
            )
        }
        AtticReason::Unknown => String::from("The run’s own pack does not name it"),
    }
}

/// Returns where an item stands, as printed.
pub fn place(pack: &Pack, pin: &str) -> String {
    if pin == BESIDE {
        return String::from("Beside the text");
    }
    let known = pack.provision(pin);
    known.map_or_else(|| format!("§ {pin}"), proviso_core::pack::Provision::cite)
}

/// Returns why something changed, each with the events behind it.
pub fn reasons(pack: &Pack, reasons: &[Reason]) -> Vec<ReasonView> {
    let event = |id: &String| pack.events.iter().find(|event| event.id == *id);
    let view = |reason: &Reason| ReasonView {
        version: reason.version.clone(),
        why: reason.why.clone(),
        events: reason
            .events
            .iter()
            .filter_map(event)
            .map(|event| law_event(pack, event))
            .collect(),
    };
    reasons.iter().map(view).collect()
}

fn law_event(pack: &Pack, event: &Event) -> LawEvent {
    LawEvent {
        date: event.date.long(),
        title: event.title.clone(),
        what: event.what.clone(),
        matters: event.matters.clone(),
        confidence: event.confidence.label().to_owned(),
        sources: event_sources(pack, event),
    }
}

/// Copies a memo.
pub fn law_memo(memo: Memo) -> LawMemo {
    let law = |(version, date): (String, Date)| (version, date.long());
    let items = |items: Vec<MemoItem>| items.into_iter().map(memo_item).collect();
    let events = memo.events.into_iter().map(|event| LawMemoEvent {
        event: LawEvent {
            date: event.date.long(),
            title: event.title,
            what: event.what,
            matters: event.matters,
            confidence: event.confidence.label().to_owned(),
            sources: event.sources,
        },
        reopens: items(event.reopens),
        bears_on: items(event.bears_on),
    });
    LawMemo {
        from: law(memo.from),
        to: law(memo.to),
        events: events.collect(),
        other: memo.other.into_iter().map(memo_item).collect(),
    }
}

fn memo_item(item: MemoItem) -> LawMemoItem {
    LawMemoItem {
        item: item.item,
        title: item.title,
        change: change_label(item.change).to_owned(),
        why: item.why,
    }
}
