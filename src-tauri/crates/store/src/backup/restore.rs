//! Going back to a backup: what that would change, and doing it so that a kill leaves the one state
//! or the other.
//!
//! The state that is to come is written in full beside the data file, checked, and then called
//! [`READY`]: from that rename on it is what counts. Whoever opens the folder next puts it in the
//! data file's place ([`finish`]), together with removing the log of the file that it replaces, which
//! must never be played back into another one.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proviso_core::date::Moment;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use thiserror::Error;

use super::difference::{Difference, Since, difference};
use super::file::{self, CheckError};
use super::{Backup, BackupError, BackupKind, BackupSettings, free_name, keep, noted_place, place};
use crate::cipher::{self, Cipher, Secret, keys_of};
use crate::destroy;
use crate::fault::{Fault, FaultKind};
use crate::migrate::{self, MIGRATIONS};
use crate::open::{DATA_FILE, OpenError, lock, make_private, private_file, set_up, sync_folder};
use crate::pace::{Leg, Pace, Watch, looks_at, unwatch};
use crate::search;
use crate::stamp::{Entropy, Stamp};
use crate::store::Store;
use crate::verify::{self, BrokenLink};

/// The state that is to take the data file's place, whole and checked.
const READY: &str = "proviso.restore";

/// The same while it is being written.
const PART: &str = "proviso.part";

/// What the data file may have beside it.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Why nothing was restored. The data file is as it was, unless the sentence says otherwise.
#[derive(Debug, Error)]
pub enum RestoreError {
    /// The backup cannot be read.
    #[error(transparent)]
    Check(#[from] CheckError),
    /// Its record does not hold.
    #[error(
        "Nothing was restored, because the record in {} does not hold: {first}. Choose another backup",
        path.display()
    )]
    Broken {
        /// The backup.
        path: PathBuf,
        /// The first broken link.
        first: BrokenLink,
    },
    /// It holds what was destroyed since, and that cannot be taken out of it.
    #[error(
        "Nothing was restored: {} still holds what was destroyed since, and that could not be taken out \
         of it first. {why}. Choose a later backup",
        path.display()
    )]
    Destroyed {
        /// The backup.
        path: PathBuf,
        /// Why not.
        why: Fault,
    },
    /// The present state cannot be kept.
    #[error("Nothing was restored, because the present state could not be kept first. {0}")]
    NotKept(#[source] Fault),
    /// The data folder cannot be taken.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The restored file stands in its place and cannot be opened.
    #[error("The backup was restored, and cannot be opened. {0}")]
    Reopen(#[source] OpenError),
    /// The disk.
    #[error("Nothing was restored. {0}")]
    Fault(#[from] Fault),
    /// Whoever asked for it does not want it any more.
    #[error("It was stopped; nothing was restored")]
    Stopped,
}

/// Opens a backup whose record holds, to be read.
fn sound(path: &Path, cipher: Option<&Cipher>, leg: Leg<'_>) -> Result<Connection, RestoreError> {
    let fault = |error: rusqlite::Error| Fault::new(&error, path);
    let mut conn = file::read(path, cipher)?;
    leg.watch(&mut conn, looks_at(path)).map_err(fault)?;
    let broken = verify::walk(&conn).map_err(fault)?;
    unwatch(&mut conn);
    match broken.into_iter().next() {
        None => Ok(conn),
        Some(first) => Err(RestoreError::Broken {
            path: path.to_owned(),
            first,
        }),
    }
}

/// The state that is to come, and how.
struct Coming<'a> {
    dir: &'a Path,
    backup: &'a Path,
    /// What opens the backup.
    from: Option<&'a Cipher>,
    /// What the data file is encrypted with.
    to: Option<&'a Cipher>,
    /// What the present state was kept as.
    kept: &'a Backup,
    settings: Option<&'a BackupSettings>,
    since: &'a Since,
    stamp: &'a Stamp,
    leg: Leg<'a>,
}

impl Coming<'_> {
    /// Writes the state beside the data file, checks it, and gives it the name by which it counts.
    fn make_ready(&self, entropy: &mut dyn Entropy) -> Result<(), RestoreError> {
        let part = self.dir.join(PART);
        let done = self.write(&part, entropy);
        if done.is_err() {
            remove_with_beside(&part);
        }
        done
    }

    fn write(&self, part: &Path, entropy: &mut dyn Entropy) -> Result<(), RestoreError> {
        let fault = |error: rusqlite::Error| Fault::new(&error, part);
        let is_alike = match (self.from, self.to) {
            (None, None) => true,
            (Some(from), Some(to)) => from.file.is_of_key(&to.file),
            _ => false,
        };
        if is_alike {
            let access = OpenFlags::SQLITE_OPEN_READ_ONLY;
            let source = file::open(self.backup, self.from, access).map_err(fault)?;
            file::fill(&source, self.to, part, self.leg.part(0, 20))?;
        } else {
            drop(fs::remove_file(part));
            private_file(part).map_err(|error| Fault::disk(part, &error))?;
            cipher::export((self.backup, self.from), (part, self.to))?;
        }
        let access = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let mut conn = file::open(part, self.to, access).map_err(fault)?;
        let likely = 2 * looks_at(part);
        self.leg
            .part(20, 100)
            .watch(&mut conn, likely)
            .map_err(fault)?;
        set_up(&conn)
            .and_then(|()| migrate::run(&mut conn, &MIGRATIONS))
            .and_then(|()| search::rebuild(&conn))
            .map_err(fault)?;
        destroy::take_out(&mut conn, part, &self.since.destroyed, entropy).map_err(|why| {
            RestoreError::Destroyed {
                path: self.backup.to_owned(),
                why,
            }
        })?;
        for (entry, says) in &self.since.unfinished {
            conn.execute(
                "INSERT OR IGNORE INTO pending_destruction (entry, says) VALUES (?1, ?2)",
                [entry, says],
            )
            .map_err(fault)?;
        }
        let lacking = self.since.held_in(&conn).map_err(fault)?;
        let mut coming = Store::of(conn, part.to_owned(), few(entropy, lacking.len()));
        for (assessment, reason) in lacking {
            coming
                .set_hold(&assessment, true, &reason, self.stamp)
                .map_err(|refusal| {
                    let kind = FaultKind::Other(refusal.to_string());
                    let path = part.to_owned();
                    Fault { path, kind }
                })?;
        }
        if let Some(settings) = self.settings {
            let value = serde_json::to_value(settings).unwrap_or_default();
            coming.record_setting(place::SETTING, &value, self.stamp)?;
        }
        coming.write::<_, Fault>(self.stamp, |writing| {
            self.since.stays.put_into(&writing.tx)?;
            let name = self.backup.file_name().unwrap_or_default();
            let body = serde_json::Map::from_iter([(
                String::from("restore"),
                json!({ "backup": name.to_string_lossy(), "kept": self.kept.name }),
            )]);
            Ok(writing.append_to_folder("restore", body)?)
        })?;
        let broken = verify::walk(&coming.conn).map_err(fault)?;
        if let Some(first) = broken.into_iter().next() {
            return Err(RestoreError::Broken {
                path: self.backup.to_owned(),
                first,
            });
        }
        // The last time that it can be stopped: then it gets the name by which it counts.
        unwatch(&mut coming.conn);
        self.leg.at(1, 1).map_err(fault)?;
        coming
            .conn
            .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
            .map_err(fault)?;
        let closed = coming.conn.close();
        closed.map_err(|(_, error)| fault(error))?;
        fs::File::open(part)
            .and_then(|file| file.sync_all())
            .map_err(|error| Fault::disk(part, &error))?;
        // The key file of the data file stands where that of this name would.
        Ok(file::name(part, None, &self.dir.join(READY))?)
    }
}

/// Takes identifiers for the few entries of a new file, and for its holds, from the store's own source.
pub(crate) fn few(entropy: &mut dyn Entropy, holds: usize) -> Box<dyn Entropy> {
    let mut drawn: Vec<[u8; 16]> = (0..8 + 8 * holds).map(|_| entropy.sixteen()).collect();
    Box::new(move || drawn.pop().unwrap_or_default())
}

fn beside(path: &Path) -> impl Iterator<Item = PathBuf> {
    BESIDE.iter().map(|suffix| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    })
}

/// Removes a database file with everything that SQLite may have left beside it, which would else be played
/// back into the next file of that name.
pub(crate) fn remove_with_beside(path: &Path) {
    for path in std::iter::once(path.to_owned()).chain(beside(path)) {
        drop(fs::remove_file(path));
    }
}

/// Puts a state that is ready in the data file's place, and removes what an interrupted one left.
/// Called with the folder's lock, before the data file is opened.
pub(crate) fn finish(dir: &Path) -> io::Result<()> {
    remove_with_beside(&dir.join(PART));
    let ready = dir.join(READY);
    if !ready.is_file() {
        return Ok(());
    }
    let live = dir.join(DATA_FILE);
    for path in beside(&live) {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    sync_folder(Some(dir));
    fs::rename(ready, live)?;
    sync_folder(Some(dir));
    Ok(())
}

impl Store {
    /// Says what going back to the backup in the file `backup` would change. Nothing is changed.
    /// `secret` opens one that was encrypted with another key than the data file is.
    pub fn difference(
        &self,
        backup: &Path,
        secret: Option<Secret<'_>>,
    ) -> Result<Difference, RestoreError> {
        let cipher = file::cipher_of(backup, self.opens(secret))?;
        let then = sound(backup, cipher.as_ref(), Pace::unwatched().whole())?;
        let unsound = self.verify()?;
        Ok(self.read::<_, Fault>(|now| Ok(difference(now, &then, unsound)?))?)
    }

    /// Goes back to a backup, after the present state was kept as one, which is returned. A kill
    /// before the call returns leaves the present state or the restored one, whole.
    ///
    /// # Errors
    /// The backup cannot be read or does not hold, the present state cannot be kept, or the disk
    /// takes no more: nothing was changed. [`RestoreError::Reopen`] alone says that the backup stands
    /// in the data file's place and could not be opened there.
    pub fn restore(
        &mut self,
        backup: &Path,
        secret: Option<Secret<'_>>,
        stamp: &Stamp,
    ) -> Result<Backup, RestoreError> {
        self.restore_at(backup, secret, stamp, Pace::unwatched().whole())
    }

    /// The same, watched on the way; once the backup has the name by which it counts it is not stopped any
    /// more, which is at 100 percent.
    ///
    /// # Errors
    /// As [`Store::restore`], and [`RestoreError::Stopped`].
    pub fn restore_watched(
        &mut self,
        backup: &Path,
        secret: Option<Secret<'_>>,
        stamp: &Stamp,
        watch: &Watch,
    ) -> Result<Backup, RestoreError> {
        let pace = Pace::new(watch);
        let done = self.restore_at(backup, secret, stamp, pace.whole());
        match pace.is_stopped() {
            true => done.map_err(|_| RestoreError::Stopped),
            false => done,
        }
    }

    fn restore_at(
        &mut self,
        backup: &Path,
        secret: Option<Secret<'_>>,
        stamp: &Stamp,
        leg: Leg<'_>,
    ) -> Result<Backup, RestoreError> {
        let from = file::cipher_of(backup, self.opens(secret))?;
        // Whether it holds is asked first: the present state would else be kept in vain.
        drop(sound(backup, from.as_ref(), leg.part(0, 20))?);
        let settings = self.backup_settings()?;
        let since = self.read::<_, Fault>(|conn| Ok(Since::read(conn)?))?;
        let place = self.backup_place();
        let kind = BackupKind::Restore;
        let kept = match super::make(self.source(), &place, kind, stamp.at, leg.part(20, 50)) {
            Ok(kept) => kept,
            // Its check was interrupted, and says nothing of the record.
            Err(_) if leg.is_stopped() => return Err(RestoreError::Stopped),
            Err(BackupError::Fault(fault)) => return Err(RestoreError::NotKept(fault)),
            Err(BackupError::Stopped) => return Err(RestoreError::Stopped),
            Err(BackupError::Broken { .. } | BackupError::Check(_)) => {
                let path = free_name(&place, BackupKind::Unsound, stamp.at);
                let kept = file::write_unchecked(self.source(), &path);
                kept.map_err(RestoreError::NotKept)?;
                named(path, stamp.at)
            }
        };
        let coming = Coming {
            dir: self.path.parent().unwrap_or(&self.path),
            backup,
            from: from.as_ref(),
            to: self.cipher.as_ref(),
            kept: &kept,
            settings: Some(&settings),
            since: &since,
            stamp,
            leg: leg.part(50, 100),
        };
        coming.make_ready(&mut *self.entropy)?;
        self.set_aside(stamp.at);
        self.reopen(stamp.at).map_err(RestoreError::Reopen)?;
        keep::thin(&place, &settings, stamp.at);
        Ok(kept)
    }
}

fn named(path: PathBuf, at: Moment) -> Backup {
    Backup {
        name: path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        bytes: fs::metadata(&path).map_or(0, |found| found.len()),
        path,
        kind: BackupKind::Unsound,
        at: super::without_offset(at),
    }
}

/// Goes back to a backup in a data folder whose file cannot be opened. The file is kept byte for
/// byte, with what stands beside it, among the backups. Where it is encrypted, `secret` opens its key
/// file, or that of the backup, and the restored file is encrypted with that key.
///
/// # Errors
/// As [`Store::restore`], or another process has the folder.
pub fn rescue(
    dir: &Path,
    backup: &Path,
    secret: Option<Secret<'_>>,
    entropy: &mut dyn Entropy,
    stamp: &Stamp,
) -> Result<Backup, RestoreError> {
    let _lock = lock(dir)?;
    let live = dir.join(DATA_FILE);
    let keys = keys_of(&live);
    let own = match secret {
        Some(secret) if keys.exists() => Cipher::of(&live, secret).ok(),
        _ => None,
    };
    let opens = file::Opens {
        cipher: own.as_ref(),
        secret,
    };
    let from = file::cipher_of(backup, opens)?;
    let pace = Pace::unwatched();
    drop(sound(backup, from.as_ref(), pace.whole())?);
    // What was encrypted is not to become plain by the way.
    if keys.exists() && own.is_none() && from.is_none() {
        return Err(OpenError::Locked { path: live }.into());
    }
    let to = own.as_ref().or(from.as_ref());
    let place = noted_place(dir);
    make_private(&place).map_err(|error| Fault::disk(&place, &error))?;
    let path = free_name(&place, BackupKind::Unsound, stamp.at);
    let pairs = std::iter::once((live.clone(), path.clone()))
        .chain(beside(&live).zip(beside(&path)))
        .chain([(keys.clone(), keys_of(&path))]);
    for (from, to) in pairs.filter(|(from, _)| from.is_file()) {
        let copied = private_file(&to)
            .and_then(|_| fs::copy(&from, &to))
            .and_then(|_| fs::File::open(&to)?.sync_all());
        copied.map_err(|error| RestoreError::NotKept(Fault::disk(&to, &error)))?;
    }
    let kept = named(path, stamp.at);
    let coming = Coming {
        dir,
        backup,
        from: from.as_ref(),
        to,
        kept: &kept,
        settings: None,
        // The file cannot be read, so nothing is known of what was destroyed or held since.
        since: &Since::default(),
        stamp,
        leg: pace.whole(),
    };
    if let (None, Some(to)) = (&own, to) {
        to.file.write(&keys)?;
    }
    coming.make_ready(entropy)?;
    finish(dir).map_err(|error| Fault::disk(dir, &error))?;
    Ok(kept)
}
