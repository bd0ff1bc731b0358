//! What a file is, before anything that writes touches it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{OpenError, THIS_VERSION, fault_of, unreadable};
use crate::cipher::Cipher;
use crate::migrate::{self, APPLICATION_ID};

/// Refuses what is not ours, without writing: by kind, header, application and version.
pub(super) fn look_at(path: &Path, cipher: Option<&Cipher>, latest: u32) -> Result<(), OpenError> {
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
    if cipher.is_some() {
        return look_inside(path, cipher, latest);
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
    look_inside(path, None, latest)
}

fn look_inside(path: &Path, cipher: Option<&Cipher>, latest: u32) -> Result<(), OpenError> {
    let only_read = inside(path, cipher, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let found = match only_read {
        // A program that was killed left a change half-made, and only a writer can take it back:
        // the one thing that is done to a file before it is known whose it is.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {
            inside(path, cipher, OpenFlags::SQLITE_OPEN_READ_WRITE)
        }
        looked => looked,
    };
    let found = found.map_err(|error| fault_of(&error, path, cipher))?;
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

fn inside(path: &Path, cipher: Option<&Cipher>, access: OpenFlags) -> rusqlite::Result<Found> {
    let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    if let Some(cipher) = cipher {
        cipher.unlock(&conn)?;
    }
    Ok(Found {
        application: conn.pragma_query_value(None, "application_id", |row| row.get(0))?,
        tables: conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?,
        version: migrate::version(&conn)?,
        needs: migrate::needs(&conn),
    })
}
