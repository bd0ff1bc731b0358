//! What changed between two versions in the order in which a reader wants to know, for the command
//! line and the window alike.

use std::collections::BTreeSet;

use super::{ChangeKind, Event, ItemDiff, PackDiff};

/// The kinds of change under their headings, the weightiest first.
const ORDER: [(ChangeKind, &str); 8] = [
    (ChangeKind::Substantive, "Changed in substance"),
    (ChangeKind::Split, "Split"),
    (ChangeKind::Merged, "Merged"),
    (ChangeKind::New, "New"),
    (ChangeKind::Retired, "Retired"),
    (ChangeKind::Clarifying, "Reworded, same question"),
    (ChangeKind::Moved, "Moved"),
    (ChangeKind::Editorial, "Punctuation, case or spacing"),
];

/// The items of one kind of change; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<'a> {
    /// What heads it.
    pub heading: &'static str,
    /// The items, in the order of the pack.
    pub items: Vec<&'a ItemDiff>,
}

/// Parts the events that a version adds: those that moved a question, then what else happened.
pub fn happened(diff: &PackDiff) -> (Vec<&Event>, Vec<&Event>) {
    let behind: BTreeSet<&String> = diff.items.iter().flat_map(|item| &item.events).collect();
    diff.events
        .iter()
        .partition(|event| behind.contains(&event.title))
}

/// Sorts the changed items under headings; headings without an item are left out.
pub fn memo(diff: &PackDiff) -> Vec<Section<'_>> {
    let sections = ORDER.iter().map(|(kind, heading)| Section {
        heading,
        items: diff
            .items
            .iter()
            .filter(|item| item.change == *kind)
            .collect(),
    });
    sections
        .filter(|section| !section.items.is_empty())
        .collect()
}
