//! No passage is another's prose: eight words in a row that a page of somebody else has too are
//! taken for a copy, unless they are the order's own or part of a Government text on the list.
//!
//! Other people's words are not ours to keep, so `tests/fixtures/passages.txt` holds hashes.

use std::collections::BTreeSet;

use proviso_core::canonical::sha256;

use super::{all_sentences, list, packs};

/// Words in a row that make a passage.
const PASSAGE: usize = 8;

/// Returns each passage of a text, in lower case and without punctuation.
fn passages(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['’', '\''], "");
    let words: Vec<&str> = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(PASSAGE).map(|row| row.join(" ")).collect()
}

/// The form in which the list holds a passage.
fn listed(passage: &str) -> String {
    let hash = sha256(passage.as_bytes()).to_string();
    hash.chars().take(16).collect()
}

#[test]
fn no_sentence_is_a_copy_of_a_page_that_is_not_the_governments() {
    let theirs: BTreeSet<String> = list("passages.txt").into_iter().collect();
    assert!(
        theirs.len() > 1_000,
        "the list holds passages of many pages"
    );
    let newest = packs().pop().unwrap();
    let order: Vec<&str> = newest
        .provisions
        .iter()
        .filter_map(|p| p.text.as_deref())
        .collect();
    let mut free: BTreeSet<String> = passages(&order.join(" ")).into_iter().collect();
    for quotation in list("quotations.txt") {
        free.extend(passages(&quotation));
    }
    for (place, words) in all_sentences() {
        for passage in passages(&words) {
            assert!(
                free.contains(&passage) || !theirs.contains(&listed(&passage)),
                "{place} has a passage of somebody else: “{passage}”"
            );
        }
    }
}

#[test]
fn a_copy_is_found_however_it_is_set() {
    let theirs = "The bank’s own words, set down by someone else entirely, stand here.";
    let copy = "As we see it: the banks own words set down by someone ELSE entirely";
    let known: BTreeSet<String> = passages(theirs).iter().map(|p| listed(p)).collect();
    assert!(
        passages(copy).iter().any(|p| known.contains(&listed(p))),
        "case and punctuation hide nothing"
    );
    let own = "The bank’s own words were set down by someone else.";
    assert!(
        !passages(own).iter().any(|p| known.contains(&listed(p))),
        "a few common words are no copy"
    );
}
