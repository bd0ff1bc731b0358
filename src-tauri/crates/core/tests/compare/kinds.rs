//! Each kind of movement, by one example.

use std::collections::BTreeSet;

use proviso_core::action::{Action, ActionStatus};
use proviso_core::answer::{Answer, BasisKind, Field, Verdict};
use proviso_core::compare::{MoveKind, compare};
use proviso_core::date::Date;
use proviso_core::profile::Profile;

use crate::made::{Practice, Run, linked, pack};

fn run(version: &str, practices: &[Practice], answer: Answer) -> Run {
    Run {
        pack: pack(version, practices),
        profile: Profile {
            roles: BTreeSet::from([String::from("developer")]),
            ..Profile::default()
        },
        answers: [(String::from("p0"), answer)].into_iter().collect(),
        actions: Default::default(),
        carried: BTreeSet::new(),
        evidence: Default::default(),
    }
}

fn says(verdict: Verdict, basis: BasisKind) -> Answer {
    Answer {
        verdict: Some(verdict),
        basis: Some(basis),
        ..Answer::default()
    }
}

/// The kinds of movement that `p0` makes.
fn kinds(a: &Run, b: &Run) -> Vec<MoveKind> {
    let comparison = compare(&a.side(), &b.side());
    let moved = comparison.items.iter().find(|moved| moved.item == "p0");
    moved
        .map(|moved| moved.kinds.iter().copied().collect())
        .unwrap_or_default()
}

const ONE: Practice = (0, 2, 0, 0);

fn from_to(before: Answer, after: Answer) -> Vec<MoveKind> {
    kinds(&run("1.0.0", &[ONE], before), &run("1.0.0", &[ONE], after))
}

#[test]
fn verdicts_gaps_and_evidence() {
    use BasisKind::{Document, Interview};
    use Verdict::{InPlace, NotInPlace, NotSure, Partly};
    assert_eq!(
        from_to(says(NotInPlace, Document), says(InPlace, Document)),
        [MoveKind::Better, MoveKind::GapClosed],
        "a practice came into place"
    );
    assert_eq!(
        from_to(says(InPlace, Document), says(Partly, Document)),
        [MoveKind::Worse, MoveKind::GapReopened],
        "what had been in order is a gap"
    );
    assert_eq!(
        from_to(says(InPlace, Document), says(InPlace, Interview)),
        [MoveKind::EvidenceGone, MoveKind::FieldsChanged],
        "the verdict is the same, and the document is gone"
    );
    assert_eq!(
        from_to(says(NotSure, Document), says(NotInPlace, Document)),
        [MoveKind::Settled, MoveKind::GapFound],
        "an open question came out as a gap"
    );
}

#[test]
fn the_fields_that_differ_are_named_with_both_states() {
    let before = Answer {
        verdict: Some(Verdict::InPlace),
        facts: Some(String::from("Seen in May")),
        owner: Some(String::from("CISO")),
        ..Answer::default()
    };
    let after = Answer {
        facts: Some(String::from("Seen in November")),
        owner: None,
        ..before.clone()
    };
    let (a, b) = (run("1.0.0", &[ONE], before), run("1.0.0", &[ONE], after));
    let comparison = compare(&a.side(), &b.side());
    let fields = &comparison.items[0].fields;
    let named: Vec<_> = fields
        .iter()
        .map(|f| (f.field, f.before.as_deref(), f.after.as_deref()))
        .collect();
    assert_eq!(
        named,
        [
            (Field::Facts, Some("Seen in May"), Some("Seen in November")),
            (Field::Owner, Some("CISO"), None)
        ],
        "not only verdicts are compared"
    );
}

#[test]
fn words_weights_and_items_of_the_pack() {
    let answer = says(Verdict::InPlace, BasisKind::Document);
    let old = run("1.0.0", &[ONE], answer.clone());
    let worded = run("1.1.0", &[(0, 2, 1, 0)], answer.clone());
    assert_eq!(
        kinds(&old, &worded),
        [MoveKind::WordingChanged],
        "the answer stands under new words"
    );
    let weighed = run("1.1.0", &[(0, 3, 0, 0)], answer.clone());
    assert_eq!(
        kinds(&old, &weighed),
        [MoveKind::WeightChanged],
        "the weight is another one"
    );
    let gone = run("1.1.0", &[], answer);
    assert!(
        kinds(&old, &gone).contains(&MoveKind::Retired),
        "the pack no longer has it"
    );
    assert!(
        kinds(&gone, &old).contains(&MoveKind::New),
        "the pack did not have it"
    );
}

#[test]
fn decisions_and_what_waits_on_them() {
    let decided = |choice: &str| {
        let mut run = run(
            "1.0.0",
            &[(0, 1, 0, 4)],
            says(Verdict::InPlace, BasisKind::Document),
        );
        let answer = Answer {
            choice: Some(choice.to_owned()),
            ..Answer::default()
        };
        run.answers.insert(String::from("offer"), answer);
        run
    };
    let (taken, left) = (decided("yes"), decided("no"));
    let comparison = compare(&taken.side(), &left.side());
    let offer = comparison
        .of_kind(MoveKind::DecisionReversed)
        .next()
        .unwrap();
    assert_eq!(offer.item, "offer", "the decision came out otherwise");
    assert_eq!(
        kinds(&taken, &left),
        [MoveKind::LeftScope],
        "what hung on it is no longer asked"
    );
    let left = comparison.of_kind(MoveKind::LeftScope).next().unwrap();
    assert!(
        left.stands.as_ref().unwrap().because().contains("offer"),
        "the reason is in words"
    );
}

#[test]
fn acceptances_that_end_and_actions_that_fall_due() {
    let day = |day| Date::from_ymd(2026, 11, day);
    let gap = |action: Action| {
        let mut run = run(
            "1.0.0",
            &[ONE],
            says(Verdict::NotInPlace, BasisKind::Document),
        );
        run.actions.insert(String::from("p0"), action);
        run
    };
    let accepted = |until| Action {
        status: ActionStatus::Accepted,
        accepted_until: day(until),
        ..Action::default()
    };
    assert_eq!(
        kinds(&gap(accepted(25)), &gap(accepted(15))),
        [MoveKind::AcceptanceEnded],
        "after its last day the gap is open again"
    );
    let due = |due| Action {
        due: day(due),
        ..Action::default()
    };
    assert_eq!(
        kinds(&gap(due(25)), &gap(due(15))),
        [MoveKind::Overdue],
        "its day has passed"
    );
}

#[test]
fn evidence_that_was_taken_away_is_named() {
    let under = |titles: &[&str]| {
        let mut run = run(
            "1.0.0",
            &[ONE],
            says(Verdict::InPlace, BasisKind::Interview),
        );
        let links = titles
            .iter()
            .enumerate()
            .map(|(at, title)| linked(title, at));
        run.evidence.insert(String::from("p0"), links.collect());
        run
    };
    let moved = |before: &[&str], after: &[&str]| {
        let comparison = compare(&under(before).side(), &under(after).side());
        let moved = comparison.items.first().cloned();
        moved.map(|moved| {
            let titles = |pieces: &[proviso_core::evidence::Evidence]| {
                pieces
                    .iter()
                    .map(|piece| piece.title.clone())
                    .collect::<Vec<_>>()
            };
            let kinds: Vec<MoveKind> = moved.kinds.iter().copied().collect();
            (
                kinds,
                titles(&moved.evidence_gone),
                titles(&moved.evidence_new),
            )
        })
    };
    let named = |titles: &[&str]| {
        titles
            .iter()
            .map(|&title| title.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        moved(&["Policy"], &[]),
        Some((
            vec![MoveKind::EvidenceGone, MoveKind::EvidenceChanged],
            named(&["Policy"]),
            named(&[])
        )),
        "the verdict is the same, and what it rested on is gone"
    );
    assert_eq!(
        moved(&["Policy", "Log"], &["Log", "Minutes"]),
        Some((
            vec![MoveKind::EvidenceChanged],
            named(&["Policy"]),
            named(&["Minutes"])
        )),
        "one document for another: it still rests on something"
    );
    assert_eq!(
        moved(&["Log", "Policy"], &["Policy", "Log"]),
        None,
        "the same documents, linked in another order by the next run"
    );
}
