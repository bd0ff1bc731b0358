// Reading answers: no figure is worked out here, only which item is answered and with what sign.

import type { Answer, Field, ItemView, Standing, Verdict } from "../ipc/types";
import { capital } from "./words";

/** All verdicts, in the order of their keys 1 to 6. */
export const VERDICTS: readonly Verdict[] = [
  "inPlace",
  "partly",
  "notInPlace",
  "alternative",
  "notApplicable",
  "notSure",
];

/** The signs that stand before an item in lists. */
export type Sign = Verdict | "recorded" | "unanswered" | "waiting" | "out";

/** Returns whether counsel has answered the item; “not sure” is an answer. */
export function isAnswered(item: ItemView, answer: Answer | undefined): boolean {
  if (answer === undefined) return false;
  switch (item.kind.is) {
    case "practice":
      return answer.verdict !== undefined;
    case "decision":
      return answer.choice !== undefined;
    case "fact":
      return answer.value !== undefined || answer.choice !== undefined;
  }
}

/** Returns whether the item is an open question: unanswered, or answered “not sure”. */
export function isOpen(item: ItemView, answer: Answer | undefined): boolean {
  return !isAnswered(item, answer) || answer?.verdict === "notSure";
}

/** Returns the sign that stands before the item in lists. */
export function sign(
  item: ItemView,
  answer: Answer | undefined,
  standing: Standing | undefined,
): Sign {
  if (standing?.is === "waiting") return "waiting";
  if (standing?.is === "out") return "out";
  if (answer?.verdict !== undefined) return answer.verdict;
  return isAnswered(item, answer) ? "recorded" : "unanswered";
}

/** Names the instrument an item rests on, where its kind alone does not. */
export function instrument({ instrument, instrumentName }: ItemView): string {
  const kind = `${instrument}, `.toLowerCase();
  const isSaid = instrumentName.toLowerCase().startsWith(kind);
  return capital(isSaid ? instrumentName.slice(kind.length) : instrumentName);
}

const DATES: ReadonlySet<string> = new Set(["basisOn", "decidedOn", "reviewOn"]);

/** Returns whether a field takes a date. */
export function isDate(item: ItemView, field: Field): boolean {
  if (field === "value") return item.kind.is === "fact" && item.kind.value === "date";
  return DATES.has(field);
}

/** Returns one field as the text that is sent for it; empty where it is absent. */
export function stored(answer: Answer | undefined, field: Field): string {
  const value = answer?.[field];
  if (value === undefined) return "";
  return String(value);
}

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Writes a stored date as people read it; other text stays as it is. */
export function longDate(iso: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  const month = MONTHS[Number(parts?.[2]) - 1];
  if (parts === null || month === undefined) return iso;
  return `${month} ${Number(parts[3])}, ${parts[1]}`;
}

/** Returns one field as it is shown in its box. */
export function shown(item: ItemView, answer: Answer | undefined, field: Field): string {
  const text = stored(answer, field);
  return isDate(item, field) ? longDate(text) : text;
}

/** Returns the field that a verdict asks for. */
export function asksFor(verdict: string): "reason" | "measure" | null {
  if (verdict === "notApplicable") return "reason";
  return verdict === "alternative" ? "measure" : null;
}
