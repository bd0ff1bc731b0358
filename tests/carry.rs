//! A whole assessment to one file, and from there into another data folder.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::support::{Office, first_item};

/// An office whose dialogs answer a path anywhere.
fn office_at(path: &Path) -> Office {
    Office::picking(path.to_str())
}

/// An office with some work in it, whose dialogs answer `path`.
fn worked(path: &Path) -> (Office, String) {
    let office = office_at(path);
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    for (field, value) in [
        ("verdict", "partly"),
        ("facts", "Template v3 covers it in part."),
        ("verdict", "inPlace"),
    ] {
        office.call(
            "record_answer",
            json!({"run": run, "item": item, "field": field, "value": value}),
        );
    }
    office.call(
        "save_draft",
        json!({"run": run, "item": item, "field": "analysis", "text": "Section 5(c) le"}),
    );
    let rows = office.call("assessments", json!({}));
    (office, rows[0]["id"].as_str().unwrap().to_owned())
}

#[test]
fn an_assessment_goes_to_another_folder_and_back_byte_for_byte() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.proviso");
    let (office, id) = worked(&file);
    let written = office.call(
        "export_assessment",
        json!({"assessment": id, "passphrase": null}),
    );
    assert_eq!(written["is"], "written", "{written}");
    assert_eq!(written["isSealed"], false, "it says that it is not sealed");
    let bytes = std::fs::read(&file).unwrap();
    let other = office_at(&file);
    let chosen = other.call("choose_assessment_file", json!({}));
    let arrival = &chosen["arrival"];
    assert_eq!(arrival["standing"], "new", "{chosen}");
    assert_eq!(
        arrival["name"], "Example Robotics / AI program",
        "whose it is"
    );
    assert_eq!(arrival["runs"][0]["answered"], 1, "and how far it has come");
    assert_eq!(
        other.call("assessments", json!({})),
        json!([]),
        "looking keeps nothing"
    );
    other.call("import_assessment", json!({"allowUnsigned": false}));
    assert_eq!(
        other.call("assessments", json!({}))[0]["runs"],
        office.call("assessments", json!({}))[0]["runs"],
        "it is listed as it was"
    );
    other.call(
        "export_assessment",
        json!({"assessment": id, "passphrase": null}),
    );
    assert!(
        std::fs::read(&file).unwrap() == bytes,
        "and written again, it is the same file"
    );
    let again = other.call("choose_assessment_file", json!({}));
    assert_eq!(again["arrival"]["standing"], "same", "it is here already");
    assert_eq!(
        other.refused("import_assessment", json!({"allowUnsigned": false})),
        "hereAlready",
        "and is not brought in twice"
    );
    let other = other.reopened();
    let run = &other.call("assessments", json!({}))[0]["runs"][0]["id"];
    let view = other.call("open_run", json!({"run": run}));
    assert_eq!(
        view["drafts"][0]["text"], "Section 5(c) le",
        "not a word is lost, half-typed or not"
    );
}

#[test]
fn a_sealed_file_opens_with_its_passphrase_alone() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.proviso");
    let (office, id) = worked(&file);
    assert_eq!(
        office.refused(
            "export_assessment",
            json!({"assessment": id, "passphrase": "short"})
        ),
        "passphraseTooShort",
        "a seal is worth its passphrase"
    );
    assert!(!file.exists(), "and nothing was written");
    let passphrase = "seven grey herons";
    office.call(
        "export_assessment",
        json!({"assessment": id, "passphrase": passphrase}),
    );
    let bytes = std::fs::read(&file).unwrap();
    for word in ["Example Robotics", "Template v3", "Okafor", "inPlace"] {
        let found = bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes());
        assert!(!found, "{word} is not to be read in it");
    }
    let other = office_at(&file);
    let chosen = other.call("choose_assessment_file", json!({}));
    assert_eq!(chosen["is"], "sealed", "it says that it is sealed");
    assert_eq!(
        other.refused(
            "unseal_assessment_file",
            json!({"passphrase": "seven gray herons"})
        ),
        "wrongPassphrase",
        "another one does not open it"
    );
    let arrival = other.call("unseal_assessment_file", json!({"passphrase": passphrase}));
    assert_eq!(arrival["isSealed"], true, "and typed again it opens");
    other.call("import_assessment", json!({"allowUnsigned": false}));
    assert_eq!(
        other.call("assessments", json!({}))[0]["id"],
        json!(id),
        "it is here"
    );
}

#[test]
fn what_is_no_assessment_is_refused_in_words() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.proviso");
    let (office, id) = worked(&file);
    office.call(
        "export_assessment",
        json!({"assessment": id, "passphrase": null}),
    );
    let whole = std::fs::read(&file).unwrap();
    let other = office_at(&file);
    let mut flipped = whole.clone();
    let at = flipped.len() / 2;
    flipped[at] ^= 1;
    for (bytes, what) in [
        (b"%PDF-1.7".to_vec(), "another file"),
        (whole[..whole.len() - 40].to_vec(), "one that was cut off"),
        (flipped, "one with a flipped bit"),
        (Vec::new(), "an empty one"),
    ] {
        std::fs::write(&file, bytes).unwrap();
        assert_eq!(
            other.refused("choose_assessment_file", json!({})),
            "notAnAssessment",
            "{what}"
        );
    }
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    assert_eq!(
        other.refused("choose_assessment_file", json!({})),
        "cannotRead",
        "a folder is no file"
    );
    assert_eq!(
        other.refused("import_assessment", json!({"allowUnsigned": false})),
        "noCandidate",
        "and nothing is at hand"
    );
}

fn proviso(data: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_proviso"))
        .arg("--data")
        .arg(data)
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

#[test]
fn the_command_line_brings_in_and_says_what_came() {
    let place = tempfile::tempdir().unwrap();
    let (plain, sealed) = (
        place.path().join("a.proviso"),
        place.path().join("sealed.proviso"),
    );
    let (office, id) = worked(&plain);
    office.call(
        "export_assessment",
        json!({"assessment": id, "passphrase": null}),
    );
    let bytes = std::fs::read(&plain).unwrap();
    office.call(
        "export_assessment",
        json!({"assessment": id, "passphrase": "seven grey herons"}),
    );
    std::fs::rename(&plain, &sealed).unwrap();
    std::fs::write(&plain, &bytes).unwrap();
    let words = place.path().join("words");
    std::fs::write(&words, "seven grey herons\n").unwrap();
    let data = place.path().join("data");
    let looked = proviso(&data, &["import", plain.to_str().unwrap(), "--dry-run"]);
    assert_eq!(looked.status.code(), Some(0), "{}", said(&looked));
    let told = String::from_utf8(looked.stdout).unwrap();
    for part in [
        "Would be brought in: Example Robotics / AI program.",
        "Run 1 is open",
        "1 answered",
        "Nothing was written.",
    ] {
        assert!(told.contains(part), "it would bring {part:?}: {told}");
    }
    let torn = place.path().join("torn.proviso");
    std::fs::write(&torn, &bytes[..bytes.len() / 2]).unwrap();
    let refused = proviso(&data, &["import", torn.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1), "half a file is none");
    assert!(
        said(&refused).contains("Ask whoever sent it for the file again"),
        "and it says what to do: {}",
        said(&refused)
    );
    let brought = proviso(
        &data,
        &[
            "import",
            sealed.to_str().unwrap(),
            "--seal-passphrase-file",
            words.to_str().unwrap(),
        ],
    );
    assert_eq!(brought.status.code(), Some(0), "{}", said(&brought));
    let told = String::from_utf8(brought.stdout).unwrap();
    for part in [
        "Brought in: Example Robotics / AI program.",
        "Run 1 is open",
        "1 answered",
        "held against its hash",
    ] {
        assert!(told.contains(part), "it says {part:?}: {told}");
    }
    let again = proviso(&data, &["import", plain.to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    assert!(
        String::from_utf8_lossy(&again.stdout).contains("holds the same assessment"),
        "the same file, unsealed, is the same assessment"
    );
    let verified = proviso(&data, &["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
    let listed = proviso(&data, &["list", "--json"]);
    let rows: Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(rows[0]["id"], json!(id), "and it is listed once");
    assert_eq!(rows.as_array().unwrap().len(), 1, "and it is listed once");
    let out = place.path().join("again.proviso");
    let export = |more: &[&str]| {
        let arguments = ["export", &id, "--format", "proviso", "--out"];
        proviso(
            &data,
            &[&arguments[..], &[out.to_str().unwrap()], more].concat(),
        )
    };
    let exported = export(&[]);
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported));
    assert!(
        said(&exported).contains("is not sealed"),
        "a file that anybody can read is said to be one: {}",
        said(&exported)
    );
    assert!(
        std::fs::read(&out).unwrap() == bytes,
        "what came out of the first folder comes out of this one"
    );
    let verified = proviso(&data, &["verify", out.to_str().unwrap()]);
    let told = String::from_utf8_lossy(&verified.stdout);
    assert!(
        told.contains("as the assessment stands now"),
        "the file is on record: {told} {}",
        said(&verified)
    );
    let kept = export(&["--seal-passphrase-file", words.to_str().unwrap()]);
    assert_eq!(kept.status.code(), Some(1), "an existing file stays");
    let sealed_again = export(&["--force", "--seal-passphrase-file", words.to_str().unwrap()]);
    assert!(
        String::from_utf8_lossy(&sealed_again.stdout).contains("sealed"),
        "{}",
        said(&sealed_again)
    );
    assert!(
        !said(&sealed_again).contains("not sealed"),
        "and nothing is said where it is"
    );
    let both = export(&["--copy", "board"]);
    assert_eq!(
        both.status.code(),
        Some(2),
        "a whole assessment has no copies"
    );
    std::fs::write(&words, "seven gray herons\n").unwrap();
    let wrong = proviso(
        &place.path().join("third"),
        &[
            "import",
            sealed.to_str().unwrap(),
            "--seal-passphrase-file",
            words.to_str().unwrap(),
        ],
    );
    assert_eq!(wrong.status.code(), Some(1), "another passphrase");
    assert!(
        said(&wrong).contains("does not open with this passphrase"),
        "{}",
        said(&wrong)
    );
}
