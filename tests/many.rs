//! Many fictional assessments, written from a seed: as many as asked for, the same each time, and in
//! every list.

use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::Office;

fn many(office: Office, count: &str, seed: &str) -> (Office, String) {
    let folder = office.closed();
    let done = proviso(
        folder.path(),
        &["sample", "--many", "--count", count, "--seed", seed],
    );
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let told = String::from_utf8(done.stdout).unwrap();
    (Office::at(folder), told)
}

/// The portfolio without identifiers, which are random, and without what others say of a row: how many
/// units stand beside it.
fn rows(office: &Office) -> Vec<Value> {
    let view = office.call("portfolio", json!({}));
    let mut rows = view["rows"].as_array().unwrap().clone();
    for row in &mut rows {
        let fields = row.as_object_mut().unwrap();
        fields.remove("assessment");
        fields.remove("run");
        fields.remove("alike");
    }
    rows.sort_by_key(|row| row["matter"].as_str().unwrap().to_owned());
    rows
}

#[test]
fn as_many_are_written_as_are_asked_for_and_the_rest_where_it_was_stopped() {
    let (office, told) = many(Office::new(), "4", "7");
    assert!(told.starts_with("4 fictional"), "{told}");
    let first = rows(&office);
    let (office, told) = many(office, "9", "7");
    assert!(told.starts_with("5 fictional"), "the rest is added: {told}");
    let all = rows(&office);
    assert_eq!(all.len(), 9, "each is in the portfolio");
    assert_eq!(all[..4], first, "what was there is untouched");
    let (office, told) = many(office, "9", "7");
    assert!(told.contains("nothing was added"), "{told}");
    let (other, _) = many(Office::new(), "9", "7");
    assert_eq!(rows(&other), all, "the same seed says the same");
    let (other, _) = many(Office::new(), "9", "8");
    assert_ne!(rows(&other), all, "and another one says something else");
    let listed = office.call("assessments", json!({}));
    for row in listed.as_array().unwrap() {
        let run = &row["runs"][0]["id"];
        let view = office.call("open_run", json!({"run": run}));
        let answers = view["answers"].as_object().unwrap();
        assert_eq!(answers.len(), 120, "each run has its answers");
    }
    let folder = office.closed();
    let verified = proviso(folder.path(), &["verify"]);
    assert_eq!(
        verified.status.code(),
        Some(0),
        "and every chain holds: {}",
        said(&verified)
    );
}
