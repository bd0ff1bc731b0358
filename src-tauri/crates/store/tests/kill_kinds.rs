//! Kills a writing process at random moments in each further kind of write: evidence with copies, undo,
//! what is sent back, interviews, the matter log, holds, settings, copies that were handed out, runs that
//! follow, are thrown away or signed, and assessments that are doubled, put away and deleted.
//!
//! The test starts itself again as the writer, which prints a line after each call that returned, and
//! sends it SIGKILL. The logs only grow, so each line says how many entries they held by then: that many
//! are there afterwards, what belongs to one transaction is there as a whole or not at all, and all
//! chains hold.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use common::{
    assessment, item_hash, lines_until_killed, open, other_half, repetitions, say_loudly, stamp,
};
use proviso_core::answer::{Answer, Verdict};
use proviso_core::canonical::sha256;
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, KeptCopy};
use proviso_core::matter_log::{Interview, MatterEntry, MatterKind};
use proviso_core::profile::Profile;
use proviso_store::{
    Change, DATA_FILE, ExportedCopy, Frozen, NewComment, NewEvidence, NextRun, Retrace, RunState,
    Signatory, Signing, Stamp, Store, TakenOver,
};

/// Comments, copies and carried answers that come in one transaction.
const TOGETHER: usize = 3;

/// What stands under an item that a run took over, and nowhere else.
const CARRIED: &str = "carried-";

const COMPANY: &str = "Fictional Freight, Inc.";

const TEST: &str = "every_kind_of_write_is_done_or_not_whenever_it_is_killed";

#[test]
fn every_kind_of_write_is_done_or_not_whenever_it_is_killed() {
    if let Some(folder) = other_half() {
        return write_for_ever(&folder);
    }
    let kills = repetitions(300);
    let mut folder = tempfile::tempdir().unwrap();
    let mut totals = BTreeMap::new();
    for kill in 0..kills {
        if kill % 10 == 0 {
            folder = tempfile::tempdir().unwrap();
        }
        // Every third may be killed before it wrote anything; the others go on from one kind to the next.
        let first = usize::from(kill % 3 != 0);
        let wait = Duration::from_micros(u64::from(common::sixteen()[0]) * 1_000);
        let last = write_until_killed(folder.path(), first, wait);
        let (kind, acknowledged) = last.unwrap_or_else(|| (String::from("nothing"), 0));
        let found = check(folder.path(), &kind);
        assert!(
            found >= acknowledged,
            "{kind} was acknowledged with {acknowledged} entries, and {found} are there"
        );
        *totals.entry(kind).or_insert(0_u32) += 1;
    }
    say_loudly(&format!(
        "{kills} kills; the last acknowledged kinds: {totals:?}"
    ));
    assert!(
        totals.len() > usize::from(kills > 20) * 3,
        "the kills fell into several kinds: {totals:?}"
    );
}

/// Runs the writer for `wait` from the moment it began and wrote `first` lines, and returns the last line it
/// finished: the kind of write, and how many entries the logs held after it.
fn write_until_killed(folder: &Path, first: usize, wait: Duration) -> Option<(String, u64)> {
    let lines = lines_until_killed(TEST, folder, first, wait).into_iter();
    let mut whole = lines.filter_map(|line| {
        let said = line.strip_prefix("ack ")?.strip_suffix(" .")?;
        let (kind, entries) = said.rsplit_once(' ')?;
        Some((kind.to_owned(), entries.parse().unwrap()))
    });
    whole.next_back()
}

/// Opens what the killed writer left, holds it against what comes whole or not at all, and returns how
/// many entries its logs hold.
fn check(folder: &Path, kind: &str) -> u64 {
    let store = open(folder).unwrap();
    assert_eq!(
        store.verify().unwrap(),
        [],
        "every chain holds after a kill in or after {kind}"
    );
    for found in store.list_assessments().unwrap() {
        for run in &found.runs {
            let evidence = store.evidence(&run.id).unwrap();
            for link in evidence.values().flatten() {
                if let Some(copy) = &link.evidence.copy {
                    let bytes = store.kept_copy(&copy.hash).unwrap();
                    assert!(bytes.is_some(), "a linked copy is kept");
                }
            }
            let comments = store.comments(&run.id).unwrap().len();
            assert_eq!(comments % TOGETHER, 0, "comments are sent back together");
            let answers = store.answers(&run.id).unwrap();
            let carried = answers.keys().filter(|item| item.starts_with(CARRIED));
            let carried = carried.count();
            if run.predecessor.is_some() {
                assert_eq!(carried, TOGETHER, "a run comes with what it took over");
                assert!(
                    store.profile(&run.id).unwrap().is_some(),
                    "and with its profile"
                );
            }
            if run.state == RunState::Signed {
                let signed = store.signed(&run.id).unwrap().unwrap();
                let pdf = store.signed_pdf(&run.id).unwrap();
                assert!(pdf.is_some(), "a signed run has its PDF");
                assert!(signed.signing.is_some(), "and says who signed it");
            }
        }
    }
    entries(folder)
}

fn entries(folder: &Path) -> u64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let conn = rusqlite::Connection::open_with_flags(folder.join(DATA_FILE), flags).unwrap();
    conn.query_row(
        "SELECT (SELECT count(*) FROM revision) + (SELECT count(*) FROM action_entry)
                + (SELECT count(*) FROM folder_entry)",
        [],
        |row| row.get::<_, i64>(0),
    )
    .unwrap()
    .unsigned_abs()
}

/// The other half: opens the folder and writes until it is killed.
fn write_for_ever(folder: &Path) {
    let mut store = open(folder).unwrap();
    if store.list_assessments().unwrap().is_empty() {
        assessment(&mut store, COMPANY);
    }
    say("begin");
    for count in entries(folder).. {
        let list = store.list_assessments().unwrap();
        let ours = list.iter().find(|one| one.details.organization == COMPANY);
        let latest = ours.unwrap().runs.iter().max_by_key(|run| run.number);
        let run = latest.unwrap().id.clone();
        let kind = step(&mut store, &run, count);
        say(&format!("ack {kind} {} .", entries(folder)));
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

fn text(count: u64) -> String {
    format!("{count} {} ", std::process::id()).repeat(100)
}

fn at(count: u64) -> Stamp {
    stamp(i64::try_from(count).unwrap())
}

fn today() -> Date {
    Date::from_ymd(2026, 11, 21).unwrap()
}

/// Writes once or a few times, and returns what kind of write it was.
fn step(store: &mut Store, run: &str, count: u64) -> &'static str {
    let known = store.run(run).unwrap();
    let assessment = known.assessment;
    if known.state == RunState::Signed {
        // Killed after it was signed and before another one followed.
        return go_on(store, run, count);
    }
    let item = format!("item-{}", count % 3);
    let hash = item_hash("any");
    let at = at(count);
    match count % 16 {
        0 => {
            let copies: Vec<String> = (0..TOGETHER)
                .map(|of| format!("{of} {}", text(count)))
                .collect();
            let named: Vec<Evidence> = copies
                .iter()
                .map(|bytes| Evidence {
                    title: format!("Document {count}"),
                    copy: Some(KeptCopy {
                        hash: sha256(bytes.as_bytes()),
                        name: format!("{count}.txt"),
                        bytes: bytes.len() as u64,
                    }),
                    ..Evidence::default()
                })
                .collect();
            let new: Vec<NewEvidence<'_>> = named
                .iter()
                .zip(&copies)
                .map(|(evidence, bytes)| NewEvidence {
                    item: &item,
                    item_hash: &hash,
                    evidence,
                    bytes: Some(bytes.as_bytes()),
                })
                .collect();
            store.add_evidence(run, &new, &at).unwrap();
            "evidence"
        }
        1 | 2 => {
            let links = store.evidence(run).unwrap();
            let Some(link) = links.into_values().flatten().next() else {
                return "nothing";
            };
            let changed = Evidence {
                note: Some(text(count)),
                ..link.evidence
            };
            store.change_evidence(run, &link.id, &changed, &at).unwrap();
            if count % 16 == 1 {
                return "change of evidence";
            }
            store.unlink_evidence(run, &link.id, &at).unwrap();
            "unlinking"
        }
        5 | 6 => {
            let way = if count % 16 == 5 {
                Retrace::Undo
            } else {
                Retrace::Redo
            };
            store.retrace(run, way, &at).unwrap();
            "undo"
        }
        7 => {
            let last = store.last_changes(run, 4).unwrap();
            if let Some(past) = last.last() {
                store
                    .restore_answer(run, &past.item, &past.revision, &at)
                    .unwrap();
            }
            "restoring"
        }
        8 => {
            let says = text(count);
            let comment = NewComment {
                item: &item,
                item_hash: &hash,
                text: &says,
            };
            store
                .send_back(run, &counsel(), &[comment; TOGETHER], &at)
                .unwrap();
            "sending back"
        }
        9 => {
            let comments = store.comments(run).unwrap();
            if let Some(open) = comments.iter().find(|comment| comment.resolved.is_none()) {
                store.resolve_comment(run, &open.id, &at).unwrap();
            }
            "resolving"
        }
        10 => {
            let says = Interview {
                whom: String::from("Kim Lee"),
                notes: text(count),
                ..Interview::default()
            };
            store
                .record_interview(&assessment, None, &says, None, &at)
                .unwrap();
            "interview"
        }
        11 => {
            let says = MatterEntry {
                on: today(),
                title: format!("Memo {count}"),
                text: text(count),
                what: MatterKind::Memo,
                items: vec![item],
                follows: None,
            };
            store.record_matter(&assessment, &says, None, &at).unwrap();
            "matter log"
        }
        12 => {
            if store
                .set_hold(&assessment, true, "A suit is expected", &at)
                .is_err()
            {
                store
                    .set_hold(&assessment, false, "It was settled", &at)
                    .unwrap();
            }
            "hold"
        }
        13 => {
            store.record_setting("count", &count.into(), &at).unwrap();
            store
                .record_export(&exported(&assessment, run, count), &at)
                .unwrap();
            "setting and export"
        }
        14 => go_on(store, run, count),
        15 => {
            let other = common::details("Another company");
            let made = store.duplicate(run, &other, today(), &at).unwrap();
            store.set_archived(&made.assessment, true, &at).unwrap();
            store.set_archived(&made.assessment, false, &at).unwrap();
            store.set_deleted(&made.assessment, true, &at).unwrap();
            "assessments"
        }
        _ => {
            let answer = Answer {
                verdict: Some(Verdict::ALL[usize::from(count.is_multiple_of(2))]),
                facts: Some(text(count)),
                ..Answer::default()
            };
            store
                .record_answer(run, &Change::new(&item, &hash, &answer), &at)
                .unwrap();
            "answer"
        }
    }
}

/// Lets another run follow, after this one was signed or not; every third is thrown away again.
fn go_on(store: &mut Store, run: &str, count: u64) -> &'static str {
    let at = at(count);
    let hash = item_hash("any");
    let turn = count / 16 % 3;
    if turn == 1 && store.run(run).unwrap().state == RunState::Draft {
        let (revision, action) = store.ends(run).unwrap();
        let pdf = format!("%PDF-1.7 {}", text(count));
        let frozen = Frozen {
            snapshot: r#"{"answers":{}}"#,
            pdf: pdf.as_bytes(),
            heads: (&revision, action.as_deref()),
        };
        let signing = Signing {
            legend: None,
            reviewer: None,
            signer: counsel(),
            statement: String::from("To my knowledge, on the bases stated."),
            on: today(),
        };
        store.sign(run, &signing, &frozen, &at).unwrap();
    }
    let Some(of) = store.last_changes(run, 1).unwrap().pop() else {
        return "nothing";
    };
    let answer = Answer {
        facts: Some(text(count)),
        ..Answer::default()
    };
    let items: Vec<String> = (0..TOGETHER).map(|of| format!("{CARRIED}{of}")).collect();
    let answers: Vec<TakenOver<'_>> = items
        .iter()
        .map(|item| TakenOver {
            item,
            bound_to: &hash,
            answer: &answer,
            of: &of.revision,
        })
        .collect();
    let before = store.run(run).unwrap();
    let next = NextRun {
        pack: &before.pack.hash,
        as_of: today(),
        profile: &Profile::default(),
        answers: &answers,
        goes_on: &[("item-0", "item-0")],
        amends: (before.state == RunState::Signed).then_some("What was stated has changed"),
    };
    let next = store.follow(run, &next, &at).unwrap();
    if turn == 2 {
        store.discard_run(&next, &at).unwrap();
    }
    "runs"
}

fn counsel() -> Signatory {
    Signatory {
        name: String::from("M. Okafor"),
        role: String::from("General Counsel"),
    }
}

fn exported(assessment: &str, run: &str, count: u64) -> ExportedCopy {
    ExportedCopy {
        assessment: assessment.to_owned(),
        run: run.to_owned(),
        run_number: 1,
        copy: String::from("executive"),
        format: String::from("pdf"),
        on: today(),
        legend: None,
        recipient: None,
        number: None,
        items: None,
        file: format!("{count}.pdf"),
        bytes: count,
        sha256: item_hash("file"),
        fingerprint: item_hash("state"),
    }
}
