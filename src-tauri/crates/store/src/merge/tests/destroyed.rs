//! What was expunged on either side before two copies come together.

use proviso_core::answer::Field;

use super::*;
use crate::destroy::{EvidencePart, Target, Why};

fn target(field: Field) -> Target {
    Target::Answer {
        item: String::from("inventory"),
        field,
    }
}

fn expunge(desk: &mut Desk, made: &Created, target: &Target) {
    let why = Why {
        reason: "Another client’s",
        in_spite_of_hold: None,
    };
    let now = desk.stamp();
    desk.store
        .expunge(&made.assessment, target, why, &now)
        .unwrap();
}

/// Whether a word stands anywhere in what is recorded.
fn holds_word(desk: &Desk, word: &str) -> bool {
    let conn = &desk.store.conn;
    let count: i64 = conn
        .query_row(
            "SELECT (SELECT count(*) FROM revision WHERE instr(body, ?1))
                  + (SELECT count(*) FROM action_entry WHERE instr(body, ?1))
                  + (SELECT count(*) FROM sign_off WHERE instr(snapshot, ?1))
                  + (SELECT count(*) FROM evidence_file WHERE instr(body, ?1))",
            [word],
            |row| row.get(0),
        )
        .unwrap();
    count > 0
}

/// Both have an answer with a word in two fields, and each went on after that.
fn parted() -> (Desk, Desk, Created) {
    let (mut ada, mut ben, made) = two();
    let answer = Answer {
        facts: Some(String::from("It says zanzibar here")),
        analysis: Some(String::from("It says timbuktu here")),
        ..Answer::default()
    };
    ada.answer(&made.run, "inventory", &answer);
    ben.merge(&ada, &made, &Choices::new()).unwrap();
    (ada, ben, made)
}

#[test]
fn what_both_expunged_comes_together_and_the_record_holds() {
    let (mut ada, mut ben, made) = parted();
    expunge(&mut ada, &made, &target(Field::Facts));
    ben.verdict(&made.run, "agents", Verdict::InPlace);
    expunge(&mut ben, &made, &target(Field::Facts));
    ben.verdict(&made.run, "inventory", Verdict::Partly);
    ada.verdict(&made.run, "logging", Verdict::InPlace);
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("both destructions are on record");
    ben.merge(&ada, &made, &Choices::new()).unwrap();
    ben.holds("on both sides");
    for desk in [&ada, &ben] {
        assert!(!holds_word(desk, "zanzibar"), "and the word is in neither");
        let answer = desk.read(&made.run, "inventory");
        assert_eq!(
            (answer.verdict, answer.facts, answer.analysis.as_deref()),
            (Some(Verdict::Partly), None, Some("It says timbuktu here")),
            "what else was said stands, with what was said since"
        );
        assert_eq!(
            desk.store.expunged(&made.assessment).unwrap().len(),
            2,
            "each destruction says so"
        );
    }
}

#[test]
fn a_field_that_one_expunged_does_not_come_back_in_what_the_other_kept() {
    let (mut ada, mut ben, made) = parted();
    expunge(&mut ada, &made, &target(Field::Facts));
    // What is left of the same answer stands in Ben's destruction entry, and holds the word.
    expunge(&mut ben, &made, &target(Field::Analysis));
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedHere { texts: 1 }),
        "it would come back: {refused}"
    );
    expunge(&mut ben, &made, &target(Field::Facts));
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedThere { .. }),
        "and Ada still has what Ben expunged: {refused}"
    );
    expunge(&mut ada, &made, &target(Field::Analysis));
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("once both let go of both");
    for word in ["zanzibar", "timbuktu"] {
        assert!(!holds_word(&ada, word), "{word} is gone");
    }
}

#[test]
fn a_run_that_was_signed_elsewhere_does_not_bring_the_text_back() {
    let (mut ada, mut ben, made) = parted();
    expunge(&mut ada, &made, &target(Field::Facts));
    let (revision, action) = ben.store.ends(&made.run).unwrap();
    let signing = Signing {
        legend: None,
        reviewer: None,
        signer: Signatory {
            name: String::from("M. Okafor"),
            role: String::from("General Counsel"),
        },
        statement: String::from("To my knowledge."),
        on: Date::from_ymd(2026, 11, 23).unwrap(),
    };
    let frozen = Frozen {
        snapshot: r#"{"answers":{"inventory":{"facts":"It says zanzibar here"}}}"#,
        pdf: b"%PDF",
        heads: (&revision, action.as_deref()),
    };
    let now = ben.stamp();
    ben.store.sign(&made.run, &signing, &frozen, &now).unwrap();
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedHere { .. }),
        "the snapshot shows it: {refused}"
    );
    expunge(&mut ben, &made, &target(Field::Facts));
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("expunged there too, the signed run comes");
    assert!(!holds_word(&ada, "zanzibar"), "without the word");
}

#[test]
fn a_run_that_followed_elsewhere_does_not_carry_the_text_back() {
    let (mut ada, mut ben, made) = parted();
    expunge(&mut ada, &made, &target(Field::Facts));
    let next = follow(&mut ben.store, &made.run).unwrap();
    let answer = Answer {
        facts: Some(String::from("It says zanzibar here")),
        verdict: Some(Verdict::Partly),
        ..Answer::default()
    };
    ben.answer(&next, "inventory", &answer);
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedHere { .. }),
        "the run that follows says it again: {refused}"
    );
}

#[test]
fn a_document_that_was_expunged_does_not_come_along() {
    let (mut ada, mut ben, made) = parted();
    let link = ada.document(&made.run, "inventory", b"%PDF khartoum");
    ben.merge(&ada, &made, &Choices::new()).unwrap();
    let copy = Target::Evidence {
        link,
        part: EvidencePart::Copy,
    };
    expunge(&mut ada, &made, &copy);
    ben.verdict(&made.run, "agents", Verdict::InPlace);
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedHere { .. }),
        "the file has it: {refused}"
    );
    expunge(&mut ben, &made, &copy);
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("gone on both sides, the rest comes");
    assert!(!holds_word(&ada, "khartoum"), "without it");
}

/// Destroys the text of the entries that `which` selects, as a destruction entry takes them, and
/// its words in the index.
fn destroy(desk: &mut Desk, made: &Created, which: &str) {
    let now = desk.stamp();
    desk.store
        .write::<_, Fault>(&now, |writing| {
            let gone: Vec<String> = writing
                .tx
                .prepare(&format!("SELECT id FROM revision WHERE {which}"))?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let assessment = crate::log::Named {
                seq: 1,
                id: made.assessment.clone(),
            };
            let mut body = serde_json::Map::new();
            body.insert(String::from("gone"), gone.into());
            let link = crate::log::Link {
                assessment: &assessment,
                run: None,
                item: None,
                item_hash: None,
                kind: "destruction",
                body,
            };
            writing.append(Log::Revision, link)?;
            crate::search::rebuild(&writing.tx)?;
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_destroyed_text_does_not_come_back() {
    let texts = "kind = 'answer' AND item_id = 'inventory'";
    let (mut ada, mut ben, made) = two();
    destroy(&mut ada, &made, texts);
    ben.verdict(&made.run, "inventory", Verdict::InPlace);
    let refused = ada.merge(&ben, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedHere { .. }),
        "it would come back: {refused}"
    );
    let refused = ben.merge(&ada, &made, &Choices::new()).unwrap_err();
    assert!(
        matches!(refused, MergeError::DestroyedThere { .. }),
        "it is still there: {refused}"
    );
    let (mut ada, mut ben, made) = two();
    destroy(&mut ada, &made, texts);
    ben.verdict(&made.run, "agents", Verdict::InPlace);
    ada.merge(&ben, &made, &Choices::new()).unwrap();
    ada.holds("another answer came");
    let history = ada.store.history(&made.run, "inventory").unwrap();
    assert!(
        history.iter().all(|past| past.content.is_none()),
        "and the text is gone"
    );
}
