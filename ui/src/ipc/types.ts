// Generated from src-tauri/src/wire by `cargo xtask bindings`; do not edit.

export type Verdict = "inPlace" | "partly" | "notInPlace" | "alternative" | "notApplicable" | "notSure";

export type BasisKind = "document" | "interview" | "tested" | "assumed";

export type Certainty = "high" | "medium" | "low";

export type Field = "verdict" | "choice" | "value" | "facts" | "analysis" | "basis" | "basisDetail" | "basisOn" | "confidence" | "owner" | "reason" | "measure" | "flag" | "todo" | "groundsFor" | "groundsAgainst" | "recommendation" | "advice" | "decidedBy" | "decidedOn" | "reviewTrigger" | "reviewOn";

export type Answer = { 
/**
 * Practice: how it stands. Absent is unanswered, never “no”.
 */
verdict?: Verdict, 
/**
 * Decision: the option chosen. Fact that is a choice: the one that holds.
 */
choice?: string, 
/**
 * Fact: the text, the ISO date or the whole number.
 */
value?: string, 
/**
 * Facts; they go into every copy.
 */
facts?: string, 
/**
 * Counsel's analysis; counsel's file only.
 */
analysis?: string, 
/**
 * How counsel knows.
 */
basis?: BasisKind, 
/**
 * Which document, whom, which test.
 */
basisDetail?: string, 
/**
 * The day it was seen, said or tested.
 */
basisOn?: string, 
/**
 * How sure counsel is.
 */
confidence?: Certainty, 
/**
 * Who owns the practice in the company.
 */
owner?: string, 
/**
 * Why the item is not applicable.
 */
reason?: string, 
/**
 * Which measure serves instead.
 */
measure?: string, 
/**
 * Flagged for review.
 */
flag?: boolean, 
/**
 * What counsel still has to do.
 */
todo?: string, 
/**
 * Decision: business grounds for.
 */
groundsFor?: string, 
/**
 * Decision: business grounds against.
 */
groundsAgainst?: string, 
/**
 * Decision: what is recommended to the reader of the report.
 */
recommendation?: string, 
/**
 * Decision: counsel's advice; counsel's file only.
 */
advice?: string, 
/**
 * Decision: who decided.
 */
decidedBy?: string, 
/**
 * Decision: when.
 */
decidedOn?: string, 
/**
 * Decision: what should make the company look again.
 */
reviewTrigger?: string, 
/**
 * Decision: the day on which to look again.
 */
reviewOn?: string, };

export type TraitAnswer = "yes" | "no" | "notSure";

export type Profile = { 
/**
 * Roles held.
 */
roles: Array<string>, 
/**
 * Traits answered.
 */
traits: { [key in string]: TraitAnswer }, };

export type ActionStatus = "open" | "inProgress" | "done" | "accepted";

export type Effort = "small" | "medium" | "large";

export type ActionStanding = "open" | "overdue" | "checkAgain" | "accepted" | "acceptanceExpired";

export type ActionField = "what" | "owner" | "due" | "effort" | "status" | "note" | "acceptedBy" | "acceptedWhy" | "acceptedUntil";

export type Action = { 
/**
 * What to do, where counsel changed the pack's recommendation.
 */
what?: string, 
/**
 * Who does it.
 */
owner?: string, 
/**
 * By when.
 */
due?: string, 
/**
 * How much work it is.
 */
effort?: Effort, 
/**
 * How far it has come.
 */
status: ActionStatus, 
/**
 * A note for those who follow it up.
 */
note?: string, 
/**
 * Acceptance: who accepts.
 */
acceptedBy?: string, 
/**
 * Acceptance: why.
 */
acceptedWhy?: string, 
/**
 * Acceptance: its last day.
 */
acceptedUntil?: string, };

export type Priority = "first" | "second" | "third";

export type Confidence = "official" | "secondary" | "reported" | "ourReading" | "notRechecked";

export type LegalState = "inForce" | "awaitingAction" | "notYetEffective" | "proposed" | "reported" | "done" | "ended" | "notLaw";

export type ItemStatus = { 
/**
 * The state.
 */
state: LegalState, 
/**
 * One sentence, where the state alone would mislead.
 */
note?: string, };

export type Note = { 
/**
 * A few words: `Before what?`.
 */
title: string, 
/**
 * The note.
 */
text: string, 
/**
 * How well it is attested.
 */
confidence: Confidence, };

export type DecisionOption = { 
/**
 * Stable name within the decision.
 */
id: string, 
/**
 * Short label: `Offer access on our terms`.
 */
label: string, 
/**
 * What choosing it means.
 */
meaning: string, };

export type ChangeKind = "same" | "editorial" | "moved" | "clarifying" | "substantive" | "split" | "merged" | "new" | "retired";

export type SpanKind = "same" | "added" | "removed";

export type Span = { 
/**
 * What became of it.
 */
kind: SpanKind, 
/**
 * The stretch, white space included.
 */
text: string, };

export type TextDiff = { 
/**
 * Which text: `Question`.
 */
label: string, 
/**
 * Word by word.
 */
spans: Array<Span>, };

export type ItemDiff = { 
/**
 * What kind of change: as declared, else as found.
 */
change: ChangeKind, 
/**
 * Whether the later version declares it.
 */
declared: boolean, 
/**
 * The items before.
 */
from: Array<string>, 
/**
 * The items after.
 */
to: Array<string>, 
/**
 * Title, of the later version where it has the item.
 */
title: string, 
/**
 * Where it stands.
 */
provision: string, 
/**
 * Why, as declared.
 */
why: string | null, 
/**
 * Titles of the events behind it, as declared.
 */
events: Array<string>, 
/**
 * Hashed texts that changed, word by word, then what changed around them; of an item that came
 * or went, its question.
 */
texts: Array<TextDiff>, };

export type ProvisionDiff = { 
/**
 * As cited.
 */
cite: string, 
/**
 * Its heading.
 */
heading: string, 
/**
 * Its status, word by word.
 */
status: Array<Span>, };

export type LawAge = { 
/**
 * The law date in words: `June 2, 2026`.
 */
lawDate: string, 
/**
 * The pack and its version: `eo-14409 1.0.0`.
 */
pack: string, 
/**
 * Days since the law date; negative where the report date lies before it.
 */
days: number, 
/**
 * Whether the reader has to be told that the law was not checked since.
 */
notCheckedSince: boolean, 
/**
 * The line printed: `Law as of June 2, 2026 (eo-14409 1.0.0), 20 days ago`; `Text as of …` where the
 * pack is no law.
 */
line: string, };

export type List = "unanswered" | "open" | "flagged" | "waiting" | "inPlace" | "partly" | "notInPlace" | "alternative" | "notSure" | "notApplicable" | "incomplete" | "noEvidence" | "unevidenced" | "stale" | "assumed" | "overdue" | "mine";

export type Piece = { 
/**
 * The text.
 */
text: string, 
/**
 * Whether it is what was looked for.
 */
found: boolean, };

export type HeatLevel = "full" | "part" | "none" | "open";

export type GroupBy = "priority" | "owner" | "provision" | "month";

export type ActionGroup = { 
/**
 * What they have in common, in words.
 */
label: string, 
/**
 * Their items, in the order of the list.
 */
items: Array<string>, };

export type Progress = { 
/**
 * Items in scope.
 */
inScope: number, 
/**
 * Of these, answered; *not sure* counts as answered.
 */
answered: number, 
/**
 * Decisions in scope.
 */
decisions: number, 
/**
 * Of these, decided.
 */
decided: number, 
/**
 * Practices in scope with an affirmative verdict.
 */
affirmed: number, 
/**
 * Of these, resting on a document seen or a test.
 */
evidenced: number, 
/**
 * Items in scope flagged for review.
 */
flagged: number, 
/**
 * Items that wait on a decision.
 */
waiting: number, 
/**
 * Open questions.
 */
open: number, };

export type OutCause = "role" | "trait" | "choice";

export type Standing = { "is": "inScope", 
/**
 * Why, in words.
 */
because: string, } | { "is": "waiting", 
/**
 * The open decisions (or facts), by item.
 */
on: Array<string>, 
/**
 * Why, in words.
 */
because: string, } | { "is": "out", 
/**
 * What kind of reason leaves it out.
 */
cause: OutCause, 
/**
 * Why not, in words.
 */
because: string, };

export type CommandError = { 
/**
 * Stable name of the kind of refusal: `unknownRun`.
 */
code: string, 
/**
 * What, where, and what to do, in one or two sentences.
 */
message: string, };

export type Theme = "system" | "light" | "dark";

export type Settings = { 
/**
 * The name that signs each revision, as typed; empty until it is given.
 */
author: string, 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Whether single letters and digits act as commands (WCAG 2.1.4).
 */
singleKeys: boolean, 
/**
 * Whether a pack that nobody signed may be brought in.
 */
allowUnsignedPacks: boolean, 
/**
 * Words that executives' copies should not carry: what pre-flight looks for.
 */
words: Array<string>, 
/**
 * Minutes without anybody after which an encrypted data folder is locked; 0 is never.
 */
idleMinutes: number, 
/**
 * Whether the title of the window leaves out what is assessed.
 */
hideMatter: boolean, 
/**
 * Counsel's notice, which stands in every request.
 */
notice: string, };

export type Start = { 
/**
 * Settings.
 */
settings: Settings, 
/**
 * The program's version.
 */
version: string, 
/**
 * Today, as printed: `November 23, 2026`.
 */
today: string, 
/**
 * A plain sentence where the data folder is on a network or synchronized drive.
 */
folderWarning: string | null, 
/**
 * The words that pre-flight looks for until counsel changes the list.
 */
listedWords: Array<string>, 
/**
 * The notice that stands in requests until counsel changes it.
 */
notice: string, 
/**
 * The run that was open last, where it still exists.
 */
lastRun: string | null, 
/**
 * Whether the data folder is encrypted.
 */
isEncrypted: boolean, 
/**
 * Why nothing here can be changed; `None` where it can.
 */
readOnly: string | null, };

export type About = { 
/**
 * The program's version.
 */
version: string, 
/**
 * Version of the database engine.
 */
sqlite: string, 
/**
 * Where the data are kept, in words that name the folder.
 */
dataFolder: string, 
/**
 * Notices of all third parties.
 */
notices: string, 
/**
 * The statement every report carries.
 */
statement: string, };

export type EncryptionView = { 
/**
 * Whether the data file is encrypted.
 */
isEncrypted: boolean, 
/**
 * Backups that anybody can read who has them.
 */
plainCopies: number, 
/**
 * How many of them have an encrypted one beside them.
 */
plainCopiesReplaced: number, 
/**
 * Whether the recovery code has opened the data, and a new passphrase is to be set.
 */
needsPassphrase: boolean, };

export type LockView = { 
/**
 * Whether it is locked.
 */
isLocked: boolean, 
/**
 * Whether it is to be locked, once what is being typed was kept.
 */
isDue: boolean, 
/**
 * What is wrong beside the work: a backup on the schedule that failed, the clock, the data folder.
 */
warning: string | null, };

export type RunLink = { 
/**
 * Identifier.
 */
run: string, 
/**
 * 1 for the first run of the assessment.
 */
number: number, 
/**
 * Version of its pack: `1.1.0`.
 */
version: string, 
/**
 * Its law date, as printed.
 */
lawDate: string, };

export type NewerPack = { 
/**
 * Hash of its pack.
 */
pack: string, 
/**
 * Its version.
 */
version: string, };

export type AssessmentDetails = { 
/**
 * The company.
 */
organization: string, 
/**
 * Unit or program within it.
 */
unit: string, 
/**
 * Matter number or name.
 */
matter: string, 
/**
 * Who asked for the assessment.
 */
askedBy: string, 
/**
 * Which counsel directs it.
 */
directedBy: string, 
/**
 * For what purpose.
 */
purpose: string, 
/**
 * Who may read it.
 */
readers: string, };

export type RunRow = { 
/**
 * Identifier.
 */
id: string, 
/**
 * 1 for the first run of the assessment.
 */
number: number, 
/**
 * What the pack is about: `Executive Order 14409`.
 */
packName: string, 
/**
 * Law date and its age.
 */
law: LawAge, 
/**
 * Whether the run takes no more changes.
 */
readOnly: boolean, 
/**
 * Whether it is signed.
 */
signed: boolean, 
/**
 * The version that is newer than its own, where it can still be followed.
 */
newer: NewerPack | null, 
/**
 * Items in scope that are answered.
 */
answered: number, 
/**
 * Items in scope.
 */
inScope: number, 
/**
 * When it was last changed, as printed; empty where nothing was recorded.
 */
changed: string, };

export type AssessmentStanding = "open" | "archived" | "deleted";

export type HoldView = { 
/**
 * Why.
 */
reason: string, 
/**
 * By whom.
 */
author: string, 
/**
 * Since when, as printed.
 */
since: string, };

export type RetainView = { 
/**
 * The last day, as printed.
 */
until: string, 
/**
 * What the list says of it today.
 */
says: string, 
/**
 * Whether that day has passed.
 */
isPast: boolean, };

export type AssessmentRow = { 
/**
 * Identifier.
 */
id: string, 
/**
 * Organization and unit, as listed.
 */
name: string, 
/**
 * Who, what and for whom.
 */
details: AssessmentDetails, 
/**
 * Whether it is worked on, put away or deleted.
 */
state: AssessmentStanding, 
/**
 * The hold on it; `null` where there is none.
 */
hold: HoldView | null, 
/**
 * Until when it is to be kept; `null` where nothing was said.
 */
retain: RetainView | null, 
/**
 * Runs, newest first.
 */
runs: Array<RunRow>, };

export type DocumentPart = "all" | "copy" | "place" | "note";

export type DetailsPart = "organization" | "unit" | "matter" | "askedBy" | "directedBy" | "purpose" | "readers";

export type ExpungeTarget = { "in": "answer", 
/**
 * The item.
 */
item: string, 
/**
 * Its field.
 */
field: Field, } | { "in": "action", 
/**
 * The item.
 */
item: string, 
/**
 * Its field.
 */
field: ActionField, } | { "in": "evidence", 
/**
 * Its link.
 */
link: string, 
/**
 * What of it.
 */
part: DocumentPart, } | { "in": "details", 
/**
 * Which.
 */
field: DetailsPart, } | { "in": "comment", 
/**
 * The comment.
 */
comment: string, } | { "in": "statement", 
/**
 * The run.
 */
run: string, } | { "in": "record", 
/**
 * The entry.
 */
entry: string, };

export type ExpungeChoice = { 
/**
 * The assessment that it is in.
 */
assessment: string, 
/**
 * What it is called.
 */
label: string, 
/**
 * What it is.
 */
target: ExpungeTarget, };

export type ExpungeExtent = { 
/**
 * What goes, called by its name.
 */
what: string, 
/**
 * What will be done, in sentences.
 */
does: Array<string>, 
/**
 * What cannot be reached, in sentences.
 */
beyond: Array<string>, 
/**
 * Why the assessment is on hold; `null` where it is not.
 */
hold: string | null, };

export type ExpungeAsked = { 
/**
 * What.
 */
target: ExpungeTarget, 
/**
 * Why.
 */
reason: string, 
/**
 * Why it is done although the assessment is on hold; blank where it is not.
 */
inSpiteOfHold: string, };

export type DestroyExtent = { 
/**
 * What will be done, in sentences.
 */
does: Array<string>, 
/**
 * What cannot be reached, in sentences.
 */
beyond: Array<string>, 
/**
 * Why the assessment is on hold; `null` where it is not.
 */
hold: string | null, };

export type CertificateView = { 
/**
 * The entry that says so; names the certificate in every call.
 */
entry: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What it says, line by line.
 */
lines: Array<string>, 
/**
 * Whether nothing is left to do.
 */
finished: boolean, };

export type DestroyedView = { 
/**
 * Its certificate.
 */
certificate: CertificateView, 
/**
 * The list as it stands then.
 */
rows: Array<AssessmentRow>, };

export type ArrivalRun = { 
/**
 * Its number.
 */
number: number, 
/**
 * Id and version of its pack.
 */
pack: string, 
/**
 * The law date, as printed.
 */
law: string, 
/**
 * Items with an answer.
 */
answered: number, 
/**
 * “is open”, “is signed”, …
 */
state: string, };

export type ArrivalPack = { 
/**
 * Id and version.
 */
label: string, 
/**
 * What people call the text.
 */
name: string, };

export type ArrivalStanding = "new" | "same" | "older" | "newer" | "diverged";

export type ArrivalView = { 
/**
 * Name of the file, without its folder.
 */
file: string, 
/**
 * Whether it was sealed with a passphrase.
 */
isSealed: boolean, 
/**
 * Organization and unit.
 */
name: string, 
/**
 * The matter.
 */
matter: string, 
/**
 * Its runs, oldest first.
 */
runs: Array<ArrivalRun>, 
/**
 * Entries of its logs.
 */
entries: number, 
/**
 * Copies of documents.
 */
documents: number, 
/**
 * Packs that are not installed here.
 */
packs: Array<ArrivalPack>, 
/**
 * How it stands to the data folder.
 */
standing: ArrivalStanding, 
/**
 * The same in a sentence.
 */
told: string, 
/**
 * SHA-256 of the file as it is without a seal.
 */
sha256: string, };

export type ArrivalChoice = { "is": "cancelled" } | { "is": "sealed", 
/**
 * Its name.
 */
file: string, } | { "is": "chosen", 
/**
 * What it holds.
 */
arrival: ArrivalView, };

export type Departed = { "is": "cancelled" } | { "is": "written", 
/**
 * Its name, without its folder.
 */
file: string, 
/**
 * Its size in bytes.
 */
bytes: number, 
/**
 * Its SHA-256.
 */
sha256: string, 
/**
 * Whether it is sealed.
 */
isSealed: boolean, };

export type Deleted = { 
/**
 * Name of the backup that was made first, in the folder of backups.
 */
backup: string, 
/**
 * The list as it stands then.
 */
rows: Array<AssessmentRow>, };

export type FoundPlace = "question" | "answer" | "evidence" | "text" | "interview" | "matter";

export type RunFinds = { 
/**
 * What was looked for.
 */
find: string, 
/**
 * Items in which every word was found, with where.
 */
items: { [key in string]: Array<FoundPlace> }, 
/**
 * Provisions in whose words every word was found: pinpoint, and as cited with the heading.
 */
provisions: Array<Labeled>, };

export type FindRow = { 
/**
 * The run to open it in.
 */
run: string, 
/**
 * Its number.
 */
number: number, 
/**
 * The assessment, as listed.
 */
assessment: string, 
/**
 * The item; absent for words of the text, and for what belongs to no item.
 */
item: string | null, 
/**
 * The interview or the entry of the matter log.
 */
entry: string | null, 
/**
 * The pinpoint of the provision; empty for an interview and the matter log.
 */
pin: string, 
/**
 * Title of the item or the entry, the provision as cited, or who was interviewed.
 */
title: string, 
/**
 * Where.
 */
place: FoundPlace, 
/**
 * The words around it.
 */
excerpt: Array<Piece>, };

export type Finds = { 
/**
 * What was looked for.
 */
find: string, 
/**
 * Assessments whose organization, unit or matter holds every word.
 */
assessments: Array<string>, 
/**
 * Places, answers and evidence of the newest runs first.
 */
rows: Array<FindRow>, 
/**
 * Whether there are more than are listed.
 */
hasMore: boolean, };

export type PackRow = { 
/**
 * Hash of the pack's file; names the pack in every call.
 */
hash: string, 
/**
 * What people call the text.
 */
name: string, 
/**
 * Its full title.
 */
title: string, 
/**
 * How it is cited.
 */
citation: string, 
/**
 * Pack id and version: `eo-14409 1.0.0`.
 */
label: string, 
/**
 * Law date and its age.
 */
law: LawAge, 
/**
 * How far the research behind it reached.
 */
researchNote: string, 
/**
 * Items in it.
 */
items: number, };

export type PackOriginView = { "is": "program" } | { "is": "earlierProgram" } | { "is": "signed", 
/**
 * Name of the file.
 */
file: string, 
/**
 * The key's ID.
 */
keyId: string, 
/**
 * The key's fingerprint, in groups.
 */
fingerprint: string, 
/**
 * Whether the key is still trusted.
 */
trusted: boolean, } | { "is": "unsigned", 
/**
 * Name of the file.
 */
file: string, };

export type InstalledPack = { 
/**
 * What it is.
 */
pack: PackRow, 
/**
 * Where it came from and who stands for it.
 */
origin: PackOriginView, 
/**
 * The day it was installed, as printed.
 */
installed: string, 
/**
 * Who installed it.
 */
by: string, 
/**
 * Runs that ask from it.
 */
runs: number, 
/**
 * Whether it can be removed: it was brought in, and no run asks from it.
 */
removable: boolean, };

export type ProblemView = { 
/**
 * JSON pointer of the place.
 */
pointer: string, 
/**
 * What is wrong.
 */
problem: string, 
/**
 * How to mend it.
 */
mend: string, };

export type SignatureView = { "is": "unsigned", 
/**
 * Whether unsigned packs are allowed.
 */
allowed: boolean, } | { "is": "broken", 
/**
 * Why, in one or two sentences.
 */
why: string, } | { "is": "unknownKey", 
/**
 * The ID that the signature names.
 */
keyId: string, } | { "is": "untrusted", 
/**
 * The key's ID.
 */
keyId: string, 
/**
 * The key's fingerprint, in groups.
 */
fingerprint: string, 
/**
 * What the signer wrote into the signature.
 */
comment: string, } | { "is": "trusted", 
/**
 * The key's ID.
 */
keyId: string, 
/**
 * The key's fingerprint, in groups.
 */
fingerprint: string, 
/**
 * What the signer wrote into the signature.
 */
comment: string, };

export type CandidateStanding = "new" | "installed" | "otherContent";

export type MemoEvent = { 
/**
 * When, as printed.
 */
date: string, 
/**
 * Its title.
 */
title: string, 
/**
 * How well it is known.
 */
confidence: string, 
/**
 * What happened.
 */
what: string, 
/**
 * Why it matters.
 */
matters: string, };

export type MemoSection = { 
/**
 * What heads them.
 */
heading: string, 
/**
 * The items.
 */
items: Array<ItemDiff>, };

export type MemoDate = { 
/**
 * When, as printed.
 */
date: string, 
/**
 * What happens then.
 */
what: string, 
/**
 * Whom it binds.
 */
whom: string, 
/**
 * How well it is known.
 */
confidence: string, };

export type MemoView = { 
/**
 * The earlier version: `eo-14409 1.1.0`.
 */
from: string, 
/**
 * Law dates of both, as printed.
 */
lawDates: [string, string], 
/**
 * Items that are the same.
 */
same: number, 
/**
 * Events that it adds and that moved a question.
 */
events: Array<MemoEvent>, 
/**
 * What else happened.
 */
otherEvents: Array<MemoEvent>, 
/**
 * Provisions whose status changed.
 */
provisions: Array<ProvisionDiff>, 
/**
 * Facts about the company that are asked anew, in other words, or no longer.
 */
profile: Array<TextDiff>, 
/**
 * Items that changed, by kind of change.
 */
sections: Array<MemoSection>, 
/**
 * Dates that it adds or moves.
 */
dates: Array<MemoDate>, };

export type PackCandidate = { 
/**
 * Name of the file, without its folder.
 */
file: string, 
/**
 * What it is.
 */
pack: PackRow, 
/**
 * What is in it: a label and how many.
 */
contents: Array<[string, number]>, 
/**
 * How many problems the check found.
 */
problemCount: number, 
/**
 * The first of them.
 */
problems: Array<ProblemView>, 
/**
 * Who stands for it.
 */
signature: SignatureView, 
/**
 * How it stands to what is installed.
 */
standing: CandidateStanding, 
/**
 * What it changes against the newest earlier version that is installed.
 */
memo: MemoView | null, 
/**
 * Why it is not taken as it stands; `null` where it is.
 */
refusal: string | null, };

export type PackChoice = { "is": "cancelled" } | { "is": "chosen", 
/**
 * The pack.
 */
candidate: PackCandidate, };

export type TrustedKey = { 
/**
 * The key's ID, as minisign prints it.
 */
keyId: string, 
/**
 * Its fingerprint, in groups.
 */
fingerprint: string, 
/**
 * Since when counsel trusts it, as printed; `null` for the publisher's, which the program carries.
 */
since: string | null, 
/**
 * Who trusted it; `null` where no name was given yet.
 */
by: string | null, };

export type ProfileQuestion = { 
/**
 * Role or trait.
 */
id: string, 
/**
 * Short label.
 */
label: string, 
/**
 * The question.
 */
question: string, 
/**
 * What counts.
 */
help: string, 
/**
 * Roles for which a trait makes sense; empty for all.
 */
roles: Array<string>, };

export type ProfileQuestions = { 
/**
 * Roles, any number of which can be held.
 */
roles: Array<ProfileQuestion>, 
/**
 * Traits, each answered yes, no or not sure.
 */
traits: Array<ProfileQuestion>, };

export type Movement = "intoScope" | "waiting" | "outOfScope";

export type ScopeMoveView = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Where it goes.
 */
to: Movement, 
/**
 * Why, in words.
 */
because: string, 
/**
 * Whether the item has an answer, which is kept.
 */
answered: boolean, };

export type ProfilePreview = { 
/**
 * Items in scope.
 */
inScope: number, 
/**
 * Items that wait on a decision.
 */
waiting: number, 
/**
 * Items that change their standing against the run's present profile; empty for a new one.
 */
moves: Array<ScopeMoveView>, };

export type NewAssessment = { 
/**
 * Who, what and for whom.
 */
details: AssessmentDetails, 
/**
 * Hash of the pack.
 */
pack: string, 
/**
 * The company's profile.
 */
profile: Profile, };

export type Made = { 
/**
 * The assessment.
 */
assessment: string, 
/**
 * Its first run.
 */
run: string, };

export type Counted = { 
/**
 * How many.
 */
done: number, 
/**
 * Of how many.
 */
of: number, };

export type Lack = { 
/**
 * The field to fill.
 */
field: Field, 
/**
 * What to do, in words: `name the alternative measure`.
 */
says: string, };

export type Level = "error" | "warning" | "hint";

export type Topic = "directs" | "words" | "reason" | "measure" | "grounds" | "acceptance" | "legend" | "reportDate" | "law" | "unanswered" | "carried" | "assumption" | "owner" | "due" | "review" | "ahead" | "stale" | "characters" | "evidence" | "decided" | "sentBack";

export type Spot = { "is": "answer", 
/**
 * The item.
 */
item: string, 
/**
 * The field.
 */
field: Field, } | { "is": "action", 
/**
 * The item.
 */
item: string, 
/**
 * The field.
 */
field: ActionField, } | { "is": "evidence", 
/**
 * The item.
 */
item: string, } | { "is": "details" } | { "is": "copy" } | { "is": "packs" };

export type RunStateView = { 
/**
 * Where each item stands, and why.
 */
standings: { [key in string]: Standing }, 
/**
 * Activity.
 */
progress: Progress, 
/**
 * Answered and in scope, by pinpoint.
 */
byProvision: { [key in string]: Counted }, 
/**
 * What answers still lack, by item.
 */
missing: { [key in string]: Array<Lack> }, 
/**
 * The lists that each item falls under today.
 */
lists: { [key in string]: Array<List> }, 
/**
 * Items whose answer was taken over and not yet re-affirmed.
 */
carried: Array<string>, 
/**
 * Clock time of the last change on disk: `2:03:22 PM`; empty where there is none.
 */
saved: string, };

export type DraftView = { 
/**
 * The item.
 */
item: string, 
/**
 * The field.
 */
field: Field, 
/**
 * The text.
 */
text: string, };

export type AddresseeView = { 
/**
 * Who.
 */
who: string, 
/**
 * With what force.
 */
force: string, 
/**
 * How.
 */
how: string, };

export type ProvisionView = { 
/**
 * Pinpoint.
 */
pin: string, 
/**
 * As cited: `§ 3(b)(ii)`.
 */
cite: string, 
/**
 * Heading.
 */
heading: string, 
/**
 * 0 for a section, 1 for a subsection, 2 below it.
 */
depth: number, 
/**
 * The words of the provision around it that lead to its own, where those are no sentence.
 */
leadIn: string | null, 
/**
 * The words at this pinpoint; absent for what stands beside the text.
 */
text: string | null, 
/**
 * Whom it speaks to, each with its own force.
 */
addressees: Array<AddresseeView>, 
/**
 * `July 2, 2026 (30 days), binds the Secretary of the Treasury`.
 */
deadline: string | null, 
/**
 * State and note at the law date.
 */
status: string, 
/**
 * How well the status is attested.
 */
statusConfidence: string, 
/**
 * Whether it asks or offers anything to private parties.
 */
asksPrivateParties: boolean, 
/**
 * What is disputed or easily misread.
 */
notes: Array<Note>, };

export type Labeled = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Label.
 */
label: string, };

export type ThemeView = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Label.
 */
label: string, 
/**
 * Label for narrow columns.
 */
short: string, };

export type KindView = { "is": "practice", 
/**
 * What “in place” takes.
 */
inPlace: string, 
/**
 * What “partly” looks like.
 */
partly: string, 
/**
 * 1, 2 or 3.
 */
weight: number, 
/**
 * Why.
 */
weightReason: string, } | { "is": "decision", 
/**
 * Options.
 */
options: Array<DecisionOption>, 
/**
 * What speaks for taking part.
 */
weighFor: Array<string>, 
/**
 * What speaks against it.
 */
weighAgainst: Array<string>, 
/**
 * Who should decide.
 */
decider: string, 
/**
 * What to record.
 */
record: Array<string>, 
/**
 * What should make the company look again.
 */
reviewTrigger: string, } | { "is": "fact", 
/**
 * `text`, `date`, `number` or `choice`.
 */
value: string, 
/**
 * Options of a choice.
 */
options: Array<DecisionOption>, 
/**
 * An example or the unit.
 */
hint: string, };

export type EventView = { 
/**
 * Date, as printed.
 */
date: string, 
/**
 * A few words.
 */
title: string, 
/**
 * What happened.
 */
what: string, 
/**
 * How well it is attested.
 */
confidence: string, };

export type SourceView = { 
/**
 * Publisher and title.
 */
label: string, 
/**
 * Address; shown, never opened.
 */
url: string | null, 
/**
 * `says` or `derived`.
 */
basis: string, 
/**
 * How well it is attested.
 */
confidence: string, };

export type ItemView = { 
/**
 * Stable name.
 */
id: string, 
/**
 * Pinpoint.
 */
provision: string, 
/**
 * Title for lists.
 */
title: string, 
/**
 * The question.
 */
question: string, 
/**
 * Kind of answer.
 */
kind: KindView, 
/**
 * Theme ids; the first is the one coverage counts.
 */
themes: Array<string>, 
/**
 * Roles it is written for.
 */
roles: Array<string>, 
/**
 * Instrument, in words.
 */
instrument: string, 
/**
 * Which one.
 */
instrumentName: string, 
/**
 * Whom it speaks to.
 */
addressee: string, 
/**
 * How strongly, in words.
 */
force: string, 
/**
 * Whether it is in force.
 */
status: ItemStatus, 
/**
 * The status in words.
 */
statusLabel: string, 
/**
 * Consequence for the company, in words: `high`.
 */
severity: string, 
/**
 * Why it matters.
 */
why: string, 
/**
 * What readers often get wrong.
 */
caution: string | null, 
/**
 * Typical evidence.
 */
evidence: Array<string>, 
/**
 * What to do if it is missing.
 */
action: string, 
/**
 * How.
 */
actionDetail: string | null, 
/**
 * Who usually owns it.
 */
owner: string, 
/**
 * Words of the provision to mark.
 */
marks: Array<string>, 
/**
 * Events since the text, up to the law date.
 */
events: Array<EventView>, 
/**
 * What it rests on.
 */
sources: Array<SourceView>, 
/**
 * Controls it touches, in words.
 */
frameworks: Array<string>, 
/**
 * Whether the notice on classified and controlled information stands beside the answer.
 */
sensitive: boolean, };

export type KeptCopy = { 
/**
 * SHA-256 of its bytes.
 */
hash: string, 
/**
 * The file's name as it was when it was added.
 */
name: string, 
/**
 * Its size in bytes.
 */
bytes: number, };

export type Evidence = { 
/**
 * Which document it is.
 */
title: string, 
/**
 * Where it is held.
 */
place?: string, 
/**
 * The day on which it was seen.
 */
seenOn?: string, 
/**
 * The last day on which it still proves something.
 */
staleAfter?: string, 
/**
 * What counsel says of it.
 */
note?: string, 
/**
 * The copy that is kept, where there is one.
 */
copy?: KeptCopy, };

export type EvidenceView = { 
/**
 * Identifier of the link.
 */
id: string, 
/**
 * What it is.
 */
evidence: Evidence, 
/**
 * `September 2, 2026, by M. Okafor`.
 */
added: string, 
/**
 * Whether it has gone stale by today.
 */
isStale: boolean, 
/**
 * Whether its copy is of a kind that is opened from here; others are only saved.
 */
opens: boolean, };

export type EvidenceInput = { 
/**
 * Which document it is.
 */
title: string, 
/**
 * Where it is held.
 */
place: string, 
/**
 * The day on which it was seen, as typed.
 */
seenOn: string, 
/**
 * The last day on which it still proves something, as typed.
 */
staleAfter: string, 
/**
 * What counsel says of it.
 */
note: string, };

export type EvidenceRecorded = { 
/**
 * The item.
 */
item: string, 
/**
 * Its evidence as it is on disk now.
 */
evidence: Array<EvidenceView>, 
/**
 * The links that are new.
 */
added: Array<string>, 
/**
 * Files that were not taken, each with why.
 */
refused: Array<string>, 
/**
 * What depends on the answers.
 */
state: RunStateView, };

export type CopySaved = { "is": "cancelled" } | { "is": "written", 
/**
 * The name of the file; never its folder.
 */
file: string, };

export type DropNotice = { "is": "over" } | { "is": "left" } | { "is": "dropped", 
/**
 * How many.
 */
files: number, };

export type Retraced = { 
/**
 * One sentence that says what was undone or made again, or that there was nothing.
 */
says: string, 
/**
 * Whether anything was.
 */
changed: boolean, 
/**
 * The item it was about; absent where it was about several, or the profile.
 */
item: string | null, 
/**
 * Items whose standing changed with it.
 */
moves: Array<ScopeMoveView>, 
/**
 * The answers as they are on disk now.
 */
answers: { [key in string]: Answer }, 
/**
 * The evidence as it is on disk now, by item.
 */
evidence: { [key in string]: Array<EvidenceView> }, 
/**
 * The profile as it is on disk now.
 */
profile: Profile, 
/**
 * What depends on the answers.
 */
state: RunStateView, };

export type FieldChangeView = { 
/**
 * The field's label.
 */
label: string, 
/**
 * What stood there, in words; absent where nothing did.
 */
before: string | null, 
/**
 * What stands there now, in words; absent where it was cleared.
 */
after: string | null, 
/**
 * Both word by word, where they are running text.
 */
spans: Array<Span>, };

export type TermView = { 
/**
 * The term.
 */
term: string, 
/**
 * Other forms.
 */
also: Array<string>, 
/**
 * What it means.
 */
meaning: string, 
/**
 * Whether the text defines it.
 */
definedInText: boolean, };

export type RunView = { 
/**
 * The run.
 */
run: string, 
/**
 * Its number within the assessment.
 */
number: number, 
/**
 * The assessment.
 */
assessment: string, 
/**
 * Organization and unit.
 */
name: string, 
/**
 * Who, what and for whom.
 */
details: AssessmentDetails, 
/**
 * Hash of its pack.
 */
pack: string, 
/**
 * What the pack is about.
 */
packName: string, 
/**
 * How it is cited.
 */
citation: string, 
/**
 * Where the words of the text were taken from.
 */
textNote: string, 
/**
 * How far the research reached.
 */
researchNote: string, 
/**
 * Law date and its age.
 */
law: LawAge, 
/**
 * Why the run cannot be changed; absent while it can.
 */
readOnly: string | null, 
/**
 * Why what is done about its gaps cannot be changed under it; absent while it can. Actions go on
 * after a run is signed.
 */
actionsClosed: string | null, 
/**
 * The run before it.
 */
before: RunLink | null, 
/**
 * The run that follows it.
 */
after: RunLink | null, 
/**
 * The version that is newer than its own, where it can still be followed.
 */
newer: NewerPack | null, 
/**
 * The company's profile.
 */
profile: Profile, 
/**
 * Provisions in the order of the text.
 */
provisions: Array<ProvisionView>, 
/**
 * Themes.
 */
themes: Array<ThemeView>, 
/**
 * Roles that the pack knows.
 */
roles: Array<Labeled>, 
/**
 * Items in the pack's order.
 */
items: Array<ItemView>, 
/**
 * Glossary.
 */
glossary: Array<TermView>, 
/**
 * Current answers.
 */
answers: { [key in string]: Answer }, 
/**
 * Evidence under them.
 */
evidence: { [key in string]: Array<EvidenceView> }, 
/**
 * Text that was being typed and not yet recorded, by item and field.
 */
drafts: Array<DraftView>, 
/**
 * The item that was open last.
 */
place: string | null, 
/**
 * What it was sent back for, oldest first.
 */
comments: Array<CommentView>, 
/**
 * Which run it amends and why, as printed.
 */
amends: string | null, 
/**
 * What depends on the answers.
 */
state: RunStateView, };

export type Recorded = { 
/**
 * The item.
 */
item: string, 
/**
 * Its answer as it is on disk now.
 */
answer: Answer, 
/**
 * What depends on the answers.
 */
state: RunStateView, 
/**
 * Items whose standing changed with it.
 */
moves: Array<ScopeMoveView>, };

export type RevisionView = { 
/**
 * Identifier.
 */
id: string, 
/**
 * When, as printed: `November 21, 2026, 2:03:22 PM`.
 */
at: string, 
/**
 * Who.
 */
author: string, 
/**
 * Why it was recorded, in words; absent where counsel just answered.
 */
cause: string | null, 
/**
 * What changed against the state before, field by field.
 */
changes: Array<FieldChangeView>, 
/**
 * Whether it is a state of the answer other than the present one, and can be brought back.
 */
restores: boolean, };

export type BarItem = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Verdict in words, `Unanswered` where there is none.
 */
verdict: string, 
/**
 * 1, 2 or 3.
 */
weight: number, 
/**
 * What it counts, in words: `2 of 4 half-points`.
 */
counts: string, };

export type BarView = { 
/**
 * Theme; empty for all together.
 */
id: string, 
/**
 * Label.
 */
label: string, 
/**
 * Low end in thousandths of the whole, for drawing.
 */
low: number, 
/**
 * High end in thousandths of the whole, for drawing.
 */
high: number, 
/**
 * As printed: `46 to 71 %`.
 */
text: string, 
/**
 * The items behind it, with weight and what each counts.
 */
items: Array<BarItem>, 
/**
 * The arithmetic in words.
 */
arithmetic: string, };

export type DecisionRow = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The option chosen; absent while open.
 */
chosen: string | null, 
/**
 * When it was decided, as printed.
 */
decidedOn: string | null, 
/**
 * The items that wait on it.
 */
waiting: Array<Labeled>, };

export type DateRow = { 
/**
 * What falls on it.
 */
what: string, 
/**
 * Date, as printed.
 */
date: string, 
/**
 * `in 30 days`, `today`.
 */
left: string, 
/**
 * Whom it binds, in words.
 */
whom: string, 
/**
 * Whether it binds this company.
 */
bindsCompany: boolean, 
/**
 * How well it is attested.
 */
confidence: string, };

export type NextRow = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * By how much an answer would narrow the interval, in words.
 */
narrows: string, };

export type ActionCounts = { 
/**
 * First priority.
 */
first: number, 
/**
 * Second priority.
 */
second: number, 
/**
 * Third priority.
 */
third: number, 
/**
 * Overdue.
 */
overdue: number, 
/**
 * Accepted, and the acceptance holds.
 */
accepted: number, 
/**
 * Acceptance expired.
 */
expired: number, };

export type HeatCellView = { 
/**
 * How much of it is established, in four steps.
 */
level: HeatLevel, 
/**
 * The step in words.
 */
levelLabel: string, 
/**
 * Its share, its items and the arithmetic.
 */
bar: BarView, };

export type HeatRowView = { 
/**
 * Pinpoint.
 */
pin: string, 
/**
 * `§ 3(b)(ii)`; empty where the row is no provision.
 */
cite: string, 
/**
 * Heading.
 */
heading: string, 
/**
 * For each theme, the cell; absent where nothing is asked.
 */
cells: Array<HeatCellView | null>, };

export type HeatView = { 
/**
 * The themes that are asked about, in a word or two.
 */
themes: Array<Labeled>, 
/**
 * The provisions that ask for practices.
 */
rows: Array<HeatRowView>, };

export type OverviewView = { 
/**
 * The report date, as printed.
 */
on: string, 
/**
 * Activity.
 */
progress: Progress, 
/**
 * Coverage of all practices in scope.
 */
all: BarView, 
/**
 * Coverage by theme.
 */
themes: Array<BarView>, 
/**
 * `38 %` of the affirmative weight rests on documents or tests; `none yet` where there is none.
 */
evidenced: string, 
/**
 * The same for interviews.
 */
interviewed: string, 
/**
 * The same for assumption.
 */
assumed: string, 
/**
 * Decisions in scope.
 */
decisions: Array<DecisionRow>, 
/**
 * Dates ahead.
 */
dates: Array<DateRow>, 
/**
 * Open questions, in the pack's order.
 */
open: Array<Labeled>, 
/**
 * Practices in place by provision and theme.
 */
heat: HeatView, 
/**
 * Open questions that narrow the interval most, widest first.
 */
next: Array<NextRow>, 
/**
 * Gaps by priority, overdue, accepted.
 */
actions: ActionCounts, 
/**
 * Law date and its age.
 */
law: LawAge, };

export type ActionDraftView = { 
/**
 * The field.
 */
field: ActionField, 
/**
 * The text.
 */
text: string, };

export type ActionRow = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Pinpoint, as cited.
 */
cite: string, 
/**
 * When to act.
 */
priority: Priority, 
/**
 * Priority in words.
 */
priorityLabel: string, 
/**
 * Why that priority.
 */
reason: string, 
/**
 * What is missing, in words.
 */
shortfall: string, 
/**
 * What to do: counsel's words, else the pack's.
 */
what: string, 
/**
 * The pack's recommendation.
 */
recommended: string, 
/**
 * Who usually owns it.
 */
ownerSuggestion: string, 
/**
 * What was recorded.
 */
action: Action, 
/**
 * How it stands today.
 */
standing: ActionStanding, 
/**
 * The standing in words: `Overdue since December 15, 2026`.
 */
standingLabel: string, 
/**
 * Questions about what was typed: a due date on a weekend or before today.
 */
questions: Array<string>, 
/**
 * Texts that are being typed and not yet recorded.
 */
drafts: Array<ActionDraftView>, };

export type Grouping = { 
/**
 * By what.
 */
by: GroupBy, 
/**
 * The groups.
 */
groups: Array<ActionGroup>, };

export type ActionsView = { 
/**
 * A row for each gap: by priority, then in the pack's order.
 */
rows: Array<ActionRow>, 
/**
 * The rows gathered in each way that there is.
 */
groupings: Array<Grouping>, 
/**
 * What depends on answers and actions as a whole.
 */
state: RunStateView, 
/**
 * What is odd about what was given last; empty where nothing was.
 */
asks: Array<string>, };

export type PreviewFace = "serif" | "serifItalic" | "serifBold" | "sans" | "sansMedium" | "sansBold";

export type PreviewThing = { "is": "text", 
/**
 * Left end.
 */
x: number, 
/**
 * Baseline.
 */
y: number, 
/**
 * How wide they are.
 */
width: number, 
/**
 * Size.
 */
size: number, 
/**
 * Which face.
 */
face: PreviewFace, 
/**
 * Color, as CSS has it.
 */
ink: string, 
/**
 * The words.
 */
text: string, } | { "is": "box", 
/**
 * Left edge.
 */
x: number, 
/**
 * Top edge.
 */
y: number, 
/**
 * Width.
 */
width: number, 
/**
 * Height.
 */
height: number, 
/**
 * Color.
 */
ink: string, } | { "is": "path", 
/**
 * Its commands.
 */
d: string, 
/**
 * Color.
 */
ink: string, 
/**
 * How thick its line is; filled where absent.
 */
stroke: number | null, };

export type PreviewPage = { 
/**
 * Width of the sheet.
 */
width: number, 
/**
 * Height of the sheet.
 */
height: number, 
/**
 * Which page this is, from 1.
 */
page: number, 
/**
 * How many pages the copy has.
 */
pages: number, 
/**
 * What stands on it, in the order in which it is drawn.
 */
things: Array<PreviewThing>, };

export type CopyChoices = { 
/**
 * Whether the run follows another, so that what changed can be said.
 */
follows: boolean, 
/**
 * The decisions that the run asks for: item and title.
 */
decisions: Array<[string, string]>, 
/**
 * The formats that are written of each kind of copy: `executive`, and the formats' names.
 */
formats: Array<[string, Array<Format>]>, };

export type Format = "pdf" | "docx" | "xlsx" | "csv" | "json" | "proviso" | "oscal" | "oscal-poam";

export type TableOf = "actions" | "answers";

export type Sheet = "letter" | "a4";

export type WorkKind = "export" | "preview" | "conversion" | "arrival" | "restore";

export type WorkProgress = { 
/**
 * In percent, 0 to 100.
 */
percent: number, 
/**
 * Milliseconds since it began.
 */
millis: number, };

export type MoveKind = "better" | "worse" | "verdictChanged" | "settled" | "unsettled" | "decisionReversed" | "factChanged" | "evidenceGone" | "evidenceGained" | "evidenceChanged" | "gapClosed" | "gapReopened" | "gapAccepted" | "acceptanceEnded" | "gapFound" | "gapWithdrawn" | "overdue" | "noLongerOverdue" | "enteredScope" | "leftScope" | "waitingChanged" | "wordingChanged" | "weightChanged" | "new" | "retired" | "fieldsChanged";

export type MovementRow = { 
/**
 * A run, or a cause in words.
 */
label: string, 
/**
 * The same in a word or two, for narrow columns.
 */
short: string, 
/**
 * At the low end, as printed: `52 %`, or with a sign for a cause.
 */
low: string, 
/**
 * At the high end.
 */
high: string, 
/**
 * Whether this is a run and not a cause.
 */
total: boolean, };

export type Step = { 
/**
 * What it stands for.
 */
label: string, 
/**
 * Where it begins; 0 for a run.
 */
from: number, 
/**
 * Where it ends.
 */
to: number, 
/**
 * Whether it is a run and not a cause.
 */
total: boolean, };

export type Waterfall = { 
/**
 * Which end: `Established` or `Not ruled out`.
 */
label: string, 
/**
 * The run before, scope, questions, answers, this run.
 */
steps: [Step, Step, Step, Step, Step], };

export type RunLabel = { 
/**
 * The run.
 */
run: string, 
/**
 * Its number within the assessment.
 */
number: number, 
/**
 * `Run 2: 1.1.0, as of August 17, 2026`.
 */
label: string, };

export type CompareSide = { 
/**
 * The run.
 */
run: string, 
/**
 * Its number within the assessment.
 */
number: number, 
/**
 * What it is called in the tables: `Run 2`.
 */
name: string, 
/**
 * Pack id and version: `eo-14409 1.1.0`.
 */
pack: string, 
/**
 * Its law date, as printed.
 */
lawDate: string, 
/**
 * The day on which it is read, as printed: today, or the day on which another run followed it.
 */
on: string, 
/**
 * Practices in place: `46 to 71 %`.
 */
coverage: string, };

export type ExactPart = { 
/**
 * The cause, in words.
 */
label: string, 
/**
 * At the low end, in points of a percent, as a fraction in lowest terms: `-5/2`.
 */
low: string, 
/**
 * At the high end, likewise.
 */
high: string, };

export type MovementView = { 
/**
 * The run before, each cause, the run after.
 */
rows: Array<MovementRow>, 
/**
 * The causes, exactly.
 */
exact: Array<ExactPart>, 
/**
 * The same as a chart at the low and at the high end.
 */
waterfalls: Array<Waterfall>, };

export type MoveCount = { 
/**
 * The kind.
 */
kind: MoveKind, 
/**
 * In words.
 */
label: string, 
/**
 * Items; an item counts under each of its kinds.
 */
items: number, };

export type AnswerSign = "inPlace" | "partly" | "notInPlace" | "alternative" | "notApplicable" | "notSure" | "recorded" | "unanswered" | "waiting" | "out";

export type StandView = { 
/**
 * The sign.
 */
sign: AnswerSign, 
/**
 * Verdict, option or value, in words.
 */
says: string, 
/**
 * Where it is a gap: how its action stands, in words.
 */
action: string | null, };

export type FieldMove = { 
/**
 * The field, in words.
 */
label: string, 
/**
 * What it said; absent where nothing stood there.
 */
before: string | null, 
/**
 * What it says; absent where nothing stands there.
 */
after: string | null, 
/**
 * Both, word by word, where both are texts.
 */
spans: Array<Span>, };

export type ItemMoveView = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * `§ 3(b)(ii)`; empty where it stands beside the text.
 */
cite: string, 
/**
 * The run in which the question can be opened.
 */
run: string, 
/**
 * Kinds of movement, the one that matters most first.
 */
kinds: Array<MoveKind>, 
/**
 * The same, in words.
 */
labels: Array<string>, 
/**
 * How it stood; absent where the pack lacked it.
 */
before: StandView | null, 
/**
 * How it stands; absent where the pack lacks it.
 */
after: StandView | null, 
/**
 * Why it is asked now, or no longer, where that changed.
 */
because: string | null, 
/**
 * Fields of the answer that differ, what was answered aside.
 */
fields: Array<FieldMove>, 
/**
 * Titles of evidence that is no longer linked as it was.
 */
evidenceGone: Array<string>, 
/**
 * Titles of evidence that is newly linked, or otherwise than before.
 */
evidenceNew: Array<string>, 
/**
 * The words that are asked, where they differ.
 */
wording: Array<TextDiff>, };

export type CompareView = { 
/**
 * The assessment.
 */
assessment: string, 
/**
 * Organization and unit.
 */
name: string, 
/**
 * All runs of the assessment, oldest first.
 */
runs: Array<RunLabel>, 
/**
 * The first.
 */
before: CompareSide, 
/**
 * The second.
 */
after: CompareSide, 
/**
 * Why practices in place moved; absent where one of the runs asks no practice.
 */
movement: MovementView | null, 
/**
 * Kinds of movement that there are, in the order in which they matter.
 */
kinds: Array<MoveCount>, 
/**
 * Items that moved: by the kind that matters most, then in the later version's order.
 */
items: Array<ItemMoveView>, };

export type RangeView = { 
/**
 * Low end, in thousandths of the whole.
 */
low: number, 
/**
 * High end, in thousandths of the whole.
 */
high: number, 
/**
 * `46 to 71 %`, or `nothing asked`.
 */
text: string, };

export type TrendRow = { 
/**
 * The run.
 */
run: string, 
/**
 * `Run 2`.
 */
name: string, 
/**
 * The day on which it is read, as printed.
 */
on: string, 
/**
 * Pack id and version.
 */
pack: string, 
/**
 * Its law date, as printed.
 */
lawDate: string, 
/**
 * Practices in place.
 */
coverage: RangeView, 
/**
 * Share that rests on a document seen or a test, as printed.
 */
evidenced: string, 
/**
 * Share of the answers that are not merely carried, as printed.
 */
reaffirmed: string, 
/**
 * Items in scope.
 */
inScope: number, 
/**
 * Open questions.
 */
open: number, 
/**
 * Gaps, accepted ones aside, by priority: first, second, third.
 */
gaps: [number, number, number], };

export type PortfolioLine = { 
/**
 * The assessment.
 */
assessment: string, 
/**
 * Its latest run.
 */
run: string, 
/**
 * That run's number.
 */
number: number, 
/**
 * Whether that run is signed.
 */
signed: boolean, 
/**
 * The company.
 */
organization: string, 
/**
 * Unit or program within it.
 */
unit: string, 
/**
 * Matter number or name.
 */
matter: string, 
/**
 * What people call the text.
 */
text: string, 
/**
 * The law date and its age.
 */
law: LawAge, 
/**
 * Practices in place.
 */
coverage: RangeView, 
/**
 * Actions still to be done, by the priority of their gaps: first, second, third.
 */
actions: [number, number, number], 
/**
 * Of these, overdue.
 */
overdue: number, 
/**
 * Decisions still open.
 */
undecided: number, 
/**
 * Open questions.
 */
open: number, 
/**
 * How many assessments of its organization use the very same pack, itself among them.
 */
alike: number, };

export type PortfolioView = { 
/**
 * The day on which they are read, as printed.
 */
on: string, 
/**
 * By organization, then unit, then text.
 */
rows: Array<PortfolioLine>, };

export type UnitView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its latest run.
 */
run: string, 
/**
 * Practices in place there.
 */
coverage: RangeView, };

export type UnitCell = { 
/**
 * The sign.
 */
sign: AnswerSign, 
/**
 * In words.
 */
says: string, };

export type UnitLine = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * `§ 3(b)(ii)`; empty where it stands beside the text.
 */
cite: string, 
/**
 * Whether the units that are asked do not all say the same.
 */
differs: boolean, 
/**
 * One cell for each unit, in their order.
 */
cells: Array<UnitCell>, };

export type UnitsView = { 
/**
 * The company.
 */
organization: string, 
/**
 * What people call the text.
 */
text: string, 
/**
 * The law date and its age.
 */
law: LawAge, 
/**
 * The units that use this very pack.
 */
units: Array<UnitView>, 
/**
 * Items asked of at least one of them, in the pack's order.
 */
rows: Array<UnitLine>, 
/**
 * Units of the organization on another version, in words.
 */
elsewhere: Array<string>, };

export type ExportOptions = { 
/**
 * Which copy: `board`, `executive`, `counsel`, `changes`, `strategy`, `minutes`, `decision:` with an item;
 * absent for the executive copy.
 */
copy: string | null, 
/**
 * In which format.
 */
format: Format, 
/**
 * Which table, where the format is CSV.
 */
table: TableOf | null, 
/**
 * On which paper, where the format has pages.
 */
paper: Sheet, 
/**
 * The legend on each page; absent for none.
 */
legend: string | null, 
/**
 * Who the copy is for.
 */
recipient: string | null, 
/**
 * Copy number, as given: `3 of 5`.
 */
number: string | null, 
/**
 * Report date as typed; absent for the signing date of a signed run, else today.
 */
on: string | null, };

export type PreflightFinding = { 
/**
 * How much it matters; nothing blocks.
 */
level: Level, 
/**
 * What it is about.
 */
topic: Topic, 
/**
 * What stands above the findings about it.
 */
heading: string, 
/**
 * The sentence.
 */
text: string, 
/**
 * Where it can be mended.
 */
spot: Spot | null, };

export type Exported = { "is": "cancelled" } | { "is": "written", 
/**
 * Its name, without the folder.
 */
file: string, 
/**
 * Pages, where the format has pages that are counted.
 */
pages: number | null, 
/**
 * Bytes.
 */
bytes: number, 
/**
 * SHA-256 of the file.
 */
hash: string, 
/**
 * Characters that the fonts lack and that are printed as marks: `U+1F600`.
 */
marked: Array<string>, };

export type ExportRow = { 
/**
 * When, as printed.
 */
at: string, 
/**
 * Who wrote it.
 */
author: string, 
/**
 * Which copy; `request` and `document` are files that are no copy of a report.
 */
copy: string, 
/**
 * Which format.
 */
format: string, 
/**
 * The report date, as printed.
 */
on: string, 
/**
 * The legend.
 */
legend: string | null, 
/**
 * For whom.
 */
recipient: string | null, 
/**
 * Its number.
 */
number: string | null, 
/**
 * How many questions it asks, where it is a request.
 */
items: number | null, 
/**
 * Name of the file, without its folder.
 */
file: string, 
/**
 * SHA-256 of the file.
 */
sha256: string, 
/**
 * Whether it shows the run as it stands now.
 */
isCurrent: boolean, };

export type PlanCounts = { 
/**
 * Answers carried over.
 */
carried: number, 
/**
 * Answers to look at again, in scope or waiting.
 */
lookAgain: number, 
/**
 * New questions in scope.
 */
new: number, 
/**
 * Items in the attic.
 */
attic: number, 
/**
 * Of these, with an answer.
 */
atticAnswered: number, 
/**
 * Items newly in scope, new questions aside.
 */
newlyIn: number, 
/**
 * Items newly out of scope.
 */
newlyOut: number, };

export type Response = "lookAgain" | "stands" | "notSure" | "later";

export type LawEvent = { 
/**
 * When, as printed.
 */
date: string, 
/**
 * A few words.
 */
title: string, 
/**
 * What happened.
 */
what: string, 
/**
 * What it means for those who answered before.
 */
matters: string, 
/**
 * How well it is attested.
 */
confidence: string, 
/**
 * Each source: title, publisher and date.
 */
sources: Array<string>, };

export type LawMemoItem = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What became of it, in words.
 */
change: string, 
/**
 * Why.
 */
why: Array<string>, };

export type LawMemoEvent = { 
/**
 * The event.
 */
event: LawEvent, 
/**
 * Items that changed because of it.
 */
reopens: Array<LawMemoItem>, 
/**
 * Items whose wording did not change and that it bears on.
 */
bearsOn: Array<LawMemoItem>, };

export type LawMemo = { 
/**
 * Version and law date of the run before.
 */
from: [string, string], 
/**
 * Version and law date of the run that follows.
 */
to: [string, string], 
/**
 * Oldest first.
 */
events: Array<LawMemoEvent>, 
/**
 * Items that changed with no event behind them.
 */
other: Array<LawMemoItem>, };

export type ReasonView = { 
/**
 * The version that says so.
 */
version: string, 
/**
 * Its sentence.
 */
why: string, 
/**
 * The events behind it.
 */
events: Array<LawEvent>, };

export type PlanGroup = "lookAgain" | "new" | "reworded" | "newlyIn" | "newlyOut" | "attic" | "carried";

export type PlanRow = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Where it stands: `§ 3(b)`.
 */
place: string, 
/**
 * What changed, in words.
 */
change: string, 
/**
 * The old answer in a few words; absent where there was none.
 */
answer: string | null, 
/**
 * What else there is to say, one sentence each.
 */
notes: Array<string>, 
/**
 * Why it changed, oldest first.
 */
reasons: Array<ReasonView>, 
/**
 * The words that differ between the version before and this one.
 */
texts: Array<TextDiff>, };

export type PlanSection = { 
/**
 * Which.
 */
group: PlanGroup, 
/**
 * What heads it.
 */
heading: string, 
/**
 * The items, in the pack's order.
 */
rows: Array<PlanRow>, };

export type PlanView = { 
/**
 * The run before.
 */
before: RunLink, 
/**
 * Hash of the pack of the run that follows.
 */
pack: string, 
/**
 * Its version.
 */
version: string, 
/**
 * Its law date, as printed.
 */
lawDate: string, 
/**
 * The profile it was planned with.
 */
profile: Profile, 
/**
 * The whole in one sentence.
 */
line: string, 
/**
 * How much is what.
 */
counts: PlanCounts, 
/**
 * What becomes of each item.
 */
sections: Array<PlanSection>, 
/**
 * What happened to the law between the two.
 */
memo: LawMemo, 
/**
 * Why no run can be made of it as things stand; absent where one can.
 */
refusal: string | null, };

export type LookState = "pending" | "later" | "settled";

export type QueueRow = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Where it stands.
 */
place: string, 
/**
 * What changed since counsel last looked, in words.
 */
change: string, 
/**
 * How far it has come.
 */
state: LookState, 
/**
 * What was said of it: `Stands as answered`; absent while it is pending.
 */
said: string | null, };

export type BatchRow = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The answer in a few words.
 */
answer: string, 
/**
 * When it was given and by whom.
 */
given: string, };

export type BatchView = { 
/**
 * The provision's pinpoint.
 */
pin: string, 
/**
 * Where they stand: `§ 3(b)`.
 */
place: string, 
/**
 * The provision's heading.
 */
heading: string, 
/**
 * The answers.
 */
rows: Array<BatchRow>, };

export type MovedView = { 
/**
 * The run before.
 */
before: RunLink, 
/**
 * This run.
 */
after: RunLink, 
/**
 * Why it takes no more changes; absent while it does.
 */
readOnly: string | null, 
/**
 * How many of the answers to look at again are settled.
 */
progress: Counted, 
/**
 * The same as printed: `14 of 23`.
 */
progressLine: string, 
/**
 * Answers to look at again: in the pack's order, those put off last.
 */
queue: Array<QueueRow>, 
/**
 * The one that comes next; absent where all are settled.
 */
next: string | null, 
/**
 * Answers whose wording did not change and that nobody re-affirmed yet, per provision.
 */
together: Array<BatchView>, 
/**
 * How many these are.
 */
unconfirmed: number, 
/**
 * What else became of the items.
 */
sections: Array<PlanSection>, 
/**
 * What happened to the law between the two.
 */
memo: LawMemo, };

export type Offer = { 
/**
 * What.
 */
response: Response, 
/**
 * Whether it is offered first.
 */
primary: boolean, 
/**
 * Why it cannot be said of this answer; absent where it can.
 */
refusal: string | null, };

export type OldAnswer = { 
/**
 * The run in which it was given.
 */
run: RunLink, 
/**
 * The item as it was named then.
 */
item: string, 
/**
 * Its title then.
 */
title: string, 
/**
 * The question then.
 */
question: string, 
/**
 * The words that differ, the question among them where it does.
 */
texts: Array<TextDiff>, 
/**
 * When it was given, as printed.
 */
given: string, 
/**
 * By whom.
 */
author: string, 
/**
 * The answer in a few words.
 */
answer: string, 
/**
 * Everything that was recorded with it: label and text.
 */
recorded: Array<[string, string]>, 
/**
 * The evidence under it, one line each.
 */
evidence: Array<string>, };

export type LookView = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Where it stands.
 */
place: string, 
/**
 * The instrument, in words.
 */
instrument: string, 
/**
 * How strongly it speaks, in words.
 */
force: string, 
/**
 * What changed since counsel last looked, in words.
 */
change: string, 
/**
 * How far it has come.
 */
state: LookState, 
/**
 * What was said of it.
 */
said: string | null, 
/**
 * The question as it is asked now.
 */
question: string, 
/**
 * The old answers: one, or several where items were brought together.
 */
old: Array<OldAnswer>, 
/**
 * Why it changed, oldest first.
 */
reasons: Array<ReasonView>, 
/**
 * What counsel can say, in the order of the keys.
 */
offers: Array<Offer>, };

export type AtticRow = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Where it stood.
 */
place: string, 
/**
 * The last run that asked it.
 */
run: RunLink, 
/**
 * The version that no longer asks it.
 */
goneIn: string, 
/**
 * What became of it, in a sentence.
 */
because: string, 
/**
 * Why, oldest first.
 */
reasons: Array<ReasonView>, 
/**
 * The question, as it was asked last.
 */
question: string, 
/**
 * The answer with everything recorded; absent where there was none.
 */
answer: OldAnswer | null, };

export type SignatoryView = { 
/**
 * The name.
 */
name: string, 
/**
 * The role.
 */
role: string, };

export type CommentInput = { 
/**
 * The item.
 */
item: string, 
/**
 * What is to change.
 */
text: string, };

export type CommentView = { 
/**
 * Identifier.
 */
id: string, 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * What is to change.
 */
text: string, 
/**
 * Name and role of whoever sent it back.
 */
by: string, 
/**
 * When, as printed.
 */
at: string, 
/**
 * Who resolved it and when, as printed; `null` while it is open.
 */
resolved: string | null, };

export type DetachedView = { 
/**
 * The name of the signed file.
 */
file: string, 
/**
 * When and under whose name, as printed.
 */
made: string, 
/**
 * The key's fingerprint, in groups of eight digits.
 */
fingerprint: string, 
/**
 * The public key, as one line.
 */
key: string, };

export type SignAsked = { 
/**
 * Who reviewed the run; absent or blank where nobody but the signer did.
 */
reviewer: SignatoryView | null, 
/**
 * Who signs it.
 */
signer: SignatoryView, 
/**
 * What the signer states.
 */
statement: string, 
/**
 * The legend on each page of counsel's file that is kept; absent or blank where none is chosen.
 */
legend: string | null, };

export type Side = "ours" | "theirs";

export type BroughtView = { 
/**
 * Which question, or what else.
 */
title: string, 
/**
 * The field.
 */
field: string, 
/**
 * What stands there here; absent where nothing does.
 */
before: string | null, 
/**
 * What will stand there; absent where it is cleared.
 */
after: string | null, 
/**
 * Who said so and when.
 */
by: string, };

export type ConflictView = { 
/**
 * What names it.
 */
id: string, 
/**
 * Which question, or what else.
 */
title: string, 
/**
 * The field.
 */
field: string, 
/**
 * What stood there when the copies parted.
 */
base: string | null, 
/**
 * What stands there here.
 */
ours: string | null, 
/**
 * Who said so and when.
 */
oursBy: string, 
/**
 * What stands there in the file.
 */
theirs: string | null, 
/**
 * Who said so and when.
 */
theirsBy: string, };

export type MergeView = { 
/**
 * Name of the file, without its folder.
 */
file: string, 
/**
 * Organization and unit.
 */
name: string, 
/**
 * The assessment.
 */
assessment: string, 
/**
 * How the two stand to each other, in a sentence.
 */
told: string, 
/**
 * What becomes of runs, a sentence each.
 */
runs: Array<string>, 
/**
 * Fields that take the other copy's value.
 */
brought: Array<BroughtView>, 
/**
 * Fields that both changed.
 */
conflicts: Array<ConflictView>, 
/**
 * Fields in which something was being typed in the other copy: it stays there.
 */
unrecorded: number, 
/**
 * Packs that come along and that nobody has signed, by id and version.
 */
packs: Array<string>, 
/**
 * Why they cannot be brought together; absent where they can.
 */
refusal: string | null, };

export type MergeChoice = { 
/**
 * The conflict.
 */
id: string, 
/**
 * Whose text stays.
 */
takes: Side, };

export type MergedView = { 
/**
 * Organization and unit.
 */
name: string, 
/**
 * The assessment.
 */
assessment: string, 
/**
 * Its latest run.
 */
run: string, 
/**
 * What was done, in a sentence.
 */
told: string, 
/**
 * Whether it can be taken back as a whole.
 */
canBeUndone: boolean, };

export type SignedView = { 
/**
 * Who reviewed it.
 */
reviewer: SignatoryView | null, 
/**
 * Who signed it; `null` once that was destroyed.
 */
signer: SignatoryView | null, 
/**
 * What they stated.
 */
statement: string | null, 
/**
 * The legend on each page of the kept PDF; `null` where none was chosen.
 */
legend: string | null, 
/**
 * When, as printed.
 */
at: string, 
/**
 * Under whose name in settings it was recorded.
 */
author: string, 
/**
 * Hash of the state as it was signed.
 */
snapshot: string, 
/**
 * SHA-256 of the kept PDF.
 */
pdf: string, 
/**
 * Entries of the log of actions since.
 */
actionsSince: number, 
/**
 * What it lost since, in sentences. Where there is any, its snapshot and its PDF are gone.
 */
lost: Array<string>, 
/**
 * Detached signatures over the kept PDF, newest first.
 */
signatures: Array<DetachedView>, };

export type SignView = { 
/**
 * What is worth knowing before; nothing blocks.
 */
findings: Array<PreflightFinding>, 
/**
 * The statement that is suggested.
 */
statement: string, 
/**
 * The name in settings, suggested for the signer.
 */
name: string, 
/**
 * The day of signing, as printed.
 */
today: string, 
/**
 * Why the run cannot be signed; `null` where it can, or is.
 */
refusal: string | null, 
/**
 * Who signed it; `null` while nobody has.
 */
signed: SignedView | null, 
/**
 * What it was sent back for, oldest first.
 */
comments: Array<CommentView>, 
/**
 * Which run it amends and why, as printed.
 */
amends: string | null, };

export type BackupCounts = { 
/**
 * Of how many hours one is kept, counting hours with a backup alone: 1 to 1,000.
 */
hours: number, 
/**
 * Of how many days: 0 to 1,000.
 */
days: number, 
/**
 * Of how many weeks: 0 to 1,000.
 */
weeks: number, 
/**
 * How many of each kind that is made before something: 1 to 1,000.
 */
before: number, };

export type BackupRow = { 
/**
 * Name of its file.
 */
name: string, 
/**
 * When it was made, as printed.
 */
at: string, 
/**
 * Its size, as printed.
 */
size: string, 
/**
 * What it was made for.
 */
why: string, 
/**
 * Whether its record held when it was written.
 */
isChecked: boolean, };

export type BackupsView = { 
/**
 * The folder they are kept in.
 */
place: string, 
/**
 * Whether that folder was chosen.
 */
isChosen: boolean, 
/**
 * How many are kept.
 */
counts: BackupCounts, 
/**
 * The backups, newest first.
 */
rows: Array<BackupRow>, 
/**
 * Why the last one on the schedule was not made.
 */
failure: string | null, };

export type ChangedRow = { 
/**
 * Its name.
 */
name: string, 
/**
 * How far its record has come now.
 */
now: string, 
/**
 * How far it had come when the backup was made.
 */
then: string, 
/**
 * Its runs that would not be there any more: “run 3”, “runs 3 and 4”.
 */
runsGone: string | null, 
/**
 * Its runs that would be there again, likewise.
 */
runsBack: string | null, };

export type RestoreView = { 
/**
 * Name of the backup's file.
 */
name: string, 
/**
 * When it was made, as its row in the list says; `None` of a file that is not in the list.
 */
made: string | null, 
/**
 * When its last entry was recorded, as printed.
 */
asOf: string | null, 
/**
 * Where the present record does not hold, in a sentence: that of the backup takes its place. How many
 * assessments would stay as they are is not known then.
 */
mends: string | null, 
/**
 * Whether nothing would change.
 */
isNothing: boolean, 
/**
 * Assessments that would be there again.
 */
back: Array<string>, 
/**
 * Assessments that would not be there any more.
 */
gone: Array<string>, 
/**
 * Assessments that would be as they were.
 */
changed: Array<ChangedRow>, 
/**
 * How many assessments would stay as they are.
 */
same: number, 
/**
 * Packs that would not be installed any more.
 */
packsGone: Array<string>, 
/**
 * Entries of the data folder's own log that the backup lacks.
 */
folderEntriesGone: number, 
/**
 * What of the present state outlasts going back, in sentences.
 */
stays: Array<string>, };

export type Restored = { 
/**
 * The backup that the state before was kept as.
 */
kept: BackupRow, 
/**
 * What could not be installed in the restored state, why, and what to do.
 */
lacking: string | null, };

export type Soundness = { 
/**
 * Whether it does.
 */
holds: boolean, 
/**
 * The first broken link.
 */
told: string | null, 
/**
 * The last good backup, checked just now.
 */
backup: BackupRow | null, };

export type Respondent = { 
/**
 * Name as counsel typed it.
 */
name: string, 
/**
 * Role in the company; may be empty.
 */
role?: string, };

export type AskedFrom = { 
/**
 * Identifier, for instance `eo-14409`.
 */
id: string, 
/**
 * Version.
 */
version: string, 
/**
 * Name.
 */
name: string, 
/**
 * Hash of its file.
 */
hash: string, 
/**
 * As of which day it states the law.
 */
lawDate: string, };

export type Asks = { "kind": "practice", 
/**
 * What “in place” takes.
 */
inPlace: string, 
/**
 * What “partly” takes, where the pack says so.
 */
partly?: string | null, } | { "kind": "grounds" } | { "kind": "text" } | { "kind": "date" } | { "kind": "number" } | { "kind": "choice", 
/**
 * The options, in the pack's order.
 */
options: Array<[string, string]>, };

export type Asked = { 
/**
 * The item.
 */
item: string, 
/**
 * Hash of the item's text, to which a statement is bound.
 */
itemHash: string, 
/**
 * Label of the theme that it stands under.
 */
theme: string, 
/**
 * A few words.
 */
title: string, 
/**
 * The question.
 */
question: string, 
/**
 * What is asked for.
 */
asks: Asks, 
/**
 * Why it matters to the company.
 */
why: string, 
/**
 * Documents that would show it.
 */
evidence: Array<string>, };

export type Request = { 
/**
 * 32 hexadecimal digits.
 */
id: string, 
/**
 * The assessment, by identifier; its matter is not named.
 */
assessment: string, 
/**
 * The run, by identifier.
 */
run: string, 
/**
 * The pack.
 */
pack: AskedFrom, 
/**
 * The company.
 */
organization: string, 
/**
 * Unit or program; may be empty.
 */
unit: string, 
/**
 * The counsel who asks, as named in settings.
 */
from: string, 
/**
 * Who is asked.
 */
to: Respondent, 
/**
 * The day of the request.
 */
sentOn: string, 
/**
 * The day by which an answer is asked for.
 */
dueOn?: string, 
/**
 * Counsel's cover note; may be empty.
 */
cover: string, 
/**
 * Counsel's notice: why facts are collected, what to write, whom to ask.
 */
notice: string, 
/**
 * What is asked, in the pack's order.
 */
items: Array<Asked>, };

export type Form = "paper" | "word" | "proviso";

export type Stated = { 
/**
 * The item.
 */
item: string, 
/**
 * Hash of the text that was answered.
 */
itemHash: string, 
/**
 * Practice: how it stands.
 */
verdict?: Verdict, 
/**
 * Choice: the identifier of the option.
 */
choice?: string, 
/**
 * Text, ISO date or whole number.
 */
value?: string, 
/**
 * The facts.
 */
facts?: string, 
/**
 * How the respondent knows.
 */
basis?: BasisKind, 
/**
 * Documents that would show it, and where they are held.
 */
evidence?: string, 
/**
 * The day as of which it is stated.
 */
on?: string, };

export type Outcome = "accepted" | "edited" | "setAside";

export type Taken = { 
/**
 * Practice: how it stands; absent leaves the answer's verdict as it is.
 */
verdict?: Verdict, 
/**
 * Choice: the identifier of the option; absent leaves it as it is.
 */
choice?: string, 
/**
 * Text, date or whole number; absent leaves it as it is.
 */
value?: string, 
/**
 * The facts as they are to stand; absent leaves them as they are.
 */
facts?: string, 
/**
 * Which measure serves instead; absent takes the facts, where that is what is stated.
 */
measure?: string, 
/**
 * Why the item is not applicable; absent takes the facts, where that is what is stated.
 */
reason?: string, };

export type Wording = "same" | "other" | "gone";

export type MatterKind = { "kind": "memo" } | { "kind": "contact", 
/**
 * With which office, and whom there.
 */
who: string, 
/**
 * What was sent or said.
 */
sent: string, 
/**
 * What was withheld, and why.
 */
withheld: string, 
/**
 * On what terms.
 */
terms: string, } | { "kind": "referral", 
/**
 * To whom.
 */
to: string, 
/**
 * The question.
 */
question: string, 
/**
 * The answer, once it came.
 */
answer: string, 
/**
 * When it came.
 */
answeredOn?: string, 
/**
 * What was decided on it.
 */
decided: string, };

export type AskItem = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * Pinpoint that it stands under; for counsel alone, no form shows it.
 */
provision: string, 
/**
 * Identifiers of its themes.
 */
themes: Array<string>, 
/**
 * Who owns it: as recorded with the answer, else who usually does.
 */
owner: string, 
/**
 * Whether the owner was recorded by counsel.
 */
ownerIsRecorded: boolean, 
/**
 * Whether it is asked of this company now, and not waiting on anything.
 */
inScope: boolean, 
/**
 * The answer as it stands, in words; `null` while there is none.
 */
answer: string | null, 
/**
 * Whom it was asked of already, in requests that are not withdrawn, and what is outstanding.
 */
askedOf: Array<string>, };

export type RespondentView = { 
/**
 * The name.
 */
name: string, 
/**
 * The role; may be blank.
 */
role: string, };

export type RequestChoices = { 
/**
 * Questions, in the pack's order.
 */
items: Array<AskItem>, 
/**
 * Owners that occur among them, each once, in alphabetical order.
 */
owners: Array<string>, 
/**
 * Respondents of earlier requests, each once, the last first.
 */
respondents: Array<RespondentView>, 
/**
 * The notice that stands in settings.
 */
notice: string, 
/**
 * The draft of the form, as the page saved it; `null` where there is none.
 */
draft: string | null, };

export type RequestInput = { 
/**
 * The items.
 */
items: Array<string>, 
/**
 * Who is asked.
 */
to: RespondentView, 
/**
 * The day by which an answer is asked for, as typed; blank for none.
 */
due: string, 
/**
 * The cover note.
 */
cover: string, 
/**
 * The notice; blank for the one in settings.
 */
notice: string, };

export type RequestRow = { 
/**
 * Identifier.
 */
id: string, 
/**
 * The entry of the record, by which it can be expunged.
 */
entry: string, 
/**
 * Who is asked, with the role.
 */
to: string, 
/**
 * When it was made, as printed.
 */
sentOn: string, 
/**
 * By which day an answer is asked for, as printed.
 */
dueOn: string | null, 
/**
 * In which form it went out.
 */
form: Form, 
/**
 * That form in words.
 */
formLabel: string, 
/**
 * Titles of the items, in the pack's order.
 */
titles: Array<string>, 
/**
 * How many were asked.
 */
asked: number, 
/**
 * About how many something came back.
 */
answered: number, 
/**
 * Proposals that nobody has decided yet.
 */
open: number, 
/**
 * Whether the day has passed and something is outstanding.
 */
isOverdue: boolean, 
/**
 * Where it stands, in a few words: `3 of 12 came back, 2 to decide`.
 */
says: string, 
/**
 * When and why it was withdrawn, as printed; `null` where it was not.
 */
withdrawn: string | null, 
/**
 * When reminders were recorded, as printed, the last one last.
 */
reminded: Array<string>, };

export type ReturnRow = { 
/**
 * The entry of the record; names the return.
 */
id: string, 
/**
 * The request.
 */
request: string, 
/**
 * Who answers, with the role.
 */
by: string, 
/**
 * In which form it came, in words.
 */
formLabel: string, 
/**
 * When it was received and by whom, as printed.
 */
received: string, 
/**
 * The day that the reply gives, as printed.
 */
on: string | null, 
/**
 * What is worth knowing: what could not be read, and what is not as it was sent; one sentence each.
 */
findings: Array<string>, 
/**
 * How many statements it has.
 */
stated: number, 
/**
 * How many of them nobody has decided yet.
 */
open: number, };

export type RequestsView = { 
/**
 * Requests, the newest first.
 */
rows: Array<RequestRow>, 
/**
 * Returns, the newest first.
 */
returns: Array<ReturnRow>, 
/**
 * Proposals that nobody has decided yet.
 */
open: number, 
/**
 * Requests that are overdue.
 */
overdue: number, 
/**
 * The day on which it is read, as printed.
 */
today: string, };

export type RequestView = { 
/**
 * Where it stands.
 */
row: RequestRow, 
/**
 * The request as it was sent.
 */
request: Request, 
/**
 * What came back for it, the newest first.
 */
returns: Array<ReturnRow>, 
/**
 * Proposals in it, in the order of the request.
 */
proposals: Array<ProposalView>, 
/**
 * The text of a reminder, to copy into a mail; `null` where nothing is outstanding or it is withdrawn.
 */
reminder: string | null, };

export type RequestSent = { "is": "cancelled" } | { "is": "written", 
/**
 * The file's name, without its folder.
 */
file: string, 
/**
 * The request.
 */
request: RequestView, };

export type ProposalState = "open" | "accepted" | "edited" | "setAside";

export type ProposalView = { 
/**
 * The return that it stands in.
 */
returned: string, 
/**
 * The request.
 */
request: string, 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, 
/**
 * The question as it was asked of the respondent; blank where it was not asked.
 */
asked: string, 
/**
 * The question as it is asked now; `null` where the run has no such item.
 */
question: string | null, 
/**
 * How the words stand to each other.
 */
wording: Wording, 
/**
 * What is said of the words, where they are not the same.
 */
wordingSays: string | null, 
/**
 * What is stated.
 */
stated: Stated, 
/**
 * Verdict, option or value, in words.
 */
statedLabel: string | null, 
/**
 * Who states it and on which day, as it would be recorded as the basis.
 */
basis: string, 
/**
 * The reference that would be made of the documents that are named; `null` where none is named.
 */
evidence: string | null, 
/**
 * What counsel starts from: the statement as it would be taken unchanged.
 */
taken: Taken, 
/**
 * The answer as it stands now; `null` while there is none.
 */
present: Answer | null, 
/**
 * That answer in words.
 */
presentLabel: string | null, 
/**
 * What became of it.
 */
state: ProposalState, 
/**
 * When and by whom it was decided, and why, in one sentence; `null` while it is open.
 */
stateSays: string | null, 
/**
 * Whether the answer was changed since it was accepted.
 */
changedSince: boolean, 
/**
 * Why it cannot be accepted now; `null` where it can. It can be set aside all the same.
 */
refusal: string | null, 
/**
 * The draft of the form, as the page saved it.
 */
draft: string | null, };

export type ProposalAccepted = { 
/**
 * The proposal as it stands then.
 */
proposal: ProposalView, 
/**
 * The answer, as recording a field returns it.
 */
recorded: Recorded, };

export type Receipt = { "is": "cancelled" } | { "is": "received", 
/**
 * The file's name, without its folder.
 */
file: string, 
/**
 * The return.
 */
returned: ReturnRow, 
/**
 * The request that it answers, with the proposals in it.
 */
request: RequestView, };

export type FormDraftView = { 
/**
 * Which form: `request`, `interview:<id>` (`interview:new`), `matter`, `proposal:<return>:<item>`.
 */
form: string, 
/**
 * What is in it.
 */
text: string, };

export type TitledItem = { 
/**
 * The item.
 */
item: string, 
/**
 * Its title.
 */
title: string, };

export type InterviewInput = { 
/**
 * Who was interviewed.
 */
whom: string, 
/**
 * Role in the company; may be blank.
 */
role: string, 
/**
 * When, as typed; may be blank.
 */
on: string, 
/**
 * Who else was present; may be blank.
 */
present: string, 
/**
 * Counsel's notes; may be blank.
 */
notes: string, 
/**
 * The items that were talked about.
 */
items: Array<string>, };

export type InterviewView = { 
/**
 * Identifier.
 */
id: string, 
/**
 * The entry of its last state, by which it can be expunged with all of its states.
 */
entry: string, 
/**
 * Who was interviewed.
 */
whom: string, 
/**
 * Role in the company; may be blank.
 */
role: string, 
/**
 * When, as printed; blank where it is not said.
 */
on: string, 
/**
 * Who else was present; may be blank.
 */
present: string, 
/**
 * Counsel's notes; may be blank.
 */
notes: string, 
/**
 * The items that were talked about.
 */
items: Array<TitledItem>, 
/**
 * When it was recorded last and by whom, as printed.
 */
recorded: string, 
/**
 * How many states it had before.
 */
earlier: number, };

export type InterviewsView = { 
/**
 * Interviews, the newest first.
 */
rows: Array<InterviewView>, 
/**
 * Drafts of their forms.
 */
drafts: Array<FormDraftView>, };

export type MatterInput = { 
/**
 * The day that it is about, as typed; blank for today.
 */
on: string, 
/**
 * A few words for lists.
 */
title: string, 
/**
 * The text.
 */
text: string, 
/**
 * What it is; the day of an answer is given apart.
 */
what: MatterKind, 
/**
 * A question to outside counsel: when its answer came, as typed; blank for none.
 */
answeredOn: string, 
/**
 * The items that it is about.
 */
items: Array<string>, 
/**
 * The entry that it corrects or carries on.
 */
follows: string | null, };

export type MatterView = { 
/**
 * The entry of the record.
 */
id: string, 
/**
 * The day that it is about, as printed.
 */
on: string, 
/**
 * A few words for lists.
 */
title: string, 
/**
 * The text.
 */
text: string, 
/**
 * What it is, in words: `Memo to file`.
 */
label: string, 
/**
 * What it is, with what belongs to its kind.
 */
what: MatterKind, 
/**
 * The items that it is about.
 */
items: Array<TitledItem>, 
/**
 * The entry that it corrects or carries on, where that is still there.
 */
follows: string | null, 
/**
 * The entries that correct it or carry it on.
 */
followedBy: Array<string>, 
/**
 * When it was recorded and by whom, as printed.
 */
recorded: string, };

export type MatterLogView = { 
/**
 * Entries, the newest first.
 */
rows: Array<MatterView>, 
/**
 * Drafts of its form.
 */
drafts: Array<FormDraftView>, };

export type AroundItem = { 
/**
 * Proposals, the newest first.
 */
proposals: Array<ProposalView>, 
/**
 * Whom it is asked of, with where each request stands.
 */
askedOf: Array<string>, 
/**
 * Interviews in which it was talked about.
 */
interviews: Array<InterviewView>, 
/**
 * Entries of the matter log that are about it.
 */
log: Array<MatterView>, };

export type AnsweringRow = { 
/**
 * The request.
 */
request: string, 
/**
 * The company, and its unit.
 */
organization: string, 
/**
 * Who asks.
 */
from: string, 
/**
 * By which day, as printed.
 */
dueOn: string | null, 
/**
 * How many questions it has.
 */
asked: number, 
/**
 * About how many something is stated.
 */
answered: number, 
/**
 * When it was changed last, as printed.
 */
updated: string, };

export type AnsweringView = { 
/**
 * The request.
 */
request: Request, 
/**
 * Who answers.
 */
by: RespondentView, 
/**
 * What is stated so far.
 */
answers: Array<Stated>, 
/**
 * About how many questions something is stated.
 */
answered: number, 
/**
 * By which day an answer is asked for, as printed.
 */
dueOn: string | null, 
/**
 * The clock time at which it was on disk last.
 */
saved: string, 
/**
 * Verdicts to choose from, each with its label.
 */
verdicts: Array<[Verdict, string]>, };

export type StatedInput = { 
/**
 * The item.
 */
item: string, 
/**
 * Practice: how it stands.
 */
verdict: Verdict | null, 
/**
 * Choice: the identifier of the option; blank for none.
 */
choice: string, 
/**
 * Text, date or whole number, as typed; blank for none.
 */
value: string, 
/**
 * The facts.
 */
facts: string, 
/**
 * How the respondent knows.
 */
basis: BasisKind | null, 
/**
 * Documents that would show it, and where they are held.
 */
evidence: string, 
/**
 * The day as of which it is stated, as typed; blank for none.
 */
on: string, };

export type AnsweringOpened = { "is": "cancelled" } | { "is": "opened", 
/**
 * The request.
 */
answering: AnsweringView, };
