//! What the engagement strategy and the minute insert say, and what they leave unsaid.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::BTreeSet;

use proviso_core::answer::{Answer, Answers, Verdict};
use proviso_core::date::Date;
use proviso_core::evidence::NO_LINKS;
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{Condition, Kind, Pack};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{
    CopyMarks, MINUTE_STEPS, Matter, Minutes, ReportInput, STATEMENT, STRATEGY_STEPS, Signed,
    Stance, Stands, Strategy, board, decision_record, minutes, strategy,
};

fn pack() -> Pack {
    proviso_core::pack::read(include_bytes!(
        "../../../../assets/packs/eo-14409/1.0.0.json"
    ))
    .unwrap()
    .0
}

fn day(month: u32, day: u32) -> Date {
    Date::from_ymd(2026, month, day).unwrap()
}

/// Every second decision is taken; each text of counsel's is a word that can be looked for.
fn answers(pack: &Pack) -> Answers {
    let said = |field: &str| Some(format!("canary-{field}"));
    let answers = pack.items.iter().enumerate().map(|(at, item)| {
        let mut answer = Answer {
            facts: said("facts"),
            analysis: said("analysis"),
            advice: said("advice"),
            todo: said("todo"),
            basis_detail: said("basis"),
            owner: said("owner"),
            ..Answer::default()
        };
        match &item.kind {
            Kind::Practice(_) => answer.verdict = Some(Verdict::NotInPlace),
            Kind::Decision(decision) => {
                answer.recommendation = said("recommendation");
                answer.grounds_for = said("for");
                answer.grounds_against = said("against");
                answer.review_trigger = said("trigger");
                answer.decided_by = said("by");
                answer.decided_on = Some(day(6, 12));
                answer.review_on = Some(day(if at % 3 == 0 { 5 } else { 9 }, 30));
                answer.choice = at.is_multiple_of(2).then(|| decision.options[0].id.clone());
            }
            Kind::Fact(_) => {}
        }
        (item.id.clone(), answer)
    });
    answers.collect()
}

fn copies(pack: &Pack, answers: &Answers, signed: Option<&Signed>) -> (Strategy, Minutes) {
    with_input(pack, answers, signed, |input| {
        (strategy(input), minutes(input))
    })
}

fn with_input<T>(
    pack: &Pack,
    answers: &Answers,
    signed: Option<&Signed>,
    read: impl Fn(&ReportInput<'_>) -> T,
) -> T {
    let profile = Profile {
        roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
        traits: pack
            .traits
            .iter()
            .map(|t| (t.id.clone(), TraitAnswer::Yes))
            .collect(),
    };
    let matter = Matter {
        organization: String::from("Northwind"),
        directed_by: String::from("M. Okafor, Deputy General Counsel"),
        ..Matter::default()
    };
    let input = ReportInput {
        state: RunState {
            pack,
            profile: &profile,
            answers,
            actions: &Actions::new(),
            carried: &BTreeSet::new(),
            evidence: NO_LINKS,
        },
        pack_hash: "hash",
        matter: &matter,
        run_number: 1,
        marks: &CopyMarks::default(),
        on: day(6, 22),
        signed,
        amends: None,
        before: None,
    };
    read(&input)
}

fn stances(strategy: &Strategy) -> Vec<&Stance> {
    strategy.offers.iter().chain(&strategy.others).collect()
}

#[test]
fn they_say_what_was_decided_and_nothing_of_counsels_own() {
    let pack = pack();
    let (strategy, minutes) = copies(&pack, &answers(&pack), None);
    // One decision is for those that are no trusted partner.
    let decisions = pack.items.iter();
    let decisions = decisions.filter(|item| item.decision().is_some());
    let decisions = decisions.filter(|item| item.id != "early-access-offer");
    assert_eq!(
        stances(&strategy).len(),
        decisions.count(),
        "every decision in scope has its line"
    );
    let texts = [
        ("strategy", serde_json::to_string(&strategy).unwrap()),
        ("minutes", serde_json::to_string(&minutes).unwrap()),
    ];
    for (name, text) in &texts {
        for kept_out in ["facts", "analysis", "advice", "todo", "basis", "owner"] {
            assert!(
                !text.contains(&format!("canary-{kept_out}")),
                "the {name} has no {kept_out}"
            );
        }
        assert!(text.contains("canary-by"), "the {name} says who decided");
        assert!(text.contains(STATEMENT), "and the {name} what it is not");
    }
    let said = &texts[1].1;
    for kept_out in ["for", "against", "recommendation", "trigger"] {
        assert!(
            !said.contains(&format!("canary-{kept_out}\"")),
            "minutes record no {kept_out}"
        );
    }
}

#[test]
fn each_stance_says_how_far_it_has_come() {
    let pack = pack();
    let (strategy, _) = copies(&pack, &answers(&pack), None);
    for stance in stances(&strategy) {
        let suggested = pack
            .items
            .iter()
            .find(|item| item.title == stance.title)
            .and_then(|item| item.decision())
            .map(|decision| decision.decider.as_str());
        match stance.stands {
            Stands::Decided => {
                assert!(stance.words.starts_with("Decided: "), "{}", stance.words);
                assert_eq!(stance.speaks, "canary-by", "who decided speaks for it");
                assert_eq!(stance.speaks_as, "decided June 12, 2026", "since when");
                assert_eq!(stance.recommendation, None, "what was decided needs none");
            }
            Stands::Open => {
                assert!(stance.words.starts_with("Open"), "{}", stance.words);
                assert_eq!(
                    Some(stance.speaks.as_str()),
                    suggested,
                    "whoever typed a name on an open decision has not decided it"
                );
                assert_eq!(stance.speaks_as, "suggested", "and that is said");
            }
            Stands::Waiting => panic!("nothing waits here: {stance:?}"),
        }
    }
    let passed = stances(&strategy)
        .iter()
        .filter_map(|stance| stance.looks_again.as_deref())
        .filter(|day| day.ends_with("(passed)"))
        .count();
    assert!(passed > 0, "a day that lies behind the report date says so");
    assert!(
        strategy.offers[0].cite.as_deref() == Some("§ 2(c)(iii)"),
        "an offer names its provision: {:?}",
        strategy.offers[0]
    );
    assert!(
        strategy
            .others
            .iter()
            .any(|stance| stance.cite.as_deref() == Some("Our suggestion")),
        "and what nobody offers names no provision"
    );
}

#[test]
fn what_waits_says_on_what_and_what_stands_under_the_provision_on_crime_names_none() {
    let mut pack = pack();
    let waits = pack
        .items
        .iter()
        .find_map(|item| match &item.applies {
            Some(condition @ Condition::Decision(_)) => Some(condition.clone()),
            _ => None,
        })
        .unwrap();
    let crime = pack.provisions.iter().find(|p| p.counsel_only).unwrap();
    let pin = crime.pin.clone();
    let voice = pack.items.iter_mut().find(|i| i.id == "standards-voice");
    voice.unwrap().applies = Some(waits);
    let route = pack
        .items
        .iter_mut()
        .find(|item| item.id == "vulnerability-report-route")
        .unwrap();
    route.provision = pin;
    route.instrument_name = String::from("18 U.S.C. § 1030");
    let title = route.title.clone();
    let (strategy, minutes) = copies(&pack, &Answers::new(), None);
    let waiting: Vec<_> = stances(&strategy)
        .into_iter()
        .filter(|stance| stance.stands == Stands::Waiting)
        .cloned()
        .collect();
    assert_eq!(waiting.len(), 1, "one decision waits");
    assert!(
        waiting[0].words.starts_with("Waits on: “"),
        "and says on what: {}",
        waiting[0].words
    );
    assert!(
        strategy.tally.ends_with("waiting on another: 1."),
        "it is told apart: {}",
        strategy.tally
    );
    let apart = stances(&strategy);
    let apart = apart.iter().find(|stance| stance.title == title).unwrap();
    assert_eq!(
        apart.cite, None,
        "no copy but counsel’s pins it to anything"
    );
    for text in [
        serde_json::to_string(&strategy).unwrap(),
        serde_json::to_string(&minutes).unwrap(),
    ] {
        for name in ["Section 4", "§ 4\"", "18 U.S.C.", "1030", "Computer Fraud"] {
            assert!(!text.contains(name), "{name} is not named: {text}");
        }
    }
}

#[test]
fn a_day_to_look_again_that_has_passed_is_never_said_to_have_been_used() {
    let pack = pack();
    let mut answers = answers(&pack);
    let both = |answers: &Answers| {
        with_input(&pack, answers, None, |input| {
            let record = decision_record(input, "clearinghouse").unwrap();
            (
                record.taken.unwrap().review.unwrap(),
                board(input).page.next_review,
                minutes(input).review,
            )
        })
    };
    for (id, answer) in &mut answers {
        answer.review_on = None;
        if id == "clearinghouse" {
            answer.choice = Some(String::from("when-terms-known"));
            answer.review_on = Some(day(5, 30));
        }
    }
    let (taken, next, minuted) = both(&answers);
    assert_eq!(
        taken, "on May 30, 2026 (passed), or when: canary-trigger",
        "the decision says that its day has passed"
    );
    assert_eq!(
        next,
        ["Day that has passed: May 30, 2026", "No later day is set"],
        "and so does the board page"
    );
    assert!(
        minuted.starts_with(
            "Of the days on which decisions were to be looked at again, the report stated this day as passed: \
             May 30, 2026. The report stated no later day"
        ),
        "and what minutes say that the report stated, it stated: {minuted}"
    );
    // Four that have passed, and two ahead.
    let mut days = [(5, 30), (6, 1), (6, 2), (6, 21), (6, 22), (9, 30)].into_iter();
    let decisions = pack.items.iter().filter(|item| item.decision().is_some());
    for item in decisions.filter(|item| item.id != "early-access-offer") {
        answers.get_mut(&item.id).unwrap().review_on = days.next().map(|(m, d)| day(m, d));
    }
    let (_, next, minuted) = both(&answers);
    let passed = "May 30, 2026; June 1, 2026; June 2, 2026; 1 more";
    assert_eq!(
        next,
        [
            format!("Days that have passed: {passed}"),
            String::from("Next: June 22, 2026")
        ],
        "the first are named, the others counted; the report date itself has not passed"
    );
    assert!(
        minuted.contains(&format!(
            "these days as passed: {passed}. The report stated June 22, 2026 as the next day"
        )),
        "minutes give the days of the board page: {minuted}"
    );
}

#[test]
fn the_record_of_an_open_decision_holds_what_speaks_for_and_against_it() {
    let pack = pack();
    let mut answers = answers(&pack);
    answers.get_mut("standards-voice").unwrap().choice = None;
    let record = |answers: &Answers| {
        with_input(&pack, answers, None, |input| {
            decision_record(input, "standards-voice").unwrap()
        })
    };
    let open = record(&answers);
    assert_eq!(open.taken, None, "it is open");
    assert_eq!(
        open.grounds(),
        [Some("canary-for"), Some("canary-against")],
        "whoever is to sign it reads the business grounds"
    );
    assert!(
        open.looked_at_again()
            .is_some_and(|review| review.contains("canary-trigger") && review.starts_with("on ")),
        "and when it is to be looked at again: {:?}",
        open.review
    );
    let text = serde_json::to_string(&open).unwrap();
    for kept_out in ["advice", "analysis", "todo", "basis", "by"] {
        assert!(
            !text.contains(&format!("canary-{kept_out}\"")),
            "{kept_out} is not in it: nobody has decided, and counsel’s words are counsel’s"
        );
    }
    let choice = Some(String::from("both"));
    answers.get_mut("standards-voice").unwrap().choice = choice;
    let taken = record(&answers);
    assert_eq!(
        (taken.grounds(), taken.grounds_for.as_ref()),
        (open.grounds(), None),
        "once it is taken, they stand with what was decided, and once"
    );
}

#[test]
fn a_record_has_a_line_for_each_who_signs_and_names_one_who_decided_alone() {
    let pack = pack();
    let mut answers = answers(&pack);
    let mut signers = |by: Option<&str>, choice: Option<&str>| {
        let answer = answers.get_mut("clearinghouse").unwrap();
        answer.decided_by = by.map(str::to_owned);
        answer.choice = choice.map(str::to_owned);
        with_input(&pack, &answers, None, |input| {
            decision_record(input, "clearinghouse").unwrap().signers
        })
    };
    let taken = Some("when-terms-known");
    assert_eq!(
        signers(Some("Elena Marsh, General Counsel"), taken),
        ["Elena Marsh, General Counsel"],
        "one person, by name"
    );
    assert_eq!(
        signers(Some("General Counsel and CISO"), taken),
        ["", ""],
        "two, and nobody recorded which of them signs where"
    );
    assert_eq!(
        signers(None, taken),
        ["", ""],
        "“CISO and General Counsel together” should decide"
    );
    assert_eq!(
        signers(Some("CISO"), None),
        ["", ""],
        "whoever is named on an open decision has not decided it"
    );
}

#[test]
fn minutes_record_what_the_data_say_and_leave_blanks_for_the_rest() {
    let pack = pack();
    let mut answers = answers(&pack);
    answers.get_mut("clearinghouse").unwrap().choice = Some(String::from("when-terms-known"));
    answers.get_mut("clearinghouse").unwrap().decided_by = None;
    answers.get_mut("clearinghouse").unwrap().decided_on = None;
    let signed = Signed {
        by: String::from("M. Okafor, Deputy General Counsel"),
        on: day(6, 22),
        reviewer: None,
        expunged: None,
    };
    let (_, drafted) = copies(&pack, &answers, None);
    let (_, minutes) = copies(&pack, &answers, Some(&signed));
    assert!(
        drafted.received.contains("in draft and not signed"),
        "{}",
        drafted.received
    );
    assert!(
        minutes
            .received
            .contains("signed by M. Okafor, Deputy General Counsel, on June 22, 2026"),
        "{}",
        minutes.received
    );
    for blank in ["[name of committee]", "[date]", "[name and title]"] {
        assert!(
            minutes.received.contains(blank),
            "only the company knows {blank}"
        );
    }
    assert!(
        minutes.received.contains("the law as of June 2, 2026"),
        "the law date: {}",
        minutes.received
    );
    let entry = minutes
        .taken
        .entries
        .iter()
        .find(|entry| entry.chosen.as_deref() == Some("When terms are known"))
        .unwrap();
    assert_eq!(
        entry.text, "decided by [name and title] on [date].",
        "what is not recorded stays a blank"
    );
    let open = &minutes.open.entries;
    assert!(
        open.iter()
            .any(|entry| entry.text.ends_with("September 30, 2026."))
            && open.iter().any(|entry| entry.text.ends_with("[date].")),
        "nothing was deferred to a day that had passed: {open:?}"
    );
    assert!(
        minutes.review.contains("September 30, 2026"),
        "the next day that lies ahead: {}",
        minutes.review
    );
    let text = serde_json::to_string(&minutes).unwrap().to_lowercase();
    for word in [
        " approved",
        "%",
        "gap",
        "not in place",
        "recommend",
        " fail",
    ] {
        assert!(!text.contains(word), "no minutes say {word:?}: {text}");
    }
}

#[test]
fn without_decisions_they_say_so() {
    let mut pack = pack();
    pack.items.retain(|item| item.decision().is_none());
    let (strategy, minutes) = copies(&pack, &Answers::new(), None);
    assert!(
        stances(&strategy).is_empty(),
        "there is none to bring together"
    );
    assert_eq!(
        (minutes.taken.then, minutes.open.then),
        (None, None),
        "and the committee resolved nothing on none"
    );
}

#[test]
fn each_step_says_no_more_than_the_one_before() {
    let pack = pack();
    let (strategy, minutes) = copies(&pack, &answers(&pack), None);
    let size = |text: String| text.chars().count();
    let strategies = STRATEGY_STEPS.iter().map(|limits| {
        let mut cut = strategy.within(limits);
        // That something is left off is told in more words than nothing.
        (cut.left_off, cut.cut) = (None, false);
        size(serde_json::to_string(&cut).unwrap())
    });
    let inserts = MINUTE_STEPS.iter().map(|limits| {
        let cut = minutes.within(limits);
        cut.taken.entries.len() + cut.open.entries.len()
    });
    for sizes in [strategies.collect::<Vec<_>>(), inserts.collect::<Vec<_>>()] {
        assert!(
            sizes.windows(2).all(|two| two[0] >= two[1]),
            "halving finds the widest: {sizes:?}"
        );
    }
    assert_eq!(
        strategy.within(&STRATEGY_STEPS[0]),
        strategy,
        "the widest leaves everything as it is"
    );
}
