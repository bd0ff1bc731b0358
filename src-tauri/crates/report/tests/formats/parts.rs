//! The parts of a file that is a container, and the text in them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;

/// Every part by name.
pub(crate) fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("the file is a container");
    let read = (0..zip.len()).map(|at| {
        let mut part = zip.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (name, text)
    });
    read.collect()
}

/// The text of a part of a Word file, a line for each paragraph.
pub(crate) fn lines(part: &str) -> Vec<String> {
    let mut reader = Reader::from_str(part);
    let mut lines = vec![String::new()];
    let mut within = false;
    loop {
        match reader.read_event().expect("the part is well-formed") {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == "w:t" => within = true,
            Event::End(tag) if tag.name().as_ref() == "w:t" => within = false,
            Event::End(tag) if tag.name().as_ref() == "w:p" => lines.push(String::new()),
            Event::Empty(tag) if tag.name().as_ref() == "w:br" => lines.push(String::new()),
            Event::Text(text) if within => lines.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(reference) if within => {
                let text = match reference.resolve_char_ref().unwrap() {
                    Some(c) => c.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&reference)
                        .expect("a predefined entity")
                        .to_owned(),
                };
                lines.last_mut().unwrap().push_str(&text);
            }
            _ => {}
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}
