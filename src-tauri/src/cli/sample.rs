//! `proviso sample`: the worked, fictional example.

use std::io::Write;

use super::Refusal;
use crate::session::Session;

/// Writes the sample into the data folder; where it is there already, says so and adds nothing.
pub fn run(session: &mut Session, out: &mut impl Write) -> Result<(), Refusal> {
    let added = session.add_sample()?;
    if added.is_empty() {
        writeln!(
            out,
            "The sample is in the data folder already; nothing was added."
        )?;
    }
    for row in added {
        writeln!(out, "{}  {}", row.id, row.name)?;
    }
    Ok(())
}
