//! What is told of a file that could not be read in full: one plain sentence each, with the words it is about, so
//! that nothing a respondent wrote is lost without counsel seeing it.

/// How many sentences are told of one file; what is beyond is counted.
pub const MAX_FINDINGS: usize = 200;

/// How many characters of a passage are quoted.
const MAX_QUOTED: usize = 280;

/// The sentences about one file, in the order in which they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    told: Vec<String>,
    beyond: usize,
}

impl Findings {
    /// Adds a sentence.
    pub fn say(&mut self, sentence: impl Into<String>) {
        if self.told.len() < MAX_FINDINGS {
            self.told.push(sentence.into());
        } else {
            self.beyond += 1;
        }
    }

    /// Returns the sentences; where there are more than [`MAX_FINDINGS`], the last one says how many more.
    pub fn into_sentences(self) -> Vec<String> {
        let mut told = self.told;
        match self.beyond {
            0 => {}
            1 => told.push(String::from(
                "There is one more finding, which is not listed.",
            )),
            more => told.push(format!(
                "There are {more} more findings, which are not listed."
            )),
        }
        told
    }
}

/// Returns a passage in quotation marks, in one line and without characters that steer a terminal or turn the
/// direction of reading; a long one is cut, and says so by an ellipsis.
pub fn quoted(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !steers(*c)).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown: String = line.chars().take(MAX_QUOTED).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    format!("“{shown}”")
}

fn steers(c: char) -> bool {
    let turns =
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || c.is_control() && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_quoted_in_one_line_and_within_bounds() {
        assert_eq!(
            quoted(" two\n lines\u{202e}\u{7} "),
            "“two lines”",
            "white space is one space, and nothing steers"
        );
        let long = quoted(&"é".repeat(1_000));
        assert_eq!(long.chars().count(), MAX_QUOTED + 3, "cut at a character");
        assert!(long.ends_with("…”"), "and says so");
    }

    #[test]
    fn what_is_beyond_the_bound_is_counted() {
        let mut findings = Findings::default();
        for at in 0..MAX_FINDINGS + 2 {
            findings.say(format!("Finding {at}."));
        }
        let told = findings.into_sentences();
        assert_eq!(told.len(), MAX_FINDINGS + 1, "no list without end");
        assert_eq!(
            told.last().map(String::as_str),
            Some("There are 2 more findings, which are not listed."),
            "and no silence either"
        );
    }
}
