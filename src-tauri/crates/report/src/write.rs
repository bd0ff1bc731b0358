//! lopdf's objects to bytes: object streams, and a cross-reference stream at the end.
//!
//! lopdf's own writer makes each object of an object stream twice and through the formatting
//! machinery, and leaves the cross-reference stream uncompressed.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use crate::RenderError;

/// How many objects share a stream.
const SHARED: usize = 200;

/// Where an object stands in the file.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// So many bytes from the beginning.
    At(usize),
    /// In an object stream, as its n-th.
    In { stream: u32, index: usize },
}

/// A stream that is to be written.
struct Ready {
    id: u32,
    dict: Dictionary,
    content: Vec<u8>,
    /// Whether it is to be compressed where that makes it shorter.
    packs: bool,
}

/// Writes a file of version 1.7. The same objects give the same bytes.
pub(crate) fn write(file: lopdf::Document) -> Result<Vec<u8>, RenderError> {
    let lopdf::Document {
        objects,
        trailer,
        mut max_id,
        ..
    } = file;
    let mut places: BTreeMap<u32, Place> = BTreeMap::new();
    let mut streams = Vec::new();
    let mut shared: Vec<(u32, Object)> = Vec::new();
    for ((id, _), object) in objects {
        match object {
            Object::Stream(stream) => streams.push(Ready {
                id,
                packs: stream.allows_compression && !stream.dict.has(b"Filter"),
                dict: stream.dict,
                content: stream.content,
            }),
            other => shared.push((id, other)),
        }
    }
    for group in shared.chunks(SHARED) {
        max_id += 1;
        streams.push(object_stream(max_id, group, &mut places));
    }
    let packed = pack_all(&streams)?;
    // The comment of four bytes above 127 says that this is no text.
    let mut out = b"%PDF-1.7\n%\xbb\xad\xc0\xde\n".to_vec();
    for (stream, packed) in streams.into_iter().zip(packed) {
        places.insert(stream.id, Place::At(out.len()));
        put_stream(stream.id, stream.dict, &stream.content, packed, &mut out);
    }
    references(trailer, max_id + 1, places, &mut out)?;
    Ok(out)
}

/// Objects in a stream of their own.
fn object_stream(id: u32, group: &[(u32, Object)], places: &mut BTreeMap<u32, Place>) -> Ready {
    let mut content = Vec::new();
    let mut body = Vec::new();
    for (index, (object_id, object)) in group.iter().enumerate() {
        places.insert(*object_id, Place::In { stream: id, index });
        number(i64::from(*object_id), &mut content);
        content.push(b' ');
        number(count(body.len()), &mut content);
        content.push(b' ');
        put(object, &mut body);
        body.push(b'\n');
    }
    let mut dict = Dictionary::new();
    dict.set("Type", "ObjStm");
    dict.set("N", count(group.len()));
    dict.set("First", count(content.len()));
    content.append(&mut body);
    Ready {
        id,
        dict,
        content,
        packs: true,
    }
}

/// Compresses what wants it, on two threads: each stream by itself, so that the outcome is the same
/// whichever thread it falls to.
fn pack_all(streams: &[Ready]) -> Result<Vec<Option<Vec<u8>>>, RenderError> {
    let half = |at: usize| {
        let mut packer = Packer::new();
        let mut packed = Vec::with_capacity(streams.len() / 2 + 1);
        for stream in streams.iter().skip(at).step_by(2) {
            packed.push(match stream.packs {
                true => packer.pack(&stream.content)?,
                false => None,
            });
        }
        Ok::<_, RenderError>(packed)
    };
    let (even, odd) = std::thread::scope(|scope| {
        let odd = scope.spawn(|| half(1));
        (half(0), odd.join())
    });
    let odd = odd.map_err(|_| RenderError::Write("compressing stopped".to_owned()))??;
    let (mut even, mut odd) = (even?.into_iter(), odd.into_iter());
    let in_turn = (0..streams.len()).map(|at| match at % 2 {
        0 => even.next().flatten(),
        _ => odd.next().flatten(),
    });
    Ok(in_turn.collect())
}

/// The cross-reference stream, and where it stands.
fn references(
    mut trailer: Dictionary,
    own: u32,
    mut places: BTreeMap<u32, Place>,
    out: &mut Vec<u8>,
) -> Result<(), RenderError> {
    let start = out.len();
    places.insert(own, Place::At(start));
    let mut rows = Vec::with_capacity(places.len() * 7);
    for id in 0..=own {
        let (kind, first, second) = match places.get(&id) {
            None => (0, 0, 0),
            Some(&Place::At(offset)) => (1, offset, 0),
            Some(&Place::In { stream, index }) => (2, stream as usize, index),
        };
        rows.push(kind);
        let first = u32::try_from(first)
            .map_err(|_| RenderError::Write("the file is too large".to_owned()))?;
        rows.extend(first.to_be_bytes());
        rows.extend(u16::try_from(second).unwrap_or(u16::MAX).to_be_bytes());
    }
    trailer.set("Type", "XRef");
    trailer.set("Size", i64::from(own) + 1);
    trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
    let packed = Packer::new().pack(&rows)?;
    put_stream(own, trailer, &rows, packed, out);
    out.extend(b"startxref\n");
    number(count(start), out);
    out.extend(b"\n%%EOF\n");
    Ok(())
}

/// Compresses one stream after the other with the same tables, which take longer to make than to use.
struct Packer(ZlibEncoder<Vec<u8>>);

impl Packer {
    fn new() -> Self {
        Self(ZlibEncoder::new(Vec::new(), Compression::default()))
    }

    /// Compresses bytes, unless that makes them longer.
    fn pack(&mut self, bytes: &[u8]) -> Result<Option<Vec<u8>>, RenderError> {
        let room = Vec::with_capacity(bytes.len() / 4);
        let packed = self
            .0
            .write_all(bytes)
            .and_then(|()| self.0.reset(room))
            .map_err(|error| RenderError::Write(error.to_string()))?;
        Ok((packed.len() < bytes.len()).then_some(packed))
    }
}

fn put_stream(
    id: u32,
    mut dict: Dictionary,
    plain: &[u8],
    packed: Option<Vec<u8>>,
    out: &mut Vec<u8>,
) {
    let content = packed.as_deref().unwrap_or(plain);
    if packed.is_some() {
        dict.set("Filter", "FlateDecode");
    }
    dict.set("Length", count(content.len()));
    number(i64::from(id), out);
    out.extend(b" 0 obj\n");
    put_dictionary(&dict, out);
    out.extend(b"\nstream\n");
    out.extend(content);
    out.extend(b"\nendstream\nendobj\n");
}

/// An object as PDF writes it.
fn put(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(true) => out.extend(b"true"),
        Object::Boolean(false) => out.extend(b"false"),
        Object::Integer(value) => number(*value, out),
        Object::Real(value) => {
            // Writing to a vector cannot fail.
            drop(write!(out, "{value}"));
        }
        Object::Name(name) => put_name(name, out),
        Object::String(bytes, StringFormat::Literal) => put_literal(bytes, out),
        Object::String(bytes, StringFormat::Hexadecimal) => {
            out.push(b'<');
            for byte in bytes {
                out.push(digit(byte >> 4));
                out.push(digit(byte & 15));
            }
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                put(item, out);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => put_dictionary(dict, out),
        Object::Reference(id) => put_reference(*id, out),
        // A stream is an object of its own, and stands in no other.
        Object::Stream(_) => out.extend(b"null"),
    }
}

fn put_dictionary(dict: &Dictionary, out: &mut Vec<u8>) {
    out.extend(b"<<");
    for (key, value) in dict {
        put_name(key, out);
        if !matches!(
            value,
            Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_)
        ) {
            out.push(b' ');
        }
        put(value, out);
    }
    out.extend(b">>");
}

fn put_reference((id, generation): ObjectId, out: &mut Vec<u8>) {
    number(i64::from(id), out);
    out.push(b' ');
    number(i64::from(generation), out);
    out.extend(b" R");
}

fn put_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            out.push(byte);
        } else {
            out.extend([b'#', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

fn put_literal(bytes: &[u8], out: &mut Vec<u8>) {
    out.push(b'(');
    for &byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            b'\r' => out.extend(b"\\r"),
            byte => out.push(byte),
        }
    }
    out.push(b')');
}

fn number(value: i64, out: &mut Vec<u8>) {
    if let Ok(small @ 0..10) = u8::try_from(value) {
        out.push(b'0' + small);
        return;
    }
    drop(write!(out, "{value}"));
}

fn digit(value: u8) -> u8 {
    match value {
        0..10 => b'0' + value,
        _ => b'A' + value - 10,
    }
}

fn count(value: usize) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use lopdf::{Object, dictionary};

    use super::put;

    #[test]
    fn objects_are_written_as_pdf_has_them() {
        let object = Object::Dictionary(dictionary! {
            "A b" => "Name",
            "S" => Object::string_literal("a(b)\\"),
            "N" => vec![Object::Null, Object::Integer(-12), Object::Real(0.5), (3, 0).into()],
            "H" => Object::String(vec![0xfe, 0x0a], lopdf::StringFormat::Hexadecimal),
            "T" => true,
        });
        let mut out = Vec::new();
        put(&object, &mut out);
        assert_eq!(
            String::from_utf8_lossy(&out),
            "<</A#20b/Name/S(a\\(b\\)\\\\)/N[null -12 0.5 3 0 R]/H<FE0A>/T true>>",
            "each kind as the standard writes it"
        );
    }
}
