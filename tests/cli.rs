//! The command line: the same program without a window.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::publisher::{ACME, Publisher};

/// Runs the program on a data folder.
pub fn proviso(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_proviso"))
        .arg("--data")
        .arg(data)
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
}

/// What it said on standard error.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

#[test]
fn a_new_folder_lists_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let listed = proviso(folder.path(), &["list", "--json"]);
    assert_eq!(listed.status.code(), Some(0), "{}", said(&listed));
    let rows: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(rows, serde_json::json!([]), "an empty array, not an error");
}

#[test]
fn the_sample_is_written_listed_and_exported_to_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let sample = proviso(folder.path(), &["sample"]);
    assert_eq!(sample.status.code(), Some(0), "{}", said(&sample));
    let listed = proviso(folder.path(), &["list", "--json"]);
    let rows: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let id = rows[0]["id"].as_str().unwrap();
    assert!(
        rows[0]["name"].as_str().unwrap().contains("fictional"),
        "it says what it is"
    );
    assert!(
        rows[0]["runs"][0]["answered"].as_u64().unwrap() > 10,
        "and is worked"
    );
    let export = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        let mut arguments = vec![
            "export",
            id,
            "--out",
            out.to_str().unwrap(),
            "--on",
            "2026-06-22",
        ];
        arguments.extend(more);
        (
            proviso(folder.path(), &arguments),
            std::fs::read(&out).unwrap_or_default(),
        )
    };
    let (first, one) = export("one.pdf", &[]);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    assert!(
        said(&first).contains("no legend"),
        "no legend is printed, and it is said"
    );
    let (_, two) = export("two.pdf", &[]);
    assert!(
        one == two && !one.is_empty(),
        "the same state and date give the same bytes"
    );
    let (refused, kept) = export("one.pdf", &[]);
    assert_eq!(
        refused.status.code(),
        Some(1),
        "an existing file is not replaced"
    );
    assert_eq!(kept, one, "and is left as it is");
    let (forced, _) = export("one.pdf", &["--force"]);
    assert_eq!(
        forced.status.code(),
        Some(0),
        "unless it is asked for: {}",
        said(&forced)
    );
    let today = folder.path().join("today.pdf");
    let sound = proviso(
        folder.path(),
        &["export", id, "--out", today.to_str().unwrap()],
    );
    assert!(
        said(&first).contains("The report date is June 22, 2026")
            && !said(&sound).contains("The report date"),
        "a date before the last change is told, today is not: {} {}",
        said(&first),
        said(&sound)
    );
    let again = proviso(folder.path(), &["sample"]);
    assert!(
        String::from_utf8_lossy(&again.stdout).contains("already"),
        "a second sample adds nothing"
    );
}

#[test]
fn an_exported_file_is_told_from_an_altered_one() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        proviso(folder.path(), &["sample"]).status.code(),
        Some(0),
        "there is something to export"
    );
    let listed = proviso(folder.path(), &["list", "--json"]);
    let rows: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let id = rows[0]["id"].as_str().unwrap();
    let out = folder.path().join("board.pdf");
    let file = out.to_str().unwrap();
    let arguments = [
        "export",
        id,
        "--out",
        file,
        "--on",
        "2026-06-22",
        "--legend",
        "Confidential",
        "--recipient",
        "Audit Committee",
        "--number",
        "2/3",
    ];
    let exported = proviso(folder.path(), &arguments);
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported));
    let verified = proviso(folder.path(), &["verify", file]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
    let told = String::from_utf8_lossy(&verified.stdout);
    for part in [
        "Executive copy",
        "run 2",
        "June 22, 2026",
        "For Audit Committee.",
        "Copy 2 of 3.",
        "Legend: Confidential.",
        "as the run stands now",
        "The bytes are those that were exported",
    ] {
        assert!(told.contains(part), "it says {part:?}: {told}");
    }
    let whole = proviso(folder.path(), &["verify"]);
    assert_eq!(
        whole.status.code(),
        Some(0),
        "the record with the export in it holds: {}",
        said(&whole)
    );
    let mut bytes = std::fs::read(&out).unwrap();
    bytes[1_000] ^= 1;
    std::fs::write(&out, bytes).unwrap();
    let altered = proviso(folder.path(), &["verify", file]);
    assert_eq!(
        altered.status.code(),
        Some(1),
        "one bit makes it another file"
    );
    let refused = said(&altered);
    assert!(
        refused.contains("the bytes are not those that were exported"),
        "and that is said: {refused}"
    );
    let told = String::from_utf8_lossy(&altered.stdout);
    for part in [
        "It says of itself: Gap analysis and action plan",
        "Northwind Robotics (fictional), AI program. Run 2, reported June 22, 2026. Draft. Copy 2 of 3",
        "For Audit Committee. Confidential. State ",
        "Exported of that state: Executive copy",
    ] {
        assert!(
            told.contains(part),
            "it still says which run, state and copy it claims to be, {part:?}: {told}"
        );
    }
    let other = folder.path().join("other.pdf");
    std::fs::write(&other, "%PDF-1.7 of somebody else").unwrap();
    let foreign = proviso(folder.path(), &["verify", other.to_str().unwrap()]);
    assert!(
        said(&foreign).contains("is no copy that this data folder wrote"),
        "a file that says nothing is not guessed at: {}",
        said(&foreign)
    );
}

#[test]
fn refusals_are_one_sentence_and_exit_1() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a-file");
    std::fs::write(&file, "x").unwrap();
    let cases: [(&Path, &[&str], &str); 4] = [
        (
            folder.path(),
            &["export", "nobody", "--out", "x.pdf"],
            "No assessment is named",
        ),
        (&file, &["list"], "is a file, not a folder"),
        (
            folder.path(),
            &["pack", "check", "/no/such/file"],
            "/no/such/file",
        ),
        (
            folder.path(),
            &["pack", "check", file.to_str().unwrap()],
            "expected",
        ),
    ];
    for (data, arguments, expected) in cases {
        let refused = proviso(data, arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?} is refused");
        let said = said(&refused);
        assert!(said.contains(expected), "{arguments:?} says {said}");
        assert_eq!(said.lines().count(), 1, "in one sentence: {said}");
    }
    let usage = proviso(folder.path(), &["exprot"]);
    assert_eq!(usage.status.code(), Some(2), "wrong usage is 2");
}

#[test]
fn a_pack_is_brought_in_by_its_fingerprint_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("acme.json");
    let path = file.to_str().unwrap();
    let publisher = Publisher::new();
    publisher.publish_with_key(&file, ACME);
    let add = |more: &[&str]| proviso(&data, &[&["pack", "add", path], more].concat());
    let refused = add(&[]);
    assert_eq!(refused.status.code(), Some(1), "its key is new");
    let fingerprint = publisher.key().fingerprint().0.clone();
    assert!(
        said(&refused).contains(&publisher.key().spelled()),
        "the refusal says what to compare: {}",
        said(&refused)
    );
    let wrong = add(&["--trust", &fingerprint[1..]]);
    assert_eq!(
        wrong.status.code(),
        Some(1),
        "part of a fingerprint is none"
    );
    let added = add(&["--trust", &fingerprint]);
    assert_eq!(added.status.code(), Some(0), "{}", said(&added));
    let listed = proviso(&data, &["pack", "list", "--json"]);
    let rows: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let acme = rows.as_array().unwrap().iter();
    let acme: Vec<&Value> = acme
        .filter(|row| row["pack"]["label"] == "acme-ai-policy 1.0.0")
        .collect();
    assert_eq!(acme.len(), 1, "it is there once");
    assert_eq!(acme[0]["origin"]["trusted"], true, "with its key");
    let plain = proviso(&data, &["pack", "list"]);
    let plain = String::from_utf8(plain.stdout).unwrap();
    assert!(
        plain.contains("signed with the key"),
        "and for people: {plain}"
    );
    assert!(
        plain.contains("Law as of October 11, 2026"),
        "with the law date: {plain}"
    );
    assert!(
        plain.contains("Text as of June 2, 2026 (acme-ai-policy 1.0.0)"),
        "a company's own policy is not called law: {plain}"
    );

    let other = folder.path().join("other.json");
    std::fs::write(&other, crate::publisher::acme_next()).unwrap();
    let other = other.to_str().unwrap();
    let unsigned = proviso(&data, &["pack", "add", other]);
    assert_eq!(
        unsigned.status.code(),
        Some(1),
        "nobody signed the next one"
    );
    let allowed = proviso(&data, &["pack", "add", other, "--allow-unsigned"]);
    assert_eq!(allowed.status.code(), Some(0), "{}", said(&allowed));
}

#[test]
fn a_foreign_database_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("proviso.db");
    std::fs::write(&path, b"this is no database, and it is somebody's").unwrap();
    let refused = proviso(folder.path(), &["list"]);
    assert_eq!(refused.status.code(), Some(1), "it is refused");
    assert!(
        said(&refused).contains("not a Proviso data file"),
        "{}",
        said(&refused)
    );
    let kept = std::fs::read(&path).unwrap();
    assert!(kept.starts_with(b"this is no database"), "and not touched");
}

#[test]
fn an_assessment_is_run_again_from_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    assert_eq!(
        proviso(data, &["sample"]).status.code(),
        Some(0),
        "there is something to run again"
    );
    let rows =
        || -> Value { serde_json::from_slice(&proviso(data, &["list", "--json"]).stdout).unwrap() };
    let id = rows()[0]["id"].as_str().unwrap().to_owned();
    let dry = proviso(data, &["rerun", &id, "--pack", "1.2.0", "--dry-run"]);
    assert_eq!(dry.status.code(), Some(0), "{}", said(&dry));
    let told = String::from_utf8_lossy(&dry.stdout).into_owned();
    for part in [
        "Run 2 on 1.1.0 (as of July 14, 2026) to 1.2.0 (as of October 11, 2026)",
        "TO LOOK AT AGAIN",
        "NEW QUESTIONS",
        "NO LONGER ASKED",
        "Nothing was created.",
    ] {
        assert!(told.contains(part), "the plan says {part:?}: {told}");
    }
    let runs = |rows: &Value| rows[0]["runs"].as_array().unwrap().len();
    assert_eq!(runs(&rows()), 2, "a dry run creates nothing");
    let older = proviso(data, &["rerun", &id, "--pack", "1.0.0"]);
    assert_eq!(older.status.code(), Some(1), "an older version is refused");
    assert!(said(&older).contains("1.0.0 is older"), "{}", said(&older));
    let unknown = proviso(data, &["rerun", &id, "--pack", "9.0.0"]);
    assert!(
        said(&unknown).contains("It has 1.0.0, 1.1.0, 1.2.0"),
        "{}",
        said(&unknown)
    );
    assert_eq!(runs(&rows()), 2, "and what is refused creates nothing");
    let made = proviso(data, &["rerun", &id, "--pack", "1.2.0"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    assert!(
        String::from_utf8_lossy(&made.stdout).contains("Run 3 was made: "),
        "it says what it made"
    );
    assert_eq!(runs(&rows()), 3, "the run is there");
}
