//! The check that every pack passes before anybody relies on it.
//!
//! [`check`] reports all problems at once, each with the JSON pointer of the place, a sentence on
//! what is wrong and one on how to mend it.

mod conditions;
mod items;
mod law;
mod versions;

use serde::Serialize;

use super::{BESIDE, Pack, words};

/// One problem of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// JSON pointer (RFC 6901) into the pack: `/items/3/question`.
    pub pointer: String,
    /// What is wrong.
    pub problem: String,
    /// How to mend it.
    pub mend: String,
}

/// The findings made so far.
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, pointer: impl Into<String>, problem: impl Into<String>, mend: &str) {
        self.0.push(Finding {
            pointer: pointer.into(),
            problem: problem.into(),
            mend: mend.to_owned(),
        });
    }

    /// Reports a text that is blank.
    fn blank(&mut self, pointer: String, text: &str) {
        if text.trim().is_empty() {
            self.add(
                pointer,
                "the text is empty",
                "Write it, or leave the field out where it may be absent.",
            );
        }
    }

    /// Reports ids that are no stable words, and ids that occur twice.
    fn ids<'a>(&mut self, list: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = std::collections::BTreeMap::new();
        for (at, id) in ids.enumerate() {
            let pointer = format!("/{list}/{at}/id");
            if !words::is_stable_word(id) {
                self.add(
                    pointer.clone(),
                    format!("“{id}” is not a stable word"),
                    "Use lower-case letters, digits and single hyphens, at most 64 characters.",
                );
            }
            if let Some(first) = seen.insert(id, at) {
                self.add(
                    pointer,
                    format!("“{id}” is also the id of /{list}/{first}"),
                    "Give one of them another id.",
                );
            }
        }
    }
}

/// Reports every problem of a pack; an empty list is a pass.
pub fn check(pack: &Pack) -> Vec<Finding> {
    let mut found = Findings(Vec::new());
    head(pack, &mut found);
    law::check(pack, &mut found);
    items::check(pack, &mut found);
    conditions::check(pack, &mut found);
    versions::check(pack, &mut found);
    found.0
}

/// Reports where the declarations against an earlier version are silent or say less than what
/// changed, by the texts of both versions. The order of the two does not matter to the caller: a
/// version that is not earlier, or another pack, yields nothing.
pub fn check_against(pack: &Pack, earlier: &Pack) -> Vec<Finding> {
    let mut found = Findings(Vec::new());
    versions::check_against(pack, earlier, &mut found);
    found.0
}

fn head(pack: &Pack, found: &mut Findings) {
    if !words::is_stable_word(&pack.id) {
        found.add(
            "/id",
            format!("“{}” is not a stable word", pack.id),
            "Use lower-case letters, digits and single hyphens.",
        );
    }
    for (field, text) in [
        ("name", &pack.name),
        ("title", &pack.title),
        ("citation", &pack.citation),
        ("textNote", &pack.text_note),
        ("researchNote", &pack.research_note),
    ] {
        found.blank(format!("/{field}"), text);
    }
    if pack.law_date < pack.adopted {
        found.add(
            "/lawDate",
            "the law date lies before the day of adoption",
            "State the law as of the day of adoption or later.",
        );
    }
    found.ids("roles", pack.roles.iter().map(|role| role.id.as_str()));
    found.ids("traits", pack.traits.iter().map(|entry| entry.id.as_str()));
    found.ids("themes", pack.themes.iter().map(|theme| theme.id.as_str()));
    found.ids("items", pack.items.iter().map(|item| item.id.as_str()));
    found.ids("events", pack.events.iter().map(|event| event.id.as_str()));
    found.ids("dates", pack.dates.iter().map(|date| date.id.as_str()));
    found.ids(
        "frameworks",
        pack.frameworks
            .iter()
            .map(|framework| framework.id.as_str()),
    );
    for (at, entry) in pack.traits.iter().enumerate() {
        if pack.roles.iter().any(|role| role.id == entry.id) {
            found.add(
                format!("/traits/{at}/id"),
                format!("“{}” is also a role", entry.id),
                "Give the trait another id.",
            );
        }
        for (nth, role) in entry.roles.iter().enumerate() {
            if !pack.roles.iter().any(|known| known.id == *role) {
                found.add(
                    format!("/traits/{at}/roles/{nth}"),
                    format!("there is no role “{role}”"),
                    "Name a role of this pack.",
                );
            }
        }
    }
    for (at, theme) in pack.themes.iter().enumerate() {
        if theme.short.chars().count() > 14 {
            found.add(
                format!("/themes/{at}/short"),
                "the short label has more than 14 characters",
                "Shorten it; it heads a narrow column.",
            );
        }
    }
    if !pack
        .provisions
        .iter()
        .any(|provision| provision.pin != BESIDE)
    {
        found.add(
            "/provisions",
            "the pack has no provision",
            "Add the text, provision by provision.",
        );
    }
}

#[cfg(test)]
pub(super) mod tests;
