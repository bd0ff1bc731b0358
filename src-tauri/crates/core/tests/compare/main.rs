//! Comparing runs: self is empty, swapping mirrors, and the parts of a movement add up.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

mod kinds;
mod laws;
mod made;
mod many;
