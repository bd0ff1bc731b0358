//! The body of an entry: canonical JSON with a format number and a salt.
//!
//! `{"answer":{…},"cause":"answer","format":1,"salt":"<32 hexadecimal digits>"}`, keys sorted,
//! absent fields left out. The salt keeps the hash that stays behind after a body was destroyed
//! from confirming what somebody guesses the body to have been.
//!
//! Format 2 is an answer that another entry holds already, word for word: in place of `answer` its
//! body has `answerIn`, the identifier of that entry. Everything else stays format 1.

use proviso_core::canonical::{self, Hash};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::fault::damaged;
use crate::stamp::hex;

/// The format of a body that holds everything it says.
const WHOLE: u64 = 1;

/// The format of a body whose answer stands in the entry that it names.
const NAMING: u64 = 2;

/// The field that names the entry in which an answer stands.
pub(crate) const ANSWER_IN: &str = "answerIn";

/// Why a state was recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Cause {
    /// Counsel answered, or changed what was answered.
    #[default]
    Answer,
    /// A change was undone.
    Undo,
    /// An undone change was made again.
    Redo,
    /// An earlier state was brought back from the history.
    Restored,
    /// Taken over from the run before, and not yet re-affirmed.
    Carried,
    /// Looked at again and left as it was.
    Reaffirmed,
    /// Brought together with another copy.
    Merged,
}

/// Adds format and salt, and returns the text with its hash.
pub(crate) fn seal(mut fields: Map<String, Value>, salt: [u8; 16]) -> (String, Hash) {
    let format = if fields.contains_key(ANSWER_IN) {
        NAMING
    } else {
        WHOLE
    };
    fields.insert(String::from("format"), Value::from(format));
    fields.insert(String::from("salt"), Value::from(hex(salt)));
    let text = canonical::canonical(&Value::Object(fields));
    let hash = hash(&text);
    (text, hash)
}

/// Returns the hash that stands for a body in its entry.
pub(crate) fn hash(text: &str) -> Hash {
    canonical::hash_text("body", text)
}

/// Writes a value into a body's fields.
pub(crate) fn field<T: Serialize>(
    fields: &mut Map<String, Value>,
    name: &str,
    value: &T,
) -> rusqlite::Result<()> {
    let value = serde_json::to_value(value)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    fields.insert(name.to_owned(), value);
    Ok(())
}

/// The fields of a body that was read.
#[derive(Debug, Clone)]
pub(crate) struct Body(Map<String, Value>);

impl Body {
    /// Reads a body of a format that this version knows.
    pub(crate) fn read(text: &str) -> rusqlite::Result<Self> {
        let fields: Map<String, Value> = serde_json::from_str(text)
            .map_err(|error| damaged(format!("the body of an entry is no JSON: {error}")))?;
        match fields.get("format").and_then(Value::as_u64) {
            Some(WHOLE | NAMING) => Ok(Self(fields)),
            other => Err(damaged(format!(
                "the body of an entry has format {}; this version reads formats {WHOLE} and {NAMING}",
                other.map_or_else(|| String::from("none"), |number| number.to_string())
            ))),
        }
    }

    /// Takes one field, which must be there.
    pub(crate) fn take<T: DeserializeOwned>(&mut self, name: &str) -> rusqlite::Result<T> {
        self.take_if_any(name)?
            .ok_or_else(|| damaged(format!("the body of an entry has no {name}")))
    }

    /// Takes one field that may be absent.
    pub(crate) fn take_if_any<T: DeserializeOwned>(
        &mut self,
        name: &str,
    ) -> rusqlite::Result<Option<T>> {
        let Some(value) = self.0.remove(name) else {
            return Ok(None);
        };
        serde_json::from_value(value)
            .map(Some)
            .map_err(|error| damaged(format!("the {name} of an entry cannot be read: {error}")))
    }
}

impl FromSql for Body {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::read(value.as_str()?).map_err(|error| FromSqlError::Other(error.into()))
    }
}
