//! Copies from the command line: each of them, their defaults, and what is refused.

use std::process::Output;

use serde_json::Value;

use crate::cli::{proviso, said};

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A folder with the worked example in it, and the id of its first assessment.
fn example() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let sample = proviso(folder.path(), &["sample"]);
    assert_eq!(sample.status.code(), Some(0), "{}", said(&sample));
    let listed = proviso(folder.path(), &["list", "--json"]);
    let rows: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let id = rows[0]["id"].as_str().unwrap().to_owned();
    (folder, id)
}

fn pages(bytes: &[u8]) -> usize {
    proviso_report::count_pages(bytes).unwrap()
}

#[test]
fn every_copy_is_written_and_known_again() {
    let (folder, id) = example();
    let decision = {
        let refused = proviso(
            folder.path(),
            &[
                "export",
                &id,
                "--copy",
                "decision:nothing",
                "--out",
                "x.pdf",
            ],
        );
        assert_eq!(refused.status.code(), Some(1), "there is no such decision");
        let text = said(&refused);
        let (_, list) = text.split_once("Choose among ").unwrap_or_default();
        let first = list.split(',').next().unwrap_or_default().trim();
        assert!(!first.is_empty(), "the refusal names the decisions: {text}");
        format!("decision:{first}")
    };
    let copies: [(&str, &str, std::ops::RangeInclusive<usize>); 6] = [
        ("board", "Board page", 1..=1),
        ("executive", "Executive copy", 3..=60),
        ("counsel", "Counsel’s file", 10..=200),
        (&decision, "Decision record", 1..=2),
        ("strategy", "Engagement strategy", 1..=1),
        ("minutes", "Minute insert", 1..=1),
    ];
    for (copy, name, most) in copies {
        for paper in ["letter", "a4"] {
            let file = folder.path().join(format!("{}-{paper}.pdf", &copy[..5]));
            let file = file.to_str().unwrap();
            let arguments = [
                "export",
                &id,
                "--run",
                "1",
                "--copy",
                copy,
                "--paper",
                paper,
                "--on",
                "2026-06-22",
                "--legend",
                "Confidential",
                "--number",
                "3/5",
                "--out",
                file,
            ];
            let written = proviso(folder.path(), &arguments);
            assert_eq!(written.status.code(), Some(0), "{copy}: {}", said(&written));
            let bytes = std::fs::read(file).unwrap();
            assert!(
                most.contains(&pages(&bytes)),
                "{copy} has {} pages",
                pages(&bytes)
            );
            let verified = proviso(folder.path(), &["verify", file]);
            let lines = told(&verified);
            assert!(
                lines.starts_with(name) && lines.contains("Copy 3 of 5."),
                "{copy} is told by name and number: {lines}"
            );
        }
    }
}

#[test]
fn without_a_copy_it_is_the_executive_copy_as_a_pdf() {
    let (folder, id) = example();
    let export = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        let arguments = [
            "export",
            &id,
            "--on",
            "2026-06-22",
            "--out",
            out.to_str().unwrap(),
        ];
        let done = proviso(folder.path(), &[arguments.as_slice(), more].concat());
        assert_eq!(done.status.code(), Some(0), "{}", said(&done));
        std::fs::read(out).unwrap()
    };
    let plain = export("plain", &[]);
    let spelled = export(
        "spelled",
        &[
            "--copy",
            "executive",
            "--format",
            "pdf",
            "--paper",
            "letter",
        ],
    );
    assert!(
        plain == spelled,
        "the defaults are those that are documented"
    );
    assert!(
        plain != export("a4", &["--paper", "a4"]),
        "another paper is another file"
    );
}

#[test]
fn what_cannot_be_is_refused_in_one_sentence_and_writes_nothing() {
    let (folder, id) = example();
    let out = folder.path().join("no.file");
    let cases: [(&[&str], i32, &str); 8] = [
        (
            &["--copy", "changes", "--run", "1"],
            1,
            "follows no other run",
        ),
        (&["--run", "99"], 1, "has no run 99"),
        (&["--copy", "everything"], 2, "executive"),
        (&["--number", "6/5"], 1, "no copy number"),
        (&["--table", "answers"], 1, "for CSV alone"),
        (
            &["--format", "docx", "--copy", "board"],
            1,
            "is not available as Word",
        ),
        (
            &["--format", "proviso", "--run", "1"],
            2,
            "leave --copy and --run out",
        ),
        (
            &["--format", "proviso", "--copy", "counsel"],
            2,
            "leave --copy and --run out",
        ),
    ];
    for (more, status, expected) in cases {
        let arguments = ["export", &id, "--out", out.to_str().unwrap()];
        let refused = proviso(folder.path(), &[arguments.as_slice(), more].concat());
        let text = said(&refused);
        assert_eq!(refused.status.code(), Some(status), "{more:?}: {text}");
        assert!(text.contains(expected), "{more:?} says {text}");
        assert!(!out.exists(), "{more:?} writes nothing");
    }
}

#[test]
fn what_is_no_longer_asked_is_printed_in_counsels_file_and_nowhere_else() {
    let (folder, id) = example();
    let export = |copy: &str, format: &str, more: &[&str]| {
        let out = folder.path().join(format!("{copy}.{format}"));
        let arguments = [
            "export",
            &id,
            "--copy",
            copy,
            "--format",
            format,
            "--on",
            "2026-07-20",
            "--force",
            "--out",
            out.to_str().unwrap(),
        ];
        let done = proviso(folder.path(), &[arguments.as_slice(), more].concat());
        assert_eq!(done.status.code(), Some(0), "{}", said(&done));
        std::fs::read(out).unwrap()
    };
    let read = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
    let found = |value: &Value| {
        let text = value.to_string();
        text.contains("gsa-draft-clause")
    };
    // Run 2 asks from 1.1.0, which retired a question that run 1 had answered.
    let file = read(&export("counsel", "json", &[]));
    let retired = find(&file, "retired").as_array().unwrap().clone();
    let kept = retired
        .iter()
        .find(|kept| kept["entry"]["id"] == "gsa-draft-clause");
    let kept = kept.expect("the retired question is in the file");
    assert_eq!(kept["run"], "Run 1 on 1.0.0, law as of June 2, 2026");
    let because = kept["because"].as_str().unwrap();
    assert!(
        because.starts_with("1.1.0 no longer asks this"),
        "{because}"
    );
    assert!(
        kept["reasons"][0].as_str().unwrap().starts_with("1.1.0: "),
        "with the pack's own sentence: {}",
        kept["reasons"]
    );
    let entry = &kept["entry"];
    assert_eq!(entry["answer"], "Not applicable", "with its answer");
    assert!(
        !entry["recorded"].as_array().unwrap().is_empty()
            && !entry["question"].as_str().unwrap().is_empty(),
        "its question and everything recorded"
    );
    let history = entry["history"].as_array().unwrap();
    assert!(
        history.iter().any(|past| past["author"] == "M. Okafor"),
        "and its history: {history:?}"
    );
    assert!(
        find(
            &read(&export("counsel", "json", &["--run", "1"])),
            "retired"
        )
        .as_array()
        .unwrap()
        .is_empty(),
        "the first run has nothing behind it"
    );
    for copy in ["board", "executive"] {
        assert!(
            !found(&read(&export(copy, "json", &[]))),
            "the {copy} copy says nothing of it"
        );
    }
}

/// The first field of this name, however deep it stands.
fn find<'a>(value: &'a Value, name: &str) -> &'a Value {
    fn within<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
        match value {
            Value::Object(fields) => fields
                .get(name)
                .or_else(|| fields.values().find_map(|value| within(value, name))),
            Value::Array(list) => list.iter().find_map(|value| within(value, name)),
            _ => None,
        }
    }
    within(value, name).unwrap_or_else(|| panic!("there is no {name}"))
}
