//! `proviso pack`: the tools of those who write packs.

use std::io::Write;
use std::path::PathBuf;

use clap::Subcommand;
use proviso_core::pack::{MAX_PACK_BYTES, check, read};

use super::Refusal;

/// A command on a pack.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Report every problem of a pack, each with its JSON pointer and how to mend it.
    Check {
        /// The pack.
        file: PathBuf,
        /// As a JSON array of objects with `pointer`, `problem` and `mend`.
        #[arg(long)]
        json: bool,
    },
}

/// Runs a command on a pack.
pub fn run(command: &PackCommand, out: &mut impl Write) -> Result<(), Refusal> {
    match command {
        PackCommand::Check { file, json } => check_file(file, *json, out),
    }
}

fn check_file(file: &PathBuf, json: bool, out: &mut impl Write) -> Result<(), Refusal> {
    let named = |problem: String| Refusal::Said(format!("{}: {problem}", file.display()));
    let length = std::fs::metadata(file)
        .map_err(|error| named(error.to_string()))?
        .len();
    if length > MAX_PACK_BYTES as u64 {
        return Err(named(format!(
            "The file has {length} bytes; a pack has at most {MAX_PACK_BYTES}"
        )));
    }
    let bytes = std::fs::read(file).map_err(|error| named(error.to_string()))?;
    let (pack, hash) = read(&bytes).map_err(|error| named(error.to_string()))?;
    let findings = check(&pack);
    if json {
        let text = serde_json::to_string_pretty(&findings).map_err(|e| named(e.to_string()))?;
        writeln!(out, "{text}")?;
    } else {
        for finding in &findings {
            writeln!(
                out,
                "{}\n  {}\n  {}",
                finding.pointer, finding.problem, finding.mend
            )?;
        }
        if findings.is_empty() {
            writeln!(
                out,
                "{} {}: {} items, no problem found. SHA-256 {hash}",
                pack.id,
                pack.version,
                pack.items.len(),
            )?;
        }
    }
    match findings.len() {
        0 => Ok(()),
        1 => Err(named(String::from("1 problem"))),
        many => Err(named(format!("{many} problems"))),
    }
}
