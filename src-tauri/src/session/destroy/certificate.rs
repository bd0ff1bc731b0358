//! What stands on record of a destruction: its certificate, in words, as a PDF to be filed and as JSON, and a
//! line in the list.

use std::path::Path;

use proviso_core::canonical::sha256;
use proviso_report::document::{Block, Document, Running};
use proviso_report::{count_pages, render};
use proviso_store::{Certificate, PastExport};
use serde_json::{Value, json};

use super::{OTHER_COPIES, can_hold, count, exported, runs};
use crate::session::produce::midnight;
use crate::session::{Session, SessionError};
use crate::wire::CertificateView;

impl Session {
    /// Returns the certificate of a destruction. The name of what was destroyed is in it only right
    /// after, because nothing keeps it.
    pub fn certificate(
        &self,
        entry: &str,
        name: Option<&str>,
    ) -> Result<CertificateView, SessionError> {
        Ok(self.certificate_view(&self.store.certificate(entry)?, name))
    }

    /// Returns the certificate as the bytes of a file, by the ending of the file's name: JSON for `.json`,
    /// text for `.txt`, else a PDF.
    pub fn certificate_file(
        &self,
        entry: &str,
        name: Option<&str>,
        path: &Path,
    ) -> Result<Vec<u8>, SessionError> {
        let ends = |with: &str| {
            let ending = path.extension();
            ending.is_some_and(|ending| ending.eq_ignore_ascii_case(with))
        };
        if ends("json") {
            let json = self.certificate_json(entry, name)?;
            return Ok(format!("{json:#}\n").into_bytes());
        }
        let view = self.certificate(entry, name)?;
        if ends("txt") {
            return Ok(view.text().into_bytes());
        }
        let all = self.store.certificate(entry)?;
        Ok(render(&page(&view, &all))?.bytes)
    }

    /// Returns the certificate as JSON.
    pub fn certificate_json(&self, entry: &str, name: Option<&str>) -> Result<Value, SessionError> {
        let all = self.store.certificate(entry)?;
        let done = &all.destruction;
        let exports: Vec<Value> = not_reached(&all)
            .map(|past| {
                json!({
                    "file": past.copy.file, "sha256": past.copy.sha256.0,
                    "exportedAt": past.exported_at.utc_text(), "by": past.author,
                    "recipient": past.copy.recipient,
                })
            })
            .collect();
        Ok(json!({
            "entry": done.entry,
            "assessment": done.assessment,
            "name": name,
            "expunged": done.target.as_ref().map(|target| self.called(&done.assessment, target)),
            "reason": done.reason,
            "inSpiteOfHold": done.in_spite_of_hold,
            "by": done.author,
            "at": done.at.utc_text(),
            "states": done.states,
            "entries": done.entries,
            "signedRuns": done.signed,
            "filesSha256": done.files,
            "headsBefore": done.heads,
            "backupsRewritten": done.rewritten,
            "backupsNotReached": done.not_reached.iter()
                .map(|one| json!({ "name": one.name, "why": one.why })).collect::<Vec<_>>(),
            "exportsNotReached": exports,
            "finished": done.finished,
        }))
    }

    /// Lists all destructions, newest first.
    pub fn certificates(&self) -> Result<Vec<CertificateView>, SessionError> {
        let mut all = Vec::new();
        for done in self.store.destructions()? {
            all.push(self.certificate(&done.entry, None)?);
        }
        Ok(all)
    }

    /// Says of each destruction, in one line, that it was one.
    pub fn destructions_said(&self) -> Result<Vec<String>, SessionError> {
        let all = self.store.destructions()?;
        Ok(all
            .iter()
            .map(|done| {
                let what = match &done.target {
                    Some(target) => format!(
                        "expunged: {} (assessment {})",
                        self.called(&done.assessment, target),
                        done.assessment
                    ),
                    None => format!("destroyed: assessment {}", done.assessment),
                };
                let left = if done.finished {
                    String::new()
                } else {
                    format!(
                        "; {} not reached yet",
                        count(
                            u32::try_from(done.not_reached.len()).unwrap_or(u32::MAX),
                            "backup",
                            "backups"
                        )
                    )
                };
                format!(
                    "{what}, {}, by {}: {}{left}",
                    done.at.local_date().long(),
                    done.author,
                    done.reason
                )
            })
            .collect())
    }

    pub(super) fn certificate_view(
        &self,
        all: &Certificate,
        name: Option<&str>,
    ) -> CertificateView {
        let done = &all.destruction;
        let mut lines = Vec::new();
        let title = match &done.target {
            Some(target) => {
                let mut what = self.called(&done.assessment, target);
                if let Some(name) = name {
                    what = format!("{what}, in {name}");
                }
                lines.push(format!("Expunged: {what}."));
                lines.push(format!("From assessment {}.", done.assessment));
                "Record of expunging"
            }
            None => {
                match name {
                    Some(name) => lines.push(format!(
                        "Destroyed: the assessment {name} ({}).",
                        done.assessment
                    )),
                    None => lines.push(format!("Destroyed: the assessment {}.", done.assessment)),
                }
                "Certificate of destruction"
            }
        };
        lines.push(format!("On {}, by {}.", done.at.long(), done.author));
        lines.push(format!("Reason: {}.", done.reason.trim_end_matches('.')));
        if let Some(said) = &done.in_spite_of_hold {
            let said = said.trim_end_matches('.');
            lines.push(format!("Done although the assessment is on hold: {said}."));
        }
        lines.push(match &done.target {
            Some(_) => format!("It went from {}.", count(done.states, "place", "places")),
            None => format!(
                "{} of its logs lost their text.",
                count(done.entries, "entry", "entries")
            ),
        });
        if !done.signed.is_empty() {
            lines.push(format!(
                "The snapshot and the PDF kept with signed {} were destroyed.",
                runs(&done.signed)
            ));
        }
        for file in &done.files {
            lines.push(format!("Copy of a document destroyed, SHA-256 {file}."));
        }
        for (log, head) in ["answers", "actions"].into_iter().zip(&done.heads) {
            lines.push(format!(
                "Before it was destroyed, the log of {log} ended in the entry with the hash {head}."
            ));
        }
        lines.push(format!("Entry {} in the record.", done.entry));
        if !done.finished && done.not_reached.is_empty() {
            lines.push(String::from(
                "The data file and the backups are not all written anew yet, because another program \
                 held one of them or the disk had no room. It is tried again whenever Proviso opens.",
            ));
        }
        lines.push(if done.rewritten.is_empty() {
            String::from("No backup was rewritten.")
        } else {
            format!(
                "Backups rewritten without it and checked: {}.",
                done.rewritten.join(", ")
            )
        });
        for one in &done.not_reached {
            lines.push(format!(
                "Backup not reached: {} ({}). It is tried again whenever Proviso opens.",
                one.name, one.why
            ));
        }
        let not_reached = not_reached(all).map(exported);
        lines.extend(not_reached.map(|file| format!("Not reached: the file {file}.")));
        lines.push(OTHER_COPIES.to_owned());
        CertificateView {
            entry: done.entry.clone(),
            title: title.to_owned(),
            lines,
            finished: done.finished,
        }
    }
}

/// Copies that left the program before, and can hold what went.
fn not_reached(all: &Certificate) -> impl Iterator<Item = &PastExport> {
    let target = all.destruction.target.as_ref();
    let exports = all.exports.iter();
    exports.filter(move |past| can_hold(&past.copy, target))
}

/// Lays a certificate out on Letter: its title, what was done, when and why, then the rest of it smaller.
fn page(view: &CertificateView, all: &Certificate) -> Document {
    let done = &all.destruction;
    // The same record, the same bytes: the clock does not show in it.
    let made = midnight(done.at.local_date());
    let fingerprint = sha256(view.text().as_bytes()).0;
    let mut document = Document::new(&view.title, fingerprint, made);
    document.author = done.author.clone();
    document.subject = format!("Entry {} in the record", done.entry);
    document.header = Running {
        left: document.subject.clone(),
        right: String::new(),
    };
    document.footer = Running {
        left: String::from("This record holds nothing of what was destroyed."),
        right: String::new(),
    };
    document.body.push(Block::heading(1, view.title.as_str()));
    for (at, line) in view.lines.iter().enumerate() {
        document.body.push(match at {
            0..4 => Block::body(line.as_str()),
            _ => Block::small(line.as_str()),
        });
    }
    document
}

/// Looks at a certificate as it was read back from the disk, and says what is wrong with it.
pub fn look(read: &[u8]) -> Result<(), String> {
    match read.starts_with(b"%PDF") {
        true => count_pages(read).map(drop),
        false => Ok(()),
    }
}
