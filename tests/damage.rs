//! A data file whose structure is broken: its header, a page, its end, all of it. It is refused and left as
//! it is, the sentence names the last good backup, and going back to that keeps the broken file.

use std::fs;
use std::path::Path;

use proviso_app::bridge::{Bridge, BridgeError};
use proviso_app::picker::ScriptedPicker;
use proviso_app::session::{SessionError, rescue, way_back, with_way_back};
use proviso_store::KEY_FILE;
use serde_json::{Value, json};

use crate::cli::{proviso, said};
use crate::support::{Office, first_item};

const PAGE: usize = 4_096;

const PASSPHRASE: &str = "correct horse battery";

/// What is done to the bytes of a data file, and what that is called.
type Damage = (&'static str, fn(&mut Vec<u8>));

/// What keeps any file from being opened, encrypted or not.
const OF_ANY: [Damage; 4] = [
    ("a header of zeros", |bytes| bytes[..100].fill(0)),
    ("nothing but zeros", |bytes| bytes.fill(0)),
    ("the first half", |bytes| {
        bytes.truncate(bytes.len() / 2 / PAGE * PAGE);
    }),
    ("nothing at all", Vec::clear),
];

/// What breaks a plain file that SQLite itself still takes for one.
const OF_PLAIN: [Damage; 4] = [
    ("a schema of junk", |bytes| bytes[100..PAGE].fill(0xA5)),
    ("a page of zeros", |bytes| bytes[PAGE..2 * PAGE].fill(0)),
    ("a page of junk", |bytes| {
        bytes[2 * PAGE..3 * PAGE].fill(0x5A);
    }),
    ("an end in the middle of a page", |bytes| {
        bytes.truncate(bytes.len() - PAGE - PAGE / 2);
    }),
];

/// A closed folder with a good backup and a newer one that is broken; the run, the item, and the name of
/// the good one.
struct Kept {
    folder: tempfile::TempDir,
    run: String,
    item: String,
    good: String,
}

fn kept(is_encrypted: bool) -> Kept {
    let office = Office::new();
    let run = office.assessment();
    if is_encrypted {
        let groups = office.call("draw_recovery_code", json!({}));
        let last = groups.as_array().unwrap().last().unwrap().clone();
        office.call(
            "encrypt",
            json!({"passphrase": PASSPHRASE, "lastGroup": last}),
        );
    }
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    let answer = |text: &str| {
        office.call(
            "record_answer",
            json!({"run": run, "item": item, "field": "facts", "value": text}),
        );
    };
    answer("Kept.");
    let newest = || -> String {
        let view = office.call("back_up_now", json!({}));
        view["rows"][0]["name"].as_str().unwrap().to_owned()
    };
    let good = newest();
    answer("Lost with the file.");
    let newer = newest();
    assert_ne!(good, newer, "there are two");
    // Closed in order, so that everything is in the file itself.
    let folder = office.closed();
    let newer = folder.path().join("backups").join(newer);
    let mut bytes = fs::read(&newer).unwrap();
    bytes.truncate(bytes.len() / 2);
    fs::write(newer, bytes).unwrap();
    Kept {
        folder,
        run,
        item,
        good,
    }
}

fn damage(folder: &Path, does: fn(&mut Vec<u8>)) -> Vec<u8> {
    let file = folder.join("proviso.db");
    let mut bytes = fs::read(&file).unwrap();
    does(&mut bytes);
    fs::write(file, &bytes).unwrap();
    bytes
}

fn refusal(folder: &Path) -> SessionError {
    match Bridge::open(folder, ScriptedPicker(None)) {
        Err(BridgeError::Session(refusal)) => refusal,
        other => panic!("it is refused: {other:?}"),
    }
}

fn facts(office: &Office, kept: (&str, &str)) -> Value {
    let view = office.call("open_run", json!({"run": kept.0}));
    view["answers"][kept.1]["facts"].clone()
}

#[test]
fn a_plain_file_that_is_broken_is_left_as_it_is_and_the_last_good_backup_is_offered() {
    for (name, does) in OF_ANY.into_iter().chain(OF_PLAIN) {
        let Kept {
            folder,
            run,
            item,
            good,
        } = kept(false);
        let path = folder.path().to_owned();
        let broken = damage(&path, does);
        let refused = refusal(&path);
        let last = way_back(&path, &refused).unwrap_or_else(|| panic!("{name}: {refused}"));
        assert_eq!(last.name, good, "{name}: the one before the broken backup");
        assert!(
            fs::read(path.join("proviso.db")).unwrap() == broken,
            "{name}: nothing was written into it"
        );
        let said_so = with_way_back(&path, refused, None).to_string();
        assert!(
            said_so.contains("The last good backup was made") && said_so.contains(&good),
            "{name}: the sentence names it: {said_so}"
        );
        let unsound = rescue(&path, &last.path, None).unwrap();
        assert!(
            fs::read(path.join("backups").join(unsound)).unwrap() == broken,
            "{name}: the broken file is kept as it was"
        );
        let office = Office::at(folder);
        assert_eq!(facts(&office, (&run, &item)), "Kept.", "{name}: it is back");
        let sound = office.call("soundness", json!({}));
        assert_eq!(sound["holds"], true, "{name}: and holds: {sound}");
    }
}

#[test]
fn the_command_line_names_the_backup_and_goes_back_to_it() {
    let Kept { folder, good, .. } = kept(false);
    damage(folder.path(), |bytes| bytes[PAGE..2 * PAGE].fill(0));
    let refused = proviso(folder.path(), &["list"]);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(said(&refused).contains(&good), "{}", said(&refused));
    let backup = folder.path().join("backups").join(&good);
    let back = proviso(folder.path(), &["restore", backup.to_str().unwrap()]);
    assert_eq!(back.status.code(), Some(0), "{}", said(&back));
    let verified = proviso(folder.path(), &["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
}

#[test]
fn an_encrypted_file_that_is_broken_is_gone_back_from_in_the_locked_window() {
    // Each takes the whole cost of a passphrase several times over.
    let [header, _, _, nothing] = OF_ANY;
    let page: Damage = ("one bit of a page", |bytes| bytes[3 * PAGE + 99] ^= 1);
    for (name, does) in [header, nothing, page] {
        let Kept {
            folder,
            run,
            item,
            good,
        } = kept(true);
        let path = folder.path().to_owned();
        let broken = damage(&path, does);
        // Where nothing of it is encrypted any more, its key file says that it was.
        assert!(path.join(KEY_FILE).is_file(), "{name}");
        let office = Office::at(folder);
        let secret = |words: &str| json!({"passphrase": words, "code": null});
        let other = office.refused("rescue_data", secret("staple correct horse"));
        assert_ne!(other, "brokenData", "{name}: only its passphrase goes back");
        let refused = office.invoke("unlock", secret(PASSPHRASE)).unwrap_err();
        assert_eq!(refused["code"], "brokenData", "{name}: {refused}");
        assert!(
            refused["message"].as_str().unwrap().contains(&good),
            "{name}: the sentence names the backup: {refused}"
        );
        assert!(
            fs::read(path.join("proviso.db")).unwrap() == broken,
            "{name}: nothing was written into it"
        );
        office.call("rescue_data", secret(PASSPHRASE));
        assert_eq!(facts(&office, (&run, &item)), "Kept.", "{name}: it is back");
        let view = office.call("encryption", json!({}));
        assert_eq!(view["isEncrypted"], true, "{name}: encrypted as it was");
        let sound = office.call("soundness", json!({}));
        assert_eq!(sound["holds"], true, "{name}: and holds: {sound}");
        drop(office);
    }
}
