//! Words that executives' copies should not carry: what confesses, and whatever else counsel lists, such as
//! the name of an outside adviser.
//!
//! Which texts are looked at follows from the table of fields: those that the executive copy shares.

use super::{Finding, Spot, Topic, finding};
use crate::action::ActionField;
use crate::answer::{Answer, Field, Verdict};
use crate::overview::GapAction;
use crate::pack::Item;
use crate::pack::words::LOADED;
use crate::report::{CopyKind, Disposition, disposition};

/// Words that pack check lets pass, because a pack's own text is not about one company.
const OURS: [&str; 6] = [
    "illegal",
    "unlawful",
    "admit",
    "admits",
    "admission",
    "liable",
];

/// Returns the list that counsel begins with: the words that pack check refuses, and a few that speak of one
/// company's fault.
pub fn default_words() -> Vec<String> {
    let words = LOADED.iter().chain(&OURS);
    words.map(|word| (*word).to_owned()).collect()
}

/// Returns the listed words that a text says, as listed, each once. A word counts where it stands by itself,
/// whatever its case; a listed name of several words counts where they follow one another.
pub fn found_in<'a>(text: &str, words: &'a [String]) -> Vec<&'a str> {
    let said = pieces(text);
    let mut found: Vec<&str> = Vec::new();
    for word in words {
        let wanted = pieces(word);
        let says = !wanted.is_empty()
            && said
                .windows(wanted.len())
                .any(|window| window == wanted.as_slice());
        if says && !found.contains(&word.as_str()) {
            found.push(word);
        }
    }
    found
}

fn pieces(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|piece| !piece.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// What an answer says that the executive copy prints.
pub(super) fn in_answer(item: &Item, answer: &Answer, words: &[String]) -> Vec<Finding> {
    let printed = Field::ALL.into_iter().filter(|field| match field {
        // Printed only where it is what the verdict rests on.
        Field::Reason => answer.verdict == Some(Verdict::NotApplicable),
        Field::Measure => answer.verdict == Some(Verdict::Alternative),
        Field::Verdict | Field::Choice | Field::Basis | Field::BasisOn => false,
        other => shared("Answer", other),
    });
    let mut found = Vec::new();
    for field in printed {
        let Some(text) = answer.get(field) else {
            continue;
        };
        for word in found_in(&text, words) {
            let label = field.label().to_lowercase();
            let text = format!("“{}”, {label}: says “{word}”.", item.title);
            let item = item.id.clone();
            found.push(finding(
                Topic::Words,
                text,
                Some(Spot::Answer { item, field }),
            ));
        }
    }
    found
}

/// What an action says that the executive copy prints.
pub(super) fn in_action(entry: &GapAction<'_>, words: &[String]) -> Vec<Finding> {
    let texts = [
        (ActionField::What, "action", &entry.action.what),
        (ActionField::Owner, "owner", &entry.action.owner),
        (ActionField::Note, "note", &entry.action.note),
        (
            ActionField::AcceptedWhy,
            "acceptance",
            &entry.action.accepted_why,
        ),
        (
            ActionField::AcceptedBy,
            "acceptance",
            &entry.action.accepted_by,
        ),
    ];
    let mut found = Vec::new();
    for (field, label, text) in texts {
        let Some(text) = text.as_ref().filter(|_| shared("Action", field)) else {
            continue;
        };
        for word in found_in(text, words) {
            let text = format!("“{}”, {label}: says “{word}”.", entry.gap.item.title);
            let item = entry.gap.item.id.clone();
            found.push(finding(
                Topic::Words,
                text,
                Some(Spot::Action { item, field }),
            ));
        }
    }
    found
}

/// Whether the executive copy prints the field as it is.
fn shared(of: &str, field: impl serde::Serialize) -> bool {
    let name = serde_json::to_value(field).unwrap_or_default();
    let name = name.as_str().unwrap_or_default();
    disposition(CopyKind::Executive, of, name) == Disposition::Share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_word_is_found_by_itself_whatever_its_case() {
        let words = default_words();
        assert_eq!(
            found_in("We Admit nothing; the VIOLATION is alleged.", &words),
            ["violation", "admit"],
            "both, in the order of the list"
        );
        assert!(
            found_in("An administrator added mustard.", &words).is_empty(),
            "parts of words do not count"
        );
    }

    #[test]
    fn a_name_of_several_words_is_one_entry() {
        let words = [String::from("Hale & Dorr"), String::new()];
        assert_eq!(
            found_in("As hale & dorr said.", &words),
            ["Hale & Dorr"],
            "the words in a row"
        );
        assert!(
            found_in("Dorr, then Hale.", &words).is_empty(),
            "in that order alone"
        );
    }

    #[test]
    fn the_list_begins_with_what_pack_check_refuses() {
        let words = default_words();
        assert!(
            LOADED.iter().all(|word| words.iter().any(|w| w == word)),
            "all of it"
        );
        for word in ["violation", "illegal", "admit"] {
            assert!(words.iter().any(|w| w == word), "{word} is on it");
        }
    }
}
