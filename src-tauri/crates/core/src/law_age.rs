//! The law date and its age: what an offline program owes its readers on every screen and page.

use serde::Serialize;

use crate::date::Date;
use crate::pack::Pack;

/// Past this many days the law counts as not checked.
pub const FRESH_DAYS: i64 = 45;

/// The law date of a pack, seen from one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LawAge {
    /// The law date in words: `June 2, 2026`.
    pub law_date: String,
    /// The pack and its version: `eo-14409 1.0.0`.
    pub pack: String,
    /// Days since the law date; negative where the report date lies before it.
    #[cfg_attr(feature = "ts", ts(type = "number"))]
    pub days: i64,
    /// Whether the reader has to be told that the law was not checked since.
    pub not_checked_since: bool,
    /// The line printed: `Law as of June 2, 2026 (eo-14409 1.0.0), 20 days ago`; `Text as of …` where the
    /// pack is no law.
    pub line: String,
}

/// Works out the age of a pack's law date on the day `on`.
///
/// The law counts as not checked once more than [`FRESH_DAYS`] days have passed, or once a date of
/// the pack that lay ahead at the law date has passed.
pub fn law_age(pack: &Pack, on: Date) -> LawAge {
    let days = pack.law_date.days_until(on);
    let passed = pack
        .dates
        .iter()
        .any(|date| date.date > pack.law_date && date.date < on);
    let not_checked_since = days > FRESH_DAYS || passed;
    let law_date = pack.law_date.long();
    let name = format!("{} {}", pack.id, pack.version);
    let age = match days {
        0 => String::from("today"),
        1 => String::from("1 day ago"),
        days if days < 0 => format!("{} days ahead of the report date", -days),
        days => format!("{days} days ago"),
    };
    let since = if not_checked_since {
        "; not checked since"
    } else {
        ""
    };
    let states = if pack.is_law() { "Law" } else { "Text" };
    let line = format!("{states} as of {law_date} ({name}), {age}{since}");
    LawAge {
        law_date,
        pack: name,
        days,
        not_checked_since,
        line,
    }
}
