//! The profile: facts about the company that decide which items are asked.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::pack::{Id, Pack};

/// What counsel said about one trait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum TraitAnswer {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Not known yet: items that depend on it are asked, and say why.
    NotSure,
}

/// Roles and traits of one company.
///
/// A role that is not named is not held; a trait that is not answered counts as *no* and is listed
/// as an open question of the profile.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Profile {
    /// Roles held.
    pub roles: BTreeSet<Id>,
    /// Traits answered.
    pub traits: BTreeMap<Id, TraitAnswer>,
}

impl Profile {
    /// Returns the traits of the pack that make sense for the roles held, in the pack's order.
    pub fn traits_asked<'a>(
        &'a self,
        pack: &'a Pack,
    ) -> impl Iterator<Item = &'a crate::pack::Trait> {
        pack.traits.iter().filter(|asked| {
            asked.roles.is_empty() || asked.roles.iter().any(|role| self.roles.contains(role))
        })
    }

    /// Returns the names of roles and traits that the pack does not know.
    pub fn unknown_to<'a>(&'a self, pack: &'a Pack) -> Vec<&'a str> {
        let roles = self
            .roles
            .iter()
            .filter(|id| !pack.roles.iter().any(|role| role.id == **id));
        let traits = self
            .traits
            .keys()
            .filter(|id| !pack.traits.iter().any(|t| t.id == **id));
        roles.chain(traits).map(String::as_str).collect()
    }
}
