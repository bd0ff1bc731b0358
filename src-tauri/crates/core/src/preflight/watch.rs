//! Texts that copies for others print, each held against what they should not carry: words that confess,
//! whatever else counsel lists, such as the name of an outside adviser, and characters that no face has.
//!
//! Which texts are looked at follows from the table of fields: those that the executive copy shares.

use super::{CopyFacts, Finding, Spot, Topic, finding};
use crate::action::ActionField;
use crate::answer::{Answer, Field, Verdict};
use crate::overview::GapAction;
use crate::pack::Item;
use crate::pack::words::LOADED;
use crate::report::{CopyKind, Disposition, disposition};

/// Words that pack check lets pass, because a pack's own text is not about one company, and the other forms
/// of those that it refuses.
const OURS: [&str; 27] = [
    "violated",
    "violating",
    "breached",
    "breaching",
    "deficiencies",
    "non-compliance",
    "noncompliance",
    "failures",
    "failed",
    "illegal",
    "illegally",
    "unlawful",
    "unlawfully",
    "admit",
    "admits",
    "admitted",
    "admitting",
    "admission",
    "admissions",
    "liable",
    "liability",
    "liabilities",
    "negligent",
    "negligently",
    "negligence",
    "guilty",
    "wrongdoing",
];

/// Returns the list that counsel begins with: the words that pack check refuses, and a few that speak of one
/// company's fault.
pub fn default_words() -> Vec<String> {
    let words = LOADED.iter().chain(&OURS);
    words.map(|word| (*word).to_owned()).collect()
}

/// Returns the listed words that a text says, as listed, each once. A word counts where it stands by itself,
/// whatever its case and whichever hyphen it is written with; a listed name of several words counts where they
/// follow one another.
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
    // A soft hyphen is not seen; the others are seen as one.
    let plain = text.chars().filter(|c| *c != '\u{ad}').map(|c| match c {
        '\u{2010}' | '\u{2011}' => '-',
        c => c,
    });
    plain
        .collect::<String>()
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|piece| !piece.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// What a printed text carries that it should not: `called` says which text it is.
pub(super) fn in_text(
    called: &str,
    text: &str,
    spot: Option<&Spot>,
    copy: CopyFacts<'_>,
) -> Vec<Finding> {
    let words = found_in(text, copy.words).into_iter();
    let mut found: Vec<Finding> = words
        .map(|word| {
            let says = format!("{called}: says “{word}”.");
            finding(Topic::Words, says, spot.cloned())
        })
        .collect();
    let uncovered = copy.uncovered.map(|of| of(text)).unwrap_or_default();
    if let Some(first) = uncovered.first() {
        let number = |c: char| format!("U+{:04X}", u32::from(c));
        let says = match uncovered.len() {
            1 => format!("{called}: “{first}” prints as {}.", number(*first)),
            more => format!(
                "{called}: {more} characters print as their numbers, “{first}” as {}.",
                number(*first)
            ),
        };
        found.push(finding(Topic::Characters, says, spot.cloned()));
    }
    found
}

/// What an answer says that the executive copy prints.
pub(super) fn in_answer(item: &Item, answer: &Answer, copy: CopyFacts<'_>) -> Vec<Finding> {
    let printed = Field::ALL.into_iter().filter(|field| match field {
        // Printed only where it is what the verdict rests on.
        Field::Reason => answer.verdict == Some(Verdict::NotApplicable),
        Field::Measure => answer.verdict == Some(Verdict::Alternative),
        Field::Verdict | Field::Choice | Field::Basis | Field::BasisOn => false,
        other => shared("Answer", other),
    });
    let in_field = |field: Field| {
        let text = answer.get(field)?;
        let called = format!("“{}”, {}", item.title, field.label().to_lowercase());
        let item = item.id.clone();
        let spot = Spot::Answer { item, field };
        Some(in_text(&called, &text, Some(&spot), copy))
    };
    printed.filter_map(in_field).flatten().collect()
}

/// What an action says that the executive copy prints.
pub(super) fn in_action(entry: &GapAction<'_>, copy: CopyFacts<'_>) -> Vec<Finding> {
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
    let in_field = |(field, label, text): (ActionField, &str, &Option<String>)| {
        let text = text.as_ref().filter(|_| shared("Action", field))?;
        let called = format!("“{}”, {label}", entry.gap.item.title);
        let item = entry.gap.item.id.clone();
        let spot = Spot::Action { item, field };
        Some(in_text(&called, text, Some(&spot), copy))
    };
    texts.into_iter().filter_map(in_field).flatten().collect()
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
    fn the_forms_of_a_word_are_listed_and_the_hyphen_does_not_hide_one() {
        let words = default_words();
        for said in [
            "We violated the clause.",
            "The contract was breached.",
            "She admitted it.",
            "Noncompliance was found.",
            "It acted illegally.",
            "It failed to act.",
            "Liability is likely.",
            "It is non\u{2011}compliant.",
            "A vio\u{ad}lation.",
        ] {
            assert_eq!(found_in(said, &words).len(), 1, "“{said}” says one");
        }
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
