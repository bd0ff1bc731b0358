//! `proviso verify`: whether the record holds, and what an exported file is.

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use proviso_core::canonical::{Hash, sha256};
use proviso_core::pack::{MAX_KEY_BYTES, MAX_SIGNATURE_BYTES, PublicKey, Signature};
use proviso_report::claims;
use proviso_store::system_says;

use super::{Refusal, unsound};
use crate::detach::beside;
use crate::session::Session;

/// What to verify.
#[derive(Debug, Args)]
pub struct Verify {
    /// An exported file; without one, the data folder itself. A signature beside it, FILE.minisig, is
    /// held against it.
    file: Option<PathBuf>,
    /// The signer's minisign public key; by default one that is on record here.
    #[arg(long, value_name = "FILE", requires = "file")]
    public_key: Option<PathBuf>,
}

/// Files that are larger than any export are not read.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Verifies, and says what was found.
pub fn run(session: &Session, verify: &Verify, out: &mut impl Write) -> Result<(), Refusal> {
    match &verify.file {
        Some(file) => of_a_file(session, file, verify.public_key.as_deref(), out),
        None => of_the_folder(session, out),
    }
}

fn of_the_folder(session: &Session, out: &mut impl Write) -> Result<(), Refusal> {
    let broken = session.verify()?;
    let Some(found) = unsound::said(&broken) else {
        writeln!(
            out,
            "Every entry holds what was recorded, and follows the one before it."
        )?;
        for head in session.heads()? {
            writeln!(out, "{head}")?;
        }
        for destruction in session.destructions_said()? {
            writeln!(out, "{destruction}")?;
        }
        return Ok(());
    };
    Err(Refusal::Said(format!(
        "The record does not hold: {found}. {}",
        unsound::way_back(session)
    )))
}

fn of_a_file(
    session: &Session,
    file: &Path,
    key: Option<&Path>,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let cannot = |cause: std::io::Error| {
        Refusal::Said(format!(
            "{} cannot be read: {}. Name a file that was exported",
            file.display(),
            system_says(&cause)
        ))
    };
    let size = std::fs::metadata(file).map_err(cannot)?.len();
    if size > MOST_BYTES {
        return Err(Refusal::Said(format!(
            "{} is larger than any export; it was not read",
            file.display()
        )));
    }
    let bytes = std::fs::read(file).map_err(cannot)?;
    let hash = sha256(&bytes);
    let vouched = signature(session, file, &bytes, key, out)?;
    let found = session
        .exports()?
        .into_iter()
        .find(|past| past.copy.sha256 == hash);
    let Some(past) = found else {
        if vouched {
            writeln!(
                out,
                "This data folder did not write the file; the signature alone speaks for it."
            )?;
            return Ok(());
        }
        return unknown(session, file, &bytes, &hash, out);
    };
    for line in session.describe_export(&past)? {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Holds a signature that stands beside a file against it; returns whether one does that was checked
/// with a key that was given.
fn signature(
    session: &Session,
    file: &Path,
    bytes: &[u8],
    key: Option<&Path>,
    out: &mut impl Write,
) -> Result<bool, Refusal> {
    let at = beside(file);
    let name = at.display();
    if !at.exists() {
        return match key {
            Some(_) => Err(Refusal::Said(format!(
                "There is no {name}, so there is no signature to check. Put it beside the file"
            ))),
            None => Ok(false),
        };
    }
    let signature = Signature::read(&small(&at, MAX_SIGNATURE_BYTES)?)
        .map_err(|why| Refusal::Said(format!("{name}: {why}")))?;
    let keys = match key {
        Some(path) => vec![
            PublicKey::read(&small(path, MAX_KEY_BYTES)?)
                .map_err(|why| Refusal::Said(format!("{}: {why}", path.display())))?,
        ],
        None => session.keys_of(&sha256(bytes))?,
    };
    let its_own = keys.iter().find(|key| key.id() == signature.key_id());
    let Some(its_own) = its_own.or(keys.first()) else {
        writeln!(
            out,
            "{name} says it was made with the minisign key {}, which is not on record here for these \
             bytes; name the signer's public key with --public-key to check it.",
            signature.key_id()
        )?;
        return Ok(false);
    };
    its_own
        .verify(bytes, &signature)
        .map_err(|why| Refusal::Said(format!("{name}: {why}")))?;
    writeln!(
        out,
        "Signed with the minisign key {}, and the signature fits the file. It says: {}.",
        its_own.id(),
        signature.comment()
    )?;
    writeln!(
        out,
        "Fingerprint of the key, to be compared with the signer's: {}",
        its_own.spelled()
    )?;
    Ok(key.is_some())
}

/// Reads a small file: one byte more than it may have, which is then refused as too long.
fn small(path: &Path, most: usize) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(most as u64 + 1).read_to_end(&mut bytes))
        .map_err(|cause| {
            Refusal::Said(format!(
                "{} cannot be read: {}",
                path.display(),
                system_says(&cause)
            ))
        })?;
    Ok(bytes)
}

/// A file whose bytes nobody here wrote: what it says of itself, and what was written of that state.
fn unknown(
    session: &Session,
    file: &Path,
    bytes: &[u8],
    hash: &Hash,
    out: &mut impl Write,
) -> Result<(), Refusal> {
    let Some(said) = claims(bytes) else {
        return Err(Refusal::Said(format!(
            "{}, SHA-256 {hash}, is no copy that this data folder wrote, or its bytes were changed \
             since",
            file.display()
        )));
    };
    writeln!(out, "It says of itself: {}. {}.", said.title, said.subject)?;
    let written = session.written_of(&said)?;
    for line in &written {
        writeln!(out, "{line}")?;
    }
    let file = file.display();
    Err(Refusal::Said(match written.is_empty() {
        // Another folder may have written it, or this one before its log began.
        true => format!(
            "{file}: this data folder’s log has no copy of that state, so whether the bytes were changed \
             cannot be told here (SHA-256 {hash}). Verify the file with the data folder that exported it"
        ),
        false => format!(
            "{file}: the bytes are not those that were exported (SHA-256 {hash}). Do not rely on it; the \
             copies above are those that were exported"
        ),
    }))
}
