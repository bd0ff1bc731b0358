//! Interviews and the matter log, as counsel keeps them beside the run.

use serde_json::json;

use crate::support::{Office, first_item};

#[test]
fn interviews_and_the_matter_log_are_kept_with_their_drafts() {
    let counsel = Office::new();
    let run = counsel.assessment();
    let view = counsel.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    counsel.call(
        "save_form_draft",
        json!({"run": run, "form": "interview:new", "text": "{\"whom\":\"Ki\"}"}),
    );
    let counsel = counsel.reopened();
    let list = counsel.call("interviews", json!({"run": run}));
    assert_eq!(
        list["drafts"][0]["text"], "{\"whom\":\"Ki\"}",
        "what was typed is there after a restart"
    );
    let interview = |notes: &str| {
        json!({"whom": "Kim Lee", "role": "Head of Security", "on": "Nov 20, 2026",
            "present": "R. Vance", "notes": notes, "items": [item]})
    };
    let list = counsel.call(
        "save_interview",
        json!({"run": run, "id": null, "interview": interview("Logs are kept a year.")}),
    );
    assert_eq!(
        list["drafts"],
        json!([]),
        "recording the form clears its draft"
    );
    let id = list["rows"][0]["id"].as_str().unwrap();
    let list = counsel.call(
        "save_interview",
        json!({"run": run, "id": id, "interview": interview("Logs are kept two years.")}),
    );
    assert_eq!(
        list["rows"].as_array().unwrap().len(),
        1,
        "it is the same interview"
    );
    assert_eq!(
        list["rows"][0]["earlier"], 1,
        "and its earlier state is on record"
    );
    assert_eq!(
        counsel.refused(
            "save_interview",
            json!({"run": run, "id": null, "interview": {"whom": " ", "role": "", "on": "",
                "present": "", "notes": "", "items": []}})
        ),
        "badValue",
        "somebody was interviewed"
    );
    let entry = |title: &str, follows: Option<&str>| {
        json!({"on": "2026-11-21", "title": title, "text": "They asked for the model card.",
            "what": {"kind": "contact", "who": "NIST", "sent": "Nothing", "withheld": "All",
                "terms": "None"},
            "items": [item], "follows": follows})
    };
    let log = counsel.call(
        "add_matter",
        json!({"run": run, "entry": entry("A call", None)}),
    );
    let first = log["rows"][0]["id"].as_str().unwrap().to_owned();
    let log = counsel.call(
        "add_matter",
        json!({"run": run, "entry": entry("A call, corrected", Some(&first))}),
    );
    let rows = log["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2, "a correction is an entry of its own");
    let old = rows.iter().find(|row| row["id"] == first.as_str()).unwrap();
    assert_eq!(
        old["followedBy"].as_array().unwrap().len(),
        1,
        "which the first one names"
    );
    let around = counsel.call("around_item", json!({"run": run, "item": item}));
    assert_eq!(
        around["interviews"].as_array().unwrap().len(),
        1,
        "{around}"
    );
    assert_eq!(around["log"].as_array().unwrap().len(), 2, "{around}");
    let mut referred = entry("Reach of the framework", None);
    referred["what"] = json!({"kind": "referral", "to": "Outside counsel",
        "question": "Does it reach fine-tuning?", "answer": "In their reading, yes.", "decided": ""});
    referred["answeredOn"] = json!("November 20, 2026");
    let log = counsel.call("add_matter", json!({"run": run, "entry": referred}));
    let rows = log["rows"].as_array().unwrap();
    let asked = rows
        .iter()
        .find(|row| row["title"] == "Reach of the framework");
    assert_eq!(
        asked.unwrap()["what"]["answeredOn"],
        "2026-11-20",
        "the day of an answer is read as it was typed"
    );
    referred["answeredOn"] = json!("next week");
    assert_eq!(
        counsel.refused("add_matter", json!({"run": run, "entry": referred})),
        "badValue",
        "what is no day is refused"
    );
}
