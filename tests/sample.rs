//! The worked example: clearly of nobody, and with every kind of answer in it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::Office;

/// Every run of the example, each as the window opens it.
fn runs(office: &Office) -> Vec<Value> {
    let rows = office.call("assessments", json!({}));
    let runs = rows.as_array().unwrap().iter();
    let ids = runs.flat_map(|row| row["runs"].as_array().unwrap().clone());
    ids.map(|run| office.call("open_run", json!({"run": run["id"]})))
        .collect()
}

#[test]
fn each_company_of_the_example_says_that_it_is_made_up() {
    let office = Office::new();
    office.call("open_sample", json!({}));
    let rows = office.call("assessments", json!({}));
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 3, "two on the order, one on a company's policy");
    for row in rows {
        let name = row["details"]["organization"].as_str().unwrap();
        assert!(name.ends_with(" (fictional)"), "{name} exists nowhere");
    }
}

#[test]
fn the_small_pack_comes_with_the_example_and_with_nothing_else() {
    let office = Office::new();
    let labels = || {
        let packs = office.call("list_packs", json!({}));
        let rows = packs.as_array().unwrap().clone();
        let of = |row: &Value| {
            let label = row["pack"]["label"].as_str().unwrap().to_owned();
            (label, row["origin"]["is"].clone(), row["removable"].clone())
        };
        rows.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(labels().len(), 3, "the order's versions, as always");
    office.call("open_sample", json!({}));
    office.call("open_sample", json!({}));
    let after = labels();
    assert_eq!(after.len(), 4, "and once the example's own: {after:?}");
    assert_eq!(
        after[3],
        (
            "acme-ai-policy 1.0.0".into(),
            json!("program"),
            json!(false)
        ),
        "listed last, and kept while a run asks from it"
    );
}

#[test]
fn the_example_has_every_kind_of_answer() {
    let office = Office::new();
    office.call("open_sample", json!({}));
    let (mut verdicts, mut bases, mut fields) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut decided, mut open) = (0, 0);
    for run in runs(&office) {
        for answer in run["answers"].as_object().unwrap().values() {
            let text = |field: &str| answer[field].as_str().map(str::to_owned);
            verdicts.extend(text("verdict"));
            bases.extend(text("basis"));
            let said = answer.as_object().unwrap().iter();
            let said = said.filter(|(_, value)| !value.is_null());
            fields.extend(said.map(|(field, _)| field.clone()));
            if text("groundsFor").is_some() {
                match (text("choice"), text("decidedBy"), text("recommendation")) {
                    (Some(_), Some(_), _) => decided += 1,
                    (None, _, Some(_)) => open += 1,
                    _ => {}
                }
            }
        }
    }
    let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(
        verdicts,
        named(&[
            "alternative",
            "inPlace",
            "notApplicable",
            "notInPlace",
            "notSure",
            "partly"
        ]),
        "every verdict"
    );
    let wanted: BTreeSet<String> = named(&["document", "interview", "tested"]);
    assert!(
        bases.is_superset(&wanted),
        "documents, interviews, tests: {bases:?}"
    );
    assert!(decided >= 3, "decisions that were taken: {decided}");
    assert!(open >= 1, "and one that is asked of the reader: {open}");
    let wanted: BTreeSet<String> = named(&[
        "advice",
        "analysis",
        "choice",
        "confidence",
        "decidedOn",
        "facts",
        "flag",
        "groundsAgainst",
        "measure",
        "owner",
        "reason",
        "reviewOn",
        "reviewTrigger",
        "todo",
        "value",
    ]);
    assert!(
        fields.is_superset(&wanted),
        "lacking: {:?}",
        wanted.difference(&fields).collect::<Vec<_>>()
    );
}

#[test]
fn something_was_done_about_gaps_and_one_was_accepted_for_a_while() {
    let office = Office::new();
    let made = office.call("open_sample", json!({}));
    let rows = office.call("actions", json!({"run": made["run"]}));
    let actions: Vec<&Value> = rows["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["action"])
        .collect();
    let status = |wanted: &str| actions.iter().filter(|a| a["status"] == wanted).count();
    assert!(
        status("open") > 0 && status("inProgress") > 0,
        "some are to be done: {actions:?}"
    );
    let accepted: Vec<_> = actions
        .iter()
        .filter(|a| a["status"] == "accepted")
        .collect();
    assert!(
        !accepted.is_empty()
            && accepted.iter().all(|a| {
                ["acceptedBy", "acceptedWhy", "acceptedUntil"]
                    .iter()
                    .all(|field| a[*field].is_string())
            }),
        "an acceptance says who, why and until when: {accepted:?}"
    );
    assert!(
        actions
            .iter()
            .filter(|a| a["status"] == "open" || a["status"] == "inProgress")
            .all(|a| a["owner"].is_string()),
        "each has an owner"
    );
}
