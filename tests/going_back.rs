//! Going back to a backup on the command line: from a file that was changed, past copies that left, past
//! what was destroyed; and what is said of an exported file afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::backups::tamper;
use crate::cli::{proviso, said};
use crate::rerun::pack;
use crate::support::{Office, first_item};

/// A data folder with the worked example in it.
struct Place {
    folder: tempfile::TempDir,
    id: String,
    name: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = proviso(folder.path(), &["sample"]);
        assert!(sample.status.success(), "{}", said(&sample));
        let listed = proviso(folder.path(), &["list", "--json"]);
        let rows: Value = serde_json::from_slice(&listed.stdout).unwrap();
        let word = |name: &str| rows[0][name].as_str().unwrap().to_owned();
        Self {
            id: word("id"),
            name: word("name"),
            folder,
        }
    }

    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output = proviso(self.folder.path(), arguments);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
            said(&output),
        )
    }

    /// What a command prints that goes well.
    fn done(&self, arguments: &[&str]) -> String {
        let (code, told, refusal) = self.run(arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {refusal}");
        told
    }

    fn backup(&self) -> String {
        self.done(&["backup"]).trim().to_owned()
    }

    fn export(&self, name: &str) -> String {
        let out: PathBuf = self.folder.path().join(name);
        let out = out.to_str().unwrap();
        self.done(&["export", &self.id, "--copy", "executive", "--out", out]);
        out.to_owned()
    }
}

#[test]
fn a_file_that_was_changed_says_so_whenever_it_is_read_and_what_restoring_mends() {
    let place = Place::new();
    let good = place.backup();
    let data: &Path = place.folder.path();
    assert_eq!(place.run(&["list"]).2, "", "nothing is wrong yet");
    tamper(data, "Northwind", "Southwind");
    let commands: [&[&str]; 3] = [&["list"], &["list", "--json"], &["pack", "list"]];
    for command in commands {
        let (code, told, warning) = place.run(command);
        assert_eq!(code, Some(0), "{command:?} reads it: {warning}");
        assert!(!told.is_empty(), "as it stands");
        for part in [
            "does not hold: revision ",
            "Restore the last good backup",
            &good,
        ] {
            assert!(
                warning.contains(part),
                "{command:?} says what is wrong and what to do, {part:?}: {warning}"
            );
        }
    }
    let (code, _, refusal) = place.run(&["verify"]);
    assert_eq!(code, Some(1), "the check refuses");
    assert!(
        refusal.contains("Restore the last good backup") && refusal.contains(&good),
        "with the same way back: {refusal}"
    );
    let (code, _, refusal) = place.run(&["hold", &place.id, "--reason", "Investigation 7"]);
    assert_eq!(code, Some(1), "no change is taken");
    assert!(
        refusal.contains("Nothing was done.") && refusal.contains(&good),
        "again with the same way back: {refusal}"
    );

    let would = place.done(&["restore", &good, "--dry-run"]);
    for part in [
        "The record here does not hold",
        "revision ",
        "takes its place",
    ] {
        assert!(
            would.contains(part),
            "it says what it mends, {part:?}: {would}"
        );
    }
    assert!(
        !would.contains("holds what is there now") && !would.contains("Unchanged"),
        "and never that nothing would change: {would}"
    );
    place.done(&["restore", &good]);
    place.done(&["verify"]);
    assert!(
        place.done(&["list"]).contains("Northwind"),
        "what was recorded is there again"
    );
    assert_eq!(place.run(&["list"]).2, "", "and nothing is said any more");
}

#[test]
fn the_window_is_told_what_restoring_mends_and_which_runs_would_go() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let write = |text: &str| {
        office.call(
            "record_answer",
            json!({"run": run, "item": item, "field": "facts", "value": text}),
        )
    };
    write("Kept in the Zanzibar register.");
    let row = office.call("back_up_now", json!({}))["rows"][0].clone();
    let look = json!({"name": row["name"]});
    let next = json!({"run": run, "pack": pack(&office, "1.2.0"), "profile": null});
    office.call("follow_run", next);
    let seen = office.call("look_at_backup", look.clone());
    assert_eq!(seen["made"], row["at"], "the row that was chosen is named");
    assert_eq!(
        seen["changed"][0]["runsGone"], "run 2",
        "and the run that was made since: {seen}"
    );
    assert_eq!(seen["mends"], Value::Null, "nothing is broken yet");
    let folder = office.closed();
    tamper(folder.path(), "Zanzibar", "Tanzania");
    let office = Office::at(folder);
    let seen = office.call("look_at_backup", look);
    assert_eq!(seen["isNothing"], false, "{seen}");
    let mends = seen["mends"].as_str().unwrap();
    assert!(
        mends.contains("revision ") && mends.contains("holds other text than was recorded"),
        "the damaged entry is named: {mends}"
    );
}

#[test]
fn a_file_that_left_is_known_after_going_back_and_in_no_other_folder_called_altered() {
    let place = Place::new();
    let before = place.backup();
    let after = place.export("after.pdf");
    let would = place.done(&["restore", &before, "--dry-run"]);
    assert!(
        would.contains("A copy was exported after this backup was made. It stays on record."),
        "{would}"
    );
    place.done(&["restore", &before]);
    let told = place.done(&["verify", &after]);
    for part in [
        "Executive copy of ",
        "The bytes are those that were exported",
    ] {
        assert!(told.contains(part), "{part:?}: {told}");
    }

    let other = Place::new();
    let (code, told, refusal) = other.run(&["verify", &after]);
    assert_eq!(code, Some(1), "it is not vouched for");
    assert!(
        told.contains("It says of itself: "),
        "what it says is said: {told}"
    );
    assert!(
        refusal.contains("whether the bytes were changed cannot be told here")
            && !refusal.contains("are not those"),
        "and nothing is claimed that is not known: {refusal}"
    );
}

#[test]
fn a_file_of_what_was_destroyed_or_is_not_here_is_named_as_that() {
    let place = Place::new();
    let first = place.backup();
    let file = place.export("gap.pdf");
    let stick = place.folder.path().join("stick.db");
    place.done(&["backup", "--out", stick.to_str().unwrap()]);
    place.done(&[
        "destroy",
        &place.id,
        "--confirm",
        &place.name,
        "--reason",
        "Retention ended",
    ]);
    let short = &place.id[..8];
    let destroyed = format!("the assessment {short}, which was destroyed on ");
    let is_said = |told: &str| {
        told.contains(&destroyed)
            && told.contains("it was destroyed since")
            && told.contains("The bytes are those that were exported")
    };
    let told = place.done(&["verify", &file]);
    assert!(
        is_said(&told) && !told.contains("has changed since"),
        "of a destroyed run nobody says that it changed: {told}"
    );
    for backup in [first.as_str(), stick.to_str().unwrap()] {
        let would = place.done(&["restore", backup, "--dry-run"]);
        assert!(
            !would.contains("Would be as it was"),
            "{backup}: it would not be as it was: {would}"
        );
    }
    let would = place.done(&["restore", stick.to_str().unwrap(), "--dry-run"]);
    assert!(
        would.contains(&format!("The assessment {short} was destroyed on "))
            && would.contains("It stays destroyed."),
        "it is said since when: {would}"
    );
    place.done(&["restore", stick.to_str().unwrap()]);
    let told = place.done(&["verify", &file]);
    assert!(is_said(&told), "going back changes nothing of that: {told}");

    // A state from before the assessment was made.
    let office = Office::new();
    let empty = office.folder.path().join("empty.db");
    let folder = office.closed();
    let run = |arguments: &[&str]| {
        let output = proviso(folder.path(), arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    run(&["backup", "--out", empty.to_str().unwrap()]);
    run(&["sample"]);
    let rows: Value = serde_json::from_str(&run(&["list", "--json"])).unwrap();
    let id = rows[0]["id"].as_str().unwrap();
    let out = folder.path().join("x.pdf");
    run(&["export", id, "--out", out.to_str().unwrap()]);
    run(&["restore", empty.to_str().unwrap()]);
    let told = run(&["verify", out.to_str().unwrap()]);
    assert!(
        told.contains("which is not in this data folder now")
            && told.contains("The bytes are those that were exported"),
        "the file is known although its assessment went: {told}"
    );
    let mut bytes = fs::read(&out).unwrap();
    bytes[1_000] ^= 1;
    fs::write(&out, bytes).unwrap();
    let altered = proviso(folder.path(), &["verify", out.to_str().unwrap()]);
    assert_eq!(altered.status.code(), Some(1), "an altered one is refused");
    assert!(
        String::from_utf8_lossy(&altered.stdout).contains("Exported of that state: ")
            && said(&altered).contains("the bytes are not those that were exported"),
        "with what was exported of that state: {}",
        said(&altered)
    );
}
