//! Following a run and throwing the successor away.

use proviso_core::action::Action;
use proviso_core::answer::Verdict;

use super::*;
use crate::action::ActionChange;
use crate::answer::RecordError;
use crate::testing::{item_hash, set_state, stamp, verdict, with_assessment};

/// A profile that differs from none.
fn profile() -> Profile {
    Profile {
        roles: [String::from("adopter")].into_iter().collect(),
        ..Profile::default()
    }
}

fn follow(store: &mut Store, run: &str, answers: &[TakenOver<'_>]) -> Result<String, FollowError> {
    let before = store.run(run).unwrap();
    let profile = profile();
    let next = NextRun {
        pack: &before.pack.hash,
        as_of: before.as_of,
        profile: &profile,
        answers,
        goes_on: &[],
        amends: None,
    };
    store.follow(run, &next, &stamp(50))
}

#[test]
fn a_follow_on_run_takes_answers_over_as_they_were() {
    let (_folder, mut store, made) = with_assessment();
    let (hash, partly) = (item_hash("inventory"), verdict(Verdict::Partly));
    let recorded = store
        .record_answer(
            &made.run,
            &Change::new("inventory", &hash, &partly),
            &stamp(5),
        )
        .unwrap()
        .unwrap();
    let taken = TakenOver {
        item: "inventory-2",
        bound_to: &hash,
        answer: &partly,
        of: &recorded.revision,
    };
    let next = follow(&mut store, &made.run, &[taken]).unwrap();
    let run = store.run(&next).unwrap();
    assert_eq!(run.number, 2, "it is the next run");
    assert_eq!(
        run.predecessor.as_deref(),
        Some(made.run.as_str()),
        "of the one before"
    );
    assert_eq!(
        store.profile(&next).unwrap(),
        Some(profile()),
        "with its profile"
    );
    let answers = store.answers(&next).unwrap();
    let answer = &answers["inventory-2"];
    assert_eq!(answer.answer, partly, "the answer is the same");
    assert_eq!(
        answer.item_hash, hash,
        "bound to the words it was given under"
    );
    assert_eq!(answer.cause, Cause::Carried, "and not yet looked at again");
    let history = store.history(&next, "inventory-2").unwrap();
    let content = history[0].content.as_ref().unwrap();
    assert_eq!(
        content.of.as_deref(),
        Some(recorded.revision.as_str()),
        "it says whence"
    );
    assert_eq!(
        store.answers(&made.run).unwrap().len(),
        1,
        "the run before keeps its own"
    );
    assert_eq!(store.verify().unwrap(), [], "and every chain holds");
}

#[test]
fn a_followed_run_takes_nothing_until_its_successor_is_thrown_away() {
    let (_folder, mut store, made) = with_assessment();
    let next = follow(&mut store, &made.run, &[]).unwrap();
    let (hash, partly) = (item_hash("inventory"), verdict(Verdict::Partly));
    let change = Change::new("inventory", &hash, &partly);
    let refused = store
        .record_answer(&made.run, &change, &stamp(51))
        .unwrap_err();
    let why = Closed::Followed;
    assert!(
        matches!(refused, RecordError::Closed { why: known, .. } if known == why),
        "{refused}"
    );
    let second = follow(&mut store, &made.run, &[]).unwrap_err();
    assert!(
        matches!(second, FollowError::Followed { number: 1 }),
        "{second}"
    );
    assert_eq!(
        store.runs(&made.assessment).unwrap().len(),
        2,
        "nothing was made"
    );
    store.discard_run(&next, &stamp(52)).unwrap();
    let runs = store.runs(&made.assessment).unwrap();
    assert_eq!(runs.len(), 1, "the one thrown away is not listed");
    assert_eq!(runs[0].closed(), None, "and the first run is open again");
    store.record_answer(&made.run, &change, &stamp(53)).unwrap();
    let again = follow(&mut store, &made.run, &[]).unwrap();
    assert_eq!(
        store.run(&again).unwrap().number,
        2,
        "its number is free again"
    );
    assert_eq!(
        store.run(&next).unwrap().state,
        RunState::Discarded,
        "what was in it is kept"
    );
    assert_eq!(store.verify().unwrap(), [], "all of it is in the log");
}

#[test]
fn a_signed_predecessor_stays_signed() {
    let (_folder, mut store, made) = with_assessment();
    set_state(&store, &made.run, "signed");
    let next = follow(&mut store, &made.run, &[]).unwrap();
    store.discard_run(&next, &stamp(51)).unwrap();
    assert_eq!(
        store.run(&made.run).unwrap().closed(),
        Some(Closed::Signed),
        "throwing a successor away opens nothing that was signed"
    );
}

#[test]
fn what_cannot_be_thrown_away_is_said() {
    let (_folder, mut store, made) = with_assessment();
    let first = store.discard_run(&made.run, &stamp(51)).unwrap_err();
    assert!(
        matches!(first, DiscardError::First { number: 1 }),
        "{first}"
    );
    let unknown = store.discard_run("nowhere", &stamp(51)).unwrap_err();
    assert!(
        matches!(unknown, DiscardError::UnknownRun { .. }),
        "{unknown}"
    );
    let second = follow(&mut store, &made.run, &[]).unwrap();
    let third = follow(&mut store, &second, &[]).unwrap();
    let between = store.discard_run(&second, &stamp(52)).unwrap_err();
    assert!(
        matches!(
            between,
            DiscardError::Closed {
                why: Closed::Followed,
                ..
            }
        ),
        "one that is followed stays: {between}"
    );
    store.discard_run(&third, &stamp(53)).unwrap();
    let twice = store.discard_run(&third, &stamp(54)).unwrap_err();
    assert!(
        matches!(
            twice,
            DiscardError::Closed {
                why: Closed::Discarded,
                ..
            }
        ),
        "{twice}"
    );
    let gone = follow(&mut store, &third, &[]).unwrap_err();
    assert!(matches!(gone, FollowError::Discarded { .. }), "{gone}");
}

#[test]
fn a_pack_that_is_not_installed_makes_no_run() {
    let (_folder, mut store, made) = with_assessment();
    let head = store.verify().unwrap();
    let profile = profile();
    let next = NextRun {
        pack: &item_hash("no pack"),
        as_of: store.run(&made.run).unwrap().as_of,
        profile: &profile,
        answers: &[],
        goes_on: &[],
        amends: None,
    };
    let refused = store.follow(&made.run, &next, &stamp(50)).unwrap_err();
    assert!(
        matches!(refused, FollowError::UnknownPack { .. }),
        "{refused}"
    );
    assert_eq!(
        store.runs(&made.assessment).unwrap().len(),
        1,
        "nothing was made"
    );
    assert_eq!(store.verify().unwrap(), head, "and nothing was written");
}

#[test]
fn what_goes_on_under_another_name_takes_its_action_and_its_drafts_along() {
    use proviso_core::action::{Action, ActionStatus};
    use proviso_core::answer::Field;

    use crate::action::ActionChange;

    let (_folder, mut store, made) = with_assessment();
    let of_counsel = |status| Action {
        owner: Some(String::from("CISO")),
        status,
        ..Action::default()
    };
    let (open, done) = (
        of_counsel(ActionStatus::Open),
        of_counsel(ActionStatus::Done),
    );
    let act = |store: &mut Store, item: &str, action: &Action, second| {
        let change = ActionChange::new(item, action);
        store
            .record_action(&made.assessment, &change, &stamp(second))
            .unwrap();
    };
    act(&mut store, "records", &open, 5);
    store
        .save_draft(&made.run, "records", Field::Facts, "Kept for", stamp(6).at)
        .unwrap();
    let before = store.run(&made.run).unwrap();
    let profile = profile();
    let next = NextRun {
        pack: &before.pack.hash,
        as_of: before.as_of,
        profile: &profile,
        answers: &[],
        goes_on: &[("records", "retention"), ("records", "hold")],
        amends: None,
    };
    let run = store.follow(&made.run, &next, &stamp(50)).unwrap();
    let actions = store.actions(&made.assessment).unwrap();
    assert_eq!(
        (&actions["retention"].action, &actions["hold"].action),
        (&open, &open),
        "each part of a split goes on with the action"
    );
    let typed = store.drafts(&run).unwrap();
    assert!(
        typed.len() == 2 && typed.iter().all(|draft| draft.text == "Kept for"),
        "and with what was being typed: {typed:?}"
    );
    assert_eq!(
        store.drafts(&made.run).unwrap().len(),
        1,
        "which is not taken from the run before"
    );
    act(&mut store, "hold", &done, 51);
    store.discard_run(&run, &stamp(52)).unwrap();
    let closing = of_counsel(ActionStatus::InProgress);
    act(&mut store, "records", &closing, 53);
    store.follow(&made.run, &next, &stamp(54)).unwrap();
    let actions = store.actions(&made.assessment).unwrap();
    assert_eq!(
        actions["retention"].action, closing,
        "followed again, the action comes along as it stands then"
    );
    assert_eq!(
        actions["hold"].action, done,
        "but what counsel recorded of the part itself stays"
    );
    assert_eq!(store.verify().unwrap(), [], "and every chain holds");
}

#[test]
fn a_followed_run_keeps_its_actions_as_they_stood() {
    let (_folder, mut store, made) = with_assessment();
    let owned_by = |owner: &str| Action {
        owner: Some(owner.to_owned()),
        ..Action::default()
    };
    assert_eq!(
        store.actions_when_followed(&made.run).unwrap(),
        None,
        "nothing follows it yet: its actions are the current ones"
    );
    let record = |store: &mut Store, item: &str, owner: &str, second| {
        let action = owned_by(owner);
        store
            .record_action(
                &made.assessment,
                &ActionChange::new(item, &action),
                &stamp(second),
            )
            .unwrap();
    };
    record(&mut store, "inventory", "CISO", 10);
    record(&mut store, "inventory", "General Counsel", 50);
    follow(&mut store, &made.run, &[]).unwrap();
    // In the same moment as the run that follows: the order of entries decides, not the clock.
    record(&mut store, "inventory", "Head of Risk", 50);
    record(&mut store, "contracts", "Head of Risk", 50);
    let stood = store.actions_when_followed(&made.run).unwrap().unwrap();
    assert_eq!(
        stood,
        [(String::from("inventory"), owned_by("General Counsel"))].into(),
        "what was recorded before the run was followed, and nothing of what came after"
    );
    assert_eq!(store.verify().unwrap(), [], "and every chain holds");
}

/// Bytes of the file that hold something.
fn used(store: &Store) -> i64 {
    let pragma = |name: &str| -> i64 {
        store
            .conn
            .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
            .unwrap()
    };
    (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")
}

/// Sentences of `count` words, none like the one before.
fn prose(seed: usize, count: usize) -> String {
    const WORDS: [&str; 40] = [
        "agent",
        "approval",
        "assessment",
        "board",
        "contract",
        "control",
        "counsel",
        "deployment",
        "evidence",
        "exception",
        "finding",
        "governance",
        "incident",
        "inventory",
        "lender",
        "logging",
        "model",
        "monitoring",
        "officer",
        "order",
        "owner",
        "policy",
        "procurement",
        "quarter",
        "record",
        "register",
        "release",
        "report",
        "review",
        "risk",
        "sample",
        "scope",
        "security",
        "system",
        "team",
        "test",
        "training",
        "vendor",
        "version",
        "workflow",
    ];
    let mut at = seed;
    let mut words = Vec::with_capacity(count);
    for number in 0..count {
        at = (at * 1_103_515_245 + 12_345) % (1 << 31);
        let word = WORDS[(at >> 8) % WORDS.len()];
        words.push(match number % 7 {
            // Numbers and names that are said once, as in any answer.
            6 => format!("{word}-{}", at % 10_000),
            _ => word.to_owned(),
        });
    }
    words.join(" ")
}

/// Records the answers, has three runs follow, and returns how much the file grew by each.
fn growth(answers: &[Answer]) -> (usize, [usize; 3]) {
    let (_folder, mut store, made) = with_assessment();
    let hash = item_hash("inventory");
    let items: Vec<String> = (0..answers.len())
        .map(|number| format!("item-{number:03}"))
        .collect();
    let changes: Vec<Change<'_>> = items
        .iter()
        .zip(answers)
        .map(|(item, answer)| Change::new(item, &hash, answer))
        .collect();
    let grew = |store: &Store, before: i64| usize::try_from(used(store) - before).unwrap();
    let before = used(&store);
    let recorded = store
        .record_answers(&made.run, &changes, &stamp(5))
        .unwrap();
    let first = grew(&store, before);
    let revisions: Vec<String> = recorded
        .into_iter()
        .map(|recorded| recorded.unwrap().revision)
        .collect();
    let taken: Vec<TakenOver<'_>> = changes
        .iter()
        .zip(&revisions)
        .map(|(change, of)| TakenOver {
            item: change.item,
            bound_to: &hash,
            answer: change.answer,
            of,
        })
        .collect();
    let mut run = made.run;
    let followed = [1, 2, 3].map(|_| {
        let before = used(&store);
        run = follow(&mut store, &run, &taken).unwrap();
        grew(&store, before)
    });
    assert_eq!(store.verify().unwrap(), [], "and every chain holds");
    (first, followed)
}

// The text of the answers alone, without names of fields, is set against everything that the file
// grows by: the log, what holds now, the digest and the index of words.
#[test]
fn a_follow_on_run_takes_no_more_than_twice_the_text_of_its_answers() {
    // A paragraph of facts and a shorter one of analysis, as counsel writes them.
    let answers: Vec<Answer> = (0..120)
        .map(|number| Answer {
            verdict: Some(Verdict::Partly),
            facts: Some(prose(number, 80)),
            analysis: Some(prose(number + 500, 50)),
            owner: Some(String::from("Deputy General Counsel")),
            ..Answer::default()
        })
        .collect();
    let text: usize = answers
        .iter()
        .flat_map(|answer| [&answer.facts, &answer.analysis, &answer.owner])
        .map(|field| field.as_ref().map_or(0, String::len))
        .sum();
    for grown in growth(&answers).1 {
        assert!(
            grown <= 2 * text,
            "the text of 120 answers is {text} bytes, and the file grew by {grown}"
        );
    }
}

// A verdict alone is a few bytes, and an entry of the log six hundred: here a carried answer is held
// against what the same answer took when it was given.
#[test]
fn a_follow_on_run_takes_no_more_than_twice_what_its_shortest_answers_took() {
    let answers = vec![verdict(Verdict::Partly); 120];
    let (first, followed) = growth(&answers);
    for grown in followed {
        assert!(
            grown <= 2 * first,
            "120 verdicts took {first} bytes, and the file grew by {grown}"
        );
    }
}
