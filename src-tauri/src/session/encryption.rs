//! Encryption of the data folder: turned on and off, its passphrase and its recovery code.

use std::sync::Arc;

use proviso_store::{
    ConvertError, Fault, NewLock, RecoveryCode, RestoreError, Secret, Stamp, Watch,
};

use super::{Session, SessionError, backups, clear_opened, random};
use crate::wire::EncryptionView;
use crate::work::Going;

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

impl SessionError {
    /// Whether the data file stands whole in its place and could not be opened there again, so that the
    /// session holds nothing any more.
    pub fn leaves_nothing_open(&self) -> bool {
        matches!(
            self,
            Self::Convert(ConvertError::Reopen(_)) | Self::Restore(RestoreError::Reopen(_))
        )
    }
}

impl Session {
    /// Encrypts the data file. Where that is refused or stopped, the session goes on with the file as it
    /// was; [`SessionError::leaves_nothing_open`] says when it does not go on.
    pub fn encrypt(
        &mut self,
        passphrase: &str,
        code: &RecoveryCode,
        going: &Going,
    ) -> Result<(), SessionError> {
        let lock = NewLock { passphrase, code };
        self.convert(going, |session, stamp, watch| {
            session.store.encrypt(lock, stamp, watch)
        })
    }

    /// Makes the data file plain, likewise.
    pub fn decrypt(&mut self, secret: Secret<'_>, going: &Going) -> Result<(), SessionError> {
        self.convert(going, |session, stamp, watch| {
            session.store.decrypt(secret, stamp, watch)
        })
    }

    fn convert(
        &mut self,
        going: &Going,
        work: impl FnOnce(&mut Self, &Stamp, &Watch) -> Result<(), ConvertError>,
    ) -> Result<(), SessionError> {
        self.finish_backup();
        self.stop_checking();
        // A document that was laid out to be looked at is readable, whatever the data file is.
        clear_opened(&self.folder);
        let stamp = stamp(self);
        let going = Arc::clone(going);
        let watch: Watch = Arc::new(move |step| going(step.percent()));
        let done = work(self, &stamp, &watch);
        match &done {
            Ok(()) => {
                self.backups = backups::Backups::default();
                self.check_beside();
            }
            Err(ConvertError::Reopen(_)) => {}
            Err(_) => self.check_beside(),
        }
        Ok(done?)
    }

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

    fn record_keys(&mut self, what: &str) -> Result<(), Fault> {
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
