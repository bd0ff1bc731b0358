//! The “what changed” copy: what it holds, and what cannot be in it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proviso_core::answer::{Answer, Answers, BasisKind, Verdict};
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, Linked, Links, NO_LINKS};
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{Pack, read};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{Before, Changes, CopyMarks, Matter, ReportInput, changes};
use proviso_core::rerun::{Next, Previous, memo, plan};

fn pack(version: &str) -> Pack {
    let path = format!(
        "{}/../../../assets/packs/eo-14409/{version}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    read(&std::fs::read(path).unwrap()).unwrap().0
}

fn everything(pack: &Pack) -> Profile {
    Profile {
        roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
        traits: pack
            .traits
            .iter()
            .map(|t| (t.id.clone(), TraitAnswer::Yes))
            .collect(),
    }
}

/// Every practice answered, with words of its own in the fields that stay in counsel's file.
fn answers(pack: &Pack, word: &str, verdict: Verdict) -> Answers {
    let practices = pack.items.iter().filter(|item| item.practice().is_some());
    practices
        .map(|item| {
            let answer = Answer {
                verdict: Some(verdict),
                analysis: Some(format!("canary-analysis-{word}")),
                basis: Some(BasisKind::Document),
                basis_detail: Some(format!("canary-detail-{word}")),
                todo: Some(format!("canary-todo-{word}")),
                advice: Some(format!("canary-advice-{word}")),
                ..Answer::default()
            };
            (item.id.clone(), answer)
        })
        .collect()
}

fn made(old: (&Pack, &Answers), new: (&Pack, &Answers)) -> Changes {
    made_with(old, new, NO_LINKS)
}

/// The same, where the later run has these pieces of evidence.
fn made_with(old: (&Pack, &Answers), new: (&Pack, &Answers), links: &Links) -> Changes {
    let (before, after) = (everything(old.0), everything(new.0));
    let (actions, carried) = (Actions::new(), BTreeSet::new());
    let held = BTreeMap::new();
    let previous = Previous {
        pack: old.0,
        profile: &before,
        answers: old.1,
        held: &held,
    };
    let next = Next {
        pack: new.0,
        profile: &after,
    };
    let plan = plan(&previous, &next, &[]).unwrap();
    let memo = memo(&plan, old.0, new.0);
    let first = Before {
        state: RunState {
            pack: old.0,
            profile: &before,
            answers: old.1,
            actions: &actions,
            carried: &carried,
            evidence: NO_LINKS,
        },
        number: 1,
        on: Date::from_ymd(2026, 6, 30).unwrap(),
    };
    let input = ReportInput {
        state: RunState {
            pack: new.0,
            profile: &after,
            answers: new.1,
            actions: &actions,
            carried: &carried,
            evidence: links,
        },
        pack_hash: "made",
        matter: &Matter::default(),
        run_number: 2,
        marks: &CopyMarks::default(),
        on: Date::from_ymd(2026, 11, 20).unwrap(),
        signed: None,
        amends: None,
        before: Some(first),
    };
    changes(&first, &input, Some(&memo))
}

#[test]
fn what_stays_in_counsels_file_is_not_in_it_whatever_changed_there() {
    let pack = pack("1.2.0");
    let (old, new) = (
        answers(&pack, "old", Verdict::InPlace),
        answers(&pack, "new", Verdict::InPlace),
    );
    let same = made((&pack, &old), (&pack, &new));
    assert!(
        same.groups.is_empty(),
        "no heading, entry or count shows that counsel's analysis changed: {:?}",
        same.groups
    );
    let worse = answers(&pack, "new", Verdict::Partly);
    let moved = made((&pack, &old), (&pack, &worse));
    assert!(!moved.groups.is_empty(), "verdicts moved");
    let text = serde_json::to_string(&moved).unwrap();
    assert!(
        !text.contains("canary"),
        "what moved brings none of it along"
    );
}

#[test]
fn a_piece_of_evidence_alone_moves_nothing_in_it_and_a_basis_does() {
    let pack = pack("1.2.0");
    let old = answers(&pack, "same", Verdict::InPlace);
    let practice = pack.items.iter().find(|item| item.practice().is_some());
    let id = practice.unwrap().id.clone();
    let linked = Linked {
        id: String::from("link"),
        evidence: Evidence {
            title: String::from("Draft memo to file"),
            ..Evidence::default()
        },
        added_on: Date::from_ymd(2026, 11, 1).unwrap(),
        added_by: String::from("M. Okafor"),
    };
    let links = Links::from([(id.clone(), vec![linked])]);
    for basis in [BasisKind::Document, BasisKind::Interview] {
        let mut old = old.clone();
        old.get_mut(&id).unwrap().basis = Some(basis);
        let copy = made_with((&pack, &old), (&pack, &old), &links);
        assert!(
            copy.groups.is_empty(),
            "counsel’s list of evidence is counsel’s, and nothing was seen: {:?}",
            copy.groups
        );
    }
    // From an interview to a guess, with a document linked: nothing rests on the document.
    let (mut before, mut after) = (old.clone(), old.clone());
    before.get_mut(&id).unwrap().basis = Some(BasisKind::Interview);
    after.get_mut(&id).unwrap().basis = Some(BasisKind::Assumed);
    let copy = made_with((&pack, &before), (&pack, &after), &links);
    let headings: Vec<&str> = copy.groups.iter().map(|g| g.heading.as_str()).collect();
    assert_eq!(headings, ["Details changed"], "the basis is another one");
    let copy = made((&pack, &before), (&pack, &old));
    let headings: Vec<&str> = copy.groups.iter().map(|g| g.heading.as_str()).collect();
    assert_eq!(
        headings,
        ["Same verdict, now on a document or a test"],
        "what an answer rests on is told"
    );
}

#[test]
fn what_moved_is_told_as_what_calls_for_action() {
    let pack = pack("1.2.0");
    let (good, bad) = (
        answers(&pack, "a", Verdict::InPlace),
        answers(&pack, "b", Verdict::NotInPlace),
    );
    let text = |copy: &Changes| serde_json::to_string(&copy.groups).unwrap();
    for copy in [
        made((&pack, &good), (&pack, &bad)),
        made((&pack, &bad), (&pack, &good)),
        made((&pack, &Answers::new()), (&pack, &bad)),
        made((&pack, &bad), (&pack, &Answers::new())),
    ] {
        let text = text(&copy);
        assert!(!copy.groups.is_empty(), "something moved");
        for word in ["Gap", "Overdue", "Worse"] {
            assert!(
                !text.contains(word),
                "actions, not failings: “{word}” in {text}"
            );
        }
    }
    let worse = made((&pack, &good), (&pack, &bad));
    assert_eq!(
        worse.groups[0].heading, "Calls for action; did not before",
        "and what calls for action says so"
    );
}

#[test]
fn items_are_listed_once_and_section_4_is_not_named() {
    let (old, new) = (pack("1.0.0"), pack("1.2.0"));
    let copy = made(
        (&old, &answers(&old, "old", Verdict::InPlace)),
        (&new, &answers(&new, "new", Verdict::NotInPlace)),
    );
    let mut titles = BTreeSet::new();
    for entry in copy.groups.iter().flat_map(|group| &group.entries) {
        assert!(
            titles.insert(&entry.title),
            "“{}” is listed once",
            entry.title
        );
        assert!(
            !entry.place.contains("§ 4"),
            "{} stands under its theme",
            entry.title
        );
    }
    assert!(!copy.law.is_empty(), "what happened to the law is in it");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_waterfalls_end_where_the_run_stands(verdicts in prop::array::uniform2(prop::sample::select(Verdict::ALL.to_vec())), versions in prop::sample::subsequence(vec!["1.0.0", "1.1.0", "1.2.0"], 2)) {
        let (old, new) = (pack(versions[0]), pack(versions[1]));
        let copy = made((&old, &answers(&old, "a", verdicts[0])), (&new, &answers(&new, "b", verdicts[1])));
        prop_assert_eq!(copy.moved.is_some(), copy.waterfalls.len() == 2, "the table stands beside the waterfalls");
        for waterfall in &copy.waterfalls {
            let steps = &waterfall.steps;
            prop_assert_eq!(steps[0].to, steps[1].from, "the first cause begins at the run before");
            prop_assert_eq!(steps[1].to, steps[2].from, "each cause begins where the one before it ends");
            prop_assert_eq!(steps[2].to, steps[3].from, "each cause begins where the one before it ends");
            prop_assert_eq!(steps[3].to, steps[4].to, "and the last ends at this run");
        }
    }
}
