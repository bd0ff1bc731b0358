//! Characters that no XML and no spreadsheet can hold.

use std::borrow::Cow;

/// Returns the text with control characters and non-characters shown by number, `U+0007`, as the PDF shows them.
/// Line feeds and tabs stay; every other way of ending a line becomes a line feed.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c == '\r' || !is_printable(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    shown.push('\n');
                }
            }
            c if is_printable(c) => shown.push(c),
            c => shown.push_str(&format!("U+{:04X}", u32::from(c))),
        }
    }
    Cow::Owned(shown)
}

/// Returns the text in one line: every run of white space is one space, and none stands at an end.
pub(super) fn one_line(text: &str) -> String {
    let text = printable(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_printable(c: char) -> bool {
    match c {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_held_is_shown_by_number_and_lines_stay_lines() {
        assert_eq!(
            printable("a\u{7}b\r\nc\rd\te"),
            "aU+0007b\nc\nd\te",
            "a bell is shown, line ends are one kind, a tab stays"
        );
        assert!(
            matches!(printable("plain, naïve 北京 😀"), Cow::Borrowed(_)),
            "what can be held is left alone"
        );
        assert_eq!(one_line("  two \n words\u{a0}"), "two words", "one line");
    }
}
