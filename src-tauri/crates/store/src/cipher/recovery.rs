//! The recovery code: 140 random bits on paper, for the day the passphrase is forgotten.
//!
//! ```text
//! 7KQ2M-0XHTB-9VNE4-…    seven groups of five signs
//! ```
//!
//! The signs are Crockford's: digits and capital letters without I, L, O and U. The first four of a
//! group are drawn by lot; the fifth is a check over them and the group's number, in the field of 32
//! elements, so that each mistyped sign, each swap of neighbors and each swap of groups is found, and
//! named by its group.

use sha2::{Digest as _, Sha256};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::stamp::Entropy;

/// Crockford's signs, by value.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Groups of a code.
const GROUPS: usize = 7;

/// Signs of a group that are drawn by lot: 20 bits.
const DRAWN: usize = 4;

/// Why what was typed is no recovery code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CodeError {
    /// It has another number of signs.
    #[error("A recovery code has {GROUPS} groups of {} signs. Type all of them", DRAWN + 1)]
    Length,
    /// A group does not fit its check sign.
    #[error("Group {0} of the recovery code is mistyped. Compare it with the paper")]
    Group(usize),
}

/// A recovery code. It is wiped when it is dropped.
pub struct RecoveryCode {
    /// Values below 32, without the check signs.
    drawn: Zeroizing<[u8; GROUPS * DRAWN]>,
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCode")
    }
}

impl RecoveryCode {
    /// Draws a new code.
    pub fn new(entropy: &mut dyn Entropy) -> Self {
        let bytes = random(entropy, "recovery code");
        let mut drawn = Zeroizing::new([0; GROUPS * DRAWN]);
        // Eight of a byte's bits are drawn and five of them kept: each value is as likely.
        for (value, byte) in drawn.iter_mut().zip(bytes.iter()) {
            *value = byte & 31;
        }
        Self { drawn }
    }

    /// Reads a code as it was typed: small letters, blanks and dashes do not matter, and I, L and O
    /// are read as the digits that they look like.
    ///
    /// # Errors
    /// It has another number of signs, or a group does not fit its check sign.
    pub fn parse(typed: &str) -> Result<Self, CodeError> {
        let typed: Zeroizing<Vec<char>> = Zeroizing::new(
            typed
                .chars()
                .filter(|sign| !sign.is_whitespace() && !"-–—".contains(*sign))
                .collect(),
        );
        if typed.len() != GROUPS * (DRAWN + 1) {
            return Err(CodeError::Length);
        }
        let mut drawn = Zeroizing::new([0; GROUPS * DRAWN]);
        for (at, group) in typed.chunks(DRAWN + 1).enumerate() {
            let mut values = Zeroizing::new([0; DRAWN + 1]);
            for (value, sign) in values.iter_mut().zip(group) {
                *value = value_of(*sign).ok_or(CodeError::Group(at + 1))?;
            }
            if check(at, &values[..DRAWN]) != values[DRAWN] {
                return Err(CodeError::Group(at + 1));
            }
            drawn[at * DRAWN..(at + 1) * DRAWN].copy_from_slice(&values[..DRAWN]);
        }
        Ok(Self { drawn })
    }

    /// Returns the groups as they are printed.
    pub fn groups(&self) -> Vec<String> {
        let sign = |value: u8| char::from(SIGNS[usize::from(value)]);
        self.drawn
            .chunks(DRAWN)
            .enumerate()
            .map(|(at, group)| {
                let signs = group.iter().copied().chain([check(at, group)]);
                signs.map(sign).collect()
            })
            .collect()
    }

    /// Returns whether `typed` is the code's last group.
    pub fn ends_with(&self, typed: &str) -> bool {
        let read = |text: &str| {
            text.trim()
                .chars()
                .map(value_of)
                .collect::<Option<Vec<_>>>()
        };
        let last = self.groups().pop().unwrap_or_default();
        read(typed).is_some() && read(typed) == read(&last)
    }

    /// Returns the words that are stretched into a key: what was drawn, without the checks.
    pub(super) fn words(&self) -> Zeroizing<String> {
        let signs = self.drawn.iter().map(|value| SIGNS[usize::from(*value)]);
        Zeroizing::new(signs.map(char::from).collect())
    }
}

/// The check over a group, in the field of 32 elements: each place has a weight of its own, and the
/// group's number counts as a place.
fn check(group: usize, values: &[u8]) -> u8 {
    let number = u8::try_from(group + 1).unwrap_or_default();
    let all = [number].into_iter().chain(values.iter().copied());
    all.fold(0, |sum, value| doubled(sum ^ value))
}

/// Times α, where α⁵ = α² + 1.
fn doubled(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 {
        doubled
    } else {
        doubled ^ 0b10_0101
    }
}

fn value_of(sign: char) -> Option<u8> {
    let sign = match sign.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let at = SIGNS.iter().position(|known| char::from(*known) == sign)?;
    u8::try_from(at).ok()
}

/// Returns 32 unpredictable bytes: four draws, because some of the bits of each are fixed, under a
/// hash.
pub(super) fn random(entropy: &mut dyn Entropy, what: &str) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha256::new_with_prefix(what);
    for _ in 0..4 {
        hash.update(*Zeroizing::new(entropy.sixteen()));
    }
    Zeroizing::new(hash.finalize().into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    fn code(seed: u8) -> RecoveryCode {
        let mut count = seed;
        RecoveryCode::new(&mut move || {
            count = count.wrapping_add(1);
            [count; 16]
        })
    }

    fn typed(code: &RecoveryCode) -> String {
        code.groups().join("-")
    }

    #[test]
    fn a_code_is_read_as_it_was_printed_and_as_people_type_it() {
        let code = code(7);
        let printed = typed(&code);
        assert_eq!(printed.len(), 7 * 5 + 6, "seven groups of five: {printed}");
        let loose = printed
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        for text in [printed.clone(), loose, printed.replace('-', "")] {
            let read = RecoveryCode::parse(&text).unwrap();
            assert_eq!(*read.drawn, *code.drawn, "{text} is the same code");
        }
        let last = code.groups().pop().unwrap();
        assert!(
            code.ends_with(&format!(" {} ", last.to_lowercase())),
            "its last group is known again"
        );
        assert!(!code.ends_with(&code.groups()[0]), "another group is not");
        assert!(!code.ends_with(""), "and nothing is not");
    }

    #[test]
    fn codes_differ_and_use_every_sign() {
        let mut seen = std::collections::BTreeSet::new();
        let mut signs = std::collections::BTreeSet::new();
        for seed in 0..100 {
            let printed = typed(&code(seed));
            signs.extend(printed.chars().filter(|sign| *sign != '-'));
            assert!(seen.insert(printed), "no code comes twice");
        }
        assert_eq!(signs.len(), 32, "all signs are drawn: {signs:?}");
    }

    #[test]
    fn every_single_mistake_is_found_in_its_group() {
        let printed = typed(&code(1));
        let signs: Vec<char> = printed.chars().collect();
        for at in 0..signs.len() {
            if signs[at] == '-' {
                continue;
            }
            for other in SIGNS.iter().map(|sign| char::from(*sign)) {
                if other == signs[at] {
                    continue;
                }
                let mut wrong = signs.clone();
                wrong[at] = other;
                let wrong: String = wrong.into_iter().collect();
                assert_eq!(
                    RecoveryCode::parse(&wrong).unwrap_err(),
                    CodeError::Group(at / 6 + 1),
                    "{wrong} differs in one sign from {printed}"
                );
            }
        }
    }

    #[test]
    fn swapped_neighbors_and_swapped_groups_are_found() {
        for seed in 0..50 {
            let code = code(seed);
            let groups = code.groups();
            for at in 0..GROUPS - 1 {
                let mut wrong = groups.clone();
                wrong.swap(at, at + 1);
                if wrong != groups {
                    assert_eq!(
                        RecoveryCode::parse(&wrong.concat()).unwrap_err(),
                        CodeError::Group(at + 1),
                        "groups {at} and the next were swapped in {groups:?}"
                    );
                }
            }
            let signs: Vec<char> = groups.concat().chars().collect();
            for at in (0..signs.len() - 1).filter(|at| at % 5 != 4) {
                let mut wrong = signs.clone();
                wrong.swap(at, at + 1);
                if wrong != signs {
                    let wrong: String = wrong.into_iter().collect();
                    assert_eq!(
                        RecoveryCode::parse(&wrong).unwrap_err(),
                        CodeError::Group(at / 5 + 1),
                        "two neighbors were swapped in {groups:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for (text, why) in [
            ("", CodeError::Length),
            ("7KQ2M", CodeError::Length),
            ("correct horse battery staple", CodeError::Length),
            (
                "UUUUU-UUUUU-UUUUU-UUUUU-UUUUU-UUUUU-UUUUU",
                CodeError::Group(1),
            ),
            (
                "ÄÄÄÄÄ-ÄÄÄÄÄ-ÄÄÄÄÄ-ÄÄÄÄÄ-ÄÄÄÄÄ-ÄÄÄÄÄ-ÄÄÄÄÄ",
                CodeError::Group(1),
            ),
        ] {
            assert_eq!(
                RecoveryCode::parse(text).unwrap_err(),
                why,
                "“{text}” is no recovery code"
            );
        }
    }
}
