//! A container of parts that is the same bytes on every machine: no clock, no owner, a fixed order.

use std::io::{Cursor, Write as _, copy, sink};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::FormatError;

/// Returns the parts, each with its name, as one ZIP file. Every part is dated January 1, 1980, the format's first
/// day, which readers take for "no date".
pub(super) fn zipped(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, FormatError> {
    let write = || -> zip::result::ZipResult<Vec<u8>> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(name.as_str(), options)?;
            zip.write_all(bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    };
    write().map_err(|error| FormatError::Write(error.to_string()))
}

/// Reads every part of a Word file or a workbook to its end, as a program that opens it will.
///
/// # Errors
/// A sentence where the bytes are no such container, or a part is damaged.
pub fn opens(bytes: &[u8]) -> Result<(), String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(|error| error.to_string())?;
        copy(&mut part, &mut sink()).map_err(|error| error.to_string())?;
    }
    match zip.index_for_name("[Content_Types].xml") {
        Some(_) => Ok(()),
        None => Err(String::from("it is a container of another kind")),
    }
}
