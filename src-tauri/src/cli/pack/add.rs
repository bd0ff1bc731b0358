//! `proviso pack add`: bring a pack into the data folder by its file.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::named;
use crate::cli::Refusal;
use crate::packs::PackFile;
use crate::session::Session;
use crate::wire::SignatureView;

/// What to bring in, and whom to trust for it.
#[derive(Debug, Args)]
pub struct Add {
    /// The pack. Its signature lies beside it as FILE.minisig, the key as FILE.pub or minisign.pub.
    file: PathBuf,
    /// Trust the key with this fingerprint from now on: the SHA-256 of its 42 bytes.
    #[arg(long, value_name = "FINGERPRINT")]
    trust: Option<String>,
    /// Take this one pack without a signature.
    #[arg(long)]
    allow_unsigned: bool,
}

/// Looks at a pack's file, trusts its key where that was asked for, and installs it.
pub fn run(session: &mut Session, add: &Add, out: &mut impl Write) -> Result<(), Refusal> {
    let file = PackFile::read(&add.file).map_err(|error| named(&add.file, error))?;
    let mut candidate = session.consider(file)?;
    if let Some(fingerprint) = &add.trust {
        candidate = session.trust_key(fingerprint)?;
    }
    if let SignatureView::Untrusted {
        key_id,
        fingerprint,
        ..
    } = &candidate.signature
    {
        let problem = format!(
            "it is signed with the key {key_id}, which nobody has trusted here yet. Compare its \
             fingerprint with what the author says elsewhere, then add --trust \"{fingerprint}\""
        );
        return Err(named(&add.file, problem));
    }
    for problem in &candidate.problems {
        writeln!(
            out,
            "{}\n  {}\n  {}",
            problem.pointer, problem.problem, problem.mend
        )?;
    }
    session.install_pack(&candidate.pack.hash, add.allow_unsigned)?;
    writeln!(
        out,
        "{}: installed, {} items. {}. SHA-256 {}",
        candidate.pack.label, candidate.pack.items, candidate.pack.law.line, candidate.pack.hash
    )?;
    Ok(())
}
