//! Generated packs: three versions that follow from each other by random changes, with declarations
//! step by step and, worked out on its own from where each item came from, from first to last.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proviso_core::answer::{Answer, Answers, Verdict};
use proviso_core::pack::{ChangeKind, Id, ItemChange, ItemText, Pack, VersionChanges};
use proviso_core::profile::Profile;
use serde_json::json;

/// An item of a version, with where it came from in the first.
#[derive(Debug, Clone)]
struct Made {
    id: String,
    question: String,
    weight: u8,
    provision: u8,
    origins: BTreeSet<String>,
    strongest: ChangeKind,
}

/// Three versions of one pack.
#[derive(Debug, Clone)]
pub struct Three {
    pub first: Pack,
    pub second: Pack,
    pub third: Pack,
}

fn pack(version: &str, items: &[Made]) -> Pack {
    let asked: Vec<_> = items
        .iter()
        .map(|made| {
            json!({
                "id": made.id, "provision": made.provision.to_string(), "title": made.id,
                "question": made.question, "themes": ["one"],
                "kind": {"practice": {"inPlace": "All.", "partly": "Some.", "weight": made.weight,
                    "weightReason": "Because."}},
                "instrument": "ourSuggestion", "instrumentName": "Ours", "addressee": "Companies",
                "force": "goodPractice", "status": {"state": "notLaw"}, "why": "It helps.",
                "evidence": ["A document"], "action": "Do it", "owner": "Counsel",
                "severity": "medium", "sources": [{"source": "s", "basis": "derived"}]
            })
        })
        .collect();
    let provision = |pin: &str| {
        json!({
            "pin": pin, "heading": "Words", "text": "Words.", "addressees": [],
            "asksPrivateParties": true,
            "status": {"state": "inForce", "note": "-", "confidence": "official", "sources": []}
        })
    };
    serde_json::from_value(json!({
        "format": 1, "id": "made", "version": version, "name": "Made", "title": "Made",
        "citation": "Made", "adopted": "2026-01-01",
        "lawDate": format!("2026-0{}-01", 1 + version.chars().nth(2).unwrap().to_digit(10).unwrap()),
        "textNote": "-", "researchNote": "-",
        "roles": [{"id": "developer", "label": "Developer", "question": "?", "help": "-"}],
        "traits": [], "themes": [{"id": "one", "label": "One", "short": "One"}],
        "provisions": [provision("1"), provision("2")], "items": asked, "events": [], "dates": [],
        "glossary": [], "frameworks": [],
        "sources": {"s": {"title": "S", "publisher": "S", "confidence": "official"}}, "changes": []
    }))
    .unwrap()
}

fn first(count: usize) -> Vec<Made> {
    (0..count)
        .map(|at| Made {
            id: format!("i{at}"),
            question: format!("question {at}"),
            weight: 1,
            provision: 1,
            origins: BTreeSet::from([format!("i{at}")]),
            strongest: ChangeKind::Same,
        })
        .collect()
}

/// One arrow of a step: what kind, from which items, to which.
type Arrow = (ChangeKind, Vec<String>, Vec<String>);

fn changed(made: &Made, kind: ChangeKind, mark: &str) -> Made {
    let mut next = made.clone();
    match kind {
        ChangeKind::Editorial => next.question.push('!'),
        ChangeKind::Moved => next.provision = 3 - next.provision,
        ChangeKind::Clarifying => next.question.push_str(" clearer"),
        ChangeKind::Substantive => next.weight = 1 + next.weight % 3,
        ChangeKind::Split => {
            next.id.push_str(mark);
            next.question.push_str(mark);
        }
        _ => {}
    }
    next.strongest = next.strongest.max(kind);
    next
}

/// Applies one operation per item: 0 same, 1 editorial, 2 moved, 3 clarifying, 4 substantive,
/// 5 split, 6 retired, 7 merged with the one after it; then adds `new` items.
fn step(before: &[Made], ops: &[u8], new: usize, name: &str) -> (Vec<Made>, Vec<Arrow>) {
    let mut after = Vec::new();
    let mut arrows: Vec<Arrow> = Vec::new();
    let mut at = 0;
    while at < before.len() {
        let made = &before[at];
        let one = |kind| (kind, vec![made.id.clone()], vec![made.id.clone()]);
        match ops[at % ops.len()] {
            5 => {
                let parts = [
                    changed(made, ChangeKind::Split, "x"),
                    changed(made, ChangeKind::Split, "y"),
                ];
                let ids = parts.iter().map(|part| part.id.clone()).collect();
                arrows.push((ChangeKind::Split, vec![made.id.clone()], ids));
                after.extend(parts);
            }
            6 => arrows.push((ChangeKind::Retired, vec![made.id.clone()], vec![])),
            7 if at + 1 < before.len() => {
                let other = &before[at + 1];
                let mut whole = changed(made, ChangeKind::Merged, "");
                whole.id.push('m');
                whole.question.push_str(&other.question);
                whole.origins.extend(other.origins.clone());
                let from = vec![made.id.clone(), other.id.clone()];
                arrows.push((ChangeKind::Merged, from, vec![whole.id.clone()]));
                after.push(whole);
                at += 1;
            }
            op => {
                let kinds = [
                    ChangeKind::Same,
                    ChangeKind::Editorial,
                    ChangeKind::Moved,
                    ChangeKind::Clarifying,
                    ChangeKind::Substantive,
                ];
                let kind = kinds[usize::from(op) % kinds.len()];
                arrows.push(one(kind));
                after.push(changed(made, kind, ""));
            }
        }
        at += 1;
    }
    for at in 0..new {
        let id = format!("new-{name}-{at}");
        arrows.push((ChangeKind::New, vec![], vec![id.clone()]));
        after.push(Made {
            question: format!("new question {id}"),
            id,
            weight: 1,
            provision: 2,
            origins: BTreeSet::new(),
            strongest: ChangeKind::Same,
        });
    }
    (after, arrows)
}

fn declaration(old: &Pack, new: &Pack, arrows: &[Arrow]) -> VersionChanges {
    let texts = |pack: &Pack, ids: &[String]| -> Vec<ItemText> {
        ids.iter()
            .map(|id| ItemText {
                item: id.clone(),
                hash: pack.item(id).unwrap().text_hash(),
            })
            .collect()
    };
    VersionChanges {
        since: old.version.clone(),
        law_date: old.law_date,
        items: arrows
            .iter()
            .map(|(kind, from, to)| ItemChange {
                change: *kind,
                from: texts(old, from),
                to: texts(new, to),
                why: Some(format!("{kind:?} since {}", old.version)),
                events: vec![],
            })
            .collect(),
    }
}

/// The arrows from the first version to the last, from the origins that each item kept.
fn direct(first: &[Made], last: &[Made]) -> Vec<Arrow> {
    let mut arrows = Vec::new();
    let follows = |origin: &str| {
        last.iter()
            .filter(|made| made.origins.contains(origin))
            .count()
    };
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for made in last {
        let from: Vec<String> = made.origins.iter().cloned().collect();
        match &from[..] {
            [] => arrows.push((ChangeKind::New, vec![], vec![made.id.clone()])),
            [only] if follows(only) > 1 => {
                parts.entry(only.clone()).or_default().push(made.id.clone());
            }
            [_] => {
                let kind = made.strongest.min(ChangeKind::Substantive);
                arrows.push((kind, from, vec![made.id.clone()]));
            }
            _ => arrows.push((ChangeKind::Merged, from, vec![made.id.clone()])),
        }
    }
    for (origin, to) in parts {
        // One part alone, beside a merger: no shape of declaration but this one holds it.
        let kind = if to.len() > 1 {
            ChangeKind::Split
        } else {
            ChangeKind::Substantive
        };
        arrows.push((kind, vec![origin], to));
    }
    for made in first {
        if follows(&made.id) == 0 {
            arrows.push((ChangeKind::Retired, vec![made.id.clone()], vec![]));
        }
    }
    arrows
}

pub fn three() -> impl Strategy<Value = Three> {
    let ops = || prop::collection::vec(0..=7_u8, 1..9);
    (1..9_usize, ops(), 0..3_usize, ops(), 0..3_usize).prop_map(
        |(count, once, new, twice, newer)| {
            let one = first(count);
            let (two, early) = step(&one, &once, new, "two");
            let (three, late) = step(&two, &twice, newer, "three");
            let first = pack("1.0.0", &one);
            let mut second = pack("1.1.0", &two);
            let mut third = pack("1.2.0", &three);
            second.changes = vec![declaration(&first, &second, &early)];
            third.changes = vec![
                declaration(&second, &third, &late),
                declaration(&first, &third, &direct(&one, &three)),
            ];
            Three {
                first,
                second,
                third,
            }
        },
    )
}

/// Answers to some of the items `i0` to `i8`; some of them equal.
pub fn answers() -> impl Strategy<Value = BTreeMap<usize, Answer>> {
    let answer = (
        prop::sample::select(Verdict::ALL.to_vec()),
        prop::option::of("[a-c“é\n]{0,6}"),
    );
    let answer = answer.prop_map(|(verdict, facts)| Answer {
        verdict: Some(verdict),
        facts,
        ..Answer::default()
    });
    prop::collection::btree_map(0..9_usize, answer, 0..9)
}

pub fn given(pack: &Pack, some: &BTreeMap<usize, Answer>) -> Answers {
    let named = some
        .iter()
        .map(|(at, answer)| (format!("i{at}"), answer.clone()));
    named.filter(|(id, _)| pack.item(id).is_some()).collect()
}

pub fn profile() -> Profile {
    Profile {
        roles: [Id::from("developer")].into_iter().collect(),
        ..Profile::default()
    }
}
