//! OSCAL 1.1.2: assessment results and a plan of action and milestones, for programs that read assessments.
//!
//! What the report says in words is said here in OSCAL's terms. Each item in scope with an answer is an
//! *observation*, with the method that its basis names and the evidence behind it; each practice that is
//! established is a *finding* that points at its observation; each action is a *risk* in OSCAL's sense, with status,
//! deadline and what is to be done, and a *POA&M item* that points at it. OSCAL's words stand only where its schema
//! asks for them: texts are the report's own. What is not established is an observation without a finding, and a
//! practice that does not apply is one with its reason.
//!
//! Every UUID is version 5 over the fingerprint of the state and what it names, so that one state has one set of
//! them, in the results and in the plan; only the file's own changes with the copy.

mod entry;
mod ids;
mod metadata;
mod text;

use serde_json::{Value, json};

use proviso_core::action::ActionStanding;
use proviso_core::date::Date;
use proviso_core::report::ActionEntry;

use crate::document::Timestamp;

use self::entry::{Stated, Verdict, stated};
use self::ids::Ids;
use self::metadata::{Parties, back_matter, metadata};
use self::text::{block, line, moment, prop, tidy, token};
use super::{Answered, FormatError};

/// The version of OSCAL that is written.
pub const OSCAL_VERSION: &str = "1.1.2";

/// Writes the run's answers as assessment results.
///
/// # Errors
/// [`FormatError::Write`] where the model is no JSON; no model of this product is.
pub fn assessment_results(model: Answered<'_>, created: Timestamp) -> Result<Vec<u8>, FormatError> {
    let made = Made::new(model, created)?;
    let head = model.head();
    let observations: Vec<Value> = made
        .entries
        .iter()
        .map(|entry| made.observation(entry))
        .collect();
    let findings: Vec<Value> = made
        .entries
        .iter()
        .filter_map(|entry| made.finding(entry))
        .collect();
    let risks: Vec<Value> = made
        .actions()
        .map(|(at, action)| made.risk(at, action))
        .collect();
    let objectives: Vec<Value> = made
        .entries
        .iter()
        .map(|entry| json!({ "objective-id": entry.target }))
        .collect();
    let objectives =
        (!objectives.is_empty()).then(|| json!([{ "include-objectives": objectives }]));
    let result = json!({
        "uuid": made.ids.of("result", ""),
        "title": line(&format!("{}, {}", head.run, head.on)),
        "description": block(model.asked()),
        "start": made.at,
        "end": made.at,
        "props": [prop("law", &head.law), prop("state", &head.fingerprint)],
        "reviewed-controls": {
            "control-selections": [{
                "description": block(model.asked()),
                "include-all": {},
            }],
            "control-objective-selections": objectives,
        },
        "observations": observations,
        "risks": risks,
        "findings": findings,
        "remarks": block(&head.statement),
    });
    let plan = made.ids.of("assessment-plan", "");
    made.file(json!({
        "assessment-results": {
            "uuid": made.ids.file("assessment-results"),
            "metadata": metadata(model, &made.parties, &made.at),
            "import-ap": { "href": format!("#{plan}") },
            "results": [result],
            "back-matter": back_matter(model, &made.ids, Some(&plan)),
        }
    }))
}

/// Writes the run's actions as a plan of action and milestones.
///
/// # Errors
/// As [`assessment_results`].
pub fn plan_of_action(model: Answered<'_>, created: Timestamp) -> Result<Vec<u8>, FormatError> {
    let made = Made::new(model, created)?;
    let acted: Vec<&Stated<'_>> = made
        .actions()
        .filter_map(|(_, action)| made.entry_of(action))
        .collect();
    let acted = made
        .entries
        .iter()
        .filter(|entry| acted.iter().any(|other| other.key == entry.key));
    let acted: Vec<&Stated<'_>> = acted.collect();
    let observations: Vec<Value> = acted.iter().map(|entry| made.observation(entry)).collect();
    let findings: Vec<Value> = acted
        .iter()
        .filter_map(|entry| made.finding(entry))
        .collect();
    let risks: Vec<Value> = made
        .actions()
        .map(|(at, action)| made.risk(at, action))
        .collect();
    let mut items: Vec<Value> = made
        .actions()
        .map(|(at, action)| made.item(at, action))
        .collect();
    if items.is_empty() {
        // The schema asks for one at least.
        items.push(json!({
            "uuid": made.ids.of("poam-item", "none"),
            "title": "No action",
            "description": "The answers so far call for no action.",
        }));
    }
    let matter = &model.head().matter;
    let system = made.ids.fixed(
        "system",
        &format!("{}\n{}", matter.organization, matter.unit),
    );
    made.file(json!({
        "plan-of-action-and-milestones": {
            "uuid": made.ids.file("plan-of-action-and-milestones"),
            "metadata": metadata(model, &made.parties, &made.at),
            "system-id": { "identifier-type": "https://ietf.org/rfc/rfc4122", "id": system },
            "observations": observations,
            "risks": risks,
            "findings": findings,
            "poam-items": items,
            "back-matter": back_matter(model, &made.ids, None),
        }
    }))
}

/// What both files are made from.
struct Made<'a> {
    model: Answered<'a>,
    ids: Ids,
    parties: Parties,
    entries: Vec<Stated<'a>>,
    /// The entry of each action, by place.
    of_action: Vec<Option<usize>>,
    at: String,
}

impl<'a> Made<'a> {
    fn new(model: Answered<'a>, created: Timestamp) -> Result<Self, FormatError> {
        let ids = Ids::new(model)?;
        let entries = stated(model);
        let mut free: Vec<bool> = entries.iter().map(Stated::is_gap).collect();
        let of_action = model.actions().iter().map(|action| {
            let at = entries
                .iter()
                .zip(&free)
                .position(|(entry, free)| *free && entry.title == action.item);
            if let Some(taken) = at.and_then(|at| free.get_mut(at)) {
                *taken = false;
            }
            at
        });
        Ok(Self {
            parties: Parties::new(model, &ids),
            of_action: of_action.collect(),
            entries,
            model,
            ids,
            at: moment(created),
        })
    }

    fn actions(&self) -> impl Iterator<Item = (usize, &'a ActionEntry)> {
        self.model.actions().iter().enumerate()
    }

    fn entry_of(&self, action: &ActionEntry) -> Option<&Stated<'a>> {
        let at = self
            .model
            .actions()
            .iter()
            .position(|other| std::ptr::eq(other, action))?;
        self.entry_at(at)
    }

    fn entry_at(&self, action: usize) -> Option<&Stated<'a>> {
        self.entries.get((*self.of_action.get(action)?)?)
    }

    fn risk_id(&self, at: usize) -> String {
        let key = match (self.entry_at(at), self.model.actions().get(at)) {
            (Some(entry), _) => entry.key.clone(),
            (None, Some(action)) => format!("{}\n{at}", action.what),
            (None, None) => at.to_string(),
        };
        self.ids.of("risk", &key)
    }

    /// What was established about an item, how, and on what.
    fn observation(&self, entry: &Stated<'_>) -> Value {
        let evidence: Vec<Value> = match entry.evidence {
            [] => entry
                .basis
                .iter()
                .map(|basis| json!({ "description": block(basis) }))
                .collect(),
            files => files
                .iter()
                .map(|file| {
                    json!({
                        "href": format!("#{}", self.ids.evidence(file)),
                        "description": block(&file.name),
                        "remarks": file.note.as_deref().map(block),
                    })
                })
                .collect(),
        };
        let mut props = vec![prop("answer", &entry.answer)];
        props.extend(entry.props());
        json!({
            "uuid": self.ids.of("observation", &entry.key),
            "title": line(entry.title),
            "description": block(&entry.description()),
            "props": props,
            "methods": [entry.method()],
            "types": entry.is_practice().then(|| json!(["control-objective"])),
            "origins": self.parties.origins(),
            "relevant-evidence": evidence,
            "collected": entry.basis_on.map_or_else(|| self.at.clone(), day),
            "remarks": entry.remarks().as_deref().map(block),
        })
    }

    /// What the observation of a practice comes to.
    fn finding(&self, entry: &Stated<'_>) -> Option<Value> {
        let (state, implementation) = match entry.verdict()? {
            Verdict::InPlace => ("satisfied", Some("implemented")),
            Verdict::Alternative => ("satisfied", Some("alternative")),
            Verdict::Partly => ("not-satisfied", Some("partial")),
            Verdict::NotInPlace => ("not-satisfied", None),
        };
        let at = self.entries.iter().position(|other| other.key == entry.key);
        let action = self
            .of_action
            .iter()
            .position(|of| *of == at && at.is_some());
        let risks = action.map(|at| json!([{ "risk-uuid": self.risk_id(at) }]));
        let remarks = action.map(|_| "What is to be done stands in the related risk.");
        Some(json!({
            "uuid": self.ids.of("finding", &entry.key),
            "title": line(entry.title),
            "description": block(&entry.outcome()),
            "origins": self.parties.origins(),
            "target": {
                "type": "objective-id",
                "target-id": entry.target,
                "title": line(entry.title),
                "description": block(entry.question),
                "status": { "state": state, "reason": "other", "remarks": block(&entry.answer) },
                "implementation-status": implementation.map(|state| json!({ "state": state })),
            },
            "related-observations": [{
                "observation-uuid": self.ids.of("observation", &entry.key),
            }],
            "related-risks": risks,
            "remarks": remarks,
        }))
    }

    /// What is to be done about a gap. OSCAL calls its place a risk.
    fn risk(&self, at: usize, action: &ActionEntry) -> Value {
        let status = match (action.stands, action.begun) {
            (ActionStanding::Accepted, _) => "deviation-approved",
            (ActionStanding::CheckAgain, _) | (_, true) => "remediating",
            (ActionStanding::Open | ActionStanding::Overdue, false)
            | (ActionStanding::AcceptanceExpired, false) => "open",
        };
        let deadline = match action.stands {
            ActionStanding::Accepted => action.due_on.or(action.accepted_until),
            _ => action.due_on,
        };
        let mut props = vec![
            prop("priority", action.priority.label()),
            prop("theme", &action.theme),
            prop("standing", &action.standing),
        ];
        if let Some(until) = action.accepted_until {
            props.push(prop("accepted-until", &until.to_string()));
        }
        let related = self
            .entry_at(at)
            .map(|entry| json!([{ "observation-uuid": self.ids.of("observation", &entry.key) }]));
        json!({
            "uuid": self.risk_id(at),
            "title": line(&action.what),
            "description": block(action.detail.as_deref().unwrap_or(&action.what)),
            "statement": block(&action.reason),
            "props": props.into_iter().filter(|prop| !prop.is_null()).collect::<Vec<_>>(),
            "status": status,
            "origins": self.parties.origins(),
            "deadline": deadline.map(day),
            "remediations": [self.remedy(at, action)],
            "related-observations": related,
        })
    }

    /// Who does it and by when: planned once somebody has it or it has a day, recommended until then.
    fn remedy(&self, at: usize, action: &ActionEntry) -> Value {
        let key = self.risk_id(at);
        let owner = action
            .owner
            .as_deref()
            .and_then(|owner| self.parties.owner(owner));
        let planned = owner.is_some() || action.due_on.is_some();
        let lifecycle = match (action.stands, planned) {
            (ActionStanding::CheckAgain, _) => "completed",
            (_, true) => "planned",
            (_, false) => "recommendation",
        };
        let roles =
            owner.map(|party| json!([{ "role-id": "action-owner", "party-uuids": [party] }]));
        let task = action.due_on.map(|due| {
            json!([{
                "uuid": self.ids.of("task", &key),
                "type": "milestone",
                "title": line(&action.what),
                "timing": { "on-date": { "date": day(due) } },
                "responsible-roles": roles.clone(),
            }])
        });
        let named = action
            .owner
            .as_deref()
            .map(|owner| vec![prop("owner", owner)]);
        json!({
            "uuid": self.ids.of("response", &key),
            "lifecycle": lifecycle,
            "title": line(&action.what),
            "description": block(action.detail.as_deref().unwrap_or(&action.what)),
            "props": named,
            "tasks": task,
        })
    }

    /// One item of the plan.
    fn item(&self, at: usize, action: &ActionEntry) -> Value {
        let entry = self.entry_at(at);
        let related = |kind: &str, name: &str| {
            entry.map(|entry| {
                let mut one = serde_json::Map::new();
                one.insert(name.to_owned(), json!(self.ids.of(kind, &entry.key)));
                json!([one])
            })
        };
        json!({
            "uuid": self.ids.of("poam-item", &self.risk_id(at)),
            "title": line(&action.what),
            "description": block(action.detail.as_deref().unwrap_or(&action.what)),
            "props": [
                prop("priority", action.priority.label()),
                prop("standing", &action.standing),
                action.owner.as_deref().map_or(Value::Null, |owner| prop("owner", owner)),
            ],
            "origins": self.parties.origins(),
            "related-findings": related("finding", "finding-uuid"),
            "related-observations": related("observation", "observation-uuid"),
            "related-risks": [{ "risk-uuid": self.risk_id(at) }],
        })
    }

    fn file(&self, file: Value) -> Result<Vec<u8>, FormatError> {
        let mut file = tidy(file);
        file.sort_all_objects();
        let written = serde_json::to_vec_pretty(&file);
        let mut bytes = written.map_err(|error| FormatError::Write(error.to_string()))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// A day as OSCAL writes moments: its beginning, in UTC.
fn day(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
