//! `proviso sample`: the worked, fictional example, or a thousand of them.

use std::io::Write;

use clap::Args;

use super::Refusal;
use crate::session::Session;

/// What to write.
#[derive(Debug, Args)]
pub struct Sample {
    /// A thousand fictional assessments of 120 answers each instead: to see how the program does.
    #[arg(long)]
    many: bool,
    /// How many there are to be in place of a thousand.
    #[arg(long, default_value_t = 1_000, requires = "many")]
    count: u32,
    /// The number that all of their content follows from.
    #[arg(long, default_value_t = 14_409, requires = "many")]
    seed: u64,
}

/// Writes the sample into the data folder; where it is there already, says so and adds nothing.
pub fn run(session: &mut Session, sample: &Sample, out: &mut impl Write) -> Result<(), Refusal> {
    const ALREADY: &str = "The sample is in the data folder already; nothing was added.";
    if sample.many {
        match session.add_many(sample.seed, sample.count)? {
            0 => writeln!(out, "{ALREADY}")?,
            added => writeln!(out, "{added} fictional assessments were added.")?,
        }
        return Ok(());
    }
    let added = session.add_sample()?;
    if added.is_empty() {
        writeln!(out, "{ALREADY}")?;
    }
    for row in added {
        writeln!(out, "{}  {}", row.id, row.name)?;
    }
    Ok(())
}
