//! From a copy's model to the bytes of a file, by the format that was chosen.
//!
//! A renderer is handed the model of the copy, whatever the copy is, and decides nothing about what it
//! says. It knows neither the store nor where the file will stand.

use proviso_core::date::Date;
use proviso_report::document::{Paper, Timestamp};
use proviso_report::{compose_copy, count_pages, render};

use super::copy::{Format, Sheet};
use super::{Material, SessionError};

/// A copy as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Produced {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has, where the format has pages that are counted.
    pub pages: Option<usize>,
    /// Characters that the fonts lack and that stand in it as marks.
    pub substituted: Vec<char>,
}

/// Makes the file of a copy.
///
/// # Errors
/// Where the run has no such copy, and where it cannot be written in this format.
pub fn produce(material: &Material) -> Result<Produced, SessionError> {
    match material.copy.format {
        Format::Pdf => pdf(material),
        other => Err(SessionError::NoRenderer(other)),
    }
}

fn pdf(material: &Material) -> Result<Produced, SessionError> {
    let copy = &material.copy;
    let paper = match copy.paper {
        Sheet::Letter => Paper::Letter,
        Sheet::A4 => Paper::A4,
    };
    let document = compose_copy(&material.model()?, paper, midnight(copy.on));
    let file = render(&document)?;
    Ok(Produced {
        bytes: file.bytes,
        pages: Some(file.pages),
        substituted: file.substituted,
    })
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

impl Produced {
    /// Looks at the file as it was read back from the disk, and says what is wrong with it: a PDF is opened
    /// and its pages are counted.
    pub fn look(&self, read: &[u8]) -> Result<(), String> {
        let Some(pages) = self.pages else {
            return Ok(());
        };
        match count_pages(read) {
            Ok(found) if found == pages => Ok(()),
            Ok(found) => Err(format!("it has {found} pages and should have {pages}")),
            Err(problem) => Err(problem),
        }
    }
}
