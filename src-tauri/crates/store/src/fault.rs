//! What the file or the disk below it can do to us, in sentences.
//!
//! Operations have their own error types for what they refuse; each of them carries a [`Fault`]
//! for what no caller can have meant.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::ffi;
use rusqlite::types::Type;
use thiserror::Error;

use crate::in_place::Displaced;
use crate::system::system_says;

/// The data file could not be read or written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{}", self.sentence())]
pub struct Fault {
    /// The data file.
    pub path: PathBuf,
    /// What happened.
    pub kind: FaultKind,
}

/// What happened to the data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// No space is left on the disk.
    Full,
    /// The file or its disk takes no changes.
    ReadOnly,
    /// Another program holds the file.
    Busy,
    /// What was read cannot have been written by Proviso.
    Damaged(String),
    /// The record does not hold: the first broken link, in words.
    Tampered(String),
    /// The file that is open does not stand in its place any more.
    Displaced {
        /// What became of it.
        how: Displaced,
        /// The backup that what it held was kept as.
        kept: Option<String>,
    },
    /// The disk reported an error.
    Disk(String),
    /// The database refused a change that the rules of the file forbid.
    Refused(String),
    /// Anything else that SQLite says.
    Other(String),
}

impl Fault {
    /// Puts SQLite's error into our words.
    pub(crate) fn new(error: &rusqlite::Error, path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            kind: FaultKind::from(error),
        }
    }

    /// Puts the system's error about a file into our words.
    pub(crate) fn disk(path: &Path, error: &io::Error) -> Self {
        let kind = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FaultKind::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                FaultKind::ReadOnly
            }
            _ => FaultKind::Disk(system_says(error)),
        };
        Self {
            path: path.to_owned(),
            kind,
        }
    }

    fn sentence(&self) -> String {
        let path = self.path.display();
        match &self.kind {
            FaultKind::Full => format!(
                "The disk that holds {path} is full, so this change was not saved. Everything \
                 saved before is safe. Free some space and try again"
            ),
            FaultKind::ReadOnly => format!(
                "{path} cannot be changed: the file or its disk is read-only. Make it writable, \
                 or move the data folder, and open Proviso again"
            ),
            FaultKind::Busy => format!(
                "Another program holds {path}, so this change was not saved. Close programs that \
                 back up or synchronize the folder and try again"
            ),
            FaultKind::Damaged(detail) => format!(
                "{path} is damaged ({detail}). Keep the file, and restore the last good backup \
                 from the data folder"
            ),
            FaultKind::Tampered(first) => format!(
                "{path} was changed outside Proviso or is damaged: {first}. It can be read and not \
                 changed. Restore the last good backup (Settings, Backups, or “proviso restore”); the file as \
                 it stands is kept among the backups"
            ),
            FaultKind::Displaced { how, kept } => {
                let happened = match how {
                    Displaced::Gone => "was removed or moved away",
                    Displaced::Replaced => "was replaced by another file",
                    Displaced::Overwritten => "was changed by another program",
                };
                let saved = match kept {
                    Some(name) => format!(
                        "Everything saved before is kept as the backup {name}. To go on from there, \
                         restore it"
                    ),
                    None => String::from(
                        "What was saved before could not be kept as a backup. Put the file back, or \
                         restore the last good backup",
                    ),
                };
                format!(
                    "{path} {happened} while Proviso had it open, so this change was not saved, and \
                     none will be. {saved} (Settings, Backups), or close Proviso, put things right in \
                     the data folder, and open Proviso again"
                )
            }
            FaultKind::Disk(detail) => format!(
                "The disk that holds {path} reported an error ({detail}). Copy the data folder to \
                 another disk before you go on"
            ),
            FaultKind::Refused(detail) => {
                format!("{path} did not take the change: {detail}. Nothing was changed")
            }
            FaultKind::Other(detail) => {
                format!("{path} could not be used ({detail}). Close Proviso and open it again")
            }
        }
    }
}

impl From<&rusqlite::Error> for FaultKind {
    fn from(error: &rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(code, message) => {
                let detail = message.clone().unwrap_or_else(|| code.to_string());
                if code.extended_code == ffi::SQLITE_IOERR_SHMSIZE {
                    // The shared-memory file beside the log could not grow: the disk has no room.
                    return Self::Full;
                }
                match code.code {
                    ErrorCode::DiskFull => Self::Full,
                    ErrorCode::ReadOnly => Self::ReadOnly,
                    ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                    ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(detail),
                    ErrorCode::SystemIoFailure => Self::Disk(detail),
                    ErrorCode::ConstraintViolation => Self::Refused(detail),
                    _ => Self::Other(detail),
                }
            }
            rusqlite::Error::FromSqlConversionFailure(_, _, cause) => {
                Self::Damaged(cause.to_string())
            }
            rusqlite::Error::Utf8Error(..) => {
                Self::Damaged(String::from("a text holds bytes that are none"))
            }
            rusqlite::Error::InvalidColumnType(_, name, _) => {
                Self::Damaged(format!("column {name} holds a value of another type"))
            }
            rusqlite::Error::IntegralValueOutOfRange(_, value) => {
                Self::Damaged(format!("the number {value} is out of range"))
            }
            other => Self::Other(other.to_string()),
        }
    }
}

/// Returns the error for a stored value that Proviso cannot have written.
pub(crate) fn damaged(what: impl Into<String>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, what.into().into())
}

/// Why a piece of work inside the store ended: SQLite, or a refusal of the operation's own.
#[derive(Debug)]
pub(crate) enum Stop<E> {
    Sql(rusqlite::Error),
    Refused(E),
}

impl<E> From<rusqlite::Error> for Stop<E> {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl<E: From<Fault>> Stop<E> {
    /// Returns the operation's own error.
    pub(crate) fn at(self, path: &Path) -> E {
        match self {
            Self::Sql(error) => E::from(Fault::new(&error, path)),
            Self::Refused(error) => error,
        }
    }
}

/// Refuses an operation.
pub(crate) fn refuse<T, E>(why: E) -> Result<T, Stop<E>> {
    Err(Stop::Refused(why))
}
