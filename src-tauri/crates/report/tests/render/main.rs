//! What a finished file is like, read back from its bytes.
//!
//! `read` takes a file apart with lopdf; the command-line tools of poppler and qpdf, part of the set-up, give a second
//! opinion. With `PROVISO_VERAPDF` set to veraPDF's `check`, conformance is validated too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod board;
mod brought_together;
mod color;
mod pages;
mod read;
mod refusals;
mod same;
mod samples;
mod structure;
mod text;
mod tools;
mod watch;
