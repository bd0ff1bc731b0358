//! Destroying on purpose, from the window's commands and the command line: what is said before, what
//! is done, and what stands in the files of the data folder afterwards.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::{Office, first_item};

/// Stands nowhere else, in one case, without a letter that PDF or JSON would write otherwise.
const WORD: &str = "zq7f3c91ab4ed20583c6b1";

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all
}

fn holding(folder: &Path, word: &str) -> Vec<String> {
    let needle = &word.as_bytes()[4..];
    files(folder)
        .into_iter()
        .filter(|path| {
            let bytes = fs::read(path).unwrap();
            bytes.windows(needle.len()).any(|window| window == needle)
        })
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

/// The bytes of the streams of a PDF, such as the one that a data file holds, as they were before they
/// were compressed: everything that inflates from any place after the word `stream`.
fn inflated(bytes: &[u8]) -> Vec<u8> {
    use std::io::Read as _;
    let mut all = Vec::new();
    for at in 0..bytes.len().saturating_sub(8) {
        if &bytes[at..at + 7] == b"stream\n" || &bytes[at..at + 8] == b"stream\r\n" {
            let from = at + if bytes[at + 6] == b'\n' { 7 } else { 8 };
            let mut stream = Vec::new();
            // What stands behind a stream is no part of it; what inflated until then counts.
            drop(flate2::read::ZlibDecoder::new(&bytes[from..]).read_to_end(&mut stream));
            all.extend(stream);
        }
    }
    all
}

fn signed() -> (Office, String, String, String) {
    let office = Office::picking(Some("out.txt"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    for (field, value) in [
        ("verdict", "partly"),
        ("facts", "The register is kept by Treasury."),
        ("analysis", WORD),
    ] {
        office.call(
            "record_answer",
            json!({"run": run, "item": item, "field": field, "value": value}),
        );
    }
    office.call(
        "sign_run",
        json!({"run": run, "asked": {
            "reviewer": null,
            "signer": {"name": "M. Okafor", "role": "General Counsel"},
            "statement": "To my knowledge.",
        }}),
    );
    let assessment = view["assessment"].as_str().unwrap().to_owned();
    (office, assessment, run, item)
}

fn lines(view: &Value) -> String {
    view["lines"].to_string()
}

#[test]
fn what_is_expunged_is_said_before_and_after_and_the_signed_run_says_what_it_lost() {
    let (office, assessment, run, item) = signed();
    let target = json!({"in": "answer", "item": item, "field": "analysis"});
    let choices = office.call("expunge_choices", json!({"run": run, "item": item}));
    assert!(
        choices
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["target"] == target),
        "the field is among what can be expunged: {choices}"
    );
    let extent = office.call(
        "expunge_extent",
        json!({"assessment": assessment, "target": target}),
    );
    assert!(
        extent["does"].to_string().contains("signed run 1"),
        "{extent}"
    );
    assert_eq!(
        office.refused(
            "expunge",
            json!({"assessment": assessment, "asked":
                {"target": target, "reason": " ", "inSpiteOfHold": ""}}),
        ),
        "noReason",
        "a reason is asked for"
    );
    let done = office.call(
        "expunge",
        json!({"assessment": assessment, "asked":
            {"target": target, "reason": "Another client's", "inSpiteOfHold": ""}}),
    );
    assert!(
        !lines(&done).contains(WORD),
        "the record holds nothing of it"
    );
    assert_eq!(done["finished"], true, "{done}");
    let view = office.call("open_run", json!({"run": run}));
    let answer = &view["answers"][&item];
    assert_eq!(
        answer["facts"], "The register is kept by Treasury.",
        "the rest is there"
    );
    assert_eq!(answer["analysis"], json!(null), "the field is not");
    let told = view["readOnly"].as_str().unwrap();
    assert!(
        told.contains("was expunged after signing") && told.contains("the PDF kept with this run"),
        "the run says so: {told}"
    );
    let sign = office.call("sign_view", json!({"run": run}));
    assert_eq!(
        sign["signed"]["signer"]["name"], "M. Okafor",
        "who signed it stands"
    );
    assert_eq!(
        sign["signed"]["lost"].as_array().unwrap().len(),
        1,
        "{sign}"
    );
    assert_eq!(
        office.refused("save_signed_pdf", json!({"run": run})),
        "notSigned",
        "there is no PDF any more"
    );
    let history = office.call("history", json!({"run": run, "item": item}));
    assert!(
        !history.to_string().contains(WORD),
        "nor does the history show it"
    );
    let written = office.call(
        "save_certificate",
        json!({"entry": done["entry"], "name": "X"}),
    );
    assert_eq!(written["is"], "written", "{written}");
    let folder = office.folder.path().to_owned();
    assert_eq!(holding(&folder, WORD), [""; 0], "no byte is left of it");
    for path in files(&folder) {
        let streams = inflated(&fs::read(&path).unwrap());
        assert!(
            !streams
                .windows(WORD.len())
                .any(|window| window == WORD.as_bytes()),
            "nor in what is compressed: {}",
            path.display()
        );
    }
}

/// Begins a backup beside the work that takes a while, and returns while it is being written.
fn backup_under_way(office: &Office, run: &str, item: &str) {
    let scan = office.folder.path().join("scan.bin");
    fs::write(&scan, vec![7; 24_000_000]).unwrap();
    office.drop_files(vec![scan.clone()]);
    let kept = office.call("take_dropped", json!({"run": run, "item": item}));
    assert_eq!(kept["refused"], json!([]), "a document is kept");
    fs::remove_file(scan).unwrap();
    office.call("backups", json!({}));
    office.pass(70);
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "facts", "value": "An hour later."}),
    );
}

#[test]
fn a_backup_that_is_being_written_holds_nothing_of_what_is_expunged_meanwhile() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let (assessment, item) = (&view["assessment"], first_item(&view, "practice"));
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "analysis", "value": WORD}),
    );
    backup_under_way(&office, &run, &item);
    let target = json!({"in": "answer", "item": item, "field": "analysis"});
    let done = office.call(
        "expunge",
        json!({"assessment": assessment, "asked":
            {"target": target, "reason": "Another client's", "inSpiteOfHold": ""}}),
    );
    assert_eq!(done["finished"], true, "{done}");
    let made = office.call("backups", json!({}));
    assert_eq!(
        made["failure"],
        json!(null),
        "it was written to its end: {made}"
    );
    let folder = office.closed();
    assert_eq!(
        holding(folder.path(), WORD),
        [""; 0],
        "no byte is left of it"
    );
}

#[test]
fn a_hold_is_set_and_released_and_stops_what_it_says() {
    let (office, assessment, _, item) = signed();
    let name = office.call("assessments", json!({}))[0]["name"].clone();
    let rows = office.call(
        "set_hold",
        json!({"assessment": assessment, "set": true, "reason": "Investigation 7"}),
    );
    assert_eq!(
        rows[0]["hold"]["reason"], "Investigation 7",
        "the list says so"
    );
    for (command, given) in [
        (
            "delete_assessment",
            json!({"assessment": assessment, "name": name}),
        ),
        (
            "destroy_assessment",
            json!({"assessment": assessment, "name": name, "reason": "x"}),
        ),
        (
            "expunge",
            json!({"assessment": assessment, "asked": {"reason": "x", "inSpiteOfHold": "",
                "target": {"in": "answer", "item": item, "field": "analysis"}}}),
        ),
    ] {
        assert_eq!(office.refused(command, given), "onHold", "{command}");
    }
    let rows = office.call(
        "set_retain_until",
        json!({"assessment": assessment, "until": "December 31, 2033", "reason": "Policy 12"}),
    );
    assert_eq!(
        rows[0]["retain"]["until"], "December 31, 2033",
        "the day is listed"
    );
    assert_eq!(
        office.refused(
            "set_retain_until",
            json!({"assessment": assessment, "until": "someday", "reason": "x"})
        ),
        "badValue",
        "a day is a day"
    );
    office.call(
        "set_hold",
        json!({"assessment": assessment, "set": false, "reason": "Closed"}),
    );
    let destroyed = office.call(
        "destroy_assessment",
        json!({"assessment": assessment, "name": name, "reason": "Retention ended"}),
    );
    assert_eq!(destroyed["rows"], json!([]), "it has left the list");
    assert!(
        lines(&destroyed["certificate"]).contains(name.as_str().unwrap()),
        "its certificate names it, now and not later"
    );
    let kept = office.call("certificates", json!({}));
    assert!(!kept.to_string().contains(name.as_str().unwrap()), "{kept}");
    assert_eq!(
        holding(office.folder.path(), WORD),
        [""; 0],
        "no byte is left of it"
    );
}

#[test]
fn the_command_line_says_what_it_would_do_and_does_it_with_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| proviso(folder.path(), arguments);
    assert!(run(&["sample"]).status.success());
    let listed: Value = serde_json::from_slice(&run(&["list", "--json"]).stdout).unwrap();
    let (id, name) = (
        listed[0]["id"].as_str().unwrap().to_owned(),
        listed[0]["name"].as_str().unwrap().to_owned(),
    );
    let dry = run(&["destroy", &id]);
    let told = String::from_utf8_lossy(&dry.stdout).into_owned();
    assert!(
        dry.status.success() && told.contains("Nothing was changed"),
        "{told}"
    );
    let wrong = run(&["destroy", &id, "--confirm", "Acme", "--reason", "x"]);
    assert_eq!(
        wrong.status.code(),
        Some(1),
        "the name is asked for: {}",
        said(&wrong)
    );
    let held = run(&["hold", &id, "--reason", "Investigation 7"]);
    assert!(held.status.success(), "{}", said(&held));
    let refused = run(&["destroy", &id, "--confirm", &name, "--reason", "x"]);
    assert!(said(&refused).contains("on hold"), "{}", said(&refused));
    let released = run(&["hold", &id, "--release", "--reason", "Closed"]);
    assert!(released.status.success(), "{}", said(&released));
    let out = folder.path().join("certificate.json");
    let done = run(&[
        "destroy",
        &id,
        "--confirm",
        &name,
        "--reason",
        "Retention ended",
        "--certificate",
        out.to_str().unwrap(),
    ]);
    assert!(done.status.success(), "{}", said(&done));
    let certificate: Value = serde_json::from_slice(&fs::read(&out).unwrap()).unwrap();
    assert_eq!(certificate["name"], name, "the certificate says what");
    assert_eq!(certificate["reason"], "Retention ended", "and why");
    assert_eq!(
        certificate["headsBefore"].as_array().unwrap().len(),
        2,
        "with hashes"
    );
    let listed = run(&["list", "--json"]);
    assert!(
        !String::from_utf8_lossy(&listed.stdout).contains(&id),
        "it is listed no more"
    );
    let verified = run(&["verify"]);
    let told = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(
        verified.status.success() && told.contains("destroyed: assessment"),
        "the record holds, and says what was destroyed: {told} {}",
        said(&verified)
    );
}

#[test]
fn an_item_that_was_never_asked_is_told_from_one_under_which_nothing_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let output = proviso(folder.path(), arguments);
        (output.status.code(), said(&output))
    };
    assert_eq!(run(&["sample"]).0, Some(0));
    let listed = proviso(folder.path(), &["list", "--json"]);
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let id = listed[0]["id"].as_str().unwrap();
    let mistyped: [&[&str]; 3] = [
        &["--field", "advice"],
        &["--evidence", "The register"],
        &["--comment", "Look again."],
    ];
    for what in mistyped {
        let (code, refusal) = run(&[&["expunge", id, "--item", "nope"], what].concat());
        assert_eq!(code, Some(1), "{what:?}");
        assert!(
            refusal.contains("asks or has asked the item “nope”")
                && !refusal.contains("Nothing is recorded"),
            "nobody is told that the text is not here, {what:?}: {refusal}"
        );
    }
    let (code, refusal) = run(&[
        "expunge",
        id,
        "--item",
        "agency-systems-list",
        "--field",
        "measure",
    ]);
    assert_eq!(code, Some(1));
    assert!(
        refusal.contains("Nothing is recorded there"),
        "of an item that is asked, that is what is said: {refusal}"
    );
    for (switch, known) in [
        ("--field", "facts, analysis, "),
        (
            "--action-field",
            "what, owner, note, acceptedBy, acceptedWhy",
        ),
    ] {
        let (code, refusal) = run(&[
            "expunge",
            id,
            "--item",
            "agency-systems-list",
            switch,
            "nope",
        ]);
        assert_eq!(code, Some(2), "a field that there is not is wrong usage");
        assert!(
            refusal.contains("There is no field “nope”") && refusal.contains(known),
            "those that there are are listed: {refusal}"
        );
    }
}

#[test]
fn a_copy_that_has_no_place_for_what_is_expunged_is_not_named_as_holding_it() {
    let office = Office::picking(Some("out.pdf"));
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    for (field, value) in [("facts", "Kept by Treasury."), ("analysis", WORD)] {
        office.call(
            "record_answer",
            json!({"run": run, "item": item, "field": field, "value": value}),
        );
    }
    let assessment = view["assessment"].clone();
    let folder = office.closed();
    for copy in ["executive", "counsel"] {
        let out = folder.path().join(format!("{copy}.pdf"));
        let id = assessment.as_str().unwrap();
        let done = proviso(
            folder.path(),
            &["export", id, "--copy", copy, "--out", out.to_str().unwrap()],
        );
        assert!(done.status.success(), "{}", said(&done));
    }
    let office = Office::at(folder);
    let beyond = |field: &str| {
        let target = json!({"in": "answer", "item": item, "field": field});
        let extent = office.call(
            "expunge_extent",
            json!({"assessment": assessment, "target": target}),
        );
        extent["beyond"].to_string()
    };
    let analysis = beyond("analysis");
    assert!(
        analysis.contains("The file counsel.pdf, exported on ")
            && !analysis.contains("executive.pdf"),
        "the executive copy never held it: {analysis}"
    );
    let facts = beyond("facts");
    assert!(
        facts.contains("counsel.pdf") && facts.contains("executive.pdf"),
        "facts stand in both: {facts}"
    );
    let asked = json!({
        "target": {"in": "answer", "item": item, "field": "analysis"},
        "reason": "Another client’s", "inSpiteOfHold": "",
    });
    let done = office.call("expunge", json!({"assessment": assessment, "asked": asked}));
    let told = lines(&done);
    assert!(
        told.contains("Not reached: the file counsel.pdf") && !told.contains("executive.pdf"),
        "nor does the record of it name that one: {told}"
    );
}

#[test]
fn a_certificate_is_a_pdf_of_one_page_that_can_be_filed() {
    let office = Office::picking(Some("certificate.pdf"));
    office.assessment();
    let row = office.call("assessments", json!({}))[0].clone();
    let done = office.call(
        "destroy_assessment",
        json!({"assessment": row["id"], "name": row["name"], "reason": "Retention ended"}),
    );
    let saved = office.call(
        "save_certificate",
        json!({"entry": done["certificate"]["entry"], "name": row["name"]}),
    );
    assert_eq!(saved["is"], "written", "{saved}");
    let file = office.folder.path().join("certificate.pdf");
    let read = |program: &str, arguments: &[&str]| {
        let output = std::process::Command::new(program)
            .arg(&file)
            .args(arguments)
            .output();
        String::from_utf8_lossy(&output.unwrap().stdout).into_owned()
    };
    let info = read("pdfinfo", &[]);
    let has = |name: &str, value: &str| {
        info.lines()
            .any(|line| line.starts_with(name) && line.ends_with(value))
    };
    assert!(has("Pages:", " 1") && has("Tagged:", " yes"), "{info}");
    let text = read("pdftotext", &["-layout", "-"]);
    for words in [
        "Certificate of destruction",
        "Reason: Retention ended.",
        "M. Okafor",
    ] {
        assert!(text.contains(words), "it says “{words}”: {text}");
    }
    assert_eq!(
        text.matches("Certificate of destruction").count(),
        1,
        "once: {text}"
    );
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(
        words.join(" ").contains(
            "Before it was destroyed, the log of answers ended in the entry with the hash "
        ),
        "a hash says of what it is: {text}"
    );
}
