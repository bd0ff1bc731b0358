//! What of the present state outlasts going back to a backup that no clean-up had reached.

use proviso_core::answer::{Answer, Field};

use super::*;
use crate::destroy::{Target, Why};

const WORD: &str = "zq7f3c91ab4ed20583";

fn target() -> Target {
    Target::Answer {
        item: String::from("inventory"),
        field: Field::Facts,
    }
}

fn says(store: &mut Store, run: &str, item: &str, facts: &str, second: i64) {
    let hash = item_hash(item);
    let answer = Answer {
        facts: Some(facts.to_owned()),
        owner: Some(String::from("Treasury")),
        ..Answer::default()
    };
    let change = Change::new(item, &hash, &answer);
    store.record_answer(run, &change, &stamp(second)).unwrap();
}

fn expunge(store: &mut Store, assessment: &str, second: i64) {
    let why = Why {
        reason: "Another client’s",
        in_spite_of_hold: None,
    };
    store
        .expunge(assessment, &target(), why, &stamp(second))
        .unwrap();
}

fn stands_in(path: &Path) -> bool {
    let bytes = fs::read(path).unwrap();
    bytes
        .windows(WORD.len())
        .any(|window| window == WORD.as_bytes())
}

#[test]
fn what_was_expunged_does_not_come_back_with_a_backup_that_was_elsewhere() {
    let (folder, mut store, made) = with_assessment();
    says(&mut store, &made.run, "inventory", WORD, 10);
    says(&mut store, &made.run, "agents", "Stands.", 11);
    let elsewhere = tempfile::tempdir().unwrap();
    let stick = elsewhere.path().join("stick.db");
    store.back_up_to(&stick).unwrap();
    expunge(&mut store, &made.assessment, 20);
    says(
        &mut store,
        &made.run,
        "inventory",
        "Said knowing of it.",
        21,
    );
    let later = store.back_up(BackupKind::Asked, moment(22)).unwrap();
    assert!(stands_in(&stick), "the one elsewhere was not reached");
    let told = store.difference(&stick, None).unwrap();
    assert_eq!(told.destroyed_since, 1, "it is said before");
    store.restore(&stick, None, &stamp(30)).unwrap();
    let answers = store.answers(&made.run).unwrap();
    assert_eq!(
        answers["inventory"].answer.facts, None,
        "the field does not come back"
    );
    assert_eq!(
        answers["inventory"].answer.owner.as_deref(),
        Some("Treasury"),
        "what else was said there does"
    );
    assert_eq!(answers["agents"].answer.facts.as_deref(), Some("Stands."));
    assert_eq!(store.verify().unwrap(), [], "the record holds");
    assert_eq!(
        store.expunged(&made.assessment).unwrap()[0].reason,
        "Another client’s",
        "and says why"
    );
    assert!(!stands_in(store.path()), "no byte of the file has the word");
    for backup in store.backups() {
        assert!(!stands_in(&backup.path), "nor {}", backup.name);
    }
    // From here to the state that knows of the destruction, and to the stick once more.
    let told = store.difference(&later.path, None).unwrap();
    assert_eq!(told.destroyed_since, 0, "that one has nothing of it");
    store.restore(&later.path, None, &stamp(40)).unwrap();
    assert_eq!(
        store.answers(&made.run).unwrap()["inventory"]
            .answer
            .facts
            .as_deref(),
        Some("Said knowing of it."),
        "what was said since is no part of what was expunged"
    );
    store.restore(&stick, None, &stamp(50)).unwrap();
    assert!(!stands_in(store.path()), "as often as one goes back");
    drop(store);
    assert!(!stands_in(&folder.path().join(DATA_FILE)), "closed, too");
}

#[test]
fn a_destroyed_assessment_does_not_come_back() {
    let (_folder, mut store, made) = with_assessment();
    says(&mut store, &made.run, "inventory", WORD, 10);
    let elsewhere = tempfile::tempdir().unwrap();
    let stick = elsewhere.path().join("stick.db");
    store.back_up_to(&stick).unwrap();
    store
        .destroy_assessment(&made.assessment, "Retention ended", &stamp(20))
        .unwrap();
    let told = store.difference(&stick, None).unwrap();
    let stays = DestroyedAssessment {
        id: made.assessment.clone(),
        done: Some((moment(20), String::from("Ada Counsel"))),
    };
    assert_eq!(
        (&told.changed[..], &told.destroyed[..]),
        (&[][..], &[stays][..]),
        "it would not be as it was, and it is said since when: {told:?}"
    );
    store.restore(&stick, None, &stamp(30)).unwrap();
    let state: String = store
        .conn
        .query_row("SELECT state FROM assessment", [], |row| row.get(0))
        .unwrap();
    assert_eq!(state, "destroyed", "it is gone");
    assert!(!stands_in(store.path()), "with every word");
    assert_eq!(store.verify().unwrap(), [], "and the record holds");
}

#[test]
fn a_backup_that_is_held_is_not_cleaned_and_so_not_restored() {
    let (_folder, mut store, made) = with_assessment();
    says(&mut store, &made.run, "inventory", WORD, 10);
    store
        .set_hold(&made.assessment, true, "Investigation 7", &stamp(11))
        .unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let stick = elsewhere.path().join("stick.db");
    store.back_up_to(&stick).unwrap();
    store
        .set_hold(&made.assessment, false, "Closed", &stamp(12))
        .unwrap();
    expunge(&mut store, &made.assessment, 20);
    let before = store.answers(&made.run).unwrap();
    let refused = store.restore(&stick, None, &stamp(30)).unwrap_err();
    assert!(
        matches!(refused, RestoreError::Destroyed { .. })
            && refused.to_string().contains("on hold"),
        "the hold of its day protects it, and the destruction keeps it out: {refused}"
    );
    assert_eq!(store.answers(&made.run).unwrap(), before, "nothing changed");
    says(&mut store, &made.run, "agents", "Work goes on.", 31);
    assert!(stands_in(&stick), "and the backup is as it was");
}

#[test]
fn a_hold_that_was_set_since_stays() {
    let (_folder, mut store, made) = with_assessment();
    let backup = store.back_up(BackupKind::Asked, moment(9)).unwrap();
    store
        .set_hold(&made.assessment, true, "Investigation 7", &stamp(10))
        .unwrap();
    let told = store.difference(&backup.path, None).unwrap();
    assert_eq!(told.held_since.len(), 1, "it is said before: {told:?}");
    store.restore(&backup.path, None, &stamp(30)).unwrap();
    let keeping = store.keeping(&made.assessment).unwrap();
    assert_eq!(
        keeping.hold.unwrap().reason,
        "Investigation 7",
        "the assessment is on hold as before"
    );
    assert_eq!(store.verify().unwrap(), [], "and the record holds");
}

#[test]
fn a_state_from_before_an_assessment_was_made_keeps_that_it_was_destroyed() {
    let (_folder, mut store) = empty();
    let elsewhere = tempfile::tempdir().unwrap();
    let [first, stick] = ["first.db", "stick.db"].map(|name| elsewhere.path().join(name));
    store.back_up_to(&first).unwrap();
    let made = assessment(&mut store);
    says(&mut store, &made.run, "inventory", WORD, 10);
    store.back_up_to(&stick).unwrap();
    let done = store
        .destroy_assessment(&made.assessment, "Retention ended", &stamp(20))
        .unwrap();
    let told = store.difference(&first, None).unwrap();
    assert_eq!(
        (&told.gone[..], &told.destroyed[..]),
        (&[][..], &[][..]),
        "what is destroyed does not go once more: {told:?}"
    );
    store.restore(&first, None, &stamp(30)).unwrap();
    let on_record = store.destructions().unwrap();
    assert_eq!(
        on_record.iter().map(|one| &one.entry).collect::<Vec<_>>(),
        [&done.destruction.entry],
        "the destruction is on record"
    );
    assert_eq!(store.verify().unwrap(), [], "in a chain that holds");
    store.restore(&stick, None, &stamp(40)).unwrap();
    assert!(
        !stands_in(store.path()),
        "so that no later step brings it back"
    );
    assert_eq!(store.verify().unwrap(), [], "and the record holds");
}

#[test]
fn a_state_from_before_a_text_was_typed_keeps_that_it_was_expunged() {
    let (_folder, mut store, made) = with_assessment();
    let elsewhere = tempfile::tempdir().unwrap();
    let [first, stick] = ["first.db", "stick.db"].map(|name| elsewhere.path().join(name));
    store.back_up_to(&first).unwrap();
    says(&mut store, &made.run, "inventory", WORD, 10);
    store.back_up_to(&stick).unwrap();
    expunge(&mut store, &made.assessment, 20);
    store.restore(&first, None, &stamp(30)).unwrap();
    says(
        &mut store,
        &made.run,
        "inventory",
        "Said knowing of it.",
        31,
    );
    let later = store.back_up(BackupKind::Asked, moment(32)).unwrap();
    store.restore(&later.path, None, &stamp(33)).unwrap();
    assert_eq!(
        store.answers(&made.run).unwrap()["inventory"]
            .answer
            .facts
            .as_deref(),
        Some("Said knowing of it."),
        "what was said since is no part of what was expunged"
    );
    store.restore(&stick, None, &stamp(40)).unwrap();
    assert_eq!(
        store.destructions().unwrap().len(),
        1,
        "it is on record once"
    );
    assert!(
        !stands_in(store.path()),
        "and what was expunged stays out, two steps back"
    );
    assert_eq!(store.verify().unwrap(), [], "and the record holds");
}
