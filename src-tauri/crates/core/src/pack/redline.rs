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
    let mut spans: Vec<Span> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => SpanKind::Same,
            ChangeTag::Insert => SpanKind::Added,
            ChangeTag::Delete => SpanKind::Removed,
        };
        match spans.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => spans.push(Span {
                kind,
                text: change.value().to_owned(),
            }),
        }
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
