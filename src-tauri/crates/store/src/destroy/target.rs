//! What is expunged, and where it stands in a body: the one field of one item, in every state it had
//! and in every state that was carried from there.

use std::collections::BTreeSet;

use proviso_core::action::ActionField;
use proviso_core::answer::Field;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What must never have been in an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "in")]
pub enum Target {
    /// A field of the answers to one item, in all runs.
    Answer {
        /// The item.
        item: String,
        /// Its field.
        field: Field,
    },
    /// A field of the action about one item.
    Action {
        /// The item.
        item: String,
        /// Its field.
        field: ActionField,
    },
    /// A piece of evidence, or a part of it.
    Evidence {
        /// One of its links.
        link: String,
        /// What of it.
        part: EvidencePart,
    },
    /// A field of who, what and for whom.
    Details {
        /// Which.
        field: DetailsField,
    },
    /// What a reviewer wrote when a run was sent back, at one question.
    Comment {
        /// The comment.
        comment: String,
    },
    /// What the signer of a run stated.
    Statement {
        /// The run.
        run: String,
    },
    /// One entry of what was asked, returned or noted around the answers: all of it, and of an interview all
    /// of its states.
    Record {
        /// The entry.
        entry: String,
    },
}

/// A part of a piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EvidencePart {
    /// Everything: title, place, note and copy.
    All,
    /// The copy of the document, with its name; the reference to it stays.
    Copy,
    /// Where it is held.
    Place,
    /// What counsel says of it.
    Note,
}

/// A field of who, what and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(
    missing_docs,
    reason = "each is the field of Details with the same name"
)]
pub enum DetailsField {
    Organization,
    Unit,
    Matter,
    AskedBy,
    DirectedBy,
    Purpose,
    Readers,
}

/// What becomes of a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It holds nothing of the target.
    Stays,
    /// It goes, and what is left of it is kept.
    Redacted,
    /// All of it goes.
    Gone,
}

/// Which kind of entry, and what about.
#[derive(Debug, Clone, Copy)]
pub(super) struct About<'a> {
    pub(super) id: &'a str,
    pub(super) kind: &'a str,
    pub(super) run: Option<&'a str>,
    pub(super) item: Option<&'a str>,
}

/// Takes a target out of bodies.
#[derive(Debug)]
pub(super) struct Redaction<'a> {
    pub(super) target: &'a Target,
    /// The items under which the target's item went on in other runs, or came from.
    pub(super) related: BTreeSet<String>,
    /// What stood in the field, in any state.
    pub(super) texts: BTreeSet<String>,
    /// The links of the piece of evidence in all runs.
    pub(super) links: BTreeSet<String>,
    /// Hashes of the copies that go.
    pub(super) files: BTreeSet<String>,
    /// The entries of which all goes.
    pub(super) records: BTreeSet<String>,
}

/// Kinds of entries that belong to no run and go as a whole.
const RECORDS: [&str; 6] = [
    "request",
    "requestNote",
    "return",
    "proposal",
    "interview",
    "matter",
];

/// Kinds of those that are printed in counsel's file.
const PRINTED: [&str; 2] = ["interview", "matter"];

/// Returns what somebody wrote in an entry that goes as a whole: what would be looked for elsewhere. The
/// questions of a request are the pack's words.
fn written(kind: &str, body: &Value) -> Vec<String> {
    let says = &body[kind];
    let (of, names): (Vec<&Value>, &[&str]) = match kind {
        "request" => (vec![&says["says"]], &["cover"]),
        "requestNote" => (vec![says], &["text"]),
        "return" => (
            says["answers"].as_array().into_iter().flatten().collect(),
            &STATED,
        ),
        "proposal" => (vec![says], &["reason"]),
        "interview" => (vec![&says["says"]], &["notes", "present"]),
        _ => (
            vec![says, &says["what"]],
            &[
                "text", "who", "sent", "withheld", "terms", "to", "question", "answer", "decided",
            ],
        ),
    };
    of.into_iter()
        .flat_map(|of| names.iter().map(move |name| &of[*name]))
        .filter_map(Value::as_str)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The texts of a statement.
const STATED: [&str; 4] = ["value", "choice", "facts", "evidence"];

/// Returns the name under which a field stands in a body.
fn name<T: Serialize>(field: T) -> String {
    match serde_json::to_value(field) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

impl Target {
    /// Returns the kind of entry that holds the target.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "answer",
            Self::Action { .. } => "action",
            Self::Evidence { .. } => "evidence",
            Self::Details { .. } => "assessment",
            Self::Comment { .. } => "comment",
            Self::Statement { .. } => "runState",
            // Entries that go as a whole are named, not found by what they hold.
            Self::Record { .. } => "",
        }
    }

    /// Returns the item that it stands under.
    pub fn item(&self) -> Option<&str> {
        match self {
            Self::Answer { item, .. } | Self::Action { item, .. } => Some(item),
            Self::Evidence { .. }
            | Self::Details { .. }
            | Self::Comment { .. }
            | Self::Statement { .. }
            | Self::Record { .. } => None,
        }
    }

    /// Returns the name of the field in a body, where the target is one.
    pub(super) fn field(&self) -> Option<String> {
        match self {
            Self::Answer { field, .. } => Some(name(field)),
            Self::Action { field, .. } => Some(name(field)),
            Self::Details { field } => Some(name(field)),
            Self::Comment { .. } => Some(String::from("text")),
            Self::Statement { .. } => Some(String::from("statement")),
            Self::Evidence { .. } | Self::Record { .. } => None,
        }
    }

    /// Returns the part of a body of its kind in which the field stands.
    fn part(&self) -> &'static str {
        match self {
            Self::Answer { .. } => "answer",
            Self::Action { .. } => "action",
            Self::Evidence { .. } => "evidence",
            Self::Details { .. } => "details",
            Self::Comment { .. } => "",
            Self::Statement { .. } => "signing",
            Self::Record { .. } => "",
        }
    }

    /// Returns the fields of a body, where it is the one entry that a target of its own stands in: a comment
    /// or a statement, which no other entry repeats.
    fn only_in<'b>(
        &self,
        about: About<'_>,
        body: &'b mut Value,
    ) -> Option<&'b mut Map<String, Value>> {
        match self {
            Self::Comment { comment } if body["comment"] == comment.as_str() => {
                body.as_object_mut()
            }
            Self::Statement { run } if about.run == Some(run.as_str()) => {
                body.get_mut(self.part())?.as_object_mut()
            }
            _ => None,
        }
    }
}

impl<'a> Redaction<'a> {
    pub(super) fn of(target: &'a Target) -> Self {
        let links = match target {
            Target::Evidence { link, .. } => BTreeSet::from([link.clone()]),
            _ => BTreeSet::new(),
        };
        Self {
            target,
            related: target.item().map(str::to_owned).into_iter().collect(),
            texts: BTreeSet::new(),
            links,
            files: BTreeSet::new(),
            records: BTreeSet::new(),
        }
    }

    /// Notes the entries that go as a whole: the one that is named, and other states of the same interview.
    pub(super) fn name_records<'b>(
        &mut self,
        entries: impl Iterator<Item = (About<'b>, Option<&'b Value>)> + Clone,
    ) {
        let Target::Record { entry } = self.target else {
            return;
        };
        let mut named = entries.clone().filter(|(about, _)| about.id == entry);
        let Some((about, says)) = named.next() else {
            return;
        };
        if !RECORDS.contains(&about.kind) {
            return;
        }
        self.records.insert(entry.clone());
        let interview = |says: Option<&Value>| says?["interview"]["id"].as_str().map(str::to_owned);
        if let Some(id) = interview(says) {
            let same = entries.filter(|(_, says)| interview(*says).as_ref() == Some(&id));
            self.records
                .extend(same.map(|(about, _)| about.id.to_owned()));
        }
    }

    /// Whether a signed run printed an entry that goes as a whole.
    pub(super) fn is_printed(&self, about: About<'_>) -> bool {
        self.records.contains(about.id) && PRINTED.contains(&about.kind)
    }

    /// Notes what a body says in the place of the target.
    pub(super) fn note(&mut self, about: About<'_>, body: &Value) {
        if self.records.contains(about.id) {
            self.texts.extend(written(about.kind, body));
        }
        if about.kind != self.target.kind() {
            return;
        }
        if let Target::Evidence { part, .. } = self.target {
            let copy = &body["evidence"]["copy"]["hash"];
            if matches!(part, EvidencePart::All | EvidencePart::Copy)
                && self.is_of_link(body)
                && let Some(hash) = copy.as_str()
            {
                self.files.insert(hash.to_owned());
            }
            return;
        }
        let Some(field) = self.target.field() else {
            return;
        };
        if let Some(fields) = self.target.only_in(about, &mut body.clone()) {
            self.texts.extend(fields.get(&field).map(plain));
            return;
        }
        let here = about.item == self.target.item();
        if here && let Some(value) = body[self.target.part()].get(&field) {
            self.texts.insert(plain(value));
        }
    }

    fn is_of_link(&self, body: &Value) -> bool {
        body["link"]
            .as_str()
            .is_some_and(|link| self.links.contains(link))
    }

    /// Takes the target out of a body.
    pub(super) fn redact(&self, about: About<'_>, body: &mut Value) -> Fate {
        if self.records.contains(about.id) {
            return Fate::Gone;
        }
        if matches!(self.target, Target::Answer { .. }) && RECORDS.contains(&about.kind) {
            let taken = match about.kind {
                "return" => self.take_statements(&mut body["return"]),
                "proposal" => self.take_reason(&mut body["proposal"]),
                _ => false,
            };
            return if taken { Fate::Redacted } else { Fate::Stays };
        }
        if about.kind != self.target.kind() {
            return Fate::Stays;
        }
        if let Target::Evidence { part, .. } = self.target {
            let is_of_link = self.is_of_link(body);
            return self.redact_evidence(*part, is_of_link, &mut body["evidence"]);
        }
        if matches!(
            self.target,
            Target::Comment { .. } | Target::Statement { .. }
        ) {
            let field = self.target.field().unwrap_or_default();
            let fields = self.target.only_in(about, body);
            let taken = fields.is_some_and(|fields| fields.remove(&field).is_some());
            return if taken { Fate::Redacted } else { Fate::Stays };
        }
        let item = about.item;
        let taken = body
            .get_mut(self.target.part())
            .and_then(Value::as_object_mut)
            .is_some_and(|fields| self.take(item, fields));
        if taken { Fate::Redacted } else { Fate::Stays }
    }

    /// Takes the field out of the fields of an item, where it is the target or was carried from there.
    fn take(&self, item: Option<&str>, fields: &mut Map<String, Value>) -> bool {
        let Some(field) = self.target.field() else {
            return false;
        };
        let Some(value) = fields.get(&field) else {
            return false;
        };
        let carried = item.is_some_and(|item| self.related.contains(item))
            && self.texts.contains(&plain(value));
        if item == self.target.item() || carried {
            return fields.remove(&field).is_some();
        }
        false
    }

    /// Takes the same text out of what was stated about the item, and out of what was found about that.
    fn take_statements(&self, returned: &mut Value) -> bool {
        let mut taken = false;
        for stated in returned["answers"].as_array_mut().into_iter().flatten() {
            let is_it = stated["item"]
                .as_str()
                .is_some_and(|item| self.related.contains(item));
            let Some(fields) = stated.as_object_mut().filter(|_| is_it) else {
                continue;
            };
            for name in STATED {
                let says = fields.get(name).map(plain);
                if says.is_some_and(|says| self.texts.contains(&says)) {
                    taken |= fields.remove(name).is_some();
                }
            }
        }
        if taken && let Some(findings) = returned["findings"].as_array_mut() {
            findings.retain(|said| {
                let said = said.as_str().unwrap_or_default();
                !self.texts.iter().any(|text| said.contains(text.as_str()))
            });
        }
        taken
    }

    /// Takes the same text out of why a statement was set aside.
    fn take_reason(&self, outcome: &mut Value) -> bool {
        let is_it = outcome["item"]
            .as_str()
            .is_some_and(|item| self.related.contains(item));
        let says = outcome["reason"].as_str();
        let is_said = is_it && says.is_some_and(|says| self.texts.contains(says));
        is_said
            && outcome
                .as_object_mut()
                .is_some_and(|fields| fields.remove("reason").is_some())
    }

    fn redact_evidence(&self, part: EvidencePart, is_of_link: bool, evidence: &mut Value) -> Fate {
        let Some(fields) = evidence.as_object_mut() else {
            return Fate::Stays;
        };
        let has_copy = fields
            .get("copy")
            .and_then(|copy| copy["hash"].as_str())
            .is_some_and(|hash| self.files.contains(hash));
        let taken = match part {
            EvidencePart::All if is_of_link => return Fate::Gone,
            EvidencePart::All | EvidencePart::Copy => has_copy && fields.remove("copy").is_some(),
            EvidencePart::Place => is_of_link && fields.remove("place").is_some(),
            EvidencePart::Note => is_of_link && fields.remove("note").is_some(),
        };
        if taken { Fate::Redacted } else { Fate::Stays }
    }

    /// Takes the target out of what was signed. Returns whether it was there.
    pub(super) fn redact_snapshot(&self, of: &str, snapshot: &mut Value) -> bool {
        match self.target {
            // A snapshot holds what the run held; these belong to none.
            Target::Record { .. } => false,
            Target::Comment { .. } => false,
            Target::Statement { run } => {
                run == of
                    && snapshot["signing"]
                        .as_object_mut()
                        .is_some_and(|fields| fields.remove("statement").is_some())
            }
            Target::Evidence { part, .. } => self.redact_signed_evidence(*part, snapshot),
            Target::Details { .. } => snapshot["details"]
                .as_object_mut()
                .is_some_and(|fields| self.take(None, fields)),
            Target::Answer { .. } | Target::Action { .. } => {
                let all = match self.target {
                    Target::Answer { .. } => "answers",
                    _ => "actions",
                };
                let Some(items) = snapshot[all].as_object_mut() else {
                    return false;
                };
                let mut taken = false;
                for (item, fields) in items {
                    if let Some(fields) = fields.as_object_mut() {
                        taken |= self.take(Some(item), fields);
                    }
                }
                taken
            }
        }
    }

    fn redact_signed_evidence(&self, part: EvidencePart, snapshot: &mut Value) -> bool {
        let Some(all) = snapshot["evidence"].as_array_mut() else {
            return false;
        };
        let mut taken = false;
        all.retain_mut(|one| {
            let is_of_link = self.is_of_link(one);
            match self.redact_evidence(part, is_of_link, &mut one["evidence"]) {
                Fate::Stays => true,
                Fate::Redacted => {
                    taken = true;
                    true
                }
                Fate::Gone => {
                    taken = true;
                    false
                }
            }
        });
        taken
    }
}
