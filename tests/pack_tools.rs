//! `proviso pack check`, `diff` and `show`: what an author and a reviewer of packs read.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::{proviso, said};

/// A version of the order's pack, as a file.
fn order(version: &str) -> String {
    let file = format!("assets/packs/eo-14409/{version}.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    path.to_str().unwrap().to_owned()
}

/// Runs a pack tool; no data folder is needed.
fn tool(arguments: &[&str]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let output = proviso(&folder.path().join("none"), arguments);
    let told = String::from_utf8(output.stdout.clone()).unwrap();
    (output.status.code(), told, said(&output))
}

/// A folder with version 1.0.0 of the small pack and a 1.1.0 to which `change` was made.
fn versions(change: impl Fn(&mut Value)) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("1.0.0.json"), crate::publisher::ACME).unwrap();
    let mut pack: Value = serde_json::from_slice(&crate::publisher::acme_next()).unwrap();
    change(&mut pack);
    let file = folder.path().join("1.1.0.json");
    std::fs::write(&file, serde_json::to_vec(&pack).unwrap()).unwrap();
    (folder, file)
}

#[test]
fn a_sound_pack_is_checked_against_the_versions_beside_it() {
    let (code, told, _) = tool(&["pack", "check", &order("1.2.0")]);
    assert_eq!(code, Some(0), "{told}");
    assert!(
        told.contains("no problem found, and against 1.0.0 and 1.1.0. SHA-256 "),
        "it says what it was held against: {told}"
    );
    let (code, told, _) = tool(&["pack", "check", &order("1.2.0"), "--json"]);
    let found: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, found), (Some(0), json!([])), "no finding");
}

#[test]
fn every_problem_is_told_at_once_with_place_and_remedy() {
    let (_folder, file) = versions(|pack| {
        pack["items"][0]["provision"] = json!("99");
        pack["items"][1]["evidence"] = json!([]);
        pack["items"][1]["kind"]["practice"]["weight"] = json!(1);
        pack["provisions"][1]["deadline"]["days"] = json!(91);
    });
    let file = file.to_str().unwrap();
    let (code, told, problems) = tool(&["pack", "check", file]);
    assert_eq!(code, Some(1), "a pack with problems does not pass");
    for pointer in [
        "/items/0/provision",
        "/items/1/evidence",
        "/provisions/1/deadline/date",
    ] {
        assert!(
            told.lines().any(|line| line == pointer),
            "{pointer} is named: {told}"
        );
    }
    assert!(
        told.contains("changed more than the declaration says"),
        "the version beside it shows that the weight changed: {told}"
    );
    let (_, listed, _) = tool(&["pack", "check", file, "--json"]);
    let found: Value = serde_json::from_str(&listed).unwrap();
    let found = found.as_array().unwrap();
    assert!(
        problems.ends_with(&format!("{} problems", found.len())),
        "and how many there are: {problems}"
    );
    for finding in found {
        for part in ["pointer", "problem", "mend"] {
            let text = finding[part].as_str().unwrap();
            assert!(!text.is_empty(), "each finding has its {part}: {finding}");
        }
    }
}

#[test]
fn a_memo_tells_what_moved_before_the_words_it_moved() {
    let (code, memo, error) = tool(&["pack", "diff", &order("1.0.0"), &order("1.2.0")]);
    assert_eq!(code, Some(0), "{error}");
    let place = |heading: &str| {
        let found = memo.lines().position(|line| line == heading);
        found.unwrap_or_else(|| panic!("the memo has a part “{heading}”"))
    };
    let parts = [
        "WHAT HAPPENED AND CHANGED A QUESTION",
        "WHAT ELSE HAPPENED",
        "WHERE THE PROVISIONS STAND",
        "FACTS ABOUT THE COMPANY",
        "CHANGED IN SUBSTANCE",
        "SPLIT",
        "NEW",
        "RETIRED",
        "REWORDED, SAME QUESTION",
        "DATES ADDED OR MOVED",
    ];
    assert!(
        parts.map(place).is_sorted(),
        "events come first, dates last: {memo}"
    );
    assert!(
        memo.lines().all(|line| line.chars().count() <= 96),
        "it fits a terminal"
    );
    assert!(
        memo.contains("[-that Treasury is to form?-]{+announced on July 14, 2026?+}"),
        "what left and what came is marked in the words themselves"
    );
    assert!(
        !memo.contains("found, not declared"),
        "1.2.0 itself declares each change since 1.0.0"
    );
    let (_, json, _) = tool(&["pack", "diff", &order("1.0.0"), &order("1.2.0"), "--json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let total = json["items"].as_array().unwrap().len();
    assert!(
        total > 50 && json["same"].as_u64().unwrap() > 100,
        "programs read the same: {total} changed"
    );
}

#[test]
fn what_cannot_be_compared_is_refused_with_the_reason() {
    let (code, _, error) = tool(&["pack", "diff", &order("1.2.0"), &order("1.0.0")]);
    assert_eq!(code, Some(1), "the order of the two matters");
    assert!(error.contains("give the earlier version first"), "{error}");
    let (folder, _) = versions(|_| {});
    let small = folder.path().join("1.0.0.json");
    let (code, _, error) = tool(&["pack", "diff", small.to_str().unwrap(), &order("1.0.0")]);
    assert_eq!(code, Some(1), "two texts have no common redline");
    assert!(error.contains("different packs"), "{error}");
}

#[test]
fn a_question_book_shows_what_a_profile_is_asked() {
    let show = |more: &[&str]| {
        let file = order("1.2.0");
        tool(&[&["pack", "show", file.as_str()], more].concat())
    };
    let (code, bank, error) = show(&["--role", "financial-institution"]);
    assert_eq!(code, Some(0), "{error}");
    assert!(
        bank.starts_with("Question book: Executive Order 14409\n")
            && bank.contains("Law as of October 11, 2026"),
        "it says of which law it is"
    );
    let asked = |book: &str, item: &str| book.contains(&format!("  [{item}] "));
    assert!(asked(&bank, "bank-supervision"), "a bank's question");
    assert!(!asked(&bank, "nydfs-letters-weighed"), "not New York's");
    let (_, new_york, _) = show(&[
        "--role",
        "financial-institution",
        "--trait",
        "nydfs-regulated",
    ]);
    assert!(
        asked(&new_york, "nydfs-letters-weighed"),
        "a fact about the company adds its own"
    );
    assert!(
        bank.lines().any(|line| line == "Beside the order"),
        "what no provision carries stands under its own heading"
    );
    let (code, _, error) = show(&["--role", "bank"]);
    assert_eq!(code, Some(1), "a role that the pack does not know");
    assert!(
        error.contains("“bank”") && error.contains("financial-institution"),
        "it names those that it does: {error}"
    );
}

#[test]
fn a_question_book_is_printed_once_and_not_over_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.pdf");
    let (pack, path) = (order("1.2.0"), file.to_str().unwrap());
    let print = ["pack", "show", &pack, "--role", "adopter", "--pdf", path];
    let (code, told, error) = tool(&print);
    assert_eq!(code, Some(0), "{error}");
    assert!(told.contains(" pages, SHA-256 "), "{told}");
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"), "it is a PDF file");
    let (code, ..) = tool(&print);
    assert_eq!(code, Some(1), "a file that exists is left");
    let (code, ..) = tool(&[&print[..], &["--force"]].concat());
    assert_eq!(code, Some(0), "unless that is asked for");
    assert_eq!(
        std::fs::read(&file).unwrap(),
        bytes,
        "the same book has the same bytes"
    );
}
