//! The parts of the file and how they hang together.

use crate::document::{Document, Running, Timestamp};

use super::FormatError;
use super::body::Body;
use super::measure::{RUNNING, margin, sheet, text_width};
use super::sets::SIGNS;
use super::styles::{INDENT, line, styles};
use super::xml::{Element, element, valued};

pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const CORE_TYPE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const EXTENDED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
const CUSTOM: &str = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
const TYPED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Parts below `word/`: name, the kind of relation from the document, the kind of content.
const PARTS: [(&str, &str); 6] = [
    ("styles", "styles"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("numbering", "numbering"),
    ("header", "header"),
    ("footer", "footer"),
];

/// A property of the file beside Word's own: its name and its text.
pub(super) type Property = (String, String);

/// Every part with its name, in the order in which they are written.
pub(super) fn parts(
    document: &Document,
    body: &Body<'_>,
    blocks: Vec<Element>,
    properties: &[Property],
) -> Result<Vec<(String, Vec<u8>)>, FormatError> {
    let language = document.language.as_str();
    let looks = body.looks();
    let custom = (!properties.is_empty()).then(|| ("docProps/custom.xml", custom(properties)));
    let parts = [
        ("[Content_Types].xml", content_types(custom.is_some())),
        ("_rels/.rels", relations(custom.is_some())),
        ("docProps/core.xml", core(document)),
        ("docProps/app.xml", application(document)),
        ("word/document.xml", main(document, blocks)),
        ("word/_rels/document.xml.rels", document_relations(body)),
        ("word/styles.xml", styles(language, document.density, looks)),
        ("word/settings.xml", settings(language)),
        ("word/fontTable.xml", font_table()),
        ("word/numbering.xml", numbering(body)),
        ("word/header.xml", header(document)),
        ("word/footer.xml", footer(document)),
    ];
    let written = parts.into_iter().chain(custom).map(|(name, part)| {
        let bytes = part.document()?;
        Ok((name.to_owned(), bytes))
    });
    written.collect()
}

fn main(document: &Document, mut blocks: Vec<Element>) -> Element {
    let (width, height) = sheet(document.paper);
    let margin = margin(document);
    let refer = |name, id: &str| element(name).with("w:type", "default").with("r:id", id);
    let section = element("w:sectPr")
        .child(refer("w:headerReference", "header"))
        .child(refer("w:footerReference", "footer"))
        .child(element("w:pgSz").with("w:w", width).with("w:h", height))
        .child(
            element("w:pgMar")
                .with("w:top", margin)
                .with("w:right", margin)
                .with("w:bottom", margin)
                .with("w:left", margin)
                .with("w:header", RUNNING)
                .with("w:footer", RUNNING)
                .with("w:gutter", 0),
        );
    blocks.push(section);
    element("w:document")
        .with("xmlns:w", MAIN)
        .with("xmlns:r", OFFICE)
        .child(element("w:body").children(blocks))
}

fn content_types(custom: bool) -> Element {
    let ending = |ending: &str, kind: &str| {
        element("Default")
            .with("Extension", ending)
            .with("ContentType", kind)
    };
    let part = |name: &str, kind: &str| {
        element("Override")
            .with("PartName", name)
            .with("ContentType", kind)
    };
    let below = PARTS
        .iter()
        .map(|(name, kind)| part(&format!("/word/{name}.xml"), &format!("{WORD}.{kind}+xml")));
    element("Types")
        .with("xmlns", TYPES)
        .child(ending(
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ))
        .child(ending("xml", "application/xml"))
        .child(part(
            "/word/document.xml",
            &format!("{WORD}.document.main+xml"),
        ))
        .children(below)
        .child(part(
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        ))
        .child(part(
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ))
        .maybe(custom.then(|| {
            part(
                "/docProps/custom.xml",
                "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            )
        }))
}

fn relation(id: &str, kind: &str, target: &str) -> Element {
    element("Relationship")
        .with("Id", id)
        .with("Type", kind)
        .with("Target", target)
}

fn relations(custom: bool) -> Element {
    element("Relationships")
        .with("xmlns", PACKAGE)
        .child(relation(
            "document",
            &format!("{OFFICE}/officeDocument"),
            "word/document.xml",
        ))
        .child(relation("core", CORE_TYPE, "docProps/core.xml"))
        .child(relation(
            "app",
            &format!("{OFFICE}/extended-properties"),
            "docProps/app.xml",
        ))
        .maybe(custom.then(|| {
            relation(
                "custom",
                &format!("{OFFICE}/custom-properties"),
                "docProps/custom.xml",
            )
        }))
}

fn custom(properties: &[Property]) -> Element {
    let properties = (2..).zip(properties).map(|(id, (name, text))| {
        element("property")
            .with("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
            .with("pid", id)
            .with("name", name)
            .child(element("vt:lpwstr").text(text))
    });
    element("Properties")
        .with("xmlns", CUSTOM)
        .with("xmlns:vt", TYPED)
        .children(properties)
}

fn document_relations(body: &Body<'_>) -> Element {
    let parts = PARTS
        .iter()
        .map(|(name, kind)| relation(name, &format!("{OFFICE}/{kind}"), &format!("{name}.xml")));
    let links = (1..).zip(body.addresses()).map(|(n, address)| {
        relation(&format!("link{n}"), &format!("{OFFICE}/hyperlink"), address)
            .with("TargetMode", "External")
    });
    element("Relationships")
        .with("xmlns", PACKAGE)
        .children(parts)
        .children(links)
}

fn core(document: &Document) -> Element {
    let said = |name, text: &str| (!text.trim().is_empty()).then(|| element(name).text(text));
    let moment = |name| {
        element(name)
            .with("xsi:type", "dcterms:W3CDTF")
            .text(&w3c(document.created))
    };
    element("cp:coreProperties")
        .with("xmlns:cp", CORE)
        .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
        .with("xmlns:dcterms", "http://purl.org/dc/terms/")
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .maybe(said("dc:title", &document.title))
        .maybe(said("dc:subject", &document.subject))
        .maybe(said("dc:creator", &document.author))
        .maybe(said("dc:identifier", &document.fingerprint))
        .maybe(said("dc:language", &document.language))
        .child(moment("dcterms:created"))
        .child(moment("dcterms:modified"))
}

fn w3c(at: Timestamp) -> String {
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        at.year, at.month, at.day, at.hour, at.minute, at.second
    )
}

fn application(document: &Document) -> Element {
    element("Properties")
        .with("xmlns", EXTENDED)
        .child(element("Application").text(&document.creator))
}

fn settings(language: &str) -> Element {
    let compatible = element("w:compatSetting")
        .with("w:name", "compatibilityMode")
        .with("w:uri", "http://schemas.microsoft.com/office/word")
        .with("w:val", "15");
    element("w:settings")
        .with("xmlns:w", MAIN)
        .child(element("w:zoom").with("w:percent", 100))
        .child(valued("w:defaultTabStop", 360))
        .child(valued("w:autoHyphenation", "false"))
        .child(valued("w:characterSpacingControl", "doNotCompress"))
        .child(element("w:compat").child(compatible))
        .child(valued("w:themeFontLang", language))
        .child(valued("w:decimalSymbol", "."))
        .child(valued("w:listSeparator", ","))
}

/// The fonts by name, each with the one that stands in where it is not installed.
fn font_table() -> Element {
    let font = |name: &str, instead: &str, family: &str| {
        element("w:font")
            .with("w:name", name)
            .child(valued("w:altName", instead))
            .child(valued("w:family", family))
            .child(valued("w:pitch", "variable"))
    };
    element("w:fonts")
        .with("xmlns:w", MAIN)
        .child(font("Source Serif 4", "Georgia", "roman"))
        .child(font("Inter", "Arial", "swiss"))
        .child(font(SIGNS, "Arial Unicode MS", "swiss"))
}

/// The marks of lists: bullets, and numbers that begin where each list says.
fn numbering(body: &Body<'_>) -> Element {
    let levels = |kind: &'static str| {
        (0..9_u32).map(move |level| {
            let text = match kind {
                "bullet" => String::from(if level % 2 == 0 { "•" } else { "–" }),
                _ => format!("%{}.", level + 1),
            };
            let indent = element("w:ind")
                .with("w:left", (level + 1) * INDENT)
                .with("w:hanging", INDENT);
            element("w:lvl")
                .with("w:ilvl", level)
                .child(valued("w:start", 1))
                .child(valued("w:numFmt", kind))
                .child(valued("w:lvlText", text))
                .child(valued("w:lvlJc", "left"))
                .child(element("w:pPr").child(indent))
        })
    };
    let define = |id: u32, kind: &'static str| {
        element("w:abstractNum")
            .with("w:abstractNumId", id)
            .child(valued("w:multiLevelType", "hybridMultilevel"))
            .children(levels(kind))
    };
    let lists = body.counted().map(|(id, from)| {
        let of = element("w:num").with("w:numId", id);
        match from {
            None => of.child(valued("w:abstractNumId", 0)),
            Some(from) => {
                let levels = (0..9_u32).map(|level| {
                    let start = valued("w:startOverride", if level == 0 { from } else { 1 });
                    element("w:lvlOverride").with("w:ilvl", level).child(start)
                });
                of.child(valued("w:abstractNumId", 1)).children(levels)
            }
        }
    });
    element("w:numbering")
        .with("xmlns:w", MAIN)
        .child(define(0, "bullet"))
        .child(define(1, "decimal"))
        .children(lists)
}

fn header(document: &Document) -> Element {
    let Running { left, right } = &document.header;
    let right = running_lines(right, "HeaderRight");
    element("w:hdr")
        .with("xmlns:w", MAIN)
        .with("xmlns:r", OFFICE)
        .child(running(document, running_lines(left, "Header"), right, 10))
        .child(end_of_running("Header"))
}

fn footer(document: &Document) -> Element {
    let Running { left, right } = &document.footer;
    let field = |what: &str| {
        let shown = element("w:r").child(element("w:t").text("1"));
        element("w:fldSimple")
            .with("w:instr", format!(" {what} "))
            .child(shown)
    };
    let of = element("w:r").child(element("w:t").with("xml:space", "preserve").text(" of "));
    let page = element("w:p")
        .child(element("w:pPr").child(valued("w:pStyle", "FooterRight")))
        .child(field("PAGE"))
        .child(of)
        .child(field("NUMPAGES"));
    let mut beside = vec![page];
    if !right.trim().is_empty() {
        beside.extend(running_lines(right, "FooterRight"));
    }
    element("w:ftr")
        .with("xmlns:w", MAIN)
        .with("xmlns:r", OFFICE)
        .child(rule_above())
        .child(running(document, running_lines(left, "Footer"), beside, 15))
        .child(end_of_running("Footer"))
}

fn running_lines(text: &str, style: &str) -> Vec<Element> {
    let lines = text.split('\n').map(|line| {
        let run = element("w:r");
        element("w:p")
            .child(element("w:pPr").child(valued("w:pStyle", style)))
            .child(super::inline::lines(run, line))
    });
    lines.collect()
}

fn rule_above() -> Element {
    let border = element("w:pBdr").child(line("w:bottom"));
    let spacing = element("w:spacing")
        .with("w:before", 0)
        .with("w:after", 60)
        .with("w:line", 40)
        .with("w:lineRule", "exact");
    element("w:p").child(
        element("w:pPr")
            .child(valued("w:pStyle", "Footer"))
            .child(border)
            .child(spacing),
    )
}

/// Word wants a paragraph at the end; it takes no room.
fn end_of_running(style: &str) -> Element {
    let spacing = element("w:spacing")
        .with("w:before", 0)
        .with("w:after", 0)
        .with("w:line", 20)
        .with("w:lineRule", "exact");
    element("w:p").child(
        element("w:pPr")
            .child(valued("w:pStyle", style))
            .child(spacing),
    )
}

/// What stands at the left and at the right of the running lines; `left_share` is in twentieths of the width.
fn running(
    document: &Document,
    left: Vec<Element>,
    right: Vec<Element>,
    left_share: u32,
) -> Element {
    let width = text_width(document);
    let first = width * left_share / 20;
    let widths = [first, width - first];
    let cells = widths.iter().zip([left, right]).map(|(width, text)| {
        let width = element("w:tcW").with("w:w", width).with("w:type", "dxa");
        element("w:tc")
            .child(element("w:tcPr").child(width))
            .children(text)
    });
    let properties = element("w:tblPr")
        .child(valued("w:tblStyle", "ProvisoRunning"))
        .child(element("w:tblW").with("w:w", width).with("w:type", "dxa"))
        .child(element("w:tblLayout").with("w:type", "fixed"))
        .child(valued("w:tblLook", "0000"));
    let columns = widths
        .iter()
        .map(|width| element("w:gridCol").with("w:w", width));
    element("w:tbl")
        .child(properties)
        .child(element("w:tblGrid").children(columns))
        .child(element("w:tr").children(cells))
}
