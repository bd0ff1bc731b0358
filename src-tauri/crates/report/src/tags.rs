//! The structure tree in the file: PDF/UA's elements, and the way back from each mark to its element.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::{
    draw::{Drawing, utf16},
    tree::{Decoration, Kid, MarkAt, Node, NodeId, Numbering, Role, Scope, Tree},
};

/// Writes the tree. `annotations` are the link annotations, in the order of `drawing.links`.
pub(crate) fn write(
    file: &mut Document,
    tree: &Tree,
    drawing: &Drawing,
    pages: &[ObjectId],
    annotations: &[ObjectId],
) -> ObjectId {
    let root = file.new_object_id();
    let parents = file.new_object_id();
    let elements: Vec<ObjectId> = tree.nodes.iter().map(|_| file.new_object_id()).collect();
    let element = |node: NodeId| elements.get(node.0).copied().unwrap_or(root);

    let mut links: Vec<Vec<usize>> = vec![Vec::new(); tree.nodes.len()];
    for (index, link) in drawing.links.iter().enumerate() {
        links[link.node.0].push(index);
    }

    let mut ids = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate() {
        let id = NodeId(index);
        let page = first_page(tree, node);
        let mut kids = Vec::new();
        for kid in &node.kids {
            match kid {
                Kid::Node(node) => kids.push(Object::Reference(element(*node))),
                Kid::Content(content) => {
                    let marks = tree.marks.get(content.0).into_iter().flatten();
                    kids.extend(marks.map(|mark| mark_object(*mark, page, pages)));
                }
            }
        }
        for &link in links.get(index).into_iter().flatten() {
            let at = drawing
                .links
                .get(link)
                .and_then(|link| pages.get(link.area.page));
            if let (Some(&page), Some(&annotation)) = (at, annotations.get(link)) {
                kids.push(Object::Dictionary(dictionary! {
                    "Type" => "OBJR",
                    "Pg" => page,
                    "Obj" => annotation,
                }));
            }
        }
        let mut entry = dictionary! {
            "S" => node.role.name(),
            "P" => node.parent.map_or(root, element),
        };
        if !kids.is_empty() {
            entry.set("K", kids);
        }
        if let Some(&page) = page.and_then(|page| pages.get(page)) {
            entry.set("Pg", page);
        }
        if let Some(alt) = &node.alt {
            entry.set("Alt", text(alt));
        }
        if let Some(actual) = &node.actual {
            entry.set("ActualText", text(actual));
        }
        if let Some(name) = identifier(node.role, index) {
            entry.set("ID", Object::string_literal(name.clone()));
            ids.push((name, element(id)));
        }
        let attributes = attributes(node, id, drawing);
        match attributes.len() {
            0 => {}
            1 => entry.set("A", attributes.into_iter().next().unwrap_or(Object::Null)),
            _ => entry.set("A", attributes),
        }
        file.set_object(element(id), entry);
    }

    let mut numbers = Vec::new();
    for (page, contents) in drawing.numbers.iter().enumerate() {
        let of_page: Vec<Object> = contents
            .iter()
            .map(|&content| Object::Reference(element(tree.owner(content))))
            .collect();
        numbers.push(integer(page));
        numbers.push(Object::Reference(file.add_object(of_page)));
    }
    for (index, link) in drawing.links.iter().enumerate() {
        numbers.push(integer(pages.len() + index));
        numbers.push(Object::Reference(element(link.node)));
    }
    let next = numbers.len() / 2;
    file.set_object(parents, dictionary! { "Nums" => numbers });

    let mut entry = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => element(Tree::ROOT),
        "ParentTree" => parents,
        "ParentTreeNextKey" => integer(next),
    };
    if !ids.is_empty() {
        ids.sort();
        let names: Vec<Object> = ids
            .into_iter()
            .flat_map(|(name, element)| [Object::string_literal(name), Object::Reference(element)])
            .collect();
        let names = file.add_object(dictionary! { "Names" => names });
        entry.set("IDTree", names);
    }
    file.set_object(root, entry);
    root
}

/// Identifiers stand on header cells and notes. Their numbers have one width, since they are kept sorted.
fn identifier(role: Role, index: usize) -> Option<String> {
    match role {
        Role::HeaderCell(_) => Some(format!("th-{index:08}")),
        Role::Note => Some(format!("note-{index:08}")),
        _ => None,
    }
}

fn first_page(tree: &Tree, node: &Node) -> Option<usize> {
    node.kids.iter().find_map(|kid| match kid {
        Kid::Node(_) => None,
        Kid::Content(content) => tree.marks.get(content.0)?.first().map(|mark| mark.page),
    })
}

fn mark_object(mark: MarkAt, page: Option<usize>, pages: &[ObjectId]) -> Object {
    match pages.get(mark.page) {
        Some(&other) if page != Some(mark.page) => Object::Dictionary(dictionary! {
            "Type" => "MCR",
            "Pg" => other,
            "MCID" => integer(mark.number),
        }),
        _ => integer(mark.number),
    }
}

fn attributes(node: &Node, id: NodeId, drawing: &Drawing) -> Vec<Object> {
    let mut table = Dictionary::new();
    let mut layout = Dictionary::new();
    let mut list = Dictionary::new();
    if let Role::HeaderCell(scope) = node.role {
        let scope = match scope {
            Scope::Column => "Column",
            Scope::Row => "Row",
        };
        table.set("Scope", scope);
    }
    if node.span > 1 {
        table.set("ColSpan", integer(node.span));
    }
    if let Some(summary) = &node.summary {
        table.set("Summary", text(summary));
    }
    if let Some(decoration) = node.decoration {
        let decoration = match decoration {
            Decoration::Underline => "Underline",
            Decoration::LineThrough => "LineThrough",
        };
        layout.set("TextDecorationType", decoration);
    }
    if let Some(area) = drawing.figures.get(&id) {
        let bounds: Vec<Object> = area.bounds.iter().map(|&side| Object::Real(side)).collect();
        layout.set("BBox", bounds);
        layout.set("Placement", "Block");
    }
    if let Some(numbering) = node.numbering {
        let numbering = match numbering {
            Numbering::Disc => "Disc",
            Numbering::Decimal => "Decimal",
            Numbering::Other => "None",
        };
        list.set("ListNumbering", numbering);
    }
    [("Table", table), ("Layout", layout), ("List", list)]
        .into_iter()
        .filter(|(_, attributes)| !attributes.is_empty())
        .map(|(owner, mut attributes)| {
            attributes.set("O", owner);
            Object::Dictionary(attributes)
        })
        .collect()
}

/// A string for readers.
pub(crate) fn text(text: &str) -> Object {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        Object::string_literal(text)
    } else {
        Object::String(utf16(text), lopdf::StringFormat::Hexadecimal)
    }
}

/// A count, as PDF has it.
pub(crate) fn integer(count: usize) -> Object {
    Object::Integer(i64::try_from(count).unwrap_or(i64::MAX))
}
