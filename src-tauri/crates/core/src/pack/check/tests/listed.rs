//! Every reference, list and word that a pack may get wrong, each planted once in a pack that uses
//! every part of the format.

use super::*;

/// The small pack with a decision, a fact, an event, a date, a term and a framework, all of them sound.
fn full() -> Value {
    let mut pack = small();
    let says = json!([{"source": "policy", "basis": "says"}]);
    let mut pilot = pack["items"][0].clone();
    pilot["id"] = json!("pilot");
    pilot["question"] = json!("Will the team take part in the pilot?");
    pilot["kind"] = json!({"decision": {
        "options": [{"id": "yes", "label": "Yes", "meaning": "It takes part."}, {"id": "no", "label": "No", "meaning": "It stays out."}],
        "weighFor": ["Advice."], "weighAgainst": ["Time."], "decider": "CIO", "record": ["Why."], "reviewTrigger": "A new year."}});
    let mut place = pack["items"][0].clone();
    place["id"] = json!("place");
    place["question"] = json!("Where is the register kept?");
    place["kind"] = json!({"fact": {"hint": "Choose one.", "value": {"choice": [
        {"id": "here", "label": "Here", "meaning": "In the team."}, {"id": "there", "label": "There", "meaning": "Elsewhere."}]}}});
    let mut records = pack["items"][0].clone();
    records["id"] = json!("records");
    records["applies"] = json!({"any": [
        {"decision": {"item": "pilot", "is": ["yes"]}}, {"fact": {"item": "place", "is": ["there"]}}]});
    records["events"] = json!(["change"]);
    records["frameworks"] = json!([{"framework": "rmf", "entry": "G1"}]);
    if let Some(items) = pack["items"].as_array_mut() {
        items.extend([pilot, place, records]);
    }
    pack["traits"][0]["roles"] = json!(["user"]);
    pack["events"] = json!([{"id": "change", "date": "2026-01-01", "title": "Change", "what": "It was published.",
        "matters": "Look again.", "confidence": "official", "sources": says, "provisions": ["1"], "reopens": ["register"]}]);
    pack["dates"] = json!([{"id": "day", "date": "2026-01-31", "what": "First register", "whom": "Teams",
        "confidence": "official", "sources": says, "items": ["register"], "provision": "1"}]);
    pack["glossary"] =
        json!([{"term": "use", "meaning": "Any.", "definedInText": false, "sources": says}]);
    pack["frameworks"] = json!([{"id": "rmf", "name": "RMF", "publisher": "NIST", "note": "Ours.",
        "entries": [{"id": "G1", "label": "Inventory"}]}]);
    pack
}

/// Returns what the check finds once `value` stands at `place`.
fn planted(place: &str, value: &Value) -> Vec<Finding> {
    let mut pack = full();
    let (parent, field) = place.rsplit_once('/').unwrap();
    let parent = pack.pointer_mut(parent).unwrap();
    match field.parse::<usize>() {
        Ok(at) if parent.is_array() => parent[at] = value.clone(),
        _ => parent[field] = value.clone(),
    }
    findings(pack)
}

#[test]
fn the_full_pack_passes() {
    assert_eq!(findings(full()), [], "nothing is wrong with it");
}

#[test]
fn a_reference_to_what_is_not_there_is_found_where_it_stands() {
    // The place of the fault, what is written there, and where it is reported if elsewhere.
    let faults: [(&str, Value, Option<&str>); 17] = [
        ("/traits/0/roles/0", json!("gone"), None),
        ("/items/3/provision", json!("9"), None),
        ("/items/3/themes/0", json!("gone"), None),
        ("/items/3/events/0", json!("gone"), None),
        ("/items/3/frameworks/0/framework", json!("gone"), None),
        ("/items/3/frameworks/0/entry", json!("G9"), None),
        (
            "/items/3/applies",
            json!({"decision": {"item": "gone", "is": ["yes"]}}),
            None,
        ),
        (
            "/items/3/applies",
            json!({"decision": {"item": "place", "is": ["here"]}}),
            None,
        ),
        (
            "/items/3/applies",
            json!({"fact": {"item": "pilot", "is": ["yes"]}}),
            None,
        ),
        (
            "/items/3/applies",
            json!({"decision": {"item": "pilot", "is": ["maybe"]}}),
            None,
        ),
        ("/items/3/applies", json!({"trait": "gone"}), None),
        ("/events/0/reopens/0", json!("gone"), None),
        ("/events/0/provisions/0", json!("9"), None),
        ("/events/0/sources/0/source", json!("gone"), None),
        ("/dates/0/items/0", json!("gone"), None),
        ("/dates/0/provision", json!("9"), None),
        (
            "/provisions/0/status/sources",
            json!([{"source": "gone", "basis": "says"}]),
            Some("/provisions/0/status/sources/0/source"),
        ),
    ];
    for (place, value, elsewhere) in faults {
        let expected = elsewhere.unwrap_or(place);
        let found = planted(place, &value);
        assert!(
            found.iter().any(|f| f.pointer == expected),
            "{place} = {value} is found at {expected}: {found:?}"
        );
        assert!(
            found.iter().all(|f| !f.mend.is_empty()),
            "each finding says how to mend it: {found:?}"
        );
    }
}

#[test]
fn what_an_item_or_event_cannot_do_without_is_asked_for() {
    for place in [
        "/items/1/evidence",
        "/items/1/sources",
        "/items/1/themes",
        "/items/1/kind/decision/weighFor",
        "/items/1/kind/decision/record",
        "/items/1/kind/decision/options",
        "/items/2/kind/fact/value/choice",
        "/events/0/sources",
        "/dates/0/sources",
        "/glossary/0/sources",
    ] {
        let found = planted(place, &json!([]));
        assert!(
            found.iter().any(|f| f.pointer == place),
            "an empty {place} is found: {found:?}"
        );
    }
    for place in [
        "/items/0/question",
        "/items/0/why",
        "/items/0/action",
        "/items/0/owner",
        "/items/0/addressee",
        "/items/0/instrumentName",
        "/items/0/kind/practice/inPlace",
        "/items/0/kind/practice/weightReason",
        "/items/2/kind/fact/hint",
        "/dates/0/whom",
        "/glossary/0/meaning",
        "/textNote",
    ] {
        let found = planted(place, &json!(" "));
        assert!(
            found.iter().any(|f| f.pointer == place),
            "a blank {place} is found: {found:?}"
        );
    }
}

#[test]
fn a_role_of_which_nothing_is_asked_is_found() {
    let mut pack = full();
    let idle = json!({"id": "idle", "label": "Idle", "question": "Idle?", "help": "Any."});
    if let Some(roles) = pack["roles"].as_array_mut() {
        roles.push(idle);
    }
    let found = findings(pack.clone());
    assert!(
        found.iter().any(|f| f.pointer == "/roles/1"),
        "no item is for it: {found:?}"
    );
    pack["items"][0]["applies"] = json!({"all": [{"role": "user"}, {"not": {"role": "idle"}}]});
    let found = findings(pack.clone());
    assert!(
        found.iter().any(|f| f.pointer == "/roles/1"),
        "to be left out is not to be asked: {found:?}"
    );
    pack["items"][0]["applies"] = json!({"any": [{"role": "user"}, {"role": "idle"}]});
    assert_eq!(findings(pack), [], "an item for it is enough");
}

#[test]
fn a_date_follows_from_the_provision_that_sets_it() {
    let found = planted("/dates/0/date", &json!("2026-02-01"));
    assert_eq!(found.len(), 1, "one fault: {found:?}");
    assert_eq!(found[0].pointer, "/dates/0/date", "the date is named");
    assert!(
        found[0].problem.contains("2026-01-31") || found[0].problem.contains("January 31, 2026"),
        "and the day that follows: {}",
        found[0].problem
    );
}

#[test]
fn an_event_lies_before_the_law_date_and_in_its_order() {
    let found = planted("/events/0/date", &json!("2026-01-02"));
    assert!(
        found.iter().any(|f| f.pointer == "/events/0/date"),
        "it would be a later version's: {found:?}"
    );
    let mut pack = full();
    let mut earlier = pack["events"][0].clone();
    earlier["id"] = json!("earlier");
    earlier["date"] = json!("2025-12-01");
    if let Some(events) = pack["events"].as_array_mut() {
        events.push(earlier);
    }
    let found = findings(pack);
    assert!(
        found.iter().any(|f| f.pointer == "/events/1/date"),
        "oldest first: {found:?}"
    );
}

#[test]
fn no_title_question_or_action_of_a_suggestion_confesses_or_commands() {
    for field in ["title", "question", "action"] {
        for word in crate::pack::words::LOADED {
            let mut pack = full();
            pack["items"][3]["instrument"] = json!("ourSuggestion");
            pack["items"][3]["force"] = json!("goodPractice");
            pack["items"][3]["status"]["state"] = json!("notLaw");
            pack["items"][3][field] = json!(format!("Look into the {word} of it"));
            let found = findings(pack.clone());
            assert!(
                found
                    .iter()
                    .any(|f| f.pointer == format!("/items/3/{field}") && f.problem.contains(word)),
                "“{word}” in the {field}: {found:?}"
            );
            pack["items"][3][field] = json!(format!("Look into “{word}” as the text says it"));
            assert_eq!(findings(pack), [], "a quotation may say “{word}”");
        }
    }
}
