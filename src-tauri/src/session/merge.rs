//! Bringing a copy of an assessment together with the one that is here: what would come of it in words,
//! doing it, and taking it back.

use std::sync::Arc;

use proviso_core::action::ActionField;
use proviso_core::answer::{Answer, Field};
use proviso_core::changed::in_words;
use proviso_core::date::Date;
use proviso_core::merge::{LINKED, profile_subject, state};
use proviso_core::pack::Pack;
use proviso_store::{
    About, BackupKind, Brought, Choices, Conflict, MergeError, MergePlan, PastMerge, SaidBy,
    UndoMergeError,
};
use serde_json::{Value, json};

use super::carry::{BACKED_UP, Waiting, part_of};
use super::{CarryError, Incoming, Session, SessionError};
use crate::wire::{BroughtView, ConflictView, MergeChoice, MergeView, MergedView};
use crate::work::Going;

impl Session {
    /// Says what would come of bringing a file together with what is here. Nothing is written.
    pub fn merge_view(&self, incoming: &Incoming) -> Result<MergeView, SessionError> {
        let here = self
            .store
            .assessment(incoming.arrival.contents().assessment())?;
        let planned = self.store.merge_plan(&incoming.arrival);
        let (plan, refusal) = match planned {
            Ok(plan) => (Some(plan), None),
            // A file or a disk that fails is no property of the two copies.
            Err(MergeError::Fault(fault)) => return Err(fault.into()),
            Err(why) => (None, Some(format!("{why}."))),
        };
        let mut view = MergeView {
            file: incoming.file.clone(),
            name: here.details.name(),
            assessment: here.id.clone(),
            told: String::new(),
            runs: Vec::new(),
            brought: Vec::new(),
            conflicts: Vec::new(),
            unrecorded: 0,
            packs: incoming
                .packs
                .values()
                .map(|pack| format!("{} {}", pack.id, pack.version))
                .collect(),
            refusal,
        };
        let Some(plan) = plan else {
            return Ok(view);
        };
        view.told = told(&plan);
        view.runs = plan.runs.iter().map(run_in_words).collect();
        view.unrecorded = u32::try_from(plan.unrecorded).unwrap_or(u32::MAX);
        let words = Words {
            session: self,
            incoming,
        };
        for brought in &plan.brought {
            view.brought.push(words.brought(brought));
        }
        for conflict in &plan.conflicts {
            view.conflicts.push(words.conflict(conflict));
        }
        Ok(view)
    }

    /// Brings a file together with what is here. A backup is made before. What is stopped has not happened.
    ///
    /// # Errors
    /// A conflict is not settled, or the two cannot be brought together.
    pub fn merge(
        &mut self,
        incoming: &Incoming,
        choices: &[MergeChoice],
        allow_unsigned: bool,
        going: &Going,
    ) -> Result<MergedView, SessionError> {
        let stamp = self.stamp()?;
        if let Some(pack) = incoming.packs.values().next()
            && !allow_unsigned
            && !self.settings()?.allow_unsigned_packs
        {
            let label = format!("{} {}", pack.id, pack.version);
            return Err(CarryError::UnsignedPack { label }.into());
        }
        let plan = self.store.merge_plan(&incoming.arrival)?;
        let mut settled = Choices::new();
        for choice in choices {
            let conflict = plan
                .conflicts
                .iter()
                .find(|known| id_of(known) == choice.id);
            let conflict = conflict.ok_or(MergeError::Moved)?;
            settled.insert(
                (conflict.about.clone(), conflict.field.clone()),
                choice.takes,
            );
        }
        if settled.len() < plan.conflicts.len() {
            let left = plan.conflicts.len() - settled.len();
            return Err(MergeError::Unsettled { left }.into());
        }
        self.back_up_before(BackupKind::Import, stamp.at, going)?;
        let watch = part_of(going, BACKED_UP, 100);
        let done = self.store.merge_watched(
            &incoming.arrival,
            &settled,
            &incoming.file,
            &stamp,
            &watch,
        )?;
        let assessment = incoming.arrival.contents().assessment().to_owned();
        self.packs.extend(incoming.packs.clone());
        let told = match (done.brought.len(), done.conflicts.len()) {
            (brought, 0) => format!("{} brought in from {}", fields(brought), incoming.file),
            (brought, conflicts) => format!(
                "{} brought in from {}, and {} settled as chosen",
                fields(brought),
                incoming.file,
                match conflicts {
                    1 => String::from("1 conflict"),
                    many => format!("{many} conflicts"),
                }
            ),
        };
        self.merged_view(&assessment, told)
    }

    /// Returns the last merge of an assessment, while it can be taken back.
    pub fn merge_to_undo(&self, assessment: &str) -> Result<Option<MergedView>, SessionError> {
        match self.store.last_merge(assessment)? {
            Some(past) if past.can_be_undone => {
                let told = made(&past);
                Ok(Some(self.merged_view(assessment, told)?))
            }
            _ => Ok(None),
        }
    }

    /// Takes the last merge of an assessment back as a whole.
    pub fn undo_merge(&mut self, assessment: &str) -> Result<MergedView, SessionError> {
        let stamp = self.stamp()?;
        let past = self.store.undo_merge(assessment, &stamp)?;
        let told = format!(
            "What came from {} was taken back; it stays in the record",
            past.file
        );
        self.merged_view(assessment, told)
    }

    fn merged_view(&self, assessment: &str, told: String) -> Result<MergedView, SessionError> {
        let past = self.store.last_merge(assessment)?;
        Ok(MergedView {
            name: self.store.assessment(assessment)?.details.name(),
            run: self.latest_run(assessment)?,
            assessment: assessment.to_owned(),
            told: format!("{told}."),
            can_be_undone: past.is_some_and(|past| past.can_be_undone),
        })
    }

    /// Says what would come of the file that was chosen in the window.
    pub fn merge_of_incoming(&self) -> Result<MergeView, SessionError> {
        match &self.incoming {
            Some(Waiting::Looked(incoming)) => self.merge_view(incoming),
            _ => Err(CarryError::NoFile.into()),
        }
    }

    /// Brings the file that was chosen in the window together with what is here.
    pub fn merge_incoming(
        &mut self,
        choices: &[MergeChoice],
        allow_unsigned: bool,
        going: &Going,
    ) -> Result<MergedView, SessionError> {
        let Some(Waiting::Looked(incoming)) = self.incoming.take() else {
            return Err(CarryError::NoFile.into());
        };
        let done = self.merge(&incoming, choices, allow_unsigned, going);
        if done.is_err() {
            // Whoever was refused looks at the same file again.
            self.incoming = Some(Waiting::Looked(incoming));
        }
        done
    }
}

fn fields(count: usize) -> String {
    match count {
        0 => String::from("Nothing to be seen was"),
        1 => String::from("1 field was"),
        many => format!("{many} fields were"),
    }
}

fn made(past: &PastMerge) -> String {
    format!(
        "{} brought {} in on {}",
        past.author,
        past.file,
        past.at.long()
    )
}

fn entries(count: usize) -> String {
    match count {
        1 => String::from("1 entry"),
        many => format!("{many} entries"),
    }
}

fn told(plan: &MergePlan) -> String {
    match plan.ours {
        0 => format!(
            "The file goes on where this copy ends, with {}.",
            entries(plan.theirs)
        ),
        ours => format!(
            "Work went on in both copies: {} in the file, {} here.",
            entries(plan.theirs),
            entries(ours)
        ),
    }
}

fn run_in_words(run: &proviso_store::RunNews) -> String {
    use proviso_store::RunState;
    let is = match run.state {
        RunState::Draft => "is open",
        RunState::Signed => "is signed",
        RunState::Discarded => "was thrown away",
    };
    if run.is_new {
        format!("Run {} comes along; it {is} there.", run.number)
    } else {
        format!("Run {} {is} there, and will be here.", run.number)
    }
}

fn by(said: &SaidBy) -> String {
    format!("{}, {}", said.author, said.at.long())
}

fn key(about: &About) -> String {
    match about {
        About::Details => String::from("details"),
        About::Profile { run } => format!("profile {run}"),
        About::Answer { run, item } => format!("answer {run} {item}"),
        About::Evidence { run, link, .. } => format!("evidence {run} {link}"),
        About::Action { item } => format!("action {item}"),
    }
}

fn id_of(conflict: &Conflict) -> String {
    format!("{} {}", key(&conflict.about), conflict.field)
}

/// What fields and values are called.
struct Words<'a> {
    session: &'a Session,
    incoming: &'a Incoming,
}

impl Words<'_> {
    fn brought(&self, brought: &Brought) -> BroughtView {
        let about = &brought.about;
        BroughtView {
            title: self.title(about),
            field: self.field(about, &brought.field),
            before: self.value(about, &brought.field, brought.before.as_ref()),
            after: self.value(about, &brought.field, brought.after.as_ref()),
            by: by(&brought.by),
        }
    }

    fn conflict(&self, conflict: &Conflict) -> ConflictView {
        let about = &conflict.about;
        let value = |value: &Option<Value>| self.value(about, &conflict.field, value.as_ref());
        ConflictView {
            id: id_of(conflict),
            title: self.title(about),
            field: self.field(about, &conflict.field),
            base: value(&conflict.base),
            ours: value(&conflict.ours.0),
            ours_by: by(&conflict.ours.1),
            theirs: value(&conflict.theirs.0),
            theirs_by: by(&conflict.theirs.1),
        }
    }

    /// Returns the pack that a thing is asked from: that of its run, or of the latest one.
    fn pack(&self, about: &About) -> Option<Arc<Pack>> {
        let store = &self.session.store;
        let run = match about.run() {
            Some(run) => store.run(run).ok(),
            None => {
                let id = self.incoming.arrival.contents().assessment();
                let runs = store.runs(id).ok()?;
                runs.into_iter().max_by_key(|run| run.number)
            }
        };
        let hash = run?.pack.hash;
        let known = self.session.packs.get(&hash);
        known.or_else(|| self.incoming.packs.get(&hash)).cloned()
    }

    fn title(&self, about: &About) -> String {
        let pack = self.pack(about);
        let item = |id: &str| {
            let item = pack.as_ref().and_then(|pack| pack.item(id));
            item.map_or_else(|| id.to_owned(), |item| item.title.clone())
        };
        match about {
            About::Details => String::from("Details of the assessment"),
            About::Profile { .. } => String::from("Profile"),
            About::Answer { item: id, .. } => item(id),
            About::Evidence { item: id, .. } => format!("{}: evidence", item(id)),
            About::Action { item: id } => format!("{}: action", item(id)),
        }
    }

    fn field(&self, about: &About, field: &str) -> String {
        let pack = self.pack(about);
        match about {
            About::Answer { .. } => serde_json::from_value::<Field>(json!(field))
                .map_or_else(|_| field.to_owned(), |field| field.label().to_owned()),
            About::Action { .. } => serde_json::from_value::<ActionField>(json!(field))
                .map_or_else(|_| field.to_owned(), |field| field.label().to_owned()),
            About::Profile { .. } => {
                let subject = profile_subject(field).unwrap_or(field);
                let found = pack.as_ref().and_then(|pack| {
                    let roles = pack.roles.iter().map(|role| (&role.id, &role.label));
                    let traits = pack.traits.iter().map(|asked| (&asked.id, &asked.label));
                    let mut all = roles.chain(traits);
                    all.find(|(id, _)| *id == subject)
                        .map(|(_, label)| label.clone())
                });
                found.unwrap_or_else(|| subject.to_owned())
            }
            About::Evidence { .. } => evidence_label(field).to_owned(),
            About::Details => details_label(field).to_owned(),
        }
    }

    fn value(&self, about: &About, field: &str, value: Option<&Value>) -> Option<String> {
        let Some(value) = value else {
            // A role that is absent is not held.
            return field.starts_with("role ").then(|| String::from("Not held"));
        };
        if let About::Answer { item, .. } = about {
            let fields = [(field.to_owned(), value.clone())].into();
            let pack = self.pack(about);
            let asked = pack.as_ref().and_then(|pack| pack.item(item));
            let known = serde_json::from_value::<Field>(json!(field)).ok();
            let answer = state::<Answer>(&fields).ok();
            if let (Some(asked), Some(known), Some(answer)) = (asked, known, answer) {
                return in_words(asked, &answer, known);
            }
        }
        Some(match value {
            Value::String(text) => match text.parse::<Date>() {
                Ok(date) => date.long(),
                Err(_) => chosen(text),
            },
            Value::Bool(is) if field == LINKED => {
                String::from(if *is { "Linked" } else { "Taken away" })
            }
            Value::Bool(true) if field.starts_with("role ") => String::from("Held"),
            Value::Object(copy) => copy
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            other => other.to_string(),
        })
    }
}

/// Writes a stored word as people read it.
fn chosen(text: &str) -> String {
    match text {
        "yes" => "Yes",
        "no" => "No",
        "notSure" => "Not sure",
        "open" => "Open",
        "inProgress" => "In progress",
        "done" => "Done: check again",
        "accepted" => "Accepted",
        "archived" => "Archived",
        "deleted" => "Deleted",
        "small" => "Days",
        "medium" => "Weeks",
        "large" => "Months",
        other => other,
    }
    .to_owned()
}

fn evidence_label(field: &str) -> &str {
    match field {
        "title" => "Title",
        "place" => "Place",
        "seenOn" => "Seen on",
        "staleAfter" => "Stale after",
        "note" => "Note",
        "copy" => "Copy",
        LINKED => "Link",
        other => other,
    }
}

fn details_label(field: &str) -> &str {
    match field {
        "organization" => "Organization",
        "unit" => "Unit",
        "matter" => "Matter",
        "askedBy" => "Asked for by",
        "directedBy" => "Directed by",
        "purpose" => "Purpose",
        "readers" => "May be read by",
        "state" => "In the list of assessments",
        other => other,
    }
}

/// The stable name of a refusal to bring copies together.
pub(super) fn merge_code(refusal: &MergeError) -> &'static str {
    match refusal {
        MergeError::NothingNew => "hereAlready",
        MergeError::Strangers => "notACopy",
        MergeError::BothStarted { .. }
        | MergeError::ClosedHere { .. }
        | MergeError::ClosedThere { .. } => "readOnly",
        MergeError::DestroyedHere { .. } | MergeError::DestroyedThere { .. } => "destroyed",
        MergeError::Draft { .. } => "draftOpen",
        MergeError::Unsettled { .. } => "conflicts",
        MergeError::Moved => "movedMeanwhile",
        MergeError::Record(_) => "readOnly",
        MergeError::Stopped => "stopped",
        MergeError::Arrival(_) => "notAnAssessment",
        MergeError::Fault(_) => "diskFault",
    }
}

/// The stable name of a refusal to take a merge back.
pub(super) fn undo_merge_code(refusal: &UndoMergeError) -> &'static str {
    match refusal {
        UndoMergeError::None => "nothingToUndo",
        UndoMergeError::WentOn => "movedMeanwhile",
        UndoMergeError::Closed | UndoMergeError::Record(_) => "readOnly",
        UndoMergeError::Fault(_) => "diskFault",
    }
}
