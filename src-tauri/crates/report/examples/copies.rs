//! Writes every copy of the worked example, on both papers, to look at.
//!
//! `cargo run -p proviso-report --example copies -- FOLDER`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program to look at output with"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

use proviso_core::action::Action;
use proviso_core::answer::Answer;
use proviso_core::date::Date;
use proviso_core::overview::RunState;
use proviso_core::pack::{Pack, read};
use proviso_core::profile::Profile;
use proviso_core::report::{CopyMarks, LEGENDS, Matter, ReportInput, board, executive};
use proviso_report::document::{Document, Paper, Timestamp};
use proviso_report::{compose, compose_board, render};
use serde_json::{Value, from_value};

fn main() {
    let folder = PathBuf::from(
        std::env::args()
            .nth(1)
            .unwrap_or_else(|| "/tmp/copies".to_owned()),
    );
    std::fs::create_dir_all(&folder).unwrap();
    let pack: Pack = read(include_bytes!(
        "../../../../assets/packs/eo-14409/1.0.0.json"
    ))
    .unwrap()
    .0;
    let sample: Value =
        serde_json::from_str(include_str!("../../../../assets/sample/northwind.json")).unwrap();
    for (at, assessment) in sample["assessments"].as_array().unwrap().iter().enumerate() {
        let run = &assessment["runs"][0];
        let profile: Profile = from_value(run["profile"].clone()).unwrap();
        let answers: BTreeMap<String, Answer> = from_value(run["answers"].clone()).unwrap();
        let actions: BTreeMap<String, Action> =
            from_value(run.get("actions").cloned().unwrap_or_default()).unwrap_or_default();
        let text = |key: &str| {
            let text = assessment["details"][key].as_str();
            text.unwrap_or_default().to_owned()
        };
        let input = ReportInput {
            state: RunState {
                pack: &pack,
                profile: &profile,
                answers: &answers,
                actions: &actions,
                carried: &BTreeSet::new(),
                evidence: proviso_core::evidence::NO_LINKS,
            },
            pack_hash: "example",
            matter: &Matter {
                organization: text("organization"),
                unit: text("unit"),
                matter: text("matter"),
                asked_by: text("askedBy"),
                directed_by: text("directedBy"),
                purpose: text("purpose"),
                readers: text("readers"),
            },
            run_number: 1,
            marks: &CopyMarks {
                legend: Some(LEGENDS[0].to_owned()),
                recipient: Some(String::from("Audit Committee")),
                number: Some(String::from("3 of 5")),
            },
            on: Date::from_ymd(2026, 6, 22).unwrap(),
            signed: None,
            before: None,
        };
        for (paper, name) in [(Paper::Letter, "letter"), (Paper::A4, "a4")] {
            for (copy, document) in copies(&input, paper) {
                let start = Instant::now();
                let file = render(&document).unwrap();
                println!(
                    "{at} {copy} {name}: {} pages, {} bytes, {} ms",
                    file.pages,
                    file.bytes.len(),
                    start.elapsed().as_millis()
                );
                std::fs::write(folder.join(format!("{at}-{copy}-{name}.pdf")), file.bytes).unwrap();
            }
        }
    }
}

fn copies(input: &ReportInput<'_>, paper: Paper) -> Vec<(&'static str, Document)> {
    let made = Timestamp {
        year: 2026,
        month: 6,
        day: 22,
        hour: 0,
        minute: 0,
        second: 0,
    };
    vec![
        ("board", compose_board(&board(input), paper, made)),
        ("executive", compose(&executive(input), paper, made)),
    ]
}
