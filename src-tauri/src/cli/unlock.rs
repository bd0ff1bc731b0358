//! Opening the data folder for a command: with its passphrase or its recovery code where it is
//! encrypted.

use std::path::{Path, PathBuf};

use proviso_store::backup::newest_of;
use proviso_store::{KEY_FILE, OpenError, RecoveryCode, Secret};
use zeroize::Zeroizing;

use super::unsound::restore_command;
use super::{Refusal, passphrase};
use crate::clock::SystemClock;
use crate::session::{Session, SessionError, can_be_read, is_broken, with_way_back};

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

    /// Returns it as it was given.
    pub fn words(&self) -> String {
        self.0.to_string()
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
        // Its backups open with what it was encrypted with.
        Err(refusal) if is_broken(&refusal) && is_locked(folder) && file.is_some() => {
            let given = Given::of(file)?;
            Err(given
                .with(|secret| with_way_back(folder, refusal, Some(secret)))
                .into())
        }
        Err(refusal) => Err(with_way_back(folder, refusal, None).into()),
        Ok(session) => Ok((session, None)),
    }
}

/// Whether a data folder is encrypted, even where its file is gone.
pub fn is_locked(folder: &Path) -> bool {
    folder.join(KEY_FILE).is_file()
}

/// Names the backup to go back to, and the command that does, where the data file is broken or gone.
pub fn with_command(folder: &Path, refusal: Refusal) -> Refusal {
    let Refusal::Session(refusal) = refusal else {
        return refusal;
    };
    let command = |backup: &Path| restore_command(folder, backup);
    if let SessionError::Broken { backup, .. } = &refusal {
        return Refusal::Said(format!("{refusal}: {}", command(backup)));
    }
    let newest = match is_broken(&refusal) && is_locked(folder) {
        true => newest_of(folder),
        false => None,
    };
    match newest {
        None => refusal.into(),
        Some(backup) => Refusal::Said(format!(
            "{refusal}. The newest backup was made {}, UTC: {}. It opens with the passphrase or the \
             recovery code of its day in a FILE, and is then looked at before it takes the place: {}",
            backup.at.long(),
            backup.path.display(),
            command(&backup.path)
        )),
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
