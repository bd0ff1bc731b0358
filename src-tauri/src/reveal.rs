//! Shows a file in the system's own file browser.

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
