//! Spelling: each word is on a list that people read, and none is British.
//!
//! The list (`tests/fixtures/words.txt`) holds the words of the packs and nothing else, so that a
//! slip which happens to be some other word of English is caught as well as one that is none. A new
//! word is added to it by the person who writes it.

use std::collections::BTreeSet;

use super::{all_sentences, list};

/// Splits a sentence into words without digits, in the form in which the list holds them.
fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let parts = sentence.split(|c: char| !(c.is_alphanumeric() || c == '’'));
    parts
        .map(|word| word.trim_matches('’'))
        .map(|word| word.strip_suffix("’s").unwrap_or(word))
        .filter(|word| {
            word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '’')
        })
}

/// Returns the words that are not on the list: as they stand, or in lower case.
fn unknown<'a>(sentence: &'a str, known: &BTreeSet<String>) -> Vec<&'a str> {
    words(sentence)
        .filter(|word| !known.contains(*word) && !known.contains(&word.to_lowercase()))
        .collect()
}

/// Returns whether `word` is spelled the British way.
fn is_british(word: &str) -> bool {
    /// Beginnings of words that American English spells otherwise.
    const BRITISH: [&str; 40] = [
        "colour",
        "favour",
        "labour",
        "behaviour",
        "honour",
        "neighbour",
        "harbour",
        "rumour",
        "organis",
        "recognis",
        "authoris",
        "prioritis",
        "minimis",
        "maximis",
        "summaris",
        "realis",
        "utilis",
        "finalis",
        "standardis",
        "emphasis",
        "criticis",
        "categoris",
        "analys",
        "licenc",
        "defenc",
        "offenc",
        "pretenc",
        "centre",
        "metre",
        "theatre",
        "catalogue",
        "programme",
        "judgement",
        "acknowledgement",
        "fulfil",
        "enrol",
        "labelled",
        "cancelled",
        "modelled",
        "whilst",
    ];
    /// Words of American English that begin like one of those.
    const AMERICAN: [&str; 11] = [
        "emphasis",
        "analysis",
        "analyst",
        "analysts",
        "fulfill",
        "fulfilled",
        "fulfills",
        "enroll",
        "enrolled",
        "realism",
        "analyses",
    ];
    let lower = word.to_lowercase();
    BRITISH.iter().any(|start| lower.starts_with(start)) && !AMERICAN.contains(&lower.as_str())
}

#[test]
fn each_word_is_on_the_list_and_each_word_of_the_list_is_used() {
    let known: BTreeSet<String> = list("words.txt").into_iter().collect();
    let mut used = BTreeSet::new();
    for (place, sentence) in all_sentences() {
        let unknown = unknown(&sentence, &known);
        assert!(
            unknown.is_empty(),
            "{place}: {unknown:?} is not in tests/fixtures/words.txt; correct it, or add it there"
        );
        for word in words(&sentence) {
            if known.contains(word) {
                used.insert(word.to_owned());
            } else {
                used.insert(word.to_lowercase());
            }
        }
    }
    let idle: Vec<&String> = known.difference(&used).collect();
    assert!(idle.is_empty(), "no pack uses these any more: {idle:?}");
}

#[test]
fn a_slip_is_caught() {
    let known: BTreeSet<String> = list("words.txt").into_iter().collect();
    for (slip, wrong) in [
        ("Does the calender have a branch?", "calender"),
        ("The Secretary of the Tresury", "Tresury"),
        ("It is avaliable now", "avaliable"),
        ("They recieve access", "recieve"),
    ] {
        assert_eq!(unknown(slip, &known), [wrong], "{slip}");
    }
}

#[test]
fn british_spelling_is_refused() {
    for (place, sentence) in all_sentences() {
        for word in words(&sentence) {
            assert!(!is_british(word), "{place} spells “{word}” the British way");
        }
    }
    for british in [
        "colour",
        "Organisation",
        "defence",
        "programmes",
        "labelled",
        "analyse",
    ] {
        assert!(is_british(british), "{british} is British");
    }
    for american in [
        "color",
        "organization",
        "defense",
        "program",
        "labeled",
        "analysis",
        "fulfill",
    ] {
        assert!(!is_british(american), "{american} is American");
    }
}
