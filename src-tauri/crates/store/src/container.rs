//! The `.proviso` file: one assessment with everything in it, in one file.
//!
//! The file is a line that says what it is, then parts, then a line that ends it:
//!
//! ```text
//! Proviso assessment, format 1
//! part assessment 34 <SHA-256 of the part, 64 hexadecimal digits>
//! <34 bytes, and a line feed that is not counted>
//! …
//! end 7 <SHA-256 of every byte before this line>
//! ```
//!
//! The parts stand in this order: `assessment`, once, its id; `pack`, for each pack that a run asks
//! from, the pack's file byte for byte; `revisions` and `actions`, once each, the two logs, an entry
//! in canonical JSON on each line, oldest first; `rows`, once, what the tables beside the logs hold,
//! a row on each line; `evidence`, for each copy of a document, the document. Lines end in a line
//! feed, numbers are decimal, and nothing is compressed: no part is larger than it says. There are no
//! names of files in it, so none can lead anywhere.
//!
//! Hashes tell a damaged file from a whole one, and the chains in the logs tell whether an entry was
//! changed after it was recorded. Neither says who wrote the file: whatever is read here is hostile
//! until it was put into an empty store and read back from there ([`crate::Arrival`]).

mod entry;
mod seal;
mod write;

use std::ops::Range;

use proviso_core::canonical::{Hash, sha256};
use thiserror::Error;

pub use seal::{SealError, is_sealed, seal, seal_watched, unseal, unseal_watched};

pub(crate) use entry::{Carried, Entry};
pub(crate) use write::Writer;

/// The first line of a file that is not sealed.
pub(crate) const FIRST_LINE: &[u8] = b"Proviso assessment, format 1\n";

/// What the first line of every version begins with.
const ANY_FORMAT: &[u8] = b"Proviso assessment, ";

/// The largest file that is written or read, in bytes: 512 MB.
pub const MAX_FILE_BYTES: usize = 512 * 1024 * 1024;

/// The longest line that names a part.
const MAX_HEADER: usize = 128;

/// The longest entry or row, as written in the file: a kept PDF stands in one.
const MAX_LINE: usize = 64 * 1024 * 1024;

/// The most entries of one log, and the most rows.
const MAX_LINES: usize = 500_000;

/// The most packs, and the most copies of documents.
const MAX_OF_A_KIND: usize = 20_000;

/// Why bytes are no `.proviso` file. `at` is the place of the byte where reading stopped.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ContainerError {
    /// The first line is another one.
    #[error("this is no assessment that Proviso wrote")]
    NotOurs,
    /// A later version wrote it.
    #[error("a later version of Proviso wrote it; open it with that version")]
    Newer,
    /// It is sealed.
    #[error("it is sealed with a passphrase")]
    Sealed,
    /// Longer than any.
    #[error("it has more than {MAX_FILE_BYTES} bytes, the most that such a file may have")]
    TooLarge,
    /// It ends in the middle.
    #[error("it ends at byte {at}, in the middle; it was not copied whole")]
    CutShort {
        /// Where.
        at: usize,
    },
    /// A line or a part is not what stands there in such a file.
    #[error("{problem} at byte {at}")]
    Malformed {
        /// Where.
        at: usize,
        /// What is wrong.
        problem: String,
    },
    /// The bytes are not those that were written.
    #[error("the part at byte {at} was changed after it was written")]
    Changed {
        /// Where.
        at: usize,
    },
    /// An entry or a row cannot be read.
    #[error("line {line} of its {part} cannot be read: {problem}")]
    Line {
        /// Which part.
        part: &'static str,
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
}

/// What a file holds, with each hash checked against its bytes and no more: whether the chains hold
/// is found when it is put into a store.
#[derive(Debug)]
pub struct Contents {
    bytes: Vec<u8>,
    pub(crate) assessment: String,
    packs: Vec<Range<usize>>,
    pub(crate) revisions: Vec<Entry>,
    pub(crate) actions: Vec<Entry>,
    pub(crate) rows: Vec<Carried>,
    evidence: Vec<(Hash, Range<usize>)>,
}

/// One part as its line names it.
struct Part {
    name: String,
    sha256: String,
    range: Range<usize>,
    at: usize,
}

/// The parts in the order of the file; `true` where there can be several or none.
const ORDER: [(&str, bool); 6] = [
    ("assessment", false),
    ("pack", true),
    ("revisions", false),
    ("actions", false),
    ("rows", false),
    ("evidence", true),
];

impl Contents {
    /// Returns about how often the engine is looked at while it writes what is in it.
    pub(crate) fn looks(&self) -> u64 {
        (self.revisions.len() + self.actions.len() + self.rows.len()) as u64
    }

    /// Reads a file that is not sealed.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(bytes: Vec<u8>) -> Result<Self, ContainerError> {
        if bytes.len() > MAX_FILE_BYTES {
            return Err(ContainerError::TooLarge);
        }
        if is_sealed(&bytes) {
            return Err(ContainerError::Sealed);
        }
        if !bytes.starts_with(FIRST_LINE) {
            return Err(if bytes.starts_with(ANY_FORMAT) {
                ContainerError::Newer
            } else {
                ContainerError::NotOurs
            });
        }
        let parts = parts(&bytes)?;
        let mut read = Self {
            bytes: Vec::new(),
            assessment: String::new(),
            packs: Vec::new(),
            revisions: Vec::new(),
            actions: Vec::new(),
            rows: Vec::new(),
            evidence: Vec::new(),
        };
        for part in parts {
            let body = &bytes[part.range.clone()];
            match part.name.as_str() {
                "assessment" => read.assessment = entry::assessment(body, part.at)?,
                "pack" => read.packs.push(part.range),
                "revisions" => read.revisions = entry::lines(body, "revisions")?,
                "actions" => read.actions = entry::lines(body, "actions")?,
                "rows" => read.rows = entry::lines(body, "rows")?,
                _ => read.evidence.push((Hash(part.sha256), part.range)),
            }
        }
        read.bytes = bytes;
        Ok(read)
    }

    /// Returns the identifier of the assessment.
    pub fn assessment(&self) -> &str {
        &self.assessment
    }

    /// Returns the packs' files.
    pub fn packs(&self) -> impl Iterator<Item = &[u8]> {
        self.packs.iter().map(|range| &self.bytes[range.clone()])
    }

    /// Returns the copies of documents by their hashes.
    pub(crate) fn evidence(&self) -> impl Iterator<Item = (&Hash, &[u8])> {
        self.evidence
            .iter()
            .map(|(hash, range)| (hash, &self.bytes[range.clone()]))
    }

    /// Returns how many copies of documents there are.
    pub fn documents(&self) -> usize {
        self.evidence.len()
    }

    /// Returns the SHA-256 of the file, as it is without a seal.
    pub fn sha256(&self) -> Hash {
        sha256(&self.bytes)
    }
}

/// Finds the parts, holds each against its hash and the whole against the last line.
fn parts(bytes: &[u8]) -> Result<Vec<Part>, ContainerError> {
    let mut at = FIRST_LINE.len();
    let mut found: Vec<Part> = Vec::new();
    let mut place = 0;
    loop {
        let malformed = |problem: &str| ContainerError::Malformed {
            at,
            problem: problem.to_owned(),
        };
        let line = line_at(bytes, at)?;
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["part", name, length, hash] => {
                let start = at + line.len() + 1;
                let length = number(length).ok_or_else(|| malformed("no length stands"))?;
                let end = start
                    .checked_add(length)
                    .filter(|end| *end < bytes.len())
                    .ok_or(ContainerError::CutShort { at: bytes.len() })?;
                place = next_place(place, name, &found)
                    .ok_or_else(|| malformed("another part was expected"))?;
                if sha256(&bytes[start..end]).0 != hash {
                    return Err(ContainerError::Changed { at: start });
                }
                if bytes[end] != b'\n' {
                    return Err(malformed("a part has another length than it says"));
                }
                found.push(Part {
                    name: name.to_owned(),
                    sha256: hash.to_owned(),
                    range: start..end,
                    at: start,
                });
                at = end + 1;
            }
            ["end", count, hash] => {
                let whole = ORDER
                    .iter()
                    .filter(|(_, many)| !many)
                    .all(|(name, _)| found.iter().any(|part| part.name == *name));
                if number(count) != Some(found.len()) || !whole {
                    return Err(malformed("parts are missing"));
                }
                if sha256(&bytes[..at]).0 != hash {
                    return Err(ContainerError::Changed { at: 0 });
                }
                if at + line.len() + 1 != bytes.len() {
                    return Err(malformed("something follows the end"));
                }
                return Ok(found);
            }
            _ => return Err(malformed("a part was expected")),
        }
    }
}

/// Returns the place of `name` in [`ORDER`] where it can come next.
fn next_place(place: usize, name: &str, found: &[Part]) -> Option<usize> {
    let next = ORDER.iter().position(|(known, _)| *known == name)?;
    let many = ORDER[next].1;
    let before = found.iter().filter(|part| part.name == name).count();
    let follows = next > place || (next == place && (many || found.is_empty()));
    let fits = if many {
        before < MAX_OF_A_KIND
    } else {
        before == 0
    };
    (follows && fits).then_some(next)
}

/// Returns the line that begins at `at`, without its line feed.
fn line_at(bytes: &[u8], at: usize) -> Result<&str, ContainerError> {
    let rest = bytes.get(at..).unwrap_or_default();
    let within = &rest[..rest.len().min(MAX_HEADER)];
    let Some(length) = within.iter().position(|byte| *byte == b'\n') else {
        return Err(if within.len() < MAX_HEADER {
            ContainerError::CutShort { at: bytes.len() }
        } else {
            ContainerError::Malformed {
                at,
                problem: String::from("a part was expected"),
            }
        });
    };
    std::str::from_utf8(&within[..length]).map_err(|_| ContainerError::Malformed {
        at,
        problem: String::from("a part was expected"),
    })
}

/// Reads a decimal number that is written in the one way there is.
fn number(text: &str) -> Option<usize> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = text == "0" || !text.starts_with('0');
    (plain && canonical && text.len() <= 10)
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests;
