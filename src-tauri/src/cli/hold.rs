//! `proviso hold` and `proviso retain`: legal holds, and until when to keep an assessment.

use std::io::Write;

use clap::Args;

use super::Refusal;
use crate::session::Session;

/// What to hold or release.
#[derive(Debug, Args)]
pub struct Hold {
    /// The assessment: its id, the first characters of it, or its name.
    assessment: String,
    /// Releases the hold.
    #[arg(long)]
    release: bool,
    /// Why; it stays on record. Without it, only what is on record is said.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// Until when to keep an assessment.
#[derive(Debug, Args)]
pub struct Retain {
    /// The assessment: its id, the first characters of it, or its name.
    assessment: String,
    /// The last day through which it is to be kept.
    #[arg(
        long,
        value_name = "DATE",
        conflicts_with = "withdraw",
        requires = "reason"
    )]
    until: Option<String>,
    /// Takes the day back.
    #[arg(long, requires = "reason")]
    withdraw: bool,
    /// Why; it stays on record.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

/// Holds or releases, and says what is on record then.
pub fn hold(session: &mut Session, asked: &Hold, out: &mut impl Write) -> Result<(), Refusal> {
    let (id, name) = session.assessment_named(&asked.assessment)?;
    if let Some(reason) = &asked.reason {
        session.set_hold(&id, !asked.release, reason)?;
    } else if asked.release {
        return Err(Refusal::Usage(String::from(
            "Say why the hold is released: --reason TEXT",
        )));
    }
    said(session, &id, &name, out)
}

/// Records the day, and says what is on record then.
pub fn retain(session: &mut Session, asked: &Retain, out: &mut impl Write) -> Result<(), Refusal> {
    let (id, name) = session.assessment_named(&asked.assessment)?;
    if let Some(reason) = &asked.reason {
        let until = asked.until.as_deref().unwrap_or_default();
        if until.is_empty() && !asked.withdraw {
            return Err(Refusal::Usage(String::from(
                "Give the day with --until DATE, or --withdraw",
            )));
        }
        session.set_retain_until(&id, until, reason)?;
    }
    said(session, &id, &name, out)
}

fn said(session: &Session, id: &str, name: &str, out: &mut impl Write) -> Result<(), Refusal> {
    let (hold, retain) = session.keeping(id)?;
    match hold {
        Some(hold) => writeln!(
            out,
            "{name} is on hold since {}, by {}: {}",
            hold.since, hold.author, hold.reason
        )?,
        None => writeln!(out, "{name} is not on hold.")?,
    }
    if let Some(retain) = retain {
        writeln!(out, "{}", retain.says)?;
    }
    Ok(())
}
