//! A session: an open data folder, the packs in it, and a clock.
//!
//! Window and command line do all their work through it, so that both say the same. Each call
//! reads what it needs from the store, asks the core, and either returns or records one change.

mod actions;
mod answering;
mod answers;
mod around;
mod assessments;
mod attic;
mod backups;
mod carry;
mod comments;
mod compare;
mod copy;
mod departing;
mod destroy;
mod encryption;
mod error;
mod evidence;
mod history;
mod hold;
mod interviews;
mod lifecycle;
mod many;
mod matter_log;
mod merge;
mod moved;
mod packs;
mod past;
mod portfolio;
mod produce;
mod profile;
mod reaffirm;
mod record;
mod report;
mod requests;
mod rerun;
mod rescue;
mod returns;
mod sample;
mod search;
mod settings;
mod sign;
mod trail;

pub use backups::Checked;
pub use carry::{CarryError, Incoming};
pub use copy::{Asked, Copy, CopyError, Format, Sheet, TableOf};
pub use destroy::{ACTION_TEXTS, look_at_certificate};
pub use encryption::draw_code;
pub use error::SessionError;
pub use packs::BringInError;
pub use produce::{Produced, produce, produce_watched, show};
pub use report::Material;
pub use rerun::Planned;
pub use rescue::{is_broken, opening, rescue, way_back, with_way_back};

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proviso_core::answer::Answers;
use proviso_core::canonical::Hash;
use proviso_core::date::{Date, Moment};
use proviso_core::evidence::Links;
use proviso_core::overview::{Actions, Overview, RunState, overview};
use proviso_core::pack::{Item, Pack, PublicKey, read};
use proviso_core::profile::Profile;
use proviso_core::report::Signed;
use proviso_store::{Assessment, FaultKind, OpenOptions, PackError, Run, Secret, Stamp, Store};

use crate::clock::Clock;
use crate::document::clear_opened;
use crate::packs::{embedded, publisher};
use crate::window::WindowPlace;

/// Milliseconds by which a clock may be corrected without a word.
const CLOCK_SLACK: i64 = 5 * 60_000;

/// An open data folder.
pub struct Session {
    store: Store,
    folder: PathBuf,
    packs: BTreeMap<Hash, Arc<Pack>>,
    /// The packs that this program carries.
    carried: BTreeSet<Hash>,
    clock: Box<dyn Clock>,
    /// The pack whose file was chosen last and that is not installed.
    candidate: Option<packs::Candidate>,
    /// The assessment's file that was chosen last and not brought in.
    incoming: Option<carry::Waiting>,
    /// The key that needs no word from counsel.
    publisher: Option<PublicKey>,
    /// What is backed up and checked beside the work.
    backups: backups::Backups,
    /// What had left when the program ended in the middle, and came on record at this opening.
    settled: Vec<String>,
}

impl Drop for Session {
    /// Waits for a backup that is being written, and takes away what was laid out to be looked at.
    fn drop(&mut self) {
        self.finish_backup();
        self.stop_checking();
        clear_opened(&self.folder);
    }
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

/// Returns bytes that nobody can foretell, for identifiers, salts and keys.
fn random() -> [u8; 16] {
    *uuid::Uuid::new_v4().as_bytes()
}

fn options(clock: &dyn Clock) -> OpenOptions {
    OpenOptions {
        now: clock.now(),
        entropy: Box::new(random),
    }
}

/// Whether a data folder was refused because nothing can be written there, and can be read.
pub fn can_be_read(folder: &Path, refusal: &SessionError) -> bool {
    use proviso_store::OpenError as E;
    let is_unwritable = matches!(
        refusal,
        SessionError::Open(E::FolderUnwritable { .. } | E::FileReadOnly { .. })
    );
    is_unwritable && folder.join(proviso_store::DATA_FILE).is_file()
}

/// A run with everything that the core is asked about it.
#[derive(Debug)]
pub struct Loaded {
    /// The assessment.
    pub assessment: Assessment,
    /// The run.
    pub run: Run,
    /// Its pack.
    pub pack: Arc<Pack>,
    /// Its profile.
    pub profile: Profile,
    /// Current answers.
    pub answers: Answers,
    /// Current actions.
    pub actions: Actions,
    /// Items whose answer was taken over and not yet re-affirmed.
    pub carried: BTreeSet<String>,
    /// Evidence that is linked to its answers.
    pub evidence: Links,
    /// The hash of the text under which each answer was given.
    pub bound: BTreeMap<String, Hash>,
    /// Who signed the run; `None` while it is a draft.
    pub signed: Option<Signed>,
    /// When the run was last changed.
    pub changed: Option<Moment>,
}

impl Loaded {
    /// Returns what the core reads.
    pub fn state(&self) -> RunState<'_> {
        RunState {
            pack: &self.pack,
            profile: &self.profile,
            answers: &self.answers,
            actions: &self.actions,
            carried: &self.carried,
            evidence: &self.evidence,
        }
    }

    /// Reads the run on the day `on`.
    pub fn read(&self, on: Date) -> Overview<'_> {
        overview(self.state(), on)
    }

    fn item(&self, id: &str) -> Result<&Item, SessionError> {
        let item = self.pack.item(id);
        item.ok_or_else(|| unknown_item(id, &self.pack))
    }
}

fn unknown_item(id: &str, pack: &Pack) -> SessionError {
    SessionError::UnknownItem {
        item: id.to_owned(),
        pack: format!("{} {}", pack.id, pack.version),
    }
}

impl Session {
    /// Opens a data folder, makes it where it does not exist, and installs the embedded packs.
    pub fn open(folder: &Path, clock: Box<dyn Clock>) -> Result<Self, SessionError> {
        let options = options(clock.as_ref());
        Self::of(Store::open(folder, options)?, folder, clock)
    }

    /// Opens a data folder that is encrypted, likewise.
    pub fn unlock(
        folder: &Path,
        clock: Box<dyn Clock>,
        secret: Secret<'_>,
    ) -> Result<Self, SessionError> {
        let options = options(clock.as_ref());
        Self::of(Store::unlock(folder, options, secret)?, folder, clock)
    }

    /// Opens a data folder that cannot be written, to be read alone.
    pub fn read(
        folder: &Path,
        clock: Box<dyn Clock>,
        secret: Option<Secret<'_>>,
    ) -> Result<Self, SessionError> {
        let options = options(clock.as_ref());
        Self::of(Store::open_to_read(folder, options, secret)?, folder, clock)
    }

    fn of(store: Store, folder: &Path, clock: Box<dyn Clock>) -> Result<Self, SessionError> {
        // What a session that ended suddenly had laid out; the folder is ours alone by now.
        clear_opened(folder);
        let mut session = Self {
            store,
            folder: folder.to_owned(),
            packs: BTreeMap::new(),
            carried: BTreeSet::new(),
            clock,
            candidate: None,
            incoming: None,
            publisher: publisher(),
            backups: backups::Backups::default(),
            settled: Vec::new(),
        };
        session.furnish()?;
        session.settle_departures();
        Ok(session)
    }

    /// Installs the embedded packs, and reads every pack that is installed.
    fn furnish(&mut self) -> Result<(), SessionError> {
        match self.install_carried()?.into_iter().next() {
            Some((_, refusal)) => Err(refusal.into()),
            None => self.read_packs(),
        }
    }

    /// Installs the embedded packs; returns those that were refused, by name, with why.
    fn install_carried(&mut self) -> Result<Vec<(String, PackError)>, SessionError> {
        let stamp = Stamp {
            author: String::from("Proviso"),
            at: self.clock.now(),
        };
        let carried = embedded()?;
        let mut refused = Vec::new();
        for carried in &carried {
            match self.store.put_pack(carried.bytes, &stamp) {
                // A version never changes: what is installed under it stays, and is what is used.
                Ok(_) | Err(PackError::OtherContent { .. }) => {}
                // Where nothing is written, what is installed has to do.
                Err(PackError::Fault(_)) if self.store.only_reads() => {}
                Err(other) => {
                    let label = format!("{} {}", carried.pack.id, carried.pack.version);
                    refused.push((label, other));
                }
            }
        }
        self.carried = carried.into_iter().map(|carried| carried.hash).collect();
        Ok(refused)
    }

    /// Reads every pack that is installed.
    fn read_packs(&mut self) -> Result<(), SessionError> {
        self.packs.clear();
        for installed in self.store.packs()? {
            let bytes = match self.store.pack(&installed.hash) {
                Ok(bytes) => bytes,
                // The check of the file names it; everything else can still be read.
                Err(fault) if matches!(fault.kind, FaultKind::Damaged(_)) => continue,
                Err(fault) => return Err(fault.into()),
            };
            if let Some(bytes) = bytes {
                let (pack, hash) = read(&bytes)?;
                self.packs.insert(hash, Arc::new(pack));
            }
        }
        Ok(())
    }

    /// Takes packs that were signed with `publisher` without asking, as a program does that was
    /// built with its key.
    #[must_use]
    pub fn published_by(mut self, publisher: PublicKey) -> Self {
        self.publisher = Some(publisher);
        self
    }

    /// Returns the data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns today where the company is.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// Returns plain sentences where the data folder is no safe place for a database, where the clock is
    /// behind what is recorded in it, and where a file that had left came on record at this opening.
    pub fn folder_warning(&self) -> Option<String> {
        let said = self.settled.iter().cloned().chain(self.place_warning());
        let said: Vec<String> = said.collect();
        (!said.is_empty()).then(|| said.join(" "))
    }

    fn place_warning(&self) -> Option<String> {
        if self.store.only_reads() {
            return Some(format!(
                "{} cannot be written, so it is open to be read: no change is taken, and what is \
                 exported is not put on record.",
                self.folder.display()
            ));
        }
        proviso_store::folder_warning(&self.folder).or_else(|| self.clock_warning())
    }

    fn clock_warning(&self) -> Option<String> {
        let last = self.store.latest_moment().ok()??;
        let now = self.clock.now();
        let words = |at: Moment| {
            let at = Moment {
                offset_minutes: now.offset_minutes,
                ..at
            };
            at.long()
        };
        (now.unix_millis + CLOCK_SLACK < last.unix_millis).then(|| {
            format!(
                "This computer’s clock says {}, and something was recorded here on {}. Set the clock \
                 right: until then the dates of new entries and reports, and the age of the law, are \
                 wrong. What is recorded stays in the order in which it was recorded.",
                words(now),
                words(last)
            )
        })
    }

    /// Returns where the window stood when it was closed.
    pub fn window_place(&self) -> Option<WindowPlace> {
        let value = self.store.setting("window").ok()??;
        serde_json::from_value(value).ok()
    }

    /// Keeps where the window stands.
    pub fn keep_window_place(&mut self, place: WindowPlace) -> Result<(), SessionError> {
        let value = serde_json::to_value(place).unwrap_or_default();
        Ok(self.store.set_setting("window", &value)?)
    }

    /// Loads a run by its id.
    pub fn load(&self, run: &str) -> Result<Loaded, SessionError> {
        let run = self.store.run(run)?;
        let assessment = self.store.assessment(&run.assessment)?;
        let pack = self.pack(&run.pack.hash)?;
        let stored = self.store.answers(&run.id)?;
        let actions = self.store.actions(&run.assessment)?;
        let changed = run.changed;
        Ok(Loaded {
            profile: self.store.profile(&run.id)?.unwrap_or_default(),
            evidence: self.store.evidence(&run.id)?,
            carried: stored
                .iter()
                .filter(|(_, answer)| answer.cause == proviso_store::Cause::Carried)
                .map(|(item, _)| item.clone())
                .collect(),
            bound: stored
                .iter()
                .map(|(item, answer)| (item.clone(), answer.item_hash.clone()))
                .collect(),
            signed: self.signed_by(&run.id)?,
            answers: stored
                .into_iter()
                .map(|(item, stored)| (item, stored.answer))
                .collect(),
            actions: actions
                .into_iter()
                .map(|(item, stored)| (item, stored.action))
                .collect(),
            assessment,
            run,
            pack,
            changed,
        })
    }

    /// Returns the id of the latest run of an assessment, named by its id, the first characters of
    /// it, or its name.
    pub fn latest_run(&self, assessment: &str) -> Result<String, SessionError> {
        let assessment = self.store.find_assessment(assessment)?;
        let latest = assessment.runs.iter().max_by_key(|run| run.number);
        latest.map(|run| run.id.clone()).ok_or(SessionError::NoRun {
            name: assessment.details.name(),
        })
    }

    /// Returns the id of a run of an assessment by its number.
    pub fn numbered_run(&self, assessment: &str, number: u32) -> Result<String, SessionError> {
        let assessment = self.store.find_assessment(assessment)?;
        let found = assessment.runs.iter().find(|run| run.number == number);
        found.map(|run| run.id.clone()).ok_or_else(|| {
            let numbers = assessment.runs.iter().map(|run| run.number.to_string());
            SessionError::NoSuchRun {
                name: assessment.details.name(),
                number,
                runs: numbers.collect::<Vec<_>>().join(", "),
            }
        })
    }

    fn pack(&self, hash: &Hash) -> Result<Arc<Pack>, SessionError> {
        let pack = self.packs.get(hash).cloned();
        pack.ok_or_else(|| SessionError::UnknownPack { hash: hash.short() })
    }

    /// Stamps a change with the name given in settings; refuses while there is none.
    fn stamp(&self) -> Result<Stamp, SessionError> {
        let author = self.settings()?.author;
        if author.trim().is_empty() {
            return Err(SessionError::NoAuthor);
        }
        Ok(Stamp {
            author,
            at: self.clock.now(),
        })
    }
}
