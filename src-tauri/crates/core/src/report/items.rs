//! Provisions with the items under them, as every copy but counsel's shows them.

use super::words::{answer_in_words, asked_items, basis_in_words, because, names_crime};
use super::{Entry, ReportInput, Section};
use crate::answer::Answer;
use crate::overview::Overview;
use crate::pack::{BESIDE, Item, Pack, Provision};

/// Each provision with its items in scope; then, by theme, the items that stand under their theme.
pub(super) fn sections(input: &ReportInput<'_>, read: &Overview<'_>) -> Vec<Section> {
    let pack = input.state.pack;
    let mut sections = Vec::new();
    for provision in pack
        .provisions
        .iter()
        .filter(|provision| !provision.counsel_only)
    {
        let under = asked_items(pack, read).filter(|item| item.provision == provision.pin);
        let entries: Vec<Entry> = under.map(|item| entry(input, read, item, true)).collect();
        if !entries.is_empty() {
            sections.push(provision_section(pack, provision, entries));
        }
    }
    for theme in &pack.themes {
        let under = asked_items(pack, read)
            .filter(|item| names_crime(pack, item) && item.themes.first() == Some(&theme.id));
        let entries: Vec<Entry> = under.map(|item| entry(input, read, item, false)).collect();
        if !entries.is_empty() {
            sections.push(Section {
                cite: String::new(),
                heading: theme.label.clone(),
                lead_in: None,
                words: None,
                addressees: Vec::new(),
                deadline: None,
                status: None,
                entries,
            });
        }
    }
    sections
}

fn provision_section(pack: &Pack, provision: &Provision, entries: Vec<Entry>) -> Section {
    let addressees = provision.addressees.iter();
    let deadline = provision.deadline.as_ref().map(|deadline| {
        format!(
            "{} ({} days), binds the {}",
            deadline.date.long(),
            deadline.days,
            deadline.binds
        )
    });
    let beside = provision.pin == BESIDE;
    Section {
        cite: if beside {
            String::new()
        } else {
            provision.cite()
        },
        heading: provision.heading.clone(),
        lead_in: pack
            .lead_in(provision)
            .filter(|_| provision.asks_private_parties),
        words: provision
            .text
            .clone()
            .filter(|_| provision.asks_private_parties),
        addressees: addressees
            .map(|a| (a.who.clone(), a.force.label().to_owned()))
            .collect(),
        deadline,
        status: (!beside).then(|| {
            format!(
                "{}. {} ({})",
                provision.status.state.label(),
                provision.status.note.trim_end_matches('.'),
                provision.status.confidence.label()
            )
        }),
        entries,
    }
}

fn entry(input: &ReportInput<'_>, read: &Overview<'_>, item: &Item, with_standing: bool) -> Entry {
    let blank = Answer::default();
    let answer = input.state.answers.get(&item.id).unwrap_or(&blank);
    let gap = read.gaps.iter().find(|entry| entry.gap.item.id == item.id);
    let (sign, words) = answer_in_words(item, answer);
    Entry {
        title: item.title.clone(),
        question: item.question.clone(),
        standing: with_standing.then(|| {
            format!(
                "{} · {} · {}",
                item.instrument_name,
                item.addressee,
                item.force.label()
            )
        }),
        sign,
        answer: words,
        facts: answer.facts.clone(),
        because: because(answer),
        basis: basis_in_words(answer),
        basis_kind: answer.basis,
        basis_on: answer.basis_on,
        owner: answer.owner.clone(),
        action: gap.map(|entry| entry.what().to_owned()),
    }
}
