//! Every format from the command line: written, the same twice, known again, and no more than its copy holds.

use serde_json::Value;

use crate::cli::{proviso, said};

/// Format, copy, table, and the bytes that such a file begins with.
const FILES: [(&str, &str, &str, &[u8]); 12] = [
    ("docx", "executive", "", b"PK\x03\x04"),
    ("docx", "counsel", "", b"PK\x03\x04"),
    ("xlsx", "executive", "", b"PK\x03\x04"),
    (
        "csv",
        "executive",
        "actions",
        "\u{feff}Priority,".as_bytes(),
    ),
    (
        "csv",
        "executive",
        "answers",
        "\u{feff}Provision,".as_bytes(),
    ),
    ("csv", "counsel", "answers", "\u{feff}Item id,".as_bytes()),
    ("json", "board", "", b"{"),
    ("json", "executive", "", b"{"),
    ("json", "counsel", "", b"{"),
    ("oscal", "executive", "", b"{"),
    ("oscal", "counsel", "", b"{"),
    ("oscal-poam", "executive", "", b"{"),
];

#[test]
fn every_format_is_written_the_same_twice_and_known_again() {
    let folder = tempfile::tempdir().unwrap();
    let sample = proviso(folder.path(), &["sample"]);
    assert_eq!(sample.status.code(), Some(0), "{}", said(&sample));
    let listed = proviso(folder.path(), &["list", "--json"]);
    let rows: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let id = rows[0]["id"].as_str().unwrap();
    for (format, copy, table, begins) in FILES {
        let write = |turn: &str| {
            let out = folder
                .path()
                .join(format!("{format}-{copy}-{table}-{turn}"));
            let mut arguments = vec![
                "export",
                id,
                "--run",
                "1",
                "--copy",
                copy,
                "--format",
                format,
                "--on",
                "2026-06-22",
                "--legend",
                "Confidential",
                "--out",
            ];
            arguments.push(out.to_str().unwrap());
            if !table.is_empty() {
                arguments.extend(["--table", table]);
            }
            let done = proviso(folder.path(), &arguments);
            assert_eq!(
                done.status.code(),
                Some(0),
                "{format} of {copy}: {}",
                said(&done)
            );
            out
        };
        let (one, other) = (write("one"), write("other"));
        let bytes = std::fs::read(&one).unwrap();
        assert!(
            bytes.starts_with(begins),
            "{format} of {copy} is such a file"
        );
        assert!(
            bytes == std::fs::read(&other).unwrap(),
            "{format} of {copy} depends on state and options alone"
        );
        if begins == b"{" {
            let file: Value = serde_json::from_slice(&bytes).unwrap();
            let text = file.to_string();
            assert!(
                text.contains("Confidential"),
                "{format} of {copy} carries the legend"
            );
            assert_eq!(
                text.contains("Counsel’s analysis"),
                copy == "counsel",
                "counsel’s analysis is in counsel’s file alone: {format} of {copy}"
            );
        }
        let known = proviso(folder.path(), &["verify", one.to_str().unwrap()]);
        assert_eq!(
            known.status.code(),
            Some(0),
            "the log knows {format} of {copy}: {}",
            said(&known)
        );
    }
}
