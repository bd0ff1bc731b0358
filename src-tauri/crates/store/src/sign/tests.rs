use proviso_core::answer::{Field, Verdict};
use rusqlite::Connection;

use super::*;
use crate::testing::{
    behind_our_back, item_hash, moment, options, stamp, verdict, with_assessment,
};
use crate::{ActionChange, Breach, Change, Closed, Created};

fn signing() -> Signing {
    let who = |name: &str, role: &str| Signatory {
        name: name.to_owned(),
        role: role.to_owned(),
    };
    Signing {
        legend: None,
        reviewer: Some(who("R. Vance", "Deputy General Counsel")),
        signer: who("M. Okafor", "General Counsel"),
        statement: String::from("To my knowledge, on the bases stated."),
        on: Date::from_ymd(2026, 11, 23).unwrap(),
    }
}

fn owner(store: &mut Store, made: &Created, name: &str, second: i64) {
    let action = Action {
        owner: Some(name.to_owned()),
        ..Default::default()
    };
    store
        .record_action(
            &made.assessment,
            &ActionChange::new("inventory", &action),
            &stamp(second),
        )
        .unwrap();
}

fn sign(store: &mut Store, made: &Created) -> Result<Recorded, SignError> {
    let (revision, action) = store.ends(&made.run).unwrap();
    let frozen = Frozen {
        snapshot: r#"{"answers":{}}"#,
        pdf: b"%PDF-1.7 as signed",
        heads: (&revision, action.as_deref()),
    };
    store.sign(&made.run, &signing(), &frozen, &stamp(40))
}

fn signed() -> (tempfile::TempDir, Store, Created) {
    let (folder, mut store, made) = with_assessment();
    let hash = item_hash("inventory");
    let answer = verdict(Verdict::Partly);
    let change = Change::new("inventory", &hash, &answer);
    store.record_answer(&made.run, &change, &stamp(10)).unwrap();
    owner(&mut store, &made, "Chief Risk Officer", 11);
    sign(&mut store, &made).unwrap();
    (folder, store, made)
}

#[test]
fn a_signed_run_says_who_and_what_and_takes_nothing_more() {
    let (folder, mut store, made) = signed();
    let hash = item_hash("inventory");
    let answer = verdict(Verdict::InPlace);
    let change = Change::new("inventory", &hash, &answer);
    let refused = store
        .record_answer(&made.run, &change, &stamp(50))
        .unwrap_err();
    assert!(
        matches!(
            refused,
            RecordError::Closed {
                why: Closed::Signed,
                ..
            }
        ),
        "{refused}"
    );
    drop(store);
    let store = Store::open(folder.path(), options(1_000)).unwrap();
    let read = store.signed(&made.run).unwrap().unwrap();
    assert_eq!(read.signing, Some(signing()), "as it was typed");
    assert_eq!(
        store.signed_pdf(&made.run).unwrap().as_deref(),
        Some(&b"%PDF-1.7 as signed"[..]),
        "with its PDF"
    );
    assert_eq!(store.verify().unwrap(), [], "and the record holds");
}

#[test]
fn actions_go_on_and_the_signed_run_shows_them_as_they_stood() {
    let (_folder, mut store, made) = signed();
    owner(&mut store, &made, "Chief Compliance Officer", 60);
    let owner = |actions: &BTreeMap<Id, Action>| actions["inventory"].owner.clone().unwrap();
    assert_eq!(
        owner(&store.actions_as_signed(&made.run).unwrap()),
        "Chief Risk Officer",
        "as signed"
    );
    assert_eq!(
        store.actions(&made.assessment).unwrap()["inventory"]
            .action
            .owner
            .as_deref(),
        Some("Chief Compliance Officer"),
        "and as it is now"
    );
    assert_eq!(
        store.signed(&made.run).unwrap().unwrap().actions_since,
        1,
        "and it says that something was done since"
    );
    assert_eq!(store.verify().unwrap(), [], "the record holds");
}

#[test]
fn what_is_half_typed_or_moved_is_not_signed() {
    let (_folder, mut store, made) = with_assessment();
    store
        .save_draft(&made.run, "agents", Field::Facts, "x", moment(12))
        .unwrap();
    let refused = sign(&mut store, &made).unwrap_err();
    assert!(matches!(refused, SignError::Draft { .. }), "{refused}");
    store.drop_draft(&made.run, "agents", Field::Facts).unwrap();
    let (revision, _) = store.ends(&made.run).unwrap();
    owner(&mut store, &made, "Somebody", 13);
    let frozen = Frozen {
        snapshot: "{}",
        pdf: b"",
        heads: (&revision, None),
    };
    let refused = store
        .sign(&made.run, &signing(), &frozen, &stamp(14))
        .unwrap_err();
    assert!(
        matches!(refused, SignError::Moved),
        "what is signed is what was looked at: {refused}"
    );
    sign(&mut store, &made).unwrap();
    let again = store.ends(&made.run).unwrap_err();
    assert!(
        matches!(again, RecordError::Closed { .. }),
        "nobody signs twice: {again}"
    );
}

/// Runs what must not run, and returns what the trigger said.
fn refused(conn: &Connection, sql: &str) -> String {
    match conn.execute_batch(sql) {
        Err(rusqlite::Error::SqliteFailure(code, Some(told)))
            if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER =>
        {
            told
        }
        other => panic!("no trigger answered, but {other:?}, to: {sql}"),
    }
}

#[test]
fn raw_sql_changes_nothing_that_was_signed() {
    let (folder, store, _made) = signed();
    drop(store);
    let conn = behind_our_back(folder.path());
    for sql in [
        "UPDATE sign_off SET snapshot = '{}'",
        "UPDATE sign_off SET snapshot_hash = printf('%064d', 1)",
        "UPDATE sign_off SET pdf = x'00'",
        "UPDATE sign_off SET action = NULL",
        "UPDATE sign_off SET snapshot = NULL, pdf = NULL, destroyed_by = 'x'",
        "DELETE FROM sign_off",
        "INSERT OR REPLACE INTO sign_off SELECT * FROM sign_off",
        "UPDATE run SET state = 'draft'",
        "DELETE FROM run",
        "DELETE FROM current_answer",
        "UPDATE current_answer SET answered = 0",
        "UPDATE revision SET author = 'x'",
        "DELETE FROM revision",
    ] {
        refused(&conn, sql);
    }
    drop(conn);
    let store = Store::open(folder.path(), options(1_000)).unwrap();
    assert_eq!(store.verify().unwrap(), [], "nothing has left a trace");
}

#[test]
fn whoever_takes_the_triggers_away_is_found_out() {
    for (change, breach) in [
        ("UPDATE sign_off SET snapshot = '{}'", Breach::BytesChanged),
        ("UPDATE sign_off SET pdf = x'00'", Breach::BytesChanged),
        ("DELETE FROM sign_off", Breach::RowDiffers),
        ("UPDATE sign_off SET action = NULL", Breach::RowDiffers),
        (
            "UPDATE sign_off SET pdf = x'00',
                 pdf_hash = '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'",
            Breach::RowDiffers,
        ),
    ] {
        let (folder, store, _made) = signed();
        drop(store);
        let conn = behind_our_back(folder.path());
        conn.execute_batch(
            "DROP TRIGGER sign_off_is_never_changed; DROP TRIGGER sign_off_is_kept;",
        )
        .unwrap();
        conn.execute_batch(change).unwrap();
        drop(conn);
        let store = Store::open(folder.path(), options(1_000)).unwrap();
        let mut broken = store.verify().unwrap();
        // That the triggers are gone is found too.
        broken.retain(|link| link.breach != Breach::OtherThanMade);
        assert_eq!(
            broken.iter().map(|link| link.breach).collect::<Vec<_>>(),
            [breach],
            "{change} is found: {broken:?}"
        );
    }
}
