//! Opening a data folder: one process, a file of ours, of a version we know, sound, migrated.
//!
//! Nothing in a file that is refused is changed: what it is gets looked at read-only, before
//! anything that writes.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use proviso_core::date::Moment;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use thiserror::Error;

use crate::backup;
use crate::fault::{Fault, FaultKind};
use crate::migrate::{self, APPLICATION_ID, MIGRATIONS, Migration};
use crate::stamp::Entropy;
use crate::store::Store;

/// The data file's name in the data folder.
pub const DATA_FILE: &str = "proviso.db";

/// The name of the file whose lock says that the data folder is in use.
pub const LOCK_FILE: &str = "proviso.lock";

/// The version of this program, as it is told when it refuses a newer file.
const THIS_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the store needs from outside when it is opened.
pub struct OpenOptions {
    /// The moment of opening; names the backup that is made before a migration.
    pub now: Moment,
    /// Where identifiers and salts come from.
    pub entropy: Box<dyn Entropy>,
}

impl std::fmt::Debug for OpenOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenOptions")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// Why a data folder was not opened. Nothing in it was changed.
#[derive(Debug, Error)]
pub enum OpenError {
    /// There is a file where the folder should be.
    #[error(
        "{} is a file, not a folder. Choose another data folder (--data DIR), or move the file away",
        path.display()
    )]
    FolderIsFile {
        /// Where.
        path: PathBuf,
    },
    /// The folder cannot be made, or nothing can be written in it.
    #[error(
        "Proviso cannot write in the data folder {} ({reason}). Make the folder writable for you, \
         or choose another one (--data DIR)",
        path.display()
    )]
    FolderUnwritable {
        /// Where.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Another process has the folder open.
    #[error(
        "The data folder {} is open in another Proviso window or command. Close that one first",
        path.display()
    )]
    AlreadyOpen {
        /// Where.
        path: PathBuf,
    },
    /// There is a folder where the data file should be.
    #[error(
        "{} is a folder, but Proviso keeps its data in a file of that name. Move the folder away, \
         or choose another data folder (--data DIR)",
        path.display()
    )]
    FileIsFolder {
        /// Where.
        path: PathBuf,
    },
    /// The file is no SQLite database.
    #[error(
        "{} is not a Proviso data file, and was left as it is. Move it away, restore a backup under \
         that name, or choose another data folder (--data DIR)",
        path.display()
    )]
    NotADatabase {
        /// Where.
        path: PathBuf,
    },
    /// The file is the database of another program.
    #[error(
        "{} is a database of another program, and was left as it is. Move it away, or choose \
         another data folder (--data DIR)",
        path.display()
    )]
    Foreign {
        /// Where.
        path: PathBuf,
    },
    /// The file was written by a later version.
    #[error(
        "{} was written by Proviso {needs} or later; this is Proviso {this}, and left it as it is. \
         Open it with the newer version",
        path.display()
    )]
    Newer {
        /// Where.
        path: PathBuf,
        /// The first version that reads it.
        needs: String,
        /// This version.
        this: &'static str,
    },
    /// The file cannot be written.
    #[error(
        "{} can be read but not changed. Make the file writable for you, or copy it into another \
         data folder (--data DIR)",
        path.display()
    )]
    FileReadOnly {
        /// Where.
        path: PathBuf,
    },
    /// The file is broken.
    #[error(
        "{} is damaged ({detail}), and was left as it is. Restore the last good copy from {}",
        path.display(),
        backups.display()
    )]
    Damaged {
        /// Where.
        path: PathBuf,
        /// What SQLite found.
        detail: String,
        /// Where backups are kept.
        backups: PathBuf,
    },
    /// The copy that is made before the file is brought to this version's schema failed.
    #[error("The data file was left as it is, because no backup could be made first. {0}")]
    NoBackup(#[source] Fault),
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Store {
    /// Opens the data folder `dir`, making it and the data file where they are missing.
    pub fn open(dir: &Path, opened: OpenOptions) -> Result<Self, OpenError> {
        Self::open_with(dir, opened, &MIGRATIONS)
    }

    fn open_with(
        dir: &Path,
        opened: OpenOptions,
        migrations: &[Migration],
    ) -> Result<Self, OpenError> {
        let latest = migrations.last().map_or(0, |last| last.number);
        make_folder(dir)?;
        let lock = lock(dir)?;
        let path = dir.join(DATA_FILE);
        look_at(&path, latest)?;
        let mut conn = connect(&path)?;
        let version = migrate::version(&conn).map_err(|error| fault(&error, &path))?;
        if 0 < version && version < latest {
            backup::before_migration(&conn, dir, version, opened.now)
                .map_err(OpenError::NoBackup)?;
        }
        migrate::run(&mut conn, migrations).map_err(|error| fault(&error, &path))?;
        Ok(Self {
            conn,
            path,
            entropy: opened.entropy,
            _lock: lock,
        })
    }
}

fn make_folder(dir: &Path) -> Result<(), OpenError> {
    let unwritable = |error: &io::Error| OpenError::FolderUnwritable {
        path: dir.to_owned(),
        reason: in_words(error),
    };
    match fs::metadata(dir) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(OpenError::FolderIsFile {
            path: dir.to_owned(),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_private(dir).map_err(|error| match file_on_the_way(dir) {
                Some(path) => OpenError::FolderIsFile { path },
                None => unwritable(&error),
            })
        }
        Err(error) => Err(match file_on_the_way(dir) {
            Some(path) => OpenError::FolderIsFile { path },
            None => unwritable(&error),
        }),
    }
}

/// Makes a folder, and those above it, that only this user can look into.
pub(crate) fn make_private(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    sync_folder(dir.parent());
    Ok(())
}

/// Puts the names in a folder on disk. Where a system cannot, its journal does it in time.
pub(crate) fn sync_folder(folder: Option<&Path>) {
    #[cfg(unix)]
    if let Some(folder) = folder.and_then(|folder| File::open(folder).ok()) {
        drop(folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Opens a file for writing; one that is not there yet is made so that only this user can read it.
/// SQLite gives the files beside it the same permissions.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Returns the part of the path that is a file where a folder is needed.
fn file_on_the_way(dir: &Path) -> Option<PathBuf> {
    dir.ancestors()
        .find(|part| part.is_file())
        .map(Path::to_owned)
}

fn lock(dir: &Path) -> Result<File, OpenError> {
    let unwritable = |error: &io::Error| OpenError::FolderUnwritable {
        path: dir.to_owned(),
        reason: in_words(error),
    };
    let path = dir.join(LOCK_FILE);
    let file = private_file(&path).map_err(|error| unwritable(&error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::AlreadyOpen {
            path: dir.to_owned(),
        }),
        Err(TryLockError::Error(error)) => Err(unwritable(&error)),
    }
}

/// Refuses what is not ours, without writing: by kind, header, application and version.
fn look_at(path: &Path, latest: u32) -> Result<(), OpenError> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unreadable(path, &error)),
    };
    if metadata.is_dir() {
        return Err(OpenError::FileIsFolder {
            path: path.to_owned(),
        });
    }
    if metadata.len() == 0 {
        return Ok(());
    }
    let mut header = [0_u8; 100];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(OpenError::NotADatabase {
                path: path.to_owned(),
            });
        }
        Err(error) => return Err(unreadable(path, &error)),
        Ok(()) => {}
    }
    if !header.starts_with(b"SQLite format 3\0") {
        return Err(OpenError::NotADatabase {
            path: path.to_owned(),
        });
    }
    // Bytes 68 to 71 hold the application's number. It is 0 in most programs' files, and in one of
    // ours whose first transaction is still in the log beside it.
    let [.., a, b, c, d] = header[..72] else {
        return Ok(());
    };
    let application = i32::from_be_bytes([a, b, c, d]);
    if application != APPLICATION_ID && application != 0 {
        return Err(OpenError::Foreign {
            path: path.to_owned(),
        });
    }
    look_inside(path, latest)
}

fn look_inside(path: &Path, latest: u32) -> Result<(), OpenError> {
    let only_read = inside(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let found = match only_read {
        // A program that was killed left a change half-made, and only a writer can take it back:
        // the one thing that is done to a file before it is known whose it is.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {
            inside(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        }
        looked => looked,
    };
    let found = found.map_err(|error| fault(&error, path))?;
    // Ours carries both numbers from its first transaction on; before that it has no table.
    let ours = found.application == APPLICATION_ID && found.version > 0;
    let blank = found.application == 0 && found.tables == 0;
    if !ours && !blank {
        return Err(OpenError::Foreign {
            path: path.to_owned(),
        });
    }
    if found.version > latest {
        return Err(OpenError::Newer {
            path: path.to_owned(),
            needs: found.needs,
            this: THIS_VERSION,
        });
    }
    Ok(())
}

/// What a file says of itself.
struct Found {
    application: i32,
    tables: u32,
    version: u32,
    needs: String,
}

fn inside(path: &Path, access: OpenFlags) -> rusqlite::Result<Found> {
    let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    Ok(Found {
        application: conn.pragma_query_value(None, "application_id", |row| row.get(0))?,
        tables: conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?,
        version: migrate::version(&conn)?,
        needs: conn
            .query_row("SELECT value FROM meta WHERE key = 'needs'", [], |row| {
                row.get(0)
            })
            .unwrap_or_else(|_| String::from("(a version it does not name)")),
    })
}

fn connect(path: &Path) -> Result<Connection, OpenError> {
    if !path.exists() {
        private_file(path).map_err(|error| unreadable(path, &error))?;
    }
    let conn = Connection::open(path).map_err(|error| fault(&error, path))?;
    if conn
        .is_readonly(rusqlite::MAIN_DB)
        .map_err(|error| fault(&error, path))?
    {
        return Err(OpenError::FileReadOnly {
            path: path.to_owned(),
        });
    }
    set_up(&conn).map_err(|error| fault(&error, path))?;
    let verdict: String = conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| fault(&error, path))?;
    if verdict != "ok" {
        return Err(broken(path, verdict));
    }
    Ok(conn)
}

/// Sets what SQLite keeps per connection: durability first, then distrust of the file.
pub(crate) fn set_up(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // FULL: a commit is on disk before the call returns. NORMAL can lose the last ones with the
    // power. `fullfsync` makes that true on macOS; elsewhere it does nothing.
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "checkpoint_fullfsync", true)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // Rows pushed out by REPLACE run the triggers that forbid it.
    conn.pragma_update(None, "recursive_triggers", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    // Text that was typed and replaced does not stay behind in free pages.
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    // Room for the indexes of a large file (16 MB), and for every statement there is.
    conn.pragma_update(None, "cache_size", -16_000)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    Ok(())
}

fn fault(error: &rusqlite::Error, path: &Path) -> OpenError {
    let code = error.sqlite_error_code();
    match (code, FaultKind::from(error)) {
        (Some(ErrorCode::NotADatabase), _) => OpenError::NotADatabase {
            path: path.to_owned(),
        },
        (_, FaultKind::Damaged(detail)) => broken(path, detail),
        (_, FaultKind::ReadOnly) => OpenError::FileReadOnly {
            path: path.to_owned(),
        },
        (Some(ErrorCode::CannotOpen), kind) => OpenError::FolderUnwritable {
            path: path.parent().unwrap_or(path).to_owned(),
            reason: match kind {
                FaultKind::Other(detail) => detail,
                _ => String::from("the data file cannot be opened"),
            },
        },
        (_, kind) => OpenError::Fault(Fault {
            path: path.to_owned(),
            kind,
        }),
    }
}

fn broken(path: &Path, detail: String) -> OpenError {
    OpenError::Damaged {
        path: path.to_owned(),
        detail,
        backups: path.with_file_name(backup::BACKUP_FOLDER),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> OpenError {
    OpenError::Fault(Fault::disk(path, error))
}

fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => String::from("permission denied"),
        io::ErrorKind::ReadOnlyFilesystem => String::from("the drive is read-only"),
        io::ErrorKind::StorageFull => String::from("the disk is full"),
        io::ErrorKind::IsADirectory => String::from("a folder is in the way of a file"),
        _ => error.to_string(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use crate::testing::{options, with_assessment};

    const FIRST: Migration = Migration {
        number: 1,
        sql: MIGRATIONS[0].sql,
    };

    fn backups(dir: &Path) -> Vec<PathBuf> {
        let Ok(found) = fs::read_dir(dir.join(backup::BACKUP_FOLDER)) else {
            return Vec::new();
        };
        found.map(|entry| entry.unwrap().path()).collect()
    }

    #[test]
    fn a_store_can_be_handed_to_another_thread() {
        fn sendable<T: Send>() {}
        sendable::<Store>();
    }

    #[test]
    fn a_migration_comes_after_a_backup_that_opens() {
        let (folder, store, made) = with_assessment();
        drop(store);
        let second = Migration {
            number: 2,
            sql: "CREATE TABLE added (a TEXT) STRICT;
                  UPDATE meta SET value = '0.2.0' WHERE key = 'needs';",
        };
        let steps = [FIRST, second];
        let store = Store::open_with(folder.path(), options(1_000), &steps).unwrap();
        assert_eq!(
            migrate::version(&store.conn).unwrap(),
            2,
            "the step has run"
        );
        drop(store);
        let copies = backups(folder.path());
        assert_eq!(copies.len(), 1, "one copy was made before it");
        let elsewhere = tempfile::tempdir().unwrap();
        fs::copy(&copies[0], elsewhere.path().join(DATA_FILE)).unwrap();
        let copy = Store::open(elsewhere.path(), options(2_000)).unwrap();
        assert_eq!(
            copy.assessment(&made.assessment).unwrap().runs[0].id,
            made.run,
            "the copy has the old schema and all content"
        );
        assert_eq!(copy.verify().unwrap(), [], "and holds");
        let newer = Store::open(folder.path(), options(3_000)).unwrap_err();
        assert!(
            newer
                .to_string()
                .contains("was written by Proviso 0.2.0 or later"),
            "the older program names the version that the step asked for: {newer}"
        );
    }

    #[test]
    fn a_migration_that_fails_leaves_file_and_backup() {
        let (folder, store, made) = with_assessment();
        drop(store);
        let broken = Migration {
            number: 2,
            sql: "DROP TABLE draft; CREATE TABLE added (",
        };
        let steps = [FIRST, broken];
        let refused = Store::open_with(folder.path(), options(1_000), &steps);
        assert!(refused.is_err(), "a step that cannot run is not skipped");
        let store = Store::open(folder.path(), options(2_000)).unwrap();
        assert!(
            store.drafts(&made.run).unwrap().is_empty(),
            "the table that the step dropped is back"
        );
        assert_eq!(backups(folder.path()).len(), 1, "and the copy is kept");
    }

    #[test]
    fn without_a_backup_nothing_is_migrated() {
        let (folder, store, made) = with_assessment();
        drop(store);
        fs::write(folder.path().join(backup::BACKUP_FOLDER), "in the way").unwrap();
        let second = Migration {
            number: 2,
            sql: "DROP TABLE draft",
        };
        let steps = [FIRST, second];
        let refused = Store::open_with(folder.path(), options(1_000), &steps).unwrap_err();
        assert!(
            matches!(refused, OpenError::NoBackup(_)),
            "the sentence says that no copy could be made: {refused}"
        );
        let store = Store::open(folder.path(), options(2_000)).unwrap();
        assert!(
            store.drafts(&made.run).unwrap().is_empty(),
            "the file is as it was"
        );
    }

    #[test]
    fn every_commit_waits_for_the_disk() {
        let (_folder, store, _made) = with_assessment();
        let ask = |name: &str| -> String {
            store
                .conn
                .query_row(&format!("PRAGMA {name}"), [], |row| {
                    row.get_ref(0).map(|value| match value {
                        rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                        other => other.as_str().unwrap().to_owned(),
                    })
                })
                .unwrap()
        };
        for (name, value, why) in [
            (
                "journal_mode",
                "wal",
                "readers and the writer do not wait for each other",
            ),
            (
                "synchronous",
                "2",
                "FULL: a commit survives a loss of power",
            ),
            ("fullfsync", "1", "on macOS too"),
            ("foreign_keys", "1", "no row points at nothing"),
            (
                "recursive_triggers",
                "1",
                "REPLACE runs the triggers that forbid it",
            ),
            (
                "trusted_schema",
                "0",
                "a schema made by others runs no functions",
            ),
            (
                "cell_size_check",
                "1",
                "damage is found when a page is read",
            ),
            ("secure_delete", "1", "replaced drafts leave no text behind"),
            ("temp_store", "2", "nothing is written to temporary files"),
        ] {
            assert_eq!(ask(name), value, "{name}: {why}");
        }
    }
}
