//! What a command says where the record of the data file does not hold, and the command that goes back.

use std::io::Write as _;
use std::path::Path;

use proviso_store::BrokenLink;

use super::Refusal;
use super::unlock::is_locked;
use crate::session::Session;

/// Says it on standard error before a command reads from such a file: what it prints may not be what was
/// recorded.
pub fn warn(session: &Session) -> Result<(), Refusal> {
    let broken = session.verify()?;
    if let Some(found) = said(&broken) {
        // Nothing can be said where standard error itself is gone.
        drop(writeln!(
            std::io::stderr(),
            "proviso: the record in {} does not hold: {found}. What is printed is what stands there now. {}",
            session.folder().display(),
            way_back(session)
        ));
    }
    Ok(())
}

/// Names the first broken link, and says how many there are besides; `None` where everything holds.
pub fn said(broken: &[BrokenLink]) -> Option<String> {
    let first = broken.first()?;
    Some(match broken.len() {
        1 => first.to_string(),
        2 => format!("{first}; one more place does not hold"),
        many => format!("{first}; {} more places do not hold", many - 1),
    })
}

/// Says what can be done: go back to the last good backup, with the command for that.
pub fn way_back(session: &Session) -> String {
    match session.last_good_backup() {
        Some(backup) => format!(
            "The file can be read and not changed. Restore the last good backup; the file as it stands is \
             kept among the backups: {}",
            restore_command(session.folder(), &backup.path)
        ),
        None => String::from(
            "The file can be read and not changed. No backup in the backup folder holds: keep the data \
             folder as it is, and restore a backup that is kept elsewhere with “proviso restore FILE”",
        ),
    }
}

/// Writes out the command that goes back to a backup.
pub fn restore_command(folder: &Path, backup: &Path) -> String {
    let secret = match is_locked(folder) {
        true => " --passphrase-file FILE",
        false => "",
    };
    format!(
        "proviso --data \"{}\" restore \"{}\"{secret}",
        folder.display(),
        backup.display()
    )
}
