//! The question book on paper.

use proviso_core::report::{Book, BookItem, BookSection};

use super::{Block, HeadingLook, Inlines, chapter, section};
use crate::document::{Document, KeyValues, Paper, Running, Timestamp, Tone};

/// Sets a question book on paper.
pub fn compose_book(book: &Book, paper: Paper, created: Timestamp) -> Document {
    let identity = serde_json::to_value(book).unwrap_or_default();
    let identity = proviso_core::canonical::hash_value("file", &identity).0;
    let mut document = Document::new(&book.title, identity, created);
    document.subject.clone_from(&book.law);
    document.creator = format!("Proviso {}", env!("CARGO_PKG_VERSION"));
    document.paper = paper;
    document.header = Running {
        left: book.title.clone(),
        right: String::new(),
    };
    document.footer = Running {
        left: book.law.clone(),
        right: String::new(),
    };
    document.body = vec![
        Block::heading_as(HeadingLook::Title, 1, book.title.as_str()),
        Block::lead(format!("{}. {}.", book.profile, book.law)),
    ];
    document
        .body
        .extend(book.notes.iter().map(|note| Block::note(note.as_str())));
    for part in &book.sections {
        document.body.extend(provision(part));
    }
    document
}

fn provision(part: &BookSection) -> Vec<Block> {
    let heading = format!("{} {}", part.cite, part.heading);
    let mut blocks = vec![chapter(heading.trim())];
    if let Some(words) = &part.words {
        blocks.extend(words.lines().map(Block::quote));
    }
    blocks.extend(part.standing.iter().map(|line| Block::note(line.as_str())));
    for (title, text) in &part.disputed {
        let note = Inlines::new().bold(format!("{title} ")).text(text.as_str());
        blocks.push(Block::small(note));
    }
    for entry in &part.items {
        blocks.extend(item(entry));
    }
    blocks
}

fn item(item: &BookItem) -> Vec<Block> {
    let pairs = item.parts.iter();
    let pairs =
        pairs.map(|(label, text)| (Inlines::from(label.as_str()), Inlines::from(text.as_str())));
    vec![
        Block::Leading(vec![
            section(item.title.as_str()),
            Block::body(item.question.as_str()),
            Block::note(standing(item)),
        ]),
        Block::KeyValues(KeyValues {
            pairs: pairs.collect(),
            tone: Tone::Open,
        }),
    ]
}

/// What stands below a question. A line never begins with the dot that parts two entries.
fn standing(item: &BookItem) -> String {
    format!("{} · {}", item.standing, item.id).replace(" · ", "\u{a0}· ")
}
