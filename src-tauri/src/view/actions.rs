//! The action list: each gap and what is done about it.

use proviso_core::action::ActionStanding;
use proviso_core::overview::Overview;
use proviso_core::pack::Pack;
use proviso_core::report::standing_in_words;

use proviso_store::ActionDraft;

use crate::wire::{ActionDraftView, ActionRow};

/// Makes the action list of a run.
pub fn action_rows(pack: &Pack, read: &Overview<'_>, drafts: &[ActionDraft]) -> Vec<ActionRow> {
    let rows = read.gaps.iter().map(|entry| {
        let item = entry.gap.item;
        ActionRow {
            item: item.id.clone(),
            title: item.title.clone(),
            cite: pack
                .provision(&item.provision)
                .map(|p| p.cite())
                .unwrap_or_default(),
            priority: entry.gap.priority,
            priority_label: entry.gap.priority.label().to_owned(),
            reason: entry.gap.reason(),
            shortfall: entry.gap.shortfall.label().to_owned(),
            what: entry.what().to_owned(),
            recommended: item.action.clone(),
            owner_suggestion: item.owner.clone(),
            action: entry.action.clone(),
            standing: entry.standing,
            standing_label: standing_in_words(entry),
            questions: entry
                .action
                .questions((!is_late(entry.standing)).then_some(read.on)),
            drafts: drafts
                .iter()
                .filter(|draft| draft.item == item.id)
                .map(|draft| ActionDraftView {
                    field: draft.field,
                    text: draft.text.clone(),
                })
                .collect(),
        }
    });
    rows.collect()
}

/// Returns whether the standing says that a day has passed.
fn is_late(standing: ActionStanding) -> bool {
    matches!(
        standing,
        ActionStanding::Overdue | ActionStanding::AcceptanceExpired
    )
}
