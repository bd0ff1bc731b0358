//! A page as it will print, for the screen: the same layout that becomes the PDF, said in the words of SVG.
//!
//! Text keeps its characters and the width that layout gave it, so that a window with the same two families
//! shows each line where it will print, and a screen reader reads it. The conversion knows nothing of PDF, and
//! draws nothing that the PDF has not: layout has decided everything.

use serde::Serialize;

use crate::{
    RenderError, Watch, check,
    document::{Document, Status},
    fonts::Face,
    layout::{self, points},
    power::with_raised,
    scene::{Ink, Piece, Placed, Thing},
};

/// One page, with what the copy measures. All measures are in points, from the top left corner downwards.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PreviewPage {
    /// Width of the sheet.
    pub width: f32,
    /// Height of the sheet.
    pub height: f32,
    /// Which page this is, from 1.
    pub page: usize,
    /// How many pages the copy has.
    pub pages: usize,
    /// What stands on it, in the order in which it is drawn.
    pub things: Vec<PreviewThing>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum PreviewThing {
    /// Words in one face, from their baseline's left end.
    Text {
        /// Left end.
        x: f32,
        /// Baseline.
        y: f32,
        /// How wide they are.
        width: f32,
        /// Size.
        size: f32,
        /// Which face.
        face: PreviewFace,
        /// Color, as CSS has it.
        ink: String,
        /// The words.
        text: String,
    },
    /// A filled rectangle.
    Box {
        /// Left edge.
        x: f32,
        /// Top edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Color.
        ink: String,
    },
    /// A path as SVG writes it.
    Path {
        /// Its commands.
        d: String,
        /// Color.
        ink: String,
        /// How thick its line is; filled where absent.
        stroke: Option<f32>,
    },
}

/// A face of the two families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each is the face of that name")]
pub enum PreviewFace {
    Serif,
    SerifItalic,
    SerifBold,
    Sans,
    SansMedium,
    SansBold,
}

/// Lays a document out and returns one of its pages, from 1; the last where there are fewer.
///
/// # Errors
/// As [`crate::render`].
pub fn preview(document: &Document, page: usize) -> Result<PreviewPage, RenderError> {
    preview_watched(document, page, Watch::new(&|_| true))
}

/// The same, telling how far it is.
///
/// # Errors
/// As [`crate::render_watched`].
pub fn preview_watched(
    document: &Document,
    page: usize,
    watch: Watch<'_>,
) -> Result<PreviewPage, RenderError> {
    check::check(document)?;
    let (scene, _) = layout::lay_out(document, watch)?;
    let pages = scene.pages.len();
    let page = page.clamp(1, pages.max(1));
    let things = scene.pages.get(page - 1).map(|page| &page.things[..]);
    Ok(PreviewPage {
        width: scene.width,
        height: scene.height,
        page,
        pages,
        things: things.unwrap_or_default().iter().flat_map(shown).collect(),
    })
}

fn shown(placed: &Placed) -> Vec<PreviewThing> {
    let (x, y) = (placed.x, placed.y);
    match &placed.thing {
        Thing::Text { words, size, ink } => text(words, x, y, *size, *ink),
        Thing::Box { width, height, ink } => vec![PreviewThing::Box {
            x,
            y,
            width: *width,
            height: *height,
            ink: css(*ink),
        }],
        Thing::Frame { width, height, ink } => vec![PreviewThing::Path {
            d: format!("M{x} {y}h{width}v{height}h{}z", -width),
            ink: css(*ink),
            stroke: Some(0.5),
        }],
        Thing::Sign { status, size, ink } => sign(*status, x, y, *size, *ink),
        Thing::Link { .. } | Thing::Target(_) => Vec::new(),
    }
}

/// Words of one face each, joined while the face stays the same.
fn text(words: &[Piece], x: f32, y: f32, size: f32, ink: Ink) -> Vec<PreviewThing> {
    let mut out: Vec<PreviewThing> = Vec::new();
    let mut at = x;
    for piece in words {
        let wide = points(piece.advance(), size);
        let clusters = piece.word.clusters.get(piece.from..piece.to);
        let said: String = clusters
            .unwrap_or_default()
            .iter()
            .map(|cluster| cluster.text.as_str())
            .collect();
        let said = with_raised(&said);
        let is = face(piece.word.face);
        match out.last_mut() {
            Some(PreviewThing::Text {
                face, text, width, ..
            }) if *face == is => {
                text.push_str(&said);
                *width += wide;
            }
            _ => out.push(PreviewThing::Text {
                x: at,
                y,
                width: wide,
                size,
                face: is,
                ink: css(ink),
                text: said.into_owned(),
            }),
        }
        at += wide;
    }
    out
}

fn face(face: Face) -> PreviewFace {
    match face {
        Face::Serif => PreviewFace::Serif,
        Face::SerifItalic => PreviewFace::SerifItalic,
        Face::SerifBold => PreviewFace::SerifBold,
        Face::Sans => PreviewFace::Sans,
        Face::SansMedium => PreviewFace::SansMedium,
        Face::SansBold => PreviewFace::SansBold,
    }
}

fn css(ink: Ink) -> String {
    let [r, g, b] = ink.rgb();
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// A sign in the square whose top left corner is given: the shapes that the PDF draws.
fn sign(status: Status, x: f32, y: f32, size: f32, ink: Ink) -> Vec<PreviewThing> {
    let line = size * 0.12;
    let radius = (size - line) / 2.0;
    let (cx, cy) = (x + size / 2.0, y + size / 2.0);
    let path = |d: String, stroke: Option<f32>| PreviewThing::Path {
        d,
        ink: css(ink),
        stroke,
    };
    let circle = |cy: f32, r: f32| {
        format!(
            "M{} {cy}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 {} 0z",
            cx - r,
            2.0 * r,
            -2.0 * r
        )
    };
    let ring = || path(circle(cy, radius), Some(line));
    match status {
        Status::Full => vec![path(circle(cy, size / 2.0), None)],
        Status::Empty => vec![ring()],
        Status::Half => vec![
            ring(),
            path(
                format!(
                    "M{cx} {}a{radius} {radius} 0 0 0 0 {}z",
                    cy - radius,
                    2.0 * radius
                ),
                None,
            ),
        ],
        Status::Diamond => {
            let r = size / 2.0;
            vec![path(
                format!("M{cx} {}l{r} {r}l{} {r}l{} {}z", cy - r, -r, -r, -r),
                None,
            )]
        }
        Status::Slashed => {
            let d = radius * 0.707;
            vec![
                ring(),
                path(
                    format!("M{} {}l{} {}", cx - d, cy + d, 2.0 * d, -2.0 * d),
                    Some(line),
                ),
            ]
        }
        Status::Question => {
            let at = |dx: f32, dy: f32| format!("{} {}", cx + dx * size, cy - dy * size);
            let hook = format!(
                "M{}C{} {} {}C{} {} {}",
                at(-0.13, 0.10),
                at(-0.13, 0.27),
                at(0.14, 0.27),
                at(0.14, 0.10),
                at(0.14, 0.0),
                at(0.0, 0.02),
                at(0.0, -0.09)
            );
            vec![
                ring(),
                path(hook, Some(line)),
                path(circle(cy + 0.21 * size, size * 0.065), None),
            ]
        }
        Status::Dot => vec![path(circle(cy, size * 0.14), None)],
    }
}
