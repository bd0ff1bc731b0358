//! Encryption of the data folder, and the lock of the window.

use proviso_store::{RecoveryCode, Secret};
use tauri::State;

use super::{Done, with};
use crate::session::{Session, SessionError, can_be_read, draw_code, rescue, with_way_back};
use crate::window::Desk;
use crate::wire::{EncryptionView, LockView};
use crate::work::{Going, WorkKind};

/// Says how the lock stands, and takes down whether somebody was there since the last call.
#[tauri::command(async)]
pub fn rest(desk: State<'_, Desk>, active: bool) -> Done<LockView> {
    if active {
        desk.lock.stir();
    }
    // While something else goes on, nothing is asked of the data: the next call comes soon.
    let mut session = desk.session.try_lock().ok();
    let session = session.as_mut().and_then(|guard| guard.as_mut());
    Ok(LockView {
        is_locked: desk.lock.is_locked(),
        is_due: desk.lock.is_due(),
        warning: session.and_then(Session::warning),
    })
}

/// Closes the data until they are unlocked; what is typed has been kept before.
#[tauri::command(async)]
pub fn lock(desk: State<'_, Desk>) -> Done<()> {
    Ok(desk.close_and_lock()?)
}

/// Opens the data with the passphrase, or with the recovery code.
#[tauri::command(async)]
pub fn unlock(desk: State<'_, Desk>, passphrase: Option<&str>, code: Option<&str>) -> Done<()> {
    enter(&desk, passphrase, code, |secret| {
        open(&desk, secret)
            .map_err(|refusal| with_way_back(desk.lock.folder(), refusal, Some(secret)))
    })
}

/// Goes back to the last good backup in a locked data folder whose file is broken, and opens that. The
/// broken file is kept among the backups. A folder that opens is opened, and nothing else is done.
#[tauri::command(async)]
pub fn rescue_data(
    desk: State<'_, Desk>,
    passphrase: Option<&str>,
    code: Option<&str>,
) -> Done<()> {
    let folder = desk.lock.folder();
    enter(&desk, passphrase, code, |secret| {
        let refusal = match open(&desk, secret) {
            Ok(session) => return Ok(session),
            Err(refusal) => with_way_back(folder, refusal, Some(secret)),
        };
        let SessionError::Broken { backup, .. } = &refusal else {
            return Err(refusal);
        };
        rescue(folder, backup, Some(secret))?;
        open(&desk, secret)
    })
}

/// Opens the locked data folder, to be read alone where it cannot be written.
fn open(desk: &Desk, secret: Secret<'_>) -> Result<Session, SessionError> {
    let folder = desk.lock.folder();
    match Session::unlock(folder, desk.lock.clock(), secret) {
        Err(refusal) if can_be_read(folder, &refusal) => {
            Session::read(folder, desk.lock.clock(), Some(secret))
        }
        opened => opened,
    }
}

/// Unlocks the window with what `opens` finds behind the passphrase or the recovery code.
fn enter(
    desk: &Desk,
    passphrase: Option<&str>,
    code: Option<&str>,
    opens: impl FnOnce(Secret<'_>) -> Result<Session, SessionError>,
) -> Done<()> {
    let mut guard = desk.session.lock().map_err(|_| SessionError::Poisoned)?;
    if guard.is_some() {
        return Ok(());
    }
    let mut session = match code {
        None => opens(Secret::Passphrase(passphrase.unwrap_or_default()))?,
        Some(typed) => {
            let code = RecoveryCode::parse(typed).map_err(SessionError::from)?;
            opens(Secret::Code(&code))?
        }
    };
    session.check_beside();
    desk.lock.open(session.idle_minutes(), code.is_some());
    *guard = Some(session);
    Ok(())
}

/// How the data folder is kept.
#[tauri::command(async)]
pub fn encryption(desk: State<'_, Desk>) -> Done<EncryptionView> {
    let view = with(&desk, |session| session.encryption())?;
    Ok(EncryptionView {
        needs_passphrase: desk.lock.is_recovered(),
        ..view
    })
}

/// Draws a recovery code and returns its groups; it counts once its last group was typed.
#[tauri::command(async)]
pub fn draw_recovery_code(desk: State<'_, Desk>) -> Done<Vec<String>> {
    with(&desk, |_| {
        let code = draw_code();
        let groups = code.groups();
        desk.lock.draw(code);
        Ok(groups)
    })
}

/// Encrypts the data file with a passphrase and the recovery code that was drawn. A code that was written
/// down stays good where this is refused or stopped.
#[tauri::command(async)]
pub fn encrypt(desk: State<'_, Desk>, passphrase: &str, last_group: &str) -> Done<EncryptionView> {
    convert(&desk, |session, going| {
        if passphrase.chars().count() < proviso_store::MIN_PASSPHRASE {
            return Err(proviso_store::KeyError::TooShort.into());
        }
        let code = desk.lock.take_drawn(last_group);
        let code = code.ok_or(SessionError::CodeNotTyped)?;
        let done = session.encrypt(passphrase, &code, going);
        if done.is_err() {
            desk.lock.draw(code);
        }
        done
    })
}

/// Makes the data file plain.
#[tauri::command(async)]
pub fn decrypt(desk: State<'_, Desk>, passphrase: &str) -> Done<EncryptionView> {
    convert(&desk, |session, going| {
        session.decrypt(Secret::Passphrase(passphrase), going)
    })
}

/// Converts the data file, which is watched and can be stopped as [`WorkKind::Conversion`].
fn convert(
    desk: &Desk,
    work: impl FnOnce(&mut Session, &Going) -> Result<(), SessionError>,
) -> Done<EncryptionView> {
    with(desk, |session| {
        // Begun once the session is there: who asks twice does not stop the first.
        let begun = desk.works.begin(WorkKind::Conversion);
        work(session, &begun.going())?;
        desk.lock.open(session.idle_minutes(), false);
        session.encryption()
    })
}

/// Makes an encrypted copy of each plain backup, beside it.
#[tauri::command(async)]
pub fn encrypt_backups(desk: State<'_, Desk>) -> Done<EncryptionView> {
    with(&desk, |session| session.encrypt_copies())
}

/// Removes the plain backups of which there are encrypted ones.
#[tauri::command(async)]
pub fn remove_plain_backups(desk: State<'_, Desk>) -> Done<EncryptionView> {
    with(&desk, |session| session.remove_plain_copies())
}

/// Sets another passphrase. The old one is given, unless the recovery code has just opened the data.
#[tauri::command(async)]
pub fn set_passphrase(desk: State<'_, Desk>, current: Option<&str>, passphrase: &str) -> Done<()> {
    with(&desk, |session| {
        let current = match current {
            None if desk.lock.is_recovered() => None,
            given => Some(Secret::Passphrase(given.unwrap_or_default())),
        };
        session.set_passphrase(current, passphrase)?;
        desk.lock.settle();
        Ok(())
    })
}

/// Puts the recovery code that was drawn in the place of the old one.
#[tauri::command(async)]
pub fn set_recovery_code(desk: State<'_, Desk>, last_group: &str) -> Done<()> {
    with(&desk, |session| {
        let code = desk.lock.take_drawn(last_group);
        session.set_recovery_code(&code.ok_or(SessionError::CodeNotTyped)?)
    })
}
