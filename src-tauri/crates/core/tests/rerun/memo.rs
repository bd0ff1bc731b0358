//! The memo of what moved, held to the letter between the versions of the order's pack.
//!
//! After a change to the packs, write the files anew and read them: `PROVISO_WRITE_GOLDEN=1 cargo
//! test -p proviso-core --test rerun memo`.

use proviso_core::rerun::{Memo, memo};

use crate::order::{order, planned};

fn between(old: &str, new: &str) -> Memo {
    let (old, new) = (order(old), order(new));
    memo(&planned(&old, &new, &[]), &old, &new)
}

fn golden(old: &str, new: &str) {
    let path = format!(
        "{}/tests/golden/moved-{old}-{new}.txt",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = between(old, new).text();
    if std::env::var_os("PROVISO_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "{path} is not what the packs say now; write it with PROVISO_WRITE_GOLDEN=1 and read it"
    );
}

#[test]
fn from_the_day_of_signature_to_july() {
    golden("1.0.0", "1.1.0");
}

#[test]
fn from_july_to_october() {
    golden("1.1.0", "1.2.0");
}

#[test]
fn from_the_day_of_signature_to_october() {
    golden("1.0.0", "1.2.0");
}

#[test]
fn the_memo_names_each_event_once_with_source_and_confidence() {
    let (early, late, whole) = (
        between("1.0.0", "1.1.0"),
        between("1.1.0", "1.2.0"),
        between("1.0.0", "1.2.0"),
    );
    assert_eq!(
        early.events.len() + late.events.len(),
        whole.events.len(),
        "the long way and the short one tell the same events"
    );
    for event in &whole.events {
        assert!(!event.sources.is_empty(), "{} names its source", event.id);
    }
    for (one, two) in whole.events.iter().zip(whole.events.iter().skip(1)) {
        assert!(one.date <= two.date, "oldest first");
    }
}
