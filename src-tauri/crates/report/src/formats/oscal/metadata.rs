//! Who, what and for whom: metadata, parties with their roles, and what is referred to.

use proviso_core::report::Evidence;
use serde_json::{Value, json};

use super::OSCAL_VERSION;
use super::ids::Ids;
use super::text::{block, line, prop, string};
use crate::formats::Answered;
use crate::formats::printable::one_line;

/// Somebody who is named.
#[derive(Debug, Clone)]
struct Party {
    uuid: String,
    kind: &'static str,
    name: String,
    role: &'static str,
}

/// Everybody who is named: the company, who directs, who asked, who is to act.
#[derive(Debug, Clone)]
pub(super) struct Parties(Vec<Party>);

const ROLES: [(&str, &str, &str); 4] = [
    (
        "assessed-party",
        "Organization assessed",
        "The organization whose program is assessed.",
    ),
    (
        "prepared-for",
        "Asked for by",
        "Who asked for the assessment.",
    ),
    (
        "assessor",
        "Directed by",
        "The counsel who directs the assessment.",
    ),
    (
        "action-owner",
        "Owner of actions",
        "Who does what is to be done.",
    ),
];

impl Parties {
    pub(super) fn new(model: Answered<'_>, ids: &Ids) -> Self {
        let matter = &model.head().matter;
        let mut parties: Vec<Party> = Vec::new();
        let mut name = |kind: &'static str, role: &'static str, text: &str| {
            let Some(name) = string(text) else { return };
            if parties
                .iter()
                .any(|party| party.role == role && party.name == name)
            {
                return;
            }
            parties.push(Party {
                uuid: ids.fixed(role, &name),
                kind,
                name,
                role,
            });
        };
        name("organization", "assessed-party", &matter.organization);
        name("person", "prepared-for", &matter.asked_by);
        name("person", "assessor", &matter.directed_by);
        for action in model.actions() {
            name(
                "person",
                "action-owner",
                action.owner.as_deref().unwrap_or_default(),
            );
        }
        Self(parties)
    }

    /// Whose statement it is: the counsel's who directs, else the organization's.
    pub(super) fn origins(&self) -> Option<Value> {
        let of = |role: &str| self.0.iter().find(|party| party.role == role);
        let actor = of("assessor").or_else(|| of("assessed-party"))?;
        Some(json!([{
            "actors": [{ "type": "party", "actor-uuid": actor.uuid, "role-id": actor.role }],
        }]))
    }

    /// The party that an owner of actions is.
    pub(super) fn owner(&self, name: &str) -> Option<&str> {
        let name = one_line(name);
        let owner = self
            .0
            .iter()
            .find(|party| party.role == "action-owner" && party.name == name);
        owner.map(|party| party.uuid.as_str())
    }
}

/// What the file says of itself.
pub(super) fn metadata(model: Answered<'_>, parties: &Parties, at: &str) -> Value {
    let head = model.head();
    let matter = &head.matter;
    let named = |role: &str| parties.0.iter().any(|party| party.role == role);
    let roles = ROLES.iter().filter(|(id, ..)| named(id)).map(
        |(id, title, description)| json!({ "id": id, "title": title, "description": description }),
    );
    let responsible = ROLES.iter().filter(|(id, ..)| named(id)).map(|(id, ..)| {
        let of = parties.0.iter().filter(|party| party.role == *id);
        let of: Vec<&str> = of.map(|party| party.uuid.as_str()).collect();
        json!({ "role-id": id, "party-uuids": of })
    });
    let listed = parties
        .0
        .iter()
        .map(|party| json!({ "uuid": party.uuid, "type": party.kind, "name": party.name }));
    let marking = head.marks.legend.as_deref().and_then(string);
    let marking = marking.map(|legend| json!({ "name": "marking", "value": legend }));
    let signature = match (&head.signed, head.draft) {
        (Some(signed), _) => format!("Signed by {signed}"),
        (None, true) => String::from("Draft: not signed"),
        (None, false) => String::from("Signed"),
    };
    let purpose = match matter.purpose.trim() {
        "" => String::new(),
        purpose => format!("\nPurpose: {purpose}"),
    };
    json!({
        "title": line(model.title()),
        "last-modified": at,
        "version": format!("{}, state {}", one_line(&head.run), head.fingerprint),
        "oscal-version": OSCAL_VERSION,
        "document-ids": [{ "scheme": "urn:proviso:state", "identifier": head.fingerprint }],
        "props": [
            marking,
            prop("copy", model.kind().label()),
            prop("signature", &signature),
            prop("report-date", &head.on),
            prop("law", &head.law),
            prop("citation", &head.citation),
            prop("unit", &matter.unit),
            prop("matter", &matter.matter),
            prop("readers", &matter.readers),
            prop("recipient", head.marks.recipient.as_deref().unwrap_or_default()),
            prop("copy-number", head.marks.number.as_deref().unwrap_or_default()),
        ],
        "roles": roles.collect::<Vec<_>>(),
        "parties": listed.collect::<Vec<_>>(),
        "responsible-parties": responsible.collect::<Vec<_>>(),
        "remarks": block(&format!("{}{purpose}", head.statement)),
    })
}

/// What is referred to: the text that is assessed, the questions, and in counsel's file the evidence.
pub(super) fn back_matter(model: Answered<'_>, ids: &Ids, plan: Option<&str>) -> Value {
    let head = model.head();
    let mut resources = vec![json!({
        "uuid": ids.fixed("citation", &head.citation),
        "title": line(&head.citation),
        "citation": { "text": line(&head.citation) },
        "remarks": block(&head.law),
    })];
    if let Some(plan) = plan {
        resources.push(json!({
            "uuid": plan,
            "title": "Questions asked",
            "description": block(model.asked()),
            "remarks": "There is no OSCAL assessment plan: the questions of the pack are the plan.",
        }));
    }
    if let Answered::Counsel(counsel) = model {
        resources.extend(counsel.evidence.iter().map(|file| resource(ids, file)));
    }
    json!({ "resources": resources })
}

/// A piece of evidence: what it is, where it is held, and the hash of the copy where one is kept.
fn resource(ids: &Ids, file: &Evidence) -> Value {
    let kept = file.hash.as_deref().map(|hash| {
        json!([{
            "href": reference(&file.name),
            "hashes": [{ "algorithm": "SHA-256", "value": hash }],
        }])
    });
    let bytes = file.bytes.map(|bytes| bytes.to_string());
    json!({
        "uuid": ids.evidence(file),
        "title": line(&file.name),
        "description": block(&file.kind),
        "props": [
            prop("held-at", file.place.as_deref().unwrap_or_default()),
            prop("seen-on", file.seen_on.as_deref().unwrap_or_default()),
            prop("stale-after", file.stale_after.as_deref().unwrap_or_default()),
            prop("bytes", bytes.as_deref().unwrap_or_default()),
            prop("added-on", &file.added_on),
            prop("added-by", &file.added_by),
        ],
        "rlinks": kept,
        "remarks": file.note.as_deref().map(block),
    })
}

/// A name as a relative reference.
fn reference(name: &str) -> String {
    let mut reference = String::from("evidence/");
    for byte in name.bytes() {
        match byte {
            b if b.is_ascii_alphanumeric() || b"-._~".contains(&b) => {
                reference.push(char::from(b));
            }
            b => reference.push_str(&format!("%{b:02X}")),
        }
    }
    reference
}
