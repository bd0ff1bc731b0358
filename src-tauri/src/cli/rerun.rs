//! `proviso rerun`: the plan of a run that follows, and the run itself unless it is only to be seen.

use std::io::Write;

use clap::Args;

use super::Refusal;
use super::lines::wrapped;
use crate::session::Session;
use crate::wire::{PlanGroup, PlanRow, PlanSection, PlanView};

/// What to run again, and on what.
#[derive(Debug, Args)]
pub struct Rerun {
    /// The assessment: its id, the first characters of it, or its name.
    assessment: String,
    /// The version to run on: `1.2.0`; or an id and a version: `"eo-14409 1.2.0"`.
    #[arg(long, value_name = "VERSION")]
    pack: String,
    /// Why the run amends the one before, which is signed; every report of it prints the reason.
    #[arg(long, value_name = "REASON")]
    amends: Option<String>,
    /// Print the plan and create nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Prints the plan and makes the run.
pub fn run(session: &mut Session, rerun: &Rerun, out: &mut impl Write) -> Result<(), Refusal> {
    let run = session.latest_run(&rerun.assessment)?;
    let pack = session.pack_named(&run, &rerun.pack)?;
    let view = session.plan_view(&run, &pack, None)?;
    print(&view, out)?;
    if rerun.dry_run {
        writeln!(out, "\nNothing was created.")?;
        return Ok(());
    }
    let made = match &rerun.amends {
        Some(reason) => session.amend(&run, &pack, reason)?,
        None => session.follow(&run, &pack, None)?,
    };
    let number = view.before.number + 1;
    writeln!(out, "\nRun {number} was made: {}", made.run)?;
    Ok(())
}

fn print(view: &PlanView, out: &mut impl Write) -> Result<(), Refusal> {
    let before = &view.before;
    writeln!(
        out,
        "Run {} on {} (as of {}) to {} (as of {})",
        before.number, before.version, before.law_date, view.version, view.law_date
    )?;
    wrapped(&format!("{}.", view.line), "", out)?;
    writeln!(out)?;
    let counts = &view.counts;
    for (label, count) in [
        ("Answers carried over", counts.carried),
        ("Answers to look at again", counts.look_again),
        ("New questions in scope", counts.new),
        ("No longer asked", counts.attic),
        (
            "  of these with an answer, kept in the attic",
            counts.attic_answered,
        ),
        ("Newly in scope", counts.newly_in),
        ("No longer in scope", counts.newly_out),
    ] {
        writeln!(out, "  {label:<46}{count:>4}")?;
    }
    let told = view
        .sections
        .iter()
        .filter(|s| s.group != PlanGroup::Carried);
    for section in told {
        print_section(section, out)?;
    }
    Ok(())
}

fn print_section(section: &PlanSection, out: &mut impl Write) -> Result<(), Refusal> {
    writeln!(out, "\n{}\n", section.heading.to_uppercase())?;
    for row in &section.rows {
        print_row(section.group, row, out)?;
    }
    Ok(())
}

fn print_row(group: PlanGroup, row: &PlanRow, out: &mut impl Write) -> Result<(), Refusal> {
    let change = match group {
        PlanGroup::New => String::new(),
        _ => format!(" ({})", row.change),
    };
    writeln!(out, "{} · {}{change}", row.place, row.title)?;
    if let Some(answer) = &row.answer {
        wrapped(&format!("Answered: {answer}"), "  ", out)?;
    }
    for note in &row.notes {
        wrapped(&format!("{note}."), "  ", out)?;
    }
    for reason in &row.reasons {
        wrapped(&reason.why, "  ", out)?;
        for event in &reason.events {
            let line = format!("{} · {} [{}]", event.date, event.title, event.confidence);
            wrapped(&line, "    ", out)?;
        }
    }
    Ok(())
}
