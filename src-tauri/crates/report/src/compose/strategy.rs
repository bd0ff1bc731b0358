//! The engagement strategy: one page.

use std::cell::RefCell;

use proviso_core::report::{STRATEGY_STEPS, Stance, Stands, Strategy, StrategyLimits};

use super::{Block, Inlines, dressed, ended, head, identity};
use crate::document::{Cell, Density, Document, Paper, Row, Status, Table, TableColumn, Timestamp};
use crate::layout::Trial;

/// Sets the engagement strategy on one page: as it is where it fits, else set closely, and then with the first of
/// its steps that one page holds. The last is taken untried.
///
/// `created` is written into the file as its date; the same strategy, paper and date yield the same document, and
/// so the same bytes.
pub fn compose_strategy(strategy: &Strategy, paper: Paper, created: Timestamp) -> Document {
    let set = |limits: &StrategyLimits, density: Density| {
        let cut = strategy.within(limits);
        let mut document = dressed(&cut.title, &cut.head, paper, created);
        document.density = density;
        document.footer = head::footer_with_statement(&cut.head);
        document.body = page(&cut, density);
        document
    };
    let trial = RefCell::new(Trial::new());
    let fits = |document: &Document| trial.borrow_mut().pages(document) == Some(1);
    let [tried @ .., last] = &STRATEGY_STEPS;
    let open = set(&STRATEGY_STEPS[0], Density::Reading);
    let mut document = if fits(&open) {
        open
    } else {
        let at = tried.partition_point(|limits| !fits(&set(limits, Density::Compact)));
        let mut limits = *tried.get(at).unwrap_or(last);
        // What was left off leaves room for longer texts.
        let longer = tried.iter().map(|step| step.characters);
        let longer = longer.take_while(|characters| *characters > limits.characters);
        if at > 0 && at < tried.len() {
            let wide = longer.map(|characters| StrategyLimits {
                characters,
                ..limits
            });
            limits = wide
                .into_iter()
                .find(|wide| fits(&set(wide, Density::Compact)))
                .unwrap_or(limits);
        }
        set(&limits, Density::Compact)
    };
    document.fingerprint = identity(strategy, paper);
    document
}

fn page(strategy: &Strategy, density: Density) -> Vec<Block> {
    let mut blocks = head::title(&strategy.title, &strategy.head);
    blocks.push(Block::body(
        Inlines::new()
            .text(strategy.position.as_str())
            .text(" ")
            .muted(strategy.tally.as_str()),
    ));
    if strategy.offers.is_empty() && strategy.others.is_empty() {
        blocks.push(Block::body("No decision is asked of this company."));
        return blocks;
    }
    blocks.push(table(strategy, density));
    let mut left: Vec<String> = Vec::new();
    left.extend(strategy.left_off.as_deref().map(ended));
    if strategy.cut {
        left.push(String::from(
            "Texts are shortened or left out here so that this keeps to one page: “…” stands where one was shortened.",
        ));
    }
    if !left.is_empty() {
        blocks.push(Block::note(left.join(" ")));
    }
    blocks
}

fn table(strategy: &Strategy, density: Density) -> Block {
    let shares = match density {
        Density::Reading => [2.1, 4.4, 2.0, 2.5],
        Density::Compact => [2.5, 4.2, 2.2, 2.2],
    };
    let columns = shares.map(TableColumn::share);
    let count = columns.len();
    let mut table = Table::new(columns).head([
        "Decision",
        "Where the company stands, and why",
        "Who speaks for it",
        "Looks again",
    ]);
    let both = !strategy.offers.is_empty() && !strategy.others.is_empty();
    for (name, stances) in [
        ("What is offered", &strategy.offers),
        ("Other decisions", &strategy.others),
    ] {
        if both {
            table.rows.push(Row::group(name, count));
        }
        table
            .rows
            .extend(stances.iter().map(|one| row(one, density)));
    }
    table.summary = String::from(
        "Each offer with where the company stands and why, who speaks for it, and when it looks again.",
    );
    Block::Table(table)
}

fn row(stance: &Stance, density: Density) -> Row {
    let mut offer = vec![Inlines::new().bold(stance.title.as_str())];
    offer.extend(
        stance
            .cite
            .as_deref()
            .map(|cite| Inlines::new().muted(cite)),
    );
    let sign = match stance.stands {
        Stands::Decided => Status::Full,
        Stands::Open => Status::Question,
        Stands::Waiting => Status::Dot,
    };
    let mut why = vec![
        Inlines::new()
            .status(sign, "")
            .text("\u{a0}")
            .bold(ended(&stance.words)),
    ];
    for (label, text) in [
        ("Recommended: ", &stance.recommendation),
        ("For: ", &stance.grounds_for),
        ("Against: ", &stance.grounds_against),
    ] {
        why.extend(
            text.as_deref()
                .map(|text| Inlines::new().muted(label).text(ended(text))),
        );
    }
    let speaks = vec![
        Inlines::from(stance.speaks.as_str()),
        Inlines::new().muted(stance.speaks_as.as_str()),
    ];
    let day = stance.looks_again.as_deref().unwrap_or("No day is set");
    let mut again = vec![Inlines::new().bold(day)];
    again.extend(
        stance
            .trigger
            .as_deref()
            .map(|trigger| Inlines::new().muted("Or when: ").text(ended(trigger))),
    );
    Row::of([
        cell(offer, density).naming(),
        cell(why, density),
        cell(speaks, density),
        cell(again, density),
    ])
}

/// Lines below one another; where room is short, one running after the other.
fn cell(lines: Vec<Inlines>, density: Density) -> Cell {
    if density == Density::Reading {
        return Cell::blocks(lines.into_iter().map(Block::small).collect());
    }
    let mut running = Inlines::new();
    for line in lines {
        if !running.0.is_empty() {
            running = running.text(" ");
        }
        running.0.extend(line.0);
    }
    Cell::from(running)
}
