//! The PDF engine: a semantic [`Document`] in, a finished file out.
//!
//! The file is tagged for screen readers (PDF/UA-1), archivable (PDF/A-2a), and byte-identical for the same
//! document on every run. Nothing is dropped: a character that the faces do not cover is printed as
//! `U+XXXX` and listed in [`Rendered::substituted`]. The crate has no clock, no files and no randomness,
//! and nobody else in the workspace knows PDF.
//!
//! The way through: `document` (what is said) → `layout` (where it stands) → `draw` (printpdf operators with
//! marked content) → `tags`, `outline`, `metadata` (what printpdf does not write) → `finish` (bytes).

#![forbid(unsafe_code)]

mod compose;
mod covered;
pub mod document;
pub mod formats;
pub mod request;

mod check;
mod claims;
mod draw;
mod finish;
mod fonts;
mod layout;
mod metadata;
mod outline;
mod power;
mod preview;
mod quick;
mod scene;
mod shape;
mod style;
mod tags;
mod tree;
mod watch;
mod write;

pub use check::count_pages;
pub use claims::{Claims, claims};
pub use compose::{
    compose, compose_board, compose_book, compose_changes, compose_copy, compose_counsel,
    compose_decision, compose_minutes, compose_request, compose_strategy,
};
pub use covered::uncovered;
pub use document::Document;
pub use preview::{PreviewFace, PreviewPage, PreviewThing, preview, preview_watched};
pub use watch::Watch;

/// A finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// The characters that no face covers and that stand in the file as `U+XXXX`, in order of code point,
    /// each once.
    pub substituted: Vec<char>,
}

/// Why a document was refused. Nothing has been written when it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// A part of the document breaks a rule that its documentation states.
    #[error("{place}: {problem}")]
    Document {
        /// Which block, for instance `body[3].rows[0]`.
        place: String,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// A bundled face could not be read; the installation is damaged.
    #[error("the face {face} could not be read: {reason}")]
    Face {
        /// The face's name.
        face: &'static str,
        /// What the reader said.
        reason: String,
    },
    /// The PDF writer refused or warned; a fault of this program, never of the document.
    #[error("the PDF could not be written: {0}")]
    Write(String),
    /// Whoever watches the work said so.
    #[error("it was stopped, and nothing was kept")]
    Stopped,
}

/// Renders a document.
///
/// ```
/// use proviso_report::document::{Block, Document, Inlines, Table, TableColumn, Timestamp};
///
/// let created = Timestamp { year: 2026, month: 11, day: 23, hour: 9, minute: 30, second: 0 };
/// let mut document = Document::new("Gap analysis", "7f3a19c2e04b", created);
/// document.body.push(Block::heading(1, "Gap analysis"));
/// document.body.push(Block::body(Inlines::new().text("It asks ").bold("one thing").text(".")));
/// let actions = Table::new([TableColumn::share(1.0), TableColumn::fit()])
///     .head(["Action", "Due"])
///     .row(["Brief the board once, and minute it", "Nov 14"]);
/// document.body.push(Block::Table(actions));
/// let file = proviso_report::render(&document)?;
/// assert_eq!(file.pages, 1);
/// # Ok::<(), proviso_report::RenderError>(())
/// ```
///
/// The same document gives the same bytes, on every run, thread and machine.
///
/// # Errors
/// [`RenderError::Document`] when a rule of [`document`] is broken; the other variants are faults of the
/// installation or of this program.
pub fn render(document: &Document) -> Result<Rendered, RenderError> {
    render_watched(document, Watch::new(&|_| true))
}

/// Renders a document, telling how far it is. Watched or not, the same document gives the same bytes.
///
/// # Errors
/// As [`render`], and [`RenderError::Stopped`] where `watch` answers that the work is not to go on.
pub fn render_watched(document: &Document, watch: Watch<'_>) -> Result<Rendered, RenderError> {
    check::check(document)?;
    let (mut scene, faces) = layout::lay_out(document, watch)?;
    let embedded = faces.embed()?;
    let drawing = draw::draw(&mut scene, &embedded, watch)?;
    let pages = drawing.pages.len();
    let bytes = finish::finish(document, &scene, drawing, embedded, watch)?;
    Ok(Rendered {
        bytes,
        pages,
        substituted: scene.substituted.into_iter().collect(),
    })
}
