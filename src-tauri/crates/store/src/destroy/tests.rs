//! A word of its own in every place where text can stand; what is destroyed is in no byte of the data
//! folder afterwards, and everything else reads as before.

mod expunge;
mod whole;
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
        legend: None,
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
