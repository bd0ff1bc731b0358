//! Items with their answers, as both copies state them.

use std::collections::BTreeMap;

use proviso_core::answer::BasisKind;
use proviso_core::date::Date;
use proviso_core::report::{CounselEntry, Entry, Evidence, Sign};
use serde_json::Value;

use super::text::prop;
use super::token;
use crate::formats::Answered;

/// A practice that is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    InPlace,
    Partly,
    NotInPlace,
    Alternative,
}

/// One item with its answer, out of either copy.
#[derive(Debug, Clone)]
pub(super) struct Stated<'a> {
    /// Tells it from every other item of the run.
    pub(super) key: String,
    /// What a finding about it points at.
    pub(super) target: String,
    pub(super) title: &'a str,
    pub(super) question: &'a str,
    pub(super) answer: String,
    pub(super) basis: Option<String>,
    pub(super) basis_on: Option<Date>,
    pub(super) evidence: &'a [Evidence],
    sign: Sign,
    basis_kind: Option<BasisKind>,
    cite: &'a str,
    standing: Option<&'a str>,
    /// What was recorded, each under its label.
    recorded: Vec<(&'a str, &'a str)>,
    id: Option<&'a str>,
}

/// Every item in scope with its answer, in the order of the report.
pub(super) fn stated(model: Answered<'_>) -> Vec<Stated<'_>> {
    let mut entries: Vec<Stated<'_>> = match model {
        Answered::Executive(report) => {
            let sections = report.sections.iter();
            sections
                .flat_map(|section| {
                    section
                        .entries
                        .iter()
                        .map(|entry| of_report(&section.cite, entry))
                })
                .collect()
        }
        Answered::Counsel(counsel) => {
            let sections = counsel.sections.iter();
            sections
                .flat_map(|section| {
                    section
                        .entries
                        .iter()
                        .map(|entry| of_counsel(&section.cite, entry))
                })
                .collect()
        }
    };
    // Titles are told apart where two items share one.
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for entry in &mut entries {
        let target = token(entry.title);
        let turn = seen.entry(target.clone()).or_default();
        *turn += 1;
        entry.target = match turn {
            1 => target,
            turn => format!("{target}-{turn}"),
        };
        entry.key = entry.target.clone();
    }
    entries
}

fn of_report<'a>(cite: &'a str, entry: &'a Entry) -> Stated<'a> {
    let recorded = [
        ("Facts", entry.facts.as_deref()),
        ("Instead, or why not", entry.because.as_deref()),
        ("Owner", entry.owner.as_deref()),
    ];
    let recorded = recorded.into_iter();
    Stated {
        key: String::new(),
        target: String::new(),
        title: &entry.title,
        question: &entry.question,
        answer: entry.answer.clone(),
        basis: entry.basis.clone(),
        basis_on: entry.basis_on,
        evidence: &[],
        sign: entry.sign,
        basis_kind: entry.basis_kind,
        cite,
        standing: entry.standing.as_deref(),
        recorded: recorded
            .filter_map(|(label, text)| Some((label, text?)))
            .collect(),
        id: None,
    }
}

fn of_counsel<'a>(cite: &'a str, entry: &'a CounselEntry) -> Stated<'a> {
    let basis = entry.basis_kind.map(|kind| match entry.basis_on {
        Some(day) => format!("{}, {}", kind.label(), day.long()),
        None => kind.label().to_owned(),
    });
    let recorded = entry.recorded.iter();
    Stated {
        key: String::new(),
        target: String::new(),
        title: &entry.title,
        question: &entry.question,
        answer: entry.answer.clone(),
        basis,
        basis_on: entry.basis_on,
        evidence: &entry.evidence,
        sign: entry.sign,
        basis_kind: entry.basis_kind,
        cite,
        standing: Some(&entry.standing),
        recorded: recorded
            .map(|(label, text)| (label.as_str(), text.as_str()))
            .collect(),
        id: Some(&entry.id),
    }
}

impl Stated<'_> {
    /// What the answer to a practice comes to; `None` of decisions and facts, of what is open, and of what does not
    /// apply.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        match self.sign {
            Sign::InPlace => Some(Verdict::InPlace),
            Sign::Partly => Some(Verdict::Partly),
            Sign::NotInPlace => Some(Verdict::NotInPlace),
            Sign::Alternative => Some(Verdict::Alternative),
            Sign::NotApplicable | Sign::Open | Sign::Settled => None,
        }
    }

    pub(super) fn is_practice(&self) -> bool {
        self.verdict().is_some() || self.sign == Sign::NotApplicable
    }

    /// Whether an action belongs to it.
    pub(super) fn is_gap(&self) -> bool {
        matches!(self.verdict(), Some(Verdict::Partly | Verdict::NotInPlace))
    }

    /// How it is known, in OSCAL's words.
    pub(super) fn method(&self) -> &'static str {
        match self.basis_kind {
            Some(BasisKind::Document) => "EXAMINE",
            Some(BasisKind::Interview) => "INTERVIEW",
            Some(BasisKind::Tested) => "TEST",
            Some(BasisKind::Assumed) | None => "UNKNOWN",
        }
    }

    /// The question, and what is established.
    pub(super) fn description(&self) -> String {
        format!("{}\n{}", self.question, self.answer)
    }

    /// The answer with its facts, and what serves instead.
    pub(super) fn outcome(&self) -> String {
        let stated = self.recorded.iter().filter(|(label, _)| {
            matches!(*label, "Facts" | "Instead, or why not" | "Measure instead")
        });
        stated.fold(self.answer.clone(), |words, (_, text)| {
            format!("{words}\n{text}")
        })
    }

    /// What was recorded, each under its label.
    pub(super) fn remarks(&self) -> Option<String> {
        let lines = self
            .recorded
            .iter()
            .map(|(label, text)| format!("{label}: {text}"));
        let lines: Vec<String> = lines.collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// Where it stands in the text, and what it rests on.
    pub(super) fn props(&self) -> Vec<Value> {
        vec![
            prop("provision", self.cite),
            prop("rests-on", self.standing.unwrap_or_default()),
            prop("item-id", self.id.unwrap_or_default()),
        ]
    }
}
