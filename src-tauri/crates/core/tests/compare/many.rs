//! Units side by side, the list of all assessments, and the trend.

use proptest::prelude::*;
use proviso_core::answer::{Answer, Verdict};
use proviso_core::compare::{Cell, portfolio_row, trend_point, units};
use proviso_core::overview::{overview, progress_alone};
use proviso_core::scope::scope_alone;
use proviso_core::sheet::{Asks as _, Places};

use crate::made::{day, run};

proptest! {
    #[test]
    fn the_lists_say_what_the_overview_says(one in run("1.0.0")) {
        let read = overview(one.state(), day());
        let places = Places::of(&one.pack);
        let sheet = places.sheet(one.answers.iter().map(|(item, answer)| (item.as_str(), answer.said())));
        let row = portfolio_row(&one.pack, &one.profile, &sheet, &one.actions, day());
        let by_name = portfolio_row(&one.pack, &one.profile, &one.answers, &one.actions, day());
        prop_assert_eq!(&row, &by_name, "the same whether items are found by place or by name");
        prop_assert_eq!(row.coverage, read.coverage.all, "the same interval");
        prop_assert_eq!(row.law, read.law, "the same law date and age");
        let accepted = read.gaps.iter().filter(|gap| gap.standing == proviso_core::action::ActionStanding::Accepted).count();
        prop_assert_eq!(row.actions.iter().sum::<u32>() as usize + accepted, read.gaps.len(), "each gap is accepted or an action to do");
        let late = read.gaps.iter().filter(|gap| gap.standing == proviso_core::action::ActionStanding::Overdue).count();
        prop_assert_eq!(row.overdue as usize, late, "as many are overdue");
        prop_assert_eq!(row.open, read.progress.open, "as many questions are open");
        prop_assert_eq!(row.undecided, read.progress.decisions - read.progress.decided, "and as many decisions");
        let counts = progress_alone(&one.pack, &one.profile, &sheet);
        prop_assert_eq!(counts, (read.progress.answered, read.progress.in_scope), "as many are answered, of as many");
        let alone = scope_alone(&one.pack, &one.profile, &sheet);
        for (at, item) in one.pack.items.iter().enumerate() {
            prop_assert_eq!(alone.asks(at, item), read.scope.contains(&item.id), "{} is asked or not, told why or not", item.id);
        }
        let point = trend_point(one.state(), day());
        prop_assert_eq!(point.gaps, row.actions, "trend and list count alike");
        prop_assert_eq!(point.reaffirmed, read.coverage.reaffirmed, "the same share is re-affirmed");
    }
}

#[test]
fn units_stand_side_by_side_where_they_are_asked_the_same() {
    let pack = crate::made::pack("1.0.0", &[(0, 1, 0, 0), (1, 1, 0, 2)]);
    let unit = |verdict: Option<Verdict>| {
        let answer = Answer {
            verdict,
            ..Answer::default()
        };
        crate::made::Run {
            pack: pack.clone(),
            profile: Default::default(),
            answers: [(String::from("p0"), answer)].into_iter().collect(),
            actions: Default::default(),
            carried: Default::default(),
            evidence: Default::default(),
        }
    };
    let (one, two) = (unit(Some(Verdict::InPlace)), unit(None));
    let side = units(&[("Retail", one.state()), ("Cloud", two.state())]).unwrap();
    assert_eq!(side.rows.len(), 1, "what nobody is asked is no row");
    assert_eq!(
        side.rows[0].cells,
        [Cell::Answered(String::from("In place")), Cell::Open],
        "one cell for each, in their order"
    );
    assert!(side.rows[0].differs, "they do not say the same");
    let mut other = unit(None);
    other.pack = crate::made::pack("1.1.0", &[(0, 1, 0, 0)]);
    let error = units(&[("Retail", one.state()), ("Cloud", other.state())]).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("run the one that is behind again"),
        "{error}"
    );
}
