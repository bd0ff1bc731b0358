//! Powers: the `10^26` of a text is set with its exponent raised, and read back as it was written.
//!
//! The faces have figures that are drawn to stand high. Where a format carries no more than characters, they take the
//! exponent's place themselves, for figures that are only shifted up would be read as `1026`.

use std::borrow::Cow;

/// The exponent, without its caret, where one begins here: behind a figure.
pub(crate) fn exponent(before: Option<char>, rest: &str) -> Option<&str> {
    let figures = rest.strip_prefix('^')?;
    let end = figures
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(figures.len());
    let is_power = end > 0 && before.is_some_and(|before| before.is_ascii_digit());
    is_power.then(|| figures.get(..end)).flatten()
}

/// The same figures, raised.
pub(crate) fn raised(figures: &str) -> String {
    let of = |c: char| match c {
        '0' => '\u{2070}',
        '1' => '\u{b9}',
        '2' => '\u{b2}',
        '3' => '\u{b3}',
        '4' => '\u{2074}',
        '5' => '\u{2075}',
        '6' => '\u{2076}',
        '7' => '\u{2077}',
        '8' => '\u{2078}',
        '9' => '\u{2079}',
        other => other,
    };
    figures.chars().map(of).collect()
}

/// A text with raised figures in the place of every exponent.
pub(crate) fn with_raised(text: &str) -> Cow<'_, str> {
    if !text.contains('^') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('^') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let figures = exponent(out.chars().next_back(), from);
        out.push_str(&figures.map_or_else(|| String::from("^"), raised));
        rest = from
            .get(1 + figures.map_or(0, str::len)..)
            .unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_raised_and_nothing_else_is() {
        assert_eq!(
            with_raised("10^26 operations, or 2^7."),
            "10\u{b2}\u{2076} operations, or 2\u{2077}.",
            "behind a figure"
        );
        for text in ["a^2", "^26", "10^x", "10^", "3 ^ 4", "no power"] {
            assert_eq!(with_raised(text), text, "{text:?} says no power");
        }
    }
}
