//! What must hold of every comparison.

use proptest::prelude::*;
use proviso_core::compare::{Exact, compare};
use proviso_core::coverage::{Interval, coverage_of};
use proviso_core::scope::scope;

use crate::made::{Run, run, two};

/// The interval of a mixture: scope of the first run named, questions of the second, answers of
/// the third.
fn mixed(of: &Run, asked: &Run, said: &Run) -> Interval {
    let scope = scope(&asked.pack, &of.profile, &of.answers);
    coverage_of(&asked.pack, &scope, &said.answers, |_| true)
}

/// Points of a percent at one end.
fn points(interval: Interval, high: bool) -> f64 {
    match (interval.of, high) {
        (0, false) => 0.0,
        (0, true) => 100.0,
        (of, false) => 100.0 * f64::from(interval.low) / f64::from(of),
        (of, true) => 100.0 * f64::from(interval.high) / f64::from(of),
    }
}

/// What each of the three moves, by walking all six orders one change at a time.
fn by_walking(a: &Run, b: &Run, high: bool) -> [f64; 3] {
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    let mut sums = [0.0; 3];
    for order in orders {
        let mut now = [a, a, a];
        for part in order {
            let before = points(mixed(now[0], now[1], now[2]), high);
            now[part] = b;
            sums[part] += points(mixed(now[0], now[1], now[2]), high) - before;
        }
    }
    sums.map(|sum| sum / 6.0)
}

fn number(exact: Exact) -> f64 {
    let text = exact.to_string();
    let (numerator, denominator) = text.split_once('/').unwrap();
    numerator.parse::<f64>().unwrap() / denominator.parse::<f64>().unwrap()
}

proptest! {
    #[test]
    fn a_run_does_not_differ_from_itself(one in run("1.0.0")) {
        let same = compare(&one.side(), &one.side());
        prop_assert!(same.is_empty(), "{:?}", same.items);
    }

    #[test]
    fn swapping_the_runs_mirrors_the_comparison((a, b) in two()) {
        let forth = compare(&a.side(), &b.side());
        let back = compare(&b.side(), &a.side());
        prop_assert_eq!(forth.mirrored(), back, "the same movements seen from the other side");
        prop_assert_eq!(forth.mirrored().mirrored(), forth, "twice mirrored is as it was");
    }

    #[test]
    fn the_parts_of_a_movement_add_up((a, b) in two()) {
        let comparison = compare(&a.side(), &b.side());
        let asks = |run: &Run| mixed(run, run, run).of > 0;
        prop_assert_eq!(comparison.movement.is_some(), asks(&a) && asks(&b), "there is a movement where both ask practices");
        let Some(movement) = comparison.movement else { return Ok(()) };
        let exact = |part: u32, of: u32| Exact::new(100 * i128::from(part), i128::from(of)).unwrap();
        let (before, after) = (comparison.before.coverage, comparison.after.coverage);
        let moved = [
            exact(after.low, after.of).minus(exact(before.low, before.of)).unwrap(),
            exact(after.high, after.of).minus(exact(before.high, before.of)).unwrap(),
        ];
        for (end, moved) in [movement.low, movement.high].into_iter().zip(moved) {
            let sum = end.parts().iter().fold(Exact::ZERO, |sum, part| sum.plus(part.exact).unwrap());
            prop_assert_eq!(sum, moved, "exactly, without a rest");
            let shown: i32 = end.parts().iter().map(|part| part.shown).sum();
            prop_assert_eq!(i64::from(shown), i64::from(end.after) - i64::from(end.before), "and as printed");
        }
    }

    #[test]
    fn each_part_is_the_mean_over_the_six_orders((a, b) in two()) {
        let Some(movement) = compare(&a.side(), &b.side()).movement else { return Ok(()) };
        for (end, high) in [(movement.low, false), (movement.high, true)] {
            let walked = by_walking(&a, &b, high);
            for (part, walked) in end.parts().iter().zip(walked) {
                prop_assert!((number(part.exact) - walked).abs() < 1e-9, "{} is {walked}", part.exact);
            }
        }
    }

    #[test]
    fn what_did_not_change_moves_nothing((a, mut b) in two()) {
        b.pack = a.pack.clone();
        b.profile = a.profile.clone();
        b.answers.remove("offer");
        if let Some(offer) = a.answers.get("offer") {
            b.answers.insert(String::from("offer"), offer.clone());
        }
        let comparison = compare(&a.side(), &b.side());
        if let Some(movement) = comparison.movement {
            for end in [movement.low, movement.high] {
                prop_assert_eq!(end.questions.exact, Exact::ZERO, "the same pack asks the same");
                prop_assert_eq!(end.scope.exact, Exact::ZERO, "of the same company");
            }
        }
    }

    #[test]
    fn whatever_differs_is_listed((a, b) in two()) {
        let comparison = compare(&a.side(), &b.side());
        for item in a.pack.items.iter().chain(&b.pack.items) {
            let (before, after) = (a.answers.get(&item.id), b.answers.get(&item.id));
            let listed = comparison.items.iter().any(|moved| moved.item == item.id);
            let differs = before.cloned().unwrap_or_default() != after.cloned().unwrap_or_default();
            let came_or_went = a.pack.item(&item.id).is_some() != b.pack.item(&item.id).is_some();
            let titles = |run: &Run| {
                let links = run.evidence.get(&item.id).into_iter().flatten();
                let mut titles: Vec<String> = links.map(|linked| linked.evidence.title.clone()).collect();
                titles.sort();
                titles
            };
            let differs = differs || titles(&a) != titles(&b);
            prop_assert!(listed || !(differs || came_or_went), "{} differs and is not listed", item.id);
        }
        for moved in &comparison.items {
            // What was there before, less what is gone, with what is new: what is there after.
            let titles = |run: &Run| -> Vec<String> {
                let links = run.evidence.get(&moved.item).into_iter().flatten();
                links.map(|linked| linked.evidence.title.clone()).collect()
            };
            let (mut before, mut after) = (titles(&a), titles(&b));
            before.extend(moved.evidence_new.iter().map(|piece| piece.title.clone()));
            after.extend(moved.evidence_gone.iter().map(|piece| piece.title.clone()));
            before.sort();
            after.sort();
            prop_assert_eq!(before, after, "no piece of evidence is lost on the way");
            for change in &moved.fields {
                let said = |run: &Run| run.answers.get(&moved.item).and_then(|answer| answer.get(change.field));
                prop_assert_eq!(&change.before, &said(&a), "a field is told as it was");
                prop_assert_eq!(&change.after, &said(&b), "and as it is");
                prop_assert_ne!(&change.before, &change.after, "and only where it differs");
            }
        }
    }
}
