// The keys of the run, in one table: what is pressed, what it does, and what the list of keys says.

import type { Response } from "../ipc/types";
import type { Route } from "./route";

/** What a key asks for. */
export type Command =
  | { do: "choose"; at: number }
  | { do: "next" }
  | { do: "previous" }
  | { do: "find" }
  | { do: "flag" }
  | { do: "table" }
  | { do: "undo" }
  | { do: "redo" }
  | { do: "help" };

/** What was pressed, and where. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  /** Whether a key pressed here writes text or chooses from a list. */
  readonly typing: boolean;
  /** Whether a text is written here, which has an undo of its own. */
  readonly writing: boolean;
}

/** One row of the list of keys. */
export interface Row {
  readonly keys: readonly string[];
  readonly says: string;
  /** Whether the key is a single character, which can be switched off in Settings. */
  readonly single: boolean;
}

/** Keys of what is said of an answer to look at again. */
export const RESPONSES: Readonly<Record<Response, string>> = {
  lookAgain: "c",
  stands: "a",
  notSure: "6",
  later: "l",
};

/** Keys of the statements that came back; `proposal.ts` says what they do. */
const PROPOSAL_ROWS: readonly Row[] = [
  { keys: ["a"], says: "Among statements that came back: accept", single: true },
  { keys: ["e"], says: "Edit the statement", single: true },
  { keys: ["s"], says: "Set it aside", single: true },
];

/** Keys of the answers to look at again. */
const MOVED_ROWS: readonly Row[] = [
  { keys: [RESPONSES.lookAgain], says: "Look again: open the question", single: true },
  { keys: [RESPONSES.stands], says: "It stands as answered", single: true },
  { keys: [RESPONSES.notSure], says: "Not sure: an open question", single: true },
  { keys: [RESPONSES.later], says: "Later: put it off", single: true },
  { keys: ["j", "n"], says: "Next answer to look at again", single: true },
  { keys: ["k", "p"], says: "Previous answer to look at again", single: true },
  { keys: ["PgDn", "PgUp"], says: "Read on, and back", single: false },
];

const QUESTION_ROWS: readonly Row[] = [
  { keys: ["1", "2", "3", "4", "5", "6"], says: "Give a verdict, or choose an option", single: true },
  { keys: ["j", "n"], says: "Next question", single: true },
  { keys: ["k", "p"], says: "Previous question", single: true },
  { keys: ["/"], says: "Filter the questions", single: true },
  { keys: ["t"], says: "Turn between one question and the table", single: true },
  { keys: ["f"], says: "Flag for review, or remove the flag", single: true },
];

/** Keys that act on every screen of a run. */
const COMMON_ROWS: readonly Row[] = [
  { keys: ["?"], says: "Show this list", single: true },
  { keys: ["Ctrl+Z"], says: "Undo the last change in this run; in a field, what was typed", single: false },
  { keys: ["Ctrl+Shift+Z"], says: "Make it again", single: false },
  { keys: ["Ctrl+Shift+L"], says: "Lock Proviso, where the data are encrypted", single: false },
  { keys: ["Esc"], says: "Leave the field; close this list", single: false },
  { keys: ["Tab"], says: "Next control", single: false },
  { keys: ["Alt+←"], says: "Back", single: false },
];

/** Returns the keys that the list of keys names on a screen. */
export function rowsOn(screen: Route["screen"]): readonly Row[] {
  if (screen === "moved") return [...MOVED_ROWS, ...COMMON_ROWS];
  const rows = [...QUESTION_ROWS, ...COMMON_ROWS];
  return screen === "record" ? [...PROPOSAL_ROWS, ...rows] : rows;
}

/** Returns what a key asks for, or nothing. */
export function command(press: Press, singleKeys: boolean): Command | null {
  const retraces = retrace(press);
  if (retraces !== null) return retraces;
  if (!singleKeys || press.typing) return null;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  const moves = press.key === "j" || press.key === "n" || press.key === "k" || press.key === "p";
  // Holding a key down goes through the questions, and does nothing else more than once.
  if (press.repeat && !moves) return null;
  switch (press.key) {
    case "j":
    case "n":
      return { do: "next" };
    case "k":
    case "p":
      return { do: "previous" };
    case "/":
      return { do: "find" };
    case "t":
      return { do: "table" };
    case "f":
      return { do: "flag" };
    case "?":
      return { do: "help" };
    default:
      return /^[1-9]$/.test(press.key) ? { do: "choose", at: Number(press.key) - 1 } : null;
  }
}

/** Returns what a key asks for among the answers to look at again, or nothing. */
export function saying(press: Press, singleKeys: boolean): Response | "next" | "previous" | null {
  if (!singleKeys || press.typing || press.repeat) return null;
  if (press.ctrlKey || press.metaKey || press.altKey) return null;
  if (press.key === "j" || press.key === "n") return "next";
  if (press.key === "k" || press.key === "p") return "previous";
  const all = Object.keys(RESPONSES) as Response[];
  return all.find((response) => RESPONSES[response] === press.key) ?? null;
}

/** Returns whether a key locks the window; it does so wherever one is, even while typing. */
export function locks({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent | Press): boolean {
  return key.toLowerCase() === "l" && shiftKey && !altKey && ctrlKey !== metaKey;
}

/** Undo and redo are no single keys: they work wherever no text is being written. */
function retrace({ key, ctrlKey, metaKey, altKey, shiftKey, writing }: Press): Command | null {
  if (writing || altKey || ctrlKey === metaKey) return null;
  const letter = key.toLowerCase();
  if (letter === "z") return { do: shiftKey ? "redo" : "undo" };
  return letter === "y" && ctrlKey && !shiftKey ? { do: "redo" } : null;
}

const SILENT = new Set(["button", "checkbox", "radio", "submit", "reset", "image", "range"]);

/** Returns whether a key pressed on an element belongs to the element. */
export function isTyping(element: {
  readonly tagName: string;
  readonly type?: string;
  readonly isContentEditable?: boolean;
}): boolean {
  switch (element.tagName.toLowerCase()) {
    case "textarea":
    case "select":
      return true;
    case "input":
      return !SILENT.has(element.type ?? "text");
    default:
      return element.isContentEditable === true;
  }
}

/** Reads a press off the event and the element it happened on. */
export function pressOf(event: KeyboardEvent, element: HTMLElement): Press {
  const { key, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
  const typing = isTyping(element);
  const isText = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  const writing = typing && (isText ? !element.readOnly : element.isContentEditable);
  return { key, ctrlKey, metaKey, altKey, shiftKey, repeat, typing, writing };
}
