//! Days as people write them, read only where they can mean one day.

use proviso_core::date::Date;

/// Reads a day: `2026-12-03`, `December 3, 2026`, `3 December 2026`, and figures parted by slashes, dots or dashes
/// whose order can be only one: `12/25/2026`. Anything else is not guessed: `03/12/2026` is two days, and a month in
/// another language is not known here.
pub(super) fn unambiguous(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let spaced = text.replace([',', '.'], " ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    if let [first, second, year] = words[..] {
        let (month, day) = match first.starts_with(|c: char| c.is_ascii_digit()) {
            true => (second, first),
            false => (first, second),
        };
        if month.chars().all(char::is_alphabetic) {
            let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            return Date::parse_typed(&format!("{month} {day} {year}")).ok();
        }
    }
    let figures: Vec<&str> = text.split(['/', '.', '-']).map(str::trim).collect();
    let [a, b, year] = figures[..] else {
        return None;
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let (a, b) = (number(a)?, number(b)?);
    let year = (year.len() == 4).then(|| year.parse().ok())??;
    match (Date::from_ymd(year, a, b), Date::from_ymd(year, b, a)) {
        (Some(one), Some(other)) => (one == other).then_some(one),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_where_it_can_be_only_one() {
        let day = Date::from_ymd(2026, 12, 3);
        for text in [
            "2026-12-03",
            "December 3, 2026",
            " Dec 3 2026 ",
            "3 December 2026",
            "December 3rd, 2026",
            "3 Dec. 2026",
        ] {
            assert_eq!(unambiguous(text), day, "{text}");
        }
        let christmas = Date::from_ymd(2026, 12, 25);
        for text in ["12/25/2026", "25.12.2026", "25-12-2026"] {
            assert_eq!(
                unambiguous(text),
                christmas,
                "{text} has no thirteenth month"
            );
        }
        assert_eq!(
            unambiguous("7/7/2026"),
            Date::from_ymd(2026, 7, 7),
            "either way"
        );
        for text in [
            "03/12/2026",
            "3.12.2026",
            "3. Dezember 2026",
            "le 3 décembre 2026",
            "12/3/26",
            "next week",
            "2026",
            "",
            "1/2/3/2026",
            "99999999999/1/2026",
        ] {
            assert_eq!(unambiguous(text), None, "{text} is not guessed");
        }
    }
}
