//! Lists. Their marks are Word's own where Word has such marks, so that a list counts on when it is changed.

use crate::document::{Block, Inlines, List, ListMark, Paragraph, ParagraphStyle};

use super::body::{Body, Place, style_of};
use super::inline::lines;
use super::styles::{INDENT, rule_at_the_left};
use super::xml::{Element, element, valued};

impl Body<'_> {
    /// A list. Its marks are Word's own where Word has such marks; given marks are text before a tab.
    pub(super) fn list(&mut self, list: &List, place: &Place, out: &mut Vec<Element>) {
        let numbering = match &list.marks {
            ListMark::Given(_) => None,
            marks => Some(self.numbering(marks)),
        };
        let within = Place {
            lists: place.lists + 1,
            ..place.clone()
        };
        for (at, item) in list.items.iter().enumerate() {
            let given = match &list.marks {
                ListMark::Given(marks) => Some(marks.get(at).map_or("•", String::as_str)),
                _ => None,
            };
            let (first, rest) = match item.split_first() {
                Some((Block::Paragraph(first), rest)) => (first.clone(), rest),
                _ => (
                    Paragraph {
                        text: Inlines::new(),
                        style: ParagraphStyle::Body,
                        anchor: None,
                    },
                    item.as_slice(),
                ),
            };
            let style = match (style_of(first.style, place), numbering.is_some()) {
                ("Normal", true) if matches!(list.marks, ListMark::Number(_)) => "ListNumber",
                ("Normal", true) => "ListBullet",
                ("Normal", false) => "ListParagraph",
                (style, _) => style,
            };
            let bookmark = self.bookmark(first.anchor.as_deref());
            let runs = self.runs(&first.text);
            let number = numbering.map(|id| {
                element("w:numPr")
                    .child(valued("w:ilvl", place.lists.min(8)))
                    .child(valued("w:numId", id))
            });
            let indent = element("w:ind")
                .with("w:left", within.lists * INDENT)
                .with("w:hanging", INDENT);
            let properties = element("w:pPr")
                .child(valued("w:pStyle", style))
                .maybe(place.keep.then(|| element("w:keepNext")))
                .maybe(self.break_before(place))
                .maybe(number)
                .maybe(place.apart.then(rule_at_the_left))
                .child(indent);
            let mark = given.map(|mark| lines(element("w:r"), mark).child(element("w:tab")));
            out.push(
                element("w:p")
                    .child(properties)
                    .children(bookmark)
                    .maybe(mark)
                    .children(runs),
            );
            out.extend(self.blocks(rest, &within));
        }
    }

    /// The number of a numbering with these marks: bullets share one, numbers count each by themselves.
    fn numbering(&mut self, marks: &ListMark) -> usize {
        if let (ListMark::Bullet, Some(at)) = (
            marks,
            self.numberings
                .iter()
                .position(|known| *known == ListMark::Bullet),
        ) {
            return at + 1;
        }
        self.numberings.push(marks.clone());
        self.numberings.len()
    }

    /// The numberings of the lists, for the part that defines them.
    pub(super) fn counted(&self) -> impl Iterator<Item = (usize, Option<u32>)> {
        (1..).zip(self.numberings.iter().map(|marks| match marks {
            ListMark::Number(from) => Some(*from),
            _ => None,
        }))
    }
}
