//! Backups: copies of the data file, each one consistent state, opened and checked after it is
//! written, and given its name only then.
//!
//! A copy is made on a schedule while somebody works ([`BackupKind::Rolling`]), when it is asked for,
//! and before anything that cannot simply be taken back: a migration, a deletion, an import, a run
//! that follows, a restore. What a copy is of stands in its name, `proviso-deletion-<moment>.db`, so
//! that a list needs no index of its own. Older ones are thinned as the settings say ([`keep`]);
//! going back to one is [`restore`].

mod difference;
mod file;
mod job;
mod keep;
mod place;
pub(crate) mod restore;
mod stays;

use std::fs;
use std::path::{Path, PathBuf};

use proviso_core::date::Moment;
use rusqlite::Connection;
use thiserror::Error;

use crate::cipher::{Cipher, Secret};
use crate::fault::Fault;
use crate::open::make_private;
use crate::pace::{Leg, Pace, Watch};
use crate::store::Store;
use crate::verify::BrokenLink;

use file::{Opens, Source};

pub use difference::{ChangedAssessment, DestroyedAssessment, Difference, Side};
pub use file::CheckError;
pub use job::BackupJob;
pub(crate) use place::noted as noted_place;
pub use place::{BackupSettings, DEFAULT_PLACE};
pub use restore::{RestoreError, rescue};

/// What a backup was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BackupKind {
    /// On the schedule, while somebody works.
    Rolling,
    /// Because somebody asked for it.
    Asked,
    /// Before the file was brought from this schema to a later one.
    Migration(u32),
    /// Before an assessment was deleted.
    Deletion,
    /// Before an assessment was brought in from a file.
    Import,
    /// Before a run was made that follows another.
    Rerun,
    /// Before an earlier state was restored.
    Restore,
    /// What a data file held that was removed or replaced while it was open.
    Displaced,
    /// The state that was restored away from, whose record did not hold: kept as it was.
    Unsound,
}

impl BackupKind {
    const NAMED: [(Self, &str); 8] = [
        (Self::Rolling, "rolling"),
        (Self::Asked, "asked"),
        (Self::Deletion, "deletion"),
        (Self::Import, "import"),
        (Self::Rerun, "rerun"),
        (Self::Restore, "restore"),
        (Self::Displaced, "displaced"),
        (Self::Unsound, "unsound"),
    ];

    /// Returns the word that stands in the name of its files.
    pub fn word(self) -> String {
        if let Self::Migration(from) = self {
            return format!("schema-{from}");
        }
        let named = Self::NAMED.iter().find(|(kind, _)| *kind == self);
        named.map_or_else(String::new, |(_, word)| (*word).to_owned())
    }

    fn read(word: &str) -> Option<Self> {
        if let Some(from) = word.strip_prefix("schema-") {
            return from.parse().ok().map(Self::Migration);
        }
        let named = Self::NAMED.iter().find(|(_, known)| *known == word);
        named.map(|(kind, _)| *kind)
    }
}

/// A backup as its folder lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Name of the file, without its folder.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// What it was made for.
    pub kind: BackupKind,
    /// When it was made; the offset is that of nobody, 0.
    pub at: Moment,
    /// Size of the file in bytes.
    pub bytes: u64,
}

impl Backup {
    /// Whether it was opened and its record held when it was written; so it was with each, but for a
    /// state that was kept although its record did not hold.
    pub fn was_checked(&self) -> bool {
        self.kind != BackupKind::Unsound
    }
}

/// Why there is no backup. Nothing was left in the place of backups.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The record in the data file does not hold, so a copy of it is no backup.
    #[error(
        "No backup was made, because the record in {} does not hold: {first}. Restore the last \
         good backup (Settings, Backups, or “proviso restore”); the file as it stands is kept among the \
         backups",
        path.display()
    )]
    Broken {
        /// The data file.
        path: PathBuf,
        /// The first broken link.
        first: BrokenLink,
    },
    /// The copy was written and cannot be read as it should.
    #[error("No backup was made: the copy did not pass its check. {0}")]
    Check(#[source] CheckError),
    /// The copy cannot be written.
    #[error("No backup was made. {0}")]
    Fault(#[from] Fault),
    /// Whoever asked for it does not want it any more.
    #[error("It was stopped; no backup was made")]
    Stopped,
}

/// Lists the backups in a folder, newest first. A folder that is not there holds none.
pub fn list(place: &Path) -> Vec<Backup> {
    let Ok(found) = fs::read_dir(place) else {
        return Vec::new();
    };
    let mut backups: Vec<Backup> = found
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let (kind, at) = read_name(&name)?;
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(Backup {
                path: entry.path(),
                name,
                kind,
                at,
                bytes: metadata.len(),
            })
        })
        .collect();
    backups.sort_by(|a, b| (b.at.unix_millis, &b.name).cmp(&(a.at.unix_millis, &a.name)));
    backups
}

/// Reads what a name says: `proviso-<word>-<moment>[-<count>].db`.
fn read_name(name: &str) -> Option<(BackupKind, Moment)> {
    let said = name.strip_prefix("proviso-")?.strip_suffix(".db")?;
    // 2026-11-21T19-03-22-481Z, with a count behind it where two were made in one millisecond.
    let (kind, moment) = said.match_indices('-').find_map(|(at, _)| {
        let moment = said.get(at + 1..at + 25)?;
        let is_one = moment.ends_with('Z') && moment.get(10..11) == Some("T");
        is_one.then_some((&said[..at], moment))
    })?;
    let kind = BackupKind::read(kind)?;
    let text = format!(
        "{}:{}:{}.{}",
        moment.get(..13)?,
        moment.get(14..16)?,
        moment.get(17..19)?,
        moment.get(20..)?
    );
    Some((kind, Moment::from_utc_text(&text, 0)?))
}

/// Returns a name that is not taken yet.
fn free_name(place: &Path, kind: BackupKind, at: Moment) -> PathBuf {
    let moment = at.utc_text().replace([':', '.'], "-");
    let name = format!("proviso-{}-{moment}", kind.word());
    let names = std::iter::once(format!("{name}.db"))
        .chain((2..1_000).map(|count| format!("{name}-{count}.db")));
    let mut paths = names.map(|name| place.join(name));
    let free = paths.find(|path| !path.exists());
    free.unwrap_or_else(|| place.join(format!("{name}.db")))
}

/// Returns a moment as a name holds it.
fn without_offset(at: Moment) -> Moment {
    Moment {
        offset_minutes: 0,
        ..at
    }
}

/// Makes a copy of an open file in a folder of backups; what cannot be checked is not kept.
pub(crate) fn make(
    source: Source<'_>,
    place: &Path,
    kind: BackupKind,
    at: Moment,
    leg: Leg<'_>,
) -> Result<Backup, BackupError> {
    make_private(place).map_err(|error| Fault::disk(place, &error))?;
    let path = free_name(place, kind, at);
    file::write(source, &path, leg)?;
    let bytes = fs::metadata(&path).map_err(|error| Fault::disk(&path, &error))?;
    Ok(Backup {
        name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        path,
        kind,
        at: without_offset(at),
        bytes: bytes.len(),
    })
}

/// Copies the open file before it is brought to a later schema. Where its record does not hold, the
/// copy says so by its name: an old file is not to stay closed because of that.
pub(crate) fn before_migration(
    conn: &Connection,
    cipher: Option<&Cipher>,
    live: &Path,
    from: u32,
    at: Moment,
) -> Result<(), Fault> {
    let place = place::of(conn, live);
    let source = Source { conn, cipher, live };
    let kind = BackupKind::Migration(from);
    match make(source, &place, kind, at, Pace::unwatched().whole()) {
        Ok(_) => Ok(()),
        Err(BackupError::Fault(fault)) => Err(fault),
        // It is copied as it is; nobody stops that.
        Err(BackupError::Broken { .. } | BackupError::Check(_) | BackupError::Stopped) => {
            let path = free_name(&place, BackupKind::Unsound, at);
            file::write_unchecked(source, &path)
        }
    }
}

impl Store {
    /// Returns the folder in which backups are kept.
    pub fn backup_place(&self) -> PathBuf {
        place::of(&self.conn, &self.path)
    }

    /// Lists the backups, newest first.
    pub fn backups(&self) -> Vec<Backup> {
        list(&self.backup_place())
    }

    /// Makes a backup, and thins older ones as the settings say.
    pub fn back_up(&self, kind: BackupKind, at: Moment) -> Result<Backup, BackupError> {
        self.back_up_at(kind, at, Pace::unwatched().whole())
    }

    /// The same, watched on the way.
    ///
    /// # Errors
    /// As [`Store::back_up`], and [`BackupError::Stopped`].
    pub fn back_up_watched(
        &self,
        kind: BackupKind,
        at: Moment,
        watch: &Watch,
    ) -> Result<Backup, BackupError> {
        let pace = Pace::new(watch);
        let made = self.back_up_at(kind, at, pace.whole());
        match pace.is_stopped() {
            true => made.map_err(|_| BackupError::Stopped),
            false => made,
        }
    }

    fn back_up_at(
        &self,
        kind: BackupKind,
        at: Moment,
        leg: Leg<'_>,
    ) -> Result<Backup, BackupError> {
        let place = self.backup_place();
        let made = make(self.source(), &place, kind, at, leg)?;
        keep::thin(&place, &self.backup_settings()?, at);
        Ok(made)
    }

    /// Writes a backup to a file of any name, which is replaced where it exists.
    pub fn back_up_to(&self, path: &Path) -> Result<(), BackupError> {
        file::write(self.source(), path, Pace::unwatched().whole())
    }

    /// Returns the newest backup that opens and whose record holds, each being checked now.
    pub fn last_good_backup(&self) -> Option<Backup> {
        last_good(&self.backup_place(), self.opens(None))
    }

    /// Opens a backup, looks at its pages and walks its record; returns the first broken link.
    ///
    /// # Errors
    /// It is no backup that this version reads with the key of this data file, or not all of it can
    /// be read.
    pub fn check_backup(&self, path: &Path) -> Result<Option<BrokenLink>, CheckError> {
        check(path, self.opens(None))
    }

    /// Rewrites one backup: `work` changes a copy of it, which is vacuumed, checked, and takes the
    /// backup's name only then. A kill leaves the one or the other. Text that `work` removed is in no
    /// page of the new file.
    ///
    /// # Errors
    /// The backup is none, or encrypted with another key; `work` fails; what it left does not pass
    /// the check. The backup is as it was.
    pub fn rewrite_backup(
        &self,
        path: &Path,
        work: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), BackupError> {
        file::rewrite(path, self.opens(None), work)
    }

    pub(crate) fn source(&self) -> Source<'_> {
        Source {
            conn: &self.conn,
            cipher: self.cipher.as_ref(),
            live: &self.path,
        }
    }

    fn opens<'a>(&'a self, secret: Option<Secret<'a>>) -> Opens<'a> {
        Opens {
            cipher: self.cipher.as_ref(),
            secret,
        }
    }
}

fn check(path: &Path, opens: Opens<'_>) -> Result<Option<BrokenLink>, CheckError> {
    let cipher = file::cipher_of(path, opens)?;
    file::check_with(path, cipher.as_ref(), Pace::unwatched().whole())
}

fn last_good(place: &Path, opens: Opens<'_>) -> Option<Backup> {
    let sound = |backup: &Backup| {
        let holds = check(&backup.path, opens);
        backup.was_checked() && holds.is_ok_and(|broken| broken.is_none())
    };
    list(place).into_iter().find(sound)
}

/// Returns the newest backup of a data folder whose file cannot be opened, as its name says: it was not
/// looked at.
pub fn newest_of(dir: &Path) -> Option<Backup> {
    list(&place::noted(dir))
        .into_iter()
        .find(Backup::was_checked)
}

/// Returns the newest backup of a data folder whose file cannot be opened, of those that open with
/// `secret` or without one and whose record holds.
pub fn last_good_of(dir: &Path, secret: Option<Secret<'_>>) -> Option<Backup> {
    last_good(
        &place::noted(dir),
        Opens {
            cipher: None,
            secret,
        },
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
