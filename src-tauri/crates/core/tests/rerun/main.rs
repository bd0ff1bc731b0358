//! Running again: that plans compose, lose nothing, and refuse what they cannot rely on.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

mod laws;
mod made;
mod memo;
mod order;
mod queue;
mod refusals;
