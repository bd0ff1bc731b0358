//! Calendar dates and moments: the one module of the product that does date arithmetic.
//!
//! Dates are stored as ISO 8601 (`2026-12-11`), printed as `December 11, 2026`, and typed by
//! people in either form. Everything else uses [`Date`] and [`Moment`], so that the calendar
//! library behind them can be replaced here alone.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// A day of the Gregorian calendar, between the years 1900 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// Text that is no date in a form we read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is not a date; write it as December 11, 2026 or 2026-12-11")]
pub struct DateError(pub String);

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// Returns the day, or `None` where the calendar has no such day or the year is outside
    /// 1900 to 9999.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1900..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// Reads what a person typed: `2026-12-11`, `December 11, 2026`, `Dec 11 2026`, `12/11/2026`.
    ///
    /// Slashes are read the American way, month first.
    pub fn parse_typed(text: &str) -> Result<Self, DateError> {
        let refused = || DateError(text.trim().to_owned());
        let cleaned = text.trim().replace([',', '.'], " ");
        if let Ok(date) = cleaned.parse::<Self>() {
            return Ok(date);
        }
        let by_slash: Vec<&str> = cleaned.split('/').map(str::trim).collect();
        let words: Vec<&str> = if by_slash.len() == 3 {
            by_slash
        } else {
            cleaned.split_whitespace().collect()
        };
        let [month, day, year] = words[..] else {
            return Err(refused());
        };
        let month = month_number(month).ok_or_else(refused)?;
        let day = day.parse().map_err(|_| refused())?;
        let year = year.parse().map_err(|_| refused())?;
        Self::from_ymd(year, month, day).ok_or_else(refused)
    }

    /// Returns the number of days from `self` to `other`; negative when `other` is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        other.0.signed_duration_since(self.0).num_days()
    }

    /// Returns the day `days` later, or `None` past the end of the calendar.
    pub fn plus_days(self, days: u64) -> Option<Self> {
        self.0.checked_add_days(chrono::Days::new(days)).map(Self)
    }

    /// Returns whether the day is a Saturday or a Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.0.weekday(), Weekday::Sat | Weekday::Sun)
    }

    /// Returns year, month (1 to 12) and day of the month (1 to 31).
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// Returns the date as people read it: `December 11, 2026`.
    pub fn long(self) -> String {
        let (year, _, day) = self.ymd();
        format!("{} {day}, {year}", self.month_name())
    }

    /// Returns the date for narrow columns: `Dec 11, 2026`.
    pub fn short(self) -> String {
        let (year, _, day) = self.ymd();
        format!("{} {day}, {year}", &self.month_name()[..3])
    }

    /// Returns month and year: `December 2026`.
    pub fn month_and_year(self) -> String {
        format!("{} {}", self.month_name(), self.0.year())
    }

    fn month_name(self) -> &'static str {
        MONTHS[self.0.month0() as usize]
    }
}

fn month_number(word: &str) -> Option<u32> {
    if let Ok(number) = word.parse::<u32>() {
        return Some(number);
    }
    let word = word.to_lowercase();
    if word.len() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|month| month.to_lowercase().starts_with(&word))?;
    u32::try_from(at + 1).ok()
}

impl fmt::Display for Date {
    /// Writes the stored form, `2026-12-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads the stored form alone, `2026-12-11`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let refused = || DateError(text.to_owned());
        if text.len() != 10 || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            return Err(refused());
        }
        let parsed = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| refused())?;
        Self::from_ymd(parsed.year(), parsed.month(), parsed.day()).ok_or_else(refused)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        })
    }
}

/// A moment as recorded: UTC to the millisecond, and how far the local clock stood from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub unix_millis: i64,
    /// Local time minus UTC, in minutes, -1439 to 1439.
    pub offset_minutes: i16,
}

impl Moment {
    /// Returns the UTC form that is stored: `2026-11-21T19:03:22.481Z`.
    pub fn utc_text(self) -> String {
        match chrono::DateTime::from_timestamp_millis(self.unix_millis) {
            Some(moment) => moment.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
            None => String::from("1970-01-01T00:00:00.000Z"),
        }
    }

    /// Reads the stored form of [`Moment::utc_text`]; `None` for any other text.
    pub fn from_utc_text(text: &str, offset_minutes: i16) -> Option<Self> {
        let parsed = chrono::DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self {
            unix_millis: parsed.timestamp_millis(),
            offset_minutes,
        })
    }

    /// Returns the wall-clock time where it was recorded: `2:03:22 PM`.
    pub fn local_time(self) -> String {
        self.local().format("%-I:%M:%S %p").to_string()
    }

    /// Returns day and time as they are printed: `November 21, 2026, 2:03:22 PM`.
    pub fn long(self) -> String {
        format!("{}, {}", self.local_date().long(), self.local_time())
    }

    /// Returns the calendar day where it was recorded.
    pub fn local_date(self) -> Date {
        Date(self.local().date())
    }

    fn local(self) -> chrono::NaiveDateTime {
        let millis = self
            .unix_millis
            .saturating_add(i64::from(self.offset_minutes) * 60_000);
        chrono::DateTime::from_timestamp_millis(millis)
            .unwrap_or_default()
            .naive_utc()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn deadlines_of_the_order_fall_where_the_calendar_puts_them() {
        let signed = Date::from_ymd(2026, 6, 2).unwrap();
        assert_eq!(
            signed.plus_days(30).unwrap().to_string(),
            "2026-07-02",
            "30 days is July 2"
        );
        let sixty = signed.plus_days(60).unwrap();
        assert_eq!(sixty.long(), "August 1, 2026", "60 days is August 1");
        assert!(sixty.is_weekend(), "August 1, 2026 is a Saturday");
    }

    #[test]
    fn typed_dates_are_read_the_american_way_or_refused() {
        for text in [
            "2026-12-11",
            "December 11, 2026",
            "dec 11 2026",
            "Dec. 11, 2026",
            "12/11/2026",
        ] {
            assert_eq!(
                Date::parse_typed(text).unwrap().to_string(),
                "2026-12-11",
                "{text}"
            );
        }
        for text in [
            "",
            "tomorrow",
            "13/31/2026",
            "Feb 30, 2026",
            "2026-1-1",
            "11 Dec",
        ] {
            assert!(Date::parse_typed(text).is_err(), "{text} names no day");
        }
    }

    #[test]
    fn a_moment_keeps_utc_and_the_local_clock() {
        let moment = Moment::from_utc_text("2026-11-21T19:03:22.481Z", -300).unwrap();
        assert_eq!(
            moment.utc_text(),
            "2026-11-21T19:03:22.481Z",
            "stored form survives"
        );
        assert_eq!(moment.local_time(), "2:03:22 PM", "five hours behind UTC");
        assert_eq!(
            moment.long(),
            "November 21, 2026, 2:03:22 PM",
            "with the day where it was recorded"
        );
        let at = |text| Moment::from_utc_text(text, 0).unwrap().local_time();
        assert_eq!(
            at("2026-11-21T00:00:05.000Z"),
            "12:00:05 AM",
            "midnight is 12 AM"
        );
        assert_eq!(at("2026-11-21T12:00:05.000Z"), "12:00:05 PM", "noon, PM");
        assert_eq!(
            moment.local_date().to_string(),
            "2026-11-21",
            "same day there"
        );
    }
}
