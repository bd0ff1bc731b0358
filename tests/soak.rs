//! A long run of random actions: after every stretch, what each screen is told is what the core
//! says of the state that is read back from the file.

use std::collections::BTreeMap;

use proviso_core::pack::read;
use serde_json::{Value, json};

use crate::support::Office;

/// Numbers that only look random, so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

const VERDICTS: [&str; 7] = [
    "inPlace",
    "partly",
    "notInPlace",
    "alternative",
    "notApplicable",
    "notSure",
    "",
];
const WORDS: [&str; 5] = [
    "Template v3",
    "",
    "Zanzibar register",
    "Interview with the CISO",
    "§ 3(b)",
];
const NAMES: [&str; 4] = ["CISO", "M. Okafor", "Ben", ""];
const DATES: [&str; 4] = ["2026-01-05", "December 12, 2026", "2030-06-03", ""];

/// What is asked in this pack, read by the test itself.
fn kinds(office: &Office, run: &str) -> BTreeMap<String, Value> {
    let view = office.call("open_run", json!({"run": run}));
    let items = view["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            (
                item["id"].as_str().unwrap().to_owned(),
                item["kind"].clone(),
            )
        })
        .collect()
}

/// One random action; a refusal is as good as a change, as long as nothing is half-done.
fn act(office: &Office, run: &str, kinds: &BTreeMap<String, Value>, dice: &mut Dice) {
    let ids: Vec<&String> = kinds.keys().collect();
    let item = (*dice.pick(&ids)).clone();
    let kind = &kinds[&item];
    let value = |text: &&str| {
        if text.is_empty() {
            Value::Null
        } else {
            json!(text)
        }
    };
    let (command, arguments) = match dice.below(20) {
        0..=8 if kind["is"] == "practice" => (
            "record_answer",
            json!({"run": run, "item": item, "field": "verdict", "value": value(dice.pick(&VERDICTS))}),
        ),
        0..=8 => {
            let options = kind["options"].as_array().cloned().unwrap_or_default();
            let choice = if options.is_empty() || dice.below(4) == 0 {
                Value::Null
            } else {
                dice.pick(&options)["id"].clone()
            };
            (
                "record_answer",
                json!({"run": run, "item": item, "field": "choice", "value": choice}),
            )
        }
        9..=10 => {
            let field = *dice.pick(&["facts", "analysis", "todo", "reason"]);
            (
                "record_answer",
                json!({"run": run, "item": item, "field": field, "value": value(dice.pick(&WORDS))}),
            )
        }
        11 => (
            "record_answer",
            json!({"run": run, "item": item, "field": "basis", "value": dice.pick(&["document", "tested", "assumed", "interview"])}),
        ),
        12 => (
            "record_answer",
            json!({"run": run, "item": item, "field": "owner", "value": value(dice.pick(&NAMES))}),
        ),
        13 => (
            "record_answer",
            json!({"run": run, "item": item, "field": "flag", "value": value(dice.pick(&["true", ""]))}),
        ),
        14 => (
            "save_draft",
            json!({"run": run, "item": item, "field": "facts", "text": dice.pick(&WORDS)}),
        ),
        15..=17 => {
            let (field, given) = match dice.below(4) {
                0 => ("due", *dice.pick(&DATES)),
                1 => ("owner", *dice.pick(&NAMES)),
                2 => ("acceptedUntil", *dice.pick(&DATES)),
                _ => (
                    "status",
                    *dice.pick(&["open", "inProgress", "done", "accepted"]),
                ),
            };
            (
                "record_action",
                json!({"run": run, "item": item, "field": field, "value": value(&given)}),
            )
        }
        18 => {
            let view = office.call("open_run", json!({"run": run}));
            let mut profile = view["profile"].clone();
            let answer = *dice.pick(&["yes", "no", "notSure"]);
            profile["traits"]["agents-in-use"] = json!(answer);
            if dice.below(2) == 0 {
                profile["roles"] = json!(["frontier-developer", "adopter"]);
            } else {
                profile["roles"] = json!(["adopter"]);
            }
            ("set_profile", json!({"run": run, "profile": profile}))
        }
        _ => ("set_place", json!({"run": run, "item": item})),
    };
    if let Err(refusal) = office.invoke(command, arguments.clone()) {
        let known = ["unknownItem", "badValue"].contains(&refusal["code"].as_str().unwrap_or(""));
        assert!(known, "{command} {arguments} was refused: {refusal}");
    }
}

/// Everything the screens are told, against the core on the state that is on disk.
fn compare(office: &Office, run: &str) {
    let view = office.call("open_run", json!({"run": run}));
    let pack_bytes = include_bytes!("../assets/packs/eo-14409/1.0.0.json");
    let (pack, hash) = read(pack_bytes).unwrap();
    assert_eq!(
        view["pack"],
        json!(hash.0),
        "the pack is the one the test reads"
    );
    let actions = office.call("actions", json!({"run": run}));
    let overview = office.call("overview", json!({"run": run}));
    let answers: proviso_core::answer::Answers =
        serde_json::from_value(view["answers"].clone()).unwrap();
    let profile = serde_json::from_value(view["profile"].clone()).unwrap();
    let scope = proviso_core::scope::scope(&pack, &profile, &answers);
    assert_eq!(
        view["state"]["standings"],
        serde_json::to_value(&scope).unwrap(),
        "where each item stands"
    );
    assert_eq!(view["state"], actions["state"], "two screens, one state");
    assert_eq!(
        view["state"]["progress"], overview["progress"],
        "one progress"
    );
    let coverage = proviso_core::coverage::coverage(&pack, &scope, &answers, &Default::default());
    assert_eq!(
        overview["all"]["text"],
        json!(coverage.all.text()),
        "practices in place"
    );
    for (bar, group) in overview["themes"]
        .as_array()
        .unwrap()
        .iter()
        .zip(&coverage.by_theme)
    {
        assert_eq!(
            (&bar["id"], &bar["text"]),
            (&json!(group.id), &json!(group.interval.text())),
            "and by theme"
        );
        let of: u64 = bar["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|item| item["counts"] != "not counted")
            .map(|item| 2 * item["weight"].as_u64().unwrap())
            .sum();
        assert_eq!(
            of,
            u64::from(group.interval.of),
            "the items behind a bar add up to it"
        );
    }
    let lists = &view["state"]["lists"];
    let count = |list: &str| {
        let lists = lists.as_object().unwrap().values();
        lists
            .filter(|under| under.as_array().unwrap().contains(&json!(list)))
            .count() as u64
    };
    let progress = &overview["progress"];
    let number = |name: &str| progress[name].as_u64().unwrap();
    assert_eq!(
        count("unanswered"),
        number("inScope") - number("answered"),
        "unanswered"
    );
    assert_eq!(count("flagged"), number("flagged"), "flagged");
    assert_eq!(count("waiting"), number("waiting"), "waiting");
    assert_eq!(
        count("noEvidence"),
        number("affirmed") - number("evidenced"),
        "no evidence"
    );
    let rows = actions["rows"].as_array().unwrap();
    assert_eq!(
        count("partly") + count("notInPlace"),
        rows.len() as u64,
        "one row for each gap"
    );
    let of_priority = |label: &str| {
        let rows = rows.iter().filter(|row| row["priority"] == label);
        rows.count() as u64
    };
    for priority in ["first", "second", "third"] {
        assert_eq!(
            overview["actions"][priority],
            json!(of_priority(priority)),
            "{priority} priority"
        );
    }
    for word in ["zanzibar", "template", "ciso"] {
        let found = office.call("find_in_run", json!({"run": run, "find": word}));
        let by_words: Vec<&String> = answers
            .iter()
            .filter(|(_, answer)| {
                let text = proviso_core::search::answer_texts(answer)
                    .text
                    .to_lowercase();
                text.split(|letter: char| !letter.is_alphanumeric())
                    .any(|one| one.starts_with(word))
            })
            .map(|(item, _)| item)
            .collect();
        let items = found["items"].as_object().unwrap().iter();
        let in_answers: Vec<&String> = items
            .filter(|(_, places)| places.as_array().unwrap().contains(&json!("answer")))
            .map(|(item, _)| item)
            .collect();
        assert_eq!(in_answers, by_words, "“{word}” is found where it stands");
    }
    for row in office.call("assessments", json!({})).as_array().unwrap() {
        let listed = &row["runs"][0];
        if listed["id"] == json!(run) {
            assert_eq!(
                (&listed["answered"], &listed["inScope"]),
                (&progress["answered"], &progress["inScope"]),
                "the list of assessments says the same"
            );
        }
    }
}

#[test]
fn what_every_screen_is_told_is_what_the_core_says_of_the_file() {
    let full = std::env::var("PROVISO_SCALE").is_ok_and(|scale| scale == "full");
    let (stretches, length) = if full { (20, 500) } else { (10, 100) };
    let mut office = Office::new();
    let run = office.assessment();
    let kinds = kinds(&office, &run);
    let mut dice = Dice(14_409);
    for _ in 0..stretches {
        for _ in 0..length {
            act(&office, &run, &kinds, &mut dice);
        }
        let before = office.call("open_run", json!({"run": run}));
        office = office.reopened();
        let after = office.call("open_run", json!({"run": run}));
        assert_eq!(before, after, "what was shown is what is on disk");
        compare(&office, &run);
    }
}
