//! Settings and what the program says about itself.

use proviso_core::preflight::default_words;
use proviso_core::request::NOTICE;
use serde::{Deserialize, Serialize};

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// What counsel can set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Settings {
    /// The name that signs each revision, as typed; empty until it is given.
    pub author: String,
    /// Light or dark.
    pub theme: Theme,
    /// Whether single letters and digits act as commands (WCAG 2.1.4).
    pub single_keys: bool,
    /// Whether a pack that nobody signed may be brought in.
    pub allow_unsigned_packs: bool,
    /// Words that executives' copies should not carry: what pre-flight looks for.
    pub words: Vec<String>,
    /// Minutes without anybody after which an encrypted data folder is locked; 0 is never.
    pub idle_minutes: u32,
    /// Whether the title of the window leaves out what is assessed.
    pub hide_matter: bool,
    /// Counsel's notice, which stands in every request.
    pub notice: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            author: String::new(),
            theme: Theme::System,
            single_keys: true,
            allow_unsigned_packs: false,
            words: default_words(),
            idle_minutes: 15,
            hide_matter: false,
            notice: NOTICE.to_owned(),
        }
    }
}

/// What the window asks for when it starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Start {
    /// Settings.
    pub settings: Settings,
    /// The program's version.
    pub version: String,
    /// Today, as printed: `November 23, 2026`.
    pub today: String,
    /// A plain sentence where the data folder is on a network or synchronized drive.
    pub folder_warning: Option<String>,
    /// The words that pre-flight looks for until counsel changes the list.
    pub listed_words: Vec<String>,
    /// The notice that stands in requests until counsel changes it.
    pub notice: String,
    /// The run that was open last, where it still exists.
    pub last_run: Option<String>,
    /// Whether the data folder is encrypted.
    pub is_encrypted: bool,
    /// Why nothing here can be changed; `None` where it can.
    pub read_only: Option<String>,
}

/// Everything on the About page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The program's version.
    pub version: String,
    /// Version of the database engine.
    pub sqlite: String,
    /// Where the data are kept, in words that name the folder.
    pub data_folder: String,
    /// Notices of all third parties.
    pub notices: String,
    /// The statement every report carries.
    pub statement: String,
}
