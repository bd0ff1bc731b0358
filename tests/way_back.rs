//! The way back of an encrypted data folder, on the command line: its data file is gone, or a backup was
//! locked with a key of its own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::{proviso, said};

const PASSPHRASE: &str = "correct horse battery";
const OTHER: &str = "seven grey herons";

/// A folder with the sample in it, and files with words beside it.
struct Place {
    dir: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self {
            dir: tempfile::tempdir().unwrap(),
        };
        place.done(&["sample"]);
        place
    }

    fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    /// Writes a passphrase or a code into a file of this name.
    fn words(&self, name: &str, text: &str) -> String {
        let path = self.dir.path().join(name);
        fs::write(&path, format!("{text}\n")).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Runs a command that is to be done, and returns what it says.
    fn done(&self, arguments: &[&str]) -> String {
        let output = proviso(&self.data(), arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that is to be refused, and returns why.
    fn refused(&self, arguments: &[&str]) -> String {
        let output = proviso(&self.data(), arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?} is refused");
        said(&output)
    }

    /// Encrypts the folder, and returns the file of the passphrase and that of the recovery code.
    fn encrypted(&self, passphrase: &str) -> (String, String) {
        let file = self.words(passphrase, passphrase);
        let told = self.done(&["encrypt", "--new-passphrase-file", &file]);
        let code = told
            .lines()
            .find_map(|line| line.strip_prefix("Recovery code: "))
            .unwrap();
        (file, self.words(&format!("{passphrase} code"), code))
    }

    /// Makes a backup by hand, and returns its file.
    fn backup(&self, words: &str) -> PathBuf {
        self.done(&["backup", "--passphrase-file", words]);
        let mut made: Vec<PathBuf> = fs::read_dir(self.data().join("backups"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension() == Some("db".as_ref()))
            .filter(|path| named(path).starts_with("proviso-asked-"))
            .collect();
        made.sort();
        made.pop().unwrap()
    }

    fn lose_the_data_file(&self) {
        for name in ["proviso.db", "proviso.db-wal", "proviso.db-shm"] {
            drop(fs::remove_file(self.data().join(name)));
        }
    }
}

fn named(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

#[test]
fn an_encrypted_folder_without_its_data_file_names_its_backup_and_the_command_that_goes_back() {
    let place = Place::new();
    let (passphrase, code) = place.encrypted(PASSPHRASE);
    let before = place.done(&["list", "--json", "--passphrase-file", &passphrase]);
    let backup = place.backup(&passphrase);
    place.lose_the_data_file();

    let told = place.refused(&["list"]);
    let command = format!(
        "proviso --data \"{}\" restore \"{}\" --passphrase-file FILE",
        place.data().display(),
        backup.display()
    );
    assert!(
        told.contains("The newest backup was made") && told.contains(&command),
        "the backup is named, and the command: {told}"
    );
    for words in [&passphrase, &code] {
        let told = place.refused(&["list", "--passphrase-file", words]);
        assert!(
            told.contains("The last good backup was made") && told.contains(&command),
            "where it can be opened it was looked at: {told}"
        );
    }
    let wrong = place.words("wrong", OTHER);
    let file = backup.to_str().unwrap();
    let told = place.refused(&["restore", file, "--passphrase-file", &wrong]);
    assert!(
        told.contains("does not open"),
        "another passphrase goes back to nothing: {told}"
    );
    assert!(
        !place.data().join("proviso.db").exists(),
        "and puts nothing in its place"
    );
    // The command that was named, with the recovery code in the file.
    let told = place.done(&["restore", file, "--passphrase-file", &code]);
    assert!(told.contains("Restored."), "{told}");
    let after = place.done(&["list", "--json", "--passphrase-file", &passphrase]);
    assert!(after == before, "everything is there again");
    let told = place.refused(&["list"]);
    assert!(
        told.contains("--passphrase-file"),
        "and as encrypted as before: {told}"
    );
}

#[test]
fn a_backup_with_a_key_of_its_own_is_restored_with_the_recovery_code_of_its_day() {
    let place = Place::new();
    let (passphrase, code) = place.encrypted(PASSPHRASE);
    let listed = |words: &str| place.done(&["list", "--json", "--passphrase-file", words]);
    let then = listed(&passphrase);
    let backup = place.backup(&passphrase);
    // Encrypted anew, it has another key.
    place.done(&["decrypt", "--passphrase-file", &passphrase]);
    let (now, new_code) = place.encrypted(OTHER);
    place.done(&[
        "retain",
        "Acme Instruments (fictional) / Field service",
        "--until",
        "2030-12-31",
        "--reason",
        "Retention schedule",
        "--passphrase-file",
        &now,
    ]);
    let later = listed(&now);
    assert!(later != then, "something came since");
    let name = named(&backup);
    let restore = ["restore", &name, "--passphrase-file", &now];
    let told = place.refused(&restore);
    assert!(
        told.contains("encrypted with a key of its own"),
        "today’s key does not open it: {told}"
    );
    for other in [&now, &new_code] {
        let told = place.refused(&[&restore[..], &["--backup-passphrase-file", other]].concat());
        assert!(
            told.contains("does not open"),
            "nor do today’s words as those of its day: {told}"
        );
    }
    assert!(listed(&now) == later, "and nothing was changed");
    let with_code = [&restore[..], &["--backup-passphrase-file", &code]].concat();
    let told = place.done(&[&with_code[..], &["--dry-run"]].concat());
    assert!(
        told.contains("Would be as it was"),
        "it can be looked at: {told}"
    );
    assert!(listed(&now) == later, "which changes nothing");
    let told = place.done(&with_code);
    assert!(told.contains("Restored."), "{told}");
    assert!(
        listed(&now) == then,
        "its state is back, under today’s passphrase"
    );
    assert!(
        proviso(&place.data(), &["list", "--passphrase-file", &passphrase])
            .status
            .code()
            == Some(1),
        "and not under that of its day"
    );
}
