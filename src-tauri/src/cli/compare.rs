//! `proviso compare`: two runs of one assessment.

use std::io::Write;

use clap::Args;

use super::Refusal;
use crate::session::Session;
use crate::wire::{CompareSide, CompareView, ItemMoveView, StandView};

/// Which runs to compare.
#[derive(Debug, Args)]
pub struct Compare {
    /// The run before: its id, the first characters of it, or assessment and number (Acme, Inc.:1).
    before: String,
    /// The run after, named likewise.
    after: String,
    /// As JSON, with the parts of the movement as exact fractions.
    #[arg(long)]
    json: bool,
}

/// Compares, for people or as JSON.
pub fn run(session: &Session, asked: &Compare, out: &mut impl Write) -> Result<(), Refusal> {
    let before = session.find_run(&asked.before)?;
    let after = session.find_run(&asked.after)?;
    let view = session.compare(&after, Some(&before))?;
    if asked.json {
        let text = serde_json::to_string_pretty(&view)
            .map_err(|error| Refusal::Said(error.to_string()))?;
        writeln!(out, "{text}")?;
        return Ok(());
    }
    writeln!(out, "{}", view.name)?;
    side(&view.before, out)?;
    side(&view.after, out)?;
    movement(&view, out)?;
    let mut group = "";
    for item in &view.items {
        let first = item.labels.first().map_or("", String::as_str);
        if first != group {
            writeln!(out)?;
            writeln!(out, "{first}")?;
            group = first;
        }
        one(item, out)?;
    }
    if view.items.is_empty() {
        writeln!(out)?;
        writeln!(out, "No item differs.")?;
    }
    Ok(())
}

fn side(side: &CompareSide, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(
        out,
        "  {}: {}, as of {}, read on {}: practices in place {}",
        side.name, side.pack, side.law_date, side.on, side.coverage
    )
}

fn movement(view: &CompareView, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out)?;
    let Some(movement) = &view.movement else {
        return writeln!(
            out,
            "One of the runs asks no practice, so no movement is worked out."
        );
    };
    writeln!(
        out,
        "{:<34}{:>12}  {:>13}",
        "Practices in place, by weight", "Established", "Not ruled out"
    )?;
    for row in &movement.rows {
        writeln!(out, "{:<34}{:>12}  {:>13}", row.label, row.low, row.high)?;
    }
    Ok(())
}

fn one(item: &ItemMoveView, out: &mut impl Write) -> std::io::Result<()> {
    let place = match item.cite.as_str() {
        "" => String::new(),
        cite => format!("{cite} "),
    };
    writeln!(out, "  {place}{}", item.title)?;
    let stand = |stand: &Option<StandView>| {
        stand.as_ref().map_or_else(
            || String::from("not in the pack"),
            |stand| stand.says.clone(),
        )
    };
    let (before, after) = (stand(&item.before), stand(&item.after));
    if before == after {
        writeln!(out, "    {after}")?;
    } else {
        writeln!(out, "    {before} -> {after}")?;
    }
    let more = item.labels.iter().skip(1).map(String::as_str);
    let more: Vec<&str> = more.collect();
    if !more.is_empty() {
        writeln!(out, "    Also: {}", more.join("; "))?;
    }
    for piece in &item.evidence_gone {
        writeln!(out, "    Evidence no longer linked: {piece}")?;
    }
    for piece in &item.evidence_new {
        writeln!(out, "    Evidence newly linked: {piece}")?;
    }
    Ok(())
}
