//! Words that confess or command: refused in questions, titles and actions, because what asks for
//! an answer may be read back years later by the other side.

/// Words refused where no statute or contract says them. No setting changes this list.
pub(crate) const LOADED: [&str; 13] = [
    "violation",
    "violations",
    "violate",
    "violates",
    "breach",
    "breaches",
    "deficient",
    "deficiency",
    "non-compliant",
    "noncompliant",
    "must",
    "required",
    "failure",
];

/// Returns the loaded words of `text` that stand outside quotation marks, as written.
pub(super) fn loaded(text: &str) -> Vec<String> {
    let mut quoted = false;
    let plain: String = text
        .chars()
        .map(|c| {
            match c {
                '“' => quoted = true,
                '”' => quoted = false,
                _ => {}
            }
            if quoted { ' ' } else { c }
        })
        .collect();
    plain
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| {
            LOADED
                .iter()
                .any(|loaded| word.eq_ignore_ascii_case(loaded))
        })
        .map(str::to_owned)
        .collect()
}

/// Returns whether `text` says of itself that it is reported: `reported`, `reportedly`, or somebody
/// who reports that something is so. Reports as things (`transparency reports`) say nothing of it.
pub(super) fn says_reported(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words
        .iter()
        .any(|word| matches!(word.as_str(), "reported" | "reportedly"))
        || words
            .windows(2)
            .any(|pair| matches!(pair[0].as_str(), "report" | "reports") && pair[1] == "that")
}

/// Returns whether `id` is a stable word: lower-case letters, digits and single inner hyphens.
pub(super) fn is_stable_word(id: &str) -> bool {
    let parts_are_words = id.split('-').all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    });
    parts_are_words && id.len() <= 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loaded_words_are_found_outside_quotations_alone() {
        assert_eq!(
            loaded("You Must act"),
            ["Must"],
            "case does not hide a word"
        );
        assert!(
            loaded("The order says “required” once").is_empty(),
            "a quotation may say it"
        );
        assert!(loaded("mustard").is_empty(), "parts of words do not count");
    }

    #[test]
    fn a_report_says_so_and_a_duty_to_report_does_not() {
        for said in ["It is reported finished.", "Trackers report that none came"] {
            assert!(says_reported(said), "“{said}” is labeled");
        }
        for plain in ["It asks for incident reports.", "Report it.", ""] {
            assert!(!says_reported(plain), "“{plain}” is not");
        }
    }

    #[test]
    fn ids_are_stable_words() {
        assert!(
            is_stable_word("access-window-calendar"),
            "words joined by hyphens"
        );
        for bad in ["", "A", "a--b", "-a", "a_b", "é"] {
            assert!(!is_stable_word(bad), "{bad} is none");
        }
    }
}
