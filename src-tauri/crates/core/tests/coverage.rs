//! What must hold of scope and coverage for every pack, profile and set of answers.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use proviso_core::answer::{Answer, Answers, Field, Verdict};
use proviso_core::coverage::{Interval, coverage};
use proviso_core::pack::Pack;
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::scope::{Scope, Standing, scope};
use serde_json::{Value, json};

/// How the generated items are conditioned: everybody, a role, a trait, a decision, or both ways.
fn applies(kind: u8) -> Value {
    match kind {
        0 => Value::Null,
        1 => json!({"role": "developer"}),
        2 => json!({"trait": "agents"}),
        3 => json!({"decision": {"item": "offer", "is": ["yes"]}}),
        4 => {
            json!({"all": [{"role": "developer"}, {"not": {"decision": {"item": "offer", "is": ["no"]}}}]})
        }
        _ => json!({"any": [{"trait": "agents"}, {"decision": {"item": "offer", "is": ["yes"]}}]}),
    }
}

fn item(id: &str, kind: Value, applies: Value) -> Value {
    let mut item = json!({
        "id": id, "provision": "1", "title": id, "question": "Is it?", "kind": kind,
        "themes": [if id.len().is_multiple_of(2) { "even" } else { "odd" }],
        "instrument": "ourSuggestion", "instrumentName": "Ours", "addressee": "Companies",
        "force": "goodPractice", "status": {"state": "notLaw"}, "why": "It helps.",
        "evidence": ["A document"], "action": "Do it", "owner": "Counsel", "severity": "medium",
        "sources": [{"source": "s", "basis": "derived"}]
    });
    if !applies.is_null() {
        item["applies"] = applies;
    }
    item
}

/// A pack with one decision and a practice for each `(weight, condition)`.
fn pack(practices: &[(u8, u8)]) -> Pack {
    let mut items = vec![item(
        "offer",
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
    for (at, (weight, condition)) in practices.iter().enumerate() {
        let kind = json!({"practice": {
            "inPlace": "All.", "partly": "Some.", "weight": weight, "weightReason": "Because."
        }});
        items.push(item(&format!("p{at}"), kind, applies(*condition)));
    }
    serde_json::from_value(json!({
        "format": 1, "id": "made", "version": "1.0.0", "name": "Made", "title": "Made",
        "citation": "Made", "adopted": "2026-01-01", "lawDate": "2026-01-01", "textNote": "-",
        "researchNote": "-",
        "roles": [{"id": "developer", "label": "Developer", "question": "?", "help": "-"}],
        "traits": [{"id": "agents", "label": "Agents", "question": "?", "help": "-"}],
        "themes": [{"id": "even", "label": "Even", "short": "Even"}, {"id": "odd", "label": "Odd", "short": "Odd"}],
        "provisions": [{
            "pin": "1", "heading": "One", "text": "Words.", "addressees": [], "asksPrivateParties": true,
            "status": {"state": "inForce", "note": "-", "confidence": "official", "sources": []}
        }],
        "items": items, "events": [], "dates": [], "glossary": [], "frameworks": [],
        "sources": {"s": {"title": "S", "publisher": "S", "confidence": "official"}}, "changes": []
    }))
    .unwrap()
}

fn practices() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((1..=3_u8, 0..=5_u8), 1..7)
}

fn profiles() -> impl Strategy<Value = Profile> {
    let traits = prop::option::of(prop_oneof![
        Just(TraitAnswer::Yes),
        Just(TraitAnswer::No),
        Just(TraitAnswer::NotSure)
    ]);
    (any::<bool>(), traits).prop_map(|(developer, agents)| Profile {
        roles: developer
            .then(|| String::from("developer"))
            .into_iter()
            .collect(),
        traits: agents
            .map(|answer| (String::from("agents"), answer))
            .into_iter()
            .collect(),
    })
}

fn verdicts() -> impl Strategy<Value = Option<Verdict>> {
    prop::option::of(prop::sample::select(Verdict::ALL.to_vec()))
}

fn answers(choice: Option<bool>, given: &[Option<Verdict>]) -> Answers {
    let mut answers = Answers::new();
    if let Some(yes) = choice {
        let chosen = if yes { "yes" } else { "no" };
        let answer = Answer {
            choice: Some(chosen.to_owned()),
            ..Answer::default()
        };
        answers.insert(String::from("offer"), answer);
    }
    for (at, verdict) in given.iter().enumerate() {
        if verdict.is_some() {
            answers.insert(
                format!("p{at}"),
                Answer {
                    verdict: *verdict,
                    ..Answer::default()
                },
            );
        }
    }
    answers
}

fn all(pack: &Pack, scope: &Scope, answers: &Answers) -> Interval {
    coverage(pack, scope, answers, &BTreeSet::new()).all
}

/// Whether `low/of` of one interval is at most that of another, in whole numbers.
fn at_most(a: (u32, u32), b: (u32, u32)) -> bool {
    u64::from(a.0) * u64::from(b.1) <= u64::from(b.0) * u64::from(a.1)
}

proptest! {
    #[test]
    fn the_interval_holds_every_completion(
        practices in practices(),
        profile in profiles(),
        choice in any::<Option<bool>>(),
        given in prop::collection::vec(verdicts(), 6),
        // Completions that keep the whole: a question can also turn out not to be applicable, which
        // changes what is counted, and is looked at below.
        finished in prop::collection::vec(prop::sample::select(vec![
            Verdict::InPlace, Verdict::Partly, Verdict::NotInPlace, Verdict::Alternative,
        ]), 6),
    ) {
        let pack = pack(&practices);
        let before = answers(choice, &given);
        let scope = scope(&pack, &profile, &before);
        let interval = all(&pack, &scope, &before);
        let completed: Vec<Option<Verdict>> = given.iter().zip(&finished).map(|(given, finished)| {
            match given {
                None | Some(Verdict::NotSure) => Some(*finished),
                answered => *answered,
            }
        }).collect();
        let after = answers(choice, &completed);
        let result = all(&pack, &scope, &after);
        prop_assert_eq!(result.low, result.high, "a complete set of answers leaves nothing open");
        prop_assert_eq!(result.of, interval.of, "and counts the same whole");
        prop_assert!(interval.low <= result.low && result.high <= interval.high,
            "the interval held what the answers came to: {:?} {:?}", interval, result);
    }

    #[test]
    fn answering_never_widens_the_interval_while_the_scope_stays(
        practices in practices(),
        profile in profiles(),
        choice in any::<Option<bool>>(),
        given in prop::collection::vec(verdicts(), 6),
        at in 0..6_usize,
        verdict in prop::sample::select(Verdict::ALL.to_vec()),
    ) {
        let pack = pack(&practices);
        let mut open = given.clone();
        open[at] = None;
        let mut answered = given;
        answered[at] = Some(verdict);
        let (before, after) = (answers(choice, &open), answers(choice, &answered));
        let scope_before = scope(&pack, &profile, &before);
        let scope_after = scope(&pack, &profile, &after);
        prop_assert_eq!(&scope_before, &scope_after, "a verdict never changes the scope");
        let (wide, narrow) = (all(&pack, &scope_before, &before), all(&pack, &scope_after, &after));
        if wide.of == narrow.of {
            prop_assert!(wide.low <= narrow.low && narrow.high <= wide.high, "each end moves inwards");
        } else if narrow.of > 0 {
            // Not applicable leaves the whole: both ends stay within what was open before.
            prop_assert!(at_most((wide.low, wide.of), (narrow.low, narrow.of)), "the low end rises");
            prop_assert!(at_most((narrow.high, narrow.of), (wide.high, wide.of)), "the high end falls");
        }
    }

    #[test]
    fn a_decision_that_changes_the_scope_is_reported_as_such(
        practices in practices(),
        profile in profiles(),
        given in prop::collection::vec(verdicts(), 6),
        yes in any::<bool>(),
    ) {
        let pack = pack(&practices);
        let (open, decided) = (answers(None, &given), answers(Some(yes), &given));
        let (before, after) = (scope(&pack, &profile, &open), scope(&pack, &profile, &decided));
        let moved: BTreeSet<&str> = before.moved(&after).into_iter().map(|m| m.item).collect();
        for item in &pack.items {
            let changed = std::mem::discriminant(&before.0[&item.id])
                != std::mem::discriminant(&after.0[&item.id]);
            prop_assert_eq!(changed, moved.contains(item.id.as_str()), "each change is listed, and no other");
        }
        let still_waiting = after.0.values().any(|standing| matches!(standing, Standing::Waiting { .. }));
        prop_assert!(!still_waiting, "the only decision is taken: nothing waits");
    }

    #[test]
    fn the_order_of_answering_does_not_matter(
        verdicts in prop::collection::vec(prop::sample::select(Verdict::ALL.to_vec()), 1..6),
        seed in any::<u64>(),
    ) {
        let pack = pack(&vec![(2, 0); verdicts.len()]);
        let steps: Vec<(usize, Verdict)> = verdicts.iter().copied().enumerate().collect();
        let mut shuffled = steps.clone();
        shuffled.sort_by_key(|(at, _)| (*at as u64 + 1).wrapping_mul(seed | 1).rotate_left(17));
        let answer_all = |steps: &[(usize, Verdict)]| {
            let mut answers = Answers::new();
            for (at, verdict) in steps {
                let item = pack.item(&format!("p{at}")).unwrap();
                let word = serde_json::to_value(verdict).unwrap();
                let next = Answer::default().with(item, Field::Verdict, word.as_str()).unwrap();
                answers.insert(item.id.clone(), next);
            }
            answers
        };
        prop_assert_eq!(answer_all(&steps), answer_all(&shuffled), "answers are a set, not a story");
    }
}
