//! The minute insert: a page or less, to be copied into the minutes.

use std::cell::RefCell;

use proviso_core::report::{MINUTE_STEPS, MinuteEntry, MinuteLimits, MinuteList, Minutes};

use super::{Block, Inlines, dressed, head, identity};
use crate::document::{
    Density, Document, HeadingLook, List, ListMark, Mark, Notice, Paper, Timestamp,
};
use crate::layout::Trial;

/// Sets the minute insert on one page: with the first of its steps that one page holds. The last is taken untried.
///
/// `created` is written into the file as its date; the same insert, paper and date yield the same document, and so
/// the same bytes.
pub fn compose_minutes(minutes: &Minutes, paper: Paper, created: Timestamp) -> Document {
    let set = |limits: &MinuteLimits, density: Density| {
        let cut = minutes.within(limits);
        let mut document = dressed(&cut.title, &cut.head, paper, created);
        document.density = density;
        document.footer = head::footer_with_statement(&cut.head);
        document.body = page(&cut, density);
        document
    };
    let trial = RefCell::new(Trial::new());
    let fits = |document: &Document| trial.borrow_mut().pages(document) == Some(1);
    let [tried @ .., last] = &MINUTE_STEPS;
    let open = set(&MINUTE_STEPS[0], Density::Reading);
    let mut document = if fits(&open) {
        open
    } else {
        let at = tried.partition_point(|limits| !fits(&set(limits, Density::Compact)));
        set(tried.get(at).unwrap_or(last), Density::Compact)
    };
    document.fingerprint = identity(minutes, paper);
    document
}

fn page(minutes: &Minutes, density: Density) -> Vec<Block> {
    let mut blocks = head::title(&minutes.title, &minutes.head);
    let mut guidance = vec![Block::small(minutes.guidance.as_str())];
    if minutes.cut {
        guidance.push(Block::small(
            "Texts are shortened here so that this keeps to one page; the executive copy has them whole.",
        ));
    }
    blocks.push(Block::Notice(Notice {
        title: None,
        content: guidance,
    }));
    blocks.push(Block::heading_as(
        HeadingLook::Chapter,
        2,
        minutes.heading.as_str(),
    ));
    blocks.push(Block::body(with_blanks(&minutes.received)));
    blocks.extend(list(&minutes.taken, density));
    blocks.extend(list(&minutes.open, density));
    blocks.push(Block::body(with_blanks(&minutes.review)));
    blocks.push(Block::body(with_blanks(&minutes.advice)));
    blocks
}

fn list(list: &MinuteList, density: Density) -> Vec<Block> {
    let mut blocks = vec![Block::body(list.lead.as_str())];
    if !list.entries.is_empty() {
        blocks.push(Block::List(List {
            marks: ListMark::Bullet,
            items: list
                .entries
                .iter()
                .map(|one| vec![entry(one, density)])
                .collect(),
        }));
    }
    blocks.extend(
        list.then
            .as_deref()
            .map(|then| Block::body(with_blanks(then))),
    );
    blocks
}

fn entry(entry: &MinuteEntry, density: Density) -> Block {
    let mut text = Inlines::new().text(entry.title.as_str());
    text = match &entry.chosen {
        Some(chosen) => text.text(format!(": “{chosen},” ")),
        None => text.text(", "),
    };
    text.0.extend(with_blanks(&entry.text).0);
    match density {
        Density::Reading => Block::body(text),
        // Many decisions have room in smaller type before one of them is left to the report.
        Density::Compact => Block::small(text),
    }
}

/// A text whose blanks, in brackets, are pointed out: nobody should overlook one.
fn with_blanks(text: &str) -> Inlines {
    let mut inlines = Inlines::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('[') {
        let Some((blank, after)) = from.split_once(']') else {
            break;
        };
        inlines = inlines
            .text(before)
            .marked(Mark::Noted, format!("[{blank}]"));
        rest = after;
    }
    inlines.text(rest)
}
