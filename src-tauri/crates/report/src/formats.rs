//! The formats beside the PDF: Word, CSV, Excel, JSON and OSCAL.
//!
//! Each is a pure function from what the report model says to bytes: no clock, no files, no randomness, the
//! same bytes for the same model. Word is made from the very [`Document`](crate::Document) that the PDF is made
//! from, so that the two say the same. The others are made from the models themselves, and a copy's model has no
//! field for what that copy omits; what is written as data passes through the table of fields once more.

mod csv;
mod json;
mod oscal;
mod printable;
mod sheet;
pub(crate) mod word;
mod workbook;
mod zipped;

pub use csv::csv;
pub use json::{JSON_VERSION, json};
pub use oscal::{OSCAL_VERSION, assessment_results, plan_of_action};
pub use sheet::Listing;
pub use word::word;
pub use workbook::workbook;
pub use zipped::opens;

use proviso_core::report::{
    ActionEntry, CopyKind, Counsel, DateEntry, Head, Model, OpenEntry, Report,
};

use crate::RenderError;

/// Why a file was not made. Nothing has been written when it is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// The document breaks a rule that its documentation states.
    #[error(transparent)]
    Document(#[from] RenderError),
    /// A writer refused; a fault of this program, never of the report.
    #[error("the file could not be put together: {0}")]
    Write(String),
}

/// A copy that holds answers and an action plan, from which tables and OSCAL are made.
#[derive(Debug, Clone, Copy)]
pub enum Answered<'a> {
    /// The executive copy.
    Executive(&'a Report),
    /// Counsel's file.
    Counsel(&'a Counsel),
}

impl<'a> Answered<'a> {
    /// Returns the copy as one with answers and an action plan; `None` of a copy that has neither.
    pub fn of(model: &'a Model) -> Option<Self> {
        match model {
            Model::Executive(report) => Some(Self::Executive(report)),
            Model::Counsel(counsel) => Some(Self::Counsel(counsel)),
            Model::Board(_)
            | Model::Changes(_)
            | Model::Decision(_)
            | Model::Strategy(_)
            | Model::Minutes(_) => None,
        }
    }

    /// Returns which copy it is.
    pub fn kind(self) -> CopyKind {
        match self {
            Self::Executive(_) => CopyKind::Executive,
            Self::Counsel(_) => CopyKind::Counsel,
        }
    }

    fn title(self) -> &'a str {
        match self {
            Self::Executive(report) => &report.title,
            Self::Counsel(counsel) => &counsel.title,
        }
    }

    fn head(self) -> &'a Head {
        match self {
            Self::Executive(report) => &report.head,
            Self::Counsel(counsel) => &counsel.head,
        }
    }

    fn asked(self) -> &'a str {
        match self {
            Self::Executive(report) => &report.scope.asked,
            Self::Counsel(counsel) => &counsel.scope.asked,
        }
    }

    fn actions(self) -> &'a [ActionEntry] {
        match self {
            Self::Executive(report) => &report.actions,
            Self::Counsel(counsel) => &counsel.actions,
        }
    }

    fn open(self) -> &'a [OpenEntry] {
        match self {
            Self::Executive(report) => &report.open,
            Self::Counsel(counsel) => &counsel.open,
        }
    }

    fn dates(self) -> &'a [DateEntry] {
        match self {
            Self::Executive(report) => &report.dates,
            Self::Counsel(counsel) => &counsel.dates,
        }
    }
}
