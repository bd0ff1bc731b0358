//! Shaped words to text operators.
//!
//! A glyph whose meaning the font's own table tells is written as a character; others as numbers. A
//! cluster that the table cannot tell (two glyphs for one letter, a glyph that already means something
//! else) carries its text with it.

use printpdf::{Codepoint, DictItem, Op, PdfFontHandle, Point, Pt, TextItem};

use super::{Pen, round, utf16};
use crate::{
    scene::{Ink, Piece},
    shape::{Cluster, Glyph},
};

/// What is gathered for one operator.
#[derive(Default)]
struct Show {
    items: Vec<TextItem>,
    text: String,
}

impl Show {
    fn offset(&mut self, thousandths: i32) {
        if thousandths != 0 {
            self.settle();
            // Exact: kerning is a few hundred thousandths.
            #[allow(clippy::cast_precision_loss, reason = "a few hundred")]
            self.items.push(TextItem::Offset(thousandths as f32));
        }
    }

    fn settle(&mut self) {
        if !self.text.is_empty() {
            self.items
                .push(TextItem::Text(std::mem::take(&mut self.text)));
        }
    }

    fn end(&mut self, ops: &mut Vec<Op>) {
        self.settle();
        if !self.items.is_empty() {
            ops.push(Op::ShowText {
                items: std::mem::take(&mut self.items),
            });
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
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFont {
                font: PdfFontHandle::External(embedded.id.clone()),
                size: Pt(size),
            },
            Op::SetTextCursor {
                pos: Point {
                    x: Pt(round(x)),
                    y: Pt(round(y)),
                },
            },
        ]);
        let mut show = Show::default();
        let mut advance = 0;
        for piece in words {
            for cluster in piece.word.clusters.iter().take(piece.to).skip(piece.from) {
                advance += cluster.advance;
                if cluster.plain {
                    for glyph in &cluster.glyphs {
                        self.glyph(face, *glyph, cluster, size, &mut show);
                    }
                    continue;
                }
                show.end(&mut self.ops);
                let said = DictItem::Bytes(utf16(&cluster.text));
                self.ops.push(Op::BeginMarkedContentWithProperties {
                    tag: "Span".to_owned(),
                    properties: DictItem::Dict {
                        map: [("ActualText".to_owned(), said)].into(),
                    },
                });
                for glyph in &cluster.glyphs {
                    self.glyph(face, *glyph, cluster, size, &mut show);
                }
                show.end(&mut self.ops);
                self.ops.push(Op::EndMarkedContent);
            }
        }
        show.end(&mut self.ops);
        self.ops.push(Op::EndTextSection);
        crate::layout::points(advance, size)
    }

    fn glyph(
        &mut self,
        face: crate::fonts::Face,
        glyph: Glyph,
        cluster: &Cluster,
        size: f32,
        show: &mut Show,
    ) {
        let Some(embedded) = self.embedded.get(&face) else {
            return;
        };
        if glyph.rise != 0 {
            show.end(&mut self.ops);
            let points = round(crate::layout::points(glyph.rise, size));
            self.ops.push(Op::SetLineOffset { multiplier: points });
        }
        show.offset(-glyph.shift);
        let number = embedded.number(glyph.id);
        let mut chars = cluster.text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if cluster.plain && embedded.shows(c, number) => show.text.push(c),
            _ => {
                show.settle();
                let meaning = self.faces.meaning(face, glyph.id).to_owned();
                let code = Codepoint::with_cid(number, 0.0, meaning);
                if let Some(TextItem::GlyphIds(codes)) = show.items.last_mut() {
                    codes.push(code);
                } else {
                    show.items.push(TextItem::GlyphIds(vec![code]));
                }
            }
        }
        show.offset(glyph.shift - glyph.kerning);
        if glyph.rise != 0 {
            show.end(&mut self.ops);
            self.ops.push(Op::SetLineOffset { multiplier: 0.0 });
        }
    }
}
