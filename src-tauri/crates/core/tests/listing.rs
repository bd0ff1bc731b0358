//! The lists that items fall under, against a plain reading of what each list is called.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use proviso_core::action::{Action, ActionStatus};
use proviso_core::answer::{Answer, Answers, BasisKind, Verdict};
use proviso_core::coverage::coverage_of;
use proviso_core::date::Date;
use proviso_core::evidence::Links;
use proviso_core::gap::narrowing;
use proviso_core::listing::{List, listing};
use proviso_core::overview::{Actions, RunState, overview};
use proviso_core::pack::{Pack, read};
use proviso_core::profile::Profile;

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../assets/packs/eo-14409/1.2.0.json"
    );
    read(&std::fs::read(path).unwrap()).unwrap().0
});

fn on() -> Date {
    Date::from_ymd(2026, 11, 28).unwrap()
}

/// What is said of one item.
#[derive(Debug, Clone)]
struct Said {
    item: usize,
    verdict: Option<Verdict>,
    option: Option<usize>,
    basis: Option<BasisKind>,
    owner: Option<&'static str>,
    flag: bool,
    due: Option<u64>,
    status: ActionStatus,
}

fn said() -> impl Strategy<Value = Said> {
    let bases = vec![
        BasisKind::Document,
        BasisKind::Interview,
        BasisKind::Tested,
        BasisKind::Assumed,
    ];
    let statuses = vec![
        ActionStatus::Open,
        ActionStatus::InProgress,
        ActionStatus::Done,
        ActionStatus::Accepted,
    ];
    (
        0..PACK.items.len(),
        prop::option::of(prop::sample::select(Verdict::ALL.to_vec())),
        prop::option::of(0..3_usize),
        prop::option::of(prop::sample::select(bases)),
        prop::option::of(prop::sample::select(vec!["Ada", " ada ", "Ben"])),
        any::<bool>(),
        prop::option::of(0..200_u64),
        prop::sample::select(statuses),
    )
        .prop_map(
            |(item, verdict, option, basis, owner, flag, due, status)| Said {
                item,
                verdict,
                option,
                basis,
                owner,
                flag,
                due,
                status,
            },
        )
}

struct Made {
    profile: Profile,
    answers: Answers,
    actions: Actions,
}

fn made(roles: &BTreeSet<usize>, said: &[Said]) -> Made {
    let roles = roles.iter().filter_map(|at| PACK.roles.get(*at));
    let profile = Profile {
        roles: roles.map(|role| role.id.clone()).collect(),
        ..Profile::default()
    };
    let mut answers = Answers::new();
    let mut actions = Actions::new();
    let early = Date::from_ymd(2026, 8, 1).unwrap();
    for one in said {
        let item = &PACK.items[one.item];
        let options = item.options();
        let choice = one.option.and_then(|at| options.get(at));
        let day = one.due.and_then(|days| early.plus_days(days));
        let answer = Answer {
            verdict: one.verdict.filter(|_| item.practice().is_some()),
            choice: choice.map(|option| option.id.clone()),
            basis: one.basis,
            owner: one.owner.map(str::to_owned),
            flag: one.flag,
            review_on: day.filter(|_| item.decision().is_some()),
            ..Answer::default()
        };
        answers.insert(item.id.clone(), answer);
        let action = Action {
            owner: one.owner.filter(|_| one.flag).map(str::to_owned),
            due: day,
            status: one.status,
            accepted_until: day,
            ..Action::default()
        };
        actions.insert(item.id.clone(), action);
    }
    Made {
        profile,
        answers,
        actions,
    }
}

fn roles() -> impl Strategy<Value = BTreeSet<usize>> {
    prop::collection::btree_set(0..PACK.roles.len(), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn each_list_holds_what_its_name_says(
        roles in roles(),
        said in prop::collection::vec(said(), 0..60),
    ) {
        let Made { profile, answers, actions } = made(&roles, &said);
        let carried = BTreeSet::new();
        let evidence = Links::new();
        let state = RunState {
            pack: &PACK, profile: &profile, answers: &answers, actions: &actions, carried: &carried,
            evidence: &evidence,
        };
        let seen = overview(state, on());
        let lists = listing(&PACK, &answers, &seen, "Ada ");
        let holds = |id: &str, list: List| lists.get(id).is_some_and(|under| under.contains(&list));
        let count = |list: List| {
            PACK.items.iter().filter(|item| holds(&item.id, list)).count()
        };
        for item in &PACK.items {
            let asked = seen.scope.contains(&item.id);
            let given = answers.get(&item.id).cloned().unwrap_or_default();
            let action = actions.get(&item.id).cloned().unwrap_or_default();
            let is_answered = given.verdict.is_some() || given.choice.is_some();
            prop_assert_eq!(holds(&item.id, List::Unanswered), asked && !is_answered, "unanswered");
            prop_assert_eq!(holds(&item.id, List::Flagged), asked && given.flag, "flagged");
            let is_gap = asked
                && matches!(given.verdict, Some(Verdict::Partly | Verdict::NotInPlace));
            let past = |day: Option<Date>| day.is_some_and(|day| day < on());
            let late = is_gap && match action.status {
                ActionStatus::Open | ActionStatus::InProgress => past(action.due),
                ActionStatus::Accepted => action.accepted_until.is_none_or(|day| day < on()),
                ActionStatus::Done => false,
            };
            prop_assert_eq!(
                holds(&item.id, List::Overdue), late || (asked && past(given.review_on)),
                "overdue: its action is late, its acceptance is over, or its review date has passed"
            );
            let named = |owner: &Option<String>| {
                owner.as_deref().is_some_and(|owner| owner.trim().eq_ignore_ascii_case("ada"))
            };
            prop_assert_eq!(
                holds(&item.id, List::Mine),
                asked && (named(&given.owner) || (is_gap && named(&action.owner))),
                "mine: named as owner of the practice, or of its action"
            );
            for verdict in Verdict::ALL {
                let list = match verdict {
                    Verdict::InPlace => List::InPlace,
                    Verdict::Partly => List::Partly,
                    Verdict::NotInPlace => List::NotInPlace,
                    Verdict::Alternative => List::Alternative,
                    Verdict::NotApplicable => List::NotApplicable,
                    Verdict::NotSure => List::NotSure,
                };
                prop_assert_eq!(
                    holds(&item.id, list), asked && given.verdict == Some(verdict), "{:?}", verdict
                );
            }
            let affirmed = asked && matches!(
                given.verdict, Some(Verdict::InPlace | Verdict::Partly | Verdict::Alternative)
            );
            let shown = matches!(given.basis, Some(BasisKind::Document | BasisKind::Tested));
            prop_assert_eq!(holds(&item.id, List::NoEvidence), affirmed && !shown, "no evidence");
        }
        let progress = seen.progress;
        prop_assert_eq!(count(List::Waiting), progress.waiting as usize, "as many as wait");
        prop_assert_eq!(count(List::Flagged), progress.flagged as usize, "as many as are flagged");
        prop_assert_eq!(
            count(List::Unanswered), (progress.in_scope - progress.answered) as usize,
            "what is asked is answered or unanswered"
        );
        let open_decisions = progress.decisions - progress.decided;
        prop_assert_eq!(
            count(List::Open), (progress.open + open_decisions) as usize,
            "open questions, and decisions that are open"
        );
        prop_assert_eq!(
            count(List::NoEvidence), (progress.affirmed - progress.evidenced) as usize,
            "what is affirmed rests on documents and tests, or does not"
        );
        prop_assert!(listing(&PACK, &answers, &seen, " ").values().flatten().all(|list| *list != List::Mine),
            "without a name nothing is anybody's");
    }

    #[test]
    fn what_is_named_first_narrows_most(
        roles in roles(),
        said in prop::collection::vec(said(), 0..60),
    ) {
        let Made { profile, answers, actions } = made(&roles, &said);
        let carried = BTreeSet::new();
        let evidence = Links::new();
        let state = RunState {
            pack: &PACK, profile: &profile, answers: &answers, actions: &actions, carried: &carried,
            evidence: &evidence,
        };
        let scope = overview(state, on()).scope;
        let before = coverage_of(&PACK, &scope, &answers, |_| true);
        let named = narrowing(&PACK, &scope, &answers);
        let closed = |id: &str, verdict: Verdict| {
            let mut answers = answers.clone();
            answers.entry(id.to_owned()).or_default().verdict = Some(verdict);
            let after = coverage_of(&PACK, &scope, &answers, |_| true);
            (before.high - before.low) - (after.high - after.low)
        };
        let whole: u32 = named.iter().map(|one| one.by.part).sum();
        prop_assert_eq!(whole, before.high - before.low, "they are what keeps the interval open");
        for verdict in [Verdict::InPlace, Verdict::Partly, Verdict::NotInPlace, Verdict::Alternative] {
            for one in &named {
                prop_assert_eq!(closed(&one.item.id, verdict), one.by.part, "each closes what it says");
                prop_assert!(
                    closed(&named[0].item.id, verdict) >= closed(&one.item.id, verdict),
                    "and no other closes more than the first"
                );
            }
        }
        for item in &PACK.items {
            if named.iter().all(|one| one.item.id != item.id) && scope.contains(&item.id)
                && item.practice().is_some()
            {
                prop_assert_eq!(closed(&item.id, answers[&item.id].verdict.unwrap()), 0,
                    "what is established is not named");
            }
        }
    }
}
