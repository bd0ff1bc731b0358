//! What the formats beside the PDF are like, read back from their bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]
#![allow(missing_docs, reason = "nobody links against a test")]

mod data;
mod leaks;
mod oscal;
mod parts;
mod same;
mod word;
mod worked;
