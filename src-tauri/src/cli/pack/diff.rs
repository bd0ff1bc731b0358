//! `proviso pack diff`: what changed between two versions, as a memo.

use std::io::Write;
use std::path::Path;

use proviso_core::pack::{ItemDiff, PackDiff, Span, SpanKind, diff, memo};

use super::{load, named};
use crate::cli::Refusal;

/// Prints what changed between two versions.
pub fn run(old: &Path, new: &Path, json: bool, out: &mut impl Write) -> Result<(), Refusal> {
    let (before, _) = load(old)?;
    let (after, _) = load(new)?;
    let changed = diff(&before, &after).map_err(|error| Refusal::Said(error.to_string()))?;
    if json {
        let text = serde_json::to_string_pretty(&changed).map_err(|error| named(new, error))?;
        writeln!(out, "{text}")?;
        return Ok(());
    }
    print(&changed, out)
}

fn print(diff: &PackDiff, out: &mut impl Write) -> Result<(), Refusal> {
    let (before, after) = &diff.law_dates;
    writeln!(out, "{}: {} to {}", diff.pack, diff.from, diff.to)?;
    writeln!(out, "Law as of {before}, then as of {after}.\n")?;
    let sections = memo(diff);
    let counts: Vec<String> = sections
        .iter()
        .map(|section| {
            format!(
                "{}: {}",
                section.heading.to_lowercase(),
                section.items.len()
            )
        })
        .collect();
    writeln!(
        out,
        "Items: {}; the same: {}.",
        counts.join("; "),
        diff.same
    )?;
    if !diff.events.is_empty() {
        writeln!(out, "\nWHAT HAPPENED\n")?;
        for event in &diff.events {
            writeln!(
                out,
                "{} · {} [{}]",
                event.date.long(),
                event.title,
                event.confidence.label()
            )?;
            wrapped(&event.what, "  ", out)?;
            wrapped(&format!("Why it matters: {}", event.matters), "  ", out)?;
        }
    }
    if !diff.provisions.is_empty() {
        writeln!(out, "\nWHERE THE PROVISIONS STAND\n")?;
        for provision in &diff.provisions {
            writeln!(out, "{} {}", provision.cite, provision.heading)?;
            wrapped(&marked(&provision.status), "  ", out)?;
        }
    }
    for section in &sections {
        writeln!(out, "\n{}\n", section.heading.to_uppercase())?;
        for item in &section.items {
            entry(item, out)?;
        }
    }
    if !diff.dates.is_empty() {
        writeln!(out, "\nDATES ADDED OR MOVED\n")?;
        for date in &diff.dates {
            let line = format!(
                "{} · {} · binds: {} [{}]",
                date.date.long(),
                date.what,
                date.whom,
                date.confidence.label()
            );
            wrapped(&line, "  ", out)?;
        }
    }
    Ok(())
}

fn entry(item: &ItemDiff, out: &mut impl Write) -> Result<(), Refusal> {
    let names = match (
        item.from == item.to,
        item.from.is_empty(),
        item.to.is_empty(),
    ) {
        (true, ..) | (_, true, _) => item.to.join(", "),
        (_, _, true) => item.from.join(", "),
        _ => format!("{} to {}", item.from.join(", "), item.to.join(", ")),
    };
    let declared = if item.declared {
        ""
    } else {
        " (found, not declared)"
    };
    writeln!(
        out,
        "{} · {} ({names}){declared}",
        item.provision, item.title
    )?;
    if let Some(why) = &item.why {
        wrapped(why, "  ", out)?;
    }
    if !item.events.is_empty() {
        wrapped(
            &format!("Behind it: {}.", item.events.join("; ")),
            "  ",
            out,
        )?;
    }
    for text in &item.texts {
        wrapped(
            &format!("{}: {}", text.label, marked(&text.spans)),
            "    ",
            out,
        )?;
    }
    Ok(())
}

/// Marks what was removed [-so-] and what was added {+so+}.
fn marked(spans: &[Span]) -> String {
    let marked = spans.iter().map(|span| match span.kind {
        SpanKind::Same => span.text.clone(),
        SpanKind::Removed => around("[-", &span.text, "-]"),
        SpanKind::Added => around("{+", &span.text, "+}"),
    });
    marked.collect()
}

/// Puts marks around a stretch, inside its outer white space.
fn around(open: &str, text: &str, close: &str) -> String {
    let inner = text.trim();
    if inner.is_empty() {
        return text.to_owned();
    }
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    format!("{}{open}{inner}{close}{}", &text[..start], &text[end..])
}

/// Columns of a terminal that memos are wrapped to.
const COLUMNS: usize = 96;

fn wrapped(text: &str, indent: &str, out: &mut impl Write) -> Result<(), Refusal> {
    let mut line = String::from(indent);
    for word in text.split_whitespace() {
        let fits = line.chars().count() + 1 + word.chars().count() <= COLUMNS;
        if !fits && line.trim() != "" {
            writeln!(out, "{}", line.trim_end())?;
            line = String::from(indent);
        }
        line.push_str(word);
        line.push(' ');
    }
    writeln!(out, "{}", line.trim_end())?;
    Ok(())
}
