//! Text on a terminal: broken into lines that a person can read.

use std::io::Write;

use super::Refusal;

/// Columns of a terminal that memos are wrapped to.
const COLUMNS: usize = 96;

/// Breaks `text` into lines of at most [`COLUMNS`], each behind `indent`.
pub(super) fn wrapped(text: &str, indent: &str, out: &mut impl Write) -> Result<(), Refusal> {
    let mut line = String::from(indent);
    // A section sign stays with its number.
    let joined = text.replace("§ ", "§\u{a0}");
    for word in joined
        .split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
    {
        let fits = line.chars().count() + 1 + word.chars().count() <= COLUMNS;
        if !fits && line.trim() != "" {
            writeln!(out, "{}", line.trim_end())?;
            line = String::from(indent);
        }
        line.push_str(word);
        line.push(' ');
    }
    writeln!(out, "{}", line.trim_end())?;
    Ok(())
}
