//! A whole assessment to one file, and from one: the `.proviso` file, sealed or not.
//!
//! A file that comes in is looked at in full before anything is kept: its form and hashes, its
//! chains, its packs, and each of its runs, read as the window would read it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use proviso_core::canonical::{Hash, hash_text, sha256};
use proviso_core::date::Moment;
use proviso_core::pack::{Pack, read};
use proviso_store::{
    Arrival, ArrivalError, BackupKind, ContainerError, Contents, DepartureError, ExportedCopy,
    SealError, Stamp, Standing, Step, Watch, is_sealed, seal_watched, system_says, unseal_watched,
};
use thiserror::Error;

use super::{Session, SessionError};
use crate::wire::{ArrivalPack, ArrivalRun, ArrivalStanding, ArrivalView};
use crate::work::Going;

/// Why an assessment was neither written to a file nor taken from one.
#[derive(Debug, Error)]
pub enum CarryError {
    /// The file cannot be read.
    #[error("{file} cannot be read: {}. Choose another file", system_says(.cause))]
    Unreadable {
        /// Its name.
        file: String,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file is no whole `.proviso` file.
    #[error(
        "{file} cannot be brought in: {cause}. Nothing was brought in. Ask whoever sent it for the file \
         again, or choose another one"
    )]
    NotWhole {
        /// Its name.
        file: String,
        /// What is wrong.
        cause: ContainerError,
    },
    /// It is sealed, and no passphrase was given.
    #[error("{file} is sealed. Give the passphrase that it was sealed with")]
    Sealed {
        /// Its name.
        file: String,
    },
    /// The seal.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// What is in it does not hold, or is here already.
    #[error(transparent)]
    Arrival(#[from] ArrivalError),
    /// The assessment cannot be written.
    #[error(transparent)]
    Departure(#[from] DepartureError),
    /// A pack of it cannot be relied on.
    #[error("The file brings the pack {label}, which {why}. Nothing was brought in")]
    Pack {
        /// Id and version.
        label: String,
        /// Why not.
        why: String,
    },
    /// A pack of it is new here and nobody vouches for it.
    #[error(
        "The file brings the pack {label}, which is not installed here and which nobody has signed. \
         Bring the pack's own file in first, or allow unsigned packs"
    )]
    UnsignedPack {
        /// Id and version.
        label: String,
    },
    /// Nothing is open.
    #[error("The file that was looked at is no longer open. Choose it again")]
    NoFile,
}

impl CarryError {
    /// Returns the stable name of the kind of refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "cannotRead",
            Self::NotWhole {
                cause: ContainerError::TooLarge,
                ..
            } => "fileTooLarge",
            Self::NotWhole { .. } => "notAnAssessment",
            Self::Sealed { .. } => "sealed",
            Self::Arrival(ArrivalError::Stopped) | Self::Seal(SealError::Stopped) => "stopped",
            Self::Seal(SealError::TooShort) => "passphraseTooShort",
            Self::Seal(SealError::WrongPassphrase) => "wrongPassphrase",
            Self::Seal(_) => "notAnAssessment",
            Self::Arrival(ArrivalError::Here(_)) => "hereAlready",
            Self::Arrival(ArrivalError::Fault(_)) => "diskFault",
            Self::Arrival(_) => "notAnAssessment",
            Self::Departure(_) => "cannotWrite",
            Self::Pack { .. } => "badPack",
            Self::UnsignedPack { .. } => "unsigned",
            Self::NoFile => "noCandidate",
        }
    }
}

/// A file that was read and looked at, and not yet kept.
#[derive(Debug)]
pub struct Incoming {
    pub(super) file: String,
    sealed: bool,
    pub(super) arrival: Arrival,
    /// Its packs that are not installed here.
    pub(super) packs: BTreeMap<Hash, Arc<Pack>>,
}

/// Returns how far work is, in percent, of which `done` of `of` is done between two percentages.
fn part(from: usize, to: usize, done: usize, of: usize) -> u8 {
    let percent = from + (to - from) * done.min(of) / of.max(1);
    u8::try_from(percent).unwrap_or(100)
}

/// Percent of looking at a sealed file at which it is open.
const UNSEALED: u8 = 50;

/// Percent of the whole at which the backup before it is made.
pub(super) const BACKED_UP: u8 = 50;

/// Returns what work is told that is a part of a whole, between two percentages of it.
pub(super) fn part_of(going: &Going, from: u8, to: u8) -> Watch {
    let going = Arc::clone(going);
    Arc::new(move |step: Step| {
        let done = usize::from(step.percent());
        going(part(usize::from(from), usize::from(to), done, 100))
    })
}

impl Session {
    /// Returns the bytes of an assessment's file, and its name: sealed where a passphrase is given.
    pub fn whole_assessment(
        &self,
        assessment: &str,
        passphrase: Option<&str>,
    ) -> Result<Vec<u8>, SessionError> {
        self.whole_assessment_watched(assessment, passphrase, &|_| true)
    }

    /// The same, telling how far it is in percent; `going` answers whether to go on.
    ///
    /// # Errors
    /// As [`Session::whole_assessment`], and [`SessionError::Stopped`] where it is not to go on.
    pub fn whole_assessment_watched(
        &self,
        assessment: &str,
        passphrase: Option<&str>,
        going: &dyn Fn(u8) -> bool,
    ) -> Result<Vec<u8>, SessionError> {
        // Of the time that it takes, the seal is the longer half.
        let half = if passphrase.is_some() { 40 } else { 100 };
        let written = self
            .store
            .whole_assessment_watched(assessment, &|done, of| going(part(0, half, done, of)));
        let plain = match written {
            Err(DepartureError::Stopped) => return Err(SessionError::Stopped),
            other => other.map_err(CarryError::from)?,
        };
        let Some(passphrase) = passphrase else {
            return Ok(plain);
        };
        let salt = *uuid::Uuid::new_v4().as_bytes();
        let sealed = seal_watched(&plain, passphrase, salt, &|done, of| {
            going(part(half, 100, done, of))
        });
        match sealed {
            Err(SealError::Stopped) => Err(SessionError::Stopped),
            other => Ok(other.map_err(CarryError::from)?),
        }
    }

    /// Suggests a name for the file of an assessment.
    pub fn whole_name(&self, assessment: &str) -> Result<String, SessionError> {
        let name = self.store.assessment(assessment)?.details.name();
        let plain: String = name
            .chars()
            .map(|c| {
                if c.is_alphanumeric() || c == '-' {
                    c
                } else {
                    ' '
                }
            })
            .collect();
        let words: Vec<&str> = plain.split_whitespace().collect();
        Ok(format!(
            "Assessment {} {}.proviso",
            words.join(" "),
            self.today()
        ))
    }

    /// Returns what stands for the state of a whole assessment: the ends of its two logs.
    pub fn state_of(&self, assessment: &str) -> Result<Hash, SessionError> {
        let heads = self.store.heads()?;
        let own = heads
            .into_iter()
            .filter(|head| head.assessment == assessment);
        let hashes: Vec<String> = own.map(|head| head.hash).collect();
        Ok(hash_text("assessment", &hashes.join(" ")))
    }

    /// Returns what is kept of an assessment that was written to a file.
    pub fn whole_on_record(
        &self,
        assessment: &str,
        path: &Path,
        bytes: &[u8],
    ) -> Result<ExportedCopy, SessionError> {
        let run = self.store.run(&self.latest_run(assessment)?)?;
        let name = path.file_name();
        Ok(ExportedCopy {
            assessment: assessment.to_owned(),
            run: run.id,
            run_number: run.number,
            copy: String::from("assessment"),
            format: String::from("proviso"),
            on: self.today(),
            legend: None,
            recipient: None,
            number: None,
            items: None,
            file: name.unwrap_or_default().to_string_lossy().into_owned(),
            bytes: bytes.len() as u64,
            sha256: sha256(bytes),
            fingerprint: self.state_of(assessment)?,
        })
    }

    /// Looks at a file in full. Nothing is kept.
    ///
    /// # Errors
    /// The file does not hold, is sealed and `passphrase` does not open it, or brings a pack that
    /// cannot be relied on.
    pub fn look_at_file(
        &self,
        file: &str,
        bytes: Vec<u8>,
        passphrase: Option<&str>,
        going: &Going,
    ) -> Result<Incoming, SessionError> {
        let sealed = is_sealed(&bytes);
        let plain = match (sealed, passphrase) {
            (false, _) => bytes,
            (true, None) => {
                return Err(CarryError::Sealed {
                    file: file.to_owned(),
                }
                .into());
            }
            (true, Some(passphrase)) => {
                let opened = unseal_watched(&bytes, passphrase, &|done, of| {
                    going(part(0, usize::from(UNSEALED), done, of))
                });
                opened.map_err(CarryError::from)?
            }
        };
        let contents = Contents::read(plain).map_err(|cause| CarryError::NotWhole {
            file: file.to_owned(),
            cause,
        })?;
        let packs = self.packs_of(&contents)?;
        let stamp = Stamp {
            author: String::from("Proviso"),
            at: self.clock.now(),
        };
        let entropy = Box::new(|| *uuid::Uuid::new_v4().as_bytes());
        let watch = part_of(going, if sealed { UNSEALED } else { 0 }, 100);
        let arrival = Arrival::look_watched(contents, entropy, &stamp, &watch);
        let arrival = arrival.map_err(CarryError::from)?;
        Ok(Incoming {
            file: file.to_owned(),
            sealed,
            arrival,
            packs,
        })
    }

    /// Reads the packs of a file, each as strictly as one that is brought in alone; returns those that
    /// are not installed.
    fn packs_of(&self, contents: &Contents) -> Result<BTreeMap<Hash, Arc<Pack>>, SessionError> {
        let mut new = BTreeMap::new();
        for bytes in contents.packs() {
            let (pack, hash) = read(bytes)?;
            if self.packs.contains_key(&hash) {
                continue;
            }
            let findings = self.findings(&pack);
            if let Some(first) = findings.first() {
                return Err(CarryError::Pack {
                    label: format!("{} {}", pack.id, pack.version),
                    why: format!(
                        "does not pass its check, first at {}: {}",
                        first.pointer, first.problem
                    ),
                }
                .into());
            }
            new.insert(hash, Arc::new(pack));
        }
        Ok(new)
    }

    /// Says what a file holds and how it stands to this data folder.
    pub fn arrival_view(&self, incoming: &Incoming) -> Result<ArrivalView, SessionError> {
        let assessment = incoming.arrival.assessment()?;
        let contents = incoming.arrival.contents();
        let standing = self.store.standing(contents)?;
        let entries = incoming.arrival.store().entries(&assessment.id)?;
        let runs = assessment.runs.iter().map(|run| ArrivalRun {
            number: run.number,
            pack: format!("{} {}", run.pack.id, run.pack.version),
            law: run.pack.law_date.long(),
            answered: run.answered,
            state: run
                .closed()
                .map_or_else(|| String::from("is open"), |why| why.to_string()),
        });
        Ok(ArrivalView {
            file: incoming.file.clone(),
            is_sealed: incoming.sealed,
            name: assessment.details.name(),
            matter: assessment.details.matter.clone(),
            runs: runs.collect(),
            entries,
            documents: u32::try_from(contents.documents()).unwrap_or(u32::MAX),
            packs: incoming
                .packs
                .values()
                .map(|pack| ArrivalPack {
                    label: format!("{} {}", pack.id, pack.version),
                    name: pack.name.clone(),
                })
                .collect(),
            standing: match standing {
                Standing::New => ArrivalStanding::New,
                Standing::Same => ArrivalStanding::Same,
                Standing::Older { .. } => ArrivalStanding::Older,
                Standing::Newer { .. } => ArrivalStanding::Newer,
                Standing::Diverged { .. } => ArrivalStanding::Diverged,
            },
            told: standing.sentence(),
            sha256: contents.sha256().0,
        })
    }

    /// Keeps what was looked at, in one transaction. Packs that are new here come along where
    /// `allow_unsigned` or the settings let them. What is stopped has not happened.
    pub fn take_in(
        &mut self,
        incoming: &Incoming,
        allow_unsigned: bool,
        going: &Going,
    ) -> Result<ArrivalView, SessionError> {
        let view = self.arrival_view(incoming)?;
        if let Some(pack) = view.packs.first()
            && !allow_unsigned
            && !self.settings()?.allow_unsigned_packs
            && view.standing == ArrivalStanding::New
        {
            let label = pack.label.clone();
            return Err(CarryError::UnsignedPack { label }.into());
        }
        let stamp = self.stamp_or_program()?;
        if view.standing == ArrivalStanding::New {
            self.back_up_before(BackupKind::Import, stamp.at, going)?;
        }
        let watch = part_of(going, BACKED_UP, 100);
        self.store
            .take_in_watched(&incoming.arrival, &incoming.file, &stamp, &watch)
            .map_err(CarryError::from)?;
        self.packs.extend(incoming.packs.clone());
        Ok(view)
    }

    /// Makes a backup before what is watched as a whole.
    pub(super) fn back_up_before(
        &mut self,
        kind: BackupKind,
        at: Moment,
        going: &Going,
    ) -> Result<(), SessionError> {
        let watch = part_of(going, 0, BACKED_UP);
        self.store.back_up_watched(kind, at, &watch)?;
        Ok(())
    }

    /// Looks at a file that was chosen in the window, and keeps it at hand. A sealed one waits for
    /// its passphrase.
    pub fn open_incoming(
        &mut self,
        file: String,
        bytes: Vec<u8>,
        going: &Going,
    ) -> Result<Option<ArrivalView>, SessionError> {
        self.incoming = None;
        if is_sealed(&bytes) {
            self.incoming = Some(Waiting::Sealed { file, bytes });
            return Ok(None);
        }
        let incoming = self.look_at_file(&file, bytes, None, going)?;
        let view = self.arrival_view(&incoming)?;
        self.incoming = Some(Waiting::Looked(Box::new(incoming)));
        Ok(Some(view))
    }

    /// Opens the sealed file that was chosen.
    pub fn unseal_incoming(
        &mut self,
        passphrase: &str,
        going: &Going,
    ) -> Result<ArrivalView, SessionError> {
        let Some(Waiting::Sealed { file, bytes }) = self.incoming.take() else {
            return Err(CarryError::NoFile.into());
        };
        let looked = self.look_at_file(&file, bytes.clone(), Some(passphrase), going);
        let incoming = match looked {
            Ok(incoming) => incoming,
            Err(refusal) => {
                // Whoever mistyped types again.
                self.incoming = Some(Waiting::Sealed { file, bytes });
                return Err(refusal);
            }
        };
        let view = self.arrival_view(&incoming)?;
        self.incoming = Some(Waiting::Looked(Box::new(incoming)));
        Ok(view)
    }

    /// Keeps the file that was looked at.
    pub fn take_in_incoming(
        &mut self,
        allow_unsigned: bool,
        going: &Going,
    ) -> Result<ArrivalView, SessionError> {
        let Some(Waiting::Looked(incoming)) = self.incoming.take() else {
            return Err(CarryError::NoFile.into());
        };
        let done = self.take_in(&incoming, allow_unsigned, going);
        if done.is_err() {
            // Whoever was refused, or stopped it, looks at the same file again.
            self.incoming = Some(Waiting::Looked(incoming));
        }
        done
    }
}

/// A file that was chosen in the window.
#[derive(Debug)]
pub(super) enum Waiting {
    /// Its passphrase is not given yet.
    Sealed {
        /// Its name.
        file: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// It was looked at.
    Looked(Box<Incoming>),
}
