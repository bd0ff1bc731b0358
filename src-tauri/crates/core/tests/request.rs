//! Requests, receiving and proposals, on the packs that ship: whatever a reply says, it is received with one
//! sentence for each thing that does not fit, or refused with one.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use proptest::prelude::*;
use proviso_core::answer::{Answer, BasisKind, Verdict};
use proviso_core::canonical::{Hash, hash_text};
use proviso_core::date::Date;
use proviso_core::pack::{Id, Item, Kind, Pack, read};
use proviso_core::request::{
    Against, Arrived, AskError, Asks, Cover, Earlier, Form, Outcome, ReceiveError, Reply, Request,
    Respondent, Returned, Stated, Wording, receive, reminder, request_for, standing, wording,
};

fn pack(version: &str) -> Pack {
    let path = format!(
        "{}/../../../assets/packs/eo-14409/{version}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    read(&std::fs::read(path).unwrap()).unwrap().0
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn cover() -> Cover {
    Cover {
        id: "a".repeat(32),
        assessment: "b".repeat(32),
        run: "c".repeat(32),
        pack_hash: "d".repeat(64),
        organization: String::from("Example Robotics"),
        from: String::from("M. Okafor"),
        to: Respondent {
            name: String::from("Kim  Lee "),
            role: String::from("Head of Security"),
        },
        ..Cover::default()
    }
}

fn all(pack: &Pack) -> Request {
    let ids: Vec<Id> = pack.items.iter().map(|item| item.id.clone()).collect();
    request_for(pack, &cover(), &ids, day("2026-11-21")).unwrap()
}

fn reply(request: &Request, answers: Vec<Stated>) -> Reply {
    Reply {
        request: request.id.clone(),
        assessment: request.assessment.clone(),
        pack_hash: request.pack.hash.clone(),
        by: request.to.clone(),
        on: None,
        answers,
    }
}

fn stated(request: &Request, at: usize) -> Stated {
    let asked = &request.items[at % request.items.len()];
    Stated {
        item: asked.item.clone(),
        item_hash: asked.item_hash.0.clone(),
        facts: Some(String::from("Since March.")),
        ..Stated::default()
    }
}

fn received(
    reply: &Reply,
    request: &Request,
    pack: &Pack,
    earlier: &[Earlier<'_>],
    file: &str,
) -> Result<Returned, ReceiveError> {
    let arrived = Arrived {
        reply,
        form: Form::Word,
        file: &hash_text("file", file),
        unread: &[],
    };
    let against = Against {
        request: Some(request),
        withdrawn: None,
        pack,
        earlier,
    };
    receive(arrived, against)
}

#[test]
fn a_request_holds_the_words_of_its_items_and_names_no_provision() {
    let pack = pack("1.2.0");
    let request = all(&pack);
    assert_eq!(
        request.to.name, "Kim Lee",
        "a name without blanks around it"
    );
    for (asked, item) in request.items.iter().zip(&pack.items) {
        assert_eq!(asked.item, item.id, "in the pack's order");
        assert_eq!(asked.item_hash, item.text_hash(), "bound to its words");
        let is_right = match (&asked.asks, &item.kind) {
            (Asks::Practice { in_place, .. }, Kind::Practice(practice)) => {
                *in_place == practice.in_place
            }
            (Asks::Grounds, Kind::Decision(_)) => true,
            (asks, Kind::Fact(_)) => !matches!(asks, Asks::Practice { .. } | Asks::Grounds),
            _ => false,
        };
        assert!(is_right, "{} is asked as what it is", item.id);
    }
    let written = serde_json::to_value(&request).unwrap();
    let first = written["items"][0].as_object().unwrap();
    let mut names: Vec<&str> = first.keys().map(String::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "asks", "evidence", "item", "itemHash", "question", "theme", "title", "why"
        ],
        "an item has no provision, instrument, severity, action or owner in a request"
    );
    for decision in pack.items.iter().filter_map(Item::decision) {
        let text = written.to_string();
        for option in &decision.options {
            assert!(
                option.meaning.len() < 20 || !text.contains(&option.meaning),
                "a decision's options are not put to a respondent: {}",
                option.meaning
            );
        }
    }
}

#[test]
fn a_request_that_asks_nobody_nothing_or_too_early_is_not_made() {
    let pack = pack("1.0.0");
    let items = [pack.items[0].id.clone()];
    let on = day("2026-11-21");
    let nobody = Cover {
        to: Respondent::default(),
        ..cover()
    };
    assert_eq!(
        request_for(&pack, &nobody, &items, on),
        Err(AskError::NobodyAsked),
        "somebody is asked"
    );
    assert_eq!(
        request_for(&pack, &cover(), &[], on),
        Err(AskError::NothingAsked),
        "something is asked"
    );
    assert!(
        matches!(
            request_for(&pack, &cover(), &[String::from("no-such")], on),
            Err(AskError::UnknownItem(_))
        ),
        "that is in the pack"
    );
    let early = Cover {
        due_on: Some(day("2026-11-20")),
        ..cover()
    };
    assert!(
        matches!(
            request_for(&pack, &early, &items, on),
            Err(AskError::DueBefore { .. })
        ),
        "and not due before it is asked"
    );
    let long = Cover {
        note: "x".repeat(20_001),
        ..cover()
    };
    assert!(
        matches!(
            request_for(&pack, &long, &items, on),
            Err(AskError::TooLong { .. })
        ),
        "in a note that somebody reads"
    );
}

#[test]
fn where_a_request_stands_is_counted_by_item_and_a_reminder_names_what_is_outstanding() {
    let pack = pack("1.0.0");
    let items: Vec<Id> = pack
        .items
        .iter()
        .take(3)
        .map(|item| item.id.clone())
        .collect();
    let asked = Cover {
        due_on: Some(day("2026-12-01")),
        ..cover()
    };
    let request = request_for(&pack, &asked, &items, day("2026-11-21")).unwrap();
    let reply = reply(&request, vec![stated(&request, 0), stated(&request, 0)]);
    let back = received(&reply, &request, &pack, &[], "one").unwrap();
    let on_time = standing(&request, [&back, &back], false, day("2026-12-01"));
    assert_eq!((on_time.answered, on_time.asked), (1, 3), "each item once");
    assert!(!on_time.is_overdue, "the day itself counts");
    let late = standing(&request, [&back], false, day("2026-12-02"));
    assert!(late.is_overdue, "the next does not");
    assert!(
        !standing(&request, [&back], true, day("2026-12-02")).is_overdue,
        "what is withdrawn is never overdue"
    );
    let text = reminder(&request, &late, day("2026-12-02"));
    assert!(text.contains("by December 1, 2026"), "with the day: {text}");
    for asked in &request.items[1..] {
        assert!(text.contains(&asked.title), "with each title: {text}");
    }
    assert!(
        !text.contains(&request.items[0].title),
        "and no other: {text}"
    );
    assert!(!text.contains("Since March"), "and nothing of any answer");
    for word in ["must", "required", "failure", "overdue"] {
        assert!(!text.contains(word), "in a courteous voice: {text}");
    }
}

#[test]
fn a_statement_under_older_words_is_told_and_kept() {
    let (old, new) = (pack("1.0.0"), pack("1.2.0"));
    let request = all(&old);
    let answers: Vec<Stated> = (0..request.items.len())
        .map(|at| stated(&request, at))
        .collect();
    let reply = reply(&request, answers);
    let back = received(&reply, &request, &new, &[], "one").unwrap();
    assert_eq!(back.answers, reply.answers, "nothing is lost");
    let moved = reply
        .answers
        .iter()
        .filter(|stated| wording(stated, new.item(&stated.item)) != Wording::Same)
        .count();
    assert!(moved > 0, "some questions are put in other words");
    assert_eq!(
        back.findings.len(),
        moved,
        "each is told once: {:?}",
        back.findings
    );
    let same = received(&reply, &request, &old, &[], "one").unwrap();
    assert_eq!(
        same.findings,
        Vec::<String>::new(),
        "under the same words nothing is"
    );
}

#[test]
fn the_same_again_is_refused_and_other_content_is_kept() {
    let pack = pack("1.0.0");
    let request = all(&pack);
    let first = reply(&request, vec![stated(&request, 0)]);
    let back = received(&first, &request, &pack, &[], "one").unwrap();
    let earlier = [Earlier {
        returned: &back,
        on: day("2026-11-25"),
    }];
    for file in ["one", "another with the same words"] {
        let again = received(&first, &request, &pack, &earlier, file);
        assert!(
            matches!(again, Err(ReceiveError::SameFile { .. })),
            "what was received is not received again: {again:?}"
        );
    }
    let second = reply(&request, vec![stated(&request, 1)]);
    let again = received(&second, &request, &pack, &earlier, "two").unwrap();
    assert_eq!(again.findings.len(), 1, "{:?}", again.findings);
    assert!(
        again.findings[0].contains("November 25, 2026"),
        "it is said when the first came: {}",
        again.findings[0]
    );
    let nowhere = receive(
        Arrived {
            reply: &second,
            form: Form::Word,
            file: &Hash(String::new()),
            unread: &[],
        },
        Against {
            request: None,
            withdrawn: None,
            pack: &pack,
            earlier: &[],
        },
    );
    assert!(
        matches!(nowhere, Err(ReceiveError::UnknownRequest { .. })),
        "a reply to no request of ours is not received"
    );
}

#[test]
fn a_statement_becomes_the_answer_under_the_name_of_whoever_stated_it() {
    let pack = pack("1.0.0");
    let item = pack
        .items
        .iter()
        .find(|item| item.practice().is_some())
        .unwrap();
    let request = request_for(
        &pack,
        &cover(),
        std::slice::from_ref(&item.id),
        day("2026-11-21"),
    )
    .unwrap();
    let says = Stated {
        verdict: Some(Verdict::NotApplicable),
        facts: Some(String::from("We ship no such product.")),
        basis: Some(BasisKind::Tested),
        evidence: Some(format!("Product list\n{}", "x".repeat(9_000))),
        ..stated(&request, 0)
    };
    let reply = reply(&request, vec![says]);
    let back = received(&reply, &request, &pack, &[], "one").unwrap();
    let one = back.attributed(&back.answers[0], &request.to, day("2026-11-30"));
    let before = Answer {
        analysis: Some(String::from("Counsel’s own.")),
        facts: Some(String::from("Before.")),
        ..Answer::default()
    };
    let answer = one.answer(item, &before, &one.taken()).unwrap();
    assert_eq!(
        answer.analysis, before.analysis,
        "counsel's own fields stay"
    );
    assert_eq!(answer.basis, Some(BasisKind::Interview), "counsel was told");
    assert_eq!(
        answer.basis_detail.as_deref(),
        Some(
            "Stated by Kim Lee, Head of Security, on November 30, 2026 (Word form; own basis: tested)"
        ),
        "by whom, and on the day it was received where none is given"
    );
    assert_eq!(
        answer.reason, answer.facts,
        "the facts say why it is not applicable"
    );
    assert_eq!(
        one.outcome(&one.taken()),
        Outcome::Accepted,
        "as it was stated"
    );
    let mut edited = one.taken();
    edited.facts = Some(String::from("No such product is shipped."));
    assert_eq!(
        one.outcome(&edited),
        Outcome::Edited,
        "or as counsel put it"
    );
    let evidence = one.evidence().unwrap();
    assert_eq!(
        evidence.title, "Product list",
        "the first line names the document"
    );
    assert!(
        evidence.note.as_ref().unwrap().len() <= 4_000,
        "and the rest fits a note"
    );
}

fn text() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        Just(None),
        "[a-z “”\n]{0,40}".prop_map(Some),
        Just(Some(String::from("2026-12-01"))),
        Just(Some(String::from("12"))),
    ]
}

prop_compose! {
    fn any_stated()(
        at in 0..400_usize,
        foreign in prop::bool::weighted(0.1),
        other_words in prop::bool::weighted(0.2),
        verdict in prop::option::of(prop::sample::select(Verdict::ALL.to_vec())),
        choice in text(),
        value in text(),
        facts in text(),
        evidence in text(),
    ) -> (usize, bool, bool, Stated) {
        (at, foreign, other_words, Stated { verdict, choice, value, facts, evidence, ..Stated::default() })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_a_reply_says_is_kept_or_refused_in_one_sentence(
        drawn in prop::collection::vec(any_stated(), 0..12),
        by in "[a-zA-Z ]{0,12}",
        same_assessment in any::<bool>(),
        same_pack in any::<bool>(),
    ) {
        let pack = pack("1.0.0");
        let request = all(&pack);
        let answers: Vec<Stated> = drawn
            .into_iter()
            .map(|(at, foreign, other_words, stated)| {
                let asked = &request.items[at % request.items.len()];
                Stated {
                    item: if foreign { format!("foreign-{at}") } else { asked.item.clone() },
                    item_hash: if other_words { String::from("00") } else { asked.item_hash.0.clone() },
                    ..stated
                }
            })
            .collect();
        let mut said = reply(&request, answers);
        said.by.name = by;
        if !same_assessment {
            said.assessment = String::from("elsewhere");
        }
        if !same_pack {
            said.pack_hash = String::from("another");
        }
        let back = received(&said, &request, &pack, &[], "one").unwrap();
        let stated: Vec<&Stated> = said.answers.iter().filter(|one| !one.is_empty()).collect();
        prop_assert_eq!(back.answers.iter().collect::<Vec<_>>(), stated, "nothing is lost or made up");
        for finding in &back.findings {
            prop_assert!(finding.len() > 10 && !finding.contains("{"), "a sentence: {finding}");
        }
        let first = back.answers.iter().enumerate().filter(|(at, one)| {
            !back.answers[..*at].iter().any(|before| before.item == one.item)
        });
        for (_, one) in first {
            let Some(item) = pack.item(&one.item) else { continue };
            let attributed = back.attributed(one, &request.to, day("2026-11-30"));
            // What does not fit is refused when it is taken, and was told when it was received.
            if let Err(why) = attributed.answer(item, &Answer::default(), &attributed.taken()) {
                prop_assert!(
                    back.findings.iter().any(|finding| finding.contains(&item.title)),
                    "told: {why} {:?}", back.findings
                );
            }
        }
    }
}
