//! The memo of what moved between the versions of the order's pack.

use proviso_core::rerun::{Memo, memo};

use crate::order::{order, planned};

fn between(old: &str, new: &str) -> Memo {
    let (old, new) = (order(old), order(new));
    memo(&planned(&old, &new, &[]), &old, &new)
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
