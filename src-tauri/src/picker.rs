//! Where to save and what to open: asked of the person by a native dialog, which the page neither
//! opens nor sees.

use std::path::PathBuf;

/// Something that asks where a file is to go, or which one is meant.
pub trait FilePicker: Send + Sync {
    /// Asks for a place for a file that is suggested to be called `name`; `None` when the dialog
    /// was closed without a choice. Blocks until there is an answer.
    fn save(&self, name: &str, kind: &str, extension: &str) -> Option<PathBuf>;

    /// Asks for an existing file; `None` when the dialog was closed without a choice. Blocks until
    /// there is an answer.
    fn open(&self, kind: &str, extension: &str) -> Option<PathBuf>;

    /// Asks for existing files of any kind; none when the dialog was closed without a choice.
    /// Blocks until there is an answer.
    fn open_any(&self) -> Vec<PathBuf>;

    /// Asks for a folder; `None` when the dialog was closed without a choice. Blocks until there is
    /// an answer.
    fn folder(&self) -> Option<PathBuf>;
}

/// The system's own dialog.
pub struct NativePicker<R: tauri::Runtime> {
    app: tauri::AppHandle<R>,
}

impl<R: tauri::Runtime> std::fmt::Debug for NativePicker<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NativePicker")
    }
}

impl<R: tauri::Runtime> NativePicker<R> {
    /// Makes a picker whose dialogs belong to the program's window.
    pub fn new(app: tauri::AppHandle<R>) -> Self {
        Self { app }
    }

    /// Makes a dialog for files of one kind; an empty extension lets all kinds through.
    fn dialog(&self, kind: &str, extension: &str) -> tauri_plugin_dialog::FileDialogBuilder<R> {
        use tauri::Manager as _;
        use tauri_plugin_dialog::DialogExt as _;
        let mut dialog = self.app.dialog().file();
        if !extension.is_empty() {
            dialog = dialog.add_filter(kind, &[extension]);
        }
        match self.app.get_webview_window("main") {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

impl<R: tauri::Runtime> FilePicker for NativePicker<R> {
    fn save(&self, name: &str, kind: &str, extension: &str) -> Option<PathBuf> {
        let dialog = self.dialog(kind, extension).set_file_name(name);
        dialog.blocking_save_file()?.into_path().ok()
    }

    fn open(&self, kind: &str, extension: &str) -> Option<PathBuf> {
        let dialog = self.dialog(kind, extension);
        dialog.blocking_pick_file()?.into_path().ok()
    }

    fn open_any(&self) -> Vec<PathBuf> {
        let picked = self.dialog("", "").blocking_pick_files();
        let picked = picked.unwrap_or_default().into_iter();
        picked.filter_map(|file| file.into_path().ok()).collect()
    }

    fn folder(&self) -> Option<PathBuf> {
        let dialog = self.dialog("", "");
        dialog.blocking_pick_folder()?.into_path().ok()
    }
}

/// Gives an answer that was decided beforehand: a path, or `None` for a closed dialog. Where an existing
/// file is asked for, that is the one of the same name with the ending that is asked for, if it is there.
#[cfg(feature = "e2e")]
#[derive(Debug, Clone, Default)]
pub struct ScriptedPicker(pub Option<PathBuf>);

#[cfg(feature = "e2e")]
impl ScriptedPicker {
    /// Reads the answer from the environment variable `PROVISO_PICK`; empty or absent is a closed
    /// dialog.
    pub fn from_environment() -> Self {
        let path = std::env::var_os("PROVISO_PICK").filter(|path| !path.is_empty());
        Self(path.map(PathBuf::from))
    }
}

#[cfg(feature = "e2e")]
impl FilePicker for ScriptedPicker {
    fn save(&self, _name: &str, _kind: &str, _extension: &str) -> Option<PathBuf> {
        self.0.clone()
    }

    fn open(&self, _kind: &str, extension: &str) -> Option<PathBuf> {
        let path = self.0.clone()?;
        let named = path.with_extension(extension);
        Some(if named.exists() { named } else { path })
    }

    fn open_any(&self) -> Vec<PathBuf> {
        self.0.clone().into_iter().collect()
    }

    fn folder(&self) -> Option<PathBuf> {
        self.0.clone()
    }
}
