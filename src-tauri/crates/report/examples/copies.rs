//! Writes every copy there is, to look at and to be looked at by other people's tools: of the worked example on
//! both papers, of a run in which nothing and one in which everything is answered, and of one that is made to
//! hurt: 1,000 items, notes of 20,000 characters, long words, other scripts, control characters.
//!
//! `cargo run -p proviso-report --example copies -- FOLDER [sample|empty|full|torture]`
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program to look at output with"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use proviso_core::action::{Action, ActionStatus, Effort};
use proviso_core::answer::{Answer, Answers, BasisKind, Certainty, Verdict};
use proviso_core::date::{Date, Moment};
use proviso_core::evidence::{Evidence, KeptCopy, Linked, Links, NO_LINKS};
use proviso_core::matter_log::{Around, Interview, Kept, MatterEntry, MatterKind};
use proviso_core::overview::{Actions, RunState, overview};
use proviso_core::pack::{Item, Kind, Pack, read};
use proviso_core::preflight::{CopyFacts, default_words, preflight};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{
    AnsweredUnder, Before, CopyMarks, LEGENDS, Matter, Past, Record, ReportInput, RequestSent,
    ReturnedReply, Wanted, decisions, model,
};
use proviso_core::request::Form;
use proviso_core::rerun::{Next, Previous, memo, plan};
use proviso_report::document::{Paper, Timestamp};
use proviso_report::{compose_copy, count_pages, render};
use serde_json::{Value, from_value};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "/tmp/copies".to_owned()));
    let only = arguments.next();
    std::fs::create_dir_all(&folder).unwrap();
    let wants = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if wants("sample") {
        for (at, run) in sample().into_iter().enumerate() {
            run.write(&folder, &format!("sample{at}"));
        }
    }
    if wants("empty") {
        Run::new(pack("1.2.0")).write(&folder, "empty");
    }
    if wants("full") {
        full(pack("1.2.0"), &["A sentence that says what is so."]).write(&folder, "full");
    }
    if wants("torture") {
        let long = "word ".repeat(4_000);
        let texts = [&TORTURE[..], &[long.as_str()]].concat();
        full(many(pack("1.2.0"), 1_000), &texts).write(&folder, "torture");
    }
}

/// What has broken reports of others: long words, other scripts, marks that turn or join what is beside them.
const TORTURE: [&str; 12] = [
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft‑und‑so‑weiter",
    "https://example.org/a/very/long/address/that/has/no/place/to/break/0123456789012345678901234567890123456789",
    "מילים בעברית עם English באמצע 123",
    "كلمات عربية مع 456 أرقام",
    "人工智能治理评估 第三条（二）款",
    "日本語の文章とカタカナ、ひらがな",
    "Emoji 🙂 👩‍👩‍👧‍👦 🏳️‍🌈 and a flag 🇺🇸",
    "“Quotes” ‘within’ \"straight\" 'marks' « guillemets » <tags> & ampersands; {braces} [brackets] (parens) \\ / |",
    "control \u{0}\u{1}\u{7}\u{8}\u{b}\u{c}\u{1b}\u{7f}\u{85}\u{200b}\u{202e}\u{2066}\u{feff} characters",
    "Ελληνικά, кириллица, Ünïcödé, ﬁ ﬂ ligatures, e\u{301}\u{302}\u{303} marks, ½ ⅓ ‰ § ¶ † ‡",
    "A line\nand another\n\n\tand a tab\r\nand a Windows end",
    "नमस्ते देवनागरी ไทย 한국어 ქართული Հայերեն",
];

/// A run with everything that copies are made from.
struct Run {
    pack: Pack,
    profile: Profile,
    answers: Answers,
    actions: Actions,
    carried: BTreeSet<String>,
    evidence: Links,
    history: BTreeMap<String, Vec<Past>>,
    around: Around,
    requests: Vec<RequestSent>,
    answered: BTreeMap<String, AnsweredUnder>,
    matter: Matter,
    marks: CopyMarks,
    before: Option<(Pack, Profile, Answers, Actions)>,
}

impl Run {
    fn new(pack: Pack) -> Self {
        Self {
            profile: everything(&pack),
            pack,
            answers: Answers::new(),
            actions: Actions::new(),
            carried: BTreeSet::new(),
            evidence: Links::new(),
            history: BTreeMap::new(),
            around: Around::default(),
            requests: Vec::new(),
            answered: BTreeMap::new(),
            matter: Matter::default(),
            marks: CopyMarks::default(),
            before: None,
        }
    }

    /// Every copy on both papers, each looked at again.
    fn write(&self, folder: &Path, name: &str) {
        let on = Date::from_ymd(2026, 10, 20).unwrap();
        let no_carried = BTreeSet::new();
        let before = self
            .before
            .as_ref()
            .map(|(pack, profile, answers, actions)| Before {
                state: RunState {
                    pack,
                    profile,
                    answers,
                    actions,
                    carried: &no_carried,
                    evidence: NO_LINKS,
                },
                number: 1,
                on: Date::from_ymd(2026, 6, 22).unwrap(),
            });
        let state = RunState {
            pack: &self.pack,
            profile: &self.profile,
            answers: &self.answers,
            actions: &self.actions,
            carried: &self.carried,
            evidence: &self.evidence,
        };
        let input = ReportInput {
            state,
            pack_hash: "example",
            matter: &self.matter,
            run_number: if before.is_some() { 2 } else { 1 },
            marks: &self.marks,
            on,
            signed: None,
            amends: None,
            before,
        };
        let words = default_words();
        let facts = CopyFacts {
            words: &words,
            ..CopyFacts::default()
        };
        let findings = preflight(state, &overview(state, on), facts);
        let record = Record {
            history: &self.history,
            answered: &self.answered,
            findings: &findings,
            shelves: &[],
            around: &self.around,
            requests: &self.requests,
        };
        let law = before.filter(|before| before.state.pack.version < self.pack.version);
        let law = law.map(|before| {
            let none = BTreeMap::new();
            let previous = Previous {
                pack: before.state.pack,
                profile: before.state.profile,
                answers: before.state.answers,
                held: &none,
            };
            let next = Next {
                pack: &self.pack,
                profile: &self.profile,
            };
            memo(
                &plan(&previous, &next, &[]).unwrap(),
                before.state.pack,
                &self.pack,
            )
        });
        let mut copies = vec![Wanted::Board, Wanted::Executive, Wanted::Counsel];
        if before.is_some() {
            copies.push(Wanted::Changes);
        }
        copies.extend([Wanted::Strategy, Wanted::Minutes]);
        copies.extend(
            decisions(&input)
                .into_iter()
                .take(2)
                .map(|(id, _)| Wanted::Decision(id)),
        );
        for wanted in copies {
            let both = [(Paper::Letter, "letter"), (Paper::A4, "a4")];
            // What is made to hurt is large: one paper is enough of it.
            let papers = if name == "torture" {
                &both[..1]
            } else {
                &both[..]
            };
            for (paper, sheet) in papers.iter().copied() {
                let start = Instant::now();
                let model = model(&wanted, &input, &record, law.as_ref()).unwrap();
                let file = render(&compose_copy(&model, paper, midnight())).unwrap();
                let took = start.elapsed().as_millis();
                assert_eq!(count_pages(&file.bytes), Ok(file.pages), "it opens again");
                let file_name = format!("{name}-{wanted}-{sheet}.pdf").replace(':', "-");
                println!(
                    "{file_name}: {} pages, {} bytes, {took} ms",
                    file.pages,
                    file.bytes.len()
                );
                std::fs::write(folder.join(file_name), file.bytes).unwrap();
            }
        }
    }
}

fn midnight() -> Timestamp {
    Timestamp {
        year: 2026,
        month: 10,
        day: 20,
        hour: 0,
        minute: 0,
        second: 0,
    }
}

fn pack(version: &str) -> Pack {
    let path = format!(
        "{}/../../../assets/packs/eo-14409/{version}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    read(&std::fs::read(path).unwrap()).unwrap().0
}

fn everything(pack: &Pack) -> Profile {
    Profile {
        roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
        traits: pack
            .traits
            .iter()
            .map(|t| (t.id.clone(), TraitAnswer::Yes))
            .collect(),
    }
}

/// The worked example: each assessment in the last of its runs that the file holds answers of.
fn sample() -> Vec<Run> {
    let sample = include_str!("../../../../assets/sample/northwind.json");
    let sample: Value = serde_json::from_str(sample).unwrap();
    let assessments = sample["assessments"].as_array().unwrap();
    let runs = assessments.iter().map(|assessment| {
        let run = &assessment["runs"][0];
        let text = |key: &str| {
            let text = assessment["details"][key].as_str();
            text.unwrap_or_default().to_owned()
        };
        Run {
            profile: from_value(run["profile"].clone()).unwrap(),
            answers: from_value(run["answers"].clone()).unwrap(),
            actions: from_value(run.get("actions").cloned().unwrap_or_default())
                .unwrap_or_default(),
            matter: Matter {
                organization: text("organization"),
                unit: text("unit"),
                matter: text("matter"),
                asked_by: text("askedBy"),
                directed_by: text("directedBy"),
                purpose: text("purpose"),
                readers: text("readers"),
            },
            around: around(&items(&run["answers"]), &OFFICE),
            requests: requests(&items(&run["answers"]), &OFFICE),
            marks: CopyMarks {
                legend: Some(LEGENDS[0].to_owned()),
                recipient: Some(String::from("Audit Committee")),
                number: Some(String::from("3 of 5")),
            },
            ..Run::new(pack("1.0.0"))
        }
    });
    runs.collect()
}

/// What an office writes down around the answers.
const OFFICE: [&str; 8] = [
    "Priya Raman, Head of Fleet Security",
    "Fleet tokens are issued by the build service and expire after a day. She keeps the list of accounts and showed \
     it on screen; she did not know who approves exceptions.",
    "National Coordination Center, by telephone",
    "That the company had read the announcement, and whom to write to.",
    "Names of customers and of sites; the vendor’s report.",
    "Orally. No terms were agreed, and none were asked for.",
    "Whether a note to the clearinghouse would waive privilege over the capability note.",
    "Not yet: send no document before terms are published.",
];

/// Items that hold an answer, by name.
fn items(answers: &Value) -> Vec<String> {
    answers
        .as_object()
        .unwrap()
        .keys()
        .take(4)
        .cloned()
        .collect()
}

/// Interviews, and a matter log with a correction in it.
fn around(items: &[String], texts: &[&str]) -> Around {
    let text = |at: usize| texts[at % texts.len()].to_owned();
    let day = |day: u32| Date::from_ymd(2026, 6, day).unwrap();
    let at = |minute: i64| Moment {
        unix_millis: 1_781_270_000_000 + minute * 60_000,
        offset_minutes: -240,
    };
    let interviews = (0..2_usize).map(|nth| Kept {
        id: format!("interview{nth}"),
        author: String::from("M. Okafor"),
        recorded_at: at(nth as i64),
        says: Interview {
            whom: text(0),
            role: String::new(),
            on: (nth == 0).then(|| day(9)),
            present: String::from("M. Okafor; T. Lindgren, paralegal"),
            notes: format!("{}\n{}", text(1), text(5)),
            items: items.to_vec(),
        },
    });
    let entry =
        |nth: i64, title: &str, text: String, what: MatterKind, follows: Option<i64>| Kept {
            id: format!("entry{nth}"),
            author: String::from("M. Okafor"),
            recorded_at: at(nth),
            says: MatterEntry {
                on: day(10 + nth as u32),
                title: title.to_owned(),
                text,
                what,
                items: items.iter().take(2).cloned().collect(),
                follows: follows.map(|nth| format!("entry{nth}")),
            },
        };
    let contact = MatterKind::Contact {
        who: text(2),
        sent: text(3),
        withheld: text(4),
        terms: text(5),
    };
    let referral = MatterKind::Referral {
        to: String::from("R. Castellano, outside counsel"),
        question: text(6),
        answer: text(7),
        answered_on: Some(day(19)),
        decided: text(7),
    };
    let log = [
        entry(1, "Scope of the review", text(1), MatterKind::Memo, None),
        entry(
            2,
            "Call to the coordination center",
            String::new(),
            contact,
            None,
        ),
        entry(
            3,
            "Privilege over the capability note",
            text(1),
            referral,
            None,
        ),
        entry(4, "Who was on the call", text(5), MatterKind::Memo, Some(2)),
    ];
    Around {
        interviews: interviews.collect(),
        log: log.into(),
    }
}

/// One request that came back, and one that did not.
fn requests(items: &[String], texts: &[&str]) -> Vec<RequestSent> {
    let day = |day: u32| Date::from_ymd(2026, 6, day).unwrap();
    let text = |at: usize| texts[at % texts.len()].to_owned();
    let sent = |form: Form, returned: Vec<ReturnedReply>| RequestSent {
        whom: text(0),
        sent_on: day(8),
        due_on: Some(day(18)),
        form,
        items: items.to_vec(),
        reminded: Vec::new(),
        withdrawn: None,
        returned,
    };
    let outcomes = items.iter().zip([
        "accepted",
        "accepted after editing",
        "set aside: a forecast",
        "",
    ]);
    let back = ReturnedReply {
        on: day(16),
        by: text(0),
        outcomes: outcomes
            .map(|(item, became)| (item.clone(), became.to_owned()))
            .collect(),
    };
    vec![sent(Form::Word, vec![back]), sent(Form::Paper, Vec::new())]
}

/// The pack with its items repeated, each under a name of its own, until there are so many.
fn many(mut pack: Pack, count: usize) -> Pack {
    let items = pack.items.clone();
    pack.items = (0..count)
        .map(|at| {
            let mut item = items[at % items.len()].clone();
            if at >= items.len() {
                item.id = format!("{}-{at}", item.id);
                item.title = format!("{} {at}", item.title);
            }
            item
        })
        .collect();
    pack
}

/// A run in which everything is recorded that can be, with these texts in turn.
fn full(pack: Pack, texts: &[&str]) -> Run {
    let text = |at: usize| Some(texts[at % texts.len()].to_owned());
    // The longest text is for a few fields alone: a thousand notes of 20,000 characters are no report.
    let short: Vec<&str> = texts
        .iter()
        .copied()
        .filter(|text| text.len() < 1_000)
        .collect();
    let words = |at: usize| Some(short[at % short.len()].to_owned());
    let owner = |at: usize| {
        Some(format!(
            "{:.60}",
            format!("Owner {at} {}", "of a long office ".repeat(5))
        ))
    };
    let answers = |turn: usize| -> Answers {
        let answers = pack.items.iter().enumerate().map(|(at, item)| {
            let at = at + turn;
            (item.id.clone(), answer(item, at, &text, &words, &owner))
        });
        answers.collect()
    };
    let (now, earlier) = (answers(0), answers(3));
    let action = |at: usize| Action {
        what: words(at),
        owner: owner(at % 40),
        due: Date::from_ymd(2026, 9, 1)
            .unwrap()
            .plus_days(u64::try_from(at % 300).unwrap()),
        effort: Some(Effort::Large),
        status: [
            ActionStatus::Open,
            ActionStatus::InProgress,
            ActionStatus::Done,
            ActionStatus::Accepted,
        ][at % 4],
        note: words(at + 1),
        accepted_by: words(at + 2),
        accepted_why: words(at + 3),
        accepted_until: Date::from_ymd(2027, 3, 31),
    };
    let linked = |at: usize| Linked {
        id: format!("link-{at}"),
        evidence: Evidence {
            title: words(at).unwrap_or_default(),
            place: words(at + 1),
            seen_on: Date::from_ymd(2026, 6, 12),
            stale_after: Date::from_ymd(2026, 10, 1),
            note: words(at + 2),
            copy: Some(KeptCopy {
                hash: proviso_core::canonical::sha256(at.to_string().as_bytes()),
                name: words(at + 4).unwrap_or_default(),
                bytes: 4_096,
            }),
        },
        added_on: Date::from_ymd(2026, 6, 12).unwrap(),
        added_by: words(at + 5).unwrap_or_default(),
    };
    let past = |at: usize| Past {
        at: String::from("June 12, 2026, 2:03:22 PM"),
        author: words(at).unwrap_or_default(),
        changes: vec![
            String::from("Facts added"),
            words(at + 1).unwrap_or_default(),
        ],
        under: String::from("7f3a-19c2-e04b"),
    };
    let moved = |at: usize, item: &Item| match at % 10 {
        0 => {
            let mut text = item.clone();
            text.question.push_str(" As it was asked before.");
            Some(AnsweredUnder::Text(Box::new(text)))
        }
        1 => Some(AnsweredUnder::Lost(item.text_hash())),
        _ => None,
    };
    let ids = |at: usize| pack.items[at].id.clone();
    let all = 0..pack.items.len();
    let named: Vec<String> = all.clone().take(6).map(ids).collect();
    Run {
        around: around(&named, texts),
        requests: requests(&named, texts),
        answers: now,
        actions: all.clone().map(|at| (ids(at), action(at))).collect(),
        carried: all.clone().step_by(5).map(ids).collect(),
        evidence: all.clone().map(|at| (ids(at), vec![linked(at)])).collect(),
        history: all
            .clone()
            .map(|at| (ids(at), vec![past(at), past(at + 1)]))
            .collect(),
        answered: all
            .clone()
            .filter_map(|at| Some((ids(at), moved(at, &pack.items[at])?)))
            .collect(),
        matter: Matter {
            organization: words(0).unwrap_or_default(),
            unit: words(2).unwrap_or_default(),
            matter: words(4).unwrap_or_default(),
            asked_by: words(6).unwrap_or_default(),
            directed_by: words(7).unwrap_or_default(),
            purpose: words(8).unwrap_or_default(),
            readers: words(9).unwrap_or_default(),
        },
        marks: CopyMarks {
            legend: words(7),
            recipient: owner(1),
            number: Some(String::from("3 of 5")),
        },
        before: Some((pack.clone(), everything(&pack), earlier, Actions::new())),
        ..Run::new(pack.clone())
    }
}

fn answer(
    item: &Item,
    at: usize,
    text: &impl Fn(usize) -> Option<String>,
    words: &impl Fn(usize) -> Option<String>,
    owner: &impl Fn(usize) -> Option<String>,
) -> Answer {
    let verdicts = Verdict::ALL;
    // A few notes are as long as a field takes them; the others say the shorter texts in turn.
    let note = |turn: usize| match at % 200 {
        7 => text(turn),
        _ => words(at + turn),
    };
    Answer {
        verdict: item.practice().map(|_| verdicts[at % verdicts.len()]),
        choice: item
            .options()
            .first()
            .filter(|_| !at.is_multiple_of(3))
            .map(|option| option.id.clone()),
        value: match &item.kind {
            Kind::Fact(_) if item.options().is_empty() => words(at),
            _ => None,
        },
        facts: note(12),
        analysis: note(12),
        basis: Some(
            [
                BasisKind::Document,
                BasisKind::Interview,
                BasisKind::Tested,
                BasisKind::Assumed,
            ][at % 4],
        ),
        basis_detail: words(at + 1),
        basis_on: Date::from_ymd(2026, 5, 22),
        confidence: Some(Certainty::High),
        owner: owner(at % 40),
        reason: words(at + 2),
        measure: words(at + 3),
        flag: at.is_multiple_of(2),
        todo: words(at + 4),
        grounds_for: note(12),
        grounds_against: words(at + 5),
        recommendation: words(at + 6),
        advice: note(12),
        decided_by: owner(at % 7),
        decided_on: Date::from_ymd(2026, 6, 12),
        review_trigger: words(at + 8),
        review_on: Date::from_ymd(2026, 12, 1),
    }
}
