//! Files that leave the program and are no report: they are on record as copies that left, and named when
//! what they were made of is destroyed.

use proviso_core::canonical::sha256;
use serde_json::{Value, json};

use crate::support::{Office, first_item};

fn asked(items: &[String], due: &str) -> Value {
    json!({
        "items": items,
        "to": {"name": "Kim Lee", "role": "Head of Security"},
        "due": due,
        "cover": "Dear Kim,\nthank you for your time.",
        "notice": "",
    })
}

#[test]
fn every_file_of_a_request_is_on_record_as_a_copy_that_left_and_named_when_all_is_destroyed() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("request.out");
    let counsel = Office::picking(file.to_str());
    let run = counsel.assessment();
    let view = counsel.call("open_run", json!({"run": run}));
    let items = [first_item(&view, "practice"), first_item(&view, "decision")];
    let mut hashes = Vec::new();
    let mut request = Value::Null;
    for form in ["paper", "word", "proviso"] {
        let sent = counsel.call(
            "send_request",
            json!({"run": run, "request": asked(&items, ""), "form": form, "paper": "letter"}),
        );
        request = sent["request"]["request"]["id"].clone();
        hashes.push(sha256(&std::fs::read(&file).unwrap()).0);
    }
    let again = json!({"run": run, "request": request, "form": "word", "paper": "letter"});
    let saved = counsel.call("save_request", again);
    hashes.push(saved["sha256"].as_str().unwrap().to_owned());
    let exports = counsel.call("exports", json!({"run": run}));
    let of = |name: &str| -> Vec<Value> {
        let rows = exports.as_array().unwrap().iter();
        rows.map(|row| row[name].clone()).collect()
    };
    hashes.reverse();
    assert_eq!(of("sha256"), hashes, "each file is known by its bytes");
    assert_eq!(of("copy"), ["request"; 4], "as what it is");
    assert_eq!(
        of("format"),
        ["docx", "proviso-request", "docx", "pdf"],
        "in which form"
    );
    assert_eq!(of("items"), [2, 2, 2, 2], "with how many questions");
    assert_eq!(of("recipient"), ["Kim Lee"; 4], "and for whom");
    let rows = counsel.call("assessments", json!({}));
    let done = counsel.call(
        "destroy_assessment",
        json!({"assessment": rows[0]["id"], "name": rows[0]["name"], "reason": "Retention ended"}),
    );
    let lines = done["certificate"]["lines"].to_string();
    for hash in &hashes {
        assert!(
            lines.contains(hash),
            "the certificate names it among what was not reached: {lines}"
        );
    }
    let folder = counsel.closed();
    let bytes = std::fs::read(folder.path().join("proviso.db")).unwrap();
    assert!(
        !bytes.windows(9).any(|part| part == b"Dear Kim,"),
        "and nothing of what was asked stays"
    );
}

#[test]
fn a_request_that_is_not_on_record_leaves_what_stood_in_its_place() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("request.out");
    let counsel = Office::picking(file.to_str());
    let run = counsel.assessment();
    let view = counsel.call("open_run", json!({"run": run}));
    let items = [first_item(&view, "practice")];
    std::fs::write(&file, "of another day").unwrap();
    let data = counsel.folder.path().join("proviso.db");
    let mut bytes = std::fs::read(&data).unwrap();
    bytes.extend([0; 4_096]);
    std::fs::write(&data, bytes).unwrap();
    assert_eq!(
        counsel.refused(
            "send_request",
            json!({"run": run, "request": asked(&items, ""), "form": "word", "paper": "letter"}),
        ),
        "displaced",
        "another program wrote into the data file"
    );
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        "of another day",
        "the file is taken away again, and the one before is back"
    );
}
