//! The promises that the packs of the order make about their own words, held against the words.
//!
//! What any pack owes (references, labels of what is only reported, words that confess) is refused by
//! `proviso pack check`. Here stands what these packs alone can promise: that they quote the order
//! exactly, date what the order dates, and ask what a lawyer would want to read back.

mod copied;
mod law;
mod quotations;
mod reading;
mod spelling;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proviso_core::answer::Answers;
use proviso_core::pack::{
    Condition, Instrument, Item, ItemForce, Kind, Pack, check, check_against,
};
use proviso_core::profile::Profile;
use proviso_core::scope::scope;
use serde_json::Value;

/// The versions of the order's pack, oldest first.
const VERSIONS: [&str; 3] = ["1.0.0", "1.1.0", "1.2.0"];

/// Finds a file of the repository.
fn file(path: &str) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = here.ancestors().map(|folder| folder.join(path));
    found.into_iter().find(|path| path.exists()).unwrap()
}

/// Reads a text file of the repository.
fn text(path: &str) -> String {
    std::fs::read_to_string(file(path)).unwrap()
}

/// Returns the lines of a list under `tests/fixtures`: blank lines and lines with `#` say nothing.
fn list(name: &str) -> Vec<String> {
    let text = text(&format!("tests/fixtures/{name}"));
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// The packs of the order as they are in their files, oldest first.
fn files() -> Vec<Value> {
    let parsed = VERSIONS.map(|version| {
        serde_json::from_str(&text(&format!("assets/packs/eo-14409/{version}.json"))).unwrap()
    });
    parsed.into()
}

/// The packs of the order, oldest first.
fn packs() -> Vec<Pack> {
    let read = files().into_iter().map(serde_json::from_value);
    read.collect::<Result<_, _>>().unwrap()
}

/// Calls `see` with the pointer and the words of each string that readers see; identifiers, hashes
/// and addresses are none.
fn sentences(value: &Value, pointer: &str, see: &mut impl FnMut(&str, &str)) {
    const NOT_WORDS: [&str; 27] = [
        "id",
        "pin",
        "provision",
        "provisions",
        "items",
        "item",
        "reopens",
        "events",
        "source",
        "at",
        "url",
        "basis",
        "confidence",
        "state",
        "force",
        "instrument",
        "kind",
        "change",
        "hash",
        "role",
        "trait",
        "is",
        "roles",
        "date",
        "framework",
        "entry",
        "severity",
    ];
    match value {
        Value::String(words) => see(pointer, words),
        Value::Array(list) => {
            for (at, inner) in list.iter().enumerate() {
                sentences(inner, &format!("{pointer}/{at}"), see);
            }
        }
        Value::Object(fields) => {
            for (name, inner) in fields {
                let names_only = NOT_WORDS.contains(&name.as_str())
                    && (inner.is_string()
                        || inner
                            .as_array()
                            .is_some_and(|l| l.iter().all(Value::is_string)));
                if !names_only {
                    sentences(inner, &format!("{pointer}/{name}"), see);
                }
            }
        }
        _ => {}
    }
}

/// Returns every string of all three packs with the version and the pointer of its place.
fn all_sentences() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for pack in files() {
        let version = pack["version"].as_str().unwrap_or_default().to_owned();
        sentences(&pack, "", &mut |pointer, words| {
            all.push((format!("{version}{pointer}"), words.to_owned()));
        });
    }
    all
}

#[test]
fn each_pack_passes_its_check_alone_and_against_every_earlier_one() {
    let packs = packs();
    for (at, pack) in packs.iter().enumerate() {
        let mut found = check(pack);
        for earlier in &packs[..at] {
            found.extend(check_against(pack, earlier));
        }
        assert!(found.is_empty(), "{}: {found:#?}", pack.version);
    }
}

#[test]
fn each_item_can_be_answered_shown_and_acted_on() {
    for pack in packs() {
        for item in &pack.items {
            let at = format!("{} {}", pack.version, item.id);
            let marks = item.question.matches('?').count();
            assert!(
                marks == 1 && item.question.ends_with('?'),
                "{at} asks one question: {}",
                item.question
            );
            assert!(
                !item.question.contains("and/or"),
                "{at} leaves no choice of readings"
            );
            assert!(
                !item.evidence.is_empty() && item.evidence.iter().all(|e| !e.trim().is_empty()),
                "{at} names documents that would show it"
            );
            assert!(!item.sources.is_empty(), "{at} names what it rests on");
            let action = item.action.trim();
            assert!(
                action.starts_with(char::is_uppercase) && !action.ends_with(['.', '?', '!']),
                "{at} says what to do, in a few words: {action}"
            );
            match &item.kind {
                Kind::Practice(practice) => {
                    assert_ne!(
                        practice.in_place, practice.partly,
                        "{at} tells partly from in place"
                    );
                    assert!(
                        practice.in_place.split_whitespace().count() >= 8,
                        "{at} says what a reviewer would look for"
                    );
                }
                Kind::Decision(decision) => {
                    assert!(
                        decision.options.len() >= 2,
                        "{at} leaves something to choose"
                    );
                    assert!(
                        decision.weigh_for.len() >= 2 && decision.weigh_against.len() >= 2,
                        "{at} gives grounds on both sides"
                    );
                    assert!(decision.record.len() >= 2, "{at} says what to record");
                }
                Kind::Fact(fact) => {
                    assert!(!fact.hint.trim().is_empty(), "{at} says how to answer");
                }
            }
        }
    }
}

#[test]
fn an_offer_can_be_left() {
    /// Options that leave the offer alone, for now or for good.
    const LEAVES: [&str; 7] = [
        "not-now",
        "decline",
        "no",
        "stay-out",
        "watch",
        "no-special-plan",
        "monitor-only",
    ];
    for pack in packs() {
        let offers = pack.items.iter().filter(|i| i.force == ItemForce::Offer);
        for item in offers {
            let Some(decision) = item.decision() else {
                continue;
            };
            assert!(
                decision
                    .options
                    .iter()
                    .any(|o| LEAVES.contains(&o.id.as_str())),
                "{} {} offers no way to leave it",
                pack.version,
                item.id
            );
        }
    }
}

/// Counts what is asked if every decision and fact turns out the way that asks most.
fn with_everything_taken_up(pack: &Pack, profile: &Profile) -> usize {
    fn holds(pack: &Pack, condition: &Condition, profile: &Profile) -> bool {
        match condition {
            Condition::Role(role) => profile.roles.contains(role),
            Condition::Trait(_) => false,
            Condition::Any(parts) => parts.iter().any(|part| holds(pack, part, profile)),
            Condition::All(parts) => parts.iter().all(|part| holds(pack, part, profile)),
            Condition::Not(part) => !holds(pack, part, profile),
            Condition::Decision(decision) => is_asked(pack, &decision.item, profile),
            Condition::Fact(fact) => is_asked(pack, &fact.item, profile),
        }
    }
    fn is_asked(pack: &Pack, item: &str, profile: &Profile) -> bool {
        pack.item(item).is_some_and(|item| {
            let applies = item.applies.as_ref();
            applies.is_none_or(|inner| holds(pack, inner, profile))
        })
    }
    let asked = pack.items.iter().filter(|item| {
        let applies = item.applies.as_ref();
        applies.is_none_or(|condition| holds(pack, condition, profile))
    });
    asked.count()
}

#[test]
fn each_role_alone_is_asked_enough_and_not_too_much() {
    for pack in packs() {
        for role in &pack.roles {
            let profile = Profile {
                roles: [role.id.clone()].into(),
                ..Profile::default()
            };
            let open = scope(&pack, &profile, &Answers::new());
            let open = pack.items.iter().filter(|i| open.contains(&i.id)).count();
            let most = with_everything_taken_up(&pack, &profile);
            assert!(
                open >= 15 && most <= 70,
                "{} {}: {open} items at first, {most} with every offer taken up",
                pack.version,
                role.id
            );
        }
    }
}

#[test]
fn nothing_speaks_of_complying_with_the_order() {
    /// Ways to turn what the order offers into a duty; the order puts none on a company.
    const DUTY: [&str; 10] = [
        "comply with the order",
        "complies with the order",
        "compliance with the order",
        "compliant with the order",
        "comply with section",
        "compliance with section",
        "required by the order",
        "order requires",
        "obligation under the order",
        "duty under the order",
    ];
    for (place, words) in all_sentences() {
        let lower = words.to_lowercase();
        for duty in DUTY {
            assert!(!lower.contains(duty), "{place} says “{duty}”: {words}");
        }
    }
}

#[test]
fn the_order_itself_binds_no_company() {
    for pack in packs() {
        for item in &pack.items {
            assert!(
                item.force != ItemForce::Binds || item.instrument != Instrument::Order,
                "{} {} lets the order bind",
                pack.version,
                item.id
            );
        }
    }
}

#[test]
fn items_that_matter_to_those_who_take_up_access_wait_for_that_choice() {
    for pack in packs() {
        let about_access = |item: &&Item| {
            item.id.starts_with("access-")
                && item.provision == "3(b)(ii)"
                && item.practice().is_some()
        };
        let waiting: BTreeMap<&str, bool> = pack
            .items
            .iter()
            .filter(about_access)
            .map(|item| {
                let mut waits = false;
                if let Some(condition) = &item.applies {
                    condition.walk(&mut |part| {
                        waits |= matches!(part, Condition::Decision(d) if d.item == "offer-access");
                    });
                }
                (item.id.as_str(), waits)
            })
            .collect();
        assert!(
            waiting.len() >= 8,
            "the access items are there: {waiting:?}"
        );
        assert!(
            waiting.values().all(|waits| *waits),
            "a company that declines is not asked for terms: {waiting:?}"
        );
    }
}
