//! `proviso list`: assessments with their runs.

use std::io::Write;

use super::Refusal;
use crate::session::Session;
use crate::wire::AssessmentStanding;

/// Lists assessments, for people or as JSON.
pub fn run(session: &Session, json: bool, out: &mut impl Write) -> Result<(), Refusal> {
    let rows = session.assessments()?;
    if json {
        let text = serde_json::to_string_pretty(&rows)
            .map_err(|error| Refusal::Said(error.to_string()))?;
        writeln!(out, "{text}")?;
        return Ok(());
    }
    if rows.is_empty() {
        writeln!(out, "No assessments yet.")?;
    }
    for row in rows {
        let put_away = match row.state {
            AssessmentStanding::Open => "",
            AssessmentStanding::Archived => " (archived)",
            AssessmentStanding::Deleted => " (deleted)",
        };
        writeln!(out, "{}  {}{put_away}", row.id, row.name)?;
        for run in row.runs {
            writeln!(
                out,
                "    run {}: {} of {} answered; {}",
                run.number, run.answered, run.in_scope, run.law.line,
            )?;
        }
    }
    Ok(())
}
