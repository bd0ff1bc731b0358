//! OSCAL: valid, complete, and the same for the same state.

use std::collections::BTreeSet;

use boon::{Compiler, Schemas};
use proviso_report::formats::{Answered, OSCAL_VERSION, assessment_results, plan_of_action};
use serde_json::Value;

use crate::worked::{MADE, Worked, empty, examples, full, torture};

const RESULTS: &str = include_str!("../../../../../tests/fixtures/oscal/oscal-ar_schema.json");
const POAM: &str = include_str!("../../../../../tests/fixtures/oscal/oscal-poam_schema.json");

fn validate(schema: &str, file: &Value) -> Result<(), String> {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let place = "http://localhost/schema.json";
    let schema: Value = serde_json::from_str(schema).unwrap();
    compiler.add_resource(place, schema).unwrap();
    let index = compiler
        .compile(place, &mut schemas)
        .expect("NIST's schema compiles");
    let checked = schemas.validate(file, index);
    checked.map_err(|error| format!("{error:#}"))
}

fn both(model: Answered<'_>) -> (Value, Value) {
    let read = |bytes: Vec<u8>| serde_json::from_slice(&bytes).unwrap();
    (
        read(assessment_results(model, MADE).unwrap()),
        read(plan_of_action(model, MADE).unwrap()),
    )
}

fn runs() -> Vec<Worked> {
    let mut runs = examples();
    runs.push(empty());
    runs.extend((0..4).map(|turn| full(turn, &|field| format!("The {field}."))));
    runs.push(full(1, &torture));
    runs
}

#[test]
fn every_file_is_valid_by_nists_schemas() {
    for (at, worked) in runs().iter().enumerate() {
        let (report, counsel) = (worked.executive(), worked.counsel());
        for model in [Answered::Executive(&report), Answered::Counsel(&counsel)] {
            let (results, plan) = both(model);
            assert_eq!(validate(RESULTS, &results), Ok(()), "run {at}, results");
            assert_eq!(validate(POAM, &plan), Ok(()), "run {at}, plan");
        }
    }
}

#[test]
fn a_fault_would_be_found() {
    let report = examples()[0].executive();
    let (mut results, _) = both(Answered::Executive(&report));
    results["assessment-results"]["results"][0]["observations"][0]["collected"] =
        Value::from("yesterday");
    assert!(
        validate(RESULTS, &results).is_err(),
        "yesterday is no moment"
    );
}

/// Every value of a field, wherever it stands.
fn all<'v>(value: &'v Value, name: &str, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| all(value, name, found)),
        Value::Object(fields) => {
            for (field, value) in fields {
                if field == name {
                    found.extend(value.as_str());
                }
                all(value, name, found);
            }
        }
        _ => {}
    }
}

fn set(value: &Value, name: &str) -> BTreeSet<String> {
    let mut found = Vec::new();
    all(value, name, &mut found);
    found.into_iter().map(str::to_owned).collect()
}

#[test]
fn what_is_pointed_at_is_there_and_every_identifier_is_its_own() {
    for worked in runs() {
        let counsel = worked.counsel();
        let (results, plan) = both(Answered::Counsel(&counsel));
        for file in [&results, &plan] {
            let mut uuids = Vec::new();
            all(file, "uuid", &mut uuids);
            let there: BTreeSet<&str> = uuids.iter().copied().collect();
            assert_eq!(
                there.len(),
                uuids.len(),
                "no identifier stands for two things"
            );
            for name in [
                "observation-uuid",
                "risk-uuid",
                "finding-uuid",
                "actor-uuid",
            ] {
                for uuid in set(file, name) {
                    assert!(
                        there.contains(uuid.as_str()),
                        "{name} {uuid} leads somewhere"
                    );
                }
            }
            let mut references = Vec::new();
            all(file, "href", &mut references);
            for reference in references.iter().filter_map(|href| href.strip_prefix('#')) {
                assert!(there.contains(reference), "#{reference} leads somewhere");
            }
        }
    }
}

#[test]
fn observations_have_method_and_evidence_findings_point_at_them_and_risks_have_status_and_deadline()
{
    let worked = full(0, &|field| format!("The {field}."));
    let counsel = worked.counsel();
    let (results, plan) = both(Answered::Counsel(&counsel));
    let result = &results["assessment-results"]["results"][0];
    assert_eq!(
        set(result, "state"),
        [
            "alternative",
            "implemented",
            "not-satisfied",
            "partial",
            "satisfied"
        ]
        .map(str::to_owned)
        .into(),
        "each verdict that says something has its state"
    );
    let methods = result["observations"].as_array().unwrap().iter();
    let methods: BTreeSet<&str> = methods.filter_map(|o| o["methods"][0].as_str()).collect();
    assert_eq!(
        methods,
        ["EXAMINE", "INTERVIEW", "TEST", "UNKNOWN"].into(),
        "each basis has its method"
    );
    for observation in result["observations"].as_array().unwrap() {
        assert!(
            observation["relevant-evidence"][0]["href"]
                .as_str()
                .unwrap()
                .starts_with('#'),
            "counsel’s evidence is referred to"
        );
    }
    for finding in result["findings"].as_array().unwrap() {
        assert!(
            finding["related-observations"][0]["observation-uuid"].is_string(),
            "a finding says what it rests on"
        );
        let short = finding["target"]["status"]["state"] == "not-satisfied";
        assert_eq!(
            finding["related-risks"].is_array(),
            short,
            "what is to be done belongs to a gap alone"
        );
    }
    let risks = result["risks"].as_array().unwrap();
    assert_eq!(risks.len(), counsel.actions.len(), "one for each action");
    let statuses: BTreeSet<&str> = risks.iter().filter_map(|r| r["status"].as_str()).collect();
    assert_eq!(
        statuses,
        ["deviation-approved", "open", "remediating"].into(),
        "each standing has its status"
    );
    assert!(
        risks.iter().all(|risk| risk["deadline"].is_string()),
        "every action here has a day"
    );
    let items = plan["plan-of-action-and-milestones"]["poam-items"]
        .as_array()
        .unwrap();
    assert_eq!(
        items.len(),
        counsel.actions.len(),
        "one item for each action"
    );
    assert!(
        items
            .iter()
            .all(|item| item["related-risks"][0]["risk-uuid"].is_string()),
        "and each points at its risk"
    );
    assert_eq!(
        results["assessment-results"]["metadata"]["oscal-version"], OSCAL_VERSION,
        "the version is named"
    );
}

#[test]
fn one_state_has_one_set_of_identifiers_on_every_copy() {
    let worked = full(0, &|field| format!("The {field}."));
    let (report, counsel) = (worked.executive(), worked.counsel());
    let (executive, plan) = both(Answered::Executive(&report));
    let (theirs, _) = both(Answered::Counsel(&counsel));
    let ids = |file: &Value, of: &str| -> BTreeSet<String> {
        let list = file["assessment-results"]["results"][0][of]
            .as_array()
            .unwrap();
        list.iter()
            .map(|one| one["uuid"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids(&executive, "risks"),
        ids(&theirs, "risks"),
        "the same actions"
    );
    assert!(
        ids(&executive, "observations").len() == ids(&theirs, "observations").len(),
        "the same items are observed"
    );
    let planned = plan["plan-of-action-and-milestones"]["risks"]
        .as_array()
        .unwrap();
    let planned = planned
        .iter()
        .map(|risk| risk["uuid"].as_str().unwrap().to_owned());
    assert_eq!(
        planned.collect::<BTreeSet<_>>(),
        ids(&executive, "risks"),
        "the plan speaks of the same"
    );
    assert_ne!(
        executive["assessment-results"]["uuid"], theirs["assessment-results"]["uuid"],
        "and yet they are two files"
    );
    let again = both(Answered::Executive(&worked.executive())).0;
    assert_eq!(again, executive, "made again, the same");
    let mut moved = full(0, &|field| format!("The {field}."));
    moved.matter.purpose.push_str(" Again.");
    let moved = both(Answered::Executive(&moved.executive())).0;
    assert!(
        ids(&moved, "observations").is_disjoint(&ids(&executive, "observations")),
        "another state, other identifiers"
    );
}

#[test]
fn an_executive_file_names_no_document() {
    let report = full(0, &|field| format!("canary-{field}")).executive();
    let (results, _) = both(Answered::Executive(&report));
    let observation = &results["assessment-results"]["results"][0]["observations"][0];
    assert!(
        observation["relevant-evidence"][0].get("href").is_none(),
        "what kind of basis there is, and the day, and no more"
    );
}
