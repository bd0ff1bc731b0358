//! Drafts of forms: what is being typed in a request, an interview, an entry of the matter log or a
//! proposal, one row for each form, replaced in place.
//!
//! What the form is and what is in it is the window's business: the text is kept as it comes. Recording
//! the form clears its draft in the same transaction.

use proviso_core::date::Moment;
use rusqlite::{Connection, params};

use crate::answer::RecordError;
use crate::assessment;
use crate::log::Named;
use crate::run::ReadError;
use crate::store::Store;

/// What is being typed in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormDraft {
    /// Which form: `request`, `interview:<id>`, `matter`, `proposal:<return>:<item>`.
    pub form: String,
    /// What is in it.
    pub text: String,
}

pub(crate) fn clear(
    conn: &Connection,
    assessment: &Named,
    form: Option<&str>,
) -> rusqlite::Result<()> {
    if let Some(form) = form {
        conn.prepare_cached("DELETE FROM form_draft WHERE assessment = ?1 AND form = ?2")?
            .execute(params![assessment.seq, form])?;
    }
    Ok(())
}

impl Store {
    /// Keeps what is being typed in a form, in place of what was kept before.
    pub fn save_form_draft(
        &mut self,
        assessment: &str,
        form: &str,
        text: &str,
        at: Moment,
    ) -> Result<(), RecordError> {
        self.note(|conn| {
            let assessment = assessment::open_for_change(conn, assessment)?;
            conn.prepare_cached(
                "INSERT INTO form_draft (assessment, form, text, updated_at)
                 VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (assessment, form)
                 DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at",
            )?
            .execute(params![assessment.seq, form, text, at.utc_text()])?;
            Ok(())
        })
    }

    /// Lets a draft of a form go without recording it.
    pub fn drop_form_draft(&mut self, assessment: &str, form: &str) -> Result<(), RecordError> {
        self.note(|conn| {
            let assessment = assessment::open_for_change(conn, assessment)?;
            Ok(clear(conn, &assessment, Some(form))?)
        })
    }

    /// Reads the drafts of an assessment's forms.
    pub fn form_drafts(&self, assessment: &str) -> Result<Vec<FormDraft>, ReadError> {
        self.read(|conn| {
            let assessment = assessment::known(conn, assessment)?;
            let mut query = conn.prepare_cached(
                "SELECT form, text FROM form_draft WHERE assessment = ?1 ORDER BY form",
            )?;
            let drafts = query.query_map([assessment.seq], |row| {
                Ok(FormDraft {
                    form: row.get(0)?,
                    text: row.get(1)?,
                })
            })?;
            Ok(drafts.collect::<Result<_, _>>()?)
        })
    }
}
