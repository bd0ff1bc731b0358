//! Copies of the data file, made by SQLite's own backup so that a copy is one consistent state.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use proviso_core::date::Moment;
use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::cipher::{self, Cipher};
use crate::fault::{Fault, FaultKind};
use crate::open::{make_private, private_file, sync_folder};

/// The folder of copies within the data folder.
pub(crate) const BACKUP_FOLDER: &str = "backups";

/// Copies the open file into the folder of backups, opens the copy, checks it, and returns its path.
pub(crate) fn before_migration(
    conn: &Connection,
    cipher: Option<&Cipher>,
    folder: &Path,
    from: u32,
    at: Moment,
) -> Result<PathBuf, Fault> {
    let backups = folder.join(BACKUP_FOLDER);
    make_private(&backups).map_err(|error| Fault::disk(&backups, &error))?;
    let moment = at.utc_text().replace([':', '.'], "-");
    let path = backups.join(format!("proviso-schema-{from}-{moment}.db"));
    copy(conn, cipher, &path)?;
    Ok(path)
}

/// Copies the open file before something is deleted, and returns the name of the copy.
pub(crate) fn before_deletion(
    conn: &Connection,
    cipher: Option<&Cipher>,
    folder: &Path,
    at: Moment,
) -> Result<String, Fault> {
    let backups = folder.join(BACKUP_FOLDER);
    make_private(&backups).map_err(|error| Fault::disk(&backups, &error))?;
    let moment = at.utc_text().replace([':', '.'], "-");
    let name = format!("proviso-deletion-{moment}.db");
    copy(conn, cipher, &backups.join(&name))?;
    Ok(name)
}

/// Writes a copy beside its final name, checks it, and only then gives it the name.
///
/// The copy of an encrypted file is encrypted with the same key, and its key file, as it is today,
/// stands beside it under the same name: it opens with today's passphrase or recovery code.
pub(crate) fn copy(conn: &Connection, cipher: Option<&Cipher>, path: &Path) -> Result<(), Fault> {
    let part = path.with_extension("part");
    let copied = copy_and_check(conn, cipher, &part);
    if copied.is_err() {
        // What is half-written must not be taken for a backup; the first error is the one to tell.
        drop(fs::remove_file(&part));
        return copied;
    }
    if let Some(cipher) = cipher {
        cipher.file.write(&cipher::keys_of(path))?;
    }
    fs::rename(&part, path).map_err(|error| Fault::disk(path, &error))?;
    sync_folder(path.parent());
    Ok(())
}

fn copy_and_check(conn: &Connection, cipher: Option<&Cipher>, part: &Path) -> Result<(), Fault> {
    let fault = |error: rusqlite::Error| Fault::new(&error, part);
    // What an earlier one left, killed in the middle, may have been encrypted in another way.
    private_file(part)
        .and_then(|file| file.set_len(0))
        .map_err(|error| Fault::disk(part, &error))?;
    let mut target = Connection::open(part).map_err(fault)?;
    if let Some(cipher) = cipher {
        cipher.unlock(&target).map_err(fault)?;
    }
    Backup::new(conn, &mut target)
        .and_then(|backup| backup.run_to_completion(1_000, Duration::ZERO, None))
        .map_err(fault)?;
    // A copy is one file: without a log beside it, it can be moved and opened anywhere.
    target
        .pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
        .map_err(fault)?;
    let verdict: String = target
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(fault)?;
    if verdict != "ok" {
        return Err(Fault {
            path: part.to_owned(),
            kind: FaultKind::Damaged(verdict),
        });
    }
    target.close().map_err(|(_, error)| fault(error))?;
    fs::File::open(part)
        .and_then(|file| file.sync_all())
        .map_err(|error| Fault::disk(part, &error))
}
