//! Places to sign.

use super::{
    Composer, Place,
    block::rule,
    flow::{self, Body, Flow, Unit},
    inline::Whose,
};
use crate::{
    document::{Align, ParagraphStyle, SignatureLine},
    scene::{Ink, Placed},
    style,
    tree::Role,
};

/// A line to sign on is no narrower than this.
const LEAST: f32 = 140.0;
/// Room for a hand above the line.
const ROOM: f32 = 34.0;

impl Composer {
    pub(super) fn signatures(&mut self, lines: &[SignatureLine], place: Place) -> Flow {
        let fit = |count: usize| {
            let gaps: f32 = (1..count).map(|_| style::SIDE_GAP).sum();
            let shares: f32 = (0..count).map(|_| 1.0).sum();
            (place.width - gaps) / shares
        };
        let across = (1..=3)
            .rev()
            .find(|&count| fit(count) >= LEAST)
            .unwrap_or(1);
        let width = fit(across);
        let mut flow = Flow::new();
        for row in lines.chunks(across) {
            let set = row.iter().map(|line| {
                let parent = self.parent(place);
                let node = self.tree.node(parent, Role::Paragraph);
                let mut set = |words: &str, style: ParagraphStyle| {
                    let place = Place {
                        cell: None,
                        ..place
                    };
                    let mut setting = self.setting(style, place);
                    setting.style.before = 0.0;
                    let ready = self.prepare(&words.into(), setting, Whose::Node(node));
                    self.lines(&ready, width, Align::Left)
                };
                let filled = set(&line.filled, ParagraphStyle::Small);
                let label = set(&line.label, ParagraphStyle::Note);
                (filled, label)
            });
            let set: Vec<(Flow, Flow)> = set.collect();
            // A name of several lines is not pushed up into what stands above.
            let tallest = set.iter().map(|(filled, _)| flow::height(filled));
            let line = tallest.fold(ROOM, |room, tall| room.max(tall + 2.0));
            let mut things = Vec::new();
            let mut height = line;
            let mut x = 0.0;
            for (filled, label) in set {
                let above = line - flow::height(&filled) - 2.0;
                for (set, top) in [(filled, above), (label, line + 3.0)] {
                    let mut y = top;
                    for unit in set {
                        if let Body::Slice(slice) = unit.body {
                            things.extend(slice.things.into_iter().map(|placed| Placed {
                                x: placed.x + x,
                                y: placed.y + y,
                                ..placed
                            }));
                        }
                        y += unit.height;
                    }
                    height = height.max(y);
                }
                things.push(Placed {
                    x,
                    ..rule(line, width, Ink::Line)
                });
                x += width + style::SIDE_GAP;
            }
            let mut unit = Unit::slice(height + 2.0, things);
            (unit.before, unit.after) = (6.0, 10.0);
            flow.push_back(unit);
        }
        flow::keep(&mut flow);
        flow
    }
}
