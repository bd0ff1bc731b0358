//! Provisions and items as counsel's file has them.

use std::collections::BTreeMap;

use super::{AnsweredUnder, CounselEntry, CounselSection, Evidence, Record};
use crate::answer::Answer;
use crate::overview::{GapAction, Overview};
use crate::pack::{BESIDE, Item, Pack, Provision};
use crate::report::ReportInput;
use crate::report::parts::{action_parts, answer_parts, context_parts, wording_parts};
use crate::report::words::{answer_in_words, asked_items};

/// Makes entries of items.
pub(super) struct Entries<'a> {
    input: &'a ReportInput<'a>,
    record: &'a Record<'a>,
    evidence: &'a [Evidence],
    gaps: BTreeMap<&'a str, &'a GapAction<'a>>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(
        input: &'a ReportInput<'a>,
        read: &'a Overview<'a>,
        record: &'a Record<'a>,
        evidence: &'a [Evidence],
    ) -> Self {
        let gaps = read.gaps.iter();
        Self {
            input,
            record,
            evidence,
            gaps: gaps.map(|gap| (gap.gap.item.id.as_str(), gap)).collect(),
        }
    }

    /// Each provision with its items in scope, in the pack's order.
    pub(super) fn sections(&self, read: &Overview<'_>) -> Vec<CounselSection> {
        let pack = self.input.state.pack;
        let sections = pack.provisions.iter().filter_map(|provision| {
            let under = asked_items(pack, read).filter(|item| item.provision == provision.pin);
            let entries: Vec<CounselEntry> = under.map(|item| self.entry(item)).collect();
            (!entries.is_empty()).then(|| section(pack, provision, entries))
        });
        sections.collect()
    }

    /// One item with all that is recorded of it.
    pub(super) fn entry(&self, item: &Item) -> CounselEntry {
        let blank = Answer::default();
        let state = self.input.state;
        let answer = state.answers.get(&item.id).unwrap_or(&blank);
        let current = item.text_hash();
        let (asked, hash, wording_now) = match self.record.answered.get(&item.id) {
            None => (item, current, None),
            Some(AnsweredUnder::Text(text)) => {
                (text.as_ref(), text.text_hash(), Some(wording_parts(item)))
            }
            Some(AnsweredUnder::Lost(hash)) => (item, hash.clone(), None),
        };
        let (sign, words) = answer_in_words(asked, answer);
        let mut recorded = answer_parts(item, answer);
        if let Some(AnsweredUnder::Lost(_)) = self.record.answered.get(&item.id) {
            recorded.push((
                String::from("Wording"),
                String::from(
                    "This answer was given under a text that no pack in this data folder has; the \
                     current text is printed.",
                ),
            ));
        }
        let evidence = self.evidence.iter();
        let evidence = evidence.filter(|entry| entry.items.contains(&item.id));
        let gap = self.gaps.get(item.id.as_str()).copied();
        CounselEntry {
            id: item.id.clone(),
            title: item.title.clone(),
            standing: format!(
                "{} · {} · {} · {} · consequence {}",
                item.instrument_name,
                item.addressee,
                item.force.label(),
                item.status.state.label(),
                item.severity.label(),
            ),
            question: asked.question.clone(),
            asked: wording_parts(asked).split_off(1),
            wording_now,
            context: context_parts(state.pack, item),
            text_hash: hash.short(),
            carried: state.carried.contains(&item.id),
            sign,
            answer: words,
            basis_kind: answer.basis,
            basis_on: answer.basis_on,
            recorded,
            action: action_parts(self.input, item, gap),
            evidence: evidence.cloned().collect(),
            history: self
                .record
                .history
                .get(&item.id)
                .cloned()
                .unwrap_or_default(),
        }
    }
}

fn section(pack: &Pack, provision: &Provision, entries: Vec<CounselEntry>) -> CounselSection {
    let beside = provision.pin == BESIDE;
    let mut standing: Vec<String> = provision
        .addressees
        .iter()
        .map(|addressee| {
            let force = addressee.force.label();
            format!("{}: {force}. {}", addressee.who, addressee.how)
        })
        .collect();
    if beside {
        standing.clear();
    } else {
        standing.push(format!(
            "Status: {}. {} ({})",
            provision.status.state.label(),
            provision.status.note.trim_end_matches('.'),
            provision.status.confidence.label()
        ));
    }
    CounselSection {
        cite: if beside {
            String::new()
        } else {
            provision.cite()
        },
        heading: provision.heading.clone(),
        lead_in: pack.lead_in(provision),
        words: provision.text.clone(),
        standing,
        entries,
    }
}
