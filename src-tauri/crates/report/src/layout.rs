//! Where everything stands.
//!
//! Blocks are composed into flows (`block`, `table`, `chart`, over `inline` and `line`), flows are filled
//! into pages (`fill`), and pages get their headers and footers (`page`). The structure tree grows on the
//! way, in reading order. Nothing here knows PDF.

mod block;
mod chart;
mod fill;
mod flow;
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
    RenderError,
    document::{Align, Document},
    fonts::Faces,
    scene::{OutlineEntry, Scene},
    shape::{Figures, Shaper},
    tree::{NodeId, Tree},
};

/// Lays a document out. The shaper comes back with it, since it knows the glyphs that were used.
pub(crate) fn lay_out(document: &Document) -> Result<(Scene, Faces), RenderError> {
    let mut composer = Composer {
        shaper: Shaper::new(Faces::load()?),
        tree: Tree::new(),
        outline: Vec::new(),
        substituted: BTreeSet::new(),
        sections: Vec::new(),
        scale: crate::style::scale(document.density),
    };
    let (width, height, pages) = composer.pages(document);
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
