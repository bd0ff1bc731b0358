//! Encryption of the data folder, and the lock of the window.

use serde::Serialize;

/// How the data folder is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EncryptionView {
    /// Whether the data file is encrypted.
    pub is_encrypted: bool,
    /// Backups that anybody can read who has them.
    pub plain_copies: usize,
    /// How many of them have an encrypted one beside them.
    pub plain_copies_replaced: usize,
    /// Whether the recovery code has opened the data, and a new passphrase is to be set.
    pub needs_passphrase: bool,
}

/// How the lock of the window stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "e2e", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LockView {
    /// Whether it is locked.
    pub is_locked: bool,
    /// Whether it is to be locked, once what is being typed was kept.
    pub is_due: bool,
    /// What is wrong beside the work: a backup on the schedule that failed, the clock, the data folder.
    pub warning: Option<String>,
}
