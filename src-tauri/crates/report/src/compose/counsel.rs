//! Counsel's file: everything, item by item.

use proviso_core::pack::{SpanKind, redline};
use proviso_core::report::{
    Board, Counsel, CounselEntry, CounselSection, Evidence, FindingGroup, Past, Retired,
    SourceEntry, Sum,
};

use super::{
    Block, HeadingLook, Inlines, around, board, chapter, decisions, dressed, ended, head, identity,
    plan, section, sections,
};
use crate::document::{
    Cell, Document, Inline, KeyValues, List, ListMark, Mark, Paper, Row, Table, TableColumn, Text,
    Timestamp, Tone,
};

/// Sets counsel's file on paper. It opens with the board page.
pub fn compose_counsel(counsel: &Counsel, paper: Paper, created: Timestamp) -> Document {
    let mut document = dressed(&counsel.title, &counsel.head, paper, created);
    document.fingerprint = identity(counsel, paper);
    let opening = Board {
        title: counsel.title.clone(),
        head: counsel.head.clone(),
        page: counsel.board.clone(),
    };
    document.body = board::first_page(&opening, paper, created);
    document.body.push(Block::PageBreak);
    document.body.extend(body(counsel));
    document
}

fn body(counsel: &Counsel) -> Vec<Block> {
    let mut body = sections::scope(&counsel.scope);
    body.push(chapter("Provision by provision"));
    if counsel.sections.is_empty() {
        body.push(Block::body("No item is asked of this company."));
    }
    for part in &counsel.sections {
        body.extend(provision(part));
    }
    body.extend(attic(&counsel.attic, &counsel.retired));
    body.extend(plan::heat_map(&counsel.heat));
    body.extend(plan::plan(&counsel.plan));
    body.extend(sections::open(&counsel.open));
    body.extend(decisions::taken(&counsel.taken));
    body.extend(sections::dates(&counsel.dates));
    body.extend(evidence(&counsel.evidence));
    body.extend(around::interviews(&counsel.interviews));
    body.extend(around::requests(&counsel.requests));
    body.extend(around::matter_log(&counsel.matter_log));
    body.extend(profile(&counsel.profile));
    body.extend(left_out(&counsel.left_out));
    body.extend(findings(&counsel.findings));
    body.extend(sections::method(&counsel.method));
    body.extend(sums(&counsel.sums));
    body.extend(sources(&counsel.sources));
    body.extend(head::statement(&counsel.head));
    body
}

/// What pre-flight found and counsel left as it is.
fn findings(findings: &[FindingGroup]) -> Vec<Block> {
    let heading = chapter("What was left as it is");
    if findings.is_empty() {
        return vec![
            heading,
            Block::body("Pre-flight found nothing when this copy was made."),
        ];
    }
    let mut blocks = vec![Block::Leading(vec![
        heading,
        Block::body(
            "Pre-flight named this when the copy was made. Nothing of it blocks an export.",
        ),
    ])];
    for group in findings {
        let heading = Inlines::new()
            .text(group.heading.as_str())
            .muted(format!("  {}", group.found));
        blocks.push(section(heading));
        blocks.push(bullets(&group.texts));
    }
    blocks
}

fn bullets(list: &[String]) -> Block {
    Block::List(List {
        marks: ListMark::Bullet,
        items: list
            .iter()
            .map(|text| vec![Block::small(text.as_str())])
            .collect(),
    })
}

fn profile(profile: &[(String, String)]) -> Vec<Block> {
    if profile.is_empty() {
        return Vec::new();
    }
    vec![
        chapter("The company’s profile, as answered"),
        Block::figures(
            profile
                .iter()
                .map(|(question, answer)| (question.as_str(), answer.as_str())),
        ),
    ]
}

fn left_out(left_out: &[(String, String)]) -> Vec<Block> {
    if left_out.is_empty() {
        return Vec::new();
    }
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for (title, because) in left_out {
        match reasons.iter_mut().find(|(known, _)| known == because) {
            Some((_, titles)) => titles.push(title),
            None => reasons.push((because, vec![title])),
        }
    }
    let columns = [TableColumn::share(2.0), TableColumn::share(3.0)];
    let mut table = Table::new(columns).head(["Because", "Not asked"]);
    for (because, titles) in reasons {
        table = table.row([because.to_owned(), ended(&titles.join("; "))]);
    }
    table.summary = String::from("Reasons why items are not asked, each with the items.");
    vec![
        chapter("What is not asked, item by item"),
        Block::Table(table),
    ]
}

fn provision(part: &CounselSection) -> Vec<Block> {
    let heading = match part.cite.is_empty() {
        true => Inlines::from(part.heading.as_str()),
        false => Inlines::new()
            .muted(format!("{}  ", part.cite))
            .text(part.heading.as_str()),
    };
    let mut leading = vec![Block::heading_as(HeadingLook::Subchapter, 3, heading)];
    if let Some(words) = &part.words {
        leading.extend(sections::quoted(part.lead_in.as_deref(), words));
    }
    let led = part.lead_in.as_ref().map_or(0, String::len);
    let length = part.words.as_ref().map_or(0, String::len) + led;
    let mut blocks = sections::opening(leading, length);
    blocks.extend(part.standing.iter().map(|line| Block::note(line.as_str())));
    for entry in &part.entries {
        blocks.extend(item(entry, 4));
    }
    blocks
}

/// One item with all that is recorded of it.
fn item(entry: &CounselEntry, level: u8) -> Vec<Block> {
    let answer = Inlines::new()
        .status(sections::status(entry.sign), "")
        .text("\u{a0}")
        .bold(entry.answer.as_str());
    let answer = match entry.carried {
        true => answer.muted("  taken over from the run before, not yet re-affirmed"),
        false => answer,
    };
    let mut blocks = vec![Block::Leading(vec![
        Block::heading_as(HeadingLook::Section, level, entry.title.as_str()),
        Block::note(ended(&entry.standing)),
        Block::body(entry.question.as_str()),
        Block::small(answer),
    ])];
    let mut recorded = entry.recorded.clone();
    if !entry.evidence.is_empty() {
        let named = entry.evidence.iter().map(|evidence| evidence.name.as_str());
        let named: Vec<&str> = named.collect();
        recorded.push((String::from("Evidence"), named.join("; ")));
    }
    blocks.extend(pairs(&recorded));
    if !entry.action.is_empty() {
        blocks.push(Block::label("What is to be done"));
        blocks.extend(pairs(&entry.action));
    }
    blocks.extend(wording(entry));
    let mut context = entry.context.clone();
    context.push((
        String::from("Item"),
        format!("{}, text {}", entry.id, entry.text_hash),
    ));
    blocks.extend(pairs(&context));
    blocks.extend(history(&entry.history));
    blocks
}

/// The words that were answered; where they moved since, beside the words of today.
fn wording(entry: &CounselEntry) -> Vec<Block> {
    let Some(now) = &entry.wording_now else {
        let mut blocks = Vec::new();
        if !entry.asked.is_empty() {
            blocks.push(Block::label("Wording"));
            blocks.extend(pairs(&entry.asked));
        }
        return blocks;
    };
    let question = (String::from("Question"), entry.question.clone());
    let then: Vec<(String, String)> = std::iter::once(question)
        .chain(entry.asked.iter().cloned())
        .collect();
    let text = |list: &[(String, String)], label: &str| {
        let found = list.iter().find(|(known, _)| known == label);
        found.map_or_else(|| String::from("–"), |(_, text)| text.clone())
    };
    let labels = then.iter().chain(now.iter().filter(|(label, _)| {
        // What is asked today alone comes last.
        !then.iter().any(|(known, _)| known == label)
    }));
    let columns = [
        TableColumn::share(1.2),
        TableColumn::share(3.0),
        TableColumn::share(3.0),
    ];
    let mut table = Table::new(columns).head(["Wording", "As answered", "Today"]);
    for (label, _) in labels {
        let [old, new] = compared(&text(&then, label), &text(now, label));
        table = table.row([Inlines::from(label.as_str()), old, new]);
    }
    table.summary = String::from(
        "The words that were answered, with those that are gone struck through, beside the words of today, with \
         those that came underlined.",
    );
    vec![Block::Table(table)]
}

/// Two wordings, each with the words marked that the other has not: by a line and by weight, not by color alone.
fn compared(old: &str, new: &str) -> [Inlines; 2] {
    let mut both = [Inlines::new(), Inlines::new()];
    for span in redline(old, new) {
        let text = Text::plain(span.text);
        let [then, now] = &mut both;
        match span.kind {
            SpanKind::Same => {
                then.0.push(Inline::Text(text.clone()));
                now.0.push(Inline::Text(text));
            }
            SpanKind::Removed => then.0.push(Inline::Text(text.marked(Mark::Removed))),
            SpanKind::Added => now.0.push(Inline::Text(text.bold().marked(Mark::Added))),
        }
    }
    both
}

pub(super) fn pairs(pairs: &[(String, String)]) -> Option<Block> {
    let of = |(label, text): &(String, String)| {
        (Inlines::from(label.as_str()), Inlines::from(text.as_str()))
    };
    (!pairs.is_empty()).then(|| {
        Block::KeyValues(KeyValues {
            pairs: pairs.iter().map(of).collect(),
            tone: Tone::Aligned,
        })
    })
}

/// Every state, newest first, each in a line of its own.
fn history(history: &[Past]) -> Vec<Block> {
    let pairs = history.iter().map(|past| {
        let changes = past.changes.join("; ");
        let text = match past.under.is_empty() {
            true => changes,
            false => format!("{changes} (text {})", past.under),
        };
        // The clock stays with its half of the day.
        let at = past
            .at
            .replace(" AM", "\u{a0}AM")
            .replace(" PM", "\u{a0}PM");
        (format!("{at}, {}", past.author), text)
    });
    let pairs: Vec<(String, String)> = pairs.collect();
    let mut blocks = Vec::new();
    if !pairs.is_empty() {
        blocks.push(Block::label("History"));
        blocks.extend(self::pairs(&pairs));
    }
    blocks
}

/// What is not asked now: of this company, and of anybody any more.
fn attic(attic: &[CounselEntry], retired: &[Retired]) -> Vec<Block> {
    if attic.is_empty() && retired.is_empty() {
        return Vec::new();
    }
    let mut leading = vec![chapter("The attic")];
    if !attic.is_empty() {
        leading.push(Block::body(
            "Not asked of this company now, and kept with everything that was recorded.",
        ));
    }
    let mut blocks = vec![Block::Leading(leading)];
    for entry in attic {
        blocks.extend(item(entry, 3));
    }
    if !retired.is_empty() {
        blocks.push(Block::Leading(vec![
            section("No longer asked"),
            Block::body(
                "Asked in a run before this one, and kept as that run has it, with everything that \
                 was recorded.",
            ),
        ]));
    }
    for kept in retired {
        blocks.extend(item(&kept.entry, 4));
        if !kept.entry.evidence.is_empty() {
            blocks.push(evidence_table(&kept.entry.evidence));
        }
        blocks.push(Block::note(ended(&format!(
            "{}. {}",
            kept.run, kept.because
        ))));
        blocks.extend(kept.reasons.iter().map(|why| Block::note(why.as_str())));
    }
    blocks
}

fn evidence(evidence: &[Evidence]) -> Vec<Block> {
    if evidence.is_empty() {
        return Vec::new();
    }
    vec![chapter("Evidence"), evidence_table(evidence)]
}

/// All evidence: what it is, where it is held, and the hash of the copy that is kept.
fn evidence_table(evidence: &[Evidence]) -> Block {
    let columns = [
        TableColumn::share(3.0),
        TableColumn::share(2.2),
        TableColumn::share(2.4),
    ];
    let mut table = Table::new(columns).head(["Evidence", "Held, seen, added", "Under"]);
    for entry in evidence {
        let mut what = vec![Block::small(Inlines::new().bold(entry.name.as_str()))];
        what.extend(entry.note.as_deref().map(Block::small));
        let kind = match entry.bytes {
            Some(bytes) => format!("{}, {bytes} bytes", entry.kind),
            None => entry.kind.clone(),
        };
        what.push(Block::note(ended(&kind)));
        if let Some(hash) = &entry.hash {
            what.push(Block::note(format!("SHA-256 {hash}")));
        }
        let mut held: Vec<String> = Vec::new();
        held.extend(entry.place.clone());
        held.extend(entry.seen_on.as_ref().map(|day| format!("Seen {day}")));
        held.extend(entry.stale_after.as_ref().map(|day| match entry.stale {
            true => format!("Stale since {day}"),
            false => format!("Stale after {day}"),
        }));
        held.push(format!("Added {}, {}", entry.added_on, entry.added_by));
        table.rows.push(Row::of([
            Cell::blocks(what).naming(),
            Cell::blocks(held.iter().map(|line| Block::small(ended(line))).collect()),
            Cell::from(entry.items.join(", ")),
        ]));
    }
    table.summary =
        String::from("Evidence with where it is held, who added it and the hash of a copy.");
    Block::Table(table)
}

fn sums(sums: &[Sum]) -> Vec<Block> {
    if sums.is_empty() {
        return Vec::new();
    }
    let mut columns = vec![TableColumn::share(2.4)];
    columns.extend((0..4).map(|_| TableColumn::fit().right()));
    columns.push(TableColumn::share(4.0));
    let mut table =
        Table::new(columns).head(["Weight", "In place", "Partly", "Not", "Open", "Sum"]);
    for sum in sums {
        table = table.row([
            sum.label.clone(),
            sum.full.to_string(),
            sum.half.to_string(),
            sum.none.to_string(),
            sum.open.to_string(),
            sum.words.clone(),
        ]);
    }
    table.summary = String::from("The arithmetic behind each share of practices in place.");
    vec![section("The arithmetic"), Block::Table(table)]
}

fn sources(sources: &[SourceEntry]) -> Vec<Block> {
    if sources.is_empty() {
        return Vec::new();
    }
    let columns = [
        TableColumn::share(5.0),
        TableColumn::fit(),
        TableColumn::share(2.2),
    ];
    let mut table = Table::new(columns).head(["Source", "Attested", "Note"]);
    for source in sources {
        let mut what = vec![Block::small(ended(&source.what))];
        what.extend(source.url.as_deref().map(Block::note));
        let note = source.note.clone().unwrap_or_default();
        table.rows.push(Row::of([
            Cell::blocks(what).naming(),
            Cell::from(source.confidence.as_str()),
            Cell::from(note),
        ]));
    }
    table.summary =
        String::from("Sources with how far statements that rest on them can be relied on.");
    vec![chapter("Sources"), Block::Table(table)]
}
