//! Plans over the three versions of the order's own pack.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::answer::{Answer, Answers, Verdict};
use proviso_core::pack::{ChangeKind, Pack, read};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::rerun::{AtticReason, Next, Plan, Previous, ScopeChange, Treatment, plan};

use crate::laws::wordless;

pub fn order(version: &str) -> Pack {
    let path = format!(
        "{}/../../../assets/packs/eo-14409/{version}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    read(&std::fs::read(path).unwrap()).unwrap().0
}

/// Every role and every trait: everything that the profile alone decides is asked.
pub fn everything(pack: &Pack) -> Profile {
    Profile {
        roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
        traits: pack
            .traits
            .iter()
            .map(|t| (t.id.clone(), TraitAnswer::Yes))
            .collect(),
    }
}

/// An answer to every item, each with words of its own.
pub fn all_answered(pack: &Pack) -> Answers {
    let answer = |item: &proviso_core::pack::Item| Answer {
        verdict: item.practice().map(|_| Verdict::Partly),
        choice: item.options().first().map(|option| option.id.clone()),
        value: (item.practice().is_none() && item.options().is_empty())
            .then(|| "2026-06-30".into()),
        facts: Some(format!("What was found on {}", item.id)),
        ..Answer::default()
    };
    pack.items
        .iter()
        .map(|item| (item.id.clone(), answer(item)))
        .collect()
}

pub fn planned(old: &Pack, new: &Pack, between: &[&Pack]) -> Plan {
    let (before, after) = (everything(old), everything(new));
    let answers = all_answered(old);
    let previous = Previous {
        pack: old,
        profile: &before,
        answers: &answers,
        held: &BTreeMap::new(),
    };
    let next = Next {
        pack: new,
        profile: &after,
    };
    plan(&previous, &next, between).unwrap()
}

#[test]
fn the_last_version_alone_plans_what_the_way_by_the_second_plans() {
    let (first, second, third) = (order("1.0.0"), order("1.1.0"), order("1.2.0"));
    let direct = planned(&first, &third, &[]);
    let mut stripped = third.clone();
    stripped.changes.retain(|c| c.since != first.version);
    let composed = planned(&first, &stripped, &[&second]);
    assert_eq!(
        wordless(direct),
        wordless(composed),
        "the declarations against 1.0.0 say what those of the steps compose to"
    );
}

#[test]
fn every_reason_has_a_sentence() {
    let (first, third) = (order("1.0.0"), order("1.2.0"));
    let plan = planned(&first, &third, &[]);
    let asked = plan
        .entries
        .iter()
        .filter(|e| e.treatment == Treatment::Reaffirm);
    for entry in asked {
        assert!(
            entry.reasons.iter().any(|reason| !reason.why.is_empty()),
            "{} says why it is to be looked at again",
            entry.item
        );
    }
    for kept in &plan.attic {
        assert!(
            !kept.reasons.is_empty(),
            "{} says why it is gone",
            kept.item
        );
    }
}

#[test]
fn a_split_question_brings_its_old_answer_to_each_part() {
    let (second, third) = (order("1.1.0"), order("1.2.0"));
    let plan = planned(&second, &third, &[]);
    let split: Vec<_> = plan
        .entries
        .iter()
        .filter(|e| e.change == ChangeKind::Split)
        .collect();
    assert!(split.len() >= 2, "1.2.0 splits a question");
    let answers = plan.answers();
    for part in split {
        assert_eq!(
            part.treatment,
            Treatment::Reaffirm,
            "{} is looked at again",
            part.item
        );
        let answer = answers[&part.item].answer;
        assert_eq!(
            answer.facts.as_deref(),
            Some(&*format!("What was found on {}", part.origins[0].item)),
            "each part begins with the old answer"
        );
    }
}

#[test]
fn retired_questions_go_to_the_attic_with_their_answers() {
    let plan = planned(&order("1.0.0"), &order("1.2.0"), &[]);
    assert!(!plan.attic.is_empty(), "1.2.0 retires questions of 1.0.0");
    for kept in &plan.attic {
        assert_eq!(
            kept.because,
            AtticReason::Retired,
            "{} is retired",
            kept.item
        );
        assert!(kept.answer.is_some(), "{} keeps its answer", kept.item);
    }
}

#[test]
fn the_line_of_a_run_counts_what_the_plan_holds() {
    let plan = planned(&order("1.0.0"), &order("1.2.0"), &[]);
    let counts = plan.counts();
    let line = plan.line();
    assert!(
        line.starts_with(
            "The law date of this run is June 2, 2026; 1.2.0 is as of October 11, 2026: "
        ),
        "{line}"
    );
    assert!(
        line.contains(&format!("{} items to look at again", counts.look_again)),
        "{line}"
    );
    let pending = plan
        .answers()
        .values()
        .filter(|p| p.treatment == Treatment::Reaffirm)
        .count();
    assert!(
        usize::try_from(counts.look_again).unwrap() <= pending && counts.look_again > 0,
        "only answered items in scope count: {counts:?}"
    );
}

#[test]
fn a_profile_that_moved_moves_items_with_the_reason_in_words() {
    let pack = order("1.2.0");
    let (before, mut after) = (everything(&pack), everything(&pack));
    let gone = after.roles.iter().next().unwrap().clone();
    after.roles = BTreeSet::from([gone]);
    let answers = all_answered(&pack);
    let held = BTreeMap::new();
    let forth = Previous {
        pack: &pack,
        profile: &before,
        answers: &answers,
        held: &held,
    };
    let narrower = plan(
        &forth,
        &Next {
            pack: &pack,
            profile: &after,
        },
        &[],
    )
    .unwrap();
    let out: Vec<_> = narrower
        .entries
        .iter()
        .filter(|e| e.scope_change == Some(ScopeChange::Out))
        .collect();
    assert!(!out.is_empty(), "fewer roles are asked less");
    for entry in &out {
        assert!(
            entry.standing.because().contains("profile"),
            "{}: {}",
            entry.item,
            entry.standing.because()
        );
        assert!(
            narrower.answers().contains_key(&entry.item),
            "{} keeps its answer out of scope",
            entry.item
        );
    }
    let back = Previous {
        pack: &pack,
        profile: &after,
        answers: &answers,
        held: &held,
    };
    let wider = plan(
        &back,
        &Next {
            pack: &pack,
            profile: &before,
        },
        &[],
    )
    .unwrap();
    let came = wider
        .entries
        .iter()
        .filter(|e| e.scope_change == Some(ScopeChange::In))
        .count();
    assert_eq!(came, out.len(), "what left comes back the other way round");
}
