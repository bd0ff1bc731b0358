//! From the report models to documents: what each part of a report looks like on paper.
//!
//! Nothing is decided here about content: every sentence and figure comes from the model. The one choice
//! made here is which of the board page's steps one page holds.

mod around;
mod board;
mod book;
mod changes;
mod counsel;
mod decisions;
mod head;
mod minutes;
mod plan;
mod request;
mod sections;
mod strategy;

pub use board::compose_board;
pub use book::compose_book;
pub use changes::compose_changes;
pub use counsel::compose_counsel;
pub use decisions::compose_decision;
pub use minutes::compose_minutes;
pub use request::compose_request;
pub(crate) use request::request_head;
pub use strategy::compose_strategy;

use proviso_core::report::{Board, Head, Model, Report};
use serde::Serialize;

use crate::document::{Block, Document, HeadingLook, Inlines, Paper, Running, Timestamp};

/// Sets a copy on paper, whichever it is.
///
/// `created` is written into the file as its date; the same model, paper and date yield the same
/// document, and so the same bytes.
pub fn compose_copy(model: &Model, paper: Paper, created: Timestamp) -> Document {
    match model {
        Model::Board(board) => compose_board(board, paper, created),
        Model::Executive(report) => compose(report, paper, created),
        Model::Counsel(counsel) => compose_counsel(counsel, paper, created),
        Model::Changes(changes) => compose_changes(changes, paper, created),
        Model::Decision(record) => compose_decision(record, paper, created),
        Model::Strategy(strategy) => compose_strategy(strategy, paper, created),
        Model::Minutes(minutes) => compose_minutes(minutes, paper, created),
    }
}

/// Sets the executive copy on paper. It opens with the board page.
///
/// `created` is written into the file as its date; the same report, paper and date yield the same
/// document, and so the same bytes.
pub fn compose(report: &Report, paper: Paper, created: Timestamp) -> Document {
    let mut document = dressed(&report.title, &report.head, paper, created);
    document.fingerprint = identity(report, paper);
    let opening = Board {
        title: report.title.clone(),
        head: report.head.clone(),
        page: report.board.clone(),
    };
    document.body = board::first_page(&opening, paper, created);
    document.body.push(Block::PageBreak);
    document.body.extend(body(report));
    document
}

fn body(report: &Report) -> Vec<Block> {
    let mut body = sections::scope(&report.scope);
    body.extend(sections::provisions(&report.sections));
    body.extend(plan::heat_map(&report.heat));
    body.extend(plan::plan(&report.plan));
    body.extend(sections::open(&report.open));
    body.extend(decisions::taken(&report.taken));
    body.extend(sections::dates(&report.dates));
    body.extend(sections::method(&report.method));
    body.extend(head::statement(&report.head));
    body
}

/// A document with everything but its body and fingerprint.
fn dressed(title: &str, head: &Head, paper: Paper, created: Timestamp) -> Document {
    let mut document = Document::new(title, head.fingerprint.clone(), created);
    document.author.clone_from(&head.matter.directed_by);
    document.subject = head::subject(head);
    document.creator = format!("Proviso {}", env!("CARGO_PKG_VERSION"));
    document.paper = paper;
    document.header = head::header(head);
    document.footer = head::footer(head);
    document
}

/// Identifies the file: the whole model and the paper, so that two different copies of one state
/// are not taken for the same file.
fn identity(model: &impl Serialize, paper: Paper) -> String {
    let copy = serde_json::to_value(model).unwrap_or_default();
    let paper = match paper {
        Paper::Letter => "letter",
        Paper::A4 => "a4",
    };
    let identity = serde_json::json!({ "copy": copy, "paper": paper });
    proviso_core::canonical::hash_value("file", &identity).0
}

fn chapter(text: &str) -> Block {
    Block::heading_as(HeadingLook::Chapter, 2, text)
}

fn section(text: impl Into<Inlines>) -> Block {
    Block::heading_as(HeadingLook::Section, 3, text)
}

/// Notes keep the paragraphs in which they were typed.
fn paragraphs(text: &str) -> Vec<Block> {
    text.split('\n')
        .filter(|line| !line.trim().is_empty())
        .map(Block::body)
        .collect()
}

fn minor(level: u8, text: impl Into<Inlines>) -> Block {
    Block::heading_as(HeadingLook::Minor, level, text)
}

fn running(left: Vec<String>, right: Vec<String>) -> Running {
    let join = |parts: Vec<String>| {
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    };
    Running {
        left: join(left),
        right: join(right),
    }
}

/// A sentence's end, where the text has none.
fn ended(text: &str) -> String {
    let text = text.trim();
    let stops = ['.', '…', '?', '!'];
    match text.strip_suffix('”') {
        Some(quoted) if !quoted.ends_with(stops) => format!("{quoted}.”"),
        None if !text.ends_with(stops) => format!("{text}."),
        _ => text.to_owned(),
    }
}
