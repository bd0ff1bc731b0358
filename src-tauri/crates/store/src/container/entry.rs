//! The lines of a `.proviso` file: entries of logs, and rows of tables.

use proviso_core::date::Moment;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{ContainerError, MAX_LINE, MAX_LINES};
use crate::body;
use crate::log::{Linked, Log};

/// The longest name of an item, of a kind, of an author.
const MAX_NAME: usize = 1_000;

/// One entry of a log. Its fields are what the hash covers (`log.rs`), the hash, and the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) author: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<String>,
    pub(crate) body_hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) destroyed_by: Option<String>,
    pub(crate) hash: String,
    pub(crate) id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) item_hash: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) item_id: Option<String>,
    pub(crate) kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) prev_hash: Option<String>,
    pub(crate) recorded_at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) run_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) second_parent: Option<String>,
    pub(crate) utc_offset_minutes: i16,
}

impl Entry {
    /// Returns what the entry's hash covers.
    pub(crate) fn linked(&self, assessment: &str) -> Linked {
        Linked {
            id: self.id.clone(),
            assessment: assessment.to_owned(),
            run: self.run_id.clone(),
            item_id: self.item_id.clone(),
            kind: self.kind.clone(),
            prev_hash: self.prev_hash.clone(),
            second_parent: self.second_parent.clone(),
            author: self.author.clone(),
            recorded_at: self.recorded_at.clone(),
            utc_offset_minutes: i64::from(self.utc_offset_minutes),
            item_hash: self.item_hash.clone(),
            body_hash: self.body_hash.clone(),
        }
    }

    /// Holds the entry against its own hashes.
    pub(crate) fn holds(&self, log: Log, assessment: &str) -> bool {
        let body = self.body.as_deref();
        self.linked(assessment).hash(log) == self.hash
            && body.is_none_or(|body| body::hash(body).0 == self.body_hash)
    }
}

/// One row of a table, with identifiers in place of what names rows within one data file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Carried {
    pub(crate) row: Map<String, Value>,
    pub(crate) table: String,
}

/// What can stand on a line.
pub(super) trait Line: DeserializeOwned {
    /// Returns what is wrong with it beside its form.
    fn wrong(&self) -> Option<&'static str>;
}

impl Line for Entry {
    fn wrong(&self) -> Option<&'static str> {
        let hashes = [&self.prev_hash, &self.second_parent, &self.item_hash];
        let ids = [&self.run_id, &self.destroyed_by];
        let names = [Some(&self.author), Some(&self.kind), self.item_id.as_ref()];
        if !is_hex(&self.hash, 64)
            || !is_hex(&self.body_hash, 64)
            || hashes.into_iter().flatten().any(|hash| !is_hex(hash, 64))
        {
            return Some("a hash is none");
        }
        if !is_id(&self.id) || ids.into_iter().flatten().any(|id| !is_id(id)) {
            return Some("an identifier is none");
        }
        if names
            .into_iter()
            .flatten()
            .any(|name| name.len() > MAX_NAME || name.chars().any(char::is_control))
        {
            return Some("a name is too long, or holds characters that do not show");
        }
        if self.body.is_none() == self.destroyed_by.is_none() {
            return Some("its text is missing");
        }
        let moment = Moment::from_utc_text(&self.recorded_at, self.utc_offset_minutes);
        if moment.is_none_or(|moment| moment.utc_text() != self.recorded_at) {
            return Some("its moment is none");
        }
        None
    }
}

impl Line for Carried {
    fn wrong(&self) -> Option<&'static str> {
        let plain = self
            .row
            .values()
            .all(|value| !value.is_array() && !value.is_object());
        (!plain).then_some("a row holds plain values")
    }
}

/// Reads a part of one JSON value on each line.
pub(super) fn lines<T: Line>(body: &[u8], part: &'static str) -> Result<Vec<T>, ContainerError> {
    let mut lines = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let line = lines.len() + 1;
        let refused = |problem: String| ContainerError::Line {
            part,
            line,
            problem,
        };
        let end = rest.iter().position(|byte| *byte == b'\n');
        let end = end.ok_or_else(|| refused(String::from("it has no end")))?;
        if end > MAX_LINE || line > MAX_LINES {
            return Err(refused(String::from("it is longer than any")));
        }
        let read: T =
            serde_json::from_slice(&rest[..end]).map_err(|error| refused(error.to_string()))?;
        if let Some(problem) = read.wrong() {
            return Err(refused(problem.to_owned()));
        }
        lines.push(read);
        rest = &rest[end + 1..];
    }
    Ok(lines)
}

/// Reads the part that names the assessment: its id and a line feed.
pub(super) fn assessment(body: &[u8], at: usize) -> Result<String, ContainerError> {
    let id = std::str::from_utf8(body)
        .ok()
        .and_then(|text| text.strip_suffix('\n'));
    match id {
        Some(id) if is_id(id) => Ok(id.to_owned()),
        _ => Err(ContainerError::Malformed {
            at,
            problem: String::from("the assessment's identifier is none"),
        }),
    }
}

pub(crate) fn is_id(text: &str) -> bool {
    is_hex(text, 32)
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
