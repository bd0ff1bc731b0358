//! Scope: which items are asked of this company, which wait on a decision, and why.
//!
//! A condition is evaluated in three values. A decision that is in scope and not yet taken leaves
//! it open, and an item left open that way is *waiting*: it is outside coverage and gaps and says
//! what it waits on. A trait that counsel is not sure of leaves a condition open too, but the item
//! is asked all the same: not knowing is no reason to leave a question out.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::answer::Answers;
use crate::pack::{Condition, Id, Pack};
use crate::profile::{Profile, TraitAnswer};
use crate::sheet::{Says, Standings};

/// Where one item stands for this company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum Standing {
    /// It is asked.
    InScope {
        /// Why, in words.
        because: String,
    },
    /// It matters only if a decision that is still open comes out a certain way.
    Waiting {
        /// The open decisions (or facts), by item.
        on: Vec<Id>,
        /// Why, in words.
        because: String,
    },
    /// It is not asked.
    Out {
        /// What kind of reason leaves it out.
        cause: OutCause,
        /// Why not, in words.
        because: String,
    },
}

/// What kind of reason leaves an item out; the first of several in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum OutCause {
    /// It is asked of roles that the profile does not name, or not of one that it names.
    Role,
    /// It hangs on a fact about the company that the profile does not state.
    Trait,
    /// It hangs on a decision or a fact that came out otherwise.
    Choice,
}

impl OutCause {
    /// Returns the reason as printed where items are counted by it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Role => "They are asked of roles that the profile does not name.",
            Self::Trait => "They hang on a fact about the company that the profile does not state.",
            Self::Choice => "They hang on a decision or a fact that came out otherwise.",
        }
    }
}

impl Standing {
    /// Returns whether the item is asked.
    pub fn is_in_scope(&self) -> bool {
        matches!(self, Self::InScope { .. })
    }

    /// Returns the reason in words.
    pub fn because(&self) -> &str {
        match self {
            Self::InScope { because }
            | Self::Waiting { because, .. }
            | Self::Out { because, .. } => because,
        }
    }
}

/// The standing of every item of a pack, by item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope(pub BTreeMap<Id, Standing>);

impl Scope {
    /// Returns whether the item is asked.
    pub fn contains(&self, item: &str) -> bool {
        self.0.get(item).is_some_and(Standing::is_in_scope)
    }

    /// Returns the items that stand elsewhere in `after` than here, in the order of their names.
    pub fn moved<'a>(&'a self, after: &'a Self) -> Vec<ScopeMove<'a>> {
        let both = self.0.iter().filter_map(|(item, before)| {
            let now = after.0.get(item)?;
            let same = std::mem::discriminant(before) == std::mem::discriminant(now);
            (!same).then_some(ScopeMove {
                item,
                before,
                after: now,
            })
        });
        both.collect()
    }
}

/// An item whose standing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeMove<'a> {
    /// The item.
    pub item: &'a str,
    /// Where it stood.
    pub before: &'a Standing,
    /// Where it stands now.
    pub after: &'a Standing,
}

/// Works out the standing of every item, with the reason in words.
pub fn scope(pack: &Pack, profile: &Profile, answers: &Answers) -> Scope {
    Reader::new(pack, profile, answers, true).all()
}

/// As [`scope()`], by place and without the reasons: for lists of many runs, where nobody reads them.
pub fn scope_alone(pack: &Pack, profile: &Profile, says: &impl Says) -> Standings {
    Reader::new(pack, profile, says, false).standings()
}

/// Returns whether a condition holds for a profile whatever the open decisions bring: used for
/// dates, which bind or do not bind today.
pub fn binds(pack: &Pack, profile: &Profile, says: &impl Says, condition: &Condition) -> bool {
    let mut reader = Reader::new(pack, profile, says, false);
    matches!(reader.truth(condition, &mut Vec::new()), Truth::Yes(_))
}

/// A phrase that explains a value, and what it speaks of.
type Reason = (OutCause, String);

/// Three values, each with the phrases that explain it.
enum Truth {
    Yes(Vec<Reason>),
    No(Vec<Reason>),
    Open {
        on: BTreeSet<Id>,
        because: Vec<Reason>,
    },
}

struct Reader<'a, S> {
    pack: &'a Pack,
    /// What conditions can name: where decisions and facts stand in the pack.
    choices: BTreeMap<&'a str, usize>,
    profile: &'a Profile,
    says: &'a S,
    /// Whether reasons are put into words.
    tells: bool,
    /// The standing of each item, in the pack's order, as far as it is known.
    known: Vec<Option<Standing>>,
}

impl<'a, S: Says> Reader<'a, S> {
    fn new(pack: &'a Pack, profile: &'a Profile, says: &'a S, tells: bool) -> Self {
        let items = pack.items.iter().enumerate();
        let choices = items.filter(|(_, item)| item.practice().is_none());
        Self {
            pack,
            choices: choices.map(|(at, item)| (item.id.as_str(), at)).collect(),
            profile,
            says,
            tells,
            known: vec![None; pack.items.len()],
        }
    }

    fn standings(mut self) -> Standings {
        for at in 0..self.known.len() {
            if self.known[at].is_none() {
                self.standing(at, &mut Vec::new());
            }
        }
        Standings(self.known.into_iter().flatten().collect())
    }

    fn all(self) -> Scope {
        let items = self.pack.items.iter().map(|item| item.id.clone());
        Scope(items.zip(self.standings().0).collect())
    }

    fn told(&self, cause: OutCause, words: impl FnOnce() -> String) -> Vec<Reason> {
        if self.tells {
            vec![(cause, words())]
        } else {
            Vec::new()
        }
    }

    /// Works out where the item at `at` stands. An item whose condition refers to itself is not known
    /// yet when it is asked about on its own `path`.
    fn standing(&mut self, at: usize, path: &mut Vec<usize>) -> Standing {
        if let Some(Some(known)) = self.known.get(at) {
            return known.clone();
        }
        let pack = self.pack;
        let condition = pack.items.get(at).and_then(|item| item.applies.as_ref());
        let words = |words: &str| {
            if self.tells {
                words.to_owned()
            } else {
                String::new()
            }
        };
        let standing = match condition {
            None => Standing::InScope {
                because: words("asked of every company"),
            },
            // A pack whose conditions run in a circle does not pass the check; here it asks nothing.
            Some(_) if path.contains(&at) => Standing::Out {
                cause: OutCause::Choice,
                because: words("its condition refers to itself"),
            },
            Some(condition) => {
                path.push(at);
                let truth = self.truth(condition, path);
                path.pop();
                match truth {
                    Truth::Yes(because) => Standing::InScope {
                        because: sentence(because),
                    },
                    Truth::No(because) => Standing::Out {
                        cause: because
                            .iter()
                            .map(|(cause, _)| *cause)
                            .min()
                            .unwrap_or(OutCause::Choice),
                        because: sentence(because),
                    },
                    Truth::Open { on, because } if on.is_empty() => Standing::InScope {
                        because: sentence(because),
                    },
                    Truth::Open { on, because } => Standing::Waiting {
                        on: on.into_iter().collect(),
                        because: sentence(because),
                    },
                }
            }
        };
        if let Some(known) = self.known.get_mut(at) {
            *known = Some(standing.clone());
        }
        standing
    }

    fn truth(&mut self, condition: &'a Condition, path: &mut Vec<usize>) -> Truth {
        match condition {
            Condition::Role(id) => {
                let label = || self.pack.profile_label(id).unwrap_or(id);
                if self.profile.roles.contains(id) {
                    Truth::Yes(self.told(OutCause::Role, || {
                        format!("the profile names the role “{}”", label())
                    }))
                } else {
                    Truth::No(self.told(OutCause::Role, || {
                        format!("the profile does not name the role “{}”", label())
                    }))
                }
            }
            Condition::Trait(id) => {
                let label = || self.pack.profile_label(id).unwrap_or(id);
                match self.profile.traits.get(id) {
                    Some(TraitAnswer::Yes) => Truth::Yes(self.told(OutCause::Trait, || {
                        format!("the profile says yes to “{}”", label())
                    })),
                    Some(TraitAnswer::No) => Truth::No(self.told(OutCause::Trait, || {
                        format!("the profile says no to “{}”", label())
                    })),
                    None => Truth::No(self.told(OutCause::Trait, || {
                        format!("the profile leaves “{}” unanswered", label())
                    })),
                    Some(TraitAnswer::NotSure) => Truth::Open {
                        on: BTreeSet::new(),
                        because: self.told(OutCause::Trait, || {
                            format!("the profile is not sure of “{}”", label())
                        }),
                    },
                }
            }
            Condition::Decision(decision) => self.chosen(&decision.item, &decision.is, path),
            Condition::Fact(fact) => self.chosen(&fact.item, &fact.is, path),
            Condition::All(parts) => {
                let parts = parts.iter().map(|part| self.truth(part, path)).collect();
                all(parts)
            }
            Condition::Any(parts) => {
                let flipped = parts
                    .iter()
                    .map(|part| self.truth(part, path).not())
                    .collect();
                all(flipped).not()
            }
            Condition::Not(part) => self.truth(part, path).not(),
        }
    }

    fn chosen(&mut self, on: &'a str, is: &[Id], path: &mut Vec<usize>) -> Truth {
        let pack = self.pack;
        let known = self.choices.get(on).copied();
        let at = known.or_else(|| pack.items.iter().position(|item| item.id == on));
        let Some((at, item)) = at.and_then(|at| Some((at, pack.items.get(at)?))) else {
            return Truth::No(
                self.told(OutCause::Choice, || format!("the pack has no item “{on}”")),
            );
        };
        let title = &item.title;
        match self.standing(at, path) {
            Standing::Out { .. } => {
                Truth::No(self.told(OutCause::Choice, || format!("“{title}” is not asked")))
            }
            Standing::Waiting { .. } => Truth::Open {
                on: BTreeSet::from([on.to_owned()]),
                because: self.told(OutCause::Choice, || format!("“{title}” waits itself")),
            },
            Standing::InScope { .. } => {
                let choice = self.says.said(at, item).and_then(|said| said.choice);
                let Some(choice) = choice else {
                    return Truth::Open {
                        on: BTreeSet::from([on.to_owned()]),
                        because: self.told(OutCause::Choice, || format!("“{title}” is open")),
                    };
                };
                let because = self.told(OutCause::Choice, || {
                    let label = item.options().iter().find(|option| option.id == choice);
                    let label = label.map_or(choice, |option| option.label.as_str());
                    format!("“{title}”: {label}")
                });
                if is.iter().any(|option| option == choice) {
                    Truth::Yes(because)
                } else {
                    Truth::No(because)
                }
            }
        }
    }
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::Yes(because) => Self::No(because),
            Self::No(because) => Self::Yes(because),
            open @ Self::Open { .. } => open,
        }
    }
}

fn all(parts: Vec<Truth>) -> Truth {
    let mut held = Vec::new();
    let mut failed = Vec::new();
    let mut open = Vec::new();
    let mut on = BTreeSet::new();
    let (mut is_open, mut has_failed) = (false, false);
    for part in parts {
        match part {
            Truth::Yes(because) => held.extend(because),
            Truth::No(because) => {
                has_failed = true;
                failed.extend(because);
            }
            Truth::Open { on: more, because } => {
                is_open = true;
                on.extend(more);
                open.extend(because);
            }
        }
    }
    if has_failed {
        Truth::No(failed)
    } else if is_open {
        Truth::Open { on, because: open }
    } else {
        Truth::Yes(held)
    }
}

fn sentence(reasons: Vec<Reason>) -> String {
    let mut phrases: Vec<String> = reasons.into_iter().map(|(_, phrase)| phrase).collect();
    phrases.dedup();
    phrases.join("; ")
}
