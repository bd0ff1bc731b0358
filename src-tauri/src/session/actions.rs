//! Actions: what is done about each gap.

use proviso_core::action::ActionField;
use proviso_store::ActionChange;

use super::{Session, SessionError};
use crate::view::{action_rows, overview_view};
use crate::wire::{ActionRow, OverviewView};

impl Session {
    /// Lists the gaps of a run with what is done about each.
    pub fn actions(&self, run: &str) -> Result<Vec<ActionRow>, SessionError> {
        let loaded = self.load(run)?;
        let drafts = self.store.action_drafts(&loaded.assessment.id)?;
        Ok(action_rows(
            &loaded.pack,
            &loaded.read(self.today()),
            &drafts,
        ))
    }

    /// Keeps what is being typed into an action. Returns the clock time at which it was on disk.
    pub fn save_action_draft(
        &mut self,
        run: &str,
        item: &str,
        field: ActionField,
        text: &str,
    ) -> Result<String, SessionError> {
        let loaded = self.load(run)?;
        loaded.item(item)?;
        let now = self.clock.now();
        self.store
            .save_action_draft(&loaded.assessment.id, item, field, text, now)?;
        Ok(now.local_time())
    }

    /// Records one field of an action and returns the list as it stands then.
    pub fn record_action(
        &mut self,
        run: &str,
        item: &str,
        field: ActionField,
        value: Option<&str>,
    ) -> Result<Vec<ActionRow>, SessionError> {
        let stamp = self.stamp()?;
        let loaded = self.load(run)?;
        let is_gap = loaded
            .read(self.today())
            .gaps
            .iter()
            .any(|entry| entry.gap.item.id == item);
        if !is_gap {
            return Err(SessionError::NoGap {
                item: item.to_owned(),
            });
        }
        let before = loaded.actions.get(item).cloned().unwrap_or_default();
        let after = before.with(field, value)?;
        let change = ActionChange {
            drafts_done: &[field],
            ..ActionChange::new(item, &after)
        };
        self.store
            .record_action(&loaded.assessment.id, &change, &stamp)?;
        self.actions(run)
    }

    /// Makes the overview of a run.
    pub fn overview(&self, run: &str) -> Result<OverviewView, SessionError> {
        let loaded = self.load(run)?;
        Ok(overview_view(
            &loaded.pack,
            &loaded.read(self.today()),
            &loaded.answers,
        ))
    }
}
