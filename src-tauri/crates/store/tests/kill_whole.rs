//! Kills a process in the middle of work that is one step to counsel and many to the disk: two copies
//! brought together, an assessment brought in, a pack installed, a field expunged, a data file
//! encrypted. The folder then holds the state before or the one after, whole, and nothing lies about.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{
    FOLDER, assessment, item_hash, moment, only, open, options, other_half, repetitions,
    say_loudly, sixteen, stamp,
};
use proviso_core::answer::{Answer, Field, Verdict};
use proviso_core::merge::Side;
use proviso_store::{
    Arrival, BackupKind, Change, Contents, NewLock, OpenError, RecoveryCode, Secret, Store, Target,
    Watch, Why,
};

const TEST: &str = "work_of_many_writes_is_done_or_not_whenever_it_is_killed";

/// Names the work to the process that does it.
const WORK: &str = "PROVISO_TEST_WORK";

const WORKS: [&str; 5] = ["merge", "import", "pack", "expunge", "encrypt"];

const PASSPHRASE: &str = "correct horse battery";

/// Answers that every copy begins with, and how many each goes on with.
const COMMON: u32 = 30;
const MORE: u32 = 30;

fn answers(store: &mut Store, run: &str, items: std::ops::Range<u32>, says: &str) {
    for count in items {
        let item = format!("item-{count}");
        let hash = item_hash(&item);
        let answer = Answer {
            verdict: Some(Verdict::Partly),
            facts: Some(says.repeat(60)),
            ..Answer::default()
        };
        let change = Change::new(&item, &hash, &answer);
        let at = stamp(10 + i64::from(count));
        store.record_answer(run, &change, &at).unwrap();
    }
}

/// A pack large enough to take more than one page.
fn pack() -> Vec<u8> {
    let filler = "word ".repeat(20_000);
    format!(
        r#"{{"id":"eo-other","version":"1.0.0","name":"Other {filler}","lawDate":"2026-06-02"}}"#
    )
    .into_bytes()
}

/// Makes the folder that each kill begins with: a store that went on since a file was written, and
/// beside it that file, which went on elsewhere, and one of an assessment that is not there.
fn template(folder: &Path) {
    let elsewhere = tempfile::tempdir().unwrap();
    let mut store = open(folder).unwrap();
    let made = assessment(&mut store, "Fictional Freight, Inc.");
    answers(&mut store, &made.run, 0..COMMON, "Both say so. ");
    let write = |store: &Store, assessment: &str, name: &str| {
        let bytes = store.whole_assessment(assessment).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
    };
    write(&store, &made.assessment, "theirs.proviso");
    let mut other = open(elsewhere.path()).unwrap();
    other
        .take_in(&arrival(&folder.join("theirs.proviso")), "x", &stamp(500))
        .unwrap();
    answers(&mut other, &made.run, 20..COMMON + MORE, "They say so. ");
    write(&other, &made.assessment, "theirs.proviso");
    let more = assessment(&mut other, "Another, Inc.");
    answers(&mut other, &more.run, 0..MORE, "It says so. ");
    write(&other, &more.assessment, "new.proviso");
    answers(&mut store, &made.run, 25..COMMON + 5, "We say so. ");
    store.back_up(BackupKind::Asked, moment(1_000)).unwrap();
}

fn arrival(file: &Path) -> Arrival {
    let contents = Contents::read(fs::read(file).unwrap()).unwrap();
    Arrival::look(contents, options().entropy, &stamp(600)).unwrap()
}

/// What tells the state before from the one after, and either from anything between.
fn summary(folder: &Path) -> Vec<u64> {
    let (store, is_encrypted) = match open(folder) {
        Ok(store) => (store, 0),
        Err(OpenError::Locked { .. }) => {
            let secret = Secret::Passphrase(PASSPHRASE);
            (Store::unlock(folder, options(), secret).unwrap(), 1)
        }
        Err(other) => panic!("{other}"),
    };
    assert_eq!(
        store.verify().unwrap(),
        [],
        "the record holds after the kill"
    );
    let all = store.list_assessments().unwrap();
    let mut found = vec![is_encrypted, all.len() as u64];
    found.push(store.packs().unwrap().len() as u64);
    for one in &all {
        found.push(store.expunged(&one.id).unwrap().len() as u64);
        for run in &one.runs {
            let answers = store.answers(&run.id).unwrap();
            found.push(answers.len() as u64);
            let past = answers.keys();
            let past = past.map(|item| store.history(&run.id, item).unwrap().len() as u64);
            found.push(past.sum());
        }
    }
    found
}

#[test]
fn work_of_many_writes_is_done_or_not_whenever_it_is_killed() {
    if let Some(folder) = other_half() {
        return work(&folder, &std::env::var(WORK).unwrap());
    }
    let folder = tempfile::tempdir().unwrap();
    template(folder.path());
    let before = summary(folder.path());
    for work in WORKS {
        let copy = tempfile::tempdir().unwrap();
        copy_folder(folder.path(), copy.path());
        let (_, whole) = until_killed(copy.path(), work, None);
        let after = summary(copy.path());
        assert_ne!(before, after, "{work} changes something");
        let (mut not, mut done) = (0, 0);
        let kills = repetitions(60);
        for kill in 0..kills {
            let copy = tempfile::tempdir().unwrap();
            copy_folder(folder.path(), copy.path());
            let within = f64::from(kill) + f64::from(sixteen()[0]) / 256.0;
            let wait = whole.mul_f64(within / f64::from(kills) * 1.2);
            let (said, _) = until_killed(copy.path(), work, Some(wait));
            let found = summary(copy.path());
            if found == after {
                done += 1;
            } else {
                not += 1;
                assert_eq!(found, before, "{work}: neither state is half there");
                assert!(!said, "{work}: what was said to be done is done");
            }
            let mut names = names(copy.path());
            names.extend(self::names(&copy.path().join("backups")));
            assert!(
                names.iter().all(|name| !name.contains(".part")
                    && !name.contains(".anew")
                    && !name.contains(".new")),
                "{work}: nothing lies about: {names:?}"
            );
        }
        say_loudly(&format!(
            "{kills} kills of {work}: {not} left the state before, {done} the one after"
        ));
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&to).unwrap();
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).unwrap();
        }
    }
}

/// Runs the work and kills it `after` it began, or at its end. Returns whether it was said to be done,
/// and how long it took.
fn until_killed(folder: &Path, work: &str, after: Option<Duration>) -> (bool, Duration) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(only(TEST))
        .env(FOLDER, folder)
        .env(WORK, work)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = |word: &str| lines.any(|line| line.is_ok_and(|line| line.ends_with(word)));
    assert!(said("begin"), "it began");
    let began = Instant::now();
    let done = match after {
        Some(after) => {
            std::thread::sleep(after);
            None
        }
        None => Some(said("done")),
    };
    let took = began.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();
    (done.unwrap_or_else(|| said("done")), took)
}

fn say(word: &str) {
    let mut out = std::io::stdout();
    writeln!(out, "{word}").unwrap();
    out.flush().unwrap();
}

fn work(folder: &Path, work: &str) {
    let at = stamp(2_000);
    if work == "encrypt" {
        let code = RecoveryCode::new(&mut sixteen);
        let lock = NewLock {
            passphrase: PASSPHRASE,
            code: &code,
        };
        let goes_on: Watch = Arc::new(|_| true);
        say("begin");
        let mut store = open(folder).unwrap();
        store.encrypt(lock, &at, &goes_on).unwrap();
    } else {
        let mut store = open(folder).unwrap();
        let made = store.list_assessments().unwrap()[0].id.clone();
        match work {
            "merge" => {
                let theirs = arrival(&folder.join("theirs.proviso"));
                let plan = store.merge_plan(&theirs).unwrap();
                let conflicts = plan.conflicts.into_iter();
                let choices = conflicts
                    .map(|one| ((one.about, one.field), Side::Theirs))
                    .collect();
                say("begin");
                store.merge(&theirs, &choices, "theirs", &at).unwrap();
            }
            "import" => {
                let new = arrival(&folder.join("new.proviso"));
                say("begin");
                store.take_in(&new, "new", &at).unwrap();
            }
            "pack" => {
                let pack = pack();
                say("begin");
                store.put_pack(&pack, &at).unwrap();
            }
            _ => {
                let target = Target::Answer {
                    item: String::from("item-3"),
                    field: Field::Facts,
                };
                let why = Why {
                    reason: "Another client’s",
                    in_spite_of_hold: None,
                };
                say("begin");
                store.expunge(&made, &target, why, &at).unwrap();
            }
        }
    }
    say("done");
    // Until the kill.
    loop {
        std::thread::park();
    }
}
