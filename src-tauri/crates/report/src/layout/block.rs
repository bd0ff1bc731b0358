//! Blocks to flows.

use std::convert::Infallible;

use super::{
    Composer, Place,
    flow::{self, Body, Cut, Edge, Flow, Sides, Unit},
    inline::{Setting, Whose},
};
use crate::{
    document::{Align, Block, Columns, Density, Heading, Notice, Paragraph, ParagraphStyle},
    scene::{Ink, OutlineEntry, Owner, Placed, TargetId, Thing},
    shape::Figures,
    style::{self, TextStyle},
    tree::{NodeId, Role, Tree},
};

impl Composer {
    /// Composes blocks below one another.
    pub(super) fn blocks(&mut self, blocks: &[Block], place: Place) -> Flow {
        let never = self.blocks_told(blocks, place, &mut |_| Ok::<(), Infallible>(()));
        match never {
            Ok(flow) => flow,
        }
    }

    /// The same, saying before each block how many are done; stops where the answer is a refusal.
    pub(super) fn blocks_told<E>(
        &mut self,
        blocks: &[Block],
        place: Place,
        told: &mut dyn FnMut(usize) -> Result<(), E>,
    ) -> Result<Flow, E> {
        let mut flow = Flow::new();
        let mut page_break = false;
        let mut space = 0.0;
        for (done, block) in blocks.iter().enumerate() {
            told(done)?;
            match block {
                Block::PageBreak => page_break = true,
                Block::Space(height) => space += height,
                block => {
                    let mut next = self.block(block, place);
                    if let Some(first) = next.front_mut() {
                        first.page_break |= std::mem::take(&mut page_break);
                        if space > 0.0 {
                            let after = flow.back().map_or(0.0, |last: &Unit| last.after);
                            first.before = first.before.max(after) + std::mem::take(&mut space);
                        }
                    }
                    flow.append(&mut next);
                }
            }
        }
        Ok(flow)
    }

    fn block(&mut self, block: &Block, place: Place) -> Flow {
        match block {
            Block::Heading(heading) => self.heading(heading, place),
            Block::Paragraph(paragraph) => self.paragraph(paragraph, place),
            Block::List(list) => self.list(list, place),
            Block::Table(table) => self.table(table, place),
            Block::Chart(chart) => self.chart(chart, place),
            Block::Steps(chart) => self.steps(chart, place),
            Block::KeyValues(pairs) => self.key_values(pairs, place),
            Block::Columns(columns) => self.columns(columns, place),
            Block::Notice(notice) => self.notice(notice, place),
            Block::Signatures(lines) => self.signatures(lines, place),
            Block::Boxes(choices) => self.boxes(choices, place),
            Block::Lines(count) => self.hand_lines(*count, place),
            Block::Together(blocks) => {
                let mut flow = self.blocks(blocks, place);
                flow::keep(&mut flow);
                flow::whole(&mut flow);
                flow
            }
            Block::Leading(blocks) => {
                let mut flow = self.blocks(blocks, place);
                for unit in &mut flow {
                    unit.keep_next = true;
                }
                flow
            }
            Block::Compact(blocks) => {
                let around = self.scale;
                self.scale = around.min(style::scale(Density::Compact));
                let flow = self.blocks(blocks, place);
                self.scale = around;
                flow
            }
            Block::Rule => {
                let mut unit =
                    Unit::slice(style::HAIRLINE, vec![rule(0.0, place.width, Ink::Rule)]);
                (unit.before, unit.after) = (8.0, 8.0);
                Flow::from([unit])
            }
            Block::Space(_) | Block::PageBreak => Flow::new(),
        }
    }

    /// The node that takes the next block.
    pub(super) fn parent(&self, place: Place) -> NodeId {
        match self.sections.last() {
            Some(&(_, section)) if place.sections => section,
            _ => place.parent,
        }
    }

    fn heading(&mut self, heading: &Heading, place: Place) -> Flow {
        if place.sections {
            while self
                .sections
                .last()
                .is_some_and(|&(level, _)| level >= heading.level)
            {
                self.sections.pop();
            }
            let parent = self.parent(place);
            let section = self.tree.node(parent, Role::Sect);
            self.sections.push((heading.level, section));
        }
        let parent = self.parent(place);
        let node = self.tree.node(parent, Role::Heading(heading.level));
        let style = style::heading(heading.look, heading.level).scaled(self.scale);
        let setting = Setting {
            style,
            figures: Figures::Text,
            bold: false,
        };
        let prepared = self.prepare(&heading.text, setting, Whose::Node(node));
        let mut flow = self.lines(&prepared, place.width, Align::Left);
        for unit in &mut flow {
            unit.keep_next = true;
        }
        flow::space(&mut flow, style.before, style.after);
        let title = heading
            .bookmark
            .clone()
            .unwrap_or_else(|| heading.text.to_plain());
        if !title.trim().is_empty() {
            target(&mut flow, TargetId::Outline(self.outline.len()));
            self.outline.push(OutlineEntry {
                level: heading.level,
                title,
            });
        }
        anchor(&mut flow, heading.anchor.as_deref());
        flow
    }

    fn paragraph(&mut self, paragraph: &Paragraph, place: Place) -> Flow {
        if paragraph.text.is_empty() {
            return Flow::new();
        }
        let parent = self.parent(place);
        let role = match paragraph.style {
            ParagraphStyle::Note => Role::Note,
            ParagraphStyle::Quote => Role::BlockQuote,
            _ => Role::Paragraph,
        };
        let node = self.tree.node(parent, role);
        let inner = match role {
            Role::BlockQuote => self.tree.node(node, Role::Paragraph),
            _ => node,
        };
        let mut flow = self.words(paragraph, inner, place);
        anchor(&mut flow, paragraph.anchor.as_deref());
        flow
    }

    /// A paragraph whose node is there already.
    pub(super) fn words(&mut self, paragraph: &Paragraph, node: NodeId, place: Place) -> Flow {
        let setting = self.setting(paragraph.style, place);
        let prepared = self.prepare(&paragraph.text, setting, Whose::Node(node));
        let (inset, measure) = match paragraph.style {
            ParagraphStyle::Quote => (16.0, style::MEASURE - 16.0),
            // What is looked up rather than read may have longer lines.
            ParagraphStyle::Lead | ParagraphStyle::Small => (0.0, style::MEASURE + 80.0),
            _ => (0.0, style::MEASURE),
        };
        let width = (place.width - 2.0 * inset).min(measure).max(1.0);
        let align = place.cell.map_or(Align::Left, |cell| cell.align);
        let width = if align == Align::Left {
            width
        } else {
            place.width
        };
        let mut flow = self.lines(&prepared, width, align);
        flow::shift(&mut flow, inset);
        flow::space(&mut flow, setting.style.before, setting.style.after);
        if paragraph.style == ParagraphStyle::Label {
            for unit in &mut flow {
                unit.keep_next = true;
            }
        }
        flow
    }

    /// How a paragraph is set where it stands.
    pub(super) fn setting(&self, style: ParagraphStyle, place: Place) -> Setting {
        let Some(cell) = place.cell else {
            return Setting {
                style: style::paragraph(style).scaled(self.scale),
                figures: Figures::Text,
                bold: false,
            };
        };
        let style = match style {
            _ if cell.head => style::TABLE_HEAD,
            // What is read in a table is looked up rather than read.
            ParagraphStyle::Body => style::paragraph(ParagraphStyle::Small),
            other => style::paragraph(other),
        };
        Setting {
            style: style.scaled(self.scale),
            figures: cell.figures,
            bold: cell.bold,
        }
    }

    fn columns(&mut self, columns: &Columns, place: Place) -> Flow {
        let shares: f32 = columns.columns.iter().map(|(share, _)| share).sum();
        let gaps = columns.columns.len().saturating_sub(1);
        let mut gap = 0.0;
        for _ in 0..gaps {
            gap += style::SIDE_GAP;
        }
        let room = (place.width - gap).max(1.0);
        let open = self.sections.clone();
        let mut parts = Vec::new();
        let mut x = 0.0;
        for (share, blocks) in &columns.columns {
            let width = room * share / shares;
            let mut part = self.blocks(blocks, Place { width, ..place });
            self.leave(&open);
            flow::shift(&mut part, x);
            parts.push(part);
            x += width + style::SIDE_GAP;
        }
        sides(parts, 0.0, 0.0, None, 10.0)
    }

    /// Leaves the sections that were opened since, so that what follows is read after them.
    fn leave(&mut self, before: &[(u8, NodeId)]) {
        let common = self
            .sections
            .iter()
            .zip(before)
            .take_while(|(now, then)| now == then)
            .count();
        self.sections.truncate(common);
    }

    fn notice(&mut self, notice: &Notice, place: Place) -> Flow {
        let parent = self.parent(place);
        let node = self.tree.node(parent, Role::Div);
        let inner = Place {
            width: place.width.min(style::MEASURE + 14.0) - 14.0,
            parent: node,
            sections: false,
            ..place
        };
        let mut part = Flow::new();
        if let Some(title) = &notice.title {
            let title = Paragraph {
                text: title.clone(),
                style: ParagraphStyle::Label,
                anchor: None,
            };
            part.append(&mut self.paragraph(&title, inner));
        }
        part.append(&mut self.blocks(&notice.content, inner));
        flow::shift(&mut part, 14.0);
        let edge = Edge::Left {
            thickness: 1.6,
            ink: Ink::Accent,
        };
        let mut flow = sides(vec![part], 1.5, 1.5, Some(edge), 10.0);
        flow::space(&mut flow, 8.0, 10.0);
        flow
    }
}

/// Sides that a page may end in.
fn sides(parts: Vec<Flow>, top: f32, bottom: f32, edge: Option<Edge>, after: f32) -> Flow {
    if parts.iter().all(Flow::is_empty) {
        return Flow::new();
    }
    let firsts = parts.iter().filter_map(Flow::front);
    let before = firsts.map(|unit| unit.before).fold(0.0, f32::max);
    let mut unit = Unit::sides(Sides {
        parts,
        top,
        bottom,
        edge,
        grounds: Vec::new(),
        cut: Cut::Anywhere,
        named: false,
        continued: false,
        name: None,
    });
    // What the first of each part wants above it is kept above all of them.
    unit.before = before;
    unit.after = after;
    Flow::from([unit])
}

/// A line across.
pub(super) fn rule(y: f32, width: f32, ink: Ink) -> Placed {
    Placed {
        x: 0.0,
        y,
        owner: Owner::Layout,
        thing: Thing::Box {
            width,
            height: style::HAIRLINE,
            ink,
        },
    }
}

/// Lets a flow be led to.
pub(super) fn target(flow: &mut Flow, id: TargetId) {
    match flow.front_mut().map(|unit| &mut unit.body) {
        Some(Body::Slice(slice)) => slice.things.push(Placed {
            x: 0.0,
            y: 0.0,
            owner: Owner::Layout,
            thing: Thing::Target(id),
        }),
        Some(Body::Sides(sides)) => {
            if let Some(part) = sides.parts.iter_mut().find(|part| !part.is_empty()) {
                target(part, id);
            }
        }
        None => {}
    }
}

pub(super) fn anchor(flow: &mut Flow, name: Option<&str>) {
    if let Some(name) = name {
        target(flow, TargetId::Anchor(name.to_owned()));
    }
}

/// A style with another leading, for drawings.
pub(super) fn with_leading(style: TextStyle, leading: f32) -> TextStyle {
    TextStyle { leading, ..style }
}

/// The root of the body.
pub(super) fn whole(width: f32) -> Place {
    Place {
        width,
        parent: Tree::ROOT,
        sections: true,
        cell: None,
    }
}
