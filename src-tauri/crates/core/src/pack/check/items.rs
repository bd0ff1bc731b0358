//! Items: references, words, and that each has what counsel needs to answer it.

use std::collections::BTreeSet;

use super::super::{
    Condition, Confidence, Fact, FactValue, Instrument, Item, ItemForce, Kind, LegalState, Pack,
    words,
};
use super::{Findings, law};

pub(super) fn check(pack: &Pack, found: &mut Findings) {
    for (at, item) in pack.items.iter().enumerate() {
        one(pack, item, &format!("/items/{at}"), found);
    }
    let asks_all = pack.items.iter().any(|item| item.applies.is_none());
    for (at, role) in pack.roles.iter().enumerate() {
        let named = pack
            .items
            .iter()
            .filter_map(|item| item.applies.as_ref())
            .any(|condition| speaks_of(condition, &role.id, true));
        if !named && !asks_all {
            found.add(
                format!("/roles/{at}"),
                format!("nothing is asked of the role “{}”", role.label),
                "Add items for it, or remove the role.",
            );
        }
    }
}

/// Returns whether the condition names the role as one that is asked, and not only as one that is
/// left out.
fn speaks_of(condition: &Condition, role: &str, asked: bool) -> bool {
    match condition {
        Condition::Role(id) => asked && id == role,
        Condition::Any(parts) | Condition::All(parts) => {
            parts.iter().any(|part| speaks_of(part, role, asked))
        }
        Condition::Not(part) => speaks_of(part, role, !asked),
        Condition::Trait(_) | Condition::Decision(_) | Condition::Fact(_) => false,
    }
}

fn one(pack: &Pack, item: &Item, here: &str, found: &mut Findings) {
    for (field, text) in [
        ("title", &item.title),
        ("question", &item.question),
        ("why", &item.why),
        ("action", &item.action),
        ("owner", &item.owner),
        ("addressee", &item.addressee),
        ("instrumentName", &item.instrument_name),
    ] {
        found.blank(format!("{here}/{field}"), text);
    }
    if item.evidence.is_empty() {
        found.add(
            format!("{here}/evidence"),
            "no typical evidence is named",
            "Name at least one document that would show it.",
        );
    }
    law::sources(pack, &format!("{here}/sources"), &item.sources, found);
    references(pack, item, here, found);
    kind(pack, item, here, found);
    standing(item, here, found);
    wording(item, here, found);
}

/// What an item rests on decides how it may be called: nothing but a text, statute, contract or
/// rule binds, and a suggestion or a comment is never in force.
fn standing(item: &Item, here: &str, found: &mut Findings) {
    let can_bind = matches!(
        item.instrument,
        Instrument::Order | Instrument::Statute | Instrument::ContractOrRule
    );
    if item.force == ItemForce::Binds && !can_bind {
        found.add(
            format!("{here}/force"),
            format!("{} is said to bind", item.instrument.label()),
            "Name the statute, contract or rule that binds, or another force.",
        );
    }
    let opinion = matches!(
        item.instrument,
        Instrument::OurSuggestion | Instrument::Commentary
    );
    if opinion && item.status.state == LegalState::InForce {
        found.add(
            format!("{here}/status/state"),
            format!("{} is said to be in force", item.instrument.label()),
            "Write notLaw, and name the law beside it in the note.",
        );
    }
    if item.instrument == Instrument::Order && item.status.state == LegalState::Reported {
        found.add(
            format!("{here}/status/state"),
            "the text itself is said to be only reported",
            "Write its own state, and say in the note what is reported about it.",
        );
    }
    let note = item.status.note.as_deref().unwrap_or_default();
    if item.status.state == LegalState::Reported && !words::says_reported(note) {
        found.add(
            format!("{here}/status/note"),
            "the state is only reported, and no note says what is",
            "Add one sentence that says what is reported.",
        );
    }
}

fn references(pack: &Pack, item: &Item, here: &str, found: &mut Findings) {
    match pack.provision(&item.provision) {
        None => found.add(
            format!("{here}/provision"),
            format!("there is no provision “{}”", item.provision),
            "Name a pinpoint of this pack, or “beside”.",
        ),
        Some(provision) => {
            let text = provision.text.as_deref().unwrap_or_default();
            for (at, mark) in item.marks.iter().enumerate() {
                if mark.trim().is_empty() || !text.contains(mark.as_str()) {
                    found.add(
                        format!("{here}/marks/{at}"),
                        format!(
                            "“{mark}” does not occur in the words of {}",
                            provision.cite()
                        ),
                        "Copy the words exactly from the provision's text.",
                    );
                }
            }
        }
    }
    if item.themes.is_empty() {
        found.add(
            format!("{here}/themes"),
            "the item has no theme",
            "Name the theme under which coverage counts it.",
        );
    }
    for (at, theme) in item.themes.iter().enumerate() {
        if pack.theme(theme).is_none() {
            found.add(
                format!("{here}/themes/{at}"),
                format!("there is no theme “{theme}”"),
                "Name a theme of this pack.",
            );
        }
    }
    for (at, event) in item.events.iter().enumerate() {
        if !pack.events.iter().any(|known| known.id == *event) {
            found.add(
                format!("{here}/events/{at}"),
                format!("there is no event “{event}”"),
                "Name an event of this pack.",
            );
        }
    }
    for (at, entry) in item.frameworks.iter().enumerate() {
        let framework = pack
            .frameworks
            .iter()
            .find(|known| known.id == entry.framework);
        let Some(framework) = framework else {
            found.add(
                format!("{here}/frameworks/{at}/framework"),
                format!("there is no framework “{}”", entry.framework),
                "Name a framework of this pack.",
            );
            continue;
        };
        if let Some(id) = &entry.entry
            && !framework.entries.iter().any(|known| known.id == *id)
        {
            found.add(
                format!("{here}/frameworks/{at}/entry"),
                format!("“{id}” is not listed under “{}”", framework.name),
                "Add the entry with a short label, or name another.",
            );
        }
    }
}

fn kind(pack: &Pack, item: &Item, here: &str, found: &mut Findings) {
    match &item.kind {
        Kind::Practice(practice) => {
            let here = format!("{here}/kind/practice");
            found.blank(format!("{here}/inPlace"), &practice.in_place);
            found.blank(format!("{here}/partly"), &practice.partly);
            found.blank(format!("{here}/weightReason"), &practice.weight_reason);
            if !(1..=3).contains(&practice.weight) {
                found.add(
                    format!("{here}/weight"),
                    format!("the weight is {}", practice.weight),
                    "Use 1, 2 or 3.",
                );
            }
            only_reported(pack, item, &here, found);
        }
        Kind::Decision(decision) => {
            let here = format!("{here}/kind/decision");
            if !(2..=6).contains(&decision.options.len()) {
                found.add(
                    format!("{here}/options"),
                    format!("there are {} options", decision.options.len()),
                    "Offer two to six options that exist.",
                );
            }
            option_ids(&decision.options, &format!("{here}/options"), found);
            for (field, list) in [
                ("weighFor", &decision.weigh_for),
                ("weighAgainst", &decision.weigh_against),
                ("record", &decision.record),
            ] {
                if list.is_empty() {
                    found.add(
                        format!("{here}/{field}"),
                        "the list is empty",
                        "Name at least one entry.",
                    );
                }
            }
            found.blank(format!("{here}/decider"), &decision.decider);
            found.blank(format!("{here}/reviewTrigger"), &decision.review_trigger);
        }
        Kind::Fact(Fact { value, hint }) => {
            let here = format!("{here}/kind/fact");
            found.blank(format!("{here}/hint"), hint);
            if let FactValue::Choice(options) = value {
                if options.len() < 2 {
                    found.add(
                        format!("{here}/value/choice"),
                        "a choice has at least two options",
                        "Add an option, or ask for text.",
                    );
                }
                option_ids(options, &format!("{here}/value/choice"), found);
            }
        }
    }
}

fn option_ids(options: &[super::super::DecisionOption], here: &str, found: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (at, option) in options.iter().enumerate() {
        if !words::is_stable_word(&option.id) || !seen.insert(&option.id) {
            found.add(
                format!("{here}/{at}/id"),
                format!("“{}” is no stable word of its own", option.id),
                "Give each option its own id of lower-case letters, digits and hyphens.",
            );
        }
        found.blank(format!("{here}/{at}/label"), &option.label);
    }
}

/// A practice never rests on reports alone: what is only reported cannot be missing.
fn only_reported(pack: &Pack, item: &Item, here: &str, found: &mut Findings) {
    let mut known = item
        .sources
        .iter()
        .filter_map(|entry| pack.sources.get(&entry.source))
        .peekable();
    if known.peek().is_some() && known.all(|source| source.confidence == Confidence::Reported) {
        found.add(
            here,
            "the practice rests on reported sources alone",
            "Make it a fact or a decision, or name a source that is more than a report.",
        );
    }
}

fn wording(item: &Item, here: &str, found: &mut Findings) {
    if item.title.chars().count() > 70 {
        found.add(
            format!("{here}/title"),
            "the title has more than 70 characters",
            "Shorten it; it stands in lists.",
        );
    }
    if matches!(
        item.instrument,
        Instrument::Statute | Instrument::ContractOrRule
    ) {
        return;
    }
    for (field, text) in [
        ("title", &item.title),
        ("question", &item.question),
        ("action", &item.action),
    ] {
        for word in words::loaded(text) {
            found.add(
                format!("{here}/{field}"),
                format!("“{word}” confesses or commands where no statute or contract says so"),
                "Say what is asked, or what to do, in neutral words.",
            );
        }
    }
}
