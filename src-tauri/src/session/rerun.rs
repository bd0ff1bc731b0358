//! Running again: the plan of a run that follows, making that run, and throwing it away.
//!
//! A plan is never kept. Neither a run with a successor nor a pack ever changes, so the plan by
//! which a run came from the one before it is worked out again whenever it is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proviso_core::canonical::Hash;
use proviso_core::date::Date;
use proviso_core::pack::Pack;
use proviso_core::profile::Profile;
use proviso_core::rerun::{Next, Plan, Previous, plan};
use proviso_store::{BackupKind, NextRun, Run, Stamp, TakenOver};

use super::{Loaded, Session, SessionError};
use crate::wire::Made;

/// The longest reason for an amendment, in characters: it stands at the head of a page.
const LONGEST_REASON: usize = 300;

/// A plan with both of its ends.
#[derive(Debug)]
pub struct Planned {
    /// The run before.
    pub before: Loaded,
    /// Hash of the pack of the run that follows.
    pub hash: Hash,
    /// That pack.
    pub pack: Arc<Pack>,
    /// The profile of the run that follows.
    pub profile: Profile,
    /// What becomes of every answer.
    pub plan: Plan,
    /// How the run before came from its own predecessor, where it still carries answers.
    pub earlier: Option<Box<Self>>,
}

impl Session {
    /// Returns the newest installed version of a run's pack, where it is newer than the run's own.
    pub fn newer(&self, run: &Run) -> Option<(&Hash, &Arc<Pack>)> {
        let own = self.packs.get(&run.pack.hash)?;
        let later = self
            .packs
            .iter()
            .filter(|(_, pack)| pack.id == own.id && pack.version > own.version);
        later.max_by_key(|(_, pack)| &pack.version)
    }

    /// Returns the hash of the pack named by a version of `run`'s pack (`1.2.0`), or by an id and a
    /// version (`eo-14409 1.2.0`).
    pub fn pack_named(&self, run: &str, name: &str) -> Result<Hash, SessionError> {
        let own = self.store.run(run)?.pack.id;
        let (id, version) = match name.trim().split_once([' ', '@']) {
            Some((id, version)) => (id.trim(), version.trim()),
            None => (own.as_str(), name.trim()),
        };
        let named = |pack: &Pack| pack.id == id && pack.version.to_string() == version;
        let found = self.packs.iter().find(|(_, pack)| named(pack));
        found.map(|(hash, _)| hash.clone()).ok_or_else(|| {
            let installed = self.packs.values().filter(|pack| pack.id == id);
            let mut versions: Vec<_> = installed.map(|pack| &pack.version).collect();
            versions.sort();
            SessionError::NoSuchVersion {
                pack: id.to_owned(),
                version: version.to_owned(),
                installed: versions.iter().map(ToString::to_string).collect(),
            }
        })
    }

    /// Plans a run on `pack` that would follow `run`, with the profile of `run` where none is
    /// given. Nothing is created.
    pub fn plan(
        &self,
        run: &str,
        pack: &Hash,
        profile: Option<&Profile>,
    ) -> Result<Planned, SessionError> {
        let before = self.load(run)?;
        let next = self.pack(pack)?;
        let profile = match profile {
            Some(given) => given.clone(),
            None => known(&before.profile, &next),
        };
        self.planned(before, pack, next, profile)
    }

    /// Returns the plan by which a run came from the one before it; `None` for a first run.
    pub fn came(&self, run: &Loaded) -> Result<Option<Planned>, SessionError> {
        let Some(before) = &run.run.predecessor else {
            return Ok(None);
        };
        let before = self.load(before)?;
        let (hash, pack) = (&run.run.pack.hash, run.pack.clone());
        self.planned(before, hash, pack, run.profile.clone())
            .map(Some)
    }

    fn planned(
        &self,
        before: Loaded,
        hash: &Hash,
        pack: Arc<Pack>,
        profile: Profile,
    ) -> Result<Planned, SessionError> {
        let earlier = if before.carried.is_empty() {
            None
        } else {
            self.came(&before)?.map(Box::new)
        };
        // How the answers are held that the run before took over itself and nobody looked at since.
        let mut held = earlier
            .as_ref()
            .map_or_else(BTreeMap::new, |earlier| earlier.plan.held());
        held.retain(|item, _| before.carried.contains(item));
        let previous = Previous {
            pack: &before.pack,
            profile: &before.profile,
            answers: &before.answers,
            held: &held,
        };
        let next = Next {
            pack: &pack,
            profile: &profile,
        };
        let versions = self.versions(&pack);
        let between: Vec<&Pack> = versions.iter().map(AsRef::as_ref).collect();
        let plan = plan(&previous, &next, &between)?;
        Ok(Planned {
            before,
            hash: hash.clone(),
            pack,
            profile,
            plan,
            earlier,
        })
    }

    /// Makes the run that follows `run` on `pack`, with everything that its plan takes over, in one
    /// transaction.
    pub fn follow(
        &mut self,
        run: &str,
        pack: &Hash,
        profile: Option<&Profile>,
    ) -> Result<Made, SessionError> {
        let stamp = self.stamp()?;
        self.follow_as(run, pack, profile, (self.today(), None), &stamp, true)
    }

    /// Makes the run that amends a signed one, with the same profile and the reason, which every report
    /// of it prints.
    pub fn amend(&mut self, run: &str, pack: &Hash, reason: &str) -> Result<Made, SessionError> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            return Err(SessionError::NoReason);
        }
        let stamp = self.stamp()?;
        self.follow_as(run, pack, None, (self.today(), Some(reason)), &stamp, true)
    }

    /// Makes the run that amends a signed one on the pack that it asked from.
    pub fn amend_on_its_pack(&mut self, run: &str, reason: &str) -> Result<Made, SessionError> {
        let pack = self.store.run(run)?.pack.hash;
        self.amend(run, &pack, reason)
    }

    pub(super) fn follow_as(
        &mut self,
        run: &str,
        pack: &Hash,
        profile: Option<&Profile>,
        (as_of, amends): (Date, Option<&str>),
        stamp: &Stamp,
        backs_up: bool,
    ) -> Result<Made, SessionError> {
        let planned = self.plan(run, pack, profile)?;
        if planned.profile.roles.is_empty() {
            return Err(SessionError::NoRole);
        }
        if let Some(unknown) = planned.profile.unknown_to(&planned.pack).first() {
            return Err(SessionError::UnknownInProfile((*unknown).to_owned()));
        }
        let assessment = planned.before.assessment.id.clone();
        let stored = self.store.answers(run)?;
        let answers = planned.plan.answers();
        let answers: Vec<TakenOver<'_>> = answers
            .iter()
            .filter_map(|(item, planned)| {
                Some(TakenOver {
                    item,
                    bound_to: planned.bound_to,
                    answer: planned.answer,
                    of: &stored.get(planned.from)?.revision,
                })
            })
            .collect();
        let goes_on: Vec<(&str, &str)> = planned
            .plan
            .entries
            .iter()
            .flat_map(|entry| {
                entry
                    .origins
                    .iter()
                    .map(|origin| (&*origin.item, &*entry.item))
            })
            .collect();
        let next = NextRun {
            pack,
            as_of,
            profile: &planned.profile,
            answers: &answers,
            goes_on: &goes_on,
            amends,
        };
        if backs_up {
            self.store.back_up(BackupKind::Rerun, stamp.at)?;
        }
        let run = self.store.follow(run, &next, stamp)?;
        Ok(Made { assessment, run })
    }

    /// Throws an open run away. Returns the run before it, which is the last again.
    pub fn discard_run(&mut self, run: &str) -> Result<Made, SessionError> {
        let stamp = self.stamp()?;
        let thrown = self.store.run(run)?;
        self.store.discard_run(run, &stamp)?;
        Ok(Made {
            assessment: thrown.assessment,
            // The store throws no run away that follows none.
            run: thrown.predecessor.unwrap_or_default(),
        })
    }
}

/// Returns what of a profile another version still asks about.
fn known(profile: &Profile, pack: &Pack) -> Profile {
    let unknown: BTreeSet<&str> = profile.unknown_to(pack).into_iter().collect();
    let mut kept = profile.clone();
    kept.roles.retain(|role| !unknown.contains(role.as_str()));
    kept.traits.retain(|id, _| !unknown.contains(id.as_str()));
    kept
}
