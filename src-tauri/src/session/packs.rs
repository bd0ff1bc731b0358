//! Packs in the data folder: which there are, where each came from, and removing one.

mod candidate;
mod keys;

pub use candidate::BringInError;
pub(super) use candidate::Candidate;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::sync::Arc;

use proviso_core::canonical::Hash;
use proviso_core::law_age::law_age;
use proviso_core::pack::{Pack, PublicKey};
use proviso_core::rerun::lineage;
use proviso_store::{Stamp, StoredPack};

use super::{Session, SessionError};
use crate::packs::small;
use crate::wire::{InstalledPack, PackOriginView, PackRow};

/// Who stands for a change that nobody has to answer for by name.
const PROGRAM: &str = "Proviso";

impl Session {
    /// Lists the packs that a new assessment can use: the texts that the program itself brings come
    /// first, and of each text the newest version.
    pub fn packs(&self) -> Vec<PackRow> {
        let mut packs: Vec<(&Hash, &Pack)> = self
            .packs
            .iter()
            .map(|(hash, pack)| (hash, pack.as_ref()))
            .collect();
        let own: BTreeSet<&str> = packs
            .iter()
            .filter(|(hash, _)| self.carried.contains(hash))
            .map(|(_, pack)| pack.id.as_str())
            .collect();
        packs.sort_by_key(|(_, pack)| {
            let other = !own.contains(pack.id.as_str());
            (other, pack.id.clone(), Reverse(pack.version.clone()))
        });
        let rows = packs.into_iter().map(|(hash, pack)| self.row(hash, pack));
        rows.collect()
    }

    /// Lists every pack of the data folder with where it came from, in the same order.
    pub fn list_packs(&self) -> Result<Vec<InstalledPack>, SessionError> {
        let stored = self.store.packs()?;
        let runs = self.store.runs_by_pack()?;
        let mut listed = Vec::new();
        for row in self.packs() {
            let hash = Hash(row.hash.clone());
            let Some(stored) = stored.iter().find(|stored| stored.hash == hash) else {
                continue;
            };
            let runs = runs.get(&hash).copied().unwrap_or(0);
            let origin = self.origin(stored, self.carried.contains(&hash))?;
            listed.push(InstalledPack {
                removable: runs == 0
                    && !self.carried.contains(&hash)
                    && self.stands_between(&hash)?.is_none(),
                pack: row,
                origin,
                installed: stored.installed_at.local_date().long(),
                by: stored.installed_by.clone(),
                runs,
            });
        }
        Ok(listed)
    }

    /// Removes a pack that was brought in and that no run needs: none asks from it, and none came
    /// from one version to another by way of it.
    pub fn remove_pack(&mut self, hash: &str) -> Result<Vec<InstalledPack>, SessionError> {
        let hash = Hash(hash.to_owned());
        if self.carried.contains(&hash) {
            return Err(BringInError::Carried.into());
        }
        if let Some(refusal) = self.stands_between(&hash)? {
            return Err(refusal.into());
        }
        let stamp = self.stamp_or_program()?;
        self.store.remove_pack(&hash, &stamp)?;
        self.packs.remove(&hash);
        self.list_packs()
    }

    /// Returns why a pack is still needed that no run asks from: a plan is never kept, and without
    /// it the one by which some run came from the run before could not be worked out again.
    fn stands_between(&self, hash: &Hash) -> Result<Option<BringInError>, SessionError> {
        let Some(pack) = self.packs.get(hash) else {
            return Ok(None);
        };
        for (old, new) in self.store.followed_packs()? {
            let (Some(old), Some(new)) = (self.packs.get(&old), self.packs.get(&new)) else {
                continue;
            };
            if new.id != pack.id || !(old.version < pack.version && pack.version < new.version) {
                continue;
            }
            let versions = self.versions(new);
            let others = versions
                .iter()
                .filter(|other| other.version != pack.version);
            let others: Vec<&Pack> = others.map(AsRef::as_ref).collect();
            if lineage(old, new, &others).is_err() {
                return Ok(Some(BringInError::Between {
                    label: format!("{} {}", pack.id, pack.version),
                    old: old.version.to_string(),
                    new: new.version.to_string(),
                }));
            }
        }
        Ok(None)
    }

    fn origin(&self, stored: &StoredPack, carried: bool) -> Result<PackOriginView, SessionError> {
        // The example's pack comes from the program too, and goes when the example has gone.
        let is_small = || small().is_ok_and(|small| small.hash == stored.hash);
        if carried || (stored.origin.is_none() && is_small()) {
            return Ok(PackOriginView::Program);
        }
        let Some(origin) = &stored.origin else {
            return Ok(PackOriginView::EarlierProgram);
        };
        let file = origin.file.clone();
        let signed = origin.signed.as_ref();
        let Some(key) = signed.and_then(|signed| PublicKey::read(signed.key.as_bytes()).ok())
        else {
            return Ok(PackOriginView::Unsigned { file });
        };
        Ok(PackOriginView::Signed {
            file,
            key_id: key.id().to_owned(),
            fingerprint: key.spelled(),
            trusted: self.trusts(&key)?,
        })
    }

    pub(super) fn row(&self, hash: &Hash, pack: &Pack) -> PackRow {
        PackRow {
            hash: hash.0.clone(),
            name: pack.name.clone(),
            title: pack.title.clone(),
            citation: pack.citation.clone(),
            label: format!("{} {}", pack.id, pack.version),
            law: law_age(pack, self.today()),
            research_note: pack.research_note.clone(),
            items: u32::try_from(pack.items.len()).unwrap_or(u32::MAX),
        }
    }

    /// Returns the other versions of a pack, oldest first.
    pub(super) fn versions(&self, of: &Pack) -> Vec<Arc<Pack>> {
        let mut versions: Vec<Arc<Pack>> = self
            .packs
            .values()
            .filter(|pack| pack.id == of.id && pack.version != of.version)
            .cloned()
            .collect();
        versions.sort_by(|a, b| a.version.cmp(&b.version));
        versions
    }

    /// Stamps a change to the folder's packs with the name in settings, or, where none is given
    /// yet, with the program's: what is installed says nothing in anybody's name.
    pub(super) fn stamp_or_program(&self) -> Result<Stamp, SessionError> {
        let author = self.settings()?.author;
        let author = match author.trim() {
            "" => PROGRAM.to_owned(),
            name => name.to_owned(),
        };
        Ok(Stamp {
            author,
            at: self.clock.now(),
        })
    }
}
