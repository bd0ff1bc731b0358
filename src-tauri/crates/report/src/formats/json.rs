//! A copy's report model as JSON, for programs that read it.
//!
//! The file is one object: `format` is always `proviso-report`; `version` is [`JSON_VERSION`]; `copy` is one of
//! `board`, `executive`, `counsel`, `changes`, `decision`, `strategy`, `minutes`; `report` is that copy's model. Its fields are those of
//! the types in `proviso_core::report` in camel case, and which copy has which is the table of
//! `proviso_core::report::field_table`. Keys are sorted; days are ISO 8601, as is every field named `…On`, `day`
//! or `…Until` that holds a day; what else is a text is as printed in the PDF. Shares are exact: `low` and `high`
//! of `of`, in half-points.
//!
//! A program that reads it should refuse a `version` it does not know. The number goes up when a field is renamed,
//! removed or changes its meaning; a field that is added leaves it as it is.

use proviso_core::report::{CopyKind, permitted};
use serde::Serialize;
use serde_json::Value;

use super::FormatError;

/// The number of the form in which models are written.
pub const JSON_VERSION: u32 = 1;

#[derive(Serialize)]
struct File {
    format: &'static str,
    version: u32,
    copy: CopyKind,
    report: Value,
}

/// Writes a copy's model. Nothing gets in that the table of fields does not let the copy hold.
///
/// # Errors
/// [`FormatError::Write`] where the model is no JSON; no model of this product is.
pub fn json(copy: CopyKind, model: &impl Serialize) -> Result<Vec<u8>, FormatError> {
    let refused = |error: serde_json::Error| FormatError::Write(error.to_string());
    let model = serde_json::to_value(model).map_err(refused)?;
    let mut report = permitted(copy, model);
    report.sort_all_objects();
    let file = File {
        format: "proviso-report",
        version: JSON_VERSION,
        copy,
        report,
    };
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(refused)?;
    bytes.push(b'\n');
    Ok(bytes)
}
