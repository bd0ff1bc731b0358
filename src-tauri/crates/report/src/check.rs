//! What a document must be, checked before anything is laid out, so that a refusal says where and what to do.

use std::collections::BTreeSet;

use crate::{
    RenderError,
    document::{Block, Cell, Document, Inline, Inlines, LinkTarget, Row, Table, Width},
};

/// Opens a file as PDF and counts its pages.
///
/// # Errors
/// A sentence where the bytes are no PDF that can be read.
pub fn count_pages(bytes: &[u8]) -> Result<usize, String> {
    let file = lopdf::Document::load_mem(bytes).map_err(|error| error.to_string())?;
    Ok(file.get_pages().len())
}

/// A sheet holds no more columns with words in them.
const MOST_COLUMNS: usize = 16;

/// Checks a whole document.
pub(crate) fn check(document: &Document) -> Result<(), RenderError> {
    let mut check = Check::default();
    let at = document.created;
    check.rule(
        !document.title.trim().is_empty(),
        "title",
        "a file needs a title",
    )?;
    check.rule(
        !document.language.is_empty() && document.language.is_ascii(),
        "language",
        "give a BCP 47 tag such as en-US",
    )?;
    check.rule(
        at.year <= 9999
            && (1..=12).contains(&at.month)
            && (1..=31).contains(&at.day)
            && at.hour < 24
            && at.minute < 60
            && at.second < 60,
        "created",
        "this is no moment in the calendar",
    )?;
    check.blocks("body", &document.body)?;
    let missing = check
        .links
        .iter()
        .find(|(_, anchor)| !check.anchors.contains(anchor));
    match missing {
        None => Ok(()),
        Some((place, anchor)) => Err(RenderError::Document {
            place: place.clone(),
            problem: format!("it leads to the anchor {anchor:?}, which no block carries"),
        }),
    }
}

/// What is gathered on the way.
#[derive(Default)]
struct Check {
    heading: u8,
    anchors: BTreeSet<String>,
    links: Vec<(String, String)>,
}

impl Check {
    fn rule(&self, kept: bool, place: &str, problem: &str) -> Result<(), RenderError> {
        if kept {
            return Ok(());
        }
        Err(RenderError::Document {
            place: place.to_owned(),
            problem: problem.to_owned(),
        })
    }

    fn blocks(&mut self, place: &str, blocks: &[Block]) -> Result<(), RenderError> {
        for (index, block) in blocks.iter().enumerate() {
            self.block(&format!("{place}[{index}]"), block)?;
        }
        Ok(())
    }

    fn block(&mut self, place: &str, block: &Block) -> Result<(), RenderError> {
        match block {
            Block::Heading(heading) => {
                let level = heading.level;
                self.rule(
                    (1..=6).contains(&level),
                    place,
                    "a heading's level is 1 to 6",
                )?;
                self.rule(
                    level <= self.heading + 1,
                    place,
                    "a heading may be one level below the one before it, and the first is of level 1",
                )?;
                self.rule(!heading.text.is_empty(), place, "a heading needs words")?;
                self.heading = level;
                self.anchor(place, heading.anchor.as_deref())?;
                self.inlines(place, &heading.text)
            }
            Block::Paragraph(paragraph) => {
                self.anchor(place, paragraph.anchor.as_deref())?;
                self.inlines(place, &paragraph.text)
            }
            Block::List(list) => {
                for (index, item) in list.items.iter().enumerate() {
                    self.blocks(&format!("{place}.items[{index}]"), item)?;
                }
                Ok(())
            }
            Block::Table(table) => self.table(place, table),
            Block::Chart(chart) => {
                self.rule(
                    !chart.alt.trim().is_empty(),
                    place,
                    "a figure needs words that stand for it",
                )?;
                let sound = chart
                    .bars
                    .iter()
                    .all(|bar| bar.low <= bar.high && bar.high <= 1000);
                self.rule(sound, place, "a bar goes from low to high within 0 to 1000")?;
                chart
                    .caption
                    .iter()
                    .try_for_each(|words| self.inlines(place, words))
            }
            Block::Steps(chart) => {
                self.rule(
                    !chart.alt.trim().is_empty(),
                    place,
                    "a figure needs words that stand for it",
                )?;
                let sound = chart
                    .steps
                    .iter()
                    .all(|step| step.from <= 1000 && step.to <= 1000);
                self.rule(sound, place, "a step stands within 0 to 1000")?;
                chart
                    .caption
                    .iter()
                    .try_for_each(|words| self.inlines(place, words))
            }
            Block::KeyValues(pairs) => pairs.pairs.iter().try_for_each(|(label, value)| {
                self.inlines(place, label)?;
                self.inlines(place, value)
            }),
            Block::Columns(columns) => {
                let sound = columns.columns.iter().all(|(share, _)| positive(*share));
                self.rule(sound, place, "the share of a column is more than 0")?;
                for (index, (_, blocks)) in columns.columns.iter().enumerate() {
                    self.blocks(&format!("{place}.columns[{index}]"), blocks)?;
                }
                Ok(())
            }
            Block::Notice(notice) => {
                notice
                    .title
                    .iter()
                    .try_for_each(|words| self.inlines(place, words))?;
                self.blocks(&format!("{place}.content"), &notice.content)
            }
            Block::Together(blocks) | Block::Leading(blocks) | Block::Compact(blocks) => {
                self.blocks(place, blocks)
            }
            Block::Space(height) => {
                let sound = height.is_finite() && (0.0..=1000.0).contains(height);
                self.rule(sound, place, "space is 0 to 1000 points")
            }
            Block::Boxes(_) | Block::Lines(_) => Ok(()),
            Block::Signatures(_) | Block::Rule | Block::PageBreak => Ok(()),
        }
    }

    fn table(&mut self, place: &str, table: &Table) -> Result<(), RenderError> {
        self.rule(
            (1..=MOST_COLUMNS).contains(&table.columns.len()),
            place,
            "a table has 1 to 16 columns",
        )?;
        let sound = table.columns.iter().all(|column| match column.width {
            Width::Points(width) | Width::Share(width) => positive(width),
            Width::Fit => true,
        });
        self.rule(sound, place, "the width of a column is more than 0")?;
        table
            .caption
            .iter()
            .try_for_each(|words| self.inlines(place, words))?;
        for (part, rows) in [("head", &table.head), ("rows", &table.rows)] {
            for (index, row) in rows.iter().enumerate() {
                self.row(
                    &format!("{place}.{part}[{index}]"),
                    row,
                    table.columns.len(),
                )?;
            }
        }
        Ok(())
    }

    fn row(&mut self, place: &str, row: &Row, columns: usize) -> Result<(), RenderError> {
        let spans: usize = row.cells.iter().map(|cell| cell.span).sum();
        let sound = spans == columns && row.cells.iter().all(|cell| cell.span > 0);
        self.rule(
            sound,
            place,
            "the spans of a row's cells add up to the number of columns",
        )?;
        self.anchor(place, row.anchor.as_deref())?;
        for (index, Cell { content, .. }) in row.cells.iter().enumerate() {
            self.blocks(&format!("{place}.cells[{index}]"), content)?;
        }
        Ok(())
    }

    fn anchor(&mut self, place: &str, anchor: Option<&str>) -> Result<(), RenderError> {
        let Some(anchor) = anchor else { return Ok(()) };
        let new = self.anchors.insert(anchor.to_owned());
        self.rule(
            new,
            place,
            &format!("the anchor {anchor:?} stands on an earlier block too"),
        )
    }

    fn inlines(&mut self, place: &str, inlines: &Inlines) -> Result<(), RenderError> {
        for inline in &inlines.0 {
            if let Inline::Link(link) = inline {
                match &link.target {
                    LinkTarget::Anchor(anchor) => {
                        self.links.push((place.to_owned(), anchor.clone()));
                    }
                    LinkTarget::Uri(address) => {
                        self.rule(!address.is_empty(), place, "a link needs an address")?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn positive(value: f32) -> bool {
    value.is_finite() && value > 0.0
}
