//! Many runs: compared, as a trend, side by side, and all in one list; on the commands and on the
//! command line.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::publisher::{ACME, Publisher, acme_next};
use crate::support::Office;

/// The two runs of the sample's first assessment, oldest first, and the assessment.
fn sample(office: &Office) -> (String, String, String) {
    let made = office.call("open_sample", json!({}));
    let rows = office.call("assessments", json!({}));
    let row = rows
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == made["assessment"])
        .unwrap();
    let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
    (id(&row["runs"][1]), id(&row["runs"][0]), id(row))
}

/// Takes out that a newer pack exists: news about packs, told beside the run and no part of it.
fn without_news(view: &mut Value) {
    view.as_object_mut().unwrap().remove("newer");
}

fn cli(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_proviso"))
        .arg("--data")
        .arg(folder)
        .args(arguments)
        .output()
        .unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    )
}

/// What a table prints, as a number of points.
fn points(printed: &Value) -> i64 {
    let text = printed.as_str().unwrap();
    let text = text.trim_end_matches(" %").replace('\u{2212}', "-");
    text.trim_start_matches('+').parse().unwrap()
}

/// Expects that the table and both charts of a movement add up.
fn adds_up(view: &Value) {
    let rows = view["movement"]["rows"].as_array().unwrap();
    for (end, chart) in [("low", 0), ("high", 1)] {
        let shown: Vec<i64> = rows.iter().map(|row| points(&row[end])).collect();
        let (first, causes, last) = (shown[0], &shown[1..4], shown[4]);
        assert_eq!(
            first + causes.iter().sum::<i64>(),
            last,
            "the parts lead from run to run at the {end} end: {shown:?}"
        );
        let steps = view["movement"]["waterfalls"][chart]["steps"]
            .as_array()
            .unwrap();
        for (at, step) in steps.iter().enumerate() {
            let (from, to) = (step["from"].as_i64().unwrap(), step["to"].as_i64().unwrap());
            assert_eq!(to - from, shown[at], "the chart draws what the table says");
        }
    }
}

#[test]
fn two_runs_are_compared_with_the_one_before_and_mirrored_when_swapped() {
    let office = Office::new();
    let (first, second, _) = sample(&office);
    let view = office.call("compare", json!({"run": second, "before": null}));
    assert_eq!(
        view["before"]["run"],
        json!(first),
        "with the run it follows"
    );
    assert_eq!(view["after"]["run"], json!(second));
    adds_up(&view);
    let items = view["items"].as_array().unwrap();
    assert!(!items.is_empty(), "something moved between the two");
    let counted: u64 = view["kinds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["items"].as_u64().unwrap())
        .sum();
    let made: usize = items
        .iter()
        .map(|item| item["kinds"].as_array().unwrap().len())
        .sum();
    assert_eq!(
        counted as usize, made,
        "each item counts under each of its kinds"
    );
    let kind = |kind: &str| {
        let mut items = items.iter();
        items.any(|item| item["kinds"].as_array().unwrap().contains(&json!(kind)))
    };
    assert!(kind("new") && kind("retired"), "the pack moved on");
    assert!(kind("wordingChanged"), "and changed its words");
    let worded = items.iter().find(|item| {
        item["kinds"]
            .as_array()
            .unwrap()
            .contains(&json!("wordingChanged"))
    });
    assert!(
        !worded.unwrap()["wording"].as_array().unwrap().is_empty(),
        "the words are there, marked"
    );

    let back = office.call("compare", json!({"run": first, "before": second}));
    adds_up(&back);
    let moved = |view: &Value, end: &str| -> Vec<i64> {
        let rows = view["movement"]["rows"].as_array().unwrap();
        rows[1..4].iter().map(|row| points(&row[end])).collect()
    };
    for end in ["low", "high"] {
        let mirrored: Vec<i64> = moved(&view, end).iter().map(|points| -points).collect();
        assert_eq!(mirrored, moved(&back, end), "swapping mirrors each part");
    }
    assert_eq!(
        back["items"].as_array().unwrap().len(),
        items.len(),
        "the same items moved back"
    );
    let own = office.call("compare", json!({"run": first, "before": first}));
    assert_eq!(own["items"], json!([]), "a run does not differ from itself");

    let trend = office.call("trend", json!({"run": second}));
    let ranges: Vec<&Value> = trend
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["coverage"]["text"])
        .collect();
    assert_eq!(
        ranges,
        [&view["before"]["coverage"], &view["after"]["coverage"]],
        "the trend says of each run what the comparison says"
    );
}

#[test]
fn what_was_done_about_a_gap_since_does_not_reach_back() {
    let office = Office::new();
    let run = office.assessment();
    let record = |run: &str, value: &str| {
        office.call(
            "record_answer",
            json!({"run": run, "item": "governance-owner", "field": "verdict", "value": value}),
        );
    };
    let act = |run: &str, field: &str, value: &str| {
        office.call(
            "record_action",
            json!({"run": run, "item": "governance-owner", "field": field, "value": value}),
        );
    };
    record(&run, "notInPlace");
    act(&run, "due", "2099-12-31");
    let pack = office.call("open_run", json!({"run": run}))["pack"].clone();
    let next = office.call(
        "follow_run",
        json!({"run": run, "pack": pack, "profile": null}),
    );
    let next = next["run"].as_str().unwrap();
    act(next, "due", "2020-01-01");
    let view = office.call("compare", json!({"run": next, "before": run}));
    let item = &view["items"][0];
    assert_eq!(item["item"], "governance-owner", "the one item that moved");
    assert_eq!(
        item["kinds"],
        json!(["overdue"]),
        "its action fell due, and no more"
    );
    assert_eq!(item["before"]["action"], "Open", "which it had not before");
    assert!(
        item["after"]["action"]
            .as_str()
            .unwrap()
            .starts_with("Overdue since"),
        "the run before keeps its action as it stood: {item}"
    );
    record(next, "inPlace");
    let view = office.call("compare", json!({"run": next, "before": run}));
    let kinds = view["items"][0]["kinds"].as_array().unwrap();
    assert!(
        kinds.contains(&json!("gapClosed")) && kinds.contains(&json!("better")),
        "a gap that was closed is seen as such: {kinds:?}"
    );
}

#[test]
fn the_command_line_compares_runs_by_number_and_by_id() {
    let office = Office::new();
    let (first, second, assessment) = sample(&office);
    let other = office.assessment();
    let view = office.call("compare", json!({"run": second, "before": first}));
    let folder = office.closed();
    let name = view["name"].as_str().unwrap();
    let (code, text, said) = cli(
        folder.path(),
        &[
            "compare",
            &format!("{name}:1"),
            &format!("{}:2", &assessment[..8]),
        ],
    );
    assert_eq!(code, Some(0), "{said}");
    for row in view["movement"]["rows"].as_array().unwrap() {
        let label = row["label"].as_str().unwrap();
        let line = text.lines().find(|line| line.starts_with(label));
        let line = line.unwrap_or_else(|| panic!("{label} is in the table: {text}"));
        assert!(
            line.contains(row["low"].as_str().unwrap()),
            "with what the window says: {line}"
        );
    }
    assert!(text.contains("\nRetired\n"), "items stand by kind: {text}");
    let (code, text, said) = cli(folder.path(), &["compare", &first[..6], &second, "--json"]);
    assert_eq!(code, Some(0), "{said}");
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json, view, "as JSON it is what the window is given");
    assert!(
        json["movement"]["exact"][0]["low"]
            .as_str()
            .unwrap()
            .contains('/'),
        "with the parts as fractions"
    );
    for (arguments, expected) in [
        (
            [first.as_str(), other.as_str()],
            "two runs of one assessment",
        ),
        (
            [first.as_str(), "zzzz"],
            "No run has an id that begins with",
        ),
        ([first.as_str(), "nobody:1"], "No assessment is named"),
        ([first.as_str(), &format!("{assessment}:9")], "has no run 9"),
    ] {
        let (code, _, said) = cli(folder.path(), &["compare", arguments[0], arguments[1]]);
        assert_eq!(code, Some(1), "{arguments:?} is refused");
        assert!(said.contains(expected), "{arguments:?} says {said}");
        assert_eq!(said.lines().count(), 1, "in one sentence");
    }
}

#[test]
fn the_portfolio_says_what_each_overview_says() {
    let office = Office::new();
    let (_, second, _) = sample(&office);
    office.assessment();
    let rows = office.call("portfolio", json!({}))["rows"].clone();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 4, "the sample's three assessments and one more");
    assert!(
        rows.iter().any(|row| row["run"] == json!(second)),
        "an assessment is listed with its latest run"
    );
    for row in rows {
        let run = json!({"run": row["run"]});
        let overview = office.call("overview", run.clone());
        assert_eq!(
            row["coverage"]["text"], overview["all"]["text"],
            "practices in place as on the overview"
        );
        assert_eq!(row["law"], overview["law"], "the law date and its age");
        assert_eq!(row["open"], overview["progress"]["open"], "open questions");
        let accepted = overview["actions"]["accepted"].as_u64().unwrap();
        let counts: u64 = row["actions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|n| n.as_u64().unwrap())
            .sum();
        let gaps: u64 = ["first", "second", "third"]
            .iter()
            .map(|priority| overview["actions"][priority].as_u64().unwrap())
            .sum();
        assert_eq!(
            counts + accepted,
            gaps,
            "each gap is accepted, or an action to do"
        );
        assert_eq!(
            row["overdue"], overview["actions"]["overdue"],
            "and as many overdue"
        );
    }
}

/// Makes an assessment of a unit of Acme and returns its run.
fn acme(office: &Office, unit: &str, pack: &Value) -> String {
    let questions = office.call("profile_questions", json!({"pack": pack}));
    let made = office.call(
        "new_assessment",
        json!({"assessment": {
            "details": {
                "organization": "Acme", "unit": unit, "matter": "", "askedBy": "",
                "directedBy": "", "purpose": "", "readers": "",
            },
            "pack": pack,
            "profile": {"roles": [questions["roles"][0]["id"]], "traits": {}},
        }}),
    );
    made["run"].as_str().unwrap().to_owned()
}

#[test]
fn a_company_policy_goes_through_the_same_and_touches_no_run() {
    let office = Office::picking(Some("pack.json"));
    let file = office.folder.path().join("pack.json");
    sample(&office);
    let publisher = Publisher::new();
    let bring_in = |bytes: &[u8]| {
        publisher.publish_with_key(&file, bytes);
        let choice = office.call("choose_pack_file", json!({}));
        let hash = choice["candidate"]["pack"]["hash"].clone();
        office.call(
            "trust_key",
            json!({"fingerprint": publisher.key().spelled()}),
        );
        office.call("install_pack", json!({"hash": hash}));
        hash
    };
    let old = bring_in(ACME);
    let (lending, cloud) = (acme(&office, "Lending", &old), acme(&office, "Cloud", &old));
    let view = office.call("open_run", json!({"run": lending}));
    let item = view["items"][0]["id"].clone();
    office.call(
        "record_answer",
        json!({"run": lending, "item": item, "field": "verdict", "value": "inPlace"}),
    );
    // Everything that is said of any run, before the company's policy changes and after.
    let runs = |office: &Office| -> Vec<Value> {
        let mut rows = office.call("assessments", json!({}));
        for row in rows.as_array_mut().unwrap() {
            row["runs"]
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .for_each(without_news);
        }
        let ids = rows.as_array().unwrap().iter().flat_map(|row| {
            let runs = row["runs"].as_array().unwrap().iter();
            runs.map(|run| run["id"].clone()).collect::<Vec<_>>()
        });
        let mut said: Vec<Value> = ids
            .map(|run| {
                let mut view = office.call("open_run", json!({"run": run}));
                without_news(&mut view);
                json!([
                    view,
                    office.call("overview", json!({"run": run})),
                    office.call("actions", json!({"run": run})),
                    office.call("compare", json!({"run": run, "before": null})),
                ])
            })
            .collect();
        said.push(rows);
        said.push(office.call("portfolio", json!({})));
        said
    };
    let before = runs(&office);
    let new = bring_in(&acme_next());
    assert!(runs(&office) == before, "installing a pack touches no run");

    let side = office.call("units", json!({"assessment": view["assessment"]}));
    assert_eq!(
        side["units"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| &unit["name"])
            .collect::<Vec<_>>(),
        ["Cloud", "Lending"],
        "units on the same pack stand side by side"
    );
    let row = side["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["item"] == item)
        .unwrap();
    assert_eq!(row["differs"], true, "one has answered");
    assert_eq!(row["cells"][0]["sign"], "unanswered", "and the other not");
    assert_eq!(row["cells"][1]["says"], "In place");

    let next = office.call(
        "follow_run",
        json!({"run": lending, "pack": new, "profile": null}),
    );
    let comparison = office.call("compare", json!({"run": next["run"], "before": null}));
    let kinds: Vec<&str> = comparison["kinds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|kind| kind["kind"].as_str().unwrap())
        .collect();
    assert!(
        kinds.contains(&"retired") && kinds.contains(&"wordingChanged"),
        "the changed policy is told like a changed law: {kinds:?}"
    );
    let rows = office.call("portfolio", json!({}))["rows"].clone();
    let packs: Vec<&str> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["law"]["pack"].as_str().unwrap())
        .collect();
    assert!(
        packs.contains(&"acme-ai-policy 1.1.0")
            && packs.contains(&"acme-ai-policy 1.0.0")
            && packs.contains(&"eo-14409 1.1.0"),
        "the portfolio shows the policy beside the order: {packs:?}"
    );
    let side = office.call("units", json!({"assessment": view["assessment"]}));
    assert_eq!(
        side["units"].as_array().unwrap().len(),
        1,
        "it is alone on the new version"
    );
    assert!(
        side["elsewhere"][0]
            .as_str()
            .unwrap()
            .starts_with("Cloud: acme-ai-policy 1.0.0"),
        "and the unit that is behind is named: {side}"
    );
    let other = office.call(
        "units",
        json!({"assessment":
        office.call("open_run", json!({"run": cloud}))["assessment"]}),
    );
    assert_eq!(
        other["units"][0]["name"], "Cloud",
        "each is looked at from its own pack"
    );
}
