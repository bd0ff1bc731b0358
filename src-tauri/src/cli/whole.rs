//! `proviso export --format proviso`: a whole assessment to one file.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Refusal, passphrase};
use crate::export::write_on_record;
use crate::session::Session;

/// Whether the file is sealed, and with what.
#[derive(Debug, Args)]
pub struct Sealing {
    /// Seal a .proviso file with a passphrase, which is asked for.
    #[arg(long)]
    seal: bool,
    /// Seal a .proviso file with the passphrase in the first line of this file.
    #[arg(long, value_name = "FILE")]
    seal_passphrase_file: Option<PathBuf>,
}

impl Sealing {
    /// Returns whether anything was asked for.
    pub fn is_asked(&self) -> bool {
        self.seal || self.seal_passphrase_file.is_some()
    }
}

/// Writes the assessment, and says whether it is sealed.
pub fn run(
    session: &mut Session,
    assessment: &str,
    sealing: &Sealing,
    to: &Path,
    replace: bool,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let run = session.latest_run(assessment)?;
    let assessment = session.load(&run)?.assessment.id;
    let given = match (&sealing.seal_passphrase_file, sealing.seal) {
        (Some(file), _) => Some(passphrase::from_file(file)?),
        (None, true) => Some(passphrase::asked_twice("Passphrase to seal it with: ")?),
        (None, false) => None,
    };
    let bytes = session.whole_assessment(&assessment, given.as_deref())?;
    let entry = session.whole_on_record(&assessment, to, &bytes)?;
    let departing = session.departing(to, entry)?;
    let record = |stage| session.on_record(stage, &departing);
    let hash = write_on_record(to, &bytes, replace, |_| Ok(()), record)?;
    if given.is_none() {
        drop(writeln!(
            std::io::stderr(),
            "proviso: the file is not sealed; whoever has it can read everything in it, counsel's \
             analysis and evidence included (--seal)"
        ));
    }
    writeln!(
        out,
        "{}: {} bytes{}, SHA-256 {hash}",
        to.display(),
        bytes.len(),
        if given.is_some() { ", sealed" } else { "" }
    )?;
    Ok(())
}
