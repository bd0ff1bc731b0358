//! Pre-flight: what it finds in a run, and where each finding is mended.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::action::{Action, ActionField, ActionStatus};
use proviso_core::answer::{Answer, Answers, BasisKind, Field, Verdict};
use proviso_core::date::Date;
use proviso_core::evidence::NO_LINKS;
use proviso_core::overview::{Actions, RunState, overview};
use proviso_core::pack::{Item, Pack, read};
use proviso_core::preflight::{
    CopyFacts, Days, Finding, Level, Spot, Topic, default_words, preflight,
};
use proviso_core::profile::{Profile, TraitAnswer};

fn pack(version: &str) -> Pack {
    let path = format!(
        "{}/../../../assets/packs/eo-14409/{version}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    read(&std::fs::read(path).unwrap()).unwrap().0
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

struct Run {
    pack: Pack,
    answers: Answers,
    actions: Actions,
    carried: BTreeSet<String>,
}

impl Run {
    fn new() -> Self {
        Self {
            pack: pack("1.0.0"),
            answers: BTreeMap::new(),
            actions: BTreeMap::new(),
            carried: BTreeSet::new(),
        }
    }

    /// The first item of a kind that is asked of everybody here.
    fn item(&self, wanted: impl Fn(&Item) -> bool) -> Item {
        let profile = everything(&self.pack);
        let scope = proviso_core::scope::scope(&self.pack, &profile, &self.answers);
        let mut items = self.pack.items.iter();
        let found = items.find(|item| wanted(item) && scope.contains(&item.id));
        found.unwrap().clone()
    }

    fn found(&self, on: Date, copy: CopyFacts<'_>) -> Vec<Finding> {
        let profile = everything(&self.pack);
        let state = RunState {
            pack: &self.pack,
            profile: &profile,
            answers: &self.answers,
            actions: &self.actions,
            carried: &self.carried,
            evidence: NO_LINKS,
        };
        preflight(state, &overview(state, on), copy)
    }
}

fn soon() -> Date {
    Date::from_ymd(2026, 6, 10).unwrap()
}

fn ready(words: &[String]) -> CopyFacts<'_> {
    CopyFacts {
        copy: None,
        legend: Some("Confidential"),
        directed_by: "M. Okafor",
        words,
        ..CopyFacts::default()
    }
}

fn about(found: &[Finding], topic: Topic) -> Vec<Spot> {
    let about = found.iter().filter(|finding| finding.topic == topic);
    about.filter_map(|finding| finding.spot.clone()).collect()
}

fn at(item: &Item, field: Field) -> Spot {
    Spot::Answer {
        item: item.id.clone(),
        field,
    }
}

#[test]
fn a_copy_without_legend_or_director_is_named_with_where_to_mend_it() {
    let found = Run::new().found(soon(), CopyFacts::default());
    assert_eq!(about(&found, Topic::Legend), [Spot::Copy], "no legend");
    assert_eq!(about(&found, Topic::Directs), [Spot::Details], "no counsel");
    let words = Vec::new();
    let found = Run::new().found(soon(), ready(&words));
    assert!(
        about(&found, Topic::Legend).is_empty() && about(&found, Topic::Directs).is_empty(),
        "neither where both are there"
    );
}

#[test]
fn each_item_in_scope_that_nobody_answered_is_named_and_open_decisions_are_not() {
    let run = Run::new();
    let words = Vec::new();
    let found = run.found(soon(), ready(&words));
    let practice = run.item(|item| item.practice().is_some());
    let decision = run.item(|item| item.decision().is_some());
    let unanswered = about(&found, Topic::Unanswered);
    assert!(
        unanswered.contains(&at(&practice, Field::Verdict)),
        "a practice leads to its verdict"
    );
    assert!(
        !unanswered.contains(&at(&decision, Field::Choice)),
        "an open decision is asked of the reader instead"
    );
}

#[test]
fn what_an_answer_lacks_leads_to_the_field() {
    let mut run = Run::new();
    let practice = run.item(|item| item.practice().is_some());
    let decision = run.item(|item| item.decision().is_some());
    let verdict = |verdict| Answer {
        verdict: Some(verdict),
        ..Answer::default()
    };
    let words = Vec::new();
    for (answer, topic, field) in [
        (
            verdict(Verdict::NotApplicable),
            Topic::Reason,
            Field::Reason,
        ),
        (
            verdict(Verdict::Alternative),
            Topic::Measure,
            Field::Measure,
        ),
        (verdict(Verdict::InPlace), Topic::Assumption, Field::Basis),
        (
            Answer {
                basis: Some(BasisKind::Assumed),
                ..verdict(Verdict::InPlace)
            },
            Topic::Assumption,
            Field::Basis,
        ),
    ] {
        run.answers.insert(practice.id.clone(), answer);
        let found = run.found(soon(), ready(&words));
        assert_eq!(
            about(&found, topic),
            [at(&practice, field)],
            "{topic:?} is found"
        );
    }
    let choice = decision.options().first().map(|option| option.id.clone());
    let answer = Answer {
        choice,
        ..Answer::default()
    };
    run.answers.insert(decision.id.clone(), answer);
    let found = run.found(soon(), ready(&words));
    assert_eq!(
        about(&found, Topic::Grounds),
        [at(&decision, Field::GroundsFor)],
        "a decision without grounds"
    );
    assert_eq!(
        about(&found, Topic::Decided),
        [
            at(&decision, Field::DecidedBy),
            at(&decision, Field::DecidedOn)
        ],
        "and without who took it and when"
    );
}

#[test]
fn gaps_want_an_owner_and_a_date_until_they_are_accepted_and_again_after() {
    let mut run = Run::new();
    let practice = run.item(|item| item.practice().is_some());
    let answer = Answer {
        verdict: Some(Verdict::NotInPlace),
        ..Answer::default()
    };
    run.answers.insert(practice.id.clone(), answer);
    let words = Vec::new();
    let spot = |field| Spot::Action {
        item: practice.id.clone(),
        field,
    };
    let found = run.found(soon(), ready(&words));
    assert_eq!(about(&found, Topic::Owner), [spot(ActionField::Owner)]);
    assert_eq!(about(&found, Topic::Due), [spot(ActionField::Due)]);
    let accepted = |until| Action {
        status: ActionStatus::Accepted,
        accepted_until: Date::from_ymd(2026, 6, until),
        ..Action::default()
    };
    run.actions.insert(practice.id.clone(), accepted(30));
    let found = run.found(soon(), ready(&words));
    assert!(
        about(&found, Topic::Owner).is_empty() && about(&found, Topic::Acceptance).is_empty(),
        "an acceptance that holds wants neither"
    );
    run.actions.insert(practice.id.clone(), accepted(9));
    let found = run.found(soon(), ready(&words));
    assert_eq!(
        about(&found, Topic::Acceptance),
        [spot(ActionField::AcceptedUntil)],
        "one that has ended is said"
    );
}

#[test]
fn listed_words_are_found_in_what_executives_read_and_not_in_counsels_own() {
    let mut run = Run::new();
    let practice = run.item(|item| item.practice().is_some());
    let words = [default_words(), vec![String::from("Outside LLP")]].concat();
    let answer = |facts: &str, analysis: &str| Answer {
        verdict: Some(Verdict::NotInPlace),
        facts: Some(facts.to_owned()),
        analysis: Some(analysis.to_owned()),
        reason: Some(String::from("a violation")),
        ..Answer::default()
    };
    let clean = answer(
        "A log is kept.",
        "This would be a violation, Outside LLP says.",
    );
    run.answers.insert(practice.id.clone(), clean);
    assert!(
        about(&run.found(soon(), ready(&words)), Topic::Words).is_empty(),
        "analysis never leaves counsel’s file, and a reason without its verdict is not printed"
    );
    let said = answer("Outside LLP calls it illegal.", "");
    run.answers.insert(practice.id.clone(), said);
    let action = Action {
        what: Some(String::from("End the violation")),
        note: Some(String::from("a violation")),
        ..Action::default()
    };
    run.actions.insert(practice.id.clone(), action);
    let found = run.found(soon(), ready(&words));
    let field = |field| at(&practice, field);
    let action = |field| Spot::Action {
        item: practice.id.clone(),
        field,
    };
    assert_eq!(
        about(&found, Topic::Words),
        [
            field(Field::Facts),
            field(Field::Facts),
            action(ActionField::What)
        ],
        "two in the facts, one in the action; the note stays in counsel’s file"
    );
    let none = Vec::new();
    assert!(
        about(&run.found(soon(), ready(&none)), Topic::Words).is_empty(),
        "an empty list finds nothing"
    );
}

#[test]
fn the_law_date_is_named_when_it_is_old_and_when_a_newer_pack_is_at_hand() {
    let run = Run::new();
    let words = Vec::new();
    assert!(
        about(&run.found(soon(), ready(&words)), Topic::Law).is_empty(),
        "eight days are no age"
    );
    let later = Date::from_ymd(2026, 9, 1).unwrap();
    assert_eq!(
        about(&run.found(later, ready(&words)), Topic::Law),
        [Spot::Packs],
        "past 45 days it is"
    );
    let newest = pack("1.2.0");
    let copy = CopyFacts {
        newest: Some(&newest),
        ..ready(&words)
    };
    let found = run.found(soon(), copy);
    assert_eq!(
        about(&found, Topic::Law),
        [Spot::Packs],
        "and so is a newer pack"
    );
    assert!(
        found
            .iter()
            .any(|finding| finding.text.contains("eo-14409 1.2.0")),
        "by its version"
    );
}

#[test]
fn carried_answers_are_named_and_what_matters_most_comes_first() {
    let mut run = Run::new();
    let practice = run.item(|item| item.practice().is_some());
    let answer = Answer {
        verdict: Some(Verdict::NotApplicable),
        ..Answer::default()
    };
    run.answers.insert(practice.id.clone(), answer);
    run.carried.insert(practice.id.clone());
    let words = Vec::new();
    let found = run.found(soon(), ready(&words));
    assert_eq!(
        about(&found, Topic::Carried),
        [at(&practice, Field::Verdict)],
        "taken over and not looked at"
    );
    let levels: Vec<Level> = found.iter().map(|finding| finding.topic.level()).collect();
    assert!(levels.is_sorted(), "errors, warnings, hints");
    assert_eq!(levels.first(), Some(&Level::Error), "the reason that lacks");
}

#[test]
fn a_question_that_was_sent_back_is_named_with_who_sent_it() {
    let run = Run::new();
    let practice = run.item(|item| item.practice().is_some());
    let words = Vec::new();
    let sent_back = [(practice.id.clone(), String::from("R. Vance"))];
    let copy = CopyFacts {
        sent_back: &sent_back,
        ..ready(&words)
    };
    let found = run.found(soon(), copy);
    let about: Vec<&Finding> = found
        .iter()
        .filter(|finding| finding.topic == Topic::SentBack)
        .collect();
    assert_eq!(about.len(), 1, "once for each comment that is open");
    assert_eq!(
        about[0].spot,
        Some(at(&practice, Field::Verdict)),
        "with where to mend it"
    );
    assert!(
        about[0].text.contains("R. Vance"),
        "and by whom: {}",
        about[0].text
    );
}

#[test]
fn what_the_assessment_says_of_itself_is_held_against_the_list_too() {
    let words = default_words();
    let details = [("The purpose", "To admit the violation")];
    let copy = CopyFacts {
        details: &details,
        amends: Some("The first report admitted a breach"),
        ..ready(&words)
    };
    let found = Run::new().found(soon(), copy);
    let said: Vec<&str> = found
        .iter()
        .filter(|finding| finding.topic == Topic::Words)
        .map(|finding| finding.text.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "The purpose: says “violation”.",
            "The purpose: says “admit”.",
            "The reason for the amendment: says “breach”.",
            "The reason for the amendment: says “admitted”."
        ],
        "each stands on the first page of every copy"
    );
    assert_eq!(
        about(&found, Topic::Words),
        [Spot::Details, Spot::Details],
        "a detail can be mended, the reason stands as it was recorded"
    );
}

#[test]
fn a_report_date_that_the_run_contradicts_is_named_and_that_of_a_signed_run_is_not() {
    let day = |month, day| Date::from_ymd(2026, month, day).unwrap();
    let days = Days {
        today: day(11, 28),
        changed: Some(day(7, 20)),
    };
    let words = Vec::new();
    let run = Run::new();
    let said = |on, days| {
        let copy = CopyFacts {
            days,
            ..ready(&words)
        };
        let found = run.found(on, copy).into_iter();
        let mut about = found.filter(|finding| finding.topic == Topic::ReportDate);
        about.next().map(|finding| finding.text)
    };
    for (on, says) in [
        (day(1, 1), "the law is stated as of"),
        (day(7, 19), "the run was changed on July 20, 2026"),
        (day(12, 1), "still to come"),
    ] {
        let text = said(on, Some(days)).unwrap_or_default();
        assert!(text.contains(says), "{}: {text}", on.long());
    }
    assert_eq!(said(day(7, 20), Some(days)), None, "the day of the change");
    assert_eq!(said(day(11, 28), Some(days)), None, "and today are sound");
    assert_eq!(said(day(1, 1), None), None, "a signed run has its date");
}

#[test]
fn a_day_to_look_again_that_has_passed_leads_to_its_field() {
    let mut run = Run::new();
    let decision = run.item(|item| item.decision().is_some());
    let answer = Answer {
        review_on: Some(soon()),
        ..Answer::default()
    };
    run.answers.insert(decision.id.clone(), answer);
    let words = Vec::new();
    let found = run.found(soon(), ready(&words));
    assert!(
        about(&found, Topic::Review).is_empty(),
        "the day itself is no day past"
    );
    let after = Date::from_ymd(2026, 6, 11).unwrap();
    let found = run.found(after, ready(&words));
    assert_eq!(
        about(&found, Topic::Review),
        [at(&decision, Field::ReviewOn)],
        "the day after it has passed"
    );
}

#[test]
fn what_is_told_as_done_after_the_report_date_leads_to_its_day() {
    let mut run = Run::new();
    let decision = run.item(|item| item.decision().is_some());
    let practice = run.item(|item| item.practice().is_some());
    let answer = |basis_on, decided_on| Answer {
        basis_on,
        decided_on,
        ..Answer::default()
    };
    let (today, after) = (soon(), Date::from_ymd(2026, 6, 11));
    run.answers
        .insert(practice.id.clone(), answer(after, Some(today)));
    run.answers
        .insert(decision.id.clone(), answer(Some(today), after));
    let words = Vec::new();
    let mut ahead = about(&run.found(today, ready(&words)), Topic::Ahead);
    ahead.sort_by_key(|spot| format!("{spot:?}"));
    let mut expected = [
        at(&practice, Field::BasisOn),
        at(&decision, Field::DecidedOn),
    ];
    expected.sort_by_key(|spot| format!("{spot:?}"));
    assert_eq!(ahead, expected, "the day itself is sound, the next is not");
}

#[test]
fn characters_that_no_face_has_are_named_where_they_stand() {
    let mut run = Run::new();
    let practice = run.item(|item| item.practice().is_some());
    let answer = Answer {
        facts: Some(String::from("Signed by 山田")),
        analysis: Some(String::from("山")),
        ..Answer::default()
    };
    run.answers.insert(practice.id.clone(), answer);
    let words = Vec::new();
    let copy = CopyFacts {
        uncovered: Some(|text| text.chars().filter(|c| *c > '\u{2fff}').collect()),
        ..ready(&words)
    };
    let found = run.found(soon(), copy);
    assert_eq!(
        about(&found, Topic::Characters),
        [at(&practice, Field::Facts)],
        "in what copies for others print"
    );
    let text = found.iter().find(|one| one.topic == Topic::Characters);
    let text = text.map(|one| one.text.as_str()).unwrap_or_default();
    assert!(
        text.ends_with("facts: 2 characters print as their numbers, “山” as U+5C71."),
        "by how many, and the first: {text}"
    );
}
