//! Provisions, events, dates, terms, frameworks and sources.

use std::collections::BTreeSet;

use super::super::{BESIDE, Confidence, Pack, SourceRef, words};
use super::Findings;

pub(super) fn check(pack: &Pack, found: &mut Findings) {
    provisions(pack, found);
    events(pack, found);
    dates(pack, found);
    terms(pack, found);
    for (at, framework) in pack.frameworks.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (nth, entry) in framework.entries.iter().enumerate() {
            if !seen.insert(&entry.id) {
                found.add(
                    format!("/frameworks/{at}/entries/{nth}/id"),
                    format!("“{}” is listed twice", entry.id),
                    "Remove one of the entries.",
                );
            }
        }
    }
    for (key, source) in &pack.sources {
        let pointer = format!("/sources/{}", key.replace('~', "~0").replace('/', "~1"));
        found.blank(format!("{pointer}/title"), &source.title);
        if let Some(url) = &source.url
            && !is_address(url)
        {
            found.add(
                format!("{pointer}/url"),
                format!("“{url}” is not an address"),
                "Write it as https://host/path, without spaces.",
            );
        }
    }
}

/// Reports references to sources that the pack does not have, and lists that are empty.
pub(super) fn sources(pack: &Pack, pointer: &str, refs: &[SourceRef], found: &mut Findings) {
    if refs.is_empty() {
        found.add(
            pointer,
            "there is no source",
            "Name at least one source of the pack.",
        );
    }
    for (at, entry) in refs.iter().enumerate() {
        if !pack.sources.contains_key(&entry.source) {
            found.add(
                format!("{pointer}/{at}/source"),
                format!("there is no source “{}”", entry.source),
                "Add it to /sources, or name another.",
            );
        }
    }
}

/// What is only reported says so in its own words, for readers who see the sentence alone.
fn labelled(confidence: Confidence, text: &str, pointer: String, found: &mut Findings) {
    if confidence == Confidence::Reported && !words::says_reported(text) {
        found.add(
            pointer,
            "it is only reported, and its words do not say so",
            "Write that it is reported, and by whom where that is known.",
        );
    }
}

fn provisions(pack: &Pack, found: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (at, provision) in pack.provisions.iter().enumerate() {
        let here = format!("/provisions/{at}");
        if !seen.insert(provision.pin.as_str()) {
            found.add(
                format!("{here}/pin"),
                format!("“{}” occurs twice", provision.pin),
                "Keep one entry for each pinpoint.",
            );
        }
        if let Some(parent) = provision.parent()
            && !seen.contains(parent)
        {
            found.add(
                format!("{here}/pin"),
                format!(
                    "“{}” stands before its parent “{parent}”, or the parent is missing",
                    provision.pin
                ),
                "List provisions in the order of the text, parents first.",
            );
        }
        found.blank(format!("{here}/heading"), &provision.heading);
        if provision.pin != BESIDE
            && provision
                .text
                .as_ref()
                .is_none_or(|text| text.trim().is_empty())
        {
            found.add(
                format!("{here}/text"),
                "the provision has no words",
                "Quote the words that stand at this pinpoint.",
            );
        }
        if let Some(deadline) = &provision.deadline
            && pack.adopted.plus_days(u64::from(deadline.days)) != Some(deadline.date)
        {
            found.add(
                format!("{here}/deadline/date"),
                format!(
                    "{} is not {} days after {}",
                    deadline.date, deadline.days, pack.adopted
                ),
                "Correct the days or the date.",
            );
        }
        sources(
            pack,
            &format!("{here}/status/sources"),
            &provision.status.sources,
            found,
        );
        let status = &provision.status;
        labelled(
            status.confidence,
            &status.note,
            format!("{here}/status/note"),
            found,
        );
        for (nth, note) in provision.notes.iter().enumerate() {
            let pointer = format!("{here}/notes/{nth}/text");
            labelled(note.confidence, &note.text, pointer, found);
        }
    }
}

fn events(pack: &Pack, found: &mut Findings) {
    for (at, event) in pack.events.iter().enumerate() {
        let here = format!("/events/{at}");
        sources(pack, &format!("{here}/sources"), &event.sources, found);
        labelled(event.confidence, &event.what, format!("{here}/what"), found);
        if event.date > pack.law_date {
            found.add(
                format!("{here}/date"),
                "the event lies after the law date",
                "Leave it to a later version, or move the law date.",
            );
        }
        if at > 0 && pack.events[at - 1].date > event.date {
            found.add(
                format!("{here}/date"),
                "the event stands before an earlier one",
                "List events oldest first.",
            );
        }
        for (nth, item) in event.reopens.iter().enumerate() {
            if pack.item(item).is_none() {
                found.add(
                    format!("{here}/reopens/{nth}"),
                    format!("there is no item “{item}”"),
                    "Name an item of this pack.",
                );
            }
        }
        for (nth, pin) in event.provisions.iter().enumerate() {
            if pack.provision(pin).is_none() {
                found.add(
                    format!("{here}/provisions/{nth}"),
                    format!("there is no provision “{pin}”"),
                    "Name a pinpoint of this pack.",
                );
            }
        }
    }
}

fn dates(pack: &Pack, found: &mut Findings) {
    for (at, date) in pack.dates.iter().enumerate() {
        let here = format!("/dates/{at}");
        sources(pack, &format!("{here}/sources"), &date.sources, found);
        labelled(date.confidence, &date.what, format!("{here}/what"), found);
        found.blank(format!("{here}/whom"), &date.whom);
        if date
            .whom_short
            .as_ref()
            .is_some_and(|short| short.chars().count() > 28)
        {
            found.add(
                format!("{here}/whomShort"),
                "the short form has more than 28 characters",
                "Shorten it; it stands in a narrow column.",
            );
        }
        for (nth, item) in date.items.iter().enumerate() {
            if pack.item(item).is_none() {
                found.add(
                    format!("{here}/items/{nth}"),
                    format!("there is no item “{item}”"),
                    "Name an item of this pack.",
                );
            }
        }
        let Some(pin) = &date.provision else { continue };
        match pack.provision(pin) {
            None => found.add(
                format!("{here}/provision"),
                format!("there is no provision “{pin}”"),
                "Name a pinpoint of this pack.",
            ),
            Some(provision) => {
                if let Some(deadline) = &provision.deadline
                    && deadline.date != date.date
                {
                    found.add(
                        format!("{here}/date"),
                        format!(
                            "{} does not follow from {pin}, which ends on {}",
                            date.date, deadline.date
                        ),
                        "Correct the date, or leave the provision out.",
                    );
                }
            }
        }
    }
}

fn terms(pack: &Pack, found: &mut Findings) {
    for (at, term) in pack.glossary.iter().enumerate() {
        found.blank(format!("/glossary/{at}/meaning"), &term.meaning);
        sources(
            pack,
            &format!("/glossary/{at}/sources"),
            &term.sources,
            found,
        );
    }
}

fn is_address(url: &str) -> bool {
    let Some(rest) = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
    else {
        return false;
    };
    let host = rest.split('/').next().unwrap_or_default();
    host.contains('.')
        && !url
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == '"')
}
