//! A word of its own in every place where text can stand; what is destroyed is in no byte of the data
//! folder afterwards, and everything else reads as before.

mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proviso_core::action::{Action, ActionField};
use proviso_core::answer::{Answer, Field, Verdict};
use proviso_core::canonical::{hash_text, sha256};
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, KeptCopy};
use proviso_core::profile::Profile;
use proviso_core::search::Query;
use tempfile::TempDir;

use super::*;
use crate::testing::{behind_our_back, empty, item_hash, moment, options, stamp};
use crate::{
    ActionChange, BackupKind, Change, Created, DATA_FILE, Details, FirstRun, Frozen, NewEvidence,
    NextRun, Signatory, Signing, TakenOver,
};

/// A word that stands nowhere else. Its first letters differ from word to word, so that an index
/// which stores what two words share once still holds the rest of it.
fn word(of: &str) -> String {
    let digits = hash_text("canary", of).0;
    format!("q{}", &digits[..24])
}

/// The fields of an answer that take words, without the dates.
const WORDS: [Field; 14] = [
    Field::Value,
    Field::Facts,
    Field::Analysis,
    Field::BasisDetail,
    Field::Owner,
    Field::Reason,
    Field::Measure,
    Field::Todo,
    Field::GroundsFor,
    Field::GroundsAgainst,
    Field::Recommendation,
    Field::Advice,
    Field::DecidedBy,
    Field::ReviewTrigger,
];

const ACTION_WORDS: [ActionField; 5] = [
    ActionField::What,
    ActionField::Owner,
    ActionField::Note,
    ActionField::AcceptedBy,
    ActionField::AcceptedWhy,
];

fn name<T: serde::Serialize>(field: T) -> String {
    serde_json::to_value(field)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn answer(of: &str) -> Answer {
    let mut fields = Map::new();
    for field in WORDS {
        let text = format!("It says {} here", word(&format!("{of} {}", name(field))));
        fields.insert(name(field), json!(text));
    }
    fields.insert(String::from("verdict"), json!("partly"));
    serde_json::from_value(Value::Object(fields)).unwrap()
}

fn without(answer: &Answer, field: Field) -> Answer {
    let mut value = serde_json::to_value(answer).unwrap();
    value.as_object_mut().unwrap().remove(&name(field));
    serde_json::from_value(value).unwrap()
}

fn action(of: &str) -> Action {
    let mut fields = Map::new();
    for field in ACTION_WORDS {
        let text = word(&format!("{of} action {}", name(field)));
        fields.insert(name(field), json!(text));
    }
    fields.insert(String::from("status"), json!("open"));
    serde_json::from_value(Value::Object(fields)).unwrap()
}

fn document(of: &str) -> Vec<u8> {
    word(&format!("{of} file")).into_bytes()
}

fn evidence(of: &str) -> Evidence {
    let word = |part: &str| word(&format!("{of} evidence {part}"));
    Evidence {
        title: word("title"),
        place: Some(word("place")),
        note: Some(word("note")),
        copy: Some(KeptCopy {
            hash: sha256(&document(of)),
            name: word("name"),
            bytes: 25,
        }),
        ..Evidence::default()
    }
}

/// An assessment with a word in every place: a first run that is signed and a second that follows.
struct Furnished {
    made: Created,
    second: String,
    link: String,
}

fn furnish(store: &mut Store, of: &str) -> Furnished {
    let pack = store.put_pack(crate::testing::PACK, &stamp(1)).unwrap();
    let first = FirstRun {
        pack,
        as_of: Date::from_ymd(2026, 11, 21).unwrap(),
        profile: Some(Profile::default()),
    };
    let details = Details {
        organization: word(&format!("{of} organization")),
        unit: word(&format!("{of} unit")),
        purpose: word(&format!("{of} purpose")),
        readers: word(&format!("{of} readers")),
        ..Details::default()
    };
    let made = store
        .create_assessment(&details, &first, &stamp(2))
        .unwrap();
    let hash = item_hash("inventory");
    // An earlier state, another item with the same owner, and an item with nothing special.
    let mut before = answer(of);
    before.facts = Some(word(&format!("{of} earlier facts")));
    for (second, answer) in [(10, &before), (11, &answer(of))] {
        let change = Change::new("inventory", &hash, answer);
        store
            .record_answer(&made.run, &change, &stamp(second))
            .unwrap();
    }
    let beside = Answer {
        verdict: Some(Verdict::InPlace),
        owner: answer(of).owner,
        facts: Some(word(&format!("{of} beside"))),
        ..Answer::default()
    };
    let beside_hash = item_hash("beside");
    let change = Change::new("beside", &beside_hash, &beside);
    store.record_answer(&made.run, &change, &stamp(12)).unwrap();
    store
        .record_action(
            &made.assessment,
            &ActionChange::new("inventory", &action(of)),
            &stamp(13),
        )
        .unwrap();
    let bytes = document(of);
    let new = NewEvidence {
        item: "inventory",
        item_hash: &hash,
        evidence: &evidence(of),
        bytes: Some(&bytes),
    };
    let link = store.add_evidence(&made.run, &[new], &stamp(14)).unwrap();
    let link = link[0].clone().unwrap();
    sign(store, &made);
    let taken = store.answers(&made.run).unwrap();
    let taken: Vec<TakenOver<'_>> = taken
        .iter()
        .map(|(item, stored)| TakenOver {
            item: if item == "inventory" {
                "register"
            } else {
                item
            },
            bound_to: &stored.item_hash,
            answer: &stored.answer,
            of: &stored.revision,
        })
        .collect();
    let run = store.run(&made.run).unwrap();
    let next = NextRun {
        pack: &run.pack.hash,
        as_of: run.as_of,
        profile: &Profile::default(),
        answers: &taken,
        goes_on: &[("inventory", "register"), ("beside", "beside")],
        amends: None,
    };
    let second = store.follow(&made.run, &next, &stamp(50)).unwrap();
    let draft = word(&format!("{of} draft"));
    store
        .save_draft(&second, "register", Field::Analysis, &draft, moment(60))
        .unwrap();
    let draft = word(&format!("{of} action draft"));
    store
        .save_action_draft(
            &made.assessment,
            "inventory",
            ActionField::Note,
            &draft,
            moment(61),
        )
        .unwrap();
    Furnished { made, second, link }
}

/// Signs a run with a snapshot of what it says, and with bytes that show it and its history.
fn sign(store: &mut Store, made: &Created) {
    let answers: BTreeMap<_, _> = store
        .answers(&made.run)
        .unwrap()
        .into_iter()
        .map(|(item, stored)| (item, stored.answer))
        .collect();
    let actions: BTreeMap<_, _> = store
        .actions(&made.assessment)
        .unwrap()
        .into_iter()
        .map(|(item, stored)| (item, stored.action))
        .collect();
    let evidence: Vec<Value> = store
        .evidence(&made.run)
        .unwrap()
        .into_iter()
        .flat_map(|(item, links)| {
            links.into_iter().map(
                move |link| json!({ "item": item, "link": link.id, "evidence": link.evidence }),
            )
        })
        .collect();
    let details = store.assessment(&made.assessment).unwrap().details;
    let snapshot = proviso_core::canonical::canonical(&json!({
        "answers": answers, "actions": actions, "evidence": evidence, "details": details,
    }));
    let history = store.history(&made.run, "inventory").unwrap();
    let pdf = format!("%PDF-1.7 {snapshot} {history:?}");
    let (revision, action) = store.ends(&made.run).unwrap();
    let signing = Signing {
        reviewer: None,
        signer: Signatory {
            name: String::from("M. Okafor"),
            role: String::from("General Counsel"),
        },
        statement: String::from("To my knowledge."),
        on: Date::from_ymd(2026, 11, 23).unwrap(),
    };
    let frozen = Frozen {
        snapshot: &snapshot,
        pdf: pdf.as_bytes(),
        heads: (&revision, action.as_deref()),
    };
    store
        .sign(&made.run, &signing, &frozen, &stamp(40))
        .unwrap();
}

/// A data folder with two such assessments and two backups of both.
fn folder() -> (TempDir, Store, Furnished, Furnished) {
    let (folder, mut store) = empty();
    let one = furnish(&mut store, "one");
    store.back_up(BackupKind::Deletion, moment(70)).unwrap();
    let other = furnish(&mut store, "other");
    store.back_up(BackupKind::Deletion, moment(71)).unwrap();
    (folder, store, one, other)
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all
}

/// The files of a folder in whose bytes a word stands, whole or without its first letters.
fn holding(folder: &Path, of: &str) -> Vec<String> {
    let word = word(of);
    let needle = &word.as_bytes()[4..];
    files(folder)
        .into_iter()
        .filter(|path| {
            let bytes = fs::read(path).unwrap();
            bytes.windows(needle.len()).any(|window| window == needle)
        })
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect()
}

fn why(reason: &str) -> Why<'_> {
    Why {
        reason,
        in_spite_of_hold: None,
    }
}

fn field(item: &str, field: Field) -> Target {
    Target::Answer {
        item: item.to_owned(),
        field,
    }
}

/// Opens each backup as a data folder of its own and holds it against its log.
fn check_backups(folder: &Path, count: usize) {
    let backups: Vec<_> = files(&folder.join("backups"));
    assert_eq!(
        backups.len(),
        count,
        "no file was left beside them: {backups:?}"
    );
    for path in backups {
        let elsewhere = tempfile::tempdir().unwrap();
        fs::copy(&path, elsewhere.path().join(DATA_FILE)).unwrap();
        let store = Store::open(elsewhere.path(), options(9_000)).unwrap();
        assert_eq!(store.verify().unwrap(), [], "{} holds", path.display());
    }
}

/// Every row of what belongs to one assessment, byte for byte.
fn dump(store: &Store, assessment: &str) -> Vec<String> {
    let mut rows = Vec::new();
    for sql in [
        "SELECT revision.id || hex(revision.hash) || coalesce(body, 'gone') FROM revision
         JOIN assessment ON assessment.seq = revision.assessment WHERE assessment.id = ?1
         ORDER BY revision.seq",
        "SELECT action_entry.id || hex(action_entry.hash) || coalesce(body, 'gone')
         FROM action_entry JOIN assessment ON assessment.seq = action_entry.assessment
         WHERE assessment.id = ?1 ORDER BY action_entry.seq",
        "SELECT snapshot || hex(pdf) FROM sign_off JOIN run ON run.seq = sign_off.run
         JOIN assessment ON assessment.seq = run.assessment WHERE assessment.id = ?1",
        "SELECT hex(evidence_file.body) FROM evidence_file WHERE hash IN (
             SELECT file_hash FROM evidence_link JOIN run ON run.seq = evidence_link.run
             JOIN assessment ON assessment.seq = run.assessment WHERE assessment.id = ?1)",
        "SELECT item_id || text FROM draft JOIN assessment ON assessment.seq = draft.assessment
         WHERE assessment.id = ?1 ORDER BY 1",
        "SELECT says FROM answer_digest JOIN run ON run.seq = answer_digest.run
         JOIN assessment ON assessment.seq = run.assessment WHERE assessment.id = ?1 ORDER BY run",
    ] {
        let mut query = store.conn.prepare(sql).unwrap();
        let found = query.query_map([assessment], |row| row.get(0)).unwrap();
        rows.extend(found.map(|row: rusqlite::Result<String>| row.unwrap()));
    }
    rows
}

#[test]
fn every_field_of_an_answer_goes_from_every_byte_and_the_others_stay() {
    let (folder, mut store, one, other) = folder();
    let theirs = dump(&store, &other.made.assessment);
    let mut left = answer("one");
    for (at, of) in WORDS.into_iter().enumerate() {
        let canary = format!("one {}", name(of));
        assert!(
            holding(folder.path(), &canary).len() >= 3,
            "it stands in the data file or its log, and in both backups: {of:?}"
        );
        let at = i64::try_from(at).unwrap();
        let done = store
            .expunge(
                &one.made.assessment,
                &field("inventory", of),
                why("Not ours to keep"),
                &stamp(100 + at),
            )
            .unwrap();
        assert_eq!(
            done.destruction.rewritten.len(),
            2,
            "both backups were rewritten: {of:?}"
        );
        assert!(done.destruction.finished, "and nothing is left to do");
        left = without(&left, of);
        if of != Field::Owner {
            assert_eq!(
                holding(folder.path(), &canary),
                [""; 0],
                "no byte is left of {of:?}"
            );
        }
        for (run, item) in [(&one.made.run, "inventory"), (&one.second, "register")] {
            let answers = store.answers(run).unwrap();
            assert_eq!(
                answers[item].answer, left,
                "every other field reads as before, in the signed run and where it was carried: {of:?}"
            );
        }
        assert_eq!(store.verify().unwrap(), [], "and the record holds: {of:?}");
    }
    let beside = &store.answers(&one.second).unwrap()["beside"].answer;
    assert_eq!(
        beside.owner,
        answer("one").owner,
        "the same owner under another item is no copy of this one, and stays"
    );
    assert_eq!(
        holding(folder.path(), "one earlier facts"),
        [""; 0],
        "earlier states went along"
    );
    assert_eq!(
        holding(folder.path(), "one draft"),
        [""; 0],
        "and what was being typed"
    );
    assert_eq!(
        dump(&store, &other.made.assessment),
        theirs,
        "another assessment is byte for byte what it was"
    );
    let history = store.history(&one.made.run, "inventory").unwrap();
    assert_eq!(history.len(), 2, "that there were states is known");
    assert_eq!(
        history[0].content.as_ref().unwrap().answer.verdict,
        Some(Verdict::Partly),
        "and what else they said"
    );
    check_backups(folder.path(), 2);
    drop(store);
    let store = Store::open(folder.path(), options(5_000)).unwrap();
    assert_eq!(store.verify().unwrap(), [], "it opens as sound as before");
}

#[test]
fn a_signed_run_stays_readable_and_says_what_it_lost() {
    let (folder, mut store, one, _) = folder();
    let extent = store
        .extent(&one.made.assessment, &field("inventory", Field::Advice))
        .unwrap();
    assert_eq!(extent.signed, [1], "said before anything is done");
    assert!(
        store.signed_pdf(&one.made.run).unwrap().is_some(),
        "the PDF is there"
    );
    store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Advice),
            why("Another client's"),
            &stamp(100),
        )
        .unwrap();
    assert_eq!(
        store.signed_pdf(&one.made.run).unwrap(),
        None,
        "its PDF is gone"
    );
    let signed = store.signed(&one.made.run).unwrap().unwrap();
    assert!(signed.signing.is_some(), "who signed and what is not");
    let lost = store.expunged_since_signed(&one.made.run).unwrap();
    assert_eq!(lost.len(), 1, "the run says that something went");
    assert_eq!(lost[0].reason, "Another client's", "and why");
    assert_eq!(lost[0].author, "Ada Counsel", "and by whom");
    let kept: String = store
        .conn
        .query_row(
            "SELECT json_extract(body, '$.snapshots') FROM revision WHERE kind = 'destruction'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(
        kept.contains(&word("one facts")) && !kept.contains(&word("one advice")),
        "the rest of the snapshot is kept"
    );
    assert_eq!(
        store.expunged_since_signed(&one.second).unwrap(),
        [],
        "the open run lost no PDF"
    );
    assert!(
        store
            .find(&Query::read(&word("one advice")), 5)
            .unwrap()
            .is_empty(),
        "no word leads to it"
    );
    assert!(
        !store
            .find(&Query::read(&word("one facts")), 5)
            .unwrap()
            .is_empty(),
        "others still do"
    );
    drop(folder);
}

#[test]
fn a_field_of_an_action_goes_from_its_log_and_its_draft() {
    let (folder, mut store, one, _) = folder();
    for of in ACTION_WORDS {
        let target = Target::Action {
            item: String::from("inventory"),
            field: of,
        };
        store
            .expunge(&one.made.assessment, &target, why("Personal"), &stamp(100))
            .unwrap();
        assert_eq!(
            holding(folder.path(), &format!("one action {}", name(of))),
            [""; 0],
            "{of:?}"
        );
        assert_eq!(store.verify().unwrap(), [], "{of:?}");
    }
    assert_eq!(
        holding(folder.path(), "one action draft"),
        [""; 0],
        "nor what was being typed"
    );
    let actions = store.actions(&one.made.assessment).unwrap();
    assert_eq!(
        actions["inventory"].action,
        Action::default(),
        "the action itself is there"
    );
    assert_eq!(
        store.signed_pdf(&one.made.run).unwrap(),
        None,
        "the signed PDF showed it"
    );
    check_backups(folder.path(), 2);
}

#[test]
fn a_document_goes_alone_or_with_all_that_is_said_of_it() {
    let (folder, mut store, one, other) = folder();
    let part = |part| Target::Evidence {
        link: one.link.clone(),
        part,
    };
    let parts = [
        (EvidencePart::Note, vec!["evidence note"]),
        (EvidencePart::Copy, vec!["file", "evidence name"]),
        (EvidencePart::All, vec!["evidence title", "evidence place"]),
    ];
    for (at, (of, gone)) in (100..).zip(parts) {
        let done = store
            .expunge(
                &one.made.assessment,
                &part(of),
                why("Classified"),
                &stamp(at),
            )
            .unwrap();
        for what in gone {
            assert_eq!(
                holding(folder.path(), &format!("one {what}")),
                [""; 0],
                "{of:?}: {what}"
            );
            assert!(
                !holding(folder.path(), &format!("other {what}")).is_empty(),
                "theirs stays"
            );
        }
        assert_eq!(store.verify().unwrap(), [], "{of:?}");
        if of == EvidencePart::Copy {
            assert_eq!(
                done.destruction.files,
                [sha256(&document("one")).0],
                "its hash stays on record"
            );
            let links = store.evidence(&one.second).unwrap();
            let evidence = &links["register"][0].evidence;
            assert_eq!(
                evidence.copy, None,
                "the link that was carried lost its copy too"
            );
            assert_eq!(
                evidence.title,
                word("one evidence title"),
                "and is still a reference"
            );
        }
    }
    assert!(
        store.evidence(&one.second).unwrap().is_empty(),
        "nothing is left of it"
    );
    let theirs = &store.evidence(&other.second).unwrap()["register"][0];
    assert!(
        store
            .kept_copy(&theirs.evidence.copy.as_ref().unwrap().hash)
            .unwrap()
            .is_some(),
        "another assessment's document is there"
    );
    check_backups(folder.path(), 2);
}

#[test]
fn what_stands_elsewhere_is_named_before_and_stays() {
    let (_folder, mut store, one, other) = folder();
    let hash = item_hash("copied");
    let copied = Answer {
        facts: answer("one").advice,
        ..Answer::default()
    };
    let change = Change::new("copied", &hash, &copied);
    store
        .record_answer(&other.second, &change, &stamp(80))
        .unwrap();
    let target = field("inventory", Field::Advice);
    let extent = store.extent(&one.made.assessment, &target).unwrap();
    assert_eq!(
        extent.elsewhere,
        [Elsewhere {
            assessment: other.made.assessment.clone(),
            item: Some(String::from("copied")),
        }],
        "said before it is done"
    );
    store
        .expunge(&one.made.assessment, &target, why("x"), &stamp(100))
        .unwrap();
    assert_eq!(
        store.answers(&other.second).unwrap()["copied"].answer,
        copied,
        "another assessment is not reached into"
    );
}

#[test]
fn a_destroyed_assessment_is_in_no_byte_and_the_other_is_untouched() {
    let (folder, mut store, one, other) = folder();
    let theirs = dump(&store, &other.made.assessment);
    // One thing was expunged before; what that kept goes as well.
    store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Todo),
            why("First"),
            &stamp(90),
        )
        .unwrap();
    let done = store
        .destroy_assessment(&one.made.assessment, "Retention ended", &stamp(100))
        .unwrap();
    let mut words: Vec<String> = WORDS
        .iter()
        .map(|field| format!("one {}", name(field)))
        .collect();
    words.extend(
        ACTION_WORDS
            .iter()
            .map(|field| format!("one action {}", name(field))),
    );
    words.extend(
        [
            "organization",
            "unit",
            "purpose",
            "readers",
            "earlier facts",
            "beside",
            "file",
            "evidence title",
            "evidence place",
            "evidence note",
            "evidence name",
            "draft",
            "action draft",
        ]
        .map(|of| format!("one {of}")),
    );
    for of in &words {
        assert_eq!(
            holding(folder.path(), of),
            [""; 0],
            "no byte is left of: {of}"
        );
        let theirs = of.replace("one ", "other ");
        assert!(
            !holding(folder.path(), &theirs).is_empty(),
            "the other's is there: {theirs}"
        );
    }
    assert_eq!(
        dump(&store, &other.made.assessment),
        theirs,
        "byte for byte"
    );
    assert_eq!(store.verify().unwrap(), [], "the record holds");
    let destruction = done.destruction;
    assert_eq!(destruction.rewritten.len(), 2, "both backups");
    assert_eq!(destruction.signed, [1], "the signed run is named");
    assert_eq!(destruction.heads.len(), 2, "and the ends of its logs");
    assert!(destruction.entries > 10, "with their number");
    let found = store.assessment(&one.made.assessment).unwrap();
    assert_eq!(
        found.state,
        crate::AssessmentState::Destroyed,
        "it says so itself"
    );
    assert_eq!(found.details, Details::default(), "and nothing else");
    assert_eq!(
        store.expunged(&one.made.assessment).unwrap().len(),
        2,
        "what was destroyed before is still said, with its reason"
    );
    let again = store.destroy_assessment(&one.made.assessment, "Again", &stamp(101));
    assert!(
        matches!(again, Err(DestroyError::DestroyedAlready)),
        "{again:?}"
    );
    check_backups(folder.path(), 2);
    drop(store);
    let store = Store::open(folder.path(), options(5_000)).unwrap();
    assert_eq!(store.verify().unwrap(), [], "after opening it again too");
    assert_eq!(store.destructions().unwrap().len(), 2, "both are on record");
}

#[test]
fn the_database_takes_no_destruction_without_its_entry() {
    let (folder, mut store, one, other) = folder();
    let done = store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Advice),
            why("x"),
            &stamp(100),
        )
        .unwrap();
    drop(store);
    let conn = behind_our_back(folder.path());
    let entry = &done.destruction.entry;
    let refused = |conn: &Connection, sql: &str| match conn.execute_batch(sql) {
        Err(rusqlite::Error::SqliteFailure(code, Some(_)))
            if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_TRIGGER => {}
        told => panic!("no trigger answered, but {told:?}, to: {sql}"),
    };
    for table in ["revision", "action_entry"] {
        for by in ["'x'", &format!("'{entry}'")] {
            refused(
                &conn,
                &format!(
                    "UPDATE {table} SET body = NULL, destroyed_by = {by} WHERE body IS NOT NULL
                     AND kind <> 'destruction'"
                ),
            );
        }
    }
    refused(
        &conn,
        &format!(
            "UPDATE sign_off SET snapshot = NULL, pdf = NULL, destroyed_by = '{entry}'
                  WHERE pdf IS NOT NULL"
        ),
    );
    refused(&conn, "DELETE FROM evidence_file");
    refused(&conn, "UPDATE evidence_link SET file_hash = NULL");
    refused(&conn, "UPDATE folder_entry SET body = NULL");
    // An entry that names what belongs to another assessment takes nothing there.
    let body = "json_object('gone', (SELECT json_group_array(id) FROM revision), 'all', 0,
                    'destruction', json_object('reason', 'x'))";
    conn.execute_batch(&format!(
        "INSERT INTO revision (id, assessment, kind, prev_hash, hash, author, recorded_at,
             utc_offset_minutes, body_hash, body)
         SELECT printf('%032d', 7), assessment, 'destruction', hash, zeroblob(32), 'x',
             recorded_at, 0, body_hash, {body}
         FROM revision WHERE assessment = (SELECT seq FROM assessment WHERE id = '{}')
         ORDER BY seq DESC LIMIT 1",
        one.made.assessment
    ))
    .unwrap();
    let left = |id: &str| -> u32 {
        conn.query_row(
            "SELECT count(*) FROM revision JOIN assessment ON assessment.seq = revision.assessment
             WHERE assessment.id = ?1 AND body IS NULL",
            [id],
            |row| row.get(0),
        )
        .unwrap()
    };
    assert!(left(&one.made.assessment) > 0, "it took what it named here");
    assert_eq!(left(&other.made.assessment), 0, "and nothing there");
}

#[test]
fn nothing_is_destroyed_without_a_reason_or_where_nothing_is() {
    let (folder, mut store, one, _) = folder();
    let id = &one.made.assessment;
    let before = (store.heads().unwrap(), dump(&store, id));
    let target = field("inventory", Field::Advice);
    let refused = store.expunge(id, &target, why("  "), &stamp(100));
    assert!(
        matches!(refused, Err(DestroyError::NoReason)),
        "{refused:?}"
    );
    let refused = store.expunge(id, &field("nowhere", Field::Advice), why("x"), &stamp(100));
    assert!(
        matches!(refused, Err(DestroyError::NothingThere)),
        "{refused:?}"
    );
    let refused = store.destroy_assessment("none", "x", &stamp(100));
    assert!(matches!(refused, Err(DestroyError::Read(_))), "{refused:?}");
    assert_eq!(
        (store.heads().unwrap(), dump(&store, id)),
        before,
        "nothing was changed"
    );
    drop(folder);
}

#[test]
fn a_backup_that_cannot_be_read_is_named_and_tried_again_at_the_next_opening() {
    let (folder, mut store, one, _) = folder();
    let backups = folder.path().join("backups");
    let good = files(&backups)[0].clone();
    let bytes = fs::read(&good).unwrap();
    fs::write(&good, b"SQLite format 3\0 and then nothing of use").unwrap();
    // What a program that was killed left half-written.
    fs::write(backups.join("proviso-rolling-x.part"), word("one advice")).unwrap();
    let done = store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Advice),
            why("x"),
            &stamp(100),
        )
        .unwrap()
        .destruction;
    let name = good.file_name().unwrap().to_string_lossy().into_owned();
    assert_eq!(done.not_reached.len(), 1, "one was not reached");
    assert_eq!(done.not_reached[0].name, name, "and is named");
    assert!(!done.finished, "that is left to do");
    fs::write(&good, bytes).unwrap();
    assert_eq!(
        holding(folder.path(), "one advice"),
        std::slice::from_ref(&name),
        "it alone still holds it"
    );
    drop(store);
    let store = Store::open(folder.path(), options(5_000)).unwrap();
    assert_eq!(
        holding(folder.path(), "one advice"),
        [""; 0],
        "until the folder is opened again"
    );
    let destruction = &store.destructions().unwrap()[0];
    assert!(destruction.finished, "then nothing is left to do");
    assert_eq!(destruction.not_reached, [], "and nothing is named");
    assert_eq!(destruction.rewritten.len(), 2, "both were rewritten");
    check_backups(folder.path(), 2);
}

#[test]
fn a_backup_of_an_older_schema_is_reached_too() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/fixtures/db/v1.db");
    fs::copy(fixture, folder.path().join(DATA_FILE)).unwrap();
    let mut store = Store::open(folder.path(), options(5_000)).unwrap();
    let backup = files(&folder.path().join("backups"))[0].clone();
    let found = store.list_assessments().unwrap().remove(0);
    let before = fs::read(&backup).unwrap();
    let name = found.details.organization.clone();
    let holds = |bytes: &[u8]| {
        bytes
            .windows(name.len())
            .any(|window| window == name.as_bytes())
    };
    assert!(
        holds(&before),
        "the copy from before the migration names {name}"
    );
    let done = store
        .destroy_assessment(&found.id, "Retention ended", &stamp(100))
        .unwrap();
    assert_eq!(done.destruction.rewritten.len(), 1, "it was rewritten");
    assert!(!holds(&fs::read(&backup).unwrap()), "and names it no more");
    check_backups(folder.path(), 1);
}

#[test]
fn where_another_program_reads_the_file_it_is_done_and_the_rest_follows() {
    let (folder, mut store, one, _) = folder();
    let reader = behind_our_back(folder.path());
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM revision;")
        .unwrap();
    let done = store
        .expunge(
            &one.made.assessment,
            &field("inventory", Field::Advice),
            why("x"),
            &stamp(100),
        )
        .unwrap()
        .destruction;
    assert!(
        !done.finished,
        "the log of the file cannot be emptied while it is read"
    );
    assert_eq!(
        store.answers(&one.made.run).unwrap()["inventory"]
            .answer
            .advice,
        None,
        "what was destroyed is gone from all that is read all the same"
    );
    drop(reader);
    drop(store);
    let store = Store::open(folder.path(), options(5_000)).unwrap();
    assert!(
        store.destructions().unwrap()[0].finished,
        "the next opening does the rest"
    );
    assert_eq!(
        holding(folder.path(), "one advice"),
        [""; 0],
        "and no byte is left"
    );
}
