//! The overview screen.

use proviso_core::action::ActionStanding;
use proviso_core::answer::{Answers, Verdict};
use proviso_core::coverage::{Interval, Share, half_points};
use proviso_core::gap::{Priority, narrowing};
use proviso_core::overview::{Overview, RunState};
use proviso_core::pack::{Item, Pack};
use proviso_core::report::{days_left, heat_map_of};

use crate::wire::{
    ActionCounts, BarItem, BarView, DateRow, DecisionRow, HeatCellView, HeatRowView, HeatView,
    Labeled, NextRow, OverviewView,
};

/// How many questions are suggested to be answered next.
const NEXT: usize = 5;

/// Makes the overview of a run.
pub fn overview_view(state: RunState<'_>, read: &Overview<'_>) -> OverviewView {
    let (pack, answers) = (state.pack, state.answers);
    let percent = |share: Share| {
        share.percent().map_or_else(
            || String::from("none yet"),
            |percent| format!("{percent} %"),
        )
    };
    let themes = read.coverage.by_theme.iter().map(|group| {
        let label = pack
            .theme(&group.id)
            .map_or(group.id.as_str(), |theme| &theme.label);
        let of_theme = |item: &Item| item.themes.first() == Some(&group.id);
        bar(
            pack,
            read,
            answers,
            (&group.id, label),
            group.interval,
            &of_theme,
        )
    });
    OverviewView {
        on: read.on.long(),
        progress: read.progress,
        all: bar(
            pack,
            read,
            answers,
            ("", "All practices asked"),
            read.coverage.all,
            &|_| true,
        ),
        themes: themes.collect(),
        evidenced: percent(read.coverage.evidenced),
        interviewed: percent(read.coverage.interviewed),
        assumed: percent(read.coverage.assumed),
        decisions: decisions(read),
        dates: dates(read),
        open: read.open.iter().copied().map(titled).collect(),
        heat: heat(state, read),
        next: next(pack, read, answers),
        actions: action_counts(read),
        law: read.law.clone(),
    }
}

fn bar(
    pack: &Pack,
    read: &Overview<'_>,
    answers: &Answers,
    (id, label): (&str, &str),
    interval: Interval,
    chosen: &dyn Fn(&Item) -> bool,
) -> BarView {
    let asked = pack
        .items
        .iter()
        .filter(|item| read.scope.contains(&item.id) && chosen(item));
    let items = asked.filter_map(|item| {
        let practice = item.practice()?;
        let verdict = answers.get(&item.id).and_then(|answer| answer.verdict);
        let whole = 2 * u32::from(practice.weight);
        let counts = match half_points(verdict) {
            None => String::from("not counted"),
            Some((low, high)) if low == high => {
                format!(
                    "{} of {whole} half-points",
                    low * u32::from(practice.weight)
                )
            }
            Some(_) => format!("0 to {whole} of {whole} half-points"),
        };
        Some(BarItem {
            item: item.id.clone(),
            title: item.title.clone(),
            verdict: verdict.map_or("Unanswered", Verdict::label).to_owned(),
            weight: practice.weight,
            counts,
        })
    });
    BarView {
        id: id.to_owned(),
        label: label.to_owned(),
        low: thousandths(interval.low, interval.of),
        high: thousandths(interval.high, interval.of),
        text: interval.text(),
        items: items.collect(),
        arithmetic: format!(
            "The answers establish {} of {} half-points; {} more are not yet established: {}.",
            interval.low,
            interval.of,
            interval.high - interval.low,
            interval.text(),
        ),
    }
}

fn thousandths(part: u32, of: u32) -> u32 {
    (1000 * part).checked_div(of).unwrap_or(0)
}

fn decisions(read: &Overview<'_>) -> Vec<DecisionRow> {
    let rows = read.decisions.iter().map(|decision| DecisionRow {
        item: decision.item.id.clone(),
        title: decision.item.title.clone(),
        chosen: decision.chosen.map(str::to_owned),
        decided_on: decision.answer.decided_on.map(|day| day.long()),
        waiting: decision.waiting.iter().copied().map(titled).collect(),
    });
    rows.collect()
}

fn dates(read: &Overview<'_>) -> Vec<DateRow> {
    let rows = read.dates.iter().map(|ahead| DateRow {
        what: ahead.date.what.clone(),
        date: ahead.date.date.long(),
        left: days_left(ahead.days),
        whom: ahead.date.whom.clone(),
        binds_company: ahead.binds_company,
        confidence: ahead.date.confidence.label().to_owned(),
    });
    rows.collect()
}

fn next(pack: &Pack, read: &Overview<'_>, answers: &Answers) -> Vec<NextRow> {
    let widest = narrowing(pack, &read.scope, answers).into_iter().take(NEXT);
    let rows = widest.map(|one| {
        let points = one.by.percent().unwrap_or(0);
        let unit = if points == 1 { "point" } else { "points" };
        NextRow {
            item: one.item.id.clone(),
            title: one.item.title.clone(),
            narrows: format!("narrows by {points} {unit}"),
        }
    });
    rows.collect()
}

fn titled(item: &Item) -> Labeled {
    Labeled {
        id: item.id.clone(),
        label: item.title.clone(),
    }
}

/// The heat map, each cell with what is behind it.
fn heat(state: RunState<'_>, read: &Overview<'_>) -> HeatView {
    let map = heat_map_of(state, read, true);
    let rows = map.rows.into_iter().map(|row| {
        let name = if row.cite.is_empty() {
            &row.heading
        } else {
            &row.cite
        };
        let cells = map.theme_ids.iter().zip(row.cells).map(|(theme, cell)| {
            let cell = cell?;
            let label = state.pack.theme(theme).map_or(theme, |theme| &theme.label);
            let id = format!("{} {theme}", row.pin);
            let of_cell =
                |item: &Item| item.provision == row.pin && item.themes.first() == Some(theme);
            Some(HeatCellView {
                level: cell.level(),
                level_label: cell.level_in_words().to_owned(),
                bar: bar(
                    state.pack,
                    read,
                    state.answers,
                    (&id, &format!("{name}, {label}")),
                    cell.interval,
                    &of_cell,
                ),
            })
        });
        HeatRowView {
            cells: cells.collect(),
            pin: row.pin,
            cite: row.cite,
            heading: row.heading,
        }
    });
    let rows = rows.collect();
    let themes = map.theme_ids.into_iter().zip(map.themes);
    HeatView {
        themes: themes.map(|(id, label)| Labeled { id, label }).collect(),
        rows,
    }
}

fn action_counts(read: &Overview<'_>) -> ActionCounts {
    let mut counts = ActionCounts::default();
    for entry in &read.gaps {
        match entry.gap.priority {
            Priority::First => counts.first += 1,
            Priority::Second => counts.second += 1,
            Priority::Third => counts.third += 1,
        }
        match entry.standing {
            ActionStanding::Overdue => counts.overdue += 1,
            ActionStanding::Accepted => counts.accepted += 1,
            ActionStanding::AcceptanceExpired => counts.expired += 1,
            ActionStanding::Open | ActionStanding::CheckAgain => {}
        }
    }
    counts
}
