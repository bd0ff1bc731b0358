//! The data folder: where it is by default.

use std::path::PathBuf;

/// The program's identifier, as in `tauri.conf.json`; names its folder on every platform.
pub const IDENTIFIER: &str = "org.proviso.desktop";

/// Returns the platform's application-data folder for Proviso, or `None` where the system names
/// none.
pub fn default_folder() -> Option<PathBuf> {
    dirs::data_dir().map(|folder| folder.join(IDENTIFIER))
}

/// Why there is no data folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This system names no folder for application data; give one with --data or PROVISO_DATA")]
pub struct NoFolder;

/// Returns the folder that was asked for, else the default one.
pub fn chosen(asked: Option<PathBuf>) -> Result<PathBuf, NoFolder> {
    asked.or_else(default_folder).ok_or(NoFolder)
}
