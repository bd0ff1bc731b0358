//! Measured pieces to lines.

use super::{
    Composer,
    flow::{Flow, Unit},
    inline::{Kind, NUMBER_PAD, Part, Prepared, Run, SIGN, Segment, points},
};
use crate::{
    document::{Align, Mark},
    fonts::Face,
    scene::{Ink, Piece, Placed, Thing},
};

/// Sums of widths may differ in the last bits; this is less than anybody sees.
const SLACK: f32 = 0.01;

/// One line.
#[derive(Debug, Default)]
struct Line {
    parts: Vec<Part>,
    /// Without the blanks at its end.
    width: f32,
    blank: f32,
}

impl Line {
    fn add(&mut self, parts: impl IntoIterator<Item = Part>, width: f32, blank: f32) {
        self.parts.extend(parts);
        self.width += self.blank + width;
        self.blank = blank;
    }
}

impl Prepared {
    /// How wide the text is when only what must end a line does.
    pub(super) fn natural_width(&self) -> f32 {
        let mut widest: f32 = 0.0;
        let mut line = 0.0;
        let mut blank = 0.0;
        for segment in &self.segments {
            line += blank + segment.width;
            blank = segment.blank;
            widest = widest.max(line);
            if segment.ends_line {
                (line, blank) = (0.0, 0.0);
            }
        }
        widest
    }

    /// The widest piece that a line cannot break.
    pub(super) fn least_width(&self) -> f32 {
        self.segments
            .iter()
            .map(|segment| segment.width)
            .fold(0.0, f32::max)
    }

    fn lines(&self, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut line = Line::default();
        let mut open = false;
        let early = self.early(width);
        for (at, segment) in self.segments.iter().enumerate() {
            let fits = line.width + line.blank + segment.width <= width + SLACK;
            if (!fits || early.contains(&at)) && !line.parts.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if segment.width <= width + SLACK {
                line.add(segment.parts.iter().cloned(), segment.width, segment.blank);
            } else {
                for part in &segment.parts {
                    self.break_up(part, width, &mut line, &mut lines);
                }
            }
            open = true;
            if segment.ends_line {
                lines.push(std::mem::take(&mut line));
                open = false;
            }
        }
        if open {
            lines.push(line);
        }
        lines
    }

    /// Finds the pieces that begin a line although the line before has room for them, so that no text ends on a word
    /// alone: the word before it goes down with it. There are no more lines for that, and the line it leaves is still
    /// half full: in a narrow cell a last word alone reads better than three short lines.
    fn early(&self, width: f32) -> Vec<usize> {
        let mut early = Vec::new();
        // How wide the line is that is being filled, its pieces, and those of the line before it.
        let (mut filled, mut blank, mut here, mut above) = (0.0, 0.0, 0_usize, 0_usize);
        let mut filled_above = 0.0;
        let mut before: Option<&Segment> = None;
        for (at, segment) in self.segments.iter().enumerate() {
            if filled + blank + segment.width > width + SLACK && here > 0 {
                filled_above = filled;
                (filled, blank, above, here) = (0.0, 0.0, here, 0);
            }
            filled += blank + segment.width;
            blank = segment.blank;
            // A piece that is broken up itself is no word.
            here = if segment.width > width + SLACK {
                2
            } else {
                here + 1
            };
            if segment.ends_line || at + 1 == self.segments.len() {
                let together = before.map_or(f32::MAX, |before| {
                    before.width + before.blank + segment.width
                });
                let left = filled_above - before.map_or(0.0, |before| before.width);
                let full = left * 2.0 >= width;
                if here == 1 && above > 2 && full && together <= width + SLACK {
                    early.push(at - 1);
                }
                (filled, blank, above, here) = (0.0, 0.0, 0, 0);
            }
            before = Some(segment);
        }
        early
    }

    /// Adds a part of a piece that is wider than a line, cluster by cluster.
    fn break_up(&self, part: &Part, width: f32, line: &mut Line, lines: &mut Vec<Line>) {
        if part.blank {
            line.add([part.clone()], 0.0, part.width);
            return;
        }
        let Some(run) = self.runs.get(part.run) else {
            return;
        };
        let around = part.width - points(part.piece.advance(), run.size);
        if line.width + line.blank + part.width <= width + SLACK
            || matches!(run.kind, Kind::Sign(_))
        {
            line.add([part.clone()], part.width, 0.0);
            return;
        }
        let mut from = part.piece.from;
        let mut advance = 0;
        for at in part.piece.from..part.piece.to {
            let next = part
                .piece
                .word
                .clusters
                .get(at)
                .map_or(0, |cluster| cluster.advance);
            let total = line.width + line.blank + points(advance + next, run.size) + around;
            if total > width + SLACK && (at > from || !line.parts.is_empty()) {
                if at > from {
                    let piece = Piece {
                        from,
                        to: at,
                        ..part.piece.clone()
                    };
                    let wide = points(advance, run.size) + around;
                    line.add(
                        [Part {
                            piece,
                            width: wide,
                            ..part.clone()
                        }],
                        wide,
                        0.0,
                    );
                }
                lines.push(std::mem::take(line));
                (from, advance) = (at, 0);
            }
            advance += next;
        }
        let piece = Piece {
            from,
            to: part.piece.to,
            ..part.piece.clone()
        };
        let wide = points(advance, run.size) + around;
        line.add(
            [Part {
                piece,
                width: wide,
                ..part.clone()
            }],
            wide,
            0.0,
        );
    }
}

impl Composer {
    /// Breaks text into lines, one slice each; the first and the last do not stand alone on a page.
    pub(super) fn lines(&self, prepared: &Prepared, width: f32, align: Align) -> Flow {
        let lines = prepared.lines(width);
        let count = lines.len();
        lines
            .into_iter()
            .enumerate()
            .map(|(index, line)| {
                let x = match align {
                    Align::Left => 0.0,
                    Align::Right => (width - line.width).max(0.0),
                    Align::Center => ((width - line.width) / 2.0).max(0.0),
                };
                let last = index + 1 == count;
                let mut unit =
                    Unit::slice(prepared.style.leading, self.set(prepared, &line, x, last));
                unit.keep_next = !last && (index == 0 || index + 2 == count);
                unit
            })
            .collect()
    }

    /// Puts the parts of a line where they belong.
    fn set(&self, prepared: &Prepared, line: &Line, start: f32, last: bool) -> Vec<Placed> {
        let style = prepared.style;
        let baseline = self.baseline(prepared);
        let mut things: Vec<Placed> = Vec::with_capacity(2);
        let mut x = start;
        let trailing = line
            .parts
            .iter()
            .rposition(|part| !part.blank)
            .map_or(0, |at| at + 1);
        let mut at = 0;
        while let Some(part) = line.parts.get(at) {
            let Some(run) = prepared.runs.get(part.run) else {
                break;
            };
            let mut end = at + 1;
            if run.kind == Kind::Text {
                while line.parts.get(end).is_some_and(|next| next.run == part.run) {
                    end += 1;
                }
            }
            // The blank at the end of the last line says nothing; elsewhere it parts two words.
            let shown = if last { end.min(trailing.max(at)) } else { end };
            let group = line.parts.get(at..shown).unwrap_or_default();
            let inked: f32 = group
                .iter()
                .take(trailing.saturating_sub(at))
                .map(|part| part.width)
                .sum();
            match run.kind {
                Kind::Text => {
                    self.text(run, group, x, baseline, inked, &mut things);
                }
                Kind::Number => number(run, part, x, baseline, style.size, &mut things),
                Kind::Sign(status) => {
                    let size = (SIGN - 0.06) * style.size;
                    let y = baseline - self.cap(run.face) * style.size / 2.0 - size / 2.0;
                    things.push(Placed {
                        x,
                        y,
                        owner: run.owner,
                        thing: Thing::Sign {
                            status,
                            size,
                            ink: Ink::Accent,
                        },
                    });
                }
            }
            x += line
                .parts
                .get(at..end)
                .unwrap_or_default()
                .iter()
                .map(|part| part.width)
                .sum::<f32>();
            at = end;
        }
        things
    }

    fn text(&self, run: &Run, group: &[Part], x: f32, y: f32, inked: f32, out: &mut Vec<Placed>) {
        if group.is_empty() {
            return;
        }
        let line = |y: f32, height: f32, ink: Ink| Placed {
            x,
            y,
            owner: run.owner,
            thing: Thing::Box {
                width: inked,
                height,
                ink,
            },
        };
        if run.mark == Some(Mark::Noted) {
            out.push(line(y - run.size * 0.84, run.size * 1.14, Ink::Ground));
        }
        let words = group.iter().map(|part| part.piece.clone()).collect();
        out.push(Placed {
            x,
            y,
            owner: run.owner,
            thing: Thing::Text {
                words,
                size: run.size,
                ink: run.ink,
            },
        });
        match run.mark {
            Some(Mark::Added) => out.push(line(y + run.size * 0.14, 0.7, run.ink)),
            Some(Mark::Removed) => out.push(line(y - run.size * 0.25, 0.7, run.ink)),
            Some(Mark::Noted) | None => {}
        }
        if let Some((node, to)) = &run.link {
            if inked > 0.0 {
                out.push(line(y + run.size * 0.16, 0.4, Ink::Accent));
            }
            out.push(Placed {
                x,
                y: y - run.size * 0.8,
                owner: run.owner,
                thing: Thing::Link {
                    width: inked.max(1.0),
                    height: run.size * 1.05,
                    node: *node,
                    to: std::rc::Rc::clone(to),
                },
            });
        }
    }

    /// How far below the top of a line its baseline is: capitals stand in the middle of the line.
    fn baseline(&self, prepared: &Prepared) -> f32 {
        let face = prepared.style.family.face(false, false);
        (prepared.style.leading + self.cap(face) * prepared.style.size) / 2.0
    }

    /// The height of capitals, as a share of the size.
    pub(super) fn cap(&self, face: Face) -> f32 {
        self.shaper.faces.get(face).cap_height()
    }
}

/// A character's number in a thin frame.
fn number(run: &Run, part: &Part, x: f32, baseline: f32, size: f32, out: &mut Vec<Placed>) {
    out.push(Placed {
        x: x + NUMBER_PAD,
        y: baseline - size * 0.74,
        owner: run.owner,
        thing: Thing::Frame {
            width: part.width - 2.0 * NUMBER_PAD,
            height: size * 0.84,
            ink: Ink::Line,
        },
    });
    out.push(Placed {
        x: x + 2.0 * NUMBER_PAD,
        y: baseline - size * 0.05,
        owner: run.owner,
        thing: Thing::Text {
            words: vec![part.piece.clone()],
            size: run.size,
            ink: Ink::Muted,
        },
    });
}
