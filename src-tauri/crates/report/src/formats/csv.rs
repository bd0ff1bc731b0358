//! Tables as CSV: RFC 4180, UTF-8 with a byte-order mark so that Excel reads it as such, days as ISO 8601.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front, which the spreadsheet shows as
//! part of the text. It is a table to work with, not a way to move an assessment: use a `.proviso` file for that.

use super::printable::printable;
use super::sheet::{Listing, Value, listing};
use super::{Answered, FormatError};

/// What a spreadsheet may take for the beginning of a formula: the signs, their full-width forms, and what it
/// skips on the way to one.
const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Writes a table of a copy. Each row ends with the run, the state and, where one was chosen, the legend, because a
/// table has no pages that could carry them.
///
/// # Errors
/// [`FormatError::Write`] where the writer refuses; a fault of this program.
pub fn csv(model: Answered<'_>, table: Listing) -> Result<Vec<u8>, FormatError> {
    let sheet = listing(model, table);
    let head = model.head();
    let mut marks = vec![
        ("Run", head.run.as_str()),
        ("State", head.fingerprint.as_str()),
    ];
    if let Some(legend) = &head.marks.legend {
        marks.push(("Legend", legend));
    }
    let refused = |error: &dyn std::fmt::Display| FormatError::Write(error.to_string());
    let mut writer = csv_writer();
    let titles = sheet.columns.iter().map(|column| column.title.as_str());
    let titles: Vec<&str> = titles
        .chain(marks.iter().map(|(title, _)| *title))
        .collect();
    writer
        .write_record(titles)
        .map_err(|error| refused(&error))?;
    for row in &sheet.rows {
        let cells = row.iter().map(|value| match value {
            Value::Empty => String::new(),
            Value::Day(day) => day.to_string(),
            Value::Text(text) => guarded(text),
        });
        let cells = cells.chain(marks.iter().map(|(_, text)| guarded(text)));
        writer
            .write_record(cells)
            .map_err(|error| refused(&error))?;
    }
    let written = writer.into_inner().map_err(|error| refused(&error))?;
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(written);
    Ok(bytes)
}

fn csv_writer() -> ::csv::Writer<Vec<u8>> {
    ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(Vec::new())
}

/// The text as it can stand in a cell without being calculated.
fn guarded(text: &str) -> String {
    let shown = printable(text);
    match text.starts_with(BEGINNINGS) {
        true => format!("'{shown}"),
        false => shown.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_calculated_is_text() {
        for (typed, written) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\n=1"),
            ("＝1", "'＝1"),
            ("a = b", "a = b"),
            ("", ""),
        ] {
            assert_eq!(guarded(typed), written, "{typed:?}");
        }
    }
}
