//! What is left behind when the program fails: where it failed, and nothing of what was in it.

use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};

/// The name of the log in the data folder.
pub const LOG_FILE: &str = "proviso-failures.log";

/// Makes a panic write one line to the log in `folder` and say on standard error where it is.
///
/// The panic's own message is left out, because it may carry what counsel wrote.
pub fn install(folder: Option<PathBuf>) {
    std::panic::set_hook(Box::new(move |info| {
        let line = line(info);
        let kept = folder.as_deref().and_then(|folder| append(folder, &line));
        // Nothing can be said where standard error itself is gone.
        drop(match kept {
            Some(path) => writeln!(
                std::io::stderr(),
                "proviso: an internal fault at {line}. Every answer that was shown as saved is on \
                 disk. The place of the fault, without any content, is noted in {}",
                path.display(),
            ),
            None => writeln!(std::io::stderr(), "proviso: an internal fault at {line}"),
        });
    }));
}

fn line(info: &PanicHookInfo<'_>) -> String {
    match info.location() {
        Some(place) => format!(
            "{}:{} (Proviso {})",
            place.file(),
            place.line(),
            env!("CARGO_PKG_VERSION")
        ),
        None => format!("an unknown place (Proviso {})", env!("CARGO_PKG_VERSION")),
    }
}

fn append(folder: &Path, line: &str) -> Option<PathBuf> {
    let path = folder.join(LOG_FILE);
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .ok()?;
    writeln!(file, "{line}").ok()?;
    Some(path)
}
