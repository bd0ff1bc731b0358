//! Bars on one axis.

use super::{
    Composer, Place,
    block::with_leading,
    flow::{self, Body, Flow, Unit},
    inline::{Prepared, Setting, Whose},
};
use crate::{
    document::{Align, Inlines, IntervalChart, ParagraphStyle, StepChart, Text},
    scene::{Ink, Owner, Placed, Thing},
    shape::Figures,
    style,
    tree::Role,
};

/// How high a bar is.
const BAR: f32 = 6.2;
/// Between labels, bars and printed words.
const GAP: f32 = 10.0;
/// What the axis is marked with, in percent.
const TICKS: [u16; 5] = [0, 25, 50, 75, 100];

/// Where the parts of a chart stand.
#[derive(Debug, Clone, Copy)]
struct Frame {
    label: f32,
    bars: f32,
    bars_width: f32,
    printed: f32,
    printed_width: f32,
}

/// What is drawn in a row.
#[derive(Debug, Clone, Copy)]
enum Drawn {
    /// Dark to the low end, light from there to the high end; in thousandths.
    Interval { low: u16, high: u16 },
    /// From one end to the other; in thousandths. A line leads from its end to the row below, where one follows.
    Step {
        from: u16,
        to: u16,
        total: bool,
        leads_on: bool,
    },
}

/// A row of a chart.
struct ChartRow<'a> {
    label: &'a str,
    printed: &'a str,
    drawn: Drawn,
}

impl Composer {
    pub(super) fn chart(&mut self, chart: &IntervalChart, place: Place) -> Flow {
        let rows = chart.bars.iter().map(|bar| ChartRow {
            label: &bar.label,
            printed: &bar.printed,
            drawn: Drawn::Interval {
                low: bar.low,
                high: bar.high,
            },
        });
        let rows: Vec<ChartRow<'_>> = rows.collect();
        self.figure(&chart.alt, chart.caption.as_ref(), &rows, place)
    }

    pub(super) fn steps(&mut self, chart: &StepChart, place: Place) -> Flow {
        let last = chart.steps.len().saturating_sub(1);
        let rows = chart.steps.iter().enumerate().map(|(at, step)| ChartRow {
            label: &step.label,
            printed: &step.printed,
            drawn: Drawn::Step {
                from: step.from,
                to: step.to,
                total: step.total,
                leads_on: at < last,
            },
        });
        let rows: Vec<ChartRow<'_>> = rows.collect();
        self.figure(&chart.alt, chart.caption.as_ref(), &rows, place)
    }

    fn figure(
        &mut self,
        alt: &str,
        caption: Option<&Inlines>,
        rows: &[ChartRow<'_>],
        place: Place,
    ) -> Flow {
        let parent = self.parent(place);
        let node = self.tree.node(parent, Role::Figure);
        self.tree.get_mut(node).alt = Some(alt.to_owned());
        let owner = Owner::Content(self.tree.content(node));
        let setting = Setting {
            style: with_leading(style::CHART, 10.4).scaled(self.scale),
            figures: Figures::Table,
            bold: false,
        };
        let mut words = |text: &str, bold: bool| {
            let setting = Setting { bold, ..setting };
            self.prepare(&text.into(), setting, Whose::Given(owner))
        };
        let rows: Vec<(Drawn, Prepared, Prepared)> = rows
            .iter()
            .map(|row| {
                let bold = matches!(row.drawn, Drawn::Step { total: true, .. });
                (row.drawn, words(row.label, bold), words(row.printed, bold))
            })
            .collect();
        let widest = |cell: fn(&(Drawn, Prepared, Prepared)) -> f32, most: f32| {
            rows.iter().map(cell).fold(0.0, f32::max).min(most) + 0.1
        };
        let label = widest(|row| row.1.natural_width(), place.width * 0.42);
        let printed_width = widest(|row| row.2.natural_width(), place.width * 0.3);
        let room = place.width - label - printed_width - 2.0 * GAP;
        let bars_width = room.clamp(20.0, 300.0);
        let bars = label + GAP;
        let frame = Frame {
            label,
            bars,
            bars_width,
            printed: bars + bars_width + GAP,
            printed_width,
        };
        let mut flow: Flow = rows
            .iter()
            .map(|row| self.bar(row.0, &row.1, &row.2, frame, owner))
            .collect();
        flow.push_back(self.axis(frame, owner));
        if let Some(caption) = caption {
            let inner = self.tree.node(node, Role::Caption);
            let note = crate::document::Paragraph {
                text: caption.clone(),
                style: ParagraphStyle::Note,
                anchor: None,
            };
            flow.append(&mut self.words(&note, inner, place));
        }
        flow::keep(&mut flow);
        flow::space(&mut flow, 2.0, 10.0);
        flow
    }

    fn bar(
        &self,
        drawn: Drawn,
        label: &Prepared,
        printed: &Prepared,
        frame: Frame,
        owner: Owner,
    ) -> Unit {
        let labels = self.lines(label, frame.label, Align::Left);
        let printed = self.lines(printed, frame.printed_width, Align::Left);
        let height = flow::height(&labels).max(flow::height(&printed)) + 2.2 * self.scale;
        let mut things = Vec::new();
        grid(frame, height, owner, &mut things);
        let at = |mille: u16| frame.bars + frame.bars_width * f32::from(mille) / 1000.0;
        let y = (height - BAR) / 2.0;
        let mut put = |from: f32, to: f32, y: f32, height: f32, ink: Ink| {
            if to > from {
                things.push(Placed {
                    x: from,
                    y,
                    owner,
                    thing: Thing::Box {
                        width: to - from,
                        height,
                        ink,
                    },
                });
            }
        };
        match drawn {
            Drawn::Interval { low, high } => {
                put(at(0), at(low), y, BAR, Ink::Accent);
                put(at(low), at(high), y, BAR, Ink::Pale);
                // The ends are told by lines too, for a bad printer.
                put(at(high) - 0.7, at(high) + 0.3, y, BAR, Ink::Accent);
                if low == 0 {
                    put(at(0) - 0.3, at(0) + 0.7, y, BAR, Ink::Accent);
                }
            }
            Drawn::Step {
                from,
                to,
                total,
                leads_on,
            } => {
                // A sum is darkest, what was added dark, what was taken away an outline: told apart in gray.
                let ink = match (total, to < from) {
                    (true, _) => Ink::Text,
                    (false, false) => Ink::Accent,
                    (false, true) => Ink::Pale,
                };
                let (left, right) = (at(from.min(to)), at(from.max(to)));
                put(left, right, y, BAR, ink);
                if to < from {
                    for (x, until) in [(left, left + 0.8), (right - 0.8, right)] {
                        put(x, until, y, BAR, Ink::Accent);
                    }
                    for line in [y, y + BAR - 0.8] {
                        put(left, right, line, 0.8, Ink::Accent);
                    }
                }
                let end = at(to);
                if from == to {
                    put(end - 0.5, end + 0.5, y, BAR, Ink::Accent);
                }
                if leads_on {
                    put(end - 0.25, end + 0.25, y + BAR, height - y - BAR, Ink::Line);
                }
                if !total {
                    let start = at(from);
                    put(start - 0.25, start + 0.25, 0.0, y, Ink::Line);
                }
                if total && !leads_on {
                    put(end - 0.25, end + 0.25, 0.0, y, Ink::Line);
                }
            }
        }
        for (flow, x) in [(labels, 0.0), (printed, frame.printed)] {
            let mut top = (height - flow::height(&flow)) / 2.0;
            for unit in flow {
                if let Body::Slice(slice) = unit.body {
                    things.extend(slice.things.into_iter().map(|placed| Placed {
                        x: placed.x + x,
                        y: placed.y + top,
                        ..placed
                    }));
                }
                top += unit.height;
            }
        }
        Unit::slice(height, things)
    }

    fn axis(&mut self, frame: Frame, owner: Owner) -> Unit {
        let mut things = Vec::new();
        grid(frame, 3.0, owner, &mut things);
        let mut style = with_leading(style::CHART, 9.0);
        style.size = 6.6;
        style.ink = Ink::Muted;
        let setting = Setting {
            style,
            figures: Figures::Table,
            bold: false,
        };
        for tick in TICKS {
            let text = Inlines::from(Text::plain(format!("{tick} %")));
            let words = self.prepare(&text, setting, Whose::Given(owner));
            let width = words.natural_width() + 0.1;
            let x = frame.bars + frame.bars_width * f32::from(tick) / 100.0 - width / 2.0;
            for unit in self.lines(&words, width, Align::Left) {
                if let Body::Slice(slice) = unit.body {
                    things.extend(slice.things.into_iter().map(|placed| Placed {
                        x: placed.x + x,
                        y: placed.y + 3.5,
                        ..placed
                    }));
                }
            }
        }
        Unit::slice(13.0, things)
    }
}

fn grid(frame: Frame, height: f32, owner: Owner, things: &mut Vec<Placed>) {
    for tick in TICKS {
        things.push(Placed {
            x: frame.bars + frame.bars_width * f32::from(tick) / 100.0 - 0.2,
            y: 0.0,
            owner,
            thing: Thing::Box {
                width: 0.4,
                height,
                ink: Ink::Rule,
            },
        });
    }
}
