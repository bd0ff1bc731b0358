//! The matter log: memos to file, contacts with the Government, questions to outside counsel.

use proviso_core::date::Date;
use proviso_core::matter_log::{MatterEntry, MatterKind};

use super::requests::recorded;
use super::{Session, SessionError};
use crate::wire::{MatterInput, MatterLogView, MatterView};

/// The form whose draft an entry is.
const FORM: &str = "matter";

impl Session {
    /// Lists the matter log of the assessment that a run belongs to.
    pub fn matter_log(&self, run: &str) -> Result<MatterLogView, SessionError> {
        let assessment = self.store.run(run)?.assessment;
        Ok(MatterLogView {
            rows: self.matter_views(&assessment)?,
            drafts: self.drafts_of(&assessment, FORM)?,
        })
    }

    /// Returns the entries of a matter log: by the day they are about, the latest first.
    pub(super) fn matter_views(&self, assessment: &str) -> Result<Vec<MatterView>, SessionError> {
        let mut log = self.store.around(assessment)?.log;
        log.sort_by_key(|kept| std::cmp::Reverse((kept.says.on, kept.recorded_at)));
        let follows: Vec<(String, Option<String>)> = log
            .iter()
            .map(|kept| (kept.id.clone(), kept.says.follows.clone()))
            .collect();
        let is_there = |id: &String| follows.iter().any(|(known, _)| known == id);
        log.into_iter()
            .map(|kept| {
                Ok(MatterView {
                    items: self.titled(assessment, &kept.says.items)?,
                    recorded: recorded(kept.recorded_at, &kept.author),
                    on: kept.says.on.long(),
                    label: kept.says.what.label().to_owned(),
                    follows: kept.says.follows.filter(is_there),
                    followed_by: follows
                        .iter()
                        .filter(|(_, of)| of.as_ref() == Some(&kept.id))
                        .map(|(id, _)| id.clone())
                        .collect(),
                    id: kept.id,
                    title: kept.says.title,
                    text: kept.says.text,
                    what: kept.says.what,
                })
            })
            .collect()
    }

    /// Appends an entry to the matter log.
    pub fn add_matter(
        &mut self,
        run: &str,
        input: &MatterInput,
    ) -> Result<MatterLogView, SessionError> {
        let stamp = self.stamp()?;
        let assessment = self.store.run(run)?.assessment;
        let log = self.store.around(&assessment)?.log;
        if let Some(follows) = &input.follows
            && !log.iter().any(|known| known.id == *follows)
        {
            return Err(SessionError::UnknownMatter);
        }
        let on = match input.on.trim() {
            "" => self.today(),
            typed => Date::parse_typed(typed)?,
        };
        let mut what = input.what.clone();
        if let MatterKind::Referral { answered_on, .. } = &mut what {
            *answered_on = match input.answered_on.trim() {
                "" => None,
                typed => Some(Date::parse_typed(typed)?),
            };
        }
        let says = MatterEntry {
            on,
            title: input.title.clone(),
            text: input.text.clone(),
            what,
            items: input.items.clone(),
            follows: input.follows.clone(),
        };
        let packs = self.packs_asked(&assessment)?;
        let says = says.checked(|item| packs.iter().any(|pack| pack.item(item).is_some()))?;
        self.store
            .record_matter(&assessment, &says, Some(FORM), &stamp)?;
        self.matter_log(run)
    }
}
