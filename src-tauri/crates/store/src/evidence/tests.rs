//! Linking, changing, taking away and carrying over evidence, and keeping copies once.

use proviso_core::answer::Verdict;
use proviso_core::profile::Profile;

use super::*;
use crate::testing::{follow, item_hash, stamp, verdict, with_assessment};
use crate::{Breach, Change, Created, NextRun, TakenOver};

fn reference(title: &str) -> Evidence {
    Evidence {
        title: title.to_owned(),
        place: Some(String::from("Legal drive, folder 7")),
        ..Evidence::default()
    }
}

fn copy(title: &str, bytes: &[u8]) -> Evidence {
    Evidence {
        copy: Some(KeptCopy {
            hash: sha256(bytes),
            name: format!("{title}.pdf"),
            bytes: bytes.len() as u64,
        }),
        ..reference(title)
    }
}

fn add(
    store: &mut Store,
    made: &Created,
    item: &str,
    evidence: &Evidence,
    bytes: Option<&[u8]>,
) -> Option<String> {
    let new = NewEvidence {
        item,
        item_hash: &item_hash(item),
        evidence,
        bytes,
    };
    let mut links = store.add_evidence(&made.run, &[new], &stamp(10)).unwrap();
    links.pop().unwrap()
}

fn copies(store: &Store) -> u32 {
    store
        .conn
        .query_row("SELECT count(*) FROM evidence_file", [], |row| row.get(0))
        .unwrap()
}

#[test]
fn a_reference_is_linked_changed_taken_away_and_stays_in_the_history() {
    let (_folder, mut store, made) = with_assessment();
    let link = add(&mut store, &made, "inventory", &reference("Register"), None).unwrap();
    let changed = Evidence {
        stale_after: Date::from_ymd(2027, 3, 2),
        ..reference("Register of models")
    };
    store
        .change_evidence(&made.run, &link, &changed, &stamp(11))
        .unwrap();
    let links = store.evidence(&made.run).unwrap();
    let linked = &links["inventory"][0];
    assert_eq!(linked.evidence, changed, "the last state holds");
    assert_eq!(linked.added_by, "Ada Counsel", "and it says who added it");
    assert_eq!(
        linked.added_on,
        stamp(10).at.local_date(),
        "and when that was"
    );
    let again = store.change_evidence(&made.run, &link, &changed, &stamp(12));
    assert_eq!(again.unwrap(), None, "the same state again is no change");
    store
        .unlink_evidence(&made.run, &link, &stamp(13))
        .unwrap()
        .unwrap();
    assert!(
        store.evidence(&made.run).unwrap().is_empty(),
        "it is linked no longer"
    );
    let history = store
        .evidence_history(&made.run, Some("inventory"))
        .unwrap();
    let states: Vec<(bool, &str)> = history
        .iter()
        .filter_map(|past| past.content.as_ref())
        .map(|state| (state.linked, state.evidence.title.as_str()))
        .collect();
    assert_eq!(
        states,
        [
            (false, "Register of models"),
            (true, "Register of models"),
            (true, "Register")
        ],
        "and every state is still there, newest first"
    );
    let twice = store.unlink_evidence(&made.run, &link, &stamp(14));
    assert_eq!(
        twice.unwrap(),
        None,
        "what is taken away is not taken away twice"
    );
    assert_eq!(
        store.verify().unwrap(),
        [],
        "and every chain and table holds"
    );
}

#[test]
fn a_copy_is_kept_once_however_often_it_is_linked() {
    let (_folder, mut store, made) = with_assessment();
    let bytes: &[u8] = b"%PDF-1.7 template";
    let one = copy("Template", bytes);
    let other = copy("The same, under another name", bytes);
    add(&mut store, &made, "inventory", &one, Some(bytes)).unwrap();
    add(&mut store, &made, "agents", &other, Some(bytes)).unwrap();
    assert_eq!(copies(&store), 1, "one copy, two links");
    let again = add(&mut store, &made, "agents", &other, Some(bytes));
    assert_eq!(again, None, "the same copy under the same item is one link");
    let hash = sha256(bytes);
    assert_eq!(
        store.kept_copy(&hash).unwrap().as_deref(),
        Some(bytes),
        "and its bytes are those that were put in"
    );
    assert_eq!(
        store.kept_copy(&sha256(b"other")).unwrap(),
        None,
        "no other is there"
    );
    assert_eq!(
        store.verify().unwrap(),
        [],
        "the tables say what the log says"
    );
}

#[test]
fn a_copy_that_was_changed_behind_our_back_is_not_handed_out() {
    let (_folder, mut store, made) = with_assessment();
    let bytes: &[u8] = b"minutes";
    add(
        &mut store,
        &made,
        "inventory",
        &copy("Minutes", bytes),
        Some(bytes),
    )
    .unwrap();
    store
        .conn
        .execute_batch(
            "DROP TRIGGER evidence_file_is_immutable;
             UPDATE evidence_file SET body = CAST('other' AS BLOB);",
        )
        .unwrap();
    assert_eq!(
        store.kept_copy(&sha256(bytes)).unwrap(),
        None,
        "other bytes are never passed off as the document"
    );
    let broken = store.verify().unwrap();
    assert!(
        broken
            .iter()
            .any(|link| link.breach == Breach::BytesChanged),
        "and the check of the record says so: {broken:?}"
    );
}

#[test]
fn a_link_that_does_not_say_what_the_log_says_is_found() {
    let (_folder, mut store, made) = with_assessment();
    add(&mut store, &made, "inventory", &reference("Register"), None).unwrap();
    store
        .conn
        .execute_batch("UPDATE evidence_link SET linked = 0")
        .unwrap();
    let broken = store.verify().unwrap();
    assert_eq!(broken.len(), 1, "one row differs: {broken:?}");
    assert_eq!(
        broken[0].breach,
        Breach::RowDiffers,
        "from what the log says"
    );
}

#[test]
fn a_closed_run_takes_no_evidence_and_lets_none_go() {
    let (_folder, mut store, made) = with_assessment();
    let link = add(&mut store, &made, "inventory", &reference("Register"), None).unwrap();
    follow(&mut store, &made.run).unwrap();
    let refused = store.unlink_evidence(&made.run, &link, &stamp(60));
    assert!(
        matches!(refused, Err(LinkError::Record(RecordError::Closed { .. }))),
        "a run that is followed changes no more: {refused:?}"
    );
    let unknown = store.unlink_evidence("none", &link, &stamp(60));
    assert!(
        matches!(
            unknown,
            Err(LinkError::Record(RecordError::UnknownRun { .. }))
        ),
        "and a run that is not there is named: {unknown:?}"
    );
    let hash = item_hash("inventory");
    let evidence = reference("Late");
    let late = NewEvidence {
        item: "inventory",
        item_hash: &hash,
        evidence: &evidence,
        bytes: None,
    };
    let refused = store.add_evidence(&made.run, &[late], &stamp(61));
    assert!(
        matches!(refused, Err(RecordError::Closed { .. })),
        "nothing is added either: {refused:?}"
    );
}

#[test]
fn a_link_of_another_run_is_not_changed_from_here() {
    let (_folder, mut store, made) = with_assessment();
    let other = crate::testing::assessment(&mut store);
    let link = add(&mut store, &made, "inventory", &reference("Register"), None).unwrap();
    let refused = store.unlink_evidence(&other.run, &link, &stamp(20));
    assert!(
        matches!(refused, Err(LinkError::UnknownLink { .. })),
        "a link belongs to its run: {refused:?}"
    );
    assert_eq!(
        store.evidence(&made.run).unwrap().len(),
        1,
        "and it is still there"
    );
}

#[test]
fn a_run_that_follows_takes_its_evidence_over() {
    let (_folder, mut store, made) = with_assessment();
    let bytes: &[u8] = b"minutes";
    let minutes = copy("Minutes", bytes);
    add(&mut store, &made, "inventory", &minutes, Some(bytes)).unwrap();
    add(&mut store, &made, "agents", &reference("Register"), None).unwrap();
    let gone = add(&mut store, &made, "agents", &reference("Taken away"), None).unwrap();
    store.unlink_evidence(&made.run, &gone, &stamp(11)).unwrap();
    let (hash, partly) = (item_hash("inventory"), verdict(Verdict::Partly));
    let change = Change::new("inventory", &hash, &partly);
    let recorded = store
        .record_answer(&made.run, &change, &stamp(12))
        .unwrap()
        .unwrap();
    let before = store.run(&made.run).unwrap();
    let taken = |item| TakenOver {
        item,
        bound_to: &hash,
        answer: &partly,
        of: &recorded.revision,
    };
    // The question was split in two.
    let answers = [taken("inventory-1"), taken("inventory-2")];
    let profile = Profile::default();
    let next = NextRun {
        pack: &before.pack.hash,
        as_of: before.as_of,
        profile: &profile,
        answers: &answers,
        goes_on: &[
            ("agents", "agents"),
            ("inventory", "inventory-1"),
            ("inventory", "inventory-2"),
        ],
        amends: None,
    };
    let follower = store.follow(&made.run, &next, &stamp(50)).unwrap();
    let links = store.evidence(&follower).unwrap();
    let titles: Vec<(&str, &str)> = links
        .iter()
        .flat_map(|(item, linked)| linked.iter().map(move |l| (item.as_str(), l)))
        .map(|(item, linked)| (item, linked.evidence.title.as_str()))
        .collect();
    assert_eq!(
        titles,
        [
            ("agents", "Register"),
            ("inventory-1", "Minutes"),
            ("inventory-2", "Minutes")
        ],
        "with each answer, and under its own item where none was given; not what was taken away"
    );
    let minutes_now = &links["inventory-1"][0];
    assert_eq!(
        minutes_now.added_on,
        stamp(10).at.local_date(),
        "it says when it was first added"
    );
    assert_eq!(copies(&store), 1, "and both runs point at one copy");
    let own = store.evidence(&made.run).unwrap();
    assert_ne!(
        own["inventory"][0].id, minutes_now.id,
        "each run has links of its own"
    );
    let history = store
        .evidence_history(&follower, Some("inventory-1"))
        .unwrap();
    let state = history[0].content.as_ref().unwrap();
    assert_eq!(state.cause, Cause::Carried, "the history says whence");
    assert_eq!(
        store.verify().unwrap(),
        [],
        "and every chain and table holds"
    );
}
