//! The run screen: provisions, items, answers and what depends on them.

use std::collections::{BTreeMap, BTreeSet};

use proviso_core::answer::Answers;
use proviso_core::date::Moment;
use proviso_core::listing::listing;
use proviso_core::overview::Overview;
use proviso_core::pack::{
    Basis, Condition, Confidence, Event, FactValue, Item, Kind, Pack, Provision, SourceRef,
};
use proviso_core::preflight::missing;
use proviso_core::profile::Profile;
use proviso_core::scope::{Scope, Standing};

use crate::wire::{
    AddresseeView, AssessmentDetails, CommentView, Counted, DraftView, EventView, EvidenceView,
    ItemView, KindView, Labeled, Movement, NewerPack, ProvisionView, RunLink, RunStateView,
    RunView, ScopeMoveView, SourceView, TermView, ThemeView,
};

/// What the run screen is made from, beside the pack and the overview.
#[derive(Debug)]
pub struct RunParts<'a> {
    /// The run.
    pub run: &'a str,
    /// Its number.
    pub number: u32,
    /// Hash of its pack.
    pub pack: &'a str,
    /// The assessment.
    pub assessment: &'a str,
    /// Who, what and for whom.
    pub details: AssessmentDetails,
    /// Organization and unit.
    pub name: String,
    /// Why the run cannot be changed.
    pub read_only: Option<String>,
    /// Why its actions cannot be changed under it.
    pub actions_closed: Option<String>,
    /// The run before it.
    pub before: Option<RunLink>,
    /// The run that follows it.
    pub after: Option<RunLink>,
    /// The version that is newer than its own.
    pub newer: Option<NewerPack>,
    /// Items whose answer was taken over and not yet re-affirmed.
    pub carried: &'a BTreeSet<String>,
    /// The profile.
    pub profile: &'a Profile,
    /// Current answers.
    pub answers: &'a Answers,
    /// Evidence under them.
    pub evidence: BTreeMap<String, Vec<EvidenceView>>,
    /// Texts being typed.
    pub drafts: Vec<DraftView>,
    /// The item that was open last.
    pub place: Option<String>,
    /// What it was sent back for.
    pub comments: Vec<CommentView>,
    /// Which run it amends and why.
    pub amends: Option<String>,
    /// Who is answering, as given in settings.
    pub me: String,
    /// When the run was last changed.
    pub saved: Option<Moment>,
}

/// Makes the run screen.
pub fn run_view(pack: &Pack, read: &Overview<'_>, parts: RunParts<'_>) -> RunView {
    RunView {
        run: parts.run.to_owned(),
        number: parts.number,
        assessment: parts.assessment.to_owned(),
        name: parts.name,
        details: parts.details,
        pack: parts.pack.to_owned(),
        pack_name: pack.name.clone(),
        citation: pack.citation.clone(),
        text_note: pack.text_note.clone(),
        research_note: pack.research_note.clone(),
        law: read.law.clone(),
        read_only: parts.read_only,
        actions_closed: parts.actions_closed,
        before: parts.before,
        after: parts.after,
        newer: parts.newer,
        profile: parts.profile.clone(),
        provisions: pack
            .provisions
            .iter()
            .map(|provision| provision_view(pack, provision))
            .collect(),
        themes: pack.themes.iter().map(theme_view).collect(),
        roles: pack
            .roles
            .iter()
            .map(|role| labeled(&role.id, &role.label))
            .collect(),
        items: pack
            .items
            .iter()
            .map(|item| item_view(pack, item))
            .collect(),
        glossary: pack.glossary.iter().map(term_view).collect(),
        answers: parts.answers.clone(),
        evidence: parts.evidence,
        drafts: parts.drafts,
        place: parts.place,
        comments: parts.comments,
        amends: parts.amends,
        state: recorded_state(
            pack,
            read,
            parts.answers,
            parts.carried,
            parts.saved,
            &parts.me,
        ),
    }
}

/// Makes what depends on the answers as a whole.
pub fn recorded_state(
    pack: &Pack,
    read: &Overview<'_>,
    answers: &Answers,
    carried: &BTreeSet<String>,
    saved: Option<Moment>,
    me: &str,
) -> RunStateView {
    let mut by_provision: BTreeMap<String, Counted> = BTreeMap::new();
    let mut lacking = BTreeMap::new();
    for item in pack
        .items
        .iter()
        .filter(|item| read.scope.contains(&item.id))
    {
        let count = by_provision.entry(item.provision.clone()).or_default();
        count.of += 1;
        let Some(answer) = answers.get(&item.id) else {
            continue;
        };
        count.done += u32::from(answer.is_answered(item));
        let lacks = missing(item, answer);
        if !lacks.is_empty() {
            lacking.insert(item.id.clone(), lacks);
        }
    }
    RunStateView {
        standings: read.scope.0.clone(),
        progress: read.progress,
        by_provision,
        missing: lacking,
        lists: listing(pack, answers, read, me),
        carried: carried.iter().cloned().collect(),
        saved: saved.map(Moment::local_time).unwrap_or_default(),
    }
}

/// Lists what changed its standing between two scopes.
pub fn moves(pack: &Pack, before: &Scope, after: &Scope, answers: &Answers) -> Vec<ScopeMoveView> {
    let moved = before.moved(after).into_iter().filter_map(|moved| {
        let item = pack.item(moved.item)?;
        let to = match moved.after {
            Standing::InScope { .. } => Movement::IntoScope,
            Standing::Waiting { .. } => Movement::Waiting,
            Standing::Out { .. } => Movement::OutOfScope,
        };
        Some(ScopeMoveView {
            item: item.id.clone(),
            title: item.title.clone(),
            to,
            because: moved.after.because().to_owned(),
            answered: answers
                .get(&item.id)
                .is_some_and(|answer| answer.is_answered(item)),
        })
    });
    moved.collect()
}

fn provision_view(pack: &Pack, provision: &Provision) -> ProvisionView {
    let deadline = provision.deadline.as_ref().map(|deadline| {
        format!(
            "{} ({} days), binds the {}",
            deadline.date.long(),
            deadline.days,
            deadline.binds
        )
    });
    ProvisionView {
        pin: provision.pin.clone(),
        cite: provision.cite(),
        heading: provision.heading.clone(),
        depth: u32::try_from(provision.depth()).unwrap_or(0),
        lead_in: pack.lead_in(provision),
        text: provision.text.clone(),
        addressees: provision
            .addressees
            .iter()
            .map(|addressee| AddresseeView {
                who: addressee.who.clone(),
                force: addressee.force.label().to_owned(),
                how: addressee.how.clone(),
            })
            .collect(),
        deadline,
        status: format!(
            "{}: {}",
            provision.status.state.label(),
            provision.status.note
        ),
        status_confidence: provision.status.confidence.label().to_owned(),
        asks_private_parties: provision.asks_private_parties,
        notes: provision.notes.clone(),
    }
}

fn labeled(id: &str, label: &str) -> Labeled {
    Labeled {
        id: id.to_owned(),
        label: label.to_owned(),
    }
}

fn theme_view(theme: &proviso_core::pack::Theme) -> ThemeView {
    ThemeView {
        id: theme.id.clone(),
        label: theme.label.clone(),
        short: theme.short.clone(),
    }
}

fn term_view(term: &proviso_core::pack::Term) -> TermView {
    TermView {
        term: term.term.clone(),
        also: term.also.clone(),
        meaning: term.meaning.clone(),
        defined_in_text: term.defined_in_text,
    }
}

/// Makes one item as the screen shows it.
pub fn item_view(pack: &Pack, item: &Item) -> ItemView {
    let events = pack
        .events
        .iter()
        .filter(|event| item.events.contains(&event.id));
    let section_three = item.provision == "3" || item.provision.starts_with("3(");
    ItemView {
        id: item.id.clone(),
        provision: item.provision.clone(),
        title: item.title.clone(),
        question: item.question.clone(),
        kind: kind_view(&item.kind),
        themes: item.themes.clone(),
        roles: roles(pack, item),
        instrument: item.instrument.label().to_owned(),
        instrument_name: item.instrument_name.clone(),
        addressee: item.addressee.clone(),
        force: item.force.label().to_owned(),
        status: item.status.clone(),
        status_label: item.status.state.label().to_owned(),
        severity: item.severity.label().to_owned(),
        why: item.why.clone(),
        caution: item.caution.clone(),
        evidence: item.evidence.clone(),
        action: item.action.clone(),
        action_detail: item.action_detail.clone(),
        owner: item.owner.clone(),
        marks: item.marks.clone(),
        events: events.map(event_view).collect(),
        sources: item
            .sources
            .iter()
            .filter_map(|entry| source_view(pack, entry))
            .collect(),
        frameworks: frameworks(pack, item),
        sensitive: section_three,
    }
}

/// Returns the roles an item is written for: those that its condition names, else all.
fn roles(pack: &Pack, item: &Item) -> Vec<String> {
    let named = item
        .applies
        .as_ref()
        .map(Condition::roles)
        .unwrap_or_default();
    if named.is_empty() {
        return pack.roles.iter().map(|role| role.id.clone()).collect();
    }
    named.into_iter().cloned().collect()
}

fn kind_view(kind: &Kind) -> KindView {
    match kind {
        Kind::Practice(practice) => KindView::Practice {
            in_place: practice.in_place.clone(),
            partly: practice.partly.clone(),
            weight: practice.weight,
            weight_reason: practice.weight_reason.clone(),
        },
        Kind::Decision(decision) => KindView::Decision {
            options: decision.options.clone(),
            weigh_for: decision.weigh_for.clone(),
            weigh_against: decision.weigh_against.clone(),
            decider: decision.decider.clone(),
            record: decision.record.clone(),
            review_trigger: decision.review_trigger.clone(),
        },
        Kind::Fact(fact) => {
            let (value, options) = match &fact.value {
                FactValue::Text => ("text", Vec::new()),
                FactValue::Date => ("date", Vec::new()),
                FactValue::Number => ("number", Vec::new()),
                FactValue::Choice(options) => ("choice", options.clone()),
            };
            KindView::Fact {
                value: value.to_owned(),
                options,
                hint: fact.hint.clone(),
            }
        }
    }
}

fn event_view(event: &Event) -> EventView {
    EventView {
        date: event.date.long(),
        title: event.title.clone(),
        what: event.what.clone(),
        confidence: event.confidence.label().to_owned(),
    }
}

fn source_view(pack: &Pack, entry: &SourceRef) -> Option<SourceView> {
    let source = pack.sources.get(&entry.source)?;
    let at = entry
        .at
        .as_deref()
        .map(|at| format!(", {at}"))
        .unwrap_or_default();
    Some(SourceView {
        label: format!("{}, {}{at}", source.publisher, source.title),
        url: source.url.clone(),
        basis: match entry.basis {
            Basis::Says => "says",
            Basis::Derived => "derived",
        }
        .to_owned(),
        confidence: confidence(source.confidence),
    })
}

fn confidence(confidence: Confidence) -> String {
    confidence.label().to_owned()
}

fn frameworks(pack: &Pack, item: &Item) -> Vec<String> {
    let named = item.frameworks.iter().filter_map(|entry| {
        let framework = pack
            .frameworks
            .iter()
            .find(|known| known.id == entry.framework)?;
        let Some(id) = &entry.entry else {
            return Some(framework.name.clone());
        };
        let label = framework.entries.iter().find(|known| known.id == *id)?;
        Some(format!("{} {id}: {}", framework.name, label.label))
    });
    named.collect()
}
