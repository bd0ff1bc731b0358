//! Each field of a filled form, taken for what it can only mean.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::answer::{BasisKind, MAX_TEXT_BYTES, Verdict};
use proviso_core::date::Date;
use proviso_core::request::{Findings, Reply, Respondent, Stated, quoted};

use super::dates::unambiguous;
use super::properties::Properties;
use super::walk::{Control, Place, Walked};
use crate::formats::word::form::{FIELD_NAMES, Key, Marks, PLACEHOLDERS};
use crate::request::fields::BASES;

/// The longest name or role, in bytes.
const MAX_NAME_BYTES: usize = 1_000;

/// What stands in one field.
struct Written {
    /// What was written, in and beside its control, without a placeholder.
    text: String,
    /// What stands in its control alone.
    inside: String,
    /// Its control, where there is one still.
    control: Option<Control>,
}

/// Everything that can be read of a form.
pub(super) fn reply(
    marks: &Marks,
    walked: &Walked,
    properties: &Properties,
    findings: &mut Findings,
) -> Reply {
    let mut written = BTreeMap::new();
    for (key, at) in walked.fields(marks) {
        let Some(place) = walked.places.get(at) else {
            continue;
        };
        let new = read(place, &walked.controls);
        match written.get(&key) {
            None => {
                written.insert(key, new);
            }
            Some(first) => {
                let first: &Written = first;
                if !new.text.is_empty() && new.text != first.text {
                    findings.say(format!(
                        "{} stands in the form twice; the first was read, and the second says {}.",
                        named(key, marks),
                        quoted(&new.text)
                    ));
                }
            }
        }
    }
    lost(marks, properties, &written, findings);
    let mut form = Form {
        marks,
        written,
        findings,
    };
    let by = Respondent {
        name: form.line(Key::By("name")).unwrap_or_default(),
        role: form.line(Key::By("role")).unwrap_or_default(),
    };
    let on = form.day(Key::By("on"));
    let mut answers = Vec::new();
    for (at, (item, hash)) in marks.items.iter().enumerate() {
        let of = |name| Key::Item(at + 1, name);
        let value = form
            .long(of("answer"))
            .or_else(|| form.day(of("day")).map(|day| day.to_string()))
            .or_else(|| form.number(of("number")));
        let stated = Stated {
            item: item.clone(),
            item_hash: hash.clone(),
            verdict: form.verdict(of("verdict")),
            choice: form.choice(of("choice")),
            value,
            facts: form.long(of("facts")),
            basis: form.basis(of("basis")),
            evidence: form.long(of("evidence")),
            on: form.day(of("on")),
        };
        if !stated.is_empty() {
            answers.push(stated);
        }
    }
    Reply {
        request: marks.request.clone(),
        assessment: marks.assessment.clone(),
        pack_hash: marks.pack.clone(),
        by,
        on,
        answers,
    }
}

/// Says which fields are gone.
fn lost(
    marks: &Marks,
    properties: &Properties,
    written: &BTreeMap<Key, Written>,
    findings: &mut Findings,
) {
    for at in 1..=marks.items.len() {
        let there: BTreeSet<&str> = written
            .keys()
            .filter_map(|key| match key {
                Key::Item(number, name) if *number == at => Some(*name),
                _ => None,
            })
            .collect();
        let item = of_item(at, marks);
        if there.is_empty() {
            findings.say(format!(
                "{item} has no field left, so that nothing about it could be read."
            ));
            continue;
        }
        let asked = properties.get(&format!("ProvisoFields{at}"));
        let asked = asked.map(String::as_str).unwrap_or_default();
        let gone: Vec<&str> = FIELD_NAMES
            .into_iter()
            .filter(|name| asked.split(' ').any(|asked| asked == *name) && !there.contains(name))
            .map(word)
            .collect();
        if !gone.is_empty() {
            findings.say(format!(
                "{item} has lost its room for {}, which could not be read.",
                gone.join(", ")
            ));
        }
    }
    let by = written.keys().any(|key| matches!(key, Key::By(_)));
    if !by {
        findings.say("The fields that say who answers are gone.");
    }
}

fn read(place: &Place, controls: &[Control]) -> Written {
    let own = place.controls.iter().filter_map(|at| controls.get(*at));
    let control = own
        .clone()
        .find(|control| control.tag.starts_with("proviso"))
        .or(own.clone().next());
    let mut text = String::new();
    let mut inside = String::new();
    for paragraph in &place.paragraphs {
        if !text.is_empty() {
            text.push('\n');
        }
        for chunk in paragraph {
            let within = chunk.control.and_then(|at| controls.get(at));
            if within.is_some_and(|control| control.placeholder) || is_placeholder(&chunk.text) {
                continue;
            }
            text.push_str(&chunk.text);
            if within.is_some() {
                inside.push_str(&chunk.text);
            }
        }
    }
    Written {
        text: without_placeholder(&text),
        inside: without_placeholder(&inside),
        control: control.cloned(),
    }
}

/// The text without a placeholder that stayed before or behind it; one that is a sentence is no part of a statement.
fn without_placeholder(text: &str) -> String {
    let mut text = text.trim();
    if is_placeholder(text) {
        return String::new();
    }
    for sentence in PLACEHOLDERS.iter().filter(|words| words.contains(' ')) {
        text = text.strip_suffix(sentence).unwrap_or(text).trim_end();
        text = text.strip_prefix(sentence).unwrap_or(text).trim_start();
    }
    text.to_owned()
}

fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.contains(&text.trim())
}

/// The fields, asked one after the other.
struct Form<'a> {
    marks: &'a Marks,
    written: BTreeMap<Key, Written>,
    findings: &'a mut Findings,
}

impl Form<'_> {
    fn of(&self, key: Key) -> Option<&Written> {
        self.written
            .get(&key)
            .filter(|written| !written.text.is_empty())
    }

    fn not_read(&mut self, key: Key, why: &str, text: &str) {
        let named = named(key, self.marks);
        self.findings
            .say(format!("{named} was left out: {} {why}.", quoted(text)));
    }

    /// Words of one or more lines.
    fn long(&mut self, key: Key) -> Option<String> {
        self.words(key, MAX_TEXT_BYTES)
    }

    fn words(&mut self, key: Key, limit: usize) -> Option<String> {
        let text = self.of(key)?.text.clone();
        if text.len() > limit {
            self.not_read(
                key,
                &format!("begins a text of more than {limit} bytes"),
                &text,
            );
            return None;
        }
        Some(text)
    }

    /// Words of one line.
    fn line(&mut self, key: Key) -> Option<String> {
        let text = self.words(key, MAX_NAME_BYTES)?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn day(&mut self, key: Key) -> Option<Date> {
        let written = self.of(key)?;
        let text = written.text.clone();
        let picked = written
            .control
            .as_ref()
            .and_then(|control| control.day.clone());
        let Some(day) = unambiguous(&text) else {
            self.not_read(key, "does not say for certain which day is meant", &text);
            return None;
        };
        let picked = picked.and_then(|day| day.get(..10)?.parse::<Date>().ok());
        if let Some(picked) = picked.filter(|picked| *picked != day) {
            let named = named(key, self.marks);
            self.findings.say(format!(
                "{named} shows {} and holds {} unseen; what is shown was read.",
                quoted(&text),
                picked.long()
            ));
        }
        Some(day)
    }

    fn number(&mut self, key: Key) -> Option<String> {
        let text = self.of(key)?.text.clone();
        let digits: String = text.split_whitespace().collect();
        match digits.parse::<i64>() {
            Ok(number) => Some(number.to_string()),
            Err(_) => {
                self.not_read(key, "is no whole number in figures alone", &text);
                None
            }
        }
    }

    /// The text by which one of some choices is meant; what stands beside the control is told.
    fn chosen(&mut self, key: Key) -> Option<(String, Vec<(String, String)>)> {
        let written = self.of(key)?;
        let choices = written
            .control
            .as_ref()
            .map(|control| control.choices.clone());
        let (inside, text) = (written.inside.clone(), written.text.clone());
        if inside.is_empty() || inside == text {
            return Some((text, choices.unwrap_or_default()));
        }
        let beside = text.replacen(&inside, "", 1);
        let named = named(key, self.marks);
        self.findings.say(format!(
            "{named}: beside the choice was written {}.",
            quoted(beside.trim())
        ));
        Some((inside, choices.unwrap_or_default()))
    }

    fn verdict(&mut self, key: Key) -> Option<Verdict> {
        let (text, _) = self.chosen(key)?;
        let found = Verdict::ALL
            .into_iter()
            .find(|verdict| same(verdict.label(), &text));
        if found.is_none() {
            self.not_read(key, "is none of the choices", &text);
        }
        found
    }

    fn basis(&mut self, key: Key) -> Option<BasisKind> {
        let (text, _) = self.chosen(key)?;
        let found = BASES
            .into_iter()
            .find(|(basis, label)| same(label, &text) || same(basis.label(), &text));
        if found.is_none() {
            self.not_read(key, "is none of the choices", &text);
        }
        found.map(|(basis, _)| basis)
    }

    /// The name of an option, by what the drop-down shows for it.
    fn choice(&mut self, key: Key) -> Option<String> {
        let (text, choices) = self.chosen(key)?;
        let found = choices
            .into_iter()
            .find(|(shown, value)| !value.is_empty() && (same(shown, &text) || *value == text));
        if found.is_none() {
            self.not_read(key, "is none of the choices", &text);
        }
        found.map(|(_, value)| value)
    }
}

/// Whether a text is this label, whatever its case and its end.
fn same(label: &str, text: &str) -> bool {
    let plain = |text: &str| {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        words.trim_end_matches('.').to_lowercase()
    };
    plain(label) == plain(text)
}

fn of_item(number: usize, marks: &Marks) -> String {
    let item = marks.items.get(number.saturating_sub(1));
    let item = item.map(|(item, _)| item.as_str()).unwrap_or_default();
    format!("Question {number} ({item})")
}

fn named(key: Key, marks: &Marks) -> String {
    match key {
        Key::Item(number, name) => format!("{}: {}", of_item(number, marks), word(name)),
        Key::By("name") => String::from("The respondent’s name"),
        Key::By("role") => String::from("The respondent’s role"),
        Key::By(_) => String::from("The date of the reply"),
    }
}

/// The word for a field in a sentence.
fn word(name: &str) -> &'static str {
    match name {
        "verdict" => "how it stands",
        "choice" => "the choice",
        "answer" => "the answer",
        "day" => "the date asked for",
        "number" => "the number",
        "facts" => "the facts",
        "basis" => "how the respondent knows",
        "evidence" => "the evidence",
        _ => "the date as of which it is stated",
    }
}
