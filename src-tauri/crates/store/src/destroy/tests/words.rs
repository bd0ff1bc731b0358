//! Texts that stand outside answers: a comment with which a run was sent back, what a signer stated, the
//! name of the organization.

use super::*;
use crate::NewComment;
use crate::testing::with_assessment;

fn stands(store: &Store, word: &str) -> bool {
    let file = fs::read(store.path()).unwrap();
    let log = fs::read(store.path().with_extension("db-wal")).unwrap_or_default();
    let has = |bytes: &[u8]| {
        bytes
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    };
    has(&file) || has(&log)
}

fn signatory(name: &str) -> Signatory {
    Signatory {
        name: name.to_owned(),
        role: String::from("General Counsel"),
    }
}

fn expunge(store: &mut Store, assessment: &str, target: &Target, second: i64) -> Certificate {
    let why = Why {
        reason: "Another client’s",
        in_spite_of_hold: None,
    };
    store
        .expunge(assessment, target, why, &stamp(second))
        .unwrap()
}

#[test]
fn comment_statement_and_organization_can_be_expunged() {
    let (_folder, mut store, made) = with_assessment();
    let (comment, statement, organization) = (word("comment"), word("statement"), word("org"));
    let named = Details {
        organization: organization.clone(),
        matter: String::from("M-7"),
        ..Details::default()
    };
    store
        .set_details(&made.assessment, &named, &stamp(9))
        .unwrap();
    let hash = item_hash("inventory");
    let sent = NewComment {
        item: "inventory",
        item_hash: &hash,
        text: &comment,
    };
    store
        .send_back(&made.run, &signatory("R. Vance"), &[sent], &stamp(10))
        .unwrap();
    let id = store.comments(&made.run).unwrap()[0].id.clone();
    let (revision, action) = store.ends(&made.run).unwrap();
    let signing = Signing {
        legend: None,
        reviewer: None,
        signer: signatory("M. Okafor"),
        statement: statement.clone(),
        on: Date::from_ymd(2026, 11, 23).unwrap(),
    };
    let snapshot = json!({
        "answers": {}, "details": named, "signing": signing, "number": 1,
    })
    .to_string();
    let frozen = Frozen {
        snapshot: &snapshot,
        pdf: b"%PDF",
        heads: (&revision, action.as_deref()),
    };
    store
        .sign(&made.run, &signing, &frozen, &stamp(11))
        .unwrap();
    store.back_up(BackupKind::Asked, moment(12)).unwrap();

    let of_comment = Target::Comment { comment: id };
    expunge(&mut store, &made.assessment, &of_comment, 20);
    assert!(!stands(&store, &comment), "the comment's text is gone");
    assert_eq!(
        store.verify().unwrap(),
        [],
        "and the record holds without it"
    );
    assert!(stands(&store, &statement), "the statement is another text");

    let of_statement = Target::Statement {
        run: made.run.clone(),
    };
    let done = expunge(&mut store, &made.assessment, &of_statement, 21);
    assert!(!stands(&store, &statement), "what was stated is gone");
    let signed = store.signed(&made.run).unwrap().unwrap();
    let signing = signed.signing.unwrap();
    assert_eq!(
        (signing.signer, signing.statement.as_str()),
        (signatory("M. Okafor"), ""),
        "who signed stands, and when"
    );
    assert_eq!(done.destruction.states, 1, "one entry held it");
    assert!(
        !store.expunged_since_signed(&made.run).unwrap().is_empty(),
        "the signed run says that it lost something"
    );
    assert_eq!(store.signed_pdf(&made.run).unwrap(), None, "its PDF went");
    assert_eq!(store.verify().unwrap(), [], "the record holds");

    let of_name = Target::Details {
        field: DetailsField::Organization,
    };
    expunge(&mut store, &made.assessment, &of_name, 22);
    assert!(!stands(&store, &organization), "the name is gone");
    let details = store.assessment(&made.assessment).unwrap().details;
    assert_eq!(
        (details.organization.as_str(), details.matter.as_str()),
        ("", "M-7"),
        "the rest of the details stands"
    );
    assert_eq!(store.verify().unwrap(), [], "the record holds");
    for backup in store.backups() {
        let bytes = fs::read(&backup.path).unwrap();
        for word in [&comment, &statement, &organization] {
            assert!(
                !bytes
                    .windows(word.len())
                    .any(|part| part == word.as_bytes()),
                "nor does {} hold {word}",
                backup.name
            );
        }
    }
    let refused = store.expunge(
        &made.assessment,
        &of_statement,
        Why {
            reason: "again",
            in_spite_of_hold: None,
        },
        &stamp(23),
    );
    assert!(
        matches!(refused, Err(DestroyError::NothingThere)),
        "it is expunged once"
    );
}

#[test]
fn what_was_written_knowing_of_an_expunging_stays_in_the_backups_made_since() {
    let (folder, mut store, made) = with_assessment();
    let says = |store: &mut Store, text: &str, second: i64| {
        let hash = item_hash("inventory");
        let answer = Answer {
            facts: Some(text.to_owned()),
            ..Answer::default()
        };
        let change = Change::new("inventory", &hash, &answer);
        store
            .record_answer(&made.run, &change, &stamp(second))
            .unwrap();
    };
    says(&mut store, &word("inventory"), 10);
    // A backup that is not reached, so that the work is taken up again whenever the folder opens.
    fs::create_dir_all(store.backup_place()).unwrap();
    fs::write(store.backup_place().join("torn.db"), b"torn ".repeat(2_000)).unwrap();
    let target = Target::Answer {
        item: String::from("inventory"),
        field: Field::Facts,
    };
    let done = expunge(&mut store, &made.assessment, &target, 20);
    assert!(!done.destruction.finished, "one backup was not reached");
    says(&mut store, "Said knowing of it.", 30);
    let backup = store.back_up(BackupKind::Asked, moment(31)).unwrap();
    let before = fs::read(&backup.path).unwrap();
    drop(store);
    let mut store = Store::open(folder.path(), options(5_000)).unwrap();
    assert!(
        fs::read(&backup.path).unwrap() == before,
        "the backup knows of it and is left as it is"
    );
    store.restore(&backup.path, None, &stamp(40)).unwrap();
    assert_eq!(
        store.answers(&made.run).unwrap()["inventory"]
            .answer
            .facts
            .as_deref(),
        Some("Said knowing of it."),
        "what is said there now is no part of what was expunged"
    );
}
