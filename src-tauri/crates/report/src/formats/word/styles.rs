//! The styles of the document: what Word calls them, and how they are set. Sizes follow the PDF's.

use crate::document::HeadingLook;

use super::xml::{Element, element, valued};

/// What is read.
const SERIF: &str = "Source Serif 4";
/// What is looked up.
const SANS: &str = "Inter";
/// The signs.
pub(super) const SIGNS: &str = "Segoe UI Symbol";

pub(super) const INK: &str = "1C1B19";
pub(super) const MUTED: &str = "5B5A57";
pub(super) const ACCENT: &str = "1F4E79";
/// The ground below a name over rows.
pub(super) const GROUND: &str = "EEEDE9";
const RULE: &str = "C9C7C2";
pub(super) const BAR_DARK: &str = "1F4E79";
pub(super) const BAR_LIGHT: &str = "B9CADB";
pub(super) const BAR_NONE: &str = "F1F0EC";

/// How far a list is set in, in twips.
pub(super) const INDENT: u32 = 300;

/// How a heading is set where its level alone does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Title,
    Chapter,
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
        HeadingLook::Section => Look::Section,
        HeadingLook::Minor => Look::Minor,
    };
    (wanted != own).then_some(wanted)
}

/// The style of headings of a level that are set otherwise than the level says.
pub(super) fn look_id(level: u8, look: Look) -> String {
    format!("Heading{level}{look:?}")
}

/// A thin rule at the left of a paragraph.
pub(super) fn rule_at_the_left() -> Element {
    let rule = valued("w:left", "single")
        .with("w:sz", "12")
        .with("w:space", "8")
        .with("w:color", RULE);
    element("w:pBdr").child(rule)
}

/// How text is set: family, size and space in points, color.
#[derive(Debug, Clone, Copy)]
struct Set {
    family: &'static str,
    size: f32,
    color: &'static str,
    bold: bool,
    before: f32,
    after: f32,
    keep: bool,
    align: &'static str,
}

const BODY: Set = Set {
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
const PARAGRAPHS: [(&str, &str, &str, Set); 27] = [
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

/// The part with all styles; `looks` are the headings set otherwise than their level says.
pub(super) fn styles(language: &str, looks: impl Iterator<Item = (u8, Look)>) -> Element {
    let faces = fonts(SERIF);
    let run = element("w:rPr")
        .child(faces)
        .child(valued("w:color", INK))
        .child(valued("w:sz", 22))
        .child(valued("w:szCs", 22))
        .child(valued("w:lang", language));
    let paragraph = element("w:pPr").child(spacing(0.0, 7.0));
    let defaults = element("w:docDefaults")
        .child(element("w:rPrDefault").child(run))
        .child(element("w:pPrDefault").child(paragraph));
    let normal = base("paragraph", "Normal", "Normal")
        .with("w:default", "1")
        .child(element("w:qFormat"))
        .child(paragraph_of("Normal", BODY))
        .child(run_of(BODY));
    let title = paragraph_style("Title", "Title", "Normal", heading_set(Look::Title), None);
    let levels = (1..=6).map(|level| {
        let own = match level {
            1 => Look::Chapter,
            2 => Look::Section,
            _ => Look::Minor,
        };
        let (id, name) = (format!("Heading{level}"), format!("heading {level}"));
        paragraph_style(&id, &name, "Normal", heading_set(own), Some(level - 1))
    });
    let looks = looks.map(|(level, look)| {
        let name = format!("Proviso Heading {level} {look:?}");
        let parent = format!("Heading{level}");
        paragraph_style(
            &look_id(level, look),
            &name,
            &parent,
            heading_set(look),
            Some(level - 1),
        )
    });
    let paragraphs = PARAGRAPHS.iter();
    let paragraphs =
        paragraphs.map(|(id, name, parent, set)| paragraph_style(id, name, parent, *set, None));
    let mut styles = element("w:styles")
        .with("xmlns:w", super::package::MAIN)
        .child(defaults)
        .child(normal)
        .child(title)
        .children(levels)
        .children(looks)
        .children(paragraphs);
    for style in others() {
        styles = styles.child(style);
    }
    styles
}

fn heading_set(look: Look) -> Set {
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

fn base(kind: &str, id: &str, name: &str) -> Element {
    element("w:style")
        .with("w:type", kind)
        .with("w:styleId", id)
        .child(valued("w:name", name))
}

fn paragraph_style(id: &str, name: &str, parent: &str, set: Set, outline: Option<u8>) -> Element {
    let ours = name.starts_with("Proviso");
    let mut style = base("paragraph", id, name);
    if ours {
        style = style.with("w:customStyle", "1");
    }
    let mut paragraph = paragraph_of(id, set);
    if let Some(level) = outline {
        paragraph = paragraph.child(valued("w:outlineLvl", level));
    }
    style
        .child(valued("w:basedOn", parent))
        .maybe(outline.map(|_| valued("w:next", "Normal")))
        .child(element("w:qFormat"))
        .child(paragraph)
        .child(run_of(set))
}

/// How a paragraph of a style stands.
fn paragraph_of(id: &str, set: Set) -> Element {
    let heading = id.starts_with("Heading") || id == "Title";
    let border = (id == "Rule").then(|| line("w:bottom"));
    let indent = (id == "Quote").then_some((360, 360));
    element("w:pPr")
        .maybe(set.keep.then(|| element("w:keepNext")))
        .maybe(heading.then(|| element("w:keepLines")))
        .child(element("w:widowControl"))
        .maybe(border.map(|line| element("w:pBdr").child(line)))
        .child(element("w:suppressAutoHyphens"))
        .child(spacing(set.before, set.after))
        .maybe(
            indent
                .map(|(left, right)| element("w:ind").with("w:left", left).with("w:right", right)),
        )
        .maybe((!set.align.is_empty()).then(|| valued("w:jc", set.align)))
}

fn run_of(set: Set) -> Element {
    let half_points = (set.size * 2.0).round();
    let weight = if set.bold { "1" } else { "0" };
    element("w:rPr")
        .child(fonts(set.family))
        .child(valued("w:b", weight))
        .child(valued("w:bCs", weight))
        .child(valued("w:color", set.color))
        .child(valued("w:sz", half_points))
        .child(valued("w:szCs", half_points))
}

fn fonts(family: &str) -> Element {
    element("w:rFonts")
        .with("w:ascii", family)
        .with("w:hAnsi", family)
        .with("w:cs", family)
}

fn spacing(before: f32, after: f32) -> Element {
    let twips = |points: f32| (points * 20.0).round();
    element("w:spacing")
        .with("w:before", twips(before))
        .with("w:after", twips(after))
        .with("w:line", 264)
        .with("w:lineRule", "auto")
}

/// A line of a border.
pub(super) fn line(side: &'static str) -> Element {
    valued(side, "single")
        .with("w:sz", "4")
        .with("w:space", "1")
        .with("w:color", RULE)
}

/// Characters, tables, and the styles that Word expects to find.
fn others() -> [Element; 8] {
    let margins = |top: u32, side: u32| {
        let of = |name, width: u32| element(name).with("w:w", width).with("w:type", "dxa");
        element("w:tblCellMar")
            .child(of("w:top", top))
            .child(of("w:left", side))
            .child(of("w:bottom", top))
            .child(of("w:right", side))
    };
    let table = |id: &str, name: &str, properties: Element| {
        base("table", id, name)
            .with("w:customStyle", "1")
            .child(valued("w:basedOn", "TableNormal"))
            .child(properties)
    };
    let ruled = element("w:tblBorders")
        .child(line("w:bottom"))
        .child(line("w:insideH"));
    let head = element("w:tblStylePr").with("w:type", "firstRow").child(
        element("w:tcPr").child(
            element("w:tcBorders").child(
                valued("w:bottom", "single")
                    .with("w:sz", "6")
                    .with("w:space", "0")
                    .with("w:color", MUTED),
            ),
        ),
    );
    [
        base(
            "character",
            "DefaultParagraphFont",
            "Default Paragraph Font",
        )
        .with("w:default", "1")
        .child(element("w:semiHidden")),
        base("character", "Hyperlink", "Hyperlink").child(
            element("w:rPr")
                .child(valued("w:color", ACCENT))
                .child(valued("w:u", "single")),
        ),
        base("numbering", "NoList", "No List")
            .with("w:default", "1")
            .child(element("w:semiHidden")),
        base("table", "TableNormal", "Normal Table")
            .with("w:default", "1")
            .child(element("w:semiHidden"))
            .child(element("w:tblPr").child(margins(0, 80))),
        table(
            "ProvisoTable",
            "Proviso Table",
            element("w:tblPr").child(ruled).child(margins(50, 80)),
        )
        .child(head),
        table(
            "ProvisoPlain",
            "Proviso Plain Table",
            element("w:tblPr").child(margins(20, 80)),
        ),
        table(
            "ProvisoRunning",
            "Proviso Running Lines",
            element("w:tblPr").child(margins(0, 0)),
        ),
        table(
            "ProvisoSign",
            "Proviso Places to Sign",
            element("w:tblPr")
                .child(element("w:tblBorders").child(line("w:insideH")))
                .child(margins(20, 80)),
        ),
    ]
}
