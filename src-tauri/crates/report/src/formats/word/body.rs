//! Blocks: paragraphs, lists, what stands side by side, and what stays together.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{
    Block, Document, Heading, Inlines, KeyValues, ListMark, Notice, ParagraphStyle, SignatureLine,
    Tone,
};

use super::measure::text_width;
use super::sets;
use super::styles::{INDENT, rule_at_the_left};
use super::xml::{Element, element, valued};

/// Where blocks stand.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// How wide they may be, in twips.
    pub(super) width: u32,
    /// Whether they stay with what follows.
    pub(super) keep: bool,
    /// Whether it is a cell of a table.
    pub(super) cell: bool,
    /// How many lists they stand in.
    pub(super) lists: u32,
    /// Whether they are set apart by a rule at the left.
    pub(super) apart: bool,
}

impl Place {
    pub(super) fn page(document: &Document) -> Self {
        Self {
            width: text_width(document),
            keep: false,
            cell: false,
            lists: 0,
            apart: false,
        }
    }

    /// A cell of a table, so wide.
    pub(super) fn in_cell(width: u32) -> Self {
        Self {
            width: width.max(1),
            keep: false,
            cell: true,
            lists: 0,
            apart: false,
        }
    }

    /// The same place, staying with what follows.
    pub(super) fn kept(&self) -> Self {
        Self {
            keep: true,
            ..self.clone()
        }
    }
}

/// What is gathered on the way through a body.
pub(super) struct Body<'a> {
    /// Bookmark of each anchor.
    anchors: BTreeMap<&'a str, String>,
    bookmarks: u32,
    addresses: Vec<String>,
    /// The lists, in the order of their numberings, of which the first has number 1.
    pub(super) numberings: Vec<ListMark>,
    looks: BTreeSet<(u8, sets::Look)>,
    page_break: bool,
}

impl<'a> Body<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let mut names = Vec::new();
        gather_anchors(&document.body, &mut names);
        let anchors = (1..).zip(names);
        Self {
            anchors: anchors
                .map(|(n, name)| (name, format!("_place{n}")))
                .collect(),
            bookmarks: 0,
            addresses: Vec::new(),
            numberings: Vec::new(),
            looks: BTreeSet::new(),
            page_break: false,
        }
    }

    /// Addresses outside the file, in the order of their relations.
    pub(super) fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// The ways in which headings are set against their level.
    pub(super) fn looks(&self) -> impl Iterator<Item = (u8, sets::Look)> {
        self.looks.iter().copied()
    }

    pub(super) fn bookmark_of(&self, anchor: &str) -> Option<String> {
        self.anchors.get(anchor).cloned()
    }

    /// Names of bookmarks to set before a place that carries this anchor.
    pub(super) fn bookmark(&mut self, anchor: Option<&str>) -> Vec<Element> {
        let Some(name) = anchor.and_then(|anchor| self.bookmark_of(anchor)) else {
            return Vec::new();
        };
        self.bookmarks += 1;
        let id = self.bookmarks;
        vec![
            element("w:bookmarkStart")
                .with("w:id", id)
                .with("w:name", name),
            element("w:bookmarkEnd").with("w:id", id),
        ]
    }

    /// The relation to an address, where it is one that Word opens; Word refuses a file over an address that is none.
    pub(super) fn relation_to(&mut self, address: &str) -> Option<String> {
        let known = ["https://", "http://", "mailto:"];
        let sound = known.iter().any(|scheme| address.starts_with(scheme))
            && address
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&b));
        if !sound {
            return None;
        }
        let at = self.addresses.iter().position(|known| known == address);
        let at = at.unwrap_or_else(|| {
            self.addresses.push(address.to_owned());
            self.addresses.len() - 1
        });
        Some(format!("link{}", at + 1))
    }

    /// Blocks below one another.
    pub(super) fn blocks(&mut self, blocks: &[Block], place: &Place) -> Vec<Element> {
        let mut out = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            let last = at + 1 == blocks.len();
            self.block(block, place, last, &mut out);
        }
        out
    }

    fn block(&mut self, block: &Block, place: &Place, last: bool, out: &mut Vec<Element>) {
        match block {
            Block::Heading(heading) => out.push(self.heading(heading, place)),
            Block::Paragraph(paragraph) => {
                let keep = paragraph.style == ParagraphStyle::Label && !last;
                let place = if keep { place.kept() } else { place.clone() };
                let style = style_of(paragraph.style, &place);
                let bookmark = self.bookmark(paragraph.anchor.as_deref());
                out.push(self.paragraph(style, &paragraph.text, bookmark, &place));
            }
            Block::List(list) => self.list(list, place, out),
            Block::Table(table) => self.table(table, place, out),
            Block::Chart(chart) => self.chart(chart, place, out),
            Block::Steps(chart) => self.steps(chart, place, out),
            Block::KeyValues(pairs) => self.key_values(pairs, place, out),
            Block::Columns(columns) => {
                for (_, blocks) in &columns.columns {
                    out.extend(self.blocks(blocks, place));
                }
            }
            Block::Notice(notice) => self.notice(notice, place, out),
            Block::Signatures(places) => self.signatures(places, place, out),
            Block::Boxes(choices) => out.push(self.boxes(choices, place)),
            Block::Lines(count) => self.hand_lines(*count, place, out),
            Block::Together(blocks) => {
                if let Some((end, first)) = blocks.split_last() {
                    out.extend(self.blocks(first, &place.kept()));
                    out.extend(self.blocks(std::slice::from_ref(end), place));
                }
            }
            Block::Leading(blocks) => out.extend(self.blocks(blocks, &place.kept())),
            Block::Compact(blocks) => out.extend(self.blocks(blocks, place)),
            Block::Rule => out.push(self.paragraph("Rule", &Inlines::new(), Vec::new(), place)),
            Block::Space(points) => out.push(space(*points)),
            Block::PageBreak => self.page_break = true,
        }
    }

    /// A page break that is due is taken by the next paragraph.
    pub(super) fn break_before(&mut self, place: &Place) -> Option<Element> {
        (!place.cell && std::mem::take(&mut self.page_break)).then(|| element("w:pageBreakBefore"))
    }

    /// A page break that is due before something that cannot carry it.
    pub(super) fn take_break(&mut self, out: &mut Vec<Element>) {
        if std::mem::take(&mut self.page_break) {
            let broken = element("w:r").child(element("w:br").with("w:type", "page"));
            out.push(element("w:p").child(broken));
        }
    }

    /// A heading: the title has a style of its own, and the levels below it are Word's headings from 1 on.
    fn heading(&mut self, heading: &Heading, place: &Place) -> Element {
        let style = match heading.level {
            0 | 1 => String::from("Title"),
            level => {
                let level = level - 1;
                match sets::look(heading.look, level) {
                    None => format!("Heading{level}"),
                    Some(look) => {
                        self.looks.insert((level, look));
                        sets::look_id(level, look)
                    }
                }
            }
        };
        let bookmark = self.bookmark(heading.anchor.as_deref());
        self.paragraph(&style, &heading.text, bookmark, place)
    }

    /// A paragraph in a style.
    pub(super) fn paragraph(
        &mut self,
        style: &str,
        text: &Inlines,
        bookmark: Vec<Element>,
        place: &Place,
    ) -> Element {
        let indent = place.lists * INDENT;
        let runs = self.runs(text);
        let properties = element("w:pPr")
            .child(valued("w:pStyle", style))
            .maybe(place.keep.then(|| element("w:keepNext")))
            .maybe(self.break_before(place))
            .maybe(place.apart.then(rule_at_the_left))
            .maybe((indent > 0).then(|| element("w:ind").with("w:left", indent)));
        element("w:p")
            .child(properties)
            .children(bookmark)
            .children(runs)
    }

    fn notice(&mut self, notice: &Notice, place: &Place, out: &mut Vec<Element>) {
        let apart = Place {
            apart: true,
            ..place.clone()
        };
        if let Some(title) = &notice.title {
            out.push(self.paragraph("Label", title, Vec::new(), &apart.kept()));
        }
        out.extend(self.blocks(&notice.content, &apart));
    }

    fn key_values(&mut self, pairs: &KeyValues, place: &Place, out: &mut Vec<Element>) {
        if pairs.pairs.is_empty() {
            return;
        }
        let ruled = pairs.tone == Tone::Ruled;
        let first = match ruled {
            true => place.width * 2 / 3,
            false => place.width * 2 / 7,
        };
        // A few figures stay on one page; a long list goes on over the next.
        let few = pairs.pairs.len() <= 8;
        let rows = pairs.pairs.iter().enumerate().map(|(at, (label, value))| {
            let inner = Place::in_cell(place.width);
            let last = at + 1 == pairs.pairs.len();
            let inner = match place.keep || few && !last {
                true => inner.kept(),
                false => inner,
            };
            let label_style = if ruled { "TableText" } else { "TableNote" };
            let value_style = if ruled { "TableFigure" } else { "TableText" };
            vec![
                self.paragraph(label_style, label, Vec::new(), &inner),
                self.paragraph(value_style, value, Vec::new(), &inner),
            ]
        });
        let rows: Vec<Vec<Element>> = rows.collect();
        let widths = [first, place.width - first];
        self.plain_table(
            if ruled {
                "ProvisoTable"
            } else {
                "ProvisoPlain"
            },
            &widths,
            rows,
            "",
            out,
        );
    }

    /// Boxes to tick, in one paragraph.
    fn boxes(&mut self, choices: &[String], place: &Place) -> Element {
        let words = choices.iter().map(|choice| format!("☐\u{a0}{choice}"));
        let words = words.collect::<Vec<_>>().join("    ");
        let style = style_of(ParagraphStyle::Small, place);
        self.paragraph(style, &Inlines::from(words), Vec::new(), place)
    }

    /// Lines to write on: empty paragraphs with a rule below each.
    fn hand_lines(&mut self, count: u8, place: &Place, out: &mut Vec<Element>) {
        for at in 1..=count {
            let place = match at < count {
                true => place.kept(),
                false => place.clone(),
            };
            out.push(self.paragraph("Rule", &Inlines::new(), Vec::new(), &place));
        }
    }

    fn signatures(&mut self, places: &[SignatureLine], place: &Place, out: &mut Vec<Element>) {
        // Three in a row leave room to write; what is left over goes into rows below.
        for row in places.chunks(3) {
            let count = u32::try_from(row.len()).unwrap_or(1).max(1);
            let widths: Vec<u32> = row.iter().map(|_| place.width / count).collect();
            let of = |text: &str, style: &str, body: &mut Self| {
                body.paragraph(
                    style,
                    &Inlines::from(text),
                    Vec::new(),
                    &Place::in_cell(place.width).kept(),
                )
            };
            let filled = row
                .iter()
                .map(|line| of(&line.filled, "SignatureSpace", self));
            let filled: Vec<Element> = filled.collect();
            let labels = row.iter().map(|line| of(&line.label, "TableNote", self));
            let labels: Vec<Element> = labels.collect();
            self.plain_table(
                "ProvisoSign",
                &widths,
                vec![filled, labels],
                "Places to sign",
                out,
            );
        }
    }
}

/// Empty space, in points.
pub(super) fn space(points: f32) -> Element {
    let twips = (points.clamp(1.0, 1000.0) * 20.0).round();
    let spacing = element("w:spacing")
        .with("w:before", "0")
        .with("w:after", "0")
        .with("w:line", twips)
        .with("w:lineRule", "exact");
    element("w:p").child(
        element("w:pPr")
            .child(valued("w:pStyle", "Gap"))
            .child(spacing),
    )
}

/// The style of a paragraph; tables have their own, closer ones.
pub(super) fn style_of(style: ParagraphStyle, place: &Place) -> &'static str {
    match (style, place.cell) {
        (ParagraphStyle::Body, false) => "Normal",
        (ParagraphStyle::Body, true) => "TableReading",
        (ParagraphStyle::Lead, _) => "Subtitle",
        (ParagraphStyle::Small, false) => "Small",
        (ParagraphStyle::Small, true) => "TableText",
        (ParagraphStyle::Note, false) => "Note",
        (ParagraphStyle::Note, true) => "TableNote",
        (ParagraphStyle::Label, _) => "Label",
        (ParagraphStyle::Quote, _) => "Quote",
    }
}

/// Collects the anchors that links may lead to.
fn gather_anchors<'a>(blocks: &'a [Block], names: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => names.extend(heading.anchor.as_deref()),
            Block::Paragraph(paragraph) => names.extend(paragraph.anchor.as_deref()),
            Block::List(list) => {
                for item in &list.items {
                    gather_anchors(item, names);
                }
            }
            Block::Table(table) => {
                for row in table.head.iter().chain(&table.rows) {
                    names.extend(row.anchor.as_deref());
                    for cell in &row.cells {
                        gather_anchors(&cell.content, names);
                    }
                }
            }
            Block::Columns(columns) => {
                for (_, blocks) in &columns.columns {
                    gather_anchors(blocks, names);
                }
            }
            Block::Notice(notice) => gather_anchors(&notice.content, names),
            Block::Together(blocks) | Block::Leading(blocks) | Block::Compact(blocks) => {
                gather_anchors(blocks, names);
            }
            Block::Chart(_)
            | Block::Steps(_)
            | Block::KeyValues(_)
            | Block::Signatures(_)
            | Block::Boxes(_)
            | Block::Lines(_)
            | Block::Rule
            | Block::Space(_)
            | Block::PageBreak => {}
        }
    }
}
