//! Signing a run: who, what, and what it takes afterwards.

use proviso_core::canonical::sha256;
use serde_json::json;

use crate::support::{Office, first_item};

fn asked() -> serde_json::Value {
    json!({
        "reviewer": {"name": "R. Vance", "role": "Deputy General Counsel"},
        "signer": {"name": "M. Okafor", "role": "General Counsel"},
        "statement": "To my knowledge, on the bases stated.",
    })
}

#[test]
fn a_signed_run_is_frozen_with_its_pdf_and_its_report_is_no_draft() {
    let office = Office::picking(Some("out.pdf"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "verdict", "value": "partly"}),
    );
    let before = office.call("sign_view", json!({"run": run}));
    assert_eq!(before["signed"], json!(null), "nobody has signed");
    assert!(
        !before["findings"].as_array().unwrap().is_empty(),
        "what is left open is shown before"
    );
    assert_eq!(
        before["name"], "M. Okafor",
        "the name in settings is suggested"
    );
    for (field, value) in [
        ("signer", json!({"name": " ", "role": "General Counsel"})),
        ("signer", json!({"name": "M. Okafor", "role": ""})),
        ("reviewer", json!({"name": "R. Vance", "role": ""})),
        ("statement", json!("  ")),
    ] {
        let mut less = asked();
        less[field] = value;
        assert_eq!(
            office.refused("sign_run", json!({"run": run, "asked": less})),
            "badValue",
            "{field} is not whole"
        );
    }
    office.call(
        "save_draft",
        json!({"run": run, "item": item, "field": "facts", "text": "half a sen"}),
    );
    assert_eq!(
        office.refused("sign_run", json!({"run": run, "asked": asked()})),
        "draftOpen",
        "not a word is left behind"
    );
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "facts", "value": "Half of it."}),
    );
    let signed = office.call("sign_run", json!({"run": run, "asked": asked()}));
    assert_eq!(
        signed["signed"]["signer"]["role"], "General Counsel",
        "{signed}"
    );
    assert_eq!(
        office.refused("sign_run", json!({"run": run, "asked": asked()})),
        "readOnly",
        "nobody signs twice"
    );
    assert_eq!(
        office.refused(
            "record_answer",
            json!({"run": run, "item": item, "field": "verdict", "value": "inPlace"}),
        ),
        "readOnly",
        "and it takes no answer"
    );
    let options = json!({"run": run, "options": {"copy": "counsel", "format": "pdf"}});
    let exported = office.call("export_report", options.clone());
    let first = exported["hash"].clone();
    // What is done about the gap goes on, and the report of the signed run stays as it was.
    office.call(
        "record_action",
        json!({"run": run, "item": item, "field": "owner", "value": "Chief Risk Officer"}),
    );
    let exported = office.call("export_report", options);
    assert_eq!(exported["hash"], first, "the same state, the same bytes");
    let after = office.call("sign_view", json!({"run": run}));
    assert_eq!(
        after["signed"]["actionsSince"], 1,
        "that it went on is said"
    );
    let saved = office.call("save_signed_pdf", json!({"run": run}));
    let bytes = std::fs::read(office.folder.path().join("out.pdf")).unwrap();
    assert_eq!(
        json!(sha256(&bytes).0),
        after["signed"]["pdf"],
        "the kept PDF has the hash that was signed: {saved}"
    );
    let office = office.reopened();
    let again = office.call("sign_view", json!({"run": run}));
    assert_eq!(again, after, "and it is there after a restart");
}
