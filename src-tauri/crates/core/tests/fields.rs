//! The table of fields: complete, true to what the copies hold, and obeyed by what is written as data.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(missing_docs, reason = "nobody links against a test")]

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::action::{Action, ActionStatus, Effort};
use proviso_core::answer::{Answer, Answers, BasisKind, Certainty, Field, Verdict};
use proviso_core::canonical::Hash;
use proviso_core::date::{Date, Moment};
use proviso_core::evidence::{Evidence, KeptCopy, Linked, Links};
use proviso_core::matter_log::{Around, Interview, Kept, MatterEntry, MatterKind};
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{Item, Kind, Pack, read};
use proviso_core::preflight::{Finding, Topic};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{
    AnsweredUnder, Before, CopyKind, CopyMarks, Disposition, Gone, Matter, Past, Record,
    ReportInput, RequestSent, ReturnedReply, Shelf, Signed, board, changes, counsel,
    decision_record, disposition, executive, field_table, minutes, permitted, strategy, undeclared,
};
use proviso_core::request::Form;
use serde_json::{Value, json};

fn pack() -> Pack {
    let bytes = include_bytes!("../../../../assets/packs/eo-14409/1.0.0.json");
    read(bytes).unwrap().0
}

fn day(month: u32) -> Date {
    Date::from_ymd(2026, month, 22).unwrap()
}

/// An answer with every field set, each text a word of its own that can be looked for.
fn full(item: &Item, verdict: Verdict, turn: &str) -> Answer {
    let word = |field: &str| Some(format!("canary-{field}-{turn}"));
    let choice = |at: usize| item.options().get(at).map(|option| option.id.clone());
    Answer {
        verdict: item.practice().map(|_| verdict),
        choice: choice(usize::from(turn == "before")),
        value: match &item.kind {
            Kind::Fact(_) if item.options().is_empty() => word("value"),
            _ => None,
        },
        facts: word("facts"),
        analysis: word("analysis"),
        basis: Some(BasisKind::Document),
        basis_detail: word("basisDetail"),
        basis_on: Some(day(5)),
        confidence: Some(Certainty::High),
        owner: word("owner"),
        reason: word("reason"),
        measure: word("measure"),
        flag: true,
        todo: word("todo"),
        grounds_for: word("groundsFor"),
        grounds_against: word("groundsAgainst"),
        recommendation: word("recommendation"),
        advice: word("advice"),
        decided_by: word("decidedBy"),
        decided_on: Some(day(6)),
        review_trigger: word("reviewTrigger"),
        review_on: None,
    }
}

fn full_action() -> Action {
    let word = |field: &str| Some(format!("canary-action-{field}"));
    Action {
        what: word("what"),
        owner: word("owner"),
        due: Some(day(9)),
        effort: Some(Effort::Large),
        status: ActionStatus::Accepted,
        note: word("note"),
        accepted_by: word("acceptedBy"),
        accepted_why: word("acceptedWhy"),
        accepted_until: Some(day(12)),
    }
}

fn full_evidence() -> Linked {
    let word = |field: &str| Some(format!("canary-evidence-{field}"));
    Linked {
        id: String::from("link"),
        evidence: Evidence {
            title: String::from("canary-evidence"),
            place: word("place"),
            seen_on: Some(day(5)),
            stale_after: Some(day(5)),
            note: word("note"),
            copy: Some(KeptCopy {
                hash: Hash("a".repeat(64)),
                name: String::from("canary-evidence.pdf"),
                bytes: 12,
            }),
        },
        added_on: day(5),
        added_by: String::from("canary-author"),
    }
}

fn interview(item: &str) -> Interview {
    Interview {
        whom: String::from("canary-around-whom"),
        role: String::from("canary-around-role"),
        on: Some(day(5)),
        present: String::from("canary-around-present"),
        notes: String::from("canary-around-notes"),
        items: vec![item.to_owned()],
    }
}

fn memo(item: &str, follows: Option<&str>) -> MatterEntry {
    MatterEntry {
        on: day(5),
        title: String::from("canary-around-title"),
        text: String::from("canary-around-text"),
        what: MatterKind::Memo,
        items: vec![item.to_owned()],
        follows: follows.map(str::to_owned),
    }
}

fn kept_around(item: &str) -> Around {
    fn kept<T>(id: &str, says: T) -> Kept<T> {
        Kept {
            id: id.to_owned(),
            author: String::from("canary-author"),
            recorded_at: Moment {
                unix_millis: 0,
                offset_minutes: 0,
            },
            says,
        }
    }
    Around {
        interviews: vec![kept("interview", interview(item))],
        log: vec![
            kept("first", memo(item, None)),
            kept("second", memo(item, Some("first"))),
        ],
    }
}

fn requested(item: &str) -> RequestSent {
    RequestSent {
        whom: String::from("canary-around-request"),
        sent_on: day(5),
        due_on: Some(day(6)),
        form: Form::Paper,
        items: vec![item.to_owned()],
        reminded: Vec::new(),
        withdrawn: None,
        returned: vec![ReturnedReply {
            on: day(6),
            by: String::from("canary-around-reply"),
            outcomes: vec![(item.to_owned(), String::from("accepted"))],
        }],
    }
}

/// Every copy of a run in which everything is recorded, as JSON.
fn copies(verdict: Verdict, decided: bool) -> Vec<(CopyKind, Value)> {
    let pack = pack();
    let profile = Profile {
        roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
        traits: pack
            .traits
            .iter()
            .map(|t| (t.id.clone(), TraitAnswer::Yes))
            .collect(),
    };
    let answers = |verdict: Verdict, turn: &str| -> Answers {
        let answers = pack.items.iter().map(|item| {
            let mut answer = full(item, verdict, turn);
            if item.decision().is_some() && !decided {
                answer.choice = None;
            }
            (item.id.clone(), answer)
        });
        answers.collect()
    };
    let now = answers(verdict, "now");
    let before = answers(Verdict::NotInPlace, "before");
    let actions: Actions = pack
        .items
        .iter()
        .map(|item| (item.id.clone(), full_action()))
        .collect();
    let carried: BTreeSet<String> = pack.items.iter().map(|item| item.id.clone()).collect();
    let links: Links = pack
        .items
        .iter()
        .map(|item| (item.id.clone(), vec![full_evidence()]))
        .collect();
    let state = |answers| RunState {
        pack: &pack,
        profile: &profile,
        answers,
        actions: &actions,
        carried: &carried,
        evidence: &links,
    };
    let first = Before {
        state: state(&before),
        number: 1,
        on: day(5),
    };
    let matter = Matter {
        organization: String::from("Example"),
        ..Matter::default()
    };
    let marks = CopyMarks::default();
    let signed = Signed {
        expunged: None,
        by: String::from("M. Okafor, General Counsel"),
        on: day(6),
        reviewer: Some(String::from("R. Vance, Deputy General Counsel")),
    };
    let input = ReportInput {
        state: state(&now),
        pack_hash: "hash",
        matter: &matter,
        run_number: 2,
        marks: &marks,
        on: day(6),
        signed: Some(&signed),
        amends: Some("the vendor list was incomplete"),
        before: Some(first),
    };
    let decision = pack.items.iter().find(|item| item.decision().is_some());
    let past = Past {
        at: String::from("June 12, 2026"),
        author: String::from("canary-author"),
        changes: vec![String::from("Facts added")],
        under: String::from("hash"),
    };
    let history: BTreeMap<_, _> = pack
        .items
        .iter()
        .map(|item| (item.id.clone(), vec![past.clone()]))
        .collect();
    let moved = |item: &Item| {
        let mut text = item.clone();
        text.question.push_str(" As it was.");
        (item.id.clone(), AnsweredUnder::Text(Box::new(text)))
    };
    let answered = pack.items.iter().map(moved).collect();
    let why = [String::from("1.1.0: The agency withdrew it.")];
    let gone = pack.items.iter().map(|item| Gone {
        item: &item.id,
        because: "1.1.0 no longer asks this",
        reasons: &why,
    });
    let shelves = [Shelf {
        state: state(&before),
        number: 1,
        history: &history,
        answered: &answered,
        gone: gone.collect(),
    }];
    let item = &pack.items[0].id;
    let (around, requests) = (kept_around(item), [requested(item)]);
    let record = Record {
        around: &around,
        requests: &requests,
        shelves: &shelves,
        history: &history,
        answered: &answered,
        findings: &[Finding {
            topic: Topic::Legend,
            text: String::from("One thing was left."),
            spot: None,
        }],
    };
    let decision = decision_record(&input, &decision.unwrap().id).unwrap();
    vec![
        (CopyKind::Board, json!(board(&input))),
        (CopyKind::Executive, json!(executive(&input))),
        (CopyKind::Counsel, json!(counsel(&input, &record))),
        (CopyKind::Changes, json!(changes(&first, &input, None))),
        (CopyKind::Decision, json!(decision)),
        (CopyKind::Strategy, json!(strategy(&input))),
        (CopyKind::Minutes, json!(minutes(&input))),
    ]
}

const STATES: [(Verdict, bool); 5] = [
    (Verdict::NotSure, false),
    (Verdict::Partly, false),
    (Verdict::InPlace, true),
    (Verdict::Alternative, true),
    (Verdict::NotApplicable, false),
];

#[test]
fn every_field_that_can_be_recorded_is_declared() {
    let item = pack().items[0].clone();
    let declared: BTreeSet<_> = field_table().map(|row| (row.of, row.name)).collect();
    for field in Field::ALL {
        let name = json!(field);
        let name = name.as_str().unwrap();
        assert!(
            declared.contains(&("Answer", name)),
            "the table says nothing of an answer's {name}"
        );
    }
    let answer = json!(full(&item, Verdict::Partly, "now"));
    for name in answer.as_object().unwrap().keys() {
        assert!(
            declared.contains(&("Answer", name.as_str())),
            "the table says nothing of an answer's {name}"
        );
    }
    for name in json!(full_action()).as_object().unwrap().keys() {
        assert!(
            declared.contains(&("Action", name.as_str())),
            "the table says nothing of an action's {name}"
        );
    }
    let around = [
        ("Interview", json!(interview("item"))),
        ("MatterEntry", json!(memo("item", Some("first")))),
    ];
    for (of, kept) in around {
        for name in kept.as_object().unwrap().keys() {
            assert!(
                declared.contains(&(of, name.as_str())),
                "the table says nothing of {of}'s {name}"
            );
        }
    }
}

#[test]
fn no_copy_holds_a_field_that_the_table_does_not_give_it() {
    for (verdict, decided) in STATES {
        for (copy, model) in copies(verdict, decided) {
            let found = undeclared(copy, &model);
            assert!(
                found.is_empty(),
                "{copy:?} holds what the table does not declare: {found:?}"
            );
            assert_eq!(
                permitted(copy, model.clone()),
                model,
                "{copy:?} loses nothing on its way into a file of data"
            );
        }
    }
}

/// Texts whose mark in a copy proves that the table speaks the truth about it.
#[test]
fn what_the_table_says_of_a_text_is_so() {
    let mut seen: BTreeSet<(CopyKind, &str, String)> = BTreeSet::new();
    let texts: Vec<(&str, String)> = field_table()
        .filter(|row| matches!(row.of, "Answer" | "Action"))
        .map(|row| (row.of, row.name.to_owned()))
        .collect();
    for (verdict, decided) in STATES {
        for (copy, model) in copies(verdict, decided) {
            let model = model.to_string();
            for (of, name) in &texts {
                let canary = match *of {
                    "Answer" => format!("canary-{name}-"),
                    _ => format!("canary-action-{name}"),
                };
                if model.contains(&canary) {
                    seen.insert((copy, of, name.clone()));
                    assert_eq!(
                        disposition(copy, of, name),
                        Disposition::Share,
                        "{copy:?} holds the {of}'s {name} word for word"
                    );
                }
            }
            let counsels = copy == CopyKind::Counsel;
            assert!(
                counsels
                    || !model.contains("canary-evidence")
                        && !model.contains("canary-author")
                        && !model.contains("canary-around"),
                "{copy:?} names no evidence, no author of a revision and nothing around the answers"
            );
        }
    }
    let item = pack().items[0].clone();
    let of_texts = [
        ("Answer", json!(full(&item, Verdict::Partly, "now"))),
        ("Action", json!(full_action())),
    ];
    for (of, fields) in of_texts {
        for (name, value) in fields.as_object().unwrap() {
            let is_text = value.as_str().is_some_and(|text| text.contains("canary"));
            for copy in CopyKind::ALL {
                if is_text && disposition(copy, of, name) == Disposition::Share {
                    assert!(
                        seen.contains(&(copy, of, name.clone())),
                        "{copy:?} is declared to hold the {of}'s {name} and never does"
                    );
                }
            }
        }
    }
}

#[test]
fn what_is_smuggled_into_a_model_does_not_get_into_a_file() {
    let (_, mut model) = copies(Verdict::Partly, false).swap_remove(1);
    model["sections"][0]["entries"][0]["analysis"] = json!("canary-smuggled");
    model["board"]["counsel"] = json!({ "advice": "canary-smuggled" });
    let found = undeclared(CopyKind::Executive, &model);
    assert_eq!(
        found,
        ["board.counsel", "sections[0].entries[0].analysis"],
        "both places are named"
    );
    let kept = permitted(CopyKind::Executive, model).to_string();
    assert!(!kept.contains("canary-smuggled"), "and neither is written");
}

#[test]
fn the_table_names_nothing_that_is_not_there() {
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    fn walk(of: &str, value: &Value, seen: &mut BTreeSet<(String, String)>) {
        match value {
            Value::Array(list) => list.iter().for_each(|value| walk(of, value, seen)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    seen.insert((of.to_owned(), name.clone()));
                    let row = field_table().find(|row| {
                        row.of == of
                            && row.name == name
                            && (row.of != "Evidence" || name == "items")
                    });
                    walk(row.map_or("", |row| row.holds), value, seen);
                }
            }
            _ => {}
        }
    }
    let roots = [
        "Board",
        "Report",
        "Counsel",
        "Changes",
        "DecisionRecord",
        "Strategy",
        "Minutes",
    ];
    for (verdict, decided) in STATES {
        for (root, (_, model)) in roots.iter().zip(copies(verdict, decided)) {
            walk(root, &model, &mut seen);
        }
    }
    let recorded = [
        "Answer",
        "Action",
        "Evidence",
        "Revision",
        "Interview",
        "MatterEntry",
        "Request",
        "Item",
        "Profile",
    ];
    // No law moved between two runs under one pack; `tests/changes.rs` covers it.
    let elsewhere = [recorded.as_slice(), &["LawChange"]].concat();
    for row in field_table().filter(|row| !elsewhere.contains(&row.of)) {
        let named = (row.of.to_owned(), row.name.to_owned());
        assert!(
            seen.contains(&named),
            "{}.{} is declared, and in no model",
            row.of,
            row.name
        );
    }
}
