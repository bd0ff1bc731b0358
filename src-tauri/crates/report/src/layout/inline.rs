//! Inlines to measured pieces, before they are broken into lines.
//!
//! Each character finds a face here; one that none covers becomes the words `U+XXXX`, and is remembered.

use std::{ops::Range, rc::Rc};

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::Composer;
use crate::{
    document::{Inline, Inlines, Mark, Status, Text},
    fonts::Face,
    scene::{Ink, LinkPlace, Owner, Piece},
    shape::Figures,
    style::TextStyle,
    tree::{Decoration, NodeId, Role},
};

/// Who the text belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    /// A node of the structure tree.
    Node(NodeId),
    /// The page: running headers and footers.
    Page,
    /// A drawing, whose alternative text says it.
    Given(Owner),
}

/// How text is set, all told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) style: TextStyle,
    pub(super) figures: Figures,
    /// Whether all of it is bold, whatever the text says.
    pub(super) bold: bool,
}

/// What a run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// The number of a character that no face covers.
    Number,
    Sign(Status),
}

/// Text that is drawn in one manner.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) face: Face,
    pub(super) size: f32,
    pub(super) ink: Ink,
    pub(super) owner: Owner,
    pub(super) kind: Kind,
    pub(super) mark: Option<Mark>,
    pub(super) link: Option<(NodeId, Rc<LinkPlace>)>,
}

/// A measured piece of one run.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) run: usize,
    pub(super) piece: Piece,
    /// In points, with what stands around it.
    pub(super) width: f32,
    pub(super) blank: bool,
}

/// What stands between two places where a line may end.
#[derive(Debug, Clone, Default)]
pub(super) struct Segment {
    pub(super) parts: Vec<Part>,
    /// Without the blanks at its end.
    pub(super) width: f32,
    /// The blanks at its end.
    pub(super) blank: f32,
    /// Whether the line ends here in any case.
    pub(super) ends_line: bool,
}

/// Text that is ready to be broken into lines.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    pub(super) style: TextStyle,
    pub(super) runs: Vec<Run>,
    pub(super) segments: Vec<Segment>,
}

/// Around a number, within its frame and outside it.
pub(super) const NUMBER_PAD: f32 = 1.4;
/// A sign's width and the gap after it, by the size of the text.
pub(super) const SIGN: f32 = 0.78;

/// Text with a face for each stretch.
#[derive(Default)]
struct Spread {
    /// As it is printed; a sign stands as one letter, so that a line does not end after it.
    text: String,
    runs: Vec<Run>,
    ranges: Vec<Range<usize>>,
    /// Where a line may end besides where the text itself allows it.
    breaks: Vec<usize>,
}

impl Spread {
    fn push(&mut self, run: &Run, face: Face, text: &str) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        if let (Some(last), Some(range)) = (self.runs.last(), self.ranges.last_mut())
            && last.face == face
            && last.kind == Kind::Text
            && run.kind == Kind::Text
            && last.owner == run.owner
            && last.ink == run.ink
            && last.mark == run.mark
            && last.link.as_ref().map(|link| link.0) == run.link.as_ref().map(|link| link.0)
        {
            range.end = end;
        } else {
            self.runs.push(Run {
                face,
                ..run.clone()
            });
            self.ranges.push(start..end);
        }
    }
}

impl Composer {
    /// Measures inlines, and grows the structure tree by what they are.
    pub(super) fn prepare(
        &mut self,
        inlines: &Inlines,
        setting: Setting,
        whose: Whose,
    ) -> Prepared {
        let mut spread = Spread::default();
        let mut plain: Option<Owner> = None;
        for inline in &inlines.0 {
            match inline {
                Inline::Text(text) if text.text.is_empty() => {}
                Inline::Text(text) if text.mark.is_none() => {
                    let owner = *plain.get_or_insert_with(|| self.owner(whose));
                    let run = self.run(text, setting, owner);
                    self.spread(&text.text, &run, &mut spread);
                }
                Inline::Text(text) => {
                    let owner = self.owner_within(whose, Role::Span);
                    self.decorate(owner, text.mark);
                    let run = self.run(text, setting, owner);
                    self.spread(&text.text, &run, &mut spread);
                    plain = None;
                }
                Inline::Link(link) if link.text.text.is_empty() => {}
                Inline::Link(link) => {
                    let owner = self.owner_within(whose, Role::Link);
                    let mut run = self.run(&link.text, setting, owner);
                    run.ink = Ink::Accent;
                    if let Owner::Content(content) = owner {
                        let describe = match link.describe.as_str() {
                            "" => link.text.text.clone(),
                            words => words.to_owned(),
                        };
                        let place = LinkPlace {
                            target: link.target.clone(),
                            describe,
                        };
                        run.link = Some((self.tree.owner(content), Rc::new(place)));
                    }
                    self.spread(&link.text.text, &run, &mut spread);
                    plain = None;
                }
                Inline::Status(status, words) => {
                    let owner = if words.is_empty() {
                        Owner::Layout
                    } else {
                        plain = None;
                        let owner = self.owner_within(whose, Role::Span);
                        if let Owner::Content(content) = owner {
                            let node = self.tree.owner(content);
                            self.tree.get_mut(node).actual = Some(words.clone());
                        }
                        owner
                    };
                    let mut run = self.run(&Text::default(), setting, owner);
                    run.kind = Kind::Sign(*status);
                    let face = run.face;
                    spread.push(&run, face, "x");
                }
                Inline::Break => spread.text.push('\n'),
            }
        }
        self.segments(spread, setting)
    }

    fn owner(&mut self, whose: Whose) -> Owner {
        match whose {
            Whose::Node(node) => Owner::Content(self.tree.content(node)),
            Whose::Page => Owner::Page,
            Whose::Given(owner) => owner,
        }
    }

    fn owner_within(&mut self, whose: Whose, role: Role) -> Owner {
        match whose {
            Whose::Node(node) => {
                let inner = self.tree.node(node, role);
                Owner::Content(self.tree.content(inner))
            }
            Whose::Page => Owner::Page,
            Whose::Given(owner) => owner,
        }
    }

    fn decorate(&mut self, owner: Owner, mark: Option<Mark>) {
        if let Owner::Content(content) = owner {
            let node = self.tree.owner(content);
            self.tree.get_mut(node).decoration = match mark {
                Some(Mark::Added) => Some(Decoration::Underline),
                Some(Mark::Removed) => Some(Decoration::LineThrough),
                Some(Mark::Noted) | None => None,
            };
        }
    }

    fn run(&self, text: &Text, setting: Setting, owner: Owner) -> Run {
        Run {
            face: setting
                .style
                .family
                .face(text.bold || setting.bold, text.italic),
            size: setting.style.size,
            ink: if text.muted || text.mark == Some(Mark::Removed) {
                Ink::Muted
            } else {
                setting.style.ink
            },
            owner,
            kind: Kind::Text,
            mark: text.mark,
            link: None,
        }
    }

    /// Adds text to a spread, each character in the face that has it.
    fn spread(&mut self, text: &str, run: &Run, spread: &mut Spread) {
        // A stretch of `text` in one face, not yet added.
        let mut from = 0;
        let mut face_of = run.face;
        let mut after_return = false;
        for (at, c) in text.char_indices() {
            let next = at + c.len_utf8();
            let face = match c {
                ' ' => Some(face_of),
                '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => None,
                c => self.shaper.faces.covering(run.face, c),
            };
            match face {
                Some(face) => {
                    if face != face_of {
                        spread.push(run, face_of, text.get(from..at).unwrap_or_default());
                        (from, face_of) = (at, face);
                    }
                }
                None => {
                    spread.push(run, face_of, text.get(from..at).unwrap_or_default());
                    from = next;
                    match c {
                        '\n' if after_return => {}
                        '\n' | '\r' | '\u{2028}' | '\u{2029}' => spread.text.push('\n'),
                        '\t' => spread.push(run, face_of, " "),
                        c => {
                            self.number(c, run, spread);
                            face_of = run.face;
                        }
                    }
                }
            }
            after_return = c == '\r';
        }
        spread.push(run, face_of, text.get(from..).unwrap_or_default());
    }

    /// Adds the number of a character that no face covers.
    fn number(&mut self, c: char, run: &Run, spread: &mut Spread) {
        self.substituted.insert(c);
        spread.breaks.push(spread.text.len());
        let run = Run {
            kind: Kind::Number,
            size: run.size * 0.74,
            ..run.clone()
        };
        let number = format!("U+{:04X}", u32::from(c));
        spread.push(&run, Face::SansMedium, &number);
        spread.breaks.push(spread.text.len());
    }

    fn segments(&mut self, spread: Spread, setting: Setting) -> Prepared {
        let Spread {
            text,
            runs,
            ranges,
            breaks,
        } = spread;
        let mut ends: Vec<(usize, bool)> = linebreaks(&text)
            .map(|(at, kind)| (at, kind == BreakOpportunity::Mandatory && at < text.len()))
            .chain(
                breaks
                    .into_iter()
                    .filter(|&at| at > 0)
                    .map(|at| (at, false)),
            )
            .collect();
        ends.sort_unstable();
        let mut segments = Vec::with_capacity(ends.len());
        let mut start = 0;
        let mut first_run = 0;
        for (end, ends_line) in ends {
            if !ends_line && end < text.len() && bound(&text, end) {
                continue;
            }
            if end <= start {
                // The same place twice: a line that must end there does.
                if let (true, Some(last)) = (ends_line, segments.last_mut()) {
                    let last: &mut Segment = last;
                    last.ends_line = true;
                }
                continue;
            }
            while ranges
                .get(first_run)
                .is_some_and(|range| range.end <= start)
            {
                first_run += 1;
            }
            let mut segment = Segment {
                ends_line,
                ..Segment::default()
            };
            for (index, range) in ranges.iter().enumerate().skip(first_run) {
                if range.start >= end {
                    break;
                }
                let piece = text.get(range.start.max(start)..range.end.min(end));
                if let Some(run) = runs.get(index) {
                    self.measure(index, run, piece.unwrap_or_default(), setting, &mut segment);
                }
            }
            segments.push(segment);
            start = end;
        }
        Prepared {
            style: setting.style,
            runs,
            segments,
        }
    }

    fn measure(&mut self, index: usize, run: &Run, text: &str, set: Setting, into: &mut Segment) {
        let text = text.trim_end_matches('\n');
        let words = text.trim_end_matches(' ');
        for (text, blank) in [
            (words, false),
            (text.get(words.len()..).unwrap_or_default(), true),
        ] {
            if text.is_empty() {
                continue;
            }
            let word = self.shaper.shape(run.face, set.figures, text);
            let piece = Piece::whole(word);
            let width = match run.kind {
                Kind::Text => points(piece.advance(), run.size),
                Kind::Number => points(piece.advance(), run.size) + 4.0 * NUMBER_PAD,
                Kind::Sign(_) => SIGN * run.size,
            };
            into.parts.push(Part {
                run: index,
                piece,
                width,
                blank,
            });
            if blank {
                into.blank += width;
            } else {
                into.width += into.blank + width;
                into.blank = 0.0;
            }
        }
    }
}

/// Whether a line must not end here although the text allows it: between a section sign or "No." and its
/// number, between a number and its percent sign, and before a dot that parts two things.
fn bound(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let Some(next) = after.chars().next() else {
        return false;
    };
    let before = before.trim_end_matches(' ');
    match next {
        '%' => before.ends_with(|c: char| c.is_ascii_digit()),
        '\u{b7}' => true,
        next if next.is_ascii_digit() => {
            let signs = ["\u{a7}", "\u{b6}", " No.", "(No."];
            signs.iter().any(|sign| before.ends_with(sign)) || within_date(before, after)
        }
        _ => before.ends_with("://"),
    }
}

/// Whether a date would be parted: `August 3, 2026` is read at once.
fn within_date(before: &str, after: &str) -> bool {
    let figures = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let names_month = |text: &str| {
        let word = text.rsplit(|c: char| !c.is_alphabetic()).next();
        word.is_some_and(|word| {
            MONTHS.contains(&word) || MONTHS.iter().any(|month| short(month) == word)
        })
    };
    match before.strip_suffix(',') {
        Some(day) => {
            let named = day.trim_end_matches(|c: char| c.is_ascii_digit());
            let digits = day.len() - named.len();
            figures(after) == 4 && matches!(digits, 1 | 2) && names_month(named.trim_end())
        }
        None => figures(after) <= 2 && names_month(before),
    }
}

/// A month as it stands in narrow columns.
fn short(month: &str) -> &str {
    month.get(..3).unwrap_or(month)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Thousandths of an em in points.
pub(crate) fn points(thousandths: i32, size: f32) -> f32 {
    // Exact: a line is far shorter than 2^24 thousandths.
    #[allow(clippy::cast_precision_loss, reason = "far below 2^24")]
    let ems = thousandths as f32;
    ems * size / 1000.0
}
