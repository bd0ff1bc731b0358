//! The same document is the same bytes.

use std::process::Command;

use proviso_report::render;
use sha2::{Digest as _, Sha256};

use crate::samples;

fn digest() -> String {
    let bytes = render(&samples::rich()).unwrap().bytes;
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn in_every_thread() {
    let threads: Vec<_> = (0..8).map(|_| std::thread::spawn(digest)).collect();
    let digests: Vec<String> = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    assert!(
        digests.windows(2).all(|pair| pair[0] == pair[1]),
        "{digests:?}"
    );
}

/// Not a test of its own: what the processes below run.
#[test]
#[ignore = "run by in_every_process"]
fn print_digest() {
    println!("digest {}", digest());
}

#[test]
fn in_every_process() {
    let run = || {
        let out = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "same::print_digest", "--ignored", "--nocapture"])
            .output()
            .unwrap();
        let out = String::from_utf8(out.stdout).unwrap();
        let at = out.find("digest ").expect("the digest is printed") + "digest ".len();
        out[at..at + 64].to_owned()
    };
    let first = run();
    assert_eq!(first, run(), "hash maps are seeded anew in each process");
    assert_eq!(first, digest());
}

#[test]
fn another_fingerprint_is_another_file() {
    let mut other = samples::rich();
    other.fingerprint.push('0');
    assert_ne!(
        render(&other).unwrap().bytes,
        render(&samples::rich()).unwrap().bytes
    );
}
