//! Why these items and not others.

use super::words::{asked_items, counted};
use super::{ReportInput, ScopeSection};
use crate::overview::Overview;
use crate::pack::{Kind, Pack};
use crate::profile::TraitAnswer;
use crate::scope::{OutCause, Standing};

pub(super) fn scope_section(input: &ReportInput<'_>, read: &Overview<'_>) -> ScopeSection {
    let pack = input.state.pack;
    let profile = input.state.profile;
    let roles = pack
        .roles
        .iter()
        .filter(|role| profile.roles.contains(&role.id));
    let traits = pack
        .traits
        .iter()
        .filter_map(|entry| match profile.traits.get(&entry.id) {
            Some(TraitAnswer::Yes) => Some(entry.label.clone()),
            Some(TraitAnswer::NotSure) => Some(format!("{} (not sure)", entry.label)),
            Some(TraitAnswer::No) | None => None,
        });
    let out = [OutCause::Role, OutCause::Trait, OutCause::Choice].into_iter().filter_map(|cause| {
        let left = |standing: &&Standing| matches!(standing, Standing::Out { cause: c, .. } if *c == cause);
        let count = read.scope.0.values().filter(left).count();
        (count > 0).then(|| (cause.label().to_owned(), count))
    });
    let out = out.collect();
    let waits = read.waiting.iter().map(|(item, on)| {
        let on: Vec<&str> = on.iter().map(|decision| decision.title.as_str()).collect();
        (item.title.clone(), on.join("; "))
    });
    ScopeSection {
        roles: roles.map(|role| role.label.clone()).collect(),
        traits: traits.collect(),
        asked: asked_in_words(pack, read),
        waiting: waits.collect(),
        out,
    }
}

fn asked_in_words(pack: &Pack, read: &Overview<'_>) -> String {
    let (mut practices, mut decisions, mut facts) = (0, 0, 0);
    for item in asked_items(pack, read) {
        match item.kind {
            Kind::Practice(_) => practices += 1,
            Kind::Decision(_) => decisions += 1,
            Kind::Fact(_) => facts += 1,
        }
    }
    format!(
        "{} of the pack’s {} items are asked of this company: {}, {} and {}.",
        practices + decisions + facts,
        pack.items.len(),
        counted(practices, "practice", "practices"),
        counted(decisions, "decision", "decisions"),
        counted(facts, "fact", "facts"),
    )
}
