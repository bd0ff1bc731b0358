//! The engagement strategy and the minute insert are one page, whatever they are made of.

use proptest::prelude::*;
use proviso_core::date::Date;
use proviso_core::report::{decision_record, minutes, strategy};
use proviso_report::document::{Document, Paper};
use proviso_report::{compose_decision, compose_minutes, compose_strategy, render};

use super::board::{MADE, State, state};

/// A run in which every second decision is taken, every text of it the given words.
fn decided(words: &str) -> State {
    let mut state = state(words);
    let said = || Some(words.to_owned());
    for (at, answer) in state.answers.values_mut().enumerate() {
        if answer.verdict.is_some() {
            continue;
        }
        answer.recommendation = said();
        answer.grounds_for = said();
        answer.grounds_against = said();
        answer.review_trigger = said();
        answer.decided_by = said();
        answer.decided_on = Date::from_ymd(2026, 6, 12);
        answer.review_on = Date::from_ymd(2026, 9, 30);
        if at.is_multiple_of(2) {
            answer.choice = Some(String::from("when-terms-known"));
        }
    }
    state
}

fn documents(state: &State, paper: Paper) -> [(&'static str, Document); 2] {
    let input = state.input();
    [
        ("strategy", compose_strategy(&strategy(&input), paper, MADE)),
        ("minutes", compose_minutes(&minutes(&input), paper, MADE)),
    ]
}

/// The record of the decision on the clearinghouse, in which both grounds have so many characters.
fn record(characters: usize, paper: Paper) -> Document {
    let mut state = decided("");
    let answer = state.answers.get_mut("clearinghouse").unwrap();
    let sentence = |at: usize| format!("Ground {at} is that the fleet runs at customers’ sites. ");
    let mut grounds: String = (0..).map(sentence).take(characters / 50).collect();
    grounds.push_str("The last ground.");
    answer.choice = Some(String::from("when-terms-known"));
    answer.decided_by = Some(String::from("Elena Marsh"));
    answer.grounds_for = Some(grounds.clone());
    answer.grounds_against = Some(grounds);
    let record = decision_record(&state.input(), "clearinghouse").unwrap();
    compose_decision(&record, paper, MADE)
}

#[test]
fn a_record_is_cut_only_where_two_pages_have_no_room_and_names_no_other_copy() {
    for paper in [Paper::Letter, Paper::A4] {
        let whole = record(1_500, paper);
        assert_eq!(render(&whole).unwrap().pages, 2, "both pages are used");
        let text = super::tools::text(&whole);
        assert!(!text.contains('…'), "two pages have room for it: {text}");
        let cut = record(6_000, paper);
        assert_eq!(render(&cut).unwrap().pages, 2, "it keeps to two pages");
        let text = super::tools::text(&cut);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            line.contains("Texts are shortened or left out here"),
            "and says that texts are shortened: {line}"
        );
        assert!(
            !line.contains("counsel’s file"),
            "its reader need not know of another copy: {line}"
        );
        assert!(
            line.contains("and operators of critical infrastructure, that coordinates"),
            "the order’s own words are shorter than what is cut, and whole: {line}"
        );
        assert!(
            line.matches("Ground 20 is").count() == 2,
            "each ground is cut no further than it has to be: {line}"
        );
    }
}

#[test]
fn the_day_of_a_signature_is_left_to_whoever_signs() {
    let text = super::tools::text(&record(50, Paper::Letter));
    assert!(
        text.contains("Decided by Elena Marsh on June 12, 2026."),
        "the day of the decision is told: {text}"
    );
    let (_, signed) = text.split_once("Signed for the company").unwrap();
    assert!(
        !signed.contains("June 12"),
        "and stands beside no empty signature: {signed}"
    );
    assert!(signed.contains("Elena Marsh"), "the name may: {signed}");
}

#[test]
fn the_worst_text_still_leaves_one_page() {
    for words in [
        "W".repeat(20_000),
        "\u{10FFFF}".repeat(2_000),
        "京😀 ".repeat(800),
        "a b c d ".repeat(4_000),
        "line\n".repeat(4_000),
    ] {
        let state = decided(&words);
        for paper in [Paper::Letter, Paper::A4] {
            for (name, document) in documents(&state, paper) {
                let first: String = words.chars().take(8).collect();
                let pages = render(&document).unwrap().pages;
                assert_eq!(pages, 1, "{name}: {first} on {paper:?}");
            }
        }
    }
}

#[test]
fn a_text_of_usual_length_is_whole_and_a_blank_is_pointed_out() {
    let mut state = decided("The fleet runs at customers’ sites.");
    state.answers.retain(|item, _| item.len() < 13);
    for paper in [Paper::Letter, Paper::A4] {
        let [(_, strategy), (_, minutes)] = documents(&state, paper);
        let text = super::tools::text(&strategy);
        for heading in [
            "Where the company stands, and why",
            "Who speaks for it",
            "Looks again",
        ] {
            assert!(text.contains(heading), "{heading} stands on {paper:?}");
        }
        assert!(
            text.contains("Recommended:") && text.contains("Against:"),
            "with what is recommended and the grounds: {text}"
        );
        let text = super::tools::text(&minutes);
        assert!(
            text.contains("[name of committee]"),
            "only the company knows who met: {text}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]

    #[test]
    fn they_are_one_page(
        words in prop_oneof![
            "[a-z]{1,12}( [a-z]{1,14}){0,60}",
            "\\PC{0,300}",
            "[WM]{0,200}",
        ],
    ) {
        let state = decided(&words);
        for paper in [Paper::Letter, Paper::A4] {
            for (name, document) in documents(&state, paper) {
                let pages = render(&document).unwrap().pages;
                prop_assert_eq!(pages, 1, "{}: {:?} on {:?}", name, &words, paper);
            }
        }
    }
}
