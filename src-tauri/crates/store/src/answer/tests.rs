//! What is recorded, what is not, and what stays of it.

use super::*;
use crate::testing::{follow, item_hash, moment, set_state, stamp, verdict, with_assessment};
use proviso_core::answer::Verdict;

#[test]
fn an_answer_is_read_back_with_who_when_and_the_wording() {
    let (_folder, mut store, made) = with_assessment();
    let answer = Answer {
        facts: Some(String::from(
            "Line one\nLine “two” \u{1F512} \"quoted\" \\ \u{0}",
        )),
        ..verdict(Verdict::Partly)
    };
    let hash = item_hash("inventory");
    let change = Change::new("inventory", &hash, &answer);
    let recorded = store
        .record_answer(&made.run, &change, &stamp(10))
        .unwrap()
        .unwrap();
    let answers = store.answers(&made.run).unwrap();
    let stored = &answers["inventory"];
    assert_eq!(stored.answer, answer, "every character survives");
    assert_eq!(
        stored.item_hash, hash,
        "bound to the wording it was given under"
    );
    assert_eq!(
        stored.recorded_at,
        moment(10),
        "with the moment and its offset"
    );
    assert_eq!(stored.author, "Ada Counsel", "with its author");
    assert_eq!(
        stored.revision, recorded.revision,
        "under the id that was acknowledged"
    );
}

#[test]
fn recording_what_holds_already_writes_nothing() {
    let (_folder, mut store, made) = with_assessment();
    let hash = item_hash("inventory");
    let nothing = Answer::default();
    let empty = Change::new("inventory", &hash, &nothing);
    assert_eq!(
        store.record_answer(&made.run, &empty, &stamp(10)).unwrap(),
        None,
        "an empty answer to an unanswered item is no change"
    );
    let answer = verdict(Verdict::InPlace);
    let change = Change::new("inventory", &hash, &answer);
    store.record_answer(&made.run, &change, &stamp(11)).unwrap();
    let before = store.heads().unwrap();
    assert_eq!(
        store.record_answer(&made.run, &change, &stamp(12)).unwrap(),
        None,
        "the same answer again is no change"
    );
    assert_eq!(store.heads().unwrap(), before, "and no log has moved");
    assert_eq!(
        store.answers(&made.run).unwrap()["inventory"].recorded_at,
        moment(11),
        "the answer keeps the moment at which it was given"
    );
}

#[test]
fn the_same_answer_to_other_wording_is_recorded() {
    let (_folder, mut store, made) = with_assessment();
    let answer = verdict(Verdict::InPlace);
    let (old, new) = (item_hash("old wording"), item_hash("new wording"));
    for (second, hash) in [(10, &old), (11, &new)] {
        let change = Change::new("inventory", hash, &answer);
        store
            .record_answer(&made.run, &change, &stamp(second))
            .unwrap();
    }
    let history = store.history(&made.run, "inventory").unwrap();
    let hashes: Vec<&Hash> = history.iter().map(|state| &state.item_hash).collect();
    assert_eq!(
        hashes,
        [&new, &old],
        "what was affirmed is part of the record"
    );
}

#[test]
fn a_carried_answer_is_reaffirmed_once() {
    let (_folder, mut store, made) = with_assessment();
    let answer = verdict(Verdict::InPlace);
    let hash = item_hash("inventory");
    let mut causes = Vec::new();
    for cause in [Cause::Carried, Cause::Reaffirmed, Cause::Reaffirmed] {
        let change = Change {
            cause,
            of: Some("0123456789abcdef0123456789abcdef"),
            ..Change::new("inventory", &hash, &answer)
        };
        let recorded = store.record_answer(&made.run, &change, &stamp(10)).unwrap();
        causes.push(recorded.is_some());
    }
    assert_eq!(
        causes,
        [true, true, false],
        "the second re-affirmation says nothing new"
    );
    let stored = &store.answers(&made.run).unwrap()["inventory"];
    assert_eq!(
        stored.cause,
        Cause::Reaffirmed,
        "the answer is no longer merely carried"
    );
    let first = store.history(&made.run, "inventory").unwrap().remove(1);
    let of = first.content.unwrap().of;
    assert_eq!(
        of.as_deref(),
        Some("0123456789abcdef0123456789abcdef"),
        "what it was carried from is kept"
    );
}

#[test]
fn a_note_leaves_an_answer_as_it_was_given() {
    let (_folder, mut store, made) = with_assessment();
    let (then, now) = (item_hash("words of then"), item_hash("words of now"));
    let answer = verdict(Verdict::InPlace);
    let flagged = Answer {
        flag: true,
        todo: Some(String::from("Ask the CISO")),
        ..answer.clone()
    };
    let unsure = verdict(Verdict::NotSure);
    for cause in [Cause::Carried, Cause::Reaffirmed] {
        let item = format!("{cause:?}");
        let given = Change {
            cause,
            of: Some("0123456789abcdef0123456789abcdef"),
            ..Change::new(&item, &then, &answer)
        };
        store.record_answer(&made.run, &given, &stamp(10)).unwrap();
        let note = Change {
            notes_only: true,
            ..Change::new(&item, &now, &flagged)
        };
        store.record_answer(&made.run, &note, &stamp(11)).unwrap();
        let again = store.record_answer(&made.run, &note, &stamp(12)).unwrap();
        assert_eq!(again, None, "the same notes again are no change");
        let stored = store.answers(&made.run).unwrap().remove(&item).unwrap();
        assert_eq!(stored.answer, flagged, "the notes are recorded");
        assert_eq!(stored.cause, cause, "and re-affirm nothing");
        assert_eq!(
            stored.item_hash, then,
            "the answer is bound to the words it was given under"
        );
        let anew = Change::new(&item, &now, &unsure);
        store.record_answer(&made.run, &anew, &stamp(13)).unwrap();
        let stored = store.answers(&made.run).unwrap().remove(&item).unwrap();
        assert_eq!(
            (stored.cause, stored.item_hash),
            (Cause::Answer, now.clone()),
            "what answers the question is an answer to the words of now"
        );
    }
}

#[test]
fn history_and_last_changes_are_newest_first() {
    let (_folder, mut store, made) = with_assessment();
    let hash = item_hash("any");
    for (second, item, value) in [
        (10, "inventory", Verdict::NotSure),
        (11, "agents", Verdict::NotInPlace),
        (12, "inventory", Verdict::InPlace),
    ] {
        let answer = verdict(value);
        let change = Change::new(item, &hash, &answer);
        store
            .record_answer(&made.run, &change, &stamp(second))
            .unwrap();
    }
    let verdicts: Vec<Option<Verdict>> = store
        .history(&made.run, "inventory")
        .unwrap()
        .into_iter()
        .map(|state| state.content.unwrap().answer.verdict)
        .collect();
    assert_eq!(
        verdicts,
        [Some(Verdict::InPlace), Some(Verdict::NotSure)],
        "each state of this item, and of no other"
    );
    let items: Vec<String> = store
        .last_changes(&made.run, 2)
        .unwrap()
        .into_iter()
        .map(|state| state.item)
        .collect();
    assert_eq!(
        items,
        ["inventory", "agents"],
        "the last two, whatever the item"
    );
}

#[test]
fn several_changes_are_one_transaction_and_one_head() {
    let (_folder, mut store, made) = with_assessment();
    let hash = item_hash("any");
    let answer = verdict(Verdict::Partly);
    let changes = [
        Change::new("one", &hash, &answer),
        Change::new("two", &hash, &answer),
        Change::new("two", &hash, &answer),
    ];
    let entries = |store: &Store| -> u32 {
        store
            .conn
            .query_row("SELECT count(*) FROM folder_entry", [], |row| row.get(0))
            .unwrap()
    };
    let before = entries(&store);
    let recorded = store
        .record_answers(&made.run, &changes, &stamp(10))
        .unwrap();
    assert_eq!(
        recorded.iter().map(Option::is_some).collect::<Vec<_>>(),
        [true, true, false],
        "the third says what the second said"
    );
    assert_eq!(
        entries(&store),
        before + 1,
        "the folder's log records where they end"
    );
    assert_eq!(store.verify().unwrap(), [], "and the chain holds");
}

#[test]
fn recording_a_field_clears_its_draft_and_no_other() {
    let (_folder, mut store, made) = with_assessment();
    let hash = item_hash("inventory");
    for (field, text) in [(Field::Facts, "typed facts"), (Field::Todo, "still typing")] {
        store
            .save_draft(&made.run, "inventory", field, text, moment(9))
            .unwrap();
    }
    let answer = Answer {
        facts: Some(String::from("typed facts")),
        ..Answer::default()
    };
    let change = Change {
        drafts_done: &[Field::Facts],
        ..Change::new("inventory", &hash, &answer)
    };
    store.record_answer(&made.run, &change, &stamp(10)).unwrap();
    let drafts = store.drafts(&made.run).unwrap();
    assert_eq!(
        drafts.len(),
        1,
        "what went into the answer is no draft any more"
    );
    assert_eq!(
        drafts[0].field,
        Field::Todo,
        "what is still being typed stays"
    );
    let again = Change {
        drafts_done: &[Field::Facts, Field::Todo],
        ..Change::new("inventory", &hash, &answer)
    };
    assert_eq!(
        store.record_answer(&made.run, &again, &stamp(11)).unwrap(),
        None,
        "typed and taken back: nothing to record"
    );
    assert!(
        store.drafts(&made.run).unwrap().is_empty(),
        "but the drafts are done with all the same"
    );
}

#[test]
fn a_closed_run_says_why_it_takes_no_answer() {
    let (_folder, mut store, made) = with_assessment();
    let hash = item_hash("inventory");
    let answer = verdict(Verdict::InPlace);
    let change = Change::new("inventory", &hash, &answer);
    let next = follow(&mut store, &made.run).unwrap();
    let refused = store
        .record_answer(&made.run, &change, &stamp(60))
        .unwrap_err();
    assert!(
        refused
            .to_string()
            .starts_with("Run 1 is followed by another run and takes no more"),
        "the run and the reason are named: {refused}"
    );
    set_state(&store, &next, "discarded");
    store.record_answer(&made.run, &change, &stamp(61)).unwrap();
    assert_eq!(
        store.run(&made.run).unwrap().closed(),
        None,
        "throwing the successor away opens the run again"
    );
    set_state(&store, &made.run, "signed");
    for attempt in [
        store
            .record_answer(&made.run, &change, &stamp(62))
            .map(drop),
        store
            .set_profile(&made.run, &Default::default(), &stamp(62))
            .map(drop),
        store.save_draft(&made.run, "inventory", Field::Facts, "x", moment(62)),
    ] {
        assert!(
            matches!(
                attempt,
                Err(RecordError::Closed {
                    number: 1,
                    why: Closed::Signed
                })
            ),
            "a signed run takes nothing: {attempt:?}"
        );
    }
}

#[test]
fn an_unknown_run_is_named() {
    let (_folder, mut store, _made) = with_assessment();
    let hash = item_hash("inventory");
    let answer = verdict(Verdict::InPlace);
    let change = Change::new("inventory", &hash, &answer);
    let refused = store.record_answer("nowhere", &change, &stamp(10));
    assert!(
        refused.unwrap_err().to_string().contains("“nowhere”"),
        "the sentence names what was asked for"
    );
    assert!(
        store
            .answers("nowhere")
            .unwrap_err()
            .to_string()
            .contains("“nowhere”"),
        "reading says it too, rather than that there are no answers"
    );
}
