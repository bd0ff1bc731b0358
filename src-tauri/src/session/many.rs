//! Many fictional assessments, to see how the program does with a thousand of them.
//!
//! What is written follows from a seed alone: the same seed gives the same companies with the same
//! profiles, answers and actions. Identifiers are random as everywhere.

use std::collections::BTreeSet;

use proviso_core::action::{Action, ActionStatus};
use proviso_core::answer::{Answer, BasisKind, Verdict};
use proviso_core::canonical::Hash;
use proviso_core::date::Date;
use proviso_core::pack::{FactValue, Item, Kind, Pack};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::scope::scope;
use proviso_store::{ActionChange, Change, Details, FirstRun, Ready, Stamp};

use super::{Session, SessionError};

/// How many answers are in each run.
const ANSWERS: usize = 120;

/// How many assessments are written in one transaction.
const BATCH: usize = 50;

/// The text that they are about.
const TEXT: &str = "eo-14409";

const UNITS: [&str; 3] = ["Research", "Operations", "Customer services"];

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
    "inventory",
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

const OWNERS: [&str; 4] = [
    "General Counsel",
    "Chief Information Security Officer",
    "Head of Risk",
    "Chief Technology Officer",
];

/// A generator of numbers that follow from a seed (SplitMix64, by Steele, Lea and Flood).
#[derive(Debug)]
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    fn sentence(&mut self, words: usize) -> String {
        let chosen: Vec<&str> = (0..words)
            .filter_map(|_| self.one_of(&WORDS).copied())
            .collect();
        let mut text = chosen.join(" ");
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        text.push('.');
        text
    }
}

/// One fictional assessment.
struct Made {
    details: Details,
    first: FirstRun,
    answers: Vec<(String, Hash, Answer)>,
    actions: Vec<(String, Action)>,
}

impl Session {
    /// Writes fictional assessments with a run of 120 answers each until there are `many` of this
    /// seed. Returns how many were added: none where they are there already, and the rest where it
    /// was stopped before.
    pub fn add_many(&mut self, seed: u64, many: u32) -> Result<u32, SessionError> {
        let mut packs: Vec<(Hash, std::sync::Arc<Pack>)> = self
            .packs
            .iter()
            .filter(|(_, pack)| pack.id == TEXT)
            .map(|(hash, pack)| (hash.clone(), pack.clone()))
            .collect();
        packs.sort_by(|a, b| a.1.version.cmp(&b.1.version));
        if packs.is_empty() {
            return Err(SessionError::Sample(format!("no pack {TEXT} is installed")));
        }
        let known = self.store.list_assessments()?;
        let known: BTreeSet<&str> = known
            .iter()
            .map(|assessment| assessment.details.matter.as_str())
            .collect();
        let stamp = Stamp {
            author: String::from("M. Okafor"),
            at: self.clock.now(),
        };
        let today = self.today();
        let hashes: Vec<Vec<Hash>> = packs
            .iter()
            .map(|(_, pack)| pack.items.iter().map(Item::text_hash).collect())
            .collect();
        let mut numbers = Numbers(seed);
        let mut added = 0;
        let mut batch = Vec::with_capacity(BATCH);
        for at in 0..many {
            // Companies move on at their own pace: half of them are on the newest version.
            let behind = [0, 0, 0, 1, 1, 2]
                .get(numbers.below(6))
                .copied()
                .unwrap_or(0);
            let version = (packs.len() - 1).saturating_sub(behind);
            let (Some((hash, pack)), Some(texts)) = (packs.get(version), hashes.get(version))
            else {
                break;
            };
            let company = Company {
                details: details(seed, at),
                hash,
                pack,
                texts,
                today,
            };
            let is_known = known.contains(company.details.matter.as_str());
            // Made all the same, so that those that follow are what they would have been.
            let made = company.made(&mut numbers);
            if !is_known {
                batch.push(made);
                added += 1;
            }
            if batch.len() == BATCH || (at + 1 == many && !batch.is_empty()) {
                self.write_batch(&batch, &stamp)?;
                batch.clear();
            }
        }
        Ok(added)
    }

    fn write_batch(&mut self, batch: &[Made], stamp: &Stamp) -> Result<(), SessionError> {
        let changes: Vec<Vec<Change<'_>>> = batch
            .iter()
            .map(|made| {
                let answers = made.answers.iter();
                answers
                    .map(|(item, hash, answer)| Change::new(item, hash, answer))
                    .collect()
            })
            .collect();
        let actions: Vec<Vec<ActionChange<'_>>> = batch
            .iter()
            .map(|made| {
                let actions = made.actions.iter();
                actions
                    .map(|(item, action)| ActionChange::new(item, action))
                    .collect()
            })
            .collect();
        let ready: Vec<Ready<'_>> = batch
            .iter()
            .zip(&changes)
            .zip(&actions)
            .map(|((made, answers), actions)| Ready {
                details: &made.details,
                first: &made.first,
                answers,
                actions,
            })
            .collect();
        self.store.create_assessments(&ready, stamp)?;
        Ok(())
    }
}

/// Who the assessment at `at` is about: companies of three units each.
fn details(seed: u64, at: u32) -> Details {
    let unit = UNITS
        .get(at as usize % UNITS.len())
        .copied()
        .unwrap_or_default();
    Details {
        organization: format!("Example Company {:04} (fictional)", 1 + at / 3),
        unit: unit.to_owned(),
        matter: format!("{seed}-{:04}", at + 1),
        asked_by: String::from("General Counsel"),
        directed_by: String::from("M. Okafor"),
        purpose: String::from("To try the program out with many assessments."),
        readers: String::from("Nobody; nothing in it is real"),
    }
}

/// What an assessment is made from.
struct Company<'a> {
    details: Details,
    hash: &'a Hash,
    pack: &'a Pack,
    /// Hashes of the items' texts, in the pack's order.
    texts: &'a [Hash],
    today: Date,
}

impl Company<'_> {
    fn made(self, numbers: &mut Numbers) -> Made {
        let Company { pack, today, .. } = self;
        let profile = profile(pack, numbers);
        let mut answers = proviso_core::answer::Answers::new();
        // Decisions and facts first: they move what is asked.
        let choices = pack.items.iter().filter(|item| item.practice().is_none());
        for item in choices {
            if numbers.below(4) > 0 {
                answers.insert(item.id.clone(), answer(item, numbers));
            }
        }
        let scope = scope(pack, &profile, &answers);
        let practices = pack.items.iter().filter(|item| item.practice().is_some());
        let (asked, others): (Vec<&Item>, Vec<&Item>) =
            practices.partition(|item| scope.contains(&item.id));
        for item in asked.into_iter().chain(others) {
            if answers.len() == ANSWERS {
                break;
            }
            answers.insert(item.id.clone(), answer(item, numbers));
        }
        let gaps = answers.iter().filter(|(_, answer)| {
            matches!(answer.verdict, Some(Verdict::Partly | Verdict::NotInPlace))
        });
        let mut actions = Vec::new();
        for (item, _) in gaps {
            if numbers.below(2) == 0 {
                actions.push((item.clone(), action(pack.law_date, numbers)));
            }
        }
        let texts = pack.items.iter().zip(self.texts);
        Made {
            details: self.details,
            first: FirstRun {
                pack: self.hash.clone(),
                as_of: today,
                profile: Some(profile),
            },
            answers: texts
                .filter_map(|(item, hash)| {
                    let answer = answers.remove(&item.id)?;
                    Some((item.id.clone(), hash.clone(), answer))
                })
                .collect(),
            actions,
        }
    }
}

fn profile(pack: &Pack, numbers: &mut Numbers) -> Profile {
    let mut profile = Profile::default();
    for _ in 0..=numbers.below(3) {
        if let Some(role) = numbers.one_of(&pack.roles) {
            profile.roles.insert(role.id.clone());
        }
    }
    for asked in &pack.traits {
        let said = [
            TraitAnswer::Yes,
            TraitAnswer::No,
            TraitAnswer::No,
            TraitAnswer::NotSure,
        ];
        if let Some(said) = numbers.one_of(&said) {
            profile.traits.insert(asked.id.clone(), *said);
        }
    }
    profile
}

fn answer(item: &Item, numbers: &mut Numbers) -> Answer {
    let mut answer = Answer {
        facts: Some(numbers.sentence(50)),
        basis: numbers
            .one_of(&[
                BasisKind::Document,
                BasisKind::Interview,
                BasisKind::Assumed,
            ])
            .copied(),
        owner: numbers.one_of(&OWNERS).map(|&owner| owner.to_owned()),
        ..Answer::default()
    };
    match &item.kind {
        Kind::Practice(_) => {
            answer.verdict = numbers.one_of(&Verdict::ALL).copied();
            match answer.verdict {
                Some(Verdict::NotApplicable) => answer.reason = Some(numbers.sentence(8)),
                Some(Verdict::Alternative) => answer.measure = Some(numbers.sentence(8)),
                _ => {}
            }
        }
        Kind::Fact(fact) if !matches!(fact.value, FactValue::Choice(_)) => {
            answer.value = Some(match fact.value {
                FactValue::Date => String::from("2026-06-15"),
                FactValue::Number => numbers.below(100).to_string(),
                FactValue::Text | FactValue::Choice(_) => numbers.sentence(5),
            });
        }
        Kind::Decision(_) | Kind::Fact(_) => {
            answer.choice = numbers
                .one_of(item.options())
                .map(|option| option.id.clone());
        }
    }
    answer
}

fn action(since: Date, numbers: &mut Numbers) -> Action {
    // Within eight months of the law date: some are overdue by now.
    let days = u64::try_from(numbers.below(240)).unwrap_or(0);
    let status = [
        ActionStatus::Open,
        ActionStatus::InProgress,
        ActionStatus::Done,
    ];
    Action {
        owner: numbers.one_of(&OWNERS).map(|&owner| owner.to_owned()),
        due: since.plus_days(days),
        status: numbers.one_of(&status).copied().unwrap_or_default(),
        ..Action::default()
    }
}
