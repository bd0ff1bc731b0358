//! Kills a restoring process at random moments: the folder then holds the one state or the other,
//! whole, with the present state among the backups once it was replaced.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::{
    FOLDER, assessment, item_hash, moment, only, open, other_half, repetitions, say_loudly,
    sixteen, stamp,
};
use proviso_core::answer::{Answer, Verdict};
use proviso_store::{BackupKind, Change, Store};

const TEST: &str = "a_kill_leaves_the_one_state_or_the_other";

/// Answers of the state that is restored, and how many more the present one has.
const THEN: u32 = 60;
const MORE: u32 = 40;

fn answers(store: &mut Store, run: &str, items: std::ops::Range<u32>) {
    for count in items {
        let item = format!("item-{count}");
        let hash = item_hash(&item);
        let answer = Answer {
            verdict: Some(Verdict::Partly),
            facts: Some("Some text. ".repeat(40)),
            ..Answer::default()
        };
        store
            .record_answer(
                run,
                &Change::new(&item, &hash, &answer),
                &stamp(10 + i64::from(count)),
            )
            .unwrap();
    }
}

#[test]
fn a_kill_leaves_the_one_state_or_the_other() {
    if let Some(folder) = other_half() {
        return restore(&folder);
    }
    let template = tempfile::tempdir().unwrap();
    let mut store = open(template.path()).unwrap();
    let made = assessment(&mut store, "Fictional Freight, Inc.");
    answers(&mut store, &made.run, 0..THEN);
    store.back_up(BackupKind::Asked, moment(1_000)).unwrap();
    answers(&mut store, &made.run, THEN..THEN + MORE);
    drop(store);

    let whole = {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(template.path(), folder.path());
        let began = Instant::now();
        let done = restore_until_killed(folder.path(), None);
        assert!(done, "left alone, it comes to its end");
        began.elapsed()
    };
    let kills = repetitions(300);
    let (mut before, mut after) = (0, 0);
    // A machine that is slower now than when it was measured is killed later and later, one that is faster
    // sooner and sooner, until both sides were hit; fifty kills more at most.
    let mut kill = 0;
    while kill < kills || (kill < kills + 50 && (before == 0 || after == 0)) {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(template.path(), folder.path());
        // Spread over the whole of it and a little more, each within its own stretch.
        let within = f64::from(kill % kills) + f64::from(sixteen()[0]) / 256.0;
        let pace = match i32::try_from(kill.saturating_sub(kills)).unwrap() {
            more if after == 0 => 1.1_f64.powi(more),
            more => 0.9_f64.powi(more),
        };
        let wait = whole.mul_f64(within / f64::from(kills) * 1.3 * pace);
        kill += 1;
        let done = restore_until_killed(folder.path(), Some(wait));
        let store = open(folder.path()).unwrap();
        assert_eq!(
            store.verify().unwrap(),
            [],
            "the record holds after the kill"
        );
        let found = store.answers(&made.run).unwrap().len();
        let kept = store
            .backups()
            .into_iter()
            .filter(|backup| backup.kind == BackupKind::Restore)
            .count();
        if found == THEN as usize {
            after += 1;
            assert_eq!(kept, 1, "the state that was replaced is kept");
        } else {
            before += 1;
            assert_eq!(found, (THEN + MORE) as usize, "neither state is half there");
            assert!(!done, "what was said to be restored is restored");
        }
        let left: Vec<String> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("restore") || name.contains("part"))
            .collect();
        assert!(left.is_empty(), "nothing of it lies about: {left:?}");
    }
    say_loudly(&format!(
        "{kill} kills of a restore: {before} left the present state, {after} the restored one"
    ));
    assert!(
        before > 0 && after > 0,
        "kills fell on both sides: {before}, {after}"
    );
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

/// Returns whether the restore was said to be done before the kill, which comes `after` it began, or
/// at its end.
fn restore_until_killed(folder: &Path, after: Option<Duration>) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(only(TEST))
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = |word: &str| lines.any(|line| line.is_ok_and(|line| line.ends_with(word)));
    assert!(said("begin"), "it began");
    let done = match after {
        Some(after) => {
            std::thread::sleep(after);
            None
        }
        None => Some(said("done")),
    };
    child.kill().unwrap();
    child.wait().unwrap();
    done.unwrap_or_else(|| said("done"))
}

fn restore(folder: &Path) {
    let mut store = open(folder).unwrap();
    let backup = store.backups().pop().unwrap();
    let say = |word: &str| {
        let mut out = std::io::stdout();
        writeln!(out, "{word}").unwrap();
        out.flush().unwrap();
    };
    say("begin");
    store.restore(&backup.path, None, &stamp(2_000)).unwrap();
    say("done");
    drop(store);
    drop(open(folder).unwrap());
    // Until the kill.
    loop {
        std::thread::park();
    }
}
