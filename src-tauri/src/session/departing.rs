//! What leaves the program: on its way until its copy is on record, and what was on its way when the
//! program ended.

use std::path::Path;

use proviso_core::canonical::{Hash, sha256};
use proviso_core::request::{Form, Request};
use proviso_store::{Departing, DetachedSignature, ExportedCopy, NamedFile, Sending};

use super::{Session, SessionError};
use crate::detach::{Detached, beside};
use crate::export::{Ended, Stage, settle};

/// Signs the entry of an export where no name was given in settings: a copy is on record whoever
/// wrote it.
const NOBODY: &str = "name not given";

/// The form in which a request is put together.
pub(super) const REQUEST_FORM: &str = "request";

impl Session {
    /// Returns a copy that leaves as a file.
    pub fn departing(&self, path: &Path, copy: ExportedCopy) -> Result<Departing, SessionError> {
        let given = self.settings()?.author;
        let at = self.clock.now();
        Ok(Departing {
            files: vec![named(path, &copy.sha256)],
            process: std::process::id(),
            copy,
            signature: None,
            request: None,
            author: match given.trim() {
                "" => NOBODY.to_owned(),
                _ => given,
            },
            unix_millis: at.unix_millis,
            utc_offset_minutes: at.offset_minutes,
        })
    }

    /// Returns the kept PDF of a signed run, as it leaves.
    pub fn signed_departing(
        &self,
        run: &str,
        path: &Path,
        bytes: &[u8],
    ) -> Result<Departing, SessionError> {
        self.departing(path, self.signed_copy(run, path, bytes)?)
    }

    /// Returns the kept PDF of a signed run, as it leaves with a signature beside it.
    pub fn signature_departing(
        &self,
        run: &str,
        path: &Path,
        bytes: &[u8],
        detached: &Detached,
    ) -> Result<Departing, SessionError> {
        let pdf = self.store.signed(run)?.ok_or(SessionError::NotSigned)?.pdf;
        let mut departing = self.signed_departing(run, path, bytes)?;
        let text = sha256(detached.text.as_bytes());
        departing.files.push(named(&beside(path), &text));
        departing.signature = Some(DetachedSignature {
            run: run.to_owned(),
            file: departing.copy.file.clone(),
            sha256: pdf,
            key: detached.key.line().to_owned(),
            fingerprint: detached.key.fingerprint().clone(),
        });
        Ok(departing)
    }

    /// Returns a request that goes out for the first time; it goes on record with its file.
    pub fn request_departing(
        &self,
        request: &Request,
        form: Form,
        (path, bytes): (&Path, &[u8]),
    ) -> Result<Departing, SessionError> {
        // A request is somebody's.
        let author = self.stamp()?.author;
        let copy = self.request_copy(request, form, (path, bytes))?;
        let says = request.clone();
        Ok(Departing {
            author,
            request: Some(Sending { says, form }),
            ..self.departing(path, copy)?
        })
    }

    /// Puts what leaves on record: on its way while its files are whole and have no name, and left once
    /// they have; not where the folder is open to be read alone.
    pub fn on_record(&mut self, stage: Stage, departing: &Departing) -> Result<(), SessionError> {
        if self.store.only_reads() {
            return Ok(());
        }
        match stage {
            Stage::Whole => self.on_its_way(departing),
            Stage::Named => self.record_departure(departing),
        }
    }

    fn on_its_way(&mut self, departing: &Departing) -> Result<(), SessionError> {
        // No text stands for a path that is none: a file there leaves without this.
        let is_text = |file: &NamedFile| file.path.to_str().is_some();
        match departing.files.iter().all(is_text) {
            true => Ok(self.store.begin_departure(departing)?),
            false => Ok(()),
        }
    }

    fn record_departure(&mut self, departing: &Departing) -> Result<(), SessionError> {
        let (copy, stamp) = (&departing.copy, departing.stamp());
        if let Some(Sending { says, form }) = &departing.request {
            self.store
                .record_request(says, *form, copy, Some(REQUEST_FORM), &stamp)?;
        } else if let Some(signature) = &departing.signature {
            self.store.record_signature(copy, signature, &stamp)?;
        } else {
            self.store.record_export(copy, &stamp)?;
        }
        Ok(())
    }

    /// Puts on record what had left when the program ended in the middle, and lets go of what had not;
    /// what it did is said with the warnings of the folder.
    pub(super) fn settle_departures(&mut self) {
        self.settled.clear();
        if self.store.only_reads() {
            return;
        }
        // What stops this stops the next change as well, which says so; it is settled at the next opening.
        for mut departing in self.store.departing().unwrap_or_default() {
            let named = match settle(&departing) {
                Ended::OutOfReach => continue,
                Ended::NotNamed => {
                    drop(self.store.drop_departure(&departing));
                    continue;
                }
                Ended::Named(files) => files,
            };
            if named < departing.files.len() {
                departing.signature = None;
            }
            if self.record_departure(&departing).is_ok() {
                self.settled.push(settled_in_words(&departing));
            }
        }
    }
}

fn settled_in_words(departing: &Departing) -> String {
    let file = &departing.copy.file;
    let what = match departing.signature {
        Some(_) => format!("{file} and the signature beside it were"),
        None => format!("{file} was"),
    };
    format!(
        "Proviso ended on {}, before {what} on record. The file was found whole, and is on record now.",
        departing.stamp().at.long()
    )
}

/// Returns a file by its whole path: the program may stand elsewhere when it is looked for.
fn named(path: &Path, sha256: &Hash) -> NamedFile {
    NamedFile {
        path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
        sha256: sha256.clone(),
    }
}
