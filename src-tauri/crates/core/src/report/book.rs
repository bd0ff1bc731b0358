//! The question book: what a pack asks of a profile, for review on paper.

use serde::Serialize;

use super::words::capitalized;
use crate::pack::{BESIDE, Basis, Fact, FactValue, Instrument, Item, Kind, Pack};
use crate::profile::Profile;
use crate::scope::{Scope, Standing};

/// A question book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    /// Title.
    pub title: String,
    /// For which profile.
    pub profile: String,
    /// The pack, its version and law date.
    pub law: String,
    /// Where the words come from, and how far the research reached.
    pub notes: Vec<String>,
    /// Provisions with what is asked under them.
    pub sections: Vec<BookSection>,
}

/// A provision with what is asked under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BookSection {
    /// As cited; empty for what stands beside the text.
    pub cite: String,
    /// Heading.
    pub heading: String,
    /// The words at this pinpoint.
    pub words: Option<String>,
    /// Whom it speaks to, and where it stands.
    pub standing: Vec<String>,
    /// What is disputed or easily misread: title and text.
    pub disputed: Vec<(String, String)>,
    /// Items in scope or waiting.
    pub items: Vec<BookItem>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BookItem {
    /// Stable name.
    pub id: String,
    /// Title.
    pub title: String,
    /// The question.
    pub question: String,
    /// Kind, instrument, addressee, force, state, consequence, weight.
    pub standing: String,
    /// Everything else, each under its label.
    pub parts: Vec<(String, String)>,
}

/// Makes the question book of a profile: items in scope, and those that wait, with what they wait
/// on.
pub fn question_book(pack: &Pack, profile: &Profile, scope: &Scope) -> Book {
    let label = |id: &String| pack.profile_label(id).unwrap_or(id).to_owned();
    let mut named: Vec<String> = profile.roles.iter().map(label).collect();
    named.extend(profile.traits.keys().map(label));
    let sections = pack.provisions.iter().filter_map(|provision| {
        let under = pack
            .items
            .iter()
            .filter(|item| item.provision == provision.pin);
        let items: Vec<BookItem> = under
            .filter_map(|item| book_item(pack, item, scope))
            .collect();
        let beside = provision.pin == BESIDE;
        let mut standing: Vec<String> = provision
            .addressees
            .iter()
            .map(|addressee| {
                format!(
                    "{}: {}. {}",
                    addressee.who,
                    addressee.force.label(),
                    addressee.how
                )
            })
            .collect();
        if !beside {
            standing.push(format!(
                "Status: {}. {} ({})",
                provision.status.state.label(),
                provision.status.note,
                provision.status.confidence.label()
            ));
        }
        (!items.is_empty()).then(|| BookSection {
            cite: if beside {
                String::new()
            } else {
                provision.cite()
            },
            heading: provision.heading.clone(),
            words: provision.text.clone(),
            standing,
            disputed: provision
                .notes
                .iter()
                .map(|n| (n.title.clone(), n.text.clone()))
                .collect(),
            items,
        })
    });
    Book {
        title: format!("Question book: {}", pack.name),
        profile: match named.len() {
            0 => String::from("For a company without a role"),
            _ => format!("For a company with this profile: {}", named.join("; ")),
        },
        law: format!(
            "{} as of {} ({} {})",
            capitalized(pack.states()),
            pack.law_date.long(),
            pack.id,
            pack.version
        ),
        notes: vec![pack.text_note.clone(), pack.research_note.clone()],
        sections: sections.collect(),
    }
}

fn book_item(pack: &Pack, item: &Item, scope: &Scope) -> Option<BookItem> {
    let waits = match scope.0.get(&item.id)? {
        Standing::InScope { .. } => None,
        Standing::Waiting { because, .. } => Some(because.clone()),
        Standing::Out { .. } => return None,
    };
    let mut parts = Vec::new();
    let mut part = |label: &str, text: String| {
        if !text.is_empty() {
            parts.push((label.to_owned(), text));
        }
    };
    part("Waits while", waits.unwrap_or_default());
    part("Status", item.status.note.clone().unwrap_or_default());
    part("Why it matters", item.why.clone());
    part("Take care", item.caution.clone().unwrap_or_default());
    let kind = match &item.kind {
        Kind::Practice(practice) => {
            part("In place means", practice.in_place.clone());
            part("Partly looks like", practice.partly.clone());
            part(
                "Weight",
                format!("{}. {}", practice.weight, practice.weight_reason),
            );
            "practice"
        }
        Kind::Decision(decision) => {
            for option in &decision.options {
                part("Option", format!("{}: {}", option.label, option.meaning));
            }
            for reason in &decision.weigh_for {
                part("For", reason.clone());
            }
            for reason in &decision.weigh_against {
                part("Against", reason.clone());
            }
            part("Who decides", decision.decider.clone());
            part("Record", decision.record.join("; "));
            part("Look again", decision.review_trigger.clone());
            "decision"
        }
        Kind::Fact(Fact { value, hint }) => {
            if let FactValue::Choice(options) = value {
                for option in options {
                    part("Option", format!("{}: {}", option.label, option.meaning));
                }
            }
            part("Give", hint.clone());
            "fact"
        }
    };
    part("Evidence", item.evidence.join("; "));
    part(
        "Action",
        match &item.action_detail {
            Some(detail) => format!("{}. {detail}", item.action.trim_end_matches('.')),
            None => item.action.clone(),
        },
    );
    part("Owner", item.owner.clone());
    part("Events", titles(pack, item).join("; "));
    part("Sources", sources(pack, item).join("; "));
    Some(BookItem {
        id: item.id.clone(),
        title: item.title.clone(),
        question: item.question.clone(),
        standing: format!(
            "{kind} · {} · for: {} · {} · {} · consequence {}",
            instrument(item),
            item.addressee,
            item.force.label(),
            item.status.state.label(),
            item.severity.label(),
        ),
        parts,
    })
}

fn titles<'a>(pack: &'a Pack, item: &Item) -> Vec<&'a str> {
    let events = pack
        .events
        .iter()
        .filter(|event| item.events.contains(&event.id));
    events.map(|event| event.title.as_str()).collect()
}

/// Names what the item rests on, behind its kind where the name alone does not say it.
fn instrument(item: &Item) -> String {
    let (kind, name) = (item.instrument.label(), &item.instrument_name);
    let said = name.to_lowercase().starts_with(kind);
    if said || matches!(item.instrument, Instrument::Order | Instrument::Statute) {
        name.clone()
    } else {
        format!("{kind}: {name}")
    }
}

/// Names each source so that a reader finds it, and says where the item is our conclusion from it.
/// The text that the book is about goes by its short name: its title stands on the first page.
fn sources(pack: &Pack, item: &Item) -> Vec<String> {
    let own = format!("{}, {}", pack.name, pack.title);
    let named = item.sources.iter().filter_map(|entry| {
        let source = pack.sources.get(&entry.source)?;
        let title = match source.title == own {
            true => &pack.name,
            false => &source.title,
        };
        let at = entry.at.as_ref().map(|at| format!(", {at}"));
        let derived = match entry.basis {
            Basis::Says => "",
            Basis::Derived => "; we derive it",
        };
        Some(format!(
            "{}, {}{} ({}{derived})",
            source.publisher,
            title,
            at.unwrap_or_default(),
            source.confidence.label()
        ))
    });
    named.collect()
}
