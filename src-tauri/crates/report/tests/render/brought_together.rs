//! The engagement strategy and the minute insert are one page, whatever they are made of.

use proptest::prelude::*;
use proviso_core::date::Date;
use proviso_core::report::{minutes, strategy};
use proviso_report::document::{Document, Paper};
use proviso_report::{compose_minutes, compose_strategy, render};

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
