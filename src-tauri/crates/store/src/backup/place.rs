//! Where backups are kept and how many: settings of the data folder.
//!
//! A place of one's own choosing is noted beside the data file as well, so that the backups are found
//! when the file itself can no longer say where they are.

use std::fs;
use std::path::{Path, PathBuf};

use proviso_core::canonical::hash_text;
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::open::{make_private, private_file};
use crate::stamp::Stamp;
use crate::store::Store;

/// The folder of backups within the data folder, where no other was chosen.
pub const DEFAULT_PLACE: &str = "backups";

/// The key under which the settings are kept.
pub(super) const SETTING: &str = "backups";

/// The file in the data folder that names a chosen place.
const NOTE: &str = "backups-elsewhere.txt";

/// How many backups are kept, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BackupSettings {
    /// The folder that was chosen; `None` is the one within the data folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PathBuf>,
    /// Of how many hours one is kept, counting hours with a backup alone: 1 to 1,000.
    pub hours: u32,
    /// Of how many days: 0 to 1,000.
    pub days: u32,
    /// Of how many weeks: 0 to 1,000.
    pub weeks: u32,
    /// How many of each kind that is made before something: 1 to 1,000.
    pub before: u32,
}

impl Default for BackupSettings {
    fn default() -> Self {
        Self {
            place: None,
            hours: 24,
            days: 14,
            weeks: 26,
            before: 10,
        }
    }
}

impl BackupSettings {
    /// Returns the settings with each count within its range.
    #[must_use]
    pub fn within_range(self) -> Self {
        Self {
            hours: self.hours.clamp(1, 1_000),
            days: self.days.min(1_000),
            weeks: self.weeks.min(1_000),
            before: self.before.clamp(1, 1_000),
            ..self
        }
    }
}

/// Reads the settings from an open file; defaults where nothing was set or it cannot be read.
pub(super) fn settings_in(conn: &Connection) -> BackupSettings {
    let text: Option<String> = conn
        .query_row(
            "SELECT value FROM setting WHERE key = ?1",
            [SETTING],
            |row| row.get(0),
        )
        .optional()
        .ok()
        .flatten();
    let read: Option<BackupSettings> = text.and_then(|text| serde_json::from_str(&text).ok());
    read.unwrap_or_default().within_range()
}

/// Returns the folder in which backups of an open file are kept.
pub(super) fn of(conn: &Connection, live: &Path) -> PathBuf {
    match settings_in(conn).place {
        Some(chosen) => within(&chosen, conn),
        None => live.with_file_name(DEFAULT_PLACE),
    }
}

/// Returns the folder for this data folder's own backups within a chosen one, which may hold those of
/// other data folders too. It is named by the first entry of the data folder's log.
fn within(chosen: &Path, conn: &Connection) -> PathBuf {
    let first: Option<String> = conn
        .query_row(
            "SELECT id FROM folder_entry ORDER BY seq LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()
        .ok()
        .flatten();
    let name = hash_text("backups", &first.unwrap_or_default()).short();
    chosen.join(format!("proviso-backups-{name}"))
}

/// Returns where the backups of a data folder are whose file cannot be read.
pub(crate) fn noted(dir: &Path) -> PathBuf {
    let note = fs::read_to_string(dir.join(NOTE)).unwrap_or_default();
    match note.trim() {
        "" => dir.join(DEFAULT_PLACE),
        elsewhere => PathBuf::from(elsewhere),
    }
}

impl Store {
    /// Returns how many backups are kept, and where.
    pub fn backup_settings(&self) -> Result<BackupSettings, Fault> {
        self.read(|conn| Ok(settings_in(conn)))
    }

    /// Keeps how many backups are kept, and where. A chosen place is made where it is missing.
    ///
    /// # Errors
    /// Nothing can be written in the place.
    pub fn set_backup_settings(
        &mut self,
        settings: &BackupSettings,
        stamp: &Stamp,
    ) -> Result<(), Fault> {
        let settings = settings.clone().within_range();
        let place = settings
            .place
            .as_ref()
            .map(|chosen| within(chosen, &self.conn));
        if let Some(place) = &place {
            let probe = place.join(".probe");
            make_private(place)
                .and_then(|()| private_file(&probe))
                .and_then(|_| fs::remove_file(&probe))
                .map_err(|error| Fault::disk(place, &error))?;
        }
        let value = serde_json::to_value(&settings).unwrap_or_default();
        self.record_setting(SETTING, &value, stamp)?;
        let note = self.path.with_file_name(NOTE);
        let noted = match &place {
            Some(place) => fs::write(&note, place.display().to_string()),
            None => match fs::remove_file(&note) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
        };
        noted.map_err(|error| Fault::disk(&note, &error))
    }
}
