//! The container of a Word file: bounded before a part of it is unpacked.

use std::io::{Cursor, Read as _};

use thiserror::Error;
use zip::ZipArchive;

/// The largest Word file that is read, in bytes: 32 MB.
pub const MAX_WORD_BYTES: usize = 32 * 1024 * 1024;

/// The most parts of a file.
const MAX_PARTS: usize = 2_000;

/// The largest part that is unpacked, in bytes: 64 MB.
const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;

/// A part that unpacks to more than [`SMALL`] is no more than so many times as large as it was packed.
const MAX_RATIO: u64 = 250;

/// Below this many bytes no ratio is looked at.
const SMALL: u64 = 1024 * 1024;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WordError {
    /// Longer than any.
    #[error(
        "The file has {bytes} bytes; a filled form of at most {MAX_WORD_BYTES} is read. Take pictures out of it"
    )]
    TooLarge {
        /// Its length.
        bytes: usize,
    },
    /// It would unpack to more than any.
    #[error(
        "The file unpacks to more than a Word file does ({problem}); it was not opened further"
    )]
    Unpacks {
        /// Which bound.
        problem: String,
    },
    /// It ends in the middle.
    #[error("The file ends at byte {at}, in the middle: it was not copied whole. Ask for it again")]
    CutShort {
        /// Its length.
        at: usize,
    },
    /// It is protected by a password.
    #[error(
        "The file is protected by a password. Ask the respondent to save it without one, or open it in Word and save \
         it so"
    )]
    Encrypted,
    /// Word's form from before 2007.
    #[error(
        "The file has Word’s old format (.doc), whatever its name says. Open it in Word and save it as a Word \
         document (.docx)"
    )]
    OldWord,
    /// Another program's file.
    #[error("This is {what}, not a Word file. Choose the form that came back, which ends in .docx")]
    OtherFile {
        /// What it is.
        what: &'static str,
    },
    /// A Word file that Proviso did not make.
    #[error(
        "This Word file names no request: it is no form that Proviso made, or its properties and its lines of \
         reference were taken out. Ask for the form itself"
    )]
    NotAForm,
    /// A later version made it.
    #[error("A later version of Proviso made this form; open it with that version")]
    Newer,
    /// A part cannot be read.
    #[error(
        "The {part} of the file cannot be read ({problem}): it was damaged on the way. Ask for it again"
    )]
    Damaged {
        /// Which part.
        part: String,
        /// What is wrong.
        problem: String,
    },
}

/// A Word file whose parts can be taken.
pub(super) struct Container<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Container<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, WordError> {
        if bytes.len() > MAX_WORD_BYTES {
            return Err(WordError::TooLarge { bytes: bytes.len() });
        }
        if let Some(refusal) = other(bytes) {
            return Err(refusal);
        }
        let at = bytes.len();
        // The list of parts stands at the end, so that a file without it was cut.
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| WordError::CutShort { at })?;
        if zip.len() > MAX_PARTS {
            return Err(WordError::Unpacks {
                problem: format!("{} parts", zip.len()),
            });
        }
        let names: Result<Vec<String>, WordError> = zip
            .file_names()
            .map(|name| {
                name.map(|name| name.into_owned())
                    .map_err(|error| damaged("list of parts", &error))
            })
            .collect();
        let names = names?;
        let leads_out = |name: &&String| {
            name.starts_with(['/', '\\'])
                || name.contains('\\')
                || name.split('/').any(|step| step == "..")
        };
        if let Some(name) = names.iter().find(leads_out) {
            return Err(damaged(
                "list of parts",
                &format!("a part is named {name:?}"),
            ));
        }
        let container = Self { zip, names };
        let has = |name: &str| container.names.iter().any(|known| known == name);
        match () {
            () if has("word/document.xml") => Ok(container),
            () if has("xl/workbook.xml") => Err(other_file("an Excel workbook")),
            () if has("ppt/presentation.xml") => Err(other_file("a PowerPoint presentation")),
            () if has("content.xml") => Err(other_file(
                "a file in LibreOffice’s own format; open it there and save it as a Word document (.docx)",
            )),
            () => Err(other_file("a container of another kind")),
        }
    }

    pub(super) fn has_macros(&self) -> bool {
        let mut names = self.names.iter().map(|name| name.to_ascii_lowercase());
        names.any(|name| name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml"))
    }

    /// The part with the text.
    pub(super) fn main(&mut self) -> Result<Vec<u8>, WordError> {
        self.part("word/document.xml")?.ok_or(WordError::NotAForm)
    }

    /// Unpacks a part; `None` where there is none of this name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, WordError> {
        let Some(at) = self.zip.index_for_name(name) else {
            return Ok(None);
        };
        let file = self.zip.by_index(at);
        let mut file = file.map_err(|error| damaged(name, &error))?;
        let packed = file.compressed_size().max(1);
        let mut bytes = Vec::new();
        // What the file says of its own size is not relied on.
        let taken = file
            .by_ref()
            .take(MAX_PART_BYTES + 1)
            .read_to_end(&mut bytes);
        taken.map_err(|error| damaged(name, &error))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > MAX_PART_BYTES || size > SMALL && size / packed > MAX_RATIO {
            return Err(WordError::Unpacks {
                problem: format!("its part {name}"),
            });
        }
        Ok(Some(bytes))
    }
}

/// What a file is that is no container at all.
fn other(bytes: &[u8]) -> Option<WordError> {
    const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    if bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    if bytes.starts_with(COMPOUND) {
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        return Some(match bytes.windows(name.len()).any(|part| part == name) {
            true => WordError::Encrypted,
            false => WordError::OldWord,
        });
    }
    Some(match bytes {
        [] => other_file("an empty file"),
        _ if bytes.starts_with(b"%PDF") => other_file("a PDF"),
        _ if bytes.starts_with(b"{\\rtf") => other_file(
            "a file in rich text format; open it in Word and save it as a Word document (.docx)",
        ),
        _ if bytes.starts_with(b"{\"content\":") => {
            other_file("a file for Proviso, whose name has lost its ending .proviso-reply")
        }
        _ => other_file("a file of another kind"),
    })
}

fn other_file(what: &'static str) -> WordError {
    WordError::OtherFile { what }
}

fn damaged(part: &str, problem: &impl std::fmt::Display) -> WordError {
    WordError::Damaged {
        part: match part {
            "word/document.xml" => String::from("main text"),
            part => part.to_owned(),
        },
        problem: problem.to_string(),
    }
}
