//! What every copy says in the same words: who an item belongs to, and how an answer reads.

use super::Sign;
use crate::answer::{Answer, BasisKind, Verdict};
use crate::coverage::Share;
use crate::overview::Overview;
use crate::pack::{Fact, FactValue, Item, Kind, Pack, Provision};

/// The items in scope, in the pack's order.
pub(super) fn asked_items<'a>(
    pack: &'a Pack,
    read: &'a Overview<'_>,
) -> impl Iterator<Item = &'a Item> {
    pack.items
        .iter()
        .filter(|item| read.scope.contains(&item.id))
}

/// Whether the item stands under a provision that copies outside counsel's file do not name.
pub(super) fn names_crime(pack: &Pack, item: &Item) -> bool {
    pack.provision(&item.provision)
        .is_some_and(|provision| provision.counsel_only)
}

/// The provision that an item stands under, as cited.
pub(super) fn cite(pack: &Pack, item: &Item) -> String {
    pack.provision(&item.provision)
        .map(Provision::cite)
        .unwrap_or_default()
}

/// The label of an item's first theme.
pub(super) fn theme(pack: &Pack, item: &Item) -> String {
    let first = item.themes.first().and_then(|id| pack.theme(id));
    first.map(|theme| theme.label.clone()).unwrap_or_default()
}

/// A count with its noun.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A phrase as a sentence: with a capital and a full stop.
pub(super) fn sentence(phrase: &str) -> String {
    let sentence = capitalized(phrase.trim());
    match sentence.strip_suffix('”') {
        Some(quoted) if !quoted.ends_with(['.', '!', '?', '…']) => format!("{quoted}.”"),
        None if !sentence.ends_with(['.', '!', '?', '…']) => format!("{sentence}."),
        _ => sentence,
    }
}

/// The same words with a capital.
pub(super) fn capitalized(words: &str) -> String {
    let mut rest = words.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}

/// A share as printed.
pub(super) fn share(share: Share) -> String {
    share.percent().map_or_else(
        || String::from("none yet"),
        |percent| format!("{percent} %"),
    )
}

/// Returns the shape and the words for an answer.
pub fn answer_in_words(item: &Item, answer: &Answer) -> (Sign, String) {
    let open = || (Sign::Open, String::from("Not yet established"));
    let chosen = |choice: &Option<String>| {
        let choice = choice.as_deref()?;
        item.options()
            .iter()
            .find(|option| option.id == choice)
            .map(|option| option.label.clone())
    };
    match &item.kind {
        Kind::Practice(_) => match answer.verdict {
            None => open(),
            Some(Verdict::NotSure) => (Sign::Open, String::from("Not yet established: not sure")),
            Some(verdict) => (sign(verdict), verdict.label().to_owned()),
        },
        Kind::Decision(_) => match chosen(&answer.choice) {
            None => (Sign::Open, String::from("Open")),
            Some(label) => (Sign::Settled, format!("Decided: {label}")),
        },
        Kind::Fact(Fact {
            value: FactValue::Choice(_),
            ..
        }) => chosen(&answer.choice).map_or_else(open, |label| (Sign::Settled, label)),
        Kind::Fact(fact) => match (&answer.value, &fact.value) {
            (None, _) => open(),
            (Some(value), FactValue::Date) => {
                let day = value.parse::<crate::date::Date>();
                (
                    Sign::Settled,
                    day.map_or_else(|_| value.clone(), crate::date::Date::long),
                )
            }
            (Some(value), _) => (Sign::Settled, value.clone()),
        },
    }
}

fn sign(verdict: Verdict) -> Sign {
    match verdict {
        Verdict::InPlace => Sign::InPlace,
        Verdict::Partly => Sign::Partly,
        Verdict::NotInPlace => Sign::NotInPlace,
        Verdict::Alternative => Sign::Alternative,
        Verdict::NotApplicable => Sign::NotApplicable,
        Verdict::NotSure => Sign::Open,
    }
}

/// The measure that serves instead, or why the item is not applicable.
pub(super) fn because(answer: &Answer) -> Option<String> {
    match answer.verdict {
        Some(Verdict::Alternative) => answer.measure.clone(),
        Some(Verdict::NotApplicable) => answer.reason.clone(),
        _ => None,
    }
}

/// How counsel knows. Names of documents stay in counsel's file, and so do names of people asked:
/// an executive copy says what kind of basis there is, and the day.
pub(super) fn basis_in_words(answer: &Answer) -> Option<String> {
    let kind = answer.basis?;
    let label = match kind {
        BasisKind::Document => "document seen",
        BasisKind::Interview => "interview",
        BasisKind::Tested => "tested",
        BasisKind::Assumed => "assumed",
    };
    Some(match answer.basis_on {
        Some(day) => format!("{label}, {}", day.long()),
        None => label.to_owned(),
    })
}
