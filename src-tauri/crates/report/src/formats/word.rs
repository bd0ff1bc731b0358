//! Word: the [`Document`] that the PDF is made from, as WordprocessingML.
//!
//! What the PDF says by place and drawing is said here by Word's own means: paragraph styles that a reader can
//! change in one place, headings that make an outline, lists that count, tables whose heads repeat, page numbers
//! that are fields. Columns become one column in reading order, and a chart a table with bars of shaded spaces.
//! Written by hand because no crate writes what is needed here: `docx-rs` 0.4 knows no repeated heads, no language,
//! no fonts of the document's own, and does not compress.

mod body;
mod chart;
mod form;
mod inline;
mod list;
mod package;
mod read;
mod sets;
mod styles;
mod table;
mod widths;
mod xml;

use crate::document::Document;

use super::FormatError;
use super::zipped::zipped;

pub(crate) use form::word_form;
pub use read::{Filled, MAX_WORD_BYTES, WordError, read_word};

/// Writes a document for Word.
///
/// # Errors
/// [`FormatError::Document`] when a rule of [`document`](crate::document) is broken, as for the PDF;
/// [`FormatError::Write`] is a fault of this program.
pub fn word(document: &Document) -> Result<Vec<u8>, FormatError> {
    crate::check::check(document)?;
    let mut body = body::Body::new(document);
    let blocks = body.blocks(&document.body, &body::Place::page(document));
    let parts = package::parts(document, &body, blocks, &[])?;
    zipped(&parts)
}

/// Measures in twips, twentieths of a point.
mod measure {
    use crate::document::{Density, Document, Paper};

    /// From the edge of the paper to the header and to the footer.
    pub(super) const RUNNING: u32 = 680;

    /// All four margins: one inch, or three quarters where one page has to hold it all.
    pub(super) fn margin(document: &Document) -> u32 {
        match document.density {
            Density::Reading => 1440,
            Density::Compact => 1080,
        }
    }

    /// Width and height of a sheet.
    pub(super) fn sheet(paper: Paper) -> (u32, u32) {
        match paper {
            Paper::Letter => (12240, 15840),
            Paper::A4 => (11906, 16838),
        }
    }

    /// Width between the margins.
    pub(super) fn text_width(document: &Document) -> u32 {
        sheet(document.paper).0 - 2 * margin(document)
    }
}
