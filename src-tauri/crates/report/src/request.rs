//! Requests as forms: an interview sheet on paper and a Word file with fields, and reading a filled one back.
//!
//! Both forms are made from the [`Request`] alone, which has no field for an answer, an analysis or an advice. What is
//! read back are statements with what could not be read; neither is an answer.

pub(crate) mod fields;

use proviso_core::request::Request;

pub use fields::KEEP_OUT;

use crate::document::Paper;
use crate::formats::FormatError;
use crate::formats::word;
use crate::{RenderError, Rendered, compose_request, render};

pub use word::{Filled, MAX_WORD_BYTES, WordError, read_word};

/// Makes the interview sheet: a PDF with room to write, one item a block.
///
/// # Errors
/// As [`render`].
pub fn sheet(request: &Request, paper: Paper) -> Result<Rendered, RenderError> {
    render(&compose_request(request, paper))
}

/// Makes the form for Word: fields to choose from and to write in, one item a block. [`read_word`] reads it back.
///
/// # Errors
/// A fault of this program.
pub fn word_form(request: &Request, paper: Paper) -> Result<Vec<u8>, FormatError> {
    word::word_form(request, &crate::compose::request_head(request, paper))
}
