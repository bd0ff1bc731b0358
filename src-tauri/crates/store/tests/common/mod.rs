//! What the store's integration tests share: stamps, identifiers that never repeat, a way to run a
//! test's other half in a process of its own.

#![allow(dead_code, reason = "each test binary uses some of it")]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use proviso_core::canonical::{Hash, hash_text};
use proviso_core::date::{Date, Moment};
use proviso_store::{Created, Details, FirstRun, OpenError, OpenOptions, Stamp, Store};

/// A pack of which the store reads no more than its title.
pub const PACK: &[u8] =
    br#"{"id":"eo-test","version":"1.0.0","name":"Test Order","lawDate":"2026-06-02"}"#;

/// Names the data folder to the half of a test that runs in a process of its own.
pub const FOLDER: &str = "PROVISO_TEST_FOLDER";

pub fn moment(second: i64) -> Moment {
    Moment {
        unix_millis: 1_795_000_000_000 + second * 1_000,
        offset_minutes: -300,
    }
}

pub fn stamp(second: i64) -> Stamp {
    Stamp {
        author: String::from("Ada Counsel"),
        at: moment(second),
    }
}

/// Returns bytes that differ between calls and between processes.
pub fn sixteen() -> [u8; 16] {
    let half = || RandomState::new().build_hasher().finish().to_be_bytes();
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&half());
    bytes[8..].copy_from_slice(&half());
    bytes
}

pub fn options() -> OpenOptions {
    OpenOptions {
        now: moment(0),
        entropy: Box::new(sixteen),
    }
}

pub fn open(folder: &Path) -> Result<Store, OpenError> {
    Store::open(folder, options())
}

pub fn details(organization: &str) -> Details {
    Details {
        organization: organization.to_owned(),
        unit: String::from("Lending"),
        matter: String::from("M-1"),
        asked_by: String::from("General Counsel"),
        directed_by: String::from("Ada Counsel"),
        purpose: String::from("To obtain legal advice"),
        readers: String::from("Board risk committee"),
    }
}

pub fn assessment(store: &mut Store, organization: &str) -> Created {
    let pack = store.put_pack(PACK, &stamp(1)).unwrap();
    let first = FirstRun {
        pack,
        as_of: Date::from_ymd(2026, 11, 21).unwrap(),
        profile: None,
    };
    store
        .create_assessment(&details(organization), &first, &stamp(2))
        .unwrap()
}

pub fn item_hash(item: &str) -> Hash {
    hash_text("item", item)
}

/// Returns `full` where all repetitions are asked for, else a tenth of it.
pub fn repetitions(full: u32) -> u32 {
    if std::env::var("PROVISO_SCALE").is_ok_and(|scale| scale == "full") {
        full
    } else {
        full / 10
    }
}

/// Returns the data folder where this process is the other half of a test.
pub fn other_half() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

/// Returns the arguments that make a test binary run `test` and nothing else.
pub fn only(test: &str) -> [&str; 4] {
    [test, "--exact", "--nocapture", "--test-threads=1"]
}

/// Runs the other half of `test` on `folder`, kills it `wait` after it said that it began and then wrote `first`
/// lines, and returns the lines that it wrote from its beginning on. The last may be cut short. Lines that are
/// waited for make the kill fall into the writing however slow the machine is.
pub fn lines_until_killed(test: &str, folder: &Path, first: usize, wait: Duration) -> Vec<String> {
    let mut other = Command::new(std::env::current_exe().unwrap())
        .args(only(test))
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(other.stdout.take().unwrap()).lines();
    let began = lines.find(|line| line.as_ref().is_ok_and(|line| line.ends_with("begin")));
    assert!(began.is_some(), "the writer began");
    let mut written: Vec<String> = lines.by_ref().take(first).map(Result::unwrap).collect();
    assert_eq!(written.len(), first, "the writer came to write");
    std::thread::sleep(wait);
    other.kill().unwrap();
    let status = other.wait().unwrap();
    assert_eq!(
        status.code(),
        None,
        "the writer was killed, and did not end by itself"
    );
    written.extend(lines.map(Result::unwrap));
    written
}

/// Runs the other half of `test` in a mount namespace of its own, after `preparation`, a shell
/// text that finds the folder in `$PROVISO_TEST_FOLDER`. Says so where this system allows no such
/// namespace.
pub fn in_a_mount_namespace(test: &str, preparation: &str) {
    let folder = tempfile::tempdir().unwrap();
    let can = |flags: &[&str]| {
        Command::new("unshare")
            .args(flags)
            .args(["sh", "-c", "mount -t tmpfs none /mnt"])
            .output()
            .is_ok_and(|output| output.status.success())
    };
    let flags: &[&str] = if can(&["-m"]) {
        &["-m"]
    } else if can(&["-r", "-m"]) {
        &["-r", "-m"]
    } else {
        say_loudly(&format!(
            "SKIPPED {test}: it needs `unshare -m` and `mount -t tmpfs`, as root or with user \
             namespaces"
        ));
        return;
    };
    let output = Command::new("unshare")
        .args(flags)
        .args(["sh", "-c", &format!("{preparation} && exec \"$0\" \"$@\"")])
        .arg(std::env::current_exe().unwrap())
        .args(only(test))
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    passed(&output);
}

/// Fails with what the other half printed, unless it passed.
pub fn passed(output: &Output) {
    assert!(
        output.status.success(),
        "the other half failed:\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Prints past the test runner, which shows nothing of a test that passes.
pub fn say_loudly(line: &str) {
    use std::io::Write as _;
    std::io::stderr()
        .write_all(format!("{line}\n").as_bytes())
        .unwrap();
}
