//! Rectangles, and the signs of verdicts: each of its own shape, so that none is told by color alone.

use printpdf::{
    Line, LinePoint, Op, PaintMode, Point, Polygon, PolygonRing, Pt, Rect, WindingOrder,
};

use super::{Pen, round};
use crate::{document::Status, scene::Ink};

/// How far a Bézier handle stands out for a quarter of a circle.
const KAPPA: f32 = 0.552_285;

impl Pen<'_> {
    pub(super) fn filled(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        self.fill_with(ink);
        self.rectangle(x, y, width, height, PaintMode::Fill);
    }

    pub(super) fn framed(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        self.stroke_with(ink);
        self.ops.push(Op::SetOutlineThickness { pt: Pt(0.5) });
        self.rectangle(x, y, width, height, PaintMode::Stroke);
    }

    fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32, mode: PaintMode) {
        let rectangle = Rect {
            x: Pt(round(x)),
            y: Pt(round(y)),
            width: Pt(round(width)),
            height: Pt(round(height)),
            mode: Some(mode),
            winding_order: Some(WindingOrder::NonZero),
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    /// Draws a sign in the square whose bottom left corner is given.
    pub(super) fn sign(&mut self, status: Status, x: f32, y: f32, size: f32, ink: Ink) {
        let thickness = size * 0.12;
        let radius = (size - thickness) / 2.0;
        let (cx, cy) = (x + size / 2.0, y + size / 2.0);
        self.fill_with(ink);
        self.stroke_with(ink);
        self.ops.push(Op::SetOutlineThickness {
            pt: Pt(round(thickness)),
        });
        match status {
            Status::Full => self.polygon(circle(cx, cy, size / 2.0), PaintMode::Fill),
            Status::Half => {
                self.polygon(circle(cx, cy, radius), PaintMode::Stroke);
                self.polygon(left_half(cx, cy, radius), PaintMode::Fill);
            }
            Status::Empty => self.polygon(circle(cx, cy, radius), PaintMode::Stroke),
            Status::Diamond => {
                let r = size / 2.0;
                let corners = [(cx, cy + r), (cx + r, cy), (cx, cy - r), (cx - r, cy)];
                let points = corners.map(|(x, y)| point(x, y, false)).to_vec();
                self.polygon(points, PaintMode::Fill);
            }
            Status::Slashed => {
                self.polygon(circle(cx, cy, radius), PaintMode::Stroke);
                let d = radius * 0.707;
                self.stroke(vec![
                    point(cx - d, cy - d, false),
                    point(cx + d, cy + d, false),
                ]);
            }
            Status::Question => {
                self.polygon(circle(cx, cy, radius), PaintMode::Stroke);
                let at = |dx: f32, dy: f32, handle| point(cx + dx * size, cy + dy * size, handle);
                self.stroke(vec![
                    at(-0.13, 0.10, false),
                    at(-0.13, 0.27, true),
                    at(0.14, 0.27, true),
                    at(0.14, 0.10, false),
                    at(0.14, 0.0, true),
                    at(0.0, 0.02, true),
                    at(0.0, -0.09, false),
                ]);
                self.polygon(circle(cx, cy - 0.21 * size, size * 0.065), PaintMode::Fill);
            }
            Status::Dot => self.polygon(circle(cx, cy, size * 0.14), PaintMode::Fill),
        }
    }

    fn polygon(&mut self, points: Vec<LinePoint>, mode: PaintMode) {
        let polygon = Polygon {
            rings: vec![PolygonRing { points }],
            mode,
            winding_order: WindingOrder::NonZero,
        };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn stroke(&mut self, points: Vec<LinePoint>) {
        self.ops.push(Op::DrawLine {
            line: Line {
                points,
                is_closed: false,
            },
        });
    }
}

fn point(x: f32, y: f32, bezier: bool) -> LinePoint {
    LinePoint {
        p: Point {
            x: Pt(round(x)),
            y: Pt(round(y)),
        },
        bezier,
    }
}

fn circle(cx: f32, cy: f32, r: f32) -> Vec<LinePoint> {
    let k = r * KAPPA;
    [
        (r, 0.0, false),
        (r, k, true),
        (k, r, true),
        (0.0, r, false),
        (-k, r, true),
        (-r, k, true),
        (-r, 0.0, false),
        (-r, -k, true),
        (-k, -r, true),
        (0.0, -r, false),
        (k, -r, true),
        (r, -k, true),
        (r, 0.0, false),
    ]
    .map(|(dx, dy, handle)| point(cx + dx, cy + dy, handle))
    .to_vec()
}

fn left_half(cx: f32, cy: f32, r: f32) -> Vec<LinePoint> {
    let k = r * KAPPA;
    [
        (0.0, r, false),
        (-k, r, true),
        (-r, k, true),
        (-r, 0.0, false),
        (-r, -k, true),
        (-k, -r, true),
        (0.0, -r, false),
    ]
    .map(|(dx, dy, handle)| point(cx + dx, cy + dy, handle))
    .to_vec()
}
