//! Evidence as counsel's file prints it: each document once, with the items it stands under.

use serde::Serialize;

use crate::date::Date;
use crate::evidence::Links;
use crate::pack::Id;

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Which document it is.
    pub name: String,
    /// What is kept of it: `Reference`, or `Copy kept: access-agreement-v3.docx`.
    pub kind: String,
    /// Where the document is held.
    pub place: Option<String>,
    /// The day on which it was seen, as printed.
    pub seen_on: Option<String>,
    /// The last day on which it still proves something, as printed.
    pub stale_after: Option<String>,
    /// Whether that day lies before the report date.
    pub stale: bool,
    /// SHA-256 of the copy that is kept, in hexadecimal digits; absent where none is.
    pub hash: Option<String>,
    /// The copy's size in bytes; absent where none is kept.
    pub bytes: Option<u64>,
    /// The day it was added, as printed.
    pub added_on: String,
    /// By whom.
    pub added_by: String,
    /// What counsel says of it.
    pub note: Option<String>,
    /// The items it is attached to.
    pub items: Vec<Id>,
}

/// Lists the evidence of a run on the report date `on`, by name: a document that stands under
/// several items in the same words is listed once, as first added.
pub fn evidence_list(links: &Links, on: Date) -> Vec<Evidence> {
    let mut all: Vec<_> = links
        .iter()
        .flat_map(|(item, linked)| linked.iter().map(move |linked| (item, linked)))
        .collect();
    all.sort_by(|(a, one), (b, other)| (one.added_on, a).cmp(&(other.added_on, b)));
    let mut seen: Vec<(&crate::evidence::Evidence, Evidence)> = Vec::new();
    for (item, linked) in all {
        let evidence = &linked.evidence;
        if let Some((_, listed)) = seen.iter_mut().find(|(known, _)| *known == evidence) {
            listed.items.push(item.clone());
            continue;
        }
        let copy = evidence.copy.as_ref();
        let listed = Evidence {
            name: evidence.title.clone(),
            kind: copy.map_or_else(
                || String::from("Reference"),
                |copy| format!("Copy kept: {}", copy.name),
            ),
            place: evidence.place.clone(),
            seen_on: evidence.seen_on.map(Date::long),
            stale_after: evidence.stale_after.map(Date::long),
            stale: evidence.is_stale(on),
            hash: copy.map(|copy| copy.hash.0.clone()),
            bytes: copy.map(|copy| copy.bytes),
            added_on: linked.added_on.long(),
            added_by: linked.added_by.clone(),
            note: evidence.note.clone(),
            items: vec![item.clone()],
        };
        seen.push((evidence, listed));
    }
    let mut list: Vec<Evidence> = seen.into_iter().map(|(_, listed)| listed).collect();
    list.sort_by(|a, b| (&a.name, &a.hash).cmp(&(&b.name, &b.hash)));
    list
}
