//! Conditions of applicability: a small any/all/not expression over what is known of a company.
//!
//! Conditions name roles, traits, decisions and facts, never verdicts: how well something is done
//! can never decide whether it is asked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;

/// When an item is asked, or a date binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Condition {
    /// The company has this role.
    Role(Id),
    /// This trait is true of it, or counsel is not sure.
    Trait(Id),
    /// A decision item was decided with one of these options.
    Decision(DecisionIs),
    /// A fact item that is a choice was answered with one of these.
    Fact(FactIs),
    /// At least one holds; never empty.
    Any(Vec<Self>),
    /// All hold; never empty.
    All(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
}

/// A decision that came out one of these ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DecisionIs {
    /// The decision item.
    pub item: Id,
    /// Its options, any of which will do.
    pub is: Vec<Id>,
}

/// A fact that has one of these values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FactIs {
    /// The fact item, which must be a choice.
    pub item: Id,
    /// Its options, any of which will do.
    pub is: Vec<Id>,
}

impl Condition {
    /// Calls `visit` with this condition and each one inside it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::Any(parts) | Self::All(parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            Self::Not(part) => part.walk(visit),
            Self::Role(_) | Self::Trait(_) | Self::Decision(_) | Self::Fact(_) => {}
        }
    }

    /// Returns the roles that the condition names, each once, in its order: those for which the
    /// item is written, whether or not the company has them.
    pub fn roles(&self) -> Vec<&Id> {
        let mut roles = Vec::new();
        self.walk(&mut |part| {
            if let Self::Role(role) = part
                && !roles.contains(&role)
            {
                roles.push(role);
            }
        });
        roles
    }
}
