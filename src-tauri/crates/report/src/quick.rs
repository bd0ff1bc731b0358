//! A quick hash for the words that layout keeps.
//!
//! The keys are words of the report itself, so nobody gains by making them collide, and the standard
//! hash took a good part of layout's time.

use std::hash::{BuildHasherDefault, Hasher};

/// Builds [`Quick`].
pub(crate) type BuildQuick = BuildHasherDefault<Quick>;

/// Eight bytes at a time: rotate, mix, multiply.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Quick(u64);

/// Odd and without a pattern: the golden ratio's fraction in 64 bits.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Quick {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut word = [0; 8];
            word.copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
        let rest = chunks.remainder();
        if !rest.is_empty() {
            let mut word = [0; 8];
            word[..rest.len()].copy_from_slice(rest);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        // The table takes its place from both ends of the number.
        self.0 ^ (self.0 >> 32)
    }
}
