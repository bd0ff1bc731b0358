//! Signing a run: what pre-flight finds, who reviewed and who signs, and what is frozen with it.

use std::path::Path;

use proviso_core::canonical::canonical;
use proviso_core::report::{Signed, Wanted};
use proviso_store::{ExportedCopy, Frozen, Signatory, Signing};
use serde_json::json;

use super::{Asked, Format, Loaded, Session, SessionError, produce_watched};
use crate::wire::{SignAsked, SignView, SignatoryView, SignedView};

/// What a signer states, unless they change it.
const STATEMENT: &str =
    "To my knowledge, on the bases stated, as of this date; not a certification.";

/// The longest name, role and statement, in characters.
const LONGEST: usize = 2_000;

impl Session {
    /// Says what stands before a run is signed, or who signed it.
    pub fn sign_view(&self, run: &str) -> Result<SignView, SessionError> {
        let loaded = self.load_as_signed(run)?;
        let copy = self.copy(&loaded, counsel(None))?;
        let findings = match loaded.signed {
            Some(_) => Vec::new(),
            None => self.preflight(&loaded, &copy)?,
        };
        let closed = loaded.run.closed();
        Ok(SignView {
            findings,
            statement: STATEMENT.to_owned(),
            name: self.settings()?.author,
            today: self.today().long(),
            refusal: match (closed, self.store.signed(run)?) {
                (Some(why), None) => Some(format!("Run {} {why}.", loaded.run.number)),
                _ => None,
            },
            signed: self.signed_view(run)?,
            comments: self.comments(&loaded)?,
            amends: loaded.amendment(),
        })
    }

    /// Freezes a run as it stands: its state, its counsel's file as PDF, and the end of the log of
    /// actions. Tells how far the PDF is in percent; where `going` answers that it is not to go on,
    /// nothing is signed.
    pub fn sign_run(
        &mut self,
        run: &str,
        asked: &SignAsked,
        going: &dyn Fn(u8) -> bool,
    ) -> Result<SignView, SessionError> {
        let stamp = self.stamp()?;
        let signing = self.signing(asked)?;
        let (revision, action) = self.store.ends(run)?;
        let mut loaded = self.load(run)?;
        loaded.signed = Some(signed(&signing));
        let snapshot = self.snapshot(&loaded, &signing, &revision, action.as_deref())?;
        let copy = self.copy(&loaded, counsel(signing.legend.clone()))?;
        let material = self.material(loaded, copy)?;
        let pdf = produce_watched(&material, going)?;
        let frozen = Frozen {
            snapshot: &snapshot,
            pdf: &pdf.bytes,
            heads: (&revision, action.as_deref()),
        };
        self.store.sign(run, &signing, &frozen, &stamp)?;
        self.sign_view(run)
    }

    /// Returns the PDF that was kept when a run was signed, and a name for it.
    pub fn signed_pdf(&self, run: &str) -> Result<(String, Vec<u8>), SessionError> {
        let loaded = self.load_as_signed(run)?;
        let kept = self.store.signed_pdf(run)?.ok_or(SessionError::NotSigned)?;
        let copy = self.copy(&loaded, counsel(None))?;
        let name = self.material(loaded, copy)?.file_name();
        Ok((format!("Signed {name}"), kept))
    }

    /// Returns what is kept of the kept PDF as a file.
    pub(super) fn signed_copy(
        &self,
        run: &str,
        path: &Path,
        bytes: &[u8],
    ) -> Result<ExportedCopy, SessionError> {
        let loaded = self.load_as_signed(run)?;
        let signing = self.store.signed(run)?.and_then(|read| read.signing);
        let legend = signing.and_then(|signing| signing.legend);
        let copy = self.copy(&loaded, counsel(legend))?;
        let material = self.material(loaded, copy)?;
        Ok(material.on_record(path, bytes))
    }

    /// Loads a run as a report of it shows it: a signed one with the actions as they stood.
    pub fn load_as_signed(&self, run: &str) -> Result<Loaded, SessionError> {
        let mut loaded = self.load(run)?;
        if loaded.signed.is_some() {
            loaded.actions = self.store.actions_as_signed(run)?;
        }
        Ok(loaded)
    }

    /// Returns who signed a run, as a report prints it.
    pub(super) fn signed_by(&self, run: &str) -> Result<Option<Signed>, SessionError> {
        let read = self.store.signed(run)?;
        let Some(signing) = read.and_then(|read| read.signing) else {
            return Ok(None);
        };
        let lost = self.store.expunged_since_signed(run)?;
        Ok(Some(Signed {
            expunged: lost.first().map(|last| last.at.local_date()),
            ..signed(&signing)
        }))
    }

    fn signed_view(&self, run: &str) -> Result<Option<SignedView>, SessionError> {
        let Some(read) = self.store.signed(run)? else {
            return Ok(None);
        };
        let view = |who: &Signatory| SignatoryView {
            name: who.name.clone(),
            role: who.role.clone(),
        };
        let signing = read.signing.as_ref();
        let at = read.recorded_at;
        Ok(Some(SignedView {
            reviewer: signing.and_then(|signing| signing.reviewer.as_ref().map(view)),
            signer: signing.map(|signing| view(&signing.signer)),
            statement: signing.map(|signing| signing.statement.clone()),
            legend: signing.and_then(|signing| signing.legend.clone()),
            at: at.long(),
            author: read.author,
            snapshot: read.snapshot.0,
            pdf: read.pdf.0,
            actions_since: read.actions_since,
            lost: self.lost_since_signed(run)?,
            signatures: self.signatures_of(run)?,
        }))
    }

    fn signing(&self, asked: &SignAsked) -> Result<Signing, SessionError> {
        let who = |who: &SignatoryView| Signatory {
            name: who.name.trim().to_owned(),
            role: who.role.trim().to_owned(),
        };
        let whole = |who: &Signatory| {
            [&who.name, &who.role]
                .iter()
                .all(|text| !text.is_empty() && text.chars().count() <= LONGEST)
        };
        let signer = who(&asked.signer);
        let reviewer = asked
            .reviewer
            .as_ref()
            .map(who)
            .filter(|who| !(who.name.is_empty() && who.role.is_empty()));
        let statement = asked.statement.trim().to_owned();
        if !whole(&signer) || reviewer.as_ref().is_some_and(|who| !whole(who)) {
            return Err(SessionError::NoSigner);
        }
        if statement.is_empty() || statement.chars().count() > LONGEST {
            return Err(SessionError::NoStatement);
        }
        let legend = asked.legend.as_deref().map(str::trim);
        Ok(Signing {
            reviewer,
            signer,
            statement,
            on: self.today(),
            legend: legend
                .filter(|legend| !legend.is_empty())
                .map(str::to_owned),
        })
    }

    /// Writes the state as it is signed: one text, the same for the same state.
    fn snapshot(
        &self,
        loaded: &Loaded,
        signing: &Signing,
        revision: &str,
        action: Option<&str>,
    ) -> Result<String, SessionError> {
        let evidence: Vec<_> = loaded
            .evidence
            .iter()
            .flat_map(|(item, links)| {
                links.iter().map(move |link| {
                    json!({ "item": item, "link": link.id, "evidence": link.evidence,
                            "addedBy": link.added_by, "addedOn": link.added_on })
                })
            })
            .collect();
        let state = json!({
            "format": 1,
            "assessment": loaded.assessment.id,
            "details": loaded.assessment.details,
            "run": loaded.run.id,
            "number": loaded.run.number,
            "asOf": loaded.run.as_of,
            "pack": {
                "id": loaded.run.pack.id,
                "version": loaded.run.pack.version,
                "hash": loaded.run.pack.hash.0,
            },
            "profile": loaded.profile,
            "answers": loaded.answers,
            "answeredUnder": loaded.bound,
            "carried": loaded.carried,
            "actions": loaded.actions,
            "evidence": evidence,
            "signing": signing,
            "fingerprint": loaded.fingerprint().0,
            "heads": { "revision": revision, "action": action },
        });
        Ok(canonical(&state))
    }
}

fn signed(signing: &Signing) -> Signed {
    Signed {
        expunged: None,
        by: signing.signer.printed(),
        on: signing.on,
        reviewer: signing.reviewer.as_ref().map(Signatory::printed),
    }
}

/// Counsel's file as PDF on Letter under a legend: what is kept with a signed run.
fn counsel(legend: Option<String>) -> Asked {
    Asked {
        wanted: Wanted::Counsel,
        format: Format::Pdf,
        table: None,
        paper: super::Sheet::Letter,
        on: None,
        legend,
        recipient: None,
        number: None,
    }
}
