//! From a copy's model to the bytes of a file, by the format that was chosen.
//!
//! A renderer is handed the model of the copy, whatever the copy is, and decides nothing about what it
//! says. It knows neither the store nor where the file will stand.

use proviso_core::date::Date;
use proviso_report::document::{Document, Timestamp};
use proviso_report::formats::{
    Answered, FormatError, Listing, assessment_results, csv, json, opens, plan_of_action, word,
    workbook,
};
use proviso_report::{
    PreviewPage, RenderError, Watch, compose_copy, count_pages, preview_watched, render_watched,
};
use serde::de::IgnoredAny;

use super::copy::{CopyError, Format, TableOf};
use super::{Material, SessionError};

/// A copy as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Produced {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is written as.
    pub format: Format,
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
    produce_watched(material, &|_| true)
}

/// The same, telling how far it is in percent; `going` answers whether to go on.
///
/// # Errors
/// As [`produce`], and [`SessionError::Stopped`] where it is not to go on.
pub fn produce_watched(
    material: &Material,
    going: &dyn Fn(u8) -> bool,
) -> Result<Produced, SessionError> {
    match material.copy.format {
        Format::Pdf => pdf(material, going),
        Format::Proviso => Err(SessionError::NoRenderer(Format::Proviso)),
        other => {
            // These are put together in one go: what can be stopped is what comes before and after.
            go_on(going, 0)?;
            let bytes = data(material, other)?;
            go_on(going, 100)?;
            Ok(Produced {
                bytes,
                format: other,
                pages: None,
                substituted: Vec::new(),
            })
        }
    }
}

fn go_on(going: &dyn Fn(u8) -> bool, percent: u8) -> Result<(), SessionError> {
    match going(percent) {
        true => Ok(()),
        false => Err(SessionError::Stopped),
    }
}

/// Work that was stopped is no report that cannot be set on paper.
fn unless_stopped<T>(rendered: Result<T, RenderError>) -> Result<T, SessionError> {
    rendered.map_err(|error| match error {
        RenderError::Stopped => SessionError::Stopped,
        other => other.into(),
    })
}

/// The formats whose pages nobody counts: their readers break lines and pages anew.
fn data(material: &Material, format: Format) -> Result<Vec<u8>, SessionError> {
    let copy = &material.copy;
    let model = material.model()?;
    let (paper, made) = (copy.paper.into(), midnight(copy.on));
    let tabled = |write: &dyn Fn(Answered<'_>) -> Result<Vec<u8>, FormatError>| {
        let answered = Answered::of(&model).ok_or(CopyError::NotOfThisCopy {
            format,
            copy: model.kind(),
        })?;
        Ok(write(answered)?)
    };
    match format {
        Format::Docx => Ok(word(&compose_copy(&model, paper, made))?),
        Format::Json => Ok(json(model.kind(), &model)?),
        Format::Xlsx => tabled(&|answered| workbook(answered, paper, made)),
        Format::Csv => tabled(&|answered| {
            let listing = match copy.table {
                TableOf::Actions => Listing::Actions,
                TableOf::Answers => Listing::Answers,
            };
            csv(answered, listing)
        }),
        Format::Oscal => tabled(&|answered| assessment_results(answered, made)),
        Format::OscalPoam => tabled(&|answered| plan_of_action(answered, made)),
        Format::Pdf | Format::Proviso => Err(SessionError::NoRenderer(format)),
    }
}

/// Shows a page of a copy as it will print, from 1; the last where there are fewer.
///
/// # Errors
/// Where the run has no such copy, where it cannot be laid out, and [`SessionError::Stopped`] where
/// `going` answers that it is not to go on.
pub fn show(
    material: &Material,
    page: usize,
    going: &dyn Fn(u8) -> bool,
) -> Result<PreviewPage, SessionError> {
    go_on(going, 0)?;
    let document = document(material)?;
    unless_stopped(preview_watched(&document, page, Watch::new(going)))
}

fn document(material: &Material) -> Result<Document, SessionError> {
    let copy = &material.copy;
    Ok(compose_copy(
        &material.model()?,
        copy.paper.into(),
        midnight(copy.on),
    ))
}

fn pdf(material: &Material, going: &dyn Fn(u8) -> bool) -> Result<Produced, SessionError> {
    go_on(going, 0)?;
    let document = document(material)?;
    let file = unless_stopped(render_watched(&document, Watch::new(going)))?;
    Ok(Produced {
        bytes: file.bytes,
        format: Format::Pdf,
        pages: Some(file.pages),
        substituted: file.substituted,
    })
}

/// A file of a report date counts as made at midnight of that day: the clock must not show in it.
pub(super) fn midnight(on: Date) -> Timestamp {
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
    /// and its pages are counted, every part of a Word file or a workbook is read, data is parsed.
    pub fn look(&self, read: &[u8]) -> Result<(), String> {
        match self.format {
            Format::Docx | Format::Xlsx => return opens(read),
            Format::Json | Format::Oscal | Format::OscalPoam => {
                let parsed = serde_json::from_slice::<IgnoredAny>(read);
                return parsed.map(drop).map_err(|error| error.to_string());
            }
            Format::Pdf | Format::Csv | Format::Proviso => {}
        }
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
