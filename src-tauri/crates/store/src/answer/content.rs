//! What an entry says of an answer, wherever its text stands.
//!
//! An answer that was carried over, or re-affirmed as it was, is not written a second time: its
//! entry names the one that holds the text (`answerIn`, see [`crate::body`]). That one always holds
//! the text itself, so nothing is followed twice, and it comes earlier in the log of the same
//! assessment. Destroying its body destroys the answer for every entry that names it.

use proviso_core::answer::Answer;
use rusqlite::{Connection, OptionalExtension as _};

use crate::answer::Change;
use crate::body::{ANSWER_IN, Body, Cause};
use crate::fault::damaged;

/// What a past state said, and why it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastContent {
    /// The state.
    pub answer: Answer,
    /// Why it was recorded.
    pub cause: Cause,
    /// The entry that was undone, made again, restored or carried.
    pub of: Option<String>,
    /// What the state counts as: a carried or re-affirmed one that an undo brought back, or of which
    /// only the notes changed, is carried or re-affirmed still.
    pub stands_as: Cause,
}

/// Reads what a body says; `None` where the text that it names was destroyed.
pub(crate) fn read(conn: &Connection, mut body: Body) -> rusqlite::Result<Option<PastContent>> {
    let answer = match body.take_if_any::<String>(ANSWER_IN)? {
        None => Some(body.take("answer")?),
        Some(entry) => text_of(conn, &entry)?,
    };
    let cause = body.take("cause")?;
    let (of, stands_as) = (body.take_if_any("of")?, body.take_if_any("as")?);
    Ok(answer.map(|answer| PastContent {
        answer,
        cause,
        of,
        stands_as: stands_as.unwrap_or(cause),
    }))
}

/// Reads what an entry says whose body may have been destroyed itself.
pub(crate) fn read_if_any(
    conn: &Connection,
    body: Option<Body>,
) -> rusqlite::Result<Option<PastContent>> {
    match body {
        Some(body) => read(conn, body),
        None => Ok(None),
    }
}

fn text_of(conn: &Connection, entry: &str) -> rusqlite::Result<Option<Answer>> {
    let body: Option<Option<Body>> = conn
        .prepare_cached("SELECT body FROM kept_revision WHERE id = ?1 AND kind = 'answer'")?
        .query_row([entry], |row| row.get(0))
        .optional()?;
    match body {
        None => Err(damaged(format!(
            "an entry names {entry} for its answer, which is not there"
        ))),
        Some(None) => Ok(None),
        Some(Some(mut body)) => body.take("answer").map(Some),
    }
}

/// Returns the entry whose text a new state would only repeat: of one that is carried over, the
/// text of the entry it comes from; of one that is re-affirmed, that of the state that holds.
pub(super) fn repeated(
    conn: &Connection,
    assessment: i64,
    change: &Change<'_>,
    holding: Option<i64>,
) -> rusqlite::Result<Option<String>> {
    let (of, seq) = match change.cause {
        Cause::Carried => (change.of, None),
        Cause::Reaffirmed => (None, holding),
        _ => return Ok(None),
    };
    let found: Option<(String, Option<Body>)> = conn
        .prepare_cached(
            "SELECT id, body FROM revision
             WHERE (id = ?1 OR seq = ?2) AND assessment = ?3 AND kind = 'answer'",
        )?
        .query_row((of, seq, assessment), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((entry, Some(body))) = found else {
        return Ok(None);
    };
    let named: Option<String> = body.clone().take_if_any(ANSWER_IN)?;
    let says = read(conn, body)?.map(|content| content.answer);
    Ok((says.as_ref() == Some(change.answer)).then(|| named.unwrap_or(entry)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
