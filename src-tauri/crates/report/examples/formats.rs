//! Writes the worked example in every format, to look at.
//!
//! `cargo run -p proviso-report --example formats -- FOLDER`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program to look at output with"
)]
#![allow(dead_code, reason = "the tests use the rest")]

use std::path::PathBuf;

use proviso_core::report::{CopyKind, minutes, strategy};
use proviso_report::document::Paper;
use proviso_report::formats::{
    Answered, Listing, assessment_results, csv, json, plan_of_action, word, workbook,
};
use proviso_report::render;
use proviso_report::{compose, compose_counsel, compose_minutes, compose_strategy};

#[path = "../tests/formats/worked.rs"]
mod worked;

fn main() {
    let folder = std::env::args().nth(1);
    let folder = PathBuf::from(folder.unwrap_or_else(|| "/tmp/formats".to_owned()));
    std::fs::create_dir_all(&folder).unwrap();
    for (at, worked) in worked::examples().iter().enumerate() {
        let report = worked.executive();
        let counsel = worked.counsel();
        let model = Answered::Executive(&report);
        let theirs = Answered::Counsel(&counsel);
        let document = compose(&report, Paper::Letter, worked::MADE);
        let everything = compose_counsel(&counsel, Paper::Letter, worked::MADE);
        let (strategy, minutes) = (strategy(&worked.input()), minutes(&worked.input()));
        let of_decisions = [
            compose_strategy(&strategy, Paper::Letter, worked::MADE),
            compose_strategy(&strategy, Paper::A4, worked::MADE),
            compose_minutes(&minutes, Paper::Letter, worked::MADE),
            compose_minutes(&minutes, Paper::A4, worked::MADE),
        ];
        let files = [
            ("counsel.docx", word(&everything).unwrap()),
            ("counsel.pdf", render(&everything).unwrap().bytes),
            (
                "counsel-a4.docx",
                word(&compose_counsel(&counsel, Paper::A4, worked::MADE)).unwrap(),
            ),
            ("strategy.docx", word(&of_decisions[0]).unwrap()),
            ("strategy-a4.docx", word(&of_decisions[1]).unwrap()),
            ("minutes.docx", word(&of_decisions[2]).unwrap()),
            ("minutes-a4.docx", word(&of_decisions[3]).unwrap()),
            (
                "counsel.xlsx",
                workbook(theirs, Paper::A4, worked::MADE).unwrap(),
            ),
            ("executive.docx", word(&document).unwrap()),
            ("executive.pdf", render(&document).unwrap().bytes),
            (
                "executive-a4.docx",
                word(&compose(&report, Paper::A4, worked::MADE)).unwrap(),
            ),
            (
                "executive.xlsx",
                workbook(model, Paper::Letter, worked::MADE).unwrap(),
            ),
            ("actions.csv", csv(model, Listing::Actions).unwrap()),
            ("answers.csv", csv(model, Listing::Answers).unwrap()),
            (
                "counsel-answers.csv",
                csv(theirs, Listing::Answers).unwrap(),
            ),
            (
                "executive.json",
                json(CopyKind::Executive, &report).unwrap(),
            ),
            ("counsel.json", json(CopyKind::Counsel, &counsel).unwrap()),
            (
                "executive-oscal.json",
                assessment_results(model, worked::MADE).unwrap(),
            ),
            (
                "executive-poam.json",
                plan_of_action(model, worked::MADE).unwrap(),
            ),
            (
                "counsel-oscal.json",
                assessment_results(theirs, worked::MADE).unwrap(),
            ),
        ];
        for (name, bytes) in files {
            println!("{at}-{name}: {} bytes", bytes.len());
            std::fs::write(folder.join(format!("{at}-{name}")), bytes).unwrap();
        }
    }
}
