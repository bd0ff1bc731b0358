//! A `.proviso` file from anybody: it is read or refused; what can be read is put into an empty store,
//! and either does not hold together there, or can be walked and listed.

#![no_main]
#![allow(missing_docs, reason = "nobody links against a fuzz target")]

mod mutate;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use mutate::Dice;
use proviso_core::canonical::sha256;
use proviso_core::date::Moment;
use proviso_store::{Arrival, Contents, Stamp};

/// One part: its name and its bytes.
type Part = (String, Vec<u8>);

/// Reads the parts as far as they can be told apart, whatever their hashes say.
fn parts(bytes: &[u8]) -> Option<(Vec<u8>, Vec<Part>)> {
    let end = bytes.iter().position(|byte| *byte == b'\n')? + 1;
    let (first, mut rest) = bytes.split_at(end);
    let mut parts = Vec::new();
    while rest.starts_with(b"part ") {
        let line = rest.iter().position(|byte| *byte == b'\n')?;
        let words: Vec<&str> = std::str::from_utf8(&rest[..line]).ok()?.split(' ').collect();
        let [_, name, length, _] = words[..] else {
            return None;
        };
        let length: usize = length.parse().ok()?;
        let body = rest.get(line + 1..line + 1 + length)?;
        parts.push((name.to_owned(), body.to_vec()));
        rest = rest.get(line + 1 + length + 1..)?;
    }
    (!parts.is_empty()).then(|| (first.to_vec(), parts))
}

/// Writes parts with lengths and hashes that agree.
fn written(first: &[u8], parts: &[Part]) -> Vec<u8> {
    let mut file = first.to_vec();
    for (name, body) in parts {
        file.extend(format!("part {name} {} {}\n", body.len(), sha256(body)).as_bytes());
        file.extend(body);
        file.push(b'\n');
    }
    let whole = sha256(&file);
    file.extend(format!("end {} {whole}\n", parts.len()).as_bytes());
    file
}

/// Changes one line of one part as JSON, or drops, doubles or swaps lines and parts.
fn change(parts: &mut Vec<Part>, dice: &mut Dice) {
    let at = dice.throw(parts.len());
    match dice.throw(10) {
        0 => {
            parts.remove(at);
        }
        1 => parts.push(parts[at].clone()),
        2 => {
            let other = dice.throw(parts.len());
            parts.swap(at, other);
        }
        kind => {
            let mut lines: Vec<Vec<u8>> =
                parts[at].1.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            let line = dice.throw(lines.len());
            match kind {
                3 => {
                    lines.remove(line);
                }
                4 => lines.push(lines[line].clone()),
                _ => {
                    if let Ok(mut json) = serde_json::from_slice(&lines[line]) {
                        mutate::vary(&mut json, dice);
                        lines[line] = json.to_string().into_bytes();
                    }
                }
            }
            parts[at].1 = lines.join(&b'\n');
        }
    }
}

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut dice = Dice::new(seed);
    // One time in eight the bytes themselves, hashes that no longer agree included.
    let (Some((first, mut parts)), false) = (parts(&data[..size]), dice.throw(8) == 0) else {
        return fuzzer_mutate(data, size, max_size);
    };
    change(&mut parts, &mut dice);
    let file = written(&first, &parts);
    if file.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..file.len()].copy_from_slice(&file);
    file.len()
});

fuzz_target!(|bytes: &[u8]| {
    let Ok(contents) = Contents::read(bytes.to_vec()) else {
        return;
    };
    assert_eq!(contents.sha256(), sha256(bytes), "a file is named by its bytes");
    let stamp = Stamp {
        author: String::from("M. Okafor"),
        at: Moment {
            unix_millis: 1_790_000_000_000,
            offset_minutes: 0,
        },
    };
    let mut next = 0_u128;
    let entropy = move || {
        next += 1;
        next.to_be_bytes()
    };
    let id = contents.assessment().to_owned();
    let Ok(arrival) = Arrival::look(contents, Box::new(entropy), &stamp) else {
        return;
    };
    let broken = arrival.store().verify().expect("what was taken in can be walked");
    assert!(broken.is_empty(), "and holds: {broken:?}");
    let assessment = arrival.assessment().expect("what was taken in can be listed");
    assert_eq!(assessment.id, id, "under its own name");
});
