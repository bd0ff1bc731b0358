//! Kills a process in the middle of a destruction, and finds nothing or everything done once the data
//! folder is opened again.
//!
//! The test starts itself again as the one that destroys, which says when it begins, and sends it
//! SIGKILL after a random wait. Then the folder is opened: either the assessment is there as it was, in
//! the data file and in every backup, or no byte of it is left anywhere.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{
    FOLDER, assessment, item_hash, moment, only, open, other_half, repetitions, say_loudly, stamp,
};
use proviso_core::answer::Answer;
use proviso_store::{AssessmentState, BackupKind, Change};

const TEST: &str = "a_destruction_is_done_or_not_whenever_it_is_killed";

/// Stands in what is destroyed, and nowhere else.
const WORD: &str = "q7f3c91ab4ed20583c6b1";

/// Stands in what is not.
const OTHER: &str = "k5d20a7be9134fc86a0b7";

#[test]
fn a_destruction_is_done_or_not_whenever_it_is_killed() {
    if let Some(folder) = other_half() {
        return destroy(&folder);
    }
    let whole = time_of_one();
    let (mut done, mut not, mut resumed) = (0, 0, 0);
    let kills = repetitions(200);
    // A machine that is slower now than when it was measured is killed later and later, one that is faster
    // sooner and sooner, until both sides were hit; fifty kills more at most.
    let mut kill = 0;
    while kill < kills || (kill < kills + 50 && (done == 0 || not == 0)) {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path());
        // Short waits are more frequent: the text goes early, the clean-up takes the rest.
        let share = f64::from(common::sixteen()[0]) / 255.0;
        let pace = match i32::try_from(kill.saturating_sub(kills)).unwrap() {
            more if done == 0 => 1.1_f64.powi(more),
            more => 0.9_f64.powi(more),
        };
        kill += 1;
        kill_after(
            folder.path(),
            whole.mul_f64(share * share * share * 1.2 * pace),
        );
        let left = holding(folder.path(), WORD);
        let store = open(folder.path()).unwrap();
        assert_eq!(
            store.verify().unwrap(),
            [],
            "the record holds after the kill"
        );
        let found = store.list_assessments().unwrap();
        let state = |name: &str| {
            let found = found.iter().find(|one| one.details.organization == name);
            found.map(|one| one.state)
        };
        assert_eq!(
            state(OTHER),
            Some(AssessmentState::Open),
            "the other assessment is there"
        );
        assert_eq!(
            holding(folder.path(), OTHER).len(),
            4,
            "in the file and in every backup"
        );
        let after = holding(folder.path(), WORD);
        if state(WORD).is_some() {
            not += 1;
            assert_eq!(
                after.len(),
                4,
                "nothing was done, in the file or in a backup: {after:?}"
            );
        } else {
            done += 1;
            resumed += u32::from(!left.is_empty());
            assert_eq!(
                after, [""; 0],
                "everything was done by the time the folder is open"
            );
            assert!(
                store.destructions().unwrap()[0].finished,
                "and nothing is left to do"
            );
        }
    }
    say_loudly(&format!(
        "kills: {not} before anything was done, {done} after, of which {resumed} were finished by \
         the next opening"
    ));
    assert!(
        done > 0 && not > 0,
        "kills fell on both sides: {done} and {not}"
    );
}

/// Two assessments and three backups of both, with the log brought into the file.
fn make(folder: &Path) {
    let mut store = open(folder).unwrap();
    for word in [WORD, OTHER] {
        let made = assessment(&mut store, word);
        let hash = item_hash("inventory");
        for second in 0..40 {
            let answer = Answer {
                facts: Some(format!("{second} {word} ").repeat(50)),
                ..Answer::default()
            };
            let change = Change::new("inventory", &hash, &answer);
            store
                .record_answer(&made.run, &change, &stamp(10 + second))
                .unwrap();
        }
    }
    for second in 0..3 {
        store
            .back_up(BackupKind::Deletion, moment(100 + second))
            .unwrap();
    }
}

fn destroy(folder: &Path) {
    let mut store = open(folder).unwrap();
    let found = store.list_assessments().unwrap();
    let one = found
        .iter()
        .find(|one| one.details.organization == WORD)
        .unwrap();
    say("begin");
    store.destroy_assessment(&one.id, "x", &stamp(200)).unwrap();
    say("done");
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

fn start(folder: &Path) -> (std::process::Child, impl Iterator<Item = String>) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(only(TEST))
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut lines = lines.map_while(Result::ok);
    assert!(lines.any(|line| line.ends_with("begin")), "it began");
    (child, lines)
}

/// How long one takes that is left alone.
fn time_of_one() -> Duration {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path());
    let (mut child, mut lines) = start(folder.path());
    let began = Instant::now();
    assert!(lines.any(|line| line.ends_with("done")), "it ended");
    let whole = began.elapsed();
    child.wait().unwrap();
    whole
}

fn kill_after(folder: &Path, wait: Duration) {
    let (mut child, lines) = start(folder);
    std::thread::sleep(wait);
    child.kill().unwrap();
    child.wait().unwrap();
    drop(lines);
}

fn files(folder: &Path) -> Vec<PathBuf> {
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

/// The databases in whose bytes, or in the bytes of whose log, a word stands.
fn holding(folder: &Path, word: &str) -> Vec<String> {
    let needle = &word.as_bytes()[4..];
    let mut names: Vec<String> = files(folder)
        .into_iter()
        .filter(|path| {
            let bytes = fs::read(path).unwrap();
            bytes.windows(needle.len()).any(|window| window == needle)
        })
        .map(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .replace("-wal", "")
        })
        .collect();
    names.sort();
    names.dedup();
    names
}
