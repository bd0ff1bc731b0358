//! The key file: the data key, wrapped once by the passphrase and once by the recovery code.
//!
//! `proviso.keys` stands beside `proviso.db`; a copy of the data file named `X.db` has its own beside
//! it, `X.keys`, so that each copy opens with the passphrase of its day. It is JSON:
//!
//! ```json
//! {"what": "Proviso keys", "format": 1, "key": "<32 digits>",
//!  "passphrase": {"argon2id": {"kib": 65536, "passes": 3, "lanes": 4},
//!                 "salt": "<32 digits>", "wrapped": "<96 digits>"},
//!  "recovery": {…}}
//! ```
//!
//! `key` names the data key, and is not it. Each `wrapped` is the data key under ChaCha20-Poly1305,
//! whose own key Argon2id makes of the words and the random salt; it is used for nothing else, so the
//! nonce is zero. What names the wrapping is authenticated with it.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::recovery::{CodeError, RecoveryCode, random};
use crate::fault::Fault;
use crate::open::{private_file, sync_folder};
use crate::stamp::{Entropy, hex};
use crate::stretch::{COST, Cost, MIN_PASSPHRASE, stretch};

/// The name of the key file in the data folder.
pub const KEY_FILE: &str = "proviso.keys";

/// The format that this version writes.
const FORMAT: u32 = 1;

/// The longest key file, in bytes.
const MOST_BYTES: u64 = 8 * 1024;

/// What opens an encrypted data file.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// The passphrase.
    Passphrase(&'a str),
    /// The recovery code.
    Code(&'a RecoveryCode),
}

impl std::fmt::Debug for Secret<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Passphrase(_) => "Passphrase",
            Self::Code(_) => "Code",
        })
    }
}

/// Why a data file was not unlocked, or its key not wrapped anew. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The passphrase is another one.
    #[error(
        "This passphrase does not open the data. Type it as it was set, or use the recovery code"
    )]
    WrongPassphrase,
    /// The recovery code is another one.
    #[error(
        "This recovery code does not open the data. Use the one that was made last, or the passphrase"
    )]
    WrongCode,
    /// What was typed is no recovery code.
    #[error(transparent)]
    Mistyped(#[from] CodeError),
    /// The new passphrase is too short.
    #[error("A passphrase has at least {MIN_PASSPHRASE} characters. Take several words")]
    TooShort,
    /// There is nothing to unlock.
    #[error("The data is not encrypted, so it has no passphrase and no recovery code")]
    NotEncrypted,
    /// There is no key file.
    #[error(
        "{} is missing, and without it the data cannot be opened. Put it back from a backup: the \
         file that ends in .keys beside it",
        path.display()
    )]
    Missing {
        /// Where it should be.
        path: PathBuf,
    },
    /// It is no key file.
    #[error(
        "{} is damaged ({detail}). Put it back from a backup: the file that ends in .keys beside it",
        path.display()
    )]
    Unreadable {
        /// Where.
        path: PathBuf,
        /// What is wrong with it.
        detail: String,
    },
    /// It is of a later format.
    #[error(
        "{} was written by a later version of Proviso. Open it with that version",
        path.display()
    )]
    Newer {
        /// Where.
        path: PathBuf,
    },
    /// It cannot be read or written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// The data key: 32 bytes that encrypt the data file. Wiped when it is dropped.
#[derive(Clone)]
pub(crate) struct DataKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey")
    }
}

impl DataKey {
    pub(super) fn new(entropy: &mut dyn Entropy) -> Self {
        Self(random(entropy, "data key"))
    }

    /// Returns the key as SQLCipher takes a raw one: `x'…'`.
    pub(crate) fn raw(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(67));
        text.push_str("x'");
        for byte in self.0.iter() {
            for digit in [byte >> 4, byte & 15] {
                text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
            }
        }
        text.push('\'');
        text
    }
}

/// The data key, wrapped by one secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrapped {
    argon2id: Cost,
    salt: String,
    wrapped: String,
}

/// What stands in a key file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyFile {
    what: String,
    format: u32,
    /// Names the data key.
    key: String,
    passphrase: Wrapped,
    recovery: Wrapped,
}

/// What a later format is known by.
#[derive(Deserialize)]
struct Format {
    what: String,
    format: u32,
}

const WHAT: &str = "Proviso keys";

impl KeyFile {
    /// Wraps a new data key.
    pub(super) fn new(
        key: &DataKey,
        passphrase: &str,
        code: &RecoveryCode,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, KeyError> {
        let id = hex(entropy.sixteen());
        Ok(Self {
            what: WHAT.to_owned(),
            format: FORMAT,
            passphrase: by_passphrase(key, &id, passphrase, entropy)?,
            recovery: by_code(key, &id, code, entropy)?,
            key: id,
        })
    }

    /// Wraps the same key by another passphrase.
    pub(super) fn with_passphrase(
        &self,
        key: &DataKey,
        passphrase: &str,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, KeyError> {
        Ok(Self {
            passphrase: by_passphrase(key, &self.key, passphrase, entropy)?,
            ..self.clone()
        })
    }

    /// Wraps the same key by another recovery code.
    pub(super) fn with_code(
        &self,
        key: &DataKey,
        code: &RecoveryCode,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, KeyError> {
        Ok(Self {
            recovery: by_code(key, &self.key, code, entropy)?,
            ..self.clone()
        })
    }

    /// Returns whether both wrap the same data key.
    pub(crate) fn is_of_key(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Takes the data key out.
    pub(crate) fn unwrap_key(&self, secret: Secret<'_>) -> Result<DataKey, KeyError> {
        let (wrapped, words, wrong) = match secret {
            Secret::Passphrase(words) => (
                &self.passphrase,
                Zeroizing::new(words.to_owned()),
                KeyError::WrongPassphrase,
            ),
            Secret::Code(code) => (&self.recovery, code.words(), KeyError::WrongCode),
        };
        let by = name_of(secret);
        wrapped.open(&self.key, by, &words).ok_or(wrong)
    }

    /// Reads the key file at `path`.
    pub(crate) fn read(path: &Path) -> Result<Self, KeyError> {
        let unreadable = |detail: String| KeyError::Unreadable {
            path: path.to_owned(),
            detail,
        };
        let mut bytes = Vec::new();
        let read =
            fs::File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes));
        match read {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeyError::Missing {
                    path: path.to_owned(),
                });
            }
            Err(error) => return Err(Fault::disk(path, &error).into()),
            Ok(read) if read as u64 > MOST_BYTES => {
                return Err(unreadable(String::from("it is longer than any")));
            }
            Ok(_) => {}
        }
        let format: Format =
            serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        if format.what != WHAT {
            return Err(unreadable(String::from("it is something else")));
        }
        if format.format > FORMAT {
            return Err(KeyError::Newer {
                path: path.to_owned(),
            });
        }
        let file: Self =
            serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        for wrapped in [&file.passphrase, &file.recovery] {
            if !wrapped.argon2id.is_bounded() {
                return Err(unreadable(String::from("it asks for more than there is")));
            }
        }
        Ok(file)
    }

    /// Writes the key file beside its name, private to this user, and only then gives it the name.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Fault> {
        let fault = |error: io::Error| Fault::disk(path, &error);
        let part = path.with_extension("keys.new");
        self.write_part(&part).map_err(fault)?;
        fs::rename(&part, path).map_err(fault)?;
        sync_folder(path.parent());
        Ok(())
    }

    fn write_part(&self, part: &Path) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(self)?;
        let mut file = private_file(part)?;
        file.set_len(0)?;
        file.write_all(&text)?;
        file.write_all(b"\n")?;
        file.sync_all()
    }
}

impl Wrapped {
    fn new(
        key: &DataKey,
        id: &str,
        by: &str,
        words: &str,
        entropy: &mut dyn Entropy,
    ) -> Option<Self> {
        let salt = entropy.sixteen();
        let cipher = cipher(words, &salt, COST)?;
        let aad = named(id, by);
        let payload = Payload {
            msg: key.0.as_slice(),
            aad: aad.as_bytes(),
        };
        let wrapped = cipher.encrypt(&Nonce::default(), payload).ok()?;
        Some(Self {
            argon2id: COST,
            salt: hex(salt),
            wrapped: wrapped.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }

    fn open(&self, id: &str, by: &str, words: &str) -> Option<DataKey> {
        let salt = u128::from_str_radix(&self.salt, 16).ok()?.to_be_bytes();
        let wrapped = bytes_of(&self.wrapped)?;
        let cipher = cipher(words, &salt, self.argon2id)?;
        let aad = named(id, by);
        let payload = Payload {
            msg: &wrapped,
            aad: aad.as_bytes(),
        };
        let opened = Zeroizing::new(cipher.decrypt(&Nonce::default(), payload).ok()?);
        let key: [u8; 32] = opened.as_slice().try_into().ok()?;
        Some(DataKey(Zeroizing::new(key)))
    }
}

fn by_passphrase(
    key: &DataKey,
    id: &str,
    passphrase: &str,
    entropy: &mut dyn Entropy,
) -> Result<Wrapped, KeyError> {
    if passphrase.chars().count() < MIN_PASSPHRASE {
        return Err(KeyError::TooShort);
    }
    let by = name_of(Secret::Passphrase(passphrase));
    Wrapped::new(key, id, by, passphrase, entropy).ok_or(KeyError::WrongPassphrase)
}

fn by_code(
    key: &DataKey,
    id: &str,
    code: &RecoveryCode,
    entropy: &mut dyn Entropy,
) -> Result<Wrapped, KeyError> {
    let by = name_of(Secret::Code(code));
    Wrapped::new(key, id, by, &code.words(), entropy).ok_or(KeyError::WrongCode)
}

fn name_of(secret: Secret<'_>) -> &'static str {
    match secret {
        Secret::Passphrase(_) => "passphrase",
        Secret::Code(_) => "recovery",
    }
}

/// What is authenticated with a wrapped key: of which data key, and by what.
fn named(id: &str, by: &str) -> String {
    format!("{WHAT} {FORMAT} {id} {by}")
}

fn cipher(words: &str, salt: &[u8; 16], cost: Cost) -> Option<ChaCha20Poly1305> {
    let key = stretch(words, salt, cost)?;
    ChaCha20Poly1305::new_from_slice(key.as_slice()).ok()
}

fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    if !digits.is_ascii() || digits.len() != 96 {
        return None;
    }
    let pairs = (0..digits.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    const PASSPHRASE: &str = "correct horse battery";

    fn entropy() -> impl FnMut() -> [u8; 16] + Send {
        let mut count = 0_u128;
        move || {
            count += 1;
            (count << 64 | count).to_be_bytes()
        }
    }

    fn made() -> (DataKey, RecoveryCode, KeyFile) {
        let mut entropy = entropy();
        let key = DataKey::new(&mut entropy);
        let code = RecoveryCode::new(&mut entropy);
        let file = KeyFile::new(&key, PASSPHRASE, &code, &mut entropy).unwrap();
        (key, code, file)
    }

    #[test]
    fn the_key_comes_out_by_passphrase_and_by_code_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KEY_FILE);
        let (key, code, file) = made();
        file.write(&path).unwrap();
        let file = KeyFile::read(&path).unwrap();
        for secret in [Secret::Passphrase(PASSPHRASE), Secret::Code(&code)] {
            let opened = file.unwrap_key(secret).unwrap();
            assert_eq!(*opened.0, *key.0, "{secret:?} gives the data key");
        }
        let other = RecoveryCode::new(&mut || [9; 16]);
        assert_eq!(
            file.unwrap_key(Secret::Passphrase("correct horse batterY"))
                .unwrap_err(),
            KeyError::WrongPassphrase,
            "one letter is enough"
        );
        assert_eq!(
            file.unwrap_key(Secret::Code(&other)).unwrap_err(),
            KeyError::WrongCode,
            "another code does not open it"
        );
        let text = fs::read_to_string(&path).unwrap();
        let raw = key.raw();
        let digits = raw.trim_start_matches("x'").trim_end_matches('\'');
        assert!(
            !text.contains(digits) && !text.contains(PASSPHRASE),
            "neither key nor passphrase stands in it"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "nobody else can read it");
        }
    }

    #[test]
    fn the_wrappings_cannot_be_exchanged_or_changed() {
        let (_, code, file) = made();
        let mut exchanged = file.clone();
        std::mem::swap(&mut exchanged.passphrase, &mut exchanged.recovery);
        exchanged
            .unwrap_key(Secret::Passphrase(PASSPHRASE))
            .unwrap_err();
        let mut renamed = file.clone();
        renamed.key = hex([1; 16]);
        assert_eq!(
            renamed.unwrap_key(Secret::Code(&code)).unwrap_err(),
            KeyError::WrongCode,
            "which key it is of is authenticated"
        );
        let mut cheaper = file;
        cheaper.passphrase.argon2id.passes = 1;
        assert_eq!(
            cheaper
                .unwrap_key(Secret::Passphrase(PASSPHRASE))
                .unwrap_err(),
            KeyError::WrongPassphrase,
            "the cost cannot be lowered"
        );
    }

    #[test]
    fn a_short_passphrase_is_refused() {
        let (key, _, file) = made();
        assert_eq!(
            file.with_passphrase(&key, "short", &mut entropy())
                .unwrap_err(),
            KeyError::TooShort,
            "whoever encrypts wants it encrypted"
        );
    }

    #[test]
    fn what_is_no_key_file_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(KEY_FILE);
        let refused = |text: &str| {
            fs::write(&path, text).unwrap();
            KeyFile::read(&path).unwrap_err()
        };
        assert!(
            matches!(refused("{"), KeyError::Unreadable { .. }),
            "half a file is damaged"
        );
        assert!(
            matches!(
                refused(r#"{"what": "Proviso keys", "format": 2}"#),
                KeyError::Newer { .. }
            ),
            "a later format is told as such"
        );
        let (_, _, mut file) = made();
        file.passphrase.argon2id.kib = u32::MAX;
        assert!(
            matches!(
                refused(&serde_json::to_string(&file).unwrap()),
                KeyError::Unreadable { .. }
            ),
            "a file cannot ask for more memory than there is"
        );
        assert!(
            matches!(refused(&" ".repeat(10_000)), KeyError::Unreadable { .. }),
            "nor is an endless one read"
        );
        fs::remove_file(&path).unwrap();
        assert!(
            matches!(KeyFile::read(&path), Err(KeyError::Missing { .. })),
            "and one that is not there is missing"
        );
    }
}
