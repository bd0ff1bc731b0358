//! A pack that is about to be brought in: looked at in full before anything is kept.

use std::sync::Arc;

use proviso_core::canonical::Hash;
use proviso_core::pack::{
    Event, Finding, Pack, PackError, PublicKey, Signature, SignatureError, check, check_against,
    diff, happened, memo, read,
};
use proviso_store::{PackOrigin, PackSignature};
use thiserror::Error;

use super::super::{Session, SessionError};
use crate::packs::{FileError, PackFile};
use crate::wire::{
    CandidateStanding, InstalledPack, MemoDate, MemoEvent, MemoSection, MemoView, PackCandidate,
    ProblemView, SignatureView,
};

/// The most problems that are shown: whoever has more than these starts at the first.
const SHOWN_PROBLEMS: usize = 100;

/// Why a pack was not brought in.
#[derive(Debug, Error)]
pub enum BringInError {
    /// The file, or what lies beside it, cannot be read.
    #[error("{0}. Nothing was brought in")]
    File(#[from] FileError),
    /// The file is no pack.
    #[error("{file} is no pack that can be read. {cause}. Nothing was brought in")]
    NotAPack {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        cause: PackError,
    },
    /// The pack does not pass its check.
    #[error(
        "The pack has {count} {}, the first at {first}, so it cannot be relied on. Ask its author \
         to mend it",
        if *.count == 1 { "problem" } else { "problems" }
    )]
    Problems {
        /// How many.
        count: usize,
        /// JSON pointer of the first.
        first: String,
    },
    /// The version is installed with other content.
    #[error(
        "{label} is installed already, with other content. A version never changes: ask the author \
         for a file with a version of its own"
    )]
    OtherContent {
        /// Id and version.
        label: String,
    },
    /// Nobody signed it.
    #[error(
        "The pack is not signed, so nobody stands for its content. Ask its author for the file \
         that ends with .minisig, or allow unsigned packs in Settings"
    )]
    Unsigned,
    /// The signature cannot be read or does not hold.
    #[error("{0}. Nothing was brought in")]
    Signature(SignatureError),
    /// What was given as a key is none.
    #[error("{0}")]
    Key(SignatureError),
    /// The key that it was signed with is not here.
    #[error(
        "The pack is signed with the key {key_id}, which is not known here. Ask its author for the \
         public key"
    )]
    UnknownKey {
        /// Key ID.
        key_id: String,
    },
    /// The key is here and nobody trusts it yet.
    #[error(
        "The pack is signed with the key {key_id}, which nobody has trusted here yet. Compare its \
         fingerprint with what the author says elsewhere, then trust it"
    )]
    UntrustedKey {
        /// Key ID.
        key_id: String,
    },
    /// The key that was to be trusted is another one.
    #[error(
        "The pack is signed with a key whose fingerprint is {found}, and not with the one that was \
         to be trusted. Nothing was trusted"
    )]
    OtherFingerprint {
        /// The key's own.
        found: String,
    },
    /// No file was chosen, or another one since.
    #[error("The pack that was looked at is no longer open. Choose its file again")]
    NoCandidate,
    /// The pack comes with the program.
    #[error("This pack comes with the program and stays")]
    Carried,
    /// Only this version says what changed between two others.
    #[error(
        "{label} stays: a run on {old} was followed on {new}, and what changed between them is said \
         by this version alone. Without it, what moved could no longer be shown"
    )]
    Between {
        /// Id and version.
        label: String,
        /// Version of the run that was followed.
        old: String,
        /// Version of the run that follows it.
        new: String,
    },
}

impl BringInError {
    /// Returns the stable name of the kind of refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(FileError::TooLarge { .. }) => "fileTooLarge",
            Self::File(FileError::Refused { .. } | FileError::NotAFile(_)) => "cannotRead",
            Self::NotAPack { cause, .. } => match cause {
                PackError::TooLarge { .. } => "fileTooLarge",
                PackError::TooComplex { .. } => "packTooComplex",
                PackError::NotAPack { .. } => "notAPack",
                PackError::OtherFormat { .. } => "otherFormat",
            },
            Self::Problems { .. } => "packProblems",
            Self::OtherContent { .. } => "otherContent",
            Self::Unsigned => "unsigned",
            Self::Signature(SignatureError::DoesNotFit | SignatureError::OtherKey { .. }) => {
                "signatureDoesNotFit"
            }
            Self::Signature(_) => "badSignature",
            Self::Key(_) => "badKey",
            Self::UnknownKey { .. } => "unknownKey",
            Self::UntrustedKey { .. } => "untrustedKey",
            Self::OtherFingerprint { .. } => "otherFingerprint",
            Self::NoCandidate => "noCandidate",
            Self::Carried => "packOfProgram",
            Self::Between { .. } => "packBetween",
        }
    }
}

/// A pack that was read and not yet kept.
#[derive(Debug, Clone)]
pub(in crate::session) struct Candidate {
    file: PackFile,
    pack: Arc<Pack>,
    hash: Hash,
    /// The key that lay beside the file, or that counsel gave.
    key: Option<PublicKey>,
}

/// Who stands for a candidate.
enum Signed {
    Nobody,
    Broken(SignatureError),
    UnknownKey(Signature),
    Untrusted(Signature, PublicKey),
    Trusted(Signature, PublicKey),
}

impl Session {
    /// Reads a file that counsel chose and looks at it; nothing is kept but the look.
    pub fn consider(&mut self, file: PackFile) -> Result<PackCandidate, SessionError> {
        self.candidate = None;
        let (pack, hash) = read(&file.bytes).map_err(|cause| BringInError::NotAPack {
            file: file.name.clone(),
            cause,
        })?;
        // A key that cannot be read is none: the signature is then told to be of an unknown key.
        let key = file
            .key
            .as_deref()
            .and_then(|key| PublicKey::read(key).ok());
        let candidate = Candidate {
            file,
            pack: Arc::new(pack),
            hash,
            key,
        };
        let view = self.candidate_view(&candidate)?;
        self.candidate = Some(candidate);
        Ok(view)
    }

    /// Takes the public key that counsel had from the pack's author.
    pub fn give_pack_key(&mut self, key: &str) -> Result<PackCandidate, SessionError> {
        let key = PublicKey::read(key.trim().as_bytes()).map_err(BringInError::Key)?;
        let mut candidate = self.candidate()?;
        if let Some(signature) = &candidate.file.signature {
            let signature = Signature::read(signature).map_err(BringInError::Signature)?;
            key.verify(&candidate.file.bytes, &signature)
                .map_err(BringInError::Key)?;
        }
        candidate.key = Some(key);
        let view = self.candidate_view(&candidate)?;
        self.candidate = Some(candidate);
        Ok(view)
    }

    /// Trusts the key that the candidate is signed with, named by its fingerprint.
    pub fn trust_key(&mut self, fingerprint: &str) -> Result<PackCandidate, SessionError> {
        let candidate = self.candidate()?;
        match self.signed(&candidate)? {
            Signed::Untrusted(_, key) | Signed::Trusted(_, key) => {
                if !key.is_called(fingerprint) {
                    let found = key.spelled();
                    return Err(BringInError::OtherFingerprint { found }.into());
                }
                self.keep_key(&key)?;
            }
            Signed::Nobody => return Err(BringInError::Unsigned.into()),
            Signed::Broken(why) => return Err(BringInError::Signature(why).into()),
            Signed::UnknownKey(signature) => return Err(unknown_key(&signature).into()),
        }
        self.candidate_view(&candidate)
    }

    /// Installs the candidate, in one transaction; no run is touched. `hash` says which pack is
    /// meant, `unsigned` lets this one in without a signature.
    pub fn install_pack(
        &mut self,
        hash: &str,
        unsigned: bool,
    ) -> Result<Vec<InstalledPack>, SessionError> {
        let candidate = self.candidate()?;
        if candidate.hash.0 != hash {
            return Err(BringInError::NoCandidate.into());
        }
        let findings = self.findings(&candidate.pack);
        let signed = self.signed(&candidate)?;
        let allowed = unsigned || self.settings()?.allow_unsigned_packs;
        if let Some(refusal) = self.refusal(&candidate, &findings, &signed, allowed) {
            return Err(refusal.into());
        }
        let origin = PackOrigin {
            file: candidate.file.name.clone(),
            signed: match &signed {
                Signed::Trusted(signature, key) => Some(PackSignature {
                    key: key.line().to_owned(),
                    signature: signature.text().to_owned(),
                }),
                _ => None,
            },
        };
        let stamp = self.stamp_or_program()?;
        let hash = self
            .store
            .bring_in_pack(&candidate.file.bytes, &origin, &stamp)?;
        self.packs.insert(hash, candidate.pack);
        self.candidate = None;
        self.list_packs()
    }

    fn candidate(&self) -> Result<Candidate, SessionError> {
        let candidate = self.candidate.clone();
        candidate.ok_or_else(|| BringInError::NoCandidate.into())
    }

    /// Returns the problems of a pack, alone and against the versions that are installed.
    pub fn findings(&self, pack: &Pack) -> Vec<Finding> {
        let mut findings = check(pack);
        for version in self.versions(pack) {
            findings.extend(check_against(pack, &version));
            // What a later version declares against this one has to be true of it as well.
            findings.extend(
                check_against(&version, pack)
                    .into_iter()
                    .map(|finding| Finding {
                        pointer: finding.pointer,
                        problem: format!(
                            "{} {} says: {}",
                            version.id, version.version, finding.problem
                        ),
                        mend: finding.mend,
                    }),
            );
        }
        findings
    }

    fn signed(&self, candidate: &Candidate) -> Result<Signed, SessionError> {
        let Some(signature) = &candidate.file.signature else {
            return Ok(Signed::Nobody);
        };
        let signature = match Signature::read(signature) {
            Ok(signature) => signature,
            Err(why) => return Ok(Signed::Broken(why)),
        };
        let bytes = &candidate.file.bytes;
        let mut why = None;
        // Key IDs can be copied: a key vouches by its signature alone.
        for key in self.taken_keys()? {
            match key.verify(bytes, &signature) {
                Ok(()) => return Ok(Signed::Trusted(signature, key)),
                Err(SignatureError::OtherKey { .. }) => {}
                Err(other) => why = Some(other),
            }
        }
        if let Some(key) = &candidate.key {
            match key.verify(bytes, &signature) {
                Ok(()) => return Ok(Signed::Untrusted(signature, key.clone())),
                // Somebody else's key may lie in the same folder.
                Err(SignatureError::OtherKey { .. }) => {}
                Err(other) => why = Some(other),
            }
        }
        Ok(why.map_or(Signed::UnknownKey(signature), Signed::Broken))
    }

    fn standing(&self, candidate: &Candidate) -> CandidateStanding {
        if self.packs.contains_key(&candidate.hash) {
            return CandidateStanding::Installed;
        }
        let pack = &candidate.pack;
        let same = |other: &Arc<Pack>| other.id == pack.id && other.version == pack.version;
        if self.packs.values().any(same) {
            CandidateStanding::OtherContent
        } else {
            CandidateStanding::New
        }
    }

    /// Says why a candidate is not taken as it stands; `None` where it is.
    fn refusal(
        &self,
        candidate: &Candidate,
        findings: &[Finding],
        signed: &Signed,
        allow_unsigned: bool,
    ) -> Option<BringInError> {
        let label = || format!("{} {}", candidate.pack.id, candidate.pack.version);
        match self.standing(candidate) {
            CandidateStanding::Installed => return None,
            CandidateStanding::OtherContent => {
                return Some(BringInError::OtherContent { label: label() });
            }
            CandidateStanding::New => {}
        }
        match signed {
            Signed::Nobody if !allow_unsigned => return Some(BringInError::Unsigned),
            Signed::Nobody | Signed::Trusted(..) => {}
            Signed::Broken(why) => return Some(BringInError::Signature(why.clone())),
            Signed::UnknownKey(signature) => return Some(unknown_key(signature)),
            Signed::Untrusted(_, key) => {
                return Some(BringInError::UntrustedKey {
                    key_id: key.id().to_owned(),
                });
            }
        }
        findings.first().map(|first| BringInError::Problems {
            count: findings.len(),
            first: first.pointer.clone(),
        })
    }

    fn candidate_view(&self, candidate: &Candidate) -> Result<PackCandidate, SessionError> {
        let pack = &candidate.pack;
        let findings = self.findings(pack);
        let signed = self.signed(candidate)?;
        let allowed = self.settings()?.allow_unsigned_packs;
        let refusal = self.refusal(candidate, &findings, &signed, allowed);
        let before = self.versions(pack).into_iter().rev();
        let before = before
            .filter(|other| other.version < pack.version)
            .max_by(|a, b| a.version.cmp(&b.version));
        Ok(PackCandidate {
            file: candidate.file.name.clone(),
            pack: self.row(&candidate.hash, pack),
            contents: vec![
                (String::from("Provisions"), count(&pack.provisions)),
                (String::from("Items"), count(&pack.items)),
                (String::from("Events"), count(&pack.events)),
                (String::from("Dates"), count(&pack.dates)),
                (String::from("Terms"), count(&pack.glossary)),
            ],
            problem_count: count(&findings),
            problems: findings
                .into_iter()
                .take(SHOWN_PROBLEMS)
                .map(|finding| ProblemView {
                    pointer: finding.pointer,
                    problem: finding.problem,
                    mend: finding.mend,
                })
                .collect(),
            signature: signature_view(signed, allowed),
            standing: self.standing(candidate),
            memo: before.and_then(|before| memo_view(&before, pack)),
            refusal: refusal.map(|refusal| refusal.to_string()),
        })
    }
}

fn unknown_key(signature: &Signature) -> BringInError {
    BringInError::UnknownKey {
        key_id: signature.key_id().to_owned(),
    }
}

fn signature_view(signed: Signed, allowed: bool) -> SignatureView {
    match signed {
        Signed::Nobody => SignatureView::Unsigned { allowed },
        Signed::Broken(why) => SignatureView::Broken {
            why: why.to_string(),
        },
        Signed::UnknownKey(signature) => SignatureView::UnknownKey {
            key_id: signature.key_id().to_owned(),
        },
        Signed::Untrusted(signature, key) => SignatureView::Untrusted {
            key_id: key.id().to_owned(),
            fingerprint: key.spelled(),
            comment: signature.comment().to_owned(),
        },
        Signed::Trusted(signature, key) => SignatureView::Trusted {
            key_id: key.id().to_owned(),
            fingerprint: key.spelled(),
            comment: signature.comment().to_owned(),
        },
    }
}

fn memo_view(before: &Pack, after: &Pack) -> Option<MemoView> {
    let changed = diff(before, after).ok()?;
    let (moving, other) = happened(&changed);
    let event = |event: &Event| MemoEvent {
        date: event.date.long(),
        title: event.title.clone(),
        confidence: event.confidence.label().to_owned(),
        what: event.what.clone(),
        matters: event.matters.clone(),
    };
    let sections = memo(&changed).into_iter().map(|section| MemoSection {
        heading: section.heading.to_owned(),
        items: section.items.into_iter().cloned().collect(),
    });
    Some(MemoView {
        sections: sections.collect(),
        from: format!("{} {}", changed.pack, changed.from),
        law_dates: changed.law_dates.clone(),
        same: u32::try_from(changed.same).unwrap_or(u32::MAX),
        events: moving.into_iter().map(event).collect(),
        other_events: other.into_iter().map(event).collect(),
        provisions: changed.provisions.clone(),
        profile: changed.profile.clone(),
        dates: changed
            .dates
            .iter()
            .map(|date| MemoDate {
                date: date.date.long(),
                what: date.what.clone(),
                whom: date.whom.clone(),
                confidence: date.confidence.label().to_owned(),
            })
            .collect(),
    })
}

fn count<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
