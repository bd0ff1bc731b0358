//! Packs: what is installed, bringing one in by file, and the keys that are trusted.

use tauri::State;

use super::{Done, with};
use crate::packs::PackFile;
use crate::session::{BringInError, SessionError};
use crate::window::Desk;
use crate::wire::{InstalledPack, PackCandidate, PackChoice, TrustedKey};

/// Every pack of the data folder.
#[tauri::command(async)]
pub fn list_packs(desk: State<'_, Desk>) -> Done<Vec<InstalledPack>> {
    with(&desk, |session| session.list_packs())
}

/// Asks for a file and looks at the pack in it. The lock is not held while the dialog is open.
#[tauri::command(async)]
pub fn choose_pack_file(desk: State<'_, Desk>) -> Done<PackChoice> {
    let Some(path) = desk.picker.open("Pack", "json") else {
        return Ok(PackChoice::Cancelled);
    };
    let file = PackFile::read(&path)
        .map_err(BringInError::from)
        .map_err(SessionError::from)?;
    let candidate = with(&desk, |session| session.consider(file))?;
    Ok(PackChoice::Chosen {
        candidate: Box::new(candidate),
    })
}

/// The public key that counsel had from a pack's author.
#[tauri::command(async)]
pub fn give_pack_key(desk: State<'_, Desk>, key: &str) -> Done<PackCandidate> {
    with(&desk, |session| session.give_pack_key(key))
}

/// Trusts the key of the pack that is looked at.
#[tauri::command(async)]
pub fn trust_key(desk: State<'_, Desk>, fingerprint: &str) -> Done<PackCandidate> {
    with(&desk, |session| session.trust_key(fingerprint))
}

/// Installs the pack that is looked at.
#[tauri::command(async)]
pub fn install_pack(desk: State<'_, Desk>, hash: &str) -> Done<Vec<InstalledPack>> {
    with(&desk, |session| session.install_pack(hash, false))
}

/// Removes a pack that was brought in and that no run uses.
#[tauri::command(async)]
pub fn remove_pack(desk: State<'_, Desk>, hash: &str) -> Done<Vec<InstalledPack>> {
    with(&desk, |session| session.remove_pack(hash))
}

/// Keys whose packs are taken.
#[tauri::command(async)]
pub fn trusted_keys(desk: State<'_, Desk>) -> Done<Vec<TrustedKey>> {
    with(&desk, |session| session.trusted_keys())
}

/// Takes the trust in a key away.
#[tauri::command(async)]
pub fn distrust_key(desk: State<'_, Desk>, fingerprint: &str) -> Done<Vec<TrustedKey>> {
    with(&desk, |session| session.distrust_key(fingerprint))
}
