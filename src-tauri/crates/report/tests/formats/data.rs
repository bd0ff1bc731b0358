//! CSV, JSON and the workbook.

use proviso_core::report::{CopyKind, undeclared};
use proviso_report::document::Paper;
use proviso_report::formats::{Answered, JSON_VERSION, Listing, csv, json, workbook};
use serde_json::Value;

use crate::parts::parts;
use crate::worked::{MADE, empty, examples, full, torture};

fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes());
    let text = text.expect("Excel takes a file for UTF-8 by its byte-order mark");
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text);
    let rows = reader.records().map(|row| {
        let row = row.expect("every row is as long as the first");
        row.iter().map(str::to_owned).collect()
    });
    rows.collect()
}

fn column(rows: &[Vec<String>], title: &str) -> usize {
    let at = rows[0].iter().position(|head| head == title);
    at.unwrap_or_else(|| panic!("there is a column {title}: {:?}", rows[0]))
}

#[test]
fn the_action_plan_is_a_table_with_days() {
    let worked = full(0, &|field| format!("the {field}"));
    let report = worked.executive();
    let rows = table(&csv(Answered::Executive(&report), Listing::Actions).unwrap());
    assert_eq!(
        rows.len(),
        report.actions.len() + 1,
        "a row for each action and the head"
    );
    let (due, legend) = (column(&rows, "Due"), column(&rows, "Legend"));
    for (row, action) in rows[1..].iter().zip(&report.actions) {
        let day = action.due_on.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(
            row[due], day,
            "days are ISO 8601, which every program reads"
        );
        assert_eq!(row[legend], "the legend", "every row carries the legend");
    }
}

#[test]
fn nothing_typed_is_calculated_and_nothing_is_lost() {
    let worked = full(2, &torture);
    let counsel = worked.counsel();
    for listing in [Listing::Actions, Listing::Answers] {
        let rows = table(&csv(Answered::Counsel(&counsel), listing).unwrap());
        for cell in rows.iter().flatten() {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']),
                "a spreadsheet would calculate {cell:?}"
            );
            assert!(
                !cell
                    .chars()
                    .any(|c| c.is_control() && c != '\n' && c != '\t'),
                "a control character is shown by number: {cell:?}"
            );
        }
        let whole = rows.concat().concat();
        assert!(
            whole.contains("北京 مرحبا שלום 😀") && whole.contains("U+0007"),
            "every script is there, and what cannot be shown is named"
        );
    }
}

#[test]
fn counsels_answers_have_what_was_recorded_and_executives_have_not() {
    let worked = full(0, &|field| format!("the {field}"));
    let (report, counsel) = (worked.executive(), worked.counsel());
    let theirs = table(&csv(Answered::Counsel(&counsel), Listing::Answers).unwrap());
    let analysis = column(&theirs, "Counsel’s analysis");
    assert!(
        theirs[1..]
            .iter()
            .all(|row| row[analysis] == "the analysis"),
        "counsel’s own words are in counsel’s table"
    );
    let public = table(&csv(Answered::Executive(&report), Listing::Answers).unwrap());
    let entries: usize = report.sections.iter().map(|part| part.entries.len()).sum();
    assert_eq!(public.len(), entries + 1, "a row for each item in scope");
    let heads = public[0].join(" ").to_lowercase();
    for word in [
        "analysis", "advice", "evidence", "to do", "flag", "sure", "id",
    ] {
        assert!(
            !heads.split(' ').any(|head| head == word) && !heads.contains("analysis"),
            "no column shows that there is more: {heads}"
        );
    }
}

#[test]
fn json_is_the_copys_model_and_no_more() {
    for worked in examples() {
        let counsel = worked.counsel();
        let report = worked.executive();
        for (copy, bytes) in [
            (
                CopyKind::Executive,
                json(CopyKind::Executive, &report).unwrap(),
            ),
            (
                CopyKind::Counsel,
                json(CopyKind::Counsel, &counsel).unwrap(),
            ),
        ] {
            let file: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(file["format"], "proviso-report", "it says what it is");
            assert_eq!(file["version"], JSON_VERSION, "and in which form");
            assert_eq!(
                undeclared(copy, &file["report"]),
                Vec::<String>::new(),
                "the table of fields is obeyed"
            );
        }
        let file: Value =
            serde_json::from_slice(&json(CopyKind::Executive, &report).unwrap()).unwrap();
        assert_eq!(
            file["report"],
            serde_json::to_value(&report).unwrap(),
            "and nothing of the model is lost"
        );
    }
}

#[test]
fn a_model_given_as_a_copy_that_may_not_hold_it_is_cut_to_what_it_may() {
    let counsel = full(0, &|field| format!("canary-{field}")).counsel();
    let text = String::from_utf8(json(CopyKind::Executive, &counsel).unwrap()).unwrap();
    for field in [
        "analysis",
        "advice",
        "evidenceName",
        "todo",
        "basisDetail",
        "author",
    ] {
        assert!(
            !text.contains(&format!("canary-{field}")),
            "{field} does not get out"
        );
    }
}

#[test]
fn the_workbook_has_filters_days_and_a_head_that_stays() {
    let worked = full(0, &|field| format!("the {field}"));
    let report = worked.executive();
    let file = parts(&workbook(Answered::Executive(&report), Paper::Letter, MADE).unwrap());
    let plan = &file["xl/worksheets/sheet1.xml"];
    assert!(
        plan.contains("<autoFilter ref=\"A1:J"),
        "every column can be filtered"
    );
    assert!(
        plan.contains("state=\"frozen\""),
        "the head stays when one scrolls"
    );
    let first = report
        .actions
        .iter()
        .find_map(|action| action.due_on)
        .unwrap();
    let epoch = proviso_core::date::Date::from_ymd(1900, 1, 1).unwrap();
    let serial = epoch.days_until(first) + 2;
    assert!(
        plan.contains(&format!("<v>{serial}</v>")),
        "a day is Excel’s number of that day, {serial}"
    );
    assert!(
        file["xl/styles.xml"].contains("mmm d, yyyy") || file["xl/styles.xml"].contains("mmm d"),
        "and reads as a day"
    );
    assert!(
        file["docProps/core.xml"].contains("2026-06-22T00:00:00Z"),
        "no clock"
    );
    assert!(
        plan.contains("the legend"),
        "printed pages carry the legend"
    );
}

#[test]
fn a_workbook_of_nothing_and_of_anything_can_be_written() {
    for worked in [empty(), full(3, &torture), full(4, &|_| "x".repeat(40_000))] {
        let report = worked.executive();
        let file = parts(&workbook(Answered::Executive(&report), Paper::A4, MADE).unwrap());
        assert!(file.contains_key("xl/workbook.xml"), "it is a workbook");
        assert!(
            !file["xl/worksheets/sheet1.xml"].contains("<f>"),
            "and has no formula, whatever was typed"
        );
    }
}
