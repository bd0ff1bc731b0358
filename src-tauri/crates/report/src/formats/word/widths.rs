//! How wide the columns of a table are, in twips: Word has no measure of its own for "a share of what is left".

use crate::document::{Block, Cell, Inline, Inlines, Row, Table, TableColumn, Width};

/// Left and right of the text of a cell, in twips.
pub(super) const CELL_MARGIN: u32 = 80;
/// How wide one character of a table is, on average, in the wider faces that stand in where Inter is not
/// installed.
pub(super) const CHARACTER: u32 = 124;
/// No column is narrower than this.
const NARROWEST: u32 = 420;
/// A head that would be narrower than this is set upright.
const UPRIGHT: u32 = 1_300;

/// The cells of a row, each with its first column and its width.
pub(super) fn spread<'c>(
    row: &'c Row,
    widths: &'c [u32],
) -> impl Iterator<Item = (usize, &'c Cell, u32)> {
    row.cells.iter().scan(0, move |at, cell| {
        let first = *at;
        *at += cell.span;
        let width = widths.get(first..*at).unwrap_or_default().iter().sum();
        Some((first, cell, width))
    })
}

/// Whether a head stands in columns that are too narrow for its words. Its first column names the rows, and stays.
pub(super) fn turned(row: &Row, widths: &[u32]) -> bool {
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

/// How many characters blocks have, roughly.
pub(super) fn characters(blocks: &[Block]) -> usize {
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
        Block::Chart(_) | Block::Steps(_) | Block::Signatures(_) | Block::Lines(_) => 400,
        Block::Boxes(choices) => choices.iter().map(|choice| choice.chars().count()).sum(),
        Block::Rule | Block::Space(_) | Block::PageBreak => 0,
    };
    blocks.iter().map(of).sum()
}

/// The widths of the columns in twips; they add up to the table's. Columns that share the width are no narrower than
/// their longest word, as far as there is room.
pub(super) fn widths(table: &Table, whole: u32) -> Vec<u32> {
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

/// How many characters stand before, between and after the places where a line ends in any case.
fn longest_line(text: &Inlines) -> usize {
    let lines = text.0.split(|inline| *inline == Inline::Break);
    let long = lines.map(|line| Inlines(line.to_vec()).to_plain().chars().count());
    long.max().unwrap_or(0)
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
            Block::Paragraph(paragraph) => longest_line(&paragraph.text),
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
