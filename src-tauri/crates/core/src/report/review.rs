//! The days on which decisions are to be looked at again.
//!
//! Nobody records that one was looked at again on its day. Of a day that lies behind the report date every copy says
//! that it has passed, and no more.

use std::collections::BTreeSet;

use crate::date::Date;
use crate::overview::Overview;

/// Such a day, which says of itself when it has passed: `October 15, 2026 (passed)`.
pub(super) fn review_day(day: Date, on: Date) -> String {
    match day < on {
        true => format!("{} (passed)", day.long()),
        false => day.long(),
    }
}

/// How many days that have passed are named; of more there is a count.
const PASSED_NAMED: usize = 3;

/// The days on which decisions are to be looked at again.
pub(super) struct ReviewDays {
    /// Those before the report date, earliest first, as printed: of many the first, and how many more there are.
    pub passed: Option<String>,
    /// How many those are.
    pub passed_count: usize,
    /// The first on or after the report date.
    pub next: Option<Date>,
}

impl ReviewDays {
    /// Reads them off the decisions in scope. A day that several decisions name counts once.
    pub(super) fn of(read: &Overview<'_>) -> Self {
        let days = read.decisions.iter();
        let days: BTreeSet<Date> = days.filter_map(|state| state.answer.review_on).collect();
        let (passed, ahead): (Vec<Date>, Vec<Date>) =
            days.into_iter().partition(|day| *day < read.on);
        let mut named: Vec<String> = passed
            .iter()
            .take(PASSED_NAMED)
            .map(|day| day.long())
            .collect();
        if passed.len() > PASSED_NAMED {
            named.push(format!("{} more", passed.len() - PASSED_NAMED));
        }
        Self {
            passed: (!named.is_empty()).then(|| named.join("; ")),
            passed_count: passed.len(),
            next: ahead.first().copied(),
        }
    }

    /// Returns them as printed, a line each: those that have passed, then the next. Empty where no decision sets a day.
    pub(super) fn in_words(&self) -> Vec<String> {
        let next = self.next.map(|day| day.long());
        let Some(passed) = &self.passed else {
            return next.into_iter().collect();
        };
        let which = match self.passed_count {
            1 => "Day that has passed",
            _ => "Days that have passed",
        };
        let next = match next {
            Some(day) => format!("Next: {day}"),
            None => String::from("No later day is set"),
        };
        vec![format!("{which}: {passed}"), next]
    }
}
