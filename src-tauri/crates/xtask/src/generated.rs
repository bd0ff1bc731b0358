//! Writes the generated files anew: the TypeScript declarations of what crosses between window and
//! Rust, the JSON Schema of packs, the notices of third parties.
//!
//! Declarations and schema are written by the very tests that fail when they are stale, so there is
//! one way to make them. Such a test has "fresh" in its name and writes instead of complaining when
//! [`WRITE`] is set.

use crate::call::Call;
use crate::notices;
use crate::stop::Outcome;

/// The variable that tells a test of a generated file to write it.
pub const WRITE: &str = "PROVISO_WRITE";

/// Writes all of them.
///
/// # Errors
/// The tests could not be built or failed, or the notices could not be made.
pub fn write() -> Outcome {
    notices::write()?;
    Call::cargo("test --locked --workspace --features e2e fresh")
        .env(WRITE, "1")
        .run()
}
