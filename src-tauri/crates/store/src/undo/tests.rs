//! Undo and redo in the file: across reopening, over answers, evidence, profile and actions, and
//! never past what a run began with.

use proviso_core::answer::Verdict;

use super::*;
use crate::testing::{item_hash, options, set_state, stamp, verdict, with_assessment};
use crate::{Change, Created, NewEvidence, NextRun, TakenOver};

fn answer(store: &mut Store, run: &str, item: &str, state: &Answer, second: i64) {
    let hash = item_hash(item);
    let change = Change::new(item, &hash, state);
    store.record_answer(run, &change, &stamp(second)).unwrap();
}

fn verdict_of(store: &Store, run: &str, item: &str) -> Option<Verdict> {
    store.answers(run).unwrap().get(item)?.answer.verdict
}

fn undo(store: &mut Store, run: &str, second: i64) -> Vec<Restored> {
    store.retrace(run, Retrace::Undo, &stamp(second)).unwrap()
}

fn redo(store: &mut Store, run: &str, second: i64) -> Vec<Restored> {
    store.retrace(run, Retrace::Redo, &stamp(second)).unwrap()
}

fn actions_owner(store: &Store, made: &Created) -> Option<String> {
    store.actions(&made.assessment).unwrap()["inventory"]
        .action
        .owner
        .clone()
}

#[test]
fn changes_of_every_kind_are_undone_in_turn_and_made_again_after_a_restart() {
    let (folder, mut store, made) = with_assessment();
    let run = made.run.as_str();
    answer(&mut store, run, "inventory", &verdict(Verdict::Partly), 10);
    let action = Action {
        owner: Some(String::from("CISO")),
        ..Action::default()
    };
    let change = ActionChange::new("inventory", &action);
    store
        .record_action(&made.assessment, &change, &stamp(11))
        .unwrap();
    let profile = Profile {
        roles: [String::from("adopter")].into_iter().collect(),
        ..Profile::default()
    };
    store.set_profile(run, &profile, &stamp(12)).unwrap();
    let evidence = Evidence {
        title: String::from("Minutes"),
        ..Evidence::default()
    };
    let new = NewEvidence {
        item: "inventory",
        item_hash: &item_hash("inventory"),
        evidence: &evidence,
        bytes: None,
    };
    store.add_evidence(run, &[new], &stamp(13)).unwrap();
    answer(&mut store, run, "inventory", &verdict(Verdict::InPlace), 14);

    undo(&mut store, run, 20);
    assert_eq!(
        verdict_of(&store, run, "inventory"),
        Some(Verdict::Partly),
        "the last verdict goes first"
    );
    let gone = undo(&mut store, run, 21);
    assert!(
        matches!(
            &gone[..],
            [Restored::Evidence {
                is: None,
                was: Some(_),
                ..
            }]
        ),
        "then the evidence: {gone:?}"
    );
    assert!(
        store.evidence(run).unwrap().is_empty(),
        "which is linked no longer"
    );
    undo(&mut store, run, 22);
    assert_eq!(
        store.profile(run).unwrap(),
        Some(Profile::default()),
        "then the profile"
    );
    undo(&mut store, run, 23);
    assert_eq!(actions_owner(&store, &made), None, "then the action");
    drop(store);
    let mut store = Store::open(folder.path(), options(1_000)).unwrap();
    undo(&mut store, run, 24);
    assert_eq!(
        verdict_of(&store, run, "inventory"),
        None,
        "then the first verdict"
    );
    assert_eq!(
        undo(&mut store, run, 25),
        [],
        "and then there is nothing left"
    );
    for second in 30..35 {
        assert_eq!(redo(&mut store, run, second).len(), 1, "each is made again");
    }
    assert_eq!(redo(&mut store, run, 36), [], "until there is nothing left");
    assert_eq!(
        verdict_of(&store, run, "inventory"),
        Some(Verdict::InPlace),
        "the verdict"
    );
    assert_eq!(
        store.evidence(run).unwrap()["inventory"].len(),
        1,
        "the evidence"
    );
    assert_eq!(store.profile(run).unwrap(), Some(profile), "the profile");
    assert_eq!(
        actions_owner(&store, &made).as_deref(),
        Some("CISO"),
        "and the action are as they were"
    );
    assert_eq!(
        store.history(run, "inventory").unwrap().len(),
        6,
        "two verdicts, two undone, two made again: nothing is removed"
    );
    assert_eq!(
        store.verify().unwrap(),
        [],
        "and every chain and table holds"
    );
}

#[test]
fn what_one_command_recorded_is_one_step() {
    let (_folder, mut store, made) = with_assessment();
    let hash = item_hash("inventory");
    let partly = verdict(Verdict::Partly);
    let changes = [
        Change::new("inventory", &hash, &partly),
        Change::new("agents", &hash, &partly),
    ];
    store
        .record_answers(&made.run, &changes, &stamp(10))
        .unwrap();
    assert_eq!(undo(&mut store, &made.run, 11).len(), 2, "both go together");
    assert_eq!(
        verdict_of(&store, &made.run, "agents"),
        None,
        "neither holds"
    );
    assert_eq!(
        redo(&mut store, &made.run, 12).len(),
        2,
        "and both come back together"
    );
}

#[test]
fn a_new_change_ends_what_could_be_made_again() {
    let (_folder, mut store, made) = with_assessment();
    let run = made.run.as_str();
    answer(&mut store, run, "inventory", &verdict(Verdict::Partly), 10);
    undo(&mut store, run, 11);
    answer(&mut store, run, "inventory", &verdict(Verdict::NotSure), 12);
    assert_eq!(
        redo(&mut store, run, 13),
        [],
        "the undone verdict is history now"
    );
    undo(&mut store, run, 14);
    assert_eq!(
        verdict_of(&store, run, "inventory"),
        None,
        "back to where it began"
    );
}

#[test]
fn a_carried_answer_is_carried_again_and_is_never_undone_itself() {
    let (_folder, mut store, made) = with_assessment();
    answer(
        &mut store,
        &made.run,
        "inventory",
        &verdict(Verdict::Partly),
        10,
    );
    let before = store.run(&made.run).unwrap();
    let of = store.answers(&made.run).unwrap()["inventory"]
        .revision
        .clone();
    let (hash, partly) = (item_hash("inventory"), verdict(Verdict::Partly));
    let taken = [TakenOver {
        item: "inventory",
        bound_to: &hash,
        answer: &partly,
        of: &of,
    }];
    let profile = Profile::default();
    let next = NextRun {
        pack: &before.pack.hash,
        as_of: before.as_of,
        profile: &profile,
        answers: &taken,
        goes_on: &[],
        amends: None,
    };
    let run = store.follow(&made.run, &next, &stamp(50)).unwrap();
    assert_eq!(
        undo(&mut store, &run, 51),
        [],
        "what the run began with is no step"
    );
    let looked = Change {
        cause: Cause::Reaffirmed,
        ..Change::new("inventory", &hash, &partly)
    };
    store.record_answer(&run, &looked, &stamp(52)).unwrap();
    let cause = |store: &Store| store.answers(&run).unwrap()["inventory"].cause;
    assert_eq!(cause(&store), Cause::Reaffirmed, "it was looked at again");
    undo(&mut store, &run, 53);
    assert_eq!(cause(&store), Cause::Carried, "undone, it is carried again");
    redo(&mut store, &run, 54);
    assert_eq!(
        cause(&store),
        Cause::Reaffirmed,
        "made again, it is re-affirmed"
    );
    let refused = store.retrace(&made.run, Retrace::Undo, &stamp(55));
    assert!(
        matches!(
            refused,
            Err(RecordError::Closed {
                why: Closed::Followed,
                ..
            })
        ),
        "the run before takes no undo: {refused:?}"
    );
}

#[test]
fn in_a_signed_run_only_actions_are_undone() {
    let (_folder, mut store, made) = with_assessment();
    answer(
        &mut store,
        &made.run,
        "inventory",
        &verdict(Verdict::NotInPlace),
        10,
    );
    set_state(&store, &made.run, "signed");
    let action = Action {
        owner: Some(String::from("CISO")),
        ..Action::default()
    };
    let change = ActionChange::new("inventory", &action);
    store
        .record_action(&made.assessment, &change, &stamp(11))
        .unwrap();
    assert_eq!(
        undo(&mut store, &made.run, 12).len(),
        1,
        "the action is undone"
    );
    assert_eq!(actions_owner(&store, &made), None, "it has no owner again");
    assert_eq!(undo(&mut store, &made.run, 13), [], "the answer stands");
    assert_eq!(
        verdict_of(&store, &made.run, "inventory"),
        Some(Verdict::NotInPlace),
        "as it was signed"
    );
}

#[test]
fn an_earlier_state_is_brought_back_under_the_words_it_was_given_under() {
    let (_folder, mut store, made) = with_assessment();
    let run = made.run.as_str();
    answer(&mut store, run, "inventory", &verdict(Verdict::Partly), 10);
    let first = store.answers(run).unwrap()["inventory"].clone();
    let other = item_hash("inventory, reworded");
    let in_place = verdict(Verdict::InPlace);
    let change = Change::new("inventory", &other, &in_place);
    store.record_answer(run, &change, &stamp(11)).unwrap();
    let back = store
        .restore_answer(run, "inventory", &first.revision, &stamp(12))
        .unwrap();
    assert_eq!(back, Some(verdict(Verdict::Partly)), "the state is back");
    let now = store.answers(run).unwrap()["inventory"].clone();
    assert_eq!(
        now.item_hash, first.item_hash,
        "bound to the words it was given under"
    );
    let history = store.history(run, "inventory").unwrap();
    let content = history[0].content.as_ref().unwrap();
    assert_eq!(
        (content.cause, content.of.as_deref()),
        (Cause::Restored, Some(first.revision.as_str())),
        "as a new state that says whence"
    );
    let unknown = store.restore_answer(run, "agents", &first.revision, &stamp(13));
    assert_eq!(
        unknown.unwrap(),
        None,
        "a state of another item is not brought here"
    );
    undo(&mut store, run, 14);
    assert_eq!(
        verdict_of(&store, run, "inventory"),
        Some(Verdict::InPlace),
        "and bringing it back can be undone"
    );
}

#[test]
fn what_was_recorded_last_is_undone_first_with_the_clock_set_back() {
    let (folder, mut store, made) = with_assessment();
    let run = made.run.as_str();
    let owner = |name: &str| Action {
        owner: Some(name.to_owned()),
        ..Action::default()
    };
    answer(&mut store, run, "inventory", &verdict(Verdict::Partly), 500);
    // The clock is set back to before the run was made, and each of these is recorded after the last.
    let first = owner("CISO");
    let change = ActionChange::new("inventory", &first);
    store
        .record_action(&made.assessment, &change, &stamp(-900))
        .unwrap();
    answer(
        &mut store,
        run,
        "inventory",
        &verdict(Verdict::InPlace),
        -800,
    );
    let second = owner("Treasury");
    let change = ActionChange::new("inventory", &second);
    store
        .record_action(&made.assessment, &change, &stamp(-850))
        .unwrap();
    drop(store);
    let mut store = Store::open(folder.path(), options(1_000)).unwrap();
    let kinds = |restored: &[Restored]| match restored {
        [Restored::Answer { was, .. }] => format!("{:?}", was.verdict),
        [Restored::Action { was, .. }] => format!("{:?}", was.owner),
        other => format!("{other:?}"),
    };
    let undone: Vec<String> = (0..5)
        .map(|count| kinds(&undo(&mut store, run, -700 + count)))
        .collect();
    assert_eq!(
        undone,
        [
            r#"Some("Treasury")"#,
            "Some(InPlace)",
            r#"Some("CISO")"#,
            "Some(Partly)",
            "[]"
        ],
        "the last one that was recorded goes first, each time"
    );
    let made_again: Vec<String> = (0..4)
        .map(|count| kinds(&redo(&mut store, run, -600 + count)))
        .collect();
    assert_eq!(
        made_again,
        ["None", "None", "Some(Partly)", r#"Some("CISO")"#],
        "and all of it is made again, in turn"
    );
    assert_eq!(store.verify().unwrap(), [], "every chain holds");
}
