//! Calls from a page that is not ours: ill-typed, oversized and out of place, at every command.
//!
//! The names of the arguments are read from the commands' own source, so that a new command is
//! called too. Whatever is sent, each call is answered or refused with a code and a sentence, the
//! next call works, and the record holds.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::support::{Office, first_item};

/// A command with its arguments' names.
struct Signature {
    name: String,
    arguments: Vec<String>,
}

/// Reads every command with its arguments from the source of the shell.
fn signatures() -> Vec<Signature> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/src/commands");
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for part in text.split("#[tauri::command").skip(1) {
            let part = &part[part.find("fn ").unwrap() + 3..];
            let name = part[..part.find(['(', '<']).unwrap()].to_owned();
            let list = &part[part.find('(').unwrap() + 1..part.find(") ->").unwrap()];
            let arguments = list.split(',').filter_map(|argument| {
                let (name, is) = argument.trim().split_once(':')?;
                let given_by_the_shell = ["State", "AppHandle", "WebviewWindow", "Window"];
                let is = is.trim();
                (!given_by_the_shell.iter().any(|word| is.contains(word))).then(|| camel(name))
            });
            found.push(Signature {
                arguments: arguments.collect(),
                name,
            });
        }
    }
    found
}

/// `item_id` as the page writes it: `itemId`.
fn camel(name: &str) -> String {
    let mut parts = name.trim().split('_');
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        text += &part[..1].to_uppercase();
        text += &part[1..];
    }
    text
}

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

/// Something to send for one argument; `known` are names that mean something here.
fn value(dice: &mut Dice, known: &[String], depth: usize) -> Value {
    match dice.below(if depth > 2 { 13 } else { 16 }) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(1.5e300),
        5 => json!(""),
        6 => json!("\u{0}\u{202e}\u{feff}\u{fffd}'; DROP TABLE revision; --"),
        7 => json!("../../../etc/passwd"),
        8 => json!("0123456789abcdef0123456789abcdef"),
        9 => json!("=HYPERLINK(\"x\")"),
        10..=12 => json!(dice.pick(known)),
        13 => (0..dice.below(4))
            .map(|_| value(dice, known, depth + 1))
            .collect(),
        _ => {
            let keys = [
                "author", "run", "item", "field", "details", "pack", "profile", "roles", "traits",
                "legend", "copy", "format", "on", "id",
            ];
            let entries = (0..dice.below(6)).map(|_| {
                let key = *dice.pick(&keys);
                (key.to_owned(), value(dice, known, depth + 1))
            });
            Value::Object(entries.collect())
        }
    }
}

/// Calls a command, whatever comes of it, and returns whether it was carried out.
fn is_carried_out(office: &Office, command: &str, arguments: &Value) -> bool {
    let answer = office.invoke(command, arguments.clone());
    if let Err(refusal) = &answer {
        let said = refusal["message"].as_str().unwrap_or_default();
        let code = refusal["code"].as_str().unwrap_or_default();
        assert!(
            !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric()),
            "{command} refuses with a code: {refusal} of {arguments}"
        );
        assert!(said.len() > 10, "and a sentence: {refusal} of {arguments}");
        assert_ne!(
            code, "poisoned",
            "nothing broke down before {command} was called with {arguments}"
        );
    }
    answer.is_ok()
}

#[test]
fn no_call_is_left_unanswered_or_breaks_the_record() {
    let office = Office::new();
    let run = office.assessment();
    let view = office.call("open_run", json!({"run": run}));
    let item = first_item(&view, "practice");
    office.call(
        "record_answer",
        json!({"run": run, "item": item, "field": "facts", "value": "Kept."}),
    );
    let pack = view["pack"]["hash"].as_str().unwrap_or_default().to_owned();
    let words = [
        run.as_str(),
        &item,
        &pack,
        "facts",
        "verdict",
        "inPlace",
        "executive",
        "pdf",
        "due",
        "M. Okafor",
        "2026-12-01",
    ];
    let known: Vec<String> = words.into_iter().map(str::to_owned).collect();
    let signatures = signatures();
    assert_eq!(
        signatures.len(),
        proviso_app::commands::NAMES.len(),
        "every command was found in the source"
    );
    let full = std::env::var("PROVISO_SCALE").is_ok_and(|scale| scale == "full");
    let times = if full { 1_000 } else { 100 };
    let mut dice = Dice(14_409);
    let mut carried_out = 0;
    for signature in &signatures {
        for _ in 0..times {
            let mut arguments = Map::new();
            for name in &signature.arguments {
                // What is left out is as wrong as what is of another type.
                if dice.below(8) > 0 {
                    arguments.insert(name.clone(), value(&mut dice, &known, 0));
                }
            }
            let arguments = Value::Object(arguments);
            carried_out += usize::from(is_carried_out(&office, &signature.name, &arguments));
        }
    }
    assert!(
        carried_out > signatures.len(),
        "some of what was sent was in order, so that later calls met a state that had moved"
    );
    let folder = office.closed();
    let session = proviso_store::Store::open(
        folder.path(),
        proviso_store::OpenOptions {
            now: proviso_core::date::Moment {
                unix_millis: 1_800_000_000_000,
                offset_minutes: 0,
            },
            entropy: Box::new(|| [7; 16]),
        },
    );
    let broken = session.unwrap().verify().unwrap();
    assert!(broken.is_empty(), "the record holds: {broken:?}");
}

#[test]
fn a_call_too_large_to_be_ours_is_refused_before_it_is_read() {
    let office = Office::new();
    let run = office.assessment();
    let large = "x".repeat(5_000_000);
    for signature in signatures().iter().filter(|s| !s.arguments.is_empty()) {
        let arguments: Map<String, Value> = signature
            .arguments
            .iter()
            .map(|name| (name.clone(), json!({"run": run, "text": [large]})))
            .collect();
        let code = office.refused(&signature.name, Value::Object(arguments));
        assert_eq!(code, "tooLarge", "{} is not called with it", signature.name);
    }
    let long = json!({"run": run, "item": "x", "field": "facts", "value": "x".repeat(1_000_000)});
    assert_eq!(
        office.refused("record_answer", long),
        "tooLarge",
        "what is longer than any text of ours is refused too"
    );
}
