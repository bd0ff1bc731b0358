//! Backups as window and command line offer them, going back to one, and a data file that was changed
//! behind the program's back.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::{Office, first_item};

fn answer(office: &Office, run: &str, item: &str, text: &str) {
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "facts", "value": text}),
    );
}

fn rows(view: &Value) -> &Vec<Value> {
    view["rows"].as_array().unwrap()
}

/// Replaces a word in the data file, byte for byte, wherever it stands.
pub fn tamper(folder: &Path, word: &str, other: &str) {
    assert_eq!(word.len(), other.len(), "the file keeps its length");
    let file = folder.join("proviso.db");
    let mut bytes = fs::read(&file).unwrap();
    let places: Vec<usize> = bytes
        .windows(word.len())
        .enumerate()
        .filter(|(_, window)| *window == word.as_bytes())
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty(), "“{word}” stands in the file");
    for at in places {
        bytes[at..at + word.len()].copy_from_slice(other.as_bytes());
    }
    fs::write(file, bytes).unwrap();
}

#[test]
fn the_first_change_is_backed_up_and_the_list_says_what_each_is_of() {
    let office = Office::new();
    let before = office.call("backups", json!({}));
    assert!(
        rows(&before).is_empty(),
        "nothing was changed, so there is none yet"
    );
    office.assessment();
    let view = office.call("backups", json!({}));
    assert_eq!(
        view["failure"],
        Value::Null,
        "it was made beside the work: {view}"
    );
    assert_eq!(rows(&view).len(), 1, "one within the hour");
    assert_eq!(rows(&view)[0]["why"], "While working", "on the schedule");
    assert_eq!(rows(&view)[0]["isChecked"], true, "opened and checked");
    let view = office.call("back_up_now", json!({}));
    assert_eq!(rows(&view)[0]["why"], "Made by hand", "one more when asked");
    let again = office.call("back_up_now", json!({}));
    assert_eq!(
        rows(&again).len(),
        2,
        "asked again with nothing changed, there is no other copy of the same"
    );
    let counts = json!({"hours": 3, "days": 2, "weeks": 1, "before": 4});
    let view = office.call("set_backup_counts", json!({"counts": counts}));
    assert_eq!(view["counts"], counts, "how many are kept can be set");
    assert_eq!(
        office.refused("look_at_backup", json!({"name": "../proviso.db"})),
        "unknownBackup",
        "the page names backups of the list and no files"
    );
}

#[test]
fn going_back_says_what_changes_and_can_be_taken_back() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(&office, &run, &item, "Before.");
    let backup = office.call("back_up_now", json!({}))["rows"][0]["name"].clone();
    let look = office.call("look_at_backup", json!({"name": backup}));
    assert_eq!(look["isNothing"], true, "it holds what is there: {look}");
    answer(&office, &run, &item, "After.");
    office.call(
        "duplicate_assessment",
        json!({"assessment": view["assessment"]}),
    );
    let look = office.call("look_at_backup", json!({"name": backup}));
    assert_eq!(
        look["gone"].as_array().unwrap().len(),
        1,
        "the duplicate would go: {look}"
    );
    assert_eq!(
        look["changed"].as_array().unwrap().len(),
        1,
        "the other would be as it was"
    );
    let facts = |run: &str| {
        let view = office.call("open_run", json!({"run": run}));
        view["answers"][&item]["facts"].clone()
    };
    assert_eq!(facts(&run), "After.", "looking changes nothing");

    let restored = office.call("restore_backup", json!({"name": backup}));
    assert_eq!(facts(&run), "Before.", "the state is back at once");
    let kept = restored["kept"]["name"].clone();
    let listed = office.call("backups", json!({}));
    assert!(
        rows(&listed).iter().any(|row| row["name"] == kept),
        "the state before is in the list: {listed}"
    );
    answer(&office, &run, &item, "Changed.");
    office.call("restore_backup", json!({"name": kept}));
    assert_eq!(
        facts(&run),
        "After.",
        "and going back to it takes the restore back"
    );
    let sound = office.call("soundness", json!({}));
    assert_eq!(sound["holds"], true, "what was restored holds: {sound}");
}

#[test]
fn bringing_in_and_running_again_are_backed_up_first() {
    let office = Office::picking(Some("one.proviso"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let assessment = view["assessment"].clone();
    office.call(
        "export_assessment",
        json!({"assessment": assessment, "passphrase": null}),
    );
    let packs = office.call("packs", json!({}));
    let newest = packs.as_array().unwrap().iter().find(|pack| {
        let label = pack["label"].as_str();
        label.is_some_and(|label| label.starts_with("eo-14409 "))
    });
    let plan = json!({"run": run, "pack": newest.unwrap()["hash"], "profile": null});
    office.call("follow_run", plan);
    let whys = |office: &Office| -> Vec<String> {
        let view = office.call("backups", json!({}));
        let whys = rows(&view)
            .iter()
            .map(|row| row["why"].as_str().unwrap().to_owned());
        whys.collect()
    };
    assert!(
        whys(&office).contains(&String::from("Before a new run")),
        "{:?}",
        whys(&office)
    );
    let other = tempfile::tempdir().unwrap();
    let file = office.folder.path().join("one.proviso");
    let brought = proviso(other.path(), &["import", file.to_str().unwrap()]);
    assert_eq!(brought.status.code(), Some(0), "{}", said(&brought));
    let listed = proviso(other.path(), &["backup", "--list"]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(
        listed.contains("Before an assessment was brought in"),
        "before anything comes in: {listed}"
    );
}

#[test]
fn a_data_file_that_was_changed_is_read_only_and_says_why() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(&office, &run, &item, "Kept in the Zanzibar register.");
    let good = office.call("back_up_now", json!({}))["rows"][0]["name"].clone();
    let folder = office.closed();
    tamper(folder.path(), "Zanzibar", "Tanzania");

    let office = Office::at(folder);
    let sound = office.call("soundness", json!({}));
    assert_eq!(
        sound["holds"], false,
        "the change is found beside the work: {sound}"
    );
    let told = sound["told"].as_str().unwrap();
    assert!(
        told.starts_with("revision ") && told.ends_with("holds other text than was recorded"),
        "the first broken link is named: {told}"
    );
    assert_eq!(
        sound["backup"]["name"], good,
        "the last good backup is offered"
    );
    let write = json!({"run": run, "item": item, "field": "facts", "value": "More."});
    for (command, arguments) in [
        ("record_answer", write),
        (
            "save_settings",
            json!({"settings": {"author": "Somebody Else"}}),
        ),
        ("set_place", json!({"run": run, "item": item})),
        (
            "archive_assessment",
            json!({"assessment": view["assessment"], "archived": true}),
        ),
        ("back_up_now", json!({})),
    ] {
        assert_eq!(
            office.refused(command, arguments),
            "tampered",
            "{command} is refused"
        );
    }
    let seen = office.call("open_run", json!({"run": run}));
    assert_eq!(
        seen["answers"][&item]["facts"], "Kept in the Tanzania register.",
        "everything can be read, as it stands"
    );
    let restored = office.call("restore_backup", json!({"name": good}));
    assert_eq!(
        restored["kept"]["isChecked"], false,
        "the changed file is kept as it was"
    );
    let sound = office.call("soundness", json!({}));
    assert_eq!(sound["holds"], true, "the restored one holds");
    answer(&office, &run, &item, "Goes on.");
}

#[test]
fn the_command_line_backs_up_restores_and_refuses_what_does_not_hold() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let run = |arguments: &[&str]| {
        let output = proviso(data, arguments);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            said(&output),
        )
    };
    assert_eq!(run(&["sample"]).0, Some(0), "the sample is written");
    let (code, made, refusal) = run(&["backup"]);
    assert_eq!(code, Some(0), "{refusal}");
    assert!(
        Path::new(made.trim()).is_file(),
        "the file is named: {made}"
    );
    let out = data.join("copy.db");
    let out = out.to_str().unwrap();
    assert_eq!(
        run(&["backup", "--out", out]).0,
        Some(0),
        "to a file of one's own"
    );
    let (code, _, refusal) = run(&["backup", "--out", out]);
    assert_eq!(code, Some(1), "which is not replaced");
    assert!(refusal.contains("exists already"), "{refusal}");

    let (_, list, _) = run(&["list", "--json"]);
    let listed: Value = serde_json::from_str(&list).unwrap();
    let id = listed[0]["id"].as_str().unwrap();
    let (code, _, refusal) = run(&["rerun", id, "--pack", "1.2.0"]);
    assert_eq!(code, Some(0), "work goes on: {refusal}");
    let (code, told, refusal) = run(&["restore", out, "--dry-run"]);
    assert_eq!(code, Some(0), "{refusal}");
    assert!(
        told.contains("Would be as it was:") && told.contains("Unchanged: "),
        "it says what would change: {told}"
    );
    let (code, told, refusal) = run(&["restore", out]);
    assert_eq!(code, Some(0), "{refusal}");
    assert!(
        told.contains("The state before is kept as proviso-restore-"),
        "{told}"
    );
    assert_eq!(run(&["verify"]).0, Some(0), "the restored record holds");

    tamper(data, "Northwind", "Southwind");
    let (code, _, refusal) = run(&["verify"]);
    assert_eq!(code, Some(1), "a change is found");
    assert!(refusal.contains("The record does not hold: "), "{refusal}");
    let pdf = data.join("x.pdf");
    let export = [
        "export",
        id,
        "--copy",
        "executive",
        "--format",
        "pdf",
        "--out",
        pdf.to_str().unwrap(),
    ];
    let (code, _, refusal) = run(&export);
    assert_eq!(code, Some(1), "nothing leaves it");
    assert!(
        refusal.contains("Restore the last good backup"),
        "{refusal}"
    );
    assert!(!pdf.exists(), "not even a file");
    assert_eq!(run(&["list"]).0, Some(0), "it can be read");

    fs::write(data.join("proviso.db"), b"broken ".repeat(4_000)).unwrap();
    let (code, _, refusal) = run(&["list"]);
    assert_eq!(code, Some(1), "what cannot be opened is refused: {refusal}");
    let (code, told, refusal) = run(&["restore", out]);
    assert_eq!(code, Some(0), "and can be gone back from: {refusal}");
    assert!(
        told.contains("The file before is kept as proviso-unsound-"),
        "{told}"
    );
    assert_eq!(run(&["verify"]).0, Some(0), "and holds");
}

#[test]
fn a_file_that_is_in_no_list_is_gone_back_to_with_what_opened_it_in_its_day() {
    const FIRST: &str = "correct horse battery";
    let office = Office::picking(Some("elsewhere.db"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let look = |words: Value| json!({"name": null, "words": words});
    assert_eq!(
        office.refused("look_at_backup", look(Value::Null)),
        "unknownBackup",
        "no file was chosen yet"
    );
    let encrypt = || -> String {
        let groups = office.call("draw_recovery_code", json!({}));
        let groups: Vec<String> = serde_json::from_value(groups).unwrap();
        office.call(
            "encrypt",
            json!({"passphrase": FIRST, "lastGroup": groups.last().unwrap()}),
        );
        groups.join("-")
    };
    let code = encrypt();
    answer(&office, &run, &item, "Under the first key.");
    let made = office.call("back_up_now", json!({}));
    let backup =
        Path::new(made["place"].as_str().unwrap()).join(made["rows"][0]["name"].as_str().unwrap());
    let elsewhere = office.folder.path().join("elsewhere.db");
    fs::rename(&backup, &elsewhere).unwrap();
    fs::rename(
        backup.with_extension("keys"),
        elsewhere.with_extension("keys"),
    )
    .unwrap();
    // Another key from here on, with the same passphrase.
    office.call("decrypt", json!({"passphrase": FIRST}));
    encrypt();
    answer(&office, &run, &item, "Under the second key.");

    assert_eq!(
        office.call("choose_backup_file", json!({})),
        true,
        "the dialog answers with the file"
    );
    assert_eq!(
        office.refused("look_at_backup", look(Value::Null)),
        "lockedBackup",
        "it opens with words of its own"
    );
    assert_eq!(
        office.refused("look_at_backup", look(json!("staple correct horse"))),
        "wrongPassphrase",
        "other words are told as such"
    );
    let facts = || {
        let view = office.call("open_run", json!({"run": run}));
        view["answers"][&item]["facts"].clone()
    };
    for words in [FIRST, &code] {
        let seen = office.call("look_at_backup", look(json!(words)));
        assert_eq!(
            seen["changed"].as_array().unwrap().len(),
            1,
            "what would change is shown first: {seen}"
        );
        assert_eq!(facts(), "Under the second key.", "looking changes nothing");
        let restored = office.call("restore_backup", look(json!(words)));
        assert_eq!(facts(), "Under the first key.", "and then it is back");
        assert!(
            fs::read(office.folder.path().join("proviso.db"))
                .unwrap()
                .get(..6)
                != Some(b"SQLite".as_slice()),
            "encrypted as the data was"
        );
        let kept = &restored["kept"]["name"];
        assert_eq!(
            office.refused("look_at_backup", look(json!(words))),
            "unknownBackup",
            "a file is chosen for one time"
        );
        office.call("restore_backup", json!({"name": kept, "words": null}));
        assert_eq!(facts(), "Under the second key.", "the state before is kept");
        office.call("choose_backup_file", json!({}));
    }
    office.call("lock", json!({}));
    office.call("unlock", json!({"passphrase": FIRST, "code": null}));
    assert_eq!(
        facts(),
        "Under the second key.",
        "the key of today opens it"
    );
}

#[test]
fn a_file_that_is_no_backup_is_refused_and_nothing_changed() {
    let office = Office::picking(Some("elsewhere.db"));
    let run = office.assessment();
    fs::write(
        office.folder.path().join("elsewhere.db"),
        b"no database ".repeat(900),
    )
    .unwrap();
    office.call("choose_backup_file", json!({}));
    let chosen = json!({"name": null, "words": null});
    for command in ["look_at_backup", "restore_backup"] {
        assert_eq!(
            office.refused(command, chosen.clone()),
            "badBackup",
            "{command}"
        );
    }
    office.call("open_run", json!({"run": run}));
}
