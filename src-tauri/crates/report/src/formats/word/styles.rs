//! The part that holds the styles: what Word calls them, and how they are set.

use super::sets::{
    ACCENT, BODY, INK, Look, MUTED, PARAGRAPHS, RULE, SERIF, Set, heading_set, look_id,
};
use super::xml::{Element, element, valued};
use crate::document::Density;

/// How far a list is set in, in twips.
pub(super) const INDENT: u32 = 300;

/// A thin rule at the left of a paragraph.
pub(super) fn rule_at_the_left() -> Element {
    let rule = valued("w:left", "single")
        .with("w:sz", "12")
        .with("w:space", "8")
        .with("w:color", RULE);
    element("w:pBdr").child(rule)
}

/// The part with all styles; `looks` are the headings set otherwise than their level says.
pub(super) fn styles(
    language: &str,
    density: Density,
    looks: impl Iterator<Item = (u8, Look)>,
) -> Element {
    let body = BODY.at(density);
    let faces = fonts(SERIF);
    let run = element("w:rPr")
        .child(faces)
        .child(valued("w:color", INK))
        .child(valued("w:sz", half_points(body)))
        .child(valued("w:szCs", half_points(body)))
        .child(valued("w:lang", language));
    let paragraph = element("w:pPr").child(spacing(body));
    let defaults = element("w:docDefaults")
        .child(element("w:rPrDefault").child(run))
        .child(element("w:pPrDefault").child(paragraph));
    let normal = base("paragraph", "Normal", "Normal")
        .with("w:default", "1")
        .child(element("w:qFormat"))
        .child(paragraph_of("Normal", body))
        .child(run_of(body));
    let set = |look| heading_set(look).at(density);
    let title = paragraph_style("Title", "Title", "Normal", set(Look::Title), None);
    let levels = (1..=6).map(|level| {
        let own = match level {
            1 => Look::Chapter,
            2 => Look::Section,
            _ => Look::Minor,
        };
        let (id, name) = (format!("Heading{level}"), format!("heading {level}"));
        paragraph_style(&id, &name, "Normal", set(own), Some(level - 1))
    });
    let looks = looks.map(|(level, look)| {
        let name = format!("Proviso Heading {level} {look:?}");
        let parent = format!("Heading{level}");
        paragraph_style(
            &look_id(level, look),
            &name,
            &parent,
            set(look),
            Some(level - 1),
        )
    });
    let paragraphs = PARAGRAPHS.iter();
    let paragraphs = paragraphs
        .map(|(id, name, parent, set)| paragraph_style(id, name, parent, set.at(density), None));
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
        .child(spacing(set))
        .maybe(
            indent
                .map(|(left, right)| element("w:ind").with("w:left", left).with("w:right", right)),
        )
        .maybe((!set.align.is_empty()).then(|| valued("w:jc", set.align)))
}

fn run_of(set: Set) -> Element {
    let half_points = half_points(set);
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

/// Word's measure of a size.
fn half_points(set: Set) -> f32 {
    (set.size * 2.0).round()
}

fn spacing(set: Set) -> Element {
    let twips = |points: f32| (points * 20.0).round();
    element("w:spacing")
        .with("w:before", twips(set.before))
        .with("w:after", twips(set.after))
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
fn others() -> [Element; 9] {
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
        base("character", "PlaceholderText", "Placeholder Text")
            .child(element("w:rPr").child(valued("w:color", MUTED))),
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
