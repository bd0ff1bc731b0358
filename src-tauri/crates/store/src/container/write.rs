//! Writing the parts of a `.proviso` file: the same parts give the same bytes.

use proviso_core::canonical::sha256;
use serde::Serialize;

use super::FIRST_LINE;
use crate::fault::damaged;

/// A file that is being put together.
#[derive(Debug)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    parts: usize,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self {
            bytes: FIRST_LINE.to_vec(),
            parts: 0,
        }
    }

    /// Adds one part.
    pub(crate) fn part(&mut self, name: &str, body: &[u8]) {
        let line = format!("part {name} {} {}\n", body.len(), sha256(body));
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes.extend_from_slice(body);
        self.bytes.push(b'\n');
        self.parts += 1;
    }

    /// Adds a part of one JSON value on each line.
    pub(crate) fn lines<T: Serialize>(&mut self, name: &str, lines: &[T]) -> rusqlite::Result<()> {
        let mut body = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut body, line)
                .map_err(|error| damaged(format!("an entry cannot be written: {error}")))?;
            body.push(b'\n');
        }
        self.part(name, &body);
        Ok(())
    }

    /// Returns how long the file is so far.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Ends the file.
    pub(crate) fn end(mut self) -> Vec<u8> {
        let line = format!("end {} {}\n", self.parts, sha256(&self.bytes));
        self.bytes.extend_from_slice(line.as_bytes());
        self.bytes
    }
}
