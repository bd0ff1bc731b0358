//! Text to glyphs: kerning, ligatures and tabular figures, one word at a time.
//!
//! Words are shaped once and kept, because a report says the same words many times; that is what keeps
//! layout linear and fast. A shaped word is a sequence of clusters, each the least that can be broken
//! apart, and knows for each what it is read back as.

use std::{collections::HashMap, rc::Rc};

use rustybuzz::{Direction, Feature, Script, ShapePlan, UnicodeBuffer, script, ttf_parser::Tag};

use crate::{
    fonts::{Face, Faces, GlyphId},
    power::{exponent, raised},
    quick::BuildQuick,
};

/// A glyph in its place. All measures are in thousandths of an em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) id: GlyphId,
    /// Added to the pen before the glyph and taken back after it.
    pub(crate) shift: i32,
    /// How far above the baseline it stands.
    pub(crate) rise: i32,
    /// Added to the pen after the glyph: kerning, negative where it is drawn nearer.
    pub(crate) kerning: i32,
}

/// The least part of a text that can be broken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cluster {
    pub(crate) glyphs: Vec<Glyph>,
    /// What it is read back as.
    pub(crate) text: String,
    /// Whether its one glyph says so by itself; otherwise it carries `ActualText`.
    pub(crate) plain: bool,
    /// How far the pen moves, in thousandths of an em.
    pub(crate) advance: i32,
}

/// A shaped piece of text in one face.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) face: Face,
    pub(crate) clusters: Vec<Cluster>,
    /// How far the pen moves, in thousandths of an em.
    pub(crate) advance: i32,
}

/// How digits are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Figures {
    /// Each as wide as it likes.
    Text,
    /// All of one width, so that columns of numbers line up.
    Table,
}

/// Shapes words and keeps them.
pub(crate) struct Shaper {
    pub(crate) faces: Faces,
    /// By face and figures.
    words: [HashMap<Box<str>, Rc<Word>, BuildQuick>; 2 * Face::ALL.len()],
    /// What shaping does for a face, tabular digits and a script; dear to make.
    plans: HashMap<(Face, bool, Script), ShapePlan>,
    buffer: Option<UnicodeBuffer>,
}

impl Shaper {
    pub(crate) fn new(faces: Faces) -> Self {
        Self {
            faces,
            words: std::array::from_fn(|_| HashMap::default()),
            plans: HashMap::new(),
            buffer: None,
        }
    }

    /// Shapes a text all of whose characters the face covers.
    pub(crate) fn shape(&mut self, face: Face, figures: Figures, text: &str) -> Rc<Word> {
        let shelf = 2 * face as usize + figures as usize;
        if let Some(word) = self.words[shelf].get(text) {
            return Rc::clone(word);
        }
        let word = Rc::new(self.shape_anew(face, figures, text));
        self.words[shelf].insert(text.into(), Rc::clone(&word));
        word
    }

    /// In tables, digits are shaped apart from what is around them: Inter's tabular feature has wide hyphens and
    /// colons too, which part words.
    fn shape_anew(&mut self, face: Face, figures: Figures, text: &str) -> Word {
        let mut clusters = Vec::new();
        let mut rest = text;
        let mut before = None;
        while let Some(first) = rest.chars().next() {
            if let Some(power) = exponent(before, rest)
                && let Some(cluster) = self.shape_power(face, power)
            {
                clusters.push(cluster);
                before = None;
                rest = rest.get(1 + power.len()..).unwrap_or_default();
                continue;
            }
            let tabular = figures == Figures::Table && first.is_ascii_digit();
            let caret = |at: usize, c: char| at > 0 && c == '^';
            let ends = |(at, c): (usize, char)| match figures {
                Figures::Text => caret(at, c),
                Figures::Table => caret(at, c) || c.is_ascii_digit() != first.is_ascii_digit(),
            };
            let end = rest
                .char_indices()
                .find_map(|place| ends(place).then_some(place.0))
                .unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            before = piece.chars().next_back();
            clusters.append(&mut self.shape_piece(face, tabular, piece));
            rest = after;
        }
        let advance = clusters.iter().map(|cluster| cluster.advance).sum();
        Word {
            face,
            clusters,
            advance,
        }
    }

    /// An exponent as one cluster of raised figures that is read back with its caret; `None` where the face has none.
    fn shape_power(&mut self, face: Face, power: &str) -> Option<Cluster> {
        let figures = raised(power);
        let loaded = self.faces.get(face);
        if !figures.chars().all(|c| loaded.glyph(c).is_some()) {
            return None;
        }
        let shaped = self.shape_piece(face, false, &figures);
        Some(Cluster {
            advance: shaped.iter().map(|cluster| cluster.advance).sum(),
            glyphs: shaped
                .into_iter()
                .flat_map(|cluster| cluster.glyphs)
                .collect(),
            text: format!("^{power}"),
            plain: false,
        })
    }

    fn shape_piece(&mut self, face: Face, tabular: bool, text: &str) -> Vec<Cluster> {
        let mut buffer = self.buffer.take().unwrap_or_default();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        // The faces hold Latin, Greek and Cyrillic; a stray mark of another script must not turn the line.
        buffer.set_direction(Direction::LeftToRight);
        if buffer.script() == script::UNKNOWN {
            buffer.set_script(script::LATIN);
        }
        let loaded = &self.faces.get(face).shaper;
        let script = buffer.script();
        let plan = self
            .plans
            .entry((face, tabular, script))
            .or_insert_with(|| {
                let feature = Feature::new(Tag::from_bytes(b"tnum"), 1, ..);
                let features = if tabular {
                    std::slice::from_ref(&feature)
                } else {
                    &[]
                };
                ShapePlan::new(loaded, Direction::LeftToRight, Some(script), None, features)
            });
        let shaped = rustybuzz::shape_with_plan(loaded, plan, buffer);
        let clusters = self.clusters(face, text, &shaped);
        self.buffer = Some(shaped.clear());
        clusters
    }

    fn clusters(
        &mut self,
        face: Face,
        text: &str,
        shaped: &rustybuzz::GlyphBuffer,
    ) -> Vec<Cluster> {
        let loaded = self.faces.get_mut(face);
        let infos = shaped.glyph_infos();
        let positions = shaped.glyph_positions();
        let mut clusters = Vec::new();
        let mut at = 0;
        while at < infos.len() {
            let start = infos[at].cluster as usize;
            let mut end = at + 1;
            while end < infos.len() && infos[end].cluster as usize == start {
                end += 1;
            }
            let stop = infos
                .get(end)
                .map_or(text.len(), |next| next.cluster as usize);
            let said = text.get(start..stop).unwrap_or_default();
            let mut advance = 0;
            let mut glyphs = Vec::with_capacity(end - at);
            for (info, position) in infos[at..end].iter().zip(&positions[at..end]) {
                let id = GlyphId(u16::try_from(info.glyph_id).unwrap_or(0));
                let kerning = loaded.kerning(id, position.x_advance);
                advance += loaded.advance(id) + kerning;
                glyphs.push(Glyph {
                    id,
                    shift: loaded.thousandths(position.x_offset),
                    rise: loaded.thousandths(position.y_offset),
                    kerning,
                });
            }
            let plain = match glyphs.as_slice() {
                [one] => loaded.bind(one.id, said),
                several => {
                    for (glyph, c) in several.iter().zip(said.chars()) {
                        loaded.bind(glyph.id, c.encode_utf8(&mut [0; 4]));
                    }
                    for glyph in several {
                        loaded.bind(glyph.id, said);
                    }
                    false
                }
            };
            clusters.push(Cluster {
                glyphs,
                text: said.to_owned(),
                plain,
                advance,
            });
            at = end;
        }
        clusters
    }
}
