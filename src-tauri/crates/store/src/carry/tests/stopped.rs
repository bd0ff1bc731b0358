//! A file on its way in, stopped at any look.

use super::*;
use crate::testing::stopped_everywhere;

#[test]
fn a_file_that_is_stopped_on_its_way_in_has_not_come() {
    let (_folder, store, made) = full();
    let file = store.whole_assessment(&made.assessment).unwrap();
    let (arrival, _) = stopped_everywhere(
        |watch| {
            let contents = Contents::read(file.clone()).unwrap();
            Arrival::look_watched(contents, options(50_000).entropy, &stamp(100), watch)
        },
        |refusal| matches!(refusal, ArrivalError::Stopped),
        |_| {},
    );
    let (_other, there) = elsewhere();
    let there = std::cell::RefCell::new(there);
    let before = there.borrow().heads().unwrap();
    let ((), seen) = stopped_everywhere(
        |watch| {
            there
                .borrow_mut()
                .take_in_watched(&arrival, "a.proviso", &stamp(102), watch)
        },
        |refusal| matches!(refusal, ArrivalError::Stopped),
        |look| {
            let there = there.borrow();
            assert!(
                there.list_assessments().unwrap().is_empty(),
                "nothing came by look {look}"
            );
            assert_eq!(there.heads().unwrap(), before, "nor is anything on record");
        },
    );
    assert!(
        seen.iter().any(|percent| (10..100).contains(percent)),
        "how far it was is told: {seen:?}"
    );
    let there = there.into_inner();
    assert!(
        there.whole_assessment(&made.assessment).unwrap() == file,
        "and then it came as a whole"
    );
    assert_eq!(there.verify().unwrap(), [], "and everything holds");
}
