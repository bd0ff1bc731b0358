//! Whether the file that is open still stands in the data folder. A system that lets an open file be
//! removed, moved or replaced goes on taking writes to it, and they are gone when it is closed: what was
//! called saved would be lost without a word. So each change looks first, and where another file or none
//! stands there, the state that is still open is kept as a backup and nothing more is taken.

use std::fs;
use std::path::{Path, PathBuf};

use proviso_core::date::Moment;
use rusqlite::config::DbConfig;

use crate::backup::{self, BackupKind};
use crate::fault::{Fault, FaultKind};
use crate::pace::Pace;
use crate::store::Store;

/// What became of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Displaced {
    /// Nothing stands in its place.
    Gone,
    /// Another file does.
    Replaced,
    /// Another program wrote into it.
    Overwritten,
}

/// The file and its log as they were when they were last written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct InPlace {
    file: Option<Seen>,
    log: Option<Seen>,
}

/// One file as the system sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(unix),
    allow(
        dead_code,
        reason = "an open file keeps its name there, so none is looked at"
    )
)]
struct Seen {
    device: u64,
    inode: u64,
    bytes: u64,
    changed: (i64, i64),
}

impl Seen {
    /// Looks at a file; `None` where there is none. Elsewhere than on Unix an open file keeps its name.
    fn at(path: &Path) -> Option<Self> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let found = fs::metadata(path).ok()?;
            Some(Self {
                device: found.dev(),
                inode: found.ino(),
                bytes: found.len(),
                changed: (found.mtime(), found.mtime_nsec()),
            })
        }
        #[cfg(not(unix))]
        {
            let _ = path;
            None
        }
    }

    fn is_same_file(self, other: Self) -> bool {
        (self.device, self.inode) == (other.device, other.inode)
    }
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    PathBuf::from(name)
}

impl InPlace {
    /// Looks at a file that was just opened.
    pub(crate) fn of(path: &Path) -> Self {
        Self {
            file: Seen::at(path),
            log: Seen::at(&log_of(path)),
        }
    }

    /// Looks again after something was written.
    pub(crate) fn note(&mut self, path: &Path) {
        if self.file.is_none() {
            return;
        }
        let now = Self::of(path);
        let stays = |before: Option<Seen>, now: Option<Seen>| match (before, now) {
            (Some(before), Some(now)) if !before.is_same_file(now) => Some(before),
            (Some(before), None) => Some(before),
            _ => now,
        };
        self.file = stays(self.file, now.file);
        self.log = stays(self.log, now.log);
    }

    /// Says what became of the file since.
    fn displaced(&self, path: &Path) -> Option<Displaced> {
        self.file?;
        let now = Self::of(path);
        let became = |before: Option<Seen>, now: Option<Seen>| match (before?, now) {
            (_, None) => Some(Displaced::Gone),
            (before, Some(now)) if !before.is_same_file(now) => Some(Displaced::Replaced),
            _ => None,
        };
        // The log is written by every change and bears checksums; the file by us alone, and seldom.
        let is_other = self.file != now.file;
        became(self.file, now.file)
            .or_else(|| became(self.log, now.log))
            .or_else(|| is_other.then_some(Displaced::Overwritten))
    }
}

impl Store {
    /// Refuses where the file that is open does not stand in its place any more, after what it holds was
    /// kept as a backup.
    pub(crate) fn stays_in_place(&mut self, at: Moment) -> Result<(), Fault> {
        let Some(how) = self.in_place.displaced(&self.path) else {
            return Ok(());
        };
        let place = self.backup_place();
        let pace = Pace::unwatched();
        let kept = backup::make(
            self.source(),
            &place,
            BackupKind::Displaced,
            at,
            pace.whole(),
        )
        .ok();
        // Closing would else write into a file that nobody finds, or take away the log of another one.
        drop(
            self.conn
                .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true),
        );
        let log = log_of(&self.path);
        let is_ours = match (self.in_place.log, Seen::at(&log)) {
            (Some(before), Some(now)) => before.is_same_file(now),
            _ => false,
        };
        if how != Displaced::Overwritten && is_ours && kept.is_some() {
            // It would be played back into whatever stands beside it.
            drop(fs::remove_file(log));
        }
        let kind = FaultKind::Displaced {
            how,
            kept: kept.map(|backup| backup.name),
        };
        self.close_to_changes(kind.clone());
        Err(Fault {
            path: self.path.clone(),
            kind,
        })
    }
}

impl Store {
    /// Moves a file out of the way that somebody put in the place of the one that is open, before that
    /// place is taken: it is not ours to remove.
    pub(crate) fn set_aside(&self, at: Moment) {
        let displaced = matches!(
            self.closed.reason(),
            Some(FaultKind::Displaced {
                how: Displaced::Replaced,
                ..
            })
        );
        if displaced {
            let moment = at.utc_text().replace([':', '.'], "-");
            let aside = self.path.with_extension(format!("found-{moment}.db"));
            // Where that fails there is no room for the restored file either, and going back says so.
            drop(fs::rename(&self.path, aside));
        }
    }
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use proviso_core::answer::Answer;
    use tempfile::TempDir;

    use super::*;
    use crate::testing::{item_hash, options, stamp, with_assessment};
    use crate::{Change, Created, DATA_FILE, OpenError, RecordError};

    fn says(facts: &str) -> Answer {
        Answer {
            facts: Some(facts.to_owned()),
            ..Answer::default()
        }
    }

    fn answer(store: &mut Store, run: &str, facts: &str) -> Result<(), Fault> {
        let (hash, answer) = (item_hash("inventory"), says(facts));
        let change = Change::new("inventory", &hash, &answer);
        match store.record_answer(run, &change, &stamp(20)) {
            Ok(_) => Ok(()),
            Err(RecordError::Fault(fault)) => Err(fault),
            Err(other) => panic!("{other}"),
        }
    }

    /// An open folder with one answer, after `happens` to its file; what the next change was told.
    fn after(happens: impl FnOnce(&Path)) -> (TempDir, Store, Created, Displaced, Option<String>) {
        let (folder, mut store, made) = with_assessment();
        answer(&mut store, &made.run, "Acknowledged.").unwrap();
        happens(&folder.path().join(DATA_FILE));
        let fault = answer(&mut store, &made.run, "Too late.").unwrap_err();
        let sentence = fault.to_string();
        assert!(
            sentence.contains("was not saved") && sentence.contains("open Proviso again"),
            "it says what and what to do: {sentence}"
        );
        let again = answer(&mut store, &made.run, "Later still.").unwrap_err();
        assert_eq!(again, fault, "and says the same from then on");
        let FaultKind::Displaced { how, kept } = fault.kind else {
            panic!("{fault}");
        };
        (folder, store, made, how, kept)
    }

    /// What was acknowledged stands in the backup that the refusal names.
    fn holds_what_was_acknowledged(folder: &TempDir, made: &Created, kept: &str) {
        let other = tempfile::tempdir().unwrap();
        let from = folder.path().join("backups").join(kept);
        fs::copy(from, other.path().join(DATA_FILE)).unwrap();
        let store = Store::open(other.path(), options(900)).unwrap();
        assert_eq!(store.verify().unwrap(), [], "the backup holds");
        let answers = store.answers(&made.run).unwrap();
        assert_eq!(
            answers["inventory"].answer,
            says("Acknowledged."),
            "with what was acknowledged"
        );
    }

    #[test]
    fn a_file_that_was_removed_takes_no_change_and_what_was_saved_is_kept() {
        let (folder, store, made, how, kept) = after(|file| fs::remove_file(file).unwrap());
        assert_eq!(how, Displaced::Gone, "nothing stands there");
        holds_what_was_acknowledged(&folder, &made, &kept.unwrap());
        drop(store);
        assert!(
            matches!(
                Store::open(folder.path(), options(901)),
                Err(OpenError::FileMissing { .. })
            ),
            "an empty file is not begun where backups say that there was one"
        );
    }

    #[test]
    fn a_file_that_was_moved_away_is_gone_as_well() {
        let (folder, store, made, how, kept) =
            after(|file| fs::rename(file, file.with_extension("old")).unwrap());
        assert_eq!(how, Displaced::Gone, "nothing stands there");
        holds_what_was_acknowledged(&folder, &made, &kept.unwrap());
        drop(store);
    }

    #[test]
    fn an_older_copy_put_in_its_place_is_left_as_it_is() {
        let older = tempfile::tempdir().unwrap();
        let copy = older.path().join("copy.db");
        let (folder, store, made, how, kept) = after(|file| {
            let mut other = Store::open(older.path(), options(800)).unwrap();
            other.put_pack(crate::testing::PACK, &stamp(1)).unwrap();
            other.back_up_to(&copy).unwrap();
            fs::copy(&copy, file.with_extension("new")).unwrap();
            fs::rename(file.with_extension("new"), file).unwrap();
        });
        assert_eq!(how, Displaced::Replaced, "another file stands there");
        holds_what_was_acknowledged(&folder, &made, &kept.unwrap());
        drop(store);
        let file = folder.path().join(DATA_FILE);
        assert!(
            fs::read(&file).unwrap() == fs::read(&copy).unwrap(),
            "and nothing is written into it, not even at the end"
        );
        let store = Store::open(folder.path(), options(901)).unwrap();
        assert_eq!(store.verify().unwrap(), [], "nor played back into it");
        assert!(
            store.list_assessments().unwrap().is_empty(),
            "it is that one"
        );
    }

    #[test]
    fn an_older_copy_written_over_it_is_noticed() {
        let (_folder, _store, _made, how, _) = after(|file| {
            let mut bytes = fs::read(file).unwrap();
            bytes.extend([0; 4_096]);
            fs::write(file, bytes).unwrap();
        });
        assert_eq!(
            how,
            Displaced::Overwritten,
            "the same file, and not as it was"
        );
    }

    #[test]
    fn work_of_our_own_is_not_taken_for_that_of_others() {
        let (folder, mut store, made) = with_assessment();
        for count in 0..300 {
            // Long enough that the log is brought into the file in between.
            let text = format!("{count} ").repeat(2_000);
            answer(&mut store, &made.run, &text).unwrap();
            if count % 50 == 0 {
                store.set_setting("n", &count.into()).unwrap();
                store.back_up(BackupKind::Asked, stamp(count).at).unwrap();
                store.checking().run().unwrap();
            }
        }
        drop(store);
        let mut store = Store::open(folder.path(), options(901)).unwrap();
        answer(&mut store, &made.run, "And after opening again.").unwrap();
    }
}
