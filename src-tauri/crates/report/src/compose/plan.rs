//! The heat map, and the action plan by owner and month.

use proviso_core::report::{ActionEntry, HeatCell, HeatMap, OwnerPlan, Plan};

use super::{Block, Inlines, chapter};
use crate::document::{Cell, Row, RowTone, Table, TableColumn};

/// A grid of no more owners than this stays on one page.
const WHOLE_GRID: usize = 20;

/// Practices in place by provision and theme. It is a table with shaded grounds, so that every reader has the
/// same map, and a screen reader its head cells.
pub(super) fn heat_map(map: &HeatMap) -> Vec<Block> {
    let mut blocks = vec![chapter("Practices in place by provision and theme")];
    if map.rows.is_empty() {
        blocks.push(Block::body("No practice is asked of this company."));
        return blocks;
    }
    let mut columns = vec![TableColumn::share(3.4)];
    columns.extend(map.themes.iter().map(|_| TableColumn::share(1.0).center()));
    let mut head = vec![String::from("Provision")];
    head.extend(map.themes.iter().cloned());
    let mut table = Table::new(columns).head(head);
    for row in &map.rows {
        let name = match row.cite.is_empty() {
            true => Inlines::from(row.heading.as_str()),
            false => Inlines::new()
                .bold(format!("{} ", row.cite))
                .text(row.heading.as_str()),
        };
        let mut cells = vec![Cell::from(name).naming()];
        cells.extend(row.cells.iter().map(|cell| match cell {
            None => Cell::blocks(Vec::new()),
            Some(cell) => Cell::from(cell.short.as_str()).shaded(low(cell)),
        }));
        table.rows.push(Row::of(cells));
    }
    table.summary = String::from(
        "For each provision and theme, the share of practices in place in percent, from what the \
         answers support to what they leave open. Empty where nothing is asked.",
    );
    table.caption = Some(Inlines::new().muted(
        "Percent by weight, from what the answers support to what they leave open; the darker the \
         ground, the more is supported. Empty: nothing is asked.",
    ));
    blocks.push(Block::Table(table));
    blocks
}

fn low(cell: &HeatCell) -> u16 {
    let share = (1000 * cell.interval.low).checked_div(cell.interval.of);
    share
        .and_then(|share| u16::try_from(share).ok())
        .unwrap_or(0)
}

/// Who has what to do in which month.
pub(super) fn plan(plan: &Plan) -> Vec<Block> {
    let mut blocks = vec![chapter("Action plan by owner and month")];
    if plan.owners.is_empty() {
        blocks.push(Block::body("The answers so far call for no action."));
        return blocks;
    }
    blocks.push(match plan.owners.len() <= WHOLE_GRID {
        true => Block::Together(vec![grid(plan)]),
        false => grid(plan),
    });
    let columns = [
        TableColumn::share(6.6),
        TableColumn::fit(),
        TableColumn::fit(),
        TableColumn::share(1.6),
    ];
    let mut table = Table::new(columns).head(["Action", "Due", "Priority", "Status"]);
    for owner in &plan.owners {
        table.rows.push(Row::group(owner.owner.as_str(), 4));
        table.rows.extend(owner.actions.iter().map(row));
    }
    table.summary = String::from("Actions by owner, each with its day, priority and status.");
    blocks.push(Block::Table(table));
    blocks
}

fn row(action: &ActionEntry) -> Row {
    let mut what = vec![Block::small(action.what.as_str())];
    if let Some(detail) = &action.detail {
        what.push(Block::note(detail.as_str()));
    }
    what.push(Block::note(format!("{} · {}", action.theme, action.reason)));
    Row::of([
        Cell::blocks(what).naming(),
        Cell::from(action.due.as_str()),
        Cell::from(action.priority.label()),
        Cell::from(action.standing.as_str()),
    ])
}

/// How many actions each owner has in each month.
fn grid(plan: &Plan) -> Block {
    let mut columns = vec![TableColumn::share(2.4)];
    columns.extend(plan.columns.iter().map(|_| TableColumn::share(1.0).right()));
    columns.push(TableColumn::share(0.7).right());
    let mut head = vec![String::from("Actions")];
    head.extend(plan.columns.iter().cloned());
    head.push(String::from("All"));
    let mut table = Table::new(columns).head(head);
    let cells = |name: &str, counts: &[usize]| {
        let mut cells = vec![name.to_owned()];
        cells.extend(counts.iter().map(|&count| match count {
            0 => String::from("–"),
            count => count.to_string(),
        }));
        cells.push(counts.iter().sum::<usize>().to_string());
        cells
    };
    for OwnerPlan { owner, counts, .. } in &plan.owners {
        table = table.row(cells(owner, counts));
    }
    table = table.row(cells("All", &plan.totals));
    if let Some(last) = table.rows.last_mut() {
        last.tone = RowTone::Total;
    }
    table.summary = String::from("How many actions each owner has, by the month they are due.");
    Block::Table(table)
}
