//! What a pack may be at most, held against its bytes before they are parsed: length, depth of
//! nesting, entries of one list, values in all, length of one text.
//!
//! The bounds are some ten times what a full pack of a long text has. They keep a file from anybody
//! from taking memory or minutes: the check and the redline are quadratic in some of them.

use super::PackError;
use crate::json_bounds::{Bounds, Passed};

/// The largest pack that is read, in bytes.
pub const MAX_PACK_BYTES: usize = 8 * 1024 * 1024;

/// How deep lists and objects may be nested.
pub const MAX_DEPTH: usize = 32;

/// Entries of one list or one object.
pub const MAX_ENTRIES: usize = 2_000;

/// Values in all.
pub const MAX_VALUES: usize = 200_000;

/// The longest text, in bytes as written in the file.
pub const MAX_TEXT_BYTES: usize = 20_000;

const BOUNDS: Bounds = Bounds {
    depth: MAX_DEPTH,
    entries: MAX_ENTRIES,
    values: MAX_VALUES,
    text: MAX_TEXT_BYTES,
};

/// Refuses bytes that go past a bound.
pub(super) fn check(bytes: &[u8]) -> Result<(), PackError> {
    if bytes.len() > MAX_PACK_BYTES {
        return Err(PackError::TooLarge { bytes: bytes.len() });
    }
    BOUNDS
        .check(bytes)
        .map_err(|Passed { line, problem }| PackError::TooComplex { line, problem })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Option<String> {
        check(text.as_bytes()).err().map(|error| error.to_string())
    }

    #[test]
    fn each_bound_is_named_where_it_is_passed() {
        let list = |entries: usize| format!("[{}1]", "1,".repeat(entries - 1));
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let text = |length: usize| format!("{{\n\"a\": \"{}\"}}", "x".repeat(length));
        let many = |values: usize| {
            let lists = values / MAX_ENTRIES;
            format!("[{}1]", format!("{},", list(MAX_ENTRIES)).repeat(lists))
        };
        assert_eq!(problem(&list(MAX_ENTRIES)), None, "as many as may be");
        assert_eq!(problem(&nested(MAX_DEPTH)), None, "as deep as may be");
        assert_eq!(problem(&text(MAX_TEXT_BYTES)), None, "as long as may be");
        for (text, expected) in [
            (list(MAX_ENTRIES + 1), "line 1: a list has more than 2000"),
            (nested(MAX_DEPTH + 1), "nested more than 32 deep"),
            (text(MAX_TEXT_BYTES + 1), "line 2: a text has more than"),
            (many(MAX_VALUES + MAX_ENTRIES), "more than 200000 values"),
        ] {
            let said = problem(&text);
            assert!(
                said.as_ref().is_some_and(|said| said.contains(expected)),
                "{expected}: {said:?}"
            );
        }
    }

    #[test]
    fn what_stands_in_a_text_is_not_counted() {
        let deep = "[".repeat(MAX_DEPTH * 2);
        assert_eq!(problem(&format!("{{\"a\": \"{deep}\"}}")), None, "brackets");
        assert_eq!(
            problem(&format!("{{\"a\": \"\\\"{deep}\\\\\", \"b\": []}}")),
            None,
            "behind an escaped mark"
        );
    }
}
