//! How hard the questions are to read, by the Flesch-Kincaid grade: the years of school that a
//! sentence asks of its reader, `0.39 × words per sentence + 11.8 × syllables per word − 15.59`.

use super::packs;

/// No question asks more of its reader than this; terms of art in a short question weigh heavily.
const HARDEST: f64 = 16.0;
/// The questions of a version ask no more than this on average.
const AVERAGE: f64 = 10.0;
/// No question has more words than this.
const LONGEST: usize = 28;

/// Counts the syllables of a word as the groups of its vowels, without a silent ending.
fn syllables(word: &str) -> u32 {
    let letters: Vec<char> = word
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    let vowel = |c: &char| "aeiouy".contains(*c);
    let mut groups = 0;
    let mut inside = false;
    for letter in &letters {
        if vowel(letter) && !inside {
            groups += 1;
        }
        inside = vowel(letter);
    }
    let ending: String = letters.iter().rev().take(2).rev().collect();
    let silent = match ending.as_str() {
        "le" => false,
        "ed" => !letters
            .iter()
            .rev()
            .nth(2)
            .is_some_and(|c| matches!(c, 't' | 'd')),
        "es" => !letters
            .iter()
            .rev()
            .nth(2)
            .is_some_and(|c| matches!(c, 's' | 'x' | 'z' | 'h' | 'c' | 'g')),
        _ => letters.last() == Some(&'e') && letters.len() > 2,
    };
    if silent && groups > 1 {
        groups - 1
    } else {
        groups.max(1)
    }
}

/// Splits text into words; a pinpoint such as `3(b)(ii)` is one.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect()
}

#[allow(clippy::cast_precision_loss, reason = "a text has few words")]
fn grade(text: &str) -> f64 {
    let words = words(text);
    let ends = words
        .iter()
        .filter(|word| word.ends_with(['.', '?', '!']))
        .count();
    let spoken: u32 = words.iter().map(|word| syllables(word)).sum();
    let count = words.len().max(1) as f64;
    0.39 * count / ends.max(1) as f64 + 11.8 * f64::from(spoken) / count - 15.59
}

#[test]
#[allow(clippy::cast_precision_loss, reason = "a pack has few items")]
fn questions_are_read_at_once() {
    for pack in packs() {
        let mut total = 0.0;
        for item in &pack.items {
            let count = words(&item.question).len();
            assert!(
                count <= LONGEST,
                "{} {} takes {count} words: {}",
                pack.version,
                item.id,
                item.question
            );
            let grade = grade(&item.question);
            assert!(
                grade <= HARDEST,
                "{} {} reads at grade {grade:.1}: {}",
                pack.version,
                item.id,
                item.question
            );
            total += grade;
        }
        let average = total / pack.items.len() as f64;
        assert!(
            average <= AVERAGE,
            "{} reads at grade {average:.1} on average",
            pack.version
        );
    }
}

#[test]
fn the_grade_tells_plain_words_from_hard_ones() {
    let plain = grade("Is there a list of the tools that we use?");
    let hard = grade(
        "Has organizational accountability for interoperability considerations been operationalized?",
    );
    assert!(plain < 4.0, "a child reads it: {plain:.1}");
    assert!(hard > 20.0, "nobody reads it: {hard:.1}");
    for (word, count) in [
        ("use", 1),
        ("agency", 3),
        ("table", 2),
        ("needed", 2),
        ("clauses", 2),
        ("times", 1),
        ("model", 2),
    ] {
        assert_eq!(syllables(word), count, "{word}");
    }
}
