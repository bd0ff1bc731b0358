//! Running again, on the commands as the window calls them.

use serde_json::{Value, json};

use crate::support::Office;

/// The hash of an installed version of the order's pack.
fn pack(office: &Office, version: &str) -> Value {
    let packs = office.call("packs", json!({}));
    let label = format!("eo-14409 {version}");
    let found = packs
        .as_array()
        .unwrap()
        .iter()
        .find(|pack| pack["label"] == label);
    found.unwrap()["hash"].clone()
}

/// The sample's first listed assessment.
fn northwind(office: &Office) -> Value {
    let rows = office.call("assessments", json!({}));
    rows[0].clone()
}

#[test]
fn the_sample_was_run_again_and_is_ready_for_the_next_version() {
    let office = Office::new();
    let made = office.call("open_sample", json!({}));
    let row = northwind(&office);
    assert_eq!(row["id"], made["assessment"], "it is listed first");
    let runs = row["runs"].as_array().unwrap();
    assert_eq!(
        runs.iter()
            .map(|run| run["number"].as_u64().unwrap())
            .collect::<Vec<_>>(),
        [2, 1],
        "it has two runs, the newest first"
    );
    assert_eq!(made["run"], runs[0]["id"], "the newest is opened");
    assert_eq!(
        (&runs[0]["readOnly"], &runs[1]["readOnly"]),
        (&json!(false), &json!(true)),
        "the one that is followed takes no more changes"
    );
    let (second, first) = (
        office.call("open_run", json!({"run": runs[0]["id"]})),
        office.call("open_run", json!({"run": runs[1]["id"]})),
    );
    assert_eq!(
        first["pack"],
        pack(&office, "1.0.0"),
        "from the order as signed"
    );
    assert_eq!(
        second["pack"],
        pack(&office, "1.1.0"),
        "to the law of July 14, 2026"
    );
    let history = |run: &Value, item: &str| {
        let past = office.call("history", json!({"run": run["run"], "item": item}));
        past.as_array().unwrap().len()
    };
    assert_eq!(
        history(&second, "program-fit"),
        1,
        "some answers are merely carried"
    );
    assert_eq!(
        history(&second, "governance-owner"),
        2,
        "some were re-affirmed"
    );
    assert_eq!(
        first["answers"]["program-fit"], second["answers"]["program-fit"],
        "what is carried is what was answered"
    );
    assert!(
        second["answers"].get("gsa-draft-clause").is_none(),
        "a retired question is not asked"
    );
    assert!(
        first["answers"].get("gsa-draft-clause").is_some(),
        "and its answer is kept where it was given"
    );
}

#[test]
fn a_run_is_followed_and_the_successor_thrown_away() {
    let office = Office::new();
    let run = office.assessment();
    office.call(
        "record_answer",
        json!({"run": run, "item": "governance-owner", "field": "verdict", "value": "inPlace"}),
    );
    office.call(
        "save_draft",
        json!({"run": run, "item": "governance-owner", "field": "facts", "text": "Named on June"}),
    );
    let before = office.call("open_run", json!({"run": run}));
    let next = office.call(
        "follow_run",
        json!({"run": run, "pack": pack(&office, "1.2.0"), "profile": null}),
    );
    let view = office.call("open_run", json!({"run": next["run"]}));
    assert_eq!(view["number"], 2, "it is the second run");
    assert_eq!(view["profile"], before["profile"], "of the same company");
    assert_eq!(view["answers"], before["answers"], "with the same answers");
    assert_eq!(
        view["drafts"], before["drafts"],
        "and with what was being typed"
    );
    let again = json!({"run": run, "pack": pack(&office, "1.2.0"), "profile": null});
    assert_eq!(
        office.refused("follow_run", again),
        "followed",
        "it has one successor at most"
    );
    let change =
        json!({"run": run, "item": "governance-owner", "field": "verdict", "value": "partly"});
    assert_eq!(
        office.refused("record_answer", change.clone()),
        "readOnly",
        "a run with a successor takes nothing"
    );
    let back = office.call("discard_run", json!({"run": next["run"]}));
    assert_eq!(
        back["run"],
        json!(run),
        "throwing it away leads to the run before"
    );
    office.call("record_answer", change);
    assert_eq!(
        office.refused("discard_run", json!({"run": run})),
        "firstRun",
        "which follows none"
    );
}
