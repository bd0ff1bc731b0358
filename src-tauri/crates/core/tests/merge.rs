//! Bringing two copies together: what must hold whatever each side changed.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use proptest::prelude::*;
use proviso_core::action::{Action, ActionStatus, Effort};
use proviso_core::answer::{Answer, BasisKind, Verdict};
use proviso_core::evidence::Evidence;
use proviso_core::merge::{
    Fields, LINKED, Side, fields, merge, merge_links, profile, profile_fields, state,
};
use proviso_core::profile::{Profile, TraitAnswer};
use serde_json::{Value, json};

/// Few names and few values, so that both sides often touch the same and often agree.
fn some() -> impl Strategy<Value = Fields> {
    let value = (0..4_u8).prop_map(|at| json!(format!("text {at}")));
    proptest::collection::btree_map("[a-f]", value, 0..6)
}

fn text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[a-z]{1,3}")
}

fn answer() -> impl Strategy<Value = Answer> {
    let verdict = proptest::option::of(proptest::sample::select(Verdict::ALL.to_vec()));
    let basis = proptest::option::of(proptest::sample::select(vec![
        BasisKind::Document,
        BasisKind::Assumed,
    ]));
    (verdict, basis, text(), text(), text(), any::<bool>()).prop_map(
        |(verdict, basis, facts, analysis, todo, flag)| Answer {
            verdict,
            basis,
            facts,
            analysis,
            todo,
            flag,
            ..Answer::default()
        },
    )
}

fn action() -> impl Strategy<Value = Action> {
    let status = proptest::sample::select(vec![ActionStatus::Open, ActionStatus::Done]);
    (status, text(), text(), any::<bool>()).prop_map(|(status, owner, note, effort)| Action {
        status,
        owner,
        note,
        effort: effort.then_some(Effort::Medium),
        ..Action::default()
    })
}

fn a_profile() -> impl Strategy<Value = Profile> {
    let traits = prop_oneof![
        Just(TraitAnswer::Yes),
        Just(TraitAnswer::No),
        Just(TraitAnswer::NotSure)
    ];
    (
        proptest::collection::btree_set("[a-c]", 0..3),
        proptest::collection::btree_map("[a-c]", traits, 0..3),
    )
        .prop_map(|(roles, traits)| Profile { roles, traits })
}

/// Settles every conflict by one side.
fn all(side: Side) -> impl Fn(&str) -> Option<Side> {
    move |_| Some(side)
}

proptest! {
    #[test]
    fn with_itself_nothing_comes_of_it(base in some(), ours in some()) {
        let same = merge(&base, &ours, &ours);
        prop_assert_eq!(&same.fields, &ours, "both sides agree on everything");
        prop_assert!(same.conflicts.is_empty(), "so nothing conflicts");
    }

    #[test]
    fn one_side_alone_is_taken_over_whole(base in some(), theirs in some()) {
        let merged = merge(&base, &base, &theirs);
        prop_assert_eq!(&merged.fields, &theirs, "nothing was changed here");
        prop_assert!(merged.conflicts.is_empty(), "so nothing conflicts");
    }

    #[test]
    fn swapping_the_sides_swaps_the_conflicts_alone(base in some(), ours in some(), theirs in some()) {
        let one = merge(&base, &ours, &theirs);
        let other = merge(&base, &theirs, &ours);
        prop_assert_eq!(&one.fields, &other.fields, "what is settled does not depend on who asks");
        prop_assert_eq!(one.conflicts.len(), other.conflicts.len(), "nor how much conflicts");
        for (here, there) in one.conflicts.iter().zip(&other.conflicts) {
            prop_assert_eq!(&here.field, &there.field, "the same fields");
            prop_assert_eq!(&here.ours, &there.theirs, "with the two texts swapped");
            prop_assert_eq!(&here.theirs, &there.ours, "both of them");
        }
    }

    #[test]
    fn every_change_is_there_and_every_conflict_listed(base in some(), ours in some(), theirs in some()) {
        let merged = merge(&base, &ours, &theirs);
        let names: std::collections::BTreeSet<_> =
            base.keys().chain(ours.keys()).chain(theirs.keys()).cloned().collect();
        for name in names {
            let (was, here, there) = (base.get(&name), ours.get(&name), theirs.get(&name));
            let conflict = merged.conflicts.iter().find(|conflict| conflict.field == name);
            let both = here != was && there != was && here != there;
            prop_assert_eq!(conflict.is_some(), both, "{} conflicts where both changed it, and differently", name);
            match conflict {
                Some(conflict) => {
                    let texts = (conflict.base.as_ref(), conflict.ours.as_ref(), conflict.theirs.as_ref());
                    prop_assert_eq!(texts, (was, here, there), "with all three texts");
                    prop_assert_eq!(merged.fields.get(&name), None, "and no silent winner");
                }
                None => {
                    let changed = if here == was { there } else { here };
                    prop_assert_eq!(merged.fields.get(&name), changed, "{}: the side that changed it", name);
                }
            }
        }
    }

    #[test]
    fn nothing_is_lost_between_the_two_ways_to_settle(base in some(), ours in some(), theirs in some()) {
        let merged = merge(&base, &ours, &theirs);
        let (mine, yours) = (merged.settled(all(Side::Ours)).unwrap(), merged.settled(all(Side::Theirs)).unwrap());
        for (side, settled) in [(&ours, &mine), (&theirs, &yours)] {
            for (name, value) in side {
                let changed = base.get(name) != Some(value);
                prop_assert!(!changed || settled.get(name) == Some(value), "what this side changed is there: {}", name);
            }
        }
        let none = merged.settled(|_| None);
        prop_assert_eq!(none.is_err(), !merged.conflicts.is_empty(), "what conflicts is not settled by silence");
    }

    #[test]
    fn merging_again_what_was_settled_changes_nothing(base in some(), ours in some(), theirs in some()) {
        let settled = merge(&base, &ours, &theirs).settled(all(Side::Theirs)).unwrap();
        let again = merge(&theirs, &settled, &theirs);
        prop_assert_eq!(&again.fields, &settled, "the other copy has nothing new");
        prop_assert!(again.conflicts.is_empty(), "and conflicts with nothing");
    }

    #[test]
    fn states_and_fields_are_one_and_the_same(answer in answer(), action in action(), known in a_profile()) {
        prop_assert_eq!(&state::<Answer>(&fields(&answer).unwrap()).unwrap(), &answer, "an answer");
        prop_assert_eq!(&state::<Action>(&fields(&action).unwrap()).unwrap(), &action, "an action");
        prop_assert_eq!(&profile(&profile_fields(&known).unwrap()).unwrap(), &known, "a profile");
    }

    #[test]
    fn whatever_comes_of_it_is_a_state(base in answer(), ours in answer(), theirs in answer(), side in any::<bool>()) {
        let of = |answer: &Answer| fields(answer).unwrap();
        let merged = merge(&of(&base), &of(&ours), &of(&theirs));
        let side = if side { Side::Ours } else { Side::Theirs };
        let settled = merged.settled(all(side)).unwrap();
        prop_assert!(state::<Answer>(&settled).is_ok(), "fields of answers make an answer");
    }
}

#[test]
fn roles_and_facts_of_the_company_come_together_one_by_one() {
    let of = |roles: &[&str], traits: &[(&str, TraitAnswer)]| {
        profile_fields(&Profile {
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            traits: traits
                .iter()
                .map(|(name, is)| ((*name).to_owned(), *is))
                .collect(),
        })
        .unwrap()
    };
    let base = of(&["adopter"], &[("listed", TraitAnswer::NotSure)]);
    let ours = of(&["adopter", "frontier"], &[("listed", TraitAnswer::Yes)]);
    let theirs = of(&[], &[("listed", TraitAnswer::No)]);
    let merged = merge(&base, &ours, &theirs);
    let conflicts: Vec<&str> = merged.conflicts.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(
        conflicts,
        ["trait listed"],
        "one fact was answered differently"
    );
    let settled = profile(&merged.settled(all(Side::Ours)).unwrap()).unwrap();
    assert!(
        settled.roles.contains("frontier") && !settled.roles.contains("adopter"),
        "a role added here and one given up there are both so"
    );
}

#[test]
fn evidence_taken_away_here_and_changed_there_is_asked_about() {
    let of = |note: Option<&str>, linked: bool| {
        let evidence = Evidence {
            title: String::from("Policy"),
            note: note.map(str::to_owned),
            ..Evidence::default()
        };
        let mut fields = fields(&evidence).unwrap();
        fields.insert(LINKED.to_owned(), Value::Bool(linked));
        fields
    };
    let (base, gone, noted) = (of(None, true), of(None, false), of(Some("Page 4"), true));
    for (ours, theirs) in [(&gone, &noted), (&noted, &gone)] {
        let merged = merge_links(&base, ours, theirs);
        let conflicts: Vec<&str> = merged.conflicts.iter().map(|c| c.field.as_str()).collect();
        assert_eq!(conflicts, [LINKED], "whether it goes is for counsel to say");
        assert_eq!(
            merged.fields.get("note"),
            Some(&json!("Page 4")),
            "the note is kept"
        );
    }
    let merged = merge_links(&base, &gone, &base);
    assert!(
        merged.conflicts.is_empty(),
        "taken away and untouched is no question"
    );
}
