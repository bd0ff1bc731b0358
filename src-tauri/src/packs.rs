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
    let read_one = |bytes: &&'static [u8]| {
        let (pack, hash) = read(bytes)?;
        Ok(Carried { bytes, pack, hash })
    };
    EMBEDDED.iter().map(read_one).collect()
}
