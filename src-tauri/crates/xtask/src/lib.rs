//! Sets up, runs and tests Proviso: everything behind `cargo xtask`.
//!
//! A library as well as a program, so that `tests/supply.rs` checks dependencies, licences and
//! notices with the same reading of the dependency graph that writes the notices.

pub mod call;
pub mod counts;
pub mod format_checks;
pub mod fuzz;
pub mod generated;
pub mod graph;
pub mod licence;
pub mod node;
pub mod notices;
pub mod product;
pub mod report_checks;
pub mod run;
pub mod setup;
pub mod steps;
pub mod stop;
pub mod test;

use std::path::{Path, PathBuf};

/// Returns the top folder of the repository.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(3).unwrap_or(here).to_path_buf()
}

/// What `cargo xtask help` prints.
pub const USAGE: &str = "\
cargo xtask run [--sample] [-- ARGUMENTS]
    Sets up what is missing, builds, and opens the window; with --sample on a worked, fictional
    example in a data folder of its own. Without a display it writes the example's report instead.
cargo xtask test [--fast | --full]
    Sets up what is missing and runs every test. --fast leaves out those that need a browser or a
    window, and fuzzing. --full runs repeated tests (kills, random actions) ten times as long, and
    fuzzes for ten minutes.
cargo xtask fuzz
    Fuzzes for five minutes what reads packs and signatures from anybody.
cargo xtask notices
    Writes assets/notices/third-party.txt: whose work is in the program, and under which licences.
cargo xtask generate
    Writes every generated file: the notices, the TypeScript declarations of what crosses between
    window and Rust, and the JSON Schema of packs.";
