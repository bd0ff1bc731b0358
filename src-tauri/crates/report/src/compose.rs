//! From the report model to a document: what each part of a report looks like on paper.
//!
//! Nothing is decided here about content: every sentence and figure comes from the model.

mod book;
mod head;
mod sections;
mod summary;

pub use book::compose_book;

use proviso_core::report::Report;

use crate::document::{Block, Document, HeadingLook, Inlines, Paper, Running, Timestamp};

/// Sets a report on paper.
///
/// `created` is written into the file as its date; the same report, paper and date yield the same
/// document, and so the same bytes.
pub fn compose(report: &Report, paper: Paper, created: Timestamp) -> Document {
    let mut document = Document::new(&report.title, file_identity(report, paper), created);
    let head = &report.head;
    document.author.clone_from(&head.matter.directed_by);
    document.subject = format!("{}, law as stated therein: {}", head.citation, head.law);
    document.creator = format!("Proviso {}", env!("CARGO_PKG_VERSION"));
    document.paper = paper;
    document.header = head::header(head);
    document.footer = head::footer(head);
    document.body = body(report);
    document
}

fn body(report: &Report) -> Vec<Block> {
    let mut body = head::title(report);
    body.extend(summary::page(&report.summary));
    body.extend(summary::taken(&report.summary.taken));
    body.extend(sections::scope(&report.scope));
    body.extend(sections::provisions(&report.sections));
    body.extend(sections::plan(&report.actions));
    body.extend(sections::open(&report.open));
    body.extend(sections::dates(&report.dates));
    body.extend(sections::method(&report.method));
    body.extend(head::statement(&report.head));
    body
}

/// Identifies the file: the whole model and the paper, so that two different copies of one state
/// are not taken for the same file.
fn file_identity(report: &Report, paper: Paper) -> String {
    let copy = serde_json::to_value(report).unwrap_or_default();
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
