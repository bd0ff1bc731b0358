//! Actions: what is done about each gap.

use proviso_core::action::{Action, ActionField};
use proviso_core::report::{GroupBy, action_groups};
use proviso_store::ActionChange;

use super::{Loaded, Session, SessionError};
use crate::view::{action_rows, overview_view, recorded_state};
use crate::wire::{ActionsView, Grouping, OverviewView};

impl Session {
    /// Lists the gaps of a run with what is done about each.
    pub fn actions(&self, run: &str) -> Result<ActionsView, SessionError> {
        self.listed(&self.load(run)?)
    }

    fn listed(&self, loaded: &Loaded) -> Result<ActionsView, SessionError> {
        let drafts = self.store.action_drafts(&loaded.assessment.id)?;
        let read = loaded.read(self.today());
        let pack = &loaded.pack;
        let groupings = GroupBy::ALL.map(|by| Grouping {
            by,
            groups: action_groups(pack, &read, by),
        });
        let me = self.settings()?.author;
        Ok(ActionsView {
            rows: action_rows(pack, &read, &drafts),
            groupings: groupings.into(),
            state: recorded_state(
                pack,
                &read,
                &loaded.answers,
                &loaded.carried,
                loaded.changed,
                &me,
            ),
            asks: Vec::new(),
        })
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
    ) -> Result<ActionsView, SessionError> {
        self.record_actions(run, &[item.to_owned()], field, value)
    }

    /// Records one field of several actions, of all of them or of none, and returns the list as it
    /// stands then.
    pub fn record_actions(
        &mut self,
        run: &str,
        items: &[String],
        field: ActionField,
        value: Option<&str>,
    ) -> Result<ActionsView, SessionError> {
        let stamp = self.stamp()?;
        let loaded = self.load(run)?;
        let read = loaded.read(self.today());
        let mut after = Vec::new();
        for item in items {
            if !read.gaps.iter().any(|entry| entry.gap.item.id == *item) {
                return Err(SessionError::NoGap { item: item.clone() });
            }
            let before = loaded.actions.get(item).cloned().unwrap_or_default();
            after.push(before.with(field, value)?);
        }
        let asks = Action::default()
            .with(field, value)?
            .questions(Some(read.on));
        let drafts_done = [field];
        let changes: Vec<ActionChange<'_>> = items
            .iter()
            .zip(&after)
            .map(|(item, action)| ActionChange {
                drafts_done: &drafts_done,
                ..ActionChange::new(item, action)
            })
            .collect();
        self.store
            .record_actions(&loaded.assessment.id, &changes, &stamp)?;
        Ok(ActionsView {
            asks,
            ..self.actions(run)?
        })
    }

    /// Makes the overview of a run: of a signed one as its report shows it, on the day of signing.
    pub fn overview(&self, run: &str) -> Result<OverviewView, SessionError> {
        let loaded = self.load_as_signed(run)?;
        let signed = loaded.signed.as_ref().map(|signed| signed.on);
        let on = signed.unwrap_or_else(|| self.today());
        Ok(overview_view(loaded.state(), &loaded.read(on)))
    }
}
