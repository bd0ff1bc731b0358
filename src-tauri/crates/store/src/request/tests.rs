//! What is asked, returned and kept around: in the chain, destroyed and expunged without a trace, and a
//! union where two copies come together.

use std::fs;
use std::path::Path;

use proviso_core::answer::{Answer, Field, Verdict};
use proviso_core::canonical::{Hash, hash_text, sha256};
use proviso_core::date::Date;
use proviso_core::matter_log::{Interview, MatterEntry, MatterKind};
use proviso_core::request::{Asked, AskedFrom, Asks, Respondent, Stated};
use tempfile::TempDir;

use super::*;
use crate::merge::{Choices, MergePlan};
use crate::testing::{item_hash, moment, options, set_state, stamp, with_assessment};
use crate::{Arrival, Contents, Created, Target, Why};

/// A word that stands nowhere else.
fn word(of: &str) -> String {
    format!("q{}", &hash_text("canary", of).0[..24])
}

/// The files of a folder in whose bytes a word stands.
fn holding(folder: &Path, of: &str) -> Vec<String> {
    let word = word(of);
    let needle = &word.as_bytes()[4..];
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, of));
        } else if fs::read(&path)
            .unwrap()
            .windows(needle.len())
            .any(|window| window == needle)
        {
            found.push(path.display().to_string());
        }
    }
    found
}

fn request(made: &Created, id: &str) -> Request {
    Request {
        id: hash_text("id", id).0[..32].to_owned(),
        assessment: made.assessment.clone(),
        run: made.run.clone(),
        pack: AskedFrom {
            id: String::from("eo-test"),
            version: String::from("1.0.0"),
            name: String::from("Test Order"),
            hash: hash_text("pack", "x").0,
            law_date: Date::from_ymd(2026, 6, 2).unwrap(),
        },
        organization: String::from("Fictional Freight, Inc."),
        unit: String::new(),
        from: String::from("Ada Counsel"),
        to: Respondent {
            name: String::from("Kim Lee"),
            role: String::from("Head of Security"),
        },
        sent_on: Date::from_ymd(2026, 11, 21).unwrap(),
        due_on: None,
        cover: word(&format!("{id} cover")),
        notice: String::from("Facts, please."),
        items: vec![Asked {
            item: String::from("inventory"),
            item_hash: item_hash("inventory"),
            theme: String::from("Agents"),
            title: String::from("Inventory"),
            question: String::from("Is there one?"),
            asks: Asks::Grounds,
            why: String::from("It helps."),
            evidence: Vec::new(),
        }],
    }
}

fn returned(request: &Request, of: &str) -> Returned {
    Returned {
        request: request.id.clone(),
        form: Form::Word,
        file: Hash(hash_text("file", of).0),
        by: request.to.clone(),
        on: None,
        answers: vec![
            Stated {
                item: String::from("inventory"),
                item_hash: item_hash("inventory").0,
                verdict: Some(Verdict::Partly),
                facts: Some(word(&format!("{of} facts"))),
                evidence: Some(word(&format!("{of} evidence"))),
                ..Stated::default()
            },
            Stated {
                item: String::from("agents"),
                facts: Some(word(&format!("{of} facts"))),
                ..Stated::default()
            },
        ],
        findings: vec![format!(
            "“Inventory”: {} is odd",
            word(&format!("{of} facts"))
        )],
    }
}

/// The file that a request went out as.
fn file(request: &Request) -> ExportedCopy {
    ExportedCopy {
        assessment: request.assessment.clone(),
        run: request.run.clone(),
        run_number: 1,
        copy: String::from(crate::REQUEST),
        format: String::from("docx"),
        on: Date::from_ymd(2026, 11, 21).unwrap(),
        legend: None,
        recipient: None,
        number: None,
        items: Some(2),
        file: String::from("request.docx"),
        bytes: 3,
        sha256: sha256(b"one"),
        fingerprint: sha256(b"state"),
    }
}

fn interview(notes: &str) -> Interview {
    Interview {
        whom: String::from("Kim Lee"),
        notes: word(notes),
        items: vec![String::from("inventory")],
        ..Interview::default()
    }
}

fn matter(text: &str) -> MatterEntry {
    MatterEntry {
        on: Date::from_ymd(2026, 11, 21).unwrap(),
        title: String::from("A memo"),
        text: word(text),
        what: MatterKind::Memo,
        items: Vec::new(),
        follows: None,
    }
}

/// One of each kind of entry.
struct Kept {
    request: Request,
    returned: String,
    interview: String,
}

fn fill(store: &mut Store, made: &Created, of: &str, from: i64) -> Kept {
    let request = request(made, of);
    let at = |second: i64| stamp(from + second);
    store
        .record_request(&request, Form::Word, &file(&request), None, &at(0))
        .unwrap();
    let assessment = made.assessment.as_str();
    store
        .note_on_request(assessment, &request.id, Noted::Reminded, "", &at(1))
        .unwrap();
    let back = store
        .record_return(assessment, &returned(&request, of), &at(2))
        .unwrap();
    let outcome = NewOutcome {
        returned: &back.revision,
        item: "agents",
        outcome: Outcome::SetAside,
        reason: &word(&format!("{of} reason")),
        form: None,
    };
    store
        .set_aside_proposal(assessment, &outcome, &at(3))
        .unwrap();
    let id = store
        .record_interview(
            assessment,
            None,
            &interview(&format!("{of} earlier")),
            None,
            &at(4),
        )
        .unwrap();
    store
        .record_interview(
            assessment,
            Some(&id),
            &interview(&format!("{of} notes")),
            None,
            &at(5),
        )
        .unwrap();
    store
        .record_matter(assessment, &matter(&format!("{of} memo")), None, &at(6))
        .unwrap();
    Kept {
        request,
        returned: back.revision,
        interview: id,
    }
}

fn accept(store: &mut Store, made: &Created, kept: &Kept, facts: &str) {
    let hash = item_hash("inventory");
    let answer = Answer {
        verdict: Some(Verdict::Partly),
        facts: Some(word(facts)),
        ..Answer::default()
    };
    let named = Evidence {
        title: String::from("Policy"),
        ..Evidence::default()
    };
    let outcome = NewOutcome {
        returned: &kept.returned,
        item: "inventory",
        outcome: Outcome::Accepted,
        reason: "",
        form: Some("proposal:x:inventory"),
    };
    store
        .accept_proposal(
            &made.run,
            &Change::new("inventory", &hash, &answer),
            Some(&named),
            &outcome,
            &stamp(60),
        )
        .unwrap();
}

const WHY: Why<'_> = Why {
    reason: "It must never have been here",
    in_spite_of_hold: None,
};

#[test]
fn each_kind_is_in_the_chain_and_reads_as_it_was_written() {
    let (_folder, mut store, made) = with_assessment();
    let kept = fill(&mut store, &made, "one", 10);
    let assessment = made.assessment.as_str();
    let sent = store.requests(assessment).unwrap();
    assert_eq!(sent[0].request, kept.request, "as it was sent");
    assert_eq!(sent[0].notes[0].about, Noted::Reminded, "with its note");
    assert_eq!(sent[0].withdrawn(), None, "a reminder withdraws nothing");
    assert_eq!(
        store.assessment_of_request(&kept.request.id).unwrap(),
        Some(made.assessment.clone()),
        "and is found by its identifier"
    );
    let back = store.returns(assessment).unwrap();
    assert_eq!(
        back[0].returned,
        returned(&kept.request, "one"),
        "as it came"
    );
    let outcomes = store.proposals(assessment).unwrap();
    assert_eq!(
        outcomes[0].outcome,
        Outcome::SetAside,
        "with what became of it"
    );
    let around = store.around(assessment).unwrap();
    assert_eq!(around.interviews.len(), 1, "two states of one interview");
    assert_eq!(
        around.interviews[0].says,
        interview("one notes"),
        "the last one"
    );
    assert_eq!(
        around.interviews[0].id, kept.interview,
        "of the same identifier"
    );
    assert_eq!(around.log[0].says, matter("one memo"), "and the memo");
    assert_eq!(store.verify().unwrap(), [], "every chain holds");
    let again = interview("one notes");
    let before = store.heads().unwrap();
    store
        .record_interview(assessment, Some(&kept.interview), &again, None, &stamp(30))
        .unwrap();
    assert_eq!(
        store.heads().unwrap(),
        before,
        "the same again records nothing"
    );
}

#[test]
fn an_answer_its_reference_and_what_became_of_the_proposal_are_one_change() {
    let (_folder, mut store, made) = with_assessment();
    let kept = fill(&mut store, &made, "one", 10);
    store
        .save_form_draft(&made.assessment, "proposal:x:inventory", "{}", moment(20))
        .unwrap();
    accept(&mut store, &made, &kept, "one facts");
    let answers = store.answers(&made.run).unwrap();
    assert_eq!(
        answers["inventory"].answer.facts,
        Some(word("one facts")),
        "the answer stands"
    );
    assert_eq!(
        store.evidence(&made.run).unwrap()["inventory"].len(),
        1,
        "with its reference"
    );
    assert_eq!(
        store
            .proposals(&made.assessment)
            .unwrap()
            .last()
            .unwrap()
            .outcome,
        Outcome::Accepted,
        "and what became of it"
    );
    assert!(
        store.form_drafts(&made.assessment).unwrap().is_empty(),
        "the draft of the form is done with"
    );
    assert_eq!(store.verify().unwrap(), [], "every chain holds");
    set_state(&store, &made.run, "signed");
    let heads = store.heads().unwrap();
    let hash = item_hash("agents");
    let answer = Answer::default();
    let outcome = NewOutcome {
        returned: &kept.returned,
        item: "agents",
        outcome: Outcome::Accepted,
        reason: "",
        form: None,
    };
    let refused = store.accept_proposal(
        &made.run,
        &Change::new("agents", &hash, &answer),
        None,
        &outcome,
        &stamp(61),
    );
    assert!(
        matches!(refused, Err(RecordError::Closed { .. })),
        "a signed run takes no answer: {refused:?}"
    );
    assert_eq!(
        store.heads().unwrap(),
        heads,
        "and nothing was recorded of it"
    );
    fill(&mut store, &made, "two", 70);
    assert_eq!(
        store.requests(&made.assessment).unwrap().len(),
        2,
        "what is asked and kept around goes on after a run is signed"
    );
}

#[test]
fn drafts_of_forms_and_requests_that_are_answered_here_are_one_row_each() {
    let (_folder, mut store, made) = with_assessment();
    for (second, text) in [(1, "T"), (2, "Typed")] {
        store
            .save_form_draft(&made.assessment, "request", text, moment(second))
            .unwrap();
        let answering = crate::Answering {
            request: "a".repeat(32),
            file: b"{}".to_vec(),
            says: serde_json::json!({ "text": text }),
            updated_at: moment(second),
        };
        store.save_answering(&answering).unwrap();
    }
    let drafts = store.form_drafts(&made.assessment).unwrap();
    assert_eq!(drafts.len(), 1, "replaced in place");
    assert_eq!(drafts[0].text, "Typed", "by the last text");
    let all = store.answering().unwrap();
    assert_eq!(all.len(), 1, "one row for a request");
    assert_eq!(all[0].says["text"], "Typed", "with what was stated last");
    assert_eq!(store.verify().unwrap(), [], "the sums of both tables hold");
    assert!(store.remove_answering(&"a".repeat(32)).unwrap(), "removed");
    assert_eq!(store.answering().unwrap(), [], "and gone");
    assert_eq!(store.verify().unwrap(), [], "the sums hold after that");
}

#[test]
fn what_is_destroyed_with_an_assessment_is_in_no_byte_of_the_folder() {
    let (folder, mut store, made) = with_assessment();
    fill(&mut store, &made, "one", 10);
    store
        .save_form_draft(&made.assessment, "matter", &word("one draft"), moment(20))
        .unwrap();
    assert!(
        !holding(folder.path(), "one draft").is_empty(),
        "it is there before"
    );
    store
        .destroy_assessment(&made.assessment, "Not ours", &stamp(80))
        .unwrap();
    assert_eq!(store.verify().unwrap(), [], "the chains hold without it");
    assert!(
        store.requests(&made.assessment).unwrap().is_empty(),
        "no request"
    );
    assert!(
        store.returns(&made.assessment).unwrap().is_empty(),
        "no return"
    );
    drop(store);
    for part in [
        "cover", "facts", "evidence", "reason", "earlier", "notes", "memo", "draft",
    ] {
        assert_eq!(
            holding(folder.path(), &format!("one {part}")),
            Vec::<String>::new(),
            "the {part} is in no file"
        );
    }
}

#[test]
fn a_fact_that_is_expunged_goes_from_the_reply_that_stated_it() {
    let (folder, mut store, made) = with_assessment();
    let kept = fill(&mut store, &made, "one", 10);
    accept(&mut store, &made, &kept, "one facts");
    store
        .save_form_draft(&made.assessment, "matter", &word("one facts"), moment(62))
        .unwrap();
    let target = Target::Answer {
        item: String::from("inventory"),
        field: Field::Facts,
    };
    let extent = store.extent(&made.assessment, &target).unwrap();
    assert_eq!(extent.states, 2, "the answer, and the return");
    assert_eq!(extent.drafts, 1, "and the form in which it is being typed");
    store
        .expunge(&made.assessment, &target, WHY, &stamp(90))
        .unwrap();
    let back = store.returns(&made.assessment).unwrap();
    let stated = &back[0].returned.answers;
    assert_eq!(stated[0].facts, None, "the statement lost it");
    assert_eq!(stated[0].verdict, Some(Verdict::Partly), "and nothing else");
    assert_eq!(
        back[0].returned.findings,
        Vec::<String>::new(),
        "no sentence quotes it"
    );
    assert_eq!(
        stated[1].facts,
        Some(word("one facts")),
        "the same text under another item stays; that it does was said"
    );
    assert_eq!(store.verify().unwrap(), [], "the chains hold without it");
    let whole = Target::Record {
        entry: kept.returned.clone(),
    };
    store
        .expunge(&made.assessment, &whole, WHY, &stamp(91))
        .unwrap();
    assert!(
        store.returns(&made.assessment).unwrap().is_empty(),
        "the whole reply goes, though a part of it went before"
    );
    assert_eq!(store.verify().unwrap(), [], "the chains hold");
    drop(store);
    for part in ["facts", "evidence"] {
        assert_eq!(
            holding(folder.path(), &format!("one {part}")),
            Vec::<String>::new(),
            "the {part} is in no file"
        );
    }
}

#[test]
fn an_interview_goes_with_its_states_and_an_answer_does_not_go_as_a_record() {
    let (folder, mut store, made) = with_assessment();
    let kept = fill(&mut store, &made, "one", 10);
    accept(&mut store, &made, &kept, "other facts");
    let form = format!("interview:{}", kept.interview);
    store
        .save_form_draft(&made.assessment, &form, "x", moment(62))
        .unwrap();
    let states = store.interview_history(&made.assessment).unwrap();
    let target = Target::Record {
        entry: states[1].entry.clone(),
    };
    let extent = store.extent(&made.assessment, &target).unwrap();
    assert_eq!(
        (extent.states, extent.drafts),
        (2, 1),
        "both states and the draft"
    );
    store
        .expunge(&made.assessment, &target, WHY, &stamp(90))
        .unwrap();
    assert!(
        store
            .around(&made.assessment)
            .unwrap()
            .interviews
            .is_empty(),
        "it is gone"
    );
    assert_eq!(
        store.around(&made.assessment).unwrap().log.len(),
        1,
        "the memo is not"
    );
    assert_eq!(store.verify().unwrap(), [], "the chains hold");
    let answer = store.answers(&made.run).unwrap()["inventory"]
        .revision
        .clone();
    let refused = store.expunge(
        &made.assessment,
        &Target::Record { entry: answer },
        WHY,
        &stamp(91),
    );
    assert!(
        matches!(refused, Err(crate::DestroyError::NothingThere)),
        "a state of an answer goes field by field: {refused:?}"
    );
    drop(store);
    for part in ["earlier", "notes"] {
        assert_eq!(
            holding(folder.path(), &format!("one {part}")),
            Vec::<String>::new(),
            "the {part} are in no file"
        );
    }
}

fn hand_over(from: &Store, assessment: &str) -> Arrival {
    let file = from.whole_assessment(assessment).unwrap();
    let contents = Contents::read(file).unwrap();
    Arrival::look(contents, options(90_000).entropy, &stamp(1)).unwrap()
}

/// A second data folder with a copy of the assessment.
fn copy(store: &Store, made: &Created) -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut there = Store::open(folder.path(), options(500_000)).unwrap();
    let arrival = hand_over(store, &made.assessment);
    there.take_in(&arrival, "a.proviso", &stamp(40)).unwrap();
    (folder, there)
}

#[test]
fn what_two_counsel_asked_and_received_is_a_union() {
    let (_here, mut store, made) = with_assessment();
    let first = fill(&mut store, &made, "one", 10);
    store
        .save_form_draft(&made.assessment, "request", "{}", moment(30))
        .unwrap();
    let (_there, mut other) = copy(&store, &made);
    assert_eq!(
        other.requests(&made.assessment).unwrap(),
        store.requests(&made.assessment).unwrap(),
        "a copy has what was asked"
    );
    assert_eq!(
        other.form_drafts(&made.assessment).unwrap().len(),
        1,
        "and what is typed"
    );
    let theirs = fill(&mut other, &made, "theirs", 200);
    other
        .record_interview(
            &made.assessment,
            Some(&first.interview),
            &interview("theirs on ours"),
            None,
            &stamp(220),
        )
        .unwrap();
    fill(&mut store, &made, "ours", 300);
    let arrival = hand_over(&other, &made.assessment);
    let plan: MergePlan = store
        .merge(&arrival, &Choices::new(), "theirs.proviso", &stamp(400))
        .unwrap();
    assert_eq!(plan.conflicts.len(), 0, "nothing has to be settled");
    let requests = store.requests(&made.assessment).unwrap();
    assert_eq!(requests.len(), 3, "all that was asked, on either line");
    assert!(
        requests.iter().any(|sent| sent.request == theirs.request),
        "theirs among it"
    );
    assert_eq!(
        store.returns(&made.assessment).unwrap().len(),
        3,
        "all that came back"
    );
    assert_eq!(
        store.proposals(&made.assessment).unwrap().len(),
        3,
        "and was decided"
    );
    let around = store.around(&made.assessment).unwrap();
    assert_eq!(around.interviews.len(), 3, "each interview once");
    assert_eq!(around.log.len(), 3, "every memo");
    assert_eq!(
        store.verify().unwrap(),
        [],
        "every chain and every row holds"
    );
}
