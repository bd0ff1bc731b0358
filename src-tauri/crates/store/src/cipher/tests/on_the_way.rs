//! A conversion on its way: killed at any step, stopped in the middle, and how far it says that it is.

use std::process::Command;
use std::sync::Mutex;

use super::*;
use crate::pace::{CHECKED, OLD_CHECKED, Pace, Step, WRITTEN};

/// Names the data folder to the half of a test that runs in a process of its own.
const FOLDER: &str = "PROVISO_TEST_FOLDER";
const STEP: &str = "PROVISO_TEST_STEP";

const STEPS: [Step; 6] = [
    Step::Written,
    Step::Checked,
    Step::KeysKept,
    Step::Settled,
    Step::Swapped,
    Step::Cleared,
];

/// Runs the other half of `test` up to `step`, at which it ends as if it were killed.
fn until_killed(test: &str, dir: &Path, step: usize) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args([
            &format!("cipher::tests::on_the_way::{test}"),
            "--exact",
            "--nocapture",
            "--test-threads=1",
        ])
        .env(FOLDER, dir)
        .env(STEP, step.to_string())
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        None,
        "it ended suddenly, at the step {:?}:\n{}",
        STEPS[step],
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Ends this process without taking anything down, at the step that is asked for.
fn killer() -> Option<(PathBuf, Watch)> {
    let folder = PathBuf::from(std::env::var_os(FOLDER)?);
    let step: usize = std::env::var(STEP).ok()?.parse().ok()?;
    let at: Watch = Arc::new(move |now| {
        if now == STEPS[step] {
            std::process::abort();
        }
        true
    });
    Some((folder, at))
}

#[test]
fn killed_at_any_step_the_file_is_plain_or_encrypted_and_whole() {
    if let Some((dir, at)) = killer() {
        encrypt(&dir, PASSPHRASE, &at).unwrap();
        return;
    }
    for (at, step) in STEPS.into_iter().enumerate() {
        let (folder, made) = with_canary();
        let dir = folder.path();
        until_killed(
            "killed_at_any_step_the_file_is_plain_or_encrypted_and_whole",
            dir,
            at,
        );
        let is_encrypted = matches!(step, Step::Swapped | Step::Cleared);
        assert_eq!(
            Store::is_encrypted_at(dir),
            is_encrypted,
            "up to {step:?} it is what it was"
        );
        let store = if is_encrypted {
            unlocked(dir)
        } else {
            Store::open(dir, options(6_000)).unwrap()
        };
        holds_everything(&store, &made);
        assert!(
            !dir.join("proviso.db.new").exists(),
            "what was half-made is gone after {step:?}"
        );
        drop(store);
        if !is_encrypted {
            lock(dir);
        }
        holds_everything(&unlocked(dir), &made);
        assert_eq!(
            readable(dir),
            [] as [PathBuf; 0],
            "and the next attempt leaves nothing to read"
        );
    }
}

#[test]
fn killed_at_any_step_the_file_is_encrypted_or_plain_and_whole() {
    if let Some((dir, at)) = killer() {
        decrypt(&dir, &at).unwrap();
        return;
    }
    for (at, step) in STEPS.into_iter().enumerate() {
        if step == Step::KeysKept {
            continue;
        }
        let (folder, made) = with_canary();
        let dir = folder.path();
        lock(dir);
        until_killed(
            "killed_at_any_step_the_file_is_encrypted_or_plain_and_whole",
            dir,
            at,
        );
        let is_plain = matches!(step, Step::Swapped | Step::Cleared);
        assert_eq!(
            Store::is_encrypted_at(dir),
            !is_plain,
            "up to {step:?} it is what it was"
        );
        let store = if is_plain {
            Store::open(dir, options(6_000)).unwrap()
        } else {
            unlocked(dir)
        };
        holds_everything(&store, &made);
        assert!(
            !dir.join("proviso.db.new").exists(),
            "what was half-made is gone after {step:?}"
        );
    }
}

/// A pack whose words fill an index.
fn real_pack() -> Vec<u8> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/packs/acme-ai-policy/1.0.0.json"
    );
    fs::read(path).unwrap()
}

/// Stops what it watches where `at` says so, and keeps what it was told.
fn stopping(at: impl Fn(Step) -> bool + Send + Sync + 'static) -> (Arc<Mutex<Vec<Step>>>, Watch) {
    let told: Arc<Mutex<Vec<Step>>> = Arc::default();
    let kept = Arc::clone(&told);
    let watch: Watch = Arc::new(move |now| {
        kept.lock().unwrap().push(now);
        !at(now)
    });
    (told, watch)
}

#[test]
fn stopped_in_the_middle_it_stays_open_and_as_it_was() {
    for within in [0..=WRITTEN, WRITTEN..=OLD_CHECKED, OLD_CHECKED..=CHECKED] {
        for encrypts in [true, false] {
            let (folder, mut store, made) = with_assessment();
            write_canary(&mut store, &made);
            store.put_pack(&real_pack(), &stamp(6)).unwrap();
            drop(store);
            let dir = folder.path();
            if !encrypts {
                lock(dir);
            }
            let before: Vec<_> = names(dir);
            let mut store = match encrypts {
                true => Store::open(dir, options(6_000)).unwrap(),
                false => unlocked(dir),
            };
            let (here, pace) = (within.clone(), Pace::STEPS);
            let (told, watch) =
                stopping(move |now| matches!(now, Step::On(at) if here.contains(&at)));
            let code = code();
            let to = NewLock {
                passphrase: PASSPHRASE,
                code: &code,
            };
            let done = match encrypts {
                true => store.encrypt(to, &stamp(9), &watch),
                false => store.decrypt(Secret::Passphrase(PASSPHRASE), &stamp(9), &watch),
            };
            let last = told.lock().unwrap().last().copied();
            assert!(
                matches!(done, Err(ConvertError::Stopped)),
                "at {last:?} of {within:?}, looked at every {pace} steps: {done:?}"
            );
            assert_eq!(store.is_encrypted(), !encrypts, "it is what it was");
            holds_everything(&store, &made);
            store
                .save_draft(&made.run, "item", Field::Todo, "Goes on.", moment(50))
                .unwrap();
            drop(store);
            assert_eq!(names(dir), before, "and nothing is left of it");
        }
    }
}

/// The names of the files in a folder.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn how_far_it_is_never_goes_back_and_comes_to_its_end() {
    let (folder, _made) = with_canary();
    let (told, watch) = stopping(|_| false);
    encrypt(folder.path(), PASSPHRASE, &watch).unwrap();
    let percents: Vec<u8> = told.lock().unwrap().iter().map(|at| at.percent()).collect();
    assert!(percents.is_sorted(), "{percents:?}");
    assert_eq!(percents.last(), Some(&100), "and then it is done");
}

#[test]
fn a_folder_goes_on_in_the_same_store_after_it_was_encrypted_and_made_plain() {
    let (folder, mut store, made) = with_assessment();
    write_canary(&mut store, &made);
    let code = code();
    let to = NewLock {
        passphrase: PASSPHRASE,
        code: &code,
    };
    store.encrypt(to, &stamp(9), &to_the_end()).unwrap();
    assert!(
        matches!(
            store.encrypt(to, &stamp(9), &to_the_end()),
            Err(ConvertError::Already)
        ),
        "it is encrypted once"
    );
    write_canary(&mut store, &made);
    assert_eq!(
        readable(folder.path()),
        [] as [PathBuf; 0],
        "what is written now is encrypted"
    );
    let wrong = store.decrypt(Secret::Passphrase(OTHER), &stamp(10), &to_the_end());
    assert!(
        matches!(wrong, Err(ConvertError::Key(KeyError::WrongPassphrase))),
        "another passphrase makes nothing plain: {wrong:?}"
    );
    store
        .decrypt(Secret::Passphrase(PASSPHRASE), &stamp(11), &to_the_end())
        .unwrap();
    store
        .save_draft(&made.run, "item", Field::Todo, "Goes on.", moment(50))
        .unwrap();
    drop(store);
    let store = Store::open(folder.path(), options(9_000)).unwrap();
    assert_eq!(store.verify().unwrap(), [], "every chain holds");
    assert_eq!(store.drafts(&made.run).unwrap().len(), 2, "and all of it");
}
