//! A company's own policy as a pack, run again over a version that only another one tells about:
//! what is planned, what became of two questions that are one now, and what is refused.

use proviso_core::date::Moment;
use proviso_store::{OpenOptions, Stamp, Store};
use serde_json::{Value, json};

use crate::publisher::{ACME, acme_next, acme_third, acme_third_after_second_alone};
use crate::support::Office;

/// A folder in which unsigned packs are taken.
fn office() -> Office {
    let office = Office::picking(Some("pack.json"));
    office.call(
        "save_settings",
        json!({"settings": {"author": "M. Okafor", "allowUnsignedPacks": true}}),
    );
    office
}

/// Brings a pack in; returns its hash.
fn bring_in(office: &Office, pack: &[u8]) -> Value {
    std::fs::write(office.folder.path().join("pack.json"), pack).unwrap();
    let choice = office.call("choose_pack_file", json!({}));
    let candidate = &choice["candidate"];
    assert_eq!(candidate["problemCount"], 0, "{}", candidate["problems"]);
    let hash = candidate["pack"]["hash"].clone();
    office.call("install_pack", json!({"hash": hash}));
    hash
}

/// A first run on the policy's first version, with agents in use; returns it.
fn first_run(office: &Office, pack: &Value) -> Value {
    let questions = office.call("profile_questions", json!({"pack": pack}));
    let role = questions["roles"][0]["id"].clone();
    let made = office.call(
        "new_assessment",
        json!({"assessment": {
            "details": {
                "organization": "Acme", "unit": "Lending", "matter": "", "askedBy": "",
                "directedBy": "", "purpose": "", "readers": "",
            },
            "pack": pack,
            "profile": {"roles": [role], "traits": {"agents": "yes"}},
        }}),
    );
    let run = made["run"].clone();
    for (item, verdict, facts) in [
        ("agent-owner", "inPlace", "Every agent is in the list."),
        ("agent-stop", "partly", "Two of five were tried."),
    ] {
        for (field, value) in [("verdict", verdict), ("facts", facts)] {
            office.call(
                "record_answer",
                json!({"run": run, "item": item, "field": field, "value": value}),
            );
        }
    }
    run
}

/// Puts packs into a folder as they are.
fn put<const N: usize>(folder: &std::path::Path, packs: [&[u8]; N]) -> [Value; N] {
    let now = Moment {
        unix_millis: 1_790_000_000_000,
        offset_minutes: 0,
    };
    let mut next = 1_u128 << 90;
    let entropy = move || {
        next += 1;
        next.to_be_bytes()
    };
    let options = OpenOptions {
        now,
        entropy: Box::new(entropy),
    };
    let mut store = Store::open(folder, options).unwrap();
    let stamp = Stamp {
        author: String::from("M. Okafor"),
        at: now,
    };
    packs.map(|pack| json!(store.put_pack(pack, &stamp).unwrap().0))
}

fn removable(office: &Office, hash: &Value) -> Value {
    let packs = office.call("list_packs", json!({}));
    let found = packs.as_array().unwrap().iter();
    let found = found.clone().find(|row| row["pack"]["hash"] == *hash);
    found.unwrap()["removable"].clone()
}

#[test]
fn two_questions_that_became_one_bring_both_answers_side_by_side() {
    let office = office();
    let [old, new] = [ACME, &acme_third()].map(|pack| bring_in(&office, pack));
    let before = first_run(&office, &old);
    let next = json!({"run": before, "pack": new, "profile": null});
    let made = office.call("follow_run", next);
    let run = made["run"].clone();
    let look = office.call("look_at", json!({"run": run, "item": "agent-control"}));
    let old: Vec<(&Value, &Value)> = look["old"]
        .as_array()
        .unwrap()
        .iter()
        .map(|old| (&old["item"], &old["answer"]))
        .collect();
    assert_eq!(
        old,
        [
            (&json!("agent-owner"), &json!("In place")),
            (&json!("agent-stop"), &json!("Partly"))
        ],
        "each with its own words and its own answer"
    );
    assert_eq!(
        office.call("open_run", json!({"run": run}))["answers"]["agent-control"],
        Value::Null,
        "two that contradict each other answer nothing by themselves"
    );
    let rows = office.call("attic", json!({"run": run}));
    for item in ["agent-owner", "agent-stop"] {
        let row = rows.as_array().unwrap().iter();
        let row = row.clone().find(|row| row["item"] == item).unwrap();
        let because = row["because"].as_str().unwrap();
        assert!(
            because.contains("asked together with others in “Each agent has an owner and can be"),
            "the attic says what became of {item}: {because}"
        );
    }
    let stands = json!({"run": run, "item": "agent-control", "response": "stands"});
    assert_eq!(
        office.refused("respond", stands),
        "cannotStand",
        "nothing is there that could stand"
    );
    office.call(
        "record_answer",
        json!({"run": run, "item": "agent-control", "field": "verdict", "value": "partly"}),
    );
    let moved = office.call("moved", json!({"run": run}));
    let settled = moved["queue"].as_array().unwrap().iter();
    let settled = settled.clone().find(|row| row["item"] == "agent-control");
    assert_eq!(settled.unwrap()["state"], "settled", "answered, it is done");
}

#[test]
fn a_version_that_alone_tells_of_the_way_stays() {
    // The program takes no version that is silent on another one that is installed, whichever came
    // first. So these come as an assessment's own packs do: with its file, as they are.
    let first = office();
    bring_in(&first, ACME);
    let silent = acme_third_after_second_alone();
    std::fs::write(first.folder.path().join("pack.json"), &silent).unwrap();
    let candidate = first.call("choose_pack_file", json!({}))["candidate"].clone();
    assert!(
        candidate["refusal"].is_string(),
        "silent on 1.0.0: {candidate}"
    );
    let folder = first.closed();
    let [new, between] = put(folder.path(), [&silent, &acme_next()]);
    let office = Office::at(folder);
    let packs = office.call("packs", json!({}));
    let old = packs.as_array().unwrap().iter();
    let old = old
        .clone()
        .find(|pack| pack["label"] == "acme-ai-policy 1.0.0");
    let old = old.unwrap()["hash"].clone();
    let before = first_run(&office, &old);
    let next = json!({"run": before, "pack": new, "profile": null});
    assert_eq!(
        removable(&office, &between),
        true,
        "as long as nobody came by way of it, it can go"
    );
    let made = office.call("follow_run", next);
    assert_eq!(removable(&office, &between), false, "then it is kept");
    let told = office
        .invoke("remove_pack", json!({"hash": between}))
        .unwrap_err();
    assert_eq!(told["code"], "packBetween");
    let told = told["message"].as_str().unwrap();
    assert!(
        told.contains("acme-ai-policy 1.1.0 stays") && told.contains("1.0.0 was followed on 1.2.0"),
        "with the reason: {told}"
    );
    office.call("moved", json!({"run": made["run"]}));
    office.call("discard_run", json!({"run": made["run"]}));
    assert_eq!(
        removable(&office, &between),
        true,
        "the run that came by way of it was thrown away"
    );
    office.call("remove_pack", json!({"hash": between}));
}

#[test]
fn a_version_that_does_not_know_the_one_before_makes_no_run() {
    let office = office();
    let old = bring_in(&office, ACME);
    let run = first_run(&office, &old);
    let folder = office.closed();
    let [new] = put(folder.path(), [&acme_third_after_second_alone()]);
    let office = Office::at(folder);
    let next = json!({"run": run, "pack": new, "profile": null});
    for command in ["plan_run", "follow_run"] {
        let told = office.invoke(command, next.clone()).unwrap_err();
        let told = told["message"].as_str().unwrap();
        assert!(
            told.contains("Install the versions between them"),
            "1.2.0 says nothing of 1.0.0, and what to do is said: {told}"
        );
    }
    let rows = office.call("assessments", json!({}));
    assert_eq!(
        rows[0]["runs"].as_array().unwrap().len(),
        1,
        "and nothing was created"
    );
}

#[test]
fn an_older_version_and_another_text_make_no_run() {
    let office = office();
    let [first, second] = [ACME, &acme_next()].map(|pack| bring_in(&office, pack));
    let run = first_run(&office, &second);
    let packs = office.call("packs", json!({}));
    let order = packs[0]["hash"].clone();
    for (pack, says) in [(first, "1.0.0 is older"), (order, "begin a new assessment")] {
        let next = json!({"run": run, "pack": pack, "profile": null});
        for command in ["plan_run", "follow_run"] {
            let told = office.invoke(command, next.clone()).unwrap_err();
            let told = told["message"].as_str().unwrap();
            assert!(told.contains(says), "{command}: {told}");
        }
    }
    let mut broken: Value = serde_json::from_slice(&acme_next()).unwrap();
    broken["version"] = json!("1.3.0");
    broken["changes"][0]["items"][1]["from"][0]["hash"] = json!("0".repeat(64));
    let file = office.folder.path().join("pack.json");
    std::fs::write(file, serde_json::to_vec(&broken).unwrap()).unwrap();
    let choice = office.call("choose_pack_file", json!({}));
    let candidate = &choice["candidate"];
    assert!(
        candidate["problemCount"].as_u64().unwrap() > 0 && candidate["refusal"].is_string(),
        "a declaration that is not true of the texts comes in with no file: {candidate}"
    );
    let hash = &candidate["pack"]["hash"];
    assert_eq!(
        office.refused("install_pack", json!({"hash": hash})),
        "packProblems"
    );
    let rows = office.call("assessments", json!({}));
    let runs = rows[0]["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1, "and nothing was created by any of it");
}
