//! Two counsel work on copies of one assessment and bring them together.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::{Office, first_item};

/// Two offices with the same assessment, whose dialogs answer `file`; returns its id, its run and an item.
fn two(file: &Path) -> (Office, Office, String, String, String) {
    let ada = Office::picking(file.to_str());
    let run = ada.assessment();
    let view = ada.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(&ada, &run, &item, "verdict", "partly");
    answer(&ada, &run, &item, "facts", "Two of three systems.");
    let rows = ada.call("assessments", json!({}));
    let id = rows[0]["id"].as_str().unwrap().to_owned();
    hand_over(&ada, &id);
    let ben = Office::picking(file.to_str());
    ben.call("save_settings", json!({"settings": {"author": "R. Vance"}}));
    ben.call("choose_assessment_file", json!({}));
    ben.call("import_assessment", json!({"allowUnsigned": false}));
    (ada, ben, id, run, item)
}

fn answer(office: &Office, run: &str, item: &str, field: &str, value: &str) {
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": field, "value": value}),
    );
}

fn hand_over(office: &Office, assessment: &str) {
    office.call(
        "export_assessment",
        json!({"assessment": assessment, "passphrase": null}),
    );
}

fn read(office: &Office, run: &str, item: &str) -> Value {
    office.call("open_run", json!({"run": run}))["answers"][item].clone()
}

#[test]
fn a_conflict_is_shown_with_both_texts_settled_and_taken_back() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.proviso");
    let (ada, ben, id, run, item) = two(&file);
    answer(&ada, &run, &item, "facts", "As Okafor says.");
    answer(&ben, &run, &item, "facts", "As Vance says.");
    answer(&ben, &run, &item, "owner", "Chief Risk Officer");
    hand_over(&ben, &id);
    let chosen = ada.call("choose_assessment_file", json!({}));
    assert_eq!(
        chosen["arrival"]["standing"], "diverged",
        "work went on in both"
    );
    assert_eq!(
        ada.refused("import_assessment", json!({"allowUnsigned": false})),
        "hereAlready",
        "it is not brought in beside the one that is here"
    );
    ada.call("choose_assessment_file", json!({}));
    let view = ada.call("merge_view", json!({}));
    assert_eq!(view["refusal"], json!(null), "{view}");
    assert_eq!(
        view["conflicts"].as_array().map(Vec::len),
        Some(1),
        "one field was changed in both: {view}"
    );
    let conflict = &view["conflicts"][0];
    assert_eq!(conflict["ours"], "As Okafor says.", "with what stands here");
    assert_eq!(conflict["theirs"], "As Vance says.", "what stands there");
    assert_eq!(conflict["base"], "Two of three systems.", "and what stood");
    assert!(
        conflict["theirsBy"]
            .as_str()
            .unwrap()
            .starts_with("R. Vance"),
        "and who wrote it: {conflict}"
    );
    assert_eq!(
        view["brought"][0]["after"], "Chief Risk Officer",
        "what comes is told"
    );
    let before = read(&ada, &run, &item);
    assert_eq!(
        ada.refused(
            "merge_assessment",
            json!({"choices": [], "allowUnsigned": false})
        ),
        "conflicts",
        "nothing is settled by silence"
    );
    assert_eq!(read(&ada, &run, &item), before, "and nothing was written");
    let choices = json!([{"id": conflict["id"], "takes": "theirs"}]);
    let done = ada.call(
        "merge_assessment",
        json!({"choices": choices, "allowUnsigned": false}),
    );
    assert_eq!(done["canBeUndone"], true, "{done}");
    let now = read(&ada, &run, &item);
    assert_eq!(now["facts"], "As Vance says.", "the chosen text stands");
    assert_eq!(
        now["owner"], "Chief Risk Officer",
        "and what only one changed"
    );
    let history = ada
        .call("history", json!({"run": run, "item": item}))
        .to_string();
    for word in ["As Okafor says.", "As Vance says.", "R. Vance", "M. Okafor"] {
        assert!(history.contains(word), "the history has {word}: {history}");
    }
    let backups = ada.folder.path().join("backups");
    assert!(
        std::fs::read_dir(backups).unwrap().count() > 0,
        "a backup was made before"
    );
    ada.call("undo_merge", json!({"assessment": id}));
    assert_eq!(
        read(&ada, &run, &item),
        before,
        "the whole of it is taken back"
    );
    assert_eq!(
        ada.call("merge_to_undo", json!({"assessment": id})),
        json!(null),
        "once"
    );
    let folder = ada.closed();
    let told = proviso(folder.path(), &["verify"]);
    assert_eq!(
        told.status.code(),
        Some(0),
        "the record holds: {}",
        said(&told)
    );
}

#[test]
fn the_command_line_tells_what_would_come_and_settles_no_conflict() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.proviso");
    let (ada, ben, id, run, item) = two(&file);
    answer(
        &ada,
        &run,
        &item,
        "owner",
        "Chief Information Security Officer",
    );
    answer(&ben, &run, &item, "facts", "Three of three systems.");
    hand_over(&ben, &id);
    let folder = ada.closed();
    let path = file.to_str().unwrap();
    let told = proviso(folder.path(), &["import", path, "--dry-run"]);
    let out = String::from_utf8_lossy(&told.stdout).into_owned();
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    assert!(
        out.contains("Three of three systems.") && out.contains("Nothing was written."),
        "it tells what would come: {out}"
    );
    let told = proviso(folder.path(), &["import", path]);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    let told = proviso(folder.path(), &["verify"]);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    let ada = Office::at(folder);
    let now = read(&ada, &run, &item);
    assert_eq!(now["facts"], "Three of three systems.", "and then it came");
    assert_eq!(
        now["owner"], "Chief Information Security Officer",
        "beside what is here"
    );
    answer(&ada, &run, &item, "facts", "As Okafor says.");
    answer(&ben, &run, &item, "facts", "As Vance says.");
    hand_over(&ben, &id);
    let folder = ada.closed();
    let told = proviso(folder.path(), &["import", path]);
    let out = String::from_utf8_lossy(&told.stdout).into_owned();
    assert_eq!(
        told.status.code(),
        Some(1),
        "a conflict is for the window: {out}"
    );
    assert!(
        out.contains("As Okafor says.") && out.contains("As Vance says."),
        "both texts are shown: {out}"
    );
    let ada = Office::at(folder);
    assert_eq!(
        read(&ada, &run, &item)["facts"],
        "As Okafor says.",
        "and nothing was written"
    );
}
