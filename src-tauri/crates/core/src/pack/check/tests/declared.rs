//! Declarations against an earlier version: none is silent, and none says less than what changed.

use super::*;

/// Returns what the check finds in version 1.1.0 of the small pack, where `change` was made to its one
/// item and is declared as `kind`.
fn declared(kind: &str, change: impl Fn(&mut Value)) -> Vec<Finding> {
    let earlier: Pack = serde_json::from_value(small()).unwrap();
    let mut pack = small();
    change(&mut pack["items"][0]);
    pack["version"] = json!("1.1.0");
    let read: Pack = serde_json::from_value(pack.clone()).unwrap();
    let mut entry = json!({"change": kind,
        "from": [{"item": "register", "hash": earlier.items[0].text_hash()}],
        "to": [{"item": "register", "hash": read.items[0].text_hash()}]});
    if kind != "same" {
        entry["why"] = json!("It changed.");
    }
    pack["changes"] = json!([{"since": "1.0.0", "lawDate": "2026-01-01", "items": [entry]}]);
    both(&pack)
}

/// The findings of a pack alone and against the small one.
fn both(pack: &Value) -> Vec<Finding> {
    let earlier: Pack = serde_json::from_value(small()).unwrap();
    let read: Pack = serde_json::from_value(pack.clone()).unwrap();
    let mut found = check(&read);
    found.extend(check_against(&read, &earlier));
    found
}

#[test]
fn each_change_may_be_called_what_it_is_or_more_but_never_less() {
    type Change = fn(&mut Value);
    let reworded: Change = |item| item["question"] = json!("Is each use of AI in one register?");
    let punctuated: Change = |item| item["question"] = json!("Is each use of AI, in a register?");
    let heavier: Change = |item| item["kind"]["practice"]["weight"] = json!(3);
    let wider: Change =
        |item| item["applies"] = json!({"any": [{"role": "user"}, {"trait": "agents"}]});
    let another: Change =
        |item| item["kind"] = json!({"fact": {"value": "text", "hint": "Say where."}});
    // What changed, what is too little to say of it, and what is enough.
    let changes: [(Change, &[&str], &[&str]); 5] = [
        (punctuated, &["same"], &["editorial", "clarifying"]),
        (
            reworded,
            &["same", "editorial", "moved"],
            &["clarifying", "substantive"],
        ),
        (
            heavier,
            &["same", "editorial", "clarifying"],
            &["substantive"],
        ),
        (
            wider,
            &["same", "editorial", "clarifying"],
            &["substantive"],
        ),
        (
            another,
            &["same", "editorial", "clarifying"],
            &["substantive"],
        ),
    ];
    for (at, (change, too_little, enough)) in changes.into_iter().enumerate() {
        for kind in too_little {
            let found = declared(kind, change);
            assert!(
                found
                    .iter()
                    .any(|f| f.pointer.starts_with("/changes/0/items/0")),
                "change {at} declared {kind} says too little: {found:?}"
            );
        }
        for kind in enough {
            assert_eq!(declared(kind, change), [], "change {at} is at most {kind}");
        }
    }
}

#[test]
fn a_declaration_that_leaves_an_item_out_is_found() {
    let mut pack = small();
    pack["version"] = json!("1.1.0");
    pack["changes"] = json!([{"since": "1.0.0", "lawDate": "2026-01-01", "items": []}]);
    let silent = both(&pack)
        .into_iter()
        .filter(|f| f.problem.contains("silent"));
    assert_eq!(silent.count(), 2, "on the item of either version");
    pack["changes"] = json!([]);
    let found = both(&pack);
    assert!(
        found.iter().any(|f| f.pointer == "/changes"),
        "and a version that is not declared against at all: {found:?}"
    );
}

#[test]
fn a_declaration_gives_its_reason_and_names_what_there_is() {
    let hash = "0".repeat(64);
    let one = |entry: Value| {
        let mut pack = small();
        pack["version"] = json!("1.1.0");
        pack["changes"] = json!([{"since": "1.0.0", "lawDate": "2026-01-01", "items": [entry]}]);
        let found = both(&pack);
        found.into_iter().map(|f| f.pointer).collect::<Vec<_>>()
    };
    let text = json!([{"item": "register", "hash": hash}]);
    let found = one(json!({"change": "substantive", "from": text, "to": text, "why": " "}));
    for pointer in [
        "/changes/0/items/0/why",
        "/changes/0/items/0/from/0",
        "/changes/0/items/0/to/0/hash",
    ] {
        assert!(
            found.iter().any(|known| known == pointer),
            "{pointer} is named: {found:?}"
        );
    }
    let found = one(json!({"change": "new", "from": text, "to": text, "why": "It is new."}));
    assert!(
        found.iter().any(|known| known == "/changes/0/items/0"),
        "what is new came from nothing: {found:?}"
    );
    let found = one(
        json!({"change": "substantive", "from": text, "to": text, "why": "So.", "events": ["gone"]}),
    );
    assert!(
        found
            .iter()
            .any(|known| known == "/changes/0/items/0/events/0"),
        "the event is none of the pack's: {found:?}"
    );
}
