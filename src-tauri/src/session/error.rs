//! Why a session refuses: one sentence each, and a stable code for the window.

mod code;

use std::path::PathBuf;

use proviso_core::answer::AnswerError;
use proviso_core::compare::UnitsError;
use proviso_core::date::DateError;
use proviso_core::evidence::EvidenceError;
use proviso_core::pack::PackError;
use proviso_core::report::NoModel;
use proviso_core::rerun::{PlanError, ResponseError};
use proviso_report::RenderError;
use proviso_report::formats::FormatError;
use proviso_store::{
    BackupError, CodeError, ConvertError, DiscardError, Fault, FindError, FindRunError,
    FollowError, KeyError, LinkError, NewAssessmentError, OpenError, ReadError, RecordError,
    RemoveError, RestoreError, system_says,
};
use thiserror::Error;

use crate::document::DocumentError;
use crate::error::CommandError;
use crate::export::ExportError;
use crate::session::{BringInError, CarryError, CopyError, Format};

/// Why a session refused. Nothing was half-done.
#[derive(Debug, Error)]
pub enum SessionError {
    /// The data folder cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The data file is broken, and there is a backup to go back to.
    #[error(
        "{why}. The last good backup was made {at}, UTC: {}. Going back to it keeps the broken file among \
         the backups",
        backup.display()
    )]
    Broken {
        /// Why the data folder was not opened.
        why: Box<Self>,
        /// When the backup was made, as printed.
        at: String,
        /// The backup.
        backup: PathBuf,
    },
    /// An embedded or installed pack cannot be read.
    #[error("A pack cannot be read. {0}")]
    Pack(#[from] PackError),
    /// A pack cannot be installed.
    #[error(transparent)]
    Install(#[from] proviso_store::PackError),
    /// A pack is not brought in.
    #[error(transparent)]
    BringIn(#[from] BringInError),
    /// An assessment is neither written to a file nor taken from one.
    #[error(transparent)]
    Carry(#[from] CarryError),
    /// Two copies are not brought together.
    #[error(transparent)]
    Merge(#[from] proviso_store::MergeError),
    /// A merge is not taken back.
    #[error(transparent)]
    UndoMerge(#[from] proviso_store::UndoMergeError),
    /// Nothing was destroyed.
    #[error(transparent)]
    Destroy(#[from] proviso_store::DestroyError),
    /// No hold and no date was recorded.
    #[error(transparent)]
    Hold(#[from] proviso_store::HoldError),
    /// An assessment on hold is not deleted.
    #[error(
        "This assessment is on hold ({reason}), so it is not deleted. Release the hold first; nothing was changed"
    )]
    OnHold {
        /// Why.
        reason: String,
    },
    /// A run is not signed.
    #[error(transparent)]
    Sign(#[from] proviso_store::SignError),
    /// No name or no role was typed.
    #[error("Type name and role of whoever signs, and both or neither of a reviewer")]
    NoSigner,
    /// No statement was typed.
    #[error("Type what the signer states; the suggestion can be changed and not left out")]
    NoStatement,
    /// No reason for an amendment was typed, or a treatise.
    #[error("Say in at most 300 characters why the run is amended; every report prints it")]
    NoReason,
    /// Nothing was sent back.
    #[error("Say what is to change, at one question at least, in at most 2,000 characters each")]
    NoComment,
    /// A comment is not resolved.
    #[error(transparent)]
    Resolve(#[from] proviso_store::ResolveError),
    /// A detached signature was not made.
    #[error(transparent)]
    Detach(#[from] crate::detach::DetachError),
    /// Nothing was signed.
    #[error("This run is not signed, or what was kept with it was destroyed")]
    NotSigned,
    /// A pack is not removed.
    #[error(transparent)]
    Remove(#[from] RemoveError),
    /// Reading was refused.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A change was refused.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// No or no single run fits.
    #[error(transparent)]
    FindRun(#[from] FindRunError),
    /// The two runs are of different assessments.
    #[error(
        "These are {one} and {other}. A comparison is of two runs of one assessment; units of one organization stand side by side in the portfolio"
    )]
    OtherAssessment {
        /// The first.
        one: String,
        /// The second.
        other: String,
    },
    /// Units cannot stand side by side.
    #[error(transparent)]
    Units(#[from] UnitsError),
    /// No or no single assessment fits.
    #[error(transparent)]
    Find(#[from] FindError),
    /// An assessment cannot be made.
    #[error(transparent)]
    New(#[from] NewAssessmentError),
    /// There is no plan of a run that follows.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// No run that follows was made.
    #[error(transparent)]
    Follow(#[from] FollowError),
    /// A run is not thrown away.
    #[error(transparent)]
    Discard(#[from] DiscardError),
    /// An old answer cannot stand.
    #[error("{0}. Nothing was recorded")]
    Response(#[from] ResponseError),
    /// There is no such backup.
    #[error("There is no backup “{name}” any more. Open the list of backups again")]
    NoBackup {
        /// What was asked for.
        name: String,
    },
    /// No file to go back to was chosen.
    #[error("No backup file is chosen. Choose one first")]
    NoBackupChosen,
    /// No backup was made.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// Nothing was restored.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// The data file cannot be read or written.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// What was typed does not fit the field.
    #[error("{0}. Nothing was recorded")]
    Answer(#[from] AnswerError),
    /// What was typed is no date.
    #[error(transparent)]
    Date(#[from] DateError),
    /// The report cannot be rendered.
    #[error("The report cannot be set on paper. {0}")]
    Render(#[from] RenderError),
    /// Whoever asked for it does not want it any more.
    #[error("It was stopped; nothing was written")]
    Stopped,
    /// The file cannot be put together in the format chosen.
    #[error("The file cannot be made. {0}")]
    Format(#[from] FormatError),
    /// The file cannot be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The copy cannot be asked for in this way.
    #[error(transparent)]
    Copy(#[from] CopyError),
    /// The run has no such copy.
    #[error(transparent)]
    NoModel(#[from] NoModel),
    /// Nothing here writes the format.
    #[error("{} is not written by this version of Proviso. Choose another format", .0.label())]
    NoRenderer(Format),
    /// The assessment has no run of this number.
    #[error("“{name}” has no run {number}. Its runs: {runs}")]
    NoSuchRun {
        /// The assessment.
        name: String,
        /// What was asked for.
        number: u32,
        /// The runs that there are.
        runs: String,
    },
    /// What was typed about a piece of evidence does not fit.
    #[error("{0}. Nothing was recorded")]
    Evidence(#[from] EvidenceError),
    /// A piece of evidence was not changed.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// A document is not taken or not opened.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// There is no such evidence.
    #[error("This evidence is no longer linked to the answer. Open the question again")]
    UnknownEvidence,
    /// It is a reference alone.
    #[error("No copy of this document is kept here; it is held where its reference says")]
    NoCopy,
    /// The copy is not what was put in.
    #[error(
        "The copy of “{name}” is missing or was changed in the data file, so it is not handed out. \
         Restore it from a backup"
    )]
    CopyDamaged {
        /// The file's name.
        name: String,
    },
    /// The history has no such state.
    #[error("That state is not in the history of this answer any more. Open the history again")]
    UnknownRevision,
    /// A form is not written or read.
    #[error(transparent)]
    Form(#[from] crate::forms::FormError),
    /// There is no request.
    #[error("{0}. Nothing was recorded")]
    Ask(#[from] proviso_core::request::AskError),
    /// A reply is not received.
    #[error(transparent)]
    Receive(#[from] proviso_core::request::ReceiveError),
    /// What was typed of an interview or of the matter log does not fit.
    #[error("{0}. Nothing was recorded")]
    Around(#[from] proviso_core::matter_log::AroundError),
    /// The reply is to a request of another assessment.
    #[error(
        "The file answers a request that was made in “{name}”, not in the assessment that is open. Receive it \
         there; nothing was recorded"
    )]
    ReplyOfAnother {
        /// That assessment.
        name: String,
    },
    /// There is no such request.
    #[error("This request is not here any more. Open the list of requests again")]
    UnknownRequest,
    /// There is no such return.
    #[error("This statement is not on record any more. Open the list of requests again")]
    UnknownReturn,
    /// The request was withdrawn.
    #[error("This request was withdrawn already. Make another one; nothing was recorded")]
    Withdrawn,
    /// There is no such interview.
    #[error("This interview is not on record any more. Open the list of interviews again")]
    UnknownInterview,
    /// There is no such entry.
    #[error("The entry that this one follows is not on record any more. Open the matter log again")]
    UnknownMatter,
    /// A text is too long.
    #[error("The text is longer than {characters} characters. Shorten it; nothing was recorded")]
    TooLong {
        /// What it can have.
        characters: usize,
    },
    /// What is stated is not what was asked.
    #[error("This request does not ask that. Open it again; nothing was changed")]
    NotInRequest,
    /// Another request of the same identifier is answered here.
    #[error(
        "A request of the same identifier is answered here already, with other content. Remove it first, or \
         ask the counsel who sent it for another file; nothing was changed"
    )]
    OtherRequest,
    /// A reply would say nothing.
    #[error("Nothing is stated yet, so there is no reply to save")]
    NothingStated,
    /// Nobody answers.
    #[error("Give the name of whoever answers; the reply names it")]
    NobodyAnswers,
    /// The pack of the run has no such item.
    #[error("The pack {pack} has no item “{item}”. Open the run again from the list")]
    UnknownItem {
        /// What was asked for.
        item: String,
        /// The pack.
        pack: String,
    },
    /// No run of an assessment has ever asked it.
    #[error(
        "No run of {name} asks or has asked the item “{item}”, so nothing was looked for. Give the id of the \
         item as counsel’s file and “proviso pack show” print it"
    )]
    NeverAsked {
        /// What was given for its id.
        item: String,
        /// The assessment.
        name: String,
    },
    /// There is no such gap.
    #[error("“{item}” is not a gap of this run, so there is no action to change")]
    NoGap {
        /// What was asked for.
        item: String,
    },
    /// The pack is not in the data folder.
    #[error("The pack {hash} is not installed in this data folder. Bring its file in first")]
    UnknownPack {
        /// The first digits of its hash.
        hash: String,
    },
    /// No installed pack has that id and version.
    #[error(
        "No pack {pack} {version} is installed in this data folder. {}",
        installed_are(pack, installed)
    )]
    NoSuchVersion {
        /// The pack.
        pack: String,
        /// The version that was asked for.
        version: String,
        /// The versions that are installed.
        installed: Vec<String>,
    },
    /// The run has no old answer to that item.
    #[error(
        "“{item}” has no answer in this run that is to be looked at again. Open “What moved” again from the run"
    )]
    NothingToLookAt {
        /// What was asked for.
        item: String,
    },
    /// An answer whose question changed is not re-affirmed with others.
    #[error(
        "“{title}” is asked differently now, or was settled already, so it is looked at on its own. Nothing was recorded"
    )]
    OneByOne {
        /// The item's title.
        title: String,
    },
    /// An assessment without a run.
    #[error("“{name}” has no run yet")]
    NoRun {
        /// The assessment.
        name: String,
    },
    /// Nobody has given a name yet.
    #[error("Give the name that signs your entries, in Settings; it is printed as given")]
    NoAuthor,
    /// An assessment needs the name of the organization.
    #[error("Name the organization that is assessed")]
    NoOrganization,
    /// A profile names something that the pack does not have.
    #[error("The pack does not know “{0}”. Choose among the roles and facts that it asks about")]
    UnknownInProfile(String),
    /// A profile without a role.
    #[error("Choose at least one role; without one, next to nothing is asked")]
    NoRole,
    /// What was typed is not the name of what is to be deleted.
    #[error(
        "What was typed is not the assessment's name. Type “{name}” as it is listed; nothing was deleted"
    )]
    NameDiffers {
        /// The name.
        name: String,
    },
    /// The assessment is deleted already.
    #[error("“{name}” is deleted already. It can be recovered in the list of assessments")]
    DeletedAlready {
        /// The assessment.
        name: String,
    },
    /// The sample cannot be read.
    #[error("The sample cannot be read: {0}")]
    Sample(String),
    /// Nothing was exported yet.
    #[error("No file was exported yet in this session")]
    NothingExported,
    /// The file browser cannot be started.
    #[error("The file cannot be shown: {}", system_says(.0))]
    Reveal(std::io::Error),
    /// A passphrase or recovery code does not fit.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The data file is not converted.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// The last group of the recovery code was not typed as it was shown.
    #[error(
        "That is not the last group of the recovery code. Write the code down, and type its last \
         group as it is shown"
    )]
    CodeNotTyped,
    /// The data are encrypted, and there is nothing to lock otherwise.
    #[error(
        "The data folder is not encrypted, so there is nothing to lock. Encrypt it in Settings"
    )]
    NothingToLock,
    /// The window is locked.
    #[error("Proviso is locked. Unlock it with the passphrase or the recovery code")]
    Locked,
    /// The data folder was closed.
    #[error("The data folder is closed. Open Proviso again")]
    Closed,
    /// An earlier call failed in the middle.
    #[error(
        "An earlier step failed. Close Proviso and open it again; what was shown as saved is on disk"
    )]
    Poisoned,
}

fn installed_are(pack: &str, versions: &[String]) -> String {
    if versions.is_empty() {
        format!("It has no version of {pack}; “proviso pack list” names those it has")
    } else {
        format!("It has {}", versions.join(", "))
    }
}

impl From<CodeError> for SessionError {
    fn from(error: CodeError) -> Self {
        Self::Key(error.into())
    }
}

impl From<ExportError> for CommandError {
    fn from(error: ExportError) -> Self {
        SessionError::from(error).into()
    }
}

impl From<SessionError> for CommandError {
    fn from(error: SessionError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}
