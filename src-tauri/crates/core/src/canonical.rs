//! Canonical JSON and SHA-256: one text per value, so that equal content has equal hashes.
//!
//! Canonical form (version 1): UTF-8 JSON without white space; object keys sorted by their bytes;
//! strings as `serde_json` escapes them; integers only (no floats occur in what we hash); fields
//! that are absent are left out, never `null`. Hashes are SHA-256 over a domain line
//! (`proviso <what> 1\n`) followed by that text, printed as 64 lower-case hexadecimal digits. The
//! domain line keeps a hash made for one purpose from being taken for another.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A SHA-256 hash as 64 lower-case hexadecimal digits.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(transparent)]
pub struct Hash(pub String);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Hash {
    /// Returns the first twelve digits in groups of four, as printed for people: `7f3a-19c2-e04b`.
    pub fn short(&self) -> String {
        let digits: Vec<char> = self.0.chars().take(12).collect();
        digits
            .chunks(4)
            .map(|group| group.iter().collect::<String>())
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// Returns the SHA-256 of raw bytes.
pub fn sha256(bytes: &[u8]) -> Hash {
    hex(&Sha256::digest(bytes))
}

/// Returns the hash of `text` under the domain line `proviso <domain> 1`.
pub fn hash_text(domain: &str, text: &str) -> Hash {
    let mut digest = Sha256::new();
    digest.update(b"proviso ");
    digest.update(domain.as_bytes());
    digest.update(b" 1\n");
    digest.update(text.as_bytes());
    hex(&digest.finalize())
}

/// Returns the hash of a value's canonical form under a domain.
pub fn hash_value(domain: &str, value: &Value) -> Hash {
    hash_text(domain, &canonical(value))
}

/// Writes a value in canonical form.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().filter(|(_, v)| !v.is_null()).collect();
            entries.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
            out.push('{');
            for (at, (key, entry)) in entries.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(entry, out);
            }
            out.push('}');
        }
        Value::Array(entries) => {
            out.push('[');
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(entry, out);
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn hex(bytes: &[u8]) -> Hash {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    Hash(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn key_order_and_absent_fields_do_not_change_the_form() {
        let one = canonical(&json!({"b": 1, "a": [true, "x"], "c": null}));
        let two = canonical(&json!({"a": [true, "x"], "b": 1}));
        assert_eq!(one, two, "null is absent and keys are sorted");
        assert_eq!(one, r#"{"a":[true,"x"],"b":1}"#, "no white space");
    }

    #[test]
    fn a_hash_belongs_to_its_domain() {
        assert_ne!(
            hash_text("item", "x"),
            hash_text("body", "x"),
            "domains separate"
        );
        assert_eq!(
            sha256(b"abc").0,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            "FIPS 180-2 test vector"
        );
    }
}
