//! What was said of a pack's items, by their place in the pack: what lists of many runs read.
//!
//! Of a single run everything is held by the items' names. A list of a thousand runs would look
//! the same hundred names up a hundred thousand times over, so it finds each item's place once and
//! goes by place from there. Coverage, gaps and open questions are worked out by the same functions
//! either way: they ask [`Says`] what was said and [`Asks`] what is asked.

use std::collections::HashMap;

use crate::answer::{Answer, Answers, Verdict};
use crate::pack::{Fact, FactValue, Item, Kind, Pack};
use crate::scope::{Scope, Standing};

/// What was said of an item, as far as numbers are worked out from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said<'a> {
    /// The verdict of a practice.
    pub verdict: Option<Verdict>,
    /// The option chosen.
    pub choice: Option<&'a str>,
    /// Whether a fact's value was given, whichever it is.
    pub has_value: bool,
}

impl Said<'_> {
    /// Returns whether the question itself is answered: a verdict, a choice or a value.
    ///
    /// *Not sure* is an answer to the question; it is an open question all the same.
    pub fn is_answer_to(&self, item: &Item) -> bool {
        match &item.kind {
            Kind::Practice(_) => self.verdict.is_some(),
            Kind::Decision(_)
            | Kind::Fact(Fact {
                value: FactValue::Choice(_),
                ..
            }) => self.choice.is_some(),
            Kind::Fact(_) => self.has_value,
        }
    }
}

impl Answer {
    /// Returns what the answer says, without counsel's words.
    pub fn said(&self) -> Said<'_> {
        Said {
            verdict: self.verdict,
            choice: self.choice.as_deref(),
            has_value: self.value.is_some(),
        }
    }
}

/// Where what was said of an item is found.
pub trait Says {
    /// Returns what was said of the item, which stands in the pack at `at`.
    fn said(&self, at: usize, item: &Item) -> Option<Said<'_>>;
}

impl Says for Answers {
    fn said(&self, _: usize, item: &Item) -> Option<Said<'_>> {
        self.get(&item.id).map(Answer::said)
    }
}

/// Where it is found whether an item is asked.
pub trait Asks {
    /// Returns whether the item is asked, which stands in the pack at `at`.
    fn asks(&self, at: usize, item: &Item) -> bool;
}

impl Asks for Scope {
    fn asks(&self, _: usize, item: &Item) -> bool {
        self.contains(&item.id)
    }
}

/// The standing of every item of a pack, in the pack's order and without the reasons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standings(pub(crate) Vec<Standing>);

impl Asks for Standings {
    fn asks(&self, at: usize, _: &Item) -> bool {
        self.0.get(at).is_some_and(Standing::is_in_scope)
    }
}

/// Where each item of a pack stands in it.
#[derive(Debug, Clone)]
pub struct Places<'p> {
    /// The pack.
    pub pack: &'p Pack,
    by_id: HashMap<&'p str, usize>,
}

impl<'p> Places<'p> {
    /// Finds the places of a pack's items.
    pub fn of(pack: &'p Pack) -> Self {
        let items = pack.items.iter().enumerate();
        let by_id = items.map(|(at, item)| (item.id.as_str(), at)).collect();
        Self { pack, by_id }
    }

    /// Puts what was said in the items' places; what is said of no item of the pack is left out.
    pub fn sheet<'a>(&self, said: impl IntoIterator<Item = (&'a str, Said<'a>)>) -> Sheet<'a> {
        let mut sheet = vec![None; self.pack.items.len()];
        for (id, said) in said {
            let place = self.by_id.get(id).and_then(|at| sheet.get_mut(*at));
            if let Some(place) = place {
                *place = Some(said);
            }
        }
        Sheet(sheet)
    }
}

/// What was said of every item of a pack, in the pack's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet<'a>(Vec<Option<Said<'a>>>);

impl Says for Sheet<'_> {
    fn said(&self, at: usize, _: &Item) -> Option<Said<'_>> {
        self.0.get(at).copied().flatten()
    }
}

/// Walks the items that are asked, in the pack's order, each with what was said of it.
pub(crate) fn asked<'a>(
    pack: &'a Pack,
    scope: &'a (impl Asks + ?Sized),
    says: &'a (impl Says + ?Sized),
) -> impl Iterator<Item = (&'a Item, Option<Said<'a>>)> {
    let items = pack.items.iter().enumerate();
    items
        .filter(|(at, item)| scope.asks(*at, item))
        .map(|(at, item)| (item, says.said(at, item)))
}
