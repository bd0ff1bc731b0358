//! Destroying on purpose: what is said before, what is done, and what the certificate says after.

use proviso_core::action::ActionField;
use proviso_core::answer::Field;
use proviso_store::{
    AssessmentState, Certificate, DestroyError, DetailsField, EvidencePart, Expunged, Extent,
    PastExport, Target, Why,
};
use serde_json::{Value, json};

use super::{Session, SessionError};
use crate::wire::{
    CertificateView, DestroyExtent, DestroyedView, DetailsPart, DocumentPart, ExpungeAsked,
    ExpungeChoice, ExpungeExtent, ExpungeTarget,
};

/// The fields of an action that hold words.
const ACTION_TEXTS: [ActionField; 5] = [
    ActionField::What,
    ActionField::Owner,
    ActionField::Note,
    ActionField::AcceptedBy,
    ActionField::AcceptedWhy,
];

/// What no program can reach.
const OTHER_COPIES: &str = "Copies that others keep, backups of this computer made by other programs, \
     and what a disk keeps of overwritten files are not known to Proviso and are not reached.";

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
            ExpungeTarget::Details { field } => Self::Details {
                field: match field {
                    DetailsPart::Unit => DetailsField::Unit,
                    DetailsPart::Matter => DetailsField::Matter,
                    DetailsPart::AskedBy => DetailsField::AskedBy,
                    DetailsPart::DirectedBy => DetailsField::DirectedBy,
                    DetailsPart::Purpose => DetailsField::Purpose,
                    DetailsPart::Readers => DetailsField::Readers,
                },
            },
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

fn count(number: u32, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

fn runs(numbers: &[u32]) -> String {
    let all: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match all.as_slice() {
        [one] => format!("run {one}"),
        [first @ .., last] => format!("runs {} and {last}", first.join(", ")),
        [] => String::new(),
    }
}

/// Says in one sentence what a signed run lost, to stand wherever the signed state is read.
pub(super) fn lost(what: &str, expunged: &Expunged) -> String {
    format!(
        "{what} was expunged after signing, on {}, by {} ({}). The snapshot and the PDF kept with this run \
         were destroyed with it; everything else reads as it was signed.",
        expunged.at.local_date().long(),
        expunged.author,
        expunged.reason
    )
}

impl Session {
    /// Calls a target by its name, in words that hold nothing of it.
    pub(super) fn called(&self, assessment: &str, target: &Target) -> String {
        let title = |item: &str| {
            let found = self.store.assessment(assessment).ok();
            let runs = found.map(|found| found.runs).unwrap_or_default();
            let packs = runs
                .iter()
                .rev()
                .filter_map(|run| self.packs.get(&run.pack.hash));
            let mut titles = packs.filter_map(|pack| Some(pack.item(item)?.title.clone()));
            titles.next().unwrap_or_else(|| item.to_owned())
        };
        match target {
            Target::Answer { item, field } => format!("{} under “{}”", field.label(), title(item)),
            Target::Action { item, field } => {
                format!("{} about “{}”", action_label(*field), title(item))
            }
            Target::Evidence { part, .. } => part_label(*part).to_owned(),
            Target::Details { field } => {
                format!("{} (details of the assessment)", details_label(*field))
            }
        }
    }

    /// Says how far an expunging would reach.
    pub fn expunge_extent(
        &self,
        assessment: &str,
        target: &ExpungeTarget,
    ) -> Result<ExpungeExtent, SessionError> {
        let target = Target::from(target);
        let extent = self.store.extent(assessment, &target)?;
        let mut beyond = self.places(assessment, &extent)?;
        beyond.extend(self.left_the_program(assessment)?);
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
        Ok(choices)
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
        let done = self
            .store
            .expunge(assessment, &Target::from(&asked.target), why, &stamp)?;
        Ok(self.certificate_view(&done, None))
    }

    /// Says how far the destruction of an assessment would reach.
    pub fn destroy_extent(&self, assessment: &str) -> Result<DestroyExtent, SessionError> {
        let found = self.store.assessment(assessment)?;
        if found.state == AssessmentState::Destroyed {
            return Err(DestroyError::DestroyedAlready.into());
        }
        let number = u32::try_from(found.runs.len()).unwrap_or(u32::MAX);
        let mut does = vec![format!(
            "Everything in {} goes: {} with all answers, their history, drafts, actions and comments, and \
             what was kept when a run was signed. Copies of documents go unless another assessment links \
             them.",
            found.details.name(),
            count(number, "run", "runs")
        )];
        does.push(String::from(
            "No backup is made. The data file is written anew without it, and this cannot be undone.",
        ));
        does.push(backups_said(self.backup_count()));
        does.push(String::from(
            "What stays is that it was there: hashes, moments and names of authors, the record of copies \
             that left the program, and the reason given here.",
        ));
        let mut beyond = self.left_the_program(assessment)?;
        beyond.push(OTHER_COPIES.to_owned());
        Ok(DestroyExtent {
            does,
            beyond,
            hold: self.hold_reason(assessment)?,
        })
    }

    /// Destroys an assessment whose name was typed.
    pub fn destroy_assessment(
        &mut self,
        assessment: &str,
        name: &str,
        reason: &str,
    ) -> Result<DestroyedView, SessionError> {
        let stamp = self.stamp()?;
        let found = self.store.assessment(assessment)?;
        let wanted = found.details.name();
        if name.trim() != wanted.trim() {
            return Err(SessionError::NameDiffers { name: wanted });
        }
        let done = self.store.destroy_assessment(assessment, reason, &stamp)?;
        Ok(DestroyedView {
            certificate: self.certificate_view(&done, Some(&wanted)),
            rows: self.assessments()?,
        })
    }

    /// Returns the certificate of a destruction. The name of what was destroyed is in it only right
    /// after, because nothing keeps it.
    pub fn certificate(
        &self,
        entry: &str,
        name: Option<&str>,
    ) -> Result<CertificateView, SessionError> {
        Ok(self.certificate_view(&self.store.certificate(entry)?, name))
    }

    /// Returns the certificate as JSON.
    pub fn certificate_json(&self, entry: &str, name: Option<&str>) -> Result<Value, SessionError> {
        let all = self.store.certificate(entry)?;
        let done = &all.destruction;
        let exports: Vec<Value> = all
            .exports
            .iter()
            .map(|past| {
                json!({
                    "file": past.copy.file, "sha256": past.copy.sha256.0,
                    "exportedAt": past.exported_at.utc_text(), "by": past.author,
                    "recipient": past.copy.recipient,
                })
            })
            .collect();
        Ok(json!({
            "entry": done.entry,
            "assessment": done.assessment,
            "name": name,
            "expunged": done.target.as_ref().map(|target| self.called(&done.assessment, target)),
            "reason": done.reason,
            "inSpiteOfHold": done.in_spite_of_hold,
            "by": done.author,
            "at": done.at.utc_text(),
            "states": done.states,
            "entries": done.entries,
            "signedRuns": done.signed,
            "filesSha256": done.files,
            "headsBefore": done.heads,
            "backupsRewritten": done.rewritten,
            "backupsNotReached": done.not_reached.iter()
                .map(|one| json!({ "name": one.name, "why": one.why })).collect::<Vec<_>>(),
            "exportsNotReached": exports,
            "finished": done.finished,
        }))
    }

    /// Lists all destructions, newest first.
    pub fn certificates(&self) -> Result<Vec<CertificateView>, SessionError> {
        let mut all = Vec::new();
        for done in self.store.destructions()? {
            all.push(self.certificate(&done.entry, None)?);
        }
        Ok(all)
    }

    /// Says of each destruction, in one line, that it was one.
    pub fn destructions_said(&self) -> Result<Vec<String>, SessionError> {
        let all = self.store.destructions()?;
        Ok(all
            .iter()
            .map(|done| {
                let what = match &done.target {
                    Some(target) => format!(
                        "expunged: {} (assessment {})",
                        self.called(&done.assessment, target),
                        done.assessment
                    ),
                    None => format!("destroyed: assessment {}", done.assessment),
                };
                let left = if done.finished {
                    String::new()
                } else {
                    format!(
                        "; {} not reached yet",
                        count(
                            u32::try_from(done.not_reached.len()).unwrap_or(u32::MAX),
                            "backup",
                            "backups"
                        )
                    )
                };
                format!(
                    "{what}, {}, by {}: {}{left}",
                    done.at.local_date().long(),
                    done.author,
                    done.reason
                )
            })
            .collect())
    }

    /// Says what a signed run lost since, for wherever it is read.
    pub(super) fn lost_since_signed(&self, run: &str) -> Result<Vec<String>, SessionError> {
        let assessment = self.store.run(run)?.assessment;
        let lost = self.store.expunged_since_signed(run)?;
        Ok(lost
            .iter()
            .filter_map(|one| {
                let target = one.target.as_ref()?;
                Some(self::lost(&self.called(&assessment, target), one))
            })
            .collect())
    }

    /// Finds an assessment by its id, the first characters of it, or its name; returns id and name.
    pub fn assessment_named(&self, text: &str) -> Result<(String, String), SessionError> {
        let found = self.store.find_assessment(text)?;
        Ok((found.id, found.details.name()))
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
        Err(SessionError::UnknownEvidence)
    }

    fn backup_count(&self) -> u32 {
        u32::try_from(self.store.reachable_backups().len()).unwrap_or(u32::MAX)
    }

    pub(super) fn hold_reason(&self, assessment: &str) -> Result<Option<String>, SessionError> {
        let keeping = self.store.keeping(assessment)?;
        Ok(keeping.hold.map(|hold| hold.reason))
    }

    /// Names where the same text stands besides.
    fn places(&self, assessment: &str, extent: &Extent) -> Result<Vec<String>, SessionError> {
        let mut said = Vec::new();
        for place in &extent.elsewhere {
            let found = self.store.assessment(&place.assessment)?;
            let item = place.item.as_deref().unwrap_or("its details");
            said.push(if place.assessment == assessment {
                format!("The same text stands under “{item}” as well, and stays there.")
            } else {
                format!(
                    "The same text or document stands in {}, under “{item}”, and stays there. Expunge it \
                     there as well.",
                    found.details.name()
                )
            });
        }
        Ok(said)
    }

    /// Names the copies that were written to files.
    fn left_the_program(&self, assessment: &str) -> Result<Vec<String>, SessionError> {
        let exports = self.store.exports()?;
        Ok(exports
            .iter()
            .filter(|past| past.copy.assessment == assessment)
            .map(exported)
            .collect())
    }

    fn certificate_view(&self, all: &Certificate, name: Option<&str>) -> CertificateView {
        let done = &all.destruction;
        let mut lines = Vec::new();
        let title = match &done.target {
            Some(target) => {
                let mut what = self.called(&done.assessment, target);
                if let Some(name) = name {
                    what = format!("{what}, in {name}");
                }
                lines.push(format!("Expunged: {what}."));
                lines.push(format!("From assessment {}.", done.assessment));
                "Record of expunging"
            }
            None => {
                match name {
                    Some(name) => lines.push(format!(
                        "Destroyed: the assessment {name} ({}).",
                        done.assessment
                    )),
                    None => lines.push(format!("Destroyed: the assessment {}.", done.assessment)),
                }
                "Certificate of destruction"
            }
        };
        let at = done.at;
        lines.push(format!(
            "On {}, {}, by {}.",
            at.local_date().long(),
            at.local_time(),
            done.author
        ));
        lines.push(format!("Reason: {}.", done.reason.trim_end_matches('.')));
        if let Some(said) = &done.in_spite_of_hold {
            let said = said.trim_end_matches('.');
            lines.push(format!("Done although the assessment is on hold: {said}."));
        }
        lines.push(match &done.target {
            Some(_) => format!("It went from {}.", count(done.states, "place", "places")),
            None => format!(
                "{} of its logs lost their text.",
                count(done.entries, "entry", "entries")
            ),
        });
        if !done.signed.is_empty() {
            lines.push(format!(
                "The snapshot and the PDF kept with signed {} were destroyed.",
                runs(&done.signed)
            ));
        }
        for file in &done.files {
            lines.push(format!("Copy of a document destroyed, SHA-256 {file}."));
        }
        for head in &done.heads {
            lines.push(format!("End of a log before: {head}."));
        }
        lines.push(format!("Entry {} in the record.", done.entry));
        if !done.finished && done.not_reached.is_empty() {
            lines.push(String::from(
                "The data file and the backups are not all written anew yet, because another program \
                 held one of them or the disk had no room. It is tried again whenever Proviso opens.",
            ));
        }
        lines.push(if done.rewritten.is_empty() {
            String::from("No backup was rewritten.")
        } else {
            format!(
                "Backups rewritten without it and checked: {}.",
                done.rewritten.join(", ")
            )
        });
        for one in &done.not_reached {
            lines.push(format!(
                "Backup not reached: {} ({}). It is tried again whenever Proviso opens.",
                one.name, one.why
            ));
        }
        lines.extend(all.exports.iter().map(exported));
        lines.push(OTHER_COPIES.to_owned());
        CertificateView {
            entry: done.entry.clone(),
            title: title.to_owned(),
            lines,
            finished: done.finished,
        }
    }
}

/// Whether a field stands in any of several states.
fn is_said<T: serde::Serialize>(states: &[Value], field: T) -> bool {
    let Ok(Value::String(name)) = serde_json::to_value(field) else {
        return false;
    };
    states.iter().any(|state| state.get(&name).is_some())
}

fn backups_said(backups: u32) -> String {
    match backups {
        0 => String::from("There are no backups to rewrite."),
        number => format!(
            "{} rewritten without it and checked.",
            count(number, "backup is", "backups are")
        ),
    }
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

fn exported(past: &PastExport) -> String {
    let copy = &past.copy;
    let whom = copy
        .recipient
        .as_ref()
        .map_or_else(String::new, |recipient| format!(", for {recipient}"));
    format!(
        "Not reached: the file {}, exported on {}{whom}, SHA-256 {}.",
        copy.file,
        past.exported_at.local_date().long(),
        copy.sha256
    )
}
