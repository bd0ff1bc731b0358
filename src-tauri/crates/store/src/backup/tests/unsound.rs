//! Going back from a file whose record does not hold: that is why anybody does it, so it is never nothing.

use super::*;
use crate::verify::{Breach, Place};

#[test]
fn a_damaged_entry_is_named_before_a_backup_of_the_same_state_takes_its_place() {
    let (folder, mut store, made) = with_assessment();
    answer(&mut store, &made.run, "inventory", 10);
    let backup = store.back_up(BackupKind::Asked, moment(11)).unwrap();
    behind_our_back(folder.path())
        .execute_batch(
            "DROP TRIGGER revision_is_never_changed;
             UPDATE revision SET body = replace(body, 'inPlace', 'notInPlace')
             WHERE kind = 'answer'",
        )
        .unwrap();
    let found = store.difference(&backup.path, None).unwrap();
    assert!(
        found
            .unsound
            .iter()
            .any(|link| link.breach == Breach::BodyChanged
                && matches!(&link.place, Place::Entry { assessment, .. }
                    if *assessment == made.assessment)),
        "the entry is named: {:?}",
        found.unsound
    );
    assert!(
        !found.is_nothing(),
        "both logs end in the same entry, and the restored record holds what this one does not"
    );
    store.restore(&backup.path, None, &stamp(20)).unwrap();
    assert_eq!(store.verify().unwrap(), [], "as it does once restored");
    let found = store.difference(&backup.path, None).unwrap();
    assert_eq!(found.unsound, [], "then nothing is said of it any more");
}
