//! Files that leave while the program ends: at each step between writing them and recording them, what is
//! in their folder and what is on record agree once the data folder is opened again.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use minisign::KeyPair;
use proviso_app::clock::SystemClock;
use proviso_app::detach::{beside, sign};
use proviso_app::export::{Stage, write_both_on_record, write_on_record};
use proviso_app::forms;
use proviso_app::session::{Session, SessionError, Sheet};
use proviso_app::wire::{RequestInput, RespondentView};
use proviso_core::request::Form;
use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::{Office, first_item};

/// Names the data folder to the half of a test that is ended, and the stage after which.
const ENDED_IN: &str = "PROVISO_TEST_ENDED_IN";

/// Ends this process at once, as the system does.
fn end_at_once() -> ! {
    let me = std::process::id().to_string();
    let kill = Command::new("kill").args(["-KILL", &me]).status();
    panic!("this process goes on: {kill:?}");
}

/// The data folder of this process and the stage at which it ends, where it is the half that does.
fn half() -> Option<(PathBuf, Stage)> {
    let said = std::env::var(ENDED_IN).ok()?;
    let (stage, folder) = said.split_once(' ').unwrap();
    let stage = match stage {
        "whole" => Stage::Whole,
        _ => Stage::Named,
    };
    Some((PathBuf::from(folder), stage))
}

/// Runs a test of this binary as the half that ends, and waits for that.
fn end_in(folder: &Path, stage: &str, test: &str) {
    let half = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--test-threads=1"])
        .env(ENDED_IN, format!("{stage} {}", folder.display()))
        .output()
        .unwrap();
    assert_eq!(
        half.status.signal(),
        Some(9),
        "it ended in the middle: {}{}",
        String::from_utf8_lossy(&half.stdout),
        String::from_utf8_lossy(&half.stderr)
    );
}

/// A stage is on record before the program ends after it, but for the last: then it ends before.
fn until(
    at: Stage,
    session: &mut Session,
    departing: &proviso_store::Departing,
    stage: Stage,
) -> Result<(), SessionError> {
    if stage == Stage::Named {
        end_at_once();
    }
    session.on_record(stage, departing)?;
    if stage == at {
        end_at_once();
    }
    Ok(())
}

fn out(folder: &Path) -> PathBuf {
    folder.join("out").join("out.pdf")
}

/// What lies in the folder that files go to.
fn lying(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("out")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// A signed run, with a file of another day where its PDF will go.
fn signed() -> (tempfile::TempDir, String) {
    let office = Office::new();
    let run = office.assessment();
    let asked = json!({
        "reviewer": null,
        "signer": {"name": "M. Okafor", "role": "General Counsel"},
        "statement": "To my knowledge, on the bases stated.",
    });
    office.call("sign_run", json!({"run": run, "asked": asked}));
    let folder = office.closed();
    fs::create_dir(folder.path().join("out")).unwrap();
    fs::write(out(folder.path()), "of another day").unwrap();
    fs::write(folder.path().join("run"), &run).unwrap();
    (folder, run)
}

/// Writes the kept PDF of the signed run with a signature beside it.
fn sign_until(folder: &Path, at: Stage) {
    let mut session = Session::open(folder, Box::new(SystemClock)).unwrap();
    let run = fs::read_to_string(folder.join("run")).unwrap();
    let key = KeyPair::generate_unencrypted_keypair().unwrap();
    let key = key.sk.to_box(None).unwrap().to_string();
    let (_, bytes) = session.signed_pdf(&run).unwrap();
    let detached = sign(("a.key", key.as_bytes()), "", &bytes, "of a test").unwrap();
    let path = out(folder);
    let departing = session.signature_departing(&run, &path, &bytes, &detached);
    let departing = departing.unwrap();
    write_both_on_record(
        (&path, &bytes),
        (&beside(&path), detached.text.as_bytes()),
        |stage| until(at, &mut session, &departing, stage),
    )
    .unwrap();
}

/// What is said of signatures, copies and the folder after it is opened again.
fn opened(folder: tempfile::TempDir, run: &str) -> (Office, Value, Value, String) {
    let office = Office::at(folder);
    let view = office.call("sign_view", json!({"run": run}));
    let signatures = view["signed"]["signatures"].clone();
    let exports = office.call("exports", json!({"run": run}));
    let start = office.call("start", json!({}));
    let warning = start["folderWarning"].as_str().unwrap_or_default();
    let warning = warning.to_owned();
    (office, signatures, exports, warning)
}

#[test]
fn a_signature_that_has_its_name_when_the_program_ends_is_on_record() {
    if let Some((folder, at)) = half() {
        return sign_until(&folder, at);
    }
    let (folder, run) = signed();
    end_in(
        folder.path(),
        "named",
        "departing::a_signature_that_has_its_name_when_the_program_ends_is_on_record",
    );
    let (office, signatures, exports, warning) = opened(folder, &run);
    assert_eq!(
        signatures[0]["file"], "out.pdf",
        "the signature is on record: {signatures}"
    );
    assert_eq!(exports[0]["file"], "out.pdf", "so is the copy: {exports}");
    assert!(
        warning.contains("out.pdf and the signature beside it were on record"),
        "and it is said: {warning}"
    );
    let folder = office.closed();
    assert_eq!(
        lying(folder.path()),
        ["out.pdf", "out.pdf.minisig"],
        "what it replaced and what it was written as are gone"
    );
    let told = proviso(
        folder.path(),
        &["verify", out(folder.path()).to_str().unwrap()],
    );
    let lines = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(
        lines.contains("the signature fits the file") && lines.contains("Counsel’s file"),
        "the file and its signature are known: {lines}{}",
        said(&told)
    );
    let (_office, signatures, exports, warning) = opened(folder, &run);
    assert_eq!(
        (
            signatures.as_array().map(Vec::len),
            exports.as_array().map(Vec::len)
        ),
        (Some(1), Some(1)),
        "each once, however often the folder is opened"
    );
    assert_eq!(warning, "", "and said once");
}

#[test]
fn a_signature_without_its_name_when_the_program_ends_never_left() {
    if let Some((folder, at)) = half() {
        return sign_until(&folder, at);
    }
    const TEST: &str = "departing::a_signature_without_its_name_when_the_program_ends_never_left";
    let (folder, run) = signed();
    end_in(folder.path(), "whole", TEST);
    assert_eq!(
        lying(folder.path()).len(),
        3,
        "both are whole, without a name"
    );
    let (office, signatures, exports, warning) = opened(folder, &run);
    assert_eq!(
        (signatures, exports),
        (json!([]), json!([])),
        "nothing is on record"
    );
    assert_eq!(warning, "", "and there is nothing to say");
    let folder = office.closed();
    assert_eq!(lying(folder.path()), ["out.pdf"], "nothing lies about");
    let before = fs::read_to_string(out(folder.path())).unwrap();
    assert_eq!(
        before, "of another day",
        "and what stood there stands there"
    );

    // The PDF has its name already, and its signature not yet.
    end_in(folder.path(), "whole", TEST);
    let lies = lying(folder.path());
    let pdf = lies
        .iter()
        .find(|name| name.starts_with("out.pdf.") && !name.contains("minisig"));
    let pdf = folder.path().join("out").join(pdf.unwrap());
    fs::rename(pdf, out(folder.path())).unwrap();
    let (office, signatures, exports, _) = opened(folder, &run);
    assert_eq!(signatures[0]["file"], "out.pdf", "both are on record");
    assert_eq!(exports.as_array().map(Vec::len), Some(1), "as one copy");
    let folder = office.closed();
    assert_eq!(
        lying(folder.path()),
        ["out.pdf", "out.pdf.minisig"],
        "and the signature has its name"
    );
}

#[test]
fn a_signature_on_a_drive_that_was_taken_out_is_on_record_once_it_is_back() {
    if let Some((folder, at)) = half() {
        return sign_until(&folder, at);
    }
    let (folder, run) = signed();
    end_in(
        folder.path(),
        "named",
        "departing::a_signature_on_a_drive_that_was_taken_out_is_on_record_once_it_is_back",
    );
    let (place, away) = (folder.path().join("out"), folder.path().join("away"));
    fs::rename(&place, &away).unwrap();
    let (office, signatures, _, _) = opened(folder, &run);
    assert_eq!(signatures, json!([]), "nobody knows what became of it");
    let folder = office.closed();
    fs::rename(&away, &place).unwrap();
    // The signature was lost there.
    fs::remove_file(beside(&out(folder.path()))).unwrap();
    let (_office, signatures, exports, warning) = opened(folder, &run);
    assert_eq!(exports[0]["file"], "out.pdf", "the copy is on record");
    assert_eq!(
        signatures,
        json!([]),
        "a signature that is not there is not"
    );
    assert!(
        warning.contains("before out.pdf was on record"),
        "nor is it said to be: {warning}"
    );
}

#[test]
fn a_request_that_has_its_name_when_the_program_ends_is_on_record_with_what_it_asks() {
    let input = |items: Vec<String>| RequestInput {
        items,
        to: RespondentView {
            name: String::from("Kim Lee"),
            role: String::from("Head of Engineering"),
        },
        due: String::new(),
        cover: String::new(),
        notice: String::from("Privileged and confidential."),
    };
    if let Some((folder, at)) = half() {
        let mut session = Session::open(&folder, Box::new(SystemClock)).unwrap();
        let run = fs::read_to_string(folder.join("run")).unwrap();
        let items = fs::read_to_string(folder.join("item")).unwrap();
        let asked = session.put_together(&run, &input(vec![items])).unwrap();
        let bytes = forms::write(&asked, Form::Word, Sheet::Letter).unwrap();
        let path = out(&folder);
        let departing = session.request_departing(&asked, Form::Word, (&path, &bytes));
        let departing = departing.unwrap();
        write_on_record(
            &path,
            &bytes,
            true,
            |_| Ok(()),
            |stage| until(at, &mut session, &departing, stage),
        )
        .unwrap();
        return;
    }
    let office = Office::new();
    let run = office.assessment();
    let item = first_item(&office.call("open_run", json!({"run": run})), "practice");
    let folder = office.closed();
    fs::write(folder.path().join("item"), &item).unwrap();
    fs::write(folder.path().join("run"), &run).unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    end_in(
        folder.path(),
        "named",
        "departing::a_request_that_has_its_name_when_the_program_ends_is_on_record_with_what_it_asks",
    );
    let (office, _, exports, _) = opened(folder, &run);
    let requests = office.call("requests", json!({"run": run}));
    assert!(
        requests.to_string().contains("Kim Lee"),
        "a reply to it can be received: {requests}"
    );
    assert_eq!(
        exports[0]["file"], "out.pdf",
        "and its file is a copy: {exports}"
    );
}
