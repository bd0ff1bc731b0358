//! What is done once a destruction is on record: the data file is made anew without the text, its log
//! is emptied, and every backup is rewritten by the same rules, checked, and put in place of the old
//! one. Each step can be done twice, so a program that is killed in the middle begins again.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use proviso_core::date::Moment;
use rusqlite::backup::Backup;
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

use super::earlier;
use super::{DestroyError, In, Target, What, Why, apply, is_destroyed};
use crate::assessment;
use crate::backup::restore::remove_with_beside;
use crate::cipher::{self, Cipher};
use crate::fault::{Fault, FaultKind, Stop, damaged};
use crate::migrate::{self, APPLICATION_ID, MIGRATIONS};
use crate::open::{private_file, set_up, sync_folder};
use crate::stamp::{Entropy, Stamp};
use crate::store::{self, Store};
use crate::verify;

/// What a file is called while it is made anew.
const ANEW: &str = "anew";

/// A backup that still holds what was destroyed, or may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotReached {
    /// The name of its file.
    pub name: String,
    /// Why it was not rewritten.
    pub why: String,
}

/// A destruction that other files are still to follow.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(super) entry: String,
    pub(super) assessment: String,
    pub(super) what: What,
    pub(super) reason: String,
    pub(super) in_spite_of_hold: Option<String>,
    pub(super) stamp: Stamp,
    /// Whether the data file was written anew since.
    pub(super) is_anew: bool,
}

impl Pending {
    /// Returns by whom and when an assessment was destroyed as a whole, where this is what did that.
    pub(crate) fn whole_of(&self, assessment: &str) -> Option<&Stamp> {
        let is_it = self.what == What::Assessment && self.assessment == assessment;
        is_it.then_some(&self.stamp)
    }
}

#[derive(Deserialize)]
struct Says {
    #[serde(default)]
    anew: bool,
    assessment: String,
    target: Option<Target>,
    reason: String,
    #[serde(rename = "override")]
    in_spite_of_hold: Option<String>,
    author: String,
    at: String,
    offset: i16,
}

/// What became of the backups.
#[derive(Debug, Default)]
struct Outcome {
    rewritten: Vec<String>,
    not_reached: Vec<NotReached>,
}

fn pending(conn: &Connection) -> rusqlite::Result<Vec<Pending>> {
    let mut query = conn.prepare("SELECT entry, says FROM pending_destruction ORDER BY rowid")?;
    let rows = query.query_map([], |row| {
        let (entry, says): (String, String) = (row.get(0)?, row.get(1)?);
        let says: Says = serde_json::from_str(&says)
            .map_err(|error| damaged(format!("what is left to do: {error}")))?;
        let at = Moment::from_utc_text(&says.at, says.offset)
            .ok_or_else(|| damaged(format!("“{}” is no moment", says.at)))?;
        Ok(Pending {
            is_anew: says.anew,
            entry,
            assessment: says.assessment,
            what: says.target.map_or(What::Assessment, What::Part),
            reason: says.reason,
            in_spite_of_hold: says.in_spite_of_hold,
            stamp: Stamp {
                author: says.author,
                at,
            },
        })
    })?;
    rows.collect()
}

/// Does what is left to do. Backups that cannot be reached stay on the list and are tried again.
pub(super) fn finish(store: &mut Store, at: Moment) -> Result<(), Fault> {
    let in_words = |error: rusqlite::Error| Fault::new(&error, &store.path);
    let all = pending(&store.conn).map_err(in_words)?;
    if all.is_empty() {
        return Ok(());
    }
    // Where the record does not hold, nothing is touched until it does.
    store.takes_changes()?;
    if all.iter().any(|pending| !pending.is_anew) {
        let done = make_anew(&store.conn).and_then(|()| {
            store.conn.execute(
                "UPDATE pending_destruction SET says = json_set(says, '$.anew', json('true'))",
                [],
            )
        });
        // Where another reader held it, the file may be written anew in part: that was us.
        store.in_place.note(&store.path);
        done.map_err(in_words)?;
    }
    let folder = store.backup_place();
    clear_leftovers(&folder);
    let mut outcomes: Vec<Outcome> = all.iter().map(|_| Outcome::default()).collect();
    for path in backups(&folder) {
        let name = file_name(&path);
        match rewrite(&path, store.cipher.as_ref(), &all, &mut *store.entropy) {
            Ok(touched) => {
                for at in touched {
                    if let Some(outcome) = outcomes.get_mut(at) {
                        outcome.rewritten.push(name.clone());
                    }
                }
            }
            Err(why) => {
                for outcome in &mut outcomes {
                    outcome.not_reached.push(NotReached {
                        name: name.clone(),
                        why: why.to_string(),
                    });
                }
            }
        }
    }
    for (pending, outcome) in all.iter().zip(outcomes) {
        put_on_record(store, pending, outcome, at)?;
    }
    Ok(())
}

/// Says in the data folder's log what became of the backups, where that is news.
fn put_on_record(
    store: &mut Store,
    pending: &Pending,
    outcome: Outcome,
    at: Moment,
) -> Result<(), Fault> {
    let stamp = Stamp {
        author: pending.stamp.author.clone(),
        at,
    };
    store.write(&stamp, |writing| {
        let mut rewritten = super::record::rewritten(&writing.tx, &pending.entry)?;
        let before = super::record::not_reached(&writing.tx, &pending.entry)?;
        let news = outcome
            .rewritten
            .iter()
            .any(|name| !rewritten.contains(name))
            || before.as_ref() != Some(&outcome.not_reached);
        rewritten.extend(outcome.rewritten);
        rewritten.sort();
        rewritten.dedup();
        if news {
            let mut body = Map::new();
            body.insert(
                String::from("cleared"),
                json!({
                    "entry": pending.entry,
                    "rewritten": rewritten,
                    "notReached": outcome.not_reached,
                }),
            );
            writing.append_to_folder("cleared", body)?;
        }
        if outcome.not_reached.is_empty() {
            writing.tx.execute(
                "DELETE FROM pending_destruction WHERE entry = ?1",
                [&pending.entry],
            )?;
        }
        Ok::<_, Stop<Fault>>(())
    })
}

/// Writes the file anew, so that nothing stays behind in free pages, and empties its log.
pub(super) fn make_anew(conn: &Connection) -> rusqlite::Result<()> {
    conn.flush_prepared_statement_cache();
    conn.execute_batch("VACUUM")?;
    let busy: bool = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy {
        return Err(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY),
            None,
        ));
    }
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Lists the backups of a data folder, by name.
pub(super) fn backups(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension() == Some(OsStr::new("db")))
        .collect();
    files.sort();
    files
}

/// Removes what a program that was killed left half-written: it is no backup, and may hold the text.
fn clear_leftovers(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = file_name(&path);
        if [".part", ".anew", "-wal", "-shm", "-journal"]
            .iter()
            .any(|end| name.ends_with(end))
            && (name.contains(".part") || name.contains(".anew"))
        {
            // One that stays is overwritten by the next backup.
            drop(fs::remove_file(&path));
        }
    }
}

/// Rewrites one backup without what was destroyed, and puts it in place of the old one once it is
/// whole and checked. Returns which destructions had something to take there.
fn rewrite(
    path: &Path,
    cipher: Option<&Cipher>,
    all: &[Pending],
    entropy: &mut dyn Entropy,
) -> Result<Vec<usize>, Fault> {
    let fault = |error: rusqlite::Error| Fault::new(&error, path);
    let is_encrypted = cipher::is_encrypted(path).map_err(|error| Fault::disk(path, &error))?;
    let cipher = match (is_encrypted, cipher) {
        (false, _) => None,
        (true, Some(cipher)) => Some(cipher),
        (true, None) => return Err(no_key(path)),
    };
    let source = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
    .map_err(fault)?;
    if let Some(cipher) = cipher {
        cipher.unlock(&source).map_err(fault)?;
    }
    if !is_ours(&source).map_err(fault)? {
        return Err(Fault {
            path: path.to_owned(),
            kind: FaultKind::Damaged(String::from(
                "it is no backup of this version or an older one",
            )),
        });
    }
    let mut any = false;
    for pending in all {
        any |= holds(&source, pending).map_err(fault)?;
    }
    if !any {
        return Ok(Vec::new());
    }
    let anew = path.with_extension(ANEW);
    let done = anew_without(&source, cipher, &anew, all, entropy);
    drop(source);
    match done {
        Ok(touched) if touched.is_empty() => {
            remove_with_beside(&anew);
            Ok(touched)
        }
        Ok(touched) => {
            fs::rename(&anew, path).map_err(|error| Fault::disk(path, &error))?;
            sync_folder(path.parent());
            Ok(touched)
        }
        Err(why) => {
            remove_with_beside(&anew);
            Err(why)
        }
    }
}

fn no_key(path: &Path) -> Fault {
    Fault {
        path: path.to_owned(),
        kind: FaultKind::Other(String::from(
            "it is encrypted, and the data file has no key",
        )),
    }
}

fn is_ours(conn: &Connection) -> rusqlite::Result<bool> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = migrate::version(conn)?;
    let latest = MIGRATIONS.last().map_or(0, |last| last.number);
    Ok(application == APPLICATION_ID && (1..=latest).contains(&version))
}

/// Whether a backup holds the assessment, and its text.
pub(super) fn holds(conn: &Connection, pending: &Pending) -> rusqlite::Result<bool> {
    conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM assessment WHERE id = ?1 AND state <> 'destroyed')",
        [&pending.assessment],
        |row| row.get(0),
    )
}

fn anew_without(
    source: &Connection,
    cipher: Option<&Cipher>,
    anew: &Path,
    all: &[Pending],
    entropy: &mut dyn Entropy,
) -> Result<Vec<usize>, Fault> {
    let fault = |error: rusqlite::Error| Fault::new(&error, anew);
    remove_with_beside(anew);
    private_file(anew).map_err(|error| Fault::disk(anew, &error))?;
    let mut conn = Connection::open(anew).map_err(fault)?;
    if let Some(cipher) = cipher {
        cipher.unlock(&conn).map_err(fault)?;
    }
    Backup::new(source, &mut conn)
        .and_then(|backup| backup.run_to_completion(1_000, Duration::ZERO, None))
        .map_err(fault)?;
    set_up(&conn).map_err(fault)?;
    migrate::run(&mut conn, &MIGRATIONS).map_err(fault)?;
    let (broken, heads) = (walk(&conn, anew)?, heads(&conn).map_err(fault)?);
    let mut touched = Vec::new();
    for (at, pending) in all.iter().enumerate() {
        // What stands in a backup that was made since was recorded knowing of it.
        let is_known = earlier::knows(&conn, pending).map_err(fault)?;
        if !is_known && apply_to(&mut conn, anew, pending, entropy)? {
            touched.push(at);
        }
    }
    if touched.is_empty() {
        return Ok(touched);
    }
    conn.flush_prepared_statement_cache();
    conn.execute_batch("VACUUM").map_err(fault)?;
    conn.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))
        .map_err(fault)?;
    let destroyed = |id: &String| all.iter().any(|pending| pending.assessment == *id);
    let kept = |all: Vec<(String, String)>| -> Vec<(String, String)> {
        all.into_iter().filter(|(id, _)| !destroyed(id)).collect()
    };
    let after = walk(&conn, anew)?;
    let verdict: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(fault)?;
    if verdict != "ok"
        || after.len() > broken.len()
        || kept(heads) != kept(self::heads(&conn).map_err(fault)?)
    {
        return Err(Fault {
            path: anew.to_owned(),
            kind: FaultKind::Damaged(match after.first() {
                Some(first) if verdict == "ok" => first.to_string(),
                _ => verdict,
            }),
        });
    }
    conn.close().map_err(|(_, error)| fault(error))?;
    fs::File::open(anew)
        .and_then(|file| file.sync_all())
        .map_err(|error| Fault::disk(anew, &error))?;
    Ok(touched)
}

/// Destroys in another file what one destruction names; whether there was anything of it.
pub(super) fn apply_to(
    conn: &mut Connection,
    path: &Path,
    pending: &Pending,
    entropy: &mut dyn Entropy,
) -> Result<bool, Fault> {
    let done = store::write_on(conn, path, entropy, &pending.stamp, |writing| {
        let found = assessment::known(&writing.tx, &pending.assessment);
        let named = match found {
            Ok(named) if !is_destroyed(&writing.tx, &named)? => named,
            Err(Stop::Sql(error)) => return Err(Stop::Sql(error)),
            _ => return Ok(false),
        };
        // The hold that counts was asked about in the data file.
        let why = Why {
            reason: &pending.reason,
            in_spite_of_hold: pending.in_spite_of_hold.as_deref(),
        };
        Ok::<_, Stop<DestroyError>>(
            apply(writing, &named, &pending.what, why, In::Backup)?.is_some(),
        )
    });
    done.map_err(|why| in_fault(why, path))
}

fn walk(conn: &Connection, path: &Path) -> Result<Vec<verify::BrokenLink>, Fault> {
    verify::walk(conn).map_err(|error| Fault::new(&error, path))
}

/// The ends of all logs, by assessment: what another destruction must leave as it was.
fn heads(conn: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    conn.prepare(
        "SELECT assessment.id, lower(hex(revision.hash)) FROM revision
         JOIN assessment ON assessment.seq = revision.assessment
         WHERE revision.seq IN (SELECT max(seq) FROM revision GROUP BY assessment)
         UNION ALL
         SELECT assessment.id, lower(hex(action_entry.hash)) FROM action_entry
         JOIN assessment ON assessment.seq = action_entry.assessment
         WHERE action_entry.seq IN (SELECT max(seq) FROM action_entry GROUP BY assessment)
         ORDER BY 1, 2",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

fn in_fault(why: DestroyError, path: &Path) -> Fault {
    match why {
        DestroyError::Read(crate::ReadError::Fault(fault)) => fault,
        other => Fault {
            path: path.to_owned(),
            kind: FaultKind::Refused(other.to_string()),
        },
    }
}
