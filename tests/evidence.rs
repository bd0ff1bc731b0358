//! Evidence, undo and the history of an answer, through the commands of the window.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::support::{Office, first_item};

/// What is typed about a document.
fn typed(title: &str) -> Value {
    json!({
        "title": title, "place": "Legal drive, folder 7", "seenOn": "September 2, 2026",
        "staleAfter": "", "note": "",
    })
}

/// A run and its first practice.
fn practice(office: &Office) -> (String, String) {
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    (run, item)
}

/// What lies in the folder for copies that are looked at.
fn laid_out(office: &Office) -> Vec<PathBuf> {
    let opened = std::fs::read_dir(office.folder.path().join("opened"));
    let folders = opened.into_iter().flatten().flatten();
    let files = folders.flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten());
    files.flatten().map(|file| file.path()).collect()
}

#[test]
fn a_reference_is_found_again_and_a_fault_in_it_is_said() {
    let office = Office::new();
    let (run, item) = practice(&office);
    let at = json!({"run": run, "item": item});
    let mut nameless = json!({"evidence": typed(" ")});
    nameless
        .as_object_mut()
        .unwrap()
        .extend(at.as_object().unwrap().clone());
    assert_eq!(
        office.refused("add_reference", nameless),
        "badValue",
        "a reference that names nothing is refused"
    );
    let recorded = office.call(
        "add_reference",
        json!({"run": run, "item": item, "evidence": typed("Template v3")}),
    );
    assert_eq!(
        recorded["evidence"][0]["evidence"]["seenOn"], "2026-09-02",
        "a typed date is stored as ISO"
    );
    let link = recorded["added"][0].clone();
    let stale = json!({
        "title": "Template v3", "place": "", "seenOn": "2026-09-02", "staleAfter": "2026-09-30",
        "note": "Superseded soon.",
    });
    office.call(
        "change_evidence",
        json!({"run": run, "link": link, "evidence": stale}),
    );
    let office = office.reopened();
    let view = office.call("open_run", json!({"run": run}));
    let kept = &view["evidence"][&item][0];
    assert_eq!(
        kept["evidence"]["note"], "Superseded soon.",
        "found after a restart, as changed"
    );
    assert_eq!(kept["isStale"], true, "and it is past its day");
    let lists = view["state"]["lists"][&item].as_array().unwrap();
    assert!(lists.contains(&json!("stale")), "which the filters know");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "verdict", "value": "inPlace"}),
    );
    let options = json!({"on": "2026-10-05"});
    let found = office.call("preflight", json!({"run": run, "options": options}));
    let says = |found: &Value, words: &str| {
        let found = found.as_array().unwrap().iter();
        found
            .clone()
            .any(|finding| finding["text"].as_str().unwrap().contains(words))
    };
    assert!(
        says(&found, "went stale after September 30, 2026"),
        "and pre-flight says: {found}"
    );
    let early = office.call(
        "preflight",
        json!({"run": run, "options": {"on": "2026-09-30"}}),
    );
    assert!(
        !says(&early, "went stale"),
        "not of a report dated before: {early}"
    );
    let gone = office.call("unlink_evidence", json!({"run": run, "link": link}));
    assert_eq!(gone["evidence"], json!([]), "it is linked no longer");
    let lists = gone["state"]["lists"][&item].as_array().unwrap();
    assert!(
        lists.contains(&json!("unevidenced")),
        "and the practice is said to be there with no evidence"
    );
    let again = json!({"run": run, "link": link});
    assert_eq!(
        office.refused("unlink_evidence", again),
        "unknownEvidence",
        "nor twice"
    );
    let history = office.call("history", json!({"run": run, "item": item}));
    let labels: Vec<&str> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|state| state["changes"][0]["label"].as_str().unwrap())
        .collect();
    assert_eq!(
        labels,
        [
            "Evidence taken away",
            "Verdict",
            "Evidence changed",
            "Evidence added"
        ],
        "the history keeps what was taken away"
    );
}

#[test]
fn a_copy_comes_in_by_dialog_and_goes_out_as_it_came() {
    let office = Office::picking(Some("minutes of the board.pdf"));
    let (run, item) = practice(&office);
    let path = office.folder.path().join("minutes of the board.pdf");
    std::fs::write(&path, b"%PDF-1.7 minutes").unwrap();
    let recorded = office.call("choose_copies", json!({"run": run, "item": item}));
    assert_eq!(recorded["refused"], json!([]), "it was taken");
    let kept = &recorded["evidence"][0];
    assert_eq!(
        kept["evidence"]["copy"]["name"], "minutes of the board.pdf",
        "by its name"
    );
    assert_eq!(kept["evidence"]["copy"]["bytes"], 16, "with its size");
    assert_eq!(kept["opens"], true, "a PDF can be looked at");
    assert!(
        !recorded
            .to_string()
            .contains(office.folder.path().to_str().unwrap()),
        "and its folder does not cross to the page"
    );
    let twice = office.call("choose_copies", json!({"run": run, "item": item}));
    assert_eq!(
        twice["evidence"].as_array().unwrap().len(),
        1,
        "the same file is one link"
    );
    assert!(
        twice["refused"][0].as_str().unwrap().contains("already"),
        "and that is said: {twice}"
    );
    std::fs::remove_file(&path).unwrap();
    let link = json!({"run": run, "link": kept["id"]});
    let saved = office.call("save_copy", link.clone());
    assert_eq!(
        saved,
        json!({"is": "written", "file": "minutes of the board.pdf"}),
        "saved"
    );
    assert_eq!(
        std::fs::read(&path).unwrap(),
        b"%PDF-1.7 minutes",
        "byte for byte"
    );
    office.call("open_copy", link);
    let opened = laid_out(&office);
    assert_eq!(opened.len(), 1, "it was laid out to be looked at");
    assert!(
        std::fs::metadata(&opened[0])
            .unwrap()
            .permissions()
            .readonly(),
        "and cannot be changed there"
    );
    let office = office.reopened();
    assert_eq!(
        laid_out(&office),
        Vec::<PathBuf>::new(),
        "closed, nothing is left of it"
    );
    assert!(!opened[0].exists(), "not even the file itself");
}

#[test]
fn dropped_files_are_taken_once_and_those_that_cannot_be_are_named() {
    let office = Office::new();
    let (run, item) = practice(&office);
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.pdf"), b"one").unwrap();
    std::fs::write(path("b.exe"), b"two").unwrap();
    std::fs::write(path("empty.pdf"), b"").unwrap();
    office.drop_files(vec![
        path("a.pdf"),
        path("b.exe"),
        path("empty.pdf"),
        path("none.pdf"),
    ]);
    let recorded = office.call("take_dropped", json!({"run": run, "item": item}));
    assert_eq!(
        recorded["added"].as_array().unwrap().len(),
        2,
        "the two documents: {recorded}"
    );
    let refused = recorded["refused"].to_string();
    assert!(
        refused.contains("empty.pdf") && refused.contains("none.pdf"),
        "and the others are named: {refused}"
    );
    assert_eq!(
        recorded["evidence"][1]["opens"], false,
        "a program is not opened from here"
    );
    let link = json!({"run": run, "link": recorded["evidence"][1]["id"]});
    assert_eq!(
        office.refused("open_copy", link),
        "badDocument",
        "nor by asking for it"
    );
    let again = office.call("take_dropped", json!({"run": run, "item": item}));
    assert_eq!(again["added"], json!([]), "what was dropped is taken once");
    let undone = office.call("undo", json!({"run": run}));
    assert_eq!(
        undone["says"], "Undone: 2 changes made together.",
        "one drop is one step"
    );
    assert_eq!(undone["evidence"], json!({}), "and both are gone");
}

#[test]
fn undo_says_what_it_took_back_across_a_restart() {
    let office = Office::new();
    let (run, item) = practice(&office);
    let set = |office: &Office, field: &str, value: &str| {
        office.call(
            "record_answer",
            json!({"run": run, "item": item, "field": field, "value": value}),
        )
    };
    set(&office, "verdict", "notInPlace");
    set(&office, "facts", "None of three products.");
    office.call(
        "record_action",
        json!({"run": run, "item": item, "field": "owner", "value": "CISO"}),
    );
    let view = office.call("open_run", json!({"run": run}));
    let mut profile = view["profile"].clone();
    profile["roles"] = json!(["adopter"]);
    office.call("set_profile", json!({"run": run, "profile": profile}));
    let undo = |office: &Office| office.call("undo", json!({"run": run}));
    let undone = undo(&office);
    assert_eq!(
        undone["says"], "Undone: the change of the profile.",
        "the last change first"
    );
    assert_eq!(
        undone["profile"], view["profile"],
        "the profile is as it was"
    );
    let undone = undo(&office);
    let title = view["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|asked| asked["id"] == item)
        .unwrap()["title"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        undone["says"],
        format!("Undone: the action on “{title}”: Owner: CISO."),
        "an action is undone in its turn"
    );
    assert_eq!(undone["item"], json!(item), "and says where it is");
    let office = office.reopened();
    let undone = undo(&office);
    assert_eq!(
        undone["says"],
        format!("Undone: “{title}”: Facts added."),
        "the next one after a restart"
    );
    assert_eq!(
        undone["answers"][&item],
        json!({"verdict": "notInPlace"}),
        "the verdict stays"
    );
    let redone = office.call("redo", json!({"run": run}));
    assert_eq!(
        redone["says"],
        format!("Made again: “{title}”: Facts added."),
        "and back"
    );
    undo(&office);
    undo(&office);
    let nothing = undo(&office);
    assert_eq!(
        (&nothing["says"], &nothing["changed"]),
        (&json!("There is nothing to undo."), &json!(false)),
        "then there is nothing left"
    );
    let history = office.call("history", json!({"run": run, "item": item}));
    let first = history.as_array().unwrap().last().unwrap();
    assert_eq!(
        first["restores"], true,
        "the history can bring any state back"
    );
    let restored = office.call(
        "restore_answer",
        json!({"run": run, "item": item, "revision": first["id"]}),
    );
    assert_eq!(
        restored["answer"],
        json!({"verdict": "notInPlace"}),
        "as a new state"
    );
    let history = office.call("history", json!({"run": run, "item": item}));
    assert_eq!(
        history[0]["cause"], "Brought back from the history",
        "which says where it comes from"
    );
    let elsewhere = json!({"run": run, "item": item, "revision": "none"});
    assert_eq!(
        office.refused("restore_answer", elsewhere),
        "unknownRevision",
        "not any state"
    );
}
