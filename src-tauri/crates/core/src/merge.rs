//! Bringing two copies of one assessment together: what each side changed since they parted, field by
//! field.
//!
//! A field that one side changed takes that side's value; one that both changed to the same takes that;
//! one that both changed, and differently, is a conflict, which nothing here settles: neither value is
//! in the outcome until somebody has chosen. Swapping the sides swaps what conflicts say and nothing
//! else.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use thiserror::Error;

use crate::profile::Profile;

/// The state of one thing as its fields: a field that says nothing is absent.
pub type Fields = BTreeMap<String, Value>;

/// The field that says whether a piece of evidence is linked.
pub const LINKED: &str = "linked";

/// One of the two copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Side {
    /// The copy that is here.
    Ours,
    /// The copy that comes.
    Theirs,
}

/// A field that both sides changed, and differently.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldConflict {
    /// The field.
    pub field: String,
    /// What stood there when the copies parted.
    pub base: Option<Value>,
    /// What stands there here.
    pub ours: Option<Value>,
    /// What stands there in the copy that comes.
    pub theirs: Option<Value>,
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Merged {
    /// The fields that are settled; those that conflict are not among them.
    pub fields: Fields,
    /// The fields that conflict, in their order.
    pub conflicts: Vec<FieldConflict>,
}

/// A field that conflicts and was not settled.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” was changed in both copies, and neither text was chosen")]
pub struct Unsettled(pub String);

impl Merged {
    /// Settles each conflict by the side that `choose` names for its field.
    pub fn settled(&self, choose: impl Fn(&str) -> Option<Side>) -> Result<Fields, Unsettled> {
        let mut fields = self.fields.clone();
        for conflict in &self.conflicts {
            let side = choose(&conflict.field);
            let value = match side.ok_or_else(|| Unsettled(conflict.field.clone()))? {
                Side::Ours => &conflict.ours,
                Side::Theirs => &conflict.theirs,
            };
            if let Some(value) = value {
                fields.insert(conflict.field.clone(), value.clone());
            }
        }
        Ok(fields)
    }
}

/// Brings two states of one thing together that both came from `base`.
pub fn merge(base: &Fields, ours: &Fields, theirs: &Fields) -> Merged {
    let mut merged = Merged::default();
    let names: BTreeSet<&String> = base
        .keys()
        .chain(ours.keys())
        .chain(theirs.keys())
        .collect();
    for name in names {
        let (was, here, there) = (base.get(name), ours.get(name), theirs.get(name));
        let settled = if here == there || there == was {
            here
        } else if here == was {
            there
        } else {
            merged.conflicts.push(FieldConflict {
                field: name.clone(),
                base: was.cloned(),
                ours: here.cloned(),
                theirs: there.cloned(),
            });
            continue;
        };
        if let Some(value) = settled {
            merged.fields.insert(name.clone(), value.clone());
        }
    }
    merged
}

/// Brings two states of a piece of evidence together: taken away on one side and changed on the other
/// is a conflict, though the two touched different fields.
pub fn merge_links(base: &Fields, ours: &Fields, theirs: &Fields) -> Merged {
    let mut merged = merge(base, ours, theirs);
    let linked = |side: &Fields| side.get(LINKED) == Some(&Value::Bool(true));
    let changed = |side: &Fields| {
        let names = side.keys().chain(base.keys());
        names
            .filter(|name| *name != LINKED)
            .any(|name| side.get(name) != base.get(name))
    };
    let lost = |gone: &Fields, kept: &Fields| {
        linked(base) && !linked(gone) && linked(kept) && changed(kept)
    };
    if lost(ours, theirs) || lost(theirs, ours) {
        merged.fields.remove(LINKED);
        merged.conflicts.push(FieldConflict {
            field: LINKED.to_owned(),
            base: base.get(LINKED).cloned(),
            ours: ours.get(LINKED).cloned(),
            theirs: theirs.get(LINKED).cloned(),
        });
        merged.conflicts.sort_by(|a, b| a.field.cmp(&b.field));
    }
    merged
}

/// Why fields are no state.
#[derive(Debug, Error)]
#[error("the fields do not make a state: {0}")]
pub struct NoState(String);

/// Returns the fields of an answer, an action, a piece of evidence or details.
pub fn fields<T: Serialize>(state: &T) -> Result<Fields, NoState> {
    match serde_json::to_value(state) {
        Ok(Value::Object(fields)) => Ok(fields.into_iter().collect()),
        Ok(_) => Err(NoState(String::from("it has none"))),
        Err(error) => Err(NoState(error.to_string())),
    }
}

/// Makes a state from its fields.
pub fn state<T: DeserializeOwned>(fields: &Fields) -> Result<T, NoState> {
    let fields: Map<String, Value> = fields.clone().into_iter().collect();
    serde_json::from_value(Value::Object(fields)).map_err(|error| NoState(error.to_string()))
}

/// What stands before a role in the fields of a profile, and before a trait.
const ROLE: &str = "role ";
const TRAIT: &str = "trait ";

/// Returns the fields of a profile: one for each role held, one for each trait answered.
pub fn profile_fields(profile: &Profile) -> Result<Fields, NoState> {
    let mut fields = Fields::new();
    for role in &profile.roles {
        fields.insert(format!("{ROLE}{role}"), Value::Bool(true));
    }
    for (name, answer) in &profile.traits {
        let answer = serde_json::to_value(answer).map_err(|error| NoState(error.to_string()))?;
        fields.insert(format!("{TRAIT}{name}"), answer);
    }
    Ok(fields)
}

/// Makes a profile from its fields.
pub fn profile(fields: &Fields) -> Result<Profile, NoState> {
    let mut profile = Profile::default();
    for (name, value) in fields {
        if let Some(role) = name.strip_prefix(ROLE) {
            profile.roles.insert(role.to_owned());
        } else if let Some(name) = name.strip_prefix(TRAIT) {
            let answer = serde_json::from_value(value.clone());
            let answer = answer.map_err(|error| NoState(error.to_string()))?;
            profile.traits.insert(name.to_owned(), answer);
        } else {
            return Err(NoState(format!("a profile has no “{name}”")));
        }
    }
    Ok(profile)
}

/// Returns the role or the trait that a field of a profile is about.
pub fn profile_subject(field: &str) -> Option<&str> {
    field
        .strip_prefix(ROLE)
        .or_else(|| field.strip_prefix(TRAIT))
}
