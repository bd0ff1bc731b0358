//! Reading a filled form back: whatever comes is hostile until it was parsed.
//!
//! The container is bounded before it is opened (`read/container.rs`), its text is walked without entities and within
//! a depth (`read/walk.rs`), and each field is then taken for what it can only mean (`read/fields.rs`). Nothing is run,
//! fetched or written. What cannot be read is told in one sentence each, with the words it is about.

mod container;
mod dates;
mod fields;
mod properties;
pub(super) mod walk;

use proviso_core::request::{Findings, Reply, quoted};

pub use container::{MAX_WORD_BYTES, WordError};

use super::form::{FORM_FORMAT, Marks};
use container::Container;
use walk::Walked;

/// What a filled form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// What is stated.
    pub reply: Reply,
    /// What could not be read, and what counsel should know of the file: plain sentences.
    pub findings: Vec<String>,
}

/// Reads a filled form.
///
/// # Errors
/// The bytes are no Word file that can be read, or none that Proviso made.
pub fn read_word(bytes: &[u8]) -> Result<Filled, WordError> {
    let mut container = Container::open(bytes)?;
    let mut findings = Findings::default();
    if container.has_macros() {
        findings.say(
            "The file holds macros, which no form of Proviso has. They were not run; ask the respondent how they \
             came there.",
        );
    }
    let main = container.main()?;
    let walked = walk::walk(&main).map_err(|error| WordError::Damaged {
        part: String::from("main text"),
        problem: error.to_string(),
    })?;
    let properties = container.part("docProps/custom.xml")?;
    let properties = properties
        .map(|part| properties::read(&part))
        .unwrap_or_default();
    if let Some(format) = properties
        .get("ProvisoForm")
        .and_then(|form| form.parse::<u32>().ok())
        && format > FORM_FORMAT
    {
        return Err(WordError::Newer);
    }
    let marks = marks(&properties, &walked, &mut findings)?;
    about_the_file(&walked, &mut findings);
    if let Some(part) = container.part("word/comments.xml")? {
        comments(&part, &mut findings);
    }
    let reply = fields::reply(&marks, &walked, &properties, &mut findings);
    beside(&marks, &walked, &properties, &mut findings);
    Ok(Filled {
        reply,
        findings: findings.into_sentences(),
    })
}

/// What the form refers to: by its properties, or where they are gone by what stands on its pages.
fn marks(
    properties: &properties::Properties,
    walked: &Walked,
    findings: &mut Findings,
) -> Result<Marks, WordError> {
    let get = |name: &str| properties.get(name).cloned().unwrap_or_default();
    let mut on_pages = Marks::default();
    for paragraph in walked.paragraphs() {
        on_pages.read_line(&paragraph);
    }
    let mut marks = Marks {
        request: get("ProvisoRequest"),
        assessment: get("ProvisoAssessment"),
        pack: get("ProvisoPack"),
        items: Vec::new(),
    };
    for at in 1.. {
        let Some((hash, item)) = properties
            .get(&format!("ProvisoItem{at}"))
            .and_then(|item| item.split_once(' '))
        else {
            break;
        };
        marks.items.push((item.to_owned(), hash.to_owned()));
    }
    let is_id = |id: &str| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
    if is_id(&marks.request) && !marks.items.is_empty() {
        if is_id(&on_pages.request) && on_pages.request != marks.request {
            findings.say(format!(
                "The file’s properties name another request than its last page does ({}); the properties were \
                 followed.",
                quoted(&on_pages.request)
            ));
        }
        return Ok(marks);
    }
    if is_id(&on_pages.request) && !on_pages.items.is_empty() {
        findings.say(
            "The file has lost its properties. Which request it answers was read from the lines of reference on its \
             pages.",
        );
        return Ok(on_pages);
    }
    Err(WordError::NotAForm)
}

/// What is so of the whole file.
fn about_the_file(walked: &Walked, findings: &mut Findings) {
    if walked.tracked {
        let gone = walked.deleted.trim();
        findings.say(match gone {
            "" => String::from(
                "The file has tracked changes; it was read as if all of them were accepted.",
            ),
            gone => format!(
                "The file has tracked changes; it was read as if all of them were accepted. Taken out was {}.",
                quoted(gone)
            ),
        });
    }
    match walked.pictures {
        0 => {}
        1 => findings.say("The file has a picture or another embedded object, which was not read."),
        many => findings.say(format!(
            "The file has {many} pictures or other embedded objects, which were not read."
        )),
    }
}

fn comments(part: &[u8], findings: &mut Findings) {
    let Ok(walked) = walk::walk(part) else {
        findings.say("The comments in the file could not be read.");
        return;
    };
    for text in walked.paragraphs() {
        if !text.is_empty() {
            findings.say(format!(
                "A comment stands in the file and is no part of an answer: {}.",
                quoted(&text)
            ));
        }
    }
}

/// Says what was written beside the fields.
fn beside(
    marks: &Marks,
    walked: &Walked,
    properties: &properties::Properties,
    findings: &mut Findings,
) {
    let known: std::collections::BTreeSet<&str> = properties
        .iter()
        .filter(|(name, _)| name.starts_with("ProvisoText"))
        .flat_map(|(_, value)| value.split(' '))
        .collect();
    if known.is_empty() {
        findings.say(
            "Whether something was written outside the fields could not be told, because the file has lost its \
             properties; look through it.",
        );
        return;
    }
    for text in walked.beside(marks) {
        if !known.contains(super::form::passage(&text).as_str()) {
            findings.say(format!(
                "This was written outside the fields and is no part of an answer: {}.",
                quoted(&text)
            ));
        }
    }
}
