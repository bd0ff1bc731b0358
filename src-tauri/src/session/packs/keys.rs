//! Keys that packs may be signed with: the publisher's, and those that counsel trusts.

use proviso_core::date::Date;
use proviso_core::pack::PublicKey;
use serde::{Deserialize, Serialize};

use super::super::{Session, SessionError};
use crate::wire::TrustedKey;

const TRUSTED_KEYS: &str = "trustedKeys";

/// A key that counsel trusts, as kept in the settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptKey {
    key: String,
    since: Date,
    by: String,
}

impl Session {
    /// Lists the keys whose packs are taken: the publisher's first.
    pub fn trusted_keys(&self) -> Result<Vec<TrustedKey>, SessionError> {
        let of_program = self.publisher.iter().map(|key| TrustedKey {
            key_id: key.id().to_owned(),
            fingerprint: key.spelled(),
            since: None,
            by: None,
        });
        let kept = self.kept_keys()?.into_iter().filter_map(|kept| {
            let key = PublicKey::read(kept.key.as_bytes()).ok()?;
            Some(TrustedKey {
                key_id: key.id().to_owned(),
                fingerprint: key.spelled(),
                since: Some(kept.since.long()),
                by: Some(kept.by).filter(|by| !by.is_empty()),
            })
        });
        Ok(of_program.into_iter().chain(kept).collect())
    }

    /// Takes the trust in a key away. Packs that were taken with it stay, and say so.
    pub fn distrust_key(&mut self, fingerprint: &str) -> Result<Vec<TrustedKey>, SessionError> {
        let mut kept = self.kept_keys()?;
        kept.retain(|kept| {
            PublicKey::read(kept.key.as_bytes()).is_ok_and(|key| !key.is_called(fingerprint))
        });
        self.keep_keys(&kept)?;
        self.trusted_keys()
    }

    pub(super) fn keep_key(&mut self, key: &PublicKey) -> Result<(), SessionError> {
        if self.trusts(key)? {
            return Ok(());
        }
        let mut kept = self.kept_keys()?;
        kept.push(KeptKey {
            key: key.line().to_owned(),
            since: self.today(),
            by: self.settings()?.author.trim().to_owned(),
        });
        self.keep_keys(&kept)
    }

    pub(super) fn trusts(&self, key: &PublicKey) -> Result<bool, SessionError> {
        Ok(self.taken_keys()?.contains(key))
    }

    /// Returns the keys whose packs are taken.
    pub(super) fn taken_keys(&self) -> Result<Vec<PublicKey>, SessionError> {
        let kept = self.kept_keys()?;
        let kept = kept
            .iter()
            .filter_map(|kept| PublicKey::read(kept.key.as_bytes()).ok());
        Ok(self.publisher.iter().cloned().chain(kept).collect())
    }

    fn kept_keys(&self) -> Result<Vec<KeptKey>, SessionError> {
        let value = self.store.setting(TRUSTED_KEYS)?;
        // What cannot be read is not trusted.
        Ok(value
            .and_then(|value| serde_json::from_value(value).ok())
            .unwrap_or_default())
    }

    fn keep_keys(&mut self, keys: &[KeptKey]) -> Result<(), SessionError> {
        let value = serde_json::to_value(keys).unwrap_or_default();
        let stamp = self.stamp_or_program()?;
        Ok(self.store.record_setting(TRUSTED_KEYS, &value, &stamp)?)
    }
}
