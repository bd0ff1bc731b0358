//! What stands between quotation marks was said: by the order, or by a text on the list.

use std::collections::BTreeSet;

use super::{all_sentences, list, packs};

/// Returns the stretches between “ and ” without the punctuation that American usage puts inside.
fn quoted(words: &str) -> Vec<String> {
    let opened = words.split('“').skip(1);
    let stretches = opened.filter_map(|rest| rest.split_once('”').map(|(inside, _)| inside));
    stretches
        .map(|inside| {
            inside
                .trim()
                .trim_end_matches(['.', ',', ';', ':'])
                .to_owned()
        })
        .collect()
}

/// The words of the order as the packs print them, each stretch of white space one blank.
fn order() -> String {
    let last = packs().pop().unwrap();
    let texts = last.provisions.iter().filter_map(|p| p.text.as_deref());
    let whole: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
    whole.join(" ")
}

#[test]
fn quotation_marks_come_in_pairs() {
    for (place, words) in all_sentences() {
        let mut open = false;
        for c in words.chars() {
            match c {
                '“' => {
                    assert!(!open, "{place} opens twice: {words}");
                    open = true;
                }
                '”' => {
                    assert!(open, "{place} closes what is not open: {words}");
                    open = false;
                }
                _ => {}
            }
        }
        assert!(!open, "{place} leaves a quotation open: {words}");
        assert!(
            !words.contains(['"', '\'']),
            "{place} has typewriter marks: {words}"
        );
    }
}

#[test]
fn each_quotation_is_in_the_order_or_on_the_list() {
    let order = order();
    let other: BTreeSet<String> = list("quotations.txt").into_iter().collect();
    let mut used = BTreeSet::new();
    for (place, words) in all_sentences() {
        if place.starts_with(char::is_numeric)
            && place.contains("/provisions/")
            && place.ends_with("/text")
            && !place.contains("/notes/")
        {
            continue; // the order's own text
        }
        for quotation in quoted(&words) {
            if order.contains(&quotation) {
                continue;
            }
            assert!(
                other.contains(&quotation),
                "{place} quotes “{quotation}”, which the order does not say; if another text says \
                 it, add it to tests/fixtures/quotations.txt under that text"
            );
            used.insert(quotation);
        }
    }
    let idle: Vec<&String> = other.difference(&used).collect();
    assert!(idle.is_empty(), "no pack quotes these any more: {idle:?}");
}

#[test]
fn the_words_of_the_order_are_the_same_in_every_version() {
    let texts = packs().into_iter().map(|pack| {
        let words = pack
            .provisions
            .into_iter()
            .map(|p| (p.pin, p.heading, p.text));
        words.collect::<Vec<_>>()
    });
    let texts: Vec<_> = texts.collect();
    assert!(
        texts.windows(2).all(|pair| pair[0] == pair[1]),
        "a signed text does not change with the law around it"
    );
}

#[test]
fn a_quotation_loses_only_its_outer_punctuation() {
    assert_eq!(
        quoted("It says “as appropriate.” and “a, b” there."),
        ["as appropriate", "a, b"],
        "the comma inside stays"
    );
}
