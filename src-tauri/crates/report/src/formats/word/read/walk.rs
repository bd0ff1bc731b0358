//! The text of a Word file in its order: paragraphs, the cells of rows, the controls they stand in, and the bookmarks
//! that name them. No entity is resolved but the five of XML itself, and nesting is bounded.

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use thiserror::Error;

use crate::formats::word::form::{Key, Marks};

/// How deep elements may be nested.
const MAX_DEPTH: usize = 256;
/// The most elements, texts and references of a part.
const MAX_EVENTS: usize = 8_000_000;

/// Why a part could not be walked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(in crate::formats::word) enum WalkError {
    #[error("it is no text in UTF-8")]
    NotText,
    #[error("at byte {at}: {problem}")]
    NotXml { at: u64, problem: String },
    #[error("it declares a document type, which no Word file does")]
    DocType,
    #[error("it is nested more than {MAX_DEPTH} deep")]
    TooDeep,
    #[error("it has more than {MAX_EVENTS} pieces")]
    TooMany,
}

/// A content control.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::formats::word) struct Control {
    pub(super) tag: String,
    /// Whether what stands in it is its placeholder.
    pub(super) placeholder: bool,
    /// The day that a date control has beside its text.
    pub(super) day: Option<String>,
    /// The choices of a drop-down: what is shown, and the name it has.
    pub(super) choices: Vec<(String, String)>,
}

/// A stretch of text, with the control that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) control: Option<usize>,
    pub(super) text: String,
}

/// A cell of a row, or a paragraph outside all tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::formats::word) struct Place {
    /// The row that it is a cell of.
    pub(super) row: Option<usize>,
    pub(super) bookmarks: Vec<String>,
    pub(super) paragraphs: Vec<Vec<Chunk>>,
    /// Every control that stands in it, with text or without.
    pub(super) controls: Vec<usize>,
}

/// What a part says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::formats::word) struct Walked {
    pub(super) controls: Vec<Control>,
    pub(super) places: Vec<Place>,
    pub(super) tracked: bool,
    pub(super) deleted: String,
    pub(super) pictures: usize,
}

/// How much of what was taken out is kept to be quoted, in bytes.
const MOST_DELETED: usize = 4_000;

/// Walks a part.
pub(in crate::formats::word) fn walk(part: &[u8]) -> Result<Walked, WalkError> {
    let part = part.strip_prefix(b"\xef\xbb\xbf").unwrap_or(part);
    let text = std::str::from_utf8(part).map_err(|_| WalkError::NotText)?;
    let mut reader = Reader::from_str(text);
    let mut walk = Walk::default();
    for _ in 0..MAX_EVENTS {
        let event = reader.read_event().map_err(|error| WalkError::NotXml {
            at: reader.error_position(),
            problem: error.to_string(),
        })?;
        match event {
            Event::Eof if walk.open.is_empty() => return Ok(walk.walked),
            Event::Eof => {
                return Err(WalkError::NotXml {
                    at: reader.buffer_position(),
                    problem: String::from("it ends in the middle"),
                });
            }
            Event::DocType(_) => return Err(WalkError::DocType),
            Event::Start(tag) => {
                if walk.open.len() >= MAX_DEPTH {
                    return Err(WalkError::TooDeep);
                }
                walk.start(&tag);
            }
            Event::Empty(tag) => {
                walk.start(&tag);
                walk.end();
            }
            Event::End(_) => walk.end(),
            Event::Text(text) => walk.text(&text),
            Event::CData(text) => walk.text(&text),
            Event::GeneralRef(entity) => {
                if let Some(text) = reference(&entity) {
                    walk.text(&text);
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    Err(WalkError::TooMany)
}

/// What a reference to a character stands for; `None` for any other entity, which is not resolved.
pub(super) fn reference(entity: &BytesRef<'_>) -> Option<String> {
    match entity.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        Ok(None) => quick_xml::escape::resolve_predefined_entity(entity).map(str::to_owned),
        Err(_) => None,
    }
}

/// The value of an attribute.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
    Some(value.into_owned())
}

/// What an element is to the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Paragraph,
    Table,
    Row,
    Cell,
    Control,
    ControlProperties,
    Text,
    DeletedText,
    Deleted,
    TabStops,
    /// Nothing below it is read.
    Skipped,
    Other,
}

#[derive(Default)]
struct Walk {
    walked: Walked,
    open: Vec<Open>,
    tables: usize,
    skipped: usize,
    taken_out: usize,
    texts: usize,
    row: usize,
    /// The cell that is open, of the outermost table.
    cell: Option<Place>,
    /// The paragraphs that are open; a text box has some within another.
    paragraphs: Vec<Place>,
    controls: Vec<usize>,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let open = match name.as_ref() {
            _ if self.skipped > 0 => Open::Other,
            // The same content once more, for programs that do not know the first.
            "mc:Fallback" => {
                self.skipped += 1;
                Open::Skipped
            }
            "w:del" | "w:moveFrom" => {
                self.walked.tracked = true;
                self.taken_out += 1;
                Open::Deleted
            }
            "w:ins" | "w:moveTo" => {
                self.walked.tracked = true;
                Open::Other
            }
            "w:p" => {
                self.paragraphs.push(Place {
                    paragraphs: vec![Vec::new()],
                    ..Place::default()
                });
                Open::Paragraph
            }
            "w:tbl" => {
                self.tables += 1;
                Open::Table
            }
            "w:tr" => {
                if self.tables == 1 {
                    self.row += 1;
                }
                Open::Row
            }
            "w:tc" => {
                if self.tables == 1 && self.cell.is_none() {
                    self.cell = Some(Place {
                        row: Some(self.row),
                        ..Place::default()
                    });
                    for control in self.controls.clone() {
                        self.stands(control);
                    }
                }
                Open::Cell
            }
            "w:sdt" => {
                self.controls.push(self.walked.controls.len());
                self.walked.controls.push(Control::default());
                Open::Control
            }
            "w:sdtPr" => Open::ControlProperties,
            "w:sdtContent" => {
                if let Some(control) = self.controls.last().copied() {
                    self.stands(control);
                }
                Open::Other
            }
            "w:t" => {
                self.texts += 1;
                Open::Text
            }
            "w:delText" => {
                self.texts += 1;
                self.taken_out += 1;
                Open::DeletedText
            }
            "w:tabs" => Open::TabStops,
            other => {
                self.small(other, tag);
                Open::Other
            }
        };
        self.open.push(open);
    }

    /// Elements without anything in them that matters.
    fn small(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "w:br" | "w:cr" => self.put("\n"),
            // Tab stops are named like tabs.
            "w:tab" if self.open.last() != Some(&Open::TabStops) => self.put(" "),
            "w:noBreakHyphen" => self.put("\u{2011}"),
            "w:bookmarkStart" => {
                if let Some(name) = attribute(tag, "w:name")
                    && let Some(place) = self.cell.as_mut().or(self.paragraphs.last_mut())
                {
                    place.bookmarks.push(name);
                }
            }
            "w:drawing" | "w:pict" | "w:object" => self.walked.pictures += 1,
            _ if self.in_control_properties() => self.of_control(name, tag),
            _ => {}
        }
    }

    /// Whether an element stands among the properties of the innermost control.
    fn in_control_properties(&self) -> bool {
        self.open
            .iter()
            .rev()
            .take(2)
            .any(|open| *open == Open::ControlProperties)
    }

    fn of_control(&mut self, name: &str, tag: &BytesStart<'_>) {
        let Some(control) = self.controls.last().copied() else {
            return;
        };
        let Some(control) = self.walked.controls.get_mut(control) else {
            return;
        };
        match name {
            "w:tag" => control.tag = attribute(tag, "w:val").unwrap_or_default(),
            "w:showingPlcHdr" => {
                let off = attribute(tag, "w:val").is_some_and(|set| set == "0" || set == "false");
                control.placeholder = !off;
            }
            "w:date" => control.day = attribute(tag, "w:fullDate"),
            "w:listItem" => {
                let value = attribute(tag, "w:value").unwrap_or_default();
                let shown = attribute(tag, "w:displayText").unwrap_or_else(|| value.clone());
                control.choices.push((shown, value));
            }
            _ => {}
        }
    }

    /// Notes that a control stands in the place that is open.
    fn stands(&mut self, control: usize) {
        if let Some(place) = self.cell.as_mut().or(self.paragraphs.last_mut())
            && !place.controls.contains(&control)
        {
            place.controls.push(control);
        }
    }

    fn text(&mut self, text: &str) {
        if self.texts == 0 || self.skipped > 0 {
            return;
        }
        if self.taken_out > 0 {
            if self.walked.deleted.len() < MOST_DELETED {
                self.walked.deleted.push_str(text);
            }
            return;
        }
        self.put(text);
    }

    fn put(&mut self, text: &str) {
        if self.skipped > 0 || self.taken_out > 0 {
            return;
        }
        let control = self.controls.last().copied();
        if let Some(control) = control {
            self.stands(control);
        }
        let paragraph = self.paragraphs.last_mut();
        let Some(chunks) = paragraph.and_then(|place| place.paragraphs.last_mut()) else {
            return;
        };
        match chunks.last_mut() {
            Some(last) if last.control == control => last.text.push_str(text),
            _ => chunks.push(Chunk {
                control,
                text: text.to_owned(),
            }),
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Paragraph) => {
                if let Some(mut paragraph) = self.paragraphs.pop() {
                    match &mut self.cell {
                        Some(cell) => {
                            cell.paragraphs.append(&mut paragraph.paragraphs);
                            cell.bookmarks.append(&mut paragraph.bookmarks);
                        }
                        None => self.walked.places.push(paragraph),
                    }
                }
            }
            Some(Open::Table) => self.tables = self.tables.saturating_sub(1),
            Some(Open::Cell) if self.tables == 1 => {
                self.walked.places.extend(self.cell.take());
            }
            Some(Open::Control) => {
                self.controls.pop();
            }
            Some(Open::Text) => self.texts = self.texts.saturating_sub(1),
            Some(Open::DeletedText) => {
                self.texts = self.texts.saturating_sub(1);
                self.taken_out = self.taken_out.saturating_sub(1);
            }
            Some(Open::Deleted) => self.taken_out = self.taken_out.saturating_sub(1),
            Some(Open::Skipped) => self.skipped = self.skipped.saturating_sub(1),
            _ => {}
        }
    }
}

impl Place {
    /// The text of one paragraph, whatever it stands in, in one line.
    fn line(chunks: &[Chunk]) -> String {
        let text: String = chunks.iter().map(|chunk| chunk.text.as_str()).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Walked {
    /// Every paragraph, in one line each.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = String> {
        let all = self.places.iter().flat_map(|place| &place.paragraphs);
        all.map(|chunks| Place::line(chunks))
    }

    /// The place of each field: by the tag of a control in it, or by the bookmark in the label before it.
    pub(super) fn fields(&self, marks: &Marks) -> Vec<(Key, usize)> {
        let mut found = Vec::new();
        for (at, place) in self.places.iter().enumerate() {
            let tagged = place
                .controls
                .iter()
                .filter_map(|control| self.controls.get(*control));
            let tagged: Vec<Key> = tagged
                .filter_map(|control| Key::of_tag(&control.tag, &marks.items))
                .collect();
            let before = at.checked_sub(1).and_then(|before| self.places.get(before));
            let before = before.filter(|before| before.row.is_some() && before.row == place.row);
            let labeled = before.into_iter().flat_map(|before| &before.bookmarks);
            let labeled = labeled.filter_map(|name| Key::of_bookmark(name));
            let mut keys = tagged;
            for key in labeled {
                if keys.is_empty() {
                    keys.push(key);
                }
            }
            keys.dedup();
            found.extend(keys.into_iter().map(|key| (key, at)));
        }
        found
    }

    /// The names of the fields of an item, by its number, as the bookmarks name them.
    pub(in crate::formats::word) fn names_of(&self, number: usize) -> Vec<&'static str> {
        let bookmarks = self.places.iter().flat_map(|place| &place.bookmarks);
        let keys = bookmarks.filter_map(|name| Key::of_bookmark(name));
        let names = keys.filter_map(|key| match key {
            Key::Item(item, name) if item == number => Some(name),
            _ => None,
        });
        names.collect()
    }

    /// Every paragraph that stands in no field.
    pub(in crate::formats::word) fn passages(&self) -> Vec<String> {
        self.beside(&Marks::default())
    }

    /// The same, of a form that was filled.
    pub(super) fn beside(&self, marks: &Marks) -> Vec<String> {
        let fields: std::collections::BTreeSet<usize> =
            self.fields(marks).into_iter().map(|(_, at)| at).collect();
        let places = self.places.iter().enumerate();
        let others = places.filter(|(at, _)| !fields.contains(at));
        let lines = others.flat_map(|(_, place)| &place.paragraphs);
        let mut seen = std::collections::BTreeSet::new();
        lines
            .map(|chunks| Place::line(chunks))
            .filter(|line| !line.is_empty() && seen.insert(line.clone()))
            .collect()
    }
}
