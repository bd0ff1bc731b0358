//! The command line: the same program without a window.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn proviso(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_proviso"))
        .arg("--data")
        .arg(data)
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
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
    let again = proviso(folder.path(), &["sample"]);
    assert!(
        String::from_utf8_lossy(&again.stdout).contains("already"),
        "a second sample adds nothing"
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
