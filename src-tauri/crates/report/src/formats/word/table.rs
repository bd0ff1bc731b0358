//! Tables: widths, heads that repeat, rows that stay whole, and charts as tables.

use crate::document::{
    Align, Block, Cell, Inlines, IntervalChart, ListMark, Row, RowTone, StepChart, Table,
    TableColumn, Width,
};

use super::body::{Body, Place, space};
use super::inline::{lines, shade};
use super::styles::{BAR_DARK, BAR_LIGHT, BAR_NONE, GROUND};
use super::xml::{Element, element, valued};

/// A row with more characters than this may be split between pages; a shorter one stays whole.
const WHOLE: usize = 1_500;
/// A table of no more rows than this stays on one page, where its texts are short too.
const SHORT: usize = 8;
/// Left and right of the text of a cell, in twips.
const CELL_MARGIN: u32 = 80;
/// How wide one character of a table is, on average.
const CHARACTER: u32 = 104;
/// No column is narrower than this.
const NARROWEST: u32 = 420;
/// A head that would be narrower than this is set upright.
const UPRIGHT: u32 = 1_300;
/// One space of a bar stands for so many thousandths.
const BAR_STEP: u16 = 20;

/// A bar of a chart.
struct Drawn<'a> {
    label: &'a str,
    /// Its segments from the left: to how many thousandths, in which color.
    segments: Vec<(u16, &'a str)>,
    printed: &'a str,
}

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
            if let Some(first) = content.first_mut().filter(|_| !anchor.is_empty()) {
                // A bookmark stands in the first paragraph, behind its properties.
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

    /// A chart as a table: what, a bar, and the figures in words.
    pub(super) fn chart(&mut self, chart: &IntervalChart, place: &Place, out: &mut Vec<Element>) {
        let rows = chart.bars.iter().map(|bar| {
            let segments = vec![(bar.low, BAR_DARK), (bar.high, BAR_LIGHT), (1000, BAR_NONE)];
            Drawn {
                label: &bar.label,
                segments,
                printed: &bar.printed,
            }
        });
        let rows: Vec<_> = rows.collect();
        self.bars(&rows, &chart.alt, chart.caption.as_ref(), place, out);
    }

    /// A waterfall likewise: sums dark from nothing, and between them what each cause moved.
    pub(super) fn steps(&mut self, chart: &StepChart, place: &Place, out: &mut Vec<Element>) {
        let rows = chart.steps.iter().map(|step| {
            let (low, high) = (step.from.min(step.to), step.from.max(step.to));
            let segments = match step.total {
                true => vec![(high, BAR_DARK), (1000, BAR_NONE)],
                false => vec![(low, BAR_NONE), (high, BAR_LIGHT), (1000, BAR_NONE)],
            };
            Drawn {
                label: &step.label,
                segments,
                printed: &step.printed,
            }
        });
        let rows: Vec<_> = rows.collect();
        self.bars(&rows, &chart.alt, chart.caption.as_ref(), place, out);
    }

    /// Bars of shaded spaces, so that they need no drawing, and a screen reader finds nothing in them to read. Each
    /// segment goes to so many thousandths.
    fn bars(
        &mut self,
        rows: &[Drawn<'_>],
        alt: &str,
        caption: Option<&Inlines>,
        place: &Place,
        out: &mut Vec<Element>,
    ) {
        if rows.is_empty() {
            return;
        }
        let kept = Place::in_cell(place.width).kept();
        let rows = rows.iter().map(|row| {
            let mut done = 0;
            let runs = row.segments.iter().filter_map(|(to, fill)| {
                let steps = (to.min(&1000) + BAR_STEP / 2) / BAR_STEP;
                let count = steps.saturating_sub(done);
                done = done.max(steps);
                let run = element("w:r").child(element("w:rPr").child(shade(fill)));
                (count > 0).then(|| lines(run, &"\u{a0}".repeat(usize::from(count))))
            });
            let runs: Vec<Element> = runs.collect();
            let properties = element("w:pPr")
                .child(valued("w:pStyle", "Bar"))
                .child(element("w:keepNext"));
            vec![
                self.paragraph("TableText", &Inlines::from(row.label), Vec::new(), &kept),
                element("w:p").child(properties).children(runs),
                self.paragraph(
                    "TableFigure",
                    &Inlines::from(row.printed),
                    Vec::new(),
                    &kept,
                ),
            ]
        });
        let rows: Vec<Vec<Element>> = rows.collect();
        let figures = place.width / 5;
        let bars = (place.width * 2 / 5).min(3_400);
        let widths = [place.width - bars - figures, bars, figures];
        self.plain_table("ProvisoPlain", &widths, rows, alt, out);
        if let Some(caption) = caption {
            out.push(self.paragraph("Note", caption, Vec::new(), place));
        }
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

    /// The numberings of the lists, for the part that defines them.
    pub(super) fn counted(&self) -> impl Iterator<Item = (usize, Option<u32>)> {
        (1..).zip(self.numberings().iter().map(|marks| match marks {
            ListMark::Number(from) => Some(*from),
            _ => None,
        }))
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
            .with("w:color", super::styles::INK);
        element("w:tcBorders").child(line)
    })
}

/// The cells of a row, each with its first column and its width.
fn spread<'c>(row: &'c Row, widths: &'c [u32]) -> impl Iterator<Item = (usize, &'c Cell, u32)> {
    row.cells.iter().scan(0, move |at, cell| {
        let first = *at;
        *at += cell.span;
        let width = widths.get(first..*at).unwrap_or_default().iter().sum();
        Some((first, cell, width))
    })
}

/// The ground of a share: white for nothing, darker for more, and never so dark that black is hard to read on it.
fn ground(thousandths: u16) -> String {
    let share = u32::from(thousandths.min(1000));
    let mix = |dark: u32| 255 - (255 - dark) * share / 1000;
    format!("{:02X}{:02X}{:02X}", mix(0x9D), mix(0xB2), mix(0xCB))
}

/// Whether a head stands in columns that are too narrow for its words. Its first column names the rows, and stays.
fn turned(row: &Row, widths: &[u32]) -> bool {
    spread(row, widths)
        .any(|(at, cell, width)| at > 0 && width < UPRIGHT && longest_word(&cell.content) > width)
}

/// How wide the longest word is, with the margins of the cell.
fn longest_word(blocks: &[Block]) -> u32 {
    let of = |text: &Inlines| {
        let words = text.to_plain();
        let words = words.split(|c: char| c.is_whitespace() || c == '-');
        words.map(|word| word.chars().count()).max().unwrap_or(0)
    };
    let longest = blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => of(&paragraph.text),
        Block::List(list) => {
            let blocks = list.items.iter().map(|item| longest_word(item));
            usize::try_from(blocks.max().unwrap_or(0) / CHARACTER).unwrap_or(0) + 3
        }
        _ => 0,
    });
    let longest = u32::try_from(longest.max().unwrap_or(0)).unwrap_or(u32::MAX);
    longest.saturating_mul(CHARACTER) + 2 * CELL_MARGIN
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

/// How many characters blocks have, roughly.
fn characters(blocks: &[Block]) -> usize {
    let count = |text: &Inlines| text.to_plain().chars().count();
    let of = |block: &Block| match block {
        Block::Heading(heading) => count(&heading.text),
        Block::Paragraph(paragraph) => count(&paragraph.text),
        Block::List(list) => list.items.iter().map(|item| characters(item)).sum(),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.map(|cell| characters(&cell.content)).sum()
        }
        Block::KeyValues(pairs) => pairs.pairs.iter().map(|(a, b)| count(a) + count(b)).sum(),
        Block::Columns(columns) => columns.columns.iter().map(|(_, b)| characters(b)).sum(),
        Block::Notice(notice) => characters(&notice.content),
        Block::Together(blocks) | Block::Leading(blocks) | Block::Compact(blocks) => {
            characters(blocks)
        }
        Block::Chart(_) | Block::Steps(_) | Block::Signatures(_) => 400,
        Block::Rule | Block::Space(_) | Block::PageBreak => 0,
    };
    blocks.iter().map(of).sum()
}

/// The widths of the columns in twips; they add up to the table's. Columns that share the width are no narrower than
/// their longest word, as far as there is room.
fn widths(table: &Table, whole: u32) -> Vec<u32> {
    let natural = shared_out(table, whole, &vec![0; table.columns.len()]);
    let upright = table.head.iter().any(|row| turned(row, &natural));
    let rows = table.rows.iter();
    let counted = rows.chain(table.head.iter().filter(|_| !upright));
    let mut least = vec![0; table.columns.len()];
    for row in counted {
        let mut at = 0;
        for cell in &row.cells {
            if let (1, Some(least)) = (cell.span, least.get_mut(at)) {
                *least = longest_word(&cell.content).min(whole / 3).max(*least);
            }
            at += cell.span;
        }
    }
    match least.iter().sum::<u32>() <= whole {
        true => shared_out(table, whole, &least),
        false => natural,
    }
}

fn shared_out(table: &Table, whole: u32, least: &[u32]) -> Vec<u32> {
    let count = u32::try_from(table.columns.len()).unwrap_or(1).max(1);
    let narrowest = NARROWEST.min(whole / count);
    let columns = || table.columns.iter().zip(least).enumerate();
    let mut widths: Vec<Option<u32>> = columns()
        .map(|(at, (column, _))| match column.width {
            Width::Points(points) => Some(twips(points) + 2 * CELL_MARGIN),
            Width::Fit => Some(fitting(table, at, whole)),
            Width::Share(_) => None,
        })
        .collect();
    // A column that would be too narrow takes what it needs, and the others share what is left then.
    loop {
        let taken: u32 = widths.iter().flatten().sum();
        let left = whole.saturating_sub(taken);
        let open = |at: usize| widths.get(at).is_some_and(Option::is_none);
        let weight = |column: &TableColumn| match column.width {
            Width::Share(weight) => weight,
            Width::Points(_) | Width::Fit => 0.0,
        };
        let weights: f32 = columns()
            .filter(|(at, _)| open(*at))
            .map(|(_, (column, _))| weight(column))
            .sum();
        let of = |column: &TableColumn| share(left, weight(column), weights);
        let short = columns()
            .find(|(at, (column, least))| open(*at) && of(column) < narrowest.max(**least));
        let Some((at, (_, least))) = short else {
            let shares: Vec<u32> = columns().map(|(_, (column, _))| of(column)).collect();
            let all = widths.iter().zip(shares);
            let all: Vec<u32> = all.map(|(width, share)| width.unwrap_or(share)).collect();
            return made_to_fit(all, whole);
        };
        if let Some(width) = widths.get_mut(at) {
            *width = Some(narrowest.max(*least));
        }
    }
}

/// The same widths, made to add up.
fn made_to_fit(mut widths: Vec<u32>, whole: u32) -> Vec<u32> {
    let sum: u32 = widths.iter().sum();
    if sum > whole {
        for width in &mut widths {
            *width = *width * whole / sum.max(1);
        }
    }
    let sum: u32 = widths.iter().sum();
    if let Some(widest) = widths.iter_mut().max() {
        *widest += whole.saturating_sub(sum);
    }
    widths
}

fn share(left: u32, weight: f32, weights: f32) -> u32 {
    let share = f64::from(left) * f64::from(weight) / f64::from(weights.max(f32::MIN_POSITIVE));
    // Within 0 to `left`, for a weight is a part of the weights.
    share.clamp(0.0, f64::from(left)) as u32
}

fn twips(points: f32) -> u32 {
    (points.clamp(0.0, 1_000.0) * 20.0) as u32
}

/// As wide as the longest line of the column, and at most half of the table.
fn fitting(table: &Table, at: usize, whole: u32) -> u32 {
    let rows = table.head.iter().chain(&table.rows);
    let cells = rows.filter_map(|row| {
        let mut first = 0;
        row.cells.iter().find(|cell| {
            let here = first;
            first += cell.span;
            here == at && cell.span == 1
        })
    });
    let longest = cells
        .flat_map(|cell| &cell.content)
        .map(|block| match block {
            Block::Paragraph(paragraph) => {
                let words = paragraph.text.to_plain();
                words.chars().count()
            }
            other => characters(std::slice::from_ref(other)),
        });
    let longest = u32::try_from(longest.max().unwrap_or(0)).unwrap_or(u32::MAX);
    (longest.saturating_mul(CHARACTER))
        .saturating_add(2 * CELL_MARGIN + 40)
        .clamp(NARROWEST, whole / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_add_up_and_leave_room_for_words() {
        let whole = 9_360;
        let narrow = Table::new([TableColumn::share(8.0), TableColumn::share(1.0)])
            .head(["What", "State"])
            .row(["A long question", "Unanswered"]);
        let found = widths(&narrow, whole);
        assert_eq!(
            found.iter().sum::<u32>(),
            whole,
            "no more and no less than the table"
        );
        assert!(
            found[1] >= 10 * CHARACTER,
            "the word is not broken: {found:?}"
        );
        let many = Table::new((0..16).map(|_| TableColumn::share(1.0)))
            .row((0..16).map(|_| "Donaudampfschifffahrt"));
        assert_eq!(
            widths(&many, whole).iter().sum::<u32>(),
            whole,
            "words that cannot fit"
        );
        let fixed = Table::new([TableColumn::points(900.0), TableColumn::fit()]).row(["a", "b"]);
        assert_eq!(
            widths(&fixed, whole).iter().sum::<u32>(),
            whole,
            "columns too wide"
        );
    }

    #[test]
    fn heads_over_many_narrow_columns_are_set_upright() {
        let mut columns = vec![TableColumn::share(3.4)];
        columns.extend((0..7).map(|_| TableColumn::share(1.0)));
        let table = Table::new(columns)
            .head(["Provision", "Statements", "b", "c", "d", "e", "f", "g"])
            .row(["§ 2", "0–100", "b", "c", "d", "e", "f", "g"]);
        assert!(
            turned(&table.head[0], &widths(&table, 9_360)),
            "one word is too wide"
        );
    }
}
