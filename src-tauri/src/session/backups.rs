//! Backups while somebody works, going back to one, and whether the file holds what was recorded.
//!
//! Both a backup on the schedule and the check of the whole file run on threads of their own, from
//! connections of their own, so that nobody waits for them. A session that ends waits for its backup.

mod going_back;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

use proviso_store::{
    Backup, BackupError, BackupKind, BackupSettings, BrokenLink, Fault, RestoreError, Secret,
    StopChecking,
};

use super::carry::part_of;
use super::{Session, SessionError};
use crate::wire::{BackupCounts, BackupRow, BackupsView, RestoreView, Restored, Soundness};
use crate::work::Going;

/// An hour in milliseconds.
const HOUR: i64 = 3_600_000;

/// What a check of the whole file found, once it is done.
pub type Checked = Arc<OnceLock<Result<Vec<BrokenLink>, Fault>>>;

/// The backups of one session.
#[derive(Debug, Default)]
pub(super) struct Backups {
    /// The one that is being written beside the work.
    running: Option<JoinHandle<Result<Backup, BackupError>>>,
    /// Why the last one failed.
    failure: Option<String>,
    /// The span in which none is due, in milliseconds since 1970.
    not_due: Option<(i64, i64)>,
    /// The one that was asked for last, and how many rows were changed by then.
    asked: Option<(u64, PathBuf)>,
    /// The file that was chosen last to go back to.
    chosen: Option<PathBuf>,
    /// The check of the file: what it found, and what ends it.
    checked: Option<Checked>,
    checking: Option<(JoinHandle<()>, StopChecking)>,
}

impl Session {
    /// Returns how many rows were changed since the folder was opened.
    pub fn changes(&self) -> u64 {
        self.store.changes()
    }

    /// Begins a backup beside the work where the schedule asks for one. Called after each change.
    pub fn back_up_if_due(&mut self) {
        let now = self.clock.now();
        if self
            .backups
            .not_due
            .is_some_and(|(from, to)| (from..to).contains(&now.unix_millis))
        {
            return;
        }
        self.finish_backup();
        match self.store.due_backup(now) {
            Ok(Some(job)) => {
                self.backups.running = Some(std::thread::spawn(move || job.run()));
                self.backups.not_due = Some((now.unix_millis, now.unix_millis + HOUR));
            }
            // Asked again within a minute at most: what counts is the last backup, not this moment.
            Ok(None) => self.backups.not_due = Some((now.unix_millis, now.unix_millis + HOUR / 60)),
            Err(fault) => self.backups.failure = Some(fault.to_string()),
        }
    }

    /// Says what is wrong beside the work, without waiting for anything.
    pub fn warning(&mut self) -> Option<String> {
        let is_done = |running: &JoinHandle<_>| running.is_finished();
        if self.backups.running.as_ref().is_some_and(is_done) {
            self.finish_backup();
        }
        match &self.backups.failure {
            Some(failure) => Some(format!("{}.", failure.trim_end_matches('.'))),
            None => self.folder_warning(),
        }
    }

    /// Waits for the backup that is being written, and notes how it ended.
    pub(super) fn finish_backup(&mut self) {
        if let Some(running) = self.backups.running.take() {
            self.backups.failure = match running.join() {
                Ok(Ok(_)) => None,
                Ok(Err(refusal)) => {
                    // Tried again with the next change.
                    self.backups.not_due = None;
                    Some(refusal.to_string())
                }
                Err(_) => Some(String::from(
                    "The backup ended in the middle. Make one by hand",
                )),
            };
        }
    }

    /// Begins to check the whole file beside the work.
    pub fn check_beside(&mut self) {
        self.stop_checking();
        let checked = Checked::default();
        self.backups.checked = Some(Arc::clone(&checked));
        let check = self.store.checking();
        let stop = check.stopper();
        let running = std::thread::spawn(move || {
            // Nobody else sets it.
            drop(checked.set(check.run()));
        });
        self.backups.checking = Some((running, stop));
    }

    /// Ends the check, so that nothing but the store has the file open.
    pub(super) fn stop_checking(&mut self) {
        if let Some((running, stop)) = self.backups.checking.take() {
            stop.stop();
            // What it found is kept by itself.
            drop(running.join());
        }
    }

    /// Does what takes text out of files while nothing else is at work on them: a backup that is being
    /// written is waited for, so that it is among those that are rewritten, and a check begins anew.
    pub(super) fn alone<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        self.finish_backup();
        let is_checked = self.backups.checked.is_some();
        self.stop_checking();
        let done = work(self);
        if is_checked {
            self.check_beside();
        }
        done
    }

    /// Checks the whole file now. From here on no change is taken where it does not hold.
    pub fn check_now(&self) -> Result<Vec<BrokenLink>, SessionError> {
        Ok(self.store.verify_before_changes()?)
    }

    /// Returns the check that runs beside the work: to be waited for without holding the session.
    pub fn checked(&self) -> Option<Checked> {
        self.backups.checked.clone()
    }

    /// Says what the check found, and which backup can be gone back to where the file does not hold.
    pub fn soundness(&mut self) -> Result<Soundness, SessionError> {
        let found = match self
            .backups
            .checked
            .as_ref()
            .and_then(|checked| checked.get())
        {
            None => Vec::new(),
            Some(Ok(found)) => found.clone(),
            Some(Err(fault)) => return Err(fault.clone().into()),
        };
        let Some(first) = found.first() else {
            return Ok(Soundness {
                holds: true,
                told: None,
                backup: None,
            });
        };
        self.finish_backup();
        Ok(Soundness {
            holds: false,
            told: Some(first.to_string()),
            backup: self
                .store
                .last_good_backup()
                .map(|backup| self.backup_row(&backup)),
        })
    }

    /// Returns the last good backup, each being checked now.
    pub fn last_good_backup(&self) -> Option<Backup> {
        self.store.last_good_backup()
    }

    /// Lists the backups, with where and how many are kept.
    pub fn backups(&mut self) -> Result<BackupsView, SessionError> {
        self.finish_backup();
        let settings = self.store.backup_settings()?;
        Ok(BackupsView {
            place: self.store.backup_place().display().to_string(),
            is_chosen: settings.place.is_some(),
            counts: BackupCounts {
                hours: settings.hours,
                days: settings.days,
                weeks: settings.weeks,
                before: settings.before,
            },
            rows: self
                .store
                .backups()
                .iter()
                .map(|backup| self.backup_row(backup))
                .collect(),
            failure: self.backups.failure.clone(),
        })
    }

    fn backup_row(&self, backup: &Backup) -> BackupRow {
        BackupRow {
            name: backup.name.clone(),
            at: self.printed(backup.at),
            size: size(backup.bytes),
            why: why(backup.kind),
            is_checked: backup.was_checked(),
        }
    }

    /// Writes a moment as people read it, by this computer's clock.
    fn printed(&self, at: proviso_core::date::Moment) -> String {
        let at = proviso_core::date::Moment {
            offset_minutes: self.clock.now().offset_minutes,
            ..at
        };
        at.long()
    }

    /// Refuses where no change is taken.
    pub fn may_change(&self) -> Result<(), SessionError> {
        Ok(self.store.takes_changes()?)
    }

    /// Refuses where the file does not hold: nothing leaves it then. What is open to be read alone may.
    pub fn may_leave(&self) -> Result<(), SessionError> {
        match self.store.only_reads() {
            true => Ok(()),
            false => self.may_change(),
        }
    }

    /// Makes a backup because somebody asks for it; where nothing was changed since the last such one,
    /// that is the backup.
    pub fn back_up_now(&mut self) -> Result<(), SessionError> {
        let changes = self.changes();
        if let Some((until, path)) = &self.backups.asked
            && *until == changes
            && path.is_file()
        {
            return Ok(());
        }
        let made = self.back_up(BackupKind::Asked)?;
        self.backups.asked = Some((changes, made.path));
        Ok(())
    }

    /// Makes a backup of a kind, and waits for it.
    pub fn back_up(&mut self, kind: BackupKind) -> Result<Backup, SessionError> {
        self.finish_backup();
        let made = self.store.back_up(kind, self.clock.now())?;
        self.backups.failure = None;
        Ok(made)
    }

    /// Writes a backup to a file.
    pub fn back_up_to(&mut self, path: &Path) -> Result<(), SessionError> {
        Ok(self.store.back_up_to(path)?)
    }

    /// Keeps how many backups are kept.
    pub fn keep_backup_counts(
        &mut self,
        counts: BackupCounts,
    ) -> Result<BackupsView, SessionError> {
        let before = self.store.backup_settings()?;
        self.keep_backup_settings(&BackupSettings {
            hours: counts.hours,
            days: counts.days,
            weeks: counts.weeks,
            before: counts.before,
            ..before
        })
    }

    /// Keeps where backups go: a folder that was chosen, or the one within the data folder.
    pub fn keep_backup_place(
        &mut self,
        place: Option<PathBuf>,
    ) -> Result<BackupsView, SessionError> {
        let before = self.store.backup_settings()?;
        self.keep_backup_settings(&BackupSettings { place, ..before })
    }

    fn keep_backup_settings(
        &mut self,
        settings: &BackupSettings,
    ) -> Result<BackupsView, SessionError> {
        self.finish_backup();
        let stamp = self.stamp_or_program()?;
        self.store.set_backup_settings(settings, &stamp)?;
        self.backups.not_due = None;
        self.backups()
    }

    /// Returns the file of a backup in the list, or the file that a path names.
    pub fn backup_file(&self, name: &str) -> PathBuf {
        let listed = self
            .store
            .backups()
            .into_iter()
            .find(|backup| backup.name == name);
        listed.map_or_else(|| PathBuf::from(name), |backup| backup.path)
    }

    /// Keeps a file that was chosen to go back to, which the page never names.
    pub fn choose_backup(&mut self, file: PathBuf) {
        self.backups.chosen = Some(file);
    }

    /// Returns the file of a backup in the list, or with no name the file that was chosen.
    ///
    /// # Errors
    /// No backup in the list has that name, or none was chosen.
    pub fn backup_to_go_back_to(&self, name: Option<&str>) -> Result<PathBuf, SessionError> {
        match name {
            Some(name) => self.listed_backup(name),
            None => self
                .backups
                .chosen
                .clone()
                .ok_or(SessionError::NoBackupChosen),
        }
    }

    /// Returns the file of a backup in the list.
    fn listed_backup(&self, name: &str) -> Result<PathBuf, SessionError> {
        let listed = self
            .store
            .backups()
            .into_iter()
            .find(|backup| backup.name == name);
        listed
            .map(|backup| backup.path)
            .ok_or_else(|| SessionError::NoBackup {
                name: name.to_owned(),
            })
    }

    /// Says what going back to the backup in a file would change. Nothing is changed.
    pub fn look_at_backup(
        &self,
        file: &Path,
        secret: Option<Secret<'_>>,
    ) -> Result<RestoreView, SessionError> {
        let found = self.store.difference(file, secret)?;
        let made = self.store.backups().into_iter();
        let made = made.filter(|backup| backup.path == file);
        let made = made.map(|backup| self.printed(backup.at)).next();
        Ok(going_back::view(file, made, &found))
    }

    /// Goes back to the backup in a file, after the present state was kept as one.
    pub fn restore(
        &mut self,
        file: &Path,
        secret: Option<Secret<'_>>,
        going: &Going,
    ) -> Result<Restored, SessionError> {
        let stamp = self.stamp_or_program()?;
        self.finish_backup();
        self.stop_checking();
        let watch = part_of(going, 0, 100);
        let kept = match self.store.restore_watched(file, secret, &stamp, &watch) {
            Ok(kept) => kept,
            Err(refusal) => {
                if !matches!(refusal, RestoreError::Reopen(_)) {
                    self.check_beside();
                }
                return Err(refusal.into());
            }
        };
        // Everything that was read from the state before is read again.
        self.candidate = None;
        self.incoming = None;
        self.backups = Backups::default();
        // The backup stands in its place by now: what does not work from here on refuses nothing.
        let lacking = self.furnish_restored();
        self.check_beside();
        Ok(Restored {
            kept: self.backup_row(&kept),
            lacking,
        })
    }

    /// Installs and reads packs in the restored state; says what of that did not work, and what to do.
    fn furnish_restored(&mut self) -> Option<String> {
        let refused = self.install_carried();
        let read = self.read_packs();
        let refused = match (refused, read) {
            (Ok(refused), Ok(())) => refused,
            (Err(why), _) | (_, Err(why)) => {
                return Some(format!(
                    "Not every text could be read from it ({why}). Close Proviso and open it again"
                ));
            }
        };
        let (_, why) = refused.first()?;
        let names: Vec<&str> = refused.iter().map(|(name, _)| name.as_str()).collect();
        Some(format!(
            "What this version of Proviso brings and the backup lacks could not be added to it: {} \
             ({why}). Everything in the backup is back. Mend that, close Proviso and open it again: it is \
             added then",
            names.join(", ")
        ))
    }
}

/// Says what a backup was made for.
fn why(kind: BackupKind) -> String {
    String::from(match kind {
        BackupKind::Rolling => "While working",
        BackupKind::Asked => "Made by hand",
        BackupKind::Migration(from) => {
            return format!("Before an update of the data file (schema {from})");
        }
        BackupKind::Deletion => "Before a deletion",
        BackupKind::Import => "Before an assessment was brought in",
        BackupKind::Rerun => "Before a new run",
        BackupKind::Restore => "Before going back to another backup",
        BackupKind::Displaced => "What the data file held before it was removed or replaced",
        BackupKind::Unsound => "Kept as it was, although its record does not hold",
    })
}

/// Writes a size as people read it: `4.2 MB`, of a million bytes each.
fn size(bytes: u64) -> String {
    let tenths = bytes.saturating_add(50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
