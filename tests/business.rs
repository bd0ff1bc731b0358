//! Asking the business: a request goes out, a reply comes back, and counsel decides on each statement.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::{Office, first_item};

mod leaks;
mod record;

/// An office of counsel and one of a respondent, whose dialogs all answer `file`; with the run, a practice
/// and a fact or decision of it.
fn two(file: &Path) -> (Office, Office, String, Vec<String>) {
    let counsel = Office::picking(file.to_str());
    let run = counsel.assessment();
    let view = counsel.call("open_run", json!({"run": run}));
    let standings = &view["state"]["standings"];
    let practices = view["items"].as_array().unwrap().iter().filter(|item| {
        item["kind"]["is"] == "practice"
            && standings[item["id"].as_str().unwrap()]["is"] == "inScope"
    });
    let mut items: Vec<String> = practices
        .take(3)
        .map(|item| item["id"].as_str().unwrap().to_owned())
        .collect();
    items.push(first_item(&view, "decision"));
    let respondent = Office::picking(file.to_str());
    (counsel, respondent, run, items)
}

fn asked(items: &[String], due: &str) -> Value {
    json!({
        "items": items,
        "to": {"name": "Kim Lee", "role": "Head of Security"},
        "due": due,
        "cover": "Dear Kim,\nthank you for your time.",
        "notice": "",
    })
}

/// Sends a request in the form for Proviso; returns its identifier.
fn send(counsel: &Office, run: &str, items: &[String]) -> String {
    let sent = counsel.call(
        "send_request",
        json!({"run": run, "request": asked(items, ""), "form": "proviso", "paper": "letter"}),
    );
    assert_eq!(sent["is"], "written", "the file is whole on disk: {sent}");
    sent["request"]["request"]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn state(respondent: &Office, request: &str, stated: &Value) -> Value {
    let mut whole = json!({
        "item": "", "verdict": null, "choice": "", "value": "", "facts": "", "basis": null,
        "evidence": "", "on": "",
    });
    for (name, value) in stated.as_object().unwrap() {
        whole[name] = value.clone();
    }
    respondent.call(
        "save_statement",
        json!({"request": request, "stated": whole}),
    )
}

/// Answers the request that lies in the file, and lays the reply in its place.
fn answer(respondent: &Office, items: &[String]) -> String {
    let opened = respondent.call("open_request_file", json!({}));
    assert_eq!(opened["is"], "opened", "{opened}");
    let request = opened["answering"]["request"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    state(
        respondent,
        &request,
        &json!({
            "item": items[0], "verdict": "inPlace", "facts": "Since March, in all three plants.",
            "basis": "document", "evidence": "Security policy 4.2, on the intranet",
            "on": "September 1, 2026",
        }),
    );
    state(
        respondent,
        &request,
        &json!({"item": items[1], "verdict": "alternative", "facts": "We lock the room instead."}),
    );
    let view = state(
        respondent,
        &request,
        &json!({"item": items[3], "facts": "Two customers asked for it in June."}),
    );
    assert_eq!(view["answered"], 3, "three of four are answered: {view}");
    let saved = respondent.call("save_reply", json!({"request": request}));
    assert_eq!(saved["is"], "written", "{saved}");
    request
}

fn receive(counsel: &Office, run: &str) -> Value {
    let receipt = counsel.call("receive_reply", json!({"run": run}));
    assert_eq!(receipt["is"], "received", "{receipt}");
    receipt
}

fn answer_of(counsel: &Office, run: &str, item: &str) -> Value {
    counsel.call("open_run", json!({"run": run}))["answers"][item].clone()
}

#[test]
fn what_was_stated_becomes_an_answer_when_counsel_says_so() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("request.proviso-request");
    let (counsel, respondent, run, items) = two(&file);
    counsel.call(
        "record_answer",
        json!({"run": run, "item": items[1], "field": "facts", "value": "Counsel’s own note of facts."}),
    );
    let request = send(&counsel, &run, &items);
    let list = counsel.call("requests", json!({"run": run}));
    assert_eq!(list["rows"][0]["says"], "Nothing came back yet", "{list}");
    answer(&respondent, &items);
    let receipt = receive(&counsel, &run);
    assert_eq!(
        receipt["returned"]["findings"],
        json!([]),
        "nothing is odd: {receipt}"
    );
    assert_eq!(
        answer_of(&counsel, &run, &items[0]),
        json!(null),
        "nothing becomes an answer by itself"
    );
    let view = counsel.call("request_in_full", json!({"run": run, "request": request}));
    assert_eq!(
        view["row"]["says"], "3 of 4 came back, 3 to decide",
        "{view}"
    );
    let reminder = view["reminder"].as_str().unwrap();
    let left = view["request"]["items"].as_array().unwrap().iter();
    for asked in left {
        let is_open = asked["item"] == items[2].as_str();
        let title = asked["title"].as_str().unwrap();
        assert_eq!(
            reminder.contains(title),
            is_open,
            "a reminder names what is outstanding alone: {reminder}"
        );
    }
    let proposals = view["proposals"].as_array().unwrap();
    let of = |item: &str| proposals.iter().find(|one| one["item"] == item).unwrap();
    let first = of(&items[0]);
    let returned = first["returned"].as_str().unwrap();
    assert_eq!(
        first["basis"],
        "Stated by Kim Lee, Head of Security, on September 1, 2026 (Proviso file; own basis: document seen)",
        "attributed and dated"
    );
    let done = counsel.call(
        "accept_proposal",
        json!({"run": run, "returned": returned, "item": items[0], "taken": first["taken"],
            "evidence": true}),
    );
    assert_eq!(done["proposal"]["state"], "accepted", "{done}");
    let answer = answer_of(&counsel, &run, &items[0]);
    assert_eq!(answer["verdict"], "inPlace", "{answer}");
    assert_eq!(
        answer["basis"], "interview",
        "counsel was told, and saw nothing"
    );
    assert_eq!(
        answer["basisDetail"], first["basis"],
        "who stated it, and when"
    );
    assert_eq!(answer["basisOn"], "2026-09-01", "{answer}");
    let evidence = counsel.call("open_run", json!({"run": run}))["evidence"][&items[0]].clone();
    assert_eq!(
        evidence[0]["evidence"]["title"], "Security policy 4.2, on the intranet",
        "what the respondent names is a reference: {evidence}"
    );
    let second = of(&items[1]);
    assert_eq!(
        second["present"]["facts"], "Counsel’s own note of facts.",
        "the answer that stands is shown beside it"
    );
    let mut taken = second["taken"].clone();
    assert_eq!(
        taken["measure"], "We lock the room instead.",
        "the facts say which measure"
    );
    taken["facts"] = json!("The room is locked (Lee).");
    let done = counsel.call(
        "accept_proposal",
        json!({"run": run, "returned": returned, "item": items[1], "taken": taken,
            "evidence": false}),
    );
    assert_eq!(done["proposal"]["state"], "edited", "counsel changed it");
    let aside = counsel.call(
        "set_aside_proposal",
        json!({"run": run, "returned": returned, "item": items[3], "reason": "Not about this unit."}),
    );
    assert_eq!(aside["state"], "setAside", "{aside}");
    assert!(
        aside["stateSays"]
            .as_str()
            .unwrap()
            .ends_with("Not about this unit."),
        "with the reason: {aside}"
    );
    let list = counsel.call("requests", json!({"run": run}));
    assert_eq!(list["open"], 0, "all are decided: {list}");
    counsel.call("undo", json!({"run": run}));
    let around = counsel.call("around_item", json!({"run": run, "item": items[1]}));
    let again = &around["proposals"][0];
    assert_eq!(
        again["state"], "edited",
        "what became of it stays on record"
    );
    assert_eq!(
        again["changedSince"], true,
        "and that the answer moved since is said"
    );
    assert_eq!(
        answer_of(&counsel, &run, &items[1])["facts"],
        "Counsel’s own note of facts.",
        "undone like any other answer"
    );
}

#[test]
fn a_reply_that_does_not_fit_is_told_and_what_fits_is_kept() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("request.proviso-request");
    let (counsel, respondent, run, items) = two(&file);
    send(&counsel, &run, &items);
    let request = answer(&respondent, &items);
    receive(&counsel, &run);
    assert_eq!(
        counsel.refused("receive_reply", json!({"run": run})),
        "receivedAlready",
        "the same file a second time"
    );
    state(
        &respondent,
        &request,
        &json!({"item": items[2], "verdict": "notSure", "facts": "I am asking the plant."}),
    );
    respondent.call(
        "save_answering_by",
        json!({"request": request, "by": {"name": "Jo Park", "role": ""}}),
    );
    respondent.call("save_reply", json!({"request": request}));
    let again = receive(&counsel, &run);
    assert_eq!(
        again["returned"]["findings"],
        json!(["“Kim Lee” was asked, and the reply says that it is by “Jo Park”"]),
        "somebody else answers, and it is kept"
    );
    respondent.call(
        "save_answering_by",
        json!({"request": request, "by": {"name": "kim  lee", "role": ""}}),
    );
    respondent.call("save_reply", json!({"request": request}));
    let third = receive(&counsel, &run);
    let findings = third["returned"]["findings"].to_string();
    assert!(
        findings.contains("with other content. Both are kept"),
        "the same respondent with other content: {findings}"
    );
    let stranger = Office::picking(file.to_str());
    let elsewhere = stranger.assessment();
    assert_eq!(
        stranger.refused("receive_reply", json!({"run": elsewhere})),
        "unknownRequest",
        "a request of another data folder"
    );
    let other = counsel.assessment();
    assert_eq!(
        counsel.refused("receive_reply", json!({"run": other})),
        "otherAssessment",
        "of another assessment"
    );
    std::fs::write(&file, b"{\"proviso\":").unwrap();
    assert_eq!(
        counsel.refused("receive_reply", json!({"run": run})),
        "badForm",
        "cut short"
    );
    std::fs::File::create(&file)
        .unwrap()
        .set_len(40_000_000)
        .unwrap();
    assert_eq!(
        counsel.refused("receive_reply", json!({"run": run})),
        "badDocument",
        "larger than any form"
    );
}

#[test]
fn a_closed_run_takes_no_answer_and_the_proposal_stays_open() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("request.proviso-request");
    let (counsel, respondent, run, items) = two(&file);
    send(&counsel, &run, &items);
    answer(&respondent, &items);
    let packs = counsel.call("packs", json!({}));
    let newest = packs.as_array().unwrap().iter().find(|pack| {
        pack["label"]
            .as_str()
            .is_some_and(|label| label.starts_with("eo-14409 1.2"))
    });
    let newest = newest.unwrap()["hash"].clone();
    let next = counsel.call("follow_run", json!({"run": run, "pack": newest}));
    let next = next["run"].as_str().unwrap();
    let receipt = receive(&counsel, next);
    let findings = receipt["returned"]["findings"].as_array().unwrap();
    let proposals = receipt["request"]["proposals"].as_array().unwrap();
    let moved = proposals
        .iter()
        .filter(|one| one["wording"] != "same")
        .count();
    assert_eq!(
        findings.len(),
        moved,
        "each statement under older words is told: {findings:?}"
    );
    let first = &proposals[0];
    let taken = json!({"run": run, "returned": first["returned"], "item": first["item"],
        "taken": first["taken"], "evidence": false});
    assert_eq!(
        counsel.refused("accept_proposal", taken),
        "readOnly",
        "the run that is followed takes nothing"
    );
    let open = counsel.call("open_proposals", json!({"run": run}));
    assert_eq!(
        open.as_array().unwrap().len(),
        3,
        "all of them are still open"
    );
    assert!(
        open[0]["refusal"]
            .as_str()
            .unwrap()
            .contains("takes no more changes"),
        "and say why: {open}"
    );
    let here = proposals
        .iter()
        .find(|one| one["refusal"].is_null())
        .unwrap();
    counsel.call(
        "accept_proposal",
        json!({"run": next, "returned": here["returned"], "item": here["item"],
            "taken": here["taken"], "evidence": false}),
    );
}

#[test]
fn the_command_line_asks_and_receives() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("request.proviso-request");
    let (counsel, respondent, run, items) = two(&file);
    let id = counsel.call("assessments", json!({}))[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    drop(run);
    let folder = counsel.closed();
    let list = items.join(",");
    let out = file.to_str().unwrap();
    let ask = |more: &[&str]| {
        let mut arguments = vec![
            "request", &id, "--to", "Kim Lee", "--format", "proviso", "--out", out,
        ];
        arguments.extend(more);
        proviso(folder.path(), &arguments)
    };
    let unclear = ask(&[]);
    assert_eq!(
        unclear.status.code(),
        Some(2),
        "something is asked: {}",
        said(&unclear)
    );
    let none = ask(&["--theme", "no such theme"]);
    assert_eq!(none.status.code(), Some(1), "{}", said(&none));
    assert!(
        said(&none).contains("No question in scope has the theme"),
        "{}",
        said(&none)
    );
    let done = ask(&[
        "--items",
        &list,
        "--role",
        "Head of Security",
        "--due",
        "2031-01-05",
    ]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        told.contains("Proviso file to Kim Lee, Head of Security, 4 questions"),
        "it says what was written: {told}"
    );
    let again = ask(&["--items", &list]);
    assert_eq!(
        again.status.code(),
        Some(1),
        "a file is not replaced: {}",
        said(&again)
    );
    answer(&respondent, &items);
    let received = proviso(folder.path(), &["receive", out]);
    assert_eq!(received.status.code(), Some(0), "{}", said(&received));
    let told = String::from_utf8_lossy(&received.stdout).into_owned();
    assert!(
        told.contains("Alternative measure")
            && told.contains("3 statements wait for counsel; no answer was changed."),
        "it says what was read, and that nothing became an answer: {told}"
    );
    let again = proviso(folder.path(), &["receive", out]);
    assert_eq!(again.status.code(), Some(1), "once: {}", said(&again));
    assert!(
        said(&again).contains("received already"),
        "{}",
        said(&again)
    );
}
