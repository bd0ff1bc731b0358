//! What a form asks for each item, and in which words: the same on paper and in Word, so that a respondent who has
//! seen the one knows the other.

use proviso_core::answer::{BasisKind, Verdict};
use proviso_core::request::{Asked, Asks, Request};

/// Stands at the head of each form.
pub const KEEP_OUT: &str = "No classified information, CUI, export-controlled data or details of unpatched \
                            vulnerabilities here.";

/// What that sentence names. A notice of counsel's that names it too says it for the form.
pub(crate) const KEPT_OUT: &str =
    "classified information, CUI, export-controlled data or details of unpatched vulnerabilities";

/// What a respondent is told of the form itself.
pub(crate) const HOW: &str =
    "Leave open what you do not know, or say so: that helps too. Short sentences are enough.";

/// The title of a form.
pub(crate) const TITLE: &str = "Request for facts";

/// What can be stated about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Verdict,
    Choice,
    Value,
    Facts,
    Basis,
    Evidence,
    On,
}

impl Field {
    /// The name by which a file knows it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Choice => "choice",
            Self::Value => "value",
            Self::Facts => "facts",
            Self::Basis => "basis",
            Self::Evidence => "evidence",
            Self::On => "on",
        }
    }

    /// What stands before the room for it.
    pub(crate) fn label(self, asks: &Asks) -> &'static str {
        match (self, asks) {
            (Self::Verdict, _) => "How does it stand?",
            (Self::Choice, _) => "Which one fits?",
            (Self::Value, Asks::Date) => "Date",
            (Self::Value, Asks::Number) => "Number",
            (Self::Value, _) => "Answer",
            (Self::Facts, Asks::Grounds) => "Business facts",
            (Self::Facts, Asks::Practice { .. }) => "Facts",
            (Self::Facts, _) => "More facts",
            (Self::Basis, _) => "How do you know?",
            (Self::Evidence, _) => "Evidence, and where it is held",
            (Self::On, _) => "As of (date)",
        }
    }

    /// What helps to fill it in; may be empty.
    pub(crate) fn hint(self, asks: &Asks) -> &'static str {
        match (self, asks) {
            (Self::Facts, Asks::Practice { .. }) => "what is there, since when, who does it",
            (Self::Facts, Asks::Grounds) => {
                "for and against, as the business sees it; the decision itself is not asked for"
            }
            _ => "",
        }
    }
}

/// The fields of an item, in the order of the form.
pub(crate) fn fields(asks: &Asks) -> Vec<Field> {
    let own = match asks {
        Asks::Practice { .. } => Some(Field::Verdict),
        Asks::Choice { .. } => Some(Field::Choice),
        Asks::Text | Asks::Date | Asks::Number => Some(Field::Value),
        Asks::Grounds => None,
    };
    let shared = [Field::Facts, Field::Basis, Field::Evidence, Field::On];
    own.into_iter().chain(shared).collect()
}

/// How a respondent knows, in the respondent's own words.
pub(crate) const BASES: [(BasisKind, &str); 4] = [
    (BasisKind::Document, "Document seen"),
    (BasisKind::Interview, "Was told"),
    (BasisKind::Tested, "Tested"),
    (BasisKind::Assumed, "Assumed"),
];

/// What can be chosen in a field, each with the name by which a file knows it; empty where the field is written in.
pub(crate) fn choices(field: Field, asks: &Asks) -> Vec<(String, String)> {
    match (field, asks) {
        (Field::Verdict, _) => {
            let all = Verdict::ALL.iter();
            all.map(|verdict| (word(verdict), verdict.label().to_owned()))
                .collect()
        }
        (Field::Basis, _) => {
            let all = BASES.iter();
            all.map(|(basis, label)| (word(basis), (*label).to_owned()))
                .collect()
        }
        (Field::Choice, Asks::Choice { options }) => options.clone(),
        _ => Vec::new(),
    }
}

/// A word of a fixed list as serde writes it.
fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// The items by theme, each theme where its first item stands, each item with its number on the form.
pub(crate) fn by_theme(request: &Request) -> Vec<(&str, Vec<(usize, &Asked)>)> {
    let mut themes: Vec<(&str, Vec<&Asked>)> = Vec::new();
    for asked in &request.items {
        match themes.iter_mut().find(|(theme, _)| *theme == asked.theme) {
            Some((_, items)) => items.push(asked),
            None => themes.push((&asked.theme, vec![asked])),
        }
    }
    let mut number = 0;
    let numbered = themes.into_iter().map(|(theme, items)| {
        let items = items.into_iter().map(|asked| {
            number += 1;
            (number, asked)
        });
        (theme, items.collect())
    });
    numbered.collect()
}

/// What stands below a question to help answer it: label and text.
pub(crate) fn helps(asked: &Asked) -> Vec<(&'static str, String)> {
    let mut helps = Vec::new();
    if !asked.why.trim().is_empty() {
        helps.push(("Why it matters", asked.why.clone()));
    }
    if let Asks::Practice { in_place, partly } = &asked.asks {
        if !in_place.trim().is_empty() {
            helps.push(("“In place” means", in_place.clone()));
        }
        if let Some(partly) = partly {
            helps.push(("“Partly” means", partly.clone()));
        }
    }
    if !asked.evidence.is_empty() {
        helps.push(("Typical evidence", asked.evidence.join("; ")));
    }
    helps
}

/// Who asks whom, by when: label and text, in the order of a letter.
pub(crate) fn letterhead(request: &Request) -> Vec<(&'static str, String)> {
    let titled = |name: &str, more: &str| match (name.trim(), more.trim()) {
        (name, "") => name.to_owned(),
        ("", more) => more.to_owned(),
        (name, more) => format!("{name}, {more}"),
    };
    let mut lines = vec![
        ("To", titled(&request.to.name, &request.to.role)),
        ("From", request.from.trim().to_owned()),
        ("For", titled(&request.organization, &request.unit)),
        ("Date", request.sent_on.long()),
    ];
    if let Some(due) = request.due_on {
        lines.push(("Please answer by", due.long()));
    }
    lines.retain(|(_, text)| !text.is_empty());
    lines
}

/// How many questions there are.
pub(crate) fn count(request: &Request) -> String {
    match request.items.len() {
        1 => String::from("One question."),
        many => format!("{many} questions."),
    }
}

/// The first digits of a request's identifier, for people.
pub(crate) fn short_id(request: &Request) -> String {
    let digits: Vec<char> = request.id.chars().take(12).collect();
    let groups = digits.chunks(4).map(|group| group.iter().collect());
    groups.collect::<Vec<String>>().join("-")
}

/// Where the questions come from.
pub(crate) fn source(request: &Request) -> String {
    let pack = &request.pack;
    format!(
        "Questions from {}, version {}, as of {}",
        pack.name,
        pack.version,
        pack.law_date.long()
    )
}
