//! The board page, alone or as the first page of the executive copy.

use std::cell::RefCell;

use proviso_core::coverage::Interval;
use proviso_core::report::{
    ActionEntry, BOARD_STEPS, Bar as ModelBar, Board, BoardLimits, BoardPage, DateEntry,
    DecisionAsked, Movement, MovementRow,
};

use super::{Block, Inlines, dressed, ended, head, minor};
use crate::document::{
    Bar, Document, Heading, HeadingLook, IntervalChart, List, ListMark, Paper, RowTone, Table,
    TableColumn, Timestamp,
};
use crate::layout::Trial;

/// Sets the board page on paper: the largest of its steps that one page holds.
///
/// `created` is written into the file as its date; the same page, paper and date yield the same
/// document, and so the same bytes.
pub fn compose_board(board: &Board, paper: Paper, created: Timestamp) -> Document {
    fitting(board, paper, created, "in the executive copy")
}

/// Finds the widest step that one page holds, by halving: each step says less than the one before it.
/// The last is taken untried. What stands at the left and what stands at the right each have a step of their own: one
/// that has room is not cut for the other. What a step cut and the page has room for after all is then put back, what
/// asks something of the reader first.
fn fitting(board: &Board, paper: Paper, created: Timestamp, elsewhere: &str) -> Document {
    let set_with = |limits: &BoardLimits, both: bool| {
        let cut = board.within(limits, elsewhere);
        let mut document = dressed(&cut.title, &cut.head, paper, created);
        document.footer = head::footer_with_statement(&cut.head);
        let mut body = head::title(&cut.title, &cut.head);
        body.extend(page(&cut.page, both));
        document.body = vec![Block::Compact(body)];
        document
    };
    let set = |limits: &BoardLimits| set_with(limits, true);
    let trial = RefCell::new(Trial::new());
    let holds = |document: &Document| trial.borrow_mut().pages(document) == Some(1);
    let fits = |limits: &BoardLimits| holds(&set(limits));
    let [widest, ..] = BOARD_STEPS;
    let mut limits = widest;
    if !fits(&widest) {
        let [tried @ .., last] = &BOARD_STEPS;
        let step = |at: usize| *tried.get(at).unwrap_or(last);
        let main = step(tried.partition_point(|step| !holds(&set_with(step, false))));
        let side = tried.partition_point(|step| !fits(&main.beside(step)));
        limits = main.beside(&step(side));
        if side < tried.len() {
            limits = put_back(limits, fits);
        }
    }
    let mut document = set(&limits);
    document.fingerprint = super::identity(board, paper);
    document
}

/// Widens one limit after the other, as far as the page still holds it.
fn put_back(mut limits: BoardLimits, fits: impl Fn(&BoardLimits) -> bool) -> BoardLimits {
    let widest = BOARD_STEPS[0];
    type Limit = fn(&mut BoardLimits) -> &mut usize;
    let order: [(Limit, usize, &[usize]); 8] = [
        (|l| &mut l.actions, widest.actions, &[1, 2, 3, 4]),
        (|l| &mut l.characters, widest.characters, &[100, 150, 190]),
        (
            |l| &mut l.side_characters,
            widest.side_characters,
            &[100, 150, 190],
        ),
        (|l| &mut l.asked, widest.asked, &[1, 2, 3]),
        (|l| &mut l.themes, widest.themes, &[4]),
        (|l| &mut l.offers, widest.offers, &[1, 2, 3]),
        (|l| &mut l.dates, widest.dates, &[1, 2, 3]),
        (|l| &mut l.binds, widest.binds, &[1, 2, 3]),
    ];
    for (limit, most, less) in order {
        let now = *limit(&mut limits);
        let tries = std::iter::once(most).chain(less.iter().map(|less| most.saturating_sub(*less)));
        for wider in tries.filter(|wider| *wider > now) {
            let mut wide = limits;
            *limit(&mut wide) = wider;
            if fits(&wide) {
                limits = wide;
                break;
            }
        }
    }
    limits
}

/// The board page as the first page of a longer copy, under that copy's title.
pub(super) fn first_page(board: &Board, paper: Paper, created: Timestamp) -> Vec<Block> {
    fitting(board, paper, created, "on the pages that follow").body
}

/// What binds, decisions, actions and practices at the left; at the right what is offered, dates, what moved and
/// what it all rests on. Each side is as long as it is: neither leaves a hole for the other.
/// Without `both`, what stands at the right is left out, to see how much room the left takes.
fn page(page: &BoardPage, both: bool) -> Vec<Block> {
    let mut main = position(page);
    main.extend(asked(page));
    main.extend(first_actions(page));
    main.extend(practices(page));
    if !both {
        return vec![Block::main_and_side(main, Vec::new())];
    }
    let mut side = offers(page);
    side.extend(dates(page));
    side.extend(match &page.moved {
        Some(moved) => vec![minor(2, moved.heading.as_str()), narrow_movement(moved)],
        None => vec![
            minor(2, "Since last time"),
            Block::small("This is the first run."),
        ],
    });
    side.extend(rests(page));
    side.push(minor(2, "Next review"));
    side.push(Block::small(match page.next_review.is_empty() {
        true => String::from("No decision sets a day yet."),
        false => page.next_review.join("\n"),
    }));
    vec![Block::main_and_side(main, side)]
}

/// A heading, with how much was left off below it.
fn named(words: &str, left_off: Option<&String>) -> Block {
    let text = match left_off {
        Some(more) => format!("{words} · {more}"),
        None => words.to_owned(),
    };
    Block::Heading(Heading {
        level: 2,
        text: text.into(),
        look: HeadingLook::Minor,
        bookmark: Some(words.to_owned()),
        anchor: None,
    })
}

fn position(page: &BoardPage) -> Vec<Block> {
    let mut blocks = vec![minor(2, "What binds this company")];
    let mut text = Inlines::new().text(page.position.as_str());
    if page.binds.is_empty() {
        text = text.text(" No other instrument among the items asked binds it by its own force.");
    } else {
        let named = page.binds.iter().map(|bound| match &bound.status {
            Some(status) => format!("{} ({status})", bound.instrument),
            None => bound.instrument.clone(),
        });
        let named: Vec<String> = named.collect();
        text = text
            .text(" Bound by other instruments: ")
            .text(ended(&named.join("; ")));
    }
    if let Some(more) = &page.left_off.binds {
        text = text.muted(format!(" And {more}."));
    }
    blocks.push(Block::body(text));
    blocks
}

fn offers(page: &BoardPage) -> Vec<Block> {
    if page.offers.is_empty() {
        return Vec::new();
    }
    let offers = page.offers.iter().map(|offer| {
        let line = Inlines::new()
            .text(format!("{} ({}): ", offer.title, offer.cite))
            .bold(offer.stands.as_str());
        vec![Block::small(line)]
    });
    let mut blocks = vec![minor(2, "What is offered to it"), bullets(offers)];
    blocks.extend(more(page.left_off.offers.as_ref()));
    blocks
}

fn bullets(items: impl Iterator<Item = Vec<Block>>) -> Block {
    Block::List(List {
        marks: ListMark::Bullet,
        items: items.collect(),
    })
}

/// How much was left off above.
fn more(left_off: Option<&String>) -> Option<Block> {
    left_off.map(|more| Block::note(format!("And {more}.")))
}

fn asked(page: &BoardPage) -> Vec<Block> {
    let mut blocks = vec![named(
        "Decisions asked of you",
        page.left_off.asked.as_ref(),
    )];
    if page.asked.is_empty() {
        blocks.push(Block::small("None is open."));
        return blocks;
    }
    let columns = [
        TableColumn::share(2.1),
        TableColumn::share(5.1),
        TableColumn::fit(),
    ];
    let mut table = Table::new(columns).head(["Decision", "Options and recommendation", "By"]);
    for decision in &page.asked {
        table = table.row(decision_row(decision));
    }
    table.summary =
        String::from("Open decisions with their options, the recommendation and the day.");
    blocks.push(Block::Table(table));
    blocks
}

fn decision_row(decision: &DecisionAsked) -> [Inlines; 3] {
    let mut options = Inlines::new().text(ended(&decision.options.join(" · ")));
    if let Some(recommendation) = &decision.recommendation {
        options = options.text(" Recommended: ").bold(ended(recommendation));
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
    let by = match by.split_once(", passed") {
        Some((day, _)) => Inlines::from(day).line().text("passed"),
        None => Inlines::from(by),
    };
    [Inlines::from(decision.title.as_str()), options, by]
}

fn first_actions(page: &BoardPage) -> Vec<Block> {
    let mut blocks = vec![named("First actions", page.left_off.actions.as_ref())];
    if page.actions.is_empty() {
        blocks.push(Block::small("The answers so far call for none."));
        return blocks;
    }
    let columns = [
        TableColumn::share(4.6),
        TableColumn::share(2.2),
        TableColumn::fit(),
    ];
    let mut table = Table::new(columns).head(["Action", "Owner", "Due"]);
    for action in &page.actions {
        // Whether it is overdue stands below the day: most actions take two lines.
        let due = match action.short_due.split_once(", overdue") {
            Some((day, _)) => Inlines::from(day).line().text("overdue"),
            None => Inlines::from(action.short_due.as_str()),
        };
        table = table.row([
            Inlines::from(action.what.as_str()),
            Inlines::from(owner(action)),
            due,
        ]);
    }
    table.summary = String::from("The first actions with owner and due date.");
    blocks.push(Block::Table(table));
    blocks
}

pub(super) fn owner(action: &ActionEntry) -> String {
    action
        .owner
        .clone()
        .unwrap_or_else(|| String::from("not named"))
}

fn dates(page: &BoardPage) -> Vec<Block> {
    let mut blocks = vec![minor(2, "Dates ahead, and whom they bind")];
    if page.dates.is_empty() {
        blocks.push(Block::small(
            "No date in the pack lies ahead of the report date.",
        ));
        return blocks;
    }
    let rows = page.dates.iter().map(|date: &DateEntry| {
        let what = Inlines::new()
            .bold(unbroken(&date.short_date))
            .text(format!(" {} ", date.what));
        let what = if date.binds_company {
            what.text("(").bold("this company").text(")")
        } else {
            what.muted(format!("({})", date.whom_short))
        };
        vec![Block::small(what)]
    });
    blocks.push(bullets(rows));
    blocks.extend(more(page.left_off.dates.as_ref()));
    blocks
}

/// A date that stands on one line.
fn unbroken(date: &str) -> String {
    date.replace(' ', "\u{a0}")
}

fn rests(page: &BoardPage) -> Vec<Block> {
    let open = match page.open {
        1 => String::from("1 question"),
        many => format!("{many} questions"),
    };
    vec![
        minor(2, "What this rests on"),
        Block::figures([
            ("Documents or tests", page.rests.documents.clone()),
            ("Interviews", page.rests.interviews.clone()),
            ("Assumption", page.rests.assumption.clone()),
            ("Not yet established", open),
        ]),
    ]
}

fn practices(page: &BoardPage) -> Vec<Block> {
    let heading = minor(2, "Practices in place, by weight");
    if page.themes.is_empty() {
        return vec![
            heading,
            Block::small("No practice is asked of this company yet."),
        ];
    }
    let bars: Vec<Bar> = page.themes.iter().map(bar).collect();
    let alt: Vec<String> = page
        .themes
        .iter()
        .map(|theme| format!("{}: {}", theme.label, theme.text))
        .collect();
    let chart = Block::Chart(IntervalChart {
        bars,
        alt: format!("Practices in place by theme. {}.", alt.join("; ")),
        caption: Some(Inlines::from(format!(
            "Dark: supported by the answers. Light: not yet established. All together {}.{}",
            page.all.text,
            page.left_off
                .themes
                .as_ref()
                .map(|more| format!(" And {more}."))
                .unwrap_or_default()
        ))),
    });
    vec![Block::Together(vec![heading, chart])]
}

/// The run before, each cause, this run: at both ends.
pub(super) fn movement_table(moved: &Movement) -> Block {
    movement(moved, |row| &row.label)
}

/// The same with causes in a word each, for a narrow column.
fn narrow_movement(moved: &Movement) -> Block {
    movement(moved, |row| &row.short)
}

fn movement(moved: &Movement, label: fn(&MovementRow) -> &String) -> Block {
    let columns = [
        TableColumn::share(1.0),
        TableColumn::fit().right(),
        TableColumn::fit().right(),
    ];
    let mut table = Table::new(columns).head(["", "Low", "High"]);
    for row in &moved.rows {
        let cells = [label(row).as_str(), row.low.as_str(), row.high.as_str()];
        table = table.row(cells);
        if let (true, Some(last)) = (row.total, table.rows.last_mut()) {
            last.tone = RowTone::Total;
        }
    }
    table.summary = String::from(
        "Practices in place on the run before, what each cause added or took away, and now.",
    );
    Block::Table(table)
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
