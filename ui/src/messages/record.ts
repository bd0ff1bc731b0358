// The words around what is asked of the business: requests, proposals, interviews, the matter log, and
// the view of whoever answers.

import type { Form, ProposalState } from "../ipc/types";
import type { MatterKindName } from "../model/record";
import { count } from "../model/words";

const forms: Record<Form, string> = {
  paper: "Interview sheet",
  word: "Word form",
  proviso: "Proviso file",
};

const states: Record<ProposalState, string> = {
  open: "Waits for you",
  accepted: "Accepted",
  edited: "Accepted as edited",
  setAside: "Set aside",
};

const kinds: Record<MatterKindName, string> = {
  memo: "Memo to file",
  contact: "Contact with the Government",
  referral: "Question to outside counsel",
};

export const record = {
  parts: { requests: "Requests", interviews: "Interviews", log: "Matter log" },
  partsLabel: "Parts of the record",
  forms,
  nothing: "–",

  pick: {
    label: "Questions",
    find: "Find in the questions",
    any: { owner: "Any owner", theme: "Any theme", provision: "Any provision" },
    by: { owner: "Owner", theme: "Theme", provision: "Provision" },
    open: "Only what is not yet established",
    shown: (shown: number, of: number) =>
      shown === of ? `${count(of, "question")}` : `${shown} of ${count(of, "question")} shown`,
    selected: (items: number) => `${items} selected`,
    noneSelected: "None selected",
    selectAll: (items: number) => (items === 1 ? "Select the one shown" : `Select all ${items} shown`),
    unselectAll: (items: number) =>
      items === 1 ? "Unselect the one shown" : `Unselect all ${items} shown`,
    showSelected: "Show selected",
    showAll: "Show all",
    clear: "Clear the selection",
    none: "No question fits. Change what is looked for.",
    noneYet: "Nothing is selected yet.",
    keys: "Arrow keys go through the list, Space selects.",
  },

  settings: {
    label: "The usual notice",
    again: "Put back the notice that Proviso comes with",
  },

  requests: {
    title: "Requests",
    intro:
      "Ask the people who know the facts. A request carries the questions, why they matter and your cover note; nothing of your answers, analysis or advice.",
    none: "Nobody has been asked yet",
    noneWhy:
      "Pick the questions, name a respondent, and save the form: on paper, in Word, or as a file for Proviso. You send it yourself. What comes back is proposed to you, statement by statement.",
    add: "New request…",
    receive: "Receive a reply…",
    receiving: "Reading the file…",
    columns: {
      to: "Respondent",
      sent: "Sent",
      due: "Due",
      form: "Form",
      back: "Came back",
      waiting: "For you to look at",
    },
    noDue: "No date",
    overdue: "overdue",
    back: (answered: number, asked: number) => `${answered} of ${asked}`,
    waiting: (statements: number) =>
      statements === 1
        ? "1 statement waits for you to look at it."
        : `${statements} statements wait for you to look at them.`,
    look: "Look at them",
    open: (to: string) => `Request to ${to}`,
    items: "What was asked",
    states,
    returns: "What came back",
    nothingBack: "Nothing came back",
    noReturns: "Nothing has come back yet.",
    returned: (stated: number, form: string) => `${count(stated, "statement")}, ${form}`,
    reminder: "Text of a reminder",
    reminderWhy: "To copy into a mail. It holds nothing of any answer.",
    copy: "Copy the text",
    copied: "The reminder is copied.",
    remind: "I have sent it",
    isReminded: "It is on record that a reminder was sent.",
    reminded: (days: readonly string[]) => `Reminded ${days.join("; ")}.`,
    saveAgain: "Save the form again…",
    saved: (file: string) => `Saved as ${file}.`,
    withdraw: "Withdraw…",
    withdrawWhy: (to: string) =>
      `The request is closed and no longer counts as outstanding. What came back stays. Proviso tells nobody: let ${to} know yourself.`,
    withdrawReason: "Why (optional)",
    withdrawYes: "Withdraw this request",
    withdrawNo: "Leave it open",
    isWithdrawn: "The request is withdrawn.",
  },

  ask: {
    title: "New request",
    back: "Requests",
    what: "What is asked",
    whom: "Whom you ask",
    name: "Name",
    role: "Role",
    roleHint: "As it should stand beside the statement, for example: Head of Security",
    due: "Answer by",
    dueHint: "Leave it empty for no date.",
    cover: "Cover note",
    coverHint: "Printed above the questions. Say what it is for and how long it should take.",
    notice: "Counsel’s notice",
    noticeUsual: "as usual",
    noticeChanged: "changed for this request",
    noticeWhy: "Printed with every request. It says why the facts are collected and whom to ask.",
    keepNotice: "Keep as the usual notice",
    noticeKept: "It is the usual notice from now on.",
    usualNotice: "Put the usual notice back",
    form: "In which form",
    forms: {
      paper: [
        "Interview sheet (PDF)",
        "For a conversation: room to write by hand. Nothing is read back from it; you record what you hear.",
      ],
      word: [
        "Word form",
        "For anybody with Word or LibreOffice: fields to fill in. It comes back by mail, and Proviso reads it.",
      ],
      proviso: [
        "Proviso file",
        "For somebody who has Proviso: these questions and nothing else. Nothing is lost on the way back.",
      ],
    } satisfies Record<Form, readonly [string, string]>,
    askedOf: (whom: readonly string[]) => `Asked of ${whom.join("; ")}`,
    save: "Save the form…",
    saving: "Writing the form…",
    missing: (what: readonly string[]) => `Still to do: ${what.join(", ")}.`,
    missingItems: "select at least one question",
    missingName: "name whom you ask",
    kept: "What you type here is kept until the form is saved.",
    discard: "Discard what is typed",
    cancelled: "Nothing was written. What you typed is still here.",
    written: (file: string, to: string) =>
      `The form is saved as ${file}. Send it to ${to} yourself, and receive the reply here when it comes back.`,
    writtenPaper: (file: string, to: string) =>
      `The interview sheet is saved as ${file}. After the conversation with ${to}, record it under Interviews.`,
  },

  receive: {
    title: (file: string) => `Received: ${file}`,
    refused: "Not received",
    from: (by: string, to: string, sent: string) => `From ${by}, to the request to ${to} of ${sent}.`,
    read: (stated: number, asked: number) =>
      stated === 0
        ? `Nothing is stated about the ${count(asked, "question")} asked.`
        : `Something is stated about ${stated} of ${count(asked, "question")}.`,
    findings: "What to know about it",
    none: "Everything in it could be read.",
    next: (stated: number) =>
      stated === 0
        ? "Nothing waits for you. The file is on record as received."
        : "Nothing has become an answer. Look at each statement and accept it, edit it or set it aside.",
    look: "Look at the statements",
    later: "Later",
    close: "Close",
  },

  proposals: {
    title: "Statements to look at",
    queue: "Statements",
    progress: (done: number, of: number) => `${done} of ${of}`,
    none: "No statement waits for you",
    noneWhy: "When a reply is received, each statement in it comes here. Nothing becomes an answer by itself.",
    all: "Every statement has been looked at.",
    settled: "This statement has been looked at",
    goOn: "Go on with the others",
    back: "Requests",
    next: "Next",
    previous: "Previous",
    stated: "The statement",
    present: "Your answer now",
    unanswered: "Not answered yet",
    noVerdict: "No verdict stated",
    noFacts: "No facts stated",
    asStated: "As stated under",
    asAsked: "As asked now",
    evidence: "Documents named",
    addEvidence: "Add as a reference",
    accept: "Accept",
    acceptEdited: "Accept as edited",
    edit: "Edit",
    stopEdit: "Back to the statement",
    setAside: "Set aside…",
    setAsideYes: "Set it aside",
    setAsideNo: "Not now",
    closed: "This run takes no changes, so nothing is accepted into it. The statements stay on record and can be read.",
    reason: "Why",
    reasonHint: "Optional. It stays with the statement, for counsel alone.",
    verdict: "Verdict",
    unchanged: "Leave the verdict as it is",
    choice: "Choice",
    facts: "Facts",
    value: "Answer",
    said: {
      accepted: (title: string) => `${title}: accepted.`,
      edited: (title: string) => `${title}: accepted as edited.`,
      setAside: (title: string) => `${title}: set aside.`,
    },
    keys: { accept: "a", edit: "e", setAside: "s" },
    question: "Open the question",
  },

  interviews: {
    title: "Interviews",
    intro: "One entry for each conversation: whom, when, who was present, and which questions it bears on. Counsel’s file only.",
    none: "No interview is recorded",
    noneWhy: "Record a conversation once, and link it to every question that it bears on. An answer can then rest on it.",
    add: "Record an interview…",
    form: "Interview",
    whom: "Whom",
    role: "Role",
    on: "When",
    present: "Who else was present",
    presentHint: "Whether privilege holds can depend on it.",
    notes: "Notes",
    notesAside: "counsel’s file only",
    items: "Questions it bears on",
    noItems: "No question is linked.",
    record: "Record the interview",
    change: "Record the change",
    cancel: "Cancel",
    edit: "Change",
    editNamed: (whom: string) => `Change the interview with ${whom}`,
    recorded: "The interview is recorded.",
    presentLine: (who: string) => `Present: ${who}`,
    by: (recorded: string, earlier: number) =>
      earlier === 0
        ? `Recorded ${recorded}`
        : `Recorded ${recorded}; ${count(earlier, "earlier state")} kept`,
  },

  log: {
    title: "Matter log",
    intro:
      "Dated entries that stay as they are written; a correction is a new entry beside the one it corrects. The log is printed in counsel’s file alone.",
    none: "Nothing is logged",
    noneWhy: "Memos to file, contacts with the Government, and questions referred to outside counsel: what, when, and on what terms.",
    add: "New entry…",
    form: "Entry",
    kind: "What it is",
    kinds,
    kindHints: {
      memo: "A note for the file, in your own words.",
      contact: "Who, what was sent, what was withheld, on what terms.",
      referral: "The question, its date, the answer, what was decided.",
    } satisfies Record<MatterKindName, string>,
    all: "All",
    show: "Show",
    on: "Date",
    onHint: (today: string) => `Left empty: today, ${today}`,
    titleField: "In a few words",
    text: { memo: "Memo", contact: "Anything else", referral: "Anything else" } satisfies Record<
      MatterKindName,
      string
    >,
    who: "With which office, and whom there",
    sent: "What was sent or said",
    withheld: "What was withheld, and why",
    terms: "On what terms",
    to: "To whom",
    question: "The question",
    answer: "The answer",
    answerHint: "Leave it empty until it comes; then carry the entry on with “Correct…”.",
    answeredOn: "Answered on",
    decided: "What was decided on it",
    items: "Questions it is about",
    record: "Enter it",
    cancel: "Cancel",
    correct: "Correct…",
    correctNamed: (title: string) => `Correct or carry on “${title}”`,
    corrects: (title: string) => `Follows “${title}”, which stays as it is.`,
    follows: "Corrects or carries on the entry",
    followedBy: "Followed by the entry",
    recorded: "The entry is in the log.",
    noneOfKind: "No entry of this kind.",
    by: (recorded: string) => `Entered ${recorded}`,
  },

  beside: {
    title: "Asked and said about it",
    look: "Look at it",
    interview: (whom: string, on: string) => (on === "" ? `Interview with ${whom}` : `Interview with ${whom}, ${on}`),
    use: "Use as basis",
    useNamed: (whom: string) => `Use the interview with ${whom} as basis`,
    used: "The basis is recorded.",
    basis: (whom: string, role: string) => (role === "" ? `Interview with ${whom}` : `Interview with ${whom}, ${role}`),
    ask: "Ask somebody…",
    add: "Record an interview…",
  },
} as const;

export const answering = {
  title: "Answer a request",
  link: "Answer a request…",
  linkWhy: "Somebody’s counsel sent you a .proviso-request file with questions.",
  intro:
    "For a request that somebody’s counsel sent you as a .proviso-request file. You see its questions and nothing else; what you write stays on this computer until you send the reply yourself.",
  open: "Open a request…",
  none: "No request has been opened here",
  list: "Requests being answered here",
  row: (organization: string, from: string) => `${organization}, from ${from}`,
  progress: (answered: number, asked: number) => `${answered} of ${asked} filled in`,
  due: (due: string) => `Answer by ${due}`,
  noDue: "No date is set",
  updated: (at: string) => `changed ${at}`,
  remove: "Remove…",
  removeWhy: "The request and what is filled in leave this computer’s list. A reply that was saved stays where it is.",
  removeYes: "Remove it",
  removeNo: "Keep it",
  removed: "The request is removed.",
  resume: "Continue",
  from: (from: string, sent: string) => `From ${from}, ${sent}`,
  to: (to: string) => `To ${to}`,
  notice: "Counsel’s notice",
  inPlace: "In place means",
  partly: "Partly looks like",
  typical: "Documents that would show it",
  grounds:
    "The decision itself is not yours to state here. Please write the business facts that bear on it.",
  verdict: "How it stands",
  clear: "Leave it open",
  choice: "Which holds?",
  value: { text: "Answer", date: "Date", number: "Number" },
  facts: "The facts",
  factsHint: "What is there, since when, and where it can be seen. “I do not know” is a useful answer.",
  basis: "How you know",
  bases: {
    document: "From a document",
    interview: "Asked others",
    tested: "Tested it",
    assumed: "Assumed",
  },
  notStated: "Not stated",
  evidence: "Documents that show it, and where they are held",
  on: "As of",
  reply: "Save the reply",
  replyWhy:
    "Questions can be left empty. The reply is a file: send it back to counsel by the way the request came to you, and to nobody else.",
  name: "Your name",
  role: "Your role",
  save: "Save the reply…",
  saving: "Writing the reply…",
  nothing: "Nothing is filled in yet.",
  written: (file: string, from: string) =>
    `Saved as ${file}. Send it back to ${from} by the way the request came to you.`,
  back: "All requests",
  question: (at: number, of: number) => `Question ${at} of ${of}`,
} as const;
