//! Writes the executive copy of 100 items as a PDF, and the same text as a page of HTML, so that a
//! browser's print can be timed against it (`tests/bench/against-chromium.mjs`).

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark may stop at the first surprise"
)]

use std::path::PathBuf;

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let pdf = arguments.next().unwrap();
    let made = proviso_bench::run(100);
    std::fs::write(pdf, proviso_report::render(&made.document()).unwrap().bytes).unwrap();
    if let Some(html) = arguments.next() {
        std::fs::write(html, page(&made)).unwrap();
    }
}

fn page(made: &proviso_bench::Made) -> String {
    let report = made.report();
    let mut html = format!(
        "<!doctype html><html lang=en><title>{0}</title><h1>{0}</h1>",
        report.title
    );
    let row = |cells: &[&str]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<td>{cell}</td>"))
            .collect();
        format!("<tr>{cells}</tr>")
    };
    for section in &report.sections {
        html.push_str(&format!("<h2>{} {}</h2>", section.cite, section.heading));
        html.push_str(&format!(
            "<blockquote>{}</blockquote><table>",
            section.words.as_deref().unwrap_or("")
        ));
        for entry in &section.entries {
            html.push_str(&row(&[
                &entry.title,
                &entry.question,
                &entry.answer,
                entry.facts.as_deref().unwrap_or(""),
                entry.action.as_deref().unwrap_or(""),
            ]));
        }
        html.push_str("</table>");
    }
    html.push_str("<h2>Action plan</h2><table>");
    for action in &report.actions {
        html.push_str(&row(&[
            &action.what,
            &action.reason,
            &action.due,
            &action.standing,
        ]));
    }
    html.push_str("</table><h2>Open questions</h2><table>");
    for open in &report.open {
        html.push_str(&row(&[&open.question, &open.theme, &open.ask, &open.state]));
    }
    html.push_str("</table></html>");
    html
}
