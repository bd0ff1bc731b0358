//! The forms of a request as files: what is written of each, and what is read back. A file from outside is
//! bounded before it is read and hostile until it was parsed.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use proviso_core::request::file::{self, RequestFileError};
use proviso_core::request::{Form, Reply, Request};
use proviso_report::RenderError;
use proviso_report::formats::FormatError;
use proviso_report::request::{MAX_WORD_BYTES, WordError, read_word, sheet, word_form};
use proviso_store::system_says;
use thiserror::Error;

use crate::document::DocumentFile;
use crate::session::Sheet;

/// The largest file that is read, in bytes.
const MAX_FORM_BYTES: u64 = MAX_WORD_BYTES as u64;

/// How the name of a request for Proviso ends.
pub const REQUEST: &str = "proviso-request";

/// How the name of a reply of Proviso ends.
pub const REPLY: &str = "proviso-reply";

/// Why a form is not written or read. Nothing was recorded.
#[derive(Debug, Error)]
pub enum FormError {
    /// The file cannot be read.
    #[error("“{file}” cannot be read: {}. Nothing was recorded", system_says(.cause))]
    Unreadable {
        /// Its name.
        file: String,
        /// What the system said.
        cause: io::Error,
    },
    /// It is larger than any form.
    #[error("“{file}” is larger than any form ({} MB), so it was not read. Nothing was recorded", MAX_FORM_BYTES / 1_000_000)]
    TooLarge {
        /// Its name.
        file: String,
    },
    /// It is none of our forms.
    #[error("{0}. Nothing was recorded")]
    NotAForm(String),
    /// It is no request or reply that can be read or written.
    #[error("{0}. Nothing was recorded")]
    File(#[from] RequestFileError),
    /// It is no Word form that can be read.
    #[error("{0}. Nothing was recorded")]
    Word(#[from] WordError),
    /// The interview sheet cannot be made.
    #[error(transparent)]
    Sheet(#[from] RenderError),
    /// The Word form cannot be made.
    #[error(transparent)]
    WordForm(#[from] FormatError),
}

impl FormError {
    /// Returns the stable name of the kind of refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } | Self::TooLarge { .. } => "badDocument",
            Self::NotAForm(_) | Self::File(_) | Self::Word(_) => "badForm",
            Self::Sheet(_) | Self::WordForm(_) => "cannotRender",
        }
    }
}

/// A form that was filled.
#[derive(Debug, Clone)]
pub struct Filled {
    /// In which form it came.
    pub form: Form,
    /// What it says.
    pub reply: Reply,
    /// What could not be read, in sentences.
    pub unread: Vec<String>,
}

/// What dialogs call the file of a form, and how its name ends.
pub fn kind(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Paper => ("PDF", "pdf"),
        Form::Word => ("Word document", "docx"),
        Form::Proviso => ("Proviso request", REQUEST),
    }
}

/// Reads a file, and no more of it than a form can have.
///
/// # Errors
/// It cannot be read, is no plain file, or is too large.
pub fn read_file(path: &Path) -> Result<Vec<u8>, FormError> {
    let file = name_of(path);
    let unreadable = |cause| FormError::Unreadable {
        file: file.clone(),
        cause,
    };
    // Asked before the file is opened: opening a pipe waits for its other end.
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if !about.is_file() {
        let cause = io::Error::new(io::ErrorKind::InvalidInput, "it is no plain file");
        return Err(unreadable(cause));
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_FORM_BYTES + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FORM_BYTES {
        return Err(FormError::TooLarge { file });
    }
    Ok(bytes)
}

/// Returns the name of a file, without its folder.
pub fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

/// Returns what the file of a request is suggested to be called; it does not name the matter.
pub fn request_name(request: &Request, form: Form) -> String {
    let (_, extension) = kind(form);
    safe_name(&format!("Request to {}.{extension}", request.to.name))
}

/// Returns a name that is safe in any folder.
pub fn safe_name(name: &str) -> String {
    let file = DocumentFile {
        name: name.to_owned(),
        bytes: Vec::new(),
    };
    file.safe_name()
}

/// Makes the file of a request.
///
/// # Errors
/// It is larger than a file of that form can be.
pub fn write(request: &Request, form: Form, paper: Sheet) -> Result<Vec<u8>, FormError> {
    Ok(match form {
        Form::Paper => sheet(request, paper.into())?.bytes,
        Form::Word => word_form(request, paper.into())?,
        Form::Proviso => file::write_request(request)?,
    })
}

/// Reads a form that was filled, whichever it is.
///
/// # Errors
/// It is none of our forms, or nothing in it can be read.
pub fn read(bytes: &[u8]) -> Result<Filled, FormError> {
    // A reply is JSON; whatever else it is, the reader of Word files says what it found.
    if bytes.trim_ascii_start().first() == Some(&b'{') {
        let read = file::read_reply(bytes)?;
        return Ok(Filled {
            form: Form::Proviso,
            reply: read.reply,
            unread: read.findings,
        });
    }
    let read = read_word(bytes)?;
    Ok(Filled {
        form: Form::Word,
        reply: read.reply,
        unread: read.findings,
    })
}

/// Reads a request that somebody sent.
///
/// # Errors
/// It is no request.
pub fn read_request(bytes: &[u8]) -> Result<Request, FormError> {
    Ok(file::read_request(bytes)?)
}

/// Makes the file of a reply.
///
/// # Errors
/// It is larger than a reply can be.
pub fn write_reply(reply: &Reply) -> Result<Vec<u8>, FormError> {
    Ok(file::write_reply(reply)?)
}
