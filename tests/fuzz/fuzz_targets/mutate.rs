//! Mutations of JSON that leave it JSON: random bytes would hardly ever pass the parser, and what is
//! behind it is what matters.

#![allow(dead_code, reason = "each target is a program of its own and uses its part")]

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value, json};

/// Texts that somewhere mean something.
const TELLING: [&str; 20] = [
    "", " ", "beside", "1", "2(a)", "99", "1.0.0", "1.1.0", "2.0.0-rc.1", "2026-06-02", "2026-02-30",
    "9999-12-31", "must", "violation of the law", "“quoted”", "reported", "is", "role", "a/b~c", "é\u{202e}",
];

/// Splitmix64: small, and the same for the same seed.
pub struct Dice(u64);

impl Dice {
    /// Begins with a seed.
    pub fn new(seed: u32) -> Self {
        Self(seed.into())
    }

    /// Returns a number below `sides`.
    pub fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides.max(1) as u64).unwrap_or(0)
    }
}

/// Changes a JSON text in one to four places; other bytes, and one time in eight these too, as
/// libFuzzer would.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut dice = Dice::new(seed);
    let parsed = serde_json::from_slice::<Value>(&data[..size]);
    let (Ok(mut json), false) = (parsed, dice.throw(8) == 0) else {
        return fuzzer_mutate(data, size, max_size);
    };
    vary(&mut json, &mut dice);
    let Ok(text) = serde_json::to_vec(&json) else {
        return fuzzer_mutate(data, size, max_size);
    };
    if text.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..text.len()].copy_from_slice(&text);
    text.len()
}

/// Changes a value in one to four places.
pub fn vary(json: &mut Value, dice: &mut Dice) {
    for _ in 0..=dice.throw(4) {
        let places = places(json);
        let place = places[dice.throw(places.len())].clone();
        let other = places[dice.throw(places.len())].clone();
        let other = json.pointer(&other).cloned().unwrap_or_default();
        edit(json, &place, other, dice);
    }
}

fn edit(json: &mut Value, place: &str, other: Value, dice: &mut Dice) {
    let Some(value) = json.pointer_mut(place) else {
        return;
    };
    match (dice.throw(6), &mut *value) {
        (0, Value::Array(list)) if !list.is_empty() => {
            let copy = list[dice.throw(list.len())].clone();
            list.insert(dice.throw(list.len()), copy);
        }
        (1, Value::Array(list)) if !list.is_empty() => {
            list.remove(dice.throw(list.len()));
        }
        (2, Value::Array(list)) if list.len() > 1 => {
            let (a, b) = (dice.throw(list.len()), dice.throw(list.len()));
            list.swap(a, b);
        }
        (0 | 1, Value::Object(map)) if !map.is_empty() => remove(map, dice),
        (2, Value::Object(map)) => {
            let name = TELLING[dice.throw(TELLING.len())];
            map.insert(name.to_owned(), other);
        }
        (0..=2, Value::String(text)) => *text = TELLING[dice.throw(TELLING.len())].to_owned(),
        (3, Value::String(text)) => {
            let half = text.chars().count() / 2;
            *text = text.chars().take(half).collect();
        }
        (4, Value::String(text)) => *text = format!("{text} {text}"),
        (0..=3, Value::Number(_)) => *value = json!(dice.throw(5)),
        (_, value) if same_kind(value, &other) => *value = other,
        _ => {}
    }
}

fn remove(map: &mut Map<String, Value>, dice: &mut Dice) {
    let names: Vec<String> = map.keys().cloned().collect();
    map.remove(&names[dice.throw(names.len())]);
}

fn same_kind(one: &Value, other: &Value) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

/// Lists the JSON pointers of all values.
fn places(json: &Value) -> Vec<String> {
    let mut places = Vec::new();
    let mut open = vec![(String::new(), json)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Array(list) => {
                open.extend(list.iter().enumerate().map(|(at, v)| (format!("{pointer}/{at}"), v)));
            }
            Value::Object(map) => open.extend(map.iter().map(|(name, v)| {
                let name = name.replace('~', "~0").replace('/', "~1");
                (format!("{pointer}/{name}"), v)
            })),
            _ => {}
        }
        places.push(pointer);
    }
    places
}
