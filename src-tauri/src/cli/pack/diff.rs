//! `proviso pack diff`: what changed between two versions, as a memo.

use std::io::Write;
use std::path::Path;

use proviso_core::pack::{BESIDE, Event, ItemDiff, PackDiff, Span, SpanKind, diff, happened, memo};

use super::{load, named};
use crate::cli::Refusal;
use crate::cli::lines::wrapped;

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
    writeln!(out, "Law date: {before}, then {after}.\n")?;
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
    let counts = format!("Items: {}; the same: {}.", counts.join("; "), diff.same);
    wrapped(&counts, "", out)?;
    events(diff, out)?;
    if !diff.provisions.is_empty() {
        writeln!(out, "\nWHERE THE PROVISIONS STAND\n")?;
        for provision in &diff.provisions {
            let heading = format!("{} {}", provision.cite, provision.heading);
            wrapped(heading.trim(), "", out)?;
            changed("Status", &provision.status, "  ", out)?;
        }
    }
    if !diff.profile.is_empty() {
        writeln!(out, "\nFACTS ABOUT THE COMPANY\n")?;
        for asked in &diff.profile {
            changed(&asked.label, &asked.spans, "  ", out)?;
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
                "{} · {}. For: {} [{}]",
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

/// Tells at length what moved a question, and in few words what else happened.
fn events(diff: &PackDiff, out: &mut impl Write) -> Result<(), Refusal> {
    let (moving, other) = happened(diff);
    let named = |event: &Event| {
        let (date, confidence) = (event.date.long(), event.confidence.label());
        format!("{date} · {} [{confidence}]", event.title)
    };
    if !moving.is_empty() {
        writeln!(out, "\nWHAT HAPPENED AND CHANGED A QUESTION\n")?;
        for event in moving {
            wrapped(&named(event), "", out)?;
            wrapped(&event.what, "  ", out)?;
            wrapped(&format!("Why it matters: {}", event.matters), "  ", out)?;
        }
    }
    if !other.is_empty() {
        writeln!(out, "\nWHAT ELSE HAPPENED\n")?;
        for event in other {
            wrapped(&named(event), "", out)?;
            wrapped(&event.matters, "  ", out)?;
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
    let place = if item.provision == BESIDE {
        String::from("Beside the text")
    } else {
        format!("§ {}", item.provision)
    };
    let heading = format!("{place} · {} ({names}){declared}", item.title);
    wrapped(&heading, "", out)?;
    if let Some(why) = &item.why {
        wrapped(why, "  ", out)?;
    }
    if !item.events.is_empty() {
        let behind = format!("Behind it: {}.", item.events.join("; "));
        wrapped(&behind, "  ", out)?;
    }
    for text in &item.texts {
        // The text of an option opens with its label; its id tells a reader nothing.
        let option = text.label.starts_with("Option ");
        let label = if option { "Option" } else { &text.label };
        changed(label, &text.spans, "    ", out)?;
    }
    Ok(())
}

/// Prints a text that changed: marked where most of it stayed, else before and after in full.
fn changed(label: &str, spans: &[Span], indent: &str, out: &mut impl Write) -> Result<(), Refusal> {
    let without = |kind: SpanKind| -> String {
        let kept = spans.iter().filter(|span| span.kind != kind);
        kept.map(|span| span.text.as_str()).collect()
    };
    let (before, after) = (without(SpanKind::Added), without(SpanKind::Removed));
    let same = spans.iter().filter(|span| span.kind == SpanKind::Same);
    let stayed: usize = same.map(|span| span.text.len()).sum();
    match (before.trim(), after.trim()) {
        ("", after) => wrapped(&format!("{label}, new: {after}"), indent, out),
        (before, "") => wrapped(&format!("{label}, until now: {before}"), indent, out),
        _ if stayed * 2 >= before.len().min(after.len()) => {
            wrapped(&format!("{label}: {}", marked(spans)), indent, out)
        }
        (before, after) => {
            wrapped(&format!("{label}, until now: {before}"), indent, out)?;
            wrapped(&format!("{label}, now: {after}"), indent, out)
        }
    }
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
