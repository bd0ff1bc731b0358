//! The workspace through its commands: words are found, actions are set together, assessments are
//! duplicated, put away, deleted and brought back.

use serde_json::{Value, json};

use crate::support::{Office, first_item};

fn practices(view: &Value, count: usize) -> Vec<String> {
    let standings = &view["state"]["standings"];
    let items = view["items"].as_array().unwrap().iter();
    let asked = items.filter(|item| {
        item["kind"]["is"] == "practice"
            && standings[item["id"].as_str().unwrap()]["is"] == "inScope"
    });
    let ids = asked.map(|item| item["id"].as_str().unwrap().to_owned());
    ids.take(count).collect()
}

fn answer(office: &Office, run: &str, item: &str, field: &str, value: &str) -> Value {
    let given = json!({"run": run, "item": item, "field": field, "value": value});
    office.call("record_answer", given)
}

fn names(value: &Value) -> Vec<&str> {
    let list = value.as_array().unwrap().iter();
    list.map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn words_are_found_in_question_answer_and_text() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(
        &office,
        &run,
        &item,
        "facts",
        "The Zanzibar template covers it.",
    );
    let found = office.call("find_in_run", json!({"run": run, "find": "zanz TEMPLATE"}));
    assert_eq!(
        found["items"],
        json!({ &item: ["answer"] }),
        "by what was answered, at once, and it says where"
    );
    let found = office.call(
        "find_in_run",
        json!({"run": run, "find": "\"voluntary framework\""}),
    );
    assert!(
        found["provisions"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| { one["label"].as_str().unwrap().starts_with("§ ") }),
        "the order's own words lead to the provision: {found}"
    );
    let across = office.call("find", json!({"find": "zanzibar"}));
    let row = &across["rows"][0];
    assert_eq!(
        (&row["run"], &row["item"], &row["place"]),
        (&json!(run), &json!(item), &json!("answer")),
        "across all runs it leads to the very answer"
    );
    let marked = row["excerpt"].as_array().unwrap().iter();
    let marked: Vec<&Value> = marked.filter(|piece| piece["found"] == true).collect();
    assert_eq!(marked[0]["text"], "Zanzibar", "with the word marked");
    let across = office.call("find", json!({"find": "2026-0417 robotics"}));
    assert_eq!(
        across["assessments"].as_array().unwrap().len(),
        1,
        "and an assessment by its name and matter"
    );
}

#[test]
fn each_item_says_the_lists_it_falls_under() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(&office, &run, &item, "verdict", "partly");
    answer(&office, &run, &item, "owner", " m. okafor");
    let recorded = answer(&office, &run, &item, "basis", "assumed");
    assert_eq!(
        names(&recorded["state"]["lists"][&item]),
        ["partly", "noEvidence", "assumed", "unevidenced", "mine"],
        "by verdict, basis and owner; the name of the one who answers is theirs in any case"
    );
    let due = json!({"run": run, "item": item, "field": "due", "value": "2026-01-05"});
    let actions = office.call("record_action", due);
    assert!(
        names(&actions["state"]["lists"][&item]).contains(&"overdue"),
        "a change of an action is seen by the filters at once"
    );
}

#[test]
fn actions_are_gathered_and_set_together() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let items = practices(&view, 3);
    for item in &items {
        answer(&office, &run, item, "verdict", "notInPlace");
    }
    let two = json!({"run": run, "items": &items[..2], "field": "owner", "value": "CISO"});
    office.call("record_actions", two);
    let weekend =
        json!({"run": run, "items": &items[..2], "field": "due", "value": "December 12, 2099"});
    let actions = office.call("record_actions", weekend);
    assert_eq!(
        actions["asks"],
        json!(["The due date falls on a weekend: December 12, 2099."]),
        "a Saturday is questioned once for all of them"
    );
    let group = |by: &str, label: &str| -> usize {
        let groupings = actions["groupings"].as_array().unwrap();
        let grouping = groupings.iter().find(|one| one["by"] == by).unwrap();
        let groups = grouping["groups"].as_array().unwrap();
        let total: usize = groups
            .iter()
            .map(|one| one["items"].as_array().unwrap().len())
            .sum();
        assert_eq!(total, 3, "by {by}, each gap is in one group");
        let group = groups.iter().find(|one| one["label"] == label);
        group.map_or(0, |group| group["items"].as_array().unwrap().len())
    };
    assert_eq!(group("owner", "CISO"), 2, "by owner");
    assert_eq!(group("owner", "Not named"), 1, "the rest has none");
    assert_eq!(group("month", "December 2099"), 2, "by month");
    assert!(group("priority", "First priority") <= 3, "by priority");
    let unknown =
        json!({"run": run, "items": [&items[0], "offer-access"], "field": "owner", "value": "CFO"});
    assert_eq!(
        office.refused("record_actions", unknown),
        "unknownItem",
        "one is no gap"
    );
    let actions = office.call("actions", json!({"run": run}));
    let owners: Vec<&Value> = actions["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["action"]["owner"])
        .collect();
    assert!(
        !owners.contains(&&json!("CFO")),
        "so nothing was recorded for the other either"
    );
}

#[test]
fn an_expired_acceptance_is_an_open_gap_everywhere() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(&office, &run, &item, "verdict", "notInPlace");
    for (field, value) in [
        ("status", "accepted"),
        ("acceptedBy", "The board"),
        ("acceptedWhy", "Cost"),
        ("acceptedUntil", "2026-01-05"),
    ] {
        let given = json!({"run": run, "item": item, "field": field, "value": value});
        office.call("record_action", given);
    }
    let actions = office.call("actions", json!({"run": run}));
    let row = &actions["rows"][0];
    assert_eq!(
        row["standing"], "acceptanceExpired",
        "on the screen of actions"
    );
    assert!(
        names(&actions["state"]["lists"][&item]).contains(&"overdue"),
        "in the filters of the run"
    );
    let overview = office.call("overview", json!({"run": run}));
    assert_eq!(
        (
            &overview["actions"]["expired"],
            &overview["actions"]["accepted"]
        ),
        (&json!(1), &json!(0)),
        "and in the overview"
    );
}

#[test]
fn the_overview_shows_what_is_behind_every_number() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    answer(&office, &run, &practices(&view, 1)[0], "verdict", "partly");
    let overview = office.call("overview", json!({"run": run}));
    let whole = overview["all"]["items"].as_array().unwrap().len();
    let rows = overview["heat"]["rows"].as_array().unwrap();
    let cells = rows.iter().flat_map(|row| row["cells"].as_array().unwrap());
    let behind: usize = cells
        .filter(|cell| !cell.is_null())
        .map(|cell| cell["bar"]["items"].as_array().unwrap().len())
        .sum();
    assert_eq!(
        behind, whole,
        "each practice asked is behind one cell of the map"
    );
    let themes = overview["themes"].as_array().unwrap().iter();
    let by_theme: usize = themes
        .map(|bar| bar["items"].as_array().unwrap().len())
        .sum();
    assert_eq!(by_theme, whole, "and behind one bar");
    assert_eq!(
        overview["open"].as_array().unwrap().len(),
        usize::try_from(overview["progress"]["open"].as_u64().unwrap()).unwrap(),
        "the open questions are as many as are counted"
    );
    let waits = overview["decisions"].as_array().unwrap().iter();
    assert!(
        waits
            .flat_map(|one| one["waiting"].as_array().unwrap())
            .count()
            > 0,
        "and what waits on a decision is named"
    );
}

#[test]
fn an_assessment_is_put_away_and_takes_no_change_until_it_is_back() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(&office, &run, &item, "facts", "Quixotic");
    let assessment = view["assessment"].clone();
    let away = json!({"assessment": assessment, "archived": true});
    let rows = office.call("archive_assessment", away);
    assert_eq!(rows[0]["state"], "archived", "it is listed as put away");
    let view = office.call("open_run", json!({"run": run}));
    assert!(
        view["readOnly"].as_str().unwrap().contains("archived"),
        "it is read, and says why"
    );
    assert_eq!(
        view["actionsClosed"], view["readOnly"],
        "what is done about its gaps waits too"
    );
    let plan = json!({"run": run, "pack": view["pack"], "profile": null});
    let plan = office.call("plan_run", plan);
    assert_eq!(
        plan["refusal"], view["readOnly"],
        "and the plan of a run that would follow says that none can"
    );
    let given = json!({"run": run, "item": item, "field": "verdict", "value": "partly"});
    assert_eq!(
        office.refused("record_answer", given),
        "readOnly",
        "and not changed"
    );
    let draft = json!({"run": run, "item": item, "field": "facts", "text": "x"});
    assert_eq!(
        office.refused("save_draft", draft),
        "readOnly",
        "not even in a draft"
    );
    assert_eq!(
        office.call("find", json!({"find": "quixotic"}))["rows"]
            .as_array()
            .unwrap()
            .len(),
        1,
        "what it says is found"
    );
    assert_eq!(
        office.call("start", json!({}))["lastRun"],
        json!(null),
        "and it does not open by itself"
    );
    office.call(
        "archive_assessment",
        json!({"assessment": assessment, "archived": false}),
    );
    answer(&office, &run, &item, "verdict", "partly");
}

#[test]
fn nothing_changes_what_was_put_away_or_deleted() {
    let office = Office::new();
    let run = office.call("open_sample", json!({}))["run"].clone();
    office.call(
        "save_settings",
        json!({"settings": {"author": "M. Okafor"}}),
    );
    let view = office.call("open_run", json!({"run": run}));
    let item = &practices(&view, 1)[0];
    answer(&office, run.as_str().unwrap(), item, "verdict", "partly");
    let run = run.as_str().unwrap();
    // So that there is something to undo, and something to do again.
    answer(&office, run, item, "facts", "Quixotic");
    answer(&office, run, item, "facts", "Zanzibar");
    office.call("undo", json!({"run": run}));
    let rows = office.call("assessments", json!({}));
    let rows = rows.as_array().unwrap().iter();
    let row = rows.clone().find(|row| row["id"] == view["assessment"]);
    let (name, pack) = (row.unwrap()["name"].clone(), view["pack"].clone());
    let details = json!({
        "organization": "Other", "unit": "", "matter": "", "askedBy": "", "directedBy": "",
        "purpose": "", "readers": "",
    });
    let who = json!({"name": "M. Okafor", "role": "General Counsel"});
    let mut other = view["profile"].clone();
    other["roles"] = json!(["adopter"]);
    let changes = [
        ("undo", json!({"run": run})),
        ("redo", json!({"run": run})),
        (
            "follow_run",
            json!({"run": run, "pack": pack, "profile": null}),
        ),
        ("discard_run", json!({"run": run})),
        ("set_profile", json!({"run": run, "profile": other})),
        (
            "record_answer",
            json!({"run": run, "item": item, "field": "verdict", "value": "inPlace"}),
        ),
        (
            "record_action",
            json!({"run": run, "item": item, "field": "owner", "value": "CISO"}),
        ),
        (
            "record_actions",
            json!({"run": run, "items": [item], "field": "owner", "value": "CISO"}),
        ),
        (
            "save_draft",
            json!({"run": run, "item": item, "field": "facts", "text": "x"}),
        ),
        (
            "set_details",
            json!({"assessment": view["assessment"], "details": details}),
        ),
        (
            "sign_run",
            json!({"run": run, "asked": {"reviewer": null, "signer": who, "statement": "So.", "legend": null}}),
        ),
        (
            "send_back",
            json!({"run": run, "by": who, "comments": [{"item": item, "text": "Why?"}]}),
        ),
    ];
    let state = || {
        let view = office.call("open_run", json!({"run": run}));
        let mut rows = office.call("assessments", json!({}));
        for row in rows.as_array_mut().unwrap() {
            row.as_object_mut().unwrap().remove("changed");
        }
        (view, rows)
    };
    for (command, given) in [
        (
            "archive_assessment",
            json!({"assessment": view["assessment"], "archived": true}),
        ),
        (
            "delete_assessment",
            json!({"assessment": view["assessment"], "name": name}),
        ),
    ] {
        office.call(command, given);
        let before = state();
        for (change, given) in &changes {
            assert_eq!(
                office.refused(change, given.clone()),
                "readOnly",
                "{change} after {command}"
            );
        }
        assert_eq!(state(), before, "nothing was changed after {command}");
    }
    office.call(
        "recover_assessment",
        json!({"assessment": view["assessment"]}),
    );
    let redone = office.call("redo", json!({"run": run}));
    assert!(!redone.is_null(), "back again, it takes changes");
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(
        view["answers"][item]["facts"], "Zanzibar",
        "as they were left"
    );
}

#[test]
fn a_deletion_takes_the_name_makes_a_backup_and_can_be_undone() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    answer(&office, &run, &item, "facts", "Quixotic");
    let assessment = view["assessment"].clone();
    let wrong = json!({"assessment": assessment, "name": "Example Robotic"});
    assert_eq!(
        office.refused("delete_assessment", wrong),
        "badValue",
        "the name is typed in full"
    );
    let right = json!({"assessment": assessment, "name": "Example Robotics / AI program"});
    let deleted = office.call("delete_assessment", right.clone());
    assert_eq!(
        deleted["rows"][0]["state"], "deleted",
        "it is listed as deleted"
    );
    let backup = office
        .folder
        .path()
        .join("backups")
        .join(deleted["backup"].as_str().unwrap());
    let copy = tempfile::tempdir().unwrap();
    std::fs::copy(backup, copy.path().join("proviso.db")).unwrap();
    let copy = Office::at(copy);
    let kept = copy.call("open_run", json!({"run": run}));
    assert_eq!(
        (&kept["answers"][&item]["facts"], &kept["readOnly"]),
        (&json!("Quixotic"), &json!(null)),
        "the backup opens with everything as it was before"
    );
    assert_eq!(
        office.call("find", json!({"find": "quixotic"}))["rows"],
        json!([]),
        "nothing of it is found any more"
    );
    assert_eq!(
        office.refused("delete_assessment", right),
        "readOnly",
        "it is deleted once"
    );
    let rows = office.call("recover_assessment", json!({"assessment": assessment}));
    assert_eq!(rows[0]["state"], "open", "and recovered");
    let view = office.call("open_run", json!({"run": run}));
    assert_eq!(
        view["answers"][&item]["facts"], "Quixotic",
        "with every word"
    );
}

#[test]
fn a_duplicate_has_everything_and_says_that_it_was_taken_over() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let items = practices(&view, 2);
    answer(&office, &run, &items[0], "verdict", "notInPlace");
    answer(&office, &run, &items[0], "analysis", "Counsel's own");
    office.call(
        "record_actions",
        json!({"run": run, "items": [items[0]], "field": "owner", "value": "CISO"}),
    );
    let made = office.call(
        "duplicate_assessment",
        json!({"assessment": view["assessment"]}),
    );
    let copy = office.call("open_run", json!({"run": made["run"]}));
    assert_eq!(
        copy["name"], "Example Robotics / AI program (copy)",
        "it is told apart by its name"
    );
    assert_eq!(
        copy["answers"],
        office.call("open_run", json!({"run": run}))["answers"],
        "every answer"
    );
    assert_eq!(copy["profile"], view["profile"], "under the same profile");
    let actions = office.call("actions", json!({"run": made["run"]}));
    assert_eq!(
        actions["rows"][0]["action"]["owner"], "CISO",
        "and every action"
    );
    answer(
        &office,
        made["run"].as_str().unwrap(),
        &items[0],
        "verdict",
        "inPlace",
    );
    let first = office.call("open_run", json!({"run": run}));
    assert_eq!(
        first["answers"][&items[0]]["verdict"], "notInPlace",
        "what is changed in one leaves the other alone"
    );
    assert_eq!(
        office
            .call("assessments", json!({}))
            .as_array()
            .unwrap()
            .len(),
        2,
        "there are two of them now"
    );
}

#[test]
fn answers_that_go_out_of_scope_come_back_with_it() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let without = json!({"roles": ["adopter"], "traits": {"agents-in-use": "yes"}});
    let seen = office.call(
        "preview_profile",
        json!({"pack": view["pack"], "profile": without, "run": run}),
    );
    let leaves = seen["moves"].as_array().unwrap().iter();
    let practices = practices(&view, usize::MAX);
    let item = leaves
        .filter(|moved| moved["to"] == "outOfScope")
        .map(|moved| moved["item"].as_str().unwrap().to_owned())
        .find(|item| practices.contains(item))
        .unwrap();
    answer(&office, &run, &item, "facts", "Kept");
    answer(&office, &run, &item, "verdict", "partly");
    let narrow = office.call("set_profile", json!({"run": run, "profile": without}));
    assert_eq!(
        narrow["state"]["standings"][&item]["is"], "out",
        "it is not asked"
    );
    assert_eq!(
        narrow["answers"][&item]["facts"], "Kept",
        "its answer is kept"
    );
    assert_eq!(
        office.call("actions", json!({"run": run}))["rows"],
        json!([]),
        "and raises no gap"
    );
    let back = office.call(
        "set_profile",
        json!({"run": run, "profile": view["profile"]}),
    );
    assert_eq!(
        back["state"]["standings"][&item]["is"], "inScope",
        "asked again"
    );
    assert_eq!(
        office.call("actions", json!({"run": run}))["rows"][0]["item"],
        json!(item),
        "it counts as before"
    );
}
