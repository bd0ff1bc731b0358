//! The action plan as an Excel workbook, with what is open, the dates ahead, and what the workbook is.

use proviso_core::date::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::printable::printable;
use super::sheet::{Column, Sheet, Value, actions, dates, open};
use super::{Answered, FormatError};
use crate::document::{Paper, Timestamp};

/// Excel holds no more in one cell than 32,767 UTF-16 units. What is longer goes on in a column of its own.
const MOST: usize = 32_000;

const INK: u32 = 0x1C_1B_19;
const MUTED: u32 = 0x5B_5A_57;
const RULE: u32 = 0xC9_C7_C2;
const GROUND: u32 = 0xEE_ED_E9;

/// Writes a copy's action plan as a workbook: filters, days as days, a head that stays.
///
/// # Errors
/// [`FormatError::Write`] where the writer refuses; a fault of this program.
pub fn workbook(
    model: Answered<'_>,
    paper: Paper,
    created: Timestamp,
) -> Result<Vec<u8>, FormatError> {
    write(model, paper, created).map_err(|error| FormatError::Write(error.to_string()))
}

fn write(model: Answered<'_>, paper: Paper, created: Timestamp) -> Result<Vec<u8>, XlsxError> {
    let head = model.head();
    let looks = Looks::new();
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(created.year, created.month, created.day)?.and_hms(
        u16::from(created.hour),
        created.minute,
        f64::from(created.second),
    )?;
    let properties = DocProperties::new()
        .set_title(printable(model.title()))
        .set_author(printable(&head.matter.directed_by))
        .set_company(printable(&head.matter.organization))
        .set_subject(format!("{}, state {}", head.run, head.fingerprint))
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    for sheet in [actions(model.actions()), open(model), dates(model)] {
        let sheet = continued(sheet);
        let page = workbook.add_worksheet();
        page.set_name(sheet.name)?;
        fill(page, &sheet, &looks)?;
        dress(page, model, paper)?;
    }
    about(workbook.add_worksheet(), model, &looks)?;
    if let Some(page) = workbook.worksheets_mut().last_mut() {
        dress(page, model, paper)?;
    }
    workbook.save_to_buffer()
}

struct Looks {
    head: Format,
    text: Format,
    day: Format,
    label: Format,
}

impl Looks {
    fn new() -> Self {
        let base = Format::new()
            .set_font_name("Inter")
            .set_font_size(10)
            .set_font_color(INK)
            .set_align(FormatAlign::Top);
        let ruled = base
            .clone()
            .set_border_bottom(FormatBorder::Hair)
            .set_border_bottom_color(RULE);
        Self {
            head: base
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(GROUND)
                .set_border_bottom(FormatBorder::Thin)
                .set_border_bottom_color(MUTED),
            text: ruled.clone().set_text_wrap(),
            day: ruled
                .set_num_format("mmm d, yyyy")
                .set_align(FormatAlign::Left),
            label: base.set_bold().set_font_color(MUTED),
        }
    }
}

/// The rows below a head that stays, with filters.
fn fill(page: &mut Worksheet, sheet: &Sheet, looks: &Looks) -> Result<(), XlsxError> {
    for (at, column) in (0_u16..).zip(&sheet.columns) {
        page.set_column_width(at, column.width)?;
        page.write_string_with_format(0, at, column.title.as_str(), &looks.head)?;
    }
    page.set_row_height(0, 24)?;
    for (row, values) in (1_u32..).zip(&sheet.rows) {
        for (at, value) in (0_u16..).zip(values) {
            match value {
                Value::Empty => page.write_blank(row, at, &looks.text)?,
                Value::Day(day) => {
                    page.write_datetime_with_format(row, at, &date(*day)?, &looks.day)?
                }
                Value::Text(text) => page.write_string_with_format(row, at, text, &looks.text)?,
            };
        }
        page.set_row_height(row, height(sheet, values))?;
    }
    let last_row = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(sheet.columns.len())
        .unwrap_or(1)
        .saturating_sub(1);
    page.autofilter(0, 0, last_row.max(1), last_column)?;
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    Ok(())
}

fn date(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = day.ymd();
    ExcelDateTime::from_ymd(
        u16::try_from(year).unwrap_or(1900),
        u8::try_from(month).unwrap_or(1),
        u8::try_from(day).unwrap_or(1),
    )
}

/// A height in points at which every text of the row can be read, as far as Excel allows. Programs that measure
/// text when they open a file do so again; Excel does not.
fn height(sheet: &Sheet, values: &[Value]) -> u32 {
    let lines = sheet
        .columns
        .iter()
        .zip(values)
        .map(|(column, value)| match value {
            Value::Text(text) => {
                let width = usize::from(column.width).max(4) - 2;
                text.split('\n')
                    .map(|line| 1 + line.chars().count() / width)
                    .sum()
            }
            _ => 1,
        });
    let lines: usize = lines.max().unwrap_or(1);
    u32::try_from(lines).unwrap_or(30).clamp(1, 30) * 13 + 4
}

/// How a sheet prints: across, to the width of the paper, with the legend above and the law date below.
fn dress(page: &mut Worksheet, model: Answered<'_>, paper: Paper) -> Result<(), XlsxError> {
    let head = model.head();
    page.set_landscape();
    page.set_paper_size(match paper {
        Paper::Letter => 1,
        Paper::A4 => 9,
    });
    page.set_print_fit_to_pages(1, 0);
    page.set_margins(0.5, 0.5, 0.8, 0.7, 0.35, 0.35);
    let draft = if head.draft { "DRAFT" } else { "" };
    let legend = head.marks.legend.as_deref().unwrap_or_default();
    page.set_header(running(legend, draft));
    page.set_footer(running(&format!("{} · {}", head.law, head.run), "&P of &N"));
    Ok(())
}

/// The running line of a printed page: left, and a right part that is ours. Excel holds 255 characters of it.
fn running(left: &str, right: &str) -> String {
    let left: String = printable(left)
        .replace('&', "&&")
        .chars()
        .take(200)
        .collect();
    format!("&L&8{}&R&8{right}", spaced(left.trim_end_matches('&')))
}

/// A text that begins with a digit would be read as part of the size before it.
fn spaced(text: &str) -> String {
    match text.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!(" {text}"),
        false => text.to_owned(),
    }
}

/// What the workbook is, of what state, and for whom.
fn about(page: &mut Worksheet, model: Answered<'_>, looks: &Looks) -> Result<(), XlsxError> {
    let head = model.head();
    let matter = &head.matter;
    page.set_name("About")?;
    page.set_column_width(0, 20)?;
    page.set_column_width(1, 100)?;
    let signature = match &head.signed {
        Some(signed) => format!("Signed by {signed}"),
        None if head.draft => String::from("Draft: not signed"),
        None => String::new(),
    };
    let rows = [
        ("Title", model.title()),
        ("Legend", head.marks.legend.as_deref().unwrap_or_default()),
        ("Organization", &matter.organization),
        ("Unit", &matter.unit),
        ("Matter", &matter.matter),
        ("Asked for by", &matter.asked_by),
        ("Directed by", &matter.directed_by),
        ("Purpose", &matter.purpose),
        ("May be read by", &matter.readers),
        (
            "Recipient",
            head.marks.recipient.as_deref().unwrap_or_default(),
        ),
        ("Copy", head.marks.number.as_deref().unwrap_or_default()),
        ("Run", &head.run),
        ("Signature", &signature),
        ("Amendment", head.amends.as_deref().unwrap_or_default()),
        ("Report date", &head.on),
        ("Law", &head.law),
        ("Citation", &head.citation),
        ("Scope", model.asked()),
        ("State", &head.fingerprint),
        ("Statement", &head.statement),
    ];
    let said = rows.iter().filter(|(_, text)| !text.trim().is_empty());
    let mut row = 0;
    for (label, text) in said {
        for piece in pieces(text) {
            page.write_string_with_format(row, 0, *label, &looks.label)?;
            page.write_string_with_format(row, 1, piece, &looks.text)?;
            row += 1;
        }
    }
    Ok(())
}

/// The sheet with every text that is longer than a cell holds going on in columns at the end.
fn continued(mut sheet: Sheet) -> Sheet {
    let texts = |values: &[Value], at: usize| match values.get(at) {
        Some(Value::Text(text)) => pieces(text),
        _ => Vec::new(),
    };
    let mut further: Vec<(usize, usize)> = Vec::new();
    for at in 0..sheet.columns.len() {
        let most = sheet.rows.iter().map(|row| texts(row, at).len()).max();
        further.extend((1..most.unwrap_or(1)).map(|piece| (at, piece)));
    }
    for row in &mut sheet.rows {
        let added: Vec<Value> = further
            .iter()
            .map(|(at, piece)| match texts(row, *at).get(*piece) {
                Some(text) => Value::Text(text.clone()),
                None => Value::Empty,
            })
            .collect();
        for at in 0..row.len() {
            if let Some(first) = texts(row, at).into_iter().next() {
                row[at] = Value::Text(first);
            }
        }
        row.extend(added);
    }
    let added: Vec<Column> = further
        .iter()
        .filter_map(|(at, piece)| {
            let column = sheet.columns.get(*at)?;
            Some(Column {
                title: format!("{}, continued {piece}", column.title),
                width: column.width,
            })
        })
        .collect();
    sheet.columns.extend(added);
    sheet
}

/// The text in pieces that a cell can hold.
fn pieces(text: &str) -> Vec<String> {
    let text = printable(text);
    let mut pieces = vec![String::new()];
    let mut units = 0;
    for c in text.chars() {
        if units + c.len_utf16() > MOST {
            pieces.push(String::new());
            units = 0;
        }
        units += c.len_utf16();
        if let Some(last) = pieces.last_mut() {
            last.push(c);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_goes_on_in_a_column_of_its_own() {
        let long = "😀".repeat(MOST);
        let sheet = Sheet {
            name: "Action plan",
            columns: vec![Column {
                title: String::from("Action"),
                width: 40,
            }],
            rows: vec![vec![Value::Text(long.clone())], vec![Value::from("short")]],
        };
        let sheet = continued(sheet);
        let titles: Vec<&str> = sheet.columns.iter().map(|c| c.title.as_str()).collect();
        assert_eq!(titles, ["Action", "Action, continued 1"], "two units each");
        let joined: String = sheet.rows[0]
            .iter()
            .map(|value| match value {
                Value::Text(text) => text.as_str(),
                _ => "",
            })
            .collect();
        assert!(joined == long, "no character is lost");
        assert_eq!(
            sheet.rows[1],
            [Value::from("short"), Value::Empty],
            "and the others stay as they are"
        );
    }

    #[test]
    fn a_legend_with_signs_of_excel_prints_as_it_is() {
        assert_eq!(running("R&D", "DRAFT"), "&L&8R&&D&R&8DRAFT", "doubled");
        assert_eq!(
            running("2026", ""),
            "&L&8 2026&R&8",
            "no size of 82026 points"
        );
    }
}
