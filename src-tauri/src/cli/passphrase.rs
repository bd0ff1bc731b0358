//! Passphrases on the command line: from a file, or typed without being shown. Never an argument,
//! which other programs could read.

use std::path::Path;

use proviso_store::system_says;

use super::Refusal;

/// The longest passphrase file, in bytes.
const MOST_BYTES: usize = 4_096;

/// Reads the first line of a file.
pub fn from_file(path: &Path) -> Result<String, Refusal> {
    let cannot = |cause: String| {
        Refusal::Said(format!(
            "{} cannot be read: {cause}. Name a file whose first line is the passphrase",
            path.display()
        ))
    };
    let text = std::fs::read(path).map_err(|error| cannot(system_says(&error)))?;
    if text.len() > MOST_BYTES {
        return Err(cannot(String::from("it is longer than any passphrase")));
    }
    let text = String::from_utf8(text).map_err(|_| cannot(String::from("it is no text")))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// Asks on the terminal.
pub fn asked(prompt: &str) -> Result<String, Refusal> {
    rpassword::prompt_password(prompt).map_err(|error| {
        Refusal::Said(format!(
            "The passphrase cannot be asked for ({}). Give it with --passphrase-file FILE",
            system_says(&error)
        ))
    })
}

/// Asks twice, for a passphrase that is new.
pub fn asked_twice(prompt: &str) -> Result<String, Refusal> {
    let first = asked(prompt)?;
    if asked("Again: ")? == first {
        Ok(first)
    } else {
        Err(Refusal::Said(String::from(
            "The two passphrases differ. Nothing was written",
        )))
    }
}
