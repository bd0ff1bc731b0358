//! What changed around the words: where an item stands, what it weighs, whom it is asked of, and the
//! facts about a company that decide it. None of it is hashed, and all of it moves what a run says.

use super::redline::{Span, SpanKind, redline};
use super::{Item, Pack, TextDiff};

/// Returns what changed of an item beside its hashed texts, each as one line.
pub(super) fn around(before: &Item, after: &Item) -> Vec<TextDiff> {
    let mut lines = Vec::new();
    if before.provision != after.provision {
        lines.push(line("Stands under", &before.provision, &after.provision));
    }
    if before.applies != after.applies {
        lines.push(line("Asked", "", "of other companies than before"));
    }
    let weight = |item: &Item| item.practice().map(|practice| practice.weight.to_string());
    if let (Some(before), Some(after)) = (weight(before), weight(after))
        && before != after
    {
        lines.push(line("Weight in coverage", &before, &after));
    }
    lines
}

/// Returns the roles and traits that the later version asks anew, words otherwise, or no longer asks,
/// each under its label.
pub(super) fn profile(old: &Pack, new: &Pack) -> Vec<TextDiff> {
    let asked = |pack: &Pack| {
        let roles = pack
            .roles
            .iter()
            .map(|role| (&role.id, &role.label, &role.question));
        let traits = pack
            .traits
            .iter()
            .map(|entry| (&entry.id, &entry.label, &entry.question));
        let both = roles.chain(traits);
        both.map(|(id, label, question)| (id.clone(), label.clone(), question.clone()))
            .collect::<Vec<_>>()
    };
    let (before, after) = (asked(old), asked(new));
    let mut lines = Vec::new();
    for (id, label, question) in &after {
        match before.iter().find(|(known, ..)| known == id) {
            None => lines.push(line(label, "", question)),
            Some((.., earlier)) if earlier != question => {
                lines.push(line(label, earlier, question));
            }
            Some(_) => {}
        }
    }
    let gone = before
        .iter()
        .filter(|(id, ..)| !after.iter().any(|(known, ..)| known == id));
    lines.extend(gone.map(|(_, label, question)| line(label, question, "")));
    lines
}

fn line(label: &str, before: &str, after: &str) -> TextDiff {
    let whole = |kind, text: &str| Span {
        kind,
        text: text.to_owned(),
    };
    let spans = match (before, after) {
        ("", after) => vec![whole(SpanKind::Added, after)],
        (before, "") => vec![whole(SpanKind::Removed, before)],
        (before, after) => redline(before, after),
    };
    TextDiff {
        label: label.to_owned(),
        spans,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use serde_json::{Value, json};

    use super::super::{PackDiff, diff};

    /// The memo of the small pack against a later version of it, to which `change` was made.
    fn changed(change: impl Fn(&mut Value)) -> PackDiff {
        let old = super::super::check::tests::small();
        let mut new = old.clone();
        new["version"] = json!("1.1.0");
        change(&mut new);
        let read = |pack: Value| serde_json::from_value(pack).unwrap();
        diff(&read(old), &read(new)).unwrap()
    }

    fn said(texts: &[super::TextDiff]) -> Vec<(String, String)> {
        let lines = texts.iter().map(|text| {
            let words = text.spans.iter().map(|span| span.text.trim());
            (text.label.clone(), words.collect::<Vec<_>>().join("|"))
        });
        lines.collect()
    }

    #[test]
    fn weight_and_applicability_are_told_though_no_word_changed() {
        let memo = changed(|pack| {
            pack["items"][0]["kind"]["practice"]["weight"] = json!(3);
            pack["items"][0]["applies"] = json!({"any": [{"role": "user"}, {"trait": "agents"}]});
        });
        assert_eq!(
            said(&memo.items[0].texts),
            [
                ("Asked".into(), "of other companies than before".into()),
                ("Weight in coverage".into(), "2|3".into())
            ],
            "what moves coverage is in the memo"
        );
    }

    #[test]
    fn facts_about_the_company_that_are_new_reworded_or_gone_are_told() {
        let memo = changed(|pack| {
            pack["roles"][0]["question"] = json!("Do you use any AI?");
            pack["traits"] = json!([{"id": "listed", "label": "Listed", "question": "Is it listed?", "help": "Any."}]);
        });
        assert_eq!(
            said(&memo.profile),
            [
                ("User".into(), "Do you use|any|AI?".into()),
                ("Listed".into(), "Is it listed?".into()),
                ("Agents".into(), "Agents?".into()),
            ],
            "counsel has to answer them again, or need not any more"
        );
        assert_eq!(
            said(&changed(|_| {}).profile),
            [],
            "what stayed is not told"
        );
    }
}
