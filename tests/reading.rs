//! A data folder on a drive that takes no writes, caused for real: by a mount in a namespace that ends
//! with the command. It is read, exported from, and left byte for byte.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::cli::{proviso, said};

/// Runs the program with its data folder on a read-only mount; `None` where this system lets nobody
/// mount.
fn read_only(folder: &Path, arguments: &[&str]) -> Option<Output> {
    let flags = ["-m", "-rm"].into_iter().find(|flags| {
        Command::new("unshare")
            .args([flags, "mount", "-t", "tmpfs", "none", "/mnt"])
            .output()
            .is_ok_and(|output| output.status.success())
    })?;
    let mount = "mount --bind \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"";
    let output = Command::new("unshare")
        .args([flags, "sh", "-c", mount])
        .arg(folder)
        .arg(env!("CARGO_BIN_EXE_proviso"))
        .arg("--data")
        .arg(folder)
        .args(arguments)
        .output();
    Some(output.unwrap())
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_folder_on_a_read_only_drive_is_read_and_exported_from() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    assert!(proviso(folder.path(), &["sample"]).status.success());
    let listed = proviso(folder.path(), &["list", "--json"]);
    let before = files(folder.path());
    let Some(read) = read_only(folder.path(), &["list", "--json"]) else {
        eprintln!("SKIPPED: this system lets nobody mount, so no drive is read-only");
        return;
    };
    assert!(
        said(&read).contains("cannot be written, so it is open to be read"),
        "it says so in one sentence: {}",
        said(&read)
    );
    assert_eq!(read.stdout, listed.stdout, "and reads the same");
    let rows: Value = serde_json::from_slice(&read.stdout).unwrap();
    let id = rows[0]["id"].as_str().unwrap();
    let verified = read_only(folder.path(), &["verify"]).unwrap();
    assert!(
        verified.status.success(),
        "the record is walked: {}",
        said(&verified)
    );
    let out = elsewhere.path().join("board.pdf");
    let out = out.to_str().unwrap();
    let exported = read_only(
        folder.path(),
        &["export", id, "--copy", "board", "--out", out],
    )
    .unwrap();
    assert!(exported.status.success(), "{}", said(&exported));
    assert!(
        fs::read(out).unwrap().starts_with(b"%PDF"),
        "a copy goes elsewhere"
    );
    for arguments in [
        ["hold", id, "--reason", "Investigation 7"].as_slice(),
        &["rerun", id, "--pack", "1.2.0"],
    ] {
        let refused = read_only(folder.path(), arguments).unwrap();
        assert!(
            !refused.status.success(),
            "no change is taken: {arguments:?}"
        );
        assert!(
            said(&refused).contains("read-only"),
            "and that is said: {}",
            said(&refused)
        );
    }
    assert!(files(folder.path()) == before, "not a byte has changed");
}
