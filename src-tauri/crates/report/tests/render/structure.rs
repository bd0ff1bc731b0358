//! Tags, outline, links and what the file says of itself.

use lopdf::Object;
use proviso_report::{document::Block, render};

use crate::{
    read::{Element, File},
    samples,
};

fn rich() -> File {
    File::read(&render(&samples::rich()).unwrap().bytes)
}

fn attribute(file: &File, element: &Element, key: &str) -> Option<String> {
    let attributes = element.entry.get(b"A").ok()?;
    let entries = match file.resolve(attributes) {
        Object::Array(entries) => entries.clone(),
        one => vec![one.clone()],
    };
    entries.iter().find_map(|entry| {
        let value = file
            .resolve(entry)
            .as_dict()
            .ok()?
            .get(key.as_bytes())
            .ok()?;
        Some(match value {
            Object::Name(name) => String::from_utf8(name.clone()).ok()?,
            Object::Integer(number) => number.to_string(),
            other => file.string(other),
        })
    })
}

#[test]
fn the_tree_says_what_the_document_says() {
    let outline = rich().tree().outline();
    let parts = [
        // Sections nest as headings do.
        "Document(Sect(H1 P Table(TBody(TR(TH TD))) Sect(H2 P(Link Link Span Span) Sect(H3 P(Span))) Sect(H2",
        // A list item of one paragraph holds it directly; one of several holds paragraphs.
        "L(LI(Lbl LBody) LI(Lbl LBody(P P)))",
        "Table(Caption THead(TR(TH TH TH)) TBody(TR(TH) TR(TH TD TD) TR(TH TD TD) TR(TH TD TD)))",
        "Figure(Caption)",
        "Note Div(P P)",
        // What stands side by side is read one after the other, each in its own section.
        "Sect(H2 P) Sect(H2 Table(TBody(TR(TH TD))))",
        "BlockQuote(P) P P",
    ];
    let mut rest = outline.as_str();
    for part in parts {
        let at = rest
            .find(part)
            .unwrap_or_else(|| panic!("{part} comes next in {rest}"));
        rest = &rest[at + part.len()..];
    }
}

#[test]
fn every_mark_has_one_element_and_leads_back_to_it() {
    let file = rich();
    let pages = file.pages();
    let parents = file.parents();
    let tree = file.tree();
    let mut claimed = 0;
    for element in tree.all() {
        for &(page, number) in &element.marks {
            claimed += 1;
            let entry = file.0.get_dictionary(page).unwrap();
            let key = entry.get(b"StructParents").unwrap().as_i64().unwrap();
            let of_page = parents[&key].as_array().unwrap();
            let back = of_page[usize::try_from(number).unwrap()]
                .as_reference()
                .unwrap();
            assert_eq!(
                back, element.id,
                "the parent tree leads from a mark to its element"
            );
        }
    }
    let marked = file.marked();
    let numbered = marked
        .iter()
        .filter(|marked| marked.number.is_some())
        .count();
    assert_eq!(claimed, numbered, "every mark is claimed once");
    let artifacts = marked.iter().filter(|marked| marked.number.is_none());
    assert!(
        artifacts.clone().all(|marked| marked.tag == "Artifact"),
        "the rest are artifacts"
    );
    assert!(
        artifacts.count() > 0,
        "headers, footers and rules are artifacts"
    );
    for page in pages {
        let tabs = file.0.get_dictionary(page).unwrap().get(b"Tabs").unwrap();
        assert_eq!(
            tabs.as_name().unwrap(),
            b"S",
            "the tab key follows the structure"
        );
    }
}

#[test]
fn header_cells_say_what_they_name() {
    let file = rich();
    let tree = file.tree();
    let headers: Vec<&Element> = tree
        .all()
        .into_iter()
        .filter(|cell| cell.role == "TH")
        .collect();
    let count = |scope: &str| {
        headers
            .iter()
            .filter(|cell| attribute(&file, cell, "Scope").as_deref() == Some(scope))
            .count()
    };
    assert_eq!(count("Column"), 3, "the head of the one table that has one");
    assert_eq!(
        count("Row"),
        headers.len() - 3,
        "every other header cell names its row"
    );
    let group = headers
        .iter()
        .find(|cell| attribute(&file, cell, "ColSpan").is_some())
        .unwrap();
    assert_eq!(
        attribute(&file, group, "ColSpan").as_deref(),
        Some("3"),
        "a group goes across"
    );
    assert!(
        headers.iter().all(|cell| cell.entry.has(b"ID")),
        "header cells can be referred to"
    );
}

#[test]
fn what_is_drawn_is_said_in_words() {
    let file = rich();
    let tree = file.tree();
    let all = tree.all();
    let figure = all.iter().find(|element| element.role == "Figure").unwrap();
    let alt = file.string(figure.entry.get(b"Alt").unwrap());
    assert!(
        alt.contains("46 to 71 percent"),
        "a figure carries its words"
    );
    let sign = all
        .iter()
        .find(|element| element.entry.has(b"ActualText"))
        .unwrap();
    assert_eq!(
        file.string(sign.entry.get(b"ActualText").unwrap()),
        "Partly",
        "a sign is a word"
    );
    let decorated: Vec<_> = all
        .iter()
        .filter_map(|element| attribute(&file, element, "TextDecorationType"))
        .collect();
    assert_eq!(
        decorated,
        ["LineThrough", "Underline"],
        "marks of a comparison are told"
    );
}

#[test]
fn the_outline_nests_as_headings_do_and_keeps_their_order() {
    fn walk(file: &File, entry: &lopdf::Dictionary, depth: usize, lines: &mut Vec<String>) {
        let mut next = entry.get(b"First").ok();
        while let Some(item) = next {
            let item = file.resolve(item).as_dict().unwrap();
            assert!(item.has(b"Dest"), "an entry leads somewhere");
            let title = file.string(item.get(b"Title").unwrap());
            lines.push(format!("{}{title}", "  ".repeat(depth)));
            walk(file, item, depth + 1, lines);
            next = item.get(b"Next").ok();
        }
    }
    let file = rich();
    let mut lines = Vec::new();
    walk(
        &file,
        file.get(file.catalog(), "Outlines").as_dict().unwrap(),
        0,
        &mut lines,
    );
    let expected = [
        "Where we stand",
        "  Zeta first",
        "    Below zeta",
        "  Alpha second",
        "  Main",
        "  Side",
    ];
    assert_eq!(lines, expected);
    let mode = file.catalog().get(b"PageMode").unwrap();
    assert_eq!(
        mode.as_name().unwrap(),
        b"UseOutlines",
        "viewers open the outline"
    );
}

#[test]
fn links_are_announced_printed_and_hold_their_words() {
    let file = rich();
    let tree = file.tree();
    let links: Vec<_> = tree
        .all()
        .into_iter()
        .filter(|element| element.role == "Link")
        .collect();
    assert_eq!(links.len(), 2);
    let parents = file.parents();
    for link in links {
        assert!(!link.marks.is_empty(), "a link holds its words");
        assert_eq!(link.annotations.len(), 1, "and its annotation");
        let annotation = file.0.get_dictionary(link.annotations[0]).unwrap();
        assert_eq!(
            annotation.get(b"F").unwrap().as_i64().unwrap(),
            4,
            "printed"
        );
        let words = file.string(annotation.get(b"Contents").unwrap());
        assert!(words.starts_with("link "), "says what it is: {words}");
        let key = annotation.get(b"StructParent").unwrap().as_i64().unwrap();
        assert_eq!(
            parents[&key],
            Object::Dictionary(link.entry.clone()),
            "leads back"
        );
    }
    let outside = tree
        .all()
        .into_iter()
        .find(|element| element.role == "Link")
        .unwrap()
        .annotations[0];
    let action = file
        .get(file.0.get_dictionary(outside).unwrap(), "A")
        .as_dict()
        .unwrap();
    let address = action.get(b"URI").unwrap().as_str().unwrap();
    assert_eq!(
        address, b"https://example.org/%C2%A7",
        "addresses are ASCII"
    );
}

#[test]
fn the_file_says_what_it_is() {
    let file = rich();
    let catalog = file.catalog();
    assert_eq!(file.0.version, "1.7");
    assert_eq!(file.string(catalog.get(b"Lang").unwrap()), "en-US");
    let packet = file.get(catalog, "Metadata").as_stream().unwrap();
    let packet = String::from_utf8(packet.content.clone()).unwrap();
    for claim in [
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "M. Okafor &amp; Söhne",
        "A &lt;test&gt;",
        "2026-11-23T09:30:05Z",
    ] {
        assert!(packet.contains(claim), "{claim} is in the packet");
    }
    let info = file.get(&file.0.trailer, "Info").as_dict().unwrap();
    assert!(
        !info.has(b"GTS_PDFXVersion"),
        "it does not claim to be for a press"
    );
    assert_eq!(
        file.string(info.get(b"CreationDate").unwrap()),
        "D:20261123093005Z"
    );
    let ids = file.0.trailer.get(b"ID").unwrap().as_array().unwrap();
    assert_eq!(
        ids[0], ids[1],
        "a file that was never changed has one identity"
    );
}

#[test]
fn a_document_of_one_paragraph_is_a_file_too() {
    let file = File::read(
        &render(&samples::of(vec![Block::body("Only this.")]))
            .unwrap()
            .bytes,
    );
    assert_eq!(file.tree().outline(), "Document(P)");
    assert!(!file.catalog().has(b"Outlines"), "nothing to jump to");
    let nothing = render(&samples::empty()).unwrap();
    assert_eq!(nothing.pages, 1, "an empty document is an empty page");
}
