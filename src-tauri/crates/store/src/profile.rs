//! The profile of a run, kept state by state like an answer.

use proviso_core::profile::Profile;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Map;

use crate::answer::{RecordError, Recorded};
use crate::body::{self, Body, Cause};
use crate::log::{Link, Log, Named};
use crate::run::{self, ReadError};
use crate::stamp::Stamp;
use crate::store::{Store, Writing};

/// Reads the profile that holds now; `None` where none was given or it was destroyed.
fn current(conn: &Connection, run: &Named) -> rusqlite::Result<Option<Profile>> {
    let body: Option<Option<Body>> = conn
        .prepare_cached(
            "SELECT body FROM current_profile JOIN revision ON revision.seq = current_profile.seq
             WHERE current_profile.run = ?1",
        )?
        .query_row([run.seq], |row| row.get(0))
        .optional()?;
    body.flatten()
        .map(|mut body| body.take("profile"))
        .transpose()
}

/// Appends a profile that is not checked against the current one.
pub(crate) fn append(
    writing: &mut Writing<'_>,
    assessment: &Named,
    run: &Named,
    profile: &Profile,
) -> rusqlite::Result<Recorded> {
    append_as(writing, assessment, run, profile, None)
}

/// Appends a profile with the reason for it and the entry that it undoes or makes again.
pub(crate) fn append_as(
    writing: &mut Writing<'_>,
    assessment: &Named,
    run: &Named,
    profile: &Profile,
    why: Option<(Cause, &str)>,
) -> rusqlite::Result<Recorded> {
    let mut fields = Map::new();
    body::field(&mut fields, "profile", profile)?;
    if let Some((cause, of)) = why {
        body::field(&mut fields, "cause", &cause)?;
        body::field(&mut fields, "of", &of)?;
    }
    let appended = writing.append(
        Log::Revision,
        Link {
            assessment,
            run: Some(run),
            item: None,
            item_hash: None,
            kind: "profile",
            body: fields,
        },
    )?;
    writing
        .tx
        .prepare_cached(
            "INSERT INTO current_profile (run, seq) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET seq = excluded.seq",
        )?
        .execute(params![run.seq, appended.seq])?;
    Ok(Recorded::new(appended, writing.stamp))
}

impl Store {
    /// Reads the profile of a run; `None` where none was given yet.
    pub fn profile(&self, run: &str) -> Result<Option<Profile>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            Ok(current(conn, &run)?)
        })
    }

    /// Records the profile of a run; `None` where it is the current one.
    pub fn set_profile(
        &mut self,
        run: &str,
        profile: &Profile,
        stamp: &Stamp,
    ) -> Result<Option<Recorded>, RecordError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run)?;
            if current(&writing.tx, &open.run)?.as_ref() == Some(profile) {
                return Ok(None);
            }
            Ok(Some(append(writing, &open.assessment, &open.run, profile)?))
        })
    }
}
