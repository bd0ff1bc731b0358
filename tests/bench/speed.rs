//! How long the main job's steps take, and the ratios that hold on any machine.
//!
//! Criterion measures each step. Before it, medians of the same process are set against each other:
//! a ratio depends far less on the machine than a time does. Nothing is asserted here.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark may stop at the first surprise"
)]
#![allow(missing_docs, reason = "nobody links against a benchmark")]

mod encrypted;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use proviso_bench::{answer, answers, day, next_pack, next_run, pack, profile, run};
use proviso_core::action::{Action, ActionField};
use proviso_core::answer::Answer;
use proviso_core::compare::{Side, compare, portfolio_row};
use proviso_core::date::Moment;
use proviso_core::overview::overview;
use proviso_core::pack::{Item, Pack};
use proviso_core::rerun::{Next, Previous, plan};
use proviso_core::sheet::Places;
use proviso_report::render;
use proviso_store::{
    ActionChange, Among, Change, Details, FirstRun, OpenOptions, Ready, Stamp, Store,
};
use rusqlite::Connection;

/// An open store with a run of `items` items.
struct Desk {
    _folder: tempfile::TempDir,
    store: Store,
    run: String,
    stamp: Stamp,
}

fn desk(items: usize) -> Desk {
    // In the target folder, which is on a disk: a commit to memory would flatter both sides.
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let now = Moment {
        unix_millis: 1_770_000_000_000,
        offset_minutes: 0,
    };
    let mut next = 0_u128;
    let entropy = move || {
        next += 1;
        next.to_be_bytes()
    };
    let options = OpenOptions {
        now,
        entropy: Box::new(entropy),
    };
    let mut store = Store::open(folder.path(), options).unwrap();
    let stamp = Stamp {
        author: String::from("M. Okafor"),
        at: now,
    };
    let bytes = serde_json::to_vec(&pack(items)).unwrap();
    let hash = store.put_pack(&bytes, &stamp).unwrap();
    let details = Details {
        organization: String::from("Made company"),
        ..Details::default()
    };
    let first = FirstRun {
        pack: hash,
        as_of: day(),
        profile: Some(profile()),
    };
    let run = store
        .create_assessment(&details, &first, &stamp)
        .unwrap()
        .run;
    Desk {
        _folder: folder,
        store,
        run,
        stamp,
    }
}

fn answered(items: usize) -> Desk {
    let mut desk = desk(items);
    let made = pack(items);
    let answers = answers(items);
    let hashes: Vec<_> = made
        .items
        .iter()
        .map(proviso_core::pack::Item::text_hash)
        .collect();
    let changes: Vec<Change<'_>> = made
        .items
        .iter()
        .zip(&hashes)
        .map(|(item, hash)| Change::new(&item.id, hash, &answers[&item.id]))
        .collect();
    desk.store
        .record_answers(&desk.run, &changes, &desk.stamp)
        .unwrap();
    desk
}

/// Records the answer numbered `at`: always another state, so that a revision is written.
fn record(desk: &mut Desk, hash: &proviso_core::canonical::Hash, at: usize) {
    let mut state = answer(at);
    state.todo = Some(at.to_string());
    let change = Change::new("item-0", hash, &state);
    desk.store
        .record_answer(&desk.run, &change, &desk.stamp)
        .unwrap();
}

/// A bare table with the store's own pragmas.
fn bare(folder: &std::path::Path) -> Connection {
    let conn = Connection::open(folder.join("bare.db")).unwrap();
    conn.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
         CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;",
    )
    .unwrap();
    conn
}

fn commit_one(conn: &Connection, body: &str) {
    conn.execute("INSERT INTO row (body) VALUES (?1)", [body])
        .unwrap();
}

fn open_run(desk: &Desk, made: &proviso_core::pack::Pack) {
    let stored = desk.store.answers(&desk.run).unwrap();
    let profile = desk.store.profile(&desk.run).unwrap().unwrap();
    let answers = stored
        .into_iter()
        .map(|(item, stored)| (item, stored.answer))
        .collect();
    let state = proviso_core::overview::RunState {
        pack: made,
        profile: &profile,
        answers: &answers,
        actions: &proviso_core::overview::Actions::new(),
        carried: &std::collections::BTreeSet::new(),
        evidence: proviso_core::evidence::NO_LINKS,
    };
    black_box(overview(state, day()));
}

fn steps(criterion: &mut Criterion) {
    let mut one = desk(1);
    let hash = pack(1).items[0].text_hash();
    let mut at = 0;
    criterion.bench_function("record one answer", |bench| {
        bench.iter(|| {
            at += 1;
            record(&mut one, &hash, at);
        });
    });
    let full = answered(300);
    let made = pack(300);
    criterion.bench_function("open a run of 300 items", |bench| {
        bench.iter(|| open_run(&full, &made));
    });
    let three_hundred = run(300);
    criterion.bench_function("overview of 300 items, coverage included", |bench| {
        bench.iter(|| black_box(overview(three_hundred.state(), day())));
    });
    again(criterion);
    let hundred = run(100);
    let mut slow = criterion.benchmark_group("report");
    slow.sample_size(20);
    slow.bench_function("executive copy of 100 items as PDF", |bench| {
        bench.iter(|| render(&hundred.document()).unwrap());
    });
    slow.finish();
}

/// Running again and comparing; each is to take under 5 ms.
fn again(criterion: &mut Criterion) {
    let (before, after) = (run(300), next_run(300));
    let next = next_pack(300);
    criterion.bench_function("plan a run of 300 items on the next version", |bench| {
        bench.iter(|| {
            let previous = Previous {
                pack: &before.pack,
                profile: &before.profile,
                answers: &before.answers,
                held: &std::collections::BTreeMap::new(),
            };
            let next = Next {
                pack: &next,
                profile: &before.profile,
            };
            black_box(plan(&previous, &next, &[]).unwrap())
        });
    });
    criterion.bench_function("compare two runs of 300 items", |bench| {
        bench.iter(|| {
            let side = |state| Side { state, on: day() };
            black_box(compare(&side(before.state()), &side(after.state())))
        });
    });
}

/// How many assessments a portfolio is measured with, each with one run.
const PORTFOLIO: u32 = 1_000;

/// How many answers are in each of their runs.
const ANSWERS: usize = 120;

/// A data folder with that many runs.
fn portfolio_desk(made: &Pack) -> Desk {
    // The pack of the desk's own run is the same, so that one version has one content.
    let mut desk = desk(ANSWERS);
    let bytes = serde_json::to_vec(made).unwrap();
    let hash = desk.store.put_pack(&bytes, &desk.stamp).unwrap();
    let first = FirstRun {
        pack: hash,
        as_of: day(),
        profile: Some(profile()),
    };
    let texts: Vec<_> = made.items.iter().map(Item::text_hash).collect();
    let actions: Vec<(String, Action)> = (0..ANSWERS)
        .step_by(8)
        .map(|at| {
            let action = Action::default().with(ActionField::Due, Some("2026-01-15"));
            (format!("item-{at}"), action.unwrap())
        })
        .collect();
    let actions: Vec<_> = actions
        .iter()
        .map(|(item, action)| ActionChange::new(item, action))
        .collect();
    for start in (0..PORTFOLIO).step_by(50) {
        let batch: Vec<(Details, Vec<Answer>)> = (start..start + 50)
            .map(|number| {
                let details = Details {
                    organization: format!("Made company {number}"),
                    ..Details::default()
                };
                let answers = (0..ANSWERS).map(|at| answer(at + number as usize));
                (details, answers.collect())
            })
            .collect();
        let changes: Vec<Vec<Change<'_>>> = batch
            .iter()
            .map(|(_, answers)| {
                let items = made.items.iter().zip(&texts).zip(answers);
                items
                    .map(|((item, hash), answer)| Change::new(&item.id, hash, answer))
                    .collect()
            })
            .collect();
        let ready: Vec<Ready<'_>> = batch
            .iter()
            .zip(&changes)
            .map(|((details, _), answers)| Ready {
                details,
                first: &first,
                answers,
                actions: &actions,
            })
            .collect();
        desk.store.create_assessments(&ready, &desk.stamp).unwrap();
    }
    desk
}

/// Lists the latest run of every assessment.
fn list(desk: &Desk, made: &Pack) -> usize {
    let places = Places::of(made);
    let rows = desk.store.each_run(Among::Latest, |_, gist| {
        let said = places.sheet(gist.said());
        portfolio_row(made, &gist.profile, &said, &gist.actions, day())
    });
    rows.unwrap().len()
}

/// The list of all assessments; it is to take under 50 ms.
fn many(criterion: &mut Criterion) {
    let made = pack(ANSWERS);
    let desk = portfolio_desk(&made);
    // One assessment more: the desk's own.
    assert_eq!(list(&desk, &made), PORTFOLIO as usize + 1);
    let mut slow = criterion.benchmark_group("many");
    slow.sample_size(20);
    slow.bench_function("portfolio of 1,000 runs of 120 answers", |bench| {
        bench.iter(|| black_box(list(&desk, &made)));
    });
    slow.finish();
}

/// The median of `times` runs of `work`.
fn median(times: usize, mut work: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    taken.sort();
    taken[times / 2]
}

/// Sets an answer's cost against a bare commit, the two taking turns in one run.
fn ratios() {
    let mut one = desk(1);
    let hash = pack(1).items[0].text_hash();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let conn = bare(folder.path());
    let body = "x".repeat(600);
    let (mut commits, mut answers) = (Vec::new(), Vec::new());
    for round in 0..40 {
        commits.push(median(25, || commit_one(&conn, &body)));
        let mut at = round * 100;
        answers.push(median(25, || {
            at += 1;
            record(&mut one, &hash, at);
        }));
    }
    commits.sort();
    answers.sort();
    let (commit, answer) = (commits[20], answers[20]);
    let ratio = answer.as_secs_f64() / commit.as_secs_f64();
    println!("one answer {answer:?}, a bare commit {commit:?}: {ratio:.2} times (target: under 3)");
}

criterion_group!(speed, steps, many);

fn main() {
    ratios();
    encrypted::ratios();
    speed();
    Criterion::default().configure_from_args().final_summary();
}
