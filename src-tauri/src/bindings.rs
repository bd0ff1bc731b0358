//! TypeScript declarations of what crosses to the window, in one file: `ui/src/ipc/types.ts`.
//!
//! The file is committed; a test fails when it is stale, and `cargo xtask bindings` writes it.

#![cfg(feature = "e2e")]

use ts_rs::{Config, TS};

use proviso_core::action::{Action, ActionField, ActionStanding, ActionStatus, Effort};
use proviso_core::answer::{Answer, BasisKind, Certainty, Field, Verdict};
use proviso_core::compare::MoveKind;
use proviso_core::evidence::{Evidence, KeptCopy};
use proviso_core::gap::Priority;
use proviso_core::law_age::LawAge;
use proviso_core::listing::List;
use proviso_core::matter_log::MatterKind;
use proviso_core::merge::Side;
use proviso_core::overview::Progress;
use proviso_core::pack::{
    ChangeKind, Confidence, DecisionOption, ItemDiff, ItemStatus, LegalState, Note, ProvisionDiff,
    Span, SpanKind, TextDiff,
};
use proviso_core::preflight::{Lack, Level, Spot, Topic};
use proviso_core::profile::{Profile, TraitAnswer};
use proviso_core::report::{ActionGroup, GroupBy, HeatLevel, MovementRow, Step, Waterfall};
use proviso_core::request::{
    Asked, AskedFrom, Asks, Form, Outcome, Request, Respondent, Stated, Taken, Wording,
};
use proviso_core::rerun::{PlanCounts, Response};
use proviso_core::scope::{OutCause, Standing};
use proviso_core::search::Piece;

use proviso_report::{PreviewFace, PreviewPage, PreviewThing};

use crate::error::CommandError;
use crate::session::{Format, Sheet, TableOf};
use crate::wire::{
    About, ActionCounts, ActionDraftView, ActionRow, ActionsView, AddresseeView, ArrivalChoice,
    ArrivalPack, ArrivalRun, ArrivalStanding, ArrivalView, AssessmentDetails, AssessmentRow,
    AssessmentStanding, BarItem, BarView, CandidateStanding, CommentInput, CommentView,
    CopyChoices, CopySaved, Counted, DateRow, DecisionRow, Deleted, Departed, DetachedView,
    DraftView, DropNotice, EventView, EvidenceInput, EvidenceRecorded, EvidenceView, ExportOptions,
    ExportRow, Exported, FieldChangeView, FindRow, Finds, FoundPlace, Grouping, HeatCellView,
    HeatRowView, HeatView, InstalledPack, ItemView, KindView, Labeled, Made, MemoDate, MemoEvent,
    MemoSection, MemoView, Movement, NewAssessment, NextRow, OverviewView, PackCandidate,
    PackChoice, PackOriginView, PackRow, PreflightFinding, ProblemView, ProfilePreview,
    ProfileQuestion, ProfileQuestions, ProvisionView, Recorded, Retraced, RevisionView, RunFinds,
    RunRow, RunStateView, RunView, ScopeMoveView, Settings, SignAsked, SignView, SignatoryView,
    SignatureView, SignedView, SourceView, Start, TermView, Theme, ThemeView, TrustedKey,
};
use crate::wire::{
    AnswerSign, CompareSide, CompareView, ExactPart, FieldMove, ItemMoveView, MoveCount,
    MovementView, PortfolioLine, PortfolioView, RangeView, RunLabel, StandView, TrendRow, UnitCell,
    UnitLine, UnitView, UnitsView,
};
use crate::wire::{
    AnsweringOpened, AnsweringRow, AnsweringView, AroundItem, AskItem, FormDraftView,
    InterviewInput, InterviewView, InterviewsView, MatterInput, MatterLogView, MatterView,
    ProposalAccepted, ProposalState, ProposalView, Receipt, RequestChoices, RequestInput,
    RequestRow, RequestSent, RequestView, RequestsView, RespondentView, ReturnRow, StatedInput,
    TitledItem,
};
use crate::wire::{
    AtticRow, BatchRow, BatchView, LawEvent, LawMemo, LawMemoEvent, LawMemoItem, LookState,
    LookView, MovedView, NewerPack, Offer, OldAnswer, PlanGroup, PlanRow, PlanSection, PlanView,
    QueueRow, ReasonView, RunLink,
};
use crate::wire::{
    BackupCounts, BackupRow, BackupsView, ChangedRow, RestoreView, Restored, Soundness,
};
use crate::wire::{BroughtView, ConflictView, MergeChoice, MergeView, MergedView};
use crate::wire::{
    CertificateView, DestroyExtent, DestroyedView, DetailsPart, DocumentPart, ExpungeAsked,
    ExpungeChoice, ExpungeExtent, ExpungeTarget, HoldView, RetainView,
};
use crate::wire::{EncryptionView, LockView};
use crate::work::{WorkKind, WorkProgress};

/// Returns the text of `ui/src/ipc/types.ts`.
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let mut text = String::from(
        "// Generated from src-tauri/src/wire by `cargo xtask bindings`; do not edit.\n",
    );
    macro_rules! declare {
        ($($kind:ty),* $(,)?) => {
            $(
                text.push_str("\nexport ");
                text.push_str(&<$kind as TS>::decl(&config));
                text.push('\n');
            )*
        };
    }
    declare!(
        Verdict,
        BasisKind,
        Certainty,
        Field,
        Answer,
        TraitAnswer,
        Profile,
        ActionStatus,
        Effort,
        ActionStanding,
        ActionField,
        Action,
        Priority,
        Confidence,
        LegalState,
        ItemStatus,
        Note,
        DecisionOption,
        ChangeKind,
        SpanKind,
        Span,
        TextDiff,
        ItemDiff,
        ProvisionDiff,
        LawAge,
        List,
        Piece,
        HeatLevel,
        GroupBy,
        ActionGroup,
        Progress,
        OutCause,
        Standing,
        CommandError,
        Theme,
        Settings,
        Start,
        About,
        EncryptionView,
        LockView,
        RunLink,
        NewerPack,
        AssessmentDetails,
        RunRow,
        AssessmentStanding,
        HoldView,
        RetainView,
        AssessmentRow,
        DocumentPart,
        DetailsPart,
        ExpungeTarget,
        ExpungeChoice,
        ExpungeExtent,
        ExpungeAsked,
        DestroyExtent,
        CertificateView,
        DestroyedView,
        ArrivalRun,
        ArrivalPack,
        ArrivalStanding,
        ArrivalView,
        ArrivalChoice,
        Departed,
        Deleted,
        FoundPlace,
        RunFinds,
        FindRow,
        Finds,
        PackRow,
        PackOriginView,
        InstalledPack,
        ProblemView,
        SignatureView,
        CandidateStanding,
        MemoEvent,
        MemoSection,
        MemoDate,
        MemoView,
        PackCandidate,
        PackChoice,
        TrustedKey,
        ProfileQuestion,
        ProfileQuestions,
        Movement,
        ScopeMoveView,
        ProfilePreview,
        NewAssessment,
        Made,
        Counted,
        Lack,
        Level,
        Topic,
        Spot,
        RunStateView,
        DraftView,
        AddresseeView,
        ProvisionView,
        Labeled,
        ThemeView,
        KindView,
        EventView,
        SourceView,
        ItemView,
        KeptCopy,
        Evidence,
        EvidenceView,
        EvidenceInput,
        EvidenceRecorded,
        CopySaved,
        DropNotice,
        Retraced,
        FieldChangeView,
        TermView,
        RunView,
        Recorded,
        RevisionView,
        BarItem,
        BarView,
        DecisionRow,
        DateRow,
        NextRow,
        ActionCounts,
        HeatCellView,
        HeatRowView,
        HeatView,
        OverviewView,
        ActionDraftView,
        ActionRow,
        Grouping,
        ActionsView,
        PreviewFace,
        PreviewThing,
        PreviewPage,
        CopyChoices,
        Format,
        TableOf,
        Sheet,
        WorkKind,
        WorkProgress,
        MoveKind,
        MovementRow,
        Step,
        Waterfall,
        RunLabel,
        CompareSide,
        ExactPart,
        MovementView,
        MoveCount,
        AnswerSign,
        StandView,
        FieldMove,
        ItemMoveView,
        CompareView,
        RangeView,
        TrendRow,
        PortfolioLine,
        PortfolioView,
        UnitView,
        UnitCell,
        UnitLine,
        UnitsView,
        ExportOptions,
        PreflightFinding,
        Exported,
        ExportRow,
        PlanCounts,
        Response,
        LawEvent,
        LawMemoItem,
        LawMemoEvent,
        LawMemo,
        ReasonView,
        PlanGroup,
        PlanRow,
        PlanSection,
        PlanView,
        LookState,
        QueueRow,
        BatchRow,
        BatchView,
        MovedView,
        Offer,
        OldAnswer,
        LookView,
        AtticRow,
        SignatoryView,
        CommentInput,
        CommentView,
        DetachedView,
        SignAsked,
        Side,
        BroughtView,
        ConflictView,
        MergeView,
        MergeChoice,
        MergedView,
        SignedView,
        SignView,
        BackupCounts,
        BackupRow,
        BackupsView,
        ChangedRow,
        RestoreView,
        Restored,
        Soundness,
        Respondent,
        AskedFrom,
        Asks,
        Asked,
        Request,
        Form,
        Stated,
        Outcome,
        Taken,
        Wording,
        MatterKind,
        AskItem,
        RespondentView,
        RequestChoices,
        RequestInput,
        RequestRow,
        ReturnRow,
        RequestsView,
        RequestView,
        RequestSent,
        ProposalState,
        ProposalView,
        ProposalAccepted,
        Receipt,
        FormDraftView,
        TitledItem,
        InterviewInput,
        InterviewView,
        InterviewsView,
        MatterInput,
        MatterView,
        MatterLogView,
        AroundItem,
        AnsweringRow,
        AnsweringView,
        StatedInput,
        AnsweringOpened,
    );
    text
}
