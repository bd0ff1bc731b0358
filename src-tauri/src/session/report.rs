//! Reports: what a copy is made from, its model, and what is worth knowing before it is made.

use std::collections::BTreeMap;

use clap::ValueEnum as _;
use proviso_core::date::{Date, Moment};
use proviso_core::matter_log::Around;
use proviso_core::pack::Id;
use proviso_core::preflight::{CopyFacts, Days, Finding, preflight};
use proviso_core::report::{
    AnsweredUnder, Before, CopyKind, CopyMarks, Matter, Model, Past, Record, ReportInput,
    RequestSent, Shelf, Wanted, model,
};
use proviso_core::rerun::{self, Memo};
use proviso_core::scope::scope;
use proviso_store::Details;

use super::attic::Shelved;
use super::{Copy, Format, Loaded, Session, SessionError};
use crate::wire::{CopyChoices, PreflightFinding};

/// One copy with everything that it is made from: read once, so that it is rendered while others go on
/// working.
#[derive(Debug)]
pub struct Material {
    /// The copy.
    pub copy: Copy,
    /// The run.
    pub run: Loaded,
    /// The run that it follows.
    pub before: Option<Loaded>,
    /// What moved in the law since that run, where the packs differ.
    pub memo: Option<Memo>,
    /// The history of each answer and its action, newest first.
    pub history: BTreeMap<Id, Vec<Past>>,
    /// Items whose answer was given under another text than today's.
    pub answered: BTreeMap<Id, AnsweredUnder>,
    /// What pre-flight finds.
    pub findings: Vec<Finding>,
    /// What runs before this one asked and this one does not.
    pub attic: Vec<Shelved>,
    /// Interviews and the matter log; counsel's file alone reads them.
    pub around: Around,
    /// Requests to the business, likewise.
    pub requests: Vec<RequestSent>,
    matter: Matter,
    marks: CopyMarks,
}

impl Material {
    /// Returns what the core makes a report from.
    pub fn input(&self) -> ReportInput<'_> {
        ReportInput {
            state: self.run.state(),
            pack_hash: &self.run.run.pack.hash.0,
            matter: &self.matter,
            run_number: self.run.run.number,
            marks: &self.marks,
            on: self.copy.on,
            signed: self.run.signed.as_ref(),
            amends: self.run.run.amends.as_deref(),
            before: self.before.as_ref().map(|before| Before {
                state: before.state(),
                number: before.run.number,
                on: before.report_date(),
            }),
        }
    }

    /// Suggests a name for the file: `Gap analysis Acme run 2 2026-11-23.pdf`.
    pub fn file_name(&self) -> String {
        let what = match self.copy.wanted.kind() {
            CopyKind::Executive => "Gap analysis",
            other => other.label(),
        };
        let name = format!(
            "{what} {} run {}",
            self.matter.organization, self.run.run.number
        );
        // An apostrophe is left out, and anything else that a file system may refuse parts two words.
        let name: String = name
            .chars()
            .filter(|c| !matches!(c, '’' | '\''))
            .map(|c| match c {
                c if c.is_alphanumeric() || c == '-' => c,
                _ => ' ',
            })
            .collect();
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{name} {}.{}", self.copy.on, self.copy.format.extension())
    }

    /// Makes the model of the copy.
    pub fn model(&self) -> Result<Model, SessionError> {
        let input = self.input();
        let shelves: Vec<Shelf<'_>> = self.attic.iter().map(Shelved::shelf).collect();
        let record = Record {
            history: &self.history,
            answered: &self.answered,
            findings: &self.findings,
            shelves: &shelves,
            around: &self.around,
            requests: &self.requests,
        };
        Ok(model(
            &self.copy.wanted,
            &input,
            &record,
            self.memo.as_ref(),
        )?)
    }
}

impl Loaded {
    /// Returns the day of the run where no other is given: the signing date, else the day as of which the
    /// company is assessed.
    fn report_date(&self) -> Date {
        self.signed
            .as_ref()
            .map_or(self.run.as_of, |signed| signed.on)
    }
}

impl Session {
    /// Reads everything that a copy of a run is made from.
    pub fn material(&self, run: Loaded, copy: Copy) -> Result<Material, SessionError> {
        let is = copy.wanted.kind();
        let (mut before, mut memo) = (None, None);
        if is == CopyKind::Changes
            && let Some(came) = self.came(&run)?
        {
            let law = came.before.pack != came.pack;
            memo = law.then(|| rerun::memo(&came.plan, &came.before.pack, &came.pack));
            before = Some(came.before);
        } else if let Some(id) = &run.run.predecessor {
            before = Some(self.load_as_signed(id)?);
        }
        let (mut history, mut answered, mut findings, mut attic) = Default::default();
        let (mut around, mut requests) = Default::default();
        if is == CopyKind::Counsel {
            history = self.past(&run)?;
            answered = self.answered_under(&run);
            findings = self.left(&run, &copy)?;
            attic = self.shelves(&run)?;
            (around, requests) = self.kept_around(&run)?;
        }
        Ok(Material {
            matter: matter(&run.assessment.details),
            marks: CopyMarks {
                legend: copy.legend.clone(),
                recipient: copy.recipient.clone(),
                number: copy.number.clone(),
            },
            copy,
            run,
            before,
            memo,
            history,
            answered,
            findings,
            attic,
            around,
            requests,
        })
    }

    /// Says which copies a run can be made into, and in which formats.
    pub fn copy_choices(&self, run: Loaded) -> Result<CopyChoices, SessionError> {
        let kinds = [
            Wanted::Board,
            Wanted::Executive,
            Wanted::Counsel,
            Wanted::Changes,
            Wanted::Decision(String::new()),
            Wanted::Strategy,
            Wanted::Minutes,
        ];
        let formats = kinds.iter().map(|wanted| {
            let name = wanted.to_string().trim_end_matches(':').to_owned();
            let written = Format::value_variants().iter().copied();
            let written = written.filter(|format| format.is_of(wanted.kind()));
            (name, written.collect())
        });
        let scope = scope(&run.pack, &run.profile, &run.answers);
        let items = run.pack.items.iter();
        let decisions = items.filter(|item| item.decision().is_some() && scope.contains(&item.id));
        Ok(CopyChoices {
            follows: run.run.predecessor.is_some(),
            decisions: decisions
                .map(|item| (item.id.clone(), item.title.clone()))
                .collect(),
            formats: formats.collect(),
        })
    }

    /// Lists what is worth knowing before a copy is made.
    pub fn preflight(
        &self,
        loaded: &Loaded,
        copy: &Copy,
    ) -> Result<Vec<PreflightFinding>, SessionError> {
        let findings = self
            .left(loaded, copy)?
            .into_iter()
            .map(|finding| PreflightFinding {
                level: finding.topic.level(),
                topic: finding.topic,
                heading: finding.topic.heading().to_owned(),
                text: finding.text,
                spot: finding.spot,
            });
        Ok(findings.collect())
    }

    fn left(&self, loaded: &Loaded, copy: &Copy) -> Result<Vec<Finding>, SessionError> {
        let words = self.settings()?.words;
        let packs = self.packs.values().filter(|pack| pack.id == loaded.pack.id);
        let sent_back = self.sent_back(&loaded.run.id)?;
        let details = &loaded.assessment.details;
        let printed = [
            ("The organization", details.organization.as_str()),
            ("The unit", &details.unit),
            ("The matter", &details.matter),
            ("Who asked", &details.asked_by),
            ("Who directs", &details.directed_by),
            ("The purpose", &details.purpose),
            ("Who may read it", &details.readers),
        ];
        let today = self.today();
        let facts = CopyFacts {
            copy: Some(copy.wanted.kind()),
            legend: copy.legend.as_deref(),
            directed_by: &details.directed_by,
            details: &printed,
            amends: loaded.run.amends.as_deref(),
            uncovered: Some(proviso_report::uncovered),
            days: loaded.signed.is_none().then_some(Days {
                today,
                changed: loaded.changed.map(Moment::local_date),
            }),
            words: &words,
            newest: packs
                .max_by(|a, b| a.version.cmp(&b.version))
                .map(AsRef::as_ref),
            sent_back: &sent_back,
        };
        Ok(preflight(loaded.state(), &loaded.read(copy.on), facts))
    }
}

/// Returns what a report says of the assessment itself.
pub(super) fn matter(details: &Details) -> Matter {
    Matter {
        organization: details.organization.clone(),
        unit: details.unit.clone(),
        matter: details.matter.clone(),
        asked_by: details.asked_by.clone(),
        directed_by: details.directed_by.clone(),
        purpose: details.purpose.clone(),
        readers: details.readers.clone(),
    }
}
