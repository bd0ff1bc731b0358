//! Integration tests of the shell: one binary, a module for each topic.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]
#![allow(missing_docs, reason = "nobody links against a test")]

mod around;
mod backups;
mod bring_in;
mod business;
mod carry;
mod cli;
mod clock;
mod commands;
mod compare;
mod content;
mod contract;
mod conversion;
mod damage;
#[cfg(unix)]
mod departing;
mod destroy;
mod encryption;
mod evidence;
mod exports;
#[cfg(target_os = "linux")]
mod failing_disk;
mod formats;
mod going_back;
mod hostile;
mod left;
mod many;
mod pack_tools;
mod packs;
mod policy;
mod publisher;
#[cfg(target_os = "linux")]
mod reading;
mod rerun;
mod sample;
mod sign;
mod soak;
mod supply;
mod support;
mod together;
mod way_back;
mod workspace;
