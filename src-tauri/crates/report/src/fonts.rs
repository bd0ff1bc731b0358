//! The faces: what is embedded, which characters it covers, and how its glyphs end up in the file.
//!
//! The faces are compiled in, so that a page looks the same on every machine and nothing is looked up in
//! the system. Each is subset to the glyphs that a file uses.

use std::collections::BTreeMap;

use printpdf::{Codepoint, FontId, FontMetrics, FontType, ParsedFont, PdfFont, PdfFontMetricsStub};
use rustybuzz::ttf_parser;

use crate::RenderError;

/// One bundled face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    /// Source Serif 4 Regular.
    Serif,
    /// Source Serif 4 Semibold.
    SerifBold,
    /// Source Serif 4 Italic.
    SerifItalic,
    /// Inter Regular.
    Sans,
    /// Inter Medium.
    SansMedium,
    /// Inter Semibold.
    SansBold,
}

impl Face {
    /// All faces, in the order of their numbers.
    pub(crate) const ALL: [Self; 6] = [
        Self::Serif,
        Self::SerifBold,
        Self::SerifItalic,
        Self::Sans,
        Self::SansMedium,
        Self::SansBold,
    ];

    /// The face that is asked when this one lacks a character.
    pub(crate) fn substitute(self) -> Self {
        match self {
            Self::Serif | Self::SerifItalic => Self::Sans,
            Self::SerifBold => Self::SansBold,
            Self::Sans | Self::SansMedium => Self::Serif,
            Self::SansBold => Self::SerifBold,
        }
    }

    /// The PostScript name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Serif => "SourceSerif4-Regular",
            Self::SerifBold => "SourceSerif4-SemiBold",
            Self::SerifItalic => "SourceSerif4-Italic",
            Self::Sans => "Inter-Regular",
            Self::SansMedium => "Inter-Medium",
            Self::SansBold => "Inter-SemiBold",
        }
    }

    /// The name of the resource in the file, and the tag that marks a subset: six capital letters, the
    /// same in every file, since printpdf's own counter differs from run to run.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Serif => "PRVSRA",
            Self::SerifBold => "PRVSRB",
            Self::SerifItalic => "PRVSRC",
            Self::Sans => "PRVINA",
            Self::SansMedium => "PRVINB",
            Self::SansBold => "PRVINC",
        }
    }

    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Serif => include_bytes!("../../../../assets/fonts/SourceSerif4_400Regular.ttf"),
            Self::SerifBold => {
                include_bytes!("../../../../assets/fonts/SourceSerif4_600SemiBold.ttf")
            }
            Self::SerifItalic => {
                include_bytes!("../../../../assets/fonts/SourceSerif4_400Regular_Italic.ttf")
            }
            Self::Sans => include_bytes!("../../../../assets/fonts/Inter_400Regular.ttf"),
            Self::SansMedium => include_bytes!("../../../../assets/fonts/Inter_500Medium.ttf"),
            Self::SansBold => include_bytes!("../../../../assets/fonts/Inter_600SemiBold.ttf"),
        }
    }
}

/// A glyph as it is shown and as it is read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct GlyphId(pub(crate) u16);

/// How many characters have their glyphs looked up once: ASCII, Latin-1 and Latin Extended-A.
const LOW: usize = 0x180;

/// A parsed face.
pub(crate) struct LoadedFace {
    pub(crate) face: Face,
    pub(crate) shaper: rustybuzz::Face<'static>,
    units_per_em: i32,
    /// The glyphs of the first characters, 0 where there is none: most of what is ever printed.
    low: [u16; LOW],
    /// What each used glyph is read back as. The first use decides; later uses with other text carry
    /// `ActualText`.
    meanings: BTreeMap<GlyphId, String>,
}

impl LoadedFace {
    fn load(face: Face) -> Result<Self, RenderError> {
        let shaper =
            rustybuzz::Face::from_slice(face.bytes(), 0).ok_or_else(|| RenderError::Face {
                face: face.name(),
                reason: "it is no TrueType face".to_owned(),
            })?;
        let units_per_em = shaper.units_per_em();
        let mut loaded = Self {
            face,
            shaper,
            units_per_em,
            low: [0; LOW],
            meanings: BTreeMap::new(),
        };
        loaded.low = std::array::from_fn(|code| {
            let c = u32::try_from(code).ok().and_then(char::from_u32);
            c.and_then(|c| loaded.shaper.glyph_index(c))
                .map_or(0, |id| id.0)
        });
        // A plain space must never be read back as a no-break space that shares its glyph.
        if let Some(space) = loaded.glyph(' ') {
            loaded.meanings.insert(space, " ".to_owned());
        }
        Ok(loaded)
    }

    /// The glyph that the face's character map gives for a character.
    pub(crate) fn glyph(&self, c: char) -> Option<GlyphId> {
        let id = match self.low.get(c as usize) {
            Some(&id) => id,
            None => self.shaper.glyph_index(c)?.0,
        };
        (id != 0).then_some(GlyphId(id))
    }

    /// The advance that the file states for a glyph, in thousandths of an em. printpdf cuts it down to a
    /// whole number; layout measures with the same number, so that a line is as wide as it was measured.
    pub(crate) fn advance(&self, glyph: GlyphId) -> i32 {
        let units = self
            .shaper
            .glyph_hor_advance(ttf_parser::GlyphId(glyph.0))
            .unwrap_or(0);
        i32::from(units) * 1000 / self.units_per_em
    }

    /// The height of capitals, as a share of the size.
    pub(crate) fn cap_height(&self) -> f32 {
        let units = self.shaper.capital_height().unwrap_or(700);
        f32::from(units) / f32::from(i16::try_from(self.units_per_em).unwrap_or(1000))
    }

    /// Font units in thousandths of an em, to the nearest.
    pub(crate) fn thousandths(&self, units: i32) -> i32 {
        let doubled = units * 2000 + self.units_per_em * units.signum();
        doubled / (2 * self.units_per_em)
    }

    /// The part of a shaped advance that is not the glyph's own: kerning, in thousandths of an em.
    pub(crate) fn kerning(&self, glyph: GlyphId, shaped: i32) -> i32 {
        let units = self
            .shaper
            .glyph_hor_advance(ttf_parser::GlyphId(glyph.0))
            .unwrap_or(0);
        self.thousandths(shaped - i32::from(units))
    }

    /// Binds a glyph to the text it is read back as, unless it is bound already. Returns whether the glyph
    /// now stands for exactly this text.
    pub(crate) fn bind(&mut self, glyph: GlyphId, text: &str) -> bool {
        match self.meanings.get(&glyph) {
            Some(bound) => bound == text || (bound == " " && text == "\u{a0}"),
            None => {
                self.meanings.insert(glyph, text.to_owned());
                true
            }
        }
    }

    /// Subsets the face to the glyphs that were bound.
    fn embed(&self) -> Result<EmbeddedFace, RenderError> {
        let broken = |reason: String| RenderError::Face {
            face: self.face.name(),
            reason,
        };
        let mut remapper = subsetter::GlyphRemapper::new();
        let mut numbers = Vec::new();
        let mut codes = Vec::with_capacity(self.meanings.len());
        let mut widths = BTreeMap::new();
        let mut by_char = BTreeMap::new();
        for (&glyph, text) in &self.meanings {
            let new = remapper.remap(glyph.0);
            let at = usize::from(glyph.0);
            if numbers.len() <= at {
                numbers.resize(at + 1, 0);
            }
            numbers[at] = new;
            codes.push(Codepoint::with_cid(new, 0.0, text.clone()));
            let units = self
                .shaper
                .glyph_hor_advance(ttf_parser::GlyphId(glyph.0))
                .unwrap_or(0);
            widths.insert(new, units);
            let mut chars = text.chars();
            if let (Some(c), None) = (chars.next(), chars.next())
                && self.glyph(c) == Some(glyph)
            {
                by_char.insert(u32::from(c), new);
            }
        }
        let bytes = subsetter::subset(self.face.bytes(), 0, &remapper)
            .map_err(|error| broken(format!("subsetting: {error}")))?;
        let units = u16::try_from(self.units_per_em).map_err(|error| broken(error.to_string()))?;
        let bounds = self.shaper.global_bounding_box();
        let italic = self.face == Face::SerifItalic;
        let font = PdfFont::new(ParsedFont {
            original_bytes: bytes,
            font_index: 0,
            font_name: Some(format!("{}+{}", self.face.tag(), self.face.name())),
            codepoint_to_glyph: by_char,
            glyph_widths: widths,
            units_per_em: units,
            font_metrics: FontMetrics {
                ascent: self.shaper.ascender(),
                descent: self.shaper.descender(),
            },
            font_type: FontType::TrueType,
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: units,
                x_min: bounds.x_min,
                y_min: bounds.y_min,
                x_max: bounds.x_max,
                y_max: bounds.y_max,
                caret_slope_rise: 1000,
                caret_slope_run: if italic { 213 } else { 0 },
                us_weight_class: self.shaper.weight().to_number(),
            },
        });
        Ok(EmbeddedFace {
            id: FontId(self.face.tag().to_owned()),
            font,
            codes,
            numbers,
        })
    }
}

/// A face as it goes into the file.
pub(crate) struct EmbeddedFace {
    pub(crate) id: FontId,
    pub(crate) font: PdfFont,
    /// Every glyph of the subset, with what it is read back as.
    pub(crate) codes: Vec<Codepoint>,
    /// By the face's number, the subset's.
    numbers: Vec<u16>,
}

impl EmbeddedFace {
    /// The glyph's number in the subset.
    pub(crate) fn number(&self, glyph: GlyphId) -> u16 {
        self.numbers.get(usize::from(glyph.0)).copied().unwrap_or(0)
    }
}

/// All faces of one file.
pub(crate) struct Faces(Vec<LoadedFace>);

impl Faces {
    /// Parses the bundled faces.
    pub(crate) fn load() -> Result<Self, RenderError> {
        Ok(Self(
            Face::ALL
                .into_iter()
                .map(LoadedFace::load)
                .collect::<Result<_, _>>()?,
        ))
    }

    /// A face. `Face::ALL` and the loaded faces have the same order.
    pub(crate) fn get(&self, face: Face) -> &LoadedFace {
        &self.0[face as usize]
    }

    /// A face, to bind glyphs in.
    pub(crate) fn get_mut(&mut self, face: Face) -> &mut LoadedFace {
        &mut self.0[face as usize]
    }

    /// The face that shows a character: the wanted one, else its substitute, else none.
    pub(crate) fn covering(&self, wanted: Face, c: char) -> Option<Face> {
        if hidden(c) {
            return None;
        }
        [wanted, wanted.substitute()]
            .into_iter()
            .find(|&face| self.get(face).glyph(c).is_some())
    }

    /// Subsets every face that is used.
    pub(crate) fn embed(&self) -> Result<BTreeMap<Face, EmbeddedFace>, RenderError> {
        self.0
            .iter()
            .filter(|loaded| loaded.meanings.len() > 1)
            .map(|loaded| Ok((loaded.face, loaded.embed()?)))
            .collect()
    }
}

/// Characters that show nothing or whose look is private to one font: never taken from a face, so that
/// they are printed as their number. An invisible character in a legal text is worth seeing.
pub(crate) fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(u32::from(c),
            0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
            | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFC | 0xFFFE..=0xFFFF | 0xE000..=0xF8FF
            | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0x10_FFFF)
}
