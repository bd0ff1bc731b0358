//! Encryption of the data folder: turned on and off, its passphrase and its recovery code.

use proviso_store::{NewLock, OpenOptions, RecoveryCode, Secret, Stamp};

use super::{Session, SessionError, random};
use crate::clock::Clock;
use crate::wire::EncryptionView;

/// A session that was closed so that its data file could be converted, opened again.
#[derive(Debug)]
pub struct Converted {
    /// The session; an error where it did not open again.
    pub session: Result<Session, SessionError>,
    /// How the conversion went.
    pub done: Result<(), SessionError>,
}

/// Draws a recovery code.
pub fn draw_code() -> RecoveryCode {
    RecoveryCode::new(&mut random)
}

/// Returns who converts the file, by the name in settings where one was given.
fn stamp(session: &Session) -> Stamp {
    let named = session.settings().map(|settings| settings.author);
    let author = named.ok().filter(|author| !author.trim().is_empty());
    Stamp {
        author: author.unwrap_or_else(|| String::from("Proviso")),
        at: session.clock.now(),
    }
}

/// Encrypts the data file of an open session.
pub fn encrypt(
    session: Session,
    clock: impl Fn() -> Box<dyn Clock>,
    passphrase: &str,
    code: &RecoveryCode,
) -> Converted {
    let stamp = stamp(&session);
    let folder = session.folder.clone();
    // Closed: the data file takes another form under its name.
    drop(session);
    let lock = NewLock { passphrase, code };
    let done = proviso_store::encrypt(
        &folder,
        options(clock().as_ref()),
        lock,
        &stamp,
        &mut |_| (),
    );
    let session = match &done {
        Ok(()) => Session::unlock(&folder, clock(), Secret::Passphrase(passphrase)),
        Err(_) => Session::open(&folder, clock()),
    };
    Converted {
        session,
        done: done.map_err(SessionError::from),
    }
}

/// Makes the data file of an open session plain.
pub fn decrypt(
    session: Session,
    clock: impl Fn() -> Box<dyn Clock>,
    secret: Secret<'_>,
) -> Converted {
    if let Err(refusal) = session.store.opens_with(secret) {
        return Converted {
            session: Ok(session),
            done: Err(refusal.into()),
        };
    }
    let stamp = stamp(&session);
    let folder = session.folder.clone();
    drop(session);
    let done = proviso_store::decrypt(
        &folder,
        options(clock().as_ref()),
        secret,
        &stamp,
        &mut |_| (),
    );
    Converted {
        session: Session::unlock(&folder, clock(), secret),
        done: done.map_err(SessionError::from),
    }
}

fn options(clock: &dyn Clock) -> OpenOptions {
    OpenOptions {
        now: clock.now(),
        entropy: Box::new(random),
    }
}

impl Session {
    /// Returns how the data folder is kept.
    pub fn encryption(&self) -> Result<EncryptionView, SessionError> {
        let plain = self.store.plain_copies()?;
        Ok(EncryptionView {
            is_encrypted: self.store.is_encrypted(),
            plain_copies: plain.len(),
            plain_copies_replaced: plain.iter().filter(|copy| copy.has_encrypted).count(),
            needs_passphrase: false,
        })
    }

    /// Returns whether the data file is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.store.is_encrypted()
    }

    /// Sets another passphrase; `current` is what opened the data until now, none where the recovery
    /// code has just done so.
    pub fn set_passphrase(
        &mut self,
        current: Option<Secret<'_>>,
        passphrase: &str,
    ) -> Result<(), SessionError> {
        if let Some(current) = current {
            self.store.opens_with(current)?;
        }
        self.store.set_passphrase(passphrase)?;
        Ok(self.record_keys("passphrase")?)
    }

    /// Sets another recovery code.
    pub fn set_recovery_code(&mut self, code: &RecoveryCode) -> Result<(), SessionError> {
        self.store.set_recovery_code(code)?;
        Ok(self.record_keys("recovery code")?)
    }

    fn record_keys(&mut self, what: &str) -> Result<(), proviso_store::Fault> {
        let stamp = stamp(self);
        self.store.record_keys_changed(what, &stamp)
    }

    /// Makes an encrypted copy of each plain one.
    pub fn encrypt_copies(&self) -> Result<EncryptionView, SessionError> {
        self.store.encrypt_copies()?;
        self.encryption()
    }

    /// Removes the plain copies of which there are encrypted ones.
    pub fn remove_plain_copies(&self) -> Result<EncryptionView, SessionError> {
        self.store.remove_plain_copies()?;
        self.encryption()
    }
}
