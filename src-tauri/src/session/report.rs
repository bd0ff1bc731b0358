//! Reports: pre-flight and rendering.

use proviso_core::date::Date;
use proviso_core::preflight::{CopyFacts, Level, preflight};
use proviso_core::report::{CopyMarks, Matter, ReportInput, executive};
use proviso_report::document::{Paper, Timestamp};
use proviso_report::{Rendered, compose, render};
use proviso_store::Details;

use super::{Loaded, Session, SessionError};
use crate::wire::{ExportOptions, PreflightFinding};

/// What one copy carries beside the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// The report date.
    pub on: Date,
    /// The legend on each page.
    pub legend: Option<String>,
    /// Who the copy is for.
    pub recipient: Option<String>,
    /// Its number, as given.
    pub number: Option<String>,
    /// A4 instead of Letter.
    pub a4: bool,
}

impl Session {
    /// Reads the options that the window sends.
    pub fn copy(&self, options: &ExportOptions) -> Result<Copy, SessionError> {
        let given = |text: &Option<String>| {
            text.as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let on = given(&options.on)
            .map(|text| Date::parse_typed(&text))
            .transpose()?;
        Ok(Copy {
            on: on.unwrap_or_else(|| self.today()),
            legend: given(&options.legend),
            recipient: given(&options.recipient),
            number: given(&options.number),
            a4: options.a4,
        })
    }

    /// Lists what is worth knowing before a copy is made.
    pub fn preflight(&self, run: &str, copy: &Copy) -> Result<Vec<PreflightFinding>, SessionError> {
        let loaded = self.load(run)?;
        let facts = CopyFacts {
            legend: copy.legend.as_deref(),
            directed_by: &loaded.assessment.details.directed_by,
        };
        let found = preflight(loaded.state(), &loaded.read(copy.on), facts);
        let findings = found.into_iter().map(|finding| PreflightFinding {
            level: match finding.level {
                Level::Warning => String::from("warning"),
                Level::Hint => String::from("hint"),
            },
            text: finding.text,
            spot: finding.spot,
        });
        Ok(findings.collect())
    }

    /// Suggests a name for the file of a copy.
    pub fn file_name(&self, run: &str, copy: &Copy) -> Result<String, SessionError> {
        let loaded = self.load(run)?;
        let organization = &loaded.assessment.details.organization;
        let safe: String = organization
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || c == ' ' || c == '-' {
                    c
                } else {
                    ' '
                }
            })
            .collect();
        let safe = safe.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(format!(
            "Gap analysis {} run {} {}.pdf",
            safe, loaded.run.number, copy.on
        ))
    }
}

/// Renders the executive copy of a run that is loaded.
pub fn render_loaded(loaded: &Loaded, copy: &Copy) -> Result<Rendered, SessionError> {
    let matter = matter(&loaded.assessment.details);
    let marks = CopyMarks {
        legend: copy.legend.clone(),
        recipient: copy.recipient.clone(),
        number: copy.number.clone(),
    };
    let report = executive(&ReportInput {
        state: loaded.state(),
        pack_hash: &loaded.run.pack.hash.0,
        matter: &matter,
        run_number: loaded.run.number,
        marks: &marks,
        on: copy.on,
    });
    let paper = if copy.a4 { Paper::A4 } else { Paper::Letter };
    Ok(render(&compose(&report, paper, midnight(copy.on)))?)
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

/// A file of a report date counts as made at midnight of that day: the clock must not show in it.
fn midnight(on: Date) -> Timestamp {
    let (year, month, day) = on.ymd();
    Timestamp {
        year: u16::try_from(year).unwrap_or(0),
        month: u8::try_from(month).unwrap_or(1),
        day: u8::try_from(day).unwrap_or(1),
        hour: 0,
        minute: 0,
        second: 0,
    }
}
