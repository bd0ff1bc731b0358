//! The profile: its questions, what a profile would ask, and changing it in mid-run.

use proviso_core::answer::Answers;
use proviso_core::canonical::Hash;
use proviso_core::profile::Profile;
use proviso_core::scope::{Standing, scope};

use super::{Session, SessionError};
use crate::view::moves;
use crate::wire::{ProfilePreview, ProfileQuestion, ProfileQuestions, RunView};

impl Session {
    /// Returns the questions that a pack's profile asks.
    pub fn profile_questions(&self, pack: &str) -> Result<ProfileQuestions, SessionError> {
        let pack = self.pack(&Hash(pack.to_owned()))?;
        let roles = pack.roles.iter().map(|role| ProfileQuestion {
            id: role.id.clone(),
            label: role.label.clone(),
            question: role.question.clone(),
            help: role.help.clone(),
            roles: Vec::new(),
        });
        let traits = pack.traits.iter().map(|entry| ProfileQuestion {
            id: entry.id.clone(),
            label: entry.label.clone(),
            question: entry.question.clone(),
            help: entry.help.clone(),
            roles: entry.roles.clone(),
        });
        Ok(ProfileQuestions {
            roles: roles.collect(),
            traits: traits.collect(),
        })
    }

    /// Says what a profile would ask, and, for a run, what it would move. Nothing is changed.
    pub fn preview_profile(
        &self,
        pack: &str,
        profile: &Profile,
        run: Option<&str>,
    ) -> Result<ProfilePreview, SessionError> {
        let loaded = run.map(|run| self.load(run)).transpose()?;
        let pack = match &loaded {
            Some(loaded) => loaded.pack.clone(),
            None => self.pack(&Hash(pack.to_owned()))?,
        };
        let answers = loaded
            .as_ref()
            .map_or_else(Answers::new, |loaded| loaded.answers.clone());
        let after = scope(&pack, profile, &answers);
        let moved = loaded.as_ref().map_or_else(Vec::new, |loaded| {
            let before = scope(&pack, &loaded.profile, &answers);
            moves(&pack, &before, &after, &answers)
        });
        let count = |wanted: fn(&Standing) -> bool| {
            u32::try_from(after.0.values().filter(|standing| wanted(standing)).count())
        };
        Ok(ProfilePreview {
            in_scope: count(Standing::is_in_scope).unwrap_or(u32::MAX),
            waiting: count(|s| matches!(s, Standing::Waiting { .. })).unwrap_or(u32::MAX),
            moves: moved,
        })
    }

    /// Changes the profile of a run. Answers that go out of scope are kept and come back with it.
    pub fn set_profile(&mut self, run: &str, profile: &Profile) -> Result<RunView, SessionError> {
        let stamp = self.stamp()?;
        let loaded = self.load(run)?;
        if profile.roles.is_empty() {
            return Err(SessionError::NoRole);
        }
        if let Some(unknown) = profile.unknown_to(&loaded.pack).first() {
            return Err(SessionError::UnknownInProfile((*unknown).to_owned()));
        }
        self.store.set_profile(run, profile, &stamp)?;
        self.open_run(run)
    }
}
