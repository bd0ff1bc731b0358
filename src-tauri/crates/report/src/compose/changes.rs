//! What changed: this run against the one before it.

use proviso_core::report::{ChangeEntry, ChangeGroup, Changes, LawChange, Said, Waterfall};

use super::{Block, Inlines, board, chapter, dressed, ended, head, identity, section, sections};
use crate::document::{Cell, Document, Paper, Row, Step, StepChart, Table, TableColumn, Timestamp};

/// Sets what changed on paper.
pub fn compose_changes(changes: &Changes, paper: Paper, created: Timestamp) -> Document {
    let mut document = dressed(&changes.title, &changes.head, paper, created);
    document.fingerprint = identity(changes, paper);
    let mut body = head::title(&changes.title, &changes.head);
    body.push(Block::body(changes.since.as_str()));
    body.extend(moved(changes));
    body.extend(law(&changes.law));
    body.extend(items(&changes.groups));
    body.extend(head::statement(&changes.head));
    document.body = body;
    document
}

/// Why practices in place moved: a waterfall at each end, and the same in a table.
fn moved(changes: &Changes) -> Vec<Block> {
    let mut blocks = vec![chapter("Why practices in place moved")];
    let Some(moved) = &changes.moved else {
        blocks.push(Block::body(
            "One of the two runs asks no practice of this company, so there is no share to compare.",
        ));
        return blocks;
    };
    blocks.push(Block::body(
        "What the answers support, and what they do not rule out, each split exactly into three causes: of \
         whom it is asked, what is asked, and what was found.",
    ));
    let charts = changes.waterfalls.iter().map(|waterfall| {
        let blocks = vec![
            Block::label(waterfall.label.as_str()),
            Block::Steps(chart(waterfall)),
        ];
        Block::Together(blocks)
    });
    blocks.extend(charts);
    blocks.push(board::movement_table(moved));
    blocks
}

fn chart(waterfall: &Waterfall) -> StepChart {
    let mille = |percent: i32| u16::try_from(percent.clamp(0, 100) * 10).unwrap_or(0);
    let printed = |from: i32, to: i32, total: bool| match to - from {
        _ if total => format!("{to} %"),
        0 => String::from("0"),
        more if more > 0 => format!("+{more}"),
        less => format!("\u{2212}{}", less.unsigned_abs()),
    };
    let steps: Vec<Step> = waterfall
        .steps
        .iter()
        .map(|step| Step {
            label: step.label.clone(),
            from: mille(step.from),
            to: mille(step.to),
            total: step.total,
            printed: printed(step.from, step.to, step.total),
        })
        .collect();
    let said: Vec<String> = steps
        .iter()
        .map(|step| format!("{}: {}", step.label, step.printed))
        .collect();
    StepChart {
        alt: format!(
            "Practices in place, {}. {}.",
            waterfall.label.to_lowercase(),
            said.join("; ")
        ),
        steps,
        caption: None,
    }
}

fn law(law: &[LawChange]) -> Vec<Block> {
    if law.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![chapter("What happened to the law")];
    for change in law {
        let heading = Inlines::new()
            .muted(format!("{}  ", change.date))
            .text(change.title.as_str());
        blocks.push(section(heading));
        blocks.push(Block::body(change.what.as_str()));
        let mut rests = format!("Attested: {}", ended(&change.confidence));
        if !change.sources.is_empty() {
            rests.push_str(&format!(" {}", ended(&change.sources.join("; "))));
        }
        let mut end = Vec::new();
        if !change.matters.is_empty() {
            end.push(Block::body(
                Inlines::new()
                    .muted("What it means here: ")
                    .text(change.matters.as_str()),
            ));
        }
        end.push(Block::note(rests));
        blocks.push(Block::Together(end));
    }
    blocks
}

fn items(groups: &[ChangeGroup]) -> Vec<Block> {
    let mut blocks = vec![chapter("What moved, item by item")];
    if groups.is_empty() {
        blocks.push(Block::body("No item moved."));
        return blocks;
    }
    for group in groups {
        blocks.push(section(group.heading.as_str()));
        let columns = [
            TableColumn::share(2.4),
            TableColumn::share(2.4),
            TableColumn::share(2.8),
        ];
        let mut table = Table::new(columns).head(["Item", "Before", "Now"]);
        let (asked, unasked): (Vec<&ChangeEntry>, Vec<_>) = group
            .entries
            .iter()
            .partition(|entry| entry.before.is_some() || entry.after.is_some());
        table.rows.extend(asked.into_iter().map(row));
        table.summary = format!("Items that moved: {}.", group.heading.to_lowercase());
        if !table.rows.is_empty() {
            blocks.push(Block::Table(table));
        }
        if !unasked.is_empty() {
            blocks.push(Block::small(never_asked(&unasked)));
        }
    }
    blocks
}

/// Items that moved in the pack alone: a row of their own would say twice that nothing is asked.
fn never_asked(entries: &[&ChangeEntry]) -> Inlines {
    let named = entries.iter().map(|entry| match entry.place.as_str() {
        "" => entry.title.clone(),
        place => format!("{} ({place})", entry.title),
    });
    let named: Vec<String> = named.collect();
    Inlines::new()
        .muted("Not asked of this company, before or now: ")
        .text(ended(&named.join("; ")))
}

fn row(entry: &ChangeEntry) -> Row {
    let mut named = vec![Block::small(Inlines::new().bold(entry.title.as_str()))];
    let mut notes: Vec<String> = Vec::new();
    if !entry.place.is_empty() {
        notes.push(entry.place.clone());
    }
    // The kind that matters most is the heading above, and not among these.
    let lower = |also: &String| also.to_lowercase();
    notes.extend(entry.also.iter().map(lower));
    if !notes.is_empty() {
        named.push(Block::note(notes.join("; ")));
    }
    let mut now = match (&entry.before, &entry.after) {
        (Some(before), Some(after)) => now_beside(before, after),
        (_, after) => said(after.as_ref()),
    };
    if let Some(because) = &entry.because {
        now.push(Block::note(because.as_str()));
    }
    Row::of([
        Cell::blocks(named).naming(),
        Cell::blocks(said(entry.before.as_ref())),
        Cell::blocks(now),
    ])
}

/// An answer beside the one before it: what both say alike is not said twice.
fn now_beside(before: &Said, after: &Said) -> Vec<Block> {
    let rest = |said: &Said| {
        (
            said.facts.clone(),
            said.because.clone(),
            said.basis.clone(),
            said.owner.clone(),
        )
    };
    let says_more = rest(after) != (None, None, None, None);
    if !says_more || rest(before) != rest(after) {
        return said(Some(after));
    }
    let bare = Said {
        facts: None,
        because: None,
        basis: None,
        owner: None,
        ..after.clone()
    };
    let mut blocks = said(Some(&bare));
    let words = match before.answer == after.answer {
        true => "As before.",
        false => "Facts and basis as before.",
    };
    blocks.push(Block::small(Inlines::new().muted(words)));
    blocks
}

/// An answer, or that it was not asked.
fn said(said: Option<&Said>) -> Vec<Block> {
    let Some(said) = said else {
        return vec![Block::small(Inlines::new().muted("Not asked"))];
    };
    let answer = Inlines::new()
        .status(sections::status(said.sign), "")
        .text("\u{a0}")
        .bold(said.answer.as_str());
    let mut blocks = vec![Block::small(answer)];
    if let Some(facts) = &said.facts {
        blocks.extend(super::paragraphs(facts));
    }
    if let Some(because) = &said.because {
        blocks.push(sections::instead(said.sign, because));
    }
    let mut line: Vec<String> = Vec::new();
    if let Some(basis) = &said.basis {
        line.push(format!("Basis: {basis}"));
    }
    if let Some(owner) = &said.owner {
        line.push(format!("Owner: {owner}"));
    }
    // Each has a line of its own: in a narrow cell a mark between them would end one.
    blocks.extend(line.into_iter().map(Block::note));
    blocks
}
