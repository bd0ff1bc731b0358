//! Word: the same words as the document, in the same order, by Word's own means.

use proviso_report::document::{
    Block, Cell, Document, Inline, Inlines, List, ListMark, Notice, Paper, Row, SignatureLine,
    Table, TableColumn, Timestamp,
};
use proviso_report::formats::word;
use proviso_report::{compose, compose_board, compose_counsel};

use crate::parts::{lines, parts};
use crate::worked::{MADE, empty, examples, full, torture};

/// The words of blocks in reading order, a line for each paragraph, as any file of them has to say them.
fn said(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => add(&heading.text, lines),
            Block::Paragraph(paragraph) => add(&paragraph.text, lines),
            Block::List(list) => list.items.iter().for_each(|item| said(item, lines)),
            Block::Table(table) if table.rows.is_empty() => {}
            Block::Table(table) => {
                table.caption.iter().for_each(|caption| add(caption, lines));
                for cell in table
                    .head
                    .iter()
                    .chain(&table.rows)
                    .flat_map(|row| &row.cells)
                {
                    said(&cell.content, lines);
                }
            }
            Block::Chart(chart) => {
                for bar in &chart.bars {
                    add(&Inlines::from(bar.label.as_str()), lines);
                    add(&Inlines::from(bar.printed.as_str()), lines);
                }
                chart.caption.iter().for_each(|caption| add(caption, lines));
            }
            Block::Steps(chart) => {
                for step in &chart.steps {
                    add(&Inlines::from(step.label.as_str()), lines);
                    add(&Inlines::from(step.printed.as_str()), lines);
                }
                chart.caption.iter().for_each(|caption| add(caption, lines));
            }
            Block::KeyValues(pairs) => {
                for (label, value) in &pairs.pairs {
                    add(label, lines);
                    add(value, lines);
                }
            }
            Block::Columns(columns) => columns
                .columns
                .iter()
                .for_each(|(_, blocks)| said(blocks, lines)),
            Block::Notice(notice) => {
                notice.title.iter().for_each(|title| add(title, lines));
                said(&notice.content, lines);
            }
            Block::Signatures(places) => {
                for place in places {
                    add(&Inlines::from(place.filled.as_str()), lines);
                }
                for place in places {
                    add(&Inlines::from(place.label.as_str()), lines);
                }
            }
            Block::Boxes(choices) => add(&Inlines::from(choices.join(" ")), lines),
            Block::Lines(_) => {}
            Block::Together(blocks) | Block::Leading(blocks) | Block::Compact(blocks) => {
                said(blocks, lines);
            }
            Block::Rule | Block::Space(_) | Block::PageBreak => {}
        }
    }
}

fn add(text: &Inlines, lines: &mut Vec<String>) {
    let mut words = String::new();
    for inline in &text.0 {
        match inline {
            Inline::Text(text) => words.push_str(&text.text),
            Inline::Link(link) => words.push_str(&link.text.text),
            Inline::Status(..) => {}
            Inline::Break => words.push('\n'),
        }
    }
    lines.extend(words.split('\n').map(str::to_owned));
}

/// Lines without the signs before verdicts and without runs of spaces, so that words alone are compared.
fn bare(lines: Vec<String>) -> Vec<String> {
    let bare = lines.iter().map(|line| {
        let words = line.split(|c: char| c.is_whitespace() || "●◐○◆⊘?•".contains(c));
        words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    bare.filter(|line| !line.is_empty()).collect()
}

fn document_part(document: &Document) -> String {
    parts(&word(document).unwrap())
        .remove("word/document.xml")
        .unwrap()
}

#[test]
fn word_says_what_the_pdf_says_in_the_same_order() {
    let mut runs = examples();
    runs.push(empty());
    runs.push(full(0, &|field| format!("The {field}.")));
    for worked in &runs {
        let board = proviso_core::report::board(&worked.input());
        for document in [
            compose(&worked.executive(), Paper::Letter, MADE),
            compose_board(&board, Paper::A4, MADE),
            compose_counsel(&worked.counsel(), Paper::A4, MADE),
        ] {
            let mut expected = Vec::new();
            said(&document.body, &mut expected);
            // The one power that the packs speak of.
            let expected = expected.iter().map(|line| line.replace("10^26", "10²⁶"));
            assert_eq!(
                bare(lines(&document_part(&document))),
                bare(expected.collect()),
                "every paragraph is there, once, and in its place"
            );
        }
    }
}

#[test]
fn running_lines_have_the_legend_and_fields_for_the_page() {
    let worked = &examples()[0];
    let document = compose(&worked.executive(), Paper::Letter, MADE);
    let file = parts(&word(&document).unwrap());
    let legend = worked.marks.legend.clone().unwrap();
    assert!(
        file["word/header.xml"].contains(&legend),
        "the legend runs along the top"
    );
    assert!(
        file["word/header.xml"].contains("3 of 5"),
        "with the number of the copy"
    );
    let footer = &file["word/footer.xml"];
    assert!(
        footer.contains("w:instr=\" PAGE \"") && footer.contains("w:instr=\" NUMPAGES \""),
        "page numbers are fields, which count when the text is changed"
    );
    assert!(
        lines(footer)
            .join(" ")
            .contains(&document.footer.left.replace('\n', " ")),
        "law date and state run along the bottom"
    );
}

#[test]
fn styles_are_words_own_and_heads_repeat() {
    let worked = full(0, &|field| format!("The {field}."));
    let file = parts(&word(&compose(&worked.executive(), Paper::A4, MADE)).unwrap());
    let styles = &file["word/styles.xml"];
    for name in [
        "Title",
        "heading 1",
        "heading 6",
        "Normal",
        "List Bullet",
        "Quote",
        "header",
        "footer",
    ] {
        assert!(
            styles.contains(&format!("<w:name w:val=\"{name}\"/>")),
            "a style that Word knows as {name}"
        );
    }
    let text = &file["word/document.xml"];
    let used: std::collections::BTreeSet<&str> = text
        .split("<w:pStyle w:val=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    for style in &used {
        assert!(
            styles.contains(&format!("w:styleId=\"{style}\"")),
            "{style} is defined"
        );
    }
    for style in ["Title", "Heading1", "Heading2"] {
        assert!(used.contains(style), "{style} is used: {used:?}");
    }
    let tables = text.matches("<w:tbl>").count();
    let heads = text.matches("<w:tblHeader/>").count();
    assert!(
        heads > 5 && heads <= tables,
        "tables with a head repeat it: {heads} of {tables}"
    );
    assert!(
        styles.contains("w:lang w:val=\"en-US\""),
        "the language is named"
    );
    assert!(
        styles.contains("Source Serif 4") && styles.contains("\"Inter\""),
        "and the faces"
    );
    assert!(
        file["word/fontTable.xml"].contains("Georgia"),
        "with what stands in for them"
    );
    assert!(
        text.contains("w:w=\"11906\" w:h=\"16838\""),
        "the sheet is the one that was asked for"
    );
    let core = &file["docProps/core.xml"];
    assert!(
        core.contains("Gap analysis and action plan"),
        "the title is in the properties"
    );
    assert!(
        core.contains("2026-06-22T00:00:00Z"),
        "and the day, which is the report's"
    );
}

/// Everything that a document can hold, with texts that have broken files before.
fn everything(words: &str) -> Document {
    let made = Timestamp { hour: 9, ..MADE };
    let mut document = Document::new(words, "7f3a19c2e04b", made);
    document.author = words.to_owned();
    document.header.left = words.to_owned();
    document.footer.right = words.to_owned();
    let table = || {
        let mut table = Table::new([
            TableColumn::fit(),
            TableColumn::share(1.0),
            TableColumn::points(60.0).right(),
        ])
        .head(["One", "Two", "Three"])
        .row([words, words, words]);
        table.caption = Some(Inlines::from(words));
        table.rows.push(Row::group(words, 3));
        table.rows.push(
            Row::of([
                Cell::from(words).naming(),
                Cell::blocks(vec![
                    Block::body(words),
                    Block::bullets([words, words]),
                    Block::Table(Table::new([TableColumn::share(1.0)]).row([words])),
                ]),
                Cell::blocks(Vec::new()).shaded(700),
            ])
            .total(),
        );
        table.rows[0].anchor = Some(String::from("a row"));
        table.summary = words.to_owned();
        Block::Table(table)
    };
    document.body = vec![
        Block::heading(1, words),
        Block::lead(words),
        Block::PageBreak,
        table(),
        table(),
        Block::heading(2, words),
        Block::body(
            Inlines::new()
                .text(words)
                .bold(words)
                .italic(words)
                .muted(words)
                .anchor("a row", words)
                .uri(
                    "https://www.federalregister.gov/d/2026-11234?a=1&b=2",
                    words,
                )
                .uri("no address at all <>", words)
                .line(),
        ),
        Block::List(List {
            marks: ListMark::Number(9),
            items: vec![
                vec![
                    Block::body(words),
                    Block::bullets([words]),
                    Block::small(words),
                ],
                vec![table()],
            ],
        }),
        Block::List(List {
            marks: ListMark::Given(vec![String::from("(a)")]),
            items: vec![vec![Block::small(words)], vec![Block::body(words)]],
        }),
        Block::Notice(Notice {
            title: Some(Inlines::from(words)),
            content: vec![Block::body(words), table()],
        }),
        Block::figures([(words, words)]),
        Block::Together(vec![
            Block::label(words),
            Block::quote(words),
            Block::note(words),
        ]),
        Block::Signatures(vec![
            SignatureLine {
                label: words.to_owned(),
                filled: String::new(),
            },
            SignatureLine {
                label: words.to_owned(),
                filled: words.to_owned(),
            },
        ]),
        Block::Rule,
        Block::Space(12.0),
        Block::PageBreak,
    ];
    if let Some(Block::Table(first)) = document.body.get_mut(4) {
        first.rows[0].anchor = None;
    }
    document.body.iter_mut().skip(5).for_each(without_anchors);
    document
}

fn without_anchors(block: &mut Block) {
    match block {
        Block::Table(table) => table.rows.iter_mut().for_each(|row| row.anchor = None),
        Block::List(list) => list.items.iter_mut().flatten().for_each(without_anchors),
        Block::Notice(notice) => notice.content.iter_mut().for_each(without_anchors),
        _ => {}
    }
}

#[test]
fn whatever_was_typed_the_parts_are_well_formed_and_no_word_is_lost() {
    for words in [
        torture("words"),
        String::from("plain words"),
        "x".repeat(20_000),
    ] {
        let document = everything(&words);
        let file = parts(&word(&document).unwrap());
        for (name, part) in &file {
            lines(part);
            assert!(
                !part
                    .chars()
                    .any(|c| c.is_control() && c != '\n' && c != '\t'),
                "{name} has no character that XML refuses"
            );
        }
        let text = file["word/document.xml"].as_str();
        assert!(
            file["word/_rels/document.xml.rels"]
                .matches("External")
                .count()
                == 1,
            "an address that is none is text, for Word refuses a file over it"
        );
        assert!(
            text.contains("w:anchor=\"_place1\""),
            "a link leads into the text"
        );
        assert_eq!(
            text.matches("<w:bookmarkStart").count(),
            1,
            "where one bookmark stands"
        );
    }
}

#[test]
fn a_document_that_breaks_a_rule_is_refused_as_for_the_pdf() {
    let mut document = everything("words");
    document.title.clear();
    let refused = word(&document).unwrap_err().to_string();
    assert!(
        refused.contains("title"),
        "it says what is missing: {refused}"
    );
}

/// The container's own check, where it is at hand: the schemas and the rules whose breach makes Word offer a repair.
#[test]
fn the_checker_finds_nothing() {
    let Some(check) = std::env::var_os("PROVISO_OOXML") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut call = std::process::Command::new(check);
    let texts = [torture("words"), String::from("plain words")];
    for (at, words) in texts.iter().enumerate() {
        let path = folder.path().join(format!("{at}.docx"));
        std::fs::write(&path, word(&everything(words)).unwrap()).unwrap();
        call.arg(path);
        let worked = full(at, &|_| words.clone());
        let report = worked.executive();
        let path = folder.path().join(format!("report-{at}.docx"));
        std::fs::write(&path, word(&compose(&report, Paper::Letter, MADE)).unwrap()).unwrap();
        call.arg(path);
        let model = proviso_report::formats::Answered::Executive(&report);
        let book = proviso_report::formats::workbook(model, Paper::A4, MADE).unwrap();
        let path = folder.path().join(format!("report-{at}.xlsx"));
        std::fs::write(&path, book).unwrap();
        call.arg(path);
    }
    let out = call.output().unwrap();
    assert!(
        out.status.success(),
        "{}{}",
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr)
    );
}

#[test]
fn words_that_moved_since_the_answer_are_marked_on_both_sides() {
    let mut counsel = examples().remove(0).counsel();
    let entry = counsel
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.entries)
        .find(|entry| !entry.asked.is_empty())
        .unwrap();
    entry.question = String::from("Is there a list of tools?");
    entry.wording_now = Some(vec![(
        String::from("Question"),
        String::from("Is there a dated list of systems?"),
    )]);
    let main = document_part(&compose_counsel(&counsel, Paper::Letter, MADE));
    let run_of = |words: &str| {
        let at = main
            .find(&format!(">{words}<"))
            .unwrap_or_else(|| panic!("{words} is there"));
        &main[main[..at].rfind("<w:r>").unwrap()..at]
    };
    assert!(
        run_of("tools?").contains("<w:strike/>"),
        "gone: struck through"
    );
    let added = run_of("dated ");
    assert!(
        added.contains("<w:b/>") && added.contains("<w:u "),
        "come: by weight and by a line, {added}"
    );
}
