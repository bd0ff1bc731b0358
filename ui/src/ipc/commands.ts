// Every command of the shell, one function each. A test compares this list with the shell's own.

import { call, watch } from "./host";
import type {
  AnsweringOpened,
  AnsweringRow,
  AnsweringView,
  AroundItem,
  Form,
  InterviewInput,
  InterviewsView,
  MatterInput,
  MatterLogView,
  ProposalAccepted,
  ProposalView,
  Receipt,
  Request,
  RequestChoices,
  RequestInput,
  RequestSent,
  RequestView,
  RequestsView,
  RespondentView,
  Sheet,
  StatedInput,
  Taken,
  CertificateView,
  DestroyExtent,
  DestroyedView,
  ExpungeAsked,
  ExpungeChoice,
  ExpungeExtent,
  ExpungeTarget,
  About,
  ActionField,
  ActionsView,
  ArrivalChoice,
  ArrivalView,
  AssessmentDetails,
  AssessmentRow,
  BackupCounts,
  BackupsView,
  CommentInput,
  CommentView,
  Deleted,
  Departed,
  CopySaved,
  DropNotice,
  EncryptionView,
  EvidenceInput,
  EvidenceRecorded,
  AtticRow,
  CompareView,
  CopyChoices,
  ExportOptions,
  ExportRow,
  Exported,
  Field,
  Finds,
  InstalledPack,
  LockView,
  LookView,
  Made,
  MergeChoice,
  MergeView,
  MergedView,
  MovedView,
  NewAssessment,
  OverviewView,
  PackCandidate,
  PackChoice,
  PackRow,
  PlanView,
  PortfolioView,
  PreflightFinding,
  PreviewPage,
  Profile,
  ProfilePreview,
  ProfileQuestions,
  Recorded,
  Retraced,
  Response,
  RestoreView,
  Restored,
  RevisionView,
  RunFinds,
  RunView,
  ScopeMoveView,
  SignAsked,
  SignatoryView,
  SignView,
  Settings,
  Soundness,
  Start,
  TrendRow,
  TrustedKey,
  UnitsView,
  WorkKind,
  WorkProgress,
} from "./types";

export const start = () => call<Start>("start");
export const saveSettings = (settings: Settings) => call<Settings>("save_settings", { settings });
export const about = () => call<About>("about");
export const rest = (active: boolean) => call<LockView>("rest", { active });
export const lock = () => call<null>("lock");
export const unlock = (secret: { passphrase: string | null; code: string | null }) =>
  call<null>("unlock", secret);
/** Goes back to the last good backup where the locked data file is broken, and unlocks that. */
export const rescueData = (secret: { passphrase: string | null; code: string | null }) =>
  call<null>("rescue_data", secret);
export const encryption = () => call<EncryptionView>("encryption");
export const drawRecoveryCode = () => call<string[]>("draw_recovery_code");
export const encrypt = (passphrase: string, lastGroup: string) =>
  call<EncryptionView>("encrypt", { passphrase, lastGroup });
export const decrypt = (passphrase: string) => call<EncryptionView>("decrypt", { passphrase });
export const encryptBackups = () => call<EncryptionView>("encrypt_backups");
export const removePlainBackups = () => call<EncryptionView>("remove_plain_backups");
export const setPassphrase = (current: string | null, passphrase: string) =>
  call<null>("set_passphrase", { current, passphrase });
export const setRecoveryCode = (lastGroup: string) =>
  call<null>("set_recovery_code", { lastGroup });

export const backups = () => call<BackupsView>("backups");
/** Makes a backup now; waits until it is checked. */
export const backUpNow = () => call<BackupsView>("back_up_now");
export const setBackupCounts = (counts: BackupCounts) =>
  call<BackupsView>("set_backup_counts", { counts });
/** Asks for a folder; `null` where the dialog was closed without a choice. */
export const chooseBackupPlace = () => call<BackupsView | null>("choose_backup_place");
export const resetBackupPlace = () => call<BackupsView>("reset_backup_place");
/** Asks for a backup's file that is in no list; `false` where the dialog was closed without a choice. */
export const chooseBackupFile = () => call<boolean>("choose_backup_file");
/**
 * Says what going back would change: to a backup of the list, or to the chosen file where `name` is null.
 * `words` open one that was encrypted with another key.
 */
export const lookAtBackup = (name: string | null, words: string | null) =>
  call<RestoreView>("look_at_backup", { name, words });
/** Goes back to a backup; what was read before has to be read again. */
export const restoreBackup = (name: string | null, words: string | null) =>
  call<Restored>("restore_backup", { name, words });
/** Whether the data file holds what was recorded, once that is known. */
export const soundness = () => call<Soundness>("soundness");

export const packs = () => call<PackRow[]>("packs");
/** Lists every pack of the data folder with where it came from. */
export const listPacks = () => call<InstalledPack[]>("list_packs");
/** Opens a dialog for a pack's file and looks at it; nothing is installed. */
export const choosePackFile = () => call<PackChoice>("choose_pack_file");
export const givePackKey = (key: string) => call<PackCandidate>("give_pack_key", { key });
/** Trusts the key of the pack that is looked at. */
export const trustKey = (fingerprint: string) => call<PackCandidate>("trust_key", { fingerprint });
export const installPack = (hash: string) => call<InstalledPack[]>("install_pack", { hash });
export const removePack = (hash: string) => call<InstalledPack[]>("remove_pack", { hash });
export const trustedKeys = () => call<TrustedKey[]>("trusted_keys");
export const distrustKey = (fingerprint: string) =>
  call<TrustedKey[]>("distrust_key", { fingerprint });
export const profileQuestions = (pack: string) =>
  call<ProfileQuestions>("profile_questions", { pack });
/** Says what a profile asks; for an existing run also what moves against its present one. */
export const previewProfile = (pack: string, profile: Profile, run: string | null) =>
  call<ProfilePreview>("preview_profile", { pack, profile, run });

export const assessments = () => call<AssessmentRow[]>("assessments");
export const newAssessment = (assessment: NewAssessment) =>
  call<Made>("new_assessment", { assessment });
/** Asks where to save, and writes the whole assessment to one file; a passphrase seals it. */
export const exportAssessment = (assessment: string, passphrase: string | null) =>
  call<Departed>("export_assessment", { assessment, passphrase });
/** Opens a dialog for a .proviso file and looks at it; nothing is brought in. */
export const chooseAssessmentFile = () => call<ArrivalChoice>("choose_assessment_file");
export const unsealAssessmentFile = (passphrase: string) =>
  call<ArrivalView>("unseal_assessment_file", { passphrase });
/** Brings in what was looked at. */
/** What would come of bringing the file that was looked at together with what is here. */
export const mergeView = () => call<MergeView>("merge_view", {});
/** Brings the two together; each conflict is settled as chosen. */
export const mergeAssessment = (choices: MergeChoice[], allowUnsigned: boolean) =>
  call<MergedView>("merge_assessment", { choices, allowUnsigned });
/** The last merge of an assessment, while it can be taken back. */
export const mergeToUndo = (assessment: string) =>
  call<MergedView | null>("merge_to_undo", { assessment });
/** Takes the last merge of an assessment back as a whole. */
export const undoMerge = (assessment: string) => call<MergedView>("undo_merge", { assessment });
export const importAssessment = (allowUnsigned: boolean) =>
  call<ArrivalView>("import_assessment", { allowUnsigned });
/** Corrects who, what and for whom; answers with the list as it stands then. */
export const setDetails = (assessment: string, details: AssessmentDetails) =>
  call<AssessmentRow[]>("set_details", { assessment, details });
export const openSample = () => call<Made>("open_sample");
/** Makes a new assessment from the latest run of another one. */
export const duplicateAssessment = (assessment: string) =>
  call<Made>("duplicate_assessment", { assessment });
/** Puts an assessment away, or brings it back. */
export const archiveAssessment = (assessment: string, archived: boolean) =>
  call<AssessmentRow[]>("archive_assessment", { assessment, archived });
/** Deletes an assessment whose name was typed, after a backup. */
export const deleteAssessment = (assessment: string, name: string) =>
  call<Deleted>("delete_assessment", { assessment, name });
export const recoverAssessment = (assessment: string) =>
  call<AssessmentRow[]>("recover_assessment", { assessment });
export const destroyExtent = (assessment: string) =>
  call<DestroyExtent>("destroy_extent", { assessment });
/** Destroys an assessment whose name was typed; no backup is made. */
export const destroyAssessment = (assessment: string, name: string, reason: string) =>
  call<DestroyedView>("destroy_assessment", { assessment, name, reason });
export const expungeChoices = (run: string, item: string) =>
  call<ExpungeChoice[]>("expunge_choices", { run, item });
export const expungeExtent = (assessment: string, target: ExpungeTarget) =>
  call<ExpungeExtent>("expunge_extent", { assessment, target });
export const expunge = (assessment: string, asked: ExpungeAsked) =>
  call<CertificateView>("expunge", { assessment, asked });
export const certificates = () => call<CertificateView[]>("certificates");
/** Asks where to save a certificate; `name` is what the assessment was called. */
export const saveCertificate = (entry: string, name: string | null) =>
  call<Departed>("save_certificate", { entry, name });
export const setHold = (assessment: string, set: boolean, reason: string) =>
  call<AssessmentRow[]>("set_hold", { assessment, set, reason });
export const setRetainUntil = (assessment: string, until: string, reason: string) =>
  call<AssessmentRow[]>("set_retain_until", { assessment, until, reason });
/** Finds words in everything that was asked and answered. */
export const find = (find: string) => call<Finds>("find", { find });

export const openRun = (run: string) => call<RunView>("open_run", { run });
/** Finds words within a run: in questions, answers, evidence and the text. */
export const findInRun = (run: string, find: string) => call<RunFinds>("find_in_run", { run, find });
/** Records one field; `null` clears it. */
export const recordAnswer = (run: string, item: string, field: Field, value: string | null) =>
  call<Recorded>("record_answer", { run, item, field, value });
/** Says what recording one field would move in or out of scope; nothing is changed. */
export const previewAnswer = (run: string, item: string, field: Field, value: string | null) =>
  call<ScopeMoveView[]>("preview_answer", { run, item, field, value });
/** Keeps what is being typed; answers with the clock time at which it was on disk. */
export const saveDraft = (run: string, item: string, field: Field, text: string) =>
  call<string>("save_draft", { run, item, field, text });
export const setProfile = (run: string, profile: Profile) =>
  call<RunView>("set_profile", { run, profile });
/** Remembers which item is open, so that the next start resumes there. */
export const setPlace = (run: string, item: string) => call<null>("set_place", { run, item });
/** Lists every state of an answer and its evidence, newest first. */
export const history = (run: string, item: string) =>
  call<RevisionView[]>("history", { run, item });
/** Brings an earlier state of an answer back, as a new one. */
export const restoreAnswer = (run: string, item: string, revision: string) =>
  call<Recorded>("restore_answer", { run, item, revision });
export const undo = (run: string) => call<Retraced>("undo", { run });
export const redo = (run: string) => call<Retraced>("redo", { run });

/** Links a reference to a document that is held elsewhere. */
export const addReference = (run: string, item: string, evidence: EvidenceInput) =>
  call<EvidenceRecorded>("add_reference", { run, item, evidence });
/** Opens a dialog for documents and keeps copies of those chosen. */
export const chooseCopies = (run: string, item: string) =>
  call<EvidenceRecorded>("choose_copies", { run, item });
/** Keeps copies of what was dropped onto the window last. */
export const takeDropped = (run: string, item: string) =>
  call<EvidenceRecorded>("take_dropped", { run, item });
export const changeEvidence = (run: string, link: string, evidence: EvidenceInput) =>
  call<EvidenceRecorded>("change_evidence", { run, link, evidence });
export const unlinkEvidence = (run: string, link: string) =>
  call<EvidenceRecorded>("unlink_evidence", { run, link });
/** Opens a dialog for a place and writes the copy that is kept there. */
export const saveCopy = (run: string, link: string) => call<CopySaved>("save_copy", { run, link });
/** Shows the copy that is kept in the program that the system opens it with. */
export const openCopy = (run: string, link: string) => call<null>("open_copy", { run, link });

export const overview = (run: string) => call<OverviewView>("overview", { run });
export const actions = (run: string) => call<ActionsView>("actions", { run });
export const recordAction = (
  run: string,
  item: string,
  field: ActionField,
  value: string | null,
) => call<ActionsView>("record_action", { run, item, field, value });
/** Records one field of several actions: of all of them, or of none. */
export const recordActions = (
  run: string,
  items: string[],
  field: ActionField,
  value: string | null,
) => call<ActionsView>("record_actions", { run, items, field, value });
/** Keeps what is being typed into an action; answers with the clock time at which it was on disk. */
export const saveActionDraft = (run: string, item: string, field: ActionField, text: string) =>
  call<string>("save_action_draft", { run, item, field, text });

/** Says in one sentence what a newer version would mean for a run; `null` where there is none. */
export const newerLine = (run: string) => call<string | null>("newer_line", { run });
/** Shows what a run that follows would begin with; nothing is created. */
export const planRun = (run: string, pack: string, profile: Profile | null) =>
  call<PlanView>("plan_run", { run, pack, profile });
/** Makes the run that follows; without a profile, that of the run goes on. */
export const followRun = (run: string, pack: string, profile: Profile | null) =>
  call<Made>("follow_run", { run, pack, profile });
/** Throws an open run away; answers with the run before it. */
export const discardRun = (run: string) => call<Made>("discard_run", { run });

/** What moved between a run and the one before it; `null` for a first run. */
export const moved = (run: string) => call<MovedView | null>("moved", { run });
/** One answer to look at again, in full. */
export const lookAt = (run: string, item: string) => call<LookView>("look_at", { run, item });
/** Takes what counsel says of an old answer. */
export const respond = (run: string, item: string, response: Response) =>
  call<MovedView>("respond", { run, item, response });
/** Re-affirms answers whose wording did not change: all of them, or none. */
export const standTogether = (run: string, items: string[]) =>
  call<MovedView>("stand_together", { run, items });
/** What is no longer asked, with everything that was recorded of it. */
export const attic = (run: string) => call<AtticRow[]>("attic", { run });

/** A run against another one of its assessment; without one, against the run that it follows. */
export const compare = (run: string, before: string | null) =>
  call<CompareView>("compare", { run, before });
/** All runs of a run's assessment, oldest first. */
export const trend = (run: string) => call<TrendRow[]>("trend", { run });
/** The units of an assessment's organization that use the same pack, side by side. */
export const units = (assessment: string) => call<UnitsView>("units", { assessment });
/** The latest run of every assessment. */
export const portfolio = () => call<PortfolioView>("portfolio");

export const legends = () => call<string[]>("legends");
/** The copies that a run can be made into, and in which formats. */
export const copyChoices = (run: string) => call<CopyChoices>("copy_choices", { run });
/** One page of a copy as it will print, from 1. */
export const previewCopy = (run: string, options: ExportOptions, page: number) =>
  call<PreviewPage>("preview_copy", { run, options, page });
export const preflight = (run: string, options: ExportOptions) =>
  call<PreflightFinding[]>("preflight", { run, options });
/** Opens the save dialog, writes the report and checks the file. */
export const exportReport = (run: string, options: ExportOptions) =>
  call<Exported>("export_report", { run, options });
/** The copies of a run that were written, newest first. */
export const exports = (run: string) => call<ExportRow[]>("exports", { run });
/** How far the export or the preview is; null where there is none. */
export const workProgress = (kind: WorkKind) => call<WorkProgress | null>("work_progress", { kind });
/** Stops the export or the preview; what was written to a file already stays. */
export const stopWork = (kind: WorkKind) => call<null>("stop_work", { kind });
/** Shows the file exported last in the system's own file window. */
export const revealExport = () => call<null>("reveal_export");

/** Says when files are dragged over the window and dropped onto it; never where they are. */
export const watchDrops = (told: (notice: DropNotice) => void) => watch("watch_drops", told);

/** What stands before a run is signed, or who signed it. */
export const signView = (run: string) => call<SignView>("sign_view", { run });
/** Signs a run: it takes nothing more. */
export const signRun = (run: string, asked: SignAsked) =>
  call<SignView>("sign_run", { run, asked });
/** Asks where to save the PDF that was kept when the run was signed. */
export const saveSignedPdf = (run: string) => call<Departed>("save_signed_pdf", { run });
/** Asks for a minisign secret key and a place, and writes the kept PDF with a signature beside it. */
export const signPdfWithKey = (run: string, passphrase: string) =>
  call<Departed>("sign_pdf_with_key", { run, passphrase });
/** Makes the run that amends a signed one. */
export const amendRun = (run: string, reason: string) => call<Made>("amend_run", { run, reason });
/** Sends a run back for changes, with what is to change at each question. */
export const sendBack = (run: string, by: SignatoryView, comments: CommentInput[]) =>
  call<SignView>("send_back", { run, by, comments });
/** Says that what a comment asked for is done. */
export const resolveComment = (run: string, comment: string) =>
  call<CommentView[]>("resolve_comment", { run, comment });

/** What a request can be made of. */
export const requestChoices = (run: string) => call<RequestChoices>("request_choices", { run });
/** A request as it would be sent today; nothing is recorded. */
export const previewRequest = (run: string, request: RequestInput) =>
  call<Request>("preview_request", { run, request });
/** Asks where to save, writes the request in that form, and records it. */
export const sendRequest = (run: string, request: RequestInput, form: Form, paper: Sheet) =>
  call<RequestSent>("send_request", { run, request, form, paper });
/** Writes a request that was sent before once more, in any form. */
export const saveRequest = (run: string, request: string, form: Form, paper: Sheet) =>
  call<Departed>("save_request", { run, request, form, paper });
/** The requests of an assessment, and what came back. */
export const requests = (run: string) => call<RequestsView>("requests", { run });
/** One request in full, with its proposals and the text of a reminder. */
export const requestInFull = (run: string, request: string) =>
  call<RequestView>("request_in_full", { run, request });
/** Withdraws a request; the reason may be blank. */
export const withdrawRequest = (run: string, request: string, reason: string) =>
  call<RequestsView>("withdraw_request", { run, request, reason });
/** Records that the respondent was reminded today. */
export const recordReminder = (run: string, request: string) =>
  call<RequestsView>("record_reminder", { run, request });
/** Asks for a filled form and puts it on record. */
export const receiveReply = (run: string) => call<Receipt>("receive_reply", { run });
/** The proposals that nobody has decided yet. */
export const openProposals = (run: string) => call<ProposalView[]>("open_proposals", { run });
/** Makes a statement the answer, as counsel takes it. */
export const acceptProposal = (
  run: string,
  returned: string,
  item: string,
  taken: Taken,
  evidence: boolean,
) => call<ProposalAccepted>("accept_proposal", { run, returned, item, taken, evidence });
/** Sets a statement aside; the reason may be blank. */
export const setAsideProposal = (run: string, returned: string, item: string, reason: string) =>
  call<ProposalView>("set_aside_proposal", { run, returned, item, reason });
/** What was proposed, said and noted about one item. */
export const aroundItem = (run: string, item: string) =>
  call<AroundItem>("around_item", { run, item });
/** The interviews of an assessment. */
export const interviews = (run: string) => call<InterviewsView>("interviews", { run });
/** Records an interview, or what counsel now says of the one that `id` names. */
export const saveInterview = (run: string, id: string | null, interview: InterviewInput) =>
  call<InterviewsView>("save_interview", { run, id, interview });
/** The matter log of an assessment. */
export const matterLog = (run: string) => call<MatterLogView>("matter_log", { run });
/** Appends an entry to the matter log. */
export const addMatter = (run: string, entry: MatterInput) =>
  call<MatterLogView>("add_matter", { run, entry });
/** Keeps what is being typed in a form; answers the clock time at which it was on disk. */
export const saveFormDraft = (run: string, form: string, text: string) =>
  call<string>("save_form_draft", { run, form, text });
/** Lets a draft of a form go. */
export const dropFormDraft = (run: string, form: string) =>
  call<null>("drop_form_draft", { run, form });

/** The requests of somebody else that are answered here. */
export const answering = () => call<AnsweringRow[]>("answering");
/** Asks for a request and keeps it, to be answered here. */
export const openRequestFile = () => call<AnsweringOpened>("open_request_file");
/** One request that is answered here. */
export const answeringView = (request: string) =>
  call<AnsweringView>("answering_view", { request });
/** Keeps who answers. */
export const saveAnsweringBy = (request: string, by: RespondentView) =>
  call<AnsweringView>("save_answering_by", { request, by });
/** Keeps what is stated about one question. */
export const saveStatement = (request: string, stated: StatedInput) =>
  call<AnsweringView>("save_statement", { request, stated });
/** Asks where to save the reply, and writes it. */
export const saveReply = (request: string) => call<Departed>("save_reply", { request });
/** Removes a request that is answered here, with what is stated. */
export const removeAnswering = (request: string) =>
  call<AnsweringRow[]>("remove_answering", { request });
