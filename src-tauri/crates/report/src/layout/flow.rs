//! What is composed but has no page yet.
//!
//! A flow is a queue of units that stand below one another. A unit is either a slice, which no page break
//! goes through (a line of text, a bar of a chart), or sides: flows that stand beside one another (the
//! cells of a row, the columns of a page). Heights are known once, when the unit is made, so filling
//! pages is a single walk.

use std::{collections::VecDeque, rc::Rc};

use crate::scene::{Ink, Owner, Placed, Thing};

/// Units below one another.
pub(super) type Flow = VecDeque<Unit>;

/// The least that is placed at once.
#[derive(Debug, Clone, Default)]
pub(super) struct Slice {
    pub(super) height: f32,
    /// Measured from the slice's top left corner.
    pub(super) things: Vec<Placed>,
}

/// When sides may be cut by a page break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Only when no page could hold them whole.
    WhenTaller,
    /// Wherever the page ends.
    Anywhere,
}

/// A thin line that each part of cut sides carries.
#[derive(Debug, Clone, Copy)]
pub(super) enum Edge {
    /// Below, across this width.
    Below { width: f32, ink: Ink },
    /// At the left, as high as the part.
    Left { thickness: f32, ink: Ink },
}

/// A shaded ground.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) ink: Ink,
}

/// Flows beside one another.
#[derive(Debug, Clone)]
pub(super) struct Sides {
    pub(super) parts: Vec<Flow>,
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) edge: Option<Edge>,
    /// Grounds below the parts, as high as the sides.
    pub(super) grounds: Vec<Ground>,
    pub(super) cut: Cut,
    /// Whether the first part names the others, so that it is shown again where they go on.
    pub(super) named: bool,
    /// Whether an earlier page holds a part of them.
    pub(super) continued: bool,
    /// What names them, from the first cut on.
    pub(super) name: Option<Rc<Slice>>,
}

#[derive(Debug, Clone)]
pub(super) enum Body {
    Slice(Slice),
    Sides(Sides),
}

/// One thing in a flow.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) body: Body,
    /// How far it stands in from the left of its flow.
    pub(super) x: f32,
    pub(super) height: f32,
    /// Space before and after; between two units the larger counts, and none at either end of a flow.
    pub(super) before: f32,
    pub(super) after: f32,
    /// Whether the next unit must stand on the same page.
    pub(super) keep_next: bool,
    /// Whether it begins a page.
    pub(super) page_break: bool,
    /// Drawn above it when it is the first on a page that continues its flow.
    pub(super) head: Option<Rc<Slice>>,
}

impl Unit {
    pub(super) fn slice(height: f32, things: Vec<Placed>) -> Self {
        Self::of(Body::Slice(Slice { height, things }), height)
    }

    pub(super) fn sides(sides: Sides) -> Self {
        let tallest = sides.parts.iter().map(height).fold(0.0, f32::max);
        let height = sides.top + tallest + sides.bottom;
        Self::of(Body::Sides(sides), height)
    }

    fn of(body: Body, height: f32) -> Self {
        Self {
            body,
            x: 0.0,
            height,
            before: 0.0,
            after: 0.0,
            keep_next: false,
            page_break: false,
            head: None,
        }
    }
}

/// How high a flow is when nothing cuts it.
pub(super) fn height(flow: &Flow) -> f32 {
    let mut sum = 0.0;
    let mut after: Option<f32> = None;
    for unit in flow {
        sum += unit.height + after.map_or(0.0, |after| after.max(unit.before));
        after = Some(unit.after);
    }
    sum
}

/// Moves a whole flow to the right.
pub(super) fn shift(flow: &mut Flow, x: f32) {
    for unit in flow {
        unit.x += x;
    }
}

/// Keeps a whole flow on one page, if one can hold it.
pub(super) fn keep(flow: &mut Flow) {
    let last = flow.len().saturating_sub(1);
    for unit in flow.iter_mut().take(last) {
        unit.keep_next = true;
    }
}

/// Lets a page break go through what stands side by side only where no page could hold it.
pub(super) fn whole(flow: &mut Flow) {
    for unit in flow {
        if let Body::Sides(sides) = &mut unit.body {
            sides.cut = Cut::WhenTaller;
        }
    }
}

/// Sets the space around a flow.
pub(super) fn space(flow: &mut Flow, before: f32, after: f32) {
    if let Some(first) = flow.front_mut() {
        first.before = first.before.max(before);
    }
    if let Some(last) = flow.back_mut() {
        last.after = last.after.max(after);
    }
}

/// A flow drawn whole into one slice that belongs to the page and not to the text: the head of a table
/// where it is repeated.
pub(super) fn repeated(flow: &Flow) -> Slice {
    let mut things = Vec::new();
    let whole = height(flow);
    super::fill::fill(
        &mut flow.clone(),
        super::fill::Space::endless(),
        0.0,
        &mut things,
    );
    things.retain(|placed| !matches!(placed.thing, Thing::Link { .. } | Thing::Target(_)));
    for placed in &mut things {
        placed.owner = Owner::Page;
    }
    Slice {
        height: whole,
        things,
    }
}
