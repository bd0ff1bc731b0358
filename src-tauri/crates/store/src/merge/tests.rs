//! Two counsel, two data folders, one assessment.

mod acts;
mod desk;
mod destroyed;
mod runs;
mod taken_back;

use proptest::prelude::*;
use proviso_core::action::Action;
use proviso_core::answer::{Answer, Verdict};
use proviso_core::canonical::sha256;
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, KeptCopy};
use proviso_core::merge::Side;
use proviso_core::profile::Profile;
use tempfile::TempDir;

use super::*;
use crate::testing::{
    behind_our_back, follow, item_hash, options, stamp, stopped_everywhere, with_assessment,
};
use crate::{
    ActionChange, Change, Contents, Created, Details, Frozen, NewEvidence, Signatory, Signing,
    Standing,
};
use desk::Desk;

/// Two desks with the same assessment, in which an answer, an action and a document stand.
fn two() -> (Desk, Desk, Created) {
    let (folder, store, made) = with_assessment();
    let mut ada = Desk {
        _folder: folder,
        store,
        name: "Ada Counsel",
        clock: 100,
    };
    ada.verdict(&made.run, "inventory", Verdict::Partly);
    ada.facts(&made.run, "inventory", "Two of three systems.");
    ada.owner(&made.assessment, "inventory", "CISO");
    ada.document(&made.run, "inventory", b"%PDF of both");
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), options(500_000)).unwrap();
    let mut ben = Desk {
        _folder: folder,
        store,
        name: "Ben Counsel",
        clock: 10_000,
    };
    let arrival = ben.look(&ada, &made.assessment);
    let now = ben.stamp();
    ben.store.take_in(&arrival, "a.proviso", &now).unwrap();
    (ada, ben, made)
}

fn everything(side: Side, plan: &MergePlan) -> Choices {
    let conflicts = plan.conflicts.iter();
    conflicts
        .map(|conflict| ((conflict.about.clone(), conflict.field.clone()), side))
        .collect()
}

#[test]
fn what_each_changed_alone_is_all_there_and_both_lines_stay_in_the_record() {
    let (mut ada, mut ben, made) = two();
    let run = made.run.as_str();
    ada.verdict(run, "inventory", Verdict::InPlace);
    ada.owner(&made.assessment, "agents", "CRO");
    ben.facts(run, "inventory", "Three of three systems.");
    ben.verdict(run, "agents", Verdict::NotInPlace);
    ben.owner(&made.assessment, "logging", "CTO");
    ben.document(run, "agents", b"%PDF of Ben");
    let profile = Profile {
        roles: [String::from("adopter")].into(),
        ..Profile::default()
    };
    let now = ben.stamp();
    ben.store.set_profile(run, &profile, &now).unwrap();
    let details = Details {
        purpose: String::from("to advise the Board"),
        ..crate::testing::details()
    };
    let now = ben.stamp();
    ben.store
        .set_details(&made.assessment, &details, &now)
        .unwrap();
    let theirs = ben.store.whole_assessment(&made.assessment).unwrap();
    let plan = ada.merge(&ben, &made, &Choices::new()).unwrap();
    assert_eq!(plan.conflicts, [], "nobody contradicted anybody");
    ada.holds("after the merge");
    assert_eq!(
        ada.read(run, "inventory"),
        Answer {
            verdict: Some(Verdict::InPlace),
            facts: Some(String::from("Three of three systems.")),
            ..Answer::default()
        },
        "two fields of one answer come from two people"
    );
    assert_eq!(
        ada.read(run, "agents").verdict,
        Some(Verdict::NotInPlace),
        "an answer of Ben's"
    );
    let owners: BTreeMap<_, _> = ada
        .store
        .actions(&made.assessment)
        .unwrap()
        .into_iter()
        .map(|(item, stored)| (item, stored.action.owner.unwrap_or_default()))
        .collect();
    let expected = [("agents", "CRO"), ("inventory", "CISO"), ("logging", "CTO")];
    let expected: BTreeMap<_, _> = expected
        .into_iter()
        .map(|(item, owner)| (item.to_owned(), owner.to_owned()))
        .collect();
    assert_eq!(owners, expected, "the actions of both");
    assert_eq!(
        ada.store.evidence(run).unwrap()["agents"].len(),
        1,
        "Ben's document"
    );
    assert_eq!(
        ada.store.evidence(run).unwrap()["agents"][0].added_by,
        "Ben Counsel",
        "as Ben added it"
    );
    assert!(
        ada.store
            .kept_copy(&sha256(b"%PDF of Ben"))
            .unwrap()
            .is_some(),
        "with its copy"
    );
    assert_eq!(
        ada.store.profile(run).unwrap().unwrap(),
        profile,
        "the profile"
    );
    let read = ada.store.assessment(&made.assessment).unwrap();
    assert_eq!(
        read.details.purpose, "to advise the Board",
        "and the details"
    );
    // Nothing of Ben's was rewritten: each of his entries is here, byte for byte.
    let contents = Contents::read(theirs).unwrap();
    let mine = Contents::read(ada.store.whole_assessment(&made.assessment).unwrap()).unwrap();
    for entry in &contents.revisions {
        assert!(
            mine.revisions.contains(entry),
            "entry {} came as it is",
            entry.id
        );
    }
    let joined: Vec<_> = mine
        .revisions
        .iter()
        .filter(|entry| entry.second_parent.is_some())
        .collect();
    assert_eq!(joined.len(), 1, "one entry joins the two lines");
    assert_eq!(joined[0].kind, "merge", "and says that it does");
    let authors: Vec<String> = ada
        .store
        .history(run, "inventory")
        .unwrap()
        .into_iter()
        .map(|past| past.author)
        .collect();
    assert!(
        authors.contains(&String::from("Ada Counsel"))
            && authors.contains(&String::from("Ben Counsel")),
        "the history has both: {authors:?}"
    );
}

#[test]
fn a_merge_that_is_stopped_on_its_way_has_not_happened() {
    let (mut ada, mut ben, made) = two();
    let run = made.run.as_str();
    ada.verdict(run, "inventory", Verdict::InPlace);
    ben.facts(run, "inventory", "Three of three systems.");
    ben.document(run, "agents", b"%PDF of Ben");
    let arrival = ada.look(&ben, &made.assessment);
    let now = ada.stamp();
    let before = ada.store.whole_assessment(&made.assessment).unwrap();
    let store = std::cell::RefCell::new(&mut ada.store);
    let (plan, seen) = stopped_everywhere(
        |watch| {
            let choices = Choices::new();
            let mut store = store.borrow_mut();
            store.merge_watched(&arrival, &choices, "b.proviso", &now, watch)
        },
        |refusal| matches!(refusal, MergeError::Stopped),
        |look| {
            let now = store.borrow().whole_assessment(&made.assessment).unwrap();
            assert!(now == before, "nothing was changed by look {look}");
        },
    );
    assert!(!plan.brought.is_empty(), "then it happened");
    assert!(
        seen.iter().any(|percent| (10..100).contains(percent)),
        "how far it was is told: {seen:?}"
    );
    assert_eq!(ada.store.verify().unwrap(), [], "and everything holds");
}

#[test]
fn a_conflict_is_settled_by_choice_and_never_by_silence() {
    for side in [Side::Ours, Side::Theirs] {
        let (mut ada, mut ben, made) = two();
        let run = made.run.as_str();
        ada.facts(run, "inventory", "As Ada says.");
        ben.facts(run, "inventory", "As Ben says.");
        let before = ada.store.whole_assessment(&made.assessment).unwrap();
        let arrival = ada.look(&ben, &made.assessment);
        let plan = ada.store.merge_plan(&arrival).unwrap();
        assert_eq!(plan.conflicts.len(), 1, "{plan:?}");
        let conflict = &plan.conflicts[0];
        assert_eq!(conflict.field, "facts", "one field");
        assert_eq!(
            (&conflict.ours.0, &conflict.theirs.0, &conflict.base),
            (
                &Some("As Ada says.".into()),
                &Some("As Ben says.".into()),
                &Some("Two of three systems.".into())
            ),
            "with both texts and what stood there"
        );
        assert_eq!(
            (
                conflict.ours.1.author.as_str(),
                conflict.theirs.1.author.as_str()
            ),
            ("Ada Counsel", "Ben Counsel"),
            "and who wrote which"
        );
        let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
        assert!(
            matches!(refused, MergeError::Unsettled { left: 1 }),
            "{refused}"
        );
        let strange = (
            About::Action {
                item: String::from("inventory"),
            },
            String::from("owner"),
        );
        let refused = ada
            .merge(&ben, &made, &[(strange, side)].into())
            .unwrap_err();
        assert!(
            matches!(refused, MergeError::Moved),
            "a choice about nothing: {refused}"
        );
        assert!(
            ada.store.whole_assessment(&made.assessment).unwrap() == before,
            "looking and refusing write nothing"
        );
        ada.merge(&ben, &made, &everything(side, &plan)).unwrap();
        ada.holds("after the choice");
        let said = ada.read(run, "inventory").facts.unwrap();
        let expected = match side {
            Side::Ours => "As Ada says.",
            Side::Theirs => "As Ben says.",
        };
        assert_eq!(said, expected, "the chosen text stands");
        let past = ada.store.history(run, "inventory").unwrap();
        let all: Vec<String> = past
            .into_iter()
            .filter_map(|past| past.content?.answer.facts)
            .collect();
        for text in ["As Ada says.", "As Ben says."] {
            assert!(
                all.iter().any(|known| known == text),
                "and “{text}” is in the history"
            );
        }
    }
}

#[test]
fn after_a_merge_the_other_goes_on_where_it_ends_and_both_are_the_same() {
    let (mut ada, mut ben, made) = two();
    let run = made.run.as_str();
    ada.facts(run, "inventory", "As Ada says.");
    ada.owner(&made.assessment, "agents", "CRO");
    ben.facts(run, "inventory", "As Ben says.");
    ben.owner(&made.assessment, "inventory", "CTO");
    let arrival = ada.look(&ben, &made.assessment);
    let plan = ada.store.merge_plan(&arrival).unwrap();
    ada.merge(&ben, &made, &everything(Side::Theirs, &plan))
        .unwrap();
    assert!(
        matches!(ben.standing(&ada, &made.assessment), Standing::Newer { .. }),
        "what Ada has goes beyond what Ben has"
    );
    let plan = ben.merge(&ada, &made, &Choices::new()).unwrap();
    assert_eq!(plan.conflicts, [], "settled once is settled");
    ben.holds("the other folder");
    assert_eq!(
        ben.standing(&ada, &made.assessment),
        Standing::Same,
        "both hold the same entries"
    );
    assert_eq!(
        ben.read(run, "inventory"),
        ada.read(run, "inventory"),
        "and the same answer"
    );
    assert_eq!(
        ben.store.actions(&made.assessment).unwrap(),
        ada.store.actions(&made.assessment).unwrap(),
        "the same actions"
    );
    assert_eq!(
        ben.store.evidence(run).unwrap(),
        ada.store.evidence(run).unwrap(),
        "the same evidence"
    );
    let refused = ben.merge(&ada, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::NothingNew),
        "with itself nothing comes of it: {refused}"
    );
    // Work goes on in both, and comes together a second time.
    ada.facts(run, "inventory", "Later, by Ada.");
    ben.verdict(run, "inventory", Verdict::InPlace);
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("a second merge");
    let both = ada.read(run, "inventory");
    assert_eq!(
        (both.facts.as_deref(), both.verdict),
        (Some("Later, by Ada."), Some(Verdict::InPlace)),
        "what was settled before is the ancestor of what came later"
    );
}

#[test]
fn a_later_copy_goes_on_where_this_one_ends() {
    let (ada, mut ben, made) = two();
    let mut ada = ada;
    let run = made.run.as_str();
    ben.facts(run, "inventory", "Three of three systems.");
    ben.owner(&made.assessment, "inventory", "CTO");
    let link = ben.document(run, "inventory", b"%PDF of Ben");
    let plan = ada.merge(&ben, &made, &Choices::new()).unwrap();
    assert!(
        plan.brought.iter().any(|brought| brought.field == "facts"),
        "it is told what comes: {plan:?}"
    );
    ada.holds("after going on");
    assert_eq!(
        ada.standing(&ben, &made.assessment),
        Standing::Same,
        "the same entries"
    );
    assert_eq!(
        ada.read(run, "inventory"),
        ben.read(run, "inventory"),
        "the same answer"
    );
    let links = ada.store.evidence(run).unwrap();
    assert!(
        links["inventory"].iter().any(|known| known.id == link),
        "and evidence"
    );
    let found = ada
        .store
        .find_in_run(run, &proviso_core::search::Query::read("Three"))
        .unwrap();
    assert!(
        !found.items.is_empty(),
        "and what came is found by its words"
    );
}

#[test]
fn what_is_being_typed_is_left_first() {
    let (mut ada, mut ben, made) = two();
    ben.facts(&made.run, "inventory", "As Ben says.");
    let at = stamp(50).at;
    let field = proviso_core::answer::Field::Facts;
    ada.store
        .save_draft(&made.run, "inventory", field, "half a sen", at)
        .unwrap();
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(matches!(refused, MergeError::Draft { .. }), "{refused}");
}

#[test]
fn a_kill_in_the_middle_leaves_nothing_half_done() {
    // Every statement that can fail is in one transaction: whoever fails late leaves all as it was.
    let (mut ada, mut ben, made) = two();
    ada.facts(&made.run, "inventory", "As Ada says.");
    ben.verdict(&made.run, "agents", Verdict::InPlace);
    let before = ada.store.whole_assessment(&made.assessment).unwrap();
    ada.store
        .conn
        .execute_batch(
            "CREATE TEMP TRIGGER fails BEFORE INSERT ON main.folder_entry WHEN NEW.kind = 'merge'
             BEGIN SELECT RAISE (ABORT, 'no'); END",
        )
        .unwrap();
    ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    ada.store.conn.execute_batch("DROP TRIGGER fails").unwrap();
    assert!(
        ada.store.whole_assessment(&made.assessment).unwrap() == before,
        "nothing came"
    );
    ada.holds("and everything holds");
    let count: i64 = ada
        .store
        .conn
        .query_row(
            "SELECT count(*) FROM revision WHERE author = 'Ben Counsel'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(count, 0, "not one entry");
}

#[test]
fn an_entry_that_hangs_beside_the_chain_is_still_found() {
    let (mut ada, mut ben, made) = two();
    ada.facts(&made.run, "inventory", "As Ada says.");
    ben.verdict(&made.run, "agents", Verdict::InPlace);
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    let folder = ada._folder;
    drop(ada.store);
    let conn = behind_our_back(folder.path());
    conn.execute_batch(
        "DROP TRIGGER revision_is_never_changed;
         UPDATE revision SET second_parent = NULL WHERE kind = 'merge';",
    )
    .unwrap();
    drop(conn);
    let store = Store::open(folder.path(), options(1_000)).unwrap();
    let broken = store.verify().unwrap();
    let breaches: Vec<crate::Breach> = broken
        .iter()
        .map(|link| link.breach)
        // That a trigger is gone is found too.
        .filter(|breach| *breach != crate::Breach::OtherThanMade)
        .collect();
    assert_eq!(
        breaches,
        [crate::Breach::EntryChanged, crate::Breach::Aside],
        "the second parent is covered by the hash, and the line that it joined hangs loose: {broken:?}"
    );
}
