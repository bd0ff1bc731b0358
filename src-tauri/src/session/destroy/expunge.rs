//! Expunging one text or document that must never have been here: what can be, how far it reaches, and what
//! a signed run says of it afterwards.

use proviso_core::action::ActionField;
use proviso_core::answer::Field;
use proviso_store::{DestroyError, DetailsField, EvidencePart, Expunged, Extent, Target, Why};
use serde_json::Value;

use super::{OTHER_COPIES, backups_said, count, runs};
use crate::session::{Loaded, Session, SessionError};
use crate::wire::{
    CertificateView, DetailsPart, DocumentPart, ExpungeAsked, ExpungeChoice, ExpungeExtent,
    ExpungeTarget,
};

/// The fields of an action that hold words.
pub const ACTION_TEXTS: [ActionField; 5] = [
    ActionField::What,
    ActionField::Owner,
    ActionField::Note,
    ActionField::AcceptedBy,
    ActionField::AcceptedWhy,
];

impl From<&ExpungeTarget> for Target {
    fn from(target: &ExpungeTarget) -> Self {
        match target {
            ExpungeTarget::Answer { item, field } => Self::Answer {
                item: item.clone(),
                field: *field,
            },
            ExpungeTarget::Action { item, field } => Self::Action {
                item: item.clone(),
                field: *field,
            },
            ExpungeTarget::Evidence { link, part } => Self::Evidence {
                link: link.clone(),
                part: match part {
                    DocumentPart::All => EvidencePart::All,
                    DocumentPart::Copy => EvidencePart::Copy,
                    DocumentPart::Place => EvidencePart::Place,
                    DocumentPart::Note => EvidencePart::Note,
                },
            },
            ExpungeTarget::Record { entry } => Self::Record {
                entry: entry.clone(),
            },
            ExpungeTarget::Details { field } => Self::Details {
                field: match field {
                    DetailsPart::Organization => DetailsField::Organization,
                    DetailsPart::Unit => DetailsField::Unit,
                    DetailsPart::Matter => DetailsField::Matter,
                    DetailsPart::AskedBy => DetailsField::AskedBy,
                    DetailsPart::DirectedBy => DetailsField::DirectedBy,
                    DetailsPart::Purpose => DetailsField::Purpose,
                    DetailsPart::Readers => DetailsField::Readers,
                },
            },
            ExpungeTarget::Comment { comment } => Self::Comment {
                comment: comment.clone(),
            },
            ExpungeTarget::Statement { run } => Self::Statement { run: run.clone() },
        }
    }
}

fn part_label(part: EvidencePart) -> &'static str {
    match part {
        EvidencePart::All => "A piece of evidence, with its copy",
        EvidencePart::Copy => "The copy of a document",
        EvidencePart::Place => "Where a document is held",
        EvidencePart::Note => "The note on a document",
    }
}

fn details_label(field: DetailsField) -> &'static str {
    match field {
        DetailsField::Organization => "Organization",
        DetailsField::Unit => "Unit",
        DetailsField::Matter => "Matter",
        DetailsField::AskedBy => "Who asked for the assessment",
        DetailsField::DirectedBy => "Which counsel directs it",
        DetailsField::Purpose => "Purpose",
        DetailsField::Readers => "Who may read it",
    }
}

fn action_label(field: ActionField) -> &'static str {
    use ActionField as F;
    match field {
        F::What => "Action",
        F::Owner => "Owner of the action",
        F::Due => "Due date",
        F::Effort => "Effort",
        F::Status => "Status",
        F::Note => "Note on the action",
        F::AcceptedBy => "Accepted by",
        F::AcceptedWhy => "Why accepted",
        F::AcceptedUntil => "Accepted until",
    }
}

fn record_label(kind: Option<&str>) -> &'static str {
    match kind {
        Some("request") => "A request, as it was sent",
        Some("requestNote") => "A note on a request",
        Some("return") => "A reply that was received",
        Some("proposal") => "What became of a statement",
        Some("interview") => "An interview, in all of its states",
        Some("matter") => "An entry of the matter log",
        _ => "An entry of the record",
    }
}

/// Says in one sentence what a signed run lost, to stand wherever the signed state is read.
fn lost_in_words(what: &str, expunged: &Expunged) -> String {
    format!(
        "{what} was expunged after signing, on {}, by {} ({}). The snapshot and the PDF kept with this run \
         were destroyed with it; everything else reads as it was signed.",
        expunged.at.local_date().long(),
        expunged.author,
        expunged.reason
    )
}

impl Session {
    /// Returns the title of an item as the runs of an assessment have it, or its id where none has it.
    pub(in crate::session) fn title_of(&self, assessment: &str, item: &str) -> String {
        let found = self.store.assessment(assessment).ok();
        let runs = found.map(|found| found.runs).unwrap_or_default();
        let packs = runs
            .iter()
            .rev()
            .filter_map(|run| self.packs.get(&run.pack.hash));
        let mut titles = packs.filter_map(|pack| Some(pack.item(item)?.title.clone()));
        titles.next().unwrap_or_else(|| item.to_owned())
    }

    /// Calls a target by its name, in words that hold nothing of it.
    pub(in crate::session) fn called(&self, assessment: &str, target: &Target) -> String {
        let title = |item: &str| self.title_of(assessment, item);
        match target {
            Target::Answer { item, field } => format!("{} under “{}”", field.label(), title(item)),
            Target::Action { item, field } => {
                format!("{} about “{}”", action_label(*field), title(item))
            }
            Target::Evidence { part, .. } => part_label(*part).to_owned(),
            Target::Record { entry } => {
                let kind = self.store.kind_of_entry(assessment, entry).ok().flatten();
                record_label(kind.as_deref()).to_owned()
            }
            Target::Details { field } => {
                format!("{} (details of the assessment)", details_label(*field))
            }
            Target::Comment { .. } => String::from("A comment with which a run was sent back"),
            Target::Statement { run } => match self.store.run(run) {
                Ok(run) => format!("What the signer of run {} stated", run.number),
                Err(_) => String::from("What the signer of a run stated"),
            },
        }
    }

    /// Says what a signed run lost since, for wherever it is read.
    pub(in crate::session) fn lost_since_signed(
        &self,
        run: &str,
    ) -> Result<Vec<String>, SessionError> {
        let assessment = self.store.run(run)?.assessment;
        let lost = self.store.expunged_since_signed(run)?;
        Ok(lost
            .iter()
            .filter_map(|one| {
                let target = one.target.as_ref()?;
                Some(lost_in_words(&self.called(&assessment, target), one))
            })
            .collect())
    }

    /// Says how far an expunging would reach.
    pub fn expunge_extent(
        &self,
        assessment: &str,
        target: &ExpungeTarget,
    ) -> Result<ExpungeExtent, SessionError> {
        let target = Target::from(target);
        let extent = self.store.extent(assessment, &target);
        let extent = extent.map_err(|why| self.nothing_there(why, assessment, target.item()))?;
        let mut beyond = self.places(assessment, &extent)?;
        beyond.extend(self.left_the_program(assessment, Some(&target))?);
        beyond.push(OTHER_COPIES.to_owned());
        Ok(ExpungeExtent {
            what: self.called(assessment, &target),
            does: does(&extent, self.backup_count()),
            beyond,
            hold: self.hold_reason(assessment)?,
        })
    }

    /// Lists what of one item can be expunged: the texts of its answers, and its evidence, in all runs.
    pub fn expunge_choices(
        &self,
        run: &str,
        item: &str,
    ) -> Result<Vec<ExpungeChoice>, SessionError> {
        let loaded = self.load(run)?;
        loaded.item(item)?;
        let mut choices = Vec::new();
        let answers = self.store.history(run, item)?;
        let said: Vec<Value> = answers
            .iter()
            .filter_map(|past| serde_json::to_value(&past.content.as_ref()?.answer).ok())
            .collect();
        let drafts = self.store.drafts(run)?;
        for field in Field::ALL.into_iter().filter(|field| field.is_text()) {
            let is_typed = drafts
                .iter()
                .any(|draft| draft.item == item && draft.field == field);
            if is_typed || is_said(&said, field) {
                choices.push(ExpungeChoice {
                    assessment: loaded.assessment.id.clone(),
                    label: field.label().to_owned(),
                    target: ExpungeTarget::Answer {
                        item: item.to_owned(),
                        field,
                    },
                });
            }
        }
        let actions = self.store.action_history(&loaded.assessment.id, item)?;
        let said: Vec<Value> = actions
            .iter()
            .filter_map(|past| serde_json::to_value(&past.content.as_ref()?.0).ok())
            .collect();
        for field in ACTION_TEXTS
            .into_iter()
            .filter(|field| is_said(&said, field))
        {
            choices.push(ExpungeChoice {
                assessment: loaded.assessment.id.clone(),
                label: action_label(field).to_owned(),
                target: ExpungeTarget::Action {
                    item: item.to_owned(),
                    field,
                },
            });
        }
        let mut links = std::collections::BTreeMap::new();
        for past in self.store.evidence_history(run, Some(item))? {
            if let Some(state) = past.content {
                links.entry(state.link).or_insert(state.evidence);
            }
        }
        for (link, evidence) in links {
            let parts = [
                (true, DocumentPart::All, "everything"),
                (
                    evidence.copy.is_some(),
                    DocumentPart::Copy,
                    "the copy alone",
                ),
                (
                    evidence.place.is_some(),
                    DocumentPart::Place,
                    "where it is held",
                ),
                (evidence.note.is_some(), DocumentPart::Note, "the note"),
            ];
            for (_, part, says) in parts.into_iter().filter(|(is_there, ..)| *is_there) {
                choices.push(ExpungeChoice {
                    assessment: loaded.assessment.id.clone(),
                    label: format!("Evidence “{}”: {says}", evidence.title),
                    target: ExpungeTarget::Evidence {
                        link: link.clone(),
                        part,
                    },
                });
            }
        }
        let comments = self.store.comments(run)?.into_iter();
        for comment in comments.filter(|comment| comment.item == item) {
            choices.push(ExpungeChoice {
                assessment: loaded.assessment.id.clone(),
                label: format!("Comment of {}", comment.by.printed()),
                target: ExpungeTarget::Comment {
                    comment: comment.id,
                },
            });
        }
        choices.extend(self.records_about(&loaded, item)?);
        Ok(choices)
    }

    /// Lists what was returned, said and noted about an item; each goes as a whole.
    fn records_about(
        &self,
        loaded: &Loaded,
        item: &str,
    ) -> Result<Vec<ExpungeChoice>, SessionError> {
        let assessment = &loaded.assessment.id;
        let mut found: Vec<(String, String)> = Vec::new();
        for back in self.store.returns(assessment)? {
            if back
                .returned
                .answers
                .iter()
                .any(|stated| stated.item == item)
            {
                let on = back.recorded_at.local_date().long();
                let by = back.returned.by.name;
                found.push((
                    back.entry,
                    format!("The whole reply of {by}, received on {on}"),
                ));
            }
        }
        for interview in self.interview_views(assessment)? {
            if interview.items.iter().any(|known| known.item == item) {
                let label = format!(
                    "The interview with {}, in all of its states",
                    interview.whom
                );
                found.push((interview.entry, label));
            }
        }
        for entry in self.matter_views(assessment)? {
            if entry.items.iter().any(|known| known.item == item) {
                let label = format!("“{}” of the matter log, {}", entry.title, entry.on);
                found.push((entry.id, label));
            }
        }
        let choice = |(entry, label)| ExpungeChoice {
            assessment: assessment.clone(),
            label,
            target: ExpungeTarget::Record { entry },
        };
        Ok(found.into_iter().map(choice).collect())
    }

    /// Expunges one thing, and returns what that came to.
    pub fn expunge(
        &mut self,
        assessment: &str,
        asked: &ExpungeAsked,
    ) -> Result<CertificateView, SessionError> {
        let stamp = self.stamp()?;
        let why = Why {
            reason: &asked.reason,
            in_spite_of_hold: Some(asked.in_spite_of_hold.as_str())
                .filter(|said| !said.trim().is_empty()),
        };
        let target = Target::from(&asked.target);
        let done = self.alone(|session| session.store.expunge(assessment, &target, why, &stamp));
        let done = done.map_err(|why| self.nothing_there(why, assessment, target.item()))?;
        Ok(self.certificate_view(&done, None))
    }

    /// Finds a piece of evidence under an item by the id of its link or by its title, in any run.
    pub fn evidence_named(
        &self,
        assessment: &str,
        item: &str,
        named: &str,
    ) -> Result<String, SessionError> {
        for run in self.store.assessment(assessment)?.runs {
            for past in self.store.evidence_history(&run.id, Some(item))? {
                if let Some(state) = past.content
                    && (state.link == named || state.evidence.title == named)
                {
                    return Ok(state.link);
                }
            }
        }
        self.was_asked(assessment, item)?;
        Err(SessionError::UnknownEvidence)
    }

    /// Finds a comment at an item by its text, in any run.
    pub fn comment_named(
        &self,
        assessment: &str,
        item: &str,
        text: &str,
    ) -> Result<String, SessionError> {
        for run in self.store.assessment(assessment)?.runs {
            let comments = self.store.comments(&run.id)?.into_iter();
            let mut named = comments
                .filter(|comment| comment.item == item && comment.text.trim() == text.trim());
            if let Some(comment) = named.next() {
                return Ok(comment.id);
            }
        }
        Err(self.nothing_there(DestroyError::NothingThere, assessment, Some(item)))
    }

    /// Refuses an item that no run of an assessment asks or has asked.
    fn was_asked(&self, assessment: &str, item: &str) -> Result<(), SessionError> {
        let found = self.store.assessment(assessment)?;
        let mut packs = found.runs.iter().map(|run| self.packs.get(&run.pack.hash));
        // A pack that cannot be read does not say what it asked.
        let was_asked = packs.any(|pack| pack.is_none_or(|pack| pack.item(item).is_some()));
        match was_asked {
            true => Ok(()),
            false => Err(SessionError::NeverAsked {
                item: item.to_owned(),
                name: found.details.name(),
            }),
        }
    }

    /// Tells that nothing is recorded under an item from that there is no such item: from a mistyped one
    /// nobody is to conclude that a text is not here.
    fn nothing_there(
        &self,
        why: DestroyError,
        assessment: &str,
        item: Option<&str>,
    ) -> SessionError {
        let was_asked = match (&why, item) {
            (DestroyError::NothingThere, Some(item)) => self.was_asked(assessment, item),
            _ => Ok(()),
        };
        match was_asked {
            Ok(()) => why.into(),
            Err(never) => never,
        }
    }

    /// Names where the same text stands besides.
    fn places(&self, assessment: &str, extent: &Extent) -> Result<Vec<String>, SessionError> {
        let mut said = Vec::new();
        for place in &extent.elsewhere {
            let found = self.store.assessment(&place.assessment)?;
            let within = match &place.item {
                Some(item) => format!("under “{item}”"),
                None => String::from("in its details, or in what was asked, returned or noted"),
            };
            said.push(if place.assessment == assessment {
                format!("The same text stands {within} as well, and stays there.")
            } else {
                format!(
                    "The same text or document stands in {}, {within}, and stays there. Expunge it there \
                     as well.",
                    found.details.name()
                )
            });
        }
        Ok(said)
    }
}

/// Whether a field stands in any of several states.
fn is_said<T: serde::Serialize>(states: &[Value], field: T) -> bool {
    let Ok(Value::String(name)) = serde_json::to_value(field) else {
        return false;
    };
    states.iter().any(|state| state.get(&name).is_some())
}

fn does(extent: &Extent, backups: u32) -> Vec<String> {
    let mut says = vec![format!(
        "It goes from {} in the record, in every run, and from {}. Everything else in those entries \
         stays as it is.",
        count(extent.states, "entry", "entries"),
        count(extent.drafts, "draft", "drafts")
    )];
    if !extent.signed.is_empty() {
        says.push(format!(
            "The snapshot and the PDF kept with signed {} go, because they show it. The run stays signed \
             and opens with the rest of its answers, and says what it lost.",
            runs(&extent.signed)
        ));
    }
    if extent.files > 0 {
        says.push(format!(
            "{} destroyed; the hash stays on record.",
            count(
                extent.files,
                "copy of a document is",
                "copies of documents are"
            )
        ));
    }
    says.push(String::from(
        "No backup is made. The data file is written anew without it, and this cannot be undone.",
    ));
    says.push(backups_said(backups));
    says
}
