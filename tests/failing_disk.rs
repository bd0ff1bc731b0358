//! A disk that is full, or dying, at the writes of a journey (at every single one with all repetitions):
//! making an assessment, answering, taking a document, exporting, backing up, signing, running again,
//! signing with a key, asking the business, restoring, encrypting, expunging, destroying. Each refusal is a
//! sentence; what was acknowledged is there, and nothing half-done.
//!
//! All repetitions take hours. `PROVISO_STEPS`, names of steps with commas between them, lets the disk fail at
//! those alone; the steps before them are done on a disk that is well.
//!
//! The writes are refused by `failing_disk/failing_disk.c`, which the dynamic linker puts before the
//! system's own functions; our code stays free of `unsafe`, and so does this test.

mod restored;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use proviso_core::date::Moment;
use proviso_store::{OpenOptions, Secret, Store};
use serde_json::{Value, json};

use crate::support::{Office, first_item};

/// Names the file that steers the disk to the half of a test that runs on it.
const STEERED_BY: &str = "FAILING_DISK";

const PASSPHRASE: &str = "correct horse battery";

/// Errors of the system, as `errno` numbers them.
const NO_SPACE: i64 = 28;
const INPUT_OUTPUT: i64 = 5;

/// The disk below one folder.
struct Disk(File);

impl Disk {
    fn below(folder: &Path) -> Self {
        let steers = std::env::var_os(STEERED_BY).unwrap();
        let disk = Self(File::options().read(true).write(true).open(steers).unwrap());
        disk.is_well();
        let path = folder.as_os_str().as_encoded_bytes();
        disk.0.write_all_at(path, 16).unwrap();
        disk
    }

    /// Lets fewer than `writes` writes through, half of one more, and none after it.
    fn fails_at(&self, writes: i64, error: i64) {
        self.0.write_all_at(&error.to_ne_bytes(), 8).unwrap();
        self.0.write_all_at(&writes.to_ne_bytes(), 0).unwrap();
    }

    /// How many more writes would succeed.
    fn left(&self) -> i64 {
        let mut left = [0; 8];
        self.0.read_exact_at(&mut left, 0).unwrap();
        i64::from_ne_bytes(left)
    }

    fn is_well(&self) {
        self.0.write_all_at(&(-1_i64).to_ne_bytes(), 0).unwrap();
    }
}

/// Runs this test in a process of its own whose disk fails as it is told. Returns whether this is that
/// process.
fn on_a_failing_disk(test: &str) -> bool {
    if std::env::var_os(STEERED_BY).is_some() {
        return true;
    }
    let place = tempfile::tempdir().unwrap();
    let library = place.path().join("failing_disk.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/failing_disk/failing_disk.c");
    let built = Command::new("cc")
        .args([
            "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o",
        ])
        .args([&library, &source])
        .arg("-ldl")
        .output();
    // Rust itself links with cc, so that it is there wherever this test was built.
    let built = built.unwrap();
    assert!(
        built.status.success(),
        "the disk is built: {}",
        String::from_utf8_lossy(&built.stderr)
    );
    let steers = place.path().join("steers");
    fs::write(&steers, vec![0; 8_192]).unwrap();
    let output = Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--nocapture", "--test-threads=1"])
        .env("LD_PRELOAD", &library)
        .env(STEERED_BY, &steers)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success(),
        "{}\n{told}",
        String::from_utf8_lossy(&output.stdout)
    );
    let counted: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("full at"))
        .collect();
    eprintln!("{}", counted.join("\n"));
    false
}

/// What the window would show of everything that is recorded.
fn held(office: &Office) -> Value {
    let rows = office.call("assessments", json!({}));
    let mut runs = Vec::new();
    for row in rows.as_array().unwrap() {
        for run in row["runs"].as_array().unwrap() {
            let of = json!({"run": run["id"]});
            runs.push(json!([
                office.call("open_run", of.clone()),
                office.call("actions", of.clone()),
                office.call("exports", of),
            ]));
        }
    }
    let mut certificates = office.call("certificates", json!({}));
    for certificate in certificates.as_array_mut().unwrap() {
        // What is left to be cleaned of an earlier one can be taken up again; it is looked at in the end.
        let fields = certificate.as_object_mut().unwrap();
        fields.retain(|name, _| name != "finished" && name != "lines");
    }
    json!({"rows": rows, "runs": runs, "certificates": certificates})
}

/// The files below a folder that are neither the data file nor what the database keeps beside it.
fn other_files(folder: &Path) -> BTreeSet<(PathBuf, Vec<u8>)> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "backups" {
            for backup in fs::read_dir(&path).unwrap() {
                let name = backup.unwrap().file_name().into_string().unwrap();
                assert!(
                    name.ends_with(".db") || name.ends_with(".keys"),
                    "among the backups, nothing is half-written: {name}"
                );
            }
        } else if path.is_file() && !name.starts_with("proviso.db") && name != "proviso.lock" {
            let bytes = fs::read(&path).unwrap();
            found.insert((path, bytes));
        }
    }
    found
}

/// One thing that counsel does.
struct Step {
    name: &'static str,
    does: fn(&Office) -> Result<Value, Value>,
}

/// The run that counsel works on: the last one of the assessment.
fn run(office: &Office) -> String {
    let rows = office.call("assessments", json!({}));
    rows[0]["runs"][0]["id"].as_str().unwrap().to_owned()
}

fn assessment(office: &Office) -> Value {
    office.call("assessments", json!({}))[0]["id"].clone()
}

fn item(office: &Office) -> String {
    let view = office.call("open_run", json!({"run": run(office)}));
    first_item(&view, "practice")
}

fn oldest_pack(office: &Office) -> Value {
    let packs = office.call("packs", json!({}));
    let mut all = packs.as_array().unwrap().iter();
    let is_order = |pack: &&Value| pack["label"].as_str().unwrap().starts_with("eo-14409 ");
    all.rfind(is_order).unwrap()["hash"].clone()
}

const JOURNEY: &[Step] = &[
    Step {
        name: "settings",
        does: |office| {
            office.invoke(
                "save_settings",
                json!({"settings": {"author": "M. Okafor"}}),
            )
        },
    },
    Step {
        name: "a new assessment",
        does: |office| {
            office.invoke(
                "new_assessment",
                json!({"assessment": {
                    "details": {
                        "organization": "Example Robotics", "unit": "AI", "matter": "2026-0417",
                        "askedBy": "the General Counsel", "directedBy": "M. Okafor",
                        "purpose": "to advise the Audit Committee", "readers": "the Committee",
                    },
                    "pack": oldest_pack(office),
                    "profile": {"roles": ["adopter"], "traits": {"agents-in-use": "yes"}},
                }}),
            )
        },
    },
    Step {
        name: "an answer",
        does: |office| {
            office.invoke(
                "record_answer",
                json!({"run": run(office), "item": item(office), "field": "verdict",
                    "value": "partly"}),
            )
        },
    },
    Step {
        name: "a long answer",
        does: |office| {
            office.invoke(
                "record_answer",
                json!({"run": run(office), "item": item(office), "field": "facts",
                    "value": "The register is kept by Treasury. ".repeat(250)}),
            )
        },
    },
    Step {
        name: "a copy of a document",
        does: |office| {
            office.drop_files(vec![office.folder.path().join("minutes.pdf")]);
            let taken = office.invoke(
                "take_dropped",
                json!({"run": run(office), "item": item(office)}),
            )?;
            // Of several files each may be refused by itself.
            match taken["refused"][0].as_str() {
                Some(told) => Err(json!({"code": "diskFull", "message": told})),
                None => Ok(taken),
            }
        },
    },
    Step {
        name: "a PDF",
        does: |office| {
            office.invoke(
                "export_report",
                json!({"run": run(office), "options": {"copy": "board", "format": "pdf"}}),
            )
        },
    },
    Step {
        name: "a Proviso file",
        does: |office| {
            office.invoke(
                "export_assessment",
                json!({"assessment": assessment(office), "passphrase": null}),
            )
        },
    },
    Step {
        name: "a backup",
        does: |office| office.invoke("back_up_now", json!({})),
    },
    Step {
        name: "signing",
        does: |office| {
            office.invoke(
                "sign_run",
                json!({"run": run(office), "asked": {
                    "reviewer": null,
                    "signer": {"name": "M. Okafor", "role": "General Counsel"},
                    "statement": "To my knowledge.",
                }}),
            )
        },
    },
    Step {
        name: "a signature with a key",
        does: |office| {
            office.invoke(
                "sign_pdf_with_key",
                json!({"run": run(office), "passphrase": ""}),
            )
        },
    },
    Step {
        name: "a request",
        does: |office| {
            office.invoke(
                "send_request",
                json!({"run": run(office), "form": "paper", "paper": "letter", "request": {
                    "items": [item(office)], "to": {"name": "R. Diaz", "role": "CISO"},
                    "due": "", "cover": "", "notice": "",
                }}),
            )
        },
    },
    Step {
        name: "a run that follows",
        does: |office| {
            let run = run(office);
            let pack = office.call("open_run", json!({"run": run}))["pack"].clone();
            office.invoke(
                "follow_run",
                json!({"run": run, "pack": pack, "profile": null}),
            )
        },
    },
    Step {
        name: "a restore",
        does: |office| {
            let backups = office.call("backups", json!({}));
            office.invoke(
                "restore_backup",
                json!({"name": backups["rows"][0]["name"]}),
            )
        },
    },
    Step {
        name: "an encryption",
        does: |office| {
            let groups = office.call("draw_recovery_code", json!({}));
            let last = groups.as_array().unwrap().last().unwrap().clone();
            office.invoke(
                "encrypt",
                json!({"passphrase": PASSPHRASE, "lastGroup": last}),
            )
        },
    },
    Step {
        name: "a decryption",
        does: |office| office.invoke("decrypt", json!({"passphrase": PASSPHRASE})),
    },
    Step {
        name: "an expunging",
        does: |office| {
            office.invoke(
                "expunge",
                json!({"assessment": assessment(office), "asked": {
                    "target": {"in": "answer", "item": item(office), "field": "facts"},
                    "reason": "Another client's", "inSpiteOfHold": "",
                }}),
            )
        },
    },
    Step {
        name: "a destruction",
        does: |office| {
            let row = office.call("assessments", json!({}))[0].clone();
            office.invoke(
                "destroy_assessment",
                json!({"assessment": row["id"], "name": row["name"], "reason": "Retention ended"}),
            )
        },
    },
];

/// Closes the data folder, walks its record, and opens it again, with space.
fn reopened(office: Office) -> Office {
    let path = office.folder.path().to_owned();
    let is_encrypted = path.join("proviso.keys").exists();
    let office = office.reopened_after(|| {
        let options = OpenOptions {
            now: Moment::from_utc_text("2026-11-22T12:00:00.000Z", 0).unwrap(),
            entropy: Box::new(|| *uuid::Uuid::new_v4().as_bytes()),
        };
        let store = if is_encrypted {
            Store::unlock(&path, options, Secret::Passphrase(PASSPHRASE))
        } else {
            Store::open(&path, options)
        };
        assert_eq!(store.unwrap().verify().unwrap(), [], "every chain holds");
    });
    if is_encrypted {
        office.call("unlock", json!({"passphrase": PASSPHRASE, "code": null}));
    }
    office
}

/// After so many refusals of one step, what is recorded is looked at only each [`SELDOM`]th time.
const OFTEN: i32 = 100;
const SELDOM: i32 = 8;

/// All repetitions fail a step at each of so many writes, and then at a sixteenth more each time.
const EACH: i64 = 1_000;

/// Goes on the journey on a disk that fails with `error`: at each write where all repetitions are asked for,
/// up to [`EACH`], else at the first, and then at `steps` times as many each time. After each refusal the
/// files are looked at, and everything that is recorded, in the open folder and once it has been closed,
/// walked and opened again; where a step goes on writing for hundreds of pages, what is recorded is looked at
/// each [`SELDOM`]th time, and then it is still what it was before the first of them. Says of each step
/// how many writes it takes, and how many of them failed it.
fn go(error: i64, steps: i64) {
    let mut office = Office::picking(Some("out.file"));
    let folder = office.folder.path().to_owned();
    fs::write(folder.join("minutes.pdf"), vec![b'%'; 40_000]).unwrap();
    let key = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
    let key = key.sk.to_box(None).unwrap().to_string();
    fs::write(folder.join("out.key"), key).unwrap();
    // Encrypting, expunging and destroying write every backup anew: there are as few as can be.
    office.call(
        "set_backup_counts",
        json!({"counts": {"hours": 1, "days": 0, "weeks": 0, "before": 1}}),
    );
    // Waits for the backup beside the work.
    office.call("backups", json!({}));
    let disk = Disk::below(&folder);
    let mut sentences = BTreeSet::new();
    for step in JOURNEY {
        if !fails_at(step) {
            let done = (step.does)(&office);
            assert!(
                done.is_ok(),
                "{} on a disk that is well: {done:?}",
                step.name
            );
            continue;
        }
        let mut refused = 0;
        let mut next = 1;
        let (before, files) = (held(&office), other_files(&folder));
        let writes = loop {
            let at = next;
            next = match all_repetitions() {
                true if at < EACH => at + 1,
                true => at + at / 16,
                false => at * steps,
            };
            disk.fails_at(at, error);
            let outcome = (step.does)(&office);
            // Waits for the backup beside the work, which fails as well.
            drop(office.invoke("backups", json!({})));
            let writes = at - disk.left();
            disk.is_well();
            let Err(refusal) = outcome else {
                break writes;
            };
            refused += 1;
            let place = format!("{} at write {at}: {refusal}", step.name);
            sentences.insert(refusal["message"].as_str().unwrap().to_owned());
            let code = refusal["code"].as_str().unwrap();
            // The new file has taken the name, and there is no room to open it: it is locked by then.
            if code == "cannotOpen" && step.name == "a decryption" {
                // It is plain by then, and opened as soon as there is room.
                assert_eq!(held(&office), before, "nothing is lost: {place}");
                break writes;
            }
            if code == "cannotOpen" && step.name == "an encryption" {
                office.call("unlock", json!({"passphrase": PASSPHRASE, "code": null}));
                assert_eq!(held(&office), before, "nothing is lost: {place}");
                office.call("decrypt", json!({"passphrase": PASSPHRASE}));
                continue;
            }
            let of_the_disk = ["diskFull", "diskFault", "cannotWrite", "notConverted"];
            assert!(
                of_the_disk.contains(&code),
                "the disk is what is wrong: {place}"
            );
            assert!(
                other_files(&folder) == files,
                "nothing is half-written: {place}"
            );
            if refused <= OFTEN || refused % SELDOM == 0 {
                assert_eq!(held(&office), before, "nor half-done: {place}");
                office = reopened(office);
                assert_eq!(held(&office), before, "nor lost: {place}");
            }
        };
        eprintln!("full at {refused} of {writes} writes: {}", step.name);
    }
    let office = reopened(office);
    for sentence in &sentences {
        let sentence = sentence.replace(folder.to_str().unwrap(), "…");
        eprintln!("said: {sentence}");
    }
    let certificates = office.call("certificates", json!({}));
    for certificate in certificates.as_array().unwrap() {
        assert_eq!(certificate["finished"], true, "{certificate}");
    }
}

#[test]
fn a_full_disk_at_any_write_of_a_journey_is_said_and_leaves_nothing_half_done() {
    let test =
        "failing_disk::a_full_disk_at_any_write_of_a_journey_is_said_and_leaves_nothing_half_done";
    if on_a_failing_disk(test) {
        go(NO_SPACE, 3);
    }
}

#[test]
fn a_dying_disk_at_any_write_of_a_journey_is_said_and_leaves_nothing_half_done() {
    let test =
        "failing_disk::a_dying_disk_at_any_write_of_a_journey_is_said_and_leaves_nothing_half_done";
    if on_a_failing_disk(test) {
        go(INPUT_OUTPUT, 5);
    }
}

fn fails_at(step: &Step) -> bool {
    std::env::var("PROVISO_STEPS").map_or(true, |names| {
        names.split(',').any(|name| name.trim() == step.name)
    })
}

fn all_repetitions() -> bool {
    std::env::var("PROVISO_SCALE").is_ok_and(|scale| scale == "full")
}
