//! Shaped words to text operators.
//!
//! A line of text is written here as one piece and handed to printpdf as one operation: printpdf's own way
//! writes each byte of a string as two digits through the formatting machinery, which took more time than
//! anything else in a report. Glyphs are written by number. A cluster that the font's own table cannot tell
//! (two glyphs for one letter, a glyph that already means something else) carries its text with it.

use std::fmt::Write as _;

use printpdf::Op;

use super::{Pen, round, utf16};
use crate::{
    fonts::EmbeddedFace,
    scene::{Ink, Piece},
    shape::Glyph,
};

/// A show operator that is being written: strings of glyphs with offsets between them.
struct Show<'a> {
    out: &'a mut String,
    open: bool,
    string: bool,
}

impl Show<'_> {
    fn offset(&mut self, thousandths: i32) {
        if thousandths != 0 {
            self.begin();
            self.end_string();
            // Writing to a string cannot fail.
            let _ = write!(self.out, "{thousandths}");
        }
    }

    /// A glyph as two bytes of a literal string. What a string of text cannot hold as it is, is escaped.
    fn glyph(&mut self, number: u16) {
        self.begin();
        if !self.string {
            self.out.push('(');
            self.string = true;
        }
        for byte in number.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => {
                    self.out.push('\\');
                    self.out.push(char::from(byte));
                }
                b'\r' => self.out.push_str("\\r"),
                b'\n' => self.out.push_str("\\n"),
                0x80.. => {
                    let _ = write!(self.out, "\\{byte:03o}");
                }
                _ => self.out.push(char::from(byte)),
            }
        }
    }

    fn begin(&mut self) {
        if !self.open {
            self.out.push_str("\n[");
            self.open = true;
        }
    }

    fn end_string(&mut self) {
        if std::mem::take(&mut self.string) {
            self.out.push(')');
        }
    }

    fn end(&mut self) {
        self.end_string();
        if std::mem::take(&mut self.open) {
            self.out.push_str("]TJ");
        }
    }
}

impl Pen<'_> {
    /// Draws words from a pen position. Returns how wide they are.
    pub(super) fn text(&mut self, words: &[Piece], size: f32, ink: Ink, x: f32, y: f32) -> f32 {
        let Some(first) = words.first() else {
            return 0.0;
        };
        let face = first.word.face;
        let Some(embedded) = self.embedded.get(&face) else {
            return 0.0;
        };
        self.fill_with(ink);
        let mut out = String::with_capacity(256);
        let _ = write!(
            out,
            "BT\n/{} {} Tf\n{} {} Td",
            face.tag(),
            size,
            round(x),
            round(y)
        );
        let mut show = Show {
            out: &mut out,
            open: false,
            string: false,
        };
        let mut advance = 0;
        for piece in words {
            for cluster in piece.word.clusters.iter().take(piece.to).skip(piece.from) {
                advance += cluster.advance;
                if !cluster.plain {
                    show.end();
                    show.out.push_str("\n/Span<</ActualText<");
                    for byte in utf16(&cluster.text) {
                        let _ = write!(show.out, "{byte:02X}");
                    }
                    show.out.push_str(">>>BDC");
                }
                for glyph in &cluster.glyphs {
                    put(embedded, *glyph, size, &mut show);
                }
                if !cluster.plain {
                    show.end();
                    show.out.push_str("\nEMC");
                }
            }
        }
        show.end();
        out.push_str("\nET");
        self.ops.push(Op::Unknown {
            key: out,
            value: Vec::new(),
        });
        crate::layout::points(advance, size)
    }
}

fn put(embedded: &EmbeddedFace, glyph: Glyph, size: f32, show: &mut Show<'_>) {
    if glyph.rise != 0 {
        show.end();
        let points = round(crate::layout::points(glyph.rise, size));
        let _ = write!(show.out, "\n{points} Ts");
    }
    show.offset(-glyph.shift);
    show.glyph(embedded.number(glyph.id));
    show.offset(glyph.shift - glyph.kerning);
    if glyph.rise != 0 {
        show.end();
        show.out.push_str("\n0 Ts");
    }
}
