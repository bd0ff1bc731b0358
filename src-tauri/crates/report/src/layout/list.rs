//! Lists.

use super::{
    Composer, Place,
    flow::{self, Body, Flow, Unit},
    inline::{Prepared, Whose},
};
use crate::{
    document::{Align, Block, List, ListMark, ParagraphStyle},
    scene::Placed,
    style,
    tree::{Numbering, Role},
};

impl Composer {
    pub(super) fn list(&mut self, list: &List, place: Place) -> Flow {
        if list.items.is_empty() {
            return Flow::new();
        }
        let parent = self.parent(place);
        let node = self.tree.node(parent, Role::List);
        self.tree.get_mut(node).numbering = Some(match &list.marks {
            ListMark::Bullet => Numbering::Disc,
            ListMark::Number(_) => Numbering::Decimal,
            ListMark::Given(_) => Numbering::Other,
        });
        let mut marks = Vec::new();
        let mut items = Vec::new();
        for (index, blocks) in list.items.iter().enumerate() {
            let item = self.tree.node(node, Role::Item);
            let label = self.tree.node(item, Role::Label);
            let body = self.tree.node(item, Role::ItemBody);
            let setting = self.setting(first_style(blocks), place);
            let words = match &list.marks {
                ListMark::Bullet => "\u{2022}".to_owned(),
                ListMark::Number(first) => {
                    let number = u64::from(*first) + u64::try_from(index).unwrap_or(u64::MAX);
                    format!("{number}.")
                }
                ListMark::Given(words) => words
                    .get(index)
                    .cloned()
                    .unwrap_or_else(|| "\u{2022}".to_owned()),
            };
            marks.push(self.prepare(&words.into(), setting, Whose::Node(label)));
            items.push((blocks, body));
        }
        let widest = marks
            .iter()
            .map(Prepared::natural_width)
            .fold(0.0, f32::max);
        let indent = (widest + 6.0).max(14.0).min(place.width / 3.0);
        let mut flow = Flow::new();
        let count = items.len();
        for (index, ((blocks, body), mark)) in items.into_iter().zip(marks).enumerate() {
            let inner = Place {
                width: place.width.min(style::MEASURE) - indent,
                parent: body,
                sections: false,
                ..place
            };
            let mut item = match blocks.as_slice() {
                [Block::Paragraph(only)] if only.anchor.is_none() => self.words(only, body, inner),
                blocks => self.blocks(blocks, inner),
            };
            flow::shift(&mut item, indent);
            let label = self.lines(&mark, indent, Align::Left);
            beside_first(&mut item, label, -indent);
            if index + 1 < count
                && let Some(last) = item.back_mut()
            {
                last.after = last.after.min(3.5);
            }
            flow.append(&mut item);
        }
        flow
    }
}

/// Draws a mark beside the first line of an item; an item without one gets a line of its own.
fn beside_first(item: &mut Flow, mark: Flow, x: f32) {
    let Some(Unit {
        body: Body::Slice(label),
        height,
        ..
    }) = mark.into_iter().next()
    else {
        return;
    };
    match item.front_mut() {
        Some(Unit {
            body: Body::Slice(slice),
            ..
        }) => {
            let shifted = label.things.into_iter().map(|placed| Placed {
                x: placed.x + x,
                ..placed
            });
            slice.things.splice(0..0, shifted);
        }
        _ => {
            let mut unit = Unit::slice(height, label.things);
            unit.keep_next = !item.is_empty();
            item.push_front(unit);
        }
    }
}

fn first_style(blocks: &[Block]) -> ParagraphStyle {
    match blocks.first() {
        Some(Block::Paragraph(paragraph)) => paragraph.style,
        _ => ParagraphStyle::Body,
    }
}
