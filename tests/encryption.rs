//! Encryption of the data folder and the lock of the window: through the commands and on the command
//! line, with a search of the whole folder for what must not be readable.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::{Office, first_item};

const PASSPHRASE: &str = "correct horse battery";
const OTHER: &str = "seven grey herons";

/// A word that stands in everything that is given to the program.
const CANARY: &str = "Zeisigkanarienvogel";

/// Encrypts the data folder as the window does, and returns the groups of the recovery code.
fn encrypt(office: &Office) -> Vec<String> {
    let groups = office.call("draw_recovery_code", json!({}));
    let groups: Vec<String> = serde_json::from_value(groups).unwrap();
    let view = office.call(
        "encrypt",
        json!({"passphrase": PASSPHRASE, "lastGroup": groups.last().unwrap().to_lowercase()}),
    );
    assert_eq!(view["isEncrypted"], json!(true), "it says so: {view}");
    groups
}

fn unlock(office: &Office) {
    office.call("unlock", json!({"passphrase": PASSPHRASE, "code": null}));
}

/// Names the files anywhere in a folder in which the canary can be read, or whose name has it.
fn readable(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(dir) else {
        return found;
    };
    let utf16: Vec<u8> = CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(readable(&path));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let holds = |what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
        let named = path.to_string_lossy().contains(CANARY);
        if named || holds(CANARY.as_bytes()) || holds(&utf16) {
            found.push(path);
        }
    }
    found
}

/// Gives the canary to everything that takes words; returns the run and the item.
fn write_canary(office: &Office, copy: &Path) -> (String, String) {
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let at = |more: Value| {
        let mut given = json!({"run": run, "item": item});
        let fields = more.as_object().unwrap().clone();
        given.as_object_mut().unwrap().extend(fields);
        given
    };
    for (field, value) in [
        ("verdict", "notInPlace"),
        ("facts", CANARY),
        ("analysis", CANARY),
        ("owner", CANARY),
    ] {
        office.call("record_answer", at(json!({"field": field, "value": value})));
    }
    office.call("save_draft", at(json!({"field": "todo", "text": CANARY})));
    office.call(
        "record_action",
        at(json!({"field": "note", "value": CANARY})),
    );
    std::fs::write(copy, format!("{CANARY} in a document\n")).unwrap();
    office.drop_files(vec![copy.to_owned()]);
    office.call(
        "save_settings",
        json!({"settings": {"author": CANARY, "words": [CANARY]}}),
    );
    (run, item)
}

#[test]
fn a_locked_window_answers_nothing_until_it_is_unlocked() {
    let office = Office::new();
    let run = office.assessment();
    assert_eq!(
        office.refused("lock", json!({})),
        "notEncrypted",
        "there is nothing to lock in a plain folder"
    );
    let groups = encrypt(&office);
    assert_eq!(groups.len(), 7, "the code has seven groups");
    office.call("open_run", json!({"run": run}));
    office.call("lock", json!({}));
    for command in [
        "start",
        "assessments",
        "packs",
        "list_packs",
        "trusted_keys",
        "encryption",
        "about",
        "draw_recovery_code",
        "encrypt_backups",
        "remove_plain_backups",
        "exports",
    ] {
        let refused = office.invoke(command, json!({"run": run})).unwrap_err();
        assert_eq!(
            refused["code"], "locked",
            "{command} is refused while it is locked: {refused}"
        );
    }
    for (command, given) in [
        ("open_run", json!({"run": run})),
        ("find", json!({"find": "x"})),
        ("save_settings", json!({"settings": {"author": "x"}})),
        ("decrypt", json!({"passphrase": PASSPHRASE})),
        (
            "encrypt",
            json!({"passphrase": PASSPHRASE, "lastGroup": groups[6]}),
        ),
        (
            "set_passphrase",
            json!({"current": PASSPHRASE, "passphrase": OTHER}),
        ),
        (
            "set_passphrase",
            json!({"current": null, "passphrase": OTHER}),
        ),
        ("set_recovery_code", json!({"lastGroup": groups[6]})),
        ("sign_view", json!({"run": run})),
        (
            "save_draft",
            json!({"run": run, "item": "x", "field": "facts", "text": "x"}),
        ),
    ] {
        let refused = office.invoke(command, given).unwrap_err();
        assert_eq!(
            refused["code"], "locked",
            "{command} is refused while it is locked: {refused}"
        );
    }
    let state = office.call("rest", json!({"active": true}));
    assert_eq!(state["isLocked"], json!(true), "the page is told");
    assert_eq!(
        office.refused("unlock", json!({"passphrase": OTHER, "code": null})),
        "wrongPassphrase",
        "another passphrase is told as such"
    );
    assert_eq!(
        office.refused(
            "unlock",
            json!({"passphrase": null, "code": groups[..6].join(" ")})
        ),
        "wrongCode",
        "half a code too"
    );
    assert_eq!(
        office.refused("start", json!({})),
        "locked",
        "and it stays locked"
    );
    unlock(&office);
    let start = office.call("start", json!({}));
    assert_eq!(start["isEncrypted"], json!(true), "it can be locked again");
    office.call("open_run", json!({"run": run}));
}

#[test]
fn nothing_is_encrypted_before_the_code_was_written_down() {
    let office = Office::new();
    office.assessment();
    let code = json!({"passphrase": PASSPHRASE, "lastGroup": ""});
    assert_eq!(
        office.refused("encrypt", code),
        "badValue",
        "no code was drawn"
    );
    let groups = office.call("draw_recovery_code", json!({}));
    for (passphrase, last) in [
        (PASSPHRASE, groups[0].clone()),
        ("short", groups[6].clone()),
    ] {
        let given = json!({"passphrase": passphrase, "lastGroup": last});
        assert_eq!(
            office.refused("encrypt", given),
            "badValue",
            "“{passphrase}” with “{last}” is not taken"
        );
    }
    let view = office.call("encryption", json!({}));
    assert_eq!(view["isEncrypted"], json!(false), "all is as it was");
    let given = json!({"passphrase": PASSPHRASE, "lastGroup": groups[6]});
    office.call("encrypt", given);
}

#[test]
fn a_lost_passphrase_is_replaced_by_way_of_the_recovery_code() {
    let office = Office::new();
    let run = office.assessment();
    let groups = encrypt(&office);
    let office = office.reopened();
    assert_eq!(
        office.refused("start", json!({})),
        "locked",
        "after a restart it is locked"
    );
    office.call(
        "unlock",
        json!({"passphrase": null, "code": groups.join("-").to_lowercase()}),
    );
    let view = office.call("encryption", json!({}));
    assert_eq!(
        view["needsPassphrase"],
        json!(true),
        "a new passphrase is asked for"
    );
    office.call(
        "set_passphrase",
        json!({"current": null, "passphrase": OTHER}),
    );
    assert_eq!(
        office.refused(
            "set_passphrase",
            json!({"current": null, "passphrase": PASSPHRASE})
        ),
        "wrongPassphrase",
        "once: the next one needs the one before"
    );
    office.call("lock", json!({}));
    assert_eq!(
        office.refused("unlock", json!({"passphrase": PASSPHRASE, "code": null})),
        "wrongPassphrase",
        "the lost one opens it no more"
    );
    office.call("unlock", json!({"passphrase": OTHER, "code": null}));
    office.call("open_run", json!({"run": run}));
    let drawn = office.call("draw_recovery_code", json!({}));
    office.call("set_recovery_code", json!({"lastGroup": drawn[6]}));
    office.call("lock", json!({}));
    assert_eq!(
        office.refused(
            "unlock",
            json!({"passphrase": null, "code": groups.join("")})
        ),
        "wrongCode",
        "nor does the old code, once there is a new one"
    );
    office.call("unlock", json!({"passphrase": OTHER, "code": null}));
    office.call("decrypt", json!({"passphrase": OTHER}));
    let office = office.reopened();
    office.call("open_run", json!({"run": run}));
}

#[test]
fn it_is_due_for_locking_when_nobody_was_there_for_the_minutes_set() {
    let office = Office::new();
    office.assessment();
    encrypt(&office);
    office.call(
        "save_settings",
        json!({"settings": {"author": "M. Okafor", "idleMinutes": 5}}),
    );
    let is_due = |active: bool| office.call("rest", json!({"active": active}))["isDue"] == true;
    assert!(!is_due(true), "somebody is there");
    office.pass(4);
    assert!(!is_due(false), "four minutes are not five");
    office.pass(1);
    assert!(is_due(false), "five are");
    assert!(!is_due(true), "whoever comes back is not locked out");
    office.pass(60);
    office.call(
        "save_settings",
        json!({"settings": {"author": "M. Okafor", "idleMinutes": 0}}),
    );
    assert!(!is_due(false), "0 is never");
}

#[test]
fn the_canary_is_found_nowhere_in_an_encrypted_folder() {
    let place = tempfile::tempdir().unwrap();
    let office = Office::new();
    let dir = office.folder.path().to_owned();
    office.assessment();
    encrypt(&office);
    let (run, item) = write_canary(&office, &place.path().join("note.txt"));
    let taken = office.call("take_dropped", json!({"run": run, "item": item}));
    let link = taken["added"][0].as_str().unwrap().to_owned();
    office.call("find", json!({"find": CANARY}));
    assert_eq!(
        readable(&dir),
        [] as [PathBuf; 0],
        "not while it is open: file, log, index and settings"
    );
    office.call("open_copy", json!({"run": run, "item": item, "link": link}));
    assert_eq!(
        readable(&dir).len(),
        1,
        "a document that is looked at lies open, and nothing else"
    );
    office.call("lock", json!({}));
    assert_eq!(
        readable(&dir),
        [] as [PathBuf; 0],
        "it goes when the window is locked"
    );
    unlock(&office);
    let rows = office.call("assessments", json!({}));
    let named = rows.as_array().unwrap().iter().find(|row| {
        let runs = row["runs"].as_array().unwrap();
        runs.iter().any(|one| one["id"] == json!(run))
    });
    let named = named.unwrap();
    office.call(
        "delete_assessment",
        json!({"assessment": named["id"], "name": named["name"]}),
    );
    let copies = std::fs::read_dir(dir.join("backups")).unwrap();
    let ends: Vec<String> = copies
        .map(|copy| copy.unwrap().path())
        .filter_map(|path| Some(path.extension()?.to_string_lossy().into_owned()))
        .collect();
    assert!(
        ends.contains(&String::from("db")) && ends.contains(&String::from("keys")),
        "a backup was made, with its key file: {ends:?}"
    );
    assert_eq!(
        readable(&dir),
        [] as [PathBuf; 0],
        "nor is it found in a backup"
    );
    let folder = office.closed();
    assert_eq!(
        readable(folder.path()),
        [] as [PathBuf; 0],
        "nor after the program has ended"
    );
}

#[test]
fn plain_backups_are_replaced_and_removed_when_that_is_wanted() {
    let office = Office::new();
    let run = office.assessment();
    let rows = office.call("assessments", json!({}));
    office.call("save_settings", json!({"settings": {"author": CANARY}}));
    office.call(
        "delete_assessment",
        json!({"assessment": rows[0]["id"], "name": rows[0]["name"]}),
    );
    let dir = office.folder.path().to_owned();
    encrypt(&office);
    let view = office.call("encrypt_backups", json!({}));
    assert_eq!(
        (&view["plainCopies"], &view["plainCopiesReplaced"]),
        (&json!(2), &json!(2)),
        "the plain ones, made while working and before the deletion, stay until it is asked for"
    );
    assert!(!readable(&dir).is_empty(), "and can be read");
    let view = office.call("remove_plain_backups", json!({}));
    assert_eq!(view["plainCopies"], json!(0), "then it is gone");
    assert_eq!(readable(&dir), [] as [PathBuf; 0], "with its words");
    office.call("recover_assessment", json!({"assessment": rows[0]["id"]}));
    office.call("open_run", json!({"run": run}));
}

#[test]
fn the_command_line_encrypts_opens_changes_and_makes_plain() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    let words = |name: &str, text: &str| {
        let path = place.path().join(name);
        std::fs::write(&path, format!("{text}\n")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (first, second) = (words("first", PASSPHRASE), words("second", OTHER));
    let sample = proviso(&data, &["sample"]);
    assert_eq!(sample.status.code(), Some(0), "{}", said(&sample));
    let encrypted = proviso(&data, &["encrypt", "--new-passphrase-file", &first]);
    assert_eq!(encrypted.status.code(), Some(0), "{}", said(&encrypted));
    let told = String::from_utf8(encrypted.stdout).unwrap();
    let (warned, is_done) = (
        told.find("Whoever loses both has lost the data"),
        told.find("The data folder is encrypted."),
    );
    assert!(
        warned.is_some() && warned < is_done,
        "that nothing opens it without either is said first: {told}"
    );
    let code = told
        .lines()
        .find_map(|line| line.strip_prefix("Recovery code: "))
        .unwrap();
    let code = words("code", code);
    let bare = proviso(&data, &["list"]);
    assert_eq!(bare.status.code(), Some(1), "nobody can be asked here");
    assert!(
        said(&bare).contains("--passphrase-file"),
        "so it says how to give it: {}",
        said(&bare)
    );
    for command in [
        &["list"][..],
        &["verify"],
        &["pack", "list"],
        &["compare", "Acme:1", "Acme:2"],
        &["encrypt"],
    ] {
        let refused = proviso(&data, &[command, &["--passphrase-file", &second]].concat());
        assert_eq!(refused.status.code(), Some(1), "{command:?} is refused");
        assert!(
            said(&refused).contains("does not open the data"),
            "{command:?}: {}",
            said(&refused)
        );
    }
    let opens = |file: &str| {
        let verified = proviso(&data, &["verify", "--passphrase-file", file]);
        verified.status.code() == Some(0)
    };
    assert!(opens(&first) && opens(&code), "passphrase and code open it");
    let changed = proviso(
        &data,
        &[
            "passphrase",
            "--passphrase-file",
            &code,
            "--new-passphrase-file",
            &second,
        ],
    );
    assert_eq!(changed.status.code(), Some(0), "{}", said(&changed));
    assert!(opens(&second) && !opens(&first), "the new one counts");
    let renewed = proviso(
        &data,
        &[
            "passphrase",
            "--recovery-code",
            "--passphrase-file",
            &second,
        ],
    );
    let told = String::from_utf8(renewed.stdout).unwrap();
    let newer = told
        .lines()
        .find_map(|line| line.strip_prefix("Recovery code: "));
    let newer = words("newer", newer.unwrap());
    assert!(opens(&newer) && !opens(&code), "and the new code");
    let again = proviso(&data, &["encrypt", "--passphrase-file", &second]);
    assert!(
        said(&again).contains("encrypted already"),
        "it is encrypted once: {}",
        said(&again)
    );
    let plain = proviso(&data, &["decrypt", "--passphrase-file", &second]);
    assert_eq!(plain.status.code(), Some(0), "{}", said(&plain));
    let verified = proviso(&data, &["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
    let nothing = proviso(&data, &["decrypt"]);
    assert!(
        said(&nothing).contains("not encrypted"),
        "{}",
        said(&nothing)
    );
}
