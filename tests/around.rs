//! What is kept around the answers gets into counsel's file, and into no other copy.

use serde_json::{Value, json};

use crate::support::{Office, first_item};

/// Writes a copy as data, and reads it.
fn exported(office: &Office, run: &str, copy: &str) -> Value {
    let options = json!({
        "copy": copy, "format": "json", "table": null, "paper": "letter", "legend": null,
        "recipient": null, "number": null, "on": null,
    });
    let written = office.call("export_report", json!({"run": run, "options": options}));
    assert_eq!(written["is"], "written", "{copy}: {written}");
    let file = std::fs::read(office.folder.path().join("out.file")).unwrap();
    serde_json::from_slice(&file).unwrap()
}

fn memo(office: &Office, run: &str, title: &str, follows: Option<&str>) -> String {
    let log = office.call(
        "add_matter",
        json!({"run": run, "entry": {
            "on": "2026-11-21", "title": title, "text": "Why the scope is as it is.",
            "what": {"kind": "memo"}, "items": [], "follows": follows,
        }}),
    );
    let rows = log["rows"].as_array().unwrap().iter();
    let mut own = rows.filter(|row| row["title"] == title);
    own.next().unwrap()["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_signed_runs_file_has_what_was_on_record_when_it_was_signed() {
    let office = Office::picking(Some("out.file"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let interview = |id: Value, notes: &str| {
        json!({"run": run, "id": id, "interview": {
            "whom": "Kim Lee", "role": "Head of Security", "on": "November 20, 2026",
            "present": "M. Okafor", "notes": notes, "items": [item],
        }})
    };
    let first = memo(&office, &run, "Scope of the review", None);
    office.pass(1);
    memo(&office, &run, "Scope, corrected", Some(&first));
    let kept = office.call("save_interview", interview(json!(null), "Tokens expire."));
    let id = kept["rows"][0]["id"].clone();
    office.call(
        "send_request",
        json!({"run": run, "form": "proviso", "paper": "letter", "request": {
            "items": [item], "to": {"name": "Kim Lee", "role": "Head of Security"},
            "due": "", "cover": "", "notice": "",
        }}),
    );
    let draft = exported(&office, &run, "counsel")["report"].clone();
    assert_eq!(
        draft["matterLog"][0]["followed"][0]["title"], "Scope, corrected",
        "a correction stands with the entry that it follows: {}",
        draft["matterLog"]
    );
    assert_eq!(
        draft["interviews"][0]["whom"], "Kim Lee, Head of Security",
        "whom"
    );
    assert_eq!(
        draft["requests"][0]["whom"], "Kim Lee, Head of Security",
        "and who was asked"
    );
    for copy in ["board", "executive", "strategy", "minutes"] {
        let other = exported(&office, &run, copy);
        let text = other.to_string();
        for kept in ["Kim Lee", "Scope of the review", "Tokens expire"] {
            assert!(
                !text.contains(kept),
                "the {copy} copy says nothing of {kept}"
            );
        }
        assert_eq!(
            other["report"]["head"]["fingerprint"], draft["head"]["fingerprint"],
            "and is a copy of the same state"
        );
    }
    office.pass(1);
    office.call(
        "sign_run",
        json!({"run": run, "asked": {
            "reviewer": null,
            "signer": {"name": "M. Okafor", "role": "General Counsel"},
            "statement": "To my knowledge, on the bases stated.",
        }}),
    );
    let signed = exported(&office, &run, "counsel")["report"].clone();
    office.pass(1);
    memo(&office, &run, "After the signature", None);
    office.call(
        "save_interview",
        interview(id, "Tokens expire after a day."),
    );
    let later = exported(&office, &run, "counsel")["report"].clone();
    assert_eq!(
        later, signed,
        "what came after the signature belongs to the file of the next run"
    );
    assert_eq!(
        signed["matterLog"], draft["matterLog"],
        "and what came before it is there"
    );
}
