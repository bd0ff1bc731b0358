//! Signatures of packs: minisign's format, read from bytes that may come from anybody.
//!
//! A pack that is brought in as `FILE` is signed by `FILE.minisig` beside it, made with
//! `minisign -S -m FILE`. The signature names its key by a key ID of eight bytes, which anybody can
//! copy; the key itself is known by its **fingerprint**, the SHA-256 of the 42 bytes that the second
//! line of its `.pub` file spells in base64. Anybody can compute it again:
//! `tail -n 1 minisign.pub | base64 -d | sha256sum`.
//!
//! Only prehashed signatures are taken, which every minisign of the last years makes by default.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use thiserror::Error;

use crate::canonical::{Hash, sha256};

/// The largest signature file that is read, in bytes.
pub const MAX_SIGNATURE_BYTES: usize = 4 * 1024;

/// The largest public-key file that is read, in bytes.
pub const MAX_KEY_BYTES: usize = 1024;

/// Bytes of a public key: algorithm, key ID, Ed25519 key.
const KEY_BYTES: usize = 42;

/// Why a signature or a key was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// Longer than a file of its kind can be, or not text.
    #[error("The {what} is no text of at most {limit} bytes")]
    NoText {
        /// Signature or key.
        what: &'static str,
        /// The most it may have.
        limit: usize,
    },
    /// Not a minisign signature.
    #[error(
        "The signature is not in minisign's format ({0}). Sign the pack with: minisign -S -m FILE"
    )]
    NotASignature(String),
    /// Not a minisign public key.
    #[error(
        "This is no minisign public key ({0}). Take the .pub file, or its line that begins with RW"
    )]
    NotAKey(String),
    /// The old form, which signs the file itself and not its hash.
    #[error("The signature is in minisign's old form. Sign the pack anew with a present minisign")]
    OldForm,
    /// The signature names another key.
    #[error("The signature was made with the key {signature}, and this is the key {key}")]
    OtherKey {
        /// Key ID in the signature.
        signature: String,
        /// Key ID of the key.
        key: String,
    },
    /// The signature does not fit the file.
    #[error(
        "The signature does not fit the file: one of them was changed after signing, or damaged on \
         the way. Ask the publisher for both again"
    )]
    DoesNotFit,
}

/// A public key that packs are signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    line: String,
    id: String,
    fingerprint: Hash,
    key: minisign_verify::PublicKey,
}

impl PublicKey {
    /// Reads a key from a `.pub` file, or from the one line of it that begins with `RW`.
    pub fn read(bytes: &[u8]) -> Result<Self, SignatureError> {
        let text = text("key", MAX_KEY_BYTES, bytes)?;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default();
        let line = if first.starts_with("untrusted comment:") {
            lines.next().unwrap_or_default()
        } else {
            first
        };
        let not_a_key = |why: &dyn std::fmt::Display| SignatureError::NotAKey(why.to_string());
        let bytes = STANDARD.decode(line).map_err(|error| not_a_key(&error))?;
        if bytes.len() != KEY_BYTES {
            return Err(not_a_key(&format!(
                "{} bytes in place of {KEY_BYTES}",
                bytes.len()
            )));
        }
        let key =
            minisign_verify::PublicKey::from_base64(line).map_err(|error| not_a_key(&error))?;
        Ok(Self {
            line: line.to_owned(),
            id: key_id(&bytes),
            fingerprint: sha256(&bytes),
            key,
        })
    }

    /// Returns the key as one line of text; [`PublicKey::read`] reads it back.
    pub fn line(&self) -> &str {
        &self.line
    }

    /// Returns the key ID as minisign prints it: 16 upper-case hexadecimal digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the SHA-256 of the key's 42 bytes, by which it is trusted.
    pub fn fingerprint(&self) -> &Hash {
        &self.fingerprint
    }

    /// Returns the fingerprint in groups of eight digits, for people to compare.
    pub fn spelled(&self) -> String {
        let digits: Vec<char> = self.fingerprint.0.chars().collect();
        let groups = digits.chunks(8).map(|group| group.iter().collect());
        groups.collect::<Vec<String>>().join(" ")
    }

    /// Returns whether `fingerprint` is this key's, whole, however it is grouped and in either case.
    pub fn is_called(&self, fingerprint: &str) -> bool {
        let digits = fingerprint
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ':');
        digits.collect::<String>().to_lowercase() == self.fingerprint.0
    }

    /// Holds a signature against the bytes it is for: it has to be of this key, and of these bytes.
    pub fn verify(&self, bytes: &[u8], signature: &Signature) -> Result<(), SignatureError> {
        use minisign_verify::Error;
        match self.key.verify(bytes, &signature.signature, false) {
            Ok(()) => Ok(()),
            Err(Error::UnexpectedKeyId) => Err(SignatureError::OtherKey {
                signature: signature.key_id.clone(),
                key: self.id.clone(),
            }),
            Err(Error::UnexpectedAlgorithm | Error::UnsupportedLegacyMode) => {
                Err(SignatureError::OldForm)
            }
            Err(_) => Err(SignatureError::DoesNotFit),
        }
    }
}

/// A signature that was read and not yet held against anything.
#[derive(Clone)]
pub struct Signature {
    key_id: String,
    text: String,
    signature: minisign_verify::Signature,
}

impl std::fmt::Debug for Signature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Signature")
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl Signature {
    /// Reads a `.minisig` file.
    pub fn read(bytes: &[u8]) -> Result<Self, SignatureError> {
        let text = text("signature", MAX_SIGNATURE_BYTES, bytes)?;
        let bad = |why: &dyn std::fmt::Display| SignatureError::NotASignature(why.to_string());
        let signature = minisign_verify::Signature::decode(text).map_err(|error| bad(&error))?;
        let second = text.lines().nth(1).unwrap_or_default();
        let bytes = STANDARD.decode(second).map_err(|error| bad(&error))?;
        Ok(Self {
            key_id: key_id(&bytes),
            text: text.to_owned(),
            signature,
        })
    }

    /// Returns the ID of the key that it says it was made with; nothing vouches for that before
    /// [`PublicKey::verify`].
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// Returns the file's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the comment that the signature covers: minisign puts time and file name there.
    pub fn comment(&self) -> &str {
        self.signature.trusted_comment()
    }
}

fn text<'a>(what: &'static str, limit: usize, bytes: &'a [u8]) -> Result<&'a str, SignatureError> {
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|_| bytes.len() <= limit);
    text.ok_or(SignatureError::NoText { what, limit })
}

/// Writes the key ID that stands after the two bytes of the algorithm as minisign prints it: the
/// eight bytes are one little-endian number.
fn key_id(bytes: &[u8]) -> String {
    let id = bytes.get(2..10).unwrap_or_default();
    id.iter().rev().map(|byte| format!("{byte:02X}")).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;
    use minisign::KeyPair;
    use proptest::prelude::*;

    const CONTENT: &[u8] = b"{\"a pack\": true}\n";

    struct Publisher(KeyPair);

    impl Publisher {
        fn new() -> Self {
            Self(KeyPair::generate_unencrypted_keypair().unwrap())
        }

        fn key(&self) -> PublicKey {
            let file = self.0.pk.to_box().unwrap().to_string();
            PublicKey::read(file.as_bytes()).unwrap()
        }

        fn sign(&self, bytes: &[u8]) -> String {
            let comment = Some("timestamp:1795000000");
            minisign::sign(None, &self.0.sk, bytes, comment, None)
                .unwrap()
                .to_string()
        }
    }

    #[test]
    fn a_signature_holds_for_its_bytes_and_its_key_alone() {
        let publisher = Publisher::new();
        let key = publisher.key();
        let signature = Signature::read(publisher.sign(CONTENT).as_bytes()).unwrap();
        assert_eq!(key.verify(CONTENT, &signature), Ok(()), "it is theirs");
        assert_eq!(signature.key_id(), key.id(), "and names their key");
        assert_eq!(signature.comment(), "timestamp:1795000000", "and says when");
        assert_eq!(
            key.verify(b"{\"a pack\": false}\n", &signature),
            Err(SignatureError::DoesNotFit),
            "other bytes are not what was signed"
        );
        let other = Publisher::new().key();
        assert!(
            matches!(
                other.verify(CONTENT, &signature),
                Err(SignatureError::OtherKey { .. })
            ),
            "another key does not vouch for it"
        );
    }

    #[test]
    fn a_copied_key_id_vouches_for_nothing() {
        let (honest, forger) = (Publisher::new(), Publisher::new());
        let mut bytes = STANDARD.decode(forger.key().line()).unwrap();
        let theirs = STANDARD.decode(honest.key().line()).unwrap();
        bytes[2..10].copy_from_slice(&theirs[2..10]);
        let forged = PublicKey::read(STANDARD.encode(&bytes).as_bytes()).unwrap();
        assert_eq!(forged.id(), honest.key().id(), "the IDs are the same");
        assert_ne!(
            forged.fingerprint(),
            honest.key().fingerprint(),
            "the fingerprints are not"
        );
        let signature = Signature::read(honest.sign(CONTENT).as_bytes()).unwrap();
        assert_eq!(
            forged.verify(CONTENT, &signature),
            Err(SignatureError::DoesNotFit),
            "and the signature does not fit"
        );
    }

    #[test]
    fn a_key_is_read_from_its_file_or_its_line() {
        let key = Publisher::new().key();
        let line = format!("\r\n  {}\r\n", key.line());
        assert_eq!(PublicKey::read(line.as_bytes()), Ok(key.clone()), "by line");
        assert_eq!(key.id().len(), 16, "sixteen digits, as minisign prints");
        assert!(key.is_called(&key.spelled()), "its fingerprint in groups");
        assert!(
            key.is_called(&key.fingerprint().0.to_uppercase()),
            "and in capitals"
        );
        assert!(!key.is_called(&key.fingerprint().0[..32]), "not half of it");
        for (bad, why) in [
            (&b""[..], "nothing"),
            (b"untrusted comment: x", "a comment alone"),
            (b"RWQ", "cut off"),
            (b"\xff\xfe", "no text"),
        ] {
            assert!(PublicKey::read(bad).is_err(), "{why} is no key");
        }
        let long = vec![b'\n'; MAX_KEY_BYTES + 1];
        assert!(PublicKey::read(&long).is_err(), "nor is a long file");
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_found(at in 0_usize..1_000, to in 0_u8..128) {
            let publisher = Publisher::new();
            let key = publisher.key();
            let text = publisher.sign(CONTENT);
            let mut bytes = text.clone().into_bytes();
            let at = at % bytes.len();
            // The first line is a comment that nothing covers.
            let covered = at > text.find('\n').unwrap();
            prop_assume!(covered && bytes[at] != to && bytes[at] != b'\n' && to != b'\n' && to != b'\r');
            bytes[at] = to;
            let holds = Signature::read(&bytes).is_ok_and(|s| key.verify(CONTENT, &s).is_ok());
            prop_assert!(!holds, "byte {at} was changed to {to}");
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            drop(Signature::read(&bytes));
            drop(PublicKey::read(&bytes));
        }
    }
}
