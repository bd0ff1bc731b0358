//! What counsel alone may read reaches no file but counsel's, whatever is recorded and in whatever format.

use proptest::prelude::*;
use proviso_core::report::{CopyKind, Disposition, disposition};
use proviso_report::document::Paper;
use proviso_report::formats::{
    Answered, Listing, assessment_results, csv, json, plan_of_action, word, workbook,
};
use proviso_report::{compose, compose_board, compose_counsel, compose_minutes, compose_strategy};

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

/// What `full` keeps around the answers, which counsel's file alone prints.
const AROUND: [&str; 18] = [
    "interviewWhom",
    "interviewRole",
    "interviewPresent",
    "interviewNotes",
    "contactWho",
    "contactSent",
    "contactWithheld",
    "contactTerms",
    "referralTo",
    "referralQuestion",
    "referralAnswer",
    "referralDecided",
    "logAuthor",
    "logTitle",
    "logText",
    "requestWhom",
    "replyBy",
    "replyOutcome",
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
            for field in AROUND {
                let canary = format!("{mark}{field}{mark}");
                prop_assert!(!text.contains(&canary), "{name} holds {field}");
            }
        }
    }

    #[test]
    fn copies_made_of_decisions_hold_what_the_table_gives_them_and_no_more(
        turn in 0_usize..12,
        mark in "[a-z]{9}",
    ) {
        for (copy, name, text) in decision_files(turn, &mark) {
            for (field, of, row) in RECORDED {
                if disposition(copy, of, row) == Disposition::Omit {
                    let canary = format!("{mark}{field}{mark}");
                    prop_assert!(!text.contains(&canary), "{copy:?} as {name} holds {of}.{row}");
                }
            }
            for field in AROUND {
                let canary = format!("{mark}{field}{mark}");
                prop_assert!(!text.contains(&canary), "{copy:?} as {name} holds {field}");
            }
        }
    }
}

/// Every text of the copies that are made of decisions alone, in each format that they have.
fn decision_files(turn: usize, mark: &str) -> Vec<(CopyKind, &'static str, String)> {
    let worked = full(turn, &|field| format!("{mark}{field}{mark}"));
    let input = worked.input();
    let (strategy, minutes) = (
        proviso_core::report::strategy(&input),
        proviso_core::report::minutes(&input),
    );
    let whole = |bytes: Vec<u8>| parts(&bytes).into_values().collect::<String>();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (plan, insert) = (CopyKind::Strategy, CopyKind::Minutes);
    vec![
        (
            plan,
            "docx",
            whole(word(&compose_strategy(&strategy, Paper::Letter, MADE)).unwrap()),
        ),
        (plan, "json", text(json(plan, &strategy).unwrap())),
        (
            insert,
            "docx",
            whole(word(&compose_minutes(&minutes, Paper::A4, MADE)).unwrap()),
        ),
        (insert, "json", text(json(insert, &minutes).unwrap())),
    ]
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
fn what_is_kept_around_the_answers_is_found_in_counsels_file() {
    let counsel = full(1, &|field| format!("qq{field}qq")).counsel();
    let shown = parts(&word(&compose_counsel(&counsel, Paper::A4, MADE)).unwrap());
    let shown = shown.into_values().collect::<String>();
    let data = String::from_utf8(json(CopyKind::Counsel, &counsel).unwrap()).unwrap();
    for field in AROUND {
        let said = format!("qq{field}qq");
        assert!(shown.contains(&said), "Word says {field}");
        assert!(data.contains(&said), "and JSON says {field}");
    }
}

#[test]
fn who_decided_is_found_in_every_copy_made_of_decisions() {
    for (copy, name, text) in decision_files(1, "qq") {
        assert!(
            text.contains("qqdecidedByqq"),
            "{copy:?} as {name} says who decided"
        );
        for word in ["counsel’s analysis", "counsel’s advice", "18 u.s.c", "%"] {
            // Word has shares of widths in its own parts.
            let is_markup = word == "%" && name == "docx";
            assert!(
                is_markup || !text.to_lowercase().contains(word),
                "{copy:?} as {name} says {word:?}"
            );
        }
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
