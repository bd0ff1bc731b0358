//! The seal of a `.proviso` file: a passphrase, stretched by Argon2id, and ChaCha20-Poly1305.
//!
//! ```text
//! Proviso assessment, sealed, format 1
//! argon2id <KiB> <passes> <lanes> <salt, 32 hexadecimal digits>
//! <pieces>
//! ```
//!
//! Each piece is 64 KiB of the file and a tag of 16 bytes, the last one shorter or as long, and never
//! left out. The nonce of a piece is its number in 11 bytes, highest first, and one byte that is 1 for
//! the last piece and 0 before it, so that pieces can be neither moved nor cut off; the two lines are
//! authenticated with each. The key is used for this one file: the salt is random.

use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce};
use thiserror::Error;

use super::MAX_FILE_BYTES;
use crate::stamp::hex;
use crate::stretch::{COST, Cost, MIN_PASSPHRASE, stretch};

/// The first line of a sealed file.
const FIRST_LINE: &[u8] = b"Proviso assessment, sealed, format 1\n";

/// Bytes of the file in one piece.
const PIECE: usize = 64 * 1024;

/// Bytes that authenticate one piece.
const TAG: usize = 16;

/// Why a file was not sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SealError {
    /// The passphrase is too short.
    #[error("A passphrase has at least {MIN_PASSPHRASE} characters. Take several words")]
    TooShort,
    /// The lines at its beginning are none.
    #[error("The beginning of the sealed file cannot be read; it was changed or not copied whole")]
    Malformed,
    /// The passphrase is another one, or the first piece was changed.
    #[error(
        "The file does not open with this passphrase. Type it as it was given; if it is the right \
         one, the file was changed after it was sealed"
    )]
    WrongPassphrase,
    /// A later piece was changed or is missing.
    #[error("The sealed file was changed after it was sealed, or was not copied whole")]
    Changed,
    /// Longer than any.
    #[error("The sealed file has more bytes than any such file may have")]
    TooLarge,
    /// Whoever asked for it does not want it any more.
    #[error("It was stopped; nothing was written")]
    Stopped,
}

/// A sealed file, as its beginning says.
struct Head<'a> {
    lines: &'a [u8],
    pieces: &'a [u8],
    cost: Cost,
    salt: [u8; 16],
}

/// Returns whether a file is sealed.
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(FIRST_LINE)
}

/// Seals a file with a passphrase. `salt` is random, and used once.
///
/// # Errors
/// The passphrase is too short.
pub fn seal(plain: &[u8], passphrase: &str, salt: [u8; 16]) -> Result<Vec<u8>, SealError> {
    seal_watched(plain, passphrase, salt, &|_, _| true)
}

/// The same, telling how many of how many bytes are sealed; `going` answers whether to go on.
///
/// # Errors
/// As [`seal`], and [`SealError::Stopped`].
pub fn seal_watched(
    plain: &[u8],
    passphrase: &str,
    salt: [u8; 16],
    going: &dyn Fn(usize, usize) -> bool,
) -> Result<Vec<u8>, SealError> {
    if passphrase.chars().count() < MIN_PASSPHRASE {
        return Err(SealError::TooShort);
    }
    let Cost { kib, passes, lanes } = COST;
    let mut sealed = FIRST_LINE.to_vec();
    let line = format!("argon2id {kib} {passes} {lanes} {}\n", hex(salt));
    sealed.extend_from_slice(line.as_bytes());
    let head = sealed.clone();
    let cipher = cipher(passphrase, &salt, COST)?;
    let last = plain.len().div_ceil(PIECE).max(1) - 1;
    for at in 0..=last {
        if !going(at * PIECE, plain.len()) {
            return Err(SealError::Stopped);
        }
        let msg = &plain[at * PIECE..plain.len().min((at + 1) * PIECE)];
        let nonce = nonce(at, at == last);
        let piece = cipher
            .encrypt(&nonce, Payload { msg, aad: &head })
            .map_err(|_| SealError::TooLarge)?;
        sealed.extend_from_slice(&piece);
    }
    Ok(sealed)
}

/// Opens a sealed file.
///
/// # Errors
/// The passphrase is another one, or the file is not as it was sealed.
pub fn unseal(sealed: &[u8], passphrase: &str) -> Result<Vec<u8>, SealError> {
    unseal_watched(sealed, passphrase, &|_, _| true)
}

/// The same, telling how many of how many bytes are open; `going` answers whether to go on.
///
/// # Errors
/// As [`unseal`], and [`SealError::Stopped`].
pub fn unseal_watched(
    sealed: &[u8],
    passphrase: &str,
    going: &dyn Fn(usize, usize) -> bool,
) -> Result<Vec<u8>, SealError> {
    if sealed.len() > MAX_FILE_BYTES + MAX_FILE_BYTES / 1024 {
        return Err(SealError::TooLarge);
    }
    let Head {
        lines: head,
        pieces,
        cost,
        salt,
    } = head(sealed).ok_or(SealError::Malformed)?;
    let cipher = cipher(passphrase, &salt, cost)?;
    let count = pieces.len().div_ceil(PIECE + TAG);
    let mut plain = Vec::with_capacity(pieces.len());
    for (at, msg) in pieces.chunks(PIECE + TAG).enumerate() {
        if !going(plain.len(), pieces.len()) {
            return Err(SealError::Stopped);
        }
        let nonce = nonce(at, at + 1 == count);
        let piece = cipher.decrypt(&nonce, Payload { msg, aad: head });
        plain.extend(piece.map_err(|_| match at {
            0 => SealError::WrongPassphrase,
            _ => SealError::Changed,
        })?);
    }
    if count == 0 {
        return Err(SealError::Changed);
    }
    Ok(plain)
}

/// Reads the two lines at the beginning.
fn head(sealed: &[u8]) -> Option<Head<'_>> {
    let rest = sealed.strip_prefix(FIRST_LINE)?;
    let end = rest.iter().take(128).position(|byte| *byte == b'\n')?;
    let line = std::str::from_utf8(&rest[..end]).ok()?;
    let words: Vec<&str> = line.split(' ').collect();
    let ["argon2id", kib, passes, lanes, salt] = words[..] else {
        return None;
    };
    let cost = Cost {
        kib: kib.parse().ok()?,
        passes: passes.parse().ok()?,
        lanes: lanes.parse().ok()?,
    };
    let salt = u128::from_str_radix(salt, 16)
        .ok()
        .filter(|_| salt.len() == 32)?;
    let (lines, pieces) = sealed.split_at(FIRST_LINE.len() + end + 1);
    Some(Head {
        lines,
        pieces,
        cost,
        salt: salt.to_be_bytes(),
    })
}

fn cipher(passphrase: &str, salt: &[u8; 16], cost: Cost) -> Result<ChaCha20Poly1305, SealError> {
    let key = stretch(passphrase, salt, cost).ok_or(SealError::Malformed)?;
    ChaCha20Poly1305::new_from_slice(key.as_slice()).map_err(|_| SealError::Malformed)
}

fn nonce(at: usize, is_last: bool) -> Nonce {
    let mut bytes = [0; 12];
    bytes[3..11].copy_from_slice(&(at as u64).to_be_bytes());
    bytes[11] = u8::from(is_last);
    Nonce::from(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    const PASSPHRASE: &str = "correct horse battery";

    #[test]
    fn a_seal_tells_how_far_it_is_and_stops_when_told() {
        let plain = vec![7; 3 * PIECE];
        let told = std::cell::RefCell::new(Vec::new());
        let stopped = seal_watched(&plain, PASSPHRASE, [9; 16], &|done, of| {
            told.borrow_mut().push((done, of));
            done < 2 * PIECE
        });
        assert_eq!(stopped, Err(SealError::Stopped), "told to stop, it stops");
        let of = plain.len();
        assert_eq!(
            *told.borrow(),
            [(0, of), (PIECE, of), (2 * PIECE, of)],
            "piece by piece, and none after that"
        );
        let sealed = seal(&plain, PASSPHRASE, [9; 16]).unwrap();
        let told = std::cell::RefCell::new(Vec::new());
        let stopped = unseal_watched(&sealed, PASSPHRASE, &|done, _| {
            told.borrow_mut().push(done);
            done < PIECE
        });
        assert_eq!(
            stopped,
            Err(SealError::Stopped),
            "nor is it opened to its end"
        );
        assert_eq!(*told.borrow(), [0, PIECE], "piece by piece as well");
    }

    #[test]
    fn what_was_sealed_opens_with_its_passphrase_alone() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE] {
            let plain = vec![7; length];
            let sealed = seal(&plain, PASSPHRASE, [9; 16]).unwrap();
            assert!(is_sealed(&sealed), "it says that it is sealed");
            assert_eq!(
                unseal(&sealed, PASSPHRASE).unwrap(),
                plain,
                "{length} bytes come back"
            );
            if length == 1 {
                assert_eq!(
                    unseal(&sealed, "correct horse batterY"),
                    Err(SealError::WrongPassphrase),
                    "one letter is enough"
                );
            }
        }
    }

    #[test]
    fn a_short_passphrase_is_refused() {
        assert_eq!(
            seal(b"x", "short", [0; 16]),
            Err(SealError::TooShort),
            "whoever seals a file wants it sealed"
        );
    }

    #[test]
    fn pieces_are_neither_moved_cut_off_nor_changed() {
        let plain: Vec<u8> = (0..3 * PIECE)
            .map(|at| u8::try_from(at / PIECE).unwrap())
            .collect();
        let sealed = seal(&plain, PASSPHRASE, [9; 16]).unwrap();
        let head = sealed.len() - 3 * (PIECE + TAG);
        let mut cut = sealed.clone();
        cut.truncate(sealed.len() - PIECE - TAG);
        let mut moved = sealed.clone();
        let (first, second) = (head + PIECE + TAG, head + 2 * (PIECE + TAG));
        moved[first..].rotate_left(second - first);
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        for (file, what) in [(cut, "cut off"), (moved, "moved"), (changed, "changed")] {
            assert_eq!(
                unseal(&file, PASSPHRASE),
                Err(SealError::Changed),
                "a piece that is {what} is noticed"
            );
        }
        let mut cheaper = sealed.clone();
        let digit = FIRST_LINE.len() + b"argon2id ".len();
        cheaper[digit] ^= 1;
        assert_ne!(
            unseal(&cheaper, PASSPHRASE).map(|_| ()),
            Ok(()),
            "nor can the cost be changed"
        );
    }

    #[test]
    fn a_file_cannot_ask_for_more_than_there_is() {
        for line in [
            "argon2id 4294967295 1 1 00000000000000000000000000000000\n",
            "argon2id 64 4000000000 1 00000000000000000000000000000000\n",
            "argon2id 64 1 0 00000000000000000000000000000000\n",
            "argon2id 64 1 1 0000\n",
            "scrypt 64 1 1 00000000000000000000000000000000\n",
            "argon2id 64 1 1 +0000000000000000000000000000000\n",
        ] {
            let file = [FIRST_LINE, line.as_bytes(), &[0; 32]].concat();
            assert!(
                unseal(&file, PASSPHRASE).is_err(),
                "{line} is refused before memory is taken for it"
            );
        }
    }
}
