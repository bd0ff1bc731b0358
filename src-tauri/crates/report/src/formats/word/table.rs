//! Tables: heads that repeat, rows that stay whole, cells that end as Word asks.

use crate::document::{Align, Block, Cell, Inlines, Row, RowTone, Table};

use super::body::{Body, Place, space};
use super::inline::shade;
use super::sets::GROUND;
use super::widths::{CELL_MARGIN, CHARACTER, characters, spread, turned, widths};
use super::xml::{Element, element, valued};

/// A row with more characters than this may be split between pages; a shorter one stays whole.
const WHOLE: usize = 1_500;
/// A table of no more rows than this stays on one page, where its texts are short too.
const SHORT: usize = 8;

impl Body<'_> {
    /// A table, with its caption above and air below: two tables that touch would become one.
    pub(super) fn table(&mut self, table: &Table, place: &Place, out: &mut Vec<Element>) {
        if table.rows.is_empty() {
            return;
        }
        self.take_break(out);
        if let Some(caption) = &table.caption {
            out.push(self.paragraph("Caption", caption, Vec::new(), &place.kept()));
        }
        let widths = widths(table, place.width);
        let upright = table.head.iter().any(|row| turned(row, &widths));
        let mut rows = Vec::new();
        for row in &table.head {
            rows.push(self.head(row, table, &widths, upright));
        }
        let short = table.rows.len() <= SHORT && {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| characters(&cell.content)).sum::<usize>() <= WHOLE
        };
        for (at, row) in table.rows.iter().enumerate() {
            let last = at + 1 == table.rows.len();
            let keep = place.keep || !last && (short || row.tone == RowTone::Group);
            rows.push(self.row(row, table, &widths, keep));
        }
        let named = table
            .rows
            .iter()
            .any(|row| row.cells.iter().any(|cell| cell.names_row));
        let properties = properties("ProvisoTable", place.width, !table.head.is_empty(), named)
            .maybe(described(&table.summary));
        out.push(put_together(properties, &widths, rows));
        out.push(gap(place));
    }

    fn head(&mut self, row: &Row, table: &Table, widths: &[u32], upright: bool) -> Element {
        let mut properties = element("w:trPr").child(element("w:cantSplit"));
        if upright {
            let longest = row.cells.iter().map(|cell| characters(&cell.content)).max();
            let height = u32::try_from(longest.unwrap_or(0)).unwrap_or(0) * CHARACTER + 200;
            let height = height.clamp(600, 2_400);
            properties = properties.child(valued("w:trHeight", height).with("w:hRule", "atLeast"));
        }
        let properties = properties.child(element("w:tblHeader"));
        let cells = spread(row, widths).map(|(at, cell, width)| {
            let turned = upright && at > 0;
            let inner = Place::in_cell(width.saturating_sub(2 * CELL_MARGIN)).kept();
            let align = table
                .columns
                .get(at)
                .map_or(Align::Left, |column| column.align);
            let style = match (turned, align) {
                (true, _) | (_, Align::Left) => "TableHead",
                (_, Align::Right) => "TableHeadRight",
                (_, Align::Center) => "TableHeadCenter",
            };
            let words = plain(&cell.content);
            let text = self.paragraph(style, &words, Vec::new(), &inner);
            let properties = cell_properties(cell, width)
                .maybe(turned.then(|| valued("w:textDirection", "btLr")))
                .child(valued("w:vAlign", "bottom"));
            element("w:tc").child(properties).child(text)
        });
        let cells: Vec<Element> = cells.collect();
        element("w:tr").child(properties).children(cells)
    }

    fn row(&mut self, row: &Row, table: &Table, widths: &[u32], keep: bool) -> Element {
        let long: usize = row.cells.iter().map(|cell| characters(&cell.content)).sum();
        let whole = (long <= WHOLE).then(|| element("w:cantSplit"));
        let mut anchor = self.bookmark(row.anchor.as_deref());
        let mut cells = Vec::new();
        for (at, cell, width) in spread(row, widths) {
            let inner = match keep {
                true => Place::in_cell(width.saturating_sub(2 * CELL_MARGIN)).kept(),
                false => Place::in_cell(width.saturating_sub(2 * CELL_MARGIN)),
            };
            let align = table
                .columns
                .get(at)
                .map_or(Align::Left, |column| column.align);
            let mut content = self.cell(cell, align, row.tone, &inner);
            let paragraph = content.iter_mut().find(|one| one.is("w:p"));
            if let Some(first) = paragraph.filter(|_| !anchor.is_empty()) {
                // A bookmark stands in a paragraph, behind its properties.
                *first = first.clone().children(std::mem::take(&mut anchor));
            }
            let fill = match (row.tone, cell.shade) {
                (RowTone::Group, _) => Some(String::from(GROUND)),
                (_, Some(share)) => Some(ground(share)),
                _ => None,
            };
            let properties = cell_properties(cell, width)
                .maybe(total_border(row.tone))
                .maybe(fill.map(|fill| shade(&fill)));
            cells.push(element("w:tc").child(properties).children(content));
        }
        element("w:tr")
            .maybe(whole.map(|whole| element("w:trPr").child(whole)))
            .children(cells)
    }

    /// What a cell holds; it ends with a paragraph, as Word asks.
    fn cell(&mut self, cell: &Cell, align: Align, tone: RowTone, place: &Place) -> Vec<Element> {
        let bold = tone != RowTone::Plain;
        let single = match cell.content.as_slice() {
            [Block::Paragraph(only)] => Some(only),
            _ => None,
        };
        if let Some(only) = single.filter(|_| bold || align != Align::Left) {
            let style = match (bold, align) {
                (true, Align::Right) => "TableTotalFigure",
                (true, _) => "TableTotal",
                (false, Align::Right) => "TableFigure",
                (false, _) => "TableCenter",
            };
            let bookmark = self.bookmark(only.anchor.as_deref());
            return vec![self.paragraph(style, &only.text, bookmark, place)];
        }
        let mut content = self.blocks(&cell.content, place);
        let ends_well = matches!(
            cell.content.last(),
            Some(Block::Paragraph(_) | Block::Heading(_) | Block::List(_))
        );
        if content.is_empty() || !ends_well {
            content.push(self.paragraph("TableText", &Inlines::new(), Vec::new(), place));
        }
        content
    }

    /// A table of one paragraph per cell whose first column names the rows.
    pub(super) fn plain_table(
        &mut self,
        style: &str,
        widths: &[u32],
        rows: Vec<Vec<Element>>,
        summary: &str,
        out: &mut Vec<Element>,
    ) {
        self.take_break(out);
        let rows = rows.into_iter().map(|cells| {
            let cells = cells.into_iter().zip(widths).map(|(text, width)| {
                let width = valued_width(*width);
                element("w:tc")
                    .child(element("w:tcPr").child(width))
                    .child(text)
            });
            element("w:tr")
                .child(element("w:trPr").child(element("w:cantSplit")))
                .children(cells)
        });
        let rows: Vec<Element> = rows.collect();
        let whole = widths.iter().sum();
        let properties = properties(style, whole, false, true).maybe(described(summary));
        out.push(put_together(properties, widths, rows));
        out.push(space(6.0));
    }
}

fn gap(place: &Place) -> Element {
    space(if place.cell { 2.0 } else { 6.0 })
}

fn put_together(properties: Element, widths: &[u32], rows: Vec<Element>) -> Element {
    let columns = widths
        .iter()
        .map(|width| element("w:gridCol").with("w:w", width));
    element("w:tbl")
        .child(properties)
        .child(element("w:tblGrid").children(columns))
        .children(rows)
}

fn properties(style: &str, width: u32, has_head: bool, names_rows: bool) -> Element {
    let flag = |set: bool| if set { "1" } else { "0" };
    let look = element("w:tblLook")
        .with(
            "w:val",
            match (has_head, names_rows) {
                (true, true) => "06A0",
                (true, false) => "0620",
                (false, true) => "0680",
                (false, false) => "0600",
            },
        )
        .with("w:firstRow", flag(has_head))
        .with("w:lastRow", "0")
        .with("w:firstColumn", flag(names_rows))
        .with("w:lastColumn", "0")
        .with("w:noHBand", "1")
        .with("w:noVBand", "1");
    element("w:tblPr")
        .child(valued("w:tblStyle", style))
        .child(element("w:tblW").with("w:w", width).with("w:type", "dxa"))
        .child(element("w:tblLayout").with("w:type", "fixed"))
        .child(look)
}

/// What a screen reader says of a table before it is read.
fn described(summary: &str) -> Option<Element> {
    (!summary.trim().is_empty()).then(|| valued("w:tblDescription", summary))
}

fn valued_width(width: u32) -> Element {
    element("w:tcW").with("w:w", width).with("w:type", "dxa")
}

fn cell_properties(cell: &Cell, width: u32) -> Element {
    element("w:tcPr")
        .child(valued_width(width))
        .maybe((cell.span > 1).then(|| valued("w:gridSpan", cell.span)))
}

fn total_border(tone: RowTone) -> Option<Element> {
    (tone == RowTone::Total).then(|| {
        let line = valued("w:top", "single")
            .with("w:sz", "6")
            .with("w:space", "0")
            .with("w:color", super::sets::INK);
        element("w:tcBorders").child(line)
    })
}

/// The ground of a share: white for nothing, darker for more, and never so dark that black is hard to read on it.
fn ground(thousandths: u16) -> String {
    let share = u32::from(thousandths.min(1000));
    let mix = |dark: u32| 255 - (255 - dark) * share / 1000;
    format!("{:02X}{:02X}{:02X}", mix(0x9D), mix(0xB2), mix(0xCB))
}

/// The paragraphs of blocks as one.
fn plain(blocks: &[Block]) -> Inlines {
    let mut words = Inlines::new();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block {
            words.0.extend(paragraph.text.0.iter().cloned());
        }
    }
    words
}
