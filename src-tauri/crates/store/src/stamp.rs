//! Who and when, and where identifiers come from: passed in, so that the same calls give the same
//! bytes in every test.

use proviso_core::date::Moment;

/// Who made a change, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// The name that counsel gave in settings, printed as given.
    pub author: String,
    /// The moment of the change.
    pub at: Moment,
}

/// A source of unpredictable bytes, for identifiers and salts.
///
/// Any `FnMut() -> [u8; 16]` is one.
pub trait Entropy: Send {
    /// Returns 128 random bits that were never returned before.
    fn sixteen(&mut self) -> [u8; 16];
}

impl<F: FnMut() -> [u8; 16] + Send> Entropy for F {
    fn sixteen(&mut self) -> [u8; 16] {
        self()
    }
}

/// Writes 128 bits as 32 lower-case hexadecimal digits.
pub(crate) fn hex(bytes: [u8; 16]) -> String {
    format!("{:032x}", u128::from_be_bytes(bytes))
}
