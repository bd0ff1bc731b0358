//! A data file that cannot be opened, and the way back from it: the last good backup.

use std::path::Path;

use proviso_store::{Backup, Fault, FaultKind, OpenError, PackError, RecoveryCode, Secret, Stamp};

use super::SessionError;
use crate::clock::{Clock as _, SystemClock};

/// Whether a data folder was refused because its file is broken or gone, so that a backup helps.
pub fn is_broken(refusal: &SessionError) -> bool {
    matches!(
        refusal,
        SessionError::Broken { .. }
            | SessionError::Open(
                OpenError::Damaged { .. }
                    | OpenError::NotADatabase { .. }
                    | OpenError::OtherKey { .. }
                    | OpenError::FileMissing { .. }
            )
            | SessionError::Fault(Fault {
                kind: FaultKind::Damaged(_),
                ..
            })
            | SessionError::Install(PackError::Fault(Fault {
                kind: FaultKind::Damaged(_),
                ..
            }))
    )
}

/// Returns the last good backup of a data folder that was refused because its file is broken.
pub fn way_back(folder: &Path, refusal: &SessionError) -> Option<Backup> {
    is_broken(refusal)
        .then(|| proviso_store::backup::last_good_of(folder, None))
        .flatten()
}

/// Names the last good backup in why a data folder was not opened, where its file is broken.
pub fn with_way_back(
    folder: &Path,
    refusal: SessionError,
    secret: Option<Secret<'_>>,
) -> SessionError {
    let last = is_broken(&refusal)
        .then(|| proviso_store::backup::last_good_of(folder, secret))
        .flatten();
    match last {
        None => refusal,
        Some(backup) => SessionError::Broken {
            why: Box::new(refusal),
            at: backup.at.long(),
            backup: backup.path,
        },
    }
}

/// Goes back to a backup in a data folder whose file cannot be opened; returns the name under which
/// the file is kept among the backups.
pub fn rescue(
    folder: &Path,
    file: &Path,
    secret: Option<Secret<'_>>,
) -> Result<String, SessionError> {
    let stamp = Stamp {
        author: String::from("Proviso"),
        at: SystemClock.now(),
    };
    let mut sixteen = || *uuid::Uuid::new_v4().as_bytes();
    let kept = proviso_store::backup::rescue(folder, file, secret, &mut sixteen, &stamp)?;
    Ok(kept.name)
}

/// Reads what was typed as a recovery code where it is one, else as a passphrase.
pub fn opening<T>(words: Option<&str>, work: impl FnOnce(Option<Secret<'_>>) -> T) -> T {
    let Some(words) = words else {
        return work(None);
    };
    match RecoveryCode::parse(words) {
        Ok(code) => work(Some(Secret::Code(&code))),
        Err(_) => work(Some(Secret::Passphrase(words))),
    }
}
