//! Opening the data folder for a command: with its passphrase or its recovery code where it is
//! encrypted.

use std::path::{Path, PathBuf};

use proviso_store::{OpenError, RecoveryCode, Secret};
use zeroize::Zeroizing;

use super::{Refusal, passphrase};
use crate::clock::SystemClock;
use crate::session::{Session, SessionError, can_be_read, with_way_back};

/// What was given to open an encrypted folder with.
pub struct Given(Zeroizing<String>);

impl Given {
    /// Reads it from a file, or asks for it on the terminal.
    pub fn of(file: Option<&PathBuf>) -> Result<Self, Refusal> {
        let text = match file {
            Some(file) => passphrase::from_file(file)?,
            None => passphrase::asked("Passphrase or recovery code of the data folder: ")?,
        };
        Ok(Self(Zeroizing::new(text)))
    }

    /// Gives it to `work` as what it is: what reads as a recovery code is one.
    pub fn with<T>(&self, work: impl FnOnce(Secret<'_>) -> T) -> T {
        match RecoveryCode::parse(&self.0) {
            Ok(code) => work(Secret::Code(&code)),
            Err(_) => work(Secret::Passphrase(&self.0)),
        }
    }
}

/// Opens the folder, to be read alone where it cannot be written, and returns what it was opened with
/// where it is encrypted.
pub fn session(folder: &Path, file: Option<&PathBuf>) -> Result<(Session, Option<Given>), Refusal> {
    let opened = Session::open(folder, Box::new(SystemClock));
    if opened
        .as_ref()
        .is_err_and(|refusal| can_be_read(folder, refusal))
    {
        return to_read(folder, file);
    }
    match opened {
        Err(SessionError::Open(OpenError::Locked { .. })) => {
            let given = Given::of(file)?;
            let clock = Box::new(SystemClock);
            let session = given.with(|secret| {
                Session::unlock(folder, clock, secret)
                    .map_err(|refusal| with_way_back(folder, refusal, Some(secret)))
            })?;
            Ok((session, Some(given)))
        }
        Err(refusal) => Err(with_way_back(folder, refusal, None).into()),
        Ok(session) => Ok((session, None)),
    }
}

fn to_read(folder: &Path, file: Option<&PathBuf>) -> Result<(Session, Option<Given>), Refusal> {
    match Session::read(folder, Box::new(SystemClock), None) {
        Err(SessionError::Open(OpenError::Locked { .. })) => {
            let given = Given::of(file)?;
            let clock = Box::new(SystemClock);
            let session = given.with(|secret| Session::read(folder, clock, Some(secret)))?;
            Ok((session, Some(given)))
        }
        opened => Ok((opened?, None)),
    }
}
