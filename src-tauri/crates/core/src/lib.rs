//! What Proviso knows, without knowing where it runs.
//!
//! Packs, profiles, answers, coverage, gaps, actions and the report model are plain data and pure
//! functions. There is no clock, no file, no randomness and no network here: dates, salts and
//! identifiers are passed in. Window, command line and every export call the same functions, so
//! that no two of them can disagree.

pub mod action;
pub mod answer;
pub mod canonical;
pub mod changed;
pub mod compare;
pub mod coverage;
pub mod date;
pub mod evidence;
pub mod gap;
pub mod json_bounds;
pub mod law_age;
pub mod listing;
pub mod matter_log;
pub mod merge;
pub mod overview;
pub mod pack;
pub mod preflight;
pub mod profile;
pub mod report;
pub mod request;
pub mod rerun;
pub mod scope;
pub mod search;
pub mod sheet;
pub mod undo;
