//! Evidence: references, copies of documents, and letting a copy out again.

use std::collections::BTreeMap;
use std::path::Path;

use proviso_core::canonical::sha256;
use proviso_core::date::Date;
use proviso_core::evidence::{Evidence, KeptCopy, Linked, Links, Typed};
use proviso_store::{DOCUMENT, Departing, NewEvidence};

use super::{Loaded, Session, SessionError};
use crate::document::{DocumentFile, opens};
use crate::view::recorded_state;
use crate::wire::{EvidenceInput, EvidenceRecorded, EvidenceView};

impl Session {
    /// Links a reference to a document that is held elsewhere.
    pub fn add_reference(
        &mut self,
        run: &str,
        item: &str,
        input: &EvidenceInput,
    ) -> Result<EvidenceRecorded, SessionError> {
        let stamp = self.stamp()?;
        let loaded = self.load(run)?;
        let evidence = Evidence::read(typed(input), None)?;
        let new = NewEvidence {
            item,
            item_hash: &loaded.item(item)?.text_hash(),
            evidence: &evidence,
            bytes: None,
        };
        let added = self.store.add_evidence(run, &[new], &stamp)?;
        self.evidence_recorded(run, item, added, Vec::new())
    }

    /// Keeps copies of documents and links them. Those in `refused` were not taken; each says why.
    pub fn add_copies(
        &mut self,
        run: &str,
        item: &str,
        files: &[DocumentFile],
        mut refused: Vec<String>,
    ) -> Result<EvidenceRecorded, SessionError> {
        let stamp = self.stamp()?;
        let loaded = self.load(run)?;
        let item_hash = loaded.item(item)?.text_hash();
        let kept: Vec<Evidence> = files
            .iter()
            .map(|file| Evidence {
                title: file.name.clone(),
                copy: Some(KeptCopy {
                    hash: sha256(&file.bytes),
                    name: file.name.clone(),
                    bytes: file.bytes.len() as u64,
                }),
                ..Evidence::default()
            })
            .collect();
        let new: Vec<NewEvidence<'_>> = kept
            .iter()
            .zip(files)
            .map(|(evidence, file)| NewEvidence {
                item,
                item_hash: &item_hash,
                evidence,
                bytes: Some(&file.bytes),
            })
            .collect();
        let added = self.store.add_evidence(run, &new, &stamp)?;
        for (link, file) in added.iter().zip(files) {
            if link.is_none() {
                let name = &file.name;
                refused.push(format!(
                    "A copy of “{name}” is linked to this answer already, so it was not added again."
                ));
            }
        }
        self.evidence_recorded(run, item, added, refused)
    }

    /// Records what counsel now says of a piece of evidence.
    pub fn change_evidence(
        &mut self,
        run: &str,
        link: &str,
        input: &EvidenceInput,
    ) -> Result<EvidenceRecorded, SessionError> {
        let stamp = self.stamp()?;
        let (item, linked) = self.linked(run, link)?;
        let evidence = Evidence::read(typed(input), linked.evidence.copy)?;
        self.store.change_evidence(run, link, &evidence, &stamp)?;
        self.evidence_recorded(run, &item, Vec::new(), Vec::new())
    }

    /// Takes a piece of evidence away from its answer; the history keeps it.
    pub fn unlink_evidence(
        &mut self,
        run: &str,
        link: &str,
    ) -> Result<EvidenceRecorded, SessionError> {
        let stamp = self.stamp()?;
        let (item, _) = self.linked(run, link)?;
        self.store.unlink_evidence(run, link, &stamp)?;
        self.evidence_recorded(run, &item, Vec::new(), Vec::new())
    }

    /// Returns the copy that is kept of a piece of evidence, under the name it came with.
    pub fn kept_copy(&self, run: &str, link: &str) -> Result<DocumentFile, SessionError> {
        let (_, linked) = self.linked(run, link)?;
        let copy = linked.evidence.copy.ok_or(SessionError::NoCopy)?;
        let bytes = self.store.kept_copy(&copy.hash)?;
        let name = copy.name;
        match bytes {
            Some(bytes) => Ok(DocumentFile { name, bytes }),
            None => Err(SessionError::CopyDamaged { name }),
        }
    }

    /// Returns a kept copy, as it leaves.
    pub fn document_departing(
        &self,
        run: &str,
        (path, bytes): (&Path, &[u8]),
    ) -> Result<Departing, SessionError> {
        let loaded = self.load_as_signed(run)?;
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let file = self.other_copy(&loaded, (DOCUMENT, &ending), (path, bytes));
        self.departing(path, file)
    }

    fn linked(&self, run: &str, link: &str) -> Result<(String, Linked), SessionError> {
        let links = self.store.evidence(run)?;
        let found = links.into_iter().find_map(|(item, linked)| {
            let linked = linked.into_iter().find(|linked| linked.id == link)?;
            Some((item, linked))
        });
        found.ok_or(SessionError::UnknownEvidence)
    }

    fn evidence_recorded(
        &self,
        run: &str,
        item: &str,
        added: Vec<Option<String>>,
        refused: Vec<String>,
    ) -> Result<EvidenceRecorded, SessionError> {
        let loaded = self.load(run)?;
        let read = loaded.read(self.today());
        let saved = Some(self.clock.now());
        let me = self.settings()?.author;
        Ok(EvidenceRecorded {
            item: item.to_owned(),
            evidence: evidence_views(&loaded, self.today())
                .remove(item)
                .unwrap_or_default(),
            added: added.into_iter().flatten().collect(),
            refused,
            state: recorded_state(
                &loaded.pack,
                &read,
                &loaded.answers,
                &loaded.carried,
                saved,
                &me,
            ),
        })
    }
}

/// Returns the evidence of a run as the screen shows it, by item.
pub(super) fn evidence_views(loaded: &Loaded, today: Date) -> BTreeMap<String, Vec<EvidenceView>> {
    views(&loaded.evidence, today)
}

fn views(links: &Links, today: Date) -> BTreeMap<String, Vec<EvidenceView>> {
    let view = |linked: &Linked| EvidenceView {
        id: linked.id.clone(),
        added: format!("{}, by {}", linked.added_on.long(), linked.added_by),
        is_stale: linked.evidence.is_stale(today),
        opens: linked
            .evidence
            .copy
            .as_ref()
            .is_some_and(|copy| opens(&copy.name)),
        evidence: linked.evidence.clone(),
    };
    links
        .iter()
        .map(|(item, linked)| (item.clone(), linked.iter().map(view).collect()))
        .collect()
}

fn typed(input: &EvidenceInput) -> Typed<'_> {
    Typed {
        title: &input.title,
        place: &input.place,
        seen_on: &input.seen_on,
        stale_after: &input.stale_after,
        note: &input.note,
    }
}
