//! Decisions: those taken, and the record of one to sign.

use std::cell::RefCell;

use proviso_core::report::{DecisionRecord, DecisionTaken, RECORD_STEPS};

use super::sections::quoted;
use super::{
    Block, HeadingLook, Inlines, chapter, dressed, ended, head, identity, minor, paragraphs,
    section,
};
use crate::document::{
    Density, Document, KeyValues, List, ListMark, Paper, SignatureLine, Timestamp, Tone,
};
use crate::layout::Trial;

/// Lays out the decisions that were taken.
pub(super) fn taken(taken: &[DecisionTaken]) -> Vec<Block> {
    if taken.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![chapter("Decisions taken")];
    for decision in taken {
        let mut group = vec![section(decision.title.as_str())];
        group.extend(as_taken(decision));
        blocks.push(Block::Together(group));
    }
    blocks
}

/// What leads to when a decision is to be looked at again.
const LOOKED_AT: &str = "To be looked at again ";

/// What was decided, by whom and when, on which grounds.
fn as_taken(decision: &DecisionTaken) -> Vec<Block> {
    let mut blocks = vec![chosen(decision)];
    for (label, text) in [
        ("Business grounds for: ", &decision.grounds_for),
        ("Business grounds against: ", &decision.grounds_against),
        (LOOKED_AT, &decision.review),
    ] {
        blocks.extend(labeled(label, text.as_deref()));
    }
    blocks
}

/// What was decided, by whom and when.
fn chosen(decision: &DecisionTaken) -> Block {
    let when = match (&decision.decided_by, &decision.decided_on) {
        (Some(who), Some(day)) => format!(" Decided by {who} on {day}."),
        (Some(who), None) => format!(" Decided by {}", ended(who)),
        (None, Some(day)) => format!(" Decided on {day}."),
        (None, None) => String::new(),
    };
    Block::body(Inlines::new().bold(ended(&decision.chosen)).text(when))
}

fn labeled(label: &str, text: Option<&str>) -> Option<Block> {
    text.map(|text| Block::body(Inlines::new().muted(label).text(text)))
}

/// Sets the record of one decision on paper: on one page where it fits when set closely, else on two, with
/// places to sign. Only what does not fit on two pages when set closely is shortened, by the record's own steps.
pub fn compose_decision(record: &DecisionRecord, paper: Paper, created: Timestamp) -> Document {
    let set = |characters: usize, density: Density| {
        let record = record.within(characters);
        let mut document = dressed(&record.title, &record.head, paper, created);
        document.title = format!("{}: {}", record.title, record.decision);
        document.density = density;
        document.footer = head::footer_with_statement(&record.head);
        document.body = page(&record);
        document
    };
    let trial = RefCell::new(Trial::new());
    let pages = |document: &Document| trial.borrow_mut().pages(document).unwrap_or(usize::MAX);
    let [widest, ..] = RECORD_STEPS;
    let close = set(widest, Density::Compact);
    let open = set(widest, Density::Reading);
    let mut document = if pages(&close) <= 1 {
        close
    } else if pages(&open) <= 2 {
        open
    } else {
        let fits = |characters: usize| pages(&set(characters, Density::Compact)) <= 2;
        let [tried @ .., last] = &RECORD_STEPS;
        let at = tried.partition_point(|characters| !fits(*characters));
        set(*tried.get(at).unwrap_or(last), Density::Compact)
    };
    document.fingerprint = identity(record, paper);
    document
}

fn page(record: &DecisionRecord) -> Vec<Block> {
    let mut blocks = head::title(&record.title, &record.head);
    blocks.push(Block::heading_as(
        HeadingLook::Chapter,
        2,
        record.decision.as_str(),
    ));
    blocks.push(Block::body(record.question.as_str()));
    blocks.extend(record.standing.as_deref().map(Block::note));
    if let Some((words, cite)) = &record.words {
        blocks.extend(quoted(record.lead_in.as_deref(), words));
        let named = record
            .standing
            .as_deref()
            .is_some_and(|standing| standing.contains(cite.as_str()));
        if !named {
            blocks.push(Block::note(cite.as_str()));
        }
    }
    blocks.push(minor(3, "Options"));
    blocks.push(options(&record.options));
    if let Some(facts) = &record.facts {
        blocks.push(minor(3, "What is so"));
        blocks.extend(paragraphs(facts));
    }
    blocks.extend(weighing(record));
    let [grounds_for, grounds_against] = record.grounds();
    if grounds_for.or(grounds_against).is_some() {
        blocks.push(minor(3, "Business grounds"));
        blocks.extend(labeled("For: ", grounds_for));
        blocks.extend(labeled("Against: ", grounds_against));
    }
    if !record.waiting.is_empty() {
        blocks.push(minor(3, "What waits on it"));
        blocks.push(bullets(&record.waiting));
    }
    // Those who sign have before them what they sign for, on whichever page it stands.
    let mut outcome = vec![minor(3, format!("Decision: {}", record.decision))];
    outcome.extend(decided(record));
    if record.cut {
        outcome.push(Block::note(
            "Texts are shortened or left out here so that the record keeps to two pages: “…” stands where one was \
             shortened.",
        ));
    }
    outcome.extend(signing(record));
    // What was decided stands above those who sign it.
    blocks.push(Block::Together(outcome));
    blocks
}

/// What was decided, or that nothing is yet, and when it is to be looked at again.
fn decided(record: &DecisionRecord) -> Vec<Block> {
    let mut blocks = Vec::new();
    match &record.taken {
        Some(taken) => blocks.push(chosen(taken)),
        None => {
            blocks.push(Block::body(Inlines::new().bold("Not yet taken.")));
            blocks.extend(labeled("Recommended: ", record.recommendation.as_deref()));
        }
    }
    blocks.extend(labeled(LOOKED_AT, record.looked_at_again()));
    blocks
}

/// The options with what each means; the one that was chosen stands out.
fn options(options: &[(String, String, bool)]) -> Block {
    let pairs = options.iter().map(|(label, meaning, chosen)| {
        let label = match chosen {
            true => Inlines::new().bold(label.as_str()),
            false => Inlines::from(label.as_str()),
        };
        let meaning = match chosen {
            true => Inlines::new().bold("Chosen. ").text(meaning.as_str()),
            false => Inlines::from(meaning.as_str()),
        };
        (label, meaning)
    });
    Block::KeyValues(KeyValues {
        pairs: pairs.collect(),
        tone: Tone::Open,
    })
}

fn weighing(record: &DecisionRecord) -> Vec<Block> {
    let side = |heading: &str, list: &[String]| match list.is_empty() {
        true => Vec::new(),
        false => vec![minor(3, heading), bullets(list)],
    };
    let (one, other) = (
        side("To weigh for taking part", &record.weigh_for),
        side("And against", &record.weigh_against),
    );
    match (one.is_empty(), other.is_empty()) {
        (true, true) => Vec::new(),
        (false, false) => vec![Block::Columns(crate::document::Columns {
            columns: vec![(1.0, one), (1.0, other)],
        })],
        _ => [one, other].concat(),
    }
}

fn bullets(list: &[String]) -> Block {
    Block::List(List {
        marks: ListMark::Bullet,
        items: list
            .iter()
            .map(|text| vec![Block::small(text.as_str())])
            .collect(),
    })
}

/// Who signs, under what they sign. A name may stand there; the day is written by whoever signs, on the day.
fn signing(record: &DecisionRecord) -> Vec<Block> {
    let line = |label: &str, filled: &str| SignatureLine {
        label: label.to_owned(),
        filled: filled.to_owned(),
    };
    let lines = |label: &str, name: &str| {
        [
            line(label, name),
            line("Signature", ""),
            line("Date signed", ""),
        ]
    };
    let company = record.signers.iter();
    let company = company.flat_map(|name| lines("Name and title", name));
    let counsel = lines("Counsel, for the record", &record.head.matter.directed_by);
    vec![
        minor(3, "Signed for the company"),
        Block::note(format!("Who should decide: {}", ended(&record.decider))),
        Block::Signatures(company.chain(counsel).collect()),
    ]
}
