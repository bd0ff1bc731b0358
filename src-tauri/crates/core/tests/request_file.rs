//! The files of a request and of a reply: what is written reads back, and nothing else does so in silence.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proviso_core::answer::{BasisKind, Verdict};
use proviso_core::canonical;
use proviso_core::date::Date;
use proviso_core::request::file::{
    FileKind, MAX_ITEMS, MAX_REPLY_BYTES, MAX_TEXT_BYTES, ReadReply, RequestFileError, read_reply,
    read_request, write_reply, write_request,
};
use proviso_core::request::{Asked, AskedFrom, Asks, Reply, Request, Respondent, Stated};
use serde_json::{Value, json};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,40}",
        "\\PC{0,40}",
        any::<String>(),
        Just(String::from("“\u{202e}\u{0}\"\\\n😀")),
    ]
}

fn date() -> impl Strategy<Value = Date> {
    (1900..=9999_i32, 1..=12_u32, 1..=28_u32)
        .prop_map(|(year, month, day)| Date::from_ymd(year, month, day).unwrap())
}

fn asks() -> impl Strategy<Value = Asks> {
    prop_oneof![
        (text(), proptest::option::of(text()))
            .prop_map(|(in_place, partly)| Asks::Practice { in_place, partly }),
        Just(Asks::Grounds),
        Just(Asks::Text),
        Just(Asks::Date),
        Just(Asks::Number),
        proptest::collection::vec(("[a-z]{1,9}", text()), 0..5)
            .prop_map(|options| Asks::Choice { options }),
    ]
}

prop_compose! {
    fn asked()(
        texts in proptest::collection::vec(text(), 4),
        asks in asks(),
        evidence in proptest::collection::vec(text(), 0..4),
    ) -> Asked {
        Asked {
            item: String::new(),
            item_hash: canonical::sha256(texts[2].as_bytes()),
            theme: texts[0].clone(),
            title: texts[1].clone(),
            question: texts[2].clone(),
            asks,
            why: texts[3].clone(),
            evidence,
        }
    }
}

prop_compose! {
    fn request()(
        id in "[0-9a-f]{32}",
        texts in proptest::collection::vec(text(), 9),
        days in (date(), date(), proptest::option::of(date())),
        mut items in proptest::collection::vec(asked(), 1..6),
    ) -> Request {
        for (at, item) in items.iter_mut().enumerate() {
            item.item = format!("item-{at}");
        }
        Request {
            id,
            assessment: texts[0].clone(),
            run: texts[1].clone(),
            pack: AskedFrom {
                id: String::from("eo-14409"),
                version: String::from("1.2.0"),
                name: texts[2].clone(),
                hash: texts[3].clone(),
                law_date: days.0,
            },
            organization: texts[4].clone(),
            unit: texts[5].clone(),
            from: texts[6].clone(),
            to: Respondent { name: texts[7].clone(), role: String::new() },
            sent_on: days.1,
            due_on: days.2,
            cover: texts[8].clone(),
            notice: texts[0].clone(),
            items,
        }
    }
}

prop_compose! {
    fn stated()(
        verdict in proptest::option::of(proptest::sample::select(&Verdict::ALL[..])),
        texts in proptest::collection::vec(proptest::option::of(text()), 4),
        basis in proptest::option::of(proptest::sample::select(vec![
            BasisKind::Document, BasisKind::Interview, BasisKind::Tested, BasisKind::Assumed,
        ])),
        on in proptest::option::of(date()),
        hash in "[0-9a-f]{64}",
    ) -> Stated {
        Stated {
            item: String::new(),
            item_hash: hash,
            verdict,
            choice: texts[0].clone(),
            value: texts[1].clone(),
            facts: texts[2].clone(),
            basis,
            evidence: texts[3].clone(),
            on,
        }
    }
}

prop_compose! {
    fn reply()(
        id in "[0-9a-f]{32}",
        texts in proptest::collection::vec(text(), 4),
        on in proptest::option::of(date()),
        mut answers in proptest::collection::vec(stated(), 0..6),
    ) -> Reply {
        for (at, stated) in answers.iter_mut().enumerate() {
            stated.item = format!("item-{at}");
        }
        Reply {
            request: id,
            assessment: texts[0].clone(),
            pack_hash: texts[1].clone(),
            by: Respondent { name: texts[2].clone(), role: texts[3].clone() },
            on,
            answers,
        }
    }
}

/// A reply of two statements.
fn small() -> Reply {
    Reply {
        request: "0123456789abcdef".repeat(2),
        assessment: String::from("a1"),
        pack_hash: String::from("p1"),
        by: Respondent {
            name: String::from("Ada Lindqvist"),
            role: String::from("Security"),
        },
        on: Date::from_ymd(2026, 12, 3),
        answers: vec![
            Stated {
                item: String::from("one"),
                item_hash: String::from("h1"),
                verdict: Some(Verdict::Partly),
                facts: Some(String::from("Rate limits exist.")),
                ..Stated::default()
            },
            Stated {
                item: String::from("two"),
                item_hash: String::from("h2"),
                evidence: Some(String::from("Runbook 7, on the wiki")),
                ..Stated::default()
            },
        ],
    }
}

/// The small reply as JSON, changed, with a sum that agrees or not.
fn changed(sound: bool, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let bytes = write_reply(&small()).unwrap();
    let mut file: Value = serde_json::from_slice(&bytes).unwrap();
    change(&mut file);
    if sound {
        let mut rest = file.clone();
        rest.as_object_mut().unwrap().remove("sum");
        file["sum"] = json!(canonical::hash_value("request file", &rest).0);
    }
    file.to_string().into_bytes()
}

proptest! {
    #[test]
    fn any_request_reads_back_as_it_was_written(request in request()) {
        let bytes = write_request(&request).unwrap();
        prop_assert_eq!(read_request(&bytes), Ok(request.clone()), "the same request");
        prop_assert_eq!(write_request(&request).unwrap(), bytes, "and the same bytes");
    }

    #[test]
    fn any_reply_reads_back_as_it_was_written(reply in reply()) {
        let bytes = write_reply(&reply).unwrap();
        let read = read_reply(&bytes).unwrap();
        prop_assert_eq!(read.reply, reply, "the same statements");
        prop_assert_eq!(read.findings, Vec::<String>::new(), "and nothing to say");
    }

    #[test]
    fn a_file_that_is_cut_short_is_refused(reply in reply(), request in request(), share in 0..1000_usize) {
        for (kind, bytes) in [
            (FileKind::Reply, write_reply(&reply).unwrap()),
            (FileKind::Request, write_request(&request).unwrap()),
        ] {
            // The line feed at the end is not part of what is said.
            let at = (bytes.len() - 1) * share / 1000;
            let refusal = match kind {
                FileKind::Reply => read_reply(&bytes[..at]).err(),
                FileKind::Request => read_request(&bytes[..at]).err(),
            };
            let expected = match at {
                0..11 => RequestFileError::NotOurs { kind },
                _ => RequestFileError::CutShort { kind, at },
            };
            prop_assert_eq!(refusal, Some(expected), "it says where it ends");
        }
    }

    #[test]
    fn a_bit_that_was_turned_never_yields_another_statement_in_silence(
        reply in reply(), request in request(), at in any::<prop::sample::Index>(), bit in 0..8_u8,
    ) {
        let mut bytes = write_reply(&reply).unwrap();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(read) = read_reply(&bytes) {
            prop_assert!(read.reply == reply || !read.findings.is_empty(), "what differs is said");
        }
        let mut bytes = write_request(&request).unwrap();
        let place = at.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(read) = read_request(&bytes) {
            prop_assert_eq!(read, request, "a request is the one that was sent, or none");
        }
    }

    #[test]
    fn bytes_from_anybody_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read_request(&bytes).is_err() && read_reply(&bytes).is_err(), "they are no such file");
    }
}

#[test]
fn a_reply_that_was_edited_by_hand_is_read_and_says_so() {
    let bytes = changed(false, |file| {
        file["content"]["answers"][0]["verdict"] = json!("inPlace");
    });
    let read = read_reply(&bytes).unwrap();
    assert_eq!(
        read.reply.answers[0].verdict,
        Some(Verdict::InPlace),
        "as it stands now"
    );
    assert!(
        read.findings[0].starts_with("The reply was changed outside Proviso"),
        "{:?}",
        read.findings
    );
}

#[test]
fn a_request_that_was_edited_by_hand_is_refused() {
    let reply = write_reply(&small()).unwrap();
    assert_eq!(
        read_request(&reply),
        Err(RequestFileError::OtherKind {
            kind: FileKind::Request
        }),
        "a reply is no request"
    );
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let request = request().new_tree(&mut runner).unwrap().current();
    let mut file: Value = serde_json::from_slice(&write_request(&request).unwrap()).unwrap();
    file["content"]["items"][0]["question"] = json!("Another question?");
    assert_eq!(
        read_request(file.to_string().as_bytes()),
        Err(RequestFileError::Changed),
        "a respondent answers what counsel asked"
    );
}

#[test]
fn what_cannot_be_read_of_a_reply_is_quoted_and_costs_nothing_else() {
    let bytes = changed(true, |file| {
        let content = &mut file["content"];
        content["on"] = json!("3. Dezember 2026");
        content["mood"] = json!("good");
        content["by"]["name"] = json!(7);
        let answers = content["answers"].as_array_mut().unwrap();
        answers[0]["verdict"] = json!("mostly");
        answers[1]["facts"] = json!("x".repeat(MAX_TEXT_BYTES + 1));
        let mut again = answers[1].clone();
        again["evidence"] = json!("Another runbook");
        again.as_object_mut().unwrap().remove("facts");
        answers.push(again);
        answers.push(json!({"facts": "of nothing"}));
        answers.push(json!("loose words"));
    });
    let ReadReply { reply, findings } = read_reply(&bytes).unwrap();
    assert_eq!(reply.answers.len(), 2, "the two that name an item, once");
    assert_eq!(
        reply.answers[0].facts.as_deref(),
        Some("Rate limits exist."),
        "the verdict costs no facts"
    );
    assert_eq!(
        reply.answers[1].evidence.as_deref(),
        Some("Runbook 7, on the wiki"),
        "the first of two"
    );
    for (words, why) in [
        ("3. Dezember 2026", "a date in another language"),
        ("mood", "a field that is not known"),
        ("“7”", "a name that is a number"),
        ("mostly", "a verdict that is none"),
        ("more than 200000 bytes", "a text that is too long"),
        ("Another runbook", "a second answer"),
        ("of nothing", "an answer to no item"),
        ("loose words", "an answer that is none"),
    ] {
        let said = findings.iter().filter(|said| said.contains(words));
        assert_eq!(said.count(), 1, "{why} is said once: {findings:#?}");
    }
    assert!(
        !findings.iter().any(|said| said.contains("outside Proviso")),
        "the sum agrees"
    );
}

#[test]
fn each_refusal_is_a_sentence_that_says_what_to_do() {
    let newer = changed(true, |file| {
        file["format"] = json!(2);
        file["needs"] = json!("3.1.0");
    });
    let nameless = changed(true, |file| file["content"]["request"] = json!("../../x"));
    let deep = format!("{{\"content\":{}1{}}}", "[".repeat(20), "]".repeat(20));
    let many = format!("{{\"content\":[{}1]}}", "1,".repeat(MAX_ITEMS));
    for (bytes, expected) in [
        (Vec::new(), "This is no reply that Proviso wrote"),
        (
            b"PK\x03\x04".to_vec(),
            "This is no reply that Proviso wrote",
        ),
        (b"{\"a\":1}".to_vec(), "This is no reply that Proviso wrote"),
        (newer, "open it with Proviso 3.1.0 or later"),
        (nameless, "does not say which request it answers"),
        (deep.into_bytes(), "nested more than 16 deep"),
        (many.into_bytes(), "more than 2000 entries"),
        (
            vec![b' '; MAX_REPLY_BYTES + 1],
            "a reply has at most 16777216",
        ),
    ] {
        let said = read_reply(&bytes).unwrap_err().to_string();
        assert!(said.contains(expected), "{expected}: {said}");
    }
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let mut reply = small();
    reply.answers = vec![reply.answers[0].clone(); MAX_ITEMS + 1];
    assert!(write_reply(&reply).is_err(), "more answers than are read");
}
