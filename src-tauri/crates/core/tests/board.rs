//! What the board page holds, and how it is cut.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use proviso_core::action::{Action, ActionStatus};
use proviso_core::answer::{Answer, Answers, Verdict};
use proviso_core::date::Date;
use proviso_core::evidence::NO_LINKS;
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{Kind, Pack, read};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{
    BOARD_STEPS, Board, BoardPage, CopyMarks, Matter, ReportInput, STATEMENT, board, executive,
};

const PACK: &[u8] = include_bytes!("../../../../assets/packs/eo-14409/1.0.0.json");
const POLICY: &[u8] = include_bytes!("../../../../assets/packs/acme-ai-policy/1.0.0.json");

fn day() -> Date {
    Date::from_ymd(2026, 6, 22).unwrap()
}

/// A run of everything, with every field of counsel's own filled in.
fn page_of(verdict: Verdict, decided: bool, words: &str, actions: &Actions) -> Board {
    page_under(PACK, verdict, decided, words, actions)
}

fn page_under(
    pack: &[u8],
    verdict: Verdict,
    decided: bool,
    words: &str,
    actions: &Actions,
) -> Board {
    let pack: Pack = read(pack).unwrap().0;
    let profile = Profile {
        roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
        traits: pack
            .traits
            .iter()
            .map(|t| (t.id.clone(), TraitAnswer::Yes))
            .collect(),
    };
    let said = |field: &str| Some(format!("canary-{field} {words}"));
    let answers: Answers = pack
        .items
        .iter()
        .map(|item| {
            let mut answer = Answer {
                facts: said("facts"),
                analysis: said("analysis"),
                advice: said("advice"),
                todo: said("todo"),
                basis_detail: said("basisdetail"),
                ..Answer::default()
            };
            match &item.kind {
                Kind::Practice(_) => answer.verdict = Some(verdict),
                Kind::Decision(decision) => {
                    answer.recommendation = said("recommendation");
                    answer.choice = decided.then(|| decision.options[0].id.clone());
                }
                Kind::Fact(_) => {}
            }
            (item.id.clone(), answer)
        })
        .collect();
    board(&ReportInput {
        state: RunState {
            pack: &pack,
            profile: &profile,
            answers: &answers,
            actions,
            carried: &BTreeSet::new(),
            evidence: NO_LINKS,
        },
        pack_hash: "hash",
        matter: &Matter::default(),
        run_number: 1,
        marks: &CopyMarks::default(),
        on: day(),
        signed: None,
        amends: None,
        before: None,
    })
}

#[test]
fn it_holds_nothing_of_counsels_own() {
    let page = page_of(Verdict::Partly, false, "", &Actions::new());
    let text = serde_json::to_string(&page).unwrap();
    for kept_out in ["analysis", "advice", "todo", "basisdetail", "facts"] {
        assert!(
            !text.contains(&format!("canary-{kept_out}")),
            "{kept_out} is not for the board's one page"
        );
    }
    assert!(
        text.contains("canary-recommendation"),
        "what is recommended to the reader is"
    );
    for name in ["§ 4", "Section 4", "18 U.S.C.", "1030", "Computer Fraud"] {
        assert!(!text.contains(name), "{name} is not named");
    }
    assert_eq!(page.head.statement, STATEMENT, "it says what it is not");
}

#[test]
fn an_accepted_action_comes_after_the_others_and_says_until_when() {
    let pack: Pack = read(PACK).unwrap().0;
    let first = page_of(Verdict::NotInPlace, true, "", &Actions::new());
    let what = &first.page.actions[0].what;
    let accepted = Action {
        status: ActionStatus::Accepted,
        accepted_by: Some(String::from("CEO")),
        accepted_until: Date::from_ymd(2027, 3, 31),
        accepted_why: Some(String::from("Small")),
        ..Action::default()
    };
    // Two items may ask for the same.
    let same = pack.items.iter().filter(|item| &item.action == what);
    let actions = same.map(|item| (item.id.clone(), accepted.clone()));
    let actions = actions.collect();
    let page = page_of(Verdict::NotInPlace, true, "", &actions).page;
    assert_ne!(
        &page.actions[0].what, what,
        "what is to be done comes first"
    );
    assert!(
        page.actions
            .iter()
            .any(|action| action.short_due == "accepted to Mar 31, 2027"),
        "and what is accepted is marked so"
    );
}

#[test]
fn the_executive_copy_opens_with_the_same_page() {
    let pack: Pack = read(PACK).unwrap().0;
    let profile = Profile::default();
    let (answers, actions, carried) = (Answers::new(), Actions::new(), BTreeSet::new());
    let input = ReportInput {
        state: RunState {
            pack: &pack,
            profile: &profile,
            answers: &answers,
            actions: &actions,
            carried: &carried,
            evidence: NO_LINKS,
        },
        pack_hash: "hash",
        matter: &Matter::default(),
        run_number: 1,
        marks: &CopyMarks::default(),
        on: day(),
        signed: None,
        amends: None,
        before: None,
    };
    assert_eq!(
        executive(&input).board,
        board(&input).page,
        "one page, one function"
    );
}

#[test]
fn a_policy_that_binds_is_no_other_instrument() {
    let page = page_under(POLICY, Verdict::Partly, true, "", &Actions::new()).page;
    assert!(
        page.position.contains("binds those it names"),
        "the policy itself is said to bind: {}",
        page.position
    );
    assert!(
        page.binds.is_empty(),
        "and its own sections are not named as other instruments: {:?}",
        page.binds
    );
    let order = page_of(Verdict::Partly, true, "", &Actions::new()).page;
    assert!(
        !order.binds.is_empty(),
        "what binds beside the order is still named"
    );
}

/// Every text of a page that counsel or a pack may make as long as they like.
fn texts(page: &BoardPage) -> Vec<&str> {
    let mut texts: Vec<&str> = Vec::new();
    texts.extend(page.binds.iter().map(|bound| bound.instrument.as_str()));
    texts.extend(page.offers.iter().map(|offer| offer.title.as_str()));
    for decision in &page.asked {
        texts.push(&decision.title);
        texts.extend(decision.recommendation.as_deref());
        texts.extend(decision.options.iter().map(String::as_str));
    }
    for action in &page.actions {
        texts.push(&action.what);
        texts.extend(action.owner.as_deref());
    }
    texts.extend(page.dates.iter().map(|date| date.what.as_str()));
    texts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_step_keeps_its_limits_and_says_what_it_left_off(
        words in "[a-zA-Zé京 ]{0,400}",
        decided in any::<bool>(),
    ) {
        let full = page_of(Verdict::NotInPlace, decided, &words, &Actions::new());
        for limits in &BOARD_STEPS {
            let cut = full.within(limits, "elsewhere").page;
            let lists = [
                (cut.actions.len(), limits.actions, full.page.actions.len(), &cut.left_off.actions),
                (cut.asked.len(), limits.asked, full.page.asked.len(), &cut.left_off.asked),
                (cut.dates.len(), limits.dates, full.page.dates.len(), &cut.left_off.dates),
                (cut.offers.len(), limits.offers, full.page.offers.len(), &cut.left_off.offers),
                (cut.binds.len(), limits.binds, full.page.binds.len(), &cut.left_off.binds),
            ];
            for (kept, most, all, said) in lists {
                prop_assert_eq!(kept, all.min(most), "as many as there are, up to the limit");
                let left = (all > kept).then(|| format!("{} more elsewhere", all - kept));
                prop_assert_eq!(said, &left, "and the rest is counted");
            }
            for text in texts(&cut) {
                prop_assert!(
                    text.chars().count() <= limits.characters,
                    "{text:?} is no longer than {}", limits.characters
                );
            }
            for pair in cut.dates.windows(2) {
                prop_assert!(pair[0].day <= pair[1].day, "dates run with the calendar");
            }
        }
    }
}
