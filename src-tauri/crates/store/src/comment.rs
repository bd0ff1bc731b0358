//! Comments with which a run is sent back for changes before it is signed, one for each question.
//!
//! A comment is an entry of kind `comment`; that it is resolved is another one that names it. A comment
//! that is resolved stays so: there is nothing to decide where two copies are brought together.

use proviso_core::canonical::Hash;
use proviso_core::date::Moment;
use proviso_core::pack::Id;
use rusqlite::{Connection, params};
use serde_json::{Map, json};
use thiserror::Error;

use crate::answer::{RecordError, Recorded};
use crate::body::{self, Body};
use crate::fault::{Fault, Stop, refuse};
use crate::log::{Link, Log, Named, moment};
use crate::run::{self, OpenRun, ReadError};
use crate::sign::Signatory;
use crate::stamp::Stamp;
use crate::store::Store;

/// What is to change at one question.
#[derive(Debug, Clone, Copy)]
pub struct NewComment<'a> {
    /// The item.
    pub item: &'a str,
    /// Hash of the item's text as it stands.
    pub item_hash: &'a Hash,
    /// What is to change.
    pub text: &'a str,
}

/// A comment at a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Identifier.
    pub id: String,
    /// The item.
    pub item: Id,
    /// What is to change.
    pub text: String,
    /// Who sent the run back, by name and role as typed.
    pub by: Signatory,
    /// When.
    pub recorded_at: Moment,
    /// Who resolved it and when; `None` while it is open.
    pub resolved: Option<(String, Moment)>,
}

/// Why a comment was not resolved.
#[derive(Debug, Error)]
pub enum ResolveError {
    /// No such comment, or it is resolved already.
    #[error("This comment is not open any more. Open the run again")]
    Unknown,
    /// The run takes no change.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl From<Fault> for ResolveError {
    fn from(fault: Fault) -> Self {
        Self::Record(fault.into())
    }
}

impl Store {
    /// Sends a run back for changes: records all comments, or none.
    pub fn send_back(
        &mut self,
        run: &str,
        by: &Signatory,
        comments: &[NewComment<'_>],
        stamp: &Stamp,
    ) -> Result<(), RecordError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run)?;
            for comment in comments {
                let mut fields = Map::new();
                fields.insert(String::from("comment"), json!(writing.new_id()));
                fields.insert(String::from("text"), json!(comment.text));
                body::field(&mut fields, "by", by)?;
                let hash = Some(comment.item_hash.0.as_str());
                writing.append(Log::Revision, link(&open, comment.item, hash, fields))?;
            }
            Ok(())
        })
    }

    /// Records that what a comment asked for is done.
    ///
    /// # Errors
    /// There is no such open comment, or the run takes no change.
    pub fn resolve_comment(
        &mut self,
        run: &str,
        comment: &str,
        stamp: &Stamp,
    ) -> Result<Recorded, ResolveError> {
        self.write(stamp, |writing| {
            let open = run::open_for_change(&writing.tx, run).map_err(|stop| match stop {
                Stop::Sql(error) => Stop::Sql(error),
                Stop::Refused(why) => Stop::Refused(ResolveError::Record(why)),
            })?;
            let found = all(&writing.tx, &open.run)?.into_iter();
            let mut is_it = found.filter(|known| known.id == comment && known.resolved.is_none());
            let Some(known) = is_it.next() else {
                return refuse(ResolveError::Unknown);
            };
            let mut fields = Map::new();
            fields.insert(String::from("comment"), json!(known.id));
            fields.insert(String::from("resolved"), json!(true));
            let appended = writing.append(Log::Revision, link(&open, &known.item, None, fields))?;
            Ok(Recorded::new(appended, writing.stamp))
        })
    }

    /// Reads the comments of a run, oldest first; those whose text was destroyed are left out.
    pub fn comments(&self, run: &str) -> Result<Vec<Comment>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            Ok(all(conn, &run)?)
        })
    }
}

fn link<'a>(
    open: &'a OpenRun,
    item: &'a str,
    item_hash: Option<&'a str>,
    body: Map<String, serde_json::Value>,
) -> Link<'a> {
    Link {
        assessment: &open.assessment,
        run: Some(&open.run),
        item: Some(item),
        item_hash,
        kind: "comment",
        body,
    }
}

fn all(conn: &Connection, run: &Named) -> rusqlite::Result<Vec<Comment>> {
    let mut query = conn.prepare_cached(
        "SELECT item_id, body, recorded_at, utc_offset_minutes, author FROM revision
         WHERE run = ?1 AND kind = 'comment' AND body IS NOT NULL ORDER BY seq",
    )?;
    let mut comments: Vec<Comment> = Vec::new();
    let mut rows = query.query(params![run.seq])?;
    while let Some(row) = rows.next()? {
        let mut body: Body = row.get(1)?;
        let id: String = body.take("comment")?;
        let at = moment(row, 2)?;
        if body.take_if_any::<bool>("resolved")? == Some(true) {
            let author: String = row.get(4)?;
            for known in comments.iter_mut().filter(|known| known.id == id) {
                known.resolved.get_or_insert((author.clone(), at));
            }
        } else {
            comments.push(Comment {
                id,
                item: row.get(0)?,
                text: body.take("text")?,
                by: body.take("by")?,
                recorded_at: at,
                resolved: None,
            });
        }
    }
    Ok(comments)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use crate::testing::{item_hash, stamp, with_assessment};

    fn reviewer() -> Signatory {
        Signatory {
            name: String::from("R. Vance"),
            role: String::from("Deputy General Counsel"),
        }
    }

    #[test]
    fn a_comment_is_open_until_it_is_resolved_and_both_are_in_the_chain() {
        let (_folder, mut store, made) = with_assessment();
        let (one, two) = (item_hash("inventory"), item_hash("agents"));
        let comments = [
            NewComment {
                item: "inventory",
                item_hash: &one,
                text: "Which vendors?",
            },
            NewComment {
                item: "agents",
                item_hash: &two,
                text: "Since when?",
            },
        ];
        let by = reviewer();
        store
            .send_back(&made.run, &by, &comments, &stamp(10))
            .unwrap();
        let sent = store.comments(&made.run).unwrap();
        let texts: Vec<&str> = sent.iter().map(|comment| comment.text.as_str()).collect();
        assert_eq!(texts, ["Which vendors?", "Since when?"], "in their order");
        assert!(
            sent.iter().all(|c| c.by == by && c.resolved.is_none()),
            "open, with who sent the run back"
        );
        store
            .resolve_comment(&made.run, &sent[0].id, &stamp(11))
            .unwrap();
        let after = store.comments(&made.run).unwrap();
        assert_eq!(
            after[0].resolved.as_ref().map(|(who, _)| who.as_str()),
            Some("Ada Counsel"),
            "with who resolved it"
        );
        assert_eq!(after[1].resolved, None, "and the other is open");
        let again = store.resolve_comment(&made.run, &sent[0].id, &stamp(12));
        assert!(
            matches!(again, Err(ResolveError::Unknown)),
            "it is resolved once"
        );
        assert_eq!(store.verify().unwrap(), [], "the chain holds");
        let history = store.history(&made.run, "inventory").unwrap();
        assert_eq!(history, [], "a comment is no answer");
    }
}
