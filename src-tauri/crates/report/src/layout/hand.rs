//! Room for a hand: boxes to tick and lines to write on.
//!
//! Boxes and lines are drawn, not set, so that no face has to have them; for a screen reader the boxes are a list of
//! what can be ticked, and lines are the label that stands above them.

use super::{
    Composer, Place,
    block::rule,
    flow::{self, Body, Flow, Unit},
    inline::Whose,
};
use crate::{
    document::{Align, ParagraphStyle},
    scene::{Ink, Owner, Placed, Thing},
    style,
    tree::{Numbering, Role},
};

/// The side of a box.
const BOX: f32 = 8.4;
/// Between a box and its words.
const BESIDE: f32 = 5.0;
/// Between the words and the next box.
const APART: f32 = 16.0;
/// From line to line, for a hand.
const PITCH: f32 = 20.0;

impl Composer {
    /// Boxes with their words, in rows.
    pub(super) fn boxes(&mut self, choices: &[String], place: Place) -> Flow {
        if choices.is_empty() {
            return Flow::new();
        }
        let parent = self.parent(place);
        let list = self.tree.node(parent, Role::List);
        self.tree.get_mut(list).numbering = Some(Numbering::Other);
        let mut flow = Flow::new();
        let mut things = Vec::new();
        let (mut x, mut tallest): (f32, f32) = (0.0, 0.0);
        for choice in choices {
            let item = self.tree.node(list, Role::Item);
            let body = self.tree.node(item, Role::ItemBody);
            let mut setting = self.setting(ParagraphStyle::Small, place);
            setting.style.after = 0.0;
            let words = self.prepare(&choice.as_str().into(), setting, Whose::Node(body));
            let most = (place.width - BOX - BESIDE).max(1.0);
            let width = (words.natural_width() + 0.1).min(most);
            if x > 0.0 && x + BOX + BESIDE + width > place.width {
                flow.push_back(row(tallest, std::mem::take(&mut things)));
                (x, tallest) = (0.0, 0.0);
            }
            let lines = self.lines(&words, width, Align::Left);
            tallest = tallest.max(flow::height(&lines));
            things.push(Placed {
                x,
                y: (setting.style.leading - BOX) / 2.0,
                owner: Owner::Layout,
                thing: Thing::Frame {
                    width: BOX,
                    height: BOX,
                    ink: Ink::Muted,
                },
            });
            stack(lines, x + BOX + BESIDE, &mut things);
            x += BOX + BESIDE + width + APART;
        }
        flow.push_back(row(tallest, things));
        flow::keep(&mut flow);
        flow::space(&mut flow, 2.0, 7.0);
        flow
    }

    /// Lines to write on, across the place.
    pub(super) fn hand_lines(&mut self, count: u8, place: Place) -> Flow {
        let mut flow: Flow = (0..count)
            .map(|_| {
                let line = rule(PITCH - style::HAIRLINE, place.width, Ink::Line);
                Unit::slice(PITCH, vec![line])
            })
            .collect();
        flow::keep(&mut flow);
        flow::space(&mut flow, 0.0, 9.0);
        flow
    }
}

fn row(height: f32, things: Vec<Placed>) -> Unit {
    let mut unit = Unit::slice(height, things);
    unit.after = 3.0;
    unit
}

fn stack(lines: Flow, x: f32, things: &mut Vec<Placed>) {
    let mut y = 0.0;
    for unit in lines {
        if let Body::Slice(slice) = unit.body {
            things.extend(slice.things.into_iter().map(|placed| Placed {
                x: placed.x + x,
                y: placed.y + y,
                ..placed
            }));
        }
        y += unit.height;
    }
}
