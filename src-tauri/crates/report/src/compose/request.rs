//! The interview sheet: a request on paper, with room to write.

use proviso_core::request::{Asked, Asks, Request};

use super::{chapter, identity, paragraphs, section};
use crate::document::{
    Block, Columns, Document, HeadingLook, Inline, Inlines, KeyValues, Notice, Paper, Running,
    SignatureLine, Timestamp, Tone,
};
use crate::request::fields::{
    Field, HOW, KEEP_OUT, KEPT_OUT, TITLE, by_theme, choices, count, fields, helps, letterhead,
    short_id, source,
};

/// Sets a request on paper. It is dated by the day of the request.
pub fn compose_request(request: &Request, paper: Paper) -> Document {
    let mut document = dressed(request, paper);
    document.body = head(
        request,
        "Tick one box where there are boxes, and write on the lines.",
    );
    document.body.push(respondent());
    for (theme, items) in by_theme(request) {
        let mut over = vec![chapter(match theme.trim() {
            "" => "Questions",
            theme => theme,
        })];
        for (number, asked) in items {
            // A theme stays with its first item.
            over.extend(item(number, asked));
            document
                .body
                .push(Block::Together(std::mem::take(&mut over)));
            document.body.push(Block::Space(6.0));
        }
    }
    document
}

/// The head of a request that is filled in Word.
pub(crate) fn request_head(request: &Request, paper: Paper) -> Document {
    let mut document = dressed(request, paper);
    document.body = head(request, "Write in the shaded fields.");
    document
}

/// A document with everything but its body.
fn dressed(request: &Request, paper: Paper) -> Document {
    let (year, month, day) = request.sent_on.ymd();
    let created = Timestamp {
        year: u16::try_from(year).unwrap_or(1900),
        month: u8::try_from(month).unwrap_or(1),
        day: u8::try_from(day).unwrap_or(1),
        hour: 0,
        minute: 0,
        second: 0,
    };
    let title = match request.to.name.trim() {
        "" => TITLE.to_owned(),
        name => format!("{TITLE}: {name}"),
    };
    let mut document = Document::new(title, identity(request, paper), created);
    document.author = request.from.trim().to_owned();
    document.subject = format!("{} {}.", count(request), source(request));
    document.creator = format!("Proviso {}", env!("CARGO_PKG_VERSION"));
    document.paper = paper;
    document.header = Running {
        left: request.organization.trim().to_owned(),
        right: TITLE.to_owned(),
    };
    document.footer = Running {
        left: format!("Request {}\n{}", short_id(request), source(request)),
        right: String::new(),
    };
    document
}

fn head(request: &Request, how: &str) -> Vec<Block> {
    let pairs = letterhead(request).into_iter();
    let pairs = pairs.map(|(label, text)| (Inlines::from(label), Inlines::from(text)));
    let mut blocks = vec![
        Block::heading_as(HeadingLook::Title, 1, TITLE),
        Block::KeyValues(KeyValues {
            pairs: pairs.collect(),
            tone: Tone::Open,
        }),
        Block::Space(4.0),
    ];
    blocks.extend(paragraphs(&request.cover));
    let notice = request.notice.split('\n');
    let notice = notice.filter(|line| !line.trim().is_empty());
    let notice: Vec<Block> = notice.map(|line| Block::body(emphasized(line))).collect();
    if !notice.is_empty() {
        blocks.push(Block::Notice(Notice {
            title: Some(Inlines::from("From counsel")),
            content: notice,
        }));
    }
    if !request.notice.contains(KEPT_OUT) {
        blocks.push(Block::body(Inlines::new().bold(KEEP_OUT)));
    }
    blocks.push(Block::lead(format!("{} {how} {HOW}", count(request))));
    blocks
}

/// A paragraph of the notice, with the sentence in bold that says what must not be put in.
fn emphasized(line: &str) -> Inlines {
    let Some(at) = line.find(KEPT_OUT) else {
        return Inlines::from(line);
    };
    let (before, from) = line.split_at(at);
    let start = before.rfind(". ").map_or(0, |stop| stop + 2);
    let end = at + from.find('.').map_or(from.len(), |stop| stop + 1);
    let part = |range: std::ops::Range<usize>| line.get(range).unwrap_or_default();
    Inlines::new()
        .text(part(0..start))
        .bold(part(start..end))
        .text(part(end..line.len()))
}

/// An item: what helps at the left, in small type, and the room to write beside it.
fn item(number: usize, asked: &Asked) -> Vec<Block> {
    let notes = helps(asked).into_iter().map(|(label, text)| {
        let text = Inlines::new().bold(label).push(Inline::Break).text(text);
        Block::small(text)
    });
    let mut rooms = Vec::new();
    let mut last = Vec::new();
    for field in fields(&asked.asks) {
        let room = room(field, &asked.asks);
        match field {
            Field::Evidence => last.push((2.2, room)),
            Field::On => last.push((1.0, room)),
            _ => rooms.extend(room),
        }
    }
    rooms.push(Block::Columns(Columns { columns: last }));
    vec![
        section(format!("{number}. {}", asked.title)),
        Block::body(asked.question.as_str()),
        Block::Columns(Columns {
            columns: vec![(1.0, vec![Block::Compact(notes.collect())]), (1.8, rooms)],
        }),
    ]
}

/// A label with boxes to tick or lines to write on.
fn room(field: Field, asks: &Asks) -> Vec<Block> {
    let label = Inlines::from(field.label(asks));
    let label = match field.hint(asks) {
        "" => label,
        hint => label.muted(format!("  {hint}")),
    };
    let choices = choices(field, asks).into_iter().map(|(_, label)| label);
    let choices: Vec<String> = choices.collect();
    let lines = match (field, asks) {
        (Field::Facts, Asks::Practice { .. }) => 4,
        (Field::Facts, Asks::Grounds) => 6,
        (Field::Value, Asks::Text) => 3,
        (Field::Facts | Field::Evidence, _) => 2,
        _ => 1,
    };
    let room = match choices.is_empty() {
        true => Block::Lines(lines),
        false => Block::Boxes(choices),
    };
    vec![Block::label(label), room]
}

/// Who answers, and when. It stands at the head, where it has room, and never alone on a last page.
fn respondent() -> Block {
    let line = |label: &str| SignatureLine {
        label: label.to_owned(),
        filled: String::new(),
    };
    Block::Together(vec![
        chapter("Who answers"),
        Block::Signatures(vec![line("Name"), line("Role"), line("Date")]),
        Block::note(
            "Please give this back to counsel when it is filled in, and to nobody else. Thank you.",
        ),
    ])
}
