//! Blocks: what stands below one another.

use super::{Inlines, Table};

/// One thing in the body, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; opens a section that lasts to the next heading of its level or a higher one.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// Intervals on one axis from 0 to 100 %.
    Chart(IntervalChart),
    /// Steps from one figure to another on one axis from 0 to 100 %: a waterfall.
    Steps(StepChart),
    /// Labels and what belongs to them.
    KeyValues(KeyValues),
    /// Blocks side by side.
    Columns(Columns),
    /// A passage that is set apart by a thin rule at its left.
    Notice(Notice),
    /// Places to sign, side by side where they fit.
    Signatures(Vec<SignatureLine>),
    /// Boxes to tick by hand, each with its words beside it, in rows.
    Boxes(Vec<String>),
    /// So many lines to write on by hand. What they are for stands above them, as a label.
    Lines(u8),
    /// Blocks that stay on one page when one page can hold them.
    Together(Vec<Self>),
    /// Blocks that stay with each other and with the first of what follows.
    Leading(Vec<Self>),
    /// Blocks set as closely as [`Density::Compact`](super::Density::Compact), whatever the document says.
    Compact(Vec<Self>),
    /// A thin gray line across.
    Rule,
    /// Empty space, in points; dropped at the top of a page.
    Space(f32),
    /// What follows begins on a new page.
    PageBreak,
}

/// A heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// 1 to 6. The first heading is of level 1, and no level is skipped on the way down: anything else
    /// is an error, because screen readers find their way by it.
    pub level: u8,
    /// The words.
    pub text: Inlines,
    /// How it is set.
    pub look: HeadingLook,
    /// The words in the outline; `None` takes the heading's own, empty leaves it out.
    pub bookmark: Option<String>,
    /// The name that links lead to; unique in the document.
    pub anchor: Option<String>,
}

/// How a heading is set. Its level is what it means; on a page of few words the two differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HeadingLook {
    /// By the level: 1 is a title, 2 a chapter, 3 a section, and what is deeper is minor.
    #[default]
    ByLevel,
    /// Serif, 20 points.
    Title,
    /// Serif, 14 points, semibold.
    Chapter,
    /// Serif, 12 points, semibold.
    Subchapter,
    /// Sans, 10 points, semibold.
    Section,
    /// Sans, 9 points, semibold, gray.
    Minor,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Paragraph {
    /// What it says.
    pub text: Inlines,
    /// How it is set.
    pub style: ParagraphStyle,
    /// The name that links lead to; unique in the document.
    pub anchor: Option<String>,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ParagraphStyle {
    /// Serif, 11 points: what is read.
    #[default]
    Body,
    /// Serif, 11 points, gray: what stands below a title.
    Lead,
    /// Sans, 9 points: what is looked up, beside tables and in side columns.
    Small,
    /// Sans, 8 points, gray: sources, footnotes, what a figure leaves out. Tagged as a note.
    Note,
    /// Sans, 9 points, medium weight: names what follows without being a heading; stays with it.
    Label,
    /// Serif, 11 points, indented at both sides: words of another, such as the order's.
    Quote,
}

/// A list. One without items leaves no trace.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// What stands before each item.
    pub marks: ListMark,
    /// The items, each of one or more blocks.
    pub items: Vec<Vec<Block>>,
}

/// What stands before each item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListMark {
    /// A bullet.
    Bullet,
    /// Numbers from this one.
    Number(u32),
    /// These words, one for each item, such as `(a)`; items beyond the last have a bullet.
    Given(Vec<String>),
}

/// Intervals on one axis from 0 to 100 %, one bar each: dark to the low end, light from there to the high
/// end. Printed words stand beside each bar, and `alt` says it all to a screen reader.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalChart {
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// Says in words what the figure shows, in full. Must not be empty.
    pub alt: String,
    /// Stands below, small; `None` leaves it out.
    pub caption: Option<Inlines>,
}

/// One interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Stands at the left.
    pub label: String,
    /// The low end in thousandths, 0 to 1000.
    pub low: u16,
    /// The high end in thousandths, `low` to 1000.
    pub high: u16,
    /// Stands at the right, for instance `46 to 71 %`.
    pub printed: String,
}

/// A waterfall on one axis from 0 to 100 %, one bar each: totals from 0, and between them what each cause
/// added or took away. Printed words stand beside each bar, and `alt` says it all to a screen reader.
#[derive(Debug, Clone, PartialEq)]
pub struct StepChart {
    /// The bars, from the top.
    pub steps: Vec<Step>,
    /// Says in words what the figure shows, in full. Must not be empty.
    pub alt: String,
    /// Stands below, small; `None` leaves it out.
    pub caption: Option<Inlines>,
}

/// One bar of a waterfall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Stands at the left.
    pub label: String,
    /// Where it begins, in thousandths, 0 to 1000.
    pub from: u16,
    /// Where it ends, in thousandths, 0 to 1000; below `from` where it takes away.
    pub to: u16,
    /// Whether it is a sum and not a cause.
    pub total: bool,
    /// Stands at the right, for instance `+12`.
    pub printed: String,
}

/// Labels and what belongs to them: a table of two columns whose first column names the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyValues {
    /// The pairs, from the top.
    pub pairs: Vec<(Inlines, Inlines)>,
    /// How they are set.
    pub tone: Tone,
}

/// How labels and values are set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// A thin rule below each pair, the values against the right: a column of figures.
    #[default]
    Ruled,
    /// No rules, the labels in gray, the values from a common left edge: a letterhead.
    Open,
    /// As [`Self::Open`], with labels of one width, so that lists below one another line up.
    Aligned,
}

/// Blocks side by side. They are read one column after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// The columns with the share of the width that each takes; more than 0.
    pub columns: Vec<(f32, Vec<Block>)>,
}

/// A passage that is set apart by a thin rule at its left.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Stands first, bold; `None` leaves it out.
    pub title: Option<Inlines>,
    /// What it says.
    pub content: Vec<Block>,
}

/// A place to sign: a line to write on with words below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureLine {
    /// Stands below the line, for instance `Signature` or `Date`.
    pub label: String,
    /// Stands on the line; empty leaves it free.
    pub filled: String,
}

impl Block {
    /// A heading whose words are also its bookmark, set by its level.
    pub fn heading(level: u8, text: impl Into<Inlines>) -> Self {
        Self::heading_as(HeadingLook::ByLevel, level, text)
    }

    /// A heading whose words are also its bookmark, set as given.
    pub fn heading_as(look: HeadingLook, level: u8, text: impl Into<Inlines>) -> Self {
        Self::Heading(Heading {
            level,
            text: text.into(),
            look,
            bookmark: None,
            anchor: None,
        })
    }

    /// A paragraph of body text.
    pub fn body(text: impl Into<Inlines>) -> Self {
        Self::paragraph(ParagraphStyle::Body, text)
    }

    /// A paragraph below a title.
    pub fn lead(text: impl Into<Inlines>) -> Self {
        Self::paragraph(ParagraphStyle::Lead, text)
    }

    /// A small paragraph.
    pub fn small(text: impl Into<Inlines>) -> Self {
        Self::paragraph(ParagraphStyle::Small, text)
    }

    /// A note.
    pub fn note(text: impl Into<Inlines>) -> Self {
        Self::paragraph(ParagraphStyle::Note, text)
    }

    /// A label.
    pub fn label(text: impl Into<Inlines>) -> Self {
        Self::paragraph(ParagraphStyle::Label, text)
    }

    /// A quotation.
    pub fn quote(text: impl Into<Inlines>) -> Self {
        Self::paragraph(ParagraphStyle::Quote, text)
    }

    /// A paragraph of a given style.
    pub fn paragraph(style: ParagraphStyle, text: impl Into<Inlines>) -> Self {
        Self::Paragraph(Paragraph {
            text: text.into(),
            style,
            anchor: None,
        })
    }

    /// A bulleted list of paragraphs.
    pub fn bullets<T: Into<Inlines>>(items: impl IntoIterator<Item = T>) -> Self {
        let items = items
            .into_iter()
            .map(|item| vec![Self::body(item)])
            .collect();
        Self::List(List {
            marks: ListMark::Bullet,
            items,
        })
    }

    /// A column of figures: labels, and values against the right.
    pub fn figures<L: Into<Inlines>, V: Into<Inlines>>(
        pairs: impl IntoIterator<Item = (L, V)>,
    ) -> Self {
        let pairs = pairs
            .into_iter()
            .map(|(label, value)| (label.into(), value.into()))
            .collect();
        Self::KeyValues(KeyValues {
            pairs,
            tone: Tone::Ruled,
        })
    }

    /// Two columns, the first twice as wide as the second.
    pub fn main_and_side(main: Vec<Self>, side: Vec<Self>) -> Self {
        Self::Columns(Columns {
            columns: vec![(2.0, main), (1.0, side)],
        })
    }
}
