//! Texts as OSCAL's schema takes them.

use serde_json::{Map, Value, json};

use crate::document::Timestamp;
use crate::formats::printable::{one_line, printable};

/// The name space of properties that are ours.
const OURS: &str = "urn:proviso:oscal";

/// One line of Markdown; never empty, for the schema refuses that.
pub(super) fn line(text: &str) -> String {
    match escaped(&one_line(text)) {
        text if text.is_empty() => String::from("–"),
        text => text,
    }
}

/// Lines of Markdown. A line of the text stays a line.
pub(super) fn block(text: &str) -> String {
    let text = printable(text);
    let text = escaped(text.trim());
    match text.is_empty() {
        true => String::from("–"),
        false => text.replace('\n', "\n\n").replace("\n\n\n\n", "\n\n"),
    }
}

/// Characters that Markdown would take for its own are marked as text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '[' | ']') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text of one line as a value, not Markdown; `None` where there is none.
pub(super) fn string(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|text| !text.is_empty())
}

/// A property of ours; null, and so left out, where there is nothing to say.
pub(super) fn prop(name: &str, value: &str) -> Value {
    string(value).map_or(
        Value::Null,
        |value| json!({ "name": name, "ns": OURS, "value": value }),
    )
}

/// A name made of letters, digits and hyphens, as OSCAL's identifiers are.
pub(super) fn token(text: &str) -> String {
    let mut token = String::new();
    for c in text.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => token.push(c.to_ascii_lowercase()),
            '’' | '\'' => {}
            _ if token.ends_with('-') || token.is_empty() => {}
            _ => token.push('-'),
        }
    }
    let token = token.trim_end_matches('-');
    match token.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => token.to_owned(),
        false => format!("item-{token}").trim_end_matches('-').to_owned(),
    }
}

/// A moment in UTC.
pub(super) fn moment(at: Timestamp) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        at.year, at.month, at.day, at.hour, at.minute, at.second
    )
}

/// Leaves out what is null and lists without entries: OSCAL has no place for either.
pub(super) fn tidy(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| (name, tidy(value)));
            let kept = fields.filter(|(_, value)| match value {
                Value::Null => false,
                Value::Array(list) => !list.is_empty(),
                _ => true,
            });
            Value::Object(kept.collect::<Map<_, _>>())
        }
        Value::Array(list) => {
            let list = list.into_iter().filter(|value| !value.is_null());
            Value::Array(list.map(tidy).collect())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_people_are_text_and_not_markup() {
        assert_eq!(line(" a *b*\n<c> "), "a \\*b\\* \\<c>", "one line, marked");
        assert_eq!(
            block("one\ntwo\n\nthree"),
            "one\n\ntwo\n\nthree",
            "paragraphs"
        );
        assert_eq!(line(""), "–", "the schema refuses an empty line");
    }

    #[test]
    fn a_title_makes_an_identifier() {
        assert_eq!(token("The board’s brief (once)"), "the-boards-brief-once");
        assert_eq!(token("2 keys"), "item-2-keys", "a letter comes first");
        assert_eq!(token("北京"), "item", "and something always stands there");
    }
}
