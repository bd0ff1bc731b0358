//! Tables.

use super::{Block, Inlines};

/// A table. Its head repeats on every page it reaches. One without rows leaves no trace.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Stands above, in the table's own face.
    pub caption: Option<Inlines>,
    /// The columns, from the left; 1 to 16.
    pub columns: Vec<TableColumn>,
    /// Header rows; empty is allowed where the first cells of rows are headers.
    pub head: Vec<Row>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What a screen reader says of the table before it is read; empty leaves it out.
    pub summary: String,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableColumn {
    /// How wide it is.
    pub width: Width,
    /// How its cells are set.
    pub align: Align,
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// In points, the gap to the next column not included.
    Points(f32),
    /// A share of what fixed and fitting columns leave, by weight; more than 0.
    Share(f32),
    /// As wide as its widest unbroken line, but at most half of the table.
    Fit,
}

/// Where the lines of a cell begin or end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// From the left.
    #[default]
    Left,
    /// Against the right; for figures.
    Right,
    /// In the middle.
    Center,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// The cells. Their spans add up to the number of columns; anything else is an error.
    pub cells: Vec<Cell>,
    /// How the row stands out.
    pub tone: RowTone,
    /// The name that links lead to; unique in the document.
    pub anchor: Option<String>,
}

/// How a row stands out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowTone {
    /// Not at all.
    #[default]
    Plain,
    /// A sum or an outcome: bold.
    Total,
    /// A name over the rows that follow, usually of one cell across all columns; stays with them.
    Group,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it says.
    pub content: Vec<Block>,
    /// How many columns it covers, 1 or more.
    pub span: usize,
    /// Whether it names its row.
    pub names_row: bool,
    /// A share in thousandths, 0 to 1000, that its ground is shaded by: darker for more. The words say it too.
    pub shade: Option<u16>,
}

impl Table {
    /// A table with these columns and nothing in it yet.
    pub fn new(columns: impl IntoIterator<Item = TableColumn>) -> Self {
        Self {
            caption: None,
            columns: columns.into_iter().collect(),
            head: Vec::new(),
            rows: Vec::new(),
            summary: String::new(),
        }
    }

    /// Adds a header row.
    #[must_use]
    pub fn head<T: Into<Inlines>>(mut self, cells: impl IntoIterator<Item = T>) -> Self {
        self.head.push(Row::of(
            cells.into_iter().map(|cell| Cell::from(cell.into())),
        ));
        self
    }

    /// Adds a row whose first cell names it.
    #[must_use]
    pub fn row<T: Into<Inlines>>(mut self, cells: impl IntoIterator<Item = T>) -> Self {
        let mut row = Row::of(cells.into_iter().map(|cell| Cell::from(cell.into())));
        if let Some(first) = row.cells.first_mut() {
            first.names_row = true;
        }
        self.rows.push(row);
        self
    }
}

impl TableColumn {
    /// A column that takes a share of the width, set from the left.
    pub fn share(weight: f32) -> Self {
        Self {
            width: Width::Share(weight),
            align: Align::Left,
        }
    }

    /// A column of so many points, set from the left.
    pub fn points(points: f32) -> Self {
        Self {
            width: Width::Points(points),
            align: Align::Left,
        }
    }

    /// A column as wide as its content, set from the left.
    pub fn fit() -> Self {
        Self {
            width: Width::Fit,
            align: Align::Left,
        }
    }

    /// The same column, set in the middle.
    #[must_use]
    pub fn center(mut self) -> Self {
        self.align = Align::Center;
        self
    }

    /// The same column, set against the right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }
}

impl Row {
    /// A plain row of these cells.
    pub fn of(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            tone: RowTone::Plain,
            anchor: None,
        }
    }

    /// A name over the rows that follow, across so many columns.
    pub fn group(name: impl Into<Inlines>, columns: usize) -> Self {
        let mut cell = Cell::from(name.into());
        cell.span = columns;
        cell.names_row = true;
        Self {
            cells: vec![cell],
            tone: RowTone::Group,
            anchor: None,
        }
    }

    /// The same row, as a sum.
    #[must_use]
    pub fn total(mut self) -> Self {
        self.tone = RowTone::Total;
        self
    }
}

impl Cell {
    /// A cell of several blocks.
    pub fn blocks(content: Vec<Block>) -> Self {
        Self {
            content,
            span: 1,
            names_row: false,
            shade: None,
        }
    }

    /// The same cell on a ground shaded by a share in thousandths.
    #[must_use]
    pub fn shaded(mut self, thousandths: u16) -> Self {
        self.shade = Some(thousandths);
        self
    }

    /// The same cell, naming its row.
    #[must_use]
    pub fn naming(mut self) -> Self {
        self.names_row = true;
        self
    }
}

impl<T: Into<Inlines>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::blocks(vec![Block::small(text)])
    }
}
