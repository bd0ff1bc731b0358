//! The properties that a file was given, by name.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::walk::{attribute, reference};

/// Name and text of each property.
pub(super) type Properties = BTreeMap<String, String>;

/// The most properties that are read.
const MOST: usize = 20_000;

/// Reads the part; what is damaged ends the list.
pub(super) fn read(part: &[u8]) -> Properties {
    let mut properties = Properties::new();
    let Ok(part) = std::str::from_utf8(part) else {
        return properties;
    };
    let mut reader = Reader::from_str(part);
    let mut open: Option<(String, String)> = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof | Event::DocType(_) => break,
            Event::Start(tag) if tag.name().as_ref() == "property" => {
                open = attribute(&tag, "name").map(|name| (name, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, value)) = &mut open {
                    value.push_str(&text);
                }
            }
            Event::GeneralRef(entity) => {
                if let (Some((_, value)), Some(text)) = (&mut open, reference(&entity)) {
                    value.push_str(&text);
                }
            }
            Event::End(tag) if tag.name().as_ref() == "property" => {
                if let Some((name, value)) = open.take()
                    && properties.len() < MOST
                {
                    properties.insert(name, value.trim().to_owned());
                }
            }
            _ => {}
        }
    }
    properties
}
