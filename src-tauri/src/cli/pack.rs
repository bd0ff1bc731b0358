//! `proviso pack`: the tools of those who write packs, and of those who review them.

mod check;
mod diff;
mod show;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use proviso_core::canonical::Hash;
use proviso_core::pack::{MAX_PACK_BYTES, Pack, read};

use super::Refusal;

/// A command on a pack.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Report every problem of a pack, each with its JSON pointer and how to mend it.
    Check {
        /// The pack. Earlier versions beside it are compared with what it declares.
        file: PathBuf,
        /// As a JSON array of objects with `pointer`, `problem` and `mend`.
        #[arg(long)]
        json: bool,
    },
    /// Say what changed between two versions, as a memo with the wording redlined.
    Diff {
        /// The earlier version.
        old: PathBuf,
        /// The later version.
        new: PathBuf,
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print what a company with a given profile would be asked.
    Show(show::Show),
}

/// Runs a command on a pack.
pub fn run(command: &PackCommand, out: &mut impl Write) -> Result<(), Refusal> {
    match command {
        PackCommand::Check { file, json } => check::run(file, *json, out),
        PackCommand::Diff { old, new, json } => diff::run(old, new, *json, out),
        PackCommand::Show(show) => show::run(show, out),
    }
}

fn named(file: &Path, problem: impl std::fmt::Display) -> Refusal {
    Refusal::Said(format!("{}: {problem}", file.display()))
}

/// Reads a pack from a file; its length is looked at before its content.
fn load(file: &Path) -> Result<(Pack, Hash), Refusal> {
    let length = std::fs::metadata(file)
        .map_err(|error| named(file, error))?
        .len();
    if length > MAX_PACK_BYTES as u64 {
        let problem = format!("the file has {length} bytes; a pack has at most {MAX_PACK_BYTES}");
        return Err(named(file, problem));
    }
    let bytes = std::fs::read(file).map_err(|error| named(file, error))?;
    read(&bytes).map_err(|error| named(file, error))
}
