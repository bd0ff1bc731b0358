//! Shows a file in the system's own file browser, or in the program that the system opens it with.

use std::path::Path;
use std::process::{Command, Stdio};

/// Opens the folder that holds `path`, with the file selected where the system can do that.
pub fn reveal(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let mut command = if cfg!(target_os = "windows") {
        let mut command = Command::new("explorer");
        command.arg("/select,").arg(path);
        command
    } else if cfg!(target_os = "macos") {
        let mut command = Command::new("open");
        command.arg("-R").arg(path);
        command
    } else {
        let mut command = Command::new("xdg-open");
        command.arg(folder);
        command
    };
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map(drop)
}

/// Something that shows a document.
pub trait FileOpener: Send + Sync {
    /// Opens a file in the program that is meant for its kind. Does not wait for that program.
    fn open(&self, path: &Path) -> std::io::Result<()>;
}

/// The system's own choice of program.
#[derive(Debug, Clone, Copy)]
pub struct SystemOpener;

impl FileOpener for SystemOpener {
    fn open(&self, path: &Path) -> std::io::Result<()> {
        let program = if cfg!(target_os = "windows") {
            "explorer"
        } else if cfg!(target_os = "macos") {
            "open"
        } else {
            "xdg-open"
        };
        Command::new(program)
            .arg(path)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(drop)
    }
}

/// Opens nothing, for tests: what was to be opened lies where it was laid out.
#[cfg(feature = "e2e")]
#[derive(Debug, Clone, Copy)]
pub struct NoOpener;

#[cfg(feature = "e2e")]
impl FileOpener for NoOpener {
    fn open(&self, path: &Path) -> std::io::Result<()> {
        std::fs::metadata(path).map(drop)
    }
}
