//! `proviso import`: an assessment from a `.proviso` file into the data folder, or together with the copy
//! that is there.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Refusal, passphrase};
use crate::carried::read_file;
use crate::session::{Session, SessionError};
use crate::wire::{ArrivalStanding, ArrivalView, MergeView};
use crate::work::unwatched;

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
    /// Say what would come of it, and write nothing.
    #[arg(long)]
    dry_run: bool,
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
    let incoming = session.look_at_file(&name, bytes, given.as_deref(), &unwatched())?;
    let view = session.arrival_view(&incoming)?;
    match view.standing {
        ArrivalStanding::Same | ArrivalStanding::Older => writeln!(out, "{}.", view.told)?,
        ArrivalStanding::Newer | ArrivalStanding::Diverged => {
            let plan = session.merge_view(&incoming)?;
            preview(&plan, out)?;
            if let Some(why) = plan.refusal {
                return Err(Refusal::Said(why.trim_end_matches('.').to_owned()));
            }
            if import.dry_run {
                writeln!(out, "Nothing was written.")?;
            } else if plan.conflicts.is_empty() {
                let done = session.merge(&incoming, &[], import.allow_unsigned, &unwatched())?;
                writeln!(out, "{}", done.told)?;
            } else {
                // Which text stays is decided with both before one's eyes, and not by a switch.
                return Err(Refusal::Said(format!(
                    "{} changed in both copies; nothing was written. Bring the file in in the window, where \
                     each is shown with both texts and settled by choice",
                    match plan.conflicts.len() {
                        1 => String::from("1 field was"),
                        many => format!("{many} fields were"),
                    }
                )));
            }
        }
        ArrivalStanding::New if import.dry_run => {
            writeln!(out, "{}.", view.told)?;
            writeln!(out, "Would be brought in: {}.", view.name)?;
            say(&view, out)?;
            writeln!(out, "Nothing was written.")?;
        }
        ArrivalStanding::New => {
            let brought = session.take_in(&incoming, import.allow_unsigned, &unwatched())?;
            writeln!(out, "Brought in: {}.", brought.name)?;
            say(&brought, out)?;
        }
    }
    Ok(())
}

/// Says what would come of bringing two copies together.
fn preview(plan: &MergeView, out: &mut impl Write) -> std::io::Result<()> {
    if plan.told.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}: {}", plan.name, plan.told)?;
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| String::from("(nothing)"));
    for run in &plan.runs {
        writeln!(out, "  {run}")?;
    }
    for field in &plan.brought {
        writeln!(
            out,
            "  {} · {}: {} ({})",
            field.title,
            field.field,
            text(&field.after),
            field.by
        )?;
    }
    for conflict in &plan.conflicts {
        writeln!(
            out,
            "  Changed in both: {} · {}",
            conflict.title, conflict.field
        )?;
        writeln!(
            out,
            "    here: {} ({})",
            text(&conflict.ours),
            conflict.ours_by
        )?;
        writeln!(
            out,
            "    in the file: {} ({})",
            text(&conflict.theirs),
            conflict.theirs_by
        )?;
    }
    if plan.unrecorded > 0 {
        writeln!(
            out,
            "  What was being typed in the other copy and not recorded stays there: {}.",
            match plan.unrecorded {
                1 => String::from("1 field"),
                many => format!("{many} fields"),
            }
        )?;
    }
    for pack in &plan.packs {
        writeln!(out, "  With the pack {pack}, which nobody has signed.")?;
    }
    Ok(())
}

/// Says what a file holds.
fn say(view: &ArrivalView, out: &mut impl Write) -> std::io::Result<()> {
    for run in &view.runs {
        writeln!(
            out,
            "  Run {} {}: {}, as of {}, {} answered.",
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
