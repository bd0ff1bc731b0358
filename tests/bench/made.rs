//! Packs and answers of any size, the same on every run: what the benchmarks work on.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark may stop at the first surprise"
)]

use std::collections::BTreeSet;

use proviso_core::answer::{Answer, Answers, BasisKind, Verdict};
use proviso_core::date::Date;
use proviso_core::evidence::NO_LINKS;
use proviso_core::overview::{Actions, RunState};
use proviso_core::pack::{ChangeKind, Item, ItemChange, ItemText, Pack, VersionChanges};
use proviso_core::profile::Profile;
use proviso_core::report::{CopyMarks, Matter, Report, ReportInput, executive};
use proviso_report::document::{Document, Paper, Timestamp};
use serde_json::json;

const WORDS: [&str; 24] = [
    "access",
    "agreement",
    "answer",
    "approval",
    "calendar",
    "clause",
    "company",
    "control",
    "counsel",
    "decision",
    "document",
    "evidence",
    "framework",
    "model",
    "owner",
    "partner",
    "practice",
    "program",
    "record",
    "release",
    "review",
    "security",
    "supplier",
    "system",
];

/// Consequences, by turns.
const SEVERITIES: [&str; 3] = ["low", "medium", "high"];

/// A sentence of `words` words, made from `seed`.
fn sentence(seed: usize, words: usize) -> String {
    let mut state = seed as u64 * 2_654_435_761 + 1;
    let mut text = String::new();
    for at in 0..words {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let word = WORDS[usize::try_from(state >> 33).unwrap() % WORDS.len()];
        if at > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
    text[..1].to_uppercase() + &text[1..] + "."
}

/// A pack of `items` practices under ten provisions and seven themes.
pub fn pack(items: usize) -> Pack {
    let provisions: Vec<_> = (1..=10)
        .map(|pin| {
            json!({
                "pin": pin.to_string(), "heading": sentence(pin, 4), "text": sentence(pin, 60),
                "addressees": [{"who": "Developers", "force": "voluntaryForIndustry", "how": "May."}],
                "asksPrivateParties": true,
                "status": {"state": "inForce", "note": "In force.", "confidence": "official",
                    "sources": [{"source": "s", "basis": "says"}]}
            })
        })
        .collect();
    let themes: Vec<_> = (0..7)
        .map(|at| json!({"id": format!("theme-{at}"), "label": sentence(at, 3), "short": format!("Theme {at}")}))
        .collect();
    let asked: Vec<_> = (0..items)
        .map(|at| {
            json!({
                "id": format!("item-{at}"), "provision": (1 + at * 10 / items).to_string(),
                "title": sentence(at, 5), "question": sentence(at + 1000, 25),
                "kind": {"practice": {"inPlace": sentence(at, 20), "partly": sentence(at, 15),
                    "weight": 1 + at % 3, "weightReason": "Because."}},
                "themes": [format!("theme-{}", at % 7)], "instrument": "ourSuggestion",
                "instrumentName": "Our suggestion", "addressee": "Companies", "force": "goodPractice",
                "status": {"state": "notLaw"}, "why": sentence(at, 30), "evidence": ["A document"],
                "action": sentence(at + 7, 7), "owner": "Counsel",
                "severity": SEVERITIES[at % 3], "applies": {"role": "company"},
                "sources": [{"source": "s", "basis": "derived"}]
            })
        })
        .collect();
    serde_json::from_value(json!({
        "format": 1, "id": "made", "version": "1.0.0", "name": "Made order", "title": "Made order",
        "citation": "Made (2026)", "adopted": "2026-01-01", "lawDate": "2026-01-01",
        "textNote": "Made.", "researchNote": "Made.",
        "roles": [{"id": "company", "label": "Company", "question": "?", "help": "-"}], "traits": [],
        "themes": themes, "provisions": provisions, "items": asked, "events": [], "dates": [],
        "glossary": [], "frameworks": [],
        "sources": {"s": {"title": "S", "publisher": "S", "confidence": "official"}}, "changes": []
    }))
    .unwrap()
}

/// The profile that every item of [`pack`] is asked of.
pub fn profile() -> Profile {
    Profile {
        roles: [String::from("company")].into_iter().collect(),
        ..Profile::default()
    }
}

/// The answer to the item at `at`: every kind of verdict in turn, with sixty words of facts.
pub fn answer(at: usize) -> Answer {
    Answer {
        verdict: Some(Verdict::ALL[at % 6]),
        facts: Some(sentence(at + 50, 60)),
        basis: Some(if at.is_multiple_of(2) {
            BasisKind::Document
        } else {
            BasisKind::Interview
        }),
        owner: Some(String::from("CISO")),
        reason: Some(sentence(at, 8)),
        measure: Some(sentence(at, 8)),
        ..Answer::default()
    }
}

/// Answers to every item of a pack of `items`.
pub fn answers(items: usize) -> Answers {
    (0..items)
        .map(|at| (format!("item-{at}"), answer(at)))
        .collect()
}

/// A run of `items`, with what it borrows.
#[derive(Debug)]
pub struct Made {
    /// The pack.
    pub pack: Pack,
    /// The profile.
    pub profile: Profile,
    /// The answers.
    pub answers: Answers,
    actions: Actions,
    carried: BTreeSet<String>,
}

/// A run in which every item is answered.
pub fn run(items: usize) -> Made {
    Made {
        pack: pack(items),
        profile: profile(),
        answers: answers(items),
        actions: Actions::new(),
        carried: BTreeSet::new(),
    }
}

/// The day that every report of a made run is made on.
pub fn day() -> Date {
    Date::from_ymd(2026, 2, 1).unwrap()
}

impl Made {
    /// What the core reads.
    pub fn state(&self) -> RunState<'_> {
        RunState {
            pack: &self.pack,
            profile: &self.profile,
            answers: &self.answers,
            actions: &self.actions,
            carried: &self.carried,
            evidence: NO_LINKS,
        }
    }

    /// The executive copy's model.
    pub fn report(&self) -> Report {
        executive(&ReportInput {
            state: self.state(),
            pack_hash: "made",
            matter: &Matter {
                organization: String::from("Made company"),
                ..Matter::default()
            },
            run_number: 1,
            marks: &CopyMarks::default(),
            on: day(),
            signed: None,
            amends: None,
            before: None,
        })
    }

    /// The executive copy, ready to be rendered.
    pub fn document(&self) -> Document {
        let made = Timestamp {
            year: 2026,
            month: 2,
            day: 1,
            hour: 0,
            minute: 0,
            second: 0,
        };
        proviso_report::compose(&self.report(), Paper::Letter, made)
    }
}

/// The version after [`pack`]: of ten items in turn one is another question, one has clearer words,
/// one is retired; ten new ones come in; all declared.
pub fn next_pack(items: usize) -> Pack {
    let old = pack(items);
    let mut new = old.clone();
    new.version = semver::Version::new(1, 1, 0);
    new.law_date = Date::from_ymd(2026, 1, 20).unwrap();
    new.items = Vec::new();
    let text = |item: &Item| ItemText {
        item: item.id.clone(),
        hash: item.text_hash(),
    };
    let mut declared = Vec::new();
    for (at, before) in old.items.iter().enumerate() {
        let mut after = before.clone();
        let change = match at % 10 {
            3 => ChangeKind::Substantive,
            6 => ChangeKind::Clarifying,
            9 => ChangeKind::Retired,
            _ => ChangeKind::Same,
        };
        if matches!(change, ChangeKind::Substantive | ChangeKind::Clarifying) {
            after.question = sentence(at + 5000, 25);
        }
        let to = (change != ChangeKind::Retired).then_some(&after);
        declared.push(ItemChange {
            change,
            from: vec![text(before)],
            to: to.into_iter().map(text).collect(),
            why: (change != ChangeKind::Same).then(|| sentence(at, 20)),
            events: Vec::new(),
        });
        new.items.extend(to.cloned());
    }
    for at in 0..10 {
        let mut item = old.items[at % items].clone();
        item.id = format!("new-{at}");
        declared.push(ItemChange {
            change: ChangeKind::New,
            from: Vec::new(),
            to: vec![text(&item)],
            why: Some(sentence(at, 20)),
            events: Vec::new(),
        });
        new.items.push(item);
    }
    new.changes = vec![VersionChanges {
        since: old.version.clone(),
        law_date: old.law_date,
        items: declared,
    }];
    new
}

/// A run that follows [`run`] on [`next_pack`], with a third of its answers changed.
pub fn next_run(items: usize) -> Made {
    let pack = next_pack(items);
    let mut answers = Answers::new();
    for (at, item) in pack.items.iter().enumerate() {
        let old = item.id.strip_prefix("item-").map(|n| n.parse().unwrap());
        let at = match old {
            Some(old) if old % 3 == 0 => old + 1,
            Some(old) => old,
            None => at,
        };
        answers.insert(item.id.clone(), answer(at));
    }
    Made {
        pack,
        profile: profile(),
        answers,
        actions: Actions::new(),
        carried: BTreeSet::new(),
    }
}
