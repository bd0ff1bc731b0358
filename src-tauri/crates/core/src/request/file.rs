//! The `.proviso-request` and `.proviso-reply` files: a request for a respondent who has Proviso, and what comes back.
//!
//! A file is one line of canonical JSON ([`crate::canonical`]):
//!
//! ```text
//! {"content":{…},"format":1,"needs":"0.1.0","proviso":"request","sum":"<64 hexadecimal digits>"}
//! ```
//!
//! `content` is a [`Request`] or a [`Reply`] in its serde form, and `sum` the SHA-256 of the canonical form of
//! everything beside `sum`, under the domain `request file`. The sum tells a file that was changed or damaged from one
//! that was not; it does not say who wrote it. Bytes are hostile until they were parsed: their length is looked at
//! first, then depth and counts, then the JSON, then each field.
//!
//! A request that was changed is refused: a respondent must not answer a question that counsel did not ask. A reply
//! that was changed is read as far as it goes, and says so, because counsel looks at every statement anyway.

mod reply;

use serde_json::{Map, Value, json};
use thiserror::Error;

pub use reply::{ReadReply, read_reply};

use super::{Reply, Request};
use crate::canonical::{self, Hash};
use crate::json_bounds::{Bounds, Passed};

/// The format that is written, and the latest that is read.
pub const FORMAT: u64 = 1;

/// The first version of Proviso that reads [`FORMAT`].
const NEEDS: &str = "0.1.0";

/// The largest request that is written or read, in bytes: as large as a pack may be.
pub const MAX_REQUEST_BYTES: usize = 8 * 1024 * 1024;

/// The largest reply that is written or read, in bytes.
pub const MAX_REPLY_BYTES: usize = 16 * 1024 * 1024;

/// The most items of a request, and the most answers of a reply.
pub const MAX_ITEMS: usize = 2_000;

/// The longest text of a request, and of a statement, in bytes: as long as a field of an answer may be.
pub const MAX_TEXT_BYTES: usize = crate::answer::MAX_TEXT_BYTES;

/// The longest name, role or identifier, in bytes.
pub const MAX_NAME_BYTES: usize = 1_000;

/// Digits of a request's identifier.
const ID_DIGITS: usize = 32;

const BOUNDS: Bounds = Bounds {
    depth: 16,
    entries: MAX_ITEMS,
    values: 100_000,
    // A character can be written as six bytes.
    text: 6 * MAX_TEXT_BYTES,
};

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `.proviso-request`
    Request,
    /// `.proviso-reply`
    Reply,
}

impl FileKind {
    /// Returns the word for it: in the file, as the ending of its name, and in sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Reply => "reply",
        }
    }

    fn limit(self) -> usize {
        match self {
            Self::Request => MAX_REQUEST_BYTES,
            Self::Reply => MAX_REPLY_BYTES,
        }
    }
}

impl std::fmt::Display for FileKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// Why a file was not read, or not written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RequestFileError {
    /// Longer than any.
    #[error("The file has {bytes} bytes; a {kind} has at most {}", kind.limit())]
    TooLarge {
        /// What was expected.
        kind: FileKind,
        /// Its length.
        bytes: usize,
    },
    /// Past one of the other bounds.
    #[error("At line {line} of the file, {problem}, which no {kind} has")]
    TooComplex {
        /// What was expected.
        kind: FileKind,
        /// Line of the file, from 1.
        line: usize,
        /// Which bound.
        problem: String,
    },
    /// Another program's file, or an empty one.
    #[error("This is no {kind} that Proviso wrote; choose the file that ends in .proviso-{kind}")]
    NotOurs {
        /// What was expected.
        kind: FileKind,
    },
    /// The other of the two files.
    #[error("This is a {}, and a {kind} is asked for here", match kind { FileKind::Request => "reply", FileKind::Reply => "request" })]
    OtherKind {
        /// What was expected.
        kind: FileKind,
    },
    /// It ends in the middle.
    #[error(
        "The {kind} ends at byte {at}, in the middle: it was not copied whole. Ask for it again"
    )]
    CutShort {
        /// What was expected.
        kind: FileKind,
        /// Its length.
        at: usize,
    },
    /// A later version wrote it.
    #[error("A later version of Proviso wrote this {kind}; open it with Proviso {needs} or later")]
    Newer {
        /// What was expected.
        kind: FileKind,
        /// The first version that reads it, as the file says.
        needs: String,
    },
    /// A request whose sum is not that of its content.
    #[error(
        "The request was changed or damaged after Proviso wrote it, so that it may ask something else than counsel did. \
         Ask counsel to send it again"
    )]
    Changed,
    /// A field is not what stands there in such a file.
    #[error("The {kind} cannot be read at {pointer}: {problem}")]
    Malformed {
        /// What was expected.
        kind: FileKind,
        /// JSON pointer, or line and column.
        pointer: String,
        /// What is wrong.
        problem: String,
    },
}

/// Writes a request.
///
/// # Errors
/// The request is larger than one that is read.
pub fn write_request(request: &Request) -> Result<Vec<u8>, RequestFileError> {
    check_request(request)?;
    written(FileKind::Request, serde_json::to_value(request))
}

/// Writes a reply.
///
/// # Errors
/// The reply is larger than one that is read.
pub fn write_reply(reply: &Reply) -> Result<Vec<u8>, RequestFileError> {
    written(FileKind::Reply, serde_json::to_value(reply))
}

/// Reads a request. What it returns is what was written, unchanged.
///
/// # Errors
/// The first thing that is wrong with the bytes.
pub fn read_request(bytes: &[u8]) -> Result<Request, RequestFileError> {
    let kind = FileKind::Request;
    let opened = open(kind, bytes)?;
    if !opened.sound {
        return Err(RequestFileError::Changed);
    }
    let request: Request = serde_path_to_error::deserialize(&opened.content)
        .map_err(|error| malformed(kind, error.path().to_string(), error.inner()))?;
    check_request(&request)?;
    Ok(request)
}

/// What a file holds, before its content is looked at.
struct Opened {
    content: Value,
    /// Whether its sum is that of its content.
    sound: bool,
}

fn open(kind: FileKind, bytes: &[u8]) -> Result<Opened, RequestFileError> {
    if bytes.len() > kind.limit() {
        let bytes = bytes.len();
        return Err(RequestFileError::TooLarge { kind, bytes });
    }
    BOUNDS
        .check(bytes)
        .map_err(|Passed { line, problem }| RequestFileError::TooComplex {
            kind,
            line,
            problem,
        })?;
    let mut file: Map<String, Value> = serde_json::from_slice(bytes).map_err(|error| {
        // What begins as ours and does not parse was ours; of anything else that is not known.
        let ours = bytes.starts_with(b"{\"content\":");
        match error.classify() {
            serde_json::error::Category::Eof if ours => RequestFileError::CutShort {
                kind,
                at: bytes.len(),
            },
            _ if ours => {
                let place = format!("line {}, column {}", error.line(), error.column());
                malformed(kind, place, "it was damaged on the way")
            }
            _ => RequestFileError::NotOurs { kind },
        }
    })?;
    let other = match kind {
        FileKind::Request => FileKind::Reply,
        FileKind::Reply => FileKind::Request,
    };
    match file.get("proviso").and_then(Value::as_str) {
        Some(word) if word == kind.word() => {}
        Some(word) if word == other.word() => return Err(RequestFileError::OtherKind { kind }),
        _ => return Err(RequestFileError::NotOurs { kind }),
    }
    match file.get("format").and_then(Value::as_u64) {
        Some(FORMAT) => {}
        Some(found) if found > FORMAT => {
            let needs = file.get("needs").and_then(Value::as_str);
            let needs = needs.filter(|needs| semver::Version::parse(needs).is_ok());
            return Err(RequestFileError::Newer {
                kind,
                needs: needs.unwrap_or("in a version after this one").to_owned(),
            });
        }
        _ => return Err(malformed(kind, "/format", "it names no format")),
    }
    let sum = file.remove("sum");
    let content_sum = sum_of(&Value::Object(file.clone()));
    let sound = sum.as_ref().and_then(Value::as_str) == Some(content_sum.0.as_str());
    let content = file.remove("content");
    let content = content.ok_or_else(|| malformed(kind, "/content", "it is missing"))?;
    Ok(Opened { content, sound })
}

fn written(
    kind: FileKind,
    content: serde_json::Result<Value>,
) -> Result<Vec<u8>, RequestFileError> {
    let content = content.map_err(|error| malformed(kind, "/content", error))?;
    let mut file = json!({
        "proviso": kind.word(),
        "format": FORMAT,
        "needs": NEEDS,
        "content": content,
    });
    let sum = sum_of(&file);
    file["sum"] = Value::from(sum.0);
    let mut bytes = canonical::canonical(&file).into_bytes();
    bytes.push(b'\n');
    // What could not be read again is not handed out.
    open(kind, &bytes)?;
    Ok(bytes)
}

fn sum_of(file: &Value) -> Hash {
    canonical::hash_value("request file", file)
}

/// Holds a request against the bounds that its readers rely on.
fn check_request(request: &Request) -> Result<(), RequestFileError> {
    let kind = FileKind::Request;
    if !is_id(&request.id) {
        let problem = "a request is named by 32 hexadecimal digits";
        return Err(malformed(kind, "/content/id", problem));
    }
    if request.items.is_empty() {
        return Err(malformed(kind, "/content/items", "nothing is asked"));
    }
    let mut known = std::collections::BTreeSet::new();
    for (at, asked) in request.items.iter().enumerate() {
        let place = |field: &str| format!("/content/items/{at}/{field}");
        if asked.item.is_empty() || asked.item.len() > MAX_NAME_BYTES {
            let problem = format!("an item is named by 1 to {MAX_NAME_BYTES} bytes");
            return Err(malformed(kind, place("item"), problem));
        }
        if !known.insert(asked.item.as_str()) {
            let problem = "the item is asked about twice";
            return Err(malformed(kind, place("item"), problem));
        }
    }
    Ok(())
}

fn is_id(text: &str) -> bool {
    text.len() == ID_DIGITS
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn malformed(
    kind: FileKind,
    pointer: impl Into<String>,
    problem: impl ToString,
) -> RequestFileError {
    RequestFileError::Malformed {
        kind,
        pointer: pointer.into(),
        problem: problem.to_string(),
    }
}
