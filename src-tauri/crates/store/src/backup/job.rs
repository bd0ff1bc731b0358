//! A backup beside the work: on another thread, from a connection of its own, so that nobody waits.

use std::path::PathBuf;

use proviso_core::date::Moment;

use super::file::Source;
use super::{Backup, BackupError, BackupKind, BackupSettings, keep, list, make};
use crate::cipher::Cipher;
use crate::fault::Fault;
use crate::open::reader;
use crate::pace::Pace;
use crate::store::Store;

const HOUR: i64 = 3_600_000;

/// A backup on the schedule that is due: to be run on any thread while the store stays open.
#[derive(Debug)]
pub struct BackupJob {
    live: PathBuf,
    cipher: Option<Cipher>,
    place: PathBuf,
    settings: BackupSettings,
    at: Moment,
}

impl BackupJob {
    /// Makes the backup, and thins older ones.
    pub fn run(self) -> Result<Backup, BackupError> {
        let cipher = self.cipher.as_ref();
        let conn = reader(&self.live, cipher).map_err(|error| Fault::new(&error, &self.live))?;
        let source = Source {
            conn: &conn,
            cipher,
            live: &self.live,
        };
        let made = make(
            source,
            &self.place,
            BackupKind::Rolling,
            self.at,
            Pace::unwatched().whole(),
        )?;
        keep::thin(&self.place, &self.settings, self.at);
        Ok(made)
    }
}

impl Store {
    /// Returns the backup that the schedule asks for after a change at the moment `now`: an hour after
    /// the last one, and at once where there is none. One from a time that the clock has not reached
    /// yet is not counted.
    pub fn due_backup(&self, now: Moment) -> Result<Option<BackupJob>, Fault> {
        let place = self.backup_place();
        let rolling = |backup: &&Backup| {
            backup.kind == BackupKind::Rolling && backup.at.unix_millis <= now.unix_millis
        };
        let listed = list(&place);
        let last = listed.iter().find(rolling);
        let is_due = last.is_none_or(|last| now.unix_millis - last.at.unix_millis >= HOUR);
        if !is_due {
            return Ok(None);
        }
        Ok(Some(BackupJob {
            live: self.path.clone(),
            cipher: self.cipher.clone(),
            place,
            settings: self.backup_settings()?,
            at: now,
        }))
    }
}
