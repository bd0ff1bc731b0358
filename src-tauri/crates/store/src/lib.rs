//! The SQLite file: the only part of Proviso that knows SQL.
//!
//! One file, `proviso.db`, holds everything in the data folder, and one process at a time has it
//! open. What counsel decides is appended to logs and never overwritten: each entry is linked to
//! the one before it over the hash of its body, and the data folder's own log records how far each
//! assessment's log has come, so that a change made behind Proviso's back can be found
//! ([`Store::verify`]). Every change is one transaction, on disk before the call returns.
//!
//! There is no clock and no randomness here: who and when come with each change as a [`Stamp`],
//! identifiers and salts from the [`Entropy`] given when the store is opened.

#![forbid(unsafe_code)]

mod action;
mod answer;
mod answering;
mod around;
mod assessment;
pub mod backup;
mod body;
mod carry;
mod cipher;
mod comment;
mod container;
mod copy;
mod departing;
mod destroy;
mod detached;
mod draft;
mod evidence;
mod fault;
mod folder;
mod follow;
mod form_draft;
mod hold;
mod in_place;
mod listed;
mod log;
mod many;
mod matter_log;
mod merge;
mod migrate;
mod open;
mod pace;
mod pack;
mod place;
mod profile;
mod request;
mod run;
mod search;
mod setting;
mod sign;
mod stamp;
mod store;
mod stretch;
mod system;
mod tally;
mod undo;
mod verify;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
mod guards;
#[cfg(test)]
mod testing;

pub use action::{ActionChange, PastAction, StoredAction};
pub use answer::{Change, PastAnswer, PastContent, RecordError, Recorded, StoredAnswer};
pub use answering::Answering;
pub use assessment::{
    Assessment, AssessmentState, Created, Details, FindError, FirstRun, NewAssessmentError,
};
pub use backup::{
    Backup, BackupError, BackupJob, BackupKind, BackupSettings, ChangedAssessment, CheckError,
    Difference, RestoreError, Side,
};
pub use body::Cause;
pub use carry::{Arrival, ArrivalError, DepartureError, Standing};
pub use cipher::{
    CodeError, ConvertError, KEY_FILE, KeyError, NewLock, PlainCopy, RecoveryCode, Secret,
};
pub use comment::{Comment, NewComment, ResolveError};
pub use container::{
    ContainerError, Contents, MAX_FILE_BYTES, SealError, is_sealed, seal, seal_watched, unseal,
    unseal_watched,
};
pub use copy::{DOCUMENT, ExportedCopy, PastExport, REQUEST};
pub use departing::{Departing, NamedFile, Sending};
pub use destroy::{
    Certificate, DestroyError, Destruction, DetailsField, Elsewhere, EvidencePart, Expunged,
    Extent, NotReached, Target, Why,
};
pub use detached::{DetachedSignature, PastSignature};
pub use draft::{ActionDraft, Draft};
pub use evidence::{EvidenceState, LinkError, NewEvidence, PastEvidence};
pub use fault::{Fault, FaultKind};
pub use folder::folder_warning;
pub use follow::{DiscardError, FollowError, NextRun, TakenOver};
pub use form_draft::FormDraft;
pub use hold::{Hold, HoldError, Keeping};
pub use in_place::Displaced;
pub use listed::{Among, Gist, ListedRun};
pub use log::{Head, Log};
pub use many::Ready;
pub use matter_log::PastInterview;
pub use merge::{
    About, Brought, Choices, Conflict, MergeError, MergePlan, PastMerge, RunNews, SaidBy,
    UndoMergeError,
};
pub use open::{DATA_FILE, LOCK_FILE, OpenError, OpenOptions};
pub use pace::{Step, Watch};
pub use pack::{PackError, PackOrigin, PackSignature, RemoveError, StoredPack};
pub use request::{NewOutcome, Noted, ProposalOutcome, ReceivedReturn, RequestNote, SentRequest};
pub use run::{Closed, FindRunError, PackRef, ReadError, Run, RunState};
pub use search::{Find, FoundIn, RunFinds};
pub use sign::{Frozen, SignError, Signatory, SignedRun, Signing};
pub use stamp::{Entropy, Stamp};
pub use store::Store;
pub use stretch::MIN_PASSPHRASE;
pub use system::system_says;
pub use undo::{Restored, Retrace};
pub use verify::{Breach, BrokenLink, Checking, Place, StopChecking};
