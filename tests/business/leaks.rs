//! A request is made of its own table of fields: what counsel recorded elsewhere is in none of its forms.

use std::io::{Cursor, Read as _};
use std::path::Path;
use std::process::Command;

use proptest::prelude::*;
use proviso_core::answer::Field;
use serde_json::{Value, json};

use super::{answer, asked, receive, two};
use crate::support::Office;

/// What anybody can read in a file of a request: its bytes, the parts of an archive, the text and the
/// description of a PDF.
fn readable(file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap();
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            text.push_str(&part.name().unwrap());
            let mut words = Vec::new();
            part.read_to_end(&mut words).unwrap();
            text.push_str(&String::from_utf8_lossy(&words));
        }
    }
    if bytes.starts_with(b"%PDF") {
        for (tool, more) in [("pdftotext", Some("-")), ("pdfinfo", None)] {
            let read = Command::new(tool).arg(file).args(more).output().unwrap();
            assert!(read.status.success(), "{tool} reads the sheet");
            text.push_str(&String::from_utf8_lossy(&read.stdout));
        }
    }
    text
}

/// Puts the word wherever counsel can write something about the items.
fn record_everywhere(counsel: &Office, run: &str, items: &[String], word: &str) {
    let mut taken = 0;
    for item in items {
        for field in Field::ALL {
            // A field that the item does not take, or that takes no words, is refused, and is nowhere then.
            let recorded = counsel.invoke(
                "record_answer",
                json!({"run": run, "item": item, "field": field, "value": format!("{word} said")}),
            );
            taken += usize::from(recorded.is_ok());
        }
        counsel.call(
            "add_reference",
            json!({"run": run, "item": item, "evidence": {"title": format!("{word} title"),
                "place": format!("{word} place"), "seenOn": "", "staleAfter": "",
                "note": format!("{word} note")}}),
        );
    }
    assert!(
        taken >= 6 * items.len(),
        "counsel’s words were taken: {taken}"
    );
    counsel.call(
        "record_answer",
        json!({"run": run, "item": items[0], "field": "verdict", "value": "notInPlace"}),
    );
    for field in ["note", "owner"] {
        counsel.call(
            "record_action",
            json!({"run": run, "item": items[0], "field": field, "value": format!("{word} action")}),
        );
    }
    counsel.call(
        "add_matter",
        json!({"run": run, "entry": {"on": "", "title": format!("{word} memo"),
            "text": format!("{word} memo"), "what": {"kind": "memo"}, "items": items, "follows": null}}),
    );
    counsel.call(
        "save_interview",
        json!({"run": run, "id": null, "interview": {"whom": format!("{word} whom"),
            "role": format!("{word} role"), "on": "", "present": format!("{word} present"),
            "notes": format!("{word} notes"), "items": items}}),
    );
}

fn send(counsel: &Office, run: &str, items: &[String], form: &str) {
    let sent: Value = counsel.call(
        "send_request",
        json!({"run": run, "request": asked(items, ""), "form": form, "paper": "letter"}),
    );
    assert_eq!(sent["is"], "written", "the file is whole on disk: {sent}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_counsel_recorded_reaches_a_request(word in "q[j-z]{11}") {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("request.proviso-request");
        let (counsel, respondent, run, items) = two(&file);
        record_everywhere(&counsel, &run, &items, &word);
        let mut told = Vec::new();
        for form in ["paper", "word", "proviso"] {
            send(&counsel, &run, &items, form);
            told.push((form, readable(&file)));
        }
        answer(&respondent, &items);
        receive(&counsel, &run);
        // What others stated does not reach the next request either.
        for form in ["paper", "word", "proviso"] {
            send(&counsel, &run, &items, form);
            told.push((form, readable(&file)));
        }
        for (form, text) in told {
            prop_assert!(text.contains("thank you for your time"), "the cover note is in the {} form", form);
            for kept in [word.as_str(), "2026-0417", "Audit Committee", "all three plants", "lock the room"] {
                prop_assert!(!text.contains(kept), "{} reached the {} form", kept, form);
            }
            // The form for Proviso names verdicts nowhere; the others offer them all by their labels.
            prop_assert!(form != "proviso" || !text.contains("notInPlace"), "the verdict reached a request");
        }
    }
}
