//! What counsel alone may read reaches no executive file, whatever is recorded and in whatever format.

use proptest::prelude::*;
use proviso_core::report::{CopyKind, Disposition, disposition};
use proviso_report::document::Paper;
use proviso_report::formats::{
    Answered, Listing, assessment_results, csv, json, plan_of_action, word, workbook,
};
use proviso_report::{compose, compose_board};

use crate::parts::parts;
use crate::worked::{MADE, full};

/// The names that `full` gives the texts of a run, with the row of the table of fields for each.
const RECORDED: [(&str, &str, &str); 26] = [
    ("value", "Answer", "value"),
    ("facts", "Answer", "facts"),
    ("analysis", "Answer", "analysis"),
    ("basisDetail", "Answer", "basisDetail"),
    ("owner", "Answer", "owner"),
    ("reason", "Answer", "reason"),
    ("measure", "Answer", "measure"),
    ("todo", "Answer", "todo"),
    ("groundsFor", "Answer", "groundsFor"),
    ("groundsAgainst", "Answer", "groundsAgainst"),
    ("recommendation", "Answer", "recommendation"),
    ("advice", "Answer", "advice"),
    ("decidedBy", "Answer", "decidedBy"),
    ("reviewTrigger", "Answer", "reviewTrigger"),
    ("what", "Action", "what"),
    ("actionOwner", "Action", "owner"),
    ("note", "Action", "note"),
    ("acceptedBy", "Action", "acceptedBy"),
    ("acceptedWhy", "Action", "acceptedWhy"),
    ("evidenceName", "Evidence", "name"),
    ("fileName", "Evidence", "name"),
    ("place", "Evidence", "place"),
    ("addedBy", "Evidence", "addedBy"),
    ("evidenceNote", "Evidence", "note"),
    ("author", "Revision", "author"),
    ("changes", "Revision", "changes"),
];

/// Every text in every part of every executive file, without the marks that a format puts into words.
fn executive_files(turn: usize, mark: &str) -> Vec<(&'static str, String)> {
    let worked = full(turn, &|field| format!("{mark}{field}{mark}"));
    let report = worked.executive();
    let model = Answered::Executive(&report);
    let whole = |bytes: Vec<u8>| parts(&bytes).into_values().collect::<String>();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let board = proviso_core::report::board(&worked.input());
    vec![
        (
            "docx",
            whole(word(&compose(&report, Paper::Letter, MADE)).unwrap()),
        ),
        (
            "board docx",
            whole(word(&compose_board(&board, Paper::A4, MADE)).unwrap()),
        ),
        ("xlsx", whole(workbook(model, Paper::Letter, MADE).unwrap())),
        ("csv actions", text(csv(model, Listing::Actions).unwrap())),
        ("csv answers", text(csv(model, Listing::Answers).unwrap())),
        ("json", text(json(CopyKind::Executive, &report).unwrap())),
        ("board json", text(json(CopyKind::Board, &board).unwrap())),
        ("oscal", text(assessment_results(model, MADE).unwrap())),
        ("oscal-poam", text(plan_of_action(model, MADE).unwrap())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn what_counsel_alone_may_read_is_in_no_executive_file(turn in 0_usize..12, mark in "[a-z]{9}") {
        for (name, text) in executive_files(turn, &mark) {
            for (field, of, row) in RECORDED {
                if disposition(CopyKind::Executive, of, row) == Disposition::Omit {
                    let canary = format!("{mark}{field}{mark}");
                    prop_assert!(!text.contains(&canary), "{name} holds {of}.{row}");
                }
            }
        }
    }
}

/// A test that looks for words must be able to find them.
#[test]
fn what_an_executive_may_read_is_found_in_every_file() {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for turn in 0..4 {
        for (name, text) in executive_files(turn, "qqqqqq") {
            for (field, ..) in RECORDED {
                if text.contains(&format!("qqqqqq{field}qqqqqq")) {
                    seen.push((name, field));
                }
            }
        }
    }
    for name in [
        "docx",
        "board docx",
        "xlsx",
        "csv actions",
        "json",
        "board json",
        "oscal",
        "oscal-poam",
    ] {
        assert!(
            seen.contains(&(name, "what")),
            "{name} has the actions as they were typed"
        );
    }
    for name in ["docx", "csv answers", "json", "oscal"] {
        assert!(
            seen.contains(&(name, "facts")),
            "{name} has the facts as they were typed"
        );
    }
}

#[test]
fn no_executive_file_names_the_provision_on_crime_or_what_counsel_alone_has() {
    for (name, text) in executive_files(1, "") {
        let text = text.to_lowercase();
        for word in [
            "counsel’s analysis",
            "counsel’s advice",
            "attorney’s notes",
            "18 u.s.c",
        ] {
            assert!(!text.contains(word), "{name} says {word:?}");
        }
    }
}
