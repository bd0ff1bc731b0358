//! Generated runs: two versions of a pack that share some items, each with its own profile,
//! answers and actions.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proviso_core::action::{Action, ActionStatus};
use proviso_core::answer::{Answer, Answers, BasisKind, Verdict};
use proviso_core::compare::Side;
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, Linked, Links};
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::Pack;
use proviso_core::profile::{Profile, TraitAnswer};
use serde_json::{Value, json};

/// A run with everything it borrows.
#[derive(Debug, Clone)]
pub struct Run {
    pub pack: Pack,
    pub profile: Profile,
    pub answers: Answers,
    pub actions: Actions,
    pub carried: BTreeSet<String>,
    pub evidence: Links,
}

impl Run {
    pub fn state(&self) -> RunState<'_> {
        RunState {
            pack: &self.pack,
            profile: &self.profile,
            answers: &self.answers,
            actions: &self.actions,
            carried: &self.carried,
            evidence: &self.evidence,
        }
    }

    pub fn side(&self) -> Side<'_> {
        Side {
            state: self.state(),
            on: day(),
        }
    }
}

pub fn day() -> Date {
    Date::from_ymd(2026, 11, 20).unwrap()
}

/// A practice: its number, its weight, its wording, its condition.
pub type Practice = (u8, u8, u8, u8);

fn applies(kind: u8) -> Value {
    match kind {
        0 | 1 => Value::Null,
        2 => json!({"role": "developer"}),
        3 => json!({"trait": "agents"}),
        _ => json!({"decision": {"item": "offer", "is": ["yes"]}}),
    }
}

fn item(id: &str, question: &str, kind: Value, applies: Value) -> Value {
    let mut item = json!({
        "id": id, "provision": "1", "title": id, "question": question, "kind": kind,
        "themes": ["one"], "instrument": "ourSuggestion", "instrumentName": "Ours",
        "addressee": "Companies", "force": "goodPractice", "status": {"state": "notLaw"},
        "why": "It helps.", "evidence": ["A document"], "action": "Do it", "owner": "Counsel",
        "severity": "medium", "sources": [{"source": "s", "basis": "derived"}]
    });
    if !applies.is_null() {
        item["applies"] = applies;
    }
    item
}

pub fn pack(version: &str, practices: &[Practice]) -> Pack {
    let mut items = vec![item(
        "offer",
        "What was decided?",
        json!({"decision": {
            "options": [
                {"id": "yes", "label": "Yes", "meaning": "Take it up."},
                {"id": "no", "label": "No", "meaning": "Leave it."}
            ],
            "weighFor": ["a"], "weighAgainst": ["b"], "decider": "Board", "record": ["c"],
            "reviewTrigger": "d"
        }}),
        json!({"role": "developer"}),
    )];
    let mut known = BTreeSet::new();
    for (at, weight, wording, condition) in practices {
        if known.insert(at) {
            let kind = json!({"practice": {"inPlace": "All.", "partly": "Some.",
                "weight": weight, "weightReason": "Because."}});
            let question = format!("Question {at}, worded {wording}?");
            items.push(item(
                &format!("p{at}"),
                &question,
                kind,
                applies(*condition),
            ));
        }
    }
    serde_json::from_value(json!({
        "format": 1, "id": "made", "version": version, "name": "Made", "title": "Made",
        "citation": "Made", "adopted": "2026-01-01", "lawDate": "2026-01-01", "textNote": "-",
        "researchNote": "-",
        "roles": [{"id": "developer", "label": "Developer", "question": "?", "help": "-"}],
        "traits": [{"id": "agents", "label": "Agents", "question": "?", "help": "-"}],
        "themes": [{"id": "one", "label": "One", "short": "One"}],
        "provisions": [{
            "pin": "1", "heading": "One", "text": "Words.", "addressees": [],
            "asksPrivateParties": true,
            "status": {"state": "inForce", "note": "-", "confidence": "official", "sources": []}
        }],
        "items": items, "events": [], "dates": [], "glossary": [], "frameworks": [],
        "sources": {"s": {"title": "S", "publisher": "S", "confidence": "official"}}, "changes": []
    }))
    .unwrap()
}

fn profile() -> impl Strategy<Value = Profile> {
    let answer = prop::sample::select(vec![
        TraitAnswer::Yes,
        TraitAnswer::No,
        TraitAnswer::NotSure,
    ]);
    (any::<bool>(), answer).prop_map(|(developer, agents)| Profile {
        roles: developer
            .then(|| String::from("developer"))
            .into_iter()
            .collect(),
        traits: [(String::from("agents"), agents)].into_iter().collect(),
    })
}

fn answer() -> impl Strategy<Value = Answer> {
    let basis = prop::sample::select(vec![BasisKind::Document, BasisKind::Interview]);
    (
        prop::option::of(prop::sample::select(Verdict::ALL.to_vec())),
        prop::option::of("[ab]"),
        prop::option::of(basis),
    )
        .prop_map(|(verdict, facts, basis)| Answer {
            verdict,
            facts,
            basis,
            ..Answer::default()
        })
}

fn action() -> impl Strategy<Value = Action> {
    let status = prop::sample::select(vec![
        ActionStatus::Open,
        ActionStatus::Accepted,
        ActionStatus::Done,
    ]);
    let day = || prop::option::of((10..30_u32).prop_map(|d| Date::from_ymd(2026, 11, d).unwrap()));
    (status, day(), day()).prop_map(|(status, due, until)| Action {
        status,
        due,
        accepted_until: until,
        ..Action::default()
    })
}

/// A piece of evidence under a title, with a link of its own.
pub fn linked(title: &str, link: usize) -> Linked {
    Linked {
        id: link.to_string(),
        evidence: Evidence {
            title: title.to_owned(),
            ..Evidence::default()
        },
        added_on: day(),
        added_by: String::from("Counsel"),
    }
}

fn links() -> impl Strategy<Value = Vec<Linked>> {
    prop::collection::vec("[xy]", 0..3).prop_map(|titles| {
        let titles = titles.iter().enumerate();
        titles.map(|(link, title)| linked(title, link)).collect()
    })
}

pub fn practices() -> impl Strategy<Value = Vec<Practice>> {
    prop::collection::vec((0..6_u8, 1..=3_u8, 0..2_u8, 0..5_u8), 0..7)
}

pub fn run(version: &'static str) -> impl Strategy<Value = Run> {
    (
        practices(),
        profile(),
        prop::option::of(any::<bool>()),
        prop::collection::vec(prop::option::of(answer()), 6),
        prop::collection::vec(prop::option::of(action()), 6),
        prop::collection::vec(links(), 6),
    )
        .prop_map(move |(practices, profile, offer, given, actions, links)| {
            let mut answers: Answers = given
                .into_iter()
                .enumerate()
                .filter_map(|(at, answer)| Some((format!("p{at}"), answer?)))
                .collect();
            if let Some(yes) = offer {
                let choice = if yes { "yes" } else { "no" };
                answers.insert(
                    String::from("offer"),
                    Answer {
                        choice: Some(choice.to_owned()),
                        ..Answer::default()
                    },
                );
            }
            let actions = actions
                .into_iter()
                .enumerate()
                .filter_map(|(at, action)| Some((format!("p{at}"), action?)))
                .collect();
            Run {
                pack: pack(version, &practices),
                profile,
                answers,
                actions,
                carried: BTreeSet::new(),
                evidence: (0..)
                    .zip(links)
                    .map(|(at, links)| (format!("p{at}"), links))
                    .collect(),
            }
        })
}

/// Two runs; of one version or of two.
pub fn two() -> impl Strategy<Value = (Run, Run)> {
    (run("1.0.0"), run("1.1.0"), any::<bool>()).prop_map(|(a, mut b, same_pack)| {
        if same_pack {
            b.pack = a.pack.clone();
        }
        (a, b)
    })
}
