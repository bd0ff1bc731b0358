//! Reading a reply: field by field, so that one that cannot be read costs no other.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{FileKind, MAX_NAME_BYTES, MAX_TEXT_BYTES, RequestFileError, is_id, malformed, open};
use crate::date::Date;
use crate::request::{Findings, Reply, Respondent, Stated, quoted};

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadReply {
    /// What is stated.
    pub reply: Reply,
    /// What could not be read, and what counsel should know of the file: plain sentences, each with the words it is
    /// about.
    pub findings: Vec<String>,
}

/// Reads a reply. Where a finding is told, the statement it is about is not in the reply.
///
/// # Errors
/// The bytes are no reply, or do not say to which request.
pub fn read_reply(bytes: &[u8]) -> Result<ReadReply, RequestFileError> {
    let kind = FileKind::Reply;
    let opened = open(kind, bytes)?;
    let mut findings = Findings::default();
    if !opened.sound {
        findings.say(
            "The reply was changed outside Proviso after it was saved. It is shown as it stands now; ask the \
             respondent whether it is what was meant.",
        );
    }
    let Value::Object(mut content) = opened.content else {
        return Err(malformed(kind, "/content", "it is no reply"));
    };
    let request = match content.remove("request") {
        Some(Value::String(id)) if is_id(&id) => id,
        _ => {
            let problem = "it does not say which request it answers";
            return Err(malformed(kind, "/content/request", problem));
        }
    };
    let answers = content.remove("answers");
    let by = content.remove("by");
    let mut head = Fields {
        of: String::from("The reply"),
        fields: content,
        findings: &mut findings,
    };
    let mut reply = Reply {
        request,
        assessment: head.required("assessment", "assessment"),
        pack_hash: head.required("packHash", "pack"),
        by: Respondent::default(),
        on: head.date("on", "date"),
        answers: Vec::new(),
    };
    head.rest();
    match by {
        Some(Value::Object(fields)) => {
            let mut fields = Fields {
                of: String::from("The respondent"),
                fields,
                findings: &mut findings,
            };
            reply.by.name = fields
                .text("name", "name", MAX_NAME_BYTES)
                .unwrap_or_default();
            reply.by.role = fields
                .text("role", "role", MAX_NAME_BYTES)
                .unwrap_or_default();
            fields.rest();
        }
        None => findings.say("The reply does not say who answers."),
        Some(other) => findings.say(format!(
            "Who answers could not be read: {}.",
            quoted(&other.to_string())
        )),
    }
    match answers {
        Some(Value::Array(list)) => {
            for (at, value) in list.into_iter().enumerate() {
                if let Some(stated) = stated(at, value, &mut findings) {
                    take(stated, &mut reply.answers, &mut findings);
                }
            }
        }
        None => findings.say("The reply has no list of answers."),
        Some(other) => findings.say(format!(
            "The list of answers could not be read: {}.",
            quoted(&other.to_string())
        )),
    }
    Ok(ReadReply {
        reply,
        findings: findings.into_sentences(),
    })
}

/// Adds a statement, unless one about the same item was read before.
fn take(stated: Stated, answers: &mut Vec<Stated>, findings: &mut Findings) {
    match answers.iter().find(|known| known.item == stated.item) {
        None => answers.push(stated),
        Some(first) if *first == stated => findings.say(format!(
            "The item {} is answered twice, in the same words; it is shown once.",
            quoted(&stated.item)
        )),
        Some(_) => {
            let text = serde_json::to_string(&stated).unwrap_or_default();
            findings.say(format!(
                "The item {} is answered twice; the first answer is shown, and the second reads {}.",
                quoted(&stated.item),
                quoted(&text)
            ));
        }
    }
}

fn stated(at: usize, value: Value, findings: &mut Findings) -> Option<Stated> {
    let number = at + 1;
    let Value::Object(mut fields) = value else {
        findings.say(format!(
            "Answer {number} could not be read: {}.",
            quoted(&value.to_string())
        ));
        return None;
    };
    let item = match fields.remove("item") {
        Some(Value::String(item)) if !item.is_empty() && item.len() <= MAX_NAME_BYTES => item,
        _ => {
            let text = Value::Object(fields).to_string();
            findings.say(format!(
                "Answer {number} names no item and was not taken; it reads {}.",
                quoted(&text)
            ));
            return None;
        }
    };
    let mut fields = Fields {
        of: format!("The answer to {}", quoted(&item)),
        fields,
        findings,
    };
    let stated = Stated {
        item_hash: fields.required("itemHash", "wording"),
        verdict: fields.word("verdict", "verdict"),
        choice: fields.text("choice", "choice", MAX_NAME_BYTES),
        value: fields.text("value", "value", MAX_TEXT_BYTES),
        facts: fields.text("facts", "facts", MAX_TEXT_BYTES),
        basis: fields.word("basis", "basis"),
        evidence: fields.text("evidence", "evidence", MAX_TEXT_BYTES),
        on: fields.date("on", "date"),
        item,
    };
    fields.rest();
    Some(stated)
}

/// The fields of one object, taken one after the other.
struct Fields<'a> {
    /// What they are of, as the beginning of a sentence.
    of: String,
    fields: Map<String, Value>,
    findings: &'a mut Findings,
}

impl Fields<'_> {
    /// Takes a field; one that is absent or null yields nothing.
    fn take(&mut self, field: &str) -> Option<Value> {
        self.fields.remove(field).filter(|value| !value.is_null())
    }

    fn unreadable(&mut self, label: &str, value: &str) {
        let of = &self.of;
        self.findings.say(format!(
            "{of}: {label} left out, because it could not be read: {}.",
            quoted(value)
        ));
    }

    fn text(&mut self, field: &str, label: &str, limit: usize) -> Option<String> {
        match self.take(field)? {
            Value::String(text) if text.len() <= limit => Some(text),
            Value::String(text) => {
                let of = &self.of;
                self.findings.say(format!(
                    "{of}: {label} left out, because it has more than {limit} bytes; it begins {}.",
                    quoted(&text)
                ));
                None
            }
            other => {
                self.unreadable(label, &other.to_string());
                None
            }
        }
    }

    /// Takes a short text that every such file has.
    fn required(&mut self, field: &str, label: &str) -> String {
        let absent = !self.fields.contains_key(field);
        if absent {
            let of = &self.of;
            self.findings
                .say(format!("{of} does not say to which {label} it belongs."));
        }
        self.text(field, label, MAX_NAME_BYTES).unwrap_or_default()
    }

    /// Takes a word out of a fixed list.
    fn word<T: DeserializeOwned>(&mut self, field: &str, label: &str) -> Option<T> {
        let value = self.take(field)?;
        match T::deserialize(&value) {
            Ok(word) => Some(word),
            Err(_) => {
                self.unreadable(label, value.as_str().unwrap_or(&value.to_string()));
                None
            }
        }
    }

    fn date(&mut self, field: &str, label: &str) -> Option<Date> {
        self.word(field, label)
    }

    /// Says what was not taken.
    fn rest(self) {
        for (name, value) in self.fields {
            self.findings.say(format!(
                "{} has something that Proviso does not know, {}, which was left out: {}.",
                self.of,
                quoted(&name),
                quoted(&value.to_string())
            ));
        }
    }
}
