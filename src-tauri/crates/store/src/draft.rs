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
use crate::fault::damaged;
use crate::log::Named;
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

pub(crate) fn word<T: Serialize>(field: T) -> rusqlite::Result<String> {
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
    run: &Named,
    item: &str,
    field: Field,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "DELETE FROM draft
         WHERE scope = 'answer' AND run = ?1 AND item_id = ?2 AND field = ?3",
    )?
    .execute(params![run.seq, item, word(field)?])?;
    Ok(())
}

pub(crate) fn clear_action(
    conn: &Connection,
    assessment: &Named,
    item: &str,
    field: ActionField,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "DELETE FROM draft
         WHERE scope = 'action' AND assessment = ?1 AND item_id = ?2 AND field = ?3",
    )?
    .execute(params![assessment.seq, item, word(field)?])?;
    Ok(())
}

/// Takes what was being typed in one item of a run along to an item of the run that follows it. It
/// stays with the run before as well, and does not displace what goes along already.
pub(crate) fn take_over(
    conn: &Connection,
    before: &Named,
    from: &str,
    run: &Named,
    to: &str,
) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO draft (scope, assessment, run, item_id, field, text, updated_at)
         SELECT scope, assessment, ?3, ?4, field, text, updated_at FROM draft
         WHERE scope = 'answer' AND run = ?1 AND item_id = ?2
         ON CONFLICT DO NOTHING",
    )?
    .execute(params![before.seq, from, run.seq, to])?;
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
            let open = run::open_for_change(conn, run)?;
            conn.prepare_cached(
                "INSERT INTO draft (scope, assessment, run, item_id, field, text, updated_at)
                 VALUES ('answer', ?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (run, item_id, field) WHERE scope = 'answer'
                 DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at",
            )?
            .execute(params![
                open.assessment.seq,
                open.run.seq,
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
        self.note(|conn| {
            let open = run::open_for_change(conn, run)?;
            Ok(clear(conn, &open.run, item, field)?)
        })
    }

    /// Reads the drafts of a run.
    pub fn drafts(&self, run: &str) -> Result<Vec<Draft>, ReadError> {
        self.read(|conn| {
            let run = run::known(conn, run)?;
            let mut query = conn.prepare_cached(
                "SELECT item_id, field, text FROM draft
                 WHERE scope = 'answer' AND run = ?1 ORDER BY item_id, field",
            )?;
            let drafts = query.query_map([run.seq], |row| {
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
            let assessment = assessment::open_for_change(conn, assessment)?;
            conn.prepare_cached(
                "INSERT INTO draft (scope, assessment, item_id, field, text, updated_at)
                 VALUES ('action', ?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (assessment, item_id, field) WHERE scope = 'action'
                 DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at",
            )?
            .execute(params![
                assessment.seq,
                item,
                word(field)?,
                text,
                at.utc_text()
            ])?;
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
        self.note(|conn| {
            let assessment = assessment::open_for_change(conn, assessment)?;
            Ok(clear_action(conn, &assessment, item, field)?)
        })
    }

    /// Reads the drafts of an assessment's actions.
    pub fn action_drafts(&self, assessment: &str) -> Result<Vec<ActionDraft>, ReadError> {
        self.read(|conn| {
            let assessment = assessment::known(conn, assessment)?;
            let mut query = conn.prepare_cached(
                "SELECT item_id, field, text FROM draft
                 WHERE scope = 'action' AND assessment = ?1 ORDER BY item_id, field",
            )?;
            let drafts = query.query_map([assessment.seq], |row| {
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use crate::ActionChange;
    use crate::testing::{moment, set_state, stamp, with_assessment};
    use proviso_core::action::Action;

    #[test]
    fn a_draft_is_one_row_for_each_field_replaced_in_place() {
        let (_folder, mut store, made) = with_assessment();
        for (second, text) in [(1, "T"), (2, "Ty"), (3, "Typed")] {
            store
                .save_draft(&made.run, "inventory", Field::Facts, text, moment(second))
                .unwrap();
        }
        store
            .save_draft(&made.run, "inventory", Field::Analysis, "", moment(4))
            .unwrap();
        let drafts = store.drafts(&made.run).unwrap();
        let texts: Vec<(Field, &str)> = drafts
            .iter()
            .map(|draft| (draft.field, draft.text.as_str()))
            .collect();
        assert_eq!(
            texts,
            [(Field::Analysis, ""), (Field::Facts, "Typed")],
            "the last text of each field, a cleared one too"
        );
        let before = store.heads().unwrap();
        store
            .drop_draft(&made.run, "inventory", Field::Facts)
            .unwrap();
        assert_eq!(store.drafts(&made.run).unwrap().len(), 1, "one was dropped");
        assert_eq!(store.heads().unwrap(), before, "drafts are in no log");
    }

    #[test]
    fn every_field_can_be_drafted() {
        let (_folder, mut store, made) = with_assessment();
        for field in Field::ALL {
            store
                .save_draft(&made.run, "inventory", field, "x", moment(1))
                .unwrap();
        }
        assert_eq!(
            store.drafts(&made.run).unwrap().len(),
            Field::ALL.len(),
            "each under its own name"
        );
    }

    #[test]
    fn the_draft_of_an_action_belongs_to_the_assessment_and_outlives_the_run() {
        let (_folder, mut store, made) = with_assessment();
        set_state(&store, &made.run, "signed");
        let field = ActionField::Note;
        store
            .save_action_draft(&made.assessment, "inventory", field, "typed", moment(1))
            .unwrap();
        let drafts = store.action_drafts(&made.assessment).unwrap();
        assert_eq!(
            drafts[0].text, "typed",
            "actions go on after a run is signed"
        );
        let action = Action {
            note: Some(String::from("typed")),
            ..Action::default()
        };
        let change = ActionChange {
            drafts_done: &[field],
            ..ActionChange::new("inventory", &action)
        };
        store
            .record_action(&made.assessment, &change, &stamp(2))
            .unwrap();
        assert!(
            store.action_drafts(&made.assessment).unwrap().is_empty(),
            "recording it clears it"
        );
        let actions = store.actions(&made.assessment).unwrap();
        assert_eq!(actions["inventory"].action, action, "and it is recorded");
    }

    #[test]
    fn drafts_of_what_is_not_there_are_refused() {
        let (_folder, mut store, made) = with_assessment();
        let field = ActionField::Note;
        let refused = store.save_action_draft(&made.run, "inventory", field, "x", moment(1));
        assert!(
            matches!(refused, Err(RecordError::UnknownAssessment { .. })),
            "a run is no assessment: {refused:?}"
        );
        let refused = store.drafts(&made.assessment);
        assert!(
            matches!(refused, Err(ReadError::UnknownRun { .. })),
            "nor an assessment a run: {refused:?}"
        );
    }
}
