//! A passphrase stretched into a key by Argon2id, so that each guess costs whoever tries them all.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// The fewest characters of a passphrase.
pub const MIN_PASSPHRASE: usize = 12;

/// What Argon2id is asked to spend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cost {
    /// Memory, in KiB.
    pub(crate) kib: u32,
    /// Passes over it.
    pub(crate) passes: u32,
    /// Lanes.
    pub(crate) lanes: u32,
}

/// RFC 9106, the second recommended choice: 64 MiB, three passes, four lanes.
pub(crate) const COST: Cost = Cost {
    kib: 64 * 1024,
    passes: 3,
    lanes: 4,
};

/// The most that a file may ask for, so that none can take memory or minutes.
const MOST: Cost = Cost {
    kib: 256 * 1024,
    passes: 16,
    lanes: 16,
};

impl Cost {
    /// Returns whether no more is asked for than there is.
    pub(crate) fn is_bounded(self) -> bool {
        (1..=MOST.kib).contains(&self.kib)
            && (1..=MOST.passes).contains(&self.passes)
            && (1..=MOST.lanes).contains(&self.lanes)
    }
}

/// Stretches words into a key; `None` where Argon2id has no such cost.
pub(crate) fn stretch(words: &str, salt: &[u8; 16], cost: Cost) -> Option<Zeroizing<[u8; 32]>> {
    if !cost.is_bounded() {
        return None;
    }
    let params = argon2::Params::new(cost.kib, cost.passes, cost.lanes, Some(32)).ok()?;
    let argon = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    let mut key = Zeroizing::new([0; 32]);
    argon
        .hash_password_into(words.as_bytes(), salt, key.as_mut_slice())
        .ok()?;
    Some(key)
}
