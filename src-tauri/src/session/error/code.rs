//! The stable names of refusals, by which the window branches.

use proviso_core::rerun::PlanError;
use proviso_store::{
    BackupError, CheckError, ConvertError, DiscardError, Fault, FaultKind, FindError, FindRunError,
    FollowError, KeyError, LinkError, NewAssessmentError, OpenError, ReadError, RecordError,
    RemoveError, RestoreError,
};

use super::SessionError;

impl SessionError {
    /// Returns the stable name of the kind of refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open(OpenError::Locked { .. }) | Self::Locked => "locked",
            Self::Open(OpenError::Key(refusal)) | Self::Key(refusal) => key_code(refusal),
            Self::Convert(ConvertError::Key(refusal)) => key_code(refusal),
            Self::Convert(ConvertError::Already) => "encryptedAlready",
            Self::Convert(ConvertError::Fault(fault)) => code_of(fault),
            Self::Convert(ConvertError::Open(_) | ConvertError::Differs(_)) => "notConverted",
            Self::Convert(ConvertError::Reopen(_)) => "cannotOpen",
            Self::Convert(ConvertError::Stopped) => "stopped",
            Self::Broken { .. } => "brokenData",
            Self::CodeNotTyped => "badValue",
            Self::NothingToLock => "notEncrypted",
            Self::Open(_) => "cannotOpen",
            Self::Install(proviso_store::PackError::OtherContent { .. }) => "otherContent",
            Self::Pack(_) | Self::Install(proviso_store::PackError::NotAPack(_)) => "badPack",
            Self::BringIn(refusal) => refusal.code(),
            Self::Carry(refusal) => refusal.code(),
            Self::Merge(refusal) => crate::session::merge::merge_code(refusal),
            Self::UndoMerge(refusal) => crate::session::merge::undo_merge_code(refusal),
            Self::Destroy(refusal) => destroy_code(refusal),
            Self::Hold(refusal) => hold_code(refusal),
            Self::OnHold { .. } => "onHold",
            Self::Sign(proviso_store::SignError::Draft { .. }) => "draftOpen",
            Self::Sign(proviso_store::SignError::Moved) => "movedMeanwhile",
            Self::Sign(proviso_store::SignError::Record(refusal)) => record_code(refusal),
            Self::NoSigner | Self::NoStatement | Self::NoReason | Self::NoComment => "badValue",
            Self::Resolve(proviso_store::ResolveError::Unknown) => "unknownComment",
            Self::Resolve(proviso_store::ResolveError::Record(refusal)) => record_code(refusal),
            Self::Detach(refusal) => refusal.code(),
            Self::NotSigned => "notSigned",
            Self::Stopped => "stopped",
            Self::Remove(RemoveError::InUse { .. }) => "packInUse",
            Self::Remove(RemoveError::NotInstalled(_)) => "unknownPack",
            Self::Read(ReadError::UnknownRun { .. })
            | Self::Record(RecordError::UnknownRun { .. }) => "unknownRun",
            Self::Read(ReadError::UnknownAssessment { .. })
            | Self::Record(RecordError::UnknownAssessment { .. })
            | Self::Find(FindError::Unknown { .. } | FindError::Ambiguous { .. }) => {
                "unknownAssessment"
            }
            Self::Record(RecordError::Closed { .. } | RecordError::PutAway)
            | Self::Link(LinkError::Record(RecordError::Closed { .. } | RecordError::PutAway)) => {
                "readOnly"
            }
            Self::Link(LinkError::UnknownLink { .. }) | Self::UnknownEvidence => "unknownEvidence",
            Self::Link(LinkError::Record(
                RecordError::UnknownRun { .. } | RecordError::UnknownAssessment { .. },
            )) => "unknownRun",
            Self::Evidence(_) => "badValue",
            Self::Document(_) => "badDocument",
            Self::NoCopy => "noCopy",
            Self::CopyDamaged { .. } => "damaged",
            Self::UnknownRevision => "unknownRevision",
            Self::FindRun(
                FindRunError::Assessment(FindError::Fault(fault)) | FindRunError::Fault(fault),
            ) => code_of(fault),
            Self::FindRun(FindRunError::Assessment(_)) => "unknownAssessment",
            Self::FindRun(_) => "unknownRun",
            Self::OtherAssessment { .. } => "otherAssessment",
            Self::Units(_) => "otherPack",
            Self::NameDiffers { .. } => "badValue",
            Self::DeletedAlready { .. } => "readOnly",
            Self::New(NewAssessmentError::UnknownPack { .. }) | Self::UnknownPack { .. } => {
                "unknownPack"
            }
            Self::Plan(PlanError::OtherPack { .. }) => "otherPack",
            Self::Plan(PlanError::Older { .. }) => "olderPack",
            Self::Plan(PlanError::OtherContent { .. }) => "otherContent",
            Self::Plan(PlanError::NotDeclared { .. }) => "notDeclared",
            Self::Plan(PlanError::Broken { .. }) => "brokenDeclaration",
            Self::Follow(FollowError::UnknownRun { .. })
            | Self::Discard(DiscardError::UnknownRun { .. }) => "unknownRun",
            Self::Follow(FollowError::UnknownPack { .. }) | Self::NoSuchVersion { .. } => {
                "unknownPack"
            }
            Self::Follow(FollowError::Followed { .. }) => "followed",
            Self::Follow(FollowError::NotSigned { .. }) => "notSigned",
            Self::Follow(FollowError::Discarded { .. } | FollowError::PutAway)
            | Self::Discard(DiscardError::Closed { .. } | DiscardError::PutAway { .. }) => {
                "readOnly"
            }
            Self::Discard(DiscardError::First { .. }) => "firstRun",
            Self::Response(_) => "cannotStand",
            Self::Read(ReadError::Fault(fault))
            | Self::Follow(FollowError::Fault(fault))
            | Self::Discard(DiscardError::Fault(fault))
            | Self::Record(RecordError::Fault(fault))
            | Self::Link(LinkError::Record(RecordError::Fault(fault)))
            | Self::Find(FindError::Fault(fault))
            | Self::New(NewAssessmentError::Fault(fault))
            | Self::Install(proviso_store::PackError::Fault(fault))
            | Self::Remove(RemoveError::Fault(fault))
            | Self::Fault(fault) => code_of(fault),
            Self::NoBackup { .. } | Self::NoBackupChosen => "unknownBackup",
            Self::Backup(refusal) => backup_code(refusal),
            Self::Restore(refusal) => restore_code(refusal),
            Self::Answer(_)
            | Self::Date(_)
            | Self::Ask(_)
            | Self::Around(_)
            | Self::TooLong { .. }
            | Self::NotInRequest
            | Self::NothingStated
            | Self::NobodyAnswers => "badValue",
            Self::Form(refusal) => refusal.code(),
            Self::Receive(proviso_core::request::ReceiveError::UnknownRequest { .. })
            | Self::UnknownRequest => "unknownRequest",
            Self::Receive(proviso_core::request::ReceiveError::SameFile { .. }) => {
                "receivedAlready"
            }
            Self::Receive(_) => "badForm",
            Self::ReplyOfAnother { .. } => "otherAssessment",
            Self::OtherRequest => "otherContent",
            Self::Withdrawn => "withdrawn",
            Self::UnknownReturn | Self::UnknownInterview | Self::UnknownMatter => "unknownEntry",
            Self::Copy(_) | Self::NoModel(_) | Self::NoRenderer(_) => "badCopy",
            Self::Render(_) | Self::Format(_) => "cannotRender",
            Self::Export(_) => "cannotWrite",
            Self::UnknownItem { .. } | Self::NeverAsked { .. } | Self::NoGap { .. } => {
                "unknownItem"
            }
            Self::NoRun { .. } | Self::NoSuchRun { .. } => "unknownRun",
            Self::NothingToLookAt { .. } => "nothingToLookAt",
            Self::OneByOne { .. } => "oneByOne",
            Self::NoAuthor => "noAuthor",
            Self::NoOrganization | Self::NoRole | Self::UnknownInProfile(_) => "badProfile",
            Self::Sample(_) => "badSample",
            Self::NothingExported | Self::Reveal(_) => "cannotReveal",
            Self::Closed => "closed",
            Self::Poisoned => "failedBefore",
        }
    }
}

/// The stable name of what the file or its disk did to us.
fn code_of(fault: &Fault) -> &'static str {
    match fault.kind {
        FaultKind::Full => "diskFull",
        FaultKind::ReadOnly => "diskReadOnly",
        FaultKind::Busy => "busy",
        FaultKind::Damaged(_) => "damaged",
        FaultKind::Tampered(_) => "tampered",
        FaultKind::Displaced { .. } => "displaced",
        FaultKind::Disk(_) | FaultKind::Refused(_) | FaultKind::Other(_) => "diskFault",
    }
}

/// Returns the stable name of a passphrase or recovery code that does not fit.
fn key_code(refusal: &KeyError) -> &'static str {
    match refusal {
        KeyError::WrongPassphrase => "wrongPassphrase",
        KeyError::WrongCode | KeyError::Mistyped(_) => "wrongCode",
        KeyError::TooShort => "badValue",
        KeyError::NotEncrypted => "notEncrypted",
        KeyError::Missing { .. } | KeyError::Unreadable { .. } | KeyError::Newer { .. } => {
            "cannotOpen"
        }
        KeyError::Fault(fault) => code_of(fault),
    }
}

/// Returns the stable name of a refusal to change a run.
fn record_code(refusal: &RecordError) -> &'static str {
    match refusal {
        RecordError::UnknownRun { .. } => "unknownRun",
        RecordError::UnknownAssessment { .. } => "unknownAssessment",
        RecordError::Closed { .. } | RecordError::PutAway => "readOnly",
        RecordError::Fault(fault) => code_of(fault),
    }
}

/// Returns the stable name of why there is no backup.
fn backup_code(refusal: &BackupError) -> &'static str {
    match refusal {
        BackupError::Broken { .. } => "tampered",
        BackupError::Check(refusal) => check_code(refusal),
        BackupError::Fault(fault) => code_of(fault),
        BackupError::Stopped => "stopped",
    }
}

/// Returns the stable name of why nothing was restored.
fn restore_code(refusal: &RestoreError) -> &'static str {
    match refusal {
        RestoreError::Check(refusal) => check_code(refusal),
        RestoreError::Broken { .. } | RestoreError::Destroyed { .. } => "badBackup",
        RestoreError::Open(_) | RestoreError::Reopen(_) => "cannotOpen",
        RestoreError::NotKept(fault) | RestoreError::Fault(fault) => code_of(fault),
        RestoreError::Stopped => "stopped",
    }
}

fn check_code(refusal: &CheckError) -> &'static str {
    match refusal {
        CheckError::Missing { .. } => "unknownBackup",
        CheckError::NotOurs { .. } | CheckError::Newer { .. } => "badBackup",
        CheckError::Locked { .. } => "lockedBackup",
        CheckError::Key(refusal) => key_code(refusal),
        CheckError::Fault(fault) => code_of(fault),
    }
}

/// Returns the stable name of a refusal to destroy.
fn destroy_code(refusal: &proviso_store::DestroyError) -> &'static str {
    use proviso_store::DestroyError as E;
    match refusal {
        E::NoReason => "noReason",
        E::Held { .. } | E::HeldWithoutOverride { .. } => "onHold",
        E::DestroyedAlready => "readOnly",
        E::NothingThere => "nothingThere",
        E::Read(read) => read_code(read),
    }
}

/// Returns the stable name of a refusal to hold.
fn hold_code(refusal: &proviso_store::HoldError) -> &'static str {
    use proviso_store::HoldError as E;
    match refusal {
        E::NoReason => "noReason",
        E::NotHeld | E::HeldAlready { .. } => "onHold",
        E::Destroyed => "readOnly",
        E::Read(read) => read_code(read),
    }
}

fn read_code(refusal: &ReadError) -> &'static str {
    match refusal {
        ReadError::UnknownRun { .. } => "unknownRun",
        ReadError::UnknownAssessment { .. } => "unknownAssessment",
        ReadError::Fault(fault) => code_of(fault),
    }
}
