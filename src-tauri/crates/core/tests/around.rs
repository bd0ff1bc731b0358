//! What counsel's file prints of what is kept around the answers.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::answer::Answers;
use proviso_core::date::{Date, Moment};
use proviso_core::evidence::NO_LINKS;
use proviso_core::matter_log::{Around, Interview, Kept, MatterEntry, MatterKind};
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{Pack, read};
use proviso_core::profile::Profile;
use proviso_core::report::{
    CopyMarks, Counsel, Matter, Record, ReportInput, RequestSent, ReturnedReply, counsel,
};
use proviso_core::request::Form;

fn day(day: u32) -> Date {
    Date::from_ymd(2026, 6, day).unwrap()
}

fn kept<T>(id: &str, says: T) -> Kept<T> {
    Kept {
        id: id.to_owned(),
        author: String::from("M. Okafor"),
        recorded_at: Moment {
            unix_millis: 1_781_270_000_000,
            offset_minutes: 0,
        },
        says,
    }
}

fn memo(id: &str, on: u32, follows: Option<&str>) -> Kept<MatterEntry> {
    let entry = MatterEntry {
        on: day(on),
        title: id.to_owned(),
        text: String::from("What was considered."),
        what: MatterKind::Memo,
        items: Vec::new(),
        follows: follows.map(str::to_owned),
    };
    kept(id, entry)
}

fn file(around: &Around, requests: &[RequestSent]) -> Counsel {
    file_of(around, requests, &Matter::default(), &CopyMarks::default())
}

fn file_of(
    around: &Around,
    requests: &[RequestSent],
    matter: &Matter,
    marks: &CopyMarks,
) -> Counsel {
    let pack: Pack = read(include_bytes!(
        "../../../../assets/packs/eo-14409/1.0.0.json"
    ))
    .unwrap()
    .0;
    let input = ReportInput {
        state: RunState {
            pack: &pack,
            profile: &Profile::default(),
            answers: &Answers::new(),
            actions: &Actions::new(),
            carried: &BTreeSet::new(),
            evidence: NO_LINKS,
        },
        pack_hash: "hash",
        matter,
        run_number: 1,
        marks,
        on: day(22),
        signed: None,
        amends: None,
        before: None,
    };
    let record = Record {
        history: &BTreeMap::new(),
        answered: &BTreeMap::new(),
        findings: &[],
        shelves: &[],
        around,
        requests,
    };
    counsel(&input, &record)
}

#[test]
fn the_readers_of_the_other_copies_are_not_those_of_counsels_file() {
    let matter = Matter {
        readers: String::from("members of the Audit and Risk Committee"),
        ..Matter::default()
    };
    let readers = |matter: &Matter, recipient: Option<&str>| {
        let marks = CopyMarks {
            recipient: recipient.map(str::to_owned),
            ..CopyMarks::default()
        };
        let file = file_of(&Around::default(), &[], matter, &marks);
        let text = serde_json::to_string(&file).unwrap();
        assert!(
            !text.contains("Risk Committee"),
            "the copy that holds counsel’s advice opens it to none of them"
        );
        file.head.matter.readers
    };
    assert_eq!(
        readers(&matter, None),
        "counsel alone; the readers named for the assessment are those of its other copies",
        "it says whose it is"
    );
    assert_eq!(
        readers(&Matter::default(), Some("Outside Counsel LLP")),
        "counsel, and by the recipient named on each page",
        "a copy that is addressed has a reader of its own"
    );
}

#[test]
fn what_follows_an_entry_stands_with_it_however_far() {
    let around = Around {
        log: vec![
            memo("late", 20, None),
            memo("early", 9, None),
            memo("correction", 21, Some("early")),
            memo("correction of it", 22, Some("correction")),
            memo("follows nothing that is kept", 10, Some("gone")),
            memo("follows itself", 11, Some("follows itself")),
        ],
        ..Around::default()
    };
    let log = file(&around, &[]).matter_log;
    let titles: Vec<&str> = log.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "early",
            "follows nothing that is kept",
            "follows itself",
            "late"
        ],
        "by the day that they are about, and none is lost"
    );
    let followed: Vec<&str> = log[0].followed.iter().map(|e| e.title.as_str()).collect();
    assert_eq!(
        followed,
        ["correction", "correction of it"],
        "both stand with the entry at the beginning"
    );
}

#[test]
fn items_are_named_by_their_titles_and_what_is_blank_is_left_out() {
    let interview = Interview {
        whom: String::from("Priya Raman"),
        role: String::from("Head of Fleet Security"),
        on: Some(day(9)),
        items: vec![String::from("clearinghouse"), String::from("no-such-item")],
        ..Interview::default()
    };
    let around = Around {
        interviews: vec![kept("interview", interview)],
        log: Vec::new(),
    };
    let sent = RequestSent {
        whom: String::from("Priya Raman"),
        sent_on: day(8),
        due_on: None,
        form: Form::Word,
        items: vec![String::from("clearinghouse")],
        reminded: Vec::new(),
        withdrawn: Some((day(12), String::new())),
        returned: vec![ReturnedReply {
            on: day(10),
            by: String::from("Priya Raman"),
            outcomes: vec![(String::from("clearinghouse"), String::new())],
        }],
    };
    let file = file(&around, &[sent]);
    let conversation = &file.interviews[0];
    assert_eq!(
        (conversation.whom.as_str(), conversation.on.as_deref()),
        ("Priya Raman, Head of Fleet Security", Some("June 9, 2026")),
        "who and when"
    );
    assert_eq!(
        conversation.parts,
        [(
            String::from("About"),
            String::from("Engagement with the clearinghouse; no-such-item")
        )],
        "nobody else was present, nothing was noted, and an item without a pack keeps its name"
    );
    let labels: Vec<&str> = file.requests[0].parts.iter().map(|(l, _)| &**l).collect();
    assert_eq!(
        labels,
        ["Sent", "Answer asked for by", "About", "Withdrawn"],
        "what a request was"
    );
    assert_eq!(
        file.requests[0].returned,
        [(
            String::from("June 10, 2026, Priya Raman"),
            String::from("Engagement with the clearinghouse: not yet looked at")
        )],
        "a statement that counsel has not looked at is no answer"
    );
}

#[test]
fn the_fingerprint_of_the_state_does_not_move_when_a_memo_is_filed() {
    let none = Around::default();
    let one = Around {
        log: vec![memo("memo", 9, None)],
        ..Around::default()
    };
    assert_eq!(
        file(&none, &[]).head.fingerprint,
        file(&one, &[]).head.fingerprint,
        "the other copies are made of the state alone"
    );
    assert_eq!(
        file(&one, &[]),
        file(&one, &[]),
        "and the same record is the same file"
    );
}
