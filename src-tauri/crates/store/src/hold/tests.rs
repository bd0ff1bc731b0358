use proviso_core::answer::{Answer, Field};

use super::*;
use crate::testing::{behind_our_back, item_hash, options, stamp, with_assessment};
use crate::{Change, Created, DestroyError, Target, Why};

fn held() -> (tempfile::TempDir, Store, Created) {
    let (folder, mut store, made) = with_assessment();
    let hash = item_hash("inventory");
    let answer = Answer {
        advice: Some(String::from("Settle")),
        ..Answer::default()
    };
    let change = Change::new("inventory", &hash, &answer);
    store.record_answer(&made.run, &change, &stamp(10)).unwrap();
    store
        .set_hold(&made.assessment, true, "Investigation 7", &stamp(11))
        .unwrap();
    (folder, store, made)
}

fn advice() -> Target {
    Target::Answer {
        item: String::from("inventory"),
        field: Field::Advice,
    }
}

#[test]
fn a_hold_stops_deletion_destruction_and_expunging_of_its_own_assessment() {
    let (folder, mut store, made) = held();
    let other = crate::testing::assessment(&mut store);
    let id = &made.assessment;
    let hold = store.keeping(id).unwrap().hold.unwrap();
    assert_eq!(hold.reason, "Investigation 7", "with its reason");
    assert_eq!(hold.author, "Ada Counsel", "and who set it");
    let refused = store.destroy_assessment(id, "x", &stamp(20));
    assert!(
        matches!(refused, Err(DestroyError::Held { .. })),
        "{refused:?}"
    );
    let why = Why {
        reason: "x",
        in_spite_of_hold: Some("  "),
    };
    let refused = store.expunge(id, &advice(), why, &stamp(20));
    assert!(
        matches!(refused, Err(DestroyError::HeldWithoutOverride { .. })),
        "a blank says nothing: {refused:?}"
    );
    let refused = store.set_deleted(id, true, &stamp(20)).unwrap_err();
    assert!(refused.to_string().contains("on hold"), "{refused}");
    store.set_archived(id, true, &stamp(21)).unwrap();
    store.set_archived(id, false, &stamp(22)).unwrap();
    store
        .destroy_assessment(&other.assessment, "x", &stamp(23))
        .unwrap();
    assert_eq!(store.verify().unwrap(), [], "nothing of it left a trace");
    drop(store);
    let conn = behind_our_back(folder.path());
    for sql in [
        "UPDATE assessment SET state = 'deleted' WHERE state = 'open'",
        "INSERT INTO revision (id, assessment, kind, prev_hash, hash, author, recorded_at,
             utc_offset_minutes, body_hash, body)
         SELECT printf('%032d', 7), 1, 'destruction', hash, zeroblob(32), 'x', recorded_at, 0,
             body_hash, '{\"all\":true,\"destruction\":{\"override\":\"so there\"}}'
         FROM revision WHERE assessment = 1 ORDER BY seq DESC LIMIT 1",
    ] {
        let told = conn.execute_batch(sql).unwrap_err().to_string();
        assert!(
            told.contains("on hold"),
            "the database itself says no: {told}"
        );
    }
}

#[test]
fn what_is_expunged_under_a_hold_says_why_and_the_hold_stands() {
    let (_folder, mut store, made) = held();
    let why = Why {
        reason: "Another client's",
        in_spite_of_hold: Some("Ordered by the court on November 2, 2026"),
    };
    let done = store
        .expunge(&made.assessment, &advice(), why, &stamp(20))
        .unwrap();
    assert_eq!(
        done.destruction.in_spite_of_hold.as_deref(),
        Some("Ordered by the court on November 2, 2026"),
        "it is on record"
    );
    assert!(
        store.keeping(&made.assessment).unwrap().hold.is_some(),
        "and the hold stands"
    );
}

#[test]
fn releasing_a_hold_is_recorded_and_lets_go() {
    let (folder, mut store, made) = held();
    let id = &made.assessment;
    let again = store.set_hold(id, true, "Twice", &stamp(20));
    assert!(
        matches!(again, Err(HoldError::HeldAlready { .. })),
        "{again:?}"
    );
    let silent = store.set_hold(id, false, " ", &stamp(20));
    assert!(matches!(silent, Err(HoldError::NoReason)), "{silent:?}");
    store.set_hold(id, false, "Closed", &stamp(21)).unwrap();
    assert_eq!(store.keeping(id).unwrap(), Keeping::default(), "released");
    let again = store.set_hold(id, false, "Closed", &stamp(22));
    assert!(matches!(again, Err(HoldError::NotHeld)), "{again:?}");
    let entries: u32 = store
        .conn
        .query_row(
            "SELECT count(*) FROM folder_entry WHERE kind = 'hold'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(entries, 2, "the data folder's log has both");
    store.set_deleted(id, true, &stamp(23)).unwrap().unwrap();
    assert_eq!(store.verify().unwrap(), [], "and the record holds");
    drop(store);
    let mut store = Store::open(folder.path(), options(1_000)).unwrap();
    store.destroy_assessment(id, "x", &stamp(30)).unwrap();
    assert_eq!(
        store.all_keeping().unwrap().len(),
        0,
        "of what is gone nothing is kept"
    );
    let refused = store.set_hold(id, true, "Late", &stamp(31));
    assert!(matches!(refused, Err(HoldError::Destroyed)), "{refused:?}");
}

#[test]
fn a_date_reminds_and_can_be_moved_and_taken_back() {
    let (_folder, mut store, made) = with_assessment();
    let id = &made.assessment;
    let day = Date::from_ymd(2033, 12, 31);
    store
        .set_retain_until(id, day, "Policy 12", &stamp(20))
        .unwrap()
        .unwrap();
    let again = store
        .set_retain_until(id, day, "Policy 12", &stamp(21))
        .unwrap();
    assert_eq!(again, None, "the same day again is no change");
    assert_eq!(store.all_keeping().unwrap()[id].until, day, "it is listed");
    store
        .set_retain_until(id, None, "Withdrawn", &stamp(22))
        .unwrap()
        .unwrap();
    assert_eq!(store.keeping(id).unwrap(), Keeping::default(), "taken back");
    assert_eq!(store.verify().unwrap(), [], "all of it in the chains");
}
