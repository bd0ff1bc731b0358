//! `proviso pack`: the tools of those who write packs, and of those who review them.

mod add;
mod check;
mod diff;
mod list;
mod show;

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use proviso_core::canonical::Hash;
use proviso_core::pack::{MAX_PACK_BYTES, Pack, read};

use super::Refusal;
use crate::session::Session;

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
    /// Bring a pack into the data folder by its file.
    Add(add::Add),
    /// List the packs of the data folder, and where each came from.
    List {
        /// As a JSON array of objects with `pack`, `origin` and `runs`.
        #[arg(long)]
        json: bool,
    },
}

impl PackCommand {
    /// Returns whether the command changes the data folder.
    pub fn changes(&self) -> bool {
        matches!(self, Self::Add(_))
    }

    /// Returns whether the command works on the data folder, and not on files alone.
    pub fn needs_data(&self) -> bool {
        matches!(self, Self::Add(_) | Self::List { .. })
    }
}

/// Runs a command on the packs of a data folder.
pub fn run_on_data(
    session: &mut Session,
    command: &PackCommand,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    match command {
        PackCommand::Add(add) => add::run(session, add, out),
        PackCommand::List { json } => list::run(session, *json, out),
        other => run(other, out),
    }
}

/// Runs a command on a pack.
pub fn run(command: &PackCommand, out: &mut impl Write) -> Result<(), Refusal> {
    match command {
        PackCommand::Check { file, json } => check::run(file, *json, out),
        PackCommand::Diff { old, new, json } => diff::run(old, new, *json, out),
        PackCommand::Show(show) => show::run(show, out),
        // These two are run on a data folder.
        PackCommand::Add(_) | PackCommand::List { .. } => Ok(()),
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
