//! Runs to write files from: the worked example, and one in which everything is recorded.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::action::{Action, ActionStatus, Effort};
use proviso_core::answer::{Answer, Answers, BasisKind, Certainty, Verdict};
use proviso_core::canonical::Hash;
use proviso_core::date::{Date, Moment};
use proviso_core::evidence::{Evidence, KeptCopy, Linked, Links};
use proviso_core::matter_log::{Around, Interview, Kept, MatterEntry, MatterKind};
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{Item, Kind, Pack, read};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{
    CopyMarks, Counsel, LEGENDS, Matter, Past, Record, Report, ReportInput, RequestSent,
    ReturnedReply, counsel, executive,
};
use proviso_core::request::Form;
use proviso_report::document::Timestamp;
use serde_json::{Value, from_value};

pub(crate) const MADE: Timestamp = Timestamp {
    year: 2026,
    month: 6,
    day: 22,
    hour: 0,
    minute: 0,
    second: 0,
};

/// Everything that a report is made from, owned.
pub(crate) struct Worked {
    pub(crate) pack: Pack,
    pub(crate) profile: Profile,
    pub(crate) answers: Answers,
    pub(crate) actions: Actions,
    pub(crate) carried: BTreeSet<String>,
    pub(crate) matter: Matter,
    pub(crate) marks: CopyMarks,
    pub(crate) evidence: Links,
    pub(crate) history: BTreeMap<String, Vec<Past>>,
    pub(crate) around: Around,
    pub(crate) requests: Vec<RequestSent>,
}

impl Worked {
    pub(crate) fn input(&self) -> ReportInput<'_> {
        ReportInput {
            state: RunState {
                pack: &self.pack,
                profile: &self.profile,
                answers: &self.answers,
                actions: &self.actions,
                carried: &self.carried,
                evidence: &self.evidence,
            },
            pack_hash: "example",
            matter: &self.matter,
            run_number: 1,
            marks: &self.marks,
            on: day(22),
            signed: None,
            amends: None,
            before: None,
        }
    }

    pub(crate) fn executive(&self) -> Report {
        executive(&self.input())
    }

    pub(crate) fn counsel(&self) -> Counsel {
        let record = Record {
            history: &self.history,
            answered: &BTreeMap::new(),
            findings: &[],
            shelves: &[],
            around: &self.around,
            requests: &self.requests,
        };
        counsel(&self.input(), &record)
    }
}

pub(crate) fn day(day: u32) -> Date {
    Date::from_ymd(2026, 6, day).unwrap()
}

fn pack() -> Pack {
    read(include_bytes!(
        "../../../../../assets/packs/eo-14409/1.0.0.json"
    ))
    .unwrap()
    .0
}

/// The assessments of the worked example that ships with the program.
pub(crate) fn examples() -> Vec<Worked> {
    let sample: Value =
        serde_json::from_str(include_str!("../../../../../assets/sample/northwind.json")).unwrap();
    let assessments = sample["assessments"].as_array().unwrap().iter();
    let read = assessments.map(|assessment| {
        let run = &assessment["runs"][0];
        let text = |key: &str| {
            let text = assessment["details"][key].as_str();
            text.unwrap_or_default().to_owned()
        };
        Worked {
            pack: pack(),
            profile: from_value(run["profile"].clone()).unwrap(),
            answers: from_value(run["answers"].clone()).unwrap(),
            actions: from_value(run.get("actions").cloned().unwrap_or_default())
                .unwrap_or_default(),
            carried: BTreeSet::new(),
            matter: Matter {
                organization: text("organization"),
                unit: text("unit"),
                matter: text("matter"),
                asked_by: text("askedBy"),
                directed_by: text("directedBy"),
                purpose: text("purpose"),
                readers: text("readers"),
            },
            marks: CopyMarks {
                legend: Some(LEGENDS[0].to_owned()),
                recipient: Some(String::from("Audit Committee")),
                number: Some(String::from("3 of 5")),
            },
            evidence: Links::new(),
            history: BTreeMap::new(),
            around: Around::default(),
            requests: Vec::new(),
        }
    });
    read.collect()
}

/// A run in which everything is recorded, each text being what `said` gives for the name of its field. `turn` moves
/// which item has which verdict.
pub(crate) fn full(turn: usize, said: &dyn Fn(&str) -> String) -> Worked {
    let pack = pack();
    let verdicts = Verdict::ALL;
    let bases = [
        BasisKind::Document,
        BasisKind::Interview,
        BasisKind::Tested,
        BasisKind::Assumed,
    ];
    let statuses = [
        ActionStatus::Open,
        ActionStatus::InProgress,
        ActionStatus::Done,
        ActionStatus::Accepted,
    ];
    let word = |field: &str| Some(said(field));
    let answer = |at: usize, item: &Item| Answer {
        verdict: item
            .practice()
            .map(|_| verdicts[(at + turn) % verdicts.len()]),
        choice: (item.decision().is_none() || (at + turn).is_multiple_of(2))
            .then(|| item.options().first().map(|option| option.id.clone()))
            .flatten(),
        value: match &item.kind {
            Kind::Fact(_) if item.options().is_empty() => word("value"),
            _ => None,
        },
        facts: word("facts"),
        analysis: word("analysis"),
        basis: Some(bases[(at + turn) % bases.len()]),
        basis_detail: word("basisDetail"),
        basis_on: Some(day(5)),
        confidence: Some(Certainty::High),
        owner: word("owner"),
        reason: word("reason"),
        measure: word("measure"),
        flag: true,
        todo: word("todo"),
        grounds_for: word("groundsFor"),
        grounds_against: word("groundsAgainst"),
        recommendation: word("recommendation"),
        advice: word("advice"),
        decided_by: word("decidedBy"),
        decided_on: Some(day(6)),
        review_trigger: word("reviewTrigger"),
        review_on: Some(day(30)),
    };
    let action = |at: usize| Action {
        what: word("what"),
        owner: word("actionOwner"),
        due: Date::from_ymd(2026, 5 + u32::try_from(at % 8).unwrap(), 1),
        effort: Some(Effort::Large),
        status: statuses[(at + turn) % statuses.len()],
        note: word("note"),
        accepted_by: word("acceptedBy"),
        accepted_why: word("acceptedWhy"),
        accepted_until: Some(day(28)),
    };
    let items = || pack.items.iter().enumerate();
    let past = Past {
        at: String::from("June 12, 2026, 2:03:22 PM"),
        author: said("author"),
        changes: vec![said("changes")],
        under: String::from("7f3a19c2e04b"),
    };
    let linked = || Linked {
        id: String::from("link"),
        evidence: Evidence {
            title: said("evidenceName"),
            place: word("place"),
            seen_on: Some(day(5)),
            stale_after: Some(day(9)),
            note: word("evidenceNote"),
            copy: Some(KeptCopy {
                hash: Hash("a".repeat(64)),
                name: said("fileName"),
                bytes: 1_234,
            }),
        },
        added_on: day(5),
        added_by: said("addedBy"),
    };
    Worked {
        profile: Profile {
            roles: pack.roles.iter().map(|role| role.id.clone()).collect(),
            traits: pack
                .traits
                .iter()
                .map(|t| (t.id.clone(), TraitAnswer::Yes))
                .collect(),
        },
        answers: items()
            .map(|(at, item)| (item.id.clone(), answer(at, item)))
            .collect(),
        actions: items()
            .map(|(at, item)| (item.id.clone(), action(at)))
            .collect(),
        carried: items()
            .filter(|(at, _)| at.is_multiple_of(3))
            .map(|(_, item)| item.id.clone())
            .collect(),
        matter: Matter {
            organization: said("organization"),
            unit: said("unit"),
            matter: said("matter"),
            asked_by: said("askedBy"),
            directed_by: said("directedBy"),
            purpose: said("purpose"),
            readers: said("readers"),
        },
        marks: CopyMarks {
            legend: word("legend"),
            recipient: word("recipient"),
            number: word("number"),
        },
        evidence: items()
            .map(|(_, item)| (item.id.clone(), vec![linked()]))
            .collect(),
        history: items()
            .map(|(_, item)| (item.id.clone(), vec![past.clone()]))
            .collect(),
        around: around(&pack.items[0].id, said),
        requests: vec![request(&pack.items[0].id, said)],
        pack,
    }
}

/// One of each that is kept around the answers.
fn around(item: &str, said: &dyn Fn(&str) -> String) -> Around {
    let at = |minute: i64| Moment {
        unix_millis: 1_781_200_000_000 + minute * 60_000,
        offset_minutes: 0,
    };
    let items = vec![item.to_owned()];
    let interview = Interview {
        whom: said("interviewWhom"),
        role: said("interviewRole"),
        on: Some(day(4)),
        present: said("interviewPresent"),
        notes: said("interviewNotes"),
        items: items.clone(),
    };
    let kinds = [
        MatterKind::Memo,
        MatterKind::Contact {
            who: said("contactWho"),
            sent: said("contactSent"),
            withheld: said("contactWithheld"),
            terms: said("contactTerms"),
        },
        MatterKind::Referral {
            to: said("referralTo"),
            question: said("referralQuestion"),
            answer: said("referralAnswer"),
            answered_on: Some(day(20)),
            decided: said("referralDecided"),
        },
    ];
    let log = (0_i64..).zip(kinds).map(|(nth, what)| Kept {
        id: format!("entry{nth}"),
        author: said("logAuthor"),
        recorded_at: at(nth),
        says: MatterEntry {
            on: day(10),
            title: said("logTitle"),
            text: said("logText"),
            what,
            items: items.clone(),
            follows: (nth == 2).then(|| String::from("entry1")),
        },
    });
    Around {
        interviews: vec![Kept {
            id: String::from("interview"),
            author: said("logAuthor"),
            recorded_at: at(0),
            says: interview,
        }],
        log: log.collect(),
    }
}

fn request(item: &str, said: &dyn Fn(&str) -> String) -> RequestSent {
    RequestSent {
        whom: said("requestWhom"),
        sent_on: day(8),
        due_on: Some(day(18)),
        form: Form::Word,
        items: vec![item.to_owned()],
        reminded: Vec::new(),
        withdrawn: None,
        returned: vec![ReturnedReply {
            on: day(15),
            by: said("replyBy"),
            outcomes: vec![(item.to_owned(), said("replyOutcome"))],
        }],
    }
}

/// A run in which nothing is answered.
pub(crate) fn empty() -> Worked {
    let mut worked = full(0, &|_| String::new());
    worked.answers.clear();
    worked.actions.clear();
    worked.carried.clear();
    worked.evidence.clear();
    worked.history.clear();
    worked.around = Around::default();
    worked.requests.clear();
    worked.marks = CopyMarks::default();
    worked
}

/// Texts that have broken files before: quotes, markup, control characters, scripts, formulas, long words.
pub(crate) fn torture(field: &str) -> String {
    format!(
        "=cmd|' /C calc'!A1 {field} <b>&amp;\u{7}\u{b}\u{fffe}</b> \"quoted\" 'single'\r\nline\rtwo\tthree \
         北京 مرحبا שלום 😀 _*`[x](y)`*_ {} {{{{x}}}} %41 \u{202e}x\u{200b}y",
        "Donaudampfschifffahrt".repeat(9)
    )
}
