//! The executive page.

use proviso_core::coverage::Interval;
use proviso_core::report::{
    ActionEntry, Bar as ModelBar, DateEntry, DecisionAsked, DecisionTaken, Summary,
};

use super::{Block, Inlines, chapter, minor, section};
use crate::document::{Bar, IntervalChart, Table, TableColumn};

/// Lays out the executive page: what binds and what is offered, decisions, actions, practices.
pub(super) fn page(summary: &Summary) -> Vec<Block> {
    let mut main = position(summary);
    main.extend(asked(&summary.asked));
    main.extend(first_actions(summary));
    let mut side = dates(&summary.dates);
    side.extend(rests(summary));
    side.push(minor(2, "Next review"));
    side.push(Block::small(match &summary.next_review {
        Some(day) => day.clone(),
        None => String::from("No decision sets a day yet."),
    }));
    let mut page = vec![Block::main_and_side(main, side)];
    page.extend(practices(summary));
    page
}

fn position(summary: &Summary) -> Vec<Block> {
    let mut blocks = vec![minor(2, "What binds this company, and what is offered")];
    let mut text = Inlines::new().text(summary.position.as_str());
    if summary.binds.is_empty() {
        text = text.text(" No other instrument among the items asked binds it by its own force.");
    } else {
        let named = summary.binds.iter().map(|bound| match &bound.status {
            Some(status) => format!("{} ({status})", bound.instrument),
            None => bound.instrument.clone(),
        });
        let named: Vec<String> = named.collect();
        text = text
            .text(" Bound by other instruments: ")
            .text(named.join("; "))
            .text(".");
    }
    blocks.push(Block::body(text));
    if !summary.offers.is_empty() {
        let offers = summary.offers.iter().map(|offer| {
            Inlines::new()
                .text(format!("{} ({}): ", offer.title, offer.cite))
                .bold(offer.stands.as_str())
        });
        blocks.push(Block::List(crate::document::List {
            marks: crate::document::ListMark::Bullet,
            items: offers.map(|offer| vec![Block::small(offer)]).collect(),
        }));
    }
    blocks
}

fn asked(asked: &[DecisionAsked]) -> Vec<Block> {
    let mut blocks = vec![minor(2, "Decisions asked of you")];
    if asked.is_empty() {
        blocks.push(Block::small("None is open."));
        return blocks;
    }
    let columns = [
        TableColumn::share(3.0),
        TableColumn::share(4.2),
        TableColumn::share(1.5),
    ];
    let mut table = Table::new(columns).head(["Decision", "Options and recommendation", "By"]);
    for decision in asked {
        let mut options = Inlines::new().text(decision.options.join(" · ")).text(".");
        if let Some(recommendation) = &decision.recommendation {
            options = options
                .text(" Recommended: ")
                .bold(recommendation.trim().trim_end_matches('.'))
                .text(".");
        }
        options = match decision.waiting {
            0 => options,
            1 => options.muted(" 1 item waits on it."),
            waiting => options.muted(format!(" {waiting} items wait on it.")),
        };
        let by = decision
            .by
            .clone()
            .unwrap_or_else(|| String::from("not set"));
        table = table.row([
            Inlines::from(decision.title.as_str()),
            options,
            Inlines::from(by),
        ]);
    }
    table.summary =
        String::from("Open decisions with their options, the recommendation and the day.");
    blocks.push(Block::Table(table));
    blocks
}

fn first_actions(summary: &Summary) -> Vec<Block> {
    let mut blocks = vec![minor(2, "First actions")];
    if summary.first_actions.is_empty() {
        blocks.push(Block::small("The answers so far call for none."));
        return blocks;
    }
    let columns = [
        TableColumn::share(4.6),
        TableColumn::share(2.2),
        TableColumn::share(1.9),
    ];
    let mut table = Table::new(columns).head(["Action", "Owner", "Due"]);
    for action in &summary.first_actions {
        table = table.row([action.what.clone(), owner(action), action.short_due.clone()]);
    }
    table.summary = String::from("The first actions with owner and due date.");
    blocks.push(Block::Table(table));
    let more = summary.actions.saturating_sub(summary.first_actions.len());
    if more > 0 {
        blocks.push(Block::note(format!(
            "{more} more in the action plan below."
        )));
    }
    blocks
}

pub(super) fn owner(action: &ActionEntry) -> String {
    action
        .owner
        .clone()
        .unwrap_or_else(|| String::from("not named"))
}

fn dates(dates: &[DateEntry]) -> Vec<Block> {
    let mut blocks = vec![minor(2, "Dates ahead, and whom they bind")];
    if dates.is_empty() {
        blocks.push(Block::small(
            "No date in the pack lies ahead of the report date.",
        ));
        return blocks;
    }
    let rows = dates.iter().map(|date| {
        let what = Inlines::new().text(format!("{} · ", date.what));
        let what = if date.binds_company {
            what.bold("this company")
        } else {
            what.muted(date.whom_short.as_str())
        };
        (what, Inlines::from(date.short_date.as_str()))
    });
    blocks.push(Block::figures(rows));
    blocks
}

fn rests(summary: &Summary) -> Vec<Block> {
    let open = match summary.open {
        1 => String::from("1 question"),
        many => format!("{many} questions"),
    };
    vec![
        minor(2, "What this rests on"),
        Block::figures([
            ("Documents or tests", summary.rests.documents.clone()),
            ("Interviews", summary.rests.interviews.clone()),
            ("Assumption", summary.rests.assumption.clone()),
            ("Not yet established", open),
        ]),
    ]
}

fn practices(summary: &Summary) -> Vec<Block> {
    let heading = minor(2, "Practices in place, by weight");
    if summary.themes.is_empty() {
        return vec![
            heading,
            Block::small("No practice is asked of this company yet."),
        ];
    }
    let bars: Vec<Bar> = summary.themes.iter().map(bar).collect();
    let alt: Vec<String> = summary
        .themes
        .iter()
        .map(|theme| format!("{}: {}", theme.label, theme.text))
        .collect();
    let chart = Block::Chart(IntervalChart {
        bars,
        alt: format!("Practices in place by theme. {}.", alt.join("; ")),
        caption: Some(Inlines::from(format!(
            "Dark: supported by the answers. Light: not yet established. All together {}.",
            summary.all.text
        ))),
    });
    vec![Block::Together(vec![heading, chart])]
}

fn bar(bar: &ModelBar) -> Bar {
    let Interval { low, high, of } = bar.interval;
    let thousandths = |part: u32| {
        (1000 * part)
            .checked_div(of)
            .and_then(|n| u16::try_from(n).ok())
    };
    Bar {
        label: bar.label.clone(),
        low: thousandths(low).unwrap_or(0),
        high: thousandths(high).unwrap_or(0),
        printed: bar.text.clone(),
    }
}

/// Lays out the decisions that were taken.
pub(super) fn taken(taken: &[DecisionTaken]) -> Vec<Block> {
    if taken.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![chapter("Decisions taken")];
    for decision in taken {
        let when = match (&decision.decided_by, &decision.decided_on) {
            (Some(who), Some(day)) => format!(" Decided by {who} on {day}."),
            (Some(who), None) => format!(" Decided by {who}."),
            (None, Some(day)) => format!(" Decided on {day}."),
            (None, None) => String::new(),
        };
        let head = Inlines::new()
            .bold(format!("{}.", decision.chosen))
            .text(when);
        let mut group = vec![section(decision.title.as_str()), Block::body(head)];
        for (label, text) in [
            ("Business grounds for: ", &decision.grounds_for),
            ("Business grounds against: ", &decision.grounds_against),
            ("Looked at again: ", &decision.review),
        ] {
            if let Some(text) = text {
                group.push(Block::body(Inlines::new().muted(label).text(text.as_str())));
            }
        }
        blocks.push(Block::Together(group));
    }
    blocks
}
