mod stopped;

use proviso_core::action::{Action, ActionField};
use proviso_core::answer::{Field, Verdict};
use proviso_core::canonical::sha256;
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, KeptCopy};
use tempfile::TempDir;

use super::tables::{EVIDENCE_ROW, STAY, TABLES};
use super::*;
use crate::container::{Contents, Entry};
use crate::testing::{
    assessment, empty, follow, item_hash, moment, options, stamp, verdict, with_assessment,
};
use crate::{ActionChange, Change, Created, Frozen, NewEvidence, Signatory, Signing};

fn answer(store: &mut Store, run: &str, item: &str, verdict_: Verdict, second: i64) {
    let hash = item_hash(item);
    let mut answer = verdict(verdict_);
    answer.facts = Some(format!("“{item}” at {second}, with a line\nand a tab\t"));
    let change = Change::new(item, &hash, &answer);
    store.record_answer(run, &change, &stamp(second)).unwrap();
}

/// Keeps a copy of a document under an answer.
fn document(store: &mut Store, made: &Created, body: &[u8]) {
    let evidence = Evidence {
        title: String::from("Policy"),
        copy: Some(KeptCopy {
            hash: sha256(body),
            name: String::from("policy.pdf"),
            bytes: body.len() as u64,
        }),
        ..Evidence::default()
    };
    let new = NewEvidence {
        item: "inventory",
        item_hash: &item_hash("inventory"),
        evidence: &evidence,
        bytes: Some(body),
    };
    let links = store.add_evidence(&made.run, &[new], &stamp(30)).unwrap();
    assert!(links[0].is_some(), "it is linked");
}

/// A folder with an assessment that has some of everything, among others.
fn full() -> (TempDir, Store, Created) {
    let (folder, mut store, made) = with_assessment();
    let other = assessment(&mut store);
    answer(&mut store, &made.run, "inventory", Verdict::Partly, 10);
    answer(&mut store, &other.run, "inventory", Verdict::NotInPlace, 11);
    answer(&mut store, &made.run, "inventory", Verdict::InPlace, 12);
    document(&mut store, &made, b"%PDF a policy");
    document(&mut store, &other, b"of another assessment");
    let action = Action {
        owner: Some(String::from("Chief Risk Officer")),
        ..Default::default()
    };
    let change = ActionChange::new("inventory", &action);
    store
        .record_action(&made.assessment, &change, &stamp(13))
        .unwrap();
    // Two runs that follow each other and were both thrown away, and then one that stays.
    let second = follow(&mut store, &made.run).unwrap();
    answer(&mut store, &second, "agents", Verdict::NotSure, 14);
    let third = follow(&mut store, &second).unwrap();
    store.discard_run(&third, &stamp(15)).unwrap();
    store.discard_run(&second, &stamp(16)).unwrap();
    let after = follow(&mut store, &made.run).unwrap();
    answer(&mut store, &after, "agents", Verdict::InPlace, 17);
    store
        .save_draft(&after, "agents", Field::Facts, "half a sen", moment(18))
        .unwrap();
    store
        .save_action_draft(
            &made.assessment,
            "inventory",
            ActionField::Owner,
            "Chief",
            moment(19),
        )
        .unwrap();
    store.set_place(&after, "agents").unwrap();
    assert_eq!(store.verify().unwrap(), [], "all of it is on record");
    (folder, store, made)
}

/// Opens a store in another folder, whose identifiers are others.
fn elsewhere() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path(), options(100_000)).unwrap();
    (folder, store)
}

fn look(bytes: Vec<u8>) -> Result<Arrival, ArrivalError> {
    let contents = Contents::read(bytes).unwrap();
    Arrival::look(contents, options(50_000).entropy, &stamp(100))
}

fn take(store: &mut Store, bytes: Vec<u8>) -> Result<(), ArrivalError> {
    let arrival = look(bytes)?;
    store.take_in(&arrival, "a.proviso", &stamp(102))
}

#[test]
fn a_file_that_nobody_wants_any_more_is_not_made() {
    let (_folder, store, made) = with_assessment();
    let stopped = store.whole_assessment_watched(&made.assessment, &|_, _| false);
    assert!(
        matches!(stopped, Err(crate::DepartureError::Stopped)),
        "stopped before anything is read"
    );
}

#[test]
fn what_goes_into_an_empty_folder_comes_out_the_same() {
    let (_folder, store, made) = full();
    let file = store.whole_assessment(&made.assessment).unwrap();
    let (_other, mut there) = elsewhere();
    take(&mut there, file.clone()).unwrap();
    assert_eq!(there.verify().unwrap(), [], "every chain holds there");
    assert!(
        there.whole_assessment(&made.assessment).unwrap() == file,
        "and the file is the same, byte for byte"
    );
    let (before, after) = (
        store.assessment(&made.assessment).unwrap(),
        there.assessment(&made.assessment).unwrap(),
    );
    assert_eq!(before, after, "with its details and runs");
    for run in &after.runs {
        assert_eq!(
            store.answers(&run.id).unwrap(),
            there.answers(&run.id).unwrap(),
            "the answers of run {}",
            run.number
        );
    }
    assert_eq!(
        there.evidence(&made.run).unwrap(),
        store.evidence(&made.run).unwrap(),
        "evidence"
    );
    assert_eq!(
        there
            .kept_copy(&sha256(b"%PDF a policy"))
            .unwrap()
            .as_deref(),
        Some(&b"%PDF a policy"[..]),
        "with its copies"
    );
    let run = &after.runs[1].id;
    assert_eq!(
        there.drafts(run).unwrap(),
        store.drafts(run).unwrap(),
        "what was half typed"
    );
    assert_eq!(
        there.list_assessments().unwrap().len(),
        1,
        "nothing of another assessment came along"
    );
}

#[test]
fn work_goes_on_where_it_arrived() {
    let (_folder, store, made) = full();
    let file = store.whole_assessment(&made.assessment).unwrap();
    // A folder with something in it: places in the file differ.
    let (_other, mut there) = elsewhere();
    assessment(&mut there);
    take(&mut there, file).unwrap();
    let run = there.assessment(&made.assessment).unwrap().runs[1]
        .id
        .clone();
    answer(&mut there, &run, "inventory", Verdict::InPlace, 200);
    assert_eq!(there.verify().unwrap(), [], "the chain goes on");
    let refused = there.discard_run(&made.run, &stamp(201)).unwrap_err();
    assert!(
        refused.to_string().contains("is followed by another run"),
        "what was closed is closed: {refused}"
    );
}

#[test]
fn a_signed_run_arrives_signed() {
    let (_folder, mut store, made) = with_assessment();
    answer(&mut store, &made.run, "inventory", Verdict::InPlace, 10);
    let (revision, action) = store.ends(&made.run).unwrap();
    let signatory = Signatory {
        name: String::from("M. Okafor"),
        role: String::from("General Counsel"),
    };
    let signing = Signing {
        legend: None,
        reviewer: None,
        signer: signatory,
        statement: String::from("To my knowledge."),
        on: Date::from_ymd(2026, 11, 23).unwrap(),
    };
    let frozen = Frozen {
        snapshot: "{}",
        pdf: &[0, 37, 255, 10],
        heads: (&revision, action.as_deref()),
    };
    store
        .sign(&made.run, &signing, &frozen, &stamp(11))
        .unwrap();
    let file = store.whole_assessment(&made.assessment).unwrap();
    let (_other, mut there) = elsewhere();
    take(&mut there, file.clone()).unwrap();
    assert_eq!(
        there.signed(&made.run).unwrap(),
        store.signed(&made.run).unwrap(),
        "with who signed it"
    );
    assert_eq!(
        there.signed_pdf(&made.run).unwrap().as_deref(),
        Some(&[0, 37, 255, 10][..]),
        "and the kept PDF"
    );
    assert!(
        there.whole_assessment(&made.assessment).unwrap() == file,
        "byte for byte"
    );
    assert_eq!(
        there.run(&made.run).unwrap().closed(),
        Some(crate::Closed::Signed),
        "and takes nothing there either"
    );
}

#[test]
fn what_is_here_already_is_said_and_not_touched() {
    let (_folder, mut store, made) = full();
    let early = store.whole_assessment(&made.assessment).unwrap();
    let (_other, mut there) = elsewhere();
    take(&mut there, early.clone()).unwrap();
    let run = store.assessment(&made.assessment).unwrap().runs[1]
        .id
        .clone();
    answer(&mut store, &run, "inventory", Verdict::InPlace, 300);
    let late = store.whole_assessment(&made.assessment).unwrap();
    let standing = |store: &Store, file: &[u8]| {
        store
            .standing(&Contents::read(file.to_vec()).unwrap())
            .unwrap()
    };
    assert_eq!(standing(&there, &early), Standing::Same, "the same file");
    assert_eq!(
        standing(&there, &late),
        Standing::Newer { ahead: 1 },
        "one entry more"
    );
    assert_eq!(
        standing(&store, &early),
        Standing::Older { ahead: 1 },
        "one entry less"
    );
    answer(&mut there, &run, "inventory", Verdict::Partly, 301);
    assert_eq!(
        standing(&there, &late),
        Standing::Diverged { theirs: 1, ours: 1 },
        "work went on in both"
    );
    let before = there.whole_assessment(&made.assessment).unwrap();
    for file in [early, late] {
        let refused = take(&mut there, file).unwrap_err();
        assert!(matches!(refused, ArrivalError::Here(_)), "{refused}");
    }
    assert!(
        there.whole_assessment(&made.assessment).unwrap() == before,
        "nothing was overwritten"
    );
}

/// Writes the same file with another content of one part.
fn altered(file: &[u8], part: &str, change: impl FnOnce(String) -> String) -> Vec<u8> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let contents = Contents::read(file.to_vec()).unwrap();
    let mut change = Some(change);
    let mut other = crate::container::Writer::new();
    let mut write = |name: &str, body: &[u8]| {
        if name == part {
            let body = change.take().map(|change| change(text(body)));
            other.part(name, body.unwrap_or_else(|| text(&[])).as_bytes());
        } else {
            other.part(name, body);
        }
    };
    write(
        "assessment",
        format!("{}\n", contents.assessment()).as_bytes(),
    );
    for pack in contents.packs() {
        write("pack", pack);
    }
    let lines = |lines: &[Entry]| {
        lines
            .iter()
            .map(|line| serde_json::to_string(line).unwrap() + "\n")
            .collect::<String>()
    };
    write("revisions", lines(&contents.revisions).as_bytes());
    write("actions", lines(&contents.actions).as_bytes());
    let rows: String = contents
        .rows
        .iter()
        .map(|row| serde_json::to_string(row).unwrap() + "\n")
        .collect();
    write("rows", rows.as_bytes());
    for (_, body) in contents.evidence() {
        write("evidence", body);
    }
    other.end()
}

#[test]
fn a_file_whose_hashes_were_made_to_fit_is_still_found_out() {
    let (_folder, store, made) = full();
    let file = store.whole_assessment(&made.assessment).unwrap();
    assert!(
        altered(&file, "", |text| text) == file,
        "writing the same again changes nothing"
    );
    let without = |text: &str, word: &str| -> String {
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains(word)).collect();
        kept.join("\n") + "\n"
    };
    type Change<'a> = (&'a str, &'a str, Box<dyn FnOnce(String) -> String + 'a>);
    let changes: Vec<Change<'_>> = vec![
        (
            "revisions",
            "an author changed",
            Box::new(|text| text.replacen("Ada Counsel", "Eve Counsel", 1)),
        ),
        (
            "revisions",
            "an answer changed",
            Box::new(|text| text.replacen("inPlace", "partly", 1)),
        ),
        (
            "revisions",
            "the last entry left out",
            Box::new(|text| {
                let mut lines: Vec<&str> = text.lines().collect();
                lines.pop();
                lines.join("\n") + "\n"
            }),
        ),
        (
            "revisions",
            "two entries in another order",
            Box::new(|text| {
                let mut lines: Vec<&str> = text.lines().collect();
                lines.swap(2, 3);
                lines.join("\n") + "\n"
            }),
        ),
        (
            "actions",
            "an action changed",
            Box::new(|text| text.replacen("Chief Risk", "Chief Fun", 1)),
        ),
        (
            "rows",
            "a run made a draft again",
            Box::new(|text| text.replacen("\"state\":\"discarded\"", "\"state\":\"draft\"", 1)),
        ),
        (
            "rows",
            "another current answer",
            Box::new(|text| without(&text, "\"table\":\"current_answer\"")),
        ),
        (
            "rows",
            "no row of the assessment",
            Box::new(|text| without(&text, "\"table\":\"assessment\"")),
        ),
        (
            "rows",
            "a row of another table",
            Box::new(|text| text + "{\"row\":{\"key\":\"author\"},\"table\":\"setting\"}\n"),
        ),
        (
            "rows",
            "a document that nothing says anything of",
            Box::new(|text| without(&text, EVIDENCE_ROW)),
        ),
        (
            "rows",
            "a draft of no field",
            Box::new(|text| text.replacen("\"field\":\"facts\"", "\"field\":\"nothing\"", 1)),
        ),
        (
            "rows",
            "a run twice",
            Box::new(|text| {
                let run = text.lines().find(|line| line.contains("\"table\":\"run\""));
                format!("{text}{}\n", run.unwrap())
            }),
        ),
        (
            "evidence",
            "another document",
            Box::new(|_| String::from("%PDF another policy")),
        ),
    ];
    for (part, what, change) in changes {
        let other = altered(&file, part, change);
        assert!(other != file, "{what}: something was changed");
        let (_other, mut there) = elsewhere();
        let refused = take(&mut there, other);
        assert!(refused.is_err(), "{what} is found out");
        assert_eq!(
            there.list_assessments().unwrap(),
            [],
            "{what}: and nothing stays behind"
        );
    }
}

#[test]
fn each_table_goes_along_or_stays_on_purpose() {
    let (_folder, store) = empty();
    let tables: Vec<String> = store
        .read::<_, crate::Fault>(|conn| {
            Ok(conn
                .prepare(
                    "SELECT name FROM sqlite_schema
                     WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                       AND name NOT LIKE 'search\\_word%' ESCAPE '\\'",
                )?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?)
        })
        .unwrap();
    for name in &tables {
        let goes = TABLES.iter().any(|table| table.name == name) || name == EVIDENCE_ROW;
        assert!(
            goes != STAY.contains(&name.as_str()),
            "the rows of {name} either go along in a .proviso file (carry/tables.rs) or stay"
        );
    }
    for table in &TABLES {
        let columns: Vec<String> = store
            .read::<_, crate::Fault>(|conn| {
                Ok(conn
                    .prepare("SELECT name FROM pragma_table_info(?1)")?
                    .query_map([table.name], |row| row.get(0))?
                    .collect::<Result<_, _>>()?)
            })
            .unwrap();
        for column in columns {
            for (sql, what) in [(table.read, "read"), (table.write, "written")] {
                assert!(
                    sql.contains(&column),
                    "column {column} of {} is {what}",
                    table.name
                );
            }
        }
    }
}
