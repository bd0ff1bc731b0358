//! One copy: which it is, in which format, and what is printed on it alone.
//!
//! What is asked for is checked here, so that window and command line refuse the same things in the
//! same words, before anything is read or written.

use clap::ValueEnum;
use proviso_core::date::Date;
use proviso_core::report::{CopyKind, UnknownCopy, Wanted};
use proviso_report::document::Paper;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Loaded, Session, SessionError};
use crate::wire::ExportOptions;

/// What a copy is written as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ValueEnum)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A tagged, archivable PDF.
    #[default]
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook with the action plan.
    Xlsx,
    /// One table, for any spreadsheet.
    Csv,
    /// The copy's report model as data.
    Json,
    /// The whole assessment, to be imported elsewhere.
    Proviso,
    /// OSCAL assessment results.
    Oscal,
    /// An OSCAL plan of action and milestones.
    OscalPoam,
}

/// Which table a spreadsheet holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ValueEnum)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum TableOf {
    /// What is to be done.
    #[default]
    Actions,
    /// What was answered.
    Answers,
}

/// A sheet of paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ValueEnum)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Sheet {
    /// US Letter.
    #[default]
    Letter,
    /// ISO A4.
    A4,
}

impl From<Sheet> for Paper {
    fn from(sheet: Sheet) -> Self {
        match sheet {
            Sheet::Letter => Self::Letter,
            Sheet::A4 => Self::A4,
        }
    }
}

/// A copy as it is asked for, before it is checked against the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which copy.
    pub wanted: Wanted,
    /// In which format.
    pub format: Format,
    /// Which table, where the format is a spreadsheet; `None` takes the actions.
    pub table: Option<TableOf>,
    /// On which paper, where the format has pages.
    pub paper: Sheet,
    /// The report date; `None` takes the signing date of a signed run, else today.
    pub on: Option<Date>,
    /// The legend on each page.
    pub legend: Option<String>,
    /// Who the copy is for.
    pub recipient: Option<String>,
    /// Its number, as typed: `3/5` or `3 of 5`.
    pub number: Option<String>,
}

/// One copy, ready to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Which copy.
    pub wanted: Wanted,
    /// In which format.
    pub format: Format,
    /// Which table, where the format is a spreadsheet.
    pub table: TableOf,
    /// On which paper, where the format has pages.
    pub paper: Sheet,
    /// The report date.
    pub on: Date,
    /// The legend on each page.
    pub legend: Option<String>,
    /// Who the copy is for.
    pub recipient: Option<String>,
    /// Its number, as printed: `3 of 5`.
    pub number: Option<String>,
}

/// Why a copy cannot be asked for in this way. Nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CopyError {
    /// No copy has this name.
    #[error(transparent)]
    Unknown(#[from] UnknownCopy),
    /// The format is not written of this copy.
    #[error("This copy ({}) is not available as {}. {}", .copy.label(), .format.label(), .format.takes())]
    NotOfThisCopy {
        /// The format.
        format: Format,
        /// The copy.
        copy: CopyKind,
    },
    /// A table was chosen where there is none.
    #[error("A table is chosen for CSV alone; {} has its own order. Leave the table out", .0.label())]
    NoTable(Format),
    /// No number of a copy.
    #[error("“{0}” is no copy number. Give it as 3/5: the third of five")]
    Number(String),
    /// A signed run has its report date.
    #[error(
        "This run was signed on {}, and that is its report date. Leave the date out", .0.long()
    )]
    SignedOn(Date),
}

impl Format {
    /// Returns the name by which it is asked for and kept on record: `oscal-poam`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Proviso => "proviso",
            Self::Oscal => "oscal",
            Self::OscalPoam => "oscal-poam",
        }
    }

    /// Returns what people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word",
            Self::Xlsx => "Excel",
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Proviso => "Proviso file",
            Self::Oscal => "OSCAL assessment results",
            Self::OscalPoam => "OSCAL plan of action and milestones",
        }
    }

    /// Returns the end of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Oscal | Self::OscalPoam => "json",
            other => other.name(),
        }
    }

    /// Returns the format of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        let mut all = Self::value_variants().iter().copied();
        all.find(|format| format.name() == name)
    }

    /// Whether it has pages that paper matters to.
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Docx)
    }

    /// Whether it is written of a copy of this kind.
    pub fn is_of(self, copy: CopyKind) -> bool {
        match self {
            Self::Pdf | Self::Json => true,
            Self::Docx => matches!(
                copy,
                CopyKind::Executive | CopyKind::Counsel | CopyKind::Strategy | CopyKind::Minutes
            ),
            Self::Xlsx | Self::Csv | Self::Oscal | Self::OscalPoam => {
                matches!(copy, CopyKind::Executive | CopyKind::Counsel)
            }
            Self::Proviso => copy == CopyKind::Counsel,
        }
    }

    /// Says of which copies it is written, as something to do.
    fn takes(self) -> &'static str {
        match self {
            Self::Proviso => "It holds the whole assessment: name neither copy nor run",
            Self::Docx => {
                "Choose the executive copy, counsel’s file, the engagement strategy or the minute \
                 insert, or the format PDF"
            }
            _ => "Choose the executive copy or counsel’s file, or the format PDF",
        }
    }
}

impl Asked {
    /// Reads what the window sends.
    pub fn from_options(options: &ExportOptions) -> Result<Self, SessionError> {
        let given = |text: &Option<String>| {
            let text = text.as_deref().map(str::trim);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let on = given(&options.on).map(|text| Date::parse_typed(&text));
        Ok(Self {
            wanted: match given(&options.copy) {
                Some(name) => name.parse().map_err(CopyError::from)?,
                None => Wanted::Executive,
            },
            format: options.format,
            table: options.table,
            paper: options.paper,
            on: on.transpose()?,
            legend: given(&options.legend),
            recipient: given(&options.recipient),
            number: given(&options.number),
        })
    }
}

impl Session {
    /// Checks a copy that is asked for of a run, and settles its report date.
    pub fn copy(&self, loaded: &Loaded, asked: Asked) -> Result<Copy, SessionError> {
        let copy = asked.wanted.kind();
        if !asked.format.is_of(copy) {
            return Err(CopyError::NotOfThisCopy {
                format: asked.format,
                copy,
            }
            .into());
        }
        if asked.table.is_some() && asked.format != Format::Csv {
            return Err(CopyError::NoTable(asked.format).into());
        }
        let signed = loaded.signed.as_ref().map(|signed| signed.on);
        let on = match (signed, asked.on) {
            (Some(signed), Some(on)) if on != signed => {
                return Err(CopyError::SignedOn(signed).into());
            }
            (Some(signed), _) => signed,
            (None, Some(on)) => on,
            (None, None) => self.today(),
        };
        Ok(Copy {
            wanted: asked.wanted,
            format: asked.format,
            table: asked.table.unwrap_or_default(),
            paper: asked.paper,
            on,
            legend: asked.legend,
            recipient: asked.recipient,
            number: asked.number.map(|text| number(&text)).transpose()?,
        })
    }
}

/// Reads `3/5` or `3 of 5`. Copies are numbered by counsel, never counted here.
fn number(text: &str) -> Result<String, CopyError> {
    let parts = text.split_once('/').or_else(|| text.split_once(" of "));
    let read = |part: &str| part.trim().parse::<u32>().ok().filter(|n| *n > 0);
    let both = parts.and_then(|(at, of)| Some((read(at)?, read(of)?)));
    match both {
        Some((at, of)) if at <= of => Ok(format!("{at} of {of}")),
        _ => Err(CopyError::Number(text.to_owned())),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_copy_number_is_one_of_so_many() {
        assert_eq!(
            number("3/5").unwrap(),
            "3 of 5",
            "as it is typed at a prompt"
        );
        assert_eq!(number("3 of 5").unwrap(), "3 of 5", "as it is printed");
        for wrong in [
            "",
            "3",
            "0/5",
            "6/5",
            "three of five",
            "3/",
            "-1/5",
            "3/5/7",
        ] {
            assert!(number(wrong).is_err(), "{wrong:?} names no copy");
        }
    }

    #[test]
    fn a_format_is_found_by_its_name() {
        for format in Format::value_variants() {
            assert_eq!(
                Format::of_name(format.name()),
                Some(*format),
                "what is kept on record is read back"
            );
            let shown = format.to_possible_value().unwrap();
            assert_eq!(
                shown.get_name(),
                format.name(),
                "the command line calls it the same"
            );
            assert_eq!(
                serde_json::to_value(format).unwrap(),
                format.name(),
                "and so does the window"
            );
        }
    }
}
