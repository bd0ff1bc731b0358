//! The heat map: practices in place by provision and theme.
//!
//! Items that stand under their theme in every copy but counsel's have no provision here either: they
//! share the last row with what stands beside the text, so that the map names no more than the lists do.

use serde::Serialize;

use super::ReportInput;
use super::words::{asked_items, names_crime};
use crate::coverage::{Interval, coverage_of};
use crate::overview::{Overview, RunState};
use crate::pack::{BESIDE, Id, Item};

/// A heat map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeatMap {
    /// The themes that are asked about, in a word or two, in the pack's order.
    pub themes: Vec<String>,
    /// The provisions that ask for practices, in the pack's order.
    pub rows: Vec<HeatRow>,
    /// The ids of the themes, for a screen that opens a cell.
    #[serde(skip)]
    pub theme_ids: Vec<Id>,
}

/// A provision's row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeatRow {
    /// `§ 3(b)(ii)`; empty where the row is no provision.
    pub cite: String,
    /// Heading.
    pub heading: String,
    /// For each theme, the interval; `None` where nothing is asked.
    pub cells: Vec<Option<HeatCell>>,
    /// The pinpoint, for a screen that opens a cell.
    #[serde(skip)]
    pub pin: String,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeatCell {
    /// The interval.
    pub interval: Interval,
    /// As printed: `46 to 71 %`.
    pub text: String,
    /// As printed in a narrow cell: `46–71`.
    pub short: String,
}

/// Makes the heat map of a run; `whole` gives every provision its row, as counsel's file does.
pub(super) fn heat_map(input: &ReportInput<'_>, read: &Overview<'_>, whole: bool) -> HeatMap {
    heat_map_of(input.state, read, whole)
}

/// As the reports' own: for counsel's screen, with a row for every provision where it is `whole`.
pub fn heat_map_of(state: RunState<'_>, read: &Overview<'_>, whole: bool) -> HeatMap {
    let pack = state.pack;
    let themes: Vec<_> = pack
        .themes
        .iter()
        .filter(|theme| {
            read.coverage
                .by_theme
                .iter()
                .any(|group| group.id == theme.id)
        })
        .collect();
    let row = |pin: &str, cite: String, heading: String, under: &dyn Fn(&Item) -> bool| {
        let cells = themes.iter().map(|theme| {
            let of_cell = |item: &Item| under(item) && item.themes.first() == Some(&theme.id);
            cell(coverage_of(pack, &read.scope, state.answers, of_cell))
        });
        let cells: Vec<_> = cells.collect();
        cells.iter().any(Option::is_some).then_some(HeatRow {
            cite,
            heading,
            cells,
            pin: pin.to_owned(),
        })
    };
    let of_text = pack
        .provisions
        .iter()
        .filter(|provision| (whole || !provision.counsel_only) && provision.pin != BESIDE);
    let mut rows: Vec<HeatRow> = of_text
        .filter_map(|provision| {
            let under = |item: &Item| item.provision == provision.pin;
            row(
                &provision.pin,
                provision.cite(),
                provision.heading.clone(),
                &under,
            )
        })
        .collect();
    let apart = |item: &Item| item.provision == BESIDE || (!whole && names_crime(pack, item));
    let heading = match asked_items(pack, read).any(|item| item.provision == BESIDE) {
        true => "Beside the text, and by theme alone",
        false => "By theme alone",
    };
    rows.extend(row(BESIDE, String::new(), heading.to_owned(), &apart));
    HeatMap {
        theme_ids: themes.iter().map(|theme| theme.id.clone()).collect(),
        themes: themes
            .into_iter()
            .map(|theme| theme.short.clone())
            .collect(),
        rows,
    }
}

/// How much of a cell the answers establish, in four steps that can be told apart without color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum HeatLevel {
    /// All of it is in place.
    Full,
    /// Some of it is in place, or could be.
    Part,
    /// None of it is in place.
    None,
    /// Nothing of it is established.
    Open,
}

impl HeatCell {
    /// Returns the step.
    pub fn level(&self) -> HeatLevel {
        let Interval { low, high, of } = self.interval;
        match (low, high) {
            (low, _) if low == of => HeatLevel::Full,
            (0, 0) => HeatLevel::None,
            (0, high) if high == of => HeatLevel::Open,
            _ => HeatLevel::Part,
        }
    }

    /// Returns the step in words.
    pub fn level_in_words(&self) -> &'static str {
        match self.level() {
            HeatLevel::Full => "in place",
            HeatLevel::Part => "in place in part",
            HeatLevel::None => "not in place",
            HeatLevel::Open => "not yet established",
        }
    }
}

fn cell(interval: Interval) -> Option<HeatCell> {
    (interval.of > 0).then(|| {
        let text = interval.text();
        HeatCell {
            interval,
            short: text.replace(" to ", "–").replace(" %", ""),
            text,
        }
    })
}
