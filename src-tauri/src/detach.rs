//! A detached signature over the PDF of a signed run, in minisign's format, made with a key that the
//! signer keeps outside: it is read for the one signature and never stored.

use std::path::{Path, PathBuf};

use minisign::{PublicKey as MadeWith, SecretKey, SecretKeyBox};
use proviso_core::pack::{PublicKey, Signature, SignatureError};
use thiserror::Error;

/// The largest secret-key file that is read, in bytes.
pub const MAX_SECRET_KEY_BYTES: u64 = 4 * 1024;

/// Why no signature was made. Nothing was written.
#[derive(Debug, Error)]
pub enum DetachError {
    /// The file is no secret key.
    #[error("{file} is no minisign secret key ({why}). Choose the .key file that minisign -G made")]
    NotAKey {
        /// Its name.
        file: String,
        /// What is wrong.
        why: String,
    },
    /// The passphrase does not open the key.
    #[error("The passphrase does not open this key. Type it again")]
    WrongPassphrase,
    /// The key would not sign, or what it signed does not check.
    #[error("The key made no signature that checks ({0}). Choose another key")]
    NoSignature(String),
    /// A file beside is not a signature, or does not fit.
    #[error(transparent)]
    Signature(#[from] SignatureError),
}

impl DetachError {
    /// Returns the stable name of the kind of refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAKey { .. } => "notAKey",
            Self::WrongPassphrase => "wrongPassphrase",
            Self::NoSignature(_) | Self::Signature(_) => "badSignature",
        }
    }
}

/// A signature that was checked after it was made.
#[derive(Debug, Clone)]
pub struct Detached {
    /// The `.minisig` file.
    pub text: String,
    /// The key that checks it.
    pub key: PublicKey,
}

/// Signs `bytes` with the secret key in `secret`; `file` is the key file's name, for the refusal.
/// `comment` is covered by the signature. A key without a passphrase takes an empty one.
pub fn sign(
    (file, secret): (&str, &[u8]),
    passphrase: &str,
    bytes: &[u8],
    comment: &str,
) -> Result<Detached, DetachError> {
    let secret = open(file, secret, passphrase)?;
    let none = |error: minisign::PError| DetachError::NoSignature(error.to_string());
    let public = MadeWith::from_secret_key(&secret).map_err(none)?;
    let untrusted = Some("signature of a signed Proviso run");
    let made = minisign::sign(Some(&public), &secret, bytes, Some(comment), untrusted);
    let text = made.map_err(none)?.into_string();
    let key = PublicKey::read(public.to_base64().as_bytes())?;
    key.verify(bytes, &Signature::read(text.as_bytes())?)?;
    Ok(Detached { text, key })
}

fn open(file: &str, secret: &[u8], passphrase: &str) -> Result<SecretKey, DetachError> {
    let no_key = |why: String| DetachError::NotAKey {
        file: file.to_owned(),
        why,
    };
    let text = std::str::from_utf8(secret).map_err(|error| no_key(error.to_string()))?;
    let boxed =
        |text: &str| SecretKeyBox::from_string(text).map_err(|error| no_key(error.to_string()));
    if let Ok(plain) = boxed(text)?.into_unencrypted_secret_key() {
        return Ok(plain);
    }
    let opened = boxed(text)?.into_secret_key(Some(passphrase.to_owned()));
    opened.map_err(|error| match error.kind() {
        minisign::ErrorKind::Verify => DetachError::WrongPassphrase,
        _ => no_key(error.to_string()),
    })
}

/// Returns where the signature of a file stands: beside it, its name with `.minisig` after it.
pub fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".minisig");
    PathBuf::from(name)
}
