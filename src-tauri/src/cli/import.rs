//! `proviso import`: an assessment from a `.proviso` file into the data folder.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Refusal, passphrase};
use crate::carried::read_file;
use crate::session::{Session, SessionError};
use crate::wire::{ArrivalStanding, ArrivalView};

/// What to bring in.
#[derive(Debug, Args)]
pub struct Import {
    /// The file.
    file: PathBuf,
    /// A file whose first line is the passphrase of a sealed file; asked for by default.
    #[arg(long, value_name = "FILE")]
    seal_passphrase_file: Option<PathBuf>,
    /// Take packs that are new here without a signature.
    #[arg(long)]
    allow_unsigned: bool,
}

/// Brings the assessment in, and says what came.
pub fn run(session: &mut Session, import: &Import, out: &mut impl Write) -> Result<(), Refusal> {
    let bytes = read_file(&import.file).map_err(SessionError::from)?;
    let name = import.file.file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    let given = match &import.seal_passphrase_file {
        Some(file) => Some(passphrase::from_file(file)?),
        None if proviso_store::is_sealed(&bytes) => {
            Some(passphrase::asked(&format!("Passphrase of {name}: "))?)
        }
        None => None,
    };
    let incoming = session.look_at_file(&name, bytes, given.as_deref())?;
    let view = session.arrival_view(&incoming)?;
    match view.standing {
        ArrivalStanding::Same | ArrivalStanding::Older => writeln!(out, "{}.", view.told)?,
        ArrivalStanding::Newer | ArrivalStanding::Diverged => {
            return Err(Refusal::Said(view.told));
        }
        ArrivalStanding::New => {
            let brought = session.take_in(incoming, import.allow_unsigned)?;
            say(&brought, out)?;
        }
    }
    Ok(())
}

fn say(view: &ArrivalView, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "Brought in: {}.", view.name)?;
    for run in &view.runs {
        writeln!(
            out,
            "  Run {} {}: {}, law as of {}, {} answered.",
            run.number, run.state, run.pack, run.law, run.answered
        )?;
    }
    writeln!(
        out,
        "  {} entries of the record, each held against its hash; {} of documents.",
        view.entries,
        match view.documents {
            1 => String::from("1 copy"),
            many => format!("{many} copies"),
        }
    )?;
    for pack in &view.packs {
        writeln!(
            out,
            "  With the pack {}, which nobody has signed.",
            pack.label
        )?;
    }
    Ok(())
}
