//! What stands where: the outcome of layout, before printpdf.
//!
//! Measures are in points, from the top left corner, downwards. A page is a list of things in the order in
//! which they are drawn.

use std::rc::Rc;

use crate::{
    document::{LinkTarget, Status},
    shape::Word,
    tree::{ContentId, NodeId},
};

/// A color by name, so that a page has no more of them than the house uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// What is read: 16.5 to 1 on white.
    Text,
    /// What is said, but not first: 6.1 to 1 on white.
    Muted,
    /// The one accent, a deep blue: 9.1 to 1 on white.
    Accent,
    /// The far part of an interval.
    Pale,
    /// Lines between rows.
    Rule,
    /// Lines below heads.
    Line,
    /// The ground of words that are pointed out, and of marks for what no face covers.
    Ground,
    /// The ground of a cell of a heat map, from the lightest, 0, to the darkest, 4: dark text stands out from
    /// each, and each from the next in gray.
    Heat(u8),
}

impl Ink {
    /// Red, green and blue from 0 to 255, in sRGB.
    pub(crate) fn rgb(self) -> [u8; 3] {
        match self {
            Self::Text => [0x1d, 0x1f, 0x23],
            Self::Muted => [0x5b, 0x61, 0x6b],
            Self::Accent => [0x1f, 0x4b, 0x63],
            Self::Pale => [0xc3, 0xd2, 0xdb],
            Self::Rule => [0xd6, 0xd8, 0xdc],
            Self::Line => [0x9a, 0xa0, 0xa8],
            Self::Ground => [0xee, 0xf0, 0xf2],
            Self::Heat(0) => [0xf5, 0xf7, 0xf8],
            Self::Heat(1) => [0xe1, 0xe8, 0xed],
            Self::Heat(2) => [0xcb, 0xd8, 0xe0],
            Self::Heat(3) => [0xb4, 0xc7, 0xd2],
            Self::Heat(_) => [0x9b, 0xb5, 0xc4],
        }
    }
}

/// Whom a drawn thing belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A content of the structure tree.
    Content(ContentId),
    /// Something that is only there for the eye: rules, grounds.
    Layout,
    /// Something that belongs to the page: headers, footers, repeated table heads.
    Page,
}

/// A thing on a page.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    /// From the left edge; for text, where the pen starts.
    pub(crate) x: f32,
    /// From the top edge; for text, the baseline.
    pub(crate) y: f32,
    pub(crate) owner: Owner,
    pub(crate) thing: Thing,
}

/// What is drawn, or noted.
#[derive(Debug, Clone)]
pub(crate) enum Thing {
    /// Text in one face, size and color.
    Text {
        words: Vec<Piece>,
        size: f32,
        ink: Ink,
    },
    /// A filled rectangle.
    Box { width: f32, height: f32, ink: Ink },
    /// The outline of a rectangle.
    Frame { width: f32, height: f32, ink: Ink },
    /// A sign in a square of this size, whose top left corner is meant.
    Sign { status: Status, size: f32, ink: Ink },
    /// A place that can be pressed.
    Link {
        width: f32,
        height: f32,
        node: NodeId,
        to: Rc<LinkPlace>,
    },
    /// A place that links and the outline lead to.
    Target(TargetId),
}

/// Clusters `from..to` of a word.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) word: Rc<Word>,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Piece {
    pub(crate) fn whole(word: Rc<Word>) -> Self {
        let to = word.clusters.len();
        Self { word, from: 0, to }
    }

    /// How far the pen moves, in thousandths of an em.
    pub(crate) fn advance(&self) -> i32 {
        if self.from == 0 && self.to == self.word.clusters.len() {
            self.word.advance
        } else {
            self.word.clusters[self.from..self.to]
                .iter()
                .map(|cluster| cluster.advance)
                .sum()
        }
    }
}

/// What a link says and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkPlace {
    pub(crate) target: LinkTarget,
    pub(crate) describe: String,
}

/// A place that is led to: an anchor, or the n-th entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum TargetId {
    Anchor(String),
    Outline(usize),
}

/// An entry of the outline, in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutlineEntry {
    pub(crate) level: u8,
    pub(crate) title: String,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) things: Vec<Placed>,
}

/// All pages, with what holds them together.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) pages: Vec<Page>,
    pub(crate) tree: crate::tree::Tree,
    pub(crate) outline: Vec<OutlineEntry>,
    pub(crate) substituted: std::collections::BTreeSet<char>,
}
