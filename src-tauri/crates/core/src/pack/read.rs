//! Reading a pack from bytes that may come from anybody: bounded before it is parsed.

use thiserror::Error;

use super::bounds::{self, MAX_PACK_BYTES};
use super::{FORMAT, Pack};
use crate::canonical::{self, Hash};

/// Why bytes are no pack.
#[derive(Debug, Error)]
pub enum PackError {
    /// Longer than [`MAX_PACK_BYTES`].
    #[error("The file has {bytes} bytes; a pack has at most {MAX_PACK_BYTES}")]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// Past one of the other bounds.
    #[error("At line {line}: {problem}, which no pack has")]
    TooComplex {
        /// Line of the file, from 1.
        line: usize,
        /// Which bound.
        problem: String,
    },
    /// Not JSON, or not the JSON of a pack.
    #[error("At {pointer}: {problem}")]
    NotAPack {
        /// JSON pointer to the place, or the line and column where the JSON itself ends.
        pointer: String,
        /// What is wrong there.
        problem: String,
    },
    /// A format that this program does not read.
    #[error("The pack has format {found}; this version of Proviso reads format {FORMAT}")]
    OtherFormat {
        /// The format it names.
        found: u32,
    },
}

/// Reads a pack and the SHA-256 of its bytes. Its content is not checked beyond its shape: see
/// [`super::check()`].
pub fn read(bytes: &[u8]) -> Result<(Pack, Hash), PackError> {
    bounds::check(bytes)?;
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let pack: Pack =
        serde_path_to_error::deserialize(&mut json).map_err(|error| PackError::NotAPack {
            pointer: pointer(error.path()),
            problem: error.inner().to_string(),
        })?;
    json.end().map_err(|error| PackError::NotAPack {
        pointer: String::from("/"),
        problem: error.to_string(),
    })?;
    if pack.format != FORMAT {
        return Err(PackError::OtherFormat { found: pack.format });
    }
    Ok((pack, canonical::sha256(bytes)))
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { variant } => pointer.push_str(&format!("/{variant}")),
            Segment::Unknown => pointer.push_str("/?"),
        }
    }
    if pointer.is_empty() {
        String::from("/")
    } else {
        pointer
    }
}
