//! How text is set: each style of the document with family, size, space and color. Sizes follow the PDF's.

use crate::document::{Density, HeadingLook};

/// What is read.
pub(super) const SERIF: &str = "Source Serif 4";
/// What is looked up.
pub(super) const SANS: &str = "Inter";
/// The signs.
pub(super) const SIGNS: &str = "Segoe UI Symbol";

pub(super) const INK: &str = "1C1B19";
pub(super) const MUTED: &str = "5B5A57";
pub(super) const ACCENT: &str = "1F4E79";
/// The ground below a name over rows.
pub(super) const GROUND: &str = "EEEDE9";
pub(super) const RULE: &str = "C9C7C2";
pub(super) const BAR_DARK: &str = "1F4E79";
pub(super) const BAR_LIGHT: &str = "B9CADB";
pub(super) const BAR_NONE: &str = "F1F0EC";

/// How a heading is set where its level alone does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Title,
    Chapter,
    Subchapter,
    Section,
    Minor,
}

/// The look of a heading of Word's level, where it is not the level's own.
pub(super) fn look(look: HeadingLook, level: u8) -> Option<Look> {
    let own = match level {
        1 => Look::Chapter,
        2 => Look::Section,
        _ => Look::Minor,
    };
    let wanted = match look {
        HeadingLook::ByLevel => own,
        HeadingLook::Title => Look::Title,
        HeadingLook::Chapter => Look::Chapter,
        HeadingLook::Subchapter => Look::Subchapter,
        HeadingLook::Section => Look::Section,
        HeadingLook::Minor => Look::Minor,
    };
    (wanted != own).then_some(wanted)
}

/// The style of headings of a level that are set otherwise than the level says.
pub(super) fn look_id(level: u8, look: Look) -> String {
    format!("Heading{level}{look:?}")
}

/// How text is set: family, size and space in points, color.
#[derive(Debug, Clone, Copy)]
pub(super) struct Set {
    pub(super) family: &'static str,
    pub(super) size: f32,
    pub(super) color: &'static str,
    pub(super) bold: bool,
    pub(super) before: f32,
    pub(super) after: f32,
    pub(super) keep: bool,
    pub(super) align: &'static str,
}

impl Set {
    /// The same, as close as the document is to be set: the PDF's measure, and less space, because the faces that
    /// stand in where ours are not installed are wider.
    pub(super) fn at(self, density: Density) -> Self {
        match density {
            Density::Reading => self,
            Density::Compact => Self {
                size: self.size * 0.9,
                before: self.before * 0.7,
                after: self.after * 0.7,
                ..self
            },
        }
    }
}

pub(super) const BODY: Set = Set {
    family: SERIF,
    size: 11.0,
    color: INK,
    bold: false,
    before: 0.0,
    after: 7.0,
    keep: false,
    align: "",
};
const SMALL: Set = Set {
    family: SANS,
    size: 9.0,
    after: 4.0,
    ..BODY
};
const NOTE: Set = Set {
    size: 8.0,
    color: MUTED,
    before: 2.0,
    after: 5.0,
    ..SMALL
};
const CELL: Set = Set {
    after: 2.0,
    ..SMALL
};

/// Styles of paragraphs: id, Word's name, the style they rest on, how they are set.
pub(super) const PARAGRAPHS: [(&str, &str, &str, Set); 27] = [
    (
        "Subtitle",
        "Subtitle",
        "Normal",
        Set {
            color: MUTED,
            ..BODY
        },
    ),
    ("Quote", "Quote", "Normal", BODY),
    ("Small", "Proviso Small", "Normal", SMALL),
    ("Note", "Proviso Note", "Normal", NOTE),
    (
        "Label",
        "Proviso Label",
        "Normal",
        Set {
            bold: true,
            before: 4.0,
            after: 2.0,
            keep: true,
            ..SMALL
        },
    ),
    (
        "Caption",
        "caption",
        "Normal",
        Set {
            bold: true,
            before: 6.0,
            keep: true,
            ..SMALL
        },
    ),
    (
        "ListParagraph",
        "List Paragraph",
        "Normal",
        Set { after: 3.0, ..BODY },
    ),
    (
        "ListBullet",
        "List Bullet",
        "ListParagraph",
        Set { after: 3.0, ..BODY },
    ),
    (
        "ListNumber",
        "List Number",
        "ListParagraph",
        Set { after: 3.0, ..BODY },
    ),
    (
        "Header",
        "header",
        "Normal",
        Set {
            color: MUTED,
            size: 8.0,
            after: 0.0,
            ..SMALL
        },
    ),
    (
        "HeaderRight",
        "Proviso Header Right",
        "Header",
        Set {
            color: MUTED,
            size: 8.0,
            after: 0.0,
            align: "right",
            ..SMALL
        },
    ),
    (
        "Footer",
        "footer",
        "Normal",
        Set {
            color: MUTED,
            size: 8.0,
            after: 0.0,
            ..SMALL
        },
    ),
    (
        "FooterRight",
        "Proviso Footer Right",
        "Footer",
        Set {
            color: MUTED,
            size: 8.0,
            after: 0.0,
            align: "right",
            ..SMALL
        },
    ),
    ("TableText", "Proviso Table Text", "Normal", CELL),
    (
        "TableReading",
        "Proviso Table Reading",
        "Normal",
        Set {
            size: 10.0,
            after: 3.0,
            ..BODY
        },
    ),
    (
        "TableNote",
        "Proviso Table Note",
        "TableText",
        Set {
            size: 8.0,
            color: MUTED,
            ..CELL
        },
    ),
    (
        "TableFigure",
        "Proviso Table Figure",
        "TableText",
        Set {
            align: "right",
            ..CELL
        },
    ),
    (
        "TableCenter",
        "Proviso Table Center",
        "TableText",
        Set {
            align: "center",
            ..CELL
        },
    ),
    (
        "TableTotal",
        "Proviso Table Total",
        "TableText",
        Set { bold: true, ..CELL },
    ),
    (
        "TableTotalFigure",
        "Proviso Table Total Figure",
        "TableTotal",
        Set {
            bold: true,
            align: "right",
            ..CELL
        },
    ),
    (
        "TableHead",
        "Proviso Table Head",
        "TableText",
        Set {
            size: 8.5,
            color: MUTED,
            bold: true,
            keep: true,
            ..CELL
        },
    ),
    (
        "TableHeadRight",
        "Proviso Table Head Right",
        "TableHead",
        Set {
            size: 8.5,
            color: MUTED,
            bold: true,
            keep: true,
            align: "right",
            ..CELL
        },
    ),
    (
        "TableHeadCenter",
        "Proviso Table Head Center",
        "TableHead",
        Set {
            size: 8.5,
            color: MUTED,
            bold: true,
            keep: true,
            align: "center",
            ..CELL
        },
    ),
    (
        "Bar",
        "Proviso Bar",
        "TableText",
        Set {
            size: 8.0,
            before: 1.0,
            ..CELL
        },
    ),
    (
        "SignatureSpace",
        "Proviso Signature Space",
        "TableText",
        Set {
            before: 30.0,
            keep: true,
            ..CELL
        },
    ),
    (
        "Rule",
        "Proviso Rule",
        "Normal",
        Set {
            size: 2.0,
            before: 8.0,
            after: 6.0,
            ..SMALL
        },
    ),
    (
        "Gap",
        "Proviso Gap",
        "Normal",
        Set {
            size: 2.0,
            after: 0.0,
            ..SMALL
        },
    ),
];

pub(super) fn heading_set(look: Look) -> Set {
    let base = Set { keep: true, ..BODY };
    match look {
        Look::Title => Set {
            size: 18.0,
            before: 0.0,
            after: 5.0,
            ..base
        },
        Look::Chapter => Set {
            size: 14.0,
            bold: true,
            before: 22.0,
            after: 7.0,
            ..base
        },
        Look::Subchapter => Set {
            size: 12.0,
            bold: true,
            before: 20.0,
            after: 6.0,
            ..base
        },
        Look::Section => Set {
            family: SANS,
            size: 10.0,
            bold: true,
            before: 13.0,
            after: 3.5,
            ..base
        },
        Look::Minor => Set {
            family: SANS,
            size: 9.0,
            bold: true,
            color: MUTED,
            before: 10.0,
            after: 3.0,
            ..base
        },
    }
}
