//! What the forms of a request are like, and what is read of one that was filled.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]
#![allow(missing_docs, reason = "nobody links against a test")]

mod edit;
mod forms;
mod hostile;
mod leaks;
mod made;
mod office;
mod read;
