//! Kills a writing process at random moments, and finds everything it had acknowledged.
//!
//! The test starts itself again as the writer, which prints a line after each call that returned,
//! and sends it SIGKILL. What was printed is what the screen would have called saved. After each
//! kill the folder is opened again: every acknowledged entry is there, what was written in one
//! transaction is there as a whole or not at all, and all chains hold. Some kills fall into the
//! making of the file itself, others into a checkpoint of its log.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::time::Duration;

use common::{
    assessment, item_hash, lines_until_killed, open, other_half, repetitions, say_loudly, stamp,
};
use proviso_core::action::Action;
use proviso_core::answer::{Answer, Field, Verdict};
use proviso_core::date::Date;
use proviso_core::evidence::Evidence;
use proviso_core::profile::Profile;
use proviso_core::request::{AskedFrom, Form, Outcome, Request, Respondent, Returned};
use proviso_store::{ActionChange, Change, Details, ExportedCopy, NewOutcome, REQUEST, Store};

/// Answers that are recorded together.
const TOGETHER: usize = 5;

const TEST: &str = "nothing_acknowledged_is_lost_and_nothing_is_half_done";

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_half_done() {
    if let Some(folder) = other_half() {
        return write_for_ever(&folder);
    }
    let kills = repetitions(200);
    let mut folder = tempfile::tempdir().unwrap();
    let mut totals = BTreeMap::new();
    for kill in 0..kills {
        if kill % 10 == 0 {
            folder = tempfile::tempdir().unwrap();
        }
        // The first kills on a new folder come early, to fall into its making; the others once it writes.
        let (first, most) = if kill % 10 < 3 { (0, 200) } else { (2, 2_000) };
        let wait = Duration::from_micros(u64::from(common::sixteen()[0]) * most);
        let acknowledged = write_until_killed(folder.path(), first, wait);
        check(folder.path(), &acknowledged);
        for line in &acknowledged {
            let kind = line.split(' ').next().unwrap_or_default().to_owned();
            *totals.entry(kind).or_insert(0_u32) += 1;
        }
    }
    say_loudly(&format!(
        "{kills} kills; acknowledged before them: {totals:?}"
    ));
    assert!(
        totals.values().sum::<u32>() > kills,
        "the writer came to write between the kills: {totals:?}"
    );
}

/// Runs the writer for `wait` from the moment it began and wrote `first` lines, and returns the lines it
/// finished.
fn write_until_killed(folder: &Path, first: usize, wait: Duration) -> Vec<String> {
    lines_until_killed(TEST, folder, first, wait)
        .into_iter()
        .filter_map(|line| line.strip_prefix("ack ").map(str::to_owned))
        .filter_map(|line| line.strip_suffix(" .").map(str::to_owned))
        .collect()
}

/// Opens what the killed writer left, and holds it against what it had acknowledged.
fn check(folder: &Path, acknowledged: &[String]) {
    let store = open(folder).unwrap();
    let broken = store.verify().unwrap();
    assert_eq!(broken, [], "every chain holds after the kill");
    let list = store.list_assessments().unwrap();
    let mut revisions = BTreeSet::new();
    let mut together: BTreeMap<String, usize> = BTreeMap::new();
    let mut drafts = BTreeMap::new();
    for found in &list {
        assert_eq!(
            found.runs.len(),
            1,
            "an assessment is made with its run, or not at all"
        );
        let run = &found.runs[0].id;
        for state in store.last_changes(run, u32::MAX).unwrap() {
            let answer = state.content.unwrap().answer;
            if let Some(batch) = answer.owner {
                *together.entry(batch).or_default() += 1;
            }
            revisions.insert(state.revision);
        }
        for item in store.actions(&found.id).unwrap().keys() {
            for state in store.action_history(&found.id, item).unwrap() {
                revisions.insert(state.revision);
            }
        }
        for draft in store.drafts(run).unwrap() {
            drafts.insert(draft.item, draft.text.parse::<u64>().unwrap());
        }
        if store.profile(run).unwrap().is_some() {
            revisions.insert(String::from("profile"));
        }
        revisions.insert(found.id.clone());
        let requests = store.requests(&found.id).unwrap();
        revisions.extend(requests.into_iter().map(|sent| sent.entry));
        let returns = store.returns(&found.id).unwrap();
        revisions.extend(returns.into_iter().map(|back| back.entry));
        let decided = store.proposals(&found.id).unwrap().len();
        let links = store.evidence(run).unwrap();
        assert_eq!(
            links.values().map(Vec::len).sum::<usize>(),
            decided,
            "a proposal is accepted with the document that it names, or not at all"
        );
    }
    for (batch, count) in together {
        assert_eq!(
            count, TOGETHER,
            "the answers of batch {batch} came in one transaction"
        );
    }
    for line in acknowledged {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["draft", item, text] => {
                let kept = drafts.get(item).copied().unwrap_or_default();
                assert!(
                    kept >= text.parse().unwrap(),
                    "the draft of {item} is the acknowledged one or a later one: {kept}, {text}"
                );
            }
            [_, revision] => assert!(
                revisions.contains(revision),
                "{line} was acknowledged, and is gone"
            ),
            _ => unreachable!("the writer prints no other line: {line}"),
        }
    }
}

/// The other half: opens the folder and writes until it is killed.
fn write_for_ever(folder: &Path) {
    say("begin");
    let mut store = open(folder).unwrap();
    let found = store.list_assessments().unwrap().pop();
    let (assessment, run) = match found {
        Some(found) => (found.id, found.runs[0].id.clone()),
        None => {
            let made = assessment(&mut store, "Fictional Freight, Inc.");
            say(&format!("ack assessment {} .", made.assessment));
            (made.assessment, made.run)
        }
    };
    // Counts on from what is there, so that a later draft is always a greater number.
    let mut count = store
        .drafts(&run)
        .unwrap()
        .iter()
        .map(|draft| draft.text.parse::<u64>().unwrap())
        .max()
        .unwrap_or_default();
    loop {
        count += 1;
        step(&mut store, &assessment, &run, count);
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

fn request(assessment: &str, run: &str, count: u64) -> Request {
    let day = Date::from_ymd(2026, 11, 21).unwrap();
    Request {
        id: format!("{count:032x}"),
        assessment: assessment.to_owned(),
        run: run.to_owned(),
        pack: AskedFrom {
            id: String::from("eo-test"),
            version: String::from("1.0.0"),
            name: String::from("Test Order"),
            hash: String::new(),
            law_date: day,
        },
        organization: String::new(),
        unit: String::new(),
        from: String::new(),
        to: Respondent::default(),
        sent_on: day,
        due_on: None,
        cover: "a cover note ".repeat(100),
        notice: String::new(),
        items: Vec::new(),
    }
}

/// The file that a request went out as.
fn file(request: &Request) -> ExportedCopy {
    ExportedCopy {
        assessment: request.assessment.clone(),
        run: request.run.clone(),
        run_number: 1,
        copy: String::from(REQUEST),
        format: String::from("docx"),
        on: request.sent_on,
        legend: None,
        recipient: None,
        number: None,
        items: Some(0),
        file: format!("{}.docx", request.id),
        bytes: 0,
        sha256: item_hash(&request.id),
        fingerprint: item_hash("state"),
    }
}

fn step(store: &mut Store, assessment: &str, run: &str, count: u64) {
    let hash = item_hash("any");
    let item = format!("item-{}", count % 7);
    let verdict = Verdict::ALL[usize::try_from(count).unwrap() % Verdict::ALL.len()];
    // Long enough that the log is often brought into the file while the writer runs.
    let answer = Answer {
        verdict: Some(verdict),
        facts: Some(format!("{count} {} ", std::process::id()).repeat(200)),
        ..Answer::default()
    };
    let at = stamp(i64::try_from(count).unwrap());
    match count % 11 {
        0 => {
            let answers: Vec<Answer> = (0..TOGETHER)
                .map(|at| Answer {
                    owner: Some(format!("batch-{count}-{}", std::process::id())),
                    todo: Some(at.to_string()),
                    ..answer.clone()
                })
                .collect();
            let items: Vec<String> = (0..TOGETHER).map(|at| format!("together-{at}")).collect();
            let changes: Vec<Change<'_>> = items
                .iter()
                .zip(&answers)
                .map(|(item, answer)| Change::new(item, &hash, answer))
                .collect();
            for recorded in store.record_answers(run, &changes, &at).unwrap() {
                say(&format!("ack together {} .", recorded.unwrap().revision));
            }
        }
        1 => {
            let action = Action {
                note: Some(format!("{count} {}", std::process::id())),
                ..Action::default()
            };
            let change = ActionChange::new(&item, &action);
            let recorded = store.record_action(assessment, &change, &at).unwrap();
            say(&format!("ack action {} .", recorded.unwrap().revision));
        }
        2 => {
            let profile = Profile {
                roles: BTreeSet::from([format!("role-{}", count % 3)]),
                ..Profile::default()
            };
            store.set_profile(run, &profile, &at).unwrap();
            say("ack profile profile .");
        }
        3 | 4 => {
            let text = count.to_string();
            store
                .save_draft(run, &item, Field::Facts, &text, at.at)
                .unwrap();
            say(&format!("ack draft {item} {text} ."));
        }
        9 => {
            let request = request(assessment, run, count);
            let recorded = store
                .record_request(&request, Form::Word, &file(&request), None, &at)
                .unwrap();
            say(&format!("ack request {} .", recorded.revision));
        }
        10 => {
            let returned = Returned {
                request: String::from("any"),
                form: Form::Word,
                file: item_hash(&count.to_string()),
                by: Respondent::default(),
                on: None,
                answers: Vec::new(),
                findings: Vec::new(),
            };
            let back = store.record_return(assessment, &returned, &at).unwrap();
            say(&format!("ack return {} .", back.revision));
            let named = Evidence {
                title: format!("Named {count}"),
                ..Evidence::default()
            };
            let outcome = NewOutcome {
                returned: &back.revision,
                item: &item,
                outcome: Outcome::Accepted,
                reason: "",
                form: None,
            };
            let change = Change::new(&item, &hash, &answer);
            let recorded = store
                .accept_proposal(run, &change, Some(&named), &outcome, &at)
                .unwrap();
            say(&format!("ack accept {} .", recorded.unwrap().revision));
        }
        5 => {
            let details = Details {
                matter: format!("M-{count}"),
                ..common::details("Fictional Freight, Inc.")
            };
            store.set_details(assessment, &details, &at).unwrap();
        }
        _ => {
            let recorded = store
                .record_answer(run, &Change::new(&item, &hash, &answer), &at)
                .unwrap();
            say(&format!("ack answer {} .", recorded.unwrap().revision));
        }
    }
}
