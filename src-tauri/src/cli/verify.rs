//! `proviso verify`: whether the record holds, and what an exported file is.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use proviso_core::canonical::sha256;

use super::Refusal;
use crate::session::Session;

/// What to verify.
#[derive(Debug, Args)]
pub struct Verify {
    /// An exported file; without one, the data folder itself.
    file: Option<PathBuf>,
}

/// Files that are larger than any export are not read.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Verifies, and says what was found.
pub fn run(session: &Session, verify: &Verify, out: &mut impl Write) -> Result<(), Refusal> {
    match &verify.file {
        Some(file) => of_a_file(session, file, out),
        None => of_the_folder(session, out),
    }
}

fn of_the_folder(session: &Session, out: &mut impl Write) -> Result<(), Refusal> {
    let broken = session.verify()?;
    let Some(first) = broken.first() else {
        writeln!(
            out,
            "Every entry holds what was recorded, and follows the one before it."
        )?;
        for head in session.heads()? {
            writeln!(out, "{head}")?;
        }
        return Ok(());
    };
    let more = match broken.len() {
        1 => String::new(),
        2 => String::from(" One more place does not hold."),
        many => format!(" {} more places do not hold.", many - 1),
    };
    Err(Refusal::Said(format!(
        "The record does not hold: {first}.{more} Keep this folder as it is, and go back to a backup \
         from before the change"
    )))
}

fn of_a_file(session: &Session, file: &Path, out: &mut impl Write) -> Result<(), Refusal> {
    let cannot = |cause| {
        Refusal::Said(format!(
            "{} cannot be read: {cause}. Name a file that was exported",
            file.display()
        ))
    };
    let size = std::fs::metadata(file).map_err(cannot)?.len();
    if size > MOST_BYTES {
        return Err(Refusal::Said(format!(
            "{} is larger than any export; it was not read",
            file.display()
        )));
    }
    let bytes = std::fs::read(file).map_err(cannot)?;
    let hash = sha256(&bytes);
    let found = session
        .exports()?
        .into_iter()
        .find(|past| past.copy.sha256 == hash);
    let Some(past) = found else {
        return Err(Refusal::Said(format!(
            "{}, SHA-256 {hash}, is no copy that this data folder wrote, or its bytes were changed \
             since",
            file.display()
        )));
    };
    for line in session.describe_export(&past)? {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
