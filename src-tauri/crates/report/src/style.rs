//! How things are set: sizes, leading, spaces and faces, all in one place. Measures are in points.

use crate::{
    document::{Density, HeadingLook, Paper, ParagraphStyle},
    fonts::Face,
    scene::Ink,
};

/// Left and right margin.
pub(crate) const MARGIN: f32 = 54.0;
/// Where the first line of the header hangs from.
pub(crate) const HEADER_TOP: f32 = 34.0;
/// Between the header and the body.
pub(crate) const HEADER_GAP: f32 = 16.0;
/// Below the last line of the footer.
pub(crate) const FOOTER_BOTTOM: f32 = 32.0;
/// Between the body and the rule above the footer.
pub(crate) const FOOTER_GAP: f32 = 12.0;
/// Lines of text are no longer than this: about 80 characters of the body face.
pub(crate) const MEASURE: f32 = 424.0;
/// Between table columns.
pub(crate) const COLUMN_GAP: f32 = 12.0;
/// Between columns of blocks.
pub(crate) const SIDE_GAP: f32 = 26.0;
/// Above the text of a table row.
pub(crate) const CELL_TOP: f32 = 2.6;
/// Below the text of a table row.
pub(crate) const CELL_BOTTOM: f32 = 3.4;
/// How thick rules are.
pub(crate) const HAIRLINE: f32 = 0.6;

/// Width and height of a sheet.
pub(crate) fn sheet(paper: Paper) -> (f32, f32) {
    match paper {
        Paper::Letter => (612.0, 792.0),
        Paper::A4 => (595.276, 841.89),
    }
}

/// A family of faces: what bold and italic mean for a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Serif,
    SerifBold,
    Sans,
    SansMedium,
    SansBold,
}

impl Family {
    pub(crate) fn face(self, bold: bool, italic: bool) -> Face {
        match (self, bold, italic) {
            (Self::Serif, false, true) => Face::SerifItalic,
            (Self::Serif, false, false) => Face::Serif,
            (Self::Serif, true, _) | (Self::SerifBold, ..) => Face::SerifBold,
            (Self::Sans, false, _) => Face::Sans,
            (Self::SansMedium, false, _) => Face::SansMedium,
            (Self::Sans | Self::SansMedium, true, _) | (Self::SansBold, ..) => Face::SansBold,
        }
    }
}

/// How a block of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TextStyle {
    pub(crate) family: Family,
    pub(crate) size: f32,
    /// From baseline to baseline.
    pub(crate) leading: f32,
    pub(crate) ink: Ink,
    pub(crate) before: f32,
    pub(crate) after: f32,
}

impl TextStyle {
    /// The same style, larger or smaller.
    pub(crate) fn scaled(self, by: f32) -> Self {
        Self {
            size: self.size * by,
            leading: self.leading * by,
            before: self.before * by,
            after: self.after * by,
            ..self
        }
    }
}

/// By how much everything in the body is larger or smaller.
pub(crate) fn scale(density: Density) -> f32 {
    match density {
        Density::Reading => 1.0,
        Density::Compact => 0.93,
    }
}

/// How a paragraph is set.
pub(crate) fn paragraph(style: ParagraphStyle) -> TextStyle {
    let (family, size, leading, ink, before, after) = match style {
        ParagraphStyle::Body | ParagraphStyle::Quote => {
            (Family::Serif, 11.0, 14.6, Ink::Text, 0.0, 7.0)
        }
        ParagraphStyle::Lead => (Family::Serif, 11.0, 14.6, Ink::Muted, 0.0, 7.0),
        ParagraphStyle::Small => (Family::Sans, 9.0, 12.4, Ink::Text, 0.0, 4.0),
        ParagraphStyle::Note => (Family::Sans, 8.0, 11.2, Ink::Muted, 2.0, 5.0),
        ParagraphStyle::Label => (Family::SansMedium, 9.0, 12.4, Ink::Text, 4.0, 2.0),
    };
    TextStyle {
        family,
        size,
        leading,
        ink,
        before,
        after,
    }
}

/// How a heading is set.
pub(crate) fn heading(look: HeadingLook, level: u8) -> TextStyle {
    let look = match (look, level) {
        (HeadingLook::ByLevel, 1) => HeadingLook::Title,
        (HeadingLook::ByLevel, 2) => HeadingLook::Chapter,
        (HeadingLook::ByLevel, 3) => HeadingLook::Section,
        (HeadingLook::ByLevel, _) => HeadingLook::Minor,
        (look, _) => look,
    };
    let (family, size, leading, ink, before, after) = match look {
        HeadingLook::Title | HeadingLook::ByLevel => {
            (Family::Serif, 20.0, 24.0, Ink::Text, 12.0, 5.0)
        }
        HeadingLook::Chapter => (Family::SerifBold, 14.0, 18.0, Ink::Text, 22.0, 7.0),
        HeadingLook::Subchapter => (Family::SerifBold, 12.0, 16.0, Ink::Text, 20.0, 6.0),
        HeadingLook::Section => (Family::SansBold, 10.0, 14.0, Ink::Text, 13.0, 3.5),
        HeadingLook::Minor => (Family::SansBold, 9.0, 12.4, Ink::Muted, 10.0, 3.0),
    };
    TextStyle {
        family,
        size,
        leading,
        ink,
        before,
        after,
    }
}

/// Headers and footers.
pub(crate) const RUNNING: TextStyle = TextStyle {
    family: Family::Sans,
    size: 8.0,
    leading: 10.6,
    ink: Ink::Muted,
    before: 0.0,
    after: 0.0,
};

/// Table heads.
pub(crate) const TABLE_HEAD: TextStyle = TextStyle {
    family: Family::SansMedium,
    size: 8.5,
    leading: 11.6,
    ink: Ink::Muted,
    before: 0.0,
    after: 0.0,
};

/// Words beside bars.
pub(crate) const CHART: TextStyle = TextStyle {
    family: Family::Sans,
    size: 8.0,
    leading: 13.0,
    ink: Ink::Text,
    before: 0.0,
    after: 0.0,
};
