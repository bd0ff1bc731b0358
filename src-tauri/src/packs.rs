//! Packs: those that the program carries, and the files that others are brought in by.

mod file;
mod publisher;

pub use file::{FileError, PackFile};
pub use publisher::publisher;

use proviso_core::canonical::Hash;
use proviso_core::pack::{Pack, PackError, read};

/// The files of the embedded packs, oldest version first.
const EMBEDDED: [&[u8]; 3] = [
    include_bytes!("../../assets/packs/eo-14409/1.0.0.json"),
    include_bytes!("../../assets/packs/eo-14409/1.1.0.json"),
    include_bytes!("../../assets/packs/eo-14409/1.2.0.json"),
];

/// The file of the small pack about a fictional company's policy, which the example uses. It is
/// installed with the example alone, so that nobody else finds it among the texts.
const SMALL: &[u8] = include_bytes!("../../assets/packs/acme-ai-policy/1.0.0.json");

/// A pack with the bytes it was read from.
#[derive(Debug, Clone)]
pub struct Carried {
    /// The file.
    pub bytes: &'static [u8],
    /// What it says.
    pub pack: Pack,
    /// SHA-256 of the file.
    pub hash: Hash,
}

/// Reads the embedded packs, oldest version first.
pub fn embedded() -> Result<Vec<Carried>, PackError> {
    EMBEDDED.iter().map(|bytes| carried(bytes)).collect()
}

/// Reads the small pack of the example.
pub fn small() -> Result<Carried, PackError> {
    carried(SMALL)
}

fn carried(bytes: &'static [u8]) -> Result<Carried, PackError> {
    let (pack, hash) = read(bytes)?;
    Ok(Carried { bytes, pack, hash })
}
