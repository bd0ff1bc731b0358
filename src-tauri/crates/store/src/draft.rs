//! Drafts: what is being typed, one row for each field, replaced in place.
//!
//! A draft is no part of any answer. Recording the field clears its draft in the same transaction,
//! so that a text is either a draft or recorded, never both and never neither.

use proviso_core::action::ActionField;
use proviso_core::answer::Field;
use proviso_core::date::Moment;
use rusqlite::{Connection, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answer::RecordError;
use crate::assessment;
use crate::fault::{damaged, refuse};
use crate::run::{self, ReadError};
use crate::store::Store;

/// A text that is being typed in a field of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The item.
    pub item: String,
    /// The field.
    pub field: Field,
    /// The text; blank where counsel cleared the field and has not left it.
    pub text: String,
}

/// A text that is being typed in a field of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionDraft {
    /// The item.
    pub item: String,
    /// The field.
    pub field: ActionField,
    /// The text.
    pub text: String,
}

fn word<T: Serialize>(field: T) -> rusqlite::Result<String> {
    match serde_json::to_value(field) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(damaged("a field without a name")),
    }
}

fn field<T: DeserializeOwned>(word: String) -> rusqlite::Result<T> {
    let message = format!("a draft of an unknown field, {word}");
    serde_json::from_value(serde_json::Value::String(word)).map_err(|_| damaged(message))
}

pub(crate) fn clear(
    conn: &Connection,
    run: &str,
    item: &str,
    field: Field,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "DELETE FROM draft
         WHERE scope = 'answer' AND run_id = ?1 AND item_id = ?2 AND field = ?3",
    )?
    .execute(params![run, item, word(field)?])?;
    Ok(())
}

pub(crate) fn clear_action(
    conn: &Connection,
    assessment: &str,
    item: &str,
    field: ActionField,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "DELETE FROM draft
         WHERE scope = 'action' AND assessment = ?1 AND item_id = ?2 AND field = ?3",
    )?
    .execute(params![assessment, item, word(field)?])?;
    Ok(())
}

impl Store {
    /// Keeps what is being typed in a field of an answer, in place of what was kept before.
    pub fn save_draft(
        &mut self,
        run: &str,
        item: &str,
        field: Field,
        text: &str,
        at: Moment,
    ) -> Result<(), RecordError> {
        self.note(|conn| {
            let assessment = run::open_for_change(conn, run)?;
            conn.prepare_cached(
                "INSERT INTO draft (scope, assessment, run_id, item_id, field, text, updated_at)
                 VALUES ('answer', ?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (run_id, item_id, field) WHERE scope = 'answer'
                 DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at",
            )?
            .execute(params![
                assessment,
                run,
                item,
                word(field)?,
                text,
                at.utc_text()
            ])?;
            Ok(())
        })
    }

    /// Lets a draft go without recording it.
    pub fn drop_draft(&mut self, run: &str, item: &str, field: Field) -> Result<(), RecordError> {
        self.note(|conn| Ok(clear(conn, run, item, field)?))
    }

    /// Reads the drafts of a run.
    pub fn drafts(&self, run: &str) -> Result<Vec<Draft>, ReadError> {
        self.read(|conn| {
            run::known(conn, run)?;
            let mut query = conn.prepare_cached(
                "SELECT item_id, field, text FROM draft
                 WHERE scope = 'answer' AND run_id = ?1 ORDER BY item_id, field",
            )?;
            let drafts = query.query_map([run], |row| {
                Ok(Draft {
                    item: row.get(0)?,
                    field: self::field(row.get(1)?)?,
                    text: row.get(2)?,
                })
            })?;
            Ok(drafts.collect::<Result<_, _>>()?)
        })
    }

    /// Keeps what is being typed in a field of an action, in place of what was kept before.
    pub fn save_action_draft(
        &mut self,
        assessment: &str,
        item: &str,
        field: ActionField,
        text: &str,
        at: Moment,
    ) -> Result<(), RecordError> {
        self.note(|conn| {
            if !assessment::exists(conn, assessment)? {
                return refuse(RecordError::UnknownAssessment {
                    id: assessment.to_owned(),
                });
            }
            conn.prepare_cached(
                "INSERT INTO draft (scope, assessment, item_id, field, text, updated_at)
                 VALUES ('action', ?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (assessment, item_id, field) WHERE scope = 'action'
                 DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at",
            )?
            .execute(params![assessment, item, word(field)?, text, at.utc_text()])?;
            Ok(())
        })
    }

    /// Lets a draft of an action go without recording it.
    pub fn drop_action_draft(
        &mut self,
        assessment: &str,
        item: &str,
        field: ActionField,
    ) -> Result<(), RecordError> {
        self.note(|conn| Ok(clear_action(conn, assessment, item, field)?))
    }

    /// Reads the drafts of an assessment's actions.
    pub fn action_drafts(&self, assessment: &str) -> Result<Vec<ActionDraft>, ReadError> {
        self.read(|conn| {
            assessment::known(conn, assessment)?;
            let mut query = conn.prepare_cached(
                "SELECT item_id, field, text FROM draft
                 WHERE scope = 'action' AND assessment = ?1 ORDER BY item_id, field",
            )?;
            let drafts = query.query_map([assessment], |row| {
                Ok(ActionDraft {
                    item: row.get(0)?,
                    field: self::field(row.get(1)?)?,
                    text: row.get(2)?,
                })
            })?;
            Ok(drafts.collect::<Result<_, _>>()?)
        })
    }
}
