//! Opening a data folder: one process, a file of ours, of a version we know, sound, migrated.
//!
//! Nothing in a file that is refused is changed: what it is gets looked at read-only, before
//! anything that writes.

mod files;
mod look;
mod read;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use proviso_core::date::Moment;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use thiserror::Error;

use crate::backup;
use crate::cipher::{self, Cipher, KEY_FILE, KeyError, Secret};
use crate::fault::{Fault, FaultKind};
use crate::in_place::InPlace;
use crate::migrate::{self, MIGRATIONS, Migration};
use crate::search;
use crate::stamp::Entropy;
use crate::store::{Closed, Store};
use crate::tally;

pub(crate) use files::{FolderLock, is_gone, lock, make_private, private_file, sync_folder};
pub(crate) use read::unchanging;

/// The data file's name in the data folder.
pub const DATA_FILE: &str = "proviso.db";

/// The name of the file whose lock says that the data folder is in use.
pub const LOCK_FILE: &str = "proviso.lock";

/// The version of this program, as it is told when it refuses a newer file.
pub(crate) const THIS_VERSION: &str = env!("CARGO_PKG_VERSION");

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
         that name, or choose another data folder (--data DIR). If it was encrypted, put its key \
         file ({KEY_FILE}) back beside it",
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
    /// The file is encrypted, and nothing was given to open it with.
    #[error("{} is encrypted. Open it with its passphrase or its recovery code", path.display())]
    Locked {
        /// Where.
        path: PathBuf,
    },
    /// It does not open with what was given.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The key file opens with what was given, and the data file does not with the key in it.
    #[error(
        "{} does not open with the key in {}: one of the two was replaced or is damaged. Both were \
         left as they are; restore both together from {}",
        path.display(),
        keys.display(),
        backups.display()
    )]
    OtherKey {
        /// Where.
        path: PathBuf,
        /// The key file.
        keys: PathBuf,
        /// Where backups are kept.
        backups: PathBuf,
    },
    /// There is a key file, or there are backups, and no data file or nothing in it.
    #[error(
        "{} is missing or empty, and its key file or its backups say that it held something. Restore it \
         from a backup, or choose another data folder (--data DIR) to begin anew",
        path.display()
    )]
    FileMissing {
        /// Where it should be.
        path: PathBuf,
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
    /// It can only be read, and a log beside it holds what was saved last.
    #[error(
        "{} was not closed in order, and what was saved last stands beside it, where only a writer can \
         bring it in. Copy the data folder to where you can write, and open it there (--data DIR)",
        path.display()
    )]
    NotClosed {
        /// Where.
        path: PathBuf,
    },
    /// It can only be read, and is of an earlier version.
    #[error(
        "{} was written by an earlier version of Proviso and has to be brought up to date, which cannot \
         be done where nothing can be written. Copy the data folder to where you can write, and open it \
         there (--data DIR)",
        path.display()
    )]
    Older {
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
        Self::open_with(dir, opened, None, &MIGRATIONS)
    }

    /// Opens the data folder `dir`, whose data file is encrypted. A plain one opens likewise.
    pub fn unlock(dir: &Path, opened: OpenOptions, secret: Secret<'_>) -> Result<Self, OpenError> {
        Self::open_with(dir, opened, Some(secret), &MIGRATIONS)
    }

    /// Closes the file and opens what stands in its place by now, as after a restore. The folder stays
    /// locked for others. Where that fails, the store holds nothing and takes no change.
    pub(crate) fn reopen(&mut self, now: Moment) -> Result<(), OpenError> {
        let path = self.path.clone();
        let in_words = |error: rusqlite::Error| fault(&error, &path);
        let nothing = Connection::open_in_memory().map_err(in_words)?;
        self.close_to_changes(FaultKind::Other(String::from("the data folder was closed")));
        let old = std::mem::replace(&mut self.conn, nothing);
        old.close().map_err(|(_, error)| in_words(error))?;
        let dir = path.parent().unwrap_or(&path);
        backup::restore::finish(dir).map_err(|error| unreadable(&path, &error))?;
        self.conn = prepare(&path, self.cipher.as_ref(), now, &MIGRATIONS)?;
        self.closed = Closed::default();
        self.in_place = InPlace::of(&self.path);
        Ok(())
    }

    /// Opens an empty store in memory, in which something is looked at before it is kept.
    pub(crate) fn in_memory(entropy: Box<dyn Entropy>) -> Result<Self, OpenError> {
        let path = PathBuf::from("memory");
        let made = Connection::open_in_memory().and_then(|mut conn| {
            set_up(&conn)?;
            migrate::run(&mut conn, &MIGRATIONS)?;
            Ok(conn)
        });
        let conn = made.map_err(|error| fault(&error, &path))?;
        Ok(Self::of(conn, path, entropy))
    }

    fn open_with(
        dir: &Path,
        opened: OpenOptions,
        secret: Option<Secret<'_>>,
        migrations: &[Migration],
    ) -> Result<Self, OpenError> {
        files::make_folder(dir)?;
        let lock = files::lock(dir)?;
        cipher::clear_up(dir);
        let path = dir.join(DATA_FILE);
        backup::restore::finish(dir).map_err(|error| unreadable(&path, &error))?;
        let cipher = cipher::find(&path, secret)?;
        if files::is_gone(&path) && !backup::list(&backup::noted_place(dir)).is_empty() {
            return Err(OpenError::FileMissing { path });
        }
        let conn = prepare(&path, cipher.as_ref(), opened.now, migrations)?;
        let mut store = Self {
            in_place: InPlace::of(&path),
            last: opened.now,
            conn,
            path,
            entropy: opened.entropy,
            cipher,
            closed: Closed::default(),
            _lock: Some(lock),
        };
        // What a destruction left undone is taken up again. Where that fails, it stays on record and
        // is no reason to keep the folder closed.
        drop(store.finish_destructions(opened.now));
        Ok(store)
    }
}

/// Looks at the file, opens it, and brings it to the last of the migrations, after a backup.
fn prepare(
    path: &Path,
    cipher: Option<&Cipher>,
    now: Moment,
    migrations: &[Migration],
) -> Result<Connection, OpenError> {
    let latest = migrations.last().map_or(0, |last| last.number);
    let in_words = |error: rusqlite::Error| fault(&error, path);
    look::look_at(path, cipher, latest)?;
    let mut conn = connect(path, cipher)?;
    let version = migrate::version(&conn).map_err(in_words)?;
    if 0 < version && version < latest {
        backup::before_migration(&conn, cipher, path, version, now).map_err(OpenError::NoBackup)?;
    }
    migrate::run(&mut conn, migrations).map_err(in_words)?;
    search::make_if_stale(&mut conn).map_err(in_words)?;
    Ok(conn)
}

/// Opens the file at `path` for reading and writing, with its key where it is encrypted, and looks
/// at every page of it.
pub(crate) fn connect(path: &Path, cipher: Option<&Cipher>) -> Result<Connection, OpenError> {
    if !path.exists() {
        private_file(path).map_err(|error| unreadable(path, &error))?;
    }
    let in_words = |error: rusqlite::Error| fault_of(&error, path, cipher);
    let conn = Connection::open(path).map_err(in_words)?;
    if let Some(cipher) = cipher {
        cipher.unlock(&conn).map_err(in_words)?;
    }
    if conn.is_readonly(rusqlite::MAIN_DB).map_err(in_words)? {
        return Err(OpenError::FileReadOnly {
            path: path.to_owned(),
        });
    }
    set_up(&conn).map_err(in_words)?;
    let verdict: String = conn
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(in_words)?;
    if verdict != "ok" {
        return Err(broken(path, verdict));
    }
    Ok(conn)
}

/// Opens the data file a second time, to be read beside the work of the store that has it open.
pub(crate) fn reader(path: &Path, cipher: Option<&Cipher>) -> rusqlite::Result<Connection> {
    let access = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, access)?;
    if let Some(cipher) = cipher {
        cipher.unlock(&conn)?;
    }
    for_reading(&conn)?;
    Ok(conn)
}

/// Sets what SQLite keeps for a connection that writes nothing.
fn for_reading(conn: &Connection) -> rusqlite::Result<()> {
    tally::functions(conn)?;
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "cache_size", -16_000)
}

/// Sets what SQLite keeps per connection: durability first, then distrust of the file.
pub(crate) fn set_up(conn: &Connection) -> rusqlite::Result<()> {
    tally::functions(conn)?;
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

/// What the first look at a file says: an encrypted one that is no database has another key.
fn fault_of(error: &rusqlite::Error, path: &Path, cipher: Option<&Cipher>) -> OpenError {
    if cipher.is_some() && error.sqlite_error_code() == Some(ErrorCode::NotADatabase) {
        return OpenError::OtherKey {
            path: path.to_owned(),
            keys: cipher::keys_of(path),
            backups: backup::noted_place(path.parent().unwrap_or(path)),
        };
    }
    fault(error, path)
}

pub(crate) fn fault(error: &rusqlite::Error, path: &Path) -> OpenError {
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
        backups: backup::noted_place(path.parent().unwrap_or(path)),
    }
}

fn unreadable(path: &Path, error: &io::Error) -> OpenError {
    OpenError::Fault(Fault::disk(path, error))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
