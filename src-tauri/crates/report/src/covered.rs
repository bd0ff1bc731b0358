//! Which characters the bundled faces have: asked before a file is written, so that nothing prints as a
//! number unforeseen.

use std::sync::OnceLock;

use crate::fonts::{Face, Faces};

/// Returns the characters of a text that no face covers, each once, in the order in which they stand. They
/// print as `U+XXXX`.
pub fn uncovered(text: &str) -> Vec<char> {
    static FACES: OnceLock<Option<Faces>> = OnceLock::new();
    // Most of what is ever typed is looked up without a face.
    let unsure = |c: &char| !matches!(c, ' '..='~' | '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
    let mut found = Vec::new();
    for c in text.chars().filter(unsure) {
        let faces = FACES.get_or_init(|| Faces::load().ok());
        // Whatever cannot be read here is told by the render itself.
        let Some(faces) = faces else {
            return Vec::new();
        };
        if faces.covering(Face::Serif, c).is_none() && !found.contains(&c) {
            found.push(c);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_face_has_is_named_once_and_what_one_has_is_not() {
        assert_eq!(
            uncovered("“Straße”, Ελλάδα, Україна — 10²⁶\n\t…"),
            [],
            "Latin, Greek and Cyrillic are covered"
        );
        assert_eq!(
            uncovered("山田, 山本 and \u{200b}"),
            ['山', '田', '本', '\u{200b}'],
            "others are not, and neither is what nobody sees"
        );
    }

    #[test]
    fn what_is_named_is_what_a_file_substitutes() {
        use crate::document::{Block, Document, Inlines, Timestamp};
        let created = Timestamp {
            year: 2026,
            month: 11,
            day: 23,
            hour: 9,
            minute: 30,
            second: 0,
        };
        let text = "القانون 山 «ok» ½ \u{2011} \u{ad} 😀";
        let mut document = Document::new("Title", "7f3a19c2e04b", created);
        document.body.push(Block::body(Inlines::new().text(text)));
        let mut substituted = crate::render(&document)
            .map(|file| file.substituted)
            .unwrap_or_default();
        let mut named = uncovered(text);
        substituted.sort_unstable();
        named.sort_unstable();
        assert_eq!(named, substituted, "both look at the same faces");
        assert!(!named.is_empty(), "of which there are some");
    }
}
