//! A small pack that passes, and that each fault planted in it is found where it stands.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod declared;
mod listed;
mod reach;

use serde_json::{Value, json};

use super::*;

pub(crate) fn small() -> Value {
    json!({
        "format": 1, "id": "acme-policy", "version": "1.0.0", "name": "Acme AI policy",
        "title": "Policy on the use of AI", "citation": "Acme Policy 7 (2026)",
        "adopted": "2026-01-01", "lawDate": "2026-01-01", "textNote": "From the intranet.",
        "researchNote": "None.",
        "roles": [{"id": "user", "label": "User", "question": "Do you use AI?", "help": "Any."}],
        "traits": [{"id": "agents", "label": "Agents", "question": "Agents?", "help": "Any."}],
        "themes": [{"id": "governance", "label": "Governance", "short": "Governance"}],
        "provisions": [{
            "pin": "1", "heading": "Use", "text": "Teams record each use of AI.",
            "addressees": [{"who": "Teams", "force": "binds", "how": "Record each use."}],
            "asksPrivateParties": true, "deadline": {"days": 30, "date": "2026-01-31", "binds": "Teams"},
            "status": {"state": "inForce", "note": "Adopted.", "confidence": "official",
                "sources": [{"source": "policy", "basis": "says"}]}
        }],
        "items": [{
            "id": "register", "provision": "1", "title": "Register of uses",
            "question": "Is each use of AI in a register?",
            "kind": {"practice": {"inPlace": "All uses.", "partly": "Some.", "weight": 2, "weightReason": "Base of all else."}},
            "themes": ["governance"], "instrument": "contractOrRule", "instrumentName": "Acme Policy 7, § 1",
            "addressee": "Teams", "force": "binds", "status": {"state": "inForce"},
            "why": "Nobody can steer what nobody knows.", "evidence": ["The register"],
            "action": "Open a register", "owner": "CIO", "severity": "medium",
            "applies": {"role": "user"}, "marks": ["record each use"],
            "sources": [{"source": "policy", "basis": "says"}]
        }],
        "events": [], "dates": [], "glossary": [], "frameworks": [],
        "sources": {"policy": {"title": "Policy 7", "publisher": "Acme", "confidence": "official"}},
        "changes": []
    })
}

fn findings(pack: Value) -> Vec<Finding> {
    check(&serde_json::from_value(pack).unwrap())
}

#[test]
fn a_sound_pack_passes() {
    assert_eq!(findings(small()), [], "nothing is wrong with it");
}

#[test]
fn each_planted_fault_is_found_at_its_place() {
    let faults: [(&str, Value, &str); 14] = [
        ("/items/0/provision", json!("9"), "/items/0/provision"),
        ("/items/0/themes", json!([]), "/items/0/themes"),
        ("/items/0/evidence", json!([]), "/items/0/evidence"),
        ("/items/0/action", json!(" "), "/items/0/action"),
        ("/items/0/sources", json!([]), "/items/0/sources"),
        (
            "/items/0/sources/0/source",
            json!("gone"),
            "/items/0/sources/0/source",
        ),
        (
            "/items/0/marks/0",
            json!("records every use"),
            "/items/0/marks/0",
        ),
        (
            "/items/0/applies",
            json!({"role": "nobody"}),
            "/items/0/applies",
        ),
        ("/items/0/applies", json!({"all": []}), "/items/0/applies"),
        (
            "/items/0/applies",
            json!({"all": [{"role": "user"}, {"not": {"role": "user"}}]}),
            "/items/0/applies",
        ),
        (
            "/items/0/applies",
            json!({"any": [{"role": "user"}, {"not": {"role": "user"}}]}),
            "/items/0/applies",
        ),
        (
            "/items/0/kind/practice/weight",
            json!(4),
            "/items/0/kind/practice/weight",
        ),
        (
            "/provisions/0/deadline/date",
            json!("2026-02-01"),
            "/provisions/0/deadline/date",
        ),
        (
            "/sources/policy/url",
            json!("not an address"),
            "/sources/policy/url",
        ),
    ];
    for (place, fault, expected) in faults {
        let mut pack = small();
        if place == "/sources/policy/url" {
            pack["sources"]["policy"]["url"] = fault.clone();
        } else {
            *pack.pointer_mut(place).unwrap() = fault.clone();
        }
        let found = findings(pack);
        assert!(
            found.iter().any(|finding| finding.pointer == expected),
            "{place} = {fault} should be found at {expected}: {found:?}"
        );
    }
}

#[test]
fn words_that_confess_are_refused_unless_a_rule_says_them() {
    let mut pack = small();
    pack["items"][0]["action"] = json!("End the violation");
    assert_eq!(
        findings(pack.clone()),
        [],
        "a policy may speak of violations"
    );
    pack["items"][0]["instrument"] = json!("ourSuggestion");
    pack["items"][0]["force"] = json!("goodPractice");
    pack["items"][0]["status"]["state"] = json!("notLaw");
    let found = findings(pack);
    assert_eq!(found.len(), 1, "a suggestion may not");
    assert_eq!(
        found[0].pointer, "/items/0/action",
        "and the place is named"
    );
}

#[test]
fn a_practice_that_rests_on_reports_alone_is_refused() {
    let mut pack = small();
    pack["sources"]["policy"]["confidence"] = json!("reported");
    let found = findings(pack);
    assert!(
        found
            .iter()
            .any(|finding| finding.pointer == "/items/0/kind/practice"),
        "what is only reported cannot be missing: {found:?}"
    );
}

#[test]
fn a_text_that_changed_cannot_be_declared_the_same() {
    let mut pack = small();
    let read: Pack = serde_json::from_value(pack.clone()).unwrap();
    let hash = read.items[0].text_hash();
    pack["version"] = json!("1.1.0");
    pack["changes"] = json!([{"since": "1.0.0", "lawDate": "2026-01-01", "items": [{
        "change": "same", "from": [{"item": "register", "hash": "00"}],
        "to": [{"item": "register", "hash": hash}]
    }]}]);
    let found = findings(pack);
    assert_eq!(found.len(), 1, "one fault: {found:?}");
    assert_eq!(
        found[0].pointer, "/changes/0/items/0",
        "the declaration understates"
    );
}

/// A pack with one event, one date and one note, all of them only reported.
fn reported(what: &str) -> Value {
    let sources = json!([{"source": "press", "basis": "says"}]);
    let mut pack = small();
    pack["sources"]["press"] =
        json!({"title": "Press", "publisher": "Press", "confidence": "reported"});
    pack["events"] = json!([{"id": "change", "date": "2026-01-01", "title": "Change", "what": what,
        "matters": "Look again.", "confidence": "reported", "sources": sources, "provisions": ["1"]}]);
    pack["dates"] = json!([{"id": "day", "date": "2026-02-01", "what": what, "whom": "Nobody",
        "confidence": "reported", "sources": sources}]);
    pack["provisions"][0]["notes"] =
        json!([{"title": "Change", "text": what, "confidence": "reported"}]);
    pack["provisions"][0]["status"]["confidence"] = json!("reported");
    pack["provisions"][0]["status"]["note"] = json!(what);
    pack
}

#[test]
fn what_is_only_reported_says_so_wherever_it_stands() {
    assert_eq!(
        findings(reported("The policy is reported to change.")),
        [],
        "labeled in words"
    );
    let found = findings(reported("The policy changes."));
    let pointers: Vec<&str> = found.iter().map(|f| f.pointer.as_str()).collect();
    for pointer in [
        "/events/0/what",
        "/dates/0/what",
        "/provisions/0/notes/0/text",
        "/provisions/0/status/note",
    ] {
        assert!(
            pointers.contains(&pointer),
            "{pointer} is named: {pointers:?}"
        );
    }
    let mut pack = small();
    pack["items"][0]["status"] = json!({"state": "reported"});
    let found = findings(pack);
    assert!(
        found.iter().any(|f| f.pointer == "/items/0/status/note"),
        "a reported state says what is reported: {found:?}"
    );
}

#[test]
fn the_text_itself_is_never_only_reported() {
    let mut pack = small();
    pack["items"][0]["instrument"] = json!("order");
    pack["items"][0]["status"] = json!({"state": "reported", "note": "Reported finished."});
    let found = findings(pack);
    assert!(
        found.iter().any(|f| f.pointer == "/items/0/status/state"),
        "what is reported about it belongs in the note: {found:?}"
    );
}

#[test]
fn only_a_text_a_statute_a_contract_or_a_rule_binds() {
    for (instrument, sound) in [
        ("order", true),
        ("statute", true),
        ("agencyDirective", false),
        ("guidance", false),
        ("officialStatement", false),
        ("commentary", false),
        ("ourSuggestion", false),
    ] {
        let mut pack = small();
        pack["items"][0]["instrument"] = json!(instrument);
        pack["items"][0]["status"]["state"] = json!("awaitingAction");
        let found = findings(pack);
        assert_eq!(
            found.iter().all(|f| f.pointer != "/items/0/force"),
            sound,
            "{instrument}: {found:?}"
        );
    }
}

#[test]
fn a_suggestion_is_not_in_force() {
    for instrument in ["ourSuggestion", "commentary"] {
        let mut pack = small();
        pack["items"][0]["instrument"] = json!(instrument);
        pack["items"][0]["force"] = json!("existingLaw");
        let found = findings(pack);
        assert!(
            found.iter().any(|f| f.pointer == "/items/0/status/state"),
            "{instrument} stands beside law and is none: {found:?}"
        );
    }
}
