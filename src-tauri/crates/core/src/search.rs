//! What can be found by words: the texts that are searched, and how a query is read.
//!
//! The store keeps an index of these texts and no copy of them; window and command line look
//! things up through it, so that both find the same.

use serde::Serialize;

use crate::answer::Answer;
use crate::evidence::Evidence;
use crate::matter_log::{Interview, MatterEntry, MatterKind};
use crate::pack::{Item, Kind, Provision};

/// A query has no more terms than this; what is typed after them is left out.
pub const MAX_TERMS: usize = 12;

/// Characters that an excerpt shows on either side of the first word found.
const AROUND: usize = 70;

/// What of one thing is searched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Texts {
    /// What it is called.
    pub title: String,
    /// What it says.
    pub text: String,
}

impl Texts {
    /// Returns whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        !(self.title.chars().chain(self.text.chars())).any(char::is_alphanumeric)
    }
}

/// A query: each term must be found, as the beginning of a word; several words between quotation
/// marks must follow one another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<String>,
}

impl Query {
    /// Reads what was typed. A quotation mark that is not closed runs to the end; what holds no
    /// letter and no digit is left out.
    pub fn read(typed: &str) -> Self {
        let mut terms = Vec::new();
        // Between quotation marks are the pieces at odd places.
        for (place, piece) in typed.split(['"', '“', '”']).enumerate() {
            if place % 2 == 1 {
                terms.push(piece.split_whitespace().collect::<Vec<_>>().join(" "));
            } else {
                terms.extend(piece.split_whitespace().map(str::to_owned));
            }
        }
        terms.retain(|term| term.chars().any(char::is_alphanumeric));
        terms.dedup();
        terms.truncate(MAX_TERMS);
        Self { terms }
    }

    /// Returns the terms; empty where nothing is looked for.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// Returns whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// Returns what of an item is searched: its question and what an answer to it takes.
pub fn item_texts(item: &Item) -> Texts {
    let mut parts: Vec<&str> = vec![&item.provision, &item.question, &item.why];
    parts.extend(item.caution.as_deref());
    match &item.kind {
        Kind::Practice(practice) => parts.extend([&*practice.in_place, &practice.partly]),
        Kind::Decision(_) | Kind::Fact(_) => {
            for option in item.options() {
                parts.extend([&*option.label, &option.meaning]);
            }
        }
    }
    Texts {
        title: item.title.clone(),
        text: parts.join("\n"),
    }
}

/// Returns what of a provision is searched: the order's own words.
pub fn provision_texts(provision: &Provision) -> Texts {
    Texts {
        title: format!("{} {}", provision.cite(), provision.heading),
        text: provision.text.clone().unwrap_or_default(),
    }
}

/// Returns what of an answer is searched: everything that counsel wrote in words.
pub fn answer_texts(answer: &Answer) -> Texts {
    let written = [
        &answer.value,
        &answer.facts,
        &answer.analysis,
        &answer.basis_detail,
        &answer.owner,
        &answer.reason,
        &answer.measure,
        &answer.todo,
        &answer.grounds_for,
        &answer.grounds_against,
        &answer.recommendation,
        &answer.advice,
        &answer.decided_by,
        &answer.review_trigger,
    ];
    let written: Vec<&str> = written.into_iter().filter_map(Option::as_deref).collect();
    Texts {
        title: String::new(),
        text: written.join("\n"),
    }
}

/// Returns what of a piece of evidence is searched: the names by which it is known.
pub fn evidence_texts(evidence: &Evidence) -> Texts {
    let mut names = vec![evidence.title.as_str()];
    names.extend(evidence.place.as_deref());
    names.extend(evidence.note.as_deref());
    names.extend(evidence.copy.as_ref().map(|copy| copy.name.as_str()));
    Texts {
        title: String::new(),
        text: names.join("\n"),
    }
}

/// Returns what of an interview is searched.
pub fn interview_texts(interview: &Interview) -> Texts {
    let written = [&interview.role, &interview.present, &interview.notes];
    Texts {
        title: interview.whom.clone(),
        text: joined(&written),
    }
}

/// Returns what of an entry of the matter log is searched.
pub fn matter_texts(entry: &MatterEntry) -> Texts {
    let mut written = vec![&entry.text];
    match &entry.what {
        MatterKind::Memo => {}
        MatterKind::Contact {
            who,
            sent,
            withheld,
            terms,
        } => written.extend([who, sent, withheld, terms]),
        MatterKind::Referral {
            to,
            question,
            answer,
            decided,
            ..
        } => written.extend([to, question, answer, decided]),
    }
    Texts {
        title: entry.title.clone(),
        text: joined(&written),
    }
}

/// Puts what is not blank on lines of its own.
fn joined(written: &[&String]) -> String {
    let written: Vec<&str> = written
        .iter()
        .map(|text| text.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    written.join("\n")
}

/// A piece of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub found: bool,
}

/// Returns the words around the first place where a term of the query begins a word, with every
/// term in them marked. Where none is found letter by letter (the index knows `resume` and `résumé`
/// as one), it is the beginning of the text.
pub fn excerpt(text: &str, query: &Query) -> Vec<Piece> {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters: Vec<char> = flat.chars().collect();
    let folded: Vec<char> = letters.iter().map(|letter| fold(*letter)).collect();
    let found = occurrences(&folded, query);
    let first = found.first().map_or(0, |range| range.0);
    let start = word_after(&letters, first.saturating_sub(AROUND));
    let end = word_before(&letters, (first + 2 * AROUND).min(letters.len()));
    let mut pieces = Vec::new();
    let mut push = |from: usize, to: usize, found: bool| {
        if from < to {
            pieces.push(Piece {
                text: letters[from..to].iter().collect(),
                found,
            });
        }
    };
    let mut at = start;
    for (from, to) in found {
        if from < at || to > end {
            continue;
        }
        push(at, from, false);
        push(from, to, true);
        at = to;
    }
    push(at, end, false);
    if let Some(first) = pieces.first_mut()
        && start > 0
    {
        first.text.insert(0, '…');
    }
    if let Some(last) = pieces.last_mut()
        && end < letters.len()
    {
        last.text.push('…');
    }
    pieces
}

fn fold(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

/// Where terms stand at the beginning of words, in their order and without overlap.
fn occurrences(folded: &[char], query: &Query) -> Vec<(usize, usize)> {
    let terms: Vec<Vec<char>> = query
        .terms
        .iter()
        .map(|term| term.chars().map(fold).collect())
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        let begins = folded[at].is_alphanumeric() || !folded[at].is_whitespace();
        let follows = at > 0 && folded[at - 1].is_alphanumeric();
        let longest = terms
            .iter()
            .filter(|term| begins && !follows && folded[at..].starts_with(term))
            .map(Vec::len)
            .max();
        match longest {
            Some(length) => {
                found.push((at, at + length));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn word_after(letters: &[char], from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let space = letters[from..].iter().position(|l| l.is_whitespace());
    space.map_or(from, |space| from + space + 1)
}

fn word_before(letters: &[char], to: usize) -> usize {
    if to == letters.len() {
        return to;
    }
    let space = letters[..to].iter().rposition(|l| l.is_whitespace());
    space.unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(typed: &str) -> Vec<String> {
        Query::read(typed).terms
    }

    #[test]
    fn words_between_quotation_marks_are_one_term() {
        assert_eq!(
            terms("access \"trusted  partner\" 3(b)(ii) — \"open end"),
            ["access", "trusted partner", "3(b)(ii)", "open end"],
            "spaces are evened out, a dash alone is nothing, an open mark runs to the end"
        );
        assert!(Query::read(" \"\" ; ").is_empty(), "signs find nothing");
    }

    #[test]
    fn an_excerpt_shows_the_words_around_what_was_found() {
        let text = format!(
            "{} Supplier Template v3. {}",
            "word ".repeat(60),
            "end ".repeat(60)
        );
        let pieces = excerpt(&text, &Query::read("template supp"));
        let marked: Vec<&str> = pieces
            .iter()
            .filter(|piece| piece.found)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(
            marked,
            ["Supp", "Template"],
            "each term, in the order of the text"
        );
        assert!(
            pieces[0].text.starts_with('…'),
            "what stands before is cut off, and it says so"
        );
        let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert!(
            whole.chars().count() < 240,
            "it fits a line or two: {whole}"
        );
    }

    proptest! {
        #[test]
        fn an_excerpt_is_a_part_of_the_text(text in "\\PC{0,400}", typed in "\\PC{0,30}") {
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let pieces = excerpt(&text, &Query::read(&typed));
            let mut shown: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            if !flat.starts_with('…') { shown = shown.trim_start_matches('…').to_owned(); }
            if !flat.ends_with('…') { shown = shown.trim_end_matches('…').to_owned(); }
            prop_assert!(flat.contains(&shown), "nothing is added or changed: {shown:?}");
        }

        #[test]
        fn every_query_is_read(typed in "\\PC{0,200}") {
            let query = Query::read(&typed);
            prop_assert!(query.terms().len() <= MAX_TERMS, "it is bounded");
            for term in query.terms() {
                prop_assert!(term.chars().any(char::is_alphanumeric), "each term can be found");
                prop_assert!(!term.contains('"'), "and holds no quotation mark");
            }
        }
    }
}
