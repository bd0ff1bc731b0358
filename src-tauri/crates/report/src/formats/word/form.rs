//! The fillable form: a request as a Word file with content controls.
//!
//! LibreOffice (seen with 7.4) drops the tag and the lock of a control when it saves, and a plain-text control loses
//! its line breaks there. So every field is known three times over: by the control's tag, by a bookmark in the label
//! beside it, and by its place in the cell after that label; text is asked for in rich-text controls, of which only
//! the text is read; and what the form refers to stands in the file's properties and, in small type, on the page.

mod control;
mod marks;

use proviso_core::request::{Asked, Request};

use crate::document::{Block, Document, Inlines};
use crate::request::fields::{Field, by_theme, choices, fields, helps};

use super::FormatError;
use super::body::{Body, Place};
use super::inline::shade;
use super::package::{self, Property};
use super::read::walk;
use super::xml::{Element, element, valued};
use crate::formats::zipped::zipped;
use control::{Control, Kind};

pub(crate) use marks::{FIELD_NAMES, Key, Marks, PLACEHOLDERS, passage};

/// The format of the form, as its properties name it.
pub(crate) const FORM_FORMAT: u32 = 1;

/// The ground of a field, so that one sees where to write.
const FIELD: &str = "F4F3EF";

/// Writes the form.
pub(crate) fn word_form(request: &Request, head: &Document) -> Result<Vec<u8>, FormatError> {
    crate::check::check(head)?;
    let mut body = Body::new(head);
    let place = Place::page(head);
    let mut form = Form {
        next: 0,
        place: place.clone(),
    };
    let mut blocks = body.blocks(&head.body, &place);
    let mut marks = Marks::of(request);
    for (theme, items) in by_theme(request) {
        let theme = match theme.trim() {
            "" => "Questions",
            theme => theme,
        };
        blocks.extend(body.blocks(&[Block::heading(2, theme)], &place.kept()));
        for (number, asked) in items {
            form.item(number, asked, &mut body, &mut blocks);
            marks
                .items
                .push((asked.item.clone(), asked.item_hash.0.clone()));
        }
    }
    form.who(&mut body, &mut blocks);
    for line in marks.lines() {
        blocks.extend(body.blocks(&[Block::note(line)], &place));
    }
    let write = |blocks: Vec<Element>, properties: &[Property]| {
        package::parts(head, &body, blocks, properties)
    };
    // What the form says by itself is known by its reader, so that what somebody typed beside it is not lost.
    let blank = write(blocks.clone(), &[])?;
    let main = blank.iter().find(|(name, _)| name == "word/document.xml");
    let main = main.map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
    let walked = walk::walk(main).map_err(|error| FormatError::Write(error.to_string()))?;
    let properties = marks.properties(&walked);
    zipped(&write(blocks, &properties)?)
}

struct Form {
    /// The number of the last control and bookmark.
    next: u32,
    /// Where the items stand.
    place: Place,
}

impl Form {
    /// One item: heading, question, and one table of what helps and what is asked.
    fn item(&mut self, number: usize, asked: &Asked, body: &mut Body<'_>, out: &mut Vec<Element>) {
        let place = self.place.kept();
        let opening = [
            Block::heading(3, format!("{number}. {}", asked.title)),
            Block::body(asked.question.as_str()),
        ];
        out.extend(body.blocks(&opening, &place));
        let mut rows = Vec::new();
        for (label, text) in helps(asked) {
            let label = said(body, "TableNote", label);
            let text = text.split('\n').map(|line| said(body, "TableText", line));
            rows.push(self.row(0, vec![Cells::plain(vec![label], text.collect())]));
        }
        let all = fields(&asked.asks);
        let [basis, evidence, on] = [Field::Basis, Field::Evidence, Field::On];
        for field in all
            .iter()
            .copied()
            .filter(|field| ![basis, on].contains(field))
        {
            let height = match field {
                Field::Facts => 960,
                Field::Evidence => 560,
                _ => 0,
            };
            // How it is known, and since when, stand beside one another.
            if field == evidence {
                let pair = [basis, on].map(|field| self.asked(number, asked, field, body));
                rows.push(self.row(0, pair.to_vec()));
            }
            let cells = self.asked(number, asked, field, body);
            rows.push(self.row(height, vec![cells]));
        }
        out.push(self.table(rows));
        let hash = &asked.item_hash.0;
        let reference = marks::item_line(number, &asked.item, hash);
        out.extend(body.blocks(&[Block::note(reference)], &self.place.clone()));
    }

    /// The label and the room of one field of an item.
    fn asked(&mut self, number: usize, asked: &Asked, field: Field, body: &mut Body<'_>) -> Cells {
        let asks = &asked.asks;
        let key = Key::Item(number, field.file_name(asks));
        let mut label = vec![self.label(body, &key, field.label(asks))];
        match field.hint(asks) {
            "" => {}
            hint => label.push(said(body, "TableNote", hint)),
        }
        let kind = match field {
            Field::Verdict | Field::Choice | Field::Basis => Kind::Choice(choices(field, asks)),
            Field::On => Kind::Date,
            Field::Value if key.is_named("day") => Kind::Date,
            _ => Kind::Text,
        };
        let control = Control {
            tag: key.tag(&asked.item),
            alias: format!("{number}. {}", field.label(asks)),
            placeholder: marks::placeholder(field, asks),
            kind,
        };
        Cells::field(label, self.field(control))
    }

    /// Who answers, and when.
    fn who(&mut self, body: &mut Body<'_>, out: &mut Vec<Element>) {
        let place = self.place.kept();
        let opening = [
            Block::heading(2, "Who answers"),
            Block::body(
                "Please fill this in last, save the file, and send it back to counsel alone. Thank you.",
            ),
        ];
        out.extend(body.blocks(&opening, &place));
        let asked = [
            ("name", "Your name", marks::WRITE_NAME, Kind::Text),
            ("role", "Your role", marks::WRITE_ROLE, Kind::Text),
            ("on", "Date of this reply", marks::CHOOSE_DATE, Kind::Date),
        ];
        let mut rows = Vec::new();
        for (name, label, placeholder, kind) in asked {
            let key = Key::By(name);
            let cell = vec![self.label(body, &key, label)];
            let control = Control {
                tag: key.tag(""),
                alias: label.to_owned(),
                placeholder,
                kind,
            };
            let cells = Cells::field(cell, self.field(control));
            rows.push(self.row(0, vec![cells]));
        }
        out.push(self.table(rows));
    }

    /// A label that carries the bookmark of its field.
    fn label(&mut self, body: &mut Body<'_>, key: &Key, text: &str) -> Element {
        self.next += 1;
        let id = self.next;
        let around = [
            element("w:bookmarkStart")
                .with("w:id", id)
                .with("w:name", key.bookmark()),
            element("w:bookmarkEnd").with("w:id", id),
        ];
        let inner = Place::in_cell(self.place.width).kept();
        body.paragraph("TableTotal", &Inlines::from(text), around.to_vec(), &inner)
    }

    fn field(&mut self, control: Control) -> Element {
        self.next += 1;
        let properties = element("w:pPr")
            .child(valued("w:pStyle", "TableReading"))
            .child(element("w:keepNext"));
        element("w:p")
            .child(properties)
            .child(control.element(self.next))
    }

    /// A row at least so high, of one label with its room or of two beside one another.
    fn row(&self, height: u32, pairs: Vec<Cells>) -> Element {
        let [label, room, second, rest] = self.widths();
        let widths = match pairs.len() {
            1 => vec![(label, 1), (room + second + rest, 3)],
            _ => vec![(label, 1), (room, 1), (second, 1), (rest, 1)],
        };
        let cells = pairs.into_iter().flat_map(|cells| {
            let room = match cells.is_field {
                true => Some(FIELD),
                false => None,
            };
            [(cells.label, None), (cells.room, room)]
        });
        let cells = cells.zip(widths).map(|((content, ground), (width, span))| {
            let span = (span > 1).then(|| valued("w:gridSpan", span));
            let edge = |name: &'static str| {
                valued(name, "single")
                    .with("w:sz", "12")
                    .with("w:space", "0")
                    .with("w:color", "FFFFFF")
            };
            let edges = element("w:tcBorders")
                .child(edge("w:top"))
                .child(edge("w:bottom"));
            let properties = element("w:tcPr")
                .child(element("w:tcW").with("w:w", width).with("w:type", "dxa"))
                .maybe(span)
                .maybe(ground.map(|_| edges))
                .maybe(ground.map(shade));
            element("w:tc").child(properties).children(content)
        });
        let high = (height > 0).then(|| valued("w:trHeight", height).with("w:hRule", "atLeast"));
        // A long statement may go on over the next page; everything else stays whole.
        let whole = high.is_none().then(|| element("w:cantSplit"));
        element("w:tr")
            .child(element("w:trPr").maybe(whole).maybe(high))
            .children(cells)
    }

    /// Label, room, a second label, and its room.
    fn widths(&self) -> [u32; 4] {
        let label = self.place.width * 2 / 9;
        let (room, second) = (self.place.width * 2 / 7, self.place.width / 6);
        [
            label,
            room,
            second,
            self.place.width - label - room - second,
        ]
    }

    fn table(&self, rows: Vec<Element>) -> Element {
        let columns = self
            .widths()
            .map(|width| element("w:gridCol").with("w:w", width));
        let properties = element("w:tblPr")
            .child(valued("w:tblStyle", "ProvisoPlain"))
            .child(
                element("w:tblW")
                    .with("w:w", self.place.width)
                    .with("w:type", "dxa"),
            )
            .child(element("w:tblLayout").with("w:type", "fixed"))
            .child(valued("w:tblLook", "0080"));
        element("w:tbl")
            .child(properties)
            .child(element("w:tblGrid").children(columns))
            .children(rows)
    }
}

/// A label with what stands beside it.
#[derive(Clone)]
struct Cells {
    label: Vec<Element>,
    room: Vec<Element>,
    is_field: bool,
}

impl Cells {
    fn plain(label: Vec<Element>, room: Vec<Element>) -> Self {
        Self {
            label,
            room,
            is_field: false,
        }
    }

    fn field(label: Vec<Element>, room: Element) -> Self {
        Self {
            label,
            room: vec![room],
            is_field: true,
        }
    }
}

fn said(body: &mut Body<'_>, style: &str, text: &str) -> Element {
    let inner = Place::in_cell(1).kept();
    body.paragraph(style, &Inlines::from(text), Vec::new(), &inner)
}
