//! A content control, as Word and LibreOffice both read it.

use crate::formats::word::inline::lines;
use crate::formats::word::xml::{Element, element, valued};

use super::marks::CHOOSE;

/// What a control takes.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// One of some choices, each with the name by which the file knows it.
    Choice(Vec<(String, String)>),
    /// A day.
    Date,
    /// Words.
    Text,
}

/// One control with nothing in it.
#[derive(Debug, Clone)]
pub(super) struct Control {
    /// What the reader knows it by.
    pub(super) tag: String,
    /// What people see on it.
    pub(super) alias: String,
    /// Stands in it until something is written.
    pub(super) placeholder: &'static str,
    pub(super) kind: Kind,
}

impl Control {
    pub(super) fn element(self, id: u32) -> Element {
        let kind = match &self.kind {
            Kind::Choice(choices) => {
                let none = element("w:listItem")
                    .with("w:displayText", CHOOSE)
                    .with("w:value", "");
                let items = choices.iter().map(|(value, label)| {
                    element("w:listItem")
                        .with("w:displayText", one_line(label))
                        .with("w:value", value)
                });
                element("w:dropDownList").child(none).children(items)
            }
            Kind::Date => element("w:date")
                .child(valued("w:dateFormat", "MMMM d, yyyy"))
                .child(valued("w:lid", "en-US"))
                .child(valued("w:storeMappedDataAs", "date"))
                .child(valued("w:calendar", "gregorian")),
            Kind::Text => element("w:richText"),
        };
        let properties = element("w:sdtPr")
            .child(valued("w:alias", self.alias))
            .child(valued("w:tag", self.tag))
            .child(valued("w:id", id))
            // It can be filled and not deleted; LibreOffice drops this when it saves, which the reader allows for.
            .child(valued("w:lock", "sdtLocked"))
            .child(element("w:showingPlcHdr"))
            .child(kind);
        let run =
            element("w:r").child(element("w:rPr").child(valued("w:rStyle", "PlaceholderText")));
        element("w:sdt")
            .child(properties)
            .child(element("w:sdtContent").child(lines(run, self.placeholder)))
    }
}

fn one_line(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}
