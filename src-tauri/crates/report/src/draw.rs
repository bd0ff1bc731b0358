//! Pages to printpdf operators, with marked content.
//!
//! Everything that is drawn stands within a marked content: a numbered one that belongs to the structure
//! tree, or an artifact. Which numbers a content got is written back into the tree.

mod shapes;
mod text;

use std::collections::{BTreeMap, HashMap};

use printpdf::{Color, DictItem, Op, PdfPage, Pt, Rect, Rgb};

use crate::{
    RenderError, Watch,
    fonts::{EmbeddedFace, Face},
    scene::{Ink, LinkPlace, Owner, Placed, Scene, TargetId, Thing},
    tree::{ContentId, MarkAt, NodeId, Role, Tree},
    watch::stage,
};

/// A place on a page, in PDF's own measure: points from the bottom left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spot {
    pub(crate) page: usize,
    pub(crate) x: f32,
    pub(crate) y: f32,
}

/// A rectangle on a page: left, bottom, right, top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) page: usize,
    pub(crate) bounds: [f32; 4],
}

/// A link that wants an annotation.
#[derive(Debug, Clone)]
pub(crate) struct LinkAt {
    pub(crate) area: Area,
    pub(crate) node: NodeId,
    pub(crate) place: std::rc::Rc<LinkPlace>,
}

/// What drawing made.
pub(crate) struct Drawing {
    pub(crate) pages: Vec<PdfPage>,
    /// For each page, the contents by their numbers.
    pub(crate) numbers: Vec<Vec<ContentId>>,
    pub(crate) targets: HashMap<TargetId, Spot>,
    pub(crate) links: Vec<LinkAt>,
    /// What figures cover.
    pub(crate) figures: BTreeMap<NodeId, Area>,
}

/// Draws all pages.
pub(crate) fn draw(
    scene: &mut Scene,
    embedded: &BTreeMap<Face, EmbeddedFace>,
    watch: Watch<'_>,
) -> Result<Drawing, RenderError> {
    let mut drawing = Drawing {
        pages: Vec::new(),
        numbers: Vec::new(),
        targets: HashMap::new(),
        links: Vec::new(),
        figures: BTreeMap::new(),
    };
    let pages = std::mem::take(&mut scene.pages);
    for (index, page) in pages.iter().enumerate() {
        watch.at(stage::DRAWN, index, pages.len())?;
        let mut pen = Pen {
            page: index,
            height: scene.height,
            embedded,
            ops: Vec::new(),
            open: None,
            fill: None,
            stroke: None,
            numbers: Vec::new(),
        };
        for placed in &page.things {
            pen.draw(placed, &mut scene.tree, &mut drawing);
        }
        pen.close();
        let sheet = || Rect {
            x: Pt(0.0),
            y: Pt(0.0),
            width: Pt(scene.width),
            height: Pt(scene.height),
            mode: None,
            winding_order: None,
        };
        drawing.pages.push(PdfPage {
            media_box: sheet(),
            trim_box: sheet(),
            crop_box: sheet(),
            ops: pen.ops,
        });
        drawing.numbers.push(pen.numbers);
    }
    Ok(drawing)
}

/// Draws one page.
struct Pen<'a> {
    page: usize,
    height: f32,
    embedded: &'a BTreeMap<Face, EmbeddedFace>,
    ops: Vec<Op>,
    open: Option<Owner>,
    fill: Option<Ink>,
    stroke: Option<Ink>,
    numbers: Vec<ContentId>,
}

impl Pen<'_> {
    fn draw(&mut self, placed: &Placed, tree: &mut Tree, drawing: &mut Drawing) {
        let (x, y) = (placed.x, self.height - placed.y);
        match &placed.thing {
            Thing::Target(id) => {
                let spot = Spot {
                    page: self.page,
                    x: round(x),
                    y: round(y),
                };
                drawing.targets.entry(id.clone()).or_insert(spot);
                return;
            }
            Thing::Link {
                width,
                height,
                node,
                to,
            } => {
                let area = self.area(x, y - height, *width, *height);
                let place = std::rc::Rc::clone(to);
                drawing.links.push(LinkAt {
                    area,
                    node: *node,
                    place,
                });
                return;
            }
            _ => {}
        }
        self.begin(placed.owner, tree);
        let covered = match &placed.thing {
            Thing::Text { words, size, ink } => {
                let width = self.text(words, *size, *ink, x, y);
                (x, y - 0.25 * size, width, size * 1.1)
            }
            Thing::Box { width, height, ink } => {
                self.filled(x, y - height, *width, *height, *ink);
                (x, y - height, *width, *height)
            }
            Thing::Frame { width, height, ink } => {
                self.framed(x, y - height, *width, *height, *ink);
                (x, y - height, *width, *height)
            }
            Thing::Sign { status, size, ink } => {
                self.sign(*status, x, y - size, *size, *ink);
                (x, y - size, *size, *size)
            }
            Thing::Target(_) | Thing::Link { .. } => return,
        };
        if let Owner::Content(content) = placed.owner {
            let node = tree.owner(content);
            if tree.get(node).role == Role::Figure {
                let area = self.area(covered.0, covered.1, covered.2, covered.3);
                let page = self.page;
                drawing
                    .figures
                    .entry(node)
                    .and_modify(|known| {
                        if known.page == page {
                            known.bounds = join(known.bounds, area.bounds);
                        }
                    })
                    .or_insert(area);
            }
        }
    }

    fn area(&self, x: f32, y: f32, width: f32, height: f32) -> Area {
        let bounds = [round(x), round(y), round(x + width), round(y + height)];
        Area {
            page: self.page,
            bounds,
        }
    }

    /// Opens the marked content of an owner, if another is open.
    fn begin(&mut self, owner: Owner, tree: &mut Tree) {
        if self.open == Some(owner) {
            return;
        }
        self.close();
        let (tag, properties) = match owner {
            Owner::Layout => ("Artifact", vec![("Type", name("Layout"))]),
            Owner::Page => ("Artifact", vec![("Type", name("Pagination"))]),
            Owner::Content(content) => {
                let number = self.numbers.len();
                self.numbers.push(content);
                tree.marks[content.0].push(MarkAt {
                    page: self.page,
                    number,
                });
                let node = tree.get(tree.owner(content));
                let number = i64::try_from(number).unwrap_or(i64::MAX);
                let mut properties = vec![("MCID", DictItem::Int(number))];
                if let Some(actual) = &node.actual {
                    properties.push(("ActualText", DictItem::Bytes(utf16(actual))));
                }
                (node.role.name(), properties)
            }
        };
        let map = properties
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        self.ops.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict { map },
        });
        self.open = Some(owner);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn fill_with(&mut self, ink: Ink) {
        if self.fill != Some(ink) {
            self.fill = Some(ink);
            self.ops.push(Op::SetFillColor { col: color(ink) });
        }
    }

    fn stroke_with(&mut self, ink: Ink) {
        if self.stroke != Some(ink) {
            self.stroke = Some(ink);
            self.ops.push(Op::SetOutlineColor { col: color(ink) });
        }
    }
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

fn color(ink: Ink) -> Color {
    let [r, g, b] = ink.rgb().map(|part| round(f32::from(part) / 255.0));
    Color::Rgb(Rgb {
        r,
        g,
        b,
        icc_profile: None,
    })
}

/// Rounds to thousandths, which nobody sees and which keep the file small.
pub(crate) fn round(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

/// Text as PDF's strings for readers have it: UTF-16, the big end first, with a byte order mark.
pub(crate) fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}

fn join(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
    [
        a[0].min(b[0]),
        a[1].min(b[1]),
        a[2].max(b[2]),
        a[3].max(b[3]),
    ]
}
