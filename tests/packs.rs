//! The embedded packs: that each passes its own check and keeps the promises its readers rely on.

use std::collections::BTreeSet;
use std::path::Path;

use proviso_app::packs::embedded;
use proviso_core::canonical::sha256;
use proviso_core::pack::{Pack, check, read};
use proviso_core::profile::Profile;
use proviso_core::scope::scope;

/// Every pack file with its SHA-256. A file that stands here never changes, because runs keep the pack
/// they used by its hash: what has to be mended is mended in a new version.
const HELD: [(&str, &str); 4] = [
    (
        "acme-ai-policy/1.0.0.json",
        "5c945154b2ba4fe42ce08ce7cf1df39017b941db90f9b638089b44a9e651e29f",
    ),
    (
        "eo-14409/1.0.0.json",
        "0f9c5a6a17b3fa575ddaadcce7bf0fad07040a062c289a31f2765ce6a38ea892",
    ),
    (
        "eo-14409/1.1.0.json",
        "e6aade6b8e985401672e836c4cbde17ed345a19377a4fdf424fab8c526916f74",
    ),
    (
        "eo-14409/1.2.0.json",
        "17248103f8fe94c02376abccef0cbf882eff7bc406ffd9a8857cc0caed035832",
    ),
];

#[test]
fn a_pack_file_that_was_finished_never_changes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/packs");
    let mut files = BTreeSet::new();
    for pack in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        if pack.path().is_dir() {
            for version in std::fs::read_dir(pack.path()).unwrap() {
                let path = version.unwrap().path();
                let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
                files.insert(name.replace('\\', "/"));
            }
        }
    }
    let listed: BTreeSet<String> = HELD.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(
        files, listed,
        "every pack file is in the table, and no other"
    );
    for (name, held) in HELD {
        let found = sha256(&std::fs::read(folder.join(name)).unwrap());
        assert_eq!(
            found.0, held,
            "{name} has changed: runs keep it by its hash, so a change is a new version"
        );
    }
}

fn packs() -> Vec<Pack> {
    embedded()
        .unwrap()
        .into_iter()
        .map(|carried| carried.pack)
        .collect()
}

#[test]
fn embedded_packs_pass_the_check() {
    for pack in packs() {
        let found = check(&pack);
        assert!(found.is_empty(), "{} {}: {found:#?}", pack.id, pack.version);
    }
}

#[test]
fn the_small_pack_that_others_start_from_passes_the_check() {
    let (pack, _) = read(crate::publisher::ACME).unwrap();
    let found = check(&pack);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_provision_of_the_order_is_there_with_its_words() {
    let pins = [
        "1",
        "2",
        "2(a)",
        "2(b)",
        "2(c)",
        "2(c)(i)",
        "2(c)(ii)",
        "2(c)(iii)",
        "2(d)",
        "2(e)",
        "2(f)",
        "3",
        "3(a)",
        "3(b)",
        "3(b)(i)",
        "3(b)(ii)",
        "3(b)(iii)",
        "3(c)",
        "4",
        "5",
    ];
    for pack in packs() {
        for pin in pins {
            let provision = pack.provision(pin).unwrap();
            assert!(provision.text.is_some(), "{pin} has its operative words");
            assert!(
                !provision.addressees.is_empty(),
                "{pin} says whom it speaks to"
            );
        }
    }
}

#[test]
fn every_role_alone_is_asked_something() {
    for pack in packs() {
        for role in &pack.roles {
            let profile = Profile {
                roles: [role.id.clone()].into_iter().collect(),
                ..Profile::default()
            };
            let scope = scope(&pack, &profile, &proviso_core::answer::Answers::new());
            let asked = pack
                .items
                .iter()
                .filter(|item| scope.contains(&item.id))
                .count();
            assert!(
                (5..=70).contains(&asked),
                "{} {}: {asked} items are asked of the role {}",
                pack.id,
                pack.version,
                role.id
            );
        }
    }
}

#[test]
fn items_that_readers_outside_counsel_see_by_theme_do_not_name_the_crime() {
    for pack in packs() {
        for item in &pack.items {
            let sensitive = pack
                .provision(&item.provision)
                .is_some_and(|p| p.counsel_only);
            if !sensitive {
                continue;
            }
            for text in [&item.title, &item.question, &item.action] {
                let lower = text.to_lowercase();
                for word in ["section 4", "18 u.s.c", "criminal", "crime", "cfaa", "§ 4"] {
                    assert!(!lower.contains(word), "{}: “{text}” names {word}", item.id);
                }
            }
        }
    }
}

#[test]
fn the_first_version_knows_nothing_of_later_events() {
    let first = packs()
        .into_iter()
        .find(|pack| pack.version.to_string() == "1.0.0")
        .unwrap();
    assert_eq!(
        first.law_date.to_string(),
        "2026-06-02",
        "the day of signature"
    );
    assert!(
        first.events.is_empty(),
        "no event lies between signature and signature"
    );
    let text = serde_json::to_string(&first.items).unwrap()
        + &serde_json::to_string(&first.provisions).unwrap();
    for later in [
        "NSPM-1",
        "BOD 26-04",
        "GOLD EAGLE",
        "Gold Eagle",
        "14412",
        "14434",
        "the Accord",
    ] {
        assert!(!text.contains(later), "{later} came later");
    }
}
