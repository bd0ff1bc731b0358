//! What a file says of itself, whoever changed it since: its title and its subject.
//!
//! Both stand in the packet of metadata, which is kept in plain bytes, so that they are found even where the
//! file is too damaged to be opened; and in the information dictionary, for files that another program
//! wrote anew. Nothing here is proof of anything: that is what hashes are for.

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// Its title, which names the copy.
    pub title: String,
    /// Its subject: whose it is, which run, which state, for whom.
    pub subject: String,
}

/// Returns what a file says of itself; `None` where it is no report of this program, as far as it says.
pub fn claims(bytes: &[u8]) -> Option<Claims> {
    in_packet(bytes).or_else(|| in_dictionary(bytes))
}

fn in_packet(bytes: &[u8]) -> Option<Claims> {
    let packet = between(bytes, b"<?xpacket begin", b"<?xpacket end")?;
    between(packet, b"<pdf:Producer>Proviso report ", b"<")?;
    let item = |name: &str| {
        let (from, to) = (format!("<dc:{name}>"), format!("</dc:{name}>"));
        let element = between(packet, from.as_bytes(), to.as_bytes())?;
        let text = between(element, b"x-default\">", b"</rdf:li>")?;
        Some(unescaped(&String::from_utf8_lossy(text)))
    };
    Some(Claims {
        title: item("title")?,
        subject: item("description")?,
    })
}

fn in_dictionary(bytes: &[u8]) -> Option<Claims> {
    let file = lopdf::Document::load_mem(bytes).ok()?;
    let info = file.trailer.get(b"Info").ok()?.as_reference().ok()?;
    let info = file.get_dictionary(info).ok()?;
    let item = |name: &[u8]| lopdf::decode_text_string(info.get(name).ok()?).ok();
    item(b"Producer").filter(|producer| producer.starts_with("Proviso report "))?;
    Some(Claims {
        title: item(b"Title")?,
        subject: item(b"Subject")?,
    })
}

/// The first stretch between two marks.
fn between<'a>(bytes: &'a [u8], from: &[u8], to: &[u8]) -> Option<&'a [u8]> {
    let start = find(bytes, from)? + from.len();
    let rest = bytes.get(start..)?;
    rest.get(..find(rest, to)?)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|at| at == wanted)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use crate::document::{Block, Document, Timestamp};

    fn file() -> Vec<u8> {
        let made = Timestamp {
            year: 2026,
            month: 11,
            day: 23,
            hour: 0,
            minute: 0,
            second: 0,
        };
        let mut document = Document::new("Board page & more", "7d54", made);
        document.subject = String::from("R&D <one> “unit”. Run 2. State 7d54-dc26-7aae");
        document.body.push(Block::body("Something is said."));
        crate::render(&document).unwrap().bytes
    }

    #[test]
    fn a_file_says_what_it_is_whatever_was_changed_in_it() {
        let whole = file();
        let said = claims(&whole).unwrap();
        assert_eq!(said.title, "Board page & more", "as it was given");
        assert_eq!(
            said.subject, "R&D <one> “unit”. Run 2. State 7d54-dc26-7aae",
            "marks of XML and all"
        );
        let mut altered = whole.clone();
        altered.truncate(altered.len() - 200);
        assert_eq!(claims(&altered), Some(said.clone()), "without its end, too");
        assert!(
            crate::count_pages(&altered).is_err(),
            "which no reader opens"
        );
        let at = find(&whole, b"<?xpacket begin").unwrap();
        let mut bare = whole;
        bare[at + 2] = b'y';
        assert_eq!(claims(&bare), Some(said), "and without the packet");
    }

    #[test]
    fn other_files_say_nothing() {
        assert_eq!(claims(b"%PDF-1.7 of another program"), None, "no packet");
        assert_eq!(claims(b""), None, "nothing at all");
    }
}
