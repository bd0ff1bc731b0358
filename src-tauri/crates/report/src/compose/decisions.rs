//! Decisions: those taken, and the record of one to sign.

use proviso_core::report::DecisionTaken;

use super::{Block, Inlines, chapter, section};

/// Lays out the decisions that were taken.
pub(super) fn taken(taken: &[DecisionTaken]) -> Vec<Block> {
    if taken.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![chapter("Decisions taken")];
    for decision in taken {
        let when = match (&decision.decided_by, &decision.decided_on) {
            (Some(who), Some(day)) => format!(" Decided by {who} on {day}."),
            (Some(who), None) => format!(" Decided by {who}."),
            (None, Some(day)) => format!(" Decided on {day}."),
            (None, None) => String::new(),
        };
        let head = Inlines::new()
            .bold(format!("{}.", decision.chosen))
            .text(when);
        let mut group = vec![section(decision.title.as_str()), Block::body(head)];
        for (label, text) in [
            ("Business grounds for: ", &decision.grounds_for),
            ("Business grounds against: ", &decision.grounds_against),
            ("Looked at again: ", &decision.review),
        ] {
            if let Some(text) = text {
                group.push(Block::body(Inlines::new().muted(label).text(text.as_str())));
            }
        }
        blocks.push(Block::Together(group));
    }
    blocks
}
