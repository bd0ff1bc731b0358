// The forms of the record as they are typed, and what is sent of them.

import type {
  Form,
  InterviewInput,
  InterviewView,
  MatterInput,
  MatterKind,
  MatterView,
} from "../ipc/types";
import { longDate } from "./answer";

/** A new request while it is put together. */
export interface Asking {
  items: string[];
  name: string;
  role: string;
  due: string;
  cover: string;
  /** Counsel's own words, where they stand for the usual notice. */
  notice: string;
  hasNotice: boolean;
  form: string;
}

export const ASKING: Asking = {
  items: [],
  name: "",
  role: "",
  due: "",
  cover: "",
  notice: "",
  hasNotice: false,
  form: "word",
};

export const FORMS: readonly Form[] = ["paper", "word", "proviso"];

/** Returns the form that is chosen; a draft of another version may name none. */
export function formOf({ form }: Asking): Form {
  return FORMS.find((known) => known === form) ?? "word";
}

export const INTERVIEW: InterviewInput = {
  whom: "",
  role: "",
  on: "",
  present: "",
  notes: "",
  items: [],
};

/** Returns an interview as it is typed. */
export function interviewTyped(of: InterviewView): InterviewInput {
  const { whom, role, on, present, notes } = of;
  return { whom, role, on, present, notes, items: of.items.map(({ item }) => item) };
}

export type MatterKindName = MatterKind["kind"];

export const KINDS: readonly MatterKindName[] = ["memo", "contact", "referral"];

/** An entry of the matter log as it is typed: the fields of every kind, so that none is lost on the way. */
export interface Entry {
  kind: string;
  on: string;
  title: string;
  text: string;
  who: string;
  sent: string;
  withheld: string;
  terms: string;
  to: string;
  question: string;
  answer: string;
  answeredOn: string;
  decided: string;
  items: string[];
  follows: string | null;
}

export const ENTRY: Entry = {
  kind: "memo",
  on: "",
  title: "",
  text: "",
  who: "",
  sent: "",
  withheld: "",
  terms: "",
  to: "",
  question: "",
  answer: "",
  answeredOn: "",
  decided: "",
  items: [],
  follows: null,
};

/** Returns the kind that is chosen. */
export function kindOf({ kind }: Entry): MatterKindName {
  return KINDS.find((known) => known === kind) ?? "memo";
}

/** Returns what is sent of an entry: what belongs to its kind, and nothing of another one. */
export function entrySent(typed: Entry): MatterInput {
  const { on, title, text, items, follows } = typed;
  const answeredOn = kindOf(typed) === "referral" ? typed.answeredOn : "";
  return { on, title, text, what: whatOf(typed), answeredOn, items, follows };
}

function whatOf(typed: Entry): MatterKind {
  switch (kindOf(typed)) {
    case "memo":
      return { kind: "memo" };
    case "contact": {
      const { who, sent, withheld, terms } = typed;
      return { kind: "contact", who, sent, withheld, terms };
    }
    case "referral": {
      const { to, question, answer, decided } = typed;
      return { kind: "referral", to, question, answer, decided };
    }
  }
}

/** Returns an entry as it is typed to follow another one: what that says, to be corrected or carried on. */
export function entryAfter(of: MatterView): Entry {
  const { on, title, text, what } = of;
  const items = of.items.map(({ item }) => item);
  const { kind, ...fields } = what;
  const when = "answeredOn" in fields ? { answeredOn: longDate(fields.answeredOn ?? "") } : {};
  return { ...ENTRY, ...fields, ...when, kind, on, title, text, items, follows: of.id };
}
