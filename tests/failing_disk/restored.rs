//! A disk that is full after a restore has happened.

use proviso_core::date::Moment;
use proviso_store::{OpenOptions, Store};
use serde_json::json;

use super::{Disk, NO_SPACE, held, on_a_failing_disk};
use crate::support::Office;

#[test]
fn a_restore_that_has_happened_is_said_to_have_and_what_did_not_fit_any_more_is_named() {
    let test = "failing_disk::restored::a_restore_that_has_happened_is_said_to_have_and_what_did_not_fit_any_more_is_named";
    if !on_a_failing_disk(test) {
        return;
    }
    let office = Office::new();
    let folder = office.folder.path().to_owned();
    // As an earlier version left it: with none of the texts that this one brings.
    let earlier = tempfile::tempdir().unwrap();
    let options = OpenOptions {
        now: Moment::from_utc_text("2026-11-22T12:00:00.000Z", 0).unwrap(),
        entropy: Box::new(|| *uuid::Uuid::new_v4().as_bytes()),
    };
    std::fs::create_dir(folder.join("backups")).unwrap();
    let store = Store::open(earlier.path(), options).unwrap();
    store
        .back_up_to(&folder.join("backups/proviso-asked-2026-11-22T12-00-00-000Z.db"))
        .unwrap();
    let row = office.call("backups", json!({}))["rows"][0].clone();
    let disk = Disk::below(&folder);
    let (mut refused, mut lacked) = (0, 0);
    let mut at = 1;
    loop {
        let before = held(&office);
        disk.fails_at(at, NO_SPACE);
        let outcome = office.invoke("restore_backup", json!({"name": row["name"]}));
        disk.is_well();
        at += at / 8 + 1;
        match outcome {
            Err(_) => {
                refused += 1;
                assert_eq!(
                    lacked, 0,
                    "a later write never refuses what an earlier one let through"
                );
                assert_eq!(held(&office), before, "what is refused has not happened");
            }
            Ok(restored) if restored["lacking"].is_null() => break,
            Ok(restored) => {
                lacked += 1;
                let told = restored["lacking"].as_str().unwrap();
                assert!(
                    told.contains("eo-14409 1.2.0")
                        && told.contains("Everything in the backup is back"),
                    "what is lacking is named, and what is not: {told}"
                );
                let packs = office.call("packs", json!({}));
                let shown = packs.to_string();
                assert!(
                    !shown.contains("eo-14409 1.2.0"),
                    "nor is it offered: {shown}"
                );
            }
        }
    }
    assert!(
        refused > 0 && lacked > 0,
        "both were seen: {refused} and {lacked}"
    );
    let office = office.reopened();
    let packs = office.call("packs", json!({})).to_string();
    assert!(
        packs.contains("eo-14409 1.2.0"),
        "and it is there in the end: {packs}"
    );
}
