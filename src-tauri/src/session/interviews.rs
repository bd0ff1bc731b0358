//! Interviews: whom, when, who was present, and about which questions.

use proviso_core::date::Date;
use proviso_core::matter_log::Interview;
use proviso_store::PastInterview;

use super::requests::{count, recorded};
use super::{Session, SessionError};
use crate::wire::{
    AroundItem, FormDraftView, InterviewInput, InterviewView, InterviewsView, TitledItem,
};

/// How the names of the forms of interviews begin.
const FORM: &str = "interview:";

/// What an interview that is not recorded yet is called in the name of its form.
const NEW: &str = "new";

/// The longest draft of a form, in bytes: several texts of a field's full length.
const MAX_DRAFT_BYTES: usize = 700_000;

/// The longest name of a form, in bytes.
const MAX_FORM_NAME: usize = 200;

impl Session {
    /// Lists the interviews of the assessment that a run belongs to, as they stand now.
    pub fn interviews(&self, run: &str) -> Result<InterviewsView, SessionError> {
        let assessment = self.store.run(run)?.assessment;
        let mut rows = self.interview_views(&assessment)?;
        rows.reverse();
        Ok(InterviewsView {
            rows,
            drafts: self.drafts_of(&assessment, FORM)?,
        })
    }

    /// Returns the interviews of an assessment, in the order in which they were first recorded.
    pub(super) fn interview_views(
        &self,
        assessment: &str,
    ) -> Result<Vec<InterviewView>, SessionError> {
        let mut now: Vec<(PastInterview, usize)> = Vec::new();
        for past in self.store.interview_history(assessment)? {
            match now.iter_mut().find(|(known, _)| known.id == past.id) {
                Some((known, earlier)) => {
                    *known = past;
                    *earlier += 1;
                }
                None => now.push((past, 0)),
            }
        }
        now.into_iter()
            .map(|(past, earlier)| {
                Ok(InterviewView {
                    items: self.titled(assessment, &past.says.items)?,
                    recorded: recorded(past.recorded_at, &past.author),
                    earlier: count(earlier),
                    id: past.id,
                    entry: past.entry,
                    whom: past.says.whom,
                    role: past.says.role,
                    on: past.says.on.map(Date::long).unwrap_or_default(),
                    present: past.says.present,
                    notes: past.says.notes,
                })
            })
            .collect()
    }

    /// Records an interview, or what counsel now says of one that was recorded.
    pub fn save_interview(
        &mut self,
        run: &str,
        id: Option<&str>,
        input: &InterviewInput,
    ) -> Result<InterviewsView, SessionError> {
        let stamp = self.stamp()?;
        let assessment = self.store.run(run)?.assessment;
        if let Some(id) = id
            && !self
                .store
                .interview_history(&assessment)?
                .iter()
                .any(|known| known.id == id)
        {
            return Err(SessionError::UnknownInterview);
        }
        let on = match input.on.trim() {
            "" => None,
            typed => Some(Date::parse_typed(typed)?),
        };
        let says = Interview {
            whom: input.whom.clone(),
            role: input.role.clone(),
            on,
            present: input.present.clone(),
            notes: input.notes.clone(),
            items: input.items.clone(),
        };
        let packs = self.packs_asked(&assessment)?;
        let says = says.checked(|item| packs.iter().any(|pack| pack.item(item).is_some()))?;
        let form = format!("{FORM}{}", id.unwrap_or(NEW));
        self.store
            .record_interview(&assessment, id, &says, Some(&form), &stamp)?;
        self.interviews(run)
    }

    /// Returns what is kept around one item: what was proposed, said and noted about it.
    pub fn around_item(&self, run: &str, item: &str) -> Result<AroundItem, SessionError> {
        let loaded = self.load(run)?;
        loaded.item(item)?;
        let assessment = &loaded.assessment.id;
        let business = self.business(assessment)?;
        let mut proposals = self.proposal_views(&loaded, &business, |_, of| of == item)?;
        proposals.reverse();
        let about = |items: &[TitledItem]| items.iter().any(|known| known.item == item);
        let mut interviews = self.interview_views(assessment)?;
        interviews.retain(|interview| about(&interview.items));
        interviews.reverse();
        let mut log = self.matter_views(assessment)?;
        log.retain(|entry| about(&entry.items));
        Ok(AroundItem {
            proposals,
            asked_of: self.asked_of(&business, item),
            interviews,
            log,
        })
    }

    /// Returns the packs of an assessment's runs, the newest first.
    pub(super) fn packs_asked(
        &self,
        assessment: &str,
    ) -> Result<Vec<std::sync::Arc<proviso_core::pack::Pack>>, SessionError> {
        let runs = self.store.assessment(assessment)?.runs;
        let packs = runs
            .iter()
            .rev()
            .filter_map(|run| self.packs.get(&run.pack.hash).cloned());
        Ok(packs.collect())
    }

    /// Calls items by their titles, as the newest run that asks them does.
    pub(super) fn titled(
        &self,
        assessment: &str,
        items: &[String],
    ) -> Result<Vec<TitledItem>, SessionError> {
        let packs = self.packs_asked(assessment)?;
        let title = |item: &str| {
            let mut titles = packs.iter().filter_map(|pack| pack.item(item));
            titles
                .next()
                .map_or_else(|| item.to_owned(), |item| item.title.clone())
        };
        Ok(items
            .iter()
            .map(|item| TitledItem {
                title: title(item),
                item: item.clone(),
            })
            .collect())
    }

    /// Returns the drafts of forms whose names begin in this way.
    pub(super) fn drafts_of(
        &self,
        assessment: &str,
        begins: &str,
    ) -> Result<Vec<FormDraftView>, SessionError> {
        let drafts = self.store.form_drafts(assessment)?.into_iter();
        Ok(drafts
            .filter(|draft| draft.form.starts_with(begins))
            .map(|draft| FormDraftView {
                form: draft.form,
                text: draft.text,
            })
            .collect())
    }

    /// Keeps what is being typed in a form. Returns the clock time at which it was on disk.
    pub fn save_form_draft(
        &mut self,
        run: &str,
        form: &str,
        text: &str,
    ) -> Result<String, SessionError> {
        if form.len() > MAX_FORM_NAME || text.len() > MAX_DRAFT_BYTES {
            return Err(SessionError::TooLong {
                characters: MAX_DRAFT_BYTES,
            });
        }
        let now = self.clock.now();
        let assessment = self.store.run(run)?.assessment;
        self.store.save_form_draft(&assessment, form, text, now)?;
        Ok(now.local_time())
    }

    /// Lets a draft of a form go.
    pub fn drop_form_draft(&mut self, run: &str, form: &str) -> Result<(), SessionError> {
        let assessment = self.store.run(run)?.assessment;
        Ok(self.store.drop_form_draft(&assessment, form)?)
    }
}
