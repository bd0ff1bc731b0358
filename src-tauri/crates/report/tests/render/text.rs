//! Nothing that is said is dropped.

use proptest::prelude::*;
use proviso_report::{
    PreviewThing, Rendered,
    document::{Block, Cell, Row, Table, TableColumn},
    preview, render,
};

use crate::{read::File, samples, tools};

/// What a text is read back as: its characters without white space, and the numbers of those that no face has.
fn expected(text: &str, substituted: &[char]) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() || substituted.contains(c))
        .map(|c| {
            if substituted.contains(&c) {
                format!("U+{:04X}", u32::from(c))
            } else {
                c.to_string()
            }
        })
        .collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text that a screen reader goes through, in the order of the structure.
fn said(file: &Rendered) -> String {
    let file = File::read(&file.bytes);
    bare(&file.said(&file.tree()))
}

fn any_text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => any::<char>(),
        6 => prop::char::range(' ', '~'),
        3 => prop::char::range('\u{a0}', '\u{24f}'),
        2 => prop::char::range('\u{300}', '\u{36f}'),
        2 => prop::char::range('\u{370}', '\u{52f}'),
        1 => prop::char::range('\u{1e00}', '\u{23ff}'),
        1 => prop::char::range('\0', '\u{9f}'),
        1 => prop::char::range('\u{590}', '\u{6ff}'),
        1 => prop::char::range('\u{4e00}', '\u{9fff}'),
        1 => prop::char::range('\u{1f300}', '\u{1faff}'),
        2 => prop::sample::select(vec![' ', '\n', '\t', '\r', '^', 'f', 'i', 'l', '1', '-', '\u{ad}', '\u{200b}', '\u{feff}']),
    ];
    prop::collection::vec(character, 0..120).prop_map(|chars| chars.into_iter().collect())
}

#[test]
fn a_power_is_raised_and_read_back_as_it_was_written() {
    let document = samples::of(vec![
        Block::heading(1, "Powers"),
        Block::body("Trained above 10^26 operations, with a^2 and ^26 as they are."),
    ]);
    let file = render(&document).unwrap();
    let said = said(&file);
    assert!(
        said.contains("above10^26operations,witha^2and^26asthey"),
        "a reader, a search and a copy find the caret: {said}"
    );
    let page = preview(&document, 1).unwrap();
    let shown = page.things.iter().filter_map(|thing| match thing {
        PreviewThing::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let shown = shown.collect::<Vec<_>>().join("\n");
    assert!(
        shown.contains("above 10²⁶ operations, with a^2 and ^26"),
        "and the page shows the exponent raised: {shown}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_character_is_read_back_or_printed_as_its_number(text in any_text(), more in any_text()) {
        let mut table = Table::new([TableColumn::points(40.0), TableColumn::share(1.0)]);
        table.rows.push(Row::of([Cell::from(text.as_str()), Cell::from(more.as_str()).naming()]));
        let document = samples::of(vec![
            Block::body(text.as_str()),
            Block::quote(more.as_str()),
            Block::Table(table),
        ]);
        let file = render(&document).unwrap();
        let whole = expected(&text, &file.substituted);
        let more = expected(&more, &file.substituted);
        prop_assert_eq!(said(&file), format!("{whole}{more}{whole}{more}"));
    }
}

#[test]
fn what_no_face_has_is_listed_once_and_in_order() {
    let file = render(&samples::of(vec![Block::body("北京北\u{7}\u{202e}é")])).unwrap();
    assert_eq!(file.substituted, ['\u{7}', '\u{202e}', '京', '北']);
    let text = tools::text(&samples::of(vec![Block::body("北\u{7}!")]));
    assert!(bare(&text).starts_with("U+5317U+0007!"), "{text}");
}

#[test]
fn line_feeds_begin_lines_and_tabs_are_spaces() {
    let text = tools::text(&samples::of(vec![Block::body("one\ttwo\r\nthree\n\nfour")]));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert_eq!(lines[0], "one two");
    assert_eq!(lines[1], "three");
    assert!(lines.contains(&"four"));
}

#[test]
fn a_section_sign_is_not_parted_from_its_number() {
    for count in 1..40 {
        let words = format!(
            "{} § 3(b) and No. 14409 or 71 % of it",
            "word ".repeat(count)
        );
        let text = tools::text(&samples::of(vec![Block::body(words)]));
        for line in text.lines() {
            let line = line.trim();
            assert!(
                !line.ends_with('§') && !line.ends_with("No.") && !line.starts_with('%'),
                "{line}"
            );
        }
    }
}

#[test]
fn latin_greek_and_cyrillic_are_set_as_they_are() {
    let words =
        "Finance officers affirm: naïve, Ελληνικά, Кириллица, § 3(b)(ii), “46 to 71 %” — e\u{301}";
    let file = render(&samples::of(vec![Block::body(words)])).unwrap();
    assert_eq!(file.substituted, []);
    assert_eq!(
        said(&file),
        bare(words),
        "ligatures and accents are read back as they were typed"
    );
}

#[test]
fn poppler_finds_the_words_of_the_rich_sample() {
    let text = tools::text(&samples::rich());
    for words in [
        "Where we stand",
        "Directed by M. Okafor",
        "Plain, bold, italic, a link outside and a link inside, gone new.",
        "Row number 3 of the table",
        "46 to 71 %",
        "It is no certificate.",
        "1 of 2",
        "Privileged",
    ] {
        let bare_text: String = bare(&text);
        assert!(bare_text.contains(&bare(words)), "{words} is in:\n{text}");
    }
}

#[test]
fn no_text_of_several_lines_ends_on_a_word_alone() {
    let words = "Record the agreement that is in force and the person who keeps it in place";
    let words: Vec<&str> = words.split(' ').collect();
    for count in 6..40 {
        let said: Vec<&str> = words.iter().copied().cycle().take(count).collect();
        let mut table = Table::new([TableColumn::points(130.0)]);
        table.rows.push(Row::of([Cell::from(said.join(" "))]));
        let text = tools::text(&samples::of(vec![Block::Table(table)]));
        let lines = text.lines().map(str::trim);
        let lines: Vec<&str> = lines
            .filter(|line| line.split(' ').all(|word| words.contains(&word)))
            .collect();
        let last = lines.last().unwrap();
        assert!(
            lines.len() == 1 || last.contains(' '),
            "{count} words end on “{last}”: {lines:?}"
        );
        assert_eq!(lines.join(" "), said.join(" "), "and no word is lost");
    }
}

#[test]
fn a_narrow_cell_is_not_broken_into_short_lines_for_its_last_word() {
    let words = "Who speaks for us on AI standards";
    let mut seen = Vec::new();
    for width in 40..160_u8 {
        let mut table = Table::new([TableColumn::points(f32::from(width))]);
        table.rows.push(Row::of([Cell::from(words)]));
        let text = tools::text(&samples::of(vec![Block::Table(table)]));
        let lines = text.lines().map(str::trim).filter(|line| {
            let mut said = line.split(' ');
            said.all(|word| words.split(' ').any(|known| known == word))
        });
        let lines = lines.collect::<Vec<_>>().join("/");
        if seen.last() != Some(&lines) {
            seen.push(lines);
        }
    }
    assert!(
        seen.iter()
            .any(|lines| lines == "Who speaks for/us on AI/standards"),
        "the lines are as full as they can be: {seen:?}"
    );
    assert!(
        !seen.iter().any(|lines| lines.contains("/us on/")),
        "and none is left half empty: {seen:?}"
    );
}
