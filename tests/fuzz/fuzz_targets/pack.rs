//! A pack from anybody: it is read or refused, checked without a panic, and what passes its check can
//! be asked from.

#![no_main]
#![allow(missing_docs, reason = "nobody links against a fuzz target")]

mod mutate;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use proviso_core::answer::Answers;
use proviso_core::canonical::sha256;
use proviso_core::evidence::Links;
use proviso_core::overview::{RunState, overview};
use proviso_core::pack::{Pack, SpanKind, check, check_against, diff, memo, read};
use proviso_core::profile::Profile;
use serde_json::Value;

static BASE: LazyLock<Pack> = LazyLock::new(|| {
    let bytes = include_bytes!("../../../assets/packs/acme-ai-policy/1.0.0.json");
    let (pack, _) = read(bytes).expect("the small pack is one");
    pack
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::mutate(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    let Ok((pack, hash)) = read(bytes) else {
        return;
    };
    assert_eq!(hash, sha256(bytes), "a pack is named by its bytes");
    let written = serde_json::to_vec(&pack).expect("a pack can be written");
    let (again, _) = read(&written).expect("and read again");
    assert_eq!(pack, again, "with the same content");

    let findings = check(&pack);
    let json: Value = serde_json::from_slice(bytes).expect("a pack is JSON");
    for finding in &findings {
        let place = finding.pointer.rsplit_once('/');
        let (parent, _) = place.expect("a pointer begins with a slash");
        assert!(json.pointer(parent).is_some(), "{} is in the file", finding.pointer);
    }
    check_against(&pack, &BASE);
    check_against(&BASE, &pack);
    for (old, new) in [(&*BASE, &pack), (&pack, &*BASE)] {
        let Ok(changed) = diff(old, new) else {
            continue;
        };
        let listed: usize = memo(&changed).iter().map(|section| section.items.len()).sum();
        assert_eq!(listed, changed.items.len(), "the memo leaves nothing out");
        let texts = changed.items.iter().flat_map(|item| &item.texts);
        for text in texts {
            let marked = text.spans.iter().any(|span| span.kind != SpanKind::Same);
            assert!(marked, "a text that is listed has changed");
        }
    }
    if findings.is_empty() {
        ask(&pack);
    }
});

/// Asks a company of each role alone, before anything is answered.
fn ask(pack: &Pack) {
    for role in &pack.roles {
        let profile = Profile {
            roles: [role.id.clone()].into_iter().collect(),
            ..Profile::default()
        };
        let (answers, actions, carried) = (Answers::new(), BTreeMap::new(), BTreeSet::new());
        let evidence = Links::new();
        let state = RunState {
            pack,
            profile: &profile,
            answers: &answers,
            actions: &actions,
            carried: &carried,
            evidence: &evidence,
        };
        let read = overview(state, pack.law_date);
        assert_eq!(read.progress.answered, 0, "nothing is answered");
    }
}
