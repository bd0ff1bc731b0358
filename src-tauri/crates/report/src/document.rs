//! What a file says, before anybody decides where it stands on a page.
//!
//! A [`Document`] is a plain tree of blocks and inlines with public fields: no coordinates, no font
//! names, no PDF. The report model is mapped onto it, and [`crate::render`] turns it into a file.
//! Everything that a screen reader announces (heading levels, header cells, the text that stands for
//! a drawing) is said here, because it cannot be guessed later.

mod block;
mod inline;
mod table;

pub use block::{
    Bar, Block, Columns, Heading, HeadingLook, IntervalChart, KeyValues, List, ListMark, Notice,
    Paragraph, ParagraphStyle, SignatureLine, Step, StepChart, Tone,
};
pub use inline::{Inline, Inlines, Link, LinkTarget, Mark, Status, Text};
pub use table::{Align, Cell, Row, RowTone, Table, TableColumn, Width};

/// A whole file: what it is, what runs along its pages, and its body.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Shown in the title bar of a viewer and announced first by a screen reader. Must not be empty.
    pub title: String,
    /// The language of the text as a BCP 47 tag, for instance `en-US`.
    pub language: String,
    /// Who answers for the content; may be empty, and is then left out.
    pub author: String,
    /// What the file is about, in one line; may be empty, and is then left out.
    pub subject: String,
    /// The program that the content comes from, with its version, for instance `Proviso 1.0.0`.
    pub creator: String,
    /// When the file counts as made. The renderer has no clock.
    pub created: Timestamp,
    /// Identifies the state that the file shows. It becomes the trailer's `/ID`, and the running texts
    /// may print it. Two documents with one fingerprint are taken for the same file by viewers.
    pub fingerprint: String,
    /// The sheet.
    pub paper: Paper,
    /// How closely the body is set.
    pub density: Density,
    /// Runs along the top of every page.
    pub header: Running,
    /// Runs along the bottom of every page, with "x of y" added at its right end.
    pub footer: Running,
    /// The body, in reading order.
    pub body: Vec<Block>,
}

/// A moment in UTC, to the second, as the caller wants it written into the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp {
    /// Year, 0 to 9999.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
}

/// The sheet that pages are laid out for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Paper {
    /// US Letter, 612 by 792 points.
    #[default]
    Letter,
    /// ISO A4, 595.276 by 841.890 points.
    A4,
}

/// How closely the body is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Density {
    /// For reading: body text of 11 points.
    #[default]
    Reading,
    /// For one page that must hold it all: everything at 93 %, body text of 10.2 points.
    Compact,
}

/// A line or two of small text that repeats on every page and is not part of the reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Running {
    /// Set from the left margin; a line feed begins a new line, and long lines wrap.
    pub left: String,
    /// Set against the right margin; in the footer, the page number stands there and this comes below.
    pub right: String,
}

impl Document {
    /// A document in American English on Letter paper, with nothing in it yet.
    pub fn new(
        title: impl Into<String>,
        fingerprint: impl Into<String>,
        created: Timestamp,
    ) -> Self {
        Self {
            title: title.into(),
            language: "en-US".to_owned(),
            author: String::new(),
            subject: String::new(),
            creator: "Proviso".to_owned(),
            created,
            fingerprint: fingerprint.into(),
            paper: Paper::default(),
            density: Density::default(),
            header: Running::default(),
            footer: Running::default(),
            body: Vec::new(),
        }
    }
}
