//! Flows to pages.
//!
//! One walk over the units: a unit goes on the page if it fits together with what must stay with it, else
//! the page ends before it. A rule that cannot be kept on an empty page gives way, so every page takes
//! something and the walk ends.

use std::rc::Rc;

use super::flow::{Body, Cut, Edge, Flow, Sides, Unit, repeated};
use crate::scene::{Owner, Placed, Thing};

/// Sums of measures may differ in the last bits; this is less than anybody sees.
const SLACK: f32 = 0.01;

/// The room that is left for a flow on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Space {
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// The height of an empty page.
    pub(super) page: f32,
    /// Whether nothing stands above, so that what comes first must be taken.
    pub(super) fresh: bool,
    /// Whether an earlier page holds a part of the flow.
    pub(super) continued: bool,
}

impl Space {
    /// Room for anything.
    pub(super) fn endless() -> Self {
        Self {
            top: 0.0,
            bottom: f32::INFINITY,
            page: f32::INFINITY,
            fresh: true,
            continued: false,
        }
    }
}

/// How much of a unit went on the page.
enum Share {
    Whole { bottom: f32 },
    Part { bottom: f32 },
    Nothing,
}

/// Moves units from a flow onto a page until the space or the flow ends. Returns how far down it came, or
/// nothing if no unit was placed.
pub(super) fn fill(flow: &mut Flow, space: Space, x: f32, out: &mut Vec<Placed>) -> Option<f32> {
    let mut y = space.top;
    let mut after: Option<f32> = None;
    // How many units may be placed without asking again what must stay with them.
    let mut granted = 0_usize;
    loop {
        let must = after.is_none() && space.fresh;
        let Some(unit) = flow.front_mut() else { break };
        if std::mem::take(&mut unit.page_break) && !must {
            break;
        }
        let mut top = y + after.map_or(0.0, |after| after.max(unit.before));
        let mut page = space.page;
        let head = unit
            .head
            .clone()
            .filter(|_| after.is_none() && space.continued);
        let head_at = (x + unit.x, top);
        if let Some(head) = &head {
            page -= head.height;
            top += head.height;
        }
        if granted == 0 {
            let together = chain(flow, page);
            if together.need > space.bottom - top + SLACK && !must {
                break;
            }
            granted = together.count;
            if together.cuts_last
                && let Some(Body::Sides(sides)) =
                    flow.get_mut(granted - 1).map(|unit| &mut unit.body)
            {
                sides.cut = Cut::Anywhere;
            }
        }
        granted -= 1;
        let Some(unit) = flow.front_mut() else { break };
        let mark = out.len();
        if let Some(head) = &head {
            draw(&head.things, head_at.0, head_at.1, out);
        }
        match place(
            unit,
            Space {
                top,
                page,
                fresh: must,
                ..space
            },
            x,
            out,
        ) {
            Share::Whole { bottom } => {
                y = bottom;
                after = Some(unit.after);
                flow.pop_front();
            }
            Share::Part { bottom } => return Some(bottom),
            Share::Nothing => {
                out.truncate(mark);
                break;
            }
        }
    }
    after.map(|_| y)
}

/// Units that must stand on one page.
struct Chain {
    /// The least height they need.
    need: f32,
    /// How many they are, 1 or more.
    count: usize,
    /// Whether the last has to be cut, because no page holds it whole below the others.
    cuts_last: bool,
}

/// The first unit together with all that must stay with it. Where no page could hold that much, it is enough that
/// lines stay with what first stands below them.
fn chain(flow: &Flow, page: f32) -> Chain {
    let whole = links(flow, page, |unit, _| !unit.keep_next);
    if whole.need <= page {
        return whole;
    }
    links(flow, page, |unit, need| {
        !unit.keep_next || matches!(unit.body, Body::Sides(_)) || need > page / 3.0
    })
}

/// The units up to the first that ends the chain, which is asked for each unit and the height above it.
fn links(flow: &Flow, page: f32, ends: impl Fn(&Unit, f32) -> bool) -> Chain {
    let mut need = 0.0;
    let mut after: Option<f32> = None;
    let mut count = 0;
    for unit in flow {
        count += 1;
        need += after.map_or(0.0, |after| after.max(unit.before));
        if ends(unit, need) {
            return Chain {
                need: need + least(unit, page - need),
                count,
                cuts_last: unit.height > page - need,
            };
        }
        need += unit.height;
        after = Some(unit.after);
        if need > page {
            break;
        }
    }
    Chain {
        need,
        count: count.max(1),
        cuts_last: false,
    }
}

/// The least height that a unit can be placed in.
fn least(unit: &Unit, page: f32) -> f32 {
    match &unit.body {
        Body::Sides(sides) if sides.cut == Cut::Anywhere || unit.height > page => {
            let parts = sides
                .parts
                .iter()
                .map(|part| chain(part, page).need)
                .fold(0.0, f32::max);
            (sides.top + parts + sides.bottom).min(unit.height)
        }
        _ => unit.height,
    }
}

fn place(unit: &mut Unit, room: Space, x: f32, out: &mut Vec<Placed>) -> Share {
    let x = x + unit.x;
    let bottom = room.top + unit.height;
    let fits = bottom <= room.bottom + SLACK;
    match &mut unit.body {
        Body::Slice(slice) if fits || room.fresh => {
            let things = std::mem::take(&mut slice.things);
            out.extend(things.into_iter().map(|placed| moved(placed, x, room.top)));
            Share::Whole { bottom }
        }
        Body::Slice(_) => Share::Nothing,
        Body::Sides(sides) => {
            if fits {
                let bottom = beside(
                    sides,
                    Space {
                        bottom: f32::INFINITY,
                        ..room
                    },
                    x,
                    out,
                );
                return bottom.map_or(Share::Nothing, |bottom| Share::Whole { bottom });
            }
            if sides.cut == Cut::WhenTaller && unit.height <= room.page && !room.fresh {
                return Share::Nothing;
            }
            if sides.named && sides.name.is_none() {
                sides.name = sides.parts.first().map(|part| Rc::new(repeated(part)));
            }
            match beside(sides, room, x, out) {
                None => Share::Nothing,
                Some(bottom) if sides.parts.iter().all(Flow::is_empty) => Share::Whole { bottom },
                Some(bottom) => {
                    sides.continued = true;
                    unit.height = unit.height.min(
                        sides.top
                            + sides
                                .parts
                                .iter()
                                .map(super::flow::height)
                                .fold(0.0, f32::max)
                            + sides.bottom,
                    );
                    Share::Part { bottom }
                }
            }
        }
    }
}

/// Fills the parts of sides, each from the same top. Returns how far down the farthest came, or nothing if
/// no part took anything; sides of nothing but empty parts are as high as their own spaces.
fn beside(sides: &mut Sides, room: Space, x: f32, out: &mut Vec<Placed>) -> Option<f32> {
    let inner = Space {
        top: room.top + sides.top,
        bottom: room.bottom - sides.bottom,
        page: room.page - sides.top - sides.bottom,
        continued: sides.continued,
        ..room
    };
    if let (true, Some(name)) = (sides.continued, &sides.name)
        && sides.parts.first().is_some_and(Flow::is_empty)
        && inner.top + name.height <= inner.bottom
    {
        draw(&name.things, x, inner.top, out);
    }
    let below = out.len();
    let empty = sides.parts.iter().all(Flow::is_empty);
    let mut reached: Option<f32> = empty.then_some(inner.top);
    for part in &mut sides.parts {
        if let Some(bottom) = fill(part, inner, x, out) {
            reached = Some(reached.map_or(bottom, |reached| reached.max(bottom)));
        }
    }
    let bottom = reached? + sides.bottom;
    let grounds = sides.grounds.iter().map(|ground| Placed {
        x: x + ground.x,
        y: room.top,
        owner: Owner::Layout,
        thing: Thing::Box {
            width: ground.width,
            height: bottom - room.top,
            ink: ground.ink,
        },
    });
    out.splice(below..below, grounds);
    match sides.edge {
        None => {}
        Some(Edge::Below { width, ink }) => {
            let height = crate::style::HAIRLINE;
            out.push(Placed {
                x,
                y: bottom - height,
                owner: Owner::Layout,
                thing: Thing::Box { width, height, ink },
            });
        }
        Some(Edge::Left { thickness, ink }) => out.push(Placed {
            x,
            y: room.top,
            owner: Owner::Layout,
            thing: Thing::Box {
                width: thickness,
                height: bottom - room.top,
                ink,
            },
        }),
    }
    Some(bottom)
}

fn draw(things: &[Placed], x: f32, y: f32, out: &mut Vec<Placed>) {
    out.extend(things.iter().cloned().map(|placed| moved(placed, x, y)));
}

fn moved(placed: Placed, x: f32, y: f32) -> Placed {
    Placed {
        x: placed.x + x,
        y: placed.y + y,
        ..placed
    }
}
