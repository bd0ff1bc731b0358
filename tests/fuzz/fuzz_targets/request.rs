//! A request and a reply from anybody: each is read or refused; what was read can be written, and reads back the same.

#![no_main]
#![allow(missing_docs, reason = "nobody links against a fuzz target")]

mod mutate;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use mutate::Dice;
use proviso_core::canonical::hash_value;
use proviso_core::request::file::{read_reply, read_request, write_reply, write_request};
use serde_json::Value;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut dice = Dice::new(seed);
    let parsed = serde_json::from_slice::<Value>(&data[..size]);
    let (Ok(mut file), false) = (parsed, dice.throw(8) == 0) else {
        return fuzzer_mutate(data, size, max_size);
    };
    mutate::vary(&mut file, &mut dice);
    // Most of the time the sum agrees, so that what is behind it is reached.
    if dice.throw(8) > 0
        && let Some(fields) = file.as_object_mut()
    {
        fields.remove("sum");
        let sum = hash_value("request file", &file);
        file["sum"] = Value::from(sum.0);
    }
    // A file begins with its content, as it is written.
    let text = file.to_string();
    if text.len() > max_size {
        return fuzzer_mutate(data, size, max_size);
    }
    data[..text.len()].copy_from_slice(text.as_bytes());
    text.len()
});

fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = read_request(bytes) {
        let written = write_request(&request).expect("a request that was read can be written");
        assert_eq!(read_request(&written), Ok(request), "and reads back the same");
    }
    if let Ok(read) = read_reply(bytes) {
        let written = write_reply(&read.reply).expect("a reply that was read can be written");
        let again = read_reply(&written).expect("and read");
        assert_eq!(again.reply, read.reply, "with the same statements");
        assert!(again.findings.is_empty(), "and nothing to say: {:?}", again.findings);
        assert!(
            read.findings.iter().all(|said| said.len() < 4_000 && said.ends_with('.')),
            "each finding is a sentence"
        );
    }
});
