//! Tables, and labels with what belongs to them, which are tables too.

use std::rc::Rc;

use super::{
    CellPlace, Composer, Place,
    block::anchor,
    flow::{self, Cut, Edge, Flow, Ground, Sides, Unit},
    inline::{Prepared, Whose},
    widths::{Wish, share_out},
};
use crate::{
    document::{
        Align, Block, Cell, KeyValues, Paragraph, Row, RowTone, Table, TableColumn, Tone, Width,
    },
    scene::Ink,
    shape::Figures,
    style,
    tree::{NodeId, Role, Scope},
};

/// How wide labels are where all have one width.
const LABEL: f32 = 112.0;

/// Rows up to this height do not stand alone on a page.
const PAIRED: f32 = 64.0;

/// How the rows of a table are set.
#[derive(Debug, Clone, Copy)]
struct Look {
    ruled: bool,
    top: f32,
    bottom: f32,
    /// Whether the cells that name their rows are gray.
    muted_names: bool,
}

/// A cell whose node is there, and whose words are measured where it has nothing but words.
struct ReadyCell<'a> {
    cell: &'a Cell,
    node: NodeId,
    column: usize,
    words: Option<Prepared>,
    place: CellPlace,
}

struct ReadyRow<'a> {
    row: &'a Row,
    head: bool,
    cells: Vec<ReadyCell<'a>>,
}

impl Composer {
    pub(super) fn table(&mut self, table: &Table, place: Place) -> Flow {
        if table.head.is_empty() && table.rows.is_empty() {
            return Flow::new();
        }
        let parent = self.parent(place);
        let node = self.tree.node(parent, Role::Table);
        if !table.summary.is_empty() {
            self.tree.get_mut(node).summary = Some(table.summary.clone());
        }
        let mut flow = Flow::new();
        if let Some(caption) = &table.caption {
            let inner = self.tree.node(node, Role::Caption);
            let label = Paragraph {
                text: caption.clone(),
                style: crate::document::ParagraphStyle::Label,
                anchor: None,
            };
            flow = self.words(
                &label,
                inner,
                Place {
                    cell: None,
                    ..place
                },
            );
        }
        let look = Look {
            ruled: true,
            top: style::CELL_TOP,
            bottom: style::CELL_BOTTOM,
            muted_names: false,
        };
        flow.append(&mut self.rows(&table.columns, &table.head, &table.rows, look, node, place));
        flow::space(&mut flow, 4.0, 12.0);
        flow
    }

    pub(super) fn key_values(&mut self, pairs: &KeyValues, place: Place) -> Flow {
        if pairs.pairs.is_empty() {
            return Flow::new();
        }
        let parent = self.parent(place);
        let node = self.tree.node(parent, Role::Table);
        let rows: Vec<Row> = pairs
            .pairs
            .iter()
            .map(|(label, value)| {
                Row::of([
                    Cell::from(label.clone()).naming(),
                    Cell::from(value.clone()),
                ])
            })
            .collect();
        let (columns, look) = match pairs.tone {
            Tone::Ruled => (
                [TableColumn::share(1.0), TableColumn::fit().right()],
                Look {
                    ruled: true,
                    top: 3.2,
                    bottom: 3.8,
                    muted_names: false,
                },
            ),
            Tone::Open | Tone::Aligned => (
                [
                    TableColumn {
                        width: match pairs.tone {
                            Tone::Aligned => Width::Points(LABEL * self.scale),
                            _ => Width::Fit,
                        },
                        align: Align::Left,
                    },
                    TableColumn::share(1.0),
                ],
                Look {
                    ruled: false,
                    top: 1.2,
                    bottom: 1.2,
                    muted_names: true,
                },
            ),
        };
        let mut flow = self.rows(&columns, &[], &rows, look, node, place);
        flow::space(&mut flow, 2.0, 10.0);
        flow
    }

    fn rows(
        &mut self,
        columns: &[TableColumn],
        head: &[Row],
        rows: &[Row],
        look: Look,
        node: NodeId,
        place: Place,
    ) -> Flow {
        let mut ready = Vec::with_capacity(head.len() + rows.len());
        for (rows, role, is_head) in [
            (head, Role::TableHead, true),
            (rows, Role::TableBody, false),
        ] {
            if rows.is_empty() {
                continue;
            }
            let group = self.tree.node(node, role);
            for row in rows {
                let row = self.ready_row(row, columns, is_head, group, look);
                ready.push(row);
            }
        }
        let widths = widths(columns, &ready, place.width);
        let ready_head = head.len();
        let mut flow = Flow::new();
        let mut repeat = None;
        let mut ready = ready.into_iter().peekable();
        while let Some(row) = ready.next() {
            let is_head = row.head;
            if !is_head && !flow.is_empty() && repeat.is_none() && !head.is_empty() {
                repeat = Some(Rc::new(flow::repeated(&flow)));
            }
            let total_next = ready
                .peek()
                .is_some_and(|next| next.row.tone == RowTone::Total);
            let mut unit = self.row(row, &widths, look);
            unit.keep_next |= is_head || total_next;
            unit.head.clone_from(&repeat);
            flow.push_back(unit);
        }
        self.pair(&mut flow, ready_head);
        flow
    }

    /// Keeps the first two rows together and the last two, so that no page has a single row of a table on it;
    /// rows that are high stand alone well enough.
    fn pair(&self, flow: &mut Flow, head: usize) {
        let rows = flow.len().saturating_sub(head);
        let high = PAIRED * self.scale;
        if rows < 2 {
            return;
        }
        for at in [head, flow.len() - 2] {
            let low = [at, at + 1]
                .iter()
                .all(|at| flow.get(*at).is_some_and(|unit| unit.height <= high));
            if let Some(unit) = flow.get_mut(at)
                && low
            {
                unit.keep_next = true;
            }
        }
    }

    /// Grows a row's nodes and measures its words.
    fn ready_row<'a>(
        &mut self,
        row: &'a Row,
        columns: &[TableColumn],
        head: bool,
        group: NodeId,
        look: Look,
    ) -> ReadyRow<'a> {
        let node = self.tree.node(group, Role::Row);
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut column = 0;
        for cell in &row.cells {
            let role = match (head, cell.names_row) {
                (true, _) => Role::HeaderCell(Scope::Column),
                (false, true) => Role::HeaderCell(Scope::Row),
                (false, false) => Role::Cell,
            };
            let inner = self.tree.node(node, role);
            self.tree.get_mut(inner).span = cell.span;
            let align = columns
                .get(column)
                .map_or(Align::Left, |column| column.align);
            let setting = CellPlace {
                align: if cell.span > 1 { Align::Left } else { align },
                figures: Figures::Table,
                bold: !head && row.tone != RowTone::Plain,
                head,
            };
            let words = match cell.content.as_slice() {
                [Block::Paragraph(only)] if only.anchor.is_none() => {
                    let place = Place {
                        width: 0.0,
                        parent: inner,
                        sections: false,
                        cell: Some(setting),
                    };
                    let mut setting = self.setting(only.style, place);
                    if look.muted_names && cell.names_row {
                        setting.style.ink = Ink::Muted;
                    }
                    Some(self.prepare(&only.text, setting, Whose::Node(inner)))
                }
                _ => None,
            };
            cells.push(ReadyCell {
                cell,
                node: inner,
                column,
                words,
                place: setting,
            });
            column += cell.span;
        }
        ReadyRow { row, head, cells }
    }

    fn row(&mut self, ready: ReadyRow<'_>, widths: &[f32], look: Look) -> Unit {
        let named = ready.cells.first().is_some_and(|cell| cell.cell.names_row);
        let full = span_width(widths, 0, widths.len());
        let mut parts = Vec::with_capacity(ready.cells.len());
        let mut grounds = Vec::new();
        for cell in ready.cells {
            let x: f32 = widths
                .iter()
                .take(cell.column)
                .map(|width| width + style::COLUMN_GAP)
                .sum();
            let width = span_width(widths, cell.column, cell.cell.span);
            if let Some(shade) = cell.cell.shade {
                // Up to the next cell's ground but for a thin line of white, and no further than the rules.
                let left = (x - style::COLUMN_GAP / 2.0 + 0.5).max(0.0);
                let right = (x + width + style::COLUMN_GAP / 2.0 - 0.5).min(full);
                grounds.push(Ground {
                    x: left,
                    width: right - left,
                    ink: Ink::Heat(u8::try_from(shade / 200).unwrap_or(4).min(4)),
                });
            }
            let inner = Place {
                width,
                parent: cell.node,
                sections: false,
                cell: Some(cell.place),
            };
            let mut part = match cell.words {
                Some(words) => self.lines(&words, width, cell.place.align),
                None => self.blocks(&cell.cell.content, inner),
            };
            flow::shift(&mut part, x);
            parts.push(part);
        }
        let group = ready.row.tone == RowTone::Group;
        let ink = if ready.head || group {
            Ink::Line
        } else {
            Ink::Rule
        };
        let mut unit = Unit::sides(Sides {
            parts,
            top: self.scale * if group { look.top + 7.0 } else { look.top },
            bottom: self.scale * look.bottom,
            edge: look.ruled.then_some(Edge::Below { width: full, ink }),
            grounds,
            cut: Cut::WhenTaller,
            named,
            continued: false,
            name: None,
        });
        unit.keep_next = group;
        if let Some(name) = &ready.row.anchor {
            let mut only = Flow::from([unit]);
            anchor(&mut only, Some(name));
            return only
                .pop_front()
                .unwrap_or_else(|| Unit::slice(0.0, Vec::new()));
        }
        unit
    }
}

/// The width of `span` columns from `first`, with the gaps between them.
fn span_width(widths: &[f32], first: usize, span: usize) -> f32 {
    let within = widths.iter().skip(first).take(span);
    within.map(|width| width + style::COLUMN_GAP).sum::<f32>() - style::COLUMN_GAP
}

fn widths(columns: &[TableColumn], rows: &[ReadyRow<'_>], room: f32) -> Vec<f32> {
    let mut wishes: Vec<Wish> = columns
        .iter()
        .map(|column| Wish {
            width: column.width,
            natural: 0.0,
            least: 0.0,
        })
        .collect();
    for cell in rows
        .iter()
        .flat_map(|row| &row.cells)
        .filter(|cell| cell.cell.span == 1)
    {
        let Some(wish) = wishes.get_mut(cell.column) else {
            continue;
        };
        match &cell.words {
            Some(words) => {
                wish.natural = wish.natural.max(words.natural_width());
                wish.least = wish.least.max(words.least_width());
            }
            None if cell.cell.content.is_empty() => {}
            None => wish.natural = wish.natural.max(room / 4.0),
        }
    }
    let gaps: f32 = columns.iter().skip(1).map(|_| style::COLUMN_GAP).sum();
    // A line that is exactly as wide as its column must not be broken for a rounding.
    for wish in &mut wishes {
        wish.natural += 0.1;
    }
    share_out(&wishes, (room - gaps).max(1.0))
}
