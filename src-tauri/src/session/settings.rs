//! Settings, and what the program says of itself.

use proviso_core::preflight::default_words;
use proviso_core::report::STATEMENT;
use proviso_core::request::NOTICE;
use proviso_store::{AssessmentState, Stamp};

use super::{Session, SessionError, unknown_item};
use crate::wire::{About, Settings, Start};

const SETTINGS: &str = "settings";
const LAST_RUN: &str = "lastRun";

/// Notices of all third parties, generated (`cargo xtask notices`).
const NOTICES: &str = include_str!("../../../assets/notices/third-party.txt");

/// Words without blanks around them, each once, in the order given.
fn each_once(words: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for word in words.iter().map(|word| word.trim()) {
        if !word.is_empty() && !kept.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            kept.push(word.to_owned());
        }
    }
    kept
}

impl Session {
    /// Returns what counsel has set; defaults where nothing was.
    pub fn settings(&self) -> Result<Settings, SessionError> {
        let stored = self.store.setting(SETTINGS)?;
        Ok(stored
            .and_then(|value| serde_json::from_value(value).ok())
            .unwrap_or_default())
    }

    /// Keeps settings; the name is kept as given, without blanks around it, and each listed word once.
    pub fn save_settings(&mut self, settings: &Settings) -> Result<Settings, SessionError> {
        let kept = Settings {
            author: settings.author.trim().to_owned(),
            words: each_once(&settings.words),
            // A blank one is the one that Proviso suggests.
            notice: match settings.notice.trim() {
                "" => NOTICE.to_owned(),
                given => given.to_owned(),
            },
            ..settings.clone()
        };
        let value = serde_json::to_value(&kept).unwrap_or_default();
        let author = match kept.author.as_str() {
            "" => String::from("Proviso"),
            given => given.to_owned(),
        };
        let at = self.clock.now();
        self.store
            .record_setting(SETTINGS, &value, &Stamp { author, at })?;
        Ok(kept)
    }

    /// Returns the minutes without anybody after which the window locks; 0 is never, as it is while
    /// the data are not encrypted.
    pub fn idle_minutes(&self) -> u32 {
        if !self.is_encrypted() {
            return 0;
        }
        self.settings().unwrap_or_default().idle_minutes
    }

    /// Returns what the window asks for when it starts.
    pub fn start(&self) -> Result<Start, SessionError> {
        let last = self.store.setting(LAST_RUN)?;
        let last = last.and_then(|value| value.as_str().map(str::to_owned));
        Ok(Start {
            settings: self.settings()?,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            today: self.today().long(),
            folder_warning: self.folder_warning(),
            listed_words: default_words(),
            notice: NOTICE.to_owned(),
            last_run: last.filter(|run| self.is_worked_on(run)),
            is_encrypted: self.is_encrypted(),
            read_only: self.only_reads_said(),
        })
    }

    /// Whether a run is there, and its assessment neither archived nor deleted.
    fn is_worked_on(&self, run: &str) -> bool {
        let run = self.store.run(run);
        let assessment = run.and_then(|run| self.store.assessment(&run.assessment));
        assessment.is_ok_and(|found| found.state == AssessmentState::Open)
    }

    /// Remembers which run and which item are open.
    pub fn set_place(&mut self, run: &str, item: &str) -> Result<(), SessionError> {
        let hash = self.store.run(run)?.pack.hash;
        let pack = self.pack(&hash)?;
        if pack.item(item).is_none() {
            return Err(unknown_item(item, &pack));
        }
        self.store.set_place(run, item)?;
        let last = serde_json::Value::from(run);
        // From question to question the run is the same, and one commit is enough.
        if self.store.setting(LAST_RUN)?.as_ref() == Some(&last) {
            return Ok(());
        }
        Ok(self.store.set_setting(LAST_RUN, &last)?)
    }

    /// Returns everything on the About page.
    pub fn about(&self) -> About {
        About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sqlite: self.store.engine(),
            data_folder: self.folder.display().to_string(),
            notices: NOTICES.to_owned(),
            statement: STATEMENT.to_owned(),
        }
    }
}
