//! What is on record of files that left the program, when an earlier state comes back.

use proviso_core::canonical::sha256;
use proviso_core::date::Date;

use super::*;
use crate::{DetachedSignature, ExportedCopy};

fn copy(made: &crate::Created, file: &str) -> ExportedCopy {
    ExportedCopy {
        assessment: made.assessment.clone(),
        run: made.run.clone(),
        run_number: 1,
        copy: String::from("executive"),
        format: String::from("pdf"),
        on: Date::parse_typed("December 11, 2026").unwrap(),
        legend: None,
        recipient: Some(String::from("Audit Committee")),
        number: None,
        items: None,
        file: String::from(file),
        bytes: 5,
        sha256: sha256(file.as_bytes()),
        fingerprint: sha256(b"state"),
    }
}

fn files(store: &Store) -> Vec<String> {
    let past = store.exports().unwrap();
    past.into_iter().map(|past| past.copy.file).collect()
}

#[test]
fn copies_that_were_written_stay_on_record_however_often_one_goes_back() {
    let (_folder, mut store, made) = with_assessment();
    store
        .record_export(&copy(&made, "first.pdf"), &stamp(5))
        .unwrap();
    let backup = store.back_up(BackupKind::Asked, moment(6)).unwrap();
    let after = copy(&made, "after.pdf");
    let signature = DetachedSignature {
        run: made.run.clone(),
        file: after.file.clone(),
        sha256: after.sha256.clone(),
        key: String::from("RWQ"),
        fingerprint: sha256(b"key"),
    };
    store
        .record_signature(&after, &signature, &stamp(7))
        .unwrap();
    let before = (store.exports().unwrap(), store.signatures().unwrap());

    let told = store.difference(&backup.path, None).unwrap();
    assert_eq!(
        (told.copies_since, told.folder_entries_gone),
        (1, 0),
        "it is said before, and none of it would go: {told:?}"
    );
    let kept = store.restore(&backup.path, None, &stamp(30)).unwrap();
    assert_eq!(
        (store.exports().unwrap(), store.signatures().unwrap()),
        before,
        "who got what and when, and the key of the signature, is on record as it was"
    );
    assert_eq!(store.verify().unwrap(), [], "in a chain that holds");

    // There and back again: each is there once.
    store.restore(&kept.path, None, &stamp(40)).unwrap();
    store.restore(&backup.path, None, &stamp(50)).unwrap();
    assert_eq!(
        files(&store),
        ["after.pdf", "first.pdf"],
        "an entry that is there already is not added"
    );
    assert_eq!(store.verify().unwrap(), [], "and everything holds");
}

#[test]
fn copies_of_an_assessment_that_the_earlier_state_lacks_stay_on_record() {
    let (_folder, mut store) = empty();
    let backup = store.back_up(BackupKind::Asked, moment(1)).unwrap();
    let made = assessment(&mut store);
    store
        .record_export(&copy(&made, "gap.pdf"), &stamp(5))
        .unwrap();
    store.restore(&backup.path, None, &stamp(30)).unwrap();
    assert_eq!(files(&store), ["gap.pdf"], "somebody has that file");
    assert_eq!(store.verify().unwrap(), [], "and the record holds");
}

#[test]
fn an_entry_that_does_not_hold_is_not_put_on_record_anew() {
    let (folder, mut store, made) = with_assessment();
    let backup = store.back_up(BackupKind::Asked, moment(6)).unwrap();
    for file in ["true.pdf", "false.pdf"] {
        store.record_export(&copy(&made, file), &stamp(7)).unwrap();
    }
    behind_our_back(folder.path())
        .execute_batch(
            "DROP TRIGGER folder_entry_is_never_changed;
             UPDATE folder_entry SET body = replace(body, 'Audit', 'Other')
             WHERE body LIKE '%false.pdf%'",
        )
        .unwrap();
    store.restore(&backup.path, None, &stamp(30)).unwrap();
    assert_eq!(
        files(&store),
        ["true.pdf"],
        "what was changed outside gets no place in a chain that holds"
    );
    assert_eq!(store.verify().unwrap(), [], "which it does");
}
