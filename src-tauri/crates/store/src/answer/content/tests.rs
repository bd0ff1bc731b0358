//! Answers that stand in another entry: written once, read everywhere, destroyed for all.

use proviso_core::answer::Verdict;
use proviso_core::canonical::Hash;
use proviso_core::profile::Profile;
use proviso_core::search::Query;
use serde_json::{Map, Value};
use tempfile::TempDir;

use super::*;
use crate::log::{Link, Log};
use crate::testing::{item_hash, options, stamp, with_assessment};
use crate::verify::{Breach, BrokenLink};
use crate::{Among, Arrival, Contents, Created, Fault, NextRun, Retrace, Store, TakenOver};

const ITEM: &str = "inventory";

fn partly() -> Answer {
    Answer {
        verdict: Some(Verdict::Partly),
        facts: Some(String::from(
            "The zebrafish register lists nine of twelve systems.",
        )),
        ..Answer::default()
    }
}

fn record(store: &mut Store, run: &str, cause: Cause, answer: &Answer, second: i64) -> String {
    let hash = item_hash(ITEM);
    let change = Change {
        cause,
        ..Change::new(ITEM, &hash, answer)
    };
    let recorded = store.record_answer(run, &change, &stamp(second)).unwrap();
    recorded.unwrap().revision
}

/// Follows a run, taking its one answer over.
fn follow(store: &mut Store, run: &str, second: i64) -> String {
    let held = store.answers(run).unwrap().remove(ITEM).unwrap();
    let before = store.run(run).unwrap();
    let taken = TakenOver {
        item: ITEM,
        bound_to: &held.item_hash,
        answer: &held.answer,
        of: &held.revision,
    };
    let next = NextRun {
        pack: &before.pack.hash,
        as_of: before.as_of,
        profile: &Profile::default(),
        answers: &[taken],
        goes_on: &[],
        amends: None,
    };
    store.follow(run, &next, &stamp(second)).unwrap()
}

/// Three runs: answered; carried and re-affirmed; carried from there. Returns them in order, with
/// the entry that was answered.
fn three_runs() -> (TempDir, Store, Created, [String; 3], String) {
    let (folder, mut store, made) = with_assessment();
    let given = record(&mut store, &made.run, Cause::Answer, &partly(), 5);
    let second = follow(&mut store, &made.run, 50);
    record(&mut store, &second, Cause::Reaffirmed, &partly(), 51);
    let third = follow(&mut store, &second, 60);
    let runs = [made.run.clone(), second, third];
    (folder, store, made, runs, given)
}

fn bodies(store: &Store) -> Vec<Map<String, Value>> {
    let mut query = store
        .conn
        .prepare("SELECT body FROM revision WHERE kind = 'answer' ORDER BY seq")
        .unwrap();
    let bodies = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let bodies = bodies.map(|body| serde_json::from_str(&body.unwrap()).unwrap());
    bodies.collect()
}

/// Destroys the body of one entry, by the entry that names it.
fn destroy(store: &mut Store, assessment: &str, entry: &str) {
    let mut body = Map::new();
    body.insert(String::from("gone"), serde_json::json!([entry]));
    let by = store.write::<_, Fault>(&stamp(90), |writing| {
        let assessment = crate::assessment::open_for_change(&writing.tx, assessment).unwrap();
        let link = Link {
            assessment: &assessment,
            run: None,
            item: None,
            item_hash: None,
            kind: "destruction",
            body,
        };
        Ok(writing.append(Log::Revision, link)?.id)
    });
    by.unwrap();
    store.rebuild_search().unwrap();
}

fn listed(store: &Store) -> usize {
    let answers = store
        .each_run(Among::All, |_, gist| gist.said().count())
        .unwrap();
    answers.into_iter().sum()
}

fn found(store: &Store) -> usize {
    store.find(&Query::read("zebrafish"), 9).unwrap().len()
}

#[test]
fn an_answer_that_goes_on_is_written_once() {
    let (_folder, mut store, _, runs, given) = three_runs();
    let named: Vec<Option<String>> = bodies(&store)
        .iter()
        .map(|body| {
            body.get("answerIn")
                .map(|entry| entry.as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(
        named,
        [None, Some(given.clone()), Some(given.clone()), Some(given)],
        "whatever is carried or re-affirmed names the entry with the text, and no other in between"
    );
    assert!(
        bodies(&store)[1..]
            .iter()
            .all(|body| body["format"] == 2 && !body.contains_key("answer")),
        "and says so by its format"
    );
    for run in &runs {
        let answers = store.answers(run).unwrap();
        assert_eq!(answers[ITEM].answer, partly(), "every run reads it in full");
        assert!(
            store.history(run, ITEM).unwrap().iter().all(|state| state
                .content
                .as_ref()
                .unwrap()
                .answer
                == partly()),
            "and so does its history"
        );
    }
    assert_eq!(listed(&store), 3, "lists of runs know its verdict in each");
    assert_eq!(found(&store), 3, "its words are found in each");
    let next = Answer {
        todo: Some(String::from("Ask again")),
        ..partly()
    };
    record(&mut store, &runs[2], Cause::Reaffirmed, &next, 61);
    let last = bodies(&store).pop().unwrap();
    assert!(
        last["format"] == 1 && last.contains_key("answer"),
        "another state is written in full"
    );
    assert_eq!(store.verify().unwrap(), [], "and every chain holds");
}

#[test]
fn undo_goes_back_to_what_was_carried() {
    let (_folder, mut store, _, runs, _) = three_runs();
    record(&mut store, &runs[2], Cause::Reaffirmed, &partly(), 61);
    assert_eq!(
        store.answers(&runs[2]).unwrap()[ITEM].cause,
        Cause::Reaffirmed,
        "it was looked at again"
    );
    store.retrace(&runs[2], Retrace::Undo, &stamp(62)).unwrap();
    let held = store.answers(&runs[2]).unwrap().remove(ITEM).unwrap();
    assert_eq!(
        (held.cause, held.answer),
        (Cause::Carried, partly()),
        "undone, it waits again, with its text"
    );
    assert_eq!(store.verify().unwrap(), [], "and every chain holds");
}

#[test]
fn a_text_that_is_destroyed_is_gone_from_every_run() {
    let (_folder, mut store, made, runs, given) = three_runs();
    record(&mut store, &runs[2], Cause::Reaffirmed, &partly(), 61);
    destroy(&mut store, &made.assessment, &given);
    for run in &runs {
        assert!(
            store.answers(run).unwrap().is_empty(),
            "no run answers with it any more"
        );
        assert!(
            store
                .history(run, ITEM)
                .unwrap()
                .iter()
                .all(|state| state.content.is_none()),
            "the history says that something stood there, and not what"
        );
    }
    assert_eq!(listed(&store), 0, "no digest keeps its verdict");
    assert_eq!(found(&store), 0, "nor the index its words");
    assert_eq!(
        store.retrace(&runs[2], Retrace::Undo, &stamp(92)).unwrap(),
        [],
        "and no undo goes back to it"
    );
    assert_eq!(
        store.verify().unwrap(),
        [],
        "all of which the log bears out"
    );
    let file = store.whole_assessment(&made.assessment).unwrap();
    let arrival = Arrival::look(
        Contents::read(file).unwrap(),
        options(5_000).entropy,
        &stamp(95),
    )
    .unwrap();
    assert!(
        arrival.store().answers(&runs[2]).unwrap().is_empty(),
        "a file of it is whole, and has it no more than the data folder"
    );
}

#[test]
fn a_file_brings_the_text_along() {
    let (_folder, store, made, runs, _) = three_runs();
    let file = store.whole_assessment(&made.assessment).unwrap();
    let contents = Contents::read(file).unwrap();
    let arrival = Arrival::look(contents, options(5_000).entropy, &stamp(95)).unwrap();
    let there = arrival.store();
    for run in &runs {
        assert_eq!(
            there.answers(run).unwrap()[ITEM].answer,
            partly(),
            "each run reads it where it came to"
        );
    }
    assert_eq!(
        (listed(there), found(there)),
        (3, 3),
        "and so do lists and searches"
    );
}

/// Returns what `verify` says of an answer that names `entry` for its text.
fn naming(entry: impl Fn(&Created, &str) -> String) -> (Store, TempDir, Vec<BrokenLink>) {
    let (folder, mut store, made) = with_assessment();
    let given = record(&mut store, &made.run, Cause::Answer, &partly(), 5);
    let entry = entry(&made, &given);
    store
        .write::<_, Fault>(&stamp(9), |writing| {
            let open = crate::run::open_for_change(&writing.tx, &made.run).unwrap();
            let mut body = Map::new();
            body.insert(String::from("answerIn"), Value::from(entry));
            body.insert(String::from("cause"), Value::from("carried"));
            let Hash(hash) = item_hash(ITEM);
            let link = Link {
                assessment: &open.assessment,
                run: Some(&open.run),
                item: Some(ITEM),
                item_hash: Some(&hash),
                kind: "answer",
                body,
            };
            let seq = writing.append(Log::Revision, link)?.seq;
            writing
                .tx
                .execute("UPDATE current_answer SET seq = ?1", [seq])?;
            Ok(())
        })
        .unwrap();
    let broken = store.verify().unwrap();
    (store, folder, broken)
}

#[test]
fn an_entry_that_is_named_in_vain_is_found() {
    let (_store, _folder, broken) = naming(|_, given| given.to_owned());
    assert_eq!(broken, [], "one that holds the text is named well");
    for (what, entry) in [("nobody", "0".repeat(32)), ("the run", String::new())] {
        let (store, _folder, broken) = naming(|made, _| match what {
            "nobody" => entry.clone(),
            _ => made.run.clone(),
        });
        assert!(
            broken
                .iter()
                .any(|link| link.breach == Breach::AnswerMissing),
            "{what} holds no answer: {broken:?}"
        );
        let run = store.list_assessments().unwrap();
        assert_eq!(run.len(), 1, "the rest is still read");
    }
}
