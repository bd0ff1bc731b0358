//! Running again, on the commands as the window calls them.

use serde_json::{Value, json};

use crate::support::Office;

/// The hash of an installed version of the order's pack.
pub fn pack(office: &Office, version: &str) -> Value {
    let packs = office.call("packs", json!({}));
    let label = format!("eo-14409 {version}");
    let found = packs
        .as_array()
        .unwrap()
        .iter()
        .find(|pack| pack["label"] == label);
    found.unwrap()["hash"].clone()
}

/// The sample's first listed assessment.
fn northwind(office: &Office) -> Value {
    let rows = office.call("assessments", json!({}));
    rows[0].clone()
}

#[test]
fn the_sample_was_run_again_and_is_ready_for_the_next_version() {
    let office = Office::new();
    let made = office.call("open_sample", json!({}));
    let row = northwind(&office);
    assert_eq!(row["id"], made["assessment"], "it is listed first");
    let runs = row["runs"].as_array().unwrap();
    assert_eq!(
        runs.iter()
            .map(|run| run["number"].as_u64().unwrap())
            .collect::<Vec<_>>(),
        [2, 1],
        "it has two runs, the newest first"
    );
    assert_eq!(made["run"], runs[0]["id"], "the newest is opened");
    assert_eq!(
        (&runs[0]["readOnly"], &runs[1]["readOnly"]),
        (&json!(false), &json!(true)),
        "the one that is followed takes no more changes"
    );
    let (second, first) = (
        office.call("open_run", json!({"run": runs[0]["id"]})),
        office.call("open_run", json!({"run": runs[1]["id"]})),
    );
    assert!(
        second["actionsClosed"].is_null(),
        "actions go on in the latest"
    );
    let closed = first["actionsClosed"].as_str().unwrap_or_default();
    assert!(
        closed.contains("goes on there"),
        "and in the one before it is said where: {closed}"
    );
    assert_eq!(
        first["pack"],
        pack(&office, "1.0.0"),
        "from the order as signed"
    );
    assert_eq!(
        second["pack"],
        pack(&office, "1.1.0"),
        "to the law of July 14, 2026"
    );
    let history = |run: &Value, item: &str| {
        let past = office.call("history", json!({"run": run["run"], "item": item}));
        past.as_array().unwrap().len()
    };
    assert_eq!(
        history(&second, "program-fit"),
        1,
        "some answers are merely carried"
    );
    assert_eq!(
        history(&second, "governance-owner"),
        2,
        "some were re-affirmed"
    );
    assert_eq!(
        first["answers"]["program-fit"], second["answers"]["program-fit"],
        "what is carried is what was answered"
    );
    assert!(
        second["answers"].get("gsa-draft-clause").is_none(),
        "a retired question is not asked"
    );
    assert!(
        first["answers"].get("gsa-draft-clause").is_some(),
        "and its answer is kept where it was given"
    );
}

#[test]
fn a_run_is_followed_and_the_successor_thrown_away() {
    let office = Office::new();
    let run = office.assessment();
    office.call(
        "record_answer",
        json!({"run": run, "item": "governance-owner", "field": "verdict", "value": "inPlace"}),
    );
    office.call(
        "save_draft",
        json!({"run": run, "item": "governance-owner", "field": "facts", "text": "Named on June"}),
    );
    let before = office.call("open_run", json!({"run": run}));
    let next = office.call(
        "follow_run",
        json!({"run": run, "pack": pack(&office, "1.2.0"), "profile": null}),
    );
    let view = office.call("open_run", json!({"run": next["run"]}));
    assert_eq!(view["number"], 2, "it is the second run");
    assert_eq!(view["profile"], before["profile"], "of the same company");
    assert_eq!(view["answers"], before["answers"], "with the same answers");
    assert_eq!(
        view["drafts"], before["drafts"],
        "and with what was being typed"
    );
    let again = json!({"run": run, "pack": pack(&office, "1.2.0"), "profile": null});
    assert_eq!(
        office.refused("follow_run", again),
        "followed",
        "it has one successor at most"
    );
    let change =
        json!({"run": run, "item": "governance-owner", "field": "verdict", "value": "partly"});
    assert_eq!(
        office.refused("record_answer", change.clone()),
        "readOnly",
        "a run with a successor takes nothing"
    );
    let back = office.call("discard_run", json!({"run": next["run"]}));
    assert_eq!(
        back["run"],
        json!(run),
        "throwing it away leads to the run before"
    );
    office.call("record_answer", change);
    assert_eq!(
        office.refused("discard_run", json!({"run": run})),
        "firstRun",
        "which follows none"
    );
}

/// Follows the sample's latest run on 1.2.0; returns both runs.
fn rerun(office: &Office) -> (String, String) {
    let before = office.call("open_sample", json!({}))["run"]
        .as_str()
        .unwrap()
        .to_owned();
    let next = json!({"run": before, "pack": pack(office, "1.2.0"), "profile": null});
    let after = office.call("follow_run", next)["run"]
        .as_str()
        .unwrap()
        .to_owned();
    (before, after)
}

fn listed(moved: &Value) -> Vec<(String, String)> {
    let rows = moved["queue"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    rows.iter()
        .map(|row| (text(&row["item"]), text(&row["state"])))
        .collect()
}

#[test]
fn a_run_says_what_a_newer_pack_would_mean_and_the_plan_says_it_item_by_item() {
    let office = Office::new();
    let run = office.call("open_sample", json!({}))["run"].clone();
    let row = northwind(&office);
    let newer = &row["runs"][0]["newer"];
    assert_eq!(newer["version"], "1.2.0", "the newest version is named");
    assert_eq!(
        row["runs"][1]["newer"],
        Value::Null,
        "a run that is followed says nothing"
    );
    let line = office.call("newer_line", json!({"run": run}));
    let plan = office.call(
        "plan_run",
        json!({"run": run, "pack": newer["pack"], "profile": null}),
    );
    assert_eq!(plan["line"], line, "the list and the plan say the same");
    let count = plan["counts"]["lookAgain"].as_u64().unwrap();
    let expected = format!(
        "The law date of this run is July 14, 2026; 1.2.0 is as of October 11, 2026: {count} items to look at again"
    );
    assert!(line.as_str().unwrap().starts_with(&expected), "{line}");
    let section = |group: &str| {
        let sections = plan["sections"].as_array().unwrap();
        let found = sections.iter().find(|section| section["group"] == group);
        found.map_or_else(Vec::new, |section| {
            section["rows"].as_array().unwrap().clone()
        })
    };
    let look = section("lookAgain");
    assert_eq!(
        look.len() as u64,
        count,
        "as many are listed as are counted"
    );
    for row in &look {
        assert!(
            !row["reasons"].as_array().unwrap().is_empty() && row["answer"].is_string(),
            "each says why and what was answered: {row}"
        );
        assert!(
            !row["texts"].as_array().unwrap().is_empty(),
            "and the words as they were answered beside those of now: {row}"
        );
    }
    assert!(
        look.iter().any(|row| row["texts"]
            .as_array()
            .unwrap()
            .iter()
            .any(|text| text["label"] == "Question")),
        "with the words marked"
    );
    assert_eq!(
        northwind(&office)["runs"].as_array().unwrap().len(),
        2,
        "and nothing was created"
    );
}

#[test]
fn answers_are_looked_at_again_one_by_one_and_what_is_unchanged_together() {
    let office = Office::new();
    let (before, after) = rerun(&office);
    assert_eq!(
        office.call("moved", json!({"run": northwind(&office)["runs"][2]["id"]})),
        Value::Null,
        "a first run has moved from nothing"
    );
    let moved = office.call("moved", json!({"run": after}));
    assert_eq!(
        moved["before"]["run"],
        json!(before),
        "it names the run before"
    );
    assert!(
        !moved["memo"]["events"].as_array().unwrap().is_empty(),
        "and what happened since"
    );
    let queue = listed(&moved);
    assert!(
        queue.iter().all(|(_, state)| state == "pending"),
        "at first nothing is settled"
    );
    let first = &queue[0].0;
    assert_eq!(moved["next"], json!(first), "the first comes first");
    let looked = office.call("look_at", json!({"run": after, "item": first}));
    let old = &looked["old"][0];
    assert_eq!(
        old["run"]["version"], "1.0.0",
        "it was given two runs ago, and shows those words"
    );
    assert!(
        old["given"].as_str().unwrap().contains("June 22, 2026"),
        "with its day: {old}"
    );
    assert!(
        !old["recorded"].as_array().unwrap().is_empty(),
        "and everything recorded"
    );
    let primary: Vec<&Value> = looked["offers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|offer| offer["primary"] == true)
        .collect();
    assert_eq!(
        primary[0]["response"], "lookAgain",
        "a substantive change is looked at again first"
    );
    // Later: it goes to the end, and stays there after a restart.
    let respond = |office: &Office, item: &str, response: &str| {
        office.call(
            "respond",
            json!({"run": after, "item": item, "response": response}),
        )
    };
    respond(&office, first, "later");
    let office = office.reopened();
    let put_off = listed(&office.call("moved", json!({"run": after})));
    assert_eq!(
        put_off.last().unwrap(),
        &(first.clone(), String::from("later")),
        "put off, it comes last"
    );
    // A flag and a note: the answer waits as it did.
    let stands = &put_off[0].0;
    for (field, value) in [("flag", "true"), ("todo", "Ask the CISO first")] {
        let recorded = office.call(
            "record_answer",
            json!({"run": after, "item": stands, "field": field, "value": value}),
        );
        assert!(
            recorded["state"]["carried"]
                .as_array()
                .unwrap()
                .contains(&json!(stands)),
            "a note re-affirms nothing: {field}"
        );
    }
    let noted = listed(&office.call("moved", json!({"run": after})));
    assert_eq!(noted, put_off, "and takes nothing off the list");
    // Stands: a revision of its own, with cause, time and author.
    let answer = office.call("open_run", json!({"run": after}))["answers"][stands].clone();
    let moved = respond(&office, stands, "stands");
    assert_eq!(moved["progress"]["done"], 1, "one is settled");
    assert_eq!(
        moved["progressLine"],
        json!(format!("1 of {}", queue.len())),
        "and it is said"
    );
    let view = office.call("open_run", json!({"run": after}));
    assert_eq!(view["answers"][stands], answer, "the answer is as it was");
    assert!(
        !view["state"]["carried"]
            .as_array()
            .unwrap()
            .contains(&json!(stands)),
        "and no longer merely carried"
    );
    let history = office.call("history", json!({"run": after, "item": stands}));
    assert_eq!(
        history.as_array().unwrap().len(),
        4,
        "carried, flagged, noted, then re-affirmed"
    );
    assert_eq!(history[0]["author"], "M. Okafor", "by whom is on record");
    // Not sure: an open question, with everything that was written.
    let unsure = &put_off[1].0;
    respond(&office, unsure, "notSure");
    // Look again: answered where it stands.
    let anew = &put_off[2].0;
    office.call(
        "record_answer",
        json!({"run": after, "item": anew, "field": "facts", "value": "Looked at anew."}),
    );
    let moved = office.call("moved", json!({"run": after}));
    assert_eq!(
        moved["progress"]["done"], 3,
        "each of the three ways settles"
    );
    // Together: per provision, all or none, and never one whose question changed.
    let batch = &moved["together"][0];
    let items: Vec<&Value> = batch["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["item"])
        .collect();
    let unconfirmed = moved["unconfirmed"].as_u64().unwrap();
    let mut mixed = items.clone();
    let changed = json!(first);
    mixed.push(&changed);
    assert_eq!(
        office.refused("stand_together", json!({"run": after, "items": mixed})),
        "oneByOne",
        "what changed is looked at alone"
    );
    let moved = office.call("stand_together", json!({"run": after, "items": items}));
    assert_eq!(
        moved["unconfirmed"],
        json!(unconfirmed - items.len() as u64),
        "the provision's answers are re-affirmed"
    );
    let id = items[0].as_str().unwrap();
    let history = office.call("history", json!({"run": after, "item": id}));
    assert_eq!(
        history.as_array().unwrap().len(),
        2,
        "each as a revision of its own"
    );
}

#[test]
fn what_is_no_longer_asked_stays_readable() {
    let office = Office::new();
    let (_, after) = rerun(&office);
    let rows = office.call("attic", json!({"run": after}));
    let rows = rows.as_array().unwrap();
    let named = |item: &str| rows.iter().find(|row| row["item"] == item);
    let old = named("gsa-draft-clause").expect("retired by 1.1.0, two runs ago");
    assert_eq!(
        (&old["goneIn"], &old["run"]["number"]),
        (&json!("1.1.0"), &json!(1)),
        "it says when and where it was asked last"
    );
    assert!(
        old["because"]
            .as_str()
            .unwrap()
            .starts_with("1.1.0 no longer asks this"),
        "and what became of it"
    );
    assert_eq!(old["answer"]["answer"], "Not applicable", "with its answer");
    assert!(
        !old["answer"]["recorded"].as_array().unwrap().is_empty(),
        "in full"
    );
    assert!(
        !old["question"].as_str().unwrap().is_empty(),
        "and its question"
    );
    let recent = named("gsa-proposed-clause").expect("retired by 1.2.0");
    assert_eq!(recent["run"]["number"], 2, "the last run but one asked it");
    let history = office.call(
        "history",
        json!({"run": recent["run"]["run"], "item": "gsa-proposed-clause"}),
    );
    assert_eq!(history.as_array().unwrap().len(), 1, "its history is there");
}

#[test]
fn evidence_of_what_is_no_longer_asked_is_read_opened_and_saved() {
    let office = Office::picking(Some("clause as proposed.pdf"));
    let before = office.call("open_sample", json!({}))["run"].clone();
    let (item, path) = (
        "gsa-proposed-clause",
        office.folder.path().join("clause as proposed.pdf"),
    );
    std::fs::write(&path, b"%PDF-1.7 the clause").unwrap();
    let copied = office.call("choose_copies", json!({"run": before, "item": item}));
    let link = copied["evidence"][0]["id"].clone();
    std::fs::remove_file(&path).unwrap();
    let next = json!({"run": before, "pack": pack(&office, "1.2.0"), "profile": null});
    let after = office.call("follow_run", next)["run"].clone();
    let gone = |run: &Value| {
        let rows = office.call("attic", json!({"run": run}));
        let rows = rows.as_array().unwrap();
        let row = rows.iter().find(|row| row["item"] == item);
        row.expect("retired by 1.2.0").clone()
    };
    let row = gone(&after);
    assert_eq!(
        row["answer"]["evidence"],
        json!(["clause as proposed.pdf; copy kept: clause as proposed.pdf"]),
        "the attic lists it with the answer"
    );
    let asked_last = &row["run"]["run"];
    assert_eq!(asked_last, &before, "of the run that asked it last");
    let history = office.call("history", json!({"run": asked_last, "item": item}));
    assert_eq!(
        history[0]["changes"][0]["label"], "Evidence added",
        "its history says when it came"
    );
    let of_old = json!({"run": asked_last, "link": link});
    let saved = office.call("save_copy", of_old.clone());
    assert_eq!(saved["is"], "written", "the copy goes out");
    assert_eq!(
        std::fs::read(&path).unwrap(),
        b"%PDF-1.7 the clause",
        "byte for byte"
    );
    let refused = office.refused("unlink_evidence", of_old);
    assert_eq!(refused, "readOnly", "and nothing takes it away");
    // One run further on the same pack: the attic is deeper, and says the same.
    let same = json!({"run": after, "pack": pack(&office, "1.2.0"), "profile": null});
    let later = office.call("follow_run", same)["run"].clone();
    assert_eq!(gone(&later), row, "as long as runs follow each other");
}

#[test]
fn a_split_question_begins_with_the_old_answer_and_its_action_in_each_part() {
    let office = Office::new();
    let run = office.call("open_sample", json!({}))["run"].clone();
    let gap = json!({"run": run, "item": "agent-records", "field": "verdict", "value": "partly"});
    office.call("record_answer", gap);
    let note = json!({"run": run, "item": "agent-records", "field": "note", "value": "Two years, from July on."});
    office.call("record_action", note);
    let (before, after) = rerun(&office);
    let view = office.call("open_run", json!({"run": before}));
    let next = office.call("open_run", json!({"run": after}));
    for part in ["agent-log-retention", "agent-log-hold"] {
        assert_eq!(
            next["answers"][part], view["answers"]["agent-records"],
            "{part} begins with it"
        );
    }
    let actions = office.call("actions", json!({"run": after}));
    let of = |item: &str| {
        let rows = actions["rows"].as_array().unwrap();
        rows.iter()
            .find(|row| row["item"] == item)
            .map(|row| row["action"]["note"].clone())
    };
    assert_eq!(
        of("agent-log-hold").unwrap(),
        "Two years, from July on.",
        "what is done about the gap goes on"
    );
}

#[test]
fn the_same_pack_is_followed_with_new_facts() {
    let office = Office::new();
    let run = office.call("open_sample", json!({}))["run"].clone();
    let view = office.call("open_run", json!({"run": run}));
    let mut profile = view["profile"].clone();
    profile["traits"]["listed-company"] = json!("yes");
    let next = json!({"run": run, "pack": view["pack"], "profile": profile});
    let plan = office.call("plan_run", next.clone());
    assert!(
        plan["line"]
            .as_str()
            .unwrap()
            .starts_with("Both runs ask from 1.1.0"),
        "{}",
        plan["line"]
    );
    assert!(
        plan["counts"]["newlyIn"].as_u64().unwrap() > 0,
        "a listed company is asked more"
    );
    let made = office.call("follow_run", next);
    let after = office.call("open_run", json!({"run": made["run"]}));
    assert_eq!(after["profile"], profile, "the new facts are the new run's");
    assert_eq!(
        after["answers"], view["answers"],
        "and every answer goes on"
    );
    let nobody =
        json!({"run": made["run"], "pack": view["pack"], "profile": {"roles": [], "traits": {}}});
    assert_eq!(
        office.refused("follow_run", nobody),
        "badProfile",
        "a profile without a role makes no run"
    );
}
