//! Where everything stands.
//!
//! Blocks are composed into flows (`block`, `table`, `chart`, over `inline` and `line`), flows are filled
//! into pages (`fill`), and pages get their headers and footers (`page`). The structure tree grows on the
//! way, in reading order. Nothing here knows PDF.

mod block;
mod chart;
mod fill;
mod flow;
mod hand;
mod inline;
mod line;
mod list;
mod page;
mod sign;
mod table;
mod widths;

pub(crate) use inline::points;

use std::collections::BTreeSet;

use crate::{
    RenderError, Watch,
    document::{Align, Document},
    fonts::Faces,
    scene::{OutlineEntry, Scene},
    shape::{Figures, Shaper},
    tree::{NodeId, Tree},
};

/// Lays a document out. The shaper comes back with it, since it knows the glyphs that were used.
pub(crate) fn lay_out(
    document: &Document,
    watch: Watch<'_>,
) -> Result<(Scene, Faces), RenderError> {
    let mut composer = Composer::new(Shaper::new(Faces::load()?), document);
    let (width, height, pages) = composer.pages(document, watch)?;
    let scene = Scene {
        width,
        height,
        pages,
        tree: composer.tree,
        outline: composer.outline,
        substituted: composer.substituted,
    };
    Ok((scene, composer.shaper.faces))
}

/// Lays documents out to see how many pages they have. Faces are read and words shaped once for all of them.
pub(crate) struct Trial(Option<Shaper>);

impl Trial {
    pub(crate) fn new() -> Self {
        Self(None)
    }

    /// How many pages the document has; `None` where it cannot be laid out.
    pub(crate) fn pages(&mut self, document: &Document) -> Option<usize> {
        let shaper = match self.0.take() {
            Some(shaper) => shaper,
            None => Shaper::new(Faces::load().ok()?),
        };
        let mut composer = Composer::new(shaper, document);
        let pages = composer.pages(document, Watch::new(&|_| true));
        self.0 = Some(composer.shaper);
        pages.ok().map(|(_, _, pages)| pages.len())
    }
}

/// What composing collects.
struct Composer {
    shaper: Shaper,
    tree: Tree,
    outline: Vec<OutlineEntry>,
    substituted: BTreeSet<char>,
    /// The sections that are open, with the levels of their headings.
    sections: Vec<(u8, NodeId)>,
    /// By how much the body is larger or smaller than its styles say.
    scale: f32,
}

impl Composer {
    fn new(shaper: Shaper, document: &Document) -> Self {
        Self {
            shaper,
            tree: Tree::new(),
            outline: Vec::new(),
            substituted: BTreeSet::new(),
            sections: Vec::new(),
            scale: crate::style::scale(document.density),
        }
    }
}

/// Where blocks are composed into.
#[derive(Debug, Clone, Copy)]
struct Place {
    width: f32,
    /// The node that takes them; where headings open sections, only outside all sections.
    parent: NodeId,
    /// Whether headings open sections here.
    sections: bool,
    /// How they are set when they stand in a table.
    cell: Option<CellPlace>,
}

/// How the blocks of a cell are set.
#[derive(Debug, Clone, Copy)]
struct CellPlace {
    align: Align,
    figures: Figures,
    bold: bool,
    head: bool,
}
