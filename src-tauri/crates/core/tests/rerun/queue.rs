//! What is left to look at, and what each response records.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::answer::{Answer, Answers, Verdict};
use proviso_core::pack::ChangeKind;
use proviso_core::rerun::{
    Next, Previous, Response, ResponseError, Treatment, plan, queue, respond,
};

use crate::order::{all_answered, everything, order, planned};

#[test]
fn the_queue_holds_what_needs_counsel_and_counts_down() {
    let plan = planned(&order("1.0.0"), &order("1.2.0"), &[]);
    let mut carried: BTreeSet<String> = plan.answers().keys().map(|id| (*id).clone()).collect();
    let none = BTreeSet::new();
    let all = queue(&plan, &carried, &none, &none);
    assert_eq!(
        all.of,
        plan.counts().look_again,
        "the queue and the plan count alike"
    );
    assert_eq!(
        all.progress(),
        format!("0 of {}", all.of),
        "nothing is settled yet"
    );
    for queued in &all.one_by_one {
        let first = if queued.strength >= ChangeKind::Substantive {
            Response::LookAgain
        } else {
            Response::Stands
        };
        assert_eq!(
            queued.primary, first,
            "{}: {:?}",
            queued.item, queued.strength
        );
    }
    let later = BTreeSet::from([all.one_by_one[0].item.clone()]);
    let put_off = queue(&plan, &carried, &none, &later);
    assert_eq!(
        put_off.one_by_one.last().map(|q| &q.item),
        later.first(),
        "what is put off comes last"
    );
    assert_eq!(put_off.done, 0, "and is not settled by it");
    carried.remove(&all.one_by_one[1].item);
    assert_eq!(
        queue(&plan, &carried, &none, &later).progress(),
        format!("1 of {}", all.of),
        "a revision that is no longer merely carried settles it"
    );
}

#[test]
fn only_answers_whose_wording_stands_are_reaffirmed_together() {
    let plan = planned(&order("1.0.0"), &order("1.2.0"), &[]);
    let carried: BTreeSet<String> = plan.answers().keys().map(|id| (*id).clone()).collect();
    let none = BTreeSet::new();
    let queue = queue(&plan, &carried, &none, &none);
    let together: Vec<&String> = queue
        .together
        .iter()
        .flat_map(|batch| &batch.items)
        .collect();
    assert!(together.len() > 50, "most questions did not change");
    for id in together {
        let entry = plan.entry(id).unwrap();
        assert_eq!(entry.treatment, Treatment::Carried, "{id} did not change");
        assert!(
            entry.same_words,
            "{id} is asked in the words it was answered under"
        );
    }
    let mut pins: Vec<_> = queue
        .together
        .iter()
        .map(|batch| &batch.provision)
        .collect();
    let count = pins.len();
    pins.sort();
    pins.dedup();
    assert_eq!(pins.len(), count, "each provision is listed once");
}

#[test]
fn each_response_records_what_it_says() {
    let pack = order("1.2.0");
    let answers = all_answered(&pack);
    let practice = pack
        .items
        .iter()
        .find(|item| item.practice().is_some())
        .unwrap();
    let answer = &answers[&practice.id];
    for nothing in [Response::LookAgain, Response::Later] {
        assert_eq!(
            respond(practice, answer, nothing),
            Ok(None),
            "{nothing:?} records nothing"
        );
    }
    let stands = respond(practice, answer, Response::Stands)
        .unwrap()
        .unwrap();
    assert_eq!(&stands.answer, answer, "it stands as answered, to the byte");
    assert!(stands.reaffirmed, "and is recorded as a re-affirmation");
    let unsure = respond(practice, answer, Response::NotSure)
        .unwrap()
        .unwrap();
    assert_eq!(
        unsure.answer.verdict,
        Some(Verdict::NotSure),
        "the verdict is open again"
    );
    assert_eq!(unsure.answer.facts, answer.facts, "what was written stays");
    assert!(!unsure.reaffirmed, "not sure is a new answer");
    let decision = pack
        .items
        .iter()
        .find(|item| item.decision().is_some())
        .unwrap();
    let undecided = respond(decision, &answers[&decision.id], Response::NotSure)
        .unwrap()
        .unwrap();
    assert_eq!(undecided.answer.choice, None, "the decision is open again");
}

#[test]
fn an_answer_that_no_longer_answers_cannot_stand() {
    let pack = order("1.2.0");
    let decision = pack
        .items
        .iter()
        .find(|item| item.decision().is_some())
        .unwrap();
    let gone = Answer {
        choice: Some(String::from("no-longer-offered")),
        ..Answer::default()
    };
    let error = respond(decision, &gone, Response::Stands).unwrap_err();
    assert!(matches!(error, ResponseError::OptionGone { .. }), "{error}");
    let other = Answer {
        verdict: Some(Verdict::InPlace),
        ..Answer::default()
    };
    let error = respond(decision, &other, Response::Stands).unwrap_err();
    assert!(
        matches!(error, ResponseError::NoAnswer { .. }),
        "a verdict decides nothing: {error}"
    );
}

#[test]
fn what_was_only_noted_goes_on_and_is_no_answer_to_look_at() {
    let (old, new) = (order("1.0.0"), order("1.2.0"));
    let (before, after) = (everything(&old), everything(&new));
    let noted = Answer {
        facts: Some("Asked twice; no word yet".into()),
        todo: Some("Ask Kim".into()),
        ..Answer::default()
    };
    let answers: Answers = old
        .items
        .iter()
        .map(|item| (item.id.clone(), noted.clone()))
        .collect();
    let previous = Previous {
        pack: &old,
        profile: &before,
        answers: &answers,
        held: &BTreeMap::new(),
    };
    let next = Next {
        pack: &new,
        profile: &after,
    };
    let plan = plan(&previous, &next, &[]).unwrap();
    let counts = plan.counts();
    assert_eq!(
        (counts.look_again, counts.carried, counts.attic_answered),
        (0, 0, 0),
        "nothing was answered"
    );
    let asked = plan
        .entries
        .iter()
        .filter(|entry| !entry.origins.is_empty());
    let goes_on = plan.start();
    for entry in asked {
        assert_eq!(
            goes_on.get(&entry.item),
            Some(&noted),
            "{} keeps what was written",
            entry.item
        );
    }
    let carried: BTreeSet<String> = goes_on.keys().cloned().collect();
    let none = BTreeSet::new();
    let queue = queue(&plan, &carried, &none, &none);
    assert_eq!(
        (queue.of, queue.together.len()),
        (0, 0),
        "and nothing is queued"
    );
}
