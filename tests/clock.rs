//! A clock that is set back: by three days in the middle of the work, and to before the law was made.

use serde_json::{Value, json};

use crate::support::{Office, first_item};

const DAY: i64 = 24 * 60;

fn answer(office: &Office, run: &str, item: &str, text: &str) {
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "facts", "value": text}),
    );
}

fn warning(office: &Office) -> String {
    let start = office.call("start", json!({}));
    start["folderWarning"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// What an answer said, newest first.
fn said(office: &Office, run: &str, item: &str) -> Vec<Value> {
    let history = office.call("history", json!({"run": run, "item": item}));
    let states = history.as_array().unwrap().iter();
    states
        .map(|state| state["changes"][0]["after"].clone())
        .collect()
}

#[test]
fn what_is_recorded_stays_in_its_order_and_the_clock_is_said_to_be_behind() {
    let office = Office::picking(Some("out.pdf"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(&office, &run, &item, "First.");
    assert_eq!(warning(&office), "", "the clock is right");
    office.pass(-3 * DAY);
    let told = warning(&office);
    assert!(
        told.contains("clock") && told.contains("in the order in which it was recorded"),
        "what is wrong, and what is not: {told}"
    );
    answer(&office, &run, &item, "Second.");
    assert_eq!(
        said(&office, &run, &item),
        ["Second.", "First."],
        "the order is that of recording"
    );
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(
        view["answers"][&item]["facts"], "Second.",
        "the last thing said holds"
    );
    assert!(
        warning(&office).contains("clock"),
        "it is said for as long as it is so"
    );
    office.call("undo", json!({"run": run}));
    assert_eq!(
        said(&office, &run, &item)[0],
        "First.",
        "what is undone is what was recorded last"
    );
    // To before the law date, and before the order, whatever day it is today.
    office.pass(-20 * 365 * DAY);
    let overview = office.call("overview", json!({"run": run}));
    assert!(
        overview["law"]["line"]
            .as_str()
            .unwrap()
            .contains("days ahead of the report date"),
        "the law is younger than the report: {}",
        overview["law"]
    );
    for copy in ["board", "executive", "counsel"] {
        let options = json!({"run": run, "options": {"copy": copy, "format": "pdf"}});
        let exported = office.call("export_report", options);
        assert_eq!(exported["is"], "written", "{copy}: {exported}");
    }
    office.call("back_up_now", json!({}));
    office.call(
        "sign_run",
        json!({"run": run, "asked": {
            "reviewer": null,
            "signer": {"name": "M. Okafor", "role": "General Counsel"},
            "statement": "To my knowledge.",
        }}),
    );
    let office = office.reopened();
    let sound = office.call("soundness", json!({}));
    assert_eq!(
        sound["holds"], true,
        "no link is broken by a clock: {sound}"
    );
    assert_eq!(
        warning(&office),
        "",
        "and with the clock right, nothing is said"
    );
}

#[test]
fn undo_takes_back_what_was_recorded_last_across_answers_and_actions() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "verdict", "value": "notInPlace"}),
    );
    // To before the assessment was made.
    office.pass(-3 * DAY);
    office.call(
        "record_action",
        json!({"run": run, "item": item, "field": "owner", "value": "Treasury"}),
    );
    let undone = |office: &Office| {
        let undone = office.call("undo", json!({"run": run}));
        undone["says"].as_str().unwrap_or_default().to_owned()
    };
    let last = undone(&office);
    assert!(
        last.contains("the action on"),
        "the action was recorded last: {last}"
    );
    let before = undone(&office);
    assert!(
        before.starts_with("Undone: “") && !before.contains("the action on"),
        "then the answer: {before}"
    );
    assert_eq!(
        undone(&office),
        "There is nothing to undo.",
        "and that is all"
    );
}
