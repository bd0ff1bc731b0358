//! The board page is one page, whatever it is made of.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proviso_core::action::Action;
use proviso_core::answer::{Answer, Answers, Verdict};
use proviso_core::date::Date;
use proviso_core::evidence::NO_LINKS;
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{Kind, Pack, read};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{
    Board, CopyMarks, Matter, Movement, MovementRow, ReportInput, board, executive,
};
use proviso_report::document::{Paper, Timestamp};
use proviso_report::{compose, compose_board, render};

const PACK: &[u8] = include_bytes!("../../../../../assets/packs/eo-14409/1.0.0.json");

pub(super) const MADE: Timestamp = Timestamp {
    year: 2026,
    month: 6,
    day: 22,
    hour: 0,
    minute: 0,
    second: 0,
};

/// The whole pack, everything asked, every text of counsel's the given words.
pub(super) struct State {
    pack: Pack,
    profile: Profile,
    pub(super) answers: Answers,
    actions: Actions,
    carried: BTreeSet<String>,
    matter: Matter,
    marks: CopyMarks,
}

pub(super) fn state(words: &str) -> State {
    let pack: Pack = read(PACK).unwrap().0;
    let said = || Some(words.to_owned()).filter(|words| !words.is_empty());
    let answers = pack.items.iter().map(|item| {
        let mut answer = Answer::default();
        match &item.kind {
            Kind::Practice(_) => answer.verdict = Some(Verdict::NotInPlace),
            Kind::Decision(_) => answer.recommendation = said(),
            Kind::Fact(_) => {}
        }
        (item.id.clone(), answer)
    });
    let actions = pack.items.iter().map(|item| {
        let action = Action {
            what: said(),
            owner: said(),
            due: Date::from_ymd(2026, 8, 1),
            ..Action::default()
        };
        (item.id.clone(), action)
    });
    State {
        profile: Profile {
            roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
            traits: pack
                .traits
                .iter()
                .map(|t| (t.id.clone(), TraitAnswer::Yes))
                .collect(),
        },
        answers: answers.collect(),
        actions: actions.collect(),
        carried: BTreeSet::new(),
        matter: Matter {
            organization: words.to_owned(),
            unit: words.to_owned(),
            matter: words.to_owned(),
            asked_by: words.to_owned(),
            directed_by: words.to_owned(),
            purpose: words.to_owned(),
            readers: words.to_owned(),
        },
        marks: CopyMarks {
            legend: said(),
            recipient: said(),
            number: Some(String::from("3 of 5")),
        },
        pack,
    }
}

impl State {
    pub(super) fn input(&self) -> ReportInput<'_> {
        ReportInput {
            state: RunState {
                pack: &self.pack,
                profile: &self.profile,
                answers: &self.answers,
                actions: &self.actions,
                carried: &self.carried,
                evidence: NO_LINKS,
            },
            pack_hash: "hash",
            matter: &self.matter,
            run_number: 1,
            marks: &self.marks,
            on: Date::from_ymd(2026, 6, 22).unwrap(),
            signed: None,
            amends: None,
            before: None,
        }
    }

    fn board(&self, moved: bool) -> Board {
        let mut board = board(&self.input());
        board.page.moved = moved.then(|| movement(&self.matter.unit));
        board
    }
}

fn movement(words: &str) -> Movement {
    let row = |total| MovementRow {
        label: words.to_owned(),
        short: words.to_owned(),
        low: String::from("+ 6 %"),
        high: String::from("− 1 %"),
        total,
    };
    Movement {
        heading: words.to_owned(),
        rows: [true, false, false, false, true].map(row).to_vec(),
    }
}

fn pages(board: &Board, paper: Paper) -> usize {
    render(&compose_board(board, paper, MADE)).unwrap().pages
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
        let board = state(&words).board(true);
        for paper in [Paper::Letter, Paper::A4] {
            let first: String = words.chars().take(8).collect();
            assert_eq!(pages(&board, paper), 1, "{first} on {paper:?}");
        }
    }
}

#[test]
fn nothing_is_broken_off() {
    let recommendation = "Stay out for now, and look again as soon as the framework turns out to \
        reach models that serve one purpose, or a customer asks for it in writing";
    for (words, whole) in [(recommendation, true), (&*"word ".repeat(300), false)] {
        let mut state = state(words);
        state.matter = Matter {
            organization: String::from("Northwind Robotics"),
            ..Matter::default()
        };
        state.marks = CopyMarks::default();
        for action in state.actions.values_mut() {
            action.what = action.what.take().filter(|_| !whole);
            action.owner = Some(String::from("Head of Something"));
        }
        for paper in [Paper::Letter, Paper::A4] {
            let text = super::tools::text(&compose_board(&state.board(false), paper, MADE));
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(!text.contains('…'), "no text ends in the middle: {text}");
            assert_eq!(
                text.contains("set out in the executive copy"),
                !whole,
                "what has no room is said to stand elsewhere: {text}"
            );
        }
    }
}

#[test]
fn five_actions_and_a_decision_with_its_recommendation_have_room() {
    let mut state =
        state("Stay out, and look again if the framework reaches special-purpose models");
    state.matter = Matter::default();
    for action in state.actions.values_mut() {
        action.what = None;
        action.owner = Some(String::from("Head of Vexillology, Deputy"));
    }
    for paper in [Paper::Letter, Paper::A4] {
        let text = super::tools::text(&compose_board(&state.board(false), paper, MADE));
        assert_eq!(
            text.matches("Vexillology").count(),
            5,
            "the first five actions, with their owner: {text}"
        );
        assert!(
            text.contains("Recommended"),
            "and what is asked of the reader"
        );
    }
}

#[test]
fn the_left_is_not_cut_for_the_right() {
    // What is offered fills the right several times over; the left has room to spare.
    let mut state = state("");
    for action in state.actions.values_mut() {
        action.owner = Some(String::from("Vexillologist"));
    }
    let long = "A body whose full name takes several lines of a narrow column ";
    state.matter.organization = long.repeat(5);
    let mut board = state.board(false);
    board.page.moved = Some(movement(&long.repeat(8)));
    for offer in &mut board.page.offers {
        offer.title = String::from(long);
        offer.stands = long.repeat(4);
    }
    for date in &mut board.page.dates {
        date.what = long.repeat(4);
    }
    board.page.asked.truncate(1);
    let themes = board.page.themes.len();
    assert!(themes > 6, "there are themes to lose");
    for paper in [Paper::Letter, Paper::A4] {
        assert_eq!(pages(&board, paper), 1, "it is one page on {paper:?}");
        let text = super::tools::text(&compose_board(&board, paper, MADE));
        assert_eq!(
            text.matches("Vexillologist").count(),
            5,
            "five actions stand at the left: {text}"
        );
        for theme in &board.page.themes {
            assert!(
                text.contains(&theme.label),
                "and all themes, {} too: {text}",
                theme.label
            );
        }
    }
}

#[test]
fn the_executive_copy_opens_with_it_and_goes_on_behind_it() {
    let state = state("Head of Something");
    let document = compose(&executive(&state.input()), Paper::Letter, MADE);
    let text = super::tools::text(&document);
    let mut pages = text.split('\u{c}');
    let first = pages.next().unwrap();
    for heading in [
        "Decisions asked of you",
        "First actions",
        "Practices in place",
    ] {
        assert!(
            first.contains(heading),
            "{heading} stands on the first page"
        );
    }
    assert!(
        pages.next().unwrap().contains("Scope"),
        "and the second begins with the scope"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn it_is_one_page(
        words in prop_oneof![
            "[a-z]{1,12}( [a-z]{1,14}){0,40}",
            "\\PC{0,300}",
            "[WM]{0,200}",
        ],
        moved in any::<bool>(),
    ) {
        let board = state(&words).board(moved);
        for paper in [Paper::Letter, Paper::A4] {
            prop_assert_eq!(pages(&board, paper), 1, "{:?} on {:?}", &words, paper);
        }
    }
}
