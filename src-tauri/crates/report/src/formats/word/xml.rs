//! XML as a small tree, written by quick-xml.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::formats::FormatError;
use crate::formats::printable::printable;

/// An element with its attributes and what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Element(Element),
    Text(String),
}

/// An element with nothing in it yet.
pub(super) fn element(name: &'static str) -> Element {
    Element {
        name,
        attributes: Vec::new(),
        children: Vec::new(),
    }
}

/// An element whose one attribute is `w:val`, the usual way of WordprocessingML.
pub(super) fn valued(name: &'static str, value: impl ToString) -> Element {
    element(name).with("w:val", value)
}

impl Element {
    /// Adds an attribute.
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        let value = value.to_string();
        self.attributes.push((name, printable(&value).into_owned()));
        self
    }

    /// Adds an element at the end.
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds an element at the end, where there is one.
    pub(super) fn maybe(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Adds elements at the end.
    pub(super) fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children
            .extend(children.into_iter().map(Node::Element));
        self
    }

    /// Adds text at the end.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.children.push(Node::Text(printable(text).into_owned()));
        self
    }

    /// Whether it has this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.children.is_empty()
    }

    /// Writes it as a document of its own.
    pub(super) fn document(&self) -> Result<Vec<u8>, FormatError> {
        let mut writer = Writer::new(Vec::new());
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
        let written = writer
            .write_event(Event::Decl(declaration))
            .and_then(|()| self.write(&mut writer));
        written.map_err(|error| FormatError::Write(error.to_string()))?;
        Ok(writer.into_inner())
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let attributes = self.attributes.iter();
        let start = BytesStart::new(self.name)
            .with_attributes(attributes.map(|(name, value)| (*name, value.as_str())));
        if self.children.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        for child in &self.children {
            match child {
                Node::Element(child) => child.write(writer)?,
                Node::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}
