//! Writes the executive copy of 100 items as a PDF, and the same text as a page of HTML and as Typst's
//! markup, so that other programs can be timed with it (`tests/bench/against-chromium.mjs`,
//! `tests/bench/against-typesetters.mjs`). `PROVISO_ITEMS` is another number of items; a name that ends in
//! `.docx` stands for the Word file.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark may stop at the first surprise"
)]

use std::path::{Path, PathBuf};

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let pdf = arguments.next().unwrap();
    let items = std::env::var("PROVISO_ITEMS").map_or(100, |items| items.parse().unwrap());
    let made = proviso_bench::run(items);
    let bytes = if ends_in(&pdf, "docx") {
        proviso_report::formats::word(&made.document()).unwrap()
    } else {
        proviso_report::render(&made.document()).unwrap().bytes
    };
    std::fs::write(pdf, bytes).unwrap();
    for page in arguments {
        let parts = parts(&made);
        let text = if ends_in(&page, "typ") {
            typst(&parts)
        } else {
            html(&parts)
        };
        std::fs::write(page, text).unwrap();
    }
}

fn ends_in(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|end| end == ending)
}

/// A part of the text, as every program has it.
enum Part {
    Title(String),
    Heading(String),
    Quote(String),
    Table(Vec<Vec<String>>),
}

fn parts(made: &proviso_bench::Made) -> Vec<Part> {
    let report = made.report();
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    let mut parts = vec![Part::Title(report.title.clone())];
    for section in &report.sections {
        parts.push(Part::Heading(format!(
            "{} {}",
            section.cite, section.heading
        )));
        parts.extend(section.words.clone().map(Part::Quote));
        let rows = section.entries.iter().map(|entry| {
            row(&[
                &entry.title,
                &entry.question,
                &entry.answer,
                entry.facts.as_deref().unwrap_or(""),
                entry.action.as_deref().unwrap_or(""),
            ])
        });
        parts.push(Part::Table(rows.collect()));
    }
    parts.push(Part::Heading(String::from("Action plan")));
    let actions = report.actions.iter();
    let rows =
        actions.map(|action| row(&[&action.what, &action.reason, &action.due, &action.standing]));
    parts.push(Part::Table(rows.collect()));
    parts.push(Part::Heading(String::from("Open questions")));
    let open = report.open.iter();
    let rows = open.map(|open| row(&[&open.question, &open.theme, &open.ask, &open.state]));
    parts.push(Part::Table(rows.collect()));
    parts
}

fn html(parts: &[Part]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut html = String::from("<!doctype html><html lang=en>");
    for part in parts {
        html.push_str(&match part {
            Part::Title(text) => format!("<title>{0}</title><h1>{0}</h1>", escaped(text)),
            Part::Heading(text) => format!("<h2>{}</h2>", escaped(text)),
            Part::Quote(text) => format!("<blockquote>{}</blockquote>", escaped(text)),
            Part::Table(rows) => {
                let cells = |row: &Vec<String>| -> String {
                    let cells = row.iter().map(|cell| format!("<td>{}</td>", escaped(cell)));
                    cells.collect()
                };
                let rows = rows.iter().map(|row| format!("<tr>{}</tr>", cells(row)));
                format!("<table>{}</table>", rows.collect::<String>())
            }
        });
    }
    html.push_str("</html>");
    html
}

fn typst(parts: &[Part]) -> String {
    let quoted = |text: &str| {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{}\"", text.replace('\n', "\\n"))
    };
    let mut typst = String::from("#set page(\"us-letter\")\n#set text(lang: \"en\", size: 10pt)\n");
    for part in parts {
        typst.push_str(&match part {
            Part::Title(text) => {
                format!(
                    "#set document(title: {0})\n#heading(level: 1, {0})\n",
                    quoted(text)
                )
            }
            Part::Heading(text) => format!("#heading(level: 2, {})\n", quoted(text)),
            Part::Quote(text) => format!("#quote(block: true, {})\n", quoted(text)),
            Part::Table(rows) => {
                let columns = rows.first().map_or(1, Vec::len);
                let cells: Vec<String> = rows.iter().flatten().map(|cell| quoted(cell)).collect();
                format!("#table(columns: {columns}, {})\n", cells.join(", "))
            }
        });
    }
    typst
}
