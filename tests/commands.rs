//! The commands on Tauri's mock runtime: the same handlers and arguments as in the window.

use proviso_app::clock::SystemClock;
use proviso_app::session::{Asked, Session, SessionError, produce_watched};
use serde_json::json;

use crate::support::{Office, first_item};

#[test]
fn an_answer_is_on_disk_at_once_and_found_again() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let recorded = office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "verdict", "value": "partly"}),
    );
    assert_eq!(
        recorded["answer"]["verdict"], "partly",
        "the verdict is what was pressed"
    );
    let saved = recorded["state"]["saved"].as_str().unwrap();
    let (clock, half) = saved.split_once(' ').unwrap();
    assert!(
        clock.split(':').count() == 3 && ["AM", "PM"].contains(&half),
        "and the screen says when: {saved}"
    );
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "facts", "value": "Template v3 covers it in part."}),
    );
    office.call("set_place", json!({"run": run, "item": item}));
    let office = office.reopened();
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(
        view["answers"][&item]["verdict"], "partly",
        "found after a restart"
    );
    assert_eq!(
        view["answers"][&item]["facts"], "Template v3 covers it in part.",
        "with its facts"
    );
    assert_eq!(
        view["place"],
        json!(item),
        "and the place where counsel left"
    );
    let start = office.call("start", json!({}));
    assert_eq!(start["lastRun"], json!(run), "and the run that was open");
    let history = office.call("history", json!({"run": run, "item": item}));
    let changes: Vec<(&str, &str)> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|state| &state["changes"][0])
        .map(|change| {
            (
                change["label"].as_str().unwrap(),
                change["after"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            ("Facts", "Template v3 covers it in part."),
            ("Verdict", "Partly")
        ],
        "newest first, each with what changed"
    );
}

#[test]
fn what_is_being_typed_survives_a_restart_and_ends_with_the_revision() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let draft =
        json!({"run": run, "item": item, "field": "analysis", "text": "Section 5(c) leaves"});
    office.call("save_draft", draft);
    let office = office.reopened();
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(
        view["drafts"][0]["text"], "Section 5(c) leaves",
        "the draft is there"
    );
    assert!(view["answers"].get(&item).is_none(), "and is no answer yet");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "analysis", "value": "Section 5(c) leaves us with contract."}),
    );
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(
        view["drafts"],
        json!([]),
        "leaving the field makes the revision and ends the draft"
    );
}

#[test]
fn a_decision_brings_what_waited_on_it_into_scope() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(
        view["state"]["standings"]["offer-access"]["is"], "inScope",
        "a frontier developer is asked whether it offers access"
    );
    let waiting = view["state"]["progress"]["waiting"].as_u64().unwrap();
    assert!(waiting > 0, "items wait on offers that are open");
    let choice = json!({"run": run, "item": "offer-access", "field": "choice", "value": "offer"});
    let foreseen = office.call("preview_answer", choice.clone());
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(
        view["answers"].get("offer-access"),
        None,
        "looking ahead records nothing"
    );
    let recorded = office.call("record_answer", choice);
    assert_eq!(
        foreseen, recorded["moves"],
        "what was shown beforehand is what came"
    );
    let movement = |recorded: &serde_json::Value, item: &str| {
        let moves = recorded["moves"].as_array().unwrap();
        let moved = moves.iter().find(|moved| moved["item"] == item);
        moved.map(|moved| moved["to"].as_str().unwrap().to_owned())
    };
    assert_eq!(
        movement(&recorded, "access-window-calendar").as_deref(),
        Some("intoScope"),
        "taking up the offer asks for what it takes"
    );
    assert_eq!(
        movement(&recorded, "decline-record").as_deref(),
        Some("outOfScope"),
        "and no longer for what declining takes"
    );
    let recorded = office.call(
        "record_answer",
        json!({"run": run, "item": "offer-access", "field": "choice", "value": "decline"}),
    );
    assert_eq!(
        movement(&recorded, "access-window-calendar").as_deref(),
        Some("outOfScope"),
        "declining takes it out, as a decision and not as a gap"
    );
    assert_eq!(
        movement(&recorded, "decline-record").as_deref(),
        Some("intoScope"),
        "and asks for the record of it"
    );
}

#[test]
fn a_gap_gets_its_action_and_an_export_writes_a_pdf() {
    let office = Office::picking(Some("copy.pdf"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "verdict", "value": "notInPlace"}),
    );
    let rows = &office.call(
        "record_action",
        json!({"run": run, "item": item, "field": "due", "value": "December 12, 2026"}),
    )["rows"];
    assert_eq!(
        rows[0]["action"]["due"], "2026-12-12",
        "a typed date is stored as ISO"
    );
    assert_eq!(
        rows[0]["questions"][0], "The due date falls on a weekend: December 12, 2026.",
        "and a Saturday is questioned, not refused"
    );
    let options = json!({"legend": "Confidential", "on": "2026-06-22"});
    let written = office.call("export_report", json!({"run": run, "options": options}));
    assert_eq!(written["is"], "written", "the file was written");
    assert_eq!(
        written["file"], "copy.pdf",
        "its name crosses to the page, its folder does not"
    );
    let bytes = std::fs::read(office.folder.path().join("copy.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"), "it is a PDF");
    assert_eq!(
        written["bytes"],
        json!(bytes.len()),
        "as long as the page was told"
    );
    let again = office.call("export_report", json!({"run": run, "options": options}));
    assert_eq!(
        again["hash"], written["hash"],
        "the same state and options give the same bytes"
    );
    let copies = office.call("exports", json!({"run": run}));
    assert_eq!(
        copies.as_array().unwrap().len(),
        2,
        "both copies are on record"
    );
    assert_eq!(
        (&copies[0]["sha256"], &copies[0]["legend"], &copies[0]["on"]),
        (
            &written["hash"],
            &json!("Confidential"),
            &json!("June 22, 2026")
        ),
        "with the bytes, the legend and the date they carry"
    );
    assert_eq!(copies[0]["isCurrent"], true, "nothing has changed since");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "verdict", "value": "inPlace"}),
    );
    let copies = office.call("exports", json!({"run": run}));
    assert_eq!(
        copies[0]["isCurrent"], false,
        "and an answer that changed makes them old"
    );
}

#[test]
fn a_closed_dialog_writes_nothing() {
    let office = Office::new();
    let run = office.assessment();
    let done = office.call("export_report", json!({"run": run, "options": {}}));
    assert_eq!(
        done,
        json!({"is": "cancelled"}),
        "nothing was chosen, nothing is written"
    );
    assert_eq!(
        office.call("exports", json!({"run": run})),
        json!([]),
        "and no copy is on record"
    );
    assert_eq!(
        office.refused("reveal_export", json!({})),
        "cannotReveal",
        "and nothing to show"
    );
}

#[test]
fn bad_input_gets_one_sentence_and_changes_nothing() {
    let office = Office::new();
    let nobody = json!({"run": "none", "item": "x", "field": "verdict", "value": "partly"});
    assert_eq!(
        office.refused("record_answer", nobody),
        "noAuthor",
        "nobody has given a name"
    );
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let call = |field: &str, value: &str| {
        office.refused(
            "record_answer",
            json!({"run": run, "item": item, "field": field, "value": value}),
        )
    };
    assert_eq!(
        call("verdict", "yes"),
        "badValue",
        "a word that is no verdict"
    );
    assert_eq!(
        call("basisOn", "sometime"),
        "badValue",
        "a text that is no date"
    );
    assert_eq!(
        call("choice", "offer"),
        "badValue",
        "a practice has no options"
    );
    assert_eq!(
        call("facts", &"x".repeat(200_001)),
        "badValue",
        "a text beyond the bound"
    );
    assert_eq!(
        office.refused("open_run", json!({"run": "none"})),
        "unknownRun",
        "no such run"
    );
    let unknown = json!({"run": run, "item": "none", "field": "facts", "value": "x"});
    assert_eq!(
        office.refused("record_answer", unknown),
        "unknownItem",
        "no such item"
    );
    let gap = json!({"run": run, "item": item, "field": "owner", "value": "CISO"});
    assert_eq!(
        office.refused("record_action", gap),
        "unknownItem",
        "no gap, no action"
    );
    let profile = json!({"run": run, "profile": {"roles": ["king"], "traits": {}}});
    assert_eq!(
        office.refused("set_profile", profile),
        "badProfile",
        "no such role"
    );
    let ill = json!({"run": run, "item": item, "field": "colour", "value": "red"});
    assert_eq!(
        office.refused("record_answer", ill),
        "badCall",
        "no such field"
    );
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(view["answers"], json!({}), "nothing was recorded");
}

#[test]
fn a_profile_is_previewed_before_it_is_applied() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let profile = json!({"roles": ["adopter"], "traits": {}});
    let preview = office.call(
        "preview_profile",
        json!({"pack": "", "profile": profile, "run": run}),
    );
    assert!(
        !preview["moves"].as_array().unwrap().is_empty(),
        "a role less moves items"
    );
    let same = office.call("open_run", json!({"run": run}));
    assert_eq!(
        same["state"], view["state"],
        "and a preview changes nothing"
    );
    let applied = office.call("set_profile", json!({"run": run, "profile": profile}));
    assert_eq!(
        applied["state"]["progress"]["inScope"], preview["inScope"],
        "what was shown is what comes"
    );
}

#[test]
fn every_screen_carries_the_law_date_and_its_age() {
    let office = Office::new();
    let run = office.assessment();
    for (command, arguments) in [
        ("open_run", json!({"run": run})),
        ("overview", json!({"run": run})),
    ] {
        let answer = office.call(command, arguments);
        let line = answer["law"]["line"].as_str().unwrap();
        assert!(
            line.starts_with("Law as of June 2, 2026"),
            "{command} says {line}"
        );
    }
    let rows = office.call("assessments", json!({}));
    let law = &rows[0]["runs"][0]["law"];
    assert_eq!(law["notCheckedSince"], true, "past 45 days it says so");
}

#[test]
fn a_copy_that_is_stopped_leaves_nothing_behind() {
    let office = Office::picking(Some("out.pdf"));
    let run = office.assessment();
    assert_eq!(
        office.call("work_progress", json!({"kind": "export"})),
        json!(null),
        "nothing goes on"
    );
    // Stopped before it began: that was another one.
    office.call("stop_work", json!({"kind": "export"}));
    let written = office.call("export_report", json!({"run": run, "options": {}}));
    assert_eq!(written["is"], "written", "{written}");
    assert_eq!(
        office.call("work_progress", json!({"kind": "export"})),
        json!(null),
        "and it is over"
    );
    let folder = office.closed();
    let session = Session::open(folder.path(), Box::new(SystemClock)).unwrap();
    for format in ["pdf", "docx", "xlsx", "csv", "json", "oscal"] {
        let options = serde_json::from_value(json!({"format": format})).unwrap();
        let loaded = session.load_as_signed(&run).unwrap();
        let copy = session
            .copy(&loaded, Asked::from_options(&options).unwrap())
            .unwrap();
        let material = session.material(loaded, copy).unwrap();
        let stopped = produce_watched(&material, &|percent| percent < 60);
        assert!(
            matches!(stopped, Err(SessionError::Stopped)),
            "{format} ends without a file: {stopped:?}"
        );
    }
}
