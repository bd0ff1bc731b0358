//! By what a form is known again: the names of its fields, its properties, and the lines of reference on its pages.
//! Writer and reader share these, so that the one cannot name what the other does not know.

use proviso_core::canonical::sha256;
use proviso_core::request::{Asks, Request};

use crate::formats::word::package::Property;
use crate::formats::word::read::walk::Walked;
use crate::request::fields::Field;

use super::FORM_FORMAT;

/// Stands in a drop-down until something is chosen.
pub(super) const CHOOSE: &str = "Choose…";
/// Stands in a date until one is chosen.
pub(super) const CHOOSE_DATE: &str = "Choose a date.";
pub(super) const WRITE_NAME: &str = "Click here and write your name.";
pub(super) const WRITE_ROLE: &str = "Click here and write your role.";
const WRITE: &str = "Click here and write.";
const WRITE_NUMBER: &str = "Click here and write a whole number.";
const WRITE_FACTS: &str = "Click here and write what is so.";
const WRITE_EVIDENCE: &str = "Click here: which document shows it, and where is it kept?";

/// Everything that may stand in a field without being a statement: our own placeholders and Word's, which it puts into
/// a field that was emptied.
pub(crate) const PLACEHOLDERS: [&str; 11] = [
    CHOOSE,
    CHOOSE_DATE,
    WRITE,
    WRITE_NUMBER,
    WRITE_FACTS,
    WRITE_EVIDENCE,
    WRITE_NAME,
    WRITE_ROLE,
    "Click or tap here to enter text.",
    "Click or tap to enter a date.",
    "Choose an item.",
];

pub(super) fn placeholder(field: Field, asks: &Asks) -> &'static str {
    match (field, asks) {
        (Field::Verdict | Field::Choice | Field::Basis, _) => CHOOSE,
        (Field::On, _) | (Field::Value, Asks::Date) => CHOOSE_DATE,
        (Field::Value, Asks::Number) => WRITE_NUMBER,
        (Field::Value, _) => WRITE,
        (Field::Facts, _) => WRITE_FACTS,
        (Field::Evidence, _) => WRITE_EVIDENCE,
    }
}

/// Which field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    /// A field of an item, by the item's number on the form, from 1.
    Item(usize, &'static str),
    /// A field about the respondent.
    By(&'static str),
}

/// The names of an item's fields in a file; a value is named by its kind.
pub(crate) const FIELD_NAMES: [&str; 9] = [
    "verdict", "choice", "answer", "day", "number", "facts", "basis", "evidence", "on",
];
/// The names of the fields about the respondent.
pub(crate) const BY_NAMES: [&str; 3] = ["name", "role", "on"];

/// The longest tag that Word takes.
const MAX_TAG: usize = 64;

impl Field {
    /// The name of the field in a form.
    pub(super) fn file_name(self, asks: &Asks) -> &'static str {
        match (self, asks) {
            (Self::Value, Asks::Date) => "day",
            (Self::Value, Asks::Number) => "number",
            (Self::Value, _) => "answer",
            (field, _) => field.name(),
        }
    }
}

impl Key {
    pub(super) fn is_named(&self, wanted: &str) -> bool {
        let (Self::Item(_, name) | Self::By(name)) = self;
        *name == wanted
    }

    /// The tag of the control. An item whose name is too long for one is known by its number.
    pub(super) fn tag(&self, item: &str) -> String {
        match self {
            Self::By(name) => format!("proviso-by.{name}"),
            Self::Item(number, name) => {
                let tag = format!("proviso.{item}.{name}");
                match tag.encode_utf16().count() <= MAX_TAG {
                    true => tag,
                    false => format!("proviso-item.{number}.{name}"),
                }
            }
        }
    }

    /// The bookmark in the label.
    pub(crate) fn bookmark(&self) -> String {
        match self {
            Self::By(name) => format!("proviso_by_{name}"),
            Self::Item(number, name) => format!("proviso_{number}_{name}"),
        }
    }

    /// Reads a bookmark.
    pub(crate) fn of_bookmark(name: &str) -> Option<Self> {
        let (which, field) = name.strip_prefix("proviso_")?.split_once('_')?;
        match which {
            "by" => known(&BY_NAMES, field).map(Self::By),
            number => Some(Self::Item(
                number.parse().ok()?,
                known(&FIELD_NAMES, field)?,
            )),
        }
    }

    /// Reads a tag; `items` are the names of the items, in the order of the form.
    pub(crate) fn of_tag(tag: &str, items: &[(String, String)]) -> Option<Self> {
        if let Some(field) = tag.strip_prefix("proviso-by.") {
            return known(&BY_NAMES, field).map(Self::By);
        }
        let (which, field) = match tag.strip_prefix("proviso-item.") {
            Some(numbered) => {
                let (number, field) = numbered.split_once('.')?;
                (number.parse().ok()?, field)
            }
            None => {
                let (item, field) = tag.strip_prefix("proviso.")?.rsplit_once('.')?;
                let at = items.iter().position(|(known, _)| known == item)?;
                (at + 1, field)
            }
        };
        Some(Self::Item(which, known(&FIELD_NAMES, field)?))
    }
}

fn known(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().copied().find(|known| *known == name)
}

/// What a form refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) request: String,
    pub(crate) assessment: String,
    pub(crate) pack: String,
    /// Each item with the hash of its text, in the order of the form.
    pub(crate) items: Vec<(String, String)>,
}

/// How many digits of a hash tell one passage of a form from others.
const PASSAGE: usize = 8;
/// How many passages one property names: Word shows 255 characters of a property.
const PASSAGES: usize = 28;

impl Marks {
    pub(super) fn of(request: &Request) -> Self {
        Self {
            request: request.id.clone(),
            assessment: request.assessment.clone(),
            pack: request.pack.hash.clone(),
            items: Vec::new(),
        }
    }

    /// The properties of the file.
    pub(super) fn properties(&self, walked: &Walked) -> Vec<Property> {
        let mut properties = vec![
            (String::from("ProvisoForm"), FORM_FORMAT.to_string()),
            (String::from("ProvisoRequest"), self.request.clone()),
            (String::from("ProvisoAssessment"), self.assessment.clone()),
            (String::from("ProvisoPack"), self.pack.clone()),
        ];
        for (at, (item, hash)) in self.items.iter().enumerate() {
            properties.push((format!("ProvisoItem{}", at + 1), format!("{hash} {item}")));
            let names = walked.names_of(at + 1);
            properties.push((format!("ProvisoFields{}", at + 1), names.join(" ")));
        }
        let passages: Vec<String> = walked.passages().iter().map(|text| passage(text)).collect();
        for (at, some) in passages.chunks(PASSAGES).enumerate() {
            properties.push((format!("ProvisoText{}", at + 1), some.join(" ")));
        }
        properties
    }

    /// What stands at the end of the form, for a file that has lost its properties.
    pub(super) fn lines(&self) -> [String; 1] {
        [format!(
            "{REFERENCE_OF}{} · assessment {} · pack {}",
            self.request, self.assessment, self.pack
        )]
    }

    /// Takes from a line of the page what it refers to.
    pub(crate) fn read_line(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix(REFERENCE_OF) {
            let mut parts = rest.split(" · ");
            let mut next = |label: &str| {
                let part = parts.next().unwrap_or_default().trim();
                part.strip_prefix(label)
                    .unwrap_or_default()
                    .trim()
                    .to_owned()
            };
            self.request = next("");
            self.assessment = next("assessment");
            self.pack = next("pack");
        } else if let Some((number, rest)) = line
            .strip_prefix(ITEM_REFERENCE)
            .and_then(|rest| rest.split_once(": "))
            && let Ok(number) = number.parse::<usize>()
            && let Some((hash, item)) = rest.split_once(' ')
            && number == self.items.len() + 1
        {
            self.items.push((item.trim().to_owned(), hash.to_owned()));
        }
    }
}

const REFERENCE_OF: &str = "For the program that reads this form; please leave it here: request ";
const ITEM_REFERENCE: &str = "Reference ";

/// The line below an item.
pub(super) fn item_line(number: usize, item: &str, hash: &str) -> String {
    format!("{ITEM_REFERENCE}{number}: {hash} {item}")
}

/// By what a passage of the form is known again.
pub(crate) fn passage(text: &str) -> String {
    sha256(text.as_bytes()).0.chars().take(PASSAGE).collect()
}
