//! The outline (bookmarks): nested as the headings are, in reading order. printpdf's own is flat and sorted by
//! title.

use lopdf::{Document, Object, ObjectId, dictionary};

use crate::{
    draw::{Drawing, Spot},
    scene::{OutlineEntry, TargetId},
    tags::{integer, text},
};

/// One entry while the outline is built.
struct Item {
    id: ObjectId,
    parent: Option<usize>,
    children: Vec<usize>,
    /// Among those of the same parent.
    place: usize,
}

/// Writes the outline; nothing when there are no headings.
pub(crate) fn write(
    file: &mut Document,
    entries: &[OutlineEntry],
    drawing: &Drawing,
    pages: &[ObjectId],
) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let mut items: Vec<Item> = Vec::with_capacity(entries.len());
    let mut open: Vec<usize> = Vec::new();
    let mut top = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        while open
            .last()
            .is_some_and(|&at| entries[at].level >= entry.level)
        {
            open.pop();
        }
        let parent = open.last().copied();
        let siblings = match parent {
            Some(at) => &mut items[at].children,
            None => &mut top,
        };
        let place = siblings.len();
        siblings.push(index);
        items.push(Item {
            id: file.new_object_id(),
            parent,
            children: Vec::new(),
            place,
        });
        open.push(index);
    }
    let id = |at: usize| items.get(at).map_or(root, |item| item.id);
    for (index, (item, entry)) in items.iter().zip(entries).enumerate() {
        let siblings = item
            .parent
            .and_then(|at| items.get(at))
            .map_or(&top, |up| &up.children);
        let place = item.place;
        let mut dictionary = dictionary! {
            "Title" => text(&entry.title),
            "Parent" => item.parent.map_or(root, id),
        };
        if let Some(&spot) = drawing.targets.get(&TargetId::Outline(index)) {
            dictionary.set("Dest", destination(spot, pages));
        }
        if let Some(&before) = place.checked_sub(1).and_then(|at| siblings.get(at)) {
            dictionary.set("Prev", id(before));
        }
        if let Some(&after) = siblings.get(place + 1) {
            dictionary.set("Next", id(after));
        }
        if let (Some(&first), Some(&last)) = (item.children.first(), item.children.last()) {
            dictionary.set("First", id(first));
            dictionary.set("Last", id(last));
            // Closed below the chapters: a negative count says how many would be shown.
            let count = i64::try_from(item.children.len()).unwrap_or(i64::MAX);
            dictionary.set("Count", if entry.level == 1 { count } else { -count });
        }
        file.set_object(item.id, dictionary);
    }
    let shown = top.len()
        + top
            .iter()
            .filter_map(|&at| items.get(at).filter(|_| entries[at].level == 1))
            .map(|item| item.children.len())
            .sum::<usize>();
    if let (Some(&first), Some(&last)) = (top.first(), top.last()) {
        file.set_object(
            root,
            dictionary! {
                "Type" => "Outlines",
                "First" => id(first),
                "Last" => id(last),
                "Count" => integer(shown),
            },
        );
    }
    Some(root)
}

/// A place on a page as a destination, a little above what is led to.
pub(crate) fn destination(spot: Spot, pages: &[ObjectId]) -> Object {
    let page = pages
        .get(spot.page)
        .map_or(Object::Null, |&page| Object::Reference(page));
    Object::Array(vec![
        page,
        Object::from("XYZ"),
        Object::Real(0.0),
        Object::Real(spot.y + 8.0),
        Object::Null,
    ])
}
