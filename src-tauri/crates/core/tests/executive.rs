//! What the executive copy holds, and what cannot be in it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use proviso_core::answer::{Answer, Answers, BasisKind, Verdict};
use proviso_core::date::Date;
use proviso_core::evidence::NO_LINKS;
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{Kind, Pack, read};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{CopyMarks, Matter, Report, ReportInput, executive, fingerprint};

const PACK: &[u8] = include_bytes!("../../../../assets/packs/eo-14409/1.0.0.json");

fn pack() -> Pack {
    read(PACK).unwrap().0
}

fn everything(pack: &Pack) -> Profile {
    Profile {
        roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
        traits: pack
            .traits
            .iter()
            .map(|t| (t.id.clone(), TraitAnswer::Yes))
            .collect(),
    }
}

/// Every item answered, each field with a word of its own that can be looked for.
fn full_answers(pack: &Pack, verdict: Verdict) -> Answers {
    let word = |field: &str| Some(format!("canary-{field}"));
    let answers = pack.items.iter().map(|item| {
        let mut answer = Answer {
            facts: word("facts"),
            analysis: word("analysis"),
            basis: Some(BasisKind::Document),
            basis_detail: word("basisdetail"),
            owner: word("owner"),
            reason: word("reason"),
            measure: word("measure"),
            todo: word("todo"),
            ..Answer::default()
        };
        match &item.kind {
            Kind::Practice(_) => answer.verdict = Some(verdict),
            Kind::Decision(decision) => {
                answer.choice = Some(decision.options[0].id.clone());
                answer.grounds_for = word("for");
                answer.grounds_against = word("against");
                answer.recommendation = word("recommendation");
                answer.advice = word("advice");
                answer.decided_by = word("decider");
                answer.review_trigger = word("trigger");
            }
            Kind::Fact(_) => answer.choice = item.options().first().map(|option| option.id.clone()),
        }
        (item.id.clone(), answer)
    });
    answers.collect()
}

fn report(pack: &Pack, profile: &Profile, answers: &Answers, marks: &CopyMarks) -> Report {
    let matter = Matter {
        organization: String::from("Example"),
        ..Matter::default()
    };
    executive(&input(pack, profile, answers, marks, &matter))
}

fn input<'a>(
    pack: &'a Pack,
    profile: &'a Profile,
    answers: &'a Answers,
    marks: &'a CopyMarks,
    matter: &'a Matter,
) -> ReportInput<'a> {
    static ACTIONS: Actions = Actions::new();
    static CARRIED: BTreeSet<String> = BTreeSet::new();
    ReportInput {
        state: RunState {
            pack,
            profile,
            answers,
            actions: &ACTIONS,
            carried: &CARRIED,
            evidence: NO_LINKS,
        },
        pack_hash: "hash",
        matter,
        run_number: 1,
        marks,
        on: Date::from_ymd(2026, 6, 22).unwrap(),
        signed: None,
        amends: None,
        before: None,
    }
}

#[test]
fn counsels_own_words_cannot_be_in_it() {
    let pack = pack();
    for verdict in Verdict::ALL {
        let answers = full_answers(&pack, verdict);
        let report = report(&pack, &everything(&pack), &answers, &CopyMarks::default());
        let text = serde_json::to_string(&report).unwrap();
        for kept_out in ["analysis", "advice", "todo", "basisdetail"] {
            assert!(
                !text.contains(&format!("canary-{kept_out}")),
                "{kept_out} stays in counsel's file"
            );
        }
        for shared in ["facts", "owner", "for", "against"] {
            assert!(
                text.contains(&format!("canary-{shared}")),
                "{shared} is for every reader"
            );
        }
    }
}

#[test]
fn items_on_crime_stand_under_their_theme_without_its_name() {
    let pack = pack();
    let answers = full_answers(&pack, Verdict::NotInPlace);
    let report = report(&pack, &everything(&pack), &answers, &CopyMarks::default());
    assert!(
        report.sections.iter().all(|section| section.cite != "§ 4"),
        "no section is Section 4"
    );
    let by_theme: Vec<_> = report
        .sections
        .iter()
        .filter(|section| section.words.is_none() && section.addressees.is_empty())
        .collect();
    assert!(
        !by_theme.is_empty(),
        "the items are there, under their theme"
    );
    let text = serde_json::to_string(&(&report.actions, &by_theme)).unwrap();
    for name in ["§ 4", "Section 4", "18 U.S.C.", "1030", "Computer Fraud"] {
        assert!(
            !text.contains(name),
            "{name} is named neither beside an action nor beside an item"
        );
    }
}

#[test]
fn nothing_calls_the_order_binding_on_the_company() {
    let pack = pack();
    let report = report(
        &pack,
        &everything(&pack),
        &Answers::new(),
        &CopyMarks::default(),
    );
    assert!(
        report
            .board
            .position
            .starts_with("Executive Order 14409 itself places no duty on this company."),
        "the first sentence says what the order does not do"
    );
    for bound in &report.board.binds {
        assert!(
            !bound.instrument.contains("14409"),
            "{} is not listed among what binds the company",
            bound.instrument
        );
    }
    assert!(
        !report.board.offers.is_empty(),
        "its offers are listed as offers"
    );
}

#[test]
fn an_empty_run_reports_open_questions_and_no_shortfall() {
    let pack = pack();
    let report = report(
        &pack,
        &everything(&pack),
        &Answers::new(),
        &CopyMarks::default(),
    );
    assert!(
        report.actions.is_empty(),
        "what is unanswered is never a gap"
    );
    assert!(!report.open.is_empty(), "it is an open question");
    assert_eq!(
        report.board.all.text, "0 to 100 %",
        "and the interval says that nothing is known"
    );
}

#[test]
fn words_that_are_no_sentence_have_those_that_lead_to_them() {
    let pack = pack();
    let lead_in = |pin: &str| pack.lead_in(pack.provision(pin).unwrap());
    assert_eq!(
        lead_in("3(b)(ii)").as_deref(),
        Some(
            "… design a voluntary framework with AI developers through which developers would be able \
             to: … (ii)"
        ),
        "what comes before and between is left out, and that is shown"
    );
    let first = lead_in("2(c)(i)").unwrap();
    assert!(
        first.starts_with("Within 30 days") && first.ends_with("to: (i)"),
        "nothing is left out before a first part: {first}"
    );
    for whole in ["1", "2(d)", "3", "3(c)", "5(c)", "beside"] {
        assert_eq!(lead_in(whole), None, "{whole} stands by itself");
    }
    let report = report(
        &pack,
        &everything(&pack),
        &Answers::new(),
        &CopyMarks::default(),
    );
    for section in &report.sections {
        assert!(
            section.lead_in.is_none() || section.words.is_some(),
            "nothing leads to no words: {}",
            section.cite
        );
        let is_small = |words: &String| words.starts_with(char::is_lowercase);
        if section.words.as_ref().is_some_and(is_small) {
            assert!(section.lead_in.is_some(), "{} is led to", section.cite);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_fingerprint_follows_the_state_and_not_the_copy(facts in "[a-z ]{1,20}", legend in "[a-z]{1,10}") {
        let pack = pack();
        let profile = everything(&pack);
        let matter = Matter::default();
        let plain = CopyMarks::default();
        let marked = CopyMarks { legend: Some(legend), ..CopyMarks::default() };
        let mut answers = Answers::new();
        let before = fingerprint(&input(&pack, &profile, &answers, &plain, &matter));
        prop_assert_eq!(
            &before, &fingerprint(&input(&pack, &profile, &answers, &marked, &matter)),
            "two copies of one state carry one fingerprint"
        );
        let answer = Answer { facts: Some(facts), ..Answer::default() };
        answers.insert(pack.items[0].id.clone(), answer);
        prop_assert_ne!(
            &before, &fingerprint(&input(&pack, &profile, &answers, &plain, &matter)),
            "another state has another one"
        );
    }
}
