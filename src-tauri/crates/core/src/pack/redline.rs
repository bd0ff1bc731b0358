//! A redline: two texts, word by word, with what was added and what was removed.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// What became of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum SpanKind {
    /// In both texts.
    Same,
    /// In the new text alone.
    Added,
    /// In the old text alone.
    Removed,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// What became of it.
    pub kind: SpanKind,
    /// The stretch, white space included.
    pub text: String,
}

/// Two texts whose numbers of words multiply to more are not compared word by word: the work grows
/// with that product, and no reader follows marks through a thousand words.
const MAX_PRODUCT: usize = 1_000 * 1_000;

/// Compares two texts word by word; two very long ones as a whole.
///
/// The stretches that are the same or removed make up the old text, and those that are the same or
/// added make up the new one, byte for byte.
pub fn redline(old: &str, new: &str) -> Vec<Span> {
    let words = |text: &str| text.split_whitespace().count();
    if old != new && words(old).saturating_mul(words(new)) > MAX_PRODUCT {
        let span = |kind, text: &str| Span {
            kind,
            text: text.to_owned(),
        };
        return vec![span(SpanKind::Removed, old), span(SpanKind::Added, new)];
    }
    let mut stretches: Vec<Stretch> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let (same, old, new) = match change.tag() {
            ChangeTag::Equal => (true, change.value(), change.value()),
            ChangeTag::Insert => (false, "", change.value()),
            ChangeTag::Delete => (false, change.value(), ""),
        };
        match stretches.last_mut() {
            Some(last) if last.same == same => last.push(old, new),
            _ => {
                let mut stretch = Stretch {
                    same,
                    ..Stretch::default()
                };
                stretch.push(old, new);
                stretches.push(stretch);
            }
        }
    }
    spans(readable(stretches))
}

/// A stretch that is the same in both texts, or what became of it.
#[derive(Default)]
struct Stretch {
    same: bool,
    old: String,
    new: String,
}

impl Stretch {
    fn push(&mut self, old: &str, new: &str) {
        self.old.push_str(old);
        self.new.push_str(new);
    }

    /// How many words it takes to read.
    fn words(&self) -> usize {
        let words = |text: &str| text.split_whitespace().count();
        words(&self.old).max(words(&self.new))
    }
}

/// Joins changes that only a word or two holds apart: a reader follows one phrase that took the
/// place of another, and loses the thread where every other word is marked.
fn readable(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    loop {
        let between = (1..stretches.len().saturating_sub(1)).find(|&at| {
            let kept = stretches[at].words();
            let around = stretches[at - 1].words().min(stretches[at + 1].words());
            stretches[at].same && (kept == 0 || kept < 4 && kept <= around)
        });
        let Some(at) = between else {
            return stretches;
        };
        let after = stretches.remove(at + 1);
        let kept = stretches.remove(at);
        stretches[at - 1].push(&kept.old, &kept.new);
        stretches[at - 1].push(&after.old, &after.new);
    }
}

fn spans(stretches: Vec<Stretch>) -> Vec<Span> {
    let mut spans = Vec::new();
    for stretch in stretches {
        let parts = if stretch.same {
            vec![(SpanKind::Same, stretch.old)]
        } else {
            vec![
                (SpanKind::Removed, stretch.old),
                (SpanKind::Added, stretch.new),
            ]
        };
        let said = parts.into_iter().filter(|(_, text)| !text.is_empty());
        spans.extend(said.map(|(kind, text)| Span { kind, text }));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn very_long_texts_are_compared_as_a_whole() {
        let (old, new) = ("a ".repeat(2_000), "b ".repeat(2_000));
        let kinds: Vec<SpanKind> = redline(&old, &new).iter().map(|span| span.kind).collect();
        assert_eq!(kinds, [SpanKind::Removed, SpanKind::Added], "in two pieces");
        let same = redline(&old, &old);
        assert_eq!(same.len(), 1, "and the same text stays the same");
    }

    #[test]
    fn one_phrase_for_another_is_marked_once() {
        let said = |old, new| -> Vec<(SpanKind, String)> {
            let spans = redline(old, new);
            spans.into_iter().map(|s| (s.kind, s.text)).collect()
        };
        assert_eq!(
            said(
                "No way to ask exists on the day.",
                "No published terms were found on the day."
            ),
            [
                (SpanKind::Same, String::from("No ")),
                (SpanKind::Removed, String::from("way to ask exists")),
                (SpanKind::Added, String::from("published terms were found")),
                (SpanKind::Same, String::from(" on the day.")),
            ],
            "blanks do not hold the words of a phrase apart"
        );
        assert_eq!(
            said("Keep a list of tools.", "Keep a dated list of tools.")
                .iter()
                .map(|(kind, _)| *kind)
                .collect::<Vec<_>>(),
            [SpanKind::Same, SpanKind::Added, SpanKind::Same],
            "a word that came in is marked alone"
        );
    }

    proptest! {
        #[test]
        fn both_texts_are_found_in_the_redline(old in "[a-c ,.]{0,40}", new in "[a-c ,.]{0,40}") {
            let spans = redline(&old, &new);
            let without = |kind| spans.iter().filter(|s| s.kind != kind).map(|s| s.text.as_str()).collect::<String>();
            prop_assert_eq!(without(SpanKind::Added), old, "what is not added is the old text");
            prop_assert_eq!(without(SpanKind::Removed), new, "what is not removed is the new text");
        }
    }
}
