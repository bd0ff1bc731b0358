//! A run that is sent back before it is signed, an amendment, and the detached signatures over what was
//! signed.

use proviso_core::pack::{Id, PublicKey};
use proviso_core::report::amendment;
use proviso_store::{NewComment, Signatory};

use super::{Loaded, Session, SessionError};
use crate::wire::{CommentInput, CommentView, DetachedView, SignView, SignatoryView};

/// The longest comment, in characters.
const LONGEST: usize = 2_000;

impl Loaded {
    /// Says which run this one amends, and why; `None` where it amends none.
    pub fn amendment(&self) -> Option<String> {
        let reason = self.run.amends.as_deref()?;
        Some(amendment(self.run.number, reason))
    }
}

impl Session {
    /// Lists what a run was sent back for, oldest first.
    pub(super) fn comments(&self, loaded: &Loaded) -> Result<Vec<CommentView>, SessionError> {
        let comments = self.store.comments(&loaded.run.id)?.into_iter();
        let views = comments.map(|comment| CommentView {
            title: loaded
                .pack
                .item(&comment.item)
                .map_or_else(String::new, |item| item.title.clone()),
            id: comment.id,
            item: comment.item,
            text: comment.text,
            by: comment.by.printed(),
            at: comment.recorded_at.long(),
            resolved: comment
                .resolved
                .map(|(who, at)| format!("{}, by {who}", at.long())),
        });
        Ok(views.collect())
    }

    /// Lists the questions that were sent back and are not resolved, each with who sent it back.
    pub(super) fn sent_back(&self, run: &str) -> Result<Vec<(Id, String)>, SessionError> {
        let open = self.store.comments(run)?.into_iter();
        let open = open.filter(|comment| comment.resolved.is_none());
        Ok(open
            .map(|comment| (comment.item, comment.by.name))
            .collect())
    }

    /// Sends a run back for changes, with what is to change at each question.
    pub fn send_back(
        &mut self,
        run: &str,
        by: &SignatoryView,
        comments: &[CommentInput],
    ) -> Result<SignView, SessionError> {
        let stamp = self.stamp()?;
        let by = Signatory {
            name: by.name.trim().to_owned(),
            role: by.role.trim().to_owned(),
        };
        let fits = |text: &str| !text.is_empty() && text.chars().count() <= LONGEST;
        if !fits(&by.name) || !fits(&by.role) {
            return Err(SessionError::NoSigner);
        }
        if comments.is_empty() || !comments.iter().all(|said| fits(said.text.trim())) {
            return Err(SessionError::NoComment);
        }
        let loaded = self.load(run)?;
        let mut hashes = Vec::with_capacity(comments.len());
        for comment in comments {
            hashes.push(loaded.item(&comment.item)?.text_hash());
        }
        let new: Vec<NewComment<'_>> = comments
            .iter()
            .zip(&hashes)
            .map(|(comment, item_hash)| NewComment {
                item: &comment.item,
                item_hash,
                text: comment.text.trim(),
            })
            .collect();
        self.store.send_back(run, &by, &new, &stamp)?;
        self.sign_view(run)
    }

    /// Records that what a comment asked for is done; returns all comments of the run.
    pub fn resolve_comment(
        &mut self,
        run: &str,
        comment: &str,
    ) -> Result<Vec<CommentView>, SessionError> {
        let stamp = self.stamp()?;
        self.store.resolve_comment(run, comment, &stamp)?;
        self.comments(&self.load(run)?)
    }

    /// Returns what a detached signature over a run's kept PDF covers beside its bytes.
    pub fn signature_comment(&self, run: &str) -> Result<String, SessionError> {
        let signed = self.store.signed(run)?.ok_or(SessionError::NotSigned)?;
        let number = self.store.run(run)?.number;
        Ok(format!(
            "Proviso run {number}, state {}, PDF {}",
            signed.snapshot, signed.pdf
        ))
    }

    pub(super) fn signatures_of(&self, run: &str) -> Result<Vec<DetachedView>, SessionError> {
        let all = self.store.signatures()?.into_iter();
        let own = all.filter(|past| past.signature.run == run);
        Ok(own
            .map(|past| DetachedView {
                file: past.signature.file,
                made: format!("{}, by {}", past.made_at.long(), past.author),
                fingerprint: PublicKey::read(past.signature.key.as_bytes())
                    .map_or(past.signature.fingerprint.0, |key| key.spelled()),
                key: past.signature.key,
            })
            .collect())
    }

    /// Returns the keys that signed a file, by what is on record here.
    pub fn keys_of(
        &self,
        sha256: &proviso_core::canonical::Hash,
    ) -> Result<Vec<PublicKey>, SessionError> {
        let all = self.store.signatures()?.into_iter();
        let own = all.filter(|past| past.signature.sha256 == *sha256);
        Ok(own
            .filter_map(|past| PublicKey::read(past.signature.key.as_bytes()).ok())
            .collect())
    }
}
