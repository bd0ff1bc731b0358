//! The arithmetic behind each share, so that anyone can do it again by hand.

use super::Sum;
use crate::answer::Verdict;
use crate::overview::Overview;
use crate::report::ReportInput;
use crate::report::words::asked_items;

/// The sums of all practices asked, then theme by theme.
pub(super) fn sums(input: &ReportInput<'_>, read: &Overview<'_>) -> Vec<Sum> {
    let pack = input.state.pack;
    let sum = |label: &str, theme: Option<&str>| {
        let mut sum = Sum {
            label: label.to_owned(),
            full: 0,
            half: 0,
            none: 0,
            open: 0,
            words: String::new(),
        };
        for item in asked_items(pack, read) {
            let of_theme = theme.is_none_or(|id| item.themes.first().is_some_and(|t| t == id));
            let Some(practice) = item.practice().filter(|_| of_theme) else {
                continue;
            };
            let answer = input.state.answers.get(&item.id);
            let weight = u32::from(practice.weight);
            match answer.and_then(|answer| answer.verdict) {
                Some(Verdict::InPlace | Verdict::Alternative) => sum.full += weight,
                Some(Verdict::Partly) => sum.half += weight,
                Some(Verdict::NotInPlace) => sum.none += weight,
                Some(Verdict::NotApplicable) => {}
                Some(Verdict::NotSure) | None => sum.open += weight,
            }
        }
        sum.words = sum.in_words();
        sum
    };
    let mut sums = vec![sum("All practices asked", None)];
    let asked = |id: &str| read.coverage.by_theme.iter().any(|group| group.id == id);
    let themes = pack.themes.iter().filter(|theme| asked(&theme.id));
    sums.extend(themes.map(|theme| sum(&theme.label, Some(&theme.id))));
    sums
}

impl Sum {
    fn in_words(&self) -> String {
        let of = self.full + self.half + self.none + self.open;
        if of == 0 {
            return String::from("Nothing is counted.");
        }
        // In half-points, so that it stays whole.
        let low = 2 * self.full + self.half;
        let high = low + 2 * self.open;
        let percent = |points: u32| (100 * points + of) / (2 * of);
        format!(
            "Low: {} + ½ × {} = {} of {of}, {} %. High: {} + {} = {} of {of}, {} %.",
            self.full,
            self.half,
            points(low),
            percent(low),
            points(low),
            self.open,
            points(high),
            percent(high),
        )
    }
}

/// Half-points as weight: `14`, `14½`.
fn points(half_points: u32) -> String {
    match (half_points / 2, half_points % 2) {
        (whole, 0) => whole.to_string(),
        (0, _) => String::from("½"),
        (whole, _) => format!("{whole}½"),
    }
}
