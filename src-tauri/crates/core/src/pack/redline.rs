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

/// Compares two texts word by word.
///
/// The stretches that are the same or removed make up the old text, and those that are the same or
/// added make up the new one, byte for byte.
pub fn redline(old: &str, new: &str) -> Vec<Span> {
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
